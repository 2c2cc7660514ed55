"""Every unit's form of the shipped plan, filled in, comes back through `ingest` as what was filled in.

As it was written, after a spreadsheet program has saved it anew, as CSV, and in English.
"""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kpitrack import open_workspace
from kpitrack.model import Indicator, Series

ROOT = Path(__file__).resolve().parent.parent
Kpitrack = Callable[..., Any]
Filled = dict[tuple[str, str], dict[str, object]]

# Column letters of a form, by what they hold.
LETTERS = {
    "item": "A",
    "unit": "D",
    "increment": "F",
    "value": "G",
    "estimate": "H",
    "state": "I",
    "progress": "J",
    "note": "K",
    "problem": "L",
    "next": "M",
    "evidence": "N",
}
STATES = ("not_started", "in_progress", "done")
WORDS = {
    "zh": {"not_started": "未启动", "in_progress": "推进中", "done": "已完成", "yes": "是"},
    "en": {"not_started": "not_started", "in_progress": "in_progress", "done": "done", "yes": "yes"},
}
DAY = date(2024, 7, 9)


def answers(month: str) -> dict[str, dict[str, object]]:
    """What is filled in for each item, by column: its place in the plan makes it different from all others.

    Units that share an item say the same.
    """
    plan = open_workspace(ROOT).checked_plan()
    filled: dict[str, dict[str, object]] = {}
    counted: tuple[Indicator | Series, ...] = (*plan.indicators, *plan.series)
    for place, item in enumerate(counted, start=1):
        share = item.unit == "%"
        filled[item.id] = {
            "value": Decimal(place) + Decimal("14.6") if share else Decimal(place),
            "estimate": place % 3 == 0,
            "note": f"第{place}项，{month} 已核对",
        }
        if not item.unit:
            filled[item.id]["unit"] = "万元"
    for place, action in enumerate(plan.actions, start=1):
        filled[action.id] = {
            "state": STATES[place % 3],
            "progress": Decimal(place),
            "note": f"- 完成{place}件\n- 其余推进中",
            "problem": "=无" if place % 2 else "",
            "next": f"{place}-1",
            "evidence": f"文〔2024〕{place}号",
        }
    filled[plan.indicators[4].id] = {"value": Decimal(0), "note": "确实没有"}
    filled[plan.indicators[6].id] = {"note": "统计部门未公布"}  # no figure
    del filled[plan.indicators[8].id]  # left empty
    return filled


def fill(path: Path, said: dict[str, dict[str, object]], language: str) -> Filled:
    """Fill in a workbook as a person would; what was filled in, by (unit, item)."""
    from openpyxl import load_workbook

    book = load_workbook(path)
    sheet = book.worksheets[0]
    unit = str(sheet["B2"].value)
    sheet["F2"] = datetime(DAY.year, DAY.month, DAY.day)  # noqa: DTZ001 - as a sheet keeps it
    done: Filled = {}
    for row in range(5, sheet.max_row + 1):
        item = str(sheet[f"A{row}"].value)
        if item not in said:
            continue
        for column, answer in said[item].items():
            cell = sheet[f"{LETTERS[column]}{row}"]
            cell.value = typed(answer, language)
            if isinstance(answer, str) and answer:
                cell.data_type = "s"  # =无 is no formula
        done[unit, item] = said[item]
    book.save(path)
    return done


def typed(answer: object, language: str) -> str | Decimal | None:
    if isinstance(answer, bool):
        return WORDS[language]["yes"] if answer else None
    if isinstance(answer, str):
        return WORDS[language].get(answer, answer) or None
    assert isinstance(answer, Decimal)
    return answer


def fill_csv(path: Path, said: dict[str, dict[str, object]]) -> Filled:
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    unit, rows[1][5] = rows[1][1], "2024年7月9日"
    done: Filled = {}
    for row in rows[4:]:
        if row[0] in said:
            for column, answer in said[row[0]].items():
                entered = typed(answer, "zh")
                row[ord(LETTERS[column]) - ord("A")] = "" if entered is None else str(entered)
            done[unit, row[0]] = said[row[0]]
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(rows)
    return done


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A workspace that has the plan and no records: its forms came from one with the sample data."""
    (tmp_path / "office" / "plan").mkdir(parents=True)
    shutil.copy(ROOT / "plan" / "targets.yaml", tmp_path / "office" / "plan")
    return tmp_path / "office"


def written(kpitrack: Kpitrack, folder: Path, month: str, *words: str) -> list[Path]:
    run = kpitrack("template", "-C", str(ROOT), "--month", month, "-o", str(folder), *words)
    assert run.code == 0
    return sorted(folder.iterdir())


def stored(office: Path) -> Iterator[tuple[tuple[str, str], dict[str, object]]]:
    """What the workspace has now, in the shape of what was filled in."""
    opened = open_workspace(office)
    plan = opened.checked_plan()
    for record in opened.records:
        assert (str(record.period), record.reported_on) == (MONTH, DAY)
        kept = {
            column: getattr(record, column)
            for column in (
                "value",
                "increment",
                "estimate",
                "progress",
                "note",
                "problem",
                "next",
                "evidence",
            )
        }
        kept["state"] = record.state.value if record.state else None
        item = plan.items[record.item]
        kept["unit"] = record.unit if record.value is not None and not item.unit else None
        yield (
            (plan.name_of(record.reported_by), record.item),
            {column: found for column, found in kept.items() if found not in {None, "", False}},
        )


MONTH = "2024-06"  # a month in which quarterly items are due


def taken_in(kpitrack: Kpitrack, office: Path, paths: list[Path], filled: Filled) -> None:
    run = kpitrack("ingest", "-C", str(office), *map(str, paths))
    assert (run.code, run.err) == (0, ""), run.err
    found = dict(stored(office))
    assert found == {
        key: {column: value for column, value in cells.items() if value is not False and value != ""}
        for key, cells in filled.items()
    }
    units = {unit for unit, _ in found}
    assert len(units) == len(paths) == 12
    assert len(found) > 100


def test_every_unit_s_form_comes_back(kpitrack: Kpitrack, tmp_path: Path, office: Path) -> None:
    paths = written(kpitrack, tmp_path / "forms", MONTH)
    filled: Filled = {}
    for path in paths:
        filled |= fill(path, answers(MONTH), "zh")
    taken_in(kpitrack, office, paths, filled)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_every_unit_s_form_comes_back_after_libreoffice_has_saved_it(
    kpitrack: Kpitrack, tmp_path: Path, office: Path
) -> None:
    paths = written(kpitrack, tmp_path / "forms", MONTH)
    filled: Filled = {}
    for path in paths:
        filled |= fill(path, answers(MONTH), "zh")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    folder = tmp_path / "saved"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=120)
    saved = sorted(folder.iterdir())
    assert [path.name for path in saved] == [path.name for path in paths]
    assert [path.read_bytes() for path in saved] != [path.read_bytes() for path in paths]
    taken_in(kpitrack, office, saved, filled)


def test_every_unit_s_form_comes_back_in_english(kpitrack: Kpitrack, tmp_path: Path, office: Path) -> None:
    paths = written(kpitrack, tmp_path / "forms", MONTH, "--lang", "en")
    filled: Filled = {}
    for path in paths:
        filled |= fill(path, answers(MONTH), "en")
    taken_in(kpitrack, office, paths, filled)


def test_every_unit_s_csv_form_comes_back_from_a_chinese_windows(
    kpitrack: Kpitrack, tmp_path: Path, office: Path
) -> None:
    paths = written(kpitrack, tmp_path / "forms", MONTH, "--format", "csv")
    filled: Filled = {}
    for path in paths:
        filled |= fill_csv(path, answers(MONTH))
    taken_in(kpitrack, office, paths, filled)


def test_a_form_that_was_not_filled_in_stores_nothing(
    kpitrack: Kpitrack, tmp_path: Path, office: Path
) -> None:
    paths = written(kpitrack, tmp_path / "forms", MONTH)
    run = kpitrack("ingest", "-C", str(office), str(paths[0]))
    assert "新入库 0" in run.out
    assert not open_workspace(office).records
