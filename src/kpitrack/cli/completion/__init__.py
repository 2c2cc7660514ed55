"""Completion with Tab: what the shell asks, and the answer.

The scripts in `templates/completion.*` set `_KPITRACK_COMPLETE` to their shell's name and pass the words
before the cursor, the last of them unfinished: as arguments, or in `_KPITRACK_LINE` as typed (bash), or
in `_KPITRACK_WORDS` one a line (PowerShell). The answer is one candidate a line, with its description
behind a tab; a line that begins with a tab asks for `files` or `folders`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence

from kpitrack.cli.completion.quoting import Typed, bash_quoted, powershell_quoted, typed_line, unquoted
from kpitrack.numeric import fold

ASKED = "_KPITRACK_COMPLETE"
SHELLS = ("bash", "zsh", "fish", "powershell")
_LONGEST = 60


def answer(shell: str, words: Sequence[str]) -> None:
    """Answer a shell on standard output. Nothing else is said or written, whatever happens."""
    try:
        encoding = "utf-8" if shell == "powershell" else sys.stdout.encoding or "utf-8"
        sys.stdout.buffer.write(b"".join(_encoded(line, encoding) for line in _lines(shell, words)))
        sys.stdout.buffer.flush()
    except Exception:  # noqa: BLE001 - whoever presses Tab wants no message in the middle of a line
        return


def _encoded(line: str, encoding: str) -> bytes:
    """A line as the terminal reads it; nothing where it cannot: half a name would be a wrong one."""
    try:
        return f"{line}\n".encode(encoding)
    except UnicodeEncodeError:
        value, _, _ = line.partition("\t")
        return f"{value}\n".encode(encoding) if value.isascii() else b""


def _lines(shell: str, words: Sequence[str]) -> Iterator[str]:
    from kpitrack.cli.completion.place import candidates, fitting, place_of
    from kpitrack.cli.completion.values import Known

    line = typed_line(os.environ.get("_KPITRACK_LINE", "")) if shell == "bash" else Typed()
    before, unfinished = _before_and_unfinished(shell, words, line)
    place = place_of(before, unfinished)
    if place is None:
        return
    if place.wants_files:
        yield f"\t{place.wants_files}"
        return
    found = fitting(candidates(place, Known(before)), place.typed, by_name=shell == "bash")
    whole = [(place.before_value + one.value, one.meaning) for one in found if one.value.isprintable()]
    if shell == "bash":
        yield from _for_bash([value for value, _ in whole], line)
    for value, meaning in whole if shell != "bash" else ():
        yield f"{powershell_quoted(value) if shell == 'powershell' else value}\t{_short(meaning)}"


def _before_and_unfinished(shell: str, words: Sequence[str], line: Typed) -> tuple[list[str], str]:
    """The words between the program's name and the cursor, and the one at the cursor."""
    if shell == "bash":
        return list(line.words[1:]), line.last
    if shell == "powershell":
        words = os.environ.get("_KPITRACK_WORDS", "").split("\n")
    *before, unfinished = words or [""]
    return before, unquoted(unfinished) if shell == "fish" else unfinished


def _for_bash(values: list[str], line: Typed) -> Iterator[str]:
    """Candidates as bash puts them in the place of what it takes for the word, unchecked.

    Where several only hold what was typed, it would put their common beginning there: a blank among
    them has none.
    """
    fit = [value for value in values if value[: line.cut] == line.last[: line.cut]]
    if len(fit) > 1 and not fit[0].casefold().startswith(fold(line.last).casefold()):
        yield " "
    for value in fit:
        yield bash_quoted(value[line.cut :], line.quote)


def _short(text: str) -> str:
    line = " ".join(text.split()) if text.isprintable() else ""  # no escape sequence reaches a terminal
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
