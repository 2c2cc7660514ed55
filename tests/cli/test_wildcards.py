"""Names with `*`: in the command window of Windows no shell expands them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpitrack.cli.wildcards import expanded


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("收到").mkdir()
    Path("6月[1]").mkdir()
    for name in (
        "收到/科工局.xlsx",
        "收到/教育局.xlsx",
        "收到/~$教育局.xlsx",
        "收到/说明.txt",
        "a[1]*.csv",
        "6月[1]/县教育局.csv",
    ):
        Path(name).touch()


@pytest.mark.parametrize(
    ("names", "files"),
    [
        (["收到/*.xlsx"], ["收到/教育局.xlsx", "收到/科工局.xlsx"]),
        (["收到/科工局.xlsx", "收到/*.xlsx"], ["收到/科工局.xlsx", "收到/教育局.xlsx"]),
        (["收到/?明.txt", "-", "-"], ["收到/说明.txt", "-"]),
        (["收到/*.et"], ["收到/*.et"]),  # nothing there: named as it was given
        (["a[1]*.csv"], ["a[1]*.csv"]),  # a file of this very name
        (["6月[1]/*.csv"], ["6月[1]/县教育局.csv"]),  # brackets stand for themselves
    ],
)
def test_what_a_pattern_stands_for(names: list[str], files: list[str]) -> None:
    assert expanded(names) == files


def test_a_pattern_with_the_full_path(tmp_path: Path) -> None:
    assert expanded([str(tmp_path / "收到" / "*.txt")]) == [str(tmp_path / "收到" / "说明.txt")]
