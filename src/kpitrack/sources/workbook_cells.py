"""Numbers and days of workbooks as cells: spelled as their formats mean them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from kpitrack.problems import Location, error
from kpitrack.sources.cells import Cell
from kpitrack.sources.number_formats import read_format, shows_day, sign_of, spelled


def number_cell(value: Decimal, code: str, place: Location) -> Cell:
    """A number; a fault where its format shows another one."""
    number_format = read_format(code, sign_of(value))
    text = spelled(value, number_format)
    fault = error(place, "scaled-format", found=text, format=code) if number_format.scaled else None
    return Cell(text, place, fault=fault, number=True)


def day_text(value: date, code: str) -> str:
    """A day as its format shows it: a month where no day is shown; the hour does not count."""
    day = value.date() if isinstance(value, datetime) else value
    return day.isoformat() if shows_day(code) else day.isoformat()[:7]
