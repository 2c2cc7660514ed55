"""`kpitrack verify`: whether the rates printed in somebody's table follow from the numbers beside them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kpitrack.cli.exits import ExitCode
from kpitrack.cli.handed_in import handed_in
from kpitrack.cli.lookup import format_for
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

if TYPE_CHECKING:
    from kpitrack.problems import Problem
    from kpitrack.verify.tables import Asked
    from kpitrack.verify.values import Verified

FORMATS = {"table": "txt", "plain": "txt", "json": "json", "csv": "csv", "md": "md"}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("verify")(verify)


def verify(
    context: typer.Context,
    table: Annotated[str, typer.Argument(metavar="FILE")],
    *,
    target: Annotated[str, typer.Option("--target", metavar="COLUMN")] = "",
    actual: Annotated[str, typer.Option("--actual", metavar="COLUMN")] = "",
    rate: Annotated[str, typer.Option("--rate", metavar="COLUMN")] = "",
    name: Annotated[str, typer.Option("--name", metavar="COLUMN")] = "",
    strict: Annotated[bool, typer.Option("--strict")] = False,
    encoding: Annotated[str, typer.Option("--encoding", metavar="NAME")] = "",
    sheet: Annotated[str, typer.Option("--sheet", metavar="NAME")] = "",
    output_format: Annotated[str | None, typer.Option("--format", metavar="|".join(FORMATS))] = None,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    color: ColorOption = None,
) -> None:
    """Recompute the percentages printed in a table, and say which do not follow and why."""
    session = Session(context, workspace=workspace, lang=lang, quiet=quiet, verbose=verbose, color=color)
    with session.guarded():
        from kpitrack.verify.layout import Named
        from kpitrack.verify.tables import Asked
        from kpitrack.verify.values import Outcome

        refuse_to_overwrite(session, output, [table])
        chosen = format_for(output_format, output, FORMATS, "table")
        asked = Asked(encoding, sheet, Named(target, actual, rate, name))
        verified = _verified(session, table, asked)
        wrong = len(verified.having(Outcome.WRONG))
        missed = strict and (wrong or not verified.having(Outcome.FOLLOWS))
        session.emit(_rendered(session, verified, table, chosen), output, always=bool(wrong or missed))
        if missed:
            key = "verify.not_met" if wrong else "verify.none_judged"
            sys.stderr.write(session.words(key, n=wrong) + "\n")
        raise typer.Exit(ExitCode.BELOW_BAR if missed else ExitCode.DONE)


def _verified(session: Session, table: str, asked: Asked) -> Verified:
    """What was found; the end of the run, with code 3, where the file holds no such table."""
    from kpitrack.problems import has_errors
    from kpitrack.verify.tables import LARGEST, verify_file

    data = handed_in(table, LARGEST)
    found: tuple[Verified, tuple[Problem, ...]] = verify_file(data, table, asked)
    verified, problems = found
    session.tell(problems)
    if has_errors(problems):
        raise typer.Exit(ExitCode.INPUT_REJECTED)
    return verified


def _rendered(session: Session, verified: Verified, table: str, chosen: str) -> str:
    from kpitrack.render.verify import verify_csv, verify_data, verify_page

    words = session.words
    if chosen == "json":
        from kpitrack.render.json_text import to_json

        return to_json(verify_data(verified, words))
    if chosen == "csv":
        return verify_csv(verified, words)
    page = verify_page(verified, words, table, verbose=session.verbose)
    if chosen == "table":
        from kpitrack.render.table import draw

        return draw(page, width=session.width, color=session.colored)
    if chosen == "md":
        from kpitrack.render.markdown import page_markdown

        return page_markdown(page)
    from kpitrack.render.plain import listing

    return listing(page)
