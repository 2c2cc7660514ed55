"""The options that commands share: one declaration each, so that help and meaning agree."""

from __future__ import annotations

from typing import Annotated

import typer

from kpitrack.cli.outputs import named_file

WorkspaceOption = Annotated[
    str | None,
    typer.Option("-C", "--workspace", metavar="DIR"),
]
LangOption = Annotated[
    str | None,
    typer.Option("--lang", metavar="zh|en"),
]
QuietOption = Annotated[bool, typer.Option("-q", "--quiet")]
VerboseOption = Annotated[bool, typer.Option("-v", "--verbose")]
ColorOption = Annotated[
    str | None,
    typer.Option("--color", metavar="auto|always|never"),
]
MonthOption = Annotated[
    str | None,
    typer.Option("--month", metavar="MONTH"),
]
AsOfOption = Annotated[str | None, typer.Option("--as-of", metavar="DATE")]
OutputOption = Annotated[
    str | None,
    typer.Option("-o", "--output", metavar="FILE", callback=named_file),
]
LeadUnitOption = Annotated[
    str | None,
    typer.Option("--lead-unit", metavar="UNIT"),
]
TitleOption = Annotated[str | None, typer.Option("--title", metavar="TEXT")]
ToOption = Annotated[str | None, typer.Option("--to", metavar="TEXT")]
FromOption = Annotated[str | None, typer.Option("--from", metavar="TEXT")]
NumberOption = Annotated[str | None, typer.Option("--number", metavar="TEXT")]
DateOption = Annotated[str | None, typer.Option("--date", metavar="DATE")]
WaitOption = Annotated[
    float,
    typer.Option("--wait", metavar="SECONDS", min=0),
]
