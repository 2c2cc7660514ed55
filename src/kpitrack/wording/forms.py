"""What stands in a fill-in form, and what `template` says of the forms it has written."""

from __future__ import annotations

FORMS: dict[str, tuple[str, str]] = {
    # Columns: every heading is a spelling in `columns`, so that the form can be read again.
    "form.column.id": ("编号", "id"),
    "form.column.name": ("指标名称", "indicator"),
    "form.column.target": ("目标", "target"),
    "form.column.unit": ("计量单位", "unit"),
    "form.column.last": ("上期数", "last figure"),
    "form.column.increment": ("本月完成", "this month"),
    "form.column.value": ("累计完成", "total to date"),
    "form.column.estimate": ("预计", "estimate"),
    "form.column.state": ("状态", "state"),
    "form.column.progress": ("形象进度", "progress"),
    "form.column.note": ("进展情况", "note"),
    "form.column.problem": ("存在问题", "problem"),
    "form.column.next": ("下一步措施", "next steps"),
    "form.column.evidence": ("佐证材料", "evidence"),
    "form.column.reason": ("更正原因", "reason for correction"),
    "form.label.reported_by": ("填报单位", "reported by"),
    "form.label.period": ("报告期", "period"),
    "form.label.reported_on": ("填报日期", "reported on"),
    # What is chosen from: words that the reader of records knows.
    "form.state.not_started": ("未启动", "not_started"),
    "form.state.in_progress": ("推进中", "in_progress"),
    "form.state.done": ("已完成", "done"),
    "form.yes": ("是", "yes"),
    # The head
    "form.sheet": ("填报表", "Form"),
    "form.title": ("《{title}》{month}填报表", "{title}: form for {month}"),
    "form.title/sample": (
        "《{title}》{month}填报表（样例数据）",
        "{title}: form for {month} (SAMPLE DATA)",
    ),
    "form.note.due": (
        "填写说明：请于{due}前填好，把本文件原样发回。只填要填的格，不改“编号”，不增删行列。",
        "How to fill in: please send this very file back by {due}. Leave the IDs as they are, and add or remove no rows or columns.",
    ),
    "form.note.colours": (
        "黄格请填，白格可填可不填，灰格不用填。",
        "Yellow cells are to be filled in, white ones may be, grey ones need not.",
    ),
    "form.note.empty": (
        "空着表示未报送，0 表示确实为零；没有数的，请在“进展情况”说明原因。",
        "An empty cell is no report; 0 is a real zero. Where there is no figure, say why in “note”.",
    ),
    "form.note.figures": (
        "指标：“累计完成”填年初至本月底的累计数，增速、占比、拥有量等填最新数；“本月完成”只在“上期数”栏写明时必填。按“计量单位”填数，百分数填 14.6 或 14.6%，不填 0.146。",
        "Indicators: “total to date” is the running total from the start of the plan, of rates and shares the latest figure; “this month” is needed only where “last figure” says so. Figures are in the unit given; write a percentage as 14.6 or 14.6%, not as 0.146.",
    ),
    "form.note.estimate": (
        "预计数请在“预计”填“是”，有了终数再报。",
        "Mark an estimate with “yes” and send the final figure later.",
    ),
    "form.note.actions": (
        "任务：“状态”填未启动、推进中或已完成；“形象进度”填 0 至 100；“进展情况”写本月做了什么。",
        "Actions: “state” is not_started, in_progress or done; “progress” is 0 to 100; “note” says what was done this month.",
    ),
    "form.note.reason": (
        "改正已报过的数，请写“更正原因”。",
        "Where you correct a figure, give the reason.",
    ),
    # The last figure, for the reader
    "form.last.figure": ("{figure}（{month}）", "{figure} ({month})"),
    "form.last.estimate": ("{figure}（{month}，预计）", "{figure} ({month}, estimate)"),
    "form.last.monthly": ("{figure}（{month}当月）", "{figure} ({month} alone)"),
    "form.last.progress": ("{state}，{progress}%", "{state}, {progress}%"),
    "form.last.counted": ("{state}，{figure}", "{state}, {figure}"),
    "form.mark.done": ("已完成，可不填", "done: need not be filled in"),
    "form.mark.final": (
        "按预计数已完成，请报终数",
        "done by an estimate: please send the final figure",
    ),
    "form.mark.pending": ("目标待定，有数请报", "target pending: report a figure if there is one"),
    "form.mark.derived": (
        "可由{names}算出，可不填",
        "computed from {names}: need not be filled in",
    ),
    "form.mark.monthly": ("请填“本月完成”", "fill in “this month”"),
    "form.mark.quarterly": ("“本月完成”填本季的数", "the quarter's figure under “this month”"),
    "form.mark.half_yearly": ("“本月完成”填本半年的数", "the half-year's figure under “this month”"),
    "form.mark.annual": ("“本月完成”填全年的数", "the year's figure under “this month”"),
    "form.mark.shared": ("与{names}任一单位填报即可", "a report by you or by {names} will do"),
    "form.mark.part": ("只填本单位的数，{names}另报", "your own part only; {names} report theirs"),
    "form.mark.number": ("见说明〔{number}〕", "see note [{number}]"),
    "form.note.number": ("〔{number}〕{text}。", "[{number}] {text}."),
    "form.marks": ("；", "; "),
    # Input checks: at most 32 characters in a title, 255 in a message
    "form.check.total.title": ("累计数", "Running total"),
    "form.check.total.input": (
        "填数字，单位见“计量单位”。没有数就空着，0 表示确实为零。",
        "A number in the unit given. Leave it empty if there is none; 0 is a real zero.",
    ),
    "form.check.total.error": (
        "一般应为不小于 0 的数字。如确需写成“12亿元”或“6家（预计数）”，请选“是”。",
        "This is usually a number of 0 or more. If you mean a text such as “12亿元”, go on.",
    ),
    "form.check.number.title": ("数字", "Number"),
    "form.check.number.input": (
        "填最新数，单位见“计量单位”。没有数就空着，0 表示确实为零。",
        "The latest figure in the unit given. Leave it empty if there is none; 0 is a real zero.",
    ),
    "form.check.number.error": (
        "一般应为数字。如确需写成“12亿元”或“6家（预计数）”，请选“是”。",
        "This is usually a number. If you mean a text such as “12亿元”, go on.",
    ),
    "form.check.share.title": ("百分数", "Percentage"),
    "form.check.share.input": (
        "直接填百分号前的数：14.6% 填 14.6，不填 0.146。没有数就空着。",
        "Write the number before the per cent sign: 14.6, not 0.146. Leave it empty if there is none.",
    ),
    "form.check.share.error": (
        "不足 1 的数，请核对：14.6% 应填 14.6。如确为 0.5% 这样的数，或写成文字，请选“是”。",
        "Is it a fraction? 14.6 per cent is 14.6. If you mean less than one per cent, or a text, go on.",
    ),
    "form.check.increment.title": ("本月完成", "This month"),
    "form.check.increment.input": (
        "只填本月一个月的数，不是累计数。",
        "The figure of this month alone, not the running total.",
    ),
    "form.check.increment.error": (
        "一般应为数字。如确需写成文字，请选“是”。",
        "This is usually a number. If you mean a text, go on.",
    ),
    "form.check.state.title": ("状态", "State"),
    "form.check.state.input": ("请从下拉列表选择。", "Please choose from the list."),
    "form.check.state.error": (
        "只能选未启动、推进中或已完成。",
        "It can only be not_started, in_progress or done.",
    ),
    "form.check.estimate.title": ("预计数", "Estimate"),
    "form.check.estimate.input": (
        "是预计数的选“是”，终数空着。",
        "Choose “yes” if the figure is an estimate; leave it empty for a final one.",
    ),
    "form.check.estimate.error": ("只能选“是”或空着。", "It can only be “yes” or empty."),
    "form.check.progress.title": ("形象进度", "Progress"),
    "form.check.progress.input": (
        "填 0 至 100 的数，70% 填 70。",
        "A number from 0 to 100: 70 per cent is 70.",
    ),
    "form.check.progress.error": (
        "应为 0 至 100 的数。如确需写成“70%”这样的文字，请选“是”。",
        "This is a number from 0 to 100. If you mean a text such as “70%”, go on.",
    ),
    "form.check.day.title": ("填报日期", "Reported on"),
    "form.check.day.input": (
        "填写日期，如 2024-07-03；不填则按收到当天计。",
        "A date, such as 2024-07-03; without one the day it is taken in counts.",
    ),
    "form.check.day.error": (
        "请填报告期开始以后的日期，写成 2024-07-03 的样子。",
        "Please give a date after the period began, written like 2024-07-03.",
    ),
    "form.page": ("第 &P 页，共 &N 页", "Page &P of &N"),
    # What the command says
    "form.written": ("{unit}：{n} 项 → {path}", "{unit}: items {n} → {path}"),
    "form.due": ("{month}底前", "by the end of {month}"),
    "form.settled": (
        "{month}没有必填项（已完成等），没有出表的单位：{units}；要出表，加 --lead-unit 单位",
        "what is there is done or waits for {month}, no form was made: {units}; --lead-unit UNIT makes one",
    ),
    "form.idle": ("{month}没有填报任务的单位：{units}", "owe nothing for {month}: {units}"),
    "say.no-form": (
        "{unit}在{month}没有要填报的项目",
        "{unit} has nothing to report for {month}",
    ),
    "hint.no-form": (
        "按季、按年报的项目只在期末月填报；可用 --month 换一个月",
        "quarterly and yearly items are due in the last month of their period; try another --month",
    ),
    "say.one-form": (
        "写到一个文件（{output}）须用 --lead-unit 指明单位",
        "a single file ({output}) wants the unit: use --lead-unit",
    ),
    "hint.one-form": (
        "要写各单位的表，-o 请给文件夹",
        "for the forms of all units, give -o a folder",
    ),
    "say.form-stdout": (
        "xlsx 表格不能写到标准输出",
        "an xlsx form cannot be written to standard output",
    ),
    "hint.form-stdout": ("请用 --format csv，或用 -o 给出文件名", "use --format csv, or name a file with -o"),
    "say.form-filled": (
        "已有填好、还没有入库的表，不会覆盖：{paths}",
        "filled in and not taken in yet, so not written over: {paths}",
    ),
    "hint.form-filled": (
        "请先用 kpitrack ingest 入库，或移到别处；不要了的，删去",
        "take them in with kpitrack ingest first, move them away, or delete what is not wanted",
    ),
}
