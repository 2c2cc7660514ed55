"""The outline of a briefing: which sections it has, in which order, and the numbers they get by it."""

from __future__ import annotations

from dataclasses import dataclass

from kpitrack.kinds import Section


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections in their order, as the plan's settings have them.

    The notes on the data are no section that can be left out: they are the last annex.
    """

    sections: tuple[Section, ...]

    @property
    def parts(self) -> tuple[Section, ...]:
        """What stands before the signature."""
        return tuple(section for section in self.sections if not section.is_annex)

    @property
    def annexes(self) -> tuple[Section, ...]:
        """What stands behind it, before the notes."""
        return tuple(section for section in self.sections if section.is_annex)

    def part(self, section: Section) -> int | None:
        """The number of a part, from 1; None where the briefing does not have it."""
        return self.parts.index(section) + 1 if section in self.parts else None

    def annex(self, section: Section) -> int | None:
        """The number of an annex, from 1; None where the briefing does not have it."""
        return self.annexes.index(section) + 1 if section in self.annexes else None

    @property
    def notes(self) -> int:
        """The number of the notes among the annexes."""
        return len(self.annexes) + 1
