"""Workbooks → sheets: values as they are meant, faults at their cells, nothing harmful opened."""

from __future__ import annotations

import os
import subprocess
import sys
import tracemalloc
import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from kpitrack.sources.xlsx import read_xlsx
from tests.sources.books import book, rewritten, saved, texts, told, with_results, zipped

SHEET = "xl/worksheets/sheet1.xml"
WHOLE = book([["指标", "累计完成"], ["a", 1]])  # made once: its bytes hold the time


def test_values_are_spelled_as_they_are_meant() -> None:
    def formats(sheet: Worksheet) -> None:
        sheet["B1"].number_format = "0.0%"
        sheet["C1"].number_format = '0.0"亿元"'
        sheet["D1"].number_format = "yyyy-mm-dd"
        sheet["E1"].number_format = 'yyyy"年"m"月"'

    day = datetime(2024, 6, 30, 10, 30)  # noqa: DTZ001 - workbooks know no zones
    data = book([["a", 0.146, 5.6, day, date(2024, 6, 30), 12, 12.0, True, " x\ny "]], edit=formats)

    read = read_xlsx(data, "a.xlsx")

    assert texts(read) == [[["a", "14.6%", "5.6亿元", "2024-06-30", "2024-06", "12", "12", "TRUE", " x\ny "]]]
    assert told(read) == []


def test_cells_have_places_and_blank_ones_are_between() -> None:
    read = read_xlsx(book([[None, "x"], [], [None, None, 3]], name="六月"), "a.xlsx")
    (sheet,) = read.sheets
    assert [row.number for row in sheet.rows] == [1, 3]
    assert str(sheet.rows[1].cells[2].location) == "a.xlsx[六月!C3]"
    assert (sheet.rows[1].cells[2].location.line, sheet.rows[1].cells[2].location.column) == (3, 3)
    assert [cell.text for cell in sheet.rows[1].cells] == ["", "", "3"]
    assert [cell.number for cell in sheet.rows[1].cells] == [False, False, True]


def test_columns_past_z_have_two_letters() -> None:
    read = read_xlsx(book([[None] * 27 + ["x"]]), "a.xlsx")
    assert str(read.sheets[0].rows[0].cells[27].location) == "a.xlsx[Sheet1!AB1]"


def test_formulas_with_and_without_a_saved_result() -> None:
    data = with_results(book([["=1+1", "=2+2"], ["=3+3", 7]]), {"A1": "2"})
    read = read_xlsx(data, "a.xlsx")
    assert texts(read) == [[["2", ""], ["", "7"]]]
    assert told(read) == ["a.xlsx[Sheet1!B1] unsaved-formula", "a.xlsx[Sheet1!A2] unsaved-formula"]


def test_a_program_that_leaves_calculating_to_others_has_saved_no_result() -> None:
    buffer = BytesIO()
    made = xlsxwriter.Workbook(buffer)
    sheet = made.add_worksheet()
    sheet.write_formula("A1", "=2+2")
    sheet.write_formula("B1", "=2+2", None, 4)
    sheet.write("C1", 0)
    made.close()
    read = read_xlsx(buffer.getvalue(), "a.xlsx")
    assert texts(read) == [[["", "4", "0"]]]
    assert told(read) == ["a.xlsx[Sheet1!A1] unsaved-formula"]


def test_what_is_struck_out_is_a_fault() -> None:
    struck, plain = InlineFont(strike=True), InlineFont()
    half = CellRichText(TextBlock(struck, "1"), TextBlock(plain, "2"))
    whole = CellRichText(TextBlock(plain, "3"), TextBlock(plain, "4"))

    def strike(sheet: Worksheet) -> None:
        sheet["C1"].font = Font(strike=True)

    read = read_xlsx(book([[half, whole, 5]], edit=strike), "a.xlsx")
    assert texts(read) == [[["12", "34", "5"]]]
    assert told(read) == ["a.xlsx[Sheet1!A1] struck-out", "a.xlsx[Sheet1!C1] struck-out"]


def test_error_values_are_no_text() -> None:
    read = read_xlsx(book([["x", "#N/A"]]), "a.xlsx")
    assert told(read) == ["a.xlsx[Sheet1!B1] error-cell"]


def test_a_scaled_format_is_a_fault() -> None:
    def formats(sheet: Worksheet) -> None:
        sheet["A1"].number_format = '0!.0,"万元"'

    assert told(read_xlsx(book([[56000]], edit=formats), "a.xlsx")) == ["a.xlsx[Sheet1!A1] scaled-format"]


def test_days_that_count_from_1904() -> None:
    made = openpyxl.Workbook()
    made.epoch = datetime(1904, 1, 1)  # noqa: DTZ001
    made.worksheets[0].append([datetime(2024, 7, 3), 44014])  # noqa: DTZ001
    read = read_xlsx(saved(made), "a.xlsx")
    assert texts(read) == [[["2024-07-03", "44014"]]]
    assert read.sheets[0].from_1904


def test_merged_cells_are_told_and_not_filled() -> None:
    data = book([["a", 1], [None, 2]], edit=lambda sheet: sheet.merge_cells("A1:A2"))
    (sheet,) = read_xlsx(data, "a.xlsx").sheets
    assert [str(merge) for merge in sheet.merges] == ["A1:A2"]
    assert [cell.text for cell in sheet.rows[1].cells] == ["", "2"]


def several() -> bytes:
    made = openpyxl.Workbook()
    made.worksheets[0].title = "June"
    made.worksheets[0].append(["j"])
    for name, state in (("May", "hidden"), ("Lists", "veryHidden"), ("More", "visible")):
        sheet = made.create_sheet(name)
        sheet.append([name])
        sheet.sheet_state = state
    return saved(made)


def test_hidden_sheets_are_named_and_passed_over() -> None:
    read = read_xlsx(several(), "a.xlsx")
    assert [sheet.name for sheet in read.sheets] == ["June", "More"]
    (problem,) = read.problems
    assert (problem.rule, problem.is_error, problem.facts["names"]) == ("hidden-sheet", False, "May、Lists")


def test_a_sheet_that_is_asked_for() -> None:
    read = read_xlsx(several(), "a.xlsx", sheet="May")
    assert [sheet.name for sheet in read.sheets] == ["May"]
    assert read.problems == ()
    assert told(read_xlsx(several(), "a.xlsx", sheet="July")) == ["a.xlsx no-such-sheet"]


def test_hidden_rows_are_read_and_named() -> None:
    def hide(sheet: Worksheet) -> None:
        for row in (2, 3):
            sheet.row_dimensions[row].hidden = True

    read = read_xlsx(book([["a"], ["b"], [None], ["c"]], edit=hide), "a.xlsx")
    assert texts(read) == [[["a"], ["b"], ["c"]]]
    (problem,) = read.problems
    assert (str(problem.location), problem.rule, problem.facts["rows"]) == (
        "a.xlsx[Sheet1!A2]",
        "hidden-rows",
        "2",
    )


def blank_cells(xml: bytes) -> bytes:
    """Whole columns formatted, as WPS writes them, and a size that is wrong."""
    rows = b"".join(
        b'<row r="%d" ht="14.25"><c r="A%d" s="0"/><c r="B%d"></c></row>' % (n, n, n) for n in range(2, 9000)
    )
    tall = rows + b'<row r="1048576"><c r="A1048576" s="0"/></row></sheetData>'
    return xml.replace(b"</sheetData>", tall).replace(b'ref="A1:B1"', b'ref="A1"')


def test_cells_that_only_have_a_format_are_not_there() -> None:
    read = read_xlsx(rewritten(book([["a", 1]]), SHEET, blank_cells), "a.xlsx")
    assert texts(read) == [[["a", "1"]]]
    assert told(read) == []


@pytest.mark.parametrize(("row", "column"), [(20_001, 1), (1_048_576, 1), (1, 257), (1, 16_384)])
def test_content_far_away_is_refused_at_its_cell(row: int, column: int) -> None:
    def far(sheet: Worksheet) -> None:
        sheet.cell(row, column, "x")

    letters = {1: "A", 257: "IW", 16_384: "XFD"}[column]
    read = read_xlsx(book([["a"]], edit=far), "a.xlsx")
    assert told(read) == [f"a.xlsx[Sheet1!{letters}{row}] sheet-too-large"]
    assert read.sheets == ()


def test_too_many_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kpitrack.sources.safe_zip.MOST_CELLS", 3)
    assert told(read_xlsx(book([["a", "b", "c"]]), "a.xlsx")) == []
    assert told(read_xlsx(book([["a", "b"], ["c", "d"]]), "a.xlsx")) == ["a.xlsx sheet-too-large/cells"]


def test_what_unpacks_to_too_much_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    data = book([["a"]])
    with zipfile.ZipFile(BytesIO(data)) as archive:
        size = sum(member.file_size for member in archive.infolist())
    monkeypatch.setattr("kpitrack.sources.safe_zip.MOST_BYTES", size)
    assert told(read_xlsx(data, "a.xlsx")) == []
    monkeypatch.setattr("kpitrack.sources.safe_zip.MOST_BYTES", size - 1)
    assert told(read_xlsx(data, "a.xlsx")) == ["a.xlsx unsafe-workbook/bomb"]


def test_too_many_parts() -> None:
    parts = {"xl/workbook.xml": b"<w/>", **{f"x{number}": b"" for number in range(1000)}}
    assert told(read_xlsx(zipped(parts), "a.xlsx")) == ["a.xlsx unsafe-workbook/members"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding: str) -> None:
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>'
    )
    data = rewritten(book([["a"]]), SHEET, lambda _: text.encode(encoding))
    assert told(read_xlsx(data, "a.xlsx")) == ["a.xlsx unsafe-workbook/entities"]


def test_entities_in_an_encoding_nobody_looks_for_are_refused_too() -> None:
    text = '<?xml version="1.0" encoding="cp037"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'
    data = rewritten(book([["a"]]), SHEET, lambda _: text.encode("cp037"))
    assert told(read_xlsx(data, "a.xlsx")) == ["a.xlsx broken-workbook"]


def test_a_part_that_says_it_is_smaller_than_it_is_is_not_unpacked_first() -> None:
    data = bytearray(rewritten(book([["a"]]), SHEET, lambda xml: xml + b" " * (64 << 20)))
    entry = bytes(data).rindex(SHEET.encode()) - 46  # its entry in the directory
    assert data[entry : entry + 4] == b"PK\x01\x02"
    data[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    tracemalloc.start()
    read = read_xlsx(bytes(data), "a.xlsx")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert told(read) == ["a.xlsx broken-workbook"]
    assert most < 16 << 20


def test_parts_with_a_password() -> None:
    data = bytearray(book([["a"]]))
    flags = data.index(b"PK\x01\x02") + 8  # of the first entry of the directory
    data[flags] |= 1
    assert told(read_xlsx(bytes(data), "a.xlsx")) == ["a.xlsx encrypted-file"]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_makes_it_fail(data: st.DataObject) -> None:
    whole = WHOLE
    place = data.draw(st.integers(0, len(whole) - 1))
    how = data.draw(st.sampled_from(["cut", "flip", "drop"]))
    broken = {
        "cut": whole[:place],
        "flip": whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :],
        "drop": whole[:place] + whole[place + 1 :],
    }[how]
    read = read_xlsx(broken, "a.xlsx")
    assert read.sheets or read.problems


def test_what_is_read_does_not_hang_on_lxml(tmp_path: Path) -> None:
    """lxml comes with python-docx; with it openpyxl would read past defusedxml."""
    path = tmp_path / "a.xlsx"
    openpyxl.Workbook().save(path)
    code = (
        "import sys; from kpitrack.sources.xlsx import read_xlsx;"
        "read_xlsx(open(sys.argv[1], 'rb').read(), 'a.xlsx');"
        "import lxml, openpyxl.xml as x; print(x.LXML, x.DEFUSEDXML)"
    )
    bare = {name: value for name, value in os.environ.items() if name != "OPENPYXL_LXML"}
    run = subprocess.run([sys.executable, "-c", code, str(path)], env=bare, capture_output=True, check=True)
    assert run.stdout.split() == [b"False", b"True"]
