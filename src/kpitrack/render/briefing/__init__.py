"""The briefing (通报) in Markdown: one month of a plan, in the order and tone of the real thing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from kpitrack.amendments import NOTHING_CLOSED, Later
from kpitrack.assessment.results import Assessment
from kpitrack.ledger import Ledger
from kpitrack.render.briefing.annexes import annexes
from kpitrack.render.briefing.facts import Facts
from kpitrack.render.briefing.footing import data_notes
from kpitrack.render.briefing.opening import overview, targets_table
from kpitrack.render.briefing.outlook import outlook
from kpitrack.render.briefing.progress import progress
from kpitrack.render.briefing.shortcomings import shortcomings
from kpitrack.render.briefing.standing import lead_units
from kpitrack.render.markdown import document, heading, md_text
from kpitrack.render.show import Show
from kpitrack.wording import Words


@dataclass(frozen=True, slots=True)
class BriefingOptions:
    """The heading and closing lines that no data can give; what is empty is left out."""

    title: str = ""
    to: str = ""
    from_: str = ""
    number: str = ""
    date: dt.date | None = None


def briefing(
    assessment: Assessment,
    ledger: Ledger,
    words: Words,
    options: BriefingOptions | None = None,
    later: Later = NOTHING_CLOSED,
) -> str:
    """The briefing of a month as Markdown. The same input gives the same bytes: no clock is read.

    `ledger` must be the one that the assessment rests on: it has what units wrote.
    `later` is what has changed of earlier closed months.
    """
    facts = Facts(assessment, ledger, Show(assessment.plan, words), words, later)
    chosen = options or BriefingOptions()
    blocks = [
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
    return document(blocks)


def _head(facts: Facts, options: BriefingOptions) -> Iterator[str]:
    """Number, title, period, addressee, and what a reader must know before the first figure."""
    assessment = facts.assessment
    yield md_text(options.number)
    yield heading(1, md_text(options.title) or _title(facts))
    yield facts.say("head.period", span=_span(facts), day=facts.show.day(facts.month.last_day))
    if options.to:
        yield facts.say("head.to", to=md_text(options.to))
    if assessment.sample:
        yield facts.say("head.sample", sample=facts.words("sample"))
    if assessment.as_of:
        yield facts.say("head.as-of", day=facts.show.day(assessment.as_of))
    yield facts.say("head.basis", plan=_plan(facts), span=_span(facts))


def _close(facts: Facts, options: BriefingOptions) -> Iterator[str]:
    """What is attached, then who issues it and when."""
    yield facts.say("close.annexes")
    yield md_text(options.from_)
    if options.date:
        yield facts.show.day(options.date)


def _title(facts: Facts) -> str:
    return facts.say("head.title", plan=_plan(facts), span=_span(facts))


def _plan(facts: Facts) -> str:
    plan = facts.assessment.plan
    key = "head.plan.of" if plan.place.strip() else "head.plan"
    return facts.say(key, plan=md_text(plan.title), place=md_text(plan.place))


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
