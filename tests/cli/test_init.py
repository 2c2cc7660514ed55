"""`kpitrack init`: a new workspace that passes `check`; nothing is overwritten."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Kpitrack = Callable[..., Any]
FILES = {
    "plan/targets.yaml",
    "plan/targets.schema.json",
    "data/progress/.gitkeep",
    ".gitignore",
    ".gitattributes",
    ".githooks/pre-commit",
    "README.md",
}
FORMS = {"zh": "reports/forms/2024-07/县工业局.xlsx", "en": "reports/forms/2024-07/Bureau_of_Industry.xlsx"}


def files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("language", "year_line"), [("zh", "year: 2024"), ("en", "year: 2024")])
def test_a_new_workspace_passes_check(
    language: str, year_line: str, kpitrack: Kpitrack, tmp_path: Path
) -> None:
    root = tmp_path / "new office"
    run = kpitrack("init", str(root), "--lang", language)
    assert (run.code, run.err) == (0, "")
    assert str(root) in run.out
    assert files(root) == {*FILES, FORMS[language]}
    text = (root / "plan" / "targets.yaml").read_text(encoding="utf-8")
    assert year_line in text
    assert "@" not in text
    checked = kpitrack("check", "--strict", "-C", str(root))
    expected = {
        "zh": "检查通过：2 项指标、1 项定性任务、2 个单位、0 条记录\n",
        "en": "all well; indicators: 2, actions: 1, lead units: 2, records: 0\n",
    }
    assert (checked.code, checked.out) == (0, expected[language])
    for command in (("status",), ("missing",), ("template", "--month", "7"), ("report",)):
        run = kpitrack(*command, "-C", str(root))
        assert (run.code, "error" in run.err, "warning" in run.err) == (0, False, False)


def test_the_current_folder(kpitrack: Kpitrack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert kpitrack("init", "--lang", "zh").code == 0
    assert files(tmp_path) == {*FILES, FORMS["zh"]}


def test_a_folder_with_other_files_must_be_meant(
    kpitrack: Kpitrack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "工作总结.docx").write_text("mine", encoding="utf-8")
    run = kpitrack("init", "--lang", "zh")
    assert (run.code, run.out) == (2, "")
    assert run.err == (
        "error: 当前文件夹不是空的（如有 工作总结.docx），没有建立\n"
        "    写出新文件夹的名称：kpitrack init 名称；就建在当前文件夹的，写 kpitrack init .\n"
    )
    english = kpitrack("init", "--lang", "en").err
    assert "the current folder is not empty (it holds 工作总结.docx)" in english
    assert files(tmp_path) == {"工作总结.docx"}
    assert kpitrack("init", ".", "--lang", "zh").code == 0
    assert files(tmp_path) == {*FILES, FORMS["zh"], "工作总结.docx"}
    again = kpitrack("init", "--lang", "zh")
    assert (again.code, again.err.startswith("error: plan/targets.yaml 已有方案")) == (2, True)


def test_hidden_files_are_no_hindrance(
    kpitrack: Kpitrack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    assert kpitrack("init", "--lang", "zh").code == 0


def test_below_the_folder_named_before_the_command(
    kpitrack: Kpitrack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run = kpitrack("-C", "county", "init", "--lang", "zh")
    assert (run.code, "\n  1. cd county，" in run.out) == (0, True)
    assert files(tmp_path) == {f"county/{name}" for name in {*FILES, FORMS["zh"]}}
    assert kpitrack("-C", "county", "init", "next", "--lang", "zh").code == 0
    assert files(tmp_path / "county" / "next") == {*FILES, FORMS["zh"]}


def test_a_link_out_of_the_folder_is_not_followed(kpitrack: Kpitrack, tmp_path: Path) -> None:
    (tmp_path / "office").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "office" / "plan").symlink_to(tmp_path / "elsewhere")
    run = kpitrack("init", str(tmp_path / "office"), "--lang", "zh")
    assert (run.code, "指向工作文件夹之外" in run.err) == (5, True)
    assert files(tmp_path) == set()


def test_the_year_is_todays(kpitrack: Kpitrack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KPITRACK_TODAY", "2026-01-05")
    assert kpitrack("init", str(tmp_path)).code == 0
    assert "year: 2026" in (tmp_path / "plan" / "targets.yaml").read_text(encoding="utf-8")


def test_a_plan_is_never_overwritten(kpitrack: Kpitrack, tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "targets.yaml").write_text("mine", encoding="utf-8")
    run = kpitrack("init", str(tmp_path), "--lang", "en")
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("error: ")
    assert "holds a plan already; it is not overwritten" in run.err
    assert files(tmp_path) == {"plan/targets.yaml"}
    assert (tmp_path / "plan" / "targets.yaml").read_text(encoding="utf-8") == "mine"


def test_what_it_says(kpitrack: Kpitrack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert kpitrack("init", "专班 2024", "--lang", "zh").out == (
        "已建立工作文件夹 专班 2024：\n"
        "  plan/targets.yaml\n"
        "      示例方案，改成自己的：目标、任务、单位\n"
        "  README.md\n"
        "      每月怎么做、哪些文件不能动、找谁问\n"
        "  reports/forms/2024-07/县工业局.xlsx\n"
        "      按示例方案生成的填报表，打开看看\n"
        "另有编辑器和 git 用的文件："
        "plan/targets.schema.json、.gitignore、.gitattributes、.githooks/pre-commit\n"
        "下一步：\n"
        '  1. cd "专班 2024"，用文本编辑器打开 plan/targets.yaml，照里面的注释改成自己的方案\n'
        "  2. kpitrack check：检查方案写得对不对\n"
        "  3. kpitrack template：给每个单位生成填报表\n"
    )
    assert kpitrack("init", "quiet", "-q").out == ""


def test_other_files_are_kept(kpitrack: Kpitrack, tmp_path: Path) -> None:
    mine = {".gitignore", "README.md", "reports/forms/2024-07/县工业局.xlsx"}
    (tmp_path / "reports" / "forms" / "2024-07").mkdir(parents=True)
    for name in mine:
        (tmp_path / name).write_text("mine", encoding="utf-8")
    run = kpitrack("init", str(tmp_path), "--lang", "zh")
    assert run.code == 0
    assert "\n原来就有、没有改动：README.md、.gitignore\n" in run.out
    assert "填报表，打开看看" not in run.out
    assert {(tmp_path / name).read_text(encoding="utf-8") for name in mine} == {"mine"}


def test_where_records_lie_already_no_form_is_made(kpitrack: Kpitrack, tmp_path: Path) -> None:
    (tmp_path / "data" / "progress").mkdir(parents=True)
    (tmp_path / "data" / "progress" / "a.csv").write_text(
        "item,period,value\nold,2024-06,1\n", encoding="utf-8"
    )
    assert kpitrack("init", str(tmp_path), "--lang", "zh").code == 0
    assert not (tmp_path / "reports").exists()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_readme_names_what_there_is(language: str, kpitrack: Kpitrack, tmp_path: Path) -> None:
    kpitrack("init", str(tmp_path), "--lang", language)
    text = (tmp_path / "README.md").read_text(encoding="utf-8")
    for words in re.findall(r"`kpitrack ([a-z]+)([^`]*)`", text):
        shown = kpitrack(words[0], "--help").out
        assert "Usage:" in shown or "用法" in shown
        assert [option for option in re.findall(r"--[a-z]+", words[1]) if option not in shown] == []
    for place in (
        "plan/targets.yaml",
        "data/progress/",
        "data/closed/",
        "reports/",
        "data/progress/originals/",
    ):
        assert f"`{place}`" in text


def test_a_place_that_cannot_be(kpitrack: Kpitrack, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    run = kpitrack("init", str(tmp_path / "file" / "office"), "--lang", "en")
    assert (run.code, run.out) == (5, "")
    assert run.err.startswith(f"error: {tmp_path / 'file'} is no folder")


def test_a_store_keeps_its_bytes_in_git(kpitrack: Kpitrack, tmp_path: Path) -> None:
    kpitrack("init", str(tmp_path))
    assert "data/** -text" in (tmp_path / ".gitattributes").read_text(encoding="utf-8").split("\n")
    assert "data/progress/.lock" in (tmp_path / ".gitignore").read_text(encoding="utf-8").split("\n")


@pytest.mark.parametrize("name", ["plan", "data", "data/progress", ".githooks", "reports", "reports/forms"])
def test_a_file_in_the_way_leaves_nothing_behind(name: str, kpitrack: Kpitrack, tmp_path: Path) -> None:
    root = tmp_path / "office"
    (root / name).parent.mkdir(parents=True)
    (root / name).write_text("mine", encoding="utf-8")
    before = sorted(root.rglob("*"))
    run = kpitrack("init", str(root), "--lang", "zh")
    assert (run.code, run.out) == (5, "")
    told = "/forms/2024-07：路径中有一段不是文件夹" if name.startswith("reports") else " 不是文件夹"
    assert run.err.startswith("error: ")
    assert run.err.endswith(f"{told}\n")
    assert run.err.count("\n") == 1
    assert str(root / name) in run.err
    assert sorted(root.rglob("*")) == before
    (root / name).unlink()
    assert kpitrack("init", str(root), "--lang", "zh").code == 0
    assert files(root) == {*FILES, FORMS["zh"]}


@pytest.mark.parametrize("writes", range(1, 9))
def test_a_full_disk_leaves_nothing_behind(
    writes: int, kpitrack: Kpitrack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left, sync = [writes], os.fsync

    def full(handle: int) -> None:
        left[0] -= 1
        if not left[0]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        sync(handle)

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        run = kpitrack("init", str(tmp_path / "up" / "office"), "--lang", "zh")
    assert (run.code, run.out, run.err.count("\n")) == (5, "", 1)
    assert list(tmp_path.iterdir()) == []
    assert kpitrack("init", str(tmp_path / "up" / "office"), "--lang", "zh").code == 0


def test_what_cannot_be_taken_back_is_named(
    kpitrack: Kpitrack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "reports").write_text("mine", encoding="utf-8")

    def stays(path: Path, missing_ok: bool = False) -> None:
        raise OSError(errno.EPERM, f"{path} {missing_ok}")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", stays)
        run = kpitrack("init", str(tmp_path), "--lang", "zh")
    assert run.code == 5
    assert run.err.startswith("没有建成，下列已写的没能删掉，请删除后再运行 kpitrack init：")
    named = run.err.splitlines()[0].partition("：")[2].split("、")
    assert {Path(name).relative_to(tmp_path).as_posix() for name in named} >= FILES
    assert {path for path in files(tmp_path) if path != "reports"} == FILES
