"""Whatever stops an ingest, the store is as it was before or as it is after, and says no less.

The explorer records the operations of one ingest and builds from every beginning of them every
state that a disk may be found in after a power cut: what was synced is there, of the rest any part.
"""

from __future__ import annotations

import errno
import hashlib
import itertools
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path, PurePosixPath

import pytest

from kpitrack import intake
from kpitrack.intake import IngestResult, Options, Submission, ingest
from kpitrack.problems import AccessError
from kpitrack.store.fsio import Disk, write_whole
from kpitrack.store.lock import Lock
from kpitrack.workspace import open_workspace
from tests.store.disks import Quick
from tests.store.plans import PLAN

NOW = datetime(2024, 7, 10, 9, 30, tzinfo=timezone(timedelta(hours=8)))
OPTIONS = Options(now=NOW, wait=5)
MAY = Submission("may.csv", b"item,period,value,reported_on\nfirms,2024-05,2,2024-06-03\n")
JUNE = Submission("june.csv", b"item,period,value,reported_on\nfirms,2024-06,4,2024-07-03\n")
LOANS = Submission("loans.yaml", b"records: [{item: loans, period: 2024-06, value: 5}]\n")
GIVEN = (JUNE, LOANS)
NEW = frozenset({("firms", "2024-06", "4"), ("loans", "2024-06", "5")})
FORK = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")

Files = dict[str, bytes]
Held = frozenset[tuple[str, str, str]]


@dataclass(frozen=True)
class Operation:
    """Something done to the disk."""

    kind: str
    name: str
    target: str = ""
    data: bytes = b""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with one batch."""
    folder = bare(tmp_path / "w")
    ingest(open_workspace(folder), [MAY], OPTIONS, disk=Quick())
    return folder


def bare(folder: Path) -> Path:
    """A workspace without records."""
    (folder / "plan").mkdir(parents=True)
    (folder / "plan" / "targets.yaml").write_bytes(PLAN.encode())
    return folder


def take(root: Path, disk: Disk | None = None) -> IngestResult:
    return ingest(open_workspace(root), GIVEN, OPTIONS, disk=disk or Quick())


def held(root: Path) -> Held:
    """What the store says; it must be sound, and hold the original of all that it speaks of."""
    workspace = open_workspace(root)
    assert workspace.problems() == ()
    originals = root / "data" / "progress" / "originals"
    for record in workspace.records:
        assert record.provenance is not None
        sha = record.provenance.source_sha256
        found = list(originals.glob(f"{sha}.*"))
        assert len(found) == 1, f"no original for {record}"
        assert hashlib.sha256(found[0].read_bytes()).hexdigest() == sha
    kept = [(record.item, str(record.period), str(record.value)) for record in workspace.records]
    assert len(kept) == len(set(kept)), "a record counts twice"
    return frozenset(kept)


def temporaries(root: Path) -> list[str]:
    return [path.name for path in root.rglob(".*.tmp.*")]


# ---------------------------------------------------------------- power cuts


class Recorder(Quick):
    """Notes every operation that changes the disk, by paths in the workspace."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.done: list[Operation] = []
        self.open: dict[int, str] = {}

    def note(self, kind: str, path: Path, target: Path | None = None) -> None:
        name = path.relative_to(self.root).as_posix()
        other = target.relative_to(self.root).as_posix() if target else ""
        self.done.append(Operation(kind, name, other))

    def create(self, path: Path) -> int:
        handle = super().create(path)
        self.open[handle] = path.relative_to(self.root).as_posix()
        self.note("create", path)
        return handle

    def write(self, handle: int, data: memoryview) -> int:
        if handle in self.open:  # the lock file is not part of the store
            self.done.append(Operation("write", self.open[handle], data=bytes(data)))
        return super().write(handle, data)

    def sync(self, handle: int) -> None:
        self.done.append(Operation("sync", self.open[handle]))

    def close(self, handle: int) -> None:
        self.open.pop(handle, None)
        super().close(handle)

    def rename(self, source: Path, target: Path) -> None:
        self.note("rename", source, target)
        super().rename(source, target)

    def unlink(self, path: Path) -> None:
        self.note("unlink", path)
        super().unlink(path)

    def make_directory(self, path: Path) -> None:
        super().make_directory(path)
        self.note("make", path)

    def sync_directory(self, path: Path) -> None:
        self.note("sync-names", path)


@dataclass
class Inode:
    """A file's bytes: those surely on the disk, and those on their way."""

    safe: bytes = b""
    now: bytes = b""

    def possible(self) -> tuple[bytes, ...]:
        if self.safe == self.now:
            return (self.now,)
        return (self.safe, self.now[: len(self.now) // 2], self.now)


@dataclass(frozen=True)
class Change:
    """A change of the names in a folder that the disk may not know of yet."""

    put: str = ""
    drop: str = ""
    inode: Inode | None = None  # None: a folder

    @property
    def folder(self) -> str:
        return PurePosixPath(self.put or self.drop).parent.as_posix()


@dataclass
class Names:
    """The names on a disk: files with what is in them, and folders."""

    files: dict[str, Inode]
    folders: set[str]

    def copy(self) -> Names:
        return Names(dict(self.files), set(self.folders))

    def apply(self, change: Change) -> None:
        self.files.pop(change.drop, None)
        if change.put and change.inode is None:
            self.folders.add(change.put)
        elif change.put and change.inode is not None:
            self.files[change.put] = change.inode

    def reachable(self) -> dict[str, Inode]:
        """The files with every folder above them: without one, what lies in it is lost."""
        return {
            name: inode
            for name, inode in self.files.items()
            if {path.as_posix() for path in PurePosixPath(name).parents} - {"."} <= self.folders
        }


class Model:
    """What a disk has been told, and how much of that it must remember."""

    def __init__(self, base: Path) -> None:
        self._now = Names(
            {name: Inode(data, data) for name, data in contents(base).items()},
            {path.relative_to(base).as_posix() for path in base.rglob("*") if path.is_dir()},
        )
        self._safe = self._now.copy()
        self._pending: list[Change] = []

    def do(self, operation: Operation) -> None:
        kind, name, files = operation.kind, operation.name, self._now.files
        if kind == "write":
            files[name].now += operation.data
        elif kind == "sync":
            files[name].safe = files[name].now
        elif kind == "sync-names":
            for change in [one for one in self._pending if one.folder == name]:
                self._safe.apply(change)
                self._pending.remove(change)
        else:
            self._change(
                {
                    "create": lambda: Change(put=name, inode=Inode()),
                    "rename": lambda: Change(operation.target, name, files[name]),
                    "unlink": lambda: Change(drop=name),
                    "make": lambda: Change(put=name),
                }[kind]()
            )

    def _change(self, change: Change) -> None:
        self._now.apply(change)
        self._pending.append(change)

    def states(self) -> Iterator[Files]:
        """Every state the disk may be found in after a power cut at this point."""
        for chosen in itertools.product((False, True), repeat=len(self._pending)):
            names = self._safe.copy()
            for change in itertools.compress(self._pending, chosen):
                names.apply(change)
            there = names.reachable()
            for data in itertools.product(*(inode.possible() for inode in there.values())):
                yield dict(zip(there, data, strict=True))


def contents(root: Path) -> Files:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


def explore(base: Path, done: list[Operation], scratch: Path) -> int:
    """Check every state after every beginning of the operations; how many there are."""
    model, before, seen = Model(base), held(base), set()
    for step in range(len(done) + 1):
        if step:
            model.do(done[step - 1])
        acknowledged = step == len(done)
        for state in model.states():
            identity = (acknowledged, frozenset(state.items()))
            if identity not in seen:
                seen.add(identity)
                check(laid_out(state, scratch), before, acknowledged=acknowledged)
    return len(seen)


def laid_out(state: Files, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    for name, data in state.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def check(root: Path, before: Held, *, acknowledged: bool) -> None:
    """Before or after, nothing else; what was acknowledged is there; the same command mends it."""
    found = held(root)
    assert found == before | NEW or (found == before and not acknowledged)
    take(root)
    assert held(root) == before | NEW
    assert temporaries(root) == []


def recorded(root: Path, base: Path, disk: Recorder | None = None) -> list[Operation]:
    """The operations of one ingest; `base` becomes the workspace as it was."""
    shutil.copytree(root, base)
    used = disk or Recorder(root)
    take(root, used)
    return used.done


def test_every_state_after_a_power_cut_is_before_or_after(root: Path, tmp_path: Path) -> None:
    done = recorded(root, tmp_path / "base")

    assert explore(tmp_path / "base", done, tmp_path / "scratch") >= 12


def test_so_it_is_in_a_workspace_that_held_nothing(tmp_path: Path) -> None:
    root = bare(tmp_path / "w")
    done = recorded(root, tmp_path / "base")

    assert [operation.name for operation in done if operation.kind == "make"] == [
        "data",
        "data/progress",
        "data/progress/originals",
        "data/progress/2024-07",
    ]
    assert explore(tmp_path / "base", done, tmp_path / "scratch") >= 12


class NoSyncOfOriginals(Recorder):
    def sync(self, handle: int) -> None:
        if "originals" not in self.open[handle]:
            super().sync(handle)


class NoSyncOfBatches(Recorder):
    def sync(self, handle: int) -> None:
        if "originals" in self.open[handle]:
            super().sync(handle)


class NoSyncOfNames(Recorder):
    def sync_directory(self, path: Path) -> None:
        if path == self.root:  # else the new folders were lost already
            super().sync_directory(path)


class NoSyncOfParents(Recorder):
    def sync_directory(self, path: Path) -> None:
        if path.name != "progress":
            super().sync_directory(path)


class NoSync(Recorder):
    def sync(self, handle: int) -> None:
        pass

    def sync_directory(self, path: Path) -> None:
        pass


@pytest.mark.parametrize(
    "mutant", [NoSyncOfOriginals, NoSyncOfBatches, NoSyncOfNames, NoSyncOfParents, NoSync]
)
def test_a_protocol_with_a_sync_left_out_is_caught(
    tmp_path: Path, mutant: Callable[[Path], Recorder]
) -> None:
    root = bare(tmp_path / "w")
    done = recorded(root, tmp_path / "base", mutant(root))

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
        mutated.setattr("kpitrack.intake.write_whole", in_place)
        done = recorded(root, tmp_path / "base")

    with pytest.raises(AssertionError):
        explore(tmp_path / "base", done, tmp_path / "scratch")


def test_a_protocol_with_the_batch_before_the_originals_is_caught(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later: list[tuple[Path, bytes]] = []

    def backwards(disk: Disk, path: Path, data: bytes) -> None:
        later.insert(0, (path, data))
        if path.parent.name != "originals":
            for one, kept in later:
                write_whole(disk, one, kept)

    with monkeypatch.context() as mutated:
        mutated.setattr("kpitrack.intake.write_whole", backwards)
        done = recorded(root, tmp_path / "base")

    with pytest.raises(AssertionError, match="no original"):
        explore(tmp_path / "base", done, tmp_path / "scratch")


def test_a_protocol_with_a_batch_for_each_file_is_caught(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = intake._store

    def one_by_one(disk: Disk, root: Path, decided: intake._Decided, moment: datetime, lock: Lock) -> Path:
        path = root
        for source in sorted({change.candidate.source for change in decided.admission.changes}):
            changes = [one for one in decided.admission.changes if one.candidate.source == source]
            part = replace(
                decided,
                admission=replace(decided.admission, changes=tuple(changes)),
                place=replace(decided.place, number=decided.place.number + source),
            )
            path = whole(disk, root, part, moment, lock)
        return path

    with monkeypatch.context() as mutated:
        mutated.setattr("kpitrack.intake._store", one_by_one)
        done = recorded(root, tmp_path / "base")

    with pytest.raises(AssertionError):
        explore(tmp_path / "base", done, tmp_path / "scratch")


# ---------------------------------------------------------------- killed processes


class Counting(Quick):
    """Calls `before` with the number of each operation that is about to be done."""

    def __init__(self) -> None:
        self.count = 0

    def before(self) -> None:
        self.count += 1

    def create(self, path: Path) -> int:
        self.before()
        return super().create(path)

    def open_lock(self, path: Path) -> int:
        self.before()
        return super().open_lock(path)

    def write(self, handle: int, data: memoryview) -> int:
        self.before()
        return super().write(handle, data)

    def sync(self, handle: int) -> None:
        self.before()
        super().sync(handle)

    def close(self, handle: int) -> None:
        try:
            self.before()
        finally:
            super().close(handle)

    def rename(self, source: Path, target: Path) -> None:
        self.before()
        super().rename(source, target)

    def unlink(self, path: Path) -> None:
        self.before()
        super().unlink(path)

    def make_directory(self, path: Path) -> None:
        self.before()
        super().make_directory(path)

    def sync_directory(self, path: Path) -> None:
        self.before()
        super().sync_directory(path)

    def names(self, path: Path) -> list[str]:
        self.before()
        return super().names(path)

    def read(self, path: Path) -> bytes:
        self.before()
        return super().read(path)


class Killing(Counting):
    """Kills its own process before an operation."""

    def __init__(self, point: int) -> None:
        super().__init__()
        self.point = point

    def before(self) -> None:
        super().before()
        if self.count == self.point:
            os.kill(os.getpid(), signal.SIGKILL)


def operations(root: Path, scratch: Path) -> int:
    """How many operations one ingest has."""
    shutil.copytree(root, scratch)
    disk = Counting()
    take(scratch, disk)
    return disk.count


@FORK
def test_killed_at_any_operation_it_is_before_or_after(root: Path, tmp_path: Path) -> None:
    before, last = held(root), operations(root, tmp_path / "count")
    assert last > 30
    found: list[Held] = []
    for point in range(1, last + 1):
        work = tmp_path / f"killed-{point}"
        shutil.copytree(root, work)
        child = os.fork()
        if child == 0:
            take(work, Killing(point))
            os._exit(0)
        assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
        found.append(held(work))
        check(work, before, acknowledged=False)

    assert found == sorted(found, key=len)  # once after, always after
    assert {found[0], found[-1]} == {before, before | NEW}


# ---------------------------------------------------------------- faults of the disk


class Faulty(Counting):
    """Fails at an operation, once or from then on."""

    def __init__(self, point: int, number: int, *, for_ever: bool) -> None:
        super().__init__()
        self.point, self.number, self.for_ever = point, number, for_ever

    def before(self) -> None:
        super().before()
        if self.count == self.point or (self.for_ever and self.count > self.point):
            raise OSError(self.number, os.strerror(self.number))


@pytest.mark.parametrize("for_ever", [False, True], ids=["once", "for ever"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO], ids=["ENOSPC", "EIO"])
def test_a_fault_at_any_operation_leaves_before_or_after(
    root: Path, tmp_path: Path, number: int, *, for_ever: bool
) -> None:
    before, last = held(root), operations(root, tmp_path / "count")
    for point in range(1, last + 1):
        work = tmp_path / f"faulty-{point}"
        shutil.copytree(root, work)
        failure = fault(work, Faulty(point, number, for_ever=for_ever))
        if failure:
            batch = "not-confirmed" in failure and "2024-07" in failure
            assert held(work) == (before | NEW if batch else before), failure
            assert for_ever or temporaries(work) == []
        else:
            assert held(work) == before | NEW
        check(work, before, acknowledged=not failure)


def fault(root: Path, disk: Disk) -> str:
    """How an ingest failed and at which file; empty when it did not."""
    try:
        result = take(root, disk)
    except AccessError as failure:
        return f"{failure.key} {failure.facts['path']}"
    return "" if result.batch else "nothing stored"


@pytest.mark.parametrize("point", [1, 12, 30])
def test_a_fault_of_the_disk_ends_with_5(
    root: Path,
    tmp_path: Path,
    point: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from kpitrack.cli import main

    (tmp_path / "june.csv").write_bytes(JUNE.data)
    monkeypatch.setattr("kpitrack.intake.LocalDisk", lambda: Faulty(point, errno.ENOSPC, for_ever=False))

    code = main(["-C", str(root), "--lang", "en", "ingest", str(tmp_path / "june.csv")])

    captured = capsys.readouterr()
    assert code == 5
    assert captured.out == ""
    assert captured.err.startswith("error: ")
    assert "Traceback" not in captured.err
    assert temporaries(root) == []


def test_a_month_of_which_nothing_came_is_taken_away_again(tmp_path: Path) -> None:
    class Full(Quick):
        """A disk with no room for another batch."""

        def create(self, path: Path) -> int:
            if path.name.startswith(".0001-"):
                raise OSError(errno.ENOSPC, "full")
            return super().create(path)

    progress = bare(tmp_path / "w") / "data" / "progress"
    assert fault(tmp_path / "w", Full()).startswith("no-space ")
    assert sorted(path.name for path in progress.iterdir()) == [".lock", "originals"]
    assert take(tmp_path / "w").batch
