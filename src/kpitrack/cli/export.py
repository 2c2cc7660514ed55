"""`kpitrack export`: figures and records as a data set for other programs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from kpitrack.cli.choices import choice
from kpitrack.cli.lookup import format_for
from kpitrack.cli.options import (
    AsOfOption,
    ColorOption,
    LangOption,
    MonthOption,
    QuietOption,
    VerboseOption,
    WorkspaceOption,
)
from kpitrack.cli.outputs import is_of_folder, named, refuse_to_overwrite
from kpitrack.cli.session import Session, shown, write_out
from kpitrack.problems import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from kpitrack.render.dataset.content import Content
    from kpitrack.render.dataset.tables import Table

FORMATS = {"csv": "csv", "json": "json", "xlsx": "xlsx", "sqlite": "sqlite"}
TEXTS = ("csv", "json")
_DEFAULT_TABLE = "figures"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export")(export)


def export(
    context: typer.Context,
    *,
    month: MonthOption = None,
    table: Annotated[list[str] | None, typer.Option("--table", metavar="TABLE")] = None,
    as_of: AsOfOption = None,
    output_format: Annotated[str | None, typer.Option("--format", metavar="|".join(FORMATS))] = None,
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="DIR|FILE", callback=named)] = None,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    color: ColorOption = None,
) -> None:
    """Write plan, figures and records as tables for other programs, up to a month."""
    session = Session(context, workspace=workspace, lang=lang, quiet=quiet, verbose=verbose, color=color)
    with session.guarded():
        refuse_to_overwrite(session, output)
        is_folder = _is_folder(output)
        chosen = _format(output_format, output, is_folder=is_folder)
        tables = _tables(table, chosen, output, is_folder=is_folder)
        content = _content(session, month, as_of)
        if output is None or output == "-":
            if output == "-" or not session.quiet:
                for part in _texts(content, tables, chosen):
                    write_out(part)
        else:
            _write(session, content, tables, chosen, output)
            session.note(session.words("say.written", path=shown(output)))
        raise typer.Exit(session.code())


def _is_folder(output: str | None) -> bool:
    """Whether the name is of a folder: one that is there, or one that ends as such."""
    if output in {None, "-"}:
        return False
    # Not `Path.is_dir`, which raises where nothing may be looked at.
    return is_of_folder(str(output)) or os.path.isdir(str(output))  # noqa: PTH112


def _format(name: str | None, output: str | None, *, is_folder: bool) -> str:
    """The format meant. UsageError where it and the output do not go together."""
    if is_folder:
        if choice(name, tuple(FORMATS)) not in {None, "csv"}:
            raise UsageError("folder-is-csv", path=output, format=name)
        return "csv"
    if name is None and output in {None, "-"}:
        raise UsageError("export-needs-output")
    chosen = format_for(name, output, FORMATS, "csv")
    if output in {None, "-"} and chosen not in TEXTS:
        raise UsageError("not-on-stdout", format=chosen)
    return chosen


def _tables(
    names: Sequence[str] | None, chosen: str, output: str | None, *, is_folder: bool
) -> tuple[Table, ...]:
    """The tables meant: those named, else that of the file's name or the figures, else all."""
    from pathlib import PurePath

    from kpitrack.render.dataset.schema import BY_NAME, META, TABLES

    if names and chosen == "sqlite":
        raise UsageError("table-not-alone")
    wanted = [str(choice(name, tuple(BY_NAME))) for name in names or ()]
    if chosen == "csv" and not is_folder:
        if len(set(wanted)) > 1:
            raise UsageError("one-table")
        stem = PurePath(output or "").stem
        name = wanted[0] if wanted else stem if stem in BY_NAME else _DEFAULT_TABLE
        return (BY_NAME[name],)
    kept = tuple(table for table in TABLES if not wanted or table.name in wanted or table is META)
    return (META, *(table for table in kept if table is not META))


def _content(session: Session, month: str | None, as_of: str | None) -> Content:
    """The assessments of every month up to the one meant; problems go to stderr."""
    from kpitrack.assessment import assess
    from kpitrack.render.dataset.content import Content

    last, ledger = session.assess(month, as_of)
    plan = last.plan
    earlier = [
        assess(plan, ledger, one, data_sha256=last.data_sha256)
        for one in plan.span.months()
        if one < last.month
    ]
    return Content((*earlier, last), ledger, session.show)


def _texts(content: Content, tables: tuple[Table, ...], chosen: str) -> Iterable[str]:
    from kpitrack.render.dataset.texts import csv_of, json_of

    return json_of(content, tables) if chosen == "json" else csv_of(content, tables[0])


def _write(session: Session, content: Content, tables: tuple[Table, ...], chosen: str, output: str) -> None:
    """The files asked for, whole or not at all."""
    from pathlib import Path

    from kpitrack.output import whole_file, whole_folder

    if _is_folder(output):
        with whole_folder(Path(output), session.guard) as folder:
            for table in tables:
                _write_text(folder / f"{table.name}.csv", _texts(content, (table,), "csv"), mark=True)
        return
    with whole_file(Path(output), session.guard) as path:
        if chosen == "sqlite":
            from kpitrack.render.dataset.database import write_database

            write_database(content, path)
        elif chosen == "xlsx":
            from kpitrack.render.dataset.book import write_book

            write_book(content, tables, path)
        else:
            _write_text(path, _texts(content, tables, chosen), mark=chosen == "csv")


def _write_text(path: Path, parts: Iterable[str], *, mark: bool) -> None:
    """A text, in UTF-8; a spreadsheet takes a CSV without the mark for the machine's own encoding."""
    with path.open("w", encoding="utf-8-sig" if mark else "utf-8", newline="") as file:
        file.writelines(parts)
