"""A workspace that may be read but not written: reading works, writing ends with one sentence and no file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.small import PLAN

Kpitrack = Callable[..., Any]
SRC = Path(__file__).resolve().parent.parent.parent / "src"
# Root may write anywhere as long as it has its capabilities.
WITHOUT_POWER = ("setpriv", "--inh-caps=-all", "--bounding-set=-all") if os.name == "posix" else ()


@pytest.fixture
def office(workspace: Callable[..., Path]) -> Iterator[Path]:
    if os.name != "posix" or (os.geteuid() == 0 and shutil.which("setpriv") is None):
        pytest.skip("needs a user whom the system refuses something")
    root = workspace(PLAN, {"a.csv": "item,period,value\nA1,2024-06,5\n"})
    (root / "new.csv").write_text("item,period,value\nA1,2024-07,6\n", encoding="utf-8")
    folders = [path for path in (root, *root.rglob("*")) if path.is_dir()]
    for folder in folders:
        folder.chmod(0o555)
    yield root
    for folder in folders:
        folder.chmod(0o755)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("status",), 0),
        (("check",), 0),
        (("report", "-o", "-"), 0),
        (("report",), 5),
        (("ingest", "new.csv"), 5),
        (("run", "--month", "6"), 5),
        (("export", "-o", "data set/"), 5),
        (("template",), 5),
        (("init", "next"), 5),
    ],
)
def test_what_can_be_done_in_it(words: tuple[str, ...], code: int, office: Path) -> None:
    before = sorted(office.rglob("*"))
    run = _run_in(office, words)
    assert run.returncode == code
    if code:
        assert run.stdout == ""
        told = [line for line in run.stderr.splitlines() if not line.startswith("    ")]
        assert len(told) == 1
        assert told[0].endswith("：没有权限")
    else:
        assert "指标一" in run.stdout or words == ("check",)
    assert sorted(office.rglob("*")) == before


@pytest.mark.parametrize("words", [("init",), ("init", "next"), ("status",)])
def test_a_folder_of_which_nothing_may_be_asked(words: tuple[str, ...], office: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can start a program there")
    office.chmod(0)
    run = _run_in(office, words)
    assert (run.returncode, run.stdout) == (5, "")
    assert run.stderr.endswith("：没有权限\n")
    assert run.stderr.count("\n") == 1


def test_a_folder_that_is_gone(kpitrack: Kpitrack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.name != "posix":
        pytest.skip("the system keeps a folder that somebody is in")
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    run = kpitrack("status", "--lang", "en")
    assert (run.code, run.out) == (5, "")
    assert run.err.startswith("error: cannot read .: ")


def _run_in(folder: Path, words: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    """The program in a folder, by a user whom the system refuses what it refuses everybody."""
    powerless = WITHOUT_POWER if os.geteuid() == 0 else ()
    return subprocess.run(
        [*powerless, sys.executable, "-m", "kpitrack", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(SRC), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
