"""How the workbooks of the corpus are written, and how they are damaged afterwards."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib import import_module
from importlib.metadata import version
from typing import Any, TypeAlias

MADE = datetime(2024, 7, 1)  # noqa: DTZ001 - a workbook's dates have no zone
LONG_AGO = (1980, 1, 1, 0, 0, 0)
Row: TypeAlias = Sequence[object]
TOP = ("指标名称", "月份", "累计完成")


@dataclass(frozen=True)
class Styled:
    """A value in a number format; with a formula, it is the formula's saved result."""

    value: object
    style: str = "General"
    formula: str = ""


@dataclass(frozen=True)
class Sheet:
    """A sheet: rows of text, numbers, booleans, days, None and `Styled`, and what lies over them."""

    rows: Sequence[Row]
    name: str = "Sheet1"
    merged: Sequence[str] = ()
    hidden_rows: Sequence[int] = ()
    state: str = "visible"
    cells: Mapping[str, object] = field(default_factory=dict)


def book(*sheets: Sheet, date_1904: bool = False) -> bytes:
    """An .xlsx of the sheets."""
    xlsxwriter = import_module("xlsxwriter")
    out = io.BytesIO()
    options = {"in_memory": True, "date_1904": date_1904, "strings_to_formulas": False}
    workbook = xlsxwriter.Workbook(out, options)
    workbook.set_properties({"created": MADE})
    for sheet in sheets:
        worksheet = workbook.add_worksheet(sheet.name)
        for place in sheet.merged:
            worksheet.merge_range(place, "")
        for row, cells in enumerate(sheet.rows):
            for column, value in enumerate(cells):
                _put((workbook, worksheet), row, column, value)
        for place, value in sheet.cells.items():
            row, column = _coordinates(place)
            _put((workbook, worksheet), row, column, value)
        for row in sheet.hidden_rows:
            worksheet.set_row(row - 1, None, None, {"hidden": True})
        if sheet.state == "hidden":
            worksheet.hide()
        elif sheet.state == "very hidden":
            worksheet.very_hidden()
    workbook.close()
    return out.getvalue()


def _coordinates(place: str) -> tuple[int, int]:
    row, column = import_module("xlsxwriter.utility").xl_cell_to_rowcol(place)
    return int(row), int(column)


def _put(target: tuple[Any, Any], row: int, column: int, value: object) -> None:
    workbook, worksheet = target
    styled = value if isinstance(value, Styled) else Styled(value)
    style = {} if styled.style == "General" else {"num_format": styled.style}
    look = workbook.add_format(style) if style else None
    content = styled.value
    if styled.formula:
        worksheet.write_formula(row, column, styled.formula, look, content)
    elif content is None:
        if look:
            worksheet.write_blank(row, column, None, look)
    elif isinstance(content, bool):
        worksheet.write_boolean(row, column, content, look)
    elif isinstance(content, str):
        worksheet.write_string(row, column, content, look)
    elif isinstance(content, date):
        look = look or workbook.add_format({"num_format": "yyyy-mm-dd"})
        worksheet.write_datetime(row, column, content, look)
    else:
        worksheet.write_number(row, column, content, look)


def table(*rows: Row, top: Row = TOP, merged: Sequence[str] = ()) -> bytes:
    """An .xlsx of one sheet: a header, and rows below it."""
    return book(Sheet((top, *rows), merged=merged))


def old_book(*sheets: Sheet, date_1904: bool = False) -> bytes:
    """An .xls of the sheets."""
    xlwt = import_module("xlwt")
    workbook = xlwt.Workbook(encoding="utf-8")
    workbook.dates_1904 = date_1904
    for sheet in sheets:
        worksheet = workbook.add_sheet(sheet.name, cell_overwrite_ok=True)
        for place in sheet.merged:
            (top, left), (bottom, right) = map(_coordinates, place.split(":"))
            worksheet.merge(top, bottom, left, right)
        for row, cells in enumerate(sheet.rows):
            for column, value in enumerate(cells):
                _put_old((xlwt, worksheet), row, column, value)
        for row in sheet.hidden_rows:
            worksheet.row(row - 1).hidden = True
        worksheet.visibility = {"visible": 0, "hidden": 1, "very hidden": 2}[sheet.state]
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _put_old(target: tuple[Any, Any], row: int, column: int, value: object) -> None:
    xlwt, worksheet = target
    styled = value if isinstance(value, Styled) else Styled(value)
    style = xlwt.easyxf(num_format_str="yyyy-mm-dd" if isinstance(styled.value, date) else styled.style)
    if styled.formula.startswith("#"):
        worksheet.row(row).set_cell_error(column, {"#N/A": 42}[styled.formula], style)
    elif styled.formula:
        worksheet.write(row, column, xlwt.Formula(styled.formula.removeprefix("=")), style)
    elif styled.value is not None:
        worksheet.write(row, column, styled.value, style)


def old_table(*rows: Row, top: Row = TOP, merged: Sequence[str] = ()) -> bytes:
    """An .xls of one sheet: a header, and rows below it."""
    return old_book(Sheet((top, *rows), merged=merged))


def members(data: bytes) -> dict[str, bytes]:
    """The members of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(content: Mapping[str, bytes], *, stored: bool = False) -> bytes:
    """A zip of the members, the same bytes each time."""
    out = io.BytesIO()
    method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in content.items():
            info = zipfile.ZipInfo(name, LONG_AGO)
            info.external_attr = 0o600 << 16
            archive.writestr(info, data, method)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def edited(data: bytes, old: str, new: str, *, member: str = SHEET) -> bytes:
    """A workbook with a text of one member replaced; it must be there."""
    content = members(data)
    text = content[member].decode()
    assert old in text, (member, old, text)
    content[member] = text.replace(old, new).encode()
    return packed(content)


def without(data: bytes, *names: str) -> bytes:
    """A workbook without some members."""
    return packed({name: part for name, part in members(data).items() if name not in names})


def with_members(data: bytes, **more: bytes) -> bytes:
    """A workbook with more members, or others in their place; `__` in a name stands for `/`."""
    return packed({**members(data), **{name.replace("__", "/"): part for name, part in more.items()}})


def versions() -> str:
    """What the bytes of a workbook hang on, beside this code."""
    libraries = [f"{name} {version(name)}" for name in ("openpyxl", "XlsxWriter", "xlwt")]
    return "\n".join((*libraries, f"zlib {zlib.ZLIB_RUNTIME_VERSION}")) + "\n"
