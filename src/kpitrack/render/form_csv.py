"""A form as CSV: the rows of the sheet, for those without a spreadsheet program."""

from __future__ import annotations

import csv
import io

from kpitrack.forms import Form
from kpitrack.render.form_text import COLUMNS, form_text
from kpitrack.render.show import Show
from kpitrack.render.tabular import harmless


def form_csv(form: Form, show: Show) -> str:
    """Title, labels, note, headings and rows, each of them as wide as the table."""
    text = form_text(form, show, coloured=False)
    labels = [cell for label, value in text.labels for cell in (label, value)]
    if show.words.language == "zh":
        labels[3] = f"{show.full_month(form.month)}份"  # a spreadsheet would turn 2024-07 into Jul-24
    rows = [[text.title], labels, [(" " if show.words.language == "en" else "").join(text.note)]]
    rows += [[*text.headings]]
    rows += [[row.get(column, "") for column in COLUMNS] for row in text.rows]
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerows([*map(harmless, row), *[""] * (len(COLUMNS) - len(row))] for row in rows)
    return buffer.getvalue()
