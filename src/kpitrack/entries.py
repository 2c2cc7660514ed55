"""Entries: records as they stand in a file, before anything in them is read by the plan."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kpitrack.columns import REPORTED
from kpitrack.labels import Labels
from kpitrack.nothing_said import says_nothing
from kpitrack.numeric import fold
from kpitrack.problems import Location, Problem
from kpitrack.sources.cells import Cell

_FILLER = re.compile(r"[(（]?(?:空白?[行格]?|备用行?|(?:blank|empty|spare)(?:row)?)[0-9]*[)）]?")
NOTHING_AROUND = Labels()
_TELLING = (*REPORTED, "figure", "problem", "next", "evidence", "reason")


@dataclass(frozen=True, slots=True)
class Entry:
    """One record as it stands in a file: its cells by canonical column, and the units of headers.

    `names` are the cells that name the item. `around` is what stands around its table. The cell
    `figure` stands under the name of a month alone. `slips` are the errors in its shape: an entry
    that has any, or is `broken` otherwise, is no record; what can be read of it says which item is
    in doubt. `unread` are the texts of its row in columns that nobody knows. `is_earlier`: it stands
    under a month before the last one filled in its table, so that the table's day is not its own.
    `total` is what names its row as a sum of others, or as one that is still free.
    """

    cells: Mapping[str, Cell]
    location: Location
    header_units: Mapping[str, str] = field(default_factory=dict)
    names: tuple[Cell, ...] = ()
    broken: bool = False
    around: Labels = NOTHING_AROUND
    slips: tuple[Problem, ...] = ()
    unread: tuple[str, ...] = ()
    is_earlier: bool = False
    total: Cell | None = None

    def text(self, column: str) -> str:
        """The text of a column, ends trimmed; empty when it is not there, or says nothing (备注：无)."""
        cell = self.cells.get(column)
        text = cell.text.strip() if cell else ""
        return "" if says_nothing(column, text) else text

    def place(self, column: str) -> Location:
        """Where a column's text stands; the entry's own place when it is not there."""
        cell = self.cells.get(column)
        return cell.location if cell else self.location

    @property
    def is_under_month(self) -> bool:
        """Whether its figures stand under the name of their month."""
        period = self.cells.get("period")
        is_label = period is self.around.cells.get("period")
        return period is not None and not is_label and period.location.line < self.location.line

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all is reported: such rows are passed over and counted."""
        return not any(self.text(column) for column in _TELLING)


def is_filler(text: str) -> bool:
    """Whether a name only keeps a row's place in a form: 空行 1, （空白）, 备用."""
    return bool(_FILLER.fullmatch("".join(fold(text).split()).casefold()))


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Where a table stands: its sheet (empty in a text), the row of its header, its columns."""

    sheet: str
    header: int
    width: int


@dataclass(frozen=True, slots=True)
class EntryTable:
    """The entries of a file, and all that is wrong with its shape (the slips of entries too).

    `tables` say where they stand: none for YAML.
    """

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()
    tables: tuple[TablePlace, ...] = ()
