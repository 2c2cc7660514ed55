"""`kpitrack run`: the monthly routine in one line, for cron."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kpitrack.cli.bars import bar_named, statuses_named
from kpitrack.cli.exits import ExitCode
from kpitrack.cli.options import (
    AsOfOption,
    ColorOption,
    DateOption,
    FromOption,
    LangOption,
    NumberOption,
    QuietOption,
    TitleOption,
    ToOption,
    VerboseOption,
    WaitOption,
    WorkspaceOption,
)
from kpitrack.cli.outputs import named_folder, refuse_link, refuse_to_overwrite
from kpitrack.cli.session import Session
from kpitrack.problems import AccessError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kpitrack.assessment.bars import Bar
    from kpitrack.monthly import Papers
    from kpitrack.render.material import BriefingOptions
    from kpitrack.run_folder import Placed

_OWED = ("late", "missing")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("run")(run)


def run(
    context: typer.Context,
    *,
    month: Annotated[str, typer.Option("--month", metavar="MONTH")] = "last",
    fail_on: Annotated[list[str] | None, typer.Option("--fail-on", metavar="STATUS|late|missing")] = None,
    title: TitleOption = None,
    to: ToOption = None,
    from_: FromOption = None,
    number: NumberOption = None,
    date: DateOption = None,
    as_of: AsOfOption = None,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="DIR", callback=named_folder)
    ] = None,
    wait: WaitOption = 30,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    color: ColorOption = None,
) -> None:
    """Do the month: check, briefing in all formats, table, notices into one folder; print what matters."""
    session = Session(context, workspace=workspace, lang=lang, quiet=quiet, verbose=verbose, color=color)
    with session.guarded():
        from kpitrack.monthly import papers
        from kpitrack.render.mail import Findings, mail
        from kpitrack.render.material import BriefingOptions
        from kpitrack.run_folder import RUNS, place
        from kpitrack.store.fsio import LocalDisk
        from kpitrack.store.lock import locked
        from kpitrack.workspace import REPORTS

        refuse_to_overwrite(session, output, makes=[REPORTS / RUNS])
        bar, owed_bar = _bars(fail_on or ())
        heading = BriefingOptions(title or "", to or "", from_ or "", number or "", session.day(date))
        top, disk = _folder(session, output), LocalDisk()
        with locked(disk, top, wait=wait, now=session.now()):
            made = _papers(session, month, as_of, heading)
            assessment = made.material.assessment
            refuse_link(session, top / str(assessment.month))
            placed = place(disk, top, assessment.month, made.day, papers(made))
        owing, problems = made.owing, made.problems
        closed, changed = made.seal is not None, len(made.changes)
        findings = Findings(assessment, bar, owed_bar, owing, problems, closed=closed, changed=changed)
        wrong = session.code() or (ExitCode.BELOW_BAR if findings.is_below else ExitCode.DONE)
        text = mail(findings, session.show, _placed(session, placed))
        session.emit(text, always=bool(wrong) or session.verbose)
        raise typer.Exit(wrong)


def _bars(names: Iterable[str]) -> tuple[Bar, str | None]:
    """What --fail-on means: a bar for items, and one for reports (`late` holds `missing` too)."""
    listed = [statuses_named(name, *_OWED)[0] for name in names]
    owed = next((one for one in _OWED if one in listed), None)
    return bar_named(name for name in listed if name not in _OWED), owed


def _folder(session: Session, output: str | None) -> Path:
    """The folder of runs, made if need be."""
    from pathlib import Path

    from kpitrack.run_folder import RUNS
    from kpitrack.store.fsio import LocalDisk, make_folder
    from kpitrack.workspace import PLAN_FILE, REPORTS, find_root

    root = session.folder
    if find_root(root) != root:
        raise UsageError("no-workspace", path=root, plan=PLAN_FILE.as_posix())
    if output is None:
        top = root / REPORTS / RUNS
        refuse_link(session, top)
        make_folder(LocalDisk(), root, top)
        return top
    try:
        Path(output).mkdir(parents=True, exist_ok=True)
    except OSError as failure:
        raise AccessError("cannot-write", path=output, reason=failure.strerror or failure) from failure
    return Path(output)


def _papers(session: Session, month: str, as_of: str | None, heading: BriefingOptions) -> Papers:
    """What the papers are made of: the workspace is read here, once."""
    from kpitrack.checkup import everything_wrong
    from kpitrack.monthly import Papers, sealed
    from kpitrack.render.material import Material
    from kpitrack.render.missing import arrears
    from kpitrack.revisit import amended, revisit
    from kpitrack.store.seal import read_seals

    assessment, ledger = session.assess(month, as_of, silent=True)
    workspace, today = session.workspace, session.today()
    seals = read_seals(workspace.root)
    later = revisit(workspace, ledger, seals, before=assessment.month)
    session.problems = everything_wrong(workspace, ledger, session.words)
    session.warn_of_later(ledger, assessment.month, heading.date)
    material = Material(assessment, ledger, session.words, heading, later, workspace.briefing_template())
    seal = sealed(seals, material)
    changes = amended(workspace, ledger, seal) if seal else ()
    owing = arrears(assessment, assessment.as_of or today, None)
    return Papers(material, today, owing, session.problems, seal, changes)


def _placed(session: Session, placed: Placed) -> str:
    """Where the files are: the whole path, since a mail is read somewhere else."""
    from kpitrack.render.safe import one_line

    path = one_line(str(placed.path.absolute()))
    return session.words("run.placed" if placed.is_new else "run.same", path=path)
