"""What a drafted plan file says: where things stand in the source, and what a person must decide."""

from __future__ import annotations

DRAFT: dict[str, tuple[str, str]] = {
    "problem.wrong-kind/plan": (
        "不是能读的方案文本",
        "this is no plan document that can be read",
    ),
    "hint.wrong-kind/plan": (
        "请用 .docx 或 .txt；.doc、.wps、PDF 请另存为 .docx",
        "use .docx or .txt; save .doc, .wps and PDF as .docx",
    ),
    "problem.no-rows/plan": ("文件里没有文字", "there is no text in the file"),
    "hint.no-rows/plan": (
        "方案若是图片，请先识别成文字",
        "if the plan is a picture, have its text recognised first",
    ),
    "say.draft-exists": ("{path} 已存在，不会覆盖", "{path} is there already; it is not overwritten"),
    "hint.draft-exists": ("请用 -o 换一个文件名", "name another file with -o"),
    "draft.sum": (
        "读出 {indicators} 项量化指标、{actions} 项定性任务、{units} 个单位；待定 {open} 处，列在文件末尾",
        "indicators: {indicators}, actions: {actions}, units: {units}; to decide: {open}, listed at the end of the file",
    ),
    "draft.head": (
        "由 kpitrack draft 从方案原文读出的初稿。请逐条核对原文；",
        "A first draft, read by kpitrack draft from the text of the plan. Hold every item against the text;",
    ),
    "draft.head2": (
        "旁边注有“待定”的，定下来就删去那条注释；旁边没有注的列在文件末尾第一份清单里，定下来删去那一行。",
        "where a comment beside it says 'to decide', decide, then delete that comment; the other points stand in the",
    ),
    "draft.head3": (
        "kpitrack check 数得出还剩几处；全部处理完后再运行一次。",
        "first list at the end, a line each to delete. kpitrack check counts what is left; run it in the end.",
    ),
    "draft.line": ("原文第 {line} 行", "line {line} of the source"),
    "draft.open": ("待定：{text}", "to decide: {text}"),
    "draft.end": (
        "待定事项，旁边没有注的（{n} 处）：定下一处，删去一行",
        "To decide, without a comment above ({n}): delete each line when it is decided",
    ),
    "draft.beside": (
        "另有旁边注了“待定”的（{n} 处），照列备查：定下来删旁边的注释，这里的行不计数",
        "And those with a comment above ({n}), told again: delete the comment there; the lines here are not counted",
    ),
    "draft.undecided": (
        "尚有 {n} 处“待定”没有定，见 {path} 里各项旁的注释和末尾的第一份清单；定下一处，删去一处",
        "still to decide: {n}, marked in {path} by a comment or in the first list at its end; delete each when it is decided",
    ),
    "draft.no_office": ("（待定：办公室所在单位）", "(to decide: the unit that hosts the office)"),
    "draft.at": ("第 {line} 行　{text}", "line {line}: {text}"),
    "draft.of": ("{name}：{text}", "{name}: {text}"),
    # What is to be decided
    "draft.doubt.bare": (
        "“{target}”没有“以上”等字，暂按不少于登记",
        "'{target}' names no bound; written as at least",
    ),
    "draft.doubt.reach": (
        "“{target}”的“{word}”暂按不少于登记",
        "'{target}': {word} is written as at least",
    ),
    "draft.doubt.about": (
        "“{target}”没有写容差，不写 tolerance 时按 ±5% 判",
        "'{target}' names no tolerance; without one, 5% either way",
    ),
    "draft.doubt.upper": (
        "“{target}”按上限登记，请核对",
        "'{target}' is written as an upper limit: look at it",
    ),
    "draft.doubt.upper_sum": (
        "口径暂记为累计（cumulative）；若是某一时点的水平，改为 level",
        "written as a sum over the year (cumulative); level if it is a state at a date",
    ),
    "draft.doubt.fall": (
        "“{target}”是降幅，按不少于登记：报送时降了多少填多少（不填负号），不降反升填负数",
        "'{target}' is by how much it is to fall, written as at least: report the fall as a positive number, a rise as a negative one",
    ),
    "draft.doubt.fall_too": (
        "“{target}”是降幅，按正数登记：报送时降了多少填多少（不填负号），不降反升填负数",
        "'{target}' is by how much it is to fall: report the fall as a positive number, a rise as a negative one",
    ),
    "draft.doubt.base": (
        "“{target}”的目标是后一个数，前一个数（{base}）记为基期值（baseline），请补上是哪一期的",
        "'{target}': the target is the later number, the earlier ({base}) is the baseline; add its period",
    ),
    "draft.doubt.base_unit": (
        "“{target}”的目标是后一个数；前一个数（{base}）计量单位不同，没有登记为基期值",
        "'{target}': the target is the later number; the earlier ({base}) has another unit and is not written",
    ),
    "draft.doubt.each": (
        "“{each}”：这是每一个的数，不是合计，暂按水平值（level）登记、到期再判；改成合计数，或改为 coverage 任务（of 写总个数）",
        "'{each}': a number for each, not a total; written as level, judged when due: change it to the total, or to a coverage action with `of`",
    ),
    "draft.doubt.subject": (
        "“{text}”没有写是什么的数，名称暂取前文的“{subject}”，请核对",
        "'{text}' does not say what it counts; '{subject}' is taken from the words before it",
    ),
    "draft.doubt.nameless": (
        "“{text}”没有写是什么的数，名称请补上",
        "'{text}' does not say what it counts: give it a name",
    ),
    "draft.doubt.listed": (
        "“{text}”是几样各有这个数，不是合计，请拆成几项",
        "'{text}': the number holds for each of several things; write an indicator for each",
    ),
    "draft.doubt.compared": (
        "“{target}”是与上年等相比的增减量，不是总数，请核对口径",
        "'{target}' is a difference from an earlier year, no total: look at the measure",
    ),
    "draft.doubt.short_name": (
        "名称只有一两个字，前面是“{first}”，请补全",
        "the name is very short; '{first}' stands before it: complete the name",
    ),
    "draft.doubt.respectively": (
        "“{text}”里有“分别”，哪个数是哪一样的，请核对",
        "'{text}' says 分别: look whether each number stands with its own thing",
    ),
    "draft.doubt.later_year": (
        "原文这里说的是“{year}”，不一定是方案年度的目标，请核对",
        "the text speaks of '{year}' here: perhaps no target of the plan's year",
    ),
    "draft.doubt.part": (
        "原文写在“其中”之后，是“{whole}”里的一部分，不要与它重复计数",
        "part of '{whole}' (其中): not to be counted twice",
    ),
    "draft.doubt.stages": (
        "“{stages}”登记为节点（schedule），数按累计填：{points}；请核对",
        "'{stages}' is written as checkpoints (schedule), running totals: {points}; look at them",
    ),
    "draft.doubt.stages_left": (
        "“{stages}”是这一项的阶段数，与目标对不上（不递增或超过目标），没有登记为节点",
        "'{stages}' are its stages; they do not fit the target (falling, or above it) and are not written",
    ),
    "draft.doubt.steps": (
        "“{stages}”合成一项任务，分步骤登记；若是前面某项指标的进度，或应分开，请改",
        "'{stages}' is written as one action in steps; change it if the steps belong to an indicator, or apart",
    ),
    "draft.doubt.several": (
        "这一句有几个数，只登记了“{target}”，还有：{rest}",
        "there are several numbers here; only '{target}' is written, not {rest}",
    ),
    "draft.doubt.rate": (
        "口径暂记为 {measure}：growth 是比上年增长，level 是到期时的水平",
        "measure is written as {measure}: growth is over last year, level is the state at a date",
    ),
    "draft.doubt.level": (
        "暂按水平值（level，以最近一次为准）登记；若逐月累加，改为 cumulative",
        "written as level (the latest counts); cumulative if it adds up over the months",
    ),
    "draft.doubt.small": (
        "目标只有“{target}”，不按月折算（schedule: none）；原文若有节点请补上",
        "the target is only '{target}': not spread over the months (schedule: none)",
    ),
    "draft.doubt.series": (
        "与“{series}”比较（{bound}），该数也须有单位逐期报送，暂记办公室所在单位",
        "compared with '{series}' ({bound}), which must be reported too; written to the office",
    ),
    "draft.doubt.pending": (
        "目标由{by}另定；下达后用 target_revisions 登记，并补上计量单位",
        "the target is set elsewhere ({by}); add it with target_revisions when known, and its unit",
    ),
    "draft.doubt.effort": (
        "前文的“{word}”是否管到这里；管到则加 effort: true",
        "whether '{word}' before it reaches this far; if so add effort: true",
    ),
    "draft.doubt.carried": (
        "前面的“{word}”是否管到这里；管到则写进名称",
        "whether '{word}' before it reaches this far; if so put it into the name",
    ),
    "draft.doubt.components": (
        "几样合计一个数，只判合计；各部分的名称请核对",
        "one number for several things: only the sum is judged; look at the names of the parts",
    ),
    "draft.doubt.plan_year": (
        "原文没有年份，暂写 {year}",
        "the text names no year; written as {year}",
    ),
    "draft.doubt.title": ("没有认出方案的标题", "the title of the plan was not found"),
    "draft.doubt.place": ("plan.place（地名）没有填", "plan.place is not filled in"),
    "draft.doubt.ids": (
        "编号（unit01、i01……）是顺序号，启用前请改成看得懂的，启用后不要再改",
        "ids (unit01, i01 …) are running numbers: change them to something that can be read before use, never after",
    ),
    "draft.doubt.kinds": (
        "定性任务是以动词开头、没有数的句子，愿景和口号请删去；kind 是按动词猜的",
        "actions are phrases that begin with a verb and have no number: delete visions; kind is guessed by the verb",
    ),
    "draft.doubt.office": (
        "没有读出办公室设在哪个成员单位；office 是占位，请改成所在单位",
        "which member unit hosts the office was not found; office is a placeholder",
    ),
    "draft.doubt.no_lead": (
        "“{title}”没有责任单位，列为未明确",
        "'{title}' names no unit: shown as unassigned",
    ),
    "draft.doubt.joint": (
        "“{title}”只并列单位、没有“牵头”，按并列登记，不推定第一位为牵头",
        "'{title}' lists units without a lead: written as joint, the first is not made the lead",
    ),
    "draft.doubt.one_named": (
        "“{title}”写的是“{unit}等”，只登记了写出的这一个单位",
        "'{title}' names '{unit}' and others (等): only the unit named is written",
    ),
    "draft.doubt.group": (
        "“{title}”的“{name}”不是一个单位，没有登记",
        "'{name}' in '{title}' is no single unit and was left out",
    ),
    "draft.doubt.not_member": (
        "“{name}”不在成员单位名单里，是否同一单位的另一种写法",
        "'{name}' is not among the members listed: perhaps another spelling of one",
    ),
    "draft.doubt.odd_unit": (
        "“{name}”写在单位的位置，不像单位名称，请核对",
        "'{name}' stands where a unit is named, but does not read like the name of one",
    ),
    "draft.doubt.number": (
        "“{text}”里的 {number} 没有登记：不认得计量单位，或是名称、日期",
        "{number} in '{text}' was left out: an unknown unit, a name or a date",
    ),
    "draft.doubt.passed_over": (
        "“{title}”一节只取有数的，没有取定性任务",
        "from the section '{title}' only numbers were taken, no actions",
    ),
    "draft.doubt.auto_numbers": (
        "Word 里有 {n} 段用了自动编号，读不到号码，标题可能没认全；可先另存为 .txt",
        "{n} paragraphs have numbers that only Word draws: headings may be missed; save as .txt first",
    ),
    "draft.doubt.no_headings": (
        "没有读出条目：标题应如“一、”“（一）”“1.”",
        "no item was found: headings should be like 一、 （一） 1.",
    ),
    "draft.doubt.shared": (
        "“{title}”有几段，只在其中最后一段写了单位，各段都按这些单位登记",
        "the units of '{title}' stand below several paragraphs; written to all of them",
    ),
    "draft.doubt.inherited": (
        "“{title}”自己没写牵头单位，按上一级“{above}”的登记",
        "'{title}' names no lead; that of '{above}' above it is written",
    ),
    "draft.doubt.title_only": (
        "“{title}”只有标题，没有读出具体内容，照标题登记为一项定性任务",
        "nothing more was found below the heading '{title}'; written as an action",
    ),
    "draft.doubt.title_number": (
        "标题“{title}”里的数已登记；正文若又写一遍，请删去一项",
        "the number in the heading '{title}' is written; delete one if the text says it again",
    ),
    "draft.doubt.empty": (
        "“{title}”下面没有读出指标和任务",
        "no item was found below '{title}'",
    ),
    "draft.doubt.same_unit": (
        "“{name}”与“{other}”是否同一单位；是则只留一个，另一种写法写进 aliases",
        "whether '{name}' and '{other}' are one unit; if so keep one, the other goes into aliases",
    ),
    "draft.doubt.by_shape": (
        "原文没有“一、”“（一）”“1.”的编号，按短行是标题来分，请核对分得对不对",
        "no heading has a number; short lines were taken for headings: look at them",
    ),
    "draft.left": (
        "没有登记的原文（{n} 行）：背景、愿景之类不用管，漏了的请补上",
        "Text that was not written as an item ({n} lines): add what is missing, leave what is vision",
    ),
}
