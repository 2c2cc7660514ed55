"""The pages that repeat the program are what `python tools/cli_pages.py` writes, and sound man pages."""

from __future__ import annotations

import os
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest

from kpitrack.cli.exits import ExitCode
from kpitrack.cli.help_page import command_tree, name_of
from kpitrack.wording import CATALOGUE
from tools.cli_pages import REFERENCES, ROOT, marks, pages

PAGES = dict(pages())
MANUAL = [path for path in PAGES if path.suffix == ".1"]
NAMES = [name_of(command) for command, _ in command_tree()]
RENEW = "not current: run `python tools/cli_pages.py`"


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_every_page_is_current(path: Path) -> None:
    assert (ROOT / path).is_file(), f"{path} is missing: run `python tools/cli_pages.py`"
    assert (ROOT / path).read_text(encoding="utf-8") == PAGES[path], f"{path} is {RENEW}"


def test_no_man_page_is_left_of_a_command_that_is_gone() -> None:
    assert {path.relative_to(ROOT) for path in (ROOT / "man").rglob("*.*")} == set(MANUAL)
    assert len(MANUAL) == 2 * len(NAMES)


@pytest.mark.parametrize("path", REFERENCES.values(), ids=str)
def test_the_reference_has_help_and_examples_of_every_command(path: Path) -> None:
    found = marks((ROOT / path).read_text(encoding="utf-8"))
    expected = [("help", "kpitrack")]
    for name in NAMES[1:]:
        expected += [("help", name), ("examples", name)]
    assert found == expected, f"after a new section in {path}: run `python tools/cli_pages.py`"


def test_the_chinese_reference_says_something_of_every_option() -> None:
    """The block of help repeats the program; what stands beside it is for a person to write."""
    english, chinese = (_options_by_hand(ROOT / path) for path in REFERENCES.values())
    assert chinese == english


def _options_by_hand(path: Path) -> dict[str, list[str]]:
    """The options that the lists of each command's section begin with."""
    sections = path.read_text(encoding="utf-8").split("\n## ")
    return {
        section.partition("`\n")[0]: [
            line.split("`")[1].split(" ")[0] for line in section.split("\n") if line.startswith("- `-")
        ]
        for section in sections
        if section.startswith("`kpitrack ")
    }


def test_the_manual_names_every_exit_code() -> None:
    codes = {key.rpartition(".")[2] for key in CATALOGUE if key.startswith("manual.exit.")}
    assert codes == {str(code.value) for code in ExitCode}


def _ran(*command: str) -> str:
    """What a program says when it reads a man page; skipped where it is not installed."""
    if shutil.which(command[0]) is None:
        if os.environ.get("KPITRACK_SHELLS") == "required":
            pytest.fail(f"{command[0]} is not installed")
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    return (done.stdout + done.stderr).decode()


def test_groff_has_nothing_to_say_and_lines_fit() -> None:
    for path in MANUAL:
        warned = _ran("groff", "-ww", "-wall", "-K", "utf8", "-man", "-Tutf8", "-z", str(path))
        assert warned == "", path
        shown = _ran("groff", "-K", "utf8", "-man", "-Tutf8", "-P-c", "-P-b", "-P-u", str(path))
        for line in shown.splitlines():
            wide = sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in line)
            assert wide <= 80 or "kpitrack " in line, (path, line)


def test_mandoc_has_nothing_to_say() -> None:
    assert _ran("mandoc", "-T", "lint", *map(str, MANUAL)) == ""
