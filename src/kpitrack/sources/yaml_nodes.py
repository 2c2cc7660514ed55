"""YAML text → a tree of nodes that know their places. Scalars stay text, as they were written.

`yaml.safe_load` would turn `NO` into False and `0012` into 10 and keep the last of two equal
keys; so the node graph is composed and walked, and each field reads its own text later.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml

from kpitrack.problems import Location, Problem, error, in_order
from kpitrack.sources.yaml_slips import signs, syntax

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_DEPTH = 20


@dataclass(slots=True)
class Node:
    """A value with its place: text, None, a mapping or a list of nodes.

    `keys` holds the place of each key of a mapping. `quoted` tells `"12"` from `12`.
    """

    value: str | dict[str, Node] | list[Node] | None
    location: Location
    keys: dict[str, Location] = field(default_factory=dict)
    quoted: bool = False

    def plain(self) -> object:
        """The bare value: nested dicts, lists, text and None."""
        if isinstance(self.value, dict):
            return {key: child.plain() for key, child in self.value.items()}
        if isinstance(self.value, list):
            return [child.plain() for child in self.value]
        return self.value

    def get(self, *path: str | int) -> Node | None:
        """The node at a path of keys and indices, or None."""
        node: Node | None = self
        for step in path:
            if node is None:
                return None
            node = node.child(step)
        return node

    def children(self, key: str) -> list[Node]:
        """The entries of the list under a key; empty when there is no such list."""
        node = self.get(key)
        return node.value if node and isinstance(node.value, list) else []

    def text(self, key: str) -> str:
        """The text under a key; empty when there is none."""
        node = self.get(key)
        return node.value if node and isinstance(node.value, str) else ""

    def mapping(self) -> dict[str, Node]:
        """Its children by key; empty when it is no mapping."""
        return self.value if isinstance(self.value, dict) else {}

    def place(self, *path: str | int) -> Location:
        """The place of the deepest node on a path that exists."""
        node = self
        for step in path:
            child = node.child(step)
            if child is None:
                break
            node = child
        return node.location

    def key_place(self, *path: str | int) -> Location:
        """The place of the key that a path ends in; of its value where there is no key."""
        parent = self.get(*path[:-1])
        if parent is not None and path and path[-1] in parent.keys:
            return parent.keys[str(path[-1])]
        return self.place(*path)

    def child(self, step: str | int) -> Node | None:
        """The node under one key or index, or None."""
        if isinstance(self.value, dict):
            return self.value.get(str(step))
        if isinstance(self.value, list) and isinstance(step, int) and 0 <= step < len(self.value):
            return self.value[step]
        return None


@dataclass(frozen=True, slots=True)
class Document:
    """The tree of a YAML file, or None when it has none; and what is wrong with it."""

    root: Node | None
    problems: tuple[Problem, ...] = ()


def read_yaml(text: str, path: str) -> Document:
    """Compose a YAML text into located nodes. Nothing is executed, nothing is guessed."""
    builder = _Builder(path)
    builder.problems += signs(text, path, _LOADER)
    try:
        loader = _LOADER(text)
        try:
            if not loader.check_node():
                return Document(None, (error(Location(path, 1, 1), "empty-file"),))
            composed = loader.get_node()
            if loader.check_node():
                place = _second_document(loader.peek_event().start_mark, text, path)
                builder.problems.append(error(place, "bad-yaml", variant="two-documents"))
        finally:
            loader.dispose()
        root = builder.build(composed, 0) if composed is not None else None
    except yaml.MarkedYAMLError as failure:
        failed = syntax(failure, text, path)
        told = [problem for problem in builder.problems if problem.location != failed.location]
        return Document(None, (*told, failed))
    except yaml.reader.ReaderError as failure:
        line = text.count("\n", 0, failure.position) + 1
        return Document(None, (error(Location(path, line), "bad-yaml", variant="control"),))
    except RecursionError:
        return Document(None, (error(Location(path, 1, 1), "bad-yaml", variant="depth", limit=_DEPTH),))
    return Document(root, in_order(builder.problems))


class _Builder:
    """Walks the composed graph once, as a tree."""

    def __init__(self, path: str) -> None:
        self.problems: list[Problem] = []
        self._path = path
        self._seen: set[int] = set()

    def place(self, mark: yaml.Mark) -> Location:
        return Location(self._path, mark.line + 1, mark.column + 1)

    def build(self, node: yaml.Node, depth: int) -> Node:
        place = self.place(node.start_mark)
        if id(node) in self._seen:  # an alias, told among the signs
            return Node(None, place)
        self._seen.add(id(node))
        if depth > _DEPTH:
            self.problems.append(error(place, "bad-yaml", variant="depth", limit=_DEPTH))
            return Node(None, place)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place, depth)
        if isinstance(node, yaml.SequenceNode):
            return Node([self.build(child, depth + 1) for child in node.value], place)
        plain = not isinstance(node, yaml.ScalarNode) or node.style not in {"'", '"', "|", ">"}
        value = None if plain and node.value in _NULLS else str(node.value)
        return Node(value, place, quoted=not plain)

    def _mapping(self, node: yaml.MappingNode, place: Location, depth: int) -> Node:
        children: dict[str, Node] = {}
        keys: dict[str, Location] = {}
        for key_node, value_node in node.value:
            key_place = self.place(key_node.start_mark)
            key = self._key(key_node, key_place)
            if key is None:
                continue
            if key in children:
                self.problems.append(error(key_place, "duplicate-key", key=key, first=keys[key].line))
                continue
            keys[key] = key_place
            children[key] = self.build(value_node, depth + 1)
        return Node(children, place, keys)

    def _key(self, node: yaml.Node, place: Location) -> str | None:
        if not isinstance(node, yaml.ScalarNode):
            self.problems.append(error(place, "bad-yaml", variant="complex-key"))
            return None
        if node.tag == "tag:yaml.org,2002:merge":
            self.problems.append(error(place, "bad-yaml", variant="alias"))
            return None
        return str(node.value)


def _second_document(mark: yaml.Mark, text: str, path: str) -> Location:
    """The line of the `---` that a second document begins with; its first node where there is none."""
    lines = text.split("\n")
    for number in range(min(mark.line, len(lines) - 1), 0, -1):
        if lines[number].startswith("---"):
            return Location(path, number + 1, 1)
    return Location(path, mark.line + 1, mark.column + 1)
