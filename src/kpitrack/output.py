"""Files that people asked for with -o: written whole or not at all, readable by whom they were."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from kpitrack.problems import AccessError

_MODE = 0o666


def write_whole(path: Path, data: bytes) -> None:
    """Write beside the target and rename, so that a reader never sees half of it.

    An existing file keeps its mode; a new one gets the usual one. Raises AccessError.
    """
    temporary = ""
    try:
        mode = _mode(path)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except OSError as failure:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise AccessError("cannot-write", path=path, reason=failure.strerror or failure) from failure


def _mode(path: Path) -> int:
    """The mode a file has, or what a new one is to get."""
    try:
        return path.stat().st_mode & 0o7777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return _MODE & ~mask
