"""«Did you mean»: slips and the names they are taken for."""

from __future__ import annotations

import pytest

from kpitrack.cli.usage import meant_command, meant_option
from kpitrack.suggest import closest

OPTIONS = ("--color", "--lead-unit", "--programme", "--status", "--month", "--quiet", "--format")
UNITS = ("县科学技术和工业信息化局", "县教育局", "县财政局")


@pytest.mark.parametrize(
    ("text", "known", "meant"),
    [
        ("--unit", OPTIONS, "--lead-unit"),  # one of its words, which --quiet is not
        ("--unitt", OPTIONS, "--lead-unit"),
        ("--mont", OPTIONS, "--month"),
        ("tech-contract", ("major-special", "tech-contracts"), "tech-contracts"),
        ("科工局", UNITS, "县科学技术和工业信息化局"),
        ("教育局", UNITS, "县教育局"),
        ("--folder", OPTIONS, ""),  # --color shares the dashes and little else
        ("--colour", OPTIONS, "--color"),
        ("--zzz", OPTIONS, ""),
        ("", OPTIONS, ""),
        ("--", OPTIONS, ""),
    ],
)
def test_the_name_that_was_meant(text: str, known: tuple[str, ...], meant: str) -> None:
    assert closest(text, known) == meant


@pytest.mark.parametrize(
    ("found", "known", "meant"),
    [
        ("--folder", ("-C", "--color"), "-C"),
        ("--file", ("--output", "--title", "--quiet"), "--output"),
        ("--unit", ("--quiet", "--reported-by"), "--reported-by"),
        ("--unit", ("--lead-unit", "--reported-by"), "--lead-unit"),
        ("--date", ("--wait", "--reported-on"), "--reported-on"),
        ("--date", ("--wait",), ""),
        ("--json", ("--month", "--format"), "--format"),
        ("--force", ("--format",), ""),
        ("--sort", ("--format",), ""),
        ("--quite", ("--quiet",), "--quiet"),
    ],
)
def test_an_option_by_the_name_it_has_elsewhere(found: str, known: tuple[str, ...], meant: str) -> None:
    assert meant_option(found, known) == meant


@pytest.mark.parametrize(
    ("found", "meant"),
    [("import", "ingest"), ("show", "status"), ("reprot", "report"), ("statsu", "status"), ("xyz", "")],
)
def test_a_command_by_the_name_it_has_elsewhere(found: str, meant: str) -> None:
    assert meant_command(found, ("check", "ingest", "report", "status")) == meant
