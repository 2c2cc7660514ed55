"""The arithmetic: satisfied or not, attainment, gap, expected value. Pure and exact.

Everything is computed on `Fraction`; `None` means undefined (a zero denominator, no bound),
never zero. The rules are those of docs/explanation/attainment.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kpitrack.kinds import BandMethod, Bound, Method, ScheduleKind
from kpitrack.model import Bands, Baseline, Revision, Target
from kpitrack.numeric import Exact
from kpitrack.periods import Period, Span


@dataclass(frozen=True, slots=True)
class Limits:
    """A target's bounds as numbers; None where there is none. Strict ones exclude the bound."""

    lower: Fraction | None
    upper: Fraction | None
    strict: bool = False


def limits(target: Target, compared: Exact | None = None) -> Limits | None:
    """The bounds of a target; `compared` is the series' figure of a relative one. None: not known."""
    if target.bound.is_relative:
        if compared is None:
            return None
        bar = Fraction(compared)
        return Limits(None, bar) if target.bound.is_upper_limit else Limits(bar, None)
    if target.value is None:
        return None
    value = Fraction(target.value)
    strict = target.bound in {Bound.MORE_THAN, Bound.LESS_THAN}
    if target.bound.is_upper_limit:
        return Limits(None, value, strict)
    if not target.bound.is_range:
        return Limits(value, None, strict)
    lower, upper = target.lower, target.upper
    return Limits(_fraction(lower), _fraction(upper))


def is_satisfied(value: Exact, bounds: Limits) -> bool:
    """Whether a value lies within the bounds: inclusive, except where they are strict."""
    exact = Fraction(value)
    low = bounds.lower is None or exact > bounds.lower or (exact == bounds.lower and not bounds.strict)
    high = bounds.upper is None or exact < bounds.upper or (exact == bounds.upper and not bounds.strict)
    return low and high


def is_passed(value: Exact, bounds: Limits) -> bool:
    """Whether an upper bound is passed (a strict one: reached); False where there is none."""
    exact = Fraction(value)
    return bounds.upper is not None and (exact > bounds.upper or (bounds.strict and exact == bounds.upper))


def gap(value: Exact, bounds: Limits) -> Fraction:
    """Value − target; for a range or band to the bound that is violated, else 0."""
    exact = Fraction(value)
    if bounds.lower is not None and bounds.upper is not None:
        if exact < bounds.lower:
            return exact - bounds.lower
        return max(exact - bounds.upper, Fraction(0))
    return exact - (bounds.lower if bounds.lower is not None else _bar(bounds))


def shortfall(value: Exact, bounds: Limits) -> Fraction:
    """How much is missing in the target's own sense, at least 0."""
    distance = gap(value, bounds)
    below = bounds.lower is not None and distance < 0
    above = bounds.upper is not None and distance > 0
    return abs(distance) if below or above else Fraction(0)


def attainment(value: Exact, target: Target, method: Method, baseline: Baseline | None) -> Fraction | None:
    """Share of the target reached, not capped; None where the method has none or divides by zero."""
    if target.value is None or method in {Method.GAP, Method.MET}:
        return None
    exact, aim = Fraction(value), Fraction(target.value)
    if method is Method.RATIO:
        return exact / aim if aim else None
    if method is Method.INVERSE:
        return aim / exact if exact else None
    if baseline is None or baseline.value == target.value:
        return None
    start = Fraction(baseline.value)
    return (exact - start) / (aim - start)


@dataclass(frozen=True, slots=True)
class Expected:
    """Where a steady path would be: the value, and the attainment that value would have."""

    value: Fraction | None
    share: Fraction | None


NOTHING_EXPECTED = Expected(None, None)


def expected(
    force: Revision, baseline: Baseline | None, month: Period, pace: Fraction, compared: Exact | None = None
) -> Expected:
    """The expected value in a month whose pace is `pace`, of the target in force.

    linear: target × pace (with `change` from the baseline on); checkpoints: the last one reached;
    direct: the target; none and annual, and before the first checkpoint: nothing.
    """
    target, kind = force.target, force.schedule.kind
    if kind is ScheduleKind.DIRECT:
        bounds = limits(target, compared)
        return Expected(_aim(target, bounds), Fraction(1)) if bounds else NOTHING_EXPECTED
    if target.value is None:
        return NOTHING_EXPECTED
    if kind is ScheduleKind.LINEAR:
        start = Fraction(baseline.value) if force.method is Method.CHANGE and baseline else Fraction(0)
        return Expected(start + (Fraction(target.value) - start) * pace, pace)
    reached = force.schedule.checkpoint(month)
    if reached is None:
        return NOTHING_EXPECTED
    return Expected(Fraction(reached), attainment(reached, target, force.method, baseline))


def direct_ratio(value: Exact, reached: Fraction | None, bounds: Limits) -> Fraction | None:
    """How near an unsatisfied value is to the bound it violates; None where no ratio exists.

    A lower bound: the attainment, or value ÷ bound; an upper limit: limit ÷ value; a range: by its
    nearest bound. A limit or bound at or below zero gives none.
    """
    exact = Fraction(value)
    if bounds.upper is not None and (bounds.lower is None or exact > bounds.lower):
        return bounds.upper / exact if bounds.upper > 0 and exact > 0 else None
    if bounds.upper is None and reached is not None:
        return reached
    if bounds.lower is None or bounds.lower <= 0:
        return None
    return exact / bounds.lower


def is_lagging(ratio: Fraction, share: Fraction, bands: Bands) -> bool:
    """Whether what is below the expected is still `lagging`, not yet `seriously_lagging`."""
    if bands.method is BandMethod.POINTS:
        return (share - ratio) * 100 <= Fraction(bands.lagging)
    return ratio >= share * Fraction(bands.lagging)


def pace_at(span: Span, month: Period, due: Period) -> Fraction:
    """Share of time elapsed at a month's end: months from the plan's start ÷ months to `due`."""
    return span.share(month, due)


def _aim(target: Target, bounds: Limits) -> Fraction:
    if target.value is not None:
        return Fraction(target.value)
    return bounds.lower if bounds.lower is not None else _bar(bounds)


def _bar(bounds: Limits) -> Fraction:
    if bounds.upper is None:
        message = "a target without any bound"
        raise ValueError(message)
    return bounds.upper


def _fraction(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)
