"""Names of sheets: what spreadsheets allow, one per sheet, made of what people call things."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from kpitrack.render.safe import one_line

LONGEST = 31  # as UTF-16 counts, in which an emoji is two
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))
_RESERVED = "history"


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """A name for each text, in order, none like another even where case does not count.

    Foreign or too long parts go; the later of two that clash gets a number behind it.
    """
    taken: set[str] = {_RESERVED}
    names = []
    for text in wanted:
        base = _allowed(text) or "_"
        name, number = cut(base, LONGEST), 2
        while _folded(name) in taken:
            tail = f"_{number}"
            name, number = cut(base, LONGEST - len(tail)) + tail, number + 1
        taken.add(_folded(name))
        names.append(name)
    return names


def cut(text: str, most: int) -> str:
    """The beginning of a text, at most so long as UTF-16 counts; no character is halved."""
    if len(text) * 2 <= most:
        return text
    taken = 0
    for place, sign in enumerate(text):
        taken += 2 if ord(sign) > 0xFFFF else 1
        if taken > most:
            return text[:place]
    return text


def _allowed(text: str) -> str:
    composed = unicodedata.normalize("NFC", one_line(text))
    return cut(composed.translate(_FORBIDDEN).strip("' "), LONGEST).rstrip("' ")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
