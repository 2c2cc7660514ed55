"""Why an item stands otherwise, in words: one line per reason, with the place it can be looked up at."""

from __future__ import annotations

from kpitrack.assessment.results import Flag, IndicatorResult, Status
from kpitrack.comparison.changes import (
    Change,
    CourseReason,
    IndicatorChange,
    Kind,
    PlaceReason,
    Reason,
    RecordReason,
    TargetReason,
)
from kpitrack.numeric import plain
from kpitrack.periods import Period
from kpitrack.render.places import at, original
from kpitrack.render.safe import one_line
from kpitrack.render.show import Show
from kpitrack.reported import Record


def reason_lines(change: Change, show: Show) -> tuple[str, ...]:
    """Every reason of a change, in plain text, unescaped."""
    return tuple(_line(reason, change, show) for reason in change.reasons)


def _line(reason: Reason, change: Change, show: Show) -> str:
    text = reason_text(reason, change, show)
    if reason.kind in {Kind.PACE, Kind.OTHER}:  # there is nothing to look up
        return text
    return show.words("diff.reason", text=text, places=show.words.joined(_places(reason)))


def _places(reason: Reason) -> list[str]:
    """Where to look; behind a record's place the file it was sent in."""
    if not isinstance(reason, RecordReason):
        return [at(place) for place in reason.places]
    sources = {str(record.location): original(record) for record in (*reason.after, *reason.against)}
    found = []
    for place in dict.fromkeys(reason.places):
        source = sources.get(str(place), "")
        found.append(f"{at(place)} < {source}" if source else at(place))
    return found


def reason_text(reason: Reason, change: Change, show: Show) -> str:
    """A reason without its place."""
    match reason:
        case RecordReason():
            return _record(reason, change, show)
        case PlaceReason():
            month = show.month(reason.period) if reason.period else show.words("diff.any-month")
            return show.words(f"diff.{reason.kind.value}", month=month)
        case TargetReason():
            return _target(reason, show)
        case CourseReason():
            return _course(reason, change, show)


def _record(reason: RecordReason, change: Change, show: Show) -> str:
    words = show.words
    text = words(
        f"diff.{reason.kind.value}",
        month=show.month(reason.period),
        before=_all_said(reason.before, show),
        after=_all_said(reason.after, show),
    )
    if reason.kind is Kind.CONFLICT and reason.against:
        other = reason.against[0]
        text = words(
            "diff.against", text=text, unit=show.unit_name(other.reported_by), said=said(other, show)
        )
    if reason.replaced:
        text = words("diff.replaced", text=text, said=_all_said(reason.replaced, show))
    text = _with_cause(reason, text, show)
    if reason.item == change.id:
        return text
    return words("diff.of", item=one_line(show.plan.name_of(reason.item)), text=text)


def _with_cause(reason: RecordReason, text: str, show: Show) -> str:
    """What the record says of why, where it changes or takes back what was said."""
    changing = reason.kind in {Kind.CORRECTED, Kind.WITHDRAWN, Kind.SETTLED} or reason.replaced
    last = reason.after[-1] if reason.after else reason.withdrawal
    if not changing or last is None:
        return text
    if last.reason:
        return show.words("diff.because", text=text, reason=one_line(last.reason))
    old = (*reason.replaced, *reason.before)
    if any(record.estimate for record in old) and not last.estimate:
        return show.words("diff.final", text=text)
    changed = any((record.measured, record.increment) != (last.measured, last.increment) for record in old)
    return show.words("diff.unsaid", text=text) if changed else text


def _all_said(records: tuple[Record, ...], show: Show) -> str:
    if not records:
        return show.words("diff.none")
    return " / ".join(dict.fromkeys(said(record, show) for record in records))


def said(record: Record, show: Show) -> str:
    """What a record says: figure, state, 形象进度; and what its unit notes where it gives no figure."""
    words, figure = show.words, record.figure
    parts = [
        show.quantity(figure, record.unit) if figure is not None else "",
        words(f"state.{record.state.value}") if record.state else "",
        f"{plain(record.progress)}%" if record.progress is not None else "",
        words("flag.estimate") if record.estimate else "",
        one_line(record.note) if figure is None else "",
    ]
    return words.joined([part for part in parts if part]) or one_line(record.problem or record.next)


def _target(reason: TargetReason, show: Show) -> str:
    words, force = show.words, reason.after
    text = words("diff.target", before=show.target(reason.before), after=show.target(force))
    later = max(reason.before, reason.after, key=lambda one: one.since)
    text = words("diff.target.since", text=text, since=show.month(later.since))
    why = words.joined([one_line(part) for part in (later.source, later.reason) if part])
    return words("diff.because", text=text, reason=why) if why else text


def _course(reason: CourseReason, change: Change, show: Show) -> str:
    words = show.words
    if reason.kind is Kind.PACE:
        shares = {
            side: show.percent(share)
            for side, share in (("before", reason.before), ("after", reason.after))
            if not isinstance(share, Period)
        }
        return words("diff.pace", **shares)
    if reason.kind is Kind.DUE:
        return _due(reason, change, show)
    after, before = (one if isinstance(one, Period) else None for one in (reason.after, reason.before))
    if reason.kind is Kind.STALE:
        series = ""
        if isinstance(change, IndicatorChange):
            series = show.item_name(change.after.target.target.series)
        return words(_stale(change), month=show.month(after), series=series)
    if reason.kind is Kind.FRESH and not change.after.owed:
        return words("diff.fresh.not-owed", month=show.month(after))
    return words(f"diff.{reason.kind.value}", month=show.month(before))


def _stale(change: Change) -> str:
    """How it comes that an earlier month's figure is kept."""
    if Flag.CONFLICT in change.after.flags:
        return "diff.stale.disputed"
    if not isinstance(change, IndicatorChange):
        return "diff.stale"
    after = change.after
    if after.uncompared is not None:
        return "diff.stale.uncompared"
    if Flag.NO_FIGURE in after.flags:
        return "diff.stale.none"
    partly = after.value_period is not None and after.reported != after.value_period
    return "diff.stale.part" if partly else "diff.stale"


def _due(reason: CourseReason, change: Change, show: Show) -> str:
    after, key = change.after, "diff.due.past"
    due = after.indicator.due if isinstance(after, IndicatorResult) else after.action.due
    if isinstance(after, IndicatorResult):
        key = "diff.due.blind" if after.status is Status.UNDETERMINED else "diff.due"
    if (
        isinstance(reason.after, Period)
        and isinstance(reason.before, Period)
        and reason.after < reason.before
    ):
        return show.words("diff.due.not", due=show.month(due))
    return show.words(key, due=show.month(due))
