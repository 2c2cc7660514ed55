"""What `check` says of the files behind the records."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kpitrack.health import store_problems
from kpitrack.problems import AccessError
from kpitrack.workspace import open_workspace

PLAN = """\
schema: 1
plan: {id: e, title: E, year: 2024, language: en, office: a}
lead_units: [{id: a, name: A}]
programmes:
  - id: p
    title: P
    indicators:
      - {id: firms, name: Firms, unit: 家, measure: cumulative, target: {at_least: 10}}
"""
SENT = b"item,period,value\nfirms,2024-06,4\n"
SHA = hashlib.sha256(SENT).hexdigest()
HEAD = "item,period,value,reported_on,source,source_place,source_sha256,ingested_at\n"
Make = Callable[..., Path]
Kpitrack = Callable[..., Any]


def row(item: str = "firms", sha: str = SHA) -> str:
    return f"{item},2024-06,4,2024-07-03,sent.csv,2,{sha},2024-07-03T09:00:00+08:00\n"


def batch(text: str) -> tuple[str, str]:
    return f"2024-07/0001-{hashlib.sha256(text.encode()).hexdigest()[:12]}.csv", text


def kept(root: Path, name: str = f"{SHA}.csv", data: bytes = SENT) -> Path:
    """An original."""
    path = root / "data" / "progress" / "originals" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def found(root: Path) -> list[tuple[str, str]]:
    return sorted((str(one.location), one.rule) for one in store_problems(open_workspace(root)))


def test_only_check_reads_the_originals(workspace: Make, kpitrack: Kpitrack) -> None:
    root = workspace(PLAN, dict([batch(HEAD + row())]))
    path = kept(root, data=b"something else")

    status, check = kpitrack("-C", str(root), "status"), kpitrack("-C", str(root), "check")

    assert (status.code, status.err) == (0, "")
    assert check.code == 3
    assert check.out.startswith(f"data/progress/originals/{path.name}: error: the original is not what")


def test_check_says_both_what_is_wrong_with_records_and_with_files(
    workspace: Make, kpitrack: Kpitrack
) -> None:
    root = workspace(PLAN, {"2024-06.csv": "item,period,value\nfirms,2024-06,4\n", "notes.txt": "x"})

    plain, strict = kpitrack("-C", str(root), "check"), kpitrack("-C", str(root), "check", "--strict")
    data = kpitrack("-C", str(root), "check", "--format", "json")

    assert (plain.code, strict.code) == (0, 4)
    assert "data/progress/notes.txt: warning: nobody reads this file" in plain.out
    assert '"rule": "stray-file"' in data.out


def test_one_original_that_is_gone_is_one_problem_at_its_first_row(workspace: Make) -> None:
    name, text = batch(HEAD + row() + row("nothing") + row())
    root = workspace(PLAN, {name: text})

    (problem,) = store_problems(open_workspace(root))

    assert (str(problem.location), problem.rule) == (f"data/progress/{name}:2", "missing-original")
    assert dict(problem.facts) == {"sha": SHA, "rows": "3"}


def test_the_original_of_a_row_that_is_no_sound_record_is_no_orphan(workspace: Make) -> None:
    root = workspace(PLAN, dict([batch(HEAD + row("no longer in the plan"))]))
    kept(root)

    assert open_workspace(root).records == ()
    assert found(root) == []


def test_an_original_named_by_a_file_kept_by_hand_is_no_orphan(workspace: Make) -> None:
    root = workspace(PLAN, {"merged.csv": HEAD + row()})
    kept(root)
    assert found(root) == []
    (root / "data/progress/merged.csv").unlink()
    assert found(root) == [(f"data/progress/originals/{SHA}.csv", "orphan-original")]


def test_a_damaged_original_is_not_called_an_orphan_too(workspace: Make) -> None:
    root = workspace(PLAN)
    kept(root, data=b"x")
    assert found(root) == [(f"data/progress/originals/{SHA}.csv", "damaged-original")]


def test_without_a_sound_plan_originals_are_read_and_not_missed(workspace: Make) -> None:
    root = workspace("schema: 1\n", dict([batch(HEAD + row())]))
    assert found(root) == []
    kept(root, data=b"x")
    assert found(root) == [(f"data/progress/originals/{SHA}.csv", "damaged-original")]


def test_hidden_folders_and_what_lies_about_everywhere_are_passed_over(workspace: Make) -> None:
    names = (
        ".git/x",
        ".lock",
        ".gitignore",
        "README",
        "readme.txt",
        "~$a.xlsx",
        "a.csv~",
        "a.csv.swp",
        "Thumbs.db",
    )
    root = workspace(PLAN, dict.fromkeys(names, ""))
    assert found(root) == []


@pytest.mark.parametrize(
    "name", ["a.xlsx", "a.xls", "a.et", "a.docx", "a.txt", "深/a.pdf", "originals/a.csv", "a"]
)
def test_what_nobody_reads_is_listed(workspace: Make, name: str) -> None:
    root = workspace(PLAN, {name: "x"})
    assert found(root) == [(f"data/progress/{name}", "stray-file")]


def test_half_written_files_are_left_over_only_where_they_are_swept(workspace: Make) -> None:
    half = ".0001-0123456789ab.csv.tmp.7"
    root = workspace(
        PLAN, {f"2024-07/{half}": "", f"originals/.{SHA}.csv.tmp.7": "", f"mine/2024-07/{half}": ""}
    )
    assert found(root) == [
        (f"data/progress/2024-07/{half}", "left-over"),
        (f"data/progress/originals/.{SHA}.csv.tmp.7", "left-over"),
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names on Windows")
def test_an_original_that_cannot_be_read_is_said(workspace: Make) -> None:
    root = workspace(PLAN)
    os.mkfifo(kept(root).with_name("0" * 64))
    with pytest.raises(AccessError) as refused:
        store_problems(open_workspace(root))
    assert refused.value.key == "not-a-file"


def test_a_workspace_without_records_is_well(workspace: Make) -> None:
    assert found(workspace(PLAN)) == []
