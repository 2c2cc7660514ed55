"""A seal as text: YAML of our own making, the same bytes for the same values, that reads back whole.

Texts are quoted unless they are plain words; a long text stands as a block, line by line, so that git
shows what differs. Whatever such a block cannot hold is spelled out. All of it is a subset of what our
strict reader takes.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[A-Za-z][A-Za-z_]*")
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
# What some reader of YAML takes for something other than a text.
_RESERVED = frozenset({"true", "false", "yes", "no", "on", "off", "null", "none", "y", "n"})
# What a block may hold: no control character, and no line end but \n.
_BLOCK = re.compile("[\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*")
_NAMED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_LINE = 76  # characters of a line of base64


@dataclass(frozen=True, slots=True)
class Block:
    """A text that stands line by line."""

    text: str


def seal_text(tree: Mapping[str, object]) -> str:
    """The tree as YAML. Its values are texts, whole numbers, truth values, None, blocks, lists, mappings.

    Raises TypeError for anything else.
    """
    return "".join(f"{line}\n" for line in _mapping(tree, 0))


def folded(data: bytes) -> Block:
    """Bytes as lines of base64."""
    text = base64.b64encode(data).decode()
    return Block("".join(f"{text[place : place + _LINE]}\n" for place in range(0, len(text), _LINE)))


def unfolded(text: str) -> bytes:
    """The bytes of lines of base64; ValueError where they are none."""
    return base64.b64decode("".join(text.split("\n")), validate=True)


def _mapping(tree: Mapping[str, object], depth: int) -> Iterator[str]:
    pad = "  " * depth
    for key, value in tree.items():
        head = f"{pad}{_key(key)}:"
        if isinstance(value, Mapping) and value:
            yield head
            yield from _mapping(value, depth + 1)
        elif _is_long(value):
            yield head
            yield from _entries(value, depth + 1)
        elif isinstance(value, Block):
            yield from _block(head, value.text, depth + 1)
        else:
            yield f"{head} {_inline(value)}"


def _is_long(value: object) -> bool:
    """Whether a list has a line for each entry: those of mappings do."""
    return _is_list(value) and any(isinstance(entry, Mapping) for entry in value)  # type: ignore[attr-defined]


def _is_list(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def _entries(values: object, depth: int) -> Iterator[str]:
    pad = "  " * depth
    for value in values:  # type: ignore[attr-defined]
        if not isinstance(value, Mapping) or not value:
            yield f"{pad}- {_inline(value)}"
            continue
        first, *rest = _mapping(value, depth + 1)
        yield f"{pad}- {first.lstrip(' ')}"
        yield from rest


def _inline(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(key)}: {_inline(entry)}" for key, entry in value.items()) + "}"
    if _is_list(value):
        return "[" + ", ".join(_inline(entry) for entry in value) + "]"  # type: ignore[attr-defined]
    return _scalar(value)


def _key(key: str) -> str:
    return key if _KEY.fullmatch(key) and key.lower() not in _RESERVED else _quoted(key)


def _scalar(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        plain = _WORD.fullmatch(value) and value.lower() not in _RESERVED
        return value if plain else _quoted(value)
    message = f"no such value in a seal: {type(value).__name__}"
    raise TypeError(message)


def _quoted(text: str) -> str:
    return f'"{_spelled(text)}"'


def _spelled(text: str) -> str:
    """A text as it stands between double quotes: what does not print is spelled out."""
    return "".join(
        letter if letter.isprintable() and letter not in _NAMED else _NAMED.get(letter) or _escaped(letter)
        for letter in text
    )


def _escaped(letter: str) -> str:
    code = ord(letter)
    if code < 0x100:
        return f"\\x{code:02X}"
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def _block(head: str, text: str, depth: int) -> Iterator[str]:
    """The lines of a long text: as they are, or between quotes where they cannot stand so."""
    pad, lines = "  " * depth, text.split("\n")
    if not text.strip("\n"):
        yield f"{head} {_quoted(text)}"
    elif _BLOCK.fullmatch(text):
        kept = len(text) - len(text.rstrip("\n"))
        yield f"{head} |2{('-', '')[kept] if kept <= 1 else '+'}"
        # The end of the last line is that of the text; what `kept` tells apart is how many follow.
        yield from (f"{pad}{line}" if line else "" for line in (lines if not kept else lines[:-1]))
    else:
        # A backslash at the end of a line takes the line's end out of the text, one before a blank
        # keeps the blank.
        yield f'{head} "\\'
        for number, line in enumerate(lines):
            end = "\\n\\" if number < len(lines) - 1 else '"'
            yield f"{pad}{_kept_blank(_spelled(line))}{end}"


def _kept_blank(line: str) -> str:
    return f"\\{line}" if line.startswith(" ") else line
