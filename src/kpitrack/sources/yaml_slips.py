"""What is wrong with a text that is no YAML, and with signs in it that are not taken: where, in plain words.

libyaml stops where it can go on no longer; the slip stands where somebody made it, often a line above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

import yaml

from kpitrack.problems import Location, Problem, error

# What libyaml says, by the key of its translation; what is not here is told as it is.
_SAID = {
    "mapping values are not allowed in this context": "@yaml.mapping",
    "could not find expected ':'": "@yaml.colon",
    "did not find expected key": "@yaml.key",
    "did not find expected '-' indicator": "@yaml.dash",
    "block sequence entries are not allowed in this context": "@yaml.entry",
    "did not find expected ',' or '}'": "@yaml.brace",
    "did not find expected ',' or ']'": "@yaml.bracket",
    "found unexpected end of stream": "@yaml.quote",
}
_SIGNS = {
    "while scanning an anchor": "alias",
    "while scanning an alias": "alias",
    "while scanning a tag": "tag",
    "while parsing a tag": "tag",
}
_SIGN = re.compile(r"(?:^|[\s,\[{:?-])[&*!]", re.MULTILINE)
_FULL_COLON = re.compile(r"^\s*(?:- )?[^\s:：#'\"]+：")
_NO_BLANK = re.compile(r"[^\s:#'\"\[{]+:(?=[^\s/])")  # unit:firms, but not https://
_ENTRY = re.compile(r"\s*(?:- +)*")


class _Mark(Protocol):
    """A place in the text, counted from 0."""

    @property
    def line(self) -> int:
        """The line."""

    @property
    def column(self) -> int:
        """The column."""


def signs(text: str, path: str, loader: type) -> Iterator[Problem]:
    """Every anchor, alias and tag, at its sign: libyaml would take the word behind it out of the text."""
    if not _SIGN.search(text):
        return
    lines = text.split("\n")
    try:
        for event in yaml.parse(text, Loader=loader):
            mark = event.start_mark
            if mark is None:
                continue
            place = Location(path, mark.line + 1, mark.column + 1)
            if getattr(event, "anchor", None):
                yield error(place, "bad-yaml", variant="alias")
            elif getattr(event, "tag", None):
                yield error(place, "bad-yaml", variant="tag", **_named("tag", lines, mark))
    except yaml.YAMLError:
        return  # told by whoever reads the text


def syntax(failure: yaml.MarkedYAMLError, text: str, path: str) -> Problem:
    """A syntax error where the likeliest slip stands, with that slip named."""
    mark = failure.problem_mark or failure.context_mark
    if mark is None:
        return error(Location(path), "bad-yaml", variant="syntax", found=failure.problem or "")
    lines = text.split("\n")
    if failure.context_mark is not None and not "".join(lines[mark.line :]).strip():
        mark = failure.context_mark  # what was never closed, not the end of the file
    for number, line in enumerate(lines, start=1):
        if line.startswith(("<<<<<<<", ">>>>>>>")):
            return error(Location(path, number, 1), "merge-conflict")
    nearby = [number for number in (mark.line, mark.line - 1) if 0 <= number < len(lines)]
    for number in nearby:
        if _FULL_COLON.match(lines[number]):
            column = lines[number].index("：") + 1
            return error(Location(path, number + 1, column), "bad-yaml", variant="full-colon")
    variant = _variant(failure, lines, mark)
    if variant in {"alias", "tag"}:
        mark = failure.context_mark or mark
        sign = Location(path, mark.line + 1, mark.column + 1)
        return error(sign, "bad-yaml", variant=variant, **_named(variant, lines, mark))
    place, found = _slip(failure, lines, mark)
    return error(Location(path, place[0] + 1, place[1] + 1), "bad-yaml", variant=variant, found=found)


def _variant(failure: yaml.MarkedYAMLError, lines: list[str], mark: _Mark) -> str:
    line = _line(lines, mark.line)
    character = line[mark.column : mark.column + 1]
    if "undefined alias" in (failure.problem or ""):
        return "alias"
    if failure.context in _SIGNS:
        return _SIGNS[failure.context]
    if character and character in "%@`":
        return "quote-needed"
    if "\t" in line[: mark.column + 1]:
        return "tab"
    return "syntax"


def _slip(failure: yaml.MarkedYAMLError, lines: list[str], mark: _Mark) -> tuple[tuple[int, int], str]:
    """Line and column of the slip, counted from 0, and what it is."""
    said = _SAID.get(failure.problem or "", failure.problem or "")
    place, opened = (mark.line, mark.column), failure.context_mark
    before = _line(lines, mark.line)[: mark.column]
    if said == "@yaml.colon" and opened is not None:
        return _key_without_colon(lines, opened.line, opened.column)
    if said in {"@yaml.brace", "@yaml.bracket"} and opened is not None and opened.line < mark.line:
        return (opened.line, opened.column), said
    if said == "@yaml.key" and before.rstrip().endswith(("'", '"')):
        return place, "@yaml.behind"
    if said == "@yaml.mapping":
        if re.search(r":\s", before):
            return place, "@yaml.twice"
        above = _line(lines, mark.line - 1)
        start = _ENTRY.match(above)
        if start and above[start.end() :].strip() and not re.search(r":(?:\s|$)", above):
            return _key_without_colon(lines, mark.line - 1, start.end())
    return place, said


def _key_without_colon(lines: list[str], line: int, column: int) -> tuple[tuple[int, int], str]:
    """A line that should be `key: value`: its colon where a blank is missing behind it, else its key."""
    found = _NO_BLANK.match(_line(lines, line), column)
    if found:
        return (line, found.end() - 1), "@yaml.blank"
    return (line, column), "@yaml.colon"


def _named(variant: str, lines: list[str], mark: _Mark) -> dict[str, str]:
    """The tag that stands at a mark, as a fact."""
    if variant != "tag":
        return {}
    words = _line(lines, mark.line)[mark.column :].split(None, 1)
    return {"found": words[0].rstrip(",]}") if words else ""}


def _line(lines: list[str], number: int) -> str:
    """A line; empty where there is none: libyaml takes more characters for ends of lines than editors do."""
    return lines[number] if 0 <= number < len(lines) else ""
