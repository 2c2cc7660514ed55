"""填报记录: every record up to the month, whether it counts or not, with where it stands and came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, partial
from itertools import islice

from kpitrack.ledger import Chain
from kpitrack.model import Action, Indicator, Item
from kpitrack.numeric import plain
from kpitrack.periods import Period
from kpitrack.render.briefing.facts import Facts
from kpitrack.render.fates import fate_of
from kpitrack.render.places import at, original, short_names
from kpitrack.render.safe import one_line
from kpitrack.render.show import NOTHING
from kpitrack.render.workbook.grid import Cell, Column, Kind, Sheet, headings, numbered, texts
from kpitrack.render.workbook.numbers import number
from kpitrack.reported import Record

COLUMNS = (
    Column("number", 7, Kind.CENTRED),
    Column("month", 9, Kind.CENTRED),
    Column("item", 25),
    Column("reporter", 19),
    Column("said", 13, Kind.FIGURE),
    Column("increment", 12, Kind.FIGURE),
    Column("state", 9, Kind.CENTRED),
    Column("progress", 9, Kind.FIGURE),
    Column("estimate", 8, Kind.CENTRED),
    Column("force", 11, Kind.CENTRED),
    Column("replaced-by", 20),
    Column("reported-on", 12, Kind.CENTRED),
    Column("note", 30),
    Column("problem", 18),
    Column("next", 18),
    Column("evidence", 18),
    Column("reason", 18),
    Column("record-place", 26),
    Column("source", 18),
    Column("class", 11, Kind.CENTRED, calculates=True),
    Column("ingested", 18, Kind.CENTRED, calculates=True),
    Column("id", 22, calculates=True),
    Column("period-code", 10, Kind.CENTRED, calculates=True),
    Column("value", 13, Kind.NUMBER, calculates=True),
    Column("increment-value", 13, Kind.NUMBER, calculates=True),
    Column("unit", 10, Kind.CENTRED, calculates=True),
    Column("fate", 12, calculates=True),
)
MOST = 100_000  # records that are listed
_FILES = 5  # that are named
_TEXTS = ("note", "problem", "next", "evidence", "reason")


def records_sheet(facts: Facts, name: str, title: str) -> Sheet:
    """The sheet of all records, by item in the plan's order, then by month and reporter."""
    n = sum(1 for _ in records_of(facts))
    notes = (*_left_out(facts, n), facts.words("book.note.records", n=n))
    return Sheet(
        name, title, COLUMNS, headings(facts.words, COLUMNS), numbered(_rows(facts)), notes, frozen=3
    )


def _rows(facts: Facts) -> Iterator[dict[str, Cell]]:
    shared = cache(partial(_shared, facts))
    files = short_names(record for record, _ in records_of(facts))
    for record, chain in islice(records_of(facts), MOST):
        yield {
            **shared(record.item, record.period, record.reported_by),
            **_row(facts, record, chain, files),
        }


def _left_out(facts: Facts, n: int) -> Iterator[str]:
    """That records are not listed where there are too many: from which on, how many, in which files."""
    others = [record for record, _ in islice(records_of(facts), MOST, None)]
    if not others:
        return
    files = sorted({record.location.path for record in others})
    places = facts.words.joined([one_line(path) for path in files[:_FILES]])
    yield facts.words(
        "book.note.records.cut",
        most=MOST,
        left=n - MOST,
        item=facts.name(others[0].item),
        month=facts.show.month(others[0].period),
        places=places if len(files) <= _FILES else facts.words("book.files", places=places, n=len(files)),
    )


def records_of(facts: Facts) -> Iterator[tuple[Record, Chain]]:
    """Every record for a month up to the one told of, with the chain that settled it."""
    plan = facts.assessment.plan
    keys = [key for item in plan.items.values() for key in _keys(item)]
    for key in keys:
        for chain in facts.ledger.chains_of(key):
            for record in chain.records:
                if record.period <= facts.month:
                    yield record, chain


def _keys(item: Item) -> tuple[str, ...]:
    """Under what an item is reported: an action under its own id and its steps'."""
    steps = [item.step_key(step) for step in item.steps] if isinstance(item, Action) else []
    return (item.id, *steps)


def _shared(facts: Facts, item: str, month: Period, reporter: str | None) -> dict[str, Cell]:
    """What the records on an item for a month by a reporter have in common."""
    return texts(
        {
            "month": facts.show.month(month),
            "item": facts.name(item),
            "class": facts.words(f"book.class.{_class(facts, item)}"),
            "reporter": facts.units((reporter,)) if reporter else NOTHING,
            "id": item,
            "period-code": str(month),
        }
    )


def _row(facts: Facts, record: Record, chain: Chain, files: Mapping[str, str]) -> dict[str, Cell]:
    """What a record says itself, what became of it and where it stands."""
    show, words, place = facts.show, facts.words, at(record.location)
    fate, successor = fate_of(record, chain)
    source = record.provenance
    printed = {
        "said": one_line(show.quantity(record.value, record.unit)),
        "increment": one_line(show.quantity(record.increment, record.unit)),
        "state": words(f"state.{record.state.value}") if record.state else NOTHING,
        "progress": f"{plain(record.progress)}%" if record.progress is not None else NOTHING,
        "estimate": words("flag.estimate") if record.estimate else "",
        "force": words(f"book.fate.{fate.value}"),
        "replaced-by": at(successor.location) if successor else "",
        "reported-on": record.reported_on.isoformat() if record.reported_on else words("explain.undated"),
        "record-place": place,
        "source": original(record, files),
        "ingested": source.ingested_at.strftime("%Y-%m-%d %H:%M") if source else "",
    }
    said = {key: one_line(getattr(record, key)) for key in _TEXTS}
    calculated = {"unit": one_line(record.unit), "fate": fate.value}
    return {
        **texts({**printed, **said, **calculated}, place),
        "value": number(record.value, printed["said"]),
        "increment-value": number(record.increment, printed["increment"]),
    }


def _class(facts: Facts, key: str) -> str:
    """What a record is of: indicator, action, step or series."""
    plan = facts.assessment.plan
    if key in plan.steps:
        return "step"
    item = plan.items[key]
    return "indicator" if isinstance(item, Indicator) else "action" if isinstance(item, Action) else "series"
