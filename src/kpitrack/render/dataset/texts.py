"""The data set as text: CSV, one table at a time, and JSON, all of them; row by row, numbers exact."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import Enum
from functools import lru_cache

from kpitrack.render.dataset.content import Content, rows
from kpitrack.render.dataset.schema import META
from kpitrack.render.dataset.tables import Table
from kpitrack.render.json_text import scalar
from kpitrack.render.safe import safe_text
from kpitrack.render.tabular import harmless


def csv_of(content: Content, table: Table) -> Iterator[str]:
    """A table as CSV, line by line; what a spreadsheet would take for a formula gets an apostrophe."""
    yield _line(table.names)
    for row in rows(content, table):
        yield _line([csv_cell(value) for value in row])


def csv_cell(value: object) -> str:
    """A value as it stands in a CSV: nothing where there is none, a list with ; between its entries."""
    plain = plain_cell(value)
    return harmless(plain) if isinstance(value, str | list | tuple) else plain


def plain_cell(value: object) -> str:
    """A value as one text, foreign text made harmless to a terminal."""
    if value is None:
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, str):
        return safe_text(value)
    if isinstance(value, list | tuple):
        return ";".join(plain_cell(entry) for entry in value)
    if isinstance(value, datetime):
        return value.isoformat()
    return scalar(value).strip('"')


def json_of(content: Content, tables: Iterable[Table]) -> Iterator[str]:
    """The tables as one JSON object, each a list of objects, `meta` an object; a row at a time."""
    opening = "{\n"
    for table in tables:
        if table is META:
            yield f'{opening}  "{table.name}": {_object(table, next(rows(content, table)))}'
        else:
            yield f'{opening}  "{table.name}": ['
            between = "\n"
            for row in rows(content, table):
                yield f"{between}    {_object(table, row)}"
                between = ",\n"
            yield "]" if between == "\n" else "\n  ]"
        opening = ",\n"
    yield "\n}\n"


def json_list(values: Iterable[object]) -> str:
    """A JSON list on one line."""
    return "[" + ", ".join(_json(value) for value in values) + "]"


def _object(table: Table, row: tuple[object, ...]) -> str:
    pairs = zip(table.names, row, strict=True)
    return "{" + ", ".join(f'"{name}": {_json(value)}' for name, value in pairs) + "}"


def _json(value: object) -> str:
    if isinstance(value, str) and not isinstance(value, Enum):
        return _string(value)
    if isinstance(value, list | tuple):
        return json_list(value)
    return scalar(value.isoformat() if isinstance(value, datetime) else value)


@lru_cache(maxsize=2**13)
def _string(text: str) -> str:
    """A JSON string; names and places come again and again."""
    return scalar(text)


def _line(cells: Iterable[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()
