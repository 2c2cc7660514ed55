"""Sentences → phrases with a number and phrases without: 成果登记5项、专利转化许可5次以上 are two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_UNITS = (
    "个百分点|百分点|个工作日|工作日|小时|分钟|个月|天|平方公里|平方米|立方米|千瓦时|公里|公顷|公斤|人次|人年|家次|万元|亿元|千元|万吨|万亩|万人|万户|万件"
    "|亿度|%|‰|元|吨|亩|米|家|个|项|名|人|件|场|次|户|所|座|处|辆|台|套|只|期|批|份|篇|起|栋|间|头|张|度|宗|条|支|艘|种|类"
)
_NUMBER = r"(?<![0-9.])(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\.[0-9]{1,3})?(?![0-9.])"
QUANTITY = re.compile(
    r"(?P<before>不少于|不低于|至少|不超过|不高于|不多于|控制在|(?:压缩|压减|降低|降|缩短|减少)[至到]|超过|突破|大于|高于|低于|达到|达|约|增长|下降|共)?"
    rf"(?P<low>{_NUMBER})(?:\s*(?:—|–|-|－|~|～|至|到)\s*(?P<high>{_NUMBER}))?\s*(?P<unit>{_UNITS})"
    r"(?P<behind>及以上|以上|以内|以下|之内|左右)?"
)
_ANY_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_DATE = re.compile(
    r"[0-9]{4}\s*[-—至]?\s*(?:[0-9]{4})?\s*年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?|[0-9]{1,2}月(?:[0-9]{1,2}[日号]|底|末|份)?"
)
_QUOTED = re.compile("《[^《》]*》|“[^“”]*”|〔[^〔〕]*〕")
_NAMED = re.compile("新政$|措施$|政策$|意见$|办法$|行动$")  # 新政25条 is a name
_WORDED = re.compile("[一二两三四五六七八九十百]+(?:家|个|项|名|场|次|件|所)(?:以上|左右|以内)")
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
    found = QUANTITY.finditer(masked(text))
    return tuple(each for each in found if not (each["unit"] == "条" and _NAMED.search(text[: each.start()])))


def masked(text: str) -> str:
    """The text with what is quoted, and its dates, made unreadable; as long as before."""
    for pattern in (_QUOTED, _DATE):
        text = pattern.sub(lambda found: _MASK * len(found[0]), text)
    return text


def numbers_left(phrase: Phrase) -> tuple[str, ...]:
    """The numbers of a phrase that have no unit of measure we know and are no dates; those in Chinese too."""
    hidden = list(masked(phrase.text))
    for each in phrase.quantities:
        hidden[each.start() : each.end()] = _MASK * (each.end() - each.start())
    rest = "".join(hidden)
    return (*_ANY_NUMBER.findall(rest), *(found[0] for found in _WORDED.finditer(masked(phrase.text))))


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
