"""Every record of a ledger up to a month, whether it counts or not, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kpitrack.ledger import Chain, Ledger
from kpitrack.model import Action, Indicator, Plan, Series
from kpitrack.periods import Period
from kpitrack.render.fates import fate_of
from kpitrack.reported import Record


def records(ledger: Ledger, month: Period) -> Iterator[Mapping[str, object]]:
    """By item in the plan's order (an action before its steps), then by month, reporter and day."""
    first = 1
    for key in _keys(ledger.plan):
        shared = {"item": key, "kind": _kind(ledger.plan, key), "name": ledger.plan.name_of(key)}
        for chain in ledger.chains_of(key):
            if chain.first.period > month:
                continue
            numbers = {id(record): number for number, record in enumerate(chain.records, first)}
            for record in chain.records:
                yield {"id": numbers[id(record)], **shared, **_row(record, chain, numbers)}
            first += len(chain.records)


def _keys(plan: Plan) -> Iterator[str]:
    for item in plan.items.values():
        yield item.id
        if isinstance(item, Action):
            yield from (item.step_key(step) for step in item.steps)


def _kind(plan: Plan, key: str) -> str:
    if key in plan.steps:
        return "step"
    item = plan.items[key]
    return "indicator" if isinstance(item, Indicator) else "series" if isinstance(item, Series) else "action"


def _row(record: Record, chain: Chain, numbers: Mapping[int, int]) -> Mapping[str, object]:
    fate, successor = fate_of(record, chain)
    source = record.provenance
    return {
        "period": record.period,
        "reported_by": record.reported_by or None,
        "reported_on": record.reported_on,
        "figure": record.figure,
        "value": record.value,
        "increment": record.increment,
        "unit": record.unit or None,
        "state": record.state,
        "progress": record.progress,
        "rate": record.rate,
        "estimate": record.estimate,
        "note": record.note or None,
        "problem": record.problem or None,
        "next": record.next or None,
        "evidence": record.evidence or None,
        "reason": record.reason or None,
        "withdraw": record.withdraw,
        "fate": fate,
        "replaced_by": numbers[id(successor)] if successor else None,
        "path": record.location.path,
        "line": record.location.line or None,
        "column": record.location.column or None,
        "batch": (source.batch or None) if source else None,
        "source": source.source if source else None,
        "source_place": (source.source_place or None) if source else None,
        "source_sha256": source.source_sha256 if source else None,
        "ingested_at": source.ingested_at if source else None,
        "sample": record.sample,
    }
