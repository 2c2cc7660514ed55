"""Wide ledgers: a row per item, a column per month."""

from __future__ import annotations

from datetime import date

from tests.corpus.books import FIRMS, INCOME, SCHOOLS, SHARE, VISITS
from tests.corpus.sheets import Sheet, Styled, book, old_table, table

SIX = tuple(f"{month}月" for month in range(1, 7))
# Per item what it reports from January to June.
YEAR = (
    (FIRMS, "家", 0, 1, 1, 2, 3, 4),
    (VISITS, "次", 20, 20, 25, 18, 22, 19),
    (SCHOOLS, "个", 1, 1, 2, 2, None, 5),
)

FILES: dict[str, bytes] = {
    "w-months.xlsx": table(*YEAR, top=("指标名称", "单位", *SIX)),
    "w-months.xls": old_table(*YEAR, top=("指标名称", "单位", *SIX)),
    "w-full-months.xlsx": table((FIRMS, 3, 4), top=("指标名称", "2024年5月", "2024年6月")),
    "w-date-headers.xlsx": table(
        (FIRMS, 3, 4), top=("指标名称", *(Styled(date(2024, month, 1), 'm"月"') for month in (5, 6)))
    ),
    "w-running.xlsx": table((FIRMS, 1, 4), top=("指标名称", "1-3月", "1-6月")),
    "w-running-headed.xlsx": table((FIRMS, 3, 4), top=("指标名称", "5月累计完成", "6月累计完成")),
    "w-running-for-increments.xlsx": table((VISITS, 124), top=("指标名称", "1-6月")),
    "w-two-row-header.xlsx": book(
        Sheet(
            (
                ("指标名称", "1月", None, "2月", None, "备注"),
                (None, "本月完成", "累计完成", "本月完成", "累计完成", None),
                (FIRMS, 2, 2, 1, 3, "已授牌"),
                (VISITS, 20, 20, 25, 45, None),
            ),
            merged=("A1:A2", "B1:C1", "D1:E1", "F1:F2"),
        )
    ),
    "w-two-row-mismatch.xlsx": book(
        Sheet(
            (
                ("指标名称", "1月", None, "2月", None),
                (None, "本月完成", "累计完成", "本月完成", "累计完成"),
                (FIRMS, 2, 2, 1, 4),
            ),
            merged=("A1:A2", "B1:C1", "D1:E1"),
        )
    ),
    "w-titles.xlsx": book(
        Sheet(
            (
                ("2024年工作进展台账",),
                ("填报单位：县经济开发区", None, "单位：万元"),
                ("序号", "指标名称", "目标", "5月", "6月", "备注"),
                (1, FIRMS, "20家以上", 3, 4, "已授牌"),
                (2, INCOME, None, 6000, 6800, None),
            ),
            merged=("A1:F1",),
        )
    ),
    "w-texts.xlsx": table((FIRMS, 3, 4, None, "证书4份"), top=("指标名称", "4月", "5月", "6月", "佐证材料")),
    "w-empty-row.xlsx": table((FIRMS, 3, 4), (SCHOOLS, None, None), top=("指标名称", "5月", "6月")),
    "w-percent.xlsx": table(
        (SHARE, Styled(0.141, "0.0%"), Styled(0.146, "0.0%")), top=("指标名称", "5月", "6月")
    ),
    "w-percent-ambiguous.xlsx": table((SHARE, Styled(0.141, "0.0%"), 0.146), top=("指标名称", "5月", "6月")),
    "w-bad-cells.xlsx": table((FIRMS, 3, "—"), (SCHOOLS, "若干", 5), top=("指标名称", "5月", "6月")),
    "w-unknown-item.xlsx": table((FIRMS, 3, 4), ("瞪羚企业", 1, 2), top=("指标名称", "5月", "6月")),
    "w-ahead.xlsx": table((FIRMS, 4, 5), top=("指标名称", "6月", "8月")),
    "w-ahead-empty.xlsx": table((FIRMS, 4, None), top=("指标名称", "6月", "12月")),
    "w-outside.xlsx": table((FIRMS, 9, 4), top=("指标名称", "2023年12月", "2024年6月")),
    "w-month-twice.xlsx": table((FIRMS, 4, 5), top=("指标名称", "6月", "2024年6月")),
    "w-units-in-cells.xlsx": table((INCOME, "6000万元", "0.68亿元"), top=("指标名称", "5月", "6月")),
    "w-falling.xlsx": table((FIRMS, 4, 3), top=("指标名称", "5月", "6月")),
    "w-merged-value.xlsx": table((FIRMS, 4, None), top=("指标名称", "5月", "6月"), merged=("B2:C2",)),
    "w-error-cell.xlsx": table((FIRMS, 3, Styled("#REF!", formula="=#REF!")), top=("指标名称", "5月", "6月")),
    "w-sum-column.xlsx": table((VISITS, 22, 19, 41), top=("指标名称", "5月", "6月", "合计")),
    "w-months.csv": "指标名称,单位,5月,6月,备注\n高企,家,3,4,已授牌\n走访企业,次,22,,\n".encode("gb18030"),
    "w-bad-cell.csv": "指标名称,5月,6月\n高企,3,若干\n".encode(),
}


def files() -> dict[str, bytes]:
    """Every file by its name."""
    return FILES
