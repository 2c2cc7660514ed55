"""What is said of the store: what is wrong with it, and how that is mended."""

from __future__ import annotations

STORE: dict[str, tuple[str, str]] = {
    # Batches
    "problem.damaged-batch": (
        "批次文件内容与文件名中的校验码不符（应为 {expected}，实为 {found}）",
        "the batch is not what its name says (expected {expected}, found {found})",
    ),
    "hint.damaged-batch": (
        "批次文件不得手工修改：请用 git 或备份恢复；没有备份时，把它移出 data/progress，再把其中 source_sha256 所指的原件重新 ingest",
        "batches are never edited: restore it from git or a backup; without one, move it out of data/progress and ingest again the originals named in its column source_sha256",
    ),
    "problem.missing-batch": (
        "第 {numbers} 号批次不见了，而 {other} 还在",
        "batch {numbers} is gone, though {other} is there",
    ),
    "hint.missing-batch": (
        "请用 git 或备份恢复；没有备份时，把 check 列为 orphan-original 的原件重新 ingest",
        "restore it from git or a backup; without one, ingest again the originals that check lists as orphan-original",
    ),
    "problem.missing-batch/still": (
        "第 {numbers} 号批次仍然缺失，找回之前不出数",
        "batch {numbers} is still gone: no figures until it is back",
    ),
    "hint.missing-batch/still": (
        "请用 git 或备份恢复，或把 check 列为 orphan-original 的原件重新 ingest",
        "restore it from git or a backup, or ingest again the originals that check lists as orphan-original",
    ),
    "problem.missing-batch/filled": (
        "第 {numbers} 号批次不见了，原件也不在；这一次入库占用它的编号",
        "batch {numbers} is gone with its originals; what is taken in now gets its number",
    ),
    "hint.missing-batch/filled": (
        "请确认丢失的内容都在这次入库的文件里",
        "make sure that all that was lost is in the files taken in now",
    ),
    "problem.mend-first/day": (
        "有批次缺失时，没有填报日期的行（{rows} 行）不能入库：记成今天会盖过之后的更正",
        "while a batch is gone, rows without a day ({rows}) are not taken in: today's would outdo later corrections",
    ),
    "hint.mend-first/day": (
        "请用 --reported-on 写明首次收到这份文件的日期",
        "say with --reported-on on which day the file was first taken in",
    ),
    "problem.mend-first/mixed": (
        "这份文件不是缺失批次的原件，不能和原件一起入库",
        "this file is none of the lost batch: it is not taken in together with the originals of that batch",
    ),
    "hint.mend-first/mixed": (
        "请先单独 ingest 原件，再 ingest 这一份",
        "ingest the originals by themselves, then this one",
    ),
    "say.lock-lost": (
        "锁文件 {path} 在写入时被人删除，未写入批次",
        "the lock file {path} was removed while we were writing: no batch was written",
    ),
    "hint.lock-lost": (
        "请不要删除它；再运行一次同样的命令即可",
        "leave it where it is, and run the same command again",
    ),
    # Originals
    "problem.damaged-original": (
        "原件内容与文件名中的校验码不符",
        "the original is not what its name says",
    ),
    "hint.damaged-original": (
        "请把同一份文件重新 ingest（会恢复原件），或用 git、备份恢复",
        "ingest the same file again, which puts it back, or restore it from git or a backup",
    ),
    "problem.missing-original": (
        "原件 {sha} 不见了（本批次 {rows} 行来自它）",
        "the original {sha} is gone ({rows} rows of this batch are from it)",
    ),
    "hint.missing-original": (
        "请把同一份文件重新 ingest（会恢复原件），或用 git、备份恢复",
        "ingest the same file again, which puts it back, or restore it from git or a backup",
    ),
    "problem.orphan-original": (
        "没有批次提到这份原件：入库曾经中断，或批次被删除",
        "no batch speaks of this original: an ingest was cut short, or a batch was removed",
    ),
    "hint.orphan-original": (
        "请对它运行 kpitrack ingest；若提示没有新内容，可删去该原件",
        "run kpitrack ingest on it; if that says that nothing is new, the file may go",
    ),
    "intake.restored": ("已恢复原件 {path}", "put back the original {path}"),
    "intake.already/restored": ("没有新内容，未写入批次", "nothing new: no batch was written"),
    # What else lies there
    "problem.stray-file": (
        "这份文件没有人读：既不是填报记录，也不是入库的原件",
        "nobody reads this file: it is neither a record file nor the original of a batch",
    ),
    "hint.stray-file": (
        "若是填报表，请对它运行 kpitrack ingest，再把它移走；否则请放到别处",
        "if it is a report, run kpitrack ingest on it and move it away; else keep it elsewhere",
    ),
    "problem.left-over": (
        "中断的入库留下的半份文件，不计入任何数",
        "an ingest that was cut short left this half-written file; it counts for nothing",
    ),
    "hint.left-over": ("下一次 ingest 会清除它", "the next ingest sweeps it away"),
    "problem.merge-conflict": (
        "git 合并没有完成：这里有两个版本",
        "an unresolved merge: here stand two versions",
    ),
    "hint.merge-conflict": (
        "请保留正确的内容，删去 <<<<<<<、=======、>>>>>>> 三种标记行",
        "keep what is right and delete the lines <<<<<<<, ======= and >>>>>>>",
    ),
}
