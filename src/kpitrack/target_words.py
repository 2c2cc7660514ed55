"""A target in words, as every output prints it and a form brings it back."""

from __future__ import annotations

import re

from kpitrack.model import Plan, Revision
from kpitrack.numeric import plain
from kpitrack.wording import Words

_ENGLISH = re.compile("[A-Za-z]{2}")
# Words whose plural has nothing but an s behind the singular; not companies, classes, buses, series.
_PLURAL = re.compile(r"(?:.*[ -])?[A-Za-z]{2,}[a-df-hj-rt-z]s")


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
    """A unit as it stands behind a figure: with a space before words, in Chinese before English ones."""
    if unit in {"", "%", "‰"} or (words.language == "zh" and not _ENGLISH.match(unit)):
        return unit
    return f" {unit}"


def counted(shown: str, unit: str) -> str:
    """A figure with what `behind` puts there: of one English thing its singular, `1 ward`."""
    is_one = shown.lstrip("+-") == "1" and _PLURAL.fullmatch(unit.strip())
    return f"{shown}{unit.removesuffix('s') if is_one else unit}"
