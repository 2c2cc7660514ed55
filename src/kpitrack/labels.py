"""What stands around a table for all its rows: 填报单位：县教育局, 报告期：2024年6月, 单位：万元."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kpitrack.columns import read_name
from kpitrack.numeric import fold
from kpitrack.problems import Problem, error
from kpitrack.sources.cells import Cell, Row

_LABELS = frozenset({"reported_by", "reported_on", "period", "unit"})
_PAIR = re.compile(r"(?P<label>[^\s:]+)\s*:\s*(?P<value>[^:]*?)(?=\s+[^\s:]+\s*:|\s*$)")
_SEAL = re.compile(r"\s*\((?:加?盖|公)?章\)\s*")
_UNITS = re.compile(r"[、,;/\s]+")


_Cells = dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Labels:
    """Cells by canonical column that hold for every row which does not say otherwise.

    `units` are those named by 单位, which may be units of measure or the unit that reports.
    """

    cells: Mapping[str, Cell] = field(default_factory=dict)
    units: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelledRows:
    """The labels of each row of a table's body, and those that contradict one another."""

    labels: tuple[Labels, ...]
    problems: tuple[Problem, ...]


def read_labels(above: Iterable[Row], body: Sequence[Row], bare: Collection[int]) -> LabelledRows:
    """The labels that hold for the rows of a body; `bare` are the places of rows that report nothing.

    Those above the table hold for all, those below its last row where none above says so, those
    between rows for the rows that follow. In the body they are read only with a colon.
    """
    problems: list[Problem] = []
    held: _Cells = {}
    for row in above:
        _add(held, _pairs(row), problems)
    last = max((place for place in range(len(body)) if place not in bare), default=-1)
    below: _Cells = dict(held)
    for place in range(last + 1, len(body)):
        _add(below, _with_colon(body[place]), problems)
    labels = []
    current = below
    for place, row in enumerate(body):
        if place in bare and place < last:
            current = {**current, **{name: cell for name, cell in _with_colon(row) if cell.text.strip()}}
        labels.append(_labels(current))
    return LabelledRows(tuple(labels), tuple(problems))


def _add(held: _Cells, pairs: Iterable[tuple[str, Cell]], problems: list[Problem]) -> None:
    """Take in the labels of a row; blank ones say nothing, and two that differ cannot both hold."""
    for name, cell in pairs:
        if not cell.text.strip():
            continue
        first = held.setdefault(name, cell)
        if "".join(fold(first.text).split()) != "".join(fold(cell.text).split()):
            found, other = cell.text.strip(), first.text.strip()
            problems.append(error(cell.location, "labels-differ", found=found, other=other))


def _labels(cells: _Cells) -> Labels:
    unit = cells.get("unit")
    named = _UNITS.split(fold(unit.text)) if unit else ()
    return Labels(
        {name: cell for name, cell in cells.items() if name != "unit"},
        tuple(Cell(name, unit.location) for name in named if unit and name),
    )


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
    value = _SEAL.sub("", fold(text)) if name in {"reported_by", "unit"} else text.strip()
    if name in {"reported_on", "period"} and not any(letter.isdigit() for letter in value):
        value = value if name == "period" and not set(value) <= set("年 月日") else ""
    return Cell(value, cell.location, cell.fault, number=cell.number)
