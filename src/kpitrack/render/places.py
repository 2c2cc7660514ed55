"""Where a record stands and what it was taken from, in the words of every list of records."""

from __future__ import annotations

from kpitrack.problems import Location
from kpitrack.render.safe import one_line
from kpitrack.reported import Record


def at(place: Location) -> str:
    """Where a record stands: file:line, in a workbook the cell."""
    return one_line(f"{place.path}:{place.line}" if place.line and not place.cell else str(place))


def original(record: Record) -> str:
    """The file that a record was sent in, in brackets the cell or row; empty where it was typed in."""
    source = record.provenance
    if source is None:
        return ""
    return one_line(f"{source.source}[{source.source_place}]" if source.source_place else source.source)
