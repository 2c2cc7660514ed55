"""The styles of the Word templates that kpitrack ships, as WordprocessingML.

Children of `w:pPr` and `w:rPr` stand in the order of the schema; Word refuses files where they do not.
"""

from __future__ import annotations

from dataclasses import dataclass

from kpitrack.render.word.names import Style, kind_of

SONG = "宋体"
FANG = "仿宋_GB2312"
KAI = "楷体_GB2312"
HEI = "黑体"
XIAOBIAO = "方正小标宋简体"
ROMAN = "Times New Roman"

LEFT, CENTRE, RIGHT = (f'<w:jc w:val="{side}"/>' for side in ("left", "center", "right"))
BOLD = "<w:b/><w:bCs/>"
ITALIC = "<w:i/><w:iCs/>"
RED = '<w:color w:val="C00000"/>'
TOGETHER = "<w:keepNext/><w:keepLines/>"
OFF_GRID = '<w:snapToGrid w:val="0"/>'
# 28 characters of 16 pt on 156 mm are 15.8 pt each. A grid would do it too, but not in every program.
CLOSE, LOOSE = ('<w:spacing w:val="-4"/>', '<w:spacing w:val="0"/>')
FLUSH = '<w:ind w:left="0" w:right="0" w:firstLineChars="0" w:firstLine="0"/>'
_EDGE = 'w:val="single" w:sz="6" w:space="4" w:color="C00000"'
BOX = f"<w:pBdr><w:top {_EDGE}/><w:bottom {_EDGE}/></w:pBdr>"


@dataclass(frozen=True)
class Look:
    """A style: its paragraph's and its run's properties, and the style that it goes on from."""

    style: Style
    paragraph: str = ""
    run: str = ""
    base: Style | None = Style.BODY


def styles_part(language: str) -> str:
    """The children of `w:styles`."""
    looks = _chinese() if language == "zh" else _english()
    normal = fonts(FANG) + size(32) if language == "zh" else fonts(SONG) + size(23)
    return "".join((_defaults(normal), *map(_style, looks), _total(), _table()))


def style_id(style: Style) -> str:
    """The id of a style in our templates."""
    return "Briefing" + style.name.title().replace("_", "")


def fonts(chinese: str, latin: str = ROMAN) -> str:
    """The fonts of a run: one for Chinese, one for the rest."""
    return f'<w:rFonts w:ascii="{latin}" w:eastAsia="{chinese}" w:hAnsi="{latin}" w:cs="{ROMAN}"/>'


def size(half_points: int) -> str:
    """The size of a run, as Word counts it."""
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def spacing(before: int = 0, after: int = 0, line: int = 240, rule: str = "auto") -> str:
    """The space around and between lines, in twentieths of a point (`line` in 240ths with `auto`)."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="{rule}"/>'


def outline(level: int) -> str:
    """The level at which Word's navigation shows a paragraph."""
    return f'<w:outlineLvl w:val="{level}"/>'


def _indent(side: str, characters: int) -> str:
    """Indented by characters of 16 pt, for programs that know them and for those that do not."""
    return f'<w:ind w:{side}Chars="{characters}00" w:{side}="{characters * 320}" w:firstLineChars="0" w:firstLine="0"/>'


def _chinese() -> list[Look]:
    """As GB/T 9704-2012 has it: 22 lines of 16 pt on 225 mm are 28.95 pt each."""
    pitch = 579
    lines = spacing(line=pitch, rule="exact")
    first = '<w:ind w:left="0" w:right="0" w:firstLineChars="200" w:firstLine="640"/>'
    title = spacing(pitch, pitch // 2, 640, "exact")
    return [
        Look(
            Style.BODY,
            f'<w:widowControl/>{lines}{first}<w:jc w:val="both"/>',
            fonts(FANG) + CLOSE + size(32),
            None,
        ),
        Look(Style.NUMBER, FLUSH + CENTRE),
        Look(Style.TITLE, TOGETHER + title + FLUSH + CENTRE + outline(0), fonts(XIAOBIAO) + size(44)),
        Look(Style.LABEL, FLUSH + CENTRE, fonts(KAI)),
        Look(Style.ADDRESSEE, f'<w:spacing w:before="{pitch // 2}"/>{FLUSH}'),
        Look(Style.NOTICE, f'{BOX}<w:spacing w:before="200" w:after="200"/>{FLUSH}', fonts(HEI) + RED),
        Look(Style.PART, TOGETHER + outline(1), fonts(HEI)),
        Look(Style.SUBPART, TOGETHER + outline(2), fonts(KAI)),
        Look(Style.TOPIC, TOGETHER + outline(3)),
        Look(Style.ENTRY),
        Look(Style.ANNEXES, f'<w:spacing w:before="{pitch}"/>' + _indent("left", 2)),
        Look(Style.ISSUER, f'<w:keepNext/><w:spacing w:before="{pitch}"/>' + _indent("right", 4) + RIGHT),
        Look(Style.DATE, _indent("right", 4) + RIGHT),
        Look(Style.MARK, f"{TOGETHER}<w:pageBreakBefore/>{FLUSH}{LEFT}", fonts(HEI)),
        # On the third line of the page, where the mark stands on the first.
        Look(
            Style.ANNEX,
            TOGETHER + spacing(pitch, pitch // 2, 640, "exact") + FLUSH + CENTRE + outline(1),
            fonts(XIAOBIAO) + size(44),
        ),
        *_cells((21, 18, 15), fonts(HEI)),
        Look(Style.GAP, OFF_GRID + spacing(line=120, rule="exact") + FLUSH, size(8)),
        Look(Style.SAMPLE, OFF_GRID + spacing() + FLUSH + CENTRE, fonts(HEI) + RED + size(21)),
        Look(Style.PAGE, OFF_GRID + spacing() + FLUSH, fonts(SONG, SONG) + size(28)),
    ]


def _english() -> list[Look]:
    """The same styles for readers of English."""
    return [
        Look(
            Style.BODY,
            f"<w:widowControl/>{spacing(0, 100, 276)}{FLUSH}{LEFT}",
            fonts(SONG) + size(23),
            None,
        ),
        Look(Style.NUMBER, CENTRE),
        Look(Style.TITLE, TOGETHER + spacing(240, 160) + CENTRE + outline(0), BOLD + size(36)),
        Look(Style.LABEL, CENTRE, ITALIC),
        Look(Style.ADDRESSEE, '<w:spacing w:before="200"/>'),
        Look(Style.NOTICE, f'{BOX}<w:spacing w:before="200" w:after="200"/>', BOLD + RED),
        Look(Style.PART, TOGETHER + spacing(280, 120) + outline(1), BOLD + size(28)),
        Look(Style.SUBPART, TOGETHER + spacing(200, 100) + outline(2), BOLD + size(25)),
        Look(Style.TOPIC, TOGETHER + spacing(140, 80) + outline(3), BOLD + ITALIC),
        Look(Style.ENTRY, '<w:spacing w:after="60"/><w:ind w:left="320"/>'),
        Look(Style.ANNEXES, '<w:spacing w:before="280"/>'),
        Look(Style.ISSUER, f'<w:keepNext/><w:spacing w:before="280"/>{RIGHT}'),
        Look(Style.DATE, RIGHT),
        Look(Style.MARK, f'{TOGETHER}<w:pageBreakBefore/><w:spacing w:after="0"/>', BOLD),
        Look(Style.ANNEX, TOGETHER + spacing(160, 160) + CENTRE + outline(1), BOLD + size(28)),
        *_cells((20, 16, 15), BOLD),
        Look(Style.GAP, spacing(line=120, rule="exact"), size(8)),
        Look(Style.SAMPLE, spacing() + CENTRE, BOLD + RED + size(20)),
        Look(Style.PAGE, spacing(), size(24)),
    ]


def _cells(sizes: tuple[int, int, int], head: str) -> list[Look]:
    """The styles of cells, and the smaller ones of wide and of dense tables."""
    normal, wide, dense = sizes
    # Long numbers of documents and hashes may break anywhere, lines lie closer than those of the text.
    # No space between figures and Chinese, which would make cells wider than counted.
    form = (
        '<w:wordWrap w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        + OFF_GRID
        + spacing()
        + FLUSH
        + LEFT
    )
    return [
        Look(Style.CELL, form, fonts(SONG) + LOOSE + size(normal)),
        Look(Style.FIGURE, RIGHT, base=Style.CELL),
        Look(Style.HEAD, f"<w:keepNext/>{CENTRE}", head, Style.CELL),
        Look(Style.WIDE_CELL, "", size(wide), Style.CELL),
        Look(Style.WIDE_FIGURE, RIGHT, base=Style.WIDE_CELL),
        Look(Style.WIDE_HEAD, f"<w:keepNext/>{CENTRE}", head, Style.WIDE_CELL),
        Look(Style.DENSE_CELL, "", size(dense), Style.WIDE_CELL),
        Look(Style.DENSE_FIGURE, RIGHT, base=Style.DENSE_CELL),
        Look(Style.DENSE_HEAD, f"<w:keepNext/>{CENTRE}", head, Style.DENSE_CELL),
    ]


def _defaults(normal: str) -> str:
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 0), ("left", 108), ("bottom", 0), ("right", 108))
    )
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{normal}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>'
    )


def _style(look: Look) -> str:
    base = f'<w:basedOn w:val="{style_id(look.base)}"/>' if look.base else ""
    after = f'<w:next w:val="{style_id(Style.BODY)}"/>' if "outlineLvl" in look.paragraph else ""
    paragraph = f"<w:pPr>{look.paragraph}</w:pPr>" if look.paragraph else ""
    run = f"<w:rPr>{look.run}</w:rPr>" if look.run else ""
    return _named(look.style, base + after, paragraph + run)


def _named(style: Style, before: str, properties: str) -> str:
    return (
        f'<w:style w:type="{kind_of(style)}" w:customStyle="1" w:styleId="{style_id(style)}">'
        f'<w:name w:val="{style}"/>{before}<w:qFormat/>{properties}</w:style>'
    )


def _total() -> str:
    return _named(Style.TOTAL, "", f"<w:rPr>{BOLD}</w:rPr>")


def _table() -> str:
    """Thin lines all round, a grey head; how wide cells are inside is what `widths` counts with."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in sides)
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 28), ("left", 57), ("bottom", 28), ("right", 57))
    )
    head = '<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/></w:tcPr>'
    return _named(
        Style.TABLE,
        "",
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        f'<w:tcPr><w:vAlign w:val="center"/></w:tcPr><w:tblStylePr w:type="firstRow">{head}</w:tblStylePr>',
    )
