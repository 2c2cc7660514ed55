"""A workspace: found, read and validated as a whole. The public entry point of the Python API."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kpitrack.assessment import assess
from kpitrack.assessment.results import Assessment
from kpitrack.checks import check_all
from kpitrack.ledger import Ledger, build_ledger
from kpitrack.model import LoadedPlan, Plan
from kpitrack.periods import Period
from kpitrack.plan_cache import keep_plan, read_plan
from kpitrack.problems import (
    AccessError,
    InputRejectedError,
    Location,
    Problem,
    UsageError,
    error,
    has_errors,
    in_order,
    known_by,
    up_to,
    with_excerpts,
)
from kpitrack.record_table import read_entries
from kpitrack.records import RecordReader
from kpitrack.reported import BadRecord, Record
from kpitrack.sources.merge_marks import unresolved_merge
from kpitrack.sources.text import decode
from kpitrack.standing import still_standing
from kpitrack.store.batch import gaps, spelled

PLAN_FILE = Path("plan") / "targets.yaml"
PROGRESS = Path("data") / "progress"
REPORTS = Path("reports")
TEMPLATE = Path("plan/briefing-template.docx")
ORIGINALS = "originals"
SAMPLE = "sample"
_RECORD_FILES = {".csv": "csv", ".yaml": "yaml", ".yml": "yaml"}
_BATCH = re.compile(r"(?P<seq>[0-9]+)-(?P<sha>[0-9a-f]{12})\.csv")


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A record file's path in the workspace and its bytes, read once."""

    path: str
    data: bytes

    @property
    def sha256(self) -> str:
        """Of the bytes."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def is_sample(self) -> bool:
        """Whether it lies in the folder of sample records."""
        return self.path.startswith(f"{PROGRESS.as_posix()}/{SAMPLE}/")

    @property
    def batch_sha(self) -> str:
        """The hash in the name of a batch written by `ingest`; empty for files kept by hand."""
        found = _BATCH.fullmatch(self.path.rsplit("/", 1)[-1])
        return found["sha"] if found else ""

    @property
    def number(self) -> int:
        """The number in that name; 0 for files kept by hand and for samples."""
        found = _BATCH.fullmatch(self.path.rsplit("/", 1)[-1])
        return int(found["seq"]) if found and not self.is_sample else 0


@dataclass(frozen=True)
class Workspace:
    """A plan, its records, and every problem of both.

    `plan` is None when it has errors. `damaged` says that a batch of `ingest` is not what it was
    or is gone: then no figure is given. `batches` are the numbers of those there and
    `hashes` those of all record files, by path.
    """

    root: Path
    plan: Plan | None
    records: tuple[Record, ...]
    bad: tuple[BadRecord, ...]
    file_problems: tuple[Problem, ...]
    data_sha256: str
    damaged: bool
    language: str
    texts: dict[str, str] = field(default_factory=dict, repr=False)
    hashes: dict[str, str] = field(default_factory=dict, repr=False)
    batches: dict[str, int] = field(default_factory=dict)

    @property
    def lost(self) -> tuple[range, ...]:
        """The numbers of the batches that are gone."""
        return gaps(self.batches.values())

    def checked_plan(self) -> Plan:
        """The plan, or InputRejectedError: without a sound plan and store there are no figures."""
        if self.plan is None or self.damaged:
            raise InputRejectedError(self.problems())
        return self.plan

    def briefing_template(self) -> bytes:
        """The office's own Word template; empty where it has none.

        AccessError when it is there and cannot be read, InputRejectedError when there is nothing in it.
        """
        path = self.root / TEMPLATE
        if not os.path.lexists(path):
            return b""
        data = read_bytes(path)
        if not data:
            raise InputRejectedError(
                [error(Location(TEMPLATE.as_posix()), "unfit-template", variant="broken")]
            )
        return data

    def plan_to_add_by(self) -> Plan:
        """The plan by which more is taken in, which is also how a batch that is gone comes back.

        InputRejectedError where the plan has errors, or a batch is there but not what it was.
        """
        if self.plan is None or any(problem.rule == "damaged-batch" for problem in self.file_problems):
            raise InputRejectedError(self.problems())
        return self.plan

    def ledger(self, as_of: date | None = None) -> Ledger:
        """What was known by a day; everything without one."""
        return build_ledger(self.checked_plan(), self.records, self.bad, as_of=as_of)

    def problems(self, ledger: Ledger | None = None) -> tuple[Problem, ...]:
        """Every problem of plan, files and ledger, in order of place, with the lines they point at."""
        found = list(self.file_problems)
        if self.plan is not None and not self.damaged:
            settled = ledger or self.ledger()
            if settled.as_of is not None:
                found = list(known_by(found, settled.as_of.isoformat()))
            found = still_standing(found, settled)
            found += [*settled.problems, *check_all(self.plan, settled)]
        return with_excerpts(in_order(found), self.texts)

    def assess(
        self, month: Period | None = None, *, as_of: date | None = None, rank: bool = False
    ) -> Assessment:
        """The assessment for a month; without one for the latest with records (or the plan's first)."""
        ledger = self.ledger(as_of)
        chosen = month or ledger.latest_month() or ledger.plan.span.first
        return assess(
            ledger.plan,
            ledger,
            chosen,
            rank=rank,
            data_sha256=self.data_sha256,
            problems=up_to(self.problems(ledger), str(chosen)),
        )


def find_root(start: Path) -> Path | None:
    """The nearest folder at or above `start` that holds plan/targets.yaml."""
    for folder in (start, *start.parents):
        if _is_file(folder / PLAN_FILE):
            return folder
    return None


def open_workspace(root: Path | str | None = None, *, cache: Path | None = None) -> Workspace:
    """Read the workspace at `root`, or the one around the current folder.

    `cache` is a folder where a validated plan may be kept between runs; none without it.

    Raises UsageError where there is none and AccessError where a file cannot be read; everything
    that is wrong *in* the files is in `problems()`.
    """
    folder = Path(root) if root is not None else find_root(Path.cwd())
    if folder is None or not _is_file(folder / PLAN_FILE):
        raise UsageError("no-workspace", path=folder or Path.cwd(), plan=PLAN_FILE.as_posix())
    loaded = _load_plan(folder, cache)
    files = tuple(record_files(folder))
    texts = {PLAN_FILE.as_posix(): loaded.text}
    problems = list(loaded.problems)
    damaged = [*_damage(files), *_lost(files)]
    problems += damaged
    records: list[Record] = []
    bad: list[BadRecord] = []
    hashes = {file.path: file.sha256 for file in files}
    for file, read in _read_files(files, loaded.plan):
        texts[file.path] = read.text
        records += read.records
        bad += read.bad
        problems += read.problems
    return Workspace(
        root=folder,
        plan=loaded.plan,
        records=tuple(records),
        bad=tuple(bad),
        file_problems=tuple(problems),
        data_sha256=_data_hash(hashes),
        damaged=has_errors(damaged),
        language=loaded.plan.language if loaded.plan else loaded.language,
        texts=texts,
        hashes=hashes,
        batches={file.path: file.number for file in files if file.number},
    )


def _read_files(files: tuple[RecordFile, ...], plan: Plan | None) -> Iterator[tuple[RecordFile, ReadFile]]:
    """What each record file came to; nothing without a plan to read it by."""
    if plan is None:
        return
    reader = RecordReader(plan)
    for file in files:
        yield file, read_record_file(file, reader)


def _load_plan(folder: Path, cache: Path | None) -> LoadedPlan:
    """The plan from the cache if it has been validated before, else from its file."""
    data, path = read_bytes(folder / PLAN_FILE), PLAN_FILE.as_posix()
    kept = read_plan(cache, data, path) if cache else None
    if kept is not None:
        return LoadedPlan(kept, (), data.decode("utf-8-sig"), kept.language)
    from kpitrack.plan_file import load_plan

    loaded = load_plan(data, path)
    if cache and loaded.plan and not loaded.problems:
        keep_plan(cache, data, path, loaded.plan)
    return loaded


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What a stored record file came to."""

    records: tuple[Record, ...]
    bad: tuple[BadRecord, ...]
    problems: tuple[Problem, ...]
    text: str = ""


def read_record_file(file: RecordFile, reader: RecordReader) -> ReadFile:
    """The records of one stored file."""
    decoded = decode(file.data, file.path, encoding="utf-8-sig")
    if decoded.text is None:
        return ReadFile((), (), decoded.problems)
    merge = unresolved_merge(decoded.text, file.path)
    if merge and not (file.batch_sha and file.sha256.startswith(file.batch_sha)):
        return ReadFile((), (), (merge,), decoded.text)
    kind = _RECORD_FILES[Path(file.path).suffix.lower()]
    table = read_entries(decoded.text, file.path, kind=kind, submitted=False)
    read = reader.read(table.entries, sample=file.is_sample)
    return ReadFile(read.records, read.bad, (*table.problems, *read.problems), decoded.text)


def record_files(root: Path) -> Iterator[RecordFile]:
    """Every record file of a workspace, by path; originals, hidden and lock files are none.

    A link that leads out of the workspace, and a linked folder, are refused: neither is passed over.
    """
    top = root / PROGRESS
    if not _is_folder(top):
        return
    found = []
    for folder, names, files in os.walk(top, onerror=unreadable):
        names[:] = sorted(name for name in names if not name.startswith("."))
        if Path(folder) == top and ORIGINALS in names:
            names.remove(ORIGINALS)
        for name in names:
            if _is_link(Path(folder) / name):
                raise AccessError("linked-folder", path=Path(folder) / name)
        found += [Path(folder) / name for name in files if is_record_file(name)]
    for path in sorted(found, key=lambda path: path.relative_to(root).as_posix()):
        if _is_link(path) and not path.resolve().is_relative_to(root.resolve()):
            raise AccessError("outside-workspace", path=path)
        yield RecordFile(path.relative_to(root).as_posix(), read_bytes(path))


def _is_folder(path: Path) -> bool:
    """Whether there is such a folder; only what is not there at all counts as absent."""
    try:
        path.lstat()
        is_folder = path.is_dir()
    except FileNotFoundError:
        return False
    except OSError as failure:
        raise AccessError("cannot-read", path=path, reason=failure.strerror or failure) from failure
    if not is_folder:
        raise AccessError("not-a-folder", path=path)
    return True


def _is_link(path: Path) -> bool:
    try:
        return path.is_symlink()
    except OSError as failure:
        raise AccessError("cannot-read", path=path, reason=failure.strerror or failure) from failure


def unreadable(failure: OSError) -> None:
    """A folder that cannot be read is no empty one; only an absent one is."""
    if not isinstance(failure, FileNotFoundError | NotADirectoryError):
        raise AccessError(
            "cannot-read", path=failure.filename, reason=failure.strerror or failure
        ) from failure


def is_record_file(name: str) -> bool:
    """Whether a file of this name is read as records."""
    return Path(name).suffix.lower() in _RECORD_FILES and not name.startswith((".", "~$"))


def read_bytes(path: Path) -> bytes:
    """A file's bytes; AccessError says which file cannot be read and why."""
    try:
        # A pipe that nobody writes to would keep us for ever: opened so, it tells what it is.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise AccessError("not-a-file", path=path)
            return file.read()
    except OSError as failure:
        raise AccessError("cannot-read", path=path, reason=failure.strerror or failure) from failure


def _is_file(path: Path) -> bool:
    """Whether there is such a file; a file we may not look at is no absent file."""
    try:
        return path.stat() is not None and path.is_file()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as failure:
        raise AccessError("cannot-read", path=path, reason=failure.strerror or failure) from failure


def _damage(files: tuple[RecordFile, ...]) -> Iterator[Problem]:
    for file in files:
        if file.batch_sha and not file.sha256.startswith(file.batch_sha):
            yield error(
                Location(file.path),
                "damaged-batch",
                expected=file.batch_sha,
                found=file.sha256[:12],
            )


def _lost(files: tuple[RecordFile, ...]) -> Iterator[Problem]:
    """Batches that are gone: their numbers are left out below that of another."""
    paths = {file.number: file.path for file in files if file.number}
    for gap in gaps(paths):
        yield error(
            Location(PROGRESS.as_posix()), "missing-batch", numbers=spelled(gap), other=paths[gap.stop]
        )


def _data_hash(hashes: dict[str, str]) -> str:
    """One hash over paths and contents of all record files."""
    whole = hashlib.sha256()
    for path, sha256 in hashes.items():
        whole.update(f"{path}\n{sha256}\n".encode(errors="surrogateescape"))
    return whole.hexdigest()
