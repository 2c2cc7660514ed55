"""Text laid out in columns of a terminal, where a Chinese character takes two."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

# What may not begin a line, and what may not end one.
_CLOSING = "，。；：、！？）》”’…％）」』】,.;:!?)]}"
_OPENING = "（《“‘「『【([{"
_TOGETHER = re.compile(r"[A-Za-z_-]+（[^（）\s]{1,9}）|\[[^\[\]\s]{1,20}\]")  # lagging（滞后）, [可重复]
_PIECES = re.compile(r"\s+|[^\W\u2e80-\uffff]+(?:[^\s\u2e80-\uffff]*)|[^\s\u2e80-\uffff]+|.", re.DOTALL)


def columns(text: str) -> int:
    """How many columns a text takes."""
    if text.isascii():
        return len(text)
    return sum(_taken(character) for character in text)


def _taken(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def padded(text: str, width: int) -> str:
    """A text filled up to a number of columns."""
    return text + " " * (width - columns(text))


def wrapped(text: str, width: int) -> list[str]:
    """A paragraph in lines of at most so many columns; a piece that is wider stands alone."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text, width):
        if columns(line + piece.rstrip()) <= width or not line.strip():
            line += piece
        else:
            lines.append(line.rstrip())
            line = piece.lstrip()
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def definitions(
    rows: Iterable[tuple[str, str]], width: int, *, indent: int = 2, narrowest: int = 0, widest: int = 28
) -> list[str]:
    """Terms and what they mean, in two columns; a term too wide for its column has a line of its own."""
    rows = list(rows)
    widths = [narrowest, *(columns(term) for term, _ in rows)]
    first = max((taken for taken in widths if taken <= min(widest, width // 2)), default=widest) + 2
    lines: list[str] = []
    for term, text in rows:
        meaning = wrapped(text, max(width - indent - first, 10)) if text else []
        if meaning and columns(term) + 2 <= first:
            lines.append(" " * indent + padded(term, first) + meaning.pop(0))
        else:
            lines.append(" " * indent + term)
        lines += [" " * (indent + first) + line for line in meaning]
    return lines


def _pieces(text: str, width: int) -> Iterator[str]:
    """What a line may be broken between: words, Chinese characters with the marks that stick to them."""
    held = ""
    for piece in _smallest(" ".join(text.split()), width):
        if held and piece[0] not in _CLOSING and held[-1] not in _OPENING and not piece.isspace():
            yield held
            held = piece
        else:
            held += piece
    if held:
        yield held


def _smallest(text: str, width: int) -> Iterator[str]:
    """Words and single Chinese characters; what belongs together in one, where a line has room for it."""
    place = 0
    while place < len(text):
        whole = _TOGETHER.match(text, place)
        found = whole if whole and columns(whole[0]) < width - 1 else _PIECES.match(text, place)
        if found is None:
            return
        yield found[0]
        place = found.end()
