"""A table behind the text of a plan: its caption is a heading, and the headings above it stay."""

from __future__ import annotations

import pytest

from kpitrack.draft.build import draft
from kpitrack.draft.text import read_plan_text
from kpitrack.draft.values import Draft, Section

BODY = """\
2026年茶旅方案
一、兴茶
（一）建园。改造茶园30亩以上。（县农办牵头）
（二）办节。办会7场以上。（县文旅局牵头）
"""
ROWS = """\
序号\t任务\t目标\t责任单位\t完成时限
1\t新建茶亭\t8座以上\t县住建局\t10月底
2\t修步道\t9公里以上\t县交通局\t6月底前
"""


def drafted(text: str) -> Draft:
    return draft(read_plan_text(text.encode(), "plan.txt").lines, year=2030)


def tree(found: Draft) -> list[str]:
    """Each section with its label and its items."""
    return [_shown(section) for top in found.programmes for section in (top, *top.tasks)]


def _shown(section: Section) -> str:
    names = [*(each.name for each in section.indicators), *(each.name for each in section.actions)]
    return f"{section.label} {section.title}: {', '.join(names)}"


_OF_BODY = ["一 兴茶: ", "一（一） 建园: 改造茶园", "一（二） 办节: 办会"]


@pytest.mark.parametrize(
    ("caption", "number", "title"),
    [
        ("附件：任务分解表", "附件", "任务分解表"),
        ("附件1:任务分解表", "附件1", "任务分解表"),
        ("附件２", "附件2", "任务分解表"),
        ("附表一　任务分解表", "附表一", "任务分解表"),
    ],
)
def test_the_caption_of_a_table_is_a_heading(caption: str, number: str, title: str) -> None:
    lines = caption if title in caption else f"{caption}\n{title}"
    found = drafted(f"{BODY}{lines}\n{ROWS}")
    assert found.title == "2026年茶旅方案"
    assert tree(found) == [
        *_OF_BODY,
        f"{number} {title}: ",
        f"{number}第1项 新建茶亭: 新建茶亭",
        f"{number}第2项 修步道: 修步道",
    ]
    assert found.left == ()


def test_several_tables_behind_a_notice_without_headings() -> None:
    found = drafted(f"2026年茶旅方案\n附件1：甲表\n{ROWS}附件2：乙表\n序号\t任务\t目标\n1\t办会\t7场以上\n")
    assert tree(found) == [
        "附件1 甲表: ",
        "附件1第1项 新建茶亭: 新建茶亭",
        "附件1第2项 修步道: 修步道",
        "附件2 乙表: ",
        "附件2第1项 办会: 办会",
    ]


def test_a_plan_that_is_an_annex_itself_keeps_its_title() -> None:
    found = drafted(f"附件1\n2026年茶旅任务清单\n{ROWS}附件2：乙表\n序号\t任务\t目标\n1\t办会\t7场以上\n")
    assert (found.title, [top.title for top in found.programmes]) == (
        "2026年茶旅任务清单",
        ["2026年茶旅任务清单", "乙表"],
    )


def test_a_list_of_enclosures_is_no_heading() -> None:
    found = drafted(f"{BODY}附件：1.任务分解表\n附件2：茶园名单\n（此件公开发布）\n附件3\n")
    assert [top.title for top in found.programmes] == ["兴茶"]


def test_a_heading_above_those_that_become_programmes_is_listed() -> None:
    found = drafted(f"{BODY}{ROWS}")
    assert [top.label for top in found.programmes] == ["一（一）", "一（二）"]
    assert [(line.number, line.text) for line in found.left] == [(2, "兴茶")]
