"""What a number measures, by the words before it: a sum over the year, a state at a date, a growth."""

from __future__ import annotations

import re

from kpitrack.draft.quantities import (
    FALLS_BY,
    FALLS_TO,
    RISES_BY,
    RISES_TO,
    SHARES,
    STAYS_AT,
    Quantity,
)

_LEVELS = re.compile(
    "拥有|保有|持有|在册|每[^，]{0,3}[百千万]|比重|占比|占.+比|覆盖|密度|平均|人均|[户亩村地件日月次]均|总数|总量达|率$|满意度|得分|评分"
    "|能耗|水耗|电耗|强度|浓度|单产|亩产|均价|价格|单位(?:GDP|产品|面积|产值)|余额|存量|库存|时限|时长|周期"
)
_DURATIONS = frozenset({"个工作日", "工作日", "个自然日", "自然日", "小时", "分钟", "秒"})
_TO = re.compile(f"{FALLS_TO}|{RISES_TO}|{STAYS_AT}")
_BY = re.compile(f"(?:{RISES_BY}|{FALLS_BY})$")
_FALLS = re.compile(f"(?:{FALLS_BY}|降幅)$")
_GROWTHS = re.compile("增长|增速|增幅|下降|降幅")
# 每村, 每个乡镇, 每月: the number is one for each of them. Not 每千名老年人, which is a rate, nor 每年.
_EACH = re.compile(
    "每(?:一|个|家|所|座|户|名)?(?:行政村|自然村|村|乡镇|镇|乡|社区|街道|学校|县|区|园区|企业|单位|部门|户|人|半年|季度|季|月|周|日|天|家|所|次|项|场|批|期)"
    "|每(?![年百千万十一二三四五六七八九0-9])(?![^，]{1,4}[百千万])[^，、0-9]{1,3}"
    "|各(?!类|级|项|种|界|方|行|式)[^，、0-9]{1,4}?(?=至少|均|分别|建|培|新|开|组|打|创|举|不少)"
)


def is_state(quantity: Quantity) -> bool:
    """Whether the number is where a thing is to be, not by how much it changes: 降至0.3吨."""
    return bool(_TO.fullmatch(_first(quantity)))


def falls_by(quantity: Quantity) -> bool:
    """Whether the number is by how much a thing is to fall: 下降10%."""
    return bool(_FALLS.search(_near(quantity))) and not is_state(quantity)


def changes_by(quantity: Quantity) -> bool:
    """Whether the number is by how much a thing is to change: 提高5个百分点."""
    return bool(_BY.search(_near(quantity))) and not is_state(quantity)


def measure_of(before: str, quantity: Quantity) -> str:
    """cumulative, level or growth, by the words `before` the number."""
    if is_state(quantity) or quantity.base:
        return "level"
    if quantity.unit in SHARES:
        return "growth" if changes_by(quantity) or _GROWTHS.search(before + quantity.before) else "level"
    is_level = "/" in quantity.unit or quantity.unit in _DURATIONS or bool(_LEVELS.search(before))
    return "level" if is_level or each_in(before) else "cumulative"


def each_in(text: str) -> str:
    """The words that say that a number is one for each of several: 每村; empty where none do."""
    found = _EACH.search(text)
    return found[0] if found else ""


def _first(quantity: Quantity) -> str:
    """The word that leads to the number: of 提高到不低于80%, 提高到."""
    return quantity.leading or quantity.before


def _near(quantity: Quantity) -> str:
    """The words right before the number."""
    return quantity.whole[: quantity.start] + _first(quantity)
