"""What stands around a table for all its rows: 填报单位：县教育局, 报告期：2024年6月, 单位：万元."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kpitrack.columns import SIGNATURES, read_name
from kpitrack.numeric import fold
from kpitrack.problems import Problem, error
from kpitrack.sources.cells import Cell, Row
from kpitrack.title_dates import SILENT, Over, said_over

_LABELS = frozenset({"reported_by", "reported_on", "period", "unit"})
_UNIT_LABELS = frozenset({"金额单位", "数据单位", "货币单位", "计价单位"})
_TIME_LABELS = frozenset({"时间", "日期", "报表日期"})
_LONGEST = 300  # letters; what is longer is a text, and holds no label
_SEAL = re.compile(r"\s*\([^()]*章\)\s*")
_REMARK_LINE = re.compile(r"[(\[【*※\s]*(?:备\s*注|注|说\s*明)\s*[0-9]*\s*(?:[:)\]】、]|$)")
_NUMBERED = re.compile("(?:备?注|说明)[0-9]+")
_REMARK = re.compile(r"\([^()]*\)\s*$")
_UNITS = re.compile(r"[、,;/]+")
_BARE = frozenset({"万", "亿"})  # of what is not said
_OF_MONEY = r"(?:[十百千]?万|[十百千]?亿|千|百)?(?:美元|欧元|元)"
# The unit of money where no label in due form says it; not in prose such as 单位万元产值能耗.
_MONEY = (
    re.compile(
        rf"(?:单位|金额)\s*(?:为|[:(\[【]|\s)\s*(?:人民币)?\s*[(\[【]?\s*(?P<unit>{_OF_MONEY})\s*(?:人民币)?\s*(?=$|[)\]】,。;、(])"
    ),
    re.compile(rf"以(?P<unit>{_OF_MONEY})为单位|按(?P<other>{_OF_MONEY})(?:填报|计|统计)"),
    re.compile(rf"\s*[(\[【]\s*(?P<unit>{_OF_MONEY})\s*[)\]】]\s*"),
)
_INNER = re.compile(r"\(([^()]*:[^()]*)\)")
_DAY = re.compile(r"[0-9]{1,2}\s*[日号]|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{8}")
_BLANK_DAY = re.compile(r"(?:[0-9]{4}\s*年?|年)?[\s_]*(?:[0-9]{1,2}\s*月|月)?[\s_]*日?[_./-]*")
_RULE_FOR_DAYS = re.compile(r"每.*|.*[日号月](?:之|以)?前.*")  # 每月5日前
_BRACKETS = "()[]【】《》 "


_Cells = dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Labels:
    """Cells by canonical column that hold for every row which does not say otherwise.

    `units` are those named by 单位, which may be units of measure or the unit that reports.
    `titles` are the texts that stand over a row: the sheet's name, titles, the last heading. `over` is
    what those above the table say of all of it.
    """

    cells: Mapping[str, Cell] = field(default_factory=dict)
    units: tuple[Cell, ...] = ()
    titles: tuple[Cell, ...] = ()
    over: Over = SILENT


@dataclass(frozen=True, slots=True)
class LabelledRows:
    """The labels of each row of a table's body, and those that contradict one another."""

    labels: tuple[Labels, ...]
    problems: tuple[Problem, ...]


def is_label_row(row: Row) -> bool:
    """Whether a row stands beside the table: what comes first in it is a label or a signature."""
    first = next((cell for cell in row.cells if cell.text.strip()), None)
    if first is None or len(first.text) > _LONGEST:
        return False
    before, colon, _ = fold(first.text).partition(":")
    if is_signature(row):
        return True
    name = "".join(before.split())
    return bool(_label(name)) and (bool(colon) or sum(bool(cell.text.strip()) for cell in row.cells) > 1)


def is_signature(row: Row) -> bool:
    """Whether what comes first in a row says who made the table: 填表人：张三."""
    first = next((fold(cell.text) for cell in row.cells if cell.text.strip()), "")
    name = re.sub(r"\([^()]*\)", "", "".join(first.partition(":")[0].split()))
    return name.strip(_BRACKETS) in SIGNATURES or bool(_NUMBERED.fullmatch(name))


def _is_remark(row: Row) -> bool:
    """Whether a row is a remark, which names offices and months as any text does."""
    first = next((fold(cell.text) for cell in row.cells if cell.text.strip()), "")
    return bool(_REMARK_LINE.match(first))


def read_labels(
    name: Cell | None,
    above: Iterable[Row],
    body: Sequence[Row],
    beside: Mapping[int, bool],
    header: Iterable[str] = (),
) -> LabelledRows:
    """The labels that hold for the rows of a body; `name` is the sheet's, `header` the names of columns.

    `beside` are the places of rows that are no records, and whether they are labels (else headings).
    Labels above the table hold for all rows, those below its last row where none above says so, and
    those between rows, like headings, for the rows that follow.
    """
    problems: list[Problem] = []
    held: _Cells = {}
    titles = [name] if name else []
    for row in above:
        _add(held, _pairs(row), problems)
        titles += [cell for cell in row.cells if cell.text.strip() and not _is_label_alone(cell)]
    last = max((place for place in range(len(body)) if place not in beside), default=-1)
    below: _Cells = dict(held)
    for place in range(last + 1, len(body)):
        if beside.get(place):
            _add(below, _beside(body[place]), problems)
    problems += _not_read(held.get("unit") or below.get("unit"))
    over = said_over(name, titles[1:] if name else titles, header)
    labels = []
    current, heading = below, titles
    for place, row in enumerate(body):
        if place in beside and place < last:
            pairs = list(_beside(row)) if beside[place] else []
            current = {**current, **{name: cell for name, cell in pairs if cell.text.strip()}}
            is_heading = not pairs and not _is_remark(row)
            heading = (
                heading if not is_heading else [*titles, *(cell for cell in row.cells if cell.text.strip())]
            )
        labels.append(_labels(current, heading, over))
    return LabelledRows(tuple(labels), tuple(problems))


def _beside(row: Row) -> Iterator[tuple[str, Cell]]:
    """The labels of a row below or between others; of a remark only the unit, which is said of figures."""
    is_remark = _is_remark(row)
    return ((name, cell) for name, cell in _pairs(row) if name == "unit" or not is_remark)


def _add(held: _Cells, pairs: Iterable[tuple[str, Cell]], problems: list[Problem]) -> None:
    """Take in the labels of a row; blank ones say nothing, and two that differ cannot both hold."""
    for name, cell in pairs:
        if not cell.text.strip():
            continue
        first = held.setdefault(name, cell)
        if "".join(fold(first.text).split()) != "".join(fold(cell.text).split()):
            found, other = cell.text.strip(), first.text.strip()
            problems.append(error(cell.location, "labels-differ", found=found, other=other))


def _not_read(cell: Cell | None) -> Iterator[Problem]:
    """A unit of money around the table that nobody knows: passed over, it would be another figure."""
    for name in _named(cell):
        money = name.endswith("元") and name not in {"元", "千元", "万元", "亿元"}
        if cell and (money or name in _BARE):
            yield error(cell.location, "unit-not-read", found=name)


def _named(cell: Cell | None) -> list[str]:
    """The units a label names; a blank within one is no end: 万 元."""
    if cell is None:
        return []
    return [name for name in _UNITS.split("".join(fold(cell.text).split())) if name]


def _labels(cells: _Cells, titles: Sequence[Cell], over: Over) -> Labels:
    unit = cells.get("unit")
    return Labels(
        {name: cell for name, cell in cells.items() if name != "unit"},
        tuple(Cell(name, unit.location) for name in _named(unit) if unit),
        tuple(titles),
        over,
    )


def _pairs(row: Row) -> Iterator[tuple[str, Cell]]:
    """Label and value in one cell, with a colon between; or in two cells side by side."""
    filled = [cell for cell in row.cells if cell.text.strip() and len(cell.text) <= _LONGEST]
    for place, cell in enumerate(filled):
        yield from _in_one(cell)
        label = _label(fold(cell.text).rstrip(":"))
        after = filled[place + 1] if place + 1 < len(filled) else None
        if label and after and not _label(fold(after.text).rstrip(":")) and not list(_in_one(after)):
            yield from _valued(label, after.text, after)


def _in_one(cell: Cell) -> Iterator[tuple[str, Cell]]:
    """The labels of a cell: before each colon the label, behind it the value up to the next label."""
    text = _INNER.sub(r" \1 ", _SEAL.sub(" ", fold(cell.text)))
    text = re.sub(r"[,;]|\s[/|]\s", " ", text) if text.count(":") > 1 else text
    parts = re.sub(r"\)(?=[^\s)])", ") ", text).split(":")
    found = False
    for place, before in enumerate(parts[:-1]):
        words = before.split()
        label = _label("".join(words)) if place == 0 else ""  # a label may be spaced out: 填 报 单 位
        label = label or (_label(words[-1]) if words else "")
        value = parts[place + 1]
        if place + 2 < len(parts):
            value = value.rstrip().rpartition(" ")[0]  # what is left is the next label
        if label and value.strip():
            found = found or label == "unit"
            yield from _valued(label, value, cell)
    if not found:
        yield from _money(cell)


def _money(cell: Cell) -> Iterator[tuple[str, Cell]]:
    for index, pattern in enumerate(_MONEY):
        text = fold(cell.text)
        money = pattern.fullmatch(text) if index == len(_MONEY) - 1 else pattern.search(text)
        if money:
            groups = money.groupdict()
            yield "unit", replace(cell, text=groups["unit"] or groups.get("other", ""))
            return


def _is_label_alone(cell: Cell) -> bool:
    """Whether a cell begins with a label, so that it is no title."""
    before, _, _ = fold(cell.text).partition(":")
    return bool(_label("".join(before.split())))


def _label(text: str) -> str:
    """The canonical column that a label stands for; `time` where its value must tell."""
    whole = "".join(text.split())
    bare = whole.strip(_BRACKETS)
    if bare in _UNIT_LABELS:
        return "unit"
    if bare in _TIME_LABELS:
        return "time"
    name = read_name(whole)[0] or read_name(bare)[0]
    return name if name in _LABELS else ""


def _valued(label: str, text: str, cell: Cell) -> Iterator[tuple[str, Cell]]:
    """A label with its value; `年 月 日` without a digit is left blank."""
    value = text.strip().strip("【】") if label != "reported_by" else _SEAL.sub("", fold(text))
    if label == "unit":
        value = value.removeprefix("人民币").removesuffix("人民币")
        value = _REMARK.sub("", value) or value
        value = value.strip("() ")
    if label == "time":
        label = "reported_on" if _DAY.search(value) or cell.number else "period"
    if label == "reported_on" and not cell.number:
        value = _day_said(value)
    if label == "period" and set(value) <= set("年 月日_"):
        value = ""
    yield label, replace(cell, text=value.strip())


def _day_said(text: str) -> str:
    """What stands behind 填报日期; empty where it names no day: left blank, a month, a rule, a signature.

    All else is kept, to be read or refused: the day that takes its place is that of ingest.
    """
    value = _REMARK.sub("", fold(text)).strip()
    no_day = _BLANK_DAY.fullmatch(value) or _RULE_FOR_DAYS.fullmatch(value)
    return "" if no_day or value.startswith(SIGNATURES) else value
