"""The rows of a table → numbered lines as a plan has them: 1.任务。目标。（牵头单位：…；配合单位：…）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from kpitrack.draft.deadlines import due_of_cell
from kpitrack.draft.table_parts import OWN_NUMBER, REPEATS, is_part, measured, with_parts
from kpitrack.draft.values import Line

CELL = "\t"
_HEADER = re.compile(
    "序号|编号|任务|内容|措施|举措|指标|目标|单位|部门|时限|时间|进度|项目|名称|类别|领域|备注|事项|责任|领导|基数|实绩"
)
_NUMBER = re.compile("序号?$|编号$")
_UNIT = re.compile("(?:计量)?单位$|计量单位")
_OWNER = re.compile("(牵头|主办|主责|责任|负责|落实|主管|承办|配合|协办|协同|参与|协助)(?:单位|部门)")
_ORGANISATION = re.compile("[局委办部院会]|中心|公司|政府|乡镇|镇$|乡$|街道")
_TARGET = re.compile("目标|任务数|计划数?$|指标值|任务量")
_CATEGORY = re.compile("类别|领域|板块|专项|大类|分类|一级指标")
_CONTENT = re.compile("任务|内容|措施|举措|指标|项目|名称|事项|工作|目标|工程|行动")
_ASIDE = re.compile("时限|时间|备注|实绩|基数|责任人|领导|完成情况|上年|去年|实际|节点|进度")
_SAID = (
    "(?:[≥≤＞＜><约达]|达到|不少于|不低于|不超过|至少|稳定在|保持在|控制在|力争)*"
    r"\s*[0-9０-９][0-9０-９.．,]*"
)
_VALUE = re.compile(rf"{_SAID}(?![0-9０-９.．,]*\s*[年月季])|(?:完成|达到).*(?:目标|任务)")
_DUE = re.compile("时限|完成时间|完成节点|时间节点|截止|期限")
_TOTAL = re.compile("[（(]?(?:合\\s*计|总\\s*计|小\\s*计|共\\s*计)[）)]?")
_REPEATED = frozenset({"owner", "category", "content", "unit", "due"})
_LONGEST_HEADER = 16


def without_tables(lines: Sequence[Line]) -> list[Line]:
    """All lines, those of tables as lines of a plan."""
    told: list[Line] = []
    for is_table, run in groupby(lines, key=lambda line: CELL in line.text):
        rows = list(run)
        told += (replace(line, is_row=True) for line in _Table(rows).lines()) if is_table else rows
    return told


class _Table:
    """A run of rows, the first with names of columns being its header."""

    def __init__(self, rows: Sequence[Line]) -> None:
        self._rows = [(row.number, [cell.strip() for cell in row.text.split(CELL)]) for row in rows]
        # A header has rows below it.
        heads = [place for place, row in enumerate(self._rows[:-1]) if _is_head(row[1])]
        self._head = heads[0] if heads else -1
        self._names = self._rows[self._head][1] if self._head >= 0 else []
        self._roles = [self._role(place) for place in range(len(self._names))]
        below = self._head + 1
        if self._names:
            self._rows[below:] = with_parts(self._rows[below:], self._roles)
        self._above: list[str] = []

    def lines(self) -> Iterator[Line]:
        """A line for each row but the header."""
        count = 0
        for place, (number, cells) in enumerate(self._rows):
            filled = [cell for cell in cells if cell]
            if place == self._head or not filled:
                continue
            if place < self._head or (len(filled) == 1 and not is_part(cells, self._roles)):
                yield Line(number, "。".join(filled))
                continue
            if _is_total(filled) or is_part(cells, self._roles):
                yield Line(number, " ".join(filled), is_left=True)
                continue
            count += 1
            if not self._names:
                yield Line(number, _numbered(filled, count))
            else:
                full = self._filled(cells)
                own = [cell for cell, role in zip(full, self._roles, strict=False) if role == "number"]
                shown = own[0] if own and re.fullmatch("[0-9]{1,3}", own[0]) else count
                yield Line(number, f"{shown}.{self._text(full)}", self._due(full))
                self._above = full

    def _role(self, place: int) -> str:
        """What a column holds, by its name; where that is only 单位, by its cells."""
        name = self._names[place]
        if _UNIT.fullmatch(name):
            cells = [cells[place] for _, cells in self._rows[self._head + 1 :] if len(cells) > place]
            return "owner" if any(_ORGANISATION.search(cell) for cell in cells) else "unit"
        for role, pattern in zip(
            ("number", "owner", "unit", "category", "due", "aside", "target", "content"),
            (_NUMBER, _OWNER, _UNIT, _CATEGORY, _DUE, _ASIDE, _TARGET, _CONTENT),
            strict=True,
        ):
            if pattern.search(name):
                return role
        return "content" if not name else "aside"

    def _filled(self, cells: Sequence[str]) -> list[str]:
        """A cell for each column; 同上 is what stands above it, but never a number a second time."""
        full = [*cells, *[""] * (len(self._names) - len(cells))]
        for place, cell in enumerate(full):
            if cell in REPEATS:
                repeated = place < len(self._roles) and self._roles[place] in _REPEATED
                above = self._above[place] if place < len(self._above) else ""
                full[place] = above if repeated else ""
        return full

    def _due(self, cells: Sequence[str]) -> tuple[int, int]:
        """The year and month by which a row is to be done."""
        said = (due_of_cell(cell) for cell, role in zip(cells, self._roles, strict=False) if role == "due")
        return next((due for due in said if due[1]), (0, 0))

    def _text(self, cells: Sequence[str]) -> str:
        """The words of a row: what is to be done, its target, other columns, the units."""
        unit = next((cell for cell, role in zip(cells, self._roles, strict=False) if role == "unit"), "")
        before = ""
        said, asides, owners = list[str](), list[str](), list[str]()
        for place, cell in enumerate(cells):
            role = self._roles[place] if place < len(self._roles) else "content"
            name = self._names[place] if place < len(self._names) else ""
            if not cell or role == "unit" or (role == "number" and OWN_NUMBER.fullmatch(cell)):
                continue
            if role == "owner":
                owners.append(_owner(name, cell))
            elif role == "due" and due_of_cell(cell)[1]:
                continue
            elif role in {"aside", "due"}:
                asides.append(f"（{name}：{cell.replace('。', '；').rstrip('；')}）")
            elif role == "category":
                before = f"{cell}："
            elif role == "target" and said and _VALUE.match(cell):
                said += [] if len(said) > 1 else [said[-1]]
                said[-1] = f"{said[-1].rstrip('。；')}{measured(cell, unit)}"
            else:
                said.append(cell.rstrip("。；"))
        if not said:
            said, before = [before.rstrip("：")], ""
        told = f"（{'；'.join(owners)}）" if owners else ""
        return f"{before}{'。'.join((*said, *asides))}。{told}"


def _is_total(filled: Sequence[str]) -> bool:
    """Whether a row sums up others: 合计 in one of its first two cells."""
    return any(_TOTAL.fullmatch(cell) for cell in filled[:2])


def _is_head(cells: Sequence[str]) -> bool:
    named = [cell for cell in cells if len(cell) <= _LONGEST_HEADER and _HEADER.search(cell)]
    if any(sign in cell for cell in cells for sign in "：:。，"):
        return False
    return len(named) > 1 and len(named) * 2 >= sum(bool(cell) for cell in cells)


def _numbered(cells: Sequence[str], count: int) -> str:
    """A row of a table without header; its own number before it where it has one."""
    own = re.fullmatch("[0-9]{1,3}", cells[0])
    rest = cells[1:] if own else cells
    return f"{own[0] if own else count}.{'。'.join(cell.rstrip('。') for cell in rest)}"


def _owner(name: str, cell: str) -> str:
    names = re.sub("[；;\n ]+", "、", cell)
    if re.search("牵头|负责|配合", cell):
        return re.sub("[\n]+", "；", cell)
    found = _OWNER.search(name)
    return f"{found[1] if found else '责任'}单位：{names}"
