"""What is said of a command line that is wrong, and of completion."""

from __future__ import annotations

_HELP = ("用 {command} --help 查看用法", "{command} --help tells how it is used")

COMMAND_LINE: dict[str, tuple[str, str]] = {
    "say.no-such-command": ("没有命令“{found}”", "there is no command '{found}'"),
    "hint.no-such-command": ("用 kpitrack --help 查看全部命令", "kpitrack --help lists the commands"),
    "say.no-command": ("没有写命令", "no command was given"),
    "hint.no-command": ("用 kpitrack --help 查看全部命令", "kpitrack --help lists the commands"),
    "say.no-such-option": ("没有选项“{found}”", "there is no option '{found}'"),
    "hint.no-such-option": _HELP,
    "say.other-dashes": (
        "“{found}”应为 {meant}，开头是半角减号 {dashes}",
        "'{found}' should be {meant}, with the plain hyphens of a command line: {dashes}",
    ),
    "hint.other-dashes": (
        "WPS、Word 会把 -- 改成 —；从文件里复制来的，请在命令行里重打一遍",
        "word processors turn -- into a dash: type it anew where it was copied from a document",
    ),
    "say.missing-argument": ("缺少参数：{name}", "an argument is missing: {name}"),
    "hint.missing-argument": _HELP,
    "say.missing-option": ("必须写 {name}", "{name} must be given"),
    "hint.missing-option": _HELP,
    "say.extra-argument": ("多出来的内容：{found}", "one word too many: {found}"),
    "hint.extra-argument": (
        "名称中有空格的，请加引号；用 {command} --help 查看用法",
        "put quotes around a name that has spaces; {command} --help tells how it is used",
    ),
    "say.option-without-value": ("{option} 后面要写内容", "{option} needs a value"),
    "hint.option-without-value": _HELP,
    "say.option-with-value": ("{option} 后面不能写内容", "{option} takes no value"),
    "hint.option-with-value": _HELP,
    "say.no-such-number": ("{option} 不能是“{found}”", "{option} cannot be '{found}'"),
    "hint.no-such-number": ("应为数，如 30；不小于 0", "write a number such as 30, not below 0"),
    "say.usage-other": ("命令行有误：{message}", "the command line is wrong: {message}"),
    "hint.usage-other": _HELP,
    "say.shell-unknown": (
        "看不出用的是哪种命令行；请写明，可选 {choices}",
        "which shell is in use cannot be seen; name it: {choices}",
    ),
    "hint.shell-unknown": (
        "如 kpitrack --install-completion bash",
        "as in kpitrack --install-completion bash",
    ),
    "say.no-such-shell": (
        "不支持“{found}”的补全；可选：{choices}",
        "there is no completion for '{found}'; choose from {choices}",
    ),
    "hint.no-such-shell": (
        "如 kpitrack --install-completion bash",
        "as in kpitrack --install-completion bash",
    ),
    "say.no-powershell": (
        "找不到 PowerShell 的启动文件",
        "the file that PowerShell starts with was not found",
    ),
    "hint.no-powershell": (
        "请在 PowerShell 里运行，或把 kpitrack --show-completion powershell 的输出加到 $PROFILE",
        "run this in PowerShell, or add to $PROFILE what kpitrack --show-completion powershell prints",
    ),
    "completion.installed": (
        "补全已装到 {path}，重新打开终端后生效",
        "completion is in {path} and works in every new terminal",
    ),
    "completion.no-command": (
        "但本机没有 kpitrack 这个命令，补全用不上：用 run.py 的，照 docs/zh/how-to/completion.md 给它起个名字",
        "but there is no command kpitrack on this machine: with run.py, give it that name as docs/how-to/completion.md says",
    ),
    "completion.last": ("上月", "the month before today"),
}
