"""A validated plan kept as JSON in the user's cache folder, so that the next run need not validate it.

Never the only place of anything: it may vanish or be unwritable, and what it holds is believed only
for the very bytes of the plan file, the same version of kpitrack, and with its own checksum right.
"""

from __future__ import annotations

import hashlib
import json
import os
import types
import typing
from contextlib import suppress
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

from kpitrack import __version__
from kpitrack.model import Plan

_FORMAT = 1
_CHECK = 64  # hexadecimal digits of a SHA-256, first line of the file


def cache_folder() -> Path | None:
    """The user's cache folder for kpitrack; None where the machine names none."""
    named = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    if named:
        return Path(named) / "kpitrack"
    home = os.environ.get("HOME")
    return Path(home) / ".cache" / "kpitrack" if home else None


def read_plan(folder: Path, data: bytes, path: str) -> Plan | None:
    """The plan kept for these bytes, or None. Whatever is wrong with the cache, it is as if empty."""
    try:
        kept = _file(folder, data, path).read_bytes()
        check, body = kept[:_CHECK], kept[_CHECK:]
        if hashlib.sha256(body).hexdigest().encode() != check:
            return None
        plan = _decoded(json.loads(body), Plan)
    except (OSError, ValueError, TypeError, LookupError):
        return None
    return plan if isinstance(plan, Plan) else None


def keep_plan(folder: Path, data: bytes, path: str, plan: Plan) -> None:
    """Keep a plan that has no problem. A cache that cannot be written is none."""
    body = json.dumps(_encoded(plan), ensure_ascii=False, separators=(",", ":")).encode()
    target = _file(folder, data, path)
    temporary = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(hashlib.sha256(body).hexdigest().encode() + body)
        temporary.replace(target)
    except OSError:
        with suppress(OSError):
            temporary.unlink()


def _file(folder: Path, data: bytes, path: str) -> Path:
    key = hashlib.sha256(f"{_FORMAT}\n{__version__}\n{_rules()}\n{path}\n".encode() + data).hexdigest()
    return folder / f"plan-{key[:32]}.json"


def _rules() -> str:
    """What tells this state of the rules from another of the same version: size and time of their files."""
    here = Path(__file__).parent
    files = [here / "numeric.py", *here.glob("plan_*.py"), *(here / "schema").glob("*.py")]
    stats = [(file.name, file.stat()) for file in sorted(files)]
    return " ".join(f"{name}:{stat.st_size}:{stat.st_mtime_ns}" for name, stat in stats)


def _encoded(value: object) -> object:
    """Dataclasses as lists of their fields, decimals and enums as text."""
    if is_dataclass(value) and not isinstance(value, type):
        return [_encoded(getattr(value, entry.name)) for entry in fields(value)]
    if isinstance(value, tuple):
        return [_encoded(entry) for entry in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.value if isinstance(value, Enum) else value


def _decoded(value: Any, kind: Any) -> Any:  # noqa: ANN401 - what comes back has the type asked for
    """The value of a type, from what `_encoded` made of it. ValueError or TypeError if it is not."""
    origin = typing.get_origin(kind)
    if origin in {typing.Union, types.UnionType}:
        if value is None:
            return None
        return _decoded(value, next(entry for entry in typing.get_args(kind) if entry is not type(None)))
    if origin is tuple:
        return tuple(_decoded_tuple(value, typing.get_args(kind)))
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(*(_decoded(entry, hint) for entry, hint in zip(value, hints, strict=True)))
    if isinstance(kind, type) and issubclass(kind, Enum | Decimal):
        return kind(value)
    if not isinstance(value, kind):
        raise TypeError(kind)
    return value


def _decoded_tuple(values: list[Any], kinds: tuple[Any, ...]) -> typing.Iterator[Any]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        yield from (_decoded(value, kinds[0]) for value in values)
        return
    yield from (_decoded(value, kind) for value, kind in zip(values, kinds, strict=True))


_KNOWN: dict[type, tuple[Any, ...]] = {}


def _hints(kind: type) -> tuple[Any, ...]:
    """The types of a dataclass's fields, in their order."""
    if kind not in _KNOWN:
        hints = typing.get_type_hints(kind)
        _KNOWN[kind] = tuple(hints[entry.name] for entry in fields(kind))
    return _KNOWN[kind]
