"""A small workspace whose every name, unit and note is out to do harm."""

from __future__ import annotations

import json
from pathlib import Path

LONG = "长" * 20_000
WORD = "x" * 3_000
SCRIPT = "<script>harm=1</script>"
ODD = "\u202e库\x07<base href=//evil.example>"
NOTE = f"</script>{SCRIPT}\u202eabc <iframe src=//evil.example></iframe> {{{{ 7*7 }}}} {{% raw %}} =1+1 **b**"


def hostile_workspace(folder: Path) -> Path:
    """The folder, filled."""
    quoted = json.dumps
    plan = f"""\
schema: 1
plan:
  id: hostile
  title: {quoted(f"</title>{SCRIPT}{WORD}")}
  place: {quoted("<b>甲县</b>&amp;")}
  year: 2024
  office: a
  assumptions: [{quoted("<img src=x onerror=harm=1>")}]
lead_units:
  - {{id: a, name: {quoted(f"</style>{SCRIPT}{WORD}")}}}
  - {{id: b, name: {quoted('乙局" onload="harm=1')}}}
programmes:
  - id: p
    title: {quoted("<svg onload=harm=1>")}
    section: {quoted("二]]><!--")}
    tasks:
      - id: t
        title: {quoted(f"<u>{SCRIPT}")}
        section: {quoted("二]]><!--")}
        lead: [a, b]
        indicators:
          - id: firms
            name: {quoted(LONG)}
            unit: 家
            measure: cumulative
            target: {{at_least: 12}}
            notes: [{quoted(NOTE)}]
          - id: shops
            name: {quoted(WORD)}
            unit: {quoted("u" * 300)}
            measure: cumulative
            target: {{at_least: 10}}
          - {{id: loans, name: 贷款, measure: cumulative, target: {{pending: {quoted("市级<i>")}}}}}
        actions:
          - {{id: base, name: {quoted(ODD)}, kind: milestone}}
"""
    records = (
        "item,period,value,reported_by,reported_on,state,note,problem\n"
        f'firms,2024-06,5,a,2024-07-03,,"{LONG}",\n'
        f'base,2024-06,,a,2024-07-03,in_progress,"{NOTE}",<object data=//evil.example></object>\n'
    )
    (folder / "plan").mkdir(parents=True)
    (folder / "data" / "progress").mkdir(parents=True)
    (folder / "plan" / "targets.yaml").write_text(plan, encoding="utf-8")
    (folder / "data" / "progress" / "june.csv").write_text(records, encoding="utf-8")
    return folder
