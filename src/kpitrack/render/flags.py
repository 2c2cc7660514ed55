"""The words for what a reader must know beside a status."""

from __future__ import annotations

from kpitrack.assessment.results import ActionResult, Flag, IndicatorResult
from kpitrack.render.places import at
from kpitrack.wording import Words


def flag_words(result: IndicatorResult | ActionResult, words: Words) -> list[str]:
    """Every flag in a word. What is in doubt is a conflict, or a record that could not be read."""
    return [words(f"flag.{_key(flag, result)}") for flag in result.flags]


def doubt_key(result: IndicatorResult | ActionResult) -> str:
    """By what name the sentences on a dispute go: `conflict` or `unreadable`; empty where there is none."""
    return _key(Flag.CONFLICT, result) if Flag.CONFLICT in result.flags else ""


def unreadable_places(result: IndicatorResult | ActionResult, words: Words) -> str:
    """Where the records stand that could not be read."""
    return words.joined(list(dict.fromkeys(at(place) for place in result.unreadable)))


def doubt(result: IndicatorResult | ActionResult, conflict: str, unreadable: str, none: str) -> str:
    """The one of three keys that fits: records contradict one another, cannot be read, neither."""
    if Flag.CONFLICT not in result.flags:
        return none
    return unreadable if result.unreadable else conflict


def _key(flag: Flag, result: IndicatorResult | ActionResult) -> str:
    return "unreadable" if flag is Flag.CONFLICT and result.unreadable else flag.value
