"""What may be written behind an option or as an argument: months, units, items, statuses, choices."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kpitrack.cli.choices import words_for
from kpitrack.cli.completion.place import Candidate
from kpitrack.cli.spoken import PLAN, option_value, spoken_language, workspace_above
from kpitrack.wording import Words
from kpitrack.wording.terms import TERMS

if TYPE_CHECKING:
    from kpitrack.model import Plan

_MOST_READ = 8_000_000  # bytes of record files looked at for months
_OF_PLAN = ("MONTH", "MONTH1", "MONTH2", "UNIT", "PROGRAMME", "ITEM")
_FOR_COMING_MONTHS = ("template", "ingest")
_MONTH = re.compile(rb"(?<![0-9-])([0-9]{4})-([0-9]{2})(?![0-9-])")


class Known:
    """What is known where these words are typed: the language, the plan, its months with records."""

    def __init__(self, words: Sequence[str]) -> None:
        self.said = Words(spoken_language(words))
        self._folder = option_value(words, "-C", "--workspace") or os.environ.get("KPITRACK_WORKSPACE", "")

    def values(self, kind: str, command: str) -> Iterator[Candidate]:
        """Candidates for a value by the name that stands for it: MONTH, UNIT, zh|en."""
        if "|" in kind:
            for one in kind.split("|"):
                yield from [self._choice(one)] if one.islower() else self.values(one, command)
        elif kind == "STATUS":
            yield from _statuses()
        elif kind == "[SHELL]":
            from kpitrack.cli.completion import SHELLS

            yield from map(Candidate, SHELLS)
        elif kind == "TABLE":
            from kpitrack.render.dataset.schema import BY_NAME

            for table in BY_NAME:
                yield Candidate(table, self.said.form(f"dataset.{table}"))
        elif kind in _OF_PLAN and self.plan is not None:
            yield from self._of_plan(self.plan, kind, command)

    def _choice(self, one: str) -> Candidate:
        """A choice with the word for it, where that says more."""
        zh, en = words_for(one) or (one, one)
        word = zh if self.said.language == "zh" else en
        return Candidate(one, word if word != one else "", (zh,))

    def _of_plan(self, plan: Plan, kind: str, command: str) -> Iterator[Candidate]:
        """What the plan names."""
        if kind == "UNIT":
            for unit in plan.lead_units:
                yield _named(unit.id, unit.name, unit.aliases)
        elif kind == "PROGRAMME":
            for programme in plan.programmes:
                yield _named(programme.id, programme.title, ())
        elif kind == "ITEM":
            yield from _items(plan)
        else:
            yield from self._months(plan, coming=command in _FOR_COMING_MONTHS)

    @cached_property
    def plan(self) -> Plan | None:
        """The plan of the workspace meant; None where there is none that is sound. Nothing is kept."""
        from kpitrack.plan_cache import cache_folder, read_plan

        folder = self._folder or workspace_above()
        if not folder:
            return None
        data = (Path(folder) / PLAN).read_bytes()
        path = Path(PLAN).as_posix()
        cache = cache_folder()
        kept = read_plan(cache, data, path) if cache else None
        if kept is not None:
            return kept
        from kpitrack.plan_file import load_plan

        return load_plan(data, path).plan

    def _months(self, plan: Plan, *, coming: bool) -> Iterator[Candidate]:
        """The plan's months that have records, the latest first; all of them where none is found.

        `coming`: all of them anyway, since what is asked for is of a month without records.
        """
        seen = set() if coming else set(self._seen_months())
        months = [str(month) for month in plan.span.months()]
        for month in reversed([month for month in months if month in seen] or months):
            year, _, number = month.partition("-")
            yield Candidate(month, "", (f"{year}年{number.lstrip('0')}月", f"{number.lstrip('0')}月"))
        yield Candidate("last", self.said("completion.last"), ("上月",))

    def _seen_months(self) -> Iterator[str]:
        """Whatever looks like a month in the record files: read, not understood, so that it is quick."""
        from kpitrack.workspace import ORIGINALS, PROGRESS, is_record_file

        left = _MOST_READ
        top = Path(self._folder or workspace_above()) / PROGRESS
        for folder, names, files in os.walk(top):
            names[:] = sorted(name for name in names if not name.startswith(".") and name != ORIGINALS)
            for name in filter(is_record_file, sorted(files)):
                with (Path(folder) / name).open("rb") as file:
                    data = file.read(left)
                left -= len(data)
                yield from {f"{year.decode()}-{month.decode()}" for year, month in _MONTH.findall(data)}


def _named(identifier: str, name: str, aliases: Sequence[str]) -> Candidate:
    return Candidate(identifier, name, tuple(aliases), name)


def _items(plan: Plan) -> Iterator[Candidate]:
    """Indicators, actions with their steps, series."""
    for item in plan.items.values():
        yield _named(item.id, item.name, item.aliases)
    for key, (action, step) in plan.steps.items():
        yield _named(key, f"{action.name}.{step.name}", ())


def _statuses() -> Iterator[Candidate]:
    """Every status once, by its id and by its words in both languages."""
    known: dict[str, Candidate] = {}
    for key, (zh, en) in TERMS.items():
        kind, _, status = key.partition(".")
        if kind in {"status", "action"}:
            known.setdefault(status, Candidate(status, zh, (en,), zh))
    yield from known.values()
