"""The marks of an office's template: what they become, and what the text then no longer says."""

from __future__ import annotations

import datetime as dt
import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.parser import parse_xml
from docx.shared import RGBColor

from kpitrack.render.document import Block, Document, Heading, Paragraph, Role, document
from kpitrack.render.word import Frame, document_docx, template_problems
from kpitrack.render.word.marks import Mark, marks_of
from kpitrack.render.word.markup import NAMESPACE

ROOT = Path(__file__).resolve().parents[2]
DAY = dt.date(2024, 6, 30)
NUMBER, ADDRESSEE = Paragraph("第6期", Role.NUMBER), Paragraph("主送：各成员单位", Role.ADDRESSEE)
ISSUER, DATE = Paragraph("专班办公室", Role.ISSUER), Paragraph("2024年7月10日", Role.DATE)
ALL: list[Block | str] = [NUMBER, Heading(1, "题"), ADDRESSEE, "正文一", ISSUER, DATE]
Kpitrack = Callable[..., Any]


def w(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def office(*paragraphs: str) -> WordDocument:
    word = docx.Document()
    for text in paragraphs:
        word.add_paragraph(text)
    return word


def made(word: WordDocument, *blocks: Block | str) -> WordDocument:
    whole: Document = document("题", "zh", blocks or ALL)
    file = io.BytesIO()
    word.save(file)
    frame = Frame(DAY, "", file.getvalue(), marks_of(whole, (2024, 6), "主送：\0"))
    return docx.Document(io.BytesIO(document_docx(whole, frame)))


def told(word: WordDocument) -> list[str]:
    return [paragraph.text for paragraph in word.paragraphs]


def test_each_mark_is_filled_also_beside_other_text() -> None:
    word = made(
        office(
            "创新专报",
            "【期号】（总第【 月 】期）",
            "南县【年】年【月】月",
            "送：【主送】，题：【标题】",
            "【落款】 【成文日期】",
            "【正文】",
            "【印发单位】\t【印发日期】印发 【文号】",
        )
    )
    assert told(word) == [
        "创新专报",
        "第6期（总第6期）",
        "南县2024年6月",
        "送：各成员单位，题：题",
        "专班办公室 2024年7月10日",
        "正文一",  # number, title, addressee, issuer and date are not said again
        "专班办公室\t2024年7月10日印发 第6期",
    ]


@pytest.mark.parametrize(
    ("mark", "gone"),
    [
        ("【期号】", "第6期"),
        ("【文号】", "第6期"),
        ("【标题】", "题"),
        ("【主送】", "主送：各成员单位"),
        ("【落款】", "专班办公室"),
        ("【成文日期】", "2024年7月10日"),
        ("【印发单位】", ""),  # stands beside the signature
        ("【印发日期】", ""),
        ("【年】", ""),
    ],
)
def test_what_the_template_places_is_not_printed_a_second_time(mark: str, gone: str) -> None:
    text = ["第6期", "题", "主送：各成员单位", "正文一", "专班办公室", "2024年7月10日"]
    assert told(made(office(f"头{mark}", "【正文】")))[1:] == [line for line in text if line != gone]


def test_a_mark_in_several_runs_takes_the_format_of_the_one_it_begins_in() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("第")
    begin = paragraph.add_run("（【期")
    begin.font.color.rgb = RGBColor(0xC0, 0, 0)
    for text in ("", "号", "】）"):
        paragraph.add_run(text).font.bold = True
    word.add_paragraph("【正文】")
    runs = made(word).paragraphs[0].runs
    assert [run.text for run in runs] == ["第", "（第6期", "", "", "）"]
    assert runs[1].font.color.rgb == RGBColor(0xC0, 0, 0)
    assert [run.font.bold for run in runs] == [None, None, True, True, True]


def test_marks_in_tables_and_text_boxes_are_filled() -> None:
    word = office("【正文】")
    word.add_table(1, 1).cell(0, 0).text = "【落款】印发"
    box = (
        f'<w:p xmlns:w="{NAMESPACE}" xmlns:v="urn:schemas-microsoft-com:vml">'
        "<w:r><w:t>外【年】</w:t></w:r><w:r><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>内【月】</w:t></w:r></w:p></w:txbxContent></v:textbox>"
        "</w:pict></w:r></w:p>"
    )
    word.element.body.insert(0, parse_xml(box))
    found = made(word)
    texts = [part.text for part in found.element.body.iter(w("t"))]
    assert texts[:2] == ["外2024", "内6"]
    assert found.tables[0].cell(0, 0).text == "专班办公室印发"
    assert "专班办公室" not in told(found)


def test_headers_and_footers_are_filled_and_only_the_number_of_every_page_is_gone() -> None:
    word = office("【正文】")
    section = word.sections[0]
    section.header.paragraphs[0].text = "【标题】【期号】"
    section.footer.paragraphs[0].text = "【落款】【成文日期】"
    found = made(word)
    assert found.sections[0].header.paragraphs[0].text == "题第6期"
    assert found.sections[0].footer.paragraphs[0].text == "专班办公室2024年7月10日"
    assert told(found) == ["题", "主送：各成员单位", "正文一", "专班办公室", "2024年7月10日"]


def test_a_red_head_in_the_header_of_the_first_page_counts_as_read() -> None:
    word = office("【正文】")
    section = word.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "【期号】 【落款】 【成文日期】"
    assert told(made(word)) == ["题", "主送：各成员单位", "正文一"]
    section.different_first_page_header_footer = False  # then no page shows it
    assert told(made(word)) == ["第6期", "题", "主送：各成员单位", "正文一", "专班办公室", "2024年7月10日"]


def test_a_mark_with_nothing_to_fill_goes_and_its_paragraph_with_it() -> None:
    word = office("红头", "【期号】", "【落款】【成文日期】", "日期：【成文日期】", "【正文】")
    assert told(made(word, "正文一")) == ["红头", "日期：", "正文一"]


def test_a_paragraph_that_is_needed_stays_although_its_mark_is_empty() -> None:
    word = office("【正文】")
    word.add_table(1, 1).cell(0, 0).text = "【期号】"
    lined = word.paragraphs[0].insert_paragraph_before("【期号】")
    edge = f'<w:pBdr xmlns:w="{NAMESPACE}"><w:bottom w:val="single" w:color="C00000"/></w:pBdr>'
    lined._p.get_or_add_pPr().append(parse_xml(edge))
    word.sections[0].header.paragraphs[0].text = "【期号】"
    found = made(word, "正文一")
    assert told(found)[:2] == ["", "正文一"]  # a red line is drawn by it
    assert found.tables[0].cell(0, 0).text == ""
    assert [paragraph.text for paragraph in found.sections[0].header.paragraphs] == [""]


def test_foreign_text_is_spelled_out_and_not_filled_again() -> None:
    found = made(office("头【期号】", "【正文】"), Paragraph("【月】\x1b<w:t>", Role.NUMBER), "正文一")
    assert told(found) == ["头【月】\\x1b<w:t>", "正文一"]


def test_what_the_document_does_not_know_is_empty() -> None:
    assert marks_of(document("T", "en", ["x"]), (2024, 12), "To: \0") == {
        **dict.fromkeys(Mark, ""),
        Mark.TITLE: "T",
        Mark.YEAR: "2024",
        Mark.MONTH: "12",
    }


# What is said of a template whose text is not used


def said_of(*paragraphs: str) -> list[tuple[str, str, str]]:
    file = io.BytesIO()
    office(*paragraphs).save(file)
    found = template_problems(file.getvalue())
    return [(each.severity.value, each.rule, each.variant) for each in found]


@pytest.mark.parametrize(
    ("paragraphs", "variants"),
    [
        (("南县文件", "【正文】", "抄送"), []),
        (("去年的通报", "旧数"), []),  # an old briefing: that its text goes is what is wanted
        (("南县文件", "正文：【正文】"), ["beside"]),
        (("南县文件【期号】", "抄送"), ["missing"]),
        (("见【正文】处", "【正文】"), []),
    ],
)
def test_a_template_whose_text_is_dropped_against_its_marks(
    paragraphs: tuple[str, ...], variants: list[str]
) -> None:
    assert said_of(*paragraphs) == [("warning", "template-text-dropped", variant) for variant in variants]


def test_report_and_close_say_so_and_write_all_the_same(
    kpitrack: Kpitrack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "tests/problems/template-text-dropped/beside/plan", tmp_path / "plan")
    monkeypatch.chdir(tmp_path)
    office("南县文件", "正文：【正文】").save(str(tmp_path / "plan/briefing-template.docx"))
    warned = "plan/briefing-template.docx: warning: 【正文】 is no paragraph of its own in the Word template"
    run = kpitrack("report", "--month", "6", "-o", "x.docx", "--lang", "en")
    assert (run.code, warned in run.err) == (0, True)
    assert docx.Document(str(tmp_path / "x.docx")).paragraphs[0].text != "南县文件"
    assert warned not in kpitrack("report", "--month", "6", "-o", "x.md", "--lang", "en").err
    run = kpitrack("close", "--month", "6", "--lang", "en")
    assert (run.code, warned in run.err) == (0, True)


def test_the_options_of_report_fill_the_marks(
    kpitrack: Kpitrack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("plan", "data"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    office("【期号】|【主送】|【落款】|【成文日期】|【年】|【月】", "【正文】").save(
        str(tmp_path / "plan/briefing-template.docx")
    )
    options = ("--number", "第6期", "--to", "各成员单位", "--from", "专班办", "--date", "2024-07-10")
    assert kpitrack("report", "--month", "6", "--lang", "zh", *options, "-o", "x.docx").code == 0
    first, *others = told(docx.Document(str(tmp_path / "x.docx")))
    assert first == "第6期|各成员单位|专班办|2024年7月10日|2024|6"
    assert not {"第6期", "专班办", "2024年7月10日"} & set(others)
    assert not any(text.startswith("主送") for text in others)
