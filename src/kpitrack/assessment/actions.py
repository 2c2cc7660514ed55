"""An action's status in a month: states as reported, kept until another is; steps; coverage."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kpitrack.assessment.results import ActionResult, ActionStatus, Flag, StepResult
from kpitrack.kinds import State
from kpitrack.ledger import Ledger
from kpitrack.model import Action, Plan
from kpitrack.periods import Period
from kpitrack.reported import Record

_BY_STATE = {
    State.DONE: ActionStatus.DONE,
    State.IN_PROGRESS: ActionStatus.IN_PROGRESS,
    State.NOT_STARTED: ActionStatus.NOT_STARTED,
}


def assess_action(plan: Plan, action: Action, ledger: Ledger, month: Period) -> ActionResult:
    """An action in a month. What is done is owed no more."""
    previous: ActionStatus | None = None
    status: ActionStatus | None = None
    owed = True
    for current in plan.span.months():
        if current > month:
            break
        previous = status
        owed = previous is not ActionStatus.DONE and action.duty.frequency.owes(current)
        status = _State(action, ledger, current).status
    return _State(action, ledger, month).result(previous, owed=owed)


class _State:
    """One action in one month."""

    def __init__(self, action: Action, ledger: Ledger, month: Period) -> None:
        self.action, self.ledger, self.month = action, ledger, month
        self.own = tuple(self._records(action.id))
        self.steps = tuple(self._step(step_id) for step_id in range(len(action.steps)))
        self.reports = tuple(
            sorted(
                (
                    *self.own,
                    *(record for step in action.steps for record in self._records(action.step_key(step))),
                ),
                key=lambda record: record.period,
            )
        )
        self.state = self._state()
        self.status = self._status()

    def _records(self, item: str) -> Iterator[Record]:
        for period in self.ledger.periods(item):
            if period <= self.month:
                yield from self.ledger.reports(item, period)

    def _step(self, index: int) -> StepResult:
        step = self.action.steps[index]
        records = tuple(self._records(self.action.step_key(step)))
        return StepResult(step, _kept(records), records[-1].period if records else None)

    def _state(self) -> State | None:
        if not self.steps:
            return _kept(self.own)
        states = [step.state for step in self.steps]
        if all(state is State.DONE for state in states):
            return State.DONE
        begun = any(state in {State.DONE, State.IN_PROGRESS} for state in states)
        if begun or any(record.state is not State.NOT_STARTED for record in self.own):
            return State.IN_PROGRESS
        return State.NOT_STARTED if self.reports else None

    def _status(self) -> ActionStatus:
        if self.ledger.is_disputed(self.action.id, self.month):
            return ActionStatus.UNDETERMINED
        if self.state is State.DONE:
            return ActionStatus.DONE
        if self.action.due is not None and self.month > self.action.due:
            return ActionStatus.OVERDUE
        return _BY_STATE[self.state] if self.state else ActionStatus.NOT_REPORTED

    def result(self, previous: ActionStatus | None, *, owed: bool) -> ActionResult:
        """Everything about the action in this month."""
        figured = [record for record in self.own if record.value is not None]
        value = figured[-1] if figured else None
        latest = self._latest()
        stated = [record for record in self.reports if record.state is not None][-1:]
        resting = dict.fromkeys((*latest, *stated, *(figured[-1:])))
        progress = [record.progress for record in self.own if record.progress is not None]
        return ActionResult(
            action=self.action,
            status=self.status,
            previous_status=previous,
            owed=owed,
            state=self.state,
            progress=progress[-1] if progress else None,
            value=value.value if value else None,
            unit=value.unit if value else "",
            value_period=value.period if value else (latest[0].period if latest else None),
            stale=bool(latest)
            and owed
            and latest[0].period < self.month
            and self.status is not ActionStatus.DONE,
            attainment=self._attainment(value),
            steps=self.steps,
            note=_joined(record.note for record in latest),
            problem=_joined(record.problem for record in latest),
            next=_joined(record.next for record in latest),
            flags=tuple(flag for flag, applies in self._flags(resting) if applies),
            records=tuple(resting),
            unreadable=self.ledger.unreadable((self.action.id,), self.month)
            if self.ledger.is_disputed(self.action.id, self.month)
            else (),
        )

    def _latest(self) -> tuple[Record, ...]:
        """The records of the last month that was reported."""
        if not self.reports:
            return ()
        last = self.reports[-1].period
        return tuple(record for record in self.reports if record.period == last)

    def _attainment(self, figure: Record | None) -> Fraction | None:
        if self.steps:
            total = sum((Fraction(step.step.weight) for step in self.steps), Fraction(0))
            done = (Fraction(step.step.weight) for step in self.steps if step.state is State.DONE)
            return sum(done, Fraction(0)) / total if self.reports else None
        if self.action.of and figure and figure.value is not None:
            return Fraction(figure.value) / Fraction(self.action.of)
        return None

    def _flags(self, resting: dict[Record, None]) -> Iterator[tuple[Flag, bool]]:
        yield Flag.CONFLICT, self.ledger.is_disputed(self.action.id, self.month)
        yield Flag.ESTIMATE, any(record.estimate for record in resting)
        yield Flag.NO_EVIDENCE, self.status is ActionStatus.DONE and not self._has_evidence()

    def _has_evidence(self) -> bool:
        """Whether a record since the action was first reported done names evidence."""
        done = [record.period for record in self.reports if record.state is State.DONE]
        return any(record.evidence for record in self.reports if done and record.period >= done[0])


def _kept(records: tuple[Record, ...]) -> State | None:
    """The last state reported; in progress when there are reports without any; None without reports."""
    stated = [record.state for record in records if record.state is not None]
    if stated:
        return stated[-1]
    return State.IN_PROGRESS if records else None


def _joined(texts: Iterator[str]) -> str:
    return "；".join(dict.fromkeys(text for text in texts if text))
