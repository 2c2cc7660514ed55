"""The month of an entry: what its row or table says, else the options, else the titles over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kpitrack.entries import Entry
from kpitrack.model import Indicator, Item
from kpitrack.numeric import fold
from kpitrack.periods import Period, PeriodRefusedError, Span, parse_period
from kpitrack.problems import Location, Problem, error, warning
from kpitrack.title_dates import Over


@dataclass(frozen=True, slots=True)
class ReadPeriod:
    """The month of an entry, None where it cannot be told, and what is wrong with it."""

    period: Period | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class PeriodReader:
    """Reads months by a plan's span. `default` is that of the options; `today` is given at ingest only."""

    span: Span
    default: str = ""
    today: date | None = None

    def read(self, entry: Entry, item: Item | None) -> ReadPeriod:
        """The month of an entry of an item."""
        over, place = entry.around.over, entry.place("period")
        text = entry.text("period") or self.default or over.month_text
        if not text:
            return ReadPeriod(None, (error(place, "missing-period"),))
        try:
            parsed = parse_period(fold(text), self.span)
        except PeriodRefusedError as refused:
            return ReadPeriod(None, (error(place, "bad-period", variant=refused.reason, found=text),))
        outside = self._in_other_year(over, text)
        if outside:
            return ReadPeriod(outside, (self._of_title(over, place),))
        if entry.text("period"):
            problems = []
        elif self.default:
            problems = list(_against_both(over, parsed.period))
        else:
            problems = list(_of_title_alone(over, parsed.period))
        problems += self._doubts(parsed.period, place)
        if parsed.running and isinstance(item, Indicator) and item.increments:
            problems.insert(0, error(place, "running-period", found=text, item=item.name))
        return ReadPeriod(parsed.period, tuple(problems))

    def _in_other_year(self, over: Over, text: str) -> Period | None:
        """A month without a year in the one said over its table, where that is not the plan's; else None."""
        ours = range(self.span.first.year, self.span.last.year + 1)
        if not over.year or any(year in over.years for year in ours):
            return None
        try:
            period = parse_period(fold(text), Span(Period(over.year, 1), Period(over.year, 12))).period
        except PeriodRefusedError:
            return None
        return period if period.year == over.year else None

    def _of_title(self, over: Over, place: Location) -> Problem:
        return error(
            over.year_in.location if over.year_in else place,
            "period-outside",
            variant="title",
            title=over.year_in.text.strip() if over.year_in else "",
            found=over.year,
            first=self.span.first,
            last=self.span.last,
            year=self.span.first.year,
        )

    def _doubts(self, period: Period, place: Location) -> Iterator[Problem]:
        if period not in self.span:
            yield error(place, "period-outside", found=period, first=self.span.first, last=self.span.last)
        elif self.today and period.first_day > self.today:
            yield error(place, "period-ahead", found=period, today=self.today)
        elif self.today and period.last_day > self.today:
            yield warning(place, "month-running", found=period, today=self.today)


def _against_both(over: Over, period: Period) -> Iterator[Problem]:
    """An error where the name of the sheet and a title both name another month than is given."""
    if over.month_in and over.is_named and over.is_titled and over.month != period.month:
        yield error(
            over.month_in.location,
            "title-differs",
            variant="month",
            found=f"{over.month}月",
            used=period,
        )


def _of_title_alone(over: Over, period: Period) -> Iterator[Problem]:
    """A month that only a title names is told: the title may be last month's."""
    if over.month_in and not over.is_named:
        title = over.month_in.text.strip()
        yield warning(over.month_in.location, "month-from-title", title=title, found=period)
