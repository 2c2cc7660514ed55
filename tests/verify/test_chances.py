"""The figures on reliability in docs/explanation/verify.md are those that are measured."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.verify.chances import tables

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = (ROOT / "docs/explanation/verify.md", ROOT / "docs/zh/explanation/verify.md")


def test_the_pages_print_what_is_measured(request: pytest.FixtureRequest) -> None:
    rows = [row for part in tables() for row in part]
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        printed = re.findall(r"^\| [^|]+ \| ((?:\d+% \| )+\d+%) \|$", text, re.MULTILINE)
        if request.config.getoption("--update-golden"):
            assert len(printed) == len(rows)
            found = iter(rows)
            text = re.sub(
                r"^(\| [^|]+ \| )(?:\d+% \| )+\d+%( \|)$",
                lambda part, found=found: part[1] + next(found) + part[2],  # type: ignore[misc]
                text,
                flags=re.MULTILINE,
            )
            page.write_text(text, encoding="utf-8")
            continue
        assert printed == rows
