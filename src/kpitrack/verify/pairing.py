"""Which target and which actual figure a column of rates is of, where a table has several of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kpitrack.verify.naming import Heading
from kpitrack.verify.values import Kind

RATES = frozenset({"rate", "share", "growth"})
_PREFERRED = re.compile("累计|实际|actual")


@dataclass(frozen=True, slots=True)
class Triple:
    """A rate with what it is of: places of columns. Without a base column it is a share of the whole.

    `unsure`: the headings do not tell which of several figures are meant; these are the nearest.
    """

    kind: Kind
    rate: int
    top: int
    base: int | None
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """A column found for a rate; `unsure` where another may be meant."""

    place: int
    unsure: bool = False


def triples(headings: Sequence[Heading]) -> tuple[Triple, ...]:
    """Each rate with the figures it is of: of its own group, else those before it, else the only ones."""
    found: list[Triple] = []
    before = 0
    for place, heading in enumerate(headings):
        if heading.sort not in RATES:
            continue
        triple = _triple(_Search(headings, place, before, found[-1] if found else None))
        found += [triple] if triple else []
        if heading.sort != "growth":
            before = place
    return tuple(_disputed(headings, found))


@dataclass(frozen=True, slots=True)
class _Search:
    """The search for the figures of the rate at `place`.

    `before` is where the rate before it stands, `last` what that one was of; 0 and None without one.
    """

    headings: Sequence[Heading]
    place: int
    before: int
    last: Triple | None

    def find(self, sort: str) -> _Found | None:
        """The column of a sort that the rate is of; None without any."""
        every = [column for column, heading in enumerate(self.headings) if heading.sort == sort]
        near = self._of_group(every)
        own = self._alike(near)
        within = [column for column in own if self.before <= column < self.place]
        borrowed = len(near) == len(every) > 0 and self._is_borrowed(sort)
        if within:
            chosen = within[0] if sort == "target" else _preferred(self.headings, within)[-1]
            return _Found(chosen, borrowed or self._is_twice(chosen, within))
        return self._elsewhere(own, sort, borrowed=borrowed)

    def _of_group(self, columns: list[int]) -> list[int]:
        """Those under the same upper heading; all where none is."""
        group = self.headings[self.place].group
        return [each for each in columns if group and self.headings[each].group == group] or columns

    def _alike(self, columns: list[int]) -> list[int]:
        """Those of the same thing or time by their headings (上半年, 投资); all where none is."""
        about = self.headings[self.place].about
        return [each for each in columns if about and self.headings[each].about == about] or columns

    def _elsewhere(self, columns: list[int], sort: str, *, borrowed: bool) -> _Found | None:
        """The only one, else that of the rate before, else the nearest before it, else the first."""
        if len(columns) <= 1:
            return _Found(columns[0], borrowed) if columns else None
        used = None if self.last is None else (self.last.base if sort != "actual" else self.last.top)
        if used in columns and used is not None:
            return _Found(used, borrowed)
        left = [column for column in columns if column < self.place]
        chosen = left[-1] if left else _preferred(self.headings, columns)[0]
        return _Found(chosen, borrowed or bool(left) or self._is_twice(chosen, columns))

    def _is_twice(self, chosen: int, columns: Sequence[int]) -> bool:
        """Whether another column bears the same heading; one with growth between is of another group."""
        if self.headings[self.place].sort == "growth":
            return False
        return sum(self.headings[each].text == self.headings[chosen].text for each in columns) > 1

    def _is_borrowed(self, sort: str) -> bool:
        """Whether the rate's own group has figures, but the one of this sort only another group's rate."""
        group = self.headings[self.place].group
        mine = [heading for heading in self.headings if group and heading.group == group]
        others = {
            heading.group
            for heading in self.headings
            if heading.sort in RATES and heading.group and heading.group != group
        }
        figures = {heading.sort for heading in mine} & {"actual", "target", "last"}
        theirs = [heading for heading in self.headings if heading.sort == sort]
        return bool(figures - {sort}) and all(heading.group in others for heading in theirs)


def _preferred(headings: Sequence[Heading], columns: list[int]) -> list[int]:
    """Those that say 累计 or 实际; all where none does."""
    return [column for column in columns if _PREFERRED.search(headings[column].text)] or columns


def _triple(search: _Search) -> Triple | None:
    """The rate with what it is of; None where a figure is missing."""
    headings, place = search.headings, search.place
    sort = headings[place].sort
    top, target, last = search.find("actual"), search.find("target"), search.find("last")
    if sort == "growth" and top and last:
        return Triple(Kind.GROWTH, place, top.place, last.place, top.unsure or last.unsure)
    if sort in {"rate", "share"} and top and target:
        unsure = top.unsure or target.unsure or _is_crossed(headings, top.place, target.place)
        return Triple(Kind.RATIO, place, top.place, target.place, unsure)
    if sort == "share" and top:
        return Triple(Kind.SHARE, place, top.place, None, top.unsure)
    return None


def _is_crossed(headings: Sequence[Heading], top: int, target: int) -> bool:
    """Whether the target has an actual figure of its own by its heading, and this is another one."""
    about = headings[target].about
    own = [heading for heading in headings if heading.sort == "actual" and about and heading.about == about]
    return bool(own) and headings[top].about not in {"", about}


def _disputed(headings: Sequence[Heading], found: Sequence[Triple]) -> Iterator[Triple]:
    """Of rates with one heading that are of the same figures, only one right behind them is sure."""
    for triple in found:
        rivals = [
            other
            for other in found
            if (other.top, other.base) == (triple.top, triple.base)
            and headings[other.rate].text == headings[triple.rate].text
        ]
        first = rivals[0]
        is_behind = first.rate > max(first.top, first.base or 0)
        is_sure = len(rivals) == 1 or (triple is first and is_behind)
        yield triple if is_sure else replace(triple, unsure=True)
