"""Lines folded for a terminal: none too long, nothing lost, Chinese not folded before its punctuation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrack.render.widths import columns, folded


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("short\n\n  two", 12, ["short", "", "  two"]),
        ("one two three four", 12, ["one two", "    three", "    four"]),
        ("  one two three", 12, ["  one two", "    three"]),
        ("技术合同交易额", 10, ["技术合同交", "   易额"]),
        ("技术合同交，易额", 10, ["技术合同", "   交，易", "   额"]),
        ("技术合同（交易）", 10, ["技术合同", "   （交", "   易）"]),
        ("增长14%以上", 10, ["增长14%", "   以上"]),
        ("ab/cd/ef/gh/ij/kl", 9, ["ab/cd/ef/", "   gh/ij/", "   kl"]),
        ("见 a.csv:12:3 更正", 12, ["见", "    a.csv:12", "    :3 更正"]),
    ],
)
def test_folded(text: str, width: int, lines: list[str]) -> None:
    assert folded(text, width).split("\n") == lines


@given(st.text(alphabet="ab ，。（技术━█", max_size=60), st.integers(min_value=4, max_value=30))
def test_nothing_is_lost_and_nothing_too_long(text: str, width: int) -> None:
    lines = folded(text, width)
    assert "".join(lines.split()) == "".join(text.split())
    assert max(columns(line.rstrip(" ")) for line in lines.split("\n")) <= width


def test_a_stroke_may_take_two_columns() -> None:
    assert (columns("技█┃+", 1), columns("技█┃+", 2)) == (5, 7)


def test_a_cell_is_folded_without_setting_in() -> None:
    units = "县科学技术和工业信息化局、县发展和改革局（并列）"
    assert folded(units, 26, hang=0) == "县科学技术和工业信息化局、\n县发展和改革局（并列）"
    assert folded(units, 24, hang=0).split("\n")[1][0] == "局"  # no line begins with the comma
    assert folded("进度条┃应达", 11, hang=0) == "进度条┃应达"
    assert folded("进度条┃应达", 11, hang=0, stroke=2) == "进度条┃应\n达"
