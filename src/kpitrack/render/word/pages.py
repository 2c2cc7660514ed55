"""The pages of a document: which part stands upright and which across, and how wide a text can be."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpitrack.render.document import Block, Document, Heading, Table
from kpitrack.render.word.markup import qualified
from kpitrack.render.word.widths import is_wide

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

# What a page has where a template does not say: A4 with the margins of GB/T 9704, in twentieths of a point.
_SIZE = {"w": 11906, "h": 16838}
_MARGINS = {"top": 2098, "right": 1470, "bottom": 1984, "left": 1587, "header": 1134, "footer": 1247}
_LEAST = 567  # between a page's end and its number
_AFTER_TYPE = ("footnotePr", "endnotePr")
_REFERENCES = ("headerReference", "footerReference")


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks on pages of one direction."""

    blocks: tuple[Block, ...]
    across: bool = False


def parts_of(document: Document) -> tuple[Part, ...]:
    """The document in parts: an annex with a wide table lies across, all else stands upright."""
    found: list[Part] = []
    for blocks in _annexes(document):
        part = Part(tuple(blocks), any(isinstance(each, Table) and is_wide(each) for each in blocks))
        if not found:  # the text itself is no annex
            part = Part(part.blocks)
        if found and found[-1].across == part.across:
            part = Part((*found.pop().blocks, *part.blocks), part.across)
        found.append(part)
    return tuple(found)


def _annexes(document: Document) -> Iterator[list[Block]]:
    gathered: list[Block] = []
    for block in document.blocks:
        if isinstance(block, Heading) and block.annex:
            yield gathered
            gathered = []
        gathered.append(block)
    yield gathered


def text_width(section: BaseOxmlElement) -> int:
    """How wide the text of a section is, in twentieths of a point."""
    size, margins = _numbers(section, "pgSz", _SIZE), _numbers(section, "pgMar", _MARGINS)
    gutter = _numbers(section, "pgMar", {"gutter": 0})["gutter"]
    return max(size["w"] - abs(margins["left"]) - abs(margins["right"]) - gutter, 1000)


def complete(section: BaseOxmlElement) -> None:
    """Say of a section what it leaves out of its page; programs would take a page of their own."""
    for tag, usual in (("pgSz", _SIZE), ("pgMar", {**_MARGINS, "gutter": 0})):
        child = _child(section, tag)
        for name, number in _numbers(section, tag, usual).items():
            child.set(qualified(name), str(number))


def continued(section: BaseOxmlElement) -> BaseOxmlElement:
    """The same section once more, further on: a new page, no first page of its own, numbers go on."""
    copy = deepcopy(section)
    for child in list(copy):
        is_reference = child.tag in map(qualified, _REFERENCES)
        first = is_reference and child.get(qualified("type")) == "first"
        if first or child.tag in {qualified("titlePg"), qualified("type")}:
            copy.remove(child)
        elif child.tag == qualified("pgNumType"):
            child.attrib.pop(qualified("start"), None)
    start = copy.makeelement(qualified("type"), {qualified("val"): "nextPage"})
    before = {*map(qualified, _REFERENCES), *map(qualified, _AFTER_TYPE)}
    copy.insert(sum(1 for child in copy if child.tag in before), start)
    return copy


def across(section: BaseOxmlElement) -> BaseOxmlElement:
    """The section with its page turned by a quarter: what was at the side is at the top."""
    copy = deepcopy(section)
    size, margins = _numbers(copy, "pgSz", _SIZE), _numbers(copy, "pgMar", _MARGINS)
    if size["w"] >= size["h"]:
        return copy
    page, edges = _child(copy, "pgSz"), _child(copy, "pgMar")
    page.set(qualified("w"), str(size["h"]))
    page.set(qualified("h"), str(size["w"]))
    page.set(qualified("orient"), "landscape")
    turned = {
        "top": abs(margins["left"]),
        "right": abs(margins["bottom"]),
        "bottom": abs(margins["right"]),
        "left": abs(margins["top"]),
        "header": max(margins["header"] - abs(margins["top"]) + abs(margins["left"]), _LEAST),
        "footer": max(margins["footer"] - abs(margins["bottom"]) + abs(margins["right"]), _LEAST),
    }
    for name, width in turned.items():
        edges.set(qualified(name), str(width))
    return copy


def _numbers(section: BaseOxmlElement, tag: str, usual: dict[str, int]) -> dict[str, int]:
    """Attributes of a child as whole numbers; the usual one where there is none or it is no number."""
    child = section.find(qualified(tag))
    found = {} if child is None else {name: child.get(qualified(name), "") for name in usual}
    return {
        name: int(found[name]) if _is_whole(found.get(name, "")) else number for name, number in usual.items()
    }


def _is_whole(text: str) -> bool:
    return text.isascii() and text.removeprefix("-").isdigit() and len(text) < 7


def _child(section: BaseOxmlElement, tag: str) -> BaseOxmlElement:
    """A child of a section's properties, which is made where there is none."""
    found: BaseOxmlElement | None = section.find(qualified(tag))
    if found is None:
        found = section.makeelement(qualified(tag), {})
        before = (*_REFERENCES, *_AFTER_TYPE, "type", *(("pgSz",) if tag == "pgMar" else ()))
        section.insert(sum(1 for child in section if child.tag in set(map(qualified, before))), found)
    return found
