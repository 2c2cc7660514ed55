"""A plan with one indicator, for tests of commands that need no more."""

from __future__ import annotations

PLAN = """\
schema: 1
plan: {id: demo, title: 方案, place: 某县, year: 2024, office: a}
lead_units: [{id: a, name: 甲局}]
programmes:
  - id: p
    title: 甲
    tasks:
      - id: t
        title: 乙
        lead: [a]
        indicators:
          - {id: A1, name: 指标一, unit: 家, measure: cumulative, target: {at_least: 10}}
"""
# Commands that print something and read nothing but the workspace.
PRINTING = {
    "status": ("status", "--format", "csv"),
    "check": ("check", "--format", "json"),
    "missing": ("missing", "--format", "csv"),
    "explain": ("explain", "A1", "--format", "json"),
    "diff": ("diff", "2024-05", "2024-06", "--format", "csv"),
    "report": ("report", "--format", "md"),
    "schema": ("schema",),
    "export": ("export", "--format", "csv"),
}
