"""What an indicator's figure is, month by month: running totals, increments, sums, derived values.

Pure look-ups in the ledger. A point says when it is of, what it rests on and what it lacks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from kpitrack.kinds import DeriveKind, Reporters
from kpitrack.ledger import Ledger
from kpitrack.model import Action, Derive, Indicator, Plan, Series, Target
from kpitrack.numeric import Exact, UnitMismatchError, convert, exact_difference, exact_sum, factor
from kpitrack.periods import Period
from kpitrack.reported import Record


@dataclass(frozen=True, slots=True)
class Point:
    """A figure as it stood in a month.

    `period` is the month of the latest report in it, `value_period` the month of its oldest part.
    `missing` names months or reporters that a sum lacks: then `value` is a lower bound.
    `compared` is the series' figure of a relative target.
    """

    period: Period
    value: Exact
    value_period: Period
    records: tuple[Record, ...]
    estimate: bool = False
    missing: tuple[str, ...] = ()
    compared: Exact | None = None

    @property
    def total(self) -> Decimal:
        """The value of a point that rests on reports alone; TypeError for a computed one."""
        if not isinstance(self.value, Decimal):
            raise TypeError(self.value)
        return self.value


@dataclass(frozen=True, slots=True)
class Trail:
    """An indicator's points up to a month, and what else was reported for it."""

    points: tuple[Point, ...]
    reported: tuple[Period, ...]
    lacking: tuple[str, ...] = ()

    def until(self, month: Period) -> tuple[Point, ...]:
        """The points at or before a month."""
        return tuple(point for point in self.points if point.period <= month)

    def at(self, month: Period) -> Point | None:
        """The point whose parts are all of that month, or None."""
        return next((point for point in self.points if point.value_period == month == point.period), None)


def bearing_on(item: Indicator | Action, targets: Iterable[Target]) -> tuple[str, ...]:
    """The items under which what an item's figure may rest on is reported, its targets being these."""
    if isinstance(item, Action):
        return (item.id, *(item.step_key(step) for step in item.steps))
    series = [target.series for target in targets if target.series]
    return tuple(dict.fromkeys((item.id, *(item.derive.inputs if item.derive else ()), *series)))


def trail(plan: Plan, indicator: Indicator, ledger: Ledger, unit: str) -> Trail:
    """Every point of an indicator, in one unit. A month's points rest on nothing later than it.

    The unit is that of the target the figures are held against: a revision may have changed it.
    """
    own = tuple(_own_points(plan, indicator, ledger, unit))
    reported = set(ledger.periods(indicator.id))
    points = own
    lacking: tuple[str, ...] = ()
    if indicator.derive:
        derived = tuple(derived_points(plan, indicator, ledger, unit))
        direct = {point.period for point in own}
        points = tuple(
            sorted(
                (*own, *(p for p in derived if p.period not in direct)),
                key=lambda point: point.period,
            )
        )
        for name in indicator.derive.inputs:
            reported |= set(ledger.periods(name))
        lacking = tuple(name for name in indicator.derive.inputs if not ledger.periods(name))
    return Trail(points, tuple(sorted(reported)), lacking)


def compare(
    plan: Plan, ledger: Ledger, points: tuple[Point, ...], series: str, unit: str
) -> tuple[Point, ...]:
    """The points for which a series has a figure too, each with that figure, in the points' unit."""
    matched = []
    for point in points:
        reference = series_figure(plan, ledger, series, point.value_period, unit)
        if reference:
            value, records = reference
            matched.append(
                replace(
                    point,
                    records=(*point.records, *records),
                    estimate=point.estimate or _estimated(records),
                    compared=value,
                )
            )
    return tuple(matched)


def series_figure(
    plan: Plan, ledger: Ledger, name: str, month: Period, unit: str
) -> tuple[Decimal, tuple[Record, ...]] | None:
    """A series' figure for a month, in a unit; with `carry` the latest one up to it. None: there is none."""
    series = plan.items.get(name)
    if not isinstance(series, Series) or ledger.is_disputed(name, month):
        return None
    earlier = [period for period in ledger.periods(name) if period <= month]
    for period in reversed(earlier):
        if period != month and not series.carry:
            return None
        figured = [record for record in ledger.reports(name, period) if record.value is not None]
        if series.duty.reporters is Reporters.SUM:
            if len(figured) < len(series.duty.reported_by):
                return None
            total = exact_sum(record.value for record in figured if record.value)
            return _in_unit(total, series.unit, unit), tuple(figured)
        if figured:
            return _in_unit(figured[0].value or Decimal(0), series.unit, unit), tuple(figured)
    return None


def _in_unit(value: Decimal, unit: str, wanted: str) -> Decimal:
    """A series' figure in the unit it is used in; the plan's rules see to it that it can be."""
    return convert(value, unit, wanted) if wanted else value


def derived_points(plan: Plan, indicator: Indicator, ledger: Ledger, unit: str) -> Iterator[Point]:
    """A point, in a unit, for each month in which a figure can be computed from its two series."""
    derive = indicator.derive
    if derive is None:
        return
    units = _input_units(plan, derive, unit or indicator.unit)
    scale = factor(indicator.unit, unit) if derive.kind is not DeriveKind.DIFFERENCE else Fraction(1)
    months = sorted({period for name in derive.inputs for period in ledger.periods(name)})
    for month in months:
        first, second = (
            series_figure(plan, ledger, name, month, own)
            for name, own in zip(derive.inputs, units, strict=True)
        )
        value = computed(derive, first[0], second[0]) if first and second else None
        if first and second and value is not None:
            records = (*first[1], *second[1])
            scaled = value if scale == 1 else Fraction(value) * scale
            yield Point(month, scaled, month, records, _estimated(records))


def _input_units(plan: Plan, derive: Derive, unit: str) -> tuple[str, str]:
    """The units in which the inputs are taken: a difference's is the result's, a growth's is one."""
    if derive.kind is DeriveKind.DIFFERENCE:
        return unit, unit
    if derive.kind is DeriveKind.GROWTH:
        first = plan.items[derive.inputs[0]]
        return (first.unit, first.unit)
    return "", ""


def computed(derive: Derive, first: Decimal, second: Decimal) -> Exact | None:
    """The derived figure, exact; None where the denominator is zero."""
    if derive.kind is DeriveKind.DIFFERENCE:
        return exact_difference(first, second)
    if second == 0:
        return None
    ratio = Fraction(first) / Fraction(second)
    if derive.kind is DeriveKind.RATIO:
        return ratio * Fraction(derive.times)
    return (ratio - 1) * 100


_Months = list[tuple[Period, tuple[tuple[Record, Decimal], ...]]]


def amount(record: Record, indicator: Indicator, unit: str) -> Decimal | None:
    """The figure a record gives for an indicator, in a unit; None where it gives none.

    Without a unit, as long as the target has none, the figure is taken as it was reported.
    """
    value = record.increment if indicator.increments else record.value
    if value is None or not unit or not record.unit:
        return value
    try:
        return convert(value, record.unit, unit)
    except UnitMismatchError:
        return None


def _own_points(plan: Plan, indicator: Indicator, ledger: Ledger, unit: str) -> Iterator[Point]:
    """The points that rest on the indicator's own reports."""
    months: _Months = []
    for period in ledger.periods(indicator.id):
        amounts = [
            (record, amount(record, indicator, unit)) for record in ledger.reports(indicator.id, period)
        ]
        figured = tuple((record, value) for record, value in amounts if value is not None)
        if figured:
            months.append((period, figured))
    if indicator.duty.reporters is Reporters.SUM:
        return _sums(plan, indicator, months)
    return _points(plan, indicator, months)


def _points(plan: Plan, indicator: Indicator, months: _Months) -> Iterator[Point]:
    """The points of one figure a month: what several units report of one month is the same figure."""
    if indicator.increments:
        yield from _increments(plan, indicator, months)
        return
    for period, figured in months:
        records = tuple(record for record, _ in figured)
        yield Point(period, figured[0][1], period, records, _estimated(records))


def _sums(plan: Plan, indicator: Indicator, months: _Months) -> Iterator[Point]:
    """The parts of several reporters, each one's latest carried forward."""
    own: dict[str, _Months] = {unit: [] for unit in indicator.duty.reported_by}
    for period, figured in months:
        for record, value in figured:
            if record.reported_by in own:
                own[record.reported_by].append((period, ((record, value),)))
    parts = {unit: tuple(_points(plan, indicator, mine)) for unit, mine in own.items()}
    for month, _ in months:
        latest = {
            unit: next((point for point in reversed(points) if point.period <= month), None)
            for unit, points in parts.items()
        }
        known = [point for point in latest.values() if point]
        if not known:
            continue
        silent = tuple(unit for unit, point in latest.items() if point is None)
        missing = tuple(dict.fromkeys((*silent, *(name for point in known for name in point.missing))))
        records = tuple(record for point in known for record in point.records)
        total = exact_sum(point.total for point in known)
        oldest = min(point.value_period for point in known)
        yield Point(month, total, oldest, records, _estimated(records), missing)


def _increments(plan: Plan, indicator: Indicator, months: _Months) -> Iterator[Point]:
    """Running sums of months' own increments; a month owed and not there is named."""
    total = Decimal(0)
    summed: tuple[Record, ...] = ()
    seen: set[Period] = set()
    for period, figured in months:
        total = exact_sum((total, figured[0][1]))
        summed = (*summed, *(record for record, _ in figured))
        seen.add(period)
        gaps = tuple(
            str(month)
            for month in plan.span.months()
            if month < period and month not in seen and indicator.duty.frequency.owes(month)
        )
        yield Point(period, total, period, summed, _estimated(summed), gaps)


def _estimated(records: tuple[Record, ...]) -> bool:
    return any(record.estimate for record in records)
