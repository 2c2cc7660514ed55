"""数据更正: what has changed of figures that were published, and what records were corrected."""

from __future__ import annotations

from collections.abc import Iterator

from kpitrack.amendments import Amendment
from kpitrack.ledger import Correction
from kpitrack.numeric import plain
from kpitrack.periods import Period
from kpitrack.problems import Location
from kpitrack.render.amendments import standing_text
from kpitrack.render.briefing.facts import Facts
from kpitrack.render.markdown import md_text, table
from kpitrack.reported import Record


def corrections(facts: Facts) -> Iterator[str]:
    """What has changed of published figures, then every correction that no published briefing told."""
    later = facts.later
    if later.closed:
        yield from _amendments(facts)
    found = [one for one in facts.assessment.corrections if not later.is_told(one)]
    yield _heading(facts, len(found))
    if found:
        names = ("item", "period", "reporter", "before", "after", "reported-on", "reason", "places")
        headers = [facts.say(f"column.{name}") for name in names]
        yield table(headers, [_correction(facts, correction) for correction in found], right=(3, 4))


def _heading(facts: Facts, n: int) -> str:
    month, closed = facts.show.month(facts.month), facts.later.closed
    if not closed:
        key = "notes.corrections.all" if n else "notes.corrections.nothing"
        return facts.say(key, month=month, n=n)
    key = "notes.corrections.since" if n else "notes.corrections.since.nothing"
    return facts.say(key, month=month, n=n, closed=facts.show.month(closed[-1]))


def _amendments(facts: Facts) -> Iterator[str]:
    """封账后更正: the items of closed months that stand otherwise than was told."""
    later, names = facts.later, ("month", "item", "published", "now", "reason", "places")
    if later.problems:
        months = [facts.show.month(Period.iso(problem.period)) for problem in later.problems]
        yield facts.say("notes.amendments.uncompared", months=facts.words.joined(months))
    if not later.amendments:
        months = [facts.show.month(month) for month in later.closed]
        yield facts.say("notes.amendments.none", months=facts.words.joined(months))
        return
    yield facts.say("notes.amendments.all", n=len(later.amendments))
    headers = [facts.say(f"column.{name}") for name in names]
    yield table(headers, [_amendment(facts, amendment) for amendment in later.amendments])


def _amendment(facts: Facts, amendment: Amendment) -> list[str]:
    return [
        facts.show.month(amendment.month),
        md_text(amendment.name),
        md_text(standing_text(facts.show, amendment, amendment.before)),
        md_text(standing_text(facts.show, amendment, amendment.now)),
        _cause(facts, amendment),
        _source(amendment),
    ]


def _cause(facts: Facts, amendment: Amendment) -> str:
    """Why it is so: what the record says, else what else was changed."""
    if amendment.record is None:
        return facts.say(f"notes.cause.{amendment.cause.value}")
    return md_text(amendment.record.reason) or facts.say("notes.corrections.no-reason")


def _source(amendment: Amendment) -> str:
    """Where it comes from: the file as it was submitted, else the place in the workspace."""
    source = amendment.record.provenance if amendment.record else None
    if source is None:
        return _at(amendment.place)
    return md_text(f"{source.source}[{source.source_place}]" if source.source_place else source.source)


def _correction(facts: Facts, correction: Correction) -> list[str]:
    before, after = correction.before, correction.after
    reason = md_text(after.reason)
    if not reason:
        final = before.estimate and not after.estimate
        reason = facts.say("notes.corrections.final" if final else "notes.corrections.no-reason")
    return [
        facts.name(after.item),
        facts.show.month(after.period),
        facts.units((after.reported_by,)),
        _said(facts, before),
        _said(facts, after),
        facts.show.day(after.reported_on) if after.reported_on else facts.say("notes.undated"),
        reason,
        facts.say("notes.places", before=_at(before.location), after=_at(after.location)),
    ]


def _said(facts: Facts, record: Record) -> str:
    """What a record says: its figure, state, 形象进度, or else its note."""
    if record.withdraw:
        return facts.say("notes.withdrawn")
    figure = record.figure
    parts = []
    if figure is not None:
        parts.append(f"{plain(figure)}{md_text(facts.show.unit(record.unit))}")
    if record.state:
        parts.append(facts.words(f"state.{record.state.value}"))
    if record.progress is not None:
        parts.append(f"{plain(record.progress)}%")
    text = facts.clauses(parts or [md_text(record.note)])
    if not record.estimate:
        return text
    return facts.say("cell.flagged", status=text, flags=facts.words("flag.estimate"))


def _at(place: Location) -> str:
    return md_text(f"{place.path}:{place.line}" if place.line and not place.cell else str(place))
