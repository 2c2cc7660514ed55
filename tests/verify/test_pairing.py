"""Tables with several targets, actual figures and rates: which of them belong together."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from kpitrack.verify.tables import Asked, verify_file
from kpitrack.verify.values import Finding, Outcome


def pairs(text: str) -> list[str]:
    """For each printed rate actual/target=rate: with ? not to be judged, with ! not following."""
    verified, problems = verify_file(text.encode(), "t.csv", Asked())
    assert problems == ()
    return [shown(finding) for finding in verified.findings]


def shown(finding: Finding) -> str:
    sign = {Outcome.FOLLOWS: "", Outcome.WRONG: "!", Outcome.UNDECIDED: "?"}[finding.outcome]
    return f"{finding.actual}/{finding.target}={finding.printed}{sign}"


FIRST, SECOND = "31/40=77.5%", "60/80=75%"
SWAPPED = ["31/40=75%!", "60/80=77.5%!"]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("指标,目标,完成,完成率,目标,完成,完成率", "40,31,77.5%,80,60,75%"),
        ("指标,上半年,,,全年,,\n,目标,完成,完成率,目标,完成,完成率", "40,31,77.5%,80,60,75%"),
        ("指标,上半年,,,全年,,\n,完成率,目标,完成,完成率,目标,完成", "77.5%,40,31,75%,80,60"),
        ("指标,上半年,,,全年,,\n,完成,完成率,目标,完成,完成率,目标", "31,77.5%,40,60,75%,80"),
        ("指标,目标,,完成,,完成率,\n,上半年,全年,上半年,全年,上半年,全年", "40,80,31,60,77.5%,75%"),
        ("指标,上半年目标,全年目标,上半年完成,全年完成,上半年完成率,全年完成率", "40,80,31,60,77.5%,75%"),
        ("指标,计划数,计划投资（万元）,开工数,完成投资（万元）,开工率,投资完成率", "40,80,31,60,77.5%,75%"),
    ],
)
def test_each_rate_is_of_its_own_group(header: str, row: str) -> None:
    assert pairs(f"{header}\n甲,{row}\n") == [FIRST, SECOND]
    swapped = row.replace("77.5%", "x").replace("75%", "77.5%").replace("x", "75%")
    assert pairs(f"{header}\n甲,{swapped}\n") == SWAPPED


def test_one_target_holds_for_both_groups() -> None:
    once = [FIRST, "60/40=150%"]
    assert pairs("指标,年度目标,上半年,,全年,\n,,完成,完成率,完成,完成率\n甲,40,31,77.5%,60,150%\n") == once
    assert pairs("指标,目标,本月完成,完成率,累计完成,完成率\n甲,40,31,77.5%,60,150%\n") == once


def test_merged_groups_of_a_workbook() -> None:
    held = io.BytesIO()
    workbook = xlsxwriter.Workbook(held, {"in_memory": True})
    sheet = workbook.add_worksheet("9月")
    sheet.write_row(0, 0, ["指标", "", "", "", "", "", ""])
    sheet.merge_range("B1:D1", "上半年")
    sheet.merge_range("E1:G1", "全年")
    sheet.write_row(1, 1, ["完成率", "目标", "完成"] * 2)
    sheet.write_row(2, 0, ["甲", "77.5%", 40, 31, "75%", 80, 60])
    workbook.close()
    verified, _ = verify_file(held.getvalue(), "t.xlsx", Asked())
    assert [shown(finding) for finding in verified.findings] == [FIRST, SECOND]
    assert [finding.column for finding in verified.findings] == ["上半年 完成率", "全年 完成率"]


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        # A second rate without figures of its own: the first one is right behind its figures.
        ("指标,目标,完成,完成率,完成率", "40,31,77.5%,60%", [FIRST, "31/40=60%?"]),
        # Rates before their figures: no saying whether the second is of those behind or before it.
        (
            "指标,完成率,目标,完成,完成率,目标,完成",
            "77.5%,40,31,75%,80,60",
            ["31/40=77.5%?", "31/40=75%?"],
        ),
        ("指标,目标,目标,完成,完成,完成率", "40,80,31,60,77.5%", ["60/40=77.5%?"]),
        ("指标,甲类目标,乙类目标,甲类完成,乙类完成,完成率", "40,80,31,60,77.5%", ["60/40=77.5%?"]),
        # The year's actual figures are not printed; those of the half year are another group's.
        (
            "指标,上半年,,,全年,\n,目标,完成,完成率,目标,完成率",
            "40,31,77.5%,80,75%",
            [FIRST, "31/80=75%?"],
        ),
    ],
)
def test_where_headings_do_not_tell_nothing_is_accused(header: str, row: str, expected: list[str]) -> None:
    text = f"{header}\n甲,{row}\n"
    assert pairs(text) == expected
    verified, _ = verify_file(text.encode(), "t.csv", Asked())
    assert {finding.note for finding in verified.having(Outcome.UNDECIDED)} == {"pairing"}
