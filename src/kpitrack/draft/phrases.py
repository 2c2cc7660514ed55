"""Sentences → phrases with a number and phrases without: 成果登记5项、专利转化许可5次以上 are two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kpitrack.draft.figures import WIDE, WORDS, figure
from kpitrack.draft.units import AMBIGUOUS, UNITS

_NUMBER = r"(?<![0-9.])(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\.[0-9]{1,3})?(?![0-9.])"
_SPOKEN = rf"(?<![第每各某同这那统唯几数上下之]){WORDS}{{1,9}}"
QUANTITY = re.compile(
    r"(?P<before>不少于|不低于|不小于|至少|不超过|不高于|不多于|不大于|控制在|(?:压缩|压减|降低|降|缩短|减少)[至到]|超过|突破|大于|高于|低于|达到|达|约|增长|下降|共|[≥≤＞＜><])?"
    rf"\s*(?P<low>{_NUMBER}|{_SPOKEN})(?:\s*(?:—|–|-|－|~|～|至|到)\s*(?P<high>{_NUMBER}))?\s*[余多]?(?P<unit>{UNITS})"
    r"(?P<behind>及以上|以上|以内|以下|之内|左右)?"
)
_ANY_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_DATE = re.compile(
    r"[0-9]{4}\s*[-—至]?\s*(?:[0-9]{4})?\s*年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?|[0-9]{1,2}月(?:[0-9]{1,2}[日号]|底|末|份)?"
    r"|[0-9]{1,2}[点时](?:[0-9]{1,2}分)?"
)
_QUOTED = re.compile("《[^《》]*》|“[^“”]*”|〔[^〔〕]*〕")
_NAMED = re.compile("新政$|措施$|政策$|意见$|办法$|行动$")  # 新政25条 is a name
_WORDED = re.compile(
    rf"百分之{WORDS}+|翻[一两]番|翻番|(?<!{WORDS}){WORDS}{{1,9}}成(?=以上|左右|以内|的)|{_SPOKEN}(?:{UNITS})"
)
# Numbers in words that count nothing: 一户一策, 一批项目, 二期工程, 一次性, 第三批.
_IDIOM = re.compile(
    "[一每].{1,2}?一(?!定)|一批(?!次)|一次性|一件事|一站式|一期|一类|一种|[二三四五]期(?=工程|项目|建设)|二次(?=创业|供水|开发|利用)|二手"
    f"|第{WORDS}+|[一二两三四五六七八九十]+(?=个月|年|季度|轮|体|化|维)|千家万户|百家争鸣|万家灯火|一口清|一个口|一部手机"
)
_COUNTING = re.compile(
    "新增|完成|引进|培育|建设|建成|举办|组织|选派|创建|布局|备案|申报|开展|召开|新建|打造|认定|培训|办好|编印|制作|评选|发放|获得|建立"
    "|设立|承办|修建|改造|安装|配备|招聘|慰问|发展|扶持|推出|创成|签约|引育|新设|投放|选树|命名|争创|成立|增加|选育|修复|修缮|争取|开工|添置|购置|种植"
)
_ENDED = re.compile("(?:及以上|以上|以内|以下|之内|左右)$")
EFFORT = re.compile("力争|争取|努力")
_ENCLOSED = re.compile("《[^《》]*》|“[^“”]*”|[（(][^（()）]*[）)]")
_MASK = "□"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as written, its quantities, the parts listed before the first one, and what holds for it too.

    `effort`: the last word of effort in the sentence before it. `first`: the first phrase of its clause.
    """

    text: str
    quantities: tuple[re.Match[str], ...]
    parts: tuple[str, ...]
    effort: str
    first: Phrase | None = None


def phrases(text: str) -> Iterator[Phrase]:
    """The phrases of a text in their order, those without a number too."""
    for sentence in re.split("[。！!]", text):
        effort = ""
        for clause in _clauses(sentence):
            first: Phrase | None = None
            for parts in _groups(clause):
                joined = "、".join(parts)
                phrase = Phrase(joined, quantities(joined), tuple(parts), effort, first)
                yield phrase
                first = first or phrase
                effort = next(iter(EFFORT.findall(joined)[-1:]), effort)


def quantities(text: str) -> tuple[re.Match[str], ...]:
    """The numbers with a unit of measure that are no names and no dates."""
    return tuple(each for each in QUANTITY.finditer(masked(text)) if _is_read(each, text))


def _is_read(found: re.Match[str], text: str) -> bool:
    """Whether a number counts: one in words only with a bound, behind a verb that counts, or at the end."""
    before, behind = text[: found.start("low")], text[found.end() :]
    if found["unit"] == "条" and _NAMED.search(text[: found.start()]):
        return False
    if before.endswith(("前", "第")) or (found["unit"] == "部" and behind.startswith("门")):  # 前3名, 5部门
        return False
    if found["low"][:1].isascii():
        return True
    if not figure(found["low"]) or behind.startswith("月"):
        return False
    is_bound = bool(found["behind"] or found["before"] or _ENDED.search(text))
    if found["unit"] in AMBIGUOUS:
        return is_bound
    return is_bound or bool(_COUNTING.search(before)) or (len(before) > 1 and found.end() == len(text))


def masked(text: str) -> str:
    """The text with what is quoted, dates and figures of speech made unreadable; as long as before."""
    text = text.translate(WIDE)
    for pattern in (_QUOTED, _DATE, _IDIOM):
        text = pattern.sub(lambda found: _MASK * len(found[0]), text)
    return text


def numbers_left(phrase: Phrase) -> tuple[str, ...]:
    """The numbers of a phrase that have no unit of measure we know and are no dates; those in Chinese too."""
    hidden = list(masked(phrase.text))
    for each in phrase.quantities:
        hidden[each.start() : each.end()] = _MASK * (each.end() - each.start())
    rest = "".join(hidden)
    words = (found[0] for found in _WORDED.finditer(rest))
    return (*_ANY_NUMBER.findall(rest), *(each for each in words if each[0] not in "一零"))


def _clauses(sentence: str) -> list[str]:
    """A sentence cut at its commas, not within brackets, quotes and numbers."""
    hidden = re.sub("(?<=[0-9]),(?=[0-9]{3})", _MASK, _hidden(sentence))
    return [part.strip() for part in _cut(sentence, hidden, "，,：:；;") if part.strip()]


def _hidden(text: str) -> str:
    """The text with what stands in quotes and brackets made unreadable; as long as before."""
    return _ENCLOSED.sub(lambda found: _MASK * len(found[0]), text)


def _cut(text: str, hidden: str, signs: str) -> list[str]:
    """The text cut at the signs that are still to be seen in `hidden`."""
    places = [-1, *(place for place, letter in enumerate(hidden) if letter in signs), len(text)]
    return [text[start + 1 : end] for start, end in pairwise(places)]


def _groups(clause: str) -> Iterator[list[str]]:
    """A clause cut at 、 and 和 behind each number; a list of nouns before a number stays whole."""
    gathered: list[str] = []
    for part in _listed(clause):
        gathered.append(part)
        if quantities(part):
            yield gathered
            gathered = []
    if gathered:
        yield gathered


def _listed(clause: str) -> list[str]:
    """The members of a list; 和 and 及 part two of them only where both hold a number."""
    members = _cut(clause, _hidden(clause), "、")
    return [part.strip() for member in members for part in _both(member) if part.strip()]


def _both(member: str) -> list[str]:
    found, hidden = quantities(member), masked(member)
    places = [0]
    for left, right in pairwise(found):
        between = hidden[left.end() : right.start()]
        both = next((place for place, letter in enumerate(between, left.end()) if letter in "和及"), None)
        places += [] if both is None else [both]
    ends = [*places[1:], len(member)]
    return [member[start + bool(start) : end] for start, end in zip(places, ends, strict=True)]
