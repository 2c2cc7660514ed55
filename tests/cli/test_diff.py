"""`kpitrack diff`: what changed and why, as its users see it. Expected lines are written by hand."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
Make = Callable[..., Path]
Program = Callable[..., Any]

PLAN = """\
schema: 1
plan: {id: demo, title: Demo, place: X, year: 2024, office: a, language: en}
lead_units: [{id: a, name: Alpha}, {id: b, name: Beta}]
series: [{id: mean, name: Mean, unit: "%", reported_by: [b]}]
programmes:
  - id: p
    title: P
    tasks:
      - id: t
        title: T
        lead: [a]
        indicators:
          - {id: sales, name: Sales, unit: 家, measure: cumulative, target: {at_least: 12}}
          - id: firms
            name: Firms
            unit: 家
            measure: cumulative
            target: {at_least: 10}
            target_revisions: [{from: 2024-06, at_least: 20, source: letter 7, reason: more asked}]
          - {id: growth, name: Growth, unit: "%", measure: growth, target: {at_least_series: mean}}
          - id: early
            name: Early
            unit: 家
            measure: cumulative
            target: {at_least: 2}
            schedule: none
            due: 2024-06
          - {id: shared, name: Shared, unit: 家, measure: level, target: {at_least: 5}, reported_by: [a, b]}
        actions:
          - {id: build, name: Build, kind: milestone, due: 2024-05}
"""
HEAD = "item,period,value,reported_by,reported_on,state,progress,note,reason,withdraw\n"


def said(out: str, item: str) -> list[str]:
    """The row of an item, in the table of those that changed, and the lines under it."""
    lines = out.partition(" that changed (")[2].split("\n")
    start = next(place for place, line in enumerate(lines) if line.rstrip().endswith(f"  {item}"))
    found = [lines[start]]
    for line in lines[start + 1 :]:
        if not line.startswith("  "):
            break
        found.append(line.strip())
    return [" ".join(found[0].split()), *found[1:]]


@pytest.fixture
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wide enough that no line is folded."""
    monkeypatch.setenv("COLUMNS", "140")


@pytest.mark.usefixtures("wide")
def test_a_new_figure_is_named_with_its_place_and_what_it_corrected(
    workspace: Make, kpitrack: Program
) -> None:
    folder = workspace(
        PLAN,
        {
            "r.csv": HEAD
            + "sales,2024-05,5,a,2024-06-03,,,,,\n"
            + "sales,2024-06,7,a,2024-07-03,,,,,\n"
            + "sales,2024-06,6,a,2024-07-05,,,,counted twice,\n"
        },
    )
    run = kpitrack("-C", str(folder), "diff", "5", "6")
    # 5 of 12 in May is 41.7 %, 6 of 12 in June is 50 %: on pace both times
    assert said(run.out, "Sales") == [
        "on pace 41.7%→50.0% 41.7%→50.0% 5 家→6 家 +1 家 at least 12 家 Sales",
        "new for 2024-06: 6 家 (corrected from 7 家); reason: counted twice (data/progress/r.csv:4)",
    ]
    assert run.code == 0


@pytest.mark.usefixtures("wide")
def test_a_reason_that_came_later_is_no_correction_of_its_own(workspace: Make, kpitrack: Program) -> None:
    rows = "sales,2024-06,7,a,2024-07-03,,,,,\nsales,2024-06,6,a,2024-07-05,,,,,\n"
    again = "sales,2024-06,6,a,2024-07-08,,,,counted twice,\n"
    folder = workspace(PLAN, {"r.csv": HEAD + rows + again})
    assert said(kpitrack("-C", str(folder), "diff", "5", "6").out, "Sales")[1] == (
        "new for 2024-06: 6 家 (corrected from 7 家); reason: counted twice (data/progress/r.csv:4)"
    )


@pytest.mark.usefixtures("wide")
def test_what_is_told_again_while_time_goes_on_is_no_change(workspace: Make, kpitrack: Program) -> None:
    folder = workspace(
        PLAN, {"r.csv": HEAD + "sales,2024-05,2,a,2024-06-03,,,,,\nsales,2024-06,2,a,2024-07-03,,,,,\n"}
    )
    run = kpitrack("-C", str(folder), "diff", "5", "6")
    # 2 of 12 lags far behind in both months, and the pace has moved on
    assert "Sales" not in run.out
    assert "reported anew without a change: 1 (--all lists them)" in run.out
    listed = kpitrack("-C", str(folder), "diff", "5", "6", "--all").out
    row = next(line for line in listed.split("\n") if line.endswith(" Sales"))
    assert row.split()[:4] == ["seriously", "lagging", "16.7%", "41.7%→50.0%"]


@pytest.mark.usefixtures("wide")
def test_a_status_that_fell_for_time_alone_says_so(workspace: Make, kpitrack: Program) -> None:
    folder = workspace(
        PLAN,
        {"r.csv": HEAD + "sales,2024-05,5,a,2024-06-03,,,,,\nsales,2024-06,5,a,2024-07-03,,,,,\n"},
    )
    run = kpitrack("-C", str(folder), "diff", "6")
    # 41.7 ÷ 50 is 0.83, between 0.8 and 1
    assert said(run.out, "Sales") == [
        "on pace→lagging 41.7% 41.7%→50.0% 5 家 – at least 12 家 Sales",
        "new for 2024-06: 5 家 (data/progress/r.csv:3)",
        "pace moved on from 41.7% to 50.0%",
    ]


@pytest.mark.usefixtures("wide")
def test_a_revised_target_is_the_reason(workspace: Make, kpitrack: Program) -> None:
    folder = workspace(PLAN, {"r.csv": HEAD + "firms,2024-05,5,a,2024-06-03,,,,,\n"})
    run = kpitrack("-C", str(folder), "diff", "5", "6")
    # nothing came for June: May's 5 is held against 20, 25 % of it, at May's pace
    assert said(run.out, "Firms (as of 2024-05)") == [
        "on pace→seriously lagging 50.0%→25.0% 41.7% 5 家 – at least 10 家→at least Firms (as of 2024-05)",
        "20 家",  # the rest of the target
        (
            "target revised: at least 10 家 → at least 20 家 from 2024-06;"
            " reason: letter 7, more asked (plan/targets.yaml:19)"
        ),
        "owed and not reported: that of 2024-05 is kept (data/progress/r.csv:2)",
    ]


@pytest.mark.usefixtures("wide")
def test_one_month_as_known_on_two_days(workspace: Make, kpitrack: Program) -> None:
    rows = (
        "sales,2024-06,7,a,2024-07-03,,,,,\n"
        "sales,2024-06,6,a,2024-07-08,,,,counted twice,\n"
        "firms,2024-06,9,a,2024-07-03,,,,,\n"
        "firms,2024-06,,a,2024-07-09,,,,not ours,true\n"
    )
    folder = workspace(PLAN, {"r.csv": HEAD + rows})
    run = kpitrack("-C", str(folder), "diff", "6", "--from-as-of", "2024-07-05", "--as-of", "2024-07-09")
    assert run.out.startswith(
        "X Demo, what changed\n"
        "2024-06 (pace 50.0%, as known on 2024-07-05) → 2024-06 (pace 50.0%, as known on 2024-07-09)\n"
    )
    assert said(run.out, "Sales") == [
        "on pace 58.3%→50.0% 50.0% 7 家→6 家 -1 家 at least 12 家 Sales",
        "corrected for 2024-06: 7 家 → 6 家; reason: counted twice (data/progress/r.csv:3)",
    ]
    assert said(run.out, "Firms")[1:] == [
        "withdrawn for 2024-06: 9 家; reason: not ours (data/progress/r.csv:4, data/progress/r.csv:5)"
    ]
    # 7 ÷ 12 and 9 ÷ 20, then 6 ÷ 12 alone: what sales lost, and what firms had pulled the mean down by
    assert (
        "mean attainment: 51.7% (2 of 3) → 50.0% (1 of 3);"
        " driven by Sales -8.3, Firms (no longer counted) +6.7 (points)" in run.out
    )
    assert "not due yet→missing" in run.out  # the due day is 5 July


@pytest.mark.usefixtures("wide")
def test_two_reporters_that_contradict_each_other(workspace: Make, kpitrack: Program) -> None:
    rows = "shared,2024-06,7,a,2024-07-03,,,,,\nshared,2024-06,8,b,2024-07-08,,,,,\n"
    folder = workspace(PLAN, {"r.csv": HEAD + rows})
    run = kpitrack("-C", str(folder), "diff", "6", "--from-as-of", "2024-07-05")
    assert said(run.out, "Shared (conflict)") == [
        "on pace→undetermined 140.0%→– – 7 家→– – at least 5 家 Shared (conflict)",
        "in conflict for 2024-06: 8 家; Alpha says 7 家 (data/progress/r.csv:3, data/progress/r.csv:2)",
    ]
    assert run.code == 3
    assert "[conflicting-reporters]" in run.err


@pytest.mark.usefixtures("wide")
def test_a_conflict_that_is_settled_is_a_reason_and_no_error(workspace: Make, kpitrack: Program) -> None:
    rows = (
        "sales,2024-06,7,a,2024-07-03,,,,,\n"
        "sales,2024-06,8,a,2024-07-03,,,,,\n"
        "sales,2024-06,8,a,2024-07-09,,,,checked,\n"
    )
    folder = workspace(PLAN, {"r.csv": HEAD + rows})
    run = kpitrack("-C", str(folder), "diff", "6", "--from-as-of", "2024-07-05")
    assert said(run.out, "Sales") == [
        "undetermined→on pace –→66.7% –→50.0% –→8 家 – at least 12 家 Sales",
        "settled for 2024-06: 7 家 / 8 家 → 8 家; reason: checked (data/progress/r.csv:4)",
    ]
    assert (run.code, run.err) == (0, "")


@pytest.mark.usefixtures("wide")
def test_what_time_did_is_told_with_the_place_in_the_plan(workspace: Make, kpitrack: Program) -> None:
    rows = (
        "early,2024-05,1,a,2024-06-03,,,,,\n"
        "build,2024-04,,a,2024-05-03,in_progress,30,dug,,\n"
        "growth,2024-05,5,a,2024-06-03,,,,,\n"
        "mean,2024-05,4,b,2024-06-03,,,,,\n"
        "growth,2024-06,5,a,2024-07-03,,,,,\n"
    )
    folder = workspace(PLAN, {"r.csv": HEAD + rows})
    run = kpitrack("-C", str(folder), "diff", "5", "6")
    assert said(run.out, "Early (as of 2024-05)")[1:] == [
        "due in 2024-06, and there is no figure that decides (plan/targets.yaml:21)",
        "owed and not reported: that of 2024-05 is kept (data/progress/r.csv:2)",
    ]
    assert said(run.out, "Build (as of 2024-04)")[1:] == [
        "due in 2024-05 and not done (plan/targets.yaml:30)"
    ]
    assert said(run.out, "Growth (as of 2024-05)")[1:] == [
        "new for 2024-06: 5% (data/progress/r.csv:6)",
        ("there is no Mean for the month to compare with: that of 2024-05 is judged (data/progress/r.csv:4)"),
    ]


# Which two sides


def test_one_month_is_held_against_the_one_before(workspace: Make, kpitrack: Program) -> None:
    folder = workspace(PLAN, {"r.csv": HEAD + "sales,2024-06,7,a,2024-07-03,,,,,\n"})
    two, one, none = (kpitrack("-C", str(folder), "diff", *months) for months in (("5", "6"), ("6",), ()))
    assert two.out == one.out == none.out
    assert "2024-05 (pace 41.7%) → 2024-06 (pace 50.0%)\n" in one.out


def test_as_of_holds_for_both_sides_unless_the_first_has_its_own(workspace: Make, kpitrack: Program) -> None:
    folder = workspace(PLAN, {"r.csv": HEAD + "sales,2024-06,7,a,2024-07-03,,,,,\n"})
    both = kpitrack("-C", str(folder), "diff", "5", "6", "--as-of", "2024-07-09", "--format", "json")
    own = kpitrack(
        *("-C", str(folder), "diff", "5", "6", "--format", "json"),
        *("--as-of", "2024-07-09", "--from-as-of", "2024-06-09"),
    )
    assert [json.loads(both.out)[side]["as_of"] for side in ("before", "after")] == ["2024-07-09"] * 2
    assert [json.loads(own.out)[side]["as_of"] for side in ("before", "after")] == [
        "2024-06-09",
        "2024-07-09",
    ]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("1",), "2024-01 is the plan's first month: there is none before it"),
        (("6", "6"), "both sides are the same month on the same day"),
        (("6", "--from-as-of", "2024-07-01", "--as-of", "2024-07-01"), "both sides are the same month"),
        (("6", "13"), "'13' is no month of this plan"),
        (("6", "--from-as-of", "soon"), "soon"),
        (("6", "--fail-on", "wors"), "worse"),
    ],
)
def test_what_cannot_be_compared_is_a_usage_error(
    words: tuple[str, ...], message: str, workspace: Make, kpitrack: Program
) -> None:
    folder = workspace(PLAN, {"r.csv": HEAD + "sales,2024-06,7,a,2024-07-03,,,,,\n"})
    run = kpitrack("-C", str(folder), "diff", *words)
    assert (run.code, run.out) == (2, "")
    assert message in run.err


# Quiet, bars, files


def test_quiet_says_nothing_when_nothing_changed(workspace: Make, kpitrack: Program) -> None:
    folder = workspace(PLAN, {"r.csv": HEAD + "sales,2024-06,7,a,2024-07-08,,,,,\n"})
    same = kpitrack("-C", str(folder), "diff", "6", "-q", "--from-as-of", "2024-07-08")
    assert (same.code, same.out, same.err) == (0, "", "")
    changed = kpitrack("-C", str(folder), "diff", "6", "-q", "--from-as-of", "2024-07-07")
    assert changed.code == 0
    assert "new for 2024-06: 7 家" in changed.out


@pytest.mark.parametrize(
    ("later", "bar", "code"),
    [("5", "worse", 4), ("8", "worse", 0), ("8", "changed", 4), ("7", "changed", 0)],
)
def test_the_bar(later: str, bar: str, code: int, workspace: Make, kpitrack: Program) -> None:
    rows = f"sales,2024-06,7,a,2024-07-03,,,,,\nsales,2024-06,{later},a,2024-07-08,,,,again,\n"
    folder = workspace(PLAN, {"r.csv": HEAD + rows})
    # 5 of 12 in June is behind the pace, 7 and 8 are not; 7 again changes nothing that is shown
    words = ("diff", "6", "-q", "--from-as-of", "2024-07-07", "--fail-on", bar)
    run = kpitrack("-C", str(folder), *words)
    assert run.code == code
    assert ("Sales" in run.out) is (code == 4)
    assert run.err == (f"{bar} (1): Sales\n" if code else "")


def test_filters_narrow_the_lists_and_leave_out_the_sums(kpitrack: Program) -> None:
    everything = json.loads(kpitrack("-C", str(ROOT), "diff", "5", "6", "--format", "json", "--all").out)
    one = kpitrack("-C", str(ROOT), "diff", "5", "6", "--lead-unit", "县经开区", "--format", "json", "--all")
    mine = json.loads(one.out)
    wanted = [item["id"] for item in everything["indicators"] if "jingkai" in item["lead"]]
    assert [item["id"] for item in mine["indicators"]] == wanted
    assert {unit["id"] for unit in mine["lead_units"]} <= {"jingkai"}
    assert all("jingkai" in duty["reported_by"] for duty in mine["reporting"])
    table = kpitrack("-C", str(ROOT), "diff", "5", "6", "--programme", "talent").out
    assert "平均完成率" not in table
    assert "牵头单位（" not in table


def test_every_item_is_listed_or_counted_once(kpitrack: Program) -> None:
    changed = json.loads(kpitrack("-C", str(ROOT), "diff", "5", "6", "--format", "json").out)
    everything = json.loads(kpitrack("-C", str(ROOT), "diff", "5", "6", "--format", "json", "--all").out)
    listed = [*changed["indicators"], *changed["actions"]]
    assert len(listed) + changed["unchanged"] == 26 + 43
    assert len(everything["indicators"]) + len(everything["actions"]) == 26 + 43
    assert [item for item in everything["indicators"] if item["changed"]] == changed["indicators"]
    counted = {flow["after"]: flow["items"] for flow in changed["flows"] if flow["before"] == "lagging"}
    assert counted == {"undetermined": ["result_registrations"]}


def test_csv_has_a_row_per_item_with_exact_numbers(kpitrack: Program) -> None:
    run = kpitrack("-C", str(ROOT), "diff", "5", "6", "--format", "csv")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(run.out))}
    sales = rows["tech_contract_value"]
    assert [sales[key] for key in ("value_before", "value_after", "unit_after", "difference")] == [
        "4.45",
        "5.60",
        "亿元",
        "1.15",
    ]
    assert sales["places"] == "data/progress/sample/2024-06-corrections.csv:2"
    assert (sales["reasons"], sales["worse"], sales["sample"]) == ("new", "false", "true")


def test_the_file_names_the_format(kpitrack: Program, tmp_path: Path) -> None:
    target = tmp_path / "june.md"
    run = kpitrack("-C", str(ROOT), "diff", "5", "6", "-q", "-o", str(target))
    assert (run.code, run.out) == (0, "")
    text = target.read_text(encoding="utf-8")
    assert "| 达到序时→滞后 |" not in text  # on pace in neither month
    assert "| 推进中→已完成 | 指标 | 2 |" in text


# What it looks like


@pytest.mark.parametrize(
    ("language", "width", "months"),
    [("zh", "80", ("5", "6")), ("en", "120", ("6", "7")), ("zh", "48", ("6",))],
)
def test_golden(
    language: str,
    width: str,
    months: tuple[str, ...],
    kpitrack: Program,
    golden: Callable[[str, str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    days = ("--from-as-of", "2024-07-10") if len(months) == 1 else ()
    run = kpitrack("-C", str(ROOT), "diff", *months, *days, "--lang", language)
    golden(f"diff-{'-'.join(months)}.{width}.{language}.txt", run.out)
    assert run.code == 0
    from rich.cells import cell_len

    assert max(cell_len(line) for line in run.out.split("\n")) <= int(width)
    assert "…" not in run.out


def test_hostile_text_of_a_record_stays_text(workspace: Make, kpitrack: Program) -> None:
    rows = 'build,2024-06,,a,2024-07-03,in_progress,,"[red]a\x1b[31m\u202eb|c",,\n'
    folder = workspace(PLAN, {"r.csv": HEAD + rows})
    run = kpitrack("-C", str(folder), "diff", "6", "--format", "md")
    assert "\x1b" not in run.out
    assert "\u202e" not in run.out
    assert "\\[red\\]a" in run.out
