"""What `ingest` says: its totals, its problems, and why it cannot go on."""

from __future__ import annotations

INTAKE: dict[str, tuple[str, str]] = {
    # Totals
    "intake.file": (
        "{name}：读取 {read} 行 = 新入库 {stored} + 已有 {already} + 退回 {rejected}",
        "{name}: read {read} = stored {stored} + already there {already} + rejected {rejected}",
    ),
    "intake.file/dry": (
        "{name}：读取 {read} 行 = 将入库 {stored} + 已有 {already} + 退回 {rejected}",
        "{name}: read {read} = to store {stored} + already there {already} + rejected {rejected}",
    ),
    "intake.blank": ("；空行 {blank}（不计）", "; passed over as blank {blank}"),
    "intake.encoding": ("（{encoding} 编码）", " ({encoding})"),
    "intake.all": ("合计", "total"),
    "intake.stdin": ("标准输入", "standard input"),
    "intake.batch": ("已写入 {path}", "wrote {path}"),
    "intake.already": (
        "已入库，没有新内容，未写入任何文件",
        "already ingested: nothing was written",
    ),
    "intake.no-copy": (
        "{name} 有退回的行，但写不出退回表，请按上面所列退回",
        "{name} has rows to send back, but no copy could be made: send the list above",
    ),
    "intake.nothing": (
        "文件里没有可入库的内容，未写入任何文件",
        "there is nothing to take in: nothing was written",
    ),
    "intake.estimate": ("{found}（预计数）", "{found} (estimate)"),
    "intake.rejected": (
        "有错误，全部退回，未写入任何文件",
        "rejected as a whole: nothing was written",
    ),
    "intake.returned": ("{name} 有退回的行，见 {path}", "{name} has rows to send back: {path}"),
    "returns.column": ("退回原因", "returned because"),
    "returns.remedy": ("（{hint}）", " ({hint})"),
    "intake.dry": ("试运行，未写入任何文件", "dry run: nothing was written"),
    "intake.new": ("+ {item} {period} {unit}：{found}{day}", "+ {item} {period} {unit}: {found}{day}"),
    "intake.correction": (
        "~ {item} {period} {unit}：{before} → {found}{day}",
        "~ {item} {period} {unit}: {before} → {found}{day}",
    ),
    "intake.day": ("（{day} 报）", " (reported {day})"),
    "intake.day/undated": ("（日期不明）", " (undated)"),
    "intake.progress": ("{found}，形象进度 {progress}%", "{found}, progress {progress} %"),
    # Problems
    "problem.file-too-large": ("文件超过 {limit}", "the file is larger than {limit}"),
    "hint.file-too-large": ("请分成几个文件报送", "split it into several files"),
    "problem.no-rows": ("只有表头，没有任何填报行", "the file has no rows below its header"),
    "hint.no-rows": (
        "空表不等于零，请确认报送的是哪一份",
        "an empty form is not a report of zero: check which file was meant",
    ),
    "problem.not-storable": (
        "{item} 的这一行存入后读不回原样",
        "what this row says of {item} would not read back as given",
    ),
    "hint.not-storable": ("请检查这一行的数和单位", "look at its figures and their units"),
    "problem.not-storable/nul": (
        "{name} 中有空字符（NUL），无法保存",
        "{name} holds a NUL character, which cannot be stored",
    ),
    "hint.not-storable/nul": ("请删去该字符", "remove it"),
    "problem.not-storable/surrogate": (
        "{name} 中有不成字的编码，无法保存",
        "{name} holds half a character, which cannot be stored",
    ),
    "hint.not-storable/surrogate": ("请删去该字符", "remove it"),
    "problem.not-storable/long": (
        "{name} 超过 {limit} 个字符",
        "{name} has more than {limit} characters",
    ),
    "hint.not-storable/long": (
        "请缩短，全文另附并在佐证材料中写明",
        "shorten it; name the full text as evidence",
    ),
    "problem.older-than-in-force": (
        "{item} {period}：{day} 的 {found} 早于 {since} 的 {other}（{place}），存档但不作数",
        "{item} {period}: {found} of {day} is older than {other} of {since} ({place}): not counted",
    ),
    "problem.older-than-in-force/reason": (
        "{item} {period}：{day} 的 {found} 不作数，同日写明原因的是 {other}（{place}）",
        "{item} {period}: {found} of {day} is not counted: {other} of the same day has a reason ({place})",
    ),
    "problem.older-than-in-force/undated": (
        "{item} {period}：{found} 没有填报日期，以前报过，已由 {since} 的 {other}（{place}）更正，不作数",
        "{item} {period}: {found}, without a day, was said before {other} of {since} ({place}): not counted",
    ),
    "hint.older-than-in-force": (
        "若应以这一条为准，请用今天的填报日期和更正原因重报",
        "if it is the right one, report it again with today's date and a reason",
    ),
    "problem.row-repeated": (
        "{item} {period} 与 {place} 相同，只计一次",
        "{item} {period} says the same as {place}: it counts once",
    ),
    "problem.row-repeated/unread": (
        "{item} {period} 与 {place} 的数相同，只在不读的列里不同（{found}），不知是不是两笔",
        "{item} {period} differs from {place} only in columns that are not read ({found})",
    ),
    "hint.row-repeated": (
        "若是两笔（如两个乡镇各一笔），请合计成一行",
        "if they are two (of two towns, say), add them up in one row",
    ),
    "problem.clock-behind": (
        "此批次的入库时间 {since} 晚于现在 {now}",
        "this batch was ingested at {since}, later than now ({now})",
    ),
    "hint.clock-behind": ("请核对本机时钟", "check the clock of this machine"),
    # Why we cannot go on
    "say.locked": (
        "另一次写入正在进行（{holder}），等了 {wait} 秒：{path}",
        "another run is writing ({holder}); waited {wait} s for {path}",
    ),
    "hint.locked": (
        "请稍后再试，或用 --wait 等更久；若该进程已卡死，请结束它",
        "try again later or give a longer --wait; if that process hangs, end it",
    ),
    "say.cannot-lock": ("无法锁定 {path}：{reason}", "cannot lock {path}: {reason}"),
    "hint.cannot-lock": (
        "工作文件夹所在的磁盘须支持文件锁且可写；不加锁不写入",
        "the workspace must lie on a writable disk that can lock files; without a lock nothing is written",
    ),
    "say.no-space": (
        "磁盘空间不足，写不下 {path}（{size} 字节）",
        "no space for {path} ({size} bytes)",
    ),
    "hint.no-space": ("请腾出空间后再运行一次", "make room and run the same command again"),
    "say.not-confirmed": (
        "已写入 {path}，但磁盘未确认：{reason}",
        "wrote {path}, but the disk did not confirm it: {reason}",
    ),
    "hint.not-confirmed": (
        "请检查磁盘，再运行一次同样的命令（不会重复计数）",
        "check the disk and run the same command again; nothing is counted twice",
    ),
    "say.read-back": (
        "{path} 读回的内容与写入的不同",
        "{path} does not read back as it was written",
    ),
    "hint.read-back": (
        "磁盘可能有故障；请运行 kpitrack check",
        "the disk may be failing; run kpitrack check",
    ),
    "say.not-a-file": (
        "{path} 不是普通文件（是文件夹、链接或管道）",
        "{path} is no regular file (a folder, link or pipe)",
    ),
    "hint.not-a-file": (
        "文件夹请写出其中的文件，如 收件/*.xlsx；标准输入请写 -",
        "of a folder name the files, as in received/*.xlsx; for standard input write -",
    ),
    "say.outside-workspace": (
        "{path} 指向工作文件夹之外，不会写入",
        "{path} leads out of the workspace: nothing is written there",
    ),
    "say.reported-on-ahead": (
        "填报日期 {found} 晚于今天 {today}",
        "--reported-on {found} is after today ({today})",
    ),
}
