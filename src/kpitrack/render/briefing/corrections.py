"""数据更正: what has changed of figures that were published, and what records were corrected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kpitrack.amendments import Amendment
from kpitrack.ledger import Correction
from kpitrack.numeric import plain
from kpitrack.periods import Period
from kpitrack.render.amendments import standing_text
from kpitrack.render.briefing.facts import Facts
from kpitrack.render.document import Block, table
from kpitrack.render.places import at, original, short_names
from kpitrack.render.safe import one_line
from kpitrack.reported import Record


def corrections(facts: Facts) -> Iterator[Block | str]:
    """What has changed of published figures, then every correction that no published briefing told."""
    later = facts.later
    if later.closed:
        yield from _amendments(facts)
    found = [one for one in facts.assessment.corrections if not later.is_told(one)]
    yield _heading(facts, len(found))
    if found:
        names = ("item", "period", "reporter", "before", "after", "reported-on", "reason", "places")
        yield table(facts.columns(*names), [_correction(facts, correction) for correction in found])


def _heading(facts: Facts, n: int) -> str:
    month, closed = facts.show.month(facts.month), facts.later.closed
    if not closed:
        key = "notes.corrections.all" if n else "notes.corrections.nothing"
        return facts.say(key, month=month, n=n)
    key = "notes.corrections.since" if n else "notes.corrections.since.nothing"
    return facts.say(key, month=month, n=n, closed=facts.show.month(closed[-1]))


def _amendments(facts: Facts) -> Iterator[Block | str]:
    """封账后更正: the items of closed months that stand otherwise than was told."""
    later, names = facts.later, ("month", "item", "published", "now", "reason", "places")
    if later.problems:
        months = [facts.show.month(Period.iso(problem.period)) for problem in later.problems]
        yield facts.say("notes.amendments.uncompared", months=facts.words.joined(months))
    if not later.amendments:
        apart = {problem.period for problem in later.problems}
        months = [facts.show.month(month) for month in later.closed if str(month) not in apart]
        if months:
            yield facts.say("notes.amendments.none", months=facts.words.joined(months))
        return
    yield facts.say("notes.amendments.all", n=len(later.amendments))
    files = short_names(amendment.record for amendment in later.amendments if amendment.record)
    rows = [_amendment(facts, amendment, files) for amendment in later.amendments]
    yield table(facts.columns(*names), rows)


def _amendment(facts: Facts, amendment: Amendment, files: Mapping[str, str]) -> list[str]:
    return [
        facts.show.month(amendment.month),
        one_line(amendment.name),
        one_line(standing_text(facts.show, amendment, amendment.before)),
        one_line(standing_text(facts.show, amendment, amendment.now)),
        _cause(facts, amendment),
        _source(amendment, files),
    ]


def _cause(facts: Facts, amendment: Amendment) -> str:
    """Why it is so: what the record says, else what else was changed."""
    if amendment.record is None:
        return facts.say(f"notes.cause.{amendment.cause.value}")
    return one_line(amendment.record.reason) or facts.say("notes.corrections.no-reason")


def _source(amendment: Amendment, files: Mapping[str, str]) -> str:
    """Where it comes from: the file as it was submitted, else the place in the workspace."""
    source = original(amendment.record, files) if amendment.record else ""
    return source or at(amendment.place)


def _correction(facts: Facts, correction: Correction) -> list[str]:
    before, after = correction.before, correction.after
    reason = one_line(after.reason)
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
        facts.say("notes.places", before=at(before.location), after=at(after.location)),
    ]


def _said(facts: Facts, record: Record) -> str:
    """What a record says: its figure, state, 形象进度, or else its note."""
    if record.withdraw:
        return facts.say("notes.withdrawn")
    figure = record.figure
    parts = []
    if figure is not None:
        parts.append(f"{plain(figure)}{one_line(facts.show.unit(record.unit))}")
    if record.state:
        parts.append(facts.words(f"state.{record.state.value}"))
    if record.progress is not None:
        parts.append(f"{plain(record.progress)}%")
    text = facts.clauses(parts or [one_line(record.note)])
    if not record.estimate:
        return text
    return facts.say("cell.flagged", status=text, flags=facts.words("flag.estimate"))
