"""What was reported: records, those that could not be read, and where they came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from kpitrack.kinds import State
from kpitrack.numeric import in_base
from kpitrack.periods import Period
from kpitrack.problems import NOWHERE, Location


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an ingested record came from: file, place in it, its hash, and when.

    `batch` is the path of the batch that holds it, empty while it is in none.
    """

    source: str
    source_place: str
    source_sha256: str
    ingested_at: datetime
    batch: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One reported figure or state, of one item, for one period, by one reporter.

    `value` and `increment` are in the item's unit, decimals as reported; `by_increment` says which
    of them the item goes by. `item` is an id, for
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
    by_increment: bool = False
    provenance: Provenance | None = None
    location: Location = field(default=NOWHERE)

    @property
    def key(self) -> tuple[str, Period, str]:
        """What a correction corrects: item, period, reporter."""
        return (self.item, self.period, self.reported_by)

    @property
    def figure(self) -> Decimal | None:
        """The figure its item goes by: the running total, or the month's own increment."""
        return self.increment if self.by_increment else self.value

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
            self.measured,
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
    def claims(self) -> tuple[object, ...]:
        """What must not differ between two records of one key and day."""
        return (self.measured, self.increment, self.state, self.progress, self.estimate, self.withdraw)

    @property
    def measured(self) -> tuple[str, Decimal] | None:
        """The value in the base of its unit: while an item has none, each record has its own."""
        return None if self.value is None else in_base(self.value, self.unit)


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A record that could not be read: its item, if known, cannot be judged from its period on.

    `known_from` is the day by which it was known; None where nothing tells.
    """

    item: str
    period: Period | None
    location: Location
    known_from: date | None = None
