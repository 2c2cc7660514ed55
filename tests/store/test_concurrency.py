"""Several runs at once: each file is stored once, and none is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kpitrack.workspace import open_workspace

PLAN = """\
schema: 1
plan: {id: p, title: Plan, place: X, year: 2024, office: a, language: en}
lead_units: [{id: a, name: Unit A}]
programmes:
  - id: goals
    title: Goals
    section: "1"
    tasks:
      - id: t
        title: Task
        section: "1.1"
        lead: [a]
        indicators:
          - {id: firms, name: Firms, unit: 家, measure: cumulative, target: {at_least: 10}}
          - {id: loans, name: Loans, unit: 亿元, measure: cumulative, target: {at_least: 10}}
"""
# Waits until its standard input ends, so that all begin together.
RUN = """
import sys
import kpitrack.cli, kpitrack.intake, kpitrack.render.intake, kpitrack.workspace
sys.stdin.read()
sys.exit(kpitrack.cli.main(sys.argv[1:]))
"""
MANY = 8


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "w" / "plan").mkdir(parents=True)
    (tmp_path / "w" / "plan" / "targets.yaml").write_bytes(PLAN.encode())
    return tmp_path / "w"


def june(value: int) -> str:
    return f"item,period,value,reported_on\nfirms,2024-06,{value},2024-07-03\n"


def batches(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "data" / "progress" / "2024-07").iterdir())


def together(root: Path, files: list[Path]) -> list[tuple[int, str]]:
    """Ingest every file in a process of its own, all at once; their exit codes and complaints."""
    environment = {**os.environ, "KPITRACK_TODAY": "2024-07-10"}
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", RUN, "-C", str(root), "ingest", str(file), "--wait", "60"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=environment,
            text=True,
        )
        for file in files
    ]
    for run in runs:
        assert run.stdin is not None
        run.stdin.close()
        run.stdin = None  # so that communicate() does not close it again
    complaints = [run.communicate(timeout=120)[1] for run in runs]
    return [(run.returncode, told) for run, told in zip(runs, complaints, strict=True)]


def test_the_same_file_is_stored_once(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "june.csv"
    file.write_text(june(4), encoding="utf-8")

    ends = together(root, [file] * MANY)

    assert ends == [(0, "")] * MANY
    assert len(batches(root)) == 1
    assert [str(record.value) for record in open_workspace(root).records] == ["4"]


def test_different_files_are_all_stored(root: Path, tmp_path: Path) -> None:
    reports = [(item, f"2024-0{month}") for item in ("firms", "loans") for month in range(1, 5)]
    files = [tmp_path / f"{item}-{period}.csv" for item, period in reports]
    for (item, period), file in zip(reports, files, strict=True):
        file.write_text(f"item,period,value\n{item},{period},4\n", encoding="utf-8")

    ends = together(root, files)

    assert ends == [(0, "")] * MANY
    assert [name[:4] for name in batches(root)] == [f"000{number + 1}" for number in range(MANY)]
    workspace = open_workspace(root)
    assert workspace.problems() == ()
    assert sorted((record.item, str(record.period)) for record in workspace.records) == reports


def test_of_files_that_contradict_one_another_one_is_stored(root: Path, tmp_path: Path) -> None:
    files = [tmp_path / f"june-{value}.csv" for value in range(3)]
    for value, file in enumerate(files):
        file.write_text(june(value), encoding="utf-8")

    ends = together(root, files)

    assert sorted(code for code, _ in ends) == [0, 3, 3]
    assert sum("[conflict]" in told for _, told in ends) == 2
    assert len(open_workspace(root).records) == 1
    assert open_workspace(root).problems() == ()
