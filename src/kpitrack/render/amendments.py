"""How an item of a closed month stood and stands, in words: what differs, and the status with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from kpitrack.amendments import Amendment, differ
from kpitrack.assessment.results import Flag
from kpitrack.numeric import Exact, plain
from kpitrack.periods import Period
from kpitrack.render.cells import of_month
from kpitrack.render.show import Show
from kpitrack.store.seal import Tree

_EXACT = 4  # decimals up to which a figure is taken for one as reported
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_RATIOS = ("attainment", "pace")


def standing_text(show: Show, amendment: Amendment, standing: Tree | None) -> str:
    """One side of an amendment: the figure, what else differs from the other side, the status.

    Plain text, unescaped. Where both sides would read the same, the exact figures stand beside them.
    """
    if standing is None:
        return show.words("amend.absent")
    text = _text(show, amendment, standing)
    other = amendment.now if standing is amendment.before else amendment.before
    if other is None or text != _text(show, amendment, other):
        return text
    exact = [
        f"{key} {_bare(standing[key])}"
        for key in standing
        if key in other and differ(standing[key], other[key])
    ]
    return text + show.words("amend.exact", text=show.words.joined(exact))


def _text(show: Show, amendment: Amendment, standing: Tree) -> str:
    parts = [
        *_parts(show, amendment, standing),
        _status(show, standing, is_unreadable=amendment.is_unreadable and standing is amendment.now),
    ]
    return show.words("briefing.comma").join(part for part in parts if part)


def _parts(show: Show, amendment: Amendment, standing: Tree) -> Iterator[str]:
    before, now = amendment.before or {}, amendment.now or {}
    differing = {key for key in before.keys() & now.keys() if differ(before[key], now[key])}
    if before.get("value") is not None or now.get("value") is not None:
        yield _figure(show, amendment, standing)
    if "progress" in differing and (progress := _number(standing.get("progress"))) is not None:
        yield show.words("amend.progress", text=f"{progress}%")
    for key in _RATIOS:
        if key in differing and (ratio := _number(standing.get(key))) is not None:
            yield show.words(f"amend.{key}", text=show.percent(Fraction(ratio)))
    if "target" in differing:
        yield show.words("amend.target", text=_target(show, standing, amendment.unit))
    if "expected" in differing and (expected := _number(standing.get("expected"))) is not None:
        yield show.words("amend.expected", text=show.quantity(_exact(expected), _unit(standing, amendment)))
    if "steps" in differing:
        yield show.words.joined(list(_steps(show, amendment, standing)))


def _figure(show: Show, amendment: Amendment, standing: Tree) -> str:
    value, period = _number(standing.get("value")), standing.get("value_period")
    if value is None:
        return show.words("amend.figure.none")
    text = show.quantity(_exact(value), _unit(standing, amendment))
    return of_month(show, text, Period.iso(str(period)) if period else None, amendment.month)


def _steps(show: Show, amendment: Amendment, standing: Tree) -> Iterator[str]:
    """The steps whose state differs."""
    sides = (amendment.before or {}, amendment.now or {})
    before, now, states = (_mapping(side.get("steps")) for side in (*sides, standing))
    for step, state in states.items():
        if before.get(step) != now.get(step):
            known = show.plan.steps.get(f"{amendment.item}.{step}")
            word = show.words(f"state.{state}" if state else "action.not_reported")
            yield show.words("amend.step", name=known[1].name if known else step, state=word)


def _status(show: Show, standing: Tree, *, is_unreadable: bool) -> str:
    """The status in words, with its flags; an action has other statuses than an indicator."""
    status = str(standing["status"])
    keys = [f"action.{status}", f"status.{status}"] if "state" in standing else [f"status.{status}"]
    word = next((show.words(key) for key in keys if show.words.has(key)), status)
    found = standing.get("flags")
    names = [str(flag) for flag in found] if isinstance(found, list) else []
    if is_unreadable:
        names = ["unreadable" if name == Flag.CONFLICT.value else name for name in names]
    flags = [show.words(f"flag.{name}") if show.words.has(f"flag.{name}") else name for name in names]
    if not flags:
        return word
    return show.words("briefing.cell.flagged", status=word, flags=show.words.joined(flags))


def _target(show: Show, standing: Tree, unit: str) -> str:
    """A target as it stands in a seal, in words made from it."""
    for bound, value in _mapping(standing.get("target")).items():
        if not show.words.has(f"target.{bound}"):
            continue
        values = [str(one) for one in value] if isinstance(value, list) else [str(value), ""]
        series = show.item_name(values[0])
        return show.words(
            f"target.{bound}",
            value=values[0],
            upper=values[1],
            unit=show.unit(str(standing.get("unit") or unit)),
            series=series,
            pending=values[0],
        )
    return _bare(standing.get("target"))


def _unit(standing: Tree, amendment: Amendment) -> str:
    return str(standing.get("unit") or amendment.unit)


def _number(value: object) -> Decimal | None:
    """The number that a text of a seal writes; None for anything else."""
    return Decimal(value) if isinstance(value, str) and _NUMBER.fullmatch(value) else None


def _exact(value: Decimal) -> Exact:
    """As reported; one with many decimals was computed, and is shown as such."""
    places = len(plain(value).partition(".")[2])
    return Fraction(value) if places > _EXACT else value


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _bare(value: object) -> str:
    if isinstance(value, list):
        return " ".join(map(_bare, value))
    return (
        " ".join(f"{key}={_bare(one)}" for key, one in value.items())
        if isinstance(value, Mapping)
        else str(value)
    )
