"""A year of every unit's workbooks, taken in month by month, gives the figures of the files kept by hand.

The records are those of the sample, and a note of every unit on something it takes part in for each
month it reports nothing, written into workbooks of four layouts in turn.
"""

from __future__ import annotations

import io
import json
import shutil
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kpitrack.assessment import assess
from kpitrack.intake import Options, Submission, ingest
from kpitrack.model import Plan
from kpitrack.numeric import plain
from kpitrack.periods import Period
from kpitrack.render.data import assessment_data
from kpitrack.render.json_text import to_json
from kpitrack.render.show import Show
from kpitrack.reported import Record
from kpitrack.wording import Words
from kpitrack.workspace import Workspace, open_workspace
from tests.store.disks import Quick

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data" / "progress" / "sample"
ZONE = timezone(timedelta(hours=8))
OF_PROVENANCE = {"path", "line", "source"}
HEADER = [
    "指标编号",
    "月份",
    "累计完成",
    "本月完成",
    "计量单位",
    "填报日期",
    "状态",
    "形象进度",
    "完成率",
    "预计",
    "进展情况",
    "存在问题",
    "下一步措施",
    "佐证材料",
    "更正原因",
    "撤回",
]


def workspace(folder: Path, files: Sequence[Path]) -> Path:
    shutil.copytree(ROOT / "plan", folder / "plan")
    (folder / "data" / "progress").mkdir(parents=True)
    for file in files:
        shutil.copy(file, folder / "data" / "progress")
    return folder


def notes(plan: Plan, records: Sequence[Record]) -> str:
    """As CSV, a note of every unit for each month in which it reports nothing."""
    there = {(record.period, record.reported_by) for record in records}
    lines = ["item,period,note,reported_by,reported_on\n"]
    for period in plan.span.months():
        day = period.shift(1).first_day + timedelta(days=2)
        for unit in plan.lead_units:
            if (period, unit.id) not in there:
                part = next(
                    item for item in plan.actions if unit.id in (*item.place.support, *item.place.lead)
                )
                lines.append(f"{part.id},{period},样例：配合开展,{unit.id},{day}\n")
    return "".join(lines)


def cells(record: Record, *, texts: bool) -> list[Any]:
    """A record as somebody types it: numbers as numbers, or as texts with their unit."""
    held = [None if each is None else plain(each) for each in (record.value, record.increment)]
    state = {"not_started": "未启动", "in_progress": "推进中", "done": "已完成"}
    typed = [each and (f"{each}{record.unit}" if texts else _number(each)) for each in held]
    share = [None if each is None else f"{plain(each)}%" for each in (record.progress, record.rate)]
    return [
        record.item,
        f"{record.period.year}年{record.period.month}月" if texts else str(record.period),
        *typed,
        record.unit,
        record.reported_on,
        state[record.state.value] if record.state else None,
        *share,
        "是" if record.estimate else None,
        *(getattr(record, name) or None for name in ("note", "problem", "next", "evidence", "reason")),
        "是" if record.withdraw else None,
    ]


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def laid_out(plan: Plan, unit: str, records: Sequence[Record], layout: int) -> bytes:
    """A unit's workbook: plain; with titles and labels; with a header of two rows; or on two sheets."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    name = plan.name_of(unit)
    rows = [cells(record, texts=layout in {1, 3}) for record in records]
    if layout == 1:
        sheet.append([f"{plan.title}完成情况表"])
        sheet.append([f"填报单位：{name}（盖章）"])
        sheet.append([])
    if layout == 2:
        sheet.append(["填报单位", name])
        sheet.append([*HEADER[:2], "完成情况", None, *HEADER[4:]])
        sheet.append([None, None, "累计完成", "本月完成"])
        sheet.merge_cells("C2:D2")
        _append(sheet, rows)
    elif layout == 3:
        half = len(rows) // 2
        for part, title in ((rows[:half], "一"), (rows[half:], "二")):
            _append(book.create_sheet(title), [[*HEADER, "填报单位"], *([*row, name] for row in part)])
        sheet.append(["填表说明：如实填报"])
    elif layout == 1:
        _append(sheet, [HEADER, *rows])
        sheet.append(["填表人：样例"])
    else:
        _append(sheet, [[*HEADER, "填报单位"], *([*row, name] for row in rows)])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _append(sheet: Worksheet, rows: Sequence[Sequence[Any]]) -> None:
    for row in rows:
        sheet.append(list(row))


def figures(opened: Workspace, month: Period) -> Any:  # noqa: ANN401 - data as JSON has it
    """The status JSON without what says which file a record lies in."""
    ledger = opened.ledger()
    assessment = assess(opened.checked_plan(), ledger, month)
    show = Show(opened.checked_plan(), Words("zh"))
    data = json.loads(to_json(assessment_data(assessment, ledger, show)))
    del data["data"]
    for item in (*data["indicators"], *data["actions"]):
        for record in item["records"]:
            for name in OF_PROVENANCE:
                record.pop(name)
            record["corrects"] = len(record["corrects"] or ())
    return data


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Workspace, int]:
    """The files kept by hand; the same from workbooks; and how many workbooks there were."""
    files = sorted(file for file in SAMPLE.iterdir() if file.suffix in {".csv", ".yaml"})
    folder = workspace(tmp_path_factory.mktemp("by-hand"), files)
    by_hand = open_workspace(folder)
    plan = by_hand.checked_plan()
    (folder / "data" / "progress" / "notes.csv").write_text(notes(plan, by_hand.records), encoding="utf-8")
    by_hand = open_workspace(folder)
    assert not [problem for problem in by_hand.problems() if problem.is_error]
    # A file with a record that names no day stays as it is: ingest would give it today's.
    undated = {Path(record.location.path).name for record in by_hand.records if not record.reported_on}
    kept = [file for file in files if file.name in undated]
    sent: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in by_hand.records:
        if Path(record.location.path).name not in undated:
            sent[str(record.reported_on)[:7], record.reported_by].append(record)
    root = workspace(tmp_path_factory.mktemp("workbooks"), kept)
    for month in sorted({month for month, _ in sent}):
        given = [
            Submission(f"{unit}.xlsx", laid_out(plan, unit, records, number % 4))
            for number, ((when, unit), records) in enumerate(sorted(sent.items()))
            if when == month
        ]
        now = datetime.fromisoformat(f"{month}-28T10:00:00").replace(tzinfo=ZONE) + timedelta(days=4)
        result = ingest(open_workspace(root), given, Options(now=now), disk=Quick())
        assert result.accepted, result.problems
        assert sum(file.stored for file in result.files) == sum(
            len(records) for (when, _), records in sent.items() if when == month
        )
    return by_hand, open_workspace(root), len(sent)


def test_there_was_a_year_of_workbooks(both: tuple[Workspace, Workspace, int]) -> None:
    by_hand, from_workbooks, count = both
    plan = by_hand.checked_plan()
    assert len(from_workbooks.records) == len(by_hand.records)
    assert {str(record.period) for record in from_workbooks.records} == {str(p) for p in plan.span.months()}
    assert len(plan.lead_units) == 15
    assert count >= 12 * 15


@pytest.mark.parametrize("month", range(1, 13))
def test_the_figures_are_the_same(both: tuple[Workspace, Workspace, int], month: int) -> None:
    by_hand, from_workbooks, _ = both
    period = Period(2024, month)
    assert figures(from_workbooks, period) == figures(by_hand, period)
