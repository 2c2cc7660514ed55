"""What is told of every month: figures, actions, duties, lead units, the plan as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kpitrack.assessment.results import (
    ActionResult,
    Assessment,
    IndicatorResult,
    Punctuality,
    Tally,
    UnitDuties,
    UnitResult,
)
from kpitrack.kinds import Bound
from kpitrack.render.show import Show

Row = Mapping[str, object]


def months(assessments: Iterable[Assessment]) -> Iterator[Row]:
    """The plan as a whole, each item and each duty counted once."""
    for one in assessments:
        yield {
            "month": one.month,
            "pace": one.pace,
            "reports_due": one.reporting.due,
            "owed": len(one.reporting.duties),
            **{outcome.value: one.reporting.count(outcome) for outcome in Punctuality},
            "indicators": one.summary.indicators,
            **_counts(one.summary),
            "sample": one.sample,
        }


def figures(assessments: Iterable[Assessment], show: Show) -> Iterator[Row]:
    """Every indicator in every month, by indicator."""
    listed = list(assessments)
    for place in range(len(show.plan.indicators)):
        for one in listed:
            yield _figure(one, one.indicators[place], show)


def _figure(one: Assessment, result: IndicatorResult, show: Show) -> Row:
    target = result.target.target
    return {
        "indicator": result.indicator.id,
        "month": one.month,
        "name": result.indicator.name,
        "status": result.status,
        "previous_status": result.previous_status,
        "value": result.value,
        "unit": result.unit or None,
        "value_period": result.value_period,
        "stale": result.stale,
        "estimate": result.estimate,
        "freshness": result.months[-1].freshness,
        "uncompared": result.uncompared,
        "target_text": show.target(result.target),
        "target_value": target.value,
        "target_upper": target.upper if target.bound is Bound.BETWEEN else None,
        "method": result.target.method,
        "attainment": result.attainment,
        "satisfied": result.satisfied,
        "expected": result.expected,
        "pace": result.pace,
        "pace_ratio": result.pace_ratio,
        "pace_gap_points": result.pace_gap_points,
        "gap": result.gap,
        "shortfall": result.shortfall,
        "remaining": result.remaining,
        "needed_per_month": result.needed_per_month,
        "change": result.change,
        "owed": result.owed,
        "incomplete": result.incomplete,
        "flags": result.flags,
        "sample": one.sample,
    }


def action_states(assessments: Iterable[Assessment]) -> Iterator[Row]:
    """Every action in every month, by action."""
    listed = list(assessments)
    for place in range(len(listed[0].actions)):
        for one in listed:
            yield _action(one, one.actions[place])


def _action(one: Assessment, result: ActionResult) -> Row:
    return {
        "action": result.action.id,
        "month": one.month,
        "name": result.action.name,
        "status": result.status,
        "previous_status": result.previous_status,
        "state": result.state,
        "progress": result.progress,
        "value": result.value,
        "unit": result.unit or None,
        "value_period": result.value_period,
        "stale": result.stale,
        "attainment": result.attainment,
        "note": result.note or None,
        "problem": result.problem or None,
        "next": result.next or None,
        "owed": result.owed,
        "flags": result.flags,
        "sample": one.sample,
    }


def duties(assessments: Iterable[Assessment]) -> Iterator[Row]:
    """Every duty of every month; one that several units may discharge has a row for each."""
    for one in assessments:
        for number, duty in enumerate(one.reporting.duties, 1):
            for unit in duty.units:
                yield {
                    "month": one.month,
                    "duty": number,
                    "unit": unit,
                    "item": duty.item,
                    "name": one.plan.name_of(duty.item),
                    "due": one.reporting.due,
                    "outcome": duty.outcome,
                    "days_late": duty.days if duty.outcome is Punctuality.LATE else None,
                    "sample": one.sample,
                }


def lead_units(assessments: Iterable[Assessment], show: Show) -> Iterator[Row]:
    """Every row of the roll-up by lead unit in every month."""
    for one in assessments:
        for number, row in enumerate(one.units, 1):
            yield {"month": one.month, "row": number, **_unit(row, show), "sample": one.sample}


def _unit(row: UnitResult, show: Show) -> Row:
    return {
        "kind": row.kind,
        "unit": row.unit,
        "name": show.plan.units[row.unit].name if row.unit else show.words(f"row.{row.kind.value}"),
        "led": row.tally.indicators,
        "supported": row.supported_indicators,
        **_counts(row.tally),
        "actions_supported": row.supported_actions,
        **_duties(row.duties),
    }


def _duties(found: UnitDuties | None) -> Row:
    return {
        "owed": found.owed if found else 0,
        "on_time": found.on_time if found else 0,
        "late": len(found.late) if found else 0,
        "missing": len(found.missing) if found else 0,
        "undated": found.undated if found else 0,
        "not_yet_due": found.not_yet_due if found else 0,
    }


def _counts(tally: Tally) -> Row:
    return {
        **{status.value: count for status, count in tally.statuses.items()},
        "on_pace_share": tally.on_pace_share,
        "judged": tally.judged,
        "attainment": tally.attainment,
        "counted": tally.counted,
        "of": tally.of,
        "actions": tally.action_count,
        **{f"actions_{status.value}": count for status, count in tally.actions.items()},
    }
