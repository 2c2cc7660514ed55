"""An item month by month: each month's figure, attainment and status, with a bar where one can be shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from kpitrack.assessment.actions import assess_action
from kpitrack.assessment.results import ActionResult, Freshness, IndicatorResult, MonthResult
from kpitrack.ledger import Ledger
from kpitrack.model import Action
from kpitrack.periods import Period
from kpitrack.render.drawn import attainment_bar
from kpitrack.render.show import Show
from kpitrack.render.strokes import MOST
from kpitrack.render.views import marks, progress_of
from kpitrack.render.widths import columns

_MARGIN = 2
_GAP = "  "


@dataclass(frozen=True, slots=True)
class Screen:
    """What the text is for: its width, and how many columns a stroke takes there (0: none is shown)."""

    width: int = 80
    stroke: int = 0


def indicator_months(result: IndicatorResult, show: Show, screen: Screen) -> Iterator[str]:
    """A line per month, in columns where these fit; with bars, where they fit too."""
    lines = [_cells(one, show) for one in result.months]
    bars = [attainment_bar(one) if one.new_figure is not None else "" for one in result.months]
    widths = [max(columns(cell) for cell in cells) for cells in zip(*lines, strict=True)]
    room = _MARGIN + sum(widths) + len(_GAP) * len(widths)
    if room - len(_GAP) > screen.width:
        yield from (_GAP.join(cells) for cells in lines)
        return
    if not screen.stroke or room + MOST * screen.stroke > screen.width or not any(bars):
        yield from (_aligned(cells, widths).rstrip() for cells in lines)
        return
    for cells, bar in zip(lines, bars, strict=True):
        yield f"{_aligned(cells, widths)}{_GAP}{bar}".rstrip()
    yield show.words("legend.months")


def action_months(action: Action, month: Period, ledger: Ledger, show: Show) -> Iterator[str]:
    """A line per run of months in which nothing changed: state, progress, and how old they are."""
    plan = show.plan
    months = [current for current in plan.span.months() if current <= month]
    told = [(current, _said(assess_action(plan, action, ledger, current), show)) for current in months]
    for said, run in groupby(told, key=lambda pair: pair[1]):
        listed = [current for current, _ in run]
        first, last = str(listed[0]), str(listed[-1])
        when = first if first == last else show.words("explain.span", first=first, last=last)
        yield _GAP.join([when, said])


def _cells(one: MonthResult, show: Show) -> tuple[str, str, str, str]:
    figure, told = show.figure_of(one), show.freshness(one)
    if told and one.freshness is Freshness.NONE:
        told = show.words("flag.stale", month=show.month(one.value_period))
    if told:
        figure += show.words("mark", marks=told)
    return str(one.month), figure, show.attainment(one), show.words(f"status.{one.status.value}")


def _aligned(cells: tuple[str, ...], widths: list[int]) -> str:
    month, figure, attained, status = (
        (cell, " " * (width - columns(cell))) for cell, width in zip(cells, widths, strict=True)
    )
    numbers = [f"{blank}{cell}" for cell, blank in (figure, attained)]
    return _GAP.join(["".join(month), *numbers, "".join(status)])


def _said(result: ActionResult, show: Show) -> str:
    progress = progress_of(result, show)
    status = show.words(f"action.{result.status.value}")
    return _GAP.join([f"{status}{marks(result, show)}", *([progress] if progress else [])])
