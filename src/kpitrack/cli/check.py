"""`kpitrack check`: validates plan and records."""

from __future__ import annotations

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
from kpitrack.cli.session import Session
from kpitrack.problems import has_errors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpitrack.problems import Problem

FORMATS = {"table": "txt", "json": "json"}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check")(check)


def check(
    context: typer.Context,
    *,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 4 on warnings too.")] = False,
    output_format: Annotated[str | None, typer.Option("--format", metavar="|".join(FORMATS))] = None,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    color: ColorOption = None,
) -> None:
    """Validate plan and records: every problem at once, or one line if there is none.

    Example: kpitrack check --strict
    """
    session = Session(context, workspace=workspace, lang=lang, quiet=quiet, verbose=verbose, color=color)
    with session.guarded():
        from kpitrack.checkup import everything_wrong

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
            session.emit(_text(session, problems), output, always=bool(problems))
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


def _text(session: Session, problems: Sequence[Problem]) -> str:
    from kpitrack.render.problems import problems_text
    from kpitrack.render.safe import one_line

    words = session.words
    errors = sum(1 for problem in problems if problem.is_error)
    lines = problems_text(problems, words)
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
    if session.verbose and session.workspace.plan and session.workspace.plan.assumptions:
        lines += words("say.assumptions") + "\n"
        lines += "".join(f"  - {one_line(assumption)}\n" for assumption in session.workspace.plan.assumptions)
    return lines
