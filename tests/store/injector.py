"""Runs `kpitrack ingest` again and again, each time stopped or hindered at one system call.

A script of its own: it loads kpitrack once, then forks for every job, and strace takes hold of the
fork before it begins; where the job says `program`, `python -m kpitrack` is run instead. A job is a
line of JSON on standard input, its verdict one on standard output:

    {}                                                      → {"calls": ["openat", "fstat", …]}
    {"call": "fsync", "when": 3, "how": "signal=KILL"}      → {"end": -9, "state": "before", "faults": []}

`calls` are those from the moment on at which the store is first touched, in their order; `when`
counts the calls of one name from the beginning of the run, as strace does.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kpitrack.cli import main
from kpitrack.health import store_problems
from kpitrack.plan_cache import cache_folder
from kpitrack.workspace import open_workspace

PLAN = """\
schema: 1
plan: {id: p, title: Plan, place: X, year: 2024, office: a, language: en}
lead_units: [{id: a, name: Unit A}]
programmes:
  - id: goals
    title: Goals
    section: "1"
    tasks:
      - id: t
        title: Task
        section: "1.1"
        lead: [a]
        indicators:
          - {id: firms, name: Firms, unit: 家, measure: cumulative, target: {at_least: 10}}
          - {id: loans, name: Loans, unit: 亿元, measure: cumulative, target: {at_least: 10}}
"""
MAY = b"item,period,value,reported_on\nfirms,2024-05,2,2024-06-03\n"
SENT = {
    "june.csv": b"item,period,value,reported_on\nfirms,2024-06,4,2024-07-03\n",
    "loans.yaml": b"records: [{item: loans, period: 2024-06, value: 5}]\n",
}
BEFORE = frozenset({("firms", "2024-05", "2")})
AFTER = BEFORE | {("firms", "2024-06", "4"), ("loans", "2024-06", "5")}
# What a run that did not end well may leave: a file kept before its batch, and one half-written.
ALLOWED = frozenset({"orphan-original", "left-over"})
# They neither read nor write files, and how often they are called is not the same each time.
_APART = re.compile(
    r"brk|mmap|munmap|mremap|mprotect|madvise|futex|rt_sig\w*|getpid|gettid|clock_\w+|exit_group|restart_syscall"
)
_LINE = re.compile(r"(?P<call>\w+)\(")
_PTRACER, _ANYBODY = 0x59616D61, -1


Run = Callable[..., tuple[int, str, str]]


class CannotTraceError(Exception):
    """strace is not allowed to take hold of a process here."""


@dataclass(frozen=True)
class Bench:
    """A folder with the workspace as it was, what was sent, and a place to work in."""

    folder: Path

    @property
    def work(self) -> Path:
        return self.folder / "work"

    def build(self) -> None:
        base = self.folder / "base"
        (base / "plan").mkdir(parents=True)
        (base / "plan" / "targets.yaml").write_text(PLAN, encoding="utf-8")
        for name, data in {"may.csv": MAY, **SENT}.items():
            (self.folder / name).write_bytes(data)
        os.environ["KPITRACK_TODAY"] = "2024-07-10"
        quietly("-C", str(base), "ingest", str(self.folder / "may.csv"))
        os.environ["KPITRACK_TODAY"] = "2024-08-10"  # so that the month has no folder yet
        (base / "data" / "progress" / "2024-07" / ".0002-0123456789ab.csv.tmp.9").write_bytes(b"ite")

    def reset(self) -> None:
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(self.folder / "base", self.work)

    def words(self) -> list[str]:
        return ["-C", str(self.work), "ingest", *(str(self.folder / name) for name in SENT)]


def quietly(*words: str) -> tuple[int, str]:
    """Run a command in this process; its exit code and all that it says."""
    told = io.StringIO()
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
        code = main(words)
    return code, told.getvalue()


def traced(bench: Bench, *options: str) -> tuple[int, str, str]:
    """Run the ingest under strace: how it ended, what it said, and the trace."""
    log, said = bench.folder / "trace", bench.folder / "said"
    child = os.fork()
    if child == 0:
        _be_traced(bench.words(), said)
    with subprocess.Popen(
        ["strace", "-o", str(log), "-p", str(child), *options],  # noqa: S607
        stderr=subprocess.PIPE,
        text=True,
    ) as tracer:
        assert tracer.stderr is not None
        answer = tracer.stderr.readline()
        if "attached" not in answer:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            raise CannotTraceError(answer.strip())
        os.kill(child, signal.SIGUSR1)
        end = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        tracer.wait()
    return end, said.read_text(encoding="utf-8"), log.read_text(encoding="utf-8", errors="replace")


def program(bench: Bench, *options: str) -> tuple[int, str, str]:
    """The same with the program itself, from its start."""
    log = bench.folder / "trace"
    run = subprocess.run(
        ["strace", "-o", str(log), *options, sys.executable, "-m", "kpitrack", *bench.words()],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode, run.stdout + run.stderr, log.read_text(encoding="utf-8", errors="replace")


def _be_traced(words: list[str], said: Path) -> None:
    """What the fork does: wait for strace, run, and end. Never comes back."""
    try:
        ctypes.CDLL(None).prctl(_PTRACER, _ANYBODY, 0, 0, 0)
        streams = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(streams, 1)
        os.dup2(streams, 2)
        signal.sigwait({signal.SIGUSR1})
        code = main(words)
        sys.stderr.flush()
    except BaseException as failure:  # noqa: BLE001 - whatever got through is the finding
        os.write(2, f"Traceback: {failure!r}".encode())
        os._exit(99)
    os._exit(code)


def calls(bench: Bench) -> list[str]:
    """The calls of a run that nothing hinders, each with its number, from the store's first touch on."""
    bench.reset()
    end, said, trace = traced(bench, "-s", "999")
    assert end == 0, said
    counts: dict[str, int] = {}
    found: list[str] = []
    for line in trace.split("\n"):
        named = _LINE.match(line)
        if not named or _APART.fullmatch(named["call"]):
            continue
        call = named["call"]
        counts[call] = counts.get(call, 0) + 1
        if found or "data/progress" in line:
            found.append(f"{call} {counts[call]}")
    return found


def judged(bench: Bench, call: str, when: int, how: str, run: Run) -> dict[str, object]:
    """One run with one fault: how it ended, what the store holds, and all that should not be."""
    bench.reset()
    end, said, trace = run(bench, "-e", f"trace={call}", "-e", f"inject={call}:{how}:when={when}")
    reached = "(INJECTED)" in trace or "killed by SIGKILL" in trace
    faults = [] if reached else ["the call was never reached"]
    if "Traceback" in said or end in {70, 99}:
        faults.append(f"a defect: {said[-300:]}")
    state, found = look(bench.work)
    faults += [f"check says {rule}" for rule in found - ALLOWED]
    if end == 0 and (state != "after" or found):
        faults.append(f"exit code 0, but the store is {state}, {sorted(found)}")
    code, told = quietly(*bench.words())
    again, left = look(bench.work)
    if (code, again, left) != (0, "after", set()):
        faults.append(f"the next run: {code}, {again}, {sorted(left)}, {told[-200:]}")
    return {"end": end, "state": state, "faults": faults}


def look(root: Path) -> tuple[str, set[str]]:
    """Whether the store is as before or as after, and which problems `check` finds."""
    workspace = open_workspace(root, cache=cache_folder())
    problems = (*workspace.problems(), *store_problems(workspace))
    held = [(record.item, str(record.period), str(record.value)) for record in workspace.records]
    state = {BEFORE: "before", AFTER: "after"}.get(frozenset(held), "something else")
    if len(held) != len(set(held)):
        state = "counted twice"
    return state, {problem.rule for problem in problems}


def serve(folder: Path) -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    bench = Bench(folder)
    bench.build()
    bench.reset()
    quietly(*bench.words())  # now everything is loaded
    answers = os.fdopen(os.dup(1), "w")
    for line in sys.stdin:
        job = json.loads(line)
        answer: dict[str, object]
        try:
            run = program if job.pop("program", False) else traced
            answer = judged(bench, run=run, **job) if job else {"calls": calls(bench)}
        except CannotTraceError as refused:
            answer = {"refused": str(refused)}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
