"""The command line: options, help and exit codes. Everything heavy is imported inside a command."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from typing import Annotated, NoReturn

import typer

from kpitrack import __version__
from kpitrack.cli import (
    check,
    close,
    explain,
    export,
    ingest,
    init,
    missing,
    report,
    schema,
    status,
    template,
)
from kpitrack.cli.exits import ExitCode
from kpitrack.cli.options import (
    ColorOption,
    LangOption,
    QuietOption,
    VerboseOption,
    WorkspaceOption,
)
from kpitrack.cli.session import Globals, abandon_stdout, say, write_out
from kpitrack.problems import AccessError, InputRejectedError, KpitrackError, UsageError

app = typer.Typer(
    name="kpitrack",
    help="Follow a plan's targets: what was reported, where it stands, who owes what.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(value: bool) -> None:  # noqa: FBT001 - Typer calls it so
    if value:
        sys.stdout.write(f"kpitrack {__version__}\n")
        raise typer.Exit


@app.callback()
def start(
    context: typer.Context,
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    color: ColorOption = None,
) -> None:
    """Follow a plan's targets: what was reported, where it stands, who owes what."""
    del version
    context.obj = Globals(workspace, lang, quiet, verbose, color)


for _command in (init, check, ingest, status, report, close, explain, missing, template, export, schema):
    _command.register(app)


def main(argv: Sequence[str] | None = None) -> int:  # noqa: PLR0911 - one for each way to end
    """Run the command line; the exit code. The one place where failures become messages."""
    _prepare_streams()
    try:
        code = _run(list(sys.argv[1:] if argv is None else argv))
        write_out("")  # what help and --version have left in the buffer
    except SystemExit as end:
        return _code(end)
    except KpitrackError as failure:
        return _failed(failure)
    except KeyboardInterrupt:
        return _interrupted()
    except OSError as failure:
        if failure.filename is None:  # not a file of ours but a stream: the help, on a full disk
            abandon_stdout()
            return _failed(AccessError("cannot-write", path="stdout", reason=failure.strerror or failure))
        return _defect(failure)
    except Exception as failure:  # noqa: BLE001 - a defect: said in one line, the trace kept in a file
        return _defect(failure)
    return code


def _run(argv: list[str]) -> int:
    try:
        app(args=argv, prog_name="kpitrack")
    except SystemExit as end:
        return _code(end)
    return ExitCode.DONE


def _code(end: SystemExit) -> int:
    """The code of an end; a reader of the help that went away is no failure."""
    if isinstance(end.__context__, BrokenPipeError):
        abandon_stdout()
        return ExitCode.DONE
    return end.code if isinstance(end.code, int) else int(bool(end.code))


def run() -> NoReturn:
    """The console script."""
    raise SystemExit(main())


def _interrupted() -> ExitCode:
    from kpitrack.cli.session import machine_language
    from kpitrack.wording import Words

    sys.stderr.write(Words(machine_language())("say.interrupted") + "\n")
    return ExitCode.INTERRUPTED


def _failed(failure: KpitrackError) -> ExitCode:
    from kpitrack.cli.session import machine_language
    from kpitrack.wording import Words

    if isinstance(failure, UsageError | AccessError):
        say(failure, Words(machine_language()))
        return ExitCode.USAGE if isinstance(failure, UsageError) else ExitCode.NO_ACCESS
    return ExitCode.INPUT_REJECTED if isinstance(failure, InputRejectedError) else ExitCode.DEFECT


def _defect(failure: Exception) -> ExitCode:
    """One line for the user, the whole trace in a file for the maintainers."""
    import tempfile
    import traceback

    from kpitrack.cli.session import machine_language
    from kpitrack.wording import Words

    trace = "".join(traceback.format_exception(failure))
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="kpitrack-", suffix=".log", delete=False, encoding="utf-8"
        ) as log:
            log.write(trace)
        kept = log.name
    except OSError:  # no place for it: better here than nowhere
        sys.stderr.write(trace)
        kept = "stderr"
    words = Words(machine_language())
    found = f"{type(failure).__name__}: {failure}".split("\n")[0]
    sys.stderr.write(words("say.error", text=words("say.defect", found=found, path=kept)) + "\n")
    return ExitCode.DEFECT


def _prepare_streams() -> None:
    """No character may end a run: what the terminal cannot show is spelled out, not lost."""
    if sys.stdout is None:  # closed by whoever started us
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - for as long as we run
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    if hasattr(signal, "SIGTERM"):
        try:
            signal.signal(signal.SIGTERM, _terminated)
        except ValueError:
            return  # not in the main thread: whoever runs us handles signals


def _terminated(number: int, frame: object) -> NoReturn:
    del number, frame
    raise SystemExit(ExitCode.TERMINATED)
