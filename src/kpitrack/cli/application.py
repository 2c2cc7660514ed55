"""The Typer application with our own pages of help, and our own words for a command line that is wrong.

Typer brings its own copy of click, `typer._click`. We name it for the type checker only: what runs
here are overridden methods of the classes in `typer.core`, and plain attributes of what they are given.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

from kpitrack.cli.dashes import refuse_other_dashes
from kpitrack.cli.exits import ExitCode
from kpitrack.cli.help_page import help_page, page_width
from kpitrack.cli.spoken import spoken, spoken_language
from kpitrack.cli.usage import meant_command
from kpitrack.problems import UsageError

if TYPE_CHECKING:
    from typer._click import Command as ClickCommand
    from typer._click import Context, HelpFormatter

_VALUE_OPTIONAL = ("--install-completion", "--show-completion")
_WORDS = "kpitrack.words"  # the whole command line, kept where every context finds it


class _Command(TyperCommand):
    """A command that speaks both languages."""

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Our page instead of Typer's."""
        formatter.write(_page(self, ctx))


class Group(TyperGroup):
    """The program itself."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Keep the words, for the language of the help; without any, that is all there is to say."""
        ctx.meta[_WORDS] = tuple(args)
        if not args and not ctx.resilient_parsing:
            sys.stderr.write(self.get_help(ctx) + "\n")
            raise typer.Exit(ExitCode.USAGE)
        if not ctx.resilient_parsing:
            refuse_other_dashes(args)
        return super().parse_args(ctx, [_with_value(args, place) for place in range(len(args))])

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Our page instead of Typer's."""
        formatter.write(_page(self, ctx))

    def resolve_command(
        self, ctx: Context, args: list[str]
    ) -> tuple[str | None, ClickCommand | None, list[str]]:
        """The command that a word names; UsageError with a suggestion where there is none."""
        if self.get_command(ctx, args[0]) is None:
            raise UsageError(
                "no-such-command", found=args[0], suggestion=meant_command(args[0], list(self.commands))
            )
        return super().resolve_command(ctx, args)


class App(typer.Typer):
    """Typer, whose commands have our page of help."""

    def command(self, name: str | None = None, **settings: Any) -> Callable[[Any], Any]:  # noqa: ANN401
        """A command, declared as with Typer."""
        return super().command(name, cls=_Command, **settings)


def _with_value(args: list[str], place: int) -> str:
    """A word; the name of a shell may be left out, which Typer has no way to say."""
    follows = args[place + 1] if place + 1 < len(args) else "-"
    return f"{args[place]}=" if args[place] in _VALUE_OPTIONAL and follows.startswith("-") else args[place]


def _page(command: TyperCommand | TyperGroup, ctx: Context) -> str:
    words = spoken(spoken_language(ctx.meta.get(_WORDS, ())))
    parameters: Any = command.get_params(ctx)
    return help_page(command, parameters, words, page_width()) + "\n"
