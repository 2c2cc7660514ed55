"""The command line: options, help and exit codes. Everything heavy is imported inside a command."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from typing import Annotated, NoReturn

import typer
from typer.exceptions import TyperException

from kpitrack import __version__
from kpitrack.cli import (
    check,
    close,
    diff,
    draft,
    explain,
    export,
    ingest,
    init,
    missing,
    monthly_run,
    report,
    schema,
    status,
    template,
    verify,
)
from kpitrack.cli.application import App, Group
from kpitrack.cli.completion import ASKED, answer
from kpitrack.cli.exits import ExitCode
from kpitrack.cli.failures import say
from kpitrack.cli.options import (
    ColorOption,
    LangOption,
    QuietOption,
    VerboseOption,
    WorkspaceOption,
)
from kpitrack.cli.session import Globals, abandon_stdout, write_out
from kpitrack.cli.spoken import machine_language, spoken, spoken_language
from kpitrack.cli.usage import usage_error
from kpitrack.problems import AccessError, InputRejectedError, KpitrackError, UsageError

app = App(
    name="kpitrack",
    cls=Group,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,  # ours quotes names, knows the plan, and never says a word
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(value: bool) -> None:  # noqa: FBT001 - Typer calls it so
    if value:
        sys.stdout.write(f"kpitrack {__version__}\n")
        raise typer.Exit


def _install_completion(shell: str | None) -> None:
    if shell is not None:
        from shutil import which

        from kpitrack.cli.completion.install import install, shell_named
        from kpitrack.cli.session import shown

        path = install(shell_named(shell))
        words = spoken(spoken_language(()))
        write_out(words("completion.installed", path=shown(str(path))) + "\n")
        if which("kpitrack") is None:
            write_out(words("completion.no-command") + "\n")
        raise typer.Exit


def _show_completion(shell: str | None) -> None:
    if shell is not None:
        from kpitrack.cli.completion.install import script, shell_named

        write_out(script(shell_named(shell)))
        raise typer.Exit


@app.callback()
def start(
    context: typer.Context,
    *,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True)] = False,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    color: ColorOption = None,
    install_completion: Annotated[
        str | None,
        typer.Option("--install-completion", metavar="[SHELL]", callback=_install_completion, is_eager=True),
    ] = None,
    show_completion: Annotated[
        str | None,
        typer.Option("--show-completion", metavar="[SHELL]", callback=_show_completion, is_eager=True),
    ] = None,
) -> None:
    """What holds for every command."""
    del version, install_completion, show_completion
    context.obj = Globals(workspace, lang, quiet, verbose, color)


# In the order of the work; the help lists each group under `page.help.commands.GROUP`.
_COMMANDS = {
    "plan": (init, draft, check, schema),
    "month": (template, ingest, missing, status, explain, diff, report, close, monthly_run),
    "data": (verify, export),
}
for _group, _commands in _COMMANDS.items():
    for _command in _commands:
        _command.register(app)
        app.registered_commands[-1].rich_help_panel = _group
COMMANDS = tuple(str(_registered.name) for _registered in app.registered_commands)


def main(argv: Sequence[str] | None = None) -> int:  # noqa: PLR0911 - one for each way to end
    """Run the command line; the exit code. The one place where failures become messages."""
    _prepare_streams()
    words = list(sys.argv[1:] if argv is None else argv)
    if asked := os.environ.get(ASKED):
        answer(asked, words)
        return ExitCode.DONE
    try:
        code = _run(words)
        write_out("")  # what help and --version have left in the buffer
    except SystemExit as end:
        return _code(end)
    except KpitrackError as failure:
        return _failed(failure, words)
    except TyperException as failure:
        return _failed(usage_error(failure, words), words)
    except KeyboardInterrupt:
        return _interrupted()
    except BrokenPipeError:  # -o /dev/stdout, or a pipe: whoever read it went away
        abandon_stdout()
        return ExitCode.DONE
    except OSError as failure:
        if failure.filename is None:  # not a file of ours but a stream: the help, on a full disk
            abandon_stdout()
            return _failed(
                AccessError("cannot-write", path="stdout", reason=failure.strerror or failure), words
            )
        return _defect(failure)
    except Exception as failure:  # noqa: BLE001 - a defect: said in one line, the trace kept in a file
        return _defect(failure)
    return code


def _run(argv: list[str]) -> int:
    try:
        # Not standalone: what Typer would print in English reaches `main` as an exception.
        return int(app(args=argv, prog_name="kpitrack", standalone_mode=False) or ExitCode.DONE)
    except SystemExit as end:
        return _code(end)


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
    sys.stderr.write(spoken(machine_language())("say.interrupted") + "\n")
    return ExitCode.INTERRUPTED


def _failed(failure: KpitrackError, words: Sequence[str]) -> ExitCode:
    if isinstance(failure, UsageError | AccessError):
        say(failure, spoken(spoken_language(words)))
        return ExitCode.USAGE if isinstance(failure, UsageError) else ExitCode.NO_ACCESS
    return ExitCode.INPUT_REJECTED if isinstance(failure, InputRejectedError) else ExitCode.DEFECT


def _defect(failure: Exception) -> ExitCode:
    """One line for the user, the whole trace in a file for the maintainers."""
    import tempfile
    import traceback

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
    words = spoken(machine_language())
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
