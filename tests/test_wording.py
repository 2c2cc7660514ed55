"""Both languages say everything, with the same facts, and nothing is said that nobody asks for."""

from __future__ import annotations

import errno
import importlib
import os
from pathlib import Path
from string import Formatter

import pytest

from kpitrack.assessment.results import ActionStatus, Flag, Status
from kpitrack.kinds import (
    ActionKind,
    Bound,
    Frequency,
    LeadKind,
    Measure,
    Method,
    ScheduleKind,
    State,
)
from kpitrack.wording import CATALOGUE, LANGUAGES, Words

SOURCE = Path(__file__).resolve().parent.parent / "src" / "kpitrack"


@pytest.mark.parametrize("key", sorted(CATALOGUE))
def test_both_languages_have_the_same_places(key: str) -> None:
    places = [{name for _, name, _, _ in Formatter().parse(form) if name} for form in CATALOGUE[key]]
    assert len(places) == len(LANGUAGES)
    assert places[0] == places[1]
    assert bool(CATALOGUE[key][0].strip()) == bool(CATALOGUE[key][1].strip())


def test_no_key_is_used_for_two_texts() -> None:
    """The parts are merged into one table, where the later one would win without a word."""
    parts = [
        importlib.import_module(f"kpitrack.wording.{path.stem}") for path in (SOURCE / "wording").glob("*.py")
    ]
    tables = [
        value
        for part in parts
        for name, value in vars(part).items()
        if name.isupper() and isinstance(value, dict) and name not in {"EXAMPLES", "CATALOGUE"}
    ]
    unique = {id(table): table for table in tables}.values()
    keys = [key for table in unique for key in table if key in CATALOGUE]
    assert sorted(keys) == sorted(CATALOGUE)


@pytest.mark.parametrize(
    ("prefix", "kinds"),
    [
        ("status", Status),
        ("action", ActionStatus),
        ("flag", Flag),
        ("why", Status),
        ("measure", Measure),
        ("method", Method),
        ("schedule", ScheduleKind),
        ("lead", LeadKind),
        ("kind", ActionKind),
        ("state", State),
        ("frequency", Frequency),
        ("target", Bound),
    ],
)
def test_every_kind_has_its_word(prefix: str, kinds: type[Status]) -> None:
    known = [kind for kind in kinds if kind is not Status.UNDETERMINED or prefix != "why"]
    assert known
    assert all(f"{prefix}.{kind.value}" in CATALOGUE for kind in known)


def test_every_label_and_message_is_used() -> None:
    """Keys that are put together, such as status.X, are counted by the test above."""
    code = "".join(
        path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py") if path.parent.name != "wording"
    )
    plain = ("col.", "view.", "label.", "explain.", "fate.", "note.", "notice.", "cell.", "head.", "missing.")
    unused = [key for key in CATALOGUE if key.startswith(plain) and f'"{key}"' not in code]
    assert unused == []


def test_lists_are_joined_as_the_language_does() -> None:
    assert Words("zh").joined(["甲", "乙"]) == "甲、乙"
    assert Words("en").joined(["A", "B"]) == "A, B"


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EACCES, errno.EISDIR, errno.ENOSPC, errno.EROFS])
def test_why_a_file_was_refused_is_said_in_chinese(number: int) -> None:
    reason = os.strerror(number)
    said = Words("zh")("say.cannot-read", path="六月.xlsx", reason=reason)
    assert said.startswith("无法读取 六月.xlsx：")
    assert reason not in said
    assert Words("en")("say.cannot-read", path="六月.xlsx", reason=reason).endswith(reason)


def test_a_reason_that_is_not_known_is_said_as_it_is() -> None:
    said = Words("zh")("say.cannot-read", path="六月.xlsx", reason="Stale file handle")
    assert said == "无法读取 六月.xlsx：Stale file handle"
