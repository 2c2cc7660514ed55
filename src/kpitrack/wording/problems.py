from __future__ import annotations

PROBLEMS: dict[str, tuple[str, str]] = {}
