"""What texts beside a figure say, and what only keeps a cell from being empty."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from kpitrack.record_table import read_entries
from kpitrack.records import RecordReader
from kpitrack.submissions import Options
from tests.test_tables import DEMO, from_book


@pytest.mark.parametrize("text", ["无", "—", "——", "/", "-", "－", " — ", "N/A", "无。"])
def test_a_placeholder_among_the_texts_says_nothing(text: str) -> None:
    rows: list[Any] = [["指标", "月份", "累计完成", "备注"], ["新增企业", "6月", 4, text]]
    rows += [["建设园区", "6月", None, text]]
    assert from_book(rows) == ["Sheet1!A2 firms 2024-06 4 家 a"]


@pytest.mark.parametrize("text", ["未开展", "暂无", "无需开展", "-3", "一"])
def test_a_note_that_says_something_is_kept(text: str) -> None:
    rows: list[Any] = [["指标", "月份", "累计完成", "备注"], ["建设园区", "6月", None, text]]
    assert from_book(rows) == [f"Sheet1!A2 site 2024-06 {text} a"]


def test_of_two_notes_the_one_that_says_nothing_is_left_out() -> None:
    rows: list[Any] = [["指标", "月份", "进展情况", "备注"], ["建设园区", "6月", "已开工", "无"]]
    rows += [["建设园区", "5月", "—", "缺图纸"], ["建设园区", "4月", "—", "/"]]
    assert from_book(rows) == [
        "Sheet1!A2 site 2024-06 已开工 a",
        "Sheet1!A3 site 2024-05 缺图纸 a",
    ]


@pytest.mark.parametrize(
    ("column", "text", "kept"),
    [
        ("佐证材料", "无", ""),
        ("佐证材料", "暂无", ""),
        ("佐证材料", "缺", ""),
        ("佐证材料", "未开展", ""),
        ("存在问题", "无", ""),
        ("存在问题", "暂无", ""),
        ("存在问题", "未开展", "未开展"),
        ("下一步措施", "/", ""),
        ("更正原因", "—", ""),
        ("佐证材料", "无锡市函〔2024〕1号", "无锡市函〔2024〕1号"),
    ],
)
@pytest.mark.parametrize("by_hand", [False, True])
def test_what_says_nothing_in_each_column(column: str, text: str, kept: str, *, by_hand: bool) -> None:
    assert DEMO is not None
    given = f"指标,月份,累计完成,{column}\n新增企业,6月,4,{text}\n"
    table = read_entries(given, "a.csv", kind="csv", submitted=not by_hand)
    (record,) = RecordReader(DEMO).read(table.entries).records
    texts = (record.note, record.problem, record.next, record.evidence, record.reason)
    assert "".join(texts) == kept


def test_a_placeholder_in_a_file_kept_by_hand_is_no_report() -> None:
    assert DEMO is not None
    text = (
        "records:\n"
        "  - {item: site, period: 2024-06, note: —}\n"
        "  - {item: site, period: 2024-05, note: 开工}\n"
    )
    read = RecordReader(DEMO).read(read_entries(text, "a.yaml", kind="yaml", submitted=False).entries)
    assert ([record.note for record in read.records], read.blank) == (["开工"], 1)


def test_a_reason_for_all_rows_that_says_nothing_is_none() -> None:
    now = datetime(2024, 7, 10, tzinfo=UTC)
    assert [Options(now=now, reason=text).why for text in ("—", " 无 ", " 核减 ")] == ["", "", "核减"]


@pytest.mark.parametrize("rate", ["滞后", 0.467, "—", "-5%", "约50%", date(2024, 1, 5)])
def test_a_rate_that_cannot_be_read_rejects_no_row(rate: object) -> None:
    rows: list[Any] = [["指标", "月份", "累计完成", "完成率"], ["新增企业", "6月", 4, rate]]
    told = [] if rate == "—" else ["a.xlsx[Sheet1!D2] rate-not-read"]
    assert from_book(rows) == ["Sheet1!A2 firms 2024-06 4 家 a", *told]


def test_a_rate_of_an_item_nobody_knows_is_no_second_error() -> None:
    rows: list[Any] = [["指标", "月份", "累计完成", "完成率"], ["新增学校", "6月", 4, "滞后"]]
    assert from_book(rows) == ["a.xlsx[Sheet1!A2] unknown-item", "a.xlsx[Sheet1!D2] rate-not-read"]
