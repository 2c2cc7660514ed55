"""Which warnings still stand: those about records that count, or that nobody has decided between.

What was corrected or taken back is history, which `explain` shows: nothing can be done about it any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kpitrack.ledger import Chain, Ledger
from kpitrack.problems import Location, Problem
from kpitrack.reported import Record


def still_standing(problems: Iterable[Problem], ledger: Ledger) -> list[Problem]:
    """The problems without the warnings about records that were superseded or withdrawn."""
    found = list(problems)
    warned = {problem.of for problem in found if problem.of is not None and not problem.is_error}
    if not warned:
        return found
    past = {place for chain in ledger.chains.values() for place in _past(chain) if place in warned}
    return [problem for problem in found if problem.is_error or problem.of not in past]


def _past(chain: Chain) -> Iterator[Location]:
    """The places of the records that count no more; what only repeats the one in force says what it says."""
    for record in chain.records:
        if not _counts(record, chain):
            yield record.location


def _counts(record: Record, chain: Chain) -> bool:
    if chain.in_force is None:
        return any(record is one for one in chain.conflict)
    return record is chain.in_force or record.content == chain.in_force.content
