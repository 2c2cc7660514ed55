"""An .xlsx or .docx before a library sees it: bounded, without entities, without cells of format only.

A few kilobytes can unpack to gigabytes, a document type can define entities that do the same, and
a format laid over whole columns is a million cells with nothing in them.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO

MOST_MEMBERS = 1_000
MOST_BYTES = 50 << 20  # of all members, unpacked
MOST_CELLS = 100_000  # with something in them, in all sheets
_ENCRYPTED = 0x1
_SHEET = re.compile(rb"<(?:\w+:)?sheetData\b")
# A cell or row that does not say where it is: it stands behind the one before it.
_PLACELESS = re.compile(rb"<(?:\w+:)?(?:c|row)(?![^<>]*\sr=)[\s/>]")
_STALE = re.compile(rb"""<(?:\w+:)?calcPr\b[^<>]*\sfullCalcOnLoad=["'](?:1|true)["']""")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_BLANK_CELL = re.compile(rb"<(?:\w+:)?c\b[^<>]*(?:/>|></(?:\w+:)?c>)")
_BLANK_ROW = re.compile(rb"<(?:\w+:)?row\b[^<>]*(?:/>|></(?:\w+:)?row>)")
_CELL = re.compile(rb"<(?:\w+:)?c[\s>]")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_DOCTYPE = tuple(
    mark.encode(encoding)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)


class UnsafeError(Exception):
    """The file is not handed on; `reason` is `encrypted`, `members`, `bomb`, `entities` or `cells`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Trimmed:
    """A workbook without its blank cells.

    `has_formulas`: in any of its sheets. `is_stale`: its own program never calculated them, and asks
    whoever opens it to do so.
    """

    data: bytes
    has_formulas: bool
    is_stale: bool


def trimmed(data: bytes) -> Trimmed:
    """The workbook without its blank cells.

    UnsafeError for what is not handed on; zipfile.BadZipFile, zlib.error and others for what is no
    whole zip.
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = archive.infolist()
        _check(members)
        kept = BytesIO()
        cells, formulas, stale = 0, False, False
        with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as copy:
            for member in members:
                content = _unpacked(archive, member)
                if member.filename.lower().endswith((".xml", ".rels", ".vml")):
                    _check_entities(content)
                stale = stale or bool(_STALE.search(content))
                if _SHEET.search(content := _in_utf_8(content)):
                    content = _without_blanks(content)
                    cells += sum(1 for _ in _CELL.finditer(content))
                    formulas = formulas or bool(_FORMULA.search(content))
                if cells > MOST_CELLS:
                    raise UnsafeError("cells")
                copy.writestr(member.filename, content)
    return Trimmed(kept.getvalue(), formulas, stale)


def members_of(data: bytes) -> dict[str, bytes]:
    """The unpacked members of a file that is not large, by name.

    UnsafeError for what is not handed on; zipfile.BadZipFile, zlib.error and others for what is no
    whole zip.
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = archive.infolist()
        _check(members)
        found = {member.filename: _unpacked(archive, member) for member in members}
    for name, content in found.items():
        if name.lower().endswith((".xml", ".rels", ".vml")):
            _check_entities(content)
    return found


def handy(data: bytes) -> bytes:
    """A workbook as it is, or where that has very many cells without those that hold nothing."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        cells = sum(
            sum(1 for _ in _CELL.finditer(_unpacked(archive, member)))
            for member in archive.infolist()
            if member.filename.lower().startswith("xl/worksheets/")
        )
    return data if cells <= MOST_CELLS else trimmed(data).data


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """A member's bytes: no more than it says it has, since reading it whole would unpack first."""
    with archive.open(member) as part:
        return part.read(member.file_size + 1)


def _in_utf_8(content: bytes) -> bytes:
    """A part in UTF-16 as one in UTF-8, so that its tags can be found; any other as it is."""
    if not content.startswith(_UTF_16):
        return content
    return re.sub(rb"""\sencoding=["'][^"']*["']""", b"", content.decode("utf-16").encode(), count=1)


def _without_blanks(content: bytes) -> bytes:
    """A sheet without cells and rows that hold nothing, where that moves no other."""
    if _PLACELESS.search(content):
        return content
    return _BLANK_ROW.sub(b"", _BLANK_CELL.sub(b"", content))


def _check(members: list[zipfile.ZipInfo]) -> None:
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise UnsafeError("encrypted")
    if len(members) > MOST_MEMBERS or len({member.filename for member in members}) < len(members):
        raise UnsafeError("members")
    if sum(member.file_size for member in members) > MOST_BYTES:
        raise UnsafeError("bomb")


def _check_entities(content: bytes) -> None:
    if any(mark in content for mark in _DOCTYPE):
        raise UnsafeError("entities")
