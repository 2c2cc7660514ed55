"""The page of a month as a value, put together from its parts."""

from __future__ import annotations

from collections.abc import Iterator

from kpitrack.kinds import Section
from kpitrack.render.briefing.facts import item_of
from kpitrack.render.briefing.frame import filled
from kpitrack.render.briefing.outline import Outline
from kpitrack.render.material import BriefingOptions, Material
from kpitrack.render.page.items import action_cards, indicator_cards
from kpitrack.render.page.model import Choice, Fact, Page
from kpitrack.render.page.overview import known_statuses, stacks, tiles, trend, unit_stacks
from kpitrack.render.page.parts import PageFacts, owing, parts
from kpitrack.render.place_names import place_beside
from kpitrack.render.safe import one_line
from kpitrack.render.show import Show
from kpitrack.wording.page import PAGE

_LONGEST = 40  # of a name in a list to choose from
_ORDERS = ("plan", "status", "attainment", "gap")


def view(material: Material) -> Page:
    """Everything that the page shows."""
    assessment, words, heading = material.assessment, material.words, material.heading
    plan = assessment.plan
    outline = Outline(tuple(Section))
    facts = PageFacts(assessment, material.ledger, Show(plan, words), words, outline, material.later)
    told = parts(facts)
    title = one_line(heading.title) or one_line(plan.title)
    return Page(
        language=words.language,
        foreign=plan.language if plan.language != words.language else None,
        texts={key.removeprefix("page."): words(key) for key in PAGE if "{" not in PAGE[key][0]},
        shown=words.form("page.shown"),
        label=_label(facts, title),
        number=one_line(heading.number) or filled(facts, plan.briefing.number),
        place=place_beside(plan),
        title=title,
        month=facts.show.full_month(facts.month),
        notices=tuple(_notices(facts)),
        heading=tuple(_heading(facts, heading)),
        tiles=tuple(tiles(facts)),
        stacks=tuple(stacks(facts)),
        units_choice=tuple(_units(facts)),
        programmes_choice=tuple(Choice(one.id, _shortened(one.title)) for one in plan.programmes),
        statuses_choice=tuple(Choice(value, text) for value, text in known_statuses(facts)),
        orders_choice=tuple(Choice(order, words(f"page.order_{order}")) for order in _ORDERS),
        indicators=indicator_cards(facts),
        trend=trend(facts),
        unit_stacks=tuple(unit_stacks(facts)),
        units=told.units,
        actions=action_cards(facts),
        shortcomings=told.shortcomings,
        outlook=told.outlook,
        folded=facts.say("outlook.next"),
        reporting=told.reporting,
        owing=owing(facts),
        corrections=told.corrections,
        problems=told.problems,
        notes=told.notes,
    )


def _label(facts: PageFacts, title: str) -> str:
    """The page in one line, for the browser's tab and the head of each sheet."""
    plan, words = facts.assessment.plan, facts.words
    month = facts.show.full_month(facts.month)
    label = words("page.title", place=place_beside(plan), title=title, month=month).strip()
    if not facts.assessment.sample:
        return label
    return words("page.title_sample", sample=words("sample"), title=label)


def _notices(facts: PageFacts) -> Iterator[str]:
    """What a reader must know before the first figure."""
    assessment, words = facts.assessment, facts.words
    if assessment.sample:
        yield words("page.sample", sample=words("sample"))
    if assessment.as_of:
        yield words("page.as_of", day=facts.show.day(assessment.as_of))


def _heading(facts: PageFacts, given: BriefingOptions) -> Iterator[Fact]:
    settings, words = facts.assessment.plan.briefing, facts.words
    to = one_line(given.to) or filled(facts, settings.to)
    issuer = one_line(given.from_) or filled(facts, settings.issuer)
    if to:
        yield Fact(words("page.to"), to)
    if issuer:
        yield Fact(words("page.from"), issuer)
    if given.date:
        yield Fact("", facts.show.day(given.date))


def _units(facts: PageFacts) -> Iterator[Choice]:
    """Every unit, in the plan's order; then, where something is led by nobody, none."""
    for unit in facts.assessment.plan.lead_units:
        yield Choice(unit.id, _shortened(unit.name))
    if not all(item_of(result).place.lead for result in facts.results):
        yield Choice("-", facts.words("page.filter_without_lead"))


def _shortened(text: str) -> str:
    shown = one_line(text)
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
