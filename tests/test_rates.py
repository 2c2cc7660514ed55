"""A unit's own 完成率 beside ours: which one is used, and what it may have meant."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

PLAN = """schema: 1
plan: {id: p, title: 方案, place: 某县, year: 2024, office: a, language: zh}
lead_units: [{id: a, name: 县工业局}]
programmes:
  - id: g
    title: 工程
    tasks:
      - id: t
        title: 任务
        lead: [a]
        indicators:
          - {id: roads, name: 公路, unit: 公里, measure: cumulative, target: {at_least: 40}}
"""


@pytest.mark.parametrize(
    ("rate", "sentence", "hint"),
    [
        # 37 of 40 is 92.5 %
        (
            "0.925",
            "自报完成率 0.925%，按数计算为 92.5%",
            "用的是计算的 92.5%；若 0.925 是小数，应写 92.5%",
        ),
        ("0.92", "自报完成率 0.92%，按数计算为 92.5%", "用的是计算的 92.5%；请核对数与目标"),
        ("90.5", "自报完成率 90.5%，按数计算为 92.5%", "用的是计算的 92.5%；请核对数与目标"),
    ],
)
def test_it_is_said_which_rate_is_used(
    rate: str, sentence: str, hint: str, workspace: Callable[..., Any], kpitrack: Callable[..., Any]
) -> None:
    root = workspace(PLAN)
    (root / "june.csv").write_text(
        f"指标,月份,完成值,完成率（%）\n公路,2024-06,37,{rate}\n", encoding="utf-8"
    )

    run = kpitrack("-C", str(root), "ingest", str(root / "june.csv"), "--dry-run")

    assert run.code == 0
    assert f"warning: 公路 {sentence} [rate-mismatch]\n" in run.err
    assert run.err.endswith(f"\n    {hint}\n")
