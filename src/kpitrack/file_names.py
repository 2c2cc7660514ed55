"""File names made of what people call things: safe on every system, one per thing."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

_LONGEST = 60
_MOST_BYTES = 180  # of the 255 that file systems allow: a temporary sibling has a longer name
_KEPT = frozenset("-_（）")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def safe_name(text: str, most: int = _LONGEST) -> str:
    """A text as a file name without extension: letters and digits of any script, `-`, `_`, （ and ）.

    Everything else becomes `_`. Never empty, never a path, never a name that Windows keeps for a device.
    """
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(sign if sign.isalpha() or sign.isdecimal() or sign in _KEPT else "_" for sign in composed)
    name = kept[:most].encode()[:_MOST_BYTES].decode(errors="ignore")
    return f"_{name}"[:most] if not name or _RESERVED.fullmatch(name) else name


def safe_names(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """A file name for each (id, name), by id: of those that would clash each has its id behind it.

    Names that differ in case only clash too. The same list gives the same names.
    """
    listed = list(named)
    shared = Counter(safe_name(name).casefold() for _, name in listed)
    names: dict[str, str] = {}
    taken: set[str] = set()
    for identifier, name in listed:
        found = safe_name(name)
        if shared[found.casefold()] > 1:
            tail = f"_{safe_name(identifier, _LONGEST // 2)}"
            found = safe_name(name, _LONGEST - len(tail)) + tail
        number = 2
        while found.casefold() in taken:
            tail = f"_{number}"
            found, number = safe_name(found, _LONGEST - len(tail)) + tail, number + 1
        taken.add(found.casefold())
        names[identifier] = found
    return names
