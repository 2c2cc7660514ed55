"""A month as a report: what `report` writes and `close` seals, in every format from the same value."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable

from kpitrack.render.material import Material

_PROPERTIES = "docProps/core.xml"
_STAMP = re.compile(rb"<cp:keywords>(kpitrack [0-9a-z -]{1,200})</cp:keywords>")
_MOST = 1 << 16  # bytes of a file's properties


def rendered(form: str, material: Material) -> bytes:
    """The report in a format. The same material gives the same bytes; KeyError for an unknown format."""
    return _WRITERS[form](material)


def stamp_of(data: bytes) -> str:
    """What a Word or Excel file says it rests on, as `Material.stamp` has it; empty where it says nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, package.open(_PROPERTIES) as part:
            found = _STAMP.search(part.read(_MOST))
    except (OSError, ValueError, KeyError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error):
        return ""
    return found[1].decode() if found else ""


def _markdown(material: Material) -> bytes:
    from kpitrack.render.briefing import briefing
    from kpitrack.render.markdown import document_markdown

    return document_markdown(briefing(material)).encode()


def _docx(material: Material) -> bytes:
    from kpitrack.render.briefing import briefing
    from kpitrack.render.word import Frame, document_docx
    from kpitrack.render.word.marks import marks_of

    whole, words, month = briefing(material), material.words, material.assessment.month
    sample = words("sample") if material.assessment.sample else ""
    marks = marks_of(whole, (month.year, month.month), words("briefing.head.to", to="\0"))
    return document_docx(whole, Frame(month.last_day, sample, material.template, marks, material.stamp))


def _page(material: Material) -> bytes:
    from kpitrack.render.page import page_html

    return page_html(material).encode()


def _workbook(material: Material) -> bytes:
    from kpitrack.render.workbook import report_workbook

    return report_workbook(material)


_WRITERS: dict[str, Callable[[Material], bytes]] = {
    "md": _markdown,
    "docx": _docx,
    "xlsx": _workbook,
    "html": _page,
}
FORMATS = {form: form for form in _WRITERS}
