"""A phrase with a number → an indicator: name, unit, bound, measure, and what of it is not certain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kpitrack.draft.deadlines import due_month
from kpitrack.draft.figures import figure
from kpitrack.draft.pending import set_elsewhere
from kpitrack.draft.phrases import EFFORT, Phrase
from kpitrack.draft.values import Doubt, Indicator, Open

_OPENERS = re.compile(
    "^(?:[一二三四五六七八九十]是要?|力争|争取|努力|全年|年内|今年|到年底|年底前|确保|实现|要|并|其中|[0-9]{1,2}月底?前)+"
)
_TAIL = re.compile("(?:不少于|不低于|至少|不超过|控制在|达到|达|约|共|超过|完成|稳定在|保持在)$")
_AGAIN = re.compile("^(?:的|了)")
_LEVELS = re.compile(
    "拥有量|保有量|每万人|比重|占比|占.+比|覆盖|密度|平均|人均|总数|总量达|率$|满意度|得分|评分"
)
_GROWTHS = re.compile("增长|增速|增幅|下降")
_VERBS = re.compile(
    "^(新增|完成|引进或培育|引进|培育|建设|建成|举办|组织|选派|创建|布局|备案|申报|开展|召开|新建|打造|认定|培训)"
)
_BEFORE = {
    "不少于": "at_least",
    "不低于": "at_least",
    "至少": "at_least",
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
    "约": "about",
}
_LIMITS = {
    "不超过": "at_most",
    "不高于": "at_most",
    "不多于": "at_most",
    "不大于": "at_most",
    "≤": "at_most",
    "控制在": "at_most",
    "＜": "less_than",
    "<": "less_than",
    "低于": "less_than",
}
_AT_END = re.compile("(?:及以上|以上|以内|以下|之内|左右)$")
_BEHIND = {
    "以上": "at_least",
    "及以上": "at_least",
    "以内": "at_most",
    "之内": "at_most",
    "以下": "at_most",
    "左右": "about",
}
_SERIES = re.compile(
    "(?P<bound>不低于|高于|不高于|低于)(?P<series>[^0-9]{2,30}(?:增速|平均|水平|均值|增幅))$"
)
_SERIES_BOUNDS = {
    "不低于": "at_least_series",
    "高于": "at_least_series",
    "不高于": "at_most_series",
    "低于": "at_most_series",
}
_SMALL = 2
_SHARES = frozenset({"%", "‰", "个百分点", "百分点"})
_LONGEST = 60


def indicators_in(phrase: Phrase, line: int) -> Iterator[Indicator]:
    """The indicators of a phrase: one for its first number; else against a series, or set elsewhere."""
    if phrase.quantities:
        yield _quantified(phrase, line)
        return
    found = _SERIES.search(phrase.text)
    if found and found.start():
        name, bound = phrase.text[: found.start()], _SERIES_BOUNDS[found["bound"]]
        opens = (Open(Doubt.SERIES, line, {"series": found["series"], "bound": found["bound"]}),)
        yield Indicator(
            _named(name),
            phrase.text,
            found[0],
            "%",
            "growth",
            bound,
            (),
            line,
            series=found["series"],
            opens=opens,
        )
    found_elsewhere = set_elsewhere(phrase.text)
    if found_elsewhere:
        name, by, told = found_elsewhere
        opens = (Open(Doubt.PENDING, line, {"by": by}),)
        yield Indicator(
            _named(name), phrase.text, told, "", "cumulative", "pending", (by,), line, opens=opens
        )


def _quantified(phrase: Phrase, line: int) -> Indicator:
    quantity = phrase.quantities[0]
    text, opens = phrase.text, list(_opens(phrase, line))
    before, behind = text[: quantity.start()], text[quantity.end() :]
    components = (*phrase.parts[:-1], before.rpartition("、")[2]) if len(phrase.parts) > 1 else ()
    bound, values = _bound(quantity)
    measure = _measure(before + (quantity["before"] or ""), quantity["unit"])
    unit = quantity["unit"]
    name = _name(before, quantity, behind) or text
    if name.startswith("每万人") and unit != "%":
        unit = f"{unit}/万人"
    return Indicator(
        name,
        text,
        _target_text(quantity, text),
        "%" if unit == "百分点" else unit,
        measure,
        bound,
        values,
        line,
        effort=bool(EFFORT.search(text)),
        due_month=due_month(text),
        components=_components(components),
        opens=tuple(opens),
    )


def _bound(quantity: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    """The key of a target and its numbers; a bare number is read as at least."""
    low, high = figure(quantity["low"]), figure(quantity["high"] or "")
    if high:
        return "between", (low, high) if Decimal(low) <= Decimal(high) else (high, low)
    before = quantity["before"] or ""
    if before in _LIMITS or (before.endswith(("至", "到")) and before != "达到"):
        return _LIMITS.get(before, "at_most"), (low,)
    return _BEHIND.get(_behind(quantity)) or _BEFORE.get(before, "at_least"), (low,)


def _target_text(quantity: re.Match[str], text: str) -> str:
    """The target as printed: to the word of the bound, where that stands behind what is counted."""
    if quantity["behind"] or not _behind(quantity):
        return text[quantity.start() : quantity.end()]
    return text[quantity.start() :]


def _behind(quantity: re.Match[str]) -> str:
    """The word of the bound behind a number, or behind what is counted: 3个工作日以内, 10家企业以上."""
    if quantity["behind"]:
        return quantity["behind"]
    found = _AT_END.search(quantity.string[quantity.end() :])
    return found[0] if found and not re.search("[0-9]", quantity.string[quantity.end() :]) else ""


def _measure(before: str, unit: str) -> str:
    if unit in _SHARES:
        return "growth" if _GROWTHS.search(before) else "level"
    return "level" if _LEVELS.search(before) else "cumulative"


def _name(before: str, quantity: re.Match[str], behind: str) -> str:
    """What is counted: the phrase without its number and without the words of the bound."""
    kept = quantity["before"] if quantity["before"] in {"增长", "下降"} else ""
    rest = _AT_END.sub("", _AGAIN.sub("", behind))
    return _named(_TAIL.sub("", before) + (kept or "") + rest)


def _named(text: str) -> str:
    bare = _TAIL.sub("", _OPENERS.sub("", text.strip())).strip("、 ")
    return (bare or text.strip())[:_LONGEST]


def _components(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The parts of a sum: nouns, the verb before the first taken off."""
    bare = [_TAIL.sub("", part).strip() for part in parts]
    if bare:
        bare[0] = _VERBS.sub("", _OPENERS.sub("", bare[0]))
    split = [piece for part in bare for piece in re.split("[和及]", part) if piece]
    return tuple(dict.fromkeys(split)) if len(split) > 1 else ()


def _opens(phrase: Phrase, line: int) -> Iterator[Open]:
    """What of a quantified phrase a person must decide."""
    quantity = phrase.quantities[0]
    target = _target_text(quantity, phrase.text)
    yield from _of_bound(quantity, target, line)
    if len(phrase.quantities) > 1:
        rest = "、".join(each[0] for each in phrase.quantities[1:])
        yield Open(Doubt.SEVERAL, line, {"target": target, "rest": rest})
    yield from _of_measure(phrase, target, line)
    yield from _of_context(phrase, line)


def _of_bound(quantity: re.Match[str], target: str, line: int) -> Iterator[Open]:
    before, behind = quantity["before"] or "", _behind(quantity)
    facts = {"target": target}
    bound, _ = _bound(quantity)
    if bound == "at_least" and not behind and before in {"", "共", "增长", "下降"}:
        yield Open(Doubt.BARE, line, facts)
    if before in {"达", "达到"} and not behind:
        yield Open(Doubt.REACH, line, facts)
    if bound == "about":
        yield Open(Doubt.ABOUT, line, facts)
    if bound in {"at_most", "less_than"} or before == "下降":
        yield Open(Doubt.UPPER, line, facts)


def _of_measure(phrase: Phrase, target: str, line: int) -> Iterator[Open]:
    quantity = phrase.quantities[0]
    before = phrase.text[: quantity.start()]
    measure = _measure(before + (quantity["before"] or ""), quantity["unit"])
    number = figure(quantity["low"])
    if quantity["unit"] in _SHARES:
        yield Open(Doubt.RATE, line, {"measure": measure})
    elif measure == "level":
        yield Open(Doubt.LEVEL, line)
    elif number.isdecimal() and int(number) <= _SMALL and not quantity["high"]:
        yield Open(Doubt.SMALL, line, {"target": target})


def _of_context(phrase: Phrase, line: int) -> Iterator[Open]:
    """What goes before the phrase and may reach as far: 力争, 新增; and what is counted together."""
    if phrase.effort and not EFFORT.search(phrase.text):
        yield Open(Doubt.EFFORT, line, {"word": phrase.effort})
    verb = _VERBS.match(_OPENERS.sub("", phrase.first.text)) if phrase.first else None
    if verb and not _VERBS.match(phrase.text):
        yield Open(Doubt.CARRIED, line, {"word": verb[1]})
    if len(phrase.parts) > 1:
        yield Open(Doubt.COMPONENTS, line)
