"""A title in lines of about the same length, broken where its words allow."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

from kpitrack.render.word.markup import halves

_LINE = 38  # halves: what a line of 22 pt holds
_MOST = 4  # lines
# Behind a closing mark, or before a number: there a line may end. Not within a number or a Latin word.
_GOOD = re.compile(r"(?<=[》」”）、，：])(?![》」”）、，：的])|(?<=[^\d—A-Za-z.－-])(?=\d)")
_FAIR = re.compile(r"(?<=[^\x00-\x7f—（《“「])(?=[^\x00-\x7f—）》”」、，：。的])")


def title_lines(title: str) -> str:
    """The title with line ends in it; as it is where it fits one line, or none can be found."""
    if halves(title) <= _LINE or "\n" in title:
        return title
    wanted = -(-halves(title) // _LINE)
    for pattern in (_GOOD, _FAIR):
        places = [found.start() for found in pattern.finditer(title) if 0 < found.start() < len(title)]
        broken = _best(title, places, wanted) if wanted <= _MOST and len(places) < 40 else ""
        if broken:
            return broken
    return title


def _best(title: str, places: list[int], lines: int) -> str:
    """The most even way to break a title at some of the places; empty where a line would be too long."""
    best, least = "", _LINE + 1
    for chosen in combinations(places, lines - 1):
        edges = (0, *chosen, len(title))
        parts = [title[start:end] for start, end in pairwise(edges)]
        longest = max(map(halves, parts))
        if longest < least:
            best, least = "\n".join(parts), longest
    return best
