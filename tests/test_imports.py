"""The table of imports in docs/architecture.md is the code's: module by module, and downwards only."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "kpitrack"
_ROW = re.compile(
    r"^\| `(?P<module>kpitrack[\w.]*)` \| (?P<own>[^|]*) \| (?P<others>[^|]*) \|$", re.MULTILINE
)


def declared() -> dict[str, tuple[set[str], set[str]]]:
    """Module → what it may import of ours, and of others; in the order of the table."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    return {
        row["module"]: (
            set(re.findall(r"`(kpitrack[\w.]*)`", row["own"])),
            set(re.findall(r"[a-z_]+", row["others"])),
        )
        for row in _ROW.finditer(text)
    }


def unit_of(module: str) -> str:
    """The row a module belongs to: packages count as one."""
    parts = module.split(".")
    return ".".join(parts[:2])


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "kpitrack":
            for name in node.names:
                below = (SOURCE / name.name).is_dir() or (SOURCE / f"{name.name}.py").is_file()
                yield f"kpitrack.{name.name}" if below else "kpitrack"
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def used() -> dict[str, tuple[set[str], set[str]]]:
    """The same as `declared`, read from the code."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        inside = path.relative_to(SOURCE).with_suffix("").parts
        module = "kpitrack" if inside == ("__init__",) else unit_of(".".join(("kpitrack", *inside)))
        own, others = found.setdefault(module, (set(), set()))
        if module == "kpitrack":
            continue  # names its two public functions, which are loaded on first use
        for name in imports(path):
            top = name.split(".")[0]
            if top == "kpitrack":
                own.add(unit_of(name))
            elif top not in sys.stdlib_module_names:
                others.add(top)
        own.discard(module)
    return found


def test_every_module_has_its_row_and_every_row_its_module() -> None:
    assert set(declared()) == set(used())


@pytest.mark.parametrize("module", sorted(used()))
def test_a_module_imports_what_its_row_says(module: str) -> None:
    assert used()[module] == declared()[module]


def test_imports_run_one_way() -> None:
    above: set[str] = set()
    for module, (own, _) in declared().items():
        assert own <= above, module
        above.add(module)


@pytest.mark.parametrize(
    ("library", "home"),
    [("rich", {"render/table.py"}), ("yaml", {"sources/yaml_nodes.py"})],
)
def test_a_slow_library_has_one_home(library: str, home: set[str]) -> None:
    found = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if any(name.split(".")[0] == library for name in imports(path))
    }
    assert found == home
