from __future__ import annotations

BRIEFING: dict[str, tuple[str, str]] = {}
