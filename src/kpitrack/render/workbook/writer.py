"""Writes a sheet's value: cells, heights, frozen headings, filter, bars, colours, paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kpitrack.assessment.results import ActionStatus, Status
from kpitrack.problems import Severity
from kpitrack.render.sheets import HEAD_COLOUR, LINE, Paper, Styles, lines_of, set_paper
from kpitrack.render.workbook.grid import EMPTY, Cell, Column, Kind, Sheet
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
_FORMULA = tuple("=+-@＝＋－＠")
_BAR = "#9DC3E6"
_GREY = "#F2F2F2"
_WARNING = "#C00000"
_PLAN_CUT = 60  # a header holds 255 characters in all
_LOOKS: dict[Kind, dict[str, object]] = {
    Kind.TEXT: {"indent": 1},
    Kind.CENTRED: {"align": "center"},
    Kind.STATUS: {"align": "center"},
    Kind.FIGURE: {"align": "right", "indent": 1},
    Kind.NUMBER: {"align": "right", "indent": 1},
    Kind.BAR: {},
}


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

    def merged(self, place: tuple[int, int, int], text: str, look: Mapping[str, object], height: int) -> None:
        """A text across some columns of a row (row, first, last column), in a row so many points high."""
        row, first, last = place
        style = self.styles(**look, **_quoted(text))
        self.sheet.set_row(row, min(height, LINE * MOST_LINES))
        if last > first:
            self.sheet.merge_range(row, first, row, last, "", style)
        self.sheet.write_string(row, first, text, style)

    def cell(self, row: int, column: int, cell: Cell, look: Mapping[str, object]) -> None:
        """One cell. A text that looks like a formula stays a text when it is edited, too."""
        if cell.number is not None:
            style = self.styles(num_format=cell.shape, **look)
            # The library writes 16 digits of whatever can be formatted so; of a Decimal they are exact.
            self.sheet.write_number(row, column, cell.number, style)  # type: ignore[call-overload]
        elif cell.text and cell.sheet:
            target = cell.sheet.replace("'", "''")
            style = self.styles(**look, **_quoted(cell.text), font_color="#0563C1", underline=1)
            self.sheet.write_url(row, column, f"internal:'{target}'!A1", style, cell.text)
        elif cell.text:
            self.sheet.write_string(row, column, cell.text, self.styles(**look, **_quoted(cell.text)))
        else:
            self.sheet.write_blank(row, column, None, self.styles(**look))

    def row(self, row: int, columns: Mapping[int, Column], cells: Mapping[str, Cell], **look: object) -> None:
        """A row of a table, as high as its longest text. Columns by their place."""
        high = 1
        for place, column in columns.items():
            cell = cells.get(column.key, EMPTY)
            if cell.text:
                text, lines = fitted(cell.text, column.width - 2, cell.origin, self.frame.words)
                cell, high = Cell(text, sheet=cell.sheet), max(high, lines)
            grey = {"bg_color": _GREY} if column.calculates else {}
            self.cell(row, place, cell, {"border": 1, **_LOOKS[column.kind], **grey, **look})
        self.sheet.set_row(row, min(LINE * high + 3, LINE * MOST_LINES))

    def heads(self, row: int, columns: Mapping[int, Column], headings: Mapping[str, str]) -> None:
        """The headings of a table. Columns by their place."""
        look: dict[str, Any] = {"bold": True, "border": 1, "align": "center"}
        lines = 1
        for place, column in columns.items():
            colour = _GREY if column.calculates else HEAD_COLOUR
            self.sheet.write_string(row, place, headings[column.key], self.styles(**look, bg_color=colour))
            lines = max(lines, lines_of(headings[column.key], column.width - 3))  # less the filter's arrow
        self.sheet.set_row(row, LINE * lines + 6)

    def colours(self, column: int, first: int, last: int) -> None:
        """Colour statuses by their words, which stay. The first and last row of a column are given."""
        told: set[str] = set()
        words = [(self.frame.words(key), colours) for key, colours in _COLOURS.items()]
        words += [(Severity.ERROR.value, _BAD), (Severity.WARNING.value, _MIDDLING)]
        for word, (ground, ink) in words:
            if word not in told:
                look = self.styles.bare(bg_color=ground, font_color=ink)
                rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look}
                self.sheet.conditional_format(first, column, last, column, rule)
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
        self.sheet.conditional_format(first, column, last, column, rule)

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
    last = head + len(content.rows)
    for row, cells in enumerate(content.rows, head + 1):
        bold = {"bold": True} if content.total and row == last else {}
        pen.row(row, columns, cells, **bold)
    for place, column in columns.items() if content.rows else ():
        if column.kind is Kind.BAR:
            pen.bars(place, head + 1, last, bare=not column.calculates)
        elif column.kind is Kind.STATUS:
            pen.colours(place, head + 1, last)
    filtered = last - 1 if content.total else last
    pen.sheet.autofilter(head, 0, max(filtered, head + 1), len(columns) - 1)
    pen.sheet.freeze_panes(head + 1, content.frozen)
    # A figure without a unit is a text all the same: no green corner for it.
    pen.sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(last + 1, len(columns) - 1)}"})
    pen.paper(content.paper, head, last, content.printed - 1)


def write_title(pen: Pen, content: Sheet) -> int:
    """Widths, title and notes; the row in which the headings go."""
    words, styles, printed = pen.frame.words, pen.styles, content.printed
    for place, column in enumerate(content.columns):
        pen.sheet.set_column(place, place, column.width)
    wide = sum(column.width for column in content.columns[:printed])
    big = {"bold": True, "font_size": 16, "align": "center"}
    pen.merged((0, 0, printed - 1), content.title, big, 2 * LINE * lines_of(content.title, wide * 5 // 8))
    for row, (note, is_sample) in enumerate(_notes(pen.frame, content), 1):
        text, lines = fitted(note, wide - 4, "", words)
        colour = {"font_color": _WARNING, "bold": True} if is_sample else {}
        look = {"font_name": styles.note_font, **colour}
        pen.merged((row, 0, printed - 1), text, look, LINE * lines + 2)
    head = 1 + sum(1 for _ in _notes(pen.frame, content))
    if printed < len(content.columns):
        grey = styles(bold=True, border=1, bg_color=_GREY)
        label, last = words("book.calculates"), len(content.columns) - 1
        pen.sheet.merge_range(head - 1, printed, head - 1, last, "", grey)
        pen.sheet.write_string(head - 1, printed, label, grey)
    return head


def fitted(text: str, width: int, origin: str, words: Words) -> tuple[str, int]:
    """A text as it goes into a cell, and how many lines high that is.

    What is higher than a row can be says so at its beginning; what a cell cannot hold is cut, and says
    where the whole text is.
    """
    lines = lines_of(text, width)
    if lines <= MOST_LINES and cut(text, MOST) == text:
        return text, lines
    tall = words("book.tall", n=len(text)) + text
    if cut(tall, MOST) == tall:
        return tall, MOST_LINES
    mark, end = words("book.cut", n=len(text), place=origin or words("book.cut.plan")), "……"
    return f"{mark}{cut(text, MOST - 2 * len(mark) - len(end))}{end}", MOST_LINES


def _quoted(text: str) -> dict[str, object]:
    """What keeps a text that looks like a formula a text, also when somebody edits it."""
    return {"quote_prefix": True} if text.startswith(_FORMULA) else {}


def _notes(frame: Frame, content: Sheet) -> Iterator[tuple[str, bool]]:
    """The notes below a title, and whether each is the mark of sample data."""
    if frame.sample:
        yield frame.words("book.sample", sample=frame.sample), True
    for note in content.notes:
        yield note, False
