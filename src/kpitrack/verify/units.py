"""The unit of a figure in a table: its own, its column's, its row's, its neighbour's or the whole table's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from kpitrack.numeric import are_related, fold, in_base
from kpitrack.sources.cells import Row

PREFIXES = {"万": 10_000, "亿": 100_000_000}
_TABLE_UNIT = re.compile(r"\(?(?:计量)?单位[:：]\s*([^()、,，/\s]{1,4})\)?")
_COUNTED = "家个项名人件场次户所座条只台套辆村处批期份宗起头株艘张篇部间栋幢例种类级位对组队口眼盏分倍天"
_MEASURE = re.compile(
    f"[万亿]|[十百千万亿]*(?:[{_COUNTED}元年月日吨斤克里亩尺米度升方立]"
    "|[人户车架班家]次|人天|个?项目|个?百分点|工时|小时|分钟|公里|千米|平方公里|平方米?|立方米?|公顷|公斤|千克"
    "|千瓦时?|兆瓦|标方|吨?标准?煤|标[台箱]|美元|家企业|床位?|张床位?|学位|[%‰]|[kmc]?m[23²³]?|k?g|t|hm2|[km]wh?"
    ")",
    re.IGNORECASE,
)
_OFFICES = tuple("局办委县区市镇乡会")
_TIMES = frozenset({"次", "月", "天", "日", "年"})  # 人次 is not 人


def is_prefix(unit: str) -> bool:
    """Whether a unit only says how many there are to one: 万, 亿."""
    return fold(unit) in PREFIXES


def is_measure(text: str) -> bool:
    """Whether a text is a unit of measure that is known: 万元, 公里, 件/万人."""
    return all(_MEASURE.fullmatch(part) for part in fold(text).split("/"))


def of_table(rows: Iterable[Row]) -> str:
    """The unit that a line above the header says for all figures: 单位：万元; empty without."""
    for row in rows:
        for cell in row.cells:
            found = _TABLE_UNIT.fullmatch(fold(cell.text))
            if found and not found[1].endswith(_OFFICES):
                return found[1]
    return ""


def scaled(own: str, others: Sequence[str]) -> tuple[str, Fraction]:
    """The base of a figure's unit and what its digits are multiplied by; `others`: where it may be from.

    A lone 万 or 亿 is of what the first of the others says: 1.2亿 in a column of 万元 is 1.2亿元.
    """
    known = [fold(unit) for unit in (own, *others) if fold(unit)]
    if not known:
        return "", Fraction(1)
    if not is_prefix(known[0]):
        base, one = in_base(Decimal(1), known[0])
        return base, Fraction(one)
    whole = next((unit for unit in known if not is_prefix(unit)), "")
    return in_base(Decimal(1), whole)[0] if whole else "", Fraction(PREFIXES[known[0]])


def same(unit: str, other: str) -> bool:
    """Whether two units are of one kind: 家 and 家企业 too, but not 人 and 人次."""
    short, long = sorted((unit, other), key=len)
    is_longer = bool(short) and long.startswith(short) and long.removeprefix(short) not in _TIMES
    return unit == other or is_longer or are_related(unit, other)
