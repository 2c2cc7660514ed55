"""Paragraphs as WordprocessingML: foreign text is escaped here, and nowhere becomes a field or a link.

Children stand in the order of the schema: Word refuses files where they do not.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from kpitrack.render.safe import safe_text
from kpitrack.render.word.names import Style

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def qualified(tag: str) -> str:
    """A tag or attribute, `p`, with its namespace as lxml writes it."""
    return f"{{{NAMESPACE}}}{tag}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The ids that styles have in this file, and whether its text is Chinese.

    `sizes` are those of the text in tables, in wide and in dense tables, in half points.
    """

    ids: Mapping[Style, str]
    chinese: bool
    sizes: tuple[int, int, int]

    def paragraph(self, style: Style, text: str, more: str = "", *, strong: bool = False) -> str:
        """A paragraph. `more` are properties that go beyond the style's, in the order of the schema."""
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{escape(self.ids[style])}"/>{more}</w:pPr>'
            f"{self._run(text, strong=strong)}</w:p>"
        )

    def _run(self, text: str, *, strong: bool) -> str:
        if not text:
            return ""
        mark = f'<w:rStyle w:val="{escape(self.ids[Style.TOTAL])}"/>' if strong else ""
        # Else quotation marks and dashes come in the Latin font, half as wide as Chinese has them.
        hint = '<w:rFonts w:hint="eastAsia"/>' if self.chinese else ""
        properties = f"<w:rPr>{mark}{hint}</w:rPr>" if mark or hint else ""
        lines = (escape(line, quote=False) for line in safe_text(text).split("\n"))
        shown = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
        return f"<w:r>{properties}{shown}</w:r>"


def halves(text: str) -> int:
    """How wide a text is, in halves of a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)
