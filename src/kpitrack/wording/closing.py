"""What is said of closed months: closing one, records that come after, what has changed since."""

from __future__ import annotations

CLOSING: dict[str, tuple[str, str]] = {
    # kpitrack close
    "closing.closed": ("已封账 {month}：{path}", "closed {month}: {path}"),
    "closing.already": (
        "{month}早已封账，没有变化：{path}",
        "{month} is closed already, nothing has changed: {path}",
    ),
    "closing.refused": ("{month}有错误，未封账", "{month} has errors: it is not closed"),
    "closing.again": (
        "  注意：{month}以前封过账，那份封账文件已不在；现在封存的是今天的数",
        "  note: {month} was closed before and that seal is gone; what is sealed now are today's figures",
    ),
    "closing.more": ("；…", "; …"),
    "closing.missing": ("  应报未报 {n} 项：{items}", "  owed and not reported ({n}): {items}"),
    "closing.estimates": ("  用预计数 {n} 项：{items}", "  estimates ({n}): {items}"),
    "closing.unclosed": ("  更早的月份尚未封账：{months}", "  earlier months that are not closed: {months}"),
    "closing.told": (
        "  通报列出了以前封账月份的变动 {n} 处",
        "  changes of earlier closed months told in its briefing: {n}",
    ),
    "say.month-not-over": (
        "{month}尚未结束（今天是 {today}），不能封账",
        "{month} is not over yet (today is {today}): it cannot be closed",
    ),
    "say.closed-differs": (
        "{month}已封账，现在有 {n} 项与封账时不同：{path}",
        "{month} is closed, and items that stand otherwise now: {n}; see {path}",
    ),
    "hint.closed-differs": (
        "封账文件不改：变动由 kpitrack check 列出，并写入下次通报的“封账后更正”",
        "the seal stays: kpitrack check lists the changes, and so does the next briefing",
    ),
    "say.closed-heading": (
        "{month}已封账，封账时的标题、主送、落款、期号或成文日期不同：{path}",
        "{month} is closed with another title, addressee, signature, number or day of issue: {path}",
    ),
    "hint.closed-heading": (
        "封账文件不改；重印请用 kpitrack report --as-published",
        "the seal stays; kpitrack report --as-published prints it again",
    ),
    "say.none-closed": ("还没有月份封账，没有可重印的通报", "no month is closed: nothing was published"),
    "hint.none-closed": ("封账用 kpitrack close --month 月份", "to close one: kpitrack close --month MONTH"),
    "say.not-closed": ("{month}没有封账，没有可重印的通报", "{month} is not closed: nothing was published"),
    "hint.not-closed": (
        "已封账的月份：{months}。封账用 kpitrack close --month 月份",
        "closed months: {months}. To close one: kpitrack close --month MONTH",
    ),
    "say.not-in-seal": (
        "{month}的封账文件中没有{language}的 {format} 通报；有：{choices}",
        "the seal of {month} holds no {format} in {language}; it has {choices}",
    ),
    "say.as-published-alone": (
        "--as-published 照封账时的原样重印，不能与 {option} 同用",
        "--as-published prints what was published; {option} cannot go with it",
    ),
    # kpitrack ingest
    "say.reopen-needs-reason": (
        "--reopen 须同时用 --reason 写明原因",
        "--reopen needs --reason TEXT",
    ),
    "problem.closed-month": ("{period} 已封账（{path}），不再收填报", "{period} is closed ({path})"),
    "problem.closed-month/sum": (
        "{item}按月相加，{period} 的数会改变已封账的 {later} 合计数（{path}）",
        "{item} is a sum of months: {period} would change that of {later}, which is closed ({path})",
    ),
    "hint.closed-month": (
        "确需更正已通报的数，请加 --reopen --reason 写明原因；原通报不改，下次通报列出更正",
        "to correct what was published, add --reopen --reason TEXT; the next briefing tells the change",
    ),
    # kpitrack check
    "problem.damaged-seal": (
        "封账文件内容与首行的校验码不符",
        "the seal is not what its first line says",
    ),
    "hint.damaged-seal": (
        "封账文件不得修改：请用 git 恢复；该月仍算已封账",
        "a seal is never edited: restore it from git; the month counts as closed all the same",
    ),
    "problem.damaged-seal/shape": ("这不是封账文件", "this is no seal"),
    "problem.damaged-seal/gone": (
        "{period} 已封账，封账文件不见了",
        "{period} was closed, and its seal is gone",
    ),
    "problem.damaged-seal/schema": (
        "封账文件的格式版本是“{found}”，本程序只认 1",
        "the seal has the format '{found}'; this program knows 1",
    ),
    "hint.damaged-seal/schema": ("请更新 kpitrack", "update kpitrack"),
    "problem.damaged-seal/month": (
        "这是 {found} 的封账文件，文件名写的是 {period}",
        "this is the seal of {found}, by its name that of {period}",
    ),
    "problem.changed-after-closing": (
        "{item} {period} 封账后有变：通报为 {was}；现为 {now}",
        "{item} {period} has changed after closing: published {was}; now {now}",
    ),
    "problem.changed-after-closing/gone": (
        "{item} 在 {period} 的通报中有（{was}），方案中已没有",
        "{item} was in the briefing of {period} ({was}) and is no longer in the plan",
    ),
    "problem.changed-after-closing/new": (
        "{item} 不在 {period} 的通报中，方案中后来加上（现为 {now}）",
        "{item} was not in the briefing of {period}: it came into the plan later (now {now})",
    ),
    "problem.changed-after-closing/outside": (
        "{period} 已封账，但已不在方案的月份之内，未作对照",
        "{period} is closed and no longer a month of the plan: it is not compared",
    ),
    "hint.changed-after-closing": (
        "已通报的数不改；下次通报会在“封账后更正”中列出。若不该变，请查这里所指的地方",
        "what was published stays; the next briefing tells the change. If it should not be, look here",
    ),
    "say.published-stays": (
        "{month}已封账，reports/ 中的通报是印发过的，不覆盖",
        "{month} is closed: the briefing in reports/ was published and stays",
    ),
    "hint.published-stays": (
        "重印请加 --as-published；按现在的数另出一份，请用 -o 另存",
        "--as-published prints it again; -o writes one with today's figures somewhere else",
    ),
    "say.published-differs": (
        "{path} 与将要封存的通报不同，没有封账",
        "{path} is not the briefing that would be sealed: the month was not closed",
    ),
    "problem.published-differs": (
        "{path} 与封账的通报不同",
        "{path} is not the briefing that was sealed",
    ),
    "problem.published-differs/edited": (
        "{path} 在程序写出之后改过，数据相同；封存的是程序写的那一份",
        "{path} was edited after it was written, on the same data; the seal holds it as it was written",
    ),
    "hint.published-differs/edited": (
        "印发的若是改过的这一份，请另行存档",
        "if the edited file was issued, keep it",
    ),
    "hint.published-differs": (
        "若印发的是它，封账时请用同样的 --title、--to、--from、--number、--date；若不是，请移走或重写该文件",
        "if it was issued, close with the same --title, --to, --from, --number, --date; else move it or write it anew",
    ),
    "closing.late": (
        "封账后收到、未改变通报数的填报 {n} 条：",
        "records that came after closing and changed no published figure: {n}",
    ),
    # How an item stands
    "amend.figure.none": ("无数", "no figure"),
    "amend.absent": ("不在方案中", "not in the plan"),
    "amend.attainment": ("完成率{text}", "attainment {text}"),
    "amend.target": ("目标{text}", "target {text}"),
    "amend.expected": ("应达{text}", "expected {text}"),
    "amend.pace": ("序时{text}", "pace {text}"),
    "amend.progress": ("形象进度{text}", "progress {text}"),
    "amend.step": ("{name}（{state}）", "{name} ({state})"),
    "amend.exact": ("（准确值 {text}）", " (exactly {text})"),
    # 数据说明
    "briefing.notes.amendments.all": (
        "封账后更正：与封账月份通报所列不同的有{n}处，原通报不改。",
        "Changes after closing: items that stand otherwise than was published: {n}. The bulletins themselves stay as they are.",
    ),
    "briefing.notes.amendments.none": (
        "封账后更正：没有。已封账月份：{months}。",
        "Changes after closing: none. Closed months: {months}.",
    ),
    "briefing.notes.amendments.uncompared": (
        "{months}的封账文件无法对照，其后的变动没有列出。",
        "The seals of these months could not be compared, so that changes of theirs are not listed: {months}.",
    ),
    "briefing.notes.corrections.since": (
        "{closed}封账以来，截至{month}的数据更正共{n}处，如下。",
        "Since {closed} was closed, these figures up to {month} have been corrected: {n}.",
    ),
    "briefing.notes.corrections.since.nothing": (
        "{closed}封账以来，截至{month}的数据没有更正。",
        "Since {closed} was closed, nothing up to {month} has been corrected.",
    ),
    "briefing.column.month": ("月份", "month"),
    "briefing.column.published": ("通报时", "as published"),
    "briefing.column.now": ("现在", "now"),
    "briefing.notes.cause.plan": ("方案文件有改动", "the plan file was changed"),
    "briefing.notes.cause.unreadable": ("有填报读不出", "a record cannot be read"),
    "briefing.notes.cause.file": ("填报文件有改动", "a record file was changed"),
    "briefing.notes.cause.rules": ("判定规则有更新", "the rules of assessment were changed"),
    "briefing.notes.cause.unknown": ("原因不明", "cause unknown"),
}
