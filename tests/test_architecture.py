"""What no module may do, read from its text. The table of imports is checked beside it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "kpitrack"
MODULES = sorted(path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py"))
CLOCK = "cli/session.py"
FORBIDDEN_CALLS = {"float", "round", "eval", "exec", "print", "input", "compile"}
FORBIDDEN_LOADS = {"load", "load_all", "safe_load", "safe_load_all", "full_load", "unsafe_load"}
CLOCK_READS = {"now", "today", "utcnow", "time", "time_ns", "localtime", "gmtime", "fromtimestamp"}


def tree(module: str) -> ast.Module:
    return ast.parse((SOURCE / module).read_text(encoding="utf-8"))


def calls(module: str) -> Iterator[tuple[str, str, int]]:
    """Every call as (what stands before the dot, name, line)."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield "", node.func.id, node.lineno
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield ast.unparse(node.func.value), node.func.attr, node.lineno


def imported(module: str) -> Iterator[str]:
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_there_are_modules() -> None:
    assert {"numeric.py", "ledger.py", "assessment/indicators.py", "render/data.py", CLOCK} <= set(MODULES)


@pytest.mark.parametrize("module", MODULES)
def test_no_float_no_rounding_of_pythons_and_nothing_executed(module: str) -> None:
    assert [
        (name, line) for owner, name, line in calls(module) if not owner and name in FORBIDDEN_CALLS
    ] == []


@pytest.mark.parametrize("module", [module for module in MODULES if not module.startswith("cli/")])
def test_no_number_is_a_float(module: str) -> None:
    floats = [
        node.lineno
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ]
    allowed = {"suggest.py", "headers.py", "render/table.py", "store/lock.py", "submissions.py"}
    assert not floats or module in allowed, floats


@pytest.mark.parametrize("module", [module for module in MODULES if module != CLOCK])
def test_only_the_session_reads_the_clock(module: str) -> None:
    found = [
        (f"{owner}.{name}", line)
        for owner, name, line in calls(module)
        if name in CLOCK_READS and owner.rpartition(".")[2] in {"datetime", "date", "time"}
    ]
    assert found == []


def test_the_session_does_read_it() -> None:
    assert "now" in {name for owner, name, _ in calls(CLOCK) if owner == "datetime"}


@pytest.mark.parametrize("module", MODULES)
def test_yaml_is_composed_and_never_loaded(module: str) -> None:
    assert [line for owner, name, line in calls(module) if owner == "yaml" and name in FORBIDDEN_LOADS] == []


@pytest.mark.parametrize("module", MODULES)
def test_nothing_imports_click_or_the_network(module: str) -> None:
    forbidden = {"click", "socket", "urllib", "http", "requests", "ssl", "pickle", "subprocess"}
    allowed = {"socket"} if module == "store/lock.py" else set()  # for the name of this machine only
    assert {name.partition(".")[0] for name in imported(module)} & forbidden <= allowed
    assert {name for owner, name, _ in calls(module) if owner == "socket"} <= {"gethostname"}


@pytest.mark.parametrize("module", [module for module in MODULES if not module.startswith("sources/")])
def test_only_the_sources_know_yaml_and_csv_readers(module: str) -> None:
    assert "yaml" not in set(imported(module))
    assert [line for owner, name, line in calls(module) if (owner, name) == ("csv", "reader")] == []


@pytest.mark.parametrize("module", MODULES)
def test_text_is_not_cut_at_every_unicode_line_end(module: str) -> None:
    assert [line for _, name, line in calls(module) if name == "splitlines"] == []


@pytest.mark.parametrize("module", [module for module in MODULES if module.startswith("store/")])
def test_in_the_store_what_cannot_be_looked_at_is_not_absent(module: str) -> None:
    assert [
        (name, line) for _, name, line in calls(module) if name in {"exists", "is_file", "is_dir", "isfile"}
    ] == []


@pytest.mark.parametrize("module", MODULES)
def test_a_module_says_what_it_is(module: str) -> None:
    assert ast.get_docstring(tree(module)) or module == "py.typed"


@pytest.mark.parametrize("module", MODULES)
def test_pydantic_stays_in_the_forms(module: str) -> None:
    names = {name.partition(".")[0] for name in imported(module)}
    assert not names & {"pydantic", "pydantic_core"} or module.startswith("schema/")


def test_the_guards_would_see_an_offence(tmp_path: Path) -> None:
    offence = (
        "import click\nfrom datetime import datetime\nx = float('1')\ny = datetime.now()\n'a'.splitlines()\n"
    )
    path = tmp_path / "offence.py"
    path.write_text(offence, encoding="utf-8")
    module = str(path)
    assert {name for _, name, _ in calls(module)} == {"float", "now", "splitlines"}
    assert [owner for owner, name, _ in calls(module) if name == "now"] == ["datetime"]
    assert set(imported(module)) == {"click", "datetime"}
