"""The form that a unit fills in for a month: which items, what stands in them, what is to be filled in.

A value without words or layout: `render` makes a sheet or a CSV of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kpitrack.assessment.results import Assessment
from kpitrack.kinds import ActionKind, Bound, Measure, Reporters, ScheduleKind, State
from kpitrack.ledger import Ledger
from kpitrack.model import Action, Indicator, Item, Plan, Revision, Series, Step
from kpitrack.numeric import UnitMismatchError, convert, is_share
from kpitrack.periods import Period
from kpitrack.reported import Record


class Fill(StrEnum):
    """Whether a cell is to be filled in, may be, or has nothing to say for its row."""

    WANTED = "wanted"
    OPTIONAL = "optional"
    CLOSED = "closed"


class Check(StrEnum):
    """What a figure is asked to be: a running total, any number, a percentage."""

    TOTAL = "total"
    NUMBER = "number"
    SHARE = "share"


class Mark(StrEnum):
    """What a reporter should know of a row."""

    DONE = "done"
    FINAL = "final"
    PENDING = "pending"
    DERIVED = "derived"
    MONTHLY = "monthly"  # these four by the frequency of a sum
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    ANNUAL = "annual"
    SHARED = "shared"
    PART = "part"


@dataclass(frozen=True, slots=True)
class LastReport:
    """What was last reported of an item before the month: its figure, or its state and progress."""

    period: Period
    figure: Decimal | None = None
    unit: str = ""
    estimate: bool = False
    monthly: bool = False
    state: State | None = None
    progress: Decimal | None = None


@dataclass(frozen=True, slots=True)
class FormLine:
    """A row of a form. `cells` says of each column of figures and states what is to be done with it.

    `names` are those that a mark speaks of: the units that may report instead, or the series that
    the figure can be computed from. `due`: the month by which an action or a step is to be done.
    """

    item: str
    name: str
    unit: str = ""
    target: Revision | None = None
    last: LastReport | None = None
    check: Check = Check.NUMBER
    marks: tuple[tuple[Mark, tuple[str, ...]], ...] = ()
    cells: Mapping[str, Fill] | None = None
    due: Period | None = None

    def cell(self, column: str) -> Fill:
        """Whether a column is to be filled in."""
        return (self.cells or {}).get(column, Fill.CLOSED)


@dataclass(frozen=True, slots=True)
class Form:
    """A unit's form for a month. `items` counts indicators, actions and series, not steps.

    `owed` of them must be reported; `sample`: what stands in it rests on sample records.
    """

    plan: Plan
    lead_unit: str
    month: Period
    lines: tuple[FormLine, ...]
    items: int
    owed: int
    sample: bool


def month_due_next(plan: Plan, today: date) -> Period:
    """The month whose reports are due next, that is on a day or after it; at the end the plan's last."""
    return next((month for month in plan.span.months() if today <= plan.due_day(month)), plan.span.last)


def lead_unit_form(assessment: Assessment, ledger: Ledger, lead_unit: str) -> Form:
    """The form of a unit for the month that was assessed.

    What is met or done, or has no target yet, stands in it and need not be filled in; what is not
    due in this month by its frequency does not.
    """
    rows = _Rows(assessment, ledger, lead_unit)
    groups = tuple(rows.groups())
    return Form(
        plan=assessment.plan,
        lead_unit=lead_unit,
        month=assessment.month,
        lines=tuple(line for group in groups for line in group),
        items=len(groups),
        owed=next(duties.owed for duties in assessment.reporting.units if duties.unit == lead_unit),
        sample=assessment.sample,
    )


class _Rows:
    """The rows of one unit's form."""

    def __init__(self, assessment: Assessment, ledger: Ledger, lead_unit: str) -> None:
        self.assessment, self.ledger, self.lead_unit = assessment, ledger, lead_unit
        self.plan, self.month = assessment.plan, assessment.month

    def groups(self) -> Iterator[tuple[FormLine, ...]]:
        """The rows of each item: figures first, then actions, each with its steps."""
        for result in self.assessment.indicators:
            if self._reports(result.indicator) and self._is_due(result.indicator):
                yield (self._indicator(result.indicator, owed=result.owed),)
        for series in self.plan.series:
            if self._reports(series) and series.duty.frequency.owes(self.month):
                yield (self._series(series),)
        for action in self.assessment.actions:
            if self._reports(action.action) and action.action.duty.frequency.owes(self.month):
                yield tuple(self._action(action.action, owed=action.owed))

    def _reports(self, item: Item) -> bool:
        return self.lead_unit in item.duty.reported_by

    def _is_due(self, indicator: Indicator) -> bool:
        """Whether the calendar asks for it, whatever became of it."""
        if indicator.in_force(self.month).schedule.kind is ScheduleKind.ANNUAL:
            return self.month == self.plan.span.last
        return indicator.duty.frequency.owes(self.month)

    def _indicator(self, indicator: Indicator, *, owed: bool) -> FormLine:
        force = indicator.in_force(self.month)
        last = self._last_figure(indicator, force.unit)
        derived = indicator.derive.inputs if indicator.derive else ()
        wanted = Fill.WANTED if owed and not derived else Fill.OPTIONAL
        total = indicator.measure is Measure.CUMULATIVE
        cells = {
            "unit": Fill.CLOSED if force.unit else wanted,
            "value": Fill.OPTIONAL if indicator.increments else wanted,
            "increment": _increment(indicator, wanted),
            "estimate": Fill.OPTIONAL,
        }
        marks = [*self._standing(force, last, owed=owed), *self._shared(indicator)]
        if derived:
            marks.append((Mark.DERIVED, derived))
        if indicator.increments:
            marks.append((Mark(indicator.duty.frequency.value), ()))
        check = Check.SHARE if is_share(force.unit) else Check.TOTAL if total else Check.NUMBER
        return FormLine(indicator.id, indicator.name, force.unit, force, last, check, tuple(marks), cells)

    def _series(self, series: Series) -> FormLine:
        cells = {
            "unit": Fill.CLOSED if series.unit else Fill.WANTED,
            "value": Fill.WANTED,
            "estimate": Fill.OPTIONAL,
        }
        return FormLine(
            series.id,
            series.name,
            series.unit,
            last=self._last_figure(series, series.unit),
            check=Check.SHARE if is_share(series.unit) else Check.NUMBER,
            marks=tuple(self._shared(series)),
            cells=cells,
        )

    def _action(self, action: Action, *, owed: bool) -> Iterator[FormLine]:
        wanted = Fill.WANTED if owed else Fill.OPTIONAL
        counted = action.kind is ActionKind.COVERAGE or action.of is not None or bool(action.unit)
        cells = {
            "state": Fill.CLOSED if action.steps else wanted,
            "progress": Fill.OPTIONAL,
            **({"value": wanted, "estimate": Fill.OPTIONAL} if counted else {}),
            **({"unit": Fill.OPTIONAL} if counted and not action.unit else {}),
        }
        done = () if owed else ((Mark.DONE, ()),)
        yield FormLine(
            action.id,
            action.name,
            action.unit,
            last=self._last_state(action.id),
            marks=(*done, *self._shared(action)),
            cells=cells,
            due=action.due,
        )
        for step in action.steps:
            yield self._step(action, step, owed=owed)

    def _step(self, action: Action, step: Step, *, owed: bool) -> FormLine:
        key = action.step_key(step)
        last = self._last_state(key)
        done = last is not None and last.state is State.DONE
        cells = {
            "state": Fill.WANTED if owed and not done else Fill.OPTIONAL,
            "progress": Fill.OPTIONAL,
        }
        marks = ((Mark.DONE, ()),) if done else ()
        return FormLine(key, self.plan.name_of(key), last=last, marks=marks, cells=cells, due=step.due)

    def _standing(
        self, force: Revision, last: LastReport | None, *, owed: bool
    ) -> Iterator[tuple[Mark, tuple[str, ...]]]:
        if force.target.bound is Bound.PENDING:
            yield Mark.PENDING, ()
        elif not owed:
            yield Mark.FINAL if last and last.estimate else Mark.DONE, ()

    def _shared(self, item: Item) -> Iterator[tuple[Mark, tuple[str, ...]]]:
        others = tuple(unit for unit in item.duty.reported_by if unit != self.lead_unit)
        if others:
            yield Mark.PART if item.duty.reporters is Reporters.SUM else Mark.SHARED, others

    def _records(self, item: Item | None, key: str) -> Iterator[Record]:
        """The records in force before the month, the latest first; of several units' parts only our own."""
        parts = item is not None and item.duty.reporters is Reporters.SUM
        for period in reversed(self.ledger.periods(key)):
            if period < self.month:
                reports = self.ledger.reports(key, period)
                own = [record for record in reports if record.reported_by == self.lead_unit]
                yield from own or (() if parts else reports)

    def _last_figure(self, item: Item, unit: str) -> LastReport | None:
        for record in self._records(item, item.id):
            if record.figure is not None:
                figure, kept = _in_unit(record.figure, record.unit, unit)
                return LastReport(
                    record.period, figure, kept, estimate=record.estimate, monthly=record.by_increment
                )
        return None

    def _last_state(self, key: str) -> LastReport | None:
        """The state that holds: the last one reported, in progress where none was."""
        records = list(self._records(None, key))
        if not records:
            return None
        stated = [record.state for record in records if record.state]
        progress = [record.progress for record in records if record.progress is not None]
        figured = [record for record in records if record.value is not None]
        return LastReport(
            records[0].period,
            figured[0].value if figured else None,
            figured[0].unit if figured else "",
            state=stated[0] if stated else State.IN_PROGRESS,
            progress=progress[0] if progress else None,
        )


def _increment(indicator: Indicator, wanted: Fill) -> Fill:
    """The month's own figure: what some go by, a check for other totals, without sense for the rest."""
    if indicator.increments:
        return wanted
    return Fill.OPTIONAL if indicator.measure is Measure.CUMULATIVE else Fill.CLOSED


def _in_unit(value: Decimal, unit: str, wanted: str) -> tuple[Decimal, str]:
    """A figure in the unit of the form where it can be expressed in it, else in its own."""
    if not wanted or not unit:
        return value, unit or wanted
    try:
        return convert(value, unit, wanted), wanted
    except UnitMismatchError:
        return value, unit
