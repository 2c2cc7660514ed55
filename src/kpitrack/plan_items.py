"""The forms of indicators, actions and series → the domain's values, references and rules checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from kpitrack.kinds import (
    ActionKind,
    Bound,
    DeriveKind,
    Frequency,
    LeadKind,
    Measure,
    Method,
    Reporters,
    ScheduleKind,
)
from kpitrack.model import (
    Action,
    Baseline,
    Derive,
    Duty,
    Indicator,
    Place,
    Revision,
    Schedule,
    Series,
    Step,
    Target,
)
from kpitrack.numeric import are_related, exact_sum
from kpitrack.periods import Span
from kpitrack.plan_rules import (
    check_due,
    check_indicator,
    check_lead_kind,
    check_unique_ids,
    default_lead_kind,
    default_method,
    default_schedule,
)
from kpitrack.problems import Problem, error
from kpitrack.schema.forms import (
    BOUND_KEYS,
    ActionForm,
    DeriveForm,
    DutyForm,
    IndicatorForm,
    ItemForm,
    PlanFile,
    RevisionForm,
    SeriesForm,
    TargetForm,
)
from kpitrack.sources.yaml_nodes import Node
from kpitrack.suggest import closest

_DEFAULT_TOLERANCE = "5%"


class ItemBuilder:
    """Builds items; what is wrong goes to `problems`, with its place in the file."""

    def __init__(self, form: PlanFile, span: Span, problems: list[Problem]) -> None:
        self.form = form
        self.problems = problems
        self._span = span
        self._units = {unit.id: unit for unit in form.lead_units}
        self._series = {series.id: series for series in form.series}

    def known_unit(self, unit: str, node: Node) -> None:
        """A lead unit that is referred to is declared."""
        if unit in self._units:
            return
        names = {
            name: known.id
            for known in self.form.lead_units
            for name in (known.id, known.name, *known.aliases)
        }
        suggestion = names.get(closest(unit, names), "")
        self.problems.append(error(node.location, "unknown-unit", found=unit, suggestion=suggestion))

    def known_units(self, units: Iterable[str], node: Node, key: str) -> None:
        """Every lead unit under a key is declared."""
        listed = node.children(key)
        for index, unit in enumerate(units):
            self.known_unit(unit, listed[index] if index < len(listed) else node.get(key) or node)

    def _known_series(self, series: str, node: Node) -> None:
        if series not in self._series:
            suggestion = closest(series, self._series)
            self.problems.append(error(node.location, "unknown-series", found=series, suggestion=suggestion))

    def series(self, form: SeriesForm, node: Node) -> Series:
        """A series."""
        duty = self._duty(form, node, ())
        return Series(form.id, form.name, form.unit, duty, form.carry, form.aliases, node.location)

    def _duty(self, form: DutyForm, node: Node, lead: tuple[str, ...]) -> Duty:
        self.known_units(form.reported_by, node, "reported_by")
        office = (self.form.plan.office,) if self.form.plan.office else ()
        owing = form.reported_by or lead or office
        if not owing:
            self.problems.append(error(node.location, "nobody-reports"))
        return Duty(owing, Reporters(form.reporters), Frequency(form.frequency), form.source or "")

    def _place(self, form: ItemForm, node: Node, inherited: Place) -> Place:
        lead = inherited.lead if form.lead is None else form.lead
        if form.lead is not None:
            self.known_units(form.lead, node, "lead")
        if form.support is not None:
            self.known_units(form.support, node, "support")
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

    def indicator(self, form: IndicatorForm, node: Node, inherited: Place) -> Indicator:
        """An indicator, with its rules checked."""
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
        self._check_series_units(indicator, node)
        return indicator

    def _check_series_units(self, indicator: Indicator, node: Node) -> None:
        """What a figure is computed from, or held against, is of the same family of units."""
        pairs = []
        derive, target = indicator.derive, indicator.target
        if derive and derive.kind is DeriveKind.DIFFERENCE:
            pairs += [("derive", name, indicator.unit) for name in derive.inputs]
        elif derive and derive.kind is DeriveKind.GROWTH and derive.inputs[0] in self._series:
            pairs.append(("derive", derive.inputs[1], self._series[derive.inputs[0]].unit))
        if target.bound.is_relative:
            pairs.append(("target", target.series, indicator.unit))
        for key, name, unit in pairs:
            series = self._series.get(name)
            if series and unit and not are_related(series.unit, unit):
                self.problems.append(
                    error(node.place(key), "series-unit", series=name, found=series.unit, expected=unit)
                )

    def _revisions(
        self, form: IndicatorForm, node: Node, measure: Measure, first: Schedule
    ) -> Iterator[Revision]:
        unit, schedule, declared_schedule = form.unit or "", first, form.schedule
        for revision, child in zip(form.target_revisions, node.children("target_revisions"), strict=True):
            target = self._target(revision, child)
            declared = revision.method or form.method
            method = Method(declared) if declared else default_method(target, measure)
            unit = revision.unit or unit
            declared_schedule = revision.schedule or declared_schedule
            schedule = _schedule(declared_schedule) or default_schedule(target, measure, method)
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
            return Target(
                bound, given, exact_sum((given, tolerance)), tolerance, form.tolerance or _DEFAULT_TOLERANCE
            )
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

    def action(self, form: ActionForm, node: Node, inherited: Place) -> Action:
        """An action, with its rules checked."""
        place = self._place(form, node, inherited)
        if form.due:
            self.problems += check_due(form.due, node, self._span)
        steps = []
        for step, child in zip(form.steps, node.children("steps"), strict=True):
            steps.append(Step(step.id, step.name, step.due, step.weight, child.location))
            if step.due:
                self.problems += check_due(step.due, child, self._span)
        self.problems += check_unique_ids(node.children("steps"))
        if form.reporters == "sum":
            self.problems.append(error(node.place("reporters"), "sum-of-states"))
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
