"""问题: what is behind, undecided, overdue or silent, what was not reported, what is wrong in the data."""

from __future__ import annotations

from collections.abc import Mapping

from kpitrack.assessment.results import ActionResult, DutyResult, IndicatorResult, Punctuality
from kpitrack.problems import Problem
from kpitrack.render.briefing.facts import Facts, item_of
from kpitrack.render.briefing.prose import action_sentence, indicator_sentence
from kpitrack.render.briefing.shortcomings import WANTING, WANTING_ACTIONS
from kpitrack.render.cells import needed_cell
from kpitrack.render.problems import hint_of, sentence_of
from kpitrack.render.safe import one_line
from kpitrack.render.workbook.actions import sayings_cells
from kpitrack.render.workbook.grid import Cell, Column, Kind, Sheet, headings, numbered, texts
from kpitrack.render.workbook.items import outcome_text

COLUMNS = (
    Column("number", 6, Kind.CENTRED),
    Column("class", 9, Kind.CENTRED),
    Column("subject", 28),
    Column("status", 11, Kind.STATUS),
    Column("what", 52),
    Column("needed", 13, Kind.FIGURE),
    Column("problem", 24),
    Column("next", 28),
    Column("place", 24),
    Column("lead", 24),
    Column("id", 24, calculates=True),
    Column("code", 20, calculates=True),
)
_REPORTS = (Punctuality.MISSING, Punctuality.LATE)


def issues_sheet(facts: Facts, name: str, title: str) -> Sheet:
    """The sheet of all that is to be looked after, items first, then reports, then data."""
    assessment = facts.assessment
    rows: list[Mapping[str, Cell]] = []
    for status in WANTING:
        rows += [_indicator(facts, one) for one in assessment.indicators if one.status is status]
    for state in WANTING_ACTIONS:
        rows += [_action(facts, one) for one in assessment.actions if one.status is state]
    for outcome in _REPORTS:
        rows += [_report(facts, one) for one in assessment.reporting.duties if one.outcome is outcome]
    rows += [_problem(facts, problem) for problem in problems_of(facts)]
    notes = (facts.words("book.note.issues" if rows else "book.note.no-issues"),)
    return Sheet(name, title, COLUMNS, headings(facts.words, COLUMNS), numbered(rows), notes, frozen=3)


def problems_of(facts: Facts) -> tuple[Problem, ...]:
    """What the checks found in the data, and which seals of closed months could not be compared."""
    found = facts.assessment.problems
    return (*found, *(problem for problem in facts.later.problems if problem not in found))


def _indicator(facts: Facts, result: IndicatorResult) -> dict[str, Cell]:
    cells = {
        "class": facts.words("book.class.indicator"),
        "status": facts.words(f"status.{result.status.value}"),
        "what": indicator_sentence(facts, result),
        "needed": one_line(needed_cell(facts.show, result)),
        "code": result.status.value,
    }
    return {**texts(cells), **_item(facts, result)}


def _action(facts: Facts, result: ActionResult) -> dict[str, Cell]:
    cells = {
        "class": facts.words("book.class.action"),
        "status": facts.words(f"action.{result.status.value}"),
        "what": action_sentence(facts, result),
        "code": result.status.value,
    }
    return {**texts(cells), **_item(facts, result)}


def _item(facts: Facts, result: IndicatorResult | ActionResult) -> dict[str, Cell]:
    """What both have: name, where it stands in the plan, who leads it, what units said."""
    item, said = item_of(result), sayings_cells(facts, result)
    cells = {
        "subject": facts.name(item.id),
        "place": facts.section(item.place).strip(" （）()"),
        "lead": one_line(facts.show.lead(item.place)),
        "id": item.id,
    }
    return {**texts(cells), **{key: said[key] for key in ("problem", "next") if key in said}}


def _report(facts: Facts, duty: DutyResult) -> dict[str, Cell]:
    due = facts.show.day(facts.assessment.reporting.due)
    month = facts.show.month(facts.month)
    cells = {
        "class": facts.words("book.class.report"),
        "subject": facts.name(duty.item),
        "status": outcome_text(facts, duty),
        "what": facts.words(f"book.report.{duty.outcome.value}", month=month, due=due, days=duty.days),
        "lead": facts.units(duty.units),
        "id": duty.item,
        "code": duty.outcome.value,
    }
    return texts(cells)


def _problem(facts: Facts, problem: Problem) -> dict[str, Cell]:
    cells = {
        "class": facts.words("book.class.data"),
        "subject": problem.rule,
        "status": problem.severity.value,
        "what": one_line(sentence_of(problem, facts.words)),
        "next": one_line(hint_of(problem, facts.words)),
        "place": one_line(str(problem.location)),
        "id": problem.rule,
        "code": problem.severity.value,
    }
    return texts(cells)
