"""Who owes what: a table, data, and a ready notice per unit (催报)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kpitrack.assessment.results import Assessment, DutyResult, Punctuality
from kpitrack.render.data import reporting_data
from kpitrack.render.json_text import to_json
from kpitrack.render.safe import one_line
from kpitrack.render.show import NOTHING, Show
from kpitrack.render.tabular import to_csv
from kpitrack.render.views import Column, Page, View, heading


@dataclass(frozen=True, slots=True)
class Arrears:
    """The duties of a month that are not met, or not in time.

    As seen on `day`: `missing` is past its due day by `overdue` days; `waiting` is not due yet.
    """

    missing: tuple[DutyResult, ...]
    waiting: tuple[DutyResult, ...]
    late: tuple[DutyResult, ...]
    overdue: int
    day: date
    unit: str | None = None

    def failing(self, bar: str | None) -> Arrears:
        """What misses a bar: `missing` what has not come, `late` also what came late; None nothing."""
        return replace(
            self,
            missing=self.missing if bar else (),
            waiting=(),
            late=self.late if bar == "late" else (),
        )

    def fails(self, bar: str | None) -> bool:
        """Whether anything does."""
        return bool(self.failing(bar).missing or self.failing(bar).late)


def arrears(assessment: Assessment, today: date, unit: str | None) -> Arrears:
    """What has not come and what came late, of one unit or of all, as seen on a day."""
    mine = [duty for duty in assessment.reporting.duties if unit is None or unit in duty.units]
    gone = (today - assessment.reporting.due).days
    absent = [duty for duty in mine if duty.outcome in {Punctuality.MISSING, Punctuality.NOT_YET_DUE}]
    return Arrears(
        missing=tuple(absent) if gone > 0 else (),
        waiting=() if gone > 0 else tuple(absent),
        late=tuple(duty for duty in mine if duty.outcome is Punctuality.LATE),
        overdue=max(gone, 0),
        day=today,
        unit=unit,
    )


def of_unit(owing: Arrears, unit: str) -> Arrears:
    """Of all that is owed, what one unit owes."""
    return replace(
        owing,
        missing=tuple(duty for duty in owing.missing if unit in duty.units),
        waiting=tuple(duty for duty in owing.waiting if unit in duty.units),
        late=tuple(duty for duty in owing.late if unit in duty.units),
        unit=unit,
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
    listed = (("view.missing", owing.missing), ("view.waiting", owing.waiting), ("view.late", owing.late))
    for caption, duties in listed:
        rows = tuple(
            {
                "days": str(duty.days or owing.overdue or NOTHING),
                "unit": show.unit_names(duty.units),
                "id": duty.item,
                "name": show.item_name(duty.item),
            }
            for duty in duties
        )
        if rows:
            views.append(View(words(caption, n=len(rows)), columns, rows))
    key = "missing.due" if owing.overdue else "missing.not_due"
    due = words(key, day=show.day(assessment.reporting.due))
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
        for duty in (*owing.missing, *owing.waiting, *owing.late)
    ]
    return to_csv(("month", "outcome", "item", "name", "reported_by", "days", "sample"), rows)


def notices(assessment: Assessment, owing: Arrears, show: Show) -> str:
    """A notice per unit that owes reports, ready to send; what the office itself owes is a list for it."""
    words, parts = show.words, []
    for unit in show.plan.lead_units:
        mine = [duty for duty in (*owing.missing, *owing.waiting) if unit.id in duty.units]
        if mine and owing.unit in {None, unit.id}:
            parts.append("\n".join(_notice(unit.id, mine, assessment, owing, show)))
    sample = [words("say.sample")] if assessment.sample else []
    body = parts or [words("say.no-missing", month=show.full_month(assessment.month))]
    return "\n\n".join([*sample, *body]) + "\n"


def _notice(
    unit: str, mine: list[DutyResult], assessment: Assessment, owing: Arrears, show: Show
) -> Iterator[str]:
    """The lines of one notice: whom to, what is owed, signature and day."""
    words, plan = show.words, show.plan
    own = unit == plan.office
    facts = {
        "month": show.full_month(assessment.month),
        "due": show.day(assessment.reporting.due),
        "n": len(mine),
        "days": owing.overdue,
        "title": one_line(plan.title),
    }
    yield words("notice.to-own" if own else "notice.to", unit=show.unit_name(unit))
    if owing.overdue:
        yield words("notice.body-own" if own else "notice.body", **facts)
    else:
        yield words("notice.reminder-own" if own else "notice.reminder", **facts)
    for number, duty in enumerate(mine, start=1):
        others = [show.unit_name(other) for other in duty.units if other != unit]
        shared = (
            words("notice.shared-own" if own else "notice.shared", units=words.joined(others))
            if others
            else ""
        )
        yield words("notice.item", number=number, name=show.item_name(duty.item), shared=shared)
    if own:
        return
    yield words("notice.close")
    if plan.office in plan.units:
        office, place = show.unit_name(plan.office), one_line(plan.place)
        yield words("notice.from-place" if place else "notice.from", office=office, place=place)
    yield show.day(owing.day)
