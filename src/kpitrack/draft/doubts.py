"""What of a phrase with a number a person must decide."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kpitrack.draft.bounds import behind_of, bound_apart, bound_of, target_text
from kpitrack.draft.figures import figure
from kpitrack.draft.measures import changes_by, each_in, falls_by, measure_of
from kpitrack.draft.naming import is_listed, opened
from kpitrack.draft.phrases import EFFORT, Phrase
from kpitrack.draft.quantities import RISES_TO, SHARES, Quantity
from kpitrack.draft.values import Doubt, Open

_VERBS = re.compile(
    "^(新增|完成|引进或培育|引进|培育|建设|建成|举办|组织|选派|创建|布局|备案|申报|开展|召开|新建|打造|认定|培训)"
)
_ENCLOSED = re.compile("[（(][^（()）]*[）)]")
_SINCE = re.compile("[比较](?:上年|去年|20[0-9]{2}年)|同比|净增$")
_SMALL = 2


def without_verb(text: str) -> str:
    """What is counted, without the verb before it."""
    return _VERBS.sub("", opened(text))


def each_of(phrase: Phrase) -> str:
    """The words that say that a number is one for each of several: 每村."""
    first = phrase.first.text if phrase.first else ""
    return each_in(phrase.text[: phrase.main.start + len(phrase.main.before)]) or each_in(first)


def doubts_of(phrase: Phrase, line: int, words: str) -> Iterator[Open]:
    """All that is not certain; `words` are those before the number, with their subject."""
    quantity, facts = phrase.main, {"target": target_text(phrase.main)}
    yield from _of_bound(quantity, facts, line)
    if len(phrase.quantities) > 1:
        rest = "、".join(dict.fromkeys(_shown(each) for each in phrase.quantities if each is not quantity))
        yield Open(Doubt.SEVERAL, line, {**facts, "rest": rest})
    yield from _of_measure(phrase, words, line)
    yield from _of_context(phrase, line)


def _shown(quantity: Quantity) -> str:
    """A number that is not written; with the words of its bracket, where it stands in one."""
    enclosed = (
        each for each in _ENCLOSED.finditer(quantity.whole) if each.start() < quantity.start < each.end()
    )
    return next((each[0][1:-1] for each in enclosed), quantity.text)


def _of_bound(quantity: Quantity, facts: dict[str, str], line: int) -> Iterator[Open]:
    before, behind = quantity.before, behind_of(quantity)
    bound, _ = bound_of(quantity)
    is_change = changes_by(quantity)
    if quantity.base:
        base = f"{quantity.base}{quantity.base_unit}"
        yield Open(Doubt.BASE if has_base(quantity) else Doubt.BASE_UNIT, line, {**facts, "base": base})
    if _is_fall(quantity):
        yield Open(Doubt.FALL if bound == "at_least" else Doubt.FALL_TOO, line, facts)
    elif (
        bound == "at_least"
        and not behind
        and not bound_apart(quantity)
        and (before in {"", "共"} or is_change)
    ):
        yield Open(Doubt.BARE, line, facts)
    if not behind and not quantity.base and re.fullmatch(f"达到?|{RISES_TO}", before):
        yield Open(Doubt.REACH, line, {**facts, "word": before})
    if quantity.unit not in SHARES and _SINCE.search(quantity.whole[: quantity.start]):
        yield Open(Doubt.COMPARED, line, facts)
    if bound == "about":
        yield Open(Doubt.ABOUT, line, facts)
    if bound in {"at_most", "less_than"}:
        yield Open(Doubt.UPPER, line, facts)


def _is_fall(quantity: Quantity) -> bool:
    """Whether the number is a fall that is aimed at, not one that is limited."""
    return falls_by(quantity) and bound_of(quantity)[0] not in {"at_most", "less_than"}


def has_base(quantity: Quantity) -> bool:
    """Whether the number starts from another that can stand beside it: of the same unit."""
    return bool(figure(quantity.base)) and quantity.base_unit in {"", quantity.unit}


def _of_measure(phrase: Phrase, words: str, line: int) -> Iterator[Open]:
    quantity, each = phrase.main, each_of(phrase)
    measure = measure_of(words, quantity)
    bound, _ = bound_of(quantity)
    number = figure(quantity.low)
    if each:
        yield Open(Doubt.EACH, line, {"each": each})
    if quantity.unit in SHARES:
        if not _is_fall(quantity):
            yield Open(Doubt.RATE, line, {"measure": measure})
    elif each:
        return
    elif measure == "level":
        yield Open(Doubt.LEVEL, line)
    elif bound in {"at_most", "less_than"}:
        yield Open(Doubt.UPPER_SUM, line)
    elif number.isdecimal() and int(number) <= _SMALL and not quantity.high:
        yield Open(Doubt.SMALL, line, {"target": target_text(quantity)})


def _of_context(phrase: Phrase, line: int) -> Iterator[Open]:
    """What goes before the phrase and may reach as far: 力争, 新增; and what is counted together."""
    if phrase.effort and not EFFORT.search(phrase.text):
        yield Open(Doubt.EFFORT, line, {"word": phrase.effort})
    verb = _VERBS.match(opened(phrase.first.text)) if phrase.first else None
    if verb and not _VERBS.match(phrase.text):
        yield Open(Doubt.CARRIED, line, {"word": verb[1]})
    before = phrase.text[: phrase.main.start]
    if is_listed(before):
        yield Open(Doubt.LISTED, line, {"text": phrase.text})
    elif len(phrase.parts) > 1:
        yield Open(Doubt.COMPONENTS, line)
    near = (phrase.told or phrase.text, phrase.first.text if phrase.first else "")
    if any("分别" in each for each in near):
        yield Open(Doubt.RESPECTIVELY, line, {"text": phrase.told or phrase.text})
