"""A plan's text → a plan file that `check` accepts: what is found, what is to decide, nothing made up."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitrack.draft.actions import actions_in
from kpitrack.draft.build import draft
from kpitrack.draft.deadlines import due_of_cell
from kpitrack.draft.indicators import indicators_in
from kpitrack.draft.owners import members_in, owners_in
from kpitrack.draft.phrases import phrases
from kpitrack.draft.text import read_plan_text
from kpitrack.draft.values import Draft, Owners
from kpitrack.plan_file import load_plan
from kpitrack.render.draft import counts, draft_text
from kpitrack.wording import Words

ROOT = Path(__file__).resolve().parent.parent.parent

# In the manner of a county's plan; places, units and numbers of our own.
PLAN = """\
2024年云溪县茶旅融合行动工作方案

为推动茶旅融合发展，制定本方案。
一、工作目标
力争茶叶综合产值达8.5亿元，茶园面积稳定在3.2万亩以上；游客满意度不低于95%，亩均用药量控制在0.6公斤以内。
二、主要任务
（一）实施茶园提质行动
1.建设标准茶园。建立茶园动态台账，完成低产茶园改造1200亩以上、有机认证5家、质量抽检20次以上。9月底前建成示范茶园2个。（县农业农村局牵头，县财政局、县茶叶中心等按职责分工负责）
2.培育经营主体。新增规上茶企3家、茶叶合作社10—15家，引导企业上云。争取申报省级茶庄园、茶叶小镇、茶旅驿站共1家以上。（县农业农村局、县工信局按职责分工负责）
（二）实施品牌提升行动
1.办好节会活动。承办省茶博会分会场，落实《云溪县茶产业扶持20条》，举办茶文化活动六场以上。
牵头单位：县文旅局；责任单位：县农业农村局、县茶叶中心；配合单位：各乡镇
2.加强金融支持。茶企贷款增速不低于全县各项贷款平均增速，茶叶保险参保面积完成市定目标，选派80名左右的技术员。（县金融办负责）
三、保障措施
成立工作专班，成员单位包括县农业农村局、县文旅局、县工信局、县财政局、县茶叶中心等。专班办公室设在县农业农村局，每月5日前报送进展。
"""


def drafted(text: str = PLAN) -> Draft:
    read = read_plan_text(text.encode(), "plan.txt")
    assert read.problems == ()
    return draft(read.lines, year=2030)


def targets(found: Draft) -> dict[str, str]:
    sections = [section for programme in found.programmes for section in (programme, *programme.tasks)]
    return {
        each.name: f"{each.bound} {'-'.join(each.values)} {each.unit} {each.measure}"
        for section in sections
        for each in section.indicators
    }


def test_the_indicators_of_a_plan() -> None:
    assert targets(drafted()) == {
        "茶叶综合产值": "at_least 8.5 亿元 cumulative",
        "茶园面积": "at_least 3.2 万亩 level",
        "游客满意度": "at_least 95 % level",
        "亩均用药量": "at_most 0.6 公斤 level",
        "完成低产茶园改造": "at_least 1200 亩 cumulative",
        "有机认证": "at_least 5 家 cumulative",
        "质量抽检": "at_least 20 次 cumulative",
        "建成示范茶园": "at_least 2 个 cumulative",
        "新增规上茶企": "at_least 3 家 cumulative",
        "茶叶合作社": "between 10-15 家 cumulative",
        "申报省级茶庄园、茶叶小镇、茶旅驿站": "at_least 1 家 cumulative",
        "举办茶文化活动": "at_least 6 场 cumulative",
        "茶企贷款增速": "at_least_series  % growth",
        "茶叶保险参保面积": "pending 市级  cumulative",
        "选派技术员": "about 80 名 cumulative",
    }


def test_headings_owners_units_and_actions() -> None:
    found = drafted()
    assert (found.title, found.year, found.office) == (
        "2024年云溪县茶旅融合行动工作方案",
        2024,
        "县农业农村局",
    )
    assert found.units == ("县农业农村局", "县文旅局", "县工信局", "县财政局", "县茶叶中心", "县金融办")
    assert [programme.label for programme in found.programmes] == ["一", "二（一）", "二（二）"]
    tasks = [task for programme in found.programmes for task in programme.tasks]
    assert [(task.label, task.title, task.line) for task in tasks] == [
        ("二（一）1", "建设标准茶园", 8),
        ("二（一）2", "培育经营主体", 9),
        ("二（二）1", "办好节会活动", 11),
        ("二（二）2", "加强金融支持", 13),
    ]
    assert [task.owners for task in tasks] == [
        Owners(("县农业农村局",), ("县财政局", "县茶叶中心"), "single", open=True),
        Owners(("县农业农村局", "县工信局"), (), "joint"),
        Owners(("县文旅局",), ("县农业农村局", "县茶叶中心"), "single", groups=("各乡镇",)),
        Owners(("县金融办",), (), "sole"),
    ]
    assert [[action.name for action in task.actions] for task in tasks] == [
        ["建立茶园动态台账"],
        ["引导企业上云"],
        ["承办省茶博会分会场", "落实《云溪县茶产业扶持20条》"],
        [],
    ]


def test_what_is_left_to_decide_is_said_with_its_line() -> None:
    opens = [(each.doubt.value, each.line) for each in drafted().opens]
    for expected in (
        ("reach", 5),
        ("upper", 5),
        ("effort", 5),
        ("bare", 8),
        ("carried", 8),
        ("small", 8),
        ("components", 9),
        ("joint", 9),
        ("group", 11),
        ("series", 13),
        ("pending", 13),
        ("about", 13),
        ("no_lead", 4),
        ("passed_over", 14),
        ("not_member", 0),
    ):
        assert expected in opens, expected
    assert "plan_year" not in dict(opens)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_plan_file_is_accepted(language: str) -> None:
    found = drafted()
    text = draft_text(found, Words(language))
    loaded = load_plan(text.encode(), "targets.yaml")
    assert [problem for problem in loaded.problems if problem.is_error] == []
    assert loaded.plan
    assert len(loaded.plan.indicators) == counts(found)["indicators"] == 15
    marks = text.split("programmes:")[1].count("待定：" if language == "zh" else "to decide: ")
    assert marks > 10
    assert "due: 2024-09" in text
    assert 'components: ["省级茶庄园", "茶叶小镇", "茶旅驿站"]' in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("举办活动2场以上", "举办活动 at_least 2 场"),
        ("产值达12亿元", "产值 at_least 12 亿元"),
        ("投入增长14%以上", "投入增长 at_least 14 %"),
        ("新增600家企业上云", "新增企业上云 at_least 600 家"),
        ("选派65名左右的特派员", "选派特派员 about 65 名"),
        ("抽检合格率超过98.5%", "抽检合格率 more_than 98.5 %"),
        ("办结时限不超过5个", "办结时限 at_most 5 个"),
        ("失业率控制在4.5%以内", "失业率 at_most 4.5 %"),
        ("报装时间压缩至3个工作日以内", "报装时间 at_most 3 个工作日"),
        ("能耗降至0.5吨", "能耗 at_most 0.5 吨"),
        ("培育10家企业以上", "培育企业 at_least 10 家"),
        ("培训1,200人次以上", "培训 at_least 1200 人次"),
        ("每万人专利拥有量达到1件以上", "每万人专利拥有量 at_least 1 件/万人"),
        ("建成３个站点", "建成站点 at_least 3 个"),
        ("引进外资3000万美元以上", "引进外资 at_least 3000 万美元"),
        ("改造300余户", "改造 at_least 300 户"),
        ("改造房屋三十多户", "改造房屋 at_least 30 户"),
        ("失业率不得高于5.5%", "失业率 at_most 5.5 %"),
        ("事故死亡人数不得超过10人", "事故死亡人数 at_most 10 人"),
        ("合格率不能低于98%", "合格率 at_least 98 %"),
        ("卫生室达标数不少于三分之二", ""),
        ("完成投资1亿2000万元", ""),
        ("6月30日前新增园区2个", "新增园区 at_least 2 个"),
        ("六月底前新增基地3个以上", "新增基地 at_least 3 个"),
    ],
)
def test_a_phrase(text: str, expected: str) -> None:
    found = [each for phrase in phrases(text) for each in indicators_in(phrase, 1)]
    shown = [f"{each.name} {each.bound} {'-'.join(each.values)} {each.unit}" for each in found]
    assert shown == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "due_month"),
    [
        ("6月底前建成服务平台", 6),
        ("９月末前出台管理办法", 9),
        ("6月30日前出台管理办法", 6),
        ("十月底前建成服务平台", 10),
        ("年底前建成服务平台", 0),
        ("建成服务平台", 0),
    ],
)
def test_an_action_with_the_month_by_which_it_is_to_be_done(text: str, due_month: int) -> None:
    found = [each for phrase in phrases(text) for each in actions_in(phrase, 1)]
    assert [(each.wording, each.kind, each.due_month) for each in found] == [(text, "milestone", due_month)]


@pytest.mark.parametrize(
    ("cell", "due"),
    [
        ("6月底前", (0, 6)),
        ("９月", (0, 9)),
        ("2024年6月30日前", (2024, 6)),
        ("2025.3", (2025, 3)),
        ("2024-06-30", (2024, 6)),
        ("第二季度", (0, 6)),
        ("上半年", (0, 6)),
        ("年底前", (0, 12)),
        ("全年", (0, 0)),
        ("长期坚持", (0, 0)),
        ("6", (0, 0)),
        ("13月", (0, 0)),
        ("3—6月", (0, 0)),
        ("", (0, 0)),
    ],
)
def test_the_month_in_a_column_of_deadlines(cell: str, due: tuple[int, int]) -> None:
    assert due_of_cell(cell) == due


@pytest.mark.parametrize(
    "text",
    [
        "落实25条政策措施和《办法20条》",
        "推进“123工程”",
        "2024年6月底启动",
        "十大项目",
        "万亩基地建设",
        "落实人才新政25条",
    ],
)
def test_a_number_that_is_a_name_is_no_target(text: str) -> None:
    found = [each for phrase in phrases(text) for each in indicators_in(phrase, 1)]
    assert [each for each in found if each.unit != "条" or "新政" in text] == []


@pytest.mark.parametrize(
    ("text", "lead", "support", "kind"),
    [
        ("（甲局牵头，乙局、丙局负责）", ("甲局",), ("乙局", "丙局"), "single"),
        ("（甲局、乙局牵头，丙局等按职责分工负责）", ("甲局", "乙局"), ("丙局",), "dual"),
        ("（甲局、乙局等按职责分工负责）", ("甲局", "乙局"), (), "joint"),
        ("（甲局负责）", ("甲局",), (), "sole"),
        ("牵头单位：甲局；配合单位：乙局、丙局", ("甲局",), ("乙局", "丙局"), "single"),
        ("（责任单位：甲局、乙局）", ("甲局", "乙局"), (), "joint"),
        ("建成平台（含子平台）。", (), (), "none"),
    ],
)
def test_owners(text: str, lead: tuple[str, ...], support: tuple[str, ...], kind: str) -> None:
    found, rest = owners_in(text)
    assert (found.lead, found.support, found.kind) == (lead, support, kind)
    assert ("局" in rest) is False


def test_members() -> None:
    assert members_in("成员单位包括甲局、乙局等。办公室设在甲局。") == ("甲局", "乙局")
    assert members_in("各成员单位要高度重视。") == ()


def test_a_word_file() -> None:
    document = docx.Document()
    for line in PLAN.split("\n"):
        document.add_paragraph(line)
    document.add_paragraph("自动编号的一段", style="List Number")
    held = io.BytesIO()
    document.save(held)
    read = read_plan_text(held.getvalue(), "plan.docx")
    assert targets(draft(read.lines, year=2030)) == targets(drafted())
    for data in (b"%PDF-1.7", b"PK\x03\x04junk", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        assert [problem.rule for problem in read_plan_text(data, "x").problems] == ["wrong-kind"]


def test_a_list_of_thousands() -> None:
    members = 3000  # deeper than Python calls itself
    text = "新增企业10家" + "和20家" * (members - 1)
    found = list(phrases(text))
    assert [phrase.text for phrase in found[:2]] == ["新增企业10家", "20家"]
    assert len(found) == members


def test_a_bound_is_not_cut_in_two() -> None:
    found = [phrase.text for phrase in phrases("培育5家及以上和引进10名")]
    assert found == ["培育5家及以上", "引进10名"]


def test_text_without_headings_says_so() -> None:
    found = drafted("随便写的一段话，没有标题。\n")
    assert found.programmes == ()
    assert "no_headings" in {each.doubt.value for each in found.opens}
    assert "programmes: []" in draft_text(found, Words("zh"))


_PIECES = st.sampled_from(
    [
        *[
            "一、",
            "（一）",
            "1.",
            "工作目标",
            "建设平台",
            "。",
            "，",
            "、",
            "；",
            "10家",
            "5%以上",
            "不少于3个",
            "\n",
            "：",
            "力争",
        ],
        *[
            "（甲局牵头，乙局负责）",
            "牵头单位：",
            "甲局",
            "完成市定目标",
            "增速不低于平均增速",
            "“",
            "《",
            "10—5家",
            "\x1b[31m",
            '"',
            "#",
        ],
        *[
            "3月底前",
            "13月底前",
            "共2家",
            "控制在4个以内",
            "99999999999999999999家",
            "\u202e",
            "0个",
            "1,200人",
        ],
    ]
)


@given(st.lists(_PIECES, max_size=30))
@settings(max_examples=120, deadline=None)
def test_whatever_the_text_the_plan_file_has_no_error(pieces: list[str]) -> None:
    found = drafted(f"方案\n一、任务\n1.事项。建设平台1个。{''.join(pieces)}")
    loaded = load_plan(draft_text(found, Words("zh")).encode(), "t.yaml")
    assert [(problem.rule, problem.facts) for problem in loaded.problems if problem.is_error] == []


def test_the_command(kpitrack: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.txt").write_text(PLAN, encoding="gb18030")
    shown = kpitrack("draft", "plan.txt", "--lang", "zh")
    assert shown.code == 0
    assert shown.err.startswith("读出 15 项量化指标、4 项定性任务、6 个单位；待定 ")
    Path("plan").mkdir()
    assert kpitrack("draft", "plan.txt", "--lang", "zh", "-o", "plan/targets.yaml").code == 0
    assert Path("plan/targets.yaml").read_text(encoding="utf-8") == shown.out
    assert kpitrack("check", "-C", ".").code == 0
    again = kpitrack("draft", "plan.txt", "-o", "plan/targets.yaml", "--lang", "en")
    assert (again.code, again.err.split("\n")[0]) == (
        2,
        "error: plan/targets.yaml is there already; it is not overwritten",
    )
    assert kpitrack("draft", "none.txt").code == 5
    with monkeypatch.context() as patched:
        patched.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(PLAN.encode("gb18030"))))
        assert kpitrack("draft", "-", "--lang", "zh").out == shown.out
    Path("empty.txt").write_text("\n", encoding="utf-8")
    empty = kpitrack("draft", "empty.txt", "--lang", "zh")
    assert (empty.code, empty.out) == (3, "")
    assert empty.err.startswith("empty.txt: error: 文件里没有文字 [no-rows]\n")
    assert len(empty.err.splitlines()) == 2


def test_the_wordings_of_the_shipped_plan_are_read_as_it_has_them() -> None:
    loaded = load_plan((ROOT / "plan" / "targets.yaml").read_bytes(), "plan/targets.yaml")
    assert loaded.plan
    wrong = []
    for indicator in loaded.plan.indicators:
        found = [each for phrase in phrases(indicator.wording or "") for each in indicators_in(phrase, 1)]
        if len(found) != 1 or not all(value in (indicator.target_text or "") for value in found[0].values):
            wrong.append(indicator.id)
    assert wrong == ["kv_credit_loans"]  # 完成市定目标: 市级, which the target's own words do not say
