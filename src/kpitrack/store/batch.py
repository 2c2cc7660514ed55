"""The batch: one canonical CSV per ingest, and the promise that it reads back as what was given.

A figure stands in the unit of its item, with that unit beside it. Texts stand as they were given,
apart from blanks at their ends, which no reader of records keeps. Also a text that begins like a
formula: the store is read by us, and what goes to a spreadsheet is made harmless on its way there.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from kpitrack.columns import CANONICAL, PROVENANCE, TEXTS
from kpitrack.model import Plan
from kpitrack.numeric import is_fraction_like, plain
from kpitrack.problems import NOWHERE, Problem, error
from kpitrack.record_table import read_entries
from kpitrack.records import RecordReader
from kpitrack.reported import Record

BATCH = re.compile(r"(?P<seq>[0-9]{4,})-[0-9a-f]{12}\.csv")
MONTH_FOLDER = re.compile(r"[0-9]{4}-[0-9]{2}")
LONGEST_TEXT = 131_072  # what a field of a CSV may hold
_TO_QUOTE = re.compile(r'[,"\r\n]')
_HASH_LENGTH = 12


def batch_data(records: Iterable[Record]) -> bytes:
    """The batch file of the records, in their order; the same records give the same bytes."""
    lines = [_line((*CANONICAL, *PROVENANCE)), *(_line(_fields(record)) for record in records)]
    return "".join(lines).encode()


def batch_name(number: int, data: bytes) -> str:
    """The name of a batch: its number and the beginning of its hash."""
    return f"{number:04d}-{hashlib.sha256(data).hexdigest()[:_HASH_LENGTH]}.csv"


def next_number(names: Iterable[str]) -> int:
    """The lowest number that none of the given names has: a batch that was lost gets its own again.

    Two branches of a repository may each have used a number. No order rests on numbers.
    """
    return lowest_free(int(found["seq"]) for name in names if (found := BATCH.fullmatch(name)))


def lowest_free(numbers: Iterable[int]) -> int:
    """The lowest number from 1 on that is not taken."""
    taken = set(numbers)
    return next(number for number in itertools.count(1) if number not in taken)


def gaps(numbers: Iterable[int]) -> tuple[range, ...]:
    """The numbers left out, in order: batches are counted from 1, so each stood for one that is gone."""
    found, expected = [], 1
    for number in sorted(set(numbers)):
        if number > expected:
            found.append(range(expected, number))
        expected = number + 1
    return tuple(found)


def spelled(numbers: range) -> str:
    """Numbers as they stand in names: `0002`, `0002-0004`."""
    ends = dict.fromkeys((numbers.start, numbers.stop - 1))
    return "-".join(f"{number:04d}" for number in ends)


def not_storable(record: Record) -> Iterator[Problem]:
    """Why a record's texts could not be kept: YAML can spell what no CSV can hold."""
    for column in (*TEXTS, "unit"):
        text = getattr(record, column)
        if "\x00" in text:
            yield error(record.location, "not-storable", variant="nul", name=column)
        elif any("\ud800" <= character <= "\udfff" for character in text):
            yield error(record.location, "not-storable", variant="surrogate", name=column)
        elif len(text) > LONGEST_TEXT:
            yield error(record.location, "not-storable", variant="long", name=column, limit=LONGEST_TEXT)


def unfaithful(records: Sequence[Record], data: bytes, plan: Plan) -> Iterator[Problem]:
    """The records that would not read back from their batch as they were given."""
    table = read_entries(data.decode(), "", kind="csv", submitted=False)
    reader = RecordReader(plan)
    kept = [reader.read((entry,)).records for entry in table.entries]
    kept += [()] * (len(records) - len(kept))
    for record, read in zip(records, kept, strict=True):
        if [unplaced(other) for other in read] != [unplaced(record)]:
            yield error(record.location, "not-storable", item=plan.name_of(record.item))


def as_stored(record: Record) -> Record:
    """The record with its figures spelled as a batch spells them: 1.2E+5 becomes 120000.

    Equal as numbers, they are not so in the order in which the ledger goes through a day's records.
    """
    return replace(
        record,
        value=_spelled(record.value),
        increment=_spelled(record.increment),
        progress=_spelled(record.progress),
        rate=_spelled(record.rate),
    )


def unplaced(record: Record) -> Record:
    """The record without the place it was read from: all that the store keeps of it."""
    source = record.provenance and replace(record.provenance, batch="")
    return replace(record, location=NOWHERE, sample=False, provenance=source)


def _fields(record: Record) -> tuple[str, ...]:
    source = record.provenance
    return (
        record.item,
        str(record.period),
        _figure(record.value),
        record.unit,
        _figure(record.increment),
        record.reported_by,
        record.reported_on.isoformat() if record.reported_on else "",
        record.state.value if record.state else "",
        _share(record.progress),
        _share(record.rate),
        _flag(record.estimate),
        record.note,
        record.problem,
        record.next,
        record.evidence,
        record.reason,
        _flag(record.withdraw),
        *((source.source, source.source_place, source.source_sha256) if source else ("", "", "")),
        source.ingested_at.isoformat() if source else "",
    )


def _spelled(value: Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(plain(value))


def _figure(value: Decimal | None) -> str:
    return "" if value is None else plain(value)


def _share(value: Decimal | None) -> str:
    """A percentage, `70`; with its sign where a bare number might be a fraction."""
    if value is None:
        return ""
    return f"{plain(value)}%" if is_fraction_like(value) else plain(value)


def _flag(value: bool) -> str:  # noqa: FBT001 - it is the value itself
    return "true" if value else ""


def _line(fields: Iterable[str]) -> str:
    """A line of CSV; quoted here, since Python's writer changes its ways between versions."""
    return ",".join(map(_quoted, fields)) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _TO_QUOTE.search(text) else text
