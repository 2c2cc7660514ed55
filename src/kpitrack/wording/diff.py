"""What changed between two months, or between two days' knowledge of one: `kpitrack diff`."""

from __future__ import annotations

DIFF: dict[str, tuple[str, str]] = {
    "diff.head": ("{place}{title}　变动对照", "{place} {title}, what changed"),
    "diff.sides": ("{before} → {after}", "{before} → {after}"),
    "diff.side": ("{month}（序时进度 {pace}）", "{month} (pace {pace})"),
    "diff.side.day": (
        "{month}（序时进度 {pace}，数据截至 {day}）",
        "{month} (pace {pace}, as known on {day})",
    ),
    "diff.side.now": (
        "{month}（序时进度 {pace}，现有全部数据）",
        "{month} (pace {pace}, all that is known now)",
    ),
    "diff.to": ("{before}→{after}", "{before}→{after}"),
    "diff.view.flows": ("状态变动（{n} 项）", "Changed status ({n})"),
    "diff.view.indicators": ("量化指标（有变动 {n} 项）", "Indicators that changed ({n})"),
    "diff.view.actions": ("定性任务（有变动 {n} 项）", "Actions that changed ({n})"),
    "diff.view.all-indicators": (
        "量化指标（{all} 项，有变动 {n} 项）",
        "Indicators ({all}, of which changed {n})",
    ),
    "diff.view.all-actions": (
        "定性任务（{all} 项，有变动 {n} 项）",
        "Actions ({all}, of which changed {n})",
    ),
    "diff.view.units": ("牵头单位（情况有变 {n} 个）", "Lead units whose standing changed ({n})"),
    "diff.view.duties": ("报送情况（有变动 {n} 项）", "Reporting that changed ({n})"),
    "diff.col.flow": ("变动", "change"),
    "diff.col.n": ("项数", "items"),
    "diff.col.names": ("事项", "which"),
    "diff.col.difference": ("增减", "difference"),
    "diff.col.reasons": ("变动原因", "reasons"),
    "diff.kind.indicator": ("指标", "indicator"),
    "diff.kind.action": ("任务", "action"),
    "diff.col.kind": ("类别", "kind"),
    "diff.note.duties": (
        "另有 {n} 项以前未报或迟报、现已消除（--all 列出）",
        "missing or late before and no longer so: {n} (--all lists them)",
    ),
    "diff.col.duty": ("报送", "report"),
    # reasons
    "diff.reason": ("{text}〔{places}〕", "{text} ({places})"),
    "diff.of": ("{item}：{text}", "{item}: {text}"),
    "diff.because": ("{text}，原因：{reason}", "{text}; reason: {reason}"),
    "diff.unsaid": ("{text}，未注明原因", "{text}; no reason given"),
    "diff.final": ("{text}，预计数换为实际数", "{text}; the final figure for an estimate"),
    "diff.replaced": ("{text}（原报 {said}，已更正）", "{text} (corrected from {said})"),
    "diff.against": ("{text}，与{unit}的 {said} 不一致", "{text}; {unit} says {said}"),
    "diff.new": ("{month}新报 {after}", "new for {month}: {after}"),
    "diff.dropped": ("{month}所报不再计入 {before}", "no longer counted for {month}: {before}"),
    "diff.corrected": ("{month}更正 {before} → {after}", "corrected for {month}: {before} → {after}"),
    "diff.withdrawn": ("{month}撤回 {before}", "withdrawn for {month}: {before}"),
    "diff.restored": ("{month}撤回前所报 {after}", "for {month} before it was withdrawn: {after}"),
    "diff.conflict": ("{month}数据冲突 {after}", "in conflict for {month}: {after}"),
    "diff.settled": ("{month}冲突已解决 {before} → {after}", "settled for {month}: {before} → {after}"),
    "diff.none": ("无", "nothing"),
    "diff.unreadable": ("{month}有记录读不出", "a record for {month} cannot be read"),
    "diff.mended": ("{month}读不出的记录不再计", "a record for {month} that cannot be read no longer counts"),
    "diff.any-month": ("不明月份", "an unknown month"),
    "diff.target": ("目标调整：{before} → {after}", "target revised: {before} → {after}"),
    "diff.target.since": ("{text}，{since}起", "{text} from {since}"),
    "diff.pace": ("序时进度 {before} → {after}", "pace moved on from {before} to {after}"),
    "diff.due": ("{due}到期，按期末判定", "due in {due}: judged for good"),
    "diff.due.blind": (
        "{due}到期，没有可据以判定的数",
        "due in {due}, and there is no figure that decides",
    ),
    "diff.due.not": ("尚未到期（{due}）", "not due yet ({due})"),
    "diff.due.past": ("{due}到期，未完成", "due in {due} and not done"),
    "diff.stale": ("应报未报，沿用{month}所报", "owed and not reported: that of {month} is kept"),
    "diff.stale.none": ("有报无数，沿用{month}的数", "reported without a figure: that of {month} is kept"),
    "diff.stale.disputed": (
        "当月所报有疑问，暂列{month}所报",
        "what came for the month is in doubt: that of {month} is shown",
    ),
    "diff.stale.part": (
        "部分单位应报未报，沿用其{month}所报",
        "some owed it and did not report: theirs of {month} is kept",
    ),
    "diff.stale.uncompared": (
        "当月“{series}”未报，无从比较，沿用{month}的数判定",
        "there is no {series} for the month to compare with: that of {month} is judged",
    ),
    "diff.fresh": (
        "当月已报（此前沿用{month}所报）",
        "reported for the month (that of {month} had been kept)",
    ),
    "diff.fresh.not-owed": ("当月无须报送，沿用{month}所报", "nothing owed: that of {month} stands"),
    "diff.other": (
        "记录与目标均无变动，由评定规则得出",
        "no record and no target changed: it follows from the rules",
    ),
    # duties
    "duty.on_time": ("按时", "on time"),
    "duty.late": ("迟报", "late"),
    "duty.missing": ("未报", "missing"),
    "duty.undated": ("日期不明", "undated"),
    "duty.not_yet_due": ("尚未到期", "not due yet"),
    "duty.none": ("不须报", "not owed"),
    # closing lines
    "diff.sum.indicators": ("量化指标 {n} 项：{counts}", "indicators ({n}): {counts}"),
    "diff.sum.actions": ("定性任务 {n} 项：{counts}", "actions ({n}): {counts}"),
    "diff.sum.same": ("各状态项数未变", "as many in every status"),
    "diff.sum.share": ("达到序时及以上：{share}", "on pace or better: {share}"),
    "diff.sum.mean": ("平均完成率：{mean}", "mean attainment: {mean}"),
    "diff.sum.drivers": ("{text}；主要由于 {drivers}（个百分点）", "{text}; driven by {drivers} (points)"),
    "diff.sum.driver": ("{name} {share}", "{name} {share}"),
    "diff.sum.entered": ("{name}（新计入）{share}", "{name} (newly counted) {share}"),
    "diff.sum.left": ("{name}（不再计入）{share}", "{name} (no longer counted) {share}"),
    "diff.sum.rest": ("其余 {n} 项合计 {share}", "{n} others {share} in all"),
    "diff.sum.reporting": (
        "报送：应报 {owed}、按时 {on_time}、迟报 {late}、未报 {missing}、日期不明 {undated}{early}",
        "reports: owed {owed}, on time {on_time}, late {late}, missing {missing}, undated {undated}{early}",
    ),
    "diff.sum.unchanged": (
        "未变 {n} 项：量化指标 {indicators}、定性任务 {actions}；其中有新记录而数未变 {said} 项（--all 列出）",
        "unchanged ({n}): indicators {indicators}, actions {actions}; reported anew without a change: {said} (--all lists them)",
    ),
    "diff.sum.unchanged.listed": (
        "未变 {n} 项：量化指标 {indicators}、定性任务 {actions}；其中有新记录而数未变 {said} 项",
        "unchanged ({n}): indicators {indicators}, actions {actions}; reported anew without a change: {said}",
    ),
    "diff.nothing": ("没有变动", "nothing changed"),
    # command line
    "say.no-month-before": (
        "{month}是方案的第一个月，没有上月可比",
        "{month} is the plan's first month: there is none before it",
    ),
    "hint.no-month-before": (
        "请写明两个月份，或用 --from-as-of 比较同一月份在两个日期的数",
        "name two months, or compare one month as known on two days with --from-as-of",
    ),
    "say.same-twice": (
        "两边是同一月份、同一日期，没有可比的",
        "both sides are the same month on the same day",
    ),
    "hint.same-twice": (
        "请写明另一个月份，或用 --from-as-of 给出前一个日期",
        "name another month, or give the earlier day with --from-as-of",
    ),
}
