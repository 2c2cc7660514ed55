"""One slip of the hand in a number: a digit wrong, missing or too many, two swapped, the point moved."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import chain, pairwise

from kpitrack.numeric import plain

_DIGITS = "0123456789"
MOST_SHIFT = 2
KINDS = ("swapped", "point", "missing", "extra", "digit")


def meant(printed: Decimal) -> dict[str, tuple[Decimal, ...]]:
    """What may have been meant by a printed number, by kind of slip, each number once.

    `missing`: the printed number lacks a digit; `extra`: it has one too many.
    """
    sign, text = ("-", plain(-printed)) if printed < 0 else ("", plain(printed))
    makers = {"swapped": _swapped, "missing": _longer, "extra": _shorter, "digit": _other_digit}
    found = {kind: _numbers(sign, makers[kind](text)) for kind in makers}
    shifts = [shift for shift in range(-MOST_SHIFT, MOST_SHIFT + 1) if shift]
    found["point"] = tuple(printed.scaleb(shift) for shift in shifts) if printed else ()
    return {kind: tuple(value for value in found[kind] if value != printed) for kind in KINDS}


def may_be(printed: Decimal, low: Fraction, high: Fraction) -> bool:
    """Whether one slip may have made `printed` of a number from `low` to `high`.

    True too often, never too seldom. In whole numbers; of ten digits that may stand in a place, those
    that would fit are computed, not tried.
    """
    if printed < 0:
        printed, low, high = -printed, -high, -low
    text = plain(printed)
    places = len(text.partition(".")[2])
    digits = text.replace(".", "")
    number, length = int(digits), len(digits)
    least, most = _between(low, high, 10 ** (places + MOST_SHIFT))
    if any(least <= number * 10**power <= most for power in range(2 * MOST_SHIFT + 1)):
        return True
    least, most = _between(low, high, 10 ** (places + 1))
    found = chain(
        _changed_between(number, length, least, most),
        _longer_between(number, length, places, least, most),
        _shorter_or_swapped(number, length, places, least, most),
    )
    return least <= most and any(found)


def _between(low: Fraction, high: Fraction, unit: int) -> tuple[int, int]:
    """The first and the last whole number of units between; the last before the first where there is none."""
    return -(-low.numerator * unit // low.denominator), high.numerator * unit // high.denominator


def _changed_between(number: int, length: int, least: int, most: int) -> Iterator[bool]:
    for place in range(length):
        power = 10**place
        rest = number - number // power % 10 * power
        yield _digit_fits(rest * 10, power * 10, least, most)


def _longer_between(number: int, length: int, places: int, least: int, most: int) -> Iterator[bool]:
    """With a digit put in before so many others; behind the point that makes one decimal more."""
    for place in range(length + 1):
        power = 10**place
        rest = number // power * power * 10 + number % power
        if place <= places:
            yield _digit_fits(rest, power, least, most)
        if place >= places:
            yield _digit_fits(rest * 10, power * 10, least, most)


def _shorter_or_swapped(number: int, length: int, places: int, least: int, most: int) -> Iterator[bool]:
    for place in range(length):
        power = 10**place
        above, digit, below = number // power // 10, number // power % 10, number % power
        yield least <= (above * power + below) * (100 if place < places else 10) <= most
        swapped = (above // 10 * 100 + digit * 10 + above % 10) * power + below
        yield least <= swapped * 10 <= most


def _digit_fits(rest: int, power: int, least: int, most: int) -> bool:
    """Whether `rest` and a digit times `power` lie between."""
    return max(-((rest - least) // power), 0) <= min((most - rest) // power, 9)


def _numbers(sign: str, texts: Iterator[str]) -> tuple[Decimal, ...]:
    return tuple(dict.fromkeys(Decimal(sign + text) for text in texts if _is_number(text)))


def _is_number(text: str) -> bool:
    whole = text.partition(".")[0]
    return bool(whole) and (len(whole) == 1 or whole[0] != "0") and not text.endswith(".")


def _swapped(text: str) -> Iterator[str]:
    places = [place for place, letter in enumerate(text) if letter != "."]
    for first, second in pairwise(places):
        letters = list(text)
        letters[first], letters[second] = letters[second], letters[first]
        yield "".join(letters)


def _longer(text: str) -> Iterator[str]:
    for place in range(len(text) + 1):
        for digit in _DIGITS:
            yield text[:place] + digit + text[place:]


def _shorter(text: str) -> Iterator[str]:
    for place, letter in enumerate(text):
        if letter != ".":
            yield text[:place] + text[place + 1 :]


def _other_digit(text: str) -> Iterator[str]:
    for place, letter in enumerate(text):
        if letter != ".":
            for digit in _DIGITS:
                yield text[:place] + digit + text[place + 1 :]
