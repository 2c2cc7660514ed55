"""Tables of counts: a row per lead unit or per programme, means always «n of m»."""

from __future__ import annotations

from collections.abc import Iterable

from kpitrack.assessment.results import (
    ActionStatus,
    Assessment,
    RowKind,
    Tally,
    UnitResult,
)
from kpitrack.assessment.rollup import tally
from kpitrack.kinds import JointCredit
from kpitrack.render.safe import one_line
from kpitrack.render.selection import Selection, place_of
from kpitrack.render.show import NOTHING, Show
from kpitrack.render.strokes import CELLS, bar
from kpitrack.render.views import Column, Drawing, Page, View, closing, heading, legend


def by_lead_unit(assessment: Assessment, units: Iterable[UnitResult], show: Show, *, rank: bool) -> Page:
    """A row per lead unit: counts, share on pace, attainment n of m, reporting."""
    words = show.words
    columns = (
        *((Column("rank", words("col.rank"), numeric=True),) if rank else ()),
        Column("share", words("col.share"), numeric=True),
        Column("good", words("col.good"), numeric=True),
        Column("behind", words("col.behind"), numeric=True),
        Column("other", words("col.other"), need=96, numeric=True),
        Column("led", words("col.led"), numeric=True),
        Column("attainment", words("col.mean"), need=76, numeric=True),
        Column("actions", words("col.actions"), need=90, numeric=True),
        Column("reports", words("col.reports"), need=76, numeric=True),
        Column("supported", words("col.supported"), need=110, numeric=True),
        Column("name", words("col.lead_unit"), folds=True),
    )
    listed = list(units)
    ranking = (words("note.rank"),) if rank else ()
    view = View(
        words("view.lead_units"),
        columns,
        tuple(_unit_row(row, show) for row in listed),
        notes=(*ranking, *_credit_notes(assessment, show)),
        legend=legend(show, "share", "attainment", "reports"),
        drawings=(_share_bars([row.tally for row in listed], show),),
    )
    return Page(heading(assessment, show), (view,))


def by_programme(selection: Selection, show: Show) -> Page:
    """A row per programme: counts and share on pace."""
    words, assessment = show.words, selection.assessment
    columns = (
        Column("share", words("col.share"), numeric=True),
        Column("good", words("col.good"), numeric=True),
        Column("behind", words("col.behind"), numeric=True),
        Column("other", words("col.other"), numeric=True),
        Column("led", words("col.indicators"), numeric=True),
        Column("attainment", words("col.mean"), need=76, numeric=True),
        Column("actions", words("col.actions"), need=90, numeric=True),
        Column("name", words("col.programme"), folds=True),
    )
    rows, tallies = [], []
    for programme in assessment.plan.programmes:
        indicators = [result for result in selection.indicators if place_of(result).programme == programme.id]
        actions = [result for result in selection.actions if place_of(result).programme == programme.id]
        if indicators or actions or not selection.filters.any:
            counts = tally(indicators, actions, assessment.plan)
            title = one_line(f"{programme.section} {programme.title}".strip())
            tallies.append(counts)
            rows.append({**_counts(counts, show), "name": title})
    view = View(
        words("view.programmes"),
        columns,
        tuple(rows),
        legend=legend(show, "share", "attainment"),
        drawings=(_share_bars(tallies, show),),
    )
    return Page(heading(assessment, show), (view,), closing(selection, show))


def _share_bars(tallies: Iterable[Tally], show: Show) -> Drawing:
    """The share on pace as bars: without a mark, for nothing says what share would be enough."""
    bars = tuple(bar(counts.on_pace_share, None) for counts in tallies)
    return Drawing("bar", show.words("col.share_bar"), CELLS, bars)


def _unit_row(row: UnitResult, show: Show) -> dict[str, str]:
    words = show.words
    name = show.unit_name(row.unit) if row.unit else words(f"row.{row.kind.value}")
    duties = row.duties
    return {
        **_counts(row.tally, show),
        "rank": str(row.rank) if row.rank else NOTHING,
        "reports": words("cell.reports", done=duties.owed - len(duties.missing), owed=duties.owed)
        if duties
        else NOTHING,
        "supported": words(
            "cell.supported", indicators=row.supported_indicators, actions=row.supported_actions
        )
        if row.kind is RowKind.UNIT
        else NOTHING,
        "name": name,
    }


def _counts(counts: Tally, show: Show) -> dict[str, str]:
    """The cells that a unit and a programme share."""
    key = "cell.mean.part" if counts.incomplete else "cell.mean"
    facts = {"counted": counts.counted, "of": counts.of, "n": counts.incomplete}
    mean = show.words(key, mean=show.percent(counts.attainment), **facts)
    return {
        "share": NOTHING if counts.on_pace_share is None else f"{show.percent(counts.on_pace_share)}",
        "good": str(counts.good),
        "behind": str(counts.judged - counts.good),
        "other": str(counts.indicators - counts.judged),
        "led": str(counts.indicators),
        "attainment": mean if counts.of else NOTHING,
        "actions": f"{counts.actions[ActionStatus.DONE]}/{counts.action_count}"
        if counts.action_count
        else NOTHING,
    }


def _credit_notes(assessment: Assessment, show: Show) -> tuple[str, ...]:
    """Why rows do not add up to the plan, where they do not."""
    led = sum(row.tally.indicators for row in assessment.units)
    if led == assessment.summary.indicators:
        return ()
    credit = assessment.plan.rules.joint_credit
    key = "note.credit_full" if credit is JointCredit.FULL else "note.credit_dual"
    return (show.words(key, rows=led, plan=assessment.summary.indicators),)
