"""Workbooks of the old kind: .xls, and .et of WPS."""

from __future__ import annotations

from datetime import date

from tests.corpus.books import FIRMS, GOOD, INCOME, SCHOOLS, SHARE
from tests.corpus.sheets import TOP, Sheet, Styled, old_book, old_table

FILES: dict[str, bytes] = {
    "o-plain.xls": old_table((*GOOD, None), (INCOME, "6月", 12.5, "亿元"), top=(*TOP, "单位")),
    "o-plain.et": old_table(GOOD),
    "o-named.xlsx": old_table(GOOD),
    "o-named.csv": old_table(GOOD),
    "o-percent.xls": old_table((SHARE, "6月", Styled(0.146, "0.0%"))),
    "o-percent-no-sign.xls": old_table((SHARE, "6月", 0.146)),
    "o-unit-format.xls": old_table((INCOME, "6月", Styled(6800, '0"万元"'))),
    "o-scaled.xls": old_table((INCOME, "6月", Styled(68000000, '0!.0,"万元"'))),
    "o-text-number.xls": old_table((FIRMS, "6月", "１2家")),
    "o-sum-of-tenths.xls": old_table((INCOME, "6月", 0.1 + 0.2)),
    "o-dates.xls": old_table((FIRMS, date(2024, 6, 1), 4, date(2024, 7, 3)), top=(*TOP, "填报日期")),
    "o-serials.xls": old_table((FIRMS, 45444, 4, 45476), top=(*TOP, "填报日期")),
    "o-serials-1904.xls": old_book(
        Sheet(((*TOP, "填报日期"), (FIRMS, "6月", 4, Styled(44014, "yyyy-mm-dd")))), date_1904=True
    ),
    "o-error-cell.xls": old_table((FIRMS, "6月", Styled(None, formula="#N/A"))),
    "o-boolean.xls": old_table((FIRMS, "6月", True)),
    "o-day-as-value.xls": old_table((FIRMS, "6月", date(2024, 6, 1))),
    "o-formula-unsaved.xls": old_table((FIRMS, "6月", Styled(None, formula="=1+3"))),
    "o-titles.xls": old_book(
        Sheet(
            (
                ("6月进展表", None, None),
                ("填报单位：县经济开发区", None, "单位：万元"),
                TOP,
                (INCOME, "6月", 6800),
            ),
            merged=("A1:C1",),
        )
    ),
    "o-merged-item.xls": old_table((FIRMS, "5月", 3), (None, "6月", 4), merged=("A2:A3",)),
    "o-merged-value.xls": old_table((FIRMS, "6月", 4), (SCHOOLS, "6月", None), merged=("C2:C3",)),
    "o-hidden-sheet.xls": old_book(
        Sheet((TOP, GOOD)), Sheet((TOP, (SCHOOLS, "6月", 5)), "旧表", state="hidden")
    ),
    "o-hidden-rows.xls": old_book(Sheet((TOP, GOOD, (SCHOOLS, "6月", 5)), hidden_rows=(3,))),
    "o-two-sheets.xls": old_book(Sheet((TOP, GOOD), "指标"), Sheet((TOP, (SCHOOLS, "6月", 5)), "科普")),
    "o-empty.xls": old_book(Sheet(())),
    "o-bad-cells.xls": old_table((FIRMS, "2024-13", 4), (SCHOOLS, "6月", "若干")),
}


def files() -> dict[str, bytes]:
    """Every file by its name."""
    return FILES
