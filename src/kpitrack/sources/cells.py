"""Cells, rows and sheets: what text files and workbooks have in common once they are read."""

from __future__ import annotations

from dataclasses import dataclass, field

from kpitrack.problems import Location, Problem

_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Cell:
    """A field's text and where it begins.

    `fault` is what is wrong with a workbook's cell by itself (a formula without a result, an error
    value); it matters where the cell is used. `number` says that a workbook holds a number there,
    `is_day` that it shows it as a day or an hour.
    """

    text: str
    location: Location
    fault: Problem | None = None
    number: bool = False
    is_day: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its cells by column, and where it begins. `number` counts from 1."""

    cells: tuple[Cell, ...]
    location: Location
    number: int = 0

    def at(self, column: int) -> Cell | None:
        """The cell in a column, counted from 0; None where the row has none."""
        return self.cells[column] if column < len(self.cells) else None

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not any(cell.text.strip() or cell.fault for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Merge:
    """Merged cells: rows counted from 1 and columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{column_letters(self.left)}{self.top}:{column_letters(self.right)}{self.bottom}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a table that are not blank, and which cells are merged.

    `name` is empty for a text file. `from_1904`: the days of its numbers count from 1904.
    """

    name: str
    rows: tuple[Row, ...]
    merges: tuple[Merge, ...] = ()
    from_1904: bool = False


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of a file that are to be read, and what is wrong with the file or worth saying."""

    sheets: tuple[Sheet, ...]
    problems: tuple[Problem, ...] = field(default=())


def column_letters(column: int) -> str:
    """The letters of a column counted from 0: A, B, … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def place_in(path: str, sheet: str, row: int, column: int) -> Location:
    """The place of a workbook's cell: row from 1, column from 0."""
    return Location(path, row, column + 1, f"{sheet}!{column_letters(column)}{row}")
