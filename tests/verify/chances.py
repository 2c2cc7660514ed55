"""How far the reasons can be trusted: wrong rates that chance «explains», known faults that are named.

A test holds the two tables of docs/explanation/verify.md (and of its Chinese twin) against these.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from random import Random

from kpitrack.numeric import plain, round_half_up, round_towards_zero
from kpitrack.verify.slips import meant
from kpitrack.verify.tables import Asked, verify_file
from kpitrack.verify.values import Outcome, Why

TABLES = 8
ROWS = 12
SETTINGS = ((0, 0), (0, 1), (0, 2), (1, 1))  # decimals of figures, of rates
GROUPS = {
    "rounding": {Why.TRUNCATED, Why.ROUNDED_UP},
    "inputs": {Why.ROUNDED_INPUTS},
    "number": {Why.OF_TOTAL, Why.BESIDE, Why.NUMERATOR, Why.ELSEWHERE, Why.PACE, Why.UNIT_FACTOR},
    "formula": {Why.INVERSE, Why.COMPLEMENT, Why.GROWTH, Why.POINTS, Why.NEIGHBOUR, Why.CAPPED},
    "slip": {Why.LAST_PLACE, Why.SLIP_RATE, Why.SLIP_ACTUAL, Why.SLIP_TARGET},
}


def by_chance(kept: int, places: int) -> Iterator[str]:
    """Random wrong rates between 0 and 130 %: the shares laid to each group of reasons, and to none."""
    random = Random(20240710)  # noqa: S311
    counts: Counter[str] = Counter()
    for _ in range(TABLES):
        rows = [_figures(random, kept) for _ in range(ROWS)]
        rates = [round_half_up(Fraction(random.randint(0, 13_000_000), 100_000), places) for _ in rows]
        counts.update(_groups(rows, rates, "" if kept else "家"))
    total = sum(counts.values())
    return (_share(counts[name], total) for name in (*GROUPS, "none"))


def _cut(random: Random, places: int) -> tuple[list[Decimal], Decimal]:
    row = _figures(random, 0)
    return row, round_towards_zero(Fraction(row[1]) / Fraction(row[0]) * 100, places)


def _rounded(random: Random, places: int) -> tuple[list[Decimal], Decimal]:
    row = _figures(random, 3)
    rate = round_half_up(Fraction(row[1]) / Fraction(row[0]) * 100, places)
    return [round_half_up(number, 1) for number in row], rate


def _beside(random: Random, places: int) -> tuple[list[Decimal], Decimal]:
    row = _figures(random, 0)
    return row, round_half_up(Fraction(row[1]) / Fraction(row[2]) * 100, places)


def _inverse(random: Random, places: int) -> tuple[list[Decimal], Decimal]:
    row = _figures(random, 0)
    return row, round_half_up(Fraction(row[0]) / Fraction(row[1]) * 100, places)


def _slipped(random: Random, places: int) -> tuple[list[Decimal], Decimal]:
    row = _figures(random, 0)
    rate = round_half_up(Fraction(row[1]) / Fraction(row[0]) * 100, places)
    options = meant(rate)
    return row, random.choice([value for kind in ("swapped", "digit") for value in options[kind]])


FAULTS: dict[str, Callable[[Random, int], tuple[list[Decimal], Decimal]]] = {
    "rounding": _cut,
    "inputs": _rounded,
    "number": _beside,
    "formula": _inverse,
    "slip": _slipped,
}


def named(group: str, places: int) -> str:
    """Of rates made wrong in one way and no longer following, the share that is laid to its group."""
    random = Random(20240710)  # noqa: S311
    counts: Counter[str] = Counter()
    for _ in range(TABLES):
        made = [FAULTS[group](random, places) for _ in range(ROWS)]
        unit = "" if group == "inputs" else "家"
        counts.update(_groups([row for row, _ in made], [rate for _, rate in made], unit))
    return _share(counts[group], sum(counts.values()))


def _figures(random: Random, kept: int) -> list[Decimal]:
    """A target, an actual figure and one more number of the row."""
    base = random.randint(20 * 10**kept, 900 * 10**kept)
    numbers = (base, *(random.randint(base // 5, base * 6 // 5) for _ in range(2)))
    return [round_half_up(Fraction(number, 10**kept), kept) for number in numbers]


def _groups(rows: list[list[Decimal]], rates: list[Decimal], unit: str) -> Iterator[str]:
    lines = [
        f"某项,{','.join(f'{plain(number)}{unit}' for number in row)},{plain(rate)}%\n"
        for row, rate in zip(rows, rates, strict=True)
    ]
    verified, _ = verify_file(f"指标,目标,完成,去年,完成率\n{''.join(lines)}".encode(), "t.csv", Asked())
    for finding in verified.having(Outcome.WRONG):
        why = finding.reasons[0].why if finding.reasons else None
        yield next((name for name, group in GROUPS.items() if why in group), "none")


def _share(part: int, total: int) -> str:
    return f"{plain(round_half_up(Fraction(part * 100, total), 0))}%"


def tables() -> tuple[list[str], list[str]]:
    """The cells behind the first of each row: by chance per setting, and named per group of reasons."""
    chance = [" | ".join(by_chance(kept, places)) for kept, places in SETTINGS]
    return chance, [" | ".join(named(group, places) for places in (0, 1, 2)) for group in FAULTS]


if __name__ == "__main__":
    for part in tables():
        print("\n".join(part))  # noqa: T201
