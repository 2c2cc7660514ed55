"""What people name on the command line: items, units, programmes. A wrong name is a usage error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpitrack.cli.choices import BETWEEN, choice
from kpitrack.problems import UsageError

if TYPE_CHECKING:
    from kpitrack.model import Plan
    from kpitrack.names import Directory


def item_named(plan: Plan, text: str) -> str:
    """The item meant by an id, a name or an unambiguous part of a name."""
    from kpitrack.names import item_directory

    directory = item_directory(plan)
    found = directory.find(text)
    if found:
        return found
    matching = directory.matching(text)
    if len(matching) == 1:
        return matching[0]
    if matching:
        names = BETWEEN.join(plan.items[item].name if item in plan.items else item for item in matching)
        raise UsageError("many-items", found=text, names=names)
    raise UsageError("unknown-item", found=text, suggestion=directory.suggest(text))


def unit_named(plan: Plan, text: str | None) -> str | None:
    """The lead unit meant; None when none was named."""
    from kpitrack.names import unit_directory

    return None if text is None else _named(unit_directory(plan), text, "unknown-lead-unit")


def programme_named(plan: Plan, text: str | None) -> str | None:
    """The programme meant; None when none was named."""
    from kpitrack.names import programme_directory

    return None if text is None else _named(programme_directory(plan), text, "unknown-programme")


def _named(directory: Directory, text: str, key: str) -> str:
    found = directory.find(text)
    if found:
        return found
    matching = directory.matching(text)
    if len(matching) == 1:
        return matching[0]
    raise UsageError(key, found=text, suggestion=directory.suggest(text))


def format_for(name: str | None, output: str | None, known: dict[str, str], default: str) -> str:
    """The output format: as named, else by the file's extension, else the default.

    `known` maps format names to the extension each one has.
    """
    from pathlib import PurePath

    if name is not None:
        return str(choice(name, known, key="bad-format"))
    if output in {None, "-"}:
        return default
    suffix = PurePath(str(output)).suffix.lower().lstrip(".")
    by_extension = {extension: format_name for format_name, extension in reversed(known.items())}
    if suffix not in by_extension:
        choices = BETWEEN.join(f".{extension}" for extension in dict.fromkeys(known.values()))
        raise UsageError("bad-extension", found=output, choices=choices)
    return by_extension[suffix]
