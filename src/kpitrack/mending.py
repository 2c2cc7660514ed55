"""Mending the store by taking in again what it held: a batch that is gone, an original that is.

A batch that is gone left a hole in the numbers, and its originals, of which no batch speaks any
more. Their bytes fill the hole: in its number, and at the moment before the batch that followed,
when it was there for certain. Else what has been corrected or taken back since would count again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path, PurePath

from kpitrack.health import orphans
from kpitrack.problems import AccessError, Location, Problem, error, warning
from kpitrack.reported import Record
from kpitrack.store.batch import gaps, lowest_free, spelled
from kpitrack.store.fsio import Disk, make_folder, names_in, write_whole
from kpitrack.submissions import Reading, SubmittedRow
from kpitrack.workspace import ORIGINALS, PROGRESS, Workspace

_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Place:
    """Where among the batches a new one goes: its number, and the moment it bears if not now's."""

    number: int
    moment: datetime | None = None
    problems: tuple[Problem, ...] = ()


def place_for(workspace: Workspace, readings: Sequence[Reading]) -> Place:
    """The place of what is handed in, and what stands against it while a batch is gone.

    While there are originals that may be of the lost batch, nothing else takes its number: the loss
    would no longer show. Where there are none, whatever comes next takes it, and it is said.
    """
    numbers = workspace.batches.values()
    lowest, highest = lowest_free(numbers), max(numbers, default=0)
    if not workspace.lost:
        return Place(lowest)
    left = orphans(workspace)
    lost = [reading for reading in readings if reading.sha256 in left]
    if left and not lost:
        return Place(highest + 1, None, tuple(_still_lost(numbers, highest + 1)))
    known = _named(workspace)
    unknown = [reading for reading in readings if reading.sha256 not in known]
    problems = [*_undated(unknown), *_mixed(unknown, lost), *_still_lost(numbers, lowest)]
    if not lost:
        place = Location(PROGRESS.as_posix())
        problems.append(warning(place, "missing-batch", variant="filled", numbers=f"{lowest:04d}"))
    return Place(lowest, _moment_before(workspace, lowest) if lost else None, tuple(problems))


def with_source(readings: Iterable[Reading], stored: Sequence[Record]) -> tuple[Reading, ...]:
    """The readings; an original handed in again bears the name it was first handed in by, if known."""
    return tuple(_with_source(reading, stored) for reading in readings)


def restore_originals(
    disk: Disk, workspace: Workspace, readings: Iterable[Reading], *, but: Iterable[str] = ()
) -> tuple[str, ...]:
    """Put back the originals handed in again that are gone or not what they were; their paths.

    Those with a hash in `but` are written anyway.
    """
    named = _named(workspace)
    folder = workspace.root / PROGRESS / ORIGINALS
    restored = []
    for reading in readings:
        if reading.sha256 not in named or reading.sha256 in but:
            continue
        path = _to_restore(disk, folder, reading)
        if path:
            make_folder(disk, workspace.root, folder)
            write_whole(disk, path, reading.submission.data)
            restored.append(path.relative_to(workspace.root).as_posix())
    return tuple(restored)


def _named(workspace: Workspace) -> set[str]:
    """The hashes of the originals that records are from."""
    return {record.provenance.source_sha256 for record in workspace.records if record.provenance}


def _to_restore(disk: Disk, folder: Path, reading: Reading) -> Path | None:
    """Where the original belongs; None when it is there and sound."""
    names = [name for name in names_in(disk, folder) if name.partition(".")[0] == reading.sha256]
    for name in names:
        if hashlib.sha256(_read(disk, folder / name)).hexdigest() == reading.sha256:
            return None
    return folder / (names[0] if names else f"{reading.sha256}.{reading.kind}")


def _read(disk: Disk, path: Path) -> bytes:
    try:
        return disk.read(path)
    except OSError as failure:
        raise AccessError("cannot-read", path=path, reason=failure.strerror or failure) from failure


def _undated(readings: Iterable[Reading]) -> Iterator[Problem]:
    """A row without a day would bear today's, and outdo what has corrected it since."""
    for reading in readings:
        undated = sum(bool(entry.record.reported_on and not entry.says_day) for entry in reading.candidates)
        if undated:
            place = Location(reading.submission.name)
            yield error(place, "mend-first", variant="day", rows=undated)


def _mixed(readings: Sequence[Reading], lost: Sequence[Reading]) -> Iterator[Problem]:
    """What was in the lost batch goes to its old moment, and what is new does not."""
    if lost:
        for reading in readings:
            if reading not in lost:
                yield error(Location(reading.submission.name), "mend-first", variant="mixed")


def _still_lost(numbers: Iterable[int], number: int) -> Iterator[Problem]:
    place = Location(PROGRESS.as_posix())
    for gap in gaps([*numbers, number]):
        yield warning(place, "missing-batch", variant="still", numbers=spelled(gap))


def _moment_before(workspace: Workspace, number: int) -> datetime | None:
    """A moment before that of the next batch there, unless another batch has it."""
    following = min(other for other in workspace.batches.values() if other > number)
    moments = {
        record.location.path: record.provenance.ingested_at
        for record in workspace.records
        if record.provenance
    }
    nexts = [
        moments[path] for path, other in workspace.batches.items() if other == following and path in moments
    ]
    if not nexts:
        return None
    moment = min(nexts) - (following - number) * _TICK
    return None if moment in moments.values() else moment


def _with_source(reading: Reading, stored: Sequence[Record]) -> Reading:
    name = PurePath(reading.submission.name).name
    if name.partition(".")[0] != reading.sha256:
        return reading
    known = (
        record.provenance.source
        for record in stored
        if record.provenance and record.provenance.source_sha256 == reading.sha256
    )
    source = next(known, (PROGRESS / ORIGINALS / name).as_posix())
    return replace(reading, rows=tuple(_sourced(row, source) for row in reading.rows))


def _sourced(row: SubmittedRow, source: str) -> SubmittedRow:
    entry = row.candidate
    if entry is None or entry.record.provenance is None:
        return row
    provenance = replace(entry.record.provenance, source=source)
    return replace(row, candidate=replace(entry, record=replace(entry.record, provenance=provenance)))
