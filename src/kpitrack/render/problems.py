"""Problems as text: a line that programs can read, the line of the file, and what to do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from kpitrack.problems import Problem
from kpitrack.render.safe import one_line, safe_text
from kpitrack.wording import Words

_LONGEST = 80
_WIDE = frozenset("WF")
_OURS = re.compile(r"@((?:state|explain|yaml|frequency)\.[a-z_]+)")


def problems_text(problems: Iterable[Problem], words: Words) -> str:
    """Every problem, one below the other."""
    return "".join(f"{problem_text(problem, words)}\n" for problem in problems)


def problem_text(problem: Problem, words: Words) -> str:
    """`path:line:column: error: sentence [rule-id]`, then the excerpt and the remedy."""
    place = one_line(str(problem.location))
    head = f"{place}: {problem.severity}: {sentence_of(problem, words)} [{problem.rule}]"
    hint = hint_of(problem, words)
    return "\n".join([head, *_excerpt(problem), *([f"    {hint}"] if hint else [])])


def sentence_of(problem: Problem, words: Words) -> str:
    """What is wrong, in one sentence."""
    return _filled(problem, words, "problem")


def hint_of(problem: Problem, words: Words) -> str:
    """What to do about it; with the suggestion, where there is one."""
    hint = _filled(problem, words, "hint")
    suggestion = problem.facts.get("suggestion", "")
    if suggestion:
        meant = words("problem.suggestion", suggestion=_shown(suggestion, words))
        return f"{meant} {hint}".strip() if words.language == "en" else f"{meant}{hint}"
    return hint


def in_words(fact: str, words: Words) -> str:
    """A fact in one line, words of ours in it (@state.done) in the reader's language."""
    return _OURS.sub(lambda found: words(found[1]) if words.has(found[1]) else found[0], one_line(fact))


def _filled(problem: Problem, words: Words, kind: str) -> str:
    keys = (f"{kind}.{problem.rule}/{problem.variant}", f"{kind}.{problem.rule}")
    key = next((key for key in keys if words.has(key)), "")
    facts = {name: _shown(fact, words) for name, fact in problem.facts.items()}
    if "choices" in facts:
        facts["choices"] = words.joined(facts["choices"].split(", "))
    return words(key, **facts) if key else ""


def _shown(fact: str, words: Words) -> str:
    text = in_words(fact, words)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _excerpt(problem: Problem) -> list[str]:
    if not problem.excerpt.strip():
        return []
    line, column = problem.excerpt, problem.location.column
    start = max(column - 1 - _LONGEST // 2, 0)
    shown = safe_text(line[start : start + _LONGEST]).replace("\n", " ")
    head, tail = "…" if start else "", "…" if len(line.rstrip()) > start + _LONGEST else ""
    number = str(problem.location.line)
    lines = [f"  {number} | {head}{shown}{tail}"]
    if column:
        before = head + safe_text(line[start : column - 1])
        lines.append(f"  {' ' * len(number)} | {' ' * _width(before)}^")
    return lines


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in _WIDE else 1 for letter in text)
