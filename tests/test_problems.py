"""One folder per rule: what provokes it, and what `kpitrack check` then prints.

A folder `tests/problems/RULE/` is a workspace (or holds several); without a plan of its own it gets
the one below. Code, wording, folders and documents list the same rules.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from kpitrack.problems import Location, Problem, error
from kpitrack.render.problems import problem_text, problems_text
from kpitrack.schema.errors import _KINDS, _TOLD
from kpitrack.wording import CATALOGUE, Words

HERE = Path(__file__).resolve().parent
FOLDERS = HERE / "problems"
SOURCE = HERE.parent / "src" / "kpitrack"
PAGE = HERE.parent / "docs" / "reference" / "problems.md"

PLAN = """\
schema: 1
plan: {id: demo, title: Demo, year: 2024, office: a}
lead_units:
  - {id: a, name: 县科工局}
  - {id: b, name: 县教育局}
  - {id: c, name: 县工会}
series:
  - {id: patents, name: 专利数, unit: 件, reported_by: a}
  - {id: people, name: 常住人口, unit: 万人, reported_by: a}
programmes:
  - id: p
    title: 工程
    tasks:
      - id: t
        title: 任务
        lead: [a]
        indicators:
          - id: firms
            name: 新增企业
            unit: 家
            measure: cumulative
            target: {at_least: 10}
            target_text: 10家
          - {id: schools, name: 新增学校, unit: 所, measure: cumulative, target: {at_least: 4}}
          - {id: size, name: 平均规模, unit: 人, measure: level, target: {at_least: 30}}
          - {id: share, name: 占比, unit: "%", measure: level, target: {at_least: 18}}
          - {id: visits, name: 走访, unit: 次, measure: cumulative, increments: true, target: {at_least: 60}}
          - {id: visits_total, name: 来访, unit: 次, measure: cumulative, target: {at_least: 60}}
          - {id: loans, name: 贷款备案, measure: cumulative, target: {pending: 市级}}
          - {id: income, name: 收入, unit: 亿元, measure: cumulative, target: {at_least: 9}}
          - id: contracts
            name: 合同额
            unit: 亿元
            measure: cumulative
            target: {at_least: 12}
            lead: [a, b]
          - id: envoys
            name: 特派员
            unit: 名
            measure: cumulative
            target: {at_least: 65}
            reporters: sum
            reported_by: [a, b]
          - id: density
            name: 万人专利
            unit: 件/万人
            measure: level
            target: {at_least: 1}
            derive: {ratio: [patents, people]}
        actions:
          - {id: build, name: 建需求库, kind: milestone}
          - id: plant
            name: 建示范厂
            kind: project
            steps:
              - {id: design, name: 设计}
              - {id: build, name: 施工}
"""

# Rules that cannot come from `check`, and why: each has its test with `ingest`, but the last.
WORKBOOK = "workbooks are read by ingest only: see tests/sources and tests/corpus"
ONLY_ELSEWHERE = {
    "unit-not-read": "a file kept by hand has no labels",
    "row-repeated": "of two equal rows kept by hand one is passed over as ever",
    "second-header": "a file kept by hand has its header in the first line",
    "title-differs": "a file kept by hand has no titles",
    "month-from-title": "a file kept by hand has no titles",
    "month-running": "only at ingest is there a today",
    "small-share": "only of what is handed in: what is stored always names its unit",
    "wrong-kind": WORKBOOK,
    "encrypted-file": WORKBOOK,
    "broken-workbook": WORKBOOK,
    "unsafe-workbook": WORKBOOK,
    "sheet-too-large": WORKBOOK,
    "no-table": WORKBOOK,
    "no-such-sheet": WORKBOOK,
    "hidden-sheet": WORKBOOK,
    "hidden-rows": WORKBOOK,
    "sheet-without-table": WORKBOOK,
    "total-row": "a file kept by hand has no rows of sums",
    "labels-differ": "a file kept by hand has no labels",
    "struck-out": WORKBOOK,
    "unsaved-formula": WORKBOOK,
    "error-cell": WORKBOOK,
    "merged-cell": WORKBOOK,
    "scaled-format": WORKBOOK,
    "clock-behind": "what is stored is compared with the clock when something is added to it",
    "closed-month": "what is stored for a closed month is told by what it changes",
    "day-ahead": "only at ingest is there a today",
    "file-too-large": "what lies in data/progress/ has no limit",
    "invalid-value": "what no form of ours can raise; below it is told that a message comes all the same",
    "mend-first": "what is said of files handed in while a batch is gone",
    "no-rows": "a file without rows may lie in data/progress/; submitted it is a mistake",
    "not-storable": "only what is to be stored",
    "older-than-in-force": "only what is to be stored",
    "period-ahead": "only at ingest is there a today",
    "published-differs": "only closing looks at what lies in the folder of reports",
    "unknown-encoding": "only --encoding names one",
}

CASES = sorted(path.parent.relative_to(FOLDERS).as_posix() for path in FOLDERS.rglob("expected.txt"))
Kpitrack = Callable[..., Any]


@pytest.mark.parametrize("case", CASES)
def test_what_check_prints(
    case: str, kpitrack: Kpitrack, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    root = tmp_path / "workspace"
    shutil.copytree(FOLDERS / case, root, ignore=shutil.ignore_patterns("expected.txt"))
    if not (root / "plan").exists():
        (root / "plan").mkdir()
        (root / "plan" / "targets.yaml").write_text(PLAN, encoding="utf-8")
    run = kpitrack("check", "-C", str(root), "--lang", "en")
    expected = FOLDERS / case / "expected.txt"
    if request.config.getoption("--update-golden"):
        assert not os.environ.get("CI"), "golden files are not rewritten in CI"
        expected.write_bytes(run.out.encode())
    assert run.out == expected.read_bytes().decode()
    assert run.err == ""
    rule = case.partition("/")[0]
    told = re.findall(r": (error|warning): .* \[([a-z-]+)\]$", run.out, re.MULTILINE)
    assert rule in {name for _, name in told}
    assert run.code == (3 if "error" in {severity for severity, _ in told} else 0)


@pytest.mark.parametrize("case", CASES)
def test_a_folder_provokes_its_own_rule_only(case: str) -> None:
    text = (FOLDERS / case / "expected.txt").read_text(encoding="utf-8")
    rule = case.partition("/")[0]
    # What is nested too deep is not what the place asks for either.
    others = {"wrong-shape"} if rule == "bad-yaml" else set()
    assert set(re.findall(r" \[([a-z-]+)\]$", text, re.MULTILINE)) == {rule, *others}


def rules_in_code() -> set[str]:
    """The rule ids that the code can raise, read from its text."""
    found = {*_KINDS.values(), *_TOLD}
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                found |= set(_named_by(node.func.id, node.args))
    return found


def _named_by(function: str, arguments: list[ast.expr]) -> Iterator[str]:
    place = {"error": 1, "warning": 1, "severity": 1, "PydanticCustomError": 0}.get(function)
    if place is None or len(arguments) <= place:
        return
    for node in ast.walk(arguments[place]):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def rules_with_words() -> set[str]:
    keys = {key.removeprefix("problem.").split("/")[0] for key in CATALOGUE if key.startswith("problem.")}
    return keys - {"suggestion"}


def test_code_and_wording_have_the_same_rules() -> None:
    assert rules_in_code() == rules_with_words()


def test_every_rule_has_a_folder_or_a_reason() -> None:
    folders = {case.partition("/")[0] for case in CASES}
    assert folders | set(ONLY_ELSEWHERE) == rules_in_code()
    assert not folders & set(ONLY_ELSEWHERE)
    assert folders == {path.name for path in FOLDERS.iterdir()}


def test_every_hint_belongs_to_a_sentence() -> None:
    hints = {key.removeprefix("hint.").split("/")[0] for key in CATALOGUE if key.startswith("hint.")}
    options = {key.removeprefix("say.") for key in CATALOGUE if key.startswith("say.")} | {"bad-month-option"}
    assert hints <= rules_with_words() | options


def test_the_reference_lists_the_same_rules() -> None:
    page = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
    headings = set(re.findall(r"^#+ `([a-z]+(?:-[a-z]+)*)`", page, re.MULTILINE))
    assert headings == (rules_in_code() if page else set())


@pytest.mark.parametrize("key", [key for key in CATALOGUE if key.startswith(("problem.", "hint.", "say."))])
def test_both_languages_tell_the_same_facts(key: str) -> None:
    chinese, english = CATALOGUE[key]
    assert _places(chinese) == _places(english)
    assert all((chinese.strip(), english.strip())) or key == "hint.unknown-key"


def _places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_an_error_of_a_kind_we_do_not_know_is_told_all_the_same() -> None:
    problem = error(Location("plan/targets.yaml", 3, 5), "invalid-value", found="x", message="No such thing")
    assert problem_text(problem, Words("en")) == (
        "plan/targets.yaml:3:5: error: 'x' will not do: No such thing [invalid-value]"
    )


def test_excerpt_and_caret_stand_under_the_place() -> None:
    # Two Chinese letters are four columns wide, a full-width comma two.
    problem = error(Location("a.csv", 2, 5), "bad-day", found="7月")
    shown = problems_text([_with(problem, "新增，x7月")], Words("en"))
    assert shown == (
        "a.csv:2:5: error: '7月' is no day [bad-day]\n"
        "  2 | 新增，x7月\n"
        "    |        ^\n"
        "    write a day as 2024-07-03 or 3 July 2024\n"
    )


def _with(problem: Problem, excerpt: str) -> Problem:
    return replace(problem, excerpt=excerpt)


def test_a_long_line_is_shown_around_the_place() -> None:
    line = "x" * 100 + "HERE" + "y" * 100
    problem = _with(error(Location("a.csv", 1, 101), "empty-file"), line)
    lines = problem_text(problem, Words("en")).split("\n")
    assert lines[1] == "  1 | …" + "x" * 40 + "HERE" + "y" * 36 + "…"
    assert lines[2] == "    | " + " " * 41 + "^"
    early = _with(error(Location("a.csv", 1, 1), "empty-file"), line)
    assert problem_text(early, Words("en")).split("\n")[1] == "  1 | " + "x" * 80 + "…"
    late = _with(error(Location("a.csv", 1, 204), "empty-file"), line + " ")
    assert problem_text(late, Words("en")).split("\n")[1] == "  1 | …" + "y" * 41 + " "


def test_hostile_text_in_a_problem_is_spelled_out() -> None:
    found = "a\x1b[31m\u202eb\nc" + "z" * 100
    text = problem_text(error(Location("x\x1b.csv", 1, 1), "unknown-item", found=found), Words("en"))
    assert "\x1b" not in text
    assert "\u202e" not in text
    head = text.split("\n")[0]
    assert head.startswith("x\\x1b.csv:1:1: error: the plan has no item 'a\\x1b[31m<U+202E>b czz")
    assert "z…'" in text
