"""How wide the columns of a table are: enough for what must not break, the rest as asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kpitrack.render.document import Column, Table
from kpitrack.render.safe import one_line
from kpitrack.render.word.markup import halves

PADDING = 160  # of a cell, left and right together
_NORMAL, _SMALL = 21, 18  # half points: 10.5 and 9 pt
_MANY = 8  # columns
_SHORT = 10  # halves: a text as long as this stays on one line if it can
_LONG = 24  # halves: what is longer may break anywhere
_LATIN = re.compile(r"[!-~\u00a0-\u024f]+")


@dataclass(frozen=True, slots=True)
class Widths:
    """The widths of a table's columns, in twentieths of a point; `small`: in the smaller size."""

    columns: tuple[int, ...]
    small: bool = False

    def lines(self, row: tuple[str, ...]) -> int:
        """About how many lines the highest cell of a row takes."""
        half = _half(small=self.small)
        rooms = (max((width - PADDING) // half, 1) for width in self.columns)
        return max((-(-halves(cell) // room) for cell, room in zip(row, rooms, strict=True)), default=1)


def is_wide(table: Table) -> bool:
    """Whether a table wants a page across."""
    return len(table.columns) > _MANY


def widths_of(table: Table, available: int) -> Widths:
    """The widths for a table; they add up to what is available."""
    if len(table.columns) <= _MANY and sum(_kept(table, _half(small=False))) <= available:
        return Widths(_shared(table, available, _half(small=False)))
    return Widths(_shared(table, available, _half(small=True)), small=True)


def _half(*, small: bool) -> int:
    """Half a Chinese character, in twentieths of a point."""
    return 5 * (_SMALL if small else _NORMAL)


def _shared(table: Table, available: int, half: int) -> tuple[int, ...]:
    """What must not break first, then what better stays together, then by the columns' own widths."""
    wanted = [
        max(halves(text) for text in _texts(table, place)) * half + PADDING
        for place in range(len(table.columns))
    ]
    widths = _between([PADDING] * len(wanted), _hard(table, half), available)
    widths = _between(widths, _kept(table, half), available)
    while (rest := available - sum(widths)) and (
        open_ := [place for place, width in enumerate(widths) if width < wanted[place]]
    ):
        weights = [table.columns[place].width for place in open_]
        for place, more in zip(open_, _parts(rest, weights), strict=True):
            widths[place] = min(widths[place] + more, wanted[place])
    last = _parts(available - sum(widths), widths)
    return tuple(width + more for width, more in zip(widths, last, strict=True))


def _between(least: list[int], most: list[int], available: int) -> list[int]:
    """As near to `most` as what is available allows, each column by the same share."""
    most = [max(pair) for pair in zip(least, most, strict=True)]
    missing = [high - low for low, high in zip(least, most, strict=True)]
    room = max(available - sum(least), 0)
    if sum(missing) <= room:
        return most
    return [low + part for low, part in zip(least, _parts(room, missing), strict=True)]


def _parts(whole: int, weights: list[int]) -> list[int]:
    """A whole number in parts by weight, none lost."""
    total = sum(weights)
    parts, done, reached = [], 0, 0
    for weight in weights:
        reached += weight
        parts.append(whole * reached // total - done if total else 0)
        done += parts[-1]
    return parts


def _hard(table: Table, half: int) -> list[int]:
    """What a column cannot do without: its longest word or figure, two characters of Chinese."""
    return [
        min(max(_piece(text) for text in _texts(table, place)), _LONG) * half + PADDING
        for place in range(len(table.columns))
    ]


def _kept(table: Table, half: int) -> list[int]:
    """What a column needs so that short texts and figures stay on one line, its heading on two."""
    found = []
    for place, column in enumerate(table.columns):
        cells = [one_line(row[place]) for row in table.rows]
        short = [halves(cell) for cell in cells if halves(cell) <= (_LONG if column.numeric else _SHORT)]
        found.append(max([*short, _heading(column), *map(_piece, cells)], default=0))
    return [min(length, _LONG) * half + PADDING for length in found]


def _heading(column: Column) -> int:
    """How wide a heading is when it takes two lines; a short one stays on one."""
    heading = one_line(column.heading)
    length = halves(heading)
    words = max((halves(word) for word in heading.split()), default=0)
    if _LATIN.search(heading):
        return words
    return length if length <= 4 else (length // 2 + 1) // 2 * 2


def _piece(text: str) -> int:
    """The longest part of a text that does not break."""
    return max([min(4, halves(text)), *(len(word) for word in _LATIN.findall(text))])


def _texts(table: Table, place: int) -> list[str]:
    return [one_line(table.columns[place].heading), *(one_line(row[place]) for row in table.rows)]
