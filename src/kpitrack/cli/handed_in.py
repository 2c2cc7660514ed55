"""What is handed in by a name: a file's bytes, or those of standard input."""

from __future__ import annotations

import sys

STDIN = "-"


def handed_in(name: str, most: int) -> bytes:
    """At most so many bytes, and one more, which tells that it is too large. Raises as `read_submitted`."""
    from pathlib import Path

    from kpitrack.store.fsio import read_submitted

    if name == STDIN:
        return sys.stdin.buffer.read(most + 1)
    return read_submitted(Path(name), most=most + 1)
