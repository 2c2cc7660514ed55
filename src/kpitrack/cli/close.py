"""`kpitrack close`: seals a month that was published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kpitrack.cli.exits import ExitCode
from kpitrack.cli.options import (
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
from kpitrack.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kpitrack.closing import Closing
    from kpitrack.periods import Period


_MOST_NAMED = 5


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("close")(close)


def close(
    context: typer.Context,
    *,
    month: Annotated[str, typer.Option("--month", metavar="MONTH")],
    title: TitleOption = None,
    to: ToOption = None,
    from_: FromOption = None,
    number: NumberOption = None,
    date: DateOption = None,
    wait: WaitOption = 30,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    color: ColorOption = None,
) -> None:
    """Seal a month: its figures and briefing stay, what changes later shows as a change."""
    session = Session(context, workspace=workspace, lang=lang, quiet=quiet, verbose=verbose, color=color)
    with session.guarded():
        from kpitrack import closing
        from kpitrack.amendments import spelled
        from kpitrack.render.material import BriefingOptions
        from kpitrack.render.word.template import dropped

        period = session.month(month)
        assert period is not None  # noqa: S101 - the option is required
        heading = BriefingOptions(
            spelled(title or ""),
            spelled(to or ""),
            spelled(from_ or ""),
            spelled(number or ""),
            session.day(date),
        )
        session.warn_of_later(session.ledger(), period, heading.date)
        request = closing.Request(period, session.now(), heading, wait)
        closed = closing.close(session.workspace, request)
        refused = closed.outcome is closing.Outcome.REFUSED
        session.tell(closed.problems)
        if not refused:
            session.tell(dropped(session.workspace.briefing_template()))
        session.emit("".join(f"{line}\n" for line in _lines(session, closed)), always=refused)
        raise typer.Exit(ExitCode.INPUT_REJECTED if refused else ExitCode.DONE)


def _lines(session: Session, closed: Closing) -> Iterator[str]:
    """What was done, and what whoever closes a month should know of it."""
    words = session.words
    month = session.show.full_month(closed.month)
    yield words(f"closing.{closed.outcome.value}", month=month, path=closed.path)
    for key, items in (("missing", closed.missing), ("estimates", closed.estimates)):
        if items:
            yield words(f"closing.{key}", n=len(items), items=_names(session, items))
    if closed.again:
        yield words("closing.again", month=month)
    if closed.unclosed:
        yield words("closing.unclosed", months=_months(session, closed.unclosed))
    if closed.told:
        yield words("closing.told", n=closed.told)


def _names(session: Session, items: Iterable[str]) -> str:
    """The first few by name; `missing` and `explain` tell the rest."""
    listed = [session.show.item_name(item) for item in items]
    named = session.words("briefing.semicolon").join(listed[:_MOST_NAMED])
    return named if len(listed) <= _MOST_NAMED else named + session.words("closing.more")


def _months(session: Session, months: Iterable[Period]) -> str:
    return session.words.joined([session.show.month(month) for month in months])
