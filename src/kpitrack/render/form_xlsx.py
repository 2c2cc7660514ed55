"""A form as a workbook: one sheet with drop-downs and input checks, ready to print."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from kpitrack.forms import Check, Fill, Form, FormLine
from kpitrack.render.form_text import COLUMNS, FormText, form_text, states
from kpitrack.render.sheets import A4, HEAD_COLOUR, LINE, Paper, Styles, lines_of, new_book, set_paper
from kpitrack.render.show import Show
from kpitrack.wording import Words

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_Rule: TypeAlias = dict[str, Any]  # an input check, in the words of XlsxWriter

_TITLE, _LABELS, _NOTE, _HEAD = range(4)
_FIRST = _HEAD + 1
_WIDTHS = {
    "id": 17,
    "name": 28,
    "target": 13,
    "unit": 8,
    "last": 23,
    "increment": 9,
    "value": 10,
    "estimate": 8,
    "state": 11,
    "progress": 8,
    "note": 22,
    "problem": 16,
    "next": 16,
    "evidence": 13,
    "reason": 11,
}
_TYPED = ("unit", "increment", "value", "estimate", "state", "progress")
# What is typed there stays as typed: no date is made of 1-2, and no formula of -.
_SHAPES: dict[str, dict[str, object]] = {
    "id": {"num_format": "@", "font_size": 8},  # so that long ones fit
    **{name: {"num_format": "@"} for name in ("unit", "note", "problem", "next", "evidence", "reason")},
}
_CENTRED = frozenset({"unit", "increment", "value", "estimate", "state", "progress"})
_EDGE = 10**15
_FILLS = {Fill.WANTED: "#FFF8D6", Fill.OPTIONAL: "#FFFFFF", Fill.CLOSED: "#E3E3E3"}


def form_xlsx(form: Form, show: Show) -> bytes:
    """The workbook. Nothing in it depends on the clock, the machine or the order of a set."""
    buffer = io.BytesIO()
    text = form_text(form, show, coloured=True)
    with new_book(buffer, text.title, form.month.first_day) as book:
        sheet = book.add_worksheet(show.words("form.sheet"))
        styles = Styles(book, show.words.language)
        _head(sheet, text, styles)
        for number, (line, row) in enumerate(zip(form.lines, text.rows, strict=True), start=_FIRST):
            _line(sheet, number, line, row, styles)
        _checks(sheet, form, show)
        sheet.freeze_panes(_FIRST, 2)
        last, across = _HEAD + len(text.rows), len(COLUMNS) - 1
        set_paper(sheet, Paper(A4, _HEAD, _HEAD, last, across, show.words("form.page")))
    return buffer.getvalue()


def _cell(styles: Styles, column: str, fill: Fill, **properties: object) -> Format:
    """The format of a cell of the table."""
    centred = {"align": "center"} if column in _CENTRED else {}
    return styles(border=1, bg_color=_FILLS[fill], **centred, **properties)


def _head(sheet: Worksheet, text: FormText, styles: Styles) -> None:
    last = len(COLUMNS) - 1
    for number, column in enumerate(COLUMNS):
        sheet.set_column(number, number, _WIDTHS[column])
    sheet.set_row(_TITLE, 2 * LINE)
    sheet.merge_range(_TITLE, 0, _TITLE, last, text.title, styles(bold=True, font_size=16, align="center"))
    sheet.set_row(_LABELS, 2 * LINE)
    for number, (label, value) in enumerate(text.labels):
        sheet.write_string(_LABELS, 2 * number, label, styles(bold=True, border=1, align="center"))
        if value:
            sheet.write_string(_LABELS, 2 * number + 1, value, styles(border=1, num_format="@", bold=True))
    day = styles(border=1, bg_color=_FILLS[Fill.WANTED], align="center", num_format="yyyy-mm-dd")
    sheet.write_blank(_LABELS, 2 * len(text.labels) - 1, None, day)
    note = styles(font_name=styles.note_font, valign="top")
    across = sum(_WIDTHS.values()) - 10
    sheet.set_row(_NOTE, LINE * sum(lines_of(part, across) for part in text.note))
    sheet.merge_range(_NOTE, 0, _NOTE, last, "\n".join(text.note), note)
    sheet.set_row(_HEAD, 2 * LINE)
    heading = styles(bold=True, border=1, align="center", bg_color=HEAD_COLOUR)
    for number, name in enumerate(text.headings):
        sheet.write_string(_HEAD, number, name, heading)


def _line(sheet: Worksheet, number: int, line: FormLine, row: dict[str, str], styles: Styles) -> None:
    # A row as high as its longest text, and high enough to write in.
    lines = max(lines_of(row.get(column, ""), _WIDTHS[column] - 2) for column in ("name", "target", "last"))
    sheet.set_row(number, LINE * max(lines, 2))
    for place, column in enumerate(COLUMNS):
        text = row.get(column, "")
        style = _cell(styles, column, _fill(column, line, text), **_SHAPES.get(column, {}))
        if text:
            sheet.write_string(number, place, text, style)
        else:
            sheet.write_blank(number, place, None, style)


def _fill(column: str, line: FormLine, text: str) -> Fill:
    """How a cell is coloured: what has a text, and what is for words, is white."""
    return Fill.OPTIONAL if text or column not in _TYPED else line.cell(column)


def _checks(sheet: Worksheet, form: Form, show: Show) -> None:
    """The input checks: one of each kind, for all the cells it is for."""
    day = form.month.first_day
    asked = _asked(show.words, "day")
    place = (_LABELS, 5, _LABELS, 5)
    sheet.data_validation(*place, {"validate": "date", "criteria": ">=", "value": day, **asked})
    cells: dict[tuple[int, str], list[int]] = defaultdict(list)
    for number, line in enumerate(form.lines, start=_FIRST):
        for column, kind in _kinds(line):
            cells[COLUMNS.index(column), kind].append(number)
    for (place_of, kind), numbers in cells.items():
        runs = [[first, place_of, last, place_of] for first, last in _runs(numbers)]
        rule = _rule(kind, numbers[0], place_of, show) | {"other_cells": runs[1:]}
        first, last = runs[0][0], runs[0][2]
        sheet.data_validation(first, place_of, last, place_of, rule)


def _kinds(line: FormLine) -> Iterator[tuple[str, str]]:
    """The columns of a row that are open, each with the kind of its check."""
    for column in ("increment", "value", "estimate", "state", "progress"):
        if line.cell(column) is not Fill.CLOSED:
            yield column, line.check.value if column == "value" else column


def _rule(kind: str, row: int, column: int, show: Show) -> _Rule:
    """A check. What a text could say as well is only asked about; a choice must be one of its list."""
    asked = _asked(show.words, kind)
    if kind == "state":
        return {"validate": "list", "source": list(states(show)), **asked}
    if kind == "estimate":
        return {"validate": "list", "source": [show.words("form.yes")], **asked}
    doubt = {**asked, "error_type": "warning"}
    if kind == Check.TOTAL:
        return {"validate": "decimal", "criteria": ">=", "value": 0, **doubt}
    if kind == "progress":
        return {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100, **doubt}
    if kind == Check.SHARE:
        from xlsxwriter.utility import xl_rowcol_to_cell

        cell = xl_rowcol_to_cell(row, column)
        formula = f"=AND(ISNUMBER({cell}),OR({cell}=0,ABS({cell})>=1))"
        return {"validate": "custom", "value": formula, **doubt}
    return {"validate": "decimal", "criteria": "between", "minimum": -_EDGE, "maximum": _EDGE, **doubt}


def _asked(words: Words, kind: str) -> _Rule:
    title = words(f"form.check.{kind}.title")
    return {
        "input_title": title,
        "input_message": words(f"form.check.{kind}.input"),
        "error_title": title,
        "error_message": words(f"form.check.{kind}.error"),
    }


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Rising numbers as runs without a gap: first and last of each."""
    first = last = -1
    for number in numbers:
        if first >= 0 and number != last + 1:
            yield first, last
            first = number
        elif first < 0:
            first = number
        last = number
    yield first, last
