"""The only hands in data/: nothing else opens, writes, syncs, renames or removes there.

A file appears whole or not at all: it is written beside its place, synced, read back, renamed, and
its folder synced; then it is read again. Nothing is written in place, and only temporary files and
empty folders are removed.
`Disk` is the seam at which tests record the operations or let them fail.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from kpitrack.problems import AccessError

_MODE = 0o666  # what the umask leaves of it: colleagues may read what one of them has taken in
_CHUNK = 1 << 20
_TEMPORARY = re.compile(r"\.[0-9a-f][0-9a-f-]*\.[a-z]+\.tmp\.[0-9]+")
_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
# A file system that cannot sync folders says so with one of these; it gives no more than it has.
_NO_FOLDER_SYNC = frozenset({errno.EINVAL, errno.EOPNOTSUPP, getattr(errno, "ENOTSUP", errno.EINVAL)})


class Disk(Protocol):
    """The operations a crash, a full disk or a fault can come between. They raise OSError."""

    def create(self, path: Path) -> int:
        """A handle on a new file; the file must not be there yet."""
        ...

    def open_lock(self, path: Path) -> int:
        """A handle on the lock file, which is made where it is missing."""
        ...

    def write(self, handle: int, data: memoryview) -> int:
        """How many of the bytes were written; it may be fewer than given."""
        ...

    def sync(self, handle: int) -> None:
        """The file's bytes are on the disk."""
        ...

    def close(self, handle: int) -> None:
        """The handle is given back."""
        ...

    def rename(self, source: Path, target: Path) -> None:
        """The file bears its name; one that bore it is gone."""
        ...

    def unlink(self, path: Path) -> None:
        """The file is gone."""
        ...

    def make_directory(self, path: Path) -> None:
        """The folder is there; FileExistsError where something was."""
        ...

    def remove_directory(self, path: Path) -> None:
        """The folder is gone; OSError where something is in it."""
        ...

    def sync_directory(self, path: Path) -> None:
        """The names in a folder are on the disk."""
        ...

    def names(self, path: Path) -> list[str]:
        """The names in a folder, sorted."""
        ...

    def read(self, path: Path) -> bytes:
        """A file's bytes."""
        ...


class LocalDisk:
    """The machine's own disk."""

    def create(self, path: Path) -> int:
        """A handle on a new file, never on what a link points to."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        return os.open(path, flags | _flags("O_CLOEXEC", "O_NOFOLLOW", "O_BINARY", "O_NOINHERIT"), _MODE)

    def open_lock(self, path: Path) -> int:
        """A handle on the lock file; NONBLOCK, or a pipe of that name would keep us for ever."""
        flags = os.O_RDWR | os.O_CREAT | _flags("O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK")
        return os.open(path, flags | _flags("O_BINARY", "O_NOINHERIT"), _MODE)

    def write(self, handle: int, data: memoryview) -> int:
        """How many of the bytes were written."""
        return os.write(handle, data)

    def sync(self, handle: int) -> None:
        """The bytes are on the disk, and not only in the disk's own memory."""
        if sys.platform == "darwin":
            import fcntl

            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
        else:
            os.fsync(handle)

    def close(self, handle: int) -> None:
        """The handle is given back."""
        os.close(handle)

    def rename(self, source: Path, target: Path) -> None:
        """The file bears its name."""
        source.replace(target)

    def unlink(self, path: Path) -> None:
        """The file is gone."""
        path.unlink()

    def make_directory(self, path: Path) -> None:
        """The folder is there."""
        path.mkdir()

    def remove_directory(self, path: Path) -> None:
        """The folder is gone, if it was empty."""
        path.rmdir()

    def sync_directory(self, path: Path) -> None:
        """The names in a folder are on the disk; Windows does that by itself."""
        if sys.platform == "win32":
            return
        handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        except OSError as failure:
            if failure.errno not in _NO_FOLDER_SYNC:
                raise
        finally:
            os.close(handle)

    def names(self, path: Path) -> list[str]:
        """The names in a folder, sorted."""
        return sorted(entry.name for entry in path.iterdir())

    def read(self, path: Path) -> bytes:
        """A file's bytes."""
        return path.read_bytes()


def write_whole(disk: Disk, path: Path, data: bytes) -> None:
    """The file at `path` holds `data`, and will after a power cut.

    AccessError `cannot-write` or `no-space`: it is not there. `not-confirmed`: it may be there,
    and the same command may be run again. A failed sync is final: the system has then dropped the
    bytes from its memory, and a second sync would succeed without having written them.
    """
    temporary = path.with_name(f".{path.name}.tmp.{os.getpid()}")
    try:
        _fill(disk, temporary, data)
        _compare(disk, temporary, data, path)
        disk.rename(temporary, path)
    except BaseException as failure:
        _discard(disk, temporary)
        if isinstance(failure, OSError):
            raise _not_written(path, len(data), failure) from failure
        raise
    try:
        disk.sync_directory(path.parent)
        _compare(disk, path, data, path)
    except OSError as failure:
        raise AccessError("not-confirmed", path=path, reason=_reason(failure)) from failure


def make_folder(disk: Disk, root: Path, folder: Path) -> None:
    """The folder is there, below `root`, and will be after a power cut.

    Parents are synced also where nothing was missing: whoever made the folder may have been
    stopped before it came to that. A link that leads out of `root` is not followed.
    """
    here = root
    for name in folder.relative_to(root).parts:
        parent, here = here, here / name
        try:
            _make_directory(disk, here)
            if not here.resolve().is_relative_to(root.resolve()):
                raise AccessError("outside-workspace", path=here)
            disk.sync_directory(parent)
        except (OSError, RuntimeError) as failure:  # RuntimeError: links in a circle
            raise AccessError("cannot-write", path=here, reason=_reason(failure)) from failure


def drop_folder(disk: Disk, folder: Path) -> None:
    """Take away a folder of which nothing came; it stays where something is in it, or it cannot go."""
    with suppress(OSError):
        disk.remove_directory(folder)


def settle(disk: Disk, folder: Path) -> None:
    """The names in a folder are on the disk: whoever wrote them may not have lived to see to it."""
    try:
        disk.sync_directory(folder)
    except OSError as failure:
        raise AccessError("not-confirmed", path=folder, reason=_reason(failure)) from failure


def names_in(disk: Disk, folder: Path) -> list[str]:
    """The names in a folder, sorted; none where there is no such folder."""
    try:
        return disk.names(folder)
    except FileNotFoundError:
        return []
    except OSError as failure:
        raise AccessError("cannot-read", path=folder, reason=_reason(failure)) from failure


def is_temporary(name: str) -> bool:
    """Whether a name is one under which `write_whole` writes before it renames."""
    return bool(_TEMPORARY.fullmatch(name))


def sweep(disk: Disk, folder: Path) -> None:
    """Remove what a stopped run left half-written; only under the lock: then it is nobody's."""
    for name in names_in(disk, folder):
        if not is_temporary(name):
            continue
        try:
            disk.unlink(folder / name)
        except FileNotFoundError:
            continue
        except OSError as failure:
            raise AccessError("cannot-write", path=folder / name, reason=_reason(failure)) from failure


def read_submitted(path: Path, *, most: int) -> bytes:
    """A submitted file's bytes, at most so many, read once: what is checked is what is kept.

    Only a regular file, no link, pipe or device: AccessError.
    """
    flags = os.O_RDONLY | _flags("O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_NOINHERIT")
    try:
        handle = os.open(path, flags)
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise AccessError("not-a-file", path=path)
            return _read_up_to(handle, most)
        finally:
            os.close(handle)
    except OSError as failure:
        if failure.errno == errno.ELOOP:
            raise AccessError("not-a-file", path=path) from failure
        raise AccessError("cannot-read", path=path, reason=_reason(failure)) from failure


def _fill(disk: Disk, path: Path, data: bytes) -> None:
    """A new file with the data in it, synced."""
    handle = disk.create(path)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[disk.write(handle, rest) :]
        disk.sync(handle)
    finally:
        disk.close(handle)


def _compare(disk: Disk, written: Path, data: bytes, path: Path) -> None:
    """AccessError `read-back` when what was written for `path` does not read as it should."""
    if disk.read(written) != data:
        raise AccessError("read-back", path=path)


def _discard(disk: Disk, temporary: Path) -> None:
    """Take the half-written file away; what cannot be removed now is swept by the next run."""
    with suppress(OSError):
        disk.unlink(temporary)


def _make_directory(disk: Disk, path: Path) -> None:
    with suppress(FileExistsError):
        disk.make_directory(path)


def _read_up_to(handle: int, most: int) -> bytes:
    parts: list[bytes] = []
    left = most
    while left and (part := os.read(handle, min(left, _CHUNK))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _not_written(path: Path, size: int, failure: OSError) -> AccessError:
    if failure.errno in _FULL:
        return AccessError("no-space", path=path, size=size)
    return AccessError("cannot-write", path=path, reason=_reason(failure))


def _reason(failure: Exception) -> str:
    return (failure.strerror if isinstance(failure, OSError) else "") or str(failure)


def _flags(*names: str) -> int:
    """The flags for opening that this machine knows."""
    flags = 0
    for name in names:
        flags |= getattr(os, name, 0)
    return flags
