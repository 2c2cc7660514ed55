"""A YAML record file → entries: the keys of each record, over those of the whole file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kpitrack.columns import CANONICAL, COMPARED, UNUSED, read_name
from kpitrack.entries import Entry, EntryTable
from kpitrack.problems import Problem, error, has_errors
from kpitrack.sources.cells import Cell
from kpitrack.suggest import closest

if TYPE_CHECKING:
    from kpitrack.sources.yaml_nodes import Node


def read_nodes(text: str, path: str) -> EntryTable:
    """The entries of a YAML text."""
    from kpitrack.sources.yaml_nodes import read_yaml

    document = read_yaml(text, path)
    root, problems = document.root, list(document.problems)
    if root is None:
        return EntryTable((), tuple(problems))
    if not isinstance(root.value, dict) or not isinstance((root.get("records") or root).value, list):
        return EntryTable((), (*problems, error(root.location, "no-records")))
    defaults = {key: node for key, node in root.mapping().items() if key != "records"}
    shared = _cells(defaults, root, problems, extra=("records",))
    shared_slips = len(problems)
    entries = []
    slips: list[Problem]
    for node in root.children("records"):
        if not isinstance(node.value, dict):
            told = any(problem.location == node.location for problem in problems)  # an alias
            slips = [] if told else [error(node.location, "wrong-shape", variant="mapping", key="records")]
            problems += slips
            entries.append(Entry({}, node.location, broken=True, slips=tuple(slips)))
            continue
        slips = []
        own = _cells(node.mapping(), node, slips)
        broken = bool(slips) or has_errors(problems[:shared_slips])
        problems += slips
        names = tuple(_item_cells(own, shared))
        entries.append(
            Entry({**shared, **own}, node.location, names=names, broken=broken, slips=tuple(slips))
        )
    return EntryTable(tuple(entries), tuple(problems))


def _item_cells(own: Mapping[str, Cell], shared: Mapping[str, Cell]) -> Iterator[Cell]:
    for cells in (own, shared):
        if "item" in cells:
            yield cells["item"]
            return


def _cells(
    children: Mapping[str, Node],
    parent: Node,
    problems: list[Problem],
    *,
    extra: tuple[str, ...] = (),
) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for key, node in children.items():
        name, _ = read_name(key)
        if name in {*COMPARED, *UNUSED} or not name:
            suggestion = closest(key, (*CANONICAL, *extra))
            problems.append(error(parent.key_place(key), "unknown-key", key=key, suggestion=suggestion))
        elif name in cells:
            first = cells[name].location.line
            problems.append(error(parent.key_place(key), "duplicate-key", key=key, first=first))
        elif isinstance(node.value, str):
            cells[name] = Cell(node.value, node.location)
        elif node.value is not None:
            problems.append(error(node.location, "wrong-shape", variant="text", key=key))
    return cells
