"""四、牵头单位情况: what units lead and how it stands, who reported and when. Nobody is ranked."""

from __future__ import annotations

from collections.abc import Iterator

from kpitrack.assessment.results import Punctuality, RowKind, Status, UnitDuties, UnitResult
from kpitrack.kinds import JointCredit, LeadKind, Section
from kpitrack.render.briefing.facts import Facts, item_of
from kpitrack.render.cells import action_cells, action_headers, tally_cells, tally_headers
from kpitrack.render.document import Block, Column, table

_PART = Section.LEAD_UNITS
_BEHIND = (Status.LAGGING, Status.SERIOUSLY_LAGGING, Status.NOT_MET)


def lead_units(facts: Facts) -> Iterator[Block | str]:
    """四、牵头单位情况."""
    yield facts.part(_PART, facts.say("units"))
    yield facts.paragraph([*_leading(facts), facts.say("units.order"), *credit(facts)])
    yield facts.subpart(_PART, 1, facts.say("units.indicators"))
    yield from _indicators(facts)
    yield facts.subpart(_PART, 2, facts.say("units.actions"))
    yield from _actions(facts)
    yield facts.subpart(_PART, 3, facts.say("units.reporting"))
    yield from _reporting(facts)
    yield facts.subpart(_PART, 4, facts.say("units.supported"))
    yield _supported(facts)


def _leading(facts: Facts) -> Iterator[str]:
    """How many of the units lead something or answer for it jointly."""
    units = [row for row in facts.assessment.units if row.kind is RowKind.UNIT]
    named = {unit for result in facts.results for unit in item_of(result).place.lead}
    if units:
        leading = [row for row in units if row.unit in named]
        yield facts.say("units.leading", all=len(units), n=len(leading))


def credit(facts: Facts) -> Iterator[str]:
    """Why the rows may add up to more than the plan, and what became of joint items."""
    assessment = facts.assessment
    tallies = [row.tally for row in assessment.units]
    more = (
        sum(tally.indicators for tally in tallies) > assessment.summary.indicators
        or sum(tally.action_count for tally in tallies) > assessment.summary.action_count
    )
    rule = assessment.plan.rules.joint_credit
    is_joint = any(item_of(result).place.lead_kind is LeadKind.JOINT for result in facts.results)
    if more:
        full = is_joint and rule is JointCredit.FULL
        yield facts.say("units.more-than-plan" if full else "units.more-than-plan.dual")
    if is_joint and rule is not JointCredit.FULL:
        yield facts.say(f"units.joint.{rule.value}")


def _indicators(facts: Facts) -> Iterator[Block | str]:
    rows = [row for row in facts.assessment.units if row.tally.indicators]
    if not rows:
        yield facts.say("units.no-indicators")
        return
    yield facts.paragraph(_behind(facts, rows))
    columns = [
        *facts.columns("lead"),
        *(Column(name, numeric=True, width=3) for name in tally_headers(facts.show)),
    ]
    cells = [[_name(facts, row), *tally_cells(facts.show, row.tally)] for row in rows]
    cells.append([facts.say("units.whole"), *tally_cells(facts.show, facts.assessment.summary)])
    yield table(columns, cells, total=True)
    yield facts.paragraph([facts.say("units.columns"), _without(facts, "units.leads-no-indicator", rows)])


def _behind(facts: Facts, rows: list[UnitResult]) -> Iterator[str]:
    """Which units have indicators behind or lost, and which have all that can be judged on pace."""
    behind, good = [], []
    for row in rows:
        counts = [
            facts.say("count", status=facts.words(f"status.{status.value}"), n=row.tally.statuses[status])
            for status in _BEHIND
            if row.tally.statuses[status]
        ]
        if counts:
            listed = facts.words.joined(counts)
            behind.append(facts.say("units.counted", unit=_name(facts, row), counts=listed))
        elif row.tally.judged:
            good.append(_name(facts, row))
    if behind:
        yield facts.say("units.behind", entries=facts.groups(behind))
    if good:
        yield facts.say("units.all-on-pace", units=facts.words.joined(good))


def _actions(facts: Facts) -> Iterator[Block | str]:
    rows = [row for row in facts.assessment.units if row.tally.action_count]
    if not rows:
        yield facts.say("units.no-actions")
        return
    columns = [*facts.columns("lead"), *(Column(name, numeric=True) for name in action_headers(facts.show))]
    cells = [[_name(facts, row), *action_cells(row.tally)] for row in rows]
    cells.append([facts.say("units.whole"), *action_cells(facts.assessment.summary)])
    yield table(columns, cells, total=True)
    yield _without(facts, "units.leads-no-action", rows)


def _without(facts: Facts, key: str, rows: list[UnitResult]) -> str:
    """Which units do not stand in a table."""
    listed = {row.unit for row in rows}
    others = [row.unit for row in facts.assessment.units if row.unit and row.unit not in listed]
    return facts.say(key, units=facts.units(others)) if others else ""


def _reporting(facts: Facts) -> Iterator[Block | str]:
    """Who owed how much and what became of it; each duty counts once in the total."""
    reporting = facts.assessment.reporting
    shown = facts.show.month(facts.month)
    if not reporting.duties:
        yield facts.say("units.nothing-owed", month=shown)
        return
    outcomes = [one for one in Punctuality if one is not Punctuality.NOT_YET_DUE or reporting.count(one)]
    names = [facts.say(f"punctual.{one.value}") for one in outcomes]
    totals = [reporting.count(one) for one in outcomes]
    counts = [facts.say("count", status=name, n=n) for name, n in zip(names, totals, strict=True)]
    owed = len(reporting.duties)
    day = facts.show.day(reporting.due)
    yield facts.paragraph(
        [
            facts.say("units.owed", month=shown, day=day, owed=owed, counts=facts.words.joined(counts)),
            _owing(facts),
        ]
    )
    columns = [*facts.columns("reporter", "owed"), *(Column(name, numeric=True) for name in names)]
    owing = [entry for entry in reporting.units if entry.owed]
    rows = [_duty_row(facts, entry, outcomes) for entry in owing]
    rows.append([facts.say("units.whole"), str(owed), *(str(total) for total in totals)])
    yield table(columns, rows, total=True)
    yield facts.paragraph(_reporting_notes(facts))


def _owing(facts: Facts) -> str:
    """Which units have not reported all they owe, and how many items each."""
    entries = [
        facts.say("units.owing.entry", unit=facts.units((one.unit,)), n=len(one.missing))
        for one in facts.assessment.reporting.units
        if one.missing
    ]
    return facts.say("units.owing", n=len(entries), entries=facts.groups(entries)) if entries else ""


def _duty_row(facts: Facts, entry: UnitDuties, outcomes: list[Punctuality]) -> list[str]:
    counted = {
        Punctuality.ON_TIME: entry.on_time,
        Punctuality.LATE: len(entry.late),
        Punctuality.MISSING: len(entry.missing),
        Punctuality.UNDATED: entry.undated,
    }
    counted[Punctuality.NOT_YET_DUE] = entry.owed - sum(counted.values())
    return [facts.units((entry.unit,)), str(entry.owed), *(str(counted[one]) for one in outcomes)]


def _reporting_notes(facts: Facts) -> Iterator[str]:
    reporting = facts.assessment.reporting
    if any(len(duty.units) > 1 for duty in reporting.duties):
        yield facts.say("units.any-one")
    if reporting.count(Punctuality.MISSING):
        yield facts.say("units.missing")
    if reporting.count(Punctuality.UNDATED):
        yield facts.say("units.undated")
    late = [duty for duty in reporting.duties if duty.outcome is Punctuality.LATE]
    if late:
        entries = [
            facts.say(
                "units.late-item",
                name=facts.name(duty.item),
                units=facts.units(duty.units),
                days=duty.days,
            )
            for duty in late
        ]
        yield facts.say("units.late", items=facts.groups(entries))
    idle = [entry.unit for entry in reporting.units if not entry.owed]
    if idle:
        yield facts.say("units.idle", units=facts.units(idle))


def _supported(facts: Facts) -> str:
    entries = [
        facts.say(
            "units.supports",
            unit=_name(facts, row),
            indicators=row.supported_indicators,
            actions=row.supported_actions,
        )
        for row in facts.assessment.units
        if row.supported
    ]
    if not entries:
        return facts.say("units.supports-nothing")
    return facts.say("units.supports-all", entries=facts.groups(entries))


def _name(facts: Facts, row: UnitResult) -> str:
    return facts.units((row.unit,)) if row.unit else facts.words(f"row.{row.kind.value}")
