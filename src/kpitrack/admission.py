"""What of a submission is new: each row is stored, already there, or stands against another.

The ledger decides, as it will when the records are read again; nothing here writes or asks a clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kpitrack.checks import check_all
from kpitrack.disputes import conflicts, within_files
from kpitrack.ledger import Chain, Ledger, build_ledger, said
from kpitrack.model import Plan
from kpitrack.periods import Period
from kpitrack.problems import Location, Problem, error, has_errors, warning
from kpitrack.reported import Record
from kpitrack.store.batch import batch_data, unfaithful
from kpitrack.submissions import Candidate

_Key = tuple[str, Period, str]
_BESIDE = ("note", "problem", "next", "evidence", "reason")  # texts beside a figure
_TICK = timedelta(microseconds=1)
# Runs that waited for one another differ by seconds; a clock that is wrong by hours or days.
_SLACK = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Change:
    """A record that is new, and those whose place it takes."""

    candidate: Candidate
    before: tuple[Record, ...]

    @property
    def record(self) -> Record:
        """The new record."""
        return self.candidate.record


@dataclass(frozen=True, slots=True)
class Admission:
    """What is new in the order given, and how many rows of each submission are already there.

    `refused` are the places of those that an error stands against, both sides of a conflict.
    """

    changes: tuple[Change, ...]
    already: Mapping[int, int]
    problems: tuple[Problem, ...]
    refused: frozenset[Location] = frozenset()

    @property
    def records(self) -> tuple[Record, ...]:
        """The new records."""
        return tuple(change.record for change in self.changes)


def admit(
    plan: Plan,
    stored: Sequence[Record],
    candidates: Sequence[Candidate],
    now: datetime,
    *,
    at: datetime | None = None,
) -> Admission:
    """Decide every candidate against the store and against the others.

    A change bears the moment it is to be stored with: later than all that the store has already, so
    that it is read in the order in which it was decided, whatever the number of its batch; or `at`
    an earlier moment, when it comes back to its old place.
    """
    moment = at or _moment(stored, now)
    if at or moment <= now + _SLACK:
        candidates = [_at(entry, moment) for entry in candidates]
    keys = {candidate.record.key for candidate in candidates}
    before = build_ledger(plan, [record for record in stored if record.key in keys]).chains
    known = {record.provenance.source_sha256 for record in stored if record.provenance}
    once = list(_once(candidates))
    unknown = [_with_reason(entry) for entry in once if not _is_there(entry, before, known)]
    stamped = [_at(entry, moment).record for entry in unknown]
    after = build_ledger(plan, [*stored, *stamped])
    repeated = {id(record) for chain in _chains(after, keys) for record in chain.repeated}
    new = [
        (entry, record) for entry, record in zip(unknown, stamped, strict=True) if id(record) not in repeated
    ]
    apart = within_files(plan, candidates, known)
    changes = tuple(Change(entry, after.replaced_by(record)) for entry, record in new)
    told = [
        *conflicts(after, [record for _, record in new]),
        *_older(plan, before, changes),
        *_undone(plan, before, known, once),
        *_outdone(after, changes),
        *_warnings(plan, after, changes),
        *_clock_behind(stored, changes, now),
        *_repeated(plan, candidates),
    ]
    problems = [*apart.problems, *(problem for problem in told if problem.location not in apart.places)]
    if not has_errors(problems):
        records = [change.record for change in changes]
        problems += unfaithful(records, batch_data(records), plan)
    disputed = {id(record) for chain in _chains(after, keys) for record in chain.conflict}
    refused = (
        _refused(candidates, problems)
        | apart.places
        | {record.location for _, record in new if id(record) in disputed}
    )
    return Admission(changes, _counted(candidates, changes), tuple(problems), refused)


def _refused(candidates: Iterable[Candidate], problems: Iterable[Problem]) -> frozenset[Location]:
    """The places of rows that an error stands against, and of all that may be their doubles."""
    found = [problem for problem in problems if problem.is_error]
    places = {problem.location for problem in found}
    doubtful = {problem.location for problem in found if problem.rule == "row-repeated"}
    listed = list(candidates)
    keys = {(entry.source, entry.record.key) for entry in listed if entry.record.location in doubtful}
    return frozenset(
        places | {entry.record.location for entry in listed if (entry.source, entry.record.key) in keys}
    )


def _is_there(entry: Candidate, before: Mapping[_Key, Chain], known: set[str]) -> bool:
    """Whether the store holds what a row says, although the row's own day may tell otherwise.

    The ledger knows rows that repeat something on a later day. These it cannot know: a row equal to
    the record in force with an earlier day; a row that was said before, in bytes that have been taken
    in; and an undated row, or one of an earlier month in a ledger that is kept on, that repeats what
    was said before: it would else bear a later day and undo what has been corrected since. (Given anew
    in other bytes after it was taken back it is news.)
    """
    record, chain = entry.record, before.get(entry.record.key)
    if chain is None:
        return False
    standing, lenient = chain.standing, entry.is_old
    if standing and says_no_more(record, standing, lenient=lenient):
        return True
    if not any(says_no_more(record, other, lenient=lenient) for other in chain.records):
        return False
    if record.provenance and record.provenance.source_sha256 in known:
        return True
    return lenient and not any(change.after.withdraw for change in chain.corrections)


def says_no_more(record: Record, other: Record, *, lenient: bool) -> bool:
    """Whether a record says what another does; it may leave out the reason the other gives.

    `lenient`: it may leave out any text, and the unit's own rate. In a ledger that is kept on these
    stand beside the last month only, and the same old figure has less beside it a month later.
    """
    left_out = _BESIDE if lenient else ("reason",)
    if record.claims != other.claims or not (record.rate == other.rate or (lenient and record.rate is None)):
        return False
    texts = ((name, getattr(record, name)) for name in _BESIDE)
    return all(text == getattr(other, name) or (not text and name in left_out) for name, text in texts)


def _with_reason(entry: Candidate) -> Candidate:
    """A candidate with the reason given for all rows, where its own gives none."""
    if entry.record.reason or not entry.reason:
        return entry
    return replace(entry, record=replace(entry.record, reason=entry.reason))


def _repeated(plan: Plan, candidates: Iterable[Candidate]) -> Iterator[Problem]:
    """Rows that say once more what a row above them in the same file says: they count once.

    But where they differ in a column that is not read, they are most likely two reports.
    """
    first: dict[tuple[object, ...], Candidate] = {}
    for entry in candidates:
        record = entry.record
        told = first.setdefault((entry.source, record.key, record.dated, record.content), entry)
        if told is entry:
            continue
        unread = ", ".join(filter(None, entry.unread))
        differs = told.unread != entry.unread
        severity = error if differs else warning
        yield severity(
            record.location,
            "row-repeated",
            variant="unread" if differs else "",
            item=plan.name_of(record.item),
            period=record.period,
            place=told.record.location,
            found=unread,
        )


def _once(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """The first of candidates that say the same of the same day."""
    seen = set()
    for entry in candidates:
        record = entry.record
        identity = (record.key, record.dated, record.content)
        if identity not in seen:
            seen.add(identity)
            yield entry


def _at(entry: Candidate, moment: datetime) -> Candidate:
    """A candidate as if taken in at a moment.

    Of equal rows the stored one stays, and that must not hang on how the machine's clock goes.
    """
    source = entry.record.provenance
    if source is None:
        return entry
    return replace(entry, record=replace(entry.record, provenance=replace(source, ingested_at=moment)))


def _moment(stored: Iterable[Record], now: datetime) -> datetime:
    """Now, or just past the newest moment in the store."""
    moments = (record.provenance.ingested_at for record in stored if record.provenance)
    newest = max(moments, default=None)
    return now if newest is None or newest < now else newest + _TICK


def _chains(ledger: Ledger, keys: Iterable[_Key]) -> Iterator[Chain]:
    for key in keys:
        if key in ledger.chains:
            yield ledger.chains[key]


def _older(plan: Plan, before: Mapping[_Key, Chain], changes: Iterable[Change]) -> Iterator[Problem]:
    """New records that do not count: what the store has for their key is of a later day."""
    for record in (change.record for change in changes):
        chain = before.get(record.key)
        latest = chain.records[-1] if chain else None
        if latest and record.dated < latest.dated:
            yield _not_counted(plan, record, latest, variant="" if record.reported_on else "unknown")


def _undone(
    plan: Plan, before: Mapping[_Key, Chain], known: set[str], entries: Iterable[Candidate]
) -> Iterator[Problem]:
    """Undated rows that are already there and have been corrected since, in bytes not seen before."""
    for entry in entries:
        record, chain = entry.record, before.get(entry.record.key)
        standing = chain.standing if chain else None
        if standing is None or standing.claims == record.claims or not _is_there(entry, before, known):
            continue
        if not record.provenance or record.provenance.source_sha256 not in known:
            yield _not_counted(plan, record, standing, variant="undated")


def _outdone(after: Ledger, changes: Iterable[Change]) -> Iterator[Problem]:
    """New records that do not count: one of the same day says why it is the right one."""
    for record in (change.record for change in changes):
        chain = after.chains[record.key]
        successor = next((change.after for change in chain.corrections if change.before is record), None)
        if successor is not None and successor.dated == record.dated and successor.claims != record.claims:
            yield _not_counted(after.plan, record, successor, variant="reason")


def _not_counted(plan: Plan, record: Record, other: Record, *, variant: str = "") -> Problem:
    return warning(
        record.location,
        "older-than-in-force",
        variant=variant,
        item=plan.name_of(record.item),
        period=record.period,
        found=said(record),
        day=record.dated,
        other=said(other),
        since=other.dated,
        place=other.location,
    )


def _warnings(plan: Plan, after: Ledger, changes: Iterable[Change]) -> Iterator[Problem]:
    """What ledger and checks find doubtful in new records."""
    places = {change.record.location for change in changes}
    if not places:
        return
    for problem in (*after.problems, *check_all(plan, after)):
        if problem.location in places and not problem.is_error:
            yield problem


def _clock_behind(stored: Iterable[Record], changes: Sequence[Change], now: datetime) -> Iterator[Problem]:
    """The store has something from a later moment than now: a clock is, or was, wrong."""
    dated = [(record.provenance.ingested_at, record.location.path) for record in stored if record.provenance]
    latest, path = max(dated, default=(now, ""))
    if changes and latest > now + _SLACK:
        yield warning(Location(path), "clock-behind", since=latest, now=now)


def _row(entry: Candidate) -> tuple[int, Location]:
    """Which row of which submission a candidate is."""
    return (entry.source, entry.record.location)


def _counted(candidates: Iterable[Candidate], changes: Iterable[Change]) -> dict[int, int]:
    """By submission, how many of its rows are already there (or stand in it once more)."""
    new = {_row(change.candidate) for change in changes}
    counts: dict[int, int] = {}
    for entry in candidates:
        counts[entry.source] = counts.get(entry.source, 0) + (_row(entry) not in new)
    return counts
