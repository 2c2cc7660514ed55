"""Shared fixtures: golden files, workspaces made of text, and the program run as its users run it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

os.environ["OPENPYXL_LXML"] = "False"  # as the program does, before a test imports it

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = Path(__file__).resolve().parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files")
    parser.addoption("--everywhere", action="store_true", help="make every report in ten environments")
    parser.addoption("--syscalls", action="store_true", help="interfere at every system call of ingest")


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test depends on the machine: locale, width, colour, day, workspace, cache."""
    for name in (
        "KPITRACK_WORKSPACE",
        "KPITRACK_LANG",
        "COLUMNS",
        "NO_COLOR",
        "FORCE_COLOR",
        "GITHUB_ACTIONS",
        "_KPITRACK_CALLED",
        "_KPITRACK_FALLBACK",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KPITRACK_TODAY", "2024-07-10")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """`golden(name, text)` compares a text with tests/golden/NAME, byte for byte."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            if os.environ.get("CI"):
                pytest.fail("golden files are not rewritten in CI")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        assert path.read_bytes().decode() == text

    return compare


@pytest.fixture
def workspace(tmp_path: Path) -> Callable[..., Path]:
    """`workspace(plan, **files)`: a folder with a plan and record files by name."""

    def make(plan: str, files: dict[str, str] | None = None) -> Path:
        (tmp_path / "plan").mkdir(exist_ok=True)
        (tmp_path / "plan" / "targets.yaml").write_text(plan, encoding="utf-8", newline="")
        for name, text in (files or {}).items():
            path = tmp_path / "data" / "progress" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        return tmp_path

    return make


@dataclass(frozen=True)
class Run:
    """What a run of the program came to."""

    code: int
    out: str
    err: str


@pytest.fixture
def kpitrack(capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """`kpitrack("status", "--month", "6")` through `main`, in this process."""
    from kpitrack.cli import main

    def run(*words: str) -> Run:
        capsys.readouterr()
        code = main(list(words))
        captured = capsys.readouterr()
        return Run(code, captured.out, captured.err)

    return run
