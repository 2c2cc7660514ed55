"""The papers of a month: what `run` puts into one folder, all from one assessment.

The briefing of a closed month is the one that was published: it is taken from the seal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kpitrack.amendments import Amendment
from kpitrack.file_names import safe_names
from kpitrack.problems import InputRejectedError, Problem
from kpitrack.render.amendments import standing_text
from kpitrack.render.material import Material
from kpitrack.render.missing import Arrears, notices, of_unit
from kpitrack.render.problems import problems_text
from kpitrack.render.reports import FORMATS, rendered
from kpitrack.render.run_index import Index, index_text
from kpitrack.render.safe import one_line
from kpitrack.render.selection import Filters, select
from kpitrack.render.show import Show
from kpitrack.render.table import draw
from kpitrack.render.views import by_indicator
from kpitrack.run_folder import INDEX
from kpitrack.store.seal import Seal, Seals

_WIDTH = 140  # columns of the table: names whole, and bars


@dataclass(frozen=True, slots=True)
class Papers:
    """What the papers are made of. `day` is that of the run, `problems` all that is wrong.

    `seal` is that of the month, None where it is open, and `changes` is what has changed since.
    """

    material: Material
    day: date
    owing: Arrears
    problems: tuple[Problem, ...]
    seal: Seal | None = None
    changes: tuple[Amendment, ...] = ()


def sealed(seals: Seals, material: Material) -> Seal | None:
    """The seal whose briefing is the month's; None where it is open, or was on the day told of.

    InputRejectedError where it is closed and the seal is not sound: what was published is not at
    hand, and nothing else may pass for it.
    """
    month, as_of = material.assessment.month, material.assessment.as_of
    if month in seals.damaged:
        raise InputRejectedError([seals.damaged[month]])
    seal = seals.sound.get(month)
    return None if seal is None or (as_of and seal.closed_at.date() > as_of) else seal


def papers(one: Papers) -> dict[str, bytes]:
    """The files by name, the index among them."""
    show = Show(one.material.assessment.plan, one.material.words)
    files, kinds = {}, {}
    for name, data, kind in _files(one, show):
        files[name], kinds[name] = data, kind
    index = index_text(Index(one.material.assessment, one.day, kinds, one.seal), show)
    return {INDEX: index.encode(), **files}


def _files(one: Papers, show: Show) -> Iterator[tuple[str, bytes, str]]:
    """Name, bytes, and what it is."""
    words, assessment = show.words, one.material.assessment
    for form, extension in FORMATS.items():
        data = _briefing(one, form)
        if data is not None:
            yield f"{assessment.month}.{extension}", data, words(f"run.file.{form}")
    page = by_indicator(select(assessment, Filters()), show)
    table = draw(page, width=_WIDTH, color=False, stroke=1)
    yield "status.txt", table.encode(), words("run.file.status")
    yield "notices.txt", notices(assessment, one.owing, show).encode(), words("run.file.notices")
    names = safe_names((unit.id, unit.name) for unit in show.plan.lead_units)
    for unit in show.plan.lead_units:
        mine = of_unit(one.owing, unit.id)
        if mine.missing or mine.waiting:
            what = words("run.file.notice", unit=show.unit_name(unit.id))
            yield f"notices/{names[unit.id]}.txt", notices(assessment, mine, show).encode(), what
    if one.problems:
        text = problems_text(one.problems, words)
        yield "problems.txt", text.encode(), words("run.file.problems", n=len(one.problems))
    if one.changes:
        text = "".join(f"{_change(change, show)}\n" for change in one.changes)
        yield "changes.txt", text.encode(), words("run.file.changes", n=len(one.changes))


def _briefing(one: Papers, form: str) -> bytes | None:
    """The month's briefing in a format; None where it was published, and not in this one."""
    if one.seal is None:
        return rendered(form, one.material)
    published = one.seal.printed(form, one.material.words.language)
    return published.data if published else None


def _change(change: Amendment, show: Show) -> str:
    was, now = standing_text(show, change, change.before), standing_text(show, change, change.now)
    return one_line(show.words("run.change", item=change.name, was=was, now=now))
