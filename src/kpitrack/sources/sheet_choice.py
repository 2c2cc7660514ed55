"""Which sheets of a workbook are read, and what is said of the others: the same for both formats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kpitrack.problems import Location, Problem, error, warning
from kpitrack.sources.cells import Sheet, place_in

MOST_ROWS = 20_000
MOST_COLUMNS = 256
_MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """A sheet's name, and whether it is hidden."""

    name: str
    hidden: bool


def chosen(sheets: Sequence[SheetInfo], path: str, wanted: str) -> tuple[frozenset[str], list[Problem]]:
    """The names of the sheets to read: the one asked for, else all that are not hidden."""
    names = [sheet.name for sheet in sheets]
    if wanted:
        if wanted in names:
            return frozenset({wanted}), []
        return frozenset(), [error(Location(path), "no-such-sheet", found=wanted, names="、".join(names))]
    hidden = [sheet.name for sheet in sheets if sheet.hidden]
    problems = [warning(Location(path), "hidden-sheet", names="、".join(hidden))] if hidden else []
    return frozenset(sheet.name for sheet in sheets if not sheet.hidden), problems


def hidden_rows(path: str, sheet: Sheet, rows: Iterable[int]) -> list[Problem]:
    """That rows of a sheet are hidden and read all the same; only of rows that hold something."""
    held = {row.number for row in sheet.rows}
    hidden = sorted(held.intersection(rows))
    if not hidden:
        return []
    named = "、".join(map(str, hidden[:_MOST_NAMED])) + ("…" if len(hidden) > _MOST_NAMED else "")
    return [warning(place_in(path, sheet.name, hidden[0], 0), "hidden-rows", rows=named)]


def too_large(path: str, sheet: str, held: Iterable[tuple[int, int]]) -> Problem | None:
    """A cell with something in it beyond the rows and columns that are read; the first is named."""
    beyond = [(row, column) for row, column in held if row > MOST_ROWS or column >= MOST_COLUMNS]
    if not beyond:
        return None
    place = place_in(path, sheet, *min(beyond))
    return error(place, "sheet-too-large", rows=MOST_ROWS, columns=MOST_COLUMNS)
