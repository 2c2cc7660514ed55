"""What is drawn of an indicator: its attainment against the pace, and its trend."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from kpitrack.assessment.results import IndicatorResult, MonthResult
from kpitrack.kinds import Measure
from kpitrack.numeric import UnitMismatchError, factor
from kpitrack.render.strokes import CELLS, bar, sparkline


def attainment_bar(result: IndicatorResult | MonthResult) -> str:
    """The attainment, with a mark where a pace is kept."""
    paced = result.target.schedule.kind.is_paced
    return bar(result.attainment, result.expected_attainment if paced else None)


def trend(result: IndicatorResult) -> str:
    """A block per month, at most the last twelve; a dot where the month has no figure of its own.

    Cumulative: the attainment on a scale from 0 to 100 %, without one the figure from 0 to its highest.
    Else the figure from its lowest to its highest. Nothing where figures are in units of two families.
    """
    months = result.months[-CELLS:]
    cumulative = result.indicator.measure is Measure.CUMULATIVE
    known = [one for one in months if one.is_fresh]
    if cumulative and all(one.attainment is not None for one in known):
        shares = [one.attainment if one.is_fresh else None for one in months]
        return sparkline(shares, Fraction(0), Fraction(1))
    try:
        points = _figures(months, known[-1].unit if known else "")
    except UnitMismatchError:
        return ""
    figures = [point for point in points if point is not None]
    low = Fraction(0) if cumulative else min(figures, default=Fraction(0))
    high = max(figures, default=Fraction(0))
    return sparkline(points, low, max(high, Fraction(1)) if cumulative and high <= 0 else high)


def _figures(months: Sequence[MonthResult], unit: str) -> list[Fraction | None]:
    """The months' own figures in one unit. Raises UnitMismatchError."""
    return [
        Fraction(one.value) * factor(one.unit, unit) if one.is_fresh and one.value is not None else None
        for one in months
    ]
