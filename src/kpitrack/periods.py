"""Reporting periods: calendar months, in every spelling that offices use.

No clock is read here: what needs «today» gets it as an argument.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kpitrack.english_dates import english_day, english_month

_MONTHS = 12


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A calendar month. Periods are ordered and hashable; `str()` gives `2024-06`."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= _MONTHS or not 1 <= self.year <= date.max.year:
            message = f"no such month: {self.year}-{self.month}"
            raise ValueError(message)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def first_day(self) -> date:
        """The first day of the month."""
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        """The last day of the month."""
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def shift(self, months: int) -> Period:
        """The period so many months later (earlier when negative)."""
        year, month = divmod(self.year * _MONTHS + self.month - 1 + months, _MONTHS)
        return Period(year, month + 1)

    def until(self, later: Period) -> int:
        """Months from this period to a later one: 0 for the same month, negative backwards."""
        return (later.year - self.year) * _MONTHS + later.month - self.month

    @classmethod
    def of(cls, day: date) -> Period:
        """The month a day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def iso(cls, text: str) -> Period:
        """The period written `2024-06`; ValueError for anything else."""
        found = _ISO.fullmatch(text)
        if not found:
            message = f"not a period: {text}"
            raise ValueError(message)
        return cls(int(found[1]), int(found[2]))


@dataclass(frozen=True, slots=True)
class Span:
    """The months a plan runs over, both ends included."""

    first: Period
    last: Period

    def __contains__(self, period: Period) -> bool:
        return self.first <= period <= self.last

    def months(self) -> tuple[Period, ...]:
        """Every month of the span, in order."""
        return tuple(self.first.shift(step) for step in range(self.first.until(self.last) + 1))

    @property
    def single_year(self) -> int | None:
        """The year, if the whole span lies in one: then a bare `6` is a month."""
        return self.first.year if self.first.year == self.last.year else None

    def share(self, month: Period, due: Period) -> Fraction:
        """Pace: months from the start to `month` ÷ months to `due`, between 0 and 1."""
        whole = self.first.until(due) + 1
        gone = min(max(self.first.until(month) + 1, 0), whole)
        return Fraction(gone, whole)


@dataclass(frozen=True, slots=True)
class ParsedPeriod:
    """A period as somebody wrote it; `running` when it names the months up to it (1-6月)."""

    period: Period
    running: bool = False


class PeriodRefusedError(ValueError):
    """The text is no period; `reason` is one of `unreadable`, `no-year`, `no-such-month`, `one-or-ten`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


_ISO = re.compile(r"([0-9]{4})-([0-9]{2})")
_YEAR = r"(?:(?P<year>[0-9]{4})(?:年度|年|[-/.]))?"
_SPELLINGS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})",
        r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})",
        r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})",
        r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
        _YEAR + r"(?P<month>[0-9]{1,2})月(?:份|底|末)?",
        r"(?:截至|截止|至|到)" + _YEAR + r"(?P<month>[0-9]{1,2})月(?:份|底|末|(?P<day>[0-9]{1,2})[日号])?",
        _YEAR + r"(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})[日号]",
    )
)
_ONE_OR_TEN = re.compile(r"[0-9]{4}\.1")  # what is left of 2024.10 in a cell for numbers
_RUNNING = re.compile(_YEAR + r"1月?(?:[-~]|至|到)(?P<month>[0-9]{1,2})月(?:份|底|末)?")
_RUNNING_WORDS = {"一季度": 3, "第一季度": 3, "上半年": 6, "前三季度": 9, "全年": 12}
_RUNNING_WORD = re.compile(_YEAR + "(?P<word>" + "|".join(_RUNNING_WORDS) + ")")
_MIDNIGHT = re.compile(r"[ T]0?0:00(?::00)?\s*$")  # what a spreadsheet puts behind a day
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－～〜", "-"))


def parse_period(text: str, span: Span) -> ParsedPeriod:
    """Read a period in any of the spellings in use.

    `text` has its full-width forms folded already. A month without a year takes the plan's
    year, if the plan lies in one year. Raises PeriodRefusedError.
    """
    folded = "".join(_MIDNIGHT.sub("", text).split()).translate(_DASHES).replace("~", "-")
    if _ONE_OR_TEN.fullmatch(folded):
        raise PeriodRefusedError("one-or-ten")
    running = _RUNNING.fullmatch(folded)
    if running:
        return ParsedPeriod(_period(running["year"], running["month"], None, span), running=True)
    word = _RUNNING_WORD.fullmatch(folded)
    if word:
        month = str(_RUNNING_WORDS[word["word"]])
        return ParsedPeriod(_period(word["year"], month, None, span), running=True)
    for spelling in _SPELLINGS:
        found = spelling.fullmatch(folded)
        if found:
            parts = found.groupdict()
            return ParsedPeriod(_period(parts["year"], parts["month"], parts.get("day"), span))
    return _english_period(text, span)


def _english_period(text: str, span: Span) -> ParsedPeriod:
    """A period in English words. Two digits are the year of a plan of one year, or a day in it: Mar-26."""
    try:
        day = english_day(text)
    except ValueError:
        raise PeriodRefusedError("no-such-month") from None
    if day:
        return ParsedPeriod(Period.of(day))
    found = english_month(text)
    if found is None:
        raise PeriodRefusedError("unreadable")
    period = _period(str(found.year) if found.year is not None else None, str(found.month), None, span)
    if found.short and period.year != span.single_year:
        raise PeriodRefusedError("unreadable")
    return ParsedPeriod(period, running=found.running)


def parse_month(text: str, span: Span) -> Period:
    """Read a month as given to `--month`: `6` as well as what `parse_period` takes."""
    folded = text.strip()
    if re.fullmatch(r"[0-9]{1,2}", folded):
        return _period(None, folded, None, span)
    parsed = parse_period(folded, span)
    if parsed.running:
        raise PeriodRefusedError("unreadable")
    return parsed.period


def parse_day(text: str) -> date:
    """Read a day: `2024-07-03`, `2024/7/3`, `20240703`, `2024年7月3日`, `3 July 2024`; ValueError."""
    in_words = english_day(text)
    if in_words:
        return in_words
    folded = "".join(_MIDNIGHT.sub("", text).split())
    found = re.fullmatch(
        r"([0-9]{4})(?:-|/|\.|年)([0-9]{1,2})(?:-|/|\.|月)([0-9]{1,2})日?",
        folded,
    ) or re.fullmatch(r"([0-9]{4})([0-9]{2})([0-9]{2})", folded)
    if not found:
        message = f"not a day: {text}"
        raise ValueError(message)
    return date(int(found[1]), int(found[2]), int(found[3]))


def _period(year: str | None, month: str, day: str | None, span: Span) -> Period:
    number = int(year) if year else span.single_year
    if number is None:
        raise PeriodRefusedError("no-year")
    try:
        period = Period(number, int(month))
        if day is not None:
            date(period.year, period.month, int(day))
    except ValueError:
        raise PeriodRefusedError("no-such-month") from None
    return period
