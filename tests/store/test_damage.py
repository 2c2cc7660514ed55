"""Whatever happens to a file of the store, `check` finds it: every byte, every length, every file."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from kpitrack.health import store_problems
from kpitrack.intake import Options, Submission, ingest
from kpitrack.problems import Problem
from kpitrack.render.problems import problems_text
from kpitrack.wording import Words
from kpitrack.workspace import open_workspace
from tests.store.disks import Quick

PLAN = """\
schema: 1
plan: {id: p, title: P, year: 2024, office: a}
lead_units: [{id: a, name: A}]
programmes:
  - id: g
    title: G
    indicators:
      - {id: n, name: N, unit: 家, measure: cumulative, target: {at_least: 9}}
      - {id: m, name: M, unit: 家, measure: cumulative, target: {at_least: 9}}
"""
NOW = datetime(2024, 7, 10, 9, 30, tzinfo=timezone(timedelta(hours=8)))
BATCHES = (
    (Submission("a.csv", b"item,period,value\nn,2024-05,1\n"),),
    (
        Submission("b.csv", b"item,period,value\nn,2024-06,2\n"),
        Submission("c.yaml", b"records: [{item: m, period: 2024-06, value: 3}]\n"),
    ),
    (Submission("d.csv", b"item,period,value,note\nm,2024-07,4,\xe5\xa5\xbd\n"),),
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "w"
    (folder / "plan").mkdir(parents=True)
    (folder / "plan" / "targets.yaml").write_bytes(PLAN.encode())
    for submissions in BATCHES:
        ingest(open_workspace(folder), submissions, Options(now=NOW, wait=5), disk=Quick())
    assert check(folder, tmp_path) == ()
    return folder


def check(root: Path, cache: Path) -> tuple[Problem, ...]:
    """What `kpitrack check` lists; it must be able to say it."""
    workspace = open_workspace(root, cache=cache)
    problems = (*workspace.problems(), *store_problems(workspace))
    for language in ("zh", "en"):
        problems_text(problems, Words(language))
    return problems


def files(root: Path) -> list[Path]:
    """The store: batches and originals."""
    return sorted(path for path in (root / "data").rglob("*") if path.is_file() and path.name != ".lock")


def flips(data: bytes) -> Iterator[bytes]:
    """Every byte with its lowest or its highest bit turned over, by turns; the first ones with both."""
    for place, byte in enumerate(data):
        for mask in (0x01, 0x80) if place < 64 else ((0x01, 0x80)[place % 2],):
            yield data[:place] + bytes([byte ^ mask]) + data[place + 1 :]


def cuts(data: bytes) -> Iterator[bytes]:
    """The data at every length below its own."""
    yield from (data[:length] for length in range(len(data)))


def test_every_flipped_byte_and_every_cut_is_found(root: Path, tmp_path: Path) -> None:
    tried: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for path in files(root):
        data = path.read_bytes()
        original = "originals" in path.parts
        for kind, damaged in (("flips", flips(data)), ("cuts", cuts(data))):
            for harm in damaged:
                path.write_bytes(harm)
                problems = check(root, tmp_path)
                tried[kind] += 1
                wanted = "damaged-original" if original else "damaged-batch"
                name = path.relative_to(root).as_posix()
                found[kind] += any(
                    problem.is_error and (problem.location.path, problem.rule) == (name, wanted)
                    for problem in problems
                )
        path.write_bytes(data)

    size = sum(path.stat().st_size for path in files(root))
    for kind in ("flips", "cuts"):
        print(f"{kind}: {found[kind]} of {tried[kind]} found")  # noqa: T201 - `pytest -rP` shows it
    assert found == tried
    assert tried["flips"] > size > 1000
    assert tried["cuts"] == size
    assert check(root, tmp_path) == ()


def test_every_deleted_file_is_found(root: Path, tmp_path: Path) -> None:
    found = {}
    for path in files(root):
        data = path.read_bytes()
        path.unlink()
        found[path.name] = sorted({(problem.severity, problem.rule) for problem in check(root, tmp_path)})
        path.write_bytes(data)

    print(f"deletions: {sum(map(bool, found.values()))} of {len(found)} found")  # noqa: T201
    names = {name[:4]: told for name, told in found.items() if name[4] == "-"}
    lost = [("error", "missing-batch"), ("warning", "orphan-original")]
    assert names == {"0001": lost, "0002": lost, "0003": [("warning", "orphan-original")]}
    submitted = {hashlib.sha256(one.data).hexdigest() for batch in BATCHES for one in batch}
    originals = {name[:64]: told for name, told in found.items() if name[4] != "-"}
    assert originals == {sha: [("error", "missing-original")] for sha in submitted}
    assert len(found) == 7


def test_a_folder_deleted_is_found(root: Path, tmp_path: Path) -> None:
    for folder in ("2024-07", "originals"):
        kept = root / "data" / "progress" / folder
        kept.rename(tmp_path / folder)
        assert check(root, tmp_path) != ()
        (tmp_path / folder).rename(kept)


def test_a_file_renamed_is_found(root: Path, tmp_path: Path) -> None:
    for path in files(root):
        if path.name.startswith("0003-"):
            continue  # the last batch counts on, as a file kept by hand
        elsewhere = path.with_name(f"x{path.name}")
        path.rename(elsewhere)
        assert check(root, tmp_path) != (), path.name
        elsewhere.rename(path)
