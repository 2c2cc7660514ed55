"""A record file's text → entries: cells by canonical column, each with its place.

CSV and YAML meet here: both become the same entries, which `records` reads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kpitrack.columns import CANONICAL, COMPARED, REPORTED, UNUSED, known_names, read_name
from kpitrack.problems import Location, Problem, error, has_errors, warning
from kpitrack.sources.csv_rows import Cell, Row, read_csv
from kpitrack.suggest import closest

if TYPE_CHECKING:
    from kpitrack.sources.yaml_nodes import Node

_CLOSE = 0.75
_MOST_ASKED = 50  # unknown columns that get a suggestion; a file with more is no such table


@dataclass(frozen=True, slots=True)
class Entry:
    """One record as it stands in a file: its cells by canonical column, and the units of headers.

    `names` are the cells that name the item. `broken`: its shape has an error, told already, so
    that it is no record; what can be read of it says which item is in doubt.
    """

    cells: Mapping[str, Cell]
    location: Location
    header_units: Mapping[str, str] = field(default_factory=dict)
    names: tuple[Cell, ...] = ()
    broken: bool = False

    def text(self, column: str) -> str:
        """The text of a column, ends trimmed; empty when it is not there."""
        cell = self.cells.get(column)
        return cell.text.strip() if cell else ""

    def place(self, column: str) -> Location:
        """Where a column's text stands; the entry's own place when it is not there."""
        cell = self.cells.get(column)
        return cell.location if cell else self.location

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all is reported: such rows are passed over and counted."""
        telling = (*REPORTED, "problem", "next", "evidence", "reason")
        return not any(self.text(column) for column in telling)


@dataclass(frozen=True, slots=True)
class EntryTable:
    """The entries of a file and what is wrong with its shape."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()


def read_entries(text: str, path: str, *, kind: str, submitted: bool) -> EntryTable:
    """The entries of a record file. `kind` is `csv` or `yaml`.

    In a submitted file an unknown column is a warning (an error when close to a known name),
    in one kept by hand an error.
    """
    if kind == "yaml":
        return _from_yaml(text, path)
    table = read_csv(text, path)
    if not table.rows:
        problems = table.problems or (error(Location(path, 1, 1), "empty-file"),)
        return EntryTable((), problems)
    header = _Header(table.rows[0], submitted=submitted)
    body = tuple(header.entries(table.rows[1:]))
    return EntryTable(body, (*header.problems, *table.problems))


class _Header:
    """The header line: which column is what."""

    def __init__(self, row: Row, *, submitted: bool) -> None:
        self.problems: list[Problem] = []
        self._unknown_names = 0
        self._width = len(row.cells)
        self._columns: list[str] = []
        self._units: dict[str, str] = {}
        seen: dict[str, Cell] = {}
        for cell in row.cells:
            name, unit = read_name(cell.text)
            self._columns.append(name)
            if not name:
                self._unknown(cell, submitted=submitted)
            elif name in seen and name not in {"item", *UNUSED}:
                self.problems.append(
                    error(
                        cell.location,
                        "column-twice",
                        name=cell.text.strip(),
                        first=seen[name].text.strip(),
                    )
                )
            seen.setdefault(name, cell)
            if unit:
                self._units[name] = unit
        self._require(row, submitted=submitted)

    def _unknown(self, cell: Cell, *, submitted: bool) -> None:
        name = cell.text.strip()
        if not name:
            self._columns[-1] = "?"
            return
        self._unknown_names += 1
        suggestion = closest(name, known_names()) if self._unknown_names <= _MOST_ASKED else ""
        severity = error if not submitted or _is_slip(name, suggestion) else warning
        self.problems.append(severity(cell.location, "unknown-column", name=name, suggestion=suggestion))

    def _require(self, row: Row, *, submitted: bool) -> None:
        columns = set(self._columns)
        required = ("item",) if submitted else ("item", "period")  # submitted: or by --month
        for name in required:
            if name not in columns:
                self.problems.append(error(row.location, "missing-column", name=name))
        if not columns & set(REPORTED):
            self.problems.append(error(row.location, "missing-column", name=" / ".join(REPORTED)))

    def entries(self, rows: tuple[Row, ...]) -> Iterator[Entry]:
        """Each row as an entry; broken where the header or the row itself has an error."""
        unsound = has_errors(self.problems)
        for row in rows:
            slips = list(self._slips(row))
            self.problems += slips
            named = list(zip(self._columns, row.cells, strict=False))
            names = tuple(cell for name, cell in named if name == "item" and cell.text.strip())
            by_name = {name: cell for name, cell in reversed(named) if name}
            if names:
                by_name["item"] = names[0]
            yield Entry(by_name, row.location, self._units, names, broken=unsound or bool(slips))

    def _slips(self, row: Row) -> Iterator[Problem]:
        """What is wrong with the shape of a row."""
        extra = [cell for cell in row.cells[self._width :] if cell.text.strip()]
        if extra or len(row.cells) < self._width:
            place = extra[0].location if extra else row.location
            yield error(place, "row-length", found=len(row.cells), expected=self._width)
        for name, cell in zip(self._columns, row.cells, strict=False):
            if name == "?" and cell.text.strip():
                yield error(cell.location, "column-without-name")


def _is_slip(name: str, suggestion: str) -> bool:
    """Whether an unknown column is so close to a known name that it was meant."""
    if not suggestion:
        return False
    shared = sum(1 for letter in name if letter in suggestion)
    return shared / max(len(name), len(suggestion)) >= _CLOSE


def _from_yaml(text: str, path: str) -> EntryTable:
    from kpitrack.sources.yaml_nodes import read_yaml

    document = read_yaml(text, path)
    root, problems = document.root, list(document.problems)
    if root is None:
        return EntryTable((), tuple(problems))
    if not isinstance(root.value, dict) or not isinstance((root.get("records") or root).value, list):
        return EntryTable((), (*problems, error(root.location, "no-records")))
    defaults = {key: node for key, node in root.mapping().items() if key != "records"}
    shared = _cells(defaults, root, problems, extra=("records",))
    shared_slips = len(problems)
    entries = []
    for node in root.children("records"):
        if not isinstance(node.value, dict):
            if not any(problem.location == node.location for problem in problems):  # an alias, told already
                problems.append(error(node.location, "wrong-shape", variant="mapping", key="records"))
            continue
        slips: list[Problem] = []
        own = _cells(node.mapping(), node, slips)
        broken = bool(slips) or has_errors(problems[:shared_slips])
        problems += slips
        names = tuple(_item_cells(own, shared))
        entries.append(Entry({**shared, **own}, node.location, names=names, broken=broken))
    return EntryTable(tuple(entries), tuple(problems))


def _item_cells(own: Mapping[str, Cell], shared: Mapping[str, Cell]) -> Iterator[Cell]:
    for cells in (own, shared):
        if "item" in cells:
            yield cells["item"]
            return


def _cells(
    children: Mapping[str, Node],
    parent: Node,
    problems: list[Problem],
    *,
    extra: tuple[str, ...] = (),
) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for key, node in children.items():
        name, _ = read_name(key)
        if name in {*COMPARED, *UNUSED, ""}:
            suggestion = closest(key, (*CANONICAL, *extra))
            problems.append(error(parent.key_place(key), "unknown-key", key=key, suggestion=suggestion))
        elif name in cells:
            first = cells[name].location.line
            problems.append(error(parent.key_place(key), "duplicate-key", key=key, first=first))
        elif isinstance(node.value, str):
            cells[name] = Cell(node.value, node.location)
        elif node.value is not None:
            problems.append(error(node.location, "wrong-shape", variant="text", key=key))
    return cells
