"""Files that are not what they seem, broken ones, and traps laid on purpose."""

from __future__ import annotations

import re
import struct
import zipfile
from functools import cache
from io import BytesIO

from kpitrack.sources.openpyxl_parser import without_lxml
from tests.corpus.books import FIRMS, GOOD, SCHOOLS, SHARE
from tests.corpus.sheets import (
    LONG_AGO,
    SHEET,
    TOP,
    Styled,
    edited,
    members,
    old_table,
    packed,
    table,
    with_members,
    without,
)

PLAIN = table(GOOD)
FIGURE = '<c r="C2"><v>4</v></c>'
OLD = old_table(GOOD)
STRINGS = "xl/sharedStrings.xml"
TYPES = "[Content_Types].xml"
UNSAVED = edited(table(GOOD, (SCHOOLS, "6月", Styled(0, formula="=2+3"))), "</f><v>0</v>", "</f>")
BOMB = 128 << 20
SECTOR = 512
SMALL = 4096
END, FREE, IN_FAT, NOBODY = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
WEB_TABLE = (
    "<html><head><meta charset='utf-8'></head><body><table>"
    "<tr><td>指标名称</td><td>月份</td><td>累计完成</td></tr>"
    "<tr><td>高企</td><td>6月</td><td>4</td></tr></table></body></html>"
)
XML_2003 = (
    "<?xml version='1.0'?>\n<?mso-application progid='Excel.Sheet'?>\n"
    "<Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'><Worksheet/></Workbook>"
)
ENTITIES = (
    "<!DOCTYPE x [<!ENTITY a '4444444444'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(8))
    + "]>"
)


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file (OLE) of the streams: header, one table of sectors, folder, contents."""
    padded = {
        name: data.ljust(max(SMALL, -(-len(data) // SECTOR) * SECTOR), b"\0")
        for name, data in streams.items()
    }
    folder_sectors = -(-(len(padded) + 1) // 4)
    table_of_sectors = [IN_FAT, *range(2, folder_sectors + 1), END]
    starts = {}
    for name, data in padded.items():
        first, count = len(table_of_sectors), len(data) // SECTOR
        starts[name] = first
        table_of_sectors += [*range(first + 1, first + count), END]
    assert len(table_of_sectors) <= SECTOR // 4, "one sector must do for the table"
    table_of_sectors += [FREE] * (SECTOR // 4 - len(table_of_sectors))
    entries = [_entry("Root Entry", 5, END, 0, child=1)]
    for number, (name, data) in enumerate(padded.items(), start=1):
        following = number + 1 if number < len(padded) else NOBODY
        entries.append(_entry(name, 2, starts[name], len(data), right=following))
    entries += [b"\0" * 68 + struct.pack("<3I", NOBODY, NOBODY, NOBODY) + b"\0" * 48] * (-len(entries) % 4)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, SMALL, END, 0, END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    return header + struct.pack("<128I", *table_of_sectors) + b"".join(entries) + b"".join(padded.values())


def _entry(name: str, kind: int, start: int, size: int, *, right: int = NOBODY, child: int = NOBODY) -> bytes:
    spelled = (name + "\0").encode("utf-16-le")
    head = spelled.ljust(64, b"\0") + struct.pack("<HBB3I", len(spelled), kind, 1, NOBODY, right, child)
    return head + b"\0" * 36 + struct.pack("<IQ", start, size)


def _old_with_password() -> bytes:
    """The old workbook with the record that says it is encrypted behind its first."""
    stream = OLD[SECTOR:]
    first = 4 + struct.unpack("<H", stream[2:4])[0]
    password = struct.pack("<HHHHHH", 0x2F, 54, 1, 1, 1, 0) + b"\x5a" * 46
    return compound({"Workbook": stream[:first] + password + stream[first : 5 * SECTOR]})


def _with_bad_checksum() -> bytes:
    """A byte of the sheet's compressed data is another."""
    data = bytearray(PLAIN)
    with zipfile.ZipFile(BytesIO(PLAIN)) as archive:
        start = archive.getinfo(SHEET).header_offset + 30 + len(SHEET)
    data[start + 200] ^= 0xFF
    return bytes(data)


@cache
def _bomb() -> bytes:
    """A sheet of many megabytes of blanks."""
    out, blanks = BytesIO(), b" " * (1 << 20)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members(PLAIN).items():
            info = zipfile.ZipInfo(name, LONG_AGO)
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w") as member:
                head, mark, tail = data.partition(b"<sheetData>")
                member.write(head)
                for _ in range(BOMB >> 20 if mark else 0):
                    member.write(blanks)
                member.write(mark + tail)
    return out.getvalue()


def _lying_bomb() -> bytes:
    """The same, its size given as 1000 bytes."""
    size = struct.pack("<I", len(members(PLAIN)[SHEET]) + BOMB)
    assert _bomb().count(size) == 2
    return _bomb().replace(size, struct.pack("<I", 1000))


def _by_openpyxl() -> bytes:
    """A workbook of another library, whose formulas have no saved results."""
    without_lxml()
    import openpyxl

    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Sheet1"
    for row in ((*TOP, "备注"), (FIRMS, "6月", 4, "好"), (SCHOOLS, "6月", "=2+3", None)):
        sheet.append(row)
    out = BytesIO()
    workbook.save(out)
    content = members(out.getvalue())
    content["docProps/core.xml"] = members(PLAIN)["docProps/core.xml"]
    return packed(content)


def _without_places(data: bytes) -> bytes:
    """Cells that do not say where they are: each stands right of the one before."""
    content = members(data)
    content[SHEET] = re.sub(rb' r="[A-Z]*[0-9]+"', b"", content[SHEET])
    return packed(content)


def _in_utf16(data: bytes) -> bytes:
    """The sheet in UTF-16, in which no search for ASCII bytes finds anything."""
    text = members(data)[SHEET].decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    return with_members(data, **{SHEET: b"\xff\xfe" + text.encode("utf-16-le")})


def _elsewhere(data: bytes) -> bytes:
    """The sheet under another path than the usual."""
    rels = "xl/_rels/workbook.xml.rels"
    moved = edited(data, "worksheets/sheet1.xml", "tables/first.xml", member=rels)
    moved = edited(moved, "/xl/worksheets/sheet1.xml", "/xl/tables/first.xml", member=TYPES)
    content = members(moved)
    content["xl/tables/first.xml"] = content.pop(SHEET)
    return packed(content)


def _prefixed(data: bytes) -> bytes:
    """The sheet with a prefix before every name, as some programs write it."""
    text = members(data)[SHEET].decode().replace('xmlns="', 'xmlns:x="')
    text = re.sub(r"<(/?)(?=[a-z])", r"<\1x:", text)
    return with_members(data, **{SHEET: text.encode()})


def _utf16_entities() -> bytes:
    """A sheet whose entities no search for ASCII bytes finds."""
    text = members(PLAIN)[SHEET].decode()
    text = text.replace('encoding="UTF-8" standalone="yes"?>', f'encoding="UTF-16"?>{ENTITIES}')
    text = text.replace(FIGURE, FIGURE.replace("4", "&i;"))
    return with_members(PLAIN, **{SHEET: b"\xff\xfe" + text.encode("utf-16-le")})


def _entities(member: str) -> bytes:
    text = members(PLAIN)[member].decode().replace("?>", f"?>{ENTITIES}", 1)
    return with_members(PLAIN, **{member: text.replace(FIGURE, FIGURE.replace("4", "&i;")).encode()})


RICH = (
    "<si><r><t>新增高新</t></r><r><rPr><b/></rPr><t>技术企业</t></r><rPh sb='0' eb='2'><t>xin</t></rPh></si>"
)
EXTENSION = (
    "<extLst><ext xmlns:x14='http://schemas.microsoft.com/office/spreadsheetml/2009/9/main' "
    "uri='{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}'><x14:dataValidations count='0'/></ext></extLst></worksheet>"
)
MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
ODS = {
    "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
    "content.xml": b"<office:document-content/>",
    "META-INF/manifest.xml": b"<manifest/>",
}

KINDS: dict[str, bytes] = {
    "k-web-page.xls": WEB_TABLE.encode(),
    "k-web-table.xlsx": ("\ufeff\n  <TABLE>" + WEB_TABLE.split("<table>")[1]).encode(),
    "k-web-page-gbk.xls": WEB_TABLE.replace("utf-8", "gbk").encode("gb18030"),
    "k-xml-2003.xls": XML_2003.encode(),
    "k-open-document.xlsx": packed(ODS, stored=True),
    "k-binary-book.xlsx": packed(
        {**members(without(PLAIN, "xl/workbook.xml")), "xl/workbook.bin": b"\x83\x01\x00"}
    ),
    "k-word.xlsx": packed({TYPES: b"<Types/>", "word/document.xml": b"<document/>"}),
    "k-slides.xlsx": packed({TYPES: b"<Types/>", "ppt/presentation.xml": b"<presentation/>"}),
    "k-zip.xlsx": packed({"6月.xlsx": PLAIN, "说明.txt": "见附件".encode()}),
    "k-empty-zip.xlsx": packed({}),
    "k-pdf.csv": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n",
    "k-picture.csv": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0",
    "k-photo.xlsx": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9",
    "k-rar.xlsx": b"Rar!\x1a\x07\x01\x00\x33\x92\xb5\xe5\x0a\x01\x05\x06\x00\x05\x01\x01\x80\x80\x00",
    "k-old-word.xls": compound({"WordDocument": b"\xec\xa5\xc1\x00", "1Table": b"\0"}),
    "k-password.xlsx": compound({"EncryptionInfo": b"\x04\x00\x04\x00", "EncryptedPackage": b"\x00" * 5000}),
    "k-password.xls": _old_with_password(),
    "k-nothing.xlsx": b"",
    "k-random.xlsx": bytes((n * 197 + n // 7 * 31) % 251 + 4 for n in range(2000)),
}

BROKEN: dict[str, bytes] = {
    "b-cut.xlsx": PLAIN[: len(PLAIN) // 2],
    "b-cut-tail.xlsx": PLAIN[:-10],
    "b-only-signature.xlsx": PLAIN[:4],
    "b-cut.xls": OLD[: len(OLD) // 2],
    "b-only-signature.xls": OLD[:8],
    "b-bad-checksum.xlsx": _with_bad_checksum(),
    "b-no-workbook.xlsx": without(PLAIN, "xl/workbook.xml"),
    "b-no-sheet.xlsx": without(PLAIN, SHEET),
    "b-no-strings.xlsx": without(PLAIN, STRINGS),
    "b-sheet-cut.xlsx": with_members(PLAIN, **{SHEET: members(PLAIN)[SHEET][:400]}),
    "b-sheet-empty.xlsx": with_members(PLAIN, **{SHEET: b""}),
    "b-string-unknown.xlsx": edited(PLAIN, "<v>0</v>", "<v>999</v>"),
    "b-number-word.xlsx": edited(PLAIN, FIGURE, '<c r="C2"><v>vier</v></c>'),
    "b-style-unknown.xlsx": edited(
        table((FIRMS, "6月", Styled(4, "0.0"))), '<c r="C2" s="1">', '<c r="C2" s="99">'
    ),
    "b-empty-fill.xlsx": edited(
        PLAIN, '<fill><patternFill patternType="none"/></fill>', "<fill></fill>", member="xl/styles.xml"
    ),
    "b-strict.xlsx": edited(
        edited(
            PLAIN,
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            "http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
        member="xl/workbook.xml",
    ),
    "b-entities.xlsx": _entities(SHEET),
    "b-entities-strings.xlsx": _entities(STRINGS),
    "b-entities-workbook.xlsx": _entities("xl/workbook.xml"),
    "b-entities-utf16.xlsx": _utf16_entities(),
    "b-external-entity.xlsx": edited(
        PLAIN,
        'standalone="yes"?>',
        'standalone="yes"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ),
    "b-bomb.xlsx": _bomb(),
    "b-bomb-lying.xlsx": _lying_bomb(),
    "b-many-members.xlsx": with_members(PLAIN, **{f"x{n}": b"" for n in range(2000)}),
}

ODD: dict[str, bytes] = {
    "odd-evil-member.xlsx": with_members(PLAIN, **{"../../evil.txt": b"x"}),
    "odd-macros.xlsm": with_members(
        edited(PLAIN, MAIN, MACRO, member=TYPES), **{"xl/vbaProject.bin": b"\0" * 64}
    ),
    "odd-dimension.xlsx": edited(PLAIN, '<dimension ref="A1:C2"/>', '<dimension ref="A1:A1"/>'),
    "odd-no-dimension.xlsx": edited(PLAIN, '<dimension ref="A1:C2"/>', ""),
    "odd-huge-dimension.xlsx": edited(PLAIN, '<dimension ref="A1:C2"/>', '<dimension ref="A1:XFD1048576"/>'),
    "odd-no-places.xlsx": _without_places(PLAIN),
    "odd-no-places-blank.xlsx": _without_places(
        table((FIRMS, "6月", Styled(None, "0.0"), 4), top=(*TOP[:2], "备注", "累计完成"))
    ),
    "odd-utf16-unsaved.xlsx": _in_utf16(UNSAVED),
    "odd-elsewhere-unsaved.xlsx": _elsewhere(UNSAVED),
    "odd-carriage-return.xlsx": edited(
        PLAIN, f"<si><t>{FIRMS}</t></si>", "<si><t>新增高新_x000D_\n技术企业</t></si>", member=STRINGS
    ),
    "odd-prefixed.xlsx": _prefixed(PLAIN),
    "odd-inline-text.xlsx": edited(
        PLAIN, '<c r="A2" t="s"><v>3</v></c>', f'<c r="A2" t="inlineStr"><is><t>{FIRMS}</t></is></c>'
    ),
    "odd-rich-text.xlsx": edited(PLAIN, f"<si><t>{FIRMS}</t></si>", RICH, member=STRINGS),
    "odd-extension.xlsx": edited(PLAIN, "</worksheet>", EXTENSION),
    "odd-protected.xlsx": edited(
        PLAIN, "</sheetData>", '</sheetData><sheetProtection password="CC3D" sheet="1" objects="1"/>'
    ),
    "odd-other-library.xlsx": _by_openpyxl(),
    "odd-percent-built-in.xlsx": table((SHARE, "6月", Styled(0.146, "0.00%"))),
}


def files() -> dict[str, bytes]:
    """Every file by its name."""
    return {**KINDS, **BROKEN, **ODD}
