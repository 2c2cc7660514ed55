"""Numbers for a spreadsheet: exact, or else the printed text; never on the other side of a line.

A spreadsheet holds 15 digits. Quotients have six decimals, as in the JSON. Where so many would say
something else than the printed figure (that a target is reached, that nothing is missing), or where
there are more digits, the cell holds the printed text instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction

from kpitrack.numeric import Exact, Line, decimals, plain, round_half_up
from kpitrack.render.json_text import PLACES
from kpitrack.render.workbook.grid import EMPTY, Cell

DIGITS = 15
_ZERO = (Line(Decimal(0)), Line(Decimal(0), inclusive=False))
_PERCENT = range(1, PLACES - 1)  # decimals of a percentage that has six as a ratio


def number(value: Exact | None, shown: str = "", lines: Iterable[Line] = ()) -> Cell:
    """A figure as a number; `shown` is how it is printed, `lines` what it must not seem to cross."""
    if value is None:
        return EMPTY
    if isinstance(value, Decimal):
        return _exact(value, shown, f"0.{'0' * decimals(value)}" if decimals(value) else "0")
    rounded = round_half_up(value, PLACES)
    crosses = any(line.reached(rounded) != line.reached(value) for line in (*_ZERO, *lines))
    return Cell(shown) if crosses else _exact(rounded, shown, "General")


def ratio(value: Fraction | None, shown: str = "", lines: Iterable[Exact] = (Fraction(1),)) -> Cell:
    """A ratio as a number, shown in per cent with as many decimals as it takes not to cross a line."""
    if value is None:
        return EMPTY
    rounded = round_half_up(value, PLACES)
    bars = [*_ZERO, *(Line(bar) for bar in lines)]
    same = _on_the_same_side(Fraction(value), bars)
    if not same(rounded):
        return Cell(shown)
    percent = Fraction(rounded) * 100
    places = next((p for p in _PERCENT if same(Fraction(round_half_up(percent, p)) / 100)), _PERCENT[-1])
    return _exact(rounded, shown, f"0.{'0' * places}%")


def _on_the_same_side(value: Fraction, lines: Iterable[Line]) -> Callable[[Exact], bool]:
    """Whether a rounded value is on the side of every line on which the exact one is."""
    sides = [(line, line.reached(value)) for line in lines]
    return lambda rounded: all(line.reached(rounded) == side for line, side in sides)


def _exact(value: Decimal, shown: str, shape: str) -> Cell:
    bare = value.normalize()
    if len(bare.as_tuple().digits) > DIGITS:
        return Cell(shown or plain(value))
    return Cell(number=Decimal(plain(bare)), shape=shape)
