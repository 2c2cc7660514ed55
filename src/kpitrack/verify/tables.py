"""A file with published tables → what was found of its rates; what cannot be read is a problem."""

from __future__ import annotations

from dataclasses import dataclass, field

from kpitrack.problems import Location, Problem, error, has_errors, warning
from kpitrack.sources.cells import Sheet, Workbook
from kpitrack.sources.csv_rows import read_csv
from kpitrack.sources.kinds_of_file import TEXT, XLS, XLSX, kind_of
from kpitrack.sources.text import decode
from kpitrack.sources.xls import read_xls
from kpitrack.sources.xlsx import read_xlsx
from kpitrack.verify.judge import verify
from kpitrack.verify.layout import Named, find_layout, header_texts
from kpitrack.verify.values import Finding, Verified

LARGEST = 100 << 20  # bytes of a text
_LARGEST = {XLSX: 10 << 20, XLS: 4 << 20}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is said with a file: its encoding, the sheet to read, and the columns; empty where not said."""

    encoding: str = ""
    sheet: str = ""
    named: Named = field(default_factory=Named)


def verify_file(data: bytes, name: str, asked: Asked) -> tuple[Verified, tuple[Problem, ...]]:
    """What was found of every rate in a file, and what is wrong with the file. `name` as given."""
    book = read_tables(data, name, asked)
    found = [(sheet, find_layout(sheet, asked.named)) for sheet in book.sheets]
    findings: list[Finding] = []
    ratios: list[str] = []
    months: list[str] = []
    for sheet, layout in found:
        if layout:
            verified = verify(sheet, layout)
            findings += verified.findings
            ratios += verified.ratios
            months += verified.months
    problems = list(book.problems)
    if any(layout for _, layout in found):
        bare = "、".join(sheet.name for sheet, layout in found if not layout and sheet.rows)
        if bare:
            problems.append(warning(Location(name), "sheet-without-table", variant="verify", name=bare))
    elif not has_errors(problems):
        columns = [heading for sheet, _ in found for heading in header_texts(sheet)]
        told = "、".join(dict.fromkeys(columns)) or "-"
        problems.append(error(Location(name), "no-table", variant="verify", columns=told))
    return Verified(tuple(findings), tuple(ratios), tuple(months)), tuple(problems)


def read_tables(data: bytes, name: str, asked: Asked) -> Workbook:
    """The tables of a file, by its content: a workbook's sheets, or one table of a text."""
    kind = kind_of(data)
    limit = _LARGEST.get(kind, LARGEST)
    if len(data) > limit:
        return Workbook((), (error(Location(name), "file-too-large", limit=f"{limit >> 20} MiB"),))
    if kind == XLSX:
        return read_xlsx(data, name, sheet=asked.sheet)
    if kind == XLS:
        return read_xls(data, name, sheet=asked.sheet)
    if kind != TEXT:
        rule = "encrypted-file" if kind == "encrypted" else "wrong-kind"
        return Workbook((), (error(Location(name), rule, variant=kind),))
    decoded = decode(data, name, encoding=asked.encoding)
    if decoded.text is None:
        return Workbook((), decoded.problems)
    table = read_csv(decoded.text, name)
    return Workbook((Sheet("", table.rows),), (*decoded.problems, *table.problems))
