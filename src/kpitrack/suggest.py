"""«Did you mean»: the closest known name. It suggests and never decides."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from fractions import Fraction

from kpitrack.numeric import fold

_CUTOFF = Fraction(6, 10)
_CUTOFF_ASCII = Fraction(7, 10)  # longer words are alike by chance: import, report
_SHORT = 3
_ONE_WORD = Fraction(9, 10)
_WORD = re.compile(r"[^\s-]+")


def closest(text: str, known: Iterable[str]) -> str:
    """The known name most like `text`, or an empty text when none is like it.

    An abbreviation whose characters appear in order in exactly one name means that name
    (科工局 in 县科学技术和工业信息化局; Chinese only); else the nearest spelling.
    """
    names = list(dict.fromkeys(name for name in known if name))
    wanted = fold(text).casefold()
    if not wanted or not names:
        return ""
    folded = {name: fold(name).casefold() for name in names}
    holding = [name for name in names if _in_order(wanted, folded[name])]
    if len(holding) == 1 and len(wanted) > 1 and not wanted.isascii():
        return holding[0]
    scores = {name: _likeness(wanted, folded[name]) for name in names}
    best = max(names, key=scores.__getitem__)
    return (
        best
        if scores[best] >= (_CUTOFF_ASCII if wanted.isascii() and len(wanted) > _SHORT else _CUTOFF)
        else ""
    )


def _likeness(wanted: str, name: str) -> Fraction:
    """How alike a text and a name are, 0 to 1; a slip in one word of a longer name counts as well."""
    said = wanted.strip("-")  # two options are not alike for their dashes
    whole = _ratio(said, name.strip("-"))
    return max([whole, *(_ratio(said, word) * _ONE_WORD for word in _WORD.findall(name))])


def _ratio(one: str, other: str) -> Fraction:
    matches = difflib.SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return Fraction(2 * sum(match.size for match in matches), max(len(one) + len(other), 1))


def _in_order(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)
