"""A record file → entries: cells by canonical column, each with its place.

Text and workbooks meet here: a CSV is a sheet of one table. YAML, which has no table, becomes the
same entries in `record_nodes`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kpitrack.columns import COMPARED, MONTHLY, SIGNATURES, TEXTS, UNUSED
from kpitrack.entries import Entry, EntryTable, TablePlace
from kpitrack.headers import Column, Header, find_header, first_row, shape_problems
from kpitrack.labels import Labels, read_labels
from kpitrack.numeric import fold
from kpitrack.problems import Location, Problem, error, has_errors, warning
from kpitrack.record_nodes import read_nodes
from kpitrack.sources.cells import Cell, Row, Sheet, Workbook
from kpitrack.sources.csv_rows import read_csv

_FIGURES = frozenset({*MONTHLY, "figure", "state", "progress", "estimate", "withdraw"})
_FILLED = frozenset({"item", "period", "unit", "reported_by", "reported_on", *COMPARED, *UNUSED})
_UNREAD = frozenset({"rate", *COMPARED, *UNUSED})  # never taken in: a fault there is no fault
_OF_ROW = frozenset({"state", "progress", "rate", "estimate", "note", "problem", "next", "evidence"}) | {
    "reason",
    "withdraw",
    "period",
}
_DATED = frozenset({"period", "reported_on"})
_SERIAL_DIGITS = 5  # of a day from 1927 to 2173
_DAY_0 = date(1899, 12, 30)
_DAY_0_OF_1904 = date(1904, 1, 1)


def read_entries(text: str, path: str, *, kind: str, submitted: bool) -> EntryTable:
    """The entries of a record file. `kind` is `csv` or `yaml`.

    In a submitted file the header may stand below titles, and an unknown column is a warning (an
    error when close to a known name); in one kept by hand it is the first line, and an error.
    """
    if kind == "yaml":
        return read_nodes(text, path)
    table = read_csv(text, path)
    if not table.rows:
        problems = table.problems or (error(Location(path, 1, 1), "empty-file"),)
        return EntryTable((), problems)
    sheet = Sheet("", table.rows)
    header = (find_header(sheet) if submitted else None) or first_row(table.rows)
    read = _Table(sheet, header, submitted=submitted)
    entries = tuple(read.entries())
    return EntryTable(entries, (*read.problems, *table.problems), (read.place,))


def read_workbook(workbook: Workbook, path: str) -> EntryTable:
    """The entries of every sheet of a workbook that has a table; the others are named."""
    entries: list[Entry] = []
    tables: list[TablePlace] = []
    problems = list(workbook.problems)
    found = [(sheet, find_header(sheet)) for sheet in workbook.sheets]
    for sheet, header in found:
        if header is None:
            continue
        read = _Table(sheet, header, submitted=True)
        entries += read.entries()
        problems += read.problems
        tables.append(read.place)
    if any(header for _, header in found):
        bare = [sheet.name for sheet, header in found if not header and sheet.rows]
        problems += [warning(Location(path), "sheet-without-table", name=name) for name in bare]
    elif not has_errors(problems):
        problems.append(error(Location(path), "no-table"))
    return EntryTable(tuple(entries), tuple(problems), tuple(tables))


@dataclass(frozen=True, slots=True)
class _Around:
    """What belongs to all entries of a row: the labels that hold for it, and its own slips."""

    labels: Labels
    slips: tuple[Problem, ...]


class _Table:
    """The table under a header: its rows become entries, what is wrong gathers in `problems`."""

    def __init__(self, sheet: Sheet, header: Header, *, submitted: bool) -> None:
        self._header = header = _with_own_months(header)
        self._sheet = sheet
        self._is_text = not sheet.name
        self._unknown = [
            place
            for place, column in enumerate(header.columns)
            if submitted and not column.name and not column.is_unnamed
        ]
        self._unnamed = [place for place, column in enumerate(header.columns) if column.is_unnamed]
        self._body = _merged(sheet, header)
        self.problems: list[Problem] = list(shape_problems(header, submitted=submitted))
        self._labels: tuple[Labels, ...] = (Labels(),) * len(self._body)
        if submitted:
            self._body = [row for row in self._body if not self._is_signature(row)]
            bare = {place for place, row in enumerate(self._body) if self._is_bare(row)}
            labelled = read_labels(sheet.rows[: header.first], self._body, bare)
            self._labels = labelled.labels
            self.problems += labelled.problems
        self._unsound = has_errors(self.problems)
        self._units = {column.name: column.heading.unit for column in header.columns if column.heading.unit}
        self._months = _by_month(header.columns)
        self._has_own_months = any(
            column.heading.month and column.name == "increment" for column in header.columns
        )

    @property
    def place(self) -> TablePlace:
        """Where the table stands, and how many columns its widest row has."""
        last = self._sheet.rows[self._header.first + self._header.height - 1]
        width = max(len(row.cells) for row in (last, self._header.row, *self._body))
        return TablePlace(self._sheet.name, last.number, width)

    def entries(self) -> Iterator[Entry]:
        """Each row as an entry, or in a table with months as one for each month that is filled."""
        for row, labels in zip(self._body, self._labels, strict=True):
            slips = tuple(self._slips(row))
            self.problems += slips
            around = _Around(labels, slips)
            if self._months:
                yield from self._entries_of(row, around)
            else:
                pairs = zip(self._header.columns, row.cells, strict=False)
                yield self._made([(column.name, cell) for column, cell in pairs], row.location, around)

    def _made(self, named: Iterable[tuple[str, Cell]], location: Location, around: _Around) -> Entry:
        listed = [(name, cell if self._is_text else self._read(name, cell)) for name, cell in named if name]
        names = tuple(cell for name, cell in listed if name == "item" and cell.text.strip())
        by_name = dict(reversed(listed))
        for name, cell in around.labels.cells.items():
            if name not in by_name or not by_name[name].text.strip():
                by_name[name] = self._read(name, cell)
        if names:
            by_name["item"] = names[0]
        return Entry(
            by_name,
            location,
            self._units,
            names,
            broken=self._unsound or has_errors(around.slips),
            label_units=around.labels.units,
            slips=around.slips,
        )

    def _entries_of(self, row: Row, around: _Around) -> Iterator[Entry]:
        """The entries of a row with months. The texts of the row belong to the last month filled.

        So does a running total that stands beside months of their own.
        """
        plain = [(column.name, cell) for column, cell in self._plain(row)]
        filled = [(month, cells) for month, cells in self._filled(row) if cells]
        of_row = {*_OF_ROW, "value"} if self._has_own_months else _OF_ROW
        shared = [(name, cell) for name, cell in plain if name not in {*of_row, *MONTHLY}]
        texts = [(name, cell) for name, cell in plain if name in of_row and name != "period"]
        apart = [cell for name, cell in plain if name in MONTHLY and name not in of_row]
        if not filled or any(cell.text.strip() for cell in apart):
            yield self._made(plain, row.location, around)
            texts = []
        for place, (month, cells) in enumerate(filled):
            period = Cell(month.heading.month, month.cell.location)
            own = texts if place == len(filled) - 1 else []
            location = cells[0][1].location
            yield self._made([*shared, ("period", period), *cells, *own], location, around)

    def _plain(self, row: Row) -> list[tuple[Column, Cell]]:
        pairs = zip(self._header.columns, row.cells, strict=False)
        return [(column, cell) for column, cell in pairs if not column.heading.month]

    def _filled(self, row: Row) -> Iterator[tuple[Column, list[tuple[str, Cell]]]]:
        """Month by month, the figures of a row that are there."""
        for places in self._months:
            columns = self._header.columns
            held = [(columns[place].name, row.at(place)) for place in places]
            yield columns[places[0]], [(name, cell) for name, cell in held if cell and _holds(cell)]

    def _read(self, name: str, cell: Cell) -> Cell:
        """A cell as its column takes it: a number under a date is the spreadsheet's own count of days."""
        if cell.fault and name in _UNREAD:
            return Cell("", cell.location)
        if name not in _DATED or not cell.number or len(cell.text) != _SERIAL_DIGITS:
            return cell
        if not cell.text.isdecimal():
            return cell
        first = _DAY_0_OF_1904 if self._sheet.from_1904 else _DAY_0
        return Cell((first + timedelta(days=int(cell.text))).isoformat(), cell.location)

    def _slips(self, row: Row) -> Iterator[Problem]:
        """What is wrong with the shape of a row."""
        columns, found = self._header.columns, len(row.cells)
        extra = [cell for cell in row.cells[len(columns) :] if cell.text.strip()]
        if self._is_text and (extra or found < len(columns)):
            place = extra[0].location if extra else row.location
            yield error(place, "row-length", found=found, expected=len(columns))
        elif extra:
            yield error(extra[0].location, "column-without-name")
        if self._unknown and self._is_bare(row) and not self._says(row):
            lost = next((row.cells[place] for place in self._unknown if self._text(row, place)), None)
            if lost:
                yield error(lost.location, "nothing-reported", variant="unknown", found=lost.text.strip())
        for unnamed in self._unnamed:
            if unnamed < found and row.cells[unnamed].text.strip():
                yield error(row.cells[unnamed].location, "column-without-name")
        if not self._is_text:
            for column, cell in zip(columns, row.cells, strict=False):
                if cell.fault and column.name and column.name not in _UNREAD:
                    yield cell.fault

    def _text(self, row: Row, place: int) -> str:
        cell = row.at(place)
        return cell.text.strip() if cell else ""

    def _says(self, row: Row) -> bool:
        """Whether something is said in a column that is taken in, or no item is named at all."""
        named = list(enumerate(self._header.columns))
        told = any(column.name in TEXTS and self._text(row, place) for place, column in named)
        return told or not any(column.name == "item" and self._text(row, place) for place, column in named)

    def _is_signature(self, row: Row) -> bool:
        """Whether a row says who made the table, and no more: 填表人：…, 审核人：…."""
        columns = self._header.columns
        filled = [
            (fold(cell.text).partition(":"), place < len(columns) and columns[place].name in _FIGURES)
            for place, cell in enumerate(row.cells)
            if cell.text.strip()
        ]
        if not filled or not filled[0][0][1] or "".join(filled[0][0][0].split()) not in SIGNATURES:
            return False
        return all(colon or not is_figure for (_, colon, _), is_figure in filled)

    def _is_bare(self, row: Row) -> bool:
        """Whether a row reports nothing: a heading or a line below the table."""
        return not any(
            cell.text.strip() and column.name in _FIGURES
            for column, cell in zip(self._header.columns, row.cells, strict=False)
        )


def _with_own_months(header: Header) -> Header:
    """The header, where a running total stands beside months: under those is each month's own figure."""
    plain = {column.name for column in header.columns if not column.heading.month}
    if "value" not in plain or "increment" in plain:
        return header
    own = [
        replace(column, heading=replace(column.heading, name="increment"))
        if column.name == "figure"
        else column
        for column in header.columns
    ]
    return replace(header, columns=tuple(own))


def _holds(cell: Cell) -> bool:
    return bool(cell.text.strip() or cell.fault)


def _by_month(columns: Sequence[Column]) -> list[list[int]]:
    """The columns of each month, in order; none where no column names one."""
    months: dict[str, list[int]] = {}
    for place, column in enumerate(columns):
        if column.heading.month:
            months.setdefault(column.heading.month, []).append(place)
    return list(months.values())


def _merged(sheet: Sheet, header: Header) -> list[Row]:
    """The rows under the header; names merged over several rows filled down, figures refused."""
    body = list(sheet.rows[header.first + header.height :])
    names = [column.name for column in header.columns]
    for merge in sheet.merges:
        covered = [place for place, row in enumerate(body) if merge.top <= row.number <= merge.bottom]
        within = names[merge.left : merge.right + 1]
        top = next((body[place] for place in covered if body[place].number == merge.top), None)
        cell = top.at(merge.left) if top else None
        if cell is None or not _holds(cell):
            continue
        first = names[merge.left] if merge.left < len(names) else ""
        if merge.bottom > merge.top and first in _FILLED:
            for place in covered:
                body[place] = _with(body[place], merge.left, cell)
        elif first in _FIGURES and (merge.bottom > merge.top or sum(name in _FIGURES for name in within) > 1):
            fault = error(cell.location, "merged-cell", range=merge)
            for place in covered:
                body[place] = _with(body[place], merge.left, Cell(cell.text, cell.location, fault))
    return body


def _with(row: Row, column: int, cell: Cell) -> Row:
    """The row with a cell in a column."""
    padding = [Cell("", row.location)] * (column + 1 - len(row.cells))
    cells = [*row.cells, *padding]
    cells[column] = cell
    return Row(tuple(cells), row.location, row.number)
