"""`kpitrack diff`: what changed between two months, or between two days' knowledge of one, and why."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kpitrack.cli.choices import choice
from kpitrack.cli.exits import ExitCode
from kpitrack.cli.lookup import format_for, programme_named, unit_named
from kpitrack.cli.options import (
    AsOfOption,
    ColorOption,
    LangOption,
    LeadUnitOption,
    OutputOption,
    QuietOption,
    VerboseOption,
    WorkspaceOption,
)
from kpitrack.cli.outputs import refuse_to_overwrite
from kpitrack.cli.session import Session
from kpitrack.problems import UsageError

if TYPE_CHECKING:
    from kpitrack.comparison.changes import Comparison
    from kpitrack.periods import Period
    from kpitrack.render.diff.choice import Choice

FORMATS = {"table": "txt", "plain": "txt", "json": "json", "csv": "csv", "md": "md"}
BARS = ("worse", "changed")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("diff")(diff)


def diff(
    context: typer.Context,
    first: Annotated[str | None, typer.Argument(metavar="MONTH1")] = None,
    second: Annotated[str | None, typer.Argument(metavar="MONTH2")] = None,
    *,
    from_as_of: Annotated[str | None, typer.Option("--from-as-of", metavar="DATE")] = None,
    as_of: AsOfOption = None,
    everything: Annotated[bool, typer.Option("--all")] = False,
    lead_unit: LeadUnitOption = None,
    programme: Annotated[str | None, typer.Option("--programme", metavar="PROGRAMME")] = None,
    fail_on: Annotated[str | None, typer.Option("--fail-on", metavar="|".join(BARS))] = None,
    output_format: Annotated[str | None, typer.Option("--format", metavar="|".join(FORMATS))] = None,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    color: ColorOption = None,
) -> None:
    """Show what changed between two months, item by item, and why."""
    session = Session(context, workspace=workspace, lang=lang, quiet=quiet, verbose=verbose, color=color)
    with session.guarded():
        from kpitrack.render.diff.choice import Choice
        from kpitrack.render.selection import Filters

        refuse_to_overwrite(session, output)
        chosen = format_for(output_format, output, FORMATS, "table")
        bar = choice(fail_on, BARS)
        filters = Filters(unit_named(session.plan, lead_unit), programme_named(session.plan, programme))
        shown = Choice(filters, everything)
        comparison = _compared(session, (first, second), from_as_of, as_of)
        failing = _failing(comparison, shown, bar)
        # Quiet, it speaks when there is something to say: when the bar is missed, or anything changed.
        speaks = bool(failing) if bar else shown.is_changed(comparison)
        if speaks or not session.quiet or output is not None:
            session.emit(_rendered(session, comparison, shown, chosen), output, always=speaks)
        if failing:
            names = session.words.joined([session.show.item_name(item) for item in failing])
            sys.stderr.write(session.words(f"say.bar.{bar}", n=len(failing), names=names) + "\n")
        code = session.code()
        raise typer.Exit(code or (ExitCode.BELOW_BAR if failing else ExitCode.DONE))


def _compared(
    session: Session, months: tuple[str | None, str | None], from_as_of: str | None, as_of: str | None
) -> Comparison:
    """The two assessments held against one another; the problems of the second go to stderr.

    What was wrong on the first side only is no fault of the workspace as it is, but a reason.
    """
    from kpitrack.assessment import assess
    from kpitrack.comparison import compare

    day = session.day(as_of)
    earlier = day if from_as_of is None else session.day(from_as_of)
    now, then = session.ledger(day), session.ledger(earlier)
    latest = session.usual_month(now)
    before, after = _months(session, months, latest, two_days=from_as_of is not None)
    if before == after and earlier == day:
        raise UsageError("same-twice")
    session.problems = session.workspace.problems(now)
    session.tell(session.problems, warnings=False)
    plan = session.plan
    return compare(assess(plan, then, before), then, assess(plan, now, after), now)


def _months(
    session: Session, said: tuple[str | None, str | None], latest: Period, *, two_days: bool
) -> tuple[Period, Period]:
    """The months before and after. With one of them: that and the one before it, or twice the same."""
    first, second = session.month(said[0]), session.month(said[1])
    if first and second:
        return first, second
    after = first or latest
    if two_days:
        return after, after
    if after == session.plan.span.first:
        raise UsageError("no-month-before", month=after)
    return after.shift(-1), after


def _failing(comparison: Comparison, shown: Choice, bar: str | None) -> list[str]:
    """The items that miss the bar: those whose status fell, or all that changed."""
    from kpitrack.comparison.totals import is_worse

    if bar is None:
        return []
    return [
        change.id
        for change in shown.items(comparison)
        if change.is_changed and (bar == "changed" or is_worse(change.before.status, change.after.status))
    ]


def _rendered(session: Session, comparison: Comparison, shown: Choice, chosen: str) -> str:
    show = session.show
    if chosen == "json":
        from kpitrack.render.diff.data import diff_json

        return diff_json(comparison, shown, show, session.problems)
    if chosen == "csv":
        from kpitrack.render.diff.data import diff_csv

        return diff_csv(comparison, shown, show)
    from kpitrack.render.diff.views import diff_page

    page = diff_page(comparison, shown, show, below=chosen == "table")
    if chosen == "table":
        from kpitrack.render.table import draw

        return draw(page, width=session.width, color=session.colored)
    if chosen == "md":
        from kpitrack.render.markdown import page_markdown

        return page_markdown(page)
    from kpitrack.render.plain import listing

    return listing(page)
