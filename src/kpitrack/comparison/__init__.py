"""Two assessments → what changed between them, item by item, and why. Pure; below `render`."""

from __future__ import annotations

from kpitrack.assessment.results import ActionResult, Assessment, IndicatorResult
from kpitrack.comparison.changes import (
    ActionChange,
    Comparison,
    CourseReason,
    IndicatorChange,
    Kind,
)
from kpitrack.comparison.reasons import (
    Known,
    action_reasons,
    indicator_reasons,
    is_same_target,
)
from kpitrack.comparison.totals import drivers, duty_changes, unit_changes
from kpitrack.ledger import Ledger


def compare(before: Assessment, then: Ledger, after: Assessment, now: Ledger) -> Comparison:
    """What is otherwise in the second assessment, which is of the same plan as the first.

    Each goes with the ledger it rests on. The months may be any of the plan's, in any order.
    """
    earlier, later = Known(then, before.month), Known(now, after.month)
    indicators = tuple(
        _indicator(old, new, earlier, later)
        for old, new in zip(before.indicators, after.indicators, strict=True)
    )
    actions = tuple(
        _action(old, new, earlier, later) for old, new in zip(before.actions, after.actions, strict=True)
    )
    return Comparison(
        before=before,
        after=after,
        indicators=indicators,
        actions=actions,
        drivers=drivers(before, after),
        units=tuple(unit_changes(before, after, (*indicators, *actions))),
        duties=tuple(duty_changes(before, after)),
    )


def _indicator(old: IndicatorResult, new: IndicatorResult, then: Known, now: Known) -> IndicatorChange:
    reasons = indicator_reasons(old, new, then, now)
    is_changed = _shown(old) != _shown(new) or not is_same_target(old.target, new.target)
    if is_changed and not reasons:
        reasons = (CourseReason(Kind.OTHER, None, None, new.indicator.location),)
    return IndicatorChange(old, new, reasons, is_changed)


def _shown(result: IndicatorResult) -> tuple[object, ...]:
    """What is told of an indicator, apart from its target; that time went on is no change of it."""
    return (
        result.status,
        result.value,
        result.unit,
        result.attainment,
        result.stale,
        result.stale and result.value_period,
        frozenset(result.flags),
    )


def _action(old: ActionResult, new: ActionResult, then: Known, now: Known) -> ActionChange:
    reasons = action_reasons(old, new, then, now)
    is_changed = _told(old) != _told(new)
    if is_changed and not reasons:
        reasons = (CourseReason(Kind.OTHER, None, None, new.action.location),)
    return ActionChange(old, new, reasons, is_changed)


def _told(result: ActionResult) -> tuple[object, ...]:
    """What a table shows of an action, and what its unit says of it."""
    return (
        result.status,
        result.state,
        result.progress,
        result.value,
        result.unit,
        result.attainment,
        tuple(step.state for step in result.steps),
        result.note,
        result.problem,
        result.next,
        result.stale,
        frozenset(result.flags),
    )
