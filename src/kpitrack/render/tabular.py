"""CSV of an assessment: one row per item, unit or programme, English headings, exact numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum

from kpitrack.assessment.results import ActionResult, IndicatorResult, Tally, UnitResult
from kpitrack.assessment.rollup import tally
from kpitrack.render.json_text import scalar
from kpitrack.render.safe import safe_text
from kpitrack.render.selection import Selection, place_of
from kpitrack.render.show import Show

ITEM_COLUMNS = (
    "kind",
    "id",
    "name",
    "programme",
    "task",
    "section",
    "lead",
    "status",
    "previous_status",
    "value",
    "unit",
    "value_period",
    "stale",
    "target_text",
    "attainment",
    "pace",
    "expected",
    "pace_ratio",
    "pace_gap_points",
    "gap",
    "shortfall",
    "remaining",
    "needed_per_month",
    "change",
    "state",
    "progress",
    "note",
    "problem",
    "next",
    "flags",
    "month",
    "sample",
)
_FORMULA = frozenset("=+-@＝＋－＠\t\r")


def status_csv(selection: Selection, show: Show, view: str) -> str:
    """The CSV of a view: `indicator`, `lead-unit` or `programme`."""
    assessment = selection.assessment
    common = {"month": assessment.month, "sample": assessment.sample}
    if view == "lead-unit":
        chosen = [row for row in assessment.units if selection.filters.lead_unit in {None, row.unit}]
        rows = [{**_unit(row, show), **common} for row in chosen]
    elif view == "programme":
        rows = [{**row, **common} for row in _programmes(selection)]
    else:
        rows = [{**_indicator(result, show), **common} for result in selection.indicators]
        rows += [{**_action(result), **common} for result in selection.actions]
        return to_csv(ITEM_COLUMNS, rows)
    return to_csv(tuple(rows[0]) if rows else ("id", "month", "sample"), rows)


def to_csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """A CSV text. Text that a spreadsheet would take for a formula gets a leading apostrophe."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])
    return buffer.getvalue()


def harmless(text: str) -> str:
    """A text that a spreadsheet would take for a formula gets a leading apostrophe."""
    return f"'{text}" if text[:1] in _FORMULA else text


def _cell(value: object) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, str):
        return harmless(safe_text(value))
    if isinstance(value, list | tuple):
        return ";".join(_cell(entry) for entry in value)
    return "" if value is None else scalar(value).strip('"')


def _indicator(result: IndicatorResult, show: Show) -> dict[str, object]:
    indicator = result.indicator
    return {
        "kind": "indicator",
        **_place(result),
        "id": indicator.id,
        "name": indicator.name,
        "status": result.status,
        "previous_status": result.previous_status,
        "value": result.value,
        "unit": result.unit,
        "value_period": result.value_period,
        "stale": result.stale,
        "target_text": show.target(result.target),
        "attainment": result.attainment,
        "pace": result.pace,
        "expected": result.expected,
        "pace_ratio": result.pace_ratio,
        "pace_gap_points": result.pace_gap_points,
        "gap": result.gap,
        "shortfall": result.shortfall,
        "remaining": result.remaining,
        "needed_per_month": result.needed_per_month,
        "change": result.change,
        "flags": result.flags,
    }


def _action(result: ActionResult) -> dict[str, object]:
    action = result.action
    return {
        "kind": "action",
        **_place(result),
        "id": action.id,
        "name": action.name,
        "status": result.status,
        "previous_status": result.previous_status,
        "value": result.value,
        "unit": result.unit,
        "value_period": result.value_period,
        "stale": result.stale,
        "attainment": result.attainment,
        "state": result.state,
        "progress": result.progress,
        "note": result.note,
        "problem": result.problem,
        "next": result.next,
        "flags": result.flags,
    }


def _place(result: IndicatorResult | ActionResult) -> dict[str, object]:
    place = place_of(result)
    return {
        "programme": place.programme,
        "task": place.task,
        "section": place.section,
        "lead": place.lead,
    }


def _unit(row: UnitResult, show: Show) -> dict[str, object]:
    name = show.plan.units[row.unit].name if row.unit else show.words(f"row.{row.kind.value}")
    duties = row.duties
    return {
        "id": row.unit,
        "kind": row.kind,
        "name": name,
        "led": row.tally.indicators,
        "supported": row.supported_indicators,
        **_tally(row.tally),
        "missing": duties.missing if duties else (),
        "late": tuple(item for item, _ in duties.late) if duties else (),
        "rank": row.rank,
    }


def _programmes(selection: Selection) -> list[dict[str, object]]:
    plan = selection.assessment.plan
    rows = []
    for programme in plan.programmes:
        indicators = [result for result in selection.indicators if place_of(result).programme == programme.id]
        actions = [result for result in selection.actions if place_of(result).programme == programme.id]
        counts = tally(indicators, actions, plan)
        rows.append(
            {
                "id": programme.id,
                "title": programme.title,
                "section": programme.section,
                "indicators": counts.indicators,
                **_tally(counts),
            }
        )
    return rows


def _tally(counts: Tally) -> dict[str, object]:
    return {
        **{status.value: number for status, number in counts.statuses.items()},
        "judged": counts.judged,
        "on_pace_share": counts.on_pace_share,
        "attainment": counts.attainment,
        "counted": counts.counted,
        "of": counts.of,
        "actions": counts.action_count,
        **{f"actions_{status.value}": number for status, number in counts.actions.items()},
    }
