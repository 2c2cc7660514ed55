"""How long `kpitrack` takes to start and to answer, as ratios to importing its libraries.

All commands run in turn in every round; each ratio is taken within its round. The figures are
medians over the rounds, for wall-clock time and for CPU time of the finished processes.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLOOR = "floor"
COMMANDS: dict[str, list[str]] = {
    FLOOR: ["-c", "import typer, pydantic, yaml, rich"],
    # pydantic and rich load most of themselves on first use: this is what using them costs.
    "used": ["-c", "import typer, yaml, rich.console, rich.table; from pydantic import BaseModel"],
    "version": ["-m", "kpitrack", "--version"],
    "help": ["-m", "kpitrack", "--help"],
    "check": ["-m", "kpitrack", "check"],
    "status table": ["-m", "kpitrack", "status", "--month", "6"],
    "status json": ["-m", "kpitrack", "status", "--month", "6", "--format", "json"],
    "status plain": ["-m", "kpitrack", "status", "--month", "6", "--format", "plain"],
    "report md": ["-m", "kpitrack", "report", "--month", "6", "-o", "-"],
}


def timed(words: list[str]) -> tuple[float, float]:
    """Wall-clock and CPU seconds of one run; a run that fails ends the benchmark."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPATH"] = str(ROOT / "src")
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=False
    )
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{' '.join(words)}: exit code {done.returncode}")
    return wall, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main() -> None:
    """Run the rounds and print the table of ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="counted rounds, after one warm-up")
    rounds = parser.parse_args().rounds
    walls: dict[str, list[float]] = {name: [] for name in COMMANDS}
    cpus: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for number in range(rounds + 1):
        taken = {name: timed(words) for name, words in COMMANDS.items()}
        for name, (wall, cpu) in taken.items():
            if number:
                walls[name].append(wall / taken[FLOOR][0])
                cpus[name].append(cpu / taken[FLOOR][1])
    sys.stdout.write(f"{rounds} rounds, Python {sys.version.split()[0]}; medians of ratios to the floor\n")
    sys.stdout.write(f"{'':14}{'wall':>8}{'cpu':>8}\n")
    for name in COMMANDS:
        wall, cpu = statistics.median(walls[name]), statistics.median(cpus[name])
        sys.stdout.write(f"{name:14}{wall:>8.2f}{cpu:>8.2f}\n")


if __name__ == "__main__":
    main()
