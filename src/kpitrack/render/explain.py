"""One item in full: formula with its numbers, pace, thresholds, every record with file and line."""

from __future__ import annotations

from collections.abc import Iterator

from kpitrack.assessment.actions import assess_action
from kpitrack.assessment.indicators import assess_indicator
from kpitrack.assessment.results import ActionResult, Flag, IndicatorResult, Status
from kpitrack.ledger import Chain, Ledger
from kpitrack.model import Indicator, Series
from kpitrack.numeric import plain
from kpitrack.periods import Period
from kpitrack.render.data import action_data, indicator_data, record_data
from kpitrack.render.explain_months import Screen, action_months, indicator_months
from kpitrack.render.explain_sums import sums
from kpitrack.render.fates import Fate, fate_of
from kpitrack.render.flags import doubt_key, flag_words, unreadable_places
from kpitrack.render.safe import one_line
from kpitrack.render.show import NOTHING, Show
from kpitrack.reported import Record

_FATES = {
    Fate.CONFLICT: "fate.conflict",
    Fate.CORRECTED: "fate.corrected",
    Fate.WITHDRAWN: "fate.withdrawn",
    Fate.REPEATED: "fate.repeated",
}

_PAPER = Screen()


def explain_indicator(
    result: IndicatorResult, ledger: Ledger, month: Period, show: Show, screen: Screen = _PAPER
) -> str:
    """The whole story of an indicator in a month."""
    blocks = [
        _head(result, show),
        ("explain.status", [_status_line(result, month, show), *why(result, month, show)]),
        ("explain.sums", list(sums(result, month, show))),
        ("explain.rests_on", [_record(record, show) for record in result.records]),
        ("explain.history", list(_history(result.indicator.id, ledger, show))),
        ("explain.trend", list(indicator_months(result, show, screen))),
        ("explain.notes", [one_line(note) for note in result.indicator.notes]),
    ]
    return _text(blocks, show)


def explain_action(result: ActionResult, ledger: Ledger, month: Period, show: Show) -> str:
    """The whole story of an action in a month."""
    action, words = result.action, show.words
    facts = [words("fact", label=label, text=text) for label, text in action_facts(result, show)]
    state = [
        words(
            "explain.state",
            status=words(f"action.{result.status.value}"),
            month=show.full_month(month),
        )
    ]
    if result.stale and result.reported_for:
        state.append(words("flag.stale", month=show.month(result.reported_for)))
    state += flag_words(result, words)
    if result.progress is not None:
        state.append(_fact("label.progress", f"{plain(result.progress)}%", show))
    if result.attainment is not None:
        state.append(_fact("label.attainment", show.percent(result.attainment), show))
    state += [
        words(
            "explain.step",
            name=one_line(step.step.name),
            id=step.step.id,
            state=words(f"state.{step.state.value}") if step.state else NOTHING,
        )
        for step in result.steps
    ]
    items = (action.id, *(action.step_key(step) for step in action.steps))
    blocks = [
        (
            show.words("explain.title", name=one_line(action.name), id=action.id),
            facts,
        ),
        ("explain.status", state),
        ("explain.rests_on", [_record(record, show) for record in result.records]),
        ("explain.history", [line for item in items for line in _history(item, ledger, show)]),
        ("explain.trend", list(action_months(action, month, ledger, show))),
        ("explain.notes", [one_line(note) for note in action.notes]),
    ]
    return _text(blocks, show)


def action_facts(result: ActionResult, show: Show) -> Iterator[tuple[str, str]]:
    """What an action is, as (label, text); what is not declared is left out."""
    action, words = result.action, show.words
    support = action.place.support
    facts = (
        ("label.kind", words(f"kind.{action.kind.value}")),
        ("label.section", one_line(action.place.section)),
        ("label.wording", one_line(action.wording)),
        ("label.lead", show.lead(action.place)),
        ("label.support", show.unit_names(support) if support else ""),
        ("label.due", str(action.due) if action.due else ""),
    )
    yield from ((words(key), text) for key, text in facts if text)


def explain_series(series: Series, ledger: Ledger, show: Show) -> str:
    """A series: what it is and all that was reported of it."""
    facts = [
        _fact("label.unit", one_line(series.unit), show),
        _fact("label.reported_by", show.unit_names(series.duty.reported_by), show),
        _fact("label.source", one_line(series.duty.source), show),
    ]
    used = [
        indicator.name
        for indicator in show.plan.indicators
        if series.id in (indicator.target.series, *(indicator.derive.inputs if indicator.derive else ()))
    ]
    facts.append(_fact("label.used_by", show.words.joined([one_line(name) for name in used]), show))
    blocks = [
        (
            show.words("explain.title", name=one_line(series.name), id=series.id),
            [fact for fact in facts if fact],
        ),
        ("explain.history", list(_history(series.id, ledger, show))),
    ]
    return _text(blocks, show)


def explain_data(item: str, ledger: Ledger, month: Period, show: Show) -> dict[str, object]:
    """The same as plain data: the item, its history and its months."""
    known = show.plan.items[item]
    history = [
        {
            **record_data(record, ledger),
            "in_force": record is chain.in_force,
            "reason": record.reason or None,
            "withdraw": record.withdraw,
        }
        for chain in ledger.chains_of(item)
        for record in chain.records
    ]
    if isinstance(known, Series):
        return {"id": known.id, "name": known.name, "unit": known.unit, "history": history}
    months = [current for current in show.plan.span.months() if current <= month]
    if isinstance(known, Indicator):
        result = assess_indicator(show.plan, known, ledger, month)
        trend = [
            {
                "month": one.month,
                "value": one.new_figure,
                "attainment": one.attainment,
                "expected": one.expected,
                "status": one.status,
            }
            for one in result.months
        ]
        return {
            "month": month,
            **indicator_data(result, ledger, show),
            "history": history,
            "trend": trend,
        }
    states = [assess_action(show.plan, known, ledger, current) for current in months]
    states_trend: list[dict[str, object]] = [
        {"month": current, "status": state.status, "progress": state.progress}
        for current, state in zip(months, states, strict=True)
    ]
    return {"month": month, **action_data(states[-1], ledger), "history": history, "trend": states_trend}


def _head(result: IndicatorResult, show: Show) -> tuple[str, list[str]]:
    indicator = result.indicator
    return show.words("explain.title", name=one_line(indicator.name), id=indicator.id), [
        show.words("fact", label=label, text=text) for label, text in indicator_facts(result, show)
    ]


def indicator_facts(result: IndicatorResult, show: Show) -> Iterator[tuple[str, str]]:
    """What an indicator is, as (label, text); what is not declared is left out."""
    indicator, force, words = result.indicator, result.target, show.words
    support = indicator.place.support
    facts = (
        ("label.section", one_line(indicator.place.section)),
        ("label.wording", one_line(indicator.wording)),
        ("label.target", show.target(force) + (words("explain.effort") if indicator.effort else "")),
        ("label.tolerance", _tolerance(result, show)),
        ("label.revised", _revision(result, show)),
        ("label.measure", words(f"measure.{indicator.measure.value}")),
        ("label.method", words(f"method.{force.method.value}")),
        ("label.schedule", words(f"schedule.{force.schedule.kind.value}")),
        ("label.due", str(indicator.due)),
        ("label.lead", show.lead(indicator.place)),
        ("label.support", show.unit_names(support) if support else ""),
        ("label.reported_by", show.unit_names(indicator.duty.reported_by)),
        ("label.frequency", words(f"frequency.{indicator.duty.frequency.value}")),
        ("label.source", one_line(indicator.duty.source)),
        ("label.components", words.joined([one_line(part) for part in indicator.components])),
    )
    yield from ((words(key), text) for key, text in facts if text)


def _fact(label: str, text: str, show: Show) -> str:
    return show.words("fact", label=show.words(label), text=text) if text else ""


def _tolerance(result: IndicatorResult, show: Show) -> str:
    target = result.target.target
    if target.tolerance is None or target.lower is None or target.upper is None:
        return ""
    return (
        f"{plain(target.lower.normalize())}—{plain(target.upper.normalize())}{show.unit(result.target.unit)}"
    )


def _revision(result: IndicatorResult, show: Show) -> str:
    if not result.indicator.revisions or result.target not in result.indicator.revisions:
        return ""
    parts = [
        str(result.target.since),
        one_line(result.target.source),
        one_line(result.target.reason),
    ]
    return show.words.joined([part for part in parts if part])


def _status_line(result: IndicatorResult, month: Period, show: Show) -> str:
    words = show.words
    marks = flag_words(result, words)
    stale = show.stale(result)
    shown = words(
        "explain.state", status=words(f"status.{result.status.value}"), month=show.full_month(month)
    )
    return words.joined([shown, *([stale] if stale else []), *marks])


def why(result: IndicatorResult, month: Period, show: Show) -> Iterator[str]:
    """Why the status is what it is, in a sentence."""
    words, status = show.words, result.status
    if status is Status.UNDETERMINED:
        yield words(_undetermined(result), places=unreadable_places(result, words))
    elif status is Status.MET and month < result.indicator.due:
        yield words("why.met_early")
    else:
        yield words(
            f"why.{status.value}",
            due=str(result.indicator.due),
            pending=one_line(result.target.target.pending),
        )
    if result.uncompared is not None:
        yield show.uncompared(result)
    elif result.incomplete:
        names = [
            show.item_name(name) if name in show.plan.items else show.unit_name(name)
            for name in result.incomplete
        ]
        yield words("why.missing", names=words.joined(names))


def _undetermined(result: IndicatorResult) -> str:
    if Flag.CONFLICT in result.flags:
        return f"why.{doubt_key(result)}"
    if Flag.NO_FIGURE in result.flags:
        return "why.no_figure"
    if Flag.INCOMPLETE in result.flags:
        return "why.incomplete"
    return "why.stale" if result.satisfied is not None else "why.no_input"


def _record(record: Record, show: Show) -> str:
    """A record in one line: place, period, what it says, who and when."""
    place, said, whence = record_parts(record, show)
    besides = [
        show.words("explain.problem", problem=one_line(record.problem)) if record.problem else "",
        show.words("explain.next", next=one_line(record.next)) if record.next else "",
    ]
    told = show.words.joined([part for part in (said, *besides) if part])
    return f"{place}  {record.period}  {told}  ({whence})"


def record_parts(record: Record, show: Show) -> tuple[str, str, str]:
    """Where a record stands, what it says, and who said it, when and in which file."""
    words = show.words
    figure = record.figure
    said = [
        show.quantity(figure, record.unit) if figure is not None else "",
        words(f"state.{record.state.value}") if record.state else "",
        words("explain.progress", progress=plain(record.progress)) if record.progress is not None else "",
        words("flag.estimate") if record.estimate else "",
        words("explain.withdrawn") if record.withdraw else "",
        one_line(record.note),
        words("explain.evidence", evidence=one_line(record.evidence)) if record.evidence else "",
        words("explain.reason", reason=one_line(record.reason)) if record.reason else "",
    ]
    whence = [
        show.unit_name(record.reported_by) if record.reported_by else "",
        record.reported_on.isoformat() if record.reported_on else words("explain.undated"),
        words(
            "explain.source",
            source=one_line(record.provenance.source),
            place=one_line(record.provenance.source_place),
        )
        if record.provenance
        else "",
    ]
    place = one_line(f"{record.location.path}:{record.location.line}")
    return (
        place,
        words.joined([part for part in said if part]),
        words.joined([part for part in whence if part]),
    )


def _history(item: str, ledger: Ledger, show: Show) -> Iterator[str]:
    for chain in ledger.chains_of(item):
        for record in chain.records:
            yield f"{_record(record, show)}{_fate(record, chain, show)}"


def _fate(record: Record, chain: Chain, show: Show) -> str:
    """What became of a record that is not the one in force."""
    fate, successor = fate_of(record, chain)
    place = one_line(str(successor.location)) if successor else ""
    return show.words(_FATES[fate], place=place) if fate in _FATES else ""


def _text(blocks: list[tuple[str, list[str]]], show: Show) -> str:
    lines: list[str] = []
    for title, entries in blocks:
        if not entries:
            continue
        lines += ["", show.words(title) if show.words.has(title) else title]
        lines += [f"  {entry}" for entry in entries]
    return "\n".join(lines[1:]) + "\n"
