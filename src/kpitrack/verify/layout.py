"""Which columns of a published table belong together: name, target, actual, and the rate printed of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kpitrack.numeric import fold
from kpitrack.sources.cells import Merge, Row, Sheet
from kpitrack.verify.cells import read
from kpitrack.verify.naming import Heading, last_month, names_and_units
from kpitrack.verify.pairing import RATES, Triple, triples
from kpitrack.verify.times import same_words, times_of, without_times
from kpitrack.verify.units import of_table

_DEEPEST = 30  # rows above a header
_TALLEST = 3
_FEWEST = 2  # names in a header's first row
_UNIT = re.compile(r"\(([^()]+)\)$|[,，:：/]?(?:单位[:：])([^()]+)$")
_MARKS = (("‰", "‰"), ("%", "%"))
# The first that fits; what is neither is another column.
_SORTS: tuple[tuple[str, str], ...] = (
    ("number", "序号|编号|^no\\.?$|位次|排名|名次|^rank"),
    (
        "",
        "序时|形象进度|进度要求|权重|分值|得分|备注|说明|责任人|领导|应达|图示|平均|相差|尚差|差距|^距|比上月|月均|月份|到期|未完成|未开工",
    ),
    ("growth", "增长率|增速|增幅|同比|比上年|较上年|较去年|growth"),
    ("share", "占比|比重$|份额|构成|^share"),
    (
        "rate",
        (
            "完成率|达成率|实现率|完成比|达标率|占年|占全年|占目标|占计划|占任务|完成进度|比例$|百分比$"
            r"|完成.*%|年.*之比|.+率$|^率$|^进度$|attainment|completion|\brate\b|percent"
        ),
    ),
    ("last", "上年|去年|同期|基期|上期|last ?year|previous|baseline"),
    (
        "name",
        "名称|^指标$|^项目$|^事项$|工作内容|^内容$|^单位$|县区|市州|市县|地区|区域|区县|乡镇|部门|责任单位|牵头|^name|^item|^indicator",
    ),
    ("unit", "计量单位|^unit$"),
    ("actual", "(?:任务|目标|指标)(?:实际|累计)?完成|实际完成|累计完成|已完成|完成情况"),
    ("target", "目标|任务|计划|应完成|下达|指标值|指标数|target|goal|planned"),
    (
        "actual",
        "完成|实际|累计|实绩|现状|开工|竣工|到位|落实|已|数量|数值|金额|本年|今年|本期|^[本当][月季](?:数|累计)?$|actual|done|achieved|value",
    ),
)
_OF_TARGET = re.compile("完成.*(?:目标|任务|计划)")
# What headings of one group differ in; what is left names the group: 上半年, 投资.
_KIND_WORDS = re.compile(
    "完成率|达成率|实现率|完成比例?|目标|任务|计划|下达|指标值|指标数|应?完成|实际|情况|进度|已|率|数|值|额|的"
    r"|target|goal|planned|actual|done|achieved|rate|completion|attainment|percent|[\s(),，:：/%‰]"
)
_FIGURES = RATES | {"target", "actual", "last"}
_SIGNS = frozenset({"%", "‰"})
_TEXT_SHARE = 2  # of the cells that say something, at least one in so many must be a number


@dataclass(frozen=True, slots=True)
class Named:
    """The columns that somebody has named: their headings, or parts of them; empty where none was."""

    target: str = ""
    actual: str = ""
    rate: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a table begins, its headings, its rates, and the columns of names and of units (None without).

    `table_unit` is what a line above says for all figures; `month` the column of a month that is taken
    for the actual figures, where no other is. `merges` are the sheet's.
    """

    first: int
    headings: tuple[Heading, ...]
    triples: tuple[Triple, ...]
    name: int | None
    unit: int | None
    table_unit: str = ""
    month: int | None = None
    merges: tuple[Merge, ...] = ()


def find_layout(sheet: Sheet, named: Named) -> Layout | None:
    """The first row that names a rate and what it is of, else the first two or three; None without any."""
    for height in range(1, _TALLEST + 1):
        for first in range(min(len(sheet.rows) - height + 1, _DEEPEST)):
            rows = sheet.rows[first : first + height]
            if height > 1 and (_is_title(rows[0]) or any(_has_numbers(row) for row in rows[1:])):
                continue
            layout = _layout(sheet, first, rows, named)
            if layout and _has_all(layout.headings, named):
                return _with_groups(sheet, first, height, named) or layout
    return None


def _with_groups(sheet: Sheet, first: int, height: int, named: Named) -> Layout | None:
    """The layout with the row of groups above or below the header found; None where there is none."""
    below = first + height
    top = sheet.rows[first]
    names = ["".join(cell.text.split()) for cell in top.cells]
    spans = first > 0 and len(set(filter(None, names))) < sum(map(bool, names))
    over = sheet.rows[first - 1 : first] if spans else ()
    choices = [(first - 1, below)] if any(not _is_title(row) and not of_table([row]) for row in over) else []
    if height == 1 and below < len(sheet.rows) and _goes_on(top, sheet.rows[below]):
        choices.append((first, below + 1))
    for start, end in choices:
        rows = sheet.rows[start:end]
        layout = None if any(map(_has_numbers, rows)) else _layout(sheet, start, rows, named)
        if layout and _has_all(layout.headings, named):
            return layout
    return None


def _goes_on(top: Row, below: Row) -> bool:
    """Whether a row names the columns that a header's names of figures span: 目标 over 上半年 and 全年."""
    spanned = 0
    above = ""
    for column in range(len(below.cells)):
        name = cell.text if (cell := top.at(column)) else ""
        above = above if not name.strip() else _sort(_without_unit(fold("".join(name.split())))[0])
        under = below.at(column)
        spanned += above in _FIGURES and not name.strip() and bool(under and under.text.strip())
    return spanned >= _FEWEST


def header_texts(sheet: Sheet) -> tuple[str, ...]:
    """The names of the row that looks most like a header: of those without a number the one with most."""
    rows = [row for row in sheet.rows[:_DEEPEST] if not _has_numbers(row)] or sheet.rows[:1]
    named = [[cell.text for cell in row.cells if cell.text.strip()] for row in rows]
    widest: list[str] = max(named, key=lambda texts: (len(texts),), default=[])
    return tuple("".join(text.split()) for text in widest)


def _is_title(row: Row) -> bool:
    return sum(bool(cell.text.strip()) for cell in row.cells) < _FEWEST


def _layout(sheet: Sheet, first: int, rows: Sequence[Row], named: Named) -> Layout | None:
    body = sheet.rows[first + len(rows) :]
    headings = tuple(_checked(_headings(sheet, rows), body, named))
    month = None if named.actual else last_month(headings, body)
    if month is not None:
        headings = tuple(
            replace(each, sort="actual") if place == month else each for place, each in enumerate(headings)
        )
    found = triples(headings, by_hand=bool(named.target and named.actual))
    if not found or (not body and not named.rate):
        return None
    used = {place for triple in found for place in (triple.rate, triple.top, triple.base)}
    name, unit = names_and_units(headings, body, used - {None})
    above = of_table(sheet.rows[:first])
    return Layout(first + len(rows), headings, found, name, unit, above, month, tuple(sheet.merges))


def _headings(sheet: Sheet, rows: Sequence[Row]) -> Iterator[Heading]:
    """The name of each column: the names over it joined, each once."""
    width = max(len(row.cells) for row in rows)
    grid = [_filled(sheet, row, width, is_last=row is rows[-1]) for row in rows]
    for column in range(width):
        parts = list(dict.fromkeys(texts[column] for texts in grid if texts[column]))
        yield read_heading(parts)


def _filled(sheet: Sheet, row: Row, width: int, *, is_last: bool) -> list[str]:
    """A header row's texts; a name over several columns holds for each of them."""
    texts = ["".join(cell.text.split()) for cell in row.cells] + [""] * (width - len(row.cells))
    merged = False
    for merge in sheet.merges:
        if merge.top <= row.number <= merge.bottom:
            merged = True
            for column in range(merge.left, min(merge.right, width - 1) + 1):
                texts[column] = texts[column] or texts[merge.left]
    if not sheet.name and not merged and not is_last:  # a text file shows no merged cells
        for column in range(1, width):
            texts[column] = texts[column] or texts[column - 1]
    return texts


def read_heading(parts: Sequence[str]) -> Heading:
    """What the names over a column say, the lowest first."""
    text = " ".join(parts)
    unit, sort = "", ""
    for part in reversed(parts):
        bare, own = _without_unit(fold(part))
        unit = unit or own
        sort = sort or _sort(bare)
    sort = sort or _sort("".join(map(fold, parts)))
    is_done = sort in {"target", "actual"} and _OF_TARGET.search(fold(text)) and unit in _SIGNS
    bare = "".join(_without_unit(fold(part))[0] for part in parts).lower()
    about, thing = (_KIND_WORDS.sub("", each) for each in (same_words(bare), without_times(bare)))
    group = " ".join(parts[:-1])
    times = times_of(fold(text))
    return Heading(text, "rate" if is_done else sort, unit, group, about, thing, times)


def _without_unit(text: str) -> tuple[str, str]:
    found = _UNIT.search(text)
    if found:
        return text[: found.start()].strip(), (found[1] or found[2]).removeprefix("单位:").strip()
    for sign, unit in _MARKS:
        if text.endswith(sign) and len(text) > 1:
            return text.removesuffix(sign), unit
    return text, ""


def _sort(text: str) -> str:
    lowered = text.lower()
    return next((sort for sort, pattern in _SORTS if re.search(pattern, lowered)), "") if text else ""


def _checked(headings: Iterator[Heading], body: Sequence[Row], named: Named) -> Iterator[Heading]:
    """Headings as named by hand, else as read; figures stand only where numbers do."""
    listed = list(headings)
    wanted = {
        _named_column(listed, text): sort
        for sort, text in (("target", named.target), ("actual", named.actual), ("name", named.name))
        if text
    }
    rate = _named_column(listed, named.rate) if named.rate else None
    for place, heading in enumerate(listed):
        if place in wanted or place == rate:
            kept = heading.sort if heading.sort in RATES else "rate"
            yield replace(heading, sort=wanted.get(place, kept))
        elif (heading.sort in RATES and rate is not None) or heading.sort in wanted.values():
            yield replace(heading, sort="")
        elif heading.sort in {"target", "actual", "last"} and not _holds_numbers(body, place):
            yield replace(heading, sort="name" if heading.sort == "target" else "")
        else:
            yield heading


def _named_column(headings: Sequence[Heading], text: str) -> int | None:
    """The column whose heading is a text, else the first that contains it."""
    wanted = "".join(fold(text).split())
    texts = ["".join(fold(heading.text).split()) for heading in headings]
    bare = [_without_unit(own)[0] for own in texts]
    pairs = list(zip(texts, bare, strict=True))
    whole = [place for place, pair in enumerate(pairs) if wanted in pair]
    part = [place for place, (text, _) in enumerate(pairs) if wanted in text]
    return next(iter([*whole, *part]), None)


def _has_all(headings: Sequence[Heading], named: Named) -> bool:
    """Whether every column that somebody has named is there."""
    texts = (named.target, named.actual, named.rate, named.name)
    return all(_named_column(headings, text) is not None for text in texts if text)


def _holds_numbers(body: Sequence[Row], place: int) -> bool:
    reads = [read(row.at(place)) for row in body]
    said = [each for each in reads if each.why != "blank"]
    return sum(each.quantity is not None for each in said) * _TEXT_SHARE >= len(said)


def _has_numbers(row: Row) -> bool:
    return any(read(cell).quantity is not None for cell in row.cells if cell.text.strip())
