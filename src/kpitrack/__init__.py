"""kpitrack: follows a plan's targets from the command line.

The public surface is `open_workspace`, `assess` and the types of `kpitrack.model`; it is loaded
on first use, so that `import kpitrack` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpitrack.assessment import assess
    from kpitrack.workspace import open_workspace

__version__ = "0.1.0"
__all__ = ["__version__", "assess", "open_workspace"]


_PUBLIC = {"assess": "kpitrack.assessment", "open_workspace": "kpitrack.workspace"}


def __getattr__(name: str) -> object:
    if name not in _PUBLIC:
        message = f"module 'kpitrack' has no attribute '{name}'"
        raise AttributeError(message)
    from importlib import import_module

    return getattr(import_module(_PUBLIC[name]), name)
