"""`kpitrack init`: a new workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kpitrack.cli.options import ColorOption, LangOption, QuietOption, VerboseOption
from kpitrack.cli.session import Globals, Session
from kpitrack.cli.spoken import from_elsewhere
from kpitrack.problems import AccessError, UsageError
from kpitrack.wording import NAME

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpitrack.wording import Words

README = Path("README.md")
HOOK = Path(".githooks", "pre-commit")


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
        folder = str(_below(context, folder))
        root = Path(folder)
        files = _files(session)
        kept = [path for path, text in files.items() if not _write_new(root, path, text)]
        inner = Session(context, workspace=str(root), lang=session.words.language)
        forms = _first_forms(inner)
        session.emit(_told(session, folder, [path for path in files if path not in kept], kept, forms))


def _below(context: typer.Context, folder: str) -> Path:
    """The folder meant, below that of a -C before the command."""
    before = context.obj.workspace if isinstance(context.obj, Globals) else None
    return Path(before or "", folder)


def _files(session: Session) -> Mapping[Path, str]:
    """The files of a new workspace, the plan first: where there is one, nothing is written."""
    from importlib.resources import files

    from kpitrack.schema.export import schema_text
    from kpitrack.workspace import PLAN_FILE, PROGRESS

    templates = files("kpitrack") / "templates"
    language, year = session.words.language, str(session.today().year)

    def text(name: str) -> str:
        return (templates / name).read_text(encoding="utf-8")

    return {
        PLAN_FILE: text(f"targets.{language}.yaml").replace("@YEAR@", year),
        README: _readme(text(f"README.{language}.md"), from_elsewhere(session.words), year),
        PLAN_FILE.parent / "targets.schema.json": schema_text(language),
        PROGRESS / ".gitkeep": "",
        Path(".gitignore"): text("gitignore"),
        Path(".gitattributes"): text("gitattributes"),
        HOOK: text("pre-commit"),
    }


def _readme(text: str, words: Words, year: str) -> str:
    """The README of a new workspace, which says how the program is started where that is no command."""
    called = words.form("setup.called.other") if words.called == NAME else words.called
    return text.replace("2024-", f"{year}-").replace("@CALLED@", called)


def _write_new(root: Path, name: Path, text: str) -> bool:
    """Write a file where there is none; whether it was. UsageError where there is a plan.

    AccessError where a link would take it elsewhere.
    """
    from kpitrack.workspace import PLAN_FILE

    path = root / name
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            raise AccessError("outside-workspace", path=path)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        if path.name == HOOK.name:
            path.chmod(path.stat().st_mode | 0o111)
    except FileExistsError:
        if path.name == PLAN_FILE.name:
            raise UsageError("not-empty", path=path) from None
        return False
    except OSError as failure:
        raise AccessError("cannot-write", path=path, reason=failure.strerror or failure) from failure
    return True


def _first_forms(session: Session) -> list[str]:
    """Forms of the example plan, so that there is something to look at; none where records lie already."""
    from kpitrack.cli.template import forms_of, write_form

    if session.workspace.records or session.workspace.problems():
        return []
    forms = [form for form in forms_of(session, None, None) if form.owed]
    return [path for form in forms if (path := write_form(session, form, anew=False))]


def _told(session: Session, folder: str, made: list[Path], kept: list[Path], forms: list[str]) -> str:
    """What there is now, what was left alone, and three steps to go on with."""
    from kpitrack.render.safe import one_line
    from kpitrack.workspace import PLAN_FILE

    there = "here" if Path(folder).resolve() == Path.cwd() else "there"
    words = session.words if there == "here" else from_elsewhere(session.words)
    shown = {PLAN_FILE: "setup.plan", README: "setup.readme"}
    named = [(path.as_posix(), words(key)) for path, key in shown.items() if path in made]
    named += [(Path(form).relative_to(folder).as_posix(), words("setup.form")) for form in forms]
    rest = [path.as_posix() for path in made if path not in shown and path.name != ".gitkeep"]
    edit = words(f"setup.step.edit/{there}", folder=_quoted(one_line(folder)), plan=PLAN_FILE.as_posix())
    steps = (edit, words("setup.step.check"), words("setup.step.template"))
    lines = [words("say.initialised", path=one_line(folder))]
    lines += [f"  {one_line(name)}\n      {meaning}" for name, meaning in named]
    lines += [words("setup.rest", names=words.joined(rest))] if rest else []
    lines += [words("setup.kept", names=words.joined([path.as_posix() for path in kept]))] if kept else []
    lines += [words("setup.next"), *(f"  {number}. {step}" for number, step in enumerate(steps, 1))]
    if words.called != NAME:
        lines.append(words("setup.called", called=words.called))
    return "\n".join(lines) + "\n"


def _quoted(folder: str) -> str:
    """A folder as a shell takes it."""
    return f'"{folder}"' if any(sign.isspace() for sign in folder) else folder
