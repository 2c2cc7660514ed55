"""What ingest stores, what it finds there already, and what it sends back."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import random
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitrack.intake import IngestResult, Options, Submission, ingest
from kpitrack.periods import Period
from kpitrack.problems import InputRejectedError, UsageError, has_errors
from kpitrack.render.intake import intake_data, intake_text
from kpitrack.render.json_text import to_json
from kpitrack.render.problems import problems_text
from kpitrack.render.show import Show
from kpitrack.wording import Words
from kpitrack.workspace import Workspace, open_workspace
from tests.store.disks import Quick

PLAN = """\
schema: 1
plan: {id: p, title: Plan, place: X, year: 2024, office: a, language: en}
lead_units:
  - {id: a, name: Unit A}
  - {id: b, name: Unit B}
programmes:
  - id: goals
    title: Goals
    section: "1"
    tasks:
      - id: t
        title: Task
        section: "1.1"
        lead: [a]
        support: [b]
        indicators:
          - {id: firms, name: Firms, unit: 家, measure: cumulative, target: {at_least: 10}}
          - {id: loans, name: Loans, unit: 亿元, measure: cumulative, target: {at_least: 10}}
          - {id: share, name: Share, unit: "%", measure: level, target: {at_least: 50}}
          - id: jobs
            name: Jobs
            unit: 人
            measure: cumulative
            target: {at_least: 10}
            reporters: sum
            reported_by: [a, b]
        actions:
          - {id: register, name: Register, kind: milestone}
"""
NOW = datetime(2024, 7, 10, 9, 30, tzinfo=timezone(timedelta(hours=8)))
JULY = "item,period,value,reported_by,reported_on\nfirms,2024-06,4,a,2024-07-03\n"
EN = Words("en")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return made(tmp_path / "w")


def made(folder: Path, files: dict[str, str] | None = None) -> Path:
    """A workspace with the plan, and record files by name."""
    (folder / "plan").mkdir(parents=True)
    (folder / "plan" / "targets.yaml").write_bytes(PLAN.encode())
    for name, text in (files or {}).items():
        path = folder / "data" / "progress" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


def options(
    *,
    now: datetime = NOW,
    month: Period | None = None,
    reported_by: str = "",
    reported_on: date | None = None,
    reason: str = "",
    input_format: str = "",
    encoding: str = "",
    dry_run: bool = False,
) -> Options:
    return Options(
        now=now,
        month=month,
        reported_by=reported_by,
        reported_on=reported_on,
        reason=reason,
        encoding=encoding,
        input_format=input_format,
        dry_run=dry_run,
        wait=5,
    )


def take(root: Path, *files: tuple[str, str | bytes], how: Options | None = None) -> IngestResult:
    """Ingest files given by name and content."""
    given = [
        Submission(name, content.encode() if isinstance(content, str) else content) for name, content in files
    ]
    return ingest(open_workspace(root), given, how or options(), disk=Quick())


def listing(root: Path) -> dict[str, str]:
    """Every file and folder of the workspace with its hash."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        if path.is_file()
        else ""
        for path in sorted(root.rglob("*"))
    }


def totals(result: IngestResult) -> list[tuple[int, int, int, int, int]]:
    return [(f.read, f.stored, f.already, f.rejected, f.blank) for f in result.files]


def found(result: IngestResult) -> list[str]:
    return [f"{problem.location} {problem.rule}" for problem in result.problems]


def figures(root: Path) -> dict[tuple[str, str, str], str]:
    """What counts: the value, state or note in force by item, period and reporter."""
    ledger = opened(root).ledger()
    return {
        (record.item, str(record.period), record.reported_by): str(
            record.value if record.value is not None else record.state or record.note
        )
        for record in ledger.in_force()
    }


def shown(root: Path, language: str = "en") -> Show:
    return Show(opened(root).checked_plan(), Words(language))


def opened(root: Path) -> Workspace:
    workspace = open_workspace(root)
    assert not workspace.damaged
    return workspace


def test_a_file_is_stored_with_its_original_and_its_provenance(root: Path) -> None:
    result = take(root, ("july.csv", JULY))

    sha = hashlib.sha256(JULY.encode()).hexdigest()
    assert totals(result) == [(1, 1, 0, 0, 0)]
    assert result.batch is not None
    assert result.problems == ()
    original = root / "data" / "progress" / "originals" / f"{sha}.csv"
    assert original.read_bytes() == JULY.encode()
    data = (root / result.batch).read_bytes()
    name = f"0001-{hashlib.sha256(data).hexdigest()[:12]}.csv"
    assert result.batch == f"data/progress/2024-07/{name}"
    line = data.decode().split("\n")[1]
    assert line == (f"firms,2024-06,4,家,,a,2024-07-03,,,,,,,,,,,july.csv,2,{sha},2024-07-10T09:30:00+08:00")
    assert figures(root) == {("firms", "2024-06", "a"): "4"}


def test_the_same_bytes_again_change_nothing(root: Path) -> None:
    take(root, ("july.csv", JULY))
    before = listing(root)

    for name in ("july.csv", "copy of july.csv", "-"):
        result = take(root, (name, JULY))
        assert totals(result) == [(1, 0, 1, 0, 0)]
        assert (result.batch, result.problems, result.accepted) == (None, (), True)

    assert listing(root) == before


def test_the_same_rows_in_other_bytes_change_nothing(root: Path) -> None:
    take(root, ("july.csv", JULY))
    before = listing(root)
    others = {
        "july.yaml": "reported_by: Unit A\nperiod: 2024年6月\nreported_on: 2024-07-03\n"
        "records:\n  - {item: Firms, value: 4家}\n",
        "semicolons.csv": "指标;月份;累计完成;填报单位;填报日期\r\nFirms;6月;4;Unit A;2024/7/3\r\n",
        "later.csv": JULY.replace("07-03", "07-09"),
        "earlier.csv": JULY.replace("07-03", "07-01"),
        "undated.csv": "item,period,value\nfirms,2024-06,4.0\n",
    }

    for name, text in others.items():
        assert totals(take(root, (name, text))) == [(1, 0, 1, 0, 0)], name

    assert listing(root) == before


def test_only_what_is_new_in_a_file_is_stored(root: Path) -> None:
    take(root, ("july.csv", JULY))

    result = take(root, ("more.csv", JULY + "loans,2024-06,12亿元,a,2024-07-03\n"))

    assert totals(result) == [(2, 1, 1, 0, 0)]
    assert figures(root) == {("firms", "2024-06", "a"): "4", ("loans", "2024-06", "a"): "12"}


def test_records_kept_by_hand_are_not_stored_again(tmp_path: Path) -> None:
    root = made(tmp_path / "w", {"hand.csv": "item,period,value\nfirms,2024-06,4\n"})

    assert totals(take(root, ("july.csv", JULY))) == [(1, 0, 1, 0, 0)]


def test_a_row_twice_in_a_submission_is_stored_once(root: Path) -> None:
    row = "firms,2024-06,4,a,2024-07-03\n"

    result = take(root, ("july.csv", JULY + row), ("other.csv", JULY + "\n"))

    assert totals(result) == [(2, 1, 1, 0, 0), (1, 0, 1, 0, 0)]
    assert len(opened(root).records) == 1
    source = opened(root).records[0].provenance
    assert source is not None
    assert (source.source, source.source_place) == ("july.csv", "2")
    assert len(list((root / "data" / "progress" / "originals").iterdir())) == 1


def test_a_file_given_twice_is_read_once(root: Path) -> None:
    result = take(root, ("july.csv", JULY), ("july.csv", JULY), ("copy.csv", JULY))

    assert [file.name for file in result.files] == ["july.csv", "copy.csv"]
    assert totals(result) == [(1, 1, 0, 0, 0), (1, 0, 1, 0, 0)]


def test_a_file_with_an_error_changes_nothing_on_disk(root: Path) -> None:
    take(root, ("first.csv", JULY))
    before = listing(root)
    good = "item,period,value\nloans,2024-05,5\n"
    bad = "item,period,value,reported_on\nfirms,2024-05,about 4,\nshare,2024-05,0.5,2025-01-01\n"

    result = take(root, ("good.csv", good), ("bad.csv", bad))

    assert found(result) == [
        "bad.csv:2:15 bad-number",
        "bad.csv:3:15 ambiguous-share",
        "bad.csv:3:19 day-ahead",
    ]
    assert result.problems[0].excerpt == "firms,2024-05,about 4,"
    assert totals(result) == [(1, 0, 0, 1, 0), (2, 0, 0, 2, 0)]
    assert not result.accepted
    assert listing(root) == before


@pytest.mark.parametrize(
    ("name", "content", "problem", "rows"),
    [
        ("a.csv", b"", "a.csv:1:1 empty-file", 0),
        ("a.csv", b"item,period,value\n", "a.csv no-rows", 0),
        ("a.yaml", b"records: []\n", "a.yaml no-rows", 0),
        ("a.csv", b"PK\x03\x04rest", "a.csv broken-workbook", 0),
        ("a.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "a.csv wrong-kind", 0),
        ("a.csv", b"item,period,value\nfirms,2024-06,4\x00\n", "a.csv:2 nul-byte", 0),
        ("a.csv", b"item,period,value\nfirms,2024-06,\xff\xff\n", "a.csv:2 not-decodable", 0),
        ("a.csv", b"item,period,value\nfirms,2024-06\n", "a.csv:2:1 row-length", 1),
        ("a.csv", b'item,period,value\nfirms,2024-06,"4\n', "a.csv:2:1 broken-csv", 0),
        ("a.yaml", b"records: [firms]\n", "a.yaml:1:11 wrong-shape", 1),
        ("a.yaml", b'records: [{item: firms, period: 2024-06, value: 4, note: "a\\0b"}]\n',
         "a.yaml:1:11 not-storable", 1),
    ],
)  # fmt: skip
def test_files_that_cannot_be_taken_in(
    root: Path, name: str, content: bytes, problem: str, rows: int
) -> None:
    result = take(root, (name, content))

    assert found(result) == [problem]
    assert totals(result) == [(rows, 0, 0, rows, 0)]
    assert not result.accepted


def test_a_file_that_is_too_large_is_sent_back(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kpitrack.submissions.LARGEST", 1 << 20)

    result = take(root, ("a.csv", JULY + "\n" * (1 << 20)))

    assert found(result) == ["a.csv file-too-large"]
    assert "larger than 1 MiB" in problems_text(result.problems, EN)


def test_a_figure_that_would_not_read_back_is_sent_back(root: Path) -> None:
    text = PLAN.replace("unit: 亿元", "unit: 元")
    (root / "plan" / "targets.yaml").write_bytes(text.encode())

    result = take(root, ("a.csv", "item,period,value\nloans,2024-06,123456789012345678亿元\n"))

    assert found(result) == ["a.csv:2:1 not-storable", "a.csv:2:1 out-of-scale"]
    assert totals(result) == [(1, 0, 0, 1, 0)]


def test_blank_rows_are_passed_over_and_counted(root: Path) -> None:
    result = take(root, ("a.csv", JULY + "loans,2024-06,,a,\nshare,2024-06,,a,\n\n"))

    assert totals(result) == [(1, 1, 0, 0, 2)]
    assert "rejected 0; passed over as blank 2\n" in intake_text(result, shown(root))


def test_a_file_of_blank_rows_is_no_error_and_writes_nothing(root: Path) -> None:
    before = listing(root)

    result = take(root, ("a.csv", "item,period,value\nloans,2024-06,\n"))

    assert (totals(result), result.accepted) == ([(0, 0, 0, 0, 1)], True)
    assert listing(root) == before


def test_a_gbk_file_says_how_it_was_read(root: Path) -> None:
    text = "指标,月份,累计完成\nfirms,2024年6月,4家\n"

    result = take(root, ("a.csv", text.encode("gbk")))

    assert [file.encoding for file in result.files] == ["gb18030"]
    assert "(GB18030)" in intake_text(result, shown(root))


def test_a_conflict_with_the_store_names_both_places(root: Path) -> None:
    batch = take(root, ("july.csv", JULY)).batch
    before = listing(root)

    result = take(root, ("other.csv", JULY.replace(",4,", ",5,") + "loans,2024-06,5,a,\n"))

    assert found(result) == ["other.csv:2:1 conflict"]
    assert result.problems[0].facts["place"] == f"{batch}:2:1"
    assert (result.problems[0].facts["found"], result.problems[0].facts["other"]) == ("5家", "4家")
    assert totals(result) == [(2, 0, 0, 2, 0)]
    assert listing(root) == before


def test_a_conflict_within_a_submission_names_both_places(root: Path) -> None:
    result = take(root, ("one.csv", JULY), ("two.csv", JULY.replace(",4,", ",5,")))

    assert found(result) == ["two.csv:2:1 conflict"]
    assert result.problems[0].facts["place"] == "one.csv:2:1"
    assert not (root / "data").exists()


TWICE = """\
item,period,value,reported_by,reported_on,reason
firms,2024-06,4,a,2024-07-08,
firms,2024-06,5,a,2024-07-08,
"""


@pytest.mark.parametrize("stored", ["", "4", "5", "6"])
def test_two_figures_in_one_file_are_a_conflict_whatever_is_stored(root: Path, stored: str) -> None:
    if stored:
        early = f"item,period,value,reported_by,reported_on\nfirms,2024-06,{stored},a,2024-07-03\n"
        take(root, ("early.csv", early))

    result = take(root, ("twice.csv", TWICE))

    assert found(result) == ["twice.csv:3:1 conflict"]
    assert result.problems[0].facts["place"] == "twice.csv:2:1"
    assert totals(result) == [(2, 0, int(stored in {"4", "5"}), 1 + (stored not in {"4", "5"}), 0)]
    assert figures(root) == ({("firms", "2024-06", "a"): stored} if stored else {})


def test_of_two_figures_in_one_file_the_one_with_a_reason_counts(root: Path) -> None:
    take(root, ("early.csv", JULY))
    told = TWICE.replace("5,a,2024-07-08,", "5,a,2024-07-08,counted again")

    assert totals(take(root, ("twice.csv", told))) == [(2, 1, 1, 0, 0)]
    assert figures(root)[("firms", "2024-06", "a")] == "5"


def test_a_conflict_that_is_in_the_store_already_blocks_nobody(tmp_path: Path) -> None:
    root = made(tmp_path / "w", {"one.csv": JULY, "two.csv": JULY.replace(",4,", ",5,")})
    mended = "item,period,value,reported_on,reason\nfirms,2024-06,5,2024-07-09,checked\n"

    assert totals(take(root, ("a.csv", JULY))) == [(1, 0, 1, 0, 0)]
    assert totals(take(root, ("b.csv", "item,period,value\nloans,2024-06,5\n"))) == [(1, 1, 0, 0, 0)]
    assert totals(take(root, ("c.csv", mended))) == [(1, 1, 0, 0, 0)]
    assert figures(root)[("firms", "2024-06", "a")] == "5"


def test_two_units_with_different_figures_are_a_conflict_until_one_is_withdrawn(root: Path) -> None:
    batch = take(root, ("a.csv", JULY)).batch
    other = "item,period,value,reported_by\nfirms,2024-06,5,b\n"
    withdrawal = "item,period,reported_by,withdraw\nfirms,2024-06,a,true\n"

    refused = take(root, ("b.csv", other))
    both = take(root, ("b.csv", other), ("w.csv", withdrawal))

    assert found(refused) == ["b.csv:2:1 conflicting-reporters"]
    assert refused.problems[0].facts["place"] == f"{batch}:2:1"
    assert both.accepted
    assert figures(root) == {("firms", "2024-06", "b"): "5"}


def test_the_parts_of_a_sum_are_no_conflict(root: Path) -> None:
    parts = "item,period,value,reported_by\njobs,2024-06,4,a\njobs,2024-06,5,b\n"

    assert totals(take(root, ("parts.csv", parts))) == [(2, 2, 0, 0, 0)]


def test_a_correction_is_stored_and_without_a_reason_doubted(root: Path) -> None:
    take(root, ("july.csv", JULY))
    later = "item,period,value,reported_on\nfirms,2024-06,5,2024-07-08\n"

    doubted = take(root, ("later.csv", later), how=options(dry_run=True))
    result = take(root, ("later.csv", later), how=options(reason=" recounted "))

    assert found(doubted) == ["later.csv:2:1 correction-without-reason"]
    assert found(result) == []
    assert [str(old.value) for old in result.changes[0].before] == ["4"]
    assert figures(root) == {("firms", "2024-06", "a"): "5"}
    assert opened(root).records[-1].reason == "recounted"


def test_on_the_same_day_a_reason_corrects(root: Path) -> None:
    take(root, ("july.csv", JULY))
    mended = "item,period,value,reported_on,reason\nfirms,2024-06,5,2024-07-03,recounted\n"

    assert totals(take(root, ("mended.csv", mended))) == [(1, 1, 0, 0, 0)]
    assert totals(take(root, ("july.csv", JULY))) == [(1, 0, 1, 0, 0)]
    assert figures(root) == {("firms", "2024-06", "a"): "5"}


def test_a_withdrawal_takes_back_and_stays_when_the_files_come_again(root: Path) -> None:
    undated = "item,period,value\nfirms,2024-06,4\n"
    withdrawal = "item,period,withdraw\nfirms,2024-06,true\n"
    take(root, ("july.csv", undated))
    later = options(now=NOW + timedelta(days=2))

    assert totals(take(root, ("w.csv", withdrawal), how=later)) == [(1, 1, 0, 0, 0)]
    before = listing(root)
    for name, text in (("july.csv", undated), ("w.csv", withdrawal)):
        again = take(root, (name, text), how=options(now=NOW + timedelta(days=9)))
        assert totals(again) == [(1, 0, 1, 0, 0)]

    assert listing(root) == before
    assert figures(root) == {}


def test_old_bytes_do_not_undo_a_correction(root: Path) -> None:
    undated = "item,period,value\nfirms,2024-06,4\n"
    take(root, ("july.csv", undated))
    take(
        root,
        ("mended.csv", "item,period,value,reason\nfirms,2024-06,5,recounted\n"),
        how=options(now=NOW + timedelta(days=1)),
    )

    result = take(root, ("july.csv", undated), how=options(now=NOW + timedelta(days=9)))

    assert totals(result) == [(1, 0, 1, 0, 0)]
    assert figures(root) == {("firms", "2024-06", "a"): "5"}


def test_undated_rows_in_new_bytes_do_not_undo_a_correction(root: Path) -> None:
    take(root, ("june.csv", "item,period,value\nfirms,2024-06,4\n"))
    take(root, ("news.csv", "item,period,value,reason\nfirms,2024-06,5,counted anew\n"))
    more = "item,period,value\nfirms,2024-06,4\nloans,2024-06,7\n"

    result = take(root, ("more.csv", more))

    assert totals(result) == [(2, 1, 1, 0, 0)]
    assert found(result) == ["more.csv:2:1 older-than-in-force"]
    assert figures(root)["firms", "2024-06", "a"] == "5"
    again = take(root, ("more.csv", more))
    assert (totals(again), found(again)) == ([(2, 0, 2, 0, 0)], [])
    back = "item,period,value,reason\nfirms,2024-06,4,right at first\n"
    assert (totals(result := take(root, ("back.csv", back))), found(result)) == ([(1, 1, 0, 0, 0)], [])
    assert figures(root)["firms", "2024-06", "a"] == "4"


def test_known_bytes_for_another_month_are_new(root: Path) -> None:
    form = "item,value\nfirms,4\n"
    take(root, ("form.csv", form), how=options(month=Period(2024, 5)))

    result = take(root, ("form.csv", form), how=options(month=Period(2024, 6)))

    assert totals(result) == [(1, 1, 0, 0, 0)]
    assert figures(root) == {("firms", "2024-05", "a"): "4", ("firms", "2024-06", "a"): "4"}


def test_a_record_older_than_the_one_in_force_is_kept_and_said(root: Path) -> None:
    batch = take(root, ("july.csv", JULY)).batch
    old = "item,period,value,reported_on\nfirms,2024-06,3,2024-07-01\n"

    result = take(root, ("old.csv", old))

    assert found(result) == ["old.csv:2:1 older-than-in-force"]
    assert result.problems[0].facts["place"] == f"{batch}:2:1"
    assert totals(result) == [(1, 1, 0, 0, 0)]
    assert figures(root) == {("firms", "2024-06", "a"): "4"}


def test_a_total_that_falls_is_doubted_where_it_was_submitted(root: Path) -> None:
    take(root, ("june.csv", "item,period,value\nfirms,2024-05,6\n"))

    assert found(take(root, ("july.csv", JULY))) == ["july.csv:2:1 falling-total"]


def test_a_clock_that_runs_behind_is_said(root: Path) -> None:
    batch = take(root, ("july.csv", JULY)).batch
    more = "item,period,value\nloans,2024-05,5\n"

    result = take(root, ("more.csv", more), how=options(now=NOW - timedelta(days=30)))

    assert found(result) == [f"{batch} clock-behind"]
    assert result.accepted
    assert totals(take(root, ("more.csv", more))) == [(1, 0, 1, 0, 0)]


@pytest.mark.parametrize("seconds", [0, -3])
def test_ingests_of_one_moment_count_in_their_order(root: Path, seconds: int) -> None:
    rows = "item,period,value,reason\nfirms,2024-06,{},{}\n"
    for value in (4, 6, 5, 9, 7):
        moment = NOW + timedelta(seconds=seconds) if value != 4 else NOW
        take(root, (f"{value}.csv", rows.format(value, f"count {value}")), how=options(now=moment))
        assert figures(root) == {("firms", "2024-06", "a"): str(value)}
    assert opened(root).problems() == ()


def test_a_dry_run_says_what_would_change_and_changes_nothing(root: Path) -> None:
    take(root, ("july.csv", JULY))
    before = listing(root)
    text = "item,period,value,reason\nfirms,2024-06,5,late news\nloans,2024-06,7,\n"

    result = take(root, ("more.csv", text), how=options(dry_run=True))

    assert totals(result) == [(2, 2, 0, 0, 0)]
    assert (result.batch, result.dry_run) == (None, True)
    assert listing(root) == before
    assert intake_text(result, shown(root)) == (
        "more.csv: read 2 = to store 2 + already there 0 + rejected 0\n"
        "~ Firms 2024-06 Unit A: 4家 → 5家 (reported 2024-07-10)\n"
        "+ Loans 2024-06 Unit A: 7亿元 (reported 2024-07-10)\n"
        "dry run: nothing was written\n"
    )


def test_options_serve_rows_that_do_not_say(root: Path) -> None:
    how = options(
        month=Period(2024, 5),
        reported_by="Unit B",
        reported_on=date(2024, 6, 4),
        input_format="yaml",
    )

    take(root, ("-", "records: [{item: firms, value: 4}, {item: share, value: 40%}]"), how=how)

    kept = [(r.item, str(r.period), r.reported_by, r.reported_on) for r in opened(root).records]
    assert kept == [
        ("firms", "2024-05", "b", date(2024, 6, 4)),
        ("share", "2024-05", "b", date(2024, 6, 4)),
    ]
    assert [path.suffix for path in (root / "data/progress/originals").iterdir()] == [".yaml"]


def test_the_day_and_the_month_of_ingest_are_those_of_the_plan(root: Path) -> None:
    late = datetime(2024, 7, 31, 20, 0, tzinfo=UTC)  # 4 in the morning of 1 August in China

    result = take(root, ("a.csv", "item,period,value\nfirms,2024-06,4\n"), how=options(now=late))

    assert (result.batch or "").startswith("data/progress/2024-08/0001-")
    kept = opened(root).records[0]
    assert kept.reported_on == date(2024, 8, 1)
    assert kept.provenance is not None
    assert kept.provenance.ingested_at.isoformat() == "2024-08-01T04:00:00+08:00"


def test_options_that_cannot_be_are_usage_errors(root: Path) -> None:
    with pytest.raises(UsageError) as unknown:
        take(root, ("july.csv", JULY), how=options(reported_by="Unit C"))
    with pytest.raises(UsageError) as ahead:
        take(root, ("july.csv", JULY), how=options(reported_on=date(2024, 7, 11)))

    assert unknown.value.key == "unknown-lead-unit"
    assert unknown.value.facts["suggestion"] == "Unit A"
    assert ahead.value.key == "reported-on-ahead"


def test_with_a_damaged_batch_nothing_is_taken_in(root: Path) -> None:
    batch = take(root, ("july.csv", JULY)).batch
    path = root / str(batch)
    path.write_bytes(path.read_bytes().replace(b",4,", b",9,"))
    before = listing(root)

    with pytest.raises(InputRejectedError) as refused:
        take(root, ("more.csv", "item,period,value\nloans,2024-06,5\n"))

    assert [problem.rule for problem in refused.value.problems] == ["damaged-batch"]
    assert listing(root) == before


def test_batches_of_the_store_are_counted_over_its_months(root: Path) -> None:
    for number in range(1, 4):
        text = f"item,period,value\nfirms,2024-0{number},{number}\n"
        when = options(now=NOW + timedelta(days=20 * number))
        batch = take(root, (f"{number}.csv", text), how=when).batch or ""
        assert batch.rsplit("/", 1)[1].startswith(f"000{number}-")


def test_what_was_decided_is_decided_again_when_the_store_has_changed(root: Path) -> None:
    stale = open_workspace(root)
    take(root, ("july.csv", JULY))

    submission = Submission("other.csv", JULY.replace(",4,", ",5,").encode())
    clash = ingest(stale, [submission], options(), disk=Quick())
    same = ingest(stale, [Submission("july.csv", JULY.encode())], options(), disk=Quick())

    assert found(clash) == ["other.csv:2:1 conflict"]
    assert totals(same) == [(1, 0, 1, 0, 0)]
    assert len(opened(root).records) == 1


def test_a_plan_that_changed_while_we_waited_is_the_one_that_counts(root: Path) -> None:
    stale = open_workspace(root)
    text = PLAN.replace("id: firms, name: Firms", "id: companies, name: Companies")
    (root / "plan" / "targets.yaml").write_bytes(text.encode())

    result = ingest(stale, [Submission("july.csv", JULY.encode())], options(), disk=Quick())

    assert found(result) == ["july.csv:2:1 unknown-item"]


def test_texts_are_kept_to_the_letter(root: Path) -> None:
    note = '=1+1, "so"\r\n\u2028 字 \u202e\x1b[31m'
    buffer = io.StringIO()
    csv.writer(buffer).writerows([["item", "period", "note"], ["register", "2024-06", f"  {note} "]])

    take(root, ("notes.csv", buffer.getvalue()))

    assert [record.note for record in opened(root).records] == [note]
    assert totals(take(root, ("n.csv", buffer.getvalue() + "\n"))) == [(1, 0, 1, 0, 0)]


def test_the_json_of_a_result(root: Path) -> None:
    result = take(root, ("july.csv", JULY + "loans,2024-06,,a,\n"))

    assert json.loads(to_json(intake_data(result, EN))) == {
        "files": [
            {
                "name": "july.csv",
                "sha256": result.files[0].sha256,
                "read": 1,
                "stored": 1,
                "already": 0,
                "rejected": 0,
                "blank": 1,
                "returned": None,
            }
        ],
        "batch": result.batch,
        "dry_run": False,
        "problems": [],
        "restored": [],
    }


def test_the_text_of_results_in_both_languages(root: Path) -> None:
    first = take(root, ("july.csv", JULY), ("-", "item,period,value\nloans,2024-06,5\n"))
    again = take(root, ("july.csv", JULY))
    refused = take(root, ("\x1b[31m.csv", "item,period,value\nloans,2024-06,五\n"))

    assert intake_text(first, shown(root)) == (
        "july.csv: read 1 = stored 1 + already there 0 + rejected 0\n"
        "standard input: read 1 = stored 1 + already there 0 + rejected 0\n"
        "total: read 2 = stored 2 + already there 0 + rejected 0\n"
        f"wrote {first.batch}\n"
    )
    assert intake_text(again, shown(root, "zh")) == (
        "july.csv：读取 1 行 = 新入库 0 + 已有 1 + 退回 0\n已入库，没有新内容，未写入任何文件\n"
    )
    assert intake_text(refused, shown(root)) == (
        "\\x1b[31m.csv: read 1 = stored 0 + already there 0 + rejected 1\n"
        "rejected as a whole: nothing was written\n"
    )


SOUND = st.tuples(
    st.sampled_from(["firms", "loans", "Share"]),
    st.sampled_from(["2024-05", "2024年6月"]),
    st.sampled_from(["", "4", "4.0", "４", "5"]),
    st.sampled_from(["", "2024-07-01", "2024-07-03"]),
    st.sampled_from(["", "n", 'x,"y"\nz']),
)
ODD = st.tuples(
    st.sampled_from(["firms", "Register", "nothing", ""]),
    st.sampled_from(["2024-06", "2025-01", ""]),
    st.sampled_from(["", "0.5", "-3", "about 4", "1e3", "—", "12亿元", "50%"]),
    st.sampled_from(["", "2024-08-01", "soon"]),
    st.sampled_from(["", "n"]),
)
ROWS = st.lists(SOUND, max_size=6) | st.lists(SOUND | ODD, max_size=4)


@settings(max_examples=120, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=3))
def test_control_totals_always_add_up(files: list[list[tuple[str, ...]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = made(Path(folder) / "w")
        given_files = [(f"{number}.csv", as_csv(rows)) for number, rows in enumerate(files)]
        before = listing(root)

        result = take(root, *given_files)

        stored = 0
        for file, rows in zip(result.files, files, strict=True):
            assert file.read == file.stored + file.already + file.rejected
            assert file.read + file.blank == sum(1 for row in rows if any(row))
            stored += file.stored
        assert stored == len(opened(root).records)
        assert (stored > 0) == (result.batch is not None)
        if not result.accepted:
            assert listing(root) == before
        again = take(root, *given_files)
        assert again.accepted == result.accepted
        if again.accepted:
            assert sum(file.stored for file in again.files) == 0
            assert not has_errors(opened(root).problems())


def as_csv(rows: Sequence[tuple[str, ...]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([["item", "period", "value", "reported_on", "note"], *rows])
    return buffer.getvalue()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["firms", "loans"]),
            st.sampled_from([f"2024-0{month}" for month in range(1, 7)]),
            st.sampled_from([f"2024-07-0{day}" for day in range(1, 9)]),
            st.integers(0, 3),
        ),
        unique_by=lambda row: row[:3],
        max_size=12,
    ),
    st.integers(1, 4),
    st.randoms(use_true_random=False),
)
def test_neither_order_nor_splitting_matters(
    rows: list[tuple[str, str, str, int]], parts: int, shuffler: random.Random
) -> None:
    whole = [(item, period, str(value), day, "") for item, period, day, value in rows]
    shuffled = list(whole)
    shuffler.shuffle(shuffled)
    pieces = [shuffled[number::parts] for number in range(parts) if shuffled[number::parts]]
    with tempfile.TemporaryDirectory() as folder:
        one, other = made(Path(folder) / "one"), made(Path(folder) / "other")
        if rows:
            take(one, ("whole.csv", as_csv(whole)))
            take(other, *((f"{n}.csv", as_csv(piece)) for n, piece in enumerate(pieces)))

        assert figures(one) == figures(other)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["firms", "loans", "share"]), st.integers(1, 6), st.integers(1, 9)),
        unique_by=lambda row: row[:2],
        min_size=1,
        max_size=8,
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_commands_does_not_matter(
    rows: list[tuple[str, int, int]], shuffler: random.Random
) -> None:
    files = [
        (f"{number}.csv", f"item,period,value\n{item},2024-0{month},{value}\n")
        for number, (item, month, value) in enumerate(rows)
    ]
    with tempfile.TemporaryDirectory() as folder:
        one, other = made(Path(folder) / "one"), made(Path(folder) / "other")
        for file in files:
            take(one, file)
        shuffler.shuffle(files)
        for file in (*files, *files[:2]):
            take(other, file)

        assert figures(one) == figures(other)
        assert len(opened(other).records) == len(rows)
