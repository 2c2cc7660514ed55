"""Titles held against what rows are taken in as: a month or a unit named over a table, and not used.

2024年6月进度表 may be the name of a form that is filled in every month: an option goes before it. But where
the rows say nothing themselves, it tells when an option or a default does not fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kpitrack.entries import Entry
from kpitrack.model import Plan
from kpitrack.numeric import fold
from kpitrack.periods import Period
from kpitrack.problems import Problem, warning
from kpitrack.sources.cells import Cell

# A month, and neither a range (1-6月, 1月至6月) nor a day (6月30日).
_MONTH = re.compile(r"(?<![0-9\-—–~至到月])([0-9]{1,2})月(?!份?\s*(?:[0-9]{1,2}\s*[日号]|[-—–~至到]))")
_YEAR = re.compile(r"(?<![0-9\-—–~至到])([0-9]{4})年(?!\s*[-—–~至到])")
_SHORTEST = 3  # letters of a name that is looked for within a text


@dataclass(frozen=True, slots=True)
class _Said:
    """What a text says that a record could be held against."""

    months: frozenset[int]
    years: frozenset[int]
    units: frozenset[str]


class Titles:
    """The titles over the rows of a plan's submissions; each text is looked at once."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._names = [
            (fold(name), unit.id)
            for unit in plan.lead_units
            for name in (unit.name, *unit.aliases)
            if len(name) >= _SHORTEST
        ]
        self._known: dict[str, _Said] = {}

    def differing(self, entry: Entry, period: Period | None, reporter: str) -> Iterator[Problem]:
        """A warning for each title that names another month or unit than a row is taken in for."""
        over = entry.around.over
        is_told = over.is_named and over.is_titled  # of the month by an error, where it differs
        by_period, by_unit = not entry.text("period"), not entry.text("reported_by")
        for title in entry.around.titles if by_period or by_unit else ():
            said = self._said(title.text)
            if period and by_period and not is_told:
                yield from self._of_month(title, said, period)
            if reporter and by_unit and len(said.units) == 1 and reporter not in said.units:
                named = [self._plan.name_of(unit) for unit in said.units]
                yield self._problem(title, named, self._plan.name_of(reporter))

    def _of_month(self, title: Cell, said: _Said, period: Period) -> Iterator[Problem]:
        """One warning where year or month differ."""
        years = said.years if len(said.years) == 1 else frozenset()
        months = said.months if len(said.months) == 1 else frozenset()
        if (years and period.year not in years) or (months and period.month not in months):
            named = "".join([*(f"{year}年" for year in years), *(f"{month}月" for month in months)])
            yield self._problem(title, [named], str(period))

    def _problem(self, title: Cell, found: Iterable[str], used: str) -> Problem:
        return warning(title.location, "title-differs", found="、".join(found), used=used)

    def _said(self, text: str) -> _Said:
        if text not in self._known:
            folded = fold(text)
            self._known[text] = _Said(
                frozenset(map(int, _MONTH.findall(folded))),
                frozenset(map(int, _YEAR.findall(folded))),
                self._units_in(folded),
            )
        return self._known[text]

    def _units_in(self, text: str) -> frozenset[str]:
        """The units named in a text; a shorter name within a longer one does not count."""
        found = [(name, unit) for name, unit in self._names if name in text]
        return frozenset(
            unit
            for name, unit in found
            if not any(name != other and name in other and unit != owner for other, owner in found)
        )
