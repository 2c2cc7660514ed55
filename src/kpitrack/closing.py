"""Closing a month: what was published is sealed with all that it rested on.

    lock → read the workspace → refuse, or → assess → write the briefings → seal

The seal is one file, written whole by the store: a run that is stopped has closed the month or has
not. Nothing that is there is changed by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from kpitrack import __version__
from kpitrack.amendments import Later, correction_data, spelled
from kpitrack.assessment import assess
from kpitrack.assessment.results import Assessment, Flag, Punctuality
from kpitrack.ledger import Ledger
from kpitrack.periods import Period
from kpitrack.problems import Location, Problem, UsageError, has_errors, in_order, up_to, warning
from kpitrack.render.data import RULE_VERSION, assessment_data
from kpitrack.render.material import BriefingOptions, Material
from kpitrack.render.reports import FORMATS, rendered, stamp_of
from kpitrack.render.show import Show
from kpitrack.revisit import amended, plain_tree, revisit
from kpitrack.store.fsio import Disk, LocalDisk, make_folder, settle, sweep, write_whole
from kpitrack.store.lock import locked
from kpitrack.store.seal import CLOSED, Published, Seal, Seals, Told, read_seals, seal_data, seal_path
from kpitrack.wording import LANGUAGES, Words
from kpitrack.workspace import PROGRESS, REPORTS, Workspace, open_workspace, read_bytes


@dataclass(frozen=True, slots=True)
class Request:
    """What to close, when, and with which heading lines; `wait` is for another run, in seconds."""

    month: Period
    now: datetime
    heading: BriefingOptions = field(default=BriefingOptions())
    wait: float = 30


class Outcome(StrEnum):
    """What a request to close came to."""

    CLOSED = "closed"
    ALREADY = "already"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Closing:
    """A month closed, or why not. What is lacking in it is named and does not stand in the way.

    `missing` and `estimates` are items, `unclosed` earlier months, `told` how many changes of closed
    months its briefing lists.
    """

    month: Period
    outcome: Outcome
    path: str
    problems: tuple[Problem, ...] = ()
    missing: tuple[str, ...] = ()
    estimates: tuple[str, ...] = ()
    unclosed: tuple[Period, ...] = ()
    told: int = 0
    again: bool = False


def close(workspace: Workspace, request: Request, *, disk: Disk | None = None) -> Closing:
    """Close a month of the plan. Decided on what the workspace holds once nobody else writes.

    Raises UsageError when the month is not over, when reports/ holds another briefing of it, or when
    it is closed with other figures or heading lines;
    InputRejectedError when plan or store are not sound; AccessError when the store cannot be locked
    or written.
    """
    month, today, used = request.month, request.now.date(), disk or LocalDisk()
    if today <= month.last_day:
        raise UsageError("month-not-over", month=month, today=today)
    root = workspace.root
    make_folder(used, root, root / PROGRESS)
    with locked(used, root / PROGRESS, wait=request.wait, now=request.now):
        fresh, seals = open_workspace(root), read_seals(root)
        damaged = [one for one in seals.damage(month.shift(1)) if not _is_lost(one, month)]
        if damaged:
            return Closing(month, Outcome.REFUSED, seal_path(month).as_posix(), tuple(damaged))
        if month in seals.sound:
            settle(used, root / CLOSED)  # whoever wrote it may have been stopped before it came to that
            return _again(fresh, seals.sound[month], request)
        return _first(fresh, seals, request, used)


def _is_lost(problem: Problem, month: Period) -> bool:
    """Whether it says that this month's seal is gone: then the month may be closed anew."""
    return problem.variant == "gone" and problem.period == str(month)


def _again(workspace: Workspace, seal: Seal, request: Request) -> Closing:
    """A month that is closed stays as it is: the same again is no offence, anything else is."""
    path = seal_path(seal.month).as_posix()
    changes = amended(workspace, workspace.ledger(), seal)
    if changes:
        raise UsageError("closed-differs", month=seal.month, n=len(changes), path=path)
    if request.heading != BriefingOptions() and _heading(request.heading) != seal.heading:
        raise UsageError("closed-heading", month=seal.month, path=path)
    return Closing(seal.month, Outcome.ALREADY, path, tuple(_differs(workspace.root, seal)))


def _first(workspace: Workspace, seals: Seals, request: Request, disk: Disk) -> Closing:
    """Seal the month, unless an error bears on it."""
    root, month, ledger = workspace.root, request.month, workspace.ledger()
    path = seal_path(month)
    later = revisit(workspace, ledger, seals, before=month)
    problems = up_to(workspace.problems(ledger), str(month))
    told = in_order((*problems, *later.problems))
    if has_errors(told):
        return Closing(month, Outcome.REFUSED, path.as_posix(), problems)
    assessment = assess(ledger.plan, ledger, month, data_sha256=workspace.data_sha256, problems=problems)
    seal = replace(
        _sealed(workspace, assessment, ledger, later, request),
        closed_before=tuple(one for one in seals.months if one != month),
    )
    differing = tuple(_differs(root, seal))
    for other in differing:
        if other.variant != "edited":
            raise UsageError("published-differs", path=other.location.path)
    data = seal_data(seal)
    make_folder(disk, root, root / CLOSED)
    sweep(disk, root / CLOSED)
    write_whole(disk, root / path, data)
    closed = seals.months
    return Closing(
        month,
        Outcome.CLOSED,
        path.as_posix(),
        in_order((*told, *differing)),
        missing=_missing(assessment),
        estimates=_estimates(assessment),
        unclosed=tuple(one for one in ledger.plan.span.months() if one < month and one not in closed),
        told=len(later.amendments),
        again=any(_is_lost(one, month) for one in seals.damage(month.shift(1))),
    )


def _sealed(
    workspace: Workspace, assessment: Assessment, ledger: Ledger, later: Later, request: Request
) -> Seal:
    plan = ledger.plan
    show = Show(plan, Words(plan.language))
    return Seal(
        month=assessment.month,
        closed_at=request.now,
        program=__version__,
        rule_version=str(RULE_VERSION),
        language=plan.language,
        plan_sha256=plan.sha256,
        data_sha256=workspace.data_sha256,
        files={spelled(path): sha256 for path, sha256 in workspace.hashes.items()},
        heading=_heading(request.heading),
        figures=plain_tree(assessment_data(assessment, ledger, show)),
        published=tuple(_published(workspace, assessment, ledger, later, request.heading)),
        told=tuple(Told(one.month, one.item, one.now) for one in later.amendments),
        corrections=tuple(correction_data(one) for one in assessment.corrections),
    )


def _published(
    workspace: Workspace, assessment: Assessment, ledger: Ledger, later: Later, heading: BriefingOptions
) -> Iterator[Published]:
    """What `report` writes now: every format in the plan's language, Markdown in the other too."""
    template = workspace.briefing_template()
    plan = ledger.plan
    for language in (plan.language, *(other for other in LANGUAGES if other != plan.language)):
        material = Material(assessment, ledger, Words(language), heading, later, template)
        for form in FORMATS if language == plan.language else ("md",):
            yield Published(form, language, rendered(form, material))


def _heading(options: BriefingOptions) -> dict[str, str]:
    return {
        "title": options.title,
        "to": options.to,
        "from": options.from_,
        "number": options.number,
        "date": str(options.date or ""),
    }


def _differs(root: Path, seal: Seal) -> Iterator[Problem]:
    """The month's files in the folder of reports that are not what is sealed: were those issued?

    A Word or Excel file that rests on the very same data was only gone over by hand.
    """
    for form in dict.fromkeys(one.format for one in seal.published):
        path = REPORTS / f"{seal.month}.{FORMATS.get(form, form)}"
        if not (root / path).is_file():
            continue
        data, sealed = read_bytes(root / path), [one.data for one in seal.published if one.format == form]
        if data not in sealed:
            stamp = stamp_of(data)
            edited = bool(stamp) and any(stamp == stamp_of(one) for one in sealed)
            variant = "edited" if edited else ""
            yield warning(
                Location(path.as_posix()), "published-differs", variant=variant, path=path.as_posix()
            )


def _missing(assessment: Assessment) -> tuple[str, ...]:
    duties = assessment.reporting.duties
    return tuple(dict.fromkeys(duty.item for duty in duties if duty.outcome is Punctuality.MISSING))


def _estimates(assessment: Assessment) -> tuple[str, ...]:
    indicators = (one for one in assessment.indicators if one.estimate or Flag.ESTIMATE in one.flags)
    return tuple(one.indicator.id for one in indicators)
