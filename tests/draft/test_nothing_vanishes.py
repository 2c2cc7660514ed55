"""Whatever a plan says is in the draft: as an item, as something to decide, or among what was left out."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitrack.draft.build import draft
from kpitrack.draft.indicators import indicators_in
from kpitrack.draft.phrases import phrases
from kpitrack.draft.text import read_plan_text
from kpitrack.draft.values import Draft, Section
from kpitrack.plan_file import load_plan
from kpitrack.render.draft import draft_text
from kpitrack.wording import Words


def drafted(text: str) -> Draft:
    read = read_plan_text(text.encode(), "plan.txt")
    assert read.problems == ()
    found = draft(read.lines, year=2030)
    loaded = load_plan(draft_text(found, Words("zh")).encode(), "targets.yaml")
    assert [problem for problem in loaded.problems if problem.is_error] == []
    return found


def sections(found: Draft) -> list[Section]:
    return [section for programme in found.programmes for section in (programme, *programme.tasks)]


def items(found: Draft) -> dict[str, str]:
    """Each item, with its lead units and its target."""
    shown = {}
    for section in sections(found):
        lead = "、".join(section.owners.lead)
        for each in section.indicators:
            shown[each.name] = f"{lead}: {each.bound} {'-'.join(each.values)} {each.unit}"
        for action in section.actions:
            shown[action.name] = f"{lead}: {action.kind}"
    return shown


def doubts(found: Draft, kind: str) -> list[tuple[int, dict[str, str]]]:
    return [(each.line, dict(each.facts)) for each in found.opens if each.doubt.value == kind]


def test_each_paragraph_has_the_unit_it_names() -> None:
    found = drafted("""\
2024年文旅工作方案
一、主要任务
举办节会5场以上。（县文旅局）
新建厕所8座以上。
（牵头单位：县住建局；配合单位：县财政局）
修缮古桥6座以上。
整治河道9公里以上，责任单位：县水利局。
办好3期培训班。（县人社局牵头）开展慰问30户次以上。（县民政局牵头）
""")
    assert items(found) == {
        "举办节会": "县文旅局: at_least 5 场",
        "新建厕所": "县住建局: at_least 8 座",
        "修缮古桥": ": at_least 6 座",
        "整治河道": "县水利局: at_least 9 公里",
        "办好培训班": "县人社局: at_least 3 期",
        "开展慰问": "县民政局: at_least 30 户次",
    }
    assert [line for line, _ in doubts(found, "no_lead")] == [6]
    assert next(each.owners.support for each in sections(found) if "新建厕所" in each.title) == ("县财政局",)
    assert "县财政局" in found.units


def test_units_told_in_a_sentence() -> None:
    found = drafted("""\
方案
一、任务
1.清河。清理垃圾50方以上，由县水利局牵头，县公安局、各乡镇按职责分工负责。
2.治污。新建管网12.6公里以上。县住建局牵头，县直有关部门、县城管局配合。
3.养殖。配套率达92%以上。（县农业农村局负责，县畜牧中心配合）
""")
    owners = {each.title: each.owners for each in sections(found) if each.owners.lead}
    assert {title: (each.lead, each.support, each.groups) for title, each in owners.items()} == {
        "清河": (("县水利局",), ("县公安局",), ("各乡镇",)),
        "治污": (("县住建局",), ("县城管局",), ("县直有关部门",)),
        "养殖": (("县农业农村局",), ("县畜牧中心",), ()),
    }


def test_units_named_once_at_the_end_hold_for_all_and_it_is_said() -> None:
    found = drafted("方案\n一、任务\n举办节会5场以上。\n新建厕所8座以上。\n（县文旅局牵头）\n修桥3座以上。\n")
    assert items(found) == {
        "举办节会": "县文旅局: at_least 5 场",
        "新建厕所": "县文旅局: at_least 8 座",
        "修桥": ": at_least 3 座",
    }
    assert [line for line, _ in doubts(found, "shared")] == [3]


def test_units_in_a_heading_hold_for_what_is_below_and_it_is_said() -> None:
    found = drafted("""\
方案
一、任务
（一）兴茶行动（牵头单位：县农业农村局）
全年办会5场以上。
1.建园。改造茶园9亩以上。
2.卖茶（县商务局牵头）。办会7场以上。
（县供销社配合）
""")
    assert items(found) == {
        "办会": "县农业农村局: at_least 5 场",
        "改造茶园": "县农业农村局: at_least 9 亩",
        "办会（2）": "县商务局: at_least 7 场",
    }
    assert doubts(found, "inherited") == [(5, {"title": "建园", "above": "兴茶行动"})]
    assert sections(found)[2].owners.lead == ("县商务局",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("举办活动三场以上", "举办活动 at_least 3 场"),
        ("召开会议十二次", "召开会议 at_least 12 次"),
        ("建成两个平台", "建成平台 at_least 2 个"),
        ("培训二百三十人次以上", "培训 at_least 230 人次"),
        ("不少于一百零五户", "不少于一百零五户 at_least 105 户"),
        ("发放贷款30笔", "发放贷款 at_least 30 笔"),
        ("编印简报12期、手册2万份", "编印简报 at_least 12 期; 手册 at_least 2 万份"),
        ("服务游客５．５万人次以上", "服务游客 at_least 5.5 万人次"),
        ("投资完成率达到９５％", "投资完成率 at_least 95 %"),
        ("群众满意度达90分以上", "群众满意度 at_least 90 分"),
        ("调运物资4批、设备6台（套）", "调运物资 at_least 4 批; 设备 at_least 6 台（套）"),
        ("招商引资完成X区定任务", "招商引资 pending X区级 "),
        ("招商引资完成上级下达任务", "招商引资 pending 上级 "),
        ("完成上级下达的招商引资任务", "招商引资 pending 上级 "),
        ("造林面积完成省市下达目标任务", "造林面积 pending 省市级 "),
        ("完成市定目标", "完成市定目标 pending 市级 "),
        ("造林面积以市林业局下达任务为准", "造林面积 pending 市林业局 "),
    ],
)
def test_a_phrase(text: str, expected: str) -> None:
    found = [each for phrase in phrases(text) for each in indicators_in(phrase, 1)]
    shown = [f"{each.name} {each.bound} {'-'.join(each.values)} {each.unit}" for each in found]
    assert "; ".join(shown) == expected


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("推进两个清单落实", ["两个"]),
        ("实现三个转变", ["三个"]),
        ("产值翻一番", ["翻一番"]),
        ("八成以上农户参加", ["八成"]),
        ("建成12柜", ["12"]),
        ("千家企业上云", ["千家"]),
        ("综合排名保持全市前3名", ["3"]),
        ("联合5部门督导", ["5"]),
    ],
)
def test_a_number_that_is_not_read_is_listed(text: str, numbers: list[str]) -> None:
    found = drafted(f"方案\n一、任务\n1.事项。{text}。\n")
    assert [facts["number"] for line, facts in doubts(found, "number") if line == 3] == numbers


@pytest.mark.parametrize("text", ["实行一户一策", "推进一件事一次办", "第三次普查", "两个月一调度"])
def test_words_that_hold_no_target(text: str) -> None:
    found = drafted(f"方案\n一、任务\n1.事项。{text}。\n")
    assert not any(section.indicators for section in sections(found))


def test_a_heading_without_text_is_in_the_plan() -> None:
    found = drafted(
        "方案\n一、任务\n1.宣传。\n2. 培训。（县人社局）\n3.举办活动5场以上；\n4.背景。形势逼人。\n"
    )
    assert items(found) == {
        "宣传": ": ongoing",
        "培训": "县人社局: ongoing",
        "举办活动": ": at_least 5 场",
    }
    assert doubts(found, "title_only") == [(3, {"title": "宣传"}), (4, {"title": "培训"})]
    assert doubts(found, "empty") == [(6, {"title": "背景"})]
    assert [(line.number, line.text) for line in found.left] == [(6, "形势逼人")]


def test_a_number_in_a_heading_and_text_above_other_headings() -> None:
    found = drafted("""\
方案
为完成年度任务，制定本方案。
一、任务
全县新增茶企9家以上。
（一）新建茶园5个。形势喜人，开展巡查服务。（县农业农村局）
（二）办节
举办节会两场以上。（县文旅局）
""")
    assert items(found) == {
        "全县新增茶企": ": at_least 9 家",
        "新建茶园": "县农业农村局: at_least 5 个",
        "开展巡查服务": "县农业农村局: ongoing",
        "举办节会": "县文旅局: at_least 2 场",
    }
    assert [line for line, _ in doubts(found, "title_number")] == [5]
    assert [line.number for line in found.left] == [2, 5]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("形势喜人：前景广阔，未来可期。", "形势喜人：前景广阔，未来可期"),
        ("形势喜人，办会5场以上；未来可期", "形势喜人…未来可期"),
        ("附件：茶园名单、茶企名单", "附件：茶园名单、茶企名单"),
    ],
)
def test_text_that_became_no_item_is_told_as_written(text: str, left: str) -> None:
    found = drafted(f"方案\n一、任务\n1.办节7场以上。\n{text}\n")
    assert [line.text for line in found.left] == [left]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("关于印发《云溪县兴茶工作方案》的通知\n各乡镇：", "云溪县兴茶工作方案"),
        ("云溪县人民政府办公室\n关于印发《云溪县兴茶工作方案》的通知", "云溪县兴茶工作方案"),
        ("云溪县人民政府关于印发\n《云溪县兴茶工作方案》\n的通知", "云溪县兴茶工作方案"),
        ("关于印发云溪县兴茶工作要点的通知", "云溪县兴茶工作要点"),
        ("关于做好兴茶工作的通知", "关于做好兴茶工作的通知"),
    ],
)
def test_the_title_of_a_notice(head: str, title: str) -> None:
    assert drafted(f"{head}\n一、任务\n1.事项。办会5场。\n").title == title


def test_near_names_of_units_are_listed() -> None:
    found = drafted("""\
方案
一、任务
1.办会5场。（县科技局牵头，市科技局、县财政局等负责）
2.办班5期。（县科学技术局牵头，县教育局、县市场监督管理局负责）
3.办展5次。（科技局牵头，县市监局、县教育体育局负责）
""")
    pairs = {(facts["name"], facts["other"]) for _, facts in doubts(found, "same_unit")}
    assert pairs == {
        ("县科学技术局", "县科技局"),
        ("科技局", "县科技局"),
        ("科技局", "市科技局"),
        ("科技局", "县科学技术局"),
        ("县市监局", "县市场监督管理局"),
        ("县教育体育局", "县教育局"),
    }


def test_a_plan_without_numbers_for_its_headings() -> None:
    found = drafted("""\
云溪县2024年兴茶工作要点

各乡镇：
为加快发展，制定本要点。
提升茶园质量
改造低产茶园1200亩以上。（县农业农村局牵头）
建立茶园台账。（县茶叶中心）
办好节会活动
举办茶旅节会三场以上。（县文旅局）
云溪县人民政府办公室
2024年3月5日
""")
    assert [section.title for section in found.programmes] == ["提升茶园质量", "办好节会活动"]
    assert items(found) == {
        "改造低产茶园": "县农业农村局: at_least 1200 亩",
        "建立茶园台账": "县茶叶中心: milestone",
        "举办茶旅节会": "县文旅局: at_least 3 场",
    }
    assert len(doubts(found, "by_shape")) == 1
    assert [line.number for line in found.left] == [3, 4, 10, 11]


def test_a_plan_without_any_headings() -> None:
    found = drafted(
        "兴茶工作方案\n今年改造茶园1200亩以上，由县农业农村局负责。\n举办节会三场以上。（县文旅局）\n"
    )
    assert items(found) == {
        "改造茶园": "县农业农村局: at_least 1200 亩",
        "举办节会": "县文旅局: at_least 3 场",
    }


def test_a_plan_numbered_from_the_second_level_down() -> None:
    found = drafted("""\
兴茶工作方案
（一）建园
1.改造茶园。
(1)改造低产茶园1200亩以上。（县农业农村局）
(2)建立茶园台账。（县茶叶中心）
2.认证
①有机认证5家。
②绿色认证6家。（县市场监管局牵头）
""")
    assert items(found) == {
        "改造低产茶园": "县农业农村局: at_least 1200 亩",
        "建立茶园台账": "县茶叶中心: milestone",
        "有机认证": "县市场监管局: at_least 5 家",
        "绿色认证": "县市场监管局: at_least 6 家",
    }


def test_a_plan_in_chapters_and_articles() -> None:
    found = drafted("""\
兴茶扶持办法
第一章 总则
第一条 为了兴茶，制定本办法。
第二章 扶持
第二条 一是新增茶企5家以上，二是推进茶园认证。（县茶办）
第三条 争取一家企业上市。
""")
    assert [section.label for section in sections(found)] == ["一", "一第一条", "二", "二第二条", "二第三条"]
    assert items(found) == {
        "制定本办法": ": milestone",
        "新增茶企": "县茶办: at_least 5 家",
        "二是推进茶园认证": "县茶办: ongoing",
        "企业上市": ": at_least 1 家",
    }


TABLE = """\
2024年兴茶任务清单
一、重点任务
序号\t工作任务\t年度目标\t牵头单位\t配合单位\t完成时限
1\t建设标准茶园\t改造茶园1200亩以上，建成基地两个\t县农业农村局\t县财政局、县茶叶中心\t9月底前
2\t办好节会\t举办节会三场以上\t县文旅局\t同上\t全年
3\t宣传\t\t县委宣传部\t\t
二、主要指标
指标名称\t单位\t2023年实绩\t2024年目标\t责任单位
茶叶产值\t亿元\t7.9\t8.5\t县统计局
游客满意度\t%\t94\t≥95\t县文旅局
贷款余额\t亿元\t3\t完成市定目标\t县金融办
"""


def test_a_table() -> None:
    found = drafted(TABLE)
    assert (found.title, found.year) == ("2024年兴茶任务清单", 2024)
    assert items(found) == {
        "改造茶园": "县农业农村局: at_least 1200 亩",
        "建成基地": "县农业农村局: at_least 2 个",
        "举办节会": "县文旅局: at_least 3 场",
        "宣传": "县委宣传部: ongoing",
        "茶叶产值": "县统计局: at_least 8.5 亿元",
        "游客满意度": "县文旅局: at_least 95 %",
        "贷款余额": "县金融办: pending 市级 ",
    }
    tasks = {section.title: section for section in sections(found)}
    assert tasks["办好节会"].owners.support == ("县财政局", "县茶叶中心")
    due = {each.name: each.due_month for task in tasks.values() for each in task.indicators}
    assert {name: month for name, month in due.items() if month} == {"改造茶园": 9, "建成基地": 9}
    assert [(line.number, line.text) for line in found.left] == [(5, "（完成时限：全年）")]
    assert [(line, facts["text"]) for line, facts in doubts(found, "number")] == [
        (9, "（2023年实绩：7.9）"),
        (10, "（2023年实绩：94）"),
        (11, "（2023年实绩：3）"),
    ]


def test_a_deadline_in_another_year_is_none_of_the_plan_s() -> None:
    found = drafted("""\
2024年方案
一、任务
2025年6月底前新增高企5家。2023年9月底前建成平台。2024年3月底前建成中心。
""")
    (section,) = (each for each in sections(found) if each.indicators)
    assert [each.due_month for each in section.indicators] == [0]
    assert [each.due_month for each in section.actions] == [0, 3]
    assert [facts["year"] for _, facts in doubts(found, "later_year")] == ["2023年", "2025年"]


def test_a_long_line_of_numbers_is_not_told_whole_for_each() -> None:
    found = drafted("方案\n一、目标\n" + "1/" * 500)
    told = doubts(found, "number")
    assert len(told) == 500
    assert max(len(facts["text"]) for _, facts in told) < 100


def test_a_row_of_sums_is_no_item_and_a_deadline_in_another_year_is_none() -> None:
    found = drafted("""\
2024年兴茶任务清单
序号\t任务\t目标\t牵头单位\t完成时间
1\t新建茶园\t30个\t县茶办\t二季度
2\t改造茶园\t20余个\t县茶办\t2025年3月
\t合 计\t50个\t\t
""")
    assert items(found) == {
        "新建茶园": "县茶办: at_least 30 个",
        "改造茶园": "县茶办: at_least 20 个",
    }
    assert [each.due_month for section in sections(found) for each in section.indicators] == [6, 0]
    assert [(line.number, line.text) for line in found.left] == [(5, "合 计 50个"), (4, "2025年3月")]


def test_a_target_of_a_table_that_does_not_say_what_it_counts() -> None:
    found = drafted("""\
2026年任务表
序号\t工作任务\t年度目标\t责任单位
1\t社区覆盖率\t由62%提高到80%\t区民政局（牵头）、区财政局
2\t培育带头人\t每村1名\t区委组织部/区民政局
3\t改造\t6月底前完成选址，9月底前完工\t区住建局
""")
    assert items(found) == {
        "社区覆盖率": "区民政局: at_least 80 %",
        "培育带头人每村": "区委组织部、区民政局: at_least 1 名",
        "完成选址、完工": "区住建局: project",
    }
    assert [line for line, _ in doubts(found, "subject")] == [3, 4]


_PIECES = st.sampled_from(
    [
        *[
            "\n",
            "\t",
            "，",
            "。",
            "、",
            "；",
            "：",
            "（",
            "）",
            "\n一、",
            "\n（一）",
            "\n1.",
            "\n(1)",
            "和",
            "等",
        ],
        *[
            "新增企业#家",
            "#家以上",
            "会议#次",
            "覆盖#柜",
            "标题#",
            "#",
            "达到#%",
            "控制在#天以内",
            "第#号",
            "#万元",
        ],
        *[
            "（县#局牵头）",
            "（县#局、县#局负责）",
            "牵头单位：县#局",
            "由县#局负责",
            "责任单位：",
            "配合单位：县#中心",
        ],
        *[
            "目标",
            "推进",
            "完成市定任务",
            "\n序号\t任务\t目标\t牵头单位\n",
            "\n#\t建设#\t#个\t县#局\n",
            "关于印发《方案#》的通知",
        ],
        *[
            "合计#家",
            "（含#家）",
            "（其中农村#个）",
            "从#家增加到",
            "由#%提高到#%",
            "由#万元增加到#亿元",
            "，其中：",
            "其中农村#个",
            "，上半年完成#公里",
            "，9月底前完成#公里以上",
            "，12月底前投入使用",
            "，6月底前完成选址",
            "每村#名",
            "下降#%",
            "，突破#万元",
            "，牵头单位：县#局，配合单位：县#局",
            "“#”",
            "一是",
            "为",
            "提高#",
            "\n附件1：第#号表\n#\t建设#\t#个\n",
            "\n附件\n#年表\n序号\t任务\t目标\n",
            "\n\t其中：城区\t#个\n",
            "\n\t其中：农村#个\t\t县#局\n",
            "一、二季度分别完成#万元、#万元，",
            "全年完成#万元",
            "成员单位包括县#局、",
            "办公室设在县#局",
        ],
    ]
)


@given(
    st.lists(_PIECES, max_size=25),
    st.sampled_from(["方案\n", "方案\n一、任务\n", "方案\n一、任务\n1.事项。", ""]),
)
@settings(max_examples=150, deadline=None)
def test_every_number_of_a_plan_is_in_its_draft(pieces: list[str], head: str) -> None:
    numbers = [str(number) for number in range(301, 301 + sum(piece.count("#") for piece in pieces))]
    told = iter(numbers)
    text = head + "".join(next(told) if letter == "#" else letter for letter in "".join(pieces))
    found = draft_text(drafted(text), Words("zh")) if text.strip() else text
    rows = re.findall(r"(?m)^(\d+)\t", text)  # a row's own number, which no heading above it keeps
    assert [number for number in numbers if number not in found and number not in rows] == []
