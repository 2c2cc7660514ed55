"""Who answers for what: （A牵头，B、C等按职责分工负责）, 牵头单位：A；责任单位：B、C; the members."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kpitrack.draft.roles import ACTS, HOW, ORGANISATION, ROLE, Part, told_in
from kpitrack.draft.values import Owners

_BRACKET = re.compile(r"[（(]([^（()）]*(?:[（(][^（()）]*[）)][^（()）]*)*)[）)]")
_NEXT = rf"[，,、；;\s]*{ROLE}\s*[:：]|[，,、；;\s]+[^，,；;、。：:\s]{{2,12}}\s*[:：]"
_TOLD = re.compile(rf"({ROLE})\s*[:：]\s*([^；;。:：]+?)(?=[；;。]|{_NEXT}|$)")
_IS_OWNERS = re.compile(
    rf"{ROLE}\s*[:：]|^{ROLE}[\s为是]|(?:牵头|负责|配合|参与)\s*$|{ORGANISATION}{HOW}{ACTS}+(?:[，,；;、]|\s*$)"
    rf"|{ORGANISATION}[（(](?:{ACTS}+|{ROLE})[）)]|^[^，,；;、。]{{1,20}}?{ORGANISATION}{HOW}(?:牵头|负责(?!人))"
)
_UNIT = re.compile(rf"{ORGANISATION}(?:（[^（）]*）)?{HOW}$")
_OPEN = re.compile(
    "等(?:有关|相关|各)?(?:单位|部门)?(?:按|负责|配合|参与|共同|联合|分别|分工|[，,；;。）)]|$)"
)
_SHARED = "(?:[，,][^。；;]{2,80}?(?:配合|负责|参与|协助|落实)(?=[。；;，,]|$))?"
_BY = re.compile(
    rf"(?<![自缘理])由[^，,。；;：由]{{1,60}}?{ORGANISATION}{HOW}"
    rf"(?:牵头(?:负责|组织实施|实施|落实)?|负责(?!人)(?:落实|实施)?){_SHARED}"
)
_NAME = f"[^，,。；;：:、]{{1,20}}?{ORGANISATION}"
_SENTENCE = re.compile(
    rf"(?:(?<=[。；;])|^){_NAME}(?:[、和]{_NAME}){{0,15}}{HOW}(?:牵头|负责)(?:负责|落实|实施)?{_SHARED}(?=[。；;]|$)"
)
_MASK = "□"
_BRACKETS = str.maketrans("【】[]", "（）（）")
_MEMBERS = re.compile(r"(?:成员单位|成员)(?:包括|由|有|为|[:：])([^。；;]+)")
_OFFICE = re.compile(r"办公室设在([^，,。；;]+)")
_GROUP = re.compile(
    "^(?:各|有关|相关|其他|其它|乡镇)|^(?:街道|镇|乡|村|社区|园区|乡镇街道|学校|企业)(?:（[^（）]*）)?$|(?:有关|相关|各)(?:部门|单位|乡镇)"
)
_PLACE = re.compile("(?!含|不含|包括|其中|如|原|全).{2,6}(?:镇|乡|街道)")
_LOOKS = re.compile(
    f"(?:{ORGANISATION}|[联协镇乡村校园区场队科股室组法检企库店])(?:（[^（）]*）)?$|街道$|专班$|单位$"
)
_LONGEST = 20


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text names units, and the words that do so."""

    start: int
    end: int
    told: str


def mentions(text: str) -> list[Mention]:
    """Every place of a text that names units, in order; roles that follow one another are one place."""
    text = text.translate(_BRACKETS)
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
    """Who answers, by the words that say so; who is called responsible leads where no other unit does."""
    names = list(told_in(told))
    units = [each for each in names if each.part is not Part.OTHER and _is_one(each.name)]
    led = _once(each.name for each in units if each.part is Part.LEADS)
    lead = led or _once(each.name for each in units if each.part is not Part.HELPS)
    support = _once(each.name for each in units if each.name not in lead)
    groups = _once(each.name for each in names if each.part is Part.OTHER or not _is_one(each.name))
    is_open = bool(_OPEN.search(told))
    is_alone = not support and not is_open and not any(each.is_by_key for each in names)
    return Owners(lead, support, _kind(lead, is_alone=is_alone, is_led=bool(led)), is_open, groups)


def _kind(lead: tuple[str, ...], *, is_alone: bool, is_led: bool) -> str:
    """How the leads share it, as in the plan file; one `is_alone` that the words do not call lead is sole."""
    if len(lead) <= 1:
        return "none" if not lead else "sole" if is_alone and not is_led else "single"
    return "dual" if is_led and len(lead) == 2 else "joint"


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
    parts = [part.strip() for part in re.split(r"[、，,；;\s]", text.strip()) if part.strip()]
    named = (_UNIT.search(part) or _GROUP.search(part) or _PLACE.fullmatch(part) for part in parts)
    return bool(parts) and all(named)


def members_in(text: str) -> tuple[str, ...]:
    """The member units that a text lists."""
    found = _MEMBERS.search(text)
    return _once(each.name for each in told_in(found[1]) if _is_one(each.name)) if found else ()


def office_in(text: str) -> str:
    """The unit that hosts the office; empty where the text does not say."""
    found = _OFFICE.search(text)
    return found[1].strip() if found else ""


def _is_one(name: str) -> bool:
    """Whether a name may be that of one unit; not 各乡镇, which names several without saying which."""
    is_dated = bool(re.search("[0-9０-９]", name)) and not _UNIT.search(name)
    return 1 < len(name) <= _LONGEST and not _GROUP.search(name) and not is_dated


def is_odd(name: str) -> bool:
    """Whether a name does not end as one of an organisation does."""
    return not _LOOKS.search(name)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
