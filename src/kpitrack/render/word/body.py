"""The blocks of a document as the body of a Word file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kpitrack.render.document import Block, Heading, Listing, Paragraph, Role, Table
from kpitrack.render.safe import one_line
from kpitrack.render.word.markup import Sheet, halves
from kpitrack.render.word.names import OF_LEVEL, OF_ROLE, Style
from kpitrack.render.word.tables import table_xml
from kpitrack.render.word.titles import title_lines
from kpitrack.render.word.widths import widths_of

_KEEP = "<w:keepNext/>"
_BEFORE = f'{_KEEP}<w:spacing w:after="80"/>'  # of what introduces a table
_CLOSING = frozenset({Style.ANNEXES, Style.ISSUER, Style.DATE})
_RAGGED = '<w:jc w:val="left"/>'  # else the line above a hash is drawn out
_UNBROKEN = re.compile(r"[!-~]{25}")
_THIN = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
_HALF = 160  # of a character of 16 pt, in twentieths of a point
_FOUR = 8  # halves: how far in a date ends


@dataclass(frozen=True, slots=True)
class Piece:
    """A block or part of one; a table ends with the small gap that keeps it off what follows."""

    style: Style
    text: str = ""
    more: str = ""
    table: Table | None = None


def body_xml(blocks: tuple[Block, ...], width: int, sheet: Sheet, *, ends: bool = False) -> str:
    """Blocks one after the other. Where a section `ends` with them, the last holds an empty `w:sectPr`."""
    section = "<w:sectPr/>" if ends else ""
    pieces = list(_pieces(blocks, sheet))
    shown, heading = [], ""
    for number, piece in enumerate(pieces):
        end = section if number == len(pieces) - 1 else ""
        if piece.table:
            shown.append(table_xml(piece.table, widths_of(piece.table, width, sheet.sizes), heading, sheet))
            # A gap at the end of a full page would begin another: none before a new page, a thin one there.
            if end or number == len(pieces) - 1 or pieces[number + 1].style not in _NEW_PAGE:
                shown.append(sheet.paragraph(Style.GAP, "", f"{_THIN}{end}" if end else ""))
            continue
        if piece.style in _HEADINGS:
            heading = piece.text
        before = _kept(piece, pieces[number + 1]) if number + 1 < len(pieces) else ""
        ragged = _RAGGED if _UNBROKEN.search(piece.text) else ""
        shown.append(sheet.paragraph(piece.style, piece.text, before + piece.more + ragged + end))
    return "".join(shown) or sheet.paragraph(Style.GAP, "", section)


def _kept(piece: Piece, following: Piece) -> str:
    """What binds a paragraph to the next: to a table, or to the signature, which is not to stand alone."""
    if following.table:
        return _KEEP if piece.style is Style.ANNEX else _BEFORE
    return _KEEP if following.style in _CLOSING and piece.style not in _HEADINGS else ""


_HEADINGS = frozenset({*OF_LEVEL.values(), Style.MARK, Style.ANNEX})
_NEW_PAGE = frozenset({Style.MARK, Style.ANNEX})


def _pieces(blocks: tuple[Block, ...], sheet: Sheet) -> Iterator[Piece]:
    signed = _signature(blocks) if sheet.chinese else {}
    before: Block | None = None
    for block in blocks:
        match block:
            case Heading(text=text, annex=True, mark=mark):
                if mark:
                    yield Piece(Style.MARK, mark)
                yield Piece(Style.ANNEX, text, "" if mark else "<w:pageBreakBefore/>")
            case Heading(level=level, text=text):
                style = OF_LEVEL.get(level, Style.TOPIC)
                is_title = style is Style.TITLE and sheet.chinese
                yield Piece(style, title_lines(one_line(text)) if is_title else text)
            case Paragraph(text=text, role=role):
                listed = isinstance(before, Paragraph) and before.role is role is Role.ANNEXES
                yield Piece(OF_ROLE[role], text, _listed(sheet) if listed else signed.get(role, ""))
            case Listing(entries=entries):
                yield from (Piece(Style.ENTRY, entry) for entry in entries)
            case Table():
                yield Piece(Style.TABLE, table=block)
        before = block


def _listed(sheet: Sheet) -> str:
    """Of a further annex in the list: below the first, whose number stands behind 附件：."""
    indent = '<w:ind w:leftChars="500" w:left="1600"/>' if sheet.chinese else '<w:ind w:left="900"/>'
    return f'<w:spacing w:before="0"/>{indent}'


def _signature(blocks: tuple[Block, ...]) -> dict[Role, str]:
    """How far in issuer and date end: the date four characters, the issuer in the middle above it."""
    texts = {block.role: one_line(block.text) for block in blocks if isinstance(block, Paragraph)}
    if Role.ISSUER not in texts or Role.DATE not in texts:
        return {}
    issuer = _FOUR + (halves(texts[Role.DATE]) - halves(texts[Role.ISSUER])) // 2
    date = _FOUR + max(-issuer, 0)
    return {Role.ISSUER: _indented(max(issuer, 0)), Role.DATE: _indented(date)}


def _indented(wide: int) -> str:
    wide = min(wide, 5 * _FOUR)  # of a name that is longer than a line
    return f'<w:ind w:rightChars="{wide * 50}" w:right="{wide * _HALF}"/>'
