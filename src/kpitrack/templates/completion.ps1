# Completion of kpitrack in PowerShell, written by `kpitrack --show-completion powershell`.
Register-ArgumentCompleter -Native -CommandName kpitrack, kpitrack.exe -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object { if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text } })
    $before = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
        $Env:_KPITRACK_COMPLETE = 'powershell'
        $Env:_KPITRACK_WORDS = (@($words) + $wordToComplete.Trim("'", '"')) -join "`n"
        & $commandAst.GetCommandName() 2>$null | ForEach-Object {
            $value, $meaning = $_ -split "`t", 2
            if ($value -eq '') { return }
            if (-not $meaning) { $meaning = $value }
            [System.Management.Automation.CompletionResult]::new($value, $value.Trim("'"), 'ParameterValue', $meaning)
        }
    } finally {
        [Console]::OutputEncoding = $before
        $Env:_KPITRACK_COMPLETE = $null
        $Env:_KPITRACK_WORDS = $null
    }
}
