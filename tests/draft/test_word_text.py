"""A .docx → lines: numbers that Word draws, rows of tables, cells that go over several rows."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from kpitrack.draft.build import draft
from kpitrack.draft.text import read_plan_text
from kpitrack.sources.word_text import read_word_text

_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_LEVELS = [
    ("chineseCountingThousand", "%1、"),
    ("japaneseCounting", "（%2）"),
    ("decimal", "%3."),
    ("bullet", ""),
]


def _saved(body: str, *, levels: list[tuple[str, str]] | None = None, styles: str = "") -> bytes:
    """A document of this body, and one numbered list."""
    held, made = io.BytesIO(), io.BytesIO()
    docx.Document().save(held)
    drawn = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for place, (form, text) in enumerate(_LEVELS if levels is None else levels)
    )
    parts = {
        "word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>",
        "word/numbering.xml": f"<w:numbering {_NAMES}>"
        f'<w:abstractNum w:abstractNumId="7">{drawn}</w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="4"><w:abstractNumId w:val="7"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>',
        "word/styles.xml": f"<w:styles {_NAMES}>{styles}</w:styles>",
    }
    with zipfile.ZipFile(held) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, text in parts.items():
            new.writestr(name, text)
    return made.getvalue()


def _paragraph(text: str, level: int | None = None, number: int = 3, style: str = "") -> str:
    drawn = (
        f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        if level is not None
        else ""
    )
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{drawn}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_the_numbers_that_word_draws_are_read() -> None:
    told = [
        ("工作目标", 0),
        ("主要任务", 0),
        ("建园", 1),
        ("改造", 2),
        ("认证", 2),
        ("要点", 3),
        ("办节", 1),
        ("宣传", 2),
    ]
    read = read_word_text(_saved("".join(_paragraph(*each) for each in told)), "x.docx")
    assert read.paragraphs == (
        "一、工作目标",
        "二、主要任务",
        "（一）建园",
        "1.改造",
        "2.认证",
        "要点",
        "（二）办节",
        "1.宣传",
    )
    assert read.numbered == 0


def test_a_list_may_begin_again_and_go_past_ten() -> None:
    body = "".join(_paragraph("项", 0) for _ in range(21)) + _paragraph("新", 0, 4) + _paragraph("非", 0, 0)
    paragraphs = read_word_text(_saved(body), "x.docx").paragraphs
    assert [paragraphs[place] for place in (9, 10, 19, 20, 21, 22)] == [
        "十、项",
        "十一、项",
        "二十、项",
        "二十一、项",
        "一、新",
        "非",
    ]


def test_a_number_that_comes_by_the_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="base">'
        '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="two"><w:basedOn w:val="base"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = (
        _paragraph("任务", style="base") + _paragraph("建园", style="two") + _paragraph("办节", style="two")
    )
    read = read_word_text(_saved(body, styles=styles), "x.docx")
    assert read.paragraphs == ("一、任务", "（一）建园", "（二）办节")


@pytest.mark.parametrize("levels", [[("hebrew1", "%1、")], []])
def test_a_number_that_cannot_be_told_is_counted(levels: list[tuple[str, str]]) -> None:
    read = read_word_text(_saved(_paragraph("任务", 0) + _paragraph("无"), levels=levels), "x.docx")
    assert (read.paragraphs, read.numbered) == (("任务", "无"), 1)


def test_tables() -> None:
    document = docx.Document()
    document.add_paragraph("2024年兴茶任务清单")
    document.add_paragraph("一、重点任务")
    rows = [
        ("类别", "工作任务", "年度目标", "牵头单位"),
        ("茶园", "建设标准茶园", "改造茶园1200亩以上", "县农业农村局"),
        ("茶园", "开展认证", "有机认证五家以上", "县农业农村局"),
        ("节会", "办好节会", "举办节会3场\n办展2次", "县文旅局\n县商务局"),
    ]
    table = document.add_table(len(rows), 4)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for place, text in ((0, "茶园"), (3, "县农业农村局")):
        table.cell(1, place).merge(table.cell(2, place)).text = text
    document.add_paragraph("二、其他")
    held = io.BytesIO()
    document.save(held)
    read = read_plan_text(held.getvalue(), "plan.docx")
    assert [line.text.split("\t") for line in read.lines][2:6] == [
        list(rows[0]),
        list(rows[1]),
        ["同上", "开展认证", "有机认证五家以上", "同上"],
        ["节会", "办好节会", "举办节会3场；办展2次", "县文旅局；县商务局"],
    ]
    found = draft(read.lines, year=2030)
    tasks = found.programmes[0].tasks
    assert [(task.title, task.owners.lead, [each.name for each in task.indicators]) for task in tasks] == [
        ("茶园：建设标准茶园", ("县农业农村局",), ["改造茶园"]),
        ("茶园：开展认证", ("县农业农村局",), ["有机认证"]),
        ("节会：办好节会", ("县文旅局", "县商务局"), ["举办节会", "办展"]),
    ]
    assert [line.text for line in found.left] == []
