"""An indicator's status and figures in a month: the rules of section «Status», in their order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from kpitrack.assessment.results import Flag, IndicatorResult, MonthResult, Status
from kpitrack.attainment import (
    Expected,
    Limits,
    attainment,
    direct_ratio,
    expected,
    gap,
    is_lagging,
    is_passed,
    is_satisfied,
    limits,
    pace_at,
    shortfall,
)
from kpitrack.figures import Point, Trail, compare, trail
from kpitrack.kinds import Bound, Measure, Method, ScheduleKind
from kpitrack.ledger import Ledger
from kpitrack.model import Bands, Indicator, Plan, Revision, Rules
from kpitrack.periods import Period
from kpitrack.problems import Location

_LOST_ONCE_PASSED = {Bound.AT_MOST, Bound.LESS_THAN, Bound.BETWEEN, Bound.EQUALS}
_REACHED = {Bound.AT_LEAST, Bound.MORE_THAN, Bound.ABOUT}


def assess_indicator(plan: Plan, indicator: Indicator, ledger: Ledger, month: Period) -> IndicatorResult:
    """An indicator in a month. The months before are judged first: what is met is owed no more."""
    subject = _Subject(plan, indicator, ledger)
    months: list[MonthResult] = []
    for current in plan.span.months():
        previous = months[-1].status if months else None
        judgement = _Judgement(subject, current, owed=_is_owed(plan, indicator, current, previous))
        months.append(judgement.in_short())
        if current == month:
            return judgement.result(previous, tuple(months))
    raise ValueError(month)


def _is_owed(plan: Plan, indicator: Indicator, month: Period, before: Status | None) -> bool:
    """Whether a report is owed: not for pending targets, what is met, or out of its frequency."""
    target = indicator.in_force(month)
    if target.target.bound is Bound.PENDING or before is Status.MET:
        return False
    if target.schedule.kind is ScheduleKind.ANNUAL:
        return month == plan.span.last
    return indicator.duty.frequency.owes(month)


@dataclass(frozen=True, slots=True)
class _Subject:
    """What does not change from month to month, and the trails by the unit of the target in force."""

    plan: Plan
    indicator: Indicator
    ledger: Ledger
    trails: dict[str, Trail] = field(default_factory=dict)

    def trail(self, unit: str) -> Trail:
        """The indicator's figures in a unit."""
        if unit not in self.trails:
            self.trails[unit] = trail(self.plan, self.indicator, self.ledger, unit)
        return self.trails[unit]


class _Judgement:
    """One indicator in one month: first the figure, then the status, then what follows from both."""

    def __init__(self, subject: _Subject, month: Period, *, owed: bool) -> None:
        self.indicator, self.plan, self.month = subject.indicator, subject.plan, month
        self.ledger = subject.ledger
        self.force: Revision = subject.indicator.in_force(month)
        self.trail = subject.trail(self.force.unit)
        self.baseline = subject.indicator.baseline_in(self.force.unit)
        self.target = self.force.target
        self.owed = owed
        self.points = self.trail.until(month)
        if self.target.bound.is_relative:
            self.points = compare(self.plan, self.ledger, self.points, self.target.series, self.force.unit)
        self.point: Point | None = self.points[-1] if self.points else None
        figure = self.point or self._uncompared()
        shown = figure.value_period if figure else month
        self.pace = pace_at(self.plan.span, shown, self.indicator.due)
        self.is_cumulative = self.indicator.measure is Measure.CUMULATIVE
        self.bounds: Limits | None = limits(self.target, self.point.compared if self.point else None)
        self.expected = self._expected(shown)
        self.reached = self._attainment()
        self.status = self._status()

    def _expected(self, shown: Period) -> Expected:
        compared = self.point.compared if self.point else None
        return expected(self.force, self.baseline, shown, self.pace, compared)

    def _attainment(self) -> Fraction | None:
        if self.point is None:
            return None
        return attainment(self.point.value, self.target, self.force.method, self.baseline)

    @property
    def rules(self) -> Rules:
        return self.plan.rules

    @property
    def _is_disputed_itself(self) -> bool:
        names = (self.indicator.id, *(self.indicator.derive.inputs if self.indicator.derive else ()))
        return any(self.ledger.is_disputed(name, self.month) for name in names)

    @property
    def is_disputed(self) -> bool:
        """Whether its own records, or those of the series it is held against, are in dispute."""
        series = self.target.series
        return self._is_disputed_itself or bool(series and self.ledger.is_disputed(series, self.month))

    @property
    def is_silent(self) -> bool:
        """Whether a report later than the figure came without a figure."""
        own = [period for period in self.ledger.periods(self.indicator.id) if period <= self.month]
        if not own:
            return False
        latest = self.trail.until(self.month)
        return not latest or own[-1] > latest[-1].period

    @property
    def is_stale(self) -> bool:
        """Whether the figure is of an earlier month though one was owed for this one."""
        figure = self.point or self._uncompared()
        if figure is None or figure.value_period >= self.month:
            return False
        return self.owed or self.is_silent

    @property
    def is_due(self) -> bool:
        return self.month >= self.indicator.due

    def _status(self) -> Status:
        if self.target.bound is Bound.PENDING:
            return Status.PENDING_TARGET
        if self.force.schedule.kind is ScheduleKind.ANNUAL and not self._has_last_figure():
            return Status.AWAITING_STATISTICS
        if self._is_disputed_itself:
            return Status.UNDETERMINED
        if not any(period <= self.month for period in self.trail.reported):
            return Status.NOT_REPORTED
        if self.is_disputed or self.point is None or self.bounds is None:
            return Status.UNDETERMINED
        return self._judged(self.point, self.bounds)

    def _has_last_figure(self) -> bool:
        return self.point is not None and self.point.value_period == self.plan.span.last

    def _judged(self, point: Point, bounds: Limits) -> Status:
        """The status of a figure that is there and can be held against bounds."""
        if self._is_reached(point, bounds):
            return Status.MET
        if self.is_cumulative and self.target.bound in _LOST_ONCE_PASSED and is_passed(point.value, bounds):
            return Status.NOT_MET
        if self.is_silent:
            return Status.UNDETERMINED
        if self.is_due:
            if self.is_stale or point.missing:
                return Status.UNDETERMINED
            return Status.MET if is_satisfied(point.value, bounds) else Status.NOT_MET
        return self._on_the_way(point, bounds)

    def _is_reached(self, point: Point, bounds: Limits) -> bool:
        """Cumulative and reaching its lower bound: met at once, and for good."""
        if not self.is_cumulative or self.target.bound not in _REACHED:
            return False
        return is_satisfied(point.value, Limits(bounds.lower, None, bounds.strict))

    def _on_the_way(self, point: Point, bounds: Limits) -> Status:
        """The status before `due` of what is neither met nor lost."""
        kind = self.force.schedule.kind
        if kind in {ScheduleKind.NONE, ScheduleKind.ANNUAL}:
            return Status.IN_PROGRESS
        if kind.is_paced:
            return self._paced(point)
        if is_satisfied(point.value, bounds):
            return Status.UNDETERMINED if point.missing and bounds.upper is not None else Status.ON_PACE
        if point.missing:
            return Status.UNDETERMINED
        if self.force.method is Method.GAP:
            return _banded(lagging=shortfall(point.value, bounds) <= self._gap_points())
        ratio = direct_ratio(point.value, self.reached, bounds)
        return _banded(lagging=ratio is None or is_lagging(ratio, Fraction(1), self.bands))

    def _paced(self, point: Point) -> Status:
        if self.expected.share is None:
            return Status.IN_PROGRESS
        if self.reached is None:
            return Status.UNDETERMINED
        if self.reached >= self.expected.share:
            return Status.ON_PACE
        if point.missing:
            return Status.UNDETERMINED
        return _banded(lagging=is_lagging(self.reached, self.expected.share, self.bands))

    @property
    def bands(self) -> Bands:
        return self.rules.bands

    def _gap_points(self) -> Fraction:
        own = self.indicator.gap_points
        return Fraction(self.rules.gap_points if own is None else own)

    def in_short(self) -> MonthResult:
        """The month as a point of the trend."""
        shown, alone = self.point or self._uncompared(), self._alone()
        unit = self.force.unit or (shown.records[-1].unit if shown else "")
        return MonthResult(
            month=self.month,
            status=self.status,
            target=self.force,
            unit=unit,
            value=shown.value if shown else None,
            value_period=shown.value_period if shown else None,
            compared=self.point.compared if self.point else None,
            attainment=self.reached,
            expected=self.expected.value,
            expected_attainment=self.expected.share,
            reported=shown.period if shown else None,
            uncompared=alone.value if alone else None,
            uncompared_period=alone.period if alone else None,
        )

    def result(self, previous: Status | None, months: tuple[MonthResult, ...]) -> IndicatorResult:
        """Everything about the indicator in this month; `months` is its trend."""
        stale = self.is_stale and self.status is not Status.MET
        point, bounds = self.point, self.bounds
        shown, alone = point or self._uncompared(), self._alone()
        return IndicatorResult(
            indicator=self.indicator,
            target=self.force,
            status=self.status,
            previous_status=previous,
            pace=self.pace,
            owed=self.owed,
            value=shown.value if shown else None,
            value_period=shown.value_period if shown else None,
            compared=point.compared if point else None,
            stale=stale,
            estimate=bool(shown and shown.estimate),
            attainment=self.reached,
            satisfied=self._satisfied(),
            expected=self.expected.value,
            expected_attainment=self.expected.share,
            pace_ratio=self._pace_ratio(),
            pace_gap_points=self._pace_gap(),
            gap=gap(point.value, bounds) if point and bounds else None,
            shortfall=self._shortfall(),
            remaining=self._remaining(),
            needed_per_month=self._needed(),
            change=self._change(),
            incomplete=self._incomplete(),
            flags=tuple(flag for flag, applies in self._flags() if applies),
            records=shown.records if shown else (),
            unreadable=self._unreadable(),
            months=months,
            reported=shown.period if shown else None,
            uncompared=alone.value if alone else None,
            uncompared_period=alone.period if alone else None,
        )

    def _unreadable(self) -> tuple[Location, ...]:
        if not self.is_disputed:
            return ()
        inputs = self.indicator.derive.inputs if self.indicator.derive else ()
        return self.ledger.unreadable((self.indicator.id, *inputs, self.target.series or ""), self.month)

    def _uncompared(self) -> Point | None:
        """The latest own figure, whether a relative target has a series figure beside it or not."""
        alone = self.trail.until(self.month)
        return alone[-1] if alone else None

    def _alone(self) -> Point | None:
        """The same where a relative target has no series figure beside it."""
        latest = self._uncompared()
        if latest is None or not self.target.bound.is_relative or self._has_series_for(latest.period):
            return None
        return latest

    def _shortfall(self) -> Fraction | None:
        if self.point is None or self.bounds is None:
            return None
        return (
            Fraction(0)
            if self._is_reached(self.point, self.bounds)
            else shortfall(self.point.value, self.bounds)
        )

    def _satisfied(self) -> bool | None:
        if self.point is None or self.bounds is None:
            return None
        if self.status is Status.AWAITING_STATISTICS:
            return None  # interim figures are shown, not judged
        if self._is_reached(self.point, self.bounds):
            return True
        if self.point.missing and not is_passed(self.point.value, self.bounds):
            return None  # a lower bound proves neither
        return is_satisfied(self.point.value, self.bounds)

    def _pace_ratio(self) -> Fraction | None:
        share = self.expected.share
        return self.reached / share if self.reached is not None and share else None

    def _pace_gap(self) -> Fraction | None:
        if not self.force.schedule.kind.is_paced or self.reached is None or self.expected.share is None:
            return None
        return (self.reached - self.expected.share) * 100

    def _remaining(self) -> Fraction | None:
        growth = self.indicator.measure is Measure.GROWTH
        if self.point is None or self.target.value is None or self.target.bound.is_upper_limit or growth:
            return None
        return max(Fraction(self.target.value) - Fraction(self.point.value), Fraction(0))

    def _needed(self) -> Fraction | None:
        left = self.month.until(self.indicator.due)
        remaining = self._remaining()
        if not self.is_cumulative or remaining is None or left <= 0:
            return None
        return Fraction(0) if self.status is Status.MET else remaining / left

    def _change(self) -> Fraction | None:
        now, before = self.point, self.trail.at(self.month.shift(-1))
        if now is None or before is None or now.value_period != self.month or now.missing or before.missing:
            return None
        if not self.force.unit and now.records[0].unit != before.records[0].unit:
            return None
        return Fraction(now.value) - Fraction(before.value)

    def _incomplete(self) -> tuple[str, ...]:
        """What is missing: months or reporters of a sum, a series, inputs of a derived figure."""
        if self._alone():
            return (self.target.series,)
        if self.point is not None:
            return self.point.missing
        reported = any(period <= self.month for period in self.trail.reported)
        return self.trail.lacking if reported else ()

    def _has_series_for(self, month: Period) -> bool:
        """Whether the latest figure has the series' figure beside it."""
        return self.point is not None and self.point.period == month

    def _flags(self) -> Iterator[tuple[Flag, bool]]:
        value, bounds = (self.point.value if self.point else None), self.bounds
        about = self.is_cumulative and self.target.bound is Bound.ABOUT
        yield (
            Flag.ABOVE_BAND,
            bool(about and value is not None and bounds and is_passed(value, bounds)),
        )
        yield Flag.MET_LATE, self.status is Status.MET and self._was_late()
        yield Flag.FELL_BACK, self.status is Status.NOT_MET and self._fell_back()
        yield Flag.CONFLICT, self.is_disputed
        yield Flag.INCOMPLETE, bool(self.point and self.point.missing)
        yield Flag.NO_FIGURE, self.is_silent and self.status is not Status.MET
        yield Flag.ESTIMATE, bool(self.point and self.point.estimate)
        yield Flag.NO_EVIDENCE, self.status is Status.MET and not self._has_evidence()

    def _satisfying(self) -> list[Period]:
        """The months whose figure satisfies the target in force now."""
        found = []
        for point in self.points:
            bounds = limits(self.target, point.compared)
            if bounds and (self._is_reached(point, bounds) or is_satisfied(point.value, bounds)):
                found.append(point.period)
        return found

    def _first_satisfied(self) -> Period:
        return next(iter(self._satisfying()), self.plan.span.first)

    def _was_late(self) -> bool:
        """Whether the figure known at `due` did not satisfy the target: then it was reached later."""
        if self.month <= self.indicator.due:
            return False
        at_due = [point.period for point in self.points if point.period <= self.indicator.due]
        return not at_due or at_due[-1] not in self._satisfying()

    def _fell_back(self) -> bool:
        return any(self.indicator.due <= period < self.month for period in self._satisfying())

    def _has_evidence(self) -> bool:
        """Whether a record since the target was first satisfied names evidence."""
        first = self._first_satisfied()
        since = [record for record in (self.point.records if self.point else ()) if record.period >= first]
        for period in self.ledger.periods(self.indicator.id):
            if first <= period <= self.month:
                since += self.ledger.reports(self.indicator.id, period)
        return any(record.evidence for record in since)


def _banded(*, lagging: bool) -> Status:
    return Status.LAGGING if lagging else Status.SERIOUSLY_LAGGING
