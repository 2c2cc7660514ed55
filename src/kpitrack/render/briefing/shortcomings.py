"""五、存在问题: every item that is behind, undecided, overdue or silent, and what units complain of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from kpitrack.assessment.results import ActionResult, ActionStatus, Flag, IndicatorResult, Status
from kpitrack.kinds import Section
from kpitrack.periods import Period
from kpitrack.render.briefing.facts import Facts, item_of
from kpitrack.render.briefing.prose import (
    PROBLEM,
    action_clauses,
    attributed,
    distance_clause,
    measured,
    reached,
    reports_of,
    sayings,
)
from kpitrack.render.cells import expected_cell, needed_cell
from kpitrack.render.document import Block
from kpitrack.render.flags import doubt_key, unreadable_places
from kpitrack.render.safe import one_line

_PART = Section.SHORTCOMINGS
WANTING = (  # statuses of indicators that are to be accounted for, the worst first
    Status.NOT_MET,
    Status.SERIOUSLY_LAGGING,
    Status.LAGGING,
    Status.UNDETERMINED,
    Status.NOT_REPORTED,
)
WANTING_ACTIONS = (ActionStatus.OVERDUE, ActionStatus.UNDETERMINED, ActionStatus.NOT_REPORTED)


def shortcomings(facts: Facts) -> Iterator[Block | str]:
    """五、存在问题."""
    yield facts.part(_PART, facts.say("shortcomings"))
    groups = list(_groups(facts))
    yield _summary(facts) if groups else facts.say("shortcomings.none")
    for number, (title, entries) in enumerate(groups, 1):
        yield facts.subpart(_PART, number, title)
        yield from facts.numbered(entries)


def _summary(facts: Facts) -> str:
    """How many items fall short, by status; what units reported of others stands apart."""
    summary = facts.assessment.summary
    indicators = [(f"status.{one.value}", summary.statuses[one]) for one in WANTING]
    actions = [(f"action.{one.value}", summary.actions[one]) for one in WANTING_ACTIONS]
    parts = [
        facts.say(f"shortcomings.summary.{kind}", n=sum(n for _, n in counts), counts=facts.counted(counts))
        for kind, counts in (("indicators", indicators), ("actions", actions))
        if any(n for _, n in counts)
    ]
    return facts.paragraph(map(facts.sentence, parts)) if parts else facts.say("shortcomings.summary.none")


def lacking(facts: Facts, token: str) -> str:
    """What a figure lacks, by name: a month, a reporting unit or a series."""
    plan = facts.assessment.plan
    if token in plan.units:
        return facts.units((token,))
    if token in plan.items:
        return facts.name(token)
    try:
        return facts.show.month(Period.iso(token))
    except ValueError:
        return one_line(token)


def _groups(facts: Facts) -> Iterator[tuple[str, list[str]]]:
    """A heading and its entries, for each kind of shortcoming that there is."""
    for status in WANTING:
        found = [result for result in facts.assessment.indicators if result.status is status]
        if found:
            shown = facts.words(f"status.{status.value}")
            title = facts.say("shortcomings.indicators", status=shown, n=len(found))
            silent = status is Status.NOT_REPORTED
            yield title, list(_silent(facts, found)) if silent else [_indicator(facts, one) for one in found]
    for state in WANTING_ACTIONS:
        late = [result for result in facts.assessment.actions if result.status is state]
        if late:
            shown = facts.words(f"action.{state.value}")
            title = facts.say("shortcomings.actions", status=shown, n=len(late))
            silent = state is ActionStatus.NOT_REPORTED
            yield title, list(_silent(facts, late)) if silent else [_action(facts, one) for one in late]
    reported = list(_reported(facts))
    if reported:
        yield facts.say("shortcomings.reported", n=len(reported)), reported


def _silent(facts: Facts, results: Sequence[IndicatorResult | ActionResult]) -> Iterator[str]:
    """Items of which nothing was ever reported: those that the same units answer for, together."""
    groups: dict[str, list[tuple[str, str]]] = {}
    month = facts.show.month(facts.month)
    for result in results:
        name = f"{facts.name(item_of(result).id)}{facts.section(item_of(result).place)}"
        target = ""
        if isinstance(result, IndicatorResult):
            target = facts.say("clause.target", target=facts.target(result))
        if _is_withdrawn(facts, item_of(result).id):
            clauses = facts.clauses([target, facts.say("clause.withdrawn", month=month)])
            told = [facts.say("item", name=name, clauses=clauses), _answerable(facts, result)]
            yield facts.paragraph(map(facts.sentence, told))
        else:
            groups.setdefault(_answerable(facts, result), []).append((name, target))
    for answerable, items in groups.items():
        if len(items) == 1:
            name, target = items[0]
            clauses = facts.clauses([target, facts.say("clause.silent", month=month)])
            told = [facts.say("item", name=name, clauses=clauses)]
        else:
            listed = facts.groups(facts.clauses([name, target]) for name, target in items)
            told = [listed, facts.say("silent", n=len(items), month=month)]
        yield facts.paragraph(map(facts.sentence, [*told, answerable]))


def _is_withdrawn(facts: Facts, item: str) -> bool:
    """Whether there are reports of an item that nobody stands by any more."""
    return any(chain.first.period <= facts.month for chain in facts.ledger.chains_of(item))


def is_wanting(facts: Facts) -> bool:
    """Whether anything stands in this part."""
    return any(True for _ in _groups(facts))


def _indicator(facts: Facts, result: IndicatorResult) -> str:
    indicator = result.indicator
    name = f"{facts.name(indicator.id)}{facts.section(indicator.place)}"
    clauses = [*reached(facts, result), *_expected(facts, result), *measured(facts, result)]
    stands = facts.groups([facts.clauses(clauses), facts.clauses(_still_needed(facts, result))])
    return facts.paragraph(
        [
            facts.sentence(facts.say("item", name=name, clauses=stands)),
            *(facts.sentence(reason) for reason in _reasons(facts, result)),
            facts.sentence(_answerable(facts, result)),
            *_complaints(facts, result),
        ]
    )


def _expected(facts: Facts, result: IndicatorResult) -> Iterator[str]:
    """Where a steady path or a checkpoint would be; when due that is the target itself."""
    if result.pace_gap_points is not None and facts.month < result.indicator.due:
        yield facts.say("clause.expected", expected=one_line(expected_cell(facts.show, result)))


def _still_needed(facts: Facts, result: IndicatorResult) -> Iterator[str]:
    """What is missing to the target, and how much a month that makes; of a figure in part nothing."""
    if result.incomplete:
        return
    told = result.pace_gap_points is None and distance_clause(facts, result)
    if result.shortfall and not told:
        missing = one_line(facts.show.difference(result.shortfall, result.target.unit))
        yield facts.say("clause.shortfall", missing=missing)
    if result.needed_per_month:
        left = facts.month.until(result.indicator.due)
        due = facts.show.month(result.indicator.due)
        every = _months_for_one(result, result.needed_per_month)
        if every:
            one = one_line(facts.show.quantity(Decimal(1), result.target.unit))
            yield facts.say("clause.needed.every", left=left, due=due, every=every, one=one)
        else:
            needed = one_line(needed_cell(facts.show, result))
            yield facts.say("clause.needed", left=left, due=due, needed=needed)


def _months_for_one(result: IndicatorResult, needed: Fraction) -> int | None:
    """In how many months one is needed, where things are counted whole and less than one in two is."""
    target, value = result.target.target.value, result.value
    if target is None or value is None or Fraction(target).denominator > 1 or Fraction(value).denominator > 1:
        return None
    months = int(1 / needed)
    return months if months >= 2 else None


def _reasons(facts: Facts, result: IndicatorResult) -> Iterator[str]:
    """Why a figure is old or cannot be judged."""
    month = facts.show.month(facts.month)
    yield from _doubts(facts, result)
    if Flag.NO_FIGURE in result.flags:
        yield facts.say("why.no-figure", month=month)
    elif result.stale and not result.incomplete:
        yield facts.say("why.stale", month=month)
    if result.uncompared is not None:
        yield facts.show.uncompared(result)
    elif result.incomplete:
        missing = facts.words.joined([lacking(facts, token) for token in result.incomplete])
        yield facts.say("why.incomplete", missing=missing)
    if Flag.FELL_BACK in result.flags:
        yield facts.say("why.fell-back")


def _doubts(facts: Facts, result: IndicatorResult | ActionResult) -> Iterator[str]:
    """That records contradict one another or cannot be read, and which."""
    doubt = doubt_key(result)
    if doubt:
        yield facts.say(f"why.{doubt}", places=unreadable_places(result, facts.words))


def _answerable(facts: Facts, result: IndicatorResult | ActionResult) -> str:
    """Who leads it; and who owes the figure, where that is somebody else."""
    item = item_of(result)
    lead = facts.answerable(item.place)
    if item.duty.reported_by == item.place.lead:
        return lead
    return facts.clauses([lead, facts.say("reported-by", units=facts.units(item.duty.reported_by))])


def _action(facts: Facts, result: ActionResult) -> str:
    action = result.action
    name = f"{facts.name(action.id)}{facts.section(action.place)}"
    clauses = action_clauses(facts, result)
    if result.status is ActionStatus.OVERDUE and action.due:
        state = facts.words(f"state.{result.state.value}" if result.state else "action.not_reported")
        clauses.append(facts.say("clause.was-due", due=facts.show.full_month(action.due), state=state))
    reasons = _doubts(facts, result)
    return facts.paragraph(
        [
            facts.sentence(facts.say("item", name=name, clauses=facts.clauses(clauses))),
            *(facts.sentence(reason) for reason in reasons),
            facts.sentence(_answerable(facts, result)),
            *_complaints(facts, result),
        ]
    )


def _complaints(facts: Facts, result: IndicatorResult | ActionResult) -> Iterator[str]:
    """What units reported as problems of an item."""
    for saying in sayings(reports_of(facts, result), PROBLEM):
        yield facts.sentence(facts.say("complaint", text=attributed(facts, saying)))


def _reported(facts: Facts) -> Iterator[str]:
    """Problems that units reported of items that are not listed above."""
    for result in facts.results:
        if result.status in {*WANTING, *WANTING_ACTIONS}:
            continue
        texts = [attributed(facts, saying) for saying in sayings(reports_of(facts, result), PROBLEM)]
        if texts:
            name = facts.name(item_of(result).id)
            yield facts.sentence(facts.say("item", name=name, clauses=facts.groups(texts)))
