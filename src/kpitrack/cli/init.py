"""`kpitrack init`: a new workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kpitrack.cli.options import ColorOption, LangOption, QuietOption, VerboseOption
from kpitrack.cli.session import Session
from kpitrack.problems import AccessError, UsageError


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("init")(init)


def init(
    context: typer.Context,
    folder: Annotated[str, typer.Argument(metavar="DIR")] = ".",
    *,
    lang: LangOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    color: ColorOption = None,
) -> None:
    """Make a new workspace with a commented plan that passes `check`. Nothing is overwritten."""
    session = Session(context, lang=lang, quiet=quiet, verbose=verbose, color=color)
    with session.guarded():
        root = Path(folder)
        for path, text in _files(session).items():
            _write_new(root / path, text)
        session.emit(session.words("say.initialised", path=folder) + "\n")


def _files(session: Session) -> dict[Path, str]:
    """The files of a new workspace, the plan first: where there is one, nothing is written."""
    from importlib.resources import files

    from kpitrack.schema.export import schema_text
    from kpitrack.workspace import PLAN_FILE, PROGRESS

    templates = files("kpitrack") / "templates"
    plan = (templates / f"targets.{session.words.language}.yaml").read_text(encoding="utf-8")
    return {
        PLAN_FILE: plan.replace("@YEAR@", str(session.today().year)),
        PLAN_FILE.parent / "targets.schema.json": schema_text(),
        PROGRESS / ".gitkeep": "",
        Path(".gitignore"): (templates / "gitignore").read_text(encoding="utf-8"),
        Path(".gitattributes"): (templates / "gitattributes").read_text(encoding="utf-8"),
    }


def _write_new(path: Path, text: str) -> None:
    from kpitrack.workspace import PLAN_FILE

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        if path.name == PLAN_FILE.name:
            raise UsageError("not-empty", path=path) from None
    except OSError as failure:
        raise AccessError("cannot-write", path=path, reason=failure.strerror or failure) from failure
