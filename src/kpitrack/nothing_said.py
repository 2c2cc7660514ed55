"""What fills a cell for texts and says nothing: 无, a dash, a slash.

What is said of it here holds for what is handed in and for what is stored alike.
"""

from __future__ import annotations

from kpitrack.columns import TEXTS
from kpitrack.numeric import PLACEHOLDERS, fold

# Words that say something there: that nothing was done yet is news in a note, and no evidence.
_SAYING = {
    "note": frozenset({"暂无", "未开展", "缺"}),
    "problem": frozenset({"未开展"}),
    "next": frozenset({"未开展"}),
    "reason": frozenset({"未开展"}),
}
_LINES = "-—–―─/\\_ "
_ENDS = "。.;；"


def says_nothing(column: str, text: str) -> bool:
    """Whether a text in a column for texts is there only so that the cell is not empty."""
    if column not in TEXTS or not text:
        return False
    bare = fold(text).rstrip(_ENDS)
    if not bare.strip(_LINES):
        return True
    return bare in PLACEHOLDERS and bare not in _SAYING.get(column, frozenset())
