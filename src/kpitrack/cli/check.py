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
        chosen = format_for(output_format, output, FORMATS, "table")
        problems = _problems(session)
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


def _problems(session: Session) -> tuple[Problem, ...]:
    """Those of plan and records, and those of the store behind them."""
    from kpitrack.health import store_problems
    from kpitrack.problems import in_order, with_excerpts

    workspace = session.workspace
    stored = with_excerpts(store_problems(workspace), workspace.texts)
    return in_order([*workspace.problems(), *stored])


def _text(session: Session, problems: tuple[Problem, ...]) -> str:
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
