"""Single items in prose: an indicator or an action as a clause, and what units said about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from operator import attrgetter

from kpitrack.assessment.results import ActionResult, IndicatorResult, Status
from kpitrack.kinds import Measure, ScheduleKind
from kpitrack.numeric import show_points
from kpitrack.periods import Period
from kpitrack.render.briefing.facts import Facts
from kpitrack.render.cells import action_figure_cell, progress_cell
from kpitrack.render.flags import doubt_key
from kpitrack.render.safe import one_line
from kpitrack.reported import Record

NOTE: Callable[[Record], str] = attrgetter("note")
PROBLEM: Callable[[Record], str] = attrgetter("problem")
NEXT: Callable[[Record], str] = attrgetter("next")


@dataclass(frozen=True, slots=True)
class Saying:
    """What units wrote about an item, and for which month."""

    text: str
    units: tuple[str, ...]
    period: Period


def sayings(records: Iterable[Record], field: Callable[[Record], str]) -> tuple[Saying, ...]:
    """What the records say in a field, each text once with all who said so."""
    found: dict[str, Saying] = {}
    for record in records:
        text = field(record).strip()
        if text:
            before = found.get(text)
            units = dict.fromkeys((*(before.units if before else ()), record.reported_by))
            found[text] = Saying(text, tuple(unit for unit in units if unit), record.period)
    return tuple(found.values())


def said(facts: Facts, records: Iterable[Record], field: Callable[[Record], str]) -> str:
    """What the records say in a field, without names."""
    return facts.groups(one_line(saying.text) for saying in sayings(records, field))


def remark(facts: Facts, result: IndicatorResult | ActionResult) -> str:
    """The notes of the latest reports; none where the figure is of a later month.

    A figure can be later than any report when it is computed from series: what was said of an
    older one would read as if it were of this one.
    """
    records = reports_of(facts, result)
    since = result.value_period if isinstance(result, IndicatorResult) else None
    return said(facts, [record for record in records if since is None or record.period >= since], NOTE)


def attributed(facts: Facts, saying: Saying) -> str:
    """A text with the unit it is from, and the month where that is an earlier one."""
    text, units = one_line(saying.text), facts.units(saying.units)
    if text.endswith(("。", ".")) and not text.endswith(("..", "。。")):
        text = text[:-1]  # the sentence ends behind the name
    if saying.period == facts.month:
        return facts.say("saying.now", text=text, units=units)
    return facts.say("saying.earlier", text=text, units=units, month=facts.show.month(saying.period))


def reports_of(facts: Facts, result: IndicatorResult | ActionResult) -> tuple[Record, ...]:
    """The latest reports on an item, those on an action's steps among them."""
    if isinstance(result, IndicatorResult):
        return facts.last_reports(result.indicator.id)
    action = result.action
    keys = (action.id, *(action.step_key(step) for step in action.steps))
    records = [record for key in keys for record in facts.last_reports(key)]
    latest = max((record.period for record in records), default=None)
    return tuple(record for record in records if record.period == latest)


def standing(facts: Facts, result: IndicatorResult) -> list[str]:
    """Where an indicator stands, in clauses: target, figure, attainment, distance."""
    return [*reached(facts, result), *measured(facts, result)]


def reached(facts: Facts, result: IndicatorResult) -> list[str]:
    """The target, the figure and what the month changed in it, in clauses."""
    return [
        facts.say("clause.target", target=facts.target(result)),
        figure_clause(facts, result),
        _change_clause(facts, result),
    ]


def measured(facts: Facts, result: IndicatorResult) -> list[str]:
    """The attainment and the distance from the expected, in clauses."""
    return [
        _attainment_clause(facts, result),
        distance_clause(facts, result),
    ]


def figure_clause(facts: Facts, result: IndicatorResult) -> str:
    """«累计完成5.60亿元», with the month where it is an earlier one; empty where never reported."""
    if result.value is None:
        if result.status is Status.NOT_REPORTED:
            return ""
        return facts.say(f"clause.{doubt_key(result) or 'no-figure'}")
    kind = "cumulative" if result.indicator.measure is Measure.CUMULATIVE else "level"
    figure, month = one_line(facts.show.figure(result)), facts.show.month(result.value_period)
    if result.is_part:
        kind = "part"
    key = f"clause.figure.{kind}" if result.value_period == facts.month else f"clause.figure.{kind}.earlier"
    return facts.say(key, figure=figure, month=month)


def _change_clause(facts: Facts, result: IndicatorResult) -> str:
    """«本月新增62家», «比上月上升0.3个百分点»; empty where the month before has no figure to compare."""
    if result.change is None:
        return ""
    kind = "cumulative" if result.indicator.measure is Measure.CUMULATIVE else "level"
    amount = one_line(facts.show.difference(abs(result.change), result.unit))
    return facts.say(f"clause.change.{kind}.{_side(result.change)}", amount=amount)


def distance_clause(facts: Facts, result: IndicatorResult) -> str:
    """How far from the expected, in words; empty where nothing is expected yet."""
    points, gap = result.pace_gap_points, result.gap
    if result.is_part:
        return ""
    if points is not None:
        path = "pace" if result.target.schedule.kind is ScheduleKind.LINEAR else "checkpoint"
        amount = f"{show_points(abs(points))}".lstrip("+")
        key = f"clause.{path}.{_side(points)}"
        if result.value_period == facts.month:
            return facts.say(key, points=amount)
        # A figure of an earlier month is held against that month's pace, and says so.
        return facts.say(f"{key}.earlier", points=amount, month=facts.show.month(result.value_period))
    if result.target.schedule.kind is not ScheduleKind.DIRECT or gap is None or not gap:
        return ""
    amount = one_line(facts.show.difference(abs(gap), result.target.unit))
    target = result.target.target
    if not target.bound.is_relative:
        return facts.say(f"clause.target.{_side(gap)}", amount=amount)
    series = facts.name(target.series)
    compared = one_line(facts.show.quantity(result.compared, result.target.unit))
    return facts.say(f"clause.series.{_side(gap)}", series=series, compared=compared, amount=amount)


def indicator_sentence(facts: Facts, result: IndicatorResult) -> str:
    """An indicator in one sentence: where it stands and its status."""
    name = facts.name(result.indicator.id)
    clauses = facts.clauses([*standing(facts, result), facts.status(result)])
    return facts.sentence(facts.say("item", name=name, clauses=clauses))


def action_sentence(facts: Facts, result: ActionResult) -> str:
    """An action in one sentence: its status and what figures go with it."""
    name = facts.name(result.action.id)
    return facts.sentence(facts.say("item", name=name, clauses=facts.clauses(action_clauses(facts, result))))


def action_clauses(facts: Facts, result: ActionResult) -> list[str]:
    """An action's status, 形象进度, figure, coverage and steps, in clauses."""
    status = facts.status(result)
    latest = max((record.period for record in reports_of(facts, result)), default=None)
    if result.stale and latest:
        status = facts.say("clause.stale-status", status=status, month=facts.show.month(latest))
    clauses = [status]
    if result.progress is not None:
        clauses.append(facts.say("clause.progress", progress=progress_cell(result)))
    if result.value is not None:
        figure = one_line(action_figure_cell(facts.show, result, facts.month))
        clauses.append(facts.say("clause.reported", figure=figure))
    if result.attainment is not None:
        clauses.append(facts.say("clause.attainment", rate=facts.show.percent(result.attainment)))
    if result.steps:
        clauses.append(facts.say("clause.steps", steps=facts.words.joined(steps(facts, result))))
    return clauses


def steps(facts: Facts, result: ActionResult) -> list[str]:
    """The steps of an action, each with its state."""
    entries = []
    for step in result.steps:
        state = facts.words(f"state.{step.state.value}" if step.state else "action.not_reported")
        entries.append(facts.say("step", name=one_line(step.step.name), state=state))
    return entries


def _attainment_clause(facts: Facts, result: IndicatorResult) -> str:
    if result.attainment is None:
        return ""
    key = "clause.attainment.part" if result.is_part else "clause.attainment"
    return facts.say(key, rate=facts.show.attainment(result))


def _side(distance: Fraction) -> str:
    if not distance:
        return "even"
    return "above" if distance > 0 else "below"
