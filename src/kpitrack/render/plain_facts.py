"""What the briefing says, under headings without its numbers: for page and workbook."""

from __future__ import annotations

from kpitrack.kinds import Section
from kpitrack.render.briefing.facts import Facts
from kpitrack.render.document import Heading


class PlainFacts(Facts):
    """Facts whose headings bear no numbers: what is made of them is not read from first to last."""

    __slots__ = ()

    def part(self, section: Section, text: str) -> Heading:
        """A heading of the first level."""
        del section
        return Heading(2, text)

    def subpart(self, section: Section | None, number: int, text: str) -> Heading:
        """A heading of the second level."""
        del section, number
        return Heading(3, text)
