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
from kpitrack.records import Defaults, RecordReader
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


def said(table: EntryTable, *, month: str = "") -> list[str]:
    """Every record in short, every problem of the table and its rows."""
    assert DEMO is not None
    read = RecordReader(DEMO, today=date(2024, 12, 31), defaults=Defaults(period=month)).read(table.entries)
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
    rows: list[Any] = [["填报单位：县教有局", "报告期：下月1"], ["指标", "累计完成"], ["新增企业", 4]]
    assert from_book(rows) == ["a.xlsx[Sheet1!B1] bad-period", "a.xlsx[Sheet1!A1] unknown-reporter"]


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


def test_beside_its_running_total_a_month_alone_is_its_own() -> None:
    rows = [["指标", "6月", "6月累计完成"], ["新增企业", 3, 4]]
    assert from_book(rows) == ["Sheet1!B2 firms 2024-06 4 +3 家 a"]


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


@pytest.mark.parametrize(
    ("first", "second"),
    [("本月完成", "1-6月累计完成"), ("6月", "1-6月累计"), ("6月", "累计"), ("6月本月完成", "累计完成")],
)
def test_the_month_beside_the_running_total(first: str, second: str) -> None:
    rows: list[Any] = [["报告期：6月"], ["指标", first, second], ["新增企业", 1, 4], ["走访", 5, 9]]
    assert [line.split(" ", 1)[1] for line in from_book(rows)] == [
        "firms 2024-06 4 +1 家 a",
        "visits 2024-06 9 +5 次 a",
    ]


@pytest.mark.parametrize("group", ["上年同期", "全县", "其中：经开区", "2023年", "上月"])
def test_under_a_group_that_nobody_knows_a_figure_is_of_something_else(group: str) -> None:
    rows: list[Any] = [
        ["指标", "月份", group, "完成情况"],
        [None, None, "累计完成", "累计完成"],
        ["新增企业", "6月", 9, 4],
    ]
    assert from_book(rows) == ["Sheet1!A3 firms 2024-06 4 家 a", "a.xlsx[Sheet1!C2] unknown-column"]


def test_under_a_month_of_its_own_a_total_is_the_months_own() -> None:
    rows: list[Any] = [
        ["指标", "月份", "本月", "累计"],
        [None, None, "完成数", "完成数"],
        ["新增企业", "6月", 1, 4],
    ]
    assert from_book(rows) == ["Sheet1!A3 firms 2024-06 4 +1 家 a"]


def test_the_unit_of_a_group() -> None:
    rows: list[Any] = [
        ["指标", "月份", "完成情况（万元）", None],
        [None, None, "本月完成", "累计完成"],
        ["合同额", "6月", 10000, 30000],
    ]
    assert from_book(rows, "C1:D1") == ["Sheet1!A3 money 2024-06 3 +1 亿元 a"]


def test_each_month_has_its_own_unit() -> None:
    rows: list[Any] = [["指标", "5月（万元）", "6月（亿元）", "7月"], ["合同额", 30000, 4, 5]]
    assert from_book(rows) == [
        "Sheet1!B2 money 2024-05 3 亿元 a",
        "Sheet1!C2 money 2024-06 4 亿元 a",
        "Sheet1!D2 money 2024-07 5 亿元 a",
    ]


@pytest.mark.parametrize(
    "label",
    [
        "金额单位：万元",
        "（单位：万元）",
        "【单位：万元】",
        "单位：人民币万元",
        "单位 万元",
        "数据单位：万元",
        "计量单位：万元（不含税）",
        "注：金额单位为万元",
        "单位：万元、家",
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_how_the_unit_is_said(label: str, above: bool) -> None:
    rows: list[Any] = [["指标", "月份", "累计完成"], ["合同额", "6月", 30000]]
    place = "A3" if above else "A2"
    if not above and not label.startswith(("注", "单位 ")):
        label = f"注：{label}"
    if label == "单位 万元" and not above:
        return
    rows = [[label], *rows] if above else [*rows, [label]]
    assert from_book(rows) == [f"Sheet1!{place} money 2024-06 3 亿元 a"]


@pytest.mark.parametrize("label", ["时间：2024年7月3日", "填报时间：2024-07-03", "日期：2024.7.3"])
def test_a_time_with_a_day_is_the_day_of_reporting(label: str) -> None:
    rows = [[f"填报单位：县科工局  {label}"], ["指标", "月份", "累计完成"], ["新增企业", "6月", 4]]
    assert from_book(rows) == ["Sheet1!A3 firms 2024-06 4 家 a 2024-07-03"]


@pytest.mark.parametrize(
    "footer",
    [
        ["填表人：张三", "审核人：李四", "填报日期：2024年7月3日"],
        ["填表人：张三  填报日期：2024-07-03"],
        ["填报日期", "2024-07-03"],
    ],
)
def test_labels_beside_a_signature_count(footer: list[str]) -> None:
    rows: list[Any] = [["指标", "月份", "累计完成"], ["新增企业", "6月", 4], footer]
    assert from_book(rows) == ["Sheet1!A2 firms 2024-06 4 家 a 2024-07-03"]


def test_a_note_is_no_label() -> None:
    note = "已开展调研。\n填报单位：县教育局\n单位：万元，填报日期：2024年5月1日"
    rows: list[Any] = [["指标", "月份", "累计完成", "备注"]]
    rows += [["建设园区", "6月", None, note], ["合同额", "6月", 5, None], ["建设园区", "5月", None, note]]
    lines = from_book(rows)
    assert "Sheet1!A3 money 2024-06 5 亿元 a" in lines
    assert len(lines) == 3


def test_the_same_header_again_is_passed_over_and_another_refused() -> None:
    rows: list[Any] = [["指标", "月份", "累计完成"], ["新增企业", "5月", 3], ["指标", "月份", "累计完成"]]
    rows += [["新增企业", "6月", 4]]
    assert from_book(rows) == ["Sheet1!A2 firms 2024-05 3 家 a", "Sheet1!A4 firms 2024-06 4 家 a"]
    rows[2] = ["指标", "月份", "本月完成"]
    assert from_book(rows) == ["a.xlsx[Sheet1!A3] second-header"]


def test_october_and_january_look_alike_in_a_number() -> None:
    rows: list[Any] = [["指标", "月份", "累计完成"], ["新增企业", 2024.1, 4]]
    assert from_book(rows) == ["a.xlsx[Sheet1!B2] bad-period"]


def test_what_is_said_only_in_a_column_nobody_knows_is_not_passed_over() -> None:
    rows: list[Any] = [["指标", "月份", "累计完成", "怎么样了"], ["建设园区", "6月", None, "开工"]]
    assert from_book(rows) == [
        "a.xlsx[Sheet1!D1] unknown-column",
        "a.xlsx[Sheet1!D2] nothing-reported",
    ]


@pytest.mark.parametrize("text", ["\n" * 200 + "指标,月份,累计完成\n新增企业,6月,4\n"])
def test_blank_lines_cost_nothing(text: str) -> None:
    assert from_csv(text) == ["202 firms 2024-06 4 家 a"]


def test_the_delimiter_is_not_told_by_the_title() -> None:
    text = "县科工局;六月\n指标\t月份\t累计完成\n新增企业\t6月\t4\n"
    assert from_csv(text) == ["3 firms 2024-06 4 家 a"]


@pytest.mark.parametrize(
    ("rows", "name", "place"),
    [
        ([["2024年5月完成情况"], ["指标", "累计完成"], ["新增企业", 4]], "s", "A1"),
        ([["指标", "累计完成"], ["新增企业", 4]], "5月", "A1"),
        ([["县教育局完成情况"], ["指标", "累计完成"], ["新增企业", 4]], "s", "A1"),
        ([["指标", "累计完成"], ["县教育局", None], ["新增企业", 4]], "s", "A2"),
    ],
)
def test_a_title_that_says_otherwise_is_told(rows: Rows, name: str, place: str) -> None:
    read = read_workbook(read_xlsx(book(rows, name=name), "a.xlsx"), "a.xlsx")
    lines = said(read, month="2024-06")
    assert len(lines) == 2
    assert "firms 2024-06 4 家 a" in lines[0]
    assert lines[1] == f"a.xlsx[{name}!{place}] title-differs"


@pytest.mark.parametrize(
    "title", ["2024年6月进度表", "2024年1—12月目标完成情况", "请于7月5日前报送", "县科工局进度表", "进度表"]
)
def test_a_title_that_fits_or_says_nothing_is_not_told(title: str) -> None:
    rows = [[title], ["指标", "累计完成"], ["新增企业", 4]]
    read = read_workbook(read_xlsx(book(rows), "a.xlsx"), "a.xlsx")
    assert said(read, month="2024-06") == ["Sheet1!A3 firms 2024-06 4 家 a"]


def test_where_rows_speak_for_themselves_a_title_does_not_matter() -> None:
    rows: list[Any] = [["县教育局2024年5月进度表"], ["指标", "累计完成", "月份", "填报单位"]]
    rows += [["新增企业", 4, "6月", "科工局"]]
    assert from_book(rows) == ["Sheet1!A3 firms 2024-06 4 家 a"]


TABLE: Rows = [["指标", "月份", "累计完成"], ["合同额", "6月", 30000]]


@pytest.mark.parametrize(
    "label",
    [
        "单位：万 元",
        "单位：万元人民币",
        "单位：（万元）",
        "单位（万元）",
        "计量单位(万元)",
        "（万元）",
        "货币单位:人民币（万元）",
        "以万元为单位",
        "说明：金额按万元填报",
        "金额：万元",
        "2024年6月完成情况（单位：万元）",
        "填报单位：县科工局，联系人：张三，单位：万元",
    ],
)
def test_more_ways_to_say_the_unit(label: str) -> None:
    assert from_book([[label], *TABLE]) == ["Sheet1!A3 money 2024-06 3 亿元 a"]


@pytest.mark.parametrize("label", ["单位：百万元", "单位：千万元", "单位：万美元", "单位：万"])
def test_a_unit_that_nobody_knows_is_not_passed_over(label: str) -> None:
    assert from_book([[label], *TABLE]) == ["a.xlsx[Sheet1!A1] unit-not-read"]


@pytest.mark.parametrize(
    "text",
    ["注：附表中单位万元产值能耗另报", "注：各单位元旦前报送", "注：单位元素含量、单位万元GDP能耗另报"],
)
def test_a_unit_in_prose_is_none(text: str) -> None:
    assert from_book([[text], *TABLE]) == ["Sheet1!A3 money 2024-06 30000 亿元 a"]


def test_one_unit_over_a_table_holds_for_every_count() -> None:
    rows: list[Any] = [["单位：户"], ["指标", "月份", "累计完成"], ["新增企业", "6月", 4]]
    assert from_book(rows) == ["a.xlsx[Sheet1!C3] unit-mismatch"]


@pytest.mark.parametrize(
    ("header", "values", "read"),
    [
        (["6月", "1-6月"], [1, 4], "4 +1"),
        (["1-6月", "6月"], [4, 1], "4 +1"),
        (["6月", "上半年"], [1, 4], "4 +1"),
        (["6月", "2024年1-6月累计"], [1, 4], "4 +1"),
        (["6月新增", "1-6月完成"], [1, 4], "4 +1"),
    ],
)
def test_a_month_and_what_runs_up_to_it(header: list[str], values: list[int], read: str) -> None:
    rows: list[Any] = [["指标", *header], ["新增企业", *values]]
    assert [line.split(" ", 1)[1] for line in from_book(rows)] == [f"firms 2024-06 {read} 家 a"]


@pytest.mark.parametrize("second", ["6月底", "截至6月底", "2024年6月"])
def test_one_month_under_two_names(second: str) -> None:
    rows: list[Any] = [["指标", "6月", second], ["新增企业", 1, 4]]
    assert from_book(rows) == ["a.xlsx[Sheet1!C1] column-twice"]


def test_labels_between_tables_one_below_the_other_are_refused() -> None:
    rows: list[Any] = [
        ["指标", "月份", "累计完成"],
        ["新增企业", "6月", 10],
        ["填报单位：县科工局"],
        ["指标", "月份", "累计完成"],
        ["新增企业", "5月", 3],
        ["填报单位：县教育局"],
    ]
    assert from_book(rows) == ["a.xlsx[Sheet1!A3] second-header", "a.xlsx[Sheet1!A6] second-header"]


@pytest.mark.parametrize("group", ["2023年完成情况", "全年完成情况"])
def test_a_group_of_another_year_is_not_known(group: str) -> None:
    rows: list[Any] = [
        ["指标", "月份", group, "备注"],
        [None, None, "累计完成", None],
        ["新增企业", "6月", 18, "好"],
    ]
    assert "a.xlsx[Sheet1!C2] unknown-column" in from_book(rows)


def test_a_group_of_totals_over_months() -> None:
    rows: list[Any] = [["指标", "累计完成情况", None], [None, "5月", "6月"], ["新增企业", 3, 4]]
    assert from_book(rows) == ["Sheet1!B3 firms 2024-05 3 家 a", "Sheet1!C3 firms 2024-06 4 家 a"]


def test_a_name_nobody_knows_in_the_second_row_of_a_header() -> None:
    rows: list[Any] = [
        ["指标", "月份", "完成情况", None, None],
        [None, None, "本月", "累计", "同比增长"],
        ["新增企业", "6月", 1, 4, "5%"],
    ]
    assert from_book(rows, "C1:E1") == [
        "Sheet1!A3 firms 2024-06 4 +1 家 a",
        "a.xlsx[Sheet1!E2] unknown-column",
    ]


def test_texts_go_with_the_latest_month_and_not_the_last_column() -> None:
    rows: list[Any] = [["指标", "6月", "5月", "备注"], ["新增企业", 4, 3, "好"]]
    assert from_book(rows) == ["Sheet1!B2 firms 2024-06 4 家 好 a", "Sheet1!C2 firms 2024-05 3 家 a"]


def test_months_beside_their_sum_are_their_own() -> None:
    rows: list[Any] = [["指标", "1月", "2月", "合计"], ["走访", 5, 6, 11]]
    assert from_book(rows) == ["Sheet1!B2 visits 2024-01 +5 次 a", "Sheet1!C2 visits 2024-02 11 +6 次 a"]
    rows[1][0] = "新增企业"  # of which a running total is wanted for each month
    assert "a.xlsx[Sheet1!B2] wrong-figure" in from_book(rows)


def test_a_header_on_every_page_with_a_name_nobody_knows() -> None:
    rows: list[Any] = [["指标", "月份", "累计完成", "增速"], ["新增企业", "5月", 3, "1%"]]
    rows += [rows[0], ["新增企业", "6月", 4, "2%"]]
    assert from_book(rows) == [
        "Sheet1!A2 firms 2024-05 3 家 a",
        "Sheet1!A4 firms 2024-06 4 家 a",
        "a.xlsx[Sheet1!D1] unknown-column",
    ]


@pytest.mark.parametrize(
    "footer",
    [
        ["填表人：", "张三", "审核人：李四"],
        ["填表人", "张三"],
        ["填报人：李四", "13812345678"],
        ["主要负责人：王五", "填报人：李四", "联系电话：138"],
        ["单位负责人（签字）：", "填报人：李四"],
    ],
)
def test_signatures_are_no_records(footer: list[str]) -> None:
    rows: list[Any] = [["指标", "累计完成", "月份"], ["新增企业", 4, "6月"], footer]
    assert from_book(rows) == ["Sheet1!A2 firms 2024-06 4 家 a"]


@pytest.mark.parametrize("seal", ["（加盖公章）", "（签章）", "（单位公章）", "（公章）"])
def test_seals_are_no_part_of_a_name(seal: str) -> None:
    rows = [[f"（填报单位：县科工局{seal}）"], ["指标", "累计完成", "月份"], ["新增企业", 4, "6月"]]
    assert from_book(rows) == ["Sheet1!A3 firms 2024-06 4 家 a"]


@pytest.mark.parametrize(
    ("label", "day"),
    [
        ("填报日期：7月3日", " 2024-07-03"),
        ("填报日期：3 July 2024", " 2024-07-03"),
        ("填报日期：Jul 3, 2024（周三）", " 2024-07-03"),
        ("填报时间：2024年7月", ""),
        ("填报日期：2024年  月  日", ""),
        ("报送时间：每月5日前", ""),
    ],
)
def test_days_of_labels(label: str, day: str) -> None:
    rows = [[label], ["指标", "累计完成", "月份"], ["新增企业", 4, "6月"]]
    assert from_book(rows) == [f"Sheet1!A3 firms 2024-06 4 家 a{day}"]


@pytest.mark.parametrize("text", ["11/03/2024", "3.11.2024", "yesterday", "昨天", "2024年13月3日", "2024-07"])
def test_a_day_of_a_label_that_cannot_be_read_is_an_error_at_its_cell(text: str) -> None:
    rows: list[Any] = [["period", "2024-06", "reported on", text], ["id", "total to date"], ["firms", 4]]
    assert from_book(rows) == ["a.xlsx[Sheet1!D1] bad-day"]


@pytest.mark.parametrize("text", ["3 July 2024", "3 Jul 2024", "Jul 3, 2024", "3rd July, 2024", "3-Jul-2024"])
def test_a_day_of_a_label_in_english_words(text: str) -> None:
    rows: list[Any] = [["period", "2024-06", "reported on", text], ["id", "total to date"], ["firms", 4]]
    assert from_book(rows) == ["Sheet1!A3 firms 2024-06 4 家 a 2024-07-03"]


@pytest.mark.parametrize("beside", ["审核人：李四", "（盖章）", "联系电话 0743-1234567", "年  月  日"])
def test_what_stands_beside_a_day_left_blank_is_none(beside: str) -> None:
    rows: list[Any] = [["报告期", "6月", "填报日期：", beside], ["指标", "累计完成"], ["新增企业", 4]]
    assert from_book(rows) == ["Sheet1!A3 firms 2024-06 4 家 a"]


@pytest.mark.parametrize("title", ["2023年6月进度表", "报告期说明　2024年5月（单位：家）"])
def test_titles_with_another_year_or_beside_a_label_are_told(title: str) -> None:
    read = read_workbook(
        read_xlsx(book([[title], ["指标", "累计完成"], ["新增企业", 4]]), "a.xlsx"), "a.xlsx"
    )
    assert "a.xlsx[Sheet1!A1] title-differs" in said(read, month="2024-06")


@pytest.mark.parametrize("title", ["2024年1月至6月进度表", "5月-6月进度表", "2023—2025年行动方案"])
def test_ranges_of_months_are_no_month(title: str) -> None:
    read = read_workbook(
        read_xlsx(book([[title], ["指标", "累计完成"], ["新增企业", 4]]), "a.xlsx"), "a.xlsx"
    )
    assert said(read, month="2024-06") == ["Sheet1!A3 firms 2024-06 4 家 a"]
