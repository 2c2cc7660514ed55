"""How wide the columns of a table are: enough for what must not break, the rest as asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kpitrack.render.document import Column, Table
from kpitrack.render.safe import one_line
from kpitrack.render.word.markup import halves

PADDINGS = (144, 144, 86)  # of a cell at each size, left and right together, with its lines
NORMAL, WIDE, DENSE = range(3)  # sizes
_MANY = 8  # columns
# Halves: a text or figure as long as that may be kept on one line. The step is taken that makes rows lowest.
_STEPS = ((9, 17), (9, 9), (6, 9), (5, 7), (0, 0))
_WORD = 9  # halves: states and numbers of sections
_FIGURE = 17  # halves: a figure with its unit
_BREAK = 10  # what it costs to break one of these, a line being 2
_LONG = 24  # halves: what is longer may break anywhere
_READABLE = 12  # halves: what a column of long texts gets at least
_TEXT = 6  # how wide beside others a column of long texts is asked for
_STEP = 45  # by which columns grow
_LATIN = re.compile(r"[!-~\u00a0-\u024f]+")
_WHOLE = re.compile(r"（[^（）]{1,2}）[0-9]?|[!-~\u00a0-\u024f]+")  # what does not break
_COUNTED = re.compile(r"[+-]?[0-9]")  # what begins a figure, also in a column of short texts: 10家以上
# Where a line may end: before a bracket, behind a year.
_ENDS = re.compile(r"(?<=[^ ])(?=[（(])| (?=[（(])|(?<=[0-9]年)(?=[0-9])")
# Some programs set figures off from the Chinese beside them by a quarter of a character.
_EDGE = re.compile(r"(?<=[0-9A-Za-z%])(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=[0-9A-Za-z])")
_BROAD = re.compile(r"[A-Z%@]")  # wider than half a Chinese character
# Letters of a bold heading in tenths of a half; all others are 10.
_LETTERS = {**dict.fromkeys("fijlt.,;:!|()[]", 6), **dict.fromkeys("mwMW@%", 16)}


@dataclass(frozen=True, slots=True)
class Widths:
    """The widths of a table's columns, in twentieths of a point, and which size its text has.

    `half` is the width of half a Chinese character.
    """

    columns: tuple[int, ...]
    half: int
    size: int = NORMAL

    @property
    def padding(self) -> int:
        """What of a column's width is not for its text."""
        return PADDINGS[self.size]

    @property
    def rooms(self) -> tuple[int, ...]:
        """How many halves of a character a line of each column holds."""
        return tuple(max((width - self.padding) // self.half, 1) for width in self.columns)

    def lines(self, row: tuple[str, ...]) -> int:
        """About how many lines the highest cell of a row takes."""
        return max((-(-_room(cell) // room) for cell, room in zip(row, self.rooms, strict=True)), default=1)

    def heading(self, place: int, text: str) -> str:
        """A Chinese heading in lines of even length where it does not fit one: 上月 状态, not 上月状 态."""
        room, length = self.rooms[place] // 2, len(text)
        if halves(text) < 2 * length or length <= room or room < 2:
            return text
        even = -(-length // -(-length // room))
        return "\n".join(text[start : start + even] for start in range(0, length, even))

    def folded(self, column: Column, place: int, cell: str) -> str:
        """A cell with a line end before its bracket, where it would else break within the bracket."""
        room, parts = self.rooms[place], _ENDS.split(cell)
        if column.width >= _TEXT or _room(cell) <= room or max(map(_room, parts)) > room:
            return cell
        return _ENDS.sub(lambda found: f"{found[0]}\n", cell)


def is_wide(table: Table) -> bool:
    """Whether a table wants a page across."""
    return len(table.columns) > _MANY


def widths_of(table: Table, available: int, sizes: tuple[int, int, int]) -> Widths:
    """The widths for a table, which add up to what is available.

    `sizes` are those of the text in tables, in wide and in dense tables, in half points.
    """
    normal, wide, dense = (Widths((), 5 * size, place) for place, size in enumerate(sizes))
    if not is_wide(table):
        fits = sum(_least(table, normal)) <= available * 2 // 3
        return _best(table, available, normal if fits else wide)
    wanted = zip(_least(table, wide), _wishes(table, wide, *_STEPS[0]), strict=True)
    fits = sum(max(least, *wishes) for least, wishes in wanted) <= available
    return _best(table, available, wide if fits else dense)


def _best(table: Table, available: int, form: Widths) -> Widths:
    """The widths at the step that costs least: lines, and figures and short words that break."""
    tried = [
        Widths(_shared(table, available, form, text, figure), form.half, form.size) for text, figure in _STEPS
    ]
    return min(tried, key=lambda widths: _cost(table, widths))


def _cost(table: Table, widths: Widths) -> int:
    broken = sum(
        room < part
        for place, (column, room) in enumerate(zip(table.columns, widths.rooms, strict=True))
        for row in table.rows
        for part in _together(column, row[place], _WORD, _FIGURE)
    )
    return 2 * sum(map(widths.lines, table.rows)) + _BREAK * broken


def _shared(table: Table, available: int, form: Widths, text: int, figure: int) -> tuple[int, ...]:
    """What must not break first, then what better stays together; the rest where it saves most lines."""
    least = _least(table, form)
    if sum(least) > available:
        widths = _between([form.padding] * len(least), least, available)
    else:
        widths = _trimmed(least, _wishes(table, form, text, figure), available)
    texts = [
        [need for cell in _texts(table, place) if (need := _room(cell) * form.half)]
        for place in range(len(table.columns))
    ]
    hints = [column.width + 4 for column in table.columns]
    rooms = [width - form.padding for width in widths]
    gains = [_gain(*each) for each in zip(texts, rooms, hints, strict=True)]
    while sum(widths) + _STEP <= available and any(gains):
        place = gains.index(max(gains))
        widths[place] += _STEP
        gains[place] = _gain(texts[place], widths[place] - form.padding, hints[place])
    last = _parts(available - sum(widths), widths)
    return tuple(width + more for width, more in zip(widths, last, strict=True))


def _trimmed(least: list[int], wishes: list[list[int]], available: int) -> list[int]:
    """As many wishes as there is room for: those go first that free most width for the fewest that break."""
    widths = [max(low, *wanted) for low, wanted in zip(least, wishes, strict=True)]
    while sum(widths) > available:
        found = []
        for place, (low, wanted) in enumerate(zip(least, wishes, strict=True)):
            if widths[place] > low:
                lower = max(low, *(wish for wish in wanted if wish < widths[place]), low)
                broken = sum(wish > lower for wish in wanted)
                found.append((broken * 10_000 // (widths[place] - lower), place, lower))
        _, place, lower = min(found)
        widths[place] = lower
    return widths


def _gain(needs: list[int], room: int, hint: int) -> int:
    """How much lower rows get when a column grows by a step: high cells count far more than low ones."""
    before, after = max(room, 1), max(room + _STEP, 1)
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


def _least(table: Table, form: Widths) -> list[int]:
    """The width a column cannot do without: its longest word or figure; a few characters of a long text."""
    found = []
    for place, column in enumerate(table.columns):
        longest = max((_piece(row[place]) for row in table.rows), default=0)
        text = max((halves(one_line(row[place])) for row in table.rows), default=0)
        floor = min(text, _READABLE) if column.width >= _TEXT and not column.numeric else 4
        room = max(longest if longest <= _LONG else 0, min(_word(column), _LONG), floor)
        found.append(room * form.half + form.padding)
    return found


def _wishes(table: Table, form: Widths, text: int, figure: int) -> list[list[int]]:
    """The widths at which a column's heading takes two lines and each of its short texts and figures one."""
    return [
        [
            part * form.half + form.padding
            for part in (
                _heading(column),
                *(part for row in table.rows for part in _together(column, row[place], text, figure)),
            )
        ]
        for place, column in enumerate(table.columns)
    ]


def _together(column: Column, cell: str, text: int, figure: int) -> list[int]:
    """How wide the parts of a cell are that should not break: before a bracket a line may end."""
    whole = one_line(cell)
    counted = column.numeric or (column.width < _TEXT and _COUNTED.match(whole))
    most = figure if counted else text
    parts = [whole] if _room(whole) <= text and not column.numeric else _ENDS.split(whole)
    return [room for part in parts if 0 < (room := _room(part)) <= most]


def _heading(column: Column) -> int:
    """How wide a heading is when it takes two lines; a short one stays on one."""
    length = halves(one_line(column.heading))
    return _word(column) or (length if length <= 4 else (length // 2 + 1) // 2 * 2)


def _word(column: Column) -> int:
    """How wide the longest word of a Latin heading is, in bold; 0 for a Chinese one."""
    words = [word for word in one_line(column.heading).split() if _LATIN.match(word)]
    return max((_bold(word) for word in words), default=0)


def _bold(word: str) -> int:
    tenths = sum(_LETTERS.get(letter, 14 if letter.isupper() else 10) * halves(letter) for letter in word)
    return -(-tenths // 10) + 1


def _piece(text: str) -> int:
    """The longest part of a text that does not break."""
    whole = one_line(text)
    return max([min(4, halves(whole)), *(_room(word) for word in _WHOLE.findall(whole))])


def _room(text: str) -> int:
    """How wide a text is, in halves of a character, with some letters for what they are."""
    return halves(text) + len(_BROAD.findall(text)) + (len(_EDGE.findall(text)) + 1) // 2


def _texts(table: Table, place: int) -> list[str]:
    """What stands in a column, its heading first."""
    return [one_line(table.columns[place].heading), *(one_line(row[place]) for row in table.rows)]
