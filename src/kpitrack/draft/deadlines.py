"""By when a thing is to be done: 6月底前, 9月前, 年内. Digits may be full-width."""

from __future__ import annotations

import re

BEFORE = r"(?:(?:\d{4}年)?(?:(?:\d{1,2}月)?[底末]?前|\d{1,2}月[上中下]旬前?)|年[底末]前|年内)"
_MONTH = re.compile(r"(\d{1,2})月[底末]?前")
_LAST = 12


def due_month(text: str) -> int:
    """The month by whose end it is to be done; 0 where none is named."""
    found = _MONTH.search(text)
    return int(found[1]) if found and 1 <= int(found[1]) <= _LAST else 0
