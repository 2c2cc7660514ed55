"""Files that people asked for with -o: written whole or not at all, readable by whom they were.

What a workspace keeps is never replaced: `kept` is asked of every file, by the place it leads to.

Folders on the way to them are made if need be.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kpitrack.kept import NO_GUARD, Guard, refuse_kept
from kpitrack.problems import AccessError

_MODE = 0o666
_FOLDER_MODE = 0o777


def write_whole(path: Path, data: bytes, guard: Guard = NO_GUARD) -> None:
    """Write beside the target and rename, so that a reader never sees half of it.

    An existing file keeps its mode, a new one gets the usual one; a link is followed, and a
    device or a pipe is written to, not replaced. Raises AccessError, and UsageError where something
    is kept there.
    """
    with _told(path):
        refuse_kept(path, guard, data)
        target = path.resolve()
        mode = _mode(path)
        if stat.S_ISREG(mode):
            _replace(_reachable(target), data, stat.S_IMODE(mode))
        else:  # not by its own name: the pipe behind /dev/stdout has none
            path.write_bytes(data)


@contextmanager
def whole_file(path: Path, guard: Guard = NO_GUARD) -> Iterator[Path]:
    """A file to be filled bit by bit; when that is done it takes the place of `path`, as in `write_whole`.

    Raises as that does. Whatever else is raised meanwhile leaves `path` as it was.
    """
    with _told(path):
        refuse_kept(path, guard)
        mode = _mode(path)
        target = _reachable(path.resolve()) if stat.S_ISREG(mode) else path
        with _beside(target, mode) as temporary:
            yield temporary
            if stat.S_ISREG(mode):
                _flushed(temporary)
                temporary.chmod(stat.S_IMODE(mode))
                temporary.replace(target)
            else:
                with temporary.open("rb") as source, target.open("wb") as sink:
                    shutil.copyfileobj(source, sink)


@contextmanager
def whole_folder(path: Path, guard: Guard = NO_GUARD) -> Iterator[Path]:
    """A folder to be filled with files; when that is done they take their places in the folder `path`.

    Where there is none the whole folder does so at once, else one file after another; other files in it
    stay, and links are followed, as in `write_whole`, and it raises as that does.
    """
    with _told(path):
        target = _reachable(path.resolve())
        temporary = Path(tempfile.mkdtemp(prefix=".kpitrack-", suffix=".tmp", dir=target.parent))
        try:
            yield temporary
            for file in temporary.iterdir():  # nothing is replaced where not all may be
                refuse_kept(path / file.name, guard)
            _settle(temporary, target)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What goes wrong while a file is written becomes an AccessError; a reader that went away does not."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as failure:
        raise AccessError("cannot-write", path=path, reason=failure.strerror or failure) from failure
    except RuntimeError as failure:  # links that lead to each other
        raise AccessError("cannot-write", path=path, reason=os.strerror(errno.ELOOP)) from failure


def _reachable(target: Path) -> Path:
    """A path that is no link, its folder being there: made where it is missing."""
    if not os.path.lexists(target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
    return target


def _settle(temporary: Path, target: Path) -> None:
    made = sorted(temporary.iterdir())
    modes = [_mode(target / file.name) for file in made]
    for file, mode in zip(made, modes, strict=True):
        if stat.S_ISDIR(mode):  # nothing is replaced where not all can be
            reason = os.strerror(errno.EISDIR)
            raise AccessError("cannot-write", path=target / file.name, reason=reason)
    for file, mode in zip(made, modes, strict=True):
        _flushed(file)
        file.chmod(stat.S_IMODE(mode))
    if not target.exists():
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(_FOLDER_MODE & ~mask)
        temporary.replace(target)
        return
    own = [file for file, mode in zip(made, modes, strict=True) if _is_plain(target / file.name, mode)]
    for file in made:
        if file not in own:
            with whole_file(target / file.name) as filled:
                shutil.copyfile(file, filled)
    for file in own:
        file.replace(target / file.name)


def _is_plain(path: Path, mode: int) -> bool:
    """Whether a file may take this place by its name: no link stands there, no device and no pipe."""
    return stat.S_ISREG(mode) and not path.is_symlink()


@contextmanager
def _beside(target: Path, mode: int) -> Iterator[Path]:
    """An empty file, beside the target where it will take its place; gone afterwards, whatever happens."""
    folder = target.parent if stat.S_ISREG(mode) else None
    handle, name = tempfile.mkstemp(prefix=".kpitrack-", suffix=".tmp", dir=folder)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _flushed(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


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
    for place in (path, path.resolve()):  # what is behind /dev/stdout has no name, new/../old no folder
        with suppress(FileNotFoundError):
            return place.stat().st_mode
    mask = os.umask(0)
    os.umask(mask)
    return stat.S_IFREG | (_MODE & ~mask)
