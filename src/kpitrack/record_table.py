"""A record file → entries: cells by canonical column, each with its place.

Text and workbooks meet here: a CSV is a sheet of one table. YAML, which has no table, becomes the
same entries in `record_nodes`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kpitrack.columns import COMPARED, MONTHLY, PLANNED, TEXTS, UNUSED, read_heading
from kpitrack.entries import Entry, EntryTable, TablePlace
from kpitrack.headers import Header, find_header, first_row, shape_problems
from kpitrack.labels import Labels, is_label_row, is_signature, read_labels
from kpitrack.merges import unmerged
from kpitrack.month_columns import Month, joined, months_of, tells_own, told_twice, with_own_months
from kpitrack.numeric import fold
from kpitrack.plan_rows import PlanRows, plan_rows
from kpitrack.problems import Location, Problem, error, has_errors, warning
from kpitrack.record_nodes import read_nodes
from kpitrack.row_texts import is_planned, joined_note, said_plainly, uncounted, unread_figure
from kpitrack.sources.cells import Cell, Row, Sheet, Workbook
from kpitrack.sources.csv_rows import read_csv

_FIGURES = frozenset({*MONTHLY, "figure", "state", "progress", "estimate", "withdraw"})
_FILLED = frozenset({"item", "period", "unit", "reported_by", "reported_on", *COMPARED, *UNUSED, PLANNED})
_UNREAD = frozenset({"rate", *COMPARED, *UNUSED, PLANNED})  # never taken in: a fault there is no fault
_OF_ROW = frozenset({"state", "progress", "rate", "estimate", "note", "problem", "next", "evidence"}) | {
    "reason",
    "withdraw",
    "period",
}
_DATED = frozenset({"period", "reported_on"})
_HEADINGS = 2  # names of columns that make a row of the body another header
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
    """What belongs to all entries of a row: the labels that hold for it, its slips, what is not read."""

    labels: Labels
    slips: tuple[Problem, ...]
    unread: tuple[str, ...]
    total: Cell | None = None


class _Table:
    """The table under a header: its rows become entries, what is wrong gathers in `problems`."""

    def __init__(self, sheet: Sheet, header: Header, *, submitted: bool) -> None:
        header = with_own_months(header, told=submitted and tells_own(sheet, header))
        below = sheet.rows[header.first + header.height :]
        self._plan_rows = plan_rows(header, below) if submitted else None
        self._header = header = self._plan_rows.header if self._plan_rows else header
        self._sheet = sheet
        self._is_text = not sheet.name
        self._submitted = submitted
        columns = header.columns
        self._unnamed = [
            place for place, column in enumerate(columns) if column.is_unnamed and not column.name
        ]
        self._unknown = [
            place
            for place, column in enumerate(columns)
            if submitted and not column.name and not column.is_unnamed
        ]
        self._months = months_of(columns)
        self._latest: tuple[str, int] | None = None  # the last month with something under it
        self._joined = joined(columns)
        self._units = {
            column.name: column.heading.unit
            for column in columns
            if column.heading.unit and not column.heading.month
        }
        self.problems: list[Problem] = list(shape_problems(header, submitted=submitted))
        self._body = unmerged(sheet, header, filled=_FILLED, figures=_FIGURES)
        self._labels: tuple[Labels, ...] = (Labels(),) * len(self._body)
        self.problems += told_twice(columns, self._months)
        if submitted:
            self._look_around()
            self._body = [said_plainly(row, columns) for row in self._body]
        self._unsound = has_errors(self.problems)

    def _look_around(self) -> None:
        """What stands above, between and below the rows of a submitted table."""
        kept = [row for row in self._body if not self._repeats_header(row)]
        again = len(kept) < len(self._body)
        self._body = kept
        beside = {
            place: is_label_row(row)
            for place, row in enumerate(self._body)
            if (is_label_row(row) and not self._has_record(row)) or self._is_heading(row)
        }
        title = Cell(self._sheet.name, self._header.row.location) if self._sheet.name else None
        above = self._sheet.rows[: self._header.first]
        names = [f"{each.heading.month} {each.cell.text}" for each in self._header.columns]
        labelled = read_labels(title, above, self._body, beside, names)
        self._labels = labelled.labels
        self.problems += labelled.problems
        if again:  # tables one below the other: whose a label between them is cannot be told
            rows = [self._body[place] for place, is_label in beside.items() if is_label]
            self.problems += [
                error(row.location, "second-header", variant="labels")
                for row in rows
                if not is_signature(row)
            ]
        records = [place for place in range(len(self._body)) if not beside.get(place)]
        self._body = [self._body[place] for place in records]
        self._labels = tuple(self._labels[place] for place in records)
        if self._plan_rows:
            self._leave_out_plans(self._plan_rows)

    def _leave_out_plans(self, found: PlanRows) -> None:
        """Rows of what was planned are no records; how many there are is told."""
        kept = [place for place, row in enumerate(self._body) if not found.is_plan(row)]
        left = len(self._body) - len(kept)
        self._body = [self._body[place] for place in kept]
        self._labels = tuple(self._labels[place] for place in kept)
        self.problems.append(warning(found.cell.location, "total-row", variant="plan", n=left))

    @property
    def place(self) -> TablePlace:
        """Where the table stands, and how many columns its widest row has."""
        last = self._sheet.rows[self._header.first + self._header.height - 1]
        width = max(len(row.cells) for row in (last, self._header.row, *self._body))
        return TablePlace(self._sheet.name, last.number, width)

    def entries(self) -> Iterator[Entry]:
        """Each row as an entry, or in a table with months as one for each month that is filled."""
        filled = (month.key for month in self._months for row in self._body if self._held(row, month))
        self._latest = max(filled, default=None)
        for row, labels in zip(self._body, self._labels, strict=True):
            slips = tuple(self._slips(row))
            total = uncounted(row, self._header.columns) if self._submitted else None
            if total is None:  # what is wrong in a sum matters only where it is an item after all
                self.problems += slips
            cells = [row.at(place) for place in self._unknown]
            unread = tuple(cell.text.strip() for cell in cells if cell)
            around = _Around(labels, slips, unread, total)
            if self._months:
                yield from self._by_month(row, around)
            else:
                pairs = zip(self._header.columns, row.cells, strict=False)
                named = [(column.name, cell) for column, cell in pairs]
                yield self._made(named, self._units, row.location, around)

    def _made(
        self,
        named: Iterable[tuple[str, Cell]],
        units: Mapping[str, str],
        location: Location,
        around: _Around,
    ) -> Entry:
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
            units,
            names,
            broken=self._unsound or has_errors(around.slips),
            around=around.labels,
            slips=around.slips,
            unread=around.unread,
            total=around.total,
        )

    def _by_month(self, row: Row, around: _Around) -> Iterator[Entry]:
        """The entries of a row with months.

        The texts of the row belong to the last month filled, and so do figures that stand beside
        those of the months.
        """
        columns = self._header.columns
        plain = [
            (column.name, cell)
            for column, cell in zip(columns, row.cells, strict=False)
            if not column.heading.month
        ]
        filled = [(month, held) for month in self._months if (held := self._held(row, month))]
        of_row = _OF_ROW | self._joined
        shared = [(name, cell) for name, cell in plain if name not in {*of_row, *MONTHLY}]
        last = [(name, cell) for name, cell in plain if name in of_row and name != "period"]
        apart = [cell for name, cell in plain if name in MONTHLY and name not in of_row]
        if not filled or any(cell.text.strip() for cell in apart):
            yield self._made(plain, self._units, row.location, around)
            last = []
        latest = max((month.key for month, _ in filled), default=None)
        for month, held in filled:
            is_earlier = month.key != self._latest
            named = [(columns[place].name, cell) for place, cell in held]
            own = {columns[place].name: columns[place].heading.unit for place, _ in held}
            units = {**self._units, **own}
            period = ("period", Cell(month.text, month.cell.location))
            rest = self._beside(last, named) if month.key == latest else []
            made = self._made([*shared, period, *named, *rest], units, held[0][1].location, around)
            yield replace(made, is_earlier=is_earlier)

    def _beside(self, last: list[tuple[str, Cell]], named: list[tuple[str, Cell]]) -> list[tuple[str, Cell]]:
        """The texts of a row that go with a month; its note joins that of the month's own column."""
        own = next((place for place, (name, _) in enumerate(named) if name == "note"), None)
        notes = [cell for name, cell in last if name == "note" and cell.text.strip()]
        if own is not None and notes:
            headings = {column.cell.text for column in self._header.columns if column.name == "note"}
            heading = next((text for text in sorted(headings) if "备注" in text or "说明" in text), "备注")
            named[own] = ("note", joined_note([("进展情况", named[own][1]), (heading, notes[0])]))
        return last

    def _held(self, row: Row, month: Month) -> list[tuple[int, Cell]]:
        """The figures of a month in a row that are there, with the places of their columns."""
        cells = [(place, row.at(place)) for place in month.places]
        return [(place, cell) for place, cell in cells if cell and (cell.text.strip() or cell.fault)]

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
        for unnamed in self._unnamed:
            if unnamed < found and row.cells[unnamed].text.strip():
                yield error(row.cells[unnamed].location, "column-without-name")
        if self._unknown:
            yield from self._lost(row)
        if not self._is_text:
            for column, cell in zip(columns, row.cells, strict=False):
                if cell.fault and column.name and column.name not in _UNREAD:
                    yield cell.fault

    def _lost(self, row: Row) -> Iterator[Problem]:
        """A row of an item with a figure, or all that it says, in a column nobody knows."""
        said = {*_FIGURES, *TEXTS}
        if not self._texts(row, {"item"}):
            return
        figure = unread_figure(row, self._header.columns, self._unknown) if self._submitted else None
        if figure:
            place = next(place for place in self._unknown if row.at(place) is figure)
            name = self._header.columns[place].cell.text.strip()
            found = figure.text.strip()
            yield error(figure.location, "nothing-reported", variant="unread", found=found, name=name)
        elif not self._texts(row, said):
            for place in self._unknown:
                cell = row.at(place)
                if cell and cell.text.strip() and not is_planned(self._header.columns[place]):
                    found = cell.text.strip()
                    yield error(cell.location, "nothing-reported", variant="unknown", found=found)
                    return

    def _texts(self, row: Row, names: AbstractSet[str]) -> list[str]:
        """What stands in the columns of those names."""
        pairs = zip(self._header.columns, row.cells, strict=False)
        return [cell.text for column, cell in pairs if column.name in names and cell.text.strip()]

    def _has_record(self, row: Row) -> bool:
        """Whether a row that begins like a label has a figure all the same, and no text, in its place."""
        figures = [] if is_signature(row) else self._texts(row, _FIGURES)
        return any(":" not in fold(text) for text in figures)

    def _is_heading(self, row: Row) -> bool:
        """Whether a row is one text over the rows below it: 一、工作目标."""
        filled = [cell for cell in row.cells if cell.text.strip()]
        return len(filled) == 1 and not self._texts(row, {*_FIGURES, *TEXTS})

    def _repeats_header(self, row: Row) -> bool:
        """Whether a row of the body is the header once more; another header is an error."""
        columns = self._header.columns
        texts = [(place, cell.text) for place, cell in enumerate(row.cells) if cell.text.strip()]
        found = [(place, read_heading(text).name) for place, text in texts]
        if len(texts) >= _HEADINGS and all(
            place < len(columns) and columns[place].cell.text.strip() == text.strip() for place, text in texts
        ):
            return True
        if not all(name for _, name in found) or sum(name != "figure" for _, name in found) < _HEADINGS:
            return False
        if all(place < len(columns) and columns[place].name == name for place, name in found):
            return True
        if is_label_row(row):
            return False
        self.problems.append(error(row.location, "second-header"))
        return True
