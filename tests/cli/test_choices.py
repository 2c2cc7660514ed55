"""Where an option has a few values: named by id or by word, listed with the words, laid out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kpitrack.cli.choices import choice, choices_meant, in_lines
from kpitrack.cli.lines import columns
from kpitrack.wording import Words

ROOT = Path(__file__).resolve().parents[2]
Kpitrack = Callable[..., Any]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("lead-unit", "lead-unit"),
        ("牵头单位", "lead-unit"),
        ("lead unit", "lead-unit"),
        ("Lead Unit", "lead-unit"),
        ("ｉｎｄｉｃａｔｏｒ", "indicator"),
        (None, None),
    ],
)
def test_a_choice_may_be_said_by_its_word(said: str | None, meant: str | None) -> None:
    assert choice(said, ("indicator", "lead-unit", "programme")) == meant


def test_one_word_may_mean_two() -> None:
    assert choices_meant("已完成", ("met", "done", "lagging")) == ["met", "done"]


@pytest.mark.parametrize(
    ("words", "err"),
    [
        (
            ("status", "--by", "unit"),
            (
                "error: “unit”不在可选值之内：\n"
                "    indicator（指标）、lead-unit（牵头单位）、programme（工程）\n"
                "    是否指“lead-unit”？\n"
            ),
        ),
        (
            ("missing", "--fail-on", "bad"),
            "error: “bad”不在可选值之内：late（迟报）、missing（缺报）\n",
        ),
        (
            ("report", "--format", "pdf"),
            (
                "error: 没有“pdf”这种输出格式；可选：\n"
                "    md（Markdown）、docx（Word）、xlsx（Excel）、html（网页）\n"
            ),
        ),
        (
            ("status", "--status", "严重滞"),
            (
                "error: “严重滞”不在可选值之内：\n"
                "    pending_target（目标待定）、awaiting_statistics（年度评价）、\n"
                "    not_reported（未报送）、undetermined（无法判定）、met（已完成）、\n"
                "    not_met（未完成）、in_progress（推进中）、on_pace（达到序时）、\n"
                "    lagging（滞后）、seriously_lagging（严重滞后）、done（已完成）、\n"
                "    not_started（未启动）、overdue（逾期）\n"
                "    是否指“严重滞后”？\n"
            ),
        ),
        (
            ("--lang", "en", "status", "--fail-on", "late"),
            (
                "error: 'late' is none of\n"
                "    pending_target | awaiting_statistics | not_reported | undetermined | met |\n"
                "    not_met | in_progress | on_pace | lagging | seriously_lagging | done |\n"
                "    not_started | overdue\n"
            ),
        ),
        (
            ("status", "-o", "x.pdf"),
            "error: 无法从文件名“x.pdf”看出格式；可选：.txt、.json、.csv、.md\n",
        ),
        (
            ("status", "--month", "13"),
            (
                "error: “13”不是本方案的月份（2024年1月至2024年12月）\n"
                "    --month 可写 6、2024-06、2024年6月、6月、last\n"
            ),
        ),
        (
            ("report", "-o", "x.csv"),
            (
                "error: 通报没有“x.csv”这种格式；可选：.md、.docx、.xlsx、.html\n"
                "    要 CSV、JSON 的数据表，用 kpitrack export；要进展表，用 kpitrack status\n"
            ),
        ),
        (
            ("report", "--format", "csv"),
            (
                "error: 通报没有“csv”这种格式；可选：\n"
                "    md（Markdown）、docx（Word）、xlsx（Excel）、html（网页）\n"
                "    要 CSV、JSON 的数据表，用 kpitrack export；要进展表，用 kpitrack status\n"
            ),
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_choices_are_listed_with_their_words(words: tuple[str, ...], err: str, kpitrack: Kpitrack) -> None:
    run = kpitrack("-C", str(ROOT), *words)
    assert (run.code, run.out, run.err) == (2, "", err)


@pytest.mark.parametrize(
    ("said", "ids"),
    [
        (("status", "--month", "6", "--by", "工程"), ("status", "--month", "6", "--by", "programme")),
        (("status", "--month", "6", "--fail-on", "滞后"), ("status", "--month", "6", "--fail-on", "lagging")),
        (
            ("missing", "--month", "6", "--fail-on", "缺报"),
            ("missing", "--month", "6", "--fail-on", "missing"),
        ),
        (("diff", "6", "--fail-on", "变差"), ("diff", "6", "--fail-on", "worse")),
    ],
    ids=" ".join,
)
def test_chinese_words_do_what_the_ids_do(
    said: tuple[str, ...], ids: tuple[str, ...], kpitrack: Kpitrack
) -> None:
    one, other = kpitrack("-C", str(ROOT), *said), kpitrack("-C", str(ROOT), *ids)
    assert (one.code, one.out, one.err) == (other.code, other.out, other.err)
    assert one.out


def test_the_bar_of_a_run_may_be_said_in_chinese(kpitrack: Kpitrack, tmp_path: Path) -> None:
    words = ("run", "--month", "6", "-q", "-o", str(tmp_path), "-C", str(ROOT), "--fail-on")
    assert kpitrack(*words, "缺报").code == 4
    assert kpitrack(*words, "滞后").code == 4


def test_no_line_is_longer_than_it_may_be_and_no_choice_is_broken() -> None:
    listed = ["lagging（滞后）", "met（已完成）", "overdue（逾期）"]
    assert in_lines(listed, Words("zh"), 30) == ["lagging（滞后）、", "met（已完成）、overdue（逾期）"]
    assert max(map(columns, in_lines(listed, Words("zh"), 30))) == 30
    assert in_lines(["a", "b"], Words("en"), 3) == ["a |", "b"]


def test_the_help_lists_them_with_their_words(kpitrack: Kpitrack) -> None:
    page = kpitrack("-C", str(ROOT), "status", "--help").out
    for shown in ("lead-unit（牵头单位）", "lagging（滞后）", "table（表格）", "auto（自动）"):
        assert shown in page
    english = " ".join(kpitrack("--lang", "en", "status", "--help").out.split())
    assert "not_started | overdue. [repeatable]" in english
    assert "（" not in english.partition("Examples:")[0]


@pytest.mark.parametrize(
    ("words", "err"),
    [
        (
            ("ingest", "tests"),
            (
                "error: tests 不是普通文件（是文件夹、链接或管道）\n"
                "    文件夹请写出其中的文件，如 收件/*.xlsx；标准输入请写 -\n"
            ),
        ),
        (("ingest",), "error: 缺少参数：文件\n    用 kpitrack ingest --help 查看用法\n"),
        (("close",), "error: 必须写 --month 月份\n    用 kpitrack close --help 查看用法\n"),
        (("status", "--as-of", "7月3日"), "error: “7月3日”不是日期\n    日期写作 2024-07-03\n"),
        (
            ("status", "--lead-unit", "水务"),
            (
                "error: 方案中没有单位“水务”\n"
                "    请用方案中单位的编号、名称或别名（plan/targets.yaml 的 lead_units）\n"
            ),
        ),
        (
            ("explain", "技术合同交意额"),
            (
                "error: 方案中没有“技术合同交意额”这一项\n"
                "    是否指“技术合同交易额”？\n"
                "    请用方案中的编号（id）、名称或别名\n"
            ),
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_slip_is_told_with_what_to_write(
    words: tuple[str, ...], err: str, kpitrack: Kpitrack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    run = kpitrack(*words)
    assert (run.out, run.err) == ("", err)
