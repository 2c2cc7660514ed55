"""plan/targets.yaml → `(Plan, problems)`: read, validate the form, build, check the rules."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kpitrack.kinds import (
    BandMethod,
    JointCredit,
    LeadKind,
)
from kpitrack.model import (
    Action,
    Bands,
    BriefingSettings,
    Indicator,
    LeadUnit,
    LoadedPlan,
    Place,
    Plan,
    Programme,
    Rules,
    Task,
)
from kpitrack.periods import Period, Span
from kpitrack.plan_items import ItemBuilder
from kpitrack.plan_rules import (
    check_lead_kind,
    check_unique_ids,
    check_unique_names,
    default_lead_kind,
)
from kpitrack.problems import Problem, error, has_errors
from kpitrack.schema.errors import validate
from kpitrack.schema.forms import (
    BriefingForm,
    PlanFile,
    PlanForm,
    ProgrammeForm,
    TaskForm,
)
from kpitrack.sources.merge_marks import unresolved_merge
from kpitrack.sources.text import decode
from kpitrack.sources.yaml_nodes import Node, read_yaml


def load_plan(data: bytes, path: str) -> LoadedPlan:
    """Read a plan file's bytes; `path` is what problems name. Every problem is found at once."""
    decoded = decode(data, path, encoding="utf-8-sig")
    if decoded.text is None:
        return LoadedPlan(None, decoded.problems)
    merge = unresolved_merge(decoded.text, path)
    if merge:
        return LoadedPlan(None, (merge,), decoded.text)
    document = read_yaml(decoded.text, path)
    if document.root is None:
        return LoadedPlan(None, document.problems, decoded.text)
    language = (document.root.get("plan") or document.root).text("language")
    form, problems = validate(PlanFile, document.root)
    found = [*document.problems, *problems]
    if form is None:
        return LoadedPlan(None, tuple(found), decoded.text, language)
    builder = _Builder(form, document.root)
    plan = builder.build(hashlib.sha256(data).hexdigest(), path)
    found += builder.problems
    return LoadedPlan(None if has_errors(found) else plan, tuple(found), decoded.text, language)


@dataclass
class _Builder:
    """Walks the form and the located tree side by side."""

    form: PlanFile
    root: Node
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._indicators: list[Indicator] = []
        self._actions: list[Action] = []
        self._span = self._read_span(self.form.plan, self.root.get("plan") or self.root)
        self._make = ItemBuilder(self.form, self._span, self.problems)

    def build(self, sha256: str, path: str) -> Plan:
        form, head = self.form, self.form.plan
        self._check_head()
        units = tuple(
            LeadUnit(unit.id, unit.name, unit.aliases, node.location)
            for unit, node in zip(form.lead_units, self.root.children("lead_units"), strict=True)
        )
        series = tuple(
            self._make.series(entry, node)
            for entry, node in zip(form.series, self.root.children("series"), strict=True)
        )
        programmes = tuple(
            self._programme(programme, node)
            for programme, node in zip(form.programmes, self.root.children("programmes"), strict=True)
        )
        self._check_unique()
        bands = form.assessment.bands
        return Plan(
            id=head.id,
            title=head.title,
            place=head.place or "",
            span=self._span,
            office=head.office or "",
            language=head.language,
            timezone=head.timezone,
            rules=Rules(
                Bands(BandMethod(bands.method), bands.lagging),
                form.assessment.gap_points,
                form.assessment.cap,
                JointCredit(form.assessment.joint_credit),
                form.reporting.due_day,
            ),
            lead_units=units,
            series=series,
            programmes=programmes,
            indicators=tuple(self._indicators),
            actions=tuple(self._actions),
            assumptions=head.assumptions,
            briefing=_briefing(form.briefing),
            sha256=sha256,
            path=path,
        )

    def _read_span(self, head: PlanForm, node: Node) -> Span:
        if head.year is not None and head.first is None and head.last is None:
            return Span(Period(head.year, 1), Period(head.year, 12))
        if head.year is None and head.first is not None and head.last is not None and head.first <= head.last:
            return Span(head.first, head.last)
        taken_out = {"year", "from", "to"} & (set(node.keys) - set(node.mapping()))
        if not taken_out:  # else what is wrong with them is told already
            self.problems.append(error(node.location, "plan-span"))
        return Span(Period(1, 1), Period(9999, 12))

    def _check_head(self) -> None:
        head, node = self.form.plan, self.root.get("plan") or self.root
        try:
            ZoneInfo(head.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self.problems.append(error(node.place("timezone"), "unknown-timezone", found=head.timezone))
        if head.office:
            self._make.known_unit(head.office, node.get("office") or node)

    def _programme(self, form: ProgrammeForm, node: Node) -> Programme:
        section = form.section or ""
        bare = Place(form.id, None, section, (), LeadKind.NONE, ())
        self._items(form, node, bare)
        tasks = tuple(
            self._task(task, child, form.id, section)
            for task, child in zip(form.tasks, node.children("tasks"), strict=True)
        )
        return Programme(form.id, form.title, section, tasks)

    def _task(self, form: TaskForm, node: Node, programme: str, section: str) -> Task:
        self._make.known_units(form.lead, node, "lead")
        self._make.known_units(form.support, node, "support")
        kind = LeadKind(form.lead_kind) if form.lead_kind else default_lead_kind(len(form.lead))
        place = Place(
            programme,
            form.id,
            form.section or section,
            form.lead,
            kind,
            form.support,
            form.support_open,
        )
        self.problems += check_lead_kind(place, node.place("lead_kind"))
        self._items(form, node, place)
        return Task(form.id, form.title, place.section)

    def _items(self, form: TaskForm | ProgrammeForm, node: Node, place: Place) -> None:
        for indicator, child in zip(form.indicators, node.children("indicators"), strict=True):
            self._indicators.append(self._make.indicator(indicator, child, place))
        for action, child in zip(form.actions, node.children("actions"), strict=True):
            self._actions.append(self._make.action(action, child, place))

    def _check_unique(self) -> None:
        """Ids are unique over the whole file; names too, among items and among units."""
        headings, items = list(self._headings()), list(self._item_nodes())
        units = self.root.children("lead_units")
        self.problems += check_unique_ids((*units, *headings, *items))
        self.problems += check_unique_names(items)
        self.problems += check_unique_names(units)

    def _headings(self) -> Iterator[Node]:
        for programme in self.root.children("programmes"):
            yield programme
            yield from programme.children("tasks")

    def _item_nodes(self) -> Iterator[Node]:
        yield from self.root.children("series")
        for holder in self._headings():
            yield from holder.children("indicators")
            yield from holder.children("actions")


def _briefing(form: BriefingForm) -> BriefingSettings:
    return BriefingSettings(
        title=form.title or "",
        number=form.number or "",
        to=form.to or "",
        issuer=form.issuer or "",
        closing=form.closing or "",
        sections=form.sections,
    )
