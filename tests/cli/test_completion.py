"""Completion: what is offered where, the protocol of each shell, installing; the shells themselves are
driven in test_completion_shells.py.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kpitrack.cli.completion.quoting import Typed, bash_quoted, powershell_quoted, typed_line, unquoted

ROOT = Path(__file__).resolve().parents[2]
Kpitrack = Callable[..., Any]
Offered = Callable[..., list[str]]


@pytest.fixture
def offered(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Offered:
    """`offered("status", "--mon")`: the lines that zsh is answered; in the repository unless moved away."""
    from kpitrack.cli import main

    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")

    def ask(*words: str, asking: str = "zsh", **variables: str) -> list[str]:
        monkeypatch.setenv("_KPITRACK_COMPLETE", asking)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        capfdbinary.readouterr()
        assert main(list(words)) == 0
        out, err = capfdbinary.readouterr()
        assert err == b""
        return out.decode().splitlines()

    return ask


def values(lines: list[str]) -> list[str]:
    return [line.partition("\t")[0] for line in lines]


# What is offered


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["st"], ["status"]),
        (["-q", "--lang", "en", "st"], ["status"]),
        (["status", "--fail"], ["--fail-on"]),
        (["status", "-C"], ["-C"]),
        (["status", "--month", "6", "--mon"], []),  # given already
        (["status", "--status", "met", "--stat"], ["--status"]),  # may be repeated
        (["status", "--by", ""], ["indicator", "lead-unit", "programme"]),
        (["status", "--by=p"], ["--by=programme"]),
        (["--color", ""], ["auto", "always", "never"]),
        (["missing", "--fail-on", ""], ["late", "missing"]),
        (["status", "--status", "seriously"], ["seriously_lagging"]),
        (["status", "--status", "seriously l"], ["seriously lagging"]),
        (["status", "--status", "已"], ["已完成"]),
        (["status", "--fail-on", "滞"], ["滞后"]),
        (["status", "--month", "2024-0"], [f"2024-0{month}" for month in range(9, 0, -1)]),
        (["status", "--month", "2024年6"], ["2024年6月"]),
        (["status", "--month", "la"], ["last"]),
        (["status", "--month", "上"], ["上月"]),
        (["status", "--lead-unit", "县经"], ["县经济开发区"]),
        (["status", "--lead-unit", "经开"], ["经开区"]),  # an alias
        (["status", "--lead-unit", "jing"], ["jingkai"]),
        (["ingest", "a.csv", "--reported-by", "jing"], ["jingkai"]),
        (["status", "--programme", "goa"], ["goals"]),
        (["explain", "技术合同"], ["技术合同交易额"]),
        (["explain", "合同交易"], ["技术合同交易额"]),  # a part of the name
        (["explain", "TECH_C"], ["tech_contract_value"]),
        (["explain", "tech_contract_value", "x"], []),  # takes one
        (["explain", "--", "tech_c"], ["tech_contract_value"]),
        (["report", "--title", ""], []),
        (["diff", "2024-0"], [f"2024-0{month}" for month in range(9, 0, -1)]),
        (["diff", "5", "2024年6"], ["2024年6月"]),
        (["diff", "5", "6", "2024"], []),  # takes two
        (["diff", "--fail-on", ""], ["worse", "changed"]),
        (["diff", "--programme", "goa"], ["goals"]),
        (["run", "--fail-on", "l"], ["lagging", "late"]),
        (["run", "--fail-on", "lagging", "--fail-on", "mis"], ["missing"]),
        (["run", "--month", "la"], ["last"]),
        (["check", "--format", "g"], ["github"]),
        (["export", "--table", "rec"], ["records"]),
        (["export", "--table", "records", "--tab"], ["--table"]),
        (["status", "--no-such=x"], []),
        (["nothing", ""], []),
        (["--show-completion", ""], ["bash", "zsh", "fish", "powershell"]),
    ],
    ids=" ".join,
)
def test_what_is_offered(words: list[str], expected: list[str], offered: Offered) -> None:
    assert values(offered(*words)) == expected


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["ingest", ""], "files"),
        (["ingest", "a.csv", "b"], "files"),
        (["report", "-o", ""], "files"),
        (["template", "-o", ""], "files"),
        (["export", "-o", ""], "files"),
        (["verify", ""], "files"),
        (["draft", ""], "files"),
        (["run", "-o", ""], "folders"),
        (["status", "-C", ""], "folders"),
        (["--workspace=", ""], None),
        (["init", ""], "folders"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_files_are_left_to_the_shell(words: list[str], wanted: str | None, offered: Offered) -> None:
    assert (f"\t{wanted}" in offered(*words)) is (wanted is not None)


def test_descriptions(offered: Offered) -> None:
    assert offered("explain", "tech_c") == ["tech_contract_value\t技术合同交易额"]
    assert offered("explain", "技术合同") == ["技术合同交易额\ttech_contract_value"]
    assert offered("status", "--by", "") == ["indicator\t指标", "lead-unit\t牵头单位", "programme\t工程"]
    assert offered("--lang", "en", "status", "--by", "l") == ["lead-unit\tlead unit"]
    assert offered("status", "--by", "牵") == ["牵头单位\t牵头单位"]
    assert offered("status", "--format", "js") == ["json\t"]
    assert offered("--lang", "en", "sche")[0].startswith("schema\tPrint the JSON Schema of plan/targets.yaml")
    assert offered("sche")[0].startswith("schema\t输出 plan/targets.yaml")
    assert offered("export", "--table", "serie") == ["series\t每项参照数据一行"]
    assert offered("status", "--month", "las") == ["last\t上月"]


def test_without_a_word_ids_with_their_names(offered: Offered) -> None:
    assert offered("status", "--lead-unit", "")[0] == "zuzhibu\t县委组织部"
    assert len(offered("status", "--lead-unit", "")) == 15
    line = "kpitrack status --lead-unit "
    assert offered(asking="bash", _KPITRACK_LINE=line)[0] == "县委组织部"


# Where nothing can be known


@pytest.mark.parametrize("plan", [None, "", "schema: 1\n", "{[", "schema: 1\nplan: {id: 1}\n"])
def test_without_a_sound_plan_only_commands_options_and_choices(
    plan: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, offered: Offered
) -> None:
    if plan is not None:
        (tmp_path / "plan").mkdir()
        (tmp_path / "plan" / "targets.yaml").write_text(plan, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    assert values(offered("expl")) == ["explain"]
    assert values(offered("status", "--fail")) == ["--fail-on"]
    assert values(offered("status", "--by", "pro")) == ["programme"]
    for words in (("explain", "t"), ("status", "--month", ""), ("status", "--lead-unit", "县")):
        assert offered(*words) == []
    assert sorted(tmp_path.rglob("*")) == before


def test_the_workspace_named_before_counts(offered: Offered, tmp_path: Path) -> None:
    assert offered("-C", str(tmp_path), "explain", "tech_c") == []
    assert offered("explain", "-C", str(ROOT), "tech_c") == ["tech_contract_value\t技术合同交易额"]


@pytest.mark.parametrize("name", ["bad", "bash", "fish", "powershell", "zsh"])
def test_whatever_is_asked_nothing_is_said_and_it_ends_with_0(name: str, offered: Offered) -> None:
    for words in ([], [""], ["\0"], ["-"], ["--"], ["-C"], ["--month=\udcff", ""]):
        offered(*words, asking=name, _KPITRACK_LINE="kpitrack \"'\\", _KPITRACK_WORDS="\n\n")


def test_months_without_records_are_offered_where_there_are_none_at_all(
    offered: Offered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "targets.yaml").write_bytes((ROOT / "plan" / "targets.yaml").read_bytes())
    monkeypatch.chdir(tmp_path)
    assert len(offered("status", "--month", "2024-")) == 12
    progress = tmp_path / "data" / "progress"
    (progress / "originals").mkdir(parents=True)
    (progress / "originals" / "a.csv").write_text("2024-09", encoding="utf-8")
    (progress / "a.csv").write_text(
        "item,period,value,reported_on\nx,2024-02,1,2024-03-05\nx,2023-01,1,\n", encoding="utf-8"
    )
    assert values(offered("status", "--month", "2024-")) == ["2024-02"]
    for command in ("template", "ingest"):  # of a month that has none yet
        assert len(offered(command, "--month", "2024-")) == 12


LOADED = """\
import sys
from kpitrack.cli import main
main(sys.argv[1:])
sys.stderr.write(str([name for name in ("pydantic", "yaml", "rich", "openpyxl") if name in sys.modules]))
"""


def test_with_a_plan_in_the_cache_nothing_slow_is_loaded(tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT / "src"),
        "XDG_CACHE_HOME": str(tmp_path),
        "LC_ALL": "C.UTF-8",
    }

    def ran(*words: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
        start = [sys.executable, "-c", LOADED, *words]
        return subprocess.run(start, cwd=ROOT, env=environment | variables, capture_output=True, check=True)

    ran("check")
    kept = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert kept
    for words in (("explain", "tech_c"), ("status", "--month", "2024-06"), ("status", "--lead-unit", "jing")):
        asked = ran(*words, _KPITRACK_COMPLETE="zsh")
        assert (len(asked.stdout.splitlines()), asked.stderr) == (1, b"[]")
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == kept


# The protocols


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("kpitrack ", Typed(("kpitrack",))),
        ("kpitrack st", Typed(("kpitrack",), "st")),
        ("kpitrack 'a b' c", Typed(("kpitrack", "a b"), "c")),
        ('k "a\\"b \\n', Typed(("k",), 'a"b \\n', '"')),
        ("k 'a\\b", Typed(("k",), "a\\b", "'")),
        ("k a\\ b", Typed(("k",), "a b")),
        ("k --by=le", Typed(("k",), "--by=le", "", 5)),
        ("k ab'cd", Typed(("k",), "abcd", "'", 2)),
        ("k '' x", Typed(("k", ""), "x")),
        ("k a\\", Typed(("k",), "a")),
        ("k a\\:b", Typed(("k",), "a:b")),
    ],
)
def test_a_line_taken_apart(line: str, typed: Typed) -> None:
    assert typed_line(line) == typed


def test_quoting() -> None:
    assert bash_quoted("a b（c）$'\"", "") == "a\\ b（c）\\$\\'\\\""
    assert bash_quoted("a b$\"'", '"') == 'a b\\$\\"\'"'
    assert bash_quoted("it's", "'") == "it'\\''s'"
    assert unquoted('"技术 合') == "技术 合"
    assert powershell_quoted("技术合同-1.5") == "技术合同-1.5"
    assert powershell_quoted("a 'b' $c（d）") == "'a ''b'' $c（d）'"
    assert powershell_quoted("一’二") == "'一’’二'"


def test_powershell_gets_quoted_values_with_descriptions_in_utf_8(offered: Offered) -> None:
    asked = offered(asking="powershell", _KPITRACK_WORDS="status\n--lead-unit\n县经")
    assert asked == ["县经济开发区\tjingkai"]
    assert offered(asking="powershell", _KPITRACK_WORDS="status\n--by=lead") == ["--by=lead-unit\t牵头单位"]
    assert offered(asking="powershell", _KPITRACK_WORDS="status\n--status\nseriously l") == [
        "'seriously lagging'\t严重滞后"
    ]


def test_fish_passes_the_last_word_with_its_quotes(offered: Offered) -> None:
    assert values(offered("explain", '"技术合', asking="fish")) == ["技术合同交易额"]


def test_a_terminal_that_lacks_the_letters_is_offered_what_it_has(
    offered: Offered, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", text)
    assert offered("explain", "tech_contract") == []
    assert text.buffer.getvalue() == b"tech_contract_value\n"
    offered("explain", "技术合同")
    assert text.buffer.getvalue() == b"tech_contract_value\n"


# Installing


@pytest.mark.parametrize(
    ("shell", "path", "start", "line"),
    [
        ("bash", ".bash_completions/kpitrack.sh", ".bashrc", "source '{home}/.bash_completions/kpitrack.sh'"),
        ("zsh", ".zfunc/_kpitrack", ".zshrc", "fpath+=~/.zfunc"),
        ("fish", ".config/fish/completions/kpitrack.fish", None, ""),
        (
            "powershell",
            ".config/powershell/kpitrack-completion.ps1",
            ".config/powershell/Microsoft.PowerShell_profile.ps1",
            ". '{home}/.config/powershell/kpitrack-completion.ps1'",
        ),
    ],
)
def test_installing_twice_changes_a_start_file_once(
    shell: str,
    path: str,
    start: str | None,
    line: str,
    kpitrack: Kpitrack,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    if start:
        (tmp_path / start).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / start).write_bytes(b"alias ll='ls -l' # \xb2\xe2")
    run = kpitrack("--install-completion", shell)
    assert (run.code, run.err) == (0, "")
    assert str(tmp_path / path) in run.out
    assert (tmp_path / path).read_text(encoding="utf-8") == kpitrack("--show-completion", shell).out
    if start:
        once = (tmp_path / start).read_bytes()
        assert once.startswith(b"alias ll='ls -l' # \xb2\xe2\n")
        assert once.decode(errors="replace").splitlines().count(line.format(home=tmp_path)) == 1
        monkeypatch.setenv("SHELL", f"/usr/bin/{shell}")
        assert kpitrack("--install-completion").code == 0
        assert (tmp_path / start).read_bytes() == once


def test_a_shell_that_we_do_not_know(kpitrack: Kpitrack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHELL", "/bin/tcsh")
    for words in (("--show-completion",), ("--show-completion", "tcsh"), ("--install-completion", "-q")):
        run = kpitrack("--lang", "en", *words)
        assert (run.code, run.out) == (2, "")
        assert run.err.startswith(
            "error: there is no completion for 'tcsh'; choose from\n    bash | zsh | fish |"
        )
    assert kpitrack("--show-completion", "pwsh").out.startswith("# Completion of kpitrack in PowerShell")


def test_a_home_that_cannot_be_written(
    kpitrack: Kpitrack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".bash_completions").write_text("", encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert kpitrack("--install-completion", "bash").code == 5
