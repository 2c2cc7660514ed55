"""The first screen: where the plan stands; and the plan month by month."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kpitrack.assessment.results import (
    JUDGED,
    ON_PACE_OR_BETTER,
    ActionStatus,
    IndicatorResult,
    Punctuality,
    Status,
    Tally,
    UnitResult,
)
from kpitrack.periods import Period
from kpitrack.render.briefing.facts import Facts
from kpitrack.render.cells import ACTION_ORDER, STATUS_ORDER
from kpitrack.render.page.charts import percent, stack
from kpitrack.render.page.items import of_span, status_chip
from kpitrack.render.page.model import Stack, Tile, Trend, TrendColumn
from kpitrack.render.show import NOTHING

_CROWDED = 12  # months beside one another that can all be named


def tiles(facts: Facts) -> Iterator[Tile]:
    """The headline figures: share on pace, time elapsed, mean attainment, reporting."""
    words, show, assessment = facts.words, facts.show, facts.assessment
    summary = assessment.summary
    yield Tile(words("page.share"), show.percent(summary.on_pace_share), _share_note(facts))
    gone = assessment.plan.span.first.until(facts.month) + 1
    passed = words("page.pace_note", whole=of_span(assessment), gone=gone)
    yield Tile(words("page.pace"), show.percent(assessment.pace), passed)
    if summary.of:
        key = "page.mean_note.part" if summary.incomplete else "page.mean_note"
        counted = words(key, counted=summary.counted, of=summary.of, n=summary.incomplete)
        yield Tile(words("page.mean"), show.percent(summary.attainment), counted)
    yield _reports(facts)


def stacks(facts: Facts) -> Iterator[Stack]:
    """Indicators and actions by status, with what has changed since the month before."""
    words, assessment = facts.words, facts.assessment
    summary, before = assessment.summary, assessment.previous
    indicators = [(one.value, words(f"status.{one.value}"), summary.statuses[one]) for one in STATUS_ORDER]
    earlier = [before.statuses[one] for one in STATUS_ORDER] if before else []
    yield stack(words("page.indicators"), indicators, facts.show, _changes(facts, indicators, earlier))
    actions = [(one.value, words(f"action.{one.value}"), summary.actions[one]) for one in ACTION_ORDER]
    earlier = [before.actions[one] for one in ACTION_ORDER] if before else []
    yield stack(words("page.actions"), actions, facts.show, _changes(facts, actions, earlier))


def unit_stacks(facts: Facts) -> Iterator[Stack]:
    """Indicators by status for every lead unit that leads any."""
    for row in facts.assessment.units:
        if row.tally.indicators:
            yield stack(_unit_name(facts, row), _counts(facts, row.tally), facts.show)


def trend(facts: Facts) -> Trend:
    """How many indicators stood in which status, month by month."""
    results = facts.assessment.indicators
    months = [one.month for one in results[0].months] if results else []
    counts = [_month_counts(results, place) for place in range(len(months))]
    occurring = [status for status in STATUS_ORDER if any(count[status] for count in counts)]
    rows = tuple(
        (facts.show.month(month), tuple(str(count[status]) for status in occurring), _share(facts, count))
        for month, count in zip(months, counts, strict=True)
    )
    return Trend(
        label=facts.words("page.plan_trend_label"),
        columns=tuple(_columns(facts, months, counts)),
        heads=tuple(status_chip(facts, status) for status in occurring),
        rows=rows,
    )


def _share_note(facts: Facts) -> str:
    words, assessment = facts.words, facts.assessment
    summary, before = assessment.summary, assessment.previous
    if not summary.judged:
        return words("page.share_none")
    note = words("page.share_note", judged=summary.judged, good=summary.good)
    if before is None or before.on_pace_share is None:
        return note
    month = facts.show.month(facts.month.shift(-1))
    return note + words("page.share_before", month=month, share=facts.show.percent(before.on_pace_share))


def _reports(facts: Facts) -> Tile:
    words, reporting = facts.words, facts.assessment.reporting
    counts = {one: reporting.count(one) for one in Punctuality}
    label, owed = words("page.reports"), len(reporting.duties)
    if not owed:
        return Tile(label, NOTHING, words("page.reports_none"))
    done = owed - counts[Punctuality.MISSING] - counts[Punctuality.NOT_YET_DUE]
    note = words(
        "page.reports_note",
        on_time=counts[Punctuality.ON_TIME],
        late=counts[Punctuality.LATE],
        missing=counts[Punctuality.MISSING],
    )
    if counts[Punctuality.UNDATED]:
        note += words("page.reports_undated", n=counts[Punctuality.UNDATED])
    if counts[Punctuality.NOT_YET_DUE]:
        note += words("page.reports_early", n=counts[Punctuality.NOT_YET_DUE])
    return Tile(label, words("page.reports_value", done=done, owed=owed), note)


def _changes(facts: Facts, counts: list[tuple[str, str, int]], before: list[int]) -> str:
    """What has changed of the counts since the month before; empty in the plan's first."""
    if not before:
        return ""
    words, month = facts.words, facts.show.month(facts.month.shift(-1))
    told = []
    for (_, status, now), earlier in zip(counts, before, strict=True):
        if now != earlier:
            key = "page.change_up" if now > earlier else "page.change_down"
            told.append(words(key, status=status, n=abs(now - earlier)))
    if not told:
        return words("page.change_none", month=month)
    return words("page.changes", month=month, changes=words.joined(told))


def _unit_name(facts: Facts, row: UnitResult) -> str:
    return facts.units((row.unit,)) if row.unit else facts.words(f"row.{row.kind.value}")


def _counts(facts: Facts, tally: Tally) -> list[tuple[str, str, int]]:
    return [(one.value, facts.words(f"status.{one.value}"), tally.statuses[one]) for one in STATUS_ORDER]


def _month_counts(results: tuple[IndicatorResult, ...], place: int) -> dict[Status, int]:
    counts = dict.fromkeys(Status, 0)
    for result in results:
        counts[result.months[place].status] += 1
    return counts


def _share(facts: Facts, counts: dict[Status, int]) -> str:
    """The share on pace among those judged, with the numbers it rests on."""
    judged = sum(counts[status] for status in JUDGED)
    good = sum(counts[status] for status in ON_PACE_OR_BETTER)
    if not judged:
        return NOTHING
    share = facts.show.percent(Fraction(good, judged))
    return facts.say("cell.of", ratio=share, part=good, whole=judged)


def _columns(facts: Facts, months: list[Period], counts: list[dict[Status, int]]) -> Iterator[TrendColumn]:
    slots = max(len(months), 6)
    every = -(-slots // _CROWDED)
    for place, (month, count) in enumerate(zip(months, counts, strict=True)):
        total, above, pieces = sum(count.values()), 0, []
        for status in STATUS_ORDER:
            if count[status]:
                top, height = Fraction(above, total), Fraction(count[status], total)
                pieces.append((status.value, percent(top), percent(height)))
                above += count[status]
        yield TrendColumn(
            start=percent(Fraction(5 * place + 1, 5 * slots)),
            width=percent(Fraction(3, 5 * slots)),
            middle=percent(Fraction(2 * place + 1, 2 * slots)),
            label=facts.show.month(month) if place % every == 0 else "",
            pieces=tuple(pieces),
        )


def known_statuses(facts: Facts) -> Iterator[tuple[str, str]]:
    """The statuses that occur, as (value of the filter, text); `done` goes with `met`."""
    words, summary = facts.words, facts.assessment.summary
    met = summary.statuses[Status.MET] + summary.actions[ActionStatus.DONE]
    if met:
        yield "met", words("page.filter_met")
    seen = {"met", "done"}
    named: list[tuple[str, str, int]] = [
        *((one.value, f"status.{one.value}", summary.statuses[one]) for one in STATUS_ORDER),
        *((one.value, f"action.{one.value}", summary.actions[one]) for one in ACTION_ORDER),
    ]
    occurring = {value for value, _, number in named if number}
    for value, key, _ in named:
        if value in occurring - seen:
            seen.add(value)
            yield value, words(key)
