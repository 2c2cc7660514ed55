"""二、主要目标完成情况: what is met, on pace or behind, by name, what this month added, and the table."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kpitrack.assessment.results import IndicatorResult, Status
from kpitrack.kinds import Measure, Section
from kpitrack.numeric import show_points
from kpitrack.render.briefing.facts import Facts
from kpitrack.render.cells import against_cell, expected_cell
from kpitrack.render.document import Block, table
from kpitrack.render.safe import one_line

_NAMED = 8  # the table names them all
_BEHIND = frozenset({Status.LAGGING, Status.SERIOUSLY_LAGGING})
_ON_THE_WAY = frozenset({Status.IN_PROGRESS, Status.ON_PACE, *_BEHIND, Status.NOT_MET})
_JUDGED = (Status.MET, Status.ON_PACE, Status.LAGGING, Status.SERIOUSLY_LAGGING, Status.NOT_MET)


def targets(facts: Facts) -> Iterator[Block | str]:
    """二、主要目标完成情况."""
    yield facts.part(Section.TARGETS, facts.say("targets"))
    results = facts.assessment.indicators
    if not results:
        yield facts.say("targets.none")
        return
    yield facts.paragraph([_judged(facts), _furthest(facts)])
    yield facts.paragraph(_added(facts))
    annex = facts.outline.annex(Section.ALL_INDICATORS)
    yield facts.paragraph(
        [
            facts.say("targets.intro" if annex else "targets.intro.alone", total=len(results), annex=annex),
            facts.say("targets.reading"),
        ]
    )
    names = ("number", "indicator", "target", "figure", "attainment", "expected", "against", "status")
    yield table(
        facts.columns(*names), [_row(facts, number, result) for number, result in enumerate(results, 1)]
    )


def _row(facts: Facts, number: int, result: IndicatorResult) -> tuple[str, ...]:
    return (
        str(number),
        facts.name(result.indicator.id),
        facts.target(result),
        facts.figure(result),
        facts.show.attainment(result),
        one_line(expected_cell(facts.show, result)),
        one_line(against_cell(facts.show, result)),
        facts.status(result),
    )


def _judged(facts: Facts) -> str:
    """Which indicators are met, on pace, behind or lost, by name."""
    entries = []
    for status in _JUDGED:
        items = [one.indicator.id for one in facts.assessment.indicators if one.status is status]
        if items:
            shown = facts.words(f"status.{status.value}")
            names = facts.some(items, _NAMED, counted=True)
            entries.append(facts.say("targets.judged.entry", status=shown, n=len(items), names=names))
    return facts.say("targets.judged", entries=facts.groups(entries)) if entries else ""


def _furthest(facts: Facts) -> str:
    """The indicator that is furthest behind its path, by points of attainment."""
    behind = [
        (one.pace_gap_points, one)
        for one in facts.assessment.indicators
        if one.pace_gap_points is not None and one.status in _BEHIND and facts.month < one.indicator.due
    ]
    if not behind:
        return ""
    most = min(points for points, _ in behind)
    names = [one.indicator.id for points, one in behind if points == most]
    points = show_points(abs(most)).lstrip("+")
    return facts.say("targets.furthest", names=facts.some(names, _NAMED), points=points)


def _added(facts: Facts) -> Iterator[str]:
    """What this month added to running totals, and which of those that are to grow did not."""
    changes: list[tuple[IndicatorResult, Fraction]] = [
        (one, one.change)
        for one in facts.assessment.indicators
        if one.change is not None and one.indicator.measure is Measure.CUMULATIVE
    ]
    grown = [
        facts.say(
            "targets.added.entry",
            name=facts.name(one.indicator.id),
            amount=one_line(facts.show.difference(change, one.unit)),
        )
        for one, change in changes
        if change > 0
    ]
    still = [one.indicator.id for one, change in changes if not change and _wants_more(one)]
    if grown:
        yield facts.say("targets.added", n=len(grown), entries=facts.groups(grown))
    if still:
        yield facts.say("targets.still", n=len(still), names=facts.some(still, _NAMED, counted=True))


def _wants_more(result: IndicatorResult) -> bool:
    """Whether an indicator is on its way to a lower bound."""
    bound = result.target.target.bound
    return result.status in _ON_THE_WAY and not bound.is_upper_limit and not bound.is_relative
