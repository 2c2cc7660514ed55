"""What was found of a published table, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from kpitrack.numeric import plain, round_half_up
from kpitrack.render.safe import one_line
from kpitrack.render.show import NOTHING
from kpitrack.render.tabular import to_csv
from kpitrack.render.views import Column, Page, View
from kpitrack.verify.values import LONG_PLACES, Finding, Outcome, Reason, Verified, Why
from kpitrack.wording import Words

COLUMNS = (
    "path",
    "cell",
    "line",
    "column",
    "name",
    "heading",
    "actual",
    "target",
    "printed",
    "recomputed",
    "outcome",
    "reason",
    "sentence",
    "note",
)
_MOST_NAMED = 10
_SIGNS = {100: "%", 1000: "‰", 1: ""}


def verify_page(verified: Verified, words: Words, name: str, *, verbose: bool) -> Page:
    """What does not follow, what cannot be judged, and with `verbose` the other reasons and the rest."""
    verified = _without_a_heading_of_all(verified)
    wrong, undecided = verified.having(Outcome.WRONG), verified.having(Outcome.UNDECIDED)
    views = []
    if wrong:
        views.append(_wrong_view(wrong, words, verbose=verbose))
    if undecided:
        views.append(_undecided_view(undecided, words))
    followed = verified.having(Outcome.FOLLOWS)
    if verbose and followed:
        views.append(_follows_view(followed, words))
    unrated = verified.having(Outcome.UNRATED)
    if verbose and unrated:
        views.append(_unrated_view(unrated, words))
    shown = words("intake.stdin") if name == "-" else one_line(name)
    heading = (words("verify.head", name=shown),)
    return Page(heading, tuple(views), closing_lines(verified, words))


def _without_a_heading_of_all(verified: Verified) -> Verified:
    """With one column of rates, its heading tells nothing beside each row."""
    headings = {finding.column for finding in verified.findings if finding.outcome is not Outcome.UNRATED}
    if len(headings) > 1:
        return verified
    return replace(verified, findings=tuple(replace(finding, column="") for finding in verified.findings))


def closing_lines(verified: Verified, words: Words) -> tuple[str, ...]:
    """The counts, and which columns were read as ratios."""
    counts = {outcome.value: len(verified.having(outcome)) for outcome in Outcome}
    unrated = verified.having(Outcome.UNRATED)
    lines = [words("verify.sum", n=len(verified.findings) - len(unrated), **counts)]
    rounded = sum(_is_rounded(finding) for finding in verified.having(Outcome.WRONG))
    if rounded:
        lines.append(words("verify.rounded", n=rounded))
    if unrated:
        lines.append(words("verify.unrated", n=len(unrated), rows=_named(unrated, words)))
    if verified.months:
        columns = words.joined([one_line(heading) for heading in dict.fromkeys(verified.months)])
        lines.append(words("verify.by_month", columns=columns))
    if verified.ratios:
        columns = words.joined([one_line(heading) for heading in dict.fromkeys(verified.ratios)])
        lines.append(words("verify.as_ratio", columns=columns))
    return tuple(lines)


def _is_rounded(finding: Finding) -> bool:
    """Whether it may be right: of figures that were printed rounded."""
    return bool(finding.reasons) and finding.reasons[0].why is Why.ROUNDED_INPUTS


def _named(findings: Sequence[Finding], words: Words) -> str:
    """The names of rows, each once; of many the first."""
    names = list(dict.fromkeys(one_line(finding.name) or NOTHING for finding in findings))
    rows = words.joined(names[:_MOST_NAMED])
    return words("verify.unrated.more", rows=rows) if len(names) > _MOST_NAMED else rows


def verify_data(verified: Verified, words: Words) -> dict[str, object]:
    """The same as plain data, in the order of the documented keys."""
    return {
        "rows": len(verified.findings) - len(verified.having(Outcome.UNRATED)),
        **{outcome.value: len(verified.having(outcome)) for outcome in Outcome},
        "findings": [_data(finding, words) for finding in verified.findings],
    }


def verify_csv(verified: Verified, words: Words) -> str:
    """A row for each printed rate, those that follow too."""
    rows = [{**_data(finding, words), "outcome": finding.outcome} for finding in verified.findings]
    for row, finding in zip(rows, verified.findings, strict=True):
        first = finding.reasons[0] if finding.reasons else None
        row["reason"] = first.why if first else None
        row["sentence"] = sentence(finding, first, words) if first else _explanation(finding, words)
    return to_csv(COLUMNS, rows)


def sentence(finding: Finding, reason: Reason, words: Words) -> str:
    """A reason in a sentence."""
    stem = f"verify.why.{reason.why.value}"
    key = f"{stem}/{reason.variant}" if reason.variant and words.has(f"{stem}/{reason.variant}") else stem
    facts = {name: one_line(fact) for name, fact in reason.facts.items()}
    sign = _SIGNS[finding.scale]
    if reason.why.value in {"rounded_inputs", "slip_rate"}:
        facts = {name: f"{fact}{sign}" for name, fact in facts.items()}
    return words(key, rounded=_rounded(finding), **facts)


def recomputed(finding: Finding) -> str:
    """The rate as it follows: with the decimals printed, and where those are none with one more."""
    if finding.exact is None:
        return finding.reasons[0].facts.get("sum", NOTHING) if finding.reasons else NOTHING
    shown = _rounded(finding)
    if finding.places:
        return shown
    scaled = finding.exact * finding.scale
    more = round_half_up(scaled, 1)
    return shown if Fraction(more) == scaled == int(scaled) else f"{plain(more)}{_SIGNS[finding.scale]}"


def _rounded(finding: Finding) -> str:
    if finding.exact is None:
        return NOTHING
    shown = plain(round_half_up(finding.exact * finding.scale, finding.places))
    if finding.places >= LONG_PLACES:  # a spreadsheet's own quotient
        shown = shown.rstrip("0").rstrip(".")
    return f"{shown}{_SIGNS[finding.scale]}"


def _wrong_view(findings: Sequence[Finding], words: Words, *, verbose: bool) -> View:
    columns = (
        Column("printed", words("col.printed"), numeric=True),
        Column("recomputed", words("col.recomputed"), numeric=True),
        Column("figures", words("col.figures"), need=90, folds=True),
        Column("place", words("col.place"), folds=True),
        Column("row", words("col.row"), folds=True),
        Column("reason", words("col.reason"), folds=True),
    )
    rows = []
    for finding, places in _grouped(findings):
        told = [sentence(finding, reason, words) for reason in finding.reasons]
        text = told[0] if told else words("verify.unexplained")
        also = [words("verify.also", text=other) for other in told[1:]] if verbose else []
        rows.append(
            {
                **_cells(finding, words, places),
                "recomputed": recomputed(finding),
                "reason": _run_on([text, *also], words),
            }
        )
    caption = words("view.wrong", n=len(findings))
    return View(caption, columns, tuple(rows), styles=("red",) * len(rows), head="row")


def _run_on(sentences: Iterable[str], words: Words) -> str:
    return ("；" if words.language == "zh" else "; ").join(sentences)


def _undecided_view(findings: Sequence[Finding], words: Words) -> View:
    columns = (
        Column("printed", words("col.printed"), numeric=True),
        Column("figures", words("col.figures"), need=90, folds=True),
        Column("place", words("col.place"), folds=True),
        Column("row", words("col.row"), folds=True),
        Column("why_not", words("col.why_not"), folds=True),
    )
    rows = [
        {**_cells(finding, words, places), "why_not": _explanation(finding, words)}
        for finding, places in _grouped(findings)
    ]
    return View(
        words("view.undecided", n=len(findings)), columns, tuple(rows), ("magenta",) * len(rows), head="row"
    )


def _follows_view(findings: Sequence[Finding], words: Words) -> View:
    columns = (
        Column("printed", words("col.printed"), numeric=True),
        Column("recomputed", words("col.recomputed"), numeric=True),
        Column("figures", words("col.figures"), need=90, folds=True),
        Column("place", words("col.place"), folds=True),
        Column("row", words("col.row"), folds=True),
    )
    rows = [
        {
            **_cells(finding, words),
            "recomputed": _run_on(filter(None, [recomputed(finding), _explanation(finding, words)]), words),
        }
        for finding in findings
    ]
    return View(
        words("view.follows", n=len(findings)), columns, tuple(rows), ("green",) * len(rows), head="row"
    )


def _unrated_view(findings: Sequence[Finding], words: Words) -> View:
    columns = (
        Column("figures", words("col.figures"), need=90, folds=True),
        Column("place", words("col.place"), folds=True),
        Column("row", words("col.row"), folds=True),
    )
    rows = [_cells(finding, words, places) for finding, places in _grouped(findings)]
    return View(
        words("view.unrated", n=len(findings)), columns, tuple(rows), ("dim",) * len(rows), head="row"
    )


def _grouped(findings: Sequence[Finding]) -> list[tuple[Finding, int]]:
    """Each finding with how often it is met: the same item on several sheets is said once."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for place, finding in enumerate(findings):
        same = (finding.name, finding.actual, finding.target, finding.printed, finding.column, finding.note)
        group = groups.setdefault(same, [])
        if any(other.location.sheet == finding.location.sheet for other in group):
            groups[place,] = [finding]
        else:
            group.append(finding)
    return [(group[0], len(group)) for group in groups.values()]


def _place(finding: Finding, words: Words) -> str:
    """Where it stands, as one finds it in a table program: its row or cell, and the column's heading."""
    place, heading = finding.location, one_line(finding.column)
    if finding.outcome is Outcome.UNRATED:
        key = "verify.place.sheet" if place.sheet else "verify.place.line"
        return words(key, sheet=one_line(place.sheet), line=str(finding.row or place.line))
    if not heading:
        return place.cell or words("verify.place.line", line=str(finding.row or place.line))
    if place.cell:
        return words("verify.place.cell", cell=one_line(place.cell), heading=heading)
    return words("verify.place.row", line=str(finding.row or place.line), heading=heading)


def _cells(finding: Finding, words: Words, places: int = 1) -> dict[str, str]:
    where = _place(finding, words)
    where = words("verify.place.more", place=where, n=places) if places > 1 else where
    figures = f"{one_line(finding.actual) or NOTHING} / {one_line(finding.target) or NOTHING}"
    return {
        "printed": one_line(finding.printed) or NOTHING,
        "figures": figures if finding.actual or finding.target else "",
        "place": where,
        "row": one_line(finding.name) or NOTHING,
    }


def _explanation(finding: Finding, words: Words) -> str:
    """How it follows, where not as usual, or why it cannot be judged."""
    if finding.note:
        return words(f"verify.note.{finding.note}")
    return words("verify.unexplained") if finding.outcome is Outcome.WRONG else ""


def _data(finding: Finding, words: Words) -> dict[str, object]:
    place = finding.location
    return {
        "path": place.path,
        "cell": place.cell or None,
        "line": place.line,
        "column": place.column,
        "name": finding.name,
        "heading": finding.column,
        "actual": finding.actual,
        "target": finding.target,
        "printed": finding.printed,
        "recomputed": None if finding.exact is None else finding.exact * finding.scale,
        "outcome": finding.outcome,
        "note": finding.note or None,
        "reasons": [
            {
                "reason": reason.why,
                "variant": reason.variant or None,
                "explains": reason.explains,
                "facts": dict(reason.facts),
                "sentence": sentence(finding, reason, words),
            }
            for reason in finding.reasons
        ],
    }
