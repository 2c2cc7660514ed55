"""Names with `*` that no shell has expanded: that of Windows leaves it to the program."""

from __future__ import annotations

import os
from collections.abc import Iterable


def expanded(names: Iterable[str]) -> list[str]:
    """The names, each once; in place of a pattern what it stands for, or the pattern if that is nothing.

    Left out is what Excel and WPS keep beside a file that is open (~$…).
    """
    found: dict[str, None] = {}
    for name in names:
        found |= dict.fromkeys([name] if os.path.lexists(name) else _matching(name) or [name])
    return list(found)


def _matching(pattern: str) -> list[str]:
    """What a pattern stands for, in the order of names."""
    if not {"*", "?"} & set(pattern):
        return []
    from pathlib import Path

    path = Path(pattern.replace("[", "[[]"))  # brackets are no pattern to the shells in question
    start = Path(path.anchor)
    return sorted(
        str(name)
        for name in start.glob(str(path.relative_to(start)))
        if not name.name.startswith(("~$", "."))
    )
