"""`kpitrack init`: a new workspace."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kpitrack.cli.new_files import NewFiles
from kpitrack.cli.options import ColorOption, LangOption, QuietOption, VerboseOption
from kpitrack.cli.session import Globals, Session
from kpitrack.cli.spoken import from_elsewhere
from kpitrack.problems import UsageError
from kpitrack.wording import NAME

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kpitrack.wording import Words

README = Path("README.md")
HOOK = Path(".githooks", "pre-commit")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("init")(init)


def init(
    context: typer.Context,
    folder: Annotated[str | None, typer.Argument(metavar="DIR")] = None,
    *,
    lang: LangOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    color: ColorOption = None,
) -> None:
    """Make a new workspace with a commented plan that passes `check`. Nothing is overwritten."""
    session = Session(context, lang=lang, quiet=quiet, verbose=verbose, color=color)
    with session.guarded():
        root = _below(context, folder)
        folder = str(root)
        files = _files(session)
        inner = Session(context, workspace=str(root), lang=session.words.language)
        with _all_or_nothing(session, root) as new:
            kept = _write(new, files)
            forms = _first_forms(inner)
        session.emit(_told(session, folder, [path for path in files if path not in kept], kept, forms))


def _below(context: typer.Context, folder: str | None) -> Path:
    """The folder meant, below that of a -C before the command.

    UsageError where none is named and the current one is somebody's: it holds files, and no plan.
    """
    from kpitrack.workspace import PLAN_FILE

    before = context.obj.workspace if isinstance(context.obj, Globals) else None
    if folder is None and not before and not os.path.lexists(PLAN_FILE) and (found := _first_seen(Path())):
        raise UsageError("init-where", found=found)
    return Path(before or "", folder or "")


def _first_seen(folder: Path) -> str:
    """The first name in a folder that is not hidden; empty where there is none, or no looking."""
    try:
        return min((name for name in os.listdir(folder) if not name.startswith(".")), default="")  # noqa: PTH208
    except OSError:
        return ""


def _files(session: Session) -> Mapping[Path, str]:
    """The files of a new workspace, by their paths in it."""
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


@contextmanager
def _all_or_nothing(session: Session, root: Path) -> Iterator[NewFiles]:
    """Takes back what was made where not all could be; what is left even so is said."""
    from kpitrack.render.safe import one_line
    from kpitrack.workspace import REPORTS

    new = NewFiles(root)
    new.watch(REPORTS)
    try:
        yield new
    except BaseException:
        if left := [one_line(str(path)) for path in new.take_back()]:
            sys.stderr.write(session.words("setup.left", names=session.words.joined(left)) + "\n")
        raise


def _write(new: NewFiles, files: Mapping[Path, str]) -> list[Path]:
    """Write the files, the plan last: without it, it is no workspace. Those that were there already.

    UsageError where there is a plan.
    """
    from kpitrack.workspace import PLAN_FILE

    new.refuse_links_out(list(files))
    plan = new.root / PLAN_FILE
    if os.path.lexists(plan):
        raise UsageError("not-empty", path=plan)
    others = [name for name in files if name != PLAN_FILE]
    kept = [name for name in others if not new.write(name, files[name], runs=name == HOOK)]
    if not new.write(PLAN_FILE, files[PLAN_FILE]):  # somebody was quicker
        raise UsageError("not-empty", path=plan)
    return kept


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
