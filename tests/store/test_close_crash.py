"""Whatever stops a close, the month is closed or it is not: the same proof as for `ingest`.

The seam, the explorer and the faults are those of `test_crash.py`.
"""

from __future__ import annotations

import errno
import importlib.util
import os
import shutil
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from kpitrack.closing import Closing, Outcome, Request, close
from kpitrack.periods import Period
from kpitrack.problems import AccessError
from kpitrack.store.fsio import Disk
from kpitrack.store.seal import read_seals
from kpitrack.workspace import open_workspace


def sibling(name: str) -> Any:  # noqa: ANN401 - a module
    """A module of tests beside this one."""
    path = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(f"beside_{name}", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


crash = sibling("test_crash")
JUNE = Period(2024, 6)
REQUEST = Request(JUNE, crash.NOW, wait=5)
FORK = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
NOT_CLOSED: frozenset[Period] = frozenset()
CLOSED = frozenset({JUNE})


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with a record for May and two for June."""
    folder: Path = crash.bare(tmp_path / "w")
    crash.ingest(open_workspace(folder), [crash.MAY, *crash.GIVEN], crash.OPTIONS, disk=crash.Quick())
    return folder


def seal(root: Path, disk: Disk | None = None) -> Closing:
    return close(open_workspace(root), REQUEST, disk=disk or crash.Quick())


def closed(root: Path) -> frozenset[Period]:
    """The closed months; their seals must be sound, and the records all there."""
    seals = read_seals(root)
    assert seals.damaged == {}
    if (root / "data" / "progress").is_dir():
        assert len(open_workspace(root).records) == 3
    return frozenset(seals.sound)


def check(root: Path, *, acknowledged: bool) -> None:
    """Before or after, nothing else; what was acknowledged is there; the same command mends it."""
    assert closed(root) == CLOSED or not acknowledged
    seal(root)
    assert closed(root) == CLOSED
    assert crash.temporaries(root) == []


def recorded(root: Path, base: Path, disk: Any = None) -> list[Any]:  # noqa: ANN401 - of `crash`
    shutil.copytree(root, base)
    used = disk or crash.Recorder(root)
    seal(root, used)
    return list(used.done)


def explore(base: Path, done: list[Any], scratch: Path) -> int:
    """Check every state after every beginning of the operations; how many there are."""
    model, seen = crash.Model(base), set()
    for step in range(len(done) + 1):
        if step:
            model.do(done[step - 1])
        for state in model.states():
            identity = (step == len(done), frozenset(state.items()))
            if identity not in seen:
                seen.add(identity)
                check(crash.laid_out(state, scratch), acknowledged=step == len(done))
    return len(seen)


def test_every_state_after_a_power_cut_is_before_or_after(root: Path, tmp_path: Path) -> None:
    done = recorded(root, tmp_path / "base")

    assert [one.name for one in done if one.kind == "make"] == ["data/closed"]
    assert explore(tmp_path / "base", done, tmp_path / "scratch") >= 6


def test_closing_again_makes_sure_of_what_a_stopped_run_has_left(root: Path) -> None:
    seal(root)
    disk = crash.Recorder(root)

    again = seal(root, disk)

    assert again.outcome is Outcome.ALREADY
    assert ("sync-names", "data/closed") in {(one.kind, one.name) for one in disk.done}
    assert "write" not in {one.kind for one in disk.done}


@pytest.mark.parametrize("left_out", ["sync", "sync_directory"])
def test_a_protocol_with_a_sync_left_out_is_caught(
    root: Path, tmp_path: Path, left_out: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as mutated:
        mutated.setattr(crash.Recorder, left_out, lambda *_: None)
        done = recorded(root, tmp_path / "base")

    with pytest.raises(AssertionError):
        explore(tmp_path / "base", done, tmp_path / "scratch")


def test_a_protocol_that_writes_in_place_is_caught(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def in_place(disk: Disk, path: Path, data: bytes) -> None:
        handle = disk.create(path)
        disk.write(handle, memoryview(data))
        disk.sync(handle)
        disk.close(handle)
        disk.sync_directory(path.parent)

    with monkeypatch.context() as mutated:
        mutated.setattr("kpitrack.closing.write_whole", in_place)
        done = recorded(root, tmp_path / "base")

    with pytest.raises(AssertionError):
        explore(tmp_path / "base", done, tmp_path / "scratch")


def operations(root: Path, scratch: Path) -> int:
    shutil.copytree(root, scratch)
    disk = crash.Counting()
    seal(scratch, disk)
    return int(disk.count)


@FORK
def test_killed_at_any_operation_it_is_before_or_after(root: Path, tmp_path: Path) -> None:
    last = operations(root, tmp_path / "count")
    assert last > 15
    found = []
    for point in range(1, last + 1):
        work = tmp_path / f"killed-{point}"
        shutil.copytree(root, work)
        child = os.fork()
        if child == 0:
            seal(work, crash.Killing(point))
            os._exit(0)
        assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
        found.append(closed(work))
        check(work, acknowledged=False)

    assert found == sorted(found, key=len)  # once after, always after
    assert (found[0], found[-1]) == (NOT_CLOSED, CLOSED)


@pytest.mark.parametrize("for_ever", [False, True], ids=["once", "for ever"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO], ids=["ENOSPC", "EIO"])
def test_a_fault_at_any_operation_leaves_before_or_after(
    root: Path, tmp_path: Path, number: int, *, for_ever: bool
) -> None:
    for point in range(1, operations(root, tmp_path / "count") + 1):
        work = tmp_path / f"faulty-{point}"
        shutil.copytree(root, work)
        failure = fault(work, crash.Faulty(point, number, for_ever=for_ever))
        if failure:
            there = "not-confirmed" in failure
            assert closed(work) == (CLOSED if there else NOT_CLOSED), failure
            assert for_ever or crash.temporaries(work) == []
        check(work, acknowledged=not failure)


def fault(root: Path, disk: Disk) -> str:
    """How a close failed and at which file; empty when it did not."""
    try:
        seal(root, disk)
    except AccessError as failure:
        return f"{failure.key} {failure.facts['path']}"
    return ""


def test_two_runs_close_a_month_once(root: Path) -> None:
    workspace = open_workspace(root)
    with ThreadPoolExecutor(6) as pool:
        runs = [pool.submit(close, workspace, REQUEST, disk=crash.Quick()) for _ in range(6)]
    outcomes = sorted(run.result().outcome for run in runs)

    assert outcomes == [Outcome.ALREADY] * 5 + [Outcome.CLOSED]
    assert closed(root) == CLOSED
