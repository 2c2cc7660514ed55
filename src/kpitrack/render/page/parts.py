"""The parts of the page that say what the briefing says, in its very blocks, under headings of the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kpitrack.assessment.results import Punctuality
from kpitrack.render.briefing.facts import Facts
from kpitrack.render.briefing.footing import data_notes
from kpitrack.render.briefing.outlook import outlook
from kpitrack.render.briefing.shortcomings import shortcomings
from kpitrack.render.briefing.standing import lead_units
from kpitrack.render.document import Block, Heading, document
from kpitrack.render.page.model import Owing
from kpitrack.render.plain_facts import PlainFacts

_OWN = {  # what refers to parts and annexes of the briefing, by their numbers
    "outlook.act": "page.outlook_act",
    "outlook.account": "page.outlook_account",
    "outlook.due.counted": "page.outlook_due_counted",
}


class PageFacts(PlainFacts):
    """Facts as the page tells them: what would point to a numbered part says it otherwise."""

    __slots__ = ()

    def say(self, key: str, **facts: object) -> str:
        """A sentence of the briefing; where it points to another part, the page's own."""
        return self.words(_OWN[key], **facts) if key in _OWN else super().say(key, **facts)


@dataclass(frozen=True, slots=True)
class Parts:
    """The blocks of each part, without its own heading."""

    units: tuple[Block, ...]
    reporting: tuple[Block, ...]
    shortcomings: tuple[Block, ...]
    outlook: tuple[Block, ...]
    corrections: tuple[Block, ...]
    problems: tuple[Block, ...]
    notes: tuple[Block, ...]


def parts(facts: Facts) -> Parts:
    """What the briefing says of units, reporting, shortcomings, outlook, corrections, problems, method."""
    units, reporting = _parted(facts, lead_units(facts), "units.reporting")
    notes, problems = _parted(facts, data_notes(facts), "notes.problems")
    notes, corrections = _parted(facts, notes, "notes.corrections")
    found, _ = _parted(facts, shortcomings(facts), "shortcomings")
    coming, _ = _parted(facts, outlook(facts), "outlook")
    return Parts(units, reporting, found, coming, corrections, problems, notes)


def owing(facts: Facts) -> tuple[Owing, ...]:
    """What was owed for the month and is missing."""
    duties = facts.assessment.reporting.duties
    return tuple(
        Owing(duty.item, facts.name(duty.item), facts.units(duty.units))
        for duty in duties
        if duty.outcome is Punctuality.MISSING
    )


def _parted(
    facts: Facts, blocks: Iterable[Block | str], key: str
) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The blocks without those under the heading of that key, and those; headings of level 2 are left out."""
    others: list[Block] = []
    mine: list[Block] = []
    inside = False
    for block in document("", facts.words.language, blocks).blocks:
        if isinstance(block, Heading) and block.level <= 3:
            inside = block.level == 3 and block.text == facts.say(key)
            if inside or block.level == 2:
                continue
        (mine if inside else others).append(block)
    return tuple(others), tuple(mine)
