"""Bytes → text: which encoding a submitted file is in, and where it breaks."""

from __future__ import annotations

from dataclasses import dataclass

from kpitrack.problems import Location, Problem, error
from kpitrack.sources.kinds_of_file import TEXT, kind_of

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# In a GBK file whose only Chinese is one or two characters, the bytes can be valid UTF-8 of
# this range; real UTF-8 text has nothing there but these few signs.
_LATIN_SIGNS = frozenset("·×÷°±²³µ¥§")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text (None when it is no text), the encoding it was read in, what was wrong."""

    text: str | None
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, path: str, *, encoding: str = "") -> Decoded:
    """The text of a submitted file: BOM, then strict UTF-8, then GB18030. Never a guess in silence."""
    kind = kind_of(data)
    if kind != TEXT:
        return Decoded(None, "", (error(Location(path), "not-text", variant=kind),))
    candidates = [encoding] if encoding else _candidates(data)
    for candidate in candidates:
        try:
            text = data.decode(candidate)
        except (UnicodeError, LookupError):
            continue
        if len(candidates) > 1 and candidate == "utf-8" and _looks_like_gbk(text):
            continue
        return _checked(text, candidate, path)
    return Decoded(None, "", (_undecodable(data, path, candidates[0]),))


def _candidates(data: bytes) -> list[str]:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return [name]
    return ["utf-8", "gb18030"]


def _looks_like_gbk(text: str) -> bool:
    odd = {character for character in text if not character.isascii()}
    return (
        bool(odd) and all("\x80" <= character <= "\u07ff" for character in odd) and bool(odd - _LATIN_SIGNS)
    )


def _checked(text: str, encoding: str, path: str) -> Decoded:
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        return Decoded(None, encoding, (error(Location(path, line), "nul-byte"),))
    return Decoded(text, encoding)


def _undecodable(data: bytes, path: str, encoding: str) -> Problem:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as failure:
        line = data.count(b"\n", 0, failure.start) + 1
        found = " ".join(f"{byte:02X}" for byte in data[failure.start : failure.start + 2])
        return error(
            Location(path, line),
            "not-decodable",
            bytes=found,
            offset=failure.start,
            encoding=encoding.removesuffix("-sig").upper(),
        )
    except (UnicodeError, LookupError):
        return error(Location(path), "unknown-encoding", encoding=encoding)
    return error(Location(path), "not-decodable", bytes="", offset=0, encoding=encoding)
