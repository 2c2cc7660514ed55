"""An .xls, or WPS's .et, which is the same → sheets. xlrd reads it.

What reads it does not say which cells are formulas, but only their results. The format is bounded
by itself to 65,536 rows and 256 columns.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kpitrack.problems import Location, error, warning
from kpitrack.sources.cells import Cell, Merge, Row, Sheet, Workbook, place_in
from kpitrack.sources.sheet_choice import SheetInfo, chosen, hidden_rows, too_large
from kpitrack.sources.workbook_cells import day_text, number_cell

if TYPE_CHECKING:
    from collections.abc import Callable

_NUMBER, _DAY, _FLAG, _ERROR = 2, 3, 4, 5
_NOTHING = frozenset({0, 6})
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def read_xls(data: bytes, path: str, *, sheet: str = "") -> Workbook:
    """The visible sheets of a workbook, or the one named `sheet`; every fault of the file is a problem."""
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
        return _read(book, path, sheet)
    except Exception as failure:  # noqa: BLE001 - foreign files make the library raise whatever it likes
        encrypted = "encrypted" in str(failure).lower()
        return Workbook((), (error(Location(path), "encrypted-file" if encrypted else "broken-workbook"),))


def _read(book: Any, path: str, wanted: str) -> Workbook:  # noqa: ANN401 - xlrd has no types
    listed = book.sheets()
    infos = [SheetInfo(each.name, hidden=each.visibility != 0) for each in listed]
    names, problems = chosen(infos, path, wanted)
    sheets = []
    for each in listed:
        if each.name not in names:
            continue
        rows = tuple(_rows(book, each, path))
        held = [(row.number, len(row.cells) - 1) for row in rows]
        large = too_large(path, each.name, held)
        if large:
            problems.append(large)
            continue
        table = Sheet(each.name, rows, tuple(_merges(each)), from_1904=book.datemode == 1)
        problems += hidden_rows(
            path, table, [row + 1 for row, about in each.rowinfo_map.items() if about.hidden]
        )
        sheets.append(table)
    return Workbook(tuple(sheets), tuple(problems))


def _rows(book: Any, sheet: Any, path: str) -> Iterator[Row]:  # noqa: ANN401
    spell = _speller(book)
    for index in range(sheet.nrows):
        types = sheet.row_types(index)
        last = max((column for column, kind in enumerate(types) if kind not in _NOTHING), default=-1)
        places = [place_in(path, sheet.name, index + 1, column) for column in range(last + 1)]
        cells = [spell(sheet.cell(index, column), place) for column, place in enumerate(places)]
        row = Row(tuple(cells), place_in(path, sheet.name, index + 1, 0), index + 1)
        if not row.is_blank:
            yield row


def _speller(book: Any) -> Callable[[Any, Location], Cell]:  # noqa: ANN401
    """How the cells of a book are spelled."""
    from xlrd.xldate import xldate_as_datetime

    def spell(cell: Any, place: Location) -> Cell:  # noqa: ANN401
        if cell.ctype in _NOTHING:
            return Cell("", place)
        if cell.ctype == _ERROR:
            text = _ERRORS.get(cell.value, "#?")
            return Cell(text, place, fault=error(place, "error-cell", found=text))
        if cell.ctype == _FLAG:
            return Cell("TRUE" if cell.value else "FALSE", place)
        if cell.ctype not in {_NUMBER, _DAY}:
            # An empty text is the result of a formula; a program that saves none leaves the same.
            empty = None if cell.value else warning(place, "unsaved-formula", variant="empty")
            return Cell(str(cell.value), place, fault=empty)
        code = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
        if cell.ctype == _DAY:
            return Cell(day_text(xldate_as_datetime(cell.value, book.datemode), code), place, is_day=True)
        return number_cell(Decimal(repr(cell.value)), code, place)

    return spell


def _merges(sheet: Any) -> Iterator[Merge]:  # noqa: ANN401
    for top, below, left, right in sheet.merged_cells:
        yield Merge(top + 1, left, below, right - 1)
