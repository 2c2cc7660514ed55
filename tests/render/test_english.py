"""English as it should read: blanks between numbers and words, one ward, sentences that end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from kpitrack.render.briefing.facts import Facts
from kpitrack.sources.xlsx import read_xlsx
from kpitrack.wording import Words

Kpitrack = Callable[..., Any]
Workspace = Callable[..., Path]

PLAN = """\
schema: 1
plan: {id: town, title: Small firms, place: Southshire, year: 2026, language: en, office: fin}
lead_units: [{id: fin, name: Finance}, {id: land, name: Planning}]
programmes:
  - id: p
    title: Firms
    tasks:
      - id: t
        title: New firms
        lead: [fin]
        indicators:
          - {id: complaints, name: Complaints, unit: complaints, measure: level, target: {at_most: 53}}
          - {id: grants, name: Grants, unit: pounds, measure: cumulative, target: {at_least: 240000}}
          - {id: companies, name: Visited, unit: companies, measure: cumulative, target: {at_least: 2}}
        actions:
          - {id: flags, name: Put flags up, kind: milestone, due: 2026-05}
"""
RECORDS = """\
item,period,value,state,reported_by,reported_on,note,next,problem
complaints,2026-06,52,,fin,2026-07-03,Fewer in June.,,
grants,2026-06,120000,,fin,2026-07-03,,,
companies,2026-06,1,,fin,2026-07-03,,,
flags,2026-06,,in_progress,fin,2026-07-03,flags ordered,raise them,Rain.
"""


@pytest.fixture
def root(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("KPITRACK_TODAY", "2026-07-10")
    return str(workspace(PLAN, {"a.csv": RECORDS}))


def test_sentences_of_a_briefing(root: str, kpitrack: Kpitrack) -> None:
    out = kpitrack("report", "-C", root, "--month", "6", "-o", "-").out
    assert "52 complaints, 1 complaint below the target, on pace. Note: Fewer in June.\n" in out
    assert "target at least 2 companies, 1 companies so far" in out  # no plural by s alone: left as it is
    assert "Put flags up: overdue. Note: flags ordered.\n" in out
    assert "Problem reported: Rain (Finance).\n" in out
    assert "Units are asked to act on each item of part 5 and report in time for the next month." in out


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_blank_stands_between_a_number_and_an_english_word(
    language: str, root: str, kpitrack: Kpitrack
) -> None:
    out = kpitrack("report", "-C", root, "--month", "6", "--lang", language, "-o", "-").out
    assert "120000 pounds" in out
    assert "120000pounds" not in out
    assert "52 complaints" in out
    assert "52complaints" not in out


def test_english_sentences_in_a_chinese_paragraph_are_set_apart() -> None:
    in_chinese = cast("Facts", SimpleNamespace(say=lambda key: Words("zh")(f"briefing.{key}")))
    sentences = ["推进中。", "Met the founders.", "", "Staff hired.", "牵头单位：甲。"]
    assert Facts.paragraph(in_chinese, sentences) == "推进中。Met the founders. Staff hired. 牵头单位：甲。"


def test_the_number_of_a_workbook_is_not_said_twice(root: str, kpitrack: Kpitrack, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    assert kpitrack("report", "-C", root, "--month", "6", "--number", "No. 10", "-o", str(path)).code == 0
    sheet = read_xlsx(path.read_bytes(), "book.xlsx").sheets[0]
    texts = [cell.text for row in sheet.rows for cell in row.cells]
    assert [text for text in texts if "No. 10" in text] == ["Number: No. 10"]


def test_what_is_owed_for_a_month_is_not_said_to_be_unreported_never(
    workspace: Workspace, kpitrack: Kpitrack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KPITRACK_TODAY", "2026-07-10")
    plan = "".join(line for line in PLAN.splitlines(keepends=True) if "companies" not in line)
    plan = plan.partition("        actions:")[0].replace(
        "at_least: 240000", "at_least: 240000}, schedule: none"
    )
    records = "item,period,value,reported_on\ncomplaints,2026-06,52,2026-07-03\ngrants,2026-05,9,2026-06-03\n"
    root = str(workspace(plan.replace("schedule: none}", "schedule: none"), {"a.csv": records}))
    out = kpitrack("report", "-C", root, "--month", "6", "-o", "-").out
    assert "Reports still owed for 2026-06: 1." in out
    assert "No item is behind, not met, overdue, undetermined or never reported" in out
