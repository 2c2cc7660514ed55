"""How single facts are shown, the same in every format: figures with units, targets, months, names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kpitrack.assessment.results import ActionResult, Freshness, IndicatorResult, MonthResult
from kpitrack.attainment import Limits, limits
from kpitrack.kinds import LeadKind
from kpitrack.model import Place, Plan, Revision
from kpitrack.numeric import (
    Exact,
    Line,
    is_share,
    show_difference,
    show_percent,
    show_value,
    show_worked,
)
from kpitrack.periods import Period
from kpitrack.render.safe import one_line
from kpitrack.target_words import behind, counted, target_in_words
from kpitrack.wording import Words

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Show:
    """Shows the facts of one plan in one language."""

    plan: Plan
    words: Words

    def quantity(self, value: Exact | None, unit: str, lines: tuple[Line, ...] = ()) -> str:
        """A figure as reported, with its unit; a dash where there is none (never 0).

        A computed figure is not printed on the other side of one of `lines`.
        """
        return NOTHING if value is None else counted(show_value(value, lines), self.unit(unit))

    def difference(self, value: Fraction | None, unit: str) -> str:
        """A computed difference with its unit; percentage points where the unit is %."""
        if value is None:
            return NOTHING
        return counted(show_difference(value), self.points(unit))

    def unit(self, unit: str) -> str:
        """A unit behind a figure; in English with a space before words."""
        return behind(one_line(unit), self.words)

    def points(self, unit: str) -> str:
        """The unit of a difference: of percentages it is percentage points."""
        return self.words("unit.points") if is_share(unit) else self.unit(unit)

    def percent(self, ratio: Fraction | None) -> str:
        """A ratio in per cent, never on the other side of 100."""
        return NOTHING if ratio is None else show_percent(ratio)

    def month(self, period: Period | None) -> str:
        """A month: 6月 in a plan of one year, else with its year."""
        if period is None:
            return NOTHING
        if self.words.language == "en":
            return str(period)
        return f"{period.month}月" if self.plan.span.single_year else f"{period.year}年{period.month}月"

    def full_month(self, period: Period) -> str:
        """A month with its year."""
        return f"{period.year}年{period.month}月" if self.words.language == "zh" else str(period)

    def day(self, day: date) -> str:
        """A day."""
        return f"{day.year}年{day.month}月{day.day}日" if self.words.language == "zh" else day.isoformat()

    def target(self, force: Revision) -> str:
        """The target as the plan prints it, else in words made from it."""
        return one_line(target_in_words(self.plan, force, self.words))

    def figure(self, result: IndicatorResult | MonthResult) -> str:
        """An indicator's figure with its unit; the unit reported with it while the plan has none."""
        return self.quantity(result.value, result.unit, self.figure_lines(result))

    def figure_of(self, one: MonthResult) -> str:
        """A month's figure: the one reported for it, though it could not be compared, else as `figure`."""
        if one.freshness is Freshness.UNCOMPARED:
            return self.quantity(one.uncompared, one.unit)
        return self.figure(one)

    def freshness(self, one: MonthResult) -> str:
        """What must be known beside a month's figure; empty where all of it came in with the month."""
        if one.freshness is Freshness.NEW or one.value is None:
            return ""
        if one.freshness is Freshness.UNCOMPARED and one.value_period != one.month:
            return self.words("fresh.judged_by", month=self.month(one.value_period), figure=self.figure(one))
        return self.words(f"fresh.{one.freshness.value}")

    def uncompared(self, result: IndicatorResult) -> str:
        """Which reported figure has nothing to be compared with, in a sentence; empty without any."""
        if result.uncompared is None:
            return ""
        return self.words(
            "say.uncompared",
            month=self.month(result.uncompared_period),
            figure=self.quantity(result.uncompared, result.unit),
            series=self.item_name(result.target.target.series),
        )

    def worked(self, result: IndicatorResult) -> str:
        """An indicator's figure as it stands in a formula, without its unit."""
        if result.value is None:
            return NOTHING
        return show_worked(result.value, self.figure_lines(result))

    def attainment(self, result: IndicatorResult | MonthResult) -> str:
        """An indicator's attainment in per cent, not seeming to reach 100 or its pace when it has not."""
        if result.attainment is None:
            return NOTHING
        return show_percent(result.attainment, self.attainment_lines(result))

    def figure_lines(self, result: IndicatorResult | MonthResult) -> tuple[Line, ...]:
        """The lines that an indicator's figure must not seem to cross: its target's bounds."""
        return _lines(limits(result.target.target, result.compared))

    def attainment_lines(self, result: IndicatorResult | MonthResult) -> tuple[Fraction, ...]:
        """The lines that an indicator's attainment must not seem to reach: 100 per cent and its pace."""
        expected = result.expected_attainment
        return (Fraction(1),) if expected is None else (Fraction(1), expected)

    def unit_name(self, identifier: str) -> str:
        """A lead unit's name."""
        unit = self.plan.units.get(identifier)
        return one_line(unit.name if unit else identifier)

    def unit_names(self, identifiers: tuple[str, ...]) -> str:
        """Lead units' names in running text; 未明确 without any."""
        if not identifiers:
            return self.words("row.unassigned")
        return self.words.joined([self.unit_name(identifier) for identifier in identifiers])

    def lead(self, place: Place) -> str:
        """Who answers for an item: the lead units, and how they share it where that is not plain."""
        names = self.unit_names(place.lead)
        if place.lead_kind in {LeadKind.NONE, LeadKind.SINGLE}:
            return names
        return self.words("lead.named", names=names, kind=self.words(f"lead.{place.lead_kind.value}"))

    def item_name(self, identifier: str) -> str:
        """An item's name."""
        item = self.plan.items.get(identifier)
        return one_line(item.name if item else identifier)

    def result_name(self, result: IndicatorResult | ActionResult) -> str:
        """The name of a result's item."""
        return one_line((result.indicator if isinstance(result, IndicatorResult) else result.action).name)

    def stale(self, result: IndicatorResult) -> str:
        """«截至5月» where the figure is of an earlier month than the one asked for."""
        if result.value_period is None or not result.stale:
            return ""
        return self.words("flag.stale", month=self.month(result.value_period))


def _lines(bounds: Limits | None) -> tuple[Line, ...]:
    """The lines that a figure must not seem to cross: its target's bounds."""
    if bounds is None:
        return ()
    lower = () if bounds.lower is None else (Line(bounds.lower, inclusive=not bounds.strict),)
    upper = () if bounds.upper is None else (Line(bounds.upper, inclusive=bounds.strict),)
    return (*lower, *upper)
