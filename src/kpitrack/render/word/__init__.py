"""The briefing as a Word file, on our template or the office's.

template → its styles, place and marks → blocks as paragraphs and tables → sections → file
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kpitrack.problems import InputRejectedError, Problem
from kpitrack.render.document import Block, Column, Document, Heading, document, table
from kpitrack.render.word.body import body_xml
from kpitrack.render.word.marks import Mark, fill_marks, without
from kpitrack.render.word.markup import NAMESPACE, Sheet, qualified
from kpitrack.render.word.package import mark_pages, saved, set_properties
from kpitrack.render.word.pages import across, complete, continued, parts_of, text_width
from kpitrack.render.word.template import Base, dropped, opened, unfit

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement


@dataclass(frozen=True, slots=True)
class Frame:
    """What goes around a document.

    `day` is the date of the file, `sample` the line that every page bears, `template` the office's
    own template, `marks` what is filled into it, `stamp` what it rests on; these may be empty.
    """

    day: dt.date
    sample: str = ""
    template: bytes = field(default=b"", repr=False)
    marks: Mapping[Mark, str] = field(default_factory=dict)
    stamp: str = ""


def document_docx(whole: Document, frame: Frame) -> bytes:
    """The file. The same document and frame give the same bytes.

    InputRejectedError where the template cannot be used.
    """
    if not frame.template:
        return _made(whole, frame)
    try:
        return _made(whole, frame)
    except InputRejectedError:
        raise
    except Exception as failure:
        _made(whole, replace(frame, template=b""))  # where ours fails too, it is not the template's fault
        raise unfit("broken") from failure


def template_problems(data: bytes) -> tuple[Problem, ...]:
    """Why an office's template cannot be used, found by using it; what of it is not, where it can."""
    columns, day = [Column("0")] * 9, dt.date(2024, 1, 31)
    blocks: list[Block] = [Heading(1, "0"), Heading(2, "0", annex=True), table(columns, [["0"] * 9])]
    try:
        document_docx(document("0", "zh", blocks), Frame(day, "0", data, dict.fromkeys(Mark, "0")))
    except InputRejectedError as rejected:
        return rejected.problems
    return dropped(data)


def _made(whole: Document, frame: Frame) -> bytes:
    base = opened(frame.template, whole.language)
    placed = fill_marks(base.word, frame.marks) if frame.template else frozenset()
    sheet = Sheet(base.ids, chinese=whole.language == "zh", sizes=base.sizes)
    if frame.sample:
        mark_pages(base.word, frame.sample, sheet)
    _fill(base, without(whole, placed), sheet)
    set_properties(base.word, whole, frame.day, frame.stamp)
    return saved(base.word)


def _fill(base: Base, whole: Document, sheet: Sheet) -> None:
    """The text in its place, each part of it on pages of its direction."""
    complete(base.section)
    parts = parts_of(whole)
    ends: list[BaseOxmlElement] = []  # the properties of each section that ends within the text
    xml = ""
    for number, part in enumerate(parts):
        section = continued(base.section) if number else base.section
        section = across(section) if part.across else section
        last = number == len(parts) - 1
        is_end = not last or (part.across and base.follows)
        xml += body_xml(part.blocks, text_width(section), sheet, ends=is_end)
        if is_end:
            ends.append(section)
    if len(parts) > 1:  # what stands behind the text goes on upright
        after = continued(base.section) if is_end else section
        base.section.getparent().replace(base.section, after)
    _put(base, xml, ends)


def _put(base: Base, xml: str, ends: list[BaseOxmlElement]) -> None:
    """The paragraphs and tables in the place of the mark, sections in the places left for them."""
    from copy import deepcopy

    from docx.oxml.parser import parse_xml

    text = parse_xml(f'<w:body xmlns:w="{NAMESPACE}">{xml}</w:body>')
    for place, section in zip(list(text.iter(qualified("sectPr"))), ends, strict=True):
        place.getparent().replace(place, deepcopy(section))
    for child in list(text):
        # Row by row: lxml looks through a whole tree for each node of it that it moves into another.
        moved = child.makeelement(child.tag, child.attrib)
        base.place.addprevious(moved)
        for part in list(child):
            moved.append(part)
    base.place.getparent().remove(base.place)
