"""Files asked for with -o: whole or not at all, with the mode they had."""

from __future__ import annotations

import errno
import os
import stat
import threading
from pathlib import Path

import pytest

from kpitrack.output import whole_file, whole_folder, write_whole
from kpitrack.problems import AccessError


def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "new", b"text")
    finally:
        os.umask(before)
    assert (tmp_path / "new").read_bytes() == b"text"
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def test_an_existing_file_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "old"
    path.write_bytes(b"before")
    path.chmod(0o604)
    write_whole(path, b"after")
    assert path.read_bytes() == b"after"
    assert stat.S_IMODE(path.stat().st_mode) == 0o604


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"before")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_whole(tmp_path / "link", b"after")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"after"


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_whole(pipe, b"text")
    reader.join()
    assert read == [b"text"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="needs /dev/fd")
def test_a_pipe_without_a_name_is_written_to(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    name = Path(f"/dev/fd/{writing}")  # as /dev/stdout is, in a pipeline
    try:
        write_whole(name, b"one ")
        with whole_file(name) as temporary:
            temporary.write_bytes(b"two")
        assert os.read(reading, 9) == b"one two"
    finally:
        os.close(reading)
    with pytest.raises(BrokenPipeError):  # its reader went away: no failure of ours
        write_whole(name, b"three")
    os.close(writing)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_links_that_lead_to_each_other(tmp_path: Path, kind: str) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    filled = whole_file(loop) if kind == "file" else whole_folder(loop)
    with pytest.raises(AccessError) as failed, filled:
        pass
    assert failed.value.facts["reason"] == os.strerror(errno.ELOOP)


def test_where_a_file_of_a_folder_cannot_be_none_is_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "b").mkdir(parents=True)
    (folder / "a").write_bytes(b"before")

    def fill() -> None:
        with whole_folder(folder) as temporary:
            (temporary / "a").write_bytes(b"after")
            (temporary / "b").write_bytes(b"after")

    with pytest.raises(AccessError) as failed:
        fill()
    assert failed.value.facts == {"path": str(folder / "b"), "reason": os.strerror(errno.EISDIR)}
    assert (folder / "a").read_bytes() == b"before"
    assert [entry.name for entry in tmp_path.iterdir()] == ["folder"]


@pytest.mark.parametrize("is_there", [True, False])
def test_a_link_to_a_folder_and_links_in_it_are_followed(tmp_path: Path, is_there: bool) -> None:
    if is_there:
        (tmp_path / "real").mkdir()
        (tmp_path / "real" / "a").symlink_to(tmp_path / "elsewhere")
        (tmp_path / "elsewhere").write_bytes(b"before")
        (tmp_path / "elsewhere").chmod(0o604)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with whole_folder(tmp_path / "link") as folder:
        (folder / "a").write_bytes(b"after")
        (folder / "b").write_bytes(b"more")
    assert (tmp_path / "link").is_symlink()
    assert {path.name: path.read_bytes() for path in (tmp_path / "real").iterdir()} == {
        "a": b"after",
        "b": b"more",
    }
    assert (tmp_path / "real" / "a").is_symlink() is is_there
    if is_there:
        assert (tmp_path / "elsewhere").read_bytes() == b"after"
        assert stat.S_IMODE((tmp_path / "elsewhere").stat().st_mode) == 0o604
    names = {"elsewhere", "link", "real"} if is_there else {"link", "real"}
    assert {path.name for path in tmp_path.iterdir()} == names


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    write_whole(tmp_path / "new" / "below" / "file", b"text")
    assert (tmp_path / "new" / "below" / "file").read_bytes() == b"text"
    with whole_file(tmp_path / "other" / "file") as filled:
        filled.write_bytes(b"more")
    assert (tmp_path / "other" / "file").read_bytes() == b"more"
    with whole_folder(tmp_path / "up" / "folder") as folder:
        (folder / "one").write_bytes(b"1")
    assert (tmp_path / "up" / "folder" / "one").read_bytes() == b"1"


@pytest.mark.parametrize("name", ["file/below", "file/below/deeper"])
def test_a_file_is_no_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(b"before")
    with pytest.raises(AccessError) as failed:
        write_whole(tmp_path / name, b"text")
    assert failed.value.key == "cannot-write"
    assert failed.value.facts["path"] == str(tmp_path / name)
    assert failed.value.facts["reason"] == "Not a directory"
    assert (tmp_path / "file").read_bytes() == b"before"


def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"before")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(AccessError) as failed:
        write_whole(path, b"after")
    assert failed.value.facts["reason"] == "No space left on device"
    assert path.read_bytes() == b"before"
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]
