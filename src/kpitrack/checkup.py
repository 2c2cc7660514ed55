"""Everything that is wrong in a workspace: what `check` prints and `run` tells."""

from __future__ import annotations

from kpitrack.health import store_problems
from kpitrack.ledger import Ledger
from kpitrack.problems import InputRejectedError, Problem, in_order, with_excerpts
from kpitrack.store.seal import read_seals
from kpitrack.wording import Words
from kpitrack.workspace import Workspace


def everything_wrong(workspace: Workspace, ledger: Ledger | None, words: Words) -> tuple[Problem, ...]:
    """The problems of plan, records, store, seals and Word template, in order of place.

    `ledger` is the workspace's, None where plan or store are not sound. `words` are for the figures
    named in them.
    """
    stored = with_excerpts(store_problems(workspace), workspace.texts)
    return in_order(
        (*workspace.problems(ledger), *stored, *_later(workspace, ledger, words), *_template(workspace))
    )


def _later(workspace: Workspace, ledger: Ledger | None, words: Words) -> tuple[Problem, ...]:
    """What is wrong with seals, and what has changed of closed months, where there are any."""
    seals = read_seals(workspace.root)
    if not seals.months or ledger is None:
        return seals.damage()
    from kpitrack.revisit import later_problems, revisit

    return later_problems(workspace, revisit(workspace, ledger, seals), words)


def _template(workspace: Workspace) -> tuple[Problem, ...]:
    """What is wrong with the office's Word template, where it has one."""
    try:
        data = workspace.briefing_template()
    except InputRejectedError as rejected:
        return tuple(rejected.problems)
    if not data:
        return ()
    from kpitrack.render.word import template_problems

    return template_problems(data)
