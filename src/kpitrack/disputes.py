"""New records that stand against others: in the store, of another unit, in the same file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kpitrack.kinds import Reporters
from kpitrack.ledger import Ledger, build_ledger, contradiction, disagreement
from kpitrack.model import Plan
from kpitrack.periods import Period
from kpitrack.problems import Location, Problem
from kpitrack.reported import Record
from kpitrack.submissions import Candidate


@dataclass(frozen=True, slots=True)
class Contradictions:
    """Where files say two things of one day, and the places of all rows that say so."""

    problems: tuple[Problem, ...]
    places: frozenset[Location]


def within_files(plan: Plan, candidates: Iterable[Candidate], known: set[str]) -> Contradictions:
    """Rows of one file that give one key two figures on one day, whatever the store holds.

    Against the store alone, one of them may be there already and the other pass for its correction.
    Files whose bytes were taken in before (`known`) say nothing new.
    """
    groups: dict[tuple[int, tuple[str, Period, str], date], list[Record]] = defaultdict(list)
    for entry in candidates:
        record = entry.record
        if record.provenance is None or record.provenance.source_sha256 not in known:
            groups[entry.source, record.key, record.dated].append(record)
    problems, places = list[Problem](), set[Location]()
    for records in groups.values():
        if len({record.claims for record in records}) < 2:  # all say the same
            continue
        own = build_ledger(plan, records)
        problems += conflicts(own, records, variant="rows")
        places |= {record.location for record in own.chains[records[0].key].conflict}
    return Contradictions(tuple(problems), frozenset(places))


def conflicts(after: Ledger, new: Sequence[Record], *, variant: str = "") -> Iterator[Problem]:
    """New records that stand against another one; older disputes do not matter here.

    Of two new ones the later is told. A stored one may also be the later: where a lost batch comes back.
    """
    plan, ours = after.plan, {id(record) for record in new}
    disputes = {id(record): (other, is_before) for record, other, is_before in _disputes(after, new)}
    for record in new:
        if id(record) in disputes:
            other, is_before = disputes[id(record)]
            if is_before or id(other) not in ours:
                yield contradiction(plan, record, other, variant=variant)
        elif after.chains[record.key].standing is record:
            yield from _conflicting_reporters(after, record)


def _disputes(after: Ledger, new: Sequence[Record]) -> Iterator[tuple[Record, Record, bool]]:
    """Each record in dispute with one that says something else, and whether that stands before it."""
    for key in dict.fromkeys(record.key for record in new):
        disputed = after.chains[key].conflict
        first = next(iter(disputed), None)
        another = next((other for other in disputed if first and other.claims != first.claims), None)
        seen = False
        for record in disputed:
            seen = seen or record is another
            if first and another:
                differs = record.claims != first.claims
                yield record, first if differs else another, differs or seen


def _conflicting_reporters(after: Ledger, record: Record) -> Iterator[Problem]:
    """A new record against other units' figures for the same item and period."""
    plan = after.plan
    item = plan.steps[record.item][0] if record.item in plan.steps else plan.items[record.item]
    if item.duty.reporters is Reporters.SUM:
        return
    reported = [*after.reports(record.item, record.period), *after.rivals(record.item, record.period)]
    for other in reported:
        if other is not record and _disagree(plan, other, record):
            yield disagreement(plan, record, other)


def _disagree(plan: Plan, one: Record, other: Record) -> bool:
    """Whether the ledger would find the two in conflict if they were all there is."""
    problems = build_ledger(plan, (one, other)).problems
    return any(problem.rule == "conflicting-reporters" for problem in problems)
