"""Advice that can be typed as it stands, however the program was started."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kpitrack.wording import Words
from kpitrack.wording.briefing import BRIEFING
from kpitrack.wording.dataset import DATASET
from kpitrack.wording.ledger_book import LEDGER_BOOK
from kpitrack.wording.page import PAGE

ROOT = Path(__file__).resolve().parents[2]
Kpitrack = Callable[..., Any]


@pytest.fixture
def by_run_py(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder from which the program is started as `python3 run.py`."""
    monkeypatch.setenv("_KPITRACK_CALLED", "python3 run.py")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("见 kpitrack check", "见 python3 run.py check"),
        ("用 kpitrack --help 查看", "用 python3 run.py --help 查看"),
        ("kpitrack 命令 --help", "python3 run.py 命令 --help"),
        ("a defect of kpitrack: no", "a defect of kpitrack: no"),
        ("kpitrack reads a plan", "kpitrack reads a plan"),
        ("kpitrack checks it", "kpitrack checks it"),
    ],
)
def test_only_what_can_be_typed_begins_as_it_does_here(text: str, expected: str) -> None:
    assert Words("zh", "python3 run.py").as_called(text) == expected
    assert Words("zh").as_called(text) == text


def test_a_brace_in_a_path_is_no_place_to_fill() -> None:
    words = Words("en", "python3 /a{b}/run.py")
    assert words("say.warnings", n=3) == "warnings: 3; see python3 /a{b}/run.py check"


def test_what_is_printed_or_sealed_does_not_hang_on_it() -> None:
    """A briefing is the same to the byte, however the program was started."""
    words = Words("en", "X")
    for table in (BRIEFING, DATASET, LEDGER_BOOK, PAGE):
        for texts in table.values():
            assert [words.as_called(text) for text in texts] == list(texts)


@pytest.mark.usefixtures("by_run_py")
def test_hints_and_help_begin_as_the_program_was_started(kpitrack: Kpitrack) -> None:
    assert kpitrack("--lang", "zh", "statu").err.endswith("    用 python3 run.py --help 查看全部命令\n")
    err = kpitrack("--lang", "zh", "status", "--by").err
    assert err.endswith("    用 python3 run.py status --help 查看用法\n")
    assert kpitrack("--lang", "en", "status").err.endswith("or make one with python3 run.py init\n")
    page = kpitrack("--lang", "en", "status", "--help").out
    assert page.startswith("Usage: python3 run.py status [OPTIONS]\n")
    assert "\n  python3 run.py status --month 6 --by lead-unit\n" in page
    assert not re.search(r"kpitrack (?:status|--help)", page)
    report = kpitrack("-C", str(ROOT), "report", "--as-published").err
    assert report.endswith("    封账用 python3 run.py close --month 月份\n")


def test_a_new_workspace_says_how_to_call_it(kpitrack: Kpitrack, by_run_py: Path) -> None:
    whole = f"python3 {by_run_py}/run.py"

    there = kpitrack("init", "office", "--lang", "zh").out
    here = kpitrack("init", ".", "--lang", "en").out

    assert f"\n  2. {whole} check：" in there
    assert there.endswith(f"\n说明里的 kpitrack，在这台电脑上写成：{whole}\n")
    assert f"一律换成：`{whole}`\n" in (by_run_py / "office/README.md").read_text(encoding="utf-8")
    assert "\n  2. python3 run.py check: " in here
    assert f"`{whole}` instead" in (by_run_py / "README.md").read_text(encoding="utf-8")


def test_where_there_is_the_command_nothing_is_said_of_run_py(kpitrack: Kpitrack, tmp_path: Path) -> None:
    out = kpitrack("init", str(tmp_path), "--lang", "zh").out
    assert "run.py" not in out
    assert '`python3 "run.py 的完整路径"`' in (tmp_path / "README.md").read_text(encoding="utf-8")


FALLBACK = "当前文件夹不是工作文件夹，用的是 "


@pytest.fixture
def beside_run_py(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A workspace that nobody named: it lies beside `run.py`, and the current folder is another one."""
    office = tmp_path / "office"
    shutil.copytree(ROOT / "plan", office / "plan")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    monkeypatch.setenv("KPITRACK_WORKSPACE", str(office))
    monkeypatch.setenv("_KPITRACK_FALLBACK", str(office))
    return office


def test_a_workspace_that_nobody_named_is_told_of(kpitrack: Kpitrack, beside_run_py: Path) -> None:
    said = f"{FALLBACK}{beside_run_py}\n"
    assert kpitrack("check").err == said
    assert kpitrack("check", "-v").err.startswith(said)
    english = kpitrack("check", "--lang", "en").err
    assert english == f"the current folder is no workspace; {beside_run_py} is used\n"
    assert kpitrack("-q", "check").err == ""  # cron stays silent
    (beside_run_py.parent / "elsewhere/六月.csv").write_text("指标,月份,完成值\n没有,6,1\n", encoding="utf-8")
    refused = kpitrack("ingest", "六月.csv", "--dry-run").err
    assert (refused.startswith(said), refused.count(FALLBACK)) == (True, 1)


def test_one_that_was_named_is_not(
    kpitrack: Kpitrack, beside_run_py: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kpitrack("-C", str(beside_run_py), "check").err == ""
    assert kpitrack("check", f"-C{beside_run_py}").err == ""
    monkeypatch.delenv("_KPITRACK_FALLBACK")  # the user's own KPITRACK_WORKSPACE
    assert kpitrack("check").err == ""
