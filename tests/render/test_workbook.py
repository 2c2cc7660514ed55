"""The workbook of a report: its figures are those of the JSON, its text is text, and it prints well."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import re
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from kpitrack.amendments import Later
from kpitrack.numeric import Line
from kpitrack.periods import Period
from kpitrack.problems import Location, error
from kpitrack.render.data import assessment_data
from kpitrack.render.json_text import to_json
from kpitrack.render.material import BriefingOptions, Material
from kpitrack.render.sheets import Styles, lines_of, new_book
from kpitrack.render.show import NOTHING, Show
from kpitrack.render.workbook import actions, indicators, issues, notes, records, report_workbook, units
from kpitrack.render.workbook.grid import EMPTY, Cell, headings
from kpitrack.render.workbook.looks import Look
from kpitrack.render.workbook.names import sheet_names
from kpitrack.render.workbook.numbers import number, ratio
from kpitrack.render.workbook.writer import Frame, NotWrittenError, Pen
from kpitrack.wording import CATALOGUE, Words
from kpitrack.workspace import Workspace, open_workspace

ROOT = Path(__file__).resolve().parents[2]
ZH, EN = Words("zh"), Words("en")
JUNE = Period(2024, 6)
CASES = [("zh", 1), ("zh", 6), ("en", 12)]

PLAN = """\
schema: 1
plan: {id: small, title: 小方案, place: 甲县, year: 2024, office: a}
lead_units:
  - {id: a, name: 甲局}
  - {id: b, name: 乙局}
  - {id: c, name: 丙局}
series:
  - {id: people, name: 人口, unit: 万人, reported_by: [c]}
programmes:
  - id: p
    title: 提效工程
    section: 二
    indicators:
      - {id: firms, name: 企业, unit: 家, measure: cumulative, target: {at_least: 12}, lead: [a]}
      - {id: roads, name: 道路, unit: 米, measure: cumulative, target: {at_least: 20000},
         lead: [b], due: 2024-06}
      - {id: homes, name: 住房, unit: 套, measure: cumulative, target: {at_least: 10},
         lead: [a, b], support: [c]}
      - {id: money, name: 资金, unit: 元, measure: cumulative, target: {at_least: 1},
         schedule: none, lead: [a]}
"""
RECORDS = """\
item,period,value,reported_by,reported_on,estimate,note,reason,withdraw
firms,2024-05,4,a,2024-06-03,,,,
firms,2024-06,5,a,2024-07-03,,,,
firms,2024-06,6,a,2024-07-10,,新增2家,漏报一家,
firms,2024-07,9,a,2024-08-03,,,,
roads,2024-06,19999,b,2024-07-09,,,,
homes,2024-05,3,a,2024-06-03,,,,
homes,2024-05,,a,2024-06-04,,,报错,true
money,2024-06,0.1234567890123456,a,2024-07-03,,,,
people,2024-06,60,c,2024-07-03,,,,
"""


@cache
def real() -> Workspace:
    return open_workspace(ROOT)


def material(opened: Workspace, month: Period = JUNE, words: Words = ZH) -> Material:
    return Material(opened.assess(month), opened.ledger(), words)


def opened_book(data: bytes) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl does not know the bars' extension
        return load_workbook(io.BytesIO(data))


@cache
def real_bytes(language: str, month: int) -> bytes:
    return report_workbook(material(real(), Period(2024, month), Words(language)))


@cache
def real_book(language: str, month: int) -> Workbook:
    return opened_book(real_bytes(language, month))


@cache
def real_data(language: str, month: int) -> dict[str, Any]:
    words = Words(language)
    assessment = real().assess(Period(2024, month))
    told = to_json(assessment_data(assessment, real().ledger(), Show(assessment.plan, words)))
    data: dict[str, Any] = json.loads(told, parse_float=Decimal, parse_int=Decimal)
    return data


def sheet(book: Workbook, name: str, words: Words = ZH) -> Worksheet:
    found = book[words(f"book.sheet.{name}")]
    assert isinstance(found, Worksheet)
    return found


def rows(found: Worksheet) -> list[dict[str, Any]]:
    """The rows of a sheet's table by their headings; the row of headings is the filter's first."""
    match = re.match(r"[A-Z]+(\d+):", found.auto_filter.ref)
    assert match
    head = int(match[1])
    names = [str(cell.value) for cell in found[head]]
    return [
        dict(zip(names, [cell.value for cell in row], strict=True))
        for row in found.iter_rows(min_row=head + 1)
        if any(cell.value is not None for cell in row)
    ]


def heading(key: str, words: Words) -> str:
    own = f"book.column.{key}"
    return words(own if words.has(own) else f"briefing.column.{key}")


def exact(value: object) -> Decimal | None:
    """A cell's number as a decimal: what its 15 digits say."""
    return None if value is None else Decimal(repr(value))


# The figures


@pytest.mark.parametrize(("language", "month"), CASES)
def test_numbers_of_indicators_are_those_of_the_json(language: str, month: int) -> None:
    words = Words(language)
    found = rows(sheet(real_book(language, month), "indicators", words))
    expected = real_data(language, month)["indicators"]
    keys = {
        "id": "id",
        "value": "value",
        "rate": "attainment",
        "expected-value": "expected",
        "pace-ratio": "pace_ratio",
        "pace-gap": "pace_gap_points",
        "gap": "gap",
        "short": "shortfall",
        "remaining": "remaining",
        "needed-value": "needed_per_month",
        "change-value": "change",
        "code": "status",
    }
    assert len(found) == len(expected) == 26
    for row, told in zip(found, expected, strict=True):
        for column, key in keys.items():
            cell = row[heading(column, words)]
            assert (cell if isinstance(cell, str) else exact(cell)) == told[key], (told["id"], key)
        assert row[heading("status", words)] == words(f"status.{told['status']}")


@pytest.mark.parametrize(("language", "month"), CASES)
def test_printed_cells_of_indicators_are_those_of_show(language: str, month: int) -> None:
    words = Words(language)
    assessment = real().assess(Period(2024, month))
    show = Show(assessment.plan, words)
    found = rows(sheet(real_book(language, month), "indicators", words))
    for row, result in zip(found, assessment.indicators, strict=True):
        assert row[heading("figure", words)].startswith(show.figure(result))
        assert row[heading("attainment", words)] == show.attainment(result)
        assert row[heading("target", words)].startswith(show.target(result.target))
        assert row[heading("period", words)] == show.month(result.value_period)
        if result.attainment is None:
            assert row[heading("bar", words)] is None


@pytest.mark.parametrize(("language", "month"), CASES)
def test_counts_of_lead_units_are_those_of_the_json(language: str, month: int) -> None:
    words, data = Words(language), real_data(language, month)
    *found, whole = rows(sheet(real_book(language, month), "units", words))
    for row, told in zip(found, data["lead_units"], strict=True):
        assert row[heading("unit-name", words)] == told["name"]
        assert row[heading("led", words)] == told["led"]
        assert row[words("status.lagging")] == told["lagging"]
        assert exact(row[heading("share-value", words)]) == told["on_pace_share"]
        assert exact(row[heading("mean-value", words)]) == told["attainment"]
        assert row[heading("judged", words)] == told["judged"]
        done = words("book.column.action-count", status=words("action.done"))
        assert row[done] == told["actions"]["done"]
        assert (row[heading("missing", words)] or 0) == len(told["missing"])
    assert whole[heading("led", words)] == data["summary"]["indicators"]["total"]
    assert whole[heading("owed", words)] == data["reporting"]["owed"]
    assert exact(whole[heading("share-value", words)]) == data["summary"]["on_pace_share"]


@pytest.mark.parametrize(("language", "month"), CASES)
def test_counts_of_the_overview_add_up(language: str, month: int) -> None:
    words, summary = Words(language), real_data(language, month)["summary"]
    overview = sheet(real_book(language, month), "overview", words)
    cells: list[list[Any]] = [[cell.value for cell in row[:4]] for row in overview]
    names = [row[0] for row in cells]
    for kind, title, statuses in (
        ("indicators", "book.overview.indicators", 10),
        ("actions", "book.overview.actions", 6),
    ):
        top = names.index(words(title))
        counts = cells[top + 1 : top + 1 + statuses]
        total = cells[top + 1 + statuses]
        assert total[:2] == [words("book.overview.total"), summary[kind]["total"]]
        assert sum(row[1] for row in counts) == total[1]
        word = "status" if kind == "indicators" else "action"
        assert {row[0]: row[1] for row in counts} == {
            words(f"{word}.{key}"): n for key, n in summary[kind].items() if key != "total"
        }
        before = summary["previous"]
        assert total[2] == (before[kind]["total"] if before else NOTHING)


@pytest.mark.parametrize(("language", "month"), CASES)
def test_every_record_up_to_the_month_is_listed_once(language: str, month: int) -> None:
    words = Words(language)
    wanted = sorted(
        f"{record.location.path}:{record.location.line}"
        for chain in real().ledger().chains.values()
        for record in chain.records
        if record.period <= Period(2024, month)
    )
    found = rows(sheet(real_book(language, month), "records", words))
    assert sorted(row[heading("record-place", words)] for row in found) == wanted


@pytest.mark.parametrize(("language", "month"), CASES)
def test_actions_and_issues_are_those_of_the_json(language: str, month: int) -> None:
    words, data = Words(language), real_data(language, month)
    found = rows(sheet(real_book(language, month), "actions", words))
    code, identifier, progress = (heading(key, words) for key in ("code", "id", "progress-value"))
    assert [(row[identifier], row[code], row[progress]) for row in found] == [
        (told["id"], told["status"], told["progress"]) for told in data["actions"]
    ]
    bad = {"not_met", "seriously_lagging", "lagging", "undetermined", "not_reported", "overdue"}
    wanted = {told["id"] for told in (*data["indicators"], *data["actions"]) if told["status"] in bad}
    listed = rows(sheet(real_book(language, month), "issues", words))
    assert {row[identifier] for row in listed if row[code] in bad} == wanted
    sent = heading("report-code", words)
    assert sum(1 for row in listed if row[sent] == "missing") == data["reporting"]["missing"]
    assert sum(1 for row in listed if row[sent] == "late") == data["reporting"]["late"]
    ids = [row[identifier] for row in listed if row[code] not in {"error", "warning"}]
    assert len(set(ids)) == len(ids)  # a row per item
    subject, what = heading("subject", words), heading("what", words)
    assert not [row for row in listed if row[what].startswith(row[subject])]


# A small plan, by hand


@pytest.fixture
def small(workspace: Callable[..., Path]) -> Workspace:
    return open_workspace(workspace(PLAN, {"june.csv": RECORDS}))


def test_what_became_of_each_record_is_told(small: Workspace) -> None:
    found = rows(sheet(opened_book(report_workbook(material(small))), "records"))
    path = "data/progress/june.csv"
    told = [
        (row["编号"], row["出处（文件:行）"].removeprefix(path), row["效力"], row["被何处更正、撤回"])
        for row in found
    ]
    assert told == [
        ("firms", ":2", "有效", None),
        ("firms", ":3", "已更正", f"{path}:4"),
        ("firms", ":4", "有效", None),
        ("roads", ":6", "有效", None),
        ("homes", ":7", "已撤回", f"{path}:8"),
        ("homes", ":8", "撤回记录", None),
        ("money", ":9", "有效", None),
        ("people", ":10", "有效", None),
    ]


def test_what_is_just_missed_seems_so_in_print_and_in_numbers(small: Workspace) -> None:
    found = sheet(opened_book(report_workbook(material(small))), "indicators")
    row = rows(found)[1]
    assert (row["指标"], row["完成情况"], row["完成率"], row["完成率（数值）"]) == (
        "道路",
        "19999米",
        "99.9%",
        0.99995,
    )
    cell = next(cell for line in found for cell in line if cell.value == 0.99995 and cell.column > 20)
    assert cell.number_format == "0.000%"  # 99.995%, where 0.0% would make 100.0% of it


def test_more_than_15_digits_go_in_as_text(small: Workspace) -> None:
    row = rows(sheet(opened_book(report_workbook(material(small))), "indicators"))[3]
    assert row["完成值（数值）"] == row["完成情况"] == "0.1234567890123456元"


def test_what_was_never_reported_is_never_zero(small: Workspace) -> None:
    row = rows(sheet(opened_book(report_workbook(material(small))), "indicators"))[2]
    assert (row["指标"], row["完成情况"], row["完成率"]) == ("住房", NOTHING, NOTHING)
    grey = (
        "完成值（数值）",
        "完成率（数值）",
        "距目标（数值）",
        "尚差（数值）",
        "月均需完成（数值）",
        "比上月（数值）",
    )
    assert {row[name] for name in grey} == {None}


def test_a_lead_unit_has_a_sheet_with_all_that_concerns_it(small: Workspace) -> None:
    book = opened_book(report_workbook(material(small)))
    assert book.sheetnames == [
        "总览",
        "指标",
        "任务",
        "牵头单位",
        "甲局",
        "乙局",
        "丙局",
        "填报记录",
        "问题",
        "数据说明",
    ]
    told = {
        name: [(row["关系"], row["事项"], row["完成情况"], row["本月报送"]) for row in rows(book[name])]
        for name in ("甲局", "乙局", "丙局")
    }
    assert told["甲局"] == [
        ("牵头", "企业", "6家", "按时"),
        ("牵头", "住房", "–", "未报"),
        ("牵头", "资金", "0.1234567890123456元", "按时"),
    ]
    assert told["乙局"] == [("牵头", "道路", "19999米", "迟报4天"), ("牵头", "住房", "–", "未报")]
    assert told["丙局"] == [("参与", "住房", "–", "–"), ("仅报数", "人口", "60万人", "按时")]
    assert (
        "6月应报2项：按时0、迟报1、未报1、日期不明0（截止2024年7月5日）。未报：住房。迟报：道路（迟4天）。"
    ) in notes_above(book["乙局"])


def test_an_issue_has_one_row_with_all_its_reasons(small: Workspace) -> None:
    listed = rows(sheet(opened_book(report_workbook(material(small))), "issues"))
    told = [(row["类别"], row["事项"], row["状态"], row["本月报送"], row["情况"]) for row in listed]
    due = "6月数据应于2024年7月5日前报送"
    assert told == [
        ("指标", "道路", "未完成", "迟报4天", told[0][4]),
        ("指标", "住房", "未报送", "未报", f"目标10套以上，未报送。{due}，尚未报送。"),
    ]
    assert told[0][4].startswith("目标20000米以上，")
    assert told[0][4].endswith(f"，未完成。{due}，迟报4天。")


@pytest.mark.parametrize(
    ("credit", "relation", "last"),
    [("first", "并列（不计入）", "丙局"), ("none", "并列（不计入）", "并列（无牵头）")],
)
def test_joint_items_that_do_not_count_for_a_unit_say_so(
    workspace: Callable[..., Path], credit: str, relation: str, last: str
) -> None:
    plan = PLAN.replace("lead_units:", f"assessment: {{joint_credit: {credit}}}\nlead_units:")
    book = opened_book(report_workbook(material(open_workspace(workspace(plan, {"june.csv": RECORDS})))))
    assert [(row["关系"], row["事项"]) for row in rows(book["乙局"])] == [
        ("牵头", "道路"),
        (relation, "住房"),
    ]
    assert book.sheetnames[-4] == last


def notes_above(found: Worksheet) -> str:
    """Title and notes above a sheet's table."""
    head = int(re.findall(r"\d+", found.auto_filter.ref)[0])
    return "\n".join(str(row[0].value) for row in found.iter_rows(max_row=head - 1))


@pytest.mark.parametrize(
    ("rule", "kind", "sentences"),
    [
        ("full", "joint", ["briefing.units.more-than-plan"]),
        ("first", "joint", ["briefing.units.joint.first"]),
        ("none", "joint", ["briefing.units.joint.none"]),
        ("full", "single", []),
    ],
)
def test_the_notes_on_units_are_those_of_the_briefing(
    workspace: Callable[..., Path], rule: str, kind: str, sentences: list[str]
) -> None:
    plan = PLAN.replace("lead_units:", f"assessment: {{joint_credit: {rule}}}\nlead_units:")
    if kind == "single":
        plan = plan.replace("lead: [a, b]", "lead: [a]")
    book = opened_book(report_workbook(material(open_workspace(workspace(plan, {"june.csv": RECORDS})))))
    told = notes_above(sheet(book, "units"))
    keys = ("more-than-plan", "joint.first", "joint.none")
    said = [key for key in (f"briefing.units.{name}" for name in keys) if ZH(key) in told]
    assert said == sentences
    assert (ZH("briefing.units.any-one") in told) == (kind == "joint")  # homes: a or b may report


def test_actions_led_by_two_alone_are_said_to_count_twice(workspace: Callable[..., Path]) -> None:
    start = PLAN[: PLAN.index("    indicators:")]
    plan = f"{start}    actions: [{{id: x, name: 事, kind: milestone, lead: [a, b], reported_by: [a]}}]\n"
    book = opened_book(report_workbook(material(open_workspace(workspace(plan)), Period(2024, 1))))
    told = notes_above(sheet(book, "units"))
    assert ZH("briefing.units.more-than-plan") in told
    assert ZH("briefing.units.any-one") not in told


def test_what_is_not_due_yet_is_neither_missing_nor_left_out(small: Workspace) -> None:
    day = dt.date(2024, 7, 4)  # a day before the records of June are due
    book = opened_book(report_workbook(Material(small.assess(JUNE, as_of=day), small.ledger(day), ZH)))
    names = ("牵头单位", "应报", "按时", "迟报", "未报", "日期不明", "未到期")
    assert [tuple(row[name] for name in names) for row in rows(sheet(book, "units"))] == [
        ("甲局", 3, 2, 0, 0, 0, 1),
        ("乙局", 2, 0, 0, 0, 0, 2),
        ("丙局", 1, 1, 0, 0, 0, 0),
        ("全方案（每项计一次）", 5, 3, 0, 0, 0, 2),
    ]
    assert "6月应报2项：按时0、迟报0、未报0、日期不明0、未到期2（截止2024年7月5日）。" in notes_above(
        book["乙局"]
    )


def test_problems_of_the_data_stand_on_one_sheet(workspace: Callable[..., Path]) -> None:
    opened = open_workspace(workspace(PLAN, {"june.csv": f"{RECORDS}nobody,2024-06,1,a,,,,,\n"}))
    where = Location("data/closed/2024-03.txt")
    seal = error(where, "damaged-seal", variant="shape", period="2024-03")
    assessment = opened.assess(JUNE)
    later = Later(problems=(seal, *assessment.problems[:1]))  # what is told twice is listed once
    book = opened_book(report_workbook(Material(assessment, opened.ledger(), ZH, later=later)))
    listed = [(row["事项"], row["位置"]) for row in rows(sheet(book, "issues")) if row["类别"] == "数据"]
    assert listed == [
        *((problem.rule, str(problem.location)) for problem in assessment.problems),
        ("damaged-seal", "data/closed/2024-03.txt"),
    ]
    assert "这不是封账文件" in [row["情况"] for row in rows(sheet(book, "issues"))]
    assert ("unknown-item", "data/progress/june.csv:11:1") in listed
    noted = [(row["项目"], row["内容"]) for row in rows(sheet(book, "notes"))]
    topic = "数据检查发现的问题"
    assert [text for name, text in noted if name == topic] == [f"共{len(listed)}处，逐条列在“问题”表中。"]


def test_without_problems_the_notes_say_so(small: Workspace) -> None:
    noted = rows(sheet(opened_book(report_workbook(material(small))), "notes"))
    told = [row["内容"] for row in noted if row["项目"] == "数据检查发现的问题"]
    assert told == ["检查未发现问题。"]


def test_topics_of_the_notes_bear_no_numbers_of_an_annex() -> None:
    noted = rows(sheet(real_book("en", 12), "notes", EN))
    topics = {row["topic"] for row in noted}
    assert {"Problems found in the data", "Where the figures come from"} <= topics
    assert [topic for topic in topics if re.search(r"\d", topic.removeprefix("SHA-256"))] == []
    zh = {row["项目"] for row in rows(sheet(real_book("zh", 6), "notes"))}
    assert "数据来源和核对" in zh


def test_a_cut_text_of_several_records_names_all_their_places(workspace: Callable[..., Path]) -> None:
    plan = PLAN.replace("lead: [a, b]", "lead: [a, b], reporters: sum")
    head, note = RECORDS.split("\n", maxsplit=1)[0], "长" * 20_000
    told = [f"homes,2024-06,1,{unit},2024-07-03,,{note}{unit},,\n" for unit in "ab"]
    files = {f"{unit}.csv": f"{head}\n{line}" for unit, line in zip("ab", told, strict=True)}
    book = opened_book(report_workbook(material(open_workspace(workspace(plan, files)))))
    text = next(row["进展情况"] for row in rows(book["甲局"]) if row["事项"] == "住房")
    places = "data/progress/a.csv:2、data/progress/b.csv:2"
    assert text.startswith(f"〔全文40003字，超过单元格容量，此处只有开头部分，全文见 {places}〕长")


def test_a_plan_of_nothing_still_makes_a_workbook(workspace: Callable[..., Path]) -> None:
    plan = PLAN[: PLAN.index("    indicators:")] + "    actions: [{id: x, name: 事, kind: milestone}]\n"
    book = opened_book(report_workbook(material(open_workspace(workspace(plan)), Period(2024, 1))))
    assert rows(sheet(book, "indicators")) == rows(sheet(book, "records")) == []
    overview = [cell.value for row in sheet(book, "overview") for cell in row]
    assert "本月没有按序时、节点推进的指标可比。" in overview


# Numbers


def test_numbers_are_exact() -> None:
    assert number(Decimal("5.60"), "5.60亿元") == Cell(number=Decimal("5.6"), shape="0.00")
    assert number(Decimal("123456789012345.0")) == Cell(number=Decimal(123456789012345), shape="0.0")
    assert number(Decimal(1234567890123456), "1234567890123456元") == Cell("1234567890123456元")
    assert number(Fraction(-5, 3)) == Cell(number=Decimal("-1.666667"), shape="General")
    assert number(None) == ratio(None) == EMPTY


def test_a_number_that_six_decimals_would_falsify_is_its_text() -> None:
    assert number(Fraction(1, 10**7), "0.0000001") == Cell("0.0000001")  # not 0
    lines = (Line(Decimal(2)),)
    assert number(Fraction(2) - Fraction(1, 10**7), "1.9", lines) == Cell("1.9")  # not 2
    assert ratio(1 - Fraction(1, 10**7), "99.9%") == Cell("99.9%")
    assert ratio(Fraction(1, 10**7), "0.0%") == Cell("0.0%")


@pytest.mark.parametrize(
    ("value", "cell", "shape"),
    [
        (Fraction(1, 2), "0.5", "0.0%"),
        (Fraction(9996, 10000), "0.9996", "0.00%"),
        (Fraction(999996, 1000000), "0.999996", "0.0000%"),
        (Fraction(4, 10000), "0.0004", "0.00%"),
        (Fraction(1), "1", "0.0%"),
        (Fraction(-1, 3), "-0.333333", "0.0%"),
    ],
)
def test_a_percentage_has_the_decimals_it_takes(value: Fraction, cell: str, shape: str) -> None:
    assert ratio(value) == Cell(number=Decimal(cell), shape=shape)


def test_numbers_stand_in_the_file_as_they_are(small: Workspace) -> None:
    xml = part(report_workbook(material(small)), "xl/worksheets/sheet2.xml")
    assert "<v>0.99995</v>" in xml
    assert "<v>6</v>" in xml
    assert not re.search(r"<v>[^<]*(?:E|000000\d)", xml)


# Foreign text

HOSTILE = [
    '=HYPERLINK("http://x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "{=1}",
    "http://example.org/",
    "<b>&amp;</b>",
    "_x0041_",
    "'quoted",
    "007",
]


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def spelled(value: object) -> str:
    """A YAML text of a value: what does not print is escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text)


def hostile(workspace: Callable[..., Path], notes: list[str], names: list[str]) -> Workbook:
    plan = {
        "schema": 1,
        "plan": {"id": "x", "title": names[0], "place": "&G&[Picture]", "year": 2024, "office": "u0"},
        "lead_units": [{"id": f"u{n}", "name": name} for n, name in enumerate(names)],
        "programmes": [
            {
                "id": "p",
                "title": names[0],
                "indicators": [
                    {
                        "id": f"i{n}",
                        "name": f"{note[:300]} {n}",
                        "unit": "家",
                        "measure": "cumulative",
                        "target": {"at_least": 2},
                        "lead": [f"u{n % len(names)}"],
                    }
                    for n, note in enumerate(notes)
                ],
            }
        ],
    }
    told = {
        "period": "2024-06",
        "records": [
            {"item": f"i{n}", "value": 1, "note": note, "evidence": note} for n, note in enumerate(notes)
        ],
    }
    files = {"june.yaml": spelled(told)}
    opened = open_workspace(workspace(spelled(plan), files))
    assert not [problem for problem in opened.problems(opened.ledger()) if problem.is_error]
    return opened_book(report_workbook(material(opened)))


def texts(book: Workbook) -> Iterator[tuple[str, Any]]:
    for found in book.worksheets:
        for row in found.iter_rows():
            yield from ((found.title, cell) for cell in row if cell.value is not None)


def test_no_text_becomes_a_formula_a_number_or_a_link(workspace: Callable[..., Path]) -> None:
    book = hostile(workspace, HOSTILE, ["=1+1", "甲局"])
    cells = list(texts(book))
    assert not [(name, cell.coordinate) for name, cell in cells if cell.data_type == "f"]
    noted = {row["进展情况"] for row in rows(sheet(book, "records"))}
    assert noted == set(HOSTILE)
    quoted = [
        cell for _, cell in cells if isinstance(cell.value, str) and cell.value.startswith(tuple("=+-@"))
    ]
    assert quoted
    assert all(cell.quotePrefix for cell in quoted)  # so that it stays a text when it is edited
    links = [cell.hyperlink for _, cell in cells if cell.hyperlink]
    assert [link.location for link in links] == ["'=1+1'!A1", "'甲局'!A1"]


def test_control_and_bidi_characters_are_spelled_out(workspace: Callable[..., Path]) -> None:
    book = hostile(workspace, ["a\u202eb", "c\u0007d", "e\ufffef", "😀" * 3, "g\nh\ti"], ["甲\u202e局"])
    noted = [row["进展情况"] for row in rows(sheet(book, "records"))]
    assert noted == ["a<U+202E>b", "c\\x07d", "e<U+FFFE>f", "😀😀😀", "g h i"]
    assert "甲<U+202E>局" in book.sheetnames


def test_long_texts_say_that_they_are_long(workspace: Callable[..., Path]) -> None:
    long, longest = "长" * 20_000, "字" * 40_000
    book = hostile(workspace, ["短", long, longest, "😀" * 20_000], ["甲局"])
    found = [row["进展情况"] for row in rows(sheet(book, "records"))]
    assert found[0] == "短"
    assert found[1] == f"〔全文20000字，行高所限打印不全，请在单元格中看〕{long}"
    mark = "〔全文40000字，超过单元格容量，此处只有开头部分，全文见 data/progress/june.yaml:1〕"
    assert found[2].startswith(f"{mark}字字")
    assert found[2].endswith("字……")
    assert found[3].startswith("〔全文20000字，超过单元格容量")
    assert (
        max(len(cell.value.encode("utf-16-le")) // 2 for _, cell in texts(book) if cell.data_type == "s")
        <= 32767
    )
    heights = [size.height for found in book.worksheets for size in found.row_dimensions.values()]
    assert max(height for height in heights if height) <= 409


def test_titles_and_names_too_long_for_a_cell_are_cut_and_say_so(workspace: Callable[..., Path]) -> None:
    book = hostile(workspace, ["短"], ["长" * 40_000])
    for found in book.worksheets[:-3]:
        title = str(found["A1"].value)
        if found.title in {"总览", "长" * 31}:
            mark = r"〔全文400\d\d字，超过单元格容量，此处只有开头部分，全文见 方案文件〕"
            assert re.match(rf"{mark}(&G&\[Picture\]《)?长长", title)
        height = found.row_dimensions[1].height
        assert height
        assert height <= 409
    link = rows(sheet(book, "units"))[0]["牵头单位"]
    assert link.startswith("〔全文40000字，超过单元格容量")


@pytest.mark.parametrize(
    ("row", "text", "code"),
    [(1_048_576, "下", -1), (0, "长" * 32_768, -2)],
)
def test_what_a_sheet_does_not_hold_is_no_silence(row: int, text: str, code: int) -> None:
    with new_book(io.BytesIO(), "", dt.date(2024, 6, 1)) as book:
        styles = Styles(book, "zh")
        pen = Pen(book.add_worksheet("甲"), styles, Frame(ZH, "", "", ""))
        with pytest.raises(NotWrittenError, match=rf"sheet 甲: row {row + 1}, .* \({code}\)"):
            pen.cell(row, 0, Cell(text), Look(styles))


@pytest.mark.parametrize(
    ("most", "files", "first_line"),
    [
        (
            5,
            {"june.csv": RECORDS},
            "记录太多，只列前5条；从“住房”5月起的其余3条没有列出，见data/progress/june.csv。",
        ),
        (
            1,
            {f"{n}.csv": f"{RECORDS.splitlines()[0]}\nfirms,2024-0{n},{n},a,,,,,\n" for n in range(1, 7)},
            "记录太多，只列前1条；从“企业”2月起的其余5条没有列出，见data/progress/2.csv、data/progress/3.csv等5个文件。",
        ),
    ],
)
def test_records_that_are_too_many_are_counted_and_can_be_found(
    workspace: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    most: int,
    files: dict[str, str],
    first_line: str,
) -> None:
    monkeypatch.setattr(records, "MOST", most)
    monkeypatch.setattr(records, "_FILES", 2)
    found = sheet(opened_book(report_workbook(material(open_workspace(workspace(PLAN, files))))), "records")
    assert len(rows(found)) == most
    assert found["A2"].value == first_line
    assert str(found["A3"].value).startswith("共8条" if most == 5 else "共6条")


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (["[a]/b:*?", "a\\b"], ["_a__b___", "a_b"]),
        (["甲局", "甲局", "甲局"], ["甲局", "甲局_2", "甲局_3"]),
        (["Abc", "aBC"], ["Abc", "aBC_2"]),
        (["'甲'", "  ", "''"], ["甲", "_", "__2"]),
        (["History"], ["History_2"]),
        (["长" * 40, "长" * 41], ["长" * 31, "长" * 29 + "_2"]),
        (["😀" * 40], ["😀" * 15]),
        (["=1+1", "A1", "a\u202eb"], ["=1+1", "A1", "a<U+202E>b"]),
    ],
)
def test_names_of_sheets(wanted: list[str], names: list[str]) -> None:
    assert sheet_names(wanted) == names


def test_units_of_any_name_get_a_sheet(workspace: Callable[..., Path]) -> None:
    names = ["[a]/b:*?", "总览", "History", "甲'局", "长" * 50, "长" * 51, "\u200b·"]
    book = hostile(workspace, ["无"], names)
    assert book.sheetnames[4:-3] == [
        "_a__b___",
        "总览_2",
        "History_2",
        "甲'局",
        "长" * 31,
        "长" * 29 + "_2",
        "<U+200B>·",
    ]
    link = rows(sheet(book, "units"))[3]["牵头单位"]
    assert link == "甲'局"
    assert "'甲''局'!A1" in [cell.hyperlink.location for _, cell in texts(book) if cell.hyperlink]


def test_the_head_of_a_page_cannot_be_given_a_code(workspace: Callable[..., Path]) -> None:
    book = hostile(workspace, ["无"], ['&G&[Picture]&"Arial"' + "长" * 400])
    header: Any = book.worksheets[1].oddHeader
    left = header.left.text
    assert left.startswith("＆G＆[Picture]＆")
    assert len(left) <= 60


# How it looks and prints


@pytest.mark.parametrize(("language", "month"), CASES)
def test_every_sheet_is_set_up(language: str, month: int) -> None:
    words = Words(language)
    found: Any
    for found in real_book(language, month).worksheets:
        page = found.page_setup
        assert (page.orientation, found.sheet_properties.pageSetUpPr.fitToPage) == ("landscape", True), (
            found.title
        )
        wide = {words(f"book.sheet.{name}") for name in ("indicators", "actions", "records")}
        if language == "zh":
            assert page.paperSize == (8 if found.title in wide else 9), found.title
        assert page.paperSize in {8, 9}
        assert page.fitToWidth in {None, 1}
        assert found.print_options.horizontalCentered
        assert found.oddFooter.center.text == "— &P —"
        assert found.oddHeader.center.text == words("sample")
        assert found.freeze_panes
        assert found.print_area
        assert found.print_title_rows
        overview = found.title == words("book.sheet.overview")
        assert overview or page.fitToHeight == 0
        assert overview or found.auto_filter.ref
        if not overview:
            head = int(re.findall(r"\d+", found.auto_filter.ref)[0])
            assert found.print_title_rows == f"${head}:${head}"
            assert found.freeze_panes.endswith(str(head + 1))


def test_grey_columns_are_not_printed() -> None:
    found = sheet(real_book("zh", 6), "indicators")
    head = [cell.value for cell in found[int(re.findall(r"\d+", found.auto_filter.ref)[0])]]
    last = re.findall(r"\$([A-Z]+)\$", found.print_area)[-1]
    assert head[found[f"{last}1"].column - 1] == "报送单位"
    assert head[found[f"{last}1"].column] == "工程"


def test_bars_go_from_0_to_100_per_cent() -> None:
    xml = part(real_bytes("zh", 6), "xl/worksheets/sheet2.xml")
    assert xml.count("<dataBar") == 2
    assert xml.count('<cfvo type="num" val="0"/><cfvo type="num" val="1"/>') == 2
    assert xml.count('gradient="0"') == 2
    assert (
        len(re.findall(r'<dataBar showValue="0">', xml)) == 1
    )  # the printed one: its number stands beside it


def test_statuses_are_coloured_by_their_word() -> None:
    xml = part(real_bytes("zh", 6), "xl/worksheets/sheet2.xml")
    coloured = set(re.findall(r"<formula>&quot;(.+?)&quot;</formula>|<formula>\"(.+?)\"</formula>", xml))
    assert {"已完成", "滞后", "严重滞后", "未报送"} <= {one or other for one, other in coloured}


def test_charts_rest_on_cells_and_carry_the_printed_figures() -> None:
    data = real_bytes("zh", 6)
    statuses, paces = part(data, "xl/charts/chart1.xml"), part(data, "xl/charts/chart2.xml")
    assert "<c:f>总览!$A$" in statuses
    assert re.findall(r"<c:v>(\d+)</c:v></c:pt>", statuses) == [
        "3",
        "2",
        "10",
        "5",
        "1",
        "0",
        "1",
        "2",
        "1",
        "1",
    ]
    # A label is a cell of the row that its bar is of: it goes where the row goes.
    labels = re.findall(r"<c:dLbl>.*?<c:f>(.+?)</c:f>.*?<c:v>(.+?)</c:v>", paces)
    assert labels[:6] == [
        ("总览!$B$33", "34.8%"),
        ("总览!$B$34", "40.0%"),
        ("总览!$B$35", "46.7%"),
        ("总览!$B$36", "40.0%"),
        ("总览!$B$37", "40.0%"),
        ("总览!$B$38", "53.0%"),
    ]
    assert labels[6] == ("总览!$C$33", "50.0%")
    assert "<c:f>总览!$I$33:$I$38</c:f>" in paces
    assert "<c:f>总览!$J$33:$J$38</c:f>" in paces


def test_the_overview_has_no_filter_that_could_part_a_row_from_its_bar() -> None:
    for language, month in CASES:
        found = sheet(real_book(language, month), "overview", Words(language))
        assert found.auto_filter.ref is None


def test_the_overview_is_headed_as_asked_for(small: Workspace) -> None:
    options = BriefingOptions("六月\n台账", "各单位", "甲县专班", "第6期", dt.date(2024, 7, 10))
    book = opened_book(
        report_workbook(Material(small.assess(JUNE), small.ledger(), ZH, options)),
    )
    assert [sheet(book, "overview").cell(row, 1).value for row in (1, 2)] == [
        "六月 台账",
        "文号：第6期；主送：各单位；印发：甲县专班；日期：2024年7月10日",
    ]
    assert book.properties.title == "六月 台账"


def test_the_overview_is_headed_by_the_settings_of_the_plan(workspace: Callable[..., Path]) -> None:
    settings = "briefing: {title: '{place}{year}年{month}月情况', number: '第{month}期', from: 专班}\n"
    opened = open_workspace(workspace(PLAN.replace("series:", f"{settings}series:"), {"june.csv": RECORDS}))
    found = sheet(opened_book(report_workbook(material(opened))), "overview")
    assert [found.cell(row, 1).value for row in (1, 2)] == ["甲县2024年6月情况", "文号：第6期；印发：专班"]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 4, 1),
        ("abcd", 4, 1),
        ("ab cd", 4, 2),
        ("一二三", 4, 2),
        ("一二三四五", 4, 3),
        ("一\n二", 4, 2),
        ("abcdefghij", 4, 3),
        ("a abcdefghij", 4, 4),
    ],
)
def test_lines_that_a_text_takes(text: str, width: int, lines: int) -> None:
    assert lines_of(text, width) == lines


# The same again, and everywhere the same


def test_the_same_bytes_whatever_the_machine(tmp_path: Path) -> None:
    script = (
        "import hashlib;from kpitrack.workspace import open_workspace;from kpitrack.periods import Period;"
        "from kpitrack.render.material import Material;from kpitrack.render.workbook import report_workbook;"
        "from kpitrack.wording import Words;from pathlib import Path;"
        f"w=open_workspace(Path({str(ROOT)!r}));m=Material(w.assess(Period(2024,6)),w.ledger(),Words('zh'));"
        "print(hashlib.sha256(report_workbook(m)).hexdigest())"
    )
    found = set()
    for seed, zone, locale in (("1", "UTC", "C"), ("2", "Asia/Shanghai", "zh_CN.UTF-8")):
        environment = os.environ | {
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LC_ALL": locale,
            "PYTHONPATH": str(ROOT / "src"),
            "XDG_CACHE_HOME": str(tmp_path),
        }
        run = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=True)
        found.add(run.stdout)
    assert len(found) == 1


def test_it_is_said_to_be_made_in_its_month() -> None:
    properties = real_book("zh", 6).properties
    assert properties.created == dt.datetime(2024, 6, 1)  # noqa: DTZ001 - as openpyxl has it
    assert properties.title == "南县《创新提升行动工作方案》2024年6月台账"


def test_report_writes_it_by_its_name(
    kpitrack: Callable[..., Any], workspace: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace(PLAN, {"june.csv": RECORDS}))
    assert kpitrack("report", "--month", "6", "-o", "台账.xlsx").code == 0
    assert opened_book(Path("台账.xlsx").read_bytes())["总览"]["A1"].value == "甲县《小方案》2024年6月台账"
    assert kpitrack("report", "--month", "6", "--format", "xlsx").code == 0
    assert Path("reports/2024-06.xlsx").read_bytes() == Path("台账.xlsx").read_bytes()


# Its page and its words


@pytest.mark.parametrize("folder", ["reference", "zh/reference"])
def test_every_column_stands_in_the_reference(folder: str) -> None:
    page = (ROOT / "docs" / folder / "workbook.md").read_text(encoding="utf-8")
    plain = [column for column in units.LIST_COLUMNS if "." not in column.key]
    tables = [indicators.COLUMNS, actions.COLUMNS, plain, units.UNIT_COLUMNS, records.COLUMNS, issues.COLUMNS]
    for columns in (*tables, notes.COLUMNS):
        zh, en = headings(ZH, columns), headings(EN, columns)
        row = "| {0} | {1} |" if folder == "reference" else "| {0} |"
        assert [key for key in zh if row.format(zh[key], en[key]) not in page] == []
        assert len(set(zh.values())) == len(zh)
        assert len(set(en.values())) == len(en)


def test_every_column_that_is_explained_is_there() -> None:
    tables = (indicators, actions, records, issues)
    known = {column.key for one in tables for column in one.COLUMNS}
    known |= {column.key for column in (*units.LIST_COLUMNS, *units.UNIT_COLUMNS)}
    assert {key.removeprefix("book.means.") for key in CATALOGUE if key.startswith("book.means.")} <= known
