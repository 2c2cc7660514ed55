"""Numbers as written → figures: 1,200, ５．５, 十二, 二百三十, 三千."""

from __future__ import annotations

import re

WIDE = str.maketrans("０１２３４５６７８９．％，＋", "0123456789.%,+")
WORDS = "[零〇一二两三四五六七八九十百千]"
_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2} | {
    letter: number for number, letter in enumerate("三四五六七八九", 3)
}
_TENS = {"十": 10, "百": 100, "千": 1000}
_COUNTED = re.compile(
    r"(?:[一二两三四五六七八九]千)?零?(?:[一二两三四五六七八九]百)?零?(?:[一二三四五六七八九]?十)?零?[一二两三四五六七八九]?"
)


def figure(text: str) -> str:
    """A number in digits; empty where a number in words is none that counts (百, 二三)."""
    if text[:1].isascii():
        return text.replace(",", "")
    if not _COUNTED.fullmatch(text):
        return ""
    total = last = 0
    for letter in text:
        if letter in _TENS:
            total += max(last, 1) * _TENS[letter]
            last = 0
        else:
            last = _DIGITS[letter]
    return str(total + last)
