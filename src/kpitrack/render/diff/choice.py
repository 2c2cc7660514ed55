"""Which of the changes are shown: filters by lead unit and programme, and whether unchanged items are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from kpitrack.comparison.changes import (
    ActionChange,
    Change,
    Comparison,
    DutyChange,
    IndicatorChange,
    UnitChange,
)
from kpitrack.render.selection import Filters, place_of

_Change = TypeVar("_Change", IndicatorChange, ActionChange)


@dataclass(frozen=True, slots=True)
class Choice:
    """What to show; `everything` also what did not change."""

    filters: Filters = field(default_factory=Filters)
    everything: bool = False

    def indicators(self, comparison: Comparison) -> tuple[IndicatorChange, ...]:
        """The indicators that pass the filters, changed or not."""
        return tuple(change for change in comparison.indicators if self._passes(change))

    def actions(self, comparison: Comparison) -> tuple[ActionChange, ...]:
        """The same of actions."""
        return tuple(change for change in comparison.actions if self._passes(change))

    def items(self, comparison: Comparison) -> tuple[Change, ...]:
        """Both, indicators first."""
        return (*self.indicators(comparison), *self.actions(comparison))

    def listed(self, changes: Iterable[_Change]) -> tuple[_Change, ...]:
        """Those that changed, or all."""
        return tuple(change for change in changes if self.everything or change.is_changed)

    def units(self, comparison: Comparison) -> tuple[UnitChange, ...]:
        """The lead units; none for a programme, whose items are only a part of what a unit leads."""
        if self.filters.programme:
            return ()
        wanted = {None, *(unit.after.unit for unit in comparison.units)}
        if self.filters.lead_unit:
            wanted = {self.filters.lead_unit}
        return tuple(unit for unit in comparison.units if unit.after.unit in wanted)

    def duties(self, comparison: Comparison) -> tuple[DutyChange, ...]:
        """The duties to report: of a unit those it has, of a programme those of its items."""
        unit, programme = self.filters.lead_unit, self.filters.programme
        inside = {
            change.id
            for change in comparison.changes
            if programme in {None, place_of(change.after).programme}
        }
        return tuple(
            duty
            for duty in comparison.duties
            if (unit is None or unit in duty.units) and (programme is None or duty.item in inside)
        )

    def is_changed(self, comparison: Comparison) -> bool:
        """Whether anything that is shown is otherwise."""
        return any(change.is_changed for change in self.items(comparison)) or bool(self.duties(comparison))

    def _passes(self, change: Change) -> bool:
        place = place_of(change.after)
        return self.filters.lead_unit in {None, *place.lead} and self.filters.programme in {
            None,
            place.programme,
        }
