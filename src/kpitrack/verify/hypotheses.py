"""Why a printed rate may not follow from the numbers beside it: every reason is computed, exactly.

A reason is as likely as it is common, divided by how many printed rates it would have explained as
well; slips of the hand, which explain almost anything, come last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import product

from kpitrack.numeric import Exact, is_share, plain, round_away, round_half_up, round_towards_zero
from kpitrack.verify.slips import KINDS, meant
from kpitrack.verify.values import Case, Figure, Kind, Other, Rate, Reason, Why

_MONTHS = 12
_WIDENED = 6
_STEP = Decimal(1).scaleb(-_WIDENED)
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


def computed(kind: Kind, top: Fraction, base: Fraction) -> Fraction:
    """The rate as a ratio; `base` is not 0."""
    return (top - base) / base if kind is Kind.GROWTH else top / base


def rate_of(case: Case) -> Fraction:
    """What the rate should be, as a ratio."""
    return computed(case.kind, case.top.value, case.base.value)


def follows(exact: Fraction, rate: Rate) -> str:
    """How a printed rate follows: `half_up`, `half_even`, or `held` just below 100; empty if not."""
    scaled, printed = exact * rate.scale, round_half_up(rate.digits, rate.places)
    if round_half_up(scaled, rate.places) == printed:
        return "half_up"
    if _half_even(scaled, rate.places) == printed:
        return "half_even"
    is_line = round_half_up(scaled, rate.places) == rate.scale and scaled < rate.scale
    return "held" if is_line and round_towards_zero(scaled, rate.places) == printed else ""


def reasons(case: Case) -> tuple[Reason, ...]:
    """Every reason that gives the printed rate, the likeliest first; empty where none does."""
    found = [reason for test in _TESTS for reason in test(case)]
    return tuple(sorted(found, key=_likelihood))


def _likelihood(reason: Reason) -> tuple[bool, Fraction, int]:
    """The sorting key: slips last, then by how common and how pliable, then by name."""
    common = Fraction(_COMMON.get(reason.why, 1), max(reason.explains, 1))
    return reason.why in _SLIPS, -common, _ORDER[reason.why]


def _fits(exact: Fraction, rate: Rate) -> bool:
    return round_half_up(exact * rate.scale, rate.places) == round_half_up(rate.digits, rate.places)


def _half_even(value: Fraction, places: int) -> Exact:
    scaled = value * 10**places
    floor = scaled.numerator // scaled.denominator
    is_tie = scaled - floor == Fraction(1, 2)
    return Fraction(floor + floor % 2, 10**places) if is_tie else round_half_up(value, places)


def _rounding(case: Case) -> Iterator[Reason]:
    """Cut off, or rounded up, where it should have been rounded; else one off in its last place."""
    scaled, rate = rate_of(case) * case.rate.scale, case.rate
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
    exact, printed = rate_of(case), case.rate.digits
    if exact > 1 and printed == case.rate.scale:
        yield Reason(Why.CAPPED)
    if exact < 0 and not printed:
        yield Reason(Why.FLOORED)


def _nudged(case: Case) -> Iterator[Reason]:
    """A share moved by one unit of its last place, so that the column adds up to 100."""
    if not case.nudged:
        return
    rounded = Fraction(round_half_up(rate_of(case) * case.rate.scale, case.rate.places))
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
        if _fits(computed(case.kind, *ends), case.rate):
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
    for months in range(1, _MONTHS):
        share = case.base.value * months / _MONTHS
        if _fits(case.top.value / share, case.rate):
            yield Reason(Why.PACE, _MONTHS - 1, facts={"months": str(months)})
            break
    for power in _FACTORS:
        if case.rate.digits and _fits(rate_of(case) * Fraction(10) ** power, case.rate):
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
    rounded = round_half_up(rate_of(case) * case.rate.scale, case.rate.places)
    options = meant(case.rate.digits)
    for kind in KINDS:
        values = options[kind]
        fitting = _fits_moved(case, kind) if kind == "point" else rounded in values
        if fitting:
            facts = {"number": plain(rounded)}
            yield Reason(Why.SLIP_RATE, len(values), kind, facts)
            return


def _fits_moved(case: Case, kind: str) -> bool:
    """Whether the rate follows once its point is moved: with the decimals it then has."""
    exact = rate_of(case)
    moved = (
        Rate(value, case.rate.scale, case.rate.location, case.rate.text)
        for value in meant(case.rate.digits)[kind]
    )
    return any(_fits(exact, rate) for rate in moved)


def _slip_of_input(case: Case) -> Iterator[Reason]:
    for why, figure in ((Why.SLIP_ACTUAL, case.top), (Why.SLIP_TARGET, case.base)):
        found = _slip(case, figure, above=figure is case.top)
        if found:
            yield Reason(why, found.tried, found.kind, {"number": found.number})


def _slip(case: Case, figure: Figure, *, above: bool) -> _Slip | None:
    """The first number, by kind of slip, that figure may have been meant as and the rate follows from."""
    options, window = meant(figure.digits), _window(case, figure, above=above)
    for kind in KINDS:
        for value in options[kind]:
            if window and not window[0] <= value <= window[1]:
                continue
            exact = Fraction(value) * figure.factor
            ends = (exact, case.base.value) if above else (case.top.value, exact)
            if ends[1] and _fits(computed(case.kind, *ends), case.rate):
                return _Slip(kind, plain(value), len(options[kind]))
    return None


def _window(case: Case, figure: Figure, *, above: bool) -> tuple[Decimal, Decimal] | None:
    """Between what numbers a figure would have to lie, a little widened: most need then not be tried."""
    half = Fraction(1, 2 * 10**case.rate.places)
    more = case.kind is Kind.GROWTH
    low, high = ((Fraction(case.rate.digits) + step) / case.rate.scale + more for step in (-half, half))
    if not above and low <= 0 <= high:
        return None
    ends = (
        (low * case.base.value, high * case.base.value)
        if above
        else (case.top.value / low, case.top.value / high)
    )
    shown = sorted(round_half_up(end / figure.factor, _WIDENED) for end in ends)
    return shown[0] - _STEP, shown[1] + _STEP


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
