"""Which target and which actual figure a column of rates is of, where a table has several of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kpitrack.numeric import fold
from kpitrack.verify.naming import Heading
from kpitrack.verify.values import Kind

RATES = frozenset({"rate", "share", "growth"})
_PREFERRED = re.compile("累计|实际|actual")
_TARGET = re.compile("目标|任务|计划|target|goal|plan", re.IGNORECASE)
_OF_TARGET = re.compile("(?:占|完成).*(?:目标|任务|计划)|占全?年")
_FIGURES = frozenset({"target", "actual", "last"})
_BRACKETS = re.compile(r"\([^()]*\)")
_MOST = 8  # other pairs that are tried
_REPEATED = frozenset({"target", "actual", "rate"})
_LEAST = 3  # columns of a group that is repeated


@dataclass(frozen=True, slots=True)
class Triple:
    """A rate with what it is of: places of columns. Without a base column it is a share of the whole.

    `unsure`: the headings do not tell which of several figures are meant; these are the nearest.
    `weak`: they hardly tell, so that most rows must follow; if they do not, `others` are tried.
    """

    kind: Kind
    rate: int
    top: int
    base: int | None
    unsure: bool = False
    weak: bool = False
    others: tuple[Triple, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """A column found for a rate; `unsure` where another may be meant, `told` where headings say so."""

    place: int
    unsure: bool = False
    told: bool = False


def triples(printed: Sequence[Heading], *, by_hand: bool) -> tuple[Triple, ...]:
    """Each rate with the figures it is of: of its own group, else those before it, else the only ones.

    `by_hand`: somebody has named the columns of both.
    """
    headings = _grouped(printed)
    found: list[Triple] = []
    before = 0
    for place, heading in enumerate(headings):
        if heading.sort not in RATES:
            continue
        triple = _triple(_Search(headings, place, before, found[-1] if found else None))
        found += [triple] if triple else []
        if heading.sort != "growth":
            before = place
    sure = tuple(_disputed(headings, found))
    return sure if by_hand else tuple(_weighed(headings, triple, sure) for triple in sure)


def _grouped(headings: Sequence[Heading]) -> Sequence[Heading]:
    """Columns that repeat (target, rate, actual; target, rate, actual) in groups; else as they are."""
    places = [place for place, heading in enumerate(headings) if heading.sort in _REPEATED]
    texts = [headings[place].text for place in places]
    sizes = range(_LEAST, len(texts))
    size = next((each for each in sizes if texts == texts[:each] * (len(texts) // each)), 0)
    sorts = [headings[place].sort for place in places[:size]]
    is_clear = sorts.count("rate") == 1 and set(sorts) >= _REPEATED and sorts[0] != "rate"
    if not is_clear or any(heading.group for heading in headings):
        return headings
    groups = {place: f"#{order // size}" for order, place in enumerate(places)}
    return [replace(heading, group=groups.get(place, "")) for place, heading in enumerate(headings)]


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
        found = self._find(sort)
        if found is None:
            return None
        mine, other = self.headings[self.place].times, self.headings[found.place].times
        every = [heading for heading in self.headings if self._is(heading, sort)]
        if self._is_growth or sort == "last":
            clash = len(every) > 1 and not mine.may_be(other, but_last=True)
        else:
            clash = mine.is_other(other) or (len(every) > 1 and not mine.may_be(other))
        return replace(found, unsure=found.unsure or clash)

    @property
    def _is_growth(self) -> bool:
        return self.headings[self.place].sort == "growth"

    @property
    def _is_of_last(self) -> bool:
        return self.headings[self.place].times.last and not self._is_growth

    def _is(self, heading: Heading, sort: str) -> bool:
        """Whether a column is of a sort; last year's target and actual figure are so for last year's rate."""
        if heading.sort == "last" and self._is_of_last:
            return sort == ("target" if _TARGET.search(heading.text) else "actual")
        return heading.sort == sort

    def _find(self, sort: str) -> _Found | None:
        every = [column for column, heading in enumerate(self.headings) if self._is(heading, sort)]
        near = self._of_group(every)
        own, told = self._alike(near)
        within = [column for column in own if self.before <= column < self.place]
        borrowed = len(near) == len(every) > 0 and self._is_borrowed(sort)
        if within:
            chosen = within[0] if sort == "target" else _preferred(self.headings, within)[-1]
            return _Found(chosen, borrowed or self._is_twice(chosen, within), told)
        return self._elsewhere(own, sort, borrowed=borrowed, told=told)

    def _of_group(self, columns: list[int]) -> list[int]:
        """Those under the same upper heading; all where none is."""
        group = self.headings[self.place].group
        return [each for each in columns if group and self.headings[each].group == group] or columns

    def _alike(self, columns: list[int]) -> tuple[list[int], bool]:
        """Those of the same thing and time by their headings (上半年, 投资), and whether any is; else all.

        Where none is, those that may be of the same time go before the others.
        """
        mine = self.headings[self.place]
        named = [(each, self.headings[each]) for each in columns]
        claimed = {it.thing for it in self.headings if it.sort in RATES and it.thing not in {"", mine.thing}}
        named = [(each, it) for each, it in named if it.thing not in claimed] or named
        fitting = [(each, it) for each, it in named if mine.times.may_be(it.times, but_last=self._is_growth)]
        choices = [
            [each for each, it in named if mine.about and it.about == mine.about],
            [each for each, it in fitting if mine.thing and it.thing == mine.thing],
            [each for each, it in fitting if mine.times.spans & it.times.spans],
        ]
        told = next(filter(None, choices), [])
        return told or [each for each, _ in fitting] or [each for each, _ in named], bool(told)

    def _elsewhere(self, columns: list[int], sort: str, *, borrowed: bool, told: bool) -> _Found | None:
        """The only one, else that of the rate before, else the nearest before it, else the first."""
        if len(columns) <= 1:
            return _Found(columns[0], borrowed, told) if columns else None
        used = None if self.last is None else (self.last.base if sort != "actual" else self.last.top)
        if used in columns and used is not None:
            return _Found(used, borrowed or self._is_twice(used, columns), told)
        left = [column for column in columns if column < self.place]
        chosen = left[-1] if left else _preferred(self.headings, columns)[0]
        return _Found(chosen, borrowed or bool(left) or self._is_twice(chosen, columns), told)

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

    def is_doubtful(self, top: _Found, target: _Found) -> bool:
        """Whether the two may not belong together, or the rate to neither, though each is the likeliest."""
        first, other = self.headings[target.place], self.headings[top.place]
        is_only = sum(heading.sort == "target" for heading in self.headings) == 1
        is_other = first.times.is_other(other.times) if is_only else not first.times.may_be(other.times)
        is_crossed = is_other or self._is_crossed(first, other)
        if is_only or (top.told and target.told):
            return is_crossed
        ends = sorted((top.place, target.place))
        rates = [place for place, heading in enumerate(self.headings) if heading.sort in {"rate", "share"}]
        is_between = any(ends[0] < place < ends[1] for place in rates if place != self.place)
        group = self.headings[self.place].group
        return is_crossed or is_between or (not group and self._begins_with_a_rate(rates[0]))

    def is_apart(self, top: _Found, last: _Found) -> bool:
        """Whether growth may be over another of last year's figures: one stands before it, one behind."""
        lasts = sum(heading.sort == "last" for heading in self.headings)
        return lasts > 1 and (top.place > self.place) != (last.place > self.place)

    def _is_crossed(self, target: Heading, top: Heading) -> bool:
        """Whether the target has an actual figure of its own by its heading, and this is another one."""
        abouts = {heading.about for heading in self.headings if heading.sort == "actual"}
        return bool(target.about) and target.about in abouts and top.about not in {"", target.about}

    def _begins_with_a_rate(self, rate: int) -> bool:
        """Whether the first rate stands before figures it needs: then others may do so too."""
        return {"target", "actual"} - {heading.sort for heading in self.headings[:rate]} != set()


def _preferred(headings: Sequence[Heading], columns: list[int]) -> list[int]:
    """Those that say 累计 or 实际; all where none does."""
    return [column for column in columns if _PREFERRED.search(headings[column].text)] or columns


def _triple(search: _Search) -> Triple | None:
    """The rate with what it is of; None where a figure is missing."""
    headings, place = search.headings, search.place
    sort = headings[place].sort
    top, target, last = search.find("actual"), search.find("target"), search.find("last")
    if sort == "growth" and top and last:
        unsure = top.unsure or last.unsure or search.is_apart(top, last)
        return Triple(Kind.GROWTH, place, top.place, last.place, unsure)
    if sort in {"rate", "share"} and top and target:
        unsure = top.unsure or target.unsure or search.is_doubtful(top, target)
        return Triple(Kind.RATIO, place, top.place, target.place, unsure)
    if sort == "share" and top:
        return Triple(Kind.SHARE, place, top.place, None, top.unsure)
    return None


def _disputed(headings: Sequence[Heading], found: Sequence[Triple]) -> Iterator[Triple]:
    """Of rates that are of the same figures, only one right behind them is sure, and none of another time."""
    for triple in found:
        same = [other for other in found if (other.top, other.base) == (triple.top, triple.base)]
        own = headings[triple.rate]
        rivals = [other for other in same if headings[other.rate].text == own.text]
        first = rivals[0]
        is_behind = first.rate > max(first.top, first.base or 0)
        is_sure = len(rivals) == 1 or (triple is first and is_behind)
        times = [headings[other.rate].times for other in same if not headings[other.rate].times.last]
        is_one_of = any(not own.times.may_be(other) for other in times) and triple.kind is not Kind.GROWTH
        yield triple if is_sure and not is_one_of else replace(triple, unsure=True)


def _weighed(headings: Sequence[Heading], triple: Triple, found: Sequence[Triple]) -> Triple:
    """A rate with how far its headings tell what it is of, and what else it may be of."""
    own = headings[triple.rate]
    if triple.unsure or triple.kind is Kind.GROWTH:  # at comparable prices it follows from no two figures
        return replace(triple, weak=triple.kind is Kind.GROWTH and not triple.unsure)
    rivals = [other for other in found if other.rate != triple.rate and other.kind is not Kind.GROWTH]
    same = [other for other in rivals if (other.top, other.base) == (triple.top, triple.base)]
    if own.sort == "share" and not _OF_TARGET.search(own.text):
        return _share(headings, triple, is_rival=bool(same))
    top, base = headings[triple.top], headings[triple.base or 0]
    is_strange = own.thing not in {"", top.thing} and not _OF_TARGET.search(own.text)
    if is_strange and any(not headings[other.rate].thing for other in same):
        return replace(triple, unsure=True)
    is_stranger = own.thing not in {"", base.thing} and any(
        other.base == triple.base and headings[other.rate].thing != own.thing for other in rivals
    )
    is_longer = any(len(_bare(headings[other.rate])) < len(_bare(own)) for other in same)
    others = tuple(_others(headings, triple))
    return replace(triple, weak=is_longer or is_strange or is_stranger or bool(others), others=others)


def _bare(heading: Heading) -> str:
    """A heading without what stands in brackets: 完成率 and 完成率（数值） are one."""
    return _BRACKETS.sub("", fold(heading.text))


def _share(headings: Sequence[Heading], triple: Triple, *, is_rival: bool) -> Triple:
    """A share: of the target, or of the total of one of the columns, whichever most rows follow from."""
    figures = [place for place, heading in enumerate(headings) if heading.sort in _FIGURES]
    columns = sorted(figures, key=lambda place: (place != triple.top, abs(place - triple.rate)))
    shares = [Triple(Kind.SHARE, triple.rate, place, None, weak=True) for place in columns[:_MOST]]
    ratio = [replace(triple, weak=True)] if triple.kind is Kind.RATIO else []
    first, *rest = [*shares, *ratio] if is_rival else [*ratio, *shares]
    return replace(first, others=tuple(rest))


def _others(headings: Sequence[Heading], triple: Triple) -> Iterator[Triple]:
    """The other pairs of columns of one group and with headings no further from the rate's."""
    own, chosen = headings[triple.rate], (headings[triple.top], headings[triple.base or 0])
    sides = []
    for place, mine in zip((triple.top, triple.base), chosen, strict=True):
        alike = [
            column
            for column, heading in enumerate(headings)
            if heading.sort == mine.sort
            and heading.group == mine.group
            and (heading.thing == mine.thing or not own.thing)
            and (own.thing != mine.thing or heading.thing == mine.thing)
            and own.times.may_be(heading.times)
            and (not own.about or own.about != mine.about or heading.about == own.about)
        ]
        sides.append(alike if place in alike else [place, *alike])
    pairs = [(top, base) for top in sides[0] for base in sides[1]]
    for top, base in pairs[:_MOST]:
        if (top, base) != (triple.top, triple.base):
            yield replace(triple, top=top or 0, base=base, weak=True)
