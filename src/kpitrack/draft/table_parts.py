"""Rows of a table that say 其中：… are put into the row above, as a plan has it: 1500个，其中：城区900个."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from kpitrack.draft.quantities import quantities

AS_ABOVE = "同上"
REPEATS = frozenset({AS_ABOVE, "〃", "″", "同左"})
OWN_NUMBER = re.compile("[（(]?[0-9一二三四五六七八九十]{1,4}[）).、]?")
_PART = re.compile("其中[：:，,]?")
_BARE = re.compile(
    "(?:[≥≤＞＜><约达]|达到|不少于|不低于|不超过|至少|稳定在|保持在|控制在|力争)*"
    r"\s*[0-9０-９][0-9０-９.．,]*(?:\s*[-—~～至]\s*[0-9０-９.]+)?"
)
_BOUND = re.compile(r"([0-9０-９])(以上|以下|以内|左右)$")
_WORDS = frozenset({"number", "content"})
_SAID = frozenset({"number", "content", "target", "unit"})
_Row = tuple[int, list[str]]


def with_parts(rows: Sequence[_Row], roles: Sequence[str]) -> list[_Row]:
    """The rows, a part within its whole where it has the same units and deadline and the whole one number."""
    told: list[_Row] = []
    is_one = False
    for number, cells in rows:
        if not is_part(cells, roles):
            told.append((number, list(cells)))
            is_one = len(quantities("".join(_said(cells, roles)))) == 1
        elif told and is_one and _fits(cells, told[-1][1], roles):
            whole = told[-1][1]
            places = [place for place, role in enumerate(roles) if role in {"content", "target"}]
            last = next(place for place in reversed(places) if place < len(whole) and whole[place])
            said = measured(whole[last].rstrip("。；"), _unit(whole, roles))
            whole[last] = f"{said}，其中：{_told(cells, roles)}"
        else:
            told.append((number, list(cells)))
            is_one = False
    return told


def is_part(cells: Sequence[str], roles: Sequence[str]) -> bool:
    """Whether the words of a row begin with 其中; without `roles` one of its first two cells."""
    words = _words(cells, roles)[:1] if roles else [cell for cell in cells if cell][:2]
    return any(_PART.match(each) for each in words)


def measured(cell: str, unit: str) -> str:
    """A target with the unit of measure of its own column."""
    if unit and _BARE.fullmatch(cell):
        return f"{cell}{unit}"
    return _BOUND.sub(lambda found: f"{found[1]}{unit}{found[2]}", cell) if unit else cell


def _words(cells: Sequence[str], roles: Sequence[str]) -> list[str]:
    """What is to be done: the cells that say it, without the number of the row."""
    pairs = zip(cells, roles, strict=False)
    named = (cell for cell, role in pairs if cell and role in _WORDS and cell not in REPEATS)
    return [cell for cell in named if not OWN_NUMBER.fullmatch(cell)]


def _told(cells: Sequence[str], roles: Sequence[str]) -> str:
    """A part without 其中: 城区900个."""
    targets = (cell for cell, role in zip(cells, roles, strict=False) if role == "target")
    said = "".join((*_words(cells, roles), *(measured(each, _unit(cells, roles)) for each in targets)))
    return _PART.sub("", said, count=1).rstrip("。；")


def _said(cells: Sequence[str], roles: Sequence[str]) -> list[str]:
    unit = _unit(cells, roles)
    return [
        measured(cell, unit)
        for cell, role in zip(cells, roles, strict=False)
        if cell and role in {"content", "target"}
    ]


def _unit(cells: Sequence[str], roles: Sequence[str]) -> str:
    return next((cell for cell, role in zip(cells, roles, strict=False) if role == "unit"), "")


def _fits(cells: Sequence[str], whole: Sequence[str], roles: Sequence[str]) -> bool:
    """Whether all other cells of a part are empty or those of its whole."""
    others = (
        (cell, above)
        for cell, above, role in zip_longest(cells, whole, roles, fillvalue="")
        if role not in _SAID and cell
    )
    return all(cell in REPEATS or cell == above for cell, above in others)
