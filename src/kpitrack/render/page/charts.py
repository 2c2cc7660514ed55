"""What charts are made of: exact figures as places in a drawing. Only here are they rounded for the eye."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from kpitrack.assessment.results import IndicatorResult
from kpitrack.kinds import Measure
from kpitrack.numeric import Exact, plain, round_half_up
from kpitrack.render.page.model import Bar, Segment, Spark, Stack
from kpitrack.render.show import Show

WIDTH, HEIGHT = 1200, 320  # of a sparkline
_MARGIN = 60
_TARGET = Fraction(92, 100)  # where in a bar the target stands: room beyond it for what exceeds it
_READABLE = Fraction(5, 100)  # a narrower part of a bar holds no number


def percent(share: Fraction) -> str:
    """A share of a drawing as a place in it: `12.5%`."""
    return f"{plain(round_half_up(share * 100, 2).normalize())}%"


def stack(caption: str, counts: Iterable[tuple[str, str, int]], show: Show, changes: str = "") -> Stack:
    """A stacked bar of (kind, name, count), those of 0 left out."""
    kept = [entry for entry in counts if entry[2]]
    total = sum(number for _, _, number in kept)
    segments, before = [], 0
    for kind, text, number in kept:
        width = Fraction(number, total)
        start = Fraction(before, total)
        middle = percent(start + width / 2)
        fits = width >= _READABLE
        segments.append(Segment(kind, text, number, percent(start), percent(width), middle, fits))
        before += number
    label = show.words.joined([f"{text} {number}" for _, text, number in kept])
    return Stack(caption, total, label, tuple(segments), changes)


def bar(share: Fraction, pace: Fraction | None, label: str) -> Bar:
    """An attainment as a bar that ends at the target."""
    within = min(max(share, Fraction(0)), Fraction(1))
    mark = percent(pace * _TARGET) if pace is not None and 0 <= pace <= 1 else ""
    return Bar(
        width=percent(within * _TARGET),
        pace=mark,
        target=percent(_TARGET),
        over=share > 1,
        under=share < 0,
        label=label,
    )


def spark(result: IndicatorResult, months: int, label: str) -> Spark | None:
    """The line of an indicator's fresh figures over so many months.

    None where there is no figure, or where the figures are not all of one unit.
    """
    fresh = {place: one for place, one in enumerate(result.months) if one.is_fresh and one.value is not None}
    if not fresh or any(one.unit != result.unit for one in fresh.values()):
        return None
    target = result.target.target.value
    figures = {place: Fraction(one.value) for place, one in fresh.items() if one.value is not None}
    low, high = _range(result.indicator.measure, figures.values(), target)
    points = {place: (_across(place, months), _up(value, low, high)) for place, value in figures.items()}
    runs = _runs(points)
    return Spark(
        paths=tuple(_path(run) for run in runs if len(run) > 1),
        dots=tuple(run[0] for run in runs if len(run) == 1),
        last=points[max(points)],
        target=None if target is None else _up(target, low, high),
        label=label,
    )


def _range(
    measure: Measure, figures: Iterable[Fraction], target: Decimal | None
) -> tuple[Fraction, Fraction]:
    """The lowest and the highest figure drawn: with the target; of a total, from 0 on."""
    drawn = [*figures, *([] if target is None else [Fraction(target)])]
    if measure is Measure.CUMULATIVE:
        drawn.append(Fraction(0))
    return min(drawn), max(drawn)


def _across(place: int, months: int) -> int:
    room = WIDTH - 2 * _MARGIN
    return WIDTH // 2 if months < 2 else _MARGIN + place * room // (months - 1)


def _up(value: Exact, low: Fraction, high: Fraction) -> int:
    room = HEIGHT - 2 * _MARGIN
    share = Fraction(1, 2) if low == high else (Fraction(value) - low) / (high - low)
    return HEIGHT - _MARGIN - int(share * room)


def _runs(points: dict[int, tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """The points in runs of months that follow one another."""
    runs: list[list[tuple[int, int]]] = []
    for place, point in points.items():
        if place - 1 in points:
            runs[-1].append(point)
        else:
            runs.append([point])
    return runs


def _path(run: list[tuple[int, int]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in run)
