"""What stands around a table for all its rows: 填报单位：县教育局, 报告期：2024年6月, 单位：万元."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kpitrack.columns import read_name
from kpitrack.numeric import fold
from kpitrack.sources.cells import Cell, Row

_LABELS = frozenset({"reported_by", "reported_on", "period", "unit"})
_PAIR = re.compile(r"(?P<label>[^\s:]+)\s*:\s*(?P<value>[^:]*?)(?=\s+[^\s:]+\s*:|\s*$)")
_SEAL = re.compile(r"\s*\((?:加?盖|公)?章\)\s*")
_UNITS = re.compile(r"[、,;/\s]+")


@dataclass(frozen=True, slots=True)
class Labels:
    """Cells by canonical column that hold for every row which does not say otherwise; and units."""

    cells: dict[str, Cell]
    units: tuple[str, ...] = ()


def read_labels(above: Iterable[Row], below: Iterable[Row]) -> Labels:
    """The labels in the rows above and below a table, there only with a colon.

    The first of a name counts; blank ones say nothing.
    """
    cells: dict[str, Cell] = {}
    for pairs in (*map(_pairs, above), *map(_with_colon, below)):
        for name, cell in pairs:
            if cell.text.strip():
                cells.setdefault(name, cell)
    unit = cells.pop("unit", None)
    return Labels(cells, tuple(filter(None, _UNITS.split(fold(unit.text)))) if unit else ())


def _pairs(row: Row) -> Iterator[tuple[str, Cell]]:
    """Label and value in one cell, with a colon between; or in two cells side by side."""
    filled = [cell for cell in row.cells if cell.text.strip()]
    for place, cell in enumerate(filled):
        for name, value in _in_one(cell):
            yield name, _value(name, value, cell)
        name = _label(fold(cell.text).rstrip(":"))
        after = filled[place + 1] if place + 1 < len(filled) else None
        if name and after and not _label(fold(after.text).rstrip(":")) and not list(_in_one(after)):
            yield name, _value(name, after.text, after)


def _with_colon(row: Row) -> Iterator[tuple[str, Cell]]:
    for cell in row.cells:
        for name, value in _in_one(cell):
            yield name, _value(name, value, cell)


def _in_one(cell: Cell) -> Iterator[tuple[str, str]]:
    text = fold(cell.text)
    before, _, value = text.partition(":")
    if text.count(":") == 1 and _label(before):  # a label may be spaced out: 填 报 单 位
        yield _label(before), value.strip()
        return
    for found in _PAIR.finditer(text):
        name = _label(found["label"])
        if name and found["value"]:
            yield name, found["value"]


def _label(text: str) -> str:
    name, _ = read_name(text)
    return name if name in _LABELS else ""


def _value(name: str, text: str, cell: Cell) -> Cell:
    """The cell with the label's value for its text; `年 月 日` without a digit is left blank."""
    value = _SEAL.sub("", fold(text)) if name == "reported_by" else text.strip()
    if name in {"reported_on", "period"} and not any(letter.isdigit() for letter in value):
        value = value if name == "period" and not set(value) <= set("年 月日") else ""
    return Cell(value, cell.location, cell.fault, number=cell.number)
