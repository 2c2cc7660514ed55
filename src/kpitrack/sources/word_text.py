"""A .docx → its lines: the texts of its paragraphs, with the numbers that Word draws, and rows of tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpitrack.problems import Location, Problem, error
from kpitrack.sources.safe_zip import members_of
from kpitrack.sources.word_file import read_word_file
from kpitrack.sources.word_numbers import Numbers, numbers_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_AS_ABOVE = "同上"
_TWICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # a text box, said again
_WIDEST = 64
_NO_TEXT = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}sectPr", f"{_W}tcPr"})


@dataclass(frozen=True, slots=True)
class WordText:
    """The paragraphs, blank ones too, a row of a table as one, its cells parted by tabs.

    `numbered` have a number that Word draws and that cannot be told.
    """

    paragraphs: tuple[str, ...]
    numbered: int = 0
    problems: tuple[Problem, ...] = ()


def read_word_text(data: bytes, path: str) -> WordText:
    """The lines of the body. What was deleted in tracked changes is not read."""
    from xml.etree.ElementTree import ParseError

    file = read_word_file(data, path)
    if file.problems:
        return WordText((), problems=(error(Location(path), "wrong-kind", variant="plan"),))
    try:
        members = members_of(file.data)
        root = _parsed(members, "word/document.xml")
        numbers = numbers_of(_parsed(members, "word/numbering.xml"), _parsed(members, "word/styles.xml"))
    except ParseError:
        root = None
    body = None if root is None else root.find(f"{_W}body")
    if body is None:
        return WordText((), problems=(error(Location(path), "wrong-kind", variant="plan"),))
    reader = _Reader(numbers)
    lines = tuple(reader.lines(body))
    return WordText(lines, reader.untold)


def _parsed(members: Mapping[str, bytes], name: str) -> Element | None:
    from defusedxml.ElementTree import fromstring

    root: Element | None = fromstring(members[name]) if name in members else None
    return root


class _Reader:
    """Reads lines in their order; `untold` counts those whose number cannot be told."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers
        self.untold = 0

    def lines(self, holder: Element) -> Iterator[str]:
        """The lines of what holds paragraphs and tables, those in frames and controls too."""
        for node in holder:
            if node.tag == f"{_W}p":
                yield from self._paragraph(node).split("\n")
            elif node.tag == f"{_W}tbl":
                yield from self._rows(node)
            elif node.tag not in _NO_TEXT:
                yield from self.lines(node)

    def _paragraph(self, paragraph: Element) -> str:
        number = self._numbers.of(paragraph)
        self.untold += number is None
        return f"{number or ''}{''.join(_texts(paragraph))}"

    def _rows(self, table: Element) -> Iterator[str]:
        for row in _below(table, "tr"):
            yield "\t".join(text for cell in _below(row, "tc") for text in self._cell(cell))

    def _cell(self, cell: Element) -> Iterator[str]:
        """The text of a cell, and nothing for each further column that it goes over."""
        lines = (" ".join(line.split()) for line in self.lines(cell))
        text = "；".join(line.rstrip("；;") for line in lines if line).replace("。；", "。")
        merged, span = cell.find(f"{_W}tcPr/{_W}vMerge"), cell.find(f"{_W}tcPr/{_W}gridSpan")
        goes_on = merged is not None and merged.get(f"{_W}val", "continue") == "continue"
        yield text or (_AS_ABOVE if goes_on else "")
        width = "" if span is None else span.get(f"{_W}val", "")
        yield from [""] * (min(int(width), _WIDEST) - 1 if width.isdecimal() else 0)


def _below(holder: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, those in controls too, not those of tables within."""
    for node in holder:
        if node.tag == f"{_W}{name}":
            yield node
        elif node.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"}:
            yield from _below(node, name)


def _texts(paragraph: Element) -> Iterator[str]:
    """The runs of a paragraph; a line ends where its writer broke it."""
    for node in paragraph:
        if node.tag == f"{_W}t":
            yield node.text or ""
        elif node.tag == f"{_W}tab":
            yield " "
        elif node.tag in {f"{_W}br", f"{_W}cr"}:
            yield "\n"
        elif node.tag != _TWICE:
            yield from _texts(node)
