"""Headings and what stands below them → programmes, tasks and items; all words that become none are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kpitrack.draft.items import items_of
from kpitrack.draft.outline import Node, label, leaves
from kpitrack.draft.phrases import numbers_left, phrases
from kpitrack.draft.pieces import Piece, grouped, pieces, without_units
from kpitrack.draft.values import Action, Doubt, Indicator, Line, Open, Owners, Section

_NO_ITEMS = re.compile(
    "机制|保障措施|^(?:强化|加强|做好)?(?:组织|工作|服务|政策)?保障$|组织领导|要求|指导思想|附则|督查|考核|原则"
)
_GOALS = re.compile("目标|指标")
_SIGNS = re.compile(r"[，,、。；;：:！!\s]+")
_LONGEST = 60
_Item = Indicator | Action


@dataclass(frozen=True, slots=True)
class _Above:
    """The units that a heading further up names, and its title."""

    told: str = ""
    title: str = ""


_NOBODY = _Above()


class Reader:
    """Reads headings; what is to be decided gathers in `opens`, what became nothing in `left`.

    `year`: the plan's. `dues`: the month that a row of a table names in a column of deadlines, by its line.
    `_names`: the names already given, and up to which number.
    """

    def __init__(self, dues: Mapping[int, int], year: int) -> None:
        self._dues = dues
        self._year = year
        self.opens: list[Open] = []
        self.left: list[Line] = []
        self._names: dict[str, int] = {}

    def programmes(self, top: Node) -> Iterator[Section]:
        """The programmes of a heading of the first level: itself, or those below it."""
        if not any(child.children for child in top.children):
            yield self._programme((top,))
            return
        own = self._with_tasks((top,), self._sections((top,)))
        if own.is_empty and top.title:
            self.left.append(Line(top.line, top.title))
        yield own
        for child in top.children:
            yield self._programme((top, child), _units_of(top))

    def _programme(self, path: tuple[Node, ...], above: _Above = _NOBODY) -> Section:
        node = path[-1]
        own = self._sections(path, above)
        told = _units_of(node)
        tasks = [
            task
            for leaf in leaves(node)
            if len(leaf) > 1
            for task in self._sections((*path[:-1], *leaf), told if told.told else above)
        ]
        section = self._with_tasks(path, own, tasks)
        if node.children and section.is_empty:
            self.opens.append(Open(Doubt.EMPTY, node.line, {"title": node.title or node.number}))
        return section

    def _with_tasks(
        self, path: tuple[Node, ...], own: Sequence[Section], tasks: Sequence[Section] = ()
    ) -> Section:
        """A programme: its own items where its text is one piece, else a task for each piece."""
        title = without_units(path[-1].title)[0]
        kept = tuple(task for task in tasks if not task.is_empty)
        mine = [task for task in own if not task.is_empty]
        if len(mine) <= 1:
            return replace((mine or own)[0], title=title, tasks=kept)
        return Section(title, label(path), path[-1].line, tasks=(*mine, *kept))

    def _sections(self, path: tuple[Node, ...], above: _Above = _NOBODY) -> list[Section]:
        """The text of a heading itself: one section, or one for each piece that has units of its own."""
        told = _units_of(path[-1])
        _, found = pieces(path[-1].body)
        groups = grouped(found, apart=bool(told.told)) or [Piece(())]
        for piece in groups:
            lines = {line.number for line in piece.lines}
            if piece.told and len(lines) > 1:
                self.opens.append(Open(Doubt.SHARED, min(lines), {"title": told.title}))
        read = [
            self._read(path, group.below(told.told), above, is_first=not place)
            for place, group in enumerate(groups)
        ]
        is_one = sum(not section.is_empty for section in read) <= 1
        named = [
            section if is_one else replace(section, title=f"{told.title}：{group.title}".lstrip("："))
            for section, group in zip(read, groups, strict=True)
        ]
        for section, group in zip(named, groups, strict=True):
            if not section.is_empty:
                self._say_owners(section, above if _inherits(group.below(told.told), above) else _NOBODY)
        return named

    def _say_owners(self, section: Section, above: _Above) -> None:
        if above.told:
            facts = {"title": section.title, "above": above.title}
            self.opens.append(Open(Doubt.INHERITED, section.line, facts))
        self.opens += _of_owners(section)

    def _read(self, path: tuple[Node, ...], piece: Piece, above: _Above, *, is_first: bool) -> Section:
        """A piece as a section, its owners told by itself or above; the first of a heading has its title."""
        node, title = path[-1], without_units(path[-1].title)[0]
        owners = (piece.below(above.told) if _inherits(piece, above) else piece).owners
        passed_over = bool(_NO_ITEMS.search(path[0].title))
        if passed_over and is_first and (piece.lines or not node.children):
            self.opens.append(Open(Doubt.PASSED_OVER, node.line, {"title": title}))
        is_goals = passed_over or (bool(_GOALS.search(node.title)) and owners.kind == "none")
        found = [
            item
            for line in piece.lines
            for item in self._items(line, title, with_actions=not is_goals, kept=not passed_over)
        ]
        if is_first:
            found += self._of_title(node, piece, is_alone=not found and not node.children, is_goals=is_goals)
            if not found and not node.children and not passed_over:
                found += self._of_bare_title(node, piece, owners, is_goals=is_goals)
        return Section(
            title,
            label(path),
            node.line if is_first else piece.lines[0].number,
            owners,
            tuple(item for item in found if isinstance(item, Indicator)),
            tuple(item for item in found if isinstance(item, Action)),
        )

    def _of_title(self, node: Node, piece: Piece, *, is_alone: bool, is_goals: bool) -> list[_Item]:
        """What a heading itself says: its number; all of it, where nothing was found below."""
        title = without_units(node.title)[0]
        if any(line.text.startswith(title) for line in piece.lines[:1]):  # a paragraph with a number
            return []
        items: list[_Item] = []
        if is_alone or any(numbers_left(each) or each.quantities for each in phrases(title)):
            line = Line(node.line, title)
            items += self._items(line, title, with_actions=is_alone and not is_goals, kept=False)
        if items and not is_alone:
            self.opens.append(Open(Doubt.TITLE_NUMBER, node.line, {"title": title}))
        return items

    def _of_bare_title(self, node: Node, piece: Piece, owners: Owners, *, is_goals: bool) -> list[_Item]:
        """A heading below which nothing was found: an action, where it has no text or a unit answers."""
        title = without_units(node.title)[0]
        if is_goals or not title or (piece.lines and not owners.lead):
            self.opens.append(Open(Doubt.EMPTY, node.line, {"title": title or node.number}))
            return []
        self.opens.append(Open(Doubt.TITLE_ONLY, node.line, {"title": title}))
        due = self._dues.get(node.line, 0)
        return [Action(self._own(title[:_LONGEST]), title, "ongoing", node.line, due)]

    def _items(self, line: Line, title: str, *, with_actions: bool, kept: bool) -> Iterator[_Item]:
        """The items of a line; what becomes none is put into `left`, where it is to be `kept`."""
        read = items_of(line, title, self._year, with_actions=with_actions)
        self.opens += read.opens
        for item in read.found:
            own, due = self._own(item.name), item.due_month or self._dues.get(line.number, 0)
            if isinstance(item, Indicator):
                self.opens += [replace(each, facts={**each.facts, "name": own}) for each in item.opens]
            yield replace(item, name=own, due_month=due)
        if kept and read.left:
            self.left.append(Line(line.number, _as_written(line.text, read.left)))

    def _own(self, name: str) -> str:
        """The name, with a number behind it where another item has it already."""
        own, count = name, self._names.get(name, 0) + 1
        while count > 1 and (own := f"{name}（{count}）") in self._names:
            count += 1
        self._names[name] = count
        self._names.setdefault(own, 1)
        return own


def _as_written(text: str, left: Sequence[str]) -> str:
    """The words of a text that are left, with the signs between them; … where others stood between."""
    told, end = "", 0
    for words in left:
        start = text.find(words, end)
        between = text[end:start] if start >= 0 else ""
        if told:
            told += between if start >= 0 and _SIGNS.fullmatch(between) else "…"
        told += words
        end = start + len(words) if start >= 0 else end
    return told


def _units_of(node: Node) -> _Above:
    """The units that a heading names for all that is below it, and its title."""
    title, told = without_units(node.title)
    before, _ = pieces(node.body)
    return _Above("；".join(filter(None, (told, before))), title)


def _inherits(piece: Piece, above: _Above) -> bool:
    return bool(above.told) and not piece.owners.lead


def _of_owners(section: Section) -> Iterator[Open]:
    owners: Owners = section.owners
    if owners.kind == "none":
        yield Open(Doubt.NO_LEAD, section.line, {"title": section.title})
    if owners.kind == "joint":
        yield Open(Doubt.JOINT, section.line, {"title": section.title})
    if owners.kind == "single" and owners.open and not owners.support:
        yield Open(Doubt.ONE_NAMED, section.line, {"title": section.title, "unit": owners.lead[0]})
    for group in owners.groups:
        yield Open(Doubt.GROUP, section.line, {"title": section.title, "name": group})
