"""The program stopped, or refused, at its system calls: the store is before or after, nothing between.

By default at the calls that change something; with `--syscalls` at every single one from the moment
on at which the store is first touched, for every fault. Each test prints how many points it tried.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

INJECTOR = Path(__file__).with_name("injector.py")
OWN = frozenset({"fsync", "rename", "mkdir", "unlink", "flock", "ftruncate"})
CHANGING = OWN | {"write", "openat"}
# The interpreter does not make quite as many calls in every run: the last may not come.
UNREACHED = "the call was never reached"
MOST_UNREACHED = 3
ERRORS = ("ENOSPC", "EIO", "EACCES", "EINTR")

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("strace") is None,
    reason="NOT TESTED: kills and faults at system calls need Linux and strace (apt install strace)",
)


class Injector:
    """A process that does what tests/store/injector.py says, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.process = subprocess.Popen(
            [sys.executable, str(INJECTOR), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "XDG_CACHE_HOME": str(folder / "cache"), "TMPDIR": str(folder)},
            text=True,
        )

    def send(self, **job: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()

    def answer(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        if "refused" in answer:
            pytest.skip(f"NOT TESTED: strace may not trace here: {answer['refused']}")
        return answer

    def end(self) -> None:
        self.process.communicate()


@pytest.fixture(scope="module")
def injectors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Injector, ...]]:
    """Two, since most machines can do two things at once."""
    folder = tmp_path_factory.mktemp("injectors")
    made = tuple(Injector(folder / str(number)) for number in range(2))
    yield made
    for one in made:
        one.end()


@pytest.fixture(scope="module")
def everything(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--syscalls"))


@pytest.fixture(scope="module")
def calls(injectors: tuple[Injector, ...], everything: bool) -> list[tuple[str, int]]:
    """The calls at which to interfere."""
    injectors[0].send()
    found = [entry.split() for entry in injectors[0].answer()["calls"]]
    return [(call, int(number)) for call, number in found if everything or call in CHANGING]


def tried(
    injectors: tuple[Injector, ...], points: list[tuple[str, int]], how: str, *, program: bool = False
) -> Counter[tuple[str, str]]:
    """Interfere at every point; how often a run ended so and left such a store. No fault may be found."""
    ends: Counter[tuple[str, str]] = Counter()
    faults = []
    unreached = 0
    # Each injector has one job at a time: a verdict is small, but pipes have an end.
    for start in range(0, len(points), len(injectors)):
        batch = list(zip(injectors, points[start:], strict=False))
        for injector, (call, when) in batch:
            injector.send(call=call, when=when, how=how, program=program)
        for injector, (call, when) in batch:
            answer = injector.answer()
            if answer["faults"] == [UNREACHED]:
                assert (str(answer["end"]), str(answer["state"])) == ("0", "after")
                unreached += 1
                continue
            ends[str(answer["end"]), str(answer["state"])] += 1
            faults += [f"{how} at {call} {when}: {fault}" for fault in answer["faults"]]
    failed = len({fault.split(": ")[0] for fault in faults})
    reached = len(points) - unreached
    print(f"{how}: {reached - failed} of {reached} survived, {dict(ends)}")  # noqa: T201 - `-rP` shows it
    assert faults == []
    assert unreached <= MOST_UNREACHED
    assert sum(ends.values()) == reached
    return ends


def test_killed_at_any_call(injectors: tuple[Injector, ...], calls: list[tuple[str, int]]) -> None:
    ends = tried(injectors, calls, "signal=KILL")

    assert set(ends) == {("-9", "before"), ("-9", "after")}


@pytest.mark.parametrize("error", ERRORS)
def test_any_call_refused(
    injectors: tuple[Injector, ...], calls: list[tuple[str, int]], everything: bool, error: str
) -> None:
    points = [point for point in calls if everything or point[0] != "openat"]

    ends = tried(injectors, points, f"error={error}")

    assert {code for code, _ in ends} == {"0", "5"}
    assert ends["0", "before"] == 0
    assert ends["5", "before"] > 0


def test_bytes_that_were_not_written_though_the_call_says_so(
    injectors: tuple[Injector, ...], calls: list[tuple[str, int]]
) -> None:
    writes = [point for point in calls if point[0] == "write"]

    ends = tried(injectors, writes, "retval=1")

    assert ends["5", "before"] == 3  # two originals and the batch: each is read before it gets its name


def test_the_program_itself_killed(
    injectors: tuple[Injector, ...], calls: list[tuple[str, int]], everything: bool
) -> None:
    """`python -m kpitrack`, at calls that Python makes nowhere else."""
    own = OWN if everything else {"rename", "flock"}
    points = [point for point in calls if point[0] in own]

    ends = tried(injectors, points, "signal=KILL", program=True)

    assert {code for code, _ in ends} == {"-9"}
