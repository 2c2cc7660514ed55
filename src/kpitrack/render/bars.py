"""A bar and what misses it, in words."""

from __future__ import annotations

from collections.abc import Iterable

from kpitrack.assessment.bars import Bar
from kpitrack.assessment.results import SEVERITY, ActionResult, Assessment, IndicatorResult
from kpitrack.render.show import Show

_Result = IndicatorResult | ActionResult


def missed(assessment: Assessment, bar: Bar, behind: Iterable[_Result], show: Show) -> str:
    """The line that names what misses a bar, each with its status."""
    named = [
        show.words("bar.item", name=show.result_name(one), status=status_word(one, show)) for one in behind
    ]
    return show.words(
        "bar.missed",
        month=show.full_month(assessment.month),
        bar=bar_words(bar, show),
        n=len(named),
        names=show.words.joined(named),
    )


def bar_words(bar: Bar, show: Show) -> str:
    """A bar in words; a status on the scale of pace stands for those below it too."""
    return show.words.joined([_status(status, show) for status in bar.statuses])


def status_word(one: _Result, show: Show) -> str:
    """The status of an item in words."""
    kind = "status" if isinstance(one, IndicatorResult) else "action"
    return show.words(f"{kind}.{one.status.value}")


def _status(status: str, show: Show) -> str:
    kind = "status" if show.words.has(f"status.{status}") else "action"
    word = show.words(f"{kind}.{status}")
    scale = [one.value for one in SEVERITY[:-1]]
    return show.words("run.or-worse", status=word) if status in scale else word
