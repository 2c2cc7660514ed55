"""The data set as a workbook to read in, not to look at: a sheet per table, headings in its first row."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from kpitrack.problems import UsageError
from kpitrack.render.dataset.content import Content, rows
from kpitrack.render.dataset.tables import Column, Kind, Table
from kpitrack.render.dataset.texts import plain_cell
from kpitrack.render.json_text import scalar
from kpitrack.render.workbook.numbers import number
from kpitrack.render.workbook.writer import NotWrittenError, fitted
from kpitrack.wording import Words

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 2**20 - 1  # below the headings
_ANY = 10**6  # as wide and as high as it takes
_WIDTH = 14
_TEXT_WIDTH = 24


def write_book(content: Content, tables: Iterable[Table], path: Path) -> None:
    """Write the tables into a new workbook. The same content gives the same bytes.

    Raises UsageError where a table has more rows than a sheet, OSError where the disk is full.
    """
    from xlsxwriter.exceptions import FileCreateError

    stopped: OSError | None = None
    # Rows are kept in files until all are known: beside the target, on the disk that was asked for.
    with (
        TemporaryDirectory(
            prefix=".kpitrack-", suffix=".tmp", dir=path.parent, ignore_cleanup_errors=True
        ) as below,
        _Sheltered(path, "w") as file,
    ):
        try:
            _fill(content, tables, file, below)
        except (OSError, FileCreateError) as failure:
            file.is_done = True
            stopped = _bare(failure)
        if stopped:  # only now is the library's unfinished archive, which the failure held, gone
            raise stopped


def _bare(failure: Exception) -> OSError:
    """What the machine said, without the trace, which holds the library's archive."""
    said = failure if isinstance(failure, OSError) else failure.args[0]
    return OSError(said.errno, said.strerror or str(said))


class _Sheltered(io.FileIO):
    """A file that takes nothing more once it `is_done`: an archive left unfinished closes without a word."""

    is_done = False

    def write(self, data: Any) -> int:  # noqa: ANN401 - any buffer
        """Write all of it."""
        left = memoryview(data).cast("B")
        size = len(left)
        while len(left) and not self.is_done:
            left = left[super().write(left) :]
        return size


def _fill(content: Content, tables: Iterable[Table], file: io.FileIO, below: str) -> None:
    """The workbook; what is in the way of being written lies in the folder `below`."""
    from xlsxwriter import Workbook

    options = {
        "tmpdir": below,
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    last = content.last
    book = Workbook(file, options)
    created = datetime.combine(last.month.first_day, time(), tzinfo=UTC)
    book.set_properties({"title": f"{last.plan.id} {last.month}", "created": created})
    formats = _Formats(book)
    mark = content.show.words("sample") if last.sample else ""
    try:
        for table in tables:
            _write_sheet(book.add_worksheet(table.name), content, table, formats, mark)
    finally:
        book.close()


class _Formats:
    """The formats of numbers, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[str, Format] = {}
        self.heading = book.add_format({"bold": True})

    def of(self, shape: str) -> Format | None:
        """The format of a number's shape; None where it needs none."""
        if shape == "General":
            return None
        if shape not in self._made:
            self._made[shape] = self._book.add_format({"num_format": shape})
        return self._made[shape]


def _write_sheet(sheet: Worksheet, content: Content, table: Table, formats: _Formats, mark: str) -> None:
    pen = _Pen(sheet, formats, content.show.words)
    for place, column in enumerate(table.columns):
        width = _TEXT_WIDTH if column.kind in {Kind.TEXT, Kind.LIST} and not column.codes else _WIDTH
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, column.name, formats.heading)
    last = 0
    for last, row in enumerate(rows(content, table), 1):
        if last > MOST_ROWS:
            raise UsageError("too-many-rows", table=table.name, most=MOST_ROWS)
        for place, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            if value is not None and pen.write(last, place, column, value):
                raise NotWrittenError(f"sheet {table.name}: row {last + 1}, column {place + 1}")
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(last, 1), len(table.columns) - 1)
    if mark:
        sheet.set_header(f"&C{mark}")


@dataclass(frozen=True, slots=True)
class _Pen:
    """Writes into one sheet."""

    sheet: Worksheet
    formats: _Formats
    words: Words

    def write(self, row: int, place: int, column: Column, value: object) -> int:
        """Write a value, a number as one if it has at most 15 digits; the code is 0 when it is done."""
        code: int = 0
        if column.kind is Kind.BOOLEAN:
            code = self.sheet.write_boolean(row, place, bool(value))
        elif column.kind.is_decimal or column.kind is Kind.INTEGER:
            printed = scalar(value)
            cell = number(Decimal(printed), printed)
            if cell.number is None:
                return self._text(row, place, cell.text)
            style = self.formats.of(cell.shape)
            # The library writes 16 digits of whatever can be formatted so; of a Decimal they are exact.
            code = self.sheet.write_number(row, place, cell.number, style)  # type: ignore[call-overload]
        else:
            code = self._text(row, place, plain_cell(value))
        return code

    def _text(self, row: int, place: int, text: str) -> int:
        held, _ = fitted(text, _ANY, "", self.words, _ANY)
        code: int = self.sheet.write_string(row, place, held) if held else 0
        return code
