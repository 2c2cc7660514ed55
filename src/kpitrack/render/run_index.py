"""index.txt: what each file of a run is, and what all of them rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kpitrack.assessment.results import Assessment
from kpitrack.render.data import RULE_VERSION
from kpitrack.render.safe import one_line
from kpitrack.render.show import Show
from kpitrack.store.seal import Seal


@dataclass(frozen=True, slots=True)
class Index:
    """A run's files by name, each with what it is; `seal` is where the briefing is from, if from one."""

    assessment: Assessment
    day: date
    files: Mapping[str, str]
    seal: Seal | None = None


def index_text(index: Index, show: Show) -> str:
    """The page as text: the same files on the same day give the same."""
    return "".join(f"{line}\n" for line in _lines(index, show))


def _lines(index: Index, show: Show) -> Iterator[str]:
    words, one = show.words, index.assessment
    title = f"{one_line(one.plan.place)}{one_line(one.plan.title)}"
    if words.language == "en":
        title = f"{one_line(one.plan.place)} {one_line(one.plan.title)}".strip()
    if one.sample:
        yield words("say.sample")
    yield words("run.index.title", title=title, month=show.full_month(one.month))
    yield words("run.index.day", day=show.day(index.day))
    if one.as_of:
        yield words("run.index.as-of", day=show.day(one.as_of))
    yield ""
    yield words("run.index.files")
    widest = max(len(name) for name in index.files if name.isascii())
    for name, what in index.files.items():
        yield words("run.index.file", name=name.ljust(widest), what=what)
    yield ""
    yield words("run.index.basis")
    yield words("run.index.data", sha=one.data_sha256, n=one.record_count)
    yield words("run.index.plan", sha=one.plan.sha256)
    yield words("run.index.rules", n=RULE_VERSION)
    seal = index.seal
    if seal:
        day = show.day(seal.closed_at.date())
        yield words("run.index.sealed", day=day, sha=seal.data_sha256, plan=seal.plan_sha256)
