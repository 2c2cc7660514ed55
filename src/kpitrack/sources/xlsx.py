"""An .xlsx → sheets. openpyxl reads it; what it would lose or get wrong is caught here.

It is read twice where there are formulas: once for their saved results, once to see which have
none. Rows come from the cells that are there: the stated size of a sheet is often wrong.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from kpitrack.problems import Location, Problem, error
from kpitrack.sources.cells import Cell, Merge, Row, Sheet, Workbook, place_in
from kpitrack.sources.number_formats import read_format, shows_day, sign_of, spelled
from kpitrack.sources.safe_zip import UnsafeError, trimmed
from kpitrack.sources.sheet_choice import SheetInfo, chosen, hidden_rows, too_large

if TYPE_CHECKING:
    from openpyxl import Workbook as Book
    from openpyxl.cell.cell import Cell as BookCell
    from openpyxl.worksheet.worksheet import Worksheet


def read_xlsx(data: bytes, path: str, *, sheet: str = "") -> Workbook:
    """The visible sheets of a workbook, or the one named `sheet`; every fault of the file is a problem."""
    try:
        packed, has_formulas = trimmed(data)
        results = _load(packed, results=True)
        formulas = _load(packed, results=False) if has_formulas else results
        return _read(results, formulas, path, sheet)
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
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about parts that we do not read
        return openpyxl.load_workbook(BytesIO(data), data_only=results, keep_links=False)


def _read(results: Book, formulas: Book, path: str, wanted: str) -> Workbook:
    infos = [SheetInfo(each.title, hidden=each.sheet_state != "visible") for each in results.worksheets]
    names, problems = chosen(infos, path, wanted)
    sheets = []
    for each in results.worksheets:
        if each.title not in names:
            continue
        large = too_large(path, each.title, [(cell.row, cell.column - 1) for cell in _cells(each)])
        if large:
            problems.append(large)
            continue
        table = _table(each, formulas[each.title], path, from_1904=results.epoch.year == 1904)
        problems += hidden_rows(
            path, table, [row for row, about in each.row_dimensions.items() if about.hidden]
        )
        sheets.append(table)
    return Workbook(tuple(sheets), tuple(problems))


def _cells(sheet: Worksheet) -> list[BookCell]:
    """The cells that hold something. `iter_rows` would make a million that do not."""
    held = sheet._cells.values()  # noqa: SLF001
    return [cell for cell in held if cell.value is not None]


def _table(results: Worksheet, formulas: Worksheet, path: str, *, from_1904: bool) -> Sheet:
    name = results.title
    unsaved = [
        (cell.row, cell.column)
        for cell in _cells(formulas)
        if cell.data_type == "f" and _is_unsaved(results.cell(cell.row, cell.column))
    ]
    by_row: dict[int, dict[int, Cell]] = {}
    for cell in _cells(results):
        by_row.setdefault(cell.row, {})[cell.column - 1] = _cell(cell, path)
    for row, column in unsaved:
        place = place_in(path, name, row, column - 1)
        by_row.setdefault(row, {})[column - 1] = Cell("", place, fault=error(place, "unsaved-formula"))
    return Sheet(name, tuple(_rows(by_row, path, name)), tuple(_merges(results)), from_1904=from_1904)


def _is_unsaved(result: object) -> bool:
    """Whether a formula's cell holds no result; one that is an empty text says so by its type."""
    return getattr(result, "value", None) is None and getattr(result, "data_type", "") != "str"


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
    if isinstance(value, datetime | date):
        return Cell(_day(value, cell.number_format), place)
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE", place)
    if isinstance(value, int | Decimal) or type(value).__name__ == "float":
        number_format = read_format(cell.number_format, sign_of(Decimal(repr(value))))
        text = spelled(Decimal(repr(value)), number_format)
        fault = error(place, "scaled-format", found=text, format=cell.number_format)
        return Cell(text, place, fault=fault if number_format.scaled else None, number=True)
    return Cell(unescape(str(value)), place)


def _day(value: date, code: str) -> str:
    """A day as its format shows it: a month where no day is shown; the hour does not count."""
    day = value.date() if isinstance(value, datetime) else value
    return day.isoformat() if shows_day(code) else day.isoformat()[:7]
