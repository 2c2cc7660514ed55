"""Power cuts on a real file system: what ext4 has on its disk at that instant, journal replayed.

The store lies in an image mounted through a loop device. The run is killed before its N-th operation,
the image is copied as it is, neither synced nor unmounted, and the copy is mounted and looked at.
Needs root and loop devices; where it cannot run, the skip says why.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from kpitrack.intake import Options, Submission, ingest
from kpitrack.store.fsio import LocalDisk
from kpitrack.workspace import open_workspace

PLAN = """\
schema: 1
plan: {id: p, title: P, year: 2024, office: a}
lead_units: [{id: a, name: A}]
programmes:
  - id: g
    title: G
    indicators:
      - {id: firms, name: Firms, unit: 家, measure: cumulative, target: {at_least: 9}}
      - {id: loans, name: Loans, unit: 家, measure: cumulative, target: {at_least: 9}}
"""
NOW = datetime(2024, 7, 10, 9, 30, tzinfo=timezone(timedelta(hours=8)))
MAY = Submission("may.csv", b"item,period,value,reported_on\nfirms,2024-05,2,2024-06-03\n")
GIVEN = (
    Submission("june.csv", b"item,period,value,reported_on\nfirms,2024-06,4,2024-07-03\n"),
    Submission("loans.yaml", b"records: [{item: loans, period: 2024-06, value: 5}]\n"),
)
BEFORE = frozenset({("firms", "2024-05", "2")})
AFTER = BEFORE | {("firms", "2024-06", "4"), ("loans", "2024-06", "5")}
SIZE = 4 << 20


def why_not() -> str:
    """Why no power can be cut here; empty where it can."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return "needs Linux and root"
    missing = [name for name in ("mkfs.ext4", "mount", "umount") if shutil.which(name) is None]
    return f"needs {', '.join(missing)}" if missing else ""


def run(*words: str | Path) -> None:
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.fail(f"{words}: {done.stderr}")


@contextmanager
def mounted(image: Path, where: Path, options: str = "loop") -> Iterator[Path]:
    run("mount", "-o", options, image, where)
    try:
        yield where
    finally:
        run("umount", where)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an image that holds a workspace with one batch, and two places to mount it."""
    reason = why_not()
    folder = tmp_path_factory.mktemp("powercut")
    image = folder / "base.img"
    if not reason:
        with image.open("wb") as file:
            file.truncate(SIZE)
        run("mkfs.ext4", "-q", "-O", "^metadata_csum", image)
        (folder / "live").mkdir()
        (folder / "copy").mkdir()
        words = ["mount", "-o", "loop", str(image), str(folder / "live")]
        tried = subprocess.run(words, capture_output=True, text=True, check=False)
        reason = tried.stderr.strip()
    if reason:
        pytest.skip(f"NOT TESTED: power cuts on ext4: {reason}")
    root = folder / "live" / "w"
    (root / "plan").mkdir(parents=True)
    (root / "plan" / "targets.yaml").write_bytes(PLAN.encode())
    ingest(open_workspace(root), [MAY], Options(now=NOW, wait=5))
    run("umount", folder / "live")
    return folder


class Counting(LocalDisk):
    """Calls `before` ahead of every operation that changes the disk."""

    def before(self) -> None:
        """To be told."""

    def create(self, path: Path) -> int:
        self.before()
        return super().create(path)

    def write(self, handle: int, data: memoryview) -> int:
        self.before()
        return super().write(handle, data)

    def sync(self, handle: int) -> None:
        self.before()
        super().sync(handle)

    def rename(self, source: Path, target: Path) -> None:
        self.before()
        super().rename(source, target)

    def make_directory(self, path: Path) -> None:
        self.before()
        super().make_directory(path)

    def sync_directory(self, path: Path) -> None:
        self.before()
        super().sync_directory(path)


class Cut(Counting):
    """The power goes before an operation."""

    def __init__(self, point: int) -> None:
        self.left = point

    def before(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def after_a_cut(bench: Path, disk: LocalDisk, *, acknowledged: bool) -> str:
    """Run the ingest until it ends or is killed, cut the power, and look at what the disk has."""
    live, copy = bench / "live.img", bench / "copy.img"
    shutil.copyfile(bench / "base.img", live)
    # Nothing goes to the disk by itself in so long a time: only what is synced is there.
    with mounted(live, bench / "live", "loop,commit=300") as place:
        child = os.fork()
        if child == 0:
            ingest(
                open_workspace(place / "w"), GIVEN, Options(now=NOW + timedelta(days=31), wait=5), disk=disk
            )
            os._exit(0)
        end = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert end == (0 if acknowledged else -signal.SIGKILL)
        shutil.copyfile(live, copy)
    with mounted(copy, bench / "copy") as place:
        return state(place / "w")


def state(root: Path) -> str:
    """Whether the store is as before or as after, or what is wrong with it."""
    workspace = open_workspace(root)
    problems = workspace.problems()
    if problems:
        return f"unsound: {problems[0].rule} {problems[0].location}"
    held = [(record.item, str(record.period), str(record.value)) for record in workspace.records]
    for record in workspace.records:
        sha = record.provenance.source_sha256 if record.provenance else ""
        kept = list((root / "data" / "progress" / "originals").glob(f"{sha}.*"))
        if [hashlib.sha256(path.read_bytes()).hexdigest() for path in kept] != [sha]:
            return f"no original for {record.item}"
    return {BEFORE: "before", AFTER: "after"}.get(frozenset(held), f"something else: {held}")


def test_the_power_goes_at_any_operation(bench: Path) -> None:
    class Count(Counting):
        count = 0

        def before(self) -> None:
            Count.count += 1

    with mounted(bench / "base.img", bench / "live") as place:
        shutil.copytree(place / "w", bench / "counted")
    ingest(
        open_workspace(bench / "counted"),
        GIVEN,
        Options(now=NOW + timedelta(days=31), wait=5),
        disk=Count(),
    )

    found = [after_a_cut(bench, Cut(point), acknowledged=False) for point in range(1, Count.count + 1)]
    last = after_a_cut(bench, LocalDisk(), acknowledged=True)

    survived = sum(one in {"before", "after"} for one in found) + (last == "after")
    print(f"power cuts: {survived} of {len(found) + 1} survived, {dict(Counter([*found, last]))}")  # noqa: T201
    assert set(found) <= {"before", "after"}
    assert found == sorted(found, key=["before", "after"].index)  # once after, always after
    assert found[0] == "before"
    assert last == "after"
    assert Count.count > 20


class NoSync(LocalDisk):
    def sync(self, handle: int) -> None:
        pass

    def sync_directory(self, path: Path) -> None:
        pass


class NoSyncOfFiles(LocalDisk):
    def sync(self, handle: int) -> None:
        pass


class NoSyncOfOriginals(LocalDisk):
    def __init__(self) -> None:
        self.originals: set[int] = set()

    def create(self, path: Path) -> int:
        handle = super().create(path)
        self.originals -= {handle}
        if path.parent.name == "originals":
            self.originals.add(handle)
        return handle

    def sync(self, handle: int) -> None:
        if handle not in self.originals:
            super().sync(handle)


class NoSyncOfNames(LocalDisk):
    def sync_directory(self, path: Path) -> None:
        pass


@pytest.mark.parametrize("mutant", [NoSync, NoSyncOfFiles, NoSyncOfOriginals, NoSyncOfNames])
def test_a_protocol_that_does_not_sync_is_caught(bench: Path, mutant: Callable[[], LocalDisk]) -> None:
    assert after_a_cut(bench, mutant(), acknowledged=True) != "after"
