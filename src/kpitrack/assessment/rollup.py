"""Counts and means: over the plan, and by lead unit. Figures of different items are never added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from kpitrack.assessment.results import (
    JUDGED,
    ON_PACE_OR_BETTER,
    ActionResult,
    ActionStatus,
    Flag,
    IndicatorResult,
    Reporting,
    RowKind,
    Status,
    Tally,
    UnitResult,
)
from kpitrack.kinds import JointCredit, LeadKind, Measure
from kpitrack.model import Place, Plan

_COVERAGE = Fraction(1, 2)


def tally(indicators: Iterable[IndicatorResult], actions: Iterable[ActionResult], plan: Plan) -> Tally:
    """Counts by status, share on pace among those judged, and the mean attainment «n of m».

    The mean is weighted, over cumulative indicators that have an attainment, each floored at 0
    and capped at the plan's cap.
    """
    results = list(indicators)
    statuses = dict.fromkeys(Status, 0)
    for result in results:
        statuses[result.status] += 1
    states = dict.fromkeys(ActionStatus, 0)
    for action in actions:
        states[action.status] += 1
    return _tally(results, statuses, states, plan)


def _tally(
    results: Sequence[IndicatorResult],
    statuses: dict[Status, int],
    states: dict[ActionStatus, int],
    plan: Plan,
) -> Tally:
    judged = sum(statuses[status] for status in JUDGED)
    good = sum(statuses[status] for status in ON_PACE_OR_BETTER)
    cumulative = [result for result in results if result.indicator.measure is Measure.CUMULATIVE]
    cap = Fraction(plan.rules.cap) / 100
    counted = [
        (min(max(result.attainment, Fraction(0)), cap), Fraction(result.indicator.weight))
        for result in cumulative
        if result.attainment is not None
    ]
    weight = sum((share for _, share in counted), Fraction(0))
    mean = sum((value * share for value, share in counted), Fraction(0)) / weight if weight else None
    return Tally(
        statuses,
        states,
        judged,
        Fraction(good, judged) if judged else None,
        mean,
        len(counted),
        len(cumulative),
        sum(Flag.INCOMPLETE in one.flags for one in cumulative if one.attainment is not None),
    )


def previous_tally(
    indicators: Iterable[IndicatorResult], actions: Iterable[ActionResult], plan: Plan
) -> Tally:
    """The counts of the month before, from what each item was then."""
    statuses = dict.fromkeys(Status, 0)
    for result in indicators:
        if result.previous_status:
            statuses[result.previous_status] += 1
    states = dict.fromkeys(ActionStatus, 0)
    for action in actions:
        if action.previous_status:
            states[action.previous_status] += 1
    return _tally((), statuses, states, plan)


def unit_rows(
    plan: Plan,
    indicators: Sequence[IndicatorResult],
    actions: Sequence[ActionResult],
    reporting: Reporting,
) -> tuple[UnitResult, ...]:
    """A row per lead unit in the plan's order, then 未明确 and 并列 where there is something for them."""
    duties = {entry.unit: entry for entry in reporting.units}
    rows = [_row(plan, RowKind.UNIT, unit.id, indicators, actions) for unit in plan.lead_units]
    rows = [replace(row, duties=duties.get(row.unit or "")) for row in rows]
    for kind in (RowKind.UNASSIGNED, RowKind.JOINT):
        row = _row(plan, kind, None, indicators, actions)
        if row.led:
            rows.append(row)
    return tuple(rows)


def ranked(rows: Iterable[UnitResult]) -> tuple[UnitResult, ...]:
    """The rows with their places by share on pace; ties share one (1, 1, 3).

    Withheld below half coverage (judged ÷ indicators led) and where nothing is judged.
    """
    listed = list(rows)
    shares = {
        row.unit: row.tally.on_pace_share
        for row in listed
        if row.kind is RowKind.UNIT
        and row.tally.on_pace_share is not None
        and Fraction(row.tally.judged, row.tally.indicators) >= _COVERAGE
    }
    places = {
        unit: 1
        + sum(1 for other in shares.values() if other is not None and share is not None and other > share)
        for unit, share in shares.items()
    }
    return tuple(replace(row, rank=places.get(row.unit)) for row in listed)


def _row(
    plan: Plan,
    kind: RowKind,
    unit: str | None,
    indicators: Sequence[IndicatorResult],
    actions: Sequence[ActionResult],
) -> UnitResult:
    credit = plan.rules.joint_credit
    led = [result for result in indicators if _is_credited(result.indicator.place, kind, unit, credit)]
    done = [result for result in actions if _is_credited(result.action.place, kind, unit, credit)]
    helped = [result.indicator.id for result in indicators if unit in result.indicator.place.support]
    helped_actions = [result.action.id for result in actions if unit in result.action.place.support]
    return UnitResult(
        kind=kind,
        unit=unit,
        tally=tally(led, done, plan),
        led=(*(result.indicator.id for result in led), *(result.action.id for result in done)),
        supported=(*helped, *helped_actions),
        supported_indicators=len(helped),
        supported_actions=len(helped_actions),
        duties=None,
    )


def _is_credited(place: Place, kind: RowKind, unit: str | None, credit: JointCredit) -> bool:
    """Whether an item counts in a row: dual leads always in full, joint ones as the plan says."""
    is_joint = place.lead_kind is LeadKind.JOINT
    if kind is RowKind.UNASSIGNED:
        return not place.lead
    if kind is RowKind.JOINT:
        return is_joint and credit is JointCredit.NONE
    if is_joint and credit is JointCredit.NONE:
        return False
    if is_joint and credit is JointCredit.FIRST:
        return place.lead[0] == unit
    return unit in place.lead
