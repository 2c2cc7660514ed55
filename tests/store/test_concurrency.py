"""Several runs at once: each file is stored once, and none is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kpitrack.health import store_problems
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
          - {id: i1, name: One, unit: 亿元, measure: cumulative, target: {at_least: 10}}
          - {id: i2, name: Two, unit: 亿元, measure: cumulative, target: {at_least: 10}}
          - {id: i3, name: Three, unit: 亿元, measure: cumulative, target: {at_least: 10}}
          - {id: i4, name: Four, unit: 亿元, measure: cumulative, target: {at_least: 10}}
"""
# Loads everything once and forks for each run; all begin when the pipe they read from is closed.
TOGETHER = """
import json, os, sys
import kpitrack.cli, kpitrack.intake, kpitrack.render.intake, kpitrack.render.problems, kpitrack.workspace
arguments, mutant = json.loads(sys.argv[1]), sys.argv[2]
kpitrack.workspace.open_workspace(arguments[0][1])
place = 0
exec(mutant)
go, begin = os.pipe()
runs = []
for place, words in enumerate(arguments):
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(tell, 2)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.close(begin)
        os.read(go, 1)
        code = kpitrack.cli.main(words)
        sys.stderr.flush()
        os._exit(code)
    os.close(tell)
    runs.append((child, told))
os.close(begin)
ends = []
for child, told in runs:
    complaint = open(told, encoding="utf-8").read()
    ends.append((os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), complaint))
print(json.dumps(ends))
"""
# No run waits for another: each looks at the store and decides, and writes when all have decided.
NO_LOCK = """
import contextlib, multiprocessing, types
everybody = multiprocessing.get_context("fork").Barrier(len(arguments))

@contextlib.contextmanager
def nothing(disk, folder, *, wait, now):
    yield types.SimpleNamespace(confirm=lambda: None)

def decided(*given, real=kpitrack.intake.restore_originals, **options):
    everybody.wait(60)
    return real(*given, **options)

kpitrack.intake.locked = nothing
kpitrack.intake.restore_originals = decided  # all have looked and swept, none has written
"""
# The same for two, of which the second sweeps while the first has a file half written.
NO_LOCK_BUT_SWEEPING = """
import contextlib, multiprocessing, types
fork = multiprocessing.get_context("fork")
written, swept = fork.Event(), fork.Event()

@contextlib.contextmanager
def nothing(disk, folder, *, wait, now):
    if place == 1:
        written.wait(60)
    yield types.SimpleNamespace(confirm=lambda: None)

class Slow(kpitrack.intake.LocalDisk):
    def sync(self, handle):
        super().sync(handle)
        if place == 0:
            written.set()
            swept.wait(60)

def sweep(disk, folder, real=kpitrack.intake.sweep):
    real(disk, folder)
    if place == 1:
        swept.set()

kpitrack.intake.locked = nothing
kpitrack.intake.LocalDisk = Slow
kpitrack.intake.sweep = sweep
"""
MANY = 24

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "w" / "plan").mkdir(parents=True)
    (tmp_path / "w" / "plan" / "targets.yaml").write_bytes(PLAN.encode())
    (tmp_path / "w" / "data" / "progress" / "originals").mkdir(parents=True)
    return tmp_path / "w"


def june(value: int, blank_lines: int = 0) -> str:
    return f"item,period,value,reported_on\nfirms,2024-06,{value},2024-07-03\n" + "\n" * blank_lines


def sent(folder: Path, texts: list[str]) -> list[Path]:
    """The texts as files."""
    files = [folder / f"{number}.csv" for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, encoding="utf-8")
    return files


def together(root: Path, files: list[Path], mutant: str = "") -> list[tuple[int, str]]:
    """Ingest every file in a process of its own, all at once; their exit codes and complaints."""
    words = [["-C", str(root), "ingest", str(file), "--wait", "60"] for file in files]
    run = subprocess.run(
        [sys.executable, "-c", TOGETHER, json.dumps(words), mutant],
        capture_output=True,
        env={**os.environ, "KPITRACK_TODAY": "2024-07-10"},
        text=True,
        check=True,
        timeout=120,
    )
    return [(code, told) for code, told in json.loads(run.stdout)]


def assert_sound(root: Path, batches: int) -> None:
    """`check` finds nothing, the batches are numbered from 1 on, no row is there twice."""
    workspace = open_workspace(root)
    assert (*workspace.problems(), *store_problems(workspace)) == ()
    assert sorted(workspace.batches.values()) == list(range(1, batches + 1))
    keys = [record.key for record in workspace.records]
    assert len(keys) == len(set(keys)), "a row is stored twice"
    assert list(root.rglob("*.tmp.*")) == []


def test_the_same_file_is_stored_once(root: Path, tmp_path: Path) -> None:
    ends = together(root, sent(tmp_path, [june(4)]) * MANY)

    assert ends == [(0, "")] * MANY
    assert_sound(root, 1)
    assert [str(record.value) for record in open_workspace(root).records] == ["4"]


def test_the_same_rows_in_other_bytes_are_stored_once(root: Path, tmp_path: Path) -> None:
    ends = together(root, sent(tmp_path, [june(4, blank) for blank in range(MANY)]))

    assert ends == [(0, "")] * MANY
    assert_sound(root, 1)


def test_different_files_are_all_stored(root: Path, tmp_path: Path) -> None:
    reports = [(f"i{item}", f"2024-0{month}") for item in range(1, 5) for month in range(1, 7)]
    texts = [f"item,period,value\n{item},{period},4\n" for item, period in reports]

    ends = together(root, sent(tmp_path, texts))

    assert ends == [(0, "")] * MANY
    assert_sound(root, MANY)
    workspace = open_workspace(root)
    assert sorted((record.item, str(record.period)) for record in workspace.records) == reports


def test_of_files_that_contradict_one_another_one_is_stored(root: Path, tmp_path: Path) -> None:
    ends = together(root, sent(tmp_path, [june(value) for value in range(MANY)]))

    assert sorted(code for code, _ in ends) == [0] + [3] * (MANY - 1)
    assert sum("[conflict]" in told for _, told in ends) == MANY - 1
    assert_sound(root, 1)


def test_without_the_lock_rows_are_stored_twice(root: Path, tmp_path: Path) -> None:
    ends = together(root, sent(tmp_path, [june(4, blank) for blank in range(4)]), NO_LOCK)

    assert [code for code, _ in ends] == [0] * 4
    with pytest.raises(AssertionError):
        assert_sound(root, 1)
    assert len(open_workspace(root).records) == 4


def test_without_the_lock_contradictions_are_stored(root: Path, tmp_path: Path) -> None:
    ends = together(root, sent(tmp_path, [june(value) for value in range(4)]), NO_LOCK)

    assert [code for code, _ in ends] == [0] * 4
    with pytest.raises(AssertionError):
        assert_sound(root, 1)
    assert {problem.rule for problem in open_workspace(root).problems()} == {"conflict"}


def test_without_the_lock_runs_sweep_what_others_write(root: Path, tmp_path: Path) -> None:
    texts = ["item,period,value\ni1,2024-06,4\n", "item,period,value\ni2,2024-06,4\n"]

    ends = together(root, sent(tmp_path, texts), NO_LOCK_BUT_SWEEPING)

    assert [code for code, _ in ends] == [5, 0]
    assert "cannot write" in ends[0][1]
