"""Disks that tests write to."""

from __future__ import annotations

from pathlib import Path

from kpitrack.store.fsio import LocalDisk


class Quick(LocalDisk):
    """A disk that does not wait for its platters: for what is not about durability."""

    def sync(self, handle: int) -> None:
        pass

    def sync_directory(self, path: Path) -> None:
        pass
