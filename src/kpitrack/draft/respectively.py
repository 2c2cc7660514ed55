"""A、B分别增长10%、5% → the phrases A增长10% and B增长5%, where there are as many names as numbers.

一、二季度分别投资1亿元、3亿元 → 一季度投资1亿元 and 二季度3亿元.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kpitrack.draft.naming import is_bare, name_of, opened, subject_of
from kpitrack.draft.phrases import Phrase, span
from kpitrack.draft.quantities import quantities
from kpitrack.draft.stages import times_in

WORD = "分别"
_PARTED = re.compile("[、和及与]")
_VERB = re.compile(
    "(?:新建|改造|改建|扩建|改扩建|新改扩建|续建|重建|修建|新增|新开工|开工|竣工|建成|完工|维修|修缮|整治|拆除|创建|培育|引进|认定|签约|投产|升级)"
)
_FEWEST = 2


def apart(found: Sequence[Phrase], text: str) -> list[Phrase]:
    """The phrases of a text in their order, each of those that share a 分别 with the name that is its own."""
    told: list[Phrase] = []
    place = 0
    while place < len(found):
        group = _group(found, place)
        times, what = times_in(group[0].text.partition(WORD)[0])
        names = _names(group, told) if len(group) >= _FEWEST and not times else ()
        if len(times) == len(group) >= _FEWEST:
            told += _timed(group, times, what)
        else:
            told += _named(group, names, text) if names else group
        place += len(group)
    return told


def _group(found: Sequence[Phrase], place: int) -> list[Phrase]:
    """A phrase with 分别 and those of its clause that are only numbers; else the phrase alone."""
    first = found[place]
    group = [first]
    if first.quantities and WORD in first.text[: first.main.start]:
        for phrase in found[place + 1 :]:
            if (
                phrase.first is not (first.first or first)
                or not phrase.quantities
                or not is_bare(phrase.main)
            ):
                break
            group.append(phrase)
    return group


def _names(group: Sequence[Phrase], before: Sequence[Phrase]) -> tuple[str, ...]:
    """What each number of a group is about, by the words before 分别, else by the phrases before."""
    listed = opened(group[0].text.partition(WORD)[0])
    if listed:
        names = [part for part in _PARTED.split(listed) if part]
        return _with_object(names) if len(names) == len(group) else ()
    near = [each for each in before if each.sentence == group[0].sentence and each.quantities]
    names = [subject_of(name_of(each.main, "")) for each in near[-len(group) :]]
    return tuple(names) if len(names) == len(group) and all(names) else ()


def _with_object(names: Sequence[str]) -> tuple[str, ...]:
    """Names that are only verbs before one with its object have that object too: 新建、改造泵站."""
    last = _VERB.match(names[-1])
    if not last or not all(_VERB.fullmatch(each) for each in names[:-1]):
        return tuple(names)
    return (*(each + names[-1][last.end() :] for each in names[:-1]), names[-1])


def _named(group: Sequence[Phrase], names: Sequence[str], whole: str) -> list[Phrase]:
    """Each number behind its own name, with the words that lead to the first."""
    first, told = group[0], span(whole, group[0].text, group[-1].text)
    between = first.text[: first.main.start].partition(WORD)[2].removeprefix("为") + first.main.words
    phrases = []
    for phrase, name in zip(group, names, strict=True):
        number = phrase.main
        rest = phrase.text[number.start + len(number.words) :]
        text = f"{name}{number.words or between if phrase is not first else between}{rest}"
        phrases.append(replace(phrase, text=text, quantities=quantities(text), parts=(text,), told=told))
    return phrases


def _timed(group: Sequence[Phrase], times: Sequence[str], what: str) -> list[Phrase]:
    """Each number behind its own time, the first with what they are of: 一季度投资1亿元, 二季度2.5亿元."""
    first = group[0]
    words = first.main.words
    of = what + first.text[: first.main.start].partition(WORD)[2]
    told = []
    for phrase, time in zip(group, times, strict=True):
        number = phrase.main
        rest = phrase.text[number.start + len(number.words) :]
        when = f"{time}前" if time.endswith(("底", "末", "月", "月份")) else time
        text = f"{when}{of if phrase is first else ''}{number.words or words}{rest}"
        told.append(
            replace(
                phrase, text=text, quantities=quantities(text), parts=(text,), told=phrase.text, first=None
            )
        )
    return told
