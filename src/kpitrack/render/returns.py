"""What goes back to a unit: a copy of its file with, beside each refused row, what is wrong with it.

The copy is of the same kind, so that it can be mended and handed in again; its last column is known
to `ingest` and not taken in. Only an .xls, which nothing here can write, comes back as .xlsx.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from kpitrack.entries import TablePlace
from kpitrack.file_names import safe_name
from kpitrack.intake import IngestResult, Rejected
from kpitrack.problems import Location, Problem
from kpitrack.render.problems import hint_of, sentence_of
from kpitrack.render.safe import one_line
from kpitrack.sources.csv_rows import with_column
from kpitrack.sources.openpyxl_parser import without_lxml
from kpitrack.sources.safe_zip import handy
from kpitrack.submissions import STDIN, Reading
from kpitrack.wording import Words

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_LONGEST = 32_000  # letters a workbook's cell may hold, with some to spare
_WIDTH = 60
_RED = "FFC7CE"
_LONGEST_NAME = 40
_HASH = 8
_HASHED = re.compile(r"-[0-9a-f]{8}(?:-[0-9]+)?$")
_ENDINGS = {"csv": ".csv", "yaml": ".yaml", "xlsx": ".xlsx", "xls": ".xlsx"}


@dataclass(frozen=True, slots=True)
class Copy:
    """A file to send back: the submission's name as given, its own name, and its bytes.

    No bytes: no copy could be made.
    """

    submitted: str
    name: str
    data: bytes


def returned_copies(result: IngestResult, words: Words) -> Iterator[Copy]:
    """A copy of every submission that has refused rows; none of what could not be read at all."""
    taken: set[str] = set()
    for rejected in result.rejected:
        reading = rejected.reading
        reasons = _reasons(rejected, result.problems, words)
        if not reasons or reading.kind not in _ENDINGS:
            continue
        name = _name(reading, taken)
        taken.add(name.casefold())
        try:
            data = _WRITERS[reading.kind](reading, reasons, words)
        except Exception:  # noqa: BLE001 - foreign files: what was stored is told whatever comes of a copy
            data = b""
        yield Copy(reading.submission.name, name, data)


def _reasons(rejected: Rejected, problems: Iterable[Problem], words: Words) -> dict[Location, str]:
    """By row what is wrong with it: its own errors, those it shares with another, or the file's."""
    reading = rejected.reading
    own = {row.location: [problem for problem in row.problems if problem.is_error] for row in reading.rows}
    path = reading.submission.name
    errors = [problem for problem in problems if problem.is_error]
    whole = [problem for problem in reading.file_problems if problem.is_error]
    told = {}
    for row in rejected.rows:
        found = own.get(row, [])
        found = found or [problem for problem in errors if problem.location == row]
        found = found or [problem for problem in errors if problem.facts.get("place") == str(row)]
        found = found or [problem for problem in whole if problem.location.sheet in {"", row.sheet}]
        told[row] = "；".join(dict.fromkeys(_told(problem, path, row.sheet, words) for problem in found))
    return told


def _told(problem: Problem, path: str, sheet: str, words: Words) -> str:
    """A problem in one line, at its cell, with its sheet where that is another one; with the remedy."""
    place = problem.location
    cell = place.cell.rpartition("!")[2] if place.sheet == sheet else place.cell
    where = cell if place.path == path else ""
    hint = hint_of(problem, words)
    told = sentence_of(_without_folder(problem), words)
    remedy = words("returns.remedy", hint=hint) if hint else ""
    text = told + remedy
    return one_line(f"{where}: {text}" if where else text)


def _without_folder(problem: Problem) -> Problem:
    """A problem that names another file by its name alone: where it lies is no unit's business."""
    place = problem.facts.get("place", "")
    if not place:
        return problem
    return replace(problem, facts={**problem.facts, "place": re.sub(r".*[/\\]", "", place)})


def _name(reading: Reading, taken: set[str]) -> str:
    """The submission's own name, made fit for any disk, with the beginning of its hash.

    Two units may send files of one name; a copy that comes back mended has a hash of its own.
    """
    given = "stdin" if reading.submission.name == STDIN else PurePath(reading.submission.name).name
    whole = PurePath(given.encode("utf-8", "replace").decode()).stem
    stem = f"{safe_name(_HASHED.sub('', whole), _LONGEST_NAME)}-{reading.sha256[:_HASH]}"
    ending = _ENDINGS[reading.kind]
    names = (f"{stem}{mark}{ending}" for mark in ("", *(f"-{number}" for number in range(2, 10_000))))
    return next(name for name in names if name.casefold() not in taken)


def _csv_copy(reading: Reading, reasons: Mapping[Location, str], words: Words) -> bytes:
    """The rows as they stood, with one more column; in the encoding they came in."""
    headers = {place.header: words("returns.column") for place in reading.tables}
    width = max((place.width for place in reading.tables), default=0)
    copied = with_column(reading.text, {**_by_line(reasons), **headers}, width=width)
    encoding = reading.encoding or "utf-8"
    return copied.encode("utf-8-sig" if encoding == "utf-8" else encoding, "replace")


def _by_line(reasons: Mapping[Location, str]) -> dict[int, str]:
    """The reasons of each line; a row with a figure for each month may have several."""
    lines: dict[int, list[str]] = {}
    for place, reason in reasons.items():
        lines.setdefault(place.line, []).append(reason)
    return {line: "；".join(dict.fromkeys(told)) for line, told in lines.items()}


def _yaml_copy(reading: Reading, reasons: Mapping[Location, str], words: Words) -> bytes:
    """The text as it stood, with a comment above each refused record."""
    mark = words("returns.column")
    at_line = _by_line(reasons)
    copied = []
    for number, line in enumerate(reading.text.split("\n"), start=1):
        if number in at_line:
            indent = line[: len(line) - len(line.lstrip())]
            copied.append(f"{indent}# {mark}: {at_line[number]}")
        copied.append(line)
    return "\n".join(copied).encode("utf-8" if reading.encoding.startswith("utf-8") else "utf-8-sig")


def _xlsx_copy(reading: Reading, reasons: Mapping[Location, str], words: Words) -> bytes:
    """The unit's own workbook, formats and all, with one more column in each of its tables."""
    import warnings

    without_lxml()
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about parts that are left out of the copy
        book = openpyxl.load_workbook(io.BytesIO(handy(reading.submission.data)), keep_links=False)
        return _marked(book, reading.tables, reasons, words)


def _xls_copy(reading: Reading, reasons: Mapping[Location, str], words: Words) -> bytes:
    """The cells of an old workbook in a new one."""
    without_lxml()
    import openpyxl

    from kpitrack.sources.xls import read_xls

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for place in reading.tables:
        workbook = read_xls(reading.submission.data, reading.submission.name, sheet=place.sheet)
        for sheet in workbook.sheets:
            table = book.create_sheet(sheet.name)
            for row in sheet.rows:
                for column, cell in enumerate(row.cells, start=1):
                    if cell.text:
                        _write(table, row.number, column, cell.text)
            for merge in sheet.merges:
                table.merge_cells(str(merge))
    return _marked(book, reading.tables, reasons, words)


def _marked(
    book: Workbook, tables: Iterable[TablePlace], reasons: Mapping[Location, str], words: Words
) -> bytes:
    from openpyxl.utils import get_column_letter

    for table in tables:
        sheet = book[table.sheet]
        column = max([table.width, *(merge.max_col for merge in sheet.merged_cells.ranges)]) + 1
        _write(sheet, table.header, column, words("returns.column"))
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTH
        here = {place: reason for place, reason in reasons.items() if place.sheet == table.sheet}
        for line, reason in _by_line(here).items():
            _write(sheet, line, column, reason)
            _stand_out(sheet, line, column)
        sheet.print_area = None  # what is wrong is printed too
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _stand_out(sheet: Worksheet, row: int, column: int) -> None:
    """The reason in red, and the beginning of its row, which may be a screen away from it."""
    from openpyxl.styles import Alignment, PatternFill

    for place in (1, column):
        sheet.cell(row, place).fill = PatternFill("solid", start_color=_RED)
    sheet.cell(row, column).alignment = Alignment(wrap_text=True, vertical="center")


def _write(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """A text into a cell; never a formula, whatever it begins with."""
    cell = sheet.cell(row, column)
    cell.value = text[:_LONGEST]
    cell.data_type = "s"


_WRITERS = {"csv": _csv_copy, "yaml": _yaml_copy, "xlsx": _xlsx_copy, "xls": _xls_copy}
