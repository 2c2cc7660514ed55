"""By when a thing is to be done: 6月底前, 年内; in a cell 2024年6月, 二季度. Digits may be full-width."""

from __future__ import annotations

import re

from kpitrack.draft.figures import WIDE, figure

_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})"
_DAY = r"(?:[底末]|\d{1,2}[日号]|[上中下]旬)?(?:以前|之前|前)"
BEFORE = rf"(?:(?:\d{{4}}年)?(?:{_NUMBER}月{_DAY}|\d{{1,2}}月[上中下]旬|[底末]?前)|年[底末]前|年内)"
_MONTH = re.compile(rf"(?:(?P<year>\d{{4}})年)?(?P<month>{_NUMBER})月{_DAY}")
_PART = re.compile("(?:力争|确保|到|在)?((?:前|第)?[一二三四]季度|上半年|年中)")
_CELL = re.compile(
    r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月份?(?:\d{1,2}[日号]|[底末]|[上中下]旬)?"
    r"|第?(?P<quarter>[一二三四1-4])季度[底末]?|(?P<half>上半年)[底末]?|(?P<end>年[底末]|下半年[底末]))(?:以前|之前|前)?"
)
_DATED = re.compile(r"(?P<year>\d{4})[./-](?P<month>\d{1,2})(?:[./-]\d{1,2})?(?:以前|之前|前)?")
_QUARTER_ENDS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_MIDYEAR, _LAST = 6, 12


def due_month(text: str) -> int:
    """The month by whose end it is to be done; 0 where none is named."""
    found, part = _MONTH.search(text.translate(WIDE)), _PART.match(text)
    if found:
        month = int(figure(found["month"]) or 0)
        return month if 1 <= month <= _LAST else 0
    return (_MIDYEAR if part[1] == "年中" else due_of_cell(part[1].removeprefix("前"))[1]) if part else 0


def due_year(text: str) -> int:
    """The year that stands before that month; 0 where none does."""
    found = _MONTH.search(text.translate(WIDE))
    return int(found["year"] or 0) if found else 0


def due_of_cell(text: str) -> tuple[int, int]:
    """The year (0: not said) and the month that a cell of deadlines names; (0, 0) where it names no month."""
    bare = text.translate(WIDE).replace(" ", "").rstrip("。；")
    found = _CELL.fullmatch(bare) or _DATED.fullmatch(bare)
    if not found:
        return 0, 0
    said = found.groupdict()
    month = int(said["month"] or 0) or _QUARTER_ENDS.get(said.get("quarter") or "", 0)
    month = month or (_MIDYEAR if said.get("half") else _LAST)
    return (int(said["year"] or 0), month) if 1 <= month <= _LAST else (0, 0)
