"""Makes the Word templates that kpitrack ships: `PYTHONPATH=src:. python -m tools.briefing_template`.

They are written part by part, since every other start brings along a theme, fonts and styles that
nobody asked for. The same script makes the same members.

A4, 156 x 225 mm for the text, page numbers outside. The Chinese one is laid out as in GB/T 9704-2012,
28 characters to a line and 22 lines to a page.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from kpitrack.render.word.names import Style
from tools.briefing_styles import FANG, HEI, KAI, ROMAN, SONG, XIAOBIAO, style_id, styles_part

FOLDER = Path(__file__).resolve().parent.parent / "src" / "kpitrack" / "templates"
LANGUAGES = ("zh", "en")

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = f'xmlns:r="{_OFFICE}"'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = {
    "word/document.xml": f"{_WORD}.document.main+xml",
    "word/styles.xml": f"{_WORD}.styles+xml",
    "word/settings.xml": f"{_WORD}.settings+xml",
    "word/fontTable.xml": f"{_WORD}.fontTable+xml",
    "word/footer1.xml": f"{_WORD}.footer+xml",
    "word/footer2.xml": f"{_WORD}.footer+xml",
    "word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
}
_PARTS = ("styles", "settings", "fontTable", "footer", "footer", "theme")
_TARGETS = ("styles.xml", "settings.xml", "fontTable.xml", "footer1.xml", "footer2.xml", "theme/theme1.xml")
_MARGINS = {"top": 2098, "right": 1470, "bottom": 1984, "left": 1587, "header": 1134, "footer": 1247}
# Word's own lists of what cannot end and begin a line, each with the dash of 1—6月 added.
_OPENING = "$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥—"
_CLOSING = (
    "!%),.:;&gt;?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠—"
)
_EVEN = {"top": 1417, "right": 1417, "bottom": 1417, "left": 1417, "header": 709, "footer": 709}


def template(language: str) -> bytes:
    """A template as a file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in members(language).items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text)
    return made.getvalue()


def members(language: str) -> dict[str, str]:
    """The parts of a template, by name."""
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            [
                (f"{_OFFICE}/officeDocument", "word/document.xml"),
                (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ]
        ),
        "docProps/core.xml": _core(language),
        "word/_rels/document.xml.rels": _relations(
            [(f"{_OFFICE}/{kind}", target) for kind, target in zip(_PARTS, _TARGETS, strict=True)]
        ),
        "word/document.xml": _document(language),
        "word/fontTable.xml": _fonts(),
        "word/footer1.xml": _footer("right"),
        "word/footer2.xml": _footer("left"),
        "word/settings.xml": _settings(language),
        "word/styles.xml": f"{_HEAD}<w:styles {_W}>{styles_part(language)}</w:styles>",
        "word/theme/theme1.xml": _theme(),
    }


def _content_types() -> str:
    parts = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in _TYPES.items())
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    )


def _relations(relations: list[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(relations, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _core(language: str) -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:language>{'zh-CN' if language == 'zh' else 'en-US'}</dc:language></cp:coreProperties>"
    )


def _document(language: str) -> str:
    """The place of the text, and the page: margins of 37, 35, 28 and 26 mm, of 25 mm in English."""
    margins = _MARGINS if language == "zh" else _EVEN
    return (
        f"{_HEAD}<w:document {_W} {_R}><w:body>"
        f'<w:p><w:pPr><w:pStyle w:val="{style_id(Style.BODY)}"/></w:pPr><w:r><w:t>【正文】</w:t></w:r></w:p>'
        '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar '
        + "".join(f'w:{name}="{width}" ' for name, width in margins.items())
        + 'w:gutter="0"/><w:cols w:space="425"/></w:sectPr>'
        "</w:body></w:document>"
    )


def _footer(side: str) -> str:
    """— 1 —, one character in from the outer edge."""
    return (
        f'{_HEAD}<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="{style_id(Style.PAGE)}"/>'
        f'<w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{side}"/></w:pPr>'
        '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">— </w:t></w:r>'
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>'
    )


def _settings(language: str) -> str:
    main = "zh-CN" if language == "zh" else "en-US"
    return (
        f'{_HEAD}<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        '<w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>'
        f'<w:noLineBreaksAfter w:lang="zh-CN" w:val="{_OPENING}"/>'
        f'<w:noLineBreaksBefore w:lang="zh-CN" w:val="{_CLOSING}"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{main}" w:eastAsia="zh-CN"/></w:settings>'
    )


def _fonts() -> str:
    """The fonts that the office's machine needs, and what may stand in for them."""
    others = {FANG: "仿宋", KAI: "楷体", XIAOBIAO: "宋体"}
    listed = "".join(
        f'<w:font w:name="{name}">'
        + (f'<w:altName w:val="{others[name]}"/>' if name in others else "")
        + ('<w:charset w:val="00"/>' if name == ROMAN else '<w:charset w:val="86"/>')
        + "</w:font>"
        for name in (ROMAN, SONG, HEI, FANG, KAI, XIAOBIAO)
    )
    return f"{_HEAD}<w:fonts {_W}>{listed}</w:fonts>"


def _theme() -> str:
    """Word falls back on a theme's fonts where a run names none: these are those of the text."""
    colours = {
        "dk1": '<a:sysClr val="windowText" lastClr="000000"/>',
        "lt1": '<a:sysClr val="window" lastClr="FFFFFF"/>',
        **{
            name: f'<a:srgbClr val="{value}"/>'
            for name, value in (
                ("dk2", "44546A"),
                ("lt2", "E7E6E6"),
                ("accent1", "4472C4"),
                ("accent2", "ED7D31"),
                ("accent3", "A5A5A5"),
                ("accent4", "FFC000"),
                ("accent5", "5B9BD5"),
                ("accent6", "70AD47"),
                ("hlink", "0563C1"),
                ("folHlink", "954F72"),
            )
        },
    }
    scheme = "".join(f"<a:{name}>{value}</a:{name}>" for name, value in colours.items())
    families = "".join(
        f'<a:{kind}><a:latin typeface="{ROMAN}"/><a:ea typeface="{chinese}"/><a:cs typeface=""/></a:{kind}>'
        for kind, chinese in (("majorFont", HEI), ("minorFont", FANG))
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{_HEAD}<a:theme {_A} name="kpitrack"><a:themeElements><a:clrScheme name="kpitrack">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="kpitrack">{families}</a:fontScheme><a:fmtScheme name="kpitrack">'
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )


if __name__ == "__main__":
    for each in LANGUAGES:
        (FOLDER / f"briefing-template.{each}.docx").write_bytes(template(each))
