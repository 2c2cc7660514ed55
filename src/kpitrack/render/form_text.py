"""A form in words: title, labels, note, headings and rows, the same in a sheet and in CSV."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kpitrack.forms import Form, FormLine, LastReport, Mark
from kpitrack.kinds import State
from kpitrack.numeric import plain
from kpitrack.periods import Period
from kpitrack.render.safe import one_line
from kpitrack.render.show import Show

COLUMNS = (
    "id",
    "name",
    "target",
    "unit",
    "last",
    "increment",
    "value",
    "estimate",
    "state",
    "progress",
    "note",
    "problem",
    "next",
    "evidence",
    "reason",
)
_MANY = 3
_NOTES = ("due", "empty", "figures", "estimate", "actions", "reason")


@dataclass(frozen=True, slots=True)
class FormText:
    """What is written in a form. `labels` are pairs of label and value, `rows` cells by column."""

    title: str
    labels: tuple[tuple[str, str], ...]
    note: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[dict[str, str], ...]


def form_text(form: Form, show: Show, *, coloured: bool) -> FormText:
    """A form in words; `coloured`: its cells show by their colour what is to be filled in."""
    words = show.words
    key = "form.title/sample" if form.sample else "form.title"
    notes = [words(f"form.note.{name}", due=show.day(form.plan.due_day(form.month))) for name in _NOTES]
    if coloured:
        notes[1] = words("form.note.colours") + _gap(show) + notes[1]
    remarks = _Remarks(show)
    rows = tuple(_row(line, show, remarks) for line in form.lines)
    notes += remarks.told()
    return FormText(
        title=words(key, title=one_line(form.plan.title), month=show.full_month(form.month)),
        labels=(
            (words("form.label.reported_by"), show.unit_name(form.lead_unit)),
            (words("form.label.period"), str(form.month)),
            (words("form.label.reported_on"), ""),
        ),
        note=tuple(notes),
        headings=tuple(words(f"form.column.{column}") for column in COLUMNS),
        rows=rows,
    )


def listing(written: list[tuple[Form, str]], others: list[Form], month: Period, show: Show) -> str:
    """A line per form that was written, and the units that got none: those that owe nothing."""
    words = show.words
    lines = [
        words("form.written", unit=show.unit_name(form.lead_unit), n=form.items, path=path)
        for form, path in written
    ]
    if any(form.sample for form, _ in written):
        lines.insert(0, words("say.sample"))
    for key, units in (
        ("form.settled", [form.lead_unit for form in others if form.lines]),
        ("form.idle", [form.lead_unit for form in others if not form.lines]),
    ):
        if units:
            names = words.joined([show.unit_name(unit) for unit in units])
            lines.append(words(key, month=show.full_month(month), units=names))
    return "\n".join(lines) + "\n"


def _gap(show: Show) -> str:
    return "" if show.words.language == "zh" else " "


class _Remarks:
    """The marks in words. What would name many units is told once, in the note, under a number."""

    def __init__(self, show: Show) -> None:
        self._show = show
        self._numbers: dict[str, int] = {}

    def __call__(self, mark: Mark, names: tuple[str, ...]) -> str:
        """A mark as it stands in a row."""
        words = self._show.words
        shown = [one_line(self._show.plan.name_of(name)) for name in names]
        text = words(f"form.mark.{mark.value}", names=words.joined(shown))
        if len(names) < _MANY:
            return text
        number = self._numbers.setdefault(text, len(self._numbers) + 1)
        return words("form.mark.number", number=number)

    def told(self) -> list[str]:
        """What the numbers stand for."""
        return [
            self._show.words("form.note.number", number=number, text=text)
            for text, number in self._numbers.items()
        ]


def _row(line: FormLine, show: Show, remarks: _Remarks) -> dict[str, str]:
    marks = [remarks(mark, names) for mark, names in line.marks]
    last = [_last(line.last, line.unit, show)] if line.last else []
    return {
        "id": line.item,
        "name": one_line(line.name),
        "target": _target(line, show),
        "unit": one_line(line.unit),
        "last": show.words("form.marks").join([*last, *marks]),
    }


def _target(line: FormLine, show: Show) -> str:
    """The target of a figure; of an action the month by which it is to be done."""
    if line.target:
        return show.target(line.target)
    return show.words("form.due", month=show.month(line.due)) if line.due else ""


def _last(last: LastReport, unit: str, show: Show) -> str:
    kind = "estimate" if last.estimate else "monthly" if last.monthly else "figure"
    return show.words(f"form.last.{kind}", figure=_said(last, unit, show), month=last.period)


def _said(last: LastReport, unit: str, show: Show) -> str:
    """The figure, with its unit where that is not the one beside it; of an action its state first."""
    if last.state is None:
        return show.quantity(last.figure, "" if last.unit == unit else last.unit)
    said = _state(last.state, show)
    if last.progress is not None:
        said = show.words("form.last.progress", state=said, progress=plain(last.progress))
    if last.figure is not None:
        said = show.words("form.last.counted", state=said, figure=show.quantity(last.figure, last.unit))
    return said


def _state(state: State, show: Show) -> str:
    return show.words(f"form.state.{state.value}")


def states(show: Show) -> Iterator[str]:
    """The states to choose from, as the reader of records knows them."""
    for state in State:
        yield _state(state, show)
