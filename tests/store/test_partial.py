"""`--partial`: the good rows are stored, and of each file with others a copy goes back."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt  # type: ignore[import-untyped]
from openpyxl.worksheet.worksheet import Worksheet

from kpitrack.intake import FileResult, IngestResult, Options, Submission, ingest
from kpitrack.render.returns import returned_copies
from kpitrack.wording import Words
from kpitrack.workspace import open_workspace
from tests.sources.books import book
from tests.store.disks import Quick
from tests.store.plans import PLAN
from tests.store.test_crash import NOW

EN = Words("en")
_HASH = re.compile(r"-[0-9a-f]{8}(?=[.])")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "targets.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def take(
    root: Path,
    *files: tuple[str, str | bytes],
    partial: bool = True,
    strict: bool = False,
    dry_run: bool = False,
) -> IngestResult:
    given = [
        Submission(name, content if isinstance(content, bytes) else content.encode())
        for name, content in files
    ]
    how = Options(now=NOW, partial=partial, strict=strict, dry_run=dry_run, wait=5)
    return ingest(open_workspace(root), given, how, disk=Quick())


def totals(result: IngestResult) -> list[tuple[int, int, int, int]]:
    return [_four(file) for file in result.files]


def _four(file: FileResult) -> tuple[int, int, int, int]:
    assert file.read == file.stored + file.already + file.rejected
    return (file.read, file.stored, file.already, file.rejected)


def held(root: Path) -> list[str]:
    records = open_workspace(root).records
    return sorted(f"{record.item} {record.period} {record.figure}" for record in records)


def copies(result: IngestResult) -> dict[str, bytes]:
    """By name, without the hash in it."""
    made = {_HASH.sub("", copy.name): copy.data for copy in returned_copies(result, EN)}
    assert all(made.values())
    return made


NOT_A_NUMBER = (
    "'about 4' is not a number (write digits, with decimals and unit if any: 1250.5, 12亿元, 14.6%)"
)
HALF = "item,period,value,note\nfirms,2024-05,3,\nfirms,2024-06,about 4,\nloans,2024-06,5,\n"


def test_the_good_rows_are_stored_and_the_others_are_not(root: Path) -> None:
    result = take(root, ("a.csv", HALF))
    assert totals(result) == [(3, 2, 0, 1)]
    assert held(root) == ["firms 2024-05 3", "loans 2024-06 5"]
    assert not result.accepted
    assert result.batch is not None


def test_the_copy_says_beside_each_row_what_is_wrong(root: Path) -> None:
    ((name, data),) = copies(take(root, ("from/a.csv", HALF))).items()
    assert name == "a.csv"
    assert data.decode("utf-8-sig") == (
        "item,period,value,note,returned because\r\n"
        "firms,2024-05,3,,\r\n"
        f'firms,2024-06,about 4,,"{NOT_A_NUMBER}"\r\n'
        "loans,2024-06,5,,\r\n"
    )


def test_the_mended_copy_brings_what_is_new_in_it(root: Path) -> None:
    (data,) = copies(take(root, ("a.csv", HALF))).values()
    mended = data.decode("utf-8-sig").replace("about 4,", "4,")
    assert totals(take(root, ("a.csv", mended))) == [(3, 1, 2, 0)]
    assert held(root) == ["firms 2024-05 3", "firms 2024-06 4", "loans 2024-06 5"]


def test_a_dry_run_stores_nothing(root: Path) -> None:
    result = take(root, ("a.csv", HALF), dry_run=True)
    assert totals(result) == [(3, 2, 0, 1)]
    assert (held(root), result.batch) == ([], None)


def test_files_without_fault_do_not_come_back(root: Path) -> None:
    result = take(root, ("a.csv", HALF), ("b.csv", "item,period,value\nfirms,2024-04,1\n"))
    assert totals(result) == [(3, 2, 0, 1), (1, 1, 0, 0)]
    assert list(copies(result)) == ["a.csv"]


def test_of_a_conflict_neither_side_is_stored(root: Path) -> None:
    text = "item,period,value\nfirms,2024-06,4\nfirms,2024-06,5\nloans,2024-06,5\n"
    result = take(root, ("a.csv", text))
    assert totals(result) == [(3, 1, 0, 2)]
    assert held(root) == ["loans 2024-06 5"]
    lines = copies(result)["a.csv"].decode("utf-8-sig").split("\r\n")
    assert "a.csv:2:1" in lines[2]
    assert lines[1] != "firms,2024-06,4,"
    assert lines[3] == "loans,2024-06,5,"


def test_of_a_conflict_neither_side_is_stored_though_one_is_there_already(root: Path) -> None:
    take(root, ("a.csv", "item,period,value,reported_on\nfirms,2024-06,4,2024-07-03\n"))
    day = "2024-07-08"
    rows = (f"{row},{day}\n" for row in ("firms,2024-06,4", "firms,2024-06,5", "loans,2024-06,5"))
    text = "item,period,value,reported_on\n" + "".join(rows)
    result = take(root, ("b.csv", text))
    assert totals(result) == [(3, 1, 0, 2)]
    assert held(root) == ["firms 2024-06 4", "loans 2024-06 5"]


def test_a_row_against_the_store_comes_back(root: Path) -> None:
    take(root, ("a.csv", "item,period,value,reported_on\nfirms,2024-06,4,2024-07-03\n"))
    text = "item,period,value,reported_on\nfirms,2024-06,5,2024-07-03\nloans,2024-06,5,2024-07-03\n"
    result = take(root, ("b.csv", text))
    assert totals(result) == [(2, 1, 0, 1)]
    assert held(root) == ["firms 2024-06 4", "loans 2024-06 5"]


def test_a_file_that_is_wrong_as_a_whole_is_not_stored_at_all(root: Path) -> None:
    text = 'item,period,value\nfirms,2024-06,4\nloans,2024-06,"5\n'
    result = take(root, ("a.csv", text), ("b.csv", HALF))
    assert totals(result)[0] == (1, 0, 0, 1)
    assert held(root) == ["firms 2024-05 3", "loans 2024-06 5"]
    assert sorted(copies(result)) == ["a.csv", "b.csv"]


def test_what_cannot_be_read_at_all_has_no_copy(root: Path) -> None:
    result = take(root, ("a.pdf", b"%PDF-1.7"), ("b.csv", HALF))
    assert totals(result) == [(0, 0, 0, 0), (3, 2, 0, 1)]
    assert list(copies(result)) == ["b.csv"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_the_copy_is_in_the_encoding_of_the_file(root: Path, encoding: str) -> None:
    text = "item;period;value;备注\nfirms;2024-06;about 4;「好」\n"
    (data,) = copies(take(root, ("a.csv", text.encode(encoding)))).values()
    assert data.decode(encoding).split("\r\n")[1].startswith("firms;2024-06;about 4;「好」;'about 4'")


def test_a_yaml_file_comes_back_with_comments(root: Path) -> None:
    text = "period: 2024-06\nrecords:\n  - item: firms\n    value: about 4\n  - {item: loans, value: 5}\n"
    ((name, data),) = copies(take(root, ("a.yml", text))).items()
    assert name == "a.yaml"
    assert data.decode().split("\n")[2:4] == [
        f"  # returned because: {NOT_A_NUMBER}",
        "  - item: firms",
    ]
    assert totals(take(root, (name, data.replace(b"about 4\n", b"4\n")))) == [(2, 1, 1, 0)]


SHEET: list[list[Any]] = [
    ["June"],
    ["item", "period", "value"],
    ["firms", "2024-06", "about 4"],
    ["loans", "2024-06", 5],
]


def test_a_workbook_comes_back_as_it_was_with_one_more_column(root: Path) -> None:
    def shape(sheet: Worksheet) -> None:
        sheet["B3"].number_format = "@"
        sheet.print_area = "A1:C4"
        sheet.column_dimensions["A"].width = 33
        sheet.merge_cells("A1:C1")

    ((name, data),) = copies(take(root, ("六月.xlsm", book(SHEET, edit=shape)))).items()
    assert name == "六月.xlsx"
    returned = openpyxl.load_workbook(io.BytesIO(data))
    sheet = returned.worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["June", None, None, None],
        ["item", "period", "value", "returned because"],
        ["firms", "2024-06", "about 4", sheet["D3"].value],
        ["loans", "2024-06", 5, None],
    ]
    assert str(sheet["D3"].value).startswith(f"C3: {NOT_A_NUMBER}")
    assert (sheet.column_dimensions["A"].width, str(sheet.merged_cells)) == (33, "A1:C1")
    # Refused rows stand out where they begin and where it is said why; and that is printed too.
    red = [
        cell.coordinate
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.start_color.rgb == "00FFC7CE"
    ]
    assert (red, sheet.print_area) == (["A3", "D3"], "")
    sheet["C3"] = 4
    buffer = io.BytesIO()
    returned.save(buffer)
    assert totals(take(root, (name, buffer.getvalue()))) == [(2, 1, 1, 0)]


def test_an_old_workbook_comes_back_as_a_new_one(root: Path) -> None:
    old = xlwt.Workbook()
    sheet = old.add_sheet("s")
    for row, values in enumerate(SHEET):
        for column, value in enumerate(values):
            sheet.write(row, column, value)
    buffer = io.BytesIO()
    old.save(buffer)
    ((name, data),) = copies(take(root, ("a.et", buffer.getvalue()))).items()
    assert name == "a.xlsx"
    returned = openpyxl.load_workbook(io.BytesIO(data))
    returned.worksheets[0]["C3"] = "4"
    buffer = io.BytesIO()
    returned.save(buffer)
    assert totals(take(root, (name, buffer.getvalue()))) == [(2, 1, 1, 0)]


def test_the_copy_of_an_old_workbook_keeps_its_merged_cells_and_hidden_sheets_out(root: Path) -> None:
    plan = root / "plan" / "targets.yaml"
    units = "[{id: a, name: Unit A}, {id: b, name: Unit B}]"
    plan.write_text(PLAN.replace("[{id: a, name: Unit A}]", units), encoding="utf-8")
    old = xlwt.Workbook()
    sheet, hidden = old.add_sheet("s"), old.add_sheet("h")
    hidden.visibility = 1
    for column, value in enumerate(["reported by", "item", "period", "value"]):
        sheet.write(0, column, value)
    sheet.write_merge(1, 2, 0, 0, "Unit B")
    for row, item in enumerate(["firms", "loans"], start=1):
        for column, value in enumerate([item, "2024-06", "about 4"], start=1):
            sheet.write(row, column, value)
    buffer = io.BytesIO()
    old.save(buffer)
    ((name, data),) = copies(take(root, ("a.xls", buffer.getvalue()))).items()
    returned = openpyxl.load_workbook(io.BytesIO(data))
    for cell in ("D2", "D3"):
        returned.worksheets[0][cell] = 4
    mended = io.BytesIO()
    returned.save(mended)
    assert totals(take(root, (name, mended.getvalue()))) == [(2, 2, 0, 0)]
    assert {record.reported_by for record in open_workspace(root).records} == {"b"}


def test_a_last_column_that_is_merged_does_not_stand_in_the_way(root: Path) -> None:
    rows: list[Any] = [["item", "period", "value", "note"], ["firms", "2024-06", "about 4", "x"]]

    def merge(sheet: Worksheet) -> None:
        for row in (1, 2):
            sheet.merge_cells(f"D{row}:F{row}")

    data = book(rows, edit=merge)
    (copy,) = copies(take(root, ("a.xlsx", data))).values()
    sheet = openpyxl.load_workbook(io.BytesIO(copy)).worksheets[0]
    assert [sheet["G1"].value, str(sheet["G2"].value)[:3]] == ["returned because", "C2:"]


def test_a_file_no_copy_can_be_made_of_does_not_hide_what_was_stored(
    root: Path, kpitrack: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    (root / "long.csv").write_text(
        f"item,period,value,note\nloans,2024-06,x,\nloans,2024-05,1,{'y' * 140_000}\n", encoding="utf-8"
    )
    (root / "good.csv").write_text("item,period,value\nfirms,2024-06,4\n", encoding="utf-8")
    run = kpitrack("ingest", "long.csv", "good.csv", "--partial")
    assert run.code == 3
    assert "good.csv: read 1 = stored 1" in run.out
    assert "long.csv has rows to send back, but no copy could be made" in run.err


def test_a_row_of_months_comes_back_with_all_that_is_wrong_in_it(root: Path) -> None:
    rows: list[Any] = [["item", "5月", "6月"], ["firms", "about 3", "about 4"], ["loans", 4, 5]]
    (data,) = copies(take(root, ("a.xlsx", book(rows)))).values()
    told = str(openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]["D2"].value)
    assert told.startswith("B2: 'about 3'")
    assert "；C2: 'about 4'" in told


def test_names_of_copies_are_fit_for_any_disk_and_told_apart(root: Path) -> None:
    bad = "item,period,value\nfirms,2024-06,x\n"
    files = [
        ("x/a.csv", bad),
        ("y/A.csv", bad + "\n"),
        ('a<b>:"|?*\x1b.csv', bad + " \n"),
        ("-", bad + "\n\n"),
    ]
    names = list(copies(take(root, *files)))
    assert names == ["a.csv", "A.csv", "a_b_______.csv", "stdin.csv"]


def test_a_text_that_looks_like_a_formula_comes_back_as_text(root: Path) -> None:
    rows: list[Any] = [["item", "period", "value"], ["=HYPERLINK(1)", "2024-06", "4"]]
    data = book(rows, edit=lambda sheet: setattr(sheet["A2"], "data_type", "s"))
    (copy,) = copies(take(root, ("a.xlsx", data))).values()
    sheet = openpyxl.load_workbook(io.BytesIO(copy)).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}


def test_the_command_writes_the_copies(
    root: Path, tmp_path: Path, kpitrack: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text(HALF, encoding="utf-8")
    run = kpitrack("ingest", "a.csv", "--partial", "--dry-run")
    assert (run.code, (root / "reports").exists()) == (3, False)
    run = kpitrack("ingest", "a.csv", "--partial")
    assert run.code == 3
    assert "a.csv: read 3 = stored 2 + already there 0 + rejected 1\n" in run.out
    found = re.search(
        r"a.csv has rows to send back: (reports/returns/a-[0-9a-f]{8}.csv)\nwrote data/", run.out
    )
    assert found
    assert b"returned because" in (root / found[1]).read_bytes()


def test_strict_refuses_a_reporter_without_a_part(root: Path) -> None:
    plan = root / "plan" / "targets.yaml"
    plan.write_text(
        PLAN.replace("[{id: a, name: Unit A}]", "[{id: a, name: Unit A}, {id: b, name: Unit B}]"),
        encoding="utf-8",
    )
    text = "item,period,value,reported_by\nfirms,2024-06,4,b\n"
    strict = take(root, ("a.csv", text), partial=False, strict=True)
    assert [f"{problem.severity} {problem.rule}" for problem in strict.problems] == ["error not-involved"]
    lenient = take(root, ("a.csv", text), partial=False)
    assert [f"{problem.severity} {problem.rule}" for problem in lenient.problems] == ["warning not-involved"]


def test_the_reason_given_for_all_rows_is_no_part_of_what_they_say(root: Path) -> None:
    first = "item,period,value\nfirms,2024-06,4\n"
    take(root, ("a.csv", first), partial=False)
    take(root, ("b.csv", "item,period,value,reason\nfirms,2024-06,5,two late\n"), partial=False)
    again = ingest(
        open_workspace(root),
        [Submission("a.csv", first.encode()), Submission("n.csv", b"item,period,value\nloans,2024-06,7\n")],
        Options(now=NOW + timedelta(days=2), reason="for May"),
        disk=Quick(),
    )
    assert totals(again) == [(1, 0, 1, 0), (1, 1, 0, 0)]
    ledger = open_workspace(root).ledger()
    assert [(record.item, str(record.figure), record.reason) for record in ledger.in_force()] == [
        ("firms", "5", "two late"),
        ("loans", "7", "for May"),
    ]


def test_a_row_sent_again_without_its_reason_is_there_already(root: Path) -> None:
    take(root, ("a.csv", "item,period,value,reason\nfirms,2024-06,5,two late\n"), partial=False)
    again = take(root, ("b.csv", "item,period,value\nfirms,2024-06,5\n"), partial=False)
    assert totals(again) == [(1, 0, 1, 0)]


def test_equal_rows_of_one_file_count_once_and_it_is_said(root: Path) -> None:
    text = "item,period,value\nfirms,2024-06,5\nfirms,2024-06,5\n"
    result = take(root, ("a.csv", text), partial=False)
    assert totals(result) == [(2, 1, 1, 0)]
    told = [f"{problem.location} {problem.severity} {problem.rule}" for problem in result.problems]
    assert told == ["a.csv:3:1 warning row-repeated"]


def test_rows_that_differ_only_in_what_is_not_read_are_refused(root: Path) -> None:
    text = "item,period,value,town\nfirms,2024-06,5,North\nfirms,2024-06,5,South\nloans,2024-06,2,North\n"
    result = take(root, ("a.csv", text + "firms,2024-06,5,North\n"))
    assert totals(result) == [(4, 1, 0, 3)]
    errors = {(str(problem.location), problem.variant) for problem in result.problems if problem.is_error}
    assert errors == {("a.csv:3:1", "unread")}
    assert held(root) == ["loans 2024-06 2"]
