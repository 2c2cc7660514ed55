"""What each file of the test corpus costs: time and peak memory of `kpitrack ingest --dry-run`.

Each file is read by a process of its own. Prints the five that take longest and the five that need
most; fails where one takes more than 2 s or 300 MiB, leaves a traceback or another exit code than
its case says. On a busy machine a slow file is timed twice more, and its best time counts.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "tests" / "corpus"
SECONDS, MEBIBYTES = 2.0, 300.0
TRIES = 3
SHOWN = 5
ROWS = 3_000  # one after another, not each against all before it
OPTIONS = ("month", "reported_by", "encoding", "input_format", "sheet")
# Kibibytes on Linux, bytes on a Mac.
UNIT = 1 << 20 if sys.platform == "darwin" else 1 << 10


@dataclass(frozen=True)
class Run:
    """What a run came to: seconds, peak memory in MiB, exit code, what it said."""

    seconds: float
    peak: float
    code: int
    said: str


def workspace(folder: Path) -> Path:
    """The workspace of the corpus, which holds one record."""
    (folder / "plan").mkdir()
    shutil.copy(CORPUS / "plan.yaml", folder / "plan" / "targets.yaml")
    progress = folder / "data" / "progress"
    progress.mkdir(parents=True)
    shutil.copy(CORPUS / "hand.csv", progress)
    return folder


def large(folder: Path) -> list[dict[str, Any]]:
    """Files too long for a test, as long as a sheet may be; all are to be rejected."""
    conflicts = "".join(f"firms,2024-06,{number}\n" for number in range(ROWS))
    (folder / "large-conflicts.csv").write_text(f"item,period,value\n{conflicts}", encoding="utf-8")
    bare = "".join(f'<row r="{number}">{"<c><v>1</v></c>" * 250}</row>' for number in range(10, 805))
    with (
        zipfile.ZipFile(CORPUS / "files" / "x-plain.xlsx") as plain,
        zipfile.ZipFile(folder / "large-cells.xlsx", "w", zipfile.ZIP_DEFLATED) as book,
    ):
        for name in plain.namelist():
            text = plain.read(name).decode()
            is_sheet = name.startswith("xl/worksheets/sheet")
            book.writestr(name, text.replace("</sheetData>", f"{bare}</sheetData>") if is_sheet else text)
    return [{"file": str(path), "exit": 3} for path in sorted(folder.glob("large-*"))]


def ingested(root: Path, case: dict[str, Any]) -> Run:
    """A file read by a process of its own; nothing is stored."""
    given = case.get("options", {})
    words = [f"--{name.replace('_', '-')}={given[name]}" for name in OPTIONS if name in given]
    path = CORPUS / "files" / case["file"]
    command = [sys.executable, "-m", "kpitrack", "-C", str(root), "ingest", str(path), "--dry-run", *words]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPATH": str(ROOT / "src"), "KPITRACK_TODAY": "2024-07-10", "PYTHONUTF8": "1"}
    with tempfile.TemporaryFile() as out:
        start = time.perf_counter()
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        said = out.read().decode("utf-8", "replace")
    return Run(seconds, usage.ru_maxrss * UNIT / (1 << 20), process.returncode, said)


def best(root: Path, case: dict[str, Any]) -> Run:
    """The first run within the limits, else the best of a few."""
    runs: list[Run] = []
    while len(runs) < TRIES:
        runs.append(ingested(root, case))
        if runs[-1].seconds <= SECONDS:
            break
    return min(runs, key=lambda run: run.seconds)


def complaints(name: str, case: dict[str, Any], run: Run) -> list[str]:
    """What is wrong with a run."""
    found = {
        f"{run.seconds:.2f} s": run.seconds > SECONDS,
        f"{run.peak:.0f} MiB": run.peak > MEBIBYTES,
        f"exit code {run.code}, not {case['exit']}": run.code != case["exit"],
        "a traceback": "Traceback (most recent call last)" in run.said,
    }
    return [f"{name}: {what}" for what, applies in found.items() if applies]


def main() -> None:
    """Run every file and print the worst."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", metavar="TEXT", help="files whose name begins so")
    only = parser.parse_args().only
    import yaml

    cases = yaml.safe_load((CORPUS / "cases.yaml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        root = workspace(Path(folder))
        cases += large(root)
        cases = [case for case in cases if Path(case["file"]).name.startswith(only)]
        runs = {case["file"]: best(root, case) for case in cases}
    wrong = [line for case in cases for line in complaints(case["file"], case, runs[case["file"]])]
    sys.stdout.write(f"{len(runs)} files, Python {sys.version.split()[0]}\n")
    for title, key in (("s", "seconds"), ("MiB", "peak")):
        worst = sorted(runs, key=lambda name: -getattr(runs[name], key))[:SHOWN]
        for name in worst:
            sys.stdout.write(f"{getattr(runs[name], key):>8.2f} {title:4}{name}\n")
    sys.exit("\n".join(wrong) if wrong else 0)


if __name__ == "__main__":
    main()
