"""The same plan, records and month give the same bytes in every format, wherever and whenever it is made.

What is made here is made again by processes that have each their own hash seed, time zone, locale, day and
current folder. With `--everywhere`, which is for CI, ten of them make all twelve months in both languages
and four formats; otherwise three of them make a month each.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest

from kpitrack.periods import Period
from kpitrack.render.material import Material
from kpitrack.render.reports import FORMATS, rendered
from kpitrack.wording import LANGUAGES, Words
from kpitrack.workspace import open_workspace

ROOT = Path(__file__).resolve().parent.parent
ZONES = ["Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati"]
LOCALES = ["C", "zh_CN.UTF-8", "tr_TR.UTF-8"]
SEEDS = range(10)


def hashes(months: list[int]) -> dict[str, str]:
    """The hash of every report of these months, by its name."""
    opened = open_workspace(ROOT)
    ledger = opened.ledger()
    found = {}
    for month in months:
        assessment = opened.assess(Period(2024, month))
        for language in LANGUAGES:
            material = Material(assessment, ledger, Words(language))
            for form in FORMATS:
                data = rendered(form, material)
                found[f"2024-{month:02}.{language}.{form}"] = hashlib.sha256(data).hexdigest()
    return found


@cache
def here(month: int) -> dict[str, str]:
    return hashes([month])


def elsewhere(seed: int, months: list[int], folder: Path) -> dict[str, str]:
    """The hashes of these months, made by a process of its own."""
    folder.mkdir()
    environment = {
        **os.environ,
        "PYTHONHASHSEED": str(seed),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "TZ": ZONES[seed % 3],
        "LC_ALL": LOCALES[seed // 3 % 3],
        "KPITRACK_TODAY": f"20{25 + seed}-03-01",
        "XDG_CACHE_HOME": str(folder),
    }
    code = f"import json; from tests.test_reproducible import hashes; print(json.dumps(hashes({months})))"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, check=True
    )
    made: dict[str, str] = json.loads(run.stdout)
    return made


def test_every_format_is_the_same_anywhere(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    whole = request.config.getoption("--everywhere")
    # Three seeds have each zone and each locale once.
    work = {seed: list(range(1, 13)) if whole else [seed + 4] for seed in (SEEDS if whole else (0, 4, 8))}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        places = {seed: tmp_path / str(seed) for seed in work}
        runs = {seed: pool.submit(elsewhere, seed, months, places[seed]) for seed, months in work.items()}
        made = {seed: run.result() for seed, run in runs.items()}
    reports = len(LANGUAGES) * len(FORMATS)
    for seed, months in work.items():
        expected = {name: digest for month in months for name, digest in here(month).items()}
        assert len(expected) == len(months) * reports
        assert made[seed] == expected, seed
    sys.stdout.write(f"made elsewhere: {sum(map(len, made.values()))} reports, alike\n")
