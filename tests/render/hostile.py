"""A workspace in which every text that somebody else writes is out to do harm, and says where it stands."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
from collections.abc import Iterable
from pathlib import Path

LONG = "长" * 20_000
WORD = "x" * 3_000
SCRIPT = "<script>harm=1</script>"
ODD = "\u202e库\x07<base href=//evil.example>"
NOTE = f"</script>{SCRIPT}\u202eabc <iframe src=//evil.example></iframe> {{{{ 7*7 }}}} {{% raw %}} =1+1 **b**"

BAD_FIGURE = "=1+[red]<b>|\x1b[31m\u202e"  # short: a problem cites no more than the beginning

# A formula, markup, what a terminal obeys, Markdown, Rich's markup, templates, line ends, XML.
_PATTERNS = (
    '=HYPERLINK("http://evil.example";"@")',
    "</td></style>" + SCRIPT + "@<img src=x onerror=harm=1><a href=javascript:harm=1>",
    "@\x1b]8;;http://evil.example\x07\x1b[31m\u202e\u2066\u200b\x9b2J",
    "# @\n\n1. ![x](http://evil.example) **b** `c` | d | ~~e~~ $f$ [g][h] <http://evil.example> &lt;",
    "[bold red]@[/] [link=http://evil.example]x[/link] :warning: [/bold]",
    "+@ %n %s $x {{ 7*7 }} {% raw %}",
    "-@\t@SUM(A1)&G&[Picture]\r\n---\r\n\u2028- x\ufffe\u0001",
    "@]]>&amp;&#x202e;<w:p/><w:fldSimple w:instr='x'/>\"' onload=\"harm=1",
)
_TAIL = "\x1b[31m\u202e\x07!"
TAIL = "\\x1b[31m<U+202E>\\x07!"  # as it must be spelled
# The places that somebody fills in, as `told` spells each. Names of items also stand in problems.
PLAN_PLACES = (
    "assumption",
    "unit-name-c", "unit-name-d", "unit-name-e",
    "series", "series-unit", "series-source",
    "programme", "programme-section", "task", "task-section", "own-section",
    "name", "wording", "target-text", "source", "component", "note-of-plan", "unit-of-measure",
    "revised-source", "revised-reason", "pending",
    "action", "action-wording", "action-note", "step", "action-unit",
)  # fmt: skip
BRIEFING_PLACES = ("title", "number", "to", "from", "closing")
RECORD_PLACES = ("note", "problem", "next", "evidence")
RECORD_KEYS = (
    "item", "period", "value", "unit", "reported_by", "reported_on", "state", "note", "problem", "next",
    "evidence", "reason", "withdraw",
)  # fmt: skip


def told(place: str) -> str:
    """The hostile text of a place. It holds the place's name, so that it is known wherever it turns up."""
    pattern = _PATTERNS[int(hashlib.sha256(place.encode()).hexdigest(), 16) % len(_PATTERNS)]
    if place in BRIEFING_PLACES:  # where {} would be a mistake
        pattern = _PATTERNS[BRIEFING_PLACES.index(place)]
    return pattern.replace("@", place, 1) + _TAIL


def hostile_workspace(folder: Path) -> Path:
    """The folder, filled."""
    (folder / "plan").mkdir(parents=True)
    (folder / "plan" / "targets.yaml").write_text(_plan(), encoding="utf-8")
    progress = folder / "data" / "progress"
    (progress / "2024-07").mkdir(parents=True)
    (progress / file_name()).write_bytes(_table(RECORD_KEYS, _records()))
    batch = _table((*RECORD_KEYS, "source", "source_place", "source_sha256", "ingested_at"), _ingested())
    name = f"0001-{hashlib.sha256(batch).hexdigest()[:12]}.csv"
    (progress / "2024-07" / name).write_bytes(batch)
    return folder


def file_name() -> str:
    """A name of a file that is as bad as the system allows."""
    return "=六月 `x`&{}'[g](h).csv" if os.name == "nt" else "=六月 <b>|`x`&{}'[g](h)\x1b[31m\u202e\n.csv"


def _plan() -> str:
    said = {place: json.dumps(told(place)) for place in (*PLAN_PLACES, *BRIEFING_PLACES)}
    quoted = json.dumps
    return f"""\
schema: 1
plan:
  id: hostile
  title: {quoted(f"</title>{SCRIPT}{WORD}")}
  place: {quoted('</style>"<b>甲县</b>&amp;')}
  year: 2024
  office: a
  assumptions: [{quoted("<img src=x onerror=harm=1>")}, {said["assumption"]}]
briefing:
  title: {said["title"]}
  number: {said["number"]}
  to: {said["to"]}
  from: {said["from"]}
  closing: {said["closing"]}
lead_units:
  - {{id: a, name: {quoted(f"</style>{SCRIPT}{WORD}")}}}
  - {{id: b, name: {quoted('乙局" onload="harm=1')}}}
  - {{id: c, name: {said["unit-name-c"]}}}
  - {{id: d, name: {said["unit-name-d"]}}}
  - {{id: e, name: {said["unit-name-e"]}}}
series:
  - {{id: rate, name: {said["series"]}, unit: {said["series-unit"]}, reported_by: [c],
     source: {said["series-source"]}}}
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
  - id: q
    title: {said["programme"]}
    section: {said["programme-section"]}
    tasks:
      - id: dual
        title: {said["task"]}
        section: {said["task-section"]}
        lead: [c, d]
        lead_kind: dual
        support: [e]
        support_open: true
        indicators:
          - id: growth
            name: {said["name"]}
            section: {said["own-section"]}
            wording: {said["wording"]}
            target_text: {said["target-text"]}
            source: {said["source"]}
            components: [{said["component"]}]
            notes: [{said["note-of-plan"]}]
            unit: {said["unit-of-measure"]}
            measure: cumulative
            target: {{at_least: 12}}
            target_revisions: [{{from: 2024-05, at_least: 8, source: {said["revised-source"]},
              reason: {said["revised-reason"]}}}]
          - {{id: against, name: 对比, unit: {said["series-unit"]}, measure: level,
             target: {{at_least_series: rate}}}}
      - id: sole
        title: 独家
        lead: [e]
        lead_kind: sole
        indicators:
          - {{id: waits, name: 待定, measure: cumulative, target: {{pending: {said["pending"]}}}}}
          - {{id: torn, name: 冲突, unit: 家, measure: cumulative, target: {{at_least: 9}},
             reported_by: [c, d]}}
        actions:
          - id: road
            name: {said["action"]}
            wording: {said["action-wording"]}
            notes: [{said["action-note"]}]
            unit: {said["action-unit"]}
            kind: project
            reported_by: [c, d, e]
            steps: [{{id: plan, name: {said["step"]}}}, {{id: dig, name: 开工, due: 2024-05}}]
      - id: nobody
        title: 无牵头
        indicators: [{{id: late, name: 迟报, unit: 家, measure: cumulative, target: {{at_least: 9}}}}]
      - id: single
        title: 单牵头
        lead: [d]
        indicators: [{{id: never, name: 从未报送, unit: 家, measure: cumulative, target: {{at_least: 9}}}}]
"""


def _records() -> Iterable[dict[str, str]]:
    """Several reports on each item and from each reporter, corrections and contradictions among them."""
    june = {"period": "2024-06", "reported_on": "2024-07-03"}
    yield {**june, "item": "firms", "value": "5", "reported_by": "a", "note": LONG}
    problem = "<object data=//evil.example></object>"
    yield {
        **june,
        "item": "base",
        "reported_by": "a",
        "state": "in_progress",
        "note": NOTE,
        "problem": problem,
    }
    for month in ("04", "05", "06"):
        for unit in ("c", "d"):
            yield {
                **june,
                **_sayings(f"growth-{month}-{unit}"),
                "item": "growth",
                "period": f"2024-{month}",
                "value": str(int(month)),
                "reported_by": unit,
            }
        for unit in ("c", "d", "e"):
            yield {
                **june,
                **_sayings(f"road-{month}-{unit}"),
                "item": "road",
                "period": f"2024-{month}",
                "reported_by": unit,
                "state": "in_progress",
            }
    yield {**june, **_sayings("step"), "item": "road.plan", "reported_by": "e", "state": "done"}
    yield {**june, **_sayings("series"), "item": "rate", "value": "9", "reported_by": "c"}
    yield {**june, **_sayings("against"), "item": "against", "value": "7", "reported_by": "c"}
    yield {**june, "item": "waits", "value": "3", "unit": told("reported-unit"), "reported_by": "e"}
    yield {**june, "item": "torn", "value": "3", "reported_by": "c"}
    yield {**june, "item": "torn", "value": "4", "reported_by": "d"}
    corrected = {"reason": told("reason"), "reported_on": "2024-07-08"}
    yield {
        **june,
        **corrected,
        "item": "against",
        "value": "8",
        "reported_by": "c",
        "note": told("corrected"),
    }
    yield {**june, "item": "late", "value": "1", "reported_on": "2024-07-09", "reported_by": "a"}
    yield {**june, "item": "never", "value": "1", "reported_by": "d", "reported_on": "2024-07-02"}
    gone = {"withdraw": "true", "reason": told("withdrawn")}
    yield {**june, **gone, "item": "never", "reported_by": "d"}
    yield {**june, "item": "never", "value": BAD_FIGURE, "reported_by": "d"}


def _ingested() -> Iterable[dict[str, str]]:
    """A record that was taken in out of somebody's file."""
    yield {
        "item": "shops",
        "period": "2024-06",
        "value": "4",
        "reported_by": "b",
        "reported_on": "2024-07-03",
        "note": told("ingested-note"),
        "source": told("file"),
        "source_place": told("cell"),
        "source_sha256": "0" * 64,
        "ingested_at": "2024-07-04T10:00:00+08:00",
    }


def _sayings(place: str) -> dict[str, str]:
    return {key: told(f"{key}-{place}") for key in RECORD_PLACES}


def _table(keys: Iterable[str], records: Iterable[dict[str, str]]) -> bytes:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(keys), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)
    return buffer.getvalue().encode()
