"""How an indicator's figures are computed: the formulas, with the numbers in them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kpitrack.assessment.results import IndicatorResult
from kpitrack.attainment import limits
from kpitrack.kinds import BandMethod, Method
from kpitrack.numeric import plain, round_half_up, show_needed, show_points, show_value, show_worked
from kpitrack.periods import Period
from kpitrack.render.cells import change_cell
from kpitrack.render.show import NOTHING, Show
from kpitrack.reported import Record

_FORMULAS = {
    Method.RATIO: "sum.ratio",
    Method.CHANGE: "sum.change_attained",
    Method.INVERSE: "sum.inverse",
}


def sums(result: IndicatorResult, month: Period, show: Show) -> Iterator[str]:
    """The formulas with the numbers in them."""
    words, value = show.words, result.value
    yield from _derivation(result, show)
    if value is None:
        return
    figure = show.figure(result)
    if result.value_period and result.value_period != month:
        key = "fresh.oldest" if result.reported == month else "flag.stale"
        figure += words("mark", marks=words(key, month=show.month(result.value_period)))
    yield words("sum.value", value=figure)
    yield from _attained(result, show)
    if result.expected is not None and result.target.schedule.kind.is_paced:
        yield words(
            "sum.pace",
            pace=show.percent(result.pace),
            month=str(result.value_period),
            due=str(result.indicator.due),
        )
        yield words(
            f"sum.expected_{result.target.schedule.kind.value}",
            expected=show_value(result.expected),
            unit=show.unit(result.target.unit),
        )
    if not result.is_part:
        yield from _distance(result, show, month)
    if result.change is not None:
        yield words("sum.change", change=change_cell(show, result))


def _distance(result: IndicatorResult, show: Show, month: Period) -> Iterator[str]:
    """How far it is from its pace and its target, and what is needed."""
    words = show.words
    if result.pace_ratio is not None and result.pace_gap_points is not None:
        yield words(
            "sum.pace_ratio",
            ratio=plain(round_half_up(result.pace_ratio, 3)),
            points=show_points(result.pace_gap_points),
            bands=_bands(show),
        )
    if result.gap is not None:
        yield words("sum.gap", gap=show.difference(result.gap, result.target.unit))
    if result.needed_per_month:
        yield words(
            "sum.needed",
            remaining=show.difference(result.remaining, result.target.unit),
            months=month.until(result.indicator.due),
            needed=show_needed(result.needed_per_month),
            unit=show.unit(result.target.unit),
        )


def _attained(result: IndicatorResult, show: Show) -> Iterator[str]:
    words, method, target = show.words, result.target.method, result.target.target
    if result.compared is not None and result.value is not None:
        yield words(
            "sum.compared",
            series=show.item_name(target.series),
            compared=show_worked(result.compared),
            value=show.worked(result),
            gap=show.difference(result.gap, result.target.unit),
        )
    elif result.attainment is not None and target.value is not None and result.value is not None:
        baseline = result.indicator.baseline_in(result.target.unit)
        yield words(
            _FORMULAS[method],
            value=show.worked(result),
            target=plain(target.value),
            baseline=plain(baseline.value) if baseline else "",
            result=show.attainment(result),
        )
    elif method is Method.MET and limits(target) is not None:
        key = "sum.satisfied" if result.satisfied else "sum.not_satisfied"
        yield words(key, target=show.target(result.target))


def _derivation(result: IndicatorResult, show: Show) -> Iterator[str]:
    derive = result.indicator.derive
    if derive is None or not result.records or result.records[0].item == result.indicator.id:
        return
    figures = {record.item: record for record in result.records}
    shown = [f"{show.item_name(name)} {_input(figures.get(name), show)}" for name in derive.inputs]
    key = "sum.derive_scaled" if derive.times != 1 else f"sum.derive_{derive.kind.value}"
    formula = show.words(key, first=shown[0], second=shown[1], times=plain(derive.times))
    whole = isinstance(result.value, Decimal) or result.value is None
    yield formula if whole else show.words("sum.derived", formula=formula, value=show.worked(result))


def _input(record: Record | None, show: Show) -> str:
    return NOTHING if record is None else show.quantity(record.value, record.unit)


def _bands(show: Show) -> str:
    bands = show.plan.rules.bands
    if bands.method is BandMethod.POINTS:
        return show.words("sum.bands_points", lagging=plain(bands.lagging))
    return show.words("sum.bands_ratio", lagging=plain(bands.lagging))
