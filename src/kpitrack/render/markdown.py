"""Markdown building blocks: foreign text reads as written, every row of a table has equal cells.

No bold anywhere: CommonMark leaves the asterisks standing beside Chinese punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kpitrack.render.document import (
    Block,
    Column,
    Document,
    Heading,
    Listing,
    Paragraph,
    Table,
    table,
)
from kpitrack.render.safe import one_line
from kpitrack.render.views import Page

_INLINE = re.compile(r"[\\`*_\[\]<>&|~$]")
_HEADING = re.compile(r"(?:^|(?<= ))#")  # also before a trailing one: it would close a heading
_LIST = re.compile(r"^(?:[-+](?= |$)|-(?=-)|=)")
_NUMBERED = re.compile(r"^([0-9]{1,9})([.)])(?= |$)")


def md_text(text: str) -> str:
    """Foreign text, on one line, as Markdown that reads as it was written.

    At the start of a line and in a table cell too: no emphasis, link, tag, entity, list, heading
    or cell border comes of it.
    """
    escaped = _INLINE.sub(r"\\\g<0>", one_line(text))
    escaped = _HEADING.sub(r"\\#", escaped)
    escaped = _LIST.sub(r"\\\g<0>", escaped)
    return _NUMBERED.sub(r"\1\\\2", escaped)


def document_markdown(document: Document) -> str:
    """A document as Markdown: a blank line between its blocks, a newline at the end."""
    return _text(_block(block) for block in document.blocks)


def page_markdown(page: Page) -> str:
    """A page of tables as Markdown: every column of every table, with its notes."""
    blocks = [md_text(line) for line in page.heading]
    for view in page.views:
        columns = tuple(Column(column.heading, numeric=column.numeric) for column in view.columns)
        rows = [tuple(row.get(column.key, "") for column in view.columns) for row in view.rows]
        blocks += [_block(Heading(2, view.caption)), _block(table(columns, rows))]
        legend = view.legend.line(column.key for column in view.columns)
        blocks += [md_text(note) for note in (*legend, *view.notes)]
    return _text([*blocks, *(md_text(line) for line in page.closing)])


def _text(blocks: Iterable[str]) -> str:
    return "\n\n".join(blocks) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(level=level):
            return f"{'#' * level} {md_text(block.line)}"
        case Paragraph(text=text):
            return md_text(text)
        case Listing(entries=entries):
            return "\n".join(f"- {md_text(entry)}" for entry in entries)
        case Table():
            return _table(block)


def _table(block: Table) -> str:
    rules = ["---:" if column.numeric else "---" for column in block.columns]
    head = _row([md_text(column.heading) for column in block.columns])
    return "\n".join([head, _row(rules), *(_row([md_text(cell) for cell in row]) for row in block.rows)])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
