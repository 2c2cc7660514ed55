"""What every part of a briefing needs: its values, its words, names made safe, numbers of headings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kpitrack.amendments import NOTHING_CLOSED, Later
from kpitrack.assessment.results import ActionResult, ActionStatus, Assessment, IndicatorResult, Status, Tally
from kpitrack.kinds import LeadKind, Section
from kpitrack.ledger import Ledger
from kpitrack.model import Action, Indicator, Place
from kpitrack.periods import Period
from kpitrack.render.briefing.outline import Outline
from kpitrack.render.cells import (
    ACTION_ORDER,
    STATUS_ORDER,
    action_status_cell,
    figure_cell,
    status_cell,
    target_cell,
)
from kpitrack.render.document import Column, Heading
from kpitrack.render.safe import one_line
from kpitrack.render.show import Show
from kpitrack.reported import Record
from kpitrack.wording import Words

_DIGITS = "〇一二三四五六七八九"
_STOPS = tuple("。！？；…!?;.")
_ENGLISH_STOPS = tuple(".!?")
_NUMERIC = frozenset(
    {
        "figure",
        "attainment",
        "expected",
        "against",
        "change",
        "shortfall",
        "needed",
        "progress",
        "reported",
        "before",
        "after",
        "count",
        "owed",
    }
)
# How wide columns are beside each other; the others 4.
_WIDTHS = {
    "number": 2,
    "section": 4,
    "indicator": 9,
    "action": 9,
    "lead": 8,
    "note": 10,
    "problem": 7,
    "next": 7,
    "target": 5,
    "figure": 5,
    "item": 8,
    "items": 16,
    "count": 2,
    "reporter": 6,
    "places": 10,
    "place": 9,
    "reason": 6,
    "sentence": 16,
    "published": 9,
    "now": 9,
    "month": 2,
    "severity": 3,
}


@dataclass(frozen=True, slots=True)
class Facts:
    """A plan's assessment with the ledger it rests on, and the language to tell it in.

    `later` is what has come to light of earlier closed months. Texts that come back are plain and on
    one line; whoever writes a format escapes them.
    """

    assessment: Assessment
    ledger: Ledger
    show: Show
    words: Words
    outline: Outline
    later: Later = NOTHING_CLOSED

    @property
    def month(self) -> Period:
        """The month told of."""
        return self.assessment.month

    @property
    def results(self) -> tuple[IndicatorResult | ActionResult, ...]:
        """Every indicator, then every action."""
        return (*self.assessment.indicators, *self.assessment.actions)

    def say(self, key: str, **facts: object) -> str:
        """A sentence of the briefing's wording, its places filled."""
        return self.words(f"briefing.{key}", **facts)

    def sentence(self, text: str) -> str:
        """A text with a full stop, unless it has one; empty for an empty one."""
        return text if not text or text.endswith(_STOPS) else f"{text}{self.say('stop')}"

    def paragraph(self, sentences: Iterable[str]) -> str:
        """Sentences one after the other, with a blank behind one that ends as English does."""
        between, text = self.say("between"), ""
        for sentence in sentences:
            gap = " " if sentence and text.endswith(_ENGLISH_STOPS) else between
            text += f"{gap}{sentence}" if text and sentence else sentence
        return text

    def clauses(self, parts: Iterable[str]) -> str:
        """Parts of a sentence, with commas between them."""
        return self.say("comma").join(part for part in parts if part)

    def groups(self, parts: Iterable[str]) -> str:
        """Parts of a sentence, with semicolons between them."""
        return self.say("semicolon").join(part for part in parts if part)

    def names(self, items: Iterable[str]) -> str:
        """Items' names in running text; with semicolons, for a name may hold the list's own comma."""
        return self.groups(self.name(item) for item in items)

    def some(self, items: Sequence[str], most: int, *, counted: bool = False) -> str:
        """The names of the first few items, and how many there are in all where more than one is left.

        Unless that is `counted` already, where they stand.
        """
        if len(items) <= most + 1:
            return self.names(items)
        if counted:
            return self.say("names.and-others", names=self.names(items[:most]))
        return self.say("names.more", names=self.names(items[:most]), n=len(items))

    def name(self, item: str) -> str:
        """The name of an item, of a step with that of its action."""
        known = self.assessment.plan.steps.get(item)
        if known is None:
            return one_line(self.show.item_name(item))
        action, step = known
        return self.say("step-name", action=one_line(action.name), step=one_line(step.name))

    def units(self, units: Sequence[str]) -> str:
        """Units' names in running text; 未明确 without any."""
        return one_line(self.show.unit_names(tuple(units)))

    def target(self, result: IndicatorResult) -> str:
        """An indicator's target."""
        return one_line(target_cell(self.show, result))

    def figure(self, result: IndicatorResult) -> str:
        """An indicator's figure, with its month where that is an earlier one."""
        return one_line(figure_cell(self.show, result, self.month))

    def status(self, result: IndicatorResult | ActionResult) -> str:
        """An item's status with its flags."""
        if isinstance(result, IndicatorResult):
            return one_line(status_cell(self.show, result))
        return one_line(action_status_cell(self.show, result))

    def counts(self, tally: Tally) -> str:
        """«其中已完成3项、达到序时2项»: every status of indicators that occurs; they add up to the total."""
        return self._counted("status", [(status, tally.statuses[status]) for status in STATUS_ORDER])

    def action_counts(self, tally: Tally) -> str:
        """The same of actions."""
        return self._counted("action", [(status, tally.actions[status]) for status in ACTION_ORDER])

    def _counted(self, kind: str, numbers: Sequence[tuple[Status | ActionStatus, int]]) -> str:
        return self.counted([(f"{kind}.{status.value}", n) for status, n in numbers])

    def counted(self, numbers: Sequence[tuple[str, int]]) -> str:
        """«其中滞后2项、未报送1项»: statuses by their key, with numbers; «均为滞后» where all are alike."""
        found = [(self.words(key), n) for key, n in numbers if n]
        if len(found) == 1:
            status, n = found[0]
            return self.say("count.all", status=status) if n > 1 else status
        counts = self.words.joined([self.say("count", status=status, n=n) for status, n in found])
        return self.say("count.several", counts=counts) if found else ""

    def section(self, place: Place) -> str:
        """Where an item stands in the plan: （方案二（四）2）; empty where the plan does not say."""
        return self.say("section", section=one_line(place.section)) if place.section else ""

    def answerable(self, place: Place) -> str:
        """Who answers for an item, as the plan has it («牵头单位：…»)."""
        kind = place.lead_kind if place.lead else LeadKind.NONE
        return self.say(f"lead.{kind.value}", units=self.units(place.lead))

    def taking_part(self, place: Place) -> str:
        """Who takes part in an item; empty where nobody is named."""
        if not place.support:
            return ""
        key = "support.open" if place.support_open else "support.closed"
        return self.say(key, units=self.units(place.support))

    def part(self, section: Section, text: str) -> Heading:
        """A heading of the first level («一、…»)."""
        number = self.outline.part(section) or 0
        mark = chinese(number) if self.words.language == "zh" else str(number)
        return Heading(2, self.say("heading.part", mark=mark, text=text))

    def subpart(self, section: Section | None, number: int, text: str) -> Heading:
        """A heading of the second level («（一）…»); without a section it is one of the notes."""
        above = self.outline.part(section) if section else f"A{self.outline.notes}"
        mark = chinese(number) if self.words.language == "zh" else f"{above}.{number}"
        return Heading(3, self.say("heading.subpart", mark=mark, text=text))

    def topic(self, section: Section, subpart: int, number: int, text: str) -> Heading:
        """A heading of the third level («1.…»)."""
        above = self.outline.part(section)
        mark = str(number) if self.words.language == "zh" else f"{above}.{subpart}.{number}"
        return Heading(4, self.say("heading.topic", mark=mark, text=text))

    def numbered(self, texts: Iterable[str]) -> list[str]:
        """Paragraphs that begin with their number; not a Markdown list, whose numbers get lost."""
        return [self.say("numbered", mark=number, text=text) for number, text in enumerate(texts, 1)]

    def annex(self, number: int) -> str:
        """What an annex is referred to by: «附件1»; one that is the only one has no number."""
        return self.say("annex" if self.outline.annexes else "annex.alone", number=number)

    def columns(self, *names: str) -> list[Column]:
        """Columns of a table, by the names of their headings."""
        return [
            Column(self.say(f"column.{name}"), numeric=name in _NUMERIC, width=_WIDTHS.get(name, 4))
            for name in names
        ]

    def last_reports(self, item: str) -> tuple[Record, ...]:
        """The records in force of the latest month that an item was reported for."""
        periods = [period for period in self.ledger.periods(item) if period <= self.month]
        return self.ledger.reports(item, periods[-1]) if periods else ()


def chinese(number: int) -> str:
    """A number from 1 to 99 in Chinese numerals, as headings have it; others in digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[ones] if ones else "")


def item_of(result: IndicatorResult | ActionResult) -> Indicator | Action:
    """The indicator or action that a result is of."""
    return result.indicator if isinstance(result, IndicatorResult) else result.action
