"""总览: where the plan stands, on one page: counts by status, who is furthest behind, two charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpitrack.assessment.results import ActionStatus, IndicatorResult, Punctuality
from kpitrack.render.briefing.facts import Facts
from kpitrack.render.briefing.frame import filled
from kpitrack.render.cells import (
    ACTION_ORDER,
    STATUS_ORDER,
    against_cell,
    figure_cell,
    of_month,
    share_cell,
    target_cell,
)
from kpitrack.render.material import BriefingOptions
from kpitrack.render.place_names import place_beside
from kpitrack.render.safe import one_line
from kpitrack.render.sheets import A4, HEAD_COLOUR, LINE
from kpitrack.render.show import NOTHING
from kpitrack.render.views import heading
from kpitrack.render.workbook.charts import Drawing, paces_chart, statuses_chart
from kpitrack.render.workbook.grid import Cell, Column, Kind, Sheet, count, headings, texts
from kpitrack.render.workbook.looks import Look
from kpitrack.render.workbook.numbers import ratio
from kpitrack.render.workbook.writer import Pen, write_title

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.chart import Chart

MOST = 12
_NAME, _NOW, _BEFORE, _MOVED, _WIDE, _FIGURE, _LAST = range(7)
_COLUMNS = (
    Column("indicator", 36),
    Column("attainment", 11, Kind.FIGURE),
    Column("expected-rate", 12, Kind.FIGURE),
    Column("against", 18, Kind.FIGURE),
    Column("target", 24),
    Column("figure", 18, Kind.FIGURE),
    Column("lead", 42),
    Column("space", 3, calculates=True),
    Column("rate", 12, Kind.NUMBER, calculates=True),
    Column("expected-value", 12, Kind.NUMBER, calculates=True),
)
_RATE, _EXPECTED = 8, 9
_HEIGHT = 19  # points, of a row beside the charts
_STATUS_ROWS = 11  # rows that the first chart takes


@dataclass
class _Page:
    """The page while it is written: `row` is the next free one."""

    book: Workbook
    pen: Pen
    facts: Facts
    row: int = 0

    @property
    def name(self) -> str:
        """The name of the sheet."""
        return self.pen.sheet.name or ""


def title_of(facts: Facts, options: BriefingOptions) -> str:
    """The title of the workbook: what was asked for, else what the plan's settings say, else ours."""
    plan = facts.assessment.plan
    place = place_beside(plan)
    named = facts.say("head.plan.of" if place else "head.plan", place=place, plan=one_line(plan.title))
    given = one_line(options.title) or filled(facts, plan.briefing.title)
    return given or facts.words("book.title", plan=named, month=facts.show.full_month(facts.month))


def write_overview(book: Workbook, pen: Pen, facts: Facts, options: BriefingOptions) -> None:
    """Write the first sheet."""
    page = _Page(book, pen, facts)
    lines = [line for line in heading(facts.assessment, facts.show) if line != facts.words("say.sample")]
    notes = tuple(line for line in (_issued(facts, options), *lines) if line)
    page.row = write_title(pen, Sheet(page.name, title_of(facts, options), _COLUMNS, {}, (), notes=notes))
    _key_figures(page)
    top = page.row
    statuses = _counts(page, "indicators", _status_counts(facts))
    _counts(page, "actions", _action_counts(facts))
    _paces(page, top, statuses)
    pen.sheet.freeze_panes(1, 0)
    pen.paper(A4, 0, page.row - 1, _LAST, tall=False)


def _issued(facts: Facts, options: BriefingOptions) -> str:
    """Number, addressee, issuer and date, as far as they are known."""
    settings = facts.assessment.plan.briefing
    given = {
        "number": one_line(options.number) or filled(facts, settings.number),
        "to": one_line(options.to) or filled(facts, settings.to),
        "from": one_line(options.from_) or filled(facts, settings.issuer),
        "date": facts.show.day(options.date) if options.date else "",
    }
    return facts.groups(facts.words(f"book.head.{name}", text=text) for name, text in given.items() if text)


def _key_figures(page: _Page) -> None:
    """Four boxes: pace, share on pace, actions done, reports of the month."""
    facts, pen, words = page.facts, page.pen, page.facts.words
    summary = facts.assessment.summary
    done, total = summary.actions[ActionStatus.DONE], summary.action_count
    boxes = (
        ("pace", (_NAME, _NAME), facts.show.percent(facts.assessment.pace)),
        ("share", (_NOW, _MOVED), share_cell(facts.show, summary)),
        ("done", (_WIDE, _FIGURE), words("book.overview.done.value", done=done, total=total)),
        ("reports", (_LAST, _LAST), _reports(facts)),
    )
    label = {"border": 1, "align": "center", "bg_color": HEAD_COLOUR}
    value = {"border": 1, "align": "center", "bold": True, "font_size": 16}
    page.row += 1
    for name, (first, last), text in boxes:
        pen.merged((page.row, first, last), words(f"book.overview.{name}"), label, LINE + 3)
        pen.merged((page.row + 1, first, last), text, value, 2 * LINE)
    page.row += 3


def _reports(facts: Facts) -> str:
    """How many reports of the month have come of those owed, and what is missing."""
    reporting = facts.assessment.reporting
    owed, missing = len(reporting.duties), reporting.count(Punctuality.MISSING)
    early = reporting.count(Punctuality.NOT_YET_DUE)
    key = "book.overview.reports.early" if early else "book.overview.reports.value"
    return facts.words(key, sent=owed - missing - early, owed=owed, missing=missing, early=early)


def _status_counts(facts: Facts) -> list[tuple[str, int, int | None]]:
    now, before = facts.assessment.summary, facts.assessment.previous
    return [
        (facts.words(f"status.{one.value}"), now.statuses[one], before.statuses[one] if before else None)
        for one in STATUS_ORDER
    ]


def _action_counts(facts: Facts) -> list[tuple[str, int, int | None]]:
    now, before = facts.assessment.summary, facts.assessment.previous
    return [
        (facts.words(f"action.{one.value}"), now.actions[one], before.actions[one] if before else None)
        for one in ACTION_ORDER
    ]


def _counts(page: _Page, name: str, counts: Sequence[tuple[str, int, int | None]]) -> tuple[int, int]:
    """A table of counts that add up; the rows that the statuses stand in, first and last."""
    words, first = page.pen.frame.words, page.row + 1
    heads = [f"book.overview.{key}" for key in (name, "now", "before", "moved")]
    _cells(page, [Cell(words(key)) for key in heads], bold=True, bg_color=HEAD_COLOUR)
    for text, now, before in counts:
        _cells(page, [Cell(text), *_three(now, before)])
    page.pen.colours(_NAME, first, page.row - 1)
    befores = [before for _, _, before in counts if before is not None]
    total = _three(sum(now for _, now, _ in counts), sum(befores) if befores else None)
    _cells(page, [Cell(words("book.overview.total")), *total], bold=True)
    page.row += 1
    return first, first + len(counts) - 1


def _three(now: int, before: int | None) -> list[Cell]:
    """A count now and a month ago, and how it moved; a dash where there was no month before."""
    if before is None:
        return [count(now), Cell(NOTHING), Cell(NOTHING)]
    return [count(now), count(before), Cell(number=count(now - before).number, shape="+0;-0;0")]


def _cells(page: _Page, cells: Sequence[Cell], **look: object) -> None:
    for place, cell in enumerate(cells):
        align = {"indent": 1} if place == _NAME else {"align": "center"}
        page.pen.cell(page.row, place, cell, Look(page.pen.styles, **{"border": 1, **align, **look}))
    page.pen.high(page.row, _HEIGHT)
    page.row += 1


def _paces(page: _Page, top: int, statuses: tuple[int, int]) -> None:
    """The charts beside the counts, and below them the indicators on a path, furthest behind first."""
    words, chart_rows, font = page.pen.frame.words, page.row - 1 - top, page.pen.styles.font
    total = page.facts.assessment.summary.indicators
    if total:
        title = words("book.overview.chart.statuses", n=total)
        chart = statuses_chart(page.book, Drawing(page.name, *statuses, title, font), _NAME, _NOW)
        _insert(page, top, _STATUS_ROWS, chart)
    first, shown = _pace_table(page)
    if not shown:
        return
    columns = (_NAME, _RATE, _EXPECTED)
    series = {words("briefing.column.attainment"): _NOW, words("book.column.expected-rate"): _BEFORE}
    drawing = Drawing(page.name, first, first + len(shown) - 1, words("book.overview.chart.paces"), font)
    ratios = [part for one in shown for part in (one.attainment, one.expected_attainment)]
    most = max(1, *(-(-part.numerator // part.denominator) for part in ratios if part is not None))
    chart = paces_chart(page.book, drawing, columns, series, most)
    _insert(page, top + _STATUS_ROWS, chart_rows - _STATUS_ROWS, chart)


def _pace_table(page: _Page) -> tuple[int, list[IndicatorResult]]:
    """The table of indicators on a path: its first row, and what it shows."""
    pen, words = page.pen, page.pen.frame.words
    listed = [one for one in page.facts.assessment.indicators if one.pace_gap_points is not None]
    shown = sorted(listed, key=lambda one: one.pace_gap_points or 0)[:MOST]
    key = "paces.most" if len(listed) > len(shown) else "paces" if shown else "paces.none"
    text = words(f"book.overview.{key}", n=len(listed), most=len(shown))
    pen.merged((page.row, 0, _LAST), text, {"bold": True}, LINE + 6)
    page.row += 1
    if not shown:
        return page.row, shown
    columns = {place: column for place, column in enumerate(_COLUMNS) if column.key != "space"}
    pen.heads(page.row, columns, headings(words, columns.values()))
    first = page.row + 1
    page.row = pen.rows(first, columns, (_pace_cells(page.facts, one) for one in shown))
    return first, shown


def _pace_cells(facts: Facts, result: IndicatorResult) -> dict[str, Cell]:
    show, name = facts.show, facts.name(result.indicator.id)
    printed = {
        "indicator": of_month(show, name, result.value_period, facts.month),
        "attainment": show.attainment(result),
        "expected-rate": _expected(facts, result),
        "against": one_line(against_cell(show, result)),
        "target": one_line(target_cell(show, result)),
        "figure": one_line(figure_cell(show, result, facts.month)),
        "lead": one_line(show.lead(result.indicator.place)),
    }
    return {
        **texts(printed),
        "rate": ratio(result.attainment, show.attainment(result), show.attainment_lines(result)),
        "expected-value": ratio(result.expected_attainment, printed["expected-rate"]),
    }


def _expected(facts: Facts, result: IndicatorResult) -> str:
    return facts.show.percent(result.expected_attainment)


def _insert(page: _Page, row: int, rows: int, chart: Chart) -> None:
    """Put a chart to the right of the counts, so many rows high."""
    width = sum(7 * column.width + 5 for column in _COLUMNS[_WIDE : _LAST + 1])
    chart.set_size({"width": width - 12, "height": rows * _HEIGHT * 4 // 3 - 4})
    place = {"x_offset": 8, "y_offset": 0, "object_position": 1}
    page.pen.did(page.pen.sheet.insert_chart(row, _WIDE, chart, place), "a chart")
