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
from kpitrack.cli.outputs import refuse_to_overwrite
from kpitrack.cli.session import Session
from kpitrack.problems import AccessError, UsageError


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

        refuse_to_overwrite(session, output)
        session.emit(schema_text(session.language or _of_plan(session) or session.words.language), output)


def _of_plan(session: Session) -> str:
    """The language of the plan the schema is for; empty where there is none, or it names none."""
    from kpitrack.plan_file import load_plan
    from kpitrack.wording import LANGUAGES
    from kpitrack.workspace import PLAN_FILE, read_bytes

    try:
        loaded = load_plan(read_bytes(session.folder / PLAN_FILE), PLAN_FILE.as_posix())
    except (AccessError, UsageError):
        return ""
    language = loaded.plan.language if loaded.plan else loaded.language
    return language if language in LANGUAGES else ""
