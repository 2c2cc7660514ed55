"""三、重点任务进展: programme by programme, task by task, what stands and what units wrote about it."""

from __future__ import annotations

from collections.abc import Iterator

from kpitrack.assessment.results import ActionResult, IndicatorResult
from kpitrack.assessment.rollup import tally
from kpitrack.kinds import Section
from kpitrack.model import Place
from kpitrack.render.briefing.facts import Facts, item_of
from kpitrack.render.briefing.prose import action_sentence, indicator_sentence, remark
from kpitrack.render.document import Block, Listing
from kpitrack.render.safe import one_line

_PART = Section.PROGRESS


def progress(facts: Facts) -> Iterator[Block | str]:
    """三、重点任务进展."""
    yield facts.part(_PART, facts.say("progress"))
    groups = _by_place(facts)
    for number, programme in enumerate(facts.assessment.plan.programmes, 1):
        section = facts.say("section", section=one_line(programme.section)) if programme.section else ""
        yield facts.subpart(_PART, number, f"{one_line(programme.title)}{section}")
        yield _counts(
            facts, [one for (name, _), group in groups.items() if name == programme.id for one in group]
        )
        yield from _group(facts, groups.get((programme.id, None), []))
        for place, task in enumerate(programme.tasks, 1):
            yield facts.topic(_PART, number, place, one_line(task.title))
            yield from _group(facts, groups.get((programme.id, task.id), []))


def _counts(facts: Facts, results: list[IndicatorResult | ActionResult]) -> str:
    """How many indicators and actions a programme has, by status."""
    indicators = [one for one in results if isinstance(one, IndicatorResult)]
    actions = [one for one in results if isinstance(one, ActionResult)]
    counted = tally(indicators, actions, facts.assessment.plan)
    parts = [
        facts.say("progress.indicators", n=len(indicators), counts=facts.counts(counted))
        if indicators
        else "",
        facts.say("progress.actions", n=len(actions), counts=facts.action_counts(counted)) if actions else "",
    ]
    return facts.paragraph(map(facts.sentence, parts))


def _by_place(facts: Facts) -> dict[tuple[str, str | None], list[IndicatorResult | ActionResult]]:
    """Indicators, then actions, under the headings of the plan."""
    groups: dict[tuple[str, str | None], list[IndicatorResult | ActionResult]] = {}
    for result in facts.results:
        place = item_of(result).place
        groups.setdefault((place.programme, place.task), []).append(result)
    return groups


def _group(facts: Facts, group: list[IndicatorResult | ActionResult]) -> Iterator[Block | str]:
    """Who answers for the items, then the indicators, then the actions."""
    answers = [_answerable(facts, item_of(result).place) for result in group]
    if not answers:
        return
    shared = len(set(answers)) == 1
    if shared:
        yield facts.sentence(answers[0])
    entries = []
    for result, answer in zip(group, answers, strict=True):
        apart = facts.show.uncompared(result) if isinstance(result, IndicatorResult) else ""
        sentences = [_sentence(facts, result), facts.sentence(apart), _remarked(facts, result)]
        if not shared:
            sentences.append(facts.sentence(answer))
        entries.append(facts.paragraph(sentences))
    yield Listing(tuple(entries))


def _remarked(facts: Facts, result: IndicatorResult | ActionResult) -> str:
    """What the latest reports say of it, as written; in English behind a word that begins the sentence."""
    text = remark(facts, result)
    return facts.sentence(facts.say("remark", text=text)) if text else ""


def _sentence(facts: Facts, result: IndicatorResult | ActionResult) -> str:
    if isinstance(result, IndicatorResult):
        return indicator_sentence(facts, result)
    return action_sentence(facts, result)


def _answerable(facts: Facts, place: Place) -> str:
    return facts.groups([facts.answerable(place), facts.taking_part(place)])
