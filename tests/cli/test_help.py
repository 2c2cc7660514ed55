"""The pages of help: complete in both languages, in the right language, laid out, with examples that run."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kpitrack.cli.help_page import command_tree, metavar, name_of, text_keys
from kpitrack.cli.lines import columns, definitions, wrapped
from kpitrack.cli.spoken import option_value, spoken_language, workspace_language
from kpitrack.wording import CATALOGUE, Words
from kpitrack.wording.examples import EXAMPLES

if TYPE_CHECKING:
    from kpitrack.cli.help_page import Command, Parameter

ROOT = Path(__file__).resolve().parents[2]
TREE = list(command_tree())
NAMES = [name_of(command) for command, _ in TREE]
Kpitrack = Callable[..., Any]


# Texts


def test_no_parameter_is_without_text_and_no_text_without_parameter() -> None:
    wanted = {f"help.{name_of(command)}" for command, _ in TREE}
    for command, parameters in TREE:
        for parameter in parameters:
            own, shared = text_keys(command, parameter)
            wanted.add(own if own in CATALOGUE else shared)
    assert {key for key in CATALOGUE if key.startswith("help.")} == wanted


def test_no_name_of_a_value_is_without_text_and_no_text_without_value() -> None:
    words = Words("en")
    named = {
        one
        for _, parameters in TREE
        for parameter in parameters
        for one in metavar(parameter, words).split("|")
    }
    upper = {name for name in named if name and name == name.upper()}
    assert {key.removeprefix("metavar.") for key in CATALOGUE if key.startswith("metavar.")} == upper


@pytest.mark.parametrize(("command", "parameters"), TREE, ids=NAMES)
def test_the_code_of_a_command_carries_no_text_of_help(command: Command, parameters: list[Parameter]) -> None:
    """Developers' docstrings are one line; what users read stands in wording/help.py."""
    assert "Example" not in (command.help or "")
    assert [one.name for one in parameters if one.name != "help" and one.help] == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_lines_fit_and_meanings_stand_in_one_column(
    language: str, width: int, name: str, kpitrack: Kpitrack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    words = ["--help"] if name == "kpitrack" else [name, "--help"]
    page = kpitrack("--lang", language, *words).out
    for line in page.splitlines():
        assert columns(line) <= min(width, 80) or line.startswith("  kpitrack "), line
    starts = {
        columns(found[1])
        for found in re.finditer(r"^(  (?:-\w, )?--[a-z-]+(?: \S+)?  +)(?=\S)", page, re.MULTILINE)
    }
    assert len(starts) == 1


def test_the_commands_stand_in_groups_in_the_order_of_the_work(kpitrack: Kpitrack) -> None:
    page = kpitrack("--lang", "en", "--help").out
    listed = page[page.index("Commands for the plan:") : page.index("\nExamples:")]
    assert re.findall(r"^(\S.*:)$|^  ([a-z]+) +(?=[A-Z])", listed, re.MULTILINE) == [
        ("Commands for the plan:", ""),
        *(("", name) for name in ("init", "draft", "check", "schema")),
        ("Commands of the month:", ""),
        *(("", name) for name in ("template", "ingest", "missing", "status", "explain", "diff")),
        *(("", name) for name in ("report", "close", "run")),
        ("Other commands:", ""),
        *(("", name) for name in ("verify", "export")),
    ]
    assert {line.index(line[11:].lstrip()) for line in listed.splitlines() if line.startswith("  ")} == {12}
    assert "  export    Write plan, figures and records as tables for other programs.\n" in listed


def test_columns_of_chinese() -> None:
    assert columns("指标a，") == 7
    assert columns("e\u0301") == 1
    rows = [("--month 月份", "当月"), ("-q", "没有问题就不输出。"), ("--a-very-long-option-indeed 名称", "x")]
    assert definitions(rows, 26) == [
        "  --month 月份  当月",
        "  -q            没有问题就",
        "                不输出。",
        "  --a-very-long-option-indeed 名称",
        "                x",
    ]


def test_lines_are_broken_between_words_and_never_before_a_closing_mark() -> None:
    assert wrapped("默认随方案，见（plan/targets.yaml）。", 12) == [
        "默认随方案，",
        "见",
        "（plan/targets.yaml）。",
    ]
    assert wrapped("one two  three", 8) == ["one two", "three"]
    assert wrapped("写文件的时候。", 12) == ["写文件的时", "候。"]


# Language


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (["status", "--help", "--lang", "zh"], "zh"),
        (["--lang=en", "status", "--help"], "en"),
        (["-C", "english", "--help"], "en"),
        (["--help", "-Cenglish"], "en"),
        (["--workspace=english", "--help"], "en"),
        (["-C", "chinese", "--help"], "zh"),
        (["-C", "unsaid", "--help"], "zh"),
        (["-C", "nowhere", "--help"], "en"),
        (["--lang", "fr", "-C", "chinese", "--help"], "zh"),
        (["--help", "--lang"], "en"),
        (["--help"], "en"),
    ],
)
def test_the_language_of_help(
    words: list[str], language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    for folder, plan in (
        ("english", "schema: 1\nplan: {id: a, language: en}\n"),
        ("chinese", "schema: 1\n# language: en\nplan:\n  id: a\n  language: 'zh' # here\n"),
        ("unsaid", "schema: 1\nplan: {id: a}\n"),
    ):
        (tmp_path / folder / "plan").mkdir(parents=True)
        (tmp_path / folder / "plan" / "targets.yaml").write_text(plan, encoding="utf-8")
    assert spoken_language(words) == language


def test_the_workspace_around_and_the_one_of_the_environment_say_the_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    inside = tmp_path / "chinese" / "data" / "progress"
    inside.mkdir(parents=True)
    (tmp_path / "chinese" / "plan").mkdir()
    (tmp_path / "chinese" / "plan" / "targets.yaml").write_text("plan: {language: zh}", encoding="utf-8")
    monkeypatch.chdir(inside)
    assert workspace_language() == "zh"
    monkeypatch.chdir(tmp_path)
    assert workspace_language() == "en"
    monkeypatch.setenv("KPITRACK_WORKSPACE", str(tmp_path / "chinese"))
    assert workspace_language() == "zh"


@pytest.mark.parametrize(
    "plan", [b"\xff\xfe\x00\x00", b"", b"language: \xff\n", b"plan: {language: fr}", b"{[", None]
)
def test_an_unreadable_plan_breaks_no_help(plan: bytes | None, tmp_path: Path, kpitrack: Kpitrack) -> None:
    path = tmp_path / "plan" / "targets.yaml"
    if plan is None:
        path.mkdir(parents=True)
    else:
        path.parent.mkdir()
        path.write_bytes(plan)
    run = kpitrack("-C", str(tmp_path), "status", "--help")
    assert (run.code, run.err) == (0, "")
    assert "--fail-on" in run.out
    assert kpitrack("-C", "a\0b", "--help").code == 0


def test_a_value_of_words_that_nobody_has_parsed() -> None:
    assert option_value(["-C", "a", "status", "-Cb"], "-C", "--workspace") == "b"
    assert option_value(["--workspace=a=b"], "-C", "--workspace") == "a=b"
    assert option_value(["status", "-C"], "-C") is None


def test_what_is_said_before_the_plan_is_read_is_in_its_language(
    kpitrack: Kpitrack, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert kpitrack("-C", str(ROOT), "status", "--by", "x").err.startswith("error: “x”不在可选值之内")
    assert kpitrack("-C", str(ROOT), "statu").err.startswith("error: 没有命令“statu”")
    monkeypatch.setenv("KPITRACK_WORKSPACE", str(ROOT))  # a new plan is in the machine's, wherever we are
    assert kpitrack("init", str(tmp_path / "new")).out.startswith("made a workspace in")


# A command line that is wrong

_STATUS = "    kpitrack status --help tells how it is used\n"


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        (
            ["statu"],
            "error: 没有命令“statu”\n    是否指“status”？\n    用 kpitrack --help 查看全部命令\n",
            "error: there is no command 'statu'\n    did you mean 'status'?\n    kpitrack --help lists the",
        ),
        (
            ["--lang"],
            "error: --lang 后面要写内容\n    用 kpitrack --help 查看用法\n",
            "error: --lang needs a value\n    kpitrack --help tells how it is used\n",
        ),
        (["-q"], "error: 没有写命令\n    用", "error: no command was given\n    kpitrack --help lists the"),
        (
            ["status", "--mont", "6"],
            "error: 没有选项“--mont”\n    是否指“--month”？\n    用 kpitrack status --help 查看用法\n",
            f"error: there is no option '--mont'\n    did you mean '--month'?\n{_STATUS}",
        ),
        (["status", "-z"], "error: 没有选项“-z”\n    用", f"error: there is no option '-z'\n{_STATUS}"),
        (["status", "--month"], "error: --month 后面要写内容\n", f"error: --month needs a value\n{_STATUS}"),
        (
            ["status", "--rank=6"],
            "error: --rank 后面不能写内容\n",
            f"error: --rank takes no value\n{_STATUS}",
        ),
        (["status", "6", "7"], "error: 多出来的内容：6 7\n", "error: one word too many: 6 7\n    put quotes"),
        (
            ["status", "10月"],
            "error: 多出来的内容：10月\n    是否指“--month 10月”？\n",
            "error: one word too many: 10月\n    did you mean '--month 10月'?\n",
        ),
        (["schema", "10"], "error: 多出来的内容：10\n    名称", "error: one word too many: 10\n    put"),
        (
            ["status", "—month", "10"],
            "error: “—month”应为 --month，开头是半角减号 --\n    WPS、Word 会把",
            "error: '—month' should be --month, with the plain hyphens of a command line: --\n    word",
        ),
        (
            ["status", "－－month=10"],
            "error: “－－month”应为 --month，",
            "error: '－－month' should be --month,",
        ),
        (["–q", "status"], "error: “–q”应为 -q，开头是半角减号 -\n", "error: '–q' should be -q, with"),
        (
            ["explain", "-—As-of", "x"],
            "error: “-—As-of”应为 --as-of，",
            "error: '-—As-of' should be --as-of,",
        ),
        (["explain", "a", "—自评"], "error: 多出来的内容：—自评\n", "error: one word too many: —自评\n"),
        (
            ["explain"],
            "error: 缺少参数：项目\n",
            "error: an argument is missing: ITEM\n    kpitrack explain --help",
        ),
        (
            ["close"],
            "error: 必须写 --month 月份\n",
            "error: --month MONTH must be given\n    kpitrack close --help",
        ),
        (
            ["ingest", "a.csv", "--wait", "a while"],
            "error: --wait 不能是“a while”\n    应为数，如 30；不小于 0\n",
            "error: --wait cannot be 'a while'\n    write a number such as 30, not below 0\n",
        ),
        (["close", "--month", "6", "--wait", "-1"], "error: --wait 不能是“-1", "error: --wait cannot be '-1"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, list) else "",
)
def test_a_wrong_command_line_is_told_in_both_languages(
    words: list[str], zh: str, en: str, kpitrack: Kpitrack, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for locale, said in (("zh_CN.UTF-8", zh), ("en_US.UTF-8", en)):
        monkeypatch.setenv("LC_ALL", locale)
        run = kpitrack(*words)
        assert (run.code, run.out) == (2, "")
        assert run.err.startswith(said)


def test_what_is_typed_is_made_harmless(kpitrack: Kpitrack) -> None:
    for words in (
        ["\x1b[31m"],
        ["status", "--\x1b[31m"],
        ["status", "\x1b[31m"],
        ["explain", "a", "\x1b[31m"],
    ):
        run = kpitrack(*words)
        assert run.code == 2
        assert "\x1b" not in run.err


# Examples


def test_every_command_has_an_example_of_its_own() -> None:
    assert set(EXAMPLES) == set(NAMES)
    for name, examples in EXAMPLES.items():
        assert examples
        for example in examples:
            assert name in shlex.split(example.line)
            assert example.zh
            assert example.en
            assert re.search("[\u4e00-\u9fff]", example.zh)


# What the examples find when they run, besides plan and data of the repository.
BESIDE = {
    "july.csv": "item,period,value\nnew_hightech_firms,2024-07,2\n",
    "县经开区.csv": "指标,填报单位,累计完成\n新增国家高新技术企业,县经开区,2\n",
    "县科工局.csv": "指标,填报单位,累计完成\n技术合同交易额,县科工局,6.2亿元\n",
    "通报.csv": "指标,目标,完成,完成率\n新增企业,17家,1家,6%\n新增投资,12亿元,6亿元,51%\n",
    "other.csv": "事项,应办,办结,比例\n信访件,40,31,77.5%\n督办件,37,27,72.9%\n",
    "工作方案.txt": "2025年茶旅融合行动方案\n一、主要任务\n（一）建茶园。改造茶园20亩以上。（县农办牵头）\n",
}
BEFORE = {"kpitrack report --month 6 --as-published -o june.md": "close --month 6"}
MEANT = {
    "kpitrack status --month last --fail-on lagging -q": 4,
    "kpitrack missing --month last --fail-on missing -q": 4,
    "kpitrack run --fail-on lagging --fail-on missing -q": 4,
    "kpitrack diff 6 --fail-on worse -q": 4,
    "kpitrack verify other.csv --target 应办 --actual 办结 --rate 比例 --strict": 4,
}


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_run(
    name: str, tmp_path: Path, kpitrack: Kpitrack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KPITRACK_TODAY", "2024-08-06" if name == "ingest" else "2024-07-10")
    for number, example in enumerate(EXAMPLES[name]):
        folder = tmp_path / str(number)
        folder.mkdir()
        monkeypatch.chdir(folder)
        for inside in ("plan", "data"):
            if (name, inside) not in {("init", "plan"), ("init", "data"), ("ingest", "data")}:
                shutil.copytree(ROOT / inside, folder / inside)
        for file, text in BESIDE.items():
            Path(file).write_text(text, encoding="utf-8")
        if example.line in BEFORE:
            assert kpitrack(*BEFORE[example.line].split()).code == 0
        run = kpitrack(*shlex.split(example.line)[1:])
        assert run.code == MEANT.get(example.line, 0), (example.line, run.out + run.err)
