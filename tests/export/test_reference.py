"""docs/reference/export.md lists every table and every column, in both languages, with an example.

`--update-golden` writes the tables of the pages anew, from the program.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kpitrack.render.dataset.database import EXACT, meaning_key
from kpitrack.render.dataset.schema import TABLES
from kpitrack.render.dataset.tables import Column, Kind, Table
from kpitrack.render.dataset.views import VIEWS
from kpitrack.wording import CATALOGUE, Words
from tests.export.reading import csv_rows

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = {"en": DOCS / "reference" / "export.md", "zh": DOCS / "zh" / "reference" / "export.md"}
HEADS = {
    "zh": ("列", "类型", "单位", "含义", "何时为空", "例"),
    "en": ("column", "type", "unit", "means", "empty where", "example"),
}
_BEGIN, _END = "<!-- tables: made from the program -->\n", "<!-- end of tables -->\n"
_LONGEST = 24


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_table_and_column_is_in_the_reference(
    language: str, small: Path, kpitrack: Callable[..., Any], request: pytest.FixtureRequest
) -> None:
    assert (
        kpitrack("export", "--month", "6", "--as-of", "2024-07-20", "--lang", language, "-o", "all/").code
        == 0
    )
    page = PAGES[language]
    before, rest = page.read_text(encoding="utf-8").split(_BEGIN)
    _, after = rest.split(_END)
    made = "\n".join(part for table in TABLES for part in _section(table, Words(language), small / "all"))
    expected = f"{before}{_BEGIN}\n{made}\n{_END}{after}"
    if request.config.getoption("--update-golden") and not os.environ.get("CI"):
        page.write_text(expected, encoding="utf-8", newline="")
    assert page.read_text(encoding="utf-8") == expected


@pytest.mark.parametrize("page", PAGES.values())
def test_every_view_is_in_the_reference(page: Path) -> None:
    listed = re.findall(r"^\| `(v_\w+)` \|", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert listed == [view.name for view in VIEWS]


def test_nothing_is_explained_that_is_not_there() -> None:
    used = {meaning_key(table, column) for table in TABLES for column in table.columns}
    used |= {f"dataset.{table.name}" for table in TABLES} | {"dataset.exact"}
    explained = {key for key in CATALOGUE if key.startswith("dataset.")}
    shared = {key for key in explained if re.match(r"dataset\.(kind|unit|empty)\.", key)}
    assert explained - shared == used


def _section(table: Table, words: Words, folder: Path) -> Iterator[str]:
    rows = csv_rows(folder / f"{table.name}.csv")
    yield f"### {table.name}\n"
    yield f"{words(f'dataset.{table.name}')}{'。' if words.language == 'zh' else '.'}"
    key = ", ".join(f"`{name}`" for name in table.key)
    yield f"{'主键' if words.language == 'zh' else 'Key'}: {key}\n".replace(
        ": ", "：" if words.language == "zh" else ": "
    )
    yield f"| {' | '.join(HEADS[words.language])} |\n|---|---|---|---|---|---|"
    for column in table.columns:
        example = next((row[column.name] for row in reversed(rows) if row[column.name]), "")
        yield _row(table, column, words, example)
    yield ""


def _row(table: Table, column: Column, words: Words, example: str) -> str:
    kind = words(f"dataset.kind.{'code' if column.codes else column.kind.value}")
    if column.refers:
        kind += f" → `{column.refers[0]}`"
    means = words(meaning_key(table, column))
    if column.codes:
        means += ("：" if words.language == "zh" else ": ") + " ".join(f"`{code}`" for code in column.codes)
    unit = words(f"dataset.unit.{column.measured.value}") if column.measured else ""
    shown = example if len(example) <= _LONGEST else f"{example[:_LONGEST]}…"
    name = f"`{column.name}`" + (f", `{column.name}{EXACT}`" if column.kind is Kind.QUANTITY else "")
    cells = (
        name,
        kind,
        unit,
        means,
        words(f"dataset.empty.{column.empty.value}"),
        f"`{shown}`" if shown else "",
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
