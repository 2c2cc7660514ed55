"""Closing a month: what is sealed, what is refused afterwards, and how later changes are told."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kpitrack.closing import Outcome, Request, close
from kpitrack.intake import Options, Submission, ingest
from kpitrack.periods import Period
from kpitrack.revisit import amended
from kpitrack.store.fsio import LocalDisk
from kpitrack.store.seal import read_seals, seal_data
from kpitrack.workspace import open_workspace

ROOT = Path(__file__).resolve().parent.parent
NOW = dt.datetime(2024, 7, 10, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))
PLAN = """\
schema: 1
plan: {id: p, title: Plan, place: X, year: 2024, office: a, language: en}
lead_units: [{id: a, name: Unit A}]
series:
  - {id: patents, name: Patents, unit: 件, reported_by: a}
  - {id: people, name: People, unit: 万人, reported_by: a}
programmes:
  - id: goals
    title: Goals
    tasks:
      - id: t
        title: Task
        lead: [a]
        indicators:
          - {id: firms, name: Firms, unit: 家, measure: cumulative, target: {at_least: 12}}
          - {id: loans, name: Loans, unit: 亿元, measure: cumulative, target: {at_least: 10}, schedule: none}
          - {id: density, name: Density, unit: 件/万人, measure: level, target: {at_least: 1},
             derive: {ratio: [patents, people]}}
        actions:
          - {id: base, name: Base, kind: milestone}
          - {id: plant, name: Plant, kind: project,
             steps: [{id: design, name: Design}, {id: build, name: Works}]}
"""
RECORDS = """\
item,period,value,reported_on,state,progress,estimate,evidence,reason
firms,2024-06,6,2024-07-03,,,,,
loans,2024-06,2.50,2024-07-03,,,true,,
patents,2024-06,100,2024-07-03,,,,,
people,2024-06,60,2024-07-03,,,,,
base,2024-06,,2024-07-03,in_progress,40,,,
plant.design,2024-06,,2024-07-03,done,,,,
"""
CORRECTION = "item,period,value,reported_on,reason\nfirms,2024-06,5,2024-08-02,counted twice\n"
Kpitrack = Callable[..., Any]


@pytest.fixture
def root(workspace: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with records of June, kept by hand; the current folder."""
    folder = workspace(PLAN, {"june.csv": RECORDS})
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def closed(root: Path, kpitrack: Kpitrack) -> Path:
    """The same, June closed."""
    assert kpitrack("close", "--month", "6").code == 0
    return root


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def send(kpitrack: Kpitrack, text: str, *words: str) -> Any:  # noqa: ANN401 - what a run came to
    Path("sent.csv").write_text(text, encoding="utf-8")
    return kpitrack("ingest", "sent.csv", *words)


def changes(kpitrack: Kpitrack, *words: str) -> list[str]:
    """What `check` says of closed months: the first line of each problem."""
    run = kpitrack("check", *words)
    return [line for line in run.out.split("\n") if "[changed-after-closing]" in line]


# ---------------------------------------------------------------- kpitrack close


def test_a_month_is_closed_and_what_it_lacks_is_named(root: Path, kpitrack: Kpitrack) -> None:
    rewrite(root / "data/progress/june.csv", "base,2024-06,,2024-07-03,in_progress,40,,,\n", "")

    run = kpitrack("close", "--month", "6")

    assert (run.code, run.err) == (0, "")
    assert run.out == (
        "closed 2024-06: data/closed/2024-06.yaml\n"
        "  owed and not reported (1): Base\n"
        "  estimates (1): Loans\n"
        "  earlier months that are not closed: 2024-01, 2024-02, 2024-03, 2024-04, 2024-05\n"
    )


def test_a_seal_holds_the_figures_the_hashes_and_the_briefings(closed: Path, kpitrack: Kpitrack) -> None:
    seal = read_seals(closed).sound[Period(2024, 6)]
    status = json.loads(
        kpitrack("status", "--month", "6", "--format", "json").out, parse_float=str, parse_int=str
    )

    assert seal.plan_sha256 == status["plan"]["sha256"]
    assert seal.data_sha256 == status["data"]["sha256"]
    assert list(seal.files) == ["data/progress/june.csv"]
    assert (seal.program, seal.rule_version, seal.language) == ("0.1.0", "1", "en")
    assert seal.figures == texts(status)
    for language in ("zh", "en"):
        printed = seal.printed("md", language)
        assert printed
        assert printed.data.decode() == kpitrack("report", "--month", "6", "--lang", language, "-o", "-").out


def texts(value: object) -> object:
    """JSON data with its truth values as a seal has them."""
    if isinstance(value, dict):
        return {key: texts(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [texts(entry) for entry in value]
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else value


def test_the_same_month_gives_the_same_seal(root: Path) -> None:
    request = Request(Period(2024, 6), NOW)
    first = close(open_workspace(root), request)
    data = (root / first.path).read_bytes()
    (root / first.path).unlink()

    assert close(open_workspace(root), request).outcome is Outcome.CLOSED
    assert (root / first.path).read_bytes() == data


@pytest.mark.parametrize("today", ["2024-06-30", "2024-05-02"])
def test_a_month_that_is_not_over_cannot_be_closed(
    root: Path, kpitrack: Kpitrack, today: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KPITRACK_TODAY", today)

    run = kpitrack("close", "--month", "6")

    assert (run.code, run.out) == (2, "")
    assert run.err == f"error: 2024-06 is not over yet (today is {today}): it cannot be closed\n"
    assert not (root / "data/closed").exists()


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ("firms,2024-06,7,2024-07-03,,,,,\n", "june.csv:8:1: error: "),
        ("firms,2024-05,many,2024-06-03,,,,,\n", "june.csv:8:15: error: "),
    ],
    ids=["conflict", "unreadable"],
)
def test_a_month_with_errors_is_not_closed(root: Path, kpitrack: Kpitrack, rows: str, place: str) -> None:
    path = root / "data/progress/june.csv"
    path.write_text(RECORDS + rows, encoding="utf-8")

    run = kpitrack("-q", "close", "--month", "6")

    assert (run.code, run.out) == (3, "2024-06 has errors: it is not closed\n")
    assert f"data/progress/{place}" in run.err
    assert not (root / "data/closed").exists()


def test_errors_of_later_months_do_not_stand_in_the_way(root: Path, kpitrack: Kpitrack) -> None:
    path = root / "data/progress/june.csv"
    path.write_text(RECORDS + "firms,2024-07,many,2024-08-03,,,,,\n", encoding="utf-8")

    assert kpitrack("close", "--month", "6").code == 0


def test_closing_again_changes_nothing(closed: Path, kpitrack: Kpitrack) -> None:
    path = closed / "data/closed/2024-06.yaml"
    before = path.read_bytes()

    run = kpitrack("close", "--month", "2024年6月")

    assert (run.code, run.err) == (0, "")
    assert run.out == "2024-06 is closed already, nothing has changed: data/closed/2024-06.yaml\n"
    assert path.read_bytes() == before


def test_a_closed_month_is_not_closed_with_other_figures(closed: Path, kpitrack: Kpitrack) -> None:
    path = closed / "data/closed/2024-06.yaml"
    before = path.read_bytes()
    rewrite(closed / "data/progress/june.csv", "firms,2024-06,6,", "firms,2024-06,7,")

    run = kpitrack("close", "--month", "6")

    assert (run.code, run.out) == (2, "")
    assert run.err == (
        "error: 2024-06 is closed, and items that stand otherwise now: 1; see data/closed/2024-06.yaml\n"
        "    the seal stays: kpitrack check lists the changes, and so does the next briefing\n"
    )
    assert path.read_bytes() == before


@pytest.mark.usefixtures("root")
def test_nor_with_another_heading(kpitrack: Kpitrack) -> None:
    heading = ("--title", "T", "--to", "all", "--from", "us", "--number", "6")
    assert kpitrack("close", "--month", "6", *heading).code == 0

    assert kpitrack("close", "--month", "6", *heading).code == 0
    assert kpitrack("close", "--month", "6").code == 0
    other = kpitrack("close", "--month", "6", "--number", "7")

    assert other.code == 2
    assert other.err.startswith(
        "error: 2024-06 is closed with another title, addressee, signature, number or day of issue"
    )
    assert "\nTo: all\n" in kpitrack("report", "--month", "6", "--as-published", "-o", "-").out


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_file_that_was_issued_is_compared(root: Path, kpitrack: Kpitrack, language: str) -> None:
    kpitrack("report", "--month", "6", "--lang", language)
    assert kpitrack("close", "--month", "6").err == ""

    (root / "reports/2024-06.md").write_text("edited", encoding="utf-8")
    again = kpitrack("close", "--month", "6")

    assert again.code == 0
    assert again.err.startswith(
        "reports/2024-06.md: warning: reports/2024-06.md is not the briefing that was sealed "
        "[published-differs]"
    )


def test_without_a_month_nothing_is_closed(root: Path, kpitrack: Kpitrack) -> None:
    assert kpitrack("close").code == 2
    assert kpitrack("close", "--month", "13").code == 2
    assert not (root / "data/closed").exists()


def test_seals_are_no_records(closed: Path) -> None:
    workspace = open_workspace(closed)

    assert len(workspace.records) == 6
    assert workspace.problems() == ()


@pytest.mark.parametrize("month", [3, 6, 12])
def test_of_a_sealed_month_nothing_has_changed(month: int, tmp_path: Path) -> None:
    """On the real plan: what is read back from a seal stands as what it was made of."""
    workspace = open_workspace(ROOT)
    target = tmp_path / "closed"
    (target / "plan").mkdir(parents=True)
    (target / "plan/targets.yaml").write_bytes((ROOT / "plan/targets.yaml").read_bytes())
    for path in workspace.hashes:
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes((ROOT / path).read_bytes())

    close(open_workspace(target), Request(Period(2024, month), NOW.replace(year=2025)))

    seal = read_seals(target).sound[Period(2024, month)]
    assert amended(workspace, workspace.ledger(), seal) == ()


def test_a_month_is_not_closed_while_another_briefing_of_it_is_there(root: Path, kpitrack: Kpitrack) -> None:
    assert kpitrack("report", "--month", "6", "--number", "6").code == 0

    refused = kpitrack("close", "--month", "6")

    assert refused.code == 2
    assert refused.err.startswith(
        f"error: {Path('reports/2024-06.md')} is not the briefing that would be sealed"
    )
    assert not (root / "data" / "closed" / "2024-06.yaml").exists()
    assert kpitrack("close", "--month", "6", "--number", "6").code == 0


def test_what_was_published_is_not_written_over(closed: Path, kpitrack: Kpitrack) -> None:
    path = closed / "reports" / "2024-06.md"
    assert kpitrack("report", "--month", "6").code == 0  # the same text: nothing is lost
    published = path.read_bytes()

    refused = kpitrack("report", "--month", "6", "--number", "6")

    assert refused.code == 2
    assert refused.err.startswith(
        "error: 2024-06 is closed: the briefing in reports/ was published and stays\n"
    )
    assert path.read_bytes() == published
    assert kpitrack("report", "--month", "6", "--number", "6", "-o", "other.md").code == 0
    assert kpitrack("report", "--month", "6", "--as-published").code == 0
    assert path.read_bytes() == published


# ---------------------------------------------------------------- report --as-published


def test_what_was_published_is_printed_again(closed: Path, kpitrack: Kpitrack) -> None:
    published = {
        language: kpitrack("report", "--month", "6", "--lang", language, "-o", "-").out
        for language in ("zh", "en")
    }
    (closed / "plan/targets.yaml").write_text("schema: 9\n", encoding="utf-8")
    (closed / "data/progress/june.csv").write_bytes(b"\xff")

    run = kpitrack("report", "--month", "6", "--as-published")

    assert (run.code, run.out, run.err) == (0, "", "wrote reports/2024-06.md\n")
    assert (closed / "reports/2024-06.md").read_bytes().decode() == published["en"]
    for language, text in published.items():
        words = ("report", "--as-published", "--lang", language)
        assert kpitrack(*words, "-o", "-").out == text
        kpitrack(*words, "--month", "2024-06", "-o", "again.md")
        assert (closed / "again.md").read_bytes().decode() == text


@pytest.mark.parametrize("form", ["docx", "xlsx", "html"])
def test_every_format_is_printed_again(closed: Path, kpitrack: Kpitrack, form: str) -> None:
    assert kpitrack("report", "--month", "6", "-o", f"now.{form}").code == 0
    (closed / "data/progress/june.csv").write_bytes(b"\xff")

    assert kpitrack("report", "--month", "6", "--as-published", "-o", f"again.{form}").code == 0
    assert (closed / f"again.{form}").read_bytes() == (closed / f"now.{form}").read_bytes()
    other = kpitrack("report", "--month", "6", "--as-published", "--lang", "zh", "-o", f"other.{form}")
    assert other.code == 2
    assert other.err == (
        f"error: 2024年6月的封账文件中没有中文的 {form} 通报；有：\n"
        "    md（英文）、docx（英文）、xlsx（英文）、html（英文）、md（中文）\n"
    )


@pytest.mark.parametrize("form", ["docx", "xlsx", "html"])
def test_no_format_in_reports_is_written_over_or_sealed_otherwise(
    root: Path, kpitrack: Kpitrack, form: str
) -> None:
    (root / "reports").mkdir()
    edited = root / "reports" / f"2024-06.{form}"
    edited.write_bytes(b"edited by hand")

    refused = kpitrack("close", "--month", "6")

    assert refused.code == 2
    assert f"reports/2024-06.{form}" in refused.err
    edited.unlink()
    assert kpitrack("report", "--month", "6", "--format", form).code == 0
    assert kpitrack("close", "--month", "6").code == 0
    text = "item,period,value,reported_on\nfirms,2024-06,5,2024-07-09\n"
    assert send(kpitrack, text, "--reopen", "--reason", "counted twice").code == 0
    assert kpitrack("report", "--month", "6", "--format", form).code == 2


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_a_file_gone_over_by_hand_is_no_obstacle(root: Path, kpitrack: Kpitrack, form: str) -> None:
    assert kpitrack("report", "--month", "6", "--format", form).code == 0
    path = root / "reports" / f"2024-06.{form}"
    edited = io.BytesIO()
    with zipfile.ZipFile(path) as written, zipfile.ZipFile(edited, "w") as copy:
        for name in written.namelist():
            copy.writestr(name, written.read(name).replace(b"Firms", b"FIRMS"))
    path.write_bytes(edited.getvalue())

    run = kpitrack("close", "--month", "6")

    assert run.code == 0
    assert (
        f"reports/2024-06.{form}: warning: reports/2024-06.{form} was edited after it was written" in run.err
    )
    assert path.read_bytes() == edited.getvalue()


@pytest.mark.parametrize("form", ["docx", "xlsx"])
@pytest.mark.usefixtures("root")
def test_a_file_with_another_heading_was_not_only_gone_over(kpitrack: Kpitrack, form: str) -> None:
    assert kpitrack("report", "--month", "6", "--format", form, "--number", "6").code == 0

    assert kpitrack("close", "--month", "6").code == 2
    assert kpitrack("close", "--month", "6", "--number", "6").code == 0


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_a_file_on_other_records_is_one(root: Path, kpitrack: Kpitrack, form: str) -> None:
    assert kpitrack("report", "--month", "6", "--format", form).code == 0
    rewrite(root / "data/progress/june.csv", "firms,2024-06,6", "firms,2024-06,7")

    assert kpitrack("close", "--month", "6").code == 2


def test_a_month_that_is_not_closed_was_not_published(
    root: Path, kpitrack: Kpitrack, monkeypatch: pytest.MonkeyPatch
) -> None:
    none = kpitrack("report", "--month", "6", "--as-published", "--lang", "en")
    monkeypatch.setenv("KPITRACK_TODAY", "2024-09-01")
    kpitrack("close", "--month", "5")
    kpitrack("close", "--month", "7")
    between = kpitrack("report", "--month", "6", "--as-published", "--lang", "en")
    outside = kpitrack("report", "--month", "9", "--as-published", "--lang", "en")

    assert (none.code, between.code, outside.code) == (2, 2, 2)
    assert none.err.startswith("error: no month is closed: nothing was published\n")
    assert between.err == (
        "error: 2024-06 is not closed: nothing was published\n"
        "    closed months: 2024-05 | 2024-07. To close one: kpitrack close --month MONTH\n"
    )
    assert outside.err.startswith("error: 2024-09 is not closed: nothing was published")
    assert kpitrack("report", "--month", "6", "--as-published", "--lang", "zh").err == (
        "error: 2024年6月没有封账，没有可重印的通报\n"
        "    已封账的月份：2024年5月、2024年7月。封账用 kpitrack close --month 月份\n"
    )
    assert not (root / "reports").exists()


@pytest.mark.parametrize("option", ["--title", "--to", "--from", "--number", "--as-of"])
@pytest.mark.usefixtures("closed")
def test_nothing_can_be_changed_in_it(kpitrack: Kpitrack, option: str) -> None:
    run = kpitrack("report", "--month", "6", "--as-published", option, "2024-07-01", "--lang", "en")

    assert run.code == 2
    assert run.err == f"error: --as-published prints what was published; {option} cannot go with it\n"


def test_a_language_that_was_not_sealed_is_not_made_up(closed: Path, kpitrack: Kpitrack) -> None:
    seal = read_seals(closed).sound[Period(2024, 6)]
    (closed / "data/closed/2024-06.yaml").write_bytes(seal_data(replace(seal, published=seal.published[:1])))

    run = kpitrack("report", "--month", "6", "--as-published", "--lang", "zh", "-o", "-")

    assert (run.code, run.out) == (2, "")
    assert run.err.endswith("2024年6月的封账文件中没有中文的 md 通报；有：md（英文）\n")


# ---------------------------------------------------------------- damage


def test_a_damaged_seal_keeps_its_month_closed_and_prints_nothing(closed: Path, kpitrack: Kpitrack) -> None:
    path = closed / "data/closed/2024-06.yaml"
    rewrite(path, "    - id: loans\n", "    - id: loanz\n")

    checked = kpitrack("check", "--lang", "en")
    printed = kpitrack("report", "--month", "6", "--as-published", "--lang", "en", "-o", "-")
    sent = send(kpitrack, CORRECTION, "--reported-on", "2024-07-05")
    again = kpitrack("close", "--month", "6")
    later = kpitrack("report", "--month", "7", "-o", "-")

    line = "data/closed/2024-06.yaml: error: the seal is not what its first line says [damaged-seal]\n"
    assert (checked.code, printed.code, sent.code, again.code, later.code) == (3, 3, 3, 3, 3)
    assert checked.out.startswith(line)
    assert printed.out == ""
    assert printed.err.startswith(line)
    assert again.err.startswith(line)
    assert again.out == "2024-06 has errors: it is not closed\n"
    assert later.err.startswith(line)
    assert "The seals of these months could not be compared" in later.out
    assert kpitrack("status", "--month", "6").code == 0


def test_an_earlier_damaged_seal_stands_in_the_way_of_closing(
    closed: Path, kpitrack: Kpitrack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KPITRACK_TODAY", "2024-08-10")
    (closed / "data/closed/2024-06.yaml").write_bytes(b"")

    assert kpitrack("close", "--month", "7").code == 3
    assert kpitrack("close", "--month", "5").code == 0


def test_a_seal_that_is_gone_is_missed(
    closed: Path, kpitrack: Kpitrack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KPITRACK_TODAY", "2024-08-10")
    assert kpitrack("close", "--month", "7").code == 0
    (closed / "data/closed/2024-06.yaml").unlink()

    checked = kpitrack("check")

    assert checked.code == 3
    assert checked.out.startswith(
        "data/closed/2024-06.yaml: error: 2024-06 was closed, and its seal is gone [damaged-seal]\n"
    )
    assert send(kpitrack, CORRECTION).code == 3
    assert kpitrack("close", "--month", "6").code == 0  # lost for good: closed anew
    assert kpitrack("check").code == 0


# ---------------------------------------------------------------- kpitrack ingest


def test_a_closed_month_takes_no_records(closed: Path, kpitrack: Kpitrack) -> None:
    text = CORRECTION.replace("2024-08-02", "2024-07-09") + "firms,2024-05,3,2024-07-09,\n"

    run = send(kpitrack, text)

    assert run.code == 3
    assert run.err == (
        "sent.csv:2:1: error: 2024-06 is closed (data/closed/2024-06.yaml) [closed-month]\n"
        "  2 | firms,2024-06,5,2024-07-09,counted twice\n"
        "    | ^\n"
        "    to correct what was published, add --reopen --reason TEXT; the next briefing tells the change\n"
    )
    assert not (closed / "data/progress/2024-07").exists()


def test_unless_it_is_reopened_for_a_reason(closed: Path, kpitrack: Kpitrack) -> None:
    text = "item,period,value,reported_on\nfirms,2024-06,5,2024-07-09\n"

    for words in (("--reopen",), ("--reopen", "--reason", " 　")):
        refused = send(kpitrack, text, *words)
        assert (refused.code, refused.out) == (2, "")
        assert refused.err == "error: --reopen needs --reason TEXT\n"
    taken = send(kpitrack, text, "--reopen", "--reason", "counted twice")

    assert (taken.code, taken.err) == (0, "")
    record = open_workspace(closed).records[0]
    assert (str(record.value), record.reason) == ("5", "counted twice")


def test_of_a_file_in_part_the_open_months_are_stored(closed: Path, kpitrack: Kpitrack) -> None:
    text = CORRECTION.replace("2024-08-02", "2024-07-09") + "firms,2024-05,3,2024-07-09,\n"

    run = send(kpitrack, text, "--partial")

    assert run.code == 3
    assert "sent.csv: read 2 = stored 1 + already there 0 + rejected 1\n" in run.out
    stored = [record for record in open_workspace(closed).records if record.provenance]
    assert [str(record.period) for record in stored] == ["2024-05"]


@pytest.mark.usefixtures("root")
def test_what_is_there_already_is_no_offence(kpitrack: Kpitrack) -> None:
    text = "item,period,value,reported_on\nfirms,2024-06,5,2024-07-09\n"
    assert send(kpitrack, text, "--reason", "counted twice").code == 0
    assert kpitrack("close", "--month", "6").code == 0

    again = send(kpitrack, text, "--reason", "counted twice")

    assert (again.code, again.err) == (0, "")
    assert again.out.endswith("already ingested: nothing was written\n")


def test_an_increment_before_a_closed_month_is_as_one_of_it(workspace: Callable[..., Path]) -> None:
    old = "measure: cumulative, target: {at_least: 12}"
    plan = PLAN.replace(old, f"increments: true, {old}")
    root = workspace(plan, {"a.csv": "item,period,increment\nfirms,2024-06,3\n"})
    close(open_workspace(root), Request(Period(2024, 6), NOW))
    text = "item,period,increment,value\nfirms,2024-04,2,\nloans,2024-04,,1\n"
    late = [Submission("late.csv", text.encode())]

    result = ingest(open_workspace(root), late, Options(now=NOW))
    reopened = ingest(open_workspace(root), late, Options(now=NOW, reopen=True, reason="came late"))

    (told,) = result.problems
    assert (str(told.location), told.rule, told.variant) == ("late.csv:2:1", "closed-month", "sum")
    assert told.facts["later"] == "2024-06"
    assert (reopened.accepted, len(reopened.files)) == (True, 1)


def test_a_month_closed_while_an_ingest_waits_is_closed_for_it(root: Path) -> None:
    """Decided again under the lock: what the ingest read first did not know of the seal."""
    given = [Submission("late.csv", CORRECTION.replace("2024-08-02", "2024-07-09").encode())]
    opened = open_workspace(root)

    class Late(LocalDisk):
        """Another run closes the month before this one has the lock."""

        def open_lock(self, path: Path) -> int:
            if not (root / "data/closed").exists():
                (root / "data/closed").mkdir()
                close(open_workspace(root), Request(Period(2024, 6), NOW))
            return super().open_lock(path)

    result = ingest(opened, given, Options(now=NOW), disk=Late())

    assert result.batch is None
    assert [(str(one.location), one.rule) for one in result.problems] == [("late.csv:2:1", "closed-month")]


# ---------------------------------------------------------------- changes: kpitrack check


def test_a_correction_is_named_at_its_record(
    closed: Path, kpitrack: Kpitrack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KPITRACK_TODAY", "2024-08-06")
    assert send(kpitrack, CORRECTION, "--reopen", "--reason", "audit").code == 0
    (batch,) = (closed / "data/progress/2024-08").iterdir()

    run = kpitrack("check")

    assert run.code == 0
    assert run.out.startswith(
        f"data/progress/2024-08/{batch.name}:2:1: warning: Firms 2024-06 has changed after closing: "
        "published 6 家, attainment 50.0%, on pace; now 5 家, attainment 41.7%, lagging "
        "[changed-after-closing]\n  2 | firms,2024-06,5,家,"
    )
    assert kpitrack("check", "--strict").code == 4
    assert changes(kpitrack, "--lang", "zh") == [
        (
            f"data/progress/2024-08/{batch.name}:2:1: warning: Firms 2024-06 封账后有变："
            "通报为 6家，完成率50.0%，达到序时；现为 5家，完成率41.7%，滞后 [changed-after-closing]"
        )
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "firms,2024-06,6,",
            "firms,2024-06,5,",
            (
                "june.csv:2:1: warning: Firms 2024-06 has changed after closing: "
                "published 6 家, attainment 50.0%, on pace; now 5 家, attainment 41.7%, lagging"
            ),
        ),
        (
            "loans,2024-06,2.50,2024-07-03,,,true,,\n",
            "",
            (
                "june.csv: warning: Loans 2024-06 has changed after closing: "
                "published 2.50 亿元, attainment 25.0%, in progress (estimate); now no figure, not reported"
            ),
        ),
        (
            "patents,2024-06,100,",
            "patents,2024-06,50,",
            (
                "june.csv:4:1: warning: Density 2024-06 has changed after closing: "
                "published 1.7 件/万人, attainment 166.7%, on pace; "
                "now 0.8 件/万人, attainment 83.3%, lagging"
            ),
        ),
        (
            "in_progress,40,",
            "done,100,",
            (
                "june.csv:6:1: warning: Base 2024-06 has changed after closing: "
                "published progress 40%, in progress; now progress 100%, done (no evidence)"
            ),
        ),
        (
            "plant.design,2024-06,,2024-07-03,done",
            "plant.design,2024-06,,2024-07-03,in_progress",
            (
                "june.csv:7:1: warning: Plant 2024-06 has changed after closing: published attainment 50.0%, "
                "Design (done), in progress; now attainment 0.0%, Design (in progress), in progress"
            ),
        ),
        (
            "loans,2024-06,2.50,2024-07-03,,,true,,\n",
            "loans,2024-06,2.50,2024-07-03,,,,,\n",
            (
                "june.csv:3:1: warning: Loans 2024-06 has changed after closing: "
                "published 2.50 亿元, in progress (estimate); now 2.50 亿元, in progress"
            ),
        ),
    ],
    ids=["value", "gone", "derived", "state", "step", "estimate"],
)
def test_a_file_edited_by_hand_is_found_out(
    closed: Path, kpitrack: Kpitrack, old: str, new: str, said: str
) -> None:
    rewrite(closed / "data/progress/june.csv", old, new)

    assert changes(kpitrack) == [f"data/progress/{said} [changed-after-closing]"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("loans,2024-06,2.50,", "loans,2024-06,2.5,"),
        ("firms,2024-06,6,2024-07-03,", "firms,2024-07,7,2024-07-09,,,,,\nfirms,2024-06,6,2024-07-03,"),
        ("firms,2024-06,6,2024-07-03,", "firms,2024-06,6,2024-07-04,"),
    ],
    ids=["same number", "later month", "other day"],
)
def test_an_edit_that_changes_no_figure_is_none(closed: Path, kpitrack: Kpitrack, old: str, new: str) -> None:
    rewrite(closed / "data/progress/june.csv", old, new)

    assert changes(kpitrack) == []
    assert kpitrack("close", "--month", "6").code == 0


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "target: {at_least: 12}}",
            "target: {at_least: 20}}",
            (
                "plan/targets.yaml:15:13: warning: Firms 2024-06 has changed after closing: "
                "published 6 家, attainment 50.0%, target at least 12 家, expected 6 家, on pace; "
                "now 6 家, attainment 30.0%, target at least 20 家, expected 10 家, seriously lagging"
            ),
        ),
        (
            "          - {id: firms, name: Firms, unit: 家, measure: cumulative, target: {at_least: 12}}\n",
            "",
            (
                "plan/targets.yaml: warning: Firms was in the briefing of 2024-06 (6 家, on pace) "
                "and is no longer in the plan"
            ),
        ),
        (
            "          - {id: base, name: Base, kind: milestone}\n",
            (
                "          - {id: base, name: Base, kind: milestone}\n"
                "          - {id: x, name: New, kind: ongoing}\n"
            ),
            (
                "plan/targets.yaml:21:13: warning: New was not in the briefing of 2024-06: "
                "it came into the plan later (now not reported)"
            ),
        ),
    ],
    ids=["target", "gone", "new"],
)
def test_a_change_of_the_plan_is_named_there(
    closed: Path, kpitrack: Kpitrack, old: str, new: str, said: str
) -> None:
    rewrite(closed / "plan/targets.yaml", old, new)
    if "gone" in said or "no longer" in said:
        rewrite(closed / "data/progress/june.csv", "firms,2024-06,6,2024-07-03,,,,,\n", "")

    assert changes(kpitrack) == [f"{said} [changed-after-closing]"]


def test_a_month_that_the_plan_no_longer_has_is_not_compared(closed: Path, kpitrack: Kpitrack) -> None:
    rewrite(closed / "plan/targets.yaml", "year: 2024", "from: 2024-07, to: 2024-12")
    (closed / "data/progress/june.csv").unlink()

    assert changes(kpitrack) == [
        (
            "data/closed/2024-06.yaml: warning: 2024-06 is closed and no longer a month of the plan: "
            "it is not compared [changed-after-closing]"
        )
    ]


def test_records_that_came_late_and_change_nothing_are_told_on_request(
    closed: Path, kpitrack: Kpitrack
) -> None:
    text = "item,period,value,reported_on,note\nfirms,2024-06,6,2024-07-09,as before\n"
    assert send(kpitrack, text, "--reopen", "--reason", "note added").code == 0
    (batch,) = (closed / "data/progress/2024-07").iterdir()

    assert changes(kpitrack) == []
    assert "came after closing" not in kpitrack("check").err
    assert kpitrack("check", "-v").err.endswith(
        "records that came after closing and changed no published figure: 1\n"
        f"  - data/progress/2024-07/{batch.name}:2:1 Firms\n"
    )


# ---------------------------------------------------------------- changes: the next briefing


def notes(kpitrack: Kpitrack, month: int, *words: str) -> str:
    """The part of a briefing that speaks of corrections."""
    text: str = kpitrack("report", "--month", str(month), "-o", "-", *words).out
    part = text.split("### A3.4 ")[1] if "### A3.4 " in text else text.split("### （四）数据更正")[1]
    return part.split("\n### ")[0]


def test_the_next_briefing_tells_it_once(
    closed: Path, kpitrack: Kpitrack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KPITRACK_TODAY", "2024-08-06")
    own = notes(kpitrack, 6)
    assert send(kpitrack, CORRECTION, "--reopen", "--reason", "audit").code == 0
    (batch,) = (closed / "data/progress/2024-08").iterdir()

    row = (
        "| 2024-06 | Firms | 6 家, attainment 50.0%, on pace | 5 家, attainment 41.7%, lagging "
        "| counted twice |"
    )
    assert "No month is closed yet" in own  # June's own briefing does not look at its seal
    assert row + r" sent.csv\[2\] |" in notes(kpitrack, 7)
    assert notes(kpitrack, 7, "--lang", "zh") == (
        "\n\n封账后更正：与封账月份通报所列不同的有1处，原通报不改。\n\n"
        "| 月份 | 事项 | 通报时 | 现在 | 原因 | 出处 |\n| --- | --- | --- | --- | --- | --- |\n"
        "| 6月 | Firms | 6家，完成率50.0%，达到序时 | 5家，完成率41.7%，滞后 | counted twice | "
        r"sent.csv\[2\] |"
        "\n\n6月封账以来，截至7月的数据更正共1处，如下。\n\n"
        "| 事项 | 数据月份 | 报送单位 | 原数 | 更正为 | 更正日期 | 原因 | 出处 |\n"
        "| --- | --- | --- | ---: | ---: | --- | --- | --- |\n"
        "| Firms | 6月 | Unit A | 6家 | 5家 | 2024年8月2日 | counted twice | "
        f"data/progress/june.csv:2 → data/progress/2024-08/{batch.name}:2 |\n"
    )
    july = kpitrack("close", "--month", "7")
    assert "  changes of earlier closed months told in its briefing: 1\n" in july.out
    assert notes(kpitrack, 8) == (
        "Corrections\n\nChanges after closing: none. Closed months: 2024-06, 2024-07.\n\n"
        "Since 2024-07 was closed, nothing up to 2024-08 has been corrected.\n"
    )
    assert changes(kpitrack) == []
    assert row in notes(kpitrack, 7)  # July's briefing says what it said


def test_what_has_changed_once_more_is_told_again(
    closed: Path, kpitrack: Kpitrack, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = closed / "data/progress/june.csv"
    monkeypatch.setenv("KPITRACK_TODAY", "2024-08-06")
    rewrite(path, "firms,2024-06,6,", "firms,2024-06,5,")
    kpitrack("close", "--month", "7")
    rewrite(path, "firms,2024-06,5,", "firms,2024-06,6,")

    # In July the figure of June stood in for July's, which nobody had reported.
    assert [line for line in notes(kpitrack, 8).split("\n") if "Firms" in line] == [
        (
            "| 2024-06 | Firms | 5 家, attainment 41.7%, lagging | 6 家, attainment 50.0%, on pace | "
            "a record file was changed | data/progress/june.csv:2 |"
        ),
        (
            "| 2024-07 | Firms | 5 家 (2024-06), attainment 41.7%, lagging | "
            "6 家 (2024-06), attainment 50.0%, on pace | a record file was changed | "
            "data/progress/june.csv:2 |"
        ),
    ]
    assert [line.split(" has changed")[0] for line in changes(kpitrack)] == [
        "data/progress/june.csv:2:1: warning: Firms 2024-07",
        "data/progress/june.csv:2:1: warning: Firms 2024-06",
    ]


@pytest.mark.usefixtures("closed")
def test_as_of_a_day_only_what_was_known_counts(kpitrack: Kpitrack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KPITRACK_TODAY", "2024-08-06")
    assert send(kpitrack, CORRECTION, "--reopen", "--reason", "audit").code == 0

    assert "| Firms |" in notes(kpitrack, 7)
    assert "Changes after closing: none." in notes(kpitrack, 7, "--as-of", "2024-08-05")
    assert "No month is closed yet" in notes(kpitrack, 7, "--as-of", "2024-07-09")


def test_of_a_file_kept_by_hand_an_added_row_has_its_reason_and_an_edited_one_has_none(
    closed: Path, kpitrack: Kpitrack
) -> None:
    path = closed / "data/progress/june.csv"
    path.write_text(RECORDS + "firms,2024-06,5,2024-07-08,,,,,counted twice\n", encoding="utf-8")
    assert "| counted twice | data/progress/june.csv:8 |" in notes(kpitrack, 7)
    (closed / "data/closed/2024-06.yaml").unlink()
    assert kpitrack("close", "--month", "6").code == 0

    rewrite(path, "firms,2024-06,5,", "firms,2024-06,7,")

    assert "| a record file was changed | data/progress/june.csv:8 |" in notes(kpitrack, 7)


def test_a_change_of_the_plan_is_the_reason_given(closed: Path, kpitrack: Kpitrack) -> None:
    rewrite(closed / "plan/targets.yaml", "target: {at_least: 12}}", "target: {at_least: 20}}")

    (line,) = [line for line in notes(kpitrack, 7).split("\n") if "Firms" in line]

    assert line.endswith("| the plan file was changed | plan/targets.yaml:15 |")


@pytest.mark.parametrize(
    ("version", "cause"), [("0", "the rules of assessment were changed"), ("1", "cause unknown")]
)
def test_where_nothing_else_was_changed_it_is_the_program(
    closed: Path, kpitrack: Kpitrack, version: str, cause: str
) -> None:
    path = closed / "data/closed/2024-06.yaml"
    seal = read_seals(closed).sound[Period(2024, 6)]
    figures = json.loads(json.dumps(seal.figures))
    figures["indicators"][0]["status"] = "lagging"
    path.write_bytes(seal_data(replace(seal, figures=figures, rule_version=version)))

    (line,) = [line for line in notes(kpitrack, 7).split("\n") if "Firms" in line]

    assert line == f"| 2024-06 | Firms | 6 家, lagging | 6 家, on pace | {cause} | data/closed/2024-06.yaml |"


def test_check_has_them_in_its_json(closed: Path, kpitrack: Kpitrack) -> None:
    rewrite(closed / "data/progress/june.csv", "firms,2024-06,6,", "firms,2024-06,5,")

    (problem,) = json.loads(kpitrack("check", "--format", "json").out)["problems"]

    assert (problem["path"], problem["line"], problem["rule"], problem["severity"]) == (
        "data/progress/june.csv",
        2,
        "changed-after-closing",
        "warning",
    )
