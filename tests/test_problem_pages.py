"""The examples of docs/reference/problems.md, in both languages, held against the program.

What `check` finds is provoked by the folders of tests/problems: the example is what is printed there,
to the letter. Of what only other commands find, sentence and remedy are held against the wording.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kpitrack.wording import CATALOGUE, LANGUAGES
from tests.test_problems import CASES, FOLDERS, ONLY_ELSEWHERE, PLAN

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGES = {
    "zh": DOCS / "zh" / "reference" / "problems.md",
    "en": DOCS / "reference" / "problems.md",
}
WITHOUT_EXAMPLE = {"invalid-value"}  # no form of ours can raise it

_EXAMPLE = re.compile(r"^```text\n(?P<body>.*?\[(?P<rule>[a-z-]+)\]\n.*?)^```$", re.MULTILINE | re.DOTALL)
_HEAD = re.compile(r"^(?P<place>.+?): (?:error|warning): (?P<sentence>.+) \[(?P<rule>[a-z-]+)\]$")


def examples(page: Path) -> list[tuple[str, str]]:
    """Rule and text of every example of a page; that of the introduction is one of them."""
    found = _EXAMPLE.finditer(page.read_text(encoding="utf-8"))
    return [(example["rule"], example["body"]) for example in found]


def problems_of(printed: str) -> list[str]:
    """The problems of an output, each with its excerpt and remedy."""
    found: list[list[str]] = []
    for line in printed.splitlines(keepends=True):
        if _HEAD.match(line):
            found.append([line])
        elif line.startswith("  "):
            found[-1].append(line)
    return ["".join(lines) for lines in found]


def forms(rule: str, kind: str, language: str) -> list[re.Pattern[str]]:
    """What the wording has for a rule, its places open."""
    keys = [key for key in CATALOGUE if re.fullmatch(rf"{kind}\.{rule}(/[a-z-]+)?", key)]
    texts = [CATALOGUE[key][LANGUAGES.index(language)] for key in keys]
    return [re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(text))) for text in texts]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_stands_under_its_rule(language: str) -> None:
    sections = re.split(r"^### `(\S+)`$", PAGES[language].read_text(encoding="utf-8"), flags=re.MULTILINE)
    rules = dict(zip(sections[1::2], sections[2::2], strict=True))
    told = {rule: [example["rule"] for example in _EXAMPLE.finditer(text)] for rule, text in rules.items()}
    assert told == {rule: [] if rule in WITHOUT_EXAMPLE else [rule] for rule in rules}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", sorted({case.partition("/")[0] for case in CASES}))
def test_the_example_is_what_check_prints(
    rule: str,
    language: str,
    kpitrack: Callable[..., Any],
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    printed = []
    for number, case in enumerate(case for case in CASES if case.partition("/")[0] == rule):
        root = tmp_path / str(number)
        shutil.copytree(FOLDERS / case, root, ignore=shutil.ignore_patterns("expected.txt"))
        if not (root / "plan").exists():
            (root / "plan").mkdir()
            (root / "plan" / "targets.yaml").write_text(PLAN, encoding="utf-8")
        printed += problems_of(kpitrack("check", "-C", str(root), "--lang", language).out)
    page = PAGES[language]
    shown = [text for name, text in examples(page) if name == rule]
    if request.config.getoption("--update-golden") and not os.environ.get("CI"):
        _renew(page, shown, printed)
        shown = [text for name, text in examples(page) if name == rule]
    assert shown
    assert [text for text in shown if text not in printed] == []


def _renew(page: Path, shown: list[str], printed: list[str]) -> None:
    """Writes what is printed now, at the same place if anything is, over examples that no longer hold."""
    text = page.read_text(encoding="utf-8")
    for old in (old for old in shown if old not in printed):
        place = old.split(": ", 1)[0]
        new = next((new for new in printed if new.startswith(f"{place}: ")), printed[0])
        text = text.replace(f"```text\n{old}```", f"```text\n{new}```")
    page.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", sorted(ONLY_ELSEWHERE.keys() - WITHOUT_EXAMPLE))
def test_the_example_has_the_words_of_the_program(rule: str, language: str) -> None:
    (shown,) = [text for name, text in examples(PAGES[language]) if name == rule]
    head, *rest = shown.splitlines()
    said = _HEAD.match(head)
    assert said, head
    assert any(form.fullmatch(said["sentence"]) for form in forms(rule, "problem", language)), head
    remedies = [line.strip() for line in rest if line.startswith("    ") and not re.match(r" +\|", line)]
    wording = forms(rule, "hint", language)
    assert len(remedies) == (1 if wording else 0)
    assert all(any(form.fullmatch(remedy) for form in wording) for remedy in remedies), remedies
