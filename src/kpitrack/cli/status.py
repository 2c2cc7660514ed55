"""`kpitrack status`: where the plan stands."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kpitrack.cli.bars import bar_named, statuses_named
from kpitrack.cli.choices import choice
from kpitrack.cli.exits import ExitCode
from kpitrack.cli.lookup import format_for, programme_named, unit_named
from kpitrack.cli.options import (
    AsOfOption,
    ColorOption,
    LangOption,
    LeadUnitOption,
    MonthOption,
    OutputOption,
    QuietOption,
    VerboseOption,
    WorkspaceOption,
)
from kpitrack.cli.outputs import refuse_to_overwrite
from kpitrack.cli.screen import stroke_width
from kpitrack.cli.session import Session

if TYPE_CHECKING:
    from kpitrack.ledger import Ledger
    from kpitrack.render.selection import Selection

FORMATS = {"table": "txt", "plain": "txt", "json": "json", "csv": "csv", "md": "md"}
VIEWS = ("indicator", "lead-unit", "programme")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("status")(status)


def status(
    context: typer.Context,
    *,
    month: MonthOption = None,
    by: Annotated[str, typer.Option("--by", metavar="|".join(VIEWS))] = "indicator",
    lead_unit: LeadUnitOption = None,
    programme: Annotated[str | None, typer.Option("--programme", metavar="PROGRAMME")] = None,
    statuses: Annotated[
        list[str] | None,
        typer.Option("--status", metavar="STATUS"),
    ] = None,
    rank: Annotated[bool, typer.Option("--rank")] = False,
    fail_on: Annotated[
        str | None,
        typer.Option("--fail-on", metavar="STATUS"),
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
    """Print where the plan stands: indicators, then actions."""
    session = Session(context, workspace=workspace, lang=lang, quiet=quiet, verbose=verbose, color=color)
    with session.guarded():
        from dataclasses import replace

        from kpitrack.render.selection import Filters, select

        refuse_to_overwrite(session, output)
        chosen = format_for(output_format, output, FORMATS, "table")
        view = choice(by, VIEWS) or "indicator"
        bar = bar_named([fail_on] if fail_on is not None else [])
        wanted = frozenset(state for name in statuses or () for state in statuses_named(name))
        plan = session.plan
        filters = Filters(unit_named(plan, lead_unit), programme_named(plan, programme), wanted)
        assessment, ledger = session.assess(month, as_of, rank=rank)
        selection = select(assessment, filters)
        stroke = stroke_width(output)
        session.emit(_rendered(session, selection, ledger, view, chosen, rank=rank, stroke=stroke), output)
        judged = select(assessment, replace(filters, statuses=frozenset()))
        behind = bar.missed_by(judged.indicators, judged.actions)
        if behind:
            from kpitrack.render.bars import missed

            if session.quiet and assessment.sample:
                sys.stderr.write(session.words("say.sample") + "\n")
            sys.stderr.write(missed(assessment, bar, behind, session.show) + "\n")
        code = session.code()
        raise typer.Exit(code or (ExitCode.BELOW_BAR if behind else ExitCode.DONE))


def _rendered(
    session: Session, selection: Selection, ledger: Ledger, view: str, chosen: str, *, rank: bool, stroke: int
) -> str:
    assessment, show = selection.assessment, session.show
    if chosen == "json":
        from kpitrack.render.data import assessment_data
        from kpitrack.render.json_text import to_json

        return to_json(assessment_data(assessment, ledger, show, selection))
    if chosen == "csv":
        from kpitrack.render.tabular import status_csv

        return status_csv(selection, show, view)
    from kpitrack.render.rollups import by_lead_unit, by_programme
    from kpitrack.render.views import by_indicator

    if view == "lead-unit":
        rows = [row for row in assessment.units if selection.filters.lead_unit in {None, row.unit}]
        page = by_lead_unit(assessment, rows, show, rank=rank)
    else:
        page = by_programme(selection, show) if view == "programme" else by_indicator(selection, show)
    if chosen == "table":
        from kpitrack.render.table import draw

        return draw(page, width=session.width, color=session.colored, stroke=stroke)
    if chosen == "md":
        from kpitrack.render.markdown import page_markdown

        return page_markdown(page)
    from kpitrack.render.plain import listing

    return listing(page)
