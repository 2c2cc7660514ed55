"""Reporting discipline: who owed what for a month, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from kpitrack.assessment.results import (
    ActionResult,
    DutyResult,
    IndicatorResult,
    Punctuality,
    Reporting,
    UnitDuties,
)
from kpitrack.figures import derived_points
from kpitrack.kinds import Reporters
from kpitrack.ledger import Ledger
from kpitrack.model import Action, Indicator, Item, Plan
from kpitrack.periods import Period
from kpitrack.reported import Record


def reporting_discipline(
    plan: Plan,
    ledger: Ledger,
    month: Period,
    indicators: Iterable[IndicatorResult],
    actions: Iterable[ActionResult],
) -> Reporting:
    """Every duty of the month, counted once, and each unit's share in them."""
    owing: list[Item] = [result.indicator for result in indicators if result.owed]
    owing += [result.action for result in actions if result.owed]
    owing += [series for series in plan.series if series.duty.frequency.owes(month)]
    due = plan.due_day(month)
    duties = tuple(duty for item in owing for duty in _duties(plan, ledger, item, month))
    units = tuple(_unit(unit.id, duties) for unit in plan.lead_units)
    return Reporting(due, duties, units)


def _duties(plan: Plan, ledger: Ledger, item: Item, month: Period) -> Iterator[DutyResult]:
    firsts = _firsts(plan, ledger, item, month)
    if item.duty.reporters is Reporters.SUM:
        for unit in item.duty.reported_by:
            mine = [record for record in firsts if record.reported_by == unit]
            yield _outcome(item, (unit,), mine, ledger, month)
        return
    yield _outcome(item, item.duty.reported_by, firsts, ledger, month)


def _firsts(plan: Plan, ledger: Ledger, item: Item, month: Period) -> list[Record]:
    """The first record of each reporter for the month, of those that still have one in force.

    A figure that can be computed from its series discharges the duty with their reports.
    """
    keys = [item.id]
    if isinstance(item, Action):
        keys += [item.step_key(step) for step in item.steps]
    found = [_first(ledger, record) for key in keys for record in ledger.reports(key, month)]
    # A disputed key is no silence: something was reported.
    found += [
        chain.first
        for key in keys
        for chain in ledger.chains_of(key)
        if chain.conflict and chain.first.period == month
    ]
    if not found and isinstance(item, Indicator) and item.derive:
        for point in derived_points(plan, item, ledger, item.unit):
            if point.period == month:
                found = [_first(ledger, record) for record in point.records]
                return [max(found, key=_day)]
    return found


def _first(ledger: Ledger, record: Record) -> Record:
    return ledger.chains[record.key].first


def _day(record: Record) -> date:
    return record.reported_on or date.min


def _outcome(
    item: Item, units: tuple[str, ...], firsts: list[Record], ledger: Ledger, month: Period
) -> DutyResult:
    due = ledger.plan.due_day(month)
    dated = [record.reported_on for record in firsts if record.reported_on]
    if dated:
        days = (min(dated) - due).days
        return DutyResult(item.id, units, Punctuality.LATE if days > 0 else Punctuality.ON_TIME, max(days, 0))
    if firsts or _sent_unreadable(ledger, item.id, month):
        return DutyResult(item.id, units, Punctuality.UNDATED)
    early = ledger.as_of is not None and ledger.as_of <= due
    return DutyResult(item.id, units, Punctuality.NOT_YET_DUE if early else Punctuality.MISSING)


def _sent_unreadable(ledger: Ledger, item: str, month: Period) -> bool:
    """Whether something was sent for the month that could not be read: that is no silence."""
    return any(entry.item == item and entry.period == month for entry in ledger.bad)


def _unit(unit: str, duties: tuple[DutyResult, ...]) -> UnitDuties:
    mine = [duty for duty in duties if unit in duty.units]
    return UnitDuties(
        unit=unit,
        owed=len(mine),
        on_time=sum(1 for duty in mine if duty.outcome is Punctuality.ON_TIME),
        undated=sum(1 for duty in mine if duty.outcome is Punctuality.UNDATED),
        missing=tuple(duty.item for duty in mine if duty.outcome is Punctuality.MISSING),
        late=tuple((duty.item, duty.days) for duty in mine if duty.outcome is Punctuality.LATE),
    )
