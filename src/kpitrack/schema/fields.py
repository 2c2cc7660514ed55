"""The kinds of field a plan file has. Each reads its own text: YAML scalars arrive as written."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from kpitrack.kinds import Section
from kpitrack.model import BRIEFING_PLACES
from kpitrack.numeric import NumberRefusedError, fold, parse_plain
from kpitrack.periods import Period

ID_PATTERN = r"[A-Za-z][A-Za-z0-9_-]*"
_QUOTES = frozenset("\"'`“”‘’„‚«»‹›「」『』＂＇")
_OPENING, _CLOSING = frozenset("([{<《〈【〔〖"), frozenset(")]}>》〉】〕〗")
PERIOD_PATTERN = r"(?:19|2[0-9])[0-9]{2}-(?:0[1-9]|1[0-2])"


def _number(raw: object) -> Decimal:
    if isinstance(raw, Decimal):
        return raw
    if not isinstance(raw, str):
        raise PydanticCustomError("bad-number", "not a number", {"variant": "empty", "found": ""})
    try:
        return parse_plain(raw)
    except NumberRefusedError as refused:
        raise PydanticCustomError(
            "bad-number", "not a number", {"variant": refused.reason, "found": raw, **refused.facts}
        ) from None


def _positive(raw: object) -> Decimal:
    value = _number(raw)
    if value <= 0:
        raise PydanticCustomError("not-positive", "must be above zero", {"found": str(raw)})
    return value


def _not_negative(raw: object) -> Decimal:
    value = _number(raw)
    if value < 0:
        raise PydanticCustomError("out-of-range", "below zero", {"found": str(raw), "limit": "0"})
    return value


def _flag(raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    if raw in {"true", "false"}:
        return raw == "true"
    raise PydanticCustomError("bad-flag", "neither true nor false", {"found": _shown(raw)})


def _month(raw: object) -> Period:
    if isinstance(raw, Period):
        return raw
    if isinstance(raw, str) and re.fullmatch(PERIOD_PATTERN, raw):
        return Period.iso(raw)
    raise PydanticCustomError("bad-month", "not a month", {"found": _shown(raw)})


def _whole(raw: object) -> int:
    value = _number(raw)
    if value != value.to_integral_value():
        raise PydanticCustomError("bad-number", "not whole", {"variant": "not-whole", "found": str(raw)})
    return int(value)


def _texts(raw: object) -> object:
    return [raw] if isinstance(raw, str) else raw


def _tolerance(raw: object) -> str:
    """`5%` of the target or a plain number in the unit; kept as declared."""
    if not isinstance(raw, str):
        raise PydanticCustomError("bad-number", "not a number", {"variant": "empty", "found": ""})
    bare = fold(raw)
    value = _number(bare.removesuffix("%").strip())
    if value < 0:
        raise PydanticCustomError(
            "not-positive", "must not be negative", {"found": raw, "variant": "negative"}
        )
    return bare


def _template(text: str) -> str:
    """A text whose braces hold only what can be filled in."""
    for found in re.findall(r"\{([^{}]*)\}", text):
        if found not in BRIEFING_PLACES:
            raise PydanticCustomError(
                "unknown-place",
                "nothing to fill in",
                {"found": found, "choices": ", ".join(f"{{{name}}}" for name in BRIEFING_PLACES)},
            )
    return text


def _unit(text: str) -> str:
    """A unit of measure as figures are read: full-width forms folded, nothing put around it."""
    unit = fold(text)
    is_bracketed = unit[:1] in _OPENING and unit[-1:] in _CLOSING
    if not unit or {unit[0], unit[-1]} & _QUOTES or is_bracketed:
        raise PydanticCustomError("bad-unit", "no unit", {"found": text})
    return unit


def _once(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    twice = [section.value for place, section in enumerate(sections) if section in sections[:place]]
    if twice:
        raise PydanticCustomError("section-twice", "listed twice", {"found": twice[0]})
    return sections


def _shown(raw: object) -> str:
    return raw if isinstance(raw, str) else ""


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Unit = Annotated[Text, AfterValidator(_unit)]
Template = Annotated[Text, AfterValidator(_template)]
Sections = Annotated[tuple[Section, ...], Field(min_length=1), AfterValidator(_once)]
Texts = Annotated[
    tuple[Text, ...],
    BeforeValidator(_texts),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
Id = Annotated[str, StringConstraints(pattern=f"^{ID_PATTERN}$")]
Ids = Annotated[
    tuple[Text, ...],
    BeforeValidator(_texts),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
Number = Annotated[Decimal, BeforeValidator(_number), WithJsonSchema({"type": "number"})]
Positive = Annotated[
    Decimal, BeforeValidator(_positive), WithJsonSchema({"type": "number", "exclusiveMinimum": 0})
]
NotNegative = Annotated[
    Decimal, BeforeValidator(_not_negative), WithJsonSchema({"type": "number", "minimum": 0})
]
Whole = Annotated[int, BeforeValidator(_whole), WithJsonSchema({"type": "integer"})]
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean"})]
Month = Annotated[
    Any,
    BeforeValidator(_month),
    WithJsonSchema({"type": "string", "pattern": f"^{PERIOD_PATTERN}$"}),
]
Tolerance = Annotated[
    str,
    BeforeValidator(_tolerance),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "minimum": 0},
                {"type": "string", "pattern": r"^[0-9.]+ ?%$"},
            ]
        }
    ),
]
