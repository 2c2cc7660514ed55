"""Months told as they were: what came in, what is carried, what could not be compared, whose target it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from kpitrack.assessment.results import Freshness, IndicatorResult
from kpitrack.periods import Period
from kpitrack.render.drawn import attainment_bar, trend
from kpitrack.render.explain import explain_data, explain_indicator
from kpitrack.render.material import Material
from kpitrack.render.page.charts import spark
from kpitrack.render.page.model import IndicatorCard
from kpitrack.render.page.view import view
from kpitrack.render.show import Show
from kpitrack.wording import Words
from kpitrack.workspace import Workspace, open_workspace

ZH, EN = Words("zh"), Words("en")
MAY, JUNE = Period(2024, 5), Period(2024, 6)
Make = Callable[..., Path]

HEAD = """\
schema: 1
plan: {id: small, title: 小方案, year: 2024, office: a}
lead_units: [{id: a, name: 甲局}, {id: b, name: 乙局}]
series: [{id: nation, name: 全国增速, unit: "%", reported_by: [a]}]
programmes:
  - id: p
    title: 工程
    tasks:
      - id: t
        title: 任务
        lead: [a]
"""
GROWTH = '{id: x, name: 增速, unit: "%", measure: growth, target: {at_least_series: nation}}'
SUM = (
    "{id: x, name: 合计, unit: 吨, measure: cumulative, target: {at_least: 100}, "
    "reporters: sum, reported_by: [a, b]}"
)
COLUMNS = "item,period,value,reported_by,reported_on\n"


def opened(make: Make, indicator: str, *records: str) -> Workspace:
    """A plan of one indicator `x`; records as `item period value reporter`."""
    rows = [record.split() for record in records]
    text = "".join(f"{item},{month},{value},{by},2024-07-03\n" for item, month, value, by in rows)
    plan = f"{HEAD}        indicators:\n          - {indicator}\n"
    return open_workspace(make(plan, {"june.csv": COLUMNS + text}))


def result_of(workspace: Workspace) -> IndicatorResult:
    return workspace.assess(JUNE).indicator("x")


def card_of(workspace: Workspace, words: Words = ZH) -> IndicatorCard:
    return view(Material(workspace.assess(JUNE), workspace.ledger(), words)).indicators[0]


def explained(workspace: Workspace, words: Words = ZH) -> str:
    show = Show(workspace.checked_plan(), words)
    return explain_indicator(result_of(workspace), workspace.ledger(), JUNE, show)


# A sum of which one reporter's part is of the month and the other's is carried


@pytest.fixture
def parts(workspace: Make) -> Workspace:
    # April: 10, and nothing of b. May: 10 + 20. June: 15 + the 20 of May.
    return opened(workspace, SUM, "x 2024-04 10 a", "x 2024-05 10 a", "x 2024-05 20 b", "x 2024-06 15 a")


def test_a_sum_is_new_in_part(parts: Workspace) -> None:
    result = result_of(parts)
    assert (result.value, result.value_period, result.reported) == (Decimal(35), MAY, JUNE)
    assert [(one.freshness, one.new_figure) for one in result.months[3:]] == [
        (Freshness.NEW, Decimal(10)),
        (Freshness.NEW, Decimal(30)),
        (Freshness.PARTLY_CARRIED, Decimal(35)),
    ]
    assert [one.freshness for one in result.months[:3]] == [Freshness.NONE] * 3


def test_a_month_after_the_last_report_is_not_new(parts: Workspace) -> None:
    july = parts.assess(Period(2024, 7)).indicator("x").months[-1]
    assert (july.freshness, july.new_figure, july.value) == (Freshness.NONE, None, Decimal(35))


def test_a_sum_new_in_part_is_told_so(parts: Workspace) -> None:
    # 10, 30 and 35 of 100: in seven steps 0, 2 and 2.
    assert trend(result_of(parts)) == "···▁▃▃"
    text = explained(parts)
    assert re.search(r"\n  2024-06  35吨〔部分沿用〕  35\.0%  ", text)
    assert "完成值 35吨〔部分沿用，最早为5月〕" in text
    card = card_of(parts)
    assert [row.figure + row.aside for row in card.months[3:]] == ["10吨", "30吨", "35吨（部分沿用）"]
    assert card.spark is not None
    assert card.spark.label.endswith("3月 无可用新数、4月 10吨、5月 30吨、6月 35吨（部分沿用）")
    assert (len(card.spark.paths), card.spark.dots) == (1, ())


def test_json_has_the_figure_of_a_month_new_in_part(parts: Workspace) -> None:
    data = explain_data("x", parts.ledger(), JUNE, Show(parts.checked_plan(), ZH))
    months = data["trend"]
    assert isinstance(months, list)
    assert [one["value"] for one in months] == [None, None, None, Decimal(10), Decimal(30), Decimal(35)]


# A growth whose series is late


@pytest.fixture
def late(workspace: Make) -> Workspace:
    return opened(workspace, GROWTH, "x 2024-05 2% a", "nation 2024-05 1% a", "x 2024-06 -3% a")


def test_a_growth_without_its_series_is_not_silence(late: Workspace) -> None:
    result = result_of(late)
    assert (result.value, result.value_period, result.compared) == (Decimal(2), MAY, Decimal(1))
    assert (result.uncompared, result.uncompared_period) == (Decimal(-3), JUNE)
    may, june = result.months[4:]
    assert (may.freshness, may.new_figure, may.uncompared) == (Freshness.NEW, Decimal(2), None)
    assert (june.freshness, june.new_figure, june.value) == (Freshness.UNCOMPARED, Decimal(-3), Decimal(2))


def test_what_was_reported_is_told(late: Workspace) -> None:
    said = "6月所报-3%，缺可用的全国增速，未作比较"
    assert trend(result_of(late)) == "····█▁"
    text = explained(late)
    assert f"\n  {said}\n" in text
    assert re.search(r"\n  2024-06  -3%〔未作比较，仍按5月2%判定〕  –  达到序时\n", text)
    assert "-3% reported for 2024-06, not compared: no usable 全国增速" in explained(late, EN)
    card = card_of(late)
    assert (card.instead, card.months[-1].figure + card.months[-1].aside) == (
        said,
        "-3%（未作比较，仍按5月2%判定）",
    )
    assert card.spark is not None
    assert card.spark.label.endswith("5月 2%、6月 -3%（未作比较，仍按5月2%判定）")


def test_the_first_growth_without_its_series(workspace: Make) -> None:
    found = opened(workspace, GROWTH, "x 2024-05 9% a")
    result = result_of(found)
    assert (result.value, result.uncompared, result.uncompared_period) == (Decimal(9), Decimal(9), MAY)
    assert [one.freshness for one in result.months[4:]] == [Freshness.UNCOMPARED, Freshness.NONE]
    rows = card_of(found).months[4:]
    assert [row.figure + row.aside for row in rows] == ["9%（未作比较）", "9%（沿用）"]


def test_with_its_series_a_growth_is_compared(workspace: Make) -> None:
    found = opened(workspace, GROWTH, "x 2024-06 -3% a", "nation 2024-06 -4% a")
    result = result_of(found)
    assert (result.uncompared, result.uncompared_period) == (None, None)
    assert card_of(found).instead == "不计完成率，距目标+1个百分点"


# A target that was revised


MOVED = (
    "{{id: x, name: 贷款, unit: 万元, measure: cumulative, target: {{at_least: 100}}, "
    "target_revisions: [{{from: 2024-06, {revision}}}]}}"
)


@pytest.mark.parametrize(
    ("revision", "june"),
    [("at_least: 14000", "7000万元"), ("at_least: 1.4, unit: 亿元", "0.7亿元")],
    ids=["another target", "in another unit"],
)
def test_a_total_that_rises_is_drawn_rising(workspace: Make, revision: str, june: str) -> None:
    found = opened(workspace, MOVED.format(revision=revision), "x 2024-05 60万元 a", f"x 2024-06 {june} a")
    # Of their own targets 60 % and 50 %; of today's 0.4 % and 50 %.
    assert [str(one.attainment) for one in result_of(found).months[4:]] == ["3/5", "1/2"]
    assert trend(result_of(found)) == "····▁▄"
    drawn = spark(result_of(found), 12, "")
    assert drawn is not None
    # From 260 (0) to 60 (14000): 60 is at 260 − 0.86, 7000 at 160, 100 at 260 − 1.4.
    assert drawn.paths == ("M452 260L550 160",)
    # May is at 452 and June at 550: the new target begins between them.
    assert drawn.targets == ("M0 259H501", "M501 60H1200")


def test_the_page_says_whose_target_it_is(workspace: Make) -> None:
    found = opened(workspace, MOVED.format(revision="at_least: 14000"), "x 2024-05 60万元 a")
    drawn = card_of(found).spark
    assert drawn is not None
    assert drawn.label.endswith("5月 60万元、6月 无可用新数；目标自6月起为14000万元以上")


def test_figures_of_another_kind_of_unit_are_not_drawn(workspace: Make) -> None:
    text = "{id: x, name: 贷款, measure: cumulative, target: {pending: 市级}}"
    found = opened(workspace, text, "x 2024-05 3笔 a", "x 2024-06 100万元 a")
    assert trend(result_of(found)) == ""
    card = card_of(found)
    assert (card.spark, card.no_spark) == (None, "计量单位有变，见明细")


def test_a_total_without_attainment_is_drawn_up_to_its_highest(workspace: Make) -> None:
    text = "{id: x, name: 排放, unit: 吨, measure: cumulative, target: {at_most: 40}}"
    found = opened(workspace, text, "x 2024-05 7 a", "x 2024-06 14 a")
    assert trend(result_of(found)) == "····▄█"
    assert "无完成率的为数值（0到自身最高）" in ZH("legend.trend")


# Figures that contradict one another


def test_a_conflict_is_not_silence(workspace: Make) -> None:
    text = "{id: x, name: 企业, unit: 家, measure: cumulative, target: {at_least: 10}}"
    card = card_of(opened(workspace, text, "x 2024-06 4 a", "x 2024-06 6 a"))
    assert card.figure == "–"
    assert (card.instead, card.no_spark) == ("数据矛盾，核清前无数", "数据矛盾，核清前无数")
    card = card_of(opened(workspace, text))
    assert (card.instead, card.no_spark) == ("没有数据，不等于零", "尚无数据")


# A range


@pytest.mark.parametrize(
    ("figure", "drawn", "label", "instead"),
    [
        ("16%", "████████████!", "完成率160.0%、已超出上限（15%），目标为100%", "已超出上限（15%）"),
        ("15%", "████████████+", "完成率150.0%，目标为100%", ""),
        ("9%", "██████████▌─", "完成率90.0%，目标为100%", ""),
    ],
)
def test_beyond_a_range_is_no_success(
    workspace: Make, figure: str, drawn: str, label: str, instead: str
) -> None:
    text = '{id: x, name: 占比, unit: "%", measure: level, target: {between: [10, 15]}, method: ratio}'
    found = opened(workspace, text, f"x 2024-06 {figure} a")
    assert attainment_bar(result_of(found)) == drawn
    card = card_of(found)
    assert card.bar is not None
    assert (card.bar.label, card.instead) == (label, instead)


# What several units say of an action


def test_sayings_are_joined_as_the_language_does(workspace: Make) -> None:
    plan = f"{HEAD}        actions:\n          - {{id: y, name: 项目, kind: project, lead: [a, b]}}\n"
    records = (
        "item,period,state,note,reported_by,reported_on\n"
        "y,2024-06,in_progress,one,a,2024-07-03\n"
        "y,2024-06,in_progress,two,b,2024-07-03\n"
    )
    found = open_workspace(workspace(plan, {"june.csv": records}))
    for words, text in ((ZH, "one；two"), (EN, "one; two")):
        card = view(Material(found.assess(JUNE), found.ledger(), words)).actions[0]
        assert [fact.text for fact in card.saying] == [text]
