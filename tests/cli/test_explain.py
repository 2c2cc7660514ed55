"""`kpitrack explain`: one item in full, every figure with its file and line."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
Kpitrack = Callable[..., Any]
Workspace = Callable[..., Path]

PLAN = """\
schema: 1
plan: {id: demo, title: Demo, year: 2024, language: en, office: a}
lead_units: [{id: a, name: Unit A}, {id: b, name: Unit B}]
series:
  - {id: patents, name: Patents, unit: 件, reported_by: a}
  - {id: people, name: People, unit: 万人, carry: true, reported_by: a, source: census}
  - {id: nation, name: National growth, unit: "%", reported_by: a}
programmes:
  - id: p
    title: P
    tasks:
      - id: t
        title: T
        lead: [a]
        indicators:
          - id: firms
            name: New firms
            aliases: [enterprises]
            unit: firms
            measure: cumulative
            target: {at_least: 10}
            target_revisions: [{from: 2024-06, at_least: 8, source: Notice 5, reason: cut}]
            notes: [one, two]
          - {id: energy, name: Energy use, unit: t, measure: level, target: {at_most: 100}, method: inverse}
          - id: reach
            name: Reach
            unit: "%"
            measure: level
            target: {at_least: 20}
            method: change
            baseline: {value: 10, period: 2023}
          - {id: density, name: Density, unit: 件/万人, measure: level, target: {at_least: 1},
             derive: {ratio: [patents, people]}}
          - {id: growth, name: Growth, unit: "%", measure: growth, target: {at_least_series: nation}}
          - {id: parts, name: Parts, unit: t, measure: cumulative, target: {at_least: 10}, reporters: sum,
             reported_by: [a, b]}
          - {id: visits, name: Visits, unit: t, measure: cumulative, increments: true, target: {about: 60}}
          - {id: waste, name: Waste, unit: t, measure: cumulative, target: {at_most: 5}}
          - {id: loans, name: Loans, measure: cumulative, target: {pending: the city}}
          - {id: yearly, name: Yearly, unit: t, measure: level, target: {at_least: 1}, schedule: annual}
          - {id: steps, name: Steps up, unit: t, measure: cumulative, target: {at_least: 9},
             schedule: {2024-03: 3, 2024-09: 9}}
        actions:
          - {id: plant, name: Plant, kind: project, due: 2024-09,
             steps: [{id: design, name: Design}, {id: build, name: Build, weight: 3}]}
"""
RECORDS = """\
item,period,value,increment,state,progress,reported_by,reported_on,note,evidence,reason,withdraw,estimate
firms,2024-05,3,,,,,2024-06-03,,,,,
firms,2024-06,5,,,,,2024-07-03,first,,,,
firms,2024-06,5,,,,,2024-07-03,first,,,,
firms,2024-06,4,,,,,2024-07-05,,paper,counted twice,,
energy,2024-06,125,,,,,2024-07-03,,,,,
reach,2024-06,14,,,,,,,,,,
patents,2024-06,52,,,,,2024-07-03,,,,,
people,2024-01,60,,,,,2024-02-03,,,,,
growth,2024-05,9.5,,,,,2024-06-03,,,,,
parts,2024-06,3,,,,b,2024-07-03,,,,,
visits,2024-01,,10,,,,2024-02-03,,,,,
visits,2024-03,,5,,,,2024-04-03,,,,,
waste,2024-06,5,,,,,2024-07-03,,,,,
loans,2024-06,6800万元,,,,,2024-07-03,,,,,
steps,2024-06,2,,,,,2024-07-03,,,,,true
plant.design,2024-06,,,done,,,2024-07-03,,,,,
plant,2024-06,,,in_progress,40,,2024-07-04,busy,,,,
"""


BANDS = "1 and above: on pace; 0.8 and above: lagging; below: seriously lagging"


@pytest.fixture
def demo(workspace: Workspace) -> str:
    return str(workspace(PLAN, {"2024-06.csv": RECORDS}))


def explained(kpitrack: Kpitrack, root: str, *words: str) -> dict[str, list[str]]:
    """The blocks of an explanation by their title; the first is under its own name."""
    run = kpitrack("explain", "-C", root, "--month", "6", *words)
    assert (run.code, run.err) == (0, "")
    blocks = [block.split("\n") for block in run.out.rstrip("\n").split("\n\n")]
    return {block[0]: [line.strip() for line in block[1:]] for block in blocks}


@pytest.mark.parametrize(
    "name",
    ["firms", "New firms", "new firms", "ＮＥＷ　firms", "enterprises", "enterpr", "w fir"],
)
def test_an_item_by_id_name_alias_or_part(name: str, kpitrack: Kpitrack, demo: str) -> None:
    assert "New firms (firms)" in explained(kpitrack, demo, name)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("frims", "error: the plan has no item 'frims'\n    did you mean 'firms'?\n"),
        ("xyzzy", "error: the plan has no item 'xyzzy'\n"),
        ("ste", "error: 'ste' may mean several items: Waste | Steps up\n"),
    ],
)
def test_a_wrong_item(name: str, sentence: str, kpitrack: Kpitrack, demo: str) -> None:
    run = kpitrack("explain", "-C", demo, name)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith(sentence)


def test_records_corrections_and_trend(kpitrack: Kpitrack, demo: str) -> None:
    blocks = explained(kpitrack, demo, "firms")
    path = "data/progress/2024-06.csv"
    assert blocks["Records it rests on"] == [
        f"{path}:5  2024-06  4 firms, evidence: paper, reason: counted twice  (Unit A, 2024-07-05)"
    ]
    assert blocks["All records"] == [
        f"{path}:2  2024-05  3 firms  (Unit A, 2024-06-03)",
        f"{path}:3  2024-06  5 firms, first  (Unit A, 2024-07-03)  <- corrected at {path}:5:1",
        f"{path}:4  2024-06  5 firms, first  (Unit A, 2024-07-03)  <- repeated",
        f"{path}:5  2024-06  4 firms, evidence: paper, reason: counted twice  (Unit A, 2024-07-05)",
    ]
    assert blocks["Month by month"][4:] == [
        "2024-05  3 firms  30.0%  seriously lagging",
        "2024-06  4 firms  50.0%  on pace",
    ]
    assert blocks["Notes"] == ["one", "two"]
    assert "revised: 2024-06, Notice 5, cut" in blocks["New firms (firms)"]


@pytest.mark.parametrize(
    ("item", "lines"),
    [
        (
            "firms",
            [
                "value 4 firms",
                "attainment = value ÷ target = 4 ÷ 8 = 50.0%",
                "pace (2024-06, due 2024-12) = 50.0%",
                "expected 4 firms",
                f"pace ratio = attainment ÷ expected attainment = 1.000 (0.0 points); {BANDS}",
                "gap to the target -4 firms",
                "4 firms to go in 6 months: 0.67 firms per month",
                "change since last month +1 firm",
            ],
        ),
        (
            "energy",
            ["value 125 t", "attainment = target ÷ value = 100 ÷ 125 = 80.0%", "gap to the target 25 t"],
        ),
        (
            "reach",
            [
                "value 14%",
                "attainment = (value − baseline) ÷ (target − baseline) = (14 − 10) ÷ (20 − 10) = 40.0%",
                "gap to the target -6 points",
            ],
        ),
        (
            "density",
            [
                "value = Patents 52 件 ÷ People 60 万人 = 0.8667",
                "value 0.9 件/万人",
                "attainment = value ÷ target = 0.8667 ÷ 1 = 86.7%",
                "gap to the target -0.1 件/万人",
            ],
        ),
        ("waste", ["value 5 t", "satisfies the target: at most 5 t", "gap to the target 0 t"]),
        ("loans", ["value 6800 万元"]),
    ],
)
def test_the_formula_has_its_numbers(item: str, lines: list[str], kpitrack: Kpitrack, demo: str) -> None:
    assert explained(kpitrack, demo, item)["How it is computed"] == lines


@pytest.mark.parametrize(
    ("item", "lines"),
    [
        ("firms", ["2024-06: on pace", "at or above what is expected by now"]),
        ("energy", ["2024-06: lagging", "below what is expected, within the lagging band"]),
        (
            "growth",
            [
                "2024-06: undetermined, as of 2024-05",
                "a figure needed to compute or compare is missing",
                "9.5% reported for 2024-05, not compared: no usable National growth",
            ],
        ),
        (
            "parts",
            [
                "2024-06: undetermined, incomplete",
                "the sum has gaps: what is there decides nothing",
                "missing: Unit A",
            ],
        ),
        (
            "loans",
            [
                "2024-06: target pending",
                "the target is set by the city and not known yet: the figure is shown, not judged",
            ],
        ),
        (
            "yearly",
            [
                "2024-06: awaiting statistics",
                "an annual statistic: not judged before the last month's figure is there",
            ],
        ),
        ("steps", ["2024-06: seriously lagging, estimate", "below what is expected, past the lagging band"]),
    ],
)
def test_the_status_and_why(item: str, lines: list[str], kpitrack: Kpitrack, demo: str) -> None:
    assert explained(kpitrack, demo, item)["Status"] == lines


def test_an_action_with_steps(kpitrack: Kpitrack, demo: str) -> None:
    for name in ("plant", "plant.design", "Plant.Build"):
        blocks = explained(kpitrack, demo, name)
        assert blocks["Status"] == [
            "2024-06: in progress",
            "progress: 40%",
            "attainment: 25.0%",
            "Design (design): done",
            "Build (build): –",
        ]
        assert [line.partition("  ")[0] for line in blocks["All records"]] == [
            "data/progress/2024-06.csv:18",
            "data/progress/2024-06.csv:17",
        ]


def test_an_action_by_the_months_in_which_nothing_changed(kpitrack: Kpitrack, workspace: Workspace) -> None:
    records = "item,period,state,progress,reported_on\n" + "".join(
        f"plant,{month},in_progress,{progress},2024-07-03\n"
        for month, progress in (("2024-02", "10"), ("2024-03", "10"), ("2024-06", "40"))
    )
    plan = PLAN.replace("kind: project, due: 2024-09,", "kind: project}").split("             steps:")[0]
    assert explained(kpitrack, str(workspace(plan, {"a.csv": records})), "plant")["Month by month"] == [
        "2024-01  not reported",
        "2024-02 to 2024-03  in progress  10%",
        "2024-04 to 2024-05  in progress (as of 2024-03)  10%",
        "2024-06  in progress  40%",
    ]


def test_a_series(kpitrack: Kpitrack, demo: str) -> None:
    blocks = explained(kpitrack, demo, "people")
    assert blocks["People (people)"] == [
        "unit: 万人",
        "reported by: Unit A",
        "source: census",
        "used by: Density",
    ]
    assert len(blocks["All records"]) == 1


def test_nothing_reported_is_not_zero(kpitrack: Kpitrack, workspace: Workspace) -> None:
    blocks = explained(kpitrack, str(workspace(PLAN)), "firms")
    assert blocks["Status"] == ["2024-06: not reported", "nothing was ever reported: that is not 0"]
    assert "How it is computed" not in blocks
    assert blocks["Month by month"] == [f"2024-0{month}  –  –  not reported" for month in range(1, 7)]


def test_a_conflict(kpitrack: Kpitrack, workspace: Workspace) -> None:
    root = str(workspace(PLAN, {"a.csv": RECORDS + "waste,2024-06,4,,,,,2024-07-03,,,,,\n"}))
    run = kpitrack("explain", "-C", root, "--month", "6", "waste")
    assert run.code == 3
    assert "[conflict]" in run.err
    assert "2024-06: undetermined, conflict" in run.out
    assert run.out.count("<- in conflict") == 2


def test_as_of(kpitrack: Kpitrack, demo: str) -> None:
    blocks = explained(kpitrack, demo, "firms", "--as-of", "2024-07-04")
    assert blocks["How it is computed"][0] == "value 5 firms"
    assert len(blocks["All records"]) == 3


def test_json(kpitrack: Kpitrack, demo: str) -> None:
    run = kpitrack("explain", "-C", demo, "--month", "6", "firms", "--format", "json")
    found = json.loads(run.out, parse_float=Decimal)
    assert (found["sample"], found["month"], found["id"], found["status"]) == (
        False,
        "2024-06",
        "firms",
        "on_pace",
    )
    assert [(entry["line"], entry["in_force"], entry["reason"]) for entry in found["history"]] == [
        (2, True, None),
        (3, False, None),
        (4, False, None),
        (5, True, "counted twice"),
    ]
    assert found["trend"][-1] == {
        "month": "2024-06",
        "value": 4,
        "attainment": Decimal("0.5"),
        "expected": 4,
        "status": "on_pace",
    }
    action = json.loads(kpitrack("explain", "-C", demo, "--month", "6", "plant", "--format", "json").out)
    assert action["trend"][-1] == {"month": "2024-06", "status": "in_progress", "progress": 40}
    series = json.loads(kpitrack("explain", "-C", demo, "people", "--format", "json").out)
    assert list(series) == ["sample", "id", "name", "unit", "history"]


def test_a_file(kpitrack: Kpitrack, demo: str, tmp_path: Path) -> None:
    path = tmp_path / "firms.json"
    assert kpitrack("explain", "-C", demo, "firms", "-o", str(path)).code == 0
    assert json.loads(path.read_text(encoding="utf-8"))["id"] == "firms"


@pytest.mark.parametrize("item", ["tech_contract_value", "contest_county"])
def test_june_of_the_county(item: str, kpitrack: Kpitrack, golden: Callable[[str, str], None]) -> None:
    run = kpitrack("explain", "-C", str(ROOT), "--month", "6", item)
    assert (run.code, run.err) == (0, "")
    golden(f"explain-{item}.txt", run.out)


def test_a_baseline_is_in_the_unit_of_the_target_in_force(kpitrack: Kpitrack, workspace: Workspace) -> None:
    start = PLAN.index("          - id: firms\n")
    plan = PLAN[:start] + (
        "          - {id: grain, name: Grain, unit: 万元, measure: level, target: {at_least: 20000},\n"
        "             method: change, baseline: {value: 10000, period: 2023},\n"
        "             target_revisions: [{from: 2024-03, at_least: 3, unit: 亿元}]}\n"
    )
    root = workspace(plan, {"a.csv": "item,period,value,reported_on\ngrain,2024-06,2亿元,2024-07-03\n"})
    run = kpitrack("explain", "-C", str(root), "--month", "6", "grain")
    assert "= (2 − 1) ÷ (3 − 1) = 50.0%" in run.out
