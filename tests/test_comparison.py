"""What must hold of every comparison, whatever was reported; and the reasons one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitrack.assessment import assess
from kpitrack.assessment.results import ActionStatus, Assessment, Status
from kpitrack.comparison import compare
from kpitrack.comparison.changes import (
    MIRRORED,
    Comparison,
    CourseReason,
    Kind,
    PlaceReason,
    Reason,
    RecordReason,
    TargetReason,
)
from kpitrack.comparison.totals import flows, is_worse
from kpitrack.figures import bearing_on
from kpitrack.kinds import State
from kpitrack.ledger import Ledger, build_ledger
from kpitrack.model import Action, Indicator, Plan
from kpitrack.periods import Period
from kpitrack.plan_file import load_plan
from kpitrack.problems import Location
from kpitrack.reported import BadRecord, Record

PLAN = """\
schema: 1
plan: {id: demo, title: Demo, year: 2024, office: a}
lead_units: [{id: a, name: A}, {id: b, name: B}]
series:
  - {id: mean, name: Mean, unit: "%", reported_by: [b]}
  - {id: people, name: People, unit: 万人, reported_by: [b], carry: true}
  - {id: patents, name: Patents, unit: 件, reported_by: [b]}
programmes:
  - id: p
    title: P
    tasks:
      - id: t
        title: T
        lead: [a, b]
        indicators:
          - {id: sales, name: Sales, unit: 家, measure: cumulative, target: {at_least: 12}}
          - id: firms
            name: Firms
            unit: 家
            measure: cumulative
            weight: 3
            target: {at_least: 10}
            target_revisions: [{from: 2024-06, at_least: 20}, {from: 2024-09, at_least: 15}]
          - {id: parts, name: Parts, unit: 家, measure: cumulative, target: {at_least: 9}, reporters: sum}
          - {id: adds, name: Adds, unit: 家, measure: cumulative, target: {at_least: 9}, increments: true}
          - {id: growth, name: Growth, unit: "%", measure: growth, target: {at_least_series: mean}}
          - id: rate
            name: Rate
            unit: 件/万人
            measure: level
            target: {at_least: 1}
            derive: {ratio: [patents, people]}
          - id: early
            name: Early
            unit: 家
            measure: cumulative
            target: {at_least: 2}
            schedule: none
            due: 2024-06
          - {id: limit, name: Limit, unit: 家, measure: level, target: {at_most: 5}, frequency: quarterly}
        actions:
          - {id: build, name: Build, kind: milestone, due: 2024-05}
          - {id: stages, name: Stages, kind: milestone, steps: [{id: one, name: One}, {id: two, name: Two}]}
"""
ITEMS = (
    "sales",
    "firms",
    "parts",
    "adds",
    "growth",
    "early",
    "limit",
    "mean",
    "people",
    "patents",
    "build",
    "stages.one",
    "stages.two",
)
ACTIONS = frozenset({"build", "stages.one", "stages.two"})
MONTHS = tuple(Period(2024, month) for month in range(1, 13))


def plan() -> Plan:
    loaded = load_plan(PLAN.encode(), "plan/targets.yaml")
    assert loaded.plan is not None
    return loaded.plan


DEMO = plan()


def record(
    item: str,
    month: int,
    value: str = "",
    on: date | None = None,
    *,
    by: str = "a",
    line: int = 1,
    reason: str = "",
    state: State | None = None,
    withdraw: bool = False,
) -> Record:
    known = DEMO.items.get(item)
    figure = Decimal(value) if value and item not in ACTIONS else None
    return Record(
        item=item,
        period=Period(2024, month),
        reported_by=by,
        value=None if item == "adds" else figure,
        increment=figure if item == "adds" else None,
        by_increment=item == "adds",
        unit=known.unit if known else "",
        reported_on=on or Period(2024, month).shift(1).last_day.replace(day=3),
        state=state,
        reason=reason,
        withdraw=withdraw,
        location=Location("r.csv", line),
    )


@st.composite
def records(draw: st.DrawFn) -> list[Record]:
    """A dozen records of every kind, corrections, conflicts and withdrawals among them."""
    found = []
    for line in range(1, draw(st.integers(1, 12)) + 1):
        item, month = draw(st.sampled_from(ITEMS)), draw(st.integers(1, 12))
        withdraw = draw(st.integers(0, 9)) == 0
        found.append(
            record(
                item,
                month,
                "" if withdraw else draw(st.sampled_from(("", "0", "1", "3", "6", "20"))),
                Period(2024, month).last_day + timedelta(days=draw(st.integers(1, 20))),
                by=draw(st.sampled_from("ab")),
                line=line,
                reason=draw(st.sampled_from(("", "", "slip"))),
                state=draw(st.sampled_from((None, *State))) if item in ACTIONS else None,
                withdraw=withdraw,
            )
        )
    return found


@st.composite
def unreadable(draw: st.DrawFn) -> list[BadRecord]:
    items = draw(st.lists(st.sampled_from(ITEMS), max_size=1))
    month = draw(st.sampled_from((*MONTHS, None)))
    return [BadRecord(item, month, Location("bad.csv", 2), date(2024, 7, 1)) for item in items]


Side = tuple[Assessment, Ledger]
WHEN = st.tuples(
    st.sampled_from(MONTHS), st.one_of(st.none(), st.dates(date(2024, 1, 20), date(2025, 1, 25)))
)


def side(found: list[Record], bad: list[BadRecord], when: tuple[Period, date | None]) -> Side:
    month, day = when
    ledger = build_ledger(DEMO, found, bad, as_of=day)
    return assess(DEMO, ledger, month), ledger


def mirrored(reason: Reason) -> Reason:
    """A reason as it reads from the other side; the place of a kept record and of a plan stay apart."""
    if isinstance(reason, TargetReason):
        return TargetReason(reason.after, reason.before)
    kind = MIRRORED.get(reason.kind, reason.kind)
    if isinstance(reason, PlaceReason):
        return replace(reason, kind=kind)
    if isinstance(reason, RecordReason):
        return replace(reason, kind=kind, before=reason.after, after=reason.before)
    return replace(reason, kind=kind, before=reason.after, after=reason.before)


@settings(deadline=None, max_examples=60)
@given(records(), unreadable(), WHEN)
def test_nothing_changed_between_a_month_and_itself(
    found: list[Record], bad: list[BadRecord], when: tuple[Period, date | None]
) -> None:
    one, other = side(found, bad, when), side(found, bad, when)
    comparison = compare(*one, *other)
    assert not any(change.is_changed or change.reasons for change in comparison.changes)
    assert (comparison.drivers, comparison.units, comparison.duties) == ((), (), ())


@settings(deadline=None, max_examples=120)
@given(records(), unreadable(), WHEN, WHEN)
def test_what_holds_of_every_comparison(
    found: list[Record],
    bad: list[BadRecord],
    first: tuple[Period, date | None],
    second: tuple[Period, date | None],
) -> None:
    one, other = side(found, bad, first), side(found, bad, second)
    forth, back = compare(*one, *other), compare(*other, *one)
    for change, reverse in zip(forth.changes, back.changes, strict=True):
        assert change.is_changed is reverse.is_changed
        assert [mirrored(reason) for reason in change.reasons] == list(reverse.reasons)
        assert Kind.OTHER not in {reason.kind for reason in change.reasons}
        assert change.reasons or not change.is_changed
        item = change.before.indicator if hasattr(change.before, "indicator") else change.before.action
        assert named(change.reasons) == counted(item, one) ^ counted(item, other)
    before, after = one[0].summary.attainment, other[0].summary.attainment
    if before is not None and after is not None:
        assert sum((driver.share for driver in forth.drivers), Fraction(0)) == after - before
    else:
        assert not forth.drivers
    assert [(duty.item, duty.units) for duty in forth.duties if duty.before and duty.after] == [
        (duty.item, duty.units) for duty in back.duties if duty.before and duty.after
    ]


def counted(item: Indicator | Action, on: Side) -> set[Location]:
    """The places of the records that bear on an item: in force, or would be if other units agreed."""
    assessment, ledger = on
    targets = (
        [one.target for one in (item, *item.revisions)]  # type: ignore[attr-defined]
        if isinstance(item, Indicator)
        else []
    )
    return {
        one.location
        for name in bearing_on(item, targets)
        for month in MONTHS
        if month <= assessment.month
        for one in (*ledger.reports(name, month), *ledger.rivals(name, month))
    }


def named(reasons: tuple[Reason, ...]) -> set[Location]:
    """The places of the records that reasons name as in force; AssertionError where one is named twice."""
    places = [
        one.location
        for reason in reasons
        if isinstance(reason, RecordReason)
        for records_of_side in (reason.before, reason.after)
        if len(records_of_side) == 1
        for one in records_of_side
    ]
    assert len(places) == len(set(places))
    return set(places)


def between(
    found: list[Record], before: int, after: int, *, then: date | None = None, now: date | None = None
) -> Comparison:
    return compare(
        *side(found, [], (Period(2024, before), then)), *side(found, [], (Period(2024, after), now))
    )


def kinds(comparison: Comparison, item: str) -> list[Kind]:
    return [reason.kind for change in comparison.changes if change.id == item for reason in change.reasons]


JULY_5, JULY_9 = date(2024, 7, 5), date(2024, 7, 9)
SALES = [record("sales", 5, "5", line=1), record("sales", 6, "7", date(2024, 7, 3), line=2)]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ([record("sales", 6, "8", JULY_9, line=3, reason="slip")], [Kind.CORRECTED]),
        ([record("sales", 6, "", JULY_9, line=3, withdraw=True)], [Kind.WITHDRAWN, Kind.STALE]),
        ([record("sales", 6, "9", JULY_9, by="b", line=3)], [Kind.CONFLICT, Kind.STALE]),
    ],
)
def test_what_came_later_is_told_by_its_kind(more: list[Record], expected: list[Kind]) -> None:
    assert kinds(between([*SALES, *more], 6, 6, then=JULY_5), "sales") == expected


def test_a_conflict_within_one_reporter_names_both_records() -> None:
    double = [*SALES, record("sales", 6, "8", date(2024, 7, 3), line=3)]
    (change,) = [one for one in between(double, 5, 6).indicators if one.id == "sales"]
    (reason, *_) = change.reasons
    assert reason.kind is Kind.CONFLICT
    assert [str(place) for place in reason.places] == ["r.csv:2", "r.csv:3"]
    settled = [*double, record("sales", 6, "8", JULY_9, line=4, reason="checked")]
    assert kinds(between(settled, 6, 6, then=JULY_5), "sales") == [Kind.SETTLED, Kind.FRESH]


def test_a_record_that_cannot_be_read_is_told_with_its_place() -> None:
    bad = [BadRecord("sales", Period(2024, 6), Location("bad.csv", 7), date(2024, 7, 8))]
    may, june = (side(SALES, bad, (Period(2024, month), None)) for month in (5, 6))
    (change,) = [one for one in compare(*may, *june).indicators if one.id == "sales"]
    assert [(reason.kind, [str(place) for place in reason.places]) for reason in change.reasons] == [
        (Kind.NEW, ["r.csv:2"]),
        (Kind.UNREADABLE, ["bad.csv:7"]),
    ]


def test_a_series_is_named_where_a_target_or_a_figure_rests_on_it() -> None:
    found = [
        record("growth", 5, "5", line=1),
        record("mean", 5, "4", by="b", line=2),
        record("growth", 6, "5", line=3),
        record("mean", 6, "6", by="b", line=4),
        record("patents", 6, "30", by="b", line=5),
        record("people", 1, "60", by="b", line=6),
    ]
    comparison = between(found, 5, 6)
    by_id = {change.id: change for change in comparison.indicators}
    assert [reason.places[0].line for reason in by_id["growth"].reasons] == [3, 4]
    # 30 of 60 is 0.5; the population of January counted in May as well
    assert [reason.places[0].line for reason in by_id["rate"].reasons] == [5]
    assert by_id["rate"].after.value == Fraction(1, 2)


def test_a_quarter_without_a_report_is_stale_only_in_its_month() -> None:
    found = [record("limit", 3, "4", line=1)]
    assert kinds(between(found, 5, 6), "limit") == [Kind.STALE]
    assert kinds(between(found, 6, 7), "limit") == [Kind.FRESH]


def test_what_falls_due_says_so() -> None:
    found = [record("early", 5, "1", line=1), record("early", 6, "1", line=2)]
    comparison = between(found, 5, 6)
    assert kinds(comparison, "early") == [Kind.NEW, Kind.DUE]
    assert kinds(comparison, "build") == [Kind.DUE]


def test_what_is_done_when_it_falls_due_is_not_said_to_be_open() -> None:
    # Due in May; in progress in May, done in June, which is past it.
    found = [
        record("build", 5, state=State.IN_PROGRESS, line=1),
        record("build", 6, state=State.DONE, line=2),
    ]
    assert kinds(between(found, 5, 6), "build") == [Kind.NEW]
    assert kinds(between(found, 6, 5), "build") == [Kind.DROPPED]
    assert kinds(between(found[:1], 5, 6), "build") == [Kind.DUE, Kind.STALE]


def test_the_mean_is_driven_by_what_moved_and_by_what_is_newly_counted() -> None:
    found = [
        record("sales", 5, "3", line=1),  # 25 %, weight 1
        record("sales", 6, "6", line=2),  # 50 %
        record("firms", 6, "20", line=3),  # 100 % of 20, weight 3
    ]
    comparison = between(found, 5, 6)
    # mean 25 % → (50 + 3 × 100) ÷ 4 = 87.5 %: of the 62.5 points sales has 25 ÷ 4, firms 3 × 75 ÷ 4
    assert [(one.item, one.share, one.entered) for one in comparison.drivers] == [
        ("firms", Fraction(9, 16), True),
        ("sales", Fraction(1, 16), False),
    ]
    back = between(found, 6, 5)
    assert [(one.item, one.left) for one in back.drivers] == [("firms", True), ("sales", False)]
    assert sum((one.share for one in back.drivers), Fraction(0)) == Fraction(-5, 8)


def test_indicators_and_actions_flow_apart_though_their_statuses_are_written_alike() -> None:
    found = [
        record("early", 5, "1", line=1),
        record("stages.one", 5, state=State.IN_PROGRESS, line=2),
        record("sales", 5, "5", line=3),
    ]
    moved = flows(between(found, 4, 5).changes)
    assert [(flow.before, flow.after, flow.is_of_actions, flow.items) for flow in moved] == [
        (Status.NOT_REPORTED, Status.ON_PACE, False, ("sales",)),
        (Status.NOT_REPORTED, Status.IN_PROGRESS, False, ("early",)),
        (ActionStatus.NOT_REPORTED, ActionStatus.IN_PROGRESS, True, ("stages",)),
    ]


@pytest.mark.parametrize(
    ("before", "after", "worse"),
    [
        (Status.ON_PACE, Status.LAGGING, True),
        (Status.LAGGING, Status.ON_PACE, False),
        (Status.IN_PROGRESS, Status.NOT_MET, True),
        (Status.LAGGING, Status.UNDETERMINED, True),
        (Status.UNDETERMINED, Status.SERIOUSLY_LAGGING, False),
        (Status.NOT_REPORTED, Status.LAGGING, False),
        (Status.PENDING_TARGET, Status.LAGGING, False),
        (ActionStatus.IN_PROGRESS, ActionStatus.OVERDUE, True),
        (ActionStatus.IN_PROGRESS, ActionStatus.DONE, False),
        (ActionStatus.DONE, ActionStatus.IN_PROGRESS, True),
        (ActionStatus.IN_PROGRESS, ActionStatus.UNDETERMINED, True),
    ],
)
def test_what_is_worse(before: Status | ActionStatus, after: Status | ActionStatus, *, worse: bool) -> None:
    assert is_worse(before, after) is worse


def test_a_difference_that_no_record_explains_is_told_as_one_of_the_rules() -> None:
    assessment, ledger = side(SALES, [], (Period(2024, 6), None))
    first = assessment.indicators[0]
    judged = replace(first, status=Status.LAGGING)  # as another version of the rules might
    other = replace(assessment, indicators=(judged, *assessment.indicators[1:]))
    (change, *rest) = compare(assessment, ledger, other, ledger).indicators
    assert change.reasons == (CourseReason(Kind.OTHER, None, None, first.indicator.location),)
    assert not any(one.is_changed for one in rest)
