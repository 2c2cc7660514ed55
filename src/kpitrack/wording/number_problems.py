"""What is wrong with a number as it is written."""

from __future__ import annotations

NUMBER_PROBLEMS: dict[str, tuple[str, str]] = {
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
}
