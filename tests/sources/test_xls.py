"""Old workbooks (.xls, .et) → sheets."""

from __future__ import annotations

import io
from datetime import date

import pytest
import xlwt  # type: ignore[import-untyped]

from kpitrack.sources.xls import read_xls
from tests.sources.books import texts, told


def styled(code: str) -> xlwt.XFStyle:
    style = xlwt.XFStyle()
    style.num_format_str = code
    return style


def saved(book: xlwt.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_values_places_and_formats() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("六月")
    sheet.write(0, 0, "指标")
    sheet.write(2, 1, 12)
    sheet.write(2, 2, 0.146, styled("0.0%"))
    sheet.write(2, 3, date(2024, 6, 30), styled("yyyy-mm-dd"))
    sheet.write(2, 4, date(2024, 6, 30), styled('yyyy"年"m"月"'))
    sheet.write(2, 5, True)
    sheet.write(2, 6, 5.6, styled('0.0"亿元"'))

    read = read_xls(saved(book), "a.xls")

    assert texts(read) == [[["指标"], ["", "12", "14.6%", "2024-06-30", "2024-06", "TRUE", "5.6亿元"]]]
    (found,) = read.sheets
    assert str(found.rows[1].cells[1].location) == "a.xls[六月!B3]"
    assert [cell.number for cell in found.rows[1].cells[:4]] == [False, True, True, False]
    assert told(read) == []


def test_errors_and_scaled_formats_are_faults() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("s")
    sheet.row(0).set_cell_error(0, "#DIV/0!")
    sheet.write(0, 1, 56000, styled("0!.0,"))
    assert told(read_xls(saved(book), "a.xls")) == ["a.xls[s!A1] error-cell", "a.xls[s!B1] scaled-format"]


def test_hidden_sheets_rows_and_merged_cells() -> None:
    book = xlwt.Workbook()
    june, may = book.add_sheet("June"), book.add_sheet("May")
    may.visibility = 1
    june.write_merge(0, 1, 0, 0, "a")
    june.write(0, 1, 1)
    june.write(1, 1, 2)
    june.row(1).hidden = True

    read = read_xls(saved(book), "a.xls")

    assert [sheet.name for sheet in read.sheets] == ["June"]
    assert [str(merge) for merge in read.sheets[0].merges] == ["A1:A2"]
    assert told(read) == ["a.xls hidden-sheet", "a.xls[June!A2] hidden-rows"]
    assert texts(read_xls(saved(book), "a.xls", sheet="May")) == [[]]


@pytest.mark.parametrize("size", [8, 600, 2000])
def test_a_truncated_file_is_told(size: int) -> None:
    book = xlwt.Workbook()
    book.add_sheet("s").write(0, 0, "x")
    assert told(read_xls(saved(book)[:size], "a.xls")) == ["a.xls broken-workbook"]
