"""Numbers on the way, parts of a whole, changes and numbers for each: read as meant, or marked."""

from __future__ import annotations

import re

import pytest

from kpitrack.draft.build import draft
from kpitrack.draft.text import read_plan_text
from kpitrack.draft.values import Action, Draft, Indicator, Section
from kpitrack.plan_file import load_plan
from kpitrack.render.draft import draft_text
from kpitrack.wording import Words


def drafted(text: str) -> Draft:
    found = draft(
        read_plan_text(f"2026年方案\n一、任务\n1.事项。{text}。\n".encode(), "plan.txt").lines, year=2030
    )
    loaded = load_plan(draft_text(found, Words("zh")).encode(), "targets.yaml")
    assert [problem for problem in loaded.problems if problem.is_error] == []
    return found


def _sections(found: Draft) -> list[Section]:
    return [section for programme in found.programmes for section in (programme, *programme.tasks)]


def indicators(found: Draft) -> list[Indicator]:
    return [each for section in _sections(found) for each in section.indicators]


def actions(found: Draft) -> list[Action]:
    return [each for section in _sections(found) for each in section.actions]


def shown(each: Indicator) -> str:
    """An indicator in a line: name, bound, number, unit, measure, what it starts from, what is to decide."""
    base = f" from {each.base}" if each.base else ""
    marks = " ".join(sorted(open_.doubt.value for open_ in each.opens))
    return f"{each.name} {each.bound} {'-'.join(each.values)} {each.unit} {each.measure}{base}: {marks}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("改造率由62%提高到80%", "改造率 at_least 80 % level from 62: base rate"),
        ("办结率从50%提升至90%以上", "办结率 at_least 90 % level from 50: base rate"),
        ("覆盖率由2025年的62%逐步提高到80%", "覆盖率 at_least 80 % level from 62: base rate"),
        ("茶企由12家增加到20家", "茶企 at_least 20 家 level from 12: base level"),
        ("失业率由5%下降到4%以下", "失业率 at_most 4 % level from 5: base rate upper"),
        ("投资由900万元增加到1.2亿元", "投资 at_least 1.2 亿元 level: base_unit level"),
        ("覆盖率提高到80%", "覆盖率 at_least 80 % level: rate reach"),
        ("每千名老年人拥有养老床位35张以上", "每千名老年人拥有养老床位 at_least 35 张 level: level"),
        ("每日助餐不少于1500人次", "每日助餐 at_least 1500 人次 level: each"),
        ("每村至少培育1名带头人", "每村培育带头人 at_least 1 名 level: each"),
        ("确保每个乡镇建成不少于2个示范村", "每个乡镇建成示范村 at_least 2 个 level: each"),
        ("每季度召开会议1次以上", "每季度召开会议 at_least 1 次 level: each"),
        ("每年办会3次以上", "每年办会 at_least 3 次 cumulative: "),
        ("万元增加值能耗降至0.3吨标准煤以下", "万元增加值能耗 at_most 0.3 吨标准煤 level: level upper"),
        ("办理时间压缩至3个工作日以内", "办理时间 at_most 3 个工作日 level: level upper"),
        ("公务经费控制在500万元以内", "公务经费 at_most 500 万元 cumulative: upper upper_sum"),
        ("每人帮扶不超过5户", "每人帮扶 at_most 5 户 level: each upper"),
        ("人均用房面积达到2平方米", "人均用房面积 at_least 2 平方米 level: level reach"),
        ("投诉量较上年下降10%", "投诉量较上年下降 at_least 10 % growth: fall"),
        ("农药用量比上年减少2%", "农药用量比上年减少 at_least 2 % growth: fall"),
        ("能耗下降5%以上", "能耗下降 at_least 5 % growth: fall"),
        ("能耗降低3.5%左右", "能耗降低 about 3.5 % growth: about fall_too"),
        ("能耗下降3%—5%", "能耗下降 between 3-5 % growth: fall_too"),
        ("事故起数下降控制在3%以内", "事故起数下降 at_most 3 % growth: rate upper"),
        ("治理率提高5个百分点", "治理率提高 at_least 5 个百分点 growth: bare rate"),
        ("监测覆盖率保持100%", "监测覆盖率 at_least 100 % level: bare rate"),
        ("覆盖率达到百分之九十五以上", "覆盖率 at_least 95 % level: rate"),
        ("合格率不低于百分之九十八点五", "合格率 at_least 98.5 % level: rate"),
        ("合格率保持百分之百", "合格率 at_least 100 % level: bare rate"),
        ("新增食堂和助餐点25个（其中农村10个）", "新增食堂和助餐点 at_least 25 个 cumulative: bare several"),
        ("新增食堂（含农村10个）25个以上", "新增食堂 at_least 25 个 cumulative: several"),
        ("零售额突破100亿元大关", "零售额 more_than 100 亿元 cumulative: "),
        ("办理时间平均缩短5天", "办理时间平均缩短 at_least 5 天 level: fall level"),
        ("占比由2025年底的55%提高到2026年底的60%以上", "占比 at_least 60 % level from 55: base rate"),
        ("办结率超95%", "办结率 more_than 95 % level: rate"),
        ("培训近500人", "培训 about 500 人 cumulative: about"),
        ("完成投资力争突破5亿元", "完成投资 more_than 5 亿元 cumulative: "),
        ("氮肥减量3%", "氮肥减量 at_least 3 % growth: fall"),
        ("化解债务比上年多5亿元以上", "化解债务比上年多 at_least 5 亿元 cumulative: compared"),
        ("至少培育企业5家", "培育企业 at_least 5 家 cumulative: "),
    ],
)
def test_a_phrase(text: str, expected: str) -> None:
    assert [shown(each) for each in indicators(drafted(text))] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "居民人均收入增长8%左右，突破2.1万元",
            [
                "居民人均收入增长 about 8 % growth: about rate",
                "居民人均收入 more_than 2.1 万元 level: level subject",
            ],
        ),
        (
            "旅游收入8亿元以上，同比增长12%以上",
            ["旅游收入 at_least 8 亿元 cumulative: ", "旅游收入同比增长 at_least 12 % growth: rate subject"],
        ),
        (
            "农村居民收入稳步提高，突破2.1万元",
            ["农村居民收入 more_than 2.1 万元 cumulative: subject"],
        ),
        (
            "新增食堂25个以上，其中农村10个以上、城区8个以上",
            [
                "新增食堂 at_least 25 个 cumulative: ",
                "新增食堂（其中农村） at_least 10 个 cumulative: part",
                "新增食堂（其中城区） at_least 8 个 cumulative: part",
            ],
        ),
        (
            "新增床位90张以上，其中护理型占比不低于60%，新增食堂25个以上，其中：农村10个以上，城区8个以上",
            [
                "新增床位 at_least 90 张 cumulative: ",
                "护理型占比 at_least 60 % level: part rate",
                "新增食堂 at_least 25 个 cumulative: ",
                "新增食堂（其中农村） at_least 10 个 cumulative: part",
                "新增食堂（其中城区） at_least 8 个 cumulative: part",
            ],
        ),
        (
            "蔬菜面积8万亩以上、产量20万吨以上",
            [
                "蔬菜面积 at_least 8 万亩 cumulative: ",
                "产量 at_least 20 万吨 cumulative: short_name",
            ],
        ),
        (
            "培训800人次以上，其中取得证书200人以上",
            ["培训 at_least 800 人次 cumulative: ", "取得证书 at_least 200 人 cumulative: part"],
        ),
    ],
)
def test_what_a_phrase_leaves_unsaid_stands_before_it(text: str, expected: list[str]) -> None:
    assert [shown(each) for each in indicators(drafted(text))] == expected


@pytest.mark.parametrize(
    ("text", "target", "stages", "mark"),
    [
        ("修路60公里以上，其中：上半年完成30公里，三季度完成50公里", "60", "6: 30, 9: 50", "stages"),
        ("修路60公里以上。6月底前完成30公里，9月底前完成50公里以上", "60", "6: 30, 9: 50", "stages"),
        ("修路60公里以上，上半年完成20公里，下半年完成40公里", "60", "6: 20, 12: 60", "stages"),
        ("上半年完成30公里，三季度完成50公里，年底前完成60公里", "60", "6: 30, 9: 50", "bare stages subject"),
        ("修路60公里以上，上半年完成30公里，下半年完成25公里", "60", "", "stages_left"),
        ("修路60公里以上，上半年完成70公里", "60", "", "stages_left"),
        ("路面积水控制在60处以内，上半年达到90处", "60", "", "stages_left upper upper_sum"),
        ("修路2公里以上，上半年完成1公里", "2", "6: 1", "stages"),
    ],
)
def test_numbers_on_the_way_are_checkpoints_or_listed(text: str, target: str, stages: str, mark: str) -> None:
    (found,) = indicators(drafted(text))
    assert found.values == (target,)
    assert ", ".join(f"{stage.month}: {stage.value}" for stage in found.stages) == stages
    assert " ".join(sorted(each.doubt.value for each in found.opens)) == mark
    told = next(each.facts["stages"] for each in found.opens if each.doubt.value.startswith("stages"))
    assert [
        stage for stage in text.replace("。", "，").split("，") if "半年" in stage and stage not in told
    ] in (
        [],
        ["其中：上半年完成30公里"],
    )


@pytest.mark.parametrize(
    ("text", "target", "stages"),
    [
        (
            "一、二、三季度分别完成投资1亿元、2.5亿元、4亿元，全年完成投资6亿元",
            "完成投资 6 due 12",
            "3: 1, 6: 2.5, 9: 4",
        ),
        (
            "一季度、二季度分别完成投资1亿元和2.5亿元，年底前完成投资6亿元",
            "完成投资 6 due 12",
            "3: 1, 6: 2.5",
        ),
        ("上半年和全年分别修路30公里、70公里以上", "修路 70 due 12", "6: 30"),
        ("6月底、９月底、年底路面修复分别达到30公里、50公里、70公里", "路面修复 70 due 12", "6: 30, 9: 50"),
        ("一、二季度分别修路不少于30公里、50公里", "修路 50 due 6", "3: 30"),
        (
            "全年修路70公里以上，一、二、三季度分别修路10公里、30公里、50公里",
            "修路 70 due 0",
            "3: 10, 6: 30, 9: 50",
        ),
    ],
)
def test_numbers_of_several_times_are_those_of_one_thing(text: str, target: str, stages: str) -> None:
    found = drafted(text)
    (one,) = indicators(found)
    assert f"{one.name} {one.values[0]} due {one.due_month}" == target
    assert ", ".join(f"{stage.month}: {stage.value}" for stage in one.stages) == stages
    assert "respectively" not in {each.doubt.value for each in one.opens}
    assert one.wording in text
    (told,) = (each.facts["stages"] for each in one.opens if each.doubt.value == "stages")
    assert [
        number for number in re.findall("[0-9.]+[亿公]", text) if number[:-1] not in f"{told}{target}"
    ] == []


def test_two_totals_of_one_name_are_two() -> None:
    found = indicators(drafted("招商30家以上。全年招商20家以上，上半年招商8家"))
    assert [(each.values[0], len(each.stages)) for each in found] == [("30", 0), ("20", 1)]


def test_a_paragraph_that_begins_with_quarters_is_no_heading() -> None:
    found = drafted(
        "办会5场以上。\n一、二、三季度分别修路10公里、30公里、50公里以上。\n一、二季度分别办节1场、3场"
    )
    assert [each.name for each in indicators(found)] == ["办会", "修路", "办节"]


def test_a_number_with_another_unit_is_no_stage() -> None:
    found = indicators(drafted("修路60公里以上，上半年完成投资3亿元"))
    assert [(each.name, each.due_month) for each in found] == [
        ("修路", 0),
        ("完成投资", 6),
    ]


def test_parts_with_months_of_their_own_are_steps_of_one_action() -> None:
    found = drafted("新建中心3个以上，6月底前完成选址，9月底前主体完工，年底前投入使用")
    (action,) = actions(found)
    assert (action.name, action.kind, action.due_month) == ("完成选址、主体完工、投入使用", "project", 12)
    assert [(step.told, step.month) for step in action.steps] == [
        ("完成选址", 6),
        ("主体完工", 9),
        ("投入使用", 12),
    ]
    assert [each.line for each in found.opens if each.doubt.value == "steps"] == [3]
    assert 'steps:\n              - {id: s1, name: "完成选址", due: 2026-06}' in draft_text(
        found, Words("zh")
    )
    alone = drafted("6月底前建成服务平台，运行良好")
    assert [(each.name, each.steps, each.due_month) for each in actions(alone)] == [
        ("6月底前建成服务平台", (), 6)
    ]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("到2028年，床位达3200张以上，其中护理型占比不低于60%。新增食堂5家以上", ["床位", "护理型占比"]),
        ("三年内培育企业3家以上，2026年新增企业1家", ["三年内培育企业"]),
        ("三年内改造1000户以上，今年改造300户以上，2027年完成400户以上", ["三年内改造", "改造（2）"]),
        ("2026年新增企业3家，较2025年增加20家以上", []),
    ],
)
def test_a_number_of_a_later_year_is_marked(text: str, marked: list[str]) -> None:
    found = indicators(drafted(text))
    assert [
        each.name for each in found if "later_year" in {open_.doubt.value for open_ in each.opens}
    ] == marked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("事故起数和死亡人数分别下降10%和5%以上", {"事故起数下降": "10", "死亡人数下降": "5"}),
        ("达标率、合格率分别达到95%、98%以上", {"达标率": "95", "合格率": "98"}),
        ("新建、改造厂房分别为3座、5座", {"新建厂房": "3", "改造厂房": "5"}),
        ("达标率、合格率分别为不低于95%、98%", {"达标率": "95", "合格率": "98"}),
        (
            "接待游客120万人次、实现旅游收入8亿元，分别增长10%、12%",
            {"接待游客": "120", "旅游收入": "8", "接待游客增长": "10", "旅游收入增长": "12"},
        ),
        ("三类企业分别新增10家、5家", {"三类企业分别新增": "10", "三类企业分别新增（2）": "5"}),
    ],
)
def test_each_number_behind_its_own_name(text: str, expected: dict[str, str]) -> None:
    found = indicators(drafted(text))
    assert {each.name: each.values[0] for each in found} == expected
    shared = [each for each in found if "respectively" in {open_.doubt.value for open_ in each.opens}]
    assert len(shared) == 2
    assert all(each.wording in text for each in found)


@pytest.mark.parametrize(("text", "name"), [("办结率为95%以上", "办结率"), ("规范行为9项以上", "规范行为")])
def test_a_name_does_not_end_in_a_verb(text: str, name: str) -> None:
    assert [each.name for each in indicators(drafted(text))] == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("培训教师、医生各100名以上", "培训教师、医生"),
        ("办结率、满意率均达到98%以上", "办结率、满意率"),
    ],
)
def test_a_number_that_several_things_have_each_is_no_sum(text: str, name: str) -> None:
    (found,) = indicators(drafted(text))
    assert (found.name, found.components) == (name, ())
    assert "listed" in {each.doubt.value for each in found.opens}


def test_a_number_that_describes_is_not_the_target() -> None:
    (found,) = indicators(drafted("村级收入20万元以上的村占比达80%以上"))
    assert (found.name, found.values, found.unit) == ("村级收入20万元以上的村占比", ("80",), "%")
    assert [each.facts["rest"] for each in found.opens if each.doubt.value == "several"] == ["20万元以上"]


def test_a_heading_that_begins_with_a_month() -> None:
    text = (
        "2026年方案\n一、任务\n1.6月底前完成选址、9月底前完工。（县住建局）\n2.3.5万亩农田。\n"
        "3.2026年底前建成茶园。\n"
    )
    found = draft(read_plan_text(text.encode(), "plan.txt").lines, year=2030)
    assert [task.label for programme in found.programmes for task in programme.tasks] == ["一1", "一3"]
    assert [len(each.steps) for each in actions(found)] == [2, 0]


def test_the_plan_file_has_the_baseline_and_the_checkpoints() -> None:
    text = draft_text(drafted("修路60公里以上，上半年完成30公里。改造率由62%提高到80%"), Words("zh"))
    assert "schedule: {2026-06: 30}" in text
    assert "target: {at_least: 80}\n            baseline: {value: 62}\n" in text
