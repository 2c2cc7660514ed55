"""Where -o may lead: not over what is read, and not into the plan or the records of the workspace."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from kpitrack.problems import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpitrack.cli.session import Session

STDOUT = "-"


def named(output: str | None) -> str | None:
    """The value of -o as given. UsageError where nothing stands behind it, as where a variable was empty."""
    if output is not None and not output.strip():
        raise UsageError("output-empty")
    return output


def named_folder(output: str | None) -> str | None:
    """The same for a folder. UsageError for standard output, which is none."""
    if named(output) == STDOUT:
        raise UsageError("output-no-folder")
    return output


def refuse_to_overwrite(
    session: Session, output: str | None, inputs: Iterable[str] = (), *, template: bool = False
) -> None:
    """UsageError where -o would take the place of what is read, by whatever name.

    `inputs` are the files named on the command line; the workspace's plan and data are never written
    to, its Word template only where that is what is asked for (`template`).
    """
    if output in {None, STDOUT}:
        return
    target = str(output)
    if any(_is_same(target, name) for name in inputs):
        raise UsageError("output-is-input", path=target)
    with suppress(OSError, RuntimeError):  # links that lead to each other: writing says so
        if _is_of_workspace(session, target, template=template):
            raise UsageError("output-is-kept", path=target)


def _is_same(target: str, name: str) -> bool:
    """Whether two names are of one file that is there; `-` is what standard input comes from."""
    with suppress(OSError, ValueError):  # not there, or a standard input that is no file
        read = os.fstat(sys.stdin.fileno()) if name == STDOUT else os.stat(name)  # noqa: PTH116
        found = os.stat(target)  # noqa: PTH116
        return stat.S_ISREG(read.st_mode) and os.path.samestat(read, found)
    return False


def _is_of_workspace(session: Session, target: str, *, template: bool) -> bool:
    """Whether a name leads to the plan, its template, or anything below the folder of data."""
    from pathlib import Path

    from kpitrack.workspace import PLAN_FILE, PROGRESS, TEMPLATE

    try:
        root = session.folder
    except UsageError:  # verify and draft need no workspace
        return False
    whole = Path(target).resolve()
    kept = (PLAN_FILE,) if template else (PLAN_FILE, TEMPLATE)
    is_file = any(_is_same(target, str(root / name)) for name in kept)
    return is_file or whole.is_relative_to((root / PROGRESS.parent).resolve())
