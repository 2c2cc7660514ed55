"""The worked examples of docs/explanation/attainment.md, run as they stand there.

The page came before the code; its figures were derived by hand. Here each example's plan and
records are assessed, and the JSON must say what the page says. The Chinese page has the same
examples, told in Chinese: its plans and records are run too, against the English expectations,
and must say the same of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from kpitrack.periods import Period
from kpitrack.problems import UsageError
from kpitrack.render.data import assessment_data
from kpitrack.render.json_text import to_json
from kpitrack.render.show import Show
from kpitrack.wording import Words
from kpitrack.workspace import Workspace, open_workspace
from tests.rules.in_chinese import in_chinese

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = DOCS / "explanation" / "attainment.md"
CHINESE = DOCS / "zh" / "explanation" / "attainment.md"

UNITS = {"a": "甲单位", "b": "乙单位", "c": "丙单位"}  # as the Chinese page calls them
BASE = {
    "plan": "plan: {id: example, title: Example, place: X, year: 2024, language: en, office: a}\n",
    "lead_units": "lead_units: [{id: a, name: 甲单位}, {id: b, name: 乙单位}, {id: c, name: 丙单位}]\n",
}
_HEADING = re.compile(r"^### (?:Example: |例：)(?P<slug>.+)$", re.MULTILINE)
_BLOCK = re.compile(r"^```(?P<kind>yaml|csv|text)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Example:
    """An example of the page: a plan's fragment, record files, and the lines that must hold."""

    slug: str
    fragment: str
    files: tuple[str, ...]
    expectations: tuple[str, ...]

    @property
    def numbers(self) -> list[str]:
        """All numbers of plan and records."""
        return re.findall(r"\d[\d.:-]*", "\n".join((self.fragment, *self.files)))


def examples(page: Path) -> Iterator[Example]:
    text = page.read_text(encoding="utf-8")
    headings = list(_HEADING.finditer(text))
    for heading, following in zip(headings, [*headings[1:], None], strict=True):
        body = text[heading.end() : following.start() if following else len(text)]
        body = re.split(r"^## ", body, flags=re.MULTILINE)[0]
        blocks = [(found["kind"], found["body"]) for found in _BLOCK.finditer(body)]
        yield Example(
            heading["slug"],
            "".join(block for kind, block in blocks if kind == "yaml"),
            tuple(block for kind, block in blocks if kind == "csv"),
            tuple(
                line for kind, block in blocks if kind == "text" for line in block.split("\n") if line.strip()
            ),
        )


def plan_text(fragment: str) -> str:
    """A whole plan around a fragment: items stand in task `t` of programme `p`, led by `a`."""
    parts = dict(BASE)
    for chunk in re.split(r"^(?=[a-z_]+:)", fragment, flags=re.MULTILINE):
        if chunk.strip():
            parts[chunk.split(":", 1)[0]] = chunk
    items = {name: parts.pop(name, "") for name in ("indicators", "actions")}
    tree = "programmes:\n  - id: p\n    title: P\n    section: '1'\n    tasks:\n"
    tree += "      - id: t\n        title: T\n        lead: [a]\n"
    for chunk in items.values():
        tree += "".join(f"        {line}\n" for line in chunk.rstrip("\n").split("\n") if line)
    return "schema: 1\n" + "".join(parts.values()) + tree


def assessed(workspace: Workspace, month: str) -> dict[str, Any]:
    """The JSON of an assessment for `2024-06` or `2024-06@2024-07-03`."""
    period, _, day = month.partition("@")
    as_of = date.fromisoformat(day) if day else None
    assessment = workspace.assess(Period.iso(period), as_of=as_of)
    ledger = workspace.ledger(as_of)
    show = Show(assessment.plan, Words("en"))
    loaded: dict[str, Any] = json.loads(
        to_json(assessment_data(assessment, ledger, show)), parse_float=Decimal
    )
    return loaded


def subject(data: dict[str, Any], name: str) -> dict[str, Any]:
    """What an expectation speaks of."""
    kind, _, rest = name.partition(":")
    if kind in {"summary", "reporting"}:
        found: dict[str, Any] = data[kind]
        return found
    if kind == "unit":
        rows = [
            row
            for row in data["lead_units"]
            if row["id"] == rest or (row["id"] is None and row["kind"] == rest)
        ]
        return dict(rows[0])
    items = [item for item in (*data["indicators"], *data["actions"]) if item["id"] == name]
    return dict(items[0])


def shown(value: object) -> str:
    """A JSON value as the page writes it."""
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, list):
        parts = [
            f"{entry['item']}:{entry['days']}" if isinstance(entry, dict) else str(entry) for entry in value
        ]
        return ",".join(parts) or "[]"
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value)


ALL = tuple(examples(PAGE))
IN_CHINESE = tuple(examples(CHINESE))


@pytest.mark.parametrize("example", ALL, ids=lambda example: example.slug)
def test_the_page_is_right(example: Example, tmp_path: Path) -> None:
    assert_right(example, tmp_path)


@pytest.mark.parametrize("number", range(len(ALL)), ids=lambda number: ALL[number].slug)
def test_the_chinese_page_says_the_same(number: int, tmp_path: Path) -> None:
    example, chinese = ALL[number], IN_CHINESE[number]
    items = yaml.safe_load(chinese.fragment)
    names = {
        item["id"]: item["name"]
        for kind in ("indicators", "actions", "series")
        for item in items.get(kind, ())
    }
    assert list(chinese.expectations) == [in_chinese(line, UNITS | names) for line in example.expectations]
    assert chinese.numbers == example.numbers
    assert len(chinese.files) == len(example.files)
    assert_right(replace(chinese, expectations=example.expectations), tmp_path)


def assert_right(example: Example, tmp_path: Path) -> None:
    """The program says of an example's plan and records what is expected."""
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "targets.yaml").write_text(plan_text(example.fragment), encoding="utf-8")
    for number, body in enumerate(example.files, start=1):
        path = tmp_path / "data" / "progress" / f"{number}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8")
    opened = open_workspace(tmp_path)
    wrong = []
    for line in example.expectations:
        month, name, *rest = line.split()
        if name == "problems":
            data = assessed(opened, month)
            rules = [problem["rule"] for problem in data["problems"]]
            if rules != ([] if rest == ["none"] else rest):
                wrong.append(f"{line}: got {rules}")
            continue
        found = subject(assessed(opened, month), name)
        for pair in rest:
            key, _, expected = pair.partition("=")
            value: Any = found
            for step in key.split("."):
                value = value[step]
            if shown(value) != expected:
                wrong.append(f"{month} {name} {key}: page {expected}, program {shown(value)}")
    assert not wrong, "\n".join(wrong)


def test_the_page_has_examples_of_everything() -> None:
    assert len(ALL) > 50
    assert len(IN_CHINESE) == len(ALL)
    assert len({example.slug for example in ALL}) == len(ALL)
    assert all(example.expectations for example in ALL)


def test_a_workspace_is_needed(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        open_workspace(tmp_path)
