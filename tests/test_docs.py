"""The documents, held against the program: console blocks run, nothing undocumented, no dead link.

A `console` block is a session at a terminal: a line that begins with `$ ` is a command, what follows
is all that it prints. Each document runs in one folder of its own, a copy of this repository's `plan`
and `data`; the day is 10 July 2024, the width 80. `--update-golden` writes what is printed now.

- A block whose first line reads, say, `yaml file=plan/targets.yaml` is that file: it is written there.
  With `line=26` behind it the block takes the place of that line.
- The comment `<!-- console: empty -->` makes the folder an empty one, `<!-- console: 2024-08-05 -->`
  changes the day; both stand before the blocks they are for.
- Chinese pages, below `docs/zh/` and `README.zh-CN.md`, run with a Chinese locale.
- Commands: `kpitrack`, `python3 run.py`, `cd`, `mkdir`, `cp`, `mv`, `rm -r`, `cat`, `head`, `grep`, and
  `echo $?`, which must follow whatever does not end with 0. The folder is shown as /home/office.
"""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from kpitrack.cli import main
from kpitrack.cli.exits import ExitCode
from kpitrack.cli.session import Session
from kpitrack.columns import CANONICAL, COMPARED, PROVENANCE, SPELLINGS, UNUSED
from kpitrack.periods import parse_day
from kpitrack.wording import CATALOGUE
from kpitrack.wording.terms import TERMS

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
CHINESE = DOCS / "zh"
REFERENCES = (REFERENCE, CHINESE / "reference")
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
COMMANDS = (
    "init",
    "draft",
    "check",
    "schema",
    "template",
    "ingest",
    "missing",
    "status",
    "explain",
    "diff",
    "report",
    "close",
    "run",
    "verify",
    "export",
)

HOME = "/home/office"

_CHINA = timezone(timedelta(hours=8))
_PART = re.compile(
    r"^```(?P<kind>\w*)(?P<info>[^\n]*)\n(?P<body>.*?)^```$|^<!-- console: (?P<said>\S+) -->$",
    re.MULTILINE | re.DOTALL,
)


def _shown(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def _is_chinese(page: Path) -> bool:
    return CHINESE in page.parents or page.name == "README.zh-CN.md"


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


# Console blocks


@dataclass
class Terminal:
    """A terminal in a folder: runs the lines of console blocks and keeps what they print."""

    home: Path
    patch: pytest.MonkeyPatch
    code: int = 0
    pending: str = ""

    def begin(self) -> None:
        shutil.copytree(ROOT / "plan", self.home / "plan")
        shutil.copytree(ROOT / "data", self.home / "data")
        self.patch.chdir(self.home)
        self.day("2024-07-10")

    def directive(self, said: str) -> None:
        if said != "empty":
            self.day(said)
            return
        for name in ("plan", "data"):
            shutil.rmtree(self.home / name)

    def day(self, said: str) -> None:
        day = parse_day(said)
        moment = datetime(day.year, day.month, day.day, 9, 0, tzinfo=_CHINA)
        self.patch.setenv("KPITRACK_TODAY", said)
        self.patch.setattr(Session, "now", lambda _: moment)

    def write(self, info: str, body: str) -> None:
        found = re.search(r"\bfile=(?P<file>\S+)(?: line=(?P<line>\d+))?", info)
        if not found:
            return
        path, number = Path(found["file"]), int(found["line"] or 0)
        if number:
            lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
            body = "".join([*lines[: number - 1], body, *lines[number:]])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8", newline="")

    def session(self, body: str) -> str:
        """The block as it should read: its commands, each with what it prints now."""
        lines = [line for line in body.split("\n") if line.startswith("$ ")]
        return "".join(f"{line}\n{self.run(line[2:])}" for line in lines)

    def run(self, line: str) -> str:
        if line == "echo $?":
            self.pending = ""
            return f"{self.code}\n"
        assert not self.pending, f"{self.pending} ended with {self.code}, and no `echo $?` follows"
        words = shlex.split(line)
        if words[0] == "kpitrack" or words[:2] == ["python3", "run.py"]:
            printed = io.StringIO()
            with redirect_stdout(printed), redirect_stderr(printed):
                self.code = main(words[1 if words[0] == "kpitrack" else 2 :])
            self.pending = line if self.code else ""
            return printed.getvalue().replace(str(self.home), HOME)
        return self.builtin(*[name for word in words for name in _expanded(word)])

    def builtin(self, command: str, *words: str) -> str:
        self.code = 0
        match (command, *words):
            case ("cd", folder):
                self.patch.chdir(folder)
            case ("mkdir", folder):
                Path(folder).mkdir()
            case ("cp", source, target):
                shutil.copy(source, target)
            case ("mv", source, target):
                shutil.move(source, target)
            case ("rm", "-r", folder):
                shutil.rmtree(folder)
            case ("cat", *names):
                return "".join(Path(name).read_text(encoding="utf-8") for name in names)
            case ("grep", text, name):
                lines = Path(name).read_text(encoding="utf-8").splitlines(keepends=True)
                return "".join(line for line in lines if text in line)
            case ("head", count, name):
                lines = Path(name).read_text(encoding="utf-8").splitlines(keepends=True)
                return "".join(lines[: -int(count)])
            case _:
                pytest.fail(f"no such command in documents: {command} {' '.join(words)}")
        return ""


def _expanded(word: str) -> list[str]:
    return sorted(path.as_posix() for path in Path().glob(word)) if "*" in word else [word]


@pytest.mark.parametrize("page", [page for page in PAGES if "```console" in _text(page)], ids=_shown)
def test_console_blocks(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8" if _is_chinese(page) else "en_US.UTF-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    terminal = Terminal(tmp_path / "work", monkeypatch)
    terminal.home.mkdir()
    terminal.begin()
    written = _text(page)
    ran = _PART.sub(lambda part: _played(part, terminal), written)
    assert not terminal.pending
    if request.config.getoption("--update-golden") and not os.environ.get("CI"):
        page.write_bytes(ran.encode())
    assert _text(page) == ran


def _played(part: re.Match[str], terminal: Terminal) -> str:
    """A part of a document as it should read, after it was acted out."""
    if part["said"]:
        terminal.directive(part["said"])
    elif part["kind"] == "console":
        return f"```console{part['info']}\n{terminal.session(part['body'])}```"
    else:
        terminal.write(part["info"], part["body"])
    return part[0]


# The reference leaves nothing out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_in_the_reference(command: str, kpitrack: Callable[..., Any]) -> None:
    sections = re.split(r"^## ", _text(REFERENCE / "cli.md"), flags=re.MULTILINE)
    section = next((text for text in sections if text.startswith(f"`kpitrack {command}`")), "")
    shown = kpitrack(command, "--help").out
    options = set(re.findall(r"^  (?:-\w, )?(--[a-z-]+)", shown, re.MULTILINE))
    assert options
    assert {option for option in options if not re.search(rf"{option}\b", section)} == set()


def test_every_command_is_in_the_reference(kpitrack: Callable[..., Any]) -> None:
    shown = (
        kpitrack("--lang", "en", "--help").out.split("Commands for the plan:\n")[1].split("Examples:\n")[0]
    )
    assert set(re.findall(r"^  ([a-z]+)", shown, re.MULTILINE)) == set(COMMANDS)


@pytest.mark.parametrize("folder", REFERENCES, ids=_shown)
def test_every_rule_has_a_heading_and_no_other_has(folder: Path) -> None:
    keys = [key.removeprefix("problem.") for key in CATALOGUE if key.startswith("problem.")]
    rules = {key.split("/")[0] for key in keys} - {"suggestion"}
    headings = re.findall(r"^### `(\S+)`$", _text(folder / "problems.md"), re.MULTILINE)
    assert len(headings) == len(set(headings))
    assert set(headings) == rules


@pytest.mark.parametrize("folder", REFERENCES, ids=_shown)
def test_every_key_of_the_plan_has_a_row_and_no_other_has(folder: Path, kpitrack: Callable[..., Any]) -> None:
    schema = json.loads(kpitrack("schema").out)
    keys = {key for form in (schema, *schema["$defs"].values()) for key in form.get("properties", ())}
    rows = re.findall(r"^\| `(\w+)` \|", _text(folder / "plan.md"), re.MULTILINE)
    assert set(rows) == keys


@pytest.mark.parametrize("folder", REFERENCES, ids=_shown)
def test_every_spelling_of_a_column_is_listed(folder: Path) -> None:
    page = _text(folder / "records.md")
    names = {*CANONICAL, *PROVENANCE, *(name for column in SPELLINGS for name in SPELLINGS[column])}
    assert {name for name in names if f"`{name}`" not in page} == set()
    assert set(SPELLINGS) == {*CANONICAL, *COMPARED, *UNUSED}


def test_every_key_of_the_status_json_is_listed(
    kpitrack: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    page = _text(REFERENCE / "json.md")
    data = json.loads(kpitrack("status", "--month", "6", "--format", "json").out)
    free = {"schedule", "target"}  # keys of the plan, months
    assert {key for key in _keys(data, free) if f"`{key}`" not in page} == set()


def _keys(value: object, free: set[str]) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            if key not in free:
                yield from _keys(inner, free)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner, free)


@pytest.mark.parametrize("folder", REFERENCES, ids=_shown)
def test_every_term_is_in_the_glossary(folder: Path) -> None:
    page = _text(folder / "glossary.md")
    terms = {text for pair in TERMS.values() for text in pair if "{" not in text}
    assert {term for term in terms if term not in page} == set()


def test_every_exit_code_is_listed() -> None:
    tables = (
        ROOT / "README.md",
        ROOT / "README.zh-CN.md",
        *(folder / "exit-codes.md" for folder in REFERENCES),
    )
    for page in tables:
        rows = re.findall(r"^\| (\d+) \|", _text(page), re.MULTILINE)
        assert rows == [str(code.value) for code in ExitCode], _shown(page)


# Chinese for all that clerks read


def test_every_page_for_clerks_is_there_in_both_languages() -> None:
    folders = ("how-to", "reference", "explanation")
    wanted = {DOCS / "index.md", DOCS / "tutorial.md"}.union(
        *(DOCS.joinpath(name).rglob("*.md") for name in folders)
    )
    english = {page.relative_to(DOCS).as_posix() for page in wanted} - {"reference/json.md"}
    assert {page.relative_to(CHINESE).as_posix() for page in CHINESE.rglob("*.md")} == english


@pytest.mark.parametrize("page", sorted(CHINESE.joinpath("reference").glob("*.md")), ids=_shown)
def test_the_reference_has_the_same_sections_in_both_languages(page: Path) -> None:
    assert _levels(page) == _levels(REFERENCE / page.name)


def _levels(page: Path) -> list[str]:
    text = re.sub(r"^```.*?^```$", "", _text(page), flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"^#+(?= )", text, re.MULTILINE)


@pytest.mark.parametrize("page", [page for page in PAGES if _is_chinese(page)], ids=_shown)
def test_chinese_pages_lead_to_chinese_pages(page: Path) -> None:
    english = []
    for target in re.findall(r"\]\(([^)\s:#]+\.md)", _text(page)):
        path = (page.parent / target).resolve()
        if DOCS in path.parents and CHINESE not in path.parents:
            name = path.relative_to(DOCS).as_posix()
            if (CHINESE / name).exists() and name != "index.md":
                english.append(target)
    assert english == []


# Links


@pytest.mark.parametrize("page", PAGES, ids=_shown)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", _text(page), flags=re.MULTILINE | re.DOTALL)
    dead = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match("[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        path = (page.parent / name).resolve() if name else page
        if not path.exists() or (anchor and anchor not in set(_anchors(path))):
            dead.append(target)
    assert dead == []


def _anchors(page: Path) -> Iterator[str]:
    """The anchors of a page's headings, as forges make them."""
    text = re.sub(r"^```.*?^```$", "", _text(page), flags=re.MULTILINE | re.DOTALL)
    for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
