"""The headings of a published table: which column names the rows, holds units, or is the last month's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kpitrack.numeric import fold
from kpitrack.sources.cells import Row
from kpitrack.verify.cells import read
from kpitrack.verify.times import UNTOLD, Times
from kpitrack.verify.units import is_measure

_ITEMS = re.compile("指标|项目|事项|任务|工作内容|内容|^item|^indicator|^name", re.IGNORECASE)
_CELLS_OF_MONTH = re.compile(r"(?:20[0-9]{2}年)?(?P<month>1[0-2]|[1-9])月(?:份|底|末)?(?:累计)?")
_MONTHS_TOGETHER = 2  # fewer are no running table


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's name as printed (parts joined), what it seems to be, and the unit it states.

    `group` is what stands above its own name; `about` its name without the words for its sort, `thing`
    without those for a time too; `times` is the time it names.
    """

    text: str
    sort: str
    unit: str = ""
    group: str = ""
    about: str = ""
    thing: str = ""
    times: Times = UNTOLD


def last_month(headings: Sequence[Heading], body: Sequence[Row]) -> int | None:
    """The last column of a month that holds a number, in a table of months without a column of actuals."""
    if any(heading.sort == "actual" for heading in headings):
        return None
    months = [
        (int(found["month"]), place)
        for place, heading in enumerate(headings)
        if (found := _CELLS_OF_MONTH.fullmatch(fold(heading.text)))
    ]
    filled = [each for each in months if any(read(row.at(each[1])).quantity for row in body)]
    return max(filled)[1] if len(months) >= _MONTHS_TOGETHER and filled else None


def names_and_units(
    headings: Sequence[Heading], body: Sequence[Row], used: set[int | None]
) -> tuple[int | None, int | None]:
    """The columns of names and of units of measure; None without."""
    unit = next((place for place, heading in enumerate(headings) if heading.sort == "unit"), None)
    name = _name(headings, body, used)
    if name is not None and unit is None:
        unit = _unit_column(headings, body, name)
        if unit == name:
            name = _name(headings, body, {*used, unit})
    return name, unit


def _name(headings: Sequence[Heading], body: Sequence[Row], used: set[int | None]) -> int | None:
    """The column of names by its heading, one of items before one of units; else the first with texts."""
    named = [place for place, heading in enumerate(headings) if heading.sort == "name" and place not in used]
    if named:
        texts = [place for place in named if _are_texts(body, place)]
        items = [place for place in texts if _ITEMS.search(headings[place].text)]
        return next(iter([*items, *texts, *named]))
    return next(
        (
            place
            for place in range(len(headings))
            if place not in used and headings[place].sort in {"", "target"} and _are_texts(body, place)
        ),
        None,
    )


def _are_texts(body: Iterable[Row], place: int) -> bool:
    return any(read(row.at(place)).why == "text" for row in body)


def _unit_column(headings: Sequence[Heading], body: Sequence[Row], name: int) -> int | None:
    """A column 单位 that holds known units of measure, not organisations."""
    for place, heading in enumerate(headings):
        if fold(heading.text) != "单位":
            continue
        rows = [row for row in body if any(read(cell).quantity for cell in row.cells)]
        cells = [cell for row in rows if (cell := row.at(place)) and read(cell).why != "blank"]
        texts = {fold(cell.text) for cell in cells}
        others = [column for column in range(len(headings)) if column != place and _are_texts(body, column)]
        known = sum(map(is_measure, texts))
        is_named = any(_ITEMS.search(headings[column].text) for column in others)
        if others and (known == len(texts) or (is_named and known * 2 >= len(texts))) and known:
            return place
    return name if headings[name].sort == "unit" else None
