"""How wide text is on a terminal, and how it is folded there."""

from __future__ import annotations

from kpitrack.render.strokes import INK

_HANG = 4
_NOT_FIRST = frozenset("，。、；：？！）〕”’》」』】…—,.;:?!)]}%％")
_TOGETHER = frozenset({"以上", "以下", "以内", "左右"})
_NOT_LAST = frozenset("（〔“‘《「『【([{")


def columns(text: str, stroke: int = 1) -> int:
    """How many columns a text takes where a stroke of a bar takes `stroke` of them."""
    from rich.cells import cell_len

    return sum(stroke if character in INK else cell_len(character) for character in text)


def folded(text: str, width: int, hang: int = _HANG, stroke: int = 1) -> str:
    """The text with every line folded at `width`, what follows set in by `hang` more than its beginning.

    Folded at blanks and between Chinese characters, elsewhere only what is longer than a line. A stroke of
    a bar takes `stroke` columns.
    """
    return "\n".join(part for line in text.split("\n") for part in _parts(line, width, hang, stroke))


def _parts(line: str, width: int, hang: int, stroke: int) -> list[str]:
    if columns(line, stroke) <= width:
        return [line]
    margin = len(line) - len(line.lstrip(" "))
    indent = " " * min(margin + hang, width // 3)
    parts, rest = [], line
    while columns(rest, stroke) > width:
        at = _fold(rest, width, len(rest) - len(rest.lstrip(" ")), stroke)
        parts.append(rest[:at].rstrip(" "))
        rest = indent + rest[at:].lstrip(" ")
    return [*parts, rest]


def _fold(line: str, width: int, margin: int, stroke: int) -> int:
    """Where to fold a line that is too long: at the last good place that fits, else where it is full."""
    used, full, good = 0, len(line), 0
    for place, character in enumerate(line):
        if place > margin and _may_fold(line[place - 1], character):
            good = place
        used += columns(character, stroke)
        if used > width:
            full = max(place, margin + 1)
            break
    return good or full


def _may_fold(before: str, after: str) -> bool:
    """Whether a line may end between two characters."""
    if after in _NOT_FIRST or before in _NOT_LAST or after == " " or before + after in _TOGETHER:
        return False
    return before == " " or columns(before) == 2 or columns(after) == 2  # Chinese
