"""Sentences → phrases with a number and phrases without: 成果登记5项、专利转化许可5次以上 are two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kpitrack.draft.figures import WORDS
from kpitrack.draft.quantities import MASK, SPOKEN, Quantity, masked, quantities
from kpitrack.draft.units import UNITS

_ANY_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_WORDED = re.compile(
    rf"{WORDS}+分之{WORDS}+|翻[一两]番|翻番|(?<!{WORDS}){WORDS}{{1,9}}成(?=以上|左右|以内|的)|{SPOKEN}(?:{UNITS})"
)
EFFORT = re.compile("力争|争取|努力")
_ENCLOSED = re.compile("《[^《》]*》|“[^“”]*”|[（(][^（()）]*[）)]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as written, its quantities, the parts listed before the first one, and what holds for it too.

    `effort`: the last word of effort in the sentence before it. `first`: the first phrase of its clause.
    `sentence`: its place among the sentences, which end at ； too. `told`: the
    words it was made of, where they are others.
    """

    text: str
    quantities: tuple[Quantity, ...]
    parts: tuple[str, ...]
    effort: str
    first: Phrase | None = None
    sentence: int = 0
    told: str = ""

    @property
    def main(self) -> Quantity:
        """The number that counts, of a phrase that has one.

        The first that stands in no bracket and describes nothing (收入20万元以上的村占比达80%).
        """
        hidden = _hidden(self.text)
        outside = [each for each in self.quantities if hidden[each.start] != MASK]
        ends = [each for each in outside if not self.text[each.end :].startswith("的")]
        return next(iter([*ends, *outside, *self.quantities]))


def phrases(text: str) -> Iterator[Phrase]:
    """The phrases of a text in their order, those without a number too."""
    number = 0
    for sentence in re.split("[。！!]", text):
        effort = ""
        for part in _cut(sentence, _hidden(sentence), "；;"):
            number += 1
            for clause in _clauses(part):
                first: Phrase | None = None
                for parts in _groups(clause):
                    joined = "、".join(parts)
                    phrase = Phrase(joined, quantities(joined), tuple(parts), effort, first, number)
                    yield phrase
                    first = first or phrase
                    effort = next(iter(EFFORT.findall(joined)[-1:]), effort)


def span(text: str, first: str, last: str) -> str:
    """The words of a text from one phrase to a later one, as written."""
    start = text.find(first)
    end = text.find(last, start + len(first))
    return text[start : end + len(last)] if 0 <= start < end else f"{first}，{last}"


def numbers_left(phrase: Phrase) -> tuple[str, ...]:
    """The numbers of a phrase that have no unit of measure we know and are no dates; those in Chinese too."""
    hidden = list(masked(phrase.text))
    for each in phrase.quantities:
        hidden[each.start : each.end] = MASK * (each.end - each.start)
    rest = "".join(hidden)
    words = (found[0] for found in _WORDED.finditer(rest))
    return (*_ANY_NUMBER.findall(rest), *(each for each in words if each[0] not in "一零"))


def _clauses(sentence: str) -> list[str]:
    """A sentence cut at its commas, not within brackets, quotes and numbers."""
    hidden = re.sub("(?<=[0-9]),(?=[0-9]{3})", MASK, _hidden(sentence))
    return [part.strip() for part in _cut(sentence, hidden, "，,：:；;") if part.strip()]


def _hidden(text: str) -> str:
    """The text with what stands in quotes and brackets made unreadable; as long as before."""
    return _ENCLOSED.sub(lambda found: MASK * len(found[0]), text)


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
        between = hidden[left.end : right.start]
        both = next((place for place, letter in enumerate(between, left.end) if letter in "和及"), None)
        places += [] if both is None else [both]
    ends = [*places[1:], len(member)]
    return [member[start + bool(start) : end] for start, end in zip(places, ends, strict=True)]
