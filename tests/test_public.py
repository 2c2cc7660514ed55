"""The public surface: what `import kpitrack` gives, loaded on first use."""

from __future__ import annotations

import io
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

import kpitrack

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = [
    DOCS / name
    for name in (
        "reference/python.md",
        "zh/reference/python.md",
        "how-to/data-out.md",
        "zh/how-to/data-out.md",
    )
]


def test_a_workspace_opened_and_assessed() -> None:
    opened = kpitrack.open_workspace(ROOT)
    assert opened.problems() == ()
    found = opened.assess()
    assert str(found.month) == "2024-12"
    assert found == kpitrack.assess(
        opened.checked_plan(), opened.ledger(), found.month, data_sha256=opened.data_sha256
    )


def test_what_is_public() -> None:
    assert sorted(kpitrack.__all__) == kpitrack.__all__
    for name in kpitrack.__all__:
        assert getattr(kpitrack, name) is not None
    assert set(kpitrack.__all__) == {*kpitrack._PUBLIC, "__version__"}
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = kpitrack.nothing


def test_public_names_cost_nothing_until_they_are_used() -> None:
    code = "import sys, kpitrack; print(sorted(name for name in sys.modules if name.startswith('kpitrack')))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "['kpitrack']\n"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_the_python_of_the_documents_runs(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kpitrack: Callable[..., Any]
) -> None:
    """Every `python` block, in a copy of this repository's workspace, prints the `text` block behind it."""
    for name in ("plan", "data"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    text = page.read_text(encoding="utf-8")
    for command in re.findall(r"^\$ kpitrack (export .*-o .*)$", text, re.MULTILINE):
        assert kpitrack(*command.split()).code == 0
    blocks = re.findall(r"^```python\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", text, re.MULTILINE | re.DOTALL)
    assert blocks
    space: dict[str, object] = {}
    for code, expected in blocks:
        printed = io.StringIO()
        with redirect_stdout(printed):
            exec(compile(code, str(page), "exec"), space)  # noqa: S102 - the page's own example
        assert printed.getvalue() == expected
    for value in space.values():
        if isinstance(value, sqlite3.Connection):
            value.close()
