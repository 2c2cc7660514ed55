"""git and a workspace: bytes survive a clone that changes line ends, and what is wrong is not committed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
GIT = shutil.which("git")
SENT = "指标,月份,完成值,填报单位\r\n新增企业,2024-06,4,县工业局\r\n".encode("gb18030")

pytestmark = pytest.mark.skipif(GIT is None, reason="git is not installed")


def git(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """git with nothing of the machine's own settings."""
    own = {**os.environ, "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(folder), "LC_ALL": "C.UTF-8", **environment}
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        own.pop(name, None)
    who = ("-c", "user.name=office", "-c", "user.email=office@example.invalid")
    return subprocess.run(
        [GIT or "git", *who, *words], cwd=folder, env=own, check=False, capture_output=True, text=True
    )


@pytest.fixture
def office(tmp_path: Path, kpitrack: Callable[..., Any]) -> Path:
    """A new workspace with a form taken in, under git."""
    folder = tmp_path / "专班 办公室"
    assert kpitrack("init", str(folder), "--lang", "zh").code == 0
    (tmp_path / "6月.csv").write_bytes(SENT)
    assert kpitrack("ingest", str(tmp_path / "6月.csv"), "-C", str(folder)).code == 0
    (folder / "data" / "progress" / "手工.csv").write_bytes(
        b"item,period,state,reported_on\r\ndatabase,2024-06,done,2024-07-02\r\n"
    )
    (folder / "plan" / "targets.yaml").write_bytes(
        (folder / "plan" / "targets.yaml").read_bytes().replace(b"\n", b"\r\n")
    )
    assert git(folder, "init", "-q").returncode == 0
    assert git(folder, "add", "-A").returncode == 0
    assert git(folder, "commit", "-qm", "first").returncode == 0
    return folder


def stored(folder: Path) -> dict[str, bytes]:
    below = [path for name in ("data", "plan", "reports") for path in (folder / name).rglob("*")]
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in below
        if path.is_file() and path.name != ".lock"
    }


@pytest.mark.parametrize("autocrlf", ["true", "input", "false"])
def test_a_clone_has_the_same_bytes(
    autocrlf: str, office: Path, tmp_path: Path, kpitrack: Callable[..., Any]
) -> None:
    clone = tmp_path / "clone"
    run = git(tmp_path, "clone", "-q", "-c", f"core.autocrlf={autocrlf}", str(office), str(clone))
    assert run.returncode == 0, run.stderr
    assert stored(clone) == stored(office)
    assert b"\r\n" in stored(clone)["plan/targets.yaml"]
    assert b"\r\n" not in (clone / ".githooks" / "pre-commit").read_bytes()
    shown = [
        kpitrack("status", "--format", "json", "--month", "6", "-C", str(root)).out
        for root in (office, clone)
    ]
    assert json.loads(shown[0])["data"]["records"] == 2
    assert shown[0] == shown[1]
    assert kpitrack("check", "--strict", "-C", str(clone)).code == 0


def test_originals_are_neither_compared_nor_merged(office: Path) -> None:
    (original,) = (path for path in (office / "data" / "progress" / "originals").rglob("*") if path.is_file())
    asked = git(office, "check-attr", "text", "diff", "merge", "--", original.relative_to(office).as_posix())
    assert [line.rpartition(" ")[2] for line in asked.stdout.split("\n")[:3]] == ["unset", "unset", "unset"]
    asked = git(office, "check-attr", "merge", "--", "data/progress/手工.csv", "data/closed/2024-06.yaml")
    assert [line.rpartition(" ")[2] for line in asked.stdout.split("\n")[:2]] == ["unspecified", "unset"]


def test_two_figures_for_one_key_do_not_merge_in_silence(office: Path) -> None:
    path = office / "data" / "progress" / "手工.csv"
    text = path.read_bytes()
    for branch, state in (("left", b"done"), ("right", b"in_progress")):
        git(office, "checkout", "-q", "-b", branch, "HEAD" if branch == "left" else "left~1")
        path.write_bytes(text + b"database,2024-07," + state + b",2024-08-01\r\n")
        assert git(office, "commit", "-qam", branch).returncode == 0
    assert git(office, "merge", "left").returncode == 1
    assert b"<<<<<<<" in path.read_bytes()


def test_the_hook_keeps_what_is_wrong_from_being_committed(office: Path) -> None:
    git(office, "config", "core.hooksPath", ".githooks")
    git(office, "config", "kpitrack.command", f'"{sys.executable}" -m kpitrack')
    path = {"PYTHONPATH": str(ROOT / "src")}
    (office / "data" / "progress" / "七月.csv").write_text(
        "item,period,state\ndatabase,2024-07,dnoe\n", "utf-8"
    )
    git(office, "add", "-A")
    refused = git(office, "commit", "-qm", "wrong", **path)
    assert refused.returncode == 1
    assert "data/progress/七月.csv:2:18: error: " in refused.stderr
    assert "git commit --no-verify" in refused.stderr
    (office / "data" / "progress" / "七月.csv").write_text(
        "item,period,state\ndatabase,2024-07,done\n", "utf-8"
    )
    git(office, "add", "-A")
    accepted = git(office, "commit", "-qm", "right", **path)
    assert (accepted.returncode, accepted.stderr) == (0, "")


def test_without_kpitrack_the_hook_says_so_and_nothing_is_committed(office: Path) -> None:
    git(office, "config", "core.hooksPath", ".githooks")
    git(office, "config", "kpitrack.command", "kpitrack-that-is-not-there")
    run = git(office, "commit", "-qm", "nothing", "--allow-empty")
    assert run.returncode == 1
    assert "kpitrack-that-is-not-there" in run.stderr


def test_the_hook_for_other_repositories_runs_our_command(
    kpitrack: Callable[..., Any], workspace: Callable[..., Path]
) -> None:
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    (hook,) = yaml.safe_load(text)
    program, *words = hook["entry"].split()
    assert (hook["id"], program, hook["language"]) == ("kpitrack-check", "kpitrack", "python")
    folder = workspace("schema: 1\nplan: {id: p, title: T, year: 2024}\nprogrammes: []\n")
    assert (kpitrack(*words, "-C", str(folder)).code, kpitrack(*words, "-C", str(folder)).out) == (0, "")
    (folder / "plan" / "targets.yaml").write_text("schema: 9\n", encoding="utf-8")
    assert kpitrack(*words, "-C", str(folder)).code == 3
