"""Options whose dashes a word processor has changed: `—month`, `－－month`, `–o`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kpitrack.problems import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

_DASHED = re.compile(
    r"[-‐‑‒–—―−﹣－]*[‐‑‒–—―−﹣－][-‐‑‒–—―−﹣－]*(?P<name>[A-Za-z][A-Za-z-]*)(?:=.*)?", re.DOTALL
)


def refuse_other_dashes(words: Sequence[str]) -> None:
    """UsageError for the first word that would be an option, had it the dashes of one."""
    for word in words:
        matched = _DASHED.fullmatch(word)
        if matched and (meant := _option(matched["name"])):
            raise UsageError(
                "other-dashes",
                found=word.partition("=")[0],
                dashes="--" if meant[1] == "-" else "-",
                meant=meant,
            )


def _option(name: str) -> str:
    """The option of this name; empty where no command has it."""
    from kpitrack.cli.help_page import command_tree

    meant = f"-{name}" if len(name) == 1 else f"--{name.casefold()}"
    known = (option for _, parameters in command_tree() for one in parameters for option in one.opts)
    return meant if meant in known else ""
