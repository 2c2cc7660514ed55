"""What kind of file some bytes are, by their content; the name does not count."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

TEXT = "text"
XLSX = "xlsx"
XLS = "xls"

_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"SQLite format 3\x00", "database"),
    (b"{\\rtf", "document"),
)
# By what a zip holds: the first that fits.
_MEMBERS = (
    ("xl/workbook.xml", XLSX),
    ("xl/workbook.bin", "xlsb"),
    ("word/", "document"),
    ("ppt/", "document"),
    ("content.xml", "ods"),
)
_WEB = re.compile(
    rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body|table|div|style|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML_SHEET = re.compile(rb"\s*<\?xml\b.{0,400}?(?:Excel\.Sheet|office:spreadsheet|<Workbook\b)", re.DOTALL)
_KEY = re.compile(r"\{?\s*['\"]?\w+['\"]?\s*:(?:\s|$)")
_RECORDS = re.compile(r"^\{?\s*['\"]?records['\"]?\s*:", re.MULTILINE)
_BOM = b"\xef\xbb\xbf"


def kind_of(data: bytes) -> str:
    """`text`, `xlsx`, `xls` (also .et), or the kind of what cannot be read."""
    if data.startswith(_ZIPS):
        return _kind_of_zip(data)
    if data.startswith(_OLE):
        return _kind_of_ole(data)
    for start, kind in _STARTS:
        if data.startswith(start) and (kind != "image" or b"\x00" in data[:64]):
            return kind
    head = data.removeprefix(_BOM)[:4096]
    if _WEB.match(head) or head.startswith(b"MIME-Version:"):
        return "html"
    return "xml" if _XML_SHEET.match(head) else TEXT


def looks_like_yaml(text: str) -> bool:
    """Whether a text is a YAML file of records, whatever it is called."""
    lines = (line.strip() for line in text.split("\n"))
    first = next((line for line in lines if line and not line.startswith(("#", "---"))), "")
    return bool(_KEY.match(first) and _RECORDS.search(text))


def _kind_of_zip(data: bytes) -> str:
    """By its members; a zip that cannot be opened is taken for the workbook it most often was."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return XLSX
    for start, kind in _MEMBERS:
        if any(name.replace("\\", "/").startswith(start) for name in names):
            return kind
    return "archive"


def _kind_of_ole(data: bytes) -> str:
    """By the names of its streams, which stand in it in UTF-16."""
    if _stream("EncryptedPackage") in data:
        return "encrypted"
    if _stream("Workbook") in data or _stream("Book") in data:
        return XLS
    return "document" if _stream("WordDocument") in data else "ole"


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le")
