"""The briefing (通报): one month of a plan, in the order and tone of the real thing, as a document."""

from __future__ import annotations

from collections.abc import Iterator

from kpitrack.render.briefing.annexes import annexes
from kpitrack.render.briefing.facts import Facts
from kpitrack.render.briefing.footing import data_notes
from kpitrack.render.briefing.opening import overview, targets_table
from kpitrack.render.briefing.outlook import outlook
from kpitrack.render.briefing.progress import progress
from kpitrack.render.briefing.shortcomings import shortcomings
from kpitrack.render.briefing.standing import lead_units
from kpitrack.render.document import Block, Document, Heading, Paragraph, Role, document
from kpitrack.render.material import BriefingOptions, Material
from kpitrack.render.safe import one_line
from kpitrack.render.show import Show


def briefing(material: Material) -> Document:
    """The briefing of a month. The same material gives the same document: no clock is read."""
    assessment, words, chosen = material.assessment, material.words, material.heading
    facts = Facts(assessment, material.ledger, Show(assessment.plan, words), words, material.later)
    blocks: list[Block | str] = [
        *_head(facts, chosen),
        *overview(facts),
        *targets_table(facts),
        *progress(facts),
        *lead_units(facts),
        *shortcomings(facts),
        *outlook(facts),
        *_close(facts, chosen),
        *annexes(facts),
        *data_notes(facts),
    ]
    return document(one_line(chosen.title) or _title(facts), words.language, blocks)


def _head(facts: Facts, options: BriefingOptions) -> Iterator[Block]:
    """Number, title, period, addressee, and what a reader must know before the first figure."""
    assessment = facts.assessment
    yield Paragraph(one_line(options.number), Role.NUMBER)
    yield Heading(1, one_line(options.title) or _title(facts))
    period = facts.say("head.period", span=_span(facts), day=facts.show.day(facts.month.last_day))
    yield Paragraph(period, Role.LABEL)
    if options.to:
        yield Paragraph(facts.say("head.to", to=one_line(options.to)), Role.ADDRESSEE)
    if assessment.sample:
        yield Paragraph(facts.say("head.sample", sample=facts.words("sample")), Role.NOTICE)
    if assessment.as_of:
        yield Paragraph(facts.say("head.as-of", day=facts.show.day(assessment.as_of)), Role.NOTICE)
    yield Paragraph(facts.say("head.basis", plan=_plan(facts), span=_span(facts)))


def _close(facts: Facts, options: BriefingOptions) -> Iterator[Block]:
    """What is attached, then who issues it and when."""
    yield Paragraph(facts.say("close.annexes"), Role.ANNEXES)
    yield Paragraph(one_line(options.from_), Role.ISSUER)
    if options.date:
        yield Paragraph(facts.show.day(options.date), Role.DATE)


def _title(facts: Facts) -> str:
    return facts.say("head.title", plan=_plan(facts), span=_span(facts))


def _plan(facts: Facts) -> str:
    plan = facts.assessment.plan
    key = "head.plan.of" if plan.place.strip() else "head.plan"
    return facts.say(key, plan=one_line(plan.title), place=one_line(plan.place))


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
