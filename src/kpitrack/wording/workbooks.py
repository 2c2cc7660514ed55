"""What is said of the files and workbooks that units send."""

from __future__ import annotations

WORKBOOKS: dict[str, tuple[str, str]] = {
    "problem.wrong-kind": ("不是能读的填报文件", "this is no file of records that can be read"),
    "hint.wrong-kind": (
        "请报送 .xlsx、.xls、.et、CSV 或 YAML",
        "send .xlsx, .xls, .et, CSV or YAML",
    ),
    "problem.wrong-kind/html": (
        "这是网页，只是文件名像表格",
        "this is a web page under the name of a workbook",
    ),
    "hint.wrong-kind/html": (
        "请用 Excel 或 WPS 打开，另存为 .xlsx",
        "open it in Excel or WPS and save it as .xlsx",
    ),
    "problem.wrong-kind/xml": (
        "这是 XML 表格（Excel 2003），不是工作簿",
        "this is an XML spreadsheet (Excel 2003), no workbook",
    ),
    "hint.wrong-kind/xml": (
        "请用 Excel 或 WPS 打开，另存为 .xlsx",
        "open it in Excel or WPS and save it as .xlsx",
    ),
    "problem.wrong-kind/ods": ("这是 OpenDocument 文件", "this is an OpenDocument file"),
    "hint.wrong-kind/ods": ("请另存为 .xlsx", "save it as .xlsx"),
    "problem.wrong-kind/xlsb": ("这是二进制工作簿（.xlsb）", "this is a binary workbook (.xlsb)"),
    "hint.wrong-kind/xlsb": ("请另存为 .xlsx", "save it as .xlsx"),
    "problem.wrong-kind/document": (
        "这是文字或演示文档，不是表格",
        "this is a text or a presentation, no table",
    ),
    "hint.wrong-kind/document": (
        "请把其中的表格复制到填报表（.xlsx）",
        "copy its table into the form (.xlsx)",
    ),
    "problem.wrong-kind/pdf": ("这是 PDF，读不出表格", "this is a PDF: no table can be read from it"),
    "hint.wrong-kind/pdf": ("请报送原来的表格文件", "send the table it was made from"),
    "problem.wrong-kind/image": ("这是图片，读不出数", "this is a picture: no figures can be read from it"),
    "hint.wrong-kind/image": ("请报送原来的表格文件", "send the table it shows"),
    "problem.wrong-kind/archive": ("这是压缩包", "this is an archive"),
    "hint.wrong-kind/archive": ("请解压后报送里面的表格", "unpack it and send the tables in it"),
    "problem.wrong-kind/database": ("这是数据库文件", "this is a database"),
    "hint.wrong-kind/database": ("请导出为 CSV", "export it as CSV"),
    "problem.wrong-kind/ole": (
        "这是旧式 Office 文件，但不是工作簿",
        "this is an old Office file, but no workbook",
    ),
    "hint.wrong-kind/ole": ("请另存为 .xlsx", "save it as .xlsx"),
    "problem.encrypted-file": ("文件有密码，打不开", "the file is protected by a password"),
    "hint.encrypted-file": (
        "请去掉密码（文件—信息—保护工作簿）后再报送",
        "take the password off (File, Info, Protect Workbook) and send it again",
    ),
    "problem.broken-workbook": ("工作簿已损坏或不完整，打不开", "the workbook is damaged or incomplete"),
    "hint.broken-workbook": (
        "请用 Excel 或 WPS 打开，另存为新的 .xlsx；打不开的，请重新发送",
        "open it in Excel or WPS and save it as a new .xlsx; if it does not open, have it sent again",
    ),
    "problem.unsafe-workbook": ("工作簿可能有害，未打开", "the workbook may be harmful and was not opened"),
    "hint.unsafe-workbook": (
        "请把数据复制到新的工作簿后报送",
        "copy the data into a new workbook and send that",
    ),
    "problem.unsafe-workbook/entities": (
        "工作簿里定义了 XML 实体，正常的表格没有",
        "the workbook defines XML entities, which no honest table does",
    ),
    "problem.unsafe-workbook/bomb": (
        "工作簿解压后超过 50 MiB，未打开",
        "unpacked the workbook is larger than 50 MiB and was not opened",
    ),
    "hint.unsafe-workbook/bomb": (
        "多半是整行整列设了格式：请只把有数的单元格复制到新的工作簿",
        "most often whole columns were formatted: copy the cells that hold something into a new workbook",
    ),
    "problem.unsafe-workbook/members": (
        "工作簿里的部件过多或重名，未打开",
        "the workbook has too many parts, or two of one name, and was not opened",
    ),
    "problem.sheet-too-large": (
        "第 {rows} 行以下或第 {columns} 列以右还有内容，读不到那么远",
        "there is something beyond row {rows} or column {columns}, where nothing is read",
    ),
    "hint.sheet-too-large": (
        "请删去表格以外的内容，或分成几个文件",
        "remove what stands outside the table, or split the file",
    ),
    "problem.sheet-too-large/cells": (
        "有内容的单元格超过 10 万个",
        "more than 100,000 cells hold something",
    ),
    "problem.no-table": (
        "没有找到表头：没有一行既有指标又有完成值",
        "no header was found: no row names both items and figures",
    ),
    "hint.no-table": (
        "表头须有「指标名称」或「编号」，以及「累计完成」「本月完成」「状态」「进展情况」之一",
        "a header has item, and one of value, increment, state or note",
    ),
    "problem.no-such-sheet": ("没有名为 {found} 的工作表", "there is no sheet called {found}"),
    "hint.no-such-sheet": ("有：{names}", "it has {names}"),
    "problem.hidden-sheet": ("隐藏的工作表未读：{names}", "hidden sheets were not read: {names}"),
    "hint.hidden-sheet": (
        "要读请取消隐藏，或用 --sheet 指明",
        "to read one show it, or name it with --sheet",
    ),
    "problem.hidden-rows": ("隐藏的行也读了：第 {rows} 行", "hidden rows were read too: {rows}"),
    "hint.hidden-rows": (
        "不该报的行请删除，不要隐藏",
        "delete rows that are not meant; do not hide them",
    ),
    "problem.sheet-without-table": (
        "工作表 {name} 里没有填报表，未读",
        "sheet {name} has no table of records and was passed over",
    ),
    "hint.sheet-without-table": (
        "若其中有数，请检查表头",
        "if it holds figures, look at its header",
    ),
    "problem.second-header": (
        "这里又有一个表头，列与上面的不同",
        "here is another header, with other columns than the one above",
    ),
    "problem.second-header/labels": (
        "一张工作表里几张表，这一行是哪一张的分不清",
        "there are several tables on the sheet, and whose this line is cannot be told",
    ),
    "hint.second-header": (
        "一张工作表只放一张表：请分到各自的工作表或文件",
        "one table to a sheet: put them on sheets or into files of their own",
    ),
    "problem.title-differs": (
        "这里写的是{found}，下面的行按{used}入库",
        "it says {found} here; the rows below are taken as {used}",
    ),
    "hint.title-differs": (
        "若不对，请在表中写明“报告期”“填报单位”，或改用 --month、--reported-by",
        "if that is wrong, name month and reporter in the table, or use --month and --reported-by",
    ),
    "problem.unit-not-read": (
        "表的单位写作“{found}”，不知道是多少",
        "the unit of the table is given as '{found}', which is not known",
    ),
    "hint.unit-not-read": (
        "请写元、千元、万元或亿元，或在每个数后写单位",
        "write 元, 千元, 万元 or 亿元, or the unit behind each figure",
    ),
    "problem.labels-differ": (
        "这里写“{found}”，前面写“{other}”",
        "it says '{found}' here and '{other}' before",
    ),
    "hint.labels-differ": (
        "同一张表只写一次，或在每一行写明",
        "say it once for a table, or in each of its rows",
    ),
    "problem.unsaved-formula": (
        "这是公式，但没有保存计算结果",
        "this is a formula whose result was never saved",
    ),
    "problem.unsaved-formula/empty": (
        "这是公式，结果为空，按没有填报处理",
        "this is a formula with an empty result: taken as not reported",
    ),
    "hint.unsaved-formula/empty": (
        "若应有数，请用 Excel 或 WPS 打开，保存后再报送",
        "if there should be a figure, open it in Excel or WPS, save it and send it again",
    ),
    "hint.unsaved-formula": (
        "请用 Excel 或 WPS 打开，保存后再报送",
        "open it in Excel or WPS, save it and send it again",
    ),
    "problem.error-cell": ("单元格是错误值 {found}", "the cell holds the error {found}"),
    "hint.error-cell": ("请改正公式，或直接填数", "mend the formula, or type the figure"),
    "problem.struck-out": (
        "“{found}”划了删除线",
        "'{found}' is struck out",
    ),
    "hint.struck-out": (
        "作废的请删除；没有作废的请去掉删除线",
        "delete what no longer holds, or take the line away",
    ),
    "problem.merged-cell": (
        "合并单元格 {range} 盖住了几个数的位置，不知道是哪一行或哪一列的",
        "merged cells {range} lie over several figures: whose this is cannot be told",
    ),
    "hint.merged-cell": (
        "请取消合并，每格各填各的",
        "split them and fill each cell by itself",
    ),
    "problem.scaled-format": (
        "单元格存的是 {found}，但格式 {format} 显示成另一个数",
        "the cell holds {found}, but its format {format} shows another number",
    ),
    "hint.scaled-format": (
        "请改成常规格式，按显示的单位重填",
        "set the format to General and type the figure in its unit",
    ),
}
