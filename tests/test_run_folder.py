"""The folder of a run is there with all its files or not at all, whatever stops the run."""

from __future__ import annotations

import errno
import os
import sys
import threading
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kpitrack.periods import Period
from kpitrack.problems import AccessError
from kpitrack.run_folder import Placed, place
from kpitrack.store.lock import locked
from tests.store.disks import Quick

JUNE, DAY = Period(2024, 6), date(2024, 7, 10)
FILES = {"index.txt": b"one\n", "2024-06.md": b"two\n", "notices/\xe4.txt": b"three\n"}
OTHER = {**FILES, "2024-06.md": b"other\n"}
FORK = pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
END = 9


class Counting(Quick):
    """A disk that counts the operations that change it, and at one of them does `fault` instead."""

    def __init__(self, stop: int = 0, fault: OSError | None = None) -> None:
        self.stop, self.fault, self.count, self.done = stop, fault, 0, [""]

    def _next(self, what: str) -> None:
        self.count += 1
        self.done.append(what)
        if self.count == self.stop:
            if self.fault:
                raise self.fault
            os._exit(END)

    def create(self, path: Path) -> int:
        self._next("create")
        return super().create(path)

    def write(self, handle: int, data: memoryview) -> int:
        self._next("write")
        return super().write(handle, data)

    def sync(self, handle: int) -> None:
        super().sync(handle)
        self._next("sync")

    def rename(self, source: Path, target: Path) -> None:
        self._next(f"rename {target.name}")
        super().rename(source, target)

    def make_directory(self, path: Path) -> None:
        self._next("make")
        super().make_directory(path)

    def sync_directory(self, path: Path) -> None:
        self._next(f"settle {path.name}")


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def folders(top: Path) -> list[str]:
    return sorted(path.relative_to(top).as_posix() for path in top.glob("*/*") if path.is_dir())


def put(top: Path, files: dict[str, bytes], disk: Quick | None = None) -> Placed:
    return place(disk or Quick(), top, JUNE, DAY, files)


def test_the_same_again_writes_nothing_and_other_content_makes_the_next(tmp_path: Path) -> None:
    assert put(tmp_path, FILES) == Placed(tmp_path / "2024-06" / "2024-07-10", is_new=True)
    assert put(tmp_path, FILES) == Placed(tmp_path / "2024-06" / "2024-07-10", is_new=False)
    assert put(tmp_path, OTHER) == Placed(tmp_path / "2024-06" / "2024-07-10-2", is_new=True)
    assert put(tmp_path, OTHER) == Placed(tmp_path / "2024-06" / "2024-07-10-2", is_new=False)
    # The latest is what is known last, also where an earlier one was the same.
    assert put(tmp_path, FILES) == Placed(tmp_path / "2024-06" / "2024-07-10-3", is_new=True)
    assert [content(tmp_path / "2024-06" / name) for name in ("2024-07-10", "2024-07-10-2")] == [FILES, OTHER]


def test_a_folder_somebody_added_to_is_not_the_same(tmp_path: Path) -> None:
    put(tmp_path, FILES)
    (tmp_path / "2024-06" / "2024-07-10" / "note.txt").write_text("mine")
    assert put(tmp_path, FILES).path.name == "2024-07-10-2"
    assert (tmp_path / "2024-06" / "2024-07-10" / "note.txt").read_text() == "mine"


def test_the_tenth_comes_after_the_ninth_and_a_file_of_that_name_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "2024-06").mkdir()
    (tmp_path / "2024-06" / "2024-07-10-9").write_text("a file")
    assert put(tmp_path, FILES).path.name == "2024-07-10-10"
    assert put(tmp_path, OTHER).path.name == "2024-07-10-11"


def test_it_is_on_the_disk_before_it_bears_its_name(tmp_path: Path) -> None:
    disk = Counting()
    put(tmp_path, FILES, disk)
    place_of_rename = disk.done.index("rename 2024-07-10")
    temporary = f".2024-06.2024-07-10.tmp.{os.getpid()}"
    assert disk.done[place_of_rename - 1] == f"settle {temporary}"
    assert disk.done[place_of_rename + 1 :] == ["settle 2024-06", f"settle {tmp_path.name}"]
    assert disk.done[:place_of_rename].count("sync") == len(FILES)


@FORK
def test_killed_anywhere_it_leaves_all_or_nothing_and_the_next_run_clears_up(tmp_path: Path) -> None:
    whole = Counting()
    (tmp_path / "count").mkdir()
    put(tmp_path / "count", FILES, whole)
    assert whole.count > 20
    seen = set()
    for stop in range(1, whole.count + 1):
        top = tmp_path / str(stop)
        top.mkdir()
        child = os.fork()
        if not child:
            put(top, FILES, Counting(stop))
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == END
        for name in folders(top):
            assert name == "2024-06/2024-07-10" or name.startswith(".2024-06.2024-07-10.tmp.")
        there = top / "2024-06" / "2024-07-10"
        assert not there.exists() or content(there) == FILES
        seen.add(there.exists())
        after = put(top, FILES)
        assert content(after.path) == FILES
        assert after.path == there
        assert [path.name for path in top.iterdir()] == ["2024-06"]
    assert seen == {False, True}


def test_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    whole = Counting()
    (tmp_path.parent / "whole").mkdir()
    put(tmp_path.parent / "whole", FILES, whole)
    for stop in range(1, whole.done.index("rename 2024-07-10") + 1):
        disk = Counting(stop, OSError(errno.ENOSPC, "no space left"))
        with pytest.raises(AccessError):
            put(tmp_path, FILES, disk)
        assert list(tmp_path.glob(".*")) == []
        assert folders(tmp_path) == []


def test_a_link_in_place_of_the_months_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "top").mkdir()
    (tmp_path / "top" / "2024-06").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(AccessError) as refused:
        put(tmp_path / "top", FILES)
    assert refused.value.key == "outside-workspace"
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_what_else_bears_a_hidden_name_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "kept").write_bytes(b"")
    (tmp_path / "top").mkdir()
    (tmp_path / "top" / ".2024-06.2024-07-10.tmp.1").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "top" / ".2024-06.2024-07-10.tmp.2").write_bytes(b"")
    assert put(tmp_path / "top", FILES).is_new
    assert [path.name for path in (tmp_path / "top").iterdir()] == ["2024-06"]
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["kept"]


def test_many_at_once_make_one_folder_for_each_content(tmp_path: Path) -> None:
    now, names = datetime(2024, 7, 10, tzinfo=UTC), []

    def one(files: dict[str, bytes]) -> None:
        with locked(Quick(), tmp_path, wait=30, now=now):
            names.append(put(tmp_path, files).path.name)

    runs = [threading.Thread(target=one, args=(FILES,)) for _ in range(6)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert names == ["2024-07-10"] * 6
    assert folders(tmp_path) == ["2024-06/2024-07-10"]
