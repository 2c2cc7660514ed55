"""What a published table prints, as exact values: figures, rates, and what was found of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from kpitrack.numeric import decimals, round_half_up
from kpitrack.problems import Location

# Things that are counted: a whole number of them was not rounded.
_COUNTED = frozenset("家个项名人件场次户所座条只台套辆村处批期份宗起头株艘张篇部间栋幢例") | {
    "人次",
    "个项目",
}
_LARGE = 100  # a whole number without a unit below it is taken for a count
_LONG = 15  # significant digits: a spreadsheet's own quotient, not something rounded by a person
LONG_PLACES = 9


class Outcome(StrEnum):
    """What is to be said of a printed rate."""

    FOLLOWS = "follows"
    WRONG = "wrong"
    UNDECIDED = "undecided"
    UNRATED = "unrated"


class Kind(StrEnum):
    """What a rate is of: actual ÷ target, a part of the whole, or growth over last year."""

    RATIO = "ratio"
    SHARE = "share"
    GROWTH = "growth"


class Why(StrEnum):
    """Why a rate may not follow, in the order in which equally likely ones are told."""

    TRUNCATED = "truncated"
    ROUNDED_UP = "rounded_up"
    ROUNDED_INPUTS = "rounded_inputs"
    LAST_PLACE = "last_place"
    CAPPED = "capped"
    FLOORED = "floored"
    NUDGED = "nudged"
    MEAN_OF_RATES = "mean_of_rates"
    RATIO_OF_PARTS = "ratio_of_parts"
    OF_TOTAL = "of_total"
    BESIDE = "beside"
    NUMERATOR = "numerator"
    ELSEWHERE = "elsewhere"
    PACE = "pace"
    UNIT_FACTOR = "unit_factor"
    INVERSE = "inverse"
    COMPLEMENT = "complement"
    GROWTH = "growth"
    POINTS = "points"
    NEIGHBOUR = "neighbour"
    SLIP_RATE = "slip_rate"
    SLIP_ACTUAL = "slip_actual"
    SLIP_TARGET = "slip_target"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as printed: `digits` times `factor` is its value in the base of its unit."""

    digits: Decimal
    unit: str
    location: Location
    text: str
    factor: Fraction = Fraction(1)
    value: Fraction = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """The exact value, in the base of its unit: once, for it is asked for by every reason."""
        object.__setattr__(self, "value", Fraction(self.digits) * self.factor)

    @property
    def half(self) -> Fraction:
        """Half a unit of its last place if it may have been rounded; else 0."""
        if not decimals(self.digits) and (
            self.unit in _COUNTED or (not self.unit and abs(self.digits) < _LARGE)
        ):
            return Fraction(0)
        return self.factor / 2 * Fraction(1, 10 ** decimals(self.digits))


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate as printed: 1 is `scale` (100 in %, 1000 in ‰, 1 where ratios are printed).

    `places` are the decimals it is compared with: as printed; fewer where a spreadsheet gave all it
    has. In units of the last of them it is `units`, and the whole is `whole`.
    """

    digits: Decimal
    scale: int
    location: Location
    text: str
    places: int = field(init=False, compare=False, repr=False)
    whole: int = field(init=False, compare=False, repr=False)
    units: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Set once, for every reason asks for them."""
        places = decimals(self.digits)
        if len(self.digits.as_tuple().digits) >= _LONG - 1:
            places = min(places, LONG_PLACES)
        object.__setattr__(self, "places", places)
        object.__setattr__(self, "whole", self.scale * 10**places)
        object.__setattr__(self, "units", int(round_half_up(self.digits, places).scaleb(places)))


@dataclass(frozen=True, slots=True)
class Other:
    """Another number of the table that a rate may have been computed with; `label` names it."""

    label: str
    value: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """A printed rate with the numbers it should follow from, and those it may have been taken from.

    `top` and `base`: actual and target, part and whole, this year and last. `beside` are the other
    numbers of the row, `elsewhere` the bases of other rows, `total` that of the total row.
    `neighbours` are the rates of the rows above and below, exact. `mean` and `parts` are of a total
    row: the mean of the rates above it, and the ratio of the sums. `nudged`: a column of shares
    whose rounded values would not have added up to 100 adds up to 100.
    """

    kind: Kind
    top: Figure
    base: Figure
    rate: Rate
    beside: tuple[Other, ...] = ()
    elsewhere: tuple[Other, ...] = ()
    total: Other | None = None
    neighbours: tuple[Fraction, ...] = ()
    mean: Fraction | None = None
    parts: Fraction | None = None
    nudged: bool = False
    exact: Fraction = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """What the rate should be, as a ratio: once, for every reason asks for it."""
        object.__setattr__(self, "exact", computed(self.kind, self.top.value, self.base.value))


def computed(kind: Kind, top: Fraction, base: Fraction) -> Fraction:
    """The rate as a ratio; `base` is not 0."""
    return (top - base) / base if kind is Kind.GROWTH else top / base


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a rate may not follow. `explains`: how many printed rates this would have explained as well."""

    why: Why
    explains: int = 1
    variant: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one row. `note` tells how the rate follows, or why it cannot be judged.

    `reasons`: the likeliest first. `printed` and `column` are the rate's cell and heading, `row` the
    number of its row. UNRATED is a row of the table that prints no rate.
    """

    outcome: Outcome
    name: str
    location: Location
    printed: str
    column: str = ""
    row: int = 0
    target: str = ""
    actual: str = ""
    exact: Fraction | None = None
    places: int = 1
    scale: int = 100
    reasons: tuple[Reason, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Verified:
    """All that was found in a table's file. `ratios` are the rate columns read as ratios, not per cent.

    `months` are the columns of a month that were taken for the actual figures, where no other was.
    """

    findings: tuple[Finding, ...]
    ratios: tuple[str, ...] = ()
    months: tuple[str, ...] = ()

    def having(self, outcome: Outcome) -> tuple[Finding, ...]:
        """Those with an outcome, in the order of the table."""
        return tuple(finding for finding in self.findings if finding.outcome is outcome)
