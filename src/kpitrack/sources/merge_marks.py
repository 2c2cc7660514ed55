"""The marks that git leaves in a file where it could not merge two versions."""

from __future__ import annotations

import re

from kpitrack.problems import Location, Problem, error

_MARK = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)


def unresolved_merge(text: str, path: str) -> Problem | None:
    """The first such mark, if there is one: what stands around it are two files in one."""
    found = _MARK.search(text)
    if not found:
        return None
    line = text.count("\n", 0, found.start()) + 1
    return error(Location(path, line, 1), "merge-conflict")
