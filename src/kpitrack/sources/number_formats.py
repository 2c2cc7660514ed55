"""What a workbook's number format says of a number: a percentage, a unit, or another scale.

Only what changes the meaning: how many decimals are shown does not, the value held counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache

_SIGNIFICANT = Context(prec=15)  # what a spreadsheet holds of a number
_PART = re.compile(
    r"""
    "(?P<quoted>[^"]*)"            # text as it stands
    | [\\!](?P<escaped>.)          # one letter as it stands
    | _.                           # a blank as wide as a letter
    | \*.                          # a letter repeated to the width of the column
    | \[(?P<bracket>[^\]]*)\]      # colour, condition, locale
    | (?P<digit>[0#?]|General|G/通用格式)
    | (?P<sign>[.,%;])
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_NO_TEXT = "()（）¥￥$€£+-" + " "
_LONGEST = 255  # letters of a format code
_CONDITION = re.compile(r"[<>=]")
_NOT_SHOWN_AS_DATE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """`percent`: shown hundredfold with %. `scaled`: shown as another number.

    `before` and `unit` are the texts shown before and behind it, without signs of currency.
    """

    percent: bool = False
    before: str = ""
    unit: str = ""
    scaled: bool = False


@lru_cache(maxsize=1024)
def read_format(code: str, sign: int = 1) -> NumberFormat:
    """What a format code says of a number of that sign (1, 0, −1).

    Where its sections go by conditions they must all say the same. A section that shows a text, or
    nothing, in place of the number shows another one.
    """
    if len(code) > _LONGEST:
        return NumberFormat(scaled=True)
    sections = _sections(code)
    if _has_condition(code):
        return sections[0] if len(set(sections)) == 1 else NumberFormat(scaled=True)
    place = {1: 0, -1: 1, 0: 2}[sign]
    return sections[place] if place < min(len(sections), 3) else sections[0]


def spelled(value: Decimal, number_format: NumberFormat) -> str:
    """A number as its format means it: 0.146 shown with % is `14.6%`; with the unit shown behind."""
    exact = _SIGNIFICANT.plus(value)
    if number_format.percent:
        return f"{number_format.before}{_plain(exact.scaleb(2))}%"
    return f"{number_format.before}{_plain(exact)}{number_format.unit}"


def sign_of(value: Decimal) -> int:
    """1, 0 or −1."""
    return int(value.compare(0))


def shows_day(code: str) -> bool:
    """Whether a date format shows the day, and not only the month."""
    return "d" in _NOT_SHOWN_AS_DATE.sub("", code.split(";", maxsplit=1)[0]).lower()


def _plain(value: Decimal) -> str:
    """Without exponent and without zeros that only a division has left."""
    text = f"{value.normalize():f}" if value else "0"
    return "0" if text == "-0" else text


def _has_condition(code: str) -> bool:
    return any(_CONDITION.search(found) for found in re.findall(r"\[([^\]]*)\]", code))


def _sections(code: str) -> list[NumberFormat]:
    parts: list[list[re.Match[str]]] = [[]]
    for found in _PART.finditer(code):
        if found["sign"] == ";":
            parts.append([])
        else:
            parts[-1].append(found)
    return [_section(section) for section in parts]


def _section(parts: list[re.Match[str]]) -> NumberFormat:
    digits = [place for place, part in enumerate(parts) if part["digit"]]
    if not digits:
        return NumberFormat(scaled=not any(part["other"] == "@" for part in parts))
    within, behind = parts[digits[0] : digits[-1]], parts[digits[-1] + 1 :]
    literal = "".join(_literal(part) for part in behind).strip()
    shifted = any(_literal(part) == "." for part in within)
    shortened = bool(behind) and behind[0]["sign"] == ","
    percent = any(part["sign"] == "%" for part in parts)
    ahead = "".join(_literal(part) for part in parts[: digits[0]]).strip()
    return NumberFormat(
        percent,
        ahead.strip(_NO_TEXT),
        "" if percent else literal.strip(_NO_TEXT),
        shifted or shortened,
    )


def _literal(part: re.Match[str]) -> str:
    """The text a part of a format shows as it stands."""
    return part["quoted"] or part["escaped"] or part["other"] or ""
