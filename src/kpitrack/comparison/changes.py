"""What a comparison is: every item before and after, and why it stands otherwise.

«Before» and «after» are two assessments of one plan: of two months, of one month as known on two days,
or both. All values are exact; None is undefined.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from kpitrack.assessment.results import (
    ActionResult,
    ActionStatus,
    Assessment,
    DutyResult,
    IndicatorResult,
    Status,
    UnitResult,
)
from kpitrack.model import Revision
from kpitrack.periods import Period
from kpitrack.problems import Location
from kpitrack.reported import Record


class Kind(StrEnum):
    """The kinds of reason."""

    NEW = "new"  # a record that counts after and did not before
    DROPPED = "dropped"  # the reverse: of a later month, or not known yet
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"  # the reverse: taken back before, counts after
    CONFLICT = "conflict"
    SETTLED = "settled"
    UNREADABLE = "unreadable"
    MENDED = "mended"  # the reverse
    TARGET = "target"  # another target is in force
    PACE = "pace"  # more of the time is gone
    DUE = "due"  # the due month has come, or for an action is past
    STALE = "stale"  # nothing came though it was owed: an earlier figure is kept
    FRESH = "fresh"  # the reverse
    OTHER = "other"  # none of these: the rules of assessment alone


MIRRORED = {
    Kind.NEW: Kind.DROPPED,
    Kind.WITHDRAWN: Kind.RESTORED,
    Kind.CONFLICT: Kind.SETTLED,
    Kind.UNREADABLE: Kind.MENDED,
    Kind.STALE: Kind.FRESH,
}
MIRRORED |= {reverse: kind for kind, reverse in MIRRORED.items()}


@dataclass(frozen=True, slots=True)
class RecordReason:
    """What became of the records of one key (item, period, reporter).

    `before` and `after` are those that counted, or all those in conflict; empty where none did.
    `withdrawal` took back what counted, `against` are the records of other reporters for the period where
    a conflict came or was settled, `replaced` those that were corrected in between.
    """

    kind: Kind
    item: str
    period: Period
    reported_by: str
    before: tuple[Record, ...]
    after: tuple[Record, ...]
    withdrawal: Record | None = None
    against: tuple[Record, ...] = ()
    replaced: tuple[Record, ...] = ()

    @property
    def places(self) -> tuple[Location, ...]:
        """Where the records stand: what counted after, else what was taken back and by what."""
        taken_back = (self.withdrawal,) if self.withdrawal else ()
        against = self.against if self.kind is Kind.CONFLICT else ()
        listed = (*self.before, *taken_back) if not self.after else (*self.after, *against)
        return tuple(record.location for record in listed)


@dataclass(frozen=True, slots=True)
class PlaceReason:
    """A record that could not be read: where it stands, and the period it is of if that is known."""

    kind: Kind
    period: Period | None
    place: Location

    @property
    def places(self) -> tuple[Location, ...]:
        """Where it stands."""
        return (self.place,)


@dataclass(frozen=True, slots=True)
class TargetReason:
    """A revision of the target, or a change of the month it is to be reached by."""

    before: Revision
    after: Revision

    @property
    def kind(self) -> Kind:
        """That the target is another."""
        return Kind.TARGET

    @property
    def places(self) -> tuple[Location, ...]:
        """Where the one in force after stands in the plan."""
        return (self.after.location,)


@dataclass(frozen=True, slots=True)
class CourseReason:
    """What the mere course of time did.

    Pace: shares of time elapsed. Due: the two months. Stale: the months of the figures; `place` is that of
    the record that is kept, else of the item in the plan. Other: nothing.
    """

    kind: Kind
    before: Fraction | Period | None
    after: Fraction | Period | None
    place: Location

    @property
    def places(self) -> tuple[Location, ...]:
        """Where to look."""
        return (self.place,)


Reason: TypeAlias = RecordReason | PlaceReason | TargetReason | CourseReason


@dataclass(frozen=True, slots=True)
class IndicatorChange:
    """An indicator before and after. `is_changed` goes by what a reader is shown, not by the reasons."""

    before: IndicatorResult
    after: IndicatorResult
    reasons: tuple[Reason, ...]
    is_changed: bool

    @property
    def id(self) -> str:
        """The indicator's id."""
        return self.after.indicator.id

    @property
    def difference(self) -> Fraction | None:
        """Of the values, in the unit of the target; None without both, or where the unit is another."""
        if self.before.value is None or self.after.value is None or self.before.unit != self.after.unit:
            return None
        return Fraction(self.after.value) - Fraction(self.before.value)


@dataclass(frozen=True, slots=True)
class ActionChange:
    """An action before and after."""

    before: ActionResult
    after: ActionResult
    reasons: tuple[Reason, ...]
    is_changed: bool

    @property
    def id(self) -> str:
        """The action's id."""
        return self.after.action.id


Change: TypeAlias = IndicatorChange | ActionChange


@dataclass(frozen=True, slots=True)
class Flow:
    """The items that went from one status to another."""

    before: Status | ActionStatus
    after: Status | ActionStatus
    items: tuple[str, ...]

    @property
    def is_of_actions(self) -> bool:
        """Whether the items are actions: some statuses of both are written alike."""
        return isinstance(self.after, ActionStatus)


@dataclass(frozen=True, slots=True)
class Driver:
    """What one indicator did to the mean attainment: `share` adds up to the whole difference.

    `entered` and `left` say that it counts in the mean on one side only.
    """

    item: str
    share: Fraction
    entered: bool = False
    left: bool = False


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A lead unit whose standing is another, and the items it leads whose status is."""

    before: UnitResult
    after: UnitResult
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DutyChange:
    """A duty to report that was or is missing or late. None: not owed on that side."""

    item: str
    units: tuple[str, ...]
    before: DutyResult | None
    after: DutyResult | None


@dataclass(frozen=True)
class Comparison:
    """Two assessments of one plan held against one another, every item in the plan's order."""

    before: Assessment
    after: Assessment
    indicators: tuple[IndicatorChange, ...]
    actions: tuple[ActionChange, ...]
    drivers: tuple[Driver, ...]
    units: tuple[UnitChange, ...]
    duties: tuple[DutyChange, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        """All items, indicators first."""
        return (*self.indicators, *self.actions)
