"""Titles held against what rows are taken in as: a month or a unit named over a table, and not used.

A title is never believed: 2024年6月进度表 may be the name of a form that is filled in every month. But
where the rows say nothing themselves, it tells when an option or a default does not fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kpitrack.entries import Entry
from kpitrack.model import Plan
from kpitrack.numeric import fold
from kpitrack.periods import Period
from kpitrack.problems import Problem, warning

# A month, and neither a range (1-6月, 1月至6月) nor a day (6月30日).
_MONTH = re.compile(r"(?<![0-9\-—–~至到月])([0-9]{1,2})月(?!份?\s*(?:[0-9]{1,2}\s*[日号]|[-—–~至到]))")
_YEAR = re.compile(r"([0-9]{4})年")
_SHORTEST = 3  # letters of a name that is looked for within a text


def differing_titles(plan: Plan, entry: Entry, period: Period | None, reporter: str) -> Iterator[Problem]:
    """A warning for each title that names another month or unit than the one a row is taken in for."""
    for title in entry.around.titles:
        text = fold(title.text)
        months = {int(found) for found in _MONTH.findall(text)}
        years = {int(found) for found in _YEAR.findall(text)}
        if period and not entry.text("period") and len(years) == 1 and years != {period.year}:
            (year,) = years
            yield warning(title.location, "title-differs", found=f"{year}年", used=str(period))
        if period and not entry.text("period") and len(months) == 1 and months != {period.month}:
            (month,) = months
            yield warning(title.location, "title-differs", found=f"{month}月", used=str(period))
        units = _units_in(plan, text)
        if reporter and not entry.text("reported_by") and len(units) == 1 and reporter not in units:
            (unit,) = units
            yield warning(
                title.location,
                "title-differs",
                found=plan.name_of(unit),
                used=plan.name_of(reporter),
            )


def _units_in(plan: Plan, text: str) -> set[str]:
    """The units whose name or alias stands in a text; a shorter name within a longer one does not count."""
    found = [
        (name, unit.id)
        for unit in plan.lead_units
        for name in (unit.name, *unit.aliases)
        if len(name) >= _SHORTEST and fold(name) in text
    ]
    return {
        unit
        for name, unit in found
        if not any(name != other and name in other and unit != owner for other, owner in found)
    }
