"""The figures of an entry: numbers with their units, converted to the item's; percentages."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kpitrack.entries import Entry
from kpitrack.kinds import Bound, Measure
from kpitrack.model import Indicator, Item
from kpitrack.numeric import (
    PLACEHOLDERS,
    NumberRefusedError,
    Quantity,
    UnitMismatchError,
    convert,
    fold,
    is_fraction_like,
    is_share,
    parse_quantity,
    plain,
)
from kpitrack.periods import Period
from kpitrack.problems import Problem, error, warning

_FULL = Decimal(100)


class Figures:
    """Reads the figures of one entry, of `month`; what is wrong goes to `problems`.

    `submitted`: it is being handed in, and whoever sent it can still be asked. `label_units` are the
    units of measure named around its table.
    """

    def __init__(
        self,
        entry: Entry,
        month: Period,
        problems: list[Problem],
        *,
        submitted: bool,
        label_units: tuple[str, ...] = (),
    ) -> None:
        self._submitted = submitted
        self._label_units = label_units
        self._entry = entry
        self._month = month
        self._problems = problems

    def figures(self, item: Item) -> tuple[Decimal | None, Decimal | None, bool]:
        """Value and increment in the item's unit, and whether either is an estimate."""
        value, estimated = self._figure("value", item)
        increment, also = self._figure("increment", item)
        increments = isinstance(item, Indicator) and item.increments
        if increments and value is not None and increment is None:
            self._problems.append(
                error(self._entry.place("value"), "wrong-figure", variant="increment", item=item.name)
            )
        if not increments and increment is not None and value is None:
            variant = "months" if self._entry.is_under_month else "value"
            self._problems.append(
                error(self._entry.place("increment"), "wrong-figure", variant=variant, item=item.name)
            )
        cumulative = isinstance(item, Indicator) and item.measure is Measure.CUMULATIVE
        if cumulative and value is not None and value < 0:
            self._problems.append(
                error(self._entry.place("value"), "below-zero", found=plain(value), item=item.name)
            )
        return value, increment, estimated or also

    def alone(self) -> None:
        """Check the figures of a row whose item is not known, so that all its slips are told."""
        for column in ("value", "increment", "progress"):
            if self._entry.text(column):
                self._quantity(column)
        self.rate()

    def rate(self) -> Decimal | None:
        """The unit's own rate: only compared, never used, so that what cannot be read is a warning."""
        text = self._entry.text("rate")
        if fold(text) in PLACEHOLDERS:
            return None
        told = len(self._problems)
        rate = self.share("rate")
        if len(self._problems) == told:
            return rate
        self._problems[told:] = [warning(self._entry.place("rate"), "rate-not-read", found=text)]
        return None

    def share(self, column: str) -> Decimal | None:
        """A percentage: `70%` or `70`; 0.7 could be either and is refused."""
        text = self._entry.text(column)
        if not text:
            return None
        quantity = self._quantity(column)
        if quantity is None:
            return None
        place = self._entry.place(column)
        unit = quantity.unit or self._entry.header_units.get(column, "")
        value = convert(quantity.value, unit, "%") if is_share(unit) else quantity.value
        if unit and not is_share(unit):
            self._problems.append(error(place, "unit-mismatch", found=unit, expected="%", item=column))
        elif not unit and is_fraction_like(quantity.value):
            self._problems.append(
                error(place, "ambiguous-share", found=text, percent=_percent(quantity.value), item=column)
            )
        elif value < 0 or (column == "progress" and value > _FULL):
            self._problems.append(error(place, "share-outside", found=text))
        return value

    def kept_unit(self, item: Item) -> str:
        """The unit the figures are kept in: the item's, or while it has none the one given."""
        wanted = self._wanted_unit(item)
        if wanted or not self._entry.text("value"):
            return wanted
        quantity = parse_quantity(self._entry.text("value"))
        pending = isinstance(item, Indicator) and item.target.bound is Bound.PENDING
        unit = self._unit("value", quantity)
        if pending and not unit:
            self._problems.append(warning(self._entry.place("value"), "unit-unknown", item=item.name))
        return unit

    def _figure(self, column: str, item: Item) -> tuple[Decimal | None, bool]:
        if not self._entry.text(column):
            return None, False
        quantity = self._quantity(column)
        if quantity is None:
            return None, False
        wanted = self._wanted_unit(item)
        told = len(self._problems)
        unit = self._unit(column, quantity) or self._label_unit(wanted)
        contradicted = len(self._problems) > told
        if is_share(wanted) and not unit and is_fraction_like(quantity.value):
            shown = self._entry.text(column)
            self._problems.append(
                error(
                    self._entry.place(column),
                    "ambiguous-share",
                    found=shown,
                    percent=_percent(quantity.value),
                    item=item.name,
                )
            )
        elif self._submitted and self._is_doubtful(quantity, wanted):
            shown, percent = self._entry.text(column), _percent(quantity.value)
            place = self._entry.place(column)
            self._problems.append(warning(place, "small-share", found=shown, percent=percent, item=item.name))
        try:
            value = convert(quantity.value, unit, wanted) if unit and wanted else quantity.value
        except UnitMismatchError:
            if not contradicted:  # else one slip is told as one
                place = self._entry.place(column)
                self._problems.append(
                    error(place, "unit-mismatch", found=unit, expected=wanted, item=item.name)
                )
            return None, False
        return value, quantity.estimate

    def _is_doubtful(self, quantity: Quantity, wanted: str) -> bool:
        """Whether only the unit column, which a form has printed, makes a fraction a percentage."""
        says = self._entry.text("unit") or self._label_unit(wanted)
        return is_share(wanted) and is_share(says) and not quantity.unit and is_fraction_like(quantity.value)

    def _quantity(self, column: str) -> Quantity | None:
        text = self._entry.text(column)
        cell = self._entry.cells.get(column)
        if cell and cell.is_day:
            self._problems.append(error(self._entry.place(column), "bad-number", variant="day", found=text))
            return None
        try:
            return parse_quantity(text)
        except NumberRefusedError as refused:
            facts = {"found": text, **refused.facts}
            self._problems.append(
                error(self._entry.place(column), "bad-number", variant=refused.reason, **facts)
            )
            return None

    def _unit(self, column: str, quantity: Quantity) -> str:
        """The unit a figure is in: the cell's, the unit column's or the header's; empty if none says."""
        cell, beside = quantity.unit, self._entry.text("unit")
        if fold(cell) in {"万", "亿"} and beside[:1] not in {"万", "亿"}:
            cell += beside  # 12万 beside 人 is 12万人
        said = [unit for unit in (cell, beside, self._entry.header_units.get(column, "")) if unit]
        for other in said[1:]:
            if not _is_same(said[0], other):
                written = _written_in(quantity, said) if quantity.unit else ""
                facts = {"cell": said[0], "column": other, "written": written}
                variant = "converts" if written else ""
                self._problems.append(
                    error(self._entry.place(column), "units-differ", variant=variant, **facts)
                )
                break
        return said[0] if said else ""

    def _label_unit(self, wanted: str) -> str:
        """The unit named above the table for figures of this family (单位：万元); else none."""
        named = self._label_units
        for unit in named:
            try:
                convert(Decimal(1), unit, wanted)
            except UnitMismatchError:
                continue
            return unit
        # One that is neither money nor a share is said of every figure: 户 is not 家.
        counts = [unit for unit in named if not unit.endswith("元") and not is_share(unit)]
        return counts[0] if len(named) == len(counts) == 1 and wanted and not is_share(wanted) else ""

    def _wanted_unit(self, item: Item) -> str:
        """The unit figures of the item are kept in; empty when the plan names none."""
        if not isinstance(item, Indicator):
            return item.unit
        month = self._month
        return item.in_force(month).unit


def _written_in(quantity: Quantity, said: Sequence[str]) -> str:
    """The cell's figure in the unit that the others name; empty where they differ or it cannot be had."""
    cell, wanted, *more = said
    if not all(_is_same(wanted, other) for other in more):
        return ""
    try:
        return f"{plain(convert(quantity.value, cell, wanted))}{wanted}"
    except UnitMismatchError:
        return ""


def _is_same(unit: str, other: str) -> bool:
    """Whether two names of units mean one: 人 and 名, not 元 and 万元."""
    try:
        return convert(Decimal(1), unit, other) == 1
    except UnitMismatchError:
        return False


def _percent(share: Decimal) -> str:
    """A fraction as a percentage would be typed."""
    return plain((share * 100).normalize())
