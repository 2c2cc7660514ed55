"""The columns of a record file: canonical names, the Chinese names in use, what each is for.

This is data. A new spelling that offices use is one more word in `SPELLINGS`.
"""

from __future__ import annotations

import re

from kpitrack.numeric import fold

CANONICAL = (
    "item",
    "period",
    "value",
    "unit",
    "increment",
    "reported_by",
    "reported_on",
    "state",
    "progress",
    "rate",
    "estimate",
    "note",
    "problem",
    "next",
    "evidence",
    "reason",
    "withdraw",
)
PROVENANCE = ("source", "source_place", "source_sha256", "ingested_at")
COMPARED = ("number", "target", "lead")
UNUSED = ("last",)  # for the reader of a form: neither stored nor compared
REPORTED = ("value", "increment", "state", "progress", "note", "withdraw")
TEXTS = ("note", "problem", "next", "evidence", "reason")

SPELLINGS: dict[str, tuple[str, ...]] = {
    "item": (
        "指标",
        "指标编号",
        "指标名称",
        "指标ID",
        "任务",
        "任务名称",
        "任务编号",
        "事项",
        "项目",
        "编号",
        "id",
        "name",
        "indicator",
    ),
    "period": ("月份", "报告期", "期间", "统计期", "时间"),
    "value": (
        "完成值",
        "累计完成",
        "实际完成",
        "累计完成值",
        "累计值",
        "累计",
        "实际完成值",
        "完成数",
        "累计完成数",
        "total to date",
    ),
    "increment": ("本月完成", "本月新增", "当月完成", "当月新增", "本月完成值", "this month"),
    "unit": ("单位", "计量单位"),
    "reported_by": ("填报单位", "责任单位", "报送单位", "reported by"),
    "reported_on": ("填报日期", "上报日期", "报送日期", "reported on"),
    "state": ("状态", "进展状态"),
    "progress": ("形象进度",),
    "rate": ("完成率",),
    "estimate": ("预计", "预计数", "是否预计"),
    "note": ("备注", "说明", "进展情况", "工作进展"),
    "problem": ("存在问题", "问题"),
    "next": ("下一步措施", "下一步", "下步措施", "下一步工作", "next steps"),
    "evidence": ("佐证材料", "佐证"),
    "reason": ("更正原因", "reason for correction"),
    "withdraw": ("撤回",),
    "number": ("序号",),
    "target": ("目标", "目标值", "年度目标"),
    "lead": ("牵头单位",),
    "last": ("上期数", "上期", "上期完成", "上月累计", "上月数", "上月完成", "last figure"),
}

STATES = {
    "not_started": ("not_started", "未启动"),
    "in_progress": ("in_progress", "推进中"),
    "done": ("done", "已完成"),
}
YES = frozenset({"true", "yes", "是", "预计", "预计数", "√", "1"})
NO = frozenset({"false", "no", "否", "0"})

_NAMES = {
    **{name: name for name in (*CANONICAL, *PROVENANCE, *COMPARED, *UNUSED)},
    **{spelling: canonical for canonical, spellings in SPELLINGS.items() for spelling in spellings},
}
_BY_NAME = {"".join(name.split()): canonical for name, canonical in _NAMES.items()}
_HEADER_UNIT = re.compile(r"(?P<name>.+?)\((?P<unit>[^()]+)\)")


def known_names() -> list[str]:
    """Every name a column may have."""
    return list(_NAMES)


def read_name(header: str) -> tuple[str, str]:
    """A column's canonical name (empty if unknown) and the unit its header states, if any."""
    folded = "".join(fold(header).split())
    if folded in _BY_NAME:
        return _BY_NAME[folded], ""
    with_unit = _HEADER_UNIT.fullmatch(folded)
    if with_unit and with_unit["name"] in _BY_NAME:
        return _BY_NAME[with_unit["name"]], with_unit["unit"]
    return "", ""
