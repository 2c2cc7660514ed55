"""From pydantic's errors to problems at their place: the one table.

`validate` reports every error of a file and, so that cross-checks can go on and report theirs
in the same run, also gives the form of what is left when the faulty parts are taken out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from kpitrack.problems import Problem, Severity, error
from kpitrack.sources.yaml_nodes import Node
from kpitrack.suggest import closest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic_core import ErrorDetails

F = TypeVar("F", bound=BaseModel)
_ROUNDS = 12
_STAND_INS = {
    "id": "",
    "name": "",
    "title": "",
    "unit": "?",
    "measure": "level",
    "target": "?",
    "kind": "ongoing",
}

_KINDS = {
    "extra_forbidden": "unknown-key",
    "missing": "missing-key",
    "literal_error": "bad-choice",
    "enum": "bad-choice",
    "string_pattern_mismatch": "bad-id",
    "string_too_short": "empty-text",
    "greater_than_equal": "out-of-range",
    "less_than_equal": "out-of-range",
    **dict.fromkeys(
        (
            "string_type",
            "list_type",
            "tuple_type",
            "dict_type",
            "model_type",
            "model_attributes_type",
            "union_tag_not_found",
            "too_short",
            "too_long",
            "tuple_too_short",
            "tuple_too_long",
        ),
        "wrong-shape",
    ),
}
_TOLD = {
    "unknown-key": ("key", "suggestion"),
    "missing-key": ("key",),
    "bad-choice": ("found", "choices", "suggestion"),
    "unknown-schema": ("found",),
    "bad-id": ("found",),
    "bad-month": ("found", "like"),
    "empty-text": ("key",),
    "out-of-range": ("found", "limit"),
    "wrong-shape": ("key",),
}
_PAIRS = frozenset({"between", "ratio", "difference", "growth"})
_SHAPES = {
    "string_type": "text",
    "list_type": "list",
    "tuple_type": "list",
    "dict_type": "mapping",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
    "dataclass_type": "mapping",
    "union_tag_not_found": "text",
    "literal_error": "text",
    "enum": "text",
    "too_short": "empty",
}


def validate(form: type[F], root: Node) -> tuple[F | None, list[Problem]]:
    """The form of a document and every problem of it.

    With problems, the form is of what remains without the faulty parts (`root` is cut down
    to that), good for cross-checks only; None when nothing remains.
    """
    problems: list[Problem] = []
    for attempt in range(_ROUNDS):
        try:
            return form.model_validate(root.plain()), problems
        except ValidationError as failure:
            details = failure.errors(include_url=False)
        told = [
            one for one in details if not (attempt and _is_aftermath(one)) and not _is_hollow(one, details)
        ]
        problems += _without_echoes([_problem(detail, root, form) for detail in told])
        if not _mend(root, details):
            break
    return None, problems


def _is_hollow(detail: ErrorDetails, details: list[ErrorDetails]) -> bool:
    """Whether a list is only too short because what stands in it is wrong, which is told already."""
    inside = (*detail["loc"],)
    return detail["type"] == "too_short" and any(
        other["loc"][: len(inside)] == inside != other["loc"] for other in details
    )


def _is_aftermath(detail: ErrorDetails) -> bool:
    """Whether an error past the first attempt only says that something was taken out."""
    if detail["type"] in {"missing", "too_short"}:
        return True
    return detail["type"] in {"one-target", "one-derive"} and not (detail.get("ctx") or {}).get("found")


def _without_echoes(problems: list[Problem]) -> list[Problem]:
    """A key misspelt is not also told as missing: same file, same suggestion, nearest mapping."""
    misspelt = {problem.facts["suggestion"]: problem for problem in problems if problem.rule == "unknown-key"}
    return [
        problem
        for problem in problems
        if problem.rule != "missing-key"
        or problem.facts["key"] not in misspelt
        or misspelt[problem.facts["key"]].location < problem.location
    ]


def _problem(detail: ErrorDetails, root: Node, form: type[BaseModel]) -> Problem:
    path, key = _known_path(root, detail["loc"]), _key(detail)
    kind = _KINDS.get(detail["type"], detail["type"])
    if kind == "missing-key" and isinstance(key, int):
        kind = "wrong-shape"  # the second of a pair
    found = detail.get("input")
    if kind == "bad-choice" and not isinstance(found, str):
        kind = "wrong-shape"  # a list where one word belongs
    facts: dict[str, object] = {
        "found": found if isinstance(found, str) else "",
        "key": str(key),
        "message": detail["msg"],
        **(detail.get("ctx") or {}),
    }
    if kind == "unknown-key":
        before, colon, _ = str(facts["key"]).partition("：")
        facts |= {
            "suggestion": closest(before, _keys(form, path[:-1], root)),
            "variant": "colon" if colon else "",
        }
    elif kind == "bad-choice":
        choices = str(facts["expected"]).replace("'", "").replace(" or ", ", ")
        facts |= {"choices": choices, "suggestion": closest(str(facts["found"]), choices.split(", "))}
        kind = "unknown-schema" if path[-1:] == ("schema",) else kind
    elif kind == "bad-month":
        facts["like"] = _month_like(str(facts["found"]), root)
    elif kind == "out-of-range":
        facts["limit"] = facts.get("ge", facts.get("le", ""))
    elif kind == "wrong-shape":
        named = _named(path) or root.location.path  # without a path it is the file itself
        facts |= {"key": named, "variant": _shape(detail["type"], named)}
    variant = str(facts.pop("variant", ""))
    on_key = kind == "unknown-key" or "[key]" in detail["loc"]
    place = root.key_place(*path) if on_key else root.place(*path)
    told = {
        name: str(facts[name])
        for name in _TOLD.get(kind, ("found", *(detail.get("ctx") or ())))
        if name in facts
    }
    if "-" not in kind:
        return error(place, "invalid-value", found=facts["found"], message=facts["message"])
    return Problem(place, kind, Severity.ERROR, told, variant)


def _month_like(found: str, root: Node) -> str:
    """How the month would be written that was meant: of the plan's year, the number if it has one."""
    plan = root.get("plan")
    written = " ".join((found, *(plan.text(key) for key in ("year", "from") if plan)))
    year = re.search("20[0-9]{2}", written)
    month = re.search("(?<![0-9])(1[0-2]|0?[1-9])(?:月|$)", found)
    return f"{year[0] if year else 2024}-{int(month[1]) if month else 6:02}"


def _key(detail: ErrorDetails) -> int | str:
    """The last step of pydantic's location; empty where it means the whole document."""
    return detail["loc"][-1] if detail["loc"] else ""


def _known_path(root: Node, loc: Iterable[int | str]) -> tuple[str | int, ...]:
    """The part of pydantic's location that is in the file: union tags are not."""
    path: list[str | int] = []
    for step in loc:
        if root.get(*path, step) is not None:
            path.append(step)
    return tuple(path)


def _shape(kind: str, key: str) -> str:
    return "pair" if key in _PAIRS else _SHAPES.get(kind, "pair")


def _named(path: tuple[str | int, ...]) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def _keys(form: type[BaseModel], path: tuple[str | int, ...], root: Node) -> list[str]:
    """The keys allowed in the mapping at a path: found by walking the forms along it."""
    current: type[BaseModel] | None = form
    for step in path:
        if isinstance(step, int) or current is None:
            continue
        field = next(
            (field for name, field in current.model_fields.items() if step in {name, field.alias}),
            None,
        )
        current = _form_in(field.annotation) if field else None
    if current is None:
        return []
    present = set((root.get(*path) or root).mapping())
    names = [field.alias or name for name, field in current.model_fields.items()]
    return [name for name in names if name not in present]


def _form_in(annotation: object) -> type[BaseModel] | None:
    """The form inside an annotation such as `tuple[TaskForm, ...]` or `TargetForm | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _form_in(inner)
        if found:
            return found
    return None


def _mend(root: Node, details: list[ErrorDetails]) -> bool:
    """Take the faulty parts out of the tree and put stand-ins where a key is missing."""
    doomed: set[tuple[str | int, ...]] = set()
    for detail in details:
        path = _known_path(root, detail["loc"])
        key = str(_key(detail))
        holder = root.get(*path)
        if detail["type"] == "missing" and holder is not None and key in _STAND_INS:
            holder.mapping()[key] = _stand_in(key, path, holder)
        else:
            doomed.add(path)
    if () in doomed:
        return False
    for path in sorted(doomed, key=lambda steps: [str(step).zfill(6) for step in steps], reverse=True):
        _remove(root.get(*path[:-1]), path[-1])
    return True


def _remove(parent: Node | None, step: str | int) -> None:
    if parent is None:
        return
    if isinstance(parent.value, dict):
        parent.value.pop(str(step), None)
    elif isinstance(parent.value, list) and isinstance(step, int) and step < len(parent.value):
        del parent.value[step]


def _stand_in(key: str, path: tuple[str | int, ...], holder: Node) -> Node:
    """A value that lets the rest of a mapping be checked; no figure is ever built on it."""
    text = _STAND_INS[key] or "missing-" + "-".join(map(str, path))
    if key == "target":
        return Node({"pending": Node(text, holder.location)}, holder.location)
    return Node(text, holder.location)
