"""指标: a row per indicator, with what is printed of it and the numbers to calculate with."""

from __future__ import annotations

from kpitrack.assessment.results import ActionResult, IndicatorResult
from kpitrack.model import Place
from kpitrack.render.briefing.facts import Facts
from kpitrack.render.cells import (
    against_cell,
    change_cell,
    expected_cell,
    figure_cell,
    needed_cell,
    shortfall_cell,
    target_cell,
)
from kpitrack.render.safe import one_line
from kpitrack.render.show import NOTHING
from kpitrack.render.views import mark_words
from kpitrack.render.workbook.grid import Cell, Column, Kind, Sheet, headings, numbered, texts
from kpitrack.render.workbook.numbers import number, ratio

COLUMNS = (
    Column("number", 6, Kind.CENTRED),
    Column("section", 9, Kind.CENTRED),
    Column("indicator", 26),
    Column("target", 15),
    Column("figure", 16, Kind.FIGURE),
    Column("period", 9, Kind.CENTRED),
    Column("attainment", 10, Kind.FIGURE),
    Column("bar", 11, Kind.BAR),
    Column("expected", 12, Kind.FIGURE),
    Column("against", 15, Kind.FIGURE),
    Column("shortfall", 14, Kind.FIGURE),
    Column("needed", 12, Kind.FIGURE),
    Column("change", 14, Kind.FIGURE),
    Column("due", 9, Kind.CENTRED),
    Column("status", 11, Kind.STATUS),
    Column("previous", 11, Kind.STATUS),
    Column("flags", 13),
    Column("lead", 24),
    Column("reporter", 24),
    Column("programme", 24, calculates=True),
    Column("id", 22, calculates=True),
    Column("unit", 10, Kind.CENTRED, calculates=True),
    Column("value", 13, Kind.NUMBER, calculates=True),
    Column("aim", 13, Kind.NUMBER, calculates=True),
    Column("rate", 13, Kind.BAR, calculates=True),
    Column("pace", 10, Kind.NUMBER, calculates=True),
    Column("expected-value", 13, Kind.NUMBER, calculates=True),
    Column("pace-ratio", 10, Kind.NUMBER, calculates=True),
    Column("pace-gap", 13, Kind.NUMBER, calculates=True),
    Column("gap", 13, Kind.NUMBER, calculates=True),
    Column("short", 13, Kind.NUMBER, calculates=True),
    Column("remaining", 13, Kind.NUMBER, calculates=True),
    Column("needed-value", 13, Kind.NUMBER, calculates=True),
    Column("change-value", 13, Kind.NUMBER, calculates=True),
    Column("code", 18, calculates=True),
)


def indicators_sheet(facts: Facts, name: str, title: str, notes: tuple[str, ...]) -> Sheet:
    """The sheet of all indicators."""
    rows = numbered(indicator_row(facts, one) for one in facts.assessment.indicators)
    return Sheet(name, title, COLUMNS, headings(facts.words, COLUMNS), rows, notes, frozen=3)


def indicator_row(facts: Facts, result: IndicatorResult) -> dict[str, Cell]:
    """An indicator's cells, by column."""
    return {**_printed(facts, result), **_calculated(facts, result)}


def place_cells(facts: Facts, place: Place) -> dict[str, str]:
    """Where an item stands in the plan, and who leads it."""
    titles = facts.assessment.plan.programme_titles
    return {
        "section": one_line(place.section) or NOTHING,
        "programme": one_line(titles.get(place.programme, "")) or NOTHING,
        "lead": one_line(facts.show.lead(place)),
    }


def flags_text(facts: Facts, result: IndicatorResult | ActionResult) -> str:
    """What a reader must know beside the status: an old figure, an estimate, a conflict and the like."""
    return facts.words.joined(mark_words(result, facts.show))


def _printed(facts: Facts, result: IndicatorResult) -> dict[str, Cell]:
    show, previous, item = facts.show, result.previous_status, result.indicator
    bar = ratio(result.attainment, lines=show.attainment_lines(result))
    return {
        **texts(
            {
                **place_cells(facts, item.place),
                "indicator": facts.name(item.id),
                "target": one_line(target_cell(show, result)),
                "figure": one_line(figure_cell(show, result, facts.month)),
                "period": show.month(result.value_period),
                "attainment": show.attainment(result),
                "expected": one_line(expected_cell(show, result)),
                "against": one_line(against_cell(show, result)),
                "shortfall": one_line(shortfall_cell(show, result)),
                "needed": one_line(needed_cell(show, result)),
                "change": one_line(change_cell(show, result)),
                "due": show.month(item.due),
                "status": facts.words(f"status.{result.status.value}"),
                "previous": facts.words(f"status.{previous.value}") if previous else NOTHING,
                "flags": flags_text(facts, result),
                "reporter": facts.units(item.duty.reported_by),
            }
        ),
        "bar": bar,
    }


def _calculated(facts: Facts, result: IndicatorResult) -> dict[str, Cell]:
    """The same as numbers: in the target's unit, ratios as ratios, points in percentage points."""
    show, unit = facts.show, result.target.unit
    shown = {
        "gap": result.gap,
        "short": result.shortfall,
        "remaining": result.remaining,
        "change-value": result.change,
    }
    on_path = result.pace_gap_points is not None
    return {
        **texts({"id": result.indicator.id, "unit": one_line(result.unit), "code": result.status.value}),
        "value": number(result.value, one_line(show.figure(result)), show.figure_lines(result)),
        "aim": number(result.target.target.value, show.target(result.target)),
        "rate": ratio(result.attainment, show.attainment(result), show.attainment_lines(result)),
        "pace": ratio(result.pace if on_path else None),
        "expected-value": number(result.expected, one_line(expected_cell(show, result))),
        "pace-ratio": ratio(result.pace_ratio, show.percent(result.pace_ratio)),
        "pace-gap": number(result.pace_gap_points, one_line(against_cell(show, result))),
        "needed-value": number(result.needed_per_month, one_line(needed_cell(show, result))),
        **{key: number(value, one_line(show.difference(value, unit))) for key, value in shown.items()},
    }
