"""问题: what is behind, undecided, overdue or silent, what was not reported, what is wrong in the data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kpitrack.assessment.results import ActionResult, DutyResult, IndicatorResult, Punctuality
from kpitrack.problems import Problem
from kpitrack.render.briefing.facts import Facts, item_of
from kpitrack.render.briefing.prose import action_clauses, standing
from kpitrack.render.briefing.shortcomings import WANTING, WANTING_ACTIONS
from kpitrack.render.cells import needed_cell
from kpitrack.render.problems import hint_of, sentence_of
from kpitrack.render.safe import one_line
from kpitrack.render.show import NOTHING
from kpitrack.render.workbook.actions import sayings_cells
from kpitrack.render.workbook.grid import Cell, Column, Kind, Sheet, headings, numbered, texts
from kpitrack.render.workbook.items import outcome_text

COLUMNS = (
    Column("number", 5, Kind.CENTRED),
    Column("class", 8, Kind.CENTRED),
    Column("subject", 26),
    Column("status", 10, Kind.STATUS),
    Column("report", 10, Kind.CENTRED),
    Column("what", 46),
    Column("needed", 11, Kind.FIGURE),
    Column("problem", 22),
    Column("next", 24),
    Column("place", 20),
    Column("lead", 22),
    Column("id", 24, calculates=True),
    Column("code", 20, calculates=True),
    Column("report-code", 12, calculates=True),
)
_REPORTS = (Punctuality.MISSING, Punctuality.LATE)


def issues_sheet(facts: Facts, name: str, title: str) -> Sheet:
    """The sheet of all that is to be looked after: a row per item with all its reasons, then the data."""
    assessment = facts.assessment
    owed = _owed(facts)
    rows: list[Mapping[str, Cell]] = []
    for status in WANTING:
        found = [one for one in assessment.indicators if one.status is status]
        rows += [_item(facts, one, owed.pop(one.indicator.id, [])) for one in found]
    for state in WANTING_ACTIONS:
        silent = [one for one in assessment.actions if one.status is state]
        rows += [_item(facts, one, owed.pop(one.action.id, [])) for one in silent]
    results = {item_of(one).id: one for one in facts.results}
    for item, duties in owed.items():
        rows.append(_item(facts, results[item], duties) if item in results else _series(facts, item, duties))
    rows += [_problem(facts, problem) for problem in problems_of(facts)]
    notes = (facts.words("book.note.issues" if rows else "book.note.no-issues"),)
    return Sheet(name, title, COLUMNS, headings(facts.words, COLUMNS), numbered(rows), notes, frozen=4)


def problems_of(facts: Facts) -> tuple[Problem, ...]:
    """What the checks found in the data, and which seals of closed months could not be compared."""
    found = facts.assessment.problems
    return (*found, *(problem for problem in facts.later.problems if problem not in found))


def _owed(facts: Facts) -> dict[str, list[DutyResult]]:
    """The duties whose reports are missing or late, by item: items that miss one come first."""
    found: dict[str, list[DutyResult]] = {}
    for outcome in _REPORTS:
        for duty in facts.assessment.reporting.duties:
            if duty.outcome is outcome:
                found.setdefault(duty.item, []).append(duty)
    return found


def _item(
    facts: Facts, result: IndicatorResult | ActionResult, duties: Sequence[DutyResult]
) -> dict[str, Cell]:
    """An indicator or action: where it stands, what became of its reports, what units said."""
    item, said = item_of(result), sayings_cells(facts, result)
    if isinstance(result, IndicatorResult):
        kind, word = "indicator", f"status.{result.status.value}"
        clauses = [*standing(facts, result), facts.status(result)]
        needed = one_line(needed_cell(facts.show, result))
    else:
        kind, word = "action", f"action.{result.status.value}"
        clauses, needed = action_clauses(facts, result), ""
    cells = {
        "class": facts.words(f"book.class.{kind}"),
        "subject": facts.name(item.id),
        "status": facts.words(word),
        "what": _reasons(facts, clauses, duties, item.place.lead),
        "needed": needed,
        "place": facts.section(item.place).strip(" （）()"),
        "lead": one_line(facts.show.lead(item.place)),
        "id": item.id,
        "code": result.status.value,
    }
    said = {key: said[key] for key in ("problem", "next") if key in said}
    return {**texts({**cells, **_outcomes(facts, duties)}), **said}


def _series(facts: Facts, item: str, duties: Sequence[DutyResult]) -> dict[str, Cell]:
    """A series has no status: only what became of its reports."""
    cells = {
        "class": facts.words("book.class.series"),
        "subject": facts.name(item),
        "status": NOTHING,
        "what": _reasons(facts, (), duties, ()),
        "id": item,
    }
    return texts({**cells, **_outcomes(facts, duties)})


def _reasons(
    facts: Facts, clauses: Iterable[str], duties: Iterable[DutyResult], lead: tuple[str, ...]
) -> str:
    """All that is to be said of an item: where it stands, then a sentence for each report owed."""
    sentences = [facts.clauses(clauses), *(_reported(facts, duty, lead) for duty in duties)]
    return facts.paragraph(facts.sentence(sentence) for sentence in sentences)


def _reported(facts: Facts, duty: DutyResult, lead: tuple[str, ...]) -> str:
    """What became of a report, and who owes it where that is not who leads."""
    due, month = facts.show.day(facts.assessment.reporting.due), facts.show.month(facts.month)
    told = facts.words(f"book.report.{duty.outcome.value}", month=month, due=due, days=duty.days)
    who = "" if duty.units == lead else facts.say("reported-by", units=facts.units(duty.units))
    return facts.clauses([told, who])


def _outcomes(facts: Facts, duties: Sequence[DutyResult]) -> dict[str, str]:
    """What became of an item's reports as a word and as a code; nothing where all came in time."""
    told = dict.fromkeys(outcome_text(facts, duty) for duty in duties)
    codes = dict.fromkeys(duty.outcome.value for duty in duties)
    return {"report": facts.words.joined(tuple(told)), "report-code": " ".join(codes)}


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
