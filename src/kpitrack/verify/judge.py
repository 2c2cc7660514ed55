"""The rows of a published table → what was found of each rate, and of totals that do not add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from kpitrack.numeric import plain, round_half_up
from kpitrack.sources.cells import Row, Sheet
from kpitrack.verify.hypotheses import follows, reasons
from kpitrack.verify.layout import Layout
from kpitrack.verify.pairing import Triple
from kpitrack.verify.rows import Line, LineReader, body, lines_of
from kpitrack.verify.totals import adds_up, is_summed, may_be_mean, upper
from kpitrack.verify.values import (
    Case,
    Figure,
    Finding,
    Kind,
    Other,
    Outcome,
    Rate,
    Reason,
    Verified,
    Why,
    computed,
)

_MOST_ELSEWHERE = 20  # other rows whose base is tried, the nearest; among more one would fit by chance
_MANY = 3  # where headings hardly tell, a third of the rates must follow if so many do; else more than half
_LEAST = 2  # rows that a total, a mean or a sum of shares is of


def verify(sheet: Sheet, layout: Layout) -> Verified:
    """Every rate of a table held against the figures it is of."""
    findings: list[Finding] = []
    ratios: list[str] = []
    months: list[str] = []
    summed: set[int] = set()
    rows = body(sheet, layout)
    for judge in (_chosen(rows, layout, triple) for triple in layout.triples):
        triple = judge.triple
        findings += judge.findings()
        ratios += [layout.headings[triple.rate].text] if judge.as_ratio else []
        if layout.month is not None and layout.month == triple.top:
            months.append(layout.headings[layout.month].text)
        for place in (triple.base, triple.top):
            if place is not None and place not in summed:
                summed.add(place)
                findings += judge.sums(place)
    findings.sort(key=lambda finding: finding.location)
    return Verified(tuple(_once(findings)), tuple(ratios), tuple(months))


def _chosen(rows: Sequence[Row], layout: Layout, triple: Triple) -> _Judge:
    """A rate with what it is of; where headings hardly tell, what most rows follow from, else not judged."""
    first = _Judge(rows, layout, triple)
    is_month = layout.month == triple.top and not _following(first.judged)  # each month may stand alone
    if is_month and first.judged and not triple.unsure:
        return _Judge(rows, layout, replace(triple, unsure=True, weak=True))
    if not triple.weak or first.follows_wholly:
        return first
    judges = [first, *(_Judge(rows, layout, other) for other in triple.others)]
    best = max(judges, key=lambda judge: (_following(judge.telling), _following(judge.judged)))
    if best.is_borne_out or not any(judge.judged for judge in judges):
        return best
    return _Judge(rows, layout, replace(triple, unsure=True))


def _once(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Without the rows that print nothing of one rate, where another says what is to be said of them."""
    told = {finding.row for finding in findings if not _is_bare(finding)}
    for finding in findings:
        if finding.row not in told or not _is_bare(finding):
            told.add(finding.row)
            yield finding


def _is_bare(finding: Finding) -> bool:
    return finding.outcome is Outcome.UNRATED and not finding.actual and not finding.target


class _Judge:
    """One rate column of a table, judged row by row."""

    def __init__(self, rows: Sequence[Row], layout: Layout, triple: Triple) -> None:
        self._layout = layout
        self.triple = triple
        readers = [LineReader(layout, triple, as_ratio=as_ratio) for as_ratio in (False, True)]
        per_cent, ratio = lines_of(triple, readers, rows)
        self.as_ratio = _following(ratio) > _following(per_cent)
        self._reader = readers[self.as_ratio]
        lines = ratio if self.as_ratio else per_cent
        self._lines = tuple(line for line in lines if not line.is_bare)
        self._bare = tuple(line for line in lines if line.is_bare)
        self._totals = tuple(line for line in self._lines if line.is_total)
        self._parts = tuple(line for line in self._lines if not line.is_total and not line.is_part)
        self._whole = self._of_all() if self._totals else (None, None)
        self._bases = [_other(line) if line.base and not line.is_total else None for line in self._lines]
        self._nudged = triple.kind is not Kind.GROWTH and _is_nudged(self._parts)

    def _of_all(self) -> tuple[Fraction | None, Fraction | None]:
        """The mean of the rows' rates, and the ratio of their sums: what a total row may print."""
        rated = [line for line in self._parts if line.sound]
        if self.triple.kind is not Kind.RATIO or len(rated) < _LEAST:
            return None, None
        return _mean(rated), _ratio_of_sums(rated)

    @property
    def judged(self) -> tuple[Line, ...]:
        """The rows that can be judged."""
        return tuple(line for line in self._lines if line.exact is not None)

    @property
    def follows_wholly(self) -> bool:
        """Whether every rate that can be judged follows."""
        return _following(self.judged) == len(self.judged) > 0

    @property
    def telling(self) -> tuple[Line, ...]:
        """Those whose rate is neither 0 nor 100 %, which are rates of much."""
        return tuple(line for line in self.judged if line.exact not in {0, 1} and _is_telling(line.rate))

    @property
    def is_borne_out(self) -> bool:
        """Whether enough of its rates follow for the others to be wrong, not of something else."""
        follow, count = _following(self.telling), len(self.telling)
        return self.follows_wholly or follow * 2 > count or (follow >= _MANY and follow * 3 >= count)

    def findings(self) -> Iterator[Finding]:
        """What is to be said of every row, of those too that print nothing."""
        for place, line in enumerate(self._lines):
            yield self._finding(place, line)
        for line in self._bare:
            yield self._told(line)

    def sums(self, place: int) -> Iterator[Finding]:
        """The total row's figure, where it is not the sum of those of the rows."""
        rest = [line for line in self._lines if not line.is_total]
        if len(self._totals) != 1 or any(line.is_part for line in rest):
            return
        headings = self._layout.headings
        number = next((each for each, heading in enumerate(headings) if heading.sort == "number"), None)
        parts = upper(rest, number) or ()
        told = [each for line in parts if (each := self._figure(line, place))]
        total = self._figure(self._totals[0], place)
        if total is None or not _LEAST <= len(parts) == len(told) or any(e.unit != total.unit for e in told):
            return
        whole, heading = self._totals[0], headings[place].text
        if not is_summed(heading, told) or may_be_mean(whole.name, total, told) or adds_up(total, told):
            return
        summed = sum((each.value for each in told), Fraction(0))
        yield _sum_finding(whole, total, heading, summed, len(told))

    def _figure(self, line: Line, place: int) -> Figure | None:
        return line.base if place == self.triple.base else line.top

    def _told(self, line: Line) -> Finding:
        """A row with what it prints, not judged."""
        return Finding(
            Outcome.UNRATED if line.note == "no_rate" else Outcome.UNDECIDED,
            line.name,
            line.printed.location,
            line.printed.text.strip(),
            self._layout.headings[self.triple.rate].text,
            line.row.number,
            target=line.base.text if line.base else _text(line.row, self.triple.base),
            actual=line.top.text if line.top else _text(line.row, self.triple.top),
            note=line.note,
        )

    def _finding(self, place: int, line: Line) -> Finding:
        common = self._told(line)
        found, exact = line.sound, line.exact
        if found is None or exact is None:
            return common
        rate = found[2]
        known = replace(common, exact=exact, places=rate.places, scale=rate.scale)
        how = follows(exact, rate)
        if how:
            return replace(known, outcome=Outcome.FOLLOWS, note="" if how == "half_up" else how)
        return replace(known, outcome=Outcome.WRONG, reasons=reasons(self._case(place, line, found)))

    def _case(self, place: int, line: Line, found: tuple[Figure, Figure, Rate]) -> Case:
        """A row's rate with all that it may have been computed from."""
        around = [self._lines[near] for near in (place - 1, place + 1) if 0 <= near < len(self._lines)]
        is_ratio = self.triple.kind is Kind.RATIO
        total = next((other for other in self._totals if other is not line), None)
        mean, parts = self._whole if line.is_total else (None, None)
        return Case(
            self.triple.kind,
            found[0],
            found[1],
            found[2],
            beside=tuple(self._reader.beside(line)),
            elsewhere=tuple(self._elsewhere(place)),
            total=_other(total) if total and is_ratio else None,
            neighbours=tuple(other.exact for other in around if other.exact is not None),
            mean=mean,
            parts=parts,
            nudged=self._nudged,
        )

    def _elsewhere(self, place: int) -> Iterator[Other]:
        """The bases of other rows, the nearest first."""
        if self.triple.kind is Kind.SHARE:
            return
        for gap in range(1, _MOST_ELSEWHERE // 2 + 1):
            for near in (place - gap, place + gap):
                other = self._bases[near] if 0 <= near < len(self._bases) else None
                if other:
                    yield other


def _sum_finding(line: Line, total: Figure, column: str, summed: Fraction, count: int) -> Finding:
    shown = plain(_decimal(summed / total.factor))
    return Finding(
        Outcome.WRONG,
        line.name,
        total.location,
        total.text,
        column,
        line.row.number,
        reasons=(Reason(Why.SUM, facts={"sum": shown, "n": str(count)}),),
    )


def _is_telling(rate: Rate | None) -> bool:
    """Whether a printed rate is neither 0 nor 100 %."""
    return rate is not None and rate.units not in {0, rate.whole}


def _following(lines: Sequence[Line]) -> int:
    """How many of the rates follow."""
    return sum(
        bool(line.rate and line.exact is not None and follows(line.exact, line.rate)) for line in lines
    )


def _is_nudged(lines: Sequence[Line]) -> bool:
    """Whether shares add up to 100 that would not, had each been rounded."""
    rates = [(line.rate, line.exact) for line in lines]
    sound = [(rate, exact) for rate, exact in rates if rate is not None and exact is not None]
    if len(sound) < max(len(lines), _LEAST):
        return False
    printed = sum(Fraction(rate.digits) for rate, _ in sound)
    rounded = sum(Fraction(round_half_up(exact * rate.scale, rate.places)) for rate, exact in sound)
    return printed == sound[0][0].scale != rounded


def _text(row: Row, place: int | None) -> str:
    cell = None if place is None else row.at(place)
    return cell.text.strip() if cell else ""


def _other(line: Line) -> Other:
    base = line.base
    return Other(line.name, base.value if base else Fraction(0), base.text if base else "")


def _mean(lines: Sequence[Line]) -> Fraction:
    """The mean of the rates as printed."""
    rates = [Fraction(line.rate.digits) / line.rate.scale for line in lines if line.rate]
    return sum(rates, Fraction(0)) / len(rates)


def _ratio_of_sums(lines: Sequence[Line]) -> Fraction | None:
    """The sum of the actual figures ÷ that of the targets; None where they are of different units."""
    found = [line.sound for line in lines]
    bases = [each[1] for each in found if each]
    top = sum((each[0].value for each in found if each), Fraction(0))
    base = sum((each.value for each in bases), Fraction(0))
    return computed(Kind.RATIO, top, base) if base and len({each.unit for each in bases}) == 1 else None


def _decimal(value: Fraction) -> Decimal:
    """A finite decimal that is held as a fraction."""
    return Decimal(value.numerator) / Decimal(value.denominator)
