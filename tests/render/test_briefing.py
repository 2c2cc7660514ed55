"""The briefing: hand-checked sentences of a small plan, and properties of the real plan's."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kpitrack.assessment import assess
from kpitrack.assessment.results import Assessment
from kpitrack.cli import report
from kpitrack.kinds import State
from kpitrack.ledger import Ledger, build_ledger
from kpitrack.model import Plan
from kpitrack.periods import Period
from kpitrack.render import reports
from kpitrack.render.briefing import briefing
from kpitrack.render.briefing.facts import chinese
from kpitrack.render.markdown import document_markdown
from kpitrack.render.material import BriefingOptions, Material
from kpitrack.render.safe import one_line, safe_text
from kpitrack.reported import Record
from kpitrack.wording import Words
from kpitrack.wording.briefing import BRIEFING
from kpitrack.workspace import Workspace, open_workspace

ROOT = Path(__file__).resolve().parents[2]
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
ZH, EN = Words("zh"), Words("en")
JUNE = Period(2024, 6)

PLAN = """\
schema: 1
plan: {id: small, title: 小方案, place: 甲县, year: 2024, office: a, assumptions: [裸数按不少于判]}
lead_units:
  - {id: a, name: 甲局}
  - {id: b, name: 乙局}
  - {id: c, name: 丙局}
programmes:
  - id: p
    title: 提效工程
    section: 二（一）
    tasks:
      - id: t
        title: 抓转化
        section: 二（一）1
        lead: [a, b]
        support: [c]
        indicators:
          - {id: firms, name: 企业, unit: 家, measure: cumulative, target: {at_least: 12}}
          - {id: shops, name: 商铺, unit: 家, measure: cumulative, target: {at_least: 10}}
          - {id: homes, name: 住房, unit: 套, measure: cumulative, target: {at_least: 10}}
          - {id: farms, name: 农户, unit: 户, measure: cumulative, target: {at_least: 10}}
          - {id: share, name: 占比, unit: "%", measure: level, target: {at_least: 18}, method: gap}
          - {id: loans, name: 贷款, measure: cumulative, target: {pending: 市级}}
        actions:
          - {id: base, name: 需求库, kind: milestone}
          - {id: road, name: 道路, kind: project, due: 2024-05}
"""
RECORDS = """\
item,period,value,reported_by,reported_on,state,progress,estimate,note,problem,next,reason
firms,2024-05,4,a,2024-06-03,,,,,,,
firms,2024-06,5,a,2024-07-03,,,,,,,
firms,2024-06,6,a,2024-07-10,,,,新增2家,,,漏报一家
shops,2024-06,4,b,2024-07-09,,,,,资金不足,8月再签2家,
homes,2024-06,10,a,2024-07-03,,,true,,,,
share,2024-06,17.2%,a,2024-07-03,,,,,,,
loans,2024-06,300万元,a,2024-07-03,,,,,,,
base,2024-06,,a,2024-07-03,done,,,入库41条,,,
road,2024-06,,a,2024-07-03,in_progress,70,,路基完工,连续降雨,,
"""


@pytest.fixture
def small(workspace: Callable[..., Path]) -> Workspace:
    return open_workspace(workspace(PLAN, {"june.csv": RECORDS}))


@cache
def real() -> Workspace:
    return open_workspace(ROOT)


def told(
    opened: Workspace,
    month: Period = JUNE,
    words: Words = ZH,
    options: BriefingOptions | None = None,
    as_of: dt.date | None = None,
) -> str:
    return shown_in(opened.assess(month, as_of=as_of), opened.ledger(as_of), words, options)


def shown_in(
    assessment: Assessment, ledger: Ledger, words: Words, options: BriefingOptions | None = None
) -> str:
    return document_markdown(briefing(Material(assessment, ledger, words, options or BriefingOptions())))


def blocks(markdown: str) -> list[str]:
    """The text of every block and cell, as a reader sees it."""
    return [
        "".join(child.content for child in token.children or [])
        for token in PARSER.parse(markdown)
        if token.children
    ]


def tables(markdown: str) -> Iterator[list[list[str]]]:
    """Every table as rows of cells, of the text itself and not of what a parser pads."""
    lines: list[str] = []
    for line in [*markdown.split("\n"), ""]:
        if line.startswith("|"):
            lines.append(line)
        elif lines:
            yield [[cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in lines]
            lines = []


def test_counts_add_up_and_the_share_says_of_how_many(small: Workspace) -> None:
    seen = blocks(told(small))
    assert "截至2024年6月30日，序时进度为50.0%。方案共登记量化指标6项、定性任务2项。" in seen
    # firms 6 of 12 is on pace, shops 4 of 10 and share 17.2 of 18 lag, homes are met.
    assert (
        "量化指标6项，其中已完成1项、达到序时1项、滞后2项、未报送1项、目标待定1项。"
        "目前可判定的4项中，达到序时及以上（含已完成）2项，占50.0%（2/4）。"
    ) in seen
    assert "定性任务2项，其中已完成1项、逾期1项。" in seen


def test_what_changed_since_the_month_before(small: Workspace) -> None:
    seen = blocks(told(small))
    # In May: firms 4 of 12 against 5 of 12 lag; nothing else was known, road was not due yet.
    assert (
        "与5月相比，量化指标已完成由0项增至1项、达到序时由0项增至1项、滞后由1项增至2项、未报送由4项减至1项，其余各类项数不变。"
        "达到序时及以上占比5月为0.0%（0/1），本月为50.0%（2/4）。"
        "定性任务已完成由0项增至1项、逾期由0项增至1项、未报送由2项减至0项，其余各类项数不变。"
    ) in seen
    assert (
        "状态有变化的指标：由滞后转为达到序时1项（企业）；由未报送转为滞后2项（商铺；占比）；由未报送转为已完成1项（住房）。"
    ) in seen


def test_the_first_month_has_nothing_to_compare_with(small: Workspace) -> None:
    text = told(small, Period(2024, 1))
    assert "本月为方案首月，没有上月可比。" in blocks(text)
    assert "# 甲县《小方案》2024年1月进展情况通报" in text


def test_the_table_of_targets(small: Workspace) -> None:
    rows = next(tables(told(small)))[2:]
    assert rows == [
        ["1", "企业", "12家以上", "6家", "50.0%", "6家", "0.0个百分点", "达到序时"],
        ["2", "商铺", "10家以上", "4家", "40.0%", "5家", "-10.0个百分点", "滞后"],
        ["3", "住房", "10套以上", "10套", "100.0%", "5套", "+50.0个百分点", "已完成（预计数、待佐证）"],
        ["4", "农户", "10户以上", "–", "–", "5户", "–", "未报送"],
        ["5", "占比", "18%以上", "17.2%", "–", "18%", "-0.8个百分点", "滞后"],
        ["6", "贷款", "待定（市级）", "300万元", "–", "–", "–", "目标待定"],
    ]


def test_progress_by_task_with_the_notes_of_the_units(small: Workspace) -> None:
    seen = blocks(told(small))
    assert "责任单位（并列，无牵头）：甲局、乙局；参与单位：丙局。" in seen
    assert (
        "企业：目标12家以上，累计完成6家，本月新增2家，完成率50.0%，与序时进度持平，达到序时。新增2家。"
        in seen
    )
    assert "占比：目标18%以上，实际为17.2%，比目标低0.8个百分点，滞后。" in seen
    assert "农户：目标10户以上，未报送。" in seen
    assert "需求库：已完成（待佐证）。入库41条。" in seen
    assert "道路：逾期，形象进度70%。路基完工。" in seen


def test_lead_units_in_counts_and_reporting(small: Workspace) -> None:
    text = told(small)
    _, indicators, actions, reporting = (table[2:] for table in list(tables(text))[:4])
    row = ["6", "1", "1", "0", "2", "0", "0", "1", "1", "50.0%（2/4）", "63.3%（3/5）"]
    assert indicators == [["甲局", *row], ["乙局", *row], ["全方案（每项计一次）", *row]]
    assert actions[-1] == ["全方案（每项计一次）", "2", "1", "0", "0", "1", "0", "0"]
    # Owed: all but the loans. Shops came four days late, farms did not come.
    assert reporting == [
        ["甲局", "7", "5", "1", "1", "0"],
        ["乙局", "7", "5", "1", "1", "0"],
        ["全方案（每项计一次）", "7", "5", "1", "1", "0"],
    ]
    joined = "\n".join(blocks(text))
    assert "6月数据应于2024年7月5日前报送，应报7项，其中按时5项、迟报1项、未报1项、日期不明0项。" in joined
    assert "各行相加多于全方案项数" in joined
    assert "迟报：商铺（甲局、乙局，迟4天）。" in joined
    assert "丙局参与指标6项、任务2项" in joined


def test_shortcomings_say_what_is_needed_and_of_whom(small: Workspace) -> None:
    seen = blocks(told(small))
    assert (
        "1.商铺（方案二（一）1）：目标10家以上，累计完成4家，应达5家，完成率40.0%，比序时进度低10.0个百分点；"
        "距目标还差6家，至12月还有6个月，月均需完成1家。责任单位（并列，无牵头）：甲局、乙局。"
        "单位反映：资金不足（乙局）。"
    ) in seen
    assert (
        "1.农户（方案二（一）1）：目标10户以上，至6月从未报送。责任单位（并列，无牵头）：甲局、乙局。" in seen
    )
    assert (
        "1.道路（方案二（一）1）：逾期，形象进度70%，应于2024年5月完成，所报状态为推进中。"
        "责任单位（并列，无牵头）：甲局、乙局。单位反映：连续降雨（甲局）。"
    ) in seen


def test_next_steps(small: Workspace) -> None:
    text = told(small)
    seen = blocks(text)
    assert "2024年12月到期（还有6个月）4项：企业；商铺；农户；占比。" in seen
    assert "目标尚待明确、请尽快衔接的指标：贷款（待市级下达）。" in seen
    assert "6月数据尚欠1项，请有关单位尽快补报。" in seen
    # In July not owed any more: homes are met, the base is done, the loans have no target.
    assert "7月数据请于2024年8月5日前报送，共5项；目标待定、已完成和当月不需报送的事项除外。" in seen
    assert "1.商铺：8月再签2家（乙局）。" in seen
    assert ["甲局、乙局（任一家报送即可）", "5", "企业；商铺；农户；占比；道路"] in list(tables(text))[5]


def test_notes_on_the_data(small: Workspace) -> None:
    text = told(small)
    seen = blocks(text)
    assert "1.凭预计数判为已完成（1项），终数出来后以终数为准：住房。" in seen
    assert "2.已完成但未附佐证材料（待佐证，2项）：住房；需求库。" in seen
    assert "1.裸数按不少于判。" in seen
    assert "尚无封账月份，截至6月的全部更正（1处）如下。" in seen
    places = "data/progress/june.csv:3 → data/progress/june.csv:4"
    day = "2024年7月10日"
    assert ["企业", "6月", "甲局", "5家", "6家", day, "漏报一家", places] in list(tables(text))[-1]
    assessment = small.assess(JUNE)
    assert assessment.plan.sha256 in text
    assert assessment.data_sha256 in text
    assert "共用填报记录9条（含已被更正的），判定规则第1版。" in text


def test_english_says_the_same(small: Workspace) -> None:
    seen = blocks(told(small, words=EN))
    assert (
        "The indicators (6 in all) stand as follows: 1 met, 1 on pace, 2 lagging, 1 not reported, "
        "1 target pending. Of those that can be judged now (4), 2 are met or on pace: 50.0% (2 of 4)."
    ) in seen
    assert (
        "(1) 商铺 (plan, section 二（一）1): target at least 10 家, 4 家 so far, expected 5 家, "
        "attainment 40.0%, 10.0 points below pace; 6 家 short of the target, "
        "1 家 needed in each month until 2024-12 (months left: 6). "
        "Units answerable jointly, without a lead: 甲局, 乙局. Problem reported: 资金不足 (乙局)."
    ) in seen


def test_heading_and_closing_lines(small: Workspace) -> None:
    options = BriefingOptions(
        title="6月通报", to="县委*", from_="专班办", number="第6期", date=dt.date(2024, 7, 12)
    )
    text = told(small, options=options)
    assert text.startswith("第6期\n\n# 6月通报\n\n报告期：2024年1—6月（截至2024年6月30日）\n\n县委\\*：\n")
    assert "3.数据说明\n\n专班办\n\n2024年7月12日\n\n## 附件1" in text
    assert "样例" not in text
    assert "主送" not in told(small)


def test_what_was_known_on_a_day(small: Workspace) -> None:
    text = told(small, as_of=dt.date(2024, 7, 4))
    assert "数据截至：2024年7月4日，此后收到的填报和更正未计入。" in text
    # Not due before the 5th: nothing is late or missing, two are still to come.
    assert "应报7项，其中按时5项、迟报0项、未报0项、日期不明0项、未到期2项。" in text
    assert "6月数据应于2024年7月5日前报送，尚待报送2项。" in text


def test_conflicts_gaps_and_old_figures_are_named(workspace: Callable[..., Path]) -> None:
    plan = PLAN.replace("lead: [a, b]", "lead: [a]").replace(
        "unit: 套, measure: cumulative", "unit: 套, measure: cumulative, reported_by: [a, b], reporters: sum"
    )
    records = (
        "item,period,value,reported_by,reported_on,state,progress\n"
        "firms,2024-05,4,a,2024-06-03,,\nshops,2024-06,3,a,2024-07-03,,\nshops,2024-06,4,a,2024-07-03,,\n"
        "homes,2024-06,4,a,2024-07-03,,\nbase,2024-05,,a,2024-06-03,in_progress,30\n"
    )
    opened = open_workspace(workspace(plan, {"june.csv": records}))
    seen = blocks(told(opened))
    assert any(
        text.startswith("1.企业") and "截至5月累计完成4家" in text and "6月数据未报送。" in text
        for text in seen
    )
    assert any(text.startswith("1.商铺") and "所报数据互相矛盾" in text for text in seen)
    assert any(text.startswith("2.住房") and "尚缺乙局。" in text for text in seen)
    assert "需求库：推进中（截至5月），形象进度30%。" in seen
    assert "1.数据矛盾（1项）：商铺。" in seen
    assert "2.没有本月的数或状态、沿用以前月份的（2项）：企业（5月）；需求库（5月）。" in seen
    assert "3.数据不全（1项）：住房（缺乙局）。" in seen
    *_, problem = list(tables(told(opened)))[-1]  # the sentence first, and no ids of rules
    assert problem == [
        "商铺 2024-06 同一单位（甲局）同日报了两个数：4家，与 data/progress/june.csv:3:1 的 3家 冲突",
        "错误",
        "data/progress/june.csv:4:1",
    ]


def test_checkpoints_steps_and_coverage(workspace: Callable[..., Path]) -> None:
    plan = PLAN.replace(
        "unit: 家, measure: cumulative, target: {at_least: 12}",
        "unit: 家, measure: cumulative, target: {at_least: 12}, schedule: {2024-03: 2, 2024-09: 8}",
    ).replace(
        "{id: base, name: 需求库, kind: milestone}",
        "{id: base, name: 需求库, kind: milestone, steps: "
        "[{id: one, name: 设计, due: 2024-06}, {id: two, name: 建成, due: 2024-10}]}\n"
        "          - {id: towns, name: 乡镇, kind: coverage, of: 12, unit: 个}",
    )
    records = (
        "item,period,value,reported_by,reported_on,state\n"
        "firms,2024-06,3,a,2024-07-03,\nbase.one,2024-06,,a,2024-07-03,done\ntowns,2024-06,9,a,2024-07-03,\n"
    )
    opened = open_workspace(workspace(plan, {"june.csv": records}))
    assert not opened.problems()
    seen = blocks(told(opened))
    # 3 of 12 is 25 %, the checkpoint of March 2 of 12 or 16.7 %: 8.3 points more.
    assert any(text.startswith("企业：") and "比节点要求高8.3个百分点，达到序时。" in text for text in seen)
    assert "需求库：推进中，完成率50.0%，分步情况：设计（已完成）、建成（未报送）。" in seen
    assert "乡镇：推进中，填报数9个，完成率75.0%。" in seen
    assert "2024年9月到期（还有3个月）1项：企业（节点8家）。" in seen
    assert "2024年10月到期（还有4个月）1项：需求库·建成。" in seen


RULES = """\
assessment:
  bands: {method: points, lagging: 10}
  joint_credit: JOINT
lead_units:
"""
SPREAD = (
    PLAN.replace("year: 2024", "from: 2023-07, to: 2024-06")
    .replace("target: {at_least: 12}", "target: {at_least: 12}, target_revisions: [REVISION]")
    .replace("REVISION", "{from: 2024-06, at_least: 8, source: 18号文, reason: 范围缩小}")
    .replace("due: 2024-05", "due: 2024-03")
    .replace("method: gap}", "method: gap, gap_points: 3}")
)


def test_two_years_and_a_revised_target(workspace: Callable[..., Path]) -> None:
    records = (
        "item,period,value,reported_by,reported_on,reason,withdraw\n"
        "firms,2024-06,9,a,2024-07-03,,\nshops,2024-05,9,a,2024-06-03,,\nshops,2024-06,4,b,2024-07-03,,\n"
        "shops,2024-06,,b,2024-07-04,报错,true\n"
    )
    plan = SPREAD.replace("lead_units:\n", RULES.replace("JOINT", "none"))
    text = told(open_workspace(workspace(plan, {"june.csv": records})))
    seen = blocks(text)
    assert seen[0] == "甲县《小方案》2023年7月—2024年6月进展情况通报"
    assert "2.企业的目标自2024年6月起由“12家以上”调整为“8家以上”（18号文，范围缩小）。" in seen
    assert any("并列的事项不计在单位名下，列入“并列（无牵头）”一行。" in text for text in seen)
    assert ["并列（无牵头）", "6"] in [row[:2] for row in list(tables(text))[1]]
    assert any("低10个百分点以内为滞后" in text for text in seen)
    assert any("另有规定的：占比（3个百分点）。" in text for text in seen)
    assert "方案期已满，不再按月报送；缺报数据和年度统计数仍需补报。" in seen
    assert "没有今后到期的未完成事项。" in seen
    # Due, and June's figure taken back: May's 9 of 10 cannot decide.
    assert any(text.startswith("1.商铺") and "2024年6月数据未报送。" in text for text in seen)
    corrected = list(tables(text))[-1]
    assert [cell for row in corrected for cell in row if cell in {"4家", "撤回", "报错"}] == [
        "4家",
        "撤回",
        "报错",
    ]


def test_only_the_first_of_joint_units(workspace: Callable[..., Path]) -> None:
    plan = PLAN.replace("lead_units:\n", RULES.replace("JOINT", "first"))
    text = told(open_workspace(workspace(plan, {"june.csv": RECORDS})))
    assert any("并列的事项只计在第一位单位名下。" in text for text in blocks(text))
    assert [row[0] for row in list(tables(text))[1][2:]] == ["甲局", "全方案（每项计一次）"]


def test_a_plan_with_one_action_that_is_done(workspace: Callable[..., Path]) -> None:
    head, _ = PLAN.split("        indicators:\n")
    plan = head + "        actions:\n          - {id: base, name: 需求库, kind: milestone}\n"
    records = "item,period,reported_by,reported_on,state,evidence\nbase,2024-05,a,2024-06-03,done,清单\n"
    opened = open_workspace(workspace(plan, {"june.csv": records}))
    seen = blocks(told(opened))
    for sentence in (
        "方案没有登记量化指标。",
        "没有量化指标。",
        "没有滞后、未完成、逾期、无法判定或从未报送的事项，各单位也未反映问题。",
        "6月没有应报的数据。",
        "6月数据没有缺报。",
        "7月没有应报的数据。",
        "没有预计数、待佐证、沿用旧数、数据不全、有报无数或数据矛盾的事项。",
        "尚无封账月份；截至6月的数据没有更正。",
    ):
        assert sentence in seen
    assert "与5月相比，定性任务各类项数不变。" in seen


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("words", [ZH, EN], ids=["zh", "en"])
def test_every_briefing_of_the_real_plan_is_whole(month: int, words: Words) -> None:
    text = told(real(), Period(2024, month), words)
    found = list(tables(text))
    assert len(found) >= 8
    for rows in found:
        assert {len(row) for row in rows} == {len(rows[0])}
    parsed = [token for token in PARSER.parse(text) if token.type == "tr_open"]
    assert len(parsed) == sum(len(rows) - 1 for rows in found)
    seen = "\n".join(blocks(text))
    plan = real().checked_plan()
    names = [item.name for item in plan.tracked()] + [unit.name for unit in plan.lead_units]
    for programme in plan.programmes:
        names += [programme.title, *(task.title for task in programme.tasks)]
    assert [name for name in names if one_line(name) not in seen] == []
    assert "**" not in seen
    assert words("sample") in seen
    assert "briefing." not in seen


@pytest.mark.parametrize("month", range(1, 13))
def test_counts_of_the_real_plan_add_up(month: int) -> None:
    seen = blocks(told(real(), Period(2024, month)))
    for start, total in (("量化指标26项，", 26), ("定性任务43项，", 43)):
        sentence = next(text for text in seen if text.startswith(start)).split("。")[0]
        counts = sentence[len(start) :]
        assert counts.startswith(("其中", "均为"))
        numbers = [int(number) for number in re.findall(r"([0-9]+)项", counts)]
        assert sum(numbers) == total or counts.startswith("均为")
    by_unit = list(tables(told(real(), Period(2024, month))))[1]
    for row in by_unit[2:]:
        assert int(row[1]) == sum(int(cell) for cell in row[2:-2])


def test_the_same_input_gives_the_same_bytes(small: Workspace) -> None:
    assert told(small).encode() == told(small).encode()
    plan = small.checked_plan()
    turned = build_ledger(plan, tuple(reversed(small.records)), small.bad)
    again = shown_in(assess(plan, turned, JUNE), turned, ZH)
    forward = build_ledger(plan, small.records, small.bad)
    assert shown_in(assess(plan, forward, JUNE), forward, ZH) == again


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("month", range(1, 13))
def test_golden(golden: Callable[[str, str], None], month: int, language: str) -> None:
    text = told(real(), Period(2024, month), Words(language))
    golden(f"briefing/2024-{month:02}.{language}.md", text)


def test_both_languages_have_the_same_places() -> None:
    for key, forms in BRIEFING.items():
        places = [{name for _, name, _, _ in Formatter().parse(form) if name} for form in forms]
        assert places[0] == places[1], key


def test_numbers_of_headings() -> None:
    assert [chinese(number) for number in (1, 10, 11, 20, 43, 99, 100)] == [
        "一", "十", "十一", "二十", "四十三", "九十九", "100",
    ]  # fmt: skip


MARKS = "|*_`<>[]()#+-=.!&;:~$\\\"'\n\t x1。"
HOSTILE = st.one_of(
    st.text(alphabet=MARKS, min_size=1, max_size=60),
    st.text(min_size=1, max_size=40),
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            "[x](javascript:alert(1))",
            "![x](y)",
            "a|b\n| --- | --- |",
            "\x1b[31m红\x00\u202egnp",
            "**“达序时”**指标",
            "1. 甲\n2. 乙\n\n# 丙",
            "长" * 20000,
        ]
    ),
).filter(lambda text: bool(text.strip()))


def poisoned(plan: Plan, text: str) -> Plan:
    """The plan with a text in every place that an office fills in."""
    return replace(
        plan,
        title=text,
        place=text,
        assumptions=(text,),
        lead_units=tuple(replace(unit, name=text) for unit in plan.lead_units),
        programmes=tuple(
            replace(
                programme,
                title=text,
                section=text,
                tasks=tuple(replace(task, title=text) for task in programme.tasks),
            )
            for programme in plan.programmes
        ),
        indicators=tuple(
            replace(one, name=text, target_text=text, place=replace(one.place, section=text))
            for one in plan.indicators
        ),
        actions=tuple(
            replace(one, name=text, place=replace(one.place, section=text)) for one in plan.actions
        ),
    )


def squeezed(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=HOSTILE)
def test_hostile_text_is_harmless(small: Workspace, text: str) -> None:
    plan = poisoned(small.checked_plan(), text)
    records = [
        Record(
            item=item,
            period=JUNE,
            reported_by="a",
            reported_on=dt.date(2024, 7, 3),
            value=record.value,
            unit=record.unit,
            state=State.IN_PROGRESS if item in {"base", "road"} else None,
            note=text,
            problem=text,
            next=text,
            reason=text,
        )
        for item, record in {record.item: record for record in small.records}.items()
    ]
    ledger = build_ledger(plan, records)
    options = BriefingOptions(title=text, to=text, from_=text, number=text)
    shown = shown_in(assess(plan, ledger, JUNE), ledger, ZH, options)
    tokens = PARSER.parse(shown)
    allowed = {
        "heading",
        "paragraph",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "bullet_list",
        "list_item",
    }
    structure = {kind.removesuffix("_open").removesuffix("_close") for kind in {t.type for t in tokens}}
    assert structure <= allowed | {"inline"}
    assert {child.type for token in tokens for child in token.children or []} <= {"text"}
    for rows in tables(shown):
        assert {len(row) for row in rows} == {len(rows[0])}
    expected = squeezed(safe_text(text))
    cells = [squeezed(block) for block in blocks(shown)]
    # Number, title, 县名 and 方案, the heading of the task, cells and notes: all as it was written.
    assert cells[0] == expected
    assert cells[1] == expected
    assert f"1.{expected}" in cells
    assert sum(cell == expected for cell in cells) > 20
    assert shown.isprintable() or not any(ord(letter) < 32 and letter != "\n" for letter in shown)


def test_the_command_offers_what_can_be_written() -> None:
    assert report.FORMATS == reports.FORMATS
