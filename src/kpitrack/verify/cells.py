"""The cells of a published table as figures and rates: bounds stripped, units kept, blanks told from text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kpitrack.numeric import NumberRefusedError, Quantity, fold, parse_quantity
from kpitrack.sources.cells import Cell
from kpitrack.verify.units import scaled
from kpitrack.verify.values import Figure, Rate

_BEFORE = re.compile(
    r"^(?:不少于|不低于|至少|不超过|不高于|控制在|达到|共|超过|大于|力争|完成|约|≥|≤|>=|<=|>|<|达)\s*"
)
_BEHIND = re.compile(r"\s*(?:及以上|以上|以内|以下|左右)$")
_NOTED = re.compile(
    r"\s*\((?:(?:截至|至)?[0-9]{1,2}月[底末]?|力争|争取|努力|奋斗目标|确保|约束性|预期性|预期|含?以上)\)$"
)
_KEPT = 4096  # cells read lately
_RATE_UNITS = {"%": 100, "‰": 1000, "个百分点": 100, "百分点": 100}


@dataclass(frozen=True, slots=True)
class Read:
    """A cell as a quantity; without one, `why` says whether it is `blank`, `text` or a `fault`."""

    quantity: Quantity | None = None
    why: str = ""


def read(cell: Cell | None) -> Read:
    """A number as people print one in a table: 600家以上, ≥95, 1,110, １２．５, 80％."""
    if cell is None:
        return Read(why="blank")
    if cell.fault and cell.fault.is_error:
        return Read(why="fault")
    return _read(cell.text)


@lru_cache(maxsize=_KEPT)
def _read(text: str) -> Read:
    """The text of a cell; a column is read per cent and as ratios, and beside every rate of its row."""
    bare = _BEHIND.sub("", _BEFORE.sub("", _NOTED.sub("", fold(text))))
    try:
        return Read(parse_quantity(bare))
    except NumberRefusedError as refused:
        return Read(why="blank" if refused.reason in {"placeholder", "empty"} else "text")


def figure(quantity: Quantity, cell: Cell, units: Sequence[str]) -> Figure:
    """A quantity as a figure; `units` are those of its column, row, neighbour and table, nearest first."""
    base, factor = scaled(quantity.unit, units)
    return Figure(quantity.value, base, cell.location, cell.text.strip(), factor)


def rate(quantity: Quantity, cell: Cell, *, unit: str, as_ratio: bool) -> Rate | None:
    """A quantity as a rate: by its own sign or its header's, else per cent or a ratio; None: another unit."""
    own = fold(quantity.unit) or fold(unit)
    if own and own not in _RATE_UNITS:
        return None
    scale = _RATE_UNITS.get(own, 1 if as_ratio else 100)
    return Rate(quantity.value, scale, cell.location, cell.text.strip())
