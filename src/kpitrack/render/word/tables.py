"""A table as WordprocessingML: its head on every page, rows in one piece, widths that hold.

Rows are written as text. Asking a library for each cell is slow.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from kpitrack.render.document import Table
from kpitrack.render.safe import one_line
from kpitrack.render.word.markup import Sheet
from kpitrack.render.word.names import Style
from kpitrack.render.word.widths import DENSE, NORMAL, WIDE, Widths

_TALL = 25  # lines: such a row may break, or much of a page stays empty
_KEEP = "<w:keepNext/>"
_STYLES = {
    NORMAL: (Style.HEAD, Style.CELL, Style.FIGURE),
    WIDE: (Style.WIDE_HEAD, Style.WIDE_CELL, Style.WIDE_FIGURE),
    DENSE: (Style.DENSE_HEAD, Style.DENSE_CELL, Style.DENSE_FIGURE),
}
_NARROW = '<w:tblCellMar><w:left w:w="28" w:type="dxa"/><w:right w:w="28" w:type="dxa"/></w:tblCellMar>'


def table_xml(table: Table, widths: Widths, caption: str, sheet: Sheet) -> str:
    """A table. `caption` is what a screen reader says of it."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths.columns)
    look = '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:noHBand="1" w:noVBand="1"/>'
    margins = _NARROW if widths.size == DENSE else ""
    about = f'<w:tblCaption w:val="{escape(one_line(caption))}"/>' if caption else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{escape(sheet.ids[Style.TABLE])}"/>'
        f'<w:tblW w:w="{sum(widths.columns)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/>{margins}{look}{about}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(_rows(table, widths, sheet))}</w:tbl>"
    )


def _rows(table: Table, widths: Widths, sheet: Sheet) -> Iterator[str]:
    head, cell, figure = _STYLES[widths.size]
    headings = (widths.heading(place, one_line(column.heading)) for place, column in enumerate(table.columns))
    names = [sheet.paragraph(head, heading) for heading in headings]
    yield _row(names, widths, "<w:cantSplit/><w:tblHeader/>")
    styles = [figure if column.numeric else cell for column in table.columns]
    last = len(table.rows) - 1
    for number, row in enumerate(table.rows):
        strong = table.total and number == last
        # The first rows do not stand alone at a page's foot, nor a total at the top of the next.
        more = _KEEP if number < last and (number < 2 or (table.total and number == last - 1)) else ""
        cells = [
            sheet.paragraph(style, widths.folded(column, place, one_line(text)), more, strong=strong)
            for place, (column, style, text) in enumerate(zip(table.columns, styles, row, strict=True))
        ]
        yield _row(cells, widths, "<w:cantSplit/>" if widths.lines(row) <= _TALL else "")


def _row(cells: list[str], widths: Widths, properties: str) -> str:
    shown = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths.columns, strict=True)
    )
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{shown}</w:tr>"
