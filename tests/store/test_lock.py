"""One writer at a time, whatever becomes of the others."""

from __future__ import annotations

import errno
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kpitrack.problems import AccessError
from kpitrack.store.fsio import LocalDisk
from kpitrack.store.lock import locked

PLAN = """\
schema: 1
plan: {id: p, title: P, year: 2024, office: a, language: en}
lead_units: [{id: a, name: A}]
programmes:
  - id: g
    title: G
    indicators:
      - {id: firms, name: Firms, unit: 家, measure: cumulative, target: {at_least: 9}}
"""
NOW = datetime(2024, 7, 10, 9, 30, tzinfo=UTC)
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")
HOLDER = """
import sys, time
from datetime import datetime, timezone
from pathlib import Path
from kpitrack.store.fsio import LocalDisk
from kpitrack.store.lock import locked
with locked(LocalDisk(), Path(sys.argv[1]), wait=0, now=datetime.now(timezone.utc)):
    print("held", flush=True)
    time.sleep(60)
"""


def hold(folder: Path, *, wait: float = 0) -> None:
    """Take the lock and let go again."""
    with locked(LocalDisk(), folder, wait=wait, now=NOW):
        pass


def test_the_lock_is_held_by_one(tmp_path: Path) -> None:
    with locked(LocalDisk(), tmp_path, wait=0, now=NOW):
        with pytest.raises(AccessError) as failure:
            hold(tmp_path)
        said = failure.value

    assert said.key == "locked"
    assert f"pid {os.getpid()}" in said.facts["holder"]
    assert "host " in said.facts["holder"]
    assert "since 2024-07-10T09:30:00+00:00" in said.facts["holder"]
    hold(tmp_path)


def test_the_file_stays_and_is_empty_when_nobody_writes(tmp_path: Path) -> None:
    hold(tmp_path)
    hold(tmp_path)

    assert (tmp_path / ".lock").read_bytes() == b""


def test_it_is_let_go_when_the_work_fails(tmp_path: Path) -> None:
    def fail() -> None:
        with locked(LocalDisk(), tmp_path, wait=0, now=NOW):
            raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        fail()

    hold(tmp_path)


def test_waiting_ends_after_the_time_given(tmp_path: Path) -> None:
    with locked(LocalDisk(), tmp_path, wait=0, now=NOW):
        start = time.monotonic()
        with pytest.raises(AccessError):
            hold(tmp_path, wait=0.2)

    assert 0.2 <= time.monotonic() - start < 2


@POSIX
def test_a_holder_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(AccessError) as failure:
            hold(tmp_path)
        assert f"pid {holder.pid}" in failure.value.facts["holder"]

        holder.kill()
        holder.wait()

        hold(tmp_path, wait=5)


@POSIX
def test_a_lock_file_removed_while_it_was_being_taken_is_taken_anew(tmp_path: Path) -> None:
    class Removing(LocalDisk):
        times = 0

        def open_lock(self, path: Path) -> int:
            handle = super().open_lock(path)
            if self.times < 2:
                self.times += 1
                path.unlink()
            return handle

    with locked(Removing(), tmp_path, wait=5, now=NOW), pytest.raises(AccessError):
        hold(tmp_path)


@POSIX
@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP])
def test_without_locks_nothing_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    import fcntl

    def refuse(handle: int, operation: int) -> None:
        del handle, operation
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", refuse)

    with pytest.raises(AccessError) as failure:
        hold(tmp_path, wait=5)

    assert failure.value.key == "cannot-lock"


@POSIX
@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "nowhere"])
def test_a_lock_that_is_no_file_is_not_touched(tmp_path: Path, kind: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"precious")
    folder = tmp_path / "progress"
    if kind != "nowhere":
        folder.mkdir()
    if kind == "link":
        (folder / ".lock").symlink_to(elsewhere)
    elif kind == "pipe":
        os.mkfifo(folder / ".lock")
    elif kind == "folder":
        (folder / ".lock").mkdir()

    with pytest.raises(AccessError) as failure:
        hold(folder, wait=5)

    assert failure.value.key in {"cannot-lock", "not-a-file"}
    assert elsewhere.read_bytes() == b"precious"


def test_that_the_holder_cannot_be_told_is_no_reason_to_stop(tmp_path: Path) -> None:
    class Mute(LocalDisk):
        def write(self, handle: int, data: memoryview) -> int:
            del handle, data
            raise OSError(errno.ENOSPC, "full")

        def close(self, handle: int) -> None:
            super().close(handle)
            raise OSError(errno.EIO, "Input/output error")

    with locked(Mute(), tmp_path, wait=0, now=NOW):
        with pytest.raises(AccessError) as failure:
            hold(tmp_path)
        assert failure.value.facts["holder"] == "?"

    hold(tmp_path)


@POSIX
def test_a_holder_that_was_stopped_is_named_until_it_is_killed(
    tmp_path: Path, kpitrack: Callable[..., Any]
) -> None:
    root = tmp_path / "w"
    (root / "plan").mkdir(parents=True)
    (root / "plan" / "targets.yaml").write_text(PLAN, encoding="utf-8")
    (root / "data" / "progress").mkdir(parents=True)
    (tmp_path / "june.csv").write_text("item,period,value\nfirms,2024-06,4\n", encoding="utf-8")
    words = ("-C", str(root), "ingest", str(tmp_path / "june.csv"), "--wait")
    command = [sys.executable, "-c", HOLDER, str(root / "data" / "progress")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        os.kill(holder.pid, signal.SIGSTOP)

        start = time.monotonic()
        refused = kpitrack(*words, "0.3")

        assert time.monotonic() - start >= 0.3
        assert (refused.code, refused.out) == (5, "")
        assert f"another run is writing (pid {holder.pid}, host {socket.gethostname()}, since " in refused.err
        assert "waited 0.3 s" in refused.err
        holder.kill()
        holder.wait()

    taken = kpitrack(*words, "5")

    assert (taken.code, taken.err) == (0, "")


@POSIX
def test_whoever_finds_the_lock_file_removed_does_not_write_his_batch(tmp_path: Path) -> None:
    with locked(LocalDisk(), tmp_path, wait=0, now=NOW) as lock:
        lock.confirm()
        (tmp_path / ".lock").unlink()
        with pytest.raises(AccessError) as alone:
            lock.confirm()
        with locked(LocalDisk(), tmp_path, wait=0, now=NOW) as other:  # it cannot know of us
            other.confirm()
            with pytest.raises(AccessError) as beside:
                lock.confirm()

    assert (alone.value.key, beside.value.key) == ("lock-lost", "lock-lost")


@POSIX
def test_a_lock_file_removed_while_another_waits_for_it(tmp_path: Path) -> None:
    class Removing(LocalDisk):
        """The holder ends, and somebody removes the file, while we wait."""

        def __init__(self) -> None:
            self.times = 0

        def open_lock(self, path: Path) -> int:
            self.times += 1
            if self.times == 3:
                path.unlink()
            return super().open_lock(path)

    disk = Removing()
    with (
        locked(LocalDisk(), tmp_path, wait=0, now=NOW) as first,
        locked(disk, tmp_path, wait=5, now=NOW) as second,
    ):
        second.confirm()
        with pytest.raises(AccessError):
            first.confirm()

    assert disk.times == 3
    hold(tmp_path)


@POSIX
def test_a_lock_that_cannot_be_looked_at_is_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> os.stat_result:
        raise OSError(errno.EIO, "Input/output error")

    with locked(LocalDisk(), tmp_path, wait=0, now=NOW) as lock, monkeypatch.context() as failing:
        failing.setattr(Path, "stat", refuse)
        with pytest.raises(AccessError) as failure:
            lock.confirm()

    assert failure.value.key == "cannot-lock"
