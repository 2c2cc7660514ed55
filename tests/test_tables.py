"""Tables as units make them: where the header is, labels around it, months as columns, merged cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kpitrack.entries import EntryTable
from kpitrack.numeric import plain
from kpitrack.plan_file import load_plan
from kpitrack.record_table import read_entries, read_workbook
from kpitrack.records import RecordReader
from kpitrack.sources.xlsx import read_xlsx
from tests.sources.books import book

PLAN = """\
schema: 1
plan: {id: demo, title: Demo, year: 2024, office: a}
lead_units:
  - {id: a, name: 县科工局, aliases: [科工局]}
  - {id: b, name: 县教育局}
programmes:
  - id: p
    title: P
    tasks:
      - id: t
        title: T
        lead: [a]
        indicators:
          - {id: firms, name: 新增企业, unit: 家, measure: cumulative, target: {at_least: 10}}
          - {id: money, name: 合同额, unit: 亿元, measure: cumulative, target: {at_least: 12}}
          - {id: share, name: 占比, unit: "%", measure: level, target: {at_least: 18}}
          - {id: visits, name: 走访, unit: 次, measure: cumulative, increments: true, target: {at_least: 60}}
        actions:
          - {id: site, name: 建设园区, kind: project}
"""
DEMO = load_plan(PLAN.encode(), "plan/targets.yaml").plan
Rows = Sequence[Any]


def said(table: EntryTable) -> list[str]:
    """Every record in short, every problem of the table and its rows."""
    assert DEMO is not None
    read = RecordReader(DEMO, today=date(2024, 12, 31)).read(table.entries)
    lines = []
    for record in read.records:
        place = record.location.cell or str(record.location.line)
        value = "" if record.value is None else plain(record.value)
        increment = "" if record.increment is None else f"+{plain(record.increment)}"
        parts = [place, record.item, str(record.period), value, increment, record.unit, record.note]
        parts += [record.state.value if record.state else "", record.reported_by]
        parts += [str(record.reported_on or "")]
        lines.append(" ".join(filter(None, parts)))
    problems = (*table.problems, *read.problems)
    return [*lines, *(f"{problem.location} {problem.rule}" for problem in problems)]


def from_csv(text: str) -> list[str]:
    return said(read_entries(text, "a.csv", kind="csv", submitted=True))


def from_book(rows: Rows, *merges: str, edit: Callable[[Worksheet], None] | None = None) -> list[str]:
    def edited(sheet: Worksheet) -> None:
        for merge in merges:
            sheet.merge_cells(merge)
        if edit:
            edit(sheet)

    return said(read_workbook(read_xlsx(book(rows, edit=edited), "a.xlsx"), "a.xlsx"))


def test_titles_above_the_header() -> None:
    assert from_csv("南县重点指标完成情况,,\n\n指标名称,月份,累计完成\n新增企业,6月,4\n") == [
        "4 firms 2024-06 4 家 a"
    ]


def test_a_file_kept_by_hand_has_its_header_in_the_first_line() -> None:
    text = "完成情况,,\n指标名称,月份,累计完成\n新增企业,6月,4\n"
    table = read_entries(text, "a.csv", kind="csv", submitted=False)
    rules = [f"{problem.location} {problem.rule}" for problem in table.problems]
    assert rules[:2] == ["a.csv:1:1 unknown-column", "a.csv:1:1 missing-column"]
    assert all(entry.broken for entry in table.entries)


@pytest.mark.parametrize(
    "labels",
    [
        ["填报单位：县教育局", None, "报告期：2024年6月"],
        ["填报单位：县教育局（盖章）    报告期：2024年6月", None, None],
        ["填 报 单 位：县教育局", "报告期", "6月"],
        ["填报单位", "县教育局", None, "月份", "2024-06"],
        ["填报单位：", "县教育局", "月份：", date(2024, 6, 1)],
        ["填报单位（盖章）：县教育局", None, "填报月份：上半年"],
    ],
)
def test_labels_above_a_table(labels: list[Any]) -> None:
    rows: list[Any] = [["完成情况表"], labels, ["指标", "累计完成"], ["新增企业", 4]]
    assert from_book(rows) == [
        "Sheet1!A4 firms 2024-06 4 家 b",
        "a.xlsx[Sheet1!A2] not-involved"
        if "县教育局" in str(labels[0])
        else "a.xlsx[Sheet1!B2] not-involved",
    ]


def test_labels_below_a_table_and_signatures() -> None:
    rows: list[Any] = [
        ["序号", "指标", "累计完成", "备注"],
        [1, "新增企业", 4, None],
        ["填报单位：县科工局 报告期：6月", None, None, None],
        ["填表人：张三", None, None, "审核人：李四"],
        [None, "注：数据来自报表", None, None],
    ]
    assert from_book(rows) == ["Sheet1!A2 firms 2024-06 4 家 a"]


def test_a_row_says_more_than_a_label() -> None:
    rows: list[Any] = [
        ["填报单位：县教育局", "报告期：5月"],
        ["指标", "累计完成", "月份", "填报单位"],
        ["新增企业", 4, "6月", "科工局"],
    ]
    assert from_book(rows) == ["Sheet1!A3 firms 2024-06 4 家 a"]


def test_a_label_that_cannot_be_read_is_told_at_its_cell() -> None:
    rows: list[Any] = [
        ["填报单位：县教有局", "填报日期：明天1日"],
        ["指标", "累计完成", "月份"],
        ["新增企业", 4, "6月"],
    ]
    assert from_book(rows) == ["a.xlsx[Sheet1!A1] unknown-reporter", "a.xlsx[Sheet1!B1] bad-day"]


def test_a_label_left_blank_says_nothing() -> None:
    rows: list[Any] = [
        ["填报单位：", "填报日期：    年   月   日"],
        ["指标", "累计完成", "月份"],
        ["新增企业", 4, "6月"],
    ]
    assert from_book(rows) == ["Sheet1!A3 firms 2024-06 4 家 a"]


def test_the_unit_above_a_table_is_that_of_its_family() -> None:
    rows: list[Any] = [
        ["单位：万元"],
        ["指标", "累计完成", "月份"],
        ["合同额", 56000, "6月"],
        ["新增企业", 4, "6月"],
    ]
    rows += [["合同额", "5.6亿元", "5月"]]
    assert from_book(rows) == [
        "Sheet1!A3 money 2024-06 5.6 亿元 a",
        "Sheet1!A4 firms 2024-06 4 家 a",
        "Sheet1!A5 money 2024-05 5.6 亿元 a",
    ]


@pytest.mark.parametrize("merges", [(), ("A1:A2", "B1:C1", "D1:D2")])
def test_a_header_of_two_rows(merges: tuple[str, ...]) -> None:
    rows: list[Any] = [
        ["指标", "完成情况", None, "月份"],
        [None, "本月完成", "累计完成", None],
        ["新增企业", 1, 4, "6月"],
    ]
    assert from_book(rows, *merges) == ["Sheet1!A3 firms 2024-06 4 +1 家 a"]


def test_a_header_of_two_rows_with_a_unit_over_both() -> None:
    rows: list[Any] = [
        ["指标", "月份", "完成值（万元）", None],
        [None, None, "本月完成", "累计完成"],
        ["合同额", "6月", 10000, 56000],
    ]
    assert from_book(rows, "C1:D1") == ["Sheet1!A3 money 2024-06 5.6 +1 亿元 a"]


def test_a_row_of_names_is_no_second_header() -> None:
    # A note that is itself a name of a column, in the first row of the body.
    assert from_csv("指标,月份,累计完成,备注\n新增企业,6月,4,说明\n") == ["2 firms 2024-06 4 家 说明 a"]


def test_a_column_per_month() -> None:
    rows: list[Any] = [
        ["指标", "1月", "2月", "2024年3月", "备注"],
        ["新增企业", 1, None, 3, "好"],
        ["走访", 5, 6, None, None],
    ]
    assert from_book(rows) == [
        "Sheet1!B2 firms 2024-01 1 家 a",
        "Sheet1!D2 firms 2024-03 3 家 好 a",
        "Sheet1!B3 visits 2024-01 +5 次 a",
        "Sheet1!C3 visits 2024-02 +6 次 a",
    ]


@pytest.mark.parametrize(
    ("heading", "period"),
    [
        ("6月累计完成", "2024-06"),
        ("截至6月底累计完成（家）", "2024-06"),
        ("累计完成（1-6月）", "2024-06"),
        ("1-6月累计", "2024-06"),
        ("2024-06", "2024-06"),
        ("202406", "2024-06"),
        (date(2024, 6, 1), "2024-06"),
        (datetime(2024, 6, 30), "2024-06"),  # noqa: DTZ001
        ("上半年", "2024-06"),
        ("6月份(家)", "2024-06"),
    ],
)
def test_names_of_a_month_column(heading: object, period: str) -> None:
    assert from_book([["指标", heading], ["新增企业", 4]]) == [f"Sheet1!B2 firms {period} 4 家 a"]


def test_months_over_two_columns_each() -> None:
    rows: list[Any] = [
        ["指标", "5月", None, "6月", None],
        [None, "本月完成", "累计完成", "本月完成", "累计完成"],
        ["新增企业", 1, 3, 1, 4],
        ["建设园区", None, None, None, None],
    ]
    for merges in ((), ("A1:A2", "B1:C1", "D1:E1")):
        assert from_book(rows, *merges) == [
            "Sheet1!B3 firms 2024-05 3 +1 家 a",
            "Sheet1!D3 firms 2024-06 4 +1 家 a",
        ]


def test_a_row_without_a_month_filled_may_still_say_something() -> None:
    rows: list[Any] = [
        ["报告期：6月"],
        ["指标", "5月", "6月", "状态", "备注"],
        ["建设园区", None, None, "推进中", "开工"],
    ]
    assert from_book(rows) == ["Sheet1!A3 site 2024-06 开工 in_progress a"]


def test_a_month_column_that_nobody_knows_is_named() -> None:
    assert from_book([["指标", "5月", "6月完成情况"], ["新增企业", 3, 4]]) == [
        "Sheet1!B2 firms 2024-05 3 家 a",
        "a.xlsx[Sheet1!C1] unknown-column",
    ]


def test_the_same_month_twice() -> None:
    assert from_book([["指标", "6月", "6月"], ["新增企业", 3, 4]]) == ["a.xlsx[Sheet1!C1] column-twice"]


def test_two_figures_for_one_month() -> None:
    assert from_book([["指标", "6月", "6月累计完成"], ["新增企业", 3, 4]]) == [
        "a.xlsx[Sheet1!B2] column-twice"
    ]


def test_merged_names_hold_for_every_row_they_cover() -> None:
    rows: list[Any] = [
        ["指标", "月份", "累计完成", "填报单位"],
        ["新增企业", "5月", 3, "科工局"],
        [None, "6月", 4, None],
        ["合同额", None, 5, None],
    ]
    assert from_book(rows, "A2:A3", "D2:D4", "B3:B4") == [
        "Sheet1!A2 firms 2024-05 3 家 a",
        "Sheet1!B3 firms 2024-06 4 家 a",
        "Sheet1!A4 money 2024-06 5 亿元 a",
    ]


@pytest.mark.parametrize("merge", ["C2:C3", "B2:C2"])
def test_a_merged_figure_is_refused(merge: str) -> None:
    rows: list[Any] = [
        ["指标", "本月完成", "累计完成", "月份"],
        ["新增企业", 1, 4, "6月"],
        ["合同额", 1, None, "6月"],
    ]
    place = "C2" if merge == "C2:C3" else "B2"
    assert f"a.xlsx[Sheet1!{place}] merged-cell" in from_book(rows, merge)


def test_a_heading_over_the_whole_width_is_no_merged_figure() -> None:
    rows: list[Any] = [["指标", "累计完成", "月份"], ["一、工作目标", None, None], ["新增企业", 4, "6月"]]
    assert from_book(rows, "A2:C2") == ["Sheet1!A3 firms 2024-06 4 家 a"]


def test_faults_matter_only_where_a_column_is_taken_in() -> None:
    rows: list[Any] = [
        ["指标", "月份", "累计完成", "完成率", "目标", "上期数"],
        ["新增企业", "6月", 4, "#DIV/0!", "#N/A", "#REF!"],
    ]
    assert from_book(rows) == ["Sheet1!A2 firms 2024-06 4 家 a"]
    rows[1][2] = "#N/A"
    assert from_book(rows) == ["a.xlsx[Sheet1!C2] error-cell"]


def test_numbers_of_days() -> None:
    rows: list[Any] = [["指标", "月份", "累计完成", "填报日期"], ["新增企业", 45444, 4, 45476]]
    assert from_book(rows) == ["Sheet1!A2 firms 2024-06 4 家 a 2024-07-03"]
    # As text it is no day: nobody writes one so.
    rows[1][3] = "45476"
    assert from_book(rows) == ["a.xlsx[Sheet1!D2] bad-day"]


def test_something_beside_the_table() -> None:
    assert from_book([["指标", "月份", "累计完成"], ["新增企业", "6月", 4, "?"]]) == [
        "a.xlsx[Sheet1!D2] column-without-name"
    ]


def test_a_bare_fraction_is_ambiguous_and_a_percent_format_is_not() -> None:
    def percent(sheet: Worksheet) -> None:
        sheet["C2"].number_format = "0.0%"

    rows: list[Any] = [["指标", "月份", "累计完成"], ["占比", "6月", 0.146]]
    assert from_book(rows) == ["a.xlsx[Sheet1!C2] ambiguous-share"]
    assert from_book(rows, edit=percent) == ["Sheet1!A2 share 2024-06 14.6 % a"]


def test_no_table_at_all() -> None:
    assert from_book([["通知"], ["请各单位报送", "谢谢"]]) == ["a.xlsx no-table"]
    assert from_book([]) == ["a.xlsx no-table"]


def test_a_header_that_lacks_something() -> None:
    assert from_book([["单位名称", "月份", "累计完成"], ["新增企业", "6月", 4]]) == [
        "a.xlsx[Sheet1!A1] unknown-column",
        "a.xlsx[Sheet1!A1] missing-column",
    ]
