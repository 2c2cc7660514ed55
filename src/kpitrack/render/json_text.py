"""A JSON text with exact numbers: decimals as they are, quotients to six places, undefined as null."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from kpitrack.numeric import plain, round_half_up
from kpitrack.periods import Period

PLACES = 6


def to_json(value: object) -> str:
    """A JSON text with exact numbers; two blanks of indentation, a newline at the end."""
    return _encoded(value, 0) + "\n"


def _encoded(value: object, depth: int) -> str:
    pad, end = "  " * (depth + 1), "  " * depth
    if isinstance(value, Mapping):
        if not value:
            return "{}"
        entries = [
            f"{pad}{json.dumps(str(key))}: {_encoded(entry, depth + 1)}" for key, entry in value.items()
        ]
        return "{\n" + ",\n".join(entries) + f"\n{end}}}"
    if isinstance(value, list | tuple):
        if not value:
            return "[]"
        return "[\n" + ",\n".join(f"{pad}{_encoded(entry, depth + 1)}" for entry in value) + f"\n{end}]"
    return scalar(value)


def scalar(value: object) -> str:  # noqa: PLR0911 - one for each kind of value
    """A single value as JSON writes it: exact decimals, quotients to six places, half up."""
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, Enum):
        return json.dumps(value.value)
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, Fraction):
        return _trimmed(plain(round_half_up(value, PLACES)))
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Period | date):
        return json.dumps(str(value))
    return _quoted(str(value))


def _quoted(text: str) -> str:
    """A JSON string that reads as it is written: what does not print (escapes, bidi) is escaped."""
    plain_text = json.dumps(text, ensure_ascii=False)
    if plain_text.isprintable():
        return plain_text
    return "".join(letter if letter.isprintable() else json.dumps(letter)[1:-1] for letter in plain_text)


def _trimmed(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number
