"""Who answers for what, however the words are parted: no unit vanishes, and lead stays lead."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitrack.draft.build import draft
from kpitrack.draft.owners import mentions, owners_of
from kpitrack.draft.text import read_plan_text
from kpitrack.draft.values import Draft, Owners
from kpitrack.plan_file import load_plan
from kpitrack.render.draft import draft_text
from kpitrack.wording import Words


def drafted(text: str) -> Draft:
    found = draft(read_plan_text(text.encode(), "plan.txt").lines, year=2030)
    loaded = load_plan(draft_text(found, Words("zh")).encode(), "targets.yaml")
    assert [problem for problem in loaded.problems if problem.is_error] == []
    return found


def owners(told: str) -> Owners:
    return next(
        task.owners
        for programme in drafted(f"方案\n一、任务\n1.事项。办会5场以上。{told}\n").programmes
        for task in programme.tasks
    )


@pytest.mark.parametrize(
    ("told", "lead", "support", "kind"),
    [
        ("（牵头单位：区人社局，配合单位：区民政局）", "区人社局", "区民政局", "single"),
        ("（牵头单位：区民政局，责任单位：区商务局、区教育局）", "区民政局", "区商务局、区教育局", "single"),
        ("（牵头单位：区民政局、责任单位：区商务局）", "区民政局", "区商务局", "single"),
        ("（配合单位：区商务局 牵头单位：区民政局）", "区民政局", "区商务局", "single"),
        ("（牵头单位 区民政局）", "区民政局", "", "single"),
        ("（牵头单位为区民政局，配合单位为区残联）", "区民政局", "区残联", "single"),
        ("（区级牵头单位：区民政局；第一责任单位：区财政局）", "区民政局", "区财政局", "single"),
        ("牵头单位：区民政局，责任单位：区财政局。", "区民政局", "区财政局", "single"),
        ("（区民政局、区商务局分别负责）", "区民政局、区商务局", "", "joint"),
        ("（区民政局、区商务局联合牵头）", "区民政局、区商务局", "", "dual"),
        ("（区民政局具体负责）", "区民政局", "", "sole"),
        ("（区民政局、区财政局按职责分工负责）", "区民政局、区财政局", "", "joint"),
        ("（区民政局、区财政局按照各自职责分工共同落实）", "区民政局、区财政局", "", "joint"),
        (
            "（区民政局牵头，区财政局、区住建局配合，区残联参与）",
            "区民政局",
            "区财政局、区住建局、区残联",
            "single",
        ),
        ("（区财政局负责，区民政局牵头）", "区民政局", "区财政局", "single"),
        ("（区民政局牵头区财政局配合）", "区民政局", "区财政局", "single"),
        ("（牵头单位：区民政局和区财政局）", "区民政局、区财政局", "", "dual"),
        ("（牵头单位：区民政局，区财政局、区住建局配合）", "区民政局", "区财政局、区住建局", "single"),
        (
            "（牵头单位：区民政局（养老科、财务科），配合单位：区残联）",
            "区民政局（养老科、财务科）",
            "区残联",
            "single",
        ),
        ("（区民政局（牵头）、区财政局（配合）、区残联）", "区民政局", "区财政局、区残联", "single"),
        ("（责任单位：区民政局（牵头）、区财政局、区残联）", "区民政局", "区财政局、区残联", "single"),
        ("（县残联、县妇联、清河镇）", "县残联、县妇联、清河镇", "", "joint"),
        ("主办：县文旅局；协办：县教体局。", "县文旅局", "县教体局", "single"),
        ("（主责：县文旅局，协同：县教体局）", "县文旅局", "县教体局", "single"),
        ("【责任单位：县文旅局、县教体局】", "县文旅局、县教体局", "", "joint"),
        ("[牵头单位：县文旅局]", "县文旅局", "", "single"),
        ("（县卫健局为牵头单位，县医保局为配合单位）", "县卫健局", "县医保局", "single"),
        ("由区民政局会同区财政局负责。", "区民政局、区财政局", "", "joint"),
    ],
)
def test_who_answers(told: str, lead: str, support: str, kind: str) -> None:
    found = owners(told)
    assert ("、".join(found.lead), "、".join(found.support), found.kind) == (lead, support, kind)
    assert found.groups == ()


def test_what_is_no_unit_is_listed() -> None:
    found = drafted(
        "方案\n一、任务\n1.修路。新建公路5公里以上。（牵头领导：王某某；牵头单位：县交通局；完成时限：9月底前）\n"
        "2.办会。办会5场以上。（县文旅局负责场地，县财政局负责经费）\n"
        "3.办班。办班5期以上。牵头单位：县人社局，9月底前完成。\n"
        "4.办展。办展5次以上。（牵头单位：县文旅局、王某某）\n"
    )
    tasks = [task for programme in found.programmes for task in programme.tasks]
    assert [task.owners.lead for task in tasks] == [
        ("县交通局",),
        ("县文旅局", "县财政局"),
        ("县人社局",),
        ("县文旅局", "王某某"),
    ]
    said = [(each.doubt.value, each.line, each.facts.get("name", "")) for each in found.opens]
    assert [(line, name) for doubt, line, name in said if doubt == "group"] == [
        (3, "牵头领导：王某某"),
        (3, "完成时限：9月底前"),
        (4, "县文旅局负责场地"),
        (4, "县财政局负责经费"),
        (5, "9月底前完成"),
    ]
    assert [(line, name) for doubt, line, name in said if doubt == "odd_unit"] == [(0, "王某某")]


def test_a_unit_named_with_others_unnamed_is_marked() -> None:
    found = drafted("方案\n一、任务\n1.办会。办会5场以上。（县文旅局等负责）\n")
    assert [task.owners for task in found.programmes[0].tasks] == [
        Owners(("县文旅局",), (), "single", open=True)
    ]
    assert ("one_named", 3) in [(each.doubt.value, each.line) for each in found.opens]


def test_a_bracket_of_units_in_a_heading_is_not_cut() -> None:
    found = drafted(
        "方案\n一、任务\n1.办展5场以上（县文旅局牵头；各乡镇、街道配合）。\n2.骑行6场（责任股室：体育股、文化股）。\n"
    )
    tasks = [task for programme in found.programmes for task in programme.tasks]
    assert [(task.title, task.owners.lead) for task in tasks] == [
        ("办展5场以上", ("县文旅局",)),
        ("骑行6场", ("体育股", "文化股")),
    ]
    said = [
        (each.line, each.facts["title"], each.facts["name"]) for each in found.opens if each.doubt == "group"
    ]
    assert said == [(3, "办展5场以上", "各乡镇"), (3, "办展5场以上", "街道")]


_LEADS = ("牵头单位", "主办单位", "牵头部门")
_ANSWERS = ("责任单位", "承办单位", "主责部门", "落实单位", "责任部门（单位）")
_HELPS = ("配合单位", "协办单位", "参与单位", "参加部门", "协助单位", "协同单位", "支持单位")
_UNITS = st.lists(
    st.sampled_from(["县财政局", "县教育局", "县委组织部", "县残联", "县融媒体中心", "县人民医院", "清河镇"]),
    min_size=3,
    max_size=8,
    unique=True,
)


@st.composite
def _brackets(draw: st.DrawFn) -> tuple[str, list[str], list[str]]:
    """A bracket, the units it names as lead and the others."""
    units = draw(_UNITS)
    first, second = sorted(draw(st.lists(st.integers(1, len(units)), min_size=2, max_size=2)))
    told = [units[:first], units[first:second], units[second:]]
    words = [draw(st.sampled_from(_LEADS)), draw(st.sampled_from(_ANSWERS)), draw(st.sampled_from(_HELPS))]
    order = draw(st.permutations(range(3)))
    sign = draw(st.sampled_from(["：", ":", "： "]))
    parts = [
        f"{words[place]}{sign}{draw(st.sampled_from(['、', '，', ' ', '；'])).join(told[place])}"
        for place in order
        if told[place]
    ]
    text = parts[0]
    for part in parts[1:]:
        text += draw(st.sampled_from(["；", "，", "、", " ", "。", ";", ",", "， "])) + part
    return f"（{text}）", told[0], [*told[1], *told[2]]


@given(_brackets())
@settings(max_examples=200, deadline=None)
def test_no_unit_of_a_bracket_vanishes_and_lead_stays_lead(told: tuple[str, list[str], list[str]]) -> None:
    text, lead, support = told
    found = mentions(f"办会5场以上。{text}")
    assert [each.told for each in found] == [text[1:-1].strip()]
    assert owners_of(found[0].told).lead == tuple(lead)
    assert set(owners_of(found[0].told).support) == set(support)


@given(
    _UNITS,
    st.lists(
        st.sampled_from(["牵头", "负责", "配合", "参与", "分别负责", "按职责分工负责", "协助", ""]),
        min_size=8,
        max_size=8,
    ),
    st.lists(st.sampled_from("、，；"), min_size=8, max_size=8),
)
@settings(max_examples=200, deadline=None)
def test_no_unit_vanishes_with_its_part_behind_it(
    units: list[str], acts: list[str], signs: list[str]
) -> None:
    told = "".join(
        f"{unit}{act}{sign}"
        for unit, act, sign in zip(units, [*acts[: len(units) - 1], "负责"], signs, strict=False)
    )
    found = drafted(f"方案\n一、任务\n1.事项。办会5场以上。（{told[:-1]}）\n")
    assert set(found.units) == set(units)
