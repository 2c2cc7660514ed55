"""Bars and sparklines: where they are drawn, what of, and that they vanish rather than distort."""

from __future__ import annotations

import io
import os
import re
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kpitrack.cli.screen import line_width, stroke_width
from kpitrack.render.strokes import INK
from kpitrack.render.widths import columns

ROOT = Path(__file__).resolve().parents[2]
Kpitrack = Callable[..., Any]
Workspace = Callable[..., Path]
Golden = Callable[[str, str], None]
Patch = pytest.MonkeyPatch

PLAN = """\
schema: 1
plan: {id: demo, title: Demo, year: 2024, language: en, office: a}
lead_units: [{id: a, name: Unit A}, {id: b, name: Unit B}]
series: [{id: nation, name: National growth, unit: "%", reported_by: a}]
programmes:
  - id: p
    title: P
    tasks:
      - id: t
        title: T
        lead: [a]
        indicators:
          - {id: firms, name: Firms, unit: firms, measure: cumulative, target: {at_least: 10}}
          - {id: late, name: Late, unit: firms, measure: cumulative, target: {at_least: 1000}}
          - {id: more, name: More, unit: firms, measure: cumulative, target: {at_least: 10}}
          - {id: zero, name: Zero, unit: firms, measure: cumulative, target: {at_least: 10}}
          - {id: mute, name: Mute, unit: firms, measure: cumulative, target: {at_least: 10}}
          - {id: share, name: Share, unit: "%", measure: level, target: {at_least: 20}}
          - {id: even, name: Even, unit: "%", measure: level, target: {at_least: 10}}
          - {id: waste, name: Waste, unit: t, measure: cumulative, target: {at_most: 7}}
          - {id: clean, name: Clean, unit: t, measure: cumulative, target: {at_most: 7}}
          - {id: loans, name: Loans, measure: cumulative, target: {pending: the city}}
          - {id: mixed, name: Mixed, measure: cumulative, target: {pending: the city}}
"""
RECORDS = """\
item,period,value,reported_on
firms,2024-01,1,2024-02-03
firms,2024-02,2,2024-03-03
firms,2024-04,4,2024-05-03
firms,2024-06,5,2024-07-03
late,2024-06,499,2024-07-03
more,2024-05,9.99,2024-06-03
more,2024-06,12,2024-07-03
zero,2024-06,0,2024-07-03
share,2024-03,17,2024-04-03
share,2024-04,24,2024-05-03
share,2024-05,10,2024-06-03
share,2024-06,18,2024-07-03
even,2024-05,10,2024-06-03
even,2024-06,10,2024-07-03
waste,2024-05,3.5,2024-06-03
waste,2024-06,7,2024-07-03
clean,2024-05,0,2024-06-03
clean,2024-06,0,2024-07-03
loans,2024-05,0.5亿元,2024-06-03
loans,2024-06,10000万元,2024-07-03
mixed,2024-05,3笔,2024-06-03
mixed,2024-06,10000万元,2024-07-03
"""


@pytest.fixture
def demo(workspace: Workspace, monkeypatch: Patch) -> str:
    monkeypatch.setenv("TERM", "xterm")
    return str(workspace(PLAN, {"2024-06.csv": RECORDS}))


def drawn(text: str) -> dict[str, str]:
    """What stands behind the names, by name."""
    found = re.findall(r"  ([A-Z][a-z]+)(?: \([^)]*\))?(?:  +([^\n]*))?$", text, flags=re.MULTILINE)
    return {name: re.sub(" +", " ", strokes) for name, strokes in found}


def test_trend_and_bar(kpitrack: Kpitrack, demo: str, monkeypatch: Patch) -> None:
    monkeypatch.setenv("COLUMNS", "151")
    text = kpitrack("status", "-C", demo).out
    assert drawn(text) == {
        # attainment by month, against half the year gone
        "Firms": "▁▂·▃·▄ ██████┃──────",
        "Late": "·····▄ █████▌┃──────",
        "More": "····▇█ ██████┃██████+",
        "Zero": "·····▁ ──────┃──────",
        "Mute": "······",
        # the figures between their own extremes; a level has no pace
        "Share": "··▄█▁▅ ██████████▌─",
        "Even": "····▄▄ ████████████",
        # cumulative without attainment: from nothing to the highest
        "Waste": "····▄█",
        "Clean": "····▁▁",
        "Loans": "····▄█",
        # 笔 and 万元 cannot be held against one another
        "Mixed": "",
    }
    assert (
        "trend by month: if cumulative, attainment of today's target, 0 to 100%, without it the total, "
        "0 to its highest; else figures from lowest to highest; · = no usable new figure; "
        "bar: attainment, ┃ = expected by now, + = over 100%, ! = over the limit."
    ) in " ".join(text.split())


@pytest.mark.parametrize(
    ("width", "shown"), [(136, ()), (137, ("bar",)), (150, ("bar",)), (151, ("trend", "bar"))]
)
def test_from_which_width_on(
    width: int, shown: tuple[str, ...], kpitrack: Kpitrack, demo: str, monkeypatch: Patch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    text = kpitrack("status", "-C", demo).out
    header = next(line for line in text.split("\n") if line.startswith("status"))
    assert tuple(header.split())[header.split().index("indicator") + 1 :] == shown
    assert [f"{key}:" in text or f"{key} by month" in text for key in ("trend", "bar")] == [
        key in shown for key in ("trend", "bar")
    ]
    assert bool(set(text) & set(INK)) is bool(shown)


def test_what_is_drawn_takes_no_room_from_the_table(
    kpitrack: Kpitrack, demo: str, monkeypatch: Patch
) -> None:
    texts = []
    for width in (120, 151):
        monkeypatch.setenv("COLUMNS", str(width))
        lines = kpitrack("status", "-C", demo).out.split("\n")
        texts.append(lines[lines.index("Indicators (11)") + 1 :][:11])
    assert all(wide.startswith(narrow) for narrow, wide in zip(*texts, strict=True))


@pytest.mark.parametrize("view", ["lead-unit", "programme"])
def test_the_share_on_pace(view: str, kpitrack: Kpitrack, demo: str, monkeypatch: Patch) -> None:
    monkeypatch.setenv("COLUMNS", "137")
    lines = kpitrack("status", "-C", demo, "--by", view).out.split("\n")
    # On pace: Firms, More, Even, Waste and Clean of the eight that are judged; Unit B leads nothing.
    assert [line.split()[-1] for line in lines if line.startswith("  62.5%")] == ["███████▌────"]
    assert all("─" not in line for line in lines if "Unit B" in line)


@pytest.mark.parametrize("words", [("--format", "plain"), ("--format", "md"), ("--format", "csv")])
def test_other_formats_have_none(
    words: tuple[str, ...], kpitrack: Kpitrack, demo: str, monkeypatch: Patch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert not set(kpitrack("status", "-C", demo, *words).out) & set(INK)


def test_a_dumb_terminal_has_none_but_a_file_has(
    kpitrack: Kpitrack, demo: str, tmp_path: Path, monkeypatch: Patch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setenv("TERM", "dumb")
    assert not set(kpitrack("status", "-C", demo).out) & set(INK)
    kpitrack("status", "-C", demo, "-o", str(tmp_path / "status.txt"))
    assert "██████┃──────" in (tmp_path / "status.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("encoding", "width"),
    [
        ("utf-8", 1),
        ("UTF8", 1),
        ("gbk", 2),
        ("cp936", 2),
        ("gb18030", 2),
        ("gb2312", 0),
        ("ascii", 0),
        ("cp437", 0),
    ],
)
def test_the_encoding_decides(encoding: str, width: int, monkeypatch: Patch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding=encoding))
    assert (stroke_width(None), stroke_width("-"), stroke_width("a.txt")) == (width, width, 1)


def test_the_old_windows_console_draws_them_wide(monkeypatch: Patch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.delenv("WT_SESSION", raising=False)
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
    assert stroke_width(None) == 2
    monkeypatch.setenv("WT_SESSION", "1")
    assert stroke_width(None) == 1


def test_no_line_is_too_long_where_strokes_are_wide(kpitrack: Kpitrack, monkeypatch: Patch) -> None:
    monkeypatch.setattr("kpitrack.cli.status.stroke_width", lambda _: 2)
    for width, places in ((151, 0), (152, 1), (178, 2)):
        monkeypatch.setenv("COLUMNS", str(width))
        text = kpitrack("status", "-C", str(ROOT), "--month", "12").out
        table = text.split("\n\n")[1].split("\n")
        assert sum(heading in table[1] for heading in ("走势", "进度条")) == places
        assert max(columns(line, 2) for line in table) <= width
        ends = {columns(line[: line.index("┃")], 2) for line in table if line.endswith("█┃")}
        assert len(ends) <= 1  # under one another, whatever stands before


def test_explain_draws_the_months(kpitrack: Kpitrack, demo: str) -> None:
    text = kpitrack("explain", "-C", demo, "firms").out
    assert text.split("Month by month\n")[1].split("\n") == [
        "  2024-01                   1 firm  10.0%  on pace  █┃───────────",
        "  2024-02                  2 firms  20.0%  on pace  ██┃──────────",
        "  2024-03  2 firms (as of 2024-02)  20.0%  on pace",
        "  2024-04                  4 firms  40.0%  on pace  ████┃▌───────",
        "  2024-05  4 firms (as of 2024-04)  40.0%  on pace",
        "  2024-06                  5 firms  50.0%  on pace  ██████┃──────",
        "  (┃ = expected, + = over 100%, ! = over the limit, blank = no usable new figure)",
        "",
    ]


def test_explain_has_its_columns_alone_where_bars_do_not_fit(
    kpitrack: Kpitrack, demo: str, monkeypatch: Patch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    text = kpitrack("explain", "-C", demo, "firms").out
    assert "\n  2024-01                   1 firm  10.0%  on pace\n" in text
    assert not set(text) & set(INK)
    monkeypatch.setenv("COLUMNS", "49")  # one less than the columns take
    assert "\n  2024-01  1 firm  10.0%  on pace\n" in kpitrack("explain", "-C", demo, "firms").out


def test_explain_is_folded_on_a_terminal_or_by_columns_only(
    kpitrack: Kpitrack, monkeypatch: Patch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    words = ("explain", "-C", str(ROOT), "--month", "6", "hightech_gdp_share")  # no attainment, so no bars
    whole = kpitrack(*words).out
    assert max(map(columns, whole.split("\n"))) > 107
    for width in (24, 60, 80, 107):
        monkeypatch.setenv("COLUMNS", str(width))
        text = kpitrack(*words).out
        assert max(map(columns, text.split("\n"))) <= width
        assert "".join(text.split()) == "".join(whole.split())
    kpitrack(*words, "-o", str(tmp_path / "a.txt"))
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == whole
    assert (line_width("a.txt", 80), line_width("-", 80), line_width(None, 80)) == (None, 80, 80)


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of the kind that Unix has")
def test_on_a_terminal() -> None:
    import fcntl
    import pty
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 160, 0, 0))
    command = [
        sys.executable,
        "-m",
        "kpitrack",
        "status",
        "-C",
        str(ROOT),
        "--month",
        "6",
        "--color",
        "never",
    ]
    environment = {**os.environ, "TERM": "xterm", "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT / "src")}
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, env=environment) as process:
        os.close(theirs)
        read = b""
        try:
            while chunk := os.read(ours, 65536):
                read += chunk
        except OSError:  # the end, as Linux tells it
            pass
        finally:
            os.close(ours)
    assert process.returncode == 0
    lines = read.decode().split("\r\n")
    assert max(map(columns, lines)) <= 160
    assert any(line.endswith("▁▁▂▃▃▄        █████▌┃──────") for line in lines)


# Golden files: what a clerk sees in a wide window


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_wide_table_of_june(
    language: str, kpitrack: Kpitrack, golden: Golden, monkeypatch: Patch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "160")
    run = kpitrack("status", "-C", str(ROOT), "--month", "6", "--lang", language)
    assert (run.code, run.err) == (0, "")
    assert max(map(columns, run.out.split("\n"))) <= 160
    golden(f"status-2024-06.wide.{language}.txt", run.out)


def test_the_months_of_june(kpitrack: Kpitrack, golden: Golden, monkeypatch: Patch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    golden(
        "explain-patent_licences.80.txt",
        kpitrack("explain", "-C", str(ROOT), "--month", "6", "patent_licences").out,
    )
