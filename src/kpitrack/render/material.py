"""What a report is made of, whatever its format."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field

from kpitrack.amendments import NOTHING_CLOSED, Later
from kpitrack.assessment.results import Assessment
from kpitrack.ledger import Ledger
from kpitrack.render.data import RULE_VERSION
from kpitrack.wording import Words

_SHORT = 16  # of a hash, to know it again


@dataclass(frozen=True, slots=True)
class BriefingOptions:
    """The heading and closing lines that no data can give; what is empty is left out."""

    title: str = ""
    to: str = ""
    from_: str = ""
    number: str = ""
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """A month of a plan, the language to tell it in, and how to head it.

    `ledger` must be the one that the assessment rests on; `later` is what has changed of earlier
    closed months; `template` is the office's own Word template, empty for ours.
    """

    assessment: Assessment
    ledger: Ledger
    words: Words
    heading: BriefingOptions = field(default=BriefingOptions())
    later: Later = NOTHING_CLOSED
    template: bytes = field(default=b"", repr=False)

    @property
    def stamp(self) -> str:
        """What the report rests on, in one line: the month, plan, records, rules and heading lines.

        It stands in the properties of files that people go on to edit, who do not touch it.
        """
        one = self.assessment
        known = f" as of {one.as_of}" if one.as_of else ""
        data, plan = one.data_sha256[:_SHORT], one.plan.sha256[:_SHORT]
        given = self.heading
        lines = "\0".join((given.title, given.to, given.from_, given.number, str(given.date or "")))
        heading = hashlib.sha256(lines.encode(errors="surrogateescape")).hexdigest()[:_SHORT]
        return f"kpitrack {one.month}{known} data {data} plan {plan} rules {RULE_VERSION} heading {heading}"
