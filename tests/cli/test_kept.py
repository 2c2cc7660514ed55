"""No trick with -o, and no link planted anywhere, takes the place of what is read or kept."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.cli.small import PLAN, PRINTING

Kpitrack = Callable[..., Any]
RECORDS = "item,period,value,reported_on\nA1,2024-05,4,2024-05-31\nA1,2024-06,5,2024-06-30\n"
NEW = "item,period,value\nA1,2024-07,6\n"
TABLE = "指标,目标,完成,完成率\n甲,40家,31家,75.7%\n"
TEXT = "到2024年底，新建公厕10座。\n"
PLACES = ("plan/targets.yaml", "plan/briefing-template.docx", "data/progress/a.csv", "data/new.csv")

COMMANDS = {
    **PRINTING,
    "ingest": ("ingest", "{in}/n.csv", "--format", "json"),
    "template": ("template", "--lead-unit", "a", "--format", "csv"),
    "briefing": ("template", "--briefing"),
    "verify": ("verify", "{in}/t.csv", "--format", "csv"),
    "draft": ("draft", "{in}/p.txt"),
}


@pytest.fixture(autouse=True)
def july(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KPITRACK_TODAY", "2024-07-10")


def made(root: Path) -> Path:
    for name, text in {
        "plan/targets.yaml": PLAN,
        "data/progress/a.csv": RECORDS,
        "reports/old.md": "旧\n",
        "in/n.csv": NEW,
        "in/t.csv": TABLE,
        "in/p.txt": TEXT,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


@pytest.fixture(autouse=True)
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = made(tmp_path / "ws")
    monkeypatch.chdir(root)
    return root


def held(top: Path) -> dict[str, object]:
    return {
        path.relative_to(top).as_posix(): str(path.readlink()) if path.is_symlink() else path.read_bytes()
        for path in top.rglob("*")
        if path.is_symlink() or path.is_file()
    }


def words(command: str, folder: str = "in") -> list[str]:
    return [word.replace("{in}", folder) for word in COMMANDS[command]]


def linked(place: str) -> str:
    link = Path("reports", f"{Path(place).stem}.link")
    link.symlink_to(Path("..", place))
    return str(link)


def linked_folder(place: str) -> str:
    link = Path("reports", Path(place).parent.name)
    link.symlink_to(Path("..", Path(place).parent))
    return str(link / Path(place).name)


def of_another(place: str) -> str:
    return str(Path("..", made(Path("../other")).name, place))


def by_two_links(place: str) -> str:
    of_another(place)
    Path("two.link").symlink_to(Path("../other/reports/one.link"))
    Path("../other/reports/one.link").symlink_to(Path("..", place))
    return "two.link"


def with_records_elsewhere(place: str) -> str:
    shutil.move("data/progress", "../store")
    Path("data/progress").symlink_to("../../store")
    return place


def in_the_store_itself(place: str) -> str:
    return with_records_elsewhere(place).replace("data/progress", "../store")


def linked_out_and_back(place: str) -> str:
    """A record file that is a link: what it leads to is read."""
    Path("kept").mkdir()
    shutil.move(place, "kept/it")
    Path(place).symlink_to(os.path.relpath("kept/it", Path(place).parent))
    return "kept/it"


TRICKS: dict[str, Callable[[str], str]] = {
    "as it is": lambda place: place,
    "slash": lambda place: f"{place}/",
    "slash and dot": lambda place: f"{place}/.",
    "nowhere": lambda place: f"nope/../{place}",
    "nowhere and slash": lambda place: f"nope/../{place}/",
    "whole": lambda place: str(Path(place).absolute()),
    "link": linked,
    "linked folder": linked_folder,
    "another workspace": of_another,
    "two links": by_two_links,
    "records elsewhere": with_records_elsewhere,
    "the store itself": in_the_store_itself,
    "what is a link": linked_out_and_back,
}


def refused(kpitrack: Kpitrack, output: str, *words: str) -> bool:
    """Whether -o is refused to a command, by the name it was given."""
    run = kpitrack(*words, "-o", output)
    return (run.code, run.out) == (2, "") and run.err.startswith(f"error: {output} ")


@pytest.mark.parametrize("place", ["plan/targets.yaml", "data/progress/a.csv"])
@pytest.mark.parametrize("trick", TRICKS)
@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_that_is_kept_is_written_over(
    command: str, trick: str, place: str, kpitrack: Kpitrack, tmp_path: Path
) -> None:
    output = TRICKS[trick](place)
    before = held(tmp_path)
    assert refused(kpitrack, output, *words(command))
    assert held(tmp_path) == before


@pytest.mark.parametrize("command", COMMANDS)
def test_a_hard_link_is_parted_and_what_is_kept_stays(command: str, kpitrack: Kpitrack, ws: Path) -> None:
    before = held(ws)
    os.link("plan/targets.yaml", "reports/plan.md")
    os.link("data/progress/a.csv", "reports/a.csv")
    assert refused(kpitrack, "reports/plan.md", *words(command))
    kpitrack(*words(command), "-o", "reports/a.csv")
    now = held(ws)
    assert {name: now[name] for name in before if name != "data/new.csv"} == before


@pytest.mark.parametrize(
    "place", ["plan/briefing-template.docx", "data/new.csv", "data/progress/sample/x.csv"]
)
@pytest.mark.parametrize("spelling", ["{}", "nope/../{}"])
@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "briefing"])
def test_nor_is_anything_put_where_things_are_kept(
    command: str, spelling: str, place: str, kpitrack: Kpitrack, ws: Path
) -> None:
    before, output = held(ws), spelling.format(place)
    run = kpitrack(*words(command), "-o", output)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith(f"error: {output} 是工作文件夹里的方案、模板或进度数据，-o 不会写到那里\n")
    assert held(ws) == before
    assert not (ws / "nope").exists()


@pytest.mark.parametrize("place", ["plan/targets.yaml", "data/progress/a.csv", "data/new.csv"])
@pytest.mark.parametrize("command", ["verify", "draft", "schema"])
def test_nor_from_outside_any_workspace(
    command: str, place: str, kpitrack: Kpitrack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before, output = held(tmp_path), f"ws/{place}"
    assert refused(kpitrack, output, *words(command, "ws/in"))
    assert refused(kpitrack, str(tmp_path / output), *words(command, "ws/in"))
    assert held(tmp_path) == before


@pytest.mark.parametrize(
    ("command", "name"), [("verify", "t.csv"), ("draft", "p.txt"), ("ingest", "n.csv")], ids=str
)
@pytest.mark.parametrize("spelling", ["{}/", "{}/.", "nope/../{}", "in/../{}", "nope/../{}/", "link/{}"])
def test_nor_is_the_file_that_is_read(
    command: str, name: str, spelling: str, kpitrack: Kpitrack, ws: Path
) -> None:
    (ws / "link").symlink_to("in/..")
    before, output = held(ws), spelling.format(f"in/{name}")
    assert refused(kpitrack, output, *words(command))
    assert held(ws) == before


@pytest.mark.parametrize("command", COMMANDS)
def test_what_else_there_is_may_be_written_over_and_new_folders_are_made(
    command: str, kpitrack: Kpitrack, tmp_path: Path
) -> None:
    Path("reports/out.md").symlink_to(tmp_path / "elsewhere.md")
    (tmp_path / "elsewhere.md").write_text("旧\n", encoding="utf-8")
    for output in ("reports/new/below/x.md", "nope/../reports/old.md", "reports/out.md", "plan/notes.md"):
        if command == "draft" and output != "plan/notes.md" and Path(output).resolve().exists():
            continue
        run = kpitrack(*words(command), "-o", output)
        assert run.code in {0, 3}, run.err
        assert Path(output).resolve().read_bytes() not in {b"", "旧\n".encode()}
    assert Path("reports/out.md").is_symlink()
    assert not Path("nope").exists()


def test_a_first_plan_may_be_drafted_where_there_is_none(kpitrack: Kpitrack) -> None:
    assert kpitrack("draft", "in/p.txt", "-o", "../new/plan/targets.yaml").code == 0
    shutil.move("plan/targets.yaml", "in/plan.yaml")
    assert refused(kpitrack, "data/progress/a.csv", "verify", "in/t.csv", "--format", "csv")
    assert kpitrack("draft", "in/p.txt", "-o", "plan/targets.yaml").code == 0
    Path("plan/targets.yaml").unlink()
    assert kpitrack("-C", ".", "draft", "in/p.txt", "-o", "plan/targets.yaml").code == 0


def test_a_folder_of_results_leads_to_nothing_that_is_kept(kpitrack: Kpitrack, ws: Path) -> None:
    for name, place in {"figures": "../plan/targets.yaml", "records": "../data/progress/a.csv"}.items():
        Path("out").mkdir(exist_ok=True)
        Path("out", f"{name}.csv").symlink_to(place)
        before = held(ws)
        for folder in ("out", "out/", "out/.", "nope/../out/"):
            run = kpitrack("export", "-o", folder)
            assert run.code == 2
            assert f"{name}.csv 是工作文件夹里的方案、模板或进度数据，-o 不会写到那里\n" in run.err
        assert held(ws) == before
        Path("out", f"{name}.csv").unlink()
    Path("out/甲局.xlsx").symlink_to("../plan/targets.yaml")
    before = held(ws)
    run = kpitrack("template", "--month", "7", "-o", "out")
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("error: out/甲局.xlsx ")
    assert held(ws) == before


BAD = "item,period,value\nA1,2024-07,六\n"
LINKS = {
    "briefing": (("report", "--month", "6"), "reports/2024-06.md"),
    "briefings": (("report", "--month", "6"), "reports"),
    "form": (("template", "--month", "7"), "reports/forms/2024-07/甲局.xlsx"),
    "runs": (("run", "--month", "6"), "reports/runs"),
    "runs of a month": (("run", "--month", "6"), "reports/runs/2024-06"),
    "runs at the top": (("run", "--month", "6", "-o", "."), "2024-06"),
    "return": (
        ("ingest", "in/bad.csv", "--partial"),
        f"reports/returns/bad-{sha256(BAD.encode()).hexdigest()[:8]}.csv",
    ),
}


@pytest.mark.parametrize("place", ["plan/targets.yaml", "data/progress/a.csv", "data/progress"])
@pytest.mark.parametrize("name", LINKS)
def test_a_link_in_our_own_places_leads_to_nothing_that_is_kept(
    name: str, place: str, kpitrack: Kpitrack, ws: Path
) -> None:
    command, link = LINKS[name]
    Path("in/bad.csv").write_text(BAD, encoding="utf-8")
    shutil.rmtree("reports")
    Path(link).parent.mkdir(parents=True, exist_ok=True)
    Path(link).symlink_to(os.path.relpath(place, Path(link).parent))
    before = held(ws)
    run = kpitrack(*command)
    assert run.code == 5
    assert any(f"error: {said}" in run.err for said in (ws / link, link, "无法写入"))
    assert {name: held for name, held in held(ws).items() if not name.endswith(".lock")} == before


def test_a_link_to_what_is_kept_is_named_with_where_it_leads(kpitrack: Kpitrack, ws: Path) -> None:
    Path("reports/2024-06.md").symlink_to("../plan/targets.yaml")
    said = "经链接指向 {0}，那里是要读的或要留存的文件，没有写\n    请删去这个链接再做一次\n"
    target = ws / "plan/targets.yaml"
    assert (
        kpitrack("report", "--month", "6").err == f"error: {ws / 'reports/2024-06.md'} {said.format(target)}"
    )


@pytest.mark.parametrize("command", ["run", "ingest"])
def test_a_lock_that_is_a_hard_link_is_not_written_to(command: str, kpitrack: Kpitrack, ws: Path) -> None:
    lock = {"run": Path("reports/runs/.lock"), "ingest": Path("data/progress/.lock")}[command]
    lock.parent.mkdir(parents=True, exist_ok=True)
    os.link("plan/targets.yaml", lock)
    before = held(ws)
    assert kpitrack(*{"run": ("run", "--month", "6"), "ingest": ("ingest", "in/n.csv")}[command]).code == 0
    now = held(ws)
    assert {name: now[name] for name in before} == before


def test_the_template_is_written_over_by_its_own_name_only(kpitrack: Kpitrack, ws: Path) -> None:
    Path("plan/briefing-template.docx").write_bytes(b"our own")
    Path("x.docx").symlink_to("plan/briefing-template.docx")
    Path("p").symlink_to("plan")
    before = held(ws)
    assert refused(kpitrack, "x.docx", "template", "--briefing")
    made(ws.parent / "other")
    assert refused(
        kpitrack, str(ws / "plan/briefing-template.docx"), "-C", "../other", "template", "--briefing"
    )
    assert held(ws) == before
    assert kpitrack("template", "--briefing", "-o", "p/briefing-template.docx").code == 0
    assert held(ws) != before


def test_where_the_current_folder_is_gone_nothing_is_written_over(
    kpitrack: Kpitrack, ws: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    before = held(ws)
    assert refused(kpitrack, str(ws / "data/progress"), "-C", str(ws), "run", "--month", "6")
    assert refused(kpitrack, str(ws / "data/progress/a.csv"), "-C", str(ws), "status")
    assert held(ws) == before


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with June filed, published and sealed."""
    from kpitrack.cli import main

    root = made(tmp_path_factory.mktemp("sealed") / "ws")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KPITRACK_TODAY", "2024-07-10")
        for words in (("run", "--month", "6"), ("report", "--month", "6"), ("close", "--month", "6")):
            assert main(["-C", str(root), *words]) == 0
    return root


@pytest.fixture
def closed(ws: Path, sealed: Path) -> Path:
    """The same, to be tried out."""
    shutil.copytree(sealed, ws, dirs_exist_ok=True)
    return ws


@pytest.mark.parametrize("spelling", ["{}", "nope/../{}", "link", "reports/2024-05.md"])
@pytest.mark.parametrize("command", COMMANDS)
def test_what_was_published_is_replaced_by_nothing_else(
    command: str, spelling: str, kpitrack: Kpitrack, closed: Path
) -> None:
    output = spelling.format("reports/2024-06.md")
    if "/" not in output or "05" in output:
        Path(output).symlink_to(closed / "reports/2024-06.md")
    before = held(closed)
    other = ("--month", "5") if command in {"report", "status"} else ()
    run = kpitrack(*words(command), *other, "-o", output)
    assert (run.code, run.out) == (2, "")
    if command != "draft":
        assert run.err.startswith("error: 2024年6月已封账，reports/ 中的通报是印发过的，不覆盖\n")
    assert held(closed) == before


def test_the_very_briefing_may_be_written_again(kpitrack: Kpitrack, closed: Path) -> None:
    before = held(closed)
    for command in (
        ("report", "--month", "6"),
        ("report", "--month", "6", "-o", "reports/2024-06.md"),
        ("report", "--month", "6", "--as-published"),
        ("report", "--month", "6", "--as-published", "-o", "nope/../reports/2024-06.md"),
    ):
        assert kpitrack(*command).code == 0
        assert held(closed) == before
    assert kpitrack("report", "--month", "6", "--title", "另一个", "-o", "reports/2024-06.md").code == 2
    assert kpitrack("report", "--month", "6", "--title", "另一个", "-o", "reports/6.md").code == 0
    assert kpitrack("report", "--month", "5", "--format", "docx").code == 0
    assert kpitrack("report", "--month", "5", "-o", "reports/2024-06.docx").code == 2  # none was there
    assert kpitrack("report", "--month", "6", "-o", "reports/2024-06.docx").code == 0


@pytest.mark.usefixtures("closed")
def test_nothing_passes_for_a_briefing_whose_seal_is_damaged(kpitrack: Kpitrack) -> None:
    data = Path("reports/2024-06.md").read_bytes()
    Path("data/closed/2024-06.yaml").write_text("digest: 0\n", encoding="utf-8")
    assert kpitrack("report", "--month", "6", "-o", "reports/2024-06.md").code == 2
    assert Path("reports/2024-06.md").read_bytes() == data


@pytest.mark.parametrize(
    "place", ["2024-06/2024-07-10/2024-06.docx", "2024-06/2024-07-10/new.docx", ".lock", "x.docx"]
)
@pytest.mark.parametrize("command", COMMANDS)
def test_papers_that_were_filed_stay_as_they_are(
    command: str, place: str, kpitrack: Kpitrack, closed: Path
) -> None:
    before, output = held(closed), f"reports/runs/{place}"
    assert refused(kpitrack, output, *words(command))
    assert held(closed) == before


@pytest.mark.usefixtures("closed")
def test_nor_those_that_were_filed_elsewhere(kpitrack: Kpitrack, tmp_path: Path) -> None:
    assert kpitrack("run", "--month", "6", "-o", "../材料").code == 0
    before, output = held(tmp_path), "../材料/2024-06/2024-07-10/2024-06.md"
    run = kpitrack("report", "--month", "5", "-o", output)
    assert run.code == 2
    assert "在 run 存档的每月材料里，-o 不会写到那里" in run.err
    assert held(tmp_path) == before
    assert kpitrack("run", "--month", "5", "-o", "../材料").code == 0
    assert kpitrack("run", "--month", "5", "-o", "reports/runs").code == 0
