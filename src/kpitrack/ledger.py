"""The ledger: all records with corrections applied. Which record counts, and what is disputed.

The order in which records come does not matter: they are settled by date, then by content.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import groupby

from kpitrack.kinds import Reporters
from kpitrack.model import Plan
from kpitrack.numeric import plain
from kpitrack.periods import Period
from kpitrack.problems import Location, Problem, error, in_order, warning
from kpitrack.reported import BadRecord, Record

_EARLIEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Correction:
    """A record that took the place of another of the same key (or took it back)."""

    before: Record
    after: Record


@dataclass(frozen=True, slots=True)
class Chain:
    """All records of one key (item, period, reporter), settled.

    `in_force` is None when the last was taken back or when `conflict` holds the disputed ones: two
    or more of its own, or the one that another unit's is held against.
    `repeated` are those that said nothing new.
    """

    records: tuple[Record, ...]
    in_force: Record | None
    conflict: tuple[Record, ...] = ()
    corrections: tuple[Correction, ...] = ()
    repeated: tuple[Record, ...] = ()

    @property
    def rival(self) -> Record | None:
        """The one that would count if no other unit said otherwise; None where that is not the matter."""
        return self.conflict[0] if len(self.conflict) == 1 else None

    @property
    def standing(self) -> Record | None:
        """What the key comes to by itself, whatever other units say."""
        return self.in_force or self.rival

    @property
    def first(self) -> Record:
        """The first record of the key: punctuality goes by it."""
        return self.records[0]


@dataclass(frozen=True)
class Ledger:
    """What was known by `as_of` (None: everything), settled; see the methods for the look-ups."""

    plan: Plan
    as_of: date | None
    chains: dict[tuple[str, Period, str], Chain]  # in order of key
    bad: tuple[BadRecord, ...] = ()
    problems: tuple[Problem, ...] = ()
    contradicted: frozenset[tuple[str, Period]] = frozenset()  # item and period of every conflict
    _in_force: dict[str, dict[Period, tuple[Record, ...]]] = field(default_factory=dict)
    _disputed: dict[str, set[Period | None]] = field(default_factory=dict)
    _by_item: dict[str, list[Chain]] = field(default_factory=dict)

    def reports(self, item: str, period: Period) -> tuple[Record, ...]:
        """The records in force of an item for a period, one per reporter, in the plan's order."""
        return self._in_force.get(item, {}).get(period, ())

    def periods(self, item: str) -> tuple[Period, ...]:
        """The periods for which an item has a record in force, in order."""
        return tuple(self._in_force.get(item, ()))

    def is_disputed(self, item: str, month: Period) -> bool:
        """Whether a conflict or an unreadable record of the item lies at or before a month."""
        return any(period is None or period <= month for period in self._disputed.get(item, ()))

    def unreadable(self, items: Iterable[str], month: Period) -> tuple[Location, ...]:
        """Where records that could not be read stand, of items up to a month; none where others conflict."""
        wanted = frozenset(items)
        conflicts = (_owner(self.plan, item) for item, period in self.contradicted if period <= month)
        if not wanted.isdisjoint(conflicts):
            return ()
        return tuple(
            entry.location
            for entry in self.bad
            if _owner(self.plan, entry.item) in wanted and (entry.period is None or entry.period <= month)
        )

    def chains_of(self, item: str) -> Iterator[Chain]:
        """Every chain of an item, by period and reporter."""
        yield from self._by_item.get(item, ())

    def rivals(self, item: str, period: Period) -> tuple[Record, ...]:
        """The records of several units that would each count for a period, were it not for the others."""
        return tuple(
            chain.rival
            for chain in self.chains_of(item)
            if chain.rival is not None and chain.rival.period == period
        )

    def corrections(self) -> Iterator[Correction]:
        """Every correction, by item, period and reporter."""
        for chain in self.chains.values():
            yield from chain.corrections

    def replaced_by(self, record: Record) -> tuple[Record, ...]:
        """The records that `record` took the place of."""
        chain = self.chains.get(record.key)
        if chain is None:
            return ()
        return tuple(change.before for change in chain.corrections if change.after is record)

    def in_force(self) -> Iterator[Record]:
        """Every record that counts."""
        for chain in self.chains.values():
            if chain.in_force:
                yield chain.in_force

    def latest_month(self) -> Period | None:
        """The latest month with a record of an indicator or an action (series do not count)."""
        series = {entry.id for entry in self.plan.series}
        months = [record.period for record in self.in_force() if record.item not in series]
        return max(months, default=None)


def build_ledger(
    plan: Plan, records: Iterable[Record], bad: Iterable[BadRecord] = (), *, as_of: date | None = None
) -> Ledger:
    """Settle all records known by `as_of`. Conflicts and doubtful corrections are its problems."""
    by_key: dict[tuple[str, Period, str], list[Record]] = defaultdict(list)
    for record in records:
        if as_of is None or record.known_on(as_of):
            by_key[record.key].append(record)
    problems: list[Problem] = []
    chains = {key: _settle(plan, by_key[key], problems) for key in sorted(by_key)}
    in_force = _in_force(plan, chains)
    disputed: dict[str, set[Period | None]] = defaultdict(set)
    contradicted = {(item, period) for (item, period, _), chain in chains.items() if chain.conflict}
    for rival in _rivals(plan, in_force, problems):
        contradicted.add((rival.item, rival.period))
        chains[rival.key] = replace(chains[rival.key], in_force=None, conflict=(rival,))
    in_force = _in_force(plan, chains)
    for item, period in contradicted:
        disputed[_owner(plan, item)].add(period)
    unreadable = tuple(
        entry for entry in bad if as_of is None or entry.known_from is None or entry.known_from <= as_of
    )
    for entry in unreadable:
        if entry.item:
            disputed[_owner(plan, entry.item)].add(entry.period)
    by_item: dict[str, list[Chain]] = defaultdict(list)
    for (item, _, _), chain in chains.items():
        by_item[item].append(chain)
    return Ledger(
        plan=plan,
        as_of=as_of,
        chains=chains,
        bad=unreadable,
        problems=in_order(problems),
        contradicted=frozenset(contradicted),
        _in_force=in_force,
        _disputed=dict(disputed),
        _by_item=dict(by_item),
    )


def _in_force(
    plan: Plan, chains: dict[tuple[str, Period, str], Chain]
) -> dict[str, dict[Period, tuple[Record, ...]]]:
    """The records in force by item and period, both in order, reporters in the plan's order."""
    places = {unit.id: place for place, unit in enumerate(plan.lead_units)}
    gathered: dict[str, dict[Period, list[Record]]] = defaultdict(lambda: defaultdict(list))
    for (item, period, _), chain in chains.items():
        if chain.in_force:
            gathered[item][period].append(chain.in_force)
    return {
        item: {
            period: tuple(sorted(records, key=lambda record: places.get(record.reported_by, -1)))
            for period, records in periods.items()
        }
        for item, periods in gathered.items()
    }


def _owner(plan: Plan, item: str) -> str:
    """A step's action; any other item itself."""
    return plan.steps[item][0].id if item in plan.steps else item


def _order(record: Record) -> tuple[date, tuple[datetime, str], str, str]:
    return (record.dated, _ingested(record), repr(record.content), str(record.location))


@dataclass
class _Settling:
    """The state of a chain while its days are gone through."""

    plan: Plan
    last: Record | None = None
    conflict: tuple[Record, ...] = ()
    corrections: list[Correction] = field(default_factory=list)
    repeated: list[Record] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)


def _settle(plan: Plan, records: list[Record], problems: list[Problem]) -> Chain:
    ordered = sorted(records, key=_order)
    state = _Settling(plan)
    for _, group in groupby(ordered, key=lambda record: record.dated):
        _settle_day(list(group), state)
    problems += state.doubts
    problems += [contradiction(plan, disputed, state.conflict[0]) for disputed in state.conflict[1:]]
    taken_back = state.last is None or state.last.withdraw
    in_force = None if state.conflict or taken_back else state.last
    return Chain(tuple(ordered), in_force, state.conflict, tuple(state.corrections), tuple(state.repeated))


def _settle_day(group: list[Record], state: _Settling) -> None:
    """What the records of one key and one day come to: those kept by hand, then each ingest's."""
    told: list[Record] = []
    contents: set[tuple[object, ...]] = set()
    for _, stage in groupby(group, key=_ingested):
        distinct: list[Record] = []
        for record in stage:
            if record.content in contents:
                state.repeated.append(record)
            else:
                distinct.append(record)
                contents.add(record.content)
        if distinct:
            _settle_stage(distinct, told, state)
        told += distinct


def _settle_stage(distinct: list[Record], told: list[Record], state: _Settling) -> None:
    """What different records come to that were `told` on the same day or later, at one moment."""
    winner = _winner(distinct)
    if winner is None:
        state.conflict = (*state.conflict, *distinct)
        return
    others = [record for record in distinct if record is not winner]
    same_day = state.last is not None and any(record is state.last for record in told)
    if state.conflict and told and not _is_marked(winner):
        state.conflict = (*state.conflict, winner)
        return
    if same_day and state.last is not None and not state.conflict and winner.claims != state.last.claims:
        outcome = _of_two(state.last, winner)
        if outcome is None:
            state.conflict = (state.last, winner)
            return
        if outcome is state.last:
            state.corrections += [Correction(old, state.last) for old in distinct]
            return
    _succeed(winner, others, state)


def _succeed(winner: Record, others: list[Record], state: _Settling) -> None:
    """The winner takes the place of what was in force or in dispute, unless it says nothing new."""
    if not others and state.last is not None and winner.content == state.last.content and not state.conflict:
        state.repeated.append(winner)
        return
    before = [*state.conflict, *others] if state.conflict else others
    if state.last is not None and not state.last.withdraw and not state.conflict:
        before.insert(0, state.last)
    was_nothing = state.last is not None and state.last.withdraw
    if winner.reason or winner.withdraw or was_nothing or _has_other_figure(before, winner):
        state.doubts.clear()  # there is a reason now, or what was changed without one is history
    if winner.withdraw and not before:
        state.doubts.append(
            warning(
                winner.location,
                "withdraw-nothing",
                item=state.plan.name_of(winner.item),
                period=winner.period,
            )
        )
    state.corrections += [Correction(old, winner) for old in before]
    _check_reason(state.plan, before, winner, state.doubts)
    state.last, state.conflict = winner, ()


def _of_two(earlier: Record, later: Record) -> Record | None:
    """Which of two records of one day counts; None when that is disputed.

    The one that says why, if the other does not. Where both were ingested, their order is known:
    then the later of two that say why, and a figure given anew after it was taken back.
    """
    in_turn = earlier.provenance is not None and later.provenance is not None
    if earlier.estimate and not later.estimate:
        return later
    if _is_marked(later):
        return later if in_turn or not _is_marked(earlier) else None
    if earlier.withdraw and in_turn:
        return later
    return earlier if _is_marked(earlier) else None


def _is_marked(record: Record) -> bool:
    return bool(record.reason) or record.withdraw


def _ingested(record: Record) -> tuple[datetime, str]:
    """The place of its batch among the batches; what is kept by hand is before all of them."""
    source = record.provenance
    return (source.ingested_at, source.batch) if source else (_EARLIEST, "")


def _winner(distinct: list[Record]) -> Record | None:
    """The one that counts among different records of one day; None when that is disputed."""
    final = [record for record in distinct if not record.estimate]
    if len({record.claims for record in final or distinct}) == 1:
        return (final or distinct)[-1]
    marked = [record for record in distinct if _is_marked(record)]
    return marked[0] if len(marked) == 1 else None


def _check_reason(plan: Plan, before: list[Record], after: Record, problems: list[Problem]) -> None:
    """A changed figure wants a reason, unless the final figure replaces an estimate."""
    if after.reason or after.withdraw:
        return
    problems += [
        warning(
            after.location,
            "correction-without-reason",
            item=plan.name_of(after.item),
            period=after.period,
            found=said(after),
            other=said(old),
            place=old.location,
        )
        for old in before
        if _has_other_figure([old], after) and not (old.estimate and not after.estimate)
    ]


def _has_other_figure(before: list[Record], after: Record) -> bool:
    """Whether a figure was changed."""
    return any((old.measured, old.increment) != (after.measured, after.increment) for old in before)


def said(record: Record) -> str:
    """What a record says, in short: its figure, else its state, else its note.

    A word of ours stands as `@` and its key, to be put into the language of whoever reads it.
    """
    figure = record.figure
    if record.withdraw:
        return "@explain.withdrawn"
    if figure is not None:
        gap = " " if record.unit[:1].isascii() and record.unit[:1].isalpha() else ""
        return f"{plain(figure)}{gap}{record.unit}"
    return f"@state.{record.state.value}" if record.state else record.note


def _rivals(
    plan: Plan, by_item: dict[str, dict[Period, tuple[Record, ...]]], problems: list[Problem]
) -> Iterator[Record]:
    """Every record that says otherwise than another unit's, of an item that is not split between them.

    None of them counts: which one is right is not ours to say.
    """
    for item, periods in by_item.items():
        known = plan.items.get(_owner(plan, item))
        if known is None or known.duty.reporters is Reporters.SUM:
            continue
        for records in periods.values():
            for place, other in enumerate(records):
                first = next((earlier for earlier in records[:place] if _differ(earlier, other)), None)
                if first is not None:
                    problems.append(disagreement(plan, other, first))
            yield from (one for one in records if any(_differ(one, other) for other in records))


def contradiction(plan: Plan, record: Record, other: Record, *, variant: str = "") -> Problem:
    """One unit said two things of one day."""
    return error(
        record.location,
        "conflict",
        variant=variant,
        item=plan.name_of(record.item),
        period=record.period,
        unit=plan.name_of(record.reported_by),
        found=said(record),
        other=said(other),
        place=other.location,
    )


def disagreement(plan: Plan, record: Record, other: Record) -> Problem:
    """Two units said two things of one month."""
    return error(
        record.location,
        "conflicting-reporters",
        item=plan.name_of(record.item),
        period=record.period,
        unit=plan.name_of(record.reported_by),
        found=said(record),
        other_unit=plan.name_of(other.reported_by),
        other=said(other),
        place=other.location,
    )


def _differ(one: Record, other: Record) -> bool:
    pairs = (
        (one.measured, other.measured),
        (one.increment, other.increment),
        (one.state, other.state),
        (one.progress, other.progress),
    )
    return any(mine is not None and theirs is not None and mine != theirs for mine, theirs in pairs)
