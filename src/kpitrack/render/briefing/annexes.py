"""The annexes: every indicator and every action with all that is known of it, in two tables."""

from __future__ import annotations

from collections.abc import Iterator

from kpitrack.assessment.results import ActionResult, IndicatorResult
from kpitrack.kinds import Section
from kpitrack.render.briefing.facts import Facts
from kpitrack.render.briefing.prose import NEXT, NOTE, PROBLEM, reports_of, said
from kpitrack.render.cells import (
    action_figure_cell,
    against_cell,
    change_cell,
    expected_cell,
    needed_cell,
    progress_cell,
    shortfall_cell,
)
from kpitrack.render.document import Block, Heading, table
from kpitrack.render.safe import one_line
from kpitrack.render.show import NOTHING

_INDICATOR_COLUMNS = (
    "number",
    "section",
    "indicator",
    "target",
    "figure",
    "period",
    "change",
    "attainment",
    "expected",
    "against",
    "shortfall",
    "needed",
    "due",
    "status",
    "previous",
    "lead",
)
_ACTION_COLUMNS = (
    "number",
    "section",
    "action",
    "status",
    "previous",
    "progress",
    "reported",
    "period",
    "note",
    "problem",
    "next",
    "lead",
)


def all_indicators(facts: Facts) -> Iterator[Block | str]:
    """附件 量化指标完成情况总表."""
    yield _heading(facts, Section.ALL_INDICATORS)
    indicators = [_indicator(facts, number, one) for number, one in enumerate(facts.assessment.indicators, 1)]
    columns = facts.columns(*_INDICATOR_COLUMNS)
    yield table(columns, indicators) if indicators else facts.say("targets.none")


def all_actions(facts: Facts) -> Iterator[Block | str]:
    """附件 定性任务进展情况总表."""
    yield _heading(facts, Section.ALL_ACTIONS)
    actions = [_action(facts, number, one) for number, one in enumerate(facts.assessment.actions, 1)]
    columns = facts.columns(*_ACTION_COLUMNS)
    yield table(columns, actions) if actions else facts.say("units.no-actions")


def _heading(facts: Facts, section: Section) -> Heading:
    title = facts.say(f"annex.{section.value}")
    return Heading(2, title, annex=True, mark=facts.annex(facts.outline.annex(section) or 0))


def _indicator(facts: Facts, number: int, result: IndicatorResult) -> list[str]:
    show, place, previous = facts.show, result.indicator.place, result.previous_status
    return [
        str(number),
        one_line(place.section) or NOTHING,
        facts.name(result.indicator.id),
        facts.target(result),
        one_line(show.figure(result)),
        show.month(result.value_period),
        one_line(change_cell(show, result)),
        show.attainment(result),
        one_line(expected_cell(show, result)),
        one_line(against_cell(show, result)),
        one_line(shortfall_cell(show, result)),
        one_line(needed_cell(show, result)),
        show.month(result.indicator.due),
        facts.status(result),
        facts.words(f"status.{previous.value}") if previous else NOTHING,
        one_line(facts.show.lead(place)),
    ]


def _action(facts: Facts, number: int, result: ActionResult) -> list[str]:
    place, previous, records = result.action.place, result.previous_status, reports_of(facts, result)
    latest = max((record.period for record in records), default=None)
    return [
        str(number),
        one_line(place.section) or NOTHING,
        facts.name(result.action.id),
        facts.status(result),
        facts.words(f"action.{previous.value}") if previous else NOTHING,
        progress_cell(result),
        one_line(action_figure_cell(facts.show, result, facts.month)),
        facts.show.month(latest),
        said(facts, records, NOTE) or NOTHING,
        said(facts, records, PROBLEM) or NOTHING,
        said(facts, records, NEXT) or NOTHING,
        one_line(facts.show.lead(place)),
    ]
