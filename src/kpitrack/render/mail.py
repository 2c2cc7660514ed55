"""The mail of a run: what fell behind, who owes what, what is wrong, where the files are. Plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kpitrack.assessment.bars import Bar
from kpitrack.assessment.results import (
    SEVERITY,
    ActionResult,
    Assessment,
    DutyResult,
    IndicatorResult,
    Status,
)
from kpitrack.kinds import ScheduleKind
from kpitrack.problems import Problem
from kpitrack.render.bars import bar_words, status_word
from kpitrack.render.cells import expected_cell
from kpitrack.render.missing import Arrears
from kpitrack.render.problems import problem_text
from kpitrack.render.selection import place_of
from kpitrack.render.show import NOTHING, Show
from kpitrack.render.views import heading, marks, progress_of

_Result = IndicatorResult | ActionResult
_UNKNOWN = {Status.NOT_REPORTED, Status.UNDETERMINED}


@dataclass(frozen=True, slots=True)
class Findings:
    """What a run has found, before it is put in words.

    `bar` is the one for items, `owed_bar` (late, missing) that for reports, None without any. `closed` says
    that the briefing is the one that was published, `changed` how many items stand otherwise now.
    """

    assessment: Assessment
    bar: Bar
    owed_bar: str | None
    owing: Arrears
    problems: tuple[Problem, ...]
    closed: bool = False
    changed: int = 0

    @property
    def listed(self) -> Bar:
        """The bar whose items are told: what lags, where none was set."""
        return self.bar if self.bar.statuses else Bar((Status.LAGGING.value,))

    @property
    def unknown(self) -> int:
        """How many indicators nobody can say anything of, where that is not the bar itself."""
        unknown = (one for one in self.assessment.indicators if one.status in _UNKNOWN)
        return sum(one.status.value not in self.listed.statuses for one in unknown)

    @property
    def behind(self) -> tuple[_Result, ...]:
        """The items of the bar that is listed, the worst first, else in the plan's order."""
        found = self.listed.missed_by(self.assessment.indicators, self.assessment.actions)
        worst = [status.value for status in reversed(SEVERITY)]
        return tuple(
            sorted(
                found,
                key=lambda one: worst.index(one.status.value) if one.status.value in worst else len(worst),
            )
        )

    @property
    def is_below(self) -> bool:
        """Whether a bar is missed."""
        return bool(self.bar.statuses and self.behind) or self.owing.fails(self.owed_bar)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that are errors."""
        return tuple(problem for problem in self.problems if problem.is_error)


def mail(findings: Findings, show: Show, folder: str) -> str:
    """The whole text; `folder` is the line that says where the files are."""
    parts = (
        heading(findings.assessment, show),
        _behind(findings, show),
        _owed(findings, show),
        _wrong(findings, show),
        (*_closed(findings, show), folder),
    )
    return "\n\n".join("\n".join(lines) for part in parts if (lines := list(part))) + "\n"


def _behind(findings: Findings, show: Show) -> Iterator[str]:
    words, behind, listed = show.words, findings.behind, findings.listed
    bar, unknown = bar_words(listed, show), findings.unknown
    new = sum(listed.is_new(one) for one in behind)
    key = "run.fine" if not behind else "run.behind.new" if new else "run.behind"
    yield words(key, bar=bar, n=len(behind), new=new)
    for one in behind:
        status = status_word(one, show)
        name = show.result_name(one) + marks(one, show)
        known = words("run.comma").join(_facts(one, show))
        lead = words("run.lead", text=show.lead(place_of(one)))
        facts = words("run.semicolon").join(part for part in (known, lead) if part)
        yield words(
            "run.item.new" if listed.is_new(one) else "run.item", status=status, name=name, facts=facts
        )
    if unknown:
        yield words("run.unknown", n=unknown)


def _facts(one: _Result, show: Show) -> Iterator[str]:
    """What is known of an item, each fact with its word."""
    words = show.words
    if not isinstance(one, IndicatorResult):
        if progress := progress_of(one, show):
            yield words("run.progress", text=progress)
        if one.action.due:
            yield words("run.due", text=show.full_month(one.action.due))
        return
    if one.value is None:
        yield words("run.figure.none")
    else:
        yield words("run.figure", text=show.figure(one))
    if one.attainment is not None:
        yield words("run.attainment", text=show.attainment(one))
    expected = expected_cell(show, one)
    if one.pace_ratio is not None and expected != NOTHING:
        paced = one.target.schedule.kind is not ScheduleKind.NONE
        yield words("run.expected" if paced else "run.expected.direct", text=expected)
    yield words("run.target", text=show.target(one.target))


def _owed(findings: Findings, show: Show) -> Iterator[str]:
    """Who owes what, each duty once; and what came late."""
    words, owing = show.words, findings.owing
    due = show.day(findings.assessment.reporting.due)
    if owing.missing:
        yield words("run.missing", n=len(owing.missing), due=due, days=owing.overdue)
        yield from _by_units(owing.missing, show)
    elif owing.waiting:
        yield words("run.waiting", n=len(owing.waiting), due=due)
        yield from _by_units(owing.waiting, show)
    else:
        yield words("run.none-missing")
    if owing.late:
        yield words("run.late", n=len(owing.late))
    for duty in owing.late:
        units, name = show.unit_names(duty.units), show.item_name(duty.item)
        yield words("run.late-item", units=units, name=name, days=duty.days)


def _by_units(duties: Iterable[DutyResult], show: Show) -> Iterator[str]:
    """A line per unit, or per units of whom any one may report."""
    by_units: dict[tuple[str, ...], list[str]] = {}
    for duty in duties:
        by_units.setdefault(duty.units, []).append(show.item_name(duty.item))
    for units, names in by_units.items():
        who = show.unit_names(units)
        if len(units) > 1:
            who = show.words("run.any-of", units=who)
        yield show.words("run.owes", units=who, n=len(names), names=show.words("run.semicolon").join(names))


def _wrong(findings: Findings, show: Show) -> Iterator[str]:
    """Every error in full; of warnings how many."""
    errors = findings.errors
    if errors:
        yield show.words("run.errors", n=len(errors))
        yield from (problem_text(problem, show.words) for problem in errors)
    if len(errors) < len(findings.problems):
        yield show.words("run.warnings", n=len(findings.problems) - len(errors))


def _closed(findings: Findings, show: Show) -> Iterator[str]:
    if findings.closed:
        yield show.words("run.closed", month=show.full_month(findings.assessment.month))
    if findings.changed:
        yield show.words("run.changed", n=findings.changed)
