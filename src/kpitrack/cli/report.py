"""`kpitrack report`: the monthly briefing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kpitrack.cli.choices import BETWEEN
from kpitrack.cli.exits import ExitCode
from kpitrack.cli.lookup import format_for
from kpitrack.cli.options import (
    AsOfOption,
    ColorOption,
    DateOption,
    FromOption,
    LangOption,
    MonthOption,
    NumberOption,
    OutputOption,
    QuietOption,
    TitleOption,
    ToOption,
    VerboseOption,
    WorkspaceOption,
)
from kpitrack.cli.outputs import refuse_to_overwrite
from kpitrack.cli.session import Session
from kpitrack.problems import InputRejectedError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpitrack.periods import Period

FORMATS = {"md": "md", "docx": "docx", "xlsx": "xlsx", "html": "html"}
TEXTS = {"md", "html"}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("report")(report)


def report(
    context: typer.Context,
    *,
    month: MonthOption = None,
    title: TitleOption = None,
    to: ToOption = None,
    from_: FromOption = None,
    number: NumberOption = None,
    date: DateOption = None,
    as_of: AsOfOption = None,
    as_published: Annotated[bool, typer.Option("--as-published")] = False,
    output_format: Annotated[str | None, typer.Option("--format", metavar="|".join(FORMATS))] = None,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    color: ColorOption = None,
) -> None:
    """Write the monthly briefing to reports/MONTH.md, or where -o says, in the format of that name."""
    session = Session(context, workspace=workspace, lang=lang, quiet=quiet, verbose=verbose, color=color)
    with session.guarded():
        refuse_to_overwrite(session, output, published=True)
        chosen = _format(output_format, output)
        if as_published:
            _refuse(
                {
                    "--title": title,
                    "--to": to,
                    "--from": from_,
                    "--number": number,
                    "--date": date,
                    "--as-of": as_of,
                }
            )
            _print_again(session, month, chosen, output)
            raise typer.Exit(ExitCode.DONE)
        from kpitrack.render.material import BriefingOptions, Material
        from kpitrack.render.reports import rendered
        from kpitrack.revisit import revisit
        from kpitrack.store.seal import read_seals

        assessment, ledger = session.assess(month, as_of)
        seals = read_seals(session.workspace.root)
        later = revisit(session.workspace, ledger, seals, before=assessment.month)
        session.tell(later.problems)
        session.problems = (*session.problems, *later.problems)
        session.warn_of_later(ledger, assessment.month, session.day(date))
        options = BriefingOptions(title or "", to or "", from_ or "", number or "", session.day(date))
        template = session.workspace.briefing_template() if chosen == "docx" else b""
        data = rendered(chosen, Material(assessment, ledger, session.words, options, later, template))
        if chosen == "docx":
            from kpitrack.render.word.template import dropped

            session.tell(dropped(template))
        if output is None:
            _keep_published(session, assessment.month, chosen, data)
        target = output or session.report_path(f"{assessment.month}.{FORMATS[chosen]}")
        session.emit_bytes(data, target, text=chosen in TEXTS)
        raise typer.Exit(session.code())


def _format(named: str | None, output: str | None) -> str:
    """The format asked for; who wants a table is told where tables come from."""
    try:
        return format_for(named, output, FORMATS, "md")
    except UsageError as refused:
        wanted = (named or str(output).rpartition(".")[2]).strip().lower()
        if wanted not in {"csv", "json"}:
            raise
        raise UsageError("no-table-here", **refused.facts) from None


def _refuse(options: Mapping[str, str | None]) -> None:
    """UsageError for what would make another briefing of it."""
    for option, given in options.items():
        if given is not None:
            raise UsageError("as-published-alone", option=option)


def _keep_published(session: Session, month: Period, form: str, data: bytes) -> None:
    """UsageError where a briefing of a closed month would take the place of what was published."""
    from kpitrack.store.seal import read_seals

    seals = read_seals(session.folder)
    if month not in seals.months:
        return
    seal = seals.sound.get(month)
    published = seal.printed(form, session.words.language) if seal else None
    if published is None or published.data != data:
        raise UsageError("published-stays", month=month)


def _print_again(session: Session, text: str | None, form: str, output: str | None) -> None:
    """What was published, byte for byte: neither plan nor records are read."""
    from kpitrack.store.seal import read_seals

    seals = read_seals(session.folder)
    session.assumed = next((seal.language for seal in seals.sound.values()), "")
    month = _closed(session, text, seals.months)
    if month in seals.damaged:
        raise InputRejectedError([seals.damaged[month]])
    seal = seals.sound[month]
    language = session.language or seal.language
    published = seal.printed(form, language)
    if published is None:
        words = session.words
        held = [(one.format, words.form(f"choice.{one.language}")) for one in seal.published]
        choices = BETWEEN.join(words("choice.one", choice=name, word=said) for name, said in held)
        said = words.form(f"choice.{language}")
        raise UsageError("not-in-seal", month=month, language=said, format=form, choices=choices)
    target = output or session.report_path(f"{month}.{FORMATS[form]}")
    session.emit_bytes(published.data, target, text=form in TEXTS)


def _closed(session: Session, text: str | None, closed: tuple[Period, ...]) -> Period:
    """The closed month that is meant; without a word, the latest. UsageError where it is not closed."""
    from kpitrack.periods import Period, Span

    if not closed:
        root = session.workspace.root  # where there is none, that is what to say
        raise UsageError("none-closed", path=root)
    years = Span(Period(closed[0].year, 1), Period(closed[-1].year, 12))
    month = session.month(text, years) or closed[-1]
    if month not in closed:
        raise UsageError("not-closed", month=month, months=BETWEEN.join(map(str, closed)))
    return month
