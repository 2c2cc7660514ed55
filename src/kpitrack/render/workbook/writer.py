"""Writes a sheet's value: cells, heights, frozen headings, filter, bars, colours, paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kpitrack.assessment.results import ActionStatus, Status
from kpitrack.problems import Severity
from kpitrack.render.sheets import HEAD_COLOUR, LINE, Paper, Styles, lines_of, set_paper
from kpitrack.render.workbook.grid import EMPTY, Cell, Column, Kind, Sheet
from kpitrack.render.workbook.looks import GREY, Look, look_of, quoted
from kpitrack.render.workbook.names import cut
from kpitrack.wording import Words

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

MOST = 32767  # what a cell holds, as UTF-16 counts
MOST_LINES = 27  # of 15 points: no row is higher than 409
_GOOD, _MIDDLING, _BAD, _OPEN = (
    ("#C6EFCE", "#006100"),
    ("#FFEB9C", "#7F6000"),
    ("#FFC7CE", "#9C0006"),
    ("#E4DFEC", "#403151"),
)
_COLOURS = {
    f"status.{Status.MET.value}": _GOOD,
    f"status.{Status.ON_PACE.value}": _GOOD,
    f"status.{Status.LAGGING.value}": _MIDDLING,
    f"status.{Status.SERIOUSLY_LAGGING.value}": _BAD,
    f"status.{Status.NOT_MET.value}": _BAD,
    f"status.{Status.UNDETERMINED.value}": _OPEN,
    f"status.{Status.NOT_REPORTED.value}": _OPEN,
    f"action.{ActionStatus.DONE.value}": _GOOD,
    f"action.{ActionStatus.OVERDUE.value}": _BAD,
}
_BAR = "#9DC3E6"
_WARNING = "#C00000"
_PLAN_CUT = 60  # a header holds 255 characters in all


class NotWrittenError(ValueError):
    """A sheet does not hold what was to be written into it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What every sheet carries: the language, the plan's name, the month, the mark of sample data or none."""

    words: Words
    plan: str
    month: str
    sample: str


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes into one sheet."""

    sheet: Worksheet
    styles: Styles
    frame: Frame

    def did(self, code: int, what: str) -> None:
        """NotWrittenError where the library says by its code that it has left something out."""
        if code:
            raise NotWrittenError(f"sheet {self.sheet.name}: {what} was not written ({code})")

    def merged(self, place: tuple[int, int, int], text: str, look: Mapping[str, object], height: int) -> None:
        """A text across some columns of a row (row, first, last column), in a row so many points high."""
        row, first, last = place
        style = self.styles(**look, **quoted(text))
        self.high(row, height)
        if last > first:
            self.did(self.sheet.merge_range(row, first, row, last, "", style), f"row {row + 1}")
        self.did(self.sheet.write_string(row, first, text, style), f"row {row + 1}")

    def high(self, row: int, height: int) -> None:
        """Make a row so many points high, or as high as a row can be."""
        self.did(self.sheet.set_row(row, min(height, LINE * MOST_LINES)), f"row {row + 1}")

    def cell(self, row: int, column: int, cell: Cell, look: Look) -> None:
        """One cell. A text that looks like a formula stays a text when it is edited, too."""
        style, sheet = look(cell), self.sheet
        if cell.number is not None:
            # The library writes 16 digits of whatever can be formatted so; of a Decimal they are exact.
            code = sheet.write_number(row, column, cell.number, style)  # type: ignore[call-overload]
        elif cell.text and cell.sheet:
            target = cell.sheet.replace("'", "''")
            code = sheet.write_url(row, column, f"internal:'{target}'!A1", style, cell.text)
        elif cell.text:
            code = sheet.write_string(row, column, cell.text, style)
        else:
            code = sheet.write_blank(row, column, None, style)
        if code:
            self.did(code, f"row {row + 1}, column {column + 1}")

    def rows(
        self,
        first: int,
        columns: Mapping[int, Column],
        rows: Iterable[Mapping[str, Cell]],
        **look: object,
    ) -> int:
        """Rows of a table, each as high as its longest text; the row below them. Columns by their place."""
        looks = {place: look_of(self.styles, column, **look) for place, column in columns.items()}
        row = first
        for cells in rows:
            high = 1
            for place, column in columns.items():
                cell = cells.get(column.key, EMPTY)
                if cell.text:
                    text, lines = fitted(cell.text, column.width - 2, cell.origin, self.frame.words)
                    high = max(high, lines)
                    if text != cell.text:
                        cell = Cell(text, sheet=cell.sheet)
                self.cell(row, place, cell, looks[place])
            self.high(row, LINE * high + 3)
            row += 1
        return row

    def heads(self, row: int, columns: Mapping[int, Column], headings: Mapping[str, str]) -> None:
        """The headings of a table. Columns by their place."""
        look: dict[str, Any] = {"bold": True, "border": 1, "align": "center"}
        lines = 1
        for place, column in columns.items():
            colour = GREY if column.calculates else HEAD_COLOUR
            # Less the filter's arrow.
            text, high = fitted(headings[column.key], column.width - 3, "", self.frame.words)
            self.cell(row, place, Cell(text), Look(self.styles, **look, bg_color=colour))
            lines = max(lines, high)
        self.high(row, LINE * lines + 6)

    def colours(self, column: int, first: int, last: int) -> None:
        """Colour statuses by their words, which stay. The first and last row of a column are given."""
        told: set[str] = set()
        words = [(self.frame.words(key), colours) for key, colours in _COLOURS.items()]
        words += [(Severity.ERROR.value, _BAD), (Severity.WARNING.value, _MIDDLING)]
        for word, (ground, ink) in words:
            if word not in told:
                look = self.styles.bare(bg_color=ground, font_color=ink)
                rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look}
                self.did(self.sheet.conditional_format(first, column, last, column, rule), "the colours")
            told.add(word)

    def bars(self, column: int, first: int, last: int, *, bare: bool) -> None:
        """Draw ratios as bars from 0 to 100 %; `bare` hides their numbers."""
        rule = {
            "type": "data_bar",
            "data_bar_2010": True,
            "bar_solid": True,
            "bar_color": _BAR,
            "bar_no_border": True,
            "bar_only": bare,
            "min_type": "num",
            "min_value": 0,
            "max_type": "num",
            "max_value": 1,
        }
        self.did(self.sheet.conditional_format(first, column, last, column, rule), "the bars")

    def paper(self, size: int, repeated: int, last: int, across: int, *, tall: bool = True) -> None:
        """Set it up for printing; the row `repeated` is on every page. Not `tall`: on one page."""
        frame = self.frame
        plan = cut(frame.plan.replace("&", "＆"), _PLAN_CUT)  # & begins a code there
        header = f"&L{plan}&C{frame.sample}&R{frame.month}"
        page = frame.words("book.page")
        set_paper(self.sheet, Paper(size, repeated, repeated, last, across, page, header))
        if not tall:
            self.sheet.fit_to_pages(1, 1)
        self.sheet.hide_gridlines(2)


def write_sheet(pen: Pen, content: Sheet) -> None:
    """Write a sheet with its table."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    columns = dict(enumerate(content.columns))
    head = write_title(pen, content)
    pen.heads(head, columns, content.headings)
    filtered = pen.rows(head + 1, columns, content.rows) - 1
    last = pen.rows(filtered + 1, columns, (content.total,) if content.total else (), bold=True) - 1
    for place, column in columns.items() if last > head else ():
        if column.kind is Kind.BAR:
            pen.bars(place, head + 1, last, bare=not column.calculates)
        elif column.kind is Kind.STATUS:
            pen.colours(place, head + 1, last)
    pen.sheet.autofilter(head, 0, max(filtered, head + 1), len(columns) - 1)
    pen.sheet.freeze_panes(head + 1, content.frozen)
    # A figure without a unit is a text all the same: no green corner for it.
    end = xl_rowcol_to_cell(last + 1, len(columns) - 1)
    pen.did(pen.sheet.ignore_errors({"number_stored_as_text": f"A1:{end}"}), "what is no error")
    pen.paper(content.paper, head, last, content.printed - 1)


def write_title(pen: Pen, content: Sheet) -> int:
    """Widths, title and notes; the row in which the headings go."""
    words, styles, printed = pen.frame.words, pen.styles, content.printed
    for place, column in enumerate(content.columns):
        pen.did(pen.sheet.set_column(place, place, column.width), f"column {place + 1}")
    wide = sum(column.width for column in content.columns[:printed])
    big = {"bold": True, "font_size": 16, "align": "center"}
    title, lines = fitted(content.title, wide * 5 // 8, "", words, MOST_LINES // 2)
    pen.merged((0, 0, printed - 1), title, big, 2 * LINE * lines)
    for row, (note, is_sample) in enumerate(_notes(pen.frame, content), 1):
        text, lines = fitted(note, wide - 4, "", words)
        colour = {"font_color": _WARNING, "bold": True} if is_sample else {}
        look = {"font_name": styles.note_font, **colour}
        pen.merged((row, 0, printed - 1), text, look, LINE * lines + 2)
    head = 1 + sum(1 for _ in _notes(pen.frame, content))
    if printed < len(content.columns):
        grey = styles(bold=True, border=1, bg_color=GREY)
        label, last = words("book.calculates"), len(content.columns) - 1
        pen.did(pen.sheet.merge_range(head - 1, printed, head - 1, last, "", grey), label)
        pen.did(pen.sheet.write_string(head - 1, printed, label, grey), label)
    return head


def fitted(text: str, width: int, origin: str, words: Words, most: int = MOST_LINES) -> tuple[str, int]:
    """A text as it goes into a cell, and how many lines high that is, `most` at the most.

    What is higher than that says so at its beginning; what a cell cannot hold is cut, and says where the
    whole text is.
    """
    lines = lines_of(text, width)
    if lines <= most and cut(text, MOST) == text:
        return text, lines
    tall = words("book.tall", n=len(text)) + text
    if cut(tall, MOST) == tall:
        return tall, most
    mark, end = words("book.cut", n=len(text), place=origin or words("book.cut.plan")), "……"
    return f"{mark}{cut(text, MOST - 2 * len(mark) - len(end))}{end}", most


def _notes(frame: Frame, content: Sheet) -> Iterator[tuple[str, bool]]:
    """The notes below a title, and whether each is the mark of sample data."""
    if frame.sample:
        yield frame.words("book.sample", sample=frame.sample), True
    for note in content.notes:
        yield note, False
