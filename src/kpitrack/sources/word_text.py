"""A .docx → the texts of its paragraphs, in their order, without what Word only draws (numbers of lists)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kpitrack.problems import Location, Problem, error
from kpitrack.sources.safe_zip import members_of
from kpitrack.sources.word_file import read_word_file

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class WordText:
    """The paragraphs, blank ones too; `numbered` have a number that Word draws and the text lacks."""

    paragraphs: tuple[str, ...]
    numbered: int = 0
    problems: tuple[Problem, ...] = ()


def read_word_text(data: bytes, path: str) -> WordText:
    """The paragraphs of the body, those in tables too. What was deleted in tracked changes is not read."""
    from xml.etree.ElementTree import ParseError

    from defusedxml.ElementTree import fromstring

    file = read_word_file(data, path)
    if file.problems:
        return WordText((), problems=(error(Location(path), "wrong-kind", variant="plan"),))
    try:
        root = fromstring(members_of(file.data)["word/document.xml"])
    except (KeyError, ParseError):
        return WordText((), problems=(error(Location(path), "wrong-kind", variant="plan"),))
    found = list(root.iter(f"{_W}p"))
    numbered = sum(each.find(f"{_W}pPr/{_W}numPr") is not None for each in found)
    return WordText(tuple("".join(_texts(each)) for each in found), numbered)


def _texts(paragraph: object) -> Iterator[str]:
    for node in paragraph.iter():  # type: ignore[attr-defined]
        if node.tag == f"{_W}t":
            yield node.text or ""
        elif node.tag in {f"{_W}tab", f"{_W}br"}:
            yield " "
