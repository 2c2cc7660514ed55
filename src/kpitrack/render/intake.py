"""What an ingest came to, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from kpitrack.admission import Change
from kpitrack.intake import FileResult, IngestResult
from kpitrack.ledger import said
from kpitrack.numeric import plain
from kpitrack.render.data import problems_data
from kpitrack.render.problems import in_words
from kpitrack.render.safe import one_line
from kpitrack.render.show import Show
from kpitrack.reported import Record
from kpitrack.submissions import STDIN
from kpitrack.wording import Words

_NONE: Mapping[str, str] = MappingProxyType({})
_USUAL = frozenset({"", "utf-8", "utf-8-sig"})


def intake_text(result: IngestResult, show: Show, returned: Mapping[str, str] = _NONE) -> str:
    """The control totals of every file, what a dry run would change, and what was written.

    `returned` is, by the name of a file, the copy that was written to send back.
    """
    words = show.words
    lines = [_file_line(file, _name(file, words), result, words) for file in result.files]
    if len(result.files) > 1:
        lines.append(_file_line(_total(result.files), words("intake.all"), result, words))
    if result.dry_run:
        lines += [_change_line(change, show) for change in result.changes]
    lines += [words("intake.restored", path=one_line(path)) for path in result.restored]
    lines += [
        words("intake.returned", name=one_line(name), path=one_line(path)) for name, path in returned.items()
    ]
    return "\n".join([*lines, _outcome(result, words)]) + "\n"


def intake_data(result: IngestResult, words: Words, returned: Mapping[str, str] = _NONE) -> dict[str, object]:
    """The same as plain data, in the order of the documented keys."""
    return {
        "files": [
            {
                "name": file.name,
                "sha256": file.sha256,
                "read": file.read,
                "stored": file.stored,
                "already": file.already,
                "rejected": file.rejected,
                "blank": file.blank,
                "returned": returned.get(file.name),
            }
            for file in result.files
        ],
        "batch": result.batch,
        "dry_run": result.dry_run,
        "problems": problems_data(result.problems, words),
        "restored": list(result.restored),
    }


def _name(file: FileResult, words: Words) -> str:
    return words("intake.stdin") if file.name == STDIN else one_line(file.name)


def _file_line(file: FileResult, name: str, result: IngestResult, words: Words) -> str:
    """One file's totals; its blank rows and its encoding only where there is something to say."""
    by_month = 0 < file.rows < file.read
    usual, dry = ("file/months", "file/months-dry") if by_month else ("file", "file/dry")
    line = words(
        f"intake.{dry if result.dry_run else usual}",
        rows=file.rows,
        name=name,
        read=file.read,
        stored=file.stored,
        already=file.already,
        rejected=file.rejected,
    )
    if file.blank:
        line += words("intake.blank", blank=file.blank)
    if file.encoding not in _USUAL:
        line += words("intake.encoding", encoding=file.encoding.upper())
    return line


def _total(files: Iterable[FileResult]) -> FileResult:
    listed = tuple(files)
    return FileResult(
        name="",
        sha256="",
        read=sum(file.read for file in listed),
        stored=sum(file.stored for file in listed),
        already=sum(file.already for file in listed),
        rejected=sum(file.rejected for file in listed),
        blank=sum(file.blank for file in listed),
        encoding="",
        rows=sum(file.rows for file in listed),
    )


def _change_line(change: Change, show: Show) -> str:
    """One new record: what it says, and what it takes the place of."""
    record, words = change.record, show.words
    facts = {
        "item": one_line(show.plan.name_of(record.item)),
        "period": record.period,
        "unit": one_line(show.plan.name_of(record.reported_by)),
        "found": _found(record, words),
        "day": words("intake.day", day=record.reported_on)
        if record.reported_on
        else words("intake.day/undated"),
    }
    if not change.before:
        return words("intake.new", **facts)
    return words("intake.correction", before=_found(change.before[0], words), **facts)


def _found(record: Record, words: Words) -> str:
    """What a record says, in short; an estimate says that it is one."""
    told = in_words(said(record), words)
    if record.progress is not None:
        told = words("intake.progress", found=told, progress=plain(record.progress)).lstrip("，, ")
    return words("intake.estimate", found=told) if record.estimate else told


def _outcome(result: IngestResult, words: Words) -> str:
    if result.batch:
        return words("intake.batch", path=one_line(result.batch))
    if result.accepted and not any(file.read for file in result.files):
        return words("intake.nothing")
    if result.dry_run and any(file.stored for file in result.files):
        return words("intake.dry")
    if not result.accepted:
        return words("intake.rejected")
    if result.restored:
        return words("intake.already/restored")
    return words("intake.already")
