"""牵头单位: a row per lead unit, and a sheet for each with all that concerns it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kpitrack.assessment.results import (
    ActionStatus,
    Punctuality,
    RowKind,
    Tally,
    UnitDuties,
    UnitResult,
)
from kpitrack.render.briefing.facts import Facts
from kpitrack.render.briefing.standing import credit
from kpitrack.render.cells import ACTION_ORDER, OWN_COLUMNS, SHARED_COLUMNS, mean_cell, share_cell
from kpitrack.render.views import action_counts_text, counts_text
from kpitrack.render.workbook.grid import (
    EMPTY,
    Cell,
    Column,
    Kind,
    Sheet,
    count,
    headings,
    numbered,
    texts,
    widened,
)
from kpitrack.render.workbook.items import Items
from kpitrack.render.workbook.numbers import ratio

_DUTIES = {
    "on-time": Punctuality.ON_TIME,
    "late": Punctuality.LATE,
    "missing": Punctuality.MISSING,
    "undated": Punctuality.UNDATED,
    "not-yet-due": Punctuality.NOT_YET_DUE,
}

LIST_COLUMNS = (
    Column("number", 4, Kind.CENTRED),
    Column("unit-name", 21),
    Column("led", 5, Kind.CENTRED),
    *(Column(f"status.{status.value}", 7, Kind.CENTRED) for status in OWN_COLUMNS),
    Column("other", 5, Kind.CENTRED),
    Column("share", 14, Kind.FIGURE),
    Column("mean", 15, Kind.FIGURE),
    Column("led-actions", 5, Kind.CENTRED),
    *(Column(f"action.{status.value}", 6, Kind.CENTRED) for status in ACTION_ORDER),
    *(Column(name, 5, Kind.CENTRED) for name in ("owed", *_DUTIES)),
    Column("supports", 6, Kind.CENTRED),
    Column("supports-actions", 6, Kind.CENTRED),
    Column("id", 18, calculates=True),
    Column("share-value", 11, Kind.NUMBER, calculates=True),
    Column("good", 9, Kind.NUMBER, calculates=True),
    Column("judged", 9, Kind.NUMBER, calculates=True),
    Column("mean-value", 11, Kind.NUMBER, calculates=True),
    Column("counted", 9, Kind.NUMBER, calculates=True),
    Column("of", 9, Kind.NUMBER, calculates=True),
)
UNIT_COLUMNS = (
    Column("number", 5, Kind.CENTRED),
    Column("relation", 8, Kind.CENTRED),
    Column("section", 9, Kind.CENTRED),
    Column("item", 23),
    Column("target", 12),
    Column("figure", 13, Kind.FIGURE),
    Column("attainment", 9, Kind.FIGURE),
    Column("expected", 10, Kind.FIGURE),
    Column("against", 12, Kind.FIGURE),
    Column("needed", 9, Kind.FIGURE),
    Column("status", 10, Kind.STATUS),
    Column("flags", 11),
    Column("report", 9, Kind.CENTRED),
    Column("note", 19),
    Column("problem", 16),
    Column("next", 16),
    Column("lead", 15),
    Column("previous", 11, Kind.STATUS, calculates=True),
    Column("id", 22, calculates=True),
    Column("rate", 13, Kind.BAR, calculates=True),
    Column("code", 18, calculates=True),
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of the roll-up with its name and the sheet it has."""

    row: UnitResult
    name: str
    sheet: str


def units_sheet(facts: Facts, name: str, title: str, units: Iterable[Unit]) -> Sheet:
    """The sheet of all lead units, with the whole plan as its last row."""
    words = facts.words
    own = [column for column in LIST_COLUMNS if "." not in column.key]
    heads = headings(words, own)
    heads |= {f"status.{status.value}": words(f"status.{status.value}") for status in OWN_COLUMNS}
    heads |= {
        f"action.{status.value}": words("book.column.action-count", status=words(f"action.{status.value}"))
        for status in ACTION_ORDER
    }
    rows = numbered(_unit_row(facts, unit) for unit in units)
    columns = widened(LIST_COLUMNS, {column.key: heads[column.key] for column in LIST_COLUMNS})
    return Sheet(name, title, columns, heads, rows, _notes(facts), frozen=2, total=_whole(facts))


def unit_sheet(facts: Facts, unit: Unit, items: Items) -> Sheet:
    """The sheet of one lead unit, or of what has none."""
    rows = numbered(_item_rows(facts, unit, items))
    title = facts.words("book.title.unit", unit=unit.name, month=facts.show.full_month(facts.month))
    heads = headings(facts.words, UNIT_COLUMNS)
    columns = widened(UNIT_COLUMNS, heads)
    return Sheet(unit.sheet, title, columns, heads, rows, tuple(_summary(facts, unit)), frozen=4)


def _unit_row(facts: Facts, unit: Unit) -> dict[str, Cell]:
    row, is_unit = unit.row, unit.row.kind is RowKind.UNIT
    return {
        **_tally(facts, row.tally),
        **_duties(row.duties),
        **texts({"id": row.unit or ""}),
        "unit-name": Cell(unit.name, sheet=unit.sheet),
        "supports": count(row.supported_indicators) if is_unit else EMPTY,
        "supports-actions": count(row.supported_actions) if is_unit else EMPTY,
    }


def _whole(facts: Facts) -> dict[str, Cell]:
    """The plan's own counts, in which each item and duty is counted once."""
    assessment = facts.assessment
    reporting = assessment.reporting
    return {
        **_tally(facts, assessment.summary),
        "unit-name": Cell(facts.say("units.whole")),
        "owed": count(len(reporting.duties)),
        **{name: count(reporting.count(outcome)) for name, outcome in _DUTIES.items()},
    }


def _tally(facts: Facts, tally: Tally) -> dict[str, Cell]:
    show = facts.show
    return {
        "led": count(tally.indicators),
        **{f"status.{status.value}": count(tally.statuses[status]) for status in OWN_COLUMNS},
        "other": count(sum(tally.statuses[status] for status in SHARED_COLUMNS)),
        "led-actions": count(tally.action_count),
        **{f"action.{status.value}": count(tally.actions[status]) for status in ActionStatus},
        **texts({"share": share_cell(show, tally), "mean": mean_cell(show, tally)}),
        "share-value": ratio(tally.on_pace_share, show.percent(tally.on_pace_share)),
        "good": count(tally.good),
        "judged": count(tally.judged),
        "mean-value": ratio(tally.attainment, show.percent(tally.attainment)),
        "counted": count(tally.counted),
        "of": count(tally.of),
    }


def _duties(duties: UnitDuties | None) -> dict[str, Cell]:
    if duties is None:
        return {}
    numbers = {
        "owed": duties.owed,
        "on-time": duties.on_time,
        "late": len(duties.late),
        "missing": len(duties.missing),
        "undated": duties.undated,
        "not-yet-due": duties.not_yet_due,
    }
    return {name: count(number) for name, number in numbers.items()}


def _notes(facts: Facts) -> tuple[str, ...]:
    shared = any(len(duty.units) > 1 for duty in facts.assessment.reporting.duties)
    return (
        facts.paragraph([facts.say("units.order"), *credit(facts)]),
        facts.paragraph([facts.say("units.columns"), facts.say("units.any-one") if shared else ""]),
    )


def _summary(facts: Facts, unit: Unit) -> Iterator[str]:
    """What the unit leads by status, its share on pace, and what became of its reports."""
    words, row, show = facts.words, unit.row, facts.show
    tally = row.tally
    counted = []
    if tally.indicators:
        counted.append(words("sum.indicators", n=tally.indicators, counts=counts_text(tally, show)))
    if tally.action_count:
        counted.append(words("sum.actions", n=tally.action_count, counts=action_counts_text(tally, show)))
    yield facts.groups(counted or [words("book.unit.leads-nothing")])
    if tally.indicators:
        yield words("book.unit.means", share=share_cell(show, tally), mean=mean_cell(show, tally))
    if row.duties:
        yield _reporting(facts, row.duties)


def _reporting(facts: Facts, duties: UnitDuties) -> str:
    words = facts.words
    if not duties.owed:
        return words("book.unit.owes-nothing", month=facts.show.month(facts.month))
    counts = words(
        "book.unit.reports",
        month=facts.show.month(facts.month),
        owed=duties.owed,
        on_time=duties.on_time,
        late=len(duties.late),
        missing=len(duties.missing),
        undated=duties.undated,
        early=words("book.unit.not-yet-due", n=duties.not_yet_due) if duties.not_yet_due else "",
        due=facts.show.day(facts.assessment.reporting.due),
    )
    missing = words("book.unit.missing", items=facts.names(duties.missing)) if duties.missing else ""
    late = [words("book.unit.late-item", name=facts.name(item), days=days) for item, days in duties.late]
    return facts.paragraph(
        [counts, missing, words("book.unit.late", items=facts.groups(late)) if late else ""]
    )


def _item_rows(facts: Facts, unit: Unit, items: Items) -> Iterator[Mapping[str, Cell]]:
    """What it leads, what it takes part in, what else it reports; each with its report of the month."""
    identifier, led = unit.row.unit, set(unit.row.led)
    named = [key for key, place in items.places.items() if identifier and identifier in place.lead]
    helped = [key for key in unit.row.supported if key not in named]
    mine = named if identifier else [key for key in items.places if key in led]
    known = {*mine, *helped}
    others = [
        item.id
        for item in facts.assessment.plan.items.values()
        if identifier in item.duty.reported_by and item.id not in known
    ]
    for kind, keys in (("led", mine), ("helped", helped), ("reports", others)):
        for key in keys:
            relation = "joint" if kind == "led" and key not in led else kind
            word = facts.words(f"book.relation.{relation}")
            yield {**items.cells(key), **texts({"relation": word, "report": items.report(key, identifier)})}
