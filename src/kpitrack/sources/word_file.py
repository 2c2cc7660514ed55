"""A .docx before a library sees it: whole, bounded, without macros; anything else is a problem."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from kpitrack.problems import Location, Problem, error
from kpitrack.sources.kinds_of_file import kind_of
from kpitrack.sources.safe_zip import UnsafeError, members_of

_TYPES = "[Content_Types].xml"
_TEMPLATE = b"wordprocessingml.template.main+xml"
_DOCUMENT = b"wordprocessingml.document.main+xml"
_STRICT = b"http://purl.oclc.org/ooxml/"


@dataclass(frozen=True, slots=True)
class WordFile:
    """What may be handed on, unpacked into a plain zip; empty with a problem."""

    data: bytes
    problems: tuple[Problem, ...] = ()


def read_word_file(data: bytes, path: str) -> WordFile:
    """A .docx, or a .dotx by that name."""
    reason, members = _looked_at(data)
    if reason:
        return WordFile(b"", (error(Location(path), "unfit-template", variant=reason),))
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            # A template is a document but for this word.
            archive.writestr(name, content.replace(_TEMPLATE, _DOCUMENT) if name == _TYPES else content)
    return WordFile(kept.getvalue())


def _looked_at(data: bytes) -> tuple[str, dict[str, bytes]]:
    """Why a file is not handed on (empty: it is), and its members."""
    try:
        members = members_of(data)
    except UnsafeError as failure:
        return failure.reason, {}
    except Exception:  # noqa: BLE001 - a broken zip makes the library raise whatever it likes
        if kind_of(data) == "encrypted":
            return "encrypted", {}
        return "broken" if data.startswith(b"PK") else "kind", {}
    return _reason(members), members


def _reason(members: dict[str, bytes]) -> str:
    """What kind of file it is that it is not handed on; empty for a document or template."""
    types = members.get(_TYPES, b"")
    told = [types, *(content for name, content in members.items() if name.lower().endswith(".rels"))]
    told += [name.encode() for name in members]
    if b"macroEnabled" in types or any(b"vbaproject" in each.lower() for each in told):
        return "macros"
    if _DOCUMENT not in types and _TEMPLATE not in types:
        return "kind"
    strict = any(_STRICT in content for name, content in members.items() if name.endswith(".rels"))
    return "strict" if strict else ""
