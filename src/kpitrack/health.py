"""The health of data/progress: what reading the records does not tell.

Only `check` asks, since every original is read: whether each is what its name says, whether all
that batches speak of are there, and what lies about that nobody reads.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from kpitrack.problems import Location, Problem, error, warning
from kpitrack.sources.csv_rows import rows_by
from kpitrack.store.batch import MONTH_FOLDER
from kpitrack.store.fsio import is_temporary
from kpitrack.workspace import ORIGINALS, PROGRESS, Workspace, is_record_file, read_bytes, unreadable

_ORIGINAL = re.compile(r"(?P<sha>[0-9a-f]{64})(?:\.[A-Za-z0-9]+)?")
_OF_EDITORS = ("~", ".swp", ".swo")
_OF_DESKTOPS = frozenset({"thumbs.db", "desktop.ini"})


def store_problems(workspace: Workspace) -> tuple[Problem, ...]:
    """What is wrong with the originals, and every file in data/progress that is not read.

    Raises AccessError where one of them cannot be read.
    """
    root = workspace.root
    names = list(_names(root))
    damaged = list(_damaged(root, names))
    problems = [*damaged, *_unread(names)]
    if workspace.plan is not None:  # without one, no batch was read
        problems += _missing(workspace, names)
        broken = {problem.location.path for problem in damaged}
        problems += _orphaned(workspace, [name for name in names if name not in broken])
    return tuple(problems)


def orphans(workspace: Workspace) -> frozenset[str]:
    """The hashes of the originals that no record speaks of: what a batch that is gone leaves."""
    return frozenset(sha_of(name) for name in _names(workspace.root)) - _spoken_of(workspace) - {""}


def sha_of(path: str) -> str:
    """The hash that a stored original has in its name; empty where the path is none of one."""
    found = _ORIGINAL.fullmatch(path.rsplit("/", 1)[-1])
    return found["sha"] if found and _is_in_originals(path) else ""


def _names(root: Path) -> Iterator[str]:
    """Every file below data/progress by its path in the workspace; hidden folders are not ours."""
    for folder, names, files in os.walk(root / PROGRESS, onerror=unreadable):
        names[:] = sorted(name for name in names if not name.startswith("."))
        yield from ((Path(folder) / name).relative_to(root).as_posix() for name in sorted(files))


def _is_in_originals(path: str) -> bool:
    return PurePosixPath(path).parent == PurePosixPath(PROGRESS.as_posix()) / ORIGINALS


def _damaged(root: Path, names: list[str]) -> Iterator[Problem]:
    for name in names:
        sha = sha_of(name)
        if sha and hashlib.sha256(read_bytes(root / name)).hexdigest() != sha:
            yield error(Location(name), "damaged-original")


def _missing(workspace: Workspace, names: list[str]) -> Iterator[Problem]:
    """Originals that a batch speaks of and that are not there, each at the first row that does."""
    there = {sha_of(name) for name in names}
    unsound = {
        problem.location.path for problem in workspace.file_problems if problem.rule == "damaged-batch"
    }
    seen: set[str] = set()
    for path in workspace.batches:
        if path in unsound:
            continue  # its hashes may be what is wrong with it
        for sha, rows in _sources(workspace, path).items():
            if sha not in there and sha not in seen:
                yield error(rows[0], "missing-original", sha=sha, rows=len(rows))
            seen.add(sha)


def _orphaned(workspace: Workspace, names: list[str]) -> Iterator[Problem]:
    spoken_of = _spoken_of(workspace)
    for name in names:
        if sha_of(name) and sha_of(name) not in spoken_of:
            yield warning(Location(name), "orphan-original")


def _spoken_of(workspace: Workspace) -> set[str]:
    """The hashes of all originals named by a row that is there, whether or not the row is sound."""
    named = {record.provenance.source_sha256 for record in workspace.records if record.provenance}
    for path in workspace.batches:
        named |= _sources(workspace, path).keys()
    return named


def _sources(workspace: Workspace, path: str) -> Mapping[str, list[Location]]:
    """The hashes of originals in a batch, each with the rows that name it.

    Read from the text, since a row that is no longer a sound record still has an original.
    """
    return rows_by(workspace.texts.get(path, ""), path, "source_sha256")


def _unread(names: list[str]) -> Iterator[Problem]:
    """Files that are neither records nor originals, unless of a kind that lies about everywhere."""
    for path in names:
        name = path.rsplit("/", 1)[-1]
        if is_temporary(name) and _is_written_to(path):
            yield warning(Location(path), "left-over")
        elif not (_is_read(path) or _is_harmless(name)):
            yield warning(Location(path), "stray-file")


def _is_read(path: str) -> bool:
    below = path.removeprefix(f"{PROGRESS.as_posix()}/")
    if below.startswith(f"{ORIGINALS}/"):
        return bool(sha_of(path))
    return is_record_file(path.rsplit("/", 1)[-1])


def _is_written_to(path: str) -> bool:
    """Whether a file lies where `ingest` writes, and therefore sweeps."""
    folder = PurePosixPath(path).parent
    month = MONTH_FOLDER.fullmatch(folder.name) and folder.parent == PurePosixPath(PROGRESS.as_posix())
    return bool(month) or _is_in_originals(path)


def _is_harmless(name: str) -> bool:
    return (
        name.startswith((".", "~$"))
        or name.endswith(_OF_EDITORS)
        or name.lower() in _OF_DESKTOPS
        or name.upper().startswith("README")
    )
