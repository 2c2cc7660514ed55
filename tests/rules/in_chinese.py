"""The expectations of a worked example as the Chinese page writes them."""

from __future__ import annotations

from kpitrack.wording.terms import TERMS

KEYS = {
    "attainment": "完成率",
    "change": "比上月",
    "counted": "计入",
    "estimate": "预计数",
    "expected": "应达",
    "flags": "标记",
    "gap": "距目标",
    "incomplete": "缺",
    "judged": "可判定",
    "late": "迟报",
    "lead": "牵头单位",
    "lead_kind": "牵头类型",
    "led": "牵头",
    "method": "算法",
    "missing": "未报",
    "needed_per_month": "每月还需",
    "of": "累计类",
    "on_pace_share": "达序时",
    "on_time": "按时",
    "owed": "应报",
    "pace": "序时进度",
    "pace_gap_points": "相差百分点",
    "pace_ratio": "进度比",
    "progress": "形象进度",
    "remaining": "还差",
    "reported_by": "填报单位",
    "satisfied": "达到目标",
    "shortfall": "尚缺",
    "stale": "用旧数",
    "status": "状态",
    "supported": "参与",
    "undated": "日期不明",
    "unit": "计量单位",
    "value": "完成值",
    "value_period": "数据月份",
}
SUBJECTS = {
    "summary": "全方案",
    "reporting": "报送情况",
    "problems": "问题",
    "unit:unassigned": f"单位:{TERMS['row.unassigned'][0]}",
    "unit:joint": f"单位:{TERMS['row.joint'][0]}",
}
_GROUPS = {"indicators": "指标", "actions": "任务", "target": "目标"}
_VALUES = {"true": "是", "false": "否", "null": "无", "[]": "无", "none": "无"}


def in_chinese(line: str, names: dict[str, str]) -> str:
    """A line such as `2024-06 firms status=met`; `names` has items and units by id."""
    month, subject, *rest = line.split()
    kind, _, unit = subject.partition(":")
    told = SUBJECTS.get(subject) or (f"单位:{names[unit]}" if kind == "unit" else names[subject])
    if subject == "problems":
        return " ".join([month, told, *(_VALUES.get(rule, rule) for rule in rest)])
    mean = subject == "summary" or kind == "unit"
    return " ".join([month, told, *(_pair(pair, names, mean=mean) for pair in rest)])


def _pair(pair: str, names: dict[str, str], *, mean: bool) -> str:
    key, _, value = pair.partition("=")
    told = "平均完成率" if mean and key == "attainment" else _key(key)
    return f"{told}={'、'.join(_value(key, part, names) for part in value.split(','))}"


def _key(key: str) -> str:
    group, _, rest = key.partition(".")
    if rest in {"total", "at_least"}:
        return f"{_GROUPS[group]}.{'合计' if rest == 'total' else '不少于'}"
    if rest:
        return f"{_GROUPS[group]}.{KEYS.get(rest) or _status(rest)}"
    return KEYS.get(key) or _status(key)


def _status(status: str) -> str:
    return (TERMS.get(f"status.{status}") or TERMS[f"action.{status}"])[0]


def _value(key: str, value: str, names: dict[str, str]) -> str:
    item, _, days = value.partition(":")
    if days:
        return f"{names[item]}迟{days}天"
    families = {"status": "", "flags": "flag.", "method": "method.", "lead_kind": "lead."}
    if value in {"[]", "null"} or key not in families:
        return _VALUES.get(value) or names.get(value, value)
    return _status(value) if key == "status" else TERMS[f"{families[key]}{value}"][0]
