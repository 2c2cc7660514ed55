"""The plan kept between runs: equal to the one validated, and believed only with its hash right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kpitrack.plan_cache import cache_folder, keep_plan, read_plan
from kpitrack.plan_file import load_plan
from kpitrack.workspace import open_workspace

ROOT = Path(__file__).resolve().parent.parent
PATH = "plan/targets.yaml"
RICH = """\
schema: 1
plan: {id: rich, title: Rich, from: 2023-07, to: 2025-12, office: a, language: en, assumptions: [one, two]}
assessment: {bands: {method: points, lagging: 10}, joint_credit: first}
lead_units: [{id: a, name: A, aliases: [Aa]}, {id: b, name: B}]
series: [{id: s, name: S, unit: "%", carry: true}, {id: n, name: N, unit: "%"}]
programmes:
  - id: p
    title: P
    indicators:
      - id: one
        name: One
        unit: 家
        measure: cumulative
        target: {about: 65, tolerance: 2.5}
        schedule: {2023-09: 10, 2024-03: 20.50}
        baseline: {value: 4.50, period: 2022}
        weight: 2
        target_revisions: [{from: 2025-01, at_least: 70, reason: why}]
      - {id: two, name: Two, unit: "%", measure: level, target: {at_least: 1}, derive: {growth: [s, n]}}
    tasks:
      - id: t
        title: T
        lead: [a, b]
        lead_kind: dual
        actions:
          - {id: act, name: Act, kind: coverage, of: 12, due: 2024-06, steps: [{id: x, name: X, weight: 3}]}
"""


@pytest.mark.parametrize("data", [RICH.encode(), (ROOT / PATH).read_bytes()], ids=["rich", "shipped"])
def test_what_is_kept_is_the_plan(tmp_path: Path, data: bytes) -> None:
    plan = load_plan(data, PATH).plan
    assert plan is not None
    keep_plan(tmp_path, data, PATH, plan)
    assert read_plan(tmp_path, data, PATH) == plan


def test_other_bytes_have_another_plan(tmp_path: Path) -> None:
    data = RICH.encode()
    plan = load_plan(data, PATH).plan
    assert plan is not None
    keep_plan(tmp_path, data, PATH, plan)
    assert read_plan(tmp_path, data + b"\n", PATH) is None
    assert read_plan(tmp_path, data, "elsewhere.yaml") is None


def test_a_damaged_cache_is_as_if_empty(tmp_path: Path) -> None:
    data = RICH.encode()
    plan = load_plan(data, PATH).plan
    assert plan is not None
    keep_plan(tmp_path, data, PATH, plan)
    (kept,) = tmp_path.iterdir()
    whole = kept.read_bytes()
    for place in range(0, len(whole), 97):
        kept.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert read_plan(tmp_path, data, PATH) is None, place
    kept.write_bytes(whole[: len(whole) // 2])
    assert read_plan(tmp_path, data, PATH) is None


def test_a_cache_that_cannot_be_written_is_none(tmp_path: Path) -> None:
    data = RICH.encode()
    plan = load_plan(data, PATH).plan
    assert plan is not None
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    keep_plan(blocked / "below", data, PATH, plan)
    assert read_plan(blocked / "below", data, PATH) is None


def test_a_plan_with_problems_is_not_kept(tmp_path: Path, workspace: Callable[..., Path]) -> None:
    root = workspace(RICH.replace("weight: 2", "weight: 0"))
    cache = tmp_path / "cache"
    assert open_workspace(root, cache=cache).plan is None
    assert not list(cache.glob("*"))


def test_the_second_run_reads_the_cache(tmp_path: Path, workspace: Callable[..., Path]) -> None:
    root, cache = workspace(RICH), tmp_path / "cache"
    first = open_workspace(root, cache=cache)
    assert len(list(cache.glob("plan-*.json"))) == 1
    second = open_workspace(root, cache=cache)
    assert second.plan == first.plan
    assert second.texts[PATH] == RICH


@pytest.mark.parametrize(
    ("names", "folder"),
    [
        ({"XDG_CACHE_HOME": "/x"}, "/x/kpitrack"),
        ({"LOCALAPPDATA": "/l"}, "/l/kpitrack"),
        ({"HOME": "/h"}, "/h/.cache/kpitrack"),
        ({}, None),
    ],
)
def test_the_users_cache_folder(
    monkeypatch: pytest.MonkeyPatch, names: dict[str, str], folder: str | None
) -> None:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    assert cache_folder() == (None if folder is None else Path(folder))
