"""Which rows a total is of (of two levels the upper), and whether they add up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from kpitrack.numeric import fold, is_share
from kpitrack.verify.rows import Line
from kpitrack.verify.values import Figure

_HAN = "[一二三四五六七八九十百]+"
# 一、 (一) 1. (1) ① 1.1 I. A.; in a column 序号 without the point behind them.
_LEVELS = (
    ("dotted", r"[0-9]+(?:\.[0-9]+)+(?![0-9])"),
    ("han", rf"(?:{_HAN}(?=[、.,:]|$)|第{_HAN}[章篇部节类])"),
    ("han in brackets", rf"\({_HAN}\)"),
    ("arabic", r"[0-9]+(?=[、.,)]|$)"),
    ("arabic in brackets", r"\([0-9]+\)"),
    ("circled", "[①-⓿❶-➓]"),
    ("roman", r"[Ⅰ-Ⅻ]|[IVX]+(?=[、.,)]|$)"),
    ("letter", r"[A-Za-z](?=[、.)])"),
)
_NO_SUM = re.compile(
    "率|%|‰|均|比重|占比|比例|比值|增速|增幅|增长|指数|价格|[单均房物]价|价$|亩产|单产|排名|位次|得分|评分|分值|强度|密度|浓度|每|/"
    r"|\brate|percent|average|mean|per |index|score|rank",
    re.IGNORECASE,
)
_MAY_BE_MEAN = re.compile("^全")  # 全县 beside townships
_MOST_ROWS = 200
_MOST_SUMS = 2000


def is_summed(heading: str, figures: Sequence[Figure]) -> bool:
    """Whether a column's figures may be added: no rates, means, scores or prices."""
    units = {figure.unit for figure in figures}
    return not _NO_SUM.search(fold(heading)) and not any(is_share(unit) or "/" in unit for unit in units)


def may_be_mean(name: str, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the row of the whole county may hold its mean, not the sum."""
    values = [part.value for part in parts]
    return bool(_MAY_BE_MEAN.match(name)) and min(values) <= total.value <= max(values)


def upper(lines: Sequence[Line], number: int | None) -> tuple[Line, ...] | None:
    """The rows of the upper level; all where there is one level; None where numbering does not tell.

    `number` is the column of numbers; without it, or if it has one level, the names may be numbered.
    """
    columns = [[line.name for line in lines]]
    if number is not None:
        cells = [line.row.at(number) for line in lines]
        columns.insert(0, [cell.text if cell else "" for cell in cells])
    for texts in columns:
        levels = [_level(text) for text in texts]
        if len(set(levels)) > 1:
            chosen = tuple(line for line, level in zip(lines, levels, strict=True) if level == levels[0])
            return None if "" in levels else chosen
    return tuple(lines)


def _level(text: str) -> str:
    """The sort of number that a text begins with; empty without."""
    bare = "".join(fold(text).split())
    for name, pattern in _LEVELS:
        found = re.match(pattern, bare)
        if found:
            return f"{name} {found[0].count('.')}" if name == "dotted" else name
    return ""


def adds_up(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether rows give their total, within their roundings: all of them, or without those that others hold.

    A row may be the sum of the rows below it or above it, numbered or not.
    """
    values = [part.value for part in parts]
    slack = sum((part.half for part in parts), total.half)
    sums = {sum(values, Fraction(0))}
    if len(values) <= _MOST_ROWS:
        sums |= _sums(values) | _sums(values[::-1])
    return any(each == total.value or abs(each - total.value) < slack for each in sums)


def _sums(values: Sequence[Fraction]) -> set[Fraction]:
    """What rows add up to, where a row may be the sum of those that follow it."""
    found: list[set[Fraction]] = [set() for _ in values] + [{Fraction(0)}]
    for place in reversed(range(len(values))):
        value = values[place]
        ends = {place + 1}
        below = Fraction(0)
        for end in range(place + 1, len(values)):
            below += values[end]
            if below == value and value:
                ends.add(end + 1)
        found[place] = {value + rest for end in ends for rest in found[end]}
        if len(found[place]) > _MOST_SUMS:
            return set()
    return found[0]
