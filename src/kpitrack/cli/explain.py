"""`kpitrack explain`: one item in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kpitrack.cli.lookup import format_for, item_named
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
from kpitrack.cli.screen import line_width, stroke_width
from kpitrack.cli.session import Session

if TYPE_CHECKING:
    from kpitrack.assessment.results import Assessment
    from kpitrack.ledger import Ledger

FORMATS = {"table": "txt", "json": "json"}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("explain")(explain)


def explain(
    context: typer.Context,
    item: Annotated[str, typer.Argument(metavar="ITEM")],
    *,
    month: MonthOption = None,
    as_of: AsOfOption = None,
    output_format: Annotated[str | None, typer.Option("--format", metavar="|".join(FORMATS))] = None,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    color: ColorOption = None,
) -> None:
    """Explain one item: formula with its numbers, pace, every record with file and line."""
    session = Session(context, workspace=workspace, lang=lang, quiet=quiet, verbose=verbose, color=color)
    with session.guarded():
        from kpitrack.render.widths import folded

        refuse_to_overwrite(session, output)
        chosen = format_for(output_format, output, FORMATS, "table")
        identifier = item_named(session.plan, item)
        assessment, ledger = session.assess(month, as_of)
        text = _rendered(session, identifier, assessment, ledger, chosen, stroke_width(output))
        width = line_width(output, session.width)
        session.emit(text if chosen == "json" or width is None else folded(text, width), output)
        raise typer.Exit(session.code())


def _rendered(
    session: Session, identifier: str, assessment: Assessment, ledger: Ledger, chosen: str, stroke: int
) -> str:
    from kpitrack.model import Action, Indicator
    from kpitrack.render.explain import (
        explain_action,
        explain_data,
        explain_indicator,
        explain_series,
    )
    from kpitrack.render.explain_months import Screen
    from kpitrack.render.json_text import to_json

    plan, show = session.plan, session.show
    owner = plan.steps[identifier][0].id if identifier in plan.steps else identifier
    item = plan.items[owner]
    if chosen == "json":
        return to_json({"sample": assessment.sample, **explain_data(owner, ledger, assessment.month, show)})
    if isinstance(item, Indicator):
        screen = Screen(session.width, stroke)
        text = explain_indicator(assessment.indicator(owner), ledger, assessment.month, show, screen)
    elif isinstance(item, Action):
        text = explain_action(assessment.action(owner), ledger, assessment.month, show)
    else:
        text = explain_series(item, ledger, show)
    return f"{session.words('say.sample')}\n{text}" if assessment.sample else text
