"""What is gone from the store, or damaged, comes back when the same file is taken in again."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from kpitrack.closing import Request, close
from kpitrack.health import store_problems
from kpitrack.intake import IngestResult, Options, Submission, ingest
from kpitrack.periods import Period
from kpitrack.problems import InputRejectedError
from kpitrack.render.intake import intake_text
from kpitrack.render.show import Show
from kpitrack.wording import Words
from kpitrack.workspace import Workspace, open_workspace
from tests.store.disks import Quick
from tests.store.plans import PLAN

NOW = datetime(2024, 7, 10, 9, 30, tzinfo=timezone(timedelta(hours=8)))
DAY = timedelta(days=1)
HEAD = "item,period,value,reported_on,reason,withdraw\n"
MAY = HEAD + "firms,2024-05,2,2024-06-03,,\n"
JUNE = HEAD + "firms,2024-06,4,2024-07-03,,\n"
RECOUNTED = HEAD + "firms,2024-06,5,2024-07-03,recounted,\n"
TAKEN_BACK = HEAD + "firms,2024-06,,2024-07-03,,true\n"
LOANS = HEAD + "loans,2024-06,7,2024-07-03,,\n"
UNDATED = "item,period,value\nfirms,2024-06,4\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "w" / "plan").mkdir(parents=True)
    (tmp_path / "w" / "plan" / "targets.yaml").write_bytes(PLAN.encode())
    return tmp_path / "w"


def take(
    root: Path,
    *texts: str,
    now: datetime = NOW,
    name: str = "sent.csv",
    reported_on: date | None = None,
) -> IngestResult:
    given = [
        Submission(name if not place else f"{place}-{name}", text.encode())
        for place, text in enumerate(texts)
    ]
    how = Options(now=now, wait=5, reported_on=reported_on)
    return ingest(open_workspace(root), given, how, disk=Quick())


def again(root: Path, *texts: str, reported_on: date | None = None, partial: bool = False) -> IngestResult:
    """The originals taken in from where they are kept, a month later."""
    given = [Submission(str(original(root, text)), original(root, text).read_bytes()) for text in texts]
    how = Options(now=NOW + 30 * DAY, wait=5, reported_on=reported_on, partial=partial)
    return ingest(open_workspace(root), given, how, disk=Quick())


def original(root: Path, text: str, ending: str = "csv") -> Path:
    sha = hashlib.sha256(text.encode()).hexdigest()
    return root / "data" / "progress" / "originals" / f"{sha}.{ending}"


def batch(root: Path, number: int) -> Path:
    (found,) = (root / "data" / "progress").glob(f"2024-*/{number:04d}-*.csv")
    return found


def found(root: Path) -> list[str]:
    """What `check` says."""
    workspace = open_workspace(root)
    return sorted({problem.rule for problem in (*workspace.problems(), *store_problems(workspace))})


def told(result: IngestResult) -> list[str]:
    return [f"{problem.location} {problem.rule}/{problem.variant}" for problem in result.problems]


def in_force(workspace: Workspace, as_of: date | None = None) -> list[tuple[str, str, str]]:
    return sorted(
        (record.item, str(record.period), str(record.value)) for record in workspace.ledger(as_of).in_force()
    )


def test_a_batch_that_is_gone_gives_no_figures_and_comes_back_to_its_place(root: Path) -> None:
    for day, text in enumerate((MAY, JUNE, LOANS)):
        take(root, text, now=NOW + day * DAY)
    whole = [in_force(open_workspace(root), as_of) for as_of in (None, date(2024, 7, 10), date(2024, 7, 12))]
    batch(root, 2).unlink()

    workspace = open_workspace(root)
    with pytest.raises(InputRejectedError):
        workspace.checked_plan()
    assert found(root) == ["missing-batch", "orphan-original"]
    (problem,) = workspace.problems()
    assert str(problem.location) == "data/progress"
    assert dict(problem.facts) == {
        "numbers": "0002",
        "other": batch(root, 3).relative_to(root).as_posix(),
    }

    result = again(root, JUNE)

    assert (result.batch or "").startswith("data/progress/2024-07/0002-")
    assert told(result) == []
    assert found(root) == []
    opened = open_workspace(root)
    known = [in_force(opened, as_of) for as_of in (None, date(2024, 7, 10), date(2024, 7, 12))]
    assert known == whole
    (mended,) = (
        record for record in opened.records if str(record.period) == "2024-06" and record.item == "firms"
    )
    assert mended.provenance is not None
    assert mended.provenance.ingested_at == NOW + 2 * DAY - timedelta(microseconds=1)
    name = original(root, JUNE).name
    assert mended.provenance.source == f"data/progress/originals/{name}"
    assert (mended.provenance.source_place, mended.provenance.source_sha256) == ("2", name[:64])


@pytest.mark.parametrize(
    ("later", "value"),
    [(RECOUNTED, [("firms", "2024-06", "5")]), (TAKEN_BACK, [])],
    ids=["corrected", "taken back"],
)
def test_what_comes_back_does_not_undo_what_was_said_since(
    root: Path, later: str, value: list[tuple[str, str, str]]
) -> None:
    take(root, JUNE)
    take(root, later)
    assert in_force(open_workspace(root)) == value
    batch(root, 1).unlink()

    assert told(again(root, JUNE))[:1] in ([], [f"{original(root, JUNE)}:2:1 older-than-in-force/reason"])

    assert in_force(open_workspace(root)) == value
    assert found(root) == []


def test_a_damaged_batch_is_moved_away_and_its_originals_are_taken_in_again(
    root: Path, tmp_path: Path
) -> None:
    take(root, MAY)
    take(root, JUNE, LOANS)
    take(root, HEAD + "firms,2024-04,1,2024-05-03,,\n")
    whole = in_force(open_workspace(root))
    path = batch(root, 2)
    path.write_bytes(path.read_bytes().replace(b",4,", b",9,"))
    assert found(root) == ["damaged-batch"]
    with pytest.raises(InputRejectedError):
        again(root, JUNE, LOANS)

    path.rename(tmp_path / path.name)
    result = again(root, JUNE, LOANS)

    assert [(file.read, file.stored) for file in result.files] == [(1, 1), (1, 1)]
    assert batch(root, 2).parent.name == "2024-07"
    assert in_force(open_workspace(root)) == whole
    assert found(root) == []


def test_a_source_that_another_batch_still_names_keeps_its_name(root: Path) -> None:
    both = JUNE + "loans,2024-06,7,2024-07-03,,\n"
    take(root, JUNE, name="june.csv")
    take(root, both, name="联合.csv")
    kept = batch(root, 2).read_bytes()
    batch(root, 1).unlink()

    again(root, JUNE)
    batch(root, 2).unlink()
    again(root, both)

    sources = {
        record.item: record.provenance.source for record in open_workspace(root).records if record.provenance
    }
    assert "联合.csv".encode() in kept
    assert sources["firms"].startswith("data/progress/originals/")
    assert found(root) == []


def test_the_last_batch_deleted_leaves_an_orphan_which_mends_it(root: Path) -> None:
    take(root, MAY)
    take(root, JUNE)
    batch(root, 2).unlink()

    assert found(root) == ["orphan-original"]
    assert not open_workspace(root).damaged
    again(root, JUNE)

    assert found(root) == []
    assert batch(root, 2).parent.name == "2024-08"


def test_while_a_batch_is_gone_rows_without_a_day_are_sent_back(root: Path) -> None:
    take(root, UNDATED)
    take(root, HEAD + "firms,2024-06,5,2024-07-12,recounted,\n", now=NOW + 2 * DAY)
    batch(root, 1).unlink()

    refused = again(root, UNDATED)
    assert again(root, UNDATED, partial=True).batch is None
    mended = again(root, UNDATED, reported_on=date(2024, 7, 10))

    assert told(refused) == [f"{original(root, UNDATED)} mend-first/day"]
    assert refused.problems[0].facts["rows"] == "1"
    assert [(file.read, file.rejected) for file in refused.files] == [(1, 1)]
    assert mended.accepted
    assert in_force(open_workspace(root)) == [("firms", "2024-06", "5")]
    assert found(root) == []


def test_what_was_there_when_a_month_was_closed_comes_back_without_reopening_it(root: Path) -> None:
    take(root, MAY)
    take(root, JUNE)
    close(open_workspace(root), Request(month=Period(2024, 5), now=NOW), disk=Quick())
    late = HEAD + "loans,2024-05,9,2024-07-09,,\n"
    assert told(take(root, late))[-1].endswith("closed-month/")
    batch(root, 1).unlink()

    assert told(again(root, MAY)) == []

    assert found(root) == []
    assert in_force(open_workspace(root)) == [("firms", "2024-05", "2"), ("firms", "2024-06", "4")]


def test_what_was_lost_is_not_taken_in_together_with_what_is_new(root: Path) -> None:
    take(root, MAY)
    take(root, JUNE)
    batch(root, 1).unlink()

    assert told(take(root, MAY, LOANS)) == ["1-sent.csv mend-first/mixed"]
    assert list(open_workspace(root).batches.values()) == [2]

    both = take(root, MAY, JUNE)  # all of a folder once more: what is known is not new

    assert [(file.stored, file.already) for file in both.files] == [(1, 0), (0, 1)]
    assert told(both) == []
    assert found(root) == []


def test_something_else_does_not_take_the_number_of_a_lost_batch(root: Path) -> None:
    take(root, MAY)
    take(root, JUNE)
    batch(root, 1).unlink()

    result = take(root, "item,period,value\nloans,2024-06,7\n")

    assert batch(root, 3).relative_to(root).as_posix() == result.batch
    assert told(result) == ["data/progress missing-batch/still"]
    assert open_workspace(root).damaged
    again(root, MAY)
    assert found(root) == []


def test_without_originals_whatever_comes_takes_the_number_and_says_so(root: Path) -> None:
    take(root, MAY)
    take(root, JUNE)
    take(root, LOANS)
    batch(root, 2).unlink()
    original(root, JUNE).unlink()
    assert found(root) == ["missing-batch"]

    result = take(root, RECOUNTED)

    assert told(result) == ["data/progress missing-batch/filled"]
    assert result.problems[0].facts["numbers"] == "0002"
    assert found(root) == []


def test_a_loss_is_accepted_by_renaming_the_last_batch(root: Path) -> None:
    for text in (MAY, JUNE, LOANS):
        take(root, text)
    batch(root, 2).unlink()
    original(root, JUNE).unlink()

    last = batch(root, 3)
    last.rename(last.with_name(last.name.replace("0003-", "0002-")))

    assert found(root) == []
    assert in_force(open_workspace(root)) == [("firms", "2024-05", "2"), ("loans", "2024-06", "7")]


def test_the_number_says_nothing_of_the_order(root: Path) -> None:
    take(root, MAY)
    take(root, JUNE)
    take(root, LOANS)
    batch(root, 1).unlink()
    original(root, MAY).unlink()

    take(root, RECOUNTED)  # at the same moment as the others, in batch 0001

    assert batch(root, 1).name < batch(root, 2).name
    assert in_force(open_workspace(root)) == [("firms", "2024-06", "5"), ("loans", "2024-06", "7")]
    moments = [record.provenance.ingested_at for record in open_workspace(root).records if record.provenance]
    assert sorted(moments) == [NOW + step * timedelta(microseconds=1) for step in (1, 2, 3)]


def test_several_lost_batches_come_back_one_by_one(root: Path) -> None:
    for text in (MAY, JUNE, RECOUNTED, LOANS):
        take(root, text)
    whole = [record.provenance.ingested_at for record in open_workspace(root).records if record.provenance]
    for number in (2, 3):
        batch(root, number).unlink()
    (problem,) = open_workspace(root).problems()
    assert problem.facts["numbers"] == "0002-0003"

    first, second = again(root, JUNE), again(root, RECOUNTED)

    assert told(first) == ["data/progress missing-batch/still"]
    assert told(second) == []
    assert in_force(open_workspace(root)) == [
        ("firms", "2024-05", "2"),
        ("firms", "2024-06", "5"),
        ("loans", "2024-06", "7"),
    ]
    assert whole == [
        record.provenance.ingested_at for record in open_workspace(root).records if record.provenance
    ]
    assert found(root) == []


@pytest.mark.parametrize("harm", ["gone", "damaged", "gone with the folder"])
def test_an_original_is_put_back_by_the_same_bytes(root: Path, harm: str) -> None:
    take(root, JUNE)
    path = original(root, JUNE)
    if harm == "damaged":
        path.write_bytes(b"something else")
    else:
        path.unlink()
    if harm == "gone with the folder":
        path.parent.rmdir()
    assert found(root) == ["damaged-original" if harm == "damaged" else "missing-original"]

    result = take(root, JUNE, name="copy.csv")

    assert [(file.read, file.stored, file.already) for file in result.files] == [(1, 0, 1)]
    assert result.restored == (path.relative_to(root).as_posix(),)
    assert result.batch is None
    assert path.read_bytes() == JUNE.encode()
    assert found(root) == []
    show = Show(open_workspace(root).checked_plan(), Words("en"))
    assert intake_text(result, show) == (
        "copy.csv: read 1 = stored 0 + already there 1 + rejected 0\n"
        f"put back the original data/progress/originals/{path.name}\n"
        "nothing new: no batch was written\n"
    )
    assert take(root, JUNE).restored == ()


def test_other_bytes_put_nothing_back(root: Path) -> None:
    take(root, JUNE)
    original(root, JUNE).unlink()

    assert take(root, JUNE + "\n").restored == ()

    assert found(root) == ["missing-original"]


def test_what_a_stopped_run_left_is_swept_also_when_nothing_is_new(root: Path) -> None:
    take(root, JUNE)
    left = original(root, JUNE).with_name(".0123abcd.csv.tmp.77")
    left.write_bytes(b"ite")
    assert found(root) == ["left-over"]

    take(root, JUNE)

    assert found(root) == []


def test_a_row_refused_the_first_time_does_not_come_back_with_its_batch(root: Path) -> None:
    head = "item,period,value,reported_on\n"
    four = f"{head}firms,2024-06,4,2024-07-03\nloans,2024-06,3,2024-07-03\n"
    five = f"{head}firms,2024-06,5,2024-07-03\n"
    given = [Submission("four.csv", four.encode()), Submission("five.csv", five.encode())]
    first = ingest(open_workspace(root), given, Options(now=NOW, partial=True), disk=Quick())
    assert [(file.stored, file.rejected) for file in first.files] == [(1, 1), (0, 1)]
    assert take(root, five, now=NOW + timedelta(hours=1)).accepted
    batch(root, 1).unlink()

    whole = again(root, four)
    assert (whole.accepted, whole.batch) == (False, None)
    good = again(root, four, partial=True)

    assert [(file.stored, file.rejected) for file in good.files] == [(1, 1)]
    assert found(root) == []
    assert [(item, value) for item, _, value in in_force(open_workspace(root))] == [
        ("firms", "5"),
        ("loans", "3"),
    ]
