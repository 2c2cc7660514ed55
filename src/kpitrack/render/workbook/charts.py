"""The charts of the workbook: native ones, that go on with their cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from kpitrack.assessment.results import Status
from kpitrack.render.cells import STATUS_ORDER

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.chart import Chart

_STATUS_COLOURS = {
    Status.MET: "#548235",
    Status.ON_PACE: "#A9D18E",
    Status.IN_PROGRESS: "#9DC3E6",
    Status.LAGGING: "#FFC000",
    Status.SERIOUSLY_LAGGING: "#ED7D31",
    Status.NOT_MET: "#C00000",
    Status.UNDETERMINED: "#8064A2",
    Status.NOT_REPORTED: "#B1A0C7",
    Status.AWAITING_STATISTICS: "#A6A6A6",
    Status.PENDING_TARGET: "#D0CECE",
}
_ACTUAL, _EXPECTED = "#2E75B6", "#BFBFBF"
_SIZE = 9


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a chart is drawn of: cells of a sheet, from row `first` to `last`; its title and font."""

    sheet: str
    first: int
    last: int
    title: str
    font: str

    def cells(self, column: int) -> list[object]:
        """A column's cells."""
        return [self.sheet, self.first, column, self.last, column]

    def each(self, column: int) -> list[str]:
        """A column's cells as formulas, one by one."""
        from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

        sheet = quote_sheetname(self.sheet)
        return [
            f"={sheet}!{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}"
            for row in range(self.first, self.last + 1)
        ]


def statuses_chart(book: Workbook, drawing: Drawing, names: int, numbers: int) -> Chart:
    """Counts by status: a bar each, in the order of good to bad."""
    chart = _bars(book, drawing)
    chart.add_series(
        {
            "categories": drawing.cells(names),
            "values": drawing.cells(numbers),
            "points": [{"fill": {"color": _STATUS_COLOURS[status]}} for status in STATUS_ORDER],
            "data_labels": {"value": True, "font": _font(drawing)},
            "gap": 40,
        }
    )
    chart.set_legend({"none": True})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    return chart


def paces_chart(
    book: Workbook,
    drawing: Drawing,
    columns: tuple[int, int, int],
    series: Mapping[str, int],
    most: int,
) -> Chart:
    """Attainment beside what is expected by now, by indicator.

    `columns` are those of name, attainment and expected; `series` the names of the two, with the column
    in which each is printed: a label is that cell's text. The bars go from 0 to `most`, a ratio.
    """
    chart = _bars(book, drawing)
    names, *numbers = columns
    for column, (name, printed), colour in zip(numbers, series.items(), (_ACTUAL, _EXPECTED), strict=True):
        chart.add_series(
            {
                "name": name,
                "categories": drawing.cells(names),
                "values": drawing.cells(column),
                "fill": {"color": colour},
                "data_labels": {
                    "value": True,
                    "num_format": "0.0%",  # where a program does not follow the labels to their cells
                    "custom": [{"value": cell, "font": _font(drawing)} for cell in drawing.each(printed)],
                    "font": _font(drawing),
                },
                "gap": 40,
                "overlap": 0,
            }
        )
    chart.set_legend({"position": "bottom", "font": _font(drawing)})
    chart.set_x_axis({"visible": False, "min": 0, "max": most, "major_gridlines": {"visible": False}})
    return chart


def _bars(book: Workbook, drawing: Drawing) -> Chart:
    chart = cast("Chart", book.add_chart({"type": "bar"}))
    chart.set_title(
        {"name": drawing.title, "name_font": {"name": drawing.font, "size": 11}, "overlay": False}
    )
    chart.set_y_axis(
        {"reverse": True, "num_font": _font(drawing), "major_tick_mark": "none", "interval_unit": 1}
    )
    chart.set_chartarea({"border": {"color": "#BFBFBF"}})
    return chart


def _font(drawing: Drawing) -> dict[str, Any]:
    return {"name": drawing.font, "size": _SIZE}
