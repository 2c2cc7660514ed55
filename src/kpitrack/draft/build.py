"""A plan's lines → a draft: programmes, tasks, items, units, and everything that is left to decide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kpitrack.draft.outline import Node, outline, outline_by_shape
from kpitrack.draft.owners import is_odd, members_in, mentions, office_in, owners_of
from kpitrack.draft.reader import Reader
from kpitrack.draft.same_unit import near_names
from kpitrack.draft.tables import without_tables
from kpitrack.draft.values import Doubt, Draft, Line, Open, Section

_FIELD_CODE = re.compile(r"\[bookmark:[^\]]*\]")
_TITLE = re.compile("方案|计划|要点|意见|规划|通知|清单|办法|措施|安排|任务书|责任书|表$")
_NOTICE = re.compile("关于(?:印发|下发|转发|公布)(?:《(?P<quoted>[^《》]+)》|(?P<plain>[^《》。]+?))的?通知")
_YEAR = re.compile("(20[0-9]{2})年")
_LONGEST_TITLE = 60
_ITEM = 3


def draft(lines: Sequence[Line], *, year: int, numbered: int = 0) -> Draft:
    """What is read out of a plan. `year` stands where the text names none; `numbered` as in WordText."""
    lines = [replace(line, text=_FIELD_CODE.sub("", line.text).strip(" \u3000")) for line in lines]
    rows = without_tables([line for line in lines if line.text.strip()])
    lines = [line for line in rows if not line.is_left]
    text = "".join(line.text for line in lines)
    title, head, tops = _parts(lines)
    found = _YEAR.findall(title) or sorted(_YEAR.findall(text), reverse=True)
    year_read = int(max(found, key=found.count)) if found else year
    reader = Reader({line.number: line.due[1] for line in lines if line.due[0] in {0, year_read}}, year_read)
    kept = tuple(section for node in tops for section in reader.programmes(node) if not section.is_empty)
    named = _units(kept)
    units = tuple(dict.fromkeys([*members_in(text), *named]))
    office = office_in(text)
    opens = [*reader.opens, *_general(title, text, year, numbered, kept), *_of_units(units, named, text)]
    if tops and all(node.level == 1 and not node.number for node in tops):
        opens.append(Open(Doubt.BY_SHAPE))
    return Draft(
        title,
        "",
        year_read,
        units,
        office if office in units else "",
        kept,
        tuple(opens),
        (
            *(line for line in head.body if line.text not in title and not _says_title(line.text, title)),
            *reader.left,
            *(line for line in rows if line.is_left),
            *_other_years(lines, year_read),
            *_units_left(lines, {*units, *(each.facts.get("name", "") for each in opens)}),
        ),
    )


def _other_years(lines: Sequence[Line], year: int) -> Iterator[Line]:
    """The deadlines of tables that lie in another year than the plan's."""
    for line in lines:
        if line.due[0] not in {0, year}:
            yield Line(line.number, f"{line.due[0]}年{line.due[1]}月")


def _parts(lines: Sequence[Line]) -> tuple[str, Node, tuple[Node, ...]]:
    """The title, what stands before the first heading, and the headings of the first level."""
    head, *tops = outline(lines)
    found = _NOTICE.search("".join(line.text for line in head.body[:8]))
    titled = _title(head.body if tops else lines)
    title = (found["quoted"] or found["plain"]).strip() if found else titled
    if not tops and lines:
        head, *tops = outline_by_shape(lines, titled)
    annexes = [node for node in tops if node.is_annex]
    items = tops[: len(tops) - len(annexes)]
    if items and all(node.level == _ITEM for node in items):  # a table, or a list that has only 1. 2. 3.
        tops = [Node(title or items[0].title, "", 0, items[0].line, [], items), *annexes]
    return title, head, tuple(tops)


def _of_units(units: Sequence[str], named: Sequence[str], text: str) -> Iterator[Open]:
    """What the names of the units leave open."""
    members = members_in(text)
    for name in named:
        if members and name not in members:
            yield Open(Doubt.NOT_MEMBER, 0, {"name": name})
        elif not members and is_odd(name):
            yield Open(Doubt.ODD_UNIT, 0, {"name": name})
    for name, other in near_names(units):
        yield Open(Doubt.SAME_UNIT, 0, {"name": name, "other": other})
    if office_in(text) not in units:
        yield Open(Doubt.OFFICE)


def _units_left(lines: Sequence[Line], said: set[str]) -> Iterator[Line]:
    """The units that are named for nothing: below a heading without items."""
    for line in lines:
        for mention in mentions(line.text):
            owners = owners_of(mention.told)
            if not said.issuperset((*owners.lead, *owners.support, *owners.groups)):
                yield Line(line.number, mention.told)


def _general(
    title: str, text: str, year: int, numbered: int, programmes: Sequence[Section]
) -> Iterator[Open]:
    """What concerns the whole plan."""
    if not _YEAR.search(text):
        yield Open(Doubt.PLAN_YEAR, 0, {"year": str(year)})
    if not _TITLE.search(title):
        yield Open(Doubt.TITLE)
    yield Open(Doubt.PLACE)
    yield Open(Doubt.IDS)
    if any(section.actions or any(task.actions for task in section.tasks) for section in programmes):
        yield Open(Doubt.KINDS)
    if numbered:
        yield Open(Doubt.AUTO_NUMBERS, 0, {"n": str(numbered)})
    if not programmes:
        yield Open(Doubt.NO_HEADINGS)


def _says_title(text: str, title: str) -> bool:
    """Whether a line is that of a notice and says no more than who gave it and the title."""
    is_notice = title in text and bool(_NOTICE.search(text))
    return is_notice and bool(re.fullmatch("[^0-9，。；]{0,30}", text.replace(title, "", 1)))


def _title(lines: Sequence[Line]) -> str:
    """The first line that is called a plan, else the first line."""
    texts = [line.text for line in lines if len(line.text) <= _LONGEST_TITLE]
    called = (text for text in texts if _TITLE.search(text) and not text.endswith(("。", "；", "：")))
    return next(called, texts[0] if texts else "")


def _units(programmes: Sequence[Section]) -> tuple[str, ...]:
    sections = [section for programme in programmes for section in (programme, *programme.tasks)]
    return tuple(
        dict.fromkeys(
            name for section in sections for name in (*section.owners.lead, *section.owners.support)
        )
    )
