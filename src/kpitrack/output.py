"""Files that people asked for with -o: written whole or not at all, readable by whom they were."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from kpitrack.problems import AccessError

_MODE = 0o666


def write_whole(path: Path, data: bytes) -> None:
    """Write beside the target and rename, so that a reader never sees half of it.

    An existing file keeps its mode, a new one gets the usual one; a link is followed, and a
    device or a pipe is written to, not replaced. Raises AccessError.
    """
    try:
        target = path.resolve()
        mode = _mode(target)
        if stat.S_ISREG(mode):
            _replace(target, data, stat.S_IMODE(mode))
        else:
            target.write_bytes(data)
    except OSError as failure:
        raise AccessError("cannot-write", path=path, reason=failure.strerror or failure) from failure
    except RuntimeError as failure:  # links that lead to each other
        raise AccessError("cannot-write", path=path, reason=failure) from failure


def _replace(target: Path, data: bytes, mode: int) -> None:
    handle, temporary = tempfile.mkstemp(prefix=".kpitrack-", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    """The kind and mode a file has, or what a new one is to get."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return stat.S_IFREG | (_MODE & ~mask)
