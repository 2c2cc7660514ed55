"""Who answers for what: （A牵头，B、C等按职责分工负责）, 牵头单位：A；责任单位：B、C; the members."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kpitrack.draft.values import Owners

_BRACKET = re.compile(r"[（(]([^（()）]*(?:[（(][^（()）]*[）)][^（()）]*)*)[）)]")
_ROLE = r"(?:牵头|主办|责任|承办|主责|负责|落实|主管|配合|协办|协同|参与|参加|协助)(?:单位|部门)"
_TOLD = re.compile(rf"({_ROLE})\s*[:：]\s*([^；;。:：]+?)(?=[；;。]|\s{_ROLE}|$)")
_IS_OWNERS = re.compile(rf"{_ROLE}\s*[:：]|(?:牵头|负责|配合|参与)\s*$")
_LED = re.compile(r"(.*?)(?:共同)?牵头(?:负责)?(?:[，,；;、]|$)(.*)")
_RUN = re.compile("(.*?)(?:共同)?负责(?:落实|实施)?[，,；;、](.*(?:配合|协助|参与|参加|协同|协办).*)")
_BEHIND = re.compile(
    r"(?:等(?:单位|部门)?)?(?:按照?(?:各自)?职责(?:分工)?)?(?:分工)?(?:共同)?(?:负责|配合|参与|参加|协助)?$"
)
_OPEN = re.compile("等(?:单位|部门)?(?:按|负责|配合|参与|共同|$)")
_ORGANISATION = (
    "(?:局|委|办|办公室|中心|部|院|行|站|所|会|集团|公司|政府|园区|开发区|银行|大队|支队|社|馆|厅|处)"
)
_UNIT = re.compile(rf"{_ORGANISATION}(?:（[^（）]*）)?$")
_SHARED = "(?:[，,][^。；;]{2,80}?(?:配合|负责|参与|协助|落实)(?=[。；;，,]|$))?"
_BY = re.compile(
    rf"(?<![自缘理])由[^，,。；;：由]{{1,60}}?{_ORGANISATION}(?:共同)?"
    rf"(?:牵头(?:负责|组织实施|实施|落实)?|负责(?!人)(?:落实|实施)?){_SHARED}"
)
_NAME = f"[^，,。；;：:、]{{1,20}}?{_ORGANISATION}"
_SENTENCE = re.compile(
    rf"(?:(?<=[。；;])|^){_NAME}(?:[、和]{_NAME}){{0,15}}(?:共同)?(?:牵头|负责)(?:负责|落实|实施)?{_SHARED}(?=[。；;]|$)"
)
_HELPS = re.compile("(?:配合|协助|参与|参加|协办|协同)(?:落实|实施)?$")
_MASK = "□"
_MEMBERS = re.compile(r"(?:成员单位|成员)(?:包括|由|有|为|[:：])([^。；;]+)")
_OFFICE = re.compile(r"办公室设在([^，,。；;]+)")
_GROUP = re.compile("^(?:各|有关|相关|其他|其它|乡镇)|(?:有关|相关|各)(?:部门|单位|乡镇)")
_LONGEST = 20
_LEADS = frozenset({"牵头", "主办"})
_ANSWERS = frozenset({"责任", "承办", "主责", "负责", "落实", "主管"})


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text names units, and the words that do so."""

    start: int
    end: int
    told: str


def mentions(text: str) -> list[Mention]:
    """Every place of a text that names units, in order; roles that follow one another are one place."""
    found = [
        Mention(each.start(), each.end(), each[1].strip())
        for each in _BRACKET.finditer(text)
        if _IS_OWNERS.search(each[1].strip()) or _is_units(each[1], text[each.end() :])
    ]
    rest = text
    for pattern in (_TOLD, _BY, _SENTENCE):
        for each in found:
            rest = rest[: each.start] + _MASK * (each.end - each.start) + rest[each.end :]
        found += [Mention(each.start(), each.end(), each[0].strip()) for each in pattern.finditer(rest)]
    joined: list[Mention] = []
    for each in sorted(found, key=lambda one: one.start):
        if joined and not text[joined[-1].end : each.start].strip("，,；;、。 "):
            last = joined.pop()
            joined.append(Mention(last.start, each.end, f"{last.told}；{each.told}"))
        else:
            joined.append(each)
    return joined


def owners_of(told: str) -> Owners:
    """Who answers, by the words that say so."""
    return _read(told) if told else Owners()


def owners_in(text: str) -> tuple[Owners, str]:
    """The owners that a text names first, and the text without them."""
    found = mentions(text)
    if not found:
        return Owners(), text
    return owners_of(found[0].told), text[: found[0].start] + text[found[0].end :]


def _is_units(text: str, behind: str) -> bool:
    """Whether a bracket at the end of a sentence holds nothing but names of units: （县文旅局、县财政局）."""
    if behind.strip() and behind.strip()[0] not in "。；;，,":
        return False
    parts = [part.strip() for part in re.split("[、，,；; ]", _BEHIND.sub("", text.strip())) if part.strip()]
    return bool(parts) and all(_UNIT.search(part) or _GROUP.search(part) for part in parts)


def members_in(text: str) -> tuple[str, ...]:
    """The member units that a text lists."""
    found = _MEMBERS.search(text)
    return _names(found[1])[0] if found else ()


def office_in(text: str) -> str:
    """The unit that hosts the office; empty where the text does not say."""
    found = _OFFICE.search(text)
    return found[1].strip() if found else ""


def _read(text: str) -> Owners:
    told = list(_TOLD.finditer(text))
    if told:
        rest = [part for part in _TOLD.sub("", text).split("；") if part.strip("，,；;、。 ")]
        return _by_role([*((each[1], each[2]) for each in told), *(_role_of(part) for part in rest)])
    text = re.sub("^由", "", text)
    led, run = _LED.fullmatch(text), _RUN.fullmatch(text)
    told_apart = led or run
    if told_apart:
        lead, groups = _names(told_apart[1])
        support, more = _names(told_apart[2])
        kind = "single" if len(lead) == 1 else "dual" if led and len(lead) == 2 else "joint"
        return Owners(lead, support, kind if lead else "none", bool(_OPEN.search(text)), groups + more)
    names, groups = _names(text)
    if _HELPS.search(text) and "负责" not in text:
        return Owners((), names, "none", bool(_OPEN.search(text)), groups)
    kind = "none" if not names else "sole" if len(names) == 1 and not _OPEN.search(text) else "joint"
    return Owners(names, (), kind, bool(_OPEN.search(text)), groups)


def _role_of(text: str) -> tuple[str, str]:
    """A role and its units, told as 县文旅局牵头."""
    role = "牵头单位" if "牵头" in text else "配合单位" if _HELPS.search(text) else "责任单位"
    return role, re.sub("^由|牵头.*$", "", text.strip())


def _by_role(told: Iterable[tuple[str, str]]) -> Owners:
    """Roles as 牵头单位：…; units only called responsible lead where no other unit does."""
    led: list[str] = []
    responsible: list[str] = []
    support: list[str] = []
    groups: list[str] = []
    is_open = False
    for role, text in told:
        names, more = _names(text)
        groups += more
        is_open = is_open or bool(_OPEN.search(text))
        place = led if role[:2] in _LEADS else responsible if role[:2] in _ANSWERS else support
        place += names
    lead = _once(led or responsible)
    support = [name for name in [*(responsible if led else []), *support] if name not in lead]
    kind = (
        "none" if not lead else "single" if len(lead) == 1 else "dual" if led and len(lead) == 2 else "joint"
    )
    return Owners(lead, _once(support), kind, is_open, _once(groups))


def _names(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The units in a list, and what names several without saying which (各乡镇)."""
    bare = _BEHIND.sub("", text.strip())
    parts = [
        part.strip()
        for part in re.split(r"[、，,；;\s]|(?<=[局办委区心院行会部社所站])[和与及](?=[县市区省中])", bare)
    ]
    kept = [part for part in parts if len(part) > 1]
    groups = [part for part in kept if _GROUP.search(part) or len(part) > _LONGEST]
    return _once(part for part in kept if part not in groups), _once(groups)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
