"""Tables with several targets, actual figures and rates: which of them belong together."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from kpitrack.verify.layout import Named
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


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        (
            "目标任务,当月完成数,累计完成数,当月完成率,累计完成率",
            "100,10,60,10%,60%",
            ["10/100=10%", "60/100=60%"],
        ),
        (
            "年度目标,1-9月完成,1-9月完成率,9月完成,9月完成率",
            "100,60,60%,10,10%",
            ["60/100=60%", "10/100=10%"],
        ),
        ("计划投资,本月完成投资,累计完成投资,投资完成率", "100,10,60,60%", ["60/100=60%"]),
        ("目标,本月完成,累计完成,本月完成率", "100,10,60,10%", ["10/100=10%"]),
        ("目标,累计完成,本月完成率", "100,60,10%", ["60/100=10%?"]),
        # The month's target is not that of the months so far.
        (
            "年度目标,本月目标,本月完成,本月完成率,累计完成,累计完成率",
            "100,20,10,50%,60,60%",
            ["10/20=50%", "60/100=60%?"],
        ),
        (
            "本月,去年同月,同比,本月累计,去年累计,同比",
            "10,8,25%,60,50,20%",
            ["10/8=25%", "60/50=20%"],
        ),
        # Last year's rate has no figures here; where it has, it is of those.
        ("目标,完成,去年完成率,今年完成率", "10,5,40%,50%", ["5/10=40%?", "5/10=50%"]),
        ("目标,完成,去年同期完成率,完成率", "10,5,40%,50%", ["5/10=40%?", "5/10=50%"]),
        ("目标,完成,完成率,上年完成率", "10,5,50%,40%", ["5/10=50%", "5/10=40%?"]),
        ("目标,完成,完成率,上月完成率", "10,5,50%,40%", ["5/10=50%", "5/10=40%?"]),
        ("目标,完成,2023年完成率,2024年完成率", "10,5,40%,50%", ["5/10=40%?", "5/10=50%?"]),
        (
            "去年目标,去年完成,去年完成率,今年目标,今年完成,今年完成率",
            "50,40,80%,100,60,60%",
            ["40/50=80%", "60/100=60%"],
        ),
        # Groups that repeat: the rate between its figures, or before the target.
        ("目标,完成率,完成,目标,完成率,完成", "10,50%,5,20,60%,12", ["5/10=50%", "12/20=60%"]),
        ("完成,完成率,目标,完成,完成率,目标", "5,50%,10,12,60%,20", ["5/10=50%", "12/20=60%"]),
        ("目标,完成率,完成,目标,完成率,实际", "10,50%,5,20,60%,12", ["12/10=50%?", "5/20=60%?"]),
        # Rates of something else.
        ("目标,完成,完成率,合格率,全省完成率", "10,5,50%,95%,70%", ["5/10=50%", "5/10=95%?", "5/10=70%?"]),
        ("目标,完成,合格率", "10,5,95%", ["5/10=95%?"]),
        (
            "目标,完成,资金目标,资金完成,完成率,资金完成率",
            "10,5,20,12,50%,60%",
            ["5/10=50%", "12/20=60%"],
        ),
        ("目标,完成,资金到位,资金到位率,完成率", "10,5,3,95%,50%", ["3/10=95%?", "5/10=50%"]),
        # Of two targets that which the rate follows from; of neither: it cannot be told.
        ("考核目标,力争目标,完成,完成率", "10,20,5,25%", ["5/20=25%"]),
        ("考核目标,力争目标,完成,完成率", "10,20,5,30%", ["5/10=30%?"]),
    ],
)
def test_a_right_rate_is_not_held_against_other_figures(header: str, row: str, expected: list[str]) -> None:
    assert pairs(f"指标,{header}\n甲,{row}\n") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # beside a rate of the target, a share is of the total
            "单位,目标,完成,完成率,占比\nA,100,40,40%,33.3%\nB,100,80,80%,66.7%\n合计,200,120,60%,100%\n",
            ["40/100=40%", "40/120=33.3%", "80/100=80%", "80/120=66.7%", "120/200=60%", "120/120=100%"],
        ),
        (
            "单位,目标,目标占比,完成,完成占比\nA,100,25%,40,33.3%\nB,300,75%,80,66.7%\n",
            ["100/400=25%", "40/120=33.3%", "300/400=75%", "80/120=66.7%"],
        ),
        ("单位,目标,完成,占比\nA,100,40,40%\nB,100,80,80%\n", ["40/100=40%", "80/100=80%"]),
        ("单位,目标,完成,占比\nA,100,40,33.3%\nB,100,80,66.7%\n", ["40/120=33.3%", "80/120=66.7%"]),
        # Of a whole that is not printed.
        ("单位,完成,占全省比重\nA,40,2%\nB,80,4%\n", ["40/120=2%?", "80/120=4%?"]),
        # Of the whole, and one of three is wrong.
        ("单位,完成,占比\nA,40,25%\nB,40,26%\nC,80,50%\n", ["40/160=25%", "40/160=26%!", "80/160=50%"]),
    ],
)
def test_what_a_share_is_of(text: str, expected: list[str]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("指标,本年,上年,同比增长\n甲,110,100,10%\n乙,90,100,-10%\n丙,105,100,7%\n", ["", "", "wrong"]),
        # At comparable prices.
        ("指标,本年,上年,同比增长\n甲,110,100,8.5%\n乙,90,100,-11%\n丙,105,100,4%\n", ["column"] * 3),
        # Not growth but what was added.
        ("指标,本年,上年,比上年增加\n甲,110,100,10\n乙,240,200,40\n丙,80,50,30\n", ["column"] * 3),
        ("指标,本年,上年,比上年增减\n甲,45%,40%,5个百分点\n乙,9%,8%,1个百分点\n", ["points"] * 2),
    ],
)
def test_growth_is_judged_where_most_of_it_follows(text: str, expected: list[str]) -> None:
    verified, _ = verify_file(text.encode(), "t.csv", Asked())
    told = [each.note or each.outcome.value.replace("follows", "") for each in verified.findings]
    assert told == expected


def test_columns_named_by_hand_are_judged_whatever_follows() -> None:
    text = "指标,目标,完成,合格率\n甲,40,31,77%\n"
    for named, outcome in ((Named(), Outcome.UNDECIDED), (Named("目标", "完成", "合格率"), Outcome.WRONG)):
        verified, _ = verify_file(text.encode(), "t.csv", Asked(named=named))
        assert [finding.outcome for finding in verified.findings] == [outcome]


def test_a_target_of_some_rows_is_no_target_of_the_others() -> None:
    rows = (
        "甲,12,,5.6,46.6%\n乙,600,,318,53.0%\n丙,23,20,8,40.0%\n丁,5,,2,40.0%\n戊,10,,6,61%\n己,50,,24,48%\n"
    )
    text = f"指标,年度目标,上半年目标,累计完成,完成率\n{rows}"
    assert pairs(text) == [
        "5.6/12=46.6%!",
        "318/600=53.0%",
        "8/23=40.0%!",
        "2/5=40.0%",
        "6/10=61%!",
        "24/50=48%",
    ]
    verified, _ = verify_file(text.encode(), "t.csv", Asked())
    assert verified.findings[2].reasons[0].why.value == "beside"


def test_the_same_rate_twice_needs_no_more_proof_than_once() -> None:
    text = "指标,目标,完成,完成率,完成率（数值）\n甲,40,31,77.5%,77.50%\n乙,40,31,75.7%,75.70%\n"
    assert pairs(text) == ["31/40=77.5%", "31/40=77.50%", "31/40=75.7%!", "31/40=75.70%!"]


def test_months_that_are_not_added_up_are_no_actual_figures() -> None:
    header = "指标,年度计划,1月,2月,3月,完成率"
    assert pairs(f"{header}\n甲,100,10,20,60,60%\n乙,100,10,20,30,31%\n") == ["60/100=60%", "30/100=31%!"]
    assert pairs(f"{header}\n甲,100,10,20,30,60%\n乙,100,5,5,5,15%\n") == ["30/100=60%?", "5/100=15%?"]
