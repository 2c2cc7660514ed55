"""A phrase with a number → an indicator: name, unit, bound, measure, and what of it is not certain."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kpitrack.draft.bounds import bound_of, target_text
from kpitrack.draft.deadlines import due_month
from kpitrack.draft.doubts import doubts_of, each_of, has_base, without_verb
from kpitrack.draft.figures import figure
from kpitrack.draft.measures import measure_of
from kpitrack.draft.naming import is_bare, is_listed, name_of, named, without_bound
from kpitrack.draft.pending import set_elsewhere
from kpitrack.draft.phrases import EFFORT, Phrase
from kpitrack.draft.quantities import SHARES
from kpitrack.draft.values import Doubt, Indicator, Open

_SHORT = 2
_SERIES = re.compile(
    "(?P<bound>不低于|高于|不高于|低于)(?P<series>[^0-9]{2,30}(?:增速|平均|水平|均值|增幅))$"
)
_SERIES_BOUNDS = {
    "不低于": "at_least_series",
    "高于": "at_least_series",
    "不高于": "at_most_series",
    "低于": "at_most_series",
}


def indicators_in(phrase: Phrase, line: int, subject: str = "") -> Iterator[Indicator]:
    """The indicators of a phrase: one for its main number; else against a series, or set elsewhere.

    `subject`: what the words before it are about, for a number that does not say what it counts.
    """
    if phrase.quantities:
        yield _quantified(phrase, line, subject)
        return
    found = _SERIES.search(phrase.text)
    if found and found.start():
        name, bound = phrase.text[: found.start()], _SERIES_BOUNDS[found["bound"]]
        opens = (Open(Doubt.SERIES, line, {"series": found["series"], "bound": found["bound"]}),)
        yield Indicator(
            named(name),
            phrase.text,
            found[0],
            "%",
            "growth",
            bound,
            (),
            line,
            series=found["series"],
            opens=opens,
        )
    found_elsewhere = set_elsewhere(phrase.text)
    if found_elsewhere:
        name, by, told = found_elsewhere
        opens = (Open(Doubt.PENDING, line, {"by": by}),)
        yield Indicator(named(name), phrase.text, told, "", "cumulative", "pending", (by,), line, opens=opens)


def _quantified(phrase: Phrase, line: int, subject: str) -> Indicator:
    quantity, text = phrase.main, phrase.text
    before = text[: quantity.start]
    is_about = bool(subject) and is_bare(quantity)
    words = (subject if is_about else "") + before
    bound, values = bound_of(quantity)
    unit, each = quantity.unit, each_of(phrase)
    name = name_of(quantity, subject) or text
    if name.startswith("每万人") and unit != "%":
        unit = f"{unit}/万人"
    opens = list(doubts_of(phrase, line, words))
    if is_about:
        opens.append(Open(Doubt.SUBJECT, line, {"text": text, "subject": subject}))
    elif is_bare(quantity):
        opens.append(Open(Doubt.NAMELESS, line, {"text": text}))
    if len(name) <= _SHORT and phrase.first and all(open_.doubt is not Doubt.CARRIED for open_ in opens):
        opens.append(Open(Doubt.SHORT_NAME, line, {"first": phrase.first.text}))
    measure = "level" if each and quantity.unit not in SHARES else measure_of(words, quantity)
    is_sum = len(phrase.parts) > 1 and not is_listed(before)
    components = (*phrase.parts[:-1], before.rpartition("、")[2]) if is_sum else ()
    return Indicator(
        name,
        phrase.told or text,
        target_text(quantity),
        "%" if unit == "百分点" else unit,
        measure,
        bound,
        values,
        line,
        effort=bool(EFFORT.search(text)),
        due_month=due_month(text),
        components=_components(components),
        opens=tuple(opens),
        base=figure(quantity.base) if has_base(quantity) else "",
    )


def _components(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The parts of a sum: nouns, the verb before the first taken off."""
    bare = [without_bound(part) for part in parts]
    if bare:
        bare[0] = without_verb(bare[0])
    split = [piece for part in bare for piece in re.split("[和及]", part) if piece]
    return tuple(dict.fromkeys(split)) if len(split) > 1 else ()
