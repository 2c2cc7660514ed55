"""Chinese pages that say the same as their English twins where it is data: blocks, keys, numbers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parent.parent / "docs"
TWINS = ("reference/plan.md", "explanation/store.md")


def both(page: str) -> tuple[str, str]:
    """The text of the Chinese page and of its twin."""
    chinese, english = DOCS / "zh" / page, DOCS / page
    return chinese.read_text(encoding="utf-8"), english.read_text(encoding="utf-8")


def blocks(text: str) -> list[str]:
    """What stands between fences, each with its kind."""
    return re.findall(r"^```(\w+[^\n]*\n.*?)^```$", text, re.MULTILINE | re.DOTALL)


def rows(text: str) -> list[str]:
    """The rows of all tables."""
    return re.findall(r"^\|.*\|$", text, re.MULTILINE)


@pytest.mark.parametrize("page", TWINS)
def test_the_data_blocks_are_the_same(page: str) -> None:
    chinese, english = both(page)
    assert blocks(chinese)
    assert blocks(chinese) == blocks(english)


def test_what_proves_the_store_has_the_same_numbers() -> None:
    chinese, english = both("explanation/store.md")
    numbers = re.compile(r"\d+")
    assert [numbers.findall(row) for row in rows(chinese)] == [numbers.findall(row) for row in rows(english)]


def test_every_key_of_the_plan_stands_at_the_same_place() -> None:
    chinese, english = (
        re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE) for text in both("reference/plan.md")
    )
    assert chinese == english
