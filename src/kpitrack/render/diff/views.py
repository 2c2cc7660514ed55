"""What changed, as a page: who moved, indicators, actions, lead units, reporting, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from kpitrack.assessment.results import ActionStatus, DutyResult, Tally
from kpitrack.comparison.changes import (
    ActionChange,
    Change,
    Comparison,
    DutyChange,
    Flow,
    IndicatorChange,
    UnitChange,
)
from kpitrack.comparison.reasons import shown_pace
from kpitrack.comparison.totals import flows, is_amiss
from kpitrack.render.cells import mean_cell, share_cell
from kpitrack.render.diff.choice import Choice
from kpitrack.render.diff.closing import closing, unchanged
from kpitrack.render.diff.reasons import reason_lines
from kpitrack.render.place_names import place_beside
from kpitrack.render.safe import one_line
from kpitrack.render.show import NOTHING, Show
from kpitrack.render.views import STYLES, Column, Page, View, marks, progress_of


def diff_page(comparison: Comparison, choice: Choice, show: Show, *, below: bool) -> Page:
    """The page; the reasons stand `below` each row, else in a column of their own."""
    indicators, actions = choice.indicators(comparison), choice.actions(comparison)
    moved = flows((*indicators, *actions))
    views = [_flow_view(moved, show)] if moved else []
    listed = choice.listed(indicators)
    if listed:
        caption = _caption("indicators", indicators, choice, show)
        views.append(_placed(_indicator_view(listed, show, caption), listed, show, below=below))
    acting = choice.listed(actions)
    if acting:
        caption = _caption("actions", actions, choice, show)
        views.append(_placed(_action_view(acting, show, caption), acting, show, below=below))
    units = choice.units(comparison)
    if units:
        views.append(_unit_view(units, comparison, show, below=below))
    duties = choice.duties(comparison)
    reporting = _duty_view(duties, show, listed=choice.everything or not below)
    if reporting.rows:
        views.append(reporting)
    ending = () if choice.filters.any else closing(comparison, show)
    if not views:
        ending = (show.words("diff.nothing"), *ending)
    return Page(
        heading(comparison, show),
        tuple(views),
        (*ending, unchanged((*indicators, *actions), show, listed=choice.everything)),
    )


def heading(comparison: Comparison, show: Show) -> tuple[str, ...]:
    """The lines above: the plan, and what is held against what."""
    plan, words = show.plan, show.words
    before, after = comparison.before, comparison.after
    days = before.as_of is not None or after.as_of is not None

    def side(which: str) -> str:
        one = before if which == "before" else after
        key = "diff.side" if not days else "diff.side.day" if one.as_of else "diff.side.now"
        return words(
            key,
            month=show.full_month(one.month),
            pace=show.percent(one.pace),
            day=show.day(one.as_of) if one.as_of else "",
        )

    lines = [
        words("diff.head", place=place_beside(plan), title=one_line(plan.title)).strip(),
        words("diff.sides", before=side("before"), after=side("after")),
    ]
    if before.sample or after.sample:
        lines.insert(0, words("say.sample"))
    return tuple(lines)


def _caption(which: str, changes: Sequence[Change], choice: Choice, show: Show) -> str:
    n = sum(change.is_changed for change in changes)
    if choice.everything:
        return show.words(f"diff.view.all-{which}", all=len(changes), n=n)
    return show.words(f"diff.view.{which}", n=n)


def _placed(view: View, changes: Sequence[Change], show: Show, *, below: bool) -> View:
    """The view with the reasons below its rows, or in its last column."""
    lines = tuple(reason_lines(change, show) for change in changes)
    return _with(view, lines, show, below=below)


def _with(view: View, lines: tuple[tuple[str, ...], ...], show: Show, *, below: bool) -> View:
    if below:
        return View(view.caption, view.columns, view.rows, view.styles, under=lines)
    why = Column("reasons", show.words("diff.col.reasons"), folds=True)
    joint = "；" if show.words.language == "zh" else "; "
    rows = tuple({**row, "reasons": joint.join(said)} for row, said in zip(view.rows, lines, strict=True))
    return View(view.caption, (*view.columns, why), rows, view.styles)


def turn(show: Show, before: str, after: str) -> str:
    """How a cell reads that stood otherwise: old→new; once where it is the same."""
    return after if before == after else show.words("diff.to", before=before, after=after)


def status_turn(change: Change | Flow, show: Show) -> str:
    """A status before and after, in words."""
    if isinstance(change, Flow):
        before, after = change.before, change.after
    else:
        before, after = change.before.status, change.after.status
    key = "action" if isinstance(after, ActionStatus) else "status"
    return turn(show, show.words(f"{key}.{before.value}"), show.words(f"{key}.{after.value}"))


def _flow_view(moved: Iterable[Flow], show: Show) -> View:
    words = show.words
    columns = (
        Column("flow", words("diff.col.flow")),
        Column("kind", words("diff.col.kind")),
        Column("n", words("diff.col.n"), numeric=True),
        Column("names", words("diff.col.names"), folds=True),
    )
    listed = tuple(moved)
    rows = tuple(
        {
            "flow": status_turn(flow, show),
            "kind": words("diff.kind.action" if flow.is_of_actions else "diff.kind.indicator"),
            "n": str(len(flow.items)),
            "names": words.joined([show.item_name(item) for item in flow.items]),
        }
        for flow in listed
    )
    styles = tuple(STYLES.get(flow.after.value, "") for flow in listed)
    return View(words("diff.view.flows", n=sum(len(flow.items) for flow in listed)), columns, rows, styles)


def _indicator_view(changes: Sequence[IndicatorChange], show: Show, caption: str) -> View:
    words = show.words
    columns = (
        Column("status", words("col.status")),
        Column("attainment", words("col.attainment"), numeric=True),
        Column("pace", words("col.pace"), need=90, numeric=True),
        Column("value", words("col.value"), numeric=True),
        Column("difference", words("diff.col.difference"), need=104, numeric=True),
        Column("target", words("col.target"), need=132, folds=True),
        Column("lead", words("col.lead"), need=150, folds=True),
        Column("id", words("col.id"), need=164),
        Column("name", words("col.indicator"), folds=True),
    )
    return View(
        caption,
        columns,
        tuple(_indicator_row(change, show) for change in changes),
        tuple(STYLES.get(change.after.status.value, "") for change in changes),
    )


def _indicator_row(change: IndicatorChange, show: Show) -> dict[str, str]:
    before, after, indicator = change.before, change.after, change.after.indicator
    difference, sign = change.difference, ""
    if difference is not None:
        sign = "+" if difference > 0 else ""
    return {
        "status": status_turn(change, show),
        "attainment": turn(show, show.attainment(before), show.attainment(after)),
        "pace": turn(show, show.percent(shown_pace(before)), show.percent(shown_pace(after))),
        "value": turn(show, show.figure(before), show.figure(after)),
        "difference": f"{sign}{show.difference(difference, after.unit)}" if difference else NOTHING,
        "target": turn(show, show.target(before.target), show.target(after.target)),
        "lead": show.lead(indicator.place),
        "id": indicator.id,
        "name": f"{one_line(indicator.name)}{marks(after, show)}",
    }


def _action_view(changes: Sequence[ActionChange], show: Show, caption: str) -> View:
    words = show.words
    columns = (
        Column("status", words("col.status")),
        Column("progress", words("col.progress"), numeric=True),
        Column("month", words("col.reported")),
        Column("lead", words("col.lead"), need=118, folds=True),
        Column("id", words("col.id"), need=140),
        Column("name", words("col.action"), folds=True),
    )
    rows = tuple(
        {
            "status": status_turn(change, show),
            "progress": turn(
                show, progress_of(change.before, show) or NOTHING, progress_of(change.after, show) or NOTHING
            ),
            "month": turn(
                show, show.month(change.before.reported_for), show.month(change.after.reported_for)
            ),
            "lead": show.lead(change.after.action.place),
            "id": change.id,
            "name": f"{one_line(change.after.action.name)}{marks(change.after, show)}",
        }
        for change in changes
    )
    styles = tuple(STYLES.get(change.after.status.value, "") for change in changes)
    return View(caption, columns, rows, styles)


def _unit_view(units: Sequence[UnitChange], comparison: Comparison, show: Show, *, below: bool) -> View:
    """A row per lead unit whose standing is another, with the items that moved."""
    words = show.words
    columns = (
        Column("share", words("col.share")),
        Column("mean", words("col.mean"), need=100),
        Column("name", words("col.lead_unit"), folds=True),
    )

    def both(cell: Callable[[Show, Tally], str], unit: UnitChange) -> str:
        return turn(show, cell(show, unit.before.tally), cell(show, unit.after.tally))

    rows = tuple(
        {
            "share": both(share_cell, unit),
            "mean": both(mean_cell, unit),
            "name": show.unit_name(unit.after.unit)
            if unit.after.unit
            else words(f"row.{unit.after.kind.value}"),
        }
        for unit in units
    )
    moved = {change.id: change for change in comparison.changes}
    lines = tuple(tuple(_moves(unit, moved, show)) for unit in units)
    return _with(View(words("diff.view.units", n=len(units)), columns, rows), lines, show, below=below)


def _moves(unit: UnitChange, changes: dict[str, Change], show: Show) -> Iterator[str]:
    for item in unit.items:
        yield show.words("diff.of", item=show.item_name(item), text=status_turn(changes[item], show))


def _duty_view(duties: Sequence[DutyChange], show: Show, *, listed: bool) -> View:
    """A row per duty that is missing or late now; those that are no longer so in a note, unless listed."""
    words = show.words
    columns = (
        Column("duty", words("diff.col.duty")),
        Column("days", words("col.days"), numeric=True),
        Column("unit", words("col.lead_unit"), folds=True),
        Column("id", words("col.id"), need=120),
        Column("name", words("col.item"), folds=True),
    )
    rows = tuple(
        {
            "duty": turn(show, _outcome(duty.before, show), _outcome(duty.after, show)),
            "days": str(duty.after.days) if duty.after and duty.after.days else NOTHING,
            "unit": show.unit_names(duty.units),
            "id": duty.item,
            "name": show.item_name(duty.item),
        }
        for duty in duties
        if listed or is_amiss(duty.after)
    )
    rest = len(duties) - len(rows)
    notes = (words("diff.note.duties", n=rest),) if rest else ()
    return View(words("diff.view.duties", n=len(duties)), columns, rows, notes=notes)


def _outcome(duty: DutyResult | None, show: Show) -> str:
    return show.words(f"duty.{duty.outcome.value}" if duty else "duty.none")
