"""`kpitrack schema`: the JSON Schema of the plan file."""

from __future__ import annotations

import typer

from kpitrack.cli.options import (
    ColorOption,
    LangOption,
    OutputOption,
    QuietOption,
    VerboseOption,
    WorkspaceOption,
)
from kpitrack.cli.session import Session


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("schema")(schema)


def schema(
    context: typer.Context,
    *,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    color: ColorOption = None,
) -> None:
    """Print the JSON Schema of plan/targets.yaml, for editors that complete and check it."""
    session = Session(context, workspace=workspace, lang=lang, quiet=quiet, verbose=verbose, color=color)
    with session.guarded():
        from kpitrack.schema.export import schema_text

        session.emit(schema_text(), output)
