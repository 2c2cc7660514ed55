"""What of a drafted plan is still to be decided: the comments of `draft_text` that nobody deleted."""

from __future__ import annotations

import re

from kpitrack.wording.draft import DRAFT

_OPENS = "|".join(re.escape(form.partition("{")[0].strip()) for form in DRAFT["draft.open"])
_LISTS = "|".join(re.escape(form).replace(r"\{n\}", r"\d+") for form in DRAFT["draft.end"])
_BESIDE_ITEMS = re.compile(rf"(?:^|\s)#\s*(?:{_OPENS})", re.MULTILINE)
_LIST = re.compile(rf"^#\s*(?:{_LISTS})[ \t]*\r?\n(?P<lines>(?:#[ \t]{{2,}}\S.*(?:\n|\Z))*)", re.MULTILINE)


def open_marks(plan: str) -> int:
    """How many points are marked: comments beside items, and lines of the list of points that have none."""
    listed = sum(sum(1 for line in found["lines"].split("\n") if line) for found in _LIST.finditer(plan))
    return listed + len(_BESIDE_ITEMS.findall(plan))
