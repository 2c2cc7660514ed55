"""How wide the columns of a table are: enough for what must not break, the rest as asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kpitrack.render.document import Column, Table
from kpitrack.render.safe import one_line
from kpitrack.render.word.markup import halves

PADDING = 144  # of a cell, left and right together, with its lines
_MANY = 8  # columns
# Halves: a text or figure as long as that may be kept on one line. The step is taken that makes rows lowest.
_STEPS = ((9, 17), (9, 9), (6, 9), (5, 7), (0, 0))
_WORD = 6  # halves: a word of three characters, as most states are
_LONG = 24  # halves: what is longer may break anywhere
_STEP = 45  # by which columns grow
_LATIN = re.compile(r"[!-~\u00a0-\u024f]+")
_WHOLE = re.compile(r"（[^（）]{1,2}）[0-9]?|[!-~\u00a0-\u024f]+")  # what does not break
# Some programs set figures off from the Chinese beside them by a quarter of a character.
_EDGE = re.compile(r"(?<=[0-9A-Za-z%])(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=[0-9A-Za-z])")
_BROAD = re.compile(r"[A-Z%@]")  # wider than half a Chinese character


@dataclass(frozen=True, slots=True)
class Widths:
    """The widths of a table's columns, in twentieths of a point; `small`: in the smaller size.

    `half` is the width of half a Chinese character.
    """

    columns: tuple[int, ...]
    half: int
    small: bool = False

    def lines(self, row: tuple[str, ...]) -> int:
        """About how many lines the highest cell of a row takes."""
        rooms = (max((width - PADDING) // self.half, 1) for width in self.columns)
        return max((-(-_room(cell) // room) for cell, room in zip(row, rooms, strict=True)), default=1)


def is_wide(table: Table) -> bool:
    """Whether a table wants a page across."""
    return len(table.columns) > _MANY


def widths_of(table: Table, available: int, sizes: tuple[int, int]) -> Widths:
    """The widths for a table, which add up to what is available.

    `sizes` are those of the text in tables and in wide tables, in half points.
    """
    normal, small = (5 * size for size in sizes)
    if len(table.columns) <= _MANY and sum(_hard(table, normal)) <= available * 2 // 3:
        return _best(table, available, normal, small=False)
    return _best(table, available, small, small=True)


def _best(table: Table, available: int, half: int, *, small: bool) -> Widths:
    """The widths at the step that costs least: lines, and figures and short words that break."""
    tried = [
        Widths(_shared(table, available, half, text, figure), half, small=small) for text, figure in _STEPS
    ]
    return min(tried, key=lambda widths: _cost(table, widths))


def _cost(table: Table, widths: Widths) -> int:
    rooms = [(width - PADDING) // widths.half for width in widths.columns]
    broken = sum(
        rooms[place] < _room(row[place]) and (column.numeric or halves(row[place]) <= _WORD)
        for row in table.rows
        for place, column in enumerate(table.columns)
    )
    return 2 * sum(map(widths.lines, table.rows)) + broken


def _shared(table: Table, available: int, half: int, text: int, figure: int) -> tuple[int, ...]:
    """What must not break first, then what better stays together; the rest where it saves most lines."""
    widths = _between([PADDING] * len(table.columns), _hard(table, half), available)
    widths = _between(widths, _kept(table, half, text, figure), available)
    texts = [
        [need for cell in _texts(table, place) if (need := _room(cell) * half)]
        for place in range(len(table.columns))
    ]
    hints = [column.width + 4 for column in table.columns]
    gains = [_gain(*each) for each in zip(texts, widths, hints, strict=True)]
    while sum(widths) + _STEP <= available and any(gains):
        place = gains.index(max(gains))
        widths[place] += _STEP
        gains[place] = _gain(texts[place], widths[place], hints[place])
    last = _parts(available - sum(widths), widths)
    return tuple(width + more for width, more in zip(widths, last, strict=True))


def _gain(needs: list[int], width: int, hint: int) -> int:
    """How much lower rows get when a column grows by a step: high cells count far more than low ones."""
    before, after = width - PADDING or 1, width - PADDING + _STEP
    saved = sum(_height(need, before) - _height(need, after) for need in needs)
    return hint * saved


def _height(need: int, room: int) -> int:
    """A measure of how high a text stands in a room: nothing is to be gained below one line."""
    return max(16 * need // room, 16) ** 3


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
    found = []
    for place, column in enumerate(table.columns):
        longest = max(_piece(text) for text in _texts(table, place))
        found.append(min(max(longest, _word(column)), _LONG) * half + PADDING)
    return found


def _kept(table: Table, half: int, text: int, figure: int) -> list[int]:
    """What a column needs so that short texts and figures stay on one line, its heading on two."""
    found = []
    for place, column in enumerate(table.columns):
        most = figure if column.numeric else text
        short = [length for row in table.rows if (length := _room(one_line(row[place]))) <= most]
        found.append(max([*short, _heading(column)], default=0))
    return [length * half + PADDING for length in found]


def _heading(column: Column) -> int:
    """How wide a heading is when it takes two lines; a short one stays on one."""
    length = halves(one_line(column.heading))
    return _word(column) or (length if length <= 4 else (length // 2 + 1) // 2 * 2)


def _word(column: Column) -> int:
    """How wide the longest word of a Latin heading is, which may be bold; 0 for a Chinese one."""
    longest = max((_room(word) for word in one_line(column.heading).split() if _LATIN.match(word)), default=0)
    return longest + longest // 6 + 1 if longest else 0


def _piece(text: str) -> int:
    """The longest part of a text that does not break."""
    return max([min(4, halves(text)), *(_room(word) for word in _WHOLE.findall(text))])


def _room(text: str) -> int:
    """How wide a text is, in halves of a character, with some letters for what they are."""
    return halves(text) + len(_BROAD.findall(text)) + (len(_EDGE.findall(text)) + 1) // 2


def _texts(table: Table, place: int) -> list[str]:
    """What stands in a column, its heading first."""
    return [one_line(table.columns[place].heading), *(one_line(row[place]) for row in table.rows)]
