"""Finding items and units by what people call them: id, name or declared alias, never a guess."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from kpitrack.model import Plan
from kpitrack.numeric import fold
from kpitrack.suggest import closest

_MOST_ASKED = 200
_LEAD_IN = re.compile(r"^'(?=[=+\-@＝＋－＠])")  # what a CSV of ours puts before a would-be formula


@dataclass(frozen=True, slots=True)
class Directory:
    """Known names → ids. Names are matched with full-width forms folded and case ignored."""

    ids: frozenset[str]
    names: dict[str, str]
    spelled: tuple[str, ...]
    asked: dict[str, str] = field(default_factory=dict)

    def find(self, text: str) -> str:
        """The id meant by a text, or an empty text."""
        wanted = text.strip()
        if wanted in self.ids:
            return wanted
        return self.names.get(_key(wanted)) or self.names.get(_key(_LEAD_IN.sub("", wanted)), "")

    def suggest(self, text: str) -> str:
        """The name most like a text, or an empty text; past some hundred texts nobody reads on."""
        if text not in self.asked and len(self.asked) < _MOST_ASKED:
            self.asked[text] = closest(text, self.spelled)
        return self.asked.get(text, "")

    def matching(self, part: str) -> tuple[str, ...]:
        """The ids whose id, name or alias contains a text, in the plan's order."""
        wanted = _key(part)
        found = [known for name, known in self.names.items() if wanted in name]
        return tuple(dict.fromkeys(found))


def item_directory(plan: Plan) -> Directory:
    """Indicators, actions, series and steps (`action.step`)."""
    entries = [(item.id, (item.id, item.name, *item.aliases)) for item in plan.items.values()]
    entries += [(key, (key, f"{action.name}.{step.name}")) for key, (action, step) in plan.steps.items()]
    return _directory(entries)


def unit_directory(plan: Plan) -> Directory:
    """Lead units."""
    return _directory([(unit.id, (unit.id, unit.name, *unit.aliases)) for unit in plan.lead_units])


def programme_directory(plan: Plan) -> Directory:
    """Programmes, by id, title or section."""
    return _directory(
        [(programme.id, (programme.id, programme.title, programme.section)) for programme in plan.programmes]
    )


def _directory(entries: Iterable[tuple[str, tuple[str, ...]]]) -> Directory:
    listed = list(entries)
    names: dict[str, str] = {}
    for identifier, spellings in listed:
        for name in filter(None, spellings):
            names.setdefault(_key(name), identifier)
    return Directory(
        frozenset(identifier for identifier, _ in listed),
        names,
        tuple(name for _, spellings in listed for name in spellings if name),
    )


def _key(text: str) -> str:
    return "".join(fold(text).split()).casefold()
