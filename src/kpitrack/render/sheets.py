"""What every workbook of ours shares: how it is begun, its styles, the height of its rows, its paper."""

from __future__ import annotations

import gc
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache, lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_LONG = 200  # characters: longer texts are not kept
LINE = 15  # points: a line of text of 10 points
A3, A4 = 8, 9
HEAD_COLOUR = "#D9E1F2"
_FONTS = {"zh": "宋体", "en": "Calibri"}
_NOTE_FONTS = {"zh": "仿宋", "en": "Calibri"}
_MARGIN = 2 / 5  # inches
_SIDE = 1 / 4  # of sheets with many columns
# What is broken only when it fills a line alone: a word of letters, digits and signs.
_WORD = re.compile(r"[!-~\u00a1-\u024f]+|.")


def new_book(buffer: BytesIO, title: str, day: date, keywords: str = "") -> Workbook:
    """A workbook that takes no text for a formula, a number or a link, said to be made on a day.

    Nothing in it depends on the clock, the machine or the order of a set.
    """
    from xlsxwriter import Workbook

    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    book = Workbook(buffer, options)
    created = datetime.combine(day, time(), tzinfo=UTC)
    book.set_properties({"title": title, "keywords": keywords, "created": created})
    return book


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for cycles while a great many cells are made that have none: it takes long."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Styles:
    """The formats of a workbook, each made once, when it is first needed."""

    def __init__(self, book: Workbook, language: str) -> None:
        self._book = book
        self.font = _FONTS[language]
        self.note_font = _NOTE_FONTS[language]
        self._base = {"font_name": self.font, "font_size": 10, "text_wrap": True, "valign": "vcenter"}
        self._made: dict[str, Format] = {}

    def __call__(self, **properties: object) -> Format:
        """The format with these properties besides font, size and wrapping."""
        key = repr(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({**self._base, **properties})
        return self._made[key]

    def bare(self, **properties: object) -> Format:
        """A format of nothing but these properties, as a conditional format wants it."""
        key = f"bare {sorted(properties.items())}"
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]


def lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a column as wide as so many digits; wide characters count double."""
    if len(text) * 2 <= width and "\n" not in text:
        return 1
    return _lines(text, width) if len(text) < _LONG else _lines.__wrapped__(text, width)


@lru_cache(maxsize=2**13)
def _lines(text: str, width: int) -> int:
    """The same; names and places come again and again."""
    return sum(_wrapped(part, width) for part in text.split("\n"))


@cache
def _sign_width(sign: str) -> int:
    return 2 if unicodedata.east_asian_width(sign) in "WFA" else 1


def width_of(text: str) -> int:
    """How wide a text is, in digits."""
    if text.isascii():
        return len(text)
    return sum(map(_sign_width, text))


def _wrapped(text: str, width: int) -> int:
    if width_of(text) <= width:
        return 1
    lines, taken = 1, 0
    for word in _WORD.findall(text):
        wide = width_of(word)
        if taken + wide <= width:
            taken += wide
        elif wide <= width:
            lines, taken = lines + 1, wide
        else:
            over = wide if taken else wide - width
            lines, taken = lines + -(-over // width), over % width or width
    return lines


@dataclass(frozen=True, slots=True)
class Paper:
    """How a sheet prints: one page wide, across, the rows `first` to `head` on every page.

    Rows and columns count from 0; `last` is the last row, `across` the last column that is printed.
    """

    size: int
    first: int
    head: int
    last: int
    across: int
    footer: str
    header: str = ""


def set_paper(sheet: Worksheet, paper: Paper) -> None:
    """Set a sheet up for printing."""
    sheet.set_landscape()
    sheet.set_paper(paper.size)
    above = _MARGIN * 2 if paper.header else _MARGIN
    side = _SIDE if paper.header else _MARGIN
    sheet.set_margins(side, side, above, 2 * _MARGIN)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(paper.first, paper.head)
    sheet.print_area(0, 0, paper.last, paper.across)
    sheet.center_horizontally()
    if paper.header:
        sheet.set_header(paper.header)
    sheet.set_footer(f"&C{paper.footer}")
