"""run.py, the launcher: what it decides and which commands it gives. Nothing is installed here."""

from __future__ import annotations

import ast
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import threading
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
VERSION = b"(3, 11) True\n"
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
NEEDED = PROJECT["project"]["dependencies"]
EXTRA = PROJECT["project"]["optional-dependencies"]["test"]


def load(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("run", folder / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project of its own, in a place with a space and Chinese in its name."""
    place = tmp_path / "创新 专班"
    place.mkdir()
    for name in ("run.py", "pyproject.toml"):
        shutil.copy(REPOSITORY / name, place)
    return place


@pytest.fixture(autouse=True)
def _bare_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KPITRACK_WORKSPACE", "KPITRACK_WHEELS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def launcher(folder: Path) -> ModuleType:
    return load(folder)


class Machine:
    """Stands for the programs of a machine: notes each command, fails those it is told to."""

    def __init__(self, launcher: ModuleType) -> None:
        self.launcher = launcher
        self.commands: list[list[str]] = []
        self.fails: Callable[[list[str]], bool] = lambda _words: False
        self.version = VERSION

    def run(self, command: list[str], **_options: object) -> subprocess.CompletedProcess[bytes]:
        words = [str(word) for word in command]
        self.commands.append(words)
        if "venv" in words and not self.launcher.VENV.exists():
            self.launcher.VENV.mkdir()
        return subprocess.CompletedProcess(command, int(self.fails(words)), "出错 says pip\n".encode())

    def check_output(self, _command: list[str], **_options: object) -> bytes:
        if not self.version:
            raise FileNotFoundError
        return self.version


@pytest.fixture
def machine(launcher: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine(launcher)
    monkeypatch.setattr(subprocess, "run", machine.run)
    monkeypatch.setattr(subprocess, "check_output", machine.check_output)
    return machine


# The version is checked first, and any Python 3 gets as far as that.


def test_too_old_python_is_told_so_in_both_languages(
    launcher: ModuleType,
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 12))
    monkeypatch.setattr(sys, "version", "3.10.12 (main)")
    assert launcher.main(["status"]) == 5
    told = capsys.readouterr()
    assert told.out == ""
    assert "需要 Python 3.11 或更高版本" in told.err
    assert "needs Python 3.11 or newer" in told.err
    assert told.err.endswith("3.10.12\n")
    assert machine.commands == []


def test_source_can_be_read_by_python_3_6() -> None:
    source = (REPOSITORY / "run.py").read_text("utf-8")
    tree = ast.parse(source, feature_version=(3, 6))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert "__future__" not in imported  # 3.6 has no `annotations` there


def test_annotations_that_old_pythons_cannot_evaluate_are_quoted() -> None:
    tree = ast.parse((REPOSITORY / "run.py").read_text("utf-8"))
    for function in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
        given = [argument.annotation for argument in function.args.args]
        for annotation in (*given, function.returns):
            assert isinstance(annotation, ast.Name | ast.Constant), ast.dump(function)


# The stamp.


def stamp(launcher: ModuleType, parts: str) -> None:
    launcher.VENV.mkdir(exist_ok=True)
    launcher.STAMP.write_text(f"{launcher.fingerprint()} {parts}", "ascii")


@pytest.mark.usefixtures("machine")
@pytest.mark.parametrize(
    ("done", "wanted", "enough"),
    [
        ("tool", "tool", True),
        ("tool", "test", False),
        ("test", "tool", True),
        ("test", "test", True),
    ],
)
def test_test_set_up_serves_the_tool_too(launcher: ModuleType, done: str, wanted: str, enough: bool) -> None:
    assert not launcher.prepared(wanted)
    stamp(launcher, done)
    assert launcher.prepared(wanted) is enough


@pytest.mark.usefixtures("machine")
@pytest.mark.parametrize("name", ["pyproject.toml", "run.py"])
def test_changed_instructions_ask_for_a_new_set_up(launcher: ModuleType, name: str) -> None:
    stamp(launcher, "tool")
    with (launcher.ROOT / name).open("a") as file:
        file.write("\n")
    assert not launcher.prepared("tool")


@pytest.mark.parametrize("version", [b"", b"(3, 12) True\n", b"(3, 11) False\n"])
def test_python_that_is_gone_or_another_asks_for_a_new_set_up(
    launcher: ModuleType, machine: Machine, version: bytes
) -> None:
    stamp(launcher, "test")
    machine.version = version
    assert not launcher.prepared("tool")


@pytest.mark.usefixtures("machine")
def test_moved_folder_asks_for_a_new_set_up(launcher: ModuleType, folder: Path) -> None:
    stamp(launcher, "test")
    moved = folder.rename(folder.with_name("moved"))
    assert not load(moved).prepared("tool")


# The commands of a set-up.


def test_set_up_makes_an_environment_and_installs_what_the_project_needs(
    launcher: ModuleType, machine: Machine
) -> None:
    launcher.set_up("tool")
    assert machine.commands == [
        [launcher.BASE, "-m", "venv", "--clear", str(launcher.VENV)],
        [launcher.PYTHON, "-m", "pip", "--version"],
        [launcher.PYTHON, "-m", "pip", "install", "--no-user", *NEEDED],
    ]
    assert launcher.prepared("tool")
    assert not launcher.prepared("test")


def test_test_tools_are_added_to_a_finished_set_up_without_touching_it(
    launcher: ModuleType, machine: Machine
) -> None:
    stamp(launcher, "tool")
    launcher.set_up("test")
    assert machine.commands == [
        [launcher.PYTHON, "-m", "pip", "--version"],
        [launcher.PYTHON, "-m", "pip", "install", "--no-user", *EXTRA],
    ]
    assert launcher.prepared("test")


def test_test_tools_that_fail_to_install_leave_the_tool_as_it_was(
    launcher: ModuleType, machine: Machine
) -> None:
    machine.fails = lambda words: "install" in words and EXTRA[0] in words
    with pytest.raises(SystemExit):
        launcher.set_up("test")
    assert launcher.prepared("tool")
    assert not launcher.prepared("test")


def test_without_ensurepip_the_pip_of_the_machine_installs(launcher: ModuleType, machine: Machine) -> None:
    make = [launcher.BASE, "-m", "venv", "--clear", str(launcher.VENV)]
    look = [launcher.PYTHON, "-m", "pip", "--version"]
    install = ["install", "--no-user", *NEEDED]
    machine.fails = lambda words: words in (make, look)
    launcher.set_up("tool")
    assert machine.commands == [
        make,
        [launcher.BASE, "-m", "pip", "--version"],
        [*make, "--without-pip"],
        look,
        [launcher.BASE, "-m", "pip", "--python", launcher.PYTHON, *install],
    ]
    assert launcher.prepared("tool")


def test_without_any_pip_the_package_to_install_is_named(
    launcher: ModuleType, machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.fails = lambda _words: True
    with pytest.raises(SystemExit) as stopped:
        launcher.set_up("tool")
    assert stopped.value.code == 5
    assert "apt install python3-venv" in capsys.readouterr().err


def test_failed_installation_shows_why_and_leaves_no_stamp(
    launcher: ModuleType, machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.fails = lambda words: "install" in words
    with pytest.raises(SystemExit) as stopped:
        launcher.set_up("tool")
    assert stopped.value.code == 5
    told = capsys.readouterr().err
    assert told.startswith("出错 says pip\n")
    assert "KPITRACK_WHEELS" in told
    assert not launcher.STAMP.exists()


def test_wheels_folder_stands_in_for_the_network(
    launcher: ModuleType, machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KPITRACK_WHEELS", "安装 包")
    launcher.set_up("tool")
    offline = ["--no-index", "--find-links", str(tmp_path / "安装 包")]
    assert machine.commands[-1][3:8] == ["install", "--no-user", *offline]


# The workspace.


@pytest.fixture
def inside(tmp_path: Path) -> Path:
    (tmp_path / "office/plan").mkdir(parents=True)
    (tmp_path / "office/plan/targets.yaml").touch()
    (tmp_path / "office/data/progress").mkdir(parents=True)
    return tmp_path / "office/data/progress"


def test_workspace_at_or_above_the_current_folder_is_left_alone(launcher: ModuleType, inside: Path) -> None:
    assert not launcher.needs_workspace(["status"], inside)
    assert not launcher.needs_workspace(["status"], inside.parent.parent)
    assert launcher.needs_workspace(["status"], inside.parent.parent.parent)


@pytest.mark.parametrize(
    "words",
    [["-C", "x", "status"], ["status", "-Cx"], ["--workspace", "x"], ["--workspace=x", "status"]],
)
def test_named_workspace_is_left_alone(launcher: ModuleType, tmp_path: Path, words: list[str]) -> None:
    assert not launcher.needs_workspace(words, tmp_path)


def test_workspace_variable_of_the_user_is_left_alone(
    launcher: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KPITRACK_WORKSPACE", "elsewhere")
    assert not launcher.needs_workspace(["status"], tmp_path)


# Handing over.


class Handed(BaseException):
    """Stands for «the process is now another program»."""


@pytest.fixture
def ready(
    launcher: ModuleType, machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[list[str]]:
    """A launcher that is set up; yields the command it hands over to."""
    handed: list[str] = []

    def hand_over(*command: str) -> int:
        handed.extend(command)
        return 4

    stamp(launcher, "test")
    monkeypatch.setattr(launcher, "hand_over", hand_over)
    monkeypatch.setattr(os, "environ", dict(os.environ))
    monkeypatch.chdir(tmp_path)
    yield handed
    assert machine.commands == []  # nothing was set up again


@pytest.mark.parametrize(
    ("words", "tail"),
    [
        (["status", "--lead-unit", "县 局"], ["kpitrack", "status", "--lead-unit", "县 局"]),
        ([], ["kpitrack", "--help"]),
        (["test", "-k", "a b"], ["pytest", "-k", "a b"]),
        (["status", "test"], ["kpitrack", "status", "test"]),
    ],
)
def test_words_go_to_the_right_program(
    launcher: ModuleType, ready: list[str], words: list[str], tail: list[str]
) -> None:
    assert launcher.main(words) == 4
    assert ready == [launcher.PYTHON, "-P", "-m", *tail]


@pytest.mark.usefixtures("ready")
def test_tool_stays_in_the_current_folder_and_gets_our_workspace(
    launcher: ModuleType, tmp_path: Path
) -> None:
    launcher.main(["status"])
    assert Path.cwd() == tmp_path
    assert os.environ["KPITRACK_WORKSPACE"] == str(launcher.ROOT)
    assert os.environ["_KPITRACK_FALLBACK"] == str(launcher.ROOT)  # told: nobody named it


@pytest.mark.usefixtures("ready")
@pytest.mark.parametrize(
    ("platform", "path", "called"),
    [
        ("linux", "run.py", "python3 run.py"),
        ("linux", "/srv/专班 办公室/run.py", 'python3 "/srv/专班 办公室/run.py"'),
        ("win32", "run.py", "py run.py"),
    ],
)
def test_the_program_is_told_how_it_was_called(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch, platform: str, path: str, called: str
) -> None:
    monkeypatch.setattr(launcher.sys, "platform", platform)
    monkeypatch.setattr(launcher.sys, "argv", [path, "status"])
    assert launcher.called() == called


@pytest.mark.usefixtures("ready")
def test_the_call_is_handed_on_to_the_tool_only(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launcher.sys, "argv", ["run.py", "test"])
    launcher.main(["test"])
    assert "_KPITRACK_CALLED" not in os.environ
    launcher.main(["status"])
    assert os.environ["_KPITRACK_CALLED"] == f"{'py' if os.name == 'nt' else 'python3'} run.py"


def test_completion_sets_nothing_up(
    launcher: ModuleType,
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(os, "environ", {**os.environ, "_KPITRACK_COMPLETE": "bash"})
    assert launcher.main([]) == 0
    assert (machine.commands, tuple(capsys.readouterr())) == ([], ("", ""))


@pytest.mark.usefixtures("ready")
def test_tests_run_at_the_root_and_get_no_workspace(launcher: ModuleType) -> None:
    launcher.main(["test"])
    assert Path.cwd() == launcher.ROOT
    assert "KPITRACK_WORKSPACE" not in os.environ


@pytest.mark.usefixtures("ready")
def test_variables_that_mislead_our_python_are_dropped_and_others_kept(
    launcher: ModuleType,
) -> None:
    os.environ.update(PYTHONHOME="/x", PYTHONPATH="/y", VIRTUAL_ENV="/z", LC_ALL="zh_CN.GBK")
    launcher.main(["status"])
    assert "PYTHONHOME" not in os.environ
    assert os.environ["PYTHONPATH"] == str(launcher.ROOT / "src")
    assert os.environ["VIRTUAL_ENV"] == "/z"
    assert os.environ["LC_ALL"] == "zh_CN.GBK"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such call")
def test_posix_process_becomes_the_command(launcher: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def execv(path: str, command: tuple[str, ...]) -> None:
        raise Handed(path, command)

    monkeypatch.setattr(os, "execv", execv)
    with pytest.raises(Handed) as handed:
        launcher.hand_over("/x y/python", "-m", "kpitrack")
    assert handed.value.args == ("/x y/python", ("/x y/python", "-m", "kpitrack"))


def test_interrupted_set_up_ends_with_130(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def set_up(_wanted: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(launcher, "set_up", set_up)
    assert launcher.main(["status"]) == 130
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "首次运行" in told.err


def test_folder_that_cannot_be_written_is_said_plainly(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def locked() -> None:
        raise PermissionError(13, "Permission denied", ".venv.lock")

    monkeypatch.setattr(launcher, "locked", locked)
    assert launcher.main(["status"]) == 5
    assert "可写的位置 / copy this folder" in capsys.readouterr().err


def test_set_up_by_another_run_while_we_waited_is_not_repeated(
    launcher: ModuleType, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([False, True])
    monkeypatch.setattr(launcher, "prepared", lambda _wanted: next(answers))
    monkeypatch.setattr(launcher, "hand_over", lambda *_command: 0)
    monkeypatch.setattr(os, "environ", dict(os.environ))
    assert launcher.main(["status"]) == 0
    assert machine.commands == []


@pytest.mark.skipif(sys.platform == "win32", reason="locks by another call")
def test_lock_is_held_until_closed(launcher: ModuleType) -> None:
    got = threading.Event()

    def second() -> None:
        with launcher.locked():
            got.set()

    with launcher.locked():
        other = threading.Thread(target=second)
        other.start()
        assert not got.wait(0.1)
    assert got.wait(10)
    other.join()


# Windows, as far as another system can play it.


@pytest.fixture
def windows(folder: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    busy = iter([OSError("busy for ten seconds"), None])

    def locking(_handle: int, _mode: int, _size: int) -> None:
        if problem := next(busy):
            raise problem

    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=locking, LK_LOCK=1))
    monkeypatch.setattr(sys, "platform", "win32")
    return load(folder)


def test_windows_has_its_python_elsewhere(windows: ModuleType) -> None:
    assert Path(windows.PYTHON) == windows.VENV / "Scripts" / "python.exe"


def test_windows_tries_its_lock_again(windows: ModuleType) -> None:
    with windows.locked() as lock:
        assert not lock.closed


def test_windows_waits_for_the_command_and_leaves_ctrl_c_to_it(
    windows: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[object] = []

    def call(command: tuple[str, ...]) -> int:
        done.append(command)
        return 3

    monkeypatch.setattr(signal, "signal", lambda *what: done.append(what))
    monkeypatch.setattr(subprocess, "call", call)
    assert windows.hand_over("python.exe", "-m", "kpitrack") == 3
    assert done == [(signal.SIGINT, signal.SIG_IGN), ("python.exe", "-m", "kpitrack")]


def test_extra_and_group_name_the_same_test_tools() -> None:
    assert PROJECT["dependency-groups"]["test"] == EXTRA
