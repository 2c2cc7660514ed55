"""A template without what a reader does not see: comments, notes, embedded files, names, ties to other files.

What is only dropped is dropped in silence; what stands in text that is kept and cannot be taken out
without changing it makes the template unfit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kpitrack.render.word.markup import qualified

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.opc.part import Part
    from docx.oxml.xmlchemy import BaseOxmlElement

_REFERENCE = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{urn:schemas-microsoft-com:office:office}relid",
)
# What a document has by its kind, with the root of each; the text does not refer to it.
_ROOTS = {
    "styles": "styles",
    "settings": "settings",
    "numbering": "numbering",
    "fontTable": "fonts",
    "theme": "theme",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
}
_REFERRED = {"header": "hdr", "footer": "ftr", "image": "", "hdphoto": "", "font": "", "hyperlink": ""}
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}
_LOOSE = frozenset(
    qualified(name)
    for name in (
        *(
            "commentRangeStart",
            "commentRangeEnd",
            "commentReference",
            "annotationRef",
            "permStart",
            "permEnd",
        ),
        *("dataBinding", "placeholder", "printerSettings"),
        *("attachedTemplate", "mailMerge", "saveThroughXslt", "docVars"),
    )
)
_FORMER = tuple(
    qualified(f"{name}Change")
    for name in ("rPr", "pPr", "sectPr", "tblPr", "tblPrEx", "tblGrid", "tcPr", "trPr", "numbering")
)
_TRACKED = frozenset(
    qualified(name) for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")
)
_AUTHOR, _ID, _TYPE = (qualified(name) for name in ("author", "id", "type"))


class UnclearError(Exception):
    """The template cannot be cleared; `reason` is `broken`, `objects` or `revisions`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def clear(word: WordDocument) -> None:
    """Take out what is not to come along. UnclearError where the text that is kept needs it."""
    package = word.part.package
    for key, relation in list(package.rels.items()):
        if relation.is_external or relation.reltype.rpartition("/")[2] != "officeDocument":
            package.rels.pop(key)
    _clear_part(word.part, word.element, is_document=True)
    cited = {(each.tag, each.get(_ID)) for each in word.element.iter(*map(_citing, _NOTES))}
    seen = {id(word.part)}
    for kind, part in list(_parts(word.part, seen)):
        if kind in {"image", "hdphoto", "font"}:
            part.rels.clear()
            continue
        element, is_text = _element(part)
        root = _ROOTS.get(kind) or _REFERRED.get(kind)
        if element.tag.rpartition("}")[2] != root:
            raise UnclearError("broken")
        if kind in _NOTES:
            _clear_notes(element, kind, cited)
        _clear_part(part, element)
        if is_text and kind in _NOTES:
            from docx.opc.oxml import serialize_part_xml

            part._blob = serialize_part_xml(element)  # noqa: SLF001 - the library keeps such a part as bytes


def _parts(part: Part, seen: set[int]) -> Iterator[tuple[str, Part]]:
    """The parts below one and their kinds, each once; those of a part are looked up when it is done."""
    for relation in list(part.rels.values()):
        if not relation.is_external and id(relation.target_part) not in seen:
            seen.add(id(relation.target_part))
            yield relation.reltype.rpartition("/")[2], relation.target_part
            yield from _parts(relation.target_part, seen)


def _element(part: Part) -> tuple[BaseOxmlElement, bool]:
    """The root of a part, and whether it is a copy; where it is not well-formed the library raises."""
    from docx.opc.part import XmlPart
    from docx.oxml.parser import parse_xml

    if isinstance(part, XmlPart):
        return part.element, False
    return parse_xml(part.blob), True


def _clear_part(part: Part, element: BaseOxmlElement, *, is_document: bool = False) -> None:
    for each in list(element.iter(*_LOOSE, *_FORMER)):
        above = each.getparent()
        if above is not None:
            above.remove(each)
    if any(_is_tracked(each) for each in element.iter("{*}*")):
        raise UnclearError("revisions")
    referred = {
        value
        for each in element.iter("{*}*")
        for name, value in each.attrib.items()
        if str(name).startswith(_REFERENCE)
    }
    for key, relation in list(part.rels.items()):
        kind = relation.reltype.rpartition("/")[2]
        is_own = is_document and kind in _ROOTS and not relation.is_external
        fits = kind in _REFERRED and (kind == "hyperlink" or not relation.is_external)
        if is_own or (fits and key in referred):
            continue
        if key in referred:
            raise UnclearError("objects")
        part.rels.pop(key)


def _is_tracked(element: BaseOxmlElement) -> bool:
    return element.tag in _TRACKED or element.get(_AUTHOR) is not None


def _citing(kind: str) -> str:
    """The tag of what stands in the text for a note."""
    return qualified(f"{_NOTES[kind]}Reference")


def _clear_notes(element: BaseOxmlElement, kind: str, cited: set[tuple[str, str | None]]) -> None:
    """Only the notes that the text still cites, and the lines that set notes off."""
    for note in element.findall(qualified(_NOTES[kind])):
        is_line = note.get(_TYPE, "normal") != "normal"
        if not is_line and (_citing(kind), note.get(_ID)) not in cited:
            element.remove(note)
