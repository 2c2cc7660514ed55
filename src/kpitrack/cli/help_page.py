"""The page that `--help` prints, in the reader's language. Its texts are all in `wording.help`."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from kpitrack.cli.choices import listed, statuses, words_for
from kpitrack.cli.lines import definitions, wrapped
from kpitrack.wording.examples import EXAMPLES

if TYPE_CHECKING:
    from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

    from kpitrack.wording import Words

    Parameter: TypeAlias = TyperArgument | TyperOption
    Command: TypeAlias = TyperCommand | TyperGroup

ROOT = "kpitrack"
_WIDEST = 80
_NARROWEST = 40
_SENTENCE = re.compile(r"(?<=。)|(?<=\.) ")


def page_width() -> int:
    """Columns to write in: the terminal's, up to 80, where lines are still easy to read."""
    return max(min(shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST), _NARROWEST)


def help_page(command: Command, parameters: list[Parameter], words: Words, width: int) -> str:
    """The whole page of a command, or of the program."""
    own = words.form
    lines = [*usage(command, parameters, words, width), ""]
    lines += [f"  {line}" for line in wrapped(described(command, words), width - 2)]
    arguments = [row(command, one, words) for one in parameters if one.param_type_name == "argument"]
    options = [row(command, one, words) for one in parameters if one.param_type_name == "option"]
    if arguments:
        lines += ["", own("page.help.arguments"), *definitions(arguments, width)]
    lines += ["", own("page.help.options"), *definitions(options, width)]
    commands = getattr(command, "commands", {})
    for group, grouped in groups(commands.values()).items():
        rows = [(name_of(one), in_short(one, words)) for one in grouped]
        column = max(map(len, commands))
        lines += ["", own(f"page.help.commands.{group}"), *definitions(rows, width, narrowest=column)]
    lines += examples(name_of(command), words, width)
    if commands:
        lines += ["", *wrapped(own("page.help.more"), width)]
    return "\n".join(lines)


def usage(command: Command, parameters: list[Parameter], words: Words, width: int) -> list[str]:
    """The first lines: how the command is called."""
    pieces = [called(command), *usage_pieces(command, parameters, words)]
    text = words("page.help.usage", usage=words.as_called(" ".join(pieces)))
    first, *rest = wrapped(text, width)
    return [first, *(f"    {line}" for line in rest)]


def usage_pieces(command: Command, parameters: list[Parameter], words: Words) -> list[str]:
    """What follows the name: options, arguments, in brackets what may be left out."""
    pieces = [words.form("page.help.some-options")]
    for one in parameters:
        if one.param_type_name == "argument":
            name = metavar(one, words)
            pieces.append(name if one.required else f"[{name}]")
    if getattr(command, "commands", None):
        pieces.append(words.form("page.help.some-command"))
    return pieces


def examples(name: str, words: Words, width: int) -> list[str]:
    """The examples, each below what it is for."""
    lines: list[str] = []
    for example in EXAMPLES.get(name, ()):
        caption = wrapped(f"# {example.caption(words.language)}", width - 2)
        lines += [*(f"  {line}" for line in caption), f"  {words.as_called(example.line)}"]
    return ["", words.form("page.help.examples"), *lines] if lines else []


def called(command: Command) -> str:
    """How a command is called: `kpitrack status`."""
    name = name_of(command)
    return name if name == ROOT else f"{ROOT} {name}"


def name_of(command: Command) -> str:
    """The command's name; of the program itself, its own."""
    return command.name or ROOT


def groups(commands: Iterable[Command]) -> dict[str, list[Command]]:
    """Commands by the part of the work that they are for, in order."""
    found: dict[str, list[Command]] = {}
    for one in commands:
        found.setdefault(str(one.rich_help_panel), []).append(one)
    return found


def in_short(command: Command, words: Words) -> str:
    """The first sentence of what a command does."""
    return _SENTENCE.split(described(command, words))[0]


def described(command: Command, words: Words) -> str:
    """What a command does."""
    return _text(f"help.{name_of(command)}", words) or (command.help or "").partition("\n")[0]


def row(command: Command, parameter: Parameter, words: Words) -> tuple[str, str]:
    """How a parameter is written, and what it means."""
    meaning = [meaning_of(command, parameter, words) + _choices(parameter, words)]
    if parameter.required and parameter.param_type_name == "option":
        meaning.append(words.form("page.help.required"))
    if getattr(parameter, "multiple", False):
        meaning.append(words.form("page.help.repeatable"))
    if (default := shown_default(parameter)) is not None:
        meaning.append(words("page.help.default", value=default))
    return spelled(parameter, words), "  ".join(filter(None, meaning))


def spelled(parameter: Parameter, words: Words) -> str:
    """`-o, --output FILE`, or the name of an argument."""
    name = metavar(parameter, words)
    if parameter.param_type_name == "argument":
        return name
    short_first = sorted(parameter.opts, key=len)
    return " ".join(filter(None, [", ".join(short_first), name]))


def metavar(parameter: Parameter, words: Words) -> str:
    """What stands for the value of a parameter; empty where it takes none."""
    if getattr(parameter, "is_flag", False):
        return ""
    name = parameter.metavar or str(parameter.name).upper()
    return "|".join(_text(f"metavar.{one}", words) or one for one in name.split("|"))


def choices_of(parameter: Parameter) -> tuple[str, ...]:
    """The values that a parameter knows: a|b|c in its metavar; of a status, all there are."""
    kind = parameter.metavar or ""
    if kind == "STATUS" and parameter.name == "statuses":
        return statuses()
    return tuple(one for one in kind.split("|") if one.islower()) if "|" in kind else ()


def _choices(parameter: Parameter, words: Words) -> str:
    """The choices with the words for them, where the metavar does not say enough."""
    known = choices_of(parameter)
    by_word = words.language == "zh" and any(words_for(one) for one in known)
    if not by_word and (not known or "|" in (parameter.metavar or "")):
        return ""
    between = "" if words.language == "zh" else " "
    return between + words("page.help.choices", choices=listed(known, words))


def meaning_of(command: Command, parameter: Parameter, words: Words) -> str:
    """The text of a parameter: the command's own, else the one that commands share."""
    for key in text_keys(command, parameter):
        if words.has(key):
            return words.form(key)
    return getattr(parameter, "help", None) or ""


def text_keys(command: Command, parameter: Parameter) -> tuple[str, str]:
    """Where the text of a parameter may stand: its own key, and the shared one."""
    return (f"help.{name_of(command)}.{parameter.name}", f"help.*.{parameter.name}")


def shown_default(parameter: Parameter) -> str | None:
    """The value without the option, where there is one that says something."""
    default = parameter.default
    if getattr(parameter, "is_flag", False) or default is None or callable(default) or default in {"", "."}:
        return None
    return str(default)


def _text(key: str, words: Words) -> str:
    return words.form(key) if words.has(key) else ""


def command_tree() -> Iterator[tuple[Command, list[Parameter]]]:
    """The program and its commands, each with its parameters, `--help` among them."""
    import typer
    from typer.main import get_command

    from kpitrack.cli import app

    root: Any = get_command(app)
    top = typer.Context(root, **root.context_settings)
    yield root, root.get_params(top)
    for command in root.commands.values():
        yield command, command.get_params(typer.Context(command, parent=top))
