"""Where the header of a table is, and what its columns are.

In a file kept by hand it is the first line. In what units send it stands below titles, may have two
rows (完成情况 above 本月完成 and 累计完成) and may name months (6月).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kpitrack.columns import (
    MONTHLY,
    PLANNED,
    REPORTED,
    UNUSED,
    Heading,
    known_names,
    read_below,
    read_heading,
    read_name,
)
from kpitrack.labels import is_signature
from kpitrack.nothing_said import says_nothing
from kpitrack.numeric import NumberRefusedError, fold, parse_quantity
from kpitrack.problems import Problem, error, warning
from kpitrack.sources.cells import Cell, Merge, Row, Sheet
from kpitrack.suggest import closest
from kpitrack.title_dates import says_own

_FIGURES = frozenset({*MONTHLY, "figure", "state", "progress", "rate", "target", "last"})
_SITUATION = re.compile("(?:完成)?情况")
_FIGURE = re.compile(r"(?:约|预计|近|超)?[-+]?[0-9]")
_NUMBER = re.compile(r"[-+]?[0-9][0-9,.]*%?")
# A figure near the beginning, and no day: it would be lost in a note (完成5.6亿元).
_AMOUNT = re.compile(r"\D{0,8}[0-9][0-9,.]*(?![0-9,.]|\s*[年月日号])")
_TOTAL = re.compile("累计|总")
# Names of groups that say no more than that figures follow.
_NEUTRAL = re.compile(
    r"(?:本年|今年)?(?:指标|任务|目标|工作)?(?:实际)?(?:完成|进展|进度|落实)(?:情况|数|值)?"
)
_NOT_FROM_JANUARY = re.compile("(?:[0-9]{4}年)?(?:第?[二三四]季度?|下半年)(?:完成数?|新增)?|[Qq][2-4]")
_CLOSE = 0.75
_MOST_ASKED = 50  # unknown columns that get a suggestion; a file with more is no such table
_DEEPEST = 30  # rows above a header
_OF_LABELS = frozenset({"", "reported_by", "reported_on", "period", "unit", "figure"})  # or of titles
_ENOUGH = 2  # known names that make a row a header, though not a complete one


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading and the cell that names it."""

    heading: Heading
    cell: Cell

    @property
    def name(self) -> str:
        """Its canonical name; empty where it is unknown or has none."""
        return self.heading.name

    @property
    def is_unnamed(self) -> bool:
        """Whether nothing stands over it."""
        return not self.cell.text.strip()


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table. `first` and `height` say which of the sheet's rows it takes."""

    columns: tuple[Column, ...]
    row: Row
    first: int = 0
    height: int = 1

    @property
    def names(self) -> frozenset[str]:
        """The canonical names of its columns."""
        return frozenset(column.name for column in self.columns if column.name)

    @property
    def is_complete(self) -> bool:
        """Whether it names items and something reported of them."""
        return "item" in self.names and bool(self.names & {*REPORTED, "figure"})


def first_row(rows: Sequence[Row]) -> Header:
    """The header of a file kept by hand: its first row, plain names only."""
    columns = (Column(Heading(*read_name(cell.text)), cell) for cell in rows[0].cells)
    return Header(tuple(columns), rows[0])


def find_header(sheet: Sheet) -> Header | None:
    """The header of a submitted table: the first complete one, else the row with most known names.

    None where no row has at least two.
    """
    rows = sheet.rows[:_DEEPEST]
    best: Header | None = None
    for place in range(len(rows)):
        for found in _headers_at(sheet, place):
            header = _settled(found, sheet)
            if header.is_complete:
                return header
            if len(header.names) > len(best.names if best else ()) and not _is_label_row(header):
                best = header
    return best if best and len(best.names) >= _ENOUGH else None


def _settled(header: Header, sheet: Sheet) -> Header:
    """The header with the columns settled whose names hang on what else there is, and what stands below."""
    header = _with_texts(_with_items(header), sheet)
    unclear = [place for place, column in enumerate(header.columns) if _is_situation(column)]
    if len(unclear) != 1:
        return header
    name = _situation(header, unclear[0], sheet.rows[header.first + header.height :])
    return _renamed(header, unclear[0], name) if name else header


def _with_items(header: Header) -> Header:
    """The header with 目标任务 as the column of items where no other is."""
    found = [place for place, column in enumerate(header.columns) if _bare(column.cell.text) == "目标任务"]
    return header if "item" in header.names or len(found) != 1 else _renamed(header, found[0], "item")


def _renamed(header: Header, place: int, name: str) -> Header:
    columns = list(header.columns)
    unit = _unit_in(columns[place].cell.text)
    columns[place] = replace(columns[place], heading=Heading(name, unit))
    return replace(header, columns=tuple(columns))


def _is_situation(column: Column) -> bool:
    return not column.name and _bare(column.cell.text) == "完成情况"


def _situation(header: Header, place: int, body: Sequence[Row]) -> str:
    """What 完成情况 is: figures, where each cell is one; a note, where none is; empty where it is mixed."""
    items = [at for at, column in enumerate(header.columns) if column.name == "item"]
    rows = [
        row
        for row in body
        if not is_signature(row) and any((cell := row.at(at)) and cell.text.strip() for at in items)
    ]
    told = [fold(cell.text) for row in rows if (cell := row.at(place))]
    texts = [text for text in told if not says_nothing("note", text) and text]
    has_figures = bool(header.names & {*MONTHLY, "figure"})
    begins = _FIGURE.match if has_figures else _AMOUNT.match
    if not any(begins(text) for text in texts):
        return "note"
    return "value" if not has_figures and all(map(_is_quantity, texts)) else ""


def _is_quantity(text: str) -> bool:
    try:
        parse_quantity(text)
    except NumberRefusedError:
        return False
    return True


def _with_texts(header: Header, sheet: Sheet) -> Header:
    """The header with 截至9月底完成情况 as a note where no number stands under it."""
    body = sheet.rows[header.first + header.height :]
    columns = [
        replace(column, heading=replace(column.heading, name="note"))
        if column.name == "value" and column.heading.month and _tells(column, place, body)
        else column
        for place, column in enumerate(header.columns)
    ]
    return replace(header, columns=tuple(columns))


def _tells(column: Column, place: int, body: Sequence[Row]) -> bool:
    if not column.cell.text.strip().endswith("情况"):
        return False
    texts = [fold(cell.text) for row in body if (cell := row.at(place)) and cell.text.strip()]
    return bool(texts) and not any(_FIGURE.match(text) for text in texts)


def _headers_at(sheet: Sheet, place: int) -> Iterator[Header]:
    """The header of two rows that may begin at a row, then that of one."""
    top = sheet.rows[place]
    below = sheet.rows[place + 1] if place + 1 < len(sheet.rows) else None
    if below and _continues(top, below):
        yield Header(tuple(_joined(sheet.merges, top, below)), top, place, 2)
    yield Header(tuple(Column(read_heading(cell.text), cell) for cell in top.cells), top, place)


def _continues(top: Row, below: Row) -> bool:
    """Whether a row is the second of a header that begins above it.

    Figures are named in it, nothing in it is a number, and none of it stands below a name that is
    complete without it.
    """
    upper = [read_heading(cell.text) for cell in top.cells]
    groups = _groups(upper, top)
    filled = [
        (place, _below(groups[min(place, len(groups) - 1)], cell))
        for place, cell in enumerate(below.cells)
        if cell.text.strip()
    ]
    if not filled or not {over.name for over in upper} - _OF_LABELS:
        return False
    if any(_NUMBER.fullmatch(fold(cell.text)) for cell in below.cells if cell.text.strip()):
        return False
    for place, own in filled:
        over = upper[place] if place < len(upper) else Heading("")
        is_group = over.month or (over.name in MONTHLY and own.name in {*MONTHLY, "figure"})
        if over.name and not is_group:
            return False
    return any(own.name in {*MONTHLY, "figure"} for _, own in filled)


def _groups(upper: Sequence[Heading], top: Row) -> list[Heading]:
    """For each column the name that stands over it, or to the left of it."""
    groups: list[Heading] = []
    for heading, cell in zip(upper, top.cells, strict=True):
        groups.append(heading if cell.text.strip() or not groups else groups[-1])
    return groups


def _joined(merges: Sequence[Merge], top: Row, below: Row) -> Iterator[Column]:
    """The columns of a header of two rows; a name over several of them holds for each."""
    group: Cell | None = None
    for place in range(max(len(top.cells), len(below.cells))):
        upper, lower = top.at(place), below.at(place)
        if upper and upper.text.strip():
            group = upper
        elif not (lower and lower.text.strip()) and not _reaches(merges, top, place):
            group = None
        if lower is not None and lower.text.strip():
            yield _under(group, lower)
        else:
            cell = upper or lower or group
            if cell is not None:
                yield Column(read_heading(cell.text), cell)


def _under(group: Cell | None, lower: Cell) -> Column:
    """The column of a name under the name of a group.

    Under 本月 a total is the month's own. Under a group that nobody knows (上年同期, 全县) a figure is
    of something else: such a column is not known.
    """
    over = _group(group.text) if group else Heading("")
    own = _below(over, lower)
    if group is None or own.name not in _FIGURES:
        return Column(own, lower)
    unit = own.unit or over.unit or _unit_in(group.text)
    if over.name in MONTHLY:
        is_own = over.name == "increment" and not _TOTAL.search(lower.text)
        name = "increment" if is_own else "value" if own.name == "figure" else own.name
        return Column(Heading(name, unit, own.month or over.month), lower)
    month = own.month or (over.month if over.name == "figure" else "")
    if over.name == "figure" or _NEUTRAL.fullmatch(_bare(group.text)):
        return Column(Heading(own.name, unit, month), lower)
    both = Cell(f"{group.text.strip()} {lower.text.strip()}", lower.location)
    return Column(Heading(""), both)


def _below(over: Heading, lower: Cell) -> Heading:
    """What a name says under that of a month, or of something else."""
    below = read_below(lower.text) if over.month else Heading("")
    return below if below.name else read_heading(lower.text)


def _group(text: str) -> Heading:
    """What the name of a group says, 情况 or not: 6月完成情况, 累计完成情况."""
    whole = Heading("increment") if says_own(text) else read_heading(text)
    return whole if whole.name else read_heading(_SITUATION.sub("", text))


def _unit_in(text: str) -> str:
    """The unit in brackets behind the name of a group: 完成情况（万元）."""
    found = re.search(r"\(([^()]+)\)\s*$", fold(text))
    return found[1].strip() if found else ""


def _bare(text: str) -> str:
    return re.sub(r"\([^()]*\)", "", "".join(fold(text).split()))


def _reaches(merges: Sequence[Merge], top: Row, place: int) -> bool:
    return any(
        merge.top <= top.number <= merge.bottom and merge.left <= place <= merge.right for merge in merges
    )


def _is_label_row(header: Header) -> bool:
    """Whether it is a line such as 填报单位 | 县教育局 | 报告期 | 6月: every second cell a name."""
    filled = [column for column in header.columns if not column.is_unnamed]
    known = sum(bool(column.name) for column in filled)
    return known * 2 <= len(filled) or bool(header.names <= {"reported_by", "period", "reported_on", "unit"})


def shape_problems(header: Header, *, submitted: bool) -> Iterator[Problem]:
    """Columns that stand twice, that nobody knows, and those that are missing."""
    seen: dict[tuple[str, str], Cell] = {}
    unknown = 0
    for column in header.columns:
        key = (column.name, column.heading.month)
        is_note = submitted and column.name == "note"  # 进展情况 beside 备注: both are kept
        found, first = column.cell.text.strip(), seen.get(key, column.cell).text.strip()
        if (
            column.name not in {"", "item", PLANNED, *UNUSED}
            and key in seen
            and not (is_note and found != first)
        ):
            yield error(column.cell.location, "column-twice", name=found, first=first)
        elif not column.name and not column.is_unnamed:
            unknown += 1
            yield _unknown(column.cell, submitted=submitted, ask=unknown <= _MOST_ASKED)
        seen.setdefault(key, column.cell)
    for name in ("item",) if submitted else ("item", "period"):  # submitted: or by --month
        if name not in header.names:
            yield error(header.row.location, "missing-column", variant=name, name=name)
    if not header.names & {*REPORTED, "figure"}:
        yield error(header.row.location, "missing-column", variant="figure", name=" / ".join(REPORTED))


def _unknown(cell: Cell, *, submitted: bool, ask: bool) -> Problem:
    name = cell.text.strip()
    if submitted and _NOT_FROM_JANUARY.fullmatch(_bare(name)):
        return warning(cell.location, "unknown-column", variant="quarter", name=name, suggestion="")
    suggestion = closest(name, known_names()) if ask else ""
    severity = error if not submitted or _is_slip(name, suggestion) else warning
    return severity(cell.location, "unknown-column", name=name, suggestion=suggestion)


def _is_slip(name: str, suggestion: str) -> bool:
    """Whether an unknown column is so close to a known name that it was meant."""
    if not suggestion:
        return False
    shared = sum(1 for letter in name if letter in suggestion)
    return shared / max(len(name), len(suggestion)) >= _CLOSE
