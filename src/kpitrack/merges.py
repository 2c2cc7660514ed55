"""Merged cells of a table: names hold for every row they cover, a merged figure is refused."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from kpitrack.headers import Header
from kpitrack.problems import error
from kpitrack.sources.cells import Cell, Merge, Row, Sheet


def unmerged(
    sheet: Sheet, header: Header, *, filled: AbstractSet[str], figures: AbstractSet[str]
) -> list[Row]:
    """The rows under the header. Columns in `filled` are filled down, merged `figures` have a fault."""
    body = list(sheet.rows[header.first + header.height :])
    names = [column.name for column in header.columns]
    places = {row.number: place for place, row in enumerate(body)}
    for merge in sheet.merges:
        top = places.get(merge.top)
        cell = body[top].at(merge.left) if top is not None else None
        if cell is None or not (cell.text.strip() or cell.fault):
            continue
        covered = [places[number] for number in range(merge.top, merge.bottom + 1) if number in places]
        first = names[merge.left] if merge.left < len(names) else ""
        if merge.bottom > merge.top and first in filled:
            _put(body, covered, merge, cell)
        elif first in figures and _covers_several(merge, names, figures):
            fault = error(cell.location, "merged-cell", range=merge)
            _put(body, covered, merge, Cell(cell.text, cell.location, fault))
    return body


def _covers_several(merge: Merge, names: Sequence[str], figures: AbstractSet[str]) -> bool:
    within = names[merge.left : merge.right + 1]
    return merge.bottom > merge.top or sum(name in figures for name in within) > 1


def _put(body: list[Row], places: Sequence[int], merge: Merge, cell: Cell) -> None:
    """The rows with a cell in the merge's first column."""
    for place in places:
        row = body[place]
        padding = [Cell("", row.location)] * (merge.left + 1 - len(row.cells))
        cells = [*row.cells, *padding]
        cells[merge.left] = cell
        body[place] = Row(tuple(cells), row.location, row.number)
