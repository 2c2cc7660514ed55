"""What `--help` says: commands, options, arguments, and the words of the help page itself.

`help.COMMAND` describes a command, `help.COMMAND.PARAMETER` a parameter of it, `help.*.PARAMETER` one
that means the same wherever it stands. PARAMETER is its name in the code. Examples: `examples.py`.
"""

from __future__ import annotations

HELP: dict[str, tuple[str, str]] = {
    # The page
    "page.help.usage": ("用法：{usage}", "Usage: {usage}"),
    "page.help.arguments": ("参数：", "Arguments:"),
    "page.help.options": ("选项：", "Options:"),
    "page.help.commands": ("命令：", "Commands:"),
    "page.help.examples": ("示例：", "Examples:"),
    "page.help.some-options": ("[选项]", "[OPTIONS]"),
    "page.help.some-command": ("命令 [参数]...", "COMMAND [ARGS]..."),
    "page.help.required": ("[必填]", "[required]"),
    "page.help.default": ("[默认：{value}]", "[default: {value}]"),
    "page.help.repeatable": ("[可重复]", "[repeatable]"),
    "page.help.more": (
        "kpitrack 命令 --help 显示一条命令的帮助。",
        "kpitrack COMMAND --help tells of one command.",
    ),
    # What stands for a value
    "metavar.DATE": ("日期", "DATE"),
    "metavar.DIR": ("文件夹", "DIR"),
    "metavar.DIR|FILE": ("文件夹|文件", "DIR|FILE"),
    "metavar.FILE": ("文件", "FILE"),
    "metavar.FILE...": ("文件...", "FILE..."),
    "metavar.ITEM": ("项目", "ITEM"),
    "metavar.MONTH": ("月份", "MONTH"),
    "metavar.NAME": ("名称", "NAME"),
    "metavar.PROGRAMME": ("工程", "PROGRAMME"),
    "metavar.SECONDS": ("秒数", "SECONDS"),
    "metavar.[SHELL]": ("[SHELL]", "[SHELL]"),
    "metavar.STATUS": ("状态", "STATUS"),
    "metavar.TEXT": ("文字", "TEXT"),
    "metavar.UNIT": ("单位", "UNIT"),
    # Commands
    "help.kpitrack": (
        "跟踪方案各项目标：报了什么、进展到哪、谁还没报。",
        "Follow a plan's targets: what was reported, where it stands, who owes what.",
    ),
    "help.init": (
        "新建工作文件夹，内有带注释、能通过 check 的方案。不覆盖任何文件。",
        "Make a new workspace with a commented plan that passes `check`. Nothing is overwritten.",
    ),
    "help.check": (
        "检查方案和填报记录：有问题一次全部列出，没有就只印一行。",
        "Validate plan and records: every problem at once, or one line if there is none.",
    ),
    "help.ingest": (
        "接收单位报来的文件：要么全部入库；只要有一处不对，就一条也不入。",
        "Take in files that units have sent: all of it or, if anything is wrong, nothing.",
    ),
    "help.status": (
        "显示方案进展：先指标，后定性任务。",
        "Print where the plan stands: indicators, then actions.",
    ),
    "help.report": (
        "生成当月通报，写入 reports/月份.md，或写到 -o 指定处；格式随扩展名。",
        "Write the monthly briefing to reports/MONTH.md, or where -o says, in the format of that name.",
    ),
    "help.close": (
        "封账：这个月的数和通报从此不变，以后的变动另行列出。",
        "Seal a month: its figures and briefing stay, what changes later shows as a change.",
    ),
    "help.explain": (
        "说明一项的来龙去脉：代入数字的算式、序时、每条填报记录在哪个文件哪一行。",
        "Explain one item: formula with its numbers, pace, every record with file and line.",
    ),
    "help.missing": (
        "列出某月谁欠报什么、谁迟报、各差几天。",
        "Print who owes what for a month, who was late, and by how many days.",
    ),
    "help.template": (
        "给每个单位生成填报表，写入 reports/forms/月份/：应报项目、上次数值、待填格。",
        "Write a form per unit to reports/forms/MONTH/: what it owes, last figures, cells to fill in.",
    ),
    "help.schema": (
        "输出 plan/targets.yaml 的 JSON Schema，供编辑器补全和检查。",
        "Print the JSON Schema of plan/targets.yaml, for editors that complete and check it.",
    ),
    # Options that commands share
    "help.*.help": ("显示帮助。", "Show this help."),
    "help.*.version": ("显示版本号。", "Print the version."),
    "help.*.workspace": (
        "含 plan/targets.yaml 的文件夹；不写则依次看 KPITRACK_WORKSPACE、当前文件夹及其上级。",
        "Folder that holds plan/targets.yaml; else KPITRACK_WORKSPACE, else found by walking up.",
    ),
    "help.*.lang": ("输出用的语言；默认随方案。", "Language of the output; default the plan's."),
    "help.*.quiet": ("没有问题就不输出。", "Print nothing unless something is wrong."),
    "help.*.verbose": ("多说一些读了什么、如何判定。", "Say more about what was read and decided."),
    "help.*.color": ("颜色；auto 为只在终端上使用。", "Colour; auto: only on a terminal."),
    "help.*.month": (
        "如 6、2024-06、2024年6月、last（上月）；默认有填报的最近一个月。",
        "6, 2024-06, 2024年6月 or last; default the latest month with records.",
    ),
    "help.*.as_of": ("只用截至这一天已知的数。", "Use only what was known by that day."),
    "help.*.output_format": (
        "输出格式；默认随 -o 的扩展名。",
        "Output format; default by the name given to -o.",
    ),
    "help.*.output": ("写入文件；- 为标准输出。", "Write to a file; - is standard output."),
    "help.*.lead_unit": (
        "只看这个单位牵头的（编号、名称或别名）。",
        "Only what this unit leads (id, name or alias).",
    ),
    "help.*.programme": ("只看这个工程（编号、名称或章节）。", "Only this programme (id, title or section)."),
    "help.*.title": ("标题。", "Title line."),
    "help.*.to": ("主送。", "To whom (主送)."),
    "help.*.from_": ("落款。", "Signature."),
    "help.*.number": ("期号。", "Issue number."),
    "help.*.date": ("成文日期，印在落款下。", "Day of issue, under the signature."),
    "help.*.wait": ("另一次运行正在写入时，最多等多久。", "How long to wait for another run."),
    "help.kpitrack.install_completion": (
        "给 bash、zsh、fish 或 powershell 装上 Tab 补全；不写则为当前所用的。",
        "Make bash, zsh, fish or powershell complete with Tab; without a name the one in use.",
    ),
    "help.kpitrack.show_completion": (
        "输出补全脚本，自行安装时用。",
        "Print the script of completion, to install it oneself.",
    ),
    # Parameters of one command
    "help.init.folder": ("建在哪里；默认当前文件夹。", "Where; default the current folder."),
    "help.check.strict": ("只有警告时也以 4 结束。", "Exit with 4 on warnings too."),
    "help.ingest.files": (
        "xlsx、xls、et、CSV 或 YAML；- 为标准输入。",
        "xlsx, xls, et, CSV or YAML; - is standard input.",
    ),
    "help.ingest.dry_run": ("只显示会有什么变化，不写入。", "Show what would change; write nothing."),
    "help.ingest.partial": (
        "好的行入库，其余写到 reports/returns/ 供退回。",
        "Store the good rows; write the others to reports/returns/.",
    ),
    "help.ingest.strict": (
        "填报单位与该项无关时，按错误处理。",
        "A reporter with no part in an item is an error.",
    ),
    "help.ingest.month": ("没有写月份的行，算哪个月。", "Period of rows that name none."),
    "help.ingest.reported_by": ("没有写填报单位的行，算哪个单位。", "Reporter of rows that name none."),
    "help.ingest.reported_on": (
        "没有写填报日期的行，算哪一天；默认今天。",
        "Day of rows that name none; default today.",
    ),
    "help.ingest.reason": ("更正数值的原因。", "Why figures are corrected."),
    "help.ingest.reopen": (
        "接收已封账月份的记录；须写 --reason。",
        "Take in records of closed months; needs --reason.",
    ),
    "help.ingest.encoding": ("文件编码；默认自动识别。", "Encoding; found out by default."),
    "help.ingest.input_format": ("文件格式；默认看内容。", "Format; default by the content."),
    "help.ingest.sheet": ("只读这张工作表，隐藏的也行。", "Read this sheet only, hidden or not."),
    "help.status.by": ("一行是什么。", "One row per what."),
    "help.status.statuses": ("只看这种状态的。", "Only items in this status."),
    "help.status.rank": ("牵头单位按达序时比例排名。", "Rank lead units by share on pace."),
    "help.status.fail_on": (
        "有指标落到这个状态或更差时，以 4 结束。",
        "Exit with 4 if an indicator is there or worse.",
    ),
    "help.report.as_published": (
        "照封账时的原样再印已封账月份的通报。",
        "Print again what was sealed for a closed month.",
    ),
    "help.close.month": ("如 6、2024-06、2024年6月、last（上月）。", "6, 2024-06, 2024年6月 or last."),
    "help.explain.item": ("编号、名称，或名称中的一段。", "Id, name or part of a name."),
    "help.missing.lead_unit": ("只看这个单位（编号、名称或别名）。", "Only this unit (id, name or alias)."),
    "help.missing.text": ("给每个欠报单位写一份催报。", "A ready notice per unit that owes reports."),
    "help.missing.fail_on": (
        "有欠报时以 4 结束；late 为有迟报也算。",
        "Exit with 4 if there is any; late: or if one came late.",
    ),
    "help.template.month": (
        "如 7、2024-07、2024年7月、last（上月）；默认下一个到期应报的月份。",
        "7, 2024-07, 2024年7月 or last; default the month whose reports are due next.",
    ),
    "help.template.lead_unit": (
        "只要这个单位的表（编号、名称或别名）。",
        "Only this unit's form (id, name or alias).",
    ),
    "help.template.output_format": ("默认 xlsx。", "Default xlsx."),
    "help.template.output": (
        "另一个文件夹；写了 --lead-unit 时也可为文件，或用 - 把 CSV 送到标准输出。",
        "Another folder; with --lead-unit also a file, or - for CSV on standard output.",
    ),
    "help.template.briefing": (
        "改为输出通报的 Word 模板。",
        "Write the Word template of the briefing instead.",
    ),
}
