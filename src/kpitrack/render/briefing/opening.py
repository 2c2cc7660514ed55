"""一、总体情况: counts that add up, and what has changed since the month before and the last briefing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kpitrack.amendments import Briefed
from kpitrack.assessment.results import ActionResult, ActionStatus, IndicatorResult, Status, Tally
from kpitrack.kinds import Section
from kpitrack.periods import Period
from kpitrack.render.briefing.facts import Facts, item_of
from kpitrack.render.cells import ACTION_ORDER, STATUS_ORDER, share_cell
from kpitrack.render.document import Block
from kpitrack.render.safe import one_line

_NAMED = 6  # more that changed alike are counted: the annexes have the status before of each


def overview(facts: Facts) -> Iterator[Block | str]:
    """一、总体情况."""
    assessment, summary = facts.assessment, facts.assessment.summary
    yield facts.part(Section.OVERVIEW, facts.say("overview"))
    yield facts.say(
        "overview.pace",
        day=facts.show.day(facts.month.last_day),
        pace=facts.show.percent(assessment.pace),
        indicators=summary.indicators,
        actions=summary.action_count,
    )
    if summary.indicators:
        yield facts.paragraph(
            [
                facts.say("overview.indicators", total=summary.indicators, counts=facts.counts(summary)),
                _share(facts, summary),
                facts.say("overview.not-yet", n=summary.statuses[Status.IN_PROGRESS])
                if summary.statuses[Status.IN_PROGRESS]
                else "",
            ]
        )
    if summary.action_count:
        counts = facts.action_counts(summary)
        yield facts.say("overview.actions", total=summary.action_count, counts=counts)
    yield from _since_last_month(facts)
    yield from _since_last_briefing(facts)


def _share(facts: Facts, summary: Tally) -> str:
    if not summary.judged:
        return facts.say("overview.share.none")
    good = summary.good
    share = share_cell(facts.show, summary)
    return facts.say("overview.share", judged=summary.judged, good=good, share=share)


def _since_last_month(facts: Facts) -> Iterator[str]:
    """What changed since the month before: counts by status, the share, and which items."""
    assessment, before = facts.assessment, facts.assessment.previous
    if before is None:
        yield facts.say("overview.first-month")
        return
    now, month = assessment.summary, facts.show.month(facts.month.shift(-1))
    sentences = []
    if now.indicators:
        moved = _moved(facts, "status", STATUS_ORDER, before.statuses, now.statuses)
        key = "overview.changed" if moved else "overview.unchanged"
        sentences.append(facts.say(key, month=month, changes=moved))
        sentences.append(_share_changed(facts, before, now, month))
    if now.action_count:
        moved = _moved(facts, "action", ACTION_ORDER, before.actions, now.actions)
        if now.indicators:  # the month is said already
            key = "overview.actions-changed" if moved else "overview.actions-unchanged"
        else:
            key = "overview.actions-alone" if moved else "overview.actions-alone.unchanged"
        sentences.append(facts.say(key, month=month, changes=moved))
    yield facts.paragraph(sentences)
    yield from _moves(facts, "status", assessment.indicators)
    yield from _moves(facts, "action", assessment.actions)


def _share_changed(facts: Facts, before: Tally, now: Tally, month: str) -> str:
    """The share on pace then and now, with what it rests on."""
    if not now.judged and not before.judged:
        return ""
    key = "overview.share-changed"
    if not before.judged:
        key = "overview.share-first"
    elif not now.judged:
        key = "overview.share-last"
    share, earlier = share_cell(facts.show, now), share_cell(facts.show, before)
    return facts.say(key, month=month, before=earlier, now=share)


def _since_last_briefing(facts: Facts) -> Iterator[str]:
    """What changed against what was printed last: in counts, and in the figures of closed months.

    The counts only where they are not those that the month before was just compared with.
    """
    last = facts.later.last
    if last is None:
        return
    yield facts.paragraph([_briefed(facts, last), _amended(facts)])


def _briefed(facts: Facts, last: Briefed) -> str:
    """How the counts differ from those that the last closed month's briefing printed."""
    before, summary = facts.assessment.previous, facts.assessment.summary
    if before and last.month == facts.month.shift(-1) and last.counts(before):
        return ""
    indicators = _moved(facts, "status", STATUS_ORDER, last.indicators, summary.statuses)
    actions = _moved(facts, "action", ACTION_ORDER, last.actions, summary.actions)
    changes = facts.groups(
        [
            facts.say("overview.briefed.indicators", changes=indicators) if indicators else "",
            facts.say("overview.briefed.actions", changes=actions) if actions else "",
        ]
    )
    month = facts.show.month(last.month)
    return facts.say("overview.briefed", month=month, changes=changes) if changes else ""


def _amended(facts: Facts) -> str:
    """Which published figures stand otherwise now; comparisons with earlier months rest on what is known."""
    later = facts.later
    if later.problems:
        return facts.say("overview.uncompared")
    if not later.amendments:
        return facts.say("overview.amended.none")
    months: dict[Period, list[str]] = {}
    for amendment in later.amendments:
        months.setdefault(amendment.month, []).append(one_line(amendment.name))
    entries = []
    for month, names in months.items():
        listed = facts.words.joined(names[:_NAMED])
        shown = facts.say("names.and-others", names=listed) if len(names) > _NAMED else listed
        entries.append(facts.say("overview.amended.entry", month=facts.show.month(month), items=shown))
    return facts.say("overview.amended", n=len(later.amendments), entries=facts.groups(entries))


def _moved(
    facts: Facts,
    kind: str,
    order: Iterable[Status | ActionStatus],
    before: Mapping[Status, int] | Mapping[ActionStatus, int] | Mapping[str, int],
    now: Mapping[Status, int] | Mapping[ActionStatus, int],
) -> str:
    """«已完成由1项增至3项»: every status with another count than before."""
    old: dict[str, int] = {str(status): number for status, number in before.items()}
    new: dict[str, int] = {str(status): number for status, number in now.items()}
    parts = []
    for status in order:
        was, count = old.get(status.value, 0), new[status.value]
        if was != count:
            key = "count.up" if count > was else "count.down"
            parts.append(facts.say(key, status=facts.words(f"{kind}.{status.value}"), before=was, now=count))
    return facts.words.joined(parts)


def _moves(facts: Facts, kind: str, results: Iterable[IndicatorResult | ActionResult]) -> Iterator[str]:
    """Which items changed from which status to which."""
    moves: dict[tuple[str, str], list[str]] = {}
    for result in results:
        before, now = result.previous_status, result.status
        if before and before.value != now.value:
            moves.setdefault((before.value, now.value), []).append(item_of(result).id)
    if moves:
        parts = [
            facts.say(
                "overview.move",
                before=facts.words(f"{kind}.{before}"),
                now=facts.words(f"{kind}.{now}"),
                n=len(items),
                names=facts.some(items, _NAMED, counted=True),
            )
            for (before, now), items in moves.items()
        ]
        yield facts.say(f"overview.moves.{kind}", moves=facts.groups(parts))
