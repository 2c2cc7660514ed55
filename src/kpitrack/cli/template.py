"""`kpitrack template`: the forms that units fill in."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from kpitrack.cli.filled_forms import refuse_filled
from kpitrack.cli.lookup import format_for, unit_named
from kpitrack.cli.options import (
    ColorOption,
    LangOption,
    QuietOption,
    VerboseOption,
    WorkspaceOption,
)
from kpitrack.cli.outputs import is_of_folder, named, named_file, refuse_to_overwrite
from kpitrack.cli.session import Session, near
from kpitrack.problems import AccessError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpitrack.forms import Form
    from kpitrack.render.show import Show

FORMATS = {"xlsx": "xlsx", "csv": "csv"}
FOLDER = "forms"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("template")(template)


def template(
    context: typer.Context,
    *,
    month: Annotated[
        str | None,
        typer.Option("--month", metavar="MONTH"),
    ] = None,
    lead_unit: Annotated[
        str | None,
        typer.Option("--lead-unit", metavar="UNIT"),
    ] = None,
    output_format: Annotated[str | None, typer.Option("--format", metavar="|".join(FORMATS))] = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="DIR|FILE", callback=named),
    ] = None,
    briefing: Annotated[bool, typer.Option("--briefing")] = False,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    color: ColorOption = None,
) -> None:
    """Write a form per unit to reports/forms/MONTH/: what it owes, last figures, cells to fill in."""
    session = Session(context, workspace=workspace, lang=lang, quiet=quiet, verbose=verbose, color=color)
    with session.guarded():
        from kpitrack.workspace import TEMPLATE

        refuse_to_overwrite(session, output, makes=[TEMPLATE] if briefing else [])
        if briefing:
            _refuse({"--month": month, "--lead-unit": lead_unit, "--format": output_format})
            _briefing_template(session, output)
            raise typer.Exit(session.code())
        unit = unit_named(session.plan, lead_unit)
        target = _target(output, output_format, alone=unit is not None)
        forms = forms_of(session, month, unit)
        if unit and not forms[0].lines:
            raise UsageError("no-form", unit=session.plan.name_of(unit), month=forms[0].month)
        _write(session, [form for form in forms if form.owed or unit], forms, target)
        raise typer.Exit(session.code())


def forms_of(session: Session, month: str | None, unit: str | None) -> list[Form]:
    """The forms of a month, else of the one whose reports are due next: a unit's, else every unit's."""
    from kpitrack.forms import lead_unit_form, month_due_next

    wanted = str(month_due_next(session.plan, session.today())) if month is None else month
    assessment, ledger = session.assess(wanted, None)
    units = [unit] if unit else [lead.id for lead in session.plan.lead_units]
    return [lead_unit_form(assessment, ledger, identifier) for identifier in units]


def write_form(session: Session, form: Form, *, anew: bool) -> str:
    """Write a unit's form as a workbook where forms lie; its path, or nothing where one is left as it is."""
    (path,) = _paths(session, [form], _Target("xlsx"))
    if not anew and os.path.lexists(path):
        return ""
    session.write(path, _rendered(form, session.show, "xlsx"))
    return path


def _refuse(options: Mapping[str, str | None]) -> None:
    """UsageError for what belongs to forms."""
    for option, given in options.items():
        if given is not None:
            raise UsageError("template-alone", option=option)


def _briefing_template(session: Session, output: str | None) -> None:
    """Our Word template, to be changed: into the plan's folder where there is none yet, or where -o says."""
    from kpitrack.render.word.template import our_template
    from kpitrack.workspace import TEMPLATE

    path = session.workspace.root / TEMPLATE
    named_file(output)
    if output is None and os.path.lexists(path):
        raise UsageError("template-there", path=near(str(path)))
    session.emit_bytes(our_template(session.words.language), output or str(path), text=False)


@dataclass(frozen=True)
class _Target:
    """Where forms go: a file, or a folder (empty: the workspace's own), and in what format."""

    kind: str
    file: str = ""
    folder: str = ""


def _target(output: str | None, output_format: str | None, *, alone: bool) -> _Target:
    """What -o and --format mean. A name with an extension that is no folder is a file."""
    if output is None or (output != "-" and (os.path.isdir(output) or not _is_file_name(output))):  # noqa: PTH112
        return _Target(format_for(output_format, None, FORMATS, "xlsx"), folder=output or "")
    kind = format_for(output_format, output, FORMATS, "csv")
    if not alone:
        raise UsageError("one-form", output=output)
    if output == "-" and kind != "csv":
        raise UsageError("form-stdout")
    return _Target(kind, file=output)


def _is_file_name(output: str) -> bool:
    """Whether a name has an extension, as files have: 2024.07 may be a folder."""
    from pathlib import PurePath

    if is_of_folder(output):
        return False
    return PurePath(output).suffix.lstrip(".").isalnum() and not PurePath(output).suffix[1:].isdigit()


def _write(session: Session, chosen: list[Form], forms: list[Form], target: _Target) -> None:
    """Write the forms and say which, and who owes nothing."""
    from kpitrack.render.form_text import listing

    show = session.show
    if target.file == "-":
        from kpitrack.render.form_csv import form_csv

        session.emit(form_csv(chosen[0], show), "-")
        return
    paths = _paths(session, chosen, target)
    refuse_filled(session, paths)
    if target.file:
        session.write(target.file, _rendered(chosen[0], show, target.kind))
    elif paths:
        from pathlib import Path

        from kpitrack.output import whole_folder

        with whole_folder(Path(paths[0]).parent, session.guard) as folder:  # all of them or none
            for form, path in zip(chosen, paths, strict=True):
                (folder / Path(path).name).write_bytes(_rendered(form, show, target.kind))
    written = [(form, near(path)) for form, path in zip(chosen, paths, strict=True)]
    others = [form for form in forms if form not in chosen]
    session.emit(listing(written, others, forms[0].month, show))


def _paths(session: Session, forms: list[Form], target: _Target) -> list[str]:
    """Where each form goes; the folder is made if need be."""
    from pathlib import Path

    from kpitrack.file_names import safe_names

    if target.file:
        return [target.file]
    names = safe_names((unit.id, unit.name) for unit in session.plan.lead_units)
    files = [f"{names[form.lead_unit]}.{FORMATS[target.kind]}" for form in forms]
    if not target.folder:
        return [session.report_path(file, FOLDER, str(forms[0].month)) for file in files]
    try:
        Path(target.folder).mkdir(parents=True, exist_ok=True)
    except OSError as failure:
        raise AccessError("cannot-write", path=target.folder, reason=failure.strerror or failure) from failure
    return [str(Path(target.folder) / file) for file in files]


def _rendered(form: Form, show: Show, kind: str) -> bytes:
    if kind == "csv":
        from kpitrack.render.form_csv import form_csv

        return form_csv(form, show).encode("utf-8-sig")
    from kpitrack.render.form_xlsx import form_xlsx

    return form_xlsx(form, show)
