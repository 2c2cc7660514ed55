"""What somebody hands in: a file's bytes → the records in it, each with its place as given."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import PurePath
from zoneinfo import ZoneInfo

from kpitrack.entries import EntryTable, TablePlace
from kpitrack.model import Plan
from kpitrack.names import unit_directory
from kpitrack.nothing_said import says_nothing
from kpitrack.periods import Period
from kpitrack.problems import Location, Problem, UsageError, error, has_errors
from kpitrack.record_table import read_entries, read_workbook
from kpitrack.records import Defaults, ReadRow, RecordReader
from kpitrack.reported import Provenance, Record
from kpitrack.sources.kinds_of_file import TEXT, XLS, XLSX, kind_of, looks_like_yaml
from kpitrack.sources.text import decode
from kpitrack.sources.xls import read_xls
from kpitrack.sources.xlsx import read_xlsx
from kpitrack.store.batch import as_stored, not_storable

STDIN = "-"
FORMATS = ("csv", "yaml", "xlsx", "xls")
LARGEST = 100 << 20  # bytes of a submitted text
_LARGEST_XLSX = 10 << 20
_LARGEST_XLS = 4 << 20  # not compressed: as many cells
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

    `now` is the moment of ingest, with its offset. `input_format` is empty where the content is to
    tell, `sheet` where every visible sheet is read. `partial`: good rows are stored though others
    are not. `strict`: a reporter with no part in an item is an error. `wait` is how many seconds
    to wait for another run. `reopen` lets records of closed months in, for a reason. `undated`: on which
    day rows that do not say it were reported is not known.
    """

    now: datetime
    month: Period | None = None
    reported_by: str = ""
    reported_on: date | None = None
    reason: str = ""
    encoding: str = ""
    input_format: str = ""
    sheet: str = ""
    partial: bool = False
    strict: bool = False
    dry_run: bool = False
    wait: float = 30.0
    reopen: bool = False
    undated: bool = False

    @property
    def why(self) -> str:
        """The reason given; empty where it says nothing."""
        reason = self.reason.strip()
        return "" if says_nothing("reason", reason) else reason

    def moment(self, plan: Plan) -> datetime:
        """The moment of ingest in the plan's time zone: its date is the day of ingest."""
        return self.now.astimezone(ZoneInfo(plan.timezone))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that wants to be stored; `says_day` unless its day is only that of the ingest.

    `is_earlier`: it stands in a ledger that is kept on, before its last month. `reason` is the one
    given for all rows, for those that change something and give none. `unread` is what its row says in
    columns that nobody knows.
    """

    record: Record
    source: int
    says_day: bool
    reason: str = ""
    unread: tuple[str, ...] = ()
    is_earlier: bool = False

    @property
    def is_old(self) -> bool:
        """Whether its day is not its own: then what was said before is said once more, not anew."""
        return self.is_earlier or not self.says_day


@dataclass(frozen=True, slots=True)
class SubmittedRow:
    """A row that reports something: what of it may be stored (None: nothing), and what is wrong with it."""

    location: Location
    candidate: Candidate | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a submission came to. `problems` are those of the file as such, without those of `rows`.

    `text` is that of a text file; `tables` are empty but for tables.
    """

    submission: Submission
    sha256: str
    kind: str
    encoding: str = ""
    text: str = ""
    rows: tuple[SubmittedRow, ...] = ()
    blank: int = 0
    tables: tuple[TablePlace, ...] = ()
    file_problems: tuple[Problem, ...] = ()

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """What of it may be stored."""
        return tuple(row.candidate for row in self.rows if row.candidate)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong with it."""
        return (*self.file_problems, *(problem for row in self.rows for problem in row.problems))


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
    if options.reopen and not options.why:
        raise UsageError("reopen-needs-reason")


@dataclass(frozen=True, slots=True)
class _Content:
    """A submission as a table of entries, whatever its kind."""

    kind: str
    table: EntryTable
    encoding: str = ""
    text: str = ""


def _read(submission: Submission, place: int, plan: Plan, options: Options) -> Reading:
    content = _content(submission, options)
    table = content.table
    moment = options.moment(plan)
    defaults = Defaults(period=str(options.month or ""), reported_by=options.reported_by)
    reader = RecordReader(plan, defaults=defaults, today=moment.date(), strict=options.strict)
    read = reader.read(table.entries)
    sha256 = submission.sha256
    rows = tuple(
        _submitted(row, Provenance(submission.name, "", sha256, moment), place, options) for row in read.rows
    )
    of_rows = {problem.order for row in rows for problem in row.problems}
    problems = [problem for problem in table.problems if problem.order not in of_rows]
    problems += read.passed
    if not table.entries and not problems:
        problems.append(error(Location(submission.name), "no-rows"))
    return Reading(
        submission,
        sha256,
        content.kind,
        content.encoding,
        content.text,
        rows,
        read.blank,
        table.tables,
        tuple(problems),
    )


def _submitted(row: ReadRow, source: Provenance, place: int, options: Options) -> SubmittedRow:
    """A row that was read, with the record it may be stored as."""
    record = row.record
    problems = [*row.entry.slips, *row.problems, *(not_storable(record) if record else ())]
    if record is None or has_errors(problems):
        return SubmittedRow(row.entry.location, None, tuple(problems))
    says_day = bool(record.reported_on or options.reported_on)
    day = _day(record, options, source.ingested_at.date())
    kept, reason = _with_provenance(record, source, day), options.why
    candidate = Candidate(
        kept,
        place,
        says_day=says_day,
        reason=reason,
        unread=row.entry.unread,
        is_earlier=row.entry.is_earlier,
    )
    return SubmittedRow(row.entry.location, candidate, tuple(problems))


def _content(submission: Submission, options: Options) -> _Content:
    """The submission read by its kind: the one asked for, else what its content tells."""
    kind = _kind(submission, options)
    limit = {XLSX: _LARGEST_XLSX, XLS: _LARGEST_XLS}.get(kind, LARGEST)
    if len(submission.data) > limit:
        problem = error(Location(submission.name), "file-too-large", limit=f"{limit >> 20} MiB")
        return _Content(kind, EntryTable((), (problem,)))
    if kind == XLSX:
        workbook = read_xlsx(submission.data, submission.name, sheet=options.sheet)
        return _Content(kind, read_workbook(workbook, submission.name))
    if kind == XLS:
        workbook = read_xls(submission.data, submission.name, sheet=options.sheet)
        return _Content(kind, read_workbook(workbook, submission.name))
    if kind not in FORMATS and kind != TEXT:
        return _Content(kind, EntryTable((), (_not_readable(kind, submission.name),)))
    return _text(submission, kind, options)


def _text(submission: Submission, kind: str, options: Options) -> _Content:
    decoded = decode(submission.data, submission.name, encoding=options.encoding)
    if decoded.text is None:
        return _Content(kind, EntryTable((), decoded.problems), decoded.encoding)
    if kind == TEXT:
        by_name = PurePath(submission.name).suffix.lower() in _YAML_ENDINGS
        kind = "yaml" if by_name or looks_like_yaml(decoded.text) else "csv"
    table = read_entries(decoded.text, submission.name, kind=kind, submitted=True)
    with_problems = replace(table, problems=(*decoded.problems, *table.problems))
    return _Content(kind, with_problems, decoded.encoding, decoded.text)


def _kind(submission: Submission, options: Options) -> str:
    return options.input_format or kind_of(submission.data)


def _not_readable(kind: str, name: str) -> Problem:
    if kind == "encrypted":
        return error(Location(name), "encrypted-file")
    return error(Location(name), "wrong-kind", variant=kind)


def _day(record: Record, options: Options, today: date) -> date | None:
    """The day of a row that says none: the one asked for, or today's.

    None where it is not known; a month that is not over was reported by today, not on its last day.
    """
    if options.undated and record.period.last_day <= today:
        return None
    return options.reported_on or today


def _with_provenance(record: Record, source: Provenance, day: date | None) -> Record:
    """The record with its day, and with where and when it came from."""
    place = record.location.cell or str(record.location.line)
    name = source.source.encode("utf-8", "replace").decode().replace("\x00", "").strip()
    return replace(
        as_stored(record),
        reported_on=record.reported_on or day,
        provenance=replace(source, source=name, source_place=place),
    )
