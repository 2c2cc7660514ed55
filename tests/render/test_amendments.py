"""How both sides of a change read: what differs is said, and never the same on both sides."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from kpitrack.amendments import Amendment, differ, has_changed
from kpitrack.periods import Period
from kpitrack.problems import NOWHERE
from kpitrack.render.amendments import standing_text
from kpitrack.render.show import Show
from kpitrack.store.seal import Tree
from kpitrack.wording import Words
from kpitrack.workspace import open_workspace

ROOT = Path(__file__).resolve().parent.parent.parent
SAME: Tree = {
    "status": "lagging",
    "value": "5",
    "unit": "家",
    "value_period": "2024-06",
    "attainment": "0.5",
    "target": {"at_least": "10"},
    "expected": "6",
    "pace": "0.5",
    "flags": [],
    "stale": "false",
}


@cache
def show() -> Show:
    return Show(open_workspace(ROOT).checked_plan(), Words("zh"))


def sides(before: Tree | None, now: Tree | None, item: str = "firms") -> tuple[str, str]:
    amendment = Amendment(Period(2024, 6), item, "x", "家", before, now, NOWHERE)
    return standing_text(show(), amendment, before), standing_text(show(), amendment, now)


@pytest.mark.parametrize(
    ("change", "before", "now"),
    [
        ({"value": "6"}, "5家，滞后", "6家，滞后"),
        ({"value": None}, "5家，滞后", "无数，滞后"),
        ({"value_period": "2024-05"}, "5家，滞后", "5家（5月），滞后"),
        # As it would print, 0.666667 is 0.7; both sides alike would say nothing.
        ({"value": "0.666667"}, "5家，滞后", "0.7家，滞后"),
        ({"attainment": "0.512"}, "5家，完成率50.0%，滞后", "5家，完成率51.2%，滞后"),
        ({"attainment": None}, "5家，完成率50.0%，滞后", "5家，滞后"),
        ({"attainment": "0.9996"}, "5家，完成率50.0%，滞后", "5家，完成率99.9%，滞后"),
        ({"target": {"between": ["10", "15"]}}, "5家，目标10家以上，滞后", "5家，目标10—15家，滞后"),
        ({"target": {"pending": "市级"}}, "5家，目标10家以上，滞后", "5家，目标待定（市级），滞后"),
        (
            {"target": {"at_least_series": "all_loans_growth"}},
            "5家，目标10家以上，滞后",
            "5家，目标不低于全县各项贷款平均增速，滞后",
        ),
        ({"target": {"of_old": "3"}}, "5家，目标10家以上，滞后", "5家，目标of_old=3，滞后"),
        ({"expected": "7"}, "5家，应达6家，滞后", "5家，应达7家，滞后"),
        ({"pace": "0.75"}, "5家，序时50.0%，滞后", "5家，序时75.0%，滞后"),
        ({"flags": ["estimate", "x"]}, "5家，滞后", "5家，滞后（预计数、x）"),
        ({"status": "of_old"}, "5家，滞后", "5家，of_old"),
        (
            {"attainment": "0.50001"},
            "5家，完成率50.0%，滞后（准确值 attainment 0.5）",
            "5家，完成率50.0%，滞后（准确值 attainment 0.50001）",
        ),
        ({"stale": "true"}, "5家，滞后（准确值 stale false）", "5家，滞后（准确值 stale true）"),
    ],
)
def test_what_differs_is_said(change: Tree, before: str, now: str) -> None:
    assert sides(SAME, {**SAME, **change}) == (before, now)


def test_a_tolerance_alone_is_spelled_out() -> None:
    one = {**SAME, "target": {"about": "65", "tolerance": "5%"}}
    other = {**SAME, "target": {"about": "65", "tolerance": "8%"}}

    assert sides(one, other) == (
        "5家，目标65家左右，滞后（准确值 target about=65 tolerance=5%）",
        "5家，目标65家左右，滞后（准确值 target about=65 tolerance=8%）",
    )


def test_an_item_that_one_side_lacks() -> None:
    assert sides(None, SAME) == ("不在方案中", "5家，滞后")
    assert sides(SAME, None) == ("5家，滞后", "不在方案中")


def test_an_action() -> None:
    before = {"status": "in_progress", "state": "in_progress", "progress": "70", "steps": {"a": "done"}}
    now = {"status": "overdue", "state": "in_progress", "progress": None, "steps": {"a": None}}

    assert sides(before, now) == ("形象进度70%，a（已完成），推进中", "a（未报送），逾期")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("5.60", "5.6", False),
        ("5.60", "5.61", True),
        ("5", "a", True),
        ("a", "a", False),
        (None, "0", True),
        (["1", "2.0"], ["1", "2"], False),
        (["1"], ["1", "2"], True),
        ({"at_least": "5"}, {"at_least": "5.0"}, False),
        ({"at_least": "5"}, {"at_most": "5"}, True),
        ({"at_least": "5"}, "5", True),
    ],
)
def test_what_is_a_difference(one: object, other: object, *, expected: bool) -> None:
    assert differ(one, other) is expected
    assert differ(other, one) is expected


def test_what_only_one_program_writes_is_none() -> None:
    assert not has_changed({"status": "met"}, {"status": "met", "news": "1"})
    assert has_changed({"status": "met"}, {"status": "lagging", "news": "1"})
    assert has_changed(None, {"status": "met"})
    assert not has_changed(None, None)
