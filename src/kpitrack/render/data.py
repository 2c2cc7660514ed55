"""JSON and CSV: English keys that stay, numbers written from exact decimals, undefined is null."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kpitrack.assessment.results import (
    ActionResult,
    ActionStatus,
    Assessment,
    IndicatorResult,
    Punctuality,
    Status,
    Tally,
    UnitResult,
)
from kpitrack.kinds import Bound, ScheduleKind
from kpitrack.ledger import Ledger
from kpitrack.model import Place, Schedule, Target
from kpitrack.problems import Problem
from kpitrack.render.problems import hint_of, sentence_of
from kpitrack.render.selection import Filters, Selection, select
from kpitrack.render.show import Show
from kpitrack.reported import Record
from kpitrack.wording import Words

SCHEMA = 1
RULE_VERSION = 1


def assessment_data(
    assessment: Assessment, ledger: Ledger, show: Show, selection: Selection | None = None
) -> dict[str, object]:
    """The whole assessment as plain data, in the order of the documented keys.

    A selection narrows the lists of items; counts and means stay those of the whole plan.
    """
    plan = assessment.plan
    chosen = selection or select(assessment, Filters())
    return {
        "schema": SCHEMA,
        "rule_version": RULE_VERSION,
        "sample": assessment.sample,
        "plan": {
            "id": plan.id,
            "title": plan.title,
            "place": plan.place,
            "year": plan.span.first.year,
            "sha256": plan.sha256,
        },
        "data": {"sha256": assessment.data_sha256, "records": assessment.record_count},
        "month": assessment.month,
        "as_of": assessment.as_of,
        "pace": assessment.pace,
        "summary": _summary(assessment),
        "indicators": [indicator_data(result, ledger, show) for result in chosen.indicators],
        "actions": [action_data(result, ledger) for result in chosen.actions],
        "lead_units": [_unit_row(row, show) for row in assessment.units],
        "programmes": [
            {
                "id": programme.id,
                "title": programme.title,
                "section": programme.section,
                "tasks": [
                    {"id": task.id, "title": task.title, "section": task.section} for task in programme.tasks
                ],
            }
            for programme in plan.programmes
        ],
        "reporting": reporting_data(assessment, show),
        "problems": problems_data(assessment.problems, show.words),
    }


def indicator_data(result: IndicatorResult, ledger: Ledger, show: Show) -> dict[str, object]:
    """One indicator as plain data."""
    indicator, force = result.indicator, result.target
    baseline = indicator.baseline
    return {
        "id": indicator.id,
        "name": indicator.name,
        **_place(indicator.place),
        "reported_by": indicator.duty.reported_by,
        "frequency": indicator.duty.frequency,
        "measure": indicator.measure,
        "unit": result.unit or None,
        "target": target_data(force.target),
        "target_text": show.target(force),
        "effort": indicator.effort,
        "schedule": _schedule(force.schedule),
        "due": indicator.due,
        "weight": indicator.weight,
        "baseline": {"value": baseline.value, "period": baseline.period or None} if baseline else None,
        "value": result.value,
        "value_period": result.value_period,
        "stale": result.stale,
        "estimate": result.estimate,
        "method": force.method,
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
        "status": result.status,
        "previous_status": result.previous_status,
        "incomplete": result.incomplete,
        "flags": result.flags,
        "records": [record_data(record, ledger) for record in result.records],
    }


def action_data(result: ActionResult, ledger: Ledger) -> dict[str, object]:
    """One action as plain data."""
    action = result.action
    place = _place(action.place)
    return {
        "id": action.id,
        "name": action.name,
        "programme": place["programme"],
        "task": place["task"],
        "section": place["section"],
        "kind": action.kind,
        "lead": place["lead"],
        "lead_kind": place["lead_kind"],
        "support": place["support"],
        "due": action.due,
        "state": result.state,
        "progress": result.progress,
        "value": result.value,
        "value_period": result.value_period,
        "stale": result.stale,
        "attainment": result.attainment,
        "steps": [
            {
                "id": step.step.id,
                "name": step.step.name,
                "due": step.step.due,
                "weight": step.step.weight,
                "state": step.state,
                "period": step.period,
            }
            for step in result.steps
        ],
        "status": result.status,
        "previous_status": result.previous_status,
        "note": result.note or None,
        "problem": result.problem or None,
        "next": result.next or None,
        "flags": result.flags,
        "records": [record_data(record, ledger) for record in result.records],
    }


def record_data(record: Record, ledger: Ledger) -> dict[str, object]:
    """One record as plain data: where it stands, what it says, whence it came, what it corrects."""
    replaced = ledger.replaced_by(record)
    source = record.provenance
    return {
        "path": record.location.path,
        "line": record.location.line or None,
        "period": record.period,
        "value": record.figure,
        "reported_by": record.reported_by or None,
        "reported_on": record.reported_on,
        "estimate": record.estimate,
        "note": record.note or None,
        "evidence": record.evidence or None,
        "source": f"{source.source}{_bracketed(source.source_place)}" if source else None,
        "corrects": [str(old.location) for old in replaced] or None,
    }


def target_data(target: Target) -> dict[str, object]:
    """A target as declared: `{"at_least": 2}`, `{"about": 65, "tolerance": "5%"}`."""
    if target.bound is Bound.BETWEEN:
        return {target.bound.value: [target.value, target.upper]}
    if target.bound is Bound.ABOUT:
        tolerance = target.tolerance_text
        return {
            "about": target.value,
            "tolerance": tolerance if "%" in tolerance else target.tolerance,
        }
    if target.bound.is_relative:
        return {target.bound.value: target.series}
    return {target.bound.value: target.pending if target.bound is Bound.PENDING else target.value}


def reporting_data(assessment: Assessment, show: Show) -> dict[str, object]:
    """Reporting discipline as plain data: numbers over the plan, and by unit."""
    reporting = assessment.reporting
    counts = {outcome: reporting.count(outcome) for outcome in Punctuality}
    return {
        "due": reporting.due,
        "owed": len(reporting.duties),
        "on_time": counts[Punctuality.ON_TIME],
        "late": counts[Punctuality.LATE],
        "missing": counts[Punctuality.MISSING],
        "undated": counts[Punctuality.UNDATED],
        "units": [
            {
                "id": unit.unit,
                "name": show.plan.units[unit.unit].name,
                "owed": unit.owed,
                "on_time": unit.on_time,
                "late": len(unit.late),
                "missing": unit.missing,
            }
            for unit in reporting.units
        ],
    }


def problems_data(problems: Iterable[Problem], words: Words) -> list[dict[str, object]]:
    """Problems as plain data."""
    return [
        {
            "path": problem.location.where,
            "line": problem.location.line or None,
            "column": problem.location.column or None,
            "rule": problem.rule,
            "severity": problem.severity,
            "message": sentence_of(problem, words),
            "hint": hint_of(problem, words) or None,
        }
        for problem in problems
    ]


def _summary(assessment: Assessment) -> dict[str, object]:
    tally, before = assessment.summary, assessment.previous
    return {
        "indicators": {"total": tally.indicators, **_counts(tally.statuses)},
        "actions": {"total": tally.action_count, **_counts(tally.actions)},
        **_means(tally),
        "previous": None
        if before is None
        else {
            "month": assessment.month.shift(-1),
            "indicators": {"total": before.indicators, **_counts(before.statuses)},
            "actions": {"total": before.action_count, **_counts(before.actions)},
        },
    }


def _means(tally: Tally) -> dict[str, object]:
    return {
        "on_pace_share": tally.on_pace_share,
        "judged": tally.judged,
        "attainment": tally.attainment,
        "counted": tally.counted,
        "of": tally.of,
    }


def _counts(counts: Mapping[Status, int] | Mapping[ActionStatus, int]) -> dict[str, object]:
    return {status.value: number for status, number in counts.items()}


def _unit_row(row: UnitResult, show: Show) -> dict[str, object]:
    name = show.plan.units[row.unit].name if row.unit else show.words(f"row.{row.kind.value}")
    return {
        "id": row.unit,
        "kind": row.kind,
        "name": name,
        "led": row.tally.indicators,
        "supported": row.supported_indicators,
        **_counts(row.tally.statuses),
        **_means(row.tally),
        "actions": {
            "led": row.tally.action_count,
            "supported": row.supported_actions,
            **_counts(row.tally.actions),
        },
        "missing": row.duties.missing if row.duties else (),
        "late": [{"item": item, "days": days} for item, days in row.duties.late] if row.duties else (),
        "rank": row.rank,
    }


def _place(place: Place) -> dict[str, object]:
    return {
        "programme": place.programme,
        "task": place.task,
        "section": place.section,
        "lead": place.lead,
        "lead_kind": place.lead_kind,
        "support": place.support,
    }


def _schedule(schedule: Schedule) -> object:
    if schedule.kind is ScheduleKind.CHECKPOINTS:
        return {str(period): value for period, value in schedule.checkpoints}
    return schedule.kind


def _bracketed(place: str) -> str:
    return f"[{place}]" if place else ""
