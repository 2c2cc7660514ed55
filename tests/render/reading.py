"""Reports read as their readers do: texts and tables out of Markdown, Word and Excel."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from defusedxml.ElementTree import fromstring
from markdown_it import MarkdownIt

Table = list[list[str]]

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass
class Reading:
    """What a document says: headings, paragraphs and entries in their order, and its tables."""

    texts: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    @property
    def everything(self) -> Iterator[str]:
        """Every text and every cell."""
        yield from self.texts
        yield from (cell for table in self.tables for row in table for cell in row)


def markdown(data: bytes) -> Reading:
    """Markdown as a viewer shows it."""
    read, in_table = Reading(), False
    for token in MARKDOWN.parse(data.decode()):
        if token.type in {"table_open", "table_close"}:
            in_table = token.type == "table_open"
            if in_table:
                read.tables.append([])
        elif token.type == "tr_open":
            read.tables[-1].append([])
        elif token.type == "inline":
            text = "".join(
                "\n" if one.type == "softbreak" else one.content for one in token.children or () if one
            )
            (read.tables[-1][-1] if in_table else read.texts).append(text)
    return read


def word(data: bytes) -> Reading:
    """A Word document's body."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = fromstring(archive.read("word/document.xml")).find(f"{_W}body")
    assert body is not None
    read = Reading()
    for block in body:
        if block.tag == f"{_W}tbl":
            rows = [[_text(cell) for cell in row.iter(f"{_W}tc")] for row in block.iter(f"{_W}tr")]
            read.tables.append(rows)
        elif block.tag == f"{_W}p":
            read.texts.append(_text(block))
    return read


def _text(element: object) -> str:
    parts = element.iter(f"{_W}t")  # type: ignore[attr-defined]
    return "".join(part.text or "" for part in parts)


def sheets(data: bytes) -> dict[str, Table]:
    """A workbook's sheets by name: the cells of each row, numbers as they are stored."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        book = fromstring(archive.read("xl/workbook.xml"))
        names = [one.attrib["name"] for one in book.iter(f"{_S}sheet")]
        shared = [
            "".join(part.text or "" for part in one.iter(f"{_S}t"))
            for one in fromstring(archive.read("xl/sharedStrings.xml"))
        ]
        bodies = [archive.read(f"xl/worksheets/sheet{n}.xml") for n in range(1, len(names) + 1)]
    return {name: list(_rows(body, shared)) for name, body in zip(names, bodies, strict=True)}


def _rows(body: bytes, shared: Sequence[str]) -> Iterator[list[str]]:
    for row in fromstring(body).iter(f"{_S}row"):
        cells: dict[int, str] = {}
        for cell in row:
            assert cell.find(f"{_S}f") is None, "a formula"
            value = cell.findtext(f"{_S}v")
            if value is not None:
                text = shared[int(value)] if cell.attrib.get("t") == "s" else value
                cells[_column(cell.attrib["r"])] = text
        yield [cells.get(place, "") for place in range(max(cells, default=-1) + 1)]


def _column(place: str) -> int:
    """The column of a cell, from 0 on: B7 is in 1."""
    number = 0
    for letter in place.rstrip("0123456789"):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def rows_under(table: Table, *wanted: str) -> list[dict[str, str]]:
    """The rows below the last row that has all these headings, by heading; none without such a row."""
    for place in reversed(range(len(table))):
        heads = table[place]
        if set(wanted) <= set(heads):
            below = [row + [""] * (len(heads) - len(row)) for row in table[place + 1 :] if any(row)]
            return [dict(zip(heads, row, strict=False)) for row in below]
    return []
