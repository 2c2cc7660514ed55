"""一、总体情况 and 二、主要目标完成情况: counts that add up, what changed, and the table of targets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kpitrack.assessment.results import ActionResult, ActionStatus, IndicatorResult, Status, Tally
from kpitrack.render.briefing.facts import Facts
from kpitrack.render.cells import (
    ACTION_ORDER,
    STATUS_ORDER,
    against_cell,
    expected_cell,
    share_cell,
)
from kpitrack.render.document import Block, table
from kpitrack.render.safe import one_line


def overview(facts: Facts) -> Iterator[Block | str]:
    """一、总体情况."""
    assessment, summary = facts.assessment, facts.assessment.summary
    yield facts.part(1, facts.say("overview"))
    yield facts.say(
        "overview.pace",
        day=facts.show.day(facts.month.last_day),
        pace=facts.show.percent(assessment.pace),
        indicators=summary.indicators,
        actions=summary.action_count,
    )
    if summary.indicators:
        counts = _counts(facts, "status", STATUS_ORDER, summary.statuses)
        yield facts.paragraph(
            [
                facts.say("overview.indicators", total=summary.indicators, counts=counts),
                _share(facts, summary),
                facts.say("overview.not-yet", n=summary.statuses[Status.IN_PROGRESS])
                if summary.statuses[Status.IN_PROGRESS]
                else "",
            ]
        )
    if summary.action_count:
        counts = _counts(facts, "action", ACTION_ORDER, summary.actions)
        yield facts.say("overview.actions", total=summary.action_count, counts=counts)
    yield from _changes(facts)


def targets_table(facts: Facts) -> Iterator[Block | str]:
    """二、主要目标完成情况."""
    yield facts.part(2, facts.say("targets"))
    results = facts.assessment.indicators
    if not results:
        yield facts.say("targets.none")
        return
    yield facts.say("targets.intro", total=len(results))
    names = ("number", "indicator", "target", "figure", "attainment", "expected", "against", "status")
    yield table(
        facts.columns(*names),
        [
            (
                str(number),
                facts.name(result.indicator.id),
                facts.target(result),
                facts.figure(result),
                facts.show.attainment(result),
                one_line(expected_cell(facts.show, result)),
                one_line(against_cell(facts.show, result)),
                facts.status(result),
            )
            for number, result in enumerate(results, 1)
        ],
    )


def _counts(
    facts: Facts,
    kind: str,
    order: Iterable[Status | ActionStatus],
    counts: Mapping[Status, int] | Mapping[ActionStatus, int],
) -> str:
    """«已完成3项、达到序时2项»: every status that occurs; they add up to the total."""
    numbers: dict[str, int] = {status.value: number for status, number in counts.items()}
    return facts.words.joined(
        [
            facts.say("count", status=facts.words(f"{kind}.{status.value}"), n=numbers[status.value])
            for status in order
            if numbers[status.value]
        ]
    )


def _share(facts: Facts, summary: Tally) -> str:
    if not summary.judged:
        return facts.say("overview.share.none")
    good = summary.good
    share = share_cell(facts.show, summary)
    return facts.say("overview.share", judged=summary.judged, good=good, share=share)


def _changes(facts: Facts) -> Iterator[str]:
    """What changed since the month before: counts by status, the share, and which items."""
    assessment, before = facts.assessment, facts.assessment.previous
    if before is None:
        yield facts.say("overview.first-month")
        return
    now, month = assessment.summary, facts.show.month(facts.month.shift(-1))
    sentences = []
    if now.indicators:
        moved = _moved_counts(facts, "status", STATUS_ORDER, before.statuses, now.statuses)
        key = "overview.changed" if moved else "overview.unchanged"
        sentences.append(facts.say(key, month=month, changes=moved))
        share, earlier = share_cell(facts.show, now), share_cell(facts.show, before)
        if now.judged or before.judged:
            sentences.append(facts.say("overview.share-changed", month=month, before=earlier, now=share))
    if now.action_count:
        moved = _moved_counts(facts, "action", ACTION_ORDER, before.actions, now.actions)
        key = "overview.actions-changed" if moved else "overview.actions-unchanged"
        sentences.append(facts.say(key, changes=moved))
    yield facts.paragraph(sentences)
    yield from _moves(facts, "status", assessment.indicators)
    yield from _moves(facts, "action", assessment.actions)


def _moved_counts(
    facts: Facts,
    kind: str,
    order: Iterable[Status | ActionStatus],
    before: Mapping[Status, int] | Mapping[ActionStatus, int],
    now: Mapping[Status, int] | Mapping[ActionStatus, int],
) -> str:
    """«已完成由1项增至3项»: every status with another count than before."""
    old: dict[str, int] = {status.value: number for status, number in before.items()}
    new: dict[str, int] = {status.value: number for status, number in now.items()}
    parts = []
    for status in order:
        was, count = old[status.value], new[status.value]
        if was != count:
            key = "count.up" if count > was else "count.down"
            parts.append(facts.say(key, status=facts.words(f"{kind}.{status.value}"), before=was, now=count))
    return facts.words.joined(parts)


def _moves(facts: Facts, kind: str, results: Iterable[IndicatorResult | ActionResult]) -> Iterator[str]:
    """Which items changed from which status to which."""
    moves: dict[tuple[str, str], list[str]] = {}
    for result in results:
        item = result.indicator.id if isinstance(result, IndicatorResult) else result.action.id
        if result.previous_status and result.previous_status.value != result.status.value:
            moves.setdefault((result.previous_status.value, result.status.value), []).append(item)
    if moves:
        parts = [
            facts.say(
                "overview.move",
                before=facts.words(f"{kind}.{before}"),
                now=facts.words(f"{kind}.{now}"),
                n=len(items),
                names=facts.names(items),
            )
            for (before, now), items in moves.items()
        ]
        yield facts.say(f"overview.moves.{kind}", moves=facts.groups(parts))
