"""Exported files read back with the standard library."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from pathlib import Path


def csv_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV by the names of their columns."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def queried(path: Path, sql: str) -> list[tuple[object, ...]]:
    """What a question to a database gives."""
    with closing(sqlite3.connect(path)) as base:
        return base.execute(sql).fetchall()
