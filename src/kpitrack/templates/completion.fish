# Completion of kpitrack in fish, written by `kpitrack --show-completion fish`.
function __kpitrack_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l program $words[1]
    type -q -- $program; or set program kpitrack
    set -l lines (_KPITRACK_COMPLETE=fish $program $words[2..-1] "$current" 2>/dev/null)
    switch "$lines[1]"
        case \tfiles
            __fish_complete_path $current
        case \tfolders
            __fish_complete_directories $current ''
        case '*'
            printf '%s\n' $lines
    end
end
complete --command kpitrack --erase
complete --command kpitrack --no-files --keep-order --arguments '(__kpitrack_complete)'
