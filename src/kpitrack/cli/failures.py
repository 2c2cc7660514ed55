"""How it is said on stderr that a command cannot go on."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from kpitrack.cli.choices import BETWEEN, in_lines, joined, told
from kpitrack.cli.help_page import page_width
from kpitrack.cli.lines import columns

if TYPE_CHECKING:
    from kpitrack.problems import AccessError, UsageError
    from kpitrack.wording import Words

_INDENT = "    "
_MONTHS = ("month", "months", "first", "last")
_LISTS = ("choices", "months", "names")
_MONTH = re.compile(r"\b(\d{4})-0?(\d{1,2})\b")


def say(failure: UsageError | AccessError, words: Words) -> None:
    """The sentence of a failure, with its suggestion and remedy, on stderr."""
    from kpitrack.render.safe import one_line

    facts = {name: one_line(fact) for name, fact in failure.facts.items()}
    facts |= {name: months_said(facts[name], words) for name in _MONTHS if name in facts}
    if "command" in facts:
        facts["command"] = words.as_called(facts["command"])
    lines = _listing(f"say.{failure.key}", facts, words)
    if facts.get("suggestion"):
        lines.append(words("problem.suggestion", suggestion=facts["suggestion"]))
    if words.has(f"hint.{failure.key}"):
        lines += _listing(f"hint.{failure.key}", facts, words)
    first, *below = lines
    sys.stderr.write(
        "\n".join([words("say.error", text=first), *(f"{_INDENT}{line}" for line in below)]) + "\n"
    )


def months_said(text: str, words: Words) -> str:
    """Months in the words of a language: 2024年6月 for 2024-06."""
    return _MONTH.sub(r"\1年\2月", text) if words.language == "zh" else text


def _listing(key: str, facts: dict[str, str], words: Words) -> list[str]:
    """A sentence; a list that would make its line too long stands in lines of its own below."""
    lists = {name: facts[name].split(BETWEEN) for name in _LISTS if name in facts}
    if "choices" in lists:
        lists["choices"] = [told(one, words) for one in lists["choices"]]
    in_line = words(key, **facts | {name: joined(parts, words) for name, parts in lists.items()})
    width = page_width()
    form = words.form(key)
    held = next((name for name in lists if form.endswith(f"{{{name}}}")), "")
    if not held or columns(words("say.error", text=in_line)) <= width or len(lists[held]) == 1:
        return [in_line]
    head = words(key, **facts | {held: ""}).rstrip()
    return [head, *in_lines(lists[held], words, width - len(_INDENT))]
