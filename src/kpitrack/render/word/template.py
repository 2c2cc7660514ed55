"""The template a Word file is made on: ours, or the office's own with whatever it lacks put in.

A paragraph of the office's that says 【正文】 and nothing else is where the text goes; what stands
around it stays. Without one the template's own text is dropped: an old briefing that serves as a
template must not get into a new one. Page, headers and footers stay in any case.
"""

from __future__ import annotations

import io
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpitrack.problems import InputRejectedError, Location, Problem, error, warning
from kpitrack.render.word.cleared import UnclearError, clear
from kpitrack.render.word.marks import bodies_in, has_marks, is_place
from kpitrack.render.word.markup import qualified
from kpitrack.render.word.names import Style, kind_of
from kpitrack.sources.word_file import WordFile, read_word_file

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

PATH = "plan/briefing-template.docx"
_NAME, _ID, _TYPE, _VALUE = (qualified(name) for name in ("name", "styleId", "type", "val"))
_USUAL = 21  # half points
_REFERRING = ("basedOn", "next", "link")
_LINE_ENDS = ("w:noLineBreaksAfter", "w:noLineBreaksBefore")
# What may stand behind these in settings, by the schema.
_BEHIND = """
w:savePreviewPicture w:doNotValidateAgainstSchema w:saveInvalidXml w:ignoreMixedContent
w:alwaysShowPlaceholderText w:doNotDemarcateInvalidXml w:saveXmlDataOnly w:useXSLTWhenSaving
w:saveThroughXslt w:showXMLTags w:alwaysMergeEmptyNamespace w:updateFields w:hdrShapeDefaults w:footnotePr
w:endnotePr w:compat w:docVars w:rsids m:mathPr w:attachedSchema w:themeFontLang w:clrSchemeMapping
w:doNotIncludeSubdocsInStats w:doNotAutoCompressPictures w:forceUpgrade w:captions w:readModeInkLockDown
w:smartTagType w:shapeDefaults w:doNotEmbedSmartTags w:decimalSymbol w:listSeparator
"""


@dataclass(frozen=True, slots=True)
class Base:
    """A template ready to take a text.

    `place` is the paragraph that the text replaces; `section` the properties of the section it
    stands in; `follows` whether the template has anything behind it; `sizes` those of the text in
    tables, in wide and in dense tables, in half points.
    """

    word: WordDocument
    ids: dict[Style, str]
    place: BaseOxmlElement
    section: BaseOxmlElement
    follows: bool
    sizes: tuple[int, int, int]


def our_template(language: str) -> bytes:
    """The template that comes with the program."""
    from importlib.resources import files

    return (files("kpitrack") / "templates" / f"briefing-template.{language}.docx").read_bytes()


def opened(data: bytes, language: str) -> Base:
    """The template, ours where there is no data.

    InputRejectedError where it cannot be used; with a broken one the libraries raise whatever they like.
    """
    ours = _loaded(our_template(language))
    if not data:
        return _prepared(ours, ours)
    read = read_word_file(data, PATH)
    if read.problems:
        raise InputRejectedError(read.problems)
    return _prepared(_loaded(read.data), ours)


def dropped(data: bytes) -> tuple[Problem, ...]:
    """What to say of a usable template whose text is not used although it is meant to be."""
    read = read_word_file(data, PATH) if data else WordFile(b"")
    if not read.data:
        return ()
    word = _loaded(read.data)
    reason = _why_dropped(word)
    return (warning(Location(PATH), "template-text-dropped", variant=reason),) if reason else ()


def _why_dropped(word: WordDocument) -> str:
    """`beside`: 【正文】 stands where it does not count; `missing`: there are only other marks."""
    body = word.element.body
    if any(map(is_place, body)):
        return ""
    if bodies_in(word)[0]:
        return "beside"
    texts = ("".join(part.text or "" for part in each.iter(qualified("t"))) for each in body)
    return "missing" if any(map(has_marks, texts)) else ""


def unfit(reason: str) -> InputRejectedError:
    """What is raised where a template cannot be used; `reason` is the variant of the problem."""
    return InputRejectedError([error(Location(PATH), "unfit-template", variant=reason)])


def _loaded(data: bytes) -> WordDocument:
    import docx

    return docx.Document(io.BytesIO(data))


def _prepared(word: WordDocument, ours: WordDocument) -> Base:
    """The template without what it is not to bring along, with all our styles and one place for the text."""
    body = word.element.body
    if word.styles.element.tag != qualified("styles"):
        raise unfit("broken")
    _unbroken(word, ours)
    ids = _styled(word.styles.element, ours.styles.element)
    marks = [child for child in body if is_place(child)]
    if marks and bodies_in(word)[1] > 1:
        raise unfit("marks")
    last = body.find(qualified("sectPr"))
    if last is None:
        last = body.makeelement(qualified("sectPr"), {})
        body.append(last)
    if not marks:
        for child in list(body):
            if child is not last:
                body.remove(child)
        marks = [body.makeelement(qualified("p"), {})]
        body.insert(0, marks[0])
    for child in list(marks[0]):
        marks[0].remove(child)
    _cleared(word)
    behind = list(marks[0].itersiblings())
    section = next((found for child in behind if (found := _section_in(child)) is not None), last)
    styles = {style.get(_ID, ""): style for style in word.styles.element.iter(qualified("style"))}
    normal, wide, dense = (
        _size(styles, ids[style]) for style in (Style.CELL, Style.WIDE_CELL, Style.DENSE_CELL)
    )
    return Base(word, ids, marks[0], section, len(behind) > 1, (normal, wide, dense))


def _cleared(word: WordDocument) -> None:
    try:
        clear(word)
    except UnclearError as failure:
        raise unfit(failure.reason) from failure


def _size(styles: dict[str, BaseOxmlElement], identifier: str) -> int:
    """The size of a style's text in half points: its own, else that of the style it goes on from."""
    seen: set[str] = set()
    while identifier in styles and identifier not in seen:
        seen.add(identifier)
        size = styles[identifier].find(f"{qualified('rPr')}/{qualified('sz')}")
        if size is not None and size.get(_VALUE, "").isdecimal():
            return min(max(int(size.get(_VALUE)), 8), 72)
        base = styles[identifier].find(qualified("basedOn"))
        identifier = "" if base is None else base.get(_VALUE, "")
    return _USUAL


def _section_in(child: BaseOxmlElement) -> BaseOxmlElement | None:
    if child.tag == qualified("sectPr"):
        return child
    found: BaseOxmlElement | None = child.find(f"{qualified('pPr')}/{qualified('sectPr')}")
    return found


def _styled(theirs: BaseOxmlElement, ours: BaseOxmlElement) -> dict[Style, str]:
    """The id of each of our styles in a template; those that it lacks are put in."""
    mine = {_name_of(style): style for style in ours.iter(qualified("style"))}
    there = {_name_of(style): style for style in theirs.iter(qualified("style"))}
    taken = {style.get(_ID, "") for style in theirs.iter(qualified("style"))}
    ids: dict[Style, str] = {}
    lacking: dict[Style, str] = {}  # with the name that each gets
    for style in Style:
        known = there.get(style.value)
        if known is not None and known.get(_TYPE, "paragraph") == kind_of(style):
            ids[style] = known.get(_ID, "") or _free(mine[style.value].get(_ID, ""), taken)
            known.set(_ID, ids[style])
        else:
            ids[style] = _free(mine[style.value].get(_ID, ""), taken)
            lacking[style] = _free(style.value, set(there))
        taken.add(ids[style])
    by_id = {mine[style.value].get(_ID): ids[style] for style in Style}
    for style, name in lacking.items():
        theirs.append(_renamed(mine[style.value], ids[style], name, by_id))
    return ids


def _renamed(
    style: BaseOxmlElement, identifier: str, name: str, by_id: dict[str | None, str]
) -> BaseOxmlElement:
    """A copy of one of our styles, going on from whichever style has that name in the template."""
    copy = deepcopy(style)
    copy.set(_ID, identifier)
    copy.find(_NAME).set(_VALUE, name)
    for tag in _REFERRING:
        child = copy.find(qualified(tag))
        if child is not None:
            child.set(_VALUE, by_id[child.get(_VALUE)])
    return copy


def _name_of(style: BaseOxmlElement) -> str:
    name = style.find(_NAME)
    return "" if name is None else name.get(_VALUE, "").strip()


def _free(wanted: str, taken: set[str]) -> str:
    """A name that nothing has yet."""
    number, name = 1, wanted
    while name in taken:
        number += 1
        name = f"{wanted}{number}"
    return name


def _unbroken(word: WordDocument, ours: WordDocument) -> None:
    """What cannot end or begin a line, 1—6月 among it, where a template does not say."""
    settings, behind = word.settings.element, tuple(_BEHIND.split())
    for number, name in enumerate(_LINE_ENDS, 1):
        tag = qualified(name.removeprefix("w:"))
        if settings.find(tag) is None:
            rule = deepcopy(ours.settings.element.find(tag))
            settings.insert_element_before(rule, *_LINE_ENDS[number:], *behind)
