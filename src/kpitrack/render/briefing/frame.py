"""How a briefing begins and ends: number, title, addressee, closing sentence, annexes, issuer, date.

Each line is what was asked for with an option, else what the plan's settings say, else ours or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kpitrack.model import BRIEFING_PLACES
from kpitrack.render.briefing.facts import Facts
from kpitrack.render.document import Block, Heading, Paragraph, Role
from kpitrack.render.material import BriefingOptions
from kpitrack.render.place_names import place_beside
from kpitrack.render.safe import one_line

_PLACE = re.compile(rf"\{{({'|'.join(BRIEFING_PLACES)})\}}")


def title(facts: Facts, options: BriefingOptions) -> str:
    """The title line."""
    settings = facts.assessment.plan.briefing
    if options.title:
        return one_line(options.title)
    return filled(facts, settings.title) or facts.say("head.title", plan=_plan(facts), span=_span(facts))


def head(facts: Facts, options: BriefingOptions) -> Iterator[Block]:
    """Number, title, period, addressee, and what a reader must know before the first figure."""
    assessment, settings = facts.assessment, facts.assessment.plan.briefing
    yield Paragraph(one_line(options.number) or filled(facts, settings.number), Role.NUMBER)
    yield Heading(1, title(facts, options))
    period = facts.say("head.period", span=_span(facts), day=facts.show.day(facts.month.last_day))
    yield Paragraph(period, Role.LABEL)
    to = one_line(options.to) or filled(facts, settings.to)
    if to:
        yield Paragraph(facts.say("head.to", to=to.rstrip("：:")), Role.ADDRESSEE)
    if assessment.sample:
        yield Paragraph(facts.say("head.sample", sample=facts.words("sample")), Role.NOTICE)
    if assessment.as_of:
        yield Paragraph(facts.say("head.as-of", day=facts.show.day(assessment.as_of)), Role.NOTICE)
    yield Paragraph(facts.say("head.basis", plan=_plan(facts), span=_span(facts)))


def close(facts: Facts, options: BriefingOptions) -> Iterator[Block]:
    """The closing sentence, what is attached, then who issues it and when."""
    settings = facts.assessment.plan.briefing
    yield Paragraph(facts.sentence(filled(facts, settings.closing)))
    names = [facts.say(f"annex.{section.value}") for section in facts.outline.annexes]
    yield from _attached(facts, [*names, facts.say("notes")])
    yield Paragraph(one_line(options.from_) or filled(facts, settings.issuer), Role.ISSUER)
    if options.date:
        yield Paragraph(facts.show.day(options.date), Role.DATE)


def _attached(facts: Facts, names: list[str]) -> Iterator[Block]:
    """The list of annexes; one that is the only one has no number."""
    if len(names) == 1:
        yield Paragraph(facts.say("close.annex.alone", text=names[0]), Role.ANNEXES)
        return
    for number, name in enumerate(names, 1):
        entry = facts.say("close.annex", number=number, text=name)
        yield Paragraph(facts.say("close.annexes", entry=entry) if number == 1 else entry, Role.ANNEXES)


def filled(facts: Facts, text: str) -> str:
    """A text of the settings, its places filled. What is filled in is not looked at again."""
    plan, month = facts.assessment.plan, facts.month
    places = {
        "place": one_line(plan.place),
        "plan": one_line(plan.title),
        "year": str(month.year),
        "month": str(month.month),
        "span": _span(facts),
    }
    return _PLACE.sub(lambda found: places[found[1]], one_line(text))


def _plan(facts: Facts) -> str:
    plan = facts.assessment.plan
    place = place_beside(plan)
    return facts.say("head.plan.of" if place else "head.plan", plan=one_line(plan.title), place=place)


def _span(facts: Facts) -> str:
    """The months told of: 2024年1—6月."""
    first, last = facts.assessment.plan.span.first, facts.month
    if first == last:
        return facts.show.full_month(last)
    if first.year != last.year:
        since, until = facts.show.full_month(first), facts.show.full_month(last)
        return facts.say("head.span.years", since=since, until=until)
    width = 1 if facts.words.language == "zh" else 2
    return facts.say(
        "head.span", year=last.year, first=f"{first.month:0{width}}", last=f"{last.month:0{width}}"
    )
