"""What an assessment is: the value that every output shows. Ratios are exact, None is undefined."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from kpitrack.kinds import State
from kpitrack.ledger import Correction
from kpitrack.model import Action, Indicator, Plan, Revision, Step
from kpitrack.numeric import Exact
from kpitrack.periods import Period
from kpitrack.problems import Location, Problem
from kpitrack.reported import Record


class Status(StrEnum):
    """The band an indicator falls in, in the order of the rules."""

    PENDING_TARGET = "pending_target"
    AWAITING_STATISTICS = "awaiting_statistics"
    NOT_REPORTED = "not_reported"
    UNDETERMINED = "undetermined"
    MET = "met"
    NOT_MET = "not_met"
    IN_PROGRESS = "in_progress"
    ON_PACE = "on_pace"
    LAGGING = "lagging"
    SERIOUSLY_LAGGING = "seriously_lagging"


class ActionStatus(StrEnum):
    """The state of an action in the assessment."""

    DONE = "done"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"
    OVERDUE = "overdue"
    NOT_REPORTED = "not_reported"
    UNDETERMINED = "undetermined"


class Flag(StrEnum):
    """What a reader must know beside a status."""

    ABOVE_BAND = "above_band"
    MET_LATE = "met_late"
    FELL_BACK = "fell_back"
    CONFLICT = "conflict"
    INCOMPLETE = "incomplete"
    NO_FIGURE = "no_figure"
    ESTIMATE = "estimate"
    NO_EVIDENCE = "no_evidence"


JUDGED = frozenset({Status.MET, Status.ON_PACE, Status.LAGGING, Status.SERIOUSLY_LAGGING, Status.NOT_MET})
ON_PACE_OR_BETTER = frozenset({Status.MET, Status.ON_PACE})
SEVERITY = (Status.ON_PACE, Status.LAGGING, Status.SERIOUSLY_LAGGING, Status.NOT_MET)


class Freshness(StrEnum):
    """How much of a month's figure came in with the month."""

    NEW = "new"
    PARTLY_CARRIED = "partly_carried"  # some reporters' parts are of the month, others of earlier ones
    UNCOMPARED = "uncompared"  # reported, but what it is to be held against is not there
    NONE = "none"  # there is no figure, or an earlier month's is kept


@dataclass(frozen=True, slots=True)
class MonthResult:
    """How an indicator stood in one month, by what is known now: a point of its trend.

    Same meanings and units as in `IndicatorResult`; `target` is the one in force in that month.
    """

    month: Period
    status: Status
    target: Revision
    unit: str
    value: Exact | None
    value_period: Period | None
    compared: Exact | None
    attainment: Fraction | None
    expected: Fraction | None
    expected_attainment: Fraction | None
    reported: Period | None = None
    uncompared: Exact | None = None
    uncompared_period: Period | None = None

    @property
    def freshness(self) -> Freshness:
        """How much of the figure came in with this very month."""
        if self.uncompared_period == self.month:
            return Freshness.UNCOMPARED
        if self.value_period == self.month:
            return Freshness.NEW
        return Freshness.PARTLY_CARRIED if self.reported == self.month else Freshness.NONE

    @property
    def new_figure(self) -> Exact | None:
        """The figure that came in with this month, in part at least, compared or not; None: there is none."""
        if self.freshness is Freshness.NONE:
            return None
        return self.uncompared if self.freshness is Freshness.UNCOMPARED else self.value


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """An indicator as it stands in a month. `target` is the one in force.

    `value` and everything measured against it are in the target's unit; `attainment`,
    `pace` and `pace_ratio` are ratios; `pace_gap_points` is in percentage points. `months` is
    the trend: every month of the plan up to this one, in order. `value_period` is the month of the
    oldest part of the figure, `reported` that of the latest report in it. `uncompared` is the latest
    own figure of a relative target where the series has none beside it, `uncompared_period` its month.
    `unreadable` is where the records stand that could not be read, if that alone makes the conflict.
    """

    indicator: Indicator
    target: Revision
    status: Status
    previous_status: Status | None
    pace: Fraction
    owed: bool
    value: Exact | None = None
    value_period: Period | None = None
    compared: Exact | None = None
    stale: bool = False
    estimate: bool = False
    attainment: Fraction | None = None
    satisfied: bool | None = None
    expected: Fraction | None = None
    expected_attainment: Fraction | None = None
    pace_ratio: Fraction | None = None
    pace_gap_points: Fraction | None = None
    gap: Fraction | None = None
    shortfall: Fraction | None = None
    remaining: Fraction | None = None
    needed_per_month: Fraction | None = None
    change: Fraction | None = None
    incomplete: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()
    records: tuple[Record, ...] = ()
    unreadable: tuple[Location, ...] = ()
    months: tuple[MonthResult, ...] = ()
    reported: Period | None = None
    uncompared: Exact | None = None
    uncompared_period: Period | None = None

    @property
    def unit(self) -> str:
        """The unit of its figures: the target's, or while the plan has none the one reported."""
        if self.target.unit or not self.records:
            return self.target.unit
        return self.records[-1].unit

    @property
    def is_part(self) -> bool:
        """A sum with a hole that decides nothing: no distance from the target or its pace follows from it."""
        return self.status is Status.UNDETERMINED and Flag.INCOMPLETE in self.flags


@dataclass(frozen=True, slots=True)
class StepResult:
    """A step as it stands: its state, and the month it was last reported for."""

    step: Step
    state: State | None
    period: Period | None


@dataclass(frozen=True, slots=True)
class ActionResult:
    """An action as it stands in a month; `unreadable` as in `IndicatorResult`."""

    action: Action
    status: ActionStatus
    previous_status: ActionStatus | None
    owed: bool
    state: State | None = None
    progress: Decimal | None = None
    value: Decimal | None = None
    unit: str = ""
    value_period: Period | None = None
    stale: bool = False
    attainment: Fraction | None = None
    steps: tuple[StepResult, ...] = ()
    note: str = ""
    problem: str = ""
    next: str = ""
    flags: tuple[Flag, ...] = ()
    records: tuple[Record, ...] = ()
    unreadable: tuple[Location, ...] = ()

    @property
    def reported_for(self) -> Period | None:
        """The latest month that anything was reported for."""
        return max((record.period for record in self.records), default=None)


class Punctuality(StrEnum):
    """What became of a duty to report."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    UNDATED = "undated"
    NOT_YET_DUE = "not_yet_due"


@dataclass(frozen=True, slots=True)
class DutyResult:
    """A duty to report an item for the month: who owes it, and what became of it.

    `days` is how late the report came, for a late one.
    """

    item: str
    units: tuple[str, ...]
    outcome: Punctuality
    days: int = 0


@dataclass(frozen=True, slots=True)
class UnitDuties:
    """A unit's reporting discipline in the month."""

    unit: str
    owed: int
    on_time: int
    undated: int
    missing: tuple[str, ...]
    late: tuple[tuple[str, int], ...]

    @property
    def not_yet_due(self) -> int:
        """How many have not come and are not due yet."""
        return self.owed - self.on_time - len(self.late) - len(self.missing) - self.undated


@dataclass(frozen=True, slots=True)
class Reporting:
    """Reporting discipline of the month: each duty counted once, and by unit."""

    due: date
    duties: tuple[DutyResult, ...]
    units: tuple[UnitDuties, ...]

    def count(self, outcome: Punctuality) -> int:
        """How many duties came to this."""
        return sum(1 for duty in self.duties if duty.outcome is outcome)


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts and means over some items. `on_pace_share` and `attainment` are None without any.

    `incomplete`: how many of the `counted` are sums with a hole.
    """

    statuses: dict[Status, int]
    actions: dict[ActionStatus, int]
    judged: int
    on_pace_share: Fraction | None
    attainment: Fraction | None
    counted: int
    of: int
    incomplete: int = 0

    @property
    def good(self) -> int:
        """How many of those judged are on pace or better."""
        return sum(self.statuses[status] for status in ON_PACE_OR_BETTER)

    @property
    def indicators(self) -> int:
        """How many indicators were counted in it."""
        return sum(self.statuses.values())

    @property
    def action_count(self) -> int:
        """How many actions were counted in it."""
        return sum(self.actions.values())


class RowKind(StrEnum):
    """What a row of the roll-up by lead unit stands for."""

    UNIT = "unit"
    UNASSIGNED = "unassigned"
    JOINT = "joint"


@dataclass(frozen=True, slots=True)
class UnitResult:
    """A lead unit's row: what it leads, what it takes part in (never scored), what it owes."""

    kind: RowKind
    unit: str | None
    tally: Tally
    led: tuple[str, ...]
    supported: tuple[str, ...]
    supported_indicators: int
    supported_actions: int
    duties: UnitDuties | None
    rank: int | None = None


@dataclass(frozen=True)
class Assessment:
    """Everything that is known of a plan in a month: what all outputs show.

    `previous` holds the counts of the month before, None in the plan's first.
    """

    plan: Plan
    month: Period
    as_of: date | None
    pace: Fraction
    sample: bool
    data_sha256: str
    record_count: int
    indicators: tuple[IndicatorResult, ...]
    actions: tuple[ActionResult, ...]
    units: tuple[UnitResult, ...]
    summary: Tally
    previous: Tally | None
    reporting: Reporting
    corrections: tuple[Correction, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    def indicator(self, identifier: str) -> IndicatorResult:
        """The result of an indicator; KeyError when there is none."""
        return {result.indicator.id: result for result in self.indicators}[identifier]

    def action(self, identifier: str) -> ActionResult:
        """The result of an action; KeyError when there is none."""
        return {result.action.id: result for result in self.actions}[identifier]
