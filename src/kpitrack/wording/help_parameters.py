"""What `--help` says of the parameters of one command: `help.COMMAND.PARAMETER`, its name in the code."""

from __future__ import annotations

HELP_PARAMETERS: dict[str, tuple[str, str]] = {
    "help.init.folder": (
        "建在哪里；当前文件夹写 .，是空的可以不写。",
        "Where; . is the current folder, and need not be written where that is empty.",
    ),
    "help.init.lang": (
        "方案、说明和填报表的语言；默认随系统。",
        "Language of plan, README and forms; default the machine's.",
    ),
    "help.check.strict": ("只有警告时也以 4 结束。", "Exit with 4 on warnings too."),
    "help.check.output_format": (
        "输出格式；github 为合并请求里的标注。默认随 -o 的扩展名。",
        "Output format; github: annotations of a change. Default by the name given to -o.",
    ),
    "help.draft.plan": (
        "方案原文，docx 或 txt；- 为标准输入。",
        "The text of the plan, docx or txt; - is standard input.",
    ),
    "help.draft.output": (
        "写入文件，已有的不覆盖；- 为标准输出。",
        "Write to a file, never over one that is there; - is standard output.",
    ),
    "help.draft.lang": ("注释的语言；默认随系统。", "Language of the comments; default the machine's."),
    "help.schema.lang": (
        "说明文字的语言；默认随方案。",
        "Language of the descriptions; default the plan's.",
    ),
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
        "没有写填报日期的行，算哪一天；默认今天；写 unknown（不明）则日期不明。",
        "Day of rows that name none; default today; unknown leaves it open.",
    ),
    "help.ingest.reason": ("更正数值的原因。", "Why figures are corrected."),
    "help.ingest.reopen": (
        "接收已封账月份的记录；须写 --reason。",
        "Take in records of closed months; needs --reason.",
    ),
    "help.ingest.input_format": ("文件格式；默认看内容。", "Format; default by the content."),
    "help.status.by": ("一行是什么。", "One row per what."),
    "help.status.statuses": ("只看这种状态的，写英文或中文都行。", "Only items in this status."),
    "help.status.rank": ("牵头单位按达序时比例排名。", "Rank lead units by share on pace."),
    "help.status.fail_on": (
        "有指标落到这个状态（同 --status）或更差时，以 4 结束。",
        "Exit with 4 if an indicator is at such a status, or worse.",
    ),
    "help.report.as_published": (
        "照封账时的原样再印已封账月份的通报。",
        "Print again what was sealed for a closed month.",
    ),
    "help.close.month": ("如 6、2024-06、2024年6月、last（上月）。", "6, 2024-06, 2024年6月 or last."),
    "help.explain.item": ("编号、名称，或名称中的一段。", "Id, name or part of a name."),
    "help.missing.lead_unit": ("只看这个单位（编号、名称或别名）。", "Only this unit (id, name or alias)."),
    "help.missing.text": ("给每个缺报单位写一份催报。", "A ready notice per unit that owes reports."),
    "help.missing.fail_on": (
        "有缺报时以 4 结束；late 为有迟报也算。",
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
    "help.diff.first": (
        "前一个月份。只写一个的，就是要看的月份，与它的上月比；都不写，为有填报的最近一个月。",
        (
            "Before. Alone: the month to look at, held against the one before it; "
            "default the latest month with records."
        ),
    ),
    "help.diff.second": ("后一个月份。", "After."),
    "help.diff.from_as_of": ("前一边只用截至这一天已知的数。", "Before: only what was known by that day."),
    "help.diff.as_of": (
        "后一边只用截至这一天已知的数；没有写 --from-as-of 的，前一边也是。",
        "After: only what was known by that day; before, too, without --from-as-of.",
    ),
    "help.diff.everything": ("没有变的也列出。", "List what did not change, too."),
    "help.diff.fail_on": (
        "有状态变差的（worse）或有任何变动（changed），以 4 结束。",
        "Exit with 4 if a status fell (worse), or if anything changed.",
    ),
    "help.run.month": ("如 6、2024-06、2024年6月、last（上月）。", "6, 2024-06, 2024年6月 or last."),
    "help.run.fail_on": (
        "有一项落到这个状态或更差，以 4 结束；missing 为有缺报，late 为有迟报也算。状态的写法见 kpitrack status --help。",
        (
            "Exit with 4 if an item is there or worse; missing: if a report is; late: or if one came late. "
            "kpitrack status --help lists the statuses."
        ),
    ),
    "help.run.output": (
        "材料存放处，其下按月份和日期分；默认 reports/runs。",
        "Folder that gets the month's, with one for each day; default reports/runs.",
    ),
    "help.verify.table": (
        "xlsx、xls、et 或 CSV；- 为标准输入。",
        "xlsx, xls, et or CSV; - is standard input.",
    ),
    "help.verify.target": ("目标是哪一列；默认按表头识别。", "Column of targets; found by its heading."),
    "help.verify.actual": ("完成数是哪一列。", "Column of actual figures."),
    "help.verify.rate": ("完成率是哪一列；只核对这一列。", "Column of printed rates; only this is verified."),
    "help.verify.name": ("各行名称是哪一列。", "Column that names the rows."),
    "help.verify.strict": (
        "有推算不出的，或一处也核对不了，以 4 结束。",
        "Exit with 4 if a rate does not follow, or none could be judged.",
    ),
    "help.verify.lang": ("输出用的语言；默认随系统。", "Language of the output; default the machine's."),
    "help.export.month": (
        "导到哪个月为止，写法如 6、2024-06、2024年6月、last（上月）；默认有填报的最近一个月。",
        "The last month: 6, 2024-06, 2024年6月 or last; default the latest with records.",
    ),
    "help.export.table": ("只要这张表；sqlite 不能用。", "Only this table; not with sqlite."),
    "help.export.output": (
        "写入文件，格式随扩展名；文件夹以 / 结尾；- 为标准输出（csv、json）。",
        "A file, in the format of its name; a folder, with / at its end; or - for csv and json.",
    ),
}
