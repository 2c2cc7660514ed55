"""Every sentence and heading a person reads, in Chinese and English, by key.

The two languages stand side by side in one table, so that neither can lack what the other has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kpitrack.wording.briefing import BRIEFING
from kpitrack.wording.choices import CHOICES
from kpitrack.wording.closing import CLOSING
from kpitrack.wording.command_line import COMMAND_LINE
from kpitrack.wording.dataset import DATASET
from kpitrack.wording.diff import DIFF
from kpitrack.wording.draft import DRAFT
from kpitrack.wording.examples import EXAMPLES
from kpitrack.wording.forms import FORMS
from kpitrack.wording.freshness import FRESHNESS
from kpitrack.wording.help import HELP
from kpitrack.wording.help_parameters import HELP_PARAMETERS
from kpitrack.wording.intake import INTAKE
from kpitrack.wording.labels import LABELS
from kpitrack.wording.ledger_book import LEDGER_BOOK
from kpitrack.wording.manual import MANUAL
from kpitrack.wording.messages import MESSAGES
from kpitrack.wording.number_problems import NUMBER_PROBLEMS
from kpitrack.wording.outputs import OUTPUTS
from kpitrack.wording.page import PAGE
from kpitrack.wording.plan_problems import PLAN_PROBLEMS
from kpitrack.wording.problems import PROBLEMS
from kpitrack.wording.reasons import REASONS
from kpitrack.wording.record_problems import RECORD_PROBLEMS
from kpitrack.wording.run import RUN
from kpitrack.wording.setup import SETUP
from kpitrack.wording.store import STORE
from kpitrack.wording.strokes import STROKES
from kpitrack.wording.taking_over import TAKING_OVER
from kpitrack.wording.terms import TERMS
from kpitrack.wording.verify import VERIFY
from kpitrack.wording.word import WORD
from kpitrack.wording.workbooks import WORKBOOKS

LANGUAGES = ("zh", "en")
NAME = "kpitrack"
CATALOGUE: dict[str, tuple[str, str]] = {
    **TERMS,
    **CHOICES,
    **LABELS,
    **MESSAGES,
    **PROBLEMS,
    **NUMBER_PROBLEMS,
    **PLAN_PROBLEMS,
    **RECORD_PROBLEMS,
    **INTAKE,
    **STORE,
    **TAKING_OVER,
    **WORKBOOKS,
    **WORD,
    **FORMS,
    **BRIEFING,
    **CLOSING,
    **LEDGER_BOOK,
    **STROKES,
    **PAGE,
    **FRESHNESS,
    **RUN,
    **OUTPUTS,
    **SETUP,
    **DIFF,
    **VERIFY,
    **DRAFT,
    **COMMAND_LINE,
    **HELP,
    **HELP_PARAMETERS,
    **MANUAL,
    **DATASET,
}
# What of a sentence can be typed: the name before a command, an option, or what stands for a command.
_COMMAND_LINE = re.compile(rf"\b{NAME}(?= (?:--|命令 --|COMMAND --|(?:{'|'.join(EXAMPLES)})\b))")


@dataclass(frozen=True, slots=True)
class Words:
    """The wording in one language: `words("status.met")`, `words("unit.of", name=…)`."""

    language: str
    called: str = NAME  # how the program is started here: `python3 run.py`

    def __call__(self, key: str, /, **facts: object) -> str:
        """The text under a key, its places filled. Foreign text is only ever filled in, never a form."""
        if "reason" in facts and self.language == "zh":
            facts["reason"] = REASONS.get(str(facts["reason"]), facts["reason"])
        return self._text(key).format(**facts)

    def form(self, key: str) -> str:
        """The text under a key with its places open, for a script to fill."""
        return self._text(key)

    def as_called(self, text: str) -> str:
        """A text of ours whose command lines begin as they do here."""
        return text if self.called == NAME else _COMMAND_LINE.sub(lambda _: self.called, text)

    def _text(self, key: str) -> str:
        """Where a place in a form could be meant by the name, it is none."""
        form = CATALOGUE[key][LANGUAGES.index(self.language)]
        if self.called == NAME:
            return form
        called = self.called.replace("{", "{{").replace("}", "}}") if "{" in form else self.called
        return _COMMAND_LINE.sub(lambda _: called, form)

    def has(self, key: str) -> bool:
        """Whether there is a text under a key."""
        return key in CATALOGUE

    def joined(self, parts: list[str] | tuple[str, ...]) -> str:
        """A list in running text: 、 in Chinese, commas in English."""
        return ("、" if self.language == "zh" else ", ").join(parts)
