"""The language to speak before a plan is read: found by a look at its file, quick and never failing."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from kpitrack.wording import LANGUAGES, NAME, Words

PLAN = os.path.join("plan", "targets.yaml")  # noqa: PTH118 - `pathlib` costs more than the look
_HEAD = 16384
_SAID = re.compile(rb"""^(?:[^#\n]*[\s{,])?language:[ ]*["']?(\w+)""", re.MULTILINE)


CALLED = "_KPITRACK_CALLED"  # how `run.py` was started
FALLBACK = "_KPITRACK_FALLBACK"  # the workspace beside it, where it found no other


def spoken(language: str) -> Words:
    """The wording in a language, with command lines as they are typed here."""
    return Words(language, os.environ.get(CALLED) or NAME)


def from_elsewhere(words: Words) -> Words:
    """The wording for somebody who stands in another folder: `run.py` with its whole path."""
    program, _, path = words.called.partition(" ")
    if not path:
        return words
    whole = os.path.abspath(path.strip('"'))  # noqa: PTH100 - `pathlib` costs more than the look
    return Words(words.language, f'{program} "{whole}"' if " " in whole else f"{program} {whole}")


def machine_language() -> str:
    """The language where no plan says one: the machine's if it is English, else Chinese."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "en" if value.startswith("en") else "zh"
    return "zh"


def spoken_language(words: Sequence[str]) -> str:
    """The language for these words of a command line: `--lang`, else the plan's, else the machine's."""
    said = option_value(words, "--lang")
    return said if said in LANGUAGES else workspace_language(option_value(words, "-C", "--workspace"))


def workspace_language(folder: str | None = None) -> str:
    """The language of the plan in a folder, or of the workspace meant without one; else the machine's."""
    try:
        found = _plan_language(folder or os.environ.get("KPITRACK_WORKSPACE") or workspace_above())
    except (OSError, ValueError):  # no such folder, no right to read it, a name that is none
        found = ""
    return found or machine_language()


def workspace_above() -> str:
    """The folder of the workspace around the current folder; empty where there is none."""
    folder = os.getcwd()  # noqa: PTH109
    while not os.path.isfile(os.path.join(folder, PLAN)):  # noqa: PTH113, PTH118
        folder, below = os.path.dirname(folder), folder  # noqa: PTH120
        if folder == below:
            return ""
    return folder


def option_value(words: Sequence[str], *names: str) -> str | None:
    """The last value given to an option in words that nobody has parsed; None without one."""
    found = None
    for place, word in enumerate(words):
        name, equals, value = word.partition("=")
        if word in names:
            found = words[place + 1] if place + 1 < len(words) else found
        elif name in names and equals and name.startswith("--"):
            found = value
        elif word[:2] in names and len(word) > 2 and word[1] != "-":  # -CDIR
            found = word[2:]
    return found


def _plan_language(folder: str) -> str:
    """What the plan's file says; Chinese where it says nothing, as the schema has it."""
    if not folder:
        return ""
    with open(os.path.join(folder, PLAN), "rb") as file:  # noqa: PTH118, PTH123
        head = file.read(_HEAD)
    said = _SAID.search(head)
    language = said[1].decode() if said else "zh"
    return language if language in LANGUAGES else ""
