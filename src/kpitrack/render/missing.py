"""Who owes what: a table, data, and a ready notice per unit (催报)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kpitrack.assessment.results import Assessment, DutyResult, Punctuality
from kpitrack.render.data import reporting_data
from kpitrack.render.json_text import to_json
from kpitrack.render.safe import one_line
from kpitrack.render.show import Show
from kpitrack.render.tabular import to_csv
from kpitrack.render.views import Column, Page, View, heading


@dataclass(frozen=True, slots=True)
class Arrears:
    """The duties of a month that were not met in time; `overdue` is days past the due day."""

    missing: tuple[DutyResult, ...]
    late: tuple[DutyResult, ...]
    overdue: int
    unit: str | None = None


def arrears(assessment: Assessment, today: date, unit: str | None) -> Arrears:
    """What is missing and what came late, of one unit or of all. Before the due day nothing is."""
    due = assessment.reporting.due
    mine = [duty for duty in assessment.reporting.duties if unit is None or unit in duty.units]
    gone = (today - due).days
    return Arrears(
        tuple(duty for duty in mine if duty.outcome is Punctuality.MISSING and gone > 0),
        tuple(duty for duty in mine if duty.outcome is Punctuality.LATE),
        max(gone, 0),
        unit,
    )


def missing_page(assessment: Assessment, owing: Arrears, show: Show) -> Page:
    """A row per duty that is missing, then per one that came late."""
    words = show.words
    columns = (
        Column("days", words("col.days"), numeric=True),
        Column("unit", words("col.lead_unit"), folds=True),
        Column("id", words("col.id"), need=100),
        Column("name", words("col.item"), folds=True),
    )
    views = []
    for caption, duties in (("view.missing", owing.missing), ("view.late", owing.late)):
        rows = tuple(
            {
                "days": str(duty.days or owing.overdue),
                "unit": show.unit_names(duty.units),
                "id": duty.item,
                "name": show.item_name(duty.item),
            }
            for duty in duties
        )
        if rows:
            views.append(View(words(caption, n=len(rows)), columns, rows))
    due = words("missing.due", day=show.day(assessment.reporting.due))
    closing = (due,) if views else (due, words("say.no-missing", month=show.full_month(assessment.month)))
    return Page(heading(assessment, show), tuple(views), closing)


def missing_data(assessment: Assessment, owing: Arrears, show: Show) -> str:
    """The same as JSON."""
    return to_json(
        {
            "schema": 1,
            "sample": assessment.sample,
            "month": assessment.month,
            "as_of": assessment.as_of,
            "reporting": reporting_data(assessment, show),
            "missing": [
                {"item": duty.item, "reported_by": duty.units, "days": owing.overdue}
                for duty in owing.missing
            ],
            "late": [
                {"item": duty.item, "reported_by": duty.units, "days": duty.days} for duty in owing.late
            ],
        }
    )


def missing_csv(assessment: Assessment, owing: Arrears, show: Show) -> str:
    """The same as CSV."""
    rows = [
        {
            "month": assessment.month,
            "outcome": duty.outcome,
            "item": duty.item,
            "name": show.item_name(duty.item),
            "reported_by": duty.units,
            "days": duty.days or owing.overdue,
            "sample": assessment.sample,
        }
        for duty in (*owing.missing, *owing.late)
    ]
    return to_csv(("month", "outcome", "item", "name", "reported_by", "days", "sample"), rows)


def notices(assessment: Assessment, owing: Arrears, show: Show) -> str:
    """A notice per unit that owes reports, ready to send."""
    words, parts = show.words, []
    for unit in show.plan.lead_units:
        mine = [duty for duty in owing.missing if unit.id in duty.units]
        if not mine or owing.unit not in {None, unit.id}:
            continue
        lines = [words("notice.to", unit=show.unit_name(unit.id))]
        lines.append(
            words(
                "notice.body",
                month=show.full_month(assessment.month),
                due=show.day(assessment.reporting.due),
                n=len(mine),
                days=owing.overdue,
                title=one_line(show.plan.title),
            )
        )
        for number, duty in enumerate(mine, start=1):
            others = [show.unit_name(other) for other in duty.units if other != unit.id]
            shared = words("notice.shared", units=words.joined(others)) if others else ""
            lines.append(
                words(
                    "notice.item",
                    number=number,
                    name=show.item_name(duty.item),
                    id=duty.item,
                    shared=shared,
                )
            )
        lines.append(words("notice.close"))
        if show.plan.office in show.plan.units:
            lines.append(words("notice.from", office=show.unit_name(show.plan.office)))
        parts.append("\n".join(lines))
    sample = [words("say.sample")] if assessment.sample else []
    body = parts or [words("say.no-missing", month=show.full_month(assessment.month))]
    return "\n\n".join([*sample, *body]) + "\n"
