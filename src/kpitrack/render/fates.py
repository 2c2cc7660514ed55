"""What became of a record: whether it counts, and if not, what took its place."""

from __future__ import annotations

from enum import StrEnum

from kpitrack.ledger import Chain
from kpitrack.reported import Record


class Fate(StrEnum):
    """What became of a record."""

    IN_FORCE = "in_force"
    CONFLICT = "conflict"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    WITHDRAWS = "withdraws"
    REPEATED = "repeated"


def fate_of(record: Record, chain: Chain) -> tuple[Fate, Record | None]:
    """What became of a record of a chain, and the record that took its place, if one did."""
    if any(record is entry for entry in chain.conflict):
        return Fate.CONFLICT, None
    successor = next((change.after for change in chain.corrections if change.before is record), None)
    if successor is not None:
        return Fate.WITHDRAWN if successor.withdraw else Fate.CORRECTED, successor
    if any(record is entry for entry in chain.repeated):
        return Fate.REPEATED, None
    return Fate.WITHDRAWS if record.withdraw else Fate.IN_FORCE, None
