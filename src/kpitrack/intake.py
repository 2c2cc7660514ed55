"""Taking records in: files handed in → one batch in the store, or nothing at all.

    read → decide → lock → read the store again → decide → originals → batch → done

Nothing is written while anything is wrong with any file, unless the good rows are asked for alone.
The batch is written last: before its rename nothing has happened, after it everything has.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from kpitrack.admission import Admission, Change, admit
from kpitrack.amendments import closed_month_problems
from kpitrack.mending import Place, place_for, restore_originals, with_source
from kpitrack.periods import Period
from kpitrack.problems import Location, Problem, has_errors, in_order, with_excerpts
from kpitrack.store.batch import MONTH_FOLDER, batch_data, batch_name
from kpitrack.store.fsio import (
    Disk,
    LocalDisk,
    drop_folder,
    make_folder,
    names_in,
    settle,
    sweep,
    write_whole,
)
from kpitrack.store.lock import Lock, locked
from kpitrack.store.seal import closed_months
from kpitrack.submissions import Candidate, Options, Reading, Submission, read_submissions
from kpitrack.workspace import ORIGINALS, PROGRESS, Workspace, open_workspace

__all__ = ["FileResult", "IngestResult", "Options", "Submission", "ingest"]


@dataclass(frozen=True, slots=True)
class FileResult:
    """The control totals of a file: `read` = `stored` + `already` + `rejected`, always.

    `blank` rows report nothing; they are passed over and not among those read. `rows` is how many
    lines of tables those read stand in: in one with a column per month they are fewer.
    """

    name: str
    sha256: str
    read: int
    stored: int
    already: int
    rejected: int
    blank: int
    encoding: str
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Rejected:
    """A submission that goes back: the places of its rows that were refused."""

    reading: Reading
    rows: tuple[Location, ...]


@dataclass(frozen=True, slots=True)
class IngestResult:
    """What an ingest came to. `batch` is the path of what was written, None when nothing was.

    `changes` are the new records with those whose place they take; in a dry run those that would
    be stored. `rejected` are the submissions to send back, where good rows were asked for alone.
    `restored` are the paths of originals that were gone or damaged and are put back.
    """

    files: tuple[FileResult, ...]
    batch: str | None
    problems: tuple[Problem, ...]
    dry_run: bool
    changes: tuple[Change, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    restored: tuple[str, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether nothing was rejected."""
        return not has_errors(self.problems)


def ingest(
    workspace: Workspace,
    submissions: Iterable[Submission],
    options: Options,
    *,
    disk: Disk | None = None,
) -> IngestResult:
    """Take in what the submissions say that the store does not hold yet: all of it or nothing.

    What is wrong in the submissions is in the result. Raises InputRejectedError when plan or store
    are not sound, UsageError when the options cannot be, AccessError when the store cannot be
    locked or written; after `not-confirmed` the batch may be there: the same ingest tells.
    """
    given = tuple(submissions)
    decided = _decide(workspace, given, options)
    if options.dry_run or decided.is_idle:
        return _result(decided, None, options)
    return _take_in(workspace, given, decided, options, disk or LocalDisk())


_Row = tuple[int, Location]


@dataclass(frozen=True, slots=True)
class _Decided:
    """Every file read, what of it is new and where that goes, and the rows that are refused.

    `closed` are the months that were closed then.
    """

    readings: tuple[Reading, ...]
    admission: Admission
    refused: frozenset[_Row]
    place: Place
    closed: frozenset[Period]

    @property
    def is_idle(self) -> bool:
        """Whether there is no row that could be, or could have been, stored."""
        return not any(
            (place, row.location) not in self.refused
            for place, reading in enumerate(self.readings)
            for row in reading.rows
        )


def _decide(workspace: Workspace, given: Sequence[Submission], options: Options) -> _Decided:
    """What is new in the submissions, and what is refused: everything, or with `partial` what is bad."""
    plan, closed = workspace.plan_to_add_by(), closed_months(workspace.root)
    readings = with_source(read_submissions(given, plan, options), workspace.records)
    place = place_for(workspace, readings)
    against = tuple(problem for problem in place.problems if problem.is_error)
    every = frozenset(
        (number, row.location) for number, reading in enumerate(readings) for row in reading.rows
    )
    found = tuple(problem for reading in readings for problem in reading.problems)
    if against:
        return _Decided(readings, Admission((), {}, (*against, *found)), every, place, closed)
    unsound = has_errors(found)
    found, refused = (*place.problems, *found), _bad_rows(readings)
    while True:
        candidates = [
            entry
            for reading in readings
            for entry in reading.candidates
            if (entry.source, entry.record.location) not in refused
        ]
        admission = _admitted(workspace, candidates, closed, place, options)
        found = (*found, *admission.problems)
        if unsound and not options.partial:
            return _Decided(readings, replace(admission, changes=(), problems=found), every, place, closed)
        if not has_errors(admission.problems):
            return _Decided(readings, replace(admission, problems=found), refused, place, closed)
        worse = refused | {
            (entry.source, entry.record.location)
            for entry in candidates
            if entry.record.location in admission.refused
        }
        if not options.partial or worse == refused:
            return _Decided(readings, replace(admission, changes=(), problems=found), every, place, closed)
        refused = worse


def _admitted(
    workspace: Workspace,
    candidates: Sequence[Candidate],
    closed: frozenset[Period],
    place: Place,
    options: Options,
) -> Admission:
    """What of the candidates is new; of a closed month nothing may be, unless it is reopened.

    What was lost and comes back to its old moment was there when the month was closed.
    """
    plan = workspace.plan_to_add_by()
    admission = admit(plan, workspace.records, candidates, options.moment(plan), at=place.moment)
    reopen = options.reopen or place.moment is not None
    late = tuple(closed_month_problems(plan, closed, admission.records, reopen=reopen))
    refused = admission.refused | {problem.location for problem in late}
    return replace(admission, problems=(*admission.problems, *late), refused=refused)


def _bad_rows(readings: Sequence[Reading]) -> frozenset[_Row]:
    """The rows that cannot be stored: all of a sheet, or of a file, that has an error as such."""
    return frozenset(
        (place, row.location)
        for place, reading in enumerate(readings)
        for row in reading.rows
        if row.candidate is None or _is_unsound(reading, row.location.sheet)
    )


def _is_unsound(reading: Reading, sheet: str) -> bool:
    """Whether something is wrong with a sheet, or with its file: a fault of another sheet is not its own."""
    return any(
        problem.is_error and problem.location.sheet in {"", sheet} for problem in reading.file_problems
    )


def _take_in(
    workspace: Workspace,
    given: Sequence[Submission],
    decided: _Decided,
    options: Options,
    disk: Disk,
) -> IngestResult:
    """Decide again with nobody else writing, and write.

    The lock is taken also where all is there already: another run may have named its batch and not
    yet know it on the disk.
    """
    root = workspace.root
    make_folder(disk, root, root / PROGRESS)
    with locked(disk, root / PROGRESS, wait=options.wait, now=options.now) as lock:
        fresh = open_workspace(root)
        months = _months(disk, root)
        for folder in (root / PROGRESS / ORIGINALS, *months):
            sweep(disk, folder)
        if not _is_same(workspace, fresh) or decided.closed != closed_months(root):
            decided = _decide(fresh, given, options)
        if decided.is_idle:
            return _result(decided, None, options)
        restored = restore_originals(disk, fresh, decided.readings, but=_sources(decided))
        if not decided.admission.changes:
            for folder in months:
                settle(disk, folder)  # whoever wrote what is there already may have been stopped
            return _result(decided, None, options, restored)
        moment = decided.place.moment or options.moment(fresh.plan_to_add_by())
        try:
            batch = _store(disk, root, decided, moment, lock)
        except BaseException:
            if (month := _month_of(root, moment)) not in months:
                drop_folder(disk, month)
            raise
    return _result(decided, batch.relative_to(root).as_posix(), options, restored)


def _is_same(workspace: Workspace, fresh: Workspace) -> bool:
    """Whether nothing changed while we waited: then what was decided stands."""
    plan = workspace.plan_to_add_by().sha256
    return fresh.plan_to_add_by().sha256 == plan and fresh.data_sha256 == workspace.data_sha256


def _sources(decided: _Decided) -> dict[str, Reading]:
    """The submissions of which a batch will speak, by hash."""
    wanted = {change.candidate.source for change in decided.admission.changes}
    return {reading.sha256: reading for place, reading in enumerate(decided.readings) if place in wanted}


def _store(disk: Disk, root: Path, decided: _Decided, moment: datetime, lock: Lock) -> Path:
    """Write the originals, then the batch that speaks of them; its path."""
    originals, month = root / PROGRESS / ORIGINALS, _month_of(root, moment)
    for folder in (originals, month):
        make_folder(disk, root, folder)
    for sha256, reading in _sources(decided).items():
        write_whole(disk, originals / f"{sha256}.{reading.kind}", reading.submission.data)
    data = batch_data(decided.admission.records)
    path = month / batch_name(decided.place.number, data)
    lock.confirm()
    write_whole(disk, path, data)
    return path


def _month_of(root: Path, moment: datetime) -> Path:
    """The folder for what is taken in at a moment."""
    return root / PROGRESS / str(Period.of(moment.date()))


def _months(disk: Disk, root: Path) -> list[Path]:
    """The folders of batches, in order."""
    top = root / PROGRESS
    return [top / name for name in names_in(disk, top) if MONTH_FOLDER.fullmatch(name)]


def _result(
    decided: _Decided, batch: str | None, options: Options, restored: tuple[str, ...] = ()
) -> IngestResult:
    readings, admission = decided.readings, decided.admission
    texts = {reading.submission.name: reading.text for reading in readings}
    problems = with_excerpts(in_order(admission.problems), texts)
    refused = [
        tuple(row.location for row in reading.rows if (place, row.location) in decided.refused)
        for place, reading in enumerate(readings)
    ]
    return IngestResult(
        tuple(
            _totals(reading, admission.already.get(place, 0), len(refused[place]))
            for place, reading in enumerate(readings)
        ),
        batch,
        problems,
        options.dry_run,
        admission.changes,
        tuple(
            Rejected(reading, refused[place])
            for place, reading in enumerate(readings)
            if options.partial and refused[place]
        ),
        restored,
    )


def _totals(reading: Reading, already: int, refused: int) -> FileResult:
    """A file's control totals. Where everything is refused, what is there already is still so."""
    read = len(reading.rows)
    rejected = min(refused, read - already)
    return FileResult(
        name=reading.submission.name,
        sha256=reading.sha256,
        read=read,
        stored=read - already - rejected,
        already=already,
        rejected=rejected,
        blank=reading.blank,
        encoding=reading.encoding,
        rows=len({(row.location.sheet, row.location.line) for row in reading.rows}),
    )
