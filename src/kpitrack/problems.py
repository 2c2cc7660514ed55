"""What is wrong, and where: problems are values, exceptions mean «cannot go on».

A loader returns `(value, problems)`. Sentences live in `wording`; a problem carries only
the rule that was broken, its place and the facts the sentence needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType


class Severity(StrEnum):
    """How bad a problem is; the words stay English in every language."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file; `line` and `column` count from 1, 0 means «the whole file».

    `column` counts characters; in CSV it is where the field begins. In workbooks `cell` is
    `Sheet!D3`, and `line` and `column` are the numbers of its row and column; else it is empty.
    """

    path: str
    line: int = 0
    column: int = 0
    cell: str = ""

    def __str__(self) -> str:
        if self.cell:
            return f"{self.path}[{self.cell}]"
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}" if self.column else f"{self.path}:{self.line}"

    @property
    def where(self) -> str:
        """The file, and in a workbook the cell, as one text: `path[Sheet!D3]`."""
        return f"{self.path}[{self.cell}]" if self.cell else self.path

    @property
    def sheet(self) -> str:
        """The name of a workbook's sheet; empty elsewhere."""
        return self.cell.rpartition("!")[0]


NOWHERE = Location("")


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule at one place.

    `rule` is the stable kebab-case id; `variant` picks among the sentences of a rule that has
    several reasons; `facts` fill the sentence. `period` is the month it bears on (`2024-06`) and
    `known_from` the day it was known (`2024-07-03`), empty where it is none or any; `excerpt` is
    the source line, if it is known; `of` is where the record begins that it was found in.
    """

    location: Location
    rule: str
    severity: Severity = Severity.ERROR
    facts: Mapping[str, str] = field(default_factory=dict)
    variant: str = ""
    period: str = ""
    known_from: str = ""
    excerpt: str = ""
    of: Location | None = None

    @property
    def is_error(self) -> bool:
        """Whether the input is rejected because of it."""
        return self.severity is Severity.ERROR

    @property
    def order(self) -> tuple[str, str, Location, str, str, tuple[tuple[str, str], ...]]:
        """Sorting key: file, sheet, place, then rule, so that output is the same on every run."""
        place = self.location
        return (place.path, place.sheet, place, self.rule, self.variant, tuple(sorted(self.facts.items())))


def error(location: Location, rule: str, *, variant: str = "", **facts: object) -> Problem:
    """A problem that rejects the input."""
    return Problem(location, rule, Severity.ERROR, _texts(facts), variant, _period(facts))


def warning(location: Location, rule: str, *, variant: str = "", **facts: object) -> Problem:
    """A problem to look at; the input still counts."""
    return Problem(location, rule, Severity.WARNING, _texts(facts), variant, _period(facts))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems sorted by place, each once."""
    unique = {problem.order: problem for problem in problems}
    return tuple(unique[key] for key in sorted(unique))


def with_excerpts(problems: Iterable[Problem], texts: Mapping[str, str]) -> tuple[Problem, ...]:
    """The problems with the line they point at, as far as the file's text is at hand."""
    found = tuple(problems)
    named = {problem.location.path for problem in found}
    lines = {path: texts[path].split("\n") for path in named if path in texts}
    return tuple(
        replace(problem, excerpt=_line(lines.get(problem.location.path), problem.location.line))
        for problem in found
    )


def up_to(problems: Iterable[Problem], month: str) -> tuple[Problem, ...]:
    """The problems that bear on a month or an earlier one, or on no month in particular.

    What went wrong with later reports is no part of an earlier month's picture.
    """
    return tuple(problem for problem in problems if problem.period <= month)


def known_by(problems: Iterable[Problem], day: str) -> tuple[Problem, ...]:
    """The problems of what was known by a day."""
    return tuple(problem for problem in problems if problem.known_from <= day)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of them rejects the input."""
    return any(problem.is_error for problem in problems)


class KpitrackError(Exception):
    """Base of what ends a command: something is such that we cannot go on."""


class InputRejectedError(KpitrackError):
    """The input has errors; `problems` says which."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__(f"{len(self.problems)} problems")


class UsageError(KpitrackError):
    """What was asked for cannot be: `key` names the sentence, `facts` fill it."""

    def __init__(self, key: str, **facts: object) -> None:
        self.key = key
        self.facts = _texts(facts)
        super().__init__(key)


class AccessError(KpitrackError):
    """A file cannot be read, written or locked: `key` names the sentence."""

    def __init__(self, key: str, **facts: object) -> None:
        self.key = key
        self.facts = _texts(facts)
        super().__init__(key)


def _period(facts: Mapping[str, object]) -> str:
    return str(facts.get("period", ""))


def _texts(facts: Mapping[str, object]) -> Mapping[str, str]:
    return MappingProxyType({name: str(fact) for name, fact in facts.items()})


def _line(lines: list[str] | None, number: int) -> str:
    if not lines or not 0 < number <= len(lines):
        return ""
    return lines[number - 1].rstrip("\r")
