"""The public surface: what `import kpitrack` gives, loaded on first use."""

from __future__ import annotations

from pathlib import Path

import pytest

import kpitrack

ROOT = Path(__file__).resolve().parent.parent


def test_a_workspace_opened_and_assessed() -> None:
    opened = kpitrack.open_workspace(ROOT)
    assert opened.problems() == ()
    found = opened.assess()
    assert str(found.month) == "2024-12"
    assert found == kpitrack.assess(
        opened.checked_plan(), opened.ledger(), found.month, data_sha256=opened.data_sha256
    )


def test_what_is_public() -> None:
    assert kpitrack.__all__ == ["__version__", "assess", "open_workspace"]
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = kpitrack.nothing
