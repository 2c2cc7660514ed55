"""What is said of somebody's published table: whether its rates follow, and if not, why."""

from __future__ import annotations

VERIFY: dict[str, tuple[str, str]] = {
    "problem.no-table/verify": (
        "没有找到可核对的表：没有一行表头既有完成率（或占比、增速），又有它所依据的目标数、完成数",
        "found no table to verify: no header names a rate and the figures it is of (target and actual)",
    ),
    "hint.no-table/verify": (
        "读到的列：{columns}。请用 --target、--actual、--rate 写明目标、完成数、完成率是哪几列",
        "columns found: {columns}. Say with --target, --actual and --rate which hold target, actual figure and rate",
    ),
    "problem.sheet-without-table/verify": (
        "工作表 {name} 里没有可核对的表，未读",
        "sheet {name} has no table to verify and was passed over",
    ),
    "hint.sheet-without-table/verify": (
        "列名不同的，请用 --target、--actual、--rate 写明",
        "where columns have other names, name them with --target, --actual and --rate",
    ),
    # Page
    "view.wrong": ("推算不出的（{n} 处）", "Do not follow ({n})"),
    "view.undecided": ("无法核对的（{n} 处）", "Cannot be judged ({n})"),
    "view.follows": ("相符的（{n} 处）", "Follow ({n})"),
    "col.place": ("位置", "place"),
    "col.printed": ("表中所印", "printed"),
    "col.recomputed": ("按表中数字重算", "recomputed"),
    "col.figures": ("实际 / 目标", "actual / target"),
    "col.reason": ("最可能的原因", "likeliest reason"),
    "col.why_not": ("缘由", "why"),
    "col.row": ("行", "row"),
    "verify.head": ("核对 {name}", "{name}"),
    "verify.sum": (
        "共 {n} 处：相符 {follows}，推算不出 {wrong}，无法核对 {undecided}",
        "rates: {n}; follow {follows}, do not {wrong}, cannot be judged {undecided}",
    ),
    "verify.rounded": (
        "推算不出的里有 {n} 处可能没有算错：印出的实际、目标取整过，用取整前的数能得出印出的完成率",
        "of those that do not follow {n} may be right: computed before the figures were rounded",
    ),
    "view.unrated": ("没有印完成率的行（{n} 行）", "Rows without a rate ({n})"),
    "verify.unrated": (
        "另有 {n} 行没有印完成率，不作核对：{rows}",
        "rows without a rate, not judged: {n} ({rows})",
    ),
    "verify.unrated.more": ("{rows}等", "{rows} …"),
    "verify.by_month": (
        "没有完成数一列，按最后一个有数的月份“{columns}”核对；各月是当月数的，请用 --actual 写明累计列",
        "no column of actual figures: the last month with figures, '{columns}', was taken; name another with --actual",
    ),
    "verify.place.row": ("第{line}行“{heading}”", "row {line} '{heading}'"),
    "verify.place.line": ("第{line}行", "row {line}"),
    "verify.place.sheet": ("{sheet} 第{line}行", "{sheet} row {line}"),
    "verify.place.cell": ("{cell}“{heading}”", "{cell} '{heading}'"),
    "verify.place.more": ("{place} 等 {n} 处", "{place} (one of {n})"),
    "verify.as_ratio": (
        "“{columns}”列没有百分号，按比值（1 即 100%）核对：这样相符的行更多",
        "column '{columns}' has no per cent sign and was read as ratios (1 is 100%): so more rows follow",
    ),
    "verify.also": ("也可能：{text}", "or: {text}"),
    "verify.not_met": (
        "有 {n} 处推算不出（--strict）",
        "do not follow: {n} (--strict)",
    ),
    "verify.none_judged": (
        "没有一处完成率能够核对（--strict）",
        "no rate could be judged (--strict)",
    ),
    "verify.unexplained": (
        "没有找到原因；请向出表单位核实",
        "found no reason; ask whoever made the table",
    ),
    # How it follows
    "verify.note.half_even": (
        "按四舍六入五成双修约才相符（四舍五入不同）",
        "follows when ties are rounded to even (half up differs)",
    ),
    "verify.note.held": (
        "未达 100%，不进位（进位会印成 100%）",
        "kept below 100, which is not reached",
    ),
    # Why it cannot be judged
    "verify.note.fault": (
        "单元格有错误值或公式没有结果",
        "a cell holds an error, or a formula without its result",
    ),
    "verify.note.rate_text": ("完成率一栏不是数", "the rate is no number"),
    "verify.note.no_rate": ("没有印完成率", "no rate is printed"),
    "verify.note.actual_text": ("完成数一栏不是一个数", "the actual figure is not one number"),
    "verify.note.no_actual": ("没有完成数", "there is no actual figure"),
    "verify.note.target_text": ("目标一栏不是一个数", "the target is not one number"),
    "verify.note.no_target": ("没有目标数", "there is no target"),
    "verify.note.pairing": (
        "标题看不出是哪个目标、哪个完成数的完成率，请用 --target、--actual、--rate 指明",
        "the headings do not tell of which target and actual this is the rate; name them with --target, --actual, --rate",
    ),
    "verify.note.column": (
        "这一列多半推算不出，看不出是按哪两列算的，请用 --target、--actual、--rate 指明",
        "most of this column does not follow from the figures nearest to it; name them with --target, --actual, --rate",
    ),
    "verify.note.points": (
        "比率的增减以百分点计，不按增速核对",
        "the change of a rate is told in percentage points, not as growth",
    ),
    "verify.note.zero_target": ("目标为 0，不能相除", "the target is 0: nothing can be divided by it"),
    "verify.note.negative_target": (
        "目标是负数，完成率没有意义",
        "the target is negative: no rate is of it",
    ),
    "verify.note.zero_base": ("基期为 0，算不出增速", "last year's figure is 0: no growth is of it"),
    "verify.note.negative_base": (
        "基期是负数，增速没有意义",
        "last year's figure is negative: no growth is of it",
    ),
    "verify.note.no_whole": ("合计不是正数，算不出占比", "the total is not positive: no share is of it"),
    "verify.note.merged": (
        "单元格跨行合并，看不出是哪几行的数",
        "a cell is merged over several rows: which of them it is of cannot be told",
    ),
    "verify.note.prefix": (
        "一个数写了“万”或“亿”，另一个数没有单位，不知是否同一单位",
        "one figure is in 万 or 亿, the other has no unit: they may not be of one kind",
    ),
    "verify.note.fraction": (
        "% 的列里有小于 1 的数，不知是否按 1 即 100% 写的",
        "a figure below 1 in a column of per cent: it may mean 100 times as much",
    ),
    "verify.note.units": ("目标与完成数的单位不同类", "target and actual are in units of different kinds"),
    # Reasons
    "verify.why.truncated": (
        "应四舍五入为 {rounded}，直接舍去了尾数",
        "cut off instead of rounded (half up gives {rounded})",
    ),
    "verify.why.rounded_up": (
        "应四舍五入为 {rounded}，被进位了",
        "rounded up instead of half up (which gives {rounded})",
    ),
    "verify.why.last_place": (
        "末位差 1，应为 {rounded}：尾数进舍有误，或末位笔误",
        "off by one in the last place ({rounded} is right): rounded wrongly, or a slip in the last digit",
    ),
    "verify.why.rounded_inputs": (
        "用未取整的原数计算：印出的实际、目标是取整后的数，原数可得 {low} 至 {high}",
        "computed before rounding: what is printed may stand for figures that give {low} to {high}",
    ),
    "verify.why.capped": ("超过 100% 的按 100% 印", "capped: what is above 100% is printed as 100%"),
    "verify.why.floored": ("负数按 0 印", "floored: what is below 0 is printed as 0"),
    "verify.why.nudged": (
        "为使各项之和等于 100%，调动了末位",
        "its last place was moved so that the shares add up to 100%",
    ),
    "verify.why.mean_of_rates": (
        "合计行用的是各行完成率的平均数，应为合计数之比",
        "the total row has the mean of the rates; it should be the ratio of the sums",
    ),
    "verify.why.ratio_of_parts": (
        "与各行相加之数的比相符，与合计行印的数不符",
        "follows from the sums of the rows, not from the totals printed",
    ),
    "verify.why.of_total": (
        "分母用了合计数 {number}",
        "taken of the total {number}",
    ),
    "verify.why.beside": (
        "分母用了同一行“{label}”的 {number}",
        "taken of {number} in the same row ({label})",
    ),
    "verify.why.numerator": (
        "分子用了同一行“{label}”的 {number}",
        "computed with {number} of the same row ({label}) as the actual figure",
    ),
    "verify.why.elsewhere": (
        "分母用了另一行“{label}”的目标 {number}",
        "taken of the target {number} of another row ({label})",
    ),
    "verify.why.pace": (
        "分母是年度目标的 {months}/12（按序时进度折算）",
        "taken of {months}/12 of the target, the share of the year gone by",
    ),
    "verify.why.unit_factor/more": (
        "大了 {factor} 倍：两数的单位不一致，或多乘了一次",
        "{factor} times too large: the two figures are in different units, or it was multiplied twice",
    ),
    "verify.why.unit_factor/less": (
        "小到 {factor} 分之一：两数的单位不一致，或少乘了一次",
        "{factor} times too small: the two figures are in different units, or it was not multiplied",
    ),
    "verify.why.inverse": (
        "算反了：目标 ÷ 实际（控制型指标有这样算的）",
        "turned round: target ÷ actual (as is done where less is better)",
    ),
    "verify.why.complement": (
        "印的是未完成的部分（100% 减完成率）",
        "it is what is left to do (100% less the rate)",
    ),
    "verify.why.growth": (
        "印的是超过目标的比例：（实际 − 目标）÷ 目标",
        "it is the excess: (actual − target) ÷ target",
    ),
    "verify.why.growth/ratio": ("印的是本期 ÷ 基期，没有减 100%", "it is this ÷ last without 100% taken off"),
    "verify.why.points": (
        "印的是实际与目标相差的百分点",
        "it is the gap between actual and target in percentage points",
    ),
    "verify.why.neighbour": (
        "与相邻一行的完成率相同，可能错行",
        "it is the rate of the next row: one line off",
    ),
    "verify.why.slip_rate/swapped": (
        "笔误：完成率相邻两位数字写颠倒，应为 {number}",
        "a slip: two digits of the rate are swapped; {number} is meant",
    ),
    "verify.why.slip_rate/point": (
        "笔误：完成率小数点错位，应为 {number}",
        "a slip: the decimal point of the rate has moved; {number} is meant",
    ),
    "verify.why.slip_rate/missing": (
        "笔误：完成率漏了一位数字，应为 {number}",
        "a slip: the rate lacks a digit; {number} is meant",
    ),
    "verify.why.slip_rate/extra": (
        "笔误：完成率多了一位数字，应为 {number}",
        "a slip: the rate has a digit too many; {number} is meant",
    ),
    "verify.why.slip_rate/digit": (
        "笔误：完成率有一位数字不同，应为 {number}",
        "a slip: one digit of the rate differs; {number} is meant",
    ),
    "verify.why.slip_actual/swapped": (
        "笔误：完成数相邻两位数字写颠倒；为 {number} 时相符",
        "a slip: two digits of the actual figure are swapped; the rate follows from {number}",
    ),
    "verify.why.slip_actual/point": (
        "笔误：完成数小数点错位；为 {number} 时相符",
        "a slip: the decimal point of the actual figure has moved; the rate follows from {number}",
    ),
    "verify.why.slip_actual/missing": (
        "笔误：完成数漏了一位数字；为 {number} 时相符",
        "a slip: the actual figure lacks a digit; the rate follows from {number}",
    ),
    "verify.why.slip_actual/extra": (
        "笔误：完成数多了一位数字；为 {number} 时相符",
        "a slip: the actual figure has a digit too many; the rate follows from {number}",
    ),
    "verify.why.slip_actual/digit": (
        "笔误：完成数有一位数字不同；为 {number} 时相符",
        "a slip: one digit of the actual figure differs; the rate follows from {number}",
    ),
    "verify.why.slip_target/swapped": (
        "笔误：目标数相邻两位数字写颠倒；为 {number} 时相符",
        "a slip: two digits of the target are swapped; the rate follows from {number}",
    ),
    "verify.why.slip_target/point": (
        "笔误：目标数小数点错位；为 {number} 时相符",
        "a slip: the decimal point of the target has moved; the rate follows from {number}",
    ),
    "verify.why.slip_target/missing": (
        "笔误：目标数漏了一位数字；为 {number} 时相符",
        "a slip: the target lacks a digit; the rate follows from {number}",
    ),
    "verify.why.slip_target/extra": (
        "笔误：目标数多了一位数字；为 {number} 时相符",
        "a slip: the target has a digit too many; the rate follows from {number}",
    ),
    "verify.why.slip_target/digit": (
        "笔误：目标数有一位数字不同；为 {number} 时相符",
        "a slip: one digit of the target differs; the rate follows from {number}",
    ),
    "verify.why.sum": (
        "{n} 行相加得 {sum}，与合计不符",
        "the {n} rows add up to {sum}",
    ),
}
