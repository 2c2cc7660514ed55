"""The JSON Schema in the hands of an editor: right plans pass, wrong ones fail at the place that is wrong.

The plans are read as an editor reads them: numbers are numbers, not texts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, ValidationError

from kpitrack.schema.export import schema_text
from kpitrack.wording.plan_keys import PLAN_KEYS, PLAN_WORDS

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = ROOT / "src" / "kpitrack" / "templates"

BASE = """\
schema: 1
plan: {id: p, title: T, year: 2024, language: zh}
reporting: {due_day: 5}
assessment: {bands: {method: ratio, lagging: 0.8}, joint_credit: full}
briefing: {number: "第{month}期", sections: [overview, targets]}
lead_units:
  - {id: a, name: A, aliases: 甲}
series:
  - {id: loans, name: Loans, unit: "%", carry: true}
programmes:
  - id: g
    title: G
    section: 2.1
    tasks:
      - id: t
        title: T1
        lead: a
        lead_kind: single
        indicators:
          - id: i
            name: I
            unit: 家
            measure: cumulative
            target: {about: 65, tolerance: 5%}
            target_revisions: [{from: 2024-09, between: [10, 15]}]
            baseline: {value: 4.5, period: 2023}
            schedule: {2024-03: 2, 2024-09: 8}
            due: 2024-10
            weight: 0.5
          - {id: j, name: 2024, measure: growth, target: {at_least_series: loans}, schedule: direct}
          - {id: k, name: K, measure: level,
             target: {pending: 市级}, derive: {ratio: [loans, loans], times: 2}}
        actions:
          - {id: x, name: X, kind: coverage, of: 12, steps: [{id: s, name: S, due: 2024-06}]}
"""


def validator(language: str) -> Draft202012Validator:
    schema = json.loads(schema_text(language))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def places(text: str) -> set[tuple[str, str]]:
    """Where a plan's text fails and by which keyword."""
    found: Iterator[ValidationError] = validator("zh").iter_errors(yaml.safe_load(text))
    return {(error.json_path, str(error.validator)) for error in found}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", [ROOT / "plan" / "targets.yaml", *TEMPLATES.glob("targets.*.yaml")])
def test_the_plans_we_ship_pass(path: Path, language: str) -> None:
    text = path.read_text(encoding="utf-8").replace("@YEAR@", "2024")
    assert [error.message for error in validator(language).iter_errors(yaml.safe_load(text))] == []


def test_every_shape_of_a_value_passes() -> None:
    assert places(BASE) == set()


@pytest.mark.parametrize(
    "path",
    sorted(
        path
        for path in (ROOT / "tests" / "problems").glob("*/plan/targets.yaml")
        if not (path.parent.parent / "expected.txt").read_text(encoding="utf-8").count("plan/targets.yaml")
    ),
    ids=lambda path: path.parent.parent.name,
)
def test_plans_of_tests_that_are_right_pass(path: Path) -> None:
    assert places(path.read_text(encoding="utf-8")) == set()


INDICATOR = "$.programmes[0].tasks[0].indicators[0]"
STEP = "$.programmes[0].tasks[0].actions[0].steps[0]"
NEXT = "$.programmes[0].tasks[0].indicators[1]"


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ("schema: 1", "schema: 2", {("$.schema", "const")}),
        ("reporting:", "reportin:", {("$", "additionalProperties")}),
        ("due_day: 5", "due_dy: 5", {("$.reporting", "additionalProperties")}),
        ("due_day: 5", "due_day: 32", {("$.reporting.due_day", "maximum")}),
        ("due_day: 5", "due_day: five", {("$.reporting.due_day", "type")}),
        ("id: p, ", "", {("$.plan", "required")}),
        ("language: zh", "language: cn", {("$.plan.language", "enum")}),
        ("year: 2024", "from: 2024-13", {("$.plan.from", "pattern")}),
        ("method: ratio", "method: share", {("$.assessment.bands.method", "enum")}),
        ("lagging: 0.8", "lagging: 0", {("$.assessment.bands.lagging", "exclusiveMinimum")}),
        ("[overview, targets]", "[overview, target]", {("$.briefing.sections[1]", "enum")}),
        ("{id: a, name", "{id: 1a, name", {("$.lead_units[0].id", "pattern")}),
        ("carry: true", "carry: yes please", {("$.series[0].carry", "type")}),
        ("lead: a", "lead: {a: b}", {("$.programmes[0].tasks[0].lead", "anyOf")}),
        ("lead_kind: single", "lead_kind: both", {("$.programmes[0].tasks[0].lead_kind", "enum")}),
        ("measure: cumulative", "measure: sum", {(f"{INDICATOR}.measure", "enum")}),
        ("            measure: cumulative\n", "", {(INDICATOR, "required")}),
        ("weight: 0.5", "weigth: 0.5", {(INDICATOR, "additionalProperties")}),
        ("weight: 0.5", "weight: 0", {(f"{INDICATOR}.weight", "exclusiveMinimum")}),
        ("due: 2024-10", "due: 10月", {(f"{INDICATOR}.due", "pattern")}),
        (
            "{about: 65,",
            "{abuot: 65,",
            {(f"{INDICATOR}.target", "additionalProperties"), (f"{INDICATOR}.target", "oneOf")},
        ),
        ("{about: 65,", "{about: 65, at_least: 3,", {(f"{INDICATOR}.target", "oneOf")}),
        ("{about: 65,", "{about: many,", {(f"{INDICATOR}.target.about", "type")}),
        ("tolerance: 5%", "tolerance: five", {(f"{INDICATOR}.target.tolerance", "anyOf")}),
        ("[10, 15]", "[10]", {(f"{INDICATOR}.target_revisions[0].between", "minItems")}),
        ("from: 2024-09, ", "", {(f"{INDICATOR}.target_revisions[0]", "required")}),
        ("schedule: direct", "schedule: straight", {(f"{NEXT}.schedule", "anyOf")}),
        ("2024-09: 8", "9月: 8", {(f"{INDICATOR}.schedule", "anyOf")}),
        (
            "{ratio: [loans, loans],",
            "{ratio: [loans, loans], growth: [loans, loans],",
            {("$.programmes[0].tasks[0].indicators[2].derive", "oneOf")},
        ),
        ("kind: coverage", "kind: cover", {("$.programmes[0].tasks[0].actions[0].kind", "enum")}),
        ("{id: s, name", "{id: s, nam", {(STEP, "required"), (STEP, "additionalProperties")}),
    ],
)  # fmt: skip
def test_a_wrong_plan_fails_where_it_is_wrong(right: str, wrong: str, expected: set[tuple[str, str]]) -> None:
    assert BASE.count(right) == 1
    assert places(BASE.replace(right, wrong)) == expected


@pytest.mark.parametrize("place", [0, 1])
def test_every_key_and_word_is_explained(place: int) -> None:
    schema = json.loads(schema_text(("zh", "en")[place]))
    keys = [(name, key, field) for name, form in forms(schema) for key, field in form["properties"].items()]
    assert len(keys) > 80
    for name, key, field in keys:
        meant = PLAN_KEYS.get(f"{name}.{key}") or PLAN_KEYS[key]
        assert field["description"].startswith(meant[place])
    for shape in shapes(schema):
        if "enum" in shape:
            assert (
                len(shape["enum"]) == len(shape["enumDescriptions"]) == len(shape["markdownEnumDescriptions"])
            )


def test_no_explanation_is_left_over() -> None:
    schema = json.loads(schema_text("zh"))
    used = {name for name, _ in forms(schema)}
    for name, form in forms(schema):
        used |= {f"{name}.{key}" if f"{name}.{key}" in PLAN_KEYS else key for key in form["properties"]}
    assert set(PLAN_KEYS) - used == set()
    words = {text for shape in shapes(schema) for text in shape.get("enumDescriptions", ())}
    assert {text for pairs in PLAN_WORDS.values() for text, _ in pairs.values()} == words


def test_defaults_are_told_and_not_typed_in_by_editors() -> None:
    keys = json.loads(schema_text("en"))["$defs"]
    assert keys["BandsForm"]["properties"]["lagging"]["description"].endswith(" Default: 0.8.")
    assert keys["IndicatorForm"]["properties"]["frequency"]["description"].endswith(" Default: monthly.")
    assert keys["ReportingForm"]["properties"]["due_day"]["description"].endswith(" Default: 5.")
    assert [shape for shape in shapes(keys) if "default" in shape or shape.get("type") == "null"] == []
    assert keys["BandsForm"]["properties"]["lagging"]["examples"] == [0.8, 10]


def test_the_language_is_that_of_the_plan_or_of_lang(
    kpitrack: Callable[..., Any], workspace: Callable[..., Path], tmp_path: Path
) -> None:
    root = workspace("schema: 1\nplan: {id: p, title: T, year: 2024, language: en}\nprogrammes: []\n")
    assert kpitrack("schema", "-C", str(root)).out == schema_text("en")
    assert kpitrack("schema", "-C", str(root), "--lang", "zh").out == schema_text("zh")
    assert kpitrack("schema", "-C", str(tmp_path / "nowhere"), "--lang", "en").out == schema_text("en")


def forms(schema: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [("PlanFile", schema), *((n, f) for n, f in schema["$defs"].items() if "properties" in f)]


def shapes(part: object) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        yield part
        for inner in part.values():
            yield from shapes(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from shapes(inner)
