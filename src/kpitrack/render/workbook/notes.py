"""数据说明: what the figures rest on, how they are judged, and what the columns mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kpitrack.render.briefing.facts import Facts
from kpitrack.render.briefing.footing import data_notes
from kpitrack.render.data import RULE_VERSION
from kpitrack.render.document import Heading, Listing, Paragraph, Table
from kpitrack.render.safe import one_line
from kpitrack.render.workbook.grid import Column, Kind, Sheet, headings, numbered, texts
from kpitrack.render.workbook.issues import problems_of

COLUMNS = (
    Column("number", 6, Kind.CENTRED),
    Column("topic", 26),
    Column("text", 100),
)


def notes_sheet(facts: Facts, name: str, title: str, sheets: Iterable[Sheet]) -> Sheet:
    """The sheet of notes; it explains the columns of the sheets."""
    entries = [*_identity(facts), *_told(facts), *_columns(facts, sheets)]
    rows = numbered(texts({"topic": topic, "text": text}) for topic, text in entries)
    return Sheet(name, title, COLUMNS, headings(facts.words, COLUMNS), rows, frozen=2)


def _identity(facts: Facts) -> Iterator[tuple[str, str]]:
    """What this is a workbook of, in the very figures by which it can be made again."""
    words, assessment = facts.words, facts.assessment
    plan = assessment.plan
    facts_of = {
        "plan": f"{one_line(plan.title)}（{plan.id}，{one_line(plan.path)}）",
        "month": facts.show.full_month(facts.month),
        "as-of": facts.show.day(assessment.as_of) if assessment.as_of else words("book.notes.as-of.none"),
        "sample": words("sample") if assessment.sample else "",
        "rules": str(RULE_VERSION),
        "plan-hash": plan.sha256,
        "data-hash": assessment.data_sha256,
        "records": str(assessment.record_count),
    }
    for name, text in facts_of.items():
        if text:
            yield words(f"book.notes.{name}"), text


def _told(facts: Facts) -> Iterator[tuple[str, str]]:
    """The notes of the briefing: a row per paragraph, and per row of a table.

    What the checks found stands on a sheet of its own; here is only how much that is.
    """
    topic, elsewhere = "", facts.say("notes.problems") if problems_of(facts) else None
    for block in data_notes(facts):
        if topic == elsewhere and not isinstance(block, Heading):
            continue
        match block:
            case Heading():
                topic = block.line
                if topic == elsewhere:
                    n, name = len(problems_of(facts)), facts.words("book.sheet.issues")
                    yield topic, facts.words("book.notes.problems", n=n, sheet=name)
            case Paragraph(text=text) | str(text):
                yield topic, text
            case Listing(entries=entries):
                yield from ((topic, entry) for entry in entries)
            case Table(columns=columns, rows=rows):
                for row in rows:
                    pairs = zip(columns, row, strict=True)
                    yield (
                        topic,
                        facts.groups(
                            facts.say("item", name=one.heading, clauses=text) for one, text in pairs if text
                        ),
                    )


def _columns(facts: Facts, sheets: Iterable[Sheet]) -> Iterator[tuple[str, str]]:
    """What the columns mean that need it, each once."""
    words, told = facts.words, set()
    yield words("book.notes.columns"), words("book.means")
    for sheet in sheets:
        for column in sheet.columns:
            key = f"book.means.{column.key}"
            if words.has(key) and key not in told:
                told.add(key)
                yield words("book.notes.column", heading=sheet.headings[column.key]), words(key)
