"""A document as a value: headings, paragraphs, lists and tables of plain text, before any format.

Whoever writes a format makes the text safe for it; nothing in here is marked up or escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Role(StrEnum):
    """What a paragraph is there for, which decides how it is laid out."""

    NUMBER = "number"
    LABEL = "label"
    ADDRESSEE = "addressee"
    NOTICE = "notice"
    BODY = "body"
    ANNEXES = "annexes"
    ISSUER = "issuer"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 is the title, 2 to 4 are 一、 （一） 1. An annex begins on a page of its own.

    `mark` is what an annex is referred to by (附件1); it stands before the text, in some formats above it.
    """

    level: int
    text: str
    annex: bool = False
    mark: str = ""

    @property
    def line(self) -> str:
        """Mark and text on one line."""
        return f"{self.mark} {self.text}" if self.mark else self.text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    text: str
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True)
class Listing:
    """Entries without numbers; a number that belongs to an entry is part of its text."""

    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, whether it holds figures, its width beside the others'."""

    heading: str
    numeric: bool = False
    width: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table. With `total` the last row sums up the others. ValueError where a row has not its cells."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: bool = False

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                message = f"{len(row)} cells under {len(self.columns)} headings"
                raise ValueError(message)


Block: TypeAlias = Heading | Paragraph | Listing | Table


@dataclass(frozen=True, slots=True)
class Document:
    """Blocks in their order, in one language. `title` is that of the file, too."""

    title: str
    language: str
    blocks: tuple[Block, ...]


def document(title: str, language: str, blocks: Iterable[Block | str]) -> Document:
    """The document of these blocks: a text is a paragraph of the body, an empty one is left out."""
    kept = (Paragraph(block) if isinstance(block, str) else block for block in blocks if block)
    return Document(title, language, tuple(block for block in kept if not _is_empty(block)))


def table(columns: Iterable[Column], rows: Iterable[Sequence[str]], *, total: bool = False) -> Table:
    """A table of these columns and rows."""
    return Table(tuple(columns), tuple(tuple(row) for row in rows), total)


def _is_empty(block: Block) -> bool:
    match block:
        case Heading(text=text) | Paragraph(text=text):
            return not text
        case Listing(entries=entries):
            return not entries
        case Table():
            return False
