"""The data set as an SQLite database: keys, checks, indexes, views, and what each column means.

Numbers are REAL, so that they sort, compare and divide as numbers; a figure that was reported or
declared also stands in `<name>_exact`, as text, to the last digit.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from kpitrack.problems import UsageError
from kpitrack.render.dataset.content import Content, rows
from kpitrack.render.dataset.schema import SCHEMA, TABLES
from kpitrack.render.dataset.tables import Column, Empty, Kind, Table
from kpitrack.render.dataset.texts import json_list, plain_cell
from kpitrack.render.dataset.views import VIEWS
from kpitrack.render.json_text import scalar
from kpitrack.render.safe import safe_text
from kpitrack.wording import Words

if TYPE_CHECKING:
    from sqlite3 import Connection

EXACT = "_exact"
_APPLICATION = 0x6B706974  # «kpit» in the file's header
_ERRORS = {10: errno.EIO, 13: errno.ENOSPC}  # SQLITE_IOERR, SQLITE_FULL
_TYPES = {
    Kind.INTEGER: "INTEGER",
    Kind.BOOLEAN: "INTEGER",
    Kind.QUANTITY: "REAL",
    Kind.NUMBER: "REAL",
}
_SHAPES = {
    Kind.BOOLEAN: "{0} IN (0, 1)",
    Kind.QUANTITY: "typeof({0}) IN ('real', 'null')",
    Kind.NUMBER: "typeof({0}) IN ('real', 'null')",
    Kind.INTEGER: "typeof({0}) IN ('integer', 'null')",
    Kind.MONTH: "{0} GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]'",
    Kind.DAY: "{0} GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'",
    Kind.LIST: "{0} GLOB '[[]*]'",
}


def write_database(content: Content, path: Path) -> None:
    """Fill the empty file at `path`. With one SQLite library, the same content gives the same bytes.

    Raises UsageError where this Python has no SQLite.
    """
    try:
        from sqlite3 import OperationalError, connect
    except ImportError:
        raise UsageError("no-sqlite") from None
    try:
        with closing(connect(path, isolation_level=None)) as base:
            _write(base, content)
    except OperationalError as failure:  # the disk is full, or gone
        number = _ERRORS.get(getattr(failure, "sqlite_errorcode", 0) & 0xFF)
        raise (OSError(number, os.strerror(number)) if number else OSError(str(failure))) from failure


def _write(base: Connection, content: Content) -> None:
    for pragma in ("page_size = 4096", "auto_vacuum = NONE", "encoding = 'UTF-8'", "journal_mode = OFF"):
        base.execute(f"PRAGMA {pragma}")
    base.execute("PRAGMA synchronous = OFF")  # whoever asked for the file sees to that
    base.execute(f"PRAGMA application_id = {_APPLICATION}")
    base.execute(f"PRAGMA user_version = {SCHEMA}")
    base.execute("BEGIN")
    for table in TABLES:
        base.execute(table_sql(table, content.show.words))
        _fill(base, content, table)
    for statement in (*_indexes(), *(view.sql for view in VIEWS)):
        base.execute(statement)
    broken = base.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        message = f"rows that refer to none: {broken[:3]}"
        raise AssertionError(message)
    base.execute("COMMIT")


def table_sql(table: Table, words: Words) -> str:
    """The statement that makes a table, with the meaning of each column behind it."""
    lines = [line for column in table.columns for line in _column_lines(table, column, words)]
    lines += [(f"FOREIGN KEY ({_quoted(c.name)}) REFERENCES {_refers(c)}", "") for c in _links(table)]
    lines.append((f"PRIMARY KEY ({', '.join(map(_quoted, table.key))})", ""))
    body = "".join(
        f"  {sql}{',' if place < len(lines) else ''}{f' -- {comment}' if comment else ''}\n"
        for place, (sql, comment) in enumerate(lines, 1)
    )
    return f"CREATE TABLE {_quoted(table.name)} ( -- {words(f'dataset.{table.name}')}\n{body})"


def _column_lines(table: Table, column: Column, words: Words) -> Iterator[tuple[str, str]]:
    """The line of a column, and of its exact companion where it has one; each with its comment."""
    name = _quoted(column.name)
    limits = "" if column.empty is not Empty.NEVER else " NOT NULL"
    if column.codes:
        limits += f" CHECK ({name} IN ({', '.join(map(_literal, column.codes))}))"
    elif column.kind in _SHAPES:
        limits += f" CHECK ({_SHAPES[column.kind].format(name)})"
    yield f"{name} {_TYPES.get(column.kind, 'TEXT')}{limits}", words(meaning_key(table, column))
    if column.kind is Kind.QUANTITY:
        pair = _quoted(column.name + EXACT)
        yield f"{pair} TEXT CHECK (({pair} IS NULL) = ({name} IS NULL))", words("dataset.exact")


def meaning_key(table: Table, column: Column) -> str:
    """The key of a column's meaning: of this table's, else of every table's column of that name."""
    from kpitrack.wording import CATALOGUE

    own = f"dataset.{table.name}.{column.name}"
    return own if own in CATALOGUE else f"dataset.column.{column.name}"


def _links(table: Table) -> Iterator[Column]:
    yield from (column for column in table.columns if column.refers)


def _refers(column: Column) -> str:
    table, name = column.refers or ("", "")
    return f"{_quoted(table)} ({_quoted(name)})"


def _indexes() -> Iterator[str]:
    for table in TABLES:
        for names in table.indexes:
            columns = ", ".join(map(_quoted, names))
            name = _quoted("_".join((table.name, *names)))
            yield f"CREATE INDEX {name} ON {_quoted(table.name)} ({columns})"


def _fill(base: Connection, content: Content, table: Table) -> None:
    width = len(table.columns) + sum(1 for column in table.columns if column.kind is Kind.QUANTITY)
    places = ", ".join("?" * width)
    base.executemany(
        f"INSERT INTO {_quoted(table.name)} VALUES ({places})",  # noqa: S608 - the name is ours
        (tuple(_values(table, row)) for row in rows(content, table)),
    )


def _values(table: Table, row: tuple[object, ...]) -> Iterator[object]:
    for column, value in zip(table.columns, row, strict=True):
        stored = _stored(column, value)
        yield stored
        if column.kind is Kind.QUANTITY:
            yield stored


def _stored(column: Column, value: object) -> object:
    """A value as it is handed to SQLite; a column of REAL makes a number of a decimal's text."""
    if value is None:
        return None
    if column.kind is Kind.BOOLEAN:
        return int(bool(value))
    if column.kind is Kind.INTEGER:
        return value
    if column.kind.is_decimal:
        return scalar(value)
    if column.kind is Kind.LIST:
        return safe_text(json_list(value)) if isinstance(value, list | tuple) else "[]"
    return plain_cell(value)


def _quoted(name: str) -> str:
    return f'"{name}"'


def _literal(text: str) -> str:
    return f"'{text}'"
