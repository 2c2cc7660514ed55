"""The lines below: counts, share on pace, the mean and what drove it, reporting, what did not change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kpitrack.assessment.results import ActionStatus, Punctuality, Status
from kpitrack.comparison.changes import Change, Comparison, Driver, IndicatorChange, RecordReason
from kpitrack.numeric import show_points
from kpitrack.render.cells import ACTION_ORDER, STATUS_ORDER, mean_cell, share_cell
from kpitrack.render.show import Show

_MOST = 5  # drivers that are named; the others in one sum


def closing(comparison: Comparison, show: Show) -> tuple[str, ...]:
    """What the changes come to over the whole plan."""
    words = show.words
    before, after = comparison.before.summary, comparison.after.summary
    lines = []
    if after.indicators:
        counts = _counts("status", STATUS_ORDER, before.statuses, after.statuses, show)
        lines.append(words("diff.sum.indicators", n=after.indicators, counts=counts))
    if after.action_count:
        counts = _counts("action", ACTION_ORDER, before.actions, after.actions, show)
        lines.append(words("diff.sum.actions", n=after.action_count, counts=counts))
    share = _turn(share_cell(show, before), share_cell(show, after), show)
    lines.append(words("diff.sum.share", share=share))
    lines.append(_mean(comparison, show))
    return (*lines, _reporting(comparison, show))


def unchanged(changes: Sequence[Change], show: Show, *, listed: bool) -> str:
    """How many items did not change, in a line, and how many of them were reported all the same."""
    rest = [change for change in changes if not change.is_changed]
    indicators = sum(isinstance(change, IndicatorChange) for change in rest)
    return show.words(
        "diff.sum.unchanged.listed" if listed or not rest else "diff.sum.unchanged",
        n=len(rest),
        indicators=indicators,
        actions=len(rest) - indicators,
        said=sum(_is_reported(change) for change in rest),
    )


def _is_reported(change: Change) -> bool:
    """Whether a record counts that did not before."""
    return any(isinstance(reason, RecordReason) and reason.after for reason in change.reasons)


def _turn(before: str, after: str, show: Show) -> str:
    """Old→new with room around; once where it is the same."""
    return after if before == after else show.words("diff.sides", before=before, after=after)


def _counts(
    prefix: str,
    order: Sequence[Status] | Sequence[ActionStatus],
    before: Mapping[Status, int] | Mapping[ActionStatus, int],
    after: Mapping[Status, int] | Mapping[ActionStatus, int],
    show: Show,
) -> str:
    """The statuses whose counts differ, with both."""
    then = {status.value: number for status, number in before.items()}
    now = {status.value: number for status, number in after.items()}
    parts = []
    for status in order:
        old, new = then[status.value], now[status.value]
        if old != new:
            turned = show.words("diff.to", before=old, after=new)
            parts.append(f"{show.words(f'{prefix}.{status.value}')} {turned}")
    return show.words.joined(parts) if parts else show.words("diff.sum.same")


def _mean(comparison: Comparison, show: Show) -> str:
    words = show.words
    before, after = comparison.before.summary, comparison.after.summary
    text = words("diff.sum.mean", mean=_turn(mean_cell(show, before), mean_cell(show, after), show))
    drivers = tuple(driver for driver in comparison.drivers if driver.share or driver.entered or driver.left)
    if not drivers:
        return text
    return words("diff.sum.drivers", text=text, drivers=words.joined(list(_drivers(drivers, show))))


def _drivers(drivers: tuple[Driver, ...], show: Show) -> Iterator[str]:
    named = drivers if len(drivers) <= _MOST + 1 else drivers[:_MOST]
    for driver in named:
        key = "entered" if driver.entered else "left" if driver.left else "driver"
        share = show_points(driver.share * 100)
        yield show.words(f"diff.sum.{key}", name=show.item_name(driver.item), share=share)
    rest = drivers[len(named) :]
    if rest:
        total = sum((driver.share for driver in rest), start=rest[0].share * 0)
        yield show.words("diff.sum.rest", n=len(rest), share=show_points(total * 100))


def _reporting(comparison: Comparison, show: Show) -> str:
    before, after = comparison.before.reporting, comparison.after.reporting

    def turned(old: int, new: int) -> str:
        return _bare(str(old), str(new), show)

    named = (Punctuality.ON_TIME, Punctuality.LATE, Punctuality.MISSING, Punctuality.UNDATED)
    facts = {one.value: turned(before.count(one), after.count(one)) for one in named}
    waiting = before.count(Punctuality.NOT_YET_DUE), after.count(Punctuality.NOT_YET_DUE)
    facts["early"] = show.words("sum.not_yet_due", n=turned(*waiting)) if any(waiting) else ""
    return show.words("diff.sum.reporting", owed=turned(len(before.duties), len(after.duties)), **facts)


def _bare(before: str, after: str, show: Show) -> str:
    return after if before == after else show.words("diff.to", before=before, after=after)
