"""What the program says when it cannot go on, and its other lines on stderr."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "say.error": ("error: {text}", "error: {text}"),
    "say.no-workspace": (
        "在 {path} 及其上级文件夹中没有找到 {plan}",
        "found no {plan} in {path} or above",
    ),
    "hint.no-workspace": (
        "请进入工作文件夹，用 -C 指定，或用 kpitrack init 新建",
        "go to the workspace, name it with -C, or make one with kpitrack init",
    ),
    "say.month-outside": (
        "“{found}”不是本方案的月份（{first}至{last}）",
        "'{found}' is no month of this plan ({first} to {last})",
    ),
    "hint.month-outside": (
        "--month 可写 {n}、{iso}、{year}年{n}月、{n}月、last",
        "--month takes {n}, {iso}, {year}年{n}月, {n}月, last",
    ),
    "say.last-outside": (
        "上月（{month}）不在方案的年度之内（{first}至{last}）",
        "last month ({month}) is none of this plan's ({first} to {last})",
    ),
    "hint.last-outside": (
        "换用新的方案，或写明月份，如 --month {last}",
        "use the new plan, or name the month, as in --month {last}",
    ),
    "say.month-needs-year": (
        "方案跨年，“{found}”须写明年份",
        "the plan runs over several years: '{found}' needs one",
    ),
    "say.bad-day": ("“{found}”不是日期", "'{found}' is no day"),
    "say.unknown-item": ("方案中没有“{found}”这一项", "the plan has no item '{found}'"),
    "say.many-items": ("“{found}”可指多项：{names}", "'{found}' may mean several items: {names}"),
    "say.unknown-lead-unit": ("方案中没有单位“{found}”", "the plan has no unit '{found}'"),
    "hint.unknown-lead-unit": (
        "请用方案中单位的编号、名称或别名（plan/targets.yaml 的 lead_units）",
        "use an id, name or alias of lead_units in plan/targets.yaml",
    ),
    "hint.unknown-programme": (
        "请用方案中工程的编号、名称或章节（plan/targets.yaml 的 programmes）",
        "use an id, title or section of programmes in plan/targets.yaml",
    ),
    "say.unknown-programme": ("方案中没有工程“{found}”", "the plan has no programme '{found}'"),
    "say.bad-choice": ("“{found}”不在可选值之内：{choices}", "'{found}' is none of {choices}"),
    "say.bad-format": (
        "没有“{found}”这种输出格式；可选：{choices}",
        "there is no format '{found}'; choose from {choices}",
    ),
    "say.bad-extension": (
        "无法从文件名“{found}”看出格式；可选：{choices}",
        "the name '{found}' tells no format; choose from {choices}",
    ),
    "say.no-table-here": (
        "通报没有“{found}”这种格式；可选：{choices}",
        "there is no briefing of the form '{found}'; choose from {choices}",
    ),
    "hint.no-table-here": (
        "要 CSV、JSON 的数据表，用 kpitrack export；要进展表，用 kpitrack status",
        "tables as CSV or JSON come from kpitrack export, the table of where things stand from kpitrack status",
    ),
    "say.binary-to-terminal": (
        "Word 和 Excel 文件不能显示在终端上",
        "a Word or Excel file cannot be shown on a terminal",
    ),
    "hint.binary-to-terminal": (
        "用 -o 给出文件名，如 -o 通报.docx；或用管道接走",
        "name a file with -o, as in -o briefing.docx, or pipe it on",
    ),
    "say.later-than-issue": (
        "提示：有 {n} 条填报的日期晚于成文日期 {day}，已计入；只按当日所知出数，请加 --as-of {day}",
        "note: {n} records bear a later day than the day of issue {day} and are counted; --as-of {day} leaves them out",
    ),
    "say.not-empty": (
        "{path} 已有方案，不会覆盖",
        "{path} holds a plan already; it is not overwritten",
    ),
    "say.cannot-read": ("无法读取 {path}：{reason}", "cannot read {path}: {reason}"),
    "say.not-a-folder": ("{path} 不是文件夹", "{path} is no folder"),
    "say.linked-folder": (
        "{path} 是链接的文件夹，不会读取；请把文件放进来或删去链接",
        "{path} is a linked folder and is not read: put the files here or remove the link",
    ),
    "say.cannot-write": ("无法写入 {path}：{reason}", "cannot write {path}: {reason}"),
    "say.defect": (
        "程序内部出错：{found}。请把 {path} 交给维护人员",
        "this is a defect of kpitrack: {found}. Please send {path} to its maintainers",
    ),
    "say.warnings": ("另有警告 {n} 条，见 kpitrack check", "warnings: {n}; see kpitrack check"),
    "say.interrupted": ("已中断", "interrupted"),
    "say.rejected": (
        "共 {errors} 个错误、{warnings} 个警告",
        "errors: {errors}; warnings: {warnings}",
    ),
    "say.no-figures": (
        "方案或数据文件有误，未计算任何数",
        "the plan or the store is not sound: no figures are given",
    ),
    "say.checked": (
        "检查通过：{indicators} 项指标、{actions} 项定性任务、{units} 个单位、{records} 条记录",
        "all well; indicators: {indicators}, actions: {actions}, lead units: {units}, records: {records}",
    ),
    "say.sample": (
        "样例数据：以下结果不是真实进度",
        "SAMPLE DATA: what follows is not real progress",
    ),
    "say.written": ("已写入 {path}", "wrote {path}"),
    "say.fallback": (
        "当前文件夹不是工作文件夹，用的是 {path}",
        "the current folder is no workspace; {path} is used",
    ),
    "say.workspace": ("工作文件夹：{path}", "workspace: {path}"),
    "say.assumptions": ("方案的约定：", "assumptions of the plan:"),
    "say.bar.worse": ("状态变差的 {n} 项：{names}", "worse ({n}): {names}"),
    "say.bar.changed": ("有变动的 {n} 项：{names}", "changed ({n}): {names}"),
    "say.no-missing": ("{month}没有缺报", "nothing is missing for {month}"),
    "say.today-unreadable": (
        "KPITRACK_TODAY 的值“{found}”不是日期",
        "KPITRACK_TODAY is '{found}', which is no day",
    ),
}
