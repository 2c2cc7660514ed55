"""The forms as a JSON Schema, for editors, with descriptions in the reader's language.

An editor reads YAML its own way: `2023` is a number to it, where the program sees a text. So texts may be
numbers here; and what pydantic says for programs (null, titles of keys, decimals as text) is left out.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

from kpitrack.schema.forms import BOUND_KEYS, PlanFile
from kpitrack.wording import LANGUAGES
from kpitrack.wording.plan_keys import DEFAULT, PLAN_KEYS, PLAN_WORDS

Json = dict[str, Any]

_DERIVE_KEYS = ("ratio", "difference", "growth")
_EXAMPLES: dict[str, list[object]] = {
    "PlanForm.id": ["nanxian-innovation"],
    "PlanForm.year": [2024],
    "PlanForm.from": ["2023-07"],
    "PlanForm.to": ["2025-12"],
    "PlanForm.timezone": ["Asia/Shanghai"],
    "BandsForm.lagging": [Decimal("0.8"), 10],
    "BriefingForm.number": ["第{month}期"],
    "BriefingForm.to": ["各成员单位"],
    "BriefingForm.closing": ["特此通报。"],
    "unit": ["家", "项", "亿元", "%"],
    "section": ["二（一）1"],
    "target_text": ["10家以上"],
    "between": [[10, 15]],
    "tolerance": ["5%", 2],
    "due": ["2024-09"],
    "pending": ["市级"],
    "target": [
        {"at_least": 10},
        {"more_than": 18},
        {"at_most": Decimal("4.3")},
        {"about": 65, "tolerance": "5%"},
    ],
    "target_revisions": [[{"from": "2024-09", "at_least": 8, "reason": "县政府常务会议调整"}]],
    "baseline": [{"value": Decimal("4.5"), "period": 2023}],
    "schedule": ["linear", {"2024-06": 5, "2024-12": 10}],
    "derive": [{"ratio": ["patents", "population"], "times": 10000}],
    "lead": ["kegongxin", ["kegongxin", "jingkai"]],
}


def schema_text(language: str) -> str:
    """The JSON Schema (draft 2020-12) of plan/targets.yaml, with a description of every key and word."""
    raw = PlanFile.model_json_schema(by_alias=True)
    place = LANGUAGES.index(language)
    forms = {name: _form(name, form, place) for name, form in raw["$defs"].items() if "properties" in form}
    _exactly_one(forms["TargetForm"], BOUND_KEYS)
    _exactly_one(forms["RevisionForm"], BOUND_KEYS)
    _exactly_one(forms["DeriveForm"], _DERIVE_KEYS)
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": raw["title"],
        **_form("PlanFile", raw, place),
        "$defs": {**forms, "Section": _words(_bare(raw["$defs"]["Section"]), "Section", place)},
    }
    text = json.dumps(whole, ensure_ascii=False, indent=2, default=_marked)
    return re.sub(r'"number:([0-9.]+)"', r"\1", text) + "\n"


def _form(name: str, form: Json, place: int) -> Json:
    """A mapping with its keys, each described."""
    keys = {key: _key(f"{name}.{key}", key, field, place) for key, field in form["properties"].items()}
    required = {"required": form["required"]} if "required" in form else {}
    described = {"description": PLAN_KEYS[name][place]}
    return {"type": "object", **described, "additionalProperties": False, **required, "properties": keys}


def _key(full: str, key: str, field: Json, place: int) -> Json:
    """A key: what it means, what it may hold, what holds without it, how it may look."""
    description = PLAN_KEYS.get(full) or PLAN_KEYS[key]
    shape = _words(_bare(field), full if full in PLAN_WORDS else key, place)
    examples = _EXAMPLES.get(full) or _EXAMPLES.get(key)
    shown = description[place] + _default(field, place)
    return {"description": shown, **shape, **({"examples": examples} if examples else {})}


def _bare(part: Json) -> Json:
    """What a part may hold: without null, titles and defaults; texts may look like numbers."""
    kept = {key: value for key, value in part.items() if key not in {"title", "default", "description"}}
    for kind in ("anyOf", "oneOf"):
        if kind in kept:
            options = [_bare(option) for option in kept.pop(kind) if option.get("type") != "null"]
            return {**kept, **(options[0] if len(options) == 1 else {"anyOf": options})}
    if "items" in kept:
        kept["items"] = _bare(kept["items"])
    if "prefixItems" in kept:  # pairs of one kind: said so that older editors understand it too
        kept["items"] = _bare(kept.pop("prefixItems")[0])
    if "patternProperties" in kept:
        kept["additionalProperties"] = False
    if kept.get("type") == "string" and not kept.keys() & {"enum", "pattern"}:
        kept["type"] = ["string", "number"]
    return kept


def _words(shape: Json, name: str, place: int) -> Json:
    """A shape whose words, if it is a list of them, are explained; two keys, as editors differ."""
    if "anyOf" in shape:
        return {**shape, "anyOf": [_words(option, name, place) for option in shape["anyOf"]]}
    if "enum" not in shape:
        return shape
    texts = [PLAN_WORDS[name][word][place] for word in shape["enum"]]
    return {**shape, "enumDescriptions": texts, "markdownEnumDescriptions": texts}


def _default(field: Json, place: int) -> str:
    """What holds without the key, in words: a `default` would be typed into every new item by editors."""
    default = field.get("default")
    if not default or not isinstance(default, str | int):
        return ""
    return DEFAULT[place].format(default=default)


def _marked(number: object) -> str:
    """A decimal, marked for `schema_text` to write as the number it is."""
    return f"number:{number}"


def _exactly_one(form: Json, keys: tuple[str, ...]) -> None:
    """Of some keys of a form exactly one must stand there."""
    form["oneOf"] = [{"required": [key]} for key in keys]
