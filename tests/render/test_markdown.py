"""Markdown that reads as written; rendered here by markdown-it-py, which comes with Rich."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kpitrack.render.document import Block, Heading, Listing, document, table
from kpitrack.render.document import Column as Head
from kpitrack.render.markdown import document_markdown, md_text, page_markdown
from kpitrack.render.safe import one_line
from kpitrack.render.views import Column, Page, View

# Raw HTML is on, so that a tag that gets through is seen.
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

MARKS = st.text(alphabet="|*_`<>[]()#+-=.!&;:~$\\\"'/\n\t x1家“", max_size=40)
HOSTILE = st.one_of(MARKS, st.text(max_size=40))


def inline(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from token.children or []


def texts(markdown: str) -> list[str]:
    """The text of every inline block; fails where it is anything but text."""
    tokens = PARSER.parse(markdown)
    assert {child.type for child in inline(tokens)} <= {"text"}
    return ["".join(child.content for child in token.children or []) for token in tokens if token.children]


def kinds(markdown: str) -> list[str]:
    return [token.type for token in PARSER.parse(markdown)]


@pytest.mark.parametrize(
    ("written", "escaped"),
    [
        ("完成80%，其中**重点**3家", r"完成80%，其中\*\*重点\*\*3家"),
        ("a|b", r"a\|b"),
        ("a\nb", "a b"),
        ("[x](http://y)", r"\[x\](http://y)"),
        ("![x](y)", r"!\[x\](y)"),
        ("<script>alert(1)</script>", r"\<script\>alert(1)\</script\>"),
        ("AT&T &amp;", r"AT\&T \&amp;"),
        ("1. 首先", r"1\. 首先"),
        ("2) 其次", r"2\) 其次"),
        ("2.5亿元", "2.5亿元"),
        ("-3.3个百分点", "-3.3个百分点"),
        ("- 其一", r"\- 其一"),
        ("---", r"\---"),
        ("+ 其二", r"\+ 其二"),
        ("# 标题 #", r"\# 标题 \#"),
        ("三项#工程", "三项#工程"),
        ("===", r"\==="),
        ("~~删~~", r"\~\~删\~\~"),
        ("a\\", r"a\\"),
        ("\x1b[31m红\u202e", r"\\x1b\[31m红\<U+202E\>"),
        ("", ""),
    ],
)
def test_foreign_text_is_escaped_no_more_than_it_must(written: str, escaped: str) -> None:
    assert md_text(written) == escaped
    assert texts(md_text(written)) == ([one_line(written)] if written else [])


@given(HOSTILE)
def test_foreign_text_reads_as_written_wherever_it_stands(text: str) -> None:
    shown = one_line(text)
    assert "".join(texts(md_text(text))) == shown
    assert "".join(texts(written(Heading(2, text)))) == shown
    assert kinds(written(Listing((f"甲：{text}",)))).count("list_item_open") == 1
    assert texts(written(Listing((text, "乙"))))[-1] == "乙"
    columns = [Head("甲"), Head("乙"), Head("丙")]
    assert texts(written(table(columns, [[text, "x", text]]))) == [
        cell for cell in ("甲", "乙", "丙", shown, "x", shown) if cell
    ]


def written(*blocks: Block | str) -> str:
    return document_markdown(document("甲", "zh", blocks))


def test_a_table_has_equal_cells() -> None:
    columns = [Head("指标"), Head("数", numeric=True)]
    text = written(table(columns, [["甲", "1"], ["乙", "–"]]))
    assert text == "| 指标 | 数 |\n| --- | ---: |\n| 甲 | 1 |\n| 乙 | – |\n"
    with pytest.raises(ValueError, match="1 cells under 2 headings"):
        table(columns, [["甲"]])


def test_a_document_leaves_out_empty_blocks() -> None:
    assert written(Heading(1, "甲"), "", Listing(()), "乙") == "# 甲\n\n乙\n"


def test_a_page_of_tables() -> None:
    columns = (Column("n", "数", numeric=True), Column("name", "名称"))
    view = View("指标（1 项）", columns, ({"n": "3", "name": "甲|乙"},), notes=("注：*",))
    assert page_markdown(Page(("样例数据",), (view,), ("合计 1",))) == (
        "样例数据\n\n## 指标（1 项）\n\n| 数 | 名称 |\n| ---: | --- |\n| 3 | 甲\\|乙 |\n\n注：\\*\n\n合计 1\n"
    )
