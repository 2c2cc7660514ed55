"""`kpitrack export`: what is in the tables, that every format says the same, whole files, the same bytes."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import kpitrack
from kpitrack.render.dataset.schema import BY_NAME, TABLES
from kpitrack.render.dataset.tables import Column, Kind
from tests.export.reading import csv_rows, queried

Program = Callable[..., Any]


def exported(kpitrack: Program, name: str, *words: str) -> Path:
    """The file that an export to June made."""
    run = kpitrack("export", "--month", "6", *words, "-o", name)
    assert (run.code, run.out) == (0, ""), run.err
    return Path(name)


def parsed(path: Path) -> dict[str, Any]:
    """A JSON file with its numbers exact."""
    found: dict[str, Any] = json.loads(
        path.read_text(encoding="utf-8"), parse_float=Decimal, parse_int=Decimal
    )
    return found


@pytest.mark.usefixtures("small")
def test_figures_month_by_month(kpitrack: Program) -> None:
    rows = {(row["indicator"], row["month"]): row for row in csv_rows(exported(kpitrack, "figures.csv"))}
    assert len(rows) == 6 * 6
    # 5 of 12 by May is 5/12 of the time; from June the target is 14, and 6 of 7 expected are 85.7 %.
    may, june = rows["events", "2024-05"], rows["events", "2024-06"]
    assert (may["value"], may["target_value"], may["expected"], may["status"]) == ("5", "12", "5", "on_pace")
    assert (june["value"], june["target_value"], june["expected"], june["status"]) == (
        "6",
        "14",
        "7",
        "lagging",
    )
    assert (june["pace_ratio"], june["change"], june["needed_per_month"]) == ("0.857143", "1", "1.333333")
    # The figure of June was taken back: that of May serves, as it was reported, and is marked.
    stale = rows["output", "2024-06"]
    assert (stale["value"], stale["value_period"], stale["stale"]) == ("11.20", "2024-05", "true")
    assert stale["freshness"] == "none"
    # Nothing was reported: empty, not 0.
    silent = rows["events", "2024-01"]
    assert (silent["value"], silent["attainment"], silent["change"]) == ("", "", "")
    assert silent["status"] == "not_reported"
    assert {row["sample"] for row in rows.values()} == {"true"}


@pytest.mark.usefixtures("small")
def test_every_record_with_its_fate(kpitrack: Program) -> None:
    rows = csv_rows(exported(kpitrack, "records.csv"))
    events = [
        (r["period"], r["value"], r["increment"], r["fate"], r["line"]) for r in rows if r["item"] == "events"
    ]
    assert events == [
        ("2024-05", "5", "", "in_force", "2"),
        ("2024-06", "7", "2", "corrected", "3"),
        ("2024-06", "6", "", "in_force", "4"),
    ]
    by_id = {row["id"]: row for row in rows}
    old = next(row for row in rows if row["fate"] == "corrected")
    assert by_id[old["replaced_by"]]["reason"] == "剔除重复1场"
    assert [row["fate"] for row in rows if row["item"] == "output"] == ["in_force", "withdrawn", "withdraws"]
    assert [row["item"] for row in rows if row["kind"] == "step"] == ["platform.site"]
    assert [row["item"] for row in rows if row["sample"] == "true"] == ["pending"]
    ingested = next(row for row in rows if row["source"])
    assert (ingested["source"], ingested["value"]) == ("in.csv", "8.4")
    assert ingested["ingested_at"] == "2024-07-10T09:00:00+08:00"
    assert ingested["path"] == ingested["batch"]
    assert Path("data/progress/originals", f"{ingested['source_sha256']}.csv").exists()


@pytest.mark.usefixtures("small")
def test_nothing_of_a_later_month(kpitrack: Program) -> None:
    assert kpitrack("export", "--month", "5", "-o", "all/").code == 0
    assert {row["period"] for row in csv_rows(Path("all/records.csv"))} == {"2024-03", "2024-05"}
    assert {row["month"] for row in csv_rows(Path("all/duties.csv"))} == {f"2024-0{n}" for n in range(1, 6)}
    assert [row["target_value"] for row in csv_rows(Path("all/indicators.csv")) if row["id"] == "events"] == [
        "12"
    ]


@pytest.mark.usefixtures("small")
def test_as_of_knows_no_later_correction(kpitrack: Program) -> None:
    rows = csv_rows(exported(kpitrack, "figures.csv", "--as-of", "2024-07-05"))
    assert [row["value"] for row in rows if (row["indicator"], row["month"]) == ("events", "2024-06")] == [
        "7"
    ]
    records = csv_rows(exported(kpitrack, "records.csv", "--as-of", "2024-07-05"))
    assert not [row for row in records if row["reason"]]


@pytest.mark.usefixtures("small")
def test_duties(kpitrack: Program) -> None:
    rows = [row for row in csv_rows(exported(kpitrack, "duties.csv")) if row["month"] == "2024-06"]
    cover = [(r["unit"], r["outcome"], r["days_late"], r["due"]) for r in rows if r["item"] == "cover"]
    assert cover == [("jingkai", "late", "3", "2024-07-05")]
    # Two units may report it: one duty, two rows. Two units report their parts: two duties.
    sme = [(r["unit"], r["outcome"]) for r in rows if r["item"] == "sme"]
    assert sme == [("kegongxin", "on_time"), ("jingkai", "on_time")]
    assert len({r["duty"] for r in rows if r["item"] == "sme"}) == 1
    split = {r["unit"]: r["outcome"] for r in rows if r["item"] == "split"}
    assert split == {"kegongxin": "on_time", "jingkai": "missing"}
    assert len({r["duty"] for r in rows if r["item"] == "split"}) == 2


@pytest.mark.usefixtures("small")
def test_the_numbers_are_those_of_status(kpitrack: Program) -> None:
    found = parsed(exported(kpitrack, "all.json"))
    for month in ("2024-05", "2024-06"):
        status = json.loads(
            kpitrack("status", "--month", month, "--format", "json").out,
            parse_float=Decimal,
            parse_int=Decimal,
        )
        mine = {row["indicator"]: row for row in found["figures"] if row["month"] == month}
        for theirs in status["indicators"]:
            row = mine[theirs["id"]]
            same = set(row) & set(theirs)
            assert len(same) > 20
            assert {key: row[key] for key in same} == {key: theirs[key] for key in same}
            assert [str(row[key]) for key in ("value", "expected")] == [
                str(theirs[key]) for key in ("value", "expected")
            ]
        states = {row["action"]: row for row in found["action_states"] if row["month"] == month}
        for theirs in status["actions"]:
            row = states[theirs["id"]]
            assert {key: row[key] for key in set(row) & set(theirs)} == {
                key: theirs[key] for key in set(row) & set(theirs)
            }
        units = [row for row in found["lead_units"] if row["month"] == month]
        for row, theirs in zip(units, status["lead_units"], strict=True):
            assert (row["unit"], row["lagging"], row["missing"]) == (
                theirs["id"],
                theirs["lagging"],
                len(theirs["missing"]),
            )
        total = next(row for row in found["months"] if row["month"] == month)
        assert total["on_pace_share"] == status["summary"]["on_pace_share"]
        assert total["owed"] == status["reporting"]["owed"]
    told = [{key: value for key, value in row.items() if key != "id"} for row in found["problems"]]
    assert told == status["problems"]
    assert found["meta"]["plan_sha256"] == status["plan"]["sha256"]


@pytest.mark.usefixtures("small")
def test_every_format_says_the_same(kpitrack: Program) -> None:
    exported(kpitrack, "all/")
    data = parsed(exported(kpitrack, "all.json"))
    book = load_workbook(exported(kpitrack, "all.xlsx"))
    base = exported(kpitrack, "all.sqlite")
    assert sorted(data) == sorted(book.sheetnames) == sorted(BY_NAME)
    assert book.sheetnames[0] == "meta"
    for table in TABLES:
        texts = csv_rows(Path("all", f"{table.name}.csv"))
        objects = [data["meta"]] if table.name == "meta" else data[table.name]
        head, *cells = list(book[table.name].iter_rows(values_only=True))
        names = ", ".join(f'"{name}"' for name in table.names)
        stored = queried(base, f"SELECT {names} FROM {table.name} ORDER BY rowid")  # noqa: S608
        assert tuple(head) == table.names
        assert len(texts) == len(objects) == len(cells) == len(stored)
        for text, entry, line, row in zip(texts, objects, cells, stored, strict=True):
            assert list(entry) == list(table.names)
            for place, column in enumerate(table.columns):
                agree(column, text[column.name], entry[column.name], line[place], row[place])


def agree(column: Column, text: str, value: Any, cell: Any, stored: Any) -> None:  # noqa: ANN401
    """One value in the four formats."""
    if value is None:
        assert (text, cell, stored) == ("", None, None)
    elif column.kind.is_decimal or column.kind is Kind.INTEGER:
        assert text == str(value)
        assert Decimal(str(cell)) == value
        assert stored == (int(value) if column.kind is Kind.INTEGER else float(value))
    elif column.kind is Kind.BOOLEAN:
        assert (text, cell, stored) == (str(value).lower(), value, int(value))
    elif column.kind is Kind.LIST:
        assert text == (cell or "") == ";".join(value)
        assert json.loads(stored) == value
    else:
        assert cell == stored == value
        assert text.removeprefix("'") == value


@pytest.mark.usefixtures("small")
def test_foreign_text_is_a_formula_nowhere(kpitrack: Program) -> None:
    assert [r["note"] for r in csv_rows(exported(kpitrack, "records.csv")) if r["note"].endswith("1+1")] == [
        "'=1+1"
    ]
    sheet = load_workbook(exported(kpitrack, "all.xlsx"))["records"]
    found = [cell for row in sheet.iter_rows() for cell in row if str(cell.value) == "=1+1"]
    assert [cell.data_type for cell in found] == ["s"]
    assert queried(exported(kpitrack, "a.sqlite"), "SELECT note FROM records WHERE note LIKE '%1+1'") == [
        ("=1+1",)
    ]


@pytest.mark.usefixtures("small")
def test_sample_data_is_marked_in_every_format(kpitrack: Program) -> None:
    assert parsed(exported(kpitrack, "all.json"))["meta"]["sample_text"] == "样例数据"
    assert queried(exported(kpitrack, "all.sqlite"), "SELECT sample, sample_text FROM meta") == [
        (1, "样例数据")
    ]
    book = load_workbook(exported(kpitrack, "all.xlsx"))
    assert {sheet.oddHeader.center.text for sheet in book if sheet.oddHeader} == {"样例数据"}
    assert {row["sample"] for row in csv_rows(exported(kpitrack, "lead_units.csv"))} == {"true"}
    Path("data/progress/sample/x.csv").unlink()
    assert queried(exported(kpitrack, "all.sqlite"), "SELECT sample, sample_text FROM meta") == [(0, None)]
    assert {row["sample"] for row in csv_rows(exported(kpitrack, "figures.csv"))} == {"false"}


# The database


@pytest.mark.usefixtures("small")
def test_the_database_is_sound_and_exact(kpitrack: Program) -> None:
    base = exported(kpitrack, "all.sqlite")
    assert queried(base, "PRAGMA integrity_check") == [("ok",)]
    assert queried(base, "PRAGMA foreign_key_check") == []
    assert queried(base, "PRAGMA user_version") == queried(base, "SELECT schema FROM meta") == [(1,)]
    assert queried(
        base, "SELECT value_exact, typeof(value) FROM figures WHERE indicator = 'split' AND value IS NOT NULL"
    ) == [("123456789012.123456", "real")]
    assert queried(base, "SELECT figure, figure_exact FROM records WHERE item = 'value' ORDER BY period") == [
        (1.25, "1.25"),
        (2.5, "2.50"),
    ]
    # Compared and divided as numbers, not as texts or whole numbers.
    assert queried(
        base, "SELECT value > 10, value / 4 FROM figures WHERE indicator = 'events' AND month = '2024-06'"
    ) == [(0, 1.5)]
    schema = queried(base, "SELECT sql FROM sqlite_master WHERE name = 'figures'")[0][0]
    assert '"attainment" REAL CHECK' in str(schema)
    assert "-- 完成率，不封顶" in str(schema)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE figures SET status = 'good' WHERE indicator = 'events'",
        "UPDATE figures SET value = '5x' WHERE indicator = 'events'",
        "UPDATE figures SET month = '2024-6' WHERE indicator = 'events'",
        "UPDATE records SET item = NULL",
        "INSERT INTO leads VALUES ('events', 'lead', 1, 'nobody')",
        "INSERT INTO units SELECT * FROM units",
    ],
)
def test_the_database_refuses_what_makes_no_sense(kpitrack: Program, statement: str) -> None:
    with closing(sqlite3.connect(exported(kpitrack, "all.sqlite"))) as base:
        base.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            base.execute(statement)


@pytest.mark.usefixtures("small")
def test_the_views(kpitrack: Program) -> None:
    base = exported(kpitrack, "all.sqlite")
    status = queried(base, "SELECT indicator, lead_names, value, status FROM v_status")
    assert status[0] == ("sme", "县科工局、县经开区", 8.1, "lagging")
    assert len(status) == 6
    assert queried(base, "SELECT indicator, needed_per_month FROM v_behind") == [
        ("sme", None),
        ("events", 1.333333),
    ]
    assert queried(base, "SELECT action, lead_names, due FROM v_overdue") == [
        ("platform", "县经开区", "2024-05")
    ]
    late = queried(
        base, "SELECT unit_name, item, outcome FROM v_missing WHERE month = '2024-06' AND unit != 'pbc'"
    )
    assert ("县经开区", "cover", "late") in late
    assert ("县经开区", "split", "missing") in late
    assert queried(base, "SELECT before, after, fate, reason, before_line FROM v_corrections") == [
        ("7", "6", "corrected", "剔除重复1场", 3),
        ("16.5", None, "withdrawn", None, 6),
    ]
    assert queried(base, "SELECT count(*) FROM v_in_force") == [(13,)]


# Files


@pytest.mark.parametrize("name", ["all.json", "figures.csv", "all.xlsx", "all.sqlite"])
@pytest.mark.usefixtures("small")
def test_the_same_input_gives_the_same_bytes(kpitrack: Program, name: str) -> None:
    first = exported(kpitrack, name).read_bytes()
    Path("elsewhere").mkdir()
    assert exported(kpitrack, f"elsewhere/{name}").read_bytes() == first
    assert kpitrack("export", "--month", "6", "--lang", "en", "-o", f"elsewhere/{name}").code == 0
    assert Path("elsewhere", name).read_bytes() != first


@pytest.mark.parametrize("name", ["all.json", "figures.csv", "all.xlsx", "all.sqlite", "all/"])
@pytest.mark.usefixtures("small")
def test_whole_or_not_at_all(kpitrack: Program, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    exported(kpitrack, name)
    kept = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    real = Path.replace

    def fails(path: Path, target: Path) -> Path:
        if ".kpitrack-" in path.as_posix():
            raise OSError(28, "No space left on device")
        return real(path, target)

    monkeypatch.setattr(Path, "replace", fails)
    run = kpitrack("export", "--month", "5", "-o", name)
    assert run.code == 5
    assert "磁盘已满" in run.err
    assert {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()} == kept


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit of the size of files")
@pytest.mark.parametrize("limit", [1, 4, 64])  # KiB: rows on their way meet it, or the file
@pytest.mark.parametrize("name", ["all.json", "all.xlsx", "all.sqlite"])
@pytest.mark.usefixtures("small")
def test_no_room_is_one_line_and_leaves_nothing(name: str, limit: int) -> None:
    before = sorted(Path().iterdir())
    program = f"import resource as r; r.setrlimit(r.RLIMIT_FSIZE, ({limit << 10},) * 2);"
    program += "import sys; from kpitrack.cli import main; sys.exit(main(sys.argv[1:]))"
    words = [sys.executable, "-c", program, "export", "-q", "--month", "6", "--lang", "zh", "-o", name]
    source = {"PYTHONPATH": str(Path(kpitrack.__file__).parents[1])}
    ended = subprocess.run(
        words, capture_output=True, check=False, encoding="utf-8", env={**os.environ, **source}
    )
    if ended.returncode == 0:
        assert Path(name).stat().st_size <= limit << 10
        return
    assert (ended.returncode, ended.stdout) == (5, "")
    reason = "磁盘读写出错" if name == "all.sqlite" else "文件太大，超过了允许的大小"  # as SQLite has it
    assert ended.stderr == f"error: 无法写入 {name}：{reason}\n"
    assert sorted(Path().iterdir()) == before


@pytest.mark.usefixtures("small")
def test_a_folder_keeps_what_else_is_in_it(kpitrack: Program) -> None:
    Path("there").mkdir()
    Path("there/mine.txt").write_text("mine", encoding="utf-8")
    exported(kpitrack, "there")
    assert sorted(path.name for path in Path("there").iterdir()) == sorted(
        [*(f"{table.name}.csv" for table in TABLES), "mine.txt"]
    )
    exported(kpitrack, "few/", "--table", "leads")
    assert sorted(path.name for path in Path("few").iterdir()) == ["leads.csv", "meta.csv"]


@pytest.mark.usefixtures("small")
def test_one_table_on_standard_output(kpitrack: Program) -> None:
    run = kpitrack("export", "--format", "csv", "--table", "units", "-o", "-")
    assert run.out.split("\r\n")[:2] == ["id,name,aliases,office", "kegongxin,县科工局,科工局,true"]
    run = kpitrack("export", "--format", "json", "--table", "units", "-q", "-o", "-")
    assert list(json.loads(run.out)) == ["meta", "units"]
    assert kpitrack("export", "--format", "json", "-q").out == ""


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "没有说明导出到哪里"),
        (("-o", "-"), "没有说明导出到哪里"),
        (("--format", "sqlite"), "sqlite 格式不能输出到屏幕"),
        (("-o", "x.sqlite", "--table", "units"), "sqlite 文件必须包含全部表"),
        (("-o", "x.csv", "--table", "units", "--table", "leads"), "一个 csv 文件只能放一张表"),
        (("-o", "x/", "--format", "json"), "只能放 csv，不能放 json"),
        (("-o", "x.csv", "--table", "figure"), "figures"),
        (("-o", "x.txt"), ".sqlite"),
    ],
)
def test_what_cannot_be_is_a_usage_error(kpitrack: Program, words: tuple[str, ...], said: str) -> None:
    run = kpitrack("export", *words)
    assert (run.code, run.out) == (2, "")
    assert said in run.err
    assert not list(Path().glob("x*"))


@pytest.mark.usefixtures("small")
def test_a_python_without_sqlite_says_so(kpitrack: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sqlite3", None)
    run = kpitrack("export", "-o", "x.sqlite")
    assert (run.code, Path("x.sqlite").exists()) == (2, False)
    assert "本机的 Python 不带 SQLite" in run.err
    assert not list(Path().glob(".kpitrack-*"))


@pytest.mark.usefixtures("small")
def test_a_sheet_holds_so_many_rows(kpitrack: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kpitrack.render.dataset.book.MOST_ROWS", 20)
    run = kpitrack("export", "-o", "x.xlsx")
    assert (run.code, Path("x.xlsx").exists()) == (2, False)
    assert "超过 20 行" in run.err


@pytest.mark.usefixtures("small")
def test_a_conflict_is_exported_and_told(kpitrack: Program) -> None:
    with Path("data/progress/2024.csv").open("a", encoding="utf-8") as file:
        file.write("cover,2024-06,31,家,,jingkai,2024-07-08,in_progress,,,true,,,,,,\n")
    run = kpitrack("export", "--month", "6", "-o", "all/")
    assert run.code == 3
    assert "conflict" in run.err
    rows = csv_rows(Path("all/records.csv"))
    assert [row["fate"] for row in rows if row["item"] == "cover"] == ["conflict", "conflict"]
    assert [row["rule"] for row in csv_rows(Path("all/problems.csv"))].count("conflict") == 1
