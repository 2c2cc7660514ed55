"""Which items a view shows: filters by lead unit, programme and status."""

from __future__ import annotations

from dataclasses import dataclass

from kpitrack.assessment.results import ActionResult, Assessment, IndicatorResult
from kpitrack.model import Place


@dataclass(frozen=True, slots=True)
class Filters:
    """What to show; None and empty mean everything. A lead unit's supported items stand apart."""

    lead_unit: str | None = None
    programme: str | None = None
    statuses: frozenset[str] = frozenset()

    @property
    def any(self) -> bool:
        """Whether anything is filtered out."""
        return bool(self.lead_unit or self.programme or self.statuses)


@dataclass(frozen=True, slots=True)
class Selection:
    """The items of an assessment that a view shows."""

    assessment: Assessment
    filters: Filters
    indicators: tuple[IndicatorResult, ...]
    actions: tuple[ActionResult, ...]
    supported: tuple[IndicatorResult | ActionResult, ...] = ()


def select(assessment: Assessment, filters: Filters) -> Selection:
    """The items that pass the filters, in the plan's order."""

    def passes(result: IndicatorResult | ActionResult, units: tuple[str, ...]) -> bool:
        return (
            (filters.lead_unit is None or filters.lead_unit in units)
            and (filters.programme is None or filters.programme == place_of(result).programme)
            and (not filters.statuses or result.status.value in filters.statuses)
        )

    everything: tuple[IndicatorResult | ActionResult, ...] = (*assessment.indicators, *assessment.actions)
    supported = (
        tuple(result for result in everything if passes(result, place_of(result).support))
        if filters.lead_unit
        else ()
    )
    return Selection(
        assessment,
        filters,
        tuple(result for result in assessment.indicators if passes(result, place_of(result).lead)),
        tuple(result for result in assessment.actions if passes(result, place_of(result).lead)),
        supported,
    )


def place_of(result: IndicatorResult | ActionResult) -> Place:
    """Where a result's item stands in the plan."""
    return (result.indicator if isinstance(result, IndicatorResult) else result.action).place
