"""What nothing that is written may take the place of: plan, template, records, seals, papers that were filed.

It is asked of every file that is about to be written, by the place its name leads to. The workspaces
that count are that of the run and every one that the file would lie in, by whatever name.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kpitrack.periods import Period
from kpitrack.problems import UsageError
from kpitrack.render.reports import FORMATS
from kpitrack.run_folder import RUNS, is_of_run
from kpitrack.store.seal import CLOSED, closed_months, read_seals
from kpitrack.workspace import ORIGINALS, PLAN_FILE, PROGRESS, REPORTS, TEMPLATE

STDIN = "-"
_FOLDERS = (PROGRESS.parent, PROGRESS, PROGRESS / ORIGINALS, CLOSED)
_FILED = REPORTS / RUNS
_SIGNS = (PLAN_FILE, PROGRESS)  # of a workspace; the plan may be away for a moment
_BRIEFING = re.compile(r"(?P<month>[1-9][0-9]{3}-(?:0[1-9]|1[0-2]))\.(?P<extension>[a-z]+)", re.IGNORECASE)
_MOST_LINKS = 40

_Identity = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Guard:
    """What one run knows of it: the folder of its workspace, if any, and the files it was given to read.

    `makes` are those of the workspace's own places that it was asked to write.
    """

    root: Path | None = None
    inputs: tuple[str, ...] = ()
    makes: frozenset[Path] = frozenset()


NO_GUARD = Guard()


def refuse_kept(path: Path, guard: Guard = NO_GUARD, data: bytes | None = None) -> None:
    """UsageError where a file may not be written.

    What was published of a closed month may be written again as it is: `data` are the bytes, None
    where they are not those of a briefing.
    """
    refuse_place(path, guard)
    target = path.resolve()
    for root in _roots(path, target, guard):
        month = _published(root, target, data)
        if month:
            raise UsageError("published-stays", month=month)


def refuse_place(path: Path, guard: Guard = NO_GUARD) -> None:
    """The same for files and folders, whatever of what was published may come of it."""
    target = path.resolve()
    if any(_is_input(target, name) for name in guard.inputs):
        raise UsageError("output-is-input", path=path)
    roots = _roots(path, target, guard)
    if any(_is_kept(root, path, target, guard) for root in roots):
        raise UsageError("output-is-kept", path=path)
    filed = _FILED not in guard.makes and any(_is_below(target, (root / _FILED,)) for root in roots)
    if filed or is_of_run(target):
        raise UsageError("output-is-filed", path=path)


def _is_input(target: Path, name: str) -> bool:
    """Whether a file is one that is read; `-` is what standard input comes from."""
    with suppress(OSError, ValueError):  # not there, or a standard input that is no file
        read = os.fstat(sys.stdin.fileno()) if name == STDIN else Path(name).stat()
        return stat.S_ISREG(read.st_mode) and os.path.samestat(read, target.stat())
    return False


def _roots(path: Path, target: Path, guard: Guard) -> list[Path]:
    """The workspaces that count; where a link is followed on the way, also those that it lies in."""
    found = [] if guard.root is None else [guard.root]
    for place in (*_steps(path), target):
        found += [folder for folder in place.parents if any(os.path.lexists(folder / one) for one in _SIGNS)]
    return list(dict.fromkeys(root.resolve() for root in found))


def _steps(path: Path) -> Iterator[Path]:
    """A path as written, and as every link it leads over has it."""
    step = path if path.is_absolute() else Path.cwd() / path  # which may be gone
    for _ in range(_MOST_LINKS):
        yield step
        try:
            step = step.parent / step.readlink()
        except OSError:  # no link
            return


def _is_kept(root: Path, path: Path, target: Path, guard: Guard) -> bool:
    """Whether it is the plan, its template, or anything below the folder of data."""
    files = [one for one in (PLAN_FILE, TEMPLATE) if _is_same(target, root / one)]
    if any(not _is_asked(root, path, one, guard) for one in files):
        return True
    if _is_below(target, [root / folder for folder in _FOLDERS]):
        return True
    return any(_is_same(target, link) for link in _links(root / PROGRESS))


def _is_asked(root: Path, path: Path, one: Path, guard: Guard) -> bool:
    """Whether the run was asked to write this very place, not something that is linked to it."""
    place = root / one
    if one not in guard.makes or path.parent.resolve() / path.name != place.parent.resolve() / place.name:
        return False
    own = guard.root is not None and guard.root.resolve() == root
    return own or not os.path.lexists(place)


def _is_same(target: Path, place: Path) -> bool:
    """Whether a file is, or would be, the one of this place; not every disk tells A from a."""
    if target == place.resolve() or _identity(target) == (_identity(place) or ()):
        return True
    beside = _identity(target.parent) == (_identity(place.parent) or ())
    return beside and target.name.casefold() == place.name.casefold()


def _is_below(target: Path, folders: Iterable[Path]) -> bool:
    """Whether it is one of the folders, or lies in one, by whatever name."""
    above = {_identity(one) for one in (target, *target.parents)} - {None}
    return any(target.is_relative_to(one.resolve()) or _identity(one) in above for one in folders)


def _links(top: Path) -> Iterator[Path]:
    """The links among the records: what they lead to is read."""
    with suppress(OSError), os.scandir(top) as entries:
        for entry in entries:
            if entry.is_symlink():
                yield Path(entry.path)
            elif entry.is_dir():
                yield from _links(Path(entry.path))


def _identity(path: Path) -> _Identity | None:
    with suppress(OSError):
        found = path.stat()
        return found.st_dev, found.st_ino
    return None


def _published(root: Path, target: Path, data: bytes | None) -> Period | None:
    """The closed month whose briefing in the folder of reports it is; None for the very bytes."""
    for name in _names(root / REPORTS, target):
        found = _BRIEFING.fullmatch(name)
        month = Period.iso(found["month"]) if found else None
        if found and month in closed_months(root):
            seal = read_seals(root).sound.get(month) if data is not None else None
            forms = {form for form, extension in FORMATS.items() if extension == found["extension"].lower()}
            sealed = [one.data for one in seal.published if one.format in forms] if seal else []
            if forms and data not in sealed:
                return month
    return None


def _names(folder: Path, target: Path) -> list[str]:
    """The names that a file has, or would have, in a folder: its own, and those of links to it."""
    within = target.parent == folder.resolve() or _identity(target.parent) == (_identity(folder) or ())
    own = [target.name] if within else []
    try:
        links = [entry.name for entry in os.scandir(folder) if entry.is_symlink()]
    except OSError:
        return own
    return own + [name for name in links if (folder / name).resolve() == target]
