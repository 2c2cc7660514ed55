"""What units really send: files good and bad, and what must happen with each of them.

`tests/corpus/make.py` makes the files; what must happen stands in `tests/corpus/cases.yaml`, by hand.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kpitrack import open_workspace
from kpitrack.intake import IngestResult, Options, Submission, ingest
from kpitrack.numeric import plain
from kpitrack.periods import Period
from kpitrack.problems import Problem
from kpitrack.render.problems import problem_text
from kpitrack.reported import Record
from kpitrack.wording import Words
from tests.corpus.sheets import edited, members, packed, versions

HERE = Path(__file__).resolve().parent
CORPUS = HERE / "corpus"
FILES = CORPUS / "files"
NOW = datetime(2024, 7, 10, 9, 0, tzinfo=timezone(timedelta(hours=8)))
DONE, INPUT_REJECTED = 0, 3

TEXTS = ("note", "problem", "next", "evidence", "reason")


def _cases() -> list[dict[str, Any]]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    cases: list[dict[str, Any]] = yaml.load((CORPUS / "cases.yaml").read_bytes(), loader)  # noqa: S506
    return cases


CASES = _cases()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small workspace, which holds one record already."""
    (tmp_path / "plan").mkdir()
    shutil.copy(CORPUS / "plan.yaml", tmp_path / "plan" / "targets.yaml")
    progress = tmp_path / "data" / "progress"
    progress.mkdir(parents=True)
    shutil.copy(CORPUS / "hand.csv", progress)
    return tmp_path


@pytest.mark.parametrize("case", CASES, ids=[case["file"] for case in CASES])
def test_what_happens_with_a_file(case: dict[str, Any], root: Path) -> None:
    before = _contents(root)
    result = _ingest(root, case)
    shown = "".join(f"{problem_text(problem, Words('en'))}\n" for problem in result.problems)
    assert (DONE if result.accepted else INPUT_REJECTED) == case["exit"], shown
    _check_problems(case, result, shown)
    _check_totals(case, result)
    after = _contents(root)
    if case["outcome"] == "reject":
        assert after == before
        return
    stored = _stored(root)
    assert sorted(map(_said, stored)) == sorted(map(_expected, case["stored"]))
    assert set(_places(case["stored"])) <= {
        record.provenance.source_place for record in stored if record.provenance
    }
    assert all(after[path] == data for path, data in before.items())
    again = _ingest(root, case)
    assert again.accepted
    assert (again.files[0].stored, again.files[0].read) == (0, result.files[0].read)
    assert _contents(root) == after


def _ingest(root: Path, case: Mapping[str, Any]) -> IngestResult:
    given = dict(case.get("options", {}))
    if "month" in given:
        given["month"] = Period.iso(given["month"])
    data = (FILES / case["file"]).read_bytes()
    return ingest(open_workspace(root), [Submission(case["file"], data)], Options(now=NOW, **given))


def _check_problems(case: Mapping[str, Any], result: IngestResult, shown: str) -> None:
    """All that is expected is there, and nothing else but what may be."""
    left = list(result.problems)
    for expected in case.get("problems", []):
        found = next((problem for problem in left if _is_it(problem, expected)), None)
        assert found is not None, f"{expected} is missing in:\n{shown}"
        left.remove(found)
    unexpected = [problem for problem in left if problem.rule not in case.get("may", [])]
    assert not unexpected, shown
    sentences = " ".join(problem_text(problem, Words("zh")) for problem in result.problems)
    for words in case.get("says", []):
        assert words in shown or words in sentences


def _is_it(problem: Problem, expected: str) -> bool:
    severity, rule, place = expected.split(" ", 2)
    rules = {"*", problem.rule, f"{problem.rule}/{problem.variant}"}
    at = str(problem.location).removeprefix(problem.location.path).strip("[]:") or "-"
    return (
        problem.severity.value == severity
        and not rules.isdisjoint(rule.split("|"))
        and (place == "*" or at in place.split("|"))
    )


def _check_totals(case: Mapping[str, Any], result: IngestResult) -> None:
    """Rows read = stored + already there + rejected, and none stored where any is rejected."""
    totals = result.files[0]
    assert totals.read == totals.stored + totals.already + totals.rejected
    if case["outcome"] == "reject":
        assert totals.stored == 0
        assert totals.read == case.get("rows", totals.read)
    else:
        assert (totals.stored, totals.already) == (len(case["stored"]), case.get("already", 0))
        assert totals.rejected == 0
    assert totals.blank == case.get("blank", totals.blank)
    assert totals.encoding == case.get("encoding", totals.encoding)


def _contents(root: Path) -> dict[str, bytes]:
    """Every file that an ingest may not change or must leave; the lock has no content."""
    paths = (path for path in root.rglob("*") if path.is_file() and path.name != ".lock")
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def _stored(root: Path) -> list[Record]:
    workspace = open_workspace(root)
    return [record for record in workspace.records if record.provenance]


def _said(record: Record) -> str:
    """A record as the cases write it: in full, except for its place."""
    figure = "-" if record.value is None else f"{_bare(record.value)}{record.unit}"
    more = {
        "increment": "" if record.increment is None else _bare(record.increment),
        "state": record.state.value if record.state else "",
        "progress": "" if record.progress is None else _bare(record.progress),
        "rate": "" if record.rate is None else _bare(record.rate),
        "estimate": "True" if record.estimate else "",
        "withdraw": "True" if record.withdraw else "",
        "reported_on": str(record.reported_on),
        **{name: getattr(record, name) for name in TEXTS},
    }
    told = sorted(f"{name}={text}" for name, text in more.items() if text)
    return " ".join((record.item, str(record.period), figure, record.reported_by, *told))


def _expected(text: str) -> str:
    """A record of the cases, spelled out."""
    item, period, figure, reporter, *more = shlex.split(text)
    told = dict(entry.split("=", 1) for entry in more)
    told.setdefault("reported_on", str(NOW.date()))
    told.pop("place", None)
    return " ".join((item, period, figure, reporter, *sorted(f"{key}={said}" for key, said in told.items())))


def _places(texts: list[str]) -> list[str]:
    """The places named in the records of a case."""
    found = (re.search(r" place=(\S+)", text) for text in texts)
    return [place[1] for place in found if place]


def _bare(value: Decimal) -> str:
    """A number as the cases write it: 12.50 is 12.5."""
    return plain(value.normalize())


def test_every_file_has_its_case() -> None:
    names = [case["file"] for case in CASES]
    assert sorted(names) == sorted(path.name for path in FILES.iterdir())
    assert len(names) >= 150


def test_cases_are_of_one_piece() -> None:
    for case in CASES:
        known = {"file", "why", "outcome", "exit", "options", "stored", "already", "blank", "rows"}
        assert case.keys() <= known | {"encoding", "problems", "may", "says"}, case["file"]
        rejected = case["outcome"] == "reject"
        assert case["exit"] == (INPUT_REJECTED if rejected else DONE), case["file"]
        assert ("stored" in case) != rejected, case["file"]
        errors = [text for text in case.get("problems", []) if text.startswith("error ")]
        assert bool(errors) == rejected, case["file"]
        assert case["outcome"] in {"accept", "normalise", "reject"}


def test_the_files_are_made_alike_each_time(tmp_path: Path) -> None:
    """The same bytes; with other versions of the libraries the same cells."""
    words = [sys.executable, "-m", "tests.corpus.make", str(tmp_path)]
    subprocess.run(words, cwd=HERE.parent, check=True)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_bytes() for path in FILES.iterdir()}
    assert made.keys() == kept.keys()
    same_versions = (CORPUS / "versions.txt").read_text(encoding="utf-8") == versions()
    look = (lambda data: data) if same_versions else _cells
    assert [name for name in made if made[name] != kept[name] and look(made[name]) != look(kept[name])] == []


def _cells(data: bytes) -> object:
    """What a workbook holds; whether it is one; any other file itself."""
    import openpyxl
    import xlrd

    if data.startswith(b"PK") and len(data) < 100_000:
        try:
            book = openpyxl.load_workbook(io.BytesIO(data))
        except Exception as failure:  # noqa: BLE001 - damaged on purpose, and so is the other
            return type(failure)
        return [
            (sheet.title, sheet.sheet_state, *sheet.iter_rows(max_row=9, values_only=True)) for sheet in book
        ]
    if data.startswith(b"\xd0\xcf"):
        try:
            old = xlrd.open_workbook(file_contents=data, logfile=io.StringIO())
        except Exception as failure:  # noqa: BLE001 - the same
            return type(failure)
        return [(sheet.name, *map(sheet.row_values, range(sheet.nrows))) for sheet in old.sheets()]
    return data[:4] if data.startswith(b"PK") else data


SAME = (
    "enc-utf8.csv",
    "enc-gb18030.csv",
    "enc-utf16-tab.txt",
    "csv-semicolon.csv",
    "num-plus.csv",
    "yaml-plain.yaml",
    "x-month-cell.xlsx",
    "o-plain.et",
)


def test_the_same_rows_in_any_format_are_stored_once(root: Path) -> None:
    first, *others = SAME
    assert _ingest(root, {"file": first}).files[0].stored == 1
    after = _contents(root)
    for name in others:
        totals = _ingest(root, {"file": name}).files[0]
        assert (name, totals.read, totals.stored, totals.already) == (name, 1, 0, 1)
    assert _contents(root) == after


def test_all_of_the_corpus_at_once_stores_nothing(root: Path) -> None:
    """One bad file keeps all others out, and every problem of every file is told."""
    given = [case for case in CASES if not case.get("options")]
    submissions = [Submission(case["file"], (FILES / case["file"]).read_bytes()) for case in given]
    before = _contents(root)
    result = ingest(open_workspace(root), submissions, Options(now=NOW))
    assert not result.accepted
    assert [totals.name for totals in result.files] == [case["file"] for case in given]
    assert all(totals.read == totals.already + totals.rejected for totals in result.files)
    wrong = {problem.location.path for problem in result.problems if problem.is_error}
    # A row that stands in another file as well is told there.
    disputed = {case["file"] for case in given if "conflict" in str(case).replace("merge-conflict", "")}
    assert wrong >= {case["file"] for case in given if case["outcome"] == "reject"} - disputed
    # The others are told only that they stand against one another, as figures of one item must.
    others = {problem.rule for problem in result.problems if problem.is_error} & {"conflict"}
    assert others == {"conflict"}
    assert _contents(root) == before


LARGE = ("rows", "book", "text")


def _large(kind: str) -> tuple[str, bytes, str]:
    """A file larger than what is read: its name, its bytes, the rule."""
    if kind == "text":
        return "large.csv", b"item,period,value\n".ljust((100 << 20) + 1, b"\n"), "file-too-large"
    plain_book = (FILES / "x-plain.xlsx").read_bytes()
    if kind == "book":
        with_picture = {**members(plain_book), "xl/media/image1.png": b"\x89PNG" + b"x" * (10 << 20)}
        return "large.xlsx", packed(with_picture, stored=True), "file-too-large"
    rows = "".join(f'<row r="{number}">{"<c><v>1</v></c>" * 250}</row>' for number in range(10, 811))
    return "large.xlsx", edited(plain_book, "</sheetData>", f"{rows}</sheetData>"), "sheet-too-large"


@pytest.mark.parametrize("kind", LARGE)
def test_what_is_too_large_is_refused(kind: str, root: Path) -> None:
    name, data, rule = _large(kind)
    result = ingest(open_workspace(root), [Submission(name, data)], Options(now=NOW))
    assert [(problem.rule, problem.location.path) for problem in result.problems if problem.is_error] == [
        (rule, name)
    ]


SAMPLE = (
    "enc-gb18030.csv",
    "num-em-dash.csv",
    "yaml-deep.yaml",
    "w-months.xlsx",
    "x-month-impossible.xlsx",
    "o-plain.et",
    "k-web-page.xls",
    "b-cut.xls",
)


@pytest.mark.parametrize("name", SAMPLE)
def test_the_program_itself(name: str, root: Path) -> None:
    case = next(case for case in CASES if case["file"] == name)
    words = [sys.executable, "-m", "kpitrack", "-C", str(root), "ingest", str(FILES / name), "--lang", "zh"]
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent / "src"), "PYTHONUTF8": "1"}
    run = subprocess.run(
        words, capture_output=True, text=True, encoding="utf-8", env=environment, check=False
    )
    assert run.returncode == case["exit"]
    assert "Traceback" not in run.stdout + run.stderr
    for problem in case.get("problems", []):
        severity, rules, _ = problem.split(" ", 2)
        wanted = "|".join(re.escape(rule.partition("/")[0]) for rule in rules.split("|"))
        assert re.search(rf": {severity}: .*\[(?:{wanted})\]", run.stderr)
