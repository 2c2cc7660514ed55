"""The words that name units → who has which part: 牵头单位：A，配合单位：B; A牵头，B、C分别负责."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

ORGANISATION = (
    "(?:局|委|办|办公室|中心|部|院|行|站|所|会|集团|公司|政府|园区|开发区|银行|大队|支队|社|馆|厅|处"
    "|残联|妇联|文联|侨联|工商联|社联|科协)"
)
_LEADS, _ANSWERS = "牵头|主办", "责任|承办|主责|负责|落实|主管|实施|执行"
_HELPS = "配合|协办|协同|参与|参加|协助|协作|支持"
_ANY = f"(?:{_LEADS}|{_ANSWERS}|{_HELPS})"
ROLE = (
    f"(?:(?:[省市县区乡镇村][级直])?(?:第一|主要|主体|共同|联合|具体)?{_ANY}(?:责任|负责|实施|配合|落实)?"
    "(?:单位|部门|科室|处室|股室|机构|主体)(?:[（(](?:单位|部门|科室)[)）])?"
    "|(?:牵头|主办|承办|协办|主责|配合|协同)(?=[:：]))"
)
# How several share it, no part of a name: A、B分别负责, 按职责分工落实.
HOW = (
    "(?:(?:等(?:有关|相关|各)?(?:单位|部门)?)?(?:按照?(?:各自)?(?:工作)?(?:职责|职能|权限)?(?:分工|范围)?"
    "|根据(?:各自)?(?:职责|职能)(?:分工)?|共同|联合|分别|具体|分工|各自|一起|统筹|组织)*)"
)
ACTS = (
    f"(?:(?:作为|为|是){_ANY}(?:单位|部门)"
    "|牵头|主办|负责(?!人)|承办|落实|实施|组织实施|推进|配合|协办|协同|参与|参加|协助|支持)"
)
_KEY = re.compile(
    rf"(?P<role>{ROLE})\s*(?:[:：]|[为是](?!人)|(?=\s))\s*|(?<![^，,；;、。\s])(?P<other>[^，,；;、。：:\s]{{2,12}})\s*[:：]\s*"
)
_PARTED = re.compile(
    r"[、，,；;。/／|｜\s]|会同|(?<=[局委办])(?:[和与及]|联合(?=[县市区省]))|(?<=中心)[和与及]|(?<=[区院心行会部社所站])[和与及](?=[县市区省中])"
)
_STRONG = frozenset("，,；;。")
_SAID = re.compile(rf"(?P<name>.*?)(?P<how>{HOW})(?P<acts>{ACTS}*)")
_AND_MORE = re.compile(rf"(?P<name>.{{1,}}?{ORGANISATION}){HOW}(?P<acts>{ACTS}+)(?P<rest>.+)")
_ASIDE = re.compile(rf"(?P<name>.+?)[（(](?P<acts>{ACTS}+|{ROLE})[）)]{HOW}{ACTS}*")
_ENCLOSED = re.compile("[（(][^（）()]*[）)]")


class Part(StrEnum):
    """What a unit has to do with a thing; NONE: the words do not say, OTHER: it is no unit."""

    LEADS = "leads"
    ANSWERS = "answers"
    HELPS = "helps"
    NONE = "none"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Told:
    """A name as written, and its part; `is_by_key`: told as 牵头单位：A."""

    name: str
    part: Part
    is_by_key: bool = False


def told_in(text: str) -> Iterator[Told]:
    """Every name of the words, in their order; what is none (牵头领导：王某) is OTHER."""
    keys = list(_KEY.finditer(text))
    yield from _told(text[: keys[0].start()] if keys else text, Part.NONE)
    for place, key in enumerate(keys):
        value = text[key.end() : keys[place + 1].start() if place + 1 < len(keys) else len(text)]
        if key["role"]:
            yield from (Told(each.name, each.part, is_by_key=True) for each in _told(value, _part(key[0])))
        elif value.strip("，,；;、。 "):
            yield Told(f"{key[0]}{value}".strip("，,；;、。 "), Part.OTHER)


def _told(text: str, role: Part) -> Iterator[Told]:
    """The names of a list; each has the part named behind it (A、B牵头), else that of the key before it."""
    gathered: list[str] = []
    for part, is_new in _parts(text):
        if is_new and role is not Part.NONE and gathered:
            yield from (Told(name, role) for name in gathered)
            gathered = []
        aside = _ASIDE.fullmatch(part)
        if aside:
            yield Told(aside["name"], _part(aside["acts"]))
            continue
        more = _AND_MORE.fullmatch(part)
        found = more or _SAID.fullmatch(part)
        name = found["name"] if found else part
        gathered += [name] if name else []
        if not found or not found["acts"]:
            continue
        yield from (Told(each, _part(found["acts"])) for each in gathered)
        gathered = []
        if more:
            yield from _behind(part, more["rest"])
    yield from (Told(name, role) for name in gathered)


def _behind(part: str, rest: str) -> Iterator[Told]:
    """What stands behind a unit and what it does: another unit, else a matter, told with the unit."""
    if re.search(f"{ORGANISATION}{HOW}{ACTS}*$", rest):
        yield from _told(rest, Part.NONE)
    else:
        yield Told(part, Part.OTHER)


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """The members of a list, not cut within brackets; and whether a comma or more stands before it."""
    hidden = _ENCLOSED.sub(lambda found: "□" * len(found[0]), text)
    start, is_new, is_first = 0, False, True
    for end, stop, sign in (
        *((found.start(), found.end(), found[0]) for found in _PARTED.finditer(hidden)),
        (len(text), len(text), ""),
    ):
        part = re.sub("^(?:并?由|以及|并)", "", text[start:end].strip())
        if part:
            yield part, is_new and not is_first
            is_new, is_first = False, False
        is_new, start = is_new or sign in _STRONG, stop


def _part(words: str) -> Part:
    """The part that words name: 牵头负责 leads, 配合落实 helps."""
    found = re.search(_ANY, words)
    if not found:
        return Part.ANSWERS
    if re.fullmatch(_LEADS, found[0]):
        return Part.LEADS
    return Part.HELPS if re.fullmatch(_HELPS, found[0]) else Part.ANSWERS
