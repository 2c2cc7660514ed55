"""plan/targets.yaml → `(Plan, problems)`: read, validate the form, build, check the rules."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kpitrack.model import (
    Action,
    ActionKind,
    BandMethod,
    Bands,
    Baseline,
    Bound,
    Derive,
    DeriveKind,
    Duty,
    Frequency,
    Indicator,
    JointCredit,
    LeadKind,
    LeadUnit,
    LoadedPlan,
    Measure,
    Method,
    Place,
    Plan,
    Programme,
    Reporters,
    Revision,
    Rules,
    Schedule,
    ScheduleKind,
    Series,
    Step,
    Target,
    Task,
)
from kpitrack.numeric import fold
from kpitrack.periods import Period, Span
from kpitrack.plan_rules import (
    check_due,
    check_indicator,
    check_lead_kind,
    default_lead_kind,
    default_method,
    default_schedule,
)
from kpitrack.problems import Problem, error, has_errors
from kpitrack.schema.errors import validate
from kpitrack.schema.forms import (
    BOUND_KEYS,
    ActionForm,
    DeriveForm,
    DutyForm,
    IndicatorForm,
    ItemForm,
    PlanFile,
    PlanForm,
    ProgrammeForm,
    RevisionForm,
    TargetForm,
    TaskForm,
)
from kpitrack.sources.text import decode
from kpitrack.sources.yaml_nodes import Node, read_yaml
from kpitrack.suggest import closest

_DEFAULT_TOLERANCE = "5%"


def load_plan(data: bytes, path: str) -> LoadedPlan:
    """Read a plan file's bytes; `path` is what problems name. Every problem is found at once."""
    decoded = decode(data, path, encoding="utf-8-sig")
    if decoded.text is None:
        return LoadedPlan(None, decoded.problems)
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
        self._units = {unit.id: unit for unit in self.form.lead_units}
        self._series = {series.id: series for series in self.form.series}
        self._indicators: list[Indicator] = []
        self._actions: list[Action] = []
        self._span = self._read_span(self.form.plan, self.root.get("plan") or self.root)

    def build(self, sha256: str, path: str) -> Plan:
        form, head = self.form, self.form.plan
        self._check_head()
        units = tuple(
            LeadUnit(unit.id, unit.name, unit.aliases, node.location)
            for unit, node in zip(form.lead_units, self.root.children("lead_units"), strict=True)
        )
        series = tuple(self._build_series())
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
            self._known_unit(head.office, node.get("office") or node)

    def _known_unit(self, unit: str, node: Node) -> None:
        if unit in self._units:
            return
        names = {
            name: known.id
            for known in self.form.lead_units
            for name in (known.id, known.name, *known.aliases)
        }
        suggestion = names.get(closest(unit, names), "")
        self.problems.append(error(node.location, "unknown-unit", found=unit, suggestion=suggestion))

    def _known_units(self, units: Iterable[str], node: Node, key: str) -> None:
        listed = node.children(key)
        for index, unit in enumerate(units):
            self._known_unit(unit, listed[index] if index < len(listed) else node.get(key) or node)

    def _known_series(self, series: str, node: Node) -> None:
        if series not in self._series:
            suggestion = closest(series, self._series)
            self.problems.append(error(node.location, "unknown-series", found=series, suggestion=suggestion))

    def _build_series(self) -> Iterator[Series]:
        for form, node in zip(self.form.series, self.root.children("series"), strict=True):
            duty = self._duty(form, node, ())
            yield Series(form.id, form.name, form.unit, duty, form.carry, form.aliases, node.location)

    def _duty(self, form: DutyForm, node: Node, lead: tuple[str, ...]) -> Duty:
        self._known_units(form.reported_by, node, "reported_by")
        office = (self.form.plan.office,) if self.form.plan.office else ()
        owing = form.reported_by or lead or office
        if not owing:
            self.problems.append(error(node.location, "nobody-reports"))
        return Duty(owing, Reporters(form.reporters), Frequency(form.frequency), form.source or "")

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
        self._known_units(form.lead, node, "lead")
        self._known_units(form.support, node, "support")
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
            self._indicators.append(self._indicator(indicator, child, place))
        for action, child in zip(form.actions, node.children("actions"), strict=True):
            self._actions.append(self._action(action, child, place))

    def _place(self, form: ItemForm, node: Node, inherited: Place) -> Place:
        lead = inherited.lead if form.lead is None else form.lead
        if form.lead is not None:
            self._known_units(form.lead, node, "lead")
        if form.support is not None:
            self._known_units(form.support, node, "support")
        kind = inherited.lead_kind if form.lead is None else default_lead_kind(len(lead))
        place = Place(
            inherited.programme,
            inherited.task,
            form.section or inherited.section,
            lead,
            LeadKind(form.lead_kind) if form.lead_kind else kind,
            inherited.support if form.support is None else form.support,
            inherited.support_open if form.support_open is None else form.support_open,
        )
        if form.lead is not None or form.lead_kind is not None:
            self.problems += check_lead_kind(place, node.place("lead_kind"))
        return place

    def _indicator(self, form: IndicatorForm, node: Node, inherited: Place) -> Indicator:
        place = self._place(form, node, inherited)
        target = self._target(form.target, node.get("target") or node)
        measure = Measure(form.measure)
        method = Method(form.method) if form.method else default_method(target, measure)
        schedule = _schedule(form.schedule) or default_schedule(target, measure, method)
        indicator = Indicator(
            id=form.id,
            name=form.name,
            unit=form.unit or "",
            measure=measure,
            target=target,
            method=method,
            schedule=schedule,
            place=place,
            duty=self._duty(form, node, place.lead),
            due=form.due or self._span.last,
            wording=form.wording or "",
            target_text=form.target_text or "",
            aliases=form.aliases,
            increments=form.increments,
            derive=self._derive(form.derive, node.get("derive") or node),
            revisions=tuple(self._revisions(form, node, measure, schedule)),
            baseline=Baseline(form.baseline.value, form.baseline.period or "") if form.baseline else None,
            weight=form.weight,
            gap_points=form.gap_points,
            effort=form.effort,
            components=form.components,
            notes=form.notes,
            location=node.location,
        )
        self.problems += check_due(indicator.due, node, self._span)
        self.problems += check_indicator(indicator, node, self._span)
        return indicator

    def _revisions(
        self, form: IndicatorForm, node: Node, measure: Measure, first: Schedule
    ) -> Iterator[Revision]:
        unit, schedule = form.unit or "", first
        for revision, child in zip(form.target_revisions, node.children("target_revisions"), strict=True):
            target = self._target(revision, child)
            declared = revision.method or form.method
            method = Method(declared) if declared else default_method(target, measure)
            unit = revision.unit or unit
            own = _schedule(revision.schedule)
            if own is None and form.schedule is None:
                own = default_schedule(target, measure, method)
            schedule = own or schedule
            yield Revision(
                revision.since,
                target,
                method,
                unit,
                schedule,
                revision.source or "",
                revision.reason or "",
                revision.target_text or "",
                child.location,
            )

    def _target(self, form: TargetForm | RevisionForm, node: Node) -> Target:
        key = next(key for key in BOUND_KEYS if getattr(form, key) is not None)
        given = getattr(form, key)
        bound = Bound(key)
        if bound is Bound.BETWEEN:
            return Target(bound, given[0], given[1])
        if bound is Bound.EQUALS:
            return Target(bound, given, given)
        if bound is Bound.ABOUT:
            tolerance = _tolerance(form.tolerance or _DEFAULT_TOLERANCE, given)
            return Target(bound, given, given + tolerance, tolerance, form.tolerance or _DEFAULT_TOLERANCE)
        if bound.is_relative:
            self._known_series(given, node.get(key) or node)
            return Target(bound, series=given)
        if bound is Bound.PENDING:
            return Target(bound, pending=given)
        return Target(bound, given)

    def _derive(self, form: DeriveForm | None, node: Node) -> Derive | None:
        if form is None:
            return None
        kind = next(kind for kind in DeriveKind if getattr(form, kind.value) is not None)
        inputs: tuple[str, str] = getattr(form, kind.value)
        for index, series in enumerate(inputs):
            self._known_series(series, node.get(kind.value, index) or node)
        return Derive(kind, inputs, form.times or Decimal(1))

    def _action(self, form: ActionForm, node: Node, inherited: Place) -> Action:
        place = self._place(form, node, inherited)
        if form.due:
            self.problems += check_due(form.due, node, self._span)
        steps = []
        for step, child in zip(form.steps, node.children("steps"), strict=True):
            steps.append(Step(step.id, step.name, step.due, step.weight, child.location))
            if step.due:
                self.problems += check_due(step.due, child, self._span)
        self._unique_ids(node.children("steps"))
        return Action(
            id=form.id,
            name=form.name,
            kind=ActionKind(form.kind),
            place=place,
            duty=self._duty(form, node, place.lead),
            wording=form.wording or "",
            aliases=form.aliases,
            due=form.due,
            steps=tuple(steps),
            of=form.of,
            unit=form.unit or "",
            notes=form.notes,
            location=node.location,
        )

    def _check_unique(self) -> None:
        """Ids are unique over the whole file; names too, among items and among units."""
        headings, items = list(self._headings()), list(self._item_nodes())
        units = self.root.children("lead_units")
        self._unique_ids((*units, *headings, *items))
        self._unique_names(items)
        self._unique_names(units)

    def _headings(self) -> Iterator[Node]:
        for programme in self.root.children("programmes"):
            yield programme
            yield from programme.children("tasks")

    def _item_nodes(self) -> Iterator[Node]:
        yield from self.root.children("series")
        for holder in self._headings():
            yield from holder.children("indicators")
            yield from holder.children("actions")

    def _unique_ids(self, nodes: Iterable[Node]) -> None:
        seen: dict[str, Node] = {}
        for node in nodes:
            text = node.text("id")
            if text in seen:
                first = seen[text].place("id").line
                self.problems.append(error(node.place("id"), "duplicate-id", id=text, first=first))
            seen.setdefault(text, node)

    def _unique_names(self, nodes: Iterable[Node]) -> None:
        """A name or alias must lead to one item only, however it is typed."""
        seen: dict[str, Node] = {}
        for node in nodes:
            # A single alias may stand without a list around it.
            spelled = [node.get("name"), node.get("aliases"), *node.children("aliases")]
            for name in [entry for entry in spelled if entry is not None and isinstance(entry.value, str)]:
                text = str(name.value)
                known = seen.setdefault(fold(text).casefold(), node)
                if known is not node:
                    place = known.place("name").line
                    self.problems.append(error(name.location, "duplicate-name", name=text, first=place))


def _schedule(form: object) -> Schedule | None:
    if form is None:
        return None
    if isinstance(form, dict):
        return Schedule(ScheduleKind.CHECKPOINTS, tuple(sorted(form.items())))
    return Schedule(ScheduleKind(str(form)))


def _tolerance(declared: str, target: Decimal) -> Decimal:
    if declared.endswith("%"):
        return abs(target) * Decimal(declared[:-1].strip()) / 100
    return Decimal(declared)
