"""The workbook of a report (台账): a month of a plan on sheets, to read, to print and to calculate with."""

from __future__ import annotations

import io
from collections.abc import Sequence

from kpitrack.render.briefing.facts import Facts
from kpitrack.render.briefing.outline import Outline
from kpitrack.render.material import Material
from kpitrack.render.plain_facts import PlainFacts
from kpitrack.render.safe import one_line
from kpitrack.render.sheets import Styles, new_book, uncollected
from kpitrack.render.show import Show
from kpitrack.render.workbook.actions import actions_sheet
from kpitrack.render.workbook.grid import Sheet
from kpitrack.render.workbook.indicators import indicators_sheet
from kpitrack.render.workbook.issues import issues_sheet
from kpitrack.render.workbook.items import Items
from kpitrack.render.workbook.names import sheet_names
from kpitrack.render.workbook.notes import notes_sheet
from kpitrack.render.workbook.overview import title_of, write_overview
from kpitrack.render.workbook.records import records_sheet
from kpitrack.render.workbook.units import Unit, unit_sheet, units_sheet
from kpitrack.render.workbook.writer import Frame, Pen, write_sheet

_OURS = ("overview", "indicators", "actions", "units", "records", "issues", "notes")


def report_workbook(material: Material) -> bytes:
    """The workbook of a month. The same material gives the same bytes: no clock is read."""
    facts = _facts(material)
    assessment, words = material.assessment, material.words
    month = facts.show.full_month(assessment.month)
    sample = words("sample") if assessment.sample else ""
    frame = Frame(words, one_line(assessment.plan.title), month, sample)
    rows = assessment.units
    titles = [facts.show.unit_name(row.unit) if row.unit else words(f"row.{row.kind.value}") for row in rows]
    names = sheet_names([*(words(f"book.sheet.{name}") for name in _OURS), *titles])
    own = dict(zip(_OURS, names, strict=False))
    units = [Unit(*one) for one in zip(rows, titles, names[len(_OURS) :], strict=True)]
    buffer = io.BytesIO()
    title, day = title_of(facts, material.heading), assessment.month.first_day
    with uncollected(), new_book(buffer, title, day, material.stamp) as book:
        styles = Styles(book, words.language)
        overview = book.add_worksheet(own["overview"])
        for sheet in _sheets(facts, own, units):
            write_sheet(Pen(book.add_worksheet(sheet.name), styles, frame), sheet)
        write_overview(book, Pen(overview, styles, frame), facts, material.heading)
    return buffer.getvalue()


def _facts(material: Material) -> PlainFacts:
    assessment, words = material.assessment, material.words
    outline, show = Outline(assessment.plan.briefing.sections), Show(assessment.plan, words)
    return PlainFacts(assessment, material.ledger, show, words, outline, material.later)


def _sheets(facts: Facts, names: dict[str, str], units: Sequence[Unit]) -> list[Sheet]:
    """Every sheet behind the first, in order."""
    words, month = facts.words, facts.show.full_month(facts.month)
    titles = {name: words(f"book.title.{name}", month=month) for name in _OURS[1:]}
    items, printed = Items(facts), words("book.note.printed")
    sheets = [
        indicators_sheet(facts, names["indicators"], titles["indicators"], (printed,)),
        actions_sheet(facts, names["actions"], titles["actions"], (printed,)),
        units_sheet(facts, names["units"], titles["units"], units),
        *(unit_sheet(facts, unit, items) for unit in units),
        records_sheet(facts, names["records"], titles["records"]),
        issues_sheet(facts, names["issues"], titles["issues"]),
    ]
    return [*sheets, notes_sheet(facts, names["notes"], titles["notes"], sheets)]
