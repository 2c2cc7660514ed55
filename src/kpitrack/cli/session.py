"""What a command runs in: workspace, language, day, and the two streams. The clock is read here only."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpitrack.cli.choices import choice
from kpitrack.cli.exits import ExitCode
from kpitrack.cli.failures import say
from kpitrack.cli.spoken import FALLBACK, machine_language, spoken, workspace_language
from kpitrack.problems import AccessError, InputRejectedError, KpitrackError, UsageError, has_errors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime
    from pathlib import Path

    import typer

    from kpitrack.assessment.results import Assessment
    from kpitrack.kept import Guard
    from kpitrack.ledger import Ledger
    from kpitrack.model import Plan
    from kpitrack.periods import Period, Span
    from kpitrack.problems import Problem
    from kpitrack.render.show import Show
    from kpitrack.wording import Words
    from kpitrack.workspace import Workspace

_OFF_TERMINAL = 80


@dataclass(frozen=True)
class Globals:
    """What was said before the command's name."""

    workspace: str | None = None
    lang: str | None = None
    quiet: bool = False
    verbose: bool = False
    color: str | None = None


class Session:
    """One run of a command."""

    def __init__(
        self,
        context: typer.Context,
        *,
        workspace: str | None = None,
        lang: str | None = None,
        quiet: bool = False,
        verbose: bool = False,
        color: str | None = None,
        adds: bool = False,
    ) -> None:
        self._adds = adds  # what is taken in may be what is gone from the store
        before = context.obj if isinstance(context.obj, Globals) else Globals()
        named = workspace or before.workspace
        self._folder = named or os.environ.get("KPITRACK_WORKSPACE")
        self._is_fallback = not named and bool(self._folder) and self._folder == os.environ.get(FALLBACK)
        self.language = choice(lang or before.lang, ("zh", "en"))
        self.quiet = quiet or before.quiet
        self.verbose = verbose or before.verbose
        self._color = choice(color or before.color, ("auto", "always", "never")) or "auto"
        self.assumed = ""  # the language of a plan that need not be read
        self.inputs: tuple[str, ...] = ()  # files named to be read
        self.makes: frozenset[Path] = frozenset()  # the workspace's own places that are to be written
        self._workspace: Workspace | None = None
        self._ledgers: dict[date | None, Ledger] = {}
        self.problems: tuple[Problem, ...] = ()

    @property
    def words(self) -> Words:
        """The wording in the language asked for, the plan's, or the machine's."""
        from kpitrack.wording import LANGUAGES

        plan = (self._workspace.language if self._workspace else "") or self.assumed
        return spoken(self.language or (plan if plan in LANGUAGES else "") or machine_language())

    @property
    def workspace(self) -> Workspace:
        """The workspace, read on first use."""
        if self._workspace is None:
            from kpitrack.plan_cache import cache_folder
            from kpitrack.workspace import open_workspace

            self._workspace = open_workspace(self.folder, cache=cache_folder())
            if not self._workspace.language:  # the plan is no YAML, or says none
                self.assumed = workspace_language(str(self._workspace.root))
            if self.verbose or self._is_fallback:
                key = "say.fallback" if self._is_fallback else "say.workspace"
                self.note(self.words(key, path=self._workspace.root))
        return self._workspace

    @property
    def folder(self) -> Path:
        """The workspace's folder: as given, else found by walking up."""
        from pathlib import Path

        from kpitrack.workspace import PLAN_FILE, find_root

        if self._folder:
            return Path(self._folder)
        try:
            here = Path.cwd()
        except OSError as failure:  # it is gone
            raise AccessError("cannot-read", path=".", reason=failure.strerror or failure) from failure
        found = find_root(here)
        if found is None:
            raise UsageError("no-workspace", path=here, plan=PLAN_FILE.as_posix())
        return found

    @property
    def guard(self) -> Guard:
        """What keeps this run from writing over what is read or kept."""
        from kpitrack.kept import Guard

        try:
            root = self.folder
        except (UsageError, AccessError):  # `verify` and `draft` need no workspace
            root = None
        return Guard(root, self.inputs, self.makes)

    @property
    def plan(self) -> Plan:
        """The plan; InputRejectedError when plan or store are not sound."""
        return self.workspace.plan_to_add_by() if self._adds else self.workspace.checked_plan()

    @property
    def show(self) -> Show:
        """The way facts are shown in this run."""
        from kpitrack.render.show import Show

        return Show(self.plan, self.words)

    def ledger(self, as_of: date | None = None) -> Ledger:
        """What was known by a day."""
        if as_of not in self._ledgers:
            self._ledgers[as_of] = self.workspace.ledger(as_of)
        return self._ledgers[as_of]

    def assess(
        self, month: str | None, as_of: str | None, *, rank: bool = False, silent: bool = False
    ) -> tuple[Assessment, Ledger]:
        """The assessment asked for, and the ledger it rests on; unless `silent`, problems go to stderr.

        Problems of later months are told too and count for the exit code, but are no part of it.
        """
        from kpitrack.assessment import assess
        from kpitrack.problems import up_to

        ledger = self.ledger(self.day(as_of))
        period = self.month(month) or self.usual_month(ledger)
        self.problems = self.workspace.problems(ledger)
        if not silent:
            self.tell(self.problems, warnings=False)
        assessment = assess(
            self.plan,
            ledger,
            period,
            rank=rank,
            data_sha256=self.workspace.data_sha256,
            problems=up_to(self.problems, str(period)),
        )
        return assessment, ledger

    def usual_month(self, ledger: Ledger) -> Period:
        """The latest month with records; before there are any, the plan's month nearest to last month."""
        from kpitrack.periods import Period

        span, today = self.plan.span, self.today()
        return ledger.latest_month() or min(max(Period.of(today).shift(-1), span.first), span.last)

    def month(self, text: str | None, span: Span | None = None) -> Period | None:
        """The month meant by `--month`, of the plan's unless others are given; None without it."""
        from kpitrack.numeric import fold
        from kpitrack.periods import Period, PeriodRefusedError, parse_month

        if text is None:
            return None
        span = span or self.plan.span
        is_last = fold(text) in {"last", "上月"}
        if is_last:
            today = self.today()
            period = Period.of(today).shift(-1) if today.year > 1 else Period.of(today)
        else:
            try:
                period = parse_month(fold(text), span)
            except PeriodRefusedError as refused:
                key = "month-needs-year" if refused.reason == "no-year" else "month-outside"
                raise _no_month(key, text, span) from None
        if period not in span and is_last:
            raise UsageError("last-outside", month=period, first=span.first, last=span.last)
        if period not in span:
            raise _no_month("month-outside", text, span)
        return period

    def day(self, text: str | None) -> date | None:
        """The day meant by `--as-of`; None when it was not given."""
        from kpitrack.numeric import fold
        from kpitrack.periods import parse_day

        if text is None:
            return None
        try:
            return parse_day(fold(text))
        except ValueError:
            raise UsageError("bad-day", found=text) from None

    def today(self) -> date:
        """The day it is in the plan's time zone, or KPITRACK_TODAY."""
        return self.now().date()

    def now(self) -> datetime:
        """The moment it is in the plan's time zone; its date is KPITRACK_TODAY where that is set."""
        from datetime import datetime
        from zoneinfo import ZoneInfo

        from kpitrack.periods import parse_day

        zone = self.plan.timezone if self._workspace and self._workspace.plan else "Asia/Shanghai"
        moment = datetime.now(ZoneInfo(zone)).replace(microsecond=0)
        given = os.environ.get("KPITRACK_TODAY", "")
        if not given:
            return moment
        try:
            return datetime.combine(parse_day(given), moment.timetz())
        except ValueError:
            raise UsageError("today-unreadable", found=given) from None

    @property
    def width(self) -> int:
        """Columns to draw in: the terminal's, or COLUMNS, or 80 off a terminal."""
        return max(shutil.get_terminal_size((_OFF_TERMINAL, 24)).columns, 1)

    @property
    def colored(self) -> bool:
        """Whether to use colour: never off a terminal unless asked for."""
        if self._color != "auto":
            return self._color == "always"
        if os.environ.get("NO_COLOR"):
            return False
        if os.environ.get("FORCE_COLOR"):
            return True
        return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"

    def tell(self, problems: Iterable[Problem], *, warnings: bool = True) -> None:
        """Problems on stderr, each in full; of warnings that are not the matter only how many."""
        from kpitrack.render.problems import problems_text

        found = tuple(problems)
        in_full = not self.quiet and (warnings or self.verbose)
        listed = [problem for problem in found if problem.is_error or in_full]
        sys.stderr.write(problems_text(listed, self.words))
        if len(listed) < len(found):
            self.note(self.words("say.warnings", n=len(found) - len(listed)))

    def note(self, text: str) -> None:
        """A line on stderr, unless quiet."""
        if not self.quiet:
            sys.stderr.write(f"{text}\n")

    def emit(self, text: str, output: str | None = None, *, always: bool = False) -> None:
        """Data on stdout (not with -q, unless `always`), or into the file named by -o."""
        if output not in {None, "-"}:
            # A spreadsheet takes a CSV without the mark for the machine's own encoding.
            mark = "utf-8-sig" if str(output).lower().endswith(".csv") else "utf-8"
            self.write(str(output), text.encode(mark))
            self.note(self.words("say.written", path=shown(str(output))))
        elif always or output == "-" or not self.quiet:
            write_out(text)

    def emit_bytes(self, data: bytes, output: str, *, text: bool) -> None:
        """A document into the file named by -o, or with `-` on stdout: one of text as text.

        UsageError where the bytes of one that is none would go to a terminal.
        """
        if output != "-":
            self.write(output, data)
            self.note(self.words("say.written", path=shown(output)))
        elif not sys.stdout.isatty():
            write_out(data)  # the very bytes, whatever the terminal's encoding would be
        elif text:
            write_out(data.decode())
        else:
            raise UsageError("binary-to-terminal")

    def write(self, path: str, data: bytes) -> None:
        """A file written whole or not at all: a temporary sibling, renamed."""
        from pathlib import Path

        from kpitrack.output import write_whole

        write_whole(Path(path), data, self.guard)

    def report_path(self, name: str, *below: str) -> str:
        """Where a report goes unless -o says otherwise: the folder of reports, or one below it.

        Folders are made if need be. AccessError where a link on the way leads out, or to what is kept.
        """
        from kpitrack.cli.outputs import refuse_link
        from kpitrack.workspace import REPORTS

        folder = self.folder.joinpath(REPORTS, *below)
        try:
            if not (folder / name).resolve().is_relative_to(self.folder.resolve()):
                raise AccessError("outside-workspace", path=folder / name)
            refuse_link(self, folder / name)
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as failure:
            raise AccessError("cannot-write", path=folder, reason=failure.strerror or failure) from failure
        return str(folder / name)

    def warn_of_later(self, ledger: Ledger, month: Period, day: date | None) -> None:
        """Say where records counted in a month bear a later day than the briefing's day of issue."""
        if day is None or ledger.as_of is not None:
            return
        later = [
            record
            for record in ledger.in_force()
            if record.period <= month and record.reported_on and record.reported_on > day
        ]
        if later:
            self.note(self.words("say.later-than-issue", n=len(later), day=day))

    def code(self) -> ExitCode:
        """3 where something in the workspace is wrong, else 0."""
        return ExitCode.INPUT_REJECTED if has_errors(self.problems) else ExitCode.DONE

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """What ends the command becomes a message in its language and an exit code."""
        import typer

        try:
            yield
        except KpitrackError as failure:
            raise typer.Exit(self._failed(failure)) from failure

    def _failed(self, failure: KpitrackError) -> ExitCode:
        """Say on stderr why we cannot go on; the exit code for it."""
        if isinstance(failure, InputRejectedError):
            self.tell(failure.problems)
            of_template = all(problem.rule == "unfit-template" for problem in failure.problems)
            text = self.words("say.no-word" if of_template else "say.no-figures")
            sys.stderr.write(self.words("say.error", text=text) + "\n")
            return ExitCode.INPUT_REJECTED
        if isinstance(failure, UsageError | AccessError):
            if self._workspace is None and not self.assumed:  # said before the plan was read
                self.assumed = workspace_language(self._folder)
            say(failure, self.words)
            return ExitCode.USAGE if isinstance(failure, UsageError) else ExitCode.NO_ACCESS
        raise failure


def _no_month(key: str, found: str, span: Span) -> UsageError:
    """What was said is no month of these; one of them shows how a month may be written."""
    one = min(span.first.shift(5), span.last)
    facts = {"n": one.month, "year": one.year, "iso": one}
    return UsageError(key, found=found, first=span.first, last=span.last, **facts)


def near(path: str) -> str:
    """A path as one would type it: relative where it lies below the current folder."""
    from pathlib import Path

    try:
        whole, here = Path(path), Path.cwd()
    except FileNotFoundError:  # the current folder is gone
        return path
    if here == Path(here.anchor) or not whole.is_absolute() or not whole.is_relative_to(here):
        return path  # where cron runs, everything is below the current folder
    return str(whole.relative_to(here))


def shown(path: str) -> str:
    """A path as it is said: near, and harmless to a terminal."""
    from kpitrack.render.safe import one_line

    return one_line(near(path))


def write_out(content: str | bytes) -> None:
    """Text or bytes on stdout, whole; a reader that went away ends the run quietly."""
    try:
        if isinstance(content, bytes):
            sys.stdout.flush()
            sys.stdout.buffer.write(content)
        else:
            sys.stdout.write(content)
        sys.stdout.flush()
    except BrokenPipeError:
        abandon_stdout()
        raise SystemExit(ExitCode.DONE) from None
    except OSError as failure:
        abandon_stdout()
        raise AccessError("cannot-write", path="stdout", reason=failure.strerror or failure) from failure


def abandon_stdout() -> None:
    """Nothing more can be written: keep the interpreter from trying again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
