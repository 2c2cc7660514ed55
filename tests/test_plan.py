"""The county's plan as it is registered, against facts written down from the text of the plan.

The facts here were taken from the published plan (创新提升行动工作方案), not from targets.yaml.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kpitrack.kinds import LeadKind, ScheduleKind
from kpitrack.model import Plan
from kpitrack.plan_file import load_plan
from kpitrack.sources.yaml_nodes import Node, read_yaml
from kpitrack.workspace import open_workspace

ROOT = Path(__file__).resolve().parent.parent
PLAN = ROOT / "plan" / "targets.yaml"
SCHEMA = ROOT / "plan" / "targets.schema.json"

# What the plan aims at: measure, bound, value (of `about` with its band), unit; in the plan's order.
TARGETS = {
    "rd_growth": "growth at_least 14 %",
    "hv_patents_per_10k": "level at_least 1 件/万人",
    "tech_contract_value": "cumulative at_least 12 亿元",
    "hightech_gdp_share": "level at_least 18 %",
    "transfer_events": "cumulative at_least 2 场",
    "result_evaluations": "cumulative at_least 2 项",
    "result_registrations": "cumulative at_least 5 项",
    "patent_licences": "cumulative at_least 5 次",
    "univ_results_introduced": "cumulative at_least 5 项",
    "municipal_incubators": "cumulative at_least 1 家",
    "provincial_centres": "cumulative at_least 1 家",
    "new_rd_institution": "cumulative at_least 1 家",
    "jbgs_project": "cumulative at_least 1 项",
    "major_special": "cumulative at_least 1 项",
    "new_hightech_firms": "cumulative at_least 10 家",
    "new_srdi_smes": "cumulative at_least 5 家",
    "new_innovative_smes": "cumulative at_least 10 家",
    "new_rd_active_firms": "cumulative at_least 10 家",
    "digital_infra_project": "cumulative at_least 1 个",
    "firms_on_cloud": "cumulative at_least 600 家",
    "firms_on_platform": "cumulative at_least 23 家",
    "talent_teams": "cumulative at_least 1 个",
    "sci_tech_envoys": "cumulative about 65 名",
    "kv_credit_loans": "cumulative pending 市级 ",
    "bank_firm_meetings": "cumulative at_least 2 场",
    "tech_loan_growth": "growth at_least_series all_loans_growth %",
}
WITHOUT_LEAD = (
    "全社会研发经费投入增长",
    "每万人高价值发明专利拥有量",
    "技术合同交易额",
    "高新技术产业增加值占GDP比重",
)
UNITS = (
    "县委组织部",
    "县科学技术和工业信息化局",
    "县发展和改革局",
    "县经济开发区",
    "县财政局",
    "县人力资源和社会保障局",
    "县农业农村局",
    "县市场监督管理局",
    "县教育局",
    "县文化旅游广电体育局",
    "县省级农业科技园区",
    "县畜牧水产事务中心",
    "县稻虾产业发展服务中心",
    "中国人民银行南县支行",
    "县金融办",
)
# By programme: its section, and of each of its tasks the section, the kind of lead, the leads,
# how many take part, how many indicators and actions.
TASKS = {
    "一": [],
    "二（一）": [
        ("二（一）1", "single", ["县科学技术和工业信息化局"], 8, 5, 1),
        ("二（一）2", "single", ["县科学技术和工业信息化局"], 6, 1, 4),
    ],
    "二（二）": [
        ("二（二）1", "joint", ["县科学技术和工业信息化局", "县发展和改革局"], 0, 2, 1),
        (
            "二（二）2",
            "joint",
            [
                "县科学技术和工业信息化局",
                "县经济开发区",
                "县农业农村局",
                "县省级农业科技园区",
                "县文化旅游广电体育局",
            ],
            0,
            0,
            4,
        ),
    ],
    "二（三）": [
        ("二（三）1", "single", ["县科学技术和工业信息化局"], 5, 2, 4),
        ("二（三）2", "single", ["县科学技术和工业信息化局"], 5, 0, 3),
    ],
    "二（四）": [
        ("二（四）1", "joint", ["县科学技术和工业信息化局", "县经济开发区"], 0, 3, 2),
        ("二（四）2", "single", ["县科学技术和工业信息化局"], 2, 4, 3),
    ],
    "二（五）": [
        ("二（五）1", "dual", ["县委组织部", "县科学技术和工业信息化局"], 3, 1, 6),
        ("二（五）2", "dual", ["县委组织部", "县科学技术和工业信息化局"], 2, 1, 3),
    ],
    "二（六）": [
        (
            "二（六）1",
            "joint",
            ["县科学技术和工业信息化局", "县委组织部", "县教育局", "县财政局"],
            0,
            0,
            6,
        ),
        (
            "二（六）2",
            "joint",
            [
                "县科学技术和工业信息化局",
                "县财政局",
                "县经济开发区",
                "县市场监督管理局",
                "县金融办",
                "中国人民银行南县支行",
            ],
            0,
            3,
            3,
        ),
        ("二（六）3", "sole", ["县科学技术和工业信息化局"], 0, 0, 3),
    ],
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    loaded = load_plan(PLAN.read_bytes(), "plan/targets.yaml")
    assert loaded.problems == ()
    assert loaded.plan is not None
    return loaded.plan


def test_26_indicators_43_actions_15_units(plan: Plan) -> None:
    assert (len(plan.indicators), len(plan.actions), len(plan.lead_units)) == (26, 43, 15)
    assert tuple(unit.name for unit in plan.lead_units) == UNITS
    assert (plan.place, plan.title) == ("南县", "创新提升行动工作方案")
    assert (str(plan.span.first), str(plan.span.last)) == ("2024-01", "2024-12")
    assert plan.units[plan.office].name == "县科学技术和工业信息化局"


def test_the_26_targets(plan: Plan) -> None:
    found = {
        indicator.id: " ".join(
            (
                indicator.measure.value,
                indicator.target.bound.value,
                str(indicator.target.value or indicator.target.series or indicator.target.pending),
                indicator.unit,
            )
        )
        for indicator in plan.indicators
    }
    assert found == TARGETS
    assert list(found) == list(TARGETS)
    envoys = plan.indicators[22].target
    assert (envoys.tolerance_text, str(envoys.lower), str(envoys.upper)) == ("5%", "61.75", "68.25")


def test_the_four_goals_have_no_lead(plan: Plan) -> None:
    without = [item for item in plan.tracked() if not item.place.lead]
    assert tuple(item.name for item in without) == WITHOUT_LEAD
    assert {item.place.lead_kind for item in without} == {LeadKind.NONE}
    assert {item.duty.reported_by for item in without} == {("kegongxin",)}


def test_tasks_and_who_answers_for_them(plan: Plan) -> None:
    found = {}
    for programme in plan.programmes:
        rows = []
        for task in programme.tasks:
            items = [item for item in plan.tracked() if item.place.task == task.id]
            (place,) = {(item.place.lead_kind, item.place.lead, item.place.support) for item in items}
            kind, lead, support = place
            rows.append(
                (
                    task.section,
                    kind.value,
                    [plan.units[unit].name for unit in lead],
                    len(support),
                    sum(1 for indicator in plan.indicators if indicator.place.task == task.id),
                    sum(1 for action in plan.actions if action.place.task == task.id),
                )
            )
        found[programme.section] = rows
    assert found == TASKS


def test_single_dual_joint_and_sole_tasks(plan: Plan) -> None:
    kinds = Counter(row[1] for rows in TASKS.values() for row in rows)
    assert kinds == {"single": 5, "dual": 2, "joint": 5, "sole": 1}
    assert sum(len(programme.tasks) for programme in plan.programmes) == 13


def test_nothing_is_made_up(plan: Plan) -> None:
    """The plan names no checkpoint, no baseline, no date but the year's end, no denominator."""
    assert not [entry for entry in plan.indicators if entry.schedule.kind is ScheduleKind.CHECKPOINTS]
    assert not [entry for entry in plan.indicators if entry.baseline or entry.revisions]
    assert not [action for action in plan.actions if action.due or action.of or action.steps]
    assert {entry.due for entry in plan.indicators} == {plan.span.last}
    assert {entry.weight for entry in plan.indicators} == {1}


def test_where_the_plan_only_strives(plan: Plan) -> None:
    assert [entry.id for entry in plan.indicators if entry.effort] == [
        "rd_growth",
        "hv_patents_per_10k",
        "municipal_incubators",
        "digital_infra_project",
        "firms_on_cloud",
        "firms_on_platform",
    ]


def test_every_wording_is_in_the_text_of_the_plan(plan: Plan) -> None:
    """Every item has a wording, and every number of a target stands in it."""
    assert len(list(plan.tracked())) == 69
    for item in plan.tracked():
        assert item.wording, item.id
    for indicator in plan.indicators:
        value = indicator.target.value
        assert value is None or str(value) in indicator.wording, indicator.id
        assert value is None or str(value) in indicator.target_text, indicator.id


def test_small_counts_are_judged_when_due(plan: Plan) -> None:
    kinds = Counter(entry.schedule.kind.value for entry in plan.indicators)
    assert kinds == {"annual": 1, "direct": 3, "none": 15, "linear": 7}
    assert {entry.id for entry in plan.indicators if entry.schedule.kind is ScheduleKind.LINEAR} == {
        "tech_contract_value",
        "result_registrations",
        "patent_licences",
        "univ_results_introduced",
        "firms_on_cloud",
        "firms_on_platform",
        "kv_credit_loans",
    }


def test_check_finds_nothing() -> None:
    assert open_workspace(ROOT).problems() == ()


# The schema


def test_the_schema_in_the_repository_is_the_programs(kpitrack: Callable[..., Any]) -> None:
    run = kpitrack("schema", "--lang", "zh")
    assert (run.code, run.err) == (0, "")
    assert SCHEMA.read_bytes().decode() == run.out


def test_the_schema_describes_every_key() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    forms = [form for form in (schema, *schema["$defs"].values()) if form["type"] == "object"]
    fields = [field for form in forms for field in form["properties"].values()]
    assert len(fields) > 80
    for field in fields:
        parts = [_resolved(part, schema) for part in (field, *field.get("anyOf", ()))]
        assert any(part.get("description") for part in parts), field
    assert {form["additionalProperties"] for form in forms} == {False}


def test_the_schema_knows_every_key_of_the_plan() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    root = read_yaml(PLAN.read_text(encoding="utf-8"), "plan/targets.yaml").root
    assert root is not None
    assert list(_unknown(root, schema, schema)) == []
    (first, *_) = root.children("programmes")
    (goal, *_) = first.children("indicators")
    goal.mapping()["tolerence"] = Node("5%", goal.location)
    assert list(_unknown(root, schema, schema)) == ["tolerence"]


def _unknown(node: Node, part: dict[str, Any], schema: dict[str, Any]) -> Iterator[str]:
    """The keys below a node that a part of the schema does not describe."""
    options = [_resolved(option, schema) for option in part.get("anyOf", [part])]
    if isinstance(node.value, dict):
        forms = [option for option in options if "properties" in option]
        for key, child in node.value.items():
            found = [form["properties"][key] for form in forms if key in form["properties"]]
            if found:
                yield from _unknown(child, _resolved(found[0], schema), schema)
            elif not any("patternProperties" in option for option in options):
                yield key
    elif isinstance(node.value, list):
        items: dict[str, Any] = next((option["items"] for option in options if "items" in option), {})
        for child in node.value:
            yield from _unknown(child, _resolved(items, schema), schema)


def _resolved(part: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    name = part.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = schema["$defs"][name] if name else part
    return found
