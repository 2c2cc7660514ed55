"""One year in fast motion: twelve months of forms, slips and cron, with every mail, code and briefing.

What happens, by the day on which it does:

- On the 3rd the units hand in the month before: 甲局 CSV in GB18030, 乙局 a workbook, 丁局 YAML.
  丙镇 never reports.
- On the 6th cron asks who owes what, on the 10th it does the month.
- 12 April: 甲局 corrects March from 5 to 6, with a reason.
- 9 May: 乙局 hands in April four days late, before cron's day; 20 September: August, after it.
- 4 June: a file kept by hand contradicts 甲局's May; settled by a correction on 2 July.
- 4 July: 丁局 hands in a broken file first: nothing is stored; the right one comes on the 5th.
- 15 July: June is closed. 5 August: 甲局 corrects June, which must be reopened for that. Closing June
  again is refused.
  15 August: July is closed. Its briefing has told the change, so August's does not.
- 1 September: the county raises the target of contracts from 24 to 30 from September on.
- 15 October: September is closed under the wrong number, the seal removed, and closed again.
- 10 December: cron runs twice. 10 January: `last` is December of the year before.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kpitrack.cli.session import Session

ROOT = Path(__file__).resolve().parent.parent
CHINA = timezone(timedelta(hours=8))
Kpitrack = Callable[..., Any]

PLAN = """\
schema: 1
plan: {id: year, title: 年度攻坚方案, place: 某县, year: 2024, office: jia}
reporting: {due_day: 5}
lead_units:
  - {id: jia, name: 甲局}
  - {id: yi, name: 乙局}
  - {id: bing, name: 丙镇}
  - {id: ding, name: 丁局}
programmes:
  - id: p
    title: 攻坚工程
    section: 一
    tasks:
      - id: t
        title: 攻坚任务
        section: 一（一）
        lead: [jia]
        indicators:
          - {id: contracts, name: 签约项目, unit: 个, measure: cumulative, target: {at_least: 24}}
          - {id: jobs, name: 新增就业, unit: 人, measure: cumulative, increments: true, \
target: {at_least: 1200}, lead: [yi]}
          - {id: rate, name: 办件达标率, unit: "%", measure: level, target: {at_least: 90}, lead: [ding]}
          - {id: income, name: 村集体增收, unit: 万元, measure: cumulative, \
target: {at_least: 600}, lead: [bing]}
        actions:
          - {id: hall, name: 政务大厅改造, kind: milestone, due: 2024-06, lead: [ding]}
"""
REVISED = PLAN.replace(
    "target: {at_least: 24}}",
    "target: {at_least: 24}, target_revisions: [{from: 2024-09, at_least: 30, source: 县政府办通知}]}",
)
CONTRACTS = (2, 4, 5, 8, 10, 12, 14, 16, 18, 19, 26, 30)
JOBS = (100, 100, 100, 100, 100, 100, 100, 100, 100, 50, 100, 150)
RATE = ("91", "90", "88", "92", "93", "93", "93", "70", "90", "90", "90", "91")
HALL = ("in_progress",) * 7 + ("done",)

# By hand, as cron's day has it: figure, expected by now, status.
# contracts: expected = target x months / 12. Ratio from 0.8: lagging, below: seriously.
EXPECTED = {
    1: (("2", "2", "on_pace"), ("100", "100", "on_pace"), ("91", "90", "on_pace")),
    2: (("4", "4", "on_pace"), ("200", "200", "on_pace"), ("90", "90", "on_pace")),
    # 5 / 6 = 0.833; 88 / 90 = 0.978
    3: (("5", "6", "lagging"), ("300", "300", "on_pace"), ("88", "90", "lagging")),
    4: (("8", "8", "on_pace"), ("400", "400", "on_pace"), ("92", "90", "on_pace")),
    # 10 by the form, 11 by the file kept by hand: nobody can say which. April's 8 of 8 is shown, not judged
    5: (("8", "8", "undetermined"), ("500", "500", "on_pace"), ("93", "90", "on_pace")),
    6: (("12", "12", "on_pace"), ("600", "600", "on_pace"), ("93", "90", "on_pace")),
    7: (("14", "14", "on_pace"), ("700", "700", "on_pace"), ("93", "90", "on_pace")),
    # jobs of August came on 20 September: on the 10th July's 700 stand against July's 700; 70 / 90 = 0.778
    8: (("16", "16", "on_pace"), ("700", "700", "on_pace"), ("70", "90", "seriously_lagging")),
    # 30 x 9 / 12 = 22.5, and 18 / 22.5 = 0.8 is lagging still; jobs have August now
    9: (("18", "22.5", "lagging"), ("900", "900", "on_pace"), ("90", "90", "on_pace")),
    # 30 x 10 / 12 = 25, 19 / 25 = 0.76; 950 / 1000 = 0.95
    10: (("19", "25", "seriously_lagging"), ("950", "1000", "lagging"), ("90", "90", "on_pace")),
    # 26 / 27.5 = 0.945; 1050 / 1100 = 0.955
    11: (("26", "27.5", "lagging"), ("1050", "1100", "lagging"), ("90", "90", "on_pace")),
    12: (("30", "30", "met"), ("1200", "1200", "met"), ("91", "90", "met")),
}
# The exit codes of cron's two jobs: 丙镇 always owes; in June May's conflict comes first.
CODES = {month: (3, 3) if month == 5 else (4, 4) for month in range(1, 13)}
BARS = ("--fail-on", "lagging", "--fail-on", "overdue", "--fail-on", "missing")
HASH = re.compile(r"\b[0-9a-f]{12,64}\b")


@dataclass
class Office:
    """The office through the year: its folder, the program, the day."""

    root: Path
    kpitrack: Kpitrack
    patch: pytest.MonkeyPatch
    mails: dict[int, list[str]] = field(default_factory=dict)
    codes: dict[int, tuple[int, ...]] = field(default_factory=dict)
    known: dict[int, tuple[str, str]] = field(default_factory=dict)

    def day(self, said: str) -> None:
        moment = datetime.combine(date.fromisoformat(said), datetime.min.time(), CHINA).replace(hour=9)
        self.patch.setenv("KPITRACK_TODAY", said)
        self.patch.setattr(Session, "now", lambda _: moment)

    def says(self, *words: str) -> Any:  # noqa: ANN401 - what a run came to
        return self.kpitrack(words[0], "-C", str(self.root), *words[1:])

    def hands_in(self, name: str, data: bytes, *words: str, code: int = 0) -> str:
        path = self.root.parent / "inbox" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        self.patch.chdir(path.parent)
        run = self.says("ingest", name, *words)
        assert run.code == code, run.out + run.err
        return str(run.out + run.err)

    def tree(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted((self.root / "data").rglob("*"))
            if path.is_file()
        }

    def cron(self, month: int, *, again: bool = False) -> None:
        """The 6th and the 10th of the month after: what cron's jobs print, and how they end."""
        year, after = (2024, month + 1) if month < 12 else (2025, 1)
        mails, codes = [], []
        for day, words in (
            (6, ("missing", "-q", "--month", "last", "--fail-on", "late")),
            (10, ("run", "-q", "--month", "last", *BARS)),
        ):
            if (month, day) == (4, 10):
                self.day("2024-05-09")
                self.hands_in("乙局4月.xlsx", form_xlsx(4, JOBS[3], "2024-05-09"))
            self.day(f"{year}-{after:02}-{day:02}")
            for _ in range(2 if again and day == 10 else 1):
                run = self.says(*words)
                mails.append(f"$ kpitrack {' '.join(words)}\n{self.readable(run.out + run.err)}")
                codes.append(int(run.code))
        self.mails[month], self.codes[month] = mails, tuple(codes)

    def readable(self, text: str) -> str:
        return HASH.sub("#", text.replace(str(self.root), "/srv/某县"))

    def papers(self, month: int) -> Path:
        year, after = (2024, month + 1) if month < 12 else (2025, 1)
        return self.root / "reports/runs" / f"2024-{month:02}" / f"{year}-{after:02}-10"


def form_csv(month: int, value: int, day: str, reason: str = "") -> bytes:
    head = "指标,月份,累计完成,填报单位,填报日期,更正原因\n"
    return f"{head}签约项目,{month}月,{value}个,甲局,{day},{reason}\n".encode("gb18030")


def form_xlsx(month: int, increment: int, day: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["乙局月报"],
        ["指标名称", "报告期", "本月新增", "填报单位", "上报日期"],
        ["新增就业", f"2024年{month}月", increment, "乙局", day],
    ):
        sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def form_yaml(month: int, day: str) -> bytes:
    lines = [
        "reported_by: 丁局",
        f"reported_on: {day}",
        f"period: 2024-{month:02}",
        "records:",
        f"  - {{item: rate, value: {RATE[month - 1]}}}",
    ]
    if month <= len(HALL):
        lines.append(f"  - {{item: hall, state: {HALL[month - 1]}}}")
    return "".join(f"{line}\n" for line in lines).encode()


def events(office: Office, month: int) -> Iterator[tuple[str, Callable[[], object]]]:
    """What happens between the end of a month and cron's first day, as (day, what)."""
    year, after = (2024, month + 1) if month < 12 else (2025, 1)
    third = f"{year}-{after:02}-03"
    yield third, lambda: office.hands_in(f"甲局{month}月.csv", form_csv(month, CONTRACTS[month - 1], third))
    if month not in {4, 8}:
        yield third, lambda: office.hands_in(f"乙局{month}月.xlsx", form_xlsx(month, JOBS[month - 1], third))
    if month == 6:
        yield "2024-07-02", lambda: settle(office)
        yield "2024-07-04", lambda: broken(office)
        yield "2024-07-05", lambda: office.hands_in("丁局6月.yaml", form_yaml(6, "2024-07-05"))
    else:
        yield third, lambda: office.hands_in(f"丁局{month}月.yaml", form_yaml(month, third))
    if month == 5:
        text = "item,period,value,reported_by,reported_on\ncontracts,2024-05,11,jia,2024-06-03\n"
        yield (
            "2024-06-04",
            lambda: (office.root / "data/progress/手记.csv").write_text(text, encoding="utf-8"),
        )


def settle(office: Office) -> None:
    said = office.hands_in("甲局5月更正.csv", form_csv(5, 10, "2024-07-02", "以系统数为准"))
    assert "新入库 1" in said


def broken(office: Office) -> None:
    before = office.tree()
    said = office.hands_in("丁局6月坏.yaml", form_yaml(6, "2024-07-04").replace(b"93", b"about 93"), code=3)
    assert "未写入任何文件" in said
    assert office.tree() == before


def between(office: Office, month: int) -> None:
    """What happens after cron has done a month."""
    if month == 3:
        office.day("2024-04-12")
        office.hands_in("甲局3月更正.csv", form_csv(3, 6, "2024-04-12", "漏计一个"))
    elif month == 6:
        office.day("2024-07-15")
        assert office.says("close", "--month", "6", "--number", "第6期").code == 0
        office.day("2024-08-05")
        correction = form_csv(6, 11, "2024-08-05", "一个项目撤约")
        assert "closed-month" in office.hands_in("甲局6月更正.csv", correction, code=3)
        office.hands_in("甲局6月更正.csv", correction, "--reopen", "--reason", "甲局来函")
        on_request(office)
        again = office.says("close", "--month", "6")
        assert again.code == 2
        assert "现在有 1 项与封账时不同" in again.err
    elif month == 7:
        office.day("2024-08-15")
        run = office.says("close", "--month", "7")
        assert run.code == 0
        assert "变动 1 处" in run.out
    elif month == 8:
        office.day("2024-09-20")
        office.hands_in("乙局8月.xlsx", form_xlsx(8, JOBS[7], "2024-09-20"))
    elif month == 9:
        office.day("2024-10-15")
        assert office.says("close", "--month", "9", "--number", "第8期").code == 0
        assert office.says("close", "--month", "9", "--number", "第9期").code == 2
        (office.root / "data/closed/2024-09.yaml").unlink()
        assert office.says("close", "--month", "9", "--number", "第9期").code == 0


def on_request(office: Office) -> None:
    """Somebody wants June's papers once more: the briefing is the one that was published."""
    run = office.says("run", "-q", "--month", "6", "-o", str(office.root.parent / "again"), *BARS)
    folder = office.root.parent / "again" / "2024-06" / "2024-08-05"
    assert run.code == 4
    assert "2024年6月已封账：通报照封账时的原样，不重新生成。\n封账以后有 1 项与通报不同" in run.out
    assert "【滞后，新增】签约项目：完成11个" in run.out
    issued = (folder / "2024-06.md").read_text(encoding="utf-8")
    assert "第6期" in issued
    assert "| 签约项目 | 24个以上 | 12个 |" in issued
    change = "签约项目：通报为 12个，完成率50.0%，达到序时；现为 11个，完成率45.8%，滞后\n"
    assert (folder / "changes.txt").read_text(encoding="utf-8") == change
    assert "11个" in (folder / "status.txt").read_text(encoding="utf-8")


def play(office: Office) -> None:
    for month in range(1, 13):
        for day, happens in events(office, month):
            office.day(day)
            happens()
        if month == 8:
            (office.root / "plan/targets.yaml").write_text(REVISED, encoding="utf-8")
        office.cron(month, again=month == 11)
        run = office.says("status", "--month", "last", "--format", "json", "-o", str(office.root / "s.json"))
        assert run.code in {0, 3}
        check_figures(month, json.loads((office.root / "s.json").read_text(encoding="utf-8")))
        plan = (office.root / "plan/targets.yaml").read_text(encoding="utf-8")
        office.known[month] = (plan, as_known(office, month))
        between(office, month)


def check_figures(month: int, data: dict[str, Any]) -> None:
    assert data["month"] == f"2024-{month:02}"
    found = {entry["id"]: entry for entry in data["indicators"]}
    for item, (value, expected, status) in zip(("contracts", "jobs", "rate"), EXPECTED[month], strict=True):
        one = found[item]
        assert one["status"] == status, (month, item)
        for key, wanted in (("value", value), ("expected", expected)):
            assert one[key] == (None if wanted is None else float(wanted)), (month, item, key)
    assert (found["income"]["value"], found["income"]["status"]) == (None, "not_reported")


def as_known(office: Office, month: int) -> str:
    """The briefing of a month on what was known on cron's day, without hashes."""
    day = office.papers(month).name
    path = office.root / "known.md"
    assert office.says("report", "--month", str(month), "--as-of", day, "-o", str(path)).code in {0, 3}
    return HASH.sub("#", path.read_text(encoding="utf-8"))


@pytest.fixture
def office(tmp_path: Path, kpitrack: Kpitrack, monkeypatch: pytest.MonkeyPatch) -> Office:
    root = tmp_path / "某县 专班"
    (root / "plan").mkdir(parents=True)
    (root / "data" / "progress").mkdir(parents=True)
    (root / "plan" / "targets.yaml").write_text(PLAN, encoding="utf-8")
    monkeypatch.setattr("os.fsync", lambda _: None)  # what lasts is proved elsewhere
    return Office(root, kpitrack, monkeypatch)


def test_a_year_of_cron(office: Office, golden: Callable[[str, str], None]) -> None:
    play(office)
    for month in range(1, 13):
        golden(f"year/2024-{month:02}.mail.txt", "\n".join(office.mails[month]))
        text = (office.papers(month) / f"2024-{month:02}.md").read_text(encoding="utf-8")
        golden(f"year/2024-{month:02}.md", "".join(parts(office.readable(text))))
    assert office.codes == {
        month: (*CODES[month], 4) if month == 11 else CODES[month] for month in range(1, 13)
    }
    what_cron_left(office)
    what_can_be_made_again(office)
    a_real_month(office)


def parts(briefing: str) -> Iterator[str]:
    """Of a briefing what tells the month's story: overall, main targets, shortcomings, notes on the data."""
    for part in re.split(r"^(?=## )", briefing, flags=re.MULTILINE):
        if part.startswith(("## 一、", "## 二、", "## 五、", "## 附件3")):
            yield part


def what_cron_left(office: Office) -> None:
    """One folder per month, also for December, where cron ran twice; nothing half-done."""
    top = office.root / "reports/runs"
    assert sorted(path.relative_to(top).as_posix() for path in top.glob("*/*")) == [
        f"{office.papers(month).parent.name}/{office.papers(month).name}" for month in range(1, 13)
    ]
    first, second = office.mails[11][1:]
    assert second.replace("（今天已生成过，内容相同，没有再写）", "") == first
    assert [path.name for path in top.glob(".*")] == [".lock"]
    for month in range(1, 13):
        there = (office.papers(month) / "notices").iterdir()
        assert "丙镇.txt" in {path.name for path in there}


def what_can_be_made_again(office: Office) -> None:
    """A year later every briefing can be made as it was: on what was known then, or from the seal."""
    office.day("2025-01-20")
    revised = (office.root / "plan/targets.yaml").read_text(encoding="utf-8")
    for month, (plan, known) in office.known.items():
        (office.root / "plan/targets.yaml").write_text(plan, encoding="utf-8")  # as git has it of that day
        assert as_known(office, month) == known, month
    (office.root / "plan/targets.yaml").write_text(revised, encoding="utf-8")
    for month, number in ((6, "第6期"), (9, "第9期")):
        path = office.root / "again.md"
        assert office.says("report", "--month", str(month), "--as-published", "-o", str(path)).code == 0
        lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line]
        issued = (office.papers(month) / f"2024-{month:02}.md").read_text(encoding="utf-8").split("\n")
        # Apart from its number it is the briefing that cron had written.
        assert [line for line in lines if number in line] == [number]
        assert [line for line in lines if line != number] == [line for line in issued if line]
    june = office.root.parent / "again/2024-06/2024-08-05/2024-06.md"
    assert office.says("report", "--month", "6", "--as-published", "-o", str(path)).code == 0
    assert path.read_bytes() == june.read_bytes()


def a_real_month(office: Office) -> None:
    """One month by a process of its own, with nothing in its environment but what the crontab gives."""
    settings = {
        "KPITRACK_WORKSPACE": str(office.root),
        "KPITRACK_TODAY": "2025-01-10",
        "PATH": "/usr/bin:/bin",
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(ROOT / "src"),
        "XDG_CACHE_HOME": str(office.root.parent / "cache"),
    }
    words = ["run", "-q", "--month", "last", *BARS]
    done = subprocess.run(
        [sys.executable, "-m", "kpitrack", *words],
        env=settings,
        cwd="/",
        capture_output=True,
        check=False,
    )
    said = office.readable((done.stdout + done.stderr).decode())
    assert done.returncode == 4
    mail = office.mails[12][1].partition("\n")[2]
    assert said.replace("（今天已生成过，内容相同，没有再写）", "") == mail
