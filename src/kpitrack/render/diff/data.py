"""What changed, as JSON and CSV: English keys that stay, exact numbers, undefined is null."""

from __future__ import annotations

from collections.abc import Iterable

from kpitrack.assessment.results import ActionResult, Assessment, IndicatorResult, Tally
from kpitrack.comparison.changes import (
    Change,
    Comparison,
    CourseReason,
    DutyChange,
    IndicatorChange,
    PlaceReason,
    Reason,
    RecordReason,
    TargetReason,
    UnitChange,
)
from kpitrack.comparison.totals import flows, is_worse
from kpitrack.model import Revision
from kpitrack.problems import Location, Problem
from kpitrack.render.data import SCHEMA, problems_data, target_data
from kpitrack.render.diff.choice import Choice
from kpitrack.render.diff.reasons import reason_text
from kpitrack.render.json_text import to_json
from kpitrack.render.places import at
from kpitrack.render.selection import place_of
from kpitrack.render.show import Show
from kpitrack.render.tabular import to_csv
from kpitrack.reported import Record

_SIDED = (
    "status",
    "value",
    "unit",
    "value_period",
    "attainment",
    "pace",
    "stale",
    "state",
    "progress",
    "note",
)
CSV_COLUMNS = (
    "kind",
    "id",
    "name",
    "programme",
    "task",
    "section",
    "lead",
    "changed",
    "worse",
    *(f"{key}_{side}" for key in _SIDED for side in ("before", "after")),
    "difference",
    "reasons",
    "reason_text",
    "places",
    *(f"{key}_{side}" for key in ("month", "as_of") for side in ("before", "after")),
    "sample",
)


def diff_json(comparison: Comparison, choice: Choice, show: Show, problems: Iterable[Problem]) -> str:
    """The comparison as JSON: what changed, or with `everything` all items."""
    before, after = comparison.before, comparison.after
    indicators, actions = choice.indicators(comparison), choice.actions(comparison)
    both: tuple[Change, ...] = (*indicators, *actions)
    return to_json(
        {
            "schema": SCHEMA,
            "sample": before.sample or after.sample,
            "plan": {"id": after.plan.id, "title": after.plan.title, "sha256": after.plan.sha256},
            "before": _side(before),
            "after": _side(after),
            "flows": [
                {
                    "before": flow.before,
                    "after": flow.after,
                    "worse": is_worse(flow.before, flow.after),
                    "items": flow.items,
                }
                for flow in flows(both)
            ],
            "drivers": [
                {"item": one.item, "share": one.share, "entered": one.entered, "left": one.left}
                for one in comparison.drivers
            ],
            "indicators": [_change(change, show) for change in choice.listed(indicators)],
            "actions": [_change(change, show) for change in choice.listed(actions)],
            "lead_units": [_unit(unit, show) for unit in choice.units(comparison)],
            "reporting": [_duty(duty) for duty in choice.duties(comparison)],
            "unchanged": sum(not change.is_changed for change in both),
            "problems": problems_data(problems, show.words),
        }
    )


def diff_csv(comparison: Comparison, choice: Choice, show: Show) -> str:
    """The comparison as CSV: a row per item."""
    listed: tuple[Change, ...] = (
        *choice.listed(choice.indicators(comparison)),
        *choice.listed(choice.actions(comparison)),
    )
    before, after = comparison.before, comparison.after
    common = {
        "month_before": before.month,
        "month_after": after.month,
        "as_of_before": before.as_of,
        "as_of_after": after.as_of,
        "sample": before.sample or after.sample,
    }
    return to_csv(CSV_COLUMNS, [{**_row(change, show), **common} for change in listed])


def _row(change: Change, show: Show) -> dict[str, object]:
    place = place_of(change.after)
    item = change.after.indicator if isinstance(change.after, IndicatorResult) else change.after.action
    sides = {"before": _standing(change.before), "after": _standing(change.after)}
    places = [at(place) for reason in change.reasons for place in reason.places]
    return {
        "kind": "indicator" if isinstance(change, IndicatorChange) else "action",
        "id": item.id,
        "name": item.name,
        "programme": place.programme,
        "task": place.task,
        "section": place.section,
        "lead": place.lead,
        "changed": change.is_changed,
        "worse": is_worse(change.before.status, change.after.status),
        **{f"{key}_{side}": entry.get(key) for side, entry in sides.items() for key in _SIDED},
        "difference": change.difference if isinstance(change, IndicatorChange) else None,
        "reasons": [reason.kind for reason in change.reasons],
        "reason_text": [reason_text(reason, change, show) for reason in change.reasons],
        "places": list(dict.fromkeys(places)),
    }


def _side(one: Assessment) -> dict[str, object]:
    reporting = one.reporting
    return {
        "month": one.month,
        "as_of": one.as_of,
        "pace": one.pace,
        "records": one.record_count,
        **_tally(one.summary),
        "reporting": {"owed": len(reporting.duties), "due": reporting.due},
    }


def _tally(tally: Tally) -> dict[str, object]:
    return {
        "indicators": {status.value: number for status, number in tally.statuses.items()},
        "actions": {status.value: number for status, number in tally.actions.items()},
        "on_pace_share": tally.on_pace_share,
        "judged": tally.judged,
        "attainment": tally.attainment,
        "counted": tally.counted,
        "of": tally.of,
    }


def _change(change: Change, show: Show) -> dict[str, object]:
    item = change.after.indicator if isinstance(change.after, IndicatorResult) else change.after.action
    place = place_of(change.after)
    return {
        "id": item.id,
        "name": item.name,
        "programme": place.programme,
        "task": place.task,
        "section": place.section,
        "lead": place.lead,
        "changed": change.is_changed,
        "worse": is_worse(change.before.status, change.after.status),
        "before": _standing(change.before),
        "after": _standing(change.after),
        **({"difference": change.difference} if isinstance(change, IndicatorChange) else {}),
        "reasons": [_reason(reason, change, show) for reason in change.reasons],
    }


def _standing(result: IndicatorResult | ActionResult) -> dict[str, object]:
    """How an item stands on one side."""
    common: dict[str, object] = {
        "status": result.status,
        "value": result.value,
        "unit": result.unit or None,
        "value_period": result.value_period,
        "attainment": result.attainment,
        "stale": result.stale,
        "flags": result.flags,
    }
    if isinstance(result, IndicatorResult):
        target = {"target": target_data(result.target.target)}
        return {**common, "pace": result.pace, "expected": result.expected, **target}
    steps = [{"id": step.step.id, "state": step.state} for step in result.steps]
    texts = {"note": result.note or None, "problem": result.problem or None, "next": result.next or None}
    return {**common, "state": result.state, "progress": result.progress, "steps": steps, **texts}


def _reason(reason: Reason, change: Change, show: Show) -> dict[str, object]:
    """A reason: its kind, its sentence, where it stands, and both values by what it is of."""
    common = {"kind": reason.kind, "text": reason_text(reason, change, show)}
    places = {"places": [_place(place) for place in reason.places]}
    match reason:
        case RecordReason():
            return {
                **common,
                "item": reason.item,
                "period": reason.period,
                "reported_by": reason.reported_by or None,
                "before": [_record(record) for record in reason.before],
                "after": [_record(record) for record in reason.after],
                "withdrawal": _record(reason.withdrawal) if reason.withdrawal else None,
                "against": [_record(record) for record in reason.against],
                "replaced": [_record(record) for record in reason.replaced],
                **places,
            }
        case PlaceReason():
            return {**common, "period": reason.period, **places}
        case TargetReason():
            return {**common, "before": _target(reason.before), "after": _target(reason.after), **places}
        case CourseReason():
            return {**common, "before": reason.before, "after": reason.after, **places}


def _record(record: Record) -> dict[str, object]:
    source = record.provenance
    return {
        "path": record.location.path,
        "line": record.location.line or None,
        "value": record.figure,
        "unit": record.unit or None,
        "state": record.state,
        "progress": record.progress,
        "estimate": record.estimate,
        "reported_on": record.reported_on,
        "note": record.note or None,
        "reason": record.reason or None,
        "withdraw": record.withdraw,
        "source": source.source if source else None,
    }


def _target(force: Revision) -> dict[str, object]:
    return {"target": target_data(force.target), "unit": force.unit or None, "from": force.since}


def _place(place: Location) -> dict[str, object]:
    return {"path": place.path, "line": place.line or None}


def _unit(unit: UnitChange, show: Show) -> dict[str, object]:
    name = (
        show.plan.units[unit.after.unit].name
        if unit.after.unit
        else show.words(f"row.{unit.after.kind.value}")
    )
    return {
        "id": unit.after.unit,
        "kind": unit.after.kind,
        "name": name,
        "before": _tally(unit.before.tally),
        "after": _tally(unit.after.tally),
        "items": unit.items,
    }


def _duty(duty: DutyChange) -> dict[str, object]:
    def side(which: str) -> dict[str, object] | None:
        one = duty.before if which == "before" else duty.after
        return {"outcome": one.outcome, "days": one.days} if one else None

    return {"item": duty.item, "reported_by": duty.units, "before": side("before"), "after": side("after")}
