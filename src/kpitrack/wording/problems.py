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
    # Numbers
    "problem.bad-number": ("“{found}”不是数", "'{found}' is not a number"),
    "problem.bad-number/placeholder": (
        "“{found}”是占位符，不是数，也不当作 0",
        "'{found}' is a placeholder: not a number, and not taken as 0",
    ),
    "hint.bad-number/placeholder": (
        "没有数就留空，并在备注中说明；确为零则填 0",
        "leave the cell empty and say why in the note; write 0 where it is zero",
    ),
    "problem.bad-number/unit-first": (
        "“{found}”把单位写在了数前面",
        "in '{found}' the unit stands before the number",
    ),
    "hint.bad-number/unit-first": (
        "单位写在数后面（如 1000元），或写在单位列",
        "write the unit after the number or in the column of units; here the number alone",
    ),
    "problem.bad-number/exponent": ("“{found}”用了科学计数法", "'{found}' has an exponent"),
    "problem.bad-number/odd-notation": (
        "“{found}”不是通常的写法",
        "'{found}' is not written in the usual way",
    ),
    "problem.bad-number/circled": ("“{found}”中有带圈数字", "'{found}' holds a circled digit"),
    "hint.bad-number/circled": ("请去掉序号，只留数", "remove the list number"),
    "problem.bad-number/bad-grouping": (
        "“{found}”的分节或小数点有误",
        "the groups or the decimal point of '{found}' are wrong",
    ),
    "problem.bad-number/digit-space": (
        "“{found}”的数字之间有空格",
        "there is a blank between the digits of '{found}'",
    ),
    "problem.bad-number/two-numbers": (
        "“{found}”里不止一个数",
        "'{found}' holds more than one number",
    ),
    "problem.bad-number/letter-inside": (
        "“{found}”的数字之间有字母",
        "there is a letter between the digits of '{found}'",
    ),
    "hint.bad-number/letter-inside": (
        "小写 l 像 1，字母 O 像 0；请改成数字",
        "a small l looks like 1, an O like 0: write the digit",
    ),
    "hint.bad-number/two-numbers": ("一格只填一个数", "one number to a cell"),
    "problem.bad-number/chinese-numerals": (
        "“{found}”是中文数字或与数字混写",
        "'{found}' is written in Chinese numerals, or mixes them with digits",
    ),
    "problem.bad-number/not-exact": ("“{found}”不是确数", "'{found}' is not exact"),
    "hint.bad-number/not-exact": (
        "请填确数；预计数写作 {number}（预计数）",
        "write the exact figure; an estimate as {number}（预计数）",
    ),
    "problem.bad-number/not-a-number": ("“{found}”不是数", "'{found}' is not a number"),
    "problem.bad-number/formula": (
        "“{found}”是公式，不是数",
        "'{found}' is a formula, not a number",
    ),
    "problem.bad-number/other-digits": (
        "“{found}”里的数字不是阿拉伯数字",
        "'{found}' uses digits of another script",
    ),
    "problem.bad-number/too-many-digits": (
        "“{found}”超过 {limit} 位",
        "'{found}' has more than {limit} digits",
    ),
    "problem.bad-number/unit-here": (
        "“{found}”里带了单位，这里只能写数",
        "'{found}' has a unit; a plain number belongs here",
    ),
    "hint.bad-number/unit-here": ("单位写在 unit 中", "name the unit under unit"),
    "problem.bad-number/not-whole": ("“{found}”应为整数", "'{found}' should be a whole number"),
    "problem.bad-number/empty": ("这里应有一个数", "a number belongs here"),
    "problem.bad-number/unreadable": ("“{found}”不是数", "'{found}' is not a number"),
    "hint.bad-number": (
        "写阿拉伯数字，可带小数和单位，如 1250.5、12亿元、14.6%",
        "write digits, with decimals and unit if any: 1250.5, 12亿元, 14.6%",
    ),
    "problem.ambiguous-share": (
        "“{found}”可能是百分数也可能是小数",
        "'{found}' may be a percentage or a fraction",
    ),
    "hint.ambiguous-share": ("请写明 %：{found}% 或 {percent}%", "write the %: {found}% or {percent}%"),
    "problem.share-outside": ("{found} 不在 0 到 100 之间", "{found} is not between 0 and 100"),
    "problem.unit-mismatch": (
        "单位“{found}”与“{expected}”不能换算",
        "the unit '{found}' cannot be converted to '{expected}'",
    ),
    "hint.unit-mismatch": ("请按方案规定的单位填报", "report in the plan's unit"),
    "problem.units-differ": (
        "单位不一致：“{cell}”与“{column}”（格中、单位列、表头）",
        "two units, '{cell}' and '{column}', in cell, unit column or header",
    ),
    "hint.units-differ/converts": (
        "请核对：若格中写的对，请写作 {written}",
        "if the cell is right, write {written}",
    ),
    "hint.units-differ": ("请核对后只留正确的一个", "keep the right one"),
    "problem.unit-unknown": (
        "方案未定单位，这个数也没有写单位",
        "neither the plan nor the figure names a unit",
    ),
    "hint.unit-unknown": ("请在数后写明单位", "write the unit behind the figure"),
    "hint.below-zero": (
        "累计数不会为负；本月核减请填更正后的累计数并写原因",
        "a running total cannot be negative: give the corrected total, and why in reason",
    ),
    "problem.below-zero": ("累计数 {found} 小于 0", "the running total {found} is below 0"),
    "problem.wrong-figure/increment": (
        "该指标按本月完成数报送，这里只有累计数",
        "this indicator is reported by increments; only a running total is given",
    ),
    "hint.wrong-figure/increment": (
        "请填“本月完成”（increment）",
        "give the month's own increment",
    ),
    "problem.wrong-figure/value": (
        "该指标按累计数报送，这里只有本月完成数",
        "this indicator is reported by running totals; only an increment is given",
    ),
    "hint.wrong-figure/value": ("请填“累计完成”（value）", "give the running total in value"),
    # Plan
    "problem.plan-span": (
        "方案应写 year，或同时写 from 与 to，且 from 不晚于 to",
        "the plan needs year, or both from and to in order",
    ),
    "hint.plan-span": ("例如 year: 2024", "for example year: 2024"),
    "problem.unknown-schema": (
        "schema 版本“{found}”不认识",
        "schema version '{found}' is not known",
    ),
    "hint.unknown-schema": (
        "本版本只认 schema: 1；新版方案请升级 kpitrack",
        "this version knows schema: 1; upgrade kpitrack for later ones",
    ),
    "problem.unknown-timezone": ("没有名为“{found}”的时区", "there is no time zone '{found}'"),
    "hint.unknown-timezone": ("例如 Asia/Shanghai", "for example Asia/Shanghai"),
    "problem.unknown-unit": ("lead_units 中没有“{found}”", "'{found}' is not among the lead_units"),
    "hint.unknown-unit": ("方案中用单位的 id", "refer to a unit by its id"),
    "problem.unknown-series": ("series 中没有“{found}”", "'{found}' is not among the series"),
    "problem.duplicate-id": (
        "id“{id}”重复，第 {first} 行已有",
        "id '{id}' again; line {first} has it",
    ),
    "hint.duplicate-id": ("id 在整个文件中不得重复", "ids are unique over the whole file"),
    "problem.duplicate-name": (
        "名称“{name}”重复，第 {first} 行已有",
        "name '{name}' again; line {first} has it",
    ),
    "hint.duplicate-name": ("名称和别名只能指一项", "a name or alias may mean one thing only"),
    "problem.one-target/none": ("target 里没有写目标", "a target needs a bound, and there is none"),
    "problem.one-target": (
        "target 里只能写一种目标（现有：{found}）",
        "a target needs exactly one bound (found: {found})",
    ),
    "hint.one-target": (
        "如 {{at_least: 2}}；可选 at_least、more_than、at_most、less_than、between、about、equals、at_least_series、at_most_series、pending",
        "for example {{at_least: 2}}; one of at_least, more_than, at_most, less_than, between, about, equals, at_least_series, at_most_series, pending",
    ),
    "problem.stray-tolerance": (
        "tolerance 只能与 about 同用，不能与 {found} 同用",
        "tolerance goes with about, not with {found}",
    ),
    "problem.range-reversed": (
        "between 的下限大于上限",
        "the lower end of between is above the upper",
    ),
    "problem.one-derive": (
        "derive 里只能写 ratio、difference、growth 中的一种；times 只用于 ratio",
        "derive needs exactly one of ratio, difference, growth; times goes with ratio",
    ),
    "problem.nobody-reports": ("没有单位负责报送这一项", "no unit owes this item's figure"),
    "hint.nobody-reports": (
        "请写 reported_by，或在 plan 中写 office",
        "name reported_by, or an office in plan",
    ),
    "problem.lead-kind": (
        "lead_kind {kind} 与牵头单位数 {count} 不符",
        "lead_kind {kind} does not fit {count} lead units",
    ),
    "hint.lead-kind": (
        "none 为 0 个，single、sole 为 1 个，dual 为 2 个，joint 为 2 个以上",
        "none: 0, single and sole: 1, dual: 2, joint: 2 or more",
    ),
    "problem.due-outside": (
        "due {due} 不在方案期 {first} 至 {last} 内",
        "due {due} is outside the plan ({first} to {last})",
    ),
    "problem.revision-outside": (
        "调整自 {since} 起，不在方案期 {first} 至 {last} 内",
        "a revision from {since} is outside the plan ({first} to {last})",
    ),
    "problem.revision-order": (
        "目标调整须按月份先后排列：{since}",
        "revisions must be in order of month: {since}",
    ),
    "problem.revision-unit": (
        "调整后的单位“{found}”与原来的“{before}”不能换算",
        "the revised unit '{found}' cannot be converted from '{before}'",
    ),
    "hint.revision-unit": (
        "请换用同类单位；口径变了的请另立一项指标",
        "use a unit of the same family; where something else is measured, make it another indicator",
    ),
    "problem.series-unit": (
        "参照数据 {series} 的单位“{found}”与“{expected}”不能换算",
        "the unit '{found}' of the series {series} cannot be converted to '{expected}'",
    ),
    "hint.series-unit": (
        "相减、求增速、作比较的数须用同类单位",
        "what is subtracted, grown or compared must be of one family of units",
    ),
    "problem.increments-need-cumulative": (
        "increments 只用于 measure: cumulative",
        "increments goes with measure: cumulative",
    ),
    "problem.sum-of-growth": (
        "增速不能相加（reporters: sum）",
        "growth rates cannot be added up (reporters: sum)",
    ),
    "problem.sum-of-states": (
        "任务的状态不能相加（reporters: sum）",
        "states of an action cannot be added up (reporters: sum)",
    ),
    "hint.sum-of-states": (
        "请去掉 reporters，或按单位列为步骤（steps）",
        "leave reporters out, or make the units' parts its steps",
    ),
    "problem.derive-increments": (
        "derive 与 increments 不能同用",
        "derive and increments do not go together",
    ),
    "problem.method-unfit/relative": (
        "相对目标只用 gap，不用 {method}",
        "a relative target goes by gap, not {method}",
    ),
    "problem.method-unfit/inverse": (
        "inverse 只用于大于 0 的上限（at_most、less_than）",
        "inverse needs an upper limit above 0 (at_most, less_than)",
    ),
    "problem.method-unfit/ratio": (
        "ratio 只用于大于 0、又不是上限的目标",
        "ratio needs a target above 0 that is not an upper limit",
    ),
    "problem.change-baseline/missing": (
        "method: change 需要 baseline",
        "method: change needs a baseline",
    ),
    "hint.change-baseline/missing": (
        "例如 baseline: {{value: 4.5, period: 2023}}",
        "for example baseline: {{value: 4.5, period: 2023}}",
    ),
    "problem.change-baseline/equal": (
        "baseline 与目标相等，无法计算变化比",
        "the baseline equals the target: there is no change to measure",
    ),
    "problem.not-prorated/linear": (
        "增速、比重、水平类和相对目标不按月折算，不能用 linear",
        "growth, share, level and relative targets are not pro-rated: linear will not do",
    ),
    "hint.not-prorated": ("请用 direct、none 或 annual", "use direct, none or annual"),
    "problem.not-prorated/checkpoints": (
        "增速和相对目标没有节点",
        "growth and relative targets have no checkpoints",
    ),
    "problem.limit-not-paced": (
        "累计上限只用 direct，不能按月折算或设节点",
        "a cumulative upper limit goes by direct, not linear or checkpoints",
    ),
    "problem.pace-needs-attainment": (
        "用 linear 或节点，算法要有完成率，{method} 没有",
        "linear and checkpoints need a method with an attainment; {method} has none",
    ),
    "hint.pace-needs-attainment": (
        "请用 ratio 或 change，或改用 direct",
        "use ratio or change, or the schedule direct",
    ),
    "problem.checkpoint-outside": (
        "节点 {period} 不在 {first} 至 {last} 内",
        "checkpoint {period} is outside {first} to {last}",
    ),
    "problem.checkpoint-falls": (
        "节点值 {value} 低于前一节点 {before}",
        "checkpoint {value} is below the one before ({before})",
    ),
    "problem.checkpoint-above-target": (
        "节点值 {value} 高于目标 {target}",
        "checkpoint {value} is above the target {target}",
    ),
    # Records
    "problem.missing-item": ("没有写指标或任务", "no item is named"),
    "hint.missing-item": (
        "请填指标或任务的 id 或名称；不用的行请整行删去",
        "give its id or name, or delete the whole row",
    ),
    "problem.unknown-item": ("方案中没有“{found}”", "the plan has no item '{found}'"),
    "hint.unknown-item": (
        "请用方案中的编号（id）、名称或别名",
        "use an id, a name or an alias of the plan",
    ),
    "problem.items-differ": (
        "编号与名称指的不是同一项：{first}、{second}",
        "two columns name different items: {first}, {second}",
    ),
    "problem.missing-period": ("没有写月份", "no period is given"),
    "hint.missing-period": (
        "请填 2024-06，或用 ingest --month",
        "write 2024-06, or use ingest --month",
    ),
    "problem.bad-period/unreadable": ("“{found}”不是月份", "'{found}' is no month"),
    "problem.bad-period/no-year": (
        "“{found}”没有年份，而方案跨年",
        "'{found}' names no year, and the plan runs over several",
    ),
    "problem.bad-period/no-such-month": (
        "没有“{found}”这个月份或日期",
        "there is no such month or day: '{found}'",
    ),
    "problem.bad-period/one-or-ten": (
        "“{found}”可能是1月，也可能是10月",
        "'{found}' may be January or October",
    ),
    "hint.bad-period": (
        "可写 2024-06、2024年6月、6月、1-6月、截至6月30日",
        "write 2024-06, June or June 2024; Q1 2024 is the running total to March",
    ),
    "hint.running-period": (
        "请每月一行，填当月完成数",
        "one row per month, each with the month's own increment",
    ),
    "problem.running-period": (
        "{item} 按本月数报送，不能用累计期“{found}”",
        "{item} is reported by increments: '{found}' names a running total",
    ),
    "problem.period-outside": (
        "{found} 不在方案期 {first} 至 {last} 内",
        "{found} is outside the plan ({first} to {last})",
    ),
    "hint.period-outside": ("请核对年份和月份", "check year and month"),
    "problem.period-ahead": (
        "{found} 尚未开始（今天 {today}）",
        "{found} has not begun (today is {today})",
    ),
    "problem.missing-reporter": (
        "{item} 由多个单位负责（{units}），须写明填报单位",
        "several units owe {item} ({units}): name the reporter",
    ),
    "hint.missing-reporter": ("请填“填报单位”（reported_by）", "fill in reported_by (填报单位)"),
    "problem.unknown-reporter": ("方案中没有单位“{found}”", "the plan has no unit '{found}'"),
    "hint.unknown-reporter": (
        "请用方案中的单位名称或别名",
        "use a unit's id, name or alias of the plan",
    ),
    "problem.not-involved": (
        "{unit} 既不牵头也不参与 {item}",
        "{unit} neither leads nor takes part in {item}",
    ),
    "hint.not-involved": ("请核对填报单位", "check who reported it"),
    "hint.not-a-part": (
        "请核对填报单位；确应计入，请在方案的 reported_by 中加上",
        "check who reported it; if it is to count, add it to reported_by in the plan",
    ),
    "problem.not-a-part": (
        "{item} 由 {units} 分别填报后相加，{unit} 不在其中",
        "{item} is added up from {units}; {unit} is not one of them",
    ),
    "problem.bad-day": ("“{found}”不是日期", "'{found}' is no day"),
    "hint.bad-day": ("日期写作 2024-07-03", "write a day as 2024-07-03 or 3 July 2024"),
    "problem.day-ahead": (
        "填报日期 {found} 晚于今天 {today}",
        "reported on {found}, which is after today ({today})",
    ),
    "hint.day-ahead": (
        "请改正日期；日期没错的，核对电脑的时钟",
        "correct the day; if it is right, look at the clock of this machine",
    ),
    "problem.bad-state": ("“{found}”不是状态", "'{found}' is no state"),
    "problem.nothing-reported/unknown": (
        "这一行只在不认识的列里写了“{found}”",
        "all that this row says, '{found}', stands in a column that is not known",
    ),
    "hint.nothing-reported/unknown": (
        "请把列名改成认识的（如“进展情况”），或删去该列",
        "give the column a known name (note, for one), or remove it",
    ),
    "problem.small-share": (
        "{item}：按 {found}% 入库；只有单位栏写了 %",
        "{item}: taken as {found}%, since the unit column says %",
    ),
    "hint.small-share": (
        "若应为 {percent}%，请改填",
        "if {percent}% was meant, write that",
    ),
    "problem.day-before-month": (
        "填报日期 {found} 早于报告期 {month}",
        "reported on {found}, before {month} began",
    ),
    "hint.day-before-month": ("请核对年份和月份", "check year and month"),
    "problem.month-running": (
        "{found} 尚未结束（今天 {today}）",
        "{found} is not over yet (today is {today})",
    ),
    "hint.month-running": (
        "请核对月份；月底的数有变，月后再报一次",
        "check the month; what changes until its end is reported again afterwards",
    ),
    "problem.nothing-reported": (
        "这一行没有数、状态、形象进度或备注",
        "this row reports no figure, state, progress or note",
    ),
    "hint.nothing-reported": (
        "请填完成值、状态、形象进度或备注中的至少一项",
        "give a value, a state, progress or a note",
    ),
    # Ledger
    "problem.conflict": (
        "{item} {period} 同一单位（{unit}）同日报了两个数：{found}，与 {place} 的 {other} 冲突",
        "{item} {period}: {unit} reported {found} and, on the same day, {other} at {place}",
    ),
    "hint.conflict/rows": (
        "两行出自同一份表，请查实后只留对的一行",
        "both rows are in the file: find out which is right and leave only that one",
    ),
    "hint.conflict": (
        "请查实后补报一条，填报日期更晚，并写更正原因",
        "find out which is right and report it again with a later day and a reason",
    ),
    "problem.conflicting-reporters": (
        "{item} {period} 两个单位报数不同：{unit} 报 {found}，{other_unit} 报 {other}（{place}）",
        "{item} {period}: {unit} reported {found}, {other_unit} reported {other} ({place})",
    ),
    "hint.conflicting-reporters": (
        (
            "一个单位不能更正另一个单位的数。以 {found} 为准：本行的填报单位改写{other_unit}，由它更正，"
            "或另加一行撤回{other_unit}报的（“撤回”即 withdraw，填“是”）；以 {other} 为准：删去本行"
        ),
        (
            "one unit does not correct another's figure. If {found} is right: put {other_unit} here as the reporter, "
            "who then corrects it, or add a row by {other_unit} with withdraw: true. If {other} is right: drop this row"
        ),
    ),
    "problem.correction-without-reason": (
        "{item} {period} 改为 {found}（原为 {other}，见 {place}），没有写更正原因",
        "{item} {period} was changed to {found} (it was {other} at {place}) without a reason",
    ),
    "hint.correction-without-reason": ("请补写更正原因（reason）", "say why in reason"),
    "problem.withdraw-nothing": (
        "{item} {period} 没有可撤回的记录",
        "{item} {period}: there is nothing to withdraw",
    ),
    "hint.withdraw-nothing": ("请核对指标、月份和填报单位", "check item, period and reporter"),
    "problem.out-of-scale": (
        "{item} {period} 报 {found}，是目标 {target} 的 {times} 倍",
        "{item}: {found} for {period} is {times} times the target of {target}",
    ),
    "hint.out-of-scale": (
        "请核对计量单位和小数点，如万元数填在了亿元栏；属实的不用改，只提醒一次",
        "check the unit and the decimal point; if it is right, leave it: this is told once",
    ),
    "problem.falling-total": (
        "{item} 的累计数从 {before}（{place}）降为 {found}，没有写原因",
        "the running total of {item} fell from {before} ({place}) to {found} without a reason",
    ),
    "problem.falling-total/increment": (
        "{item} 的本月完成数 {found} 为负，没有写原因",
        "the increment {found} of {item} is negative without a reason",
    ),
    "hint.falling-total": (
        "确属核减请写更正原因（reason），否则请更正；若各月填的是当月数，请改填累计数",
        "give a reason, or correct it; where months hold their own figures, give running totals",
    ),
    "problem.increment-between": (
        "{item} {frequency}报一次、按次相加，{period} 不在报送月份，会另外加进去",
        "{item} is owed {frequency} and summed: the increment for {period}, which owes none, is added besides",
    ),
    "hint.increment-between": (
        "到期报的数已含这个月的，请撤回这一条；要分月报，方案里的 frequency 改为 monthly",
        "withdraw it where the figure of the owed month holds it; to report by month, set frequency: monthly",
    ),
    "problem.increment-mismatch": (
        "{item} 的本月数 {increment} 与累计数 {found} 对不上（应为 {ours}）",
        "{item}: the increment {increment} and the total {found} do not agree (expected {ours})",
    ),
    "problem.increment-mismatch/gap": (
        "{item} 累计数 {found} 含有没报本月数的月份；报了的各月合计 {ours}",
        "{item}: the total {found} covers months without an increment; those reported add up to {ours}",
    ),
    "hint.increment-mismatch/gap": (
        "请补报缺的各月本月数；拆不到月的，在方案里删去 increments: true，改报累计数",
        "report the missing increments; where nobody knows them, drop increments: true and report totals",
    ),
    "hint.increment-mismatch": ("请核对两栏", "check both columns"),
    "problem.derive-mismatch": (
        "{item} 报 {found}，按参照数据算为 {ours}",
        "{item} was reported as {found}; computed from its series it is {ours}",
    ),
    "hint.derive-mismatch": (
        "请核对分子、分母与口径",
        "check numerator, denominator and what they cover",
    ),
    "problem.progress-mismatch": (
        "{item} {period} 状态报{state}，形象进度却报 {found}%",
        "{item} {period}: reported as {state}, with a progress of {found} %",
    ),
    "hint.progress-mismatch": (
        "以状态为准；请向填报单位核实是哪一处写错了",
        "the state is what counts; ask the unit which of the two is wrong",
    ),
    "problem.rate-mismatch": (
        "{item} 自报完成率 {found}%，按数计算为 {ours}%",
        "{item}: the unit's own rate is {found} %, computed it is {ours} %",
    ),
    "hint.rate-mismatch": (
        "用的是计算的 {ours}%；请核对数与目标",
        "the computed {ours} % is used; check figure and target",
    ),
    "hint.rate-mismatch/share": (
        "用的是计算的 {ours}%；若 {found} 是小数，应写 {ours}%",
        "the computed {ours} % is used; if {found} is a share, write {ours} %",
    ),
    "problem.target-mismatch": (
        "{item} 的目标写作“{found}”，方案为“{ours}”",
        "{item}: the target is given as '{found}', the plan has '{ours}'",
    ),
    "hint.target-mismatch": (
        "以方案为准；请核对填的是不是现行的表",
        "the plan's is used; check which form was filled in",
    ),
    "problem.lead-mismatch": (
        "{item} 的牵头单位写作“{found}”，方案为“{ours}”",
        "{item}: the lead is given as '{found}', the plan has '{ours}'",
    ),
    "hint.lead-mismatch": ("以方案为准；请核对", "the plan's is used; check it"),
    "problem.steps-open": (
        "{item} 报了已完成，但步骤未完成：{steps}",
        "{item} was reported done while steps are open: {steps}",
    ),
    "hint.steps-open": ("请逐步骤报送（任务.步骤）", "report the steps (action.step)"),
    "problem.sample-mixed": (
        "样例数据（{place}）与实际数据混在一起",
        "sample records ({place}) are mixed with real ones",
    ),
    "hint.sample-mixed": (
        "正式使用前请删去 data/progress/sample/",
        "remove data/progress/sample/ before real use",
    ),
}
