"""The cases: the real plan, one with every kind of item, in several months, in both languages."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kpitrack.periods import Period
from kpitrack.wording import LANGUAGES
from kpitrack.workspace import Workspace, open_workspace
from tests.one_value.case import NAMES, Case
from tests.render.odd import odd_workspace

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def workspaces(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workspace]:
    odd = odd_workspace(tmp_path_factory.mktemp("odd") / "workspace")
    return {"real": open_workspace(ROOT), "odd": open_workspace(odd)}


@pytest.fixture(
    scope="session", params=[(name, language) for name in NAMES for language in LANGUAGES], ids="-".join
)
def case(request: pytest.FixtureRequest, workspaces: dict[str, Workspace]) -> Case:
    name, language = request.param
    plan, month = name.split("-")[:2]
    early = dt.date(2024, 7, 3) if name.endswith("-early") else None
    return Case(workspaces[plan], Period(2024, int(month)), language, early)
