"""Names that may be two spellings of one unit: 县科技局 and 县科学技术局."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

_LEVEL = re.compile("^(?:[^县市区省]{1,4}(?=[县市区省]))?(?P<level>[县市区省])(?!场|政|域)")
_ENDINGS = (("办公室", "办"), ("委员会", "委"), ("人民政府", "政府"))
_SHORTEST = 3


def near_names(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The pairs, the later name first; names of two levels (县, 市) are not the same."""
    for first, second in combinations(names, 2):
        (level, bare), (other_level, other) = _bare(first), _bare(second)
        if level and other_level and level != other_level:
            continue
        if _is_within(*sorted((bare, other), key=len)):
            yield second, first


def _bare(name: str) -> tuple[str, str]:
    """The level of a unit and its name without it."""
    found = _LEVEL.match(name)
    bare = name[found.end() :] if found else name
    for long, short in _ENDINGS:
        bare = bare.removesuffix(long) + (short if bare.endswith(long) else "")
    return (found["level"] if found else ""), bare


def _is_within(short: str, long: str) -> bool:
    """Whether the letters of the short name stand in the long one, in their order, with the same end."""
    if len(short) < _SHORTEST or short[-1] != long[-1]:
        return False
    letters = iter(long)
    return all(letter in letters for letter in short)
