"""`kpitrack template`: which forms are written where, and what stands in the files."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kpitrack.columns import read_name
from kpitrack.render.form_text import COLUMNS
from kpitrack.wording import LANGUAGES, Words

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

ROOT = Path(__file__).resolve().parents[2]
Kpitrack = Callable[..., Any]
Workspace = Callable[..., Path]

# 一科 owes three items, 二科 one of them with it, 三科 nothing in July.
PLAN = """\
schema: 1
plan: {id: demo, title: 示范方案, place: 某县, year: 2024, language: zh, office: a}
lead_units: [{id: a, name: 县局/一科}, {id: b, name: "县局:一科"}, {id: c, name: 三科}]
programmes:
  - id: p
    title: P
    tasks:
      - id: t
        title: T
        lead: [a]
        indicators:
          - {id: firms, name: 新增企业, unit: 家, measure: cumulative, target: {at_least: 10}}
          - {id: both, name: 共同指标, unit: 家, measure: cumulative, target: {at_least: 10}, lead: [a, b]}
          - {id: share, name: 占比, unit: "%", measure: level, target: {at_least: 18}}
          - {id: yearly, name: 年报, unit: "%", measure: level, target: {at_least: 18},
             lead: [c], frequency: annual}
        actions:
          - {id: build, name: 建设平台, kind: project}
"""
RECORDS = "item,period,value,reported_by,reported_on\nfirms,2024-06,4,a,2024-07-03\n"


@pytest.fixture
def demo(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = workspace(PLAN, {"2024-06.csv": RECORDS})
    monkeypatch.chdir(folder)
    return folder


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def sheet(path: Path) -> Worksheet:
    from openpyxl import load_workbook

    return load_workbook(path).worksheets[0]


# Where forms go


def test_a_form_for_each_unit_that_owes_something(kpitrack: Kpitrack, demo: Path) -> None:
    run = kpitrack("template")
    assert (run.code, run.err) == (0, "")
    assert run.out == (
        f"县局/一科：4 项 → {Path('reports/forms/2024-07/县局_一科_a.xlsx')}\n"
        f"县局:一科：1 项 → {Path('reports/forms/2024-07/县局_一科_b.xlsx')}\n"
        "2024年7月没有填报任务的单位：三科\n"
    )
    assert files(demo / "reports") == [
        "forms/2024-07/县局_一科_a.xlsx",
        "forms/2024-07/县局_一科_b.xlsx",
    ]


def test_who_has_nothing_but_what_is_done_gets_a_form_on_request(
    kpitrack: Kpitrack, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    stated = "item,period,reported_by,state,reported_on\nbuild,2024-06,b,done,2024-07-03\n"
    plan = PLAN.replace("lead: [a, b]}", "lead: [a]}").replace("kind: project}", "kind: project, lead: [b]}")
    monkeypatch.chdir(workspace(plan, {"2024-06.csv": stated}))
    out = kpitrack("template", "--month", "7").out
    assert out.endswith(
        "2024年7月没有必填项（已完成等），没有出表的单位：县局:一科；要出表，加 --lead-unit 单位\n"
        "2024年7月没有填报任务的单位：三科\n"
    )
    assert kpitrack("template", "--month", "7", "--lead-unit", "b").code == 0


@pytest.mark.parametrize(
    ("today", "words", "month"),
    [
        ("2024-07-05", (), "2024-06"),
        ("2024-07-06", (), "2024-07"),
        ("2024-07-06", ("--month", "last"), "2024-06"),
        ("2024-07-06", ("--month", "2024年12月"), "2024-12"),
    ],
)
def test_the_month(
    kpitrack: Kpitrack,
    demo: Path,
    monkeypatch: pytest.MonkeyPatch,
    today: str,
    words: tuple[str, ...],
    month: str,
) -> None:
    monkeypatch.setenv("KPITRACK_TODAY", today)
    assert kpitrack("template", *words).code == 0
    assert [path.name for path in (demo / "reports/forms").iterdir()] == [month]


def test_another_folder_and_csv(kpitrack: Kpitrack, demo: Path) -> None:
    run = kpitrack("template", "--lang", "en", "--format", "csv", "-o", "out/2024.07")
    assert run.out.split("\n")[0] == f"县局/一科: items 4 → {Path('out/2024.07/县局_一科_a.csv')}"
    assert files(demo / "out") == ["2024.07/县局_一科_a.csv", "2024.07/县局_一科_b.csv"]


def test_one_unit_into_one_file(kpitrack: Kpitrack, demo: Path) -> None:
    run = kpitrack("template", "--lead-unit", "b", "-o", "b.csv")
    assert (run.code, run.out) == (0, "县局:一科：1 项 → b.csv\n")
    written = (demo / "b.csv").read_bytes().decode("utf-8-sig")
    assert kpitrack("template", "--lead-unit", "b", "-o", "-").out == written
    assert (demo / "b.csv").read_bytes().startswith("\ufeff《示范方案》".encode())
    assert written.count("\n") == written.count("\r\n") == 5
    assert not (demo / "reports").exists()


def test_a_form_is_replaced_and_nothing_else_is_left(kpitrack: Kpitrack, demo: Path) -> None:
    folder = demo / "reports/forms/2024-07"
    folder.mkdir(parents=True)
    (folder / "县局_一科_a.xlsx").write_bytes(b"old")
    kpitrack("template", "--lead-unit", "a")
    assert sheet(folder / "县局_一科_a.xlsx")["B2"].value == "县局/一科"
    assert files(folder) == ["县局_一科_a.xlsx"]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("output", ["", "-o"])
def test_a_form_with_entries_is_not_written_over_until_they_are_taken_in(
    kind: str, output: str, kpitrack: Kpitrack, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KPITRACK_TODAY", "2024-08-03")
    words = ["template", "--month", "7", "--format", kind, *([output, "forms"] if output else [])]
    assert kpitrack(*words).code == 0
    assert kpitrack(*words).code == 0  # nobody has written into them
    name = f"{'forms' if output else 'reports/forms/2024-07'}/县局_一科_a.{kind}"
    fill_in(demo / name, "新增企业", "累计完成", "5")
    before = {path: path.read_bytes() for path in (demo / name).parent.iterdir()}

    refused = kpitrack(*words)

    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith(f"error: 已有填好、还没有入库的表，不会覆盖：{name}\n")
    assert {path: path.read_bytes() for path in (demo / name).parent.iterdir()} == before
    assert kpitrack("ingest", name).code == 0
    assert kpitrack(*words).code == 0
    assert (demo / name).read_bytes() != before[demo / name]


def fill_in(path: Path, item: str, heading: str, text: str) -> None:
    """Write a text into an item's row of a form, as a clerk does."""
    if path.suffix == ".csv":
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        place = next(row for row in rows if heading in row).index(heading)
        next(row for row in rows if item in row)[place] = text
        held = io.StringIO()
        csv.writer(held).writerows(rows)
        path.write_text(held.getvalue(), encoding="utf-8-sig")
        return
    from openpyxl import load_workbook

    book = load_workbook(path)
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    column = next(cell.column for cell in cells if cell.value == heading)
    row = next(cell.row for cell in cells if cell.value == item)
    book.worksheets[0].cell(row, column, int(text))
    book.save(path)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("-o", "all.xlsx"), "写到一个文件（all.xlsx）须用 --lead-unit 指明单位"),
        (("-o", "-"), "写到一个文件（-）须用 --lead-unit 指明单位"),
        (("--lead-unit", "a", "-o", "-", "--format", "xlsx"), "xlsx 表格不能写到标准输出"),
        (("--lead-unit", "a", "-o", "a.pdf"), "无法从文件名“a.pdf”看出格式；可选：.xlsx、.csv"),
        (("--lead-unit", "c"), "三科在2024年7月没有要填报的项目"),
        (("--lead-unit", "d"), "方案中没有单位“d”"),
        (("--month", "2025-01"), "“2025-01”不是本方案的月份（2024年1月至2024年12月）"),
    ],
)
def test_usage_errors_write_nothing(
    kpitrack: Kpitrack, demo: Path, words: tuple[str, ...], expected: str
) -> None:
    run = kpitrack("template", *words)
    assert (run.code, run.out) == (2, "")
    assert run.err.split("\n")[0] == f"error: {expected}"
    assert files(demo) == ["data/progress/2024-06.csv", "plan/targets.yaml"]


def test_a_folder_that_cannot_be_made(kpitrack: Kpitrack, demo: Path) -> None:
    (demo / "taken").write_text("", encoding="utf-8")
    assert kpitrack("template", "-o", "taken").code == 5
    assert kpitrack("template", "-o", "taken/below").code == 5


def test_forms_do_not_leave_the_workspace_through_a_link(
    kpitrack: Kpitrack, demo: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (demo / "reports").symlink_to(outside, target_is_directory=True)
    assert kpitrack("template").code == 5
    assert files(outside) == []
    assert not list(outside.iterdir())


def test_a_conflict_is_told_and_the_forms_are_written(kpitrack: Kpitrack, demo: Path) -> None:
    (demo / "data/progress/other.csv").write_text(RECORDS.replace(",4,", ",5,"), encoding="utf-8")
    run = kpitrack("template", "--lead-unit", "a")
    assert run.code == 3
    assert "[conflict]" in run.err
    assert len(files(demo / "reports")) == 1


def test_sample_data_are_named_as_such(kpitrack: Kpitrack, demo: Path) -> None:
    (demo / "data/progress/sample").mkdir()
    (demo / "data/progress/2024-06.csv").rename(demo / "data/progress/sample/2024-06.csv")
    run = kpitrack("template", "--lead-unit", "a", "-o", "a.xlsx")
    assert run.out.split("\n")[0] == "样例数据：以下结果不是真实进度"
    assert sheet(demo / "a.xlsx")["A1"].value == "《示范方案》2024年7月填报表（样例数据）"


# What stands in a workbook


def test_the_rows_of_a_workbook(kpitrack: Kpitrack, demo: Path) -> None:
    kpitrack("template", "--lead-unit", "a", "-o", "a.xlsx")
    found = sheet(demo / "a.xlsx")
    rows = [[cell.value for cell in row] for row in found.iter_rows()]
    assert rows[0][0] == "《示范方案》2024年7月填报表"
    assert rows[1][:7] == ["填报单位", "县局/一科", "报告期", "2024-07", "填报日期", None, None]
    assert str(rows[2][0]).startswith("填写说明：请于2024年8月5日前填好，把本文件原样发回。")
    assert rows[3] == [
        *("编号", "指标名称", "目标", "计量单位", "上期数", "本月完成", "累计完成", "预计"),
        *("状态", "形象进度", "进展情况", "存在问题", "下一步措施", "佐证材料", "更正原因"),
    ]
    assert [row[:5] for row in rows[4:]] == [
        ["firms", "新增企业", "10家以上", "家", "4（2024-06）"],
        ["both", "共同指标", "10家以上", "家", "与县局:一科任一单位填报即可"],
        ["share", "占比", "18%以上", "%", None],
        ["build", "建设平台", None, None, None],
    ]
    assert {value for row in rows[4:] for value in row[5:]} == {None}


def test_the_layout_of_a_workbook(kpitrack: Kpitrack, demo: Path) -> None:
    kpitrack("template", "--lead-unit", "a", "-o", "a.xlsx")
    found = sheet(demo / "a.xlsx")
    assert found.parent is not None
    assert [(page.title, page.sheet_state) for page in found.parent.worksheets] == [("填报表", "visible")]
    assert (found.freeze_panes, found.print_title_rows) == ("C5", "$4:$4")
    assert (found.page_setup.orientation, found.page_setup.paperSize) == ("landscape", 9)
    assert (found.page_setup.fitToWidth or 1, found.page_setup.fitToHeight) == (1, 0)
    assert found.sheet_properties.pageSetUpPr is not None
    assert found.sheet_properties.pageSetUpPr.fitToPage
    assert found.print_area == "'填报表'!$A$1:$O$8"
    assert not found.protection.sheet
    assert sorted(map(str, found.merged_cells.ranges)) == ["A1:O1", "A3:O3"]
    assert {cell.number_format for cell in found["A"][4:]} == {"@"}
    assert {cell.number_format for cell in found["G"][4:]} == {"General"}  # also for shares
    assert (found["F2"].number_format, found["D2"].data_type) == ("yyyy-mm-dd", "s")
    grey, yellow = "FFE3E3E3", "FFFFF8D6"
    fills = {
        cell.coordinate: cell.fill.fgColor.rgb
        for row in found["F5:J8"]
        for cell in row
        if cell.fill.fill_type
    }
    assert {place for place, colour in fills.items() if colour == yellow} == {"G5", "G6", "G7", "I8"}
    assert {place for place, colour in fills.items() if colour == grey} == {
        *("I5", "J5", "I6", "J6", "F7", "I7", "J7", "F8", "G8", "H8")
    }


def test_the_input_checks(kpitrack: Kpitrack, demo: Path) -> None:
    kpitrack("template", "--lead-unit", "a", "-o", "a.xlsx")
    rules = sheet(demo / "a.xlsx").data_validations.dataValidation
    found = {str(rule.sqref): (rule.type, rule.operator, rule.formula1, rule.errorStyle) for rule in rules}
    assert found == {
        "F2": ("date", "greaterThanOrEqual", "45474", None),  # 1 July 2024
        "F5:F6": ("decimal", None, "-1000000000000000", "warning"),
        "G5:G6": ("decimal", "greaterThanOrEqual", "0", "warning"),
        "G7": ("custom", None, "AND(ISNUMBER(G7),OR(G7=0,ABS(G7)>=1))", "warning"),
        "H5:H7": ("list", None, '"是"', None),
        "I8": ("list", None, '"未启动,推进中,已完成"', None),
        "J8": ("decimal", None, "0", "warning"),
    }
    assert all(rule.promptTitle and rule.prompt and rule.errorTitle and rule.error for rule in rules)
    assert all(rule.showInputMessage and rule.showErrorMessage and rule.allow_blank for rule in rules)


def test_every_heading_is_a_column_that_is_known() -> None:
    for language in LANGUAGES:
        words = Words(language)
        read = [read_name(words(f"form.column.{column}")) for column in COLUMNS]
        expected = ["item" if column in {"id", "name"} else column for column in COLUMNS]
        assert read == [(column, "") for column in expected]
        for label in ("reported_by", "period", "reported_on"):
            assert read_name(words(f"form.label.{label}")) == (label, "")


# Nothing depends on the machine


def test_the_same_form_has_the_same_bytes(demo: Path) -> None:
    made = []
    for number, (zone, locale, seed) in enumerate(
        (("Asia/Shanghai", "zh_CN.UTF-8", "1"), ("America/New_York", "C", "2"))
    ):
        environment = {
            **os.environ,
            "TZ": zone,
            "LC_ALL": locale,
            "PYTHONHASHSEED": seed,
            "PYTHONUTF8": "1",
            "PYTHONPATH": str(ROOT / "src"),
        }
        command = [sys.executable, "-m", "kpitrack", "template", "-o", f"out{number}", "-q"]
        subprocess.run(command, cwd=demo, env=environment, check=True)
        made.append({path.name: path.read_bytes() for path in (demo / f"out{number}").iterdir()})
    assert made[0] == made[1]
    assert len(made[0]) == 2


# Names that would do harm


HOSTILE = """\
schema: 1
plan: {id: demo, title: "=HYPERLINK(1)", place: X, year: 2024, language: zh, office: a}
lead_units: [{id: a, name: "=cmd|' /C calc'!A0"}, {id: b, name: "../../b"}, {id: c, name: NUL}]
programmes:
  - id: p
    title: P
    tasks:
      - id: t
        title: T
        lead: [a]
        indicators:
          - {id: plus, name: "+1家企业", unit: 家, measure: cumulative, target: {at_least: 10}}
          - {id: at, name: "@SUM(A1)", unit: 家, measure: cumulative, target: {at_least: 10}, lead: [b]}
          - {id: link, name: "https://example.org/x", unit: 家, measure: cumulative,
             target_text: "=1+1", target: {at_least: 10}, lead: [c]}
"""


def test_hostile_names_stay_text(kpitrack: Kpitrack, workspace: Workspace) -> None:
    folder = workspace(HOSTILE)
    run = kpitrack("template", "-C", str(folder))
    assert run.code == 0
    forms = folder / "reports/forms/2024-07"
    assert files(folder / "reports") == [
        f"forms/2024-07/{name}.xlsx" for name in ("_NUL", "______b", "_cmd____C_calc__A0")
    ]
    for path in forms.iterdir():
        cells = [cell for row in sheet(path).iter_rows() for cell in row]
        assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
        assert not [cell for cell in cells if cell.hyperlink]
    assert sheet(forms / "_NUL.xlsx")["C5"].value == "=1+1"


def test_in_csv_they_get_an_apostrophe_and_are_still_known(kpitrack: Kpitrack, workspace: Workspace) -> None:
    folder = workspace(HOSTILE)
    run = kpitrack("template", "-C", str(folder), "--lead-unit", "a", "-o", "-")
    rows = list(csv.reader(io.StringIO(run.out)))
    assert {len(row) for row in rows} == {15}
    assert rows[1][1] == "'=cmd|' /C calc'!A0"
    assert rows[4][:2] == ["plus", "'+1家企业"]
    table = "编号,指标名称,报告期,累计完成,填报单位\n" + f"plus,{rows[4][1]},2024-06,3,{rows[1][1]}\n"
    (folder / "sent.csv").write_text(table, encoding="utf-8")
    run = kpitrack("ingest", "-C", str(folder), str(folder / "sent.csv"))
    assert (run.code, run.err) == (0, "")


def test_all_forms_or_none(kpitrack: Kpitrack, demo: Path) -> None:
    blocked = demo / "reports/forms/2024-07/县局_一科_b.xlsx"
    blocked.mkdir(parents=True)
    run = kpitrack("template")
    assert (run.code, run.out) == (5, "")
    assert "县局_一科_b.xlsx" in run.err
    assert list(blocked.parent.iterdir()) == [blocked]


# Golden


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_of_the_plan(
    kpitrack: Kpitrack,
    golden: Callable[[str, str], None],
    monkeypatch: pytest.MonkeyPatch,
    language: str,
) -> None:
    monkeypatch.chdir(ROOT)
    run = kpitrack("template", "--month", "7", "--lead-unit", "jingkai", "--lang", language, "-o", "-")
    assert run.code == 0
    golden(f"form-2024-07.{language}.csv", run.out.replace("\r\n", "\n"))
