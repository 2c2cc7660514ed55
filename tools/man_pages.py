"""Man pages in English and Chinese, made of the texts of help. Used by `cli_pages.py`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kpitrack import __version__
from kpitrack.cli.exits import ExitCode
from kpitrack.cli.help_page import (
    called,
    command_tree,
    described,
    meaning_of,
    metavar,
    name_of,
    row,
    spelled,
    usage_pieces,
)
from kpitrack.wording import CATALOGUE, Words
from kpitrack.wording.examples import EXAMPLES

if TYPE_CHECKING:
    from kpitrack.cli.help_page import Command, Parameter

DATE = "2026-11-25"  # of the texts; goes with the version
_LONGEST = 76  # bytes of a line, of which checkers of man pages want 80 at most
_SPELLED = 8  # bytes of a character outside ASCII, as those checkers see it: \\[u6A19]
_WIDE = re.compile(r"[\u2e80-\uffff]")
_WHATIS_ENDS = re.compile(r"[：。；]|[:.;](?= |$)")
_CLOSING = "，。；：、！？）》”’…"
_OPENING = "（《“‘"


def man_pages() -> Iterator[tuple[Path, str]]:
    """Every page, by its path in the repository."""
    tree = list(command_tree())
    for language, folder in (("en", Path("man/man1")), ("zh", Path("man/zh_CN/man1"))):
        words = Words(language)
        for command, parameters in tree:
            path = folder / f"{_page_name(command)}.1"
            yield path, "\n".join(_page(command, parameters, words, [one for one, _ in tree])) + "\n"


def _page_name(command: Command) -> str:
    return called(command).replace(" ", "-")


def _page(
    command: Command, parameters: list[Parameter], words: Words, commands: list[Command]
) -> Iterator[str]:
    is_root = command is commands[0]
    name = _page_name(command)
    yield '.\\" -*- coding: UTF-8 -*-'
    yield '.\\" Written by tools/cli_pages.py.'
    yield f'.TH {name.upper()} 1 {DATE} "kpitrack {__version__}" "{words.form("manual.title")}"'
    yield from (".nh", ".ad l")
    yield _heading("name", words)
    what = words.form("manual.whatis") if is_root else _WHATIS_ENDS.split(described(command, words))[0]
    yield from _text(f"{name} - {what}")
    yield _heading("synopsis", words)
    yield f".B {_escaped(called(command))}"
    yield from _text(" ".join(usage_pieces(command, parameters, words)))
    yield _heading("description", words)
    yield from _text(words.form("manual.about") if is_root else described(command, words))
    if is_root:
        yield ".PP"
        yield from _text(words.form("manual.streams"))
    for kind in ("argument", "option"):
        listed = [one for one in parameters if one.param_type_name == kind]
        if listed:
            yield _heading(f"{kind}s", words)
        for one in listed:
            yield from _parameter(command, one, words)
    if is_root:
        yield _heading("commands", words)
        for other in commands[1:]:
            yield from _entry(f"\\fB{_escaped(_page_name(other))}\\fR(1)", described(other, words))
    yield from _examples(command, words)
    yield from _lists(words)
    yield _heading("see-also", words)
    others = [_escaped(_page_name(other)) for other in commands if other is not command]
    yield from _joined([f"\\fB{name}\\fR(1)" for name in others])


def _parameter(command: Command, parameter: Parameter, words: Words) -> Iterator[str]:
    """One option: its spellings bold, what stands for its value underlined."""
    value = metavar(parameter, words)
    shown = spelled(parameter, words)
    names = shown[: len(shown) - len(value)].strip() if value else shown
    bold = ", ".join(f"\\fB{_escaped(name)}\\fR" for name in names.split(", ") if name)
    term = " ".join(filter(None, [bold, f"\\fI{_escaped(value)}\\fR" if value else ""]))
    meaning = row(command, parameter, words)[1] or meaning_of(command, parameter, words)
    yield from _entry(term, meaning)


def _examples(command: Command, words: Words) -> Iterator[str]:
    for place, example in enumerate(EXAMPLES.get(name_of(command), ())):
        yield ".PP" if place else _heading("examples", words)
        yield from _text(example.caption(words.language))
        yield from (".PP", ".nf", ".RS 4", _escaped(example.line), ".RE", ".fi")


def _lists(words: Words) -> Iterator[str]:
    """What is the same for every command: exit codes, environment, files."""
    yield _heading("exit", words)
    for code in ExitCode:
        yield from _entry(f"\\fB{code.value}\\fR", words.form(f"manual.exit.{code.value}"))
    for part in ("environment", "files"):
        yield _heading(part, words)
        start = f"manual.{part}."
        for key in CATALOGUE:
            if key.startswith(start):
                name = _escaped(key.removeprefix(start))
                yield from _entry(f"\\fB{name}\\fR", words.form(key))


def _heading(key: str, words: Words) -> str:
    return f".SH {words.form(f'manual.{key}')}"


def _entry(term: str, text: str) -> Iterator[str]:
    yield ".TP"
    yield term
    yield from _text(text)


def _text(text: str) -> Iterator[str]:
    """Running text in short lines. In Chinese a line may be broken between characters, without a blank."""
    line = ""
    for piece in _pieces(_escaped(text)):
        if line and _taken(line + piece) > _LONGEST:
            yield _safe_start(line.rstrip() if line.endswith(" ") else f"{line}\\c")
            line = piece.lstrip()
        else:
            line += piece
    if line.strip():
        yield _safe_start(line.rstrip())


def _pieces(text: str) -> Iterator[str]:
    """Words with the blank behind them; Chinese characters, each with a place to break behind it."""
    for word in re.findall(r"\S+\s*", text):
        held = ""
        for place, one in enumerate(word):
            held += one
            following = word[place + 1 : place + 2]
            wide = _WIDE.match(one) or (following and _WIDE.match(following))
            if wide and following.strip() and following not in _CLOSING and one not in _OPENING:
                yield f"{held}\\:"
                held = ""
        if held:
            yield held


def _taken(line: str) -> int:
    return sum(1 if one.isascii() else _SPELLED for one in line)


def _joined(parts: list[str]) -> Iterator[str]:
    yield from (f"{part}," for part in parts[:-1])
    yield parts[-1]


def _escaped(text: str) -> str:
    """Text that roff takes as it stands."""
    return text.replace("\\", "\\e").replace("-", "\\-").replace("`", "\\(ga").replace("~", "\\(ti")


def _safe_start(line: str) -> str:
    return f"\\&{line}" if line[:1] in ".'" else line
