"""What is wrong with a command line, in our own words: Typer's errors become UsageErrors.

Typer says so in English sentences and in classes that it keeps to itself, so an error is known by its
class's name and by its sentence. A test holds every one of them against the Typer that is installed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kpitrack.problems import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typer.exceptions import TyperException

_SENTENCES = (
    ("no-command", re.compile(r"Missing command\.")),
    ("extra-argument", re.compile(r"Got unexpected extra argument\(s\) \((?P<found>.*)\)", re.DOTALL)),
    ("option-without-value", re.compile(r"Option '(?P<option>\S+)' requires an argument\.")),
    ("option-without-value", re.compile(r"Option '(?P<option>\S+)' requires \d+ arguments\.")),
    ("option-with-value", re.compile(r"Option '(?P<option>\S+)' does not take a value\.")),
    ("no-such-number", re.compile(r"'(?P<found>.*)' is not a valid \w+(?: range)?\.", re.DOTALL)),
    ("no-such-number", re.compile(r"(?P<found>\S+) is not in the range (?P<range>.+)\.")),
)

_MONTH = re.compile(r"(?:\d{4}(?:-|年))?\d{1,2}月?(?:份)?|last|上月")
# What other programs call it; the first that the command has is meant.
_ELSEWHERE = {
    "-C": ("dir", "directory", "folder", "path", "workspace", "plan", "root", "chdir"),
    "--output": ("file", "out", "outfile", "save", "save-as", "dest", "to-file"),
    "--lead-unit": ("unit", "org", "organisation", "organization", "department", "dept"),
    "--reported-by": ("unit", "org", "reporter", "by-unit", "department", "dept"),
    "--reported-on": ("date", "day"),
    "--as-of": ("date", "day", "asof", "since", "until"),
    "--month": ("year", "period", "months"),
    "--format": ("json", "csv", "html", "docx", "xlsx", "markdown", "md", "type"),
    "--lang": ("language", "locale"),
}
_COMMANDS_ELSEWHERE = {
    "ingest": ("import", "load", "add", "read", "upload", "append"),
    "check": ("validate", "lint", "test", "verify-plan"),
    "status": ("show", "list", "ls", "view", "summary", "progress", "table"),
    "report": ("briefing", "render", "print", "publish"),
    "init": ("new", "create", "start"),
    "diff": ("compare", "changes", "cmp"),
    "close": ("seal", "lock", "freeze"),
    "explain": ("why", "trace", "history", "log", "describe"),
    "missing": ("owed", "overdue", "remind", "late"),
    "template": ("form", "forms"),
}


def meant_option(found: str, known: Sequence[str]) -> str:
    """The option that was meant: by its name elsewhere, else the nearest; empty where there is none."""
    from kpitrack.suggest import closest

    bare = found.lstrip("-").casefold()
    wanted = [option for option, names in _ELSEWHERE.items() if bare in names]
    if wanted:
        return next((option for option in wanted if option in known), "")
    return closest(found, [option for option in known if option.startswith("--")])


def meant_command(found: str, known: Sequence[str]) -> str:
    """The command that was meant, likewise."""
    from kpitrack.suggest import closest

    wanted = (command for command, names in _COMMANDS_ELSEWHERE.items() if found.casefold() in names)
    return next(wanted, "") or closest(found, known)


def usage_error(failure: TyperException, words: Sequence[str]) -> UsageError:
    """Our error for one of Typer's, in a command line of these words."""
    kind = type(failure).__name__
    if kind == "NoSuchOption":
        return _no_such_option(failure, words)
    if kind == "MissingParameter":
        return _missing(failure, words)
    for key, sentence in _SENTENCES:
        if matched := sentence.fullmatch(failure.message):
            facts = {"option": _option(failure), **matched.groupdict(), "command": _command(failure, words)}
            if key == "extra-argument":
                facts["suggestion"] = _month_meant(failure, facts["found"])
            return UsageError(key, **facts)
    return UsageError("usage-other", message=failure.format_message(), command=_command(failure, words))


def _no_such_option(failure: TyperException, words: Sequence[str]) -> UsageError:
    context = getattr(failure, "ctx", None)
    known = [option for one in context.command.get_params(context) for option in one.opts] if context else []
    found = str(getattr(failure, "option_name", ""))
    suggestion = meant_option(found, known)
    return UsageError("no-such-option", found=found, suggestion=suggestion, command=_command(failure, words))


def _month_meant(failure: TyperException, found: str) -> str:
    """`--month 10` for a month that stands alone, where the command has that option; else nothing."""
    context = getattr(failure, "ctx", None)
    takes = context and any("--month" in one.opts for one in context.command.get_params(context))
    return f"--month {found}" if takes and _MONTH.fullmatch(found) else ""


def _missing(failure: TyperException, words: Sequence[str]) -> UsageError:
    from kpitrack.cli.help_page import metavar
    from kpitrack.cli.spoken import spoken, spoken_language

    parameter: Any = getattr(failure, "param", None)
    kind = getattr(parameter, "param_type_name", "option")
    value = metavar(parameter, spoken(spoken_language(words))).removesuffix("...")
    name = value if kind == "argument" else f"{_option(failure)} {value}"
    return UsageError(f"missing-{kind}", name=name, command=_command(failure, words))


def _option(failure: TyperException) -> str:
    """The option it is about, by its long name."""
    return max(getattr(getattr(failure, "param", None), "opts", ()), key=len, default="")


def _command(failure: TyperException, words: Sequence[str]) -> str:
    """The command whose help tells more: `kpitrack status`. Typer does not always say which it was."""
    context = getattr(failure, "ctx", None)
    if context is not None:
        return str(context.command_path)
    from kpitrack.cli import COMMANDS

    return " ".join(["kpitrack", *[word for word in words if word in COMMANDS][:1]])
