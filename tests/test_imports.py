"""The table of imports in docs/architecture.md is the code's, and imports run one way.

`pytest tests/test_imports.py --update-golden` writes the table anew.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "kpitrack"
PAGE = ROOT / "docs" / "architecture.md"
HEAD = "| module | may import | third party |"


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


def in_order(modules: dict[str, tuple[set[str], set[str]]]) -> Iterator[str]:
    """The modules, each after all that it imports; AssertionError where imports run in a circle."""
    placed: set[str] = set()
    while len(placed) < len(modules):
        ready = sorted(name for name, (own, _) in modules.items() if name not in placed and own <= placed)
        assert ready, f"a circle among {sorted(set(modules) - placed)}"
        yield from ready
        placed |= set(ready)


def table() -> str:
    """The table as it should stand on the page."""
    modules = used()
    order = list(in_order(modules))
    rows = [HEAD, "|---|---|---|"]
    for name in order:
        own, others = modules[name]
        listed = ", ".join(f"`{other}`" for other in order if other in own)
        rows.append(f"| `{name}` | {listed or '–'} | {', '.join(sorted(others)) or '–'} |")
    return "\n".join(rows) + "\n"


def test_the_page_has_the_table_of_the_code(request: pytest.FixtureRequest) -> None:
    before, _, found = PAGE.read_text(encoding="utf-8").partition(HEAD)
    if request.config.getoption("--update-golden"):
        PAGE.write_text(before + table(), encoding="utf-8")
        return
    assert HEAD + found == table()


@pytest.mark.parametrize(
    ("library", "home"),
    [
        ("rich", {"render/table.py", "render/widths.py"}),
        ("yaml", {"sources/yaml_nodes.py", "sources/yaml_slips.py"}),
    ],
)
def test_a_slow_library_has_one_home(library: str, home: set[str]) -> None:
    found = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if any(name.split(".")[0] == library for name in imports(path))
    }
    assert found == home
