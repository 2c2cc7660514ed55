"""The names of the styles in a Word file, which are what an office changes to change its look."""

from __future__ import annotations

from enum import StrEnum

from kpitrack.render.document import Role


class Style(StrEnum):
    """A style by its name in Word; the same in Chinese and English files."""

    BODY = "通报正文"
    NUMBER = "通报文号"
    TITLE = "通报标题"
    LABEL = "通报报告期"
    ADDRESSEE = "通报主送"
    NOTICE = "通报提示"
    PART = "通报一级标题"
    SUBPART = "通报二级标题"
    TOPIC = "通报三级标题"
    ENTRY = "通报条目"
    ANNEXES = "通报附件说明"
    ISSUER = "通报署名"
    DATE = "通报日期"
    MARK = "通报附件序号"
    ANNEX = "通报附件标题"
    TABLE = "通报表格"
    HEAD = "通报表头"
    CELL = "通报表格文字"
    FIGURE = "通报表格数字"
    WIDE_HEAD = "通报宽表表头"
    WIDE_CELL = "通报宽表文字"
    WIDE_FIGURE = "通报宽表数字"
    DENSE_HEAD = "通报密表表头"
    DENSE_CELL = "通报密表文字"
    DENSE_FIGURE = "通报密表数字"
    TOTAL = "通报合计"
    GAP = "通报间隔"
    SAMPLE = "通报样例页眉"
    PAGE = "通报页码"


KINDS = {Style.TABLE: "table", Style.TOTAL: "character"}  # all others are styles of paragraphs

OF_ROLE = {
    Role.NUMBER: Style.NUMBER,
    Role.LABEL: Style.LABEL,
    Role.ADDRESSEE: Style.ADDRESSEE,
    Role.NOTICE: Style.NOTICE,
    Role.BODY: Style.BODY,
    Role.ANNEXES: Style.ANNEXES,
    Role.ISSUER: Style.ISSUER,
    Role.DATE: Style.DATE,
}
OF_LEVEL = {1: Style.TITLE, 2: Style.PART, 3: Style.SUBPART, 4: Style.TOPIC}


def kind_of(style: Style) -> str:
    """What a style is of: `paragraph`, `table` or `character`."""
    return KINDS.get(style, "paragraph")
