"""What the place where text goes to can show: bars and sparklines or not, and how long a line may be."""

from __future__ import annotations

import codecs
import os
import sys


def stroke_width(output: str | None) -> int:
    """How many columns a stroke of a bar takes there; 0 where it cannot be shown.

    `output` is the file of -o: those are UTF-8.
    """
    if output not in {None, "-"}:
        return 1
    encoding = sys.stdout.encoding or "ascii"
    if os.environ.get("TERM") == "dumb" or not _carries(encoding):
        return 0
    return 1 if codecs.lookup(encoding).name.startswith("utf") and not _is_old_console() else 2


def line_width(output: str | None, width: int) -> int | None:
    """Where running text is folded: at the width of a terminal or COLUMNS; else, and in a file, nowhere."""
    if output not in {None, "-"}:
        return None
    return width if os.environ.get("COLUMNS") or sys.stdout.isatty() else None


def _carries(encoding: str) -> bool:
    """Whether an encoding has every stroke."""
    from kpitrack.render.strokes import INK

    try:
        INK.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _is_old_console() -> bool:
    """Whether this may be the old Windows console, which in Chinese draws a stroke two columns wide."""
    return sys.platform == "win32" and "WT_SESSION" not in os.environ
