"""What a number counts: the words around it, without those of its bound and of effort."""

from __future__ import annotations

import re

from kpitrack.draft.quantities import FALLS_BY, FALLS_TO, RISES_BY, RISES_TO, STAYS_AT, Quantity, quantities

LONGEST = 60
_OPENERS = re.compile(
    "^(?:[一二三四五六七八九十]是要?|力争|争取|努力|全年|年内|今年|到年底|年底前|确保|实现|要|并|其中|(?:到|至)?(?:20[0-9]{2}年)?(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})月(?:[底末]|[0-9]{1,2}[日号]|[上中下]旬)?(?:以前|之前|前)?|上半年|年中|(?:前|第)?[一二三四]季度[底末]?前?|、)+"
)
_TAIL = re.compile(
    f"(?:不少于|不低于|至少|最少|不超过|最多|控制在|达到|达|约|共|超过|完成|保持|力争|争取|确保|稳定|维持|{RISES_TO}|{FALLS_TO}|{STAYS_AT}|(?<=[率量值额数比重度])为)$"
)
_AT_END = re.compile("(?:及以上|以上|以内|以下|之内|左右)$")
_AGAIN = re.compile("^(?:的|了)")
_BOUND_APART = re.compile("至少|不少于|不低于|最少")
_CHANGE = f"(?:{RISES_BY}|{FALLS_BY})"
_SINCE = "(?:同比|环比|[比较]上年(?:同期)?|[比较]去年(?:同期)?|[比较]202[0-9]年|年均|平均)"
_WHEN = (
    "20[0-9]{2}年[底末]?前?|[0-9０-９]{1,2}月份?[底末]?前?|(?:前|第)?[一二三四]季度[底末]?前?|[上下]半年"
    "|年中|年[底末]前?"
)
_WORDS_OF_TIME = re.compile(f"^(?:{_WHEN}|截至|到|其中)*")
_NO_SUBJECT = re.compile(
    f"(?:{_SINCE}|{_WHEN}|截至|到|完成|实现|建成|新增|净增|新建|累计|总体|分别|均|也|再|都|年度|每年|共|每个?(?:村|乡镇|镇|乡|社区|街道|县|户|人|月|周|日|季度|半年)|总计|合计|人均|户均|亩均|总数|总量|总额|并|且|逐步|稳步|进一步|确保|力争|全面|{_CHANGE})*"
)
_LISTED = re.compile("(?:各|(?<![平人户亩村地件年月日])均)$")
_NOTHING_BEHIND = re.compile("(?:大关|关口|的?目标|的?任务|的?水平|台阶)?")
_OWN_CHANGE = re.compile(f"{_SINCE}?(?:(?:稳步|持续|大幅|逐步|进一步|明显|不断|稳定|较快)*{_CHANGE})?$")
_SPAN = re.compile("^(?:[两二三四五]年之?内|未来[两二三四五]年)")
_ENCLOSED = re.compile("[（(][^（()）]*[）)]")


def name_of(quantity: Quantity, subject: str) -> str:
    """The name; of a number without words of its own, that of its `subject`; empty where it has none."""
    before, behind = around(quantity)
    change = _near(quantity)
    if subject and is_bare(quantity):
        return named(subject + _WORDS_OF_TIME.sub("", _TAIL.sub("", opened(before))) + change)
    rest = _AT_END.sub("", _AGAIN.sub("", behind))
    rest = "" if _NOTHING_BEHIND.fullmatch(rest) else rest
    return named(_BOUND_APART.sub("", _LISTED.sub("", _TAIL.sub("", before))) + change + rest, strict=True)


def is_bare(quantity: Quantity) -> bool:
    """Whether the words around a number do not say what it counts: 突破2.1万元, 同比增长5%."""
    before, behind = around(quantity)
    bare = _TAIL.sub("", opened(before))
    return bool(_NO_SUBJECT.fullmatch(bare) and _NOTHING_BEHIND.fullmatch(_AT_END.sub("", behind)))


def around(quantity: Quantity) -> tuple[str, str]:
    """The words before and behind a number, without brackets that hold numbers of their own."""
    before, behind = quantity.whole[: quantity.start], quantity.whole[quantity.end :]
    return _without_numbers(before), _without_numbers(behind)


def is_listed(before: str) -> bool:
    """Whether a number holds for each of the things before it: 教师、医生各100名."""
    return bool(_LISTED.search(_TAIL.sub("", before)))


def subject_of(name: str) -> str:
    """What a name is about, without the change that it tells: 收入 of 收入同比增长."""
    return _OWN_CHANGE.sub("", _SPAN.sub("", name))


def named(text: str, *, strict: bool = False) -> str:
    """The text as a name; where nothing is left of it the text itself, unless `strict`."""
    bare = _TAIL.sub("", opened(text.strip())).strip("、 ").removesuffix("的")
    return (bare or ("" if strict else text.strip()))[:LONGEST]


def without_bound(text: str) -> str:
    """Without the words of the bound at its end."""
    return _TAIL.sub("", text).strip()


def opened(text: str) -> str:
    """Without the words of goal before it: 力争, 全年, 一是."""
    return _OPENERS.sub("", text)


def _near(quantity: Quantity) -> str:
    """The change that the number tells, which belongs to the name: 增长, 下降."""
    word = quantity.leading or quantity.before
    return word if re.fullmatch(_CHANGE, word) else ""


def _without_numbers(text: str) -> str:
    return _ENCLOSED.sub(lambda found: "" if quantities(found[0]) else found[0], text)
