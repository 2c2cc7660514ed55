"""kpitrack: follows a plan's targets from the command line.

The public surface is what `__all__` names, with the types of what it returns: see
docs/reference/python.md. It is loaded on first use, so that `import kpitrack` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpitrack.assessment import assess
    from kpitrack.assessment.results import ActionStatus, Assessment, Status
    from kpitrack.periods import Period
    from kpitrack.problems import AccessError, InputRejectedError, KpitrackError, UsageError
    from kpitrack.workspace import Workspace, open_workspace

__version__ = "0.1.0"
__all__ = [
    "AccessError",
    "ActionStatus",
    "Assessment",
    "InputRejectedError",
    "KpitrackError",
    "Period",
    "Status",
    "UsageError",
    "Workspace",
    "__version__",
    "assess",
    "open_workspace",
]


_PUBLIC = {
    "AccessError": "kpitrack.problems",
    "ActionStatus": "kpitrack.assessment.results",
    "Assessment": "kpitrack.assessment.results",
    "InputRejectedError": "kpitrack.problems",
    "KpitrackError": "kpitrack.problems",
    "Period": "kpitrack.periods",
    "Status": "kpitrack.assessment.results",
    "UsageError": "kpitrack.problems",
    "Workspace": "kpitrack.workspace",
    "assess": "kpitrack.assessment",
    "open_workspace": "kpitrack.workspace",
}


def __getattr__(name: str) -> object:
    if name not in _PUBLIC:
        message = f"module 'kpitrack' has no attribute '{name}'"
        raise AttributeError(message)
    from importlib import import_module

    return getattr(import_module(_PUBLIC[name]), name)
