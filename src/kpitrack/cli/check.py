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
from kpitrack.problems import InputRejectedError, has_errors, in_order, with_excerpts

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
        chosen = format_for(output_format, output, FORMATS, "table")
        problems = in_order(
            (*session.workspace.problems(), *_stored(session), *_later(session), *_template(session))
        )
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


def _stored(session: Session) -> tuple[Problem, ...]:
    """What is wrong with the store behind the records."""
    from kpitrack.health import store_problems

    return with_excerpts(store_problems(session.workspace), session.workspace.texts)


def _template(session: Session) -> tuple[Problem, ...]:
    """What is wrong with the office's Word template, where it has one."""
    try:
        data = session.workspace.briefing_template()
    except InputRejectedError as rejected:
        return tuple(rejected.problems)
    if not data:
        return ()
    from kpitrack.render.word import template_problems

    return template_problems(data)


def _later(session: Session) -> tuple[Problem, ...]:
    """What is wrong with seals, and what has changed of closed months, where there are any."""
    from kpitrack.render.safe import one_line
    from kpitrack.store.seal import read_seals

    workspace = session.workspace
    seals = read_seals(workspace.root)
    if not seals.months or workspace.plan is None or workspace.damaged:
        return seals.damage()
    from kpitrack.revisit import later_problems, revisit, unchanging

    later = revisit(workspace, session.ledger(), seals)
    if session.verbose and (records := unchanging(workspace, seals, later)):
        session.note(session.words("closing.late", n=len(records)))
        for record in records:
            session.note(f"  - {one_line(f'{record.location} {workspace.plan.name_of(record.item)}')}")
    return later_problems(workspace, later, session.words)


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
