"""A month of a workspace as JSON has it and as every format prints it, and how a printed text is judged."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from kpitrack.assessment.results import Assessment
from kpitrack.ledger import Ledger
from kpitrack.model import Plan
from kpitrack.periods import Period
from kpitrack.render.data import assessment_data
from kpitrack.render.explain import explain_data
from kpitrack.render.json_text import to_json
from kpitrack.render.material import Material
from kpitrack.render.reports import FORMATS, rendered
from kpitrack.render.show import NOTHING, Show
from kpitrack.wording import Words
from kpitrack.workspace import Workspace
from tests.render.elements import Node, parsed
from tests.render.reading import Reading, Table, markdown, sheets, word

Entry = dict[str, Any]
NAMES = ("real-01", "real-06", "real-12", "odd-06", "odd-12", "odd-06-early")
GOOD = ("met", "on_pace")
JUDGED = (*GOOD, "lagging", "seriously_lagging", "not_met")
OTHERS = ("undetermined", "awaiting_statistics", "pending_target")


@dataclass(frozen=True)
class Case:
    """A workspace in a month, in a language, as JSON has it and as each format prints it."""

    workspace: Workspace
    month: Period
    language: str
    as_of: dt.date | None = None

    @cached_property
    def assessment(self) -> Assessment:
        return self.workspace.assess(self.month, as_of=self.as_of)

    @cached_property
    def ledger(self) -> Ledger:
        return self.workspace.ledger(self.as_of)

    @cached_property
    def files(self) -> dict[str, bytes]:
        """The report in every format."""
        material = Material(self.assessment, self.ledger, self.words)
        return {form: rendered(form, material) for form in FORMATS}

    @cached_property
    def page(self) -> Node:
        return parsed(self.files["html"].decode())

    @cached_property
    def book(self) -> dict[str, Table]:
        return sheets(self.files["xlsx"])

    @cached_property
    def documents(self) -> dict[str, Reading]:
        return {"md": markdown(self.files["md"]), "docx": word(self.files["docx"])}

    def tables(self, form: str) -> dict[str, Table]:
        """The tables of a format, by where they stand."""
        if form == "xlsx":
            return self.book
        found = (
            [[headings(table), *cells(table)] for table in self.page.all("table")]
            if form == "html"
            else self.documents[form].tables
        )
        return {f"table {place}": table for place, table in enumerate(found)}

    @cached_property
    def plan(self) -> Plan:
        return self.workspace.checked_plan()

    @cached_property
    def words(self) -> Words:
        return Words(self.language)

    @cached_property
    def data(self) -> Entry:
        show = Show(self.plan, self.words)
        text = to_json(assessment_data(self.assessment, self.ledger, show))
        found: Entry = json.loads(text, parse_float=Decimal, parse_int=Decimal)
        return found

    @cached_property
    def indicators(self) -> dict[str, Entry]:
        return {one["id"]: one for one in self.data["indicators"]}

    @cached_property
    def actions(self) -> dict[str, Entry]:
        return {one["id"]: one for one in self.data["actions"]}

    def trend(self, item: str) -> list[Entry]:
        ledger, show = self.ledger, Show(self.plan, self.words)
        text = to_json(explain_data(item, ledger, self.month, show))
        found: list[Entry] = json.loads(text, parse_float=Decimal, parse_int=Decimal)["trend"]
        return found

    def head(self, key: str) -> str:
        """A column's heading in the workbook or the briefing."""
        own = f"book.column.{key}"
        return self.words(own if self.words.has(own) else f"briefing.column.{key}")

    def column(self, key: str) -> str:
        """A column's heading in the briefing."""
        return self.words(f"briefing.column.{key}")

    def said_month(self, period: str | None) -> str:
        """A month as it is printed: 6月."""
        if period is None:
            return NOTHING
        return f"{int(period[5:])}月" if self.language == "zh" else period

    def named(self, units: Iterable[str]) -> str:
        names = [str(unit["name"]) for key in units for unit in self.data["lead_units"] if unit["id"] == key]
        return ("、" if self.language == "zh" else ", ").join(names) or self.words("row.unassigned")


def headings(table: Node) -> list[str]:
    return [one.text.strip() for one in table.one("thead").all("th")]


def cells(table: Node) -> list[list[str]]:
    """The rows of a table's body."""
    return [[one.text for one in row.inside if isinstance(one, Node)] for row in table.one("tbody").all("tr")]


def names(case: Case, statuses: Iterable[str]) -> list[str]:
    return [case.words(f"status.{one}") for one in statuses]


# How a printed text is held against a number


def assert_number(text: str, number: Decimal, *, up: bool = False) -> None:
    """Whether a text is the number, less than a last digit off, never 0 for what is not; `up`: not below."""
    match = re.fullmatch(r"[+-]?[0-9]+(?:\.([0-9]+))?", text)
    assert match, text
    shown = Decimal(text)
    assert abs(shown - number) < Decimal(1).scaleb(-len(match[1] or "")), (text, number)
    assert bool(shown) == bool(number), (text, number)
    assert not up or shown >= number, (text, number)


def assert_near(text: str, number: Decimal) -> None:
    """Whether a number of a grey column is the exact one to six decimals."""
    assert abs(Decimal(text) - number) <= Decimal("0.0000011"), (text, number)


def assert_quantity(
    text: str, number: Decimal | None, unit: str, *, signed: bool = False, up: bool = False
) -> None:
    """Whether a text is the number with its unit; a dash, and nothing else, where there is none."""
    if number is None:
        assert text == NOTHING
        return
    assert text.endswith(unit), (text, unit)
    assert_number(text.removesuffix(unit), number, up=up)
    assert text.startswith("+") == (signed and number > 0), text


def assert_percent(text: str, ratio: Decimal | None) -> None:
    assert_quantity(text, None if ratio is None else ratio * 100, "%")


def assert_of(text: str, ratio: Decimal | None, part: Decimal, whole: Decimal, holes: int = 0) -> None:
    """Whether a text is `45.5%（5/11）`; with sums with a hole among them `45.5%（5/11，含数据不全2项）`."""
    if not whole:
        assert text == NOTHING
        return
    match = re.fullmatch(
        r"([^（ ]+)(?:（([0-9]+)/([0-9]+)(?:，含数据不全([0-9]+)项)?）"
        r"| \(([0-9]+) of ([0-9]+)(?:, ([0-9]+) incomplete)?\))",
        text,
    )
    assert match, text
    assert_percent(match[1], ratio)
    more = [holes] if holes else []
    assert [int(found) for found in match.groups()[1:] if found] == [part, whole, *more]


def behind(case: Case, unit: str | None) -> str:
    """A unit as it stands behind a figure."""
    if not unit or unit == "%" or case.language == "zh":
        return unit or ""
    return f" {unit}"


def points(case: Case, unit: str | None) -> str:
    """The unit of a difference: of percentages it is points."""
    said = "个百分点" if case.language == "zh" else " points"
    return said if unit == "%" else behind(case, unit)


def dated(case: Case, text: str) -> tuple[str, str]:
    """A text and the month that stands in brackets behind it, if one does."""
    match = re.fullmatch(r"(.*)(?:（([0-9]+月)）| \(([0-9]{4}-[0-9]{2})\))", text)
    return (match[1], match[2] or match[3]) if match else (text, case.said_month(str(case.month)))
