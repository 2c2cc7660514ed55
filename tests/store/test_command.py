"""`kpitrack ingest` as its users run it: streams and exit codes."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kpitrack.store.fsio import LocalDisk
from kpitrack.store.lock import locked

PLAN = """\
schema: 1
plan: {id: p, title: Plan, place: X, year: 2024, office: a, language: en}
lead_units: [{id: a, name: Unit A}, {id: b, name: Unit B}]
programmes:
  - id: goals
    title: Goals
    section: "1"
    tasks:
      - id: t
        title: Task
        section: "1.1"
        lead: [a]
        support: [b]
        indicators:
          - {id: firms, name: Firms, unit: 家, measure: cumulative, target: {at_least: 10}}
"""
JUNE = "item,period,value,reported_on\nfirms,2024-06,4,2024-07-03\n"
Kpitrack = Callable[..., Any]


@pytest.fixture
def root(workspace: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A workspace; the current folder holds what was submitted."""
    (tmp_path / "sent").mkdir()
    monkeypatch.chdir(tmp_path / "sent")
    return workspace(PLAN)


def sent(name: str, text: str) -> str:
    Path(name).write_bytes(text.encode())
    return name


def test_a_pattern_that_no_shell_expanded(root: Path, kpitrack: Kpitrack) -> None:
    sent("june.csv", JUNE)
    sent("may.csv", JUNE.replace("2024-06,4,2024-07-03", "2024-05,3,2024-06-04"))
    result = kpitrack("-C", str(root), "ingest", "*.csv", "--dry-run")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(
        "june.csv: read 1 = to store 1 + already there 0 + rejected 0\n"
        "may.csv: read 1 = to store 1 + already there 0 + rejected 0\n"
    )


def test_a_file_is_taken_in_once(root: Path, kpitrack: Kpitrack) -> None:
    first = kpitrack("-C", str(root), "ingest", sent("june.csv", JUNE))
    again = kpitrack("ingest", "june.csv", "-C", str(root))
    quiet = kpitrack("ingest", "june.csv", "-q", "-C", str(root))

    (batch,) = (root / "data/progress/2024-07").iterdir()
    assert (first.code, first.err) == (0, "")
    assert first.out == (
        "june.csv: read 1 = stored 1 + already there 0 + rejected 0\n"
        f"wrote data/progress/2024-07/{batch.name}\n"
    )
    assert (again.code, again.err) == (0, "")
    assert again.out == (
        "june.csv: read 1 = stored 0 + already there 1 + rejected 0\nalready ingested: nothing was written\n"
    )
    assert (quiet.code, quiet.out, quiet.err) == (0, "", "")


def test_what_is_wrong_is_told_on_stderr(root: Path, kpitrack: Kpitrack) -> None:
    ahead = "item,period,value\nfirms,2024-08,4\n"

    run = kpitrack("-C", str(root), "ingest", "-q", sent("august.csv", ahead))

    assert run.code == 3
    assert run.err == (
        "august.csv:2:7: error: 2024-08 has not begun (today is 2024-07-10) [period-ahead]\n"
        "  2 | firms,2024-08,4\n"
        "    |       ^\n"
    )
    assert run.out == (
        "august.csv: read 1 = stored 0 + already there 0 + rejected 1\n"
        "rejected as a whole: nothing was written\n"
    )
    assert not (root / "data").exists()


def test_standard_input_and_json(root: Path, kpitrack: Kpitrack, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "records: [{item: firms, value: 4}]\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    run = kpitrack(
        *("ingest", "-", "-C", str(root), "--input-format", "yaml", "--month", "6"),
        *("--reported-by", "Unit B", "--reported-on", "2024-07-04", "--format", "json"),
    )

    result = json.loads(run.out)
    assert (run.code, run.err) == (0, "")
    assert list(result) == ["files", "batch", "dry_run", "problems", "restored"]
    assert [(file["name"], file["stored"]) for file in result["files"]] == [("-", 1)]
    line = (root / result["batch"]).read_text(encoding="utf-8").split("\n")[1]
    assert line.startswith("firms,2024-06,4,家,,b,2024-07-04,")


def test_a_dry_run_writes_nothing(root: Path, kpitrack: Kpitrack) -> None:
    run = kpitrack("-C", str(root), "ingest", "--dry-run", sent("june.csv", JUNE))

    assert (run.code, run.out.split("\n")[1:3]) == (
        0, ["+ Firms 2024-06 Unit A: 4家 (reported 2024-07-03)", "dry run: nothing was written"],
    )  # fmt: skip
    assert not (root / "data").exists()


def test_every_encoding_can_be_named_but_no_other(root: Path, kpitrack: Kpitrack) -> None:
    Path("june.csv").write_bytes("指标,月份,累计完成\nFirms,6月,4家\n".encode("gbk"))

    unknown = kpitrack("-C", str(root), "ingest", "june.csv", "--encoding", "gkb")
    named = kpitrack("-C", str(root), "ingest", "june.csv", "--encoding", "gbk")

    assert (unknown.code, unknown.err.split("\n")[0]) == (
        3, "june.csv: error: there is no encoding named 'gkb' [unknown-encoding]",
    )  # fmt: skip
    assert named.code == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("missing.csv",), 5),
        (("folder",), 5),
        ((), 2),
        (("june.csv", "--input-format", "xml"), 2),
        (("june.csv", "--format", "xml"), 2),
        (("june.csv", "--month", "13"), 2),
        (("june.csv", "--reported-by", "Unit C"), 2),
        (("june.csv", "--reported-on", "2024-07-11"), 2),
        (("june.csv", "--reported-on", "soon"), 2),
        (("june.csv", "--wait", "-1"), 2),
    ],
)
def test_what_cannot_be_asked_for(root: Path, kpitrack: Kpitrack, words: tuple[str, ...], code: int) -> None:
    sent("june.csv", JUNE)
    Path("folder").mkdir()

    run = kpitrack("-C", str(root), "ingest", *words)

    assert (run.code, run.out) == (code, "")
    assert "rror" in run.err
    assert not (root / "data").exists()


def test_a_lock_that_is_held_ends_with_5(root: Path, kpitrack: Kpitrack) -> None:
    folder = root / "data" / "progress"
    folder.mkdir(parents=True)

    with locked(LocalDisk(), folder, wait=0, now=datetime(2024, 7, 10, tzinfo=UTC)):
        run = kpitrack("-C", str(root), "ingest", sent("june.csv", JUNE), "--wait", "0")

    assert (run.code, run.out) == (5, "")
    assert "another run is writing (pid " in run.err
