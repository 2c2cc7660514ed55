"""`kpitrack missing`: who owes what for a month."""

from __future__ import annotations

from typing import Annotated

import typer

from kpitrack.cli.choices import choice
from kpitrack.cli.exits import ExitCode
from kpitrack.cli.lookup import format_for, unit_named
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
from kpitrack.cli.outputs import refuse_to_overwrite
from kpitrack.cli.session import Session

FORMATS = {"table": "txt", "plain": "txt", "json": "json", "csv": "csv"}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("missing")(missing)


def missing(
    context: typer.Context,
    *,
    month: MonthOption = None,
    lead_unit: Annotated[
        str | None,
        typer.Option("--lead-unit", metavar="UNIT"),
    ] = None,
    text: Annotated[bool, typer.Option("--text")] = False,
    fail_on: Annotated[
        str | None,
        typer.Option("--fail-on", metavar="late|missing"),
    ] = None,
    as_of: AsOfOption = None,
    output_format: Annotated[str | None, typer.Option("--format", metavar="|".join(FORMATS))] = None,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    color: ColorOption = None,
) -> None:
    """Print who owes what for a month, who was late, and by how many days."""
    session = Session(context, workspace=workspace, lang=lang, quiet=quiet, verbose=verbose, color=color)
    with session.guarded():
        from kpitrack.render.missing import (
            arrears,
            missing_csv,
            missing_data,
            missing_page,
            notices,
        )

        refuse_to_overwrite(session, output)
        chosen = format_for(output_format, output, FORMATS, "table")
        bar = choice(fail_on, ("late", "missing"))
        unit = unit_named(session.plan, lead_unit)
        assessment, _ = session.assess(month, as_of)
        today = assessment.as_of or session.today()
        owing = arrears(assessment, today, unit)
        failing = owing.fails(bar)
        if session.quiet and failing and output is None:
            owing = owing.failing(bar)  # only what the bar is about
        show = session.show
        if text:
            rendered = notices(assessment, owing, show)
        elif chosen == "json":
            rendered = missing_data(assessment, owing, show)
        elif chosen == "csv":
            rendered = missing_csv(assessment, owing, show)
        elif chosen == "plain":
            from kpitrack.render.plain import listing

            rendered = listing(missing_page(assessment, owing, show))
        else:
            from kpitrack.render.table import draw

            rendered = draw(missing_page(assessment, owing, show), width=session.width, color=session.colored)
        session.emit(rendered, output, always=failing)
        code = session.code()
        raise typer.Exit(code or (ExitCode.BELOW_BAR if failing else ExitCode.DONE))
