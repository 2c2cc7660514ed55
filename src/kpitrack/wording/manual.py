"""What the man pages say besides the texts of help: headings, exit codes, environment, files."""

from __future__ import annotations

MANUAL: dict[str, tuple[str, str]] = {
    "manual.title": ("kpitrack 手册", "kpitrack Manual"),
    "manual.name": ("名称", "NAME"),
    "manual.synopsis": ("用法", "SYNOPSIS"),
    "manual.description": ("说明", "DESCRIPTION"),
    "manual.arguments": ("参数", "ARGUMENTS"),
    "manual.options": ("选项", "OPTIONS"),
    "manual.commands": ("命令", "COMMANDS"),
    "manual.examples": ("示例", "EXAMPLES"),
    "manual.exit": ("退出码", "EXIT STATUS"),
    "manual.environment": ("环境变量", "ENVIRONMENT"),
    "manual.files": ("文件", "FILES"),
    "manual.see-also": ("另见", "SEE ALSO"),
    "manual.whatis": ("方案目标台账", "follow the targets of a plan"),
    "manual.about": (
        "kpitrack 读取方案（plan/targets.yaml）和各单位的填报记录（data/progress/），算出每项指标和定性任务进展到哪、哪些滞后、谁还没报，并生成当月通报。没有报的数绝不当作 0。",
        "kpitrack reads a plan (plan/targets.yaml) and what units have reported (data/progress/), works out where every indicator and action stands, what lags and who owes reports, and writes the monthly briefing. What is missing is never taken for 0.",
    ),
    "manual.each": ("每条命令另有一页手册。", "Each command has a page of its own."),
    "manual.streams": (
        "数据写到标准输出，其余写到标准错误。-C、--lang、-q、-v、--color 可写在命令前，也可写在命令后。",
        "Data go to standard output, all else to standard error. -C, --lang, -q, -v and --color may stand before the command or after it.",
    ),
    # Exit codes, the same for every command
    "manual.exit.0": ("完成", "done"),
    "manual.exit.2": ("用法有误，或者找不到工作文件夹", "usage, or no workspace was found"),
    "manual.exit.3": ("数据退回，或者方案、记录有错", "input rejected, or plan or records have an error"),
    "manual.exit.4": (
        "没有达到 --fail-on 或 --strict 设定的线",
        "the bar set with --fail-on or --strict is not met",
    ),
    "manual.exit.5": ("文件读不了、写不了、锁不住", "a file cannot be read, written or locked"),
    "manual.exit.70": ("程序出错", "a defect of the program"),
    "manual.exit.130": ("被 Ctrl-C 中断", "interrupted with Ctrl-C"),
    "manual.exit.143": ("被终止（SIGTERM）", "terminated (SIGTERM)"),
    # Environment
    "manual.environment.KPITRACK_WORKSPACE": (
        "工作文件夹；-C 优先于它。",
        "The workspace; -C wins over it.",
    ),
    "manual.environment.KPITRACK_TODAY": (
        "把今天当作哪一天，如 2024-07-10：用于 --month last、逾期天数和入库日期。",
        "Today, as 2024-07-10: for --month last, days overdue, and the date of what is taken in.",
    ),
    "manual.environment.NO_COLOR": ("设了就不用颜色。", "No colour."),
    "manual.environment.FORCE_COLOR": ("设了就总用颜色。", "Always colour."),
    "manual.environment.COLUMNS": ("表格的宽度。", "Width of tables."),
    "manual.environment.LC_ALL": (
        "没有 --lang、也没有方案时用的语言；LC_MESSAGES 和 LANG 同样有效。",
        "The language where neither --lang nor a plan says; LC_MESSAGES and LANG likewise.",
    ),
    "manual.environment.XDG_CACHE_HOME": ("缓存放在哪里。", "Where the cache lies."),
    # Files, below the workspace
    "manual.files.plan/targets.yaml": ("方案。", "The plan."),
    "manual.files.plan/briefing-template.docx": (
        "本单位自己的通报 Word 模板，可以没有。",
        "The office's own Word template of the briefing, if any.",
    ),
    "manual.files.data/progress/": (
        "填报记录：其下所有 .csv、.yaml、.yml。",
        "Records: every .csv, .yaml and .yml below it.",
    ),
    "manual.files.data/progress/originals/": (
        "各单位报来的原件，一字不改。",
        "What units have sent, byte for byte.",
    ),
    "manual.files.data/closed/": ("封账的月份。", "Closed months."),
    "manual.files.reports/": (
        "通报、填报表、退回的表。",
        "Briefings, forms, and what goes back to units.",
    ),
    "manual.files.~/.cache/kpitrack/": (
        "缓存，随时可以删去。",
        "The cache, which may be removed at any time.",
    ),
}
