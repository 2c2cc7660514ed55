"""`kpitrack run`: one folder, one reading of the workspace, a mail that says what matters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kpitrack import workspace as workspace_module
from kpitrack.store.fsio import LocalDisk
from kpitrack.store.lock import locked

Kpitrack = Callable[..., Any]
Workspace = Callable[..., Path]

PLAN = """\
schema: 1
plan: {id: demo, title: Demo plan, place: X, year: 2024, language: en, office: a}
lead_units: [{id: a, name: Unit A}, {id: b, name: Unit B}]
programmes:
  - id: p
    title: P
    tasks:
      - id: t
        title: T
        lead: [a]
        indicators:
          - {id: firms, name: Firms, unit: 家, measure: cumulative, target: {at_least: 12}}
          - {id: shops, name: Shops, unit: 家, measure: cumulative, target: {at_least: 12}, lead: [b]}
        actions:
          - {id: road, name: Road, kind: milestone, due: 2024-05, lead: [a, b]}
"""
# Firms 5 of 6 in June, 5 of 5 in May: lagging, and was not. Shops 2 of 6: far behind, in May too, and four
# days late. Road was due in May: overdue, and silent in June.
RECORDS = """\
item,period,value,state,reported_on,reported_by
firms,2024-05,5,,2024-06-03,a
shops,2024-05,2,,2024-06-03,b
firms,2024-06,5,,2024-07-03,a
shops,2024-06,2,,2024-07-09,b
"""
ROAD = "road,2024-05,,in_progress,2024-06-03,b\n"
BARS = ("--fail-on", "lagging", "--fail-on", "overdue", "--fail-on", "late")
MAIL = """\
X Demo plan, 2024-06 (pace 50.0%)

To look at (lagging or worse, overdue): 3; not there the month before: 2
  [seriously lagging] Shops: value 2 家, attainment 16.7%, expected by now 6 家, \
target at least 12 家; lead unit: Unit B
  [lagging, new] Firms: value 5 家, attainment 41.7%, expected by now 6 家, \
target at least 12 家; lead unit: Unit A
  [overdue, new] Road (as of 2024-05): due 2024-05; lead unit: Unit A, Unit B (joint, no lead)

Owed and not reported: 1; due 2024-07-05, 5 days overdue
  Unit A, Unit B, any one of them (1): Road
Reported late: 1
  Unit B: Shops, 4 days late

The files are in {folder}
"""
NAMES = [
    "2024-06.docx",
    "2024-06.html",
    "2024-06.md",
    "2024-06.xlsx",
    "index.txt",
    "notices.txt",
    "notices/Unit_A.txt",
    "notices/Unit_B.txt",
    "status.txt",
]


@pytest.fixture
def demo(workspace: Workspace) -> Path:
    return workspace(PLAN, {"2024.csv": RECORDS + ROAD})


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def runs(demo: Path) -> list[str]:
    return sorted(
        path.relative_to(demo / "reports/runs").as_posix() for path in demo.glob("reports/runs/*/*")
    )


def test_the_mail_and_the_files(kpitrack: Kpitrack, demo: Path) -> None:
    run = kpitrack("run", "-q", "-C", str(demo), *BARS)
    folder = demo / "reports/runs/2024-06/2024-07-10"
    assert (run.code, run.err) == (4, "")
    assert run.out == MAIL.format(folder=folder)
    assert names(folder) == NAMES


def test_every_file_is_what_its_own_command_makes(kpitrack: Kpitrack, demo: Path, tmp_path: Path) -> None:
    given = ("--number", "6", "--title", "T", "--to", "All", "--from", "Us", "--date", "2024-07-10")
    kpitrack("run", "-C", str(demo), *given)
    folder = demo / "reports/runs/2024-06/2024-07-10"
    for form in ("md", "docx", "xlsx", "html"):
        kpitrack("report", "-C", str(demo), "--month", "6", *given, "-o", str(tmp_path / f"alone.{form}"))
        assert (folder / f"2024-06.{form}").read_bytes() == (tmp_path / f"alone.{form}").read_bytes()
    notices = kpitrack("missing", "-C", str(demo), "--month", "6", "--text").out
    assert (folder / "notices.txt").read_text(encoding="utf-8") == notices
    alone = kpitrack("missing", "-C", str(demo), "--month", "6", "--text", "--lead-unit", "b").out
    assert (folder / "notices/Unit_B.txt").read_text(encoding="utf-8") == alone
    status = (folder / "status.txt").read_text(encoding="utf-8").split("\n")
    assert {line.split("  ")[0] for line in status if "Shops" in line} == {"seriously lagging"}


def test_quiet_is_silent_where_no_bar_is_missed(kpitrack: Kpitrack, demo: Path) -> None:
    run = kpitrack("run", "-q", "-C", str(demo), "--fail-on", "not_met")
    assert (run.code, run.out, run.err) == (0, "", "")
    assert names(demo / "reports/runs/2024-06/2024-07-10") == NAMES


def test_without_quiet_all_well_is_told_too(kpitrack: Kpitrack, demo: Path) -> None:
    run = kpitrack("run", "-C", str(demo), "--fail-on", "not_met", "--month", "5")
    assert run.code == 0
    lines = run.out.split("\n\n")
    assert lines[1:3] == ["Nothing to look at (not met).", "Nothing is missing."]


def test_items_without_a_figure_and_actions_under_way(kpitrack: Kpitrack, demo: Path) -> None:
    text = (
        RECORDS.replace("item,", "progress,item,")
        .replace("\nfirms", "\n,firms")
        .replace("\nshops", "\n,shops")
    )
    text = "\n".join(line for line in text.split("\n") if "firms" not in line)
    (demo / "data/progress/2024.csv").write_text(f"{text}40,{ROAD.replace('2024-05', '2024-04')}")
    run = kpitrack(
        "run", "-C", str(demo), "--month", "5", "--fail-on", "not_reported", "--fail-on", "in_progress"
    )
    assert run.code == 4
    lines = run.out.split("\n\n")[1].split("\n")
    assert lines == [
        "To look at (not reported, in progress): 2",
        "  [not reported] Firms: no figure, target at least 12 家; lead unit: Unit A",
        (
            "  [in progress] Road (as of 2024-04): progress 40%, due 2024-05; lead unit: Unit A, Unit B "
            "(joint, no lead)"
        ),
    ]


def test_a_folder_that_cannot_be(kpitrack: Kpitrack, demo: Path) -> None:
    (demo / "file").write_text("in the way")
    run = kpitrack("run", "-C", str(demo), "-o", str(demo / "file" / "runs"), "--lang", "en")
    assert (run.code, run.out) == (5, "")
    assert run.err.startswith(f"error: cannot write {demo}/file/runs: ")


def test_a_bar_of_reports_alone(kpitrack: Kpitrack, demo: Path) -> None:
    (demo / "data/progress/2024.csv").write_text(RECORDS + ROAD + ROAD.replace("2024-05", "2024-06"))
    assert kpitrack("run", "-q", "-C", str(demo), "--fail-on", "missing").out == ""
    late = kpitrack("run", "-q", "-C", str(demo), "--fail-on", "missing", "--fail-on", "late")
    assert late.code == 4
    assert "Unit B: Shops, 4 days late" in late.out
    assert "To look at (lagging or worse): 2" in late.out  # told, though no bar was set for it


def test_without_a_bar_what_lags_is_told_and_no_failure(kpitrack: Kpitrack, demo: Path) -> None:
    run = kpitrack("run", "-C", str(demo))
    assert run.code == 0
    assert "\n  [seriously lagging] Shops: value 2 家, attainment 16.7%" in run.out


def test_twice_a_day(kpitrack: Kpitrack, demo: Path) -> None:
    first = kpitrack("run", "-C", str(demo))
    again = kpitrack("run", "-q", "-v", "-C", str(demo))
    assert (first.code, again.code) == (0, 0)
    assert again.out.endswith("/2024-07-10 (made before today, with the same content: nothing was written)\n")
    assert runs(demo) == ["2024-06/2024-07-10"]
    before = {name: (demo / "reports/runs/2024-06/2024-07-10" / name).read_bytes() for name in NAMES}
    (demo / "data/progress/2024.csv").write_text(RECORDS.replace("06,5,", "06,6,") + ROAD)
    assert kpitrack("run", "-C", str(demo)).out.endswith("2024-06/2024-07-10-2\n")
    assert runs(demo) == ["2024-06/2024-07-10", "2024-06/2024-07-10-2"]
    assert {name: (demo / "reports/runs/2024-06/2024-07-10" / name).read_bytes() for name in NAMES} == before


def test_the_next_day_has_its_own_folder(
    kpitrack: Kpitrack, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kpitrack("run", "-C", str(demo))
    monkeypatch.setenv("KPITRACK_TODAY", "2024-07-11")
    kpitrack("run", "-C", str(demo))
    assert runs(demo) == ["2024-06/2024-07-10", "2024-06/2024-07-11"]


def test_an_error_in_a_record_is_told_and_the_rest_stands(kpitrack: Kpitrack, demo: Path) -> None:
    (demo / "data/progress/2024.csv").write_text(RECORDS + ROAD + "firms,2024-06,x,,2024-07-04,a\n")
    run = kpitrack("run", "-q", "-C", str(demo), *BARS)
    assert (run.code, run.err) == (3, "")
    assert "\n\nErrors in plan or records: 1. " in run.out
    assert "\ndata/progress/2024.csv:7:15: error: " in run.out
    assert "[seriously lagging] Shops" in run.out
    folder = demo / "reports/runs/2024-06/2024-07-10"
    assert names(folder) == sorted([*NAMES, "problems.txt"])
    assert (folder / "problems.txt").read_text().startswith("data/progress/2024.csv:7:15: error: ")


@pytest.mark.parametrize("broken", ["plan", "batch"])
def test_without_a_sound_plan_and_store_nothing_is_written(
    kpitrack: Kpitrack, demo: Path, broken: str
) -> None:
    if broken == "plan":
        (demo / "plan/targets.yaml").write_text(PLAN.replace("measure: cumulative", "measure: cumulat", 1))
    else:
        batch = demo / "data/progress/2024-07/0001-000000000000.csv"
        batch.parent.mkdir()
        batch.write_text("item,period,value\nfirms,2024-06,7\n")
    run = kpitrack("run", "-q", "-C", str(demo))
    assert (run.code, run.out) == (3, "")
    assert run.err.endswith("error: the plan or the store is not sound: no figures are given\n")
    assert runs(demo) == []


def test_without_a_sound_word_template_nothing_is_written(kpitrack: Kpitrack, demo: Path) -> None:
    (demo / "plan/briefing-template.docx").write_bytes(b"no Word file")
    run = kpitrack("run", "-q", "-C", str(demo))
    assert (run.code, run.out) == (3, "")
    assert "plan/briefing-template.docx: error: " in run.err
    assert runs(demo) == []


def test_a_lost_original_is_told(kpitrack: Kpitrack, demo: Path) -> None:
    (demo / "more.csv").write_text(
        "item,period,value,reported_on,reported_by\nshops,2024-06,3,2024-07-10,b\n"
    )
    assert kpitrack("ingest", "-C", str(demo), str(demo / "more.csv"), "--reason", "slip").code == 0
    for original in (demo / "data/progress/originals").iterdir():
        original.unlink()
    run = kpitrack("run", "-q", "-C", str(demo))
    assert run.code == 3
    assert "[missing-original]" in run.out
    assert runs(demo) == ["2024-06/2024-07-10"]


def test_names_from_outside_stay_on_their_line(kpitrack: Kpitrack, demo: Path) -> None:
    plan = PLAN.replace("name: Firms", r'name: "Firms\u001b[31m\u202e"')
    (demo / "plan/targets.yaml").write_text(plan)
    kpitrack("close", "-C", str(demo), "--month", "6")
    (demo / "data/progress/2024.csv").write_text(RECORDS.replace("06,5,", "06,4,") + ROAD)
    run = kpitrack("run", "-C", str(demo), *BARS)
    folder = demo / "reports/runs/2024-06/2024-07-10"
    texts = [run.out, *(path.read_text(encoding="utf-8") for path in folder.rglob("*.txt"))]
    assert sum("Firms" in text for text in texts) >= 3
    assert not [text for text in texts if "\x1b" in text or "\u202e" in text]


def test_a_closed_month_keeps_what_was_published(kpitrack: Kpitrack, demo: Path) -> None:
    kpitrack("report", "-C", str(demo), "--month", "6", "--number", "6")
    published = (demo / "reports/2024-06.md").read_bytes()
    assert kpitrack("close", "-C", str(demo), "--month", "6", "--number", "6").code == 0
    (demo / "late.csv").write_text(
        "item,period,value,reported_on,reported_by\nshops,2024-06,1,2024-07-10,b\n"
    )
    assert (
        kpitrack("ingest", "-C", str(demo), str(demo / "late.csv"), "--reopen", "--reason", "slip").code == 0
    )
    run = kpitrack("run", "-C", str(demo), "--number", "7")
    folder = demo / "reports/runs/2024-06/2024-07-10"
    assert run.code == 0
    assert (folder / "2024-06.md").read_bytes() == published
    assert (folder / "changes.txt").read_text().startswith("Shops: published 2 家")
    assert "; now 1 家" in (folder / "changes.txt").read_text()
    assert "2024-06 is closed: the briefing is the one that was published." in run.out
    assert "Items that stand otherwise now than was published: 1; see changes.txt" in run.out
    assert re.search(r"the briefing is from the seal of 2024-07-10", (folder / "index.txt").read_text())
    other = kpitrack("run", "-C", str(demo), "--lang", "zh")
    assert other.out.rstrip().endswith("2024-07-10-2")
    assert [name for name in names(folder.with_name("2024-07-10-2")) if name.startswith("2024-06.")] == [
        "2024-06.md"
    ]


def test_with_the_seal_damaged_nothing_passes_for_what_was_published(kpitrack: Kpitrack, demo: Path) -> None:
    kpitrack("close", "-C", str(demo), "--month", "6")
    seal = demo / "data/closed/2024-06.yaml"
    seal.write_text(seal.read_text(encoding="utf-8").replace("Firms", "Farms"), encoding="utf-8")
    run = kpitrack("run", "-q", "-C", str(demo))
    assert (run.code, run.out) == (3, "")
    assert "data/closed/2024-06.yaml" in run.err
    assert runs(demo) == []


def test_as_of_a_day_before_the_month_was_closed(kpitrack: Kpitrack, demo: Path) -> None:
    kpitrack("close", "-C", str(demo), "--month", "6")
    run = kpitrack("run", "-C", str(demo), "--as-of", "2024-07-08")
    assert "as known on 2024-07-08" in run.out
    assert "3 days overdue" in run.out
    assert "is closed" not in run.out
    assert "Shops" in run.out.split("3 days overdue")[1].split("\n")[1]


def test_the_workspace_is_read_once(kpitrack: Kpitrack, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    count: list[Path] = []
    real = workspace_module.record_files

    def counted(root: Path) -> Iterator[workspace_module.RecordFile]:
        count.append(root)
        return real(root)

    monkeypatch.setattr(workspace_module, "record_files", counted)
    assert kpitrack("run", "-C", str(demo)).code == 0
    assert len(count) == 1


def test_another_run_is_waited_for(kpitrack: Kpitrack, demo: Path) -> None:
    top = demo / "reports/runs"
    top.mkdir(parents=True)
    with locked(LocalDisk(), top, wait=0, now=datetime(2024, 7, 10, tzinfo=UTC)):
        run = kpitrack("run", "-C", str(demo), "--wait", "0", "--lang", "en")
    assert (run.code, run.out) == (5, "")
    assert "another run is writing (pid " in run.err


def test_another_folder(kpitrack: Kpitrack, demo: Path, tmp_path: Path) -> None:
    run = kpitrack("run", "-C", str(demo), "-o", str(tmp_path / "共享 盘" / "runs"))
    assert run.code == 0
    assert names(tmp_path / "共享 盘" / "runs" / "2024-06" / "2024-07-10") == NAMES
    assert not (demo / "reports").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--fail-on", "laging"), "'laging' is none of"),
        (("--month", "13"), "'13' is no month of this plan"),
        (("--as-of", "soon"), "'soon' is no day"),
    ],
)
def test_what_cannot_be_meant(kpitrack: Kpitrack, demo: Path, words: tuple[str, ...], said: str) -> None:
    run = kpitrack("run", "-C", str(demo), "--lang", "en", *words)
    assert (run.code, run.out) == (2, "")
    assert said in run.err
    assert runs(demo) == []


def test_a_folder_without_a_plan_is_left_alone(kpitrack: Kpitrack, tmp_path: Path) -> None:
    run = kpitrack("run", "-C", str(tmp_path))
    assert run.code == 2
    assert list(tmp_path.iterdir()) == []


def test_the_notices_remind_before_the_due_day(
    kpitrack: Kpitrack, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KPITRACK_TODAY", "2024-07-03")
    (demo / "data/progress/2024.csv").write_text(RECORDS.replace("firms,2024-06", "firms,2024-04") + ROAD)
    run = kpitrack("run", "-q", "-C", str(demo), "--fail-on", "missing")
    assert (run.code, run.out) == (0, "")
    run = kpitrack("run", "-C", str(demo))
    assert "Still to come: 2; due 2024-07-05\n  Unit A (1): Firms\n" in run.out


# The bars of the commands that `run` takes together


def test_missing_quiet_prints_what_its_bar_is_about_and_only_that(kpitrack: Kpitrack, demo: Path) -> None:
    missing = kpitrack("missing", "-q", "-C", str(demo), "--month", "6", "--fail-on", "missing")
    assert missing.code == 4
    assert "Road" in missing.out
    assert "Shops" not in missing.out
    late = kpitrack("missing", "-q", "-C", str(demo), "--month", "6", "--fail-on", "late")
    assert "Road" in late.out
    assert "Shops" in late.out
    met = kpitrack("missing", "-q", "-C", str(demo), "--month", "5", "--fail-on", "late")
    assert (met.code, met.out, met.err) == (0, "", "")


def test_status_quiet_prints_what_its_bar_is_about_and_only_that(kpitrack: Kpitrack, demo: Path) -> None:
    run = kpitrack("status", "-q", "-C", str(demo), "--month", "6", "--fail-on", "lagging")
    assert (run.code, run.out) == (4, "")
    assert run.err == "2024-06, lagging or worse (2): Firms (lagging), Shops (seriously lagging)\n"
    met = kpitrack("status", "-q", "-C", str(demo), "--month", "6", "--fail-on", "not_met")
    assert (met.code, met.out, met.err) == (0, "", "")
