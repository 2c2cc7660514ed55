"""A month as a report: what `report` writes and `close` seals, in every format from the same value."""

from __future__ import annotations

from collections.abc import Callable

from kpitrack.render.material import Material


def rendered(form: str, material: Material) -> bytes:
    """The report in a format. The same material gives the same bytes; KeyError for an unknown format."""
    return _WRITERS[form](material)


def _markdown(material: Material) -> bytes:
    from kpitrack.render.briefing import briefing
    from kpitrack.render.markdown import document_markdown

    return document_markdown(briefing(material)).encode()


def _docx(material: Material) -> bytes:
    from kpitrack.render.briefing import briefing
    from kpitrack.render.word import Frame, document_docx

    assessment = material.assessment
    sample = material.words("sample") if assessment.sample else ""
    return document_docx(briefing(material), Frame(assessment.month.last_day, sample, material.template))


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
