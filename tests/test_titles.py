"""Titles that name a year or a month for their table: whose figures they are."""

from __future__ import annotations

from typing import Any

import pytest

from kpitrack.record_table import read_workbook
from kpitrack.sources.xlsx import read_xlsx
from tests.sources.books import book
from tests.test_tables import said


def read(rows: list[Any], *, name: str = "Sheet1", month: str = "") -> list[str]:
    return said(read_workbook(read_xlsx(book(rows, name=name), "a.xlsx"), "a.xlsx"), month=month)


LEDGER: list[Any] = [["指标", "单位", "5月", "6月"], ["新增企业", "家", 3, 4]]
TAKEN = ["C{} firms 2024-05 3 家 a", "D{} firms 2024-06 4 家 a"]


@pytest.mark.parametrize(
    "title",
    [
        "南县2023年重点工作台账",
        "2023年度重点工作台账",
        "2023年1-6月重点工作情况",
        "截至2023年6月重点工作情况",
        "关于2023年重点工作完成情况",
        "2025年台账",
        "2023年台账（制表时间：2024年1月5日）",
        "2023年台账 2024年1月5日",
        "2023年台账（南政办发〔2024〕5号）",
    ],
)
def test_bare_months_under_a_title_of_another_year_are_of_that_year(title: str) -> None:
    assert set(read([[title], *LEDGER])) == {"a.xlsx[Sheet1!A1] period-outside"}


@pytest.mark.parametrize("name", ["2023年", "2023", "2023年台账"])
def test_the_name_of_a_sheet_says_the_year(name: str) -> None:
    assert set(read(LEDGER, name=name)) == {f"a.xlsx[{name}!A1] period-outside"}


def test_the_month_of_a_row_is_of_the_titles_year() -> None:
    rows: list[Any] = [["2023年台账"], ["指标", "月份", "累计完成"], ["新增企业", "6月", 4]]
    assert read(rows) == ["a.xlsx[Sheet1!A1] period-outside"]


@pytest.mark.parametrize(
    "title",
    [
        "南县2024年重点工作台账",
        "2023—2024年行动台账",
        "2023—2025年行动台账",
        "2022年至2025年行动台账",
        "重点工作台账（较2023年增长）",
        "重点工作台账（与2023年相比）",
        "2024年台账（2023年为基期）",
        "2023年基数及完成情况",
        "重点工作台账（南政发〔2023〕5号）",
        "南政发(2023)5号任务台账",
        "《南县2023年行动方案》任务台账",
        "2025年1月5日",
        "制表时间：2025年1月",
        "注：2023年数据未核定",
        "2023年结转项目，数据均为初步数。请核对后上报",
    ],
)
def test_a_title_that_speaks_of_another_year_beside_does_not_matter(title: str) -> None:
    assert read([[title], *LEDGER]) == [f"Sheet1!{line.format(3)}" for line in TAKEN]


def test_a_heading_between_the_rows_and_months_with_a_year_stay_as_they_are() -> None:
    rows: list[Any] = [LEDGER[0], ["2023年结转"], LEDGER[1]]
    assert read(rows) == [f"Sheet1!{line.format(3)}" for line in TAKEN]
    rows = [["2023年台账"], ["指标", "单位", "2024年5月", "6月"], LEDGER[1]]
    assert read(rows) == [f"Sheet1!{line.format(3)}" for line in TAKEN]
    rows = [["2023年台账"], ["指标", "月份", "累计完成"], ["新增企业", "2024-06", 4]]
    assert read(rows) == ["Sheet1!A3 firms 2024-06 4 家 a"]
