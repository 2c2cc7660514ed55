"""How the cells of a column look: its formats, each made once, when a cell first needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpitrack.render.sheets import Styles
from kpitrack.render.workbook.grid import Cell, Column, Kind

if TYPE_CHECKING:
    from xlsxwriter.format import Format

GREY = "#F2F2F2"
_LINK = {"font_color": "#0563C1", "underline": 1}
_FORMULA = tuple("=+-@＝＋－＠")
_KINDS: dict[Kind, dict[str, object]] = {
    Kind.TEXT: {"indent": 1},
    Kind.CENTRED: {"align": "center"},
    Kind.STATUS: {"align": "center"},
    Kind.FIGURE: {"align": "right", "indent": 1},
    Kind.NUMBER: {"align": "right", "indent": 1},
    Kind.BAR: {},
}


class Look:
    """The formats of cells that have these properties besides what they hold."""

    def __init__(self, styles: Styles, **properties: object) -> None:
        self._styles = styles
        self._properties = properties
        self._made: dict[tuple[str, bool, bool], Format] = {}

    def __call__(self, cell: Cell) -> Format:
        """The format of a cell: by the shape of its number, else by its text."""
        if cell.number is not None:
            key = (cell.shape, False, False)
        else:
            key = ("", cell.text.startswith(_FORMULA), bool(cell.text and cell.sheet))
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._styles(**self._properties, **_held(*key))
        return made


def look_of(styles: Styles, column: Column, **properties: object) -> Look:
    """The look of a column of a table."""
    grey = {"bg_color": GREY} if column.calculates else {}
    return Look(styles, **{"border": 1, **_KINDS[column.kind], **grey, **properties})


def quoted(text: str) -> dict[str, object]:
    """What keeps a text that looks like a formula a text, also when somebody edits it."""
    return {"quote_prefix": True} if text.startswith(_FORMULA) else {}


def _held(shape: str, is_formula: bool, is_link: bool) -> dict[str, object]:  # noqa: FBT001 - parts of a key
    return {
        **({"num_format": shape} if shape else {}),
        **({"quote_prefix": True} if is_formula else {}),
        **(_LINK if is_link else {}),
    }
