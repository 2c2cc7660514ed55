"""Workbooks made in a test: rows of values, beside the assertion."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from kpitrack.sources.cells import Workbook

Rows = Sequence[Any]


def book(rows: Rows, *, edit: Callable[[Worksheet], None] | None = None, name: str = "Sheet1") -> bytes:
    """An .xlsx of one sheet."""
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    if edit:
        edit(sheet)
    return saved(made)


def saved(made: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def rewritten(data: bytes, member: str, change: Callable[[bytes], bytes]) -> bytes:
    """The zip with the bytes of one member changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert member in parts
    parts[member] = change(parts[member])
    return zipped(parts)


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def with_results(data: bytes, results: dict[str, str]) -> bytes:
    """The workbook with saved results of its formulas, by cell."""

    def change(xml: bytes) -> bytes:
        text = xml.decode()
        for cell, result in results.items():
            text, count = re.subn(
                rf'(<c r="{cell}"[^>]*><f>[^<]*</f>)<v ?/?>(</v>)?', rf"\1<v>{result}</v>", text
            )
            assert count == 1, (cell, text)
        return text.encode()

    return rewritten(data, "xl/worksheets/sheet1.xml", change)


def texts(workbook: Workbook) -> list[list[list[str]]]:
    """Sheet by sheet and row by row what is read."""
    return [[[cell.text for cell in row.cells] for row in sheet.rows] for sheet in workbook.sheets]


def told(workbook: Workbook) -> list[str]:
    """The problems of the file, and the faults of its cells."""
    faults = [
        cell.fault for sheet in workbook.sheets for row in sheet.rows for cell in row.cells if cell.fault
    ]
    return [
        f"{problem.location} {problem.rule}{'/' if problem.variant else ''}{problem.variant}"
        for problem in (*workbook.problems, *faults)
    ]
