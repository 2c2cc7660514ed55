"""plan/targets.yaml → a plan: defaults, inheritance, and every rule beyond the form of the file."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrack.kinds import (
    Bound,
    DeriveKind,
    Frequency,
    LeadKind,
    Measure,
    Method,
    Reporters,
    ScheduleKind,
)
from kpitrack.model import Derive, Indicator, Plan, Schedule, Target
from kpitrack.periods import Period, Span
from kpitrack.plan_file import load_plan

HEAD = """\
schema: 1
plan: {id: demo, title: Demo, year: 2024, office: a}
lead_units: [{id: a, name: A, aliases: AA}, {id: b, name: B}, {id: c, name: C}]
series:
  - {id: s, name: S, unit: "%", reported_by: b}
  - {id: u, name: U, unit: 件, carry: true, reported_by: [b, c], reporters: sum, frequency: annual}
"""
TREE = """\
programmes:
  - id: p
    title: P
    section: 一
    indicators:
      - ITEM
"""


def load(text: str) -> Plan:
    loaded = load_plan(text.encode(), "plan/targets.yaml")
    assert loaded.problems == ()
    assert loaded.plan is not None
    return loaded.plan


def shown(*values: object) -> str:
    return " ".join(map(str, values))


def wrong(text: str) -> list[tuple[str, str, int, int]]:
    """Rule, variant, line and column of every problem; then there is no plan."""
    loaded = load_plan(text.encode(), "plan/targets.yaml")
    assert loaded.plan is None
    return [
        (problem.rule, problem.variant, problem.location.line, problem.location.column)
        for problem in sorted(loaded.problems, key=lambda problem: problem.order)
    ]


def with_item(item: str) -> str:
    return HEAD + TREE.replace("ITEM", item)


def indicator(keys: str) -> Indicator:
    (found,) = load(with_item(f"{{id: i, name: I, {keys}}}")).indicators
    return found


# Defaults


def test_the_least_a_plan_says() -> None:
    plan = load("schema: 1\nplan: {id: x, title: T, year: 2024}\nprogrammes: []\n")
    assert (plan.place, plan.office, plan.language, plan.timezone) == ("", "", "zh", "Asia/Shanghai")
    assert plan.span == Span(Period(2024, 1), Period(2024, 12))
    rules = plan.rules
    assert shown(rules.bands.method, rules.bands.lagging, rules.gap_points) == "ratio 0.8 5"
    assert shown(rules.cap, rules.joint_credit, rules.due_day) == "100 full 5"
    assert (plan.indicators, plan.actions, plan.lead_units, plan.assumptions) == ((), (), (), ())


def test_what_a_plan_may_say() -> None:
    text = """\
schema: 1
plan:
  id: x
  title: T
  place: X
  from: 2023-07
  to: 2025-12
  language: en
  timezone: UTC
  assumptions: one
reporting: {due_day: 31}
assessment:
  bands: {method: points, lagging: 10}
  gap_points: 2.5
  cap: 120
  joint_credit: none
programmes: []
"""
    plan = load(text)
    assert plan.span == Span(Period(2023, 7), Period(2025, 12))
    assert shown(plan.rules.bands.method, plan.rules.bands.lagging) == "points 10"
    assert shown(plan.rules.gap_points, plan.rules.cap, plan.rules.joint_credit) == "2.5 120 none"
    assert plan.assumptions == ("one",)
    assert [str(plan.due_day(Period(2024, month))) for month in (1, 3, 12)] == [
        "2024-02-29",
        "2024-04-30",
        "2025-01-31",
    ]


def test_the_least_an_indicator_says() -> None:
    found = indicator("unit: 家, measure: cumulative, target: {at_least: 10}")
    assert (found.measure, found.target) == (Measure.CUMULATIVE, Target(Bound.AT_LEAST, Decimal(10)))
    assert (found.method, found.schedule) == (Method.RATIO, Schedule(ScheduleKind.LINEAR))
    assert shown(found.due, found.weight, found.baseline, found.gap_points) == "2024-12 1 None None"
    assert (found.increments, found.effort, found.derive, found.revisions) == (False, False, None, ())
    assert (found.duty.reported_by, found.duty.reporters, found.duty.frequency) == (
        ("a",),
        Reporters.ONE,
        Frequency.MONTHLY,
    )
    assert (found.location.line, found.location.column) == (12, 9)


@pytest.mark.parametrize(
    ("measure", "target", "method", "schedule"),
    [
        ("cumulative", "at_least: 10", "ratio", "linear"),
        ("cumulative", "more_than: 10", "ratio", "linear"),
        ("cumulative", "about: 65", "ratio", "linear"),
        ("cumulative", "between: [10, 15]", "ratio", "linear"),
        ("cumulative", "equals: 12", "ratio", "linear"),
        ("cumulative", "at_most: 10", "met", "direct"),
        ("cumulative", "less_than: 10", "met", "direct"),
        ("cumulative", "at_least: 0", "met", "direct"),
        ("cumulative", "between: [0, 15]", "met", "direct"),
        ("cumulative", "pending: city", "met", "linear"),
        ("level", "at_least: 10", "ratio", "direct"),
        ("level", "about: 65", "ratio", "direct"),
        ("level", "at_most: 10", "met", "direct"),
        ("level", "at_least: -3", "met", "direct"),
        ("level", "at_least_series: s", "gap", "direct"),
        ("growth", "at_least: 14", "gap", "direct"),
        ("growth", "at_most: 3", "gap", "direct"),
        ("growth", "at_most_series: s", "gap", "direct"),
    ],
)
def test_method_and_schedule_by_default(measure: str, target: str, method: str, schedule: str) -> None:
    found = indicator(f'unit: "%", measure: {measure}, target: {{{target}}}')
    assert found.schedule.kind == schedule
    if "pending" not in target:
        assert found.method == method


@pytest.mark.parametrize(
    ("target", "lower", "upper", "text"),
    [
        ("about: 65, tolerance: 5%", "61.75", "68.25", "5%"),
        ("about: 65", "61.75", "68.25", "5%"),
        ("about: 65, tolerance: 3", "62", "68", "3"),
        ("about: 65, tolerance: ５％", "61.75", "68.25", "5%"),
        ("about: 65, tolerance: 0", "65", "65", "0"),
        ("about: 65, tolerance: 2.5 %", "63.375", "66.625", "2.5 %"),
        ("between: [10, 15]", "10", "15", ""),
        ("equals: 12", "12", "12", ""),
    ],
)
def test_bounds_of_a_range(target: str, lower: str, upper: str, text: str) -> None:
    found = indicator(f"unit: 名, measure: level, target: {{{target}}}").target
    assert (found.lower, found.upper, found.tolerance_text) == (Decimal(lower), Decimal(upper), text)


def test_upper_limits_have_no_lower_bound() -> None:
    assert indicator("unit: 起, measure: level, target: {at_most: 3}").target.lower is None


def test_everything_an_indicator_may_say() -> None:
    found = indicator(
        "aliases: [J], unit: 件, measure: level, target: {at_least: 2.50}, target_text: 达2.5, wording: w,"
        " section: 二, lead: [b, c], lead_kind: dual, support: [a], support_open: true, due: 2024-09,"
        " reported_by: [c], frequency: quarterly, source: census, weight: 2, gap_points: 1,"
        " effort: true, components: [x, y], notes: n, baseline: {value: 1.5, period: 2023},"
        " derive: {ratio: [s, u], times: 10000}, method: change, schedule: {2024-03: 2, 2024-09: 2.5}"
    )
    assert found.aliases == ("J",)
    assert (str(found.target.value), found.target_text, found.wording) == ("2.50", "达2.5", "w")
    place = found.place
    assert (place.section, place.lead, place.lead_kind) == ("二", ("b", "c"), LeadKind.DUAL)
    assert (place.support, place.support_open) == (("a",), True)
    assert (found.due, found.duty.reported_by) == (Period(2024, 9), ("c",))
    assert (found.duty.frequency, found.duty.source) == (Frequency.QUARTERLY, "census")
    assert shown(found.weight, found.gap_points, found.effort) == "2 1 True"
    assert (found.components, found.notes) == (("x", "y"), ("n",))
    assert found.baseline is not None
    assert (found.baseline.value, found.baseline.period) == (Decimal("1.5"), "2023")
    assert found.derive == Derive(DeriveKind.RATIO, ("s", "u"), Decimal(10000))
    assert found.method is Method.CHANGE
    assert found.schedule == Schedule(
        ScheduleKind.CHECKPOINTS,
        ((Period(2024, 3), Decimal(2)), (Period(2024, 9), Decimal("2.5"))),
    )


def test_checkpoints_are_put_in_order() -> None:
    found = indicator(
        "unit: 家, measure: cumulative, target: {at_least: 9}, schedule: {2024-09: 9, 2024-03: 2}"
    )
    assert [shown(*point) for point in found.schedule.checkpoints] == ["2024-03 2", "2024-09 9"]
    assert [found.schedule.checkpoint(Period(2024, month)) for month in (2, 3, 8, 9, 12)] == [
        None,
        2,
        2,
        9,
        9,
    ]


def test_series() -> None:
    first, second = load(HEAD + "programmes: []\n").series
    assert (first.unit, first.carry, first.duty.reported_by) == ("%", False, ("b",))
    assert (second.carry, second.duty.reporters, second.duty.frequency) == (
        True,
        Reporters.SUM,
        Frequency.ANNUAL,
    )


def test_units_aliases_and_names() -> None:
    plan = load(HEAD + "programmes: []\n")
    assert plan.lead_units[0].aliases == ("AA",)
    assert (plan.name_of("a"), plan.name_of("s"), plan.name_of("nothing")) == ("A", "S", "nothing")


# Revisions

REVISED = """\
unit: 家, measure: cumulative, target: {at_least: 10}, target_text: ten, SCHEDULE
         target_revisions: [{from: 2024-06, at_least: 8, source: No 5, reason: cut, target_text: eight},
                            {from: 2024-09, at_most: 800, unit: 万家}]"""


def test_revisions() -> None:
    found = indicator(REVISED.replace("SCHEDULE", ""))
    in_force = [found.in_force(Period(2024, month)) for month in (5, 6, 8, 9)]
    assert [force.target.bound.value for force in in_force] == ["at_least", "at_least", "at_least", "at_most"]
    assert [force.target.value for force in in_force] == [10, 8, 8, 800]
    assert [force.unit for force in in_force] == ["家", "家", "家", "万家"]
    assert [force.method.value for force in in_force] == ["ratio", "ratio", "ratio", "met"]
    assert [force.schedule.kind.value for force in in_force] == ["linear", "linear", "linear", "direct"]
    assert [force.target_text for force in in_force] == ["ten", "eight", "eight", ""]
    assert (in_force[1].source, in_force[1].reason, in_force[0].source) == ("No 5", "cut", "")
    assert (in_force[1].location.line, in_force[1].location.column) == (13, 29)


def test_a_revision_keeps_a_schedule_that_was_declared() -> None:
    found = indicator(REVISED.replace("SCHEDULE", "schedule: none,"))
    assert {revision.schedule.kind for revision in found.revisions} == {ScheduleKind.NONE}


def test_a_pending_target_may_get_its_unit_by_revision() -> None:
    found = indicator(
        "measure: cumulative, target: {pending: city},"
        " target_revisions: [{from: 2024-07, at_least: 8, unit: 亿元}]"
    )
    assert (found.unit, found.in_force(Period(2024, 6)).unit) == ("", "")
    assert found.in_force(Period(2024, 7)).unit == "亿元"


# Inheritance

TASKS = """\
programmes:
  - id: p
    title: P
    section: 一
    tasks:
      - id: t
        title: T
        section: 一1
        lead: [a, b]
        support: [c]
        support_open: true
        indicators:
          - {id: i, name: I, unit: 家, measure: cumulative, target: {at_least: 10}}
          - {id: j, name: J, unit: t, measure: level, target: {at_least: 1}, lead: c, support: [],
             section: 九}
          - {id: k, name: K, unit: 家, measure: cumulative, target: {at_least: 10}, lead: []}
        actions:
          - {id: x, name: X, kind: coverage, of: 12, unit: 个, due: 2024-06, lead: [b, a], lead_kind: dual}
          - id: y
            name: Y
            kind: project
            steps: [{id: one, name: One, due: 2024-03}, {id: two, name: Two, weight: 3}]
      - id: v
        title: V
        actions: [{id: z, name: Z, kind: outcome}]
"""


def test_items_inherit_lead_support_and_section() -> None:
    plan = load(HEAD + TASKS)
    i, j, k = (found.place for found in plan.indicators)
    assert (i.programme, i.task, i.section) == ("p", "t", "一1")
    assert (i.lead, i.lead_kind, i.support, i.support_open) == (("a", "b"), LeadKind.JOINT, ("c",), True)
    assert (j.lead, j.lead_kind, j.support, j.section) == (("c",), LeadKind.SINGLE, (), "九")
    assert (k.lead, k.lead_kind) == ((), LeadKind.NONE)
    x, y, z = plan.actions
    assert shown(*x.place.lead, x.place.lead_kind, x.of, x.unit, x.due) == "b a dual 12 个 2024-06"
    assert [shown(step.id, step.due, step.weight) for step in y.steps] == ["one 2024-03 1", "two None 3"]
    assert (z.place.section, z.place.lead, z.place.lead_kind) == ("一", (), LeadKind.NONE)
    assert [entry.duty.reported_by for entry in plan.tracked()] == [
        ("a", "b"),
        ("c",),
        ("a",),
        ("b", "a"),
        ("a", "b"),
        ("a",),
    ]


def test_the_tree_keeps_the_order_of_the_file() -> None:
    plan = load(HEAD + TASKS)
    assert [task.id for programme in plan.programmes for task in programme.tasks] == ["t", "v"]
    assert [item.id for item in plan.tracked()] == ["i", "j", "k", "x", "y", "z"]
    assert list(plan.items) == ["i", "j", "k", "x", "y", "z", "s", "u"]
    assert list(plan.steps) == ["y.one", "y.two"]
    assert plan.name_of("y.two") == "Y.Two"


@pytest.mark.parametrize(
    ("leads", "kind"), [("[]", "none"), ("[a]", "single"), ("[a, b]", "joint"), ("[a, b, c]", "joint")]
)
def test_the_kind_of_lead_by_number(leads: str, kind: str) -> None:
    found = indicator(f"unit: 家, measure: level, target: {{at_least: 1}}, lead: {leads}")
    assert found.place.lead_kind == kind


# Rules: each with its place. Items begin on line 12.

LEVEL = "id: i, name: I, unit: 家, measure: level, target: {at_least: 10}"
GROWTH = 'id: i, name: I, unit: "%", measure: growth, target: {at_least: 14}'
COUNT = "id: i, name: I, unit: 家, measure: cumulative, target: {at_least: 10}"
PENDING = "id: i, name: I, measure: level, target: {pending: x}"
LIMIT = "id: i, name: I, unit: 起, measure: cumulative, target: {at_most: 10}"


@pytest.mark.parametrize(
    ("keys", "rule", "variant", "at"),
    [
        (f"{LEVEL}, schedule: linear", "not-prorated", "linear", "linear"),
        (f"{GROWTH}, schedule: linear", "not-prorated", "linear", "linear"),
        (f"{GROWTH}, schedule: {{2024-06: 7}}", "not-prorated", "checkpoints", "{2024-06"),
        (f"{LIMIT}, schedule: linear", "limit-not-paced", "", "linear"),
        (f"{LIMIT}, schedule: {{2024-06: 7}}", "limit-not-paced", "", "{2024-06"),
        (f"{COUNT}, schedule: linear, method: met", "pace-needs-attainment", "", "linear"),
        (f"{LEVEL}, schedule: {{2024-06: 7}}, method: gap", "pace-needs-attainment", "", "{2024-06"),
        (f"{LEVEL}, method: change", "change-baseline", "missing", "change"),
        (f"{LEVEL}, method: change, baseline: {{value: 10}}", "change-baseline", "equal", "{value"),
        (f"{LEVEL}, method: inverse", "method-unfit", "inverse", "inverse"),
        (f"{LIMIT}, method: ratio", "method-unfit", "ratio", "ratio"),
        (
            'id: i, name: I, unit: "%", measure: growth, target: {at_least_series: s}, method: ratio',
            "method-unfit",
            "relative",
            "ratio",
        ),
        (
            "id: i, name: I, unit: t, measure: level, target: {at_most: 0}, method: inverse",
            "method-unfit",
            "inverse",
            "inverse",
        ),
        (
            "id: i, name: I, unit: t, measure: level, target: {at_least: 0}, method: ratio",
            "method-unfit",
            "ratio",
            "ratio",
        ),
        (f"{COUNT}, schedule: {{2024-03: 4, 2024-06: 2}}", "checkpoint-falls", "", "2}}"),
        (f"{COUNT}, schedule: {{2024-06: 12}}", "checkpoint-above-target", "", "12}"),
        (f"{COUNT}, schedule: {{2025-01: 2}}", "checkpoint-outside", "", "2025-01"),
        (f"{COUNT}, due: 2024-06, schedule: {{2024-07: 2}}", "checkpoint-outside", "", "2024-07"),
        (f"{COUNT}, due: 2025-01", "due-outside", "", "2025-01"),
        (f"{LEVEL}, increments: true", "increments-need-cumulative", "", "true"),
        (f"{GROWTH}, reporters: sum", "sum-of-growth", "", "sum"),
        (f"{COUNT}, increments: true, derive: {{ratio: [s, u]}}", "derive-increments", "", "derive"),
        (f"{COUNT}, target_revisions: [{{from: 2025-01, at_least: 8}}]", "revision-outside", "", "{from"),
        (f"{COUNT}, lead: [a], lead_kind: dual", "lead-kind", "", "dual"),
        (f"{COUNT}, lead: [], lead_kind: single", "lead-kind", "", "single"),
        (f"{COUNT}, lead: [a, b], lead_kind: sole", "lead-kind", "", "sole"),
        (f"{COUNT}, lead: [a], lead_kind: none", "lead-kind", "", "none"),
        (f"{COUNT}, lead: [a], lead_kind: joint", "lead-kind", "", "joint"),
        (f"{COUNT}, reported_by: [a, z]", "unknown-unit", "", "z]"),
        (f"{COUNT}, lead: z", "unknown-unit", "", "z}"),
        (f"{COUNT}, support: [z]", "unknown-unit", "", "z]"),
        (f"{COUNT}, derive: {{ratio: [s, x]}}", "unknown-series", "", "x]"),
        ("id: i, name: I, measure: level, target: {at_least: 10}", "missing-key", "", "{id"),
        (
            f"{PENDING}, target_revisions: [{{from: 2024-06, at_least: 1}}]",
            "missing-key",
            "",
            "{from",
        ),
        (
            'id: i, name: I, unit: "%", measure: growth, target: {at_least_series: x}',
            "unknown-series",
            "",
            "x}",
        ),
    ],
)
def test_a_rule_of_an_indicator(keys: str, rule: str, variant: str, at: str) -> None:
    line = f"      - {{{keys}}}"
    column = line.rindex(at) + 1
    assert wrong(with_item(f"{{{keys}}}")) == [(rule, variant, 12, column)]


@pytest.mark.parametrize(
    "keys",
    [
        f"{LEVEL}, schedule: {{2024-06: 7}}",
        f"{LEVEL}, schedule: none",
        f"{GROWTH}, schedule: annual",
        f"{LIMIT}, schedule: direct, method: inverse",
        f"{COUNT}, schedule: {{2024-03: 2, 2024-06: 2, 2024-12: 10}}",
        f"{COUNT}, method: change, baseline: {{value: 2}}",
        f"{COUNT}, due: 2024-01",
        f"{COUNT}, due: 2024-12",
        f"{COUNT}, increments: true, reporters: sum, reported_by: [a, b]",
        "id: i, name: I, unit: t, measure: level, target: {between: [10, 15]}, schedule: {2024-12: 15}",
        "id: i, name: I, measure: level, target: {pending: x}",
    ],
)
def test_what_a_plan_may_well_declare(keys: str) -> None:
    assert load(with_item(f"{{{keys}}}")).indicators


def test_many_problems_at_once_and_the_cross_checks_too() -> None:
    text = """\
schema: 1
plan: {id: demo, titel: Demo, year: 2024, office: z}
lead_units: [{id: a, name: A}]
programmes:
  - id: p
    title: P
    tasks:
      - id: t
        title: T
        lead: [a, b]
        indicators:
          - {id: i, name: I, unit: 家, measure: cumulativ, target: {at_least: 10}, due: 2025-06}
          - {id: i, name: J, unit: 家, measure: level, target: {at_least: ten}, schedule: linear}
          - {id: k, name: J, unit: 家, measure: level, target: {}, weight: 0}
        actions:
          - {id: x, name: X, kind: coverage, of: -1}
"""
    assert wrong(text) == [
        ("unknown-key", "", 2, 18),
        ("unknown-unit", "", 2, 51),
        ("unknown-unit", "", 10, 19),
        ("bad-choice", "", 12, 48),
        ("due-outside", "", 12, 88),
        ("duplicate-id", "", 13, 18),
        ("bad-number", "unreadable", 13, 74),
        ("duplicate-name", "", 14, 27),
        ("one-target", "none", 14, 63),
        ("not-positive", "", 14, 75),
        ("not-positive", "", 16, 50),
    ]


def test_two_problems_of_one_indicator() -> None:
    text = with_item(f"{{{LEVEL}, method: change, schedule: linear}}")
    assert [rule for rule, *_ in wrong(text)] == ["change-baseline", "not-prorated"]


@pytest.mark.parametrize(
    ("head", "rule", "column"),
    [
        ("id: x, title: T", "plan-span", 7),
        ("id: x, title: T, year: 2024, from: 2024-01", "plan-span", 7),
        ("id: x, title: T, from: 2024-01", "plan-span", 7),
        ("id: x, title: T, from: 2024-02, to: 2024-01", "plan-span", 7),
        ("id: x, title: T, year: 20240", "out-of-range", 31),
        ("id: x, title: T, year: 0", "out-of-range", 31),
        ("id: x, title: T, from: 0000-01, to: 2024-01", "bad-month", 31),
        ("id: x, title: T, year: 2024, timezone: Mars", "unknown-timezone", 47),
    ],
)
def test_when_a_plan_runs(head: str, rule: str, column: int) -> None:
    assert wrong(f"schema: 1\nplan: {{{head}}}\nprogrammes: []\n") == [(rule, "", 2, column)]


def test_a_name_means_one_thing_however_it_is_typed() -> None:
    text = HEAD.replace("name: B", "name: ａａ") + "programmes: []\n"
    assert wrong(text) == [("duplicate-name", "", 3, 59)]


def test_names_of_units_and_items_are_apart() -> None:
    assert load(with_item(f"{{{COUNT.replace('name: I', 'name: A')}}}")).indicators[0].name == "A"


def test_the_files_own_hash_and_path() -> None:
    # printf 'schema: 1\nplan: {id: x, title: T, year: 2024}\nprogrammes: []\n' | sha256sum
    plan = load_plan(b"schema: 1\nplan: {id: x, title: T, year: 2024}\nprogrammes: []\n", "here.yaml").plan
    assert plan is not None
    assert plan.path == "here.yaml"
    assert plan.sha256 == "71ba0c1cd20ec1a23d4448671ef77310165a05f75e51a865a93d8412668166b2"


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "empty-file"),
        (b"\xff\xfe\x00", "not-decodable"),
        (b"a: [", "bad-yaml"),
        (b"PK\x03\x04", "not-text"),
    ],
)
def test_a_file_that_is_no_plan(data: bytes, rule: str) -> None:
    loaded = load_plan(data, "plan/targets.yaml")
    assert (loaded.plan, [problem.rule for problem in loaded.problems]) == (None, [rule])


@pytest.mark.parametrize("text", ["1\n", "[]\n", "plan\n"])
def test_a_plan_that_is_no_mapping(text: str) -> None:
    assert wrong(text) == [("wrong-shape", "mapping", 1, 1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("schema: 1\n", [("missing-key", "", 1, 1), ("missing-key", "", 1, 1)]),
        (
            "schema: 1\nplan: 1\nprogrammes: 2\n",
            [("wrong-shape", "mapping", 2, 7), ("wrong-shape", "list", 3, 13)],
        ),
    ],
)
def test_a_plan_without_its_parts(text: str, expected: list[tuple[str, str, int, int]]) -> None:
    assert wrong(text) == expected


KEYS = ["schema", "plan", "id", "title", "year", "programmes", "tasks", "indicators", "target", "at_least"]


def mapping(pairs: list[tuple[str, str]]) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in dict(pairs).items()) + "}"


VALUES = st.recursive(
    st.sampled_from(["1", "2024", "x", "[]", "{}", "~", "true", "10", "-1", '"%"', "cumulative"]),
    lambda inner: (
        st.lists(st.tuples(st.sampled_from(KEYS), inner), max_size=4).map(mapping)
        | st.lists(inner, max_size=3).map(lambda entries: f"[{', '.join(entries)}]")
    ),
    max_leaves=12,
)


@given(VALUES)
def test_any_tree_is_a_plan_or_problems(text: str) -> None:
    loaded = load_plan(text.encode(), "plan/targets.yaml")
    assert loaded.plan is not None or loaded.problems
    assert "invalid-value" not in {problem.rule for problem in loaded.problems}
