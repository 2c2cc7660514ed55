"""Why an item stands otherwise: its records key by key, then the plan, then the course of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from kpitrack.assessment.results import ActionResult, ActionStatus, IndicatorResult, Status
from kpitrack.comparison.changes import (
    CourseReason,
    Kind,
    PlaceReason,
    Reason,
    RecordReason,
    TargetReason,
)
from kpitrack.figures import bearing_on
from kpitrack.ledger import Chain, Ledger
from kpitrack.model import Revision
from kpitrack.periods import Period
from kpitrack.reported import BadRecord, Record

_Key = tuple[str, Period, str]


@dataclass(frozen=True, slots=True)
class Known:
    """What counts on one side: the ledger up to a month."""

    ledger: Ledger
    month: Period

    def chains(self, item: str) -> dict[_Key, Chain]:
        """Every chain of an item up to the month."""
        return {
            chain.first.key: chain
            for chain in self.ledger.chains_of(item)
            if chain.first.period <= self.month
        }

    def is_contradicted(self, item: str, period: Period) -> bool:
        """Whether the records of an item for a period are in conflict."""
        return period <= self.month and (item, period) in self.ledger.contradicted

    def bad(self, items: Iterable[str]) -> dict[str, BadRecord]:
        """What could not be read of some items, by place. Without a period it touches every month."""
        wanted = frozenset(items)
        return {
            str(entry.location): entry
            for entry in self.ledger.bad
            if entry.item in wanted and (entry.period is None or entry.period <= self.month)
        }


def indicator_reasons(
    before: IndicatorResult, after: IndicatorResult, then: Known, now: Known
) -> tuple[Reason, ...]:
    """Every reason for which an indicator stands otherwise."""
    targets = (before.target.target, after.target.target)
    names = bearing_on(after.indicator, targets)
    records: list[Reason] = [*_record_reasons(names, then, now), *_unreadable(names, then, now)]
    if not is_same_target(before.target, after.target):
        records.append(TargetReason(before.target, after.target))
    place = after.indicator.location
    course: list[Reason] = []
    has_turned = before.status is not after.status
    paces = shown_pace(before), shown_pace(after)
    alike = before.attainment == after.attainment
    is_judged = has_turned and Status.UNDETERMINED not in {before.status, after.status}
    if None not in paces and paces[0] != paces[1] and (is_judged or alike or not records):
        course.append(CourseReason(Kind.PACE, *paces, place))
    due = after.indicator.due
    if has_turned and (then.month >= due) is not (now.month >= due):
        course.append(CourseReason(Kind.DUE, then.month, now.month, place))
    if before.stale is not after.stale:
        periods = (before.value_period, after.value_period)
        course.append(_staleness(before, after, periods))
    return (*records, *course)


def action_reasons(before: ActionResult, after: ActionResult, then: Known, now: Known) -> tuple[Reason, ...]:
    """Every reason for which an action stands otherwise."""
    action = after.action
    names = bearing_on(action, ())
    reasons: list[Reason] = [*_record_reasons(names, then, now), *_unreadable(names, then, now)]
    due = action.due
    is_overdue = tuple(side.status is ActionStatus.OVERDUE for side in (before, after))
    # What was done in time, or late, is not overdue: its records are the reason.
    if is_overdue[0] is not is_overdue[1] and due and (then.month > due) is not (now.month > due):
        reasons.append(CourseReason(Kind.DUE, then.month, now.month, action.location))
    if before.stale is not after.stale:
        periods = (before.reported_for, after.reported_for)
        reasons.append(_staleness(before, after, periods))
    return tuple(reasons)


def _staleness(
    before: IndicatorResult | ActionResult,
    after: IndicatorResult | ActionResult,
    periods: tuple[Period | None, Period | None],
) -> CourseReason:
    """That one of the two goes by an earlier month's report, which is where to look."""
    kept, period = (after, periods[1]) if after.stale else (before, periods[0])
    item = kept.indicator if isinstance(kept, IndicatorResult) else kept.action
    places = (record.location for record in kept.records if record.period == period)
    place = next(places, item.location)
    return CourseReason(Kind.STALE if after.stale else Kind.FRESH, *periods, place)


def shown_pace(result: IndicatorResult) -> Fraction | None:
    """The pace it is judged by; None where it is not."""
    judged = result.pace_ratio is not None and result.pace_gap_points is not None
    return result.pace if judged else None


def is_same_target(one: Revision, other: Revision) -> bool:
    """Whether two targets in force say the same; the first one has no month it began with."""
    return replace(one, since=other.since) == other


def _record_reasons(names: Iterable[str], then: Known, now: Known) -> Iterator[RecordReason]:
    """One reason for every key that counts for something else on the two sides."""
    for name in names:
        earlier, later = then.chains(name), now.chains(name)
        for key in sorted(earlier.keys() | later.keys()):
            reason = _reason(key, earlier.get(key), later.get(key), then, now)
            if reason is not None:
                yield reason


def _reason(key: _Key, old: Chain | None, new: Chain | None, then: Known, now: Known) -> RecordReason | None:
    before, after = _counting(old), _counting(new)
    taken_back = _withdrawal(old), _withdrawal(new)
    if _same(before, after) and (taken_back[0] is None) is (taken_back[1] is None):
        return None
    item, period, reporter = key
    kind = _kind(before, after, taken_back)
    disputed = then.is_contradicted(item, period), now.is_contradicted(item, period)
    against: tuple[Record, ...] = ()
    if disputed[0] is not disputed[1]:
        kind = Kind.CONFLICT if disputed[1] else Kind.SETTLED
        side = now if disputed[1] else then
        others = side.ledger.rivals(item, period) or side.ledger.reports(item, period)
        against = tuple(record for record in others if record.reported_by != reporter)
    return RecordReason(
        kind=kind,
        item=item,
        period=period,
        reported_by=reporter,
        before=before,
        after=after,
        withdrawal=taken_back[1] or taken_back[0],
        against=against,
        replaced=_replaced(before, after, old, new),
    )


def _kind(
    before: tuple[Record, ...],
    after: tuple[Record, ...],
    taken_back: tuple[Record | None, Record | None],
) -> Kind:
    """What became of a key that is in no conflict, or in one on both sides."""
    if before and after:
        return Kind.CORRECTED
    if after:
        return Kind.RESTORED if taken_back[0] else Kind.NEW
    if before:
        return Kind.WITHDRAWN if taken_back[1] else Kind.DROPPED
    return Kind.WITHDRAWN if taken_back[1] else Kind.RESTORED


def _counting(chain: Chain | None) -> tuple[Record, ...]:
    """The record in force, else those in conflict."""
    if chain is None:
        return ()
    return (chain.in_force,) if chain.in_force else chain.conflict


def _withdrawal(chain: Chain | None) -> Record | None:
    """The record that took back what was in force, where nothing is now."""
    if chain is None or _counting(chain):
        return None
    return next((record for record in reversed(chain.records) if record.withdraw), None)


def _replaced(
    before: tuple[Record, ...], after: tuple[Record, ...], old: Chain | None, new: Chain | None
) -> tuple[Record, ...]:
    """What was corrected on the way to what counts on one side and is in nothing of the other."""
    chain, counted = (new, after) if after else (old, before)
    if chain is None or (before and after):
        return ()
    return tuple(old for one in counted for old in _otherwise(chain, one, one))


def _otherwise(chain: Chain, record: Record, counted: Record) -> Iterator[Record]:
    """What a record took the place of; past those that say what counts: one that only adds a reason."""
    for change in chain.corrections:
        if change.after is record:
            is_same = _says(change.before) == _says(counted)
            yield from _otherwise(chain, change.before, counted) if is_same else (change.before,)


def _says(record: Record) -> tuple[object, ...]:
    """What of a record stands in its line."""
    figure = (record.measured, record.increment, record.state, record.progress, record.estimate)
    return (*figure, record.note if record.figure is None else "")


def _same(one: tuple[Record, ...], other: tuple[Record, ...]) -> bool:
    return len(one) == len(other) and all(mine is theirs for mine, theirs in zip(one, other, strict=True))


def _unreadable(names: Iterable[str], then: Known, now: Known) -> Iterator[PlaceReason]:
    """What could not be read and bears on one side only."""
    wanted = tuple(names)
    earlier, later = then.bad(wanted), now.bad(wanted)
    for place in sorted(earlier.keys() ^ later.keys()):
        entry = later.get(place) or earlier[place]
        kind = Kind.UNREADABLE if place in later else Kind.MENDED
        yield PlaceReason(kind, entry.period, entry.location)
