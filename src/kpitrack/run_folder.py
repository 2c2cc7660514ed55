"""The folder of a run: it appears with all its files or not at all, and is never changed afterwards.

It is filled under a hidden name below the folder of runs, synced, and renamed. Only the holder of
the lock does that, so whatever half-filled folder is found is nobody's and is cleared away.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from kpitrack.periods import Period
from kpitrack.problems import AccessError
from kpitrack.store.fsio import Disk, make_folder, names_in, settle, write_whole

RUNS = "runs"  # the folder of runs, in that of reports
INDEX = "index.txt"
_MONTH = re.compile(r"\d{4}-\d{2}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:-[1-9]\d*)?")
_TEMPORARY = re.compile(r"\.\d{4}-\d{2}\.[0-9-]+\.tmp\.\d+")

Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the files of a run are; `is_new` where they were not there already."""

    path: Path
    is_new: bool


def place(disk: Disk, top: Path, month: Period, day: date, files: Files) -> Placed:
    """Put the files of a run, by their paths in its folder, into `top`/2024-06/2024-07-10.

    Where that day has a folder already and its latest holds the same, that one is the answer; else
    the next is 2024-07-10-2. Raises AccessError. The caller holds the lock of `top`.
    """
    home = top / str(month)
    make_folder(disk, top, home)
    sweep(disk, top)
    latest = _latest(disk, home, day)
    if latest and _holds(disk, home / _name(day, latest), files):
        settle(disk, home)  # whoever put it there may have been stopped before it came to that
        return Placed(home / _name(day, latest), is_new=False)
    name = _name(day, latest + 1)
    temporary = top / f".{month}.{name}.tmp.{os.getpid()}"
    try:
        _fill(disk, temporary, files)
        disk.rename(temporary, home / name)
    except BaseException as failure:
        shutil.rmtree(temporary, ignore_errors=True)
        if isinstance(failure, OSError):
            reason = failure.strerror or failure
            raise AccessError("cannot-write", path=home / name, reason=reason) from failure
        raise
    settle(disk, home)
    settle(disk, top)
    return Placed(home / name, is_new=True)


def is_of_run(path: Path) -> bool:
    """Whether a path is, or would be, in the folder of a run, wherever that is."""
    days = [folder for folder in (path, *path.parents) if _DAY.fullmatch(folder.name)]
    return any(_MONTH.fullmatch(day.parent.name) and os.path.lexists(day / INDEX) for day in days)


def sweep(disk: Disk, top: Path) -> None:
    """Clear away what a run that was stopped has left; only under the lock."""
    for name in names_in(disk, top):
        if _TEMPORARY.fullmatch(name):
            try:
                if (top / name).is_dir() and not (top / name).is_symlink():
                    shutil.rmtree(top / name)
                else:  # not one of ours, but nothing else is called so
                    (top / name).unlink()
            except OSError as failure:
                reason = failure.strerror or failure
                raise AccessError("cannot-write", path=top / name, reason=reason) from failure


def _name(day: date, number: int) -> str:
    return str(day) if number == 1 else f"{day}-{number}"


def _latest(disk: Disk, home: Path, day: date) -> int:
    """The number of the latest folder of a day, whatever it is; 0 without any."""
    numbered = re.compile(rf"{day}(?:-([1-9]\d*))?")
    found = [numbered.fullmatch(name) for name in names_in(disk, home)]
    return max((int(one[1] or 1) for one in found if one), default=0)


def _holds(disk: Disk, folder: Path, files: Files) -> bool:
    """Whether a folder holds these files, byte for byte, and nothing else."""
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if not path.is_dir()}
    with suppress(OSError):
        return paths.keys() == files.keys() and all(disk.read(paths[name]) == files[name] for name in files)
    return False


def _fill(disk: Disk, folder: Path, files: Files) -> None:
    """A new folder with the files in it, synced."""
    disk.make_directory(folder)
    below = {PurePosixPath(name).parent for name in files} - {PurePosixPath(".")}
    for parent in sorted(below):
        make_folder(disk, folder, folder / parent)
    for name, data in files.items():
        write_whole(disk, folder / name, data)
    disk.sync_directory(folder)
