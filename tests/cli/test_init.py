"""`kpitrack init`: a new workspace that passes `check`; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Kpitrack = Callable[..., Any]
FILES = {
    "plan/targets.yaml",
    "plan/targets.schema.json",
    "data/progress/.gitkeep",
    ".gitignore",
    ".gitattributes",
}


def files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("language", "year_line"), [("zh", "year: 2024"), ("en", "year: 2024")])
def test_a_new_workspace_passes_check(
    language: str, year_line: str, kpitrack: Kpitrack, tmp_path: Path
) -> None:
    root = tmp_path / "new office"
    run = kpitrack("init", str(root), "--lang", language)
    assert (run.code, run.err) == (0, "")
    assert str(root) in run.out
    assert files(root) == FILES
    text = (root / "plan" / "targets.yaml").read_text(encoding="utf-8")
    assert year_line in text
    assert "@" not in text
    checked = kpitrack("check", "--strict", "-C", str(root))
    expected = {
        "zh": "检查通过：2 项指标、1 项定性任务、2 个单位、0 条记录\n",
        "en": "all well; indicators: 2, actions: 1, lead units: 2, records: 0\n",
    }
    assert (checked.code, checked.out) == (0, expected[language])
    assert kpitrack("status", "-C", str(root)).code == 0


def test_the_current_folder(kpitrack: Kpitrack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert kpitrack("init").code == 0
    assert files(tmp_path) == FILES


def test_the_year_is_todays(kpitrack: Kpitrack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KPITRACK_TODAY", "2026-01-05")
    assert kpitrack("init", str(tmp_path)).code == 0
    assert "year: 2026" in (tmp_path / "plan" / "targets.yaml").read_text(encoding="utf-8")


def test_a_plan_is_never_overwritten(kpitrack: Kpitrack, tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "targets.yaml").write_text("mine", encoding="utf-8")
    run = kpitrack("init", str(tmp_path), "--lang", "en")
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("error: ")
    assert "holds a plan already; it is not overwritten" in run.err
    assert files(tmp_path) == {"plan/targets.yaml"}
    assert (tmp_path / "plan" / "targets.yaml").read_text(encoding="utf-8") == "mine"


def test_other_files_are_kept(kpitrack: Kpitrack, tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("mine", encoding="utf-8")
    assert kpitrack("init", str(tmp_path)).code == 0
    assert (tmp_path / ".gitignore").read_text(encoding="utf-8") == "mine"


def test_a_place_that_cannot_be(kpitrack: Kpitrack, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    run = kpitrack("init", str(tmp_path / "file" / "office"), "--lang", "en")
    assert (run.code, run.out) == (5, "")
    assert run.err.startswith("error: cannot write ")


def test_a_store_keeps_its_bytes_in_git(kpitrack: Kpitrack, tmp_path: Path) -> None:
    kpitrack("init", str(tmp_path))
    assert "data/** -text" in (tmp_path / ".gitattributes").read_text(encoding="utf-8").split("\n")
    assert "data/progress/.lock" in (tmp_path / ".gitignore").read_text(encoding="utf-8").split("\n")
