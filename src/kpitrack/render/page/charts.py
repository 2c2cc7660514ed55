"""What charts are made of: exact figures as places in a drawing. Only here are they rounded for the eye."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import groupby

from kpitrack.assessment.results import IndicatorResult
from kpitrack.kinds import Measure
from kpitrack.model import Revision
from kpitrack.numeric import Exact, UnitMismatchError, factor, plain, round_half_up
from kpitrack.render.drawn import new_figures
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
    """The line of an indicator's new figures over so many months, in the unit of the last.

    None where there is no figure, or where the figures are in units of two families. The target is
    drawn over the months in which it is in force; the last one known goes on to the end.
    """
    try:
        listed = new_figures(result.months, result.unit)
    except UnitMismatchError:
        return None
    figures = {place: figure for place, figure in enumerate(listed) if figure is not None}
    if not figures:
        return None
    aims = _aims(result)
    heights = (aim for aim, _, _ in aims)
    low, high = _range(result.indicator.measure, [*figures.values(), *heights])
    points = {place: (_across(place, months), _up(value, low, high)) for place, value in figures.items()}
    runs = _runs(points)
    return Spark(
        paths=tuple(_path(run) for run in runs if len(run) > 1),
        dots=tuple(run[0] for run in runs if len(run) == 1),
        last=points[max(points)],
        targets=tuple(
            f"M{_edge(first, months)} {_up(aim, low, high)}H{_edge(end, months)}" for aim, first, end in aims
        ),
        label=label,
    )


def _aims(result: IndicatorResult) -> list[tuple[Fraction, int, int | None]]:
    """The targets as (figure, first place, place behind the last), in the unit of the last figure."""
    aims: list[tuple[Fraction, int, int | None]] = []
    drawn = [_aim(one.target, result.unit) for one in result.months]
    for aim, run in groupby(enumerate(drawn), key=lambda pair: pair[1]):
        places = [place for place, _ in run]
        end = places[-1] + 1
        if aim is not None:
            aims.append((aim, places[0], None if end == len(drawn) else end))
    return aims


def _aim(force: Revision, unit: str) -> Fraction | None:
    """A target's figure in a unit; None where it has none, or another kind of unit."""
    if force.target.value is None:
        return None
    try:
        return Fraction(force.target.value) * factor(force.unit, unit)
    except UnitMismatchError:
        return None


def _range(measure: Measure, figures: Iterable[Fraction]) -> tuple[Fraction, Fraction]:
    """The lowest and the highest figure drawn; of a total, from 0 on."""
    drawn = [*figures, *([Fraction(0)] if measure is Measure.CUMULATIVE else [])]
    return min(drawn), max(drawn)


def _edge(place: int | None, months: int) -> int:
    """Where a target's line begins or ends: between two months, or at the drawing's own edge."""
    if place is None:
        return WIDTH
    return 0 if not place else (_across(place - 1, months) + _across(place, months)) // 2


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
