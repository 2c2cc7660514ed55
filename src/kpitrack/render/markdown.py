"""Markdown building blocks: foreign text reads as written, every row of a table has equal cells.

No bold anywhere: CommonMark leaves the asterisks standing beside Chinese punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

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


def heading(level: int, text: str) -> str:
    """A heading."""
    return f"{'#' * level} {text}"


def bullets(entries: Iterable[str]) -> str:
    """A list without numbers."""
    return "\n".join(f"- {entry}" for entry in entries)


def table(headers: Sequence[str], rows: Iterable[Sequence[str]], *, right: Collection[int] = ()) -> str:
    """A table of cells that are Markdown already; the columns in `right` are aligned right.

    Raises ValueError where a row has not as many cells as there are headers.
    """
    rules = ["---:" if column in right else "---" for column in range(len(headers))]
    lines = [_row(headers), _row(rules)]
    for row in rows:
        if len(row) != len(headers):
            message = f"{len(row)} cells under {len(headers)} headers"
            raise ValueError(message)
        lines.append(_row(row))
    return "\n".join(lines)


def document(blocks: Iterable[str]) -> str:
    """The blocks that are not empty, a blank line between them, a newline at the end."""
    return "\n\n".join(block for block in blocks if block) + "\n"


def page_markdown(page: Page) -> str:
    """A page of tables as Markdown: every column of every table, with its notes."""
    blocks = [md_text(line) for line in page.heading]
    for view in page.views:
        right = [place for place, column in enumerate(view.columns) if column.numeric]
        rows = [[md_text(row.get(column.key, "")) for column in view.columns] for row in view.rows]
        headers = [md_text(column.heading) for column in view.columns]
        blocks += [heading(2, md_text(view.caption)), table(headers, rows, right=right)]
        blocks += [md_text(note) for note in view.notes]
    return document([*blocks, *(md_text(line) for line in page.closing)])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
