"""What is said of ledgers that an office has kept in Excel: sums below the items, columns not read."""

from __future__ import annotations

TAKING_OVER: dict[str, tuple[str, str]] = {
    "problem.period-outside/title": (
        "“{title}”写的是 {found} 年：没写年份的月份按 {found} 年算，不在方案期 {first} 至 {last} 内",
        "'{title}' is of {found}: months without a year are of {found}, outside the plan ({first} to {last})",
    ),
    "hint.period-outside/title": (
        "若是 {year} 年的数，请改正标题或工作表名称，或在月份前写明年份，如“{year}年6月”",
        "if the figures are of {year}, mend the title or the sheet's name, or give months a year: {year}-06",
    ),
    "problem.title-differs/month": (
        "工作表名称和标题写的都是{found}，--month 给的是 {used}",
        "the sheet's name and its title both say {found}, --month says {used}",
    ),
    "hint.title-differs/month": (
        "一月一张工作表的，不要用 --month，程序按各张的月份入库；标题没改的，请改正标题",
        "leave out --month where there is a sheet per month: each is taken in for its own; or mend the title",
    ),
    "problem.month-from-title": (
        "表中没有写月份，按标题“{title}”作 {found} 入库",
        "the table names no month and is taken as {found}, by its title '{title}'",
    ),
    "hint.month-from-title": (
        "若标题是以前的没有改，请在表中写明“报告期”，或用 --month",
        "if the title is an old one, name the month in the table (报告期), or use --month",
    ),
    "problem.bad-number/day": (
        "这一格的格式是日期，显示为“{found}”，看不出原来填的数",
        "this cell is formatted as a date or time and shows '{found}', not the figure",
    ),
    "hint.bad-number/day": (
        "请把单元格格式改为“常规”或“数值”，再把数重新填一遍",
        "set the cell's format to General or Number and enter the figure again",
    ),
    "problem.total-row/plan": (
        "这一列写“计划”“目标”的 {n} 行是计划数，未读",
        "{n} rows of what was planned (计划, 目标 in this column) were passed over",
    ),
    "hint.total-row/plan": (
        "只读写“完成”“实际”的行；目标写在方案里",
        "only rows of 完成 or 实际 are read; targets stand in the plan",
    ),
    "problem.missing-column/item": ("表头缺少“指标”列", "column missing: item"),
    "problem.missing-column/period": ("表头缺少“月份”列", "column missing: period"),
    "problem.missing-column/figure": (
        "表头缺少完成值、本月完成、状态、形象进度、进展情况、撤回中的任何一列",
        "column missing: value / increment / state / progress / note / withdraw",
    ),
    "problem.unknown-column/quarter": (
        "“{name}”不是从年初算起的累计数，这一列的数未读",
        "'{name}' is no running total from January: the figures in this column were not read",
    ),
    "hint.unknown-column/quarter": (
        "要报这些数，请改填到该月的累计数，列名如“1-6月”“上半年”；或各月一列",
        "to report them give running totals (1-6月, 上半年), or a column for each month",
    ),
    "problem.unit-mismatch/office": (
        "“单位”一列是计量单位，这里写的是“{found}”",
        "the column 单位 is the unit of measure; it says '{found}' here",
    ),
    "hint.unit-mismatch/office": (
        "列名请改成“填报单位”；若写的是牵头单位，改成“牵头单位”",
        "if that is who reports, name the column reported_by (填报单位); if who leads, lead (牵头单位)",
    ),
    "problem.rate-not-read": (
        "完成率写作“{found}”，读不出百分数，未核对",
        "the rate '{found}' cannot be read as a percentage and was not compared",
    ),
    "hint.rate-not-read": (
        "完成率由程序计算，不影响入库；要核对，请写成百分数，如 46.7%",
        "rates are computed, the row counts all the same; to have it compared write a percentage: 46.7%",
    ),
    "problem.wrong-figure/months": (
        "{item} 按累计数报送，这里各月填的是当月数（标题写明，或旁有累计、合计列）",
        "{item} is reported by running totals; these are the months' own (by title or beside a total)",
    ),
    "hint.wrong-figure/months": (
        "请在各月列填从年初到该月的累计数（列名如“6月累计完成”）；只有当月数的，方案里给这一项写 increments: true",
        "give running totals under each month (6月累计完成), or write increments: true for the item in the plan",
    ),
    "problem.total-row": (
        "这一行是合计，未读",
        "this row is a sum of others and was passed over",
    ),
    "hint.total-row": (
        "合计由程序计算；若它是方案中的一项，请写全名",
        "sums are computed; if it is an item of the plan, give its full name",
    ),
    "problem.total-row/free": (
        "这一行只占位置（{found}），未读",
        "this row only keeps a place ({found}) and was passed over",
    ),
    "hint.total-row/free": (
        "若报的是方案中的一项，请写上它的名称",
        "if it reports an item of the plan, give its name",
    ),
    "problem.nothing-reported/unread": (
        "“{found}”写在不认识的列“{name}”里，这一行没有别的数",
        "'{found}' stands under '{name}', a column that is not known, and the row has no other figure",
    ),
    "hint.nothing-reported/unread": (
        "若这是完成数，请把列名改成“累计完成”（各月写“9月”或“截至9月底完成情况”）；若不是，请删去该列",
        "if it is the figure, name the column value (or 9月, 截至9月底完成情况); if not, remove the column",
    ),
    "hint.bad-state": (
        "只能写：未启动、推进中、已完成；别的话写在“进展情况”里",
        "write not_started, in_progress or done; other words go under note",
    ),
    "problem.bad-state/yes-no": (
        "“{found}”说不清是未启动还是推进中",
        "'{found}' does not tell whether it has begun",
    ),
    "hint.bad-state/yes-no": (
        "请写“推进中”或“未启动”",
        "write in_progress or not_started",
    ),
    "problem.older-than-in-force/unknown": (
        "{item} {period}：{found} 填报日期不明，按早于 {since} 的 {other}（{place}）处理，存档但不作数",
        "{item} {period}: {found}, of an unknown day, counts as older than {other} of {since} ({place})",
    ),
    "intake.file/months": (
        "{name}：读取 {rows} 行、{read} 个数 = 新入库 {stored} + 已有 {already} + 退回 {rejected}",
        "{name}: read {read} in {rows} rows = stored {stored} + already there {already} + rejected {rejected}",
    ),
    "intake.file/months-dry": (
        "{name}：读取 {rows} 行、{read} 个数 = 将入库 {stored} + 已有 {already} + 退回 {rejected}",
        "{name}: read {read} in {rows} rows = to store {stored} + already there {already} + rejected {rejected}",
    ),
}
