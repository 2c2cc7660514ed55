"""Rows of a submitted table made plain: several texts beside a figure, yes for done, sums below the items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kpitrack.columns import MONTHLY, REPORTED, TEXTS
from kpitrack.entries import is_filler
from kpitrack.headers import Column
from kpitrack.nothing_said import says_nothing
from kpitrack.numeric import NumberRefusedError, fold, parse_quantity
from kpitrack.sources.cells import Cell, Row

_TOTALS = frozenset({"合计", "小计", "总计", "共计", "合计数", "总计数", "total", "subtotal"})
_OF_PAGE = re.compile("^(?:本页|本表|全表|以上|上述)")
_PROGRESS = re.compile("进展|情况")
_DONE_HEADING = re.compile("是否(?:已|全部)?完成")
_DONE = frozenset({"是", "√", "✓", "✔", "yes", "完成", "已完成"})
_DAY = re.compile("[0-9]{1,2}月|[0-9]{4}年|[0-9]{4}[-/.][0-9]{1,2}")
# Headings of numbers that are no figures of an item, and of what was asked for, not done.
_ASIDE = re.compile(
    "电话|手机|联系|排名|排序|名次|位次|权重|分值|得分|编码|代码|文号|页码|期限|时限|时间|日期|年份"
    "|基数|基期|同期|上年|去年|上期|上月|全[国省市县区镇乡]|计划完成|应完成"
)
_ASKED = re.compile("目标|任务|计划|指标")
_REACHED = re.compile("完成|实际|累计|进度|数值")
_PLANNED = re.compile("时限|期限")  # of the plan, and nothing reported
_TELLING = frozenset({*REPORTED, *TEXTS, "figure"})
_END = "。；;！!？?"


def uncounted(row: Row, columns: Sequence[Column]) -> Cell | None:
    """What names a row that is no item: a sum of others, or a row that is still free; else None."""
    return total_in(row, columns) or filler_in(row, columns)


def total_in(row: Row, columns: Sequence[Column]) -> Cell | None:
    """What names a row as a sum of others: its name, or where it has none its first text; else None."""
    named = [cell for column, cell in zip(columns, row.cells, strict=False) if column.name == "item"]
    texts = [cell for cell in named if cell.text.strip()] or [
        cell for cell in row.cells if cell.text.strip()
    ][:1]
    return texts[0] if texts and _names_total(texts[0].text) else None


def _names_total(text: str) -> bool:
    """Whether a name is that of a sum: 合计, 总 计：, 本页小计."""
    bare = "".join(fold(text).split()).casefold().rstrip(":")
    return _OF_PAGE.sub("", bare) in _TOTALS


def filler_in(row: Row, columns: Sequence[Column]) -> Cell | None:
    """What names a row as none, where a form has computed no more than zeros in it; else None."""
    named: Cell | None = None
    has_zero = False
    for column, cell in zip(columns, row.cells, strict=False):
        if column.name == "item" and cell.text.strip():
            if not is_filler(cell.text):
                return None
            named = cell
        elif column.name in _TELLING and cell.text.strip():
            if fold(cell.text).strip("0.%"):
                return None
            has_zero = True
    return named if has_zero else None


def said_plainly(row: Row, columns: Sequence[Column]) -> Row:
    """The row with one note, none that says nothing, and 是 or √ under 是否完成 as the state it means."""
    cells = list(row.cells)
    for place, column in enumerate(columns[: len(cells)]):
        if says_nothing(column.name, cells[place].text.strip()):
            cells[place] = replace(cells[place], text="")
        folded = "".join(fold(cells[place].text).split()).casefold()
        if column.name == "state" and is_yes_column(column) and folded in _DONE:
            cells[place] = replace(cells[place], text="已完成")
    plain = [
        place
        for place, column in enumerate(columns[: len(cells)])
        if column.name == "note" and not column.heading.month
    ]
    if len(plain) > 1:
        filled = [(columns[place].cell.text, cells[place]) for place in plain if cells[place].text.strip()]
        for place in plain:
            cells[place] = replace(cells[place], text="")
        if filled:
            cells[plain[0]] = joined_note(filled)
    return Row(tuple(cells), row.location, row.number)


def is_planned(column: Column) -> bool:
    """Whether a column repeats what the plan demands, by when (完成时限)."""
    return bool(_PLANNED.search(column.cell.text))


def is_yes_column(column: Column) -> bool:
    """Whether a column asks if something is done: 是否完成."""
    return bool(_DONE_HEADING.fullmatch("".join(fold(column.cell.text).split())))


def joined_note(notes: Sequence[tuple[str, Cell]]) -> Cell:
    """Several notes as one, what tells of progress first, the others with the names of their columns."""
    main = next((note for note in notes if _PROGRESS.search(note[0])), notes[0])
    text = main[1].text.strip()
    for heading, cell in notes:
        if cell is not main[1]:
            gap = "" if text[-1] in _END else "；"
            text += f"{gap}{heading.strip()}：{cell.text.strip()}"
    return replace(main[1], text=text)


def unread_figure(row: Row, columns: Sequence[Column], unknown: Sequence[int]) -> Cell | None:
    """A number in a column that nobody knows, where the row has no figure that is read; else None."""
    pairs = zip(columns, row.cells, strict=False)
    if any(column.name in {*MONTHLY, "figure", "state"} and cell.text.strip() for column, cell in pairs):
        return None
    for place in unknown:
        cell = row.at(place)
        if cell and not _is_aside(columns[place].cell.text) and _is_figure(cell.text):
            return cell
    return None


def _is_aside(heading: str) -> bool:
    asked = _ASKED.search(heading) and not _REACHED.search(heading)
    return bool(asked or _ASIDE.search(heading))


def _is_figure(text: str) -> bool:
    folded = fold(text)
    if not folded or _DAY.match(folded):
        return False
    try:
        parse_quantity(re.sub("^(?:约|预计)", "", folded))
    except NumberRefusedError:
        return False
    return True
