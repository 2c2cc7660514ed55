"""The marks of an office's template beside 【正文】: a red head with its number, a line with the date.

They are filled wherever they stand: in the text, in tables and text boxes, in headers and footers.
What the template so places itself is not printed a second time where the text begins and ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from kpitrack.render.document import Block, Document, Heading, Paragraph, Role
from kpitrack.render.safe import one_line
from kpitrack.render.word.markup import qualified

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import Section, _BaseHeaderFooter


class Mark(StrEnum):
    """What can be filled in, by what stands between 【 and 】."""

    NUMBER = "期号"
    DOCUMENT = "文号"
    TITLE = "标题"
    ADDRESSEE = "主送"
    ISSUER = "落款"
    DATE = "成文日期"
    PRINTER = "印发单位"
    PRINTED = "印发日期"
    YEAR = "年"
    MONTH = "月"


# Of these the text has a line of its own, which it loses. The others may stand beside that line.
_LINES = {
    Mark.NUMBER: Role.NUMBER,
    Mark.DOCUMENT: Role.NUMBER,
    Mark.ADDRESSEE: Role.ADDRESSEE,
    Mark.ISSUER: Role.ISSUER,
    Mark.DATE: Role.DATE,
}
_BODY = re.compile(r"【\s*正文\s*】")
_PLACES = re.compile(rf"【\s*({'|'.join(Mark)})\s*】")
_P, _R, _T, _PPR = (qualified(name) for name in ("p", "r", "t", "pPr"))
_WORDS = frozenset(qualified(name) for name in ("rPr", "t", "lastRenderedPageBreak"))
_KEPT = tuple(f"{_PPR}/{qualified(name)}" for name in ("sectPr", "pBdr"))  # a section's end, a red line


def marks_of(whole: Document, month: tuple[int, int], addressee: str) -> dict[Mark, str]:
    """The text of each mark, empty where there is none.

    `month` are the year and month told of; `addressee` is how the document writes the addressee, with
    the character 0 in its place.
    """
    lines = {
        block.role: block.text
        for block in whole.blocks
        if isinstance(block, Paragraph) and block.role in _LINES.values()
    }
    before, _, behind = addressee.partition("\0")
    to = lines.get(Role.ADDRESSEE, "").removeprefix(before).removesuffix(behind)
    number, issuer, date = (lines.get(role, "") for role in (Role.NUMBER, Role.ISSUER, Role.DATE))
    return {
        Mark.NUMBER: number,
        Mark.DOCUMENT: number,
        Mark.TITLE: whole.title,
        Mark.ADDRESSEE: to,
        Mark.ISSUER: issuer,
        Mark.DATE: date,
        Mark.PRINTER: issuer,
        Mark.PRINTED: date,
        Mark.YEAR: str(month[0]),
        Mark.MONTH: str(month[1]),
    }


def fill_marks(word: WordDocument, texts: Mapping[Mark, str]) -> frozenset[Mark]:
    """Fill the marks; what comes back are those that the template places where they are read once.

    In headers and footers of every page that is only the number.
    """
    placed = set(_filled(word.element.body, texts))
    for element, first in list(_around(word)):
        found = set(_filled(element, texts))
        placed |= found if first else found & {Mark.NUMBER, Mark.DOCUMENT}
    return frozenset(placed)


def without(whole: Document, placed: frozenset[Mark]) -> Document:
    """The document without the lines that the template places itself."""
    roles = {_LINES[mark] for mark in placed if mark in _LINES}

    def is_kept(block: Block) -> bool:
        match block:
            case Heading(level=1):
                return Mark.TITLE not in placed
            case Paragraph(role=role):
                return role not in roles
            case _:
                return True

    return replace(whole, blocks=tuple(filter(is_kept, whole.blocks)))


def has_marks(text: str) -> bool:
    """Whether a text holds a mark."""
    return _PLACES.search(text) is not None


def is_place(element: BaseOxmlElement) -> bool:
    """Whether the text goes here: into a paragraph that says only 【正文】 and ends no section."""
    if element.tag != _P or element.find(_KEPT[0]) is not None:
        return False
    return _BODY.fullmatch(_said(element).strip()) is not None


def bodies_in(word: WordDocument) -> tuple[int, int]:
    """In how many paragraphs a document says 【正文】, and in how many of them nothing else.

    Those in tables, text boxes, headers and footers are among them.
    """
    elements = (word.element.body, *(element for element, _ in _around(word)))
    said = [_said(each).strip() for element in elements for each in element.iter(_P)]
    return sum(1 for text in said if _BODY.search(text)), sum(1 for text in said if _BODY.fullmatch(text))


def _said(paragraph: BaseOxmlElement) -> str:
    """What a paragraph says itself, without the text boxes that hang on it."""
    return "".join(part.text or "" for part in _own(paragraph))


def _own(paragraph: BaseOxmlElement) -> list[BaseOxmlElement]:
    return [part for part in paragraph.iter(_T) if next(part.iterancestors(_P)) is paragraph]


def _around(word: WordDocument) -> Iterator[tuple[BaseOxmlElement, bool]]:
    """The headers and footers that pages show, and whether only a section's first page does."""
    for section in word.sections:
        for each, first in _edges(section, both=word.settings.odd_and_even_pages_header_footer):
            if not each.is_linked_to_previous:
                yield each._element, first  # noqa: SLF001 - its paragraphs are looked at as they are


def _edges(section: Section, *, both: bool) -> Iterator[tuple[_BaseHeaderFooter, bool]]:
    yield from ((each, False) for each in (section.header, section.footer))
    if both:
        yield from ((each, False) for each in (section.even_page_header, section.even_page_footer))
    if section.different_first_page_header_footer:
        yield from ((each, True) for each in (section.first_page_header, section.first_page_footer))


def _filled(element: BaseOxmlElement, texts: Mapping[Mark, str]) -> Iterator[Mark]:
    """Fill the marks below an element, each in the format of the run it begins in."""
    for paragraph in list(element.iter(_P)):
        parts = _own(paragraph)
        found = list(_PLACES.finditer("".join(part.text or "" for part in parts)))
        for match in reversed(found):  # places behind one that is filled would move
            _put(parts, match.start(), match.end(), one_line(texts.get(Mark(match[1]), "")))
            yield Mark(match[1])
        if found and _is_needless(paragraph):
            paragraph.getparent().remove(paragraph)


def _put(parts: list[BaseOxmlElement], start: int, end: int, text: str) -> None:
    """Write a text over a range of what the parts say together; it stands in the first of them."""
    begin = 0
    for part in parts:
        own = part.text or ""
        low, high = max(start - begin, 0), min(end - begin, len(own))
        if low < high:
            shown = text if begin + low == start else ""
            part.text = own[:low] + shown + own[high:]
            part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        begin += len(own)


def _is_needless(paragraph: BaseOxmlElement) -> bool:
    """Whether nothing is left in a paragraph, and what it stands in does without it."""
    if any((part.text or "").strip() for part in paragraph.iter(_T)):
        return False
    if any(child.tag not in _WORDS for run in paragraph.iter(_R) for child in run):
        return False
    if any(paragraph.find(path) is not None for path in _KEPT):
        return False
    beside = (paragraph.getprevious(), paragraph.getnext())
    return any(each is not None and each.tag == _P for each in beside)
