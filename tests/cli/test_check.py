"""`kpitrack check`: every problem at once, or one line if there is none."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
Kpitrack = Callable[..., Any]
Workspace = Callable[..., Path]

PLAN = """\
schema: 1
plan:
  id: demo
  title: Demo
  year: 2024
  language: en
  office: a
  assumptions: [A bare number means at least., "\\e[31mred"]
lead_units: [{id: a, name: Unit A}]
programmes:
  - id: p
    title: P
    indicators:
      - {id: firms, name: Firms, unit: 家, measure: cumulative, target: {at_least: 10}}
      - {id: shops, name: Shops, unit: 家, measure: cumulative, target: {at_least: 10}}
"""
GOOD = "item,period,value,reported_on\nfirms,2024-06,4,2024-07-03\n"
DOUBTFUL = GOOD + "firms,2024-06,5,2024-07-09\n"
BAD = DOUBTFUL + "shops,2024-06,many,2024-07-09\n"


def test_one_line_if_all_is_well(kpitrack: Kpitrack, workspace: Workspace) -> None:
    run = kpitrack("check", "-C", str(workspace(PLAN, {"2024-06.csv": GOOD})))
    assert (run.code, run.out, run.err) == (
        0,
        "all well; indicators: 2, actions: 0, lead units: 1, records: 1\n",
        "",
    )


_END = "# To decide, without a comment above (3): delete each line when it is decided\n"
_AGAIN = (
    "# And those with a comment above (2), told again: "
    "delete the comment there; the lines here are not counted\n"
)
_END_ZH = "# 待定事项，旁边没有注的（2 处）：定下一处，删去一行\n"
DRAFTED = (
    ("      # to decide: whether\n      # 待定：另一处\n", 2),
    (f"{_END}#   line 2: one\n#   two, no line\n\n# Text that was not written (1)\n#   left\n", 2),
    (f"      # to decide: whether\n{_END}#   two, no line\n\n{_AGAIN}#   line 1: whether\n", 2),
    (f"{_END}{_AGAIN}#   line 1: whether\n#   line 2: more\n", 0),
    (f"      # 待定：一处\n{_END_ZH}#   第 1 行　一处\n#   另一处", 3),
    (f"{_END_ZH}\n# 没有登记的原文\n#   第 3 行　待定：下达\n", 0),
    ("# 凡有“待定”的，定下来再删去注释\n# undecided\n", 0),
)


@pytest.mark.parametrize(("comments", "left"), DRAFTED)
def test_what_a_draft_left_open_is_counted(
    comments: str, left: int, kpitrack: Kpitrack, workspace: Workspace
) -> None:
    root = str(workspace(PLAN + comments, {"2024-06.csv": GOOD}))
    where = "marked in plan/targets.yaml by a comment or in the first list at its end"
    told = f"still to decide: {left}, {where}; delete each when it is decided\n"
    run = kpitrack("check", "--strict", "-C", root)
    assert (run.code, run.out.partition("\n")[2]) == (0, told if left else "")
    assert kpitrack("check", "-q", "-C", root).out == ""


def test_a_draft_says_itself_how_many_are_open(kpitrack: Kpitrack, tmp_path: Path) -> None:
    source = tmp_path / "方案.txt"
    source.write_text(
        "2025年行动方案\n一、任务\n（一）建茶园。改造茶园20亩。（县农办牵头）\n", encoding="utf-8"
    )
    said = kpitrack("draft", str(source), "-o", str(tmp_path / "plan/targets.yaml"), "--lang", "zh").err
    number = re.search(r"待定 (\d+) 处", said)
    assert number is not None
    plan = tmp_path / "plan/targets.yaml"

    def left() -> int:
        found = re.search(
            r"尚有 (\d+) 处“待定”没有定，见 plan/targets.yaml", kpitrack("check", "-C", str(tmp_path)).out
        )
        return int(found[1]) if found else 0

    assert left() == int(number[1]) == 4
    text = plan.read_text(encoding="utf-8")
    for line, count in (("          # 待定：“20亩”", 3), ("#   plan.place", 2), ("  # 待定：没有读出", 1)):
        text = re.sub(
            rf"(?m)({re.escape(line)}.*\n)", lambda found: "\n" if found[0][:3] == "  #" else "", text
        )
        plan.write_text(text, encoding="utf-8")
        assert left() == count, line


def test_the_plan_and_the_sample_of_this_repository_are_sound(kpitrack: Kpitrack) -> None:
    run = kpitrack("check", "-C", str(ROOT), "--strict")
    assert (run.code, run.out, run.err) == (
        0,
        "样例数据：以下结果不是真实进度\n检查通过：26 项指标、43 项定性任务、15 个单位、376 条记录\n",
        "",
    )


@pytest.mark.parametrize(
    ("records", "words", "code"),
    [
        (GOOD, (), 0),
        (GOOD, ("--strict",), 0),
        (DOUBTFUL, (), 0),
        (DOUBTFUL, ("--strict",), 4),
        (BAD, (), 3),
        (BAD, ("--strict",), 3),
    ],
)
def test_exit_codes(
    records: str, words: tuple[str, ...], code: int, kpitrack: Kpitrack, workspace: Workspace
) -> None:
    run = kpitrack("check", "-C", str(workspace(PLAN, {"2024-06.csv": records})), *words)
    assert (run.code, run.err) == (code, "")


def test_problems_of_all_files_in_order(kpitrack: Kpitrack, workspace: Workspace) -> None:
    files = {"b.csv": BAD, "a.csv": BAD.replace("many", "few"), "c.yaml": "records: 1\n"}
    run = kpitrack("check", "-C", str(workspace(PLAN, files)))
    heads = [line for line in run.out.split("\n") if line.startswith("data/")]
    assert [head.partition(": ")[0] + head[head.rindex(" ") :] for head in heads] == [
        "data/progress/a.csv:3:1 [correction-without-reason]",
        "data/progress/a.csv:4:15 [bad-number]",
        "data/progress/b.csv:4:15 [bad-number]",
        "data/progress/c.yaml:1:1 [no-records]",
    ]
    assert run.out.endswith("errors: 3; warnings: 1\n")


def test_with_a_broken_plan_the_records_are_not_judged(kpitrack: Kpitrack, workspace: Workspace) -> None:
    root = workspace(PLAN.replace("year: 2024", "yaer: 2024"), {"2024-06.csv": BAD})
    run = kpitrack("check", "-C", str(root))
    heads = [line for line in run.out.split("\n") if ": error: " in line or ": warning: " in line]
    assert heads == [
        "plan/targets.yaml:3:3: error: the plan needs year, or both from and to in order [plan-span]",
        "plan/targets.yaml:5:3: error: unknown key 'yaer' [unknown-key]",
    ]


@pytest.mark.parametrize("command", [("check",), ("status",), ("check", "--format", "json")])
def test_a_plan_that_cannot_be_parsed_still_says_its_language(
    command: tuple[str, ...], kpitrack: Kpitrack, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    root = workspace(PLAN.replace("office: a", "office a"), {"2024-06.csv": GOOD})
    run = kpitrack(*command, "-C", str(root))
    assert run.code == 3
    assert "a colon is missing after the key" in run.out + run.err


def test_json(kpitrack: Kpitrack, workspace: Workspace) -> None:
    run = kpitrack("check", "-C", str(workspace(PLAN, {"2024-06.csv": BAD})), "--format", "json")
    assert run.code == 3
    assert json.loads(run.out) == {
        "sample": False,
        "problems": [
            {
                "path": "data/progress/2024-06.csv",
                "line": 3,
                "column": 1,
                "rule": "correction-without-reason",
                "severity": "warning",
                "message": "Firms 2024-06 was changed to 5家 (it was 4家 at data/progress/2024-06.csv:2:1)"
                " without a reason",
                "hint": "say why in reason",
            },
            {
                "path": "data/progress/2024-06.csv",
                "line": 4,
                "column": 15,
                "rule": "bad-number",
                "severity": "error",
                "message": "'many' is not a number",
                "hint": "write digits, with decimals and unit if any: 1250.5, 12亿元, 14.6%",
            },
        ],
    }


def test_a_file_for_the_problems(kpitrack: Kpitrack, workspace: Workspace, tmp_path: Path) -> None:
    root = str(workspace(PLAN, {"2024-06.csv": BAD}))
    path = tmp_path / "problems.txt"
    run = kpitrack("check", "-C", root, "-o", str(path))
    assert (run.code, run.out, run.err) == (3, "", f"wrote {path}\n")
    assert path.read_text(encoding="utf-8") == kpitrack("check", "-C", root).out


def test_verbose_prints_the_plans_assumptions(kpitrack: Kpitrack, workspace: Workspace) -> None:
    root = workspace(PLAN, {"2024-06.csv": GOOD})
    run = kpitrack("check", "-C", str(root), "-v")
    assert run.out == (
        "all well; indicators: 2, actions: 0, lead units: 1, records: 1\n"
        "assumptions of the plan:\n"
        "  - A bare number means at least.\n"
        "  - \\x1b[31mred\n"
    )
    assert run.err == f"workspace: {root}\n"


def test_nothing_is_written(kpitrack: Kpitrack, workspace: Workspace) -> None:
    root = workspace(PLAN, {"2024-06.csv": BAD, "2024-07/1-0123456789ab.csv": GOOD})
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    for words in (("check",), ("status",), ("missing",), ("explain", "firms")):
        kpitrack("-C", str(root), *words)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    "name",
    [".2024-06.csv", "~$2024-06.csv", "2024-06.csv~", ".git/a.csv"],
)
def test_files_that_are_no_records(name: str, kpitrack: Kpitrack, workspace: Workspace) -> None:
    run = kpitrack("check", "-C", str(workspace(PLAN, {"june.csv": GOOD, name: BAD})))
    assert run.out == "all well; indicators: 2, actions: 0, lead units: 1, records: 1\n"


@pytest.mark.parametrize("name", ["originals/2024-06.csv", "notes.txt"])
def test_files_that_might_be_meant_as_records(name: str, kpitrack: Kpitrack, workspace: Workspace) -> None:
    run = kpitrack("check", "-C", str(workspace(PLAN, {"june.csv": GOOD, name: BAD})))
    assert run.code == 0
    assert f"data/progress/{name}: warning: nobody reads this file" in run.out
    assert run.out.endswith("all well; indicators: 2, actions: 0, lead units: 1, records: 1\n")


@pytest.mark.parametrize("name", ["deep/er/2024-06.csv", "2024-06.CSV", "a/originals/2024-06.csv"])
def test_files_that_are_records_wherever_they_lie(
    name: str, kpitrack: Kpitrack, workspace: Workspace
) -> None:
    run = kpitrack("check", "-C", str(workspace(PLAN, {name: GOOD})))
    assert run.out == "all well; indicators: 2, actions: 0, lead units: 1, records: 1\n"
