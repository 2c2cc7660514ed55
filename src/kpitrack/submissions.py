"""What somebody hands in: a file's bytes → the records in it, each with its place as given."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import PurePath
from zoneinfo import ZoneInfo

from kpitrack.model import Plan
from kpitrack.names import unit_directory
from kpitrack.periods import Period
from kpitrack.problems import Location, Problem, UsageError, error
from kpitrack.record_table import read_entries
from kpitrack.records import Defaults, RecordReader
from kpitrack.reported import Provenance, Record
from kpitrack.sources.text import Decoded, decode
from kpitrack.store.batch import as_stored, not_storable

STDIN = "-"
FORMATS = ("csv", "yaml")
LARGEST = 100 << 20  # bytes of a submitted text
_YAML_ENDINGS = frozenset({".yaml", ".yml"})


@dataclass(frozen=True, slots=True)
class Submission:
    """A file as it was handed in: its name as given (`-` for standard input) and its bytes."""

    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        """Of the bytes."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Options:
    """What is said with a submission, for the rows that do not say it themselves.

    `now` is the moment of ingest, with its offset. `input_format` is empty where the name is to
    tell. `wait` is how many seconds to wait for another run. `reopen` lets records of closed months
    in, for a reason.
    """

    now: datetime
    month: Period | None = None
    reported_by: str = ""
    reported_on: date | None = None
    reason: str = ""
    encoding: str = ""
    input_format: str = ""
    dry_run: bool = False
    wait: float = 30.0
    reopen: bool = False

    def moment(self, plan: Plan) -> datetime:
        """The moment of ingest in the plan's time zone: its date is the day of ingest."""
        return self.now.astimezone(ZoneInfo(plan.timezone))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that wants to be stored; `says_day` unless its day is only that of the ingest."""

    record: Record
    source: int
    says_day: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What a submission came to. `rows` counts those that report something, good or bad."""

    submission: Submission
    sha256: str
    kind: str
    encoding: str
    text: str
    rows: int
    blank: int
    candidates: tuple[Candidate, ...]
    problems: tuple[Problem, ...]


def read_submissions(submissions: Iterable[Submission], plan: Plan, options: Options) -> tuple[Reading, ...]:
    """Every submission read by the plan; one given twice by the same name is read once.

    UsageError when what the options say cannot be.
    """
    _check(plan, options)
    once = dict.fromkeys(submissions)
    return tuple(_read(given, place, plan, options) for place, given in enumerate(once))


def _check(plan: Plan, options: Options) -> None:
    units, today = unit_directory(plan), options.moment(plan).date()
    if options.reported_by and not units.find(options.reported_by):
        suggestion = units.suggest(options.reported_by)
        raise UsageError("unknown-lead-unit", found=options.reported_by, suggestion=suggestion)
    if options.reported_on and options.reported_on > today:
        raise UsageError("reported-on-ahead", found=options.reported_on, today=today)
    if options.reopen and not options.reason.strip():
        raise UsageError("reopen-needs-reason")


def _read(submission: Submission, place: int, plan: Plan, options: Options) -> Reading:
    sha256, kind = submission.sha256, _kind(submission.name, options)
    decoded = _text(submission, options)
    if decoded.text is None:
        return Reading(submission, sha256, kind, decoded.encoding, "", 0, 0, (), decoded.problems)
    table = read_entries(decoded.text, submission.name, kind=kind, submitted=True)
    moment = options.moment(plan)
    read = RecordReader(plan, defaults=_defaults(options), today=moment.date()).read(table.entries)
    problems = [*decoded.problems, *table.problems, *read.problems]
    if not table.entries and not problems:
        problems.append(error(Location(submission.name), "no-rows"))
    problems += [problem for record in read.records for problem in not_storable(record)]
    day = options.reported_on or moment.date()
    return Reading(
        submission,
        sha256,
        kind,
        decoded.encoding,
        decoded.text,
        len(read.records) + len(read.bad) + _lost(table.problems),
        read.blank,
        tuple(
            Candidate(
                _with_provenance(record, submission.name, sha256, day, moment),
                place,
                says_day=bool(record.reported_on or options.reported_on),
            )
            for record in read.records
        ),
        tuple(problems),
    )


def _lost(problems: Iterable[Problem]) -> int:
    """How many rows of a YAML file did not even become entries."""
    return sum(problem.rule == "wrong-shape" and problem.variant == "mapping" for problem in problems)


def _text(submission: Submission, options: Options) -> Decoded:
    if len(submission.data) <= LARGEST:
        return decode(submission.data, submission.name, encoding=options.encoding)
    limit = f"{LARGEST >> 20} MiB"
    problem = error(Location(submission.name), "file-too-large", limit=limit)
    return Decoded(None, "", (problem,))


def _kind(name: str, options: Options) -> str:
    """The format asked for, else YAML by its ending, else CSV."""
    if options.input_format:
        return options.input_format
    return "yaml" if PurePath(name).suffix.lower() in _YAML_ENDINGS else "csv"


def _defaults(options: Options) -> Defaults:
    return Defaults(
        period=str(options.month or ""),
        reported_by=options.reported_by,
        reason=options.reason.strip(),
    )


def _with_provenance(record: Record, name: str, sha256: str, day: date, moment: datetime) -> Record:
    """The record with its day, and with where and when it came from."""
    place = record.location.cell or str(record.location.line)
    source = name.encode("utf-8", "replace").decode().replace("\x00", "").strip()
    return replace(
        as_stored(record),
        reported_on=record.reported_on or day,
        provenance=Provenance(source, place, sha256, moment),
    )
