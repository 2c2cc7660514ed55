"""One assessment, many formats: the figures read back out of each are the same, item by item.

Markdown, Word, Excel and the page are read as a reader would: by the headings of their tables and the
labels of their cards. JSON and CSV hold exact numbers; what is printed must be those, rounded.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import docx
import openpyxl
import pytest

from kpitrack.assessment.results import Assessment, Status
from kpitrack.periods import Period
from kpitrack.render.data import assessment_data
from kpitrack.render.json_text import to_json
from kpitrack.render.material import Material
from kpitrack.render.reports import FORMATS, rendered
from kpitrack.render.show import NOTHING, Show
from kpitrack.wording import Words
from kpitrack.workspace import Workspace, open_workspace

ROOT = Path(__file__).resolve().parent.parent
MONTHS = [1, 6, 12]


@dataclass(frozen=True)
class Figures:
    """What one format says: by name the figure, attainment and status of indicators, the status of
    actions, and for each lead unit its row of counts and means."""

    indicators: dict[str, tuple[str, str, str]]
    actions: dict[str, str]
    units: dict[str, tuple[str, ...]]


Table = list[list[str]]


@cache
def real() -> Workspace:
    return open_workspace(ROOT)


@cache
def assessed(month: int) -> Assessment:
    return real().assess(Period(2024, month))


@cache
def made(form: str, month: int, language: str) -> bytes:
    return rendered(form, Material(assessed(month), real().ledger(), Words(language)))


def markdown_tables(data: bytes) -> Iterator[Table]:
    lines: list[str] = []
    for line in [*data.decode().split("\n"), ""]:
        if line.startswith("|"):
            lines.append(line)
        elif lines:
            rows = [[cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in lines]
            plain = [[re.sub(r"\\(.)", r"\1", cell) for cell in row] for row in rows]
            yield [plain[0], *plain[2:]]
            lines = []


def word_tables(data: bytes) -> Iterator[Table]:
    for table in docx.Document(io.BytesIO(data)).tables:
        yield [[cell.text for cell in row.cells] for row in table.rows]


def sheet_tables(data: bytes) -> Iterator[Table]:
    with pytest.warns(UserWarning, match="extension"):  # data bars: openpyxl does not read them
        book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        yield [
            ["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)
        ]


class Page(HTMLParser):
    """The page as its cards (by id: labels and texts) and its tables."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.cards: dict[str, dict[str, str]] = {}
        self.tables: list[Table] = []
        self._card, self._label, self._skipped = "", "", 0
        self._into: str | None = None
        self._open: list[tuple[str, str]] = []
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        kind, name = known.get("class") or "", known.get("id") or ""
        if tag == "li" and name.startswith("item-"):
            self._card = name.removeprefix("item-")
            self.cards[self._card] = {}
        elif tag == "section":
            self._card = ""
        self._opens_cell(tag)
        self._opens_text(tag, kind)
        if tag not in {"path", "rect", "line", "circle", "use", "meta", "link", "br", "input"}:
            self._open.append((tag, kind))

    def _opens_cell(self, tag: str) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in {"td", "th"}:
            self.tables[-1][-1].append("")

    def _opens_text(self, tag: str, kind: str) -> None:
        if self._card and tag == "h3":
            self._into = "name"
        elif self._card and tag == "p" and kind == "status":
            self._into = "status"
        elif self._card and tag == "dt":
            self._into, self._label = "label", ""
        elif self._card and tag == "dd":
            self._into = self._label

    def handle_endtag(self, tag: str) -> None:
        if tag in {"h3", "dt", "dd"} or (tag == "p" and self._into == "status"):
            self._into = None
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        kinds = [kind for _, kind in self._open]
        if "unseen" in kinds or "flags" in kinds:
            return
        if self._into == "label":
            self._label += data.strip().lower()
        elif self._card and self._into:
            kept = self.cards[self._card]
            kept.setdefault(self._into, "")
            # A label may come again in the details: the first is the card's own.
            if self._into in {"name", "status"} or not kept[self._into]:
                kept[self._into] += data.strip()
        if any(tag in {"td", "th"} for tag, _ in self._open):
            self.tables[-1][-1][-1] += data


def tabled(tables: Sequence[Table], wanted: Sequence[str]) -> list[dict[str, str]]:
    """The rows of the first table that has all these headings, by heading."""
    for table in tables:
        for place, row in enumerate(table):
            if set(wanted) <= set(row):
                return [dict(zip(row, cells, strict=False)) for cells in table[place + 1 :] if any(cells)]
    raise AssertionError(wanted)


def bare(text: str) -> str:
    """A text without what stands in brackets at its end: a month, flags."""
    return re.sub(r"(?:（[^（）]*）| \([^()]*\))$", "", text.strip())


def in_tables(tables: Sequence[Table], words: Words) -> Figures:
    def head(key: str) -> str:
        return words(f"briefing.column.{key}")

    indicator, action = [head("indicator"), head("change")], [head("action"), head("progress")]
    rows = tabled(tables, [*indicator, head("attainment"), head("status")])
    tasks = tabled(tables, [*action, head("status")])
    return Figures(
        {
            row[head("indicator")]: (
                bare(row[head("figure")]), row[head("attainment")], bare(row[head("status")])
            )
            for row in rows
        },
        {row[head("action")]: bare(row[head("status")]) for row in tasks},
        unit_rows(tables, words),
    )  # fmt: skip


def unit_rows(tables: Sequence[Table], words: Words) -> dict[str, tuple[str, ...]]:
    headings = [
        words("briefing.column.led"),
        *(
            words(f"status.{one.value}")
            for one in (Status.MET, Status.ON_PACE, Status.LAGGING, Status.NOT_MET)
        ),
        words("briefing.column.share"),
        words("briefing.column.mean"),
    ]
    lead = words("briefing.column.lead")
    return {row[lead]: tuple(row[name] for name in headings) for row in tabled(tables, [lead, *headings])}


def in_page(data: bytes, words: Words) -> Figures:
    page = Page(data)
    figure, attainment = words("briefing.column.figure"), words("briefing.column.attainment")
    known = {one.indicator.id for one in assessed(6).indicators}
    return Figures(
        {
            card["name"]: (bare(card[figure]), card[attainment], card["status"])
            for item, card in page.cards.items()
            if item in known
        },
        {card["name"]: card["status"] for item, card in page.cards.items() if item not in known},
        unit_rows(page.tables, words),
    )


READERS: dict[str, Callable[[bytes, Words], Figures]] = {
    "md": lambda data, words: in_tables(list(markdown_tables(data)), words),
    "docx": lambda data, words: in_tables(list(word_tables(data)), words),
    "xlsx": lambda data, words: in_tables(list(sheet_tables(data)), words),
    "html": in_page,
}


def test_every_format_is_read() -> None:
    assert READERS.keys() == FORMATS.keys()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("month", MONTHS)
def test_every_format_has_the_same_figures(month: int, language: str) -> None:
    words = Words(language)
    read = {form: READERS[form](made(form, month, language), words) for form in FORMATS}
    assert len(read["md"].indicators) == 26
    assert len(read["md"].actions) == 43
    assert len(read["md"].units) == 10
    for form, found in read.items():
        assert found.indicators == read["md"].indicators, form
        assert found.actions == read["md"].actions, form
        assert found.units.items() >= read["md"].units.items(), form


@pytest.mark.parametrize("month", MONTHS)
def test_what_is_printed_is_what_json_has(month: int) -> None:
    show = Show(real().checked_plan(), Words("zh"))
    data = json.loads(
        to_json(assessment_data(assessed(month), real().ledger(), show)),
        parse_float=Decimal,
        parse_int=Decimal,
    )
    found = READERS["md"](made("md", month, "zh"), Words("zh"))
    for entry in data["indicators"]:
        figure, attainment, status = found.indicators[entry["name"]]
        assert_printed(figure, entry["value"])
        assert_printed(attainment, None if entry["attainment"] is None else entry["attainment"] * 100)
        assert status == show.words(f"status.{entry['status']}")
    for entry in data["actions"]:
        assert found.actions[entry["name"]] == show.words(f"action.{entry['status']}")
    for entry in data["lead_units"]:
        if not entry["led"]:
            continue
        led, met, _, _, _, share, _ = found.units[entry["name"]]
        assert (Decimal(led), Decimal(met)) == (entry["led"], entry["met"])
        assert_printed(share, None if entry["on_pace_share"] is None else entry["on_pace_share"] * 100)


@pytest.mark.parametrize("month", MONTHS)
def test_csv_and_json_have_the_same_numbers(
    month: int, kpitrack: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    texts = [
        kpitrack("status", "--month", str(month), "--format", form).out  # type: ignore[attr-defined]
        for form in ("csv", "json")
    ]
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(texts[0]))}
    data = json.loads(texts[1], parse_float=str, parse_int=str)
    for entry in (*data["indicators"], *data["actions"]):
        row = rows[entry["id"]]
        for key in ("status", "value", "attainment", "expected", "pace_gap_points", "needed_per_month"):
            if key in entry and key in row:
                assert row[key] == (entry[key] or ""), (entry["id"], key)


def assert_printed(text: str, number: Decimal | None) -> None:
    """Whether a text is a number as people are shown it: itself, or less than one last digit off."""
    if number is None:
        assert text == NOTHING
        return
    match = re.match(r"-?[0-9]+(?:\.([0-9]+))?", text)
    assert match, text
    last = Decimal(1).scaleb(-len(match[1] or ""))
    assert abs(Decimal(match[0]) - number) < last, (text, number)
