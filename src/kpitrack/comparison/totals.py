"""What changed over the whole plan: flows between statuses, the mean, lead units, duties to report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from kpitrack.assessment.results import (
    ActionStatus,
    Assessment,
    DutyResult,
    IndicatorResult,
    Punctuality,
    Status,
    UnitResult,
)
from kpitrack.comparison.changes import Change, Driver, DutyChange, Flow, UnitChange
from kpitrack.kinds import Measure

_AMISS = frozenset({Punctuality.MISSING, Punctuality.LATE})
_SCALE = (
    Status.MET,
    Status.ON_PACE,
    Status.IN_PROGRESS,
    Status.LAGGING,
    Status.SERIOUSLY_LAGGING,
    Status.NOT_MET,
)
_ACTION_SCALE = (
    ActionStatus.DONE,
    ActionStatus.IN_PROGRESS,
    ActionStatus.NOT_STARTED,
    ActionStatus.OVERDUE,
)
_BLIND = frozenset({"undetermined", "not_reported"})


def is_worse(before: Status | ActionStatus, after: Status | ActionStatus) -> bool:
    """Whether a status fell: further down the scale, or to where nothing can be said any more."""
    # A status of indicators equals the one of actions that is written alike: one scale for each.
    scale: list[str] = list(_ACTION_SCALE if isinstance(before, ActionStatus) else _SCALE)
    if before not in scale:
        return False
    return after in _BLIND or (after in scale and scale.index(after) > scale.index(before))


def flows(changes: Iterable[Change]) -> tuple[Flow, ...]:
    """The items that went from one status to another, in the order of the first of each."""
    moved: dict[tuple[type, str, str], list[Change]] = {}
    for change in changes:
        before, after = change.before.status, change.after.status
        if before is not after:  # of indicators and actions apart, though statuses are written alike
            moved.setdefault((type(after), before, after), []).append(change)
    return tuple(
        Flow(same[0].before.status, same[0].after.status, tuple(change.id for change in same))
        for same in moved.values()
    )


def drivers(before: Assessment, after: Assessment) -> tuple[Driver, ...]:
    """What each indicator did to the mean attainment, the largest first; they add up to the difference.

    With w the weights, a and b what counts of an indicator before and after, M the mean before and W the
    sum of weights after: w(b − a) ÷ W where it counts on both sides, w(b − M) ÷ W where it has entered,
    w(M − a) ÷ W where it has left. Empty where either side has no mean.
    """
    mean = before.summary.attainment
    if mean is None or after.summary.attainment is None:
        return ()
    cap = Fraction(after.plan.rules.cap) / 100
    old, new = _counted(before.indicators, cap), _counted(after.indicators, cap)
    whole = sum((weight for _, weight in new.values()), Fraction(0))
    found = []
    for item in dict.fromkeys((*new, *old)):
        (then, weight), (now, _) = (side.get(item, (mean, Fraction(0))) for side in (old, new))
        weight = weight or new[item][1]
        share = (now - then) * weight / whole
        if share or (item in old) is not (item in new):
            found.append(Driver(item, share, entered=item not in old, left=item not in new))
    return tuple(sorted(found, key=lambda driver: -abs(driver.share)))


def _counted(results: Iterable[IndicatorResult], cap: Fraction) -> dict[str, tuple[Fraction, Fraction]]:
    """What counts in the mean of each indicator that counts, and its weight."""
    return {
        result.indicator.id: (
            min(max(result.attainment, Fraction(0)), cap),
            Fraction(result.indicator.weight),
        )
        for result in results
        if result.indicator.measure is Measure.CUMULATIVE and result.attainment is not None
    }


def unit_changes(before: Assessment, after: Assessment, changes: Sequence[Change]) -> Iterator[UnitChange]:
    """The rows by lead unit that count otherwise by status, with the items that moved."""
    moved = [change.id for change in changes if change.before.status is not change.after.status]
    earlier = {(row.kind, row.unit): row for row in before.units}
    for row in after.units:
        old = earlier[row.kind, row.unit]
        led = frozenset(row.led)
        items = tuple(item for item in moved if item in led)
        if items or _standing(old) != _standing(row):
            yield UnitChange(old, row, items)


def _standing(row: UnitResult) -> tuple[object, ...]:
    return (row.tally.statuses, row.tally.actions, row.tally.on_pace_share)


def duty_changes(before: Assessment, after: Assessment) -> Iterator[DutyChange]:
    """The duties that are missing or late on one side, and otherwise on the other."""
    earlier = {(duty.item, duty.units): duty for duty in before.reporting.duties}
    later = {(duty.item, duty.units): duty for duty in after.reporting.duties}
    for item, units in dict.fromkeys((*later, *earlier)):
        old, new = earlier.get((item, units)), later.get((item, units))
        if _failure(old) is not _failure(new):
            yield DutyChange(item, units, old, new)


def is_amiss(duty: DutyResult | None) -> bool:
    """Whether a duty is missing or was met late."""
    return duty is not None and duty.outcome in _AMISS


def _failure(duty: DutyResult | None) -> Punctuality | None:
    """How a duty was not met; None where it was, is not due yet, or there is none."""
    return duty.outcome if duty and is_amiss(duty) else None
