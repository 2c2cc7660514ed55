"""Who answers for what: （A牵头，B、C等按职责分工负责）, 牵头单位：A；责任单位：B、C; the members."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kpitrack.draft.values import Owners

_BRACKET = re.compile(r"[（(]([^（()）]*(?:[（(][^（()）]*[）)][^（()）]*)*)[）)]")
_ROLE = r"(?:牵头|主办|责任|承办|配合|协办|协同|参与|参加)(?:单位|部门)"
_TOLD = re.compile(rf"({_ROLE})\s*[:：]\s*([^；;。:：]+?)(?=[；;。]|\s{_ROLE}|$)")
_IS_OWNERS = re.compile(rf"{_ROLE}\s*[:：]|(?:牵头|负责|配合|参与)\s*$")
_LED = re.compile(r"(.*?)(?:共同)?牵头(?:负责)?(?:[，,；;、]|$)(.*)")
_BEHIND = re.compile(
    r"(?:等(?:单位|部门)?)?(?:按照?(?:各自)?职责(?:分工)?)?(?:分工)?(?:共同)?(?:负责|配合|参与|参加|协助)?$"
)
_OPEN = re.compile("等(?:单位|部门)?(?:按|负责|配合|参与|共同|$)")
_MEMBERS = re.compile(r"(?:成员单位|成员)(?:包括|由|有|为|[:：])([^。；;]+)")
_OFFICE = re.compile(r"办公室设在([^，,。；;]+)")
_GROUP = re.compile(r"^(?:各|有关|相关|其他|其它)")
_LONGEST = 20


def owners_in(text: str) -> tuple[Owners, str]:
    """The owners named in a section's text, and the text without them."""
    for found in _BRACKET.finditer(text):
        if _IS_OWNERS.search(found[1].strip()):
            return _read(found[1].strip()), text[: found.start()] + text[found.end() :]
    told = list(_TOLD.finditer(text))
    if told:
        return _by_role((role, names) for role, names in (each.groups() for each in told)), _TOLD.sub(
            "", text
        )
    return Owners(), text


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
        return _by_role((each[1], each[2]) for each in told)
    led = _LED.fullmatch(text)
    if led:
        lead, groups = _names(led[1])
        support, more = _names(led[2])
        kind = "single" if len(lead) == 1 else "dual" if len(lead) == 2 else "joint"
        return Owners(lead, support, kind if lead else "none", bool(_OPEN.search(text)), groups + more)
    names, groups = _names(text)
    kind = "none" if not names else "sole" if len(names) == 1 and not _OPEN.search(text) else "joint"
    return Owners(names, (), kind, bool(_OPEN.search(text)), groups)


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
        place = (
            led if role[:2] in {"牵头", "主办"} else responsible if role[:2] in {"责任", "承办"} else support
        )
        place += names
    lead = led or responsible
    support = [name for name in [*(responsible if led else []), *support] if name not in lead]
    kind = (
        "none" if not lead else "single" if len(lead) == 1 else "dual" if led and len(lead) == 2 else "joint"
    )
    return Owners(_once(lead), _once(support), kind, is_open, _once(groups))


def _names(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The units in a list, and what names several without saying which (各乡镇)."""
    bare = _BEHIND.sub("", text.strip())
    parts = [
        part.strip()
        for part in re.split("[、，,；;]|(?<=[局办委区中心院行会])[和与及](?=[县市区省中])", bare)
    ]
    kept = [part for part in parts if 1 < len(part) <= _LONGEST]
    groups = [part for part in kept if _GROUP.match(part)]
    return _once(part for part in kept if part not in groups), _once(groups)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
