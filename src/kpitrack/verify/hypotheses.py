"""Why a printed rate may not follow from the numbers beside it: every reason is computed, exactly.

A reason is as likely as it is common, divided by how many printed rates it would have explained as
well; slips of the hand, which explain almost anything, come last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from kpitrack.numeric import is_share, plain, round_away, round_half_up, round_towards_zero
from kpitrack.verify.slips import KINDS, MOST_SHIFT, may_be, meant
from kpitrack.verify.values import Case, Figure, Kind, Other, Rate, Reason, Why, computed

_MONTHS = 12
_FACTORS = (-8, -4, -3, -2, 2, 3, 4, 8)
# How often each was met among twenty published rates that do not follow; 1 where none was.
_COMMON = {
    Why.ROUNDED_INPUTS: 9,
    Why.BESIDE: 5,
    Why.OF_TOTAL: 5,
    Why.ELSEWHERE: 5,
    Why.UNIT_FACTOR: 5,
    Why.TRUNCATED: 3,
    Why.NUDGED: 3,
}
_SLIPS = frozenset({Why.SLIP_RATE, Why.SLIP_ACTUAL, Why.SLIP_TARGET})
_ORDER = {why: place for place, why in enumerate(Why)}


def follows(exact: Fraction, rate: Rate) -> str:
    """How a printed rate follows: `half_up`, `half_even`, or `held` just below 100; empty if not."""
    if _fits(exact, rate):
        return "half_up"
    floor, rest = divmod(exact.numerator * rate.whole, exact.denominator)
    is_tie = 2 * rest == exact.denominator
    if is_tie and floor + floor % 2 == rate.units:
        return "half_even"
    is_line = exact < 1 and 2 * rest >= exact.denominator and floor + 1 == rate.whole
    return "held" if is_line and floor == rate.units else ""


def reasons(case: Case) -> tuple[Reason, ...]:
    """Every reason that gives the printed rate, the likeliest first; empty where none does."""
    found = [reason for test in _TESTS for reason in test(case)]
    return tuple(sorted(found, key=_likelihood))


def _likelihood(reason: Reason) -> tuple[bool, Fraction, int]:
    """The sorting key: slips last, then by how common and how pliable, then by name."""
    common = Fraction(_COMMON.get(reason.why, 1), max(reason.explains, 1))
    return reason.why in _SLIPS, -common, _ORDER[reason.why]


def _fits(exact: Fraction, rate: Rate) -> bool:
    """Whether a ratio, rounded half up, is the printed rate."""
    return _prints(exact.numerator, exact.denominator, rate.whole, rate.units)


def _fit(kind: Kind, top: Fraction, base: Fraction, rate: Rate) -> bool:
    """Whether two numbers give the printed rate; `base` is not 0."""
    below = top.denominator * base.numerator
    return _prints(
        top.numerator * base.denominator - (below if kind is Kind.GROWTH else 0),
        below,
        rate.whole,
        rate.units,
    )


def _prints(top: int, base: int, whole: int, units: int) -> bool:
    """The same in whole numbers: hundreds of ratios are tried for a row, and one in a hundred fits."""
    is_negative, base = (top < 0) != (base < 0), abs(base)
    rounded = (2 * abs(top) * whole + base) // (2 * base)
    return (-rounded if is_negative else rounded) == units


def _rounding(case: Case) -> Iterator[Reason]:
    """Cut off, or rounded up, where it should have been rounded; else one off in its last place."""
    scaled, rate = case.exact * case.rate.scale, case.rate
    printed = round_half_up(rate.digits, rate.places)
    for why, rounded in ((Why.TRUNCATED, round_towards_zero), (Why.ROUNDED_UP, round_away)):
        if rounded(scaled, rate.places) == printed:
            yield Reason(why)
            return
    if abs(Fraction(round_half_up(scaled, rate.places) - printed)) == Fraction(1, 10**rate.places):
        yield Reason(Why.LAST_PLACE, 2)


def _rounded_inputs(case: Case) -> Iterator[Reason]:
    """Some numbers that would have been printed as these give the printed rate."""
    low, high = _range(case)
    if low is None or high is None or low == high:
        return
    unit = Fraction(1, 10**case.rate.places)
    printed = Fraction(round_half_up(case.rate.digits, case.rate.places))
    low, high = low * case.rate.scale, high * case.rate.scale
    if low < printed + unit / 2 and high > printed - unit / 2:
        ends = [round_half_up(end, case.rate.places) for end in (low, high)]
        count = Fraction(ends[1] - ends[0]) / unit + 1
        facts = {"low": plain(ends[0]), "high": plain(ends[1])}
        yield Reason(Why.ROUNDED_INPUTS, max(int(count), 1), facts=facts)


def _range(case: Case) -> tuple[Fraction | None, Fraction | None]:
    """The least and greatest rate that the printed inputs can stand for; none where the base reaches 0."""
    ends = [(each.value - each.half, each.value + each.half) for each in (case.top, case.base)]
    if ends[1][0] <= 0 <= ends[1][1]:
        return None, None
    rates = [computed(case.kind, top, base) for top, base in product(*ends)]
    return min(rates), max(rates)


def _bounded(case: Case) -> Iterator[Reason]:
    """100 for what is more, 0 for what is less."""
    exact, printed = case.exact, case.rate.digits
    if exact > 1 and printed == case.rate.scale:
        yield Reason(Why.CAPPED)
    if exact < 0 and not printed:
        yield Reason(Why.FLOORED)


def _nudged(case: Case) -> Iterator[Reason]:
    """A share moved by one unit of its last place, so that the column adds up to 100."""
    if not case.nudged:
        return
    rounded = Fraction(round_half_up(case.exact * case.rate.scale, case.rate.places))
    if abs(rounded - Fraction(case.rate.digits)) == Fraction(1, 10**case.rate.places):
        yield Reason(Why.NUDGED, 2)


def _totals(case: Case) -> Iterator[Reason]:
    """A total row with the mean of the rates, or with the sums of the rows where it prints other totals."""
    if case.mean is not None and _fits(case.mean, case.rate):
        yield Reason(Why.MEAN_OF_RATES)
    if case.parts is not None and _fits(case.parts, case.rate):
        yield Reason(Why.RATIO_OF_PARTS)


def _with_others(why: Why, case: Case, others: Iterable[Other], *, above: bool = False) -> Iterator[Reason]:
    """Another number of the table in place of the base, or (`above`) in place of the actual figure."""
    own = case.top.value if above else case.base.value
    tried = [other for other in others if other.value and other.value != own]
    for other in tried:
        ends = (other.value, case.base.value) if above else (case.top.value, other.value)
        if _fit(case.kind, *ends, case.rate):
            yield Reason(why, len(tried), facts={"label": other.label, "number": other.text})
            return


def _denominators(case: Case) -> Iterator[Reason]:
    """Taken of another number: the total, one beside it, another row's, or a part of the year's target."""
    if case.total:
        yield from _with_others(Why.OF_TOTAL, case, [case.total])
    yield from _with_others(Why.BESIDE, case, case.beside)
    yield from _with_others(Why.NUMERATOR, case, case.beside, above=True)
    yield from _with_others(Why.ELSEWHERE, case, case.elsewhere)
    if case.kind is not Kind.RATIO:
        return
    exact = case.exact
    for months in range(1, _MONTHS):
        top, base = exact.numerator * _MONTHS, exact.denominator * months
        if _prints(top, base, case.rate.whole, case.rate.units):
            yield Reason(Why.PACE, _MONTHS - 1, facts={"months": str(months)})
            break
    for power in _FACTORS:
        top, base = exact.numerator * 10 ** max(power, 0), exact.denominator * 10 ** max(-power, 0)
        if case.rate.digits and _prints(top, base, case.rate.whole, case.rate.units):
            facts = {"factor": str(10 ** abs(power))}
            yield Reason(Why.UNIT_FACTOR, len(_FACTORS), "more" if power > 0 else "less", facts)
            break


def _turned(case: Case) -> Iterator[Reason]:
    """Another formula on the same two numbers."""
    top, base, rate = case.top.value, case.base.value, case.rate
    if case.kind is Kind.GROWTH:
        if _fits(top / base, rate):
            yield Reason(Why.GROWTH, variant="ratio")
        return
    if top and _fits(base / top, rate):
        yield Reason(Why.INVERSE)
    if _fits(1 - top / base, rate):
        yield Reason(Why.COMPLEMENT)
    if _fits((top - base) / base, rate):
        yield Reason(Why.GROWTH)
    if is_share(case.top.unit) and is_share(case.base.unit):
        points = round_half_up(top - base, rate.places)
        if abs(points) == abs(round_half_up(rate.digits, rate.places)):
            yield Reason(Why.POINTS)


def _neighbours(case: Case) -> Iterator[Reason]:
    """The rate of the row above or below."""
    for exact in case.neighbours:
        if _fits(exact, case.rate):
            yield Reason(Why.NEIGHBOUR, 2)
            return


@dataclass(frozen=True, slots=True)
class _Slip:
    """A number that may have been meant: by which slip, and how many that slip may have been made of."""

    kind: str
    number: str
    tried: int


def _slip_of_rate(case: Case) -> Iterator[Reason]:
    rounded = round_half_up(case.exact * case.rate.scale, case.rate.places)
    exact, is_moved = Fraction(rounded), _fits_moved(case)
    if not is_moved and not may_be(case.rate.digits, exact, exact):
        return
    options = meant(case.rate.digits)
    for kind in KINDS:
        values = options[kind]
        fitting = is_moved if kind == "point" else rounded in values
        if fitting:
            facts = {"number": plain(rounded)}
            yield Reason(Why.SLIP_RATE, len(values), kind, facts)
            return


def _fits_moved(case: Case) -> bool:
    """Whether the rate follows once its point is moved: with the decimals it then has."""
    rate, exact = case.rate, case.exact
    for shift in range(-MOST_SHIFT, MOST_SHIFT + 1):
        places = max(rate.places - shift, 0)
        units, whole = rate.units * 10 ** (places - rate.places + shift), rate.scale * 10**places
        if shift and units and _prints(exact.numerator, exact.denominator, whole, units):
            return True
    return False


def _slip_of_input(case: Case) -> Iterator[Reason]:
    for why, figure in ((Why.SLIP_ACTUAL, case.top), (Why.SLIP_TARGET, case.base)):
        found = _slip(case, figure, above=figure is case.top)
        if found:
            yield Reason(why, found.tried, found.kind, {"number": found.number})


def _slip(case: Case, figure: Figure, *, above: bool) -> _Slip | None:
    """The first number, by kind of slip, that figure may have been meant as and the rate follows from."""
    window = _window(case, figure, above=above)
    if window and not may_be(figure.digits, *window):
        return None
    options = meant(figure.digits)
    for kind in KINDS:
        for value in options[kind]:
            exact = Fraction(value) * figure.factor
            ends = (exact, case.base.value) if above else (case.top.value, exact)
            if ends[1] and _fit(case.kind, *ends, case.rate):
                return _Slip(kind, plain(value), len(options[kind]))
    return None


def _window(case: Case, figure: Figure, *, above: bool) -> tuple[Fraction, Fraction] | None:
    """Between what numbers a figure would have to lie, ends included; None where there is no end."""
    more = case.rate.whole if case.kind is Kind.GROWTH else 0
    low, high = (Fraction(2 * (case.rate.units + more) + step, 2 * case.rate.whole) for step in (-1, 1))
    if above:
        ends = [low * case.base.value, high * case.base.value]
    elif low <= 0 <= high:
        return None
    else:
        ends = [case.top.value / low, case.top.value / high]
    least, most = sorted(end / figure.factor for end in ends)
    return least, most


_TESTS = (
    _rounding,
    _rounded_inputs,
    _bounded,
    _nudged,
    _totals,
    _denominators,
    _turned,
    _neighbours,
    _slip_of_rate,
    _slip_of_input,
)
