"""Where -o may lead: not over what is read, and not to what a workspace keeps."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kpitrack.problems import AccessError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kpitrack.cli.session import Session

STDOUT = "-"


def named(output: str | None) -> str | None:
    """The value of -o as given. UsageError where nothing stands behind it, as where a variable was empty."""
    if output is not None and not output.strip():
        raise UsageError("output-empty")
    return output


def named_file(output: str | None) -> str | None:
    """The same for a file. UsageError for a name that only a folder can have."""
    if named(output) is not None and is_of_folder(str(output)):
        raise UsageError("output-no-file", path=output)
    return output


def named_folder(output: str | None) -> str | None:
    """The same for a folder. UsageError for standard output, which is none."""
    if named(output) == STDOUT:
        raise UsageError("output-no-folder")
    return output


def is_of_folder(output: str) -> bool:
    """Whether only a folder can have such a name: one that ends in a slash, a dot or two."""
    return os.path.basename(output) in {"", os.curdir, os.pardir}  # noqa: PTH119 - `Path` takes no notice


def refuse_to_overwrite(
    session: Session,
    output: str | None,
    inputs: Iterable[str] = (),
    *,
    makes: Iterable[Path] = (),
    published: bool = False,
) -> None:
    """UsageError where -o would take the place of what is read or kept, by whatever name.

    `inputs` are the files named on the command line; `makes` those of the workspace's own places that
    the command is there to write. `published` leaves what was published of closed months to the moment
    of writing: the same briefing may be written again. The session writes by all that from now on.
    """
    session.inputs, session.makes = tuple(inputs), frozenset(makes)
    if output is None or output == STDOUT:
        return
    from pathlib import Path

    from kpitrack.kept import refuse_kept, refuse_place

    try:
        (refuse_place if published else refuse_kept)(Path(output), session.guard)
    except UsageError as refused:
        raise UsageError(refused.key, **{**refused.facts, "path": output}) from None
    except (OSError, RuntimeError):  # links that lead to each other: writing says so
        return


def refuse_link(session: Session, path: Path) -> None:
    """AccessError where a link in one of the program's own places leads to what is read or kept."""
    from kpitrack.kept import refuse_place

    try:
        refuse_place(path, session.guard)
    except UsageError as refused:
        raise AccessError("leads-to-kept", path=path, target=path.resolve()) from refused
