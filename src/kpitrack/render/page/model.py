"""The page as a value: every text as it is shown, every length as it is drawn. Nothing is computed later.

Texts are plain and safe, unescaped; positions are in per cent of their chart (`12.5%`) or whole numbers
on its own scale.
"""

from __future__ import annotations

from dataclasses import dataclass

from kpitrack.render.document import Block


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a stacked bar: its kind (for colour and mark), name, count, place; `fits`: the count does."""

    kind: str
    text: str
    number: int
    start: str
    width: str
    middle: str
    fits: bool


@dataclass(frozen=True, slots=True)
class Stack:
    """Counts by status that add up to the total, as a bar; `label` says them in words."""

    caption: str
    total: int
    label: str
    segments: tuple[Segment, ...]
    changes: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """A headline figure: what it is of, the figure, what it rests on."""

    label: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Bar:
    """An attainment beside pace and target. `pace` is empty without a path; `label` says it in words.

    `over` and `under`: it goes on past the end of the bar, or lies before its beginning.
    """

    width: str
    pace: str
    target: str
    over: bool
    under: bool
    label: str


@dataclass(frozen=True, slots=True)
class Spark:
    """A line over the months, broken where no figure came in with a month; on a scale of 1200 by 320.

    `paths` are of two points and more, `dots` single ones; `targets` are lines, one for each target over
    the months in which it is in force.
    """

    paths: tuple[str, ...]
    dots: tuple[tuple[int, int], ...]
    last: tuple[int, int]
    targets: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Chip:
    """A status: its kind (for colour and mark), its word, what must be known beside it."""

    kind: str
    text: str
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is known of an item, with the heading it stands under."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A record: where it stands, what it says, who said it, where it came from."""

    place: str
    month: str
    said: str
    whence: str


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month of an indicator's trend. `aside` says where the figure is not wholly of that month."""

    month: str
    figure: str
    aside: str
    attainment: str
    expected: str
    chip: Chip


@dataclass(frozen=True, slots=True)
class Card:
    """What indicators and actions share. `leads`, `takes_part`, `programme` are ids, for the filter."""

    id: str
    name: str
    section: str
    programme: str
    programme_name: str
    leads: tuple[str, ...]
    takes_part: tuple[str, ...]
    answerable: str
    chip: Chip
    facts: tuple[Fact, ...]
    notes: tuple[str, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class IndicatorCard:
    """An indicator. Where there is no bar or no line, `instead` and `no_spark` say why, in words.

    `instead` stands beside a bar that could be misread.

    `ranks` are its places by each order.
    """

    card: Card
    figure: str
    target: str
    attainment: str
    expected: str
    against: str
    needed: str
    change: str
    bar: Bar | None
    instead: str
    spark: Spark | None
    no_spark: str
    why: tuple[str, ...]
    sums: tuple[str, ...]
    months: tuple[MonthRow, ...]
    ranks: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ActionCard:
    """An action. `saying` are its note, problem and next step; `bar` is its 形象进度 or coverage."""

    card: Card
    progress: str
    attainment: str
    bar: Bar | None
    reported: str
    figure: str
    steps: tuple[str, ...]
    saying: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of a filter or an order."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class TrendColumn:
    """A month of the plan's trend: its counts by status as pieces (kind, top, height), and in words."""

    start: str
    width: str
    middle: str
    label: str
    pieces: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """The plan month by month: a chart and the table it is drawn from."""

    label: str
    columns: tuple[TrendColumn, ...]
    heads: tuple[Chip, ...]
    rows: tuple[tuple[str, tuple[str, ...], str], ...]


@dataclass(frozen=True, slots=True)
class Owing:
    """What has not come in: the item's id and name, who owes it."""

    item: str
    name: str
    units: str


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page. `foreign` is the plan's language where it is not the page's.

    `texts` are the page's own words by key, `shown` the form in which the script counts what is shown;
    `label` names the page in one line: sample, plan, month. `folded` is the heading of the table that is
    shown only when it is opened.
    """

    language: str
    foreign: str | None
    texts: dict[str, str]
    shown: str
    label: str
    number: str
    place: str
    title: str
    month: str
    notices: tuple[str, ...]
    heading: tuple[Fact, ...]
    tiles: tuple[Tile, ...]
    stacks: tuple[Stack, ...]
    units_choice: tuple[Choice, ...]
    programmes_choice: tuple[Choice, ...]
    statuses_choice: tuple[Choice, ...]
    orders_choice: tuple[Choice, ...]
    indicators: tuple[IndicatorCard, ...]
    trend: Trend
    unit_stacks: tuple[Stack, ...]
    units: tuple[Block, ...]
    actions: tuple[ActionCard, ...]
    shortcomings: tuple[Block, ...]
    outlook: tuple[Block, ...]
    folded: str
    reporting: tuple[Block, ...]
    owing: tuple[Owing, ...]
    corrections: tuple[Block, ...]
    problems: tuple[Block, ...]
    notes: tuple[Block, ...]
