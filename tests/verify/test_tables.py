"""Tables as offices publish them: columns found, rows judged, places told."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitrack.numeric import round_half_up
from kpitrack.render.verify import verify_page
from kpitrack.verify.layout import Named
from kpitrack.verify.tables import Asked, verify_file
from kpitrack.verify.values import Finding, Outcome
from kpitrack.wording import Words

ROOT = Path(__file__).resolve().parent.parent.parent


def found(text: str, **named: str) -> tuple[Finding, ...]:
    verified, problems = verify_file(text.encode(), "t.csv", Asked(named=Named(**named)))
    assert problems == ()
    return verified.findings


def judged(text: str, **named: str) -> list[str]:
    """For each row what was found: + follows, ? cannot be judged (why), else the likeliest reason."""
    return [short(finding) for finding in found(text, **named)]


def short(finding: Finding) -> str:
    if finding.outcome is Outcome.FOLLOWS:
        return "+"
    if finding.outcome in {Outcome.UNDECIDED, Outcome.UNRATED}:
        return f"?{finding.note}"
    return finding.reasons[0].why.value if finding.reasons else "none"


# The proportions of real bulletins, with numbers of our own: nine rounded, three cut off, five of
# another base, three wrong or nudged.
BULLETIN = """\
全县重点工作1—9月完成情况,,,,,,
序号,项目名称,单位,年度目标,累计完成,其中：新建,完成率（%）
1,公路建设,公里,12.4,9.3,4.1,75.3
2,水渠整修,公里,8.5,6.2,2.0,72.4
3,造林,万亩,3.2,1.9,1.1,60.1
4,投资,亿元,21.5,14.8,5.2,69.0
5,税收,亿元,4.6,3.3,1.0,71.2
6,外贸,亿元,7.7,5.5,2.4,71.0
7,供水,万吨,55.3,41.2,9.9,74.4
8,粮食,万吨,18.2,13.9,3.3,76.6
9,用电,亿度,9.1,7.0,2.2,77.3
10,建卡,家,17,1,1,5
11,培训,人,3000,3599,100,119
12,上云,家,37,27,3,72.9
13,学校,所,48,31,19,39.6
14,医院,所,44,29,25,116
15,托位,个,640,371,210,5797
16,厂房,栋,83,46,22,73.9
17,车位,个,260,151,77,232.3
18,路灯,盏,900,512,300,59.6
19,公厕,座,75,48,10,46.0
20,泵站,座,66,41,9,26.4
"""
EXPECTED = (
    ["rounded_inputs"] * 9
    + ["truncated"] * 3
    + ["numerator", "beside", "unit_factor", "pace", "pace", "slip_rate", "slip_rate", "none"]
)


def test_a_bulletin_with_a_row_of_every_sort() -> None:
    findings = found(BULLETIN)
    assert [short(finding) for finding in findings] == EXPECTED
    assert [str(finding.location) for finding in findings][:2] == ["t.csv:3:24", "t.csv:4:23"]
    assert findings[0].name == "公路建设"
    assert findings[13].reasons[0].facts["label"] == "其中：新建"
    assert findings[0].exact == Fraction(93, 124)


@pytest.mark.parametrize(
    "header",
    [
        "指标,目标,完成,完成率",
        "指标名称,年度目标,实际完成数,完成率(%)",
        "项目,目标任务,累计完成,占年度目标比重",
        "事项,计划数,1-9月累计完成,任务完成率（％）",
        "考核指标,工作目标,已完成数,占年任务之比",
        "县区,下达任务,开工数,开工率",
        "name,target,actual,rate",
        "指标,全年目标任务数,任务完成情况,完成全年目标（%）",
        "指标,计划完成数,1—9月实际完成数,完成计划%",
        "指标,年初下达计划,目标完成值,完成年度目标比例",
        "指标,应完成数,已完成数,进度",
        '"指标名称","年度 目标","累计\n完成","完成率\n（%）"',
    ],
)
def test_headings_as_people_write_them(header: str) -> None:
    assert judged(f"{header}\n甲,40,31,77.5%\n乙,40,31,75.7%\n") == ["+", "slip_rate"]


def test_numbers_as_people_write_them() -> None:
    rows = (
        "甲,600家以上,４５０家,75％\n"
        "乙,≥1.2亿元,6000万元,50.0%\n"
        '丙,"1,500","1,110",74.00%\n'
        "丁,不低于60元,66元,110%\n"
        "戊,2000人,9人,4.5‰\n"
        "己,约40,31,77.5\n"
        "庚,共40家企业,31家（5月）,77.5\n"
    )
    assert judged(f"指标,目标,完成,完成率\n{rows}") == ["+"] * 7


def test_what_cannot_be_judged_is_said_and_never_right() -> None:
    rows = (
        "甲,0,2,100%\n"
        "乙,20,20,全部开工\n"
        "丙,20,15,-\n"
        "丁,,15,75%\n"
        "戊,完成市定目标,15,75%\n"
        "己,20,已启动,75%\n"
        "庚,20项,15人次,75%\n"
        "辛,20,,75%\n"
        "二、其他,,,\n"
        "壬,5项,,无\n"
        "癸,5项,—,—\n"
        ",,,\n"
        "注：以上为快报数,,,\n"
    )
    assert judged(f"指标,目标,完成,完成率\n{rows}") == [
        "?zero_target",
        "?rate_text",
        "?no_rate",
        "?no_target",
        "?target_text",
        "?actual_text",
        "?units",
        "?no_actual",
        "?no_rate",
        "?no_rate",
        "?no_rate",
    ]
    names = [
        finding.name
        for finding in found(f"指标,目标,完成,完成率\n{rows}")
        if finding.outcome is Outcome.UNRATED
    ]
    assert names == ["丙", "二、其他", "壬", "癸"]


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("指标,目标（万元）,完成（万元）,完成率", "甲,16000,1.2亿,75%", "+"),
        ("指标,目标（万元）,8月,完成,完成率", "甲,16000,11000,1.2亿,75%", "+"),
        ("指标,目标（亿元）,完成（万元）,完成率", "甲,1.6,12000,75%", "+"),
        ("指标,单位,目标,完成,完成率", "甲,万人次,320,240万,75%", "+"),
        ("指标,单位,目标,完成,完成率", "甲,万人次,320,2400000人次,75%", "+"),
        ("指标,目标（万）,完成,完成率", "甲,320,240万人次,75%", "+"),
        ("指标,目标,完成,完成率", "甲,1.6亿,12000万,75%", "+"),
        ("指标,目标,完成（‰）,完成率", "甲,4‰,3,75%", "+"),
        ("指标,目标,完成,完成率", "甲,5%,37.5‰,75%", "+"),
        ("指标,目标,完成,完成率", "甲,16000,1.2亿,75%", "?prefix"),
        ("指标,单位,目标,完成,完成率", "甲,%,92%以上,0.921,100.1%", "?fraction"),
        ("指标,目标,完成,完成率", "甲,5公顷,3亩,60%", "?units"),
        ("指标,目标,完成,完成率", "甲,达到4件以上（力争）,3件,75%", "+"),
        ("指标,目标,完成,完成率", "甲,共4家以上（力争）,3家,75%", "+"),
    ],
)
def test_units_of_cells_and_headings_are_converted(header: str, row: str, expected: str) -> None:
    assert judged(f"{header}\n{row}\n乙,家,4,3,75%\n" if "单位" in header else f"{header}\n{row}\n")[0] == (
        expected
    )


def test_the_unit_above_a_table_holds_for_bare_figures() -> None:
    table = "投资完成情况,,,\n单位：万元,,,\n项目,计划,完成,完成率\n甲,16000,1.2亿,75%\n乙,16000,12000,75%\n"
    assert judged(table) == ["+", "+"]


def test_rows_are_named_by_the_item_and_not_by_who_answers_for_it() -> None:
    header = "序号,责任单位,指标名称,单位,目标,完成,完成率\n"
    table = f"{header}1,甲局,游客,人次,40,31,77.5%\n2,乙局,收入,元,40,30,75%\n"
    assert [finding.name for finding in found(table)] == ["游客", "收入"]


def test_a_column_of_organisations_names_the_rows_and_holds_no_units() -> None:
    table = (
        "单位,目标,完成,完成率,是否达到序时进度\n"
        "华阁,100,60,60%,是\n明山,100,40,40%,否\n合计,300,100,33.3%,否\n"
    )
    assert [finding.name for finding in found(table)] == ["华阁", "明山", "合计", "合计"]
    assert judged(table) == ["+", "+", "sum", "+"]
    units = "指标,单位,目标,完成,完成率\n甲,万吨标煤,320,240,75%\n乙,件/万人,4,3,75%\n丙,立项数,4,3,75%\n"
    assert [finding.name for finding in found(units)] == ["甲", "乙", "丙"]
    assert judged(units.replace("240", "2400000吨标煤")) == ["+"] * 3


def test_the_same_item_on_several_sheets_is_said_once() -> None:
    held = io.BytesIO()
    workbook = xlsxwriter.Workbook(held, {"in_memory": True})
    for name in ("甲局", "乙局"):
        sheet = workbook.add_worksheet(name)
        for row, cells in enumerate([["指标", "目标", "完成", "完成率"], ["游客", "40家", "31家", "75.7%"]]):
            sheet.write_row(row, 0, cells)
    workbook.close()
    verified, _ = verify_file(held.getvalue(), "t.xlsx", Asked())
    assert len(verified.having(Outcome.WRONG)) == 2
    (view,) = verify_page(verified, Words("zh"), "t.xlsx", verbose=False).views
    assert [row["place"] for row in view.rows] == ["甲局!D2 等 2 处"]


def test_columns_named_by_hand() -> None:
    table = "甲列,乙列,丙列,丁列\n一,31,40,77.5\n二,31,40,75.7\n"
    assert judged(table, target="丙列", actual="乙", rate="丁列") == ["+", "slip_rate"]
    names = [finding.name for finding in found(table, target="丙列", actual="乙", rate="丁列", name="甲列")]
    assert names == ["一", "二"]


def test_rates_without_a_sign_are_ratios_where_more_rows_follow() -> None:
    table = "指标,目标,完成,完成率\n甲,40,31,0.775\n乙,40,30,0.75\n丙,40,31,0.77\n"
    verified, _ = verify_file(table.encode(), "t.csv", Asked())
    assert verified.ratios == ("完成率",)
    assert [short(finding) for finding in verified.findings] == ["+", "+", "truncated"]


def test_a_total_row() -> None:
    rows = "甲,500,400,80%\n乙,400,330,82.5%\n丙,600,370,61.67%\n"
    header = "地区,计划数,开工数,开工率\n"
    assert judged(f"{header}{rows}合计,1500,1100,73.33%\n") == ["+"] * 4
    assert judged(f"{header}合计,1500,1100,74.72%\n{rows}")[0] == "mean_of_rates"
    findings = found(f"{header}{rows}合计,1500,1110,74.00%\n")
    assert [short(finding) for finding in findings] == ["+", "+", "+", "sum", "+"]
    assert (findings[3].printed, findings[3].reasons[0].facts["sum"]) == ("1110", "1100")


def test_rounded_figures_need_not_add_up() -> None:
    table = (
        "地区,计划,完成,完成率\n甲,1.4亿元,0.7亿元,50%\n乙,1.4亿元,0.7亿元,50%\n合计,2.9亿元,1.4亿元,48.3%\n"
    )
    assert judged(table) == ["+", "+", "+"]


def sums(text: str) -> list[str]:
    """What is said of totals: the column, and the sum that was told."""
    return [
        f"{finding.column} {finding.reasons[0].facts['sum']}"
        for finding in found(text)
        if finding.reasons and finding.reasons[0].why.value == "sum"
    ]


LEVELS = """\
项目,目标,完成,完成率
合计,600,300,50%
一、农业,300,150,50%
1.水稻,100,50,50%
2.油菜,200,100,50%
二、工业,300,150,50%
1.化工,100,50,50%
2.煤炭,200,100,50%
"""


def test_rows_on_two_levels_are_added_once() -> None:
    assert sums(LEVELS) == []
    assert sums(LEVELS.replace("合计,600,300", "合计,700,350")) == ["目标 600", "完成 300"]
    numbered = "".join(
        f"{number},{row}\n" for number, row in zip(["序号", "", *"一12二12"], LEVELS.split(), strict=True)
    )
    for mark in ("一、", "二、", "1.", "2."):
        numbered = numbered.replace(mark, "")
    assert sums(numbered) == []
    assert sums(numbered.replace("合计,600", "合计,700")) == ["目标 600"]
    # Without numbers a row that is the sum of those below it may be theirs; with some it cannot be told.
    bare = LEVELS
    for mark in ("一、", "二、", "1.", "2."):
        bare = bare.replace(mark, "")
    assert sums(bare) == []
    assert sums(bare.replace("合计,600", "合计,700")) == ["目标 1200"]
    assert sums(LEVELS.replace("二、", "").replace("合计,600", "合计,700")) == []


def test_rates_and_means_are_not_added() -> None:
    shares = "单位,目标,完成,完成率\nA,95%,90%,94.7%\nB,95%,96%,101.1%\n合计,95%,93%,97.9%\n"
    assert judged(shares) == ["+", "+", "+"]
    for heading in ("人均{}（元）", "均价{}", "户均{}", "合格率{}（%）", "{}（元/人）"):
        columns = f"{heading.format('目标')},{heading.format('完成')}"
        assert judged(f"单位,{columns},完成率\nA,100,90,90%\nB,200,100,50%\n全县,150,95,63.3%\n") == ["+"] * 3
    # 全县 may be the mean of its townships; a sum that is missed is told where it cannot be.
    table = "单位,目标,完成,完成率\nA,100,90,90%\nB,200,100,50%\n全县,{},{},50%\n"
    assert sums(table.format(150, 95)) == []
    assert sums(table.format(400, 200)) == ["目标 300", "完成 190"]


def test_shares_of_the_whole() -> None:
    assert judged("类别,数量,占比\n甲,7,42%\n乙,5,29%\n丙,5,29%\n合计,17,100%\n") == ["nudged", "+", "+", "+"]
    assert judged("类别,数量,占比\n甲,7,41.2%\n乙,5,29.4%\n丙,5,29.4%\n") == ["+", "+", "+"]


def test_growth_over_last_year() -> None:
    table = "指标,本期,去年同期,同比增长\n甲,11,10,10%\n乙,9,10,-10%\n丙,11,10,110%\n"
    assert judged(table) == ["+", "+", "growth"]


def test_nothing_is_a_rate_of_what_is_not_positive() -> None:
    rates = "指标,目标,完成,完成率\n甲,-100,-150,150%\n乙,-100,50,-50%\n丙,0,5,100%\n丁,100,-50,-50%\n"
    assert judged(rates) == ["?negative_target", "?negative_target", "?zero_target", "+"]
    growth = "指标,本期,去年同期,同比增长\n利润,50,-100,-150%\n利润,50,0,100%\n利润,-50,100,-150%\n"
    assert judged(growth) == ["?negative_base", "?zero_base", "+"]
    assert judged("类别,数量,占比\n甲,-7,70%\n乙,-3,30%\n") == ["?no_whole", "?no_whole"]


def test_two_rates_in_one_table() -> None:
    header = "县区,计划数,开工数,开工率,计划投资（万元）,完成投资（万元）,投资完成率"
    table = f"{header}\n甲,40,31,77.5%,800,200,25%\n乙,40,31,75.7%,800,200,400%\n"
    findings = found(table)
    assert [(finding.column, short(finding)) for finding in findings] == [
        ("开工率", "+"),
        ("投资完成率", "+"),
        ("开工率", "slip_rate"),
        ("投资完成率", "inverse"),
    ]


def book(rows: Sequence[Sequence[object]], formats: dict[tuple[int, int], str], merge: str = "") -> bytes:
    held = io.BytesIO()
    workbook = xlsxwriter.Workbook(held, {"in_memory": True})
    sheet = workbook.add_worksheet("9月")
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            code = formats.get((row, column))
            sheet.write(row, column, value, workbook.add_format({"num_format": code}) if code else None)
    if merge:
        sheet.merge_range(merge, "完成情况")
    workbook.close()
    return held.getvalue()


def test_a_workbook_with_a_header_of_two_rows() -> None:
    rows: list[list[object]] = [
        ["重点项目进度表"],
        ["项目", "年度目标", "完成情况", "", ""],
        ["", "", "本月完成", "累计完成", "完成率"],
        ["甲", 40, 3, 31, 0.775],
        ["乙", 3, 1, 2, 2 / 3],
        ["丙", 40, 3, 31, 0.78],
    ]
    formats = {(row, 4): "0.0%" for row in range(3, 6)}
    verified, problems = verify_file(book(rows, formats, "C2:E2"), "t.xlsx", Asked())
    assert problems == ()
    assert [short(finding) for finding in verified.findings] == ["+", "+", "+"]
    rows[5][4] = 0.75
    verified, _ = verify_file(book(rows, formats, "C2:E2"), "t.xlsx", Asked())
    assert str(verified.findings[2].location) == "t.xlsx[9月!E6]"
    assert verified.findings[2].outcome is Outcome.WRONG


def merged(cells: Sequence[tuple[str, object]]) -> list[str]:
    """A table of two rows (甲 5, 乙 10, target 20 each, their rates), with cells merged over both."""
    held = io.BytesIO()
    workbook = xlsxwriter.Workbook(held, {"in_memory": True})
    sheet = workbook.add_worksheet("9月")
    for row, values in enumerate(
        [["指标", "目标", "完成", "完成率"], ["甲", 20, 5, "25%"], ["乙", 20, 10, "50%"]]
    ):
        sheet.write_row(row, 0, values)
    for place, value in cells:
        sheet.merge_range(place, value)
    workbook.close()
    verified, _ = verify_file(held.getvalue(), "t.xlsx", Asked())
    return [short(finding) for finding in verified.findings]


def test_a_cell_merged_over_several_rows_is_of_no_one_of_them() -> None:
    assert merged([]) == ["+", "+"]
    assert merged([("B2:B3", 20), ("D2:D3", "75%")]) == ["?merged", "?no_rate"]
    assert merged([("B2:B3", 20)]) == ["?merged", "?merged"]
    assert merged([("B2:B3", 20), ("C2:C3", 15), ("D2:D3", "75%")])[0] == "+"
    assert merged([("A2:A3", "甲")]) == ["+", "+"]


def test_our_own_workbook_and_table_follow(kpitrack: Callable[..., Any], tmp_path: Path) -> None:
    for name in ("t.xlsx", "t.csv"):
        command = "report" if name.endswith("xlsx") else "status"
        assert kpitrack(command, "-C", str(ROOT), "--month", "6", "-o", str(tmp_path / name)).code == 0
        verified, _ = verify_file((tmp_path / name).read_bytes(), name, Asked())
        assert len(verified.having(Outcome.FOLLOWS)) >= 15
        # 0.9件/万人 of 1件 is printed rounded; its rate is of 0.866667, as the reason says.
        wrong = verified.having(Outcome.WRONG)
        assert {(finding.actual, short(finding)) for finding in wrong} <= {("0.9件/万人", "rounded_inputs")}
        assert [each for each in verified.having(Outcome.UNDECIDED) if each.note == "target_text"] == []


def test_a_header_of_groups_and_names_is_found_below_a_title() -> None:
    table = "进度表,,,,\n县区,开工情况,,,备注\n,计划数,开工数,开工率,\n甲,40,31,77.5%,\n乙,40,31,75.7%,\n"
    assert judged(table) == ["+", "slip_rate"]
    assert [finding.name for finding in found(table)] == ["甲", "乙"]


def test_a_file_without_such_a_table() -> None:
    _, problems = verify_file("甲,乙\n1,2\n".encode(), "t.csv", Asked())
    assert [(problem.rule, problem.variant) for problem in problems] == [("no-table", "verify")]
    _, problems = verify_file(b"%PDF-1.7", "t.pdf", Asked())
    assert [problem.rule for problem in problems] == ["wrong-kind"]


def test_a_table_made_without_a_fault_has_no_finding() -> None:
    random = Random(20240710)  # noqa: S311
    for places in range(5):
        rows = []
        for number in range(40):
            base, top = random.randint(1, 9999), random.randint(0, 20000)
            unit = random.choice(["", "家", "万元"])
            rate = round_half_up(Fraction(top * 100, base), places)
            rows.append(f"第{number}项,{base}{unit},{top}{unit},{rate}%")
        assert judged("指标,目标,完成,完成率\n" + "\n".join(rows)) == ["+"] * 40


def test_figures_are_exact() -> None:
    (finding,) = found("指标,目标,完成,完成率\n甲,0.3,0.1,33.3%\n")
    assert finding.exact == Fraction(1, 3)
    assert Decimal("0.1") != 0.1


_CELLS = st.sampled_from(
    [
        *[
            "",
            "-",
            "0",
            "1",
            "37",
            "27",
            "72.9%",
            "0.729",
            "999999999999999999亿元",
            "-3",
            "合计",
            "甲",
            "1‰",
        ],
        *[
            "约5家",
            "=1+1",
            "100",
            "小计",
            "12亿元",
            "6800万元",
            "1e5",
            "全部开工",
            "①2",
            "0.0000000001%",
            "上年",
        ],
    ]
)
_NAMES = st.sampled_from(
    ["指标", "目标", "完成", "完成率", "占比", "数量", "同比", "去年同期", "单位", "", "备注"]
)


@given(
    header=st.lists(_NAMES, min_size=1, max_size=6),
    rows=st.lists(st.lists(_CELLS, min_size=1, max_size=7), max_size=6),
)
@settings(max_examples=60, deadline=None)
def test_no_table_ends_in_a_defect(header: list[str], rows: list[list[str]]) -> None:
    text = "\n".join(",".join(cells) for cells in [header, *rows])
    verified, _ = verify_file(text.encode(), "t.csv", Asked())
    page = verify_page(verified, Words("zh"), "t.csv", verbose=True)
    assert len(page.views) <= 4
    assert sum(len(verified.having(outcome)) for outcome in Outcome) == len(verified.findings)
