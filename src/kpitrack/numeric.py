"""The number grammar in, the rounding rule out, and the families of units.

One grammar for every figure in every file. Reported values are `Decimal`, computed quotients
are `Fraction`: both exact, so a figure can be compared with its threshold without rounding.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow
from fractions import Fraction
from typing import TypeAlias

Exact: TypeAlias = Decimal | Fraction

MAX_DIGITS = 18
FULL = 4  # decimals up to which a difference is printed in full, and of a quotient in a formula

# Wide enough for any sum of figures of at most 18 digits; what would not be exact is an error.
_EXACT = Context(prec=100, traps=[Inexact, InvalidOperation, Overflow])

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u180e\u200b\u200c\u200d\u2060\ufeff"))
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOLD = {**_INVISIBLE, **_FULL_WIDTH, 0x3000: " ", 0x00A0: " ", 0x202F: " ", 0x2212: "-"}

_NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.(?P<fraction>[0-9]+))?"
    r"\s*(?P<unit>.*)",
    re.DOTALL,
)
_ESTIMATE = re.compile(r"\((?:预计数?|初步数|快报数)\)$")
PLACEHOLDERS = frozenset(
    {"-", "--", "—", "——", "–", "/", "\\", "无", "暂无", "未开展", "N/A", "n/a", "NA", "缺"}
)
_CIRCLED = re.compile("[①-⓿❶-➓㈠-㈩㊀-㊉]")
_CHINESE_NUMERAL = re.compile("[〇零一二三四五六七八九十百千两]")
_MIXED_NUMERAL = re.compile(
    "[〇零一二三四五六七八九十百两]|千[十百千万亿]|千$|[万亿][一二三四五六七八九十百两]"
)
_UNIT_FIRST = re.compile(r"[+-]?\s*(?:[A-Z]{0,3}[$£€¥￥₩₹]|(?:RMB|CNY|USD|GBP|EUR)\b)\s*[+-]?[0-9]")
_PLURAL = re.compile(r"[A-Za-z-]{2,}[A-Za-rt-z]s")  # wards is ward; an m is no ms
_UNIT_WITH_DIGIT = re.compile("[A-Za-z]{1,3}[0-9]")  # m2, km2, CO2
_PREFIXES = {"万": 4, "亿": 8}
_MONEY = {"元": 0, "千元": 3, "万元": 4, "亿元": 8}
_SHARE = {"%": 0, "‰": -1}
_SAME = {"人": "名"}
_POINTS = "个百分点"


class NumberRefusedError(ValueError):
    """The text is no number by the grammar; `reason` names why."""

    def __init__(self, reason: str, **facts: str) -> None:
        self.reason = reason
        self.facts = facts
        super().__init__(reason)


class UnitMismatchError(ValueError):
    """A figure's unit is not the one wanted and not of its family."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as somebody wrote it: exact value, unit (empty if none), and the estimate mark."""

    value: Decimal
    unit: str = ""
    estimate: bool = False


def fold(text: str) -> str:
    """Full-width forms folded to ASCII, zero-width characters removed, ends trimmed."""
    return text.translate(_FOLD).strip()


def parse_quantity(text: str) -> Quantity:
    """Read a figure, optionally followed by its unit and by （预计数）.

    Grammar: sign, ASCII digits with optional `,` groups of three, optional `.` fraction,
    optional unit. Raises NumberRefusedError with the reason.
    """
    folded = fold(text)
    bare = _ESTIMATE.sub("", folded).rstrip()
    found = _NUMBER.fullmatch(bare)
    if not found:
        raise _refused(_why_not(bare), bare)
    unit = found["unit"].strip()
    reason = _why_no_unit(unit, spaced=bare[found.start("unit") - 1].isspace())
    if reason:
        raise _refused(reason, bare)
    digits = found["whole"].replace(",", "").lstrip("0") + (found["fraction"] or "")
    if len(digits) > MAX_DIGITS:
        raise NumberRefusedError("too-many-digits", limit=str(MAX_DIGITS))
    return Quantity(
        value=_decimal(found["sign"], found["whole"], found["fraction"]),
        unit=unit,
        estimate=bare != folded,
    )


def _refused(reason: str, text: str) -> NumberRefusedError:
    """The refusal of a text; of one that is not exact with the number in it, as it would be typed."""
    if reason != "not-exact":
        return NumberRefusedError(reason)
    found = re.search(r"[0-9][0-9,]*(?:\.[0-9]+)?", text)
    return NumberRefusedError(reason, number=found[0] if found else "12")


def parse_plain(text: str) -> Decimal:
    """Read a number that must stand alone, as in the plan file. Raises NumberRefusedError."""
    quantity = parse_quantity(text)
    if quantity.unit or quantity.estimate:
        raise NumberRefusedError("unit-here", unit=quantity.unit)
    return quantity.value


def convert(value: Decimal, unit: str, wanted: str) -> Decimal:
    """`value` given in `unit`, expressed in `wanted`; exact. Raises UnitMismatchError.

    Only inside one family: 元 千元 万元 亿元; 万 or 亿 before one and the same unit (`万` alone
    takes the base of the unit wanted); 人 = 名; %, ‰ and 个百分点; an English word and its plural in s.
    """
    have, want = _scale(unit, wanted), _scale(wanted, wanted)
    if have is None or want is None or have[0] != want[0]:
        raise UnitMismatchError(unit)
    shift = have[1] - want[1]
    return _shortened(value.scaleb(shift), max(decimals(value) - max(shift, 0), 0)) if shift else value


def factor(unit: str, wanted: str) -> Fraction:
    """What a figure in `unit` is multiplied by to be in `wanted`. Raises UnitMismatchError."""
    return Fraction(convert(Decimal(1), unit, wanted)) if unit and wanted else Fraction(1)


def in_base(value: Decimal, unit: str) -> tuple[str, Decimal]:
    """A figure in the base of its unit: 6800万元 and 0.68亿元 are the same."""
    base, power = _scale(unit, "") or (unit, 0)
    return base, value.scaleb(power)


def exact_sum(values: Iterable[Decimal]) -> Decimal:
    """The sum to the last digit, however far apart the figures lie."""
    total = Decimal(0)
    for value in values:
        total = _EXACT.add(total, value)
    return total


def exact_difference(first: Decimal, second: Decimal) -> Decimal:
    """First − second to the last digit."""
    return _EXACT.subtract(first, second)


def are_related(unit: str, other: str) -> bool:
    """Whether figures in one unit can be expressed in the other."""
    try:
        convert(Decimal(1), unit, other)
    except UnitMismatchError:
        return False
    return True


def is_share(unit: str) -> bool:
    """Whether the unit is a percentage, so that a bare 0.146 would be ambiguous."""
    return fold(unit) in _SHARE


def is_fraction_like(value: Decimal) -> bool:
    """Whether a bare value in a % column may be a fraction: not 0, between −1 and 1, exclusive."""
    return value != 0 and abs(value) < 1


def round_half_up(value: Exact, places: int) -> Decimal:
    """The exact value rounded half up (away from zero), with `places` decimals; never −0."""
    scaled = abs(Fraction(value)) * 10**places
    return _from_scaled(
        value, (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator), places
    )


def round_towards_zero(value: Exact, places: int) -> Decimal:
    """The exact value cut after `places` decimals; never −0."""
    scaled = abs(Fraction(value)) * 10**places
    return _from_scaled(value, scaled.numerator // scaled.denominator, places)


def round_away(value: Exact, places: int) -> Decimal:
    """The exact value with `places` decimals, rounded away from zero: what is needed rounds up."""
    scaled = abs(Fraction(value)) * 10**places
    return _from_scaled(value, -((-scaled.numerator) // scaled.denominator), places)


def plain(value: Decimal) -> str:
    """A decimal as it was reported: no exponent, trailing zeros kept, no −0."""
    return format(value or abs(value), "f")


@dataclass(frozen=True, slots=True)
class Line:
    """A threshold that a printed figure must not cross; `inclusive`: on it counts as reached."""

    at: Exact
    inclusive: bool = True

    def reached(self, value: Exact) -> bool:
        """Whether a value is at or above the line (above it, where it is not inclusive)."""
        exact, bar = Fraction(value), Fraction(self.at)
        return exact >= bar if self.inclusive else exact > bar


def show_value(value: Exact, lines: Iterable[Line] = ()) -> str:
    """A value for people: decimals as reported; a computed one with one decimal.

    A computed value is never printed on the other side of one of `lines` (its target's bounds).
    """
    if isinstance(value, Decimal):
        return plain(value)
    return str(value.numerator) if value.denominator == 1 else plain(_shown(value, tuple(lines)))


def show_worked(value: Exact, lines: Iterable[Line] = ()) -> str:
    """A value within a formula: as reported; a computed one with four decimals, so that the sum comes out."""
    if isinstance(value, Decimal):
        return plain(value)
    return _bare(_shown(value, tuple(lines), FULL))


def show_difference(value: Exact) -> str:
    """A difference for people: in full up to four decimals, a longer one with one.

    Differences of reported figures so add up with them. What is not 0 never prints 0.0: it gets
    as many decimals as it takes.
    """
    exact = Fraction(value)
    shown = round_half_up(exact, FULL)
    return _bare(shown) if Fraction(shown) == exact else plain(_not_zero(exact, round_half_up))


def show_needed(value: Exact) -> str:
    """What is needed per month, rounded up, so that meeting it is enough: one decimal, below 1 two."""
    exact = Fraction(value)
    return _bare(round_away(exact, 1 if exact >= 1 else 2))


def show_percent(ratio: Exact, lines: Iterable[Exact] = (Fraction(1),)) -> str:
    """A ratio in per cent with one decimal, half up, not seeming to have reached a line it has not.

    99.96 % of an unmet target prints 99.9 %. Lines are ratios too.
    """
    exact = Fraction(ratio) * 100
    shown = round_half_up(exact, 1)
    if any(exact < bar <= shown for bar in (Fraction(line) * 100 for line in lines)):
        shown = round_towards_zero(exact, 1) if exact >= 0 else round_away(exact, 1)
    return f"{plain(shown)}%"


def show_points(points: Exact) -> str:
    """A gap in percentage points with sign and one decimal, more where it would print 0.0."""
    shown = _not_zero(Fraction(points), round_half_up)
    return f"+{plain(shown)}" if shown > 0 else plain(shown)


def _not_zero(exact: Fraction, rounded: Callable[[Exact, int], Decimal]) -> Decimal:
    """One decimal; as many as it takes where what is not 0 would be printed as 0.0."""
    for places in range(1, MAX_DIGITS):
        shown = rounded(exact, places)
        if shown or not exact:
            return shown
    return round_away(exact, MAX_DIGITS)


def _bare(value: Decimal) -> str:
    """A decimal without zeros behind it."""
    return plain(_shortened(value, 0))


def decimals(value: Decimal) -> int:
    """How many decimals the value was written with."""
    exponent = value.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _shortened(value: Decimal, places: int) -> Decimal:
    """The value without the zeros a conversion has put behind it, but with at least so many decimals."""
    bare = value.normalize()
    return bare if decimals(bare) >= places else bare.quantize(Decimal(1).scaleb(-places))


def _shown(exact: Fraction, lines: tuple[Line, ...], at_least: int = 1) -> Decimal:
    """So many decimals, half up; its neighbour, or more decimals, where that would cross a line."""
    shown = round_half_up(exact, at_least)
    for places in range(at_least, MAX_DIGITS):
        for rounded in (round_half_up, round_towards_zero, round_away):
            shown = rounded(exact, places)
            if all(line.reached(shown) == line.reached(exact) for line in lines):
                return shown
    return shown


def _decimal(sign: str, whole: str, fraction: str | None) -> Decimal:
    text = whole.replace(",", "") + (f".{fraction}" if fraction else "")
    value = Decimal(text)
    return -value if sign == "-" and value else value


def _from_scaled(sign: Exact, scaled: int, places: int) -> Decimal:
    return Decimal(-scaled if sign < 0 else scaled).scaleb(-places)


def _scale(unit: str, wanted: str) -> tuple[str, int] | None:
    """A unit as (base, power of ten); None for a lone prefix where nothing tells its base."""
    folded = fold(unit).replace(" ", "")
    if folded == _POINTS:
        folded = "%"
    if folded in _SHARE:
        return "%", _SHARE[folded]
    if folded in _MONEY:
        return "元", _MONEY[folded]
    if folded in _PREFIXES:
        base = _scale(wanted, "") if wanted else None
        return (base[0], _PREFIXES[folded]) if base and base[0] != "%" else None
    power = _PREFIXES.get(folded[:1], 0)
    base_unit = folded[1:] if power else folded
    if _PLURAL.fullmatch(base_unit):
        base_unit = base_unit[:-1]
    return _SAME.get(base_unit, base_unit), power


def _why_no_unit(unit: str, *, spaced: bool) -> str:
    """The reason why what follows the digits is no unit; empty when it is one. `spaced`: after a blank."""
    digits = re.search(r"[0-9]", unit) and not _UNIT_WITH_DIGIT.fullmatch(unit)
    reasons = (
        ("exponent", re.match(r"[eE][+-]?[0-9]", unit)),
        ("odd-notation", re.match(r"_|[xX][0-9a-fA-F]", unit)),
        ("circled", _CIRCLED.search(unit)),
        ("bad-grouping", re.match(r"[,.，。][0-9]", unit)),
        ("digit-space", digits and spaced and unit[0].isdigit()),
        ("letter-inside", re.match(r"[lIiOoSZB]+[0-9]", unit) and not spaced),
        ("two-numbers", digits),
        ("chinese-numerals", _MIXED_NUMERAL.match(unit)),
        ("not-exact", re.search("左右|以上|以下|多|余|近|约", unit)),
        ("other-digits", _has_other_digits(unit)),
        ("unreadable", unit and not any(letter.isalpha() or letter in "%‰" for letter in unit)),
        ("unreadable", unit[:1] in set(".,;:-+*/=<>~") or not unit.isprintable()),
    )
    return next((reason for reason, applies in reasons if applies), "")


def _has_other_digits(text: str) -> bool:
    return any(character.isdecimal() and not character.isascii() for character in text)


def _why_not(text: str) -> str:
    """The reason why a text that does not start like a number is refused."""
    reasons = (
        ("empty", not text),
        ("placeholder", text in PLACEHOLDERS),
        ("circled", bool(_CIRCLED.search(text))),
        ("not-a-number", text.lstrip("+-").lower() in {"nan", "inf", "infinity"}),
        ("formula", text.startswith("=")),
        ("other-digits", _has_other_digits(text)),
        (
            "not-exact",
            bool(re.match("约|近|超|大约|预计|预估|>|<|≥|≤", text)) and any(map(str.isdigit, text)),
        ),
        ("unit-first", bool(_UNIT_FIRST.match(text))),
        ("chinese-numerals", bool(_CHINESE_NUMERAL.match(text))),
        ("odd-notation", bool(re.match(r"[+-]?\.[0-9]", text))),
    )
    return next((reason for reason, applies in reasons if applies), "unreadable")
