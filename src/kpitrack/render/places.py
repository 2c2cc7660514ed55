"""Where a record stands and what it was taken from, in the words of every list of records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from kpitrack.problems import Location
from kpitrack.render.safe import one_line
from kpitrack.reported import Record

_WHOLE: Mapping[str, str] = MappingProxyType({})


def at(place: Location) -> str:
    """Where a record stands: file:line, in a workbook the cell."""
    return one_line(f"{place.path}:{place.line}" if place.line and not place.cell else str(place))


def original(record: Record, named: Mapping[str, str] = _WHOLE) -> str:
    """The file that a record was sent in, in brackets the cell or row; empty where it was typed in.

    `named` are shorter names of files, by the name as it was given.
    """
    source = record.provenance
    if source is None:
        return ""
    name = named.get(source.source, source.source)
    return one_line(f"{name}[{source.source_place}]" if source.source_place else name)


def short_names(records: Iterable[Record]) -> dict[str, str]:
    """The files that records were sent in by name alone; by the whole where two differ in the folder only."""
    given = dict.fromkeys(record.provenance.source for record in records if record.provenance)
    bare = {source: source.replace("\\", "/").rpartition("/")[2] or source for source in given}
    often = Counter(bare.values())
    return {source: name for source, name in bare.items() if often[name] == 1}
