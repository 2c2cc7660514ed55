"""A row 其中：… of a table is part of the row above it, never an item of its own."""

from __future__ import annotations

import pytest

from kpitrack.draft.build import draft
from kpitrack.draft.text import read_plan_text
from kpitrack.draft.values import Draft

HEAD = "2026年任务表\n序号\t任务\t目标\t责任单位\t完成时限\n"
ABOVE = "1\t新增托位\t1500个\t县教育局\t8月底前\n"


def drafted(text: str) -> Draft:
    return draft(read_plan_text(text.encode(), "plan.txt").lines, year=2030)


def shown(found: Draft) -> list[str]:
    sections = [section for top in found.programmes for section in (top, *top.tasks)]
    return [
        f"{'、'.join(section.owners.lead)} {each.name} {each.values[0]} {each.unit} {each.due_month}"
        for section in sections
        for each in section.indicators
    ]


def parts(found: Draft) -> list[str]:
    return [each.facts["whole"] for each in found.opens if each.doubt.value == "part"]


@pytest.mark.parametrize(
    "rows",
    [
        "\t其中：城区\t900个\t县教育局\t8月底前\n\t其中农村\t600个\t\t\n",
        "\t其中：城区\t900个\t同上\t同上\n2\t其中：农村\t600个\t\t\n",
        "其中\t城区\t900个\t\t\n\t其中：\t农村600个\t\t\n",
    ],
)
def test_a_part_with_the_units_and_the_deadline_of_its_whole(rows: str) -> None:
    found = drafted(f"{HEAD}{ABOVE}{rows}3\t办会\t7场以上\t县文旅局\t\n")
    assert shown(found) == [
        "县教育局 新增托位 1500 个 8",
        "县教育局 新增托位（其中城区） 900 个 8",
        "县教育局 新增托位（其中农村） 600 个 8",
        "县文旅局 办会 7 场 0",
    ]
    assert parts(found) == ["新增托位", "新增托位"]
    assert found.left == ()


def test_a_part_in_a_table_with_a_column_for_the_unit_of_measure() -> None:
    head = "2026年任务表\n指标名称\t计量单位\t目标\t责任单位\n"
    found = drafted(f"{head}新增托位\t个\t1500以上\t县教育局\n其中：城区\t个\t900\t县教育局\n")
    assert shown(found) == [
        "县教育局 新增托位 1500 个 0",
        "县教育局 新增托位（其中城区） 900 个 0",
    ]


@pytest.mark.parametrize(
    ("above", "row", "left"),
    [
        (ABOVE, "\t其中：城区\t900个\t县住建局\t\n", "其中：城区 900个 县住建局"),  # another unit
        (ABOVE, "\t其中：城区\t900个\t\t6月底前\n", "其中：城区 900个 6月底前"),  # another month
        (
            "1\t托育\t新增托位90个、园所3家\t县教育局\t\n",
            "\t其中：城区\t40个\t\t\n",
            "其中：城区 40个",
        ),  # of which?
        ("", "\t其中：城区\t900个\t县教育局\t\n", "其中：城区 900个 县教育局"),  # of nothing
    ],
)
def test_a_part_that_cannot_be_told_is_listed(above: str, row: str, left: str) -> None:
    found = drafted(f"{HEAD}{above}{row}2\t办会\t7场以上\t县文旅局\t\n")
    assert not any("城区" in each for each in shown(found))
    assert left in [line.text for line in found.left]


def test_a_part_with_other_words_in_a_column_without_a_name_is_listed() -> None:
    found = drafted(f"{HEAD}1\t新增托位\t1500个\t\t\t甲\n\t其中：城区\t900个\t\t\t乙\n")
    assert "其中：城区 900个 乙" in [line.text for line in found.left]


def test_a_part_in_a_table_without_a_header_is_listed() -> None:
    found = drafted("2026年任务表\n1\t新增托位1500个\t县教育局\n\t其中：城区900个\t县教育局\n")
    assert "其中：城区900个 县教育局" in [line.text for line in found.left]
    assert not any("城区" in each for each in shown(found))
