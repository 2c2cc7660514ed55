"""The numbers of a phrase that have a unit of measure, with the words of their bound and where they start."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kpitrack.draft.figures import WIDE, WORDS, figure
from kpitrack.draft.units import AMBIGUOUS, UNITS

_NUMBER = r"(?<![0-9.亿万])(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\.[0-9]{1,3})?(?![0-9.])"
SPOKEN = rf"(?<![第每各某同这那统唯几数上下之]){WORDS}{{1,9}}"
# A number after one of these is where it is to be, not by how much it is to change.
FALLS_TO = "(?:压缩|压减|压降|下降|降低|回落|缩短|缩减|减少|降|减)(?:[至到]|为)"
RISES_TO = "(?:提高|提升|增加|增长|上升|上涨|扩大|发展|恢复|提|升|增)(?:[至到]|为)"
STAYS_AT = "(?:稳定|保持|维持)[在到]"
RISES_BY = "增长|提高|提升|增加|上升"
FALLS_BY = "下降|减少|减量|降低|压减|压降|缩减|缩短"
# 不得高于 is as 不高于, 不能少于 as 不少于.
FORBIDDEN = "(?:不得|不能|不可|不应|不许|不准|严禁|绝不)(?:少于|低于|小于|超过|高于|多于|大于|突破|超)"
_BOUND = (
    f"{FORBIDDEN}|不少于|不低于|不小于|至少|最少|最低|不超过|不高于|不多于|不大于|最多|至多|最高|控制在"
    "|超过|超|逾|突破|大于|高于|低于|达到|达|约|接近|(?<![附最临靠邻将])近"
)
_FROM = (
    rf"[由从][^0-9，、。由从]{{0,10}}(?P<from>{_NUMBER}|{SPOKEN})\s*[余多]?(?P<from_unit>{UNITS})?(?:左右|以上|以下)?"
    rf"(?:逐步|稳步|进一步|大幅|力争)?(?={FALLS_TO}|{RISES_TO})"
)
QUANTITY = re.compile(
    rf"(?:{_FROM})?(?P<before>{FALLS_TO}|{RISES_TO}|{STAYS_AT}|{_BOUND}|{RISES_BY}|{FALLS_BY}|共|[≥≤＞＜><])?"
    rf"(?:(?<=[至到])□{{1,12}}[底末]?的?)?(?P<more>不少于|不低于|不超过|不高于|至少|最多)?"
    rf"\s*(?:百分之(?P<share>{WORDS}{{1,5}}(?:点{WORDS}{{1,3}})?)|(?P<low>{_NUMBER}|{SPOKEN})"
    rf"(?:%?\s*(?:—|–|-|－|~|～|至|到)\s*(?P<high>{_NUMBER}))?\s*[余多]?(?P<unit>{UNITS})(?!之{WORDS}))"
    r"(?P<behind>及以上|以上|以内|以下|之内|左右)?"
)
_DATE = re.compile(
    r"[0-9]{4}\s*[-—至]?\s*(?:[0-9]{4})?\s*年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?|[0-9]{1,2}月(?:[0-9]{1,2}[日号]|底|末|份)?"
    r"|[0-9]{1,2}[点时](?:[0-9]{1,2}分)?"
)
_QUOTED = re.compile("《[^《》]*》|“[^“”]*”|〔[^〔〕]*〕")
_NAMED = re.compile("新政$|措施$|政策$|意见$|办法$|行动$")  # 新政25条 is a name
# Numbers in words that count nothing: 一户一策, 一批项目, 二期工程, 一次性, 第三批.
_IDIOM = re.compile(
    "[一每].{1,2}?一(?!定)|一批(?!次)|一次性|一件事|一站式|一期|一类|一种|[二三四五]期(?=工程|项目|建设)|二次(?=创业|供水|开发|利用)|二手"
    f"|第{WORDS}+|[一二两三四五六七八九十]{{1,9}}(?=个月|年|季度|轮|体|化|维)|千家万户|百家争鸣|万家灯火|一口清|一个口|一部手机"
)
_COUNTING = re.compile(
    "新增|完成|引进|培育|建设|建成|举办|组织|选派|创建|布局|备案|申报|开展|召开|新建|打造|认定|培训|办好|编印|制作|评选|发放|获得|建立"
    "|设立|承办|修建|改造|安装|配备|招聘|慰问|发展|扶持|推出|创成|签约|引育|新设|投放|选树|命名|争创|成立|增加|选育|修复|修缮|争取|开工|添置|购置|种植"
)
_ENDED = re.compile("(?:及以上|以上|以内|以下|之内|左右)$")
_CHANGES = re.compile(f"{RISES_BY}|{FALLS_BY}")
SHARES = frozenset({"%", "‰", "个百分点", "百分点"})
MASK = "□"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, as written: `start` and `end` in its phrase, which is `whole`.

    `before` and `behind`: the words of the bound around it. `high`: the end of a range. `base`: where it
    starts (由62%提高到80%), with its own unit. `leading`: the word before `before` (提高到不低于80%).
    """

    start: int
    end: int
    whole: str
    before: str
    low: str
    high: str
    unit: str
    behind: str
    base: str = ""
    base_unit: str = ""
    leading: str = ""

    @property
    def text(self) -> str:
        """Its words."""
        return self.whole[self.start : self.end]

    @property
    def words(self) -> str:
        """The words of the bound before it."""
        return f"{self.leading}{self.before}"


def quantities(text: str) -> tuple[Quantity, ...]:
    """The numbers with a unit of measure that are no names and no dates."""
    return tuple(_read(each, text) for each in QUANTITY.finditer(masked(text)) if _is_read(each, text))


def _read(found: re.Match[str], text: str) -> Quantity:
    return Quantity(
        found.start(),
        found.end(),
        text,
        found["more"] or found["before"] or "",
        found["low"] or _share(found["share"]),
        found["high"] or "",
        found["unit"] or "%",
        found["behind"] or "",
        found["from"] or "",
        found["from_unit"] or "",
        (found["before"] or "") if found["more"] else "",
    )


def _share(words: str) -> str:
    """A share in words, as digits: 九十五点五, 百; empty where it is none."""
    whole, _, rest = words.partition("点")
    told = "100" if whole == "百" else figure(whole) or ("0" if whole in {"零", "〇"} else "")
    parts = [figure(letter) or "0" for letter in rest]
    return f"{told}.{''.join(parts)}" if told and parts else told


def _is_read(found: re.Match[str], text: str) -> bool:
    """Whether a number counts; not where it is part of a name: 新政25条, 前3名, 5部门."""
    if found["share"]:
        return bool(_share(found["share"]))
    before, behind = text[: found.start("low")], text[found.end() :]
    is_name = found["unit"] == "条" and _NAMED.search(text[: found.start()])
    if is_name or before.endswith(("前", "第")) or (found["unit"] == "部" and behind.startswith("门")):
        return False
    return found["low"][:1].isascii() or _is_spoken(found, text)


def _is_spoken(found: re.Match[str], text: str) -> bool:
    """Whether a number in words counts: with a bound, behind a verb that counts, or at the end."""
    before, behind = text[: found.start("low")], text[found.end() :]
    if not figure(found["low"]) or behind.startswith("月"):
        return False
    is_changed = bool(_CHANGES.fullmatch(found["before"] or "")) and found["unit"] not in SHARES
    is_bound = bool(found["behind"] or (found["before"] and not is_changed) or _ENDED.search(text))
    if found["unit"] in AMBIGUOUS:
        return is_bound
    return is_bound or bool(_COUNTING.search(before)) or (len(before) > 1 and found.end() == len(text))


def masked(text: str) -> str:
    """The text with what is quoted, dates and figures of speech made unreadable; as long as before."""
    text = text.translate(WIDE)
    for pattern in (_QUOTED, _DATE, _IDIOM):
        text = pattern.sub(lambda found: MASK * len(found[0]), text)
    return text
