"""Entries → records: the one place where what somebody typed becomes a figure with a place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kpitrack.columns import NO, STATES, YES
from kpitrack.compared import compared
from kpitrack.entries import Entry, is_filler
from kpitrack.kinds import Reporters, State
from kpitrack.model import Action, Indicator, Item, Plan
from kpitrack.names import item_directory, unit_directory
from kpitrack.numeric import are_related, fold
from kpitrack.periods import Period, parse_day
from kpitrack.problems import Location, Problem, error, has_errors, warning
from kpitrack.record_figures import Figures
from kpitrack.record_period import PeriodReader
from kpitrack.reported import BadRecord, Provenance, Record
from kpitrack.suggest import closest
from kpitrack.titles import Titles

_DAY_OF_YEAR = re.compile(r"[0-9]{1,2}月[0-9]{1,2}[日号]?")
_NOT_YET = frozenset({"否", "×", "✗", "x", "no", "未完成"})  # not done: begun or not, they do not say
_OFFICE = re.compile("(?:局|委|办|部|中心|公司|政府|街道|支行|经开区|园区|联社|学院|学校|协会)$")
_LIST = re.compile(r"[、,，;；/\s]+")
_SHORTEST = 3  # letters of an office's name: 部 and 万部 are units of measure
_FIRST_YEAR, _LAST_YEAR = 1900, 2999  # of a moment of ingest


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a submission says for all its rows, where a row does not say it itself."""

    period: str = ""
    reported_by: str = ""
    reported_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReadRow:
    """What an entry came to: a record, or what is known of one refused; and what is wrong with it."""

    entry: Entry
    record: Record | None
    bad: BadRecord | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadRecords:
    """What a file's entries came to, row by row, and how many were passed over as blank.

    `passed` are notices of rows passed over because they are sums of others or still free.
    """

    rows: tuple[ReadRow, ...] = ()
    blank: int = 0
    passed: tuple[Problem, ...] = ()

    @property
    def records(self) -> tuple[Record, ...]:
        """The records, in order."""
        return tuple(row.record for row in self.rows if row.record)

    @property
    def bad(self) -> tuple[BadRecord, ...]:
        """The records refused."""
        return tuple(row.bad for row in self.rows if row.bad)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems of all rows, and the notices of those passed over."""
        return (*(problem for row in self.rows for problem in row.problems), *self.passed)


class RecordReader:
    """Reads entries by a plan. `today` is given at ingest only: then nothing may lie ahead of it.

    `strict`: a reporter with no part in the item is an error.
    """

    def __init__(
        self,
        plan: Plan,
        *,
        defaults: Defaults | None = None,
        today: date | None = None,
        strict: bool = False,
    ) -> None:
        self.plan = plan
        self.strict = strict
        self.defaults = defaults or Defaults()
        self.today = today
        self.items = item_directory(plan)
        self.units = unit_directory(plan)
        self.zone = ZoneInfo(plan.timezone)
        self.titles = Titles(plan)
        self.months = PeriodReader(plan.span, self.defaults.period, today)

    def read(self, entries: Iterable[Entry], *, sample: bool = False) -> ReadRecords:
        """Every entry as a record (of a sample, if so) or as one refused; all problems of all."""
        rows: list[ReadRow] = []
        blank = 0
        passed: dict[tuple[str, int], Problem] = {}
        for entry in entries:
            if entry.total and not any(self.items.find(cell.text) for cell in entry.names):
                place = entry.total.location
                found = entry.total.text.strip()
                told_of = warning(place, "total-row", variant="free" if is_filler(found) else "", found=found)
                passed.setdefault((place.sheet, place.line), told_of)
                continue
            if entry.is_blank and not entry.broken:
                blank += 1
                continue
            row = _Row(self, entry, sample)
            record = row.record()
            month, day = str(row.period or ""), str(row.known_from() or "")
            told = () if entry.broken else row.problems
            problems = tuple(
                replace(problem, period=month, known_from=day, of=entry.location) for problem in told
            )
            bad = None if record else BadRecord(row.item, row.period, entry.location, row.known_from())
            rows.append(ReadRow(entry, record, bad, problems))
        return ReadRecords(tuple(rows), blank, tuple(passed.values()))


@dataclass
class _Row:
    """One entry on its way to a record; problems are gathered, not raised."""

    reader: RecordReader
    entry: Entry
    sample: bool
    problems: list[Problem] = field(default_factory=list)
    item: str = ""
    period: Period | None = None
    day: date | None = None

    def known_from(self) -> date | None:
        """The day by which the entry was known, as far as it says: for looking back."""
        if self.day or self.period is None:
            return self.day
        return self.period.last_day

    def record(self) -> Record | None:
        """The record, or None when a problem refuses it."""
        item = self._item()
        if item is not None and "figure" in self.entry.cells:
            self._name_figure(item)
        if item is not None:
            self._take_office_for_none(item)
        entry = self.entry
        self.period = self._period(item)
        reporter = self._reporter(item)
        self.problems += self.reader.titles.differing(entry, self.period, reporter)
        self.day = self._day()
        figures = Figures(
            entry,
            self.period or self.reader.plan.span.first,
            self.problems,
            submitted=self.reader.today is not None,
            label_units=self._label_units(),
        )
        if item is None:
            figures.alone()
            return None
        return self._of_item(item, reporter, figures)

    def _of_item(self, item: Item, reporter: str, figures: Figures) -> Record | None:
        """The record of an item that is known, or None when a problem refuses it."""
        entry = self.entry
        value, increment, estimate = figures.figures(item)
        state, progress, rate = self._state(), figures.share("progress"), figures.rate()
        withdraw, marked = self._flag("withdraw"), self._flag("estimate")
        said = any(entry.text(column) for column in ("value", "increment", "state", "progress", "note"))
        if not said and not withdraw:
            self._problem(error(entry.location, "nothing-reported"))
        provenance = self._provenance()
        self.problems += compared(self.reader.plan, self.reader.units, item, entry)
        if entry.broken or self.period is None or has_errors(self.problems):
            return None
        return Record(
            item=self.item,
            period=self.period,
            reported_by=reporter,
            value=value,
            increment=increment,
            unit=figures.kept_unit(item),
            reported_on=self.day,
            state=state,
            progress=progress,
            rate=rate,
            estimate=estimate or marked,
            note=entry.text("note"),
            problem=entry.text("problem"),
            next=entry.text("next"),
            evidence=entry.text("evidence"),
            reason=entry.text("reason"),
            withdraw=withdraw,
            sample=self.sample,
            by_increment=isinstance(item, Indicator) and item.increments,
            provenance=provenance,
            location=entry.location,
        )

    def _name_figure(self, item: Item) -> None:
        """What stands under a month alone is the figure the item goes by."""
        name = "increment" if isinstance(item, Indicator) and item.increments else "value"
        cells, units = dict(self.entry.cells), dict(self.entry.header_units)
        cell = cells.pop("figure")
        if self.entry.text(name):
            first = self.entry.text(name)
            self._problem(error(cell.location, "column-twice", name=cell.text.strip(), first=first))
        cells[name] = cell
        if "figure" in units:
            units[name] = units["figure"]
        self.entry = replace(self.entry, cells=cells, header_units=units)

    def _take_office_for_none(self, item: Item) -> None:
        """An office under 单位, which is the unit of measure, is told as one, and no unit."""
        text = self.entry.text("unit")
        names = [name for name in _LIST.split(text) if name]
        is_office = bool(names) and all(
            len(name) >= _SHORTEST and (self.reader.units.find(name) or _OFFICE.search(name))
            for name in names
        )
        if is_office and not are_related(text, item.unit):
            self._problem(error(self.entry.place("unit"), "unit-mismatch", variant="office", found=text))
            cells = {name: cell for name, cell in self.entry.cells.items() if name != "unit"}
            self.entry = replace(self.entry, cells=cells)

    def _problem(self, problem: Problem) -> None:
        self.problems.append(problem)

    def _item(self) -> Item | None:
        plan = self.reader.plan
        cells = self.entry.names
        if not cells:
            self._problem(error(self.entry.place("item"), "missing-item"))
            return None
        found = [self.reader.items.find(cell.text) for cell in cells]
        for cell, identifier in zip(cells, found, strict=True):
            if not identifier:
                suggestion = self.reader.items.suggest(cell.text)
                self._problem(
                    error(
                        cell.location,
                        "unknown-item",
                        found=cell.text.strip(),
                        suggestion=suggestion,
                    )
                )
        if not all(found):
            return None
        if len(set(found)) > 1:
            self._problem(
                error(
                    cells[1].location,
                    "items-differ",
                    first=plan.name_of(found[0]),
                    second=plan.name_of(found[1]),
                )
            )
            return None
        self.item = found[0]
        return plan.steps[self.item][0] if self.item in plan.steps else plan.items[self.item]

    def _period(self, item: Item | None) -> Period | None:
        read = self.reader.months.read(self.entry, item)
        self.problems += read.problems
        return read.period

    def _reporter(self, item: Item | None) -> str:
        text, place = self._said_reporter()
        if not text:
            owing = item.duty.reported_by if item else ()
            if len(owing) == 1:
                return owing[0]
            if item:
                self._problem(error(place, "missing-reporter", item=item.name, units=self._names(owing)))
            return ""
        unit = self.reader.units.find(text)
        if not unit:
            suggestion = self.reader.units.suggest(text)
            self._problem(error(place, "unknown-reporter", found=text, suggestion=suggestion))
        elif item:
            self._check_involved(item, unit, place)
        return unit

    def _is_office(self, name: str) -> bool:
        """Whether a label's unit is one that reports: 单位：县教育局, not 单位：万元."""
        return bool(self.reader.units.find(name) or self.reader.units.suggest(name))

    def _label_units(self) -> tuple[str, ...]:
        """The units of measure that a label names for its table."""
        return tuple(cell.text for cell in self.entry.around.units if not self._is_office(cell.text))

    def _said_reporter(self) -> tuple[str, Location]:
        """Who reports as the row says, or a label above it, or the options; and where that stands."""
        text, place = self.entry.text("reported_by"), self.entry.place("reported_by")
        for cell in () if text else self.entry.around.units:
            if self._is_office(cell.text):
                return cell.text, cell.location
        return text or self.reader.defaults.reported_by, place

    def _check_involved(self, item: Item, unit: str, place: Location) -> None:
        if unit in item.duty.reported_by:
            return
        if item.duty.reporters is Reporters.SUM:
            units = self._names(item.duty.reported_by)
            self._problem(
                error(place, "not-a-part", unit=self.reader.plan.name_of(unit), item=item.name, units=units)
            )
        elif not isinstance(item, Indicator | Action) or unit not in (
            *item.place.lead,
            *item.place.support,
        ):
            severity = error if self.reader.strict else warning
            unit_name = self.reader.plan.name_of(unit)
            self._problem(severity(place, "not-involved", unit=unit_name, item=item.name))

    def _names(self, units: Iterable[str]) -> str:
        return "、".join(self.reader.plan.name_of(unit) for unit in units)

    def _day(self) -> date | None:
        text, place = self.entry.text("reported_on"), self.entry.place("reported_on")
        if not text:
            return self.reader.defaults.reported_on
        try:
            day = parse_day(self._with_year(fold(text)))
        except ValueError:
            self._problem(error(place, "bad-day", found=text))
            return None
        if self.reader.today and day > self.reader.today:
            self._problem(error(place, "day-ahead", found=day, today=self.reader.today))
        elif self.period and day < self.period.first_day:
            self._problem(warning(place, "day-before-month", found=day, month=self.period))
        return day

    def _with_year(self, text: str) -> str:
        """The day of a label without its year in the plan's, if that lies in one: 填报日期：7月3日."""
        year = self.reader.plan.span.single_year
        is_label = self.entry.cells.get("reported_on") in self.entry.around.cells.values()
        return f"{year}年{text}" if is_label and year and _DAY_OF_YEAR.fullmatch(text) else text

    def _state(self) -> State | None:
        text = self.entry.text("state")
        if not text:
            return None
        wanted = " ".join(fold(text).casefold().split())
        for state, spellings in STATES.items():
            if wanted in spellings:
                return State(state)
        choices = ", ".join(f"@state.{state}" for state in STATES)
        suggestion = closest(text, [spelling for spellings in STATES.values() for spelling in spellings])
        place = self.entry.place("state")
        said = "yes-no" if wanted in _NOT_YET else ""
        self._problem(
            error(place, "bad-state", variant=said, found=text, choices=choices, suggestion=suggestion)
        )
        return None

    def _flag(self, column: str) -> bool:
        text = fold(self.entry.text(column)).casefold()
        if text and text not in YES | NO:
            problem = error(self.entry.place(column), "bad-flag", found=self.entry.text(column))
            if problem not in self.problems:
                self._problem(problem)
        return text in YES

    def _provenance(self) -> Provenance | None:
        text = self.entry.text("ingested_at")
        if not text:
            return None
        at = _moment(text)
        if at is None:
            self._problem(error(self.entry.place("ingested_at"), "bad-day", found=text))
            return None
        return Provenance(
            self.entry.text("source"),
            self.entry.text("source_place"),
            self.entry.text("source_sha256"),
            at.astimezone(self.reader.zone),
            self.entry.location.path,
        )


def _moment(text: str) -> datetime | None:
    """A moment with its offset; None for anything else."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo is not None and _FIRST_YEAR <= at.year <= _LAST_YEAR else None
