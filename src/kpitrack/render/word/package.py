"""A Word file's outside: its properties, the mark of samples on every page, the same bytes every time."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING

from kpitrack.render.document import Document
from kpitrack.render.safe import one_line
from kpitrack.render.word.markup import NAMESPACE, Sheet
from kpitrack.render.word.names import Style

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.section import Section, _BaseHeaderFooter

_TITLE = 255  # characters, as Word has it
_FIRST = ("[Content_Types].xml", "_rels/.rels")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_MODE = 0o600 << 16
_LANGUAGES = {"zh": "zh-CN", "en": "en-US"}


def set_properties(word: WordDocument, document: Document, day: dt.date, stamp: str) -> None:
    """Title, language, day, and as keywords what it rests on; no person."""
    properties = word.core_properties
    for child in list(properties._element):  # noqa: SLF001 - there is no other way to empty them
        properties._element.remove(child)  # noqa: SLF001
    moment = dt.datetime.combine(day, dt.time())
    properties.title = one_line(document.title)[:_TITLE]
    properties.language = _LANGUAGES[document.language]
    properties.keywords = stamp
    properties.created = moment
    properties.modified = moment


def mark_pages(word: WordDocument, text: str, sheet: Sheet) -> None:
    """A line in the header of every page, below what stands there."""
    from docx.oxml.parser import parse_xml

    marked: set[int] = set()
    for number, section in enumerate(word.sections):
        for header in _headers(word, section):
            fresh = header.is_linked_to_previous
            if fresh and number:
                continue  # it is that of the section before
            header.is_linked_to_previous = False
            element = header._element  # noqa: SLF001 - the paragraph has a style of ours by its id
            if fresh:
                for child in list(element):
                    element.remove(child)
            if id(header.part) not in marked:
                marked.add(id(header.part))
                line = sheet.paragraph(Style.SAMPLE, text)
                element.append(next(iter(parse_xml(f'<w:hdr xmlns:w="{NAMESPACE}">{line}</w:hdr>'))))


def _headers(word: WordDocument, section: Section) -> list[_BaseHeaderFooter]:
    """The headers that a section's pages show."""
    found: list[_BaseHeaderFooter] = [section.header]
    if word.settings.odd_and_even_pages_header_footer:
        found.append(section.even_page_header)
    if section.different_first_page_header_footer:
        found.append(section.first_page_header)
    return found


def saved(word: WordDocument) -> bytes:
    """The file: members in order, without the time and machine that it was made at."""
    made, kept = io.BytesIO(), io.BytesIO()
    word.save(made)
    with zipfile.ZipFile(made) as archive, zipfile.ZipFile(kept, "w") as copy:
        names = archive.namelist()
        for name in (*_FIRST, *sorted(set(names).difference(_FIRST))):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = _UNIX
            info.external_attr = _MODE
            copy.writestr(info, archive.read(name))
    return kept.getvalue()
