"""Names of columns that offices use: 计划 and 完成 under a month, 目标任务, 完成情况."""

from __future__ import annotations

from typing import Any

import pytest

from kpitrack.problems import Problem
from kpitrack.record_table import read_workbook
from kpitrack.records import RecordReader
from kpitrack.render.problems import problem_text
from kpitrack.sources.xlsx import read_xlsx
from kpitrack.wording import Words
from tests.sources.books import book
from tests.test_tables import DEMO, from_book


def problems(rows: list[Any]) -> tuple[Problem, ...]:
    """All that is wrong with a table and its rows."""
    assert DEMO is not None
    table = read_workbook(read_xlsx(book(rows), "a.xlsx"), "a.xlsx")
    return (*table.problems, *RecordReader(DEMO).read(table.entries).problems)


@pytest.mark.parametrize(
    ("planned", "done"),
    [("计划", "完成"), ("目标", "完成"), ("计划数", "完成数"), ("目标值", "完成值"), ("计划", "实际")],
)
def test_plan_and_figure_under_each_month(planned: str, done: str) -> None:
    rows: list[Any] = [
        ["指标名称", "单位", "5月", None, "6月", None],
        [None, None, planned, done, planned, done],
        ["新增企业", "家", 5, 3, 6, 4],
    ]
    merges = ("A1:A2", "B1:B2", "C1:D1", "E1:F1")
    assert from_book(rows, *merges) == ["Sheet1!D3 firms 2024-05 3 家 a", "Sheet1!F3 firms 2024-06 4 家 a"]
    assert from_book(rows) == from_book(rows, *merges)


def test_under_a_month_what_was_done_is_the_figure_the_item_goes_by() -> None:
    rows: list[Any] = [["指标", "5月", None], [None, "计划", "完成"], ["走访", 50, 30]]
    assert from_book(rows) == ["Sheet1!C3 visits 2024-05 +30 次 a"]


def test_a_month_of_which_only_the_plan_is_filled_is_not_reported() -> None:
    rows: list[Any] = [
        ["指标名称", "5月", None, "6月", None, "备注"],
        [None, "计划", "完成", "计划", "完成", None],
        ["新增企业", 5, 3, 6, None, "正核对"],
    ]
    assert from_book(rows, "A1:A2", "B1:C1", "D1:E1", "F1:F2") == ["Sheet1!C3 firms 2024-05 3 家 正核对 a"]


def test_plan_and_figure_in_one_row_of_names() -> None:
    rows: list[Any] = [
        ["指标名称", "5月计划", "5月完成", "6月计划数", "6月完成（家）"],
        ["新增企业", 5, 3, 6, 4],
    ]
    assert from_book(rows) == ["Sheet1!C2 firms 2024-05 3 家 a", "Sheet1!E2 firms 2024-06 4 家 a"]


def test_the_only_column_that_can_name_items_does() -> None:
    rows: list[Any] = [["目标任务", "年度目标", "6月"], ["新增企业", "10家", 4]]
    assert from_book(rows)[0] == "Sheet1!C2 firms 2024-06 4 家 a"
    rows = [["指标", "目标任务", "6月"], ["新增企业", "建成", 4]]
    assert from_book(rows) == ["Sheet1!C2 firms 2024-06 4 家 a", "a.xlsx[Sheet1!B1] unknown-column"]


FOOT: list[Any] = ["填表人：张三", None, "审核人：李四"]


def test_figures_under_the_state_of_things_are_figures() -> None:
    rows: list[Any] = [
        ["指标", "月份", "完成情况"],
        ["新增企业", "6月", 4],
        ["合同额", "6月", "5.6亿元"],
        FOOT,
    ]
    assert from_book(rows) == [
        "Sheet1!A2 firms 2024-06 4 家 a",
        "Sheet1!A3 money 2024-06 5.6 亿元 a",
    ]


def test_words_under_the_state_of_things_are_a_note() -> None:
    rows: list[Any] = [["任务", "月份", "完成情况"], ["建设园区", "6月", "已开工"], ["新增企业", "6月", "无"]]
    assert from_book([*rows, FOOT]) == ["Sheet1!A2 site 2024-06 已开工 a"]
    rows = [["任务", "6月", "完成情况", "备注"], ["新增企业", 4, "已授牌", "缺1家"]]
    assert from_book(rows) == ["Sheet1!B2 firms 2024-06 4 家 已授牌；备注：缺1家 a"]


@pytest.mark.parametrize("second", ["5.6亿元，完成全年46.7%", "约5.6亿元", "完成5.6亿元"])
def test_figures_and_words_mixed_are_neither(second: str) -> None:
    rows: list[Any] = [["指标", "月份", "完成情况", "备注"], ["新增企业", "6月", 4, None]]
    rows += [["合同额", "6月", second, None]]
    assert "a.xlsx[Sheet1!C1] unknown-column" in from_book(rows)
    assert not [line for line in from_book(rows) if line.startswith("Sheet1")]


def test_beside_a_column_of_figures_the_state_of_things_is_no_second_one() -> None:
    rows: list[Any] = [["指标", "月份", "累计完成", "完成情况"], ["新增企业", "6月", 4, 3]]
    assert from_book(rows) == ["Sheet1!A2 firms 2024-06 4 家 a", "a.xlsx[Sheet1!D1] unknown-column"]


PAIRS: list[Any] = [
    ["新增企业", "计划", "家", 5, 6],
    [None, "完成", "家", 3, 4],
    ["合同额", "计划", "亿元", 2, 3],
    [None, "完成", "亿元", 1, 2],
]
DONE = [
    "Sheet1!D3 firms 2024-05 3 家 a",
    "Sheet1!E3 firms 2024-06 4 家 a",
    "Sheet1!D5 money 2024-05 1 亿元 a",
    "Sheet1!E5 money 2024-06 2 亿元 a",
]


@pytest.mark.parametrize("name", ["类别", "项目", None])
def test_of_a_row_of_the_plan_and_one_of_the_figures_only_the_second_is_read(name: str | None) -> None:
    rows: list[Any] = [["指标名称", name, "单位", "5月", "6月"], *PAIRS]
    assert from_book(rows, "A2:A3", "A4:A5") == [*DONE, "a.xlsx[Sheet1!B1] total-row"]


def test_a_column_with_other_words_tells_no_plan() -> None:
    rows: list[Any] = [["指标名称", "类别", "6月"], ["新增企业", "计划", 4], ["合同额", "工业", 2]]
    assert from_book(rows) == [
        "Sheet1!C2 firms 2024-06 4 家 a",
        "Sheet1!C3 money 2024-06 2 亿元 a",
        "a.xlsx[Sheet1!B1] unknown-column",
    ]
    rows = [["指标名称", "类别", "6月"], ["新增企业", "计划", 4]]
    assert from_book(rows) == ["Sheet1!C2 firms 2024-06 4 家 a", "a.xlsx[Sheet1!B1] unknown-column"]


@pytest.mark.parametrize("name", ["合计：", "合计:", "本页合计", "总 计：", "以上合计", "本页小计："])
def test_rows_of_sums_in_every_spelling(name: str) -> None:
    rows: list[Any] = [["序号", "指标", "6月"], [1, "新增企业", 4], [None, name, 4]]
    assert from_book(rows) == ["Sheet1!C2 firms 2024-06 4 家 a", "a.xlsx[Sheet1!B3] total-row"]


@pytest.mark.parametrize("office", ["县科工局", "科工局", "县水利局", "城关镇人民政府", "县科工局、县教育局"])
def test_an_office_under_the_unit_of_measure_is_told_with_its_remedy(office: str) -> None:
    rows: list[Any] = [["指标", "单位", "6月"], ["新增企业", office, 4]]
    (problem,) = problems(rows)
    assert (problem.rule, problem.variant, problem.location.cell) == ("unit-mismatch", "office", "Sheet1!B2")
    assert "填报单位" in problem_text(problem, Words("zh"))


def test_another_unit_of_measure_is_no_office() -> None:
    (problem,) = problems([["指标", "单位", "6月"], ["新增企业", "项", 4]])
    assert (problem.rule, problem.variant) == ("unit-mismatch", "")


@pytest.mark.parametrize("name", ["二季度", "第三季度", "下半年", "2024年四季度", "Q2"])
def test_a_column_that_does_not_run_from_january_is_told_as_not_read(name: str) -> None:
    (problem,) = problems([["指标", "6月", name], ["新增企业", 4, 2]])
    assert (problem.rule, problem.variant, problem.is_error) == ("unknown-column", "quarter", False)
    assert "未读" in problem_text(problem, Words("zh"))


def test_what_a_header_lacks_is_named_in_the_readers_words() -> None:
    found = problems([["情况表"], ["指标", "目标值", "说法"], ["新增企业", "10家", "好"]])
    shown = [problem_text(problem, Words("zh")) for problem in found if problem.rule == "missing-column"]
    assert len(shown) == 1
    assert shown[0].startswith("a.xlsx[Sheet1!A2]: error: 表头缺少完成值、本月完成、状态、")
    found = problems([["情况表"], ["说法", "6月", "目标值"], ["新增企业", 4, "10家"]])
    shown = [problem_text(problem, Words("zh")) for problem in found if problem.rule == "missing-column"]
    assert shown[0].startswith("a.xlsx[Sheet1!A2]: error: 表头缺少“指标”列")


def test_plan_figure_and_rate_under_each_month() -> None:
    rows: list[Any] = [
        ["指标名称", "5月", None, None, "6月", None, None, "备注"],
        [None, "计划", "完成", "完成率", "计划", "完成", "完成率", None],
        ["新增企业", 5, 3, "30%", 6, 4, "滞后", "无"],
    ]
    assert from_book(rows, "A1:A2", "B1:D1", "E1:G1", "H1:H2") == [
        "Sheet1!C3 firms 2024-05 3 家 a",
        "Sheet1!F3 firms 2024-06 4 家 a",
        "a.xlsx[Sheet1!G3] rate-not-read",
    ]


def test_a_figure_in_words_is_not_taken_for_a_note_where_it_would_be_the_only_one() -> None:
    rows: list[Any] = [["指标", "月份", "完成情况"], ["合同额", "6月", "累计完成5.6亿元，占全年46.7%"]]
    assert not [line for line in from_book(rows) if line.startswith("Sheet1")]
    rows = [["指标", "月份", "累计完成", "完成情况"], ["合同额", "6月", 5.6, "完成5.6亿元"]]
    assert from_book(rows) == ["Sheet1!A2 money 2024-06 5.6 亿元 完成5.6亿元 a"]
    rows = [["任务", "月份", "完成情况"], ["建设园区", "6月", "6月18日开工"]]
    assert from_book(rows) == ["Sheet1!A2 site 2024-06 6月18日开工 a"]
