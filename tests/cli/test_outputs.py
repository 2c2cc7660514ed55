"""Where -o may not lead: to what is read, to the plan and its records, and to nothing."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.small import PLAN, PRINTING

Kpitrack = Callable[..., Any]
TABLE = "指标,目标,完成,完成率\n甲,40家,31家,75.7%\n"
RECORDS = "item,period,value\nA1,2024-06,5\n"


@pytest.fixture
def office(workspace: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    root = workspace(PLAN, {"a.csv": RECORDS})
    monkeypatch.chdir(root)
    return root


def held(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize("name", ["t.csv", "./t.csv", "other/../t.csv", "link.csv", "hard.csv", "up/t.csv"])
def test_a_table_is_not_overwritten_with_what_is_found(
    name: str, kpitrack: Kpitrack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("t.csv").write_text(TABLE, encoding="utf-8")
    Path("other").mkdir()
    Path("link.csv").symlink_to("t.csv")
    Path("up").symlink_to(".")
    os.link("t.csv", "hard.csv")
    before = held(tmp_path)
    run = kpitrack("verify", "t.csv", "-o", name, "--lang", "zh")
    assert (run.code, run.out) == (2, "")
    assert run.err == f"error: {name} 就是要读的文件，不会覆盖\n    请用 -o 换一个文件名\n"
    assert held(tmp_path) == before
    assert kpitrack("verify", name, "-o", str(tmp_path / "t.csv")).code == 2
    assert held(tmp_path) == before


def test_nor_is_what_standard_input_comes_from(
    kpitrack: Kpitrack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "t.csv"
    path.write_text(TABLE, encoding="utf-8")
    with path.open(encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        assert kpitrack("verify", "-", "-o", str(path)).code == 2
    assert path.read_text(encoding="utf-8") == TABLE
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TABLE.encode())))
    assert kpitrack("verify", "-", "-o", str(path)).code == 0


def test_an_input_that_is_no_file_may_be_an_output_too(kpitrack: Kpitrack, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    run = kpitrack("verify", str(tmp_path / "t.csv"), "--format", "csv", "-o", os.devnull)
    assert run.code == 0


@pytest.mark.parametrize("name", ["new.csv", "./new.csv"])
def test_a_file_taken_in_is_not_overwritten(name: str, kpitrack: Kpitrack, office: Path) -> None:
    Path("new.csv").write_text("item,period,value\nA1,2024-07,6\n", encoding="utf-8")
    before = held(office)
    run = kpitrack("ingest", "new.csv", "--format", "json", "-o", name)
    assert (run.code, run.out) == (2, "")
    assert held(office) == before


def test_a_plan_text_is_not_overwritten(
    kpitrack: Kpitrack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.txt").write_text("到2024年底，新建公厕10座。\n", encoding="utf-8")
    before = held(tmp_path)
    assert kpitrack("draft", "plan.txt", "-o", "./plan.txt").code == 2
    assert held(tmp_path) == before


COMMANDS = {
    **PRINTING,
    "verify": ("verify", "t.csv", "--format", "csv"),
}


@pytest.mark.parametrize("output", ["plan/targets.yaml", "data/progress/a.csv", "data/new.csv", "linked.csv"])
@pytest.mark.parametrize("command", COMMANDS)
def test_plan_and_records_are_not_overwritten(
    command: str, output: str, kpitrack: Kpitrack, office: Path
) -> None:
    Path("t.csv").write_text(TABLE, encoding="utf-8")
    Path("linked.csv").symlink_to("data/progress/a.csv")
    before = held(office)
    run = kpitrack(*COMMANDS[command], "-o", output)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith(f"error: {output} 是工作文件夹里的方案、模板或进度数据，-o 不会写到那里\n")
    assert held(office) == before


@pytest.mark.parametrize("command", [("export",), ("run",), ("template",)])
def test_no_folder_of_results_is_made_among_the_records(
    command: tuple[str, ...], kpitrack: Kpitrack, office: Path
) -> None:
    before = held(office)
    assert kpitrack(*command, "-o", "data/progress/").code == 2
    assert held(office) == before


def test_the_word_template_is_overwritten_by_no_briefing(kpitrack: Kpitrack, office: Path) -> None:
    assert kpitrack("template", "--briefing").code == 0
    before = held(office)
    assert kpitrack("report", "-o", "plan/briefing-template.docx").code == 2
    assert held(office) == before
    assert kpitrack("template", "--briefing", "-o", "plan/briefing-template.docx").code == 0


@pytest.mark.parametrize("output", ["", " "])
@pytest.mark.parametrize("command", [*COMMANDS, "run", "template", "ingest", "draft"])
def test_nothing_behind_o_is_refused(command: str, output: str, kpitrack: Kpitrack, office: Path) -> None:
    Path("t.csv").write_text(TABLE, encoding="utf-8")
    before = held(office)
    words = {**COMMANDS, "ingest": ("ingest", "t.csv"), "draft": ("draft", "t.csv")}.get(command, (command,))
    run = kpitrack(*words, "-o", output)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("error: -o 后面没有写名称\n")
    assert held(office) == before
    assert kpitrack(*words, "-o", output, "--lang", "en").err.startswith(
        "error: nothing is named behind -o\n"
    )


@pytest.mark.parametrize("command", [*COMMANDS, "run", "template", "draft", "init"])
def test_where_the_system_lets_nobody_look_one_sentence_says_so(
    command: str, kpitrack: Kpitrack, office: Path
) -> None:
    Path("t.csv").write_text(TABLE, encoding="utf-8")
    before = held(office)
    nowhere = f"{'x' * 300}/place.csv"  # a name that is too long is refused to root, too
    words = {
        **{name: (*words, "-o", nowhere) for name, words in COMMANDS.items()},
        "run": ("run", "--month", "6", "-o", nowhere),
        "template": ("template", "--lead-unit", "a", "-o", nowhere),
        "draft": ("draft", "t.csv", "-o", nowhere),
        "init": ("init", nowhere),
    }[command]
    run = kpitrack(*words)
    assert (run.code, run.out) == (5, "")
    assert run.err.startswith("error: 无法写入 xxx")
    assert run.err.count("\n") == 1
    assert held(office) == before


def test_a_run_does_not_go_to_standard_output(kpitrack: Kpitrack, office: Path) -> None:
    run = kpitrack("run", "--month", "6", "-o", "-")
    assert (run.code, run.out) == (2, "")
    assert run.err == ("error: 结果是一个文件夹，不能写到标准输出（-）\n    用 -o 写明文件夹\n")
    assert sorted(path.name for path in office.iterdir()) == ["data", "plan"]


def test_other_files_beside_are_written(kpitrack: Kpitrack, office: Path) -> None:
    shutil.copy(office / "data/progress/a.csv", "a.csv")
    assert kpitrack("status", "-o", "a.csv").code == 0
    assert kpitrack("schema", "-o", "plan/targets.schema.json").code == 0
