"""Columns that repeat the plan (目标, 牵头单位): read, held against it, and never used."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kpitrack.entries import Entry
from kpitrack.model import Action, Indicator, Item, Plan
from kpitrack.names import Directory
from kpitrack.numeric import NumberRefusedError, UnitMismatchError, convert, fold, parse_quantity
from kpitrack.periods import Period, PeriodRefusedError, parse_period
from kpitrack.problems import Problem, warning
from kpitrack.target_words import target_in_words
from kpitrack.wording import LANGUAGES, Words

_BOUND_WORDS = re.compile(
    r"^(?:达到?|不低于|不少于|至少|不高于|不超过|超过|低于|共|增长|>=|<=|≥|≤|>|<)+|(?:及?以上|以下|以内|左右)+$"
)
_NOBODY = frozenset({"未明确", "无", "none named"})
_LIST = re.compile(r"\s*[、,，;；]\s*")


def compared(plan: Plan, units: Directory, item: Item, entry: Entry) -> Iterator[Problem]:
    """A warning for each column of a row that says other than the plan."""
    if isinstance(item, Indicator) and entry.text("target"):
        month = _month(entry, plan)
        if not _same_target(plan, item, month, entry.text("target")):
            force = item.in_force(month)
            shown = force.target_text or str(
                force.target.value or force.target.series or force.target.pending
            )
            yield warning(
                entry.place("target"),
                "target-mismatch",
                item=item.name,
                found=entry.text("target"),
                ours=shown,
            )
    if isinstance(item, Indicator | Action) and entry.text("lead"):
        text = "" if entry.text("lead") in _NOBODY else entry.text("lead")
        named = {units.find(name) or name for name in _LIST.split(text) if name}
        if named != set(item.place.lead):
            ours = "、".join(plan.units[unit].name for unit in item.place.lead)
            yield warning(
                entry.place("lead"), "lead-mismatch", item=item.name, found=entry.text("lead"), ours=ours
            )


def _month(entry: Entry, plan: Plan) -> Period:
    """The month whose target a row speaks of; the plan's last where the row does not say."""
    try:
        return parse_period(fold(entry.text("period")), plan.span).period
    except PeriodRefusedError:
        return plan.span.last


def _same_target(plan: Plan, indicator: Indicator, month: Period, text: str) -> bool:
    """Whether a target as somebody wrote it is the plan's: the same text, or the same number."""
    force = indicator.in_force(month)
    printed = (target_in_words(plan, force, Words(language)) for language in LANGUAGES)
    if _bare(text) in {_bare(indicator.wording), *map(_bare, printed)}:
        return True
    try:
        quantity = parse_quantity(_BOUND_WORDS.sub("", fold(text)))
        value = convert(quantity.value, quantity.unit, force.unit) if quantity.unit else quantity.value
    except (NumberRefusedError, UnitMismatchError):
        return False
    return value in {force.target.value, force.target.upper}


def _bare(text: str) -> str:
    return "".join(fold(text).split())
