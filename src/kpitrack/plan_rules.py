"""What must hold in a plan beyond the form of its file: pure functions that yield problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from kpitrack.kinds import Bound, LeadKind, Measure, Method, Reporters, ScheduleKind
from kpitrack.model import Baseline, Indicator, Place, Revision, Schedule, Target
from kpitrack.numeric import are_related, fold
from kpitrack.periods import Period, Span
from kpitrack.problems import Location, Problem, error
from kpitrack.sources.yaml_nodes import Node

_LEADS = {
    LeadKind.NONE: (0, 0),
    LeadKind.SINGLE: (1, 1),
    LeadKind.SOLE: (1, 1),
    LeadKind.DUAL: (2, 2),
    LeadKind.JOINT: (2, 99),
}


def default_method(target: Target, measure: Measure) -> Method:
    """How attainment is computed where the plan does not say."""
    if measure is Measure.GROWTH or target.bound.is_relative:
        return Method.GAP
    lower = target.lower if target.bound is not Bound.ABOUT else target.value
    if target.bound.is_upper_limit or lower is None or lower <= 0:
        return Method.MET
    return Method.RATIO


def default_schedule(target: Target, measure: Measure, method: Method) -> Schedule:
    """Where a steady path would be where the plan does not say."""
    paced = measure is Measure.CUMULATIVE and not target.bound.is_upper_limit
    if paced and method in {Method.RATIO, Method.CHANGE}:
        return Schedule(ScheduleKind.LINEAR)
    if paced and target.bound is Bound.PENDING:
        return Schedule(ScheduleKind.LINEAR)
    return Schedule(ScheduleKind.DIRECT)


def default_lead_kind(leads: int) -> LeadKind:
    """By number: none, single, joint."""
    return (LeadKind.NONE, LeadKind.SINGLE)[leads] if leads < 2 else LeadKind.JOINT


def check_lead_kind(place: Place, location: Location) -> Iterator[Problem]:
    """The kind of lead fits the number of lead units."""
    low, high = _LEADS[place.lead_kind]
    if not low <= len(place.lead) <= high:
        yield error(location, "lead-kind", kind=place.lead_kind.value, count=len(place.lead))


def check_indicator(indicator: Indicator, node: Node, span: Span) -> Iterator[Problem]:
    """The rules of one indicator; `node` is its mapping in the file."""
    first = Revision(
        span.first,
        indicator.target,
        indicator.method,
        indicator.unit,
        indicator.schedule,
        location=node.location,
    )
    yield from _check_target(first, indicator, node, span)
    for revision, child in zip(indicator.revisions, node.children("target_revisions"), strict=False):
        yield from _check_target(revision, indicator, child, span)
    yield from _check_revisions(indicator, node, span)
    if indicator.increments and indicator.measure is not Measure.CUMULATIVE:
        yield error(node.place("increments"), "increments-need-cumulative")
    if indicator.duty.reporters is Reporters.SUM and indicator.measure is Measure.GROWTH:
        yield error(node.place("reporters"), "sum-of-growth")
    if indicator.increments and indicator.derive:
        yield error(node.key_place("derive"), "derive-increments")


def check_due(due: Period, node: Node, span: Span) -> Iterator[Problem]:
    """A due month lies inside the plan."""
    if due not in span:
        yield error(node.place("due"), "due-outside", due=due, first=span.first, last=span.last)


def check_unique_ids(nodes: Iterable[Node]) -> Iterator[Problem]:
    """Ids are unique among these."""
    seen: dict[str, Node] = {}
    for node in nodes:
        text = node.text("id")
        if text in seen:
            first = seen[text].place("id").line
            yield error(node.place("id"), "duplicate-id", id=text, first=first)
        seen.setdefault(text, node)


def check_unique_names(nodes: Iterable[Node]) -> Iterator[Problem]:
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
                yield error(name.location, "duplicate-name", name=text, first=place)


def _check_revisions(indicator: Indicator, node: Node, span: Span) -> Iterator[Problem]:
    previous: Period | None = None
    before = indicator.unit
    for revision, child in zip(indicator.revisions, node.children("target_revisions"), strict=False):
        if revision.since not in span:
            yield error(
                revision.location,
                "revision-outside",
                since=revision.since,
                first=span.first,
                last=span.last,
            )
        if previous is not None and revision.since <= previous:
            yield error(revision.location, "revision-order", since=revision.since)
        previous = revision.since
        if before and revision.unit and not are_related(revision.unit, before):
            yield error(child.place("unit"), "revision-unit", found=revision.unit, before=before)
        before = revision.unit or before
    taken_out = "unit" in node.keys and "unit" not in node.mapping()  # what is wrong with it is told already
    if not indicator.unit and indicator.target.bound is not Bound.PENDING and not taken_out:
        yield error(node.location, "missing-key", key="unit")


def _check_target(revision: Revision, indicator: Indicator, node: Node, span: Span) -> Iterator[Problem]:
    """One target with its method and schedule."""
    target, method = revision.target, revision.method
    if target.bound is Bound.PENDING:
        return
    if not revision.unit and node.location != indicator.location:
        yield error(node.location, "missing-key", key="unit")
    yield from _check_method(target, method, indicator.baseline, node)
    yield from _check_schedule(revision, indicator, node, span)


def _check_method(target: Target, method: Method, baseline: Baseline | None, node: Node) -> Iterator[Problem]:
    place = node.place("method") if node.get("method") else node.place("target")
    upper = target.bound.is_upper_limit
    if target.bound.is_relative and method is not Method.GAP:
        yield error(place, "method-unfit", method=method.value, variant="relative")
    elif method is Method.CHANGE:
        yield from _check_change(target, baseline, node)
    elif method is Method.INVERSE and not (upper and _positive(target.value)):
        yield error(place, "method-unfit", method=method.value, variant="inverse")
    elif method is Method.RATIO and (upper or not _positive(target.value)):
        yield error(place, "method-unfit", method=method.value, variant="ratio")


def _check_change(target: Target, baseline: Baseline | None, node: Node) -> Iterator[Problem]:
    if baseline is None:
        yield error(node.place("method"), "change-baseline", variant="missing")
    elif baseline.value == target.value:
        yield error(node.place("baseline"), "change-baseline", variant="equal")


def _check_schedule(revision: Revision, indicator: Indicator, node: Node, span: Span) -> Iterator[Problem]:
    kind, bound, measure = revision.schedule.kind, revision.target.bound, indicator.measure
    place = node.place("schedule")
    if kind is ScheduleKind.LINEAR and (measure is not Measure.CUMULATIVE or bound.is_relative):
        yield error(place, "not-prorated", variant="linear")
    elif kind is ScheduleKind.CHECKPOINTS and (measure is Measure.GROWTH or bound.is_relative):
        yield error(place, "not-prorated", variant="checkpoints")
    elif kind.is_paced and bound.is_upper_limit and measure is Measure.CUMULATIVE:
        yield error(place, "limit-not-paced")
    elif kind.is_paced and revision.method not in {Method.RATIO, Method.CHANGE}:
        yield error(place, "pace-needs-attainment", method=revision.method.value)
    if kind is ScheduleKind.CHECKPOINTS:
        yield from _check_checkpoints(revision, indicator, node.get("schedule") or node, span)


def _check_checkpoints(revision: Revision, indicator: Indicator, node: Node, span: Span) -> Iterator[Problem]:
    if not revision.schedule.checkpoints and not node.keys:  # else what was there is told already
        yield error(node.location, "wrong-shape", variant="mapping", key="schedule")
    last: Decimal | None = None
    for period, value in revision.schedule.checkpoints:
        place = node.place(str(period))
        if period not in span or period > indicator.due:
            yield error(
                node.key_place(str(period)),
                "checkpoint-outside",
                period=period,
                first=span.first,
                last=indicator.due,
            )
        if last is not None and value < last:
            yield error(place, "checkpoint-falls", value=value, before=last)
        top = revision.target.upper if revision.target.upper is not None else revision.target.value
        if top is not None and value > top:
            yield error(place, "checkpoint-above-target", value=value, target=top)
        last = value


def _positive(value: Decimal | None) -> bool:
    return value is not None and value > 0
