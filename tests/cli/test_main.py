"""What holds for every command: exit codes, streams, finding the workspace, languages, start-up."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import PIPE
from typing import IO, Any

import pytest

from kpitrack import __version__
from kpitrack.cli import main
from kpitrack.cli.exits import ExitCode

ROOT = Path(__file__).resolve().parents[2]
PLAN = """\
schema: 1
plan: {id: demo, title: Demo plan, place: X, year: 2024, language: en, office: a}
lead_units: [{id: a, name: Unit A}]
programmes:
  - id: p
    title: P
    tasks:
      - id: t
        title: T
        lead: [a]
        indicators:
          - {id: firms, name: New firms, unit: 家, measure: cumulative, target: {at_least: 10}}
"""
RECORDS = "item,period,value,reported_on\nfirms,2024-06,4,2024-07-03\n"
COMMANDS = ("init", "check", "ingest", "status", "report", "explain", "missing", "template", "schema")
Kpitrack = Callable[..., Any]
Workspace = Callable[..., Path]


def program(
    *words: str, code: str = "", variables: dict[str, str] | None = None, stdout: IO[bytes] | int = PIPE
) -> subprocess.CompletedProcess[bytes]:
    """The program in a process of its own; `code` instead of `-m kpitrack` where it is given."""
    start = ["-c", code] if code else ["-m", "kpitrack"]
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT / "src"),
        "KPITRACK_TODAY": "2024-07-10",
    }
    return subprocess.run(
        [sys.executable, *start, *words],
        cwd=ROOT,
        env=environment | (variables or {}),
        stdout=stdout,
        stderr=PIPE,
        check=False,
    )


# Exit codes


def test_the_table_of_exit_codes() -> None:
    assert {code.name: code.value for code in ExitCode} == {
        "DONE": 0,
        "USAGE": 2,
        "INPUT_REJECTED": 3,
        "BELOW_BAR": 4,
        "NO_ACCESS": 5,
        "DEFECT": 70,
        "INTERRUPTED": 130,
        "TERMINATED": 143,
    }


@pytest.mark.parametrize(
    "words",
    [
        ("--version",),
        ("--help",),
        ("status", "--help"),
        ("status",),
        ("status", "--month", "6"),
        ("check",),
        ("explain", "firms"),
        ("missing",),
        ("schema",),
    ],
)
def test_0_done(words: tuple[str, ...], kpitrack: Kpitrack, workspace: Workspace) -> None:
    root = workspace(PLAN, {"2024-06.csv": RECORDS})
    run = kpitrack("-C", str(root), *words)
    assert (run.code, run.err) == (0, "")
    assert run.out


@pytest.mark.parametrize(
    "words",
    [
        ("nosuch",),
        ("status", "--nosuch"),
        ("status", "--month", "13"),
        ("status", "--month", "juny"),
        ("status", "--month", "2023-12"),
        ("status", "--as-of", "yesterday"),
        ("status", "--by", "unit"),
        ("status", "--status", "done-ish"),
        ("status", "--fail-on", "late"),
        ("status", "--format", "xml"),
        ("status", "--lead-unit", "nobody"),
        ("status", "--programme", "none"),
        ("status", "--lang", "fr"),
        ("status", "--color", "sometimes"),
        ("status", "-o", "status.pdf"),
        ("explain",),
        ("explain", "nothing"),
        ("missing", "--fail-on", "never"),
        ("check", "--format", "csv"),
    ],
)
def test_2_usage(words: tuple[str, ...], kpitrack: Kpitrack, workspace: Workspace) -> None:
    root = workspace(PLAN, {"2024-06.csv": RECORDS})
    run = kpitrack("-C", str(root), *words)
    assert (run.code, run.out) == (2, "")
    assert "rror: " in run.err


def test_2_no_command_at_all(kpitrack: Kpitrack) -> None:
    assert kpitrack().code == 2


def test_3_the_plan_is_not_sound(kpitrack: Kpitrack, workspace: Workspace) -> None:
    root = workspace(PLAN.replace("cumulative", "cumulativ").replace("lead: [a]", "lead: [z]"))
    for words in (("status",), ("explain", "firms"), ("missing",), ("report", "-o", "-")):
        run = kpitrack("-C", str(root), *words)
        assert (run.code, run.out) == (3, "")
        assert [line for line in run.err.split("\n") if "error: " in line] == [
            "plan/targets.yaml:10:16: error: 'z' is not among the lead_units [unknown-unit]",
            "plan/targets.yaml:12:60: error: 'cumulativ' is none of cumulative, level, growth [bad-choice]",
            "error: the plan or the store is not sound: no figures are given",
        ]


def test_3_a_record_is_not_sound(kpitrack: Kpitrack, workspace: Workspace) -> None:
    root = workspace(PLAN, {"2024-06.csv": RECORDS + "firms,2024-07,many,2024-08-03\n"})
    for words in (("status",), ("explain", "firms"), ("missing",)):
        run = kpitrack("-C", str(root), *words)
        assert run.code == 3
        assert run.out
        assert run.err.startswith("data/progress/2024-06.csv:3:15: error: 'many' is not a number")


def test_3_a_damaged_batch_gives_no_figures(kpitrack: Kpitrack, workspace: Workspace) -> None:
    root = workspace(PLAN, {"2024-07/1-0123456789ab.csv": RECORDS})
    for words in (("status",), ("explain", "firms"), ("missing",)):
        run = kpitrack("-C", str(root), *words)
        assert (run.code, run.out) == (3, "")
        assert run.err.startswith("data/progress/2024-07/1-0123456789ab.csv: error: the batch is not what")


def test_4_below_the_bar(kpitrack: Kpitrack, workspace: Workspace) -> None:
    root = workspace(PLAN, {"2024-06.csv": RECORDS})
    run = kpitrack("-C", str(root), "status", "--fail-on", "lagging")
    assert (run.code, run.err) == (4, "2024-06, lagging or worse (1): New firms (lagging)\n")


def test_5_no_access(kpitrack: Kpitrack, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    root = workspace(PLAN, {"2024-06.csv": RECORDS})
    run = kpitrack("-C", str(root), "status", "-o", str(root / "plan" / "targets.yaml" / "status.json"))
    assert (run.code, run.out) == (5, "")
    assert run.err.startswith("error: cannot write ")
    (root / "data" / "progress" / "2024-05.csv").symlink_to(root / "gone.csv")
    run = kpitrack("-C", str(root), "status")
    assert (run.code, run.out) == (5, "")
    assert run.err.startswith("error: cannot read ")
    assert "2024-05.csv" in run.err


def test_5_a_folder_that_cannot_be_read_is_not_passed_over(
    kpitrack: Kpitrack, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = workspace(PLAN, {"sub/2024-06.csv": RECORDS})
    scan = os.scandir

    def refuse(path: str) -> Iterator[os.DirEntry[str]]:
        if str(path).endswith("sub"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    run = kpitrack("-C", str(root), "status")
    assert (run.code, run.out) == (5, "")
    assert run.err.startswith("error: cannot read ")


def test_70_a_defect_is_one_line_and_a_trace_in_a_file(
    kpitrack: Kpitrack, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    root = workspace(PLAN)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("kpitrack.workspace.open_workspace", lambda *_, **__: 1 / 0)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    run = kpitrack("-C", str(root), "status")
    assert (run.code, run.out) == (70, "")
    (line,) = run.err.splitlines()
    assert "ZeroDivisionError" in line
    (trace,) = tmp_path.glob("kpitrack-*.log")
    assert str(trace) in line
    assert "Traceback" in trace.read_text(encoding="utf-8")


def test_130_interrupted(kpitrack: Kpitrack, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    root = workspace(PLAN)
    monkeypatch.setattr("kpitrack.workspace.open_workspace", interrupted)
    assert kpitrack("-C", str(root), "status").code == 130


def test_143_terminated(workspace: Workspace) -> None:
    code = """
import os, signal, sys
from kpitrack import workspace
workspace.open_workspace = lambda *_, **__: os.kill(os.getpid(), signal.SIGTERM)
from kpitrack.cli import main
raise SystemExit(main(sys.argv[1:]))
"""
    ended = program("-C", str(workspace(PLAN)), "status", code=code)
    assert (ended.returncode, ended.stdout, ended.stderr) == (143, b"", b"")


# Streams


@pytest.mark.parametrize("words", [("status", "--format", "json"), ("schema",), ("--help",), ("--version",)])
def test_a_reader_that_goes_away_ends_it_quietly(words: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        ended = program(*words, stdout=gone, variables={"LANG": "en_US.UTF-8"})
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_the_head_of_a_long_output() -> None:
    command = (
        f'"{sys.executable}" -m kpitrack status --month 6 --format json | head -1; echo "${{PIPESTATUS[0]}}"'
    )
    ended = subprocess.run(
        ["/bin/bash", "-c", command],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        check=False,
    )
    assert (ended.stdout, ended.stderr) == (b"{\n0\n", b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
@pytest.mark.parametrize("words", [("status",), ("check",), ("schema",), ("--help",), ("--version",)])
def test_a_full_disk(words: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = program(*words, stdout=full, variables={"LANG": "en_US.UTF-8"})
    assert ended.returncode == 5
    assert "磁盘已满" in ended.stderr.decode()
    assert "Traceback" not in ended.stderr.decode()


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "latin-1"])
def test_a_terminal_that_lacks_letters_gets_them_spelled_out(encoding: str) -> None:
    ended = program("status", "--month", "6", "--lang", "en", variables={"PYTHONIOENCODING": encoding})
    assert (ended.returncode, ended.stderr) == (0, b"")
    text = ended.stdout.decode(encoding)
    assert ("技术合同交易额" in text) is (encoding == "gbk")
    assert ("\\u6280\\u672f" in text) is (encoding != "gbk")


@pytest.mark.parametrize("words", [("status", "--month", "6"), ("check",), ("missing", "--month", "6")])
def test_the_machine_does_not_change_a_byte(words: tuple[str, ...]) -> None:
    outputs = {
        program(*words, variables=variables).stdout
        for variables in (
            {"PYTHONHASHSEED": "1"},
            {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LC_ALL": "C"},
            {"PYTHONHASHSEED": "3", "TZ": "UTC", "LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"},
            {"PYTHONHASHSEED": "4", "TERM": "xterm-256color", "HOME": "/nonexistent"},
        )
    }
    assert len(outputs) == 1
    assert outputs != {b""}


def test_colour_only_where_it_is_asked_for(kpitrack: Kpitrack, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = kpitrack("-C", str(ROOT), "status", "--month", "6")
    assert "\x1b" not in plain.out
    for words in (
        ("--color", "always", "status", "--month", "6"),
        ("status", "--month", "6", "--color", "always"),
    ):
        colored = kpitrack("-C", str(ROOT), *words)
        assert "\x1b[" in colored.out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in kpitrack("-C", str(ROOT), "status", "--month", "6").out
    assert "\x1b" not in kpitrack("-C", str(ROOT), "status", "--month", "6", "--color", "never").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in kpitrack("-C", str(ROOT), "status", "--month", "6").out


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("term", "colored"), [("xterm", True), ("dumb", False)])
def test_colour_on_a_terminal(term: str, colored: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _Terminal()
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr(sys, "stdout", terminal)
    assert main(["-C", str(ROOT), "status", "--month", "6"]) == 0
    assert ("\x1b[" in terminal.getvalue()) is colored


@pytest.mark.parametrize("place", ["before", "after"])
def test_quiet(place: str, kpitrack: Kpitrack, workspace: Workspace) -> None:
    root = workspace(PLAN, {"2024-06.csv": RECORDS})

    def quiet(*words: str) -> Any:  # noqa: ANN401 - the fixture's own type
        return kpitrack("-q", *words) if place == "before" else kpitrack(*words, "-q")

    for words in (("check",), ("status",), ("missing",)):
        run = quiet(*words, "-C", str(root))
        assert (run.code, run.out, run.err) == (0, "", "")
    run = quiet("status", "-C", str(root), "--fail-on", "lagging")
    assert (run.code, run.err) == (4, "2024-06, lagging or worse (1): New firms (lagging)\n")
    workspace(PLAN, {"2024-06.csv": RECORDS.replace(",4,", ",four,")})
    run = quiet("status", "-C", str(root))
    assert run.code == 3
    assert "'four' is not a number" in run.err
    run = quiet("check", "-C", str(root))
    assert run.code == 3
    assert "'four' is not a number" in run.out


# The workspace


def test_the_workspace_is_named_before_or_after_the_command(kpitrack: Kpitrack, workspace: Workspace) -> None:
    root = str(workspace(PLAN, {"2024-06.csv": RECORDS}))
    runs = [
        kpitrack("-C", root, "check"),
        kpitrack("check", "-C", root),
        kpitrack("--workspace", root, "check"),
        kpitrack("check", "--workspace", root),
    ]
    assert {(run.code, run.out) for run in runs} == {
        (0, "all well; indicators: 1, actions: 0, lead units: 1, records: 1\n")
    }


def test_the_workspace_after_the_command_wins(
    kpitrack: Kpitrack, workspace: Workspace, tmp_path: Path
) -> None:
    root = workspace(PLAN)
    assert kpitrack("-C", str(tmp_path / "nosuch"), "check", "-C", str(root)).code == 0


def test_the_workspace_by_the_environment(
    kpitrack: Kpitrack, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir("/")
    assert kpitrack("check").code == 2
    monkeypatch.setenv("KPITRACK_WORKSPACE", str(workspace(PLAN)))
    assert kpitrack("check").code == 0


def test_the_workspace_by_walking_up(
    kpitrack: Kpitrack, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = workspace(PLAN, {"2024/june.csv": RECORDS})
    monkeypatch.chdir(root / "data" / "progress" / "2024")
    assert kpitrack("check").out == "all well; indicators: 1, actions: 0, lead units: 1, records: 1\n"


def test_a_workspace_that_is_not_there(
    kpitrack: Kpitrack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    run = kpitrack("status")
    assert (run.code, run.out) == (2, "")
    assert run.err == (
        f"error: found no plan/targets.yaml in {tmp_path} or above\n"
        "    go to the workspace, name it with -C, or make one with kpitrack init\n"
    )
    assert kpitrack("-C", str(tmp_path / "nosuch"), "status").code == 2


# Languages


def test_the_language_is_the_plans_unless_said(kpitrack: Kpitrack, workspace: Workspace) -> None:
    root = str(workspace(PLAN))
    assert kpitrack("check", "-C", root).out.startswith("all well")
    assert kpitrack("check", "-C", root, "--lang", "zh").out.startswith("检查通过")
    assert kpitrack("--lang", "zh", "check", "-C", root).out.startswith("检查通过")
    workspace(PLAN.replace("language: en, ", ""))
    assert kpitrack("check", "-C", root).out.startswith("检查通过")


def test_a_broken_plan_speaks_the_plans_language(
    kpitrack: Kpitrack, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    root = str(workspace(PLAN.replace("cumulative", "x")))
    assert "error: 'x' is none of" in kpitrack("check", "-C", root).out
    workspace(PLAN.replace("cumulative", "x").replace("language: en", "language: fr"))
    assert "error: “x”不在可选值之内" in kpitrack("check", "-C", root).out


@pytest.mark.parametrize(
    ("variables", "chinese"),
    [
        ({}, True),
        ({"LANG": "en_US.UTF-8"}, False),
        ({"LANG": "zh_CN.UTF-8"}, True),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, False),
        ({"LC_MESSAGES": "C", "LANG": "en_US.UTF-8"}, True),
    ],
)
def test_without_a_plan_it_is_the_machines(
    variables: dict[str, str],
    chinese: bool,
    kpitrack: Kpitrack,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert ("没有找到" in kpitrack("-C", str(tmp_path), "check").err) is chinese


def test_a_today_that_is_no_day(
    kpitrack: Kpitrack, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KPITRACK_TODAY", "soon")
    run = kpitrack("status", "-C", str(workspace(PLAN)), "--month", "last")
    assert (run.code, run.err) == (2, "error: KPITRACK_TODAY is 'soon', which is no day\n")


# Start-up

SLOW = ("pydantic", "yaml", "rich.table", "openpyxl", "docx", "xlrd", "xlsxwriter")
LOADED = """\
import sys
from kpitrack.cli import main
code = main(sys.argv[1:])
slow = [name for name in {names!r} if name in sys.modules]
sys.stderr.write(f"{{code}} {{slow}}")
"""


@pytest.mark.parametrize("words", [("--version",), ("--help",), *((name, "--help") for name in COMMANDS)])
def test_help_loads_nothing_slow(words: tuple[str, ...]) -> None:
    assert program(*words, code=LOADED.format(names=SLOW)).stderr == b"0 []"


@pytest.mark.parametrize("name", ["json", "csv", "md", "plain"])
def test_plain_formats_load_no_rich(name: str) -> None:
    code = LOADED.format(names=("rich", "rich.table"))
    assert program("status", "--month", "6", "--format", name, code=code).stderr == b"0 []"


def test_version(kpitrack: Kpitrack) -> None:
    assert kpitrack("--version").out == f"kpitrack {__version__}\n"


def test_help_names_every_command_with_an_example(kpitrack: Kpitrack) -> None:
    top = kpitrack("--help").out
    for name in COMMANDS:
        assert f"\n  {name} " in top
        own = kpitrack(name, "--help").out
        assert re.search(rf"^  kpitrack .*\b{name}\b", own, re.MULTILINE)
        assert own == kpitrack(name, "-h").out


def test_the_console_script_ends_with_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    from kpitrack.cli import run

    monkeypatch.setattr(sys, "argv", ["kpitrack", "nosuch"])
    with pytest.raises(SystemExit) as end:
        run()
    assert end.value.code == 2
