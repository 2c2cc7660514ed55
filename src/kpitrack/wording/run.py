"""What `kpitrack run` says: the mail, and the index of the folder."""

from __future__ import annotations

RUN: dict[str, tuple[str, str]] = {
    # What misses a bar, in one line
    "bar.missed": ("{month}{bar}的 {n} 项：{names}", "{month}, {bar} ({n}): {names}"),
    "bar.item": ("{name}（{status}）", "{name} ({status})"),
    # The mail
    "run.or-worse": ("{status}及以下", "{status} or worse"),
    "run.behind": ("需要关注的 {n} 项（{bar}）：", "To look at ({bar}): {n}"),
    "run.behind.new": (
        "需要关注的 {n} 项（{bar}），其中新增 {new} 项：",
        "To look at ({bar}): {n}; not there the month before: {new}",
    ),
    "run.fine": ("没有需要关注的事项（{bar}）。", "Nothing to look at ({bar})."),
    "run.unknown": (
        "另有 {n} 项指标未报送或无法判定，不知是否落后。",
        "Indicators not reported or undetermined, of which nobody can say: {n}.",
    ),
    "run.item": ("  【{status}】{name}：{facts}", "  [{status}] {name}: {facts}"),
    "run.item.new": ("  【{status}，新增】{name}：{facts}", "  [{status}, new] {name}: {facts}"),
    "run.comma": ("，", ", "),
    "run.semicolon": ("；", "; "),
    "run.figure": ("完成{text}", "value {text}"),
    "run.figure.none": ("尚无数", "no figure"),
    "run.attainment": ("完成率{text}", "attainment {text}"),
    "run.expected": ("按序时应达{text}", "expected by now {text}"),
    "run.expected.direct": ("应达{text}", "to be {text}"),
    "run.target": ("目标{text}", "target {text}"),
    "run.due": ("完成时限{text}", "due {text}"),
    "run.progress": ("形象进度{text}", "progress {text}"),
    "run.lead": ("牵头单位：{text}", "lead unit: {text}"),
    "run.missing": (
        "应报未报 {n} 项，截止日为{due}，已逾期 {days} 天：",
        "Owed and not reported: {n}; due {due}, {days} days overdue",
    ),
    "run.waiting": ("待报 {n} 项，截止日为{due}，尚未到期：", "Still to come: {n}; due {due}"),
    "run.late": ("迟报 {n} 项：", "Reported late: {n}"),
    "run.none-missing": ("应报的都已报送。", "Nothing is missing."),
    "run.owes": ("  {units}（{n} 项）：{names}", "  {units} ({n}): {names}"),
    "run.any-of": ("{units}，任一家报送即可", "{units}, any one of them"),
    "run.late-item": ("  {units}：{name}，迟 {days} 天", "  {units}: {name}, {days} days late"),
    "run.errors": (
        "方案或填报有 {n} 处错误，请尽快处理；涉及的事项不计数，其余照常：",
        "Errors in plan or records: {n}. What they touch is left out of the figures; the rest stands.",
    ),
    "run.warnings": ("检查另有 {n} 条提示，见 problems.txt。", "Warnings: {n}; see problems.txt."),
    "run.closed": (
        "{month}已封账：通报照封账时的原样，不重新生成。",
        "{month} is closed: the briefing is the one that was published.",
    ),
    "run.changed": (
        "封账以后有 {n} 项与通报不同，见 changes.txt；下期通报会列出。",
        "Items that stand otherwise now than was published: {n}; see changes.txt. The next briefing tells them.",
    ),
    "run.change": ("{item}：通报为 {was}；现为 {now}", "{item}: published {was}; now {now}"),
    "run.placed": ("材料在 {path}", "The files are in {path}"),
    "run.same": (
        "材料在 {path}（今天已生成过，内容相同，没有再写）",
        "The files are in {path} (made before today, with the same content: nothing was written)",
    ),
    # index.txt
    "run.index.title": ("{title}　{month}　例行材料", "{title}, {month}: the monthly papers"),
    "run.index.day": ("生成日期：{day}", "made on {day}"),
    "run.index.as-of": ("只用截至 {day} 已知的填报", "only what was known by {day}"),
    "run.index.files": ("文件：", "Files:"),
    "run.index.file": ("  {name}  {what}", "  {name}  {what}"),
    "run.index.basis": ("依据：", "Basis:"),
    "run.index.data": ("  填报数据 SHA-256 {sha}（{n} 条）", "  records SHA-256 {sha} ({n})"),
    "run.index.plan": ("  方案文件 SHA-256 {sha}", "  plan SHA-256 {sha}"),
    "run.index.rules": ("  判定规则第 {n} 版", "  rules version {n}"),
    "run.index.sealed": (
        "  通报取自封账文件，依据的是 {day} 封账时的填报（SHA-256 {sha}）和方案（SHA-256 {plan}）",
        "  the briefing is from the seal of {day}, and rests on the records (SHA-256 {sha}) and plan (SHA-256 {plan}) of then",
    ),
    "run.file.md": ("通报，文本（Markdown）", "briefing as text (Markdown)"),
    "run.file.docx": ("通报，Word", "briefing, Word"),
    "run.file.xlsx": ("台账，Excel", "workbook, Excel"),
    "run.file.html": ("网页，用浏览器打开", "page for a browser"),
    "run.file.status": ("进展情况表", "where the plan stands, as a table"),
    "run.file.notices": ("催报通知，全部单位", "notices to the units that owe reports, all in one"),
    "run.file.notice": ("催报通知：{unit}", "notice to {unit}"),
    "run.file.problems": ("检查发现的问题（{n} 条）", "what the check found ({n})"),
    "run.file.changes": ("封账以后的变动（{n} 项）", "what has changed since the month was closed ({n})"),
}
