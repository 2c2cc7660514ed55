"""A line → its items: what a phrase leaves unsaid is taken from the phrase before it, and marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kpitrack.draft.actions import actions_in
from kpitrack.draft.deadlines import due_year
from kpitrack.draft.indicators import indicators_in
from kpitrack.draft.naming import is_bare, subject_of
from kpitrack.draft.phrases import Phrase, numbers_left, phrases
from kpitrack.draft.quantities import quantities
from kpitrack.draft.respectively import apart
from kpitrack.draft.stages import action_in_steps, runs, settled, stage_month, steps_in, with_stage
from kpitrack.draft.values import Action, Doubt, Indicator, Line, Open

Item = Indicator | Action
_OF_WHICH = re.compile("^(?:其中|含|包括)[：:]?")
_YEARS = re.compile(
    "(?P<year>20[0-9]{2})年|(?P<now>今年|本年|当年|年内)|(?<![0-9第])[两二三四五十3-9](?:年之?内|年行动)|未来[一二三四五两]?[至到]?[一二三四五两]年"
)
_LONGEST_SUBJECT = 30
_SHORT = 6
_LAST = 12
_LONGEST_SHOWN = 80


@dataclass
class Items:
    """What a line says: items in their order, what is to be decided, words that became nothing."""

    found: list[Item] = field(default_factory=list)
    opens: list[Open] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def items_of(line: Line, title: str, year: int, *, with_actions: bool) -> Items:
    """The items of a line below a heading `title`, of the plan of a year."""
    reader = _Reader(line, title, year, with_actions=with_actions)
    for run in runs(apart(list(phrases(line.text)), line.text)):
        reader.read(run)
    found = [settled(item) if isinstance(item, Indicator) else item for item in reader.items.found]
    return replace(reader.items, found=found)


class _Reader:
    """Reads the phrases of a line in their order."""

    def __init__(self, line: Line, title: str, year: int, *, with_actions: bool) -> None:
        self._line = line
        self._title = title
        self._year = year
        self._later = ""  # the year after the plan's, or the years, that the sentence speaks of
        self._with_actions = with_actions
        self.items = Items()
        self._last: Phrase | None = None
        self._place = -1  # of the last indicator with a total of its own
        self._of_which = False

    def read(self, run: Sequence[Phrase]) -> None:
        """One phrase, or several that are the steps of one thing."""
        if len(run) > 1 or len(steps_in(run)) > 1:
            self._read_steps(run)
        else:
            self._read_one(run[0])
        self._last = run[-1]

    def _read_steps(self, run: Sequence[Phrase]) -> None:
        if not self._with_actions:
            self.items.left += [phrase.text for phrase in run]
            return
        action = action_in_steps(run, self._line.text, self._line.number)
        facts = {"stages": action.wording, "name": action.name}
        self.items.opens.append(Open(Doubt.STEPS, self._line.number, facts))
        self.items.found.append(action)

    def _read_one(self, phrase: Phrase) -> None:
        number, items = self._line.number, self.items
        self._of_which = self._reaches(phrase)
        self._later = self._later_year(phrase)
        found = list(indicators_in(phrase, number, self._subject(phrase)))
        is_other = due_year(phrase.told or phrase.text) not in {0, self._year}
        for indicator in found:
            self._add(phrase, replace(indicator, due_month=0) if is_other else indicator)
        numbers = numbers_left(phrase)
        shown = phrase.text if len(phrase.text) <= _LONGEST_SHOWN else f"{phrase.text[:_LONGEST_SHOWN]}…"
        for each in numbers:
            items.opens.append(Open(Doubt.NUMBER, number, {"number": each, "text": shown}))
        actions = list(actions_in(phrase, number)) if self._with_actions and not found else []
        items.found += [replace(action, due_month=0) if is_other else action for action in actions]
        if is_other and not self._later:
            year = f"{due_year(phrase.told or phrase.text)}年"
            items.opens.append(Open(Doubt.LATER_YEAR, number, {"year": year, "name": phrase.text}))
        if not found and not numbers and phrase.text != "其中":
            said = "、".join(action.wording for action in actions)
            items.left += [part for part in phrase.parts if part not in said]

    def _reaches(self, phrase: Phrase) -> bool:
        """Whether 其中 stands before a phrase, in its clause or further up in its sentence."""
        if any(_OF_WHICH.match(each.text) for each in (phrase, phrase.first) if each):
            return True
        return self._of_which and self._last is not None and self._last.sentence == phrase.sentence

    def _later_year(self, phrase: Phrase) -> str:
        """The words of a year behind the plan's that hold for a phrase: 到2028年, 三年内."""
        said = list(_YEARS.finditer(phrase.text))
        if said:
            later = (each[0] for each in said if not each["now"] and int(each["year"] or 9999) > self._year)
            return next(later, "")
        is_on = self._last is not None and self._last.sentence == phrase.sentence
        return self._later if is_on else ""

    def _add(self, phrase: Phrase, indicator: Indicator) -> None:
        """An indicator as an item of its own, or as a stage of the one before it."""
        if self._later:
            later = Open(Doubt.LATER_YEAR, indicator.line, {"year": self._later})
            indicator = replace(indicator, due_month=0, opens=(*indicator.opens, later))
        whole = self._before()
        month = self._month(phrase, whole)
        if month and whole and whole.unit == indicator.unit and whole.values and not indicator.base:
            self.items.found[self._place] = with_stage(whole, indicator, month, self._line.text)
            return
        if month:
            indicator = replace(indicator, due_month=month)
        is_part = not month and whole is not None and self._is_part(phrase, indicator, whole)
        if whole and is_part:
            indicator = _as_part(indicator, whole)
        self._place = self._place if is_part else len(self.items.found)
        self.items.found.append(indicator)

    def _month(self, phrase: Phrase, whole: Indicator | None) -> int:
        """The month of a number that is a stage of the whole, or of a total that its stages stand before."""
        if not phrase.quantities or self._later:
            return 0
        again = stage_month(phrase, whole.name) if whole else 0
        is_stage = whole is not None and (again < _LAST or whole.due_month)
        return stage_month(phrase) or (again if is_stage else 0)

    def _is_part(self, phrase: Phrase, indicator: Indicator, whole: Indicator) -> bool:
        """Whether what stands behind 其中 is part of the whole: in its own clause, or short, of one unit."""
        if not self._of_which:
            return False
        near = (phrase, phrase.first or phrase)
        is_said = any(_OF_WHICH.match(each.text) for each in near)
        is_next = self._last is not None and self._last.text == "其中"
        return is_said or is_next or _is_same(indicator, whole)

    def _before(self) -> Indicator | None:
        """The last indicator of the line that is no stage and no part of another."""
        found = self.items.found[self._place] if self._place >= 0 else None
        return found if isinstance(found, Indicator) else None

    def _subject(self, phrase: Phrase) -> str:
        """What a number without words of its own is about."""
        if not phrase.quantities or not is_bare(phrase.main):
            return ""
        if self._last and self._last.sentence == phrase.sentence:
            before = self._before()
            if before:
                return subject_of(before.name)
            if len(self._last.text) <= _LONGEST_SUBJECT:
                return subject_of(self._last.text)
        return self._title if not quantities(self._title) else ""


def _as_part(indicator: Indicator, whole: Indicator) -> Indicator:
    """What is part of another, told so; its name with that of the whole, where both count the same."""
    is_same = _is_same(indicator, whole)
    kept = (each for each in indicator.opens if not (is_same and each.doubt is Doubt.SHORT_NAME))
    opens = (*kept, Open(Doubt.PART, indicator.line, {"whole": whole.name}))
    name = f"{whole.name}（其中{indicator.name}）" if is_same else indicator.name
    return replace(indicator, name=name, opens=opens)


def _is_same(indicator: Indicator, whole: Indicator) -> bool:
    """Whether a short name counts what the whole does: 农村 10个 of 食堂 25个."""
    is_one = indicator.unit == whole.unit and indicator.measure == whole.measure == "cumulative"
    return is_one and len(indicator.name) <= _SHORT
