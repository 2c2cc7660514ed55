"""Titles that name a year or a month for their table: whose figures they are."""

from __future__ import annotations

from typing import Any

import pytest

from kpitrack.record_table import read_workbook
from kpitrack.records import Defaults, RecordReader
from kpitrack.render.problems import problem_text
from kpitrack.sources.xlsx import read_xlsx
from kpitrack.wording import Words
from tests.sources.books import book
from tests.test_tables import DEMO, said


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
        "2023 年重点工作台账",
        "2023 年 1-6 月 工作台账",
        "二〇二三年重点工作台账",
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
        "（2025年1月）",
        "制表：2025年1月",
        "填报：2025年1月 县科工局",
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


@pytest.mark.parametrize("mark", ["注：", "备注：", "说明：", "注1："])
def test_a_remark_below_or_between_the_rows_names_no_reporter_month_or_day(mark: str) -> None:
    remark = [f"{mark}数据截至6月30日，填报单位：县教育局，报告期：3月，填报日期：2024年7月9日"]
    rows: list[Any] = [*LEDGER, remark]
    assert read(rows) == [f"Sheet1!{line.format(2)}" for line in TAKEN]
    rows = [LEDGER[0], remark, LEDGER[1]]
    assert read(rows) == [f"Sheet1!{line.format(3)}" for line in TAKEN]


def test_a_remark_still_says_the_unit_and_a_signature_who_reports() -> None:
    rows: list[Any] = [["指标", "6月"], ["合同额", 30000], ["注：单位：万元"]]
    assert read(rows) == ["Sheet1!B2 money 2024-06 3 亿元 a"]
    rows = [["指标", "6月"], ["新增企业", 4], ["填表人：张三  填报单位：县教育局"]]
    assert read(rows)[0] == "Sheet1!B2 firms 2024-06 4 家 b"


WITHOUT_MONTH: list[Any] = [["指标", "累计完成"], ["新增企业", 4]]


@pytest.mark.parametrize(
    "title", ["2024年6月工作情况", "2024 年 6 月", "6月份进度表", "截至6月底进展", "6月进度（较5月增长）"]
)
def test_a_table_without_months_is_of_the_one_its_title_names(title: str) -> None:
    assert read([[title], *WITHOUT_MONTH]) == [
        "Sheet1!A3 firms 2024-06 4 家 a",
        "a.xlsx[Sheet1!A1] month-from-title",
    ]


@pytest.mark.parametrize("titles", [[], [["2024年6月工作情况"]], [["2024年1—12月目标完成情况"]]])
@pytest.mark.parametrize("name", ["6月", "6月份", "2024年6月"])
def test_a_sheet_per_month(titles: list[Any], name: str) -> None:
    line = len(titles) + 2
    assert read([*titles, *WITHOUT_MONTH], name=name) == [f"{name}!A{line} firms 2024-06 4 家 a"]


def test_a_title_of_another_year_names_the_month_of_that_year() -> None:
    rows = [["2023年6月工作情况"], *WITHOUT_MONTH]
    assert read(rows) == ["a.xlsx[Sheet1!A1] period-outside"]
    rows = [["2023年6月"], *WITHOUT_MONTH]
    assert "a.xlsx[Sheet1!A3] period-outside" in read(rows)
    assert read(WITHOUT_MONTH, name="2023年6月") == ["a.xlsx[2023年6月!A1] period-outside"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("2024年6月完成情况及7月计划", "s"),
        ("2024年5月工作情况", "6月"),
        ("2024年1-6月工作情况", "5月"),
        ("请于7月5日前报送", "s"),
        ("13月进度表", "s"),
        ("制表：2024年7月", "s"),
    ],
)
def test_titles_that_name_no_month_or_several_do_not_say_which(title: str, name: str) -> None:
    assert read([[title], *WITHOUT_MONTH], name=name)[0] == f"a.xlsx[{name}!A3] missing-period"


def test_a_month_given_for_all_rows_against_sheet_and_title_is_an_error() -> None:
    rows = [["2024年5月工作情况"], *WITHOUT_MONTH]
    table = read_workbook(read_xlsx(book(rows, name="5月"), "a.xlsx"), "a.xlsx")
    assert DEMO is not None
    read_rows = RecordReader(DEMO, defaults=Defaults(period="2024-06")).read(table.entries)
    (problem,) = read_rows.problems
    assert (problem.is_error, problem.rule, str(problem.location)) == (
        True,
        "title-differs",
        "a.xlsx[5月!A1]",
    )
    assert read_rows.records == ()


def test_a_month_given_for_all_rows_against_a_title_alone_is_told_once() -> None:
    rows = [["2023年5月工作情况"], *WITHOUT_MONTH]
    assert read(rows, month="2024-06") == [
        "Sheet1!A3 firms 2024-06 4 家 a",
        "a.xlsx[Sheet1!A1] title-differs",
    ]
    assert read(WITHOUT_MONTH, name="5月", month="2024-06") == [
        "5月!A2 firms 2024-06 4 家 a",
        "a.xlsx[5月!A1] title-differs",
    ]


@pytest.mark.parametrize("title", ["2024年各月新增情况（当月数）", "分月当月完成数", "每月新增"])
def test_months_under_a_title_of_the_months_own_figures_are_no_running_totals(title: str) -> None:
    rows = [[title], ["指标", "5月", "6月"], ["新增企业", 3, 4], ["走访", 20, 30]]
    assert read(rows) == [
        "Sheet1!B4 visits 2024-05 +20 次 a",
        "Sheet1!C4 visits 2024-06 +30 次 a",
        "a.xlsx[Sheet1!B3] wrong-figure",
        "a.xlsx[Sheet1!C3] wrong-figure",
    ]


@pytest.mark.parametrize("title", ["各月累计完成情况（不是当月数）", "注：当月数为初步数", "重点工作台账"])
def test_other_titles_leave_months_as_they_are(title: str) -> None:
    assert read([[title], *LEDGER]) == [f"Sheet1!{line.format(3)}" for line in TAKEN]


def test_a_group_of_the_months_own_figures() -> None:
    rows: list[Any] = [["指标", "各月新增（次）", None], [None, "5月", "6月"], ["走访", 20, 30]]
    assert read(rows) == ["Sheet1!B3 visits 2024-05 +20 次 a", "Sheet1!C3 visits 2024-06 +30 次 a"]


def test_the_remedy_names_both_ways_out() -> None:
    rows = [["各月新增"], ["指标", "5月", "6月"], ["新增企业", 3, 4]]
    table = read_workbook(read_xlsx(book(rows), "a.xlsx"), "a.xlsx")
    assert DEMO is not None
    problem = RecordReader(DEMO).read(table.entries).problems[0]
    assert "increments: true" in problem_text(problem, Words("zh"))
    rows = [["指标", "月份", "本月完成"], ["新增企业", "6月", 3]]
    table = read_workbook(read_xlsx(book(rows), "a.xlsx"), "a.xlsx")
    problem = RecordReader(DEMO).read(table.entries).problems[0]
    assert (problem.rule, problem.variant) == ("wrong-figure", "value")


@pytest.mark.parametrize("bar", ["/", "|", "／", "，"])
def test_labels_apart_by_a_stroke(bar: str) -> None:
    label = f"填报单位：县教育局 {bar} 填报日期：2024.7.3 {bar} 单位：家"
    assert read([[label], *LEDGER])[0] == "Sheet1!C3 firms 2024-05 3 家 b 2024-07-03"
    assert read([[label], *LEDGER])[1] == "Sheet1!D3 firms 2024-06 4 家 b 2024-07-03"
