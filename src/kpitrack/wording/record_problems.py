"""What is wrong with records, each by itself and all together."""

from __future__ import annotations

RECORD_PROBLEMS: dict[str, tuple[str, str]] = {
    # Records
    "problem.missing-item": ("没有写指标或任务", "no item is named"),
    "hint.missing-item": (
        "请填指标或任务的 id 或名称；不用的行请整行删去",
        "give its id or name, or delete the whole row",
    ),
    "problem.unknown-item": ("方案中没有“{found}”", "the plan has no item '{found}'"),
    "hint.unknown-item": (
        "请用方案中的编号（id）、名称或别名",
        "use an id, a name or an alias of the plan",
    ),
    "problem.items-differ": (
        "编号与名称指的不是同一项：{first}、{second}",
        "two columns name different items: {first}, {second}",
    ),
    "problem.missing-period": ("没有写月份", "no period is given"),
    "hint.missing-period": (
        "请填 2024-06，或用 ingest --month",
        "write 2024-06, or use ingest --month",
    ),
    "problem.bad-period/unreadable": ("“{found}”不是月份", "'{found}' is no month"),
    "problem.bad-period/no-year": (
        "“{found}”没有年份，而方案跨年",
        "'{found}' names no year, and the plan runs over several",
    ),
    "problem.bad-period/no-such-month": (
        "没有“{found}”这个月份或日期",
        "there is no such month or day: '{found}'",
    ),
    "problem.bad-period/one-or-ten": (
        "“{found}”可能是1月，也可能是10月",
        "'{found}' may be January or October",
    ),
    "hint.bad-period": (
        "可写 2024-06、2024年6月、6月、1-6月、截至6月30日",
        "write 2024-06, June or June 2024; Q1 2024 is the running total to March",
    ),
    "hint.running-period": (
        "请每月一行，填当月完成数",
        "one row per month, each with the month's own increment",
    ),
    "problem.running-period": (
        "{item} 按本月数报送，不能用累计期“{found}”",
        "{item} is reported by increments: '{found}' names a running total",
    ),
    "problem.period-outside": (
        "{found} 不在方案期 {first} 至 {last} 内",
        "{found} is outside the plan ({first} to {last})",
    ),
    "hint.period-outside": ("请核对年份和月份", "check year and month"),
    "problem.period-ahead": (
        "{found} 尚未开始（今天 {today}）",
        "{found} has not begun (today is {today})",
    ),
    "problem.missing-reporter": (
        "{item} 由多个单位负责（{units}），须写明填报单位",
        "several units owe {item} ({units}): name the reporter",
    ),
    "hint.missing-reporter": ("请填“填报单位”（reported_by）", "fill in reported_by (填报单位)"),
    "problem.unknown-reporter": ("方案中没有单位“{found}”", "the plan has no unit '{found}'"),
    "hint.unknown-reporter": (
        "请用方案中的单位名称或别名",
        "use a unit's id, name or alias of the plan",
    ),
    "problem.not-involved": (
        "{unit} 既不牵头也不参与 {item}",
        "{unit} neither leads nor takes part in {item}",
    ),
    "hint.not-involved": ("请核对填报单位", "check who reported it"),
    "hint.not-a-part": (
        "请核对填报单位；确应计入，请在方案的 reported_by 中加上",
        "check who reported it; if it is to count, add it to reported_by in the plan",
    ),
    "problem.not-a-part": (
        "{item} 由 {units} 分别填报后相加，{unit} 不在其中",
        "{item} is added up from {units}; {unit} is not one of them",
    ),
    "problem.bad-day": ("“{found}”不是日期", "'{found}' is no day"),
    "hint.bad-day": ("日期写作 2024-07-03", "write a day as 2024-07-03 or 3 July 2024"),
    "problem.day-ahead": (
        "填报日期 {found} 晚于今天 {today}",
        "reported on {found}, which is after today ({today})",
    ),
    "hint.day-ahead": (
        "请改正日期；日期没错的，核对电脑的时钟",
        "correct the day; if it is right, look at the clock of this machine",
    ),
    "problem.bad-state": ("“{found}”不是状态", "'{found}' is no state"),
    "problem.nothing-reported/unknown": (
        "这一行只在不认识的列里写了“{found}”",
        "all that this row says, '{found}', stands in a column that is not known",
    ),
    "hint.nothing-reported/unknown": (
        "请把列名改成认识的（如“进展情况”），或删去该列",
        "give the column a known name (note, for one), or remove it",
    ),
    "problem.small-share": (
        "{item}：按 {found}% 入库；只有单位栏写了 %",
        "{item}: taken as {found}%, since the unit column says %",
    ),
    "hint.small-share": (
        "若应为 {percent}%，请改填",
        "if {percent}% was meant, write that",
    ),
    "problem.day-before-month": (
        "填报日期 {found} 早于报告期 {month}",
        "reported on {found}, before {month} began",
    ),
    "hint.day-before-month": ("请核对年份和月份", "check year and month"),
    "problem.month-running": (
        "{found} 尚未结束（今天 {today}）",
        "{found} is not over yet (today is {today})",
    ),
    "hint.month-running": (
        "请核对月份；月底的数有变，月后再报一次",
        "check the month; what changes until its end is reported again afterwards",
    ),
    "problem.nothing-reported": (
        "这一行没有数、状态、形象进度或备注",
        "this row reports no figure, state, progress or note",
    ),
    "hint.nothing-reported": (
        "请填完成值、状态、形象进度或备注中的至少一项",
        "give a value, a state, progress or a note",
    ),
    # Ledger
    "problem.conflict": (
        "{item} {period} 同一单位（{unit}）同日报了两个数：{found}，与 {place} 的 {other} 冲突",
        "{item} {period}: {unit} reported {found} and, on the same day, {other} at {place}",
    ),
    "hint.conflict/rows": (
        "两行出自同一份表，请查实后只留对的一行",
        "both rows are in the file: find out which is right and leave only that one",
    ),
    "hint.conflict": (
        "请查实后补报一条，填报日期更晚，并写更正原因",
        "find out which is right and report it again with a later day and a reason",
    ),
    "problem.conflicting-reporters": (
        "{item} {period} 两个单位报数不同：{unit} 报 {found}，{other_unit} 报 {other}（{place}）",
        "{item} {period}: {unit} reported {found}, {other_unit} reported {other} ({place})",
    ),
    "hint.conflicting-reporters": (
        (
            "一个单位不能更正另一个单位的数。以 {found} 为准：本行的填报单位改写{other_unit}，由它更正，"
            "或另加一行撤回{other_unit}报的（“撤回”即 withdraw，填“是”）；以 {other} 为准：删去本行"
        ),
        (
            "one unit does not correct another's figure. If {found} is right: put {other_unit} here as the reporter, "
            "who then corrects it, or add a row by {other_unit} with withdraw: true. If {other} is right: drop this row"
        ),
    ),
    "problem.correction-without-reason": (
        "{item} {period} 改为 {found}（原为 {other}，见 {place}），没有写更正原因",
        "{item} {period} was changed to {found} (it was {other} at {place}) without a reason",
    ),
    "hint.correction-without-reason": ("请补写更正原因（reason）", "say why in reason"),
    "problem.withdraw-nothing": (
        "{item} {period} 没有可撤回的记录",
        "{item} {period}: there is nothing to withdraw",
    ),
    "hint.withdraw-nothing": ("请核对指标、月份和填报单位", "check item, period and reporter"),
    "problem.out-of-scale": (
        "{item} {period} 报 {found}，是目标 {target} 的 {times} 倍",
        "{item}: {found} for {period} is {times} times the target of {target}",
    ),
    "hint.out-of-scale": (
        "请核对计量单位和小数点，如万元数填在了亿元栏；属实的不用改，只提醒一次",
        "check the unit and the decimal point; if it is right, leave it: this is told once",
    ),
    "problem.falling-total": (
        "{item} 的累计数从 {before}（{place}）降为 {found}，没有写原因",
        "the running total of {item} fell from {before} ({place}) to {found} without a reason",
    ),
    "problem.falling-total/increment": (
        "{item} 的本月完成数 {found} 为负，没有写原因",
        "the increment {found} of {item} is negative without a reason",
    ),
    "hint.falling-total": (
        "确属核减请写更正原因（reason），否则请更正；若各月填的是当月数，请改填累计数",
        "give a reason, or correct it; where months hold their own figures, give running totals",
    ),
    "problem.increment-between": (
        "{item} {frequency}报一次、按次相加，{period} 不在报送月份，会另外加进去",
        "{item} is owed {frequency} and summed: the increment for {period}, which owes none, is added besides",
    ),
    "hint.increment-between": (
        "到期报的数已含这个月的，请撤回这一条；要分月报，方案里的 frequency 改为 monthly",
        "withdraw it where the figure of the owed month holds it; to report by month, set frequency: monthly",
    ),
    "problem.increment-mismatch": (
        "{item} 的本月数 {increment} 与累计数 {found} 对不上（应为 {ours}）",
        "{item}: the increment {increment} and the total {found} do not agree (expected {ours})",
    ),
    "problem.increment-mismatch/gap": (
        "{item} 累计数 {found} 含有没报本月数的月份；报了的各月合计 {ours}",
        "{item}: the total {found} covers months without an increment; those reported add up to {ours}",
    ),
    "hint.increment-mismatch/gap": (
        "请补报缺的各月本月数；拆不到月的，在方案里删去 increments: true，改报累计数",
        "report the missing increments; where nobody knows them, drop increments: true and report totals",
    ),
    "hint.increment-mismatch": ("请核对两栏", "check both columns"),
    "problem.derive-mismatch": (
        "{item} 报 {found}，按参照数据算为 {ours}",
        "{item} was reported as {found}; computed from its series it is {ours}",
    ),
    "hint.derive-mismatch": (
        "请核对分子、分母与口径",
        "check numerator, denominator and what they cover",
    ),
    "problem.progress-mismatch": (
        "{item} {period} 状态报{state}，形象进度却报 {found}%",
        "{item} {period}: reported as {state}, with a progress of {found} %",
    ),
    "hint.progress-mismatch": (
        "以状态为准；请向填报单位核实是哪一处写错了",
        "the state is what counts; ask the unit which of the two is wrong",
    ),
    "problem.rate-mismatch": (
        "{item} 自报完成率 {found}%，按数计算为 {ours}%",
        "{item}: the unit's own rate is {found} %, computed it is {ours} %",
    ),
    "hint.rate-mismatch": (
        "用的是计算的 {ours}%；请核对数与目标",
        "the computed {ours} % is used; check figure and target",
    ),
    "hint.rate-mismatch/share": (
        "用的是计算的 {ours}%；若 {found} 是小数，应写 {ours}%",
        "the computed {ours} % is used; if {found} is a share, write {ours} %",
    ),
    "problem.target-mismatch": (
        "{item} 的目标写作“{found}”，方案为“{ours}”",
        "{item}: the target is given as '{found}', the plan has '{ours}'",
    ),
    "hint.target-mismatch": (
        "以方案为准；请核对填的是不是现行的表",
        "the plan's is used; check which form was filled in",
    ),
    "problem.lead-mismatch": (
        "{item} 的牵头单位写作“{found}”，方案为“{ours}”",
        "{item}: the lead is given as '{found}', the plan has '{ours}'",
    ),
    "hint.lead-mismatch": ("以方案为准；请核对", "the plan's is used; check it"),
    "problem.steps-open": (
        "{item} 报了已完成，但步骤未完成：{steps}",
        "{item} was reported done while steps are open: {steps}",
    ),
    "hint.steps-open": ("请逐步骤报送（任务.步骤）", "report the steps (action.step)"),
    "problem.sample-mixed": (
        "样例数据（{place}）与实际数据混在一起",
        "sample records ({place}) are mixed with real ones",
    ),
    "hint.sample-mixed": (
        "正式使用前请删去 data/progress/sample/",
        "remove data/progress/sample/ before real use",
    ),
}
