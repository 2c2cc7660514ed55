"""A draft as the text of a plan file: all that was read, the line it stands on, what is to be decided."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from kpitrack.draft.values import Action, Doubt, Draft, Indicator, Open, Owners, Section
from kpitrack.render.safe import one_line
from kpitrack.wording import Words

_NO_OFFICE = "office"
_OF_UNITS = frozenset({Doubt.GROUP, Doubt.NOT_MEMBER, Doubt.ODD_UNIT, Doubt.OFFICE, Doubt.SAME_UNIT})
_UPPER = frozenset({"at_most", "less_than"})


def draft_text(draft: Draft, words: Words) -> str:
    """The plan file, its open questions in comments."""
    return "".join(f"{line}\n" for line in _Writer(draft, words).lines())


def counts(draft: Draft) -> dict[str, int]:
    """How many indicators, actions and units were found, and how many questions are open."""
    sections = [section for programme in draft.programmes for section in (programme, *programme.tasks)]
    return {
        "indicators": sum(len(section.indicators) for section in sections),
        "actions": sum(len(section.actions) for section in sections),
        "units": len(draft.units),
        "open": len(draft.opens),
    }


class _Writer:
    """Writes a draft line by line; ids are running numbers."""

    def __init__(self, draft: Draft, words: Words) -> None:
        self._draft = draft
        self._words = words
        self._units = {name: f"unit{number:02}" for number, name in enumerate(draft.units, 1)}
        self._office = self._units.get(draft.office, _NO_OFFICE)
        self._series: dict[str, str] = {}
        self._marked: Counter[tuple[int, str]] = Counter()
        self._indicators = 0
        self._actions = 0
        for section in _sections(draft):
            for indicator in section.indicators:
                if indicator.series:
                    self._series.setdefault(indicator.series, f"s{len(self._series) + 1:02}")

    def lines(self) -> Iterator[str]:
        """All lines of the file."""
        draft = self._draft
        yield "# yaml-language-server: $schema=targets.schema.json"
        yield f"# {self._words('draft.head')}"
        yield f"# {self._words('draft.head2')}"
        yield f"# {self._words('draft.head3')}"
        yield "schema: 1"
        yield ""
        yield "plan:"
        yield "  id: plan"
        yield f"  title: {_quoted(draft.title or '-')}"
        yield f"  year: {draft.year}{self._beside(Doubt.PLAN_YEAR)}"
        yield f"  office: {self._office}{self._beside(Doubt.OFFICE)}"
        yield "  language: zh"
        yield from self._unit_lines()
        yield from self._series_lines()
        yield ""
        yield f"programmes:{'' if draft.programmes else ' []'}"
        for number, programme in enumerate(draft.programmes, 1):
            yield from self._programme(programme, f"p{number}")
        yield from self._open_lines()
        yield from self._left_lines()

    def _beside(self, doubt: Doubt) -> str:
        """A comment behind a line, where there is a doubt about it."""
        found = next((each for each in self._draft.opens if each.doubt is doubt), None)
        return f"  {self._mark(found)}" if found else ""

    def _mark(self, each: Open) -> str:
        """A comment that says what is to be decided; the lists at the end know then that there is one."""
        text = self._sentence(each)
        self._marked[each.line, text] += 1
        return f"# {self._words('draft.open', text=text)}"

    def _unit_lines(self) -> Iterator[str]:
        yield ""
        yield "lead_units:"
        if self._office == _NO_OFFICE:
            yield f"  - {{id: {_NO_OFFICE}, name: {_quoted(self._words('draft.no_office'))}}}"
        for name, identifier in self._units.items():
            yield f"  - {{id: {identifier}, name: {_quoted(name)}}}"

    def _series_lines(self) -> Iterator[str]:
        if not self._series:
            return
        yield ""
        yield "series:"
        for name, identifier in self._series.items():
            known = f"id: {identifier}, name: {_quoted(name)}"
            yield f'  - {{{known}, unit: "%", reported_by: [{self._office}]}}'

    def _programme(self, programme: Section, identifier: str) -> Iterator[str]:
        yield f"  # {self._words('draft.line', line=programme.line)}"
        yield f"  - id: {identifier}"
        yield f"    title: {_quoted(programme.title or programme.label or '-')}"
        if programme.label:
            yield f"    section: {_quoted(programme.label)}"
        yield from self._items(programme, "    ", programme.owners)
        if not programme.tasks:
            return
        yield "    tasks:"
        for number, task in enumerate(programme.tasks, 1):
            yield f"      # {self._words('draft.line', line=task.line)}"
            yield f"      - id: {identifier}t{number}"
            yield f"        title: {_quoted(task.title or task.label or '-')}"
            if task.label:
                yield f"        section: {_quoted(task.label)}"
            yield from self._owners(task.owners, "        ")
            yield from self._items(task, "        ", Owners())

    def _owners(self, owners: Owners, pad: str) -> Iterator[str]:
        if owners.lead:
            yield f"{pad}lead: {self._ids(owners.lead)}"
            yield f"{pad}lead_kind: {owners.kind}"
        if owners.support:
            yield f"{pad}support: {self._ids(owners.support)}"
        if owners.open:
            yield f"{pad}support_open: true"

    def _ids(self, names: Sequence[str]) -> str:
        return f"[{', '.join(self._units[name] for name in names)}]"

    def _items(self, section: Section, pad: str, owners: Owners) -> Iterator[str]:
        """The items of a section; `owners` are those that each of them is to name itself."""
        if section.indicators:
            yield f"{pad}indicators:"
        for indicator in section.indicators:
            self._indicators += 1
            yield from self._indicator(indicator, f"i{self._indicators:02}", f"{pad}  ")
            yield from self._owners(owners, f"{pad}    ")
        if section.actions:
            yield f"{pad}actions:"
        for action in section.actions:
            self._actions += 1
            yield from self._action(action, f"a{self._actions:02}", f"{pad}  ")
            yield from self._owners(owners, f"{pad}    ")

    def _indicator(self, indicator: Indicator, identifier: str, pad: str) -> Iterator[str]:
        yield f"{pad}# {self._words('draft.line', line=indicator.line)}"
        for each in indicator.opens:
            yield f"{pad}{self._mark(each)}"
        yield f"{pad}- id: {identifier}"
        yield f"{pad}  name: {_quoted(indicator.name)}"
        yield f"{pad}  wording: {_quoted(indicator.wording)}"
        yield f"{pad}  target_text: {_quoted(indicator.target_text)}"
        if indicator.unit:
            yield f"{pad}  unit: {_quoted(indicator.unit)}"
        yield f"{pad}  measure: {indicator.measure}"
        yield f"{pad}  target: {{{indicator.bound}: {self._target(indicator)}}}"
        if indicator.measure == "cumulative" and indicator.bound in _UPPER:
            yield f"{pad}  schedule: direct"
        elif indicator.stages:
            points = (f"{self._month(each.month)}: {each.value}" for each in indicator.stages)
            yield f"{pad}  schedule: {{{', '.join(points)}}}"
        elif any(each.doubt in {Doubt.SMALL, Doubt.EACH} for each in indicator.opens):
            yield f"{pad}  schedule: none"
        if indicator.base:
            yield f"{pad}  baseline: {{value: {indicator.base}}}"
        yield from self._due(indicator, pad)
        if indicator.effort:
            yield f"{pad}  effort: true"
        if indicator.components:
            yield f"{pad}  components: [{', '.join(map(_quoted, indicator.components))}]"

    def _target(self, indicator: Indicator) -> str:
        if indicator.series:
            return self._series[indicator.series]
        if indicator.bound == "between":
            return f"[{', '.join(indicator.values)}]"
        return _quoted(indicator.values[0]) if indicator.bound == "pending" else indicator.values[0]

    def _action(self, action: Action, identifier: str, pad: str) -> Iterator[str]:
        yield f"{pad}# {self._words('draft.line', line=action.line)}"
        yield f"{pad}- id: {identifier}"
        yield f"{pad}  name: {_quoted(action.name)}"
        if action.wording != action.name:
            yield f"{pad}  wording: {_quoted(action.wording)}"
        yield f"{pad}  kind: {action.kind}"
        yield from self._due(action, pad)
        if action.steps:
            yield f"{pad}  steps:"
        for number, step in enumerate(action.steps, 1):
            known = f"id: s{number}, name: {_quoted(step.told)}, due: {self._month(step.month)}"
            yield f"{pad}    - {{{known}}}"

    def _month(self, month: int) -> str:
        return f"{self._draft.year}-{month:02}"

    def _due(self, item: Indicator | Action, pad: str) -> Iterator[str]:
        if item.due_month:
            yield f"{pad}  due: {self._month(item.due_month)}"

    def _open_lines(self) -> Iterator[str]:
        """What is to be decided: first what has no comment above, then what has one."""
        listed, again = list[Open](), list[Open]()
        for each in sorted(self._draft.opens, key=lambda each: each.line):
            key = each.line, self._sentence(each)
            (again if self._marked[key] > 0 else listed).append(each)
            self._marked[key] -= 1
        for title, opens in (("draft.end", listed), ("draft.beside", again)):
            if opens:
                yield ""
                yield f"# {self._words(title, n=len(opens))}"
            for each in opens:
                yield f"#   {self._open_line(each)}"

    def _open_line(self, each: Open) -> str:
        text = self._sentence(each)
        if each.facts.get("name") and each.doubt not in _OF_UNITS:
            text = self._words("draft.of", name=one_line(each.facts["name"]), text=text)
        return self._words("draft.at", line=each.line, text=text) if each.line else text

    def _left_lines(self) -> Iterator[str]:
        left = sorted(self._draft.left, key=lambda each: each.number)
        if not left:
            return
        yield ""
        yield f"# {self._words('draft.left', n=len(left))}"
        for each in left:
            yield f"#   {self._words('draft.at', line=each.number, text=one_line(each.text))}"

    def _sentence(self, each: Open) -> str:
        facts = {"name": "", **{name: one_line(fact) for name, fact in each.facts.items()}}
        return self._words(f"draft.doubt.{each.doubt.value}", **facts)


def _sections(draft: Draft) -> Iterator[Section]:
    for programme in draft.programmes:
        yield programme
        yield from programme.tasks


def _quoted(text: str) -> str:
    """A text as YAML reads it again: quoted, on one line."""
    return json.dumps(one_line(text), ensure_ascii=False)
