"""Days and months as English writes them, read where they can mean one thing only.

No clock is read, and no order of day and month is guessed: 11/03/2026 is no day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTHS = {short: number for number, name in enumerate(_NAMES, start=1) for short in (name, name[:3])}
_MONTHS["sept"] = 9
_NAME = r"(?P<name>[a-z]+)\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_BETWEEN = r"[\s,/-]*"
_YEAR = r"(?P<year>[0-9]{4})"
_OF_DAY = tuple(
    re.compile(rf"\s*{pattern}\s*")
    for pattern in (
        rf"{_DAY}{_BETWEEN}{_NAME}{_BETWEEN}{_YEAR}",
        rf"{_NAME}[\s-]*{_DAY}(?:\s*,\s*|\s+|-){_YEAR}",
    )
)
_OF_MONTH = tuple(
    re.compile(rf"\s*{pattern}\s*")
    for pattern in (
        rf"{_NAME}(?:{_BETWEEN}(?P<year>[0-9]{{4}}|'?[0-9]{{2}}))?",
        rf"{_YEAR}{_BETWEEN}{_NAME}",
    )
)
_RUNNING = tuple(
    re.compile(rf"\s*{pattern}\s*")
    for pattern in (
        rf"(?P<word>q1|h1)(?:{_BETWEEN}{_YEAR})?",
        rf"{_YEAR}{_BETWEEN}(?P<word>q1|h1)",
    )
)
_CENTURY = 2000
_LAST_MONTHS = {"q1": 3, "h1": 6}


@dataclass(frozen=True, slots=True)
class EnglishMonth:
    """A month in words: its year if it is written (`short`: with two digits that could be a day), its number.

    `running` when it ends a quarter or a half of the year that begins with January.
    """

    year: int | None
    month: int
    short: bool = False
    running: bool = False


def english_day(text: str) -> date | None:
    """A day with month in letters and year: `3 November 2026`, `Nov 3, 2026`; None for all else.

    ValueError where there is no such day.
    """
    for pattern in _OF_DAY:
        found = pattern.fullmatch(text.casefold())
        month = _MONTHS.get(found["name"]) if found else None
        if found and month:
            return date(int(found["year"]), month, int(found["day"]))
    return None


def english_month(text: str) -> EnglishMonth | None:
    """A month in letters: `January`, `Jan 2026`, `Mar-26`, and `Q1 2026`, the running total to March."""
    wanted = text.casefold()
    for pattern in _RUNNING:
        found = pattern.fullmatch(wanted)
        if found:
            year = int(found["year"]) if found["year"] else None
            return EnglishMonth(year, _LAST_MONTHS[found["word"]], running=True)
    for pattern in _OF_MONTH:
        found = pattern.fullmatch(wanted)
        month = _MONTHS.get(found["name"]) if found else None
        if found and month:
            written = found["year"] or ""
            digits = written.lstrip("'")
            year = int(digits) + (_CENTURY if len(digits) == len("26") else 0) if digits else None
            return EnglishMonth(year, month, short=len(written) == len("26"))
    return None
