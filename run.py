"""Start kpitrack with nothing installed by hand: `python3 run.py WORDS…` (Windows: `py run.py …`).

`python3 run.py test [pytest options]` runs the tests instead. Standard library only: a new machine
has nothing else, and its pip refuses to install outside an environment (PEP 668). The first run
makes `.venv` beside this file; that folder is ours and is made anew when it does not fit.
KPITRACK_WHEELS=FOLDER installs from a folder of wheels, for a machine without a network.
Any Python 3 must be able to read this file, to be told which one is needed: no newer syntax here.
"""

import contextlib
import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path
from subprocess import DEVNULL, PIPE, STDOUT
from typing import TextIO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = str(VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))
STAMP = VENV / "kpitrack-ready"
# In an activated environment, perhaps the very one to be replaced, go by the Python beneath it.
BASE = getattr(sys, "_base_executable", "") or sys.executable
CANNOT_SET_UP, INTERRUPTED = 5, 130  # as in kpitrack's table of exit codes

TOO_OLD = "kpitrack 需要 Python 3.11 或更高版本 / needs Python 3.11 or newer; 当前 / this is"
SETTING_UP = "首次运行或更新后：正在准备环境… / setting up (first run, or after an update)…"
NO_PIP = "请先安装 / please install first (Debian, Ubuntu, UOS): sudo apt install python3-venv"
NO_ACCESS = "请把本文件夹复制到可写的位置 / copy this folder to a place where you may write"
NO_INSTALL = """未能安装。镜像用 pip config 设置。无网络：设 KPITRACK_WHEELS=FOLDER，在别处下载：
Could not install. Mirror: see pip config. No network: set KPITRACK_WHEELS=FOLDER, filled elsewhere:
python3 -m pip download -d FOLDER '.[test]'"""


def fingerprint() -> str:
    """What `.venv` depends on, as a hash.

    The folder is part of it, because the installation points there: after a move or a copy it
    would run the old place's code. The Python that runs this file is not: any will do.
    """
    code = "import sys; print(sys.version_info[:2], sys.prefix != sys.base_prefix)"
    try:
        python = subprocess.check_output([PYTHON, "-Ic", code], stderr=DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        python = b""  # gone, or does not start (its base was removed): fits no stamp
    files = [(ROOT / name).read_bytes() for name in ("pyproject.toml", "run.py")]
    return hashlib.sha256(b"\0".join([python, os.fsencode(ROOT), *files])).hexdigest()


def prepared(wanted: str) -> bool:
    """Whether a set-up that fits was finished, for what is wanted or for `test`, which has all."""
    if not STAMP.is_file():
        return False
    now = fingerprint()
    return STAMP.read_text("ascii") in (f"{now} {wanted}", f"{now} test")


def locked() -> TextIO:
    """The lock, held until closed: two first runs at once take turns."""
    lock = (ROOT / ".venv.lock").open("a")
    if sys.platform == "win32":
        while True:
            with contextlib.suppress(OSError):  # it gives up after ten seconds, we do not
                msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
                return lock
    else:
        fcntl.flock(lock, fcntl.LOCK_EX)
        os.set_inheritable(lock.fileno(), True)  # noqa: FBT003 - if we are killed, our pip holds it
        return lock


def run(command: "list[str]", advice: str = "") -> bool:
    """Run out of sight and say whether it went well. With advice, failing is the end: show both."""
    done = subprocess.run(
        command, cwd=ROOT, input=b"", stdout=PIPE, stderr=STDOUT, close_fds=False, check=False
    )
    if done.returncode and advice:
        print(done.stdout.decode(errors="replace") + advice, file=sys.stderr)
        sys.exit(CANNOT_SET_UP)
    return not done.returncode


def set_up(wanted: str) -> None:
    """Bring `.venv` to what is wanted; each stamp comes last, so that what broke off is done again.

    The test tools are added without touching the rest, which another run may be using.
    """
    import tomllib  # not in the Pythons that are only to read this file

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    if not prepared("tool"):
        make = [BASE, "-m", "venv", "--clear", str(VENV)]
        if not run(make):  # Debian without python3-venv has no ensurepip: the machine's pip must do
            run([BASE, "-m", "pip", "--version"], NO_PIP)
            run([*make, "--without-pip"], NO_ACCESS)
        install("tool", *project["dependencies"])
    if wanted == "test":
        install("test", *project["optional-dependencies"]["test"])


def install(part: str, *what: str) -> None:
    """Install by the pip of `.venv`, or else by the machine's (22.3 or newer), and stamp."""
    own = [PYTHON, "-m", "pip"]
    pip = own if run([*own, "--version"]) else [BASE, "-m", "pip", "--python", PYTHON]
    wheels = os.environ.get("KPITRACK_WHEELS")
    offline = ["--no-index", "--find-links", str(Path(wheels).absolute())] if wheels else []
    run([*pip, "install", "--no-user", *offline, *what], NO_INSTALL)
    STAMP.write_text(f"{fingerprint()} {part}", "ascii")


def called() -> str:
    """How we were started, for the advice that the program gives."""
    path = sys.argv[0]
    quoted = f'"{path}"' if any(sign.isspace() for sign in path) else path
    return "{} {}".format("py" if sys.platform == "win32" else "python3", quoted)


def needs_workspace(words: "list[str]", cwd: Path) -> bool:
    """Whether kpitrack would find no workspace: none named, none at or above `cwd`."""
    named = any(word.startswith(("-C", "--workspace")) for word in words)
    # isfile, not is_file: a parent folder we may not look into is no reason to fail
    inside = any(os.path.isfile(f / "plan/targets.yaml") for f in (cwd, *cwd.parents))  # noqa: PTH113
    return not (named or inside or os.environ.get("KPITRACK_WORKSPACE"))


def hand_over(*command: str) -> int:
    """Become the command: signals and exit code are its own. Windows can only wait for it."""
    if sys.platform != "win32":
        os.execv(command[0], command)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the child gets Ctrl-C too, and decides
    return subprocess.call(command)


def main(words: "list[str]") -> int:
    """Set up what is missing, then hand the words over."""
    if sys.version_info < (3, 11):  # noqa: UP036 - an older one is what we are here to refuse
        print(TOO_OLD, sys.version.split()[0], file=sys.stderr)
        return CANNOT_SET_UP
    # These two lead our Python to another one's packages. The rest of the user's variables stay:
    # PYTHONUTF8 above all is not set, because a GBK terminal wants GBK.
    # PYTHONPATH names our own package, which is not installed: Python reads the note of an editable
    # one in the machine's encoding, and in a folder 创新 would not even start where that is ASCII.
    os.environ.pop("PYTHONHOME", None)
    os.environ["PYTHONPATH"] = str(ROOT / "src")
    wanted = "test" if words[:1] == ["test"] else "tool"
    try:
        if not prepared(wanted):
            if "_KPITRACK_COMPLETE" in os.environ:
                return 0  # Tab was pressed: no moment to install anything
            print(SETTING_UP, file=sys.stderr)
            with locked():
                if not prepared(wanted):  # nobody did it while we waited
                    set_up(wanted)
        # -P: a `yaml.py` that happens to lie in the current folder is not ours to import
        if wanted == "test":
            os.chdir(ROOT)
            return hand_over(PYTHON, "-P", "-m", "pytest", *words[1:])
        if needs_workspace(words, Path.cwd()):
            os.environ["KPITRACK_WORKSPACE"] = os.environ["_KPITRACK_FALLBACK"] = str(ROOT)
        os.environ["_KPITRACK_CALLED"] = called()
        return hand_over(PYTHON, "-P", "-m", "kpitrack", *(words or ["--help"]))
    except OSError as error:
        print(f"{error}\n{NO_ACCESS}", file=sys.stderr)
        return CANNOT_SET_UP
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
