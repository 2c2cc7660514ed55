"""六、下一步: what falls due, who still owes a report, what is owed for the next month, what units plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kpitrack.assessment import assess
from kpitrack.assessment.results import ActionStatus, DutyResult, Punctuality, Status
from kpitrack.kinds import ScheduleKind, Section, State
from kpitrack.periods import Period
from kpitrack.render.briefing.facts import Facts, chinese, item_of
from kpitrack.render.briefing.prose import NEXT, attributed, reports_of, sayings
from kpitrack.render.briefing.shortcomings import is_wanting
from kpitrack.render.document import Block, Table, table
from kpitrack.render.safe import one_line

_PART = Section.OUTLOOK
_NAMED = 8  # more items due in one month are counted, not named: the annexes name them all


def outlook(facts: Facts) -> Iterator[Block | str]:
    """六、下一步."""
    yield facts.part(_PART, facts.say("outlook"))
    *first, last = [*_asked(facts)] or [""]
    asked = facts.say("outlook.and", first=facts.clauses(first), last=last) if first else last
    if asked:
        yield facts.say("outlook.intro", asked=asked)
    yield facts.subpart(_PART, 1, facts.say("outlook.due"))
    yield from _falling_due(facts)
    yield facts.subpart(_PART, 2, facts.say("outlook.owed"))
    yield from _still_owed(facts)
    yield facts.subpart(_PART, 3, facts.say("outlook.next"))
    yield from _owed_next(facts)
    plans = list(_plans(facts))
    if plans:
        yield facts.subpart(_PART, 4, facts.say("outlook.plans"))
        yield from facts.numbered(plans)


def _asked(facts: Facts) -> Iterator[str]:
    """What units are asked to do: only what there is to do."""
    assessment = facts.assessment
    is_last = facts.month == assessment.plan.span.last
    part = facts.outline.part(Section.SHORTCOMINGS)
    if part is not None and is_wanting(facts):
        number = chinese(part) if facts.words.language == "zh" else part
        yield facts.say("outlook.account" if is_last else "outlook.act", part=number)
    if assessment.reporting.count(Punctuality.MISSING):
        yield facts.say("outlook.send")
    if not is_last:
        yield facts.say("outlook.report")


def _falling_due(facts: Facts) -> Iterator[str]:
    """What is due in the months to come, nearest first, and what waits for somebody else."""
    months: dict[Period, list[str]] = {}
    told = {Section.ALL_INDICATORS: _dated_indicators(facts), Section.ALL_ACTIONS: _dated_actions(facts)}
    annexes: dict[Period, set[int | None]] = {}
    for section, dated in told.items():
        for period, name in dated:
            months.setdefault(period, []).append(name)
            annexes.setdefault(period, set()).add(facts.outline.annex(section))
    if not months:
        yield facts.say("outlook.due.nothing")
    for period in sorted(months):
        names = months[period]
        numbers = [str(number) for number in sorted(annexes[period] - {None}, key=str)]
        counted = len(names) > _NAMED and None not in annexes[period]
        key = "outlook.due.counted" if counted else "outlook.due.named"
        yield facts.say(
            key,
            month=facts.show.full_month(period),
            left=facts.month.until(period),
            n=len(names),
            names=facts.groups(names),
            annexes=facts.words.joined(numbers),
        )
    entries = [
        facts.say(
            "outlook.pending.item",
            name=facts.name(result.indicator.id),
            by=one_line(result.target.target.pending),
        )
        for result in facts.assessment.indicators
        if result.status is Status.PENDING_TARGET
    ]
    if entries:
        yield facts.say("outlook.pending", items=facts.groups(entries))
    awaiting = [r.indicator.id for r in facts.assessment.indicators if r.status is Status.AWAITING_STATISTICS]
    if awaiting:
        yield facts.say("outlook.awaiting", items=facts.names(awaiting))


def _dated_actions(facts: Facts) -> Iterator[tuple[Period, str]]:
    """The months in which actions and steps that are not done fall due."""
    for action in facts.assessment.actions:
        if action.status is ActionStatus.DONE:
            continue
        for step in action.steps:
            if step.step.due and step.step.due > facts.month and step.state is not State.DONE:
                yield step.step.due, facts.name(action.action.step_key(step.step))
        if action.action.due and action.action.due > facts.month:
            yield action.action.due, facts.name(action.action.id)


def _dated_indicators(facts: Facts) -> Iterator[tuple[Period, str]]:
    """The months in which indicators that are not met fall due, or reach their next checkpoint."""
    for result in facts.assessment.indicators:
        name = facts.name(result.indicator.id)
        if result.status in {Status.MET, Status.PENDING_TARGET, Status.AWAITING_STATISTICS}:
            continue
        schedule, due = result.target.schedule, result.indicator.due
        if schedule.kind is ScheduleKind.CHECKPOINTS:
            coming = [(at, value) for at, value in schedule.checkpoints if facts.month < at < due]
            for period, value in coming[:1]:
                figure = one_line(facts.show.quantity(value, result.target.unit))
                yield period, facts.say("outlook.checkpoint", name=name, figure=figure)
        if due > facts.month:
            yield due, name


def _still_owed(facts: Facts) -> Iterator[Block | str]:
    """Who has not reported for the month."""
    reporting = facts.assessment.reporting
    month, day = facts.show.month(facts.month), facts.show.day(reporting.due)
    missing = [duty for duty in reporting.duties if duty.outcome is Punctuality.MISSING]
    open_yet = [duty for duty in reporting.duties if duty.outcome is Punctuality.NOT_YET_DUE]
    if not missing and not open_yet:
        yield facts.say("outlook.owed.nothing", month=month)
    if missing:
        yield facts.say("outlook.owed.missing", month=month, n=len(missing))
        yield _duties_table(facts, missing)
    if open_yet:
        yield facts.say("outlook.owed.open", month=month, day=day, n=len(open_yet))
        yield _duties_table(facts, open_yet)


def _owed_next(facts: Facts) -> Iterator[Block | str]:
    """Who must report what for the next month, as the assessment of that month has it."""
    plan, following = facts.assessment.plan, facts.month.shift(1)
    if following not in plan.span:
        yield facts.say("outlook.next.over")
        return
    # Only who owes what is taken from it: that rests on what is known of this month.
    reporting = assess(plan, facts.ledger, following).reporting
    month = facts.show.month(following)
    if not reporting.duties:
        yield facts.say("outlook.next.nothing", month=month)
        return
    yield facts.say(
        "outlook.next.all", month=month, day=facts.show.day(reporting.due), n=len(reporting.duties)
    )
    yield _duties_table(facts, reporting.duties)


def _duties_table(facts: Facts, duties: Iterable[DutyResult]) -> Table:
    """Duties by those who owe them, each once: where several may report, they share a row."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for duty in duties:
        groups.setdefault(duty.units, []).append(duty.item)
    rows = [
        [_reporters(facts, units), str(len(items)), facts.names(items)] for units, items in groups.items()
    ]
    return table(facts.columns("reporter", "count", "items"), rows)


def _reporters(facts: Facts, units: tuple[str, ...]) -> str:
    names = facts.units(units)
    return facts.say("any-of", units=names) if len(units) > 1 else names


def _plans(facts: Facts) -> Iterator[str]:
    """What units wrote that they will do next."""
    for result in facts.results:
        texts = [attributed(facts, saying) for saying in sayings(reports_of(facts, result), NEXT)]
        if texts:
            yield facts.sentence(
                facts.say("item", name=facts.name(item_of(result).id), clauses=facts.groups(texts))
            )
