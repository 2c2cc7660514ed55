"""Foreign text made harmless: no control character, no bidi override gets through, none is lost."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_KEPT_FORMATS = frozenset("\u200d")  # joins emoji


def safe_text(text: str) -> str:
    """The text with every control and format character spelled out, line ends unified."""
    if text.isprintable():  # no line end, tab, control or format character
        return text
    unified = _LINE_ENDS.sub("\n", text)
    return "".join(_spelled(character) for character in unified)


def one_line(text: str) -> str:
    """Safe text on one line: line ends and tabs become a space."""
    return " ".join(safe_text(text).split())


def _spelled(character: str) -> str:
    if character == "\n" or character in _KEPT_FORMATS or character.isprintable():
        return character
    if character == "\t":
        return " "
    category = unicodedata.category(character)
    if category == "Cc":
        return f"\\x{ord(character):02x}"
    if category in {"Cf", "Co", "Cs", "Cn"}:
        return f"<U+{ord(character):04X}>"
    return " " if category == "Zs" else character
