"""What each rule says when it is broken: a sentence, and what to do. Keys are rule ids.

`problem.RULE/VARIANT` is the sentence of a rule with several reasons; `hint.…` the remedy.
"""

from __future__ import annotations

PROBLEMS: dict[str, tuple[str, str]] = {
    "problem.suggestion": ("是否指“{suggestion}”？", "did you mean '{suggestion}'?"),
    # Files
    "problem.not-text": ("这不是文本文件", "this is not a text file"),
    "problem.not-text/xlsx": (
        "这是 Excel 工作簿（.xlsx），不是文本",
        "this is an Excel workbook (.xlsx), not text",
    ),
    "problem.not-text/xls": (
        "这是旧版 Excel 或 WPS 工作簿（.xls、.et），不是文本",
        "this is an old Excel or WPS workbook (.xls, .et), not text",
    ),
    "problem.not-text/pdf": ("这是 PDF 文件，不是文本", "this is a PDF file, not text"),
    "hint.not-text": (
        "收来的表请用 kpitrack ingest 入库，不要直接放进 data/progress/",
        "take in what units send with kpitrack ingest; do not put it into data/progress/ by hand",
    ),
    "problem.nul-byte": (
        "文件中有空字符（NUL），不是正常的文本",
        "the file holds a NUL character: it is no sound text",
    ),
    "hint.nul-byte": (
        "请用 Excel 或 WPS 打开原表，重新另存为 CSV",
        "open the original and save it as CSV again",
    ),
    "problem.not-decodable": (
        "第 {offset} 字节处的 {bytes} 不是 {encoding} 编码",
        "the bytes {bytes} at offset {offset} are not {encoding}",
    ),
    "hint.not-decodable": (
        "请另存为 UTF-8；手工维护的文件只用 UTF-8",
        "save the file as UTF-8; a file kept by hand has no other encoding",
    ),
    "problem.unknown-encoding": (
        "没有名为“{encoding}”的编码",
        "there is no encoding named '{encoding}'",
    ),
    "hint.unknown-encoding": ("可用：utf-8、gb18030、utf-16", "use utf-8, gb18030 or utf-16"),
    "problem.empty-file": ("文件是空的", "the file is empty"),
    "hint.empty-file": (
        "空文件不等于零，请确认报送的是哪一份",
        "an empty file is not a report of zero: check which file was meant",
    ),
    # CSV
    "problem.broken-csv/quote": (
        "引号没有配对，后面的行无法分辨",
        "a quote is never closed: the rows after it cannot be told apart",
    ),
    "problem.broken-csv/too-long": (
        "单元格超过 131072 个字符",
        "a field has more than 131072 characters",
    ),
    "hint.broken-csv": (
        "请用 Excel 或 WPS 打开后重新另存为 CSV",
        "open it in a spreadsheet and save it as CSV again",
    ),
    "problem.missing-column": ("缺少列：{name}", "column missing: {name}"),
    "hint.missing-column": (
        "须有“指标”“月份”，以及完成值、状态、备注等至少一列；手写的文件，第一行就是表头",
        "a header names item, period and one of value, increment, state, progress, note, withdraw; by hand in line 1",
    ),
    "problem.unknown-column": ("不认识的列名“{name}”", "unknown column '{name}'"),
    "hint.unknown-column": (
        "列名见 docs/zh/reference/records.md",
        "column names are listed in docs/reference/records.md",
    ),
    "problem.column-twice": (
        "列“{name}”与“{first}”是同一列",
        "column '{name}' says the same as '{first}'",
    ),
    "hint.column-twice": ("请只保留一列", "keep one of them"),
    "problem.column-without-name": (
        "单元格有内容，但这一列没有列名",
        "there is text in a column without a name",
    ),
    "hint.column-without-name": ("请补上列名或删去该列", "name the column or empty it"),
    "problem.row-length": (
        "这一行有 {found} 格，表头有 {expected} 格",
        "this row has {found} fields, the header {expected}",
    ),
    "hint.row-length": (
        "请检查是否多了或少了逗号；含逗号的文字要加引号",
        "look for a comma too many or too few; quote text that holds a comma",
    ),
    # YAML
    "problem.bad-yaml/syntax": ("YAML 语法有误：{found}", "not valid YAML: {found}"),
    "hint.bad-yaml/syntax": (
        "请检查缩进、冒号后的空格和引号",
        "look at indentation, the blank after a colon, and quotes",
    ),
    "yaml.mapping": (
        "这里多出一个“键: 值”，多半是本行缩进不对，或者上一行没有写完",
        "a 'key: value' too many: look at its indentation and at the line above",
    ),
    "yaml.twice": (
        "值里还有“: ”，这样的文字要加引号",
        "a second ': ' in one line: text that holds one must be quoted",
    ),
    "yaml.colon": ("键后面没有冒号", "a colon is missing after the key"),
    "yaml.blank": ("冒号后面没有空格", "a blank is missing after the colon"),
    "yaml.key": (
        "缩进与上面各行不一致",
        "this line is not indented as the lines above it",
    ),
    "yaml.behind": (
        "引号后面还有文字；单引号里的单引号要写两个",
        "text goes on after the closing quote; within single quotes write '' for one",
    ),
    "yaml.dash": (
        "列表各行应以“- ”开头，缩进相同",
        "the entries of a list all begin with '- ' at one indentation",
    ),
    "yaml.entry": ("“- ”不应写在这里", "'- ' does not belong here"),
    "yaml.brace": (
        "花括号没有成对，或者缺逗号",
        "a brace is not closed, or a comma is missing",
    ),
    "yaml.bracket": (
        "方括号没有成对，或者缺逗号",
        "a bracket is not closed, or a comma is missing",
    ),
    "yaml.quote": ("引号没有成对", "a quote is not closed"),
    "problem.bad-yaml/full-colon": ("用了全角冒号“：”", "a full-width colon '：' stands here"),
    "hint.bad-yaml/full-colon": (
        "键后的冒号应为半角，并加一个空格",
        "a key is followed by an ASCII colon and a blank",
    ),
    "problem.bad-yaml/quote-needed": (
        "以 %、@ 或 ` 开头的文字须加引号",
        "text that begins with %, @ or ` must be quoted",
    ),
    "hint.bad-yaml/quote-needed": ('例如 unit: "%"', 'for example unit: "%"'),
    "problem.bad-yaml/tab": ("缩进处有制表符（Tab）", "a tab stands in the indentation"),
    "hint.bad-yaml/tab": ("请改用空格缩进", "indent with blanks"),
    "problem.bad-yaml/alias": (
        "不允许使用锚点与别名（&、*、<<）",
        "anchors and aliases (&, *, <<) are not allowed",
    ),
    "hint.bad-yaml/alias": (
        "以 & 或 * 开头的文字请加引号；重复的内容请写全",
        "put text that begins with & or * in quotes; write out what is repeated",
    ),
    "problem.bad-yaml/tag": ("不允许使用标签 {found}", "the tag {found} is not allowed"),
    "hint.bad-yaml/tag": (
        "以 ! 开头的文字请加引号，标签请删去",
        "put text that begins with ! in quotes, or remove the tag",
    ),
    "problem.bad-yaml/depth": ("嵌套超过 {limit} 层", "nested more than {limit} deep"),
    "hint.bad-yaml/depth": ("请检查缩进", "look at the indentation"),
    "problem.bad-yaml/complex-key": ("键必须是简单文字", "a key must be plain text"),
    "hint.bad-yaml/complex-key": ("含 {{ 或 [ 的文字请加引号", "quote text that holds {{ or ["),
    "problem.bad-yaml/two-documents": (
        "一个文件只能有一份内容，这里开始了第二份（---）",
        "a second document (---) begins here: one file holds one",
    ),
    "hint.bad-yaml/two-documents": ("请分成两个文件", "make it two files"),
    "problem.bad-yaml/control": ("文件中有控制字符", "the file holds a control character"),
    "hint.bad-yaml/control": ("请删去该字符后重新保存", "remove it and save the file again"),
    "problem.duplicate-key": (
        "键“{key}”重复，第 {first} 行已有",
        "key '{key}' again; it stands on line {first} already",
    ),
    "hint.duplicate-key": ("同一层只能写一次", "keep one of them"),
    "problem.unknown-key": ("不认识的键“{key}”", "unknown key '{key}'"),
    "hint.unknown-key": ("", ""),
    "hint.unknown-key/colon": (
        "键后的冒号应为半角，并加一个空格",
        "a key is followed by an ASCII colon and a blank",
    ),
    "problem.missing-key": ("缺少键“{key}”", "key '{key}' is missing"),
    "hint.missing-key": ("格式见 docs/zh/reference/plan.md", "see docs/reference/plan.md"),
    "problem.wrong-shape/text": ("“{key}”应为一段文字", "'{key}' should be a text"),
    "problem.wrong-shape/list": ("“{key}”应为列表", "'{key}' should be a list"),
    "problem.wrong-shape/mapping": (
        "“{key}”应为若干“键: 值”",
        "'{key}' should be a mapping of keys",
    ),
    "problem.wrong-shape/pair": (
        "“{key}”应为两个值的列表，如 [10, 15]",
        "'{key}' should be a list of two, such as [10, 15]",
    ),
    "problem.wrong-shape/empty": ("“{key}”的列表是空的", "the list '{key}' is empty"),
    "hint.wrong-shape": (
        "格式见 docs/zh/reference 下的 plan.md（方案）和 records.md（填报）",
        "see plan.md (the plan) and records.md (records) in docs/reference",
    ),
    "problem.no-records": ("没有 records 列表", "there is no list of records"),
    "hint.no-records": (
        "文件应有 records: 和其下的列表",
        "the file needs records: with a list below it",
    ),
    "problem.bad-choice": ("“{found}”不在可选值之内：{choices}", "'{found}' is none of {choices}"),
    "problem.unknown-place": (
        "花括号里的“{found}”没有可填的内容，可用的有 {choices}",
        "nothing is filled in for '{found}' in braces; there is {choices}",
    ),
    "hint.unknown-place": (
        "改用所列之一，或去掉花括号",
        "use one of those, or leave the braces out",
    ),
    "problem.section-twice": ("“{found}”列了两次", "'{found}' is listed twice"),
    "hint.section-twice": ("删去其中一个", "delete one of them"),
    "problem.bad-id": ("“{found}”不能作 id", "'{found}' is no id"),
    "hint.bad-id": (
        "id 以英文字母开头，只含字母、数字、- 和 _",
        "an id begins with a letter and holds letters, digits, - and _",
    ),
    "problem.empty-text": ("“{key}”是空的", "'{key}' is empty"),
    "hint.empty-text": ("写上内容，或删去这一行", "write something, or delete the line"),
    "problem.out-of-range": (
        "{found} 超出范围（界限 {limit}）",
        "{found} is out of range (limit {limit})",
    ),
    "problem.invalid-value": ("“{found}”不合要求：{message}", "'{found}' will not do: {message}"),
    "problem.bad-month": ("“{found}”不是月份", "'{found}' is no month"),
    "hint.bad-month": ("月份写作 {like}", "write a month as {like}"),
    "problem.bad-unit": (
        "计量单位 {found} 外面有引号或括号",
        "quotes or brackets stand around the unit of measure {found}",
    ),
    "hint.bad-unit": (
        '单位不带引号和括号，如 unit: 家；百分号用半角引号：unit: "%"',
        'write the unit alone, such as unit: firms; a per cent sign in straight quotes: unit: "%"',
    ),
    "problem.bad-flag": (
        "“{found}”应为 true（是）或 false（否）",
        "'{found}' is neither true nor false",
    ),
    "problem.not-positive/negative": ("不应小于 0，现为 {found}", "{found} must not be below 0"),
    "problem.not-positive": ("应大于 0，现为 {found}", "{found} must be above 0"),
}
