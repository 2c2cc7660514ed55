"""Problems as workflow commands, which GitHub and what imitates it show beside the line in a change."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kpitrack.problems import Problem
from kpitrack.render.problems import hint_of, sentence_of
from kpitrack.render.safe import one_line, safe_text
from kpitrack.wording import Words

_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_BREAKS = re.compile(r"([\r\n])")
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}


def workflow_commands(problems: Iterable[Problem], words: Words, folder: str) -> str:
    """One line per problem; `folder` is where the workspace lies in the repository."""
    return "".join(f"{_annotation(problem, words, folder)}\n" for problem in problems)


def _annotation(problem: Problem, words: Words, folder: str) -> str:
    """`::error file=…,line=…,col=…,title=rule::sentence`; a cell, which has no line, leads the sentence."""
    place = problem.location
    path = "/".join(part for part in (folder, place.path) if part)
    properties = {"file": _name(path)} if place.path else {}
    if place.line and not place.cell:
        properties["line"] = str(place.line)
        if place.column:
            properties["col"] = str(place.column)
    properties["title"] = problem.rule
    told = ",".join(f"{name}={_escaped(value, _PROPERTY)}" for name, value in properties.items())
    cell = f"[{one_line(place.cell)}] " if place.cell else ""
    text = "\n".join(filter(None, (cell + sentence_of(problem, words), hint_of(problem, words))))
    return f"::{problem.severity} {told}::{_escaped(text, _DATA)}"


def _name(path: str) -> str:
    """A file's name as it is, for GitHub looks for that file; harmless to a terminal all the same."""
    return "".join(part if part in {"\r", "\n"} else safe_text(part) for part in _BREAKS.split(path))


def _escaped(text: str, signs: dict[str, str]) -> str:
    return "".join(signs.get(sign, sign) for sign in text)
