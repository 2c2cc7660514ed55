"""Forms that somebody has filled in and nobody has taken in: they are never written over."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kpitrack.problems import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpitrack.cli.session import Session


def refuse_filled(session: Session, paths: Iterable[str]) -> None:
    """UsageError where a form that is to be written anew holds entries that the store does not hold.

    A file is read as `ingest` reads it: an empty form reports nothing. AccessError where it cannot be
    read, UsageError where it leads to what is kept.
    """
    there = [path for path in paths if os.path.isfile(path)]  # noqa: PTH113 - `is_file` raises
    if not there:
        return
    from pathlib import Path

    from kpitrack.cli.session import near
    from kpitrack.kept import refuse_kept

    for path in there:  # a link to the plan is no form
        refuse_kept(Path(path), session.guard)
    names = [path for path in there if _holds_entries(session, path)]
    if names:
        shown = session.words.joined([near(name) for name in names])
        raise UsageError("form-filled", paths=shown, n=len(names))


def _holds_entries(session: Session, path: str) -> bool:
    """Whether a file reports something that is not stored yet, or cannot be taken in."""
    from pathlib import Path

    from kpitrack.intake import ingest
    from kpitrack.store.fsio import read_submitted
    from kpitrack.submissions import LARGEST, Options, Submission

    data = read_submitted(Path(path).resolve(), most=LARGEST + 1)
    asked = Options(now=session.now(), dry_run=True)
    return any(
        file.read > file.already for file in ingest(session.workspace, [Submission(path, data)], asked).files
    )
