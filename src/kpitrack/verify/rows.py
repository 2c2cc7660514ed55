"""The rows under a published table's header → lines: the figures of one rate, or why there are none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from kpitrack.numeric import exact_sum, fold, is_fraction_like, is_share, plain
from kpitrack.sources.cells import Cell, Merge, Row, Sheet
from kpitrack.verify.cells import Read, figure, rate, read
from kpitrack.verify.layout import Layout
from kpitrack.verify.pairing import Triple
from kpitrack.verify.units import is_prefix, same
from kpitrack.verify.values import Figure, Kind, Other, Rate, computed

_TOTAL = re.compile(r"^(?:合计|总计|总和|全[县市区省国](?:合计)?$|total)", re.IGNORECASE)
_PART = re.compile(r"^(?:小计|其中|平均|均值|subtotal)", re.IGNORECASE)
_NAME_UNIT = re.compile(r"\(([^()]{1,6})\)$")
_REMARK = re.compile(
    r"^(?:注|备注|说明|填表|填报|制表|审核|数据来源|联系人|单位负责人)(?:[0-9]|单位|人|说明)?[:：]"
)
_NOT_BESIDE = frozenset({"number", "rate", "share", "growth"})


@dataclass(frozen=True, slots=True)
class Line:
    """A row with what was read of one rate: the figures it has, and in `note` why it cannot be judged."""

    row: Row
    name: str
    kind: Kind
    top: Figure | None
    base: Figure | None
    rate: Rate | None
    printed: Cell
    note: str = ""

    @property
    def is_bare(self) -> bool:
        """Whether it prints nothing of the rate: neither figures nor the rate itself."""
        return self.note == "no_rate" and self.top is None and (self.base is None or self.kind is Kind.SHARE)

    @property
    def is_total(self) -> bool:
        """Whether it is the total row."""
        return bool(_TOTAL.match(self.name))

    @property
    def is_part(self) -> bool:
        """Whether it is a subtotal, or of what another row holds already."""
        return bool(_PART.match(self.name))

    @property
    def sound(self) -> tuple[Figure, Figure, Rate] | None:
        """Its figures and its rate; None where it cannot be judged."""
        if self.note or self.top is None or self.base is None or self.rate is None:
            return None
        return self.top, self.base, self.rate

    @property
    def exact(self) -> Fraction | None:
        """What its rate should be, as a ratio; None where it cannot be judged."""
        found = self.sound
        return computed(self.kind, found[0].value, found[1].value) if found else None


def body(sheet: Sheet, layout: Layout) -> list[Row]:
    """The rows under the header; names that are merged hold for every row they cover."""
    rows = list(sheet.rows[layout.first :])
    places = {row.number: place for place, row in enumerate(rows)}
    for merge in sheet.merges:
        if merge.left not in {layout.name, layout.unit} or merge.top not in places:
            continue
        top = rows[places[merge.top]].at(merge.left)
        covered = range(merge.top + 1, min(merge.bottom, merge.top + len(rows)) + 1) if top else ()
        for place in (places[number] for number in covered if number in places):
            rows[place] = _with_cell(rows[place], merge, top) if top else rows[place]
    return rows


def _with_cell(row: Row, merge: Merge, cell: Cell) -> Row:
    cells = [*row.cells, *[Cell("", row.location)] * (merge.left + 1 - len(row.cells))]
    cells[merge.left] = cell
    return replace(row, cells=tuple(cells))


def lines_of(triple: Triple, readers: Sequence[LineReader], rows: Sequence[Row]) -> list[tuple[Line, ...]]:
    """Every row that prints something of the rate, as each of the readers has it."""
    found: list[list[Line]] = [[] for _ in readers]
    for row in rows:  # each row by all readers in turn: its cells are then read once
        for lines, reader in zip(found, readers, strict=True):
            if line := reader.line(row):
                lines.append(line)
    return [tuple(_with_whole(lines) if triple.kind is Kind.SHARE else lines) for lines in found]


class LineReader:
    """Reads the rows of a table for one of its rates."""

    def __init__(self, layout: Layout, triple: Triple, *, as_ratio: bool) -> None:
        self._layout = layout
        self._triple = triple
        self._as_ratio = as_ratio
        self._merged = _unequally_merged(layout.merges, (triple.rate, triple.top, triple.base))

    def beside(self, line: Line) -> Iterator[Other]:
        """The other numbers of a row, in the base of its target."""
        triple, layout = self._triple, self._layout
        own = {triple.rate, triple.top, triple.base, layout.name, layout.unit}
        pairs = zip(layout.headings, line.row.cells, strict=False)
        for place, (heading, cell) in enumerate(pairs):
            quantity = read(cell).quantity
            if place in own or heading.sort in _NOT_BESIDE or not quantity or not line.base:
                continue
            found = figure(quantity, cell, self._units(line.row, place, line.name))
            factor = found.factor if found.unit or quantity.unit else line.base.factor
            yield Other(heading.text, Fraction(quantity.value) * factor, found.text)

    def line(self, row: Row) -> Line | None:
        """A row as read; None for one that prints nothing of this rate."""
        triple, cell = self._triple, row.at(self._triple.rate)
        top, base, printed = read(row.at(triple.top)), self._base(row), read(cell)
        figures = bool(top.quantity) or bool(base.quantity)
        name, place = self._name(row), cell or Cell("", row.location)
        if not figures and printed.why in {"blank", "text"} and (not name or _REMARK.match(fold(name))):
            return None
        own = None
        if printed.quantity:
            unit = self._layout.headings[triple.rate].unit
            own = rate(printed.quantity, place, unit=unit, as_ratio=self._as_ratio)
        found = self._figures(row, top, base, name)
        note = self._why_not(row, (top, base, printed), found, own) or self._unclear(
            row, (top, base), found, name
        )
        return Line(row, name, triple.kind, *found, own, place, note)

    def _base(self, row: Row) -> Read:
        return Read() if self._triple.base is None else read(row.at(self._triple.base))

    def _figures(self, row: Row, top: Read, base: Read, name: str) -> tuple[Figure | None, Figure | None]:
        """Both figures; one without a unit has that of its column, its row, or the other one."""
        sides = ((top, self._triple.top), (base, self._triple.base))
        own = [each.quantity.unit if each.quantity else "" for each, _ in sides]
        units = [self._units(row, place, name) for _, place in sides]
        found: list[Figure | None] = []
        for side, (each, place) in enumerate(sides):
            cell = None if place is None else row.at(place)
            known = (*units[side], own[1 - side], *units[1 - side], self._layout.table_unit)
            if not own[side]:  # a bare figure is not of the 亿 of the other one
                known = tuple(unit for unit in known if unit in units[side] or not is_prefix(unit))
            found.append(figure(each.quantity, cell, known) if each.quantity and cell else None)
        return found[0], found[1]

    def _unclear(
        self, row: Row, reads: tuple[Read, Read], found: tuple[Figure | None, Figure | None], name: str
    ) -> str:
        """What makes a figure ambiguous: 亿 beside a bare number, 0.92 in a column of per cent."""
        places = (self._triple.top, self._triple.base)
        own = [each.quantity.unit if each.quantity else "" for each in reads]
        for side, (bare, other) in enumerate((found, found[::-1])):
            if own[side] or bare is None or other is None:
                continue
            known = (*self._units(row, places[side], name), self._layout.table_unit)
            if is_prefix(own[1 - side]) and not any(known) and not bare.unit:
                return "prefix"
            fractions = [is_fraction_like(each.digits) for each in (bare, other)]
            if is_share(bare.unit) and other.unit == "%" and fractions == [True, False]:
                return "fraction"
        return ""

    def _units(self, row: Row, place: int | None, name: str) -> tuple[str, ...]:
        """The units a figure may have: its column's, the row's, and that in brackets behind its name."""
        if place is None:
            return ()
        cell = None if self._layout.unit is None else row.at(self._layout.unit)
        in_name = _NAME_UNIT.search(fold(name))
        by_row = fold(cell.text) if cell else (in_name[1] if in_name else "")
        return tuple(unit for unit in (self._layout.headings[place].unit, by_row) if unit)

    def _why_not(
        self,
        row: Row,
        reads: tuple[Read, Read, Read],
        found: tuple[Figure | None, Figure | None],
        own: Rate | None,
    ) -> str:
        """Why a row cannot be judged; empty where it can."""
        (top, base, printed), is_share = reads, self._triple.kind is Kind.SHARE
        reasons = (
            ("fault", any(each.why == "fault" for each in reads)),
            ("no_rate", printed.why == "blank"),
            ("rate_text", printed.why == "text" or (printed.quantity and own is None)),
            ("column" if self._triple.weak else "pairing", self._triple.unsure),
            ("points", self._is_of_points(reads)),
            ("merged", row.number in self._merged),
            ("actual_text", top.why == "text"),
            ("no_actual", not top.quantity),
            ("target_text", not is_share and base.why == "text"),
            ("no_target", not is_share and not base.quantity),
            (self._not_positive(found[1]), found[1] and found[1].value <= 0),
            ("units", found[0] and found[1] and not same(found[0].unit, found[1].unit)),
        )
        return next((note for note, applies in reasons if applies), "")

    def _is_of_points(self, reads: tuple[Read, Read, Read]) -> bool:
        """Whether growth is of rates: it is then told in percentage points."""
        units = {fold(each.quantity.unit) for each in reads[:2] if each.quantity}
        places = (self._triple.top, self._triple.base)
        units |= {self._layout.headings[place].unit for place in places if place is not None}
        return self._triple.kind is Kind.GROWTH and any(is_share(unit) for unit in units if unit)

    def _not_positive(self, base: Figure | None) -> str:
        """What is said of a target or of last year's figure that is 0 or below: nothing is a rate of it."""
        sign = "negative" if base and base.value else "zero"
        return f"{sign}_{'base' if self._triple.kind is Kind.GROWTH else 'target'}"

    def _name(self, row: Row) -> str:
        """What stands in the column of names, else the row's first text."""
        cell = row.at(self._layout.name) if self._layout.name is not None else None
        text = "".join(cell.text.split()) if cell and read(cell).why != "blank" else ""
        texts = ("".join(each.text.split()) for each in row.cells if read(each).why == "text")
        return text or next(texts, "")


def _unequally_merged(merges: Sequence[Merge], columns: Sequence[int | None]) -> frozenset[int]:
    """The rows where a cell of these columns covers other rows than the cells of the other ones do."""
    held = {column for column in columns if column is not None}
    spans: dict[int, dict[int, tuple[int, int]]] = {}
    for merge in merges:
        covered = [column for column in held if merge.left <= column <= merge.right]
        rows = range(merge.top, merge.bottom + 1) if covered and merge.top < merge.bottom else ()
        for row in rows:
            spans.setdefault(row, {}).update(dict.fromkeys(covered, (merge.top, merge.bottom)))
    return frozenset(
        row for row, found in spans.items() if len(found) < len(held) or len(set(found.values())) > 1
    )


def _with_whole(lines: list[Line]) -> list[Line]:
    """Shares with what they are shares of: the total row, else the sum of the rows."""
    whole = next((line.top for line in lines if line.is_total and line.top), None)
    parts = [line.top for line in lines if line.top and not line.is_total and not line.is_part]
    if whole is None and parts and all(each.factor == parts[0].factor for each in parts):
        summed = exact_sum(each.digits for each in parts)
        whole = replace(parts[0], digits=summed, text=plain(summed))
    if whole is None or whole.value <= 0:
        note = "no_whole" if whole else "no_target"
        return [replace(line, note=line.note or note) for line in lines]
    return [replace(line, base=whole) for line in lines]
