"""Encodings, shapes of CSV files, names, duplicates and corrections."""

from __future__ import annotations

HEADER = "item,period,value\n"
GOOD = HEADER + "firms,2024-06,4\n"
CHINESE = "指标名称,月份,累计完成\n新增高新技术企业,6月,4\n"

ENCODINGS: dict[str, bytes] = {
    "enc-utf8.csv": CHINESE.encode(),
    "enc-utf8-bom.csv": CHINESE.encode("utf-8-sig"),
    "enc-gb18030.csv": CHINESE.encode("gb18030"),
    "enc-gbk-one-sign.csv": "item,period,value,unit\nincome,2024-06,120000000,元\n".encode("gb18030"),
    "enc-utf16-tab.txt": b"\xff\xfe" + CHINESE.replace(",", "\t").encode("utf-16-le"),
    "enc-utf16-big-endian.txt": b"\xfe\xff" + CHINESE.replace(",", "\t").encode("utf-16-be"),
    "enc-utf16-no-mark.csv": GOOD.encode("utf-16-le"),
    "enc-utf16-odd.csv": b"\xff\xfe" + CHINESE.encode("utf-16-le") + b"\x36",
    "enc-none.csv": GOOD.encode() + b"schools,2024-06,\xff\x80\n",
    "enc-lone-surrogate.csv": b"item,period,value,note\nfirms,2024-06,4,\xed\xa0\x80\n",
    "enc-euro-of-windows.csv": "指标名称,月份,累计完成,备注\n高企,6月,4,".encode("gb18030") + b"\x80\n",
    "enc-named.csv": CHINESE.encode("gb18030"),
    "enc-named-wrong.csv": CHINESE.encode("gb18030"),
    "enc-named-unknown.csv": CHINESE.encode("gb18030"),
    "enc-big5.csv": "指標名稱,月份,累計完成\n新增高新技術企業,6月,4\n".encode("big5"),
    "enc-nul.csv": b"item,period,value,note\nfirms,2024-06,4,a\x00b\n",
    "enc-crlf.csv": GOOD.replace("\n", "\r\n").encode(),
    "enc-cr.csv": (GOOD + "schools,2024-06,x\n").replace("\n", "\r").encode(),
    "enc-no-final-newline.csv": GOOD.rstrip("\n").encode(),
    "enc-line-separators.csv": "item,period,value,note\nfirms,2024-06,4,甲\u2028乙\u0085丙\x0c丁\n".encode(),
    "enc-mixed.csv": CHINESE.encode() + "高企,5月,3\n".encode("gb18030"),
}

SHAPES: dict[str, str] = {
    "csv-semicolon.csv": GOOD.replace(",", ";"),
    "csv-tab.csv": GOOD.replace(",", "\t"),
    "csv-empty.csv": "",
    "csv-only-blanks.csv": "\n\n   \n",
    "csv-header-only.csv": HEADER,
    "csv-blank-rows.csv": HEADER + "\nfirms,2024-06,4\n,,\n\n",
    "csv-row-without-figure.csv": HEADER + "firms,2024-06,4\nschools,2024-06,\n",
    "csv-form-left-empty.csv": HEADER + "firms,2024-06,\nschools,2024-06,\n",
    "csv-without-item.csv": "period,value\n2024-06,4\n",
    "csv-without-figure.csv": "item,period\nfirms,2024-06\n",
    "csv-month-given.csv": "item,value\nfirms,4\n",
    "csv-without-month.csv": "item,value\nfirms,4\n",
    "csv-reporter-given.csv": "item,period,value\nenvoys,2024-06,9\n",
    "csv-column-twice.csv": "item,period,累计完成,完成值\nfirms,2024-06,4,5\n",
    "csv-column-unknown.csv": "item,period,value,经办人\nfirms,2024-06,4,小李\n",
    "csv-column-slip.csv": "item,period,value,下一步措拖\nfirms,2024-06,4,加快\n",
    "csv-column-without-name.csv": "item,period,value,\nfirms,2024-06,4,见下\n",
    "csv-other-order.csv": "value,period,item\n4,2024-06,firms\n",
    "csv-blanks-in-header.csv": "指标 名称, 月份 ,累计 完成（万元）\n技术合同成交额,6月,6800\n",
    "csv-header-unit-differs.csv": "item,period,累计完成（家）,unit\nincome,2024-06,6800,万元\n",
    "csv-header-unit-contradicted.csv": "item,period,累计完成（万元）\nincome,2024-06,12亿元\n",
    "csv-percent-in-header.csv": "item,period,完成值（%）\nshare,2024-06,0.6\n",
    "csv-percent-in-unit.csv": "item,period,value,unit\nshare,2024-06,0.6,%\n",
    "csv-units-differ.csv": "item,period,value,unit\nincome,2024-06,6000万元,亿元\n",
    "csv-too-few.csv": "item,period,value,note,next\nfirms,2024-06,4\n",
    "csv-too-many.csv": "item,period,note,value\nfirms,2024-06,已授牌,有证书,4\n",
    "csv-open-quote.csv": (
        'item,period,value,note\nfirms,2024-06,4,好\nschools,2024-06,2,"好\nvisits,2024-06,3,\n'
    ),
    "csv-text-after-quote.csv": 'item,period,value,note\nfirms,2024-06,4,"好"的\n',
    "csv-quote-inside.csv": 'item,period,value,note\nfirms,2024-06,4,12"屏\n',
    "csv-error-after-lines.csv": 'item,period,note,value\nfirms,2024-06,"第一行\n第二行",x\n',
    "csv-huge-field.csv": f"item,period,value,note\nfirms,2024-06,4,{'x' * 131_073}\n",
    "csv-several-errors.csv": HEADER
    + "firms,2024-06,x\nschools,2024-13,2\nnothing,2024-06,1\nincome,2024-06,3\n",
    "csv-note-only.csv": "item,period,value,note\nfirms,2024-06,,正在申报\n",
    "csv-figures-beside.csv": "item,period,value,increment,rate\nfirms,2024-06,5,1,25%\n",
    "csv-note-like-yaml.csv": 'item,period,value,note\nfirms,2024-06,4,"见下\nrecords: 无"\n',
    "csv-footer-alone.csv": "指标名称,月份,累计完成\n高企,6月,4\n填表人：李四\n",
    "csv-formula-in-note.csv": "item,period,value,note\nfirms,2024-06,4,=cmd|'/c calc'!A0\n",
    "csv-escape-in-note.csv": "item,period,value,note\nfirms,2024-06,4,\x1b[31m红\x9b0m\n",
    "csv-markup-in-note.csv": "item,period,value,note\nfirms,2024-06,4,[red]甲[/red] :smile: [/]\n",
    "csv-bidi-in-note.csv": "item,period,value,note\nfirms,2024-06,4,甲\u202e85.5\n",
    "csv-html-in-note.csv": "item,period,value,note\nfirms,2024-06,4,<script>alert(1)</script>|x|\n",
    "csv-format-in-note.csv": "item,period,value,note\nfirms,2024-06,4,{0.__class__} %s %(x)s\n",
    "csv-progress.csv": "item,period,state,progress\ndemand,2024-06,推进中,70%\n",
    "csv-progress-120.csv": "item,period,progress\ndemand,2024-06,120\n",
    "csv-progress-ambiguous.csv": "item,period,progress\ndemand,2024-06,0.7\n",
    "csv-estimate-column.csv": "item,period,value,预计\nfirms,2024-06,12,是\n",
    "csv-bad-flag.csv": "item,period,value,预计\nfirms,2024-06,12,大概\n",
    "csv-bad-state.csv": "item,period,state\ndemand,2024-06,基本完成\n",
    "csv-target-other.csv": "item,period,目标,value\nfirms,2024-06,30家,4\n",
    "csv-target-same.csv": "序号,item,period,目标,牵头单位,value\n1,firms,2024-06,20家以上,县科工局,4\n",
    "csv-lead-other.csv": "item,period,牵头单位,value\nfirms,2024-06,县教育局,4\n",
    "csv-rate-other.csv": "item,period,value,完成率\nfirms,2024-06,4,45%\n",
    "csv-total-for-increments.csv": HEADER + "visits,2024-06,30\n",
    "csv-increment-for-total.csv": "item,period,increment\nfirms,2024-06,2\n",
    "csv-running-month-for-increments.csv": "item,period,increment\nvisits,1-6月,30\n",
    "csv-titles.csv": (
        "2024年6月工作进展情况表,,\n填报单位：县经济开发区,,\n指标名称,月份,累计完成\n高企,6月,4\n"
    ),
    "csv-labels.csv": (
        "填报单位,县经济开发区,报告期,2024年6月\n填报日期,2024-07-03,单位：万元,\n"
        "指标名称,累计完成,备注,\n技术合同成交额,6800,,\n高企,4,已授牌,\n"
    ),
    "csv-footer.csv": "指标名称,月份,累计完成\n高企,6月,4\n填表人：李四,,审核人：王五\n",
    "csv-error-below-titles.csv": "6月进展表,,\n\n指标名称,月份,累计完成\n高企,6月,若干\n",
    "csv-previous.csv": "指标名称,月份,上月累计,累计完成,退回原因\n高企,6月,3,4,数据不全\n",
    "csv-named.xlsx": CHINESE,
    "csv-named.xls": CHINESE.replace(",", "\t"),
}

NAMES: dict[str, str] = {
    "id-chinese.csv": CHINESE,
    "id-alias.csv": "item,period,value,填报单位\n高企,2024-06,4,县经开区\n",
    "id-case.csv": HEADER + "FIRMS,2024-06,4\n",
    "id-blanks.csv": HEADER + "  firms\u3000,2024-06,4\n",
    "id-full-width.csv": HEADER + "ｆｉｒｍｓ,2024-06,4\n",
    "id-wrapped.csv": HEADER + '"新增高新\n技术企业",2024-06,4\n',
    "id-zero-width.csv": HEADER + "fi\u200brms,2024-06,4\n",
    "id-unknown.csv": HEADER + "新增瞪羚企业,2024-06,4\n",
    "id-shortened.csv": HEADER + "高新企业,2024-06,4\n",
    "id-total-row.csv": HEADER + "firms,2024-06,4\n合计,2024-06,4\n",
    "id-empty.csv": HEADER + ",2024-06,4\n",
    "id-path.csv": HEADER + "../../etc/passwd,2024-06,4\n",
    "id-homoglyph.csv": HEADER + "firm\u0455,2024-06,4\n",
    "id-bidi.csv": HEADER + "firms\u202e,2024-06,4\n",
    "id-radical.csv": HEADER + "新增\u2fbc新技术企业,2024-06,4\n",
    "id-two-columns.csv": "指标编号,指标名称,period,value\nfirms,新增高新技术企业,2024-06,4\n",
    "id-two-columns-differ.csv": "指标编号,指标名称,period,value\nfirms,新建科普基地,2024-06,4\n",
    "id-step.csv": "item,period,state\nbase.design,2024-06,已完成\n",
    "id-step-by-name.csv": "item,period,state\n建设中试基地.方案设计,2024-06,推进中\n",
    "id-series.csv": HEADER + "各项贷款余额,2024-06,320.5\n",
    "id-unknown-reporter.csv": "item,period,value,reported_by\nfirms,2024-06,4,县气象局\n",
    "id-short-reporter.csv": "item,period,value,reported_by\nfirms,2024-06,4,科工局\n",
    "id-not-involved.csv": "item,period,value,reported_by\nfirms,2024-06,4,县总工会\n",
    "id-not-a-part.csv": "item,period,value,reported_by\nenvoys,2024-06,4,县总工会\n",
    "id-missing-reporter.csv": HEADER + "envoys,2024-06,4\n",
    "id-parts.csv": "item,period,value,reported_by\nenvoys,2024-06,9,县科工局\nenvoys,2024-06,7,县经开区\n",
}

DATED = "item,period,value,reported_on,reason\n"
REPEATS: dict[str, str] = {
    "dup-same-row.csv": HEADER + "firms,2024-06,4\nfirms,2024-06,4\n",
    "dup-after-folding.csv": HEADER + "firms,2024-06,4\n高企,6月,4.0家\n",
    "dup-conflict.csv": HEADER + "firms,2024-06,4\nfirms,2024-06,5\n",
    "dup-conflict-falling.csv": HEADER + "firms,2024-06,5\nfirms,2024-06,4\n",
    "dup-reason.csv": DATED + "firms,2024-06,4,2024-07-03,\nfirms,2024-06,5,2024-07-03,漏报一家\n",
    "dup-later-day.csv": DATED + "firms,2024-06,4,2024-07-03,\nfirms,2024-06,5,2024-07-05,\n",
    "dup-later-day-reason.csv": DATED + "firms,2024-06,4,2024-07-03,\nfirms,2024-06,5,2024-07-05,漏报一家\n",
    "dup-estimate-then-final.csv": HEADER + "firms,2024-06,5（预计数）\nfirms,2024-06,4\n",
    "dup-withdraw-nothing.csv": "item,period,withdraw\nfirms,2024-06,是\n",
    "dup-two-reporters.csv": (
        "item,period,value,reported_by\nfirms,2024-06,4,县科工局\nfirms,2024-06,5,县经开区\n"
    ),
    "dup-stored-already.csv": DATED + "schools,2024-05,3,2024-06-03,\n",
    "dup-stored-in-other-unit.csv": HEADER + "新建科普基地,5月,3个\n",
    "dup-against-store.csv": DATED + "schools,2024-05,4,2024-06-03,\n",
    "dup-corrects-store.csv": DATED + "schools,2024-05,4,2024-07-01,漏报一个\n",
    "dup-withdraws-stored.csv": "item,period,withdraw\nschools,2024-05,true\n",
    "dup-falling-total.csv": HEADER + "schools,2024-06,2\n",
    "dup-increment-mismatch.csv": "item,period,value,increment\nschools,2024-06,5,1\n",
    "dup-increment-fits.csv": "item,period,value,increment\nschools,2024-06,5,2\n",
    "dup-increments-total.csv": "item,period,value,increment\nvisits,2024-01,20,20\nvisits,2024-02,45,20\n",
}


def files() -> dict[str, bytes]:
    """Every file by its name."""
    texts = {**SHAPES, **NAMES, **REPEATS}
    return {**ENCODINGS, **{name: text.encode() for name, text in texts.items()}}
