"""Cells of workbooks whose format hides what was typed."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kpitrack.record_table import read_workbook
from kpitrack.records import RecordReader
from kpitrack.render.problems import problem_text
from kpitrack.sources.xlsx import read_xlsx
from kpitrack.wording import Words
from tests.sources.books import book
from tests.test_tables import DEMO, from_book

ROWS: list[Any] = [["指标", "月份", "累计完成", "填报日期"], ["新增企业", "6月", 12, date(2024, 7, 3)]]


@pytest.mark.parametrize("code", ["yyyy-mm-dd", 'm"月"d"日"', "h:mm:ss", "[h]:mm"])
@pytest.mark.parametrize("value", [12, 0.8])
def test_a_number_shown_as_a_day_or_an_hour_is_told_as_such(code: str, value: float) -> None:
    def formatted(sheet: Worksheet) -> None:
        sheet["C2"].value = value
        sheet["C2"].number_format = code

    table = read_workbook(read_xlsx(book(ROWS, edit=formatted), "a.xlsx"), "a.xlsx")
    assert DEMO is not None
    (problem,) = RecordReader(DEMO).read(table.entries).problems
    assert (problem.rule, problem.variant, str(problem.location)) == (
        "bad-number",
        "day",
        "a.xlsx[Sheet1!C2]",
    )
    assert "格式是日期" in problem_text(problem, Words("zh"))


def test_days_under_days_and_in_texts_are_no_fault() -> None:
    rows: list[Any] = [["指标", "月份", "累计完成", "备注"], ["新增企业", date(2024, 6, 1), 4, time(8, 30)]]
    assert from_book(rows) == ["Sheet1!A2 firms 2024-06 4 家 08:30:00 a"]


def test_an_hour_under_a_month_is_told_once() -> None:
    rows: list[Any] = [["指标", "5月", "6月"], ["新增企业", 3, time(19, 12)]]
    assert from_book(rows) == ["Sheet1!B2 firms 2024-05 3 家 a", "a.xlsx[Sheet1!C2] bad-number"]
