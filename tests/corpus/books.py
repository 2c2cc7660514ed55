"""Workbooks as clerks fill them in: cells, formats, dates, sheets, titles."""

from __future__ import annotations

from datetime import date, datetime

from tests.corpus.sheets import TOP, Sheet, Styled, book, edited, table

FIRMS = "新增高新技术企业"
INCOME = "技术合同成交额"
SHARE = "研发投入占比"
VISITS = "走访企业"
SCHOOLS = "新建科普基地"
JUNE = date(2024, 6, 1)
GOOD = (FIRMS, "2024-06", 4)


def one(value: object, item: str = FIRMS) -> bytes:
    """A table of one row whose figure stands in C2."""
    return table((item, "2024-06", value))


def at(period: object) -> bytes:
    """A table of one row whose month stands in B2."""
    return table((FIRMS, period, 4))


def on(day: object) -> bytes:
    """A table of one row whose day stands in D2."""
    return table((FIRMS, "2024-06", 4, day), top=(*TOP, "填报日期"))


CELLS: dict[str, bytes] = {
    "x-plain.xlsx": table((*GOOD, None), (INCOME, "6月", 12.5, "亿元"), top=(*TOP, "单位")),
    "x-zero.xlsx": one(0),
    "x-empty-value.xlsx": table(GOOD, (SCHOOLS, "2024-06", None)),
    "x-note-only.xlsx": table((FIRMS, "2024-06", None, "正在申报"), top=(*TOP, "备注")),
    "x-number-as-text.xlsx": one("12"),
    "x-number-as-text-blanks.xlsx": one(" 12\u00a0"),
    "x-full-width-text.xlsx": one("１２"),
    "x-unit-in-cell.xlsx": one("12亿元", INCOME),
    "x-wrong-unit-in-cell.xlsx": one("12项"),
    "x-placeholder.xlsx": one("—"),
    "x-about.xlsx": one("约12"),
    "x-boolean.xlsx": one(True),
    "x-day-as-value.xlsx": one(JUNE),
    "x-error-na.xlsx": one(Styled("#N/A", formula="=NA()")),
    "x-error-div.xlsx": one(Styled("#DIV/0!", formula="=1/0")),
    "x-error-in-note.xlsx": table((*GOOD, Styled("#REF!", formula="=#REF!")), top=(*TOP, "备注")),
    "x-formula-saved.xlsx": one(Styled(4, formula="=1+3")),
    "x-formula-text.xlsx": one(Styled("12亿元", formula='="12"&"亿元"'), INCOME),
    # Excel says of an empty text that it is one; without that, the result was never saved.
    "x-formula-empty.xlsx": edited(
        table(GOOD, (SCHOOLS, "2024-06", Styled("", formula='=IF(1=1,"",0)'))),
        '<c r="C3">',
        '<c r="C3" t="str">',
    ),
    "x-formula-unsaved.xlsx": edited(one(Styled(0, formula="=1+3")), "</f><v>0</v>", "</f>"),
    "x-formula-unsaved-note.xlsx": edited(
        table((*GOOD, Styled(0, formula="=A2")), top=(*TOP, "备注")), "</f><v>0</v>", "</f>"
    ),
    "x-formula-as-text.xlsx": one("=80+5"),
    "x-percent-format.xlsx": one(Styled(0.146, "0.0%"), SHARE),
    "x-percent-whole.xlsx": one(Styled(1.05, "0%"), SHARE),
    "x-percent-rounded.xlsx": one(Styled(0.14649, "0%"), SHARE),
    "x-percent-no-sign.xlsx": one(0.146, SHARE),
    "x-percent-text.xlsx": one("14.6%", SHARE),
    "x-percent-header.xlsx": table((SHARE, "2024-06", 0.6), top=(*TOP[:2], "完成值（%）")),
    "x-percent-column.xlsx": table((SHARE, "2024-06", 0.6, "%"), top=(*TOP, "单位")),
    "x-percent-format-and-column.xlsx": table(
        (SHARE, "2024-06", Styled(0.146, "0.00%"), "%"), top=(*TOP, "单位")
    ),
    "x-percent-for-count.xlsx": one(Styled(0.5, "0%")),
    "x-percent-literal.xlsx": one(Styled(14.6, '0.0"%"'), SHARE),
    "x-unit-format.xlsx": one(Styled(12.5, '0.0"亿元"'), INCOME),
    "x-unit-format-family.xlsx": one(Styled(6800, '#,##0"万元"'), INCOME),
    "x-unit-format-wrong.xlsx": one(Styled(12, '0"项"')),
    "x-unit-format-and-column.xlsx": table(
        (INCOME, "2024-06", Styled(6000, '0"万元"'), "亿元"), top=(*TOP, "单位")
    ),
    "x-about-format.xlsx": one(Styled(12, '"约"0.0"亿元"'), INCOME),
    "x-scaled-wan.xlsx": one(Styled(68000000, '0!.0,"万元"'), INCOME),
    "x-scaled-thousands.xlsx": one(Styled(12500, "#,##0,")),
    "x-thousands-format.xlsx": one(Styled(12500, "#,##0")),
    "x-accounting-format.xlsx": one(Styled(12500, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ')),
    "x-red-negatives.xlsx": one(Styled(-3.2, "0.00_);[Red](0.00)"), "高新产业增速"),
    "x-rounded-display.xlsx": one(Styled(12.3456, "0.0"), INCOME),
    "x-15-digits.xlsx": one(1.1000000000000001, INCOME),
    "x-sum-of-tenths.xlsx": one(Styled(0.1 + 0.2, formula="=0.1+0.2"), INCOME),
    "x-small-number.xlsx": one(0.0000001, INCOME),
    "x-exponent-in-xml.xlsx": edited(one(150000), "<v>150000</v>", "<v>1.5E+5</v>"),
    "x-float-noise.xlsx": edited(one(5), "<v>5</v>", "<v>3.9999999999999996</v>"),
    "x-too-many-digits.xlsx": one(12345678901234567890),
    "x-minus-zero.xlsx": edited(one(5), "<v>5</v>", "<v>-0</v>"),
    "x-several-errors.xlsx": table(
        (FIRMS, "2024-06", "若干"),
        (SCHOOLS, "2024-13", 2),
        ("瞪羚企业", "2024-06", 1),
        (INCOME, "2024-06", 3),
    ),
    "x-total-row.xlsx": table(GOOD, ("合计", "2024-06", 4)),
    "x-comment-and-blanks.xlsx": table(("  新增高新技术企业\u3000", " 6月 ", 4)),
    "x-text-attacks.xlsx": table((*GOOD, "=cmd|'/c calc'!A0 [red]甲[/]"), top=(*TOP, "备注")),
    "x-lines-in-note.xlsx": table((*GOOD, "一\n二"), top=(*TOP, "备注")),
}

DATES: dict[str, bytes] = {
    "x-month-cell.xlsx": at(Styled(JUNE, "yyyy-mm")),
    "x-month-cell-chinese.xlsx": at(Styled(date(2024, 6, 30), 'yyyy"年"m"月"')),
    "x-month-cell-numerals.xlsx": at(Styled(JUNE, '[DBNum1][$-804]yyyy"年"m"月"')),
    "x-month-serial.xlsx": at(45444),
    "x-month-compact.xlsx": at(202406),
    "x-month-bare.xlsx": at(6),
    "x-month-text.xlsx": at("1-6月"),
    "x-month-serial-60.xlsx": at(Styled(60, "yyyy-mm-dd")),
    "x-month-ahead.xlsx": at(date(2024, 8, 1)),
    "x-month-outside.xlsx": at(date(2023, 12, 1)),
    "x-month-impossible.xlsx": at(Styled(99999999, "yyyy-mm-dd")),
    "x-month-negative.xlsx": at(Styled(-5, "yyyy-mm-dd")),
    "x-day-cell.xlsx": on(date(2024, 7, 3)),
    "x-day-serial.xlsx": on(45476),
    "x-day-with-time.xlsx": on(Styled(datetime(2024, 7, 3, 15, 30), "yyyy-mm-dd hh:mm")),  # noqa: DTZ001
    "x-day-text.xlsx": on("2024年7月3日"),
    "x-day-compact.xlsx": on(20240703),
    "x-day-ahead.xlsx": on(date(2024, 8, 1)),
    "x-day-1904.xlsx": book(
        Sheet(((*TOP, "填报日期"), (FIRMS, date(2024, 6, 1), 4, date(2024, 7, 3)))), date_1904=True
    ),
    "x-serial-1904.xlsx": book(Sheet(((*TOP, "填报日期"), (FIRMS, "6月", 4, 44014))), date_1904=True),
}

SHAPES: dict[str, bytes] = {
    "x-titles.xlsx": book(
        Sheet(
            (("2024年6月工作进展情况表",), ("填报单位：县经济开发区", None, "单位：亿元"), TOP, GOOD),
            merged=("A1:C1",),
        )
    ),
    "x-labels.xlsx": book(
        Sheet(
            (
                ("报表", None, None),
                ("填报单位", "县经济开发区", "报告期", "2024年6月"),
                ("填报日期", date(2024, 7, 3)),
                ("指标名称", "累计完成", "备注"),
                (FIRMS, 4, "已授牌"),
            )
        )
    ),
    "x-label-unit.xlsx": book(
        Sheet((("单位：万元",), TOP, (INCOME, "6月", 6800), GOOD, (SHARE, "6月", "14.6%")))
    ),
    "x-label-unit-and-own.xlsx": book(Sheet((("单位：万元",), TOP, (INCOME, "6月", "12亿元")))),
    "x-label-row-wins.xlsx": book(
        Sheet((("填报单位：县总工会",), (*TOP, "填报单位"), (*GOOD, "县经济开发区")))
    ),
    "x-label-office.xlsx": book(Sheet((("单位：县经济开发区",), TOP, GOOD))),
    "x-label-unknown-office.xlsx": book(Sheet((("填报单位：县气象局",), TOP, GOOD))),
    "x-label-month-bad.xlsx": book(Sheet((("报告期：2024年13月",), ("指标名称", "累计完成"), (FIRMS, 4)))),
    "x-label-between.xlsx": book(
        Sheet((("填报单位：县科工局",), TOP, GOOD, ("填报单位：县经济开发区",), ("科技特派员", "6月", 7)))
    ),
    "x-labels-differ.xlsx": book(
        Sheet((("报告期：2024年5月", None, "报告期：2024年6月"), ("指标名称", "累计完成"), (FIRMS, 4)))
    ),
    "x-two-row-header.xlsx": book(
        Sheet(
            (
                ("指标名称", "月份", "完成情况", None, "备注"),
                (None, None, "本月完成", "累计完成", None),
                (SCHOOLS, "6月", 2, 5, "已挂牌"),
            ),
            merged=("A1:A2", "B1:B2", "C1:D1", "E1:E2"),
        )
    ),
    "x-month-above-header.xlsx": book(
        Sheet(
            (("指标名称", "6月", None), (None, "本月完成", "累计完成"), (SCHOOLS, 2, 5)),
            merged=("A1:A2", "B1:C1"),
        )
    ),
    "x-header-wrapped.xlsx": table(GOOD, top=("指标\n名称", "月 份", "累计\n完成")),
    "x-footer.xlsx": table(GOOD, (None,), ("填表人：李四", None, "审核人：王五")),
    "x-remark-below.xlsx": book(
        Sheet((TOP, GOOD, ("注：1.每月5日前报送；2.累计数从1月起算。",)), merged=("A3:C3",))
    ),
    "x-section-rows.xlsx": book(
        Sheet(
            (TOP, ("一、工作目标",), GOOD, ("二、重点任务",), (SCHOOLS, "6月", 5)), merged=("A2:C2", "A4:C4")
        )
    ),
    "x-blank-rows.xlsx": table((), GOOD, (None, None, None), ("", " ", ""), (SCHOOLS, "6月", 5)),
    "x-merged-reporter.xlsx": book(
        Sheet(
            (
                ("责任单位", *TOP),
                ("县经济开发区", "科技特派员", "6月", 7),
                (None, FIRMS, "6月", 4),
                ("县教育局", SCHOOLS, "6月", 5),
            ),
            merged=("A2:A3",),
        )
    ),
    "x-merged-item.xlsx": table((FIRMS, "5月", 3), (None, "6月", 4), merged=("A2:A3",)),
    "x-merged-month.xlsx": table((FIRMS, "6月", 4), (SCHOOLS, None, 5), merged=("B2:B3",)),
    "x-merged-unit.xlsx": table(
        (INCOME, "5月", 6000, "万元"), (INCOME, "6月", 6800, None), top=(*TOP, "单位"), merged=("D2:D3",)
    ),
    "x-merged-value.xlsx": table((FIRMS, "6月", 4), (SCHOOLS, "6月", None), merged=("C2:C3",)),
    "x-merged-value-across.xlsx": table((*GOOD, None), top=(*TOP, "本月完成"), merged=("C2:D2",)),
    "x-column-twice.xlsx": table((*GOOD, 5), top=(*TOP, "完成值")),
    "x-column-unknown.xlsx": table((*GOOD, "小李"), top=(*TOP, "经办人")),
    "x-column-slip.xlsx": table((*GOOD, "加快"), top=(*TOP, "下一步措拖")),
    "x-column-without-name.xlsx": table((*GOOD, "见下")),
    "x-previous.xlsx": table(
        (FIRMS, "6月", 3, 3, 4, "数据不全"),
        top=("指标名称", "月份", "上期数", "上月累计", "累计完成", "退回原因"),
    ),
    "x-compared.xlsx": table(
        (1, FIRMS, "20家以上", "县科工局", "6月", 4),
        top=("序号", "指标名称", "目标", "牵头单位", "月份", "累计完成"),
    ),
    "x-target-other.xlsx": table((FIRMS, "6月", "30家", 4), top=("指标名称", "月份", "目标", "累计完成")),
    "x-without-item.xlsx": table(("6月", 4), top=("月份", "累计完成")),
    "x-header-only.xlsx": table(),
    "x-form-left-empty.xlsx": table((FIRMS, "6月", None), (SCHOOLS, "6月", None)),
    "x-month-given.xlsx": table((FIRMS, 4), top=("指标名称", "累计完成")),
    "x-without-month.xlsx": table((FIRMS, 4), top=("指标名称", "累计完成")),
}

NOTE = Sheet((("填表说明",), ("一、每月5日前报送。",)), "说明")
SHEETS: dict[str, bytes] = {
    "x-two-sheets.xlsx": book(Sheet((TOP, GOOD), "指标"), Sheet((TOP, (SCHOOLS, "6月", 5)), "科普")),
    "x-hidden-sheet.xlsx": book(
        Sheet((TOP, GOOD)), Sheet((TOP, (SCHOOLS, "6月", 5)), "旧表", state="hidden")
    ),
    "x-very-hidden-sheet.xlsx": book(
        Sheet((TOP, GOOD)), Sheet((TOP, (SCHOOLS, "6月", 5)), "旧表", state="very hidden")
    ),
    "x-hidden-sheet-asked.xlsx": book(
        Sheet((TOP, GOOD)), Sheet((TOP, (SCHOOLS, "6月", 5)), "旧表", state="hidden")
    ),
    "x-sheet-asked.xlsx": book(Sheet((TOP, GOOD), "指标"), Sheet((TOP, (SCHOOLS, "6月", 5)), "科普")),
    "x-no-such-sheet.xlsx": book(Sheet((TOP, GOOD))),
    "x-hidden-rows.xlsx": book(Sheet((TOP, GOOD, (SCHOOLS, "6月", 5)), hidden_rows=(3,))),
    "x-hidden-empty-rows.xlsx": book(Sheet((TOP, GOOD), hidden_rows=(9,))),
    "x-note-sheet.xlsx": book(NOTE, Sheet((TOP, GOOD))),
    "x-empty-sheets.xlsx": book(Sheet((TOP, GOOD)), Sheet((), "Sheet2"), Sheet((), "Sheet3")),
    "x-only-note.xlsx": book(NOTE),
    "x-empty-book.xlsx": book(Sheet(())),
    "x-only-hidden.xlsx": book(Sheet((), "空"), Sheet((TOP, GOOD), "旧表", state="hidden")),
    "x-odd-sheet-name.xlsx": book(Sheet((TOP, (FIRMS, "6月", "若干")), "6月 '进展' (一)")),
    "x-error-on-second.xlsx": book(
        Sheet((TOP, GOOD), "指标"), Sheet((("标题",), TOP, (SCHOOLS, "6月", "若干")), "科普")
    ),
    "x-same-on-both.xlsx": book(Sheet((TOP, GOOD)), Sheet((TOP, GOOD), "Sheet2")),
    "x-conflict-on-both.xlsx": book(Sheet((TOP, GOOD)), Sheet((TOP, (FIRMS, "6月", 5)), "Sheet2")),
    "x-named.csv": table(GOOD),
    "x-named.xls": table(GOOD),
    "x-named.yaml": table(GOOD),
    "x-tall.xlsx": book(Sheet((TOP, GOOD), cells={"A1048576": Styled(None, "0.00")})),
    "x-far-down.xlsx": book(Sheet((TOP, GOOD), cells={"A1048576": "完"})),
    "x-row-20001.xlsx": book(Sheet((TOP, GOOD), cells={"A20001": "完"})),
    "x-row-20000.xlsx": book(Sheet((TOP, GOOD), cells={"A20000": "填表人：李四"})),
    "x-far-right.xlsx": book(Sheet((TOP, GOOD), cells={"XFD1": "完"})),
    "x-far-right-blank.xlsx": book(Sheet((TOP, GOOD), cells={"XFD1": Styled(None, "0.00")})),
}

GROUPS: tuple[dict[str, bytes], ...] = (CELLS, DATES, SHAPES, SHEETS)


def files() -> dict[str, bytes]:
    """Every file by its name."""
    return {name: data for group in GROUPS for name, data in group.items()}
