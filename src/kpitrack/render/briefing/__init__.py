"""The briefing (通报): one month of a plan, in the order and tone of the real thing, as a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from kpitrack.kinds import Section
from kpitrack.render.briefing.annexes import all_actions, all_indicators
from kpitrack.render.briefing.facts import Facts
from kpitrack.render.briefing.footing import data_notes
from kpitrack.render.briefing.frame import close, head, title
from kpitrack.render.briefing.opening import overview
from kpitrack.render.briefing.outline import Outline
from kpitrack.render.briefing.outlook import outlook
from kpitrack.render.briefing.progress import progress
from kpitrack.render.briefing.shortcomings import shortcomings
from kpitrack.render.briefing.standing import lead_units
from kpitrack.render.briefing.targets import targets
from kpitrack.render.document import Block, Document, document
from kpitrack.render.material import Material
from kpitrack.render.show import Show

_SECTIONS: Mapping[Section, Callable[[Facts], Iterator[Block | str]]] = {
    Section.OVERVIEW: overview,
    Section.TARGETS: targets,
    Section.PROGRESS: progress,
    Section.LEAD_UNITS: lead_units,
    Section.SHORTCOMINGS: shortcomings,
    Section.OUTLOOK: outlook,
    Section.ALL_INDICATORS: all_indicators,
    Section.ALL_ACTIONS: all_actions,
}


def briefing(material: Material) -> Document:
    """The briefing of a month. The same material gives the same document: no clock is read."""
    plan, words = material.assessment.plan, material.words
    outline = Outline(plan.briefing.sections)
    show = Show(plan, words)
    facts = Facts(material.assessment, material.ledger, show, words, outline, material.later)
    blocks: list[Block | str] = [*head(facts, material.heading)]
    for section in outline.parts:
        blocks += _SECTIONS[section](facts)
    blocks += close(facts, material.heading)
    for section in outline.annexes:
        blocks += _SECTIONS[section](facts)
    blocks += data_notes(facts)
    return document(title(facts, material.heading), words.language, blocks)
