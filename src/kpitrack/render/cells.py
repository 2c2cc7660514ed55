"""What stands in the cells of a table of indicators, actions or lead units: plain text, unescaped."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from kpitrack.assessment.results import (
    ActionResult,
    ActionStatus,
    IndicatorResult,
    Status,
    Tally,
)
from kpitrack.kinds import ScheduleKind
from kpitrack.numeric import plain, show_needed, show_points
from kpitrack.periods import Period
from kpitrack.render.show import NOTHING, Show

STATUS_ORDER = (
    Status.MET,
    Status.ON_PACE,
    Status.IN_PROGRESS,
    Status.LAGGING,
    Status.SERIOUSLY_LAGGING,
    Status.NOT_MET,
    Status.UNDETERMINED,
    Status.NOT_REPORTED,
    Status.AWAITING_STATISTICS,
    Status.PENDING_TARGET,
)
ACTION_ORDER = (
    ActionStatus.DONE,
    ActionStatus.IN_PROGRESS,
    ActionStatus.NOT_STARTED,
    ActionStatus.OVERDUE,
    ActionStatus.UNDETERMINED,
    ActionStatus.NOT_REPORTED,
)
# Columns of their own in the table by lead unit; the others share one, so that it fits a page.
OWN_COLUMNS = (*STATUS_ORDER[:6], Status.NOT_REPORTED)
SHARED_COLUMNS = tuple(status for status in STATUS_ORDER if status not in OWN_COLUMNS)


def target_cell(show: Show, result: IndicatorResult) -> str:
    """The target as printed in the plan, marked where the plan only strives for it."""
    target = show.target(result.target)
    return show.words("briefing.cell.effort", target=target) if result.indicator.effort else target


def figure_cell(show: Show, result: IndicatorResult, month: Period) -> str:
    """The figure with its unit, and the month it is of where that is an earlier one."""
    figure = show.figure(result)
    return of_month(show, figure, result.value_period, month)


def of_month(show: Show, text: str, period: Period | None, month: Period) -> str:
    """A text followed by the month it is of, where that is not the one asked for."""
    if period is None or period == month:
        return text
    return show.words("briefing.cell.of-month", text=text, month=show.month(period))


def expected_cell(show: Show, result: IndicatorResult) -> str:
    """Where a steady path would be, with its unit."""
    return show.quantity(result.expected, result.target.unit)


def against_cell(show: Show, result: IndicatorResult) -> str:
    """How far from the expected: points of attainment on a path, else the gap in the unit; signed."""
    if result.is_part:
        return NOTHING
    if result.pace_gap_points is not None:
        return f"{show_points(result.pace_gap_points)}{show.words('unit.points')}"
    if result.target.schedule.kind is ScheduleKind.DIRECT and result.gap is not None:
        sign = "+" if result.gap > 0 else ""
        return f"{sign}{show.difference(result.gap, result.target.unit)}"
    return NOTHING


def needed_cell(show: Show, result: IndicatorResult) -> str:
    """What is still needed per month, with its unit."""
    if result.needed_per_month is None or result.is_part:
        return NOTHING
    return f"{show_needed(result.needed_per_month)}{show.unit(result.target.unit)}"


def shortfall_cell(show: Show, result: IndicatorResult) -> str:
    """How much is missing, with its unit; of a sum with a hole nobody knows."""
    return NOTHING if result.is_part else show.difference(result.shortfall, result.target.unit)


def gap_cell(show: Show, result: IndicatorResult) -> str:
    """The distance from the target, with its unit; of a sum with a hole nobody knows."""
    return NOTHING if result.is_part else show.difference(result.gap, result.target.unit)


def change_cell(show: Show, result: IndicatorResult) -> str:
    """The change since the month before, signed."""
    if result.change is None:
        return NOTHING
    # A target that is not set yet may have no unit: then it is the one reported.
    unit = result.target.unit or (result.records[-1].unit if result.records else "")
    sign = "+" if result.change > 0 else ""
    return f"{sign}{show.difference(result.change, unit)}"


def status_cell(show: Show, result: IndicatorResult) -> str:
    """The status, with what a reader must know beside it."""
    return _flagged(show, f"status.{result.status.value}", [flag.value for flag in result.flags])


def action_status_cell(show: Show, result: ActionResult) -> str:
    """An action's status, with what a reader must know beside it."""
    return _flagged(show, f"action.{result.status.value}", [flag.value for flag in result.flags])


def progress_cell(result: ActionResult) -> str:
    """形象进度 in per cent, as reported."""
    return NOTHING if result.progress is None else f"{plain(result.progress)}%"


def action_figure_cell(show: Show, result: ActionResult, month: Period) -> str:
    """The figure reported with an action, and the month it is of where that is an earlier one."""
    figure = show.quantity(result.value, result.unit or result.action.unit)
    return NOTHING if result.value is None else of_month(show, figure, result.value_period, month)


def share_cell(show: Show, tally: Tally) -> str:
    """The share on pace with its «n of m»: 62.5%（5/8）."""
    return of_cell(show, tally.on_pace_share, tally.good, tally.judged)


def mean_cell(show: Show, tally: Tally) -> str:
    """The mean attainment with its «n of m» counted: 42.6%（18/21）, and how many are sums with a hole."""
    if not tally.incomplete:
        return of_cell(show, tally.attainment, tally.counted, tally.of)
    ratio = show.percent(tally.attainment)
    part, whole, n = tally.counted, tally.of, tally.incomplete
    return show.words("briefing.cell.of.part", ratio=ratio, part=part, whole=whole, n=n)


def of_cell(show: Show, ratio: Fraction | None, part: int, whole: int) -> str:
    """A ratio in per cent with the numbers it rests on; a dash where there is nothing to count."""
    if not whole:
        return NOTHING
    return show.words("briefing.cell.of", ratio=show.percent(ratio), part=part, whole=whole)


def tally_headers(show: Show) -> list[str]:
    """The headings over `tally_cells`."""
    return [
        show.words("briefing.column.led"),
        *(show.words(f"status.{status.value}") for status in OWN_COLUMNS),
        show.words("briefing.column.other"),
        show.words("briefing.column.share"),
        show.words("briefing.column.mean"),
    ]


def tally_cells(show: Show, tally: Tally) -> list[str]:
    """Indicators counted by status (they add up to the first), share on pace, mean attainment."""
    return [
        str(tally.indicators),
        *(str(tally.statuses[status]) for status in OWN_COLUMNS),
        str(sum(tally.statuses[status] for status in SHARED_COLUMNS)),
        share_cell(show, tally),
        mean_cell(show, tally),
    ]


def action_headers(show: Show) -> list[str]:
    """The headings over `action_cells`."""
    names = [show.words(f"action.{status.value}") for status in ACTION_ORDER]
    return [show.words("briefing.column.led-actions"), *names]


def action_cells(tally: Tally) -> list[str]:
    """Actions counted by status; they add up to the first."""
    return [str(tally.action_count), *(str(tally.actions[status]) for status in ACTION_ORDER)]


def _flagged(show: Show, key: str, flags: Sequence[str]) -> str:
    if not flags:
        return show.words(key)
    names = show.words.joined([show.words(f"flag.{flag}") for flag in flags])
    return show.words("briefing.cell.flagged", status=show.words(key), flags=names)
