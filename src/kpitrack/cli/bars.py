"""What people name as a bar or filter: statuses, by their id or by their word in either language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpitrack.cli.choices import choice, choices_meant, statuses

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpitrack.assessment.bars import Bar


def bar_named(names: Iterable[str]) -> Bar:
    """The bar meant by --fail-on, an indicator's status where one word means two."""
    from kpitrack.assessment.bars import Bar

    return Bar(tuple(dict.fromkeys(statuses_named(name)[0] for name in names)))


def statuses_named(name: str, *others: str) -> tuple[str, ...]:
    """The statuses meant by a name: 已完成 is of indicators and actions. `others` may be named too.

    UsageError with a suggestion for none of them.
    """
    known = (*statuses(), *others)
    return tuple(choices_meant(name, known)) or (str(choice(name, known)),)
