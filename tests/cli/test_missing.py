"""`kpitrack missing`: who owes what, who was late and by how many days; a ready notice."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
Kpitrack = Callable[..., Any]
Workspace = Callable[..., Path]

PLAN = """\
schema: 1
plan: {id: demo, title: Demo plan, place: X, year: 2024, language: en, office: a}
lead_units: [{id: a, name: Unit A}, {id: b, name: Unit B}]
programmes:
  - id: p
    title: P
    tasks:
      - id: t
        title: T
        lead: [a, b]
        indicators:
          - {id: firms, name: Firms, unit: 家, measure: cumulative, target: {at_least: 10}, lead: [a]}
          - {id: shops, name: Shops, unit: 家, measure: cumulative, target: {at_least: 10}, lead: [b]}
          - {id: both, name: Both, unit: 家, measure: cumulative, target: {at_least: 10}}
          - {id: yearly, name: Yearly, unit: 家, measure: level, target: {at_least: 1}, frequency: annual}
"""
# firms came four days late, shops was on time, both is missing; reports were due on 5 July.
RECORDS = """\
item,period,value,reported_on
firms,2024-06,4,2024-07-09
shops,2024-06,4,2024-07-05
"""


@pytest.fixture
def demo(workspace: Workspace) -> str:
    return str(workspace(PLAN, {"2024-06.csv": RECORDS}))


def test_the_table(kpitrack: Kpitrack, demo: str) -> None:
    run = kpitrack("missing", "-C", demo)
    assert (run.code, run.err) == (0, "")
    lines = [line.split() for line in run.out.split("\n") if line.strip()]
    assert ["5", "Unit", "A,", "Unit", "B", "Both"] in lines
    assert ["4", "Unit", "A", "Firms"] in lines
    assert not [line for line in lines if "Shops" in line or "Yearly" in line]
    assert run.out.endswith("reports were due on 2024-07-05\n")


def test_json(kpitrack: Kpitrack, demo: str) -> None:
    found = json.loads(kpitrack("missing", "-C", demo, "--format", "json").out)
    assert list(found) == ["schema", "sample", "month", "as_of", "reporting", "missing", "late"]
    assert found["missing"] == [{"item": "both", "reported_by": ["a", "b"], "days": 5}]
    assert found["late"] == [{"item": "firms", "reported_by": ["a"], "days": 4}]
    counts = {key: found["reporting"][key] for key in ("owed", "on_time", "late", "missing", "undated")}
    assert counts == {"owed": 3, "on_time": 1, "late": 1, "missing": 1, "undated": 0}
    assert [(unit["id"], unit["owed"], unit["missing"]) for unit in found["reporting"]["units"]] == [
        ("a", 2, ["both"]),
        ("b", 2, ["both"]),
    ]


def test_csv_and_plain(kpitrack: Kpitrack, demo: str) -> None:
    run = kpitrack("missing", "-C", demo, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(run.out, newline="")))
    assert [(row["outcome"], row["item"], row["reported_by"], row["days"]) for row in rows] == [
        ("missing", "both", "a;b", "5"),
        ("late", "firms", "a", "4"),
    ]
    run = kpitrack("missing", "-C", demo, "--format", "plain")
    assert "5\tUnit A, Unit B\tboth\tBoth" in run.out.split("\n")


@pytest.mark.parametrize(
    ("today", "missing", "days"),
    [("2024-07-04", 0, 0), ("2024-07-05", 0, 0), ("2024-07-06", 1, 1), ("2024-08-05", 1, 31)],
)
def test_days_overdue_count_from_the_due_day(
    today: str, missing: int, days: int, kpitrack: Kpitrack, demo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KPITRACK_TODAY", today)
    found = json.loads(kpitrack("missing", "-C", demo, "--format", "json").out)
    assert [entry["days"] for entry in found["missing"]] == [days] * missing


@pytest.mark.parametrize(
    ("as_of", "missing", "late"),
    [("2024-07-05", [], []), ("2024-07-08", ["both", "firms"], []), ("2024-07-09", ["both"], ["firms"])],
)
def test_as_of(as_of: str, missing: list[str], late: list[str], kpitrack: Kpitrack, demo: str) -> None:
    run = kpitrack("missing", "-C", demo, "--month", "6", "--as-of", as_of, "--format", "json")
    found = json.loads(run.out)
    assert sorted(entry["item"] for entry in found["missing"]) == missing
    assert [entry["item"] for entry in found["late"]] == late


def test_of_one_unit(kpitrack: Kpitrack, demo: str) -> None:
    found = json.loads(kpitrack("missing", "-C", demo, "--lead-unit", "Unit B", "--format", "json").out)
    assert ([entry["item"] for entry in found["missing"]], found["late"]) == (["both"], [])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 0),
        (("--fail-on", "missing"), 4),
        (("--fail-on", "late"), 4),
        (("--fail-on", "missing", "--month", "12", "--as-of", "2024-12-01"), 0),
    ],
)
def test_the_bar(words: tuple[str, ...], code: int, kpitrack: Kpitrack, demo: str) -> None:
    run = kpitrack("missing", "-C", demo, *words)
    assert run.code == code
    if code:  # with -q cron is told all the same, of what misses the bar
        quiet = kpitrack("missing", "-C", demo, *words, "-q").out
        assert "Both" in quiet
        assert ("Firms" in quiet) == ("late" in words)


def test_a_late_report_is_no_missing_one(kpitrack: Kpitrack, workspace: Workspace) -> None:
    records = RECORDS + "both,2024-06,4,2024-07-05\n"
    root = str(workspace(PLAN.replace("lead: [a, b]", "lead: [a]"), {"a.csv": records}))
    assert kpitrack("missing", "-C", root, "--fail-on", "missing").code == 0
    assert kpitrack("missing", "-C", root, "--fail-on", "late").code == 4


def test_nothing_missing(kpitrack: Kpitrack, workspace: Workspace) -> None:
    root = str(workspace(PLAN, {"2024-06.csv": RECORDS}))
    run = kpitrack("missing", "-C", root, "--month", "6", "--as-of", "2024-07-05")
    assert "Still to come (2, not due yet)" in run.out
    assert run.out.endswith("reports are due on 2024-07-05: that day is not past\n")
    run = kpitrack("missing", "-C", root, "--month", "6", "--as-of", "2024-07-05", "--text")
    assert "are due on 2024-07-05. Still to come: 2." in run.out
    head = "item,period,value,reported_on\n"
    records = head + "".join(f"{item},2024-06,4,2024-07-03\n" for item in ("firms", "both", "shops"))
    root = str(workspace(PLAN.replace("lead: [a, b]", "lead: [a]"), {"2024-06.csv": records}))
    run = kpitrack("missing", "-C", root, "--month", "6", "--text")
    assert run.out == "nothing is missing for 2024-06\n"


def test_the_notice(kpitrack: Kpitrack, demo: str) -> None:
    assert kpitrack("missing", "-C", demo, "--text").out == (
        "Owed by this office itself (Unit A):\n"
        "Reports on Demo plan for 2024-06 were due on 2024-07-05. Not yet in: 1; days overdue: 5.\n"
        "1. Both (a report by Unit B will do as well)\n"
        "\n"
        "To Unit B:\n"
        "Reports on Demo plan for 2024-06 were due on 2024-07-05. Not yet in from you: 1; days overdue: 5.\n"
        "1. Both (a report by you or by Unit A will do)\n"
        "Please report as soon as you can; where there is no progress, say so in the note.\n"
        "Task-force office of X (Unit A)\n"
        "2024-07-10\n"
    )


def test_a_notice_says_the_place_and_the_day_it_is_asked_for(
    kpitrack: Kpitrack, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KPITRACK_TODAY", "2024-07-11")
    plan = PLAN.replace("place: X", "place: Southshire")
    root = str(workspace(plan, {"a.csv": RECORDS}))
    out = kpitrack("missing", "-C", root, "--text").out
    assert out.endswith("Task-force office of Southshire (Unit A)\n2024-07-11\n")
    words = ("missing", "--text", "--lang", "zh", "--lead-unit", "b", "--as-of", "2024-07-10")
    out = kpitrack(*words, "-C", root).out
    assert out.endswith("Southshire专班办公室（Unit A）\n2024年7月10日\n")


@pytest.mark.parametrize(("name", "words"), [("", ()), ("-notice", ("--text",))])
def test_june_of_the_county(
    name: str, words: tuple[str, ...], kpitrack: Kpitrack, golden: Callable[[str, str], None]
) -> None:
    run = kpitrack("missing", "-C", str(ROOT), "--month", "6", *words)
    assert (run.code, run.err) == (0, "")
    golden(f"missing-2024-06{name}.txt", run.out)
