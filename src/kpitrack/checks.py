"""Checks across plan and ledger: a list of pure functions. A new check is a new entry in `CHECKS`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction

from kpitrack.attainment import attainment
from kpitrack.figures import amount, derived_points, trail
from kpitrack.kinds import Measure, Reporters, State
from kpitrack.ledger import Ledger
from kpitrack.model import Indicator, Plan
from kpitrack.numeric import decimals, exact_sum, plain, round_half_up
from kpitrack.periods import Period
from kpitrack.problems import Problem, warning
from kpitrack.reported import Record

_FULL = Decimal(100)
_OUT_OF_SCALE = 10
_OUT_OF_SCALE_SMALL = 100  # of a target of 1 or 2 a dozen may well be done


def check_all(plan: Plan, ledger: Ledger) -> Iterator[Problem]:
    """The problems of every check."""
    for check in CHECKS:
        yield from check(plan, ledger)


def check_falling_totals(plan: Plan, ledger: Ledger) -> Iterator[Problem]:
    """A running total does not fall, and a month's increment is not negative, without a reason."""
    for indicator in _cumulative(plan):
        split = indicator.duty.reporters is Reporters.SUM
        unit = indicator.in_force(plan.span.last).unit
        latest: dict[str, tuple[Record, Decimal]] = {}
        for period in ledger.periods(indicator.id):
            reports = ledger.reports(indicator.id, period)
            # Two units that differ on one month are a conflict, told elsewhere, and no fall.
            for record in reports if split else reports[:1]:
                owner = record.reported_by if split else ""
                value, before = amount(record, indicator, unit), latest.get(owner)
                if value is None:
                    continue
                if indicator.increments:
                    if value < 0 and not record.reason:
                        yield _falls(record, indicator, value, None)
                elif before and value < before[1] and not record.reason:
                    yield _falls(record, indicator, value, before)
                latest[owner] = (record, value)


def _falls(
    record: Record, indicator: Indicator, value: Decimal, before: tuple[Record, Decimal] | None
) -> Problem:
    return warning(
        record.location,
        "falling-total",
        variant="" if before else "increment",
        item=indicator.name,
        period=record.period,
        found=plain(value),
        before=plain(before[1]) if before else "",
        place=before[0].location if before else "",
    )


def check_out_of_scale(plan: Plan, ledger: Ledger) -> Iterator[Problem]:
    """A figure of over ten times its target is most likely wrong; a hundred times, where that is below 10.

    Told of an indicator's first such month only, and not where the record gives a reason.
    """
    for indicator in plan.indicators:
        told = False
        for period in ledger.periods(indicator.id):
            force = indicator.in_force(period)
            target = force.target.value
            if target is None or target <= 0:
                continue
            most = target * (_OUT_OF_SCALE if target >= _OUT_OF_SCALE else _OUT_OF_SCALE_SMALL)
            for record in ledger.reports(indicator.id, period):
                value = amount(record, indicator, force.unit)
                if told or value is None or value <= most or record.reason:
                    continue
                told = True
                yield warning(
                    record.location,
                    "out-of-scale",
                    item=indicator.name,
                    period=period,
                    found=f"{plain(value)}{force.unit}",
                    target=f"{plain(target)}{force.unit}",
                    times=int(value / target),
                )


def check_between(plan: Plan, ledger: Ledger) -> Iterator[Problem]:
    """The increment of a month that owes none, which the quarter's own may hold already."""
    for indicator in plan.indicators:
        owes = indicator.duty.frequency.owes
        if not indicator.increments:
            continue
        for period in ledger.periods(indicator.id):
            for record in () if owes(period) else ledger.reports(indicator.id, period):
                yield warning(
                    record.location,
                    "increment-between",
                    item=indicator.name,
                    frequency=f"@frequency.{indicator.duty.frequency.value}",
                    period=period,
                )


def check_increments(plan: Plan, ledger: Ledger) -> Iterator[Problem]:
    """Running total and month's own increment, reported side by side, fit one another."""
    for indicator in _cumulative(plan):
        split = indicator.duty.reporters is Reporters.SUM
        totals: dict[str, tuple[Period, Decimal]] = {}
        told: dict[str, set[Period]] = defaultdict(set)
        for period in ledger.periods(indicator.id):
            before = dict(totals)  # what two units report of one month does not add up
            for record in ledger.reports(indicator.id, period):
                owner = record.reported_by if split else ""
                base = _base(plan, indicator, before.get(owner), period)
                ours = (
                    None if base is None or record.increment is None else exact_sum((base, record.increment))
                )
                gaps = indicator.increments and _owed_before(plan, indicator, period) - told[owner]
                if record.increment is not None:
                    told[owner].add(period)
                total = ours if indicator.increments else record.value
                if total is not None:
                    totals[owner] = (period, total)
                if ours is None or record.value is None or ours == record.value:
                    continue
                yield warning(
                    record.location,
                    "increment-mismatch",
                    variant="gap" if gaps else "",
                    item=indicator.name,
                    period=period,
                    increment=plain(record.increment or Decimal(0)),
                    ours=plain(ours),
                    found=plain(record.value),
                )


def _owed_before(plan: Plan, indicator: Indicator, period: Period) -> set[Period]:
    """The months before this one for which an increment is owed."""
    owes = indicator.duty.frequency.owes
    return {month for month in plan.span.months() if month < period and owes(month)}


def _base(
    plan: Plan, indicator: Indicator, before: tuple[Period, Decimal] | None, period: Period
) -> Decimal | None:
    """What a month's increment is added to; None where the month before was not reported."""
    if indicator.increments:
        return before[1] if before else Decimal(0)
    if before and before[0] == period.shift(-1):
        return before[1]
    return Decimal(0) if period == plan.span.first else None


def check_derived(plan: Plan, ledger: Ledger) -> Iterator[Problem]:
    """A figure reported directly agrees with the one computed from its series, as far as it was rounded."""
    for indicator in plan.indicators:
        if not indicator.derive:
            continue
        for period in ledger.periods(indicator.id):
            points = derived_points(plan, indicator, ledger, indicator.in_force(period).unit)
            ours = next((point.value for point in points if point.period == period), None)
            for record in ledger.reports(indicator.id, period):
                if record.value is None or ours is None:
                    continue
                computed = round_half_up(ours, decimals(record.value))
                if computed != record.value:
                    yield warning(
                        record.location,
                        "derive-mismatch",
                        item=indicator.name,
                        period=period,
                        found=plain(record.value),
                        ours=plain(computed),
                    )


def check_rates(plan: Plan, ledger: Ledger) -> Iterator[Problem]:
    """A unit's own 完成率 agrees with ours, as far as it was rounded. Ours is always the one used.

    Where an indicator is split between its reporters, a part has no rate of the whole.
    """
    for indicator in plan.indicators:
        if indicator.duty.reporters is Reporters.SUM:
            continue
        for period in ledger.periods(indicator.id):
            rated = [record for record in ledger.reports(indicator.id, period) if record.rate is not None]
            ours = _attained(plan, indicator, ledger, period) if rated else None
            for record in rated:
                if ours is None or record.rate is None:
                    continue
                computed = round_half_up(ours * 100, decimals(record.rate))
                if computed != record.rate:
                    found, shown = _in_short(record.rate, computed)
                    yield warning(
                        record.location,
                        "rate-mismatch",
                        variant="share" if _is_share(record.rate, ours) else "",
                        item=indicator.name,
                        period=period,
                        found=found,
                        ours=shown,
                    )


def _is_share(rate: Decimal, ours: Fraction) -> bool:
    """Whether a rate that was to be per cent agrees with ours as a share: 0.925 for 92.5."""
    return round_half_up(ours, decimals(rate)) == rate


def _in_short(rate: Decimal, computed: Decimal) -> tuple[str, str]:
    """Two rates that differ, to one decimal, or to as many as it takes to see it; a share as it is."""
    most = decimals(rate)
    if rate < 1 <= computed:
        return plain(rate), plain(round_half_up(Fraction(computed), min(1, most)))
    for places in range(min(1, most), most):
        one, other = round_half_up(Fraction(rate), places), round_half_up(Fraction(computed), places)
        if one != other:
            return plain(one), plain(other)
    return plain(rate), plain(computed)


def _attained(plan: Plan, indicator: Indicator, ledger: Ledger, period: Period) -> Fraction | None:
    force = indicator.in_force(period)
    point = trail(plan, indicator, ledger, force.unit).at(period)
    baseline = indicator.baseline_in(force.unit)
    return attainment(point.value, force.target, force.method, baseline) if point else None


def check_step_states(plan: Plan, ledger: Ledger) -> Iterator[Problem]:
    """An action with steps is done when its steps are: saying so for the whole does not make it so."""
    for action in plan.actions:
        if not action.steps:
            continue
        for period in ledger.periods(action.id):
            for record in ledger.reports(action.id, period):
                open_steps = [
                    step.name
                    for step in action.steps
                    if not any(
                        report.state is State.DONE
                        for month in ledger.periods(action.step_key(step))
                        if month <= period
                        for report in ledger.reports(action.step_key(step), month)
                    )
                ]
                if record.state is State.DONE and open_steps:
                    yield warning(
                        record.location,
                        "steps-open",
                        item=action.name,
                        period=period,
                        steps=", ".join(open_steps),
                    )


def check_progress(plan: Plan, ledger: Ledger) -> Iterator[Problem]:
    """What is done is at 100 per cent and what has not begun at none, where a progress is told at all."""
    unfit = {State.DONE: lambda progress: progress < _FULL, State.NOT_STARTED: lambda progress: progress > 0}
    for record in ledger.in_force():
        if record.state is None or record.progress is None or record.state not in unfit:
            continue
        if unfit[record.state](record.progress):
            yield warning(
                record.location,
                "progress-mismatch",
                item=plan.name_of(record.item),
                period=record.period,
                state=f"@state.{record.state.value}",
                found=plain(record.progress),
            )


def check_sample_mixed(plan: Plan, ledger: Ledger) -> Iterator[Problem]:
    """Sample and real records are not to be mixed."""
    del plan
    sample = next((record for record in ledger.in_force() if record.sample), None)
    real = next((record for record in ledger.in_force() if not record.sample), None)
    if sample and real:
        yield warning(real.location, "sample-mixed", place=sample.location)


def _cumulative(plan: Plan) -> Iterator[Indicator]:
    return (indicator for indicator in plan.indicators if indicator.measure is Measure.CUMULATIVE)


CHECKS: tuple[Callable[[Plan, Ledger], Iterator[Problem]], ...] = (
    check_falling_totals,
    check_out_of_scale,
    check_between,
    check_increments,
    check_derived,
    check_rates,
    check_step_states,
    check_progress,
    check_sample_mixed,
)
