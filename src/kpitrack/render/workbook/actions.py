"""任务: a row per action, with what its units say of it."""

from __future__ import annotations

from collections.abc import Sequence

from kpitrack.assessment.results import ActionResult, IndicatorResult
from kpitrack.render.briefing.facts import Facts
from kpitrack.render.briefing.prose import NEXT, NOTE, PROBLEM, reports_of, said, steps
from kpitrack.render.cells import action_figure_cell, progress_cell
from kpitrack.render.places import at
from kpitrack.render.safe import one_line
from kpitrack.render.show import NOTHING
from kpitrack.render.workbook.grid import Cell, Column, Kind, Sheet, headings, numbered, texts
from kpitrack.render.workbook.indicators import flags_text, place_cells
from kpitrack.render.workbook.numbers import number, ratio
from kpitrack.reported import Record

COLUMNS = (
    Column("number", 6, Kind.CENTRED),
    Column("section", 9, Kind.CENTRED),
    Column("action", 26),
    Column("kind", 10, Kind.CENTRED),
    Column("status", 11, Kind.STATUS),
    Column("previous", 11, Kind.STATUS),
    Column("progress", 10, Kind.FIGURE),
    Column("reported", 13, Kind.FIGURE),
    Column("share-done", 10, Kind.FIGURE),
    Column("reported-for", 9, Kind.CENTRED),
    Column("due", 9, Kind.CENTRED),
    Column("steps", 20),
    Column("note", 32),
    Column("problem", 22),
    Column("next", 22),
    Column("flags", 13),
    Column("lead", 24),
    Column("programme", 24, calculates=True),
    Column("reporter", 24, calculates=True),
    Column("id", 22, calculates=True),
    Column("progress-value", 10, Kind.NUMBER, calculates=True),
    Column("value", 13, Kind.NUMBER, calculates=True),
    Column("unit", 10, Kind.CENTRED, calculates=True),
    Column("rate", 13, Kind.BAR, calculates=True),
    Column("code", 18, calculates=True),
)
_PLACES = 3  # that a cell names of where its text stands


def actions_sheet(facts: Facts, name: str, title: str, notes: tuple[str, ...]) -> Sheet:
    """The sheet of all actions."""
    rows = numbered(action_row(facts, one) for one in facts.assessment.actions)
    return Sheet(name, title, COLUMNS, headings(facts.words, COLUMNS), rows, notes, frozen=3)


def action_row(facts: Facts, result: ActionResult) -> dict[str, Cell]:
    """An action's cells, by column."""
    action, previous, show = result.action, result.previous_status, facts.show
    printed = {
        **place_cells(facts, action.place),
        "action": facts.name(action.id),
        "kind": facts.words(f"kind.{action.kind.value}"),
        "status": facts.words(f"action.{result.status.value}"),
        "previous": facts.words(f"action.{previous.value}") if previous else NOTHING,
        "progress": progress_cell(result),
        "reported": one_line(action_figure_cell(show, result, facts.month)),
        "share-done": show.percent(result.attainment),
        "reported-for": show.month(result.reported_for),
        "due": show.month(action.due),
        "steps": facts.words.joined(steps(facts, result)),
        "flags": flags_text(facts, result),
        "reporter": facts.units(action.duty.reported_by),
    }
    rate = ratio(result.attainment, show.percent(result.attainment))
    progress = number(result.progress, progress_cell(result))
    return {
        **texts(printed),
        **sayings_cells(facts, result),
        **texts({"id": action.id, "code": result.status.value, "unit": one_line(result.unit or action.unit)}),
        "bar": rate,
        "rate": rate,
        "progress-value": progress,
        "value": number(result.value, one_line(show.quantity(result.value, result.unit))),
    }


def sayings_cells(facts: Facts, result: IndicatorResult | ActionResult) -> dict[str, Cell]:
    """What units said of an item in their latest reports, and where that is to be found in full."""
    records = reports_of(facts, result)
    cells: dict[str, Cell] = {}
    for key, field in {"note": NOTE, "problem": PROBLEM, "next": NEXT}.items():
        origin = _origin(facts, [record for record in records if field(record).strip()])
        cells |= texts({key: said(facts, records, field)}, origin)
    return cells


def _origin(facts: Facts, records: Sequence[Record]) -> str:
    """Where records stand, each place; of many the sheet that lists them."""
    if len(records) > _PLACES:
        return facts.words("book.cut.records")
    return facts.words.joined([at(record.location) for record in records])
