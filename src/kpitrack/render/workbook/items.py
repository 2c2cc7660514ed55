"""Indicators, actions and series in the columns that a lead unit's sheet has for all of them."""

from __future__ import annotations

from collections.abc import Mapping

from kpitrack.assessment.results import ActionResult, DutyResult, IndicatorResult, Punctuality
from kpitrack.model import Place
from kpitrack.render.briefing.facts import Facts, item_of
from kpitrack.render.cells import of_month
from kpitrack.render.safe import one_line
from kpitrack.render.show import NOTHING
from kpitrack.render.workbook.actions import action_row, sayings_cells
from kpitrack.render.workbook.grid import EMPTY, Cell, texts
from kpitrack.render.workbook.indicators import indicator_row


class Items:
    """The cells of every item, made once, by its id; and what became of the reports on it."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self.places: dict[str, Place] = {item_of(one).id: item_of(one).place for one in facts.results}
        self._cells = {item_of(one).id: _cells(facts, one) for one in facts.results}
        self._cells |= {series.id: _series(facts, series.id) for series in facts.assessment.plan.series}
        self._duties: dict[tuple[str, str], DutyResult] = {
            (duty.item, unit): duty for duty in facts.assessment.reporting.duties for unit in duty.units
        }

    def cells(self, item: str) -> Mapping[str, Cell]:
        """An item's cells by column."""
        return self._cells[item]

    def report(self, item: str, unit: str | None) -> str:
        """What became of a unit's duty to report an item for the month; a dash where it had none."""
        duty = self._duties.get((item, unit or ""))
        return outcome_text(self._facts, duty) if duty else NOTHING


def outcome_text(facts: Facts, duty: DutyResult) -> str:
    """What became of a duty: 按时, 迟报3天, 未报."""
    if duty.outcome is Punctuality.LATE:
        return facts.words("book.late", days=duty.days)
    return facts.say(f"punctual.{duty.outcome.value}")


def _cells(facts: Facts, result: IndicatorResult | ActionResult) -> dict[str, Cell]:
    if isinstance(result, IndicatorResult):
        cells = indicator_row(facts, result)
        return {**cells, "item": cells["indicator"], **sayings_cells(facts, result)}
    cells = action_row(facts, result)
    figures = [cells[key].text for key in ("progress", "reported") if cells[key].text != NOTHING]
    return {
        **cells,
        "item": cells["action"],
        "figure": Cell(facts.groups(figures) or NOTHING),
        "attainment": cells["share-done"],
        **_dashes("target", "expected", "against", "needed"),
    }


def _series(facts: Facts, item: str) -> dict[str, Cell]:
    """A series has no target: its latest figures are shown."""
    show, records = facts.show, facts.last_reports(item)
    figures = [
        of_month(show, one_line(show.quantity(record.figure, record.unit)), record.period, facts.month)
        for record in records
    ]
    name, figure = facts.name(item), facts.groups(figures) or NOTHING
    return {
        **texts({"id": item, "item": name, "figure": figure, "status": NOTHING, "previous": NOTHING}),
        **_dashes("section", "target", "attainment", "expected", "against", "needed", "lead"),
        "bar": EMPTY,
    }


def _dashes(*keys: str) -> dict[str, Cell]:
    return dict.fromkeys(keys, Cell(NOTHING))
