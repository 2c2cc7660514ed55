"""The kinds of things a plan and its records know: closed lists, with the words of the files."""

from __future__ import annotations

from enum import StrEnum

from kpitrack.periods import Period


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

    @property
    def is_paced(self) -> bool:
        """Whether there is a path on the way to the target, so that one can be behind it."""
        return self in {ScheduleKind.LINEAR, ScheduleKind.CHECKPOINTS}


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


class DeriveKind(StrEnum):
    """How a figure is computed from series."""

    RATIO = "ratio"
    DIFFERENCE = "difference"
    GROWTH = "growth"


class Section(StrEnum):
    """A section of the briefing: six parts in their usual order, then what is annexed.

    The notes on the data are not one of them: they close every briefing.
    """

    OVERVIEW = "overview"
    TARGETS = "targets"
    PROGRESS = "progress"
    LEAD_UNITS = "lead_units"
    SHORTCOMINGS = "shortcomings"
    OUTLOOK = "outlook"
    ALL_INDICATORS = "all_indicators"
    ALL_ACTIONS = "all_actions"

    @property
    def is_annex(self) -> bool:
        """Whether it stands behind the signature."""
        return self in {Section.ALL_INDICATORS, Section.ALL_ACTIONS}
