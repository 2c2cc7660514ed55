"""The domain: the plan as declared. Frozen values; each knows its place in the file.

Nothing here knows of files or of pydantic: `plan_file` builds these values, `ledger` and
`assessment` read them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TypeAlias

from kpitrack.kinds import (
    ActionKind,
    BandMethod,
    Bound,
    DeriveKind,
    Frequency,
    JointCredit,
    LeadKind,
    Measure,
    Method,
    Reporters,
    ScheduleKind,
    Section,
)
from kpitrack.numeric import convert, exact_difference
from kpitrack.periods import Period, Span
from kpitrack.problems import NOWHERE, Location, Problem


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
        return exact_difference(self.value, self.tolerance) if self.tolerance is not None else self.value


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

    def baseline_in(self, unit: str) -> Baseline | None:
        """The baseline in a unit: it is declared in the indicator's own, which a revision may change."""
        if self.baseline is None or unit in {"", self.unit} or not self.unit:
            return self.baseline
        return replace(self.baseline, value=convert(self.baseline.value, self.unit, unit))

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


@dataclass(frozen=True, slots=True)
class BriefingSettings:
    """How the plan's briefing is headed, which sections it has in which order, and how it ends.

    Texts may hold places to be filled: see `BRIEFING_PLACES`.
    """

    title: str = ""
    number: str = ""
    to: str = ""
    issuer: str = ""
    closing: str = ""
    sections: tuple[Section, ...] = tuple(Section)


# What may stand in braces in a text of the briefing's settings.
BRIEFING_PLACES = ("place", "plan", "year", "month", "span")


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
    briefing: BriefingSettings = BriefingSettings()
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

    @cached_property
    def programme_titles(self) -> Mapping[str, str]:
        """The title of every programme by id."""
        return {programme.id: programme.title for programme in self.programmes}

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
