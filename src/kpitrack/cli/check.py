"""`kpitrack check`: validates plan and records."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kpitrack.cli.exits import ExitCode
from kpitrack.cli.lookup import format_for
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
from kpitrack.problems import has_errors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpitrack.problems import Problem

FORMATS = {"table": "txt", "json": "json", "github": "github"}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check")(check)


def check(
    context: typer.Context,
    *,
    strict: Annotated[bool, typer.Option("--strict")] = False,
    output_format: Annotated[str | None, typer.Option("--format", metavar="|".join(FORMATS))] = None,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    color: ColorOption = None,
) -> None:
    """Validate plan and records: every problem at once, or one line if there is none."""
    session = Session(context, workspace=workspace, lang=lang, quiet=quiet, verbose=verbose, color=color)
    with session.guarded():
        from kpitrack.checkup import everything_wrong

        refuse_to_overwrite(session, output)
        chosen = format_for(output_format, output, FORMATS, "table")
        sound = session.workspace.plan is not None and not session.workspace.damaged
        problems = everything_wrong(session.workspace, session.ledger() if sound else None, session.words)
        if session.verbose and sound:
            _note_late(session)
        if chosen == "json":
            from kpitrack.render.data import problems_data
            from kpitrack.render.json_text import to_json

            sample = any(record.sample for record in session.workspace.records)
            data = {"sample": sample, "problems": problems_data(problems, session.words)}
            session.emit(to_json(data), output, always=bool(problems))
        else:
            listed = _annotated if chosen == "github" else _listed
            text = listed(session, problems) + _summary(session, problems)
            session.emit(text, output, always=bool(problems))
        if has_errors(problems):
            raise typer.Exit(ExitCode.INPUT_REJECTED)
        raise typer.Exit(ExitCode.BELOW_BAR if strict and problems else ExitCode.DONE)


def _note_late(session: Session) -> None:
    """Say which records of closed months came after closing and have changed nothing."""
    from kpitrack.render.safe import one_line
    from kpitrack.revisit import revisit, unchanging
    from kpitrack.store.seal import read_seals

    workspace = session.workspace
    seals = read_seals(workspace.root)
    later = revisit(workspace, session.ledger(), seals)
    if records := unchanging(workspace, seals, later):
        session.note(session.words("closing.late", n=len(records)))
        for record in records:
            session.note(f"  - {one_line(f'{record.location} {session.plan.name_of(record.item)}')}")


def _listed(session: Session, problems: Sequence[Problem]) -> str:
    from kpitrack.render.problems import problems_text

    return problems_text(problems, session.words)


def _annotated(session: Session, problems: Sequence[Problem]) -> str:
    """The problems as annotations, with paths from the top of the repository."""
    from kpitrack.render.github import workflow_commands

    return workflow_commands(problems, session.words, _below_repository(session.workspace.root))


def _below_repository(root: Path) -> str:
    """Where the workspace lies in its repository; empty at its top, and where there is none."""
    whole = root.resolve()
    tops = [folder for folder in (whole, *whole.parents) if os.path.lexists(folder / ".git")]
    top = tops[0] if tops else Path(os.environ.get("GITHUB_WORKSPACE") or whole).resolve()
    below = whole.relative_to(top) if whole.is_relative_to(top) else Path()
    return "" if below == Path() else below.as_posix()


def _undecided(session: Session) -> str:
    """How many comments «to decide» of `draft` the plan still holds: no problem, but not for print either."""
    from kpitrack.draft.marks import open_marks
    from kpitrack.workspace import PLAN_FILE

    marked = open_marks(session.workspace.texts.get(PLAN_FILE.as_posix(), ""))
    if session.quiet or not marked:
        return ""
    return session.words("draft.undecided", n=marked, path=PLAN_FILE.as_posix()) + "\n"


def _summary(session: Session, problems: Sequence[Problem]) -> str:
    """How many problems there are, or what is well; with -v what the plan assumes."""
    from kpitrack.render.safe import one_line

    words = session.words
    errors = sum(1 for problem in problems if problem.is_error)
    lines = ""
    if problems:
        lines += words("say.rejected", errors=errors, warnings=len(problems) - errors) + "\n"
    if any(record.sample for record in session.workspace.records):
        lines += words("say.sample") + "\n"
    if not errors:
        plan = session.plan
        lines += (
            words(
                "say.checked",
                indicators=len(plan.indicators),
                actions=len(plan.actions),
                units=len(plan.lead_units),
                records=len(session.workspace.records),
            )
            + "\n"
        )
    lines += _undecided(session)
    if session.verbose and session.workspace.plan and session.workspace.plan.assumptions:
        lines += words("say.assumptions") + "\n"
        lines += "".join(f"  - {one_line(assumption)}\n" for assumption in session.workspace.plan.assumptions)
    return lines
