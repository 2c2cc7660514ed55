"""Closed months looked at again: what of the published figures has changed, and why.

Each closed month is assessed on all that is known now and held against its seal, or against what a
later sealed briefing said of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from kpitrack.amendments import (
    Amendment,
    Basis,
    Briefed,
    Cause,
    Later,
    corrections_told,
    has_changed,
    last_told,
    named_cause,
    sealed_basis,
    spelled,
    standing,
    standings,
)
from kpitrack.assessment import assess
from kpitrack.assessment.results import ActionResult, Assessment, IndicatorResult
from kpitrack.figures import bearing_on
from kpitrack.ledger import Ledger
from kpitrack.model import Action, Indicator
from kpitrack.periods import Period
from kpitrack.problems import Location, Problem, in_order, warning, with_excerpts
from kpitrack.render.amendments import standing_text
from kpitrack.render.data import RULE_VERSION, action_data, indicator_data
from kpitrack.render.json_text import scalar
from kpitrack.render.show import Show
from kpitrack.reported import Record
from kpitrack.store.seal import Seal, Seals, Tree, seal_path
from kpitrack.wording import Words
from kpitrack.workspace import Workspace


def revisit(workspace: Workspace, ledger: Ledger, seals: Seals, *, before: Period | None = None) -> Later:
    """What has changed of closed months: of all, or of those before a month.

    With an as-of ledger, only what was closed by that day. What a later closed month's briefing told
    is not told again, unless it has changed once more.
    """
    earlier = [
        seal
        for month, seal in seals.sound.items()
        if (before is None or month < before) and _known(seal, ledger.as_of)
    ]
    span = ledger.plan.span
    compared = [seal for seal in earlier if seal.month in span]
    outside = [_outside(seal) for seal in earlier if seal.month not in span]
    hashes = {spelled(path): sha256 for path, sha256 in workspace.hashes.items()}
    amendments = [
        amendment
        for place, seal in enumerate(compared)
        for amendment in _Revisit(ledger, seal, hashes).amendments(last_told(seal, compared[place + 1 :]))
    ]
    damaged = seals.damage(before)
    months = {*(seal.month for seal in earlier), *(Period.iso(problem.period) for problem in damaged)}
    return Later(
        tuple(sorted(months)),
        tuple(amendments),
        corrections_told(earlier),
        (*damaged, *outside),
        _briefed(compared[-1]) if compared and compared[-1].month == max(months) else None,
    )


def amended(workspace: Workspace, ledger: Ledger, seal: Seal) -> tuple[Amendment, ...]:
    """What is different now from what stands in one seal."""
    hashes = {spelled(path): sha256 for path, sha256 in workspace.hashes.items()}
    return tuple(_Revisit(ledger, seal, hashes).amendments(last_told(seal, ())))


def later_problems(workspace: Workspace, later: Later, words: Words) -> tuple[Problem, ...]:
    """What `check` says of closed months: changes, each where it comes from, and damaged seals."""
    show = Show(workspace.checked_plan(), words) if later.amendments else None
    found = [_problem(amendment, show) for amendment in later.amendments if show]
    return with_excerpts(in_order([*found, *later.problems]), workspace.texts)


def unchanging(workspace: Workspace, seals: Seals, later: Later) -> tuple[Record, ...]:
    """Records of closed months that came after closing and are the cause of no change."""
    causes = [amendment.record for amendment in later.amendments]
    return tuple(
        record
        for record in workspace.records
        if (seal := seals.sound.get(record.period))
        and spelled(record.location.path) not in seal.files
        and all(record is not cause for cause in causes)
    )


def plain_data(value: object) -> object:
    """Data as a seal holds it: numbers as exact texts, quotients to six places, months and days as texts."""
    if isinstance(value, Mapping):
        return {str(key): plain_data(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [plain_data(entry) for entry in value]
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Decimal | Fraction):
        return scalar(value)
    if value is None or isinstance(value, bool | int):
        return value
    return spelled(str(value))


def plain_tree(data: Mapping[str, object]) -> Tree:
    """The same of a whole mapping."""
    return {key: plain_data(value) for key, value in data.items()}


@dataclass(frozen=True, slots=True)
class _Revisit:
    """One closed month and what is known now."""

    ledger: Ledger
    seal: Seal
    hashes: Mapping[str, str]

    def amendments(self, told: Mapping[str, tuple[Tree | None, Seal]]) -> Iterator[Amendment]:
        """The items that stand otherwise than was told, in the plan's order, then those no longer in it."""
        plan, month = self.ledger.plan, self.seal.month
        assessment = assess(plan, self.ledger, month)
        results = dict(self._results(assessment))
        sealed = standings(self.seal.figures)
        for item, (result, entry) in results.items():
            before, teller = told.get(item, (None, self.seal))
            now = standing(entry)
            if has_changed(before, now):
                # What a later seal told of the month was not what its own seal has.
                known = sealed.get(item, {}) if teller is self.seal else {}
                cause, place, record = self._cause(result, known, teller)
                if result.unreadable:
                    cause, place, record = Cause.UNREADABLE, result.unreadable[0], None
                name = str(entry["name"])
                yield Amendment(month, item, name, _unit(result), before, now, place, cause, record)
        for item, (before, _) in told.items():
            if item not in results and before is not None:
                name = str(sealed[item]["name"]) if item in sealed else item
                unit = str(before.get("unit") or "")
                yield Amendment(month, item, name, unit, before, None, Location(plan.path), Cause.PLAN)

    def _results(
        self, assessment: Assessment
    ) -> Iterator[tuple[str, tuple[IndicatorResult | ActionResult, Tree]]]:
        show = Show(self.ledger.plan, Words(self.seal.language))
        for one in assessment.indicators:
            yield one.indicator.id, (one, plain_tree(indicator_data(one, self.ledger, show)))
        for other in assessment.actions:
            yield other.action.id, (other, plain_tree(action_data(other, self.ledger)))

    def _cause(
        self, result: IndicatorResult | ActionResult, known: Tree, teller: Seal
    ) -> tuple[Cause, Location, Record | None]:
        """What made the difference since a seal, where it stands, and the record if it is one."""
        basis = Basis(result.records, sealed_basis(known))
        item = result.indicator if isinstance(result, IndicatorResult) else result.action
        record = named_cause(list(self._bearing(item)), teller, self.hashes, basis)
        if record is not None and self._is_edited(record, item.id, teller):
            return Cause.FILE, record.location, None
        if record is not None:
            return Cause.RECORD, record.location, record
        if teller.plan_sha256 != self.ledger.plan.sha256:
            return Cause.PLAN, item.location if item.location.path else Location(self.ledger.plan.path), None
        changed = self._changed_file(result.records, known, teller)
        if changed is not None:
            return Cause.FILE, changed, None
        rules = teller.rule_version != str(RULE_VERSION)
        place = Location(seal_path(self.seal.month).as_posix())
        return (Cause.RULES if rules else Cause.UNKNOWN), place, None

    def _bearing(self, item: Indicator | Action) -> Iterator[Record]:
        """Every record that an item's figure may rest on in the month."""
        targets = []
        if isinstance(item, Indicator):
            targets = [item.target, *(revision.target for revision in item.revisions)]
        for name in bearing_on(item, targets):
            for chain in self.ledger.chains_of(name):
                yield from (record for record in chain.records if record.period <= self.seal.month)

    def _changed_file(self, records: Iterable[Record], known: Tree, teller: Seal) -> Location | None:
        """A file that the item's figure rests on or rested on, and that is not what it was."""
        for record in records:
            if self._is_changed(record.location.path, teller):
                return record.location
        rested = known.get("records")
        paths = [str(entry["path"]) for entry in rested] if isinstance(rested, list) else []
        return next((Location(path) for path in paths if self._is_changed(path, teller)), None)

    def _is_edited(self, record: Record, item: str, teller: Seal) -> bool:
        """Whether a seal knows of a record at this very place, which said something else.

        Then the reason that stands there was given for what was published.
        """
        place = (spelled(record.location.path), str(record.location.line))
        seals = [self.seal] if teller is self.seal else [self.seal, teller]
        entries = [standings(seal.figures).get(item, {}).get("records") for seal in seals]
        known = [one for records in entries if isinstance(records, list) for one in records]
        return any((one["path"], one["line"]) == place for one in known)

    def _is_changed(self, path: str, teller: Seal) -> bool:
        return self.hashes.get(spelled(path)) != teller.files.get(spelled(path))


def _unit(result: IndicatorResult | ActionResult) -> str:
    if isinstance(result, IndicatorResult):
        return result.unit
    return result.unit or result.action.unit


def _known(seal: Seal, as_of: date | None) -> bool:
    return as_of is None or seal.closed_at.date() <= as_of


def _briefed(seal: Seal) -> Briefed:
    """What the briefing of a month counted."""

    def counts(part: str) -> dict[str, int]:
        summary = seal.figures["summary"]
        numbers = summary[part] if isinstance(summary, Mapping) else {}
        return {str(status): int(str(n)) for status, n in numbers.items() if status != "total"}

    return Briefed(seal.month, counts("indicators"), counts("actions"))


def _outside(seal: Seal) -> Problem:
    place = Location(seal_path(seal.month).as_posix())
    return warning(place, "changed-after-closing", variant="outside", period=seal.month)


def _problem(amendment: Amendment, show: Show) -> Problem:
    variant = "new" if amendment.before is None else "gone" if amendment.now is None else ""
    return warning(
        amendment.place,
        "changed-after-closing",
        variant=variant,
        item=amendment.name,
        period=amendment.month,
        was=standing_text(show, amendment, amendment.before),
        now=standing_text(show, amendment, amendment.now),
    )
