"""An .xlsx → sheets. openpyxl reads it; what it would lose or get wrong is caught here.

It is read twice where there are formulas: once for their saved results, once to see which have
none. Rows come from the cells that are there: the stated size of a sheet is often wrong.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from kpitrack.problems import Location, Problem, error
from kpitrack.sources.cells import Cell, Merge, Row, Sheet, Workbook, place_in
from kpitrack.sources.openpyxl_parser import without_lxml
from kpitrack.sources.safe_zip import UnsafeError, trimmed
from kpitrack.sources.sheet_choice import SheetInfo, chosen, hidden_rows, too_large
from kpitrack.sources.workbook_cells import day_text, number_cell

if TYPE_CHECKING:
    from openpyxl import Workbook as Book
    from openpyxl.cell.cell import Cell as BookCell
    from openpyxl.worksheet.worksheet import Worksheet

_EPOCH_1904 = 1904


def read_xlsx(data: bytes, path: str, *, sheet: str = "") -> Workbook:
    """The visible sheets of a workbook, or the one named `sheet`; every fault of the file is a problem."""
    try:
        packed = trimmed(data)
        results = _load(packed.data, results=True)
        formulas = _load(packed.data, results=False) if packed.has_formulas else results
        return _Loaded(results, formulas, path, is_stale=packed.is_stale).sheets(sheet)
    except UnsafeError as failure:
        return Workbook((), (_unsafe(failure.reason, path),))
    except Exception:  # noqa: BLE001 - foreign files make the libraries raise whatever they like
        return Workbook((), (error(Location(path), "broken-workbook"),))


def _unsafe(reason: str, path: str) -> Problem:
    if reason == "encrypted":
        return error(Location(path), "encrypted-file")
    if reason == "cells":
        return error(Location(path), "sheet-too-large", variant="cells")
    return error(Location(path), "unsafe-workbook", variant=reason)


def _load(data: bytes, *, results: bool) -> Book:
    without_lxml()
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about parts that we do not read
        return openpyxl.load_workbook(BytesIO(data), data_only=results, keep_links=False, rich_text=True)


class _Loaded:
    """A workbook loaded twice, for the results of its formulas and for the formulas themselves.

    `is_stale`: a result of 0 is none, since its program left calculating to whoever opens it.
    """

    def __init__(self, results: Book, formulas: Book, path: str, *, is_stale: bool) -> None:
        self._results = results
        self._formulas = formulas
        self._path = path
        self._is_stale = is_stale

    def sheets(self, wanted: str) -> Workbook:
        """The sheets to be read, and what is said of them."""
        listed, path = self._results.worksheets, self._path
        infos = [SheetInfo(each.title, hidden=each.sheet_state != "visible") for each in listed]
        names, problems = chosen(infos, path, wanted)
        sheets = []
        for each in listed:
            if each.title not in names:
                continue
            large = too_large(path, each.title, [(cell.row, cell.column - 1) for cell in _cells(each)])
            if large:
                problems.append(large)
                continue
            table = self._table(each)
            hidden = [row for row, about in each.row_dimensions.items() if about.hidden]
            problems += hidden_rows(path, table, hidden)
            sheets.append(table)
        return Workbook(tuple(sheets), tuple(problems))

    def _table(self, sheet: Worksheet) -> Sheet:
        unsaved = self._unsaved(sheet)
        by_row: dict[int, dict[int, Cell]] = {}
        for cell in _cells(sheet):
            by_row.setdefault(cell.row, {})[cell.column - 1] = _cell(cell, self._path)
        for row, column in unsaved:
            place = place_in(self._path, sheet.title, row, column - 1)
            by_row.setdefault(row, {})[column - 1] = Cell("", place, fault=error(place, "unsaved-formula"))
        rows = tuple(_rows(by_row, self._path, sheet.title))
        from_1904 = self._results.epoch.year == _EPOCH_1904
        return Sheet(sheet.title, rows, tuple(_merges(sheet)), from_1904=from_1904)

    def _unsaved(self, sheet: Worksheet) -> list[tuple[int, int]]:
        """The cells with a formula whose result the file does not hold."""
        return [
            (cell.row, cell.column)
            for cell in _cells(self._formulas[sheet.title])
            if cell.data_type == "f" and self._has_no_result(sheet.cell(cell.row, cell.column))
        ]

    def _has_no_result(self, result: object) -> bool:
        """Whether a formula's cell holds no result; one that is an empty text says so by its type."""
        value = getattr(result, "value", None)
        if value is None:
            return getattr(result, "data_type", "") != "str"
        return self._is_stale and value == 0


def _cells(sheet: Worksheet) -> list[BookCell]:
    """The cells that hold something. `iter_rows` would make a million that do not."""
    held = sheet._cells.values()  # noqa: SLF001
    return [cell for cell in held if cell.value is not None]


def _rows(by_row: dict[int, dict[int, Cell]], path: str, sheet: str) -> Iterator[Row]:
    for number in sorted(by_row):
        held = by_row[number]
        cells = tuple(
            held.get(column) or Cell("", place_in(path, sheet, number, column))
            for column in range(max(held) + 1)
        )
        row = Row(cells, place_in(path, sheet, number, min(held)), number)
        if not row.is_blank:
            yield row


def _merges(sheet: Worksheet) -> Iterator[Merge]:
    for found in sheet.merged_cells.ranges:
        yield Merge(found.min_row, found.min_col - 1, found.max_row, found.max_col - 1)


def _cell(cell: BookCell, path: str) -> Cell:
    from openpyxl.utils.escape import unescape

    place = place_in(path, cell.parent.title, cell.row, cell.column - 1)
    value: object = cell.value
    if cell.data_type == "e":
        return Cell(str(value), place, fault=error(place, "error-cell", found=value))
    if _is_struck_out(cell):
        return Cell(unescape(str(value)), place, fault=error(place, "struck-out", found=value))
    if isinstance(value, datetime | date | time | timedelta):
        text = day_text(value, cell.number_format) if isinstance(value, date) else str(value)
        return Cell(text, place, is_day=True)
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE", place)
    if isinstance(value, int | Decimal) or type(value).__name__ == "float":
        return number_cell(Decimal(repr(value)), cell.number_format, place)
    return Cell(unescape(str(value)), place)


def _is_struck_out(cell: BookCell) -> bool:
    """Whether a line is drawn through what stands in a cell, or through a part of it."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock

    if cell.has_style and cell.font.strike:
        return True
    parts = cell.value if isinstance(cell.value, CellRichText) else ()
    return any(isinstance(part, TextBlock) and bool(part.font.strike) for part in parts)
