"""How a briefing is headed, ordered and ended, and what it says of the last one; a small plan, by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kpitrack.closing import Request, close
from kpitrack.kinds import Section
from kpitrack.model import BriefingSettings
from kpitrack.periods import Period
from kpitrack.render.briefing import briefing
from kpitrack.render.document import Document, Heading, Listing, Paragraph, Role, Table
from kpitrack.render.markdown import document_markdown
from kpitrack.render.material import BriefingOptions, Material
from kpitrack.revisit import revisit
from kpitrack.store.seal import read_seals
from kpitrack.wording import Words
from kpitrack.workspace import open_workspace
from tests.store.disks import Quick

PLAN = """\
schema: 1
plan: {id: small, title: 小方案, place: 甲县, year: 2024, office: a}
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
        lead: [a]
        indicators:
          - {id: firms, name: 企业, unit: 家, measure: cumulative, target: {at_least: 12}}
          - {id: fairs, name: 活动, unit: 场, measure: cumulative, target: {at_least: 2}}
          - {id: sales, name: 成交, unit: 亿元, measure: cumulative, target: {at_least: 12}}
      - id: u
        title: 抓企业
        lead: [b]
        indicators:
          - {id: shops, name: 商铺, unit: 家, measure: cumulative, target: {at_least: 10}}
        actions:
          - {id: base, name: 需求库, kind: milestone}
"""
RECORDS = """\
item,period,value,reported_by,reported_on,state
firms,2024-05,4,a,2024-06-03,
fairs,2024-05,0,a,2024-06-03,
sales,2024-05,4.45,a,2024-06-03,
shops,2024-05,5,b,2024-06-03,
base,2024-05,,b,2024-06-03,in_progress
firms,2024-06,4,a,2024-07-03,
fairs,2024-06,0,a,2024-07-03,
sales,2024-06,5.60,a,2024-07-03,
shops,2024-06,6,b,2024-07-03,
"""
ZH, EN = Words("zh"), Words("en")
JUNE = Period(2024, 6)
NOW = dt.datetime(2024, 7, 10, 9, tzinfo=dt.timezone(dt.timedelta(hours=8)))


@pytest.fixture
def folder(workspace: Callable[..., Path]) -> Path:
    return workspace(PLAN, {"records.csv": RECORDS})


def told(
    folder: Path,
    settings: BriefingSettings | None = None,
    options: BriefingOptions | None = None,
    words: Words = ZH,
    month: Period = JUNE,
) -> Document:
    opened = open_workspace(folder)
    ledger = opened.ledger()
    later = revisit(opened, ledger, read_seals(folder), before=month)
    assessment = opened.assess(month)
    if settings:
        assessment = replace(assessment, plan=replace(assessment.plan, briefing=settings))
    return briefing(Material(assessment, ledger, words, options or BriefingOptions(), later))


def paragraphs(document: Document, role: Role = Role.BODY) -> list[str]:
    return [one.text for one in document.blocks if isinstance(one, Paragraph) and one.role is role]


def headings(document: Document, level: int = 2) -> list[str]:
    return [one.line for one in document.blocks if isinstance(one, Heading) and one.level == level]


def test_the_plan_says_how_it_is_headed_and_ended(folder: Path) -> None:
    settings = BriefingSettings(
        title="{place}《{plan}》{year}年{month}月通报",
        number="第{month}期",
        to="各成员单位",
        issuer="甲县专班办公室",
        closing="特此通报",
    )
    document = told(folder, settings)
    assert document.title == "甲县《小方案》2024年6月通报"
    assert document.blocks[:2] == (Paragraph("第6期", Role.NUMBER), Heading(1, "甲县《小方案》2024年6月通报"))
    assert paragraphs(document, Role.ADDRESSEE) == ["各成员单位："]
    assert paragraphs(document)[-1:] != ["特此通报。"]  # the notes come behind it
    assert "特此通报。" in paragraphs(document)
    assert paragraphs(document, Role.ISSUER) == ["甲县专班办公室"]
    assert paragraphs(document, Role.DATE) == []


def test_an_option_takes_the_place_of_what_the_plan_says(folder: Path) -> None:
    settings = BriefingSettings(title="甲", number="乙", to="丙", issuer="丁")
    options = BriefingOptions("{plan}", "各单位", "办公室", "〔2024〕6号", dt.date(2024, 7, 8))
    document = told(folder, settings, options)
    # What is typed for one issue is printed as typed.
    assert document.title == "{plan}"
    assert paragraphs(document, Role.NUMBER) == ["〔2024〕6号"]
    assert paragraphs(document, Role.ADDRESSEE) == ["各单位："]
    assert paragraphs(document, Role.ISSUER) == ["办公室"]
    assert paragraphs(document, Role.DATE) == ["2024年7月8日"]
    assert paragraphs(told(folder, settings, options, EN), Role.DATE) == ["2024-07-08"]


def test_a_place_is_filled_once(folder: Path) -> None:
    text = (folder / "plan" / "targets.yaml").read_text(encoding="utf-8")
    (folder / "plan" / "targets.yaml").write_text(text.replace("title: 小方案", 'title: "{month}"'), "utf-8")
    assert told(folder, BriefingSettings(title="{plan}{span}")).title == "{month}2024年1—6月"


def test_every_section_in_the_usual_order(folder: Path) -> None:
    document = told(folder)
    assert headings(document) == [
        "一、总体情况",
        "二、主要目标完成情况",
        "三、重点任务进展",
        "四、牵头单位情况",
        "五、存在问题",
        "六、下一步",
        "附件1 量化指标完成情况总表",
        "附件2 定性任务进展情况总表",
        "附件3 数据说明",
    ]
    assert paragraphs(document, Role.ANNEXES) == [
        "附件：1.量化指标完成情况总表",
        "2.定性任务进展情况总表",
        "3.数据说明",
    ]
    assert [one.annex for one in document.blocks if isinstance(one, Heading) and one.level == 2] == [
        *[False] * 6,
        *[True] * 3,
    ]


def test_sections_left_out_and_moved_are_numbered_anew(folder: Path) -> None:
    sections = (Section.ALL_ACTIONS, Section.SHORTCOMINGS, Section.OUTLOOK, Section.OVERVIEW)
    document = told(folder, BriefingSettings(sections=sections))
    assert headings(document) == [
        "一、存在问题",
        "二、下一步",
        "三、总体情况",
        "附件1 定性任务进展情况总表",
        "附件2 数据说明",
    ]
    assert "请各有关单位对照第一部分逐项研究措施，补齐缺报数据，按时报送下月进展。" in paragraphs(document)
    english = told(folder, BriefingSettings(sections=sections), words=EN)
    assert headings(english, 3)[0] == "1.1 Indicators: seriously lagging (2)"
    assert headings(english, 3)[-1].startswith("A2.")


def test_what_refers_to_a_section_that_is_left_out(folder: Path) -> None:
    document = told(folder, BriefingSettings(sections=(Section.TARGETS, Section.OUTLOOK)))
    seen = paragraphs(document)
    assert "请各有关单位补齐缺报数据，按时报送下月进展。" in seen
    assert any(text.startswith("4项量化指标完成情况如下。“应达”") for text in seen)
    assert paragraphs(document, Role.ANNEXES) == ["附件：数据说明"]  # the only one has no number
    assert headings(document)[-1] == "附件 数据说明"
    assert document_markdown(document).count("\n## 附件 数据说明\n") == 1
    english = told(folder, BriefingSettings(sections=(Section.TARGETS,)), words=EN)
    assert paragraphs(english, Role.ANNEXES) == ["Annex: Notes on the data"]
    assert headings(english)[-1] == "Annex Notes on the data"


def test_targets_are_told_in_words_too(folder: Path) -> None:
    seen = paragraphs(told(folder))
    # firms 4 of 12 is 33.3 % at 50 %: 16.7 points; fairs 0 of 2: 50.0; sales 5.60 of 12: 3.3; shops 6 of 10.
    assert (
        "可判定的指标中，达到序时1项（商铺）；滞后1项（成交）；严重滞后2项（企业；活动）。"
        "按序时或节点推进、尚未到期的指标中，差距最大的是活动，完成率低50.0个百分点。"
    ) in seen
    assert (
        "累计数比上月增加的2项（括号内为本月新增）：成交（1.15亿元）；商铺（1家）。"
        "本月已报送但没有新增、目标尚未完成的2项：企业；活动。"
    ) in seen


def test_a_month_without_the_one_before_tells_of_no_growth(folder: Path) -> None:
    assert not any("比上月增加" in text for text in paragraphs(told(folder, month=Period(2024, 5))))


def test_programmes_and_units_are_told_in_counts(folder: Path) -> None:
    joined = "\n".join(paragraphs(told(folder)))
    assert "量化指标4项，其中达到序时1项、滞后1项、严重滞后2项。定性任务1项，推进中。" in joined
    assert "3家单位中，有2家牵头或共同承担量化指标、定性任务。" in joined
    assert (
        "牵头指标中有滞后、严重滞后或未完成的：甲局（滞后1项、严重滞后2项）。"
        "可判定的牵头指标全部达到序时及以上的：乙局。"
    ) in joined
    # The action was not reported for June.
    assert (
        "应报5项，其中按时4项、迟报0项、未报1项、日期不明0项。"
        "有未报事项的1家（几家单位任一家可报的，在各有关单位名下都计）：乙局1项。"
    ) in joined
    assert "需要关注的量化指标3项，其中严重滞后2项、滞后1项。" in joined


def test_what_is_counted_whole_is_needed_whole(folder: Path) -> None:
    joined = "\n".join(paragraphs(told(folder)))
    # 2 fairs in 6 months: one in 3. 8 firms in 6 months: 1.4, rounded up. 6.40 of sales: 1.1 a month.
    assert "距目标还差2场，至12月还有6个月，平均每3个月至少需完成1场。" in joined
    assert "距目标还差8家，至12月还有6个月，月均需完成1.4家。" in joined
    assert "距目标还差6.4亿元，至12月还有6个月，月均需完成1.1亿元。" in joined


def test_the_first_briefing_has_none_to_compare_with(folder: Path) -> None:
    assert "上次通报" not in "\n".join(paragraphs(told(folder)))


def test_what_changed_since_the_last_closed_briefing(folder: Path) -> None:
    close(open_workspace(folder), Request(Period(2024, 5), NOW), disk=Quick())
    july = Period(2024, 7)
    # May as published: shops 5 of 10 on pace (41.7 %), sales 37.1 % lag, firms 33.3 % lag (80.0 % of pace),
    # fairs seriously lag. By June's figures firms do so too; July has nothing new.
    assert (
        "与上次通报（5月）公布的项数相比，量化指标滞后由2项减至1项、严重滞后由1项增至2项。已封账月份公布的数据没有变动。"
    ) in paragraphs(told(folder, month=july))
    # June is compared with May anyhow.
    assert "已封账月份公布的数据没有变动。" in paragraphs(told(folder))


def test_what_was_published_and_has_changed_is_named(folder: Path) -> None:
    close(open_workspace(folder), Request(Period(2024, 5), NOW), disk=Quick())
    late = "item,period,value,reported_by,reported_on,reason\nshops,2024-05,3,b,2024-07-12,重复登记\n"
    (folder / "data" / "progress" / "late.csv").write_text(late, encoding="utf-8")
    # Shops seriously lag in May now: 30.0 % at 41.7 %.
    assert (
        "与上次通报（5月）公布的项数相比，量化指标滞后由2项减至1项、严重滞后由1项增至2项。"
        "已封账月份公布的数据此后有1处变动（5月商铺），本通报与以前月份的比较均按变动后的数计算，逐项见数据说明。"
    ) in paragraphs(told(folder))


def test_a_figure_of_an_earlier_month_is_held_against_that_months_pace(folder: Path) -> None:
    joined = "\n".join(block for block in listed(told(folder, month=Period(2024, 7))))
    assert "截至6月累计完成6家，完成率60.0%，比6月序时进度高10.0个百分点" in joined


def listed(document: Document) -> list[str]:
    return [entry for one in document.blocks if isinstance(one, Listing) for entry in one.entries]


def test_items_never_reported_are_told_by_who_answers(folder: Path) -> None:
    assert "五、存在问题" in headings(told(folder, month=Period(2024, 1)))
    seen = paragraphs(told(folder, month=Period(2024, 1)))
    assert (
        "1.企业（方案二（一）），目标12家以上；活动（方案二（一）），目标2场以上；成交（方案二（一）），目标12亿元以上。"
        "3项至1月均从未报送。牵头单位：甲局。"
    ) in seen
    assert "2.商铺（方案二（一））：目标10家以上，至1月从未报送。牵头单位：乙局。" in seen
    assert "需要关注的量化指标4项，均为未报送。需要关注的定性任务1项，未报送。" in seen


def test_a_damaged_seal_is_not_compared_with(folder: Path) -> None:
    close(open_workspace(folder), Request(JUNE, NOW), disk=Quick())
    seal = folder / "data" / "closed" / "2024-06.yaml"
    seal = seal if seal.exists() else next(folder.rglob("2024-06.yaml"))
    seal.write_bytes(seal.read_bytes()[:-10])
    assert "上次通报" not in "\n".join(paragraphs(told(folder, month=Period(2024, 7))))


def test_tables_have_a_total_where_the_last_row_sums_up(folder: Path) -> None:
    totals = [one.rows[-1][0] for one in told(folder).blocks if isinstance(one, Table) and one.total]
    assert totals == ["全方案（每项计一次）"] * 3


SHARED = """\
schema: 1
plan: {id: s, title: 方案, year: 2024, office: a}
assessment: {joint_credit: CREDIT}
lead_units:
  - {id: a, name: 甲局}
  - {id: b, name: 乙局}
  - {id: c, name: 丙局}
programmes:
  - id: p
    title: 工程
    tasks:
      - id: t
        title: 并列
        lead: [a, b]
        indicators:
          - {id: firms, name: 企业, unit: 家, measure: cumulative, target: {at_least: 12},
             schedule: {2024-06: 3, 2024-12: 12}}
          - {id: deaths, name: 事故, unit: 起, measure: cumulative, target: {at_most: 9}, schedule: none}
          - {id: sums, name: 增量和, unit: 件, measure: cumulative, target: {at_least: 60}, increments: true}
      - id: u
        title: 双牵头
        lead: [a, c]
        lead_kind: dual
        indicators:
          - {id: shops, name: 商铺, unit: 家, measure: cumulative, target: {at_least: 12}}
"""
SHARED_RECORDS = """\
item,period,value,increment,reported_by,reported_on
firms,2024-05,3,,a,2024-06-03
deaths,2024-05,2,,a,2024-06-03
sums,2024-05,,2,a,2024-06-03
firms,2024-06,3,,a,2024-07-03
deaths,2024-06,2,,a,2024-07-03
sums,2024-06,,2,a,2024-07-03
"""
DUAL = "双牵头的事项在两家单位名下各计一次，各行相加多于全方案项数；“全方案”一行每项只计一次。"
JOINT = "双牵头和并列的事项在各有关单位名下各计一次，各行相加多于全方案项数；“全方案”一行每项只计一次。"


@pytest.mark.parametrize(
    ("credit", "sentences"),
    [
        ("full", JOINT),
        ("first", f"{DUAL}并列的事项只计在第一位单位名下。"),
        ("none", f"{DUAL}并列的事项不计在单位名下，列入“并列（无牵头）”一行。"),
    ],
)
def test_how_joint_items_count(workspace: Callable[..., Path], credit: str, sentences: str) -> None:
    folder = workspace(SHARED.replace("CREDIT", credit), {"june.csv": SHARED_RECORDS})
    # However they count, all three units lead something or answer for it.
    start = "3家单位中，有3家牵头或共同承担量化指标、定性任务。各单位按方案所列次序排列，不作排名。"
    assert f"{start}{sentences}" in paragraphs(told(folder))


def test_what_is_due_when_it_reaches_its_last_checkpoint_counts_once(workspace: Callable[..., Path]) -> None:
    folder = workspace(SHARED.replace("CREDIT", "full"), {"june.csv": SHARED_RECORDS})
    assert "2024年12月到期（还有6个月）4项：企业；事故；增量和；商铺。" in paragraphs(told(folder))


def test_only_what_is_to_grow_is_told_not_to_have_grown(workspace: Callable[..., Path]) -> None:
    folder = workspace(SHARED.replace("CREDIT", "full"), {"june.csv": SHARED_RECORDS})
    joined = "\n".join(paragraphs(told(folder)))
    # Accidents are not to grow; of the increments four months lack, so that nothing can be said.
    assert "本月已报送但没有新增、目标尚未完成的1项：企业。" in joined
    assert "差距最大" not in joined
    assert "尚缺1月、2月、3月、4月" in joined
    assert "增量和（方案）" not in joined


def test_units_are_asked_only_for_what_there_is_to_do(workspace: Callable[..., Path]) -> None:
    text = RECORDS.replace("fairs,2024-06,0", "fairs,2024-06,2").replace("firms,2024-06,4", "firms,2024-06,9")
    text = text.replace("sales,2024-06,5.60", "sales,2024-06,6") + "base,2024-06,,b,2024-07-03,done\n"
    folder = workspace(PLAN, {"records.csv": text})
    assert "请各有关单位按时报送下月进展。" in paragraphs(told(folder))
    assert "请各有关单位对照第五部分逐项说明情况、明确后续措施，补齐缺报数据。" in paragraphs(
        told(folder, month=Period(2024, 12))
    )


def test_what_was_taken_back_is_not_called_silent(folder: Path) -> None:
    path = folder / "data" / "progress" / "records.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line + (",withdraw,reason" if place == 0 else ",,") for place, line in enumerate(lines)]
    kept = [line for line in kept if not line.startswith("shops,2024-05")]
    path.write_text("\n".join([*kept, "shops,2024-06,,b,2024-07-09,,true,报错"]) + "\n", encoding="utf-8")
    assert (
        "1.商铺（方案二（一））：目标10家以上，所报均已撤回，至6月没有有效填报。牵头单位：乙局。"
        in paragraphs(told(folder))
    )


def test_what_could_not_be_compared_is_not_called_unchanged(folder: Path) -> None:
    for month in (5, 6):
        close(open_workspace(folder), Request(Period(2024, month), NOW), disk=Quick())
    seal = folder / "data" / "closed" / "2024-05.yaml"
    seal.write_bytes(seal.read_bytes()[:-10])
    seen = paragraphs(told(folder, month=Period(2024, 7)))
    assert "部分已封账月份的数据未能比对，见数据说明。" in "".join(seen)
    assert any(text.endswith("已封账月份：6月。") for text in seen)


RELATIVE = """\
schema: 1
plan: {id: r, title: 方案, year: 2024, office: a}
lead_units: [{id: a, name: 甲局}]
series: [{id: whole, name: 全国增速, unit: "%", reported_by: a}]
programmes:
  - id: p
    title: 工程
    tasks:
      - id: t
        title: 任务
        lead: [a]
        indicators:
          - {id: growth, name: 增速, unit: "%", measure: growth, target: {at_least_series: whole}}
"""
RELATIVE_RECORDS = """\
item,period,value,reported_by,reported_on
growth,2024-05,2%,a,2024-06-03
whole,2024-05,1%,a,2024-06-03
growth,2024-06,-3%,a,2024-07-03
"""


def test_a_figure_without_its_series_is_told_all_the_same(workspace: Callable[..., Path]) -> None:
    folder = workspace(RELATIVE, {"june.csv": RELATIVE_RECORDS})
    joined = "".join(listed(told(folder)))
    assert "5月实际为2%" in joined
    assert "6月所报-3%，缺可用的全国增速，未作比较。" in joined
