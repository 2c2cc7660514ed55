"""The seal of a closed month: what was published, and all that it rested on.

A file `data/closed/2024-06.yaml` says that June is closed, whatever is in it. Its first line is the
hash of all that follows, so that any change shows: a seal is never edited.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from kpitrack.periods import Period
from kpitrack.problems import Location, Problem, error
from kpitrack.sources.yaml_nodes import read_yaml
from kpitrack.store.fsio import LocalDisk, names_in, read_submitted
from kpitrack.store.seal_text import Block, folded, seal_text, unfolded

CLOSED = Path("data") / "closed"
SCHEMA = 1
_NAME = re.compile(r"(?P<month>[1-9][0-9]{3}-(?:0[1-9]|1[0-2]))\.yaml")
_DIGEST = re.compile(rb"digest: (?P<digest>[0-9a-f]{64})\n")
_BEFORE = re.compile(rb"^closed_before: \[(?P<months>[^\]\n]*)\]$", re.MULTILINE)
_MONTH = re.compile(rb"[1-9][0-9]{3}-(?:0[1-9]|1[0-2])")
_READABLE = "md"
_MOST = 1 << 30  # bytes of a seal

Tree = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Published:
    """A briefing as it was published: its format and language, its bytes."""

    format: str
    language: str
    data: bytes

    @property
    def sha256(self) -> str:
        """Of the bytes."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Told:
    """How an item of an earlier closed month stood when a later briefing said that it had changed.

    `standing` is None where the item was no longer in the plan.
    """

    month: Period
    item: str
    standing: Tree | None


@dataclass(frozen=True, slots=True)
class Seal:
    """A closed month. `figures` is the whole assessment as plain data; its scalars read as texts.

    `files` are the hashes of the record files by path. `told` are the changes of earlier closed months
    that its briefing listed, `corrections` all corrections that it knew of; `closed_before` are the
    months that were closed already.
    """

    month: Period
    closed_at: datetime
    program: str
    rule_version: str
    language: str
    plan_sha256: str
    data_sha256: str
    files: Mapping[str, str]
    heading: Mapping[str, str]
    figures: Tree = field(repr=False)
    published: tuple[Published, ...] = field(repr=False)
    told: tuple[Told, ...] = ()
    corrections: tuple[Mapping[str, str], ...] = ()
    closed_before: tuple[Period, ...] = ()

    def printed(self, form: str, language: str) -> Published | None:
        """What was published in a format and language; None when nothing was."""
        wanted = (form, language)
        return next((one for one in self.published if (one.format, one.language) == wanted), None)


@dataclass(frozen=True, slots=True)
class Seals:
    """The closed months of a workspace, in order: sound seals, and what is wrong with the others."""

    sound: Mapping[Period, Seal]
    damaged: Mapping[Period, Problem]

    @property
    def months(self) -> tuple[Period, ...]:
        """Every closed month: one stays closed whatever happens to its seal."""
        return tuple(sorted({*self.sound, *self.damaged}))

    def damage(self, before: Period | None = None) -> tuple[Problem, ...]:
        """What is wrong with seals, of earlier months than one where that is given."""
        return tuple(problem for month, problem in self.damaged.items() if not before or month < before)


def seal_path(month: Period) -> Path:
    """Where a month's seal lies in a workspace."""
    return CLOSED / f"{month}.yaml"


def closed_months(root: Path) -> frozenset[Period]:
    """The closed months of a workspace: those that have a file, and those that another seal knows of.

    No seal need be sound for that: damage opens no month.
    """
    return frozenset(_closed(_files(root)))


def read_seals(root: Path) -> Seals:
    """Every seal of a workspace; AccessError where one cannot be read at all."""
    sound, damaged, files = {}, {}, _files(root)
    for month in _closed(files):
        path = seal_path(month).as_posix()
        found = read_seal(files[month], path, month) if month in files else _damaged(path, month, "gone")
        if isinstance(found, Seal):
            sound[month] = found
        else:
            damaged[month] = found
    return Seals(sound, damaged)


def _files(root: Path) -> dict[Period, bytes]:
    """The files whose names say that they are seals, by month; other names mean nothing."""
    files = {}
    for name in names_in(LocalDisk(), root / CLOSED):
        found = _NAME.fullmatch(name)
        if found:
            files[Period.iso(found["month"])] = read_submitted(root / CLOSED / name, most=_MOST)
    return files


def _closed(files: Mapping[Period, bytes]) -> list[Period]:
    """The months that are closed, in order."""
    lists = (found["months"] for data in files.values() for found in _BEFORE.finditer(data))
    known = {Period.iso(month.decode()) for months in lists for month in _MONTH.findall(months)}
    return sorted({*files, *known})


def seal_data(seal: Seal) -> bytes:
    """The file of a seal; the same seal gives the same bytes, and they read back as what was given.

    Raises ValueError where they would not.
    """
    rest = seal_text(_tree(seal)).encode()
    data = b"digest: " + hashlib.sha256(rest).hexdigest().encode() + b"\n" + rest
    kept = read_seal(data, "", seal.month)
    if not isinstance(kept, Seal) or as_read(_tree(kept)) != as_read(_tree(seal)):
        message = "the seal would not read back as given"
        raise ValueError(message)
    return data


def as_read(value: object) -> object:
    """Plain data as it comes back from a seal: every scalar a text, or None."""
    if isinstance(value, Mapping):
        return {key: as_read(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [as_read(entry) for entry in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else value


def read_seal(data: bytes, path: str, month: Period) -> Seal | Problem:
    """The seal in a file's bytes, or why they are none: only what was written whole is believed."""
    first = _DIGEST.match(data)
    if not first or hashlib.sha256(data[first.end() :]).hexdigest().encode() != first["digest"]:
        return _damaged(path, month)
    tree = _read(data, path)
    if tree is not None and tree.get("schema") != str(SCHEMA):
        return _damaged(path, month, "schema", found=tree.get("schema"))
    try:
        seal = _seal(tree or {})
    except (KeyError, TypeError, ValueError):
        return _damaged(path, month, "shape")
    return seal if seal.month == month else _damaged(path, month, "month", found=seal.month)


def _damaged(path: str, month: Period, variant: str = "", *, found: object = "") -> Problem:
    return error(Location(path), "damaged-seal", variant=variant, period=month, found=found)


def _read(data: bytes, path: str) -> dict[str, object] | None:
    """The mapping in a file's bytes; None where there is none."""
    try:
        document = read_yaml(data.decode(), path)
    except UnicodeDecodeError:
        return None
    tree = document.root.plain() if document.root else None
    return tree if isinstance(tree, dict) and not document.problems else None


def _tree(seal: Seal) -> Tree:
    return {
        "schema": SCHEMA,
        "month": str(seal.month),
        "closed_at": seal.closed_at.isoformat(),
        "kpitrack": seal.program,
        "rule_version": seal.rule_version,
        "language": seal.language,
        "plan": {"sha256": seal.plan_sha256},
        "data": {
            "sha256": seal.data_sha256,
            "files": [{"path": path, "sha256": sha256} for path, sha256 in seal.files.items()],
        },
        "closed_before": [str(month) for month in seal.closed_before],
        "heading": seal.heading,
        "told": [
            {"month": str(told.month), "item": told.item, "standing": told.standing} for told in seal.told
        ],
        "corrections": seal.corrections,
        "figures": seal.figures,
        "published": [
            {"format": one.format, "language": one.language, "sha256": one.sha256, **_content(one)}
            for one in seal.published
        ],
    }


def _content(published: Published) -> dict[str, Block]:
    """A briefing in Markdown as the text it is, anything else packed: nobody reads it line by line."""
    if published.format == _READABLE:
        return {"text": Block(published.data.decode())}
    return {"deflated": folded(zlib.compress(published.data, 9))}


def _seal(tree: dict[str, object]) -> Seal:
    """KeyError, TypeError or ValueError where something is not what a seal has."""
    plan, data = _dict(tree["plan"]), _dict(tree["data"])
    return Seal(
        month=Period.iso(_text(tree["month"])),
        closed_at=_moment(_text(tree["closed_at"])),
        program=_text(tree["kpitrack"]),
        rule_version=_text(tree["rule_version"]),
        language=_text(tree["language"]),
        plan_sha256=_text(plan["sha256"]),
        data_sha256=_text(data["sha256"]),
        files={_text(entry["path"]): _text(entry["sha256"]) for entry in _dicts(data["files"])},
        heading={key: _text(text) for key, text in _dict(tree["heading"]).items()},
        told=tuple(_told(entry) for entry in _dicts(tree["told"])),
        corrections=tuple(
            {key: _text(text) for key, text in entry.items()} for entry in _dicts(tree["corrections"])
        ),
        closed_before=tuple(Period.iso(_text(month)) for month in _list(tree["closed_before"])),
        figures=_figures(tree["figures"]),
        published=tuple(_published(entry) for entry in _dicts(tree["published"])),
    )


def _told(entry: dict[str, object]) -> Told:
    standing = entry["standing"]
    return Told(
        Period.iso(_text(entry["month"])),
        _text(entry["item"]),
        None if standing is None else _dict(standing),
    )


def _figures(found: object) -> Tree:
    figures = _dict(found)
    for entry in (*_dicts(figures["indicators"]), *_dicts(figures["actions"])):
        _text(entry["id"])
    return figures


def _published(entry: dict[str, object]) -> Published:
    packed = "deflated" in entry
    data = _unpacked(unfolded(_text(entry["deflated"]))) if packed else _text(entry["text"]).encode()
    published = Published(_text(entry["format"]), _text(entry["language"]), data)
    if published.sha256 != entry["sha256"]:
        raise ValueError(published.format)
    return published


def _unpacked(data: bytes) -> bytes:
    """What was packed; ValueError where that cannot be undone, or is more than a seal may hold."""
    unpacker = zlib.decompressobj()
    try:
        content = unpacker.decompress(data, _MOST)
    except zlib.error as failure:
        raise ValueError(str(failure)) from failure
    if not unpacker.eof or unpacker.unused_data:
        raise ValueError(len(data))
    return content


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _dict(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError(value)
    return value


def _dicts(value: object) -> list[dict[str, object]]:
    return [_dict(entry) for entry in _list(value)]


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError(value)
    return value
