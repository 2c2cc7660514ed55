"""Indicators and actions as cards: the figures of `status`, the lines of `explain`, and their drawings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from kpitrack.assessment.results import (
    ActionResult,
    Assessment,
    Freshness,
    IndicatorResult,
    MonthResult,
    Status,
)
from kpitrack.kinds import Bound, Method
from kpitrack.model import Action, Indicator
from kpitrack.numeric import is_share
from kpitrack.render.briefing.facts import Facts
from kpitrack.render.briefing.prose import NEXT, NOTE, PROBLEM, reports_of, said
from kpitrack.render.cells import (
    action_figure_cell,
    against_cell,
    change_cell,
    expected_cell,
    figure_cell,
    needed_cell,
    progress_cell,
    target_cell,
)
from kpitrack.render.drawn import is_over_limit
from kpitrack.render.explain import action_facts, indicator_facts, record_parts, why
from kpitrack.render.explain_sums import sums
from kpitrack.render.flags import doubt, flag_words
from kpitrack.render.page.charts import bar, spark
from kpitrack.render.page.model import (
    ActionCard,
    Bar,
    Card,
    Chip,
    Entry,
    Fact,
    IndicatorCard,
    MonthRow,
)
from kpitrack.render.safe import one_line
from kpitrack.render.show import NOTHING
from kpitrack.reported import Record

_DOUBTS = ("page.no_bar_conflict", "page.no_bar_unreadable")
_BAD_FIRST = (
    Status.NOT_MET,
    Status.SERIOUSLY_LAGGING,
    Status.LAGGING,
    Status.UNDETERMINED,
    Status.NOT_REPORTED,
    Status.IN_PROGRESS,
    Status.AWAITING_STATISTICS,
    Status.PENDING_TARGET,
    Status.ON_PACE,
    Status.MET,
)


def indicator_cards(facts: Facts) -> tuple[IndicatorCard, ...]:
    """Every indicator, in the plan's order."""
    results = facts.assessment.indicators
    ranks = _ranks(results)
    return tuple(_indicator(facts, result, ranks[place]) for place, result in enumerate(results))


def action_cards(facts: Facts) -> tuple[ActionCard, ...]:
    """Every action, in the plan's order."""
    return tuple(_action(facts, result) for result in facts.assessment.actions)


def status_chip(facts: Facts, status: Status) -> Chip:
    """An indicator's status without anything beside it."""
    return Chip(status.value, facts.words(f"status.{status.value}"))


def of_span(assessment: Assessment) -> int:
    """Over how many months the plan runs."""
    return len(assessment.plan.span.months())


def _indicator(facts: Facts, result: IndicatorResult, ranks: tuple[tuple[str, int], ...]) -> IndicatorCard:
    show, month = facts.show, facts.month
    line = spark(result, of_span(facts.assessment), _months_in_words(facts, result))
    return IndicatorCard(
        card=_indicator_card(facts, result),
        figure=one_line(figure_cell(show, result, month)),
        target=one_line(target_cell(show, result)),
        attainment=show.attainment(result),
        expected=one_line(expected_cell(show, result)),
        against=one_line(against_cell(show, result)),
        needed=one_line(needed_cell(show, result)),
        change=one_line(change_cell(show, result)),
        bar=_indicator_bar(facts, result),
        instead=_instead(facts, result),
        spark=line,
        no_spark="" if line else _no_line(facts, result),
        why=tuple(one_line(text) for text in why(result, month, show)),
        sums=tuple(one_line(text) for text in sums(result, month, show)),
        months=tuple(_month_row(facts, one) for one in result.months),
        ranks=ranks,
    )


def _indicator_card(facts: Facts, result: IndicatorResult) -> Card:
    stale = facts.show.stale(result)
    flags = (*([stale] if stale else []), *flag_words(result, facts.words))
    chip = Chip(result.status.value, facts.words(f"status.{result.status.value}"), flags)
    return _card(facts, result.indicator, chip, indicator_facts(result, facts.show), result.records)


def _action_card(facts: Facts, result: ActionResult) -> Card:
    words, month = facts.words, result.reported_for
    stale = [words("flag.stale", month=facts.show.month(month))] if result.stale and month else []
    flags = (*stale, *flag_words(result, words))
    chip = Chip(result.status.value, words(f"action.{result.status.value}"), flags)
    return _card(facts, result.action, chip, action_facts(result, facts.show), reports_of(facts, result))


def _card(
    facts: Facts,
    item: Indicator | Action,
    chip: Chip,
    declared: Iterable[tuple[str, str]],
    records: Sequence[Record],
) -> Card:
    place, words = item.place, facts.words
    return Card(
        id=item.id,
        name=one_line(item.name),
        section=words("page.section", section=one_line(place.section)) if place.section else "",
        programme=place.programme,
        programme_name=one_line(facts.assessment.plan.programme_titles.get(place.programme, "")),
        leads=place.lead,
        takes_part=place.support,
        answerable=facts.answerable(place),
        chip=chip,
        facts=_facts(declared),
        notes=tuple(one_line(note) for note in item.notes if note.strip()),
        entries=_entries(facts, records),
    )


def _action(facts: Facts, result: ActionResult) -> ActionCard:
    words, show, records = facts.words, facts.show, reports_of(facts, result)
    return ActionCard(
        card=_action_card(facts, result),
        progress=progress_cell(result),
        attainment=show.percent(result.attainment),
        bar=_action_bar(facts, result),
        reported=show.month(result.reported_for),
        figure=one_line(action_figure_cell(show, result, facts.month)),
        steps=tuple(_steps(facts, result)),
        saying=_facts(
            (
                (words("page.note"), said(facts, records, NOTE)),
                (words("page.problem"), said(facts, records, PROBLEM)),
                (words("page.next"), said(facts, records, NEXT)),
            )
        ),
    )


def _facts(pairs: Iterable[tuple[str, str]]) -> tuple[Fact, ...]:
    return tuple(Fact(label, one_line(text)) for label, text in pairs if text.strip())


def _entries(facts: Facts, records: Sequence[Record]) -> tuple[Entry, ...]:
    found = []
    for record in records:
        place, said, whence = record_parts(record, facts.show)
        name = "" if record.item in facts.assessment.plan.steps else _input(facts, record)
        found.append(Entry(place, str(record.period), f"{name}{said or NOTHING}", whence))
    return tuple(found)


def _input(facts: Facts, record: Record) -> str:
    """The name of a series before what was reported of it; nothing before an item's own figure."""
    plan = facts.assessment.plan
    if record.item not in {series.id for series in plan.series}:
        return ""
    return f"{facts.name(record.item)} "


def _steps(facts: Facts, result: ActionResult) -> Iterator[str]:
    for step in result.steps:
        state = facts.words(f"state.{step.state.value}" if step.state else "action.not_reported")
        yield facts.say("step", name=one_line(step.step.name), state=state)


def _indicator_bar(facts: Facts, result: IndicatorResult) -> Bar | None:
    if result.attainment is None:
        return None
    words, shown = facts.words, facts.show.attainment(result)
    if is_over_limit(result):
        shown = words.joined([shown, _over_limit(facts, result)])
    if result.pace_gap_points is None or result.expected_attainment is None:
        return bar(result.attainment, None, words("page.bar_label", attainment=shown))
    pace = result.expected_attainment
    label = words("page.bar_label_pace", attainment=shown, pace=facts.show.percent(pace))
    return bar(result.attainment, pace, label)


def _action_bar(facts: Facts, result: ActionResult) -> Bar | None:
    if result.attainment is not None:
        shown = facts.show.percent(result.attainment)
        return bar(result.attainment, None, facts.words("page.bar_label_coverage", attainment=shown))
    if result.progress is None:
        return None
    label = facts.words("page.bar_label_progress", progress=progress_cell(result))
    return bar(Fraction(result.progress) / 100, None, label)


def _instead(facts: Facts, result: IndicatorResult) -> str:
    """What stands where a bar would be, for an indicator without one, or below one that could be misread."""
    words = facts.words
    if result.attainment is not None:
        return _over_limit(facts, result) if is_over_limit(result) else ""
    if result.target.target.bound is Bound.PENDING:
        return words("page.no_bar_pending")
    if result.uncompared is not None:
        return one_line(facts.show.uncompared(result))
    if result.value is None:
        return words(doubt(result, *_DOUBTS, "page.no_bar_silent"))
    return _unmeasured(facts, result)


def _unmeasured(facts: Facts, result: IndicatorResult) -> str:
    """How a figure is judged that has no attainment."""
    words = facts.words
    if result.target.method is Method.GAP and result.gap is not None:
        sign = "+" if result.gap > 0 else ""
        return words("page.no_bar_gap", gap=f"{sign}{facts.show.difference(result.gap, result.target.unit)}")
    if result.target.method is Method.MET and result.satisfied is not None:
        return words("page.no_bar_met" if result.satisfied else "page.no_bar_not_met")
    return words("page.no_bar_other")


def _over_limit(facts: Facts, result: IndicatorResult) -> str:
    target = result.target.target
    limit = target.value if target.upper is None else target.upper
    return facts.words("page.over_limit", limit=one_line(facts.show.quantity(limit, result.target.unit)))


def _no_line(facts: Facts, result: IndicatorResult) -> str:
    """Why no line can be drawn."""
    if result.value is not None:
        return facts.words("page.spark_units")
    return facts.words(doubt(result, *_DOUBTS, "page.spark_none"))


def _months_in_words(facts: Facts, result: IndicatorResult) -> str:
    words, show = facts.words, facts.show
    told = [
        words("page.spark_gap", month=show.month(one.month))
        if one.freshness is Freshness.NONE
        else words(
            "page.spark_month",
            month=show.month(one.month),
            figure=f"{one_line(show.figure_of(one))}{_aside(facts, one)}",
        )
        for one in result.months
    ]
    revised = [
        words("page.spark_revised", month=show.month(now.month), target=show.target(now.target))
        for before, now in pairwise(result.months)
        if (now.target.target, now.target.unit) != (before.target.target, before.target.unit)
    ]
    return words("page.spark_label", months=words.joined(told)) + "".join(revised)


def _aside(facts: Facts, one: MonthResult) -> str:
    told = one_line(facts.show.freshness(one))
    return facts.words("page.aside", text=told) if told else ""


def _month_row(facts: Facts, one: MonthResult) -> MonthRow:
    show = facts.show
    return MonthRow(
        month=show.month(one.month),
        figure=one_line(show.figure_of(one)),
        aside=_aside(facts, one),
        attainment=show.attainment(one),
        expected=one_line(show.quantity(one.expected, one.target.unit)),
        chip=status_chip(facts, one.status),
    )


def _ranks(results: Sequence[IndicatorResult]) -> list[tuple[tuple[str, int], ...]]:
    """The place of each indicator by each order; the plan's decides between equals."""
    orders: tuple[tuple[str, Callable[[IndicatorResult], tuple[int, Fraction]]], ...] = (
        ("plan", lambda _: (0, Fraction(0))),
        ("status", lambda one: (_BAD_FIRST.index(one.status), Fraction(0))),
        ("attainment", lambda one: _last_without(one.attainment)),
        ("gap", lambda one: _last_without(_points(one))),
    )
    places: list[list[tuple[str, int]]] = [[] for _ in results]
    for name, key in orders:
        listed = sorted(range(len(results)), key=lambda place: (key(results[place]), place))
        for rank, place in enumerate(listed):
            places[place].append((name, rank))
    return [tuple(ranks) for ranks in places]


def _last_without(value: Fraction | None) -> tuple[int, Fraction]:
    return (1, Fraction(0)) if value is None else (0, value)


def _points(result: IndicatorResult) -> Fraction | None:
    """How far from the expected, in percentage points, which alone can be compared between indicators."""
    if result.is_part:
        return None
    if result.pace_gap_points is not None:
        return result.pace_gap_points
    return result.gap if result.gap is not None and is_share(result.target.unit) else None
