"""Tables with two rows to an item, what was planned and what was done: 类别 = 计划, 完成."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kpitrack.columns import PLANNED, Heading
from kpitrack.headers import Header
from kpitrack.numeric import fold
from kpitrack.sources.cells import Cell, Row

_PLAN = frozenset({"计划", "计划数", "计划值", "目标", "目标数", "目标值", "任务数", "年度计划", "年度目标"})
_DONE = frozenset(
    {"完成", "完成数", "完成值", "实际", "实际数", "实际值", "实际完成", "实际完成数", "累计完成", "实绩"}
)


@dataclass(frozen=True, slots=True)
class PlanRows:
    """The header with the column that tells plan from figure set apart; `place` is where it stands."""

    header: Header
    place: int

    def is_plan(self, row: Row) -> bool:
        """Whether a row holds what was planned."""
        return _word(row.at(self.place)) in _PLAN

    @property
    def cell(self) -> Cell:
        """The name of the column."""
        return self.header.columns[self.place].cell


def plan_rows(header: Header, body: Sequence[Row]) -> PlanRows | None:
    """The column in which every row says 计划 or 完成, and both are said; None where there is none."""
    for place in _possible(header):
        words = {word for row in body if (word := _word(row.at(place)))}
        if words & _PLAN and words & _DONE and words <= _PLAN | _DONE:
            columns = list(header.columns)
            columns[place] = replace(columns[place], heading=Heading(PLANNED))
            return PlanRows(replace(header, columns=tuple(columns)), place)
    return None


def _possible(header: Header) -> Iterator[int]:
    """The columns that may be it: unknown ones, and 项目 beside another that names items."""
    items = [column for column in header.columns if column.name == "item"]
    for place, column in enumerate(header.columns):
        if not column.name or (column.name == "item" and len(items) > 1):
            yield place


def _word(cell: Cell | None) -> str:
    return "".join(fold(cell.text).split()) if cell else ""
