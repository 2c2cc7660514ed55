"""Files appear whole or not at all, and what cannot be written is said."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from kpitrack.problems import AccessError
from kpitrack.store.fsio import (
    LocalDisk,
    make_folder,
    names_in,
    read_submitted,
    sweep,
    write_whole,
)

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")


class Log(LocalDisk):
    """The machine's disk, with the names of the operations in order."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def create(self, path: Path) -> int:
        self.done.append(f"create {path.name}")
        return super().create(path)

    def write(self, handle: int, data: memoryview) -> int:
        self.done.append("write")
        return super().write(handle, data)

    def sync(self, handle: int) -> None:
        self.done.append("sync")
        super().sync(handle)

    def rename(self, source: Path, target: Path) -> None:
        self.done.append(f"rename {source.name} {target.name}")
        super().rename(source, target)

    def make_directory(self, path: Path) -> None:
        self.done.append(f"make {path.name}")
        super().make_directory(path)

    def sync_directory(self, path: Path) -> None:
        self.done.append(f"sync {path.name}")
        super().sync_directory(path)


def test_a_file_is_synced_before_it_gets_its_name_and_its_folder_after(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    disk = Log()

    write_whole(disk, folder / "a.csv", b"item\n")

    temporary = f".a.csv.tmp.{os.getpid()}"
    assert disk.done == [
        f"create {temporary}",
        "write",
        "sync",
        f"rename {temporary} a.csv",
        "sync store",
    ]
    assert (folder / "a.csv").read_bytes() == b"item\n"
    assert names_in(disk, folder) == ["a.csv"]


def test_an_existing_file_is_replaced_and_an_empty_one_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")

    write_whole(LocalDisk(), path, b"")

    assert path.read_bytes() == b""


@POSIX
def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_whole(LocalDisk(), tmp_path / "a.csv", b"x")
    finally:
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) == 0o640


def test_short_writes_are_gone_on_with(tmp_path: Path) -> None:
    class Slow(LocalDisk):
        def write(self, handle: int, data: memoryview) -> int:
            return super().write(handle, data[:3])

    write_whole(Slow(), tmp_path / "a.csv", b"item,period\n")

    assert (tmp_path / "a.csv").read_bytes() == b"item,period\n"


@pytest.mark.parametrize(
    ("number", "key"),
    [(errno.ENOSPC, "no-space"), (errno.EIO, "cannot-write"), (errno.EROFS, "cannot-write")],
)
def test_a_failed_sync_is_final_and_leaves_nothing(tmp_path: Path, number: int, key: str) -> None:
    tries: list[int] = []

    class Failing(LocalDisk):
        def sync(self, handle: int) -> None:
            tries.append(handle)
            raise OSError(number, os.strerror(number))

    with pytest.raises(AccessError) as failure:
        write_whole(Failing(), tmp_path / "a.csv", b"item\n")

    assert failure.value.key == key
    assert failure.value.facts["path"] == str(tmp_path / "a.csv")
    assert len(tries) == 1
    assert names_in(LocalDisk(), tmp_path) == []


def test_no_space_says_how_much_is_needed(tmp_path: Path) -> None:
    class Full(LocalDisk):
        def write(self, handle: int, data: memoryview) -> int:
            del handle, data
            raise OSError(errno.ENOSPC, "full")

    with pytest.raises(AccessError) as failure:
        write_whole(Full(), tmp_path / "a.csv", b"12345")

    assert failure.value.facts["size"] == "5"


def test_a_failure_after_the_rename_says_that_the_file_may_be_there(tmp_path: Path) -> None:
    class Failing(LocalDisk):
        def sync_directory(self, path: Path) -> None:
            del path
            raise OSError(errno.EIO, "Input/output error")

    with pytest.raises(AccessError) as failure:
        write_whole(Failing(), tmp_path / "a.csv", b"item\n")

    assert failure.value.key == "not-confirmed"
    assert (tmp_path / "a.csv").read_bytes() == b"item\n"


def test_what_does_not_read_back_is_said(tmp_path: Path) -> None:
    class Lying(LocalDisk):
        def read(self, path: Path) -> bytes:
            return super().read(path).upper()

    with pytest.raises(AccessError) as failure:
        write_whole(Lying(), tmp_path / "a.csv", b"item\n")

    assert failure.value.key == "read-back"


def test_an_interrupt_takes_the_half_written_file_away(tmp_path: Path) -> None:
    class Interrupted(LocalDisk):
        def sync(self, handle: int) -> None:
            del handle
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_whole(Interrupted(), tmp_path / "a.csv", b"item\n")

    assert names_in(LocalDisk(), tmp_path) == []


@POSIX
def test_a_link_in_place_of_the_temporary_file_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"precious")
    (tmp_path / f".a.csv.tmp.{os.getpid()}").symlink_to(elsewhere)

    with pytest.raises(AccessError):
        write_whole(LocalDisk(), tmp_path / "a.csv", b"item\n")

    assert elsewhere.read_bytes() == b"precious"


def test_folders_are_made_and_every_parent_synced(tmp_path: Path) -> None:
    disk = Log()

    make_folder(disk, tmp_path, tmp_path / "data" / "progress")
    make_folder(disk, tmp_path, tmp_path / "data" / "progress")

    once = ["make data", f"sync {tmp_path.name}", "make progress", "sync data"]
    assert disk.done == once * 2


def test_a_file_in_place_of_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"")

    with pytest.raises(AccessError) as failure:
        make_folder(LocalDisk(), tmp_path, tmp_path / "data" / "progress")

    assert failure.value.key == "cannot-write"


@POSIX
def test_a_link_out_of_the_workspace_is_not_followed(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (root / "data").symlink_to(outside)

    with pytest.raises(AccessError) as failure:
        make_folder(LocalDisk(), root, root / "data" / "progress")

    assert failure.value.key == "outside-workspace"
    assert names_in(LocalDisk(), outside) == []


@POSIX
def test_a_link_inside_the_workspace_is_followed(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "data").symlink_to(tmp_path / "kept")

    make_folder(LocalDisk(), tmp_path, tmp_path / "data" / "progress")

    assert names_in(LocalDisk(), tmp_path / "kept") == ["progress"]


@POSIX
def test_links_in_a_circle_are_said(tmp_path: Path) -> None:
    (tmp_path / "data").symlink_to(tmp_path / "data")

    with pytest.raises(AccessError):
        make_folder(LocalDisk(), tmp_path, tmp_path / "data" / "progress")


def test_only_our_own_temporary_files_are_swept(tmp_path: Path) -> None:
    ours = [".0012-0123456789ab.csv.tmp.77", f".{'a1' * 32}.yaml.tmp.1"]
    others = [".notes.csv.swp", "june.tmp.1", ".~lock.csv#", ".June.csv.tmp.1", ".tmp.1"]
    for name in (*ours, *others):
        (tmp_path / name).write_bytes(b"")

    sweep(LocalDisk(), tmp_path)
    sweep(LocalDisk(), tmp_path / "not-there")

    assert names_in(LocalDisk(), tmp_path) == sorted(others)


def test_a_temporary_file_that_cannot_be_removed_is_said(tmp_path: Path) -> None:
    class Stubborn(LocalDisk):
        def unlink(self, path: Path) -> None:
            del path
            raise OSError(errno.EACCES, "Permission denied")

    (tmp_path / ".0012-0123456789ab.csv.tmp.77").write_bytes(b"")

    with pytest.raises(AccessError) as failure:
        sweep(Stubborn(), tmp_path)

    assert failure.value.key == "cannot-write"


def test_a_folder_that_cannot_be_looked_at_is_no_absent_folder(tmp_path: Path) -> None:
    class Blind(LocalDisk):
        def names(self, path: Path) -> list[str]:
            del path
            raise OSError(errno.EACCES, "Permission denied")

    with pytest.raises(AccessError) as failure:
        names_in(Blind(), tmp_path)

    assert failure.value.key == "cannot-read"


def test_a_submitted_file_is_read_up_to_a_limit(tmp_path: Path) -> None:
    path = tmp_path / "july.csv"
    path.write_bytes(b"0123456789")

    assert read_submitted(path, most=100) == b"0123456789"
    assert read_submitted(path, most=4) == b"0123"


@POSIX
@pytest.mark.parametrize("kind", ["folder", "pipe", "link", "missing"])
def test_only_a_regular_file_is_read(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "july.csv"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)  # without O_NONBLOCK, opening it would wait for ever
    elif kind == "link":
        (tmp_path / "real.csv").write_bytes(b"item\n")
        path.symlink_to(tmp_path / "real.csv")

    with pytest.raises(AccessError) as failure:
        read_submitted(path, most=100)

    assert failure.value.key == ("cannot-read" if kind == "missing" else "not-a-file")


@POSIX
def test_a_file_system_that_cannot_sync_folders_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(handle: int) -> None:
        del handle
        raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr(os, "fsync", refuse)
    LocalDisk().sync_directory(tmp_path)
    with pytest.raises(OSError, match="Invalid"):
        write_handle(tmp_path / "a")


def write_handle(path: Path) -> None:
    """A file's own sync is never forgiven."""
    disk = LocalDisk()
    handle = disk.create(path)
    try:
        disk.sync(handle)
    finally:
        disk.close(handle)
