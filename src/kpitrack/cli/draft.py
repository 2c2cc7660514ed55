"""`kpitrack draft`: a first plan file from a plan's text."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from kpitrack.cli.exits import ExitCode
from kpitrack.cli.handed_in import handed_in
from kpitrack.cli.options import (
    ColorOption,
    LangOption,
    OutputOption,
    QuietOption,
    VerboseOption,
    WorkspaceOption,
)
from kpitrack.cli.outputs import refuse_to_overwrite
from kpitrack.cli.session import Session

if TYPE_CHECKING:
    from kpitrack.draft.values import Draft

_STDOUT = "-"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("draft")(draft)


def draft(
    context: typer.Context,
    plan: Annotated[str, typer.Argument(metavar="FILE")],
    *,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    color: ColorOption = None,
) -> None:
    """Draft plan/targets.yaml from a plan's text, with a list of what a person must decide."""
    session = Session(context, workspace=workspace, lang=lang, quiet=quiet, verbose=verbose, color=color)
    with session.guarded():
        from kpitrack.problems import UsageError
        from kpitrack.render.draft import counts, draft_text
        from kpitrack.workspace import PLAN_FILE

        if output not in {None, _STDOUT} and _is_there(str(output)):
            raise UsageError("draft-exists", path=output)
        refuse_to_overwrite(session, output, [plan], makes=[PLAN_FILE])
        found = _drafted(session, plan)
        session.emit(draft_text(found, session.words), output)
        session.note(session.words("draft.sum", **counts(found)))


def _is_there(output: str) -> bool:
    """Whether there is something where a name leads, by whatever spelling."""
    from pathlib import Path

    with suppress(OSError, RuntimeError):  # links that lead to each other: writing says so
        return os.path.exists(output) or os.path.exists(Path(output).resolve())  # noqa: PTH110 - `exists` raises
    return False


def _drafted(session: Session, name: str) -> Draft:
    """What was read; the end of the run, with code 3, where there is no text to read."""
    from kpitrack.draft.build import draft as drafted
    from kpitrack.draft.text import LARGEST, read_plan_text
    from kpitrack.problems import Location, error

    text = read_plan_text(handed_in(name, LARGEST), name)
    nothing = () if text.lines else (error(Location(name), "no-rows", variant="plan"),)
    if text.problems or nothing:
        session.tell(text.problems or nothing)
        raise typer.Exit(ExitCode.INPUT_REJECTED)
    return drafted(text.lines, year=session.today().year, numbered=text.numbered)
