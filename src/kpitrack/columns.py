"""The columns of a record file: canonical names, the Chinese names in use, what each is for.

This is data. A new spelling that offices use is one more word in `SPELLINGS`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

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
UNUSED = ("last", "returned")  # for the reader of a form: the last figure, and why a row came back
REPORTED = ("value", "increment", "state", "progress", "note", "withdraw")
PLANNED = "planned"  # what a month's plan was: beside its figure, and not taken in
MONTHLY = ("value", "increment")  # what a column may hold of one month
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
        "工作任务",
        "重点任务",
        "工作内容",
        "id",
        "name",
        "indicator",
    ),
    "period": ("月份", "报告期", "期间", "统计期", "填报月份", "统计月份"),
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
        "累计数",
        "本年累计",
        "本年累计完成",
        "本月止累计",
        "自年初累计",
        "今年以来累计",
        "累计完成情况",
        "合计",
        "total to date",
    ),
    "increment": (
        "本月完成",
        "本月新增",
        "当月完成",
        "当月新增",
        "本月完成值",
        "本月完成数",
        "本月数",
        "本月",
        "当月数",
        "当月",
        "this month",
    ),
    "unit": ("单位", "计量单位"),
    "reported_by": ("填报单位", "责任单位", "报送单位", "填表单位", "上报单位", "reported by"),
    "reported_on": (
        "填报日期",
        "上报日期",
        "报送日期",
        "填表日期",
        "填报时间",
        "填表时间",
        "上报时间",
        "报送时间",
        "reported on",
    ),
    "state": ("状态", "进展状态", "是否完成", "是否已完成"),
    "progress": ("形象进度",),
    "rate": ("完成率",),
    "estimate": ("预计", "是否预计"),
    "note": ("备注", "说明", "进展情况", "工作进展", "进展", "完成情况说明"),
    "problem": ("存在问题", "存在的问题", "问题"),
    "next": ("下一步措施", "下一步", "下步措施", "下一步工作", "next steps"),
    "evidence": ("佐证材料", "佐证"),
    "reason": ("更正原因", "reason for correction"),
    "withdraw": ("撤回",),
    "number": ("序号",),
    "target": ("目标", "目标值", "年度目标"),
    "lead": ("牵头单位",),
    "last": ("上期数", "上期", "上期完成", "上月累计", "上月数", "上月完成", "last figure"),
    "returned": ("退回原因", "returned because"),
}

# What begins a line below a table that reports nothing: who filled it in, who checked it, a remark.
SIGNATURES = (
    "主要负责人",
    "单位主要负责人",
    "分管负责人",
    "经办人",
    "复核人",
    "填表人",
    "填报人",
    "制表人",
    "制表",
    "审核人",
    "审核",
    "负责人",
    "单位负责人",
    "分管领导",
    "联系人",
    "联系电话",
    "电话",
    "注",
    "备注",
    "说明",
)

# As they are written in files and as they are printed; any case.
STATES = {
    "not_started": ("not_started", "not started", "未启动"),
    "in_progress": ("in_progress", "in progress", "推进中"),
    "done": ("done", "已完成"),
}
YES = frozenset({"true", "yes", "y", "是", "预计", "预计数", "√", "1"})
NO = frozenset({"false", "no", "n", "否", "0"})

_NAMES = {
    **{name: name for name in (*CANONICAL, *PROVENANCE, *COMPARED, *UNUSED)},
    **{spelling: canonical for canonical, spellings in SPELLINGS.items() for spelling in spellings},
}
_BY_NAME = {"".join(name.split()): canonical for name, canonical in _NAMES.items()}
_HEADER_UNIT = re.compile(r"(?P<name>.+?)\((?P<unit>[^()]+)\)")
_YEAR = r"(?:[0-9]{4}(?:年|[-/.]))?"
_MONTH = (
    rf"(?:截至|截止|至)?{_YEAR}(?:1月?[-~—–至到])?[0-9]{{1,2}}月(?:份|底|末|[0-9]{{1,2}}[日号])?"
    rf"|{_YEAR}(?:上半年|第?一季度|前三季度)"
    r"|[0-9]{4}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?|[0-9]{6}"
)
_OF_MONTH = re.compile(rf"(?P<month>{_MONTH})(?P<rest>.*)")
_MONTH_ALONE = re.compile(_MONTH)
_RUNNING = re.compile("1月?[-~—–至到](?=[0-9])|上半年|季度|^截[至止]")
_COMPLETED = frozenset({"完成", "完成数", "完成值", "完成情况", "累计完成情况"})
_UNDER_MONTH = {
    **dict.fromkeys(("完成", "实际", "实绩", "实际数", "已完成"), "figure"),
    **dict.fromkeys(("计划", "计划数", "计划值", "目标", "目标数", "目标值", "任务数"), PLANNED),
}
_UNIT_ALONE = re.compile(r"\((?P<unit>[^()]+)\)")


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column's name says: its canonical name (empty if unknown), a unit, and a month.

    The name is `figure` where only a month is named: the figure the item goes by.
    """

    name: str
    unit: str = ""
    month: str = ""


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


def read_heading(header: str) -> Heading:
    """The heading of a submitted table: a column's name, or that of a month's column (6月累计完成)."""
    name, unit = read_name(header)
    if _MONTH_ALONE.fullmatch(unit):
        return Heading(name, month=unit) if name in MONTHLY else Heading("")
    if name:
        return Heading(name, unit)
    found = _OF_MONTH.fullmatch("".join(fold(header).split()))
    return _of_month(found["month"], found["rest"]) if found else Heading("")


def _of_month(month: str, rest: str) -> Heading:
    """What stands behind the name of a month says of its column."""
    alone = _UNIT_ALONE.fullmatch(rest)
    if alone or not rest:
        return Heading("figure", alone["unit"] if alone else "", month)
    if rest in _COMPLETED and _RUNNING.search(month):
        return Heading("value", month=month)
    below = read_below(rest)
    if below.name:
        return below if below.name == PLANNED else Heading("figure", below.unit, month)
    name, unit = ("increment", "") if rest == "新增" else read_name(rest)
    return Heading(name, unit, month) if name in MONTHLY else Heading("")


def read_below(text: str) -> Heading:
    """What a name says under or behind that of a month, and only there: 完成, 计划; else no name."""
    folded = "".join(fold(text).split())
    with_unit = _HEADER_UNIT.fullmatch(folded)
    name, unit = (with_unit["name"], with_unit["unit"]) if with_unit else (folded, "")
    return Heading(_UNDER_MONTH.get(name, ""), unit)
