"""The options that commands share: one declaration each, so that help and meaning agree."""

from __future__ import annotations

from typing import Annotated

import typer

WorkspaceOption = Annotated[
    str | None,
    typer.Option(
        "-C",
        "--workspace",
        metavar="DIR",
        help="Folder that holds plan/targets.yaml; else KPITRACK_WORKSPACE, else found by walking up.",
    ),
]
LangOption = Annotated[
    str | None,
    typer.Option("--lang", metavar="zh|en", help="Language of the output; default the plan's."),
]
QuietOption = Annotated[bool, typer.Option("-q", "--quiet", help="Print nothing unless something is wrong.")]
VerboseOption = Annotated[
    bool, typer.Option("-v", "--verbose", help="Say more about what was read and decided.")
]
ColorOption = Annotated[
    str | None,
    typer.Option("--color", metavar="auto|always|never", help="Colour; auto: only on a terminal."),
]
MonthOption = Annotated[
    str | None,
    typer.Option(
        "--month",
        metavar="MONTH",
        help="6, 2024-06, 2024年6月 or last; default the latest month with records.",
    ),
]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="Use only what was known by that day.")
]
OutputOption = Annotated[
    str | None,
    typer.Option("-o", "--output", metavar="FILE", help="Write to a file; - is standard output."),
]
LeadUnitOption = Annotated[
    str | None,
    typer.Option("--lead-unit", metavar="UNIT", help="Only what this unit leads (id, name or alias)."),
]
TitleOption = Annotated[str | None, typer.Option("--title", metavar="TEXT", help="Title line.")]
ToOption = Annotated[str | None, typer.Option("--to", metavar="TEXT", help="To whom (主送).")]
FromOption = Annotated[str | None, typer.Option("--from", metavar="TEXT", help="Signature.")]
NumberOption = Annotated[str | None, typer.Option("--number", metavar="TEXT", help="Issue number.")]
DateOption = Annotated[
    str | None, typer.Option("--date", metavar="DATE", help="Day of issue, under the signature.")
]
WaitOption = Annotated[
    float,
    typer.Option("--wait", metavar="SECONDS", min=0, help="How long to wait for another run."),
]
