"""A plan's lines → a draft: programmes, tasks, items, units, and everything that is left to decide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kpitrack.draft.actions import actions_in
from kpitrack.draft.indicators import indicators_in
from kpitrack.draft.outline import Node, label, leaves, outline
from kpitrack.draft.owners import members_in, office_in, owners_in
from kpitrack.draft.phrases import numbers_left, phrases
from kpitrack.draft.values import Action, Doubt, Draft, Indicator, Line, Open, Owners, Section

_NO_ITEMS = re.compile("机制|保障|组织领导|要求|指导思想|附则|督查|考核|原则")
_GOALS = re.compile("目标|指标")
_FIELD_CODE = re.compile(r"\[bookmark:[^\]]*\]")
_TITLE = re.compile("方案|计划|要点|意见|规划|通知|清单")
_YEAR = re.compile("(20[0-9]{2})年")
_LONGEST_TITLE = 60


def draft(lines: Sequence[Line], *, year: int, numbered: int = 0) -> Draft:
    """What is read out of a plan. `year` stands where the text names none; `numbered` as in WordText."""
    lines = [replace(line, text=_FIELD_CODE.sub("", line.text).strip()) for line in lines]
    lines = [line for line in lines if line.text]
    head, *tops = outline(lines)
    text = "".join(line.text for line in lines)
    opens: list[Open] = []
    reader = _Reader(opens)
    programmes = [section for node in tops for section in reader.programmes(node)]
    kept = tuple(section for section in programmes if not section.is_empty)
    opens += _general(lines, text, year, numbered, kept)
    members = members_in(text)
    named = _units(kept)
    units = tuple(dict.fromkeys([*members, *named]))
    for name in named:
        if members and name not in members:
            opens.append(Open(Doubt.NOT_MEMBER, 0, {"name": name}))
    office = office_in(text)
    if office not in units:
        opens.append(Open(Doubt.OFFICE))
    found = _YEAR.findall(text)
    return Draft(
        _title(head),
        "",
        int(max(set(found), key=found.count)) if found else year,
        units,
        office if office in units else "",
        kept,
        tuple(opens),
    )


def _general(
    lines: Sequence[Line], text: str, year: int, numbered: int, programmes: Sequence[Section]
) -> Iterator[Open]:
    """What concerns the whole plan."""
    if not _YEAR.search(text):
        yield Open(Doubt.PLAN_YEAR, 0, {"year": str(year)})
    if not lines or not _TITLE.search(lines[0].text):
        yield Open(Doubt.TITLE)
    yield Open(Doubt.PLACE)
    yield Open(Doubt.IDS)
    if any(section.actions or any(task.actions for task in section.tasks) for section in programmes):
        yield Open(Doubt.KINDS)
    if numbered:
        yield Open(Doubt.AUTO_NUMBERS, 0, {"n": str(numbered)})
    if not programmes:
        yield Open(Doubt.NO_HEADINGS)


def _title(head: Node) -> str:
    """The first line that is called a plan, else the first line."""
    texts = [line.text for line in head.body if len(line.text) <= _LONGEST_TITLE]
    return next((text for text in texts if _TITLE.search(text)), texts[0] if texts else "")


def _units(programmes: Sequence[Section]) -> tuple[str, ...]:
    sections = [section for programme in programmes for section in (programme, *programme.tasks)]
    return tuple(
        dict.fromkeys(
            name for section in sections for name in (*section.owners.lead, *section.owners.support)
        )
    )


class _Reader:
    """Reads sections; what is to be decided gathers in `opens`.

    `_names`: the names already given, and up to which number.
    """

    def __init__(self, opens: list[Open]) -> None:
        self._opens = opens
        self._names: dict[str, int] = {}

    def programmes(self, top: Node) -> Iterator[Section]:
        """The programmes of a heading of the first level: itself, or those below it."""
        if not top.children or not any(child.children for child in top.children):
            yield self._programme((top,))
            return
        for child in top.children:
            yield self._programme((top, child))

    def _programme(self, path: tuple[Node, ...]) -> Section:
        node = path[-1]
        if not node.children:
            return self._section(path)
        tasks = [self._section((*path[:-1], *leaf)) for leaf in leaves(node) if len(leaf) > 1]
        return Section(
            node.title, label(path), node.line, tasks=tuple(task for task in tasks if not task.is_empty)
        )

    def _section(self, path: tuple[Node, ...]) -> Section:
        """A heading without others below it: its owners and its items."""
        node = path[-1]
        owners, _ = owners_in(node.text)
        indicators, actions = [], []
        passed_over = bool(_NO_ITEMS.search(path[0].title))
        if passed_over:
            self._opens.append(Open(Doubt.PASSED_OVER, node.line, {"title": node.title}))
        is_goals = passed_over or (bool(_GOALS.search(node.title)) and owners.kind == "none")
        for line in node.body:
            _, text = owners_in(line.text)
            for item in self._items(text, line.number, with_actions=not is_goals):
                if isinstance(item, Indicator):
                    indicators.append(item)
                else:
                    actions.append(item)
        section = Section(node.title, label(path), node.line, owners, tuple(indicators), tuple(actions))
        if not section.is_empty:
            self._opens += _of_owners(section)
        return section

    def _items(self, text: str, line: int, *, with_actions: bool) -> Iterator[Indicator | Action]:
        for phrase in phrases(text):
            found = list(indicators_in(phrase, line))
            for indicator in found:
                self._opens += [
                    replace(each, facts={**each.facts, "name": indicator.name}) for each in indicator.opens
                ]
                yield replace(indicator, name=self._own(indicator.name))
            for number in numbers_left(phrase):
                self._opens.append(Open(Doubt.NUMBER, line, {"number": number, "text": phrase.text}))
            if not found and with_actions:
                for action in actions_in(phrase, line):
                    yield replace(action, name=self._own(action.name))

    def _own(self, name: str) -> str:
        """The name, with a number behind it where another item has it already."""
        own, count = name, self._names.get(name, 0) + 1
        while count > 1 and (own := f"{name}（{count}）") in self._names:
            count += 1
        self._names[name] = count
        self._names.setdefault(own, 1)
        return own


def _of_owners(section: Section) -> Iterator[Open]:
    owners: Owners = section.owners
    if owners.kind == "none":
        yield Open(Doubt.NO_LEAD, section.line, {"title": section.title})
    if owners.kind == "joint":
        yield Open(Doubt.JOINT, section.line, {"title": section.title})
    for group in owners.groups:
        yield Open(Doubt.GROUP, section.line, {"title": section.title, "name": group})
