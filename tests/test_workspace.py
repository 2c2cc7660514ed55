"""What of a folder is read, and what is not."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kpitrack.problems import AccessError
from kpitrack.workspace import find_root, open_workspace

PLAN = """\
schema: 1
plan: {id: e, title: E, year: 2024, language: en, office: a}
lead_units: [{id: a, name: A}]
programmes:
  - id: p
    title: P
    indicators:
      - {id: firms, name: Firms, unit: 家, measure: cumulative, target: {at_least: 10}}
"""
ROW = "item,period,value,reported_on\nfirms,2024-06,4,2024-07-03\n"
Make = Callable[..., Path]
Factory = pytest.TempPathFactory


def test_files_at_any_depth_are_read(workspace: Make) -> None:
    root = workspace(
        PLAN,
        {
            "a.csv": ROW,
            "b/c/d.CSV": ROW.replace("2024-06", "2024-05"),
            "e.yml": "records: [{item: firms, period: 2024-04, value: 1}]\n",
        },
    )
    periods = sorted(str(record.period) for record in open_workspace(root).records)
    assert periods == ["2024-04", "2024-05", "2024-06"]


def test_what_is_no_record_file_is_passed_over(workspace: Make) -> None:
    root = workspace(
        PLAN,
        {
            "originals/x.csv": "not,a,record\n",
            ".hidden.csv": "no",
            ".lock": "",
            "~$open.csv": "no",
            "a.csv~": "no",
            "notes.txt": "no",
            ".git/a.csv": "no",
        },
    )
    opened = open_workspace(root)
    assert opened.records == ()
    assert opened.problems() == ()


def test_a_folder_named_originals_further_down_is_read(workspace: Make) -> None:
    root = workspace(PLAN, {"2024/originals/a.csv": ROW})
    assert len(open_workspace(root).records) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names on Windows")
def test_a_pipe_among_the_records_is_said_and_not_waited_for(workspace: Make) -> None:
    root = workspace(PLAN, {"a.csv": ROW})
    os.mkfifo(root / "data" / "progress" / "pipe.csv")
    with pytest.raises(AccessError) as refused:
        open_workspace(root)
    assert refused.value.key == "not-a-file"
    assert refused.value.facts["path"].endswith("pipe.csv")


def test_a_link_is_followed_within_the_workspace_only(workspace: Make, tmp_path_factory: Factory) -> None:
    root, outside = workspace(PLAN, {"a.csv": ROW}), tmp_path_factory.mktemp("outside")
    progress = root / "data" / "progress"
    (progress / "a.csv").rename(root / "kept.csv")
    (progress / "a.csv").symlink_to(root / "kept.csv")
    assert len(open_workspace(root).records) == 1
    (outside / "b.csv").write_text(ROW, encoding="utf-8")
    (progress / "b.csv").symlink_to(outside / "b.csv")
    assert refusal(root) == ("outside-workspace", "b.csv")


def test_a_linked_folder_is_not_passed_over(workspace: Make, tmp_path_factory: Factory) -> None:
    root = workspace(PLAN, {"a.csv": ROW})
    (root / "data" / "progress" / "more").symlink_to(tmp_path_factory.mktemp("share"))
    assert refusal(root) == ("linked-folder", "more")


def test_progress_that_is_no_folder_is_not_taken_for_empty(workspace: Make) -> None:
    root = workspace(PLAN)
    progress = root / "data" / "progress"
    if progress.exists():
        progress.rmdir()
    assert open_workspace(root).records == ()
    progress.parent.mkdir(exist_ok=True)
    progress.symlink_to(root / "unmounted")
    assert refusal(root) == ("not-a-folder", "progress")
    progress.unlink()
    progress.write_text(ROW, encoding="utf-8")
    assert refusal(root) == ("not-a-folder", "progress")


@pytest.mark.skipif(os.name != "posix", reason="file names are bytes on POSIX only")
def test_a_file_name_that_is_no_text_is_read(workspace: Make) -> None:
    root = workspace(PLAN, {"a.csv": ROW})
    progress = os.fsencode(root / "data" / "progress")
    try:
        os.rename(os.path.join(progress, b"a.csv"), os.path.join(progress, b"\xc1\xf9.csv"))  # noqa: PTH104, PTH118
    except OSError:
        pytest.skip("the file system takes UTF-8 names only")
    opened = open_workspace(root)
    assert len(opened.records) == 1
    assert len(opened.data_sha256) == 64


def refusal(root: Path) -> tuple[str, str]:
    """Why a workspace is not read, and the name of what stands in the way."""
    with pytest.raises(AccessError) as refused:
        open_workspace(root)
    return refused.value.key, Path(refused.value.facts["path"]).name


def test_originals_are_not_looked_at(workspace: Make) -> None:
    root = workspace(PLAN, {f"originals/{'0' * 64}.csv": "not what its name says"})
    assert open_workspace(root).problems() == ()


def test_the_marks_of_a_merge_in_a_sound_batch_are_a_unit_s_own_words(workspace: Make) -> None:
    note = '"a\n<<<<<<< b"'
    text = f"item,period,value,reported_on,note\nfirms,2024-06,4,2024-07-03,{note}\n"
    sha = hashlib.sha256(text.encode()).hexdigest()[:12]
    opened = open_workspace(workspace(PLAN, {f"2024-07/0001-{sha}.csv": text}))
    assert (opened.problems(), [record.note for record in opened.records]) == ((), ["a\n<<<<<<< b"])
    by_hand = open_workspace(workspace(PLAN, {"2024-06.csv": text}))
    assert [(str(one.location), one.rule) for one in by_hand.problems()] == [
        ("data/progress/2024-06.csv:3:1", "merge-conflict")
    ]


def test_batches_are_counted_wherever_they_lie_but_for_samples(workspace: Make) -> None:
    def batch(number: int, period: str) -> tuple[str, str]:
        text = ROW.replace("2024-06", period)
        return f"{number:04d}-{hashlib.sha256(text.encode()).hexdigest()[:12]}.csv", text

    (first, one), (second, two), (ninth, nine) = batch(1, "2024-01"), batch(2, "2024-02"), batch(9, "2024-03")
    root = workspace(PLAN, {f"old/2024-01/{first}": one, f"2024-02/{second}": two, f"sample/{ninth}": nine})
    opened = open_workspace(root)
    assert (opened.damaged, opened.lost, sorted(opened.batches.values())) == (False, (), [1, 2])


def test_the_root_is_the_nearest_folder_above(workspace: Make, tmp_path: Path) -> None:
    root = workspace(PLAN)
    below = root / "data" / "progress" / "deep"
    below.mkdir(parents=True)
    assert find_root(below) == root == tmp_path
    assert find_root(Path("/")) is None


def test_the_hash_of_the_data_is_of_names_and_contents(workspace: Make) -> None:
    root = workspace(PLAN, {"a.csv": ROW})
    first = open_workspace(root).data_sha256
    assert open_workspace(root).data_sha256 == first
    (root / "data/progress/a.csv").rename(root / "data/progress/b.csv")
    renamed = open_workspace(root).data_sha256
    (root / "data/progress/b.csv").write_text(ROW.replace(",4,", ",5,"), encoding="utf-8")
    assert len({first, renamed, open_workspace(root).data_sha256}) == 3
