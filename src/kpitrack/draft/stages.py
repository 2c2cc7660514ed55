"""What is to be reached on the way: 上半年完成30公里 is a stage of the year's 60, 6月底前完成选址 a step."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from kpitrack.draft.deadlines import due_of_cell
from kpitrack.draft.figures import WIDE
from kpitrack.draft.phrases import Phrase, span
from kpitrack.draft.values import Action, Doubt, Indicator, Open, Stage

_WHEN = (
    r"(?P<when>(?:[0-9]{4}年)?(?:[0-9]{1,2}月份?(?:[0-9]{1,2}[日号]|[底末]|[上中下]旬)?|(?:前|第)?[一二三四]季度[底末]?"
    "|上半年|下半年|年中|年[底末]|全年)(?:以前|之前|前|内)?)"
)
_AIM = "(?:要|应|力争|争取|努力|确保|全面|累计|基本|再|新|共)*"
_STAGE = re.compile(f"(?:其中|截至|到|在)?{_WHEN}{_AIM}(?:完成|建成|实现|新增|新建|建设|改造|开工|投入|达)?")
_STEP = re.compile(rf"(?:其中|截至|到|在)?{_WHEN}(?P<what>\D[^（）()]{{1,40}})")
_TIME = re.compile(rf"(?:截至|到|在)?{_WHEN}(?P<what>[^0-9]*)")
_KIND = re.compile("(?:季度|月份?|半年|全年|年中|年)[底末]?(?:以前|之前|前|内)?$")
_PARTED = re.compile("[、和及与]")
_OF_NAMES = frozenset({Doubt.SUBJECT, Doubt.NAMELESS})
_RATIO = frozenset({"at_least", "more_than", "about", "between"})
_MIDYEAR, _LAST = 6, 12
_FEWEST = 2


def stage_month(phrase: Phrase, name: str = "") -> int:
    """The month by whose end the number of a phrase is due, where it names nothing but that; else 0.

    `name`: of what stands before it, which may be said again: 全年完成投资6亿元.
    """
    quantity = phrase.main
    before = phrase.text[: quantity.start].translate(WIDE)
    found = _STAGE.fullmatch(before) or _STAGE.fullmatch(before.replace(name, "", 1))
    return _month(found["when"]) if found and not phrase.text[quantity.end :] else 0


def times_in(text: str) -> tuple[tuple[str, ...], str]:
    """The times that a text lists, and the words behind the last: 一、二、三季度投资; else none."""
    *parts, end = _PARTED.split(text)
    last = _TIME.fullmatch(end.translate(WIDE))
    kind = _KIND.search(last["when"]) if last else None
    if not parts or not last or not kind:
        return (), ""
    times = [each if _KIND.search(each) else each + kind[0] for each in parts]
    said = [_TIME.fullmatch(each.translate(WIDE)) for each in times]
    if not all(each and not each["what"] and _month(each["when"]) for each in said):
        return (), ""
    return (*times, end.removesuffix(last["what"])), last["what"]


def _month(text: str) -> int:
    bare = re.sub("[前内]$|以前$|之前$", "", text)
    if bare.endswith("年中"):
        return _MIDYEAR
    if bare.endswith(("全年", "下半年")):
        return _LAST
    return due_of_cell(re.sub("^前(?=[一二三四]季度)", "", bare))[1]


def with_stage(indicator: Indicator, stage: Indicator, month: int, text: str) -> Indicator:
    """An indicator with one more number on its way; both stand in `text`.

    Where it is itself only a number with a month and no total, the later is the target.
    """
    if not indicator.due_month or indicator.due_month >= month:
        return replace(indicator, stages=(*indicator.stages, Stage(month, stage.wording, stage.values[0])))
    told = re.split("[，,；;、]", indicator.wording)[-1] if indicator.stages else indicator.wording
    kept = (each for each in indicator.opens if each.doubt in _OF_NAMES)
    of_stage = (each for each in stage.opens if each.doubt not in _OF_NAMES)
    return replace(
        indicator,
        wording=span(text, indicator.wording, stage.wording),
        target_text=stage.target_text,
        bound=stage.bound,
        values=stage.values,
        due_month=month,
        opens=(*kept, *of_stage),
        stages=(*indicator.stages, Stage(indicator.due_month, told, indicator.values[0])),
    )


def settled(indicator: Indicator) -> Indicator:
    """An indicator whose stages fit its target, or has none of them but says so."""
    if not indicator.stages:
        return indicator
    told = "，".join(stage.told for stage in indicator.stages)
    points = _points(indicator)
    doubt = Doubt.STAGES if points else Doubt.STAGES_LEFT
    facts = {"stages": told, "points": "，".join(f"{stage.month}月 {stage.value}" for stage in points)}
    opens = tuple(each for each in indicator.opens if not (points and each.doubt is Doubt.SMALL))
    return replace(indicator, stages=points, opens=(*opens, Open(doubt, indicator.line, facts)))


def _points(indicator: Indicator) -> tuple[Stage, ...]:
    """The stages as running totals; none where they do not rise to the target.

    Stages that together make the target are each one's own number: 上半年20, 下半年40 of 60.
    """
    stages, target = indicator.stages, Decimal(indicator.values[-1])
    if indicator.measure == "growth" or indicator.bound not in _RATIO or target <= 0:
        return ()
    values = [Decimal(stage.value) for stage in stages]
    if len(values) > 1 and sum(values) == target:
        values = [sum(values[:end], Decimal(0)) for end in range(1, len(values) + 1)]
    rises = all(low <= high for low, high in pairwise([*values, target]))
    in_order = all(left.month < right.month for left, right in pairwise(stages))
    is_within = stages[-1].month <= (indicator.due_month or _LAST)
    if not (rises and in_order and is_within):
        return ()
    return tuple(replace(stage, value=f"{value:f}") for stage, value in zip(stages, values, strict=True))


def steps_in(found: Sequence[Phrase]) -> tuple[Stage, ...]:
    """The steps that phrases without a number name one behind the other: each begins with its month."""
    steps: list[Stage] = []
    for part in (part for phrase in found for part in phrase.parts):
        said = _STEP.fullmatch(part.translate(WIDE))
        month = _month(said["when"]) if said else 0
        if not said or not month:
            return ()
        steps.append(Stage(month, said["what"]))
    return tuple(steps)


def action_in_steps(found: Sequence[Phrase], text: str, line: int) -> Action:
    """Several phrases of a text, each with its month, as one action."""
    steps = steps_in(found)
    name = "、".join(step.told for step in steps)[:60]
    wording = span(text, found[0].text, found[-1].text) if len(found) > 1 else found[0].text
    return Action(name, wording, "project", line, max(step.month for step in steps), steps)


def runs(found: Sequence[Phrase]) -> Iterator[list[Phrase]]:
    """The phrases in their order; those that name steps of one thing, in one sentence, together."""
    run: list[Phrase] = []
    for phrase in found:
        is_step = not phrase.quantities and bool(steps_in([phrase]))
        if run and not (is_step and phrase.sentence == run[0].sentence):
            yield from _told(run)
            run = []
        if is_step:
            run.append(phrase)
        else:
            yield [phrase]
    yield from _told(run)


def _told(run: list[Phrase]) -> Iterator[list[Phrase]]:
    """Steps together, where there are several."""
    if len(steps_in(run)) >= _FEWEST:
        yield run
    else:
        yield from ([phrase] for phrase in run)
