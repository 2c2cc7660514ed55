"""A target in words, as every output prints it and a form brings it back."""

from __future__ import annotations

from kpitrack.model import Plan, Revision
from kpitrack.numeric import plain
from kpitrack.wording import Words


def target_in_words(plan: Plan, force: Revision, words: Words) -> str:
    """The target as the plan prints it, else in words made from it."""
    if force.target_text:
        return force.target_text
    target = force.target
    series = plan.items.get(target.series)
    return words(
        f"target.{target.bound.value}",
        value=plain(target.value) if target.value is not None else "",
        upper=plain(target.upper) if target.upper is not None else "",
        unit=behind(force.unit, words),
        series=series.name if series else "",
        pending=target.pending,
    )


def behind(unit: str, words: Words) -> str:
    """A unit as it stands behind a figure; in English with a space before words."""
    return unit if words.language == "zh" or unit in {"", "%", "‰"} else f" {unit}"
