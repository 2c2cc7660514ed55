"""Where drawings go: behind the names, where there is room for them beside all that a table had without.

They stand last, since a terminal may draw a stroke two columns wide: then no other column is shifted.
"""

from __future__ import annotations

from kpitrack.render.views import Drawing
from kpitrack.render.widths import columns

_GAP = 2
_ROOM = 120  # what a table keeps for itself: as much as shows all its columns but the ids


def placed(drawings: tuple[Drawing, ...], width: int, stroke: int) -> tuple[tuple[Drawing, ...], int]:
    """The drawings that fit beside a table, and the width it keeps. The first are left out first."""
    shown: tuple[Drawing, ...] = ()
    left = width
    for drawing in reversed(drawings):
        rest = left - _room(drawing, stroke) - _GAP
        if not stroke or rest < _ROOM:
            break
        shown, left = (drawing, *shown), rest
    return shown, left


def beside(drawings: tuple[Drawing, ...], rows: int, stroke: int) -> tuple[str, ...]:
    """The drawings side by side, as lines: the headings, then a line per row; none without drawings."""
    if not drawings:
        return ()
    head = [drawing.heading for drawing in drawings]
    lines = [head, *([drawing.cells[row] for drawing in drawings] for row in range(rows))]
    return tuple(_line(drawings, line, stroke) for line in lines)


def _line(drawings: tuple[Drawing, ...], cells: list[str], stroke: int) -> str:
    parts = []
    for drawing, cell in zip(drawings, cells, strict=True):
        parts.append(cell + " " * (_room(drawing, stroke) - columns(cell, stroke)))
    return (" " * _GAP).join(parts).rstrip()


def _room(drawing: Drawing, stroke: int) -> int:
    return max(drawing.most * stroke, columns(drawing.heading))
