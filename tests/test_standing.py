"""Warnings are about what counts: what was corrected or taken back warns no more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kpitrack.workspace import open_workspace

PLAN = """\
schema: 1
plan: {id: e, title: E, year: 2024, language: en, office: a}
lead_units: [{id: a, name: A}, {id: b, name: B}]
programmes:
  - id: p
    title: P
    tasks:
      - id: t
        title: T
        lead: [a]
        indicators:
          - {id: firms, name: Firms, unit: 家, measure: cumulative, target: {at_least: 10}}
          - {id: loans, name: Loans, measure: cumulative, target: {pending: county}}
"""
HEAD = "item,period,value,unit,reported_by,reported_on,rate,lead,note,reason,withdraw\n"
Make = Callable[..., Path]


def told(root: Path, as_of: date | None = None) -> list[str]:
    """Every warning by line and rule."""
    opened = open_workspace(root)
    problems = opened.problems(opened.ledger(as_of))
    return [f"{problem.location.line} {problem.rule}" for problem in problems]


@pytest.mark.parametrize(
    ("first", "before", "correction"),
    [
        (
            "loans,2024-06,6800,,a,2024-07-03,,,,,",
            "unit-unknown",
            "loans,2024-06,6800,万元,a,2024-07-04,,,,unit,",
        ),
        ("firms,2024-06,4,,a,2023-07-03,,,,,", "day-before-month", "firms,2024-06,5,,a,2024-07-04,,,,slip,"),
        ("firms,2024-06,4,,b,2024-07-03,,,,,", "not-involved", "firms,2024-06,,,b,2024-07-04,,,,,true"),
        ("firms,2024-06,4,,a,2024-07-03,,B,,,", "lead-mismatch", "firms,2024-06,5,,a,2024-07-04,,A,,slip,"),
        ("firms,2024-06,4,,a,2024-07-03,70,,,,", "rate-mismatch", "firms,2024-06,4,,a,2024-07-04,40,,,rate,"),
        ("firms,2024-06,4,,a,2024-07-03,70,,,,", "rate-mismatch", "firms,2024-06,,,a,2024-07-04,,,,,true"),
        (
            "firms,2024-06,,,a,2024-07-03,,,,,true",
            "withdraw-nothing",
            "firms,2024-06,4,,a,2024-07-04,,,,late,",
        ),
    ],
)
def test_a_warning_goes_with_the_record_it_is_of(
    first: str, before: str, correction: str, workspace: Make
) -> None:
    root = workspace(PLAN, {"a.csv": HEAD + first + "\n"})
    assert told(root) == [f"2 {before}"]
    (root / "data/progress/b.csv").write_text(HEAD + correction + "\n", encoding="utf-8")
    assert told(root) == []
    if "2023" not in first:
        assert told(root, date(2024, 7, 3)) == [f"2 {before}"]  # as it was known then


def test_a_note_settles_nothing(workspace: Make) -> None:
    """The rate is still another one than it says; a row without it, or with the right one, is the remedy."""
    rows = "firms,2024-06,4,,a,2024-07-03,70,,,,\nfirms,2024-06,4,,a,2024-07-04,70,,as agreed,,\n"
    assert told(workspace(PLAN, {"a.csv": HEAD + rows})) == ["3 rate-mismatch"]


def test_of_several_changes_without_a_reason_the_last_is_told(workspace: Make) -> None:
    rows = [f"firms,2024-06,{value},,a,2024-07-0{value},,,,," for value in (3, 4, 5)]
    root = workspace(PLAN, {"a.csv": HEAD + "\n".join(rows) + "\n"})
    assert told(root) == ["4 correction-without-reason"]
    noted = "firms,2024-06,5,,a,2024-07-06,,,a note,,\n"  # the figure still has no reason
    (root / "data/progress/b.csv").write_text(HEAD + noted, encoding="utf-8")
    assert told(root) == ["4 correction-without-reason"]
    taken_back = "firms,2024-06,,,a,2024-07-07,,,,,true\n"
    (root / "data/progress/c.csv").write_text(HEAD + taken_back, encoding="utf-8")
    assert told(root) == []


def test_records_in_conflict_still_warn(workspace: Make) -> None:
    rows = "loans,2024-06,6800,,a,2024-07-03,,,,,\nloans,2024-06,6900,,a,2024-07-03,,,,,\n"
    assert told(workspace(PLAN, {"a.csv": HEAD + rows})) == ["2 unit-unknown", "3 conflict", "3 unit-unknown"]


def test_what_is_repeated_warns_as_long_as_it_counts(workspace: Make) -> None:
    row = "loans,2024-06,6800,,a,2024-07-03,,,,,\n"
    root = workspace(PLAN, {"a.csv": HEAD + row + row})
    assert told(root) == ["2 unit-unknown", "3 unit-unknown"]
    better = "loans,2024-06,6800,万元,a,2024-07-04,,,,unit,\n"
    (root / "data/progress/b.csv").write_text(HEAD + better, encoding="utf-8")
    assert told(root) == []
