"""The bar that a run is held to: which items are at a status or worse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kpitrack.assessment.results import SEVERITY, ActionResult, IndicatorResult


@dataclass(frozen=True, slots=True)
class Bar:
    """Statuses of which none may occur: S or worse on the scale of pace, any other status by itself.

    On the scale only indicators are meant; a status off it may be one of indicators and of actions.
    """

    statuses: tuple[str, ...]

    def missed_by(
        self, indicators: Iterable[IndicatorResult], actions: Iterable[ActionResult]
    ) -> tuple[IndicatorResult | ActionResult, ...]:
        """The items that do not meet it, in the order given, indicators first."""
        return (
            *(one for one in indicators if one.status.value in self._of_indicators),
            *(one for one in actions if one.status.value in self._of_actions),
        )

    def is_new(self, result: IndicatorResult | ActionResult) -> bool:
        """Whether an item that misses it met it the month before; False in the plan's first month."""
        if result.previous_status is None:
            return False
        own = self._of_indicators if isinstance(result, IndicatorResult) else self._of_actions
        return result.previous_status.value not in own

    @property
    def _of_indicators(self) -> frozenset[str]:
        scale = [status.value for status in SEVERITY]
        worse = (scale[scale.index(one) :] if one in scale else [one] for one in self.statuses)
        return frozenset(status for some in worse for status in some)

    @property
    def _of_actions(self) -> frozenset[str]:
        return frozenset(self.statuses).difference(status.value for status in SEVERITY)
