"""`kpitrack report`: the monthly briefing."""

from __future__ import annotations

from typing import Annotated

import typer

from kpitrack.cli.lookup import format_for
from kpitrack.cli.options import (
    AsOfOption,
    ColorOption,
    LangOption,
    MonthOption,
    OutputOption,
    QuietOption,
    VerboseOption,
    WorkspaceOption,
)
from kpitrack.cli.session import Session

FORMATS = {"md": "md"}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("report")(report)


def report(
    context: typer.Context,
    *,
    month: MonthOption = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="Title line.")] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="TEXT", help="To whom (主送).")] = None,
    from_: Annotated[str | None, typer.Option("--from", metavar="TEXT", help="Signature.")] = None,
    number: Annotated[str | None, typer.Option("--number", metavar="TEXT", help="Issue number.")] = None,
    as_of: AsOfOption = None,
    output_format: Annotated[str | None, typer.Option("--format", metavar="|".join(FORMATS))] = None,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    color: ColorOption = None,
) -> None:
    """Write the monthly briefing to reports/MONTH.md, or where -o says.

    Example: kpitrack report --month 6 -o -
    """
    session = Session(context, workspace=workspace, lang=lang, quiet=quiet, verbose=verbose, color=color)
    with session.guarded():
        from kpitrack.render.briefing import BriefingOptions, briefing

        chosen = format_for(output_format, output, FORMATS, "md")
        assessment, ledger = session.assess(month, as_of)
        options = BriefingOptions(title or "", to or "", from_ or "", number or "")
        text = briefing(assessment, ledger, session.words, options)
        target = output or session.report_path(f"{assessment.month}.{FORMATS[chosen]}")
        session.emit(text, target)
        raise typer.Exit(session.code())
