"""What `--help` says of commands and of options that they share, and the words of the help page itself.

`help.COMMAND` describes a command, `help.*.PARAMETER` a parameter that means the same wherever it stands.
PARAMETER is its name in the code. Parameters of one command: `help_parameters.py`; examples: `examples.py`.
"""

from __future__ import annotations

HELP: dict[str, tuple[str, str]] = {
    # The page
    "page.help.usage": ("用法：{usage}", "Usage: {usage}"),
    "page.help.arguments": ("参数：", "Arguments:"),
    "page.help.options": ("选项：", "Options:"),
    "page.help.commands.plan": ("方案的命令：", "Commands for the plan:"),
    "page.help.commands.month": ("每月的命令：", "Commands of the month:"),
    "page.help.commands.data": ("其他命令：", "Other commands:"),
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
    "metavar.COLUMN": ("列名", "COLUMN"),
    "metavar.DATE": ("日期", "DATE"),
    "metavar.DIR": ("文件夹", "DIR"),
    "metavar.FILE": ("文件", "FILE"),
    "metavar.FILE...": ("文件...", "FILE..."),
    "metavar.ITEM": ("项目", "ITEM"),
    "metavar.MONTH": ("月份", "MONTH"),
    "metavar.MONTH1": ("月份1", "MONTH1"),
    "metavar.MONTH2": ("月份2", "MONTH2"),
    "metavar.NAME": ("名称", "NAME"),
    "metavar.PROGRAMME": ("工程", "PROGRAMME"),
    "metavar.SECONDS": ("秒数", "SECONDS"),
    "metavar.[SHELL]": ("[SHELL]", "[SHELL]"),
    "metavar.STATUS": ("状态", "STATUS"),
    "metavar.TABLE": ("表", "TABLE"),
    "metavar.TEXT": ("文字", "TEXT"),
    "metavar.UNIT": ("单位", "UNIT"),
    # Commands
    "help.kpitrack": (
        "跟踪方案各项目标：报了什么、进展到哪、谁还没报。",
        "Follow a plan's targets: what was reported, where it stands, who owes what.",
    ),
    "help.init": (
        "新建工作文件夹：带注释、能通过 check 的示例方案，说明，第一批填报表。不覆盖任何文件。",
        (
            "Make a new workspace: a commented plan that passes `check`, a README, first forms. "
            "Nothing is overwritten."
        ),
    ),
    "help.draft": (
        "从方案原文读出 plan/targets.yaml 的初稿。拿不准的逐处注明“待定”，由人来定。",
        "Draft plan/targets.yaml from the text of a plan. What a person must decide is marked and listed.",
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
        "列出某月谁缺报什么、谁迟报、各差几天。",
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
    "help.diff": (
        (
            "逐项列出两个月之间什么变了、为什么变。只写一个月份，与上月比；"
            "加 --from-as-of，比较同一个月在两个日子所知的数。"
        ),
        (
            "Show item by item what changed between two months, and why. One month alone is held against the "
            "month before; with --from-as-of, against itself as it was known on another day."
        ),
    ),
    "help.run": (
        "一次办完当月的例行工作：检查、各种格式的通报、进展表、催报通知，存入一个文件夹。只印出需要关注的。",
        (
            "Do the month's routine: check, briefing in every format, table, notices, all in one folder. "
            "Print only what needs attention."
        ),
    ),
    "help.verify": (
        "重算一张表里印出的完成率，列出推算不出的和最可能的原因。",
        "Recompute the percentages printed in a table: which do not follow, and the likeliest reason.",
    ),
    "help.export": (
        (
            "把方案、各月的数和填报记录导出成数据表，供别的程序使用。"
            "存成文件夹，每张表一个 CSV；存成一个 CSV，只有一张表。"
        ),
        (
            "Write plan, figures and records as tables for other programs. "
            "A folder gets every table as CSV; a CSV file holds one table."
        ),
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
    "help.*.color": ("颜色；自动为只在终端上使用。", "Colour; auto: only on a terminal."),
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
    "help.*.encoding": ("文件编码；默认自动识别。", "Encoding; found out by default."),
    "help.*.sheet": ("只读这张工作表，隐藏的也行。", "Read this sheet only, hidden or not."),
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
}
