"""The forms as a JSON Schema, for editors."""

from __future__ import annotations

import json

from kpitrack.schema.forms import PlanFile


def schema_text() -> str:
    """The JSON Schema (draft 2020-12) of plan/targets.yaml, with a description of every key."""
    schema = PlanFile.model_json_schema(by_alias=True)
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
