"""What must hold of every assessment, whatever was reported."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpitrack.assessment import assess
from kpitrack.assessment.results import (
    JUDGED,
    ActionStatus,
    Assessment,
    IndicatorResult,
    RowKind,
    Status,
)
from kpitrack.kinds import Measure
from kpitrack.ledger import build_ledger
from kpitrack.model import Plan
from kpitrack.periods import Period
from kpitrack.plan_file import load_plan
from kpitrack.problems import Location
from kpitrack.render.data import assessment_data
from kpitrack.render.json_text import to_json
from kpitrack.render.show import Show
from kpitrack.reported import Record
from kpitrack.wording import Words
from kpitrack.workspace import Workspace, open_workspace

ROOT = Path(__file__).resolve().parent.parent
MONTHS = [Period(2024, month) for month in range(1, 13)]


@pytest.fixture(scope="module")
def opened() -> Workspace:
    return open_workspace(ROOT)


@pytest.fixture(scope="module")
def year(opened: Workspace) -> dict[Period, Assessment]:
    return {month: opened.assess(month) for month in MONTHS}


def as_json(plan: Plan, records: Sequence[Record], month: Period) -> Any:  # noqa: ANN401 - JSON
    ledger = build_ledger(plan, records)
    text = to_json(assessment_data(assess(plan, ledger, month), ledger, Show(plan, Words("en"))))
    return json.loads(text, parse_float=Decimal)


# The county's sample, month by month


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_counts_add_up(month: Period, year: dict[Period, Assessment]) -> None:
    found = year[month]
    assert (found.summary.indicators, found.summary.action_count) == (26, 43)
    assert found.summary.judged == sum(found.summary.statuses[status] for status in JUDGED)
    for status in Status:
        listed = [result for result in found.indicators if result.status is status]
        assert len(listed) == found.summary.statuses[status]
    for row in found.units:
        assert len(row.led) == row.tally.indicators + row.tally.action_count
        assert len(row.supported) == row.supported_indicators + row.supported_actions
        assert row.tally.counted <= row.tally.of <= row.tally.indicators
    for state in ActionStatus:
        assert found.summary.actions[state] == sum(result.status is state for result in found.actions)
    if month > MONTHS[0]:
        assert found.previous is not None
        assert (found.previous.indicators, found.previous.action_count) == (26, 43)
    else:
        assert found.previous is None


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_every_duty_is_counted_once(month: Period, year: dict[Period, Assessment]) -> None:
    reporting = year[month].reporting
    assert len({duty.item for duty in reporting.duties}) == len(reporting.duties)
    owed = {result.indicator.id for result in year[month].indicators if result.owed}
    owed |= {result.action.id for result in year[month].actions if result.owed}
    assert {duty.item for duty in reporting.duties} >= owed
    for unit in reporting.units:
        assert unit.owed == unit.on_time + unit.undated + len(unit.missing) + len(unit.late)


@pytest.mark.parametrize("month", MONTHS[1:], ids=str)
def test_the_status_before_is_the_status_of_the_month_before(
    month: Period, year: dict[Period, Assessment]
) -> None:
    now, before = year[month], year[month.shift(-1)]
    assert [result.previous_status for result in now.indicators] == [
        result.status for result in before.indicators
    ]
    assert [result.previous_status for result in now.actions] == [result.status for result in before.actions]
    assert now.previous is not None
    assert now.previous.statuses == before.summary.statuses
    assert now.previous.actions == before.summary.actions


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_a_units_mean_lies_between_its_members(month: Period, year: dict[Period, Assessment]) -> None:
    found = year[month]
    for row in found.units:
        counted = _counted(found, row.led)
        assert len(counted) == row.tally.counted
        if row.tally.attainment is None:
            assert counted == []
        else:
            assert min(counted) <= row.tally.attainment <= max(counted)


def _counted(found: Assessment, led: Sequence[str]) -> list[Fraction]:
    """The attainments that a mean rests on: of cumulative indicators, from 0 to the cap."""
    results: dict[str, IndicatorResult] = {result.indicator.id: result for result in found.indicators}
    return [
        min(max(results[item].attainment or Fraction(0), Fraction(0)), Fraction(1))
        for item in led
        if item in results
        and results[item].indicator.measure is Measure.CUMULATIVE
        and results[item].attainment is not None
    ]


@pytest.mark.parametrize("month", [Period(2024, 1), Period(2024, 6), Period(2024, 12)], ids=str)
def test_nothing_later_is_used(month: Period, opened: Workspace) -> None:
    plan = opened.checked_plan()
    known = [record for record in opened.records if record.period <= month]
    whole, cut = (assess(plan, build_ledger(plan, records), month) for records in (opened.records, known))
    assert whole.indicators == cut.indicators
    assert whole.actions == cut.actions


def test_no_record_is_used_twice(year: dict[Period, Assessment]) -> None:
    for found in year.values():
        for result in found.indicators:
            assert len(set(map(id, result.records))) == len(result.records)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_records_does_not_matter(seed: int, opened: Workspace) -> None:
    plan, month = opened.checked_plan(), Period(2024, 6)
    shuffled = list(opened.records)
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - no secret
    assert as_json(plan, shuffled, month) == as_json(plan, opened.records, month)


def test_sending_everything_again_changes_nothing(opened: Workspace) -> None:
    plan, month = opened.checked_plan(), Period(2024, 6)
    again = [
        replace(record, location=Location("z.csv", line, 1)) for line, record in enumerate(opened.records, 2)
    ]
    once, twice = as_json(plan, opened.records, month), as_json(plan, [*opened.records, *again], month)
    assert twice["data"]["records"] == 2 * once["data"]["records"]
    for key in ("summary", "indicators", "actions", "lead_units", "reporting"):
        assert twice[key] == once[key]


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.sampled_from(["tech_contract_value", "firms_on_cloud", "contest_county", "hv_patents"])))
def test_missing_is_never_zero(opened: Workspace, silent: set[str]) -> None:
    plan, month = opened.checked_plan(), Period(2024, 6)
    records = [record for record in opened.records if record.item not in silent]
    ledger = build_ledger(plan, records)
    found = assess(plan, ledger, month)
    for result in found.indicators:
        inputs = {result.indicator.id, *(result.indicator.derive.inputs if result.indicator.derive else ())}
        if not any(period <= month for name in inputs for period in ledger.periods(name)):
            assert result.value is None
            assert result.attainment is None
            assert result.gap is None
            assert result.status in {
                Status.NOT_REPORTED,
                Status.AWAITING_STATISTICS,
                Status.PENDING_TARGET,
            }
    for action in found.actions:
        if action.action.id in silent:
            assert (action.status, action.state, action.attainment) == (ActionStatus.NOT_REPORTED, None, None)
    assert found.summary.counted == len(_counted(found, [result.indicator.id for result in found.indicators]))


def test_a_silent_indicator_leaves_the_mean_alone() -> None:
    plan = plan_of("firms: at_least: 10", "shops: at_least: 10")
    alone, both = (
        assess(plan, build_ledger(plan, records), JUNE).units[0].tally
        for records in ([value("firms", "4")], [value("firms", "4"), value("shops", "0")])
    )
    assert (alone.attainment, alone.counted, alone.of) == (Fraction(2, 5), 1, 2)
    assert (both.attainment, both.counted, both.of) == (Fraction(1, 5), 2, 2)


# Small plans

JUNE = Period(2024, 6)


def plan_of(*items: str, leads: str = "a", rules: str = "", schedule: str = "") -> Plan:
    """A plan of cumulative indicators: `plan_of("firms: at_least: 10")`, each `ID[@LEAD]: TARGET`."""
    lines = [
        "schema: 1",
        "plan: {id: demo, title: Demo, year: 2024, office: a}",
        rules,
        f"lead_units: [{', '.join(f'{{id: {unit}, name: Unit {unit}}}' for unit in leads)}]",
        "programmes:",
        "  - id: p",
        "    title: P",
        "    indicators:",
    ]
    for item in items:
        name, _, target = item.partition(": ")
        identifier, _, lead = name.partition("@")
        lines.append(
            f"      - {{id: {identifier}, name: N {identifier}, unit: t, measure: cumulative,"
            f" target: {{{target}}}, lead: [{lead or 'a'}]{schedule}}}"
        )
    loaded = load_plan("\n".join([*lines, ""]).encode(), "plan/targets.yaml")
    assert loaded.plan is not None, loaded.problems
    return loaded.plan


def value(item: str, figure: str, month: Period = JUNE, by: str = "a") -> Record:
    return Record(item=item, period=month, reported_by=by, value=Decimal(figure), unit="t")


FIGURES = st.decimals(min_value=0, max_value=2000, places=2)
FACTORS = st.decimals(min_value=Decimal("0.01"), max_value=1000, places=2)


@settings(deadline=None)
@given(
    st.decimals(min_value=Decimal("0.01"), max_value=1000, places=2),
    st.lists(
        st.tuples(st.sampled_from(MONTHS), FIGURES), min_size=1, max_size=4, unique_by=lambda pair: pair[0]
    ),
    FACTORS,
    st.sampled_from(MONTHS),
    st.sampled_from(["at_least", "more_than", "about", "at_most", "less_than"]),
)
def test_another_unit_of_measure_changes_no_judgement(
    target: Decimal, reports: list[tuple[Period, Decimal]], factor: Decimal, month: Period, bound: str
) -> None:
    def judged(scale: Decimal) -> tuple[object, ...]:
        plan = plan_of(f"firms: {bound}: {target * scale:f}")
        records = [value("firms", f"{figure * scale:f}", period) for period, figure in reports]
        (result,) = assess(plan, build_ledger(plan, records), month).indicators
        gap = None if result.gap is None else result.gap / Fraction(scale)
        return result.status, result.attainment, result.pace_ratio, result.flags, gap

    assert judged(factor) == judged(Decimal(1))


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(MONTHS), FIGURES), max_size=5, unique_by=lambda pair: pair[0]),
    st.sampled_from(MONTHS),
    st.sampled_from(["", ", schedule: none", ", schedule: {2024-03: 2, 2024-09: 10}", ", due: 2024-05"]),
)
def test_figures_fit_one_another(reports: list[tuple[Period, Decimal]], month: Period, schedule: str) -> None:
    plan = plan_of("firms: at_least: 10", schedule=schedule)
    records = [value("firms", str(figure), period) for period, figure in reports]
    (result,) = assess(plan, build_ledger(plan, records), month).indicators
    known = [(period, figure) for period, figure in reports if period <= month]
    if not known:
        assert (result.status, result.value) == (Status.NOT_REPORTED, None)
        return
    period, figure = max(known)
    assert (result.value_period, result.value) == (period, figure)
    assert result.attainment == Fraction(figure) / 10
    assert result.gap == Fraction(figure) - 10
    assert result.shortfall == max(10 - Fraction(figure), 0) == result.remaining
    assert result.satisfied is (figure >= 10)
    assert (result.status is Status.MET) is (figure >= 10)
    if result.expected is not None and result.pace_ratio is not None and figure < 10:
        assert (result.pace_ratio >= 1) is (Fraction(figure) >= result.expected)
    if result.needed_per_month:
        left = month.until(result.indicator.due)
        assert result.needed_per_month * left == result.remaining


@settings(deadline=None)
@given(FIGURES, FIGURES, FIGURES)
def test_a_record_of_one_item_touches_no_other(first: Decimal, second: Decimal, other: Decimal) -> None:
    plan = plan_of("firms: at_least: 10", "shops: at_least: 10")
    alone = assess(plan, build_ledger(plan, [value("firms", str(first))]), JUNE)
    for figure in (second, other):
        records = [value("firms", str(first)), value("shops", str(figure))]
        assert assess(plan, build_ledger(plan, records), JUNE).indicators[0] == alone.indicators[0]


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), FIGURES), min_size=1, max_size=6))
def test_the_mean_of_a_unit_lies_between_its_members(rows: list[tuple[str, Decimal]]) -> None:
    plan = plan_of(*(f"i{n}@{lead}: at_least: 100" for n, (lead, _) in enumerate(rows)), leads="abc")
    records = [value(f"i{n}", str(figure), by=lead) for n, (lead, figure) in enumerate(rows)]
    found = assess(plan, build_ledger(plan, records), JUNE)
    for row in found.units:
        counted = _counted(found, row.led)
        mean = sum(counted, Fraction(0)) / len(counted) if counted else None
        assert row.tally.attainment == mean


# Ranking

RANKED = plan_of(
    *("a1@a: at_least: 10", "a2@a: at_least: 10"),
    *("b1@b: at_least: 10",),
    *("c1@c: at_least: 10", "c2@c: at_least: 10"),
    *("d1@d: at_least: 10", "d2@d: at_least: 10", "d3@d: at_least: 10"),
    *("e1@e: at_least: 10", "e2@e: at_least: 10"),
    leads="abcdef",
)
# a and b all on pace, c one of two, d one judged of three, e one judged of two, f leads nothing.
FIGURED = {"a1": "5", "a2": "6", "b1": "10", "c1": "5", "c2": "1", "d1": "5", "e1": "1"}


def test_ranks_are_shared_and_withheld() -> None:
    records = [value(item, figure, by=item[0]) for item, figure in FIGURED.items()]
    found = assess(RANKED, build_ledger(RANKED, records), JUNE, rank=True)
    ranks = {row.unit: row.rank for row in found.units if row.kind is RowKind.UNIT}
    assert ranks == {"a": 1, "b": 1, "c": 3, "d": None, "e": 4, "f": None}
    shares = {row.unit: row.tally.on_pace_share for row in found.units}
    assert (shares["a"], shares["c"], shares["d"], shares["e"], shares["f"]) == (
        Fraction(1),
        Fraction(1, 2),
        Fraction(1),
        Fraction(0),
        None,
    )


def test_there_are_no_ranks_unless_asked_for() -> None:
    found = assess(RANKED, build_ledger(RANKED, []), JUNE)
    assert {row.rank for row in found.units} == {None}


def test_a_month_outside_the_plan_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="2025-01 lies outside the plan"):
        assess(RANKED, build_ledger(RANKED, []), Period(2025, 1))


@pytest.mark.parametrize(
    ("cap", "mean"), [("100", Fraction(3, 4)), ("120", Fraction(17, 20)), ("200", Fraction(5, 4))]
)
def test_the_cap_holds_inside_the_mean_only(cap: str, mean: Fraction) -> None:
    plan = plan_of("x: at_least: 10", "y: at_least: 10", rules=f"assessment: {{cap: {cap}}}")
    found = assess(plan, build_ledger(plan, [value("x", "20"), value("y", "5")]), JUNE)
    assert found.summary.attainment == mean
    assert found.indicators[0].attainment == 2


@pytest.mark.parametrize(
    ("method", "figure", "status"),
    [
        ("{method: ratio, lagging: 0.8}", "4", Status.LAGGING),
        ("{method: ratio, lagging: 0.8}", "3.99", Status.SERIOUSLY_LAGGING),
        ("{method: ratio, lagging: 0.9}", "4", Status.SERIOUSLY_LAGGING),
        ("{method: points, lagging: 10}", "4", Status.LAGGING),
        ("{method: points, lagging: 10}", "3.99", Status.SERIOUSLY_LAGGING),
        ("{method: points, lagging: 11}", "3.9", Status.LAGGING),
        ("{method: points, lagging: 10}", "5", Status.ON_PACE),
    ],
)
def test_the_bands(method: str, figure: str, status: Status) -> None:
    # Of 10 half is expected in June: 4 is 0.8 of it and 10 points below.
    plan = plan_of("x: at_least: 10", rules=f"assessment: {{bands: {method}}}")
    (result,) = assess(plan, build_ledger(plan, [value("x", figure)]), JUNE).indicators
    assert result.status is status


# Figures made of others

DERIVED = """\
schema: 1
plan: {id: demo, title: Demo, year: 2024, office: a}
lead_units: [{id: a, name: A}, {id: b, name: B}]
series:
  - {id: x, name: X, unit: t, reported_by: a}
  - {id: y, name: Y, unit: t, carry: true, reported_by: a}
  - {id: z, name: Z, unit: t, reporters: sum, reported_by: [a, b]}
programmes:
  - id: p
    title: P
    indicators:
      - {id: i, name: I, unit: t, measure: level, target: {at_least: 1}, derive: {DERIVE}}
"""


@pytest.mark.parametrize(
    ("derive", "figures", "expected"),
    [
        ("ratio: [x, y]", "x=2 y=8", Fraction(1, 4)),
        ("ratio: [x, y], times: 10000", "x=2 y=8", Fraction(2500)),
        ("ratio: [x, y]", "x=2 y=0", None),
        ("ratio: [x, y]", "x=2", None),
        ("ratio: [x, y]", "x=2 y@5=8", Fraction(1, 4)),
        ("ratio: [y, x]", "y=2 x@5=8", None),
        ("difference: [x, y]", "x=2 y=8", Fraction(-6)),
        ("difference: [x, y]", "x=0.10 y=0.1", Fraction(0)),
        ("growth: [x, y]", "x=9 y=8", Fraction(25, 2)),
        ("growth: [x, y]", "x=9 y=0", None),
        ("ratio: [x, z]", "x=2 z/a=3 z/b=5", Fraction(1, 4)),
        ("ratio: [x, z]", "x=2 z/a=3", None),
        ("ratio: [x, y]", "x=2 y=8 i=7", Fraction(7)),
        ("ratio: [x, y]", "i@5=7 x=2 y=8", Fraction(1, 4)),
        ("ratio: [x, y]", "x@5=2 y@5=8 i=7", Fraction(7)),
    ],
)
def test_a_figure_computed_from_series(derive: str, figures: str, expected: Fraction | None) -> None:
    loaded = load_plan(DERIVED.replace("DERIVE", derive).encode(), "plan/targets.yaml")
    assert loaded.plan is not None
    records = []
    for entry in figures.split():  # ITEM[/REPORTER][@MONTH]=FIGURE
        name, _, figure = entry.partition("=")
        name, _, month = name.partition("@")
        item, _, unit = name.partition("/")
        records.append(value(item, figure, Period(2024, int(month or 6)), unit or "a"))
    (result,) = assess(loaded.plan, build_ledger(loaded.plan, records), JUNE).indicators
    assert result.value == expected
    assert result.status is not Status.NOT_REPORTED
    assert (result.status is Status.UNDETERMINED) is (expected is None)


PARTS = """\
schema: 1
plan: {id: demo, title: Demo, year: 2024, office: a}
lead_units: [{id: a, name: A}, {id: b, name: B}]
programmes:
  - id: p
    title: P
    indicators:
      - {id: i, name: I, unit: t, measure: cumulative, increments: true, reporters: sum, reported_by: [a, b],
         target: {at_least: 100}}
"""


@pytest.mark.parametrize(
    ("figures", "expected", "missing"),
    [
        ("a1=2 a2=3 b1=5 b2=7", 17, ()),
        ("a1=2 a2=3 b1=5", 10, ()),
        ("a1=2 a2=3", 5, ("b",)),
        ("a2=3 b1=5 b2=7", 15, ("2024-01",)),
        ("b1=5", 5, ("a",)),
    ],
)
def test_increments_of_several_reporters(figures: str, expected: int, missing: tuple[str, ...]) -> None:
    loaded = load_plan(PARTS.encode(), "plan/targets.yaml")
    assert loaded.plan is not None
    records = []
    for entry in figures.split():  # REPORTER MONTH = INCREMENT
        name, _, figure = entry.partition("=")
        record = value("i", "0", Period(2024, int(name[1:])), name[0])
        records.append(replace(record, value=None, increment=Decimal(figure)))
    (result,) = assess(loaded.plan, build_ledger(loaded.plan, records), Period(2024, 2)).indicators
    assert (result.value, result.incomplete) == (Decimal(expected), missing)
