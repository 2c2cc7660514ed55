"""A record that cannot be read is called so, with its place; the flag for programs stays `conflict`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Kpitrack = Callable[..., Any]
Workspace = Callable[..., Path]

PLAN = """\
schema: 1
plan: {id: demo, title: Demo, year: 2024, language: LANGUAGE, office: a}
lead_units: [{id: a, name: Unit A}, {id: b, name: Unit B}]
programmes:
  - id: p
    title: P
    tasks:
      - id: t
        title: T
        lead: [a]
        indicators:
          - {id: firms, name: Firms, unit: 家, measure: cumulative, target: {at_least: 10}}
        actions:
          - {id: hall, name: Hall, kind: milestone}
"""
GOOD = """\
item,period,value,state,reported_by,reported_on
firms,2024-05,4,,a,2024-06-03
hall,2024-05,,in_progress,a,2024-06-03
"""
BAD = "firms,someday,5,,a,2024-07-03\nhall,2024-06,,nearly,a,2024-07-03\n"
CONFLICT = "firms,2024-06,5,,a,2024-07-03\nfirms,2024-06,6,,a,2024-07-03\n"


@pytest.mark.parametrize(("language", "word"), [("en", "unreadable record"), ("zh", "填报读不出")])
def test_what_cannot_be_read_is_no_conflict(
    language: str, word: str, kpitrack: Kpitrack, workspace: Workspace
) -> None:
    root = workspace(PLAN.replace("LANGUAGE", language), {"a.csv": GOOD + BAD})
    table = kpitrack("status", "-C", str(root), "--month", "6", "--format", "plain")
    assert table.out.count(word) == 2
    assert "conflict" not in table.out
    assert "数据冲突" not in table.out
    told = kpitrack("explain", "firms", "-C", str(root), "--month", "6").out
    assert word in told
    assert "data/progress/a.csv:4" in told
    data = json.loads(kpitrack("status", "-C", str(root), "--month", "6", "--format", "json").out)
    assert [one["flags"] for one in (*data["indicators"], *data["actions"])] == [["conflict"], ["conflict"]]
    briefing = kpitrack("report", "-C", str(root), "--month", "6", "-o", "-").out
    assert "data/progress/a.csv:4" in briefing


def test_where_records_conflict_as_well_it_is_a_conflict(kpitrack: Kpitrack, workspace: Workspace) -> None:
    bad = "firms,someday,5,,a,2024-07-03\n"
    root = workspace(PLAN.replace("LANGUAGE", "en"), {"a.csv": GOOD + CONFLICT + bad})
    out = kpitrack("status", "-C", str(root), "--month", "6", "--format", "plain").out
    assert "conflict" in out
    assert "unreadable" not in out


def test_a_closed_month_says_what_stands_in_the_way(kpitrack: Kpitrack, workspace: Workspace) -> None:
    root = workspace(PLAN.replace("LANGUAGE", "en"), {"a.csv": GOOD})
    assert kpitrack("report", "-C", str(root), "--month", "5").code == 0
    assert kpitrack("close", "-C", str(root), "--month", "5").code == 0
    (root / "data/progress/b.csv").write_text(GOOD.partition("\n")[0] + "\n" + BAD, encoding="utf-8")
    lines = kpitrack("check", "-C", str(root)).out.splitlines()
    (told,) = [line for line in lines if "changed-after-closing" in line]
    assert told.startswith("data/progress/b.csv:2:")
    assert "unreadable record" in told
    assert "conflict" not in told
