"""One slip of the hand in a number: a digit wrong, missing or too many, two swapped, the point moved."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from kpitrack.numeric import plain

_DIGITS = "0123456789"
_MOST_SHIFT = 2
KINDS = ("swapped", "point", "missing", "extra", "digit")


def meant(printed: Decimal) -> dict[str, tuple[Decimal, ...]]:
    """What may have been meant by a printed number, by kind of slip, each number once.

    `missing`: the printed number lacks a digit; `extra`: it has one too many.
    """
    sign, text = ("-", plain(-printed)) if printed < 0 else ("", plain(printed))
    makers = {"swapped": _swapped, "missing": _longer, "extra": _shorter, "digit": _other_digit}
    found = {kind: _numbers(sign, makers[kind](text)) for kind in makers}
    shifts = [shift for shift in range(-_MOST_SHIFT, _MOST_SHIFT + 1) if shift]
    found["point"] = tuple(printed.scaleb(shift) for shift in shifts) if printed else ()
    return {kind: tuple(value for value in found[kind] if value != printed) for kind in KINDS}


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
