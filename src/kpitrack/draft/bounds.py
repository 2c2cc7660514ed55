"""On which side of a number a target lies: 不少于, 控制在…以内, 左右; a bare number is read as at least."""

from __future__ import annotations

import re
from decimal import Decimal

from kpitrack.draft.figures import figure
from kpitrack.draft.quantities import FALLS_TO, FORBIDDEN, Quantity

_BEFORE = {
    "不少于": "at_least",
    "不低于": "at_least",
    "至少": "at_least",
    "最少": "at_least",
    "最低": "at_least",
    "不小于": "at_least",
    "≥": "at_least",
    "达到": "at_least",
    "达": "at_least",
    "突破": "more_than",
    "超过": "more_than",
    "大于": "more_than",
    "高于": "more_than",
    "＞": "more_than",
    ">": "more_than",
    "超": "more_than",
    "逾": "more_than",
    "约": "about",
    "近": "about",
    "接近": "about",
}
_LIMITS = {
    "不超过": "at_most",
    "不高于": "at_most",
    "不多于": "at_most",
    "不大于": "at_most",
    "最多": "at_most",
    "至多": "at_most",
    "最高": "at_most",
    "≤": "at_most",
    "控制在": "at_most",
    "＜": "less_than",
    "<": "less_than",
    "低于": "less_than",
}
_LEAST = re.compile("(?:少于|低于|小于)$")
_FORBIDDEN = re.compile(FORBIDDEN)
_BEHIND = {
    "以上": "at_least",
    "及以上": "at_least",
    "以内": "at_most",
    "之内": "at_most",
    "以下": "at_most",
    "左右": "about",
}
_AT_END = re.compile("(?:及以上|以上|以内|以下|之内|左右)$")
# Before what is counted: 至少培育1名, 不超过帮扶3户.
_APART = re.compile("至少|最少|不少于|不低于|不超过|不高于|不多于|最多|至多")
_FALLS_TO = re.compile(FALLS_TO)


def bound_of(quantity: Quantity) -> tuple[str, tuple[str, ...]]:
    """The key of a target and its numbers."""
    low, high = figure(quantity.low), figure(quantity.high)
    if high:
        return "between", (low, high) if Decimal(low) <= Decimal(high) else (high, low)
    before, apart = quantity.before, bound_apart(quantity)
    if _FORBIDDEN.fullmatch(before):
        return ("at_least" if _LEAST.search(before) else "at_most"), (low,)
    if before in _LIMITS or _FALLS_TO.fullmatch(before):
        return _LIMITS.get(before, "at_most"), (low,)
    told = _BEHIND.get(behind_of(quantity)) or _BEFORE.get(before)
    return told or _LIMITS.get(apart) or "at_least", (low,)


def bound_apart(quantity: Quantity) -> str:
    """The word of the bound that stands further before the number; empty where none does."""
    return next(iter(_APART.findall(quantity.whole[: quantity.start])[-1:]), "")


def behind_of(quantity: Quantity) -> str:
    """The word of the bound behind a number, or behind what is counted: 3个工作日以内, 10家企业以上."""
    if quantity.behind:
        return quantity.behind
    rest = quantity.whole[quantity.end :]
    found = _AT_END.search(rest)
    return found[0] if found and not re.search("[0-9]", rest) else ""


def target_text(quantity: Quantity) -> str:
    """The target as printed: to the word of the bound, where that stands behind what is counted."""
    if quantity.behind or not behind_of(quantity):
        return quantity.text
    return quantity.whole[quantity.start :]
