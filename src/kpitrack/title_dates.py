"""Year and month that titles name for their whole table.

A title says much else: when the table was made, what it is compared with, which document it follows.
Only a year or month that stands for the table counts, and only where titles and header name no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kpitrack.numeric import fold
from kpitrack.sources.cells import Cell

_LONGEST = 60  # letters of a title; what is longer is a text
_PROSE = re.compile(r"[。;]|^\(?(?:注|备注|说明|填[报表写]说明)")
# A day, the time of making, the number of a document.
_ASIDE = re.compile(
    r"(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}[日号]|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}"
    r"|(?:(?:时间|日期)[:\s]*|(?:制表|填[表报]|[报上][送报]|编制|印发)[:\s]\s*)[0-9年月日号\-/.]*|[\[(【〔][0-9]{4}[\])】〕][0-9]*号?"
)
_DOCUMENT = re.compile(r"《[^《》]*》")
_OF_OTHERS = "较比与同自从以对据"  # before it: 较2023年
_THAN = r"(?!度?(?:同期|同比|相比|基数|基础|基期|增长|下降|末|底|以来|以后|以前|前|水平|实绩))"
_YEAR = re.compile(
    rf"(?<![0-9\-—–~至到{_OF_OTHERS}])(?:截[至止])?((?:19|20)[0-9]{{2}})年(?!\s*[-—–~至到]){_THAN}"
)
_MADE = re.compile(r"\s*\(?(?:19|20)[0-9]{2}年[0-9]{1,2}月份?\)?\s*")  # below a title: when it was made
_GAP = re.compile("(?<=[0-9]) (?=[年月日])|(?<=[年月]) (?=[0-9])")  # 2023 年 6 月
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_IN_WORDS = re.compile("二[〇零○][〇零○一二三四五六七八九]{2}(?=年)")
_YEAR_ALONE = re.compile(r"(?:19|20)[0-9]{2}")  # the name of a sheet
_ANY_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_YEARS = re.compile(r"((?:19|20)[0-9]{2})年?\s*[-—–~至到]+\s*((?:19|20)[0-9]{2})")
_MONTH = re.compile(
    rf"(?<![0-9\-—–~至到月{_OF_OTHERS}])(?:截[至止])?([0-9]{{1,2}})月"
    rf"(?!份?\s*[-—–~至到]|底?前|份?(?:同期|同比|相比|增长|下降|以来|以后|以前))"
)
_MONTHS = re.compile(r"[0-9]{1,2}月?\s*[-—–~至到]+\s*([0-9]{1,2})月")
_OWN = re.compile("当月[数值]|本月[数值]|(?:各|每|逐|分|当)月(?:当月)?(?:新增|完成[数值])")
_LAST = 12


@dataclass(frozen=True, slots=True)
class Over:
    """What titles say of a table. `year` and `month` are 0 where they say none, or several.

    `year_in` and `month_in` are the cells that say so; `years` are all that titles and header name.
    `is_named`: the name of the sheet says the month, `is_titled`: a title does. `month_text` has the year
    that stands before the month.
    """

    year: int = 0
    year_in: Cell | None = None
    month: int = 0
    month_in: Cell | None = None
    years: frozenset[int] = frozenset()
    is_named: bool = False
    is_titled: bool = False
    month_text: str = ""


SILENT = Over()


def said_over(name: Cell | None, titles: Sequence[Cell], header: Iterable[str] = ()) -> Over:
    """What the sheet's `name` and the `titles` above a table say; the `header` may name years too."""
    texts = [(cell, _plain(cell.text)) for cell in (*titles, *([name] if name else []))]
    of_year = [(cell, text) for cell, text in texts if cell is name or not _MADE.fullmatch(text)]
    years = {year: cell for cell, text in reversed(of_year) for year in _years(text, alone=cell is name)}
    beside = [*(text for _, text in of_year), *map(_plain, header)]
    year = _only(years)
    over = Over(
        year=year,
        year_in=years.get(year),
        years=frozenset(year for text in beside for year in _mentioned(text)),
    )
    month = _only({month for _, text in texts for month in _months(text)})
    ends = {int(end) for _, text in texts for end in _MONTHS.findall(text)} - {_LAST}
    if not month or not ends <= {month}:
        return over
    saying = [(cell, text) for cell, text in texts if month in _months(text)]
    own = _only(_years(saying[0][1], alone=False))
    return replace(
        over,
        month=month,
        month_in=saying[0][0],
        month_text=f"{own}年{month}月" if own else f"{month}月",
        is_named=any(cell is name for cell, _ in saying),
        is_titled=any(cell is not name for cell, _ in saying),
    )


def says_own(text: str) -> bool:
    """Whether a title, or a name over months, says that these are the months' own figures: 各月新增."""
    plain = _plain(text)
    return bool(_OWN.search(plain)) and "累计" not in plain


def _only(found: Iterable[int]) -> int:
    """The one there is; 0 where there is none, or several."""
    listed = list(found)
    return listed[0] if len(listed) == 1 else 0


def _plain(text: str) -> str:
    """A title without what is said beside; nothing of a text in sentences."""
    folded = _IN_WORDS.sub(_in_digits, _GAP.sub("", " ".join(fold(text).split())))
    if len(folded) > _LONGEST or _PROSE.search(folded):
        return ""
    bare = _DOCUMENT.sub(" ", folded)
    return _ASIDE.sub(" ", bare if bare.strip() else folded)


def _in_digits(found: re.Match[str]) -> str:
    """二〇二四 as 2024."""
    return found[0].translate(_DIGITS)


def _years(text: str, *, alone: bool) -> set[int]:
    if alone and _YEAR_ALONE.fullmatch(text):
        return {int(text)}
    return {int(year) for year in _YEAR.findall(text)}


def _months(text: str) -> set[int]:
    return {int(month) for month in _MONTH.findall(text) if 1 <= int(month) <= _LAST}


def _mentioned(text: str) -> set[int]:
    """Every year a text names, those of ranges among them."""
    named = {int(year) for year in _ANY_YEAR.findall(text)}
    for first, last in _YEARS.findall(text):
        named |= set(range(int(first), int(last) + 1))
    return named
