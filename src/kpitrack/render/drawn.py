"""What is drawn of an indicator: its attainment against the pace, and its trend."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from kpitrack.assessment.results import IndicatorResult, MonthResult
from kpitrack.attainment import attainment, is_passed, limits
from kpitrack.kinds import Measure
from kpitrack.numeric import UnitMismatchError, factor
from kpitrack.render.strokes import CELLS, bar, sparkline


def attainment_bar(result: IndicatorResult | MonthResult) -> str:
    """The attainment, with a mark where a pace is kept."""
    paced = result.target.schedule.kind.is_paced
    expected = result.expected_attainment if paced else None
    return bar(result.attainment, expected, passed=is_over_limit(result))


def is_over_limit(result: IndicatorResult | MonthResult) -> bool:
    """Whether what looks like more than all of the target is beyond its upper bound, and so no success."""
    if result.value is None or result.attainment is None or result.attainment <= 1:
        return False
    bounds = limits(result.target.target, result.compared)
    return bounds is not None and is_passed(result.value, bounds)


def trend(result: IndicatorResult) -> str:
    """A block per month, at most the last twelve; a dot where no figure of the month can be used.

    Cumulative: the attainment of today's target, from 0 to 100 %; where there is none, the figure from 0
    to its highest. Else the figure from its lowest to its highest. Nothing where figures are in units of
    two families.
    """
    try:
        figures = new_figures(result.months[-CELLS:], result.unit)
    except UnitMismatchError:
        return ""
    known = [figure for figure in figures if figure is not None]
    low, high = min(known, default=Fraction(0)), max(known, default=Fraction(0))
    if result.indicator.measure is not Measure.CUMULATIVE:
        return sparkline(figures, low, high)
    shares = [None if figure is None else _share(result, figure) for figure in figures]
    if shares.count(None) == figures.count(None):
        return sparkline(shares, Fraction(0), Fraction(1))
    return sparkline(figures, Fraction(0), high if high > 0 else Fraction(1))


def new_figures(months: Sequence[MonthResult], unit: str) -> list[Fraction | None]:
    """The figures that came in with each month, in one unit. Raises UnitMismatchError."""
    return [
        None if one.new_figure is None else Fraction(one.new_figure) * factor(one.unit, unit)
        for one in months
    ]


def _share(result: IndicatorResult, figure: Fraction) -> Fraction | None:
    """What a figure attains of today's target."""
    force = result.target
    return attainment(figure, force.target, force.method, result.indicator.baseline_in(force.unit))
