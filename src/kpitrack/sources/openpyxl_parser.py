"""Which XML parser openpyxl uses."""

from __future__ import annotations

import os


def without_lxml() -> None:
    """To be called before openpyxl is imported: it is to parse as if lxml were not there.

    Where lxml is installed, openpyxl prefers it, and then defusedxml no longer refuses documents that
    define entities. What we read must not hang on what else is installed.
    """
    os.environ["OPENPYXL_LXML"] = "False"
