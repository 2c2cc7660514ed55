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
STATES = ("not_started", "in_progress", "done")  # a progress of 0, of some, of 100
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
            "progress": Decimal((0, place, 100)[place % 3]),
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
            told(kept),
        )


def told(cells: dict[str, object]) -> dict[str, object]:
    """What says something: 0 does, an empty cell does not."""
    return {
        column: found
        for column, found in cells.items()
        if found is not None and found is not False and found != ""
    }


MONTH = "2024-06"  # a month in which quarterly items are due


def taken_in(kpitrack: Kpitrack, office: Path, paths: list[Path], filled: Filled) -> None:
    run = kpitrack("ingest", "-C", str(office), *map(str, paths))
    assert (run.code, run.err) == (0, ""), run.err
    found = dict(stored(office))
    assert found == {key: told(cells) for key, cells in filled.items()}
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


KINDS = """\
schema: 1
plan: {id: demo, title: 示范方案, place: 某县, year: 2024, language: zh, office: a}
lead_units: [{id: a, name: "=一科"}, {id: b, name: 二科}]
programmes:
  - id: p
    title: P
    tasks:
      - id: t
        title: T
        lead: [a]
        indicators:
          - {id: monthly, name: "+当月指标", unit: 家, increments: true, measure: cumulative,
             target: {at_least: 9}}
          - {id: parts, name: 分报指标, unit: 家, measure: cumulative, target: {more_than: 9},
             reported_by: [a, b], reporters: sum}
          - {id: range, name: 区间指标, unit: "%", measure: level, target: {between: [10, 15]}}
          - {id: about, name: 约数指标, unit: 名, measure: level, target: {about: 65}}
          - {id: wanting, name: 待定指标, unit: 家, measure: level, target: {pending: 市级}}
          - {id: beside, name: 对照指标, unit: "%", measure: growth, target: {at_least_series: loans}}
          - {id: revised, name: 调整指标, unit: 家, measure: cumulative, target: {at_least: 10},
             target_revisions: [{from: 2024-06, at_least: 8}]}
        actions:
          - {id: park, name: 园区, kind: milestone, steps: [{id: plan, name: 规划}, {id: open, name: 开园}]}
series:
  - {id: loans, name: 贷款增速, unit: "%", reported_by: [b]}
"""


@pytest.mark.parametrize(("language", "kind"), [("zh", "xlsx"), ("en", "xlsx"), ("zh", "csv")])
def test_every_kind_of_item_comes_back(
    kpitrack: Kpitrack, workspace: Callable[..., Path], language: str, kind: str
) -> None:
    folder = workspace(KINDS)
    said: dict[str, dict[str, object]] = {
        item: {"value": Decimal(place)}
        for place, item in enumerate(("parts", "range", "about", "wanting", "beside", "revised", "loans"), 3)
    }
    said["monthly"] = {"increment": Decimal(2)}
    said["park"] = {"note": "按计划"}
    said["park.plan"] = {"state": "done", "evidence": "批复"}
    words = ("--month", "6", "--lang", language, "--format", kind)
    assert kpitrack("template", "-C", str(folder), *words).code == 0
    paths = sorted((folder / "reports" / "forms" / MONTH).iterdir())
    for path in paths:
        if kind == "csv":
            fill_csv(path, said)
        else:
            fill(path, said, language)
    run = kpitrack("ingest", "-C", str(folder), *map(str, paths))
    assert (run.code, run.err) == (0, "")
    found = {(record.reported_by, record.item): record for record in open_workspace(folder).records}
    assert {key: record.value for key, record in found.items() if record.value is not None} == {
        ("a", "parts"): 3,
        ("b", "parts"): 3,
        ("a", "range"): 4,
        ("a", "about"): 5,
        ("a", "wanting"): 6,
        ("a", "beside"): 7,
        ("a", "revised"): 8,
        ("b", "loans"): 9,
    }
    assert found["a", "monthly"].increment == 2
    assert str(found["a", "park.plan"].state) == "done"
    assert (found["a", "park"].note, len(found)) == ("按计划", 11)
