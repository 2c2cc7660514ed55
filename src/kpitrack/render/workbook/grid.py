"""A sheet as a value: columns, rows of cells, notes; before anything is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from kpitrack.render.sheets import A3, A4
from kpitrack.wording import Words

_A4_PIXELS = 1074  # what A4 holds across within the margins, at full size
_FULL, _LEAST = 10, 7  # points: the type at full size, and the smallest that is printed
_WORD = re.compile(r"[!-~]+")


class Kind(StrEnum):
    """What a column holds, which decides how its cells are laid out."""

    TEXT = "text"
    CENTRED = "centred"
    FIGURE = "figure"  # a figure as it is printed: text, to the right
    NUMBER = "number"
    BAR = "bar"  # a ratio, drawn as a bar and not printed
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its number where it has one, else its text; empty where it has neither.

    `shape` is the number's format, `origin` where a text stands in full, `sheet` one to jump to.
    """

    text: str = ""
    number: Decimal | None = None
    shape: str = "General"
    origin: str = ""
    sheet: str = ""


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `width` in digits; `calculates` where it is there to calculate with, not to print."""

    key: str
    width: int
    kind: Kind = Kind.TEXT
    calculates: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with one table. Cells by the key of their column; a missing one is empty.

    `headings` are by key of the columns; the first `frozen` columns stay in sight. The rows are gone
    through once; `total` stands below them, and is no part of what is filtered.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    headings: Mapping[str, str]
    rows: Iterable[Mapping[str, Cell]]
    notes: tuple[str, ...] = field(default=())
    frozen: int = 0
    total: Mapping[str, Cell] | None = None

    @property
    def printed(self) -> int:
        """How many columns are printed: all those before the ones to calculate with."""
        return sum(1 for column in self.columns if not column.calculates)

    @property
    def paper(self) -> int:
        """A4 where the columns can be read when all are on one page, else A3."""
        pixels = sum(7 * column.width + 5 for column in self.columns[: self.printed])
        return A4 if pixels * _LEAST <= _A4_PIXELS * _FULL else A3


def texts(cells: Mapping[str, str], origin: str = "") -> dict[str, Cell]:
    """Cells of text by key; what is empty is left out."""
    return {key: Cell(text, origin=origin) for key, text in cells.items() if text}


def count(number: int) -> Cell:
    """A count."""
    return Cell(number=Decimal(number), shape="0")


def numbered(rows: Iterable[Mapping[str, Cell]]) -> Iterator[Mapping[str, Cell]]:
    """The rows with their number in the column `number`."""
    return ({"number": count(place), **row} for place, row in enumerate(rows, 1))


def widened(columns: Iterable[Column], headings: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns, none narrower than the longest word of its heading."""
    longest = {key: max(map(len, _WORD.findall(text)), default=0) for key, text in headings.items()}
    return tuple(replace(one, width=max(one.width, longest[one.key])) for one in columns)


def headings(words: Words, columns: Iterable[Column]) -> dict[str, str]:
    """The headings of columns by key: the workbook's own, else those of the briefing's tables."""
    keys = {column.key: f"book.column.{column.key}" for column in columns}
    return {name: words(key if words.has(key) else f"briefing.column.{name}") for name, key in keys.items()}
