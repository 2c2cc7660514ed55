"""The page: parsed, its figures held against those that every other format shows; nothing to fetch or run."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import itertools
import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from kpitrack.assessment import assess
from kpitrack.assessment.results import Assessment, Freshness
from kpitrack.ledger import build_ledger
from kpitrack.periods import Period
from kpitrack.render import page
from kpitrack.render.cells import ACTION_ORDER, STATUS_ORDER, figure_cell, progress_cell, target_cell
from kpitrack.render.material import BriefingOptions, Material
from kpitrack.render.page import page_html
from kpitrack.render.page.charts import bar, spark, stack
from kpitrack.render.page.view import view
from kpitrack.render.safe import one_line
from kpitrack.render.show import NOTHING, Show
from kpitrack.wording import LANGUAGES, Words
from kpitrack.wording.page import PAGE
from kpitrack.workspace import Workspace, open_workspace
from tests.render.elements import Node, parsed
from tests.render.hostile import LONG, NOTE, WORD, hostile_workspace

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = files(page.__name__) / "templates"
ZH, EN = Words("zh"), Words("en")
JANUARY, JUNE, DECEMBER = Period(2024, 1), Period(2024, 6), Period(2024, 12)

PLAN = """\
schema: 1
plan: {id: small, title: 小方案, place: 甲县, year: 2024, office: a}
lead_units:
  - {id: a, name: 甲局}
  - {id: b, name: 乙局}
series:
  - {id: growth, name: 平均增速, unit: "%", reported_by: [a]}
programmes:
  - id: p
    title: 提效工程
    section: 二（一）
    tasks:
      - id: t
        title: 抓转化
        section: 二（一）1
        lead: [a, b]
        indicators:
          - {id: firms, name: 企业, unit: 家, measure: cumulative, target: {at_least: 12}}
          - {id: shops, name: 商铺, unit: 家, measure: cumulative, target: {at_least: 10}}
          - {id: homes, name: 住房, unit: 套, measure: cumulative, target: {at_least: 10}}
          - {id: share, name: 占比, unit: "%", measure: level, target: {at_least: 18}, method: gap}
          - {id: smoke, name: 烟尘, unit: 吨, measure: level, target: {at_most: 40}}
          - {id: debts, name: 欠账, unit: 笔, measure: level, target: {at_least: 20}, method: change,
             baseline: {value: 10, period: "2023"}}
          - {id: loans, name: 贷款, measure: cumulative, target: {pending: 市级}}
      - id: u
        title: 抓项目
        actions:
          - {id: base, name: 需求库, kind: milestone}
          - {id: road, name: 道路, kind: project}
          - {id: halls, name: 展厅, kind: coverage, of: 8, unit: 个}
"""
RECORDS = """\
item,period,value,reported_by,reported_on,state,progress,note,problem,next
firms,2024-01,1,a,2024-02-03,,,,,
firms,2024-02,2,a,2024-03-03,,,,,
firms,2024-04,4,a,2024-05-03,,,,,
firms,2024-06,5,a,2024-07-03,,,,,
homes,2024-06,25,a,2024-07-03,,,,,
share,2024-06,17.2%,a,2024-07-03,,,,,
smoke,2024-06,38,a,2024-07-03,,,,,
debts,2024-06,9,a,2024-07-03,,,,,
loans,2024-06,300万元,a,2024-07-03,,,,,
road,2024-06,,a,2024-07-03,in_progress,70,路基完工,连续降雨,抢晴天
halls,2024-06,2,a,2024-07-03,in_progress,,,,
"""


@cache
def real() -> Workspace:
    return open_workspace(ROOT)


@cache
def told(month: Period, language: str) -> tuple[Assessment, str]:
    opened = real()
    assessment = opened.assess(month)
    return assessment, page_html(Material(assessment, opened.ledger(), Words(language)))


def html_of(opened: Workspace, month: Period = JUNE, words: Words = ZH) -> str:
    return page_html(Material(opened.assess(month), opened.ledger(), words))


@pytest.fixture
def small(workspace: Callable[..., Path]) -> Workspace:
    return open_workspace(workspace(PLAN, {"june.csv": RECORDS}))


def figures(card: Node) -> dict[str, str]:
    """What a card says, by its labels."""
    pairs = [one for listed in card.all("dl", class_="figures") for one in listed.all("div")]
    return {pair.one("dt").text: pair.one("dd").text for pair in pairs}


# The figures are those of every other format


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("month", [JANUARY, JUNE, DECEMBER], ids=str)
def test_every_indicator_reads_as_in_every_other_format(month: Period, language: str) -> None:
    assessment, html = told(month, language)
    root, words = parsed(html), Words(language)
    show = Show(assessment.plan, words)
    cards = root.all("li", class_="card indicator")
    assert [card.attributes["id"] for card in cards] == [
        f"item-{one.indicator.id}" for one in assessment.indicators
    ]
    for card, result in zip(cards, assessment.indicators, strict=True):
        said = figures(card)
        assert said[words("page.figure")] == figure_cell(show, result, month)
        assert said[words("page.target")] == target_cell(show, result)
        assert said[words("page.attainment")] == show.attainment(result)
        assert card.one("h3").text == result.indicator.name
        status = card.one("p", class_="status").text
        assert words(f"status.{result.status.value}") in status
        assert all(words(f"flag.{flag.value}") in status for flag in result.flags)
        bars = card.all("svg", class_="bar")
        assert bool(bars) == (result.attainment is not None)
        if bars:
            assert show.attainment(result) in (bars[0].attributes["aria-label"] or "")
        for one, row in zip(result.months, card.all("tbody")[0].all("tr"), strict=True):
            cells = [cell.text for cell in row.all("td")]
            beside = show.freshness(one)
            assert bool(beside) is (one.value is not None and one.freshness is not Freshness.NEW)
            assert cells[0] == show.figure_of(one) + (words("page.aside", text=beside) if beside else "")
            assert cells[1] == show.attainment(one)
            assert cells[3].strip() == words(f"status.{one.status.value}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_action_reads_as_in_every_other_format(language: str) -> None:
    assessment, html = told(JUNE, language)
    words = Words(language)
    cards = parsed(html).all("li", class_="card action")
    for card, result in zip(cards, assessment.actions, strict=True):
        assert card.one("h3").text == result.action.name
        assert words(f"action.{result.status.value}") in card.one("p", class_="status").text
        assert figures(card).get(words("page.progress"), NOTHING) == progress_cell(result)
        saying = card.one("dl", class_="saying").text
        assert all(one_line(text) in saying for text in (result.note, result.problem, result.next))


@pytest.mark.parametrize("month", [JANUARY, JUNE, DECEMBER], ids=str)
def test_counts_by_status_add_up(month: Period) -> None:
    assessment, html = told(month, "zh")
    summary, root = assessment.summary, parsed(html)
    orders = (
        ("量化指标", {f"status.{one.value}": summary.statuses[one] for one in STATUS_ORDER}),
        ("定性任务", {f"action.{one.value}": summary.actions[one] for one in ACTION_ORDER}),
    )
    for caption, counts in orders:
        legend = root.one("ul", data_of=caption)
        shown = {entry.one("span").text: int(entry.one("b").text) for entry in legend.all("li")}
        assert shown == {ZH(key): number for key, number in counts.items() if number}
        assert sum(shown.values()) == sum(counts.values())
    values = [node.text for node in root.all("dd", class_="value")]
    show = Show(assessment.plan, ZH)
    assert values[:3] == [
        show.percent(summary.on_pace_share),
        show.percent(assessment.pace),
        show.percent(summary.attainment),
    ]


@pytest.mark.parametrize("month", [JUNE, DECEMBER], ids=str)
def test_the_trend_of_the_plan_is_what_each_month_was(month: Period) -> None:
    assessment, html = told(month, "zh")
    section = parsed(html).one("section", id="trend")
    heads = [node.text.strip() for node in section.one("thead").all("th")][1:-1]
    rows = section.one("tbody").all("tr")
    assert len(rows) == month.month
    for number, row in enumerate(rows, 1):
        then = real().assess(Period(2024, number))
        cells = [int(cell.text) for cell in row.all("td")[:-1]]
        counts = {ZH(f"status.{one.value}"): then.summary.statuses[one] for one in STATUS_ORDER}
        assert dict(zip(heads, cells, strict=True)) == {head: counts[head] for head in heads}
        assert sum(cells) == len(assessment.indicators)
        share = Show(then.plan, ZH).percent(then.summary.on_pace_share)
        assert row.all("td")[-1].text.startswith(share)


def test_a_small_plan_word_for_word(small: Workspace) -> None:
    root = parsed(html_of(small))
    said = {card.attributes["id"]: figures(card) for card in root.all("li", class_="card indicator")}
    assert said["item-firms"] == {
        "完成情况": "5家",
        "目标": "12家以上",
        "完成率": "41.7%",
        "应达": "6家",
        "与应达相差": "-8.3个百分点",
        "月均需完成": "1.2家",
        "比上月": "–",
    }
    cards = {str(card.attributes["id"]): card for card in root.all("li", class_="card indicator")}
    bars = {name: card.all("svg", class_="bar") for name, card in cards.items()}
    assert bars["item-firms"][0].attributes["aria-label"] == "完成率41.7%，应达50.0%，目标为100%"
    assert bars["item-homes"][0].attributes["aria-label"] == "完成率250.0%，应达50.0%，目标为100%"
    instead = {name: [node.text for node in card.all("p", class_="instead")] for name, card in cards.items()}
    assert {name: texts for name, texts in instead.items() if texts} == {
        "item-shops": ["没有数据，不等于零", "尚无数据"],
        "item-share": ["不计完成率，距目标-0.8个百分点"],
        "item-smoke": ["不计完成率，现符合目标"],
        "item-loans": ["目标待定，不判定"],
    }
    line = cards["item-firms"].one("svg", class_="spark")
    assert line.attributes["aria-label"] == (
        "逐月：1月 1家、2月 2家、3月 无可用新数、4月 4家、5月 无可用新数、6月 5家"
    )
    actions = [card.all("svg", class_="bar") for card in root.all("li", class_="card action")]
    assert [found[0].attributes["aria-label"] if found else "" for found in actions] == [
        "",
        "形象进度70%",
        "完成率25.0%",
    ]


def test_details_hold_formula_reason_and_records_with_their_places(small: Workspace) -> None:
    card = parsed(html_of(small)).one("li", id="item-firms")
    told_there = card.one("details").text
    assert "完成率 ＝ 完成值 ÷ 目标值 ＝ 5 ÷ 12 ＝ 41.7%" in told_there
    assert "未达到现在应有的水平，在滞后界线之内" in told_there
    assert "data/progress/june.csv:5" in told_there
    months = [row.all("td")[0].text for row in card.all("tbody")[0].all("tr")]
    assert months == ["1家", "2家", "2家（沿用）", "4家", "4家（沿用）", "5家"]


def test_sample_and_heading_lines_stand_first(small: Workspace) -> None:
    root = parsed(told(JUNE, "zh")[1])
    assert root.one("title").text == "【样例数据】南县创新提升行动工作方案　2024年6月"
    assert "样例数据：" in root.one("div", class_="notices").text
    material = Material(small.assess(JUNE), small.ledger(), EN)
    options = BriefingOptions("Half a year", "All <units>", "Office", "No. 6", dt.date(2024, 7, 12))
    root = parsed(page_html(replace(material, heading=options)))
    assert root.one("h1").text == "Half a year 2024-06"
    overline = [node.text for node in root.one("p", class_="overline").all("span")]
    assert overline == ["甲县", "No. 6", "To All <units>", "From Office", "2024-07-12"]
    assert root.one("html").attributes["lang"] == "en"
    assert root.one("li", id="item-firms").one("h3").attributes["lang"] == "zh"
    assert not root.all("div", class_="notices")


def test_as_of_is_said(small: Workspace) -> None:
    day = dt.date(2024, 6, 20)
    material = Material(small.assess(JUNE, as_of=day), small.ledger(day), ZH)
    assert "数据截至2024年6月20日" in parsed(page_html(material)).one("div", class_="notices").text


def test_problems_of_the_data_are_listed(workspace: Callable[..., Path]) -> None:
    records = RECORDS + "firms,2024-06,6,a,2024-07-03,,,,,\n"
    opened = open_workspace(workspace(PLAN, {"june.csv": records}))
    section = parsed(html_of(opened)).one("section", id="problems")
    assert [cell.text for cell in section.one("tbody").all("td")] == ["错误", "data/progress/june.csv:13:1"]


# Drawings


def test_parts_of_a_bar_add_up_to_the_whole() -> None:
    counts = (("met", "已完成", 1), ("lagging", "滞后", 0), ("not_met", "未完成", 3))
    drawn = stack("x", counts, Show(real().checked_plan(), ZH))
    assert [(one.start, one.width, one.middle) for one in drawn.segments] == [
        ("0%", "25%", "12.5%"),
        ("25%", "75%", "62.5%"),
    ]
    assert (drawn.total, drawn.label) == (4, "已完成 1、未完成 3")


@pytest.mark.parametrize(
    ("share", "pace", "width", "mark", "over", "under"),
    [
        (Fraction(1, 2), Fraction(1, 4), "46%", "23%", False, False),
        (Fraction(0), None, "0%", "", False, False),
        (Fraction(1), Fraction(1), "92%", "92%", False, False),
        (Fraction(5, 2), None, "92%", "", True, False),
        (Fraction(-1, 10), Fraction(1, 2), "0%", "46%", False, True),
    ],
)
def test_a_bar_ends_at_the_target(
    share: Fraction, pace: Fraction | None, width: str, mark: str, over: bool, under: bool
) -> None:
    drawn = bar(share, pace, "")
    assert (drawn.width, drawn.pace, drawn.target) == (width, mark, "92%")
    assert (drawn.over, drawn.under) == (over, under)


def test_a_line_has_gaps_where_nothing_new_was_reported(small: Workspace) -> None:
    drawn = spark(small.assess(JUNE).indicator("firms"), 12, "")
    assert drawn is not None
    # 1080 by 200 within margins of 60; months 98 apart; 12 is the top, 0 the bottom.
    assert drawn.paths == ("M60 244L158 227",)
    assert drawn.dots == ((354, 194), (550, 177))
    assert (drawn.last, drawn.targets) == ((550, 177), ("M0 60H1200",))


# Whatever may be missing


EMPTY = "schema: 1\nplan: {id: e, title: 空方案, year: 2024}\nprogrammes: []\n"
YEARS = PLAN.replace("year: 2024", "from: 2023-07, to: 2025-12")


def test_plans_of_nothing_and_of_several_years(workspace: Callable[..., Path]) -> None:
    for words in (ZH, EN):
        root = parsed(html_of(open_workspace(workspace(EMPTY)), words=words))
        assert not root.all("li", class_="card indicator")
        assert words("page.indicators_none") in root.one("section", id="indicators").text
        assert words("page.actions_none") in root.one("section", id="actions").text
    opened = open_workspace(workspace(YEARS, {"june.csv": RECORDS}))
    rows = parsed(html_of(opened)).one("section", id="trend").one("tbody").all("tr")
    assert [row.one("th").text for row in rows][::11] == ["2023年7月", "2024年6月"]


# One file, and nothing in it but ours


@pytest.mark.parametrize("language", LANGUAGES)
def test_style_and_script_are_the_ones_allowed_and_nothing_is_fetched(language: str) -> None:
    root = parsed(told(JUNE, language)[1])
    policy = root.one("meta", http_equiv="Content-Security-Policy").attributes["content"] or ""
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(root.one(tag).text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}';" in policy
    for node in root.walk():
        names = set(node.attributes)
        assert not names & {"style", "src", "srcset", "action", "formaction", "background", "poster", "data"}
        assert not [name for name in names if name.startswith("on")]
        assert (node.attributes.get("href") or "#").startswith("#")
        assert node.tag not in {"link", "base", "iframe", "img", "object", "embed", "foreignobject"}
    assert not re.search(r"url\(|@import|https?:", root.one("style").text + root.one("script").text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_tables_and_drawings_can_be_told(language: str) -> None:
    root = parsed(told(JUNE, language)[1])
    levels = [int(node.tag[1]) for node in root.walk() if re.fullmatch("h[1-6]", node.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    for table in root.all("table"):
        assert table.one("caption").text.strip()
        assert all(cell.attributes.get("scope") in {"col", "row"} for cell in table.all("th"))
    for drawing in root.all("svg", role="img"):
        assert (drawing.attributes["aria-label"] or "").strip()
    ids = [node.attributes["id"] for node in root.walk() if "id" in node.attributes]
    assert len(ids) == len(set(ids))
    labels = {node.attributes["for"] for node in root.all("label")}
    assert {node.attributes["id"] for node in (*root.all("select"), *root.all("input"))} == labels
    linked = {(node.attributes["href"] or "")[1:] for node in root.all("a")}
    assert linked <= set(ids)
    assert {(node.attributes["href"] or "")[1:] for node in root.all("use")} <= set(ids)


def test_hostile_text_is_text(tmp_path: Path) -> None:
    html = html_of(open_workspace(hostile_workspace(tmp_path / "hostile")))
    root = parsed(html)
    assert len(root.all("script")) == len(root.all("style")) == len(root.all("title")) == 1
    assert not root.all("iframe") + root.all("img") + root.all("base") + root.all("object") + root.all("u")
    assert not [name for node in root.walk() for name in node.attributes if name.startswith("on")]
    assert root.one("h1").text.startswith(f"</title><script>harm=1</script>{WORD}")
    assert root.one("li", id="item-firms").one("h3").text == LONG
    note = root.one("li", id="item-base").one("dl", class_="saying").text
    assert one_line(NOTE) in note
    assert not set(html) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00\x07\x1b")
    assert "<U+202E>" in note
    assert len(root.one("select", name="unit").all("option")[1].text) == 40


# The same input, the same bytes


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_of_a_reasonable_size_and_always_the_same(language: str) -> None:
    assessment, html = told(DECEMBER, language)
    opened = open_workspace(ROOT)
    again = page_html(Material(opened.assess(DECEMBER), opened.ledger(), Words(language)))
    assert again == html
    assert len(html.encode()) < 500_000
    assert assessment.sample


def test_the_value_is_plain(small: Workspace) -> None:
    value = view(Material(small.assess(JUNE), small.ledger(), ZH))
    assert value == view(Material(small.assess(JUNE), small.ledger(), ZH))
    assert (value.month, value.title, value.foreign) == ("2024年6月", "小方案", None)


def test_every_word_of_the_page_is_used() -> None:
    folder = Path(page.__file__).parent
    code = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    shown = "".join(
        (TEMPLATES / name).read_text(encoding="utf-8")
        for name in ("page.html.j2", "cards.html.j2", "macros.html.j2")
    )
    made = {"page.order_plan", "page.order_status", "page.order_attainment", "page.order_gap"}
    unused = [key for key in PAGE if key not in made and f'"{key}"' not in code]
    assert [key for key in unused if not re.search(rf"\bt\.{key.removeprefix('page.')}\b", shown)] == []


def test_parts_are_headed_as_the_page_heads_them(small: Workspace) -> None:
    root = parsed(html_of(small))
    headings = [node.text for node in root.one("section", id="notes").all("h3")]
    assert headings[0] == "计算和判定办法"
    assert not [text for text in headings if text.startswith("（")]
    assert "数据更正" not in headings
    assert "按时" in root.one("section", id="reporting").text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("month", [JUNE, DECEMBER], ids=str)
def test_what_comes_next_is_told_without_parts_and_annexes_of_a_briefing(
    month: Period, language: str
) -> None:
    root, words = parsed(told(month, language)[1]), Words(language)
    section = root.one("section", id="outlook")
    headings = [node.text for node in section.all("h3")]
    assert headings == [words(f"briefing.outlook.{part}") for part in ("due", "owed", "next", "plans")]
    assert not re.search(r"附件|第.部分|annex|part \d", section.text)
    folded = [table for node in section.all("details") for table in node.all("table")]
    # What is owed for the next month, where there is one, is only shown when opened.
    assert len(section.all("table")) - len(folded) == 1
    assert len(folded) == (1 if month == JUNE else 0)
    assert [table.one("caption").text for table in folded] == headings[2:3][: len(folded)]


def test_every_unit_can_be_chosen_and_who_answers_is_told_as_in_the_briefing(small: Workspace) -> None:
    root = parsed(told(JUNE, "zh")[1])
    options = [one.attributes["value"] for one in root.one("select", name="unit").all("option")]
    assert options == ["", *(unit.id for unit in real().checked_plan().lead_units), "-"]
    where = {
        str(card.attributes["id"]): card.one("p", class_="where").all("span")[1].text
        for card in parsed(html_of(small)).all("li", class_="card indicator")
    }
    assert where["item-firms"] == "责任单位（并列，无牵头）：甲局、乙局"
    office = root.one("li", id="item-tech_contract_value").one("p", class_="where").text
    assert office.startswith("方案一牵头单位：未明确")


def test_a_ledger_without_records_makes_a_page(small: Workspace) -> None:
    ledger = build_ledger(small.checked_plan(), (), ())
    root = parsed(page_html(Material(assess(ledger.plan, ledger, JANUARY), ledger, EN)))
    assert root.all("dd", class_="value")[0].text == NOTHING
    assert "no figure; that is not zero" in root.one("li", id="item-firms").text
