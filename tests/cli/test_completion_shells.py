"""Completion in the real bash, zsh and fish, at a terminal: what stands in the line after Tab.

A shell that is not installed skips its tests, unless KPITRACK_SHELLS=required says that all must be.
"""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

if sys.platform == "win32":
    pytest.skip("no pseudo-terminals", allow_module_level=True)
import pty

ROOT = Path(__file__).resolve().parents[2]
NAMES = {
    "space": "研发 投入 强度",
    "paren": "企业（含县外）(家)",
    "dollar": "费用$HOME `date`",
    "quote": "其中'双高'与\"双新\"",
    "colon": "注:规上=限上;a|b&c",
    "glob": "各类*?[a]{b,c}~#",
    "slash": "甲\\乙/丙!丁",
}
PLAN = """\
schema: 1
plan: {{id: demo, title: 试点, place: 某县, year: 2024, office: a}}
lead_units: [{{id: a, name: 县科工局（专班）}}, {{id: b, name: 县财政局}}]
programmes:
  - id: p
    title: 工程
    tasks:
      - id: t
        title: 任务
        lead: [a]
        indicators:
{indicators}"""
_TIMEOUT = 30  # seconds; a shell that is silent for so long has failed
_BASH = """\
PS1='READY> '
bind 'set enable-bracketed-paste off'
bind 'set bell-style none'
bind 'set completion-query-items 0'
bind 'set page-completions off'
shown() { printf '<<%s>>' "$READLINE_LINE"; READLINE_LINE=; }
bind -x '"\\C-t": shown'
"""
_ZSH = """\
PS1='READY> '
shown() { print -rn -- "<<$BUFFER>>"; BUFFER=; }
zle -N shown; bindkey '^T' shown
"""
_FISH = """\
function fish_prompt; printf 'READY> '; end
function fish_greeting; end
function shown; printf '<<%s>>' (commandline); commandline ''; end
bind \\ct shown
"""


class Shell(NamedTuple):
    """How a shell is started, and what it reads when it starts, by file."""

    start: tuple[str, ...]
    file: str
    text: str


SHELLS = {
    "bash": Shell(("bash", "--noprofile", "--rcfile", ".bashrc", "-i"), ".bashrc", _BASH),
    "zsh": Shell(("zsh", "-i"), ".zshrc", _ZSH),
    "fish": Shell(("fish", "-i"), ".config/fish/config.fish", _FISH),
}


class Terminal:
    """An interactive shell: `typed(text)` is the line after the text, Tab and a key that shows it."""

    def __init__(self, name: str, home: Path, folder: Path) -> None:
        program = shutil.which(name)
        if program is None:
            if os.environ.get("KPITRACK_SHELLS") == "required":
                pytest.fail(f"{name} is not installed")
            pytest.skip(f"{name} is not installed")
        self.shell, self.program = SHELLS[name], program
        (home / self.shell.file).parent.mkdir(parents=True, exist_ok=True)
        (home / self.shell.file).write_text(self.shell.text, encoding="utf-8")
        (home / "bin").mkdir()
        own = home / "bin" / "kpitrack"
        own.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m kpitrack "$@"\n', encoding="utf-8")
        own.chmod(0o755)
        self.environment = {
            "HOME": str(home),
            "PATH": f"{home / 'bin'}:/usr/local/bin:/usr/bin:/bin",
            "PYTHONPATH": str(ROOT / "src"),
            "LC_ALL": "C.UTF-8",
            "TERM": "xterm",
            "COLUMNS": "200",
            "KPITRACK_TODAY": "2024-07-10",
            "XDG_CACHE_HOME": str(home / "cache"),
        }
        install = [str(own), "--install-completion", name]
        subprocess.run(install, env=self.environment, check=True, capture_output=True)
        self.seen = b""
        self.files: dict[str, int] = {}
        words = [word if word != ".bashrc" else str(home / word) for word in self.shell.start]
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            os.execve(program, words, self.environment)  # noqa: S606 - a shell of the machine
        self.until(b"READY> ", 0)

    def until(self, mark: bytes, start: int) -> None:
        end = time.monotonic() + _TIMEOUT
        while mark not in self.seen[start:]:
            ready = select.select([self.terminal], [], [], max(end - time.monotonic(), 0))[0]
            assert ready, self.seen[start:].decode(errors="replace")
            self.seen += os.read(self.terminal, 65536)

    def typed(self, text: str) -> str:
        start = len(self.seen)
        os.write(self.terminal, f"{text}\t\x14".encode())
        self.until(b">>", start)
        shown = re.search(rb"<<(.*?)>>", self.seen[start:], re.DOTALL)
        assert shown
        return shown[1].decode()

    def words(self, line: str) -> list[str]:
        """The words of a line as this shell itself takes them."""
        code = f"printf '%s\\n' {line}"
        ran = subprocess.run(
            [self.program, "-c", code], env=self.environment, capture_output=True, check=True, cwd="/"
        )
        return ran.stdout.decode().splitlines()

    def close(self) -> None:
        os.close(self.terminal)
        os.waitpid(self.process, 0)


@pytest.fixture(scope="module", params=list(SHELLS))
def terminal(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """Each shell in turn, in a workspace whose path has a space and Chinese."""
    base = tmp_path_factory.mktemp("shell")
    folder = base / "创新 专班"
    (folder / "plan").mkdir(parents=True)
    indicators = "".join(
        f"          - {{id: {key}, name: {_yaml(name)}, unit: 家, measure: level, target: {{at_least: 9}}}}\n"
        for key, name in NAMES.items()
    )
    (folder / "plan" / "targets.yaml").write_text(PLAN.format(indicators=indicators), encoding="utf-8")
    (folder / "data" / "progress").mkdir(parents=True)
    record = "item,period,value\nspace,2024-06,4\n"
    (folder / "data" / "progress" / "june.csv").write_text(record, encoding="utf-8")
    (folder / "报表 一").mkdir()
    opened = Terminal(request.param, base, folder)
    own = [str(base / "bin" / "kpitrack"), "status"]
    subprocess.run(
        own, env=opened.environment, cwd=folder, check=True, capture_output=True
    )  # fills the cache
    opened.files = _files(base)
    yield opened
    opened.close()


def _files(base: Path) -> dict[str, int]:
    """Every file below a folder but what the shells themselves keep, with the time of its last change."""
    own = ("history", ".local", ".config", ".zcompdump")
    paths = [
        path for path in base.rglob("*") if path.is_file() and not any(word in str(path) for word in own)
    ]
    return {str(path): path.stat().st_mtime_ns for path in paths}


def _yaml(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("kpitrack sta", "kpitrack status "),
        ("kpitrack --lang en stat", "kpitrack --lang en status "),
        ("kpitrack status --fail", "kpitrack status --fail-on "),
        ("kpitrack status --format=j", "kpitrack status --format=json "),
        ("kpitrack status --by le", "kpitrack status --by lead-unit "),
        ("kpitrack status --color al", "kpitrack status --color always "),
        ("kpitrack status --status 严", "kpitrack status --status 严重滞后 "),
        ("kpitrack status --fail-on serio", "kpitrack status --fail-on seriously_lagging "),
        ("kpitrack status --month la", "kpitrack status --month last "),
        ("kpitrack status --month 20", "kpitrack status --month 2024-06 "),
        ("kpitrack status --lead-unit 县财", "kpitrack status --lead-unit 县财政局 "),
        ("kpitrack explain gl", "kpitrack explain glob "),
        ("kpitrack explain nothing", "kpitrack explain nothing"),
        ("kpitrack nothing sta", "kpitrack nothing sta"),
        ("kpitrack status -o pl", "kpitrack status -o plan/"),
    ],
)
def test_what_stands_in_the_line(typed: str, line: str, terminal: Terminal) -> None:
    assert terminal.typed(typed) == line


@pytest.mark.parametrize("name", NAMES.values())
def test_a_name_arrives_whole(name: str, terminal: Terminal) -> None:
    """Whatever characters it has, by its beginning and by a part of it, inside quotes and outside."""
    part = next(one for one in name[1:] if one.isalpha())
    quote = "'" if "'" in name or "\\" in name else '"'
    for typed in (name[:1], part, quote + name[:1]):
        line = terminal.typed(f"kpitrack explain {typed}")
        assert terminal.words(line.removeprefix("kpitrack explain ")) == [name]


def test_several_parts_of_names_leave_what_was_typed(terminal: Terminal) -> None:
    assert terminal.typed("kpitrack status --lead-unit 局") == "kpitrack status --lead-unit 局"


def test_ids_and_names_are_shown_side_by_side(terminal: Terminal) -> None:
    start = len(terminal.seen)
    terminal.typed("kpitrack status --lead-unit ")
    shown = terminal.seen[start:].decode(errors="replace")
    if terminal.shell is not SHELLS["bash"]:  # which lists on the second Tab, and names only
        assert re.search(r"\ba\W+县科工局", re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", shown))


def test_a_folder_with_a_space(terminal: Terminal) -> None:
    line = terminal.typed("kpitrack init 报")
    assert terminal.words(line.removeprefix("kpitrack init ")) == ["报表 一/"]


def test_nothing_was_said_and_nothing_was_written(terminal: Terminal) -> None:
    for text in (
        "kpitrack explain 研",
        "kpitrack -C nowhere explain 研",
        "kpitrack -C '\x01' status --month ",
    ):
        terminal.typed(text)
    assert b"rror" not in terminal.seen
    assert b"Traceback" not in terminal.seen
    assert _files(Path(terminal.environment["HOME"])) == terminal.files
