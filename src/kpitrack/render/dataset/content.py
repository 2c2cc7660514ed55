"""What a data set is made of, and the rows of each of its tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kpitrack.assessment.results import Assessment
from kpitrack.kinds import Bound
from kpitrack.ledger import Ledger
from kpitrack.model import Place, Plan
from kpitrack.render.data import RULE_VERSION, problems_data
from kpitrack.render.dataset import schema
from kpitrack.render.dataset.months import action_states, duties, figures, lead_units, months
from kpitrack.render.dataset.records import records
from kpitrack.render.dataset.tables import Table
from kpitrack.render.show import Show

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Content:
    """The assessments of every month up to the one exported, in order, and the ledger they rest on."""

    assessments: tuple[Assessment, ...]
    ledger: Ledger
    show: Show

    @property
    def last(self) -> Assessment:
        """The assessment of the month exported."""
        return self.assessments[-1]

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.ledger.plan


def rows(content: Content, table: Table) -> Iterator[tuple[object, ...]]:
    """The rows of a table, each with a value for every column, in order; None where it is empty."""
    for row in _SOURCES[table.name](content):
        yield tuple(row[name] for name in table.names)


def _meta(content: Content) -> Iterator[Row]:
    last, plan, words = content.last, content.plan, content.show.words
    yield {
        "schema": schema.SCHEMA,
        "rule_version": RULE_VERSION,
        "sample": last.sample,
        "sample_text": words("sample") if last.sample else None,
        "plan": plan.id,
        "title": plan.title,
        "place": plan.place or None,
        "first_month": plan.span.first,
        "last_month": plan.span.last,
        "month": last.month,
        "as_of": last.as_of,
        "language": words.language,
        "timezone": plan.timezone,
        "plan_sha256": plan.sha256,
        "data_sha256": last.data_sha256,
        "records": last.record_count,
    }


def _programmes(content: Content) -> Iterator[Row]:
    for programme in content.plan.programmes:
        yield {"id": programme.id, "title": programme.title, "section": programme.section}


def _tasks(content: Content) -> Iterator[Row]:
    for programme in content.plan.programmes:
        for task in programme.tasks:
            yield {"id": task.id, "programme": programme.id, "title": task.title, "section": task.section}


def _units(content: Content) -> Iterator[Row]:
    for unit in content.plan.lead_units:
        is_office = unit.id == content.plan.office
        yield {"id": unit.id, "name": unit.name, "aliases": unit.aliases, "office": is_office}


def _items(content: Content) -> Iterator[Row]:
    plan = content.plan
    for result in content.last.indicators:
        yield _item(plan, result.indicator.id, "indicator", result.unit)
    for action in plan.actions:
        yield _item(plan, action.id, "action", action.unit)
    for key in plan.steps:
        yield _item(plan, key, "step", "")
    for series in plan.series:
        yield _item(plan, series.id, "series", series.unit)


def _item(plan: Plan, key: str, kind: str, unit: str) -> Row:
    return {"id": key, "kind": kind, "name": plan.name_of(key), "unit": unit or None}


def _series(content: Content) -> Iterator[Row]:
    for series in content.plan.series:
        yield {
            "id": series.id,
            "name": series.name,
            "unit": series.unit,
            "carry": series.carry,
            "reported_by": series.duty.reported_by,
            "frequency": series.duty.frequency,
            "source": series.duty.source or None,
        }


def _indicators(content: Content) -> Iterator[Row]:
    for result in content.last.indicators:
        indicator, force = result.indicator, result.target
        target, baseline = force.target, indicator.baseline_in(force.unit)
        yield {
            "id": indicator.id,
            "name": indicator.name,
            **_place(indicator.place),
            "reported_by": indicator.duty.reported_by,
            "reporters": indicator.duty.reporters,
            "frequency": indicator.duty.frequency,
            "source": indicator.duty.source or None,
            "measure": indicator.measure,
            "unit": result.unit or None,
            "target_bound": target.bound,
            "target_value": target.value,
            "target_upper": target.upper if target.bound is Bound.BETWEEN else None,
            "target_tolerance": target.tolerance,
            "target_series": target.series or None,
            "target_pending": target.pending or None,
            "target_text": content.show.target(force),
            "target_revised": any(force is revision for revision in indicator.revisions),
            "method": force.method,
            "schedule": force.schedule.kind,
            "due": indicator.due,
            "baseline_value": baseline.value if baseline else None,
            "baseline_period": (baseline.period or None) if baseline else None,
            "weight": indicator.weight,
            "effort": indicator.effort,
            "increments": indicator.increments,
            "wording": indicator.wording or None,
        }


def _actions(content: Content) -> Iterator[Row]:
    for action in content.plan.actions:
        yield {
            "id": action.id,
            "name": action.name,
            **_place(action.place),
            "reported_by": action.duty.reported_by,
            "reporters": action.duty.reporters,
            "frequency": action.duty.frequency,
            "source": action.duty.source or None,
            "kind": action.kind,
            "due": action.due,
            "unit": action.unit or None,
            "of": action.of,
            "wording": action.wording or None,
        }


def _steps(content: Content) -> Iterator[Row]:
    for key, (action, step) in content.plan.steps.items():
        yield {"id": key, "action": action.id, "name": step.name, "due": step.due, "weight": step.weight}


def _leads(content: Content) -> Iterator[Row]:
    """Leads, supporters and reporters of each item, in the plan's order."""
    for item in content.plan.items.values():
        place = getattr(item, "place", None)
        parts = {
            "lead": place.lead if place else (),
            "support": place.support if place else (),
            "reported_by": item.duty.reported_by,
        }
        for role, units in parts.items():
            for number, unit in enumerate(dict.fromkeys(units), 1):
                yield {"item": item.id, "role": role, "place": number, "unit": unit}


def _place(place: Place) -> Row:
    return {
        "programme": place.programme,
        "task": place.task,
        "section": place.section,
        "lead": place.lead,
        "lead_kind": place.lead_kind,
        "support": place.support,
    }


def _problems(content: Content) -> Iterator[Row]:
    for number, problem in enumerate(problems_data(content.last.problems, content.show.words), 1):
        yield {"id": number, **problem}


_SOURCES: Mapping[str, Callable[[Content], Iterator[Row]]] = {
    "meta": _meta,
    "months": lambda content: months(content.assessments),
    "programmes": _programmes,
    "tasks": _tasks,
    "units": _units,
    "items": _items,
    "series": _series,
    "indicators": _indicators,
    "actions": _actions,
    "steps": _steps,
    "leads": _leads,
    "figures": lambda content: figures(content.assessments, content.show),
    "action_states": lambda content: action_states(content.assessments),
    "records": lambda content: records(content.ledger, content.last.month),
    "duties": lambda content: duties(content.assessments),
    "lead_units": lambda content: lead_units(content.assessments, content.show),
    "problems": _problems,
}
