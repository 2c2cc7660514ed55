"""The domain: the plan and what was reported. Frozen values; each knows its place.

Nothing here knows of files or of pydantic: `plan` and `records` build these values,
`ledger` and `assess` read them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

from kpitrack.periods import Period, Span
from kpitrack.problems import Location, Problem

NOWHERE = Location("")


class Measure(StrEnum):
    """How an indicator's reports relate to one another."""

    CUMULATIVE = "cumulative"
    LEVEL = "level"
    GROWTH = "growth"


class Bound(StrEnum):
    """The kinds of target."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    BETWEEN = "between"
    ABOUT = "about"
    EQUALS = "equals"
    AT_LEAST_SERIES = "at_least_series"
    AT_MOST_SERIES = "at_most_series"
    PENDING = "pending"

    @property
    def is_upper_limit(self) -> bool:
        """Whether less is better."""
        return self in {Bound.AT_MOST, Bound.LESS_THAN, Bound.AT_MOST_SERIES}

    @property
    def is_range(self) -> bool:
        """Whether there is a bound on both sides."""
        return self in {Bound.BETWEEN, Bound.ABOUT, Bound.EQUALS}

    @property
    def is_relative(self) -> bool:
        """Whether it is held against a series."""
        return self in {Bound.AT_LEAST_SERIES, Bound.AT_MOST_SERIES}


class Method(StrEnum):
    """How attainment is computed."""

    RATIO = "ratio"
    CHANGE = "change"
    INVERSE = "inverse"
    GAP = "gap"
    MET = "met"


class ScheduleKind(StrEnum):
    """Where a steady path would be."""

    LINEAR = "linear"
    DIRECT = "direct"
    NONE = "none"
    ANNUAL = "annual"
    CHECKPOINTS = "checkpoints"


class LeadKind(StrEnum):
    """How a task's lead units share it."""

    NONE = "none"
    SINGLE = "single"
    DUAL = "dual"
    JOINT = "joint"
    SOLE = "sole"


class Frequency(StrEnum):
    """In which months a figure is owed."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    ANNUAL = "annual"

    @property
    def months(self) -> int:
        """Every how many months."""
        return {"monthly": 1, "quarterly": 3, "half_yearly": 6, "annual": 12}[self.value]

    def owes(self, month: Period) -> bool:
        """Whether a report is owed for the month (calendar quarters and halves)."""
        return month.month % self.months == 0


class Reporters(StrEnum):
    """Whether one report discharges the duty or the reporters' parts add up."""

    ONE = "one"
    SUM = "sum"


class ActionKind(StrEnum):
    """The kinds of qualitative action."""

    MILESTONE = "milestone"
    PROJECT = "project"
    ONGOING = "ongoing"
    COVERAGE = "coverage"
    DIRECTIONAL = "directional"
    OUTCOME = "outcome"


class State(StrEnum):
    """The state of an action as it is reported."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"


class JointCredit(StrEnum):
    """How joint lead units are credited."""

    FULL = "full"
    FIRST = "first"
    NONE = "none"


class BandMethod(StrEnum):
    """How the lagging band is drawn."""

    RATIO = "ratio"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class LeadUnit:
    """An organisation: leads tasks, takes part in them, or reports."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    location: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class Target:
    """The value aimed at.

    `value` is the bound itself (of a range the lower one, of `about` the middle), `upper` the
    other end of a range, `tolerance` the half-width of `about` in the unit, `tolerance_text` as
    declared. `series` names what a relative target is held against, `pending` who will set it.
    """

    bound: Bound
    value: Decimal | None = None
    upper: Decimal | None = None
    tolerance: Decimal | None = None
    tolerance_text: str = ""
    series: str = ""
    pending: str = ""

    @property
    def lower(self) -> Decimal | None:
        """The lowest value that satisfies; None where there is no lower bound."""
        if self.value is None or self.bound.is_upper_limit:
            return None
        return self.value - self.tolerance if self.tolerance is not None else self.value


@dataclass(frozen=True, slots=True)
class Schedule:
    """How a target is spread over the months; `checkpoints` rise and are a step function."""

    kind: ScheduleKind
    checkpoints: tuple[tuple[Period, Decimal], ...] = ()

    def checkpoint(self, month: Period) -> Decimal | None:
        """The last checkpoint reached, or None before the first."""
        reached = [value for period, value in self.checkpoints if period <= month]
        return reached[-1] if reached else None


@dataclass(frozen=True, slots=True)
class Revision:
    """A target in force from a period on; `unit` and `schedule` only where they change too."""

    since: Period
    target: Target
    method: Method
    unit: str
    schedule: Schedule
    source: str = ""
    reason: str = ""
    target_text: str = ""
    location: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class Baseline:
    """The starting value and the period it is of (free text, as declared)."""

    value: Decimal
    period: str = ""


class DeriveKind(StrEnum):
    """How a figure is computed from series."""

    RATIO = "ratio"
    DIFFERENCE = "difference"
    GROWTH = "growth"


@dataclass(frozen=True, slots=True)
class Derive:
    """A figure computed from two series of the same period; `times` scales a ratio."""

    kind: DeriveKind
    inputs: tuple[str, str]
    times: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Duty:
    """Who owes an item's figure, how often, and where the number comes from."""

    reported_by: tuple[str, ...]
    reporters: Reporters = Reporters.ONE
    frequency: Frequency = Frequency.MONTHLY
    source: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands in the plan's tree, and who answers for it."""

    programme: str
    task: str | None
    section: str
    lead: tuple[str, ...]
    lead_kind: LeadKind
    support: tuple[str, ...]
    support_open: bool = False


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured, with a unit and a target."""

    id: str
    name: str
    unit: str
    measure: Measure
    target: Target
    method: Method
    schedule: Schedule
    place: Place
    duty: Duty
    due: Period
    wording: str = ""
    target_text: str = ""
    aliases: tuple[str, ...] = ()
    increments: bool = False
    derive: Derive | None = None
    revisions: tuple[Revision, ...] = ()
    baseline: Baseline | None = None
    weight: Decimal = Decimal(1)
    gap_points: Decimal | None = None
    effort: bool = False
    components: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    location: Location = NOWHERE

    def in_force(self, month: Period) -> Revision:
        """The target in force in a month, the first one given the form of a revision."""
        for revision in reversed(self.revisions):
            if revision.since <= month:
                return revision
        return Revision(
            month,
            self.target,
            self.method,
            self.unit,
            self.schedule,
            target_text=self.target_text,
            location=self.location,
        )


@dataclass(frozen=True, slots=True)
class Step:
    """A part of an action, reported as `action.step`."""

    id: str
    name: str
    due: Period | None = None
    weight: Decimal = Decimal(1)
    location: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class Action:
    """A qualitative task, reported by state."""

    id: str
    name: str
    kind: ActionKind
    place: Place
    duty: Duty
    wording: str = ""
    aliases: tuple[str, ...] = ()
    due: Period | None = None
    steps: tuple[Step, ...] = ()
    of: Decimal | None = None
    unit: str = ""
    notes: tuple[str, ...] = ()
    location: Location = NOWHERE

    def step_key(self, step: Step) -> str:
        """The item under which a step is reported."""
        return f"{self.id}.{step.id}"


@dataclass(frozen=True, slots=True)
class Series:
    """A reported figure with no target of its own; with `carry` the latest serves later months."""

    id: str
    name: str
    unit: str
    duty: Duty
    carry: bool = False
    aliases: tuple[str, ...] = ()
    location: Location = NOWHERE


Item: TypeAlias = Indicator | Action | Series


@dataclass(frozen=True, slots=True)
class Task:
    """A numbered task of a programme."""

    id: str
    title: str
    section: str


@dataclass(frozen=True, slots=True)
class Programme:
    """The plan's first level of headings."""

    id: str
    title: str
    section: str
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True, slots=True)
class Bands:
    """Where lagging ends: a share of the expected (ratio) or percentage points below it."""

    method: BandMethod = BandMethod.RATIO
    lagging: Decimal = Decimal("0.8")


@dataclass(frozen=True, slots=True)
class Rules:
    """The plan's settings for assessment and reporting."""

    bands: Bands = Bands()
    gap_points: Decimal = Decimal(5)
    cap: Decimal = Decimal(100)
    joint_credit: JointCredit = JointCredit.FULL
    due_day: int = 5


@dataclass(frozen=True)
class Plan:
    """The declared targets, actions and units; `sha256` is of the file's bytes."""

    id: str
    title: str
    place: str
    span: Span
    office: str
    language: str
    timezone: str
    rules: Rules
    lead_units: tuple[LeadUnit, ...]
    series: tuple[Series, ...]
    programmes: tuple[Programme, ...]
    indicators: tuple[Indicator, ...]
    actions: tuple[Action, ...]
    assumptions: tuple[str, ...] = ()
    sha256: str = ""
    path: str = ""

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Every indicator, action and series by id, in the plan's order."""
        items: tuple[Item, ...] = (*self.indicators, *self.actions, *self.series)
        return {item.id: item for item in items}

    @cached_property
    def units(self) -> Mapping[str, LeadUnit]:
        """Every lead unit by id, in the plan's order."""
        return {unit.id: unit for unit in self.lead_units}

    @cached_property
    def steps(self) -> Mapping[str, tuple[Action, Step]]:
        """Every step by the item under which it is reported."""
        return {action.step_key(step): (action, step) for action in self.actions for step in action.steps}

    def name_of(self, identifier: str) -> str:
        """The name of an item, a step or a lead unit; the id itself when it is none of the plan's."""
        if identifier in self.steps:
            action, step = self.steps[identifier]
            return f"{action.name}.{step.name}"
        known = self.items.get(identifier) or self.units.get(identifier)
        return known.name if known else identifier

    def tracked(self) -> Iterator[Indicator | Action]:
        """Indicators, then actions: what a briefing speaks of."""
        yield from self.indicators
        yield from self.actions

    def due_day(self, month: Period) -> date:
        """The day by which reports for a month are due."""
        following = month.shift(1)
        return date(following.year, following.month, min(self.rules.due_day, following.last_day.day))


@dataclass(frozen=True, slots=True)
class LoadedPlan:
    """A plan as it was loaded: None when it has errors, what is wrong with it, its text for excerpts."""

    plan: Plan | None
    problems: tuple[Problem, ...]
    text: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an ingested record came from: file, place in it, its hash, and when."""

    source: str
    source_place: str
    source_sha256: str
    ingested_at: datetime


@dataclass(frozen=True, slots=True)
class Record:
    """One reported figure or state, of one item, for one period, by one reporter.

    `value` and `increment` are in the item's unit, decimals as reported. `item` is an id, for
    a step `action.step`. `reported_on` is None in hand-written files that do not say.
    """

    item: str
    period: Period
    reported_by: str
    value: Decimal | None = None
    increment: Decimal | None = None
    unit: str = ""
    reported_on: date | None = None
    state: State | None = None
    progress: Decimal | None = None
    rate: Decimal | None = None
    estimate: bool = False
    note: str = ""
    problem: str = ""
    next: str = ""
    evidence: str = ""
    reason: str = ""
    withdraw: bool = False
    sample: bool = False
    provenance: Provenance | None = None
    location: Location = field(default=NOWHERE)

    @property
    def key(self) -> tuple[str, Period, str]:
        """What a correction corrects: item, period, reporter."""
        return (self.item, self.period, self.reported_by)

    @property
    def dated(self) -> date:
        """The day that orders it: `reported_on`, else the period's last day."""
        return self.reported_on or self.period.last_day

    def known_on(self, day: date) -> bool:
        """Whether it was known by that day: by its ingest, else by the day it was reported."""
        known = self.provenance.ingested_at.date() if self.provenance else self.dated
        return known <= day

    @property
    def content(self) -> tuple[object, ...]:
        """Everything said in it, apart from when and whence: equal content is one report."""
        return (
            self.value,
            self.increment,
            self.state,
            self.progress,
            self.rate,
            self.estimate,
            self.note,
            self.problem,
            self.next,
            self.evidence,
            self.reason,
            self.withdraw,
        )

    @property
    def said(self) -> tuple[object, ...]:
        """What must not differ between two records of one key and day."""
        return (self.value, self.increment, self.state, self.progress, self.estimate, self.withdraw)


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A record that could not be read: its item, if known, cannot be judged from its period on.

    `known_from` is the day by which it was known; None where nothing tells.
    """

    item: str
    period: Period | None
    location: Location
    known_from: date | None = None
