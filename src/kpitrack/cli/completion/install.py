"""The scripts of completion: printed, or put where each shell looks for them."""

from __future__ import annotations

import os
import sys
from importlib.resources import files
from pathlib import Path

from kpitrack.cli.choices import BETWEEN
from kpitrack.cli.completion import SHELLS
from kpitrack.output import write_whole
from kpitrack.problems import AccessError, UsageError

_SAME = {"pwsh": "powershell"}
_SUFFIX = {"powershell": "ps1"}
_ZSH_LINES = ("fpath+=~/.zfunc", "autoload -Uz compinit; compinit")


def shell_named(name: str) -> str:
    """The shell meant; without a name the one in use. UsageError where it is none of ours."""
    wanted = name or os.environ.get("SHELL", "powershell" if sys.platform == "win32" else "")
    shell = Path(wanted).name.lower().removesuffix(".exe")
    shell = _SAME.get(shell, shell)
    if not shell:
        raise UsageError("shell-unknown", choices=BETWEEN.join(SHELLS))
    if shell not in SHELLS:
        raise UsageError("no-such-shell", found=name or shell, choices=BETWEEN.join(SHELLS))
    return shell


def script(shell: str) -> str:
    """The script that makes a shell ask us."""
    name = f"completion.{_SUFFIX.get(shell, shell)}"
    return (files("kpitrack") / "templates" / name).read_text(encoding="utf-8")


def install(shell: str) -> Path:
    """Put the script in its place, and a line that loads it where one is needed; the script's path.

    Doing it again changes nothing but the script. AccessError where it cannot be written.
    """
    home = Path.home()
    try:
        if shell == "bash":
            return _loaded(home / ".bash_completions/kpitrack.sh", home / ".bashrc", shell, "source '{path}'")
        if shell == "zsh":
            return _loaded(home / ".zfunc/_kpitrack", home / ".zshrc", shell, *_ZSH_LINES)
        if shell == "fish":
            folder = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
            return _loaded(folder / "fish/completions/kpitrack.fish", None, shell)
        profile = _powershell_profile()
        return _loaded(profile.with_name("kpitrack-completion.ps1"), profile, shell, ". '{path}'")
    except OSError as failure:
        raise AccessError("cannot-write", path=failure.filename, reason=failure.strerror) from failure


def _loaded(path: Path, start: Path | None, shell: str, *lines: str) -> Path:
    """The script written, and the lines added to the file that the shell starts with, each once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, script(shell).encode())
    if start is not None:
        said = start.read_text(encoding="utf-8", errors="surrogateescape") if start.exists() else ""
        wanted = [line.format(path=path) for line in lines]
        missing = [line for line in wanted if line not in said.split("\n")]
        if missing:
            gap = "" if not said or said.endswith("\n") else "\n"
            start.parent.mkdir(parents=True, exist_ok=True)
            with start.open("a", encoding="utf-8", newline="\n") as file:
                file.write(gap + "".join(f"{line}\n" for line in missing))
    return path


def _powershell_profile() -> Path:
    """The file that PowerShell starts with; UsageError where the machine does not say where it lies.

    On Windows it lies beside the user's modules, in a folder of documents that may have been moved.
    """
    name = "Microsoft.PowerShell_profile.ps1"
    if sys.platform != "win32":
        return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "powershell" / name
    for folder in os.environ.get("PSMODULEPATH", "").split(os.pathsep):
        modules = Path(folder)
        if modules.parent.name in {"PowerShell", "WindowsPowerShell"} and modules.is_relative_to(Path.home()):
            return modules.parent / name
    raise UsageError("no-powershell")
