"""Bars and sparklines: exact, and never telling more or less than the figures they stand for."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrack.render.strokes import CELLS, INK, MOST, bar, sparkline

ratios = st.fractions(min_value=-1, max_value=2, max_denominator=700)


@pytest.mark.parametrize(
    ("attainment", "expected", "drawn"),
    [
        # A cell is a twelfth: nothing, half of one, one and a half, all but a trifle, all, more.
        ("0", None, "────────────"),
        ("1/24", None, "▌───────────"),
        ("1/8", None, "█▌──────────"),
        ("1/2", None, "██████──────"),
        ("9999/10000", None, "███████████▌"),
        ("1", None, "████████████"),
        ("10001/10000", None, "████████████+"),
        ("-1/100", None, "────────────<0"),
        # A trifle is not 0.
        ("1/1000", None, "▌───────────"),
        # The mark stands where it is expected; what is behind by a trifle does not touch it.
        ("0", "1/12", "─┃───────────"),
        ("1/2", "1/2", "██████┃──────"),
        ("4999/10000", "1/2", "█████▌┃──────"),
        ("5001/10000", "1/2", "██████┃──────"),
        ("3/4", "1/2", "██████┃███───"),
        ("1/4", "1/2", "███───┃──────"),
        # 0.54 lies in the seventh cell, the mark goes to the nearest edge; the bar gives way to it.
        ("54/100", "54/100", "██████┃──────"),
        ("53/100", "54/100", "█████▌┃──────"),
        ("62/100", "62/100", "███████┃─────"),
        # Very early, very late, due.
        ("1/1000", "1/1000", "█┃───────────"),
        ("1/2000", "1/1000", "▌┃───────────"),
        ("999/1000", "999/1000", "███████████┃▌"),
        ("998/1000", "999/1000", "██████████▌┃─"),
        ("1", "1", "████████████┃"),
        ("999/1000", "1", "███████████▌┃"),
        ("103/100", "1", "████████████┃+"),
        # Nothing expected yet, a path that has still to come up to the start, one beyond the target.
        ("0", "0", "┃────────────"),
        ("1/4", "0", "┃███─────────"),
        ("-1/4", "0", "┃────────────<0"),
        ("1/4", "-1/4", "███─────────"),
        ("105/100", "11/10", "███████████▌┃+"),
    ],
)
def test_a_bar(attainment: str, expected: str | None, drawn: str) -> None:
    assert bar(Fraction(attainment), None if expected is None else Fraction(expected)) == drawn


def test_no_attainment_is_no_bar() -> None:
    assert bar(None, Fraction(1, 2)) == ""


def test_a_bar_of_another_length() -> None:
    assert bar(Fraction(1, 2), Fraction(3, 4), 4) == "██─┃─"


def filled(drawn: str) -> int:
    """How many half cells are filled."""
    return 2 * drawn.count("█") + drawn.count("▌")


@given(st.tuples(ratios, ratios), st.none() | ratios)
def test_more_is_never_shorter(pair: tuple[Fraction, Fraction], expected: Fraction | None) -> None:
    less, more = sorted(pair)
    assert filled(bar(less, expected)) <= filled(bar(more, expected))


@given(ratios, st.none() | st.fractions(min_value=-1, max_value=1, max_denominator=700))
def test_full_at_all_of_it_and_empty_at_nothing(attainment: Fraction, expected: Fraction | None) -> None:
    drawn = bar(attainment, expected)
    assert (filled(drawn) == 2 * CELLS) is (attainment >= 1)
    assert (filled(drawn) == 0) is (attainment <= 0)
    assert drawn.endswith("+") is (attainment > 1)
    assert drawn.endswith("<0") is (attainment < 0)
    assert len(drawn) <= MOST
    assert set(drawn) <= {*INK, *"+<0"}


@given(ratios, st.fractions(min_value=Fraction(1, 700), max_value=2, max_denominator=700))
def test_it_reaches_the_mark_only_on_pace(attainment: Fraction, expected: Fraction) -> None:
    before, _, _ = bar(attainment, expected).partition("┃")
    assert before
    assert (set(before) == {"█"}) is (attainment >= expected)


@given(ratios, st.none() | ratios)
def test_all_cells_are_there(attainment: Fraction, expected: Fraction | None) -> None:
    drawn = bar(attainment, expected).rstrip("+<0")
    assert len(drawn.replace("┃", "")) == CELLS
    assert drawn.count("┃") == (expected is not None and expected >= 0)


def drawn(points: str, low: int = 0, high: int = 1) -> str:
    found = [None if point == "." else Fraction(point) for point in points.split()]
    return sparkline(found, Fraction(low), Fraction(high))


def test_a_sparkline() -> None:
    # Seven steps and a top that only 100 % reaches.
    assert drawn("0 1/7 2/7 3/7 4/7 5/7 6/7 1") == "▁▂▃▄▅▆▇█"
    assert drawn("1/8 999/1000 3/2 -1/2") == "▁▇█▁"
    assert drawn("0 . 1/2 . . 1") == "▁·▄··█"
    assert drawn("17 18 19 24", 17, 24) == "▁▂▃█"
    assert drawn("1/2") == "▄"
    assert drawn("") == ""


def test_where_nothing_differs_there_is_no_low_and_no_high() -> None:
    assert drawn("5 5 . 5", 5, 5) == "▄▄·▄"


@given(st.lists(st.none() | ratios), ratios, ratios)
def test_a_block_a_point_and_gaps_are_gaps(
    points: list[Fraction | None], low: Fraction, high: Fraction
) -> None:
    blocks = sparkline(points, min(low, high), max(low, high))
    assert len(blocks) == len(points)
    assert [block == "·" for block in blocks] == [point is None for point in points]
    known = [(point, block) for point, block in zip(points, blocks, strict=True) if point is not None]
    assert [block for _, block in sorted(known)] == sorted(block for _, block in known)


def test_every_stroke_is_in_the_encodings_of_chinese_machines() -> None:
    for encoding in ("gbk", "gb18030", "utf-8"):
        assert INK.encode(encoding)
