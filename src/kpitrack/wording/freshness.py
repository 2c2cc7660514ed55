"""How much of a month's figure came in with the month, and which reported figure could not be compared."""

from __future__ import annotations

FRESHNESS: dict[str, tuple[str, str]] = {
    "fresh.none": ("沿用", "carried"),
    "fresh.partly_carried": ("部分沿用", "partly carried"),
    "fresh.uncompared": ("未作比较", "not compared"),
    "fresh.judged_by": (
        "未作比较，仍按{month}{figure}判定",
        "not compared, judged by {figure} of {month}",
    ),
    "fresh.oldest": ("部分沿用，最早为{month}", "partly carried, the oldest part of {month}"),
    "say.uncompared": (
        "{month}所报{figure}，缺可用的{series}，未作比较",
        "{figure} reported for {month}, not compared: no usable {series}",
    ),
}
