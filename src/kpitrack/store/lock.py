"""One writer at a time: a lock of the operating system, which dies with the process that holds it.

The lock file stays where it is. What stands in it is for people: who is writing, since when.
"""

from __future__ import annotations

import errno
import os
import socket
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kpitrack.problems import AccessError
from kpitrack.store.fsio import Disk

LOCK_FILE = ".lock"
_PAUSE = 0.02  # seconds between two tries
_BUSY = frozenset({errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK})
_MOST = 400  # bytes of the holder's lines


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock that is held."""

    handle: int
    path: Path

    def confirm(self) -> None:
        """AccessError `lock-lost` when somebody removed the file: another may have locked a new one."""
        try:
            held = _is_same(self.handle, self.path)
        except OSError as failure:
            raise AccessError("cannot-lock", path=self.path, reason=failure.strerror or failure) from failure
        if not held:
            raise AccessError("lock-lost", path=self.path)


@contextmanager
def locked(disk: Disk, folder: Path, *, wait: float, now: datetime) -> Iterator[Lock]:
    """Nobody else writes below `folder` while the block runs.

    AccessError `locked` when somebody still does after `wait` seconds, `cannot-lock` when the file
    system knows no locks: without one nothing is written. `now` is only told to those who wait.
    """
    handle = _acquire(disk, folder / LOCK_FILE, wait)
    try:
        _sign(disk, handle, now)
        yield Lock(handle, folder / LOCK_FILE)
    finally:
        _release(disk, handle)


def _acquire(disk: Disk, path: Path, wait: float) -> int:
    """A handle on the lock file, locked, and still the file of that name."""
    deadline = time.monotonic() + wait
    while True:
        handle = _open(disk, path)
        try:
            held = _take(handle) and _is_same(handle, path)
            holder = "" if held else _holder(handle)
        except OSError as failure:
            _close(disk, handle)
            raise AccessError("cannot-lock", path=path, reason=failure.strerror or failure) from failure
        if held:
            return handle
        _close(disk, handle)
        if time.monotonic() >= deadline:
            raise AccessError("locked", path=path, holder=holder or "?", wait=f"{wait:g}")
        time.sleep(_PAUSE)


def _open(disk: Disk, path: Path) -> int:
    try:
        handle = disk.open_lock(path)
    except OSError as failure:
        raise AccessError("cannot-lock", path=path, reason=failure.strerror or failure) from failure
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        _close(disk, handle)
        raise AccessError("not-a-file", path=path)
    return handle


def _take(handle: int) -> bool:
    """Whether the lock is ours now; OSError where locking as such does not work."""
    try:
        _lock(handle)
    except OSError as failure:
        if failure.errno in _BUSY:
            return False
        raise
    return True


def _is_same(handle: int, path: Path) -> bool:
    """Whether others will find the file we locked: somebody may have removed it."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return False
    ours = os.fstat(handle)
    return (ours.st_dev, ours.st_ino) == (found.st_dev, found.st_ino)


def _sign(disk: Disk, handle: int, now: datetime) -> None:
    """Say who holds it. That this fails is no reason not to go on: the lock is ours."""
    since = now.isoformat(timespec="seconds")
    lines = f"pid {os.getpid()}\nhost {socket.gethostname()}\nsince {since}\n"
    with suppress(OSError):
        if _is_alone(handle):
            os.ftruncate(handle, 0)
            os.lseek(handle, 0, os.SEEK_SET)
            disk.write(handle, memoryview(lines.encode()))


def _is_alone(handle: int) -> bool:
    """Whether the file has no other name: what stands in one that has may not be ours."""
    return os.fstat(handle).st_nlink == 1


def _holder(handle: int) -> str:
    """Who holds it, in one line; empty when that cannot be read."""
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        text = os.read(handle, _MOST).decode("utf-8", "replace")
    except OSError:
        return ""
    return ", ".join(line for line in text.split("\n") if line)


def _release(disk: Disk, handle: int) -> None:
    """Let go; an empty file says that nobody is writing."""
    with suppress(OSError):
        if _is_alone(handle):
            os.ftruncate(handle, 0)
        _unlock(handle)
    _close(disk, handle)


def _close(disk: Disk, handle: int) -> None:
    """Give the handle back, and with it the lock, which goes also when the system complains."""
    with suppress(OSError):
        disk.close(handle)


if sys.platform == "win32":
    import msvcrt

    # Far behind the text, which others could not read otherwise.
    _PLACE = 1 << 30

    def _lock(handle: int) -> None:
        os.lseek(handle, _PLACE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _unlock(handle: int) -> None:
        os.lseek(handle, _PLACE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
