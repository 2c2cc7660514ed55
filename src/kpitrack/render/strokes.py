"""Bars and sparklines in characters. Exact: a bar is full only at 100 %, and at its mark only on pace.

Every character is in GBK. All of them are of ambiguous width: some terminals draw them two columns wide.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

CELLS = 12  # one a month: the mark of a plan of one year stands between two of them
MOST = CELLS + 3  # the mark, and «<0» behind it

_FULL = "█"
_PARTS = ("", "▌")  # no thinner ones: beside the mark they look like a second one
_EMPTY = "─"
_MARK = "┃"
_GAP = "·"
_LEVELS = "▁▂▃▄▅▆▇█"
_STEPS = len(_PARTS)
_TOP = len(_LEVELS) - 1

INK = "".join(dict.fromkeys((*_LEVELS, *_PARTS, _EMPTY, _MARK, _GAP)))


def bar(
    attainment: Fraction | None, expected: Fraction | None, cells: int = CELLS, *, passed: bool = False
) -> str:
    """Attainment as a bar with a mark where it is expected to be; nothing where there is no attainment.

    `+` behind it: more than 100 %, or `!` where that is beyond an upper limit (`passed`); `<0`: below the
    start. No mark where nothing, or less than 0, is expected. Where rounding would hide which side of the
    mark it is on, the bar gives way, not the mark.
    """
    if attainment is None:
        return ""
    place = None if expected is None or expected < 0 else _place(expected, cells)
    steps = _filled(attainment, expected, place, cells)
    whole, part = divmod(steps, _STEPS)
    drawn = _FULL * whole + _PARTS[part]
    drawn += _EMPTY * (cells - len(drawn))
    if place is not None:
        drawn = drawn[:place] + _MARK + drawn[place:]
    beyond = ("!" if passed else "+") if attainment > 1 else ""
    return drawn + ("<0" if attainment < 0 else beyond)


def sparkline(points: Sequence[Fraction | None], low: Fraction, high: Fraction) -> str:
    """A block per point, lowest at `low`, highest only from `high` on; a dot where there is none.

    Where both are one there is nothing to compare: blocks of middle height.
    """
    return "".join(_GAP if point is None else _LEVELS[_level(point, low, high)] for point in points)


def _place(expected: Fraction, cells: int) -> int:
    """How many cells stand before the mark: none only for 0, all only from 100 % on."""
    nearest = (2 * expected * cells + 1) // 2
    least = 1 if expected > 0 else 0
    most = cells if expected >= 1 else cells - 1
    return min(max(nearest, least), most)


def _filled(attainment: Fraction, expected: Fraction | None, place: int | None, cells: int) -> int:
    """How many half cells are filled."""
    whole = cells * _STEPS
    least = 1 if attainment > 0 else 0
    most = whole if attainment >= 1 else whole - 1
    if expected is not None and place is not None:
        if attainment >= expected:
            least = max(least, place * _STEPS)
        else:
            most = min(most, max(place * _STEPS - 1, 0))
    return min(max(attainment * whole // 1, least), most)


def _level(point: Fraction, low: Fraction, high: Fraction) -> int:
    if low == high:
        return _TOP // 2
    return min(max((point - low) * _TOP // (high - low), 0), _TOP)
