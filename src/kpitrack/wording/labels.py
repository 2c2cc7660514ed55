"""Headings of tables and blocks, Chinese and English."""

from __future__ import annotations

LABELS: dict[str, tuple[str, str]] = {
    "unit.points": ("个百分点", " points"),
}
