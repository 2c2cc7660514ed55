"""The Word file: what stands in it, how it is laid out, that the same input gives the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENTATION
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from docx.section import Section
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitrack.assessment import assess
from kpitrack.periods import Period
from kpitrack.render.briefing import briefing
from kpitrack.render.document import (
    Block,
    Column,
    Document,
    Heading,
    Listing,
    Paragraph,
    Role,
    Table,
    document,
    table,
)
from kpitrack.render.material import BriefingOptions, Material
from kpitrack.render.reports import rendered
from kpitrack.render.safe import one_line, safe_text
from kpitrack.render.word import Frame, document_docx
from kpitrack.render.word.markup import NAMESPACE, halves
from kpitrack.render.word.names import Style
from kpitrack.render.word.titles import title_lines
from kpitrack.render.word.widths import DENSE, Widths, widths_of
from kpitrack.wording import Words
from kpitrack.workspace import open_workspace
from tools.briefing_template import LANGUAGES, members, template

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "src" / "kpitrack" / "templates"
FRAME = Frame(dt.date(2024, 6, 30))
JUNE = Period(2024, 6)
UPRIGHT = 8849  # of the text, in twentieths of a point: 156 mm
ACROSS = 12756  # 225 mm
SECRETS = "甲\x00乙\x1b[31m\u202e丙\ud800丁\ufffe戊<w:t>&amp;=SUM(A1)"


def w(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def made(*blocks: Block | str, language: str = "zh", frame: Frame = FRAME) -> bytes:
    return document_docx(document("题", language, blocks), frame)


def opened(data: bytes) -> WordDocument:
    return docx.Document(io.BytesIO(data))


def body(*blocks: Block | str, language: str = "zh", frame: Frame = FRAME) -> Element:
    found: Element = opened(made(*blocks, language=language, frame=frame)).element.body
    return found


def texts(element: Element) -> list[str]:
    """The text of each paragraph that has one, with line ends as such."""
    found = []
    for paragraph in element.iter(w("p")):
        parts = ["\n" if part.tag == w("br") else part.text or "" for part in paragraph.iter(w("t"), w("br"))]
        found.append("".join(parts))
    return [text for text in found if text]


def said(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The texts of a document that should be found again, in order."""
    for block in blocks:
        match block:
            case Heading(text=text, mark=mark):
                yield from (mark, safe_text(text))
            case Paragraph(text=text):
                yield safe_text(text)
            case Listing(entries=entries):
                yield from map(safe_text, entries)
            case Table(columns=columns, rows=rows):
                yield from (one_line(column.heading) for column in columns)
                yield from (one_line(cell) for row in rows for cell in row)


def wide(columns: int = 16, rows: int = 3) -> Table:
    return table([Column(f"列{n}") for n in range(columns)], [["值"] * columns] * rows)


@cache
def material(language: str) -> Material:
    ledger = open_workspace(ROOT).ledger()
    assessment = assess(ledger.plan, ledger, JUNE, data_sha256="x", problems=())
    options = BriefingOptions("", "各成员单位", "专班办公室", "南创新办〔2024〕6号", dt.date(2024, 7, 10))
    return Material(assessment, ledger, Words(language), options)


@cache
def june(language: str) -> bytes:
    return rendered("docx", material(language))


# What stands in it


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_briefing_stands_in_it_once_and_in_order(language: str) -> None:
    whole = briefing(material(language))
    expected = [text for text in said(whole.blocks) if text]
    found = [text.replace("\n", "") for text in texts(opened(june(language)).element.body)]
    assert len(expected) > 1000
    assert found == expected


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(st.characters(), max_size=12), min_size=5, max_size=5))
def test_any_text_is_read_back_spelled_out(found: list[str]) -> None:
    heading, paragraph, entry, name, cell = found
    blocks: list[Block | str] = [
        Heading(2, heading),
        Paragraph(paragraph, Role.NOTICE),
        Listing((entry,)),
        table([Column(name)], [[cell]]),
    ]
    whole = document("题", "zh", blocks)
    read = texts(opened(document_docx(whole, FRAME)).element.body)
    assert read == [text for text in said(whole.blocks) if text]


def test_hostile_text_becomes_no_markup_and_can_be_read() -> None:
    whole = opened(made(Heading(1, SECRETS), SECRETS, table([Column(SECRETS)], [[SECRETS]])))
    spelled = "甲\\x00乙\\x1b[31m<U+202E>丙<U+D800>丁<U+FFFE>戊<w:t>&amp;=SUM(A1)"
    assert [text.replace("\n", "") for text in texts(whole.element.body)] == [spelled] * 4
    assert not list(whole.element.body.iter(w("hyperlink"), w("fldSimple"), w("instrText")))


def test_a_text_without_a_space_may_break_over_pages() -> None:
    found = body("长" * 20_000, table([Column("甲"), Column("乙")], [["x" * 20_000, "1"], ["2", "3"]]))
    rows = list(found.iter(w("tr")))
    assert [row.find(f"{w('trPr')}/{w('cantSplit')}") is not None for row in rows] == [True, False, True]
    assert sum(widths(found)) == UPRIGHT


def test_a_blank_cell_stays_blank() -> None:
    cells = list(body(table([Column("甲"), Column("乙", numeric=True)], [["", "0"]])).iter(w("tc")))
    assert [texts(cell) for cell in cells] == [["甲"], ["乙"], [], ["0"]]


# Styles


def styles_of(element: Element, names: dict[str, str]) -> list[str]:
    found = [
        each.find(f"{w('pPr')}/{w('pStyle')}").get(w("val")) for each in element.iter(w("p")) if texts(each)
    ]
    return [names[identifier] for identifier in found]


def test_every_block_has_its_style() -> None:
    blocks: list[Block | str] = [
        Paragraph("1号", Role.NUMBER),
        Heading(1, "题"),
        Paragraph("期", Role.LABEL),
        Paragraph("各单位：", Role.ADDRESSEE),
        Paragraph("样例", Role.NOTICE),
        "正文",
        Heading(2, "一、"),
        Heading(3, "（一）"),
        Heading(4, "1."),
        Listing(("甲",)),
        table([Column("甲"), Column("乙", numeric=True)], [["丙", "1"]]),
        Paragraph("附件：1.", Role.ANNEXES),
        Paragraph("办公室", Role.ISSUER),
        Paragraph("2024年7月5日", Role.DATE),
        Heading(2, "附件1", annex=True),
    ]
    word = opened(made(*blocks))
    names = {style.style_id: style.name or "" for style in word.styles}
    assert styles_of(word.element.body, names) == [
        "通报文号",
        "通报标题",
        "通报报告期",
        "通报主送",
        "通报提示",
        "通报正文",
        "通报一级标题",
        "通报二级标题",
        "通报三级标题",
        "通报条目",
        "通报表头",
        "通报表头",
        "通报表格文字",
        "通报表格数字",
        "通报附件说明",
        "通报署名",
        "通报日期",
        "通报附件标题",
    ]


def test_an_annex_has_its_mark_on_the_first_line_and_its_title_centred_on_the_third() -> None:
    found = opened(made(Heading(2, "总表", annex=True, mark="附件1"), wide(3)))
    names = {style.style_id: style.name or "" for style in found.styles}
    assert texts(found.element.body)[:2] == ["附件1", "总表"]
    assert styles_of(found.element.body, names)[:2] == ["通报附件序号", "通报附件标题"]
    mark, title = (
        [resolved(found, style, f"pPr/{name}") for name in ("pageBreakBefore", "jc", "spacing")]
        for style in (Style.MARK, Style.ANNEX)
    )
    assert mark[0] is not None
    assert title[0] is None
    assert [each[1].get(w("val")) for each in (mark, title)] == ["left", "center"]
    assert title[2].get(w("before")) == "579"  # one line
    assert not list(found.element.body.iter(w("pageBreakBefore")))
    alone = body("正文", Heading(2, "总表", annex=True))
    assert len(list(alone.iter(w("pageBreakBefore")))) == 1  # without a mark the title begins the page


def resolved(word: WordDocument, style: Style, path: str) -> Element:
    """A property of a style, or of one it goes on from."""
    by_id = {each.style_id: each.element for each in word.styles}
    element = next(each.element for each in word.styles if each.name == style.value)
    while True:
        found: Element = element.find("/".join(map(w, path.split("/"))))
        base = element.find(w("basedOn"))
        if found is not None or base is None:
            return found
        element = by_id[base.get(w("val"))]


@pytest.mark.parametrize(
    ("style", "font", "half_points"),
    [
        (Style.BODY, "仿宋_GB2312", "32"),
        (Style.TITLE, "方正小标宋简体", "44"),
        (Style.PART, "黑体", "32"),
        (Style.SUBPART, "楷体_GB2312", "32"),
        (Style.TOPIC, "仿宋_GB2312", "32"),
        (Style.CELL, "宋体", "21"),
        (Style.WIDE_FIGURE, "宋体", "18"),
        (Style.PAGE, "宋体", "28"),
    ],
)
def test_chinese_styles_are_those_of_the_standard(style: Style, font: str, half_points: str) -> None:
    word = opened(template("zh"))
    fonts = resolved(word, style, "rPr/rFonts")
    assert fonts.get(w("eastAsia")) == font
    assert fonts.get(w("ascii")) == fonts.get(w("hAnsi"))
    assert fonts.get(w("ascii")) == ("宋体" if style is Style.PAGE else "Times New Roman")
    assert resolved(word, style, "rPr/sz").get(w("val")) == half_points


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_has_every_style_with_fonts_for_chinese(language: str) -> None:
    word = opened(template(language))
    assert {style.value for style in Style} <= {style.name for style in word.styles}
    for style in set(Style) - {Style.TABLE, Style.TOTAL}:
        assert resolved(word, style, "rPr/rFonts").get(w("eastAsia"))
    parts = {name: data for name, data in unpacked(template(language)).items() if name.endswith(".xml")}
    assert all(b"MS " not in data and b"Mincho" not in data for data in parts.values())
    assert b'<a:ea typeface="\xe4\xbb\xbf\xe5\xae\x8b_GB2312"/>' in parts["word/theme/theme1.xml"]


def test_the_text_is_indented_and_its_lines_are_exact() -> None:
    word = opened(template("zh"))
    indent, lines = (resolved(word, Style.BODY, f"pPr/{name}") for name in ("ind", "spacing"))
    assert (indent.get(w("firstLineChars")), indent.get(w("firstLine"))) == ("200", "640")
    assert (lines.get(w("line")), lines.get(w("lineRule"))) == ("579", "exact")
    page: Any = word.sections[0]
    assert (page.page_height - page.top_margin - page.bottom_margin) // (579 * 635) == 22
    character = (32 // 2 * 20 + int(resolved(word, Style.BODY, "rPr/spacing").get(w("val")))) * 635
    assert (page.page_width - page.left_margin - page.right_margin) // character == 28


@pytest.mark.parametrize("style", [Style.TITLE, Style.PART, Style.SUBPART, Style.TOPIC, Style.ANNEX])
def test_headings_stay_with_what_follows_and_show_in_the_outline(style: Style) -> None:
    word = opened(template("zh"))
    assert resolved(word, style, "pPr/keepNext") is not None
    assert resolved(word, style, "pPr/outlineLvl") is not None
    assert resolved(word, style, "pPr/widowControl") is not None


def test_chinese_runs_ask_for_the_chinese_font() -> None:
    runs = list(opened(june("zh")).element.body.iter(w("r")))
    assert {run.find(f"{w('rPr')}/{w('rFonts')}").get(w("hint")) for run in runs} == {"eastAsia"}
    english = opened(june("en")).element.body
    assert not list(english.iter(w("rFonts")))


def test_the_issuer_stands_in_the_middle_above_the_date() -> None:
    # The date is 12 halves of a character wide and ends 8 from the edge, so its middle is at 14.
    found = body(Paragraph("专班办公室", Role.ISSUER), Paragraph("2024年7月5日", Role.DATE))
    assert [each.get(w("rightChars")) for each in found.iter(w("ind"))] == ["450", "400"]
    long = body(
        Paragraph("南县创新提升行动工作专班办公室", Role.ISSUER), Paragraph("2024年7月5日", Role.DATE)
    )
    assert [each.get(w("rightChars")) for each in long.iter(w("ind"))] == ["0", "450"]


def test_a_long_title_breaks_where_its_words_allow() -> None:
    assert title_lines("甲县进展情况通报") == "甲县进展情况通报"
    assert title_lines("南县《创新提升行动工作方案》2024年1—6月进展情况通报") == (
        "南县《创新提升行动工作方案》\n2024年1—6月进展情况通报"
    )
    assert title_lines("A" * 80) == "A" * 80


# Pages


def width(section: Section) -> int:
    return int(section.page_width or 0) // 635


def height(section: Section) -> int:
    return int(section.page_height or 0) // 635


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_a4_and_wide_annexes_lie_across(language: str) -> None:
    sections = opened(june(language)).sections
    upright, across = WD_ORIENTATION.PORTRAIT, WD_ORIENTATION.LANDSCAPE
    assert [section.orientation for section in sections] == [upright, across, upright]
    sizes = [(width(section), height(section)) for section in sections]
    assert sizes == [(11906, 16838), (16838, 11906), (11906, 16838)]
    assert {section.start_type.name for section in list(sections)[1:]} == {"NEW_PAGE"}


def test_margins_are_those_of_the_standard_and_turn_with_the_page() -> None:
    def millimetres(section: Section) -> list[int]:
        return [round(getattr(section, f"{side}_margin").mm) for side in ("top", "bottom", "left", "right")]

    upright, across, again = map(millimetres, opened(june("zh")).sections)
    assert upright == again == [37, 35, 28, 26]
    assert across == [28, 26, 37, 35]


def test_page_numbers_stand_outside_on_every_page() -> None:
    word = opened(june("zh"))
    assert word.settings.odd_and_even_pages_header_footer
    for section in word.sections:
        for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
            element = footer._element
            assert texts(element) == ["— 1 —"]
            assert next(element.iter(w("fldSimple"))).get(w("instr")) == " PAGE "
            assert next(element.iter(w("jc"))).get(w("val")) == side
            assert next(element.iter(w("ind"))).get(w(f"{side}Chars")) == "100"


@pytest.mark.parametrize("language", LANGUAGES)
def test_samples_are_marked_on_every_page(language: str) -> None:
    mark = {"zh": "样例数据", "en": "SAMPLE DATA"}[language]
    word = opened(june(language))
    for section in word.sections:
        assert texts(section.header._element) == [mark]
        assert texts(section.even_page_header._element) == [mark]
    assert not any(texts(section.header._element) for section in opened(made("正文")).sections)


def test_annexes_of_one_direction_share_a_section() -> None:
    notes: list[Block | str] = [
        Heading(2, "附件2", annex=True),
        "说明",
        Heading(2, "附件3", annex=True),
        "说明",
    ]
    word = opened(made(Heading(1, "题"), Heading(2, "附件1", annex=True), wide(), *notes))
    assert [width(section) for section in word.sections] == [11906, 16838, 11906]
    upright = opened(made(Heading(1, "题"), wide(), Heading(2, "附件1", annex=True), wide(3)))
    assert [width(section) for section in upright.sections] == [11906]


# Tables


def widths(element: Element) -> list[int]:
    return [int(column.get(w("w"))) for column in element.iter(w("gridCol"))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_columns_fill_the_page_and_cells_say_the_same_as_the_grid(language: str) -> None:
    available = {"zh": (UPRIGHT, ACROSS), "en": (11906 - 2 * 1417, 16838 - 2 * 1417)}[language]
    tables = list(opened(june(language)).element.body.iter(w("tbl")))
    assert len(tables) >= 8
    assert {sum(widths(each)) for each in tables} == set(available)
    for each in tables:
        assert each.find(f"{w('tblPr')}/{w('tblLayout')}").get(w("type")) == "fixed"
        for row in each.iter(w("tr")):
            cells = [int(cell.get(w("w"))) for cell in row.iter(w("tcW"))]
            assert cells == widths(each)


def test_heads_are_repeated_and_rows_stay_whole() -> None:
    for each in opened(june("zh")).element.body.iter(w("tbl")):
        rows = list(each.iter(w("tr")))
        heads = [row.find(f"{w('trPr')}/{w('tblHeader')}") is not None for row in rows]
        assert heads == [True] + [False] * (len(rows) - 1)
        assert all(row.find(f"{w('trPr')}/{w('cantSplit')}") is not None for row in rows)
        assert each.find(f"{w('tblPr')}/{w('tblCaption')}").get(w("val"))
        assert each.find(f"{w('tblPr')}/{w('tblLook')}").get(w("firstRow")) == "1"


def test_the_first_rows_stay_together_and_a_total_with_the_row_above() -> None:
    def kept(rows: int, *, total: bool = False) -> list[bool]:
        found = body(table([Column("甲")], [["1"]] * rows, total=total))
        return [bool(list(row.iter(w("keepNext")))) for row in list(found.iter(w("tr")))[1:]]

    assert kept(5) == [True, True, False, False, False]
    assert kept(5, total=True) == [True, True, False, True, False]
    assert kept(1) == [False]


def test_two_tables_do_not_become_one_and_the_body_ends_with_a_paragraph() -> None:
    found = [child.tag.rpartition("}")[2] for child in body(wide(2), wide(2))]
    assert found == ["tbl", "p", "tbl", "p", "sectPr"]


def test_the_last_row_is_bold_where_it_is_a_total() -> None:
    plain = table([Column("甲")], [["1"], ["2"]])
    total = table([Column("甲")], [["1"], ["2"]], total=True)
    assert [len(list(each.iter(w("rStyle")))) for each in body(plain, total).iter(w("tbl"))] == [0, 1]


def test_short_figures_and_words_do_not_break() -> None:
    rows = [["1", "很长的名称" * 6, "100.0%", "推进中"]]
    columns = [Column("序号"), Column("名称", width=9), Column("完成率", numeric=True), Column("状态")]
    found = widths_of(table(columns, rows), UPRIGHT, (21, 18, 15))
    rooms = [(width - 144) // found.half for width in found.columns]
    assert sum(found.columns) == UPRIGHT
    assert [room >= halves(cell) for room, cell in zip(rooms, rows[0], strict=True)] == [
        True,
        False,
        True,
        True,
    ]
    assert rooms[1] > 40  # and the name gets what is left


def test_a_full_table_breaks_long_texts_before_figures() -> None:
    row = [
        "二（一）1",
        "很长的名称" * 5,
        "-3.3个百分点",
        "0.9件/万人",
        "推进中",
        "县科学技术和工业信息化局" * 3,
    ]
    columns = [
        Column("章节"),
        Column("名称", width=9),
        Column("相差", numeric=True),
        Column("数", numeric=True),
    ]
    columns += [Column("状态"), Column("单位", width=8)]
    whole = table([*columns, *columns[2:], *columns[2:4]], [[*row, *row[2:], *row[2:4]]] * 20)
    found = widths_of(whole, ACROSS, (21, 18, 15))
    assert found.size == DENSE
    assert sum(found.columns) == ACROSS
    for room, cell in zip(found.rooms, whole.rows[0], strict=True):
        assert room >= halves(cell) or (halves(cell) > 20 and room >= 12), cell


def test_words_of_headings_stay_whole_and_leave_room_for_texts() -> None:
    names = "indicators,met,on pace,in progress,seriously lagging,not met,not reported,share,mean attainment"
    columns = [
        Column("lead unit", width=8),
        *(Column(name, numeric=True, width=3) for name in names.split(",")),
    ]
    rows = [["县科学技术和工业信息化局", *["2"] * 7, "62.5% (5 of 8)", "42.6% (18 of 21)"]]
    found = widths_of(table([*columns, *columns[1:4]], [[*rows[0], "2", "2", "2"]]), 9072, (20, 16, 15))
    assert found.rooms[0] >= 12
    for column, room in zip(columns, found.rooms[: len(columns)], strict=True):
        assert room >= max(map(len, column.heading.split())), column.heading


def test_a_chinese_heading_breaks_into_even_lines() -> None:
    narrow = Widths((144 + 90 * 6, 144 + 90 * 3), 90, 1)
    found = [
        narrow.heading(0, text)
        for text in ("状态", "填报数", "上月状态", "与应达相差", "lead unit", "完成率a")
    ]
    assert found == ["状态", "填报数", "上月\n状态", "与应达\n相差", "lead unit", "完成率a"]
    assert narrow.heading(1, "填报数") == "填报数"  # less than two characters to a line: as it comes


def test_a_cell_that_does_not_fit_breaks_before_its_bracket() -> None:
    figure = Column("占比", numeric=True)
    narrow = Widths((86 + 75 * 10,), 75, DENSE)
    assert narrow.folded(figure, 0, "100.0% (1 of 1)") == "100.0% \n(1 of 1)"
    assert narrow.folded(figure, 0, "100.0%（1/1）") == "100.0%\n（1/1）"
    assert narrow.folded(figure, 0, "2024年7月20日") == "2024年\n7月20日"
    assert narrow.folded(figure, 0, "5%（1/2）") == "5%（1/2）"
    assert narrow.folded(figure, 0, "（1/2）") == "（1/2）"
    assert narrow.folded(figure, 0, "100.0%（100000/100000）") == "100.0%（100000/100000）"  # of no use there
    assert narrow.folded(Column("说明", width=8), 0, "很长的文字（说明）") == "很长的文字（说明）"


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.text(max_size=8), st.booleans(), st.integers(1, 16)), min_size=1, max_size=20),
    st.data(),
    st.integers(1000, 16000),
)
def test_columns_always_add_up(names: list[tuple[str, bool, int]], data: st.DataObject, room: int) -> None:
    columns = [Column(name, numeric, width) for name, numeric, width in names]
    row = st.lists(st.text(max_size=40), min_size=len(columns), max_size=len(columns))
    rows = data.draw(st.lists(row, max_size=3))
    found = widths_of(table(columns, rows), room, (21, 18, 15))
    assert sum(found.columns) == max(room, 0)
    assert all(width > 0 for width in found.columns)


# The file


ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr "
    "shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi "
    "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection "
    "textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
    "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText "
    "vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
    "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders "
    "lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed "
    "qFormat locked personal rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "settings": "zoom defaultTabStop evenAndOddHeaders characterSpacingControl noLineBreaksAfter "
    "noLineBreaksBefore compat themeFontLang",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_children_stand_in_the_order_of_the_schema(language: str) -> None:
    word = opened(june(language))
    parts = [word.element, word.styles.element, word.settings.element]
    parts += [section.footer._element for section in word.sections]
    parts += [section.header._element for section in word.sections]
    looked_at = set()
    for part in parts:
        for tag, order in ORDER.items():
            for element in part.iter(w(tag)):
                # References to headers and footers may stand in any order among themselves.
                names = [child.tag.rpartition("}")[2].replace("headerRef", "footerRef") for child in element]
                places = [order.replace("headerReference ", "").split().index(name) for name in names]
                assert places == sorted(places), (tag, names)
                looked_at.add(tag)
    assert looked_at == set(ORDER)


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_outside_tells_of_no_time_and_no_person() -> None:
    data = june("zh")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        names = archive.namelist()
    assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
    assert names[2:] == sorted(names[2:])
    properties = opened(data).core_properties
    assert properties.title == "南县《创新提升行动工作方案》2024年1—6月进展情况通报"
    assert (properties.language, properties.author, properties.last_modified_by) == ("zh-CN", "", "")
    assert properties.created == properties.modified == dt.datetime(2024, 6, 30, tzinfo=dt.UTC)


def test_a_title_too_long_for_word_is_cut_in_the_properties_only() -> None:
    word = opened(document_docx(Document("长" * 300, "zh", (Heading(1, "长" * 300),)), FRAME))
    assert word.core_properties.title == "长" * 255
    assert texts(word.element.body)[0].replace("\n", "") == "长" * 300


def test_the_same_month_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    outputs = {june("zh")}
    code = (
        "import sys; sys.path[:0] = sys.argv[1:3]; from tests.render.test_word import june;"
        "sys.stdout.buffer.write(june('zh'))"
    )
    for seed, zone, locale in (("1", "Asia/Shanghai", "zh_CN.UTF-8"), ("77", "America/Lima", "C")):
        there = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONUTF8": "0"}
        words = [sys.executable, "-B", "-c", code, str(ROOT), str(ROOT / "src")]
        run = subprocess.run(words, check=True, capture_output=True, env=there, cwd=tmp_path, timeout=60)
        outputs.add(run.stdout)
    assert len(outputs) == 1


# Our templates


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shipped_template_is_what_the_script_makes(language: str) -> None:
    shipped = (TEMPLATES / f"briefing-template.{language}.docx").read_bytes()
    assert unpacked(shipped) == {name: text.encode() for name, text in members(language).items()}


# Elsewhere


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_prints_it_without_an_empty_page(tmp_path: Path) -> None:
    (tmp_path / "june.docx").write_bytes(june("zh"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "june.docx")], check=True, capture_output=True, timeout=120)
    printed = (tmp_path / "june.pdf").read_bytes()
    boxes = re.findall(rb"/Type/Page/.*?/MediaBox\[0 0 (\d+)\S* (\d+)", printed, re.DOTALL)
    assert 25 < len(boxes) < 60
    assert set(boxes) == {(b"595", b"841"), (b"841", b"595")}
    pdfium = pytest.importorskip("pypdfium2", reason="needs pypdfium2 to read the pages of a PDF")
    shown = [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(printed)]
    assert all(len(text.split()) > 4 for text in shown)  # more than mark and page number
    assert all(f"— {number} —" in " ".join(text.split()) for number, text in enumerate(shown, 1))
