"""Annotations: the lines a workflow prints so that a problem is shown beside the line it is in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kpitrack.problems import Location, error, warning
from kpitrack.render.github import workflow_commands
from kpitrack.wording import Words

PLAN = """\
schema: 1
plan: {id: p, title: T, year: 2024, language: zh}
lead_units: [{id: a, name: 甲局}]
programmes:
  - id: g
    title: G
    indicators:
      - {id: i, name: 项目, unit: 项, measure: cumulative, target: {more_then: 2}, lead: [a]}
"""


def test_the_line_of_a_problem(kpitrack: Callable[..., Any], workspace: Callable[..., Path]) -> None:
    root = workspace(PLAN)
    run = kpitrack("check", "-C", str(root), "--format", "github")
    assert (run.code, run.err) == (3, "")
    assert run.out == (
        "::error file=plan/targets.yaml,line=8,col=66,title=unknown-key::"
        "不认识的键“more_then”%0A是否指“more_than”？\n"
        "共 1 个错误、0 个警告\n"
    )


@pytest.mark.parametrize("mark", ["repository", "environment"])
def test_paths_begin_at_the_top_of_the_repository(
    mark: str, kpitrack: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "专班, 2024"
    (root / "plan").mkdir(parents=True)
    (root / "plan" / "targets.yaml").write_text(PLAN, encoding="utf-8")
    if mark == "repository":
        (tmp_path / ".git").mkdir()
    else:
        monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    run = kpitrack("check", "-C", str(root), "--format", "github")
    assert run.out.startswith("::error file=专班%2C 2024/plan/targets.yaml,line=8,col=66,")


def test_the_name_of_a_file_is_told_as_it_is(
    kpitrack: Callable[..., Any], workspace: Callable[..., Path]
) -> None:
    plan = PLAN.replace("more_then", "at_least")
    root = workspace(plan, {"甲\n::乙\r50%,  丙\x1b.csv": "item,period,value\nX9,2024-06,1\n"})
    run = kpitrack("check", "-C", str(root), "--format", "github")
    assert run.code == 3
    assert run.out.startswith(
        "::error file=data/progress/甲%0A%3A%3A乙%0D50%25%2C  丙\\x1b.csv,line=2,col=1,title=unknown-item::"
    )
    assert len(run.out.splitlines()) == 2


def test_a_workspace_elsewhere_keeps_its_own_paths(
    kpitrack: Callable[..., Any], workspace: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", "/nowhere")
    run = kpitrack("check", "-C", str(workspace(PLAN)), "--format", "github")
    assert run.out.startswith("::error file=plan/targets.yaml,line=8,col=66,")


def test_what_would_end_a_property_or_begin_a_line_is_escaped() -> None:
    place = Location("data/progress/a,b:50%.csv", 3, 7)
    found = [error(place, "unknown-key", key="x%::\n::error::y"), warning(Location("a.csv"), "lost-batch")]
    text = workflow_commands([found[0]], Words("en"), "")
    assert text == (
        "::error file=data/progress/a%2Cb%3A50%25.csv,line=3,col=7,title=unknown-key::"
        "unknown key 'x%25:: ::error::y'\n"
    )


def test_a_cell_has_no_line() -> None:
    text = workflow_commands(
        [error(Location("表.xlsx", 3, 4, "表1!D3"), "unknown-key", key="x")], Words("en"), ""
    )
    assert text == "::error file=表.xlsx,title=unknown-key::[表1!D3] unknown key 'x'\n"


def test_warnings_and_a_clean_workspace(kpitrack: Callable[..., Any], workspace: Callable[..., Path]) -> None:
    good = PLAN.replace("more_then", "more_than")
    assert kpitrack("check", "-C", str(workspace(good)), "--format", "github").out == (
        "检查通过：1 项指标、0 项定性任务、1 个单位、0 条记录\n"
    )
    falling = "item,period,value,reported_on\ni,2024-05,3,2024-06-01\ni,2024-06,2,2024-07-01\n"
    run = kpitrack("check", "-C", str(workspace(good, {"a.csv": falling})), "--format", "github")
    assert run.code == 0
    assert run.out.startswith("::warning file=data/progress/a.csv,line=3,col=1,title=falling-total::")
