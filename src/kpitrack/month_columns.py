"""Columns that name a month: which belong together, and what stands under a month alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kpitrack.columns import MONTHLY
from kpitrack.headers import Column, Header
from kpitrack.numeric import fold
from kpitrack.problems import Problem, error
from kpitrack.sources.cells import Cell, Sheet
from kpitrack.title_dates import says_own

_WORDS = {"一季度": 3, "上半年": 6, "前三季度": 9}
_ISO = re.compile(r"([0-9]{4})[-/.]?([0-9]{1,2})(?:[-/.][0-9]{1,2})?")
_YEAR = re.compile(r"([0-9]{4})年")
_RUNNING = re.compile(r"1月?[-~—–至到](?=[0-9])")
_MONTH = re.compile(r"([0-9]{1,2})月")


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a table: its name as it stands there, where, the places of its columns, year and number."""

    text: str
    cell: Cell
    places: tuple[int, ...]
    key: tuple[str, int]


def with_own_months(header: Header, *, told: bool = False) -> Header:
    """The header with what stands under a month alone settled, where a running total stands beside it.

    Then it is the month's own: 6月 beside 累计, or beside 1-6月; and where it is `told` by a title.
    Elsewhere it is the figure the item goes by.
    """
    plain = {column.name for column in header.columns if not column.heading.month}
    bare = [column for column in header.columns if column.name == "figure"]
    runs = {_is_running(column.heading.month) for column in bare}
    has_totals = any(column.heading.month and column.name == "value" for column in header.columns)
    all_own = told or ("value" in plain and "increment" not in plain) or has_totals or len(runs) > 1
    if not all_own:
        return header
    columns = [_settled(column) if column.name == "figure" else column for column in header.columns]
    return replace(header, columns=tuple(columns))


def tells_own(sheet: Sheet, header: Header) -> bool:
    """Whether what stands above a table says that its months are the months' own."""
    cells = [cell.text for row in sheet.rows[: header.first] for cell in row.cells]
    return any(says_own(text) for text in (sheet.name, *cells)) and not any("累计" in text for text in cells)


def _settled(column: Column) -> Column:
    name = "value" if _is_running(column.heading.month) else "increment"
    return replace(column, heading=replace(column.heading, name=name))


def months_of(columns: Sequence[Column]) -> tuple[Month, ...]:
    """The months of a table, in order; none where no column names one."""
    keys = {place: _key(column.heading.month) for place, column in enumerate(columns) if column.heading.month}
    years = {year for year, _ in keys.values() if year}
    only = next(iter(years)) if len(years) == 1 else ""
    places: dict[tuple[str, int], list[int]] = {}
    for place, (year, number) in keys.items():
        places.setdefault((year or only, number), []).append(place)
    return tuple(_month(columns, key, found) for key, found in places.items())


def told_twice(columns: Sequence[Column], months: Iterable[Month]) -> Iterator[Problem]:
    """Columns that say the same of one month, however it is spelled."""
    for month in months:
        seen: dict[str, Column] = {}
        for place in month.places:
            column = columns[place]
            first = seen.setdefault(column.name, column)
            if first is not column and first.heading.month != column.heading.month:
                found, other = column.cell.text.strip(), first.cell.text.strip()
                yield error(column.cell.location, "column-twice", name=found, first=other)


def joined(columns: Iterable[Column]) -> frozenset[str]:
    """The figures without a month that belong to the last month filled.

    A running total beside each month's own figures, and 本月完成 beside running totals.
    """
    listed = list(columns)
    of_months = {column.name for column in listed if column.heading.month}
    plain = {column.name for column in listed if not column.heading.month and column.name in MONTHLY}
    return frozenset(plain - of_months) if of_months & set(MONTHLY) else frozenset()


def _month(columns: Sequence[Column], key: tuple[str, int], places: Sequence[int]) -> Month:
    """One month; of its names the one that is no running total (6月, not 1-6月)."""
    named = [columns[place] for place in places]
    best = next((column for column in named if not _is_running(column.heading.month)), named[0])
    text = best.heading.month
    if best.name == "value" and _RUNNING.search(text):  # a running total to June is the total of June
        text = _RUNNING.sub("", text)
    return Month(text, best.cell, tuple(places), key)


def _is_running(month: str) -> bool:
    return bool(_RUNNING.search(month)) or any(word in month for word in _WORDS)


def _key(month: str) -> tuple[str, int]:
    """Year (empty if not named) and number of a month, however it is spelled."""
    text = fold(month)
    for word, number in _WORDS.items():
        if word in text:
            year = _YEAR.search(text)
            return (year[1] if year else "", number)
    found = _MONTH.findall(text)
    if found:
        year = _YEAR.search(text)
        return (year[1] if year else "", int(found[-1]))
    iso = _ISO.fullmatch(text)
    return (iso[1], int(iso[2])) if iso else (text, 0)
