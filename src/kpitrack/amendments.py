"""What closing a month means for what comes later: records that come too late, figures that have changed.

A sealed figure stays as it was published. Where what is known now says otherwise, that is an amendment:
`check` names it, and the next briefing tells it once.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kpitrack.assessment.results import Tally
from kpitrack.ledger import Correction, said
from kpitrack.model import Plan
from kpitrack.numeric import plain
from kpitrack.periods import Period
from kpitrack.problems import Location, Problem, error
from kpitrack.reported import Record
from kpitrack.store.seal import Seal, Tree, as_read, seal_path

# What a briefing prints of an item. A difference in anything else is none to a reader.
_COMPARED = (
    "status",
    "value",
    "unit",
    "value_period",
    "stale",
    "estimate",
    "attainment",
    "target",
    "expected",
    "pace",
    "state",
    "progress",
    "steps",
    "flags",
)
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


class Cause(StrEnum):
    """What made the difference, as far as can be told."""

    RECORD = "record"
    UNREADABLE = "unreadable"
    FILE = "file"
    PLAN = "plan"
    RULES = "rules"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Amendment:
    """An item of a closed month that stands otherwise now than was last told.

    `before` and `now` are what was told and what is so, by the keys of a seal; None where the item was
    not, or is no longer, in the plan. `record` is the one that made the difference, where the cause is a
    record; `place` is where to look.
    """

    month: Period
    item: str
    name: str
    unit: str
    before: Tree | None
    now: Tree | None
    place: Location
    cause: Cause = Cause.UNKNOWN
    record: Record | None = None

    @property
    def is_unreadable(self) -> bool:
        """Whether what stands in the way now is a record that cannot be read."""
        return self.cause is Cause.UNREADABLE


@dataclass(frozen=True, slots=True)
class Briefed:
    """The last closed month before the one told of: how many items its briefing printed in each status."""

    month: Period
    indicators: Mapping[str, int]
    actions: Mapping[str, int]

    def counts(self, tally: Tally) -> bool:
        """Whether it counted the same."""
        return self.indicators == tally.statuses and self.actions == tally.actions


@dataclass(frozen=True, slots=True)
class Later:
    """What has come to light of earlier closed months, and what a briefing need not tell again.

    `told` are the corrections that sealed briefings knew of; `problems` say which seals could not be
    compared; `last` is what was published last.
    """

    closed: tuple[Period, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    told: frozenset[tuple[str, ...]] = frozenset()
    problems: tuple[Problem, ...] = ()
    last: Briefed | None = None

    def is_told(self, correction: Correction) -> bool:
        """Whether a sealed briefing knew of a correction."""
        return tuple(correction_data(correction).values()) in self.told


NOTHING_CLOSED = Later()


def closed_month_problems(
    plan: Plan, closed: Collection[Period], records: Iterable[Record], *, reopen: bool
) -> Iterator[Problem]:
    """New records of closed months: errors, unless whoever hands them in means to reopen the month.

    A month's own increment is part of every later sum too: one before a closed month is as one of it.
    """
    if reopen:
        return
    summed = {indicator.id for indicator in plan.indicators if indicator.increments}
    for record in records:
        later = min((month for month in closed if month > record.period), default=None)
        if record.period in closed:
            path = seal_path(record.period).as_posix()
            yield error(record.location, "closed-month", period=record.period, path=path)
        elif later and record.item in summed:
            path, item = seal_path(later).as_posix(), plan.name_of(record.item)
            facts = {"period": record.period, "item": item, "later": later, "path": path}
            yield error(record.location, "closed-month", variant="sum", **facts)


def standing(entry: Tree) -> Tree:
    """What a briefing prints of an item, from the item's plain data."""
    kept = {key: as_read(entry[key]) for key in _COMPARED if key in entry}
    steps = kept.get("steps")
    if isinstance(steps, list):
        kept["steps"] = {str(step["id"]): step["state"] for step in steps}
    return kept


def standings(figures: Tree) -> dict[str, Tree]:
    """Every indicator and action of an assessment's plain data, by id."""
    entries: list[Tree] = []
    for part in ("indicators", "actions"):
        found = figures[part]
        entries += found if isinstance(found, list | tuple) else ()
    return {str(entry["id"]): entry for entry in entries}


def last_told(seal: Seal, later: Iterable[Seal]) -> dict[str, tuple[Tree | None, Seal]]:
    """How the items of a closed month stood when they were told of last, and the seal that says so.

    That is its own, or the seal of a later month whose briefing said that the item had changed.
    """
    told: dict[str, tuple[Tree | None, Seal]] = {
        item: (standing(entry), seal) for item, entry in standings(seal.figures).items()
    }
    for other in later:
        for change in other.told:
            if change.month == seal.month:
                told[change.item] = (change.standing, other)
    return told


def has_changed(before: Tree | None, now: Tree | None) -> bool:
    """Whether an item stands otherwise. What one program writes and another does not is no change."""
    if before is None or now is None:
        return before is not now
    return any(differ(before[key], now[key]) for key in before.keys() & now.keys())


def differ(one: object, other: object) -> bool:
    """Whether two pieces of plain data say something different: 5.60 is 5.6."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() != other.keys() or any(differ(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) != len(other) or any(map(differ, one, other))
    if isinstance(one, str) and isinstance(other, str) and one != other:
        numbers = [Decimal(text) for text in (one, other) if _NUMBER.fullmatch(text)]
        return len(numbers) < 2 or numbers[0] != numbers[1]
    return one != other


def correction_data(correction: Correction) -> dict[str, str]:
    """A correction as a seal keeps it: enough to know it again."""
    before, after = correction.before, correction.after
    return {
        "item": after.item,
        "period": str(after.period),
        "reported_by": after.reported_by,
        "reported_on": str(after.reported_on or ""),
        "before": _said(before),
        "after": _said(after),
    }


def corrections_told(seals: Iterable[Seal]) -> frozenset[tuple[str, ...]]:
    """The corrections that the briefings of closed months knew of."""
    return frozenset(tuple(entry.values()) for seal in seals for entry in seal.corrections)


@dataclass(frozen=True, slots=True)
class Basis:
    """The records that an item's figure rests on now, and what the seal has of those it rested on."""

    now: tuple[Record, ...]
    sealed: frozenset[tuple[object, ...]]

    def is_news(self, record: Record) -> bool:
        """Whether the figure rests on this record now, and did not when the month was closed."""
        return any(record is one for one in self.now) and basis_of(record) not in self.sealed


def named_cause(
    records: Sequence[Record], sealed: Seal, hashes: Mapping[str, str], basis: Basis
) -> Record | None:
    """The record that made the difference, the likeliest first; None where none can be named.

    `records` are those that bear on the item. One counts if its file was not there when the month was
    closed, or has changed since and does not say what was sealed.
    """
    found = [
        (basis.is_news(record), record.location.path not in sealed.files, record)
        for record in records
        if _is_later(record, sealed, hashes, basis)
    ]
    if not found:
        return None
    return max(found, key=lambda one: (one[0], one[1], one[2].dated, str(one[2].location)))[2]


def basis_of(record: Record) -> tuple[object, ...]:
    """What a seal keeps of a record apart from its place, which may move in a file kept by hand."""
    figure = None if record.figure is None else plain(record.figure.normalize())
    return (
        str(record.period),
        figure,
        record.reported_by or None,
        str(record.reported_on) if record.reported_on else None,
        "true" if record.estimate else "false",
        record.note or None,
        record.evidence or None,
    )


def sealed_basis(entry: Tree) -> frozenset[tuple[object, ...]]:
    """The same of the records of an item in a seal."""
    records = entry.get("records")
    return frozenset(
        (
            one["period"],
            None if one["value"] is None else plain(Decimal(str(one["value"])).normalize()),
            one["reported_by"],
            one["reported_on"],
            one["estimate"],
            one["note"],
            one["evidence"],
        )
        for one in (records if isinstance(records, list) else ())
    )


def _is_later(record: Record, sealed: Seal, hashes: Mapping[str, str], basis: Basis) -> bool:
    path = spelled(record.location.path)
    if path not in sealed.files:
        return True
    return sealed.files[path] != hashes.get(path) and (record.withdraw or basis.is_news(record))


def spelled(path: str) -> str:
    """A path as text: bytes of a name that are no UTF-8 are spelled out."""
    return path.encode("utf-8", "backslashreplace").decode()


def _said(record: Record) -> str:
    """All that a record says, in short."""
    progress = "" if record.progress is None else f"{plain(record.progress)}%"
    state = f"@state.{record.state.value}" if record.state else ""
    parts = (said(record), state, progress, record.note)
    return "; ".join(dict.fromkeys(part for part in parts if part))
