"""«Did you mean»: the closest known name. It suggests and never decides."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from kpitrack.numeric import fold

_CUTOFF = 0.6


def closest(text: str, known: Iterable[str]) -> str:
    """The known name most like `text`, or an empty text when none is like it.

    An abbreviation whose characters appear in order in exactly one name means that name
    (科工局 in 县科学技术和工业信息化局); else the nearest spelling.
    """
    names = list(dict.fromkeys(name for name in known if name))
    wanted = fold(text).casefold()
    if not wanted or not names:
        return ""
    folded = {name: fold(name).casefold() for name in names}
    holding = [name for name in names if _in_order(wanted, folded[name])]
    if len(holding) == 1 and len(wanted) > 1:
        return holding[0]
    scores = {
        name: difflib.SequenceMatcher(None, wanted, folded[name], autojunk=False).ratio() for name in names
    }
    best = max(names, key=scores.__getitem__)
    return best if scores[best] >= _CUTOFF else ""


def _in_order(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)
