"""Tables as values: headings and rows of shown text, before any layout.

A terminal table, a plain listing and Markdown all draw these; no figure is computed here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kpitrack.assessment.results import (
    ActionResult,
    ActionStatus,
    Assessment,
    IndicatorResult,
    Punctuality,
    Status,
    Tally,
)
from kpitrack.numeric import plain
from kpitrack.render.cells import ACTION_ORDER, STATUS_ORDER, gap_cell
from kpitrack.render.drawn import attainment_bar, trend
from kpitrack.render.flags import flag_words
from kpitrack.render.place_names import place_beside
from kpitrack.render.safe import one_line
from kpitrack.render.selection import Selection
from kpitrack.render.show import NOTHING, Show
from kpitrack.render.strokes import CELLS, MOST


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading; `need` tells from which width on it is shown; the last folds text."""

    key: str
    heading: str
    need: int = 0
    numeric: bool = False
    folds: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A column that only a terminal draws, behind the names: strokes, a cell per row, `most` at most."""

    key: str
    heading: str
    most: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Legend:
    """What columns mean: a clause by column key, for those columns that are shown."""

    clauses: tuple[tuple[str, str], ...] = ()
    joint: str = ""
    end: str = ""

    def line(self, shown: Iterable[str]) -> tuple[str, ...]:
        """The clauses for these columns in a line; none without any."""
        keys = frozenset(shown)
        said = [clause for key, clause in self.clauses if key in keys]
        return (f"{self.joint.join(said)}{self.end}",) if said else ()


@dataclass(frozen=True, slots=True)
class View:
    """A table: caption, columns, rows by column key, a style per row; a legend and notes below.

    `drawings` in order of their place; the last is the last to be left out. `under` holds, per row, lines
    that stand below it across the whole width. `head` is the column that heads a block where there is no
    room for a table; the last where none is named.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[dict[str, str], ...]
    styles: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    legend: Legend = Legend()
    drawings: tuple[Drawing, ...] = ()
    under: tuple[tuple[str, ...], ...] = ()
    head: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What a command prints: heading lines, tables, closing lines."""

    heading: tuple[str, ...]
    views: tuple[View, ...]
    closing: tuple[str, ...] = field(default=())


STYLES = {
    Status.MET.value: "green",
    Status.ON_PACE.value: "green",
    Status.LAGGING.value: "yellow",
    Status.SERIOUSLY_LAGGING.value: "red",
    Status.NOT_MET.value: "red",
    Status.UNDETERMINED.value: "magenta",
    Status.NOT_REPORTED.value: "magenta",
    ActionStatus.DONE.value: "green",
    ActionStatus.OVERDUE.value: "red",
}


def by_indicator(selection: Selection, show: Show) -> Page:
    """Indicators, then actions; for a lead unit also what it takes part in."""
    views = [
        indicator_view(selection.indicators, show, show.words("view.indicators", n=len(selection.indicators)))
    ]
    if selection.actions:
        views.append(
            action_view(selection.actions, show, show.words("view.actions", n=len(selection.actions)))
        )
    helped = [result for result in selection.supported if isinstance(result, IndicatorResult)]
    if helped:
        views.append(indicator_view(helped, show, show.words("view.supported", n=len(helped))))
    doing = [result for result in selection.supported if isinstance(result, ActionResult)]
    if doing:
        views.append(action_view(doing, show, show.words("view.supported_actions", n=len(doing))))
    return Page(heading(selection.assessment, show), tuple(views), closing(selection, show))


def indicator_view(results: Iterable[IndicatorResult], show: Show, caption: str) -> View:
    """A row per indicator."""
    words = show.words
    columns = (
        Column("status", words("col.status")),
        Column("attainment", words("col.attainment"), numeric=True),
        Column("pace", words("col.pace"), need=76, numeric=True),
        Column("value", words("col.value"), numeric=True),
        Column("gap", words("col.gap"), need=100, numeric=True),
        Column("target", words("col.target"), folds=True),
        Column("lead", words("col.lead"), need=118, folds=True),
        Column("section", words("col.section"), need=106),
        Column("id", words("col.id"), need=140),
        Column("name", words("col.indicator"), folds=True),
    )
    listed = list(results)
    return View(
        caption,
        columns,
        tuple(_indicator_row(result, show) for result in listed),
        tuple(STYLES.get(result.status.value, "") for result in listed),
        legend=legend(show, "trend", "bar"),
        drawings=(
            Drawing("trend", words("col.trend"), CELLS, tuple(trend(result) for result in listed)),
            Drawing("bar", words("col.bar"), MOST, tuple(attainment_bar(result) for result in listed)),
        ),
    )


def legend(show: Show, *keys: str) -> Legend:
    """What columns mean, each under its key."""
    clauses = tuple((key, show.words(f"legend.{key}")) for key in keys)
    return Legend(clauses, show.words("legend.joint"), show.words("legend.end"))


def action_view(results: Iterable[ActionResult], show: Show, caption: str) -> View:
    """A row per action."""
    words = show.words
    columns = (
        Column("status", words("col.status")),
        Column("progress", words("col.progress"), numeric=True),
        Column("month", words("col.reported")),
        Column("section", words("col.section"), need=80),
        Column("lead", words("col.lead"), need=118, folds=True),
        Column("id", words("col.id"), need=140),
        Column("name", words("col.action"), folds=True),
    )
    listed = list(results)
    return View(
        caption,
        columns,
        tuple(_action_row(result, show) for result in listed),
        tuple(STYLES.get(result.status.value, "") for result in listed),
    )


def marks(result: IndicatorResult | ActionResult, show: Show) -> str:
    """What a reader must know beside the status, in brackets behind a name; empty where that is nothing."""
    parts = mark_words(result, show)
    return show.words("mark", marks=show.words.joined(parts)) if parts else ""


def mark_words(result: IndicatorResult | ActionResult, show: Show) -> list[str]:
    """What a reader must know beside the status: stale, estimate, conflict and the like; no evidence last."""
    parts = []
    latest = result.reported_for if isinstance(result, ActionResult) else result.value_period
    if result.stale and latest:
        parts.append(show.words("flag.stale", month=show.month(latest)))
    lacking = show.words("flag.no_evidence")
    flags = flag_words(result, show.words)
    return [*parts, *(flag for flag in flags if flag != lacking), *([lacking] if lacking in flags else [])]


def progress_of(result: ActionResult, show: Show) -> str:
    """How far an action is, by its steps or else as reported; empty where neither says so."""
    if result.attainment is not None:
        return show.percent(result.attainment)
    return "" if result.progress is None else f"{plain(result.progress)}%"


def heading(assessment: Assessment, show: Show) -> tuple[str, ...]:
    """The lines above every table: plan, month, pace; sample and as-of where they apply."""
    plan, words = assessment.plan, show.words
    lines = [
        words(
            "head.plan",
            place=place_beside(plan),
            title=one_line(plan.title),
            month=show.full_month(assessment.month),
            pace=show.percent(assessment.pace),
        ).strip()
    ]
    if assessment.sample:
        lines.insert(0, words("say.sample"))
    if assessment.as_of:
        lines.append(words("head.as_of", day=show.day(assessment.as_of)))
    return tuple(lines)


def closing(selection: Selection, show: Show) -> tuple[str, ...]:
    """The lines below the whole plan: counts that add up, share on pace, reporting."""
    assessment = selection.assessment
    if selection.filters.any:
        return ()
    words, summary = show.words, assessment.summary
    counted = (
        ("sum.indicators", summary.indicators, counts_text(summary, show)),
        ("sum.actions", summary.action_count, action_counts_text(summary, show)),
    )
    return (
        *(words(key, n=number, counts=counts) for key, number, counts in counted if number),
        words(
            "sum.share" if summary.judged else "sum.share.none",
            share=show.percent(summary.on_pace_share),
            good=summary.good,
            judged=summary.judged,
        ),
        _reporting_text(assessment, show),
    )


def _reporting_text(assessment: Assessment, show: Show) -> str:
    """What became of the duties to report; what is not due yet only where there is such."""
    words, reporting = show.words, assessment.reporting
    early = reporting.count(Punctuality.NOT_YET_DUE)
    return words(
        "sum.reporting",
        owed=len(reporting.duties),
        on_time=reporting.count(Punctuality.ON_TIME),
        late=reporting.count(Punctuality.LATE),
        missing=reporting.count(Punctuality.MISSING),
        undated=reporting.count(Punctuality.UNDATED),
        early=words("sum.not_yet_due", n=early) if early else "",
        due=show.day(reporting.due),
    )


def counts_text(counts: Tally, show: Show) -> str:
    """The statuses that occur with their counts, in the order of good to bad."""
    listed = [(f"status.{status.value}", counts.statuses[status]) for status in STATUS_ORDER]
    return show.words.joined([f"{show.words(key)} {number}" for key, number in listed if number])


def action_counts_text(counts: Tally, show: Show) -> str:
    """The same for actions."""
    listed = [(f"action.{status.value}", counts.actions[status]) for status in ACTION_ORDER]
    return show.words.joined([f"{show.words(key)} {number}" for key, number in listed if number])


def _indicator_row(result: IndicatorResult, show: Show) -> dict[str, str]:
    indicator = result.indicator
    return {
        "status": show.words(f"status.{result.status.value}"),
        "attainment": show.attainment(result),
        "pace": show.percent(result.pace)
        if result.pace_ratio is not None and result.pace_gap_points is not None
        else NOTHING,
        "value": show.figure(result),
        "gap": gap_cell(show, result),
        "target": show.target(result.target),
        "lead": show.lead(indicator.place),
        "section": one_line(indicator.place.section),
        "name": f"{one_line(indicator.name)}{marks(result, show)}",
        "id": indicator.id,
    }


def _action_row(result: ActionResult, show: Show) -> dict[str, str]:
    action = result.action
    return {
        "status": show.words(f"action.{result.status.value}"),
        "progress": progress_of(result, show) or NOTHING,
        "month": show.month(result.reported_for),
        "section": one_line(action.place.section),
        "lead": show.lead(action.place),
        "name": f"{one_line(action.name)}{marks(result, show)}",
        "id": action.id,
    }
