"""What stands in a unit's form: which items, what is to be filled in, what was last reported."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kpitrack import assess, open_workspace
from kpitrack.forms import Check, Fill, Form, LastReport, Mark, lead_unit_form, month_due_next
from kpitrack.kinds import State
from kpitrack.periods import Period
from kpitrack.render.form_text import form_text
from kpitrack.render.show import Show
from kpitrack.wording import Words

Workspace = Callable[..., Path]

PLAN = """\
schema: 1
plan: {id: demo, title: Demo plan, place: X, year: 2024, language: en, office: a}
lead_units: [{id: a, name: Unit A}, {id: b, name: Unit B}, {id: idle, name: Unit C}]
series:
  - {id: loans, name: Loans, unit: "%", reported_by: [b]}
  - {id: people, name: People, unit: 万人, reported_by: [a], frequency: annual, carry: true}
programmes:
  - id: p
    title: P
    tasks:
      - id: t
        title: T
        lead: [a]
        indicators:
          - {id: total, name: Total, unit: 亿元, measure: cumulative, target: {at_least: 12}}
          - {id: monthly, name: Monthly, unit: 家, increments: true,
             measure: cumulative, target: {at_least: 9}}
          - {id: parts, name: Parts, unit: 家, measure: cumulative, target: {at_least: 9},
             reported_by: [a, b], reporters: sum}
          - {id: either, name: Either, unit: 家, measure: cumulative, target: {at_least: 9},
             reported_by: [a, b]}
          - {id: share, name: Share, unit: "%", measure: level, target: {at_least: 18}, frequency: quarterly}
          - {id: density, name: Density, unit: 件/万人, measure: level, target: {at_least: 1},
             derive: {ratio: [loans, people]}}
          - {id: pending, name: Pending, measure: cumulative, target: {pending: city}}
          - {id: yearly, name: Yearly, unit: "%", measure: growth, target: {at_least: 14}, schedule: annual}
        actions:
          - {id: build, name: Build, kind: project}
          - {id: groups, name: Groups, kind: coverage, of: 12, unit: 个}
          - id: park
            name: Park
            kind: milestone
            steps: [{id: plan, name: Plan}, {id: open, name: Open}]
"""
RECORDS = """\
item,period,value,unit,increment,reported_by,state,progress,estimate,note
total,2024-04,52000,万元,,a,,,,
total,2024-05,,,,a,,,,counting
total,2024-07,9,亿元,,a,,,,
monthly,2024-06,,,2,a,,,,
parts,2024-05,3,家,,a,,,,
parts,2024-06,4,家,,b,,,,
either,2024-06,10,家,,b,,,yes,
loans,2024-06,10.6,,,b,,,,
pending,2024-06,6800,万元,,a,,,,
build,2024-03,,,,a,in_progress,40,,
build,2024-06,,,,a,,,,still at it
groups,2024-06,7,,,a,in_progress,,,
park.plan,2024-02,,,,a,done,,,
"""


@pytest.fixture
def form(workspace: Workspace) -> Callable[..., Form]:
    opened = open_workspace(workspace(PLAN, {"all.csv": RECORDS}))

    def make(unit: str = "a", month: str = "2024-07", *, blank: bool = False) -> Form:
        plan = opened.checked_plan()
        ledger = opened.ledger(date(2023, 1, 1) if blank else None)
        return lead_unit_form(assess(plan, ledger, Period.iso(month)), ledger, unit)

    return make


def marks(form: Form) -> dict[str, list[Mark]]:
    return {line.item: [mark for mark, _ in line.marks] for line in form.lines}


def test_the_items_of_a_month(form: Callable[..., Form]) -> None:
    found = form()
    assert [line.item for line in found.lines] == [
        *("total", "monthly", "parts", "either", "density", "pending"),
        *("build", "groups", "park", "park.plan", "park.open"),
    ]
    assert (found.lead_unit, found.month, found.items, found.sample) == ("a", Period(2024, 7), 9, False)
    # Not owed: either is met by b's ten, pending has no target.
    assert found.owed == 7
    assert [line.item for line in form("b").lines] == ["parts", "either", "loans"]


def test_quarterly_and_yearly_items_stand_in_the_last_month_of_theirs(form: Callable[..., Form]) -> None:
    items = {month: {line.item for line in form("a", month).lines} for month in ("2024-09", "2024-12")}
    assert {"share", "yearly", "people"} & items["2024-09"] == {"share"}
    assert {"share", "yearly", "people"} <= items["2024-12"]


def test_a_unit_without_duties_has_an_empty_form(form: Callable[..., Form]) -> None:
    assert (form("idle").lines, form("idle").owed, form("idle").items) == ((), 0, 0)


def test_marks(form: Callable[..., Form]) -> None:
    found = form()
    assert {item: kinds for item, kinds in marks(found).items() if kinds} == {
        "monthly": [Mark.MONTHLY],
        "parts": [Mark.PART],
        "either": [Mark.FINAL, Mark.SHARED],  # met, but by an estimate
        "density": [Mark.DERIVED],
        "pending": [Mark.PENDING],
        "park.plan": [Mark.DONE],
    }
    named = {mark: names for line in found.lines for mark, names in line.marks if names}
    assert named == {Mark.PART: ("b",), Mark.SHARED: ("b",), Mark.DERIVED: ("loans", "people")}


def test_an_action_shows_when_it_is_due(workspace: Workspace) -> None:
    plan = PLAN.replace("name: Build, kind: project", "name: Build, kind: project, due: 2024-10").replace(
        "{id: open, name: Open}", "{id: open, name: Open, due: 2024-11}"
    )
    opened = open_workspace(workspace(plan, {"all.csv": RECORDS}))
    ledger = opened.ledger()
    form = lead_unit_form(assess(opened.checked_plan(), ledger, Period(2024, 7)), ledger, "a")
    assert {line.item: str(line.due) for line in form.lines if line.due} == {
        "build": "2024-10",
        "park.open": "2024-11",
    }
    for language, shown in (
        ("zh", ("10月底前", "11月底前")),
        ("en", ("by the end of 2024-10", "by the end of 2024-11")),
    ):
        text = form_text(form, Show(opened.checked_plan(), Words(language)), coloured=True)
        targets = {row["id"]: row["target"] for row in text.rows}
        assert (targets["build"], targets["park.open"], targets["park.plan"]) == (*shown, "")


def test_what_is_met_by_a_final_figure_is_done(workspace: Workspace) -> None:
    records = "item,period,value,reported_by,state\ntotal,2024-06,12,a,\nbuild,2024-06,,a,done\n"
    opened = open_workspace(workspace(PLAN, {"all.csv": records}))
    ledger = opened.ledger()
    for month, expected in (("2024-06", []), ("2024-07", [Mark.DONE])):
        found = lead_unit_form(assess(opened.checked_plan(), ledger, Period.iso(month)), ledger, "a")
        assert [marks(found)[item] for item in ("total", "build")] == [expected, expected]
    lines = {line.item: line for line in found.lines}
    assert lines["total"].cell("value") is lines["build"].cell("state") is Fill.OPTIONAL


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        # of `monthly` the month's own figure is wanted, of the others the total
        ("total", {"increment": "optional", "value": "wanted", "estimate": "optional"}),
        ("monthly", {"increment": "wanted", "value": "optional", "estimate": "optional"}),
        ("parts", {"increment": "optional", "value": "wanted", "estimate": "optional"}),
        ("density", {"value": "optional", "estimate": "optional"}),
        (
            "pending",
            {"unit": "optional", "increment": "optional", "value": "optional", "estimate": "optional"},
        ),
        ("build", {"state": "wanted", "progress": "optional"}),
        ("groups", {"value": "wanted", "estimate": "optional", "state": "wanted", "progress": "optional"}),
        ("park", {"progress": "optional"}),
        ("park.plan", {"state": "optional", "progress": "optional"}),
        ("park.open", {"state": "wanted", "progress": "optional"}),
    ],
)
def test_cells(form: Callable[..., Form], item: str, expected: dict[str, str]) -> None:
    line = next(line for line in form().lines if line.item == item)
    columns = ("unit", "increment", "value", "estimate", "state", "progress")
    assert {
        column: line.cell(column).value for column in columns if line.cell(column) is not Fill.CLOSED
    } == expected


def test_checks(form: Callable[..., Form]) -> None:
    found = {line.item: line.check for line in (*form("a", "2024-12").lines, *form("b").lines)}
    assert {found[item] for item in ("total", "monthly", "parts", "pending")} == {Check.TOTAL}
    assert {found[item] for item in ("share", "yearly", "loans")} == {Check.SHARE}
    assert {found[item] for item in ("density", "people", "groups")} == {Check.NUMBER}


def test_what_was_last_reported(form: Callable[..., Form]) -> None:
    found = {line.item: line.last for line in form().lines}
    june = Period(2024, 6)
    assert found == {
        # May had no figure, July is the month itself; 52000万元 in the unit of the form
        "total": LastReport(Period(2024, 4), Decimal("5.2"), "亿元"),
        "monthly": LastReport(june, Decimal(2), "家", monthly=True),
        "parts": LastReport(Period(2024, 5), Decimal(3), "家"),  # the unit's own part
        "either": LastReport(june, Decimal(10), "家", estimate=True),  # whoever reported it
        "density": None,
        "pending": LastReport(june, Decimal(6800), "万元"),
        "build": LastReport(june, state=State.IN_PROGRESS, progress=Decimal(40)),
        "groups": LastReport(june, Decimal(7), "个", state=State.IN_PROGRESS),
        "park": None,
        "park.plan": LastReport(Period(2024, 2), state=State.DONE),
        "park.open": None,
    }


def test_in_the_first_month_nothing_was_reported_before(form: Callable[..., Form]) -> None:
    assert {line.last for line in form("a", "2024-01").lines} == {None}
    assert {line.last for line in form("a", "2024-12", blank=True).lines} == {None}


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2023-11-20", "2024-01"),
        ("2024-01-31", "2024-01"),
        ("2024-07-01", "2024-06"),
        ("2024-07-05", "2024-06"),  # the due day itself
        ("2024-07-06", "2024-07"),
        ("2025-01-05", "2024-12"),
        ("2025-06-01", "2024-12"),
    ],
)
def test_the_month_due_next(workspace: Workspace, today: str, expected: str) -> None:
    plan = open_workspace(workspace(PLAN)).checked_plan()
    assert str(month_due_next(plan, date.fromisoformat(today))) == expected
