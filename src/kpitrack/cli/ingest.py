"""`kpitrack ingest`: takes in what units have sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kpitrack.cli.choices import choice
from kpitrack.cli.exits import ExitCode
from kpitrack.cli.handed_in import handed_in
from kpitrack.cli.lookup import format_for, unit_named
from kpitrack.cli.options import (
    ColorOption,
    LangOption,
    OutputOption,
    QuietOption,
    VerboseOption,
    WaitOption,
    WorkspaceOption,
)
from kpitrack.cli.outputs import refuse_to_overwrite
from kpitrack.cli.session import Session
from kpitrack.cli.wildcards import expanded

if TYPE_CHECKING:
    from kpitrack.intake import IngestResult, Submission

FORMATS = {"table": "txt", "json": "json"}
RETURNS = "returns"
UNKNOWN_DAY = frozenset({"unknown", "不明"})  # for a day: when rows were reported is not known


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("ingest")(ingest)


def ingest(
    context: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE...")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False,
    partial: Annotated[
        bool,
        typer.Option("--partial"),
    ] = False,
    strict: Annotated[bool, typer.Option("--strict")] = False,
    month: Annotated[
        str | None,
        typer.Option("--month", metavar="MONTH"),
    ] = None,
    reported_by: Annotated[
        str | None,
        typer.Option("--reported-by", metavar="UNIT"),
    ] = None,
    reported_on: Annotated[
        str | None,
        typer.Option("--reported-on", metavar="DATE"),
    ] = None,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT")] = "",
    reopen: Annotated[bool, typer.Option("--reopen")] = False,
    encoding: Annotated[str, typer.Option("--encoding", metavar="NAME")] = "",
    input_format: Annotated[
        str | None,
        typer.Option("--input-format", metavar="csv|yaml|xlsx|xls"),
    ] = None,
    sheet: Annotated[str, typer.Option("--sheet", metavar="NAME")] = "",
    wait: WaitOption = 30,
    output_format: Annotated[str | None, typer.Option("--format", metavar="|".join(FORMATS))] = None,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    color: ColorOption = None,
) -> None:
    """Take in files that units have sent: all of it or, if anything is wrong, nothing."""
    session = Session(
        context, workspace=workspace, lang=lang, quiet=quiet, verbose=verbose, color=color, adds=True
    )
    with session.guarded():
        from kpitrack import intake
        from kpitrack.submissions import FORMATS as INPUT_FORMATS

        chosen = format_for(output_format, output, FORMATS, "table")
        names = expanded(files)
        refuse_to_overwrite(session, output, names)
        undated = (reported_on or "").strip().casefold() in UNKNOWN_DAY
        options = intake.Options(
            input_format=choice(input_format, INPUT_FORMATS) or "",
            month=session.month(month),
            reported_by=unit_named(session.plan, reported_by) or "",
            reported_on=None if undated else session.day(reported_on),
            undated=undated,
            reason=reason,
            reopen=reopen,
            encoding=encoding,
            sheet=sheet,
            partial=partial,
            strict=strict,
            dry_run=dry_run,
            wait=wait,
            now=session.now(),
        )
        given = [_handed_in(name) for name in names]
        result = intake.ingest(session.workspace, given, options)
        session.tell(result.problems)
        returned: dict[str, str] = {}
        try:
            if not dry_run:
                _send_back(session, result, returned)
        finally:  # what was stored is told whatever comes of the copies
            session.emit(_rendered(session, result, chosen, returned), output, always=not result.accepted)
        raise typer.Exit(ExitCode.DONE if result.accepted else ExitCode.INPUT_REJECTED)


def _handed_in(name: str) -> Submission:
    """A submission by its name as given."""
    from kpitrack.submissions import LARGEST, Submission

    return Submission(name, handed_in(name, LARGEST))


def _send_back(session: Session, result: IngestResult, written: dict[str, str]) -> None:
    """Write a copy of each file with refused rows to send back; by file its path in the workspace."""
    if not result.rejected:
        return
    from kpitrack.render.returns import returned_copies
    from kpitrack.render.safe import one_line
    from kpitrack.workspace import REPORTS

    for copy in returned_copies(result, session.words):
        if not copy.data:
            session.note(session.words("intake.no-copy", name=one_line(copy.submitted)))
            continue
        path = session.report_path(copy.name, RETURNS)
        session.write(path, copy.data)
        written[copy.submitted] = (REPORTS / RETURNS / copy.name).as_posix()


def _rendered(session: Session, result: IngestResult, chosen: str, returned: dict[str, str]) -> str:
    from kpitrack.render.intake import intake_data, intake_text

    if chosen == "json":
        from kpitrack.render.json_text import to_json

        return to_json(intake_data(result, session.words, returned))
    return intake_text(result, session.show, returned)
