"""CSV text → rows with places: physical lines, strict quoting, nothing dropped in silence."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kpitrack.problems import Location, Problem, error
from kpitrack.sources.cells import Cell, Row

_DELIMITERS = (",", "\t", ";")
_HEAD = 100_000  # letters looked at for the delimiter
_FIRST_LINES = 30


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file; the first that is not blank is the header, wherever it stands."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()


def read_csv(text: str, path: str) -> Table:
    """Read every row of a CSV text. Blank lines are passed over."""
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    lines = _Lines(text, path, delimiter)
    first = 1
    try:
        for fields in reader:
            location = Location(path, first, 1)
            if any(field.strip() for field in fields):
                places = lines.places(first, reader.line_num, len(fields))
                rows.append(Row(tuple(map(Cell, fields, places)), location, first))
            first = reader.line_num + 1
    except csv.Error as failure:
        variant = "too-long" if "field larger" in str(failure) else "quote"
        return Table(tuple(rows), (error(Location(path, first, 1), "broken-csv", variant=variant),))
    return Table(tuple(rows))


def rows_by(text: str, path: str, column: str) -> dict[str, list[Location]]:
    """The rows of a comma-separated text by what they hold in a column; those that hold nothing left out.

    Nothing where the header lacks the column; what follows a broken row is not read.
    """
    found: dict[str, list[Location]] = {}
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        place = next(reader, []).index(column)
        first = reader.line_num + 1
        for fields in reader:
            if len(fields) > place and fields[place]:
                found.setdefault(fields[place], []).append(Location(path, first))
            first = reader.line_num + 1
    except (csv.Error, ValueError):
        return found
    return found


def with_column(text: str, added: Mapping[int, str], *, width: int) -> str:
    """The same CSV with one more column behind `width`, filled in the rows that begin on the given lines."""
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    copy = io.StringIO(newline="")
    writer = csv.writer(copy, delimiter=delimiter, lineterminator="\r\n")
    first = 1
    for fields in reader:
        padding = [""] * (width - len(fields))
        writer.writerow([*fields, *padding, added.get(first, "")] if fields else fields)
        first = reader.line_num + 1
    return copy.getvalue()


def _delimiter(text: str) -> str:
    """The delimiter the first line uses, at least twice, else the first lines most; else a comma."""
    lines = [line for line in text[:_HEAD].split("\n") if line.strip()][:_FIRST_LINES]
    best = ","
    for looked_at in (lines[:1], lines):
        counts = {sign: sum(line.count(sign) for line in looked_at) for sign in _DELIMITERS}
        best = max(_DELIMITERS, key=lambda sign: (counts[sign], sign == ","))
        if counts[best] > 1:
            break
    return best


class _Lines:
    """Where each field of a row begins, found again in the physical lines."""

    def __init__(self, text: str, path: str, delimiter: str) -> None:
        self._lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self._path = path
        self._delimiter = delimiter

    def places(self, first: int, last: int, count: int) -> list[Location]:
        """The place of each of `count` fields of the row on the lines `first` to `last`."""
        line = self._lines[first - 1]
        plain = first == last and '"' not in line
        starts = list(self._plain_starts(first, line) if plain else self._starts(first, last))
        return [Location(self._path, *starts[min(index, len(starts) - 1)]) for index in range(count)]

    def _plain_starts(self, number: int, line: str) -> Iterator[tuple[int, int]]:
        """The same for a line without quotes, field by field instead of letter by letter."""
        column = 1
        for field in line.split(self._delimiter):
            yield number, column
            column += len(field) + 1

    def _starts(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        quoted, fresh, opened = False, True, False
        yield first, 1
        for number in range(first, last + 1):
            for column, character in enumerate(self._lines[number - 1], start=1):
                if character == '"' and (fresh or opened):  # elsewhere it is a letter like any other
                    quoted, opened = not quoted, True
                elif character == self._delimiter and not quoted:
                    yield number, column + 1
                    fresh, opened = True, False
                    continue
                fresh = False
