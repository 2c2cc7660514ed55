"""The text below a heading → pieces, each with the units that its own words or the line behind it name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kpitrack.draft.owners import mentions, owners_of
from kpitrack.draft.values import Line, Owners

_MARK = re.compile(r"^(?:[（(][0-9０-９]{1,2}[）)]|[0-9０-９]{1,2}[)）]|[①-⑳]|[-·•●◆■▪*])\s*[、.．]?\s*")
_EDGES = "，,。；;、 "
_LONGEST_TITLE = 40


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that go on together: a paragraph, or what of it stands before the units.

    `told` names them; `above`, told by a heading, holds where it names no lead.
    """

    lines: tuple[Line, ...]
    told: str = ""
    above: str = ""

    @property
    def title(self) -> str:
        """Its first words."""
        clauses = re.split("[，,。；;：:]", self.lines[0].text) if self.lines else [""]
        return next((each.strip() for each in clauses if each.strip()), "")[:_LONGEST_TITLE]

    def below(self, above: str) -> Piece:
        """With these units, told by a heading, where it names no lead itself."""
        return replace(self, above=above) if above and not self.owners.lead else self

    @property
    def owners(self) -> Owners:
        """Who answers for it."""
        own = owners_of(self.told)
        if not self.above:
            return own
        base = owners_of(self.above)
        support = tuple(dict.fromkeys((*base.support, *own.support)))
        return replace(base, support=support, open=base.open or own.open, groups=base.groups + own.groups)


def pieces(body: Sequence[Line]) -> tuple[str, list[Piece]]:
    """The units named before any text, and the pieces in their order."""
    before, found = "", list[Piece]()
    for line in body:
        for text, told in _cut(_MARK.sub("", line.text)):
            if text:
                found.append(Piece((Line(line.number, text),), told))
            elif found:
                last = found[-1]
                found[-1] = replace(last, told=f"{last.told}；{told}" if last.told else told)
            else:
                before = f"{before}；{told}" if before else told
    return before, found


def without_units(text: str) -> tuple[str, str]:
    """A heading without the units it names, and the words that name them."""
    cut = _cut(text)
    return "，".join(text for text, _ in cut if text), "；".join(told for _, told in cut if told)


def grouped(found: Sequence[Piece], *, apart: bool) -> list[Piece]:
    """The pieces that stay together.

    Units named once hold for all that stands before them; units named more often, or with others in the
    heading (`apart`), each for their own piece.
    """
    named = [place for place, piece in enumerate(found) if piece.told]
    if not found or not named:
        return [_joined(found)] if found else []
    if len(named) == 1 and not apart:
        end = named[0] + 1
        return [_joined(found[:end]), *([_joined(found[end:])] if found[end:] else [])]
    groups: list[list[Piece]] = []
    for piece in found:
        if groups and not piece.told and not groups[-1][-1].told:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [_joined(group) for group in groups]


def _joined(found: Sequence[Piece]) -> Piece:
    return Piece(tuple(line for piece in found for line in piece.lines), found[-1].told)


def _cut(text: str) -> list[tuple[str, str]]:
    """The words before each mention of units, with it; the words behind the last without."""
    parts, start = [], 0
    for mention in mentions(text):
        parts.append((text[start : mention.start].strip(_EDGES), mention.told))
        start = mention.end
    rest = text[start:].strip(_EDGES) if start else text.strip()
    return [*parts, *([(rest, "")] if rest else [])]
