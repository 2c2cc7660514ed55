"""The time that a heading of a published table names: last year, one month, all months so far, a year."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LAST = re.compile("去年|上年|前年|往年|同期|上期|基期|上月|上季|last ?year|previous", re.IGNORECASE)
_YEAR = re.compile("20[0-9]{2}(?=年|$|[^0-9])")
_SPANS = (
    ("month", re.compile("本月|当月|单月|this month", re.IGNORECASE)),
    ("sum", re.compile("累计|[0-9]{1,2}月?[-—–~～至到][0-9]{1,2}月|year.to.date|ytd", re.IGNORECASE)),
)
_NAMED = re.compile(
    "[0-9]{1,2}月?[-—–~～至到][0-9]{1,2}月|(?<![0-9])1?[0-9]月|[一二三四1-4]季度|[本当上]季度?|[上下]半年"
)
_NEUTRAL = re.compile("今年|本年度?|全年|年度")
_SAME = (("当月", "本月"), ("当季", "本季"), ("本年", "今年"))


@dataclass(frozen=True, slots=True)
class Times:
    """What a heading says of time: `last` year's, which `year`, `spans`: one month, all so far, 上半年."""

    year: str = ""
    last: bool = False
    spans: frozenset[str] = frozenset()

    def may_be(self, other: Times, *, but_last: bool = False) -> bool:
        """Whether both may be of one time; `but_last`: whatever they say of last year (growth is over it)."""
        if not but_last and self.last != other.last:
            return False
        if self.year and other.year and self.year != other.year and not but_last:
            return False
        return not self.spans or not other.spans or bool(self.spans & other.spans)

    def is_other(self, other: Times) -> bool:
        """Whether they cannot be of one time, however few columns there are: one month, all so far."""
        both = {frozenset(self.spans & {"month", "sum"}), frozenset(other.spans & {"month", "sum"})}
        return self.last != other.last or both == {frozenset({"month"}), frozenset({"sum"})}


def times_of(text: str) -> Times:
    """The time that a heading names."""
    year = _YEAR.search(text)
    spans = {name for name, pattern in _SPANS if pattern.search(text)} | set(_NAMED.findall(text))
    return Times(year[0] if year else "", bool(_LAST.search(text)), frozenset(spans))


def same_words(text: str) -> str:
    """A heading with one word for one time: 当月 is 本月."""
    for word, other in _SAME:
        text = text.replace(word, other)
    return text


def without_times(text: str) -> str:
    """A heading without what it says of time."""
    for pattern in (_NEUTRAL, _NAMED, *(pattern for _, pattern in _SPANS), _LAST):
        text = pattern.sub("", text)
    return _YEAR.sub("", text)


UNTOLD = Times()
