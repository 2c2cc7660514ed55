"""What a table of the data set is: columns with kind, unit and why one may be empty; keys."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, StrEnum


class Kind(StrEnum):
    """What a column holds. `quantity` is a figure as reported or declared, `number` one computed."""

    TEXT = "text"
    INTEGER = "integer"
    QUANTITY = "quantity"
    NUMBER = "number"
    BOOLEAN = "boolean"
    MONTH = "month"
    DAY = "day"
    MOMENT = "moment"
    LIST = "list"

    @property
    def is_decimal(self) -> bool:
        """Whether it holds numbers that need not be whole."""
        return self in {Kind.QUANTITY, Kind.NUMBER}


class Empty(StrEnum):
    """Why a column may be empty."""

    NEVER = "never"
    UNDECLARED = "undeclared"  # the plan says nothing of it
    NO_TARGET = "no_target"  # the target is pending, or held against a series
    NO_FIGURE = "no_figure"  # nothing usable was reported
    UNDEFINED = "undefined"  # it cannot be computed, or does not apply
    UNSAID = "unsaid"  # the record does not say
    BY_HAND = "by_hand"  # the record was not ingested
    FIRST_MONTH = "first_month"  # there is no month before
    NOT_LATE = "not_late"
    NOT_REPLACED = "not_replaced"
    NOBODY = "nobody"  # the row stands for no single unit
    NONE_JUDGED = "none_judged"
    WHOLE_FILE = "whole_file"
    NOT_ASKED = "not_asked"
    IS_REAL = "is_real"
    NO_TASK = "no_task"


class Measured(StrEnum):
    """In what a number is given."""

    OWN = "own"  # the unit in the column `unit`
    POINTS = "points"  # the same; percentage points where that is %
    RATIO = "ratio"  # 0.5 is 50 per cent
    PERCENTAGE_POINTS = "percentage_points"
    PERCENT = "percent"
    DAYS = "days"
    COUNT = "count"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `codes` is the closed list of its values, `refers` the table (and column) it names."""

    name: str
    kind: Kind = Kind.TEXT
    empty: Empty = Empty.NEVER
    measured: Measured | None = None
    codes: tuple[str, ...] = ()
    refers: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns in order, and those of its primary key."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    indexes: tuple[tuple[str, ...], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


def text(name: str, empty: Empty = Empty.NEVER) -> Column:
    """A column of free text."""
    return Column(name, empty=empty)


def code(name: str, values: Iterable[Enum | str], empty: Empty = Empty.NEVER) -> Column:
    """A column whose values are of a closed list."""
    found = tuple(str(value.value) if isinstance(value, Enum) else value for value in values)
    return Column(name, empty=empty, codes=found)


def link(name: str, table: str, empty: Empty = Empty.NEVER, *, to: str = "id") -> Column:
    """A column that names a row of another table by its id."""
    return Column(name, empty=empty, refers=(table, to))


def quantity(name: str, empty: Empty, measured: Measured = Measured.OWN) -> Column:
    """A figure as it was reported or declared."""
    return Column(name, Kind.QUANTITY, empty, measured)


def number(name: str, measured: Measured, empty: Empty = Empty.UNDEFINED) -> Column:
    """A computed figure."""
    return Column(name, Kind.NUMBER, empty, measured)


def integer(name: str, measured: Measured | None = None, empty: Empty = Empty.NEVER) -> Column:
    """A whole number: a count, or the number of a row or line."""
    return Column(name, Kind.INTEGER, empty, measured)


def flag(name: str, empty: Empty = Empty.NEVER) -> Column:
    """True or false."""
    return Column(name, Kind.BOOLEAN, empty)


def month(name: str = "month", empty: Empty = Empty.NEVER, *, listed: bool = False) -> Column:
    """A month; `listed` where it is one of the table of months."""
    return Column(name, Kind.MONTH, empty, refers=("months", "month") if listed else None)


def day(name: str, empty: Empty = Empty.NEVER) -> Column:
    """A day."""
    return Column(name, Kind.DAY, empty)


def many(name: str) -> Column:
    """A list of texts; it may have no entry, but is never empty."""
    return Column(name, Kind.LIST)
