"""The crontab and the systemd units of contrib/, run as cron and systemd run them: with next to nothing."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CONTRIB = ROOT / "contrib"
CRONTAB = CONTRIB / "cron" / "kpitrack.crontab"
SERVICE = CONTRIB / "systemd" / "kpitrack.service"
TIMER = CONTRIB / "systemd" / "kpitrack.timer"
PAGES = (ROOT / "docs/how-to/cron.md", ROOT / "docs/zh/how-to/cron.md")
PLACED = {"/usr/local/bin": "bin", "/srv/nanxian": "南县 专班"}
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs /bin/sh")
ANALYZE = shutil.which("systemd-analyze") or ""
SYSTEMD = pytest.mark.skipif(not ANALYZE, reason="needs systemd-analyze")

PLAN = """\
schema: 1
plan: {id: demo, title: 演示方案, place: 某县, year: 2024, office: a}
lead_units: [{id: a, name: 甲局}, {id: b, name: 乙局}]
programmes:
  - id: p
    title: 工程
    tasks:
      - id: t
        title: 任务
        lead: [a]
        indicators:
          - {id: firms, name: 企业, unit: 家, measure: cumulative, target: {at_least: 12}}
          - {id: shops, name: 网点, unit: 家, measure: cumulative, target: {at_least: 12}, lead: [b]}
"""
HEAD = "item,period,value,reported_on\n"
# By June 6 of 12 are due. What a month needs for everybody to be content:
WELL = HEAD + "firms,2024-06,6,2024-07-03\nshops,2024-06,6,2024-07-05\n"
FAR_BEHIND = HEAD + "firms,2024-06,1,2024-07-03\nshops,2024-06,6,2024-07-05\n"
SILENT = HEAD + "firms,2024-06,6,2024-07-03\n"
BROKEN = HEAD + "firms,2024-06,six,2024-07-03\nshops,2024-06,6,2024-07-05\n"


@dataclass(frozen=True)
class Job:
    """A line of a crontab, and what cron sets for it."""

    when: tuple[str, ...]
    command: str
    environment: dict[str, str]


def jobs(text: str) -> list[Job]:
    """A crontab as cron reads it: NAME=value, or five fields and a command."""
    environment: dict[str, str] = {}
    found = []
    for line in text.split("\n"):
        setting = re.fullmatch(r"\s*(\w+)\s*=\s*(.*?)\s*", line)
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if setting:
            value = setting[2]
            quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
            environment[setting[1]] = value[1:-1] if quoted else value
        else:
            *when, command = line.split(None, 5)
            assert len(when) == 5, line
            found.append(Job(tuple(when), command, dict(environment)))
    return found


def given_to_shell(command: str) -> tuple[str, str]:
    """A command and what it gets on standard input: a % that no backslash precedes begins a line of it."""
    first, *rest = re.split(r"(?<!\\)%", command)
    return first.replace("\\%", "%"), "\n".join(rest)


def test_the_percent_rule_would_be_noticed() -> None:
    assert given_to_shell("echo $(date +%m)") == ("echo $(date +", "m)")
    assert given_to_shell("date +\\%m") == ("date +%m", "")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with the program in bin/ and a workspace whose path has a blank and Chinese in it."""
    program = tmp_path / "bin" / "kpitrack"
    program.parent.mkdir()
    program.write_text(
        "#!/bin/sh\n"
        f"export PYTHONPATH='{ROOT / 'src'}' XDG_CACHE_HOME='{tmp_path / 'cache'}'\n"
        f"exec '{sys.executable}' -m kpitrack \"$@\"\n"
    )
    program.chmod(0o755)
    root = tmp_path / PLACED["/srv/nanxian"]
    (root / "plan").mkdir(parents=True)
    (root / "plan" / "targets.yaml").write_text(PLAN, encoding="utf-8")
    (root / "data" / "progress").mkdir(parents=True)
    return tmp_path


def root_of(place: Path) -> Path:
    return place / PLACED["/srv/nanxian"]


def placed(text: str, place: Path) -> str:
    for there, here in PLACED.items():
        text = text.replace(there, str(place / here))
    return text


def mailed(
    command: str, environment: dict[str, str], place: Path, *, records: str, today: str = "2024-07-10"
) -> tuple[int, str]:
    """The exit code and what the mail would hold, from a run as cron's: no HOME, the folder /."""
    (root_of(place) / "data/progress/records.csv").write_text(records, encoding="utf-8")
    settings = [f"{name}={value}" for name, value in {**environment, "KPITRACK_TODAY": today}.items()]
    script, stdin = given_to_shell(command)
    done = subprocess.run(
        ["/usr/bin/env", "-i", "SHELL=/bin/sh", "LOGNAME=office", *settings, "/bin/sh", "-c", script],
        cwd="/",
        input=stdin.encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.returncode, done.stdout.decode()


def crontab(place: Path) -> list[Job]:
    return jobs(placed(CRONTAB.read_text(encoding="utf-8"), place))


def runs(place: Path) -> list[str]:
    return sorted(path.name for path in (root_of(place) / "reports/runs").glob("*/*"))


def test_the_crontab_is_one_that_cron_takes() -> None:
    text = CRONTAB.read_text(encoding="utf-8")
    found = jobs(text)
    assert text.endswith("\n")  # without it cron drops the last line
    assert [job.when for job in found] == [
        ("0", "8", "10", "*", "*"),
        ("0", "8", "6", "*", "*"),
        ("5", "8", "*", "*", "1"),
        ("30", "7", "*", "*", "1-5"),
    ]
    assert not [job.command for job in found if "%" in job.command]
    assert not [
        name for job in found for name, value in job.environment.items() if "$" in value or "~" in value
    ]
    assert set(found[0].environment) == {"KPITRACK_WORKSPACE", "MAILTO", "PATH", "LC_ALL", "CONTENT_TYPE"}


@POSIX
def test_every_job_is_silent_when_all_is_well(place: Path) -> None:
    for job in crontab(place):
        assert mailed(job.command, job.environment, place, records=WELL) == (0, ""), job.command
    assert runs(place) == ["2024-07-10"]


@POSIX
def test_the_papers_of_the_month(place: Path) -> None:
    job = crontab(place)[0]
    code, mail = mailed(job.command, job.environment, place, records=FAR_BEHIND)
    folder = root_of(place) / "reports/runs/2024-06/2024-07-10"
    assert code == 4
    assert mail == (
        "某县演示方案　2024年6月（序时进度 50.0%）\n\n"
        "需要关注的 1 项（滞后及以下），其中新增 1 项：\n"
        "  【严重滞后，新增】企业：完成1家，完成率8.3%，按序时应达6家，目标12家以上；牵头单位：甲局\n\n"
        f"应报的都已报送。\n\n材料在 {folder}\n"
    )
    assert {path.name for path in folder.iterdir()} == {
        "index.txt",
        "notices.txt",
        "status.txt",
        *(f"2024-06.{form}" for form in ("md", "docx", "xlsx", "html")),
    }


@POSIX
def test_who_owes_what(place: Path) -> None:
    job = crontab(place)[1]
    code, mail = mailed(job.command, job.environment, place, records=SILENT, today="2024-07-06")
    assert code == 4
    assert "未报送（1 项）" in mail
    assert [line.split() for line in mail.split("\n") if "网点" in line] == [["1", "乙局", "网点"]]
    assert "企业" not in mail


@POSIX
def test_what_is_behind(place: Path) -> None:
    job = crontab(place)[2]
    code, mail = mailed(job.command, job.environment, place, records=FAR_BEHIND)
    assert (code, mail) == (4, "2024年6月严重滞后及以下的 1 项：企业（严重滞后）\n")


@POSIX
def test_files_that_are_not_sound(place: Path) -> None:
    job = crontab(place)[3]
    code, mail = mailed(job.command, job.environment, place, records=BROKEN)
    assert code == 3
    assert mail.startswith("data/progress/records.csv:2:15: error: ")
    assert "共 1 个错误" in mail


@POSIX
def test_january_is_about_december_and_february_says_that_the_plan_is_over(place: Path) -> None:
    job = crontab(place)[0]
    december = WELL.replace("2024-06,6", "2024-12,12").replace("2024-07", "2025-01")
    assert mailed(job.command, job.environment, place, records=december, today="2025-01-10") == (0, "")
    assert (root_of(place) / "reports/runs/2024-12/2025-01-10/2024-12.md").is_file()
    code, mail = mailed(job.command, job.environment, place, records=december, today="2025-02-10")
    assert code == 2
    assert mail.startswith("error: 上月（2025年1月）不在方案的年度之内（2024年1月至2024年12月）\n")


@POSIX
def test_three_at_once_make_one_folder(place: Path) -> None:
    job = crontab(place)[0]
    assert mailed(job.command, job.environment, place, records=WELL, today="2024-07-09") == (0, "")
    environment = {**job.environment, "KPITRACK_TODAY": "2024-07-10"}
    words = ["/bin/sh", "-c", job.command]
    together = [subprocess.Popen(words, env=environment, cwd="/", stdout=subprocess.PIPE) for _ in range(3)]
    ends = [one.communicate()[0] for one in together]
    assert ([one.returncode for one in together], ends) == ([0] * 3, [b""] * 3)
    assert runs(place) == ["2024-07-09", "2024-07-10"]


# systemd


def setting(unit: Path, name: str) -> str:
    found = re.findall(rf"^{name}=(.*)$", unit.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(found) == 1, name
    return str(found[0])


@POSIX
def test_the_service_runs_with_what_its_unit_gives(place: Path) -> None:
    name, _, value = setting(SERVICE, "Environment").partition("=")
    # As the unit says that it stands in the file of the environment, quotes and all.
    line = re.search(r'KPITRACK_WORKSPACE="[^"]*"', SERVICE.read_text(encoding="utf-8"))
    assert line
    workspace = shlex.split(placed(line[0], place).partition("=")[2])[0]
    command = " ".join(
        shlex.quote(placed(word, place)) for word in shlex.split(setting(SERVICE, "ExecStart"))
    )
    environment = {name: value, "KPITRACK_WORKSPACE": workspace}
    assert mailed(command, environment, place, records=WELL) == (0, "")
    code, mail = mailed(command, environment, place, records=SILENT)
    assert code == 4
    assert "  乙局（1 项）：网点\n" in mail
    assert runs(place) == ["2024-07-10", "2024-07-10-2"]


def test_the_unit_and_the_crontab_start_the_same() -> None:
    command = setting(SERVICE, "ExecStart").removeprefix("/usr/local/bin/")
    assert command == jobs(CRONTAB.read_text(encoding="utf-8"))[0].command


@SYSTEMD
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    service = SERVICE.read_text(encoding="utf-8").replace("/usr/local/bin/kpitrack", "/bin/true")
    (tmp_path / SERVICE.name).write_text(service.replace("#OnFailure=mail-to-office@%n.service\n", ""))
    shutil.copy(TIMER, tmp_path)
    done = subprocess.run(
        [ANALYZE, "verify", str(tmp_path / SERVICE.name), str(tmp_path / TIMER.name)],
        capture_output=True,
        check=False,
        text=True,
    )
    assert (done.returncode, [line for line in done.stderr.split("\n") if "kpitrack" in line]) == (0, [])


@SYSTEMD
def test_the_timer_strikes_on_the_tenth_by_the_plans_clock() -> None:
    done = subprocess.run(
        [ANALYZE, "calendar", "--base-time=2024-12-31", setting(TIMER, "OnCalendar")],
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "2025-01-10" in done.stdout
    assert "Asia/Shanghai" in done.stdout


# The pages


@pytest.mark.parametrize("page", PAGES, ids=["en", "zh"])
def test_the_pages_show_the_files_as_they_are(page: Path) -> None:
    blocks = dict(
        re.findall(
            r"^```\w+ file=(\S+)\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
        )
    )
    files = {path.name: path.read_text(encoding="utf-8") for path in (CRONTAB, SERVICE, TIMER)}
    assert blocks == files


@POSIX
@pytest.mark.parametrize(
    ("records", "subject"), [(WELL, ""), (SILENT, "-s kpitrack office@"), (BROKEN, "-s kpitrack: error it@")]
)
def test_the_script_of_the_page_mails_whom_it_concerns(place: Path, records: str, subject: str) -> None:
    (place / "bin" / "mail").write_text(f"#!/bin/sh\necho \"$*\" >'{place}/mail'\ncat >>'{place}/mail'\n")
    (place / "bin" / "mail").chmod(0o755)
    script = re.search(r"^```sh\n(.*?)^```$", PAGES[0].read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert script
    environment = {"KPITRACK_WORKSPACE": str(root_of(place)), "PATH": f"{place}/bin:/usr/bin:/bin"}
    # Not a line of a crontab: to a script the percent sign means nothing.
    command = script[1].replace("%", "\\%")
    assert mailed(command, environment, place, records=records) == (0, "")
    sent = (place / "mail").read_text(encoding="utf-8") if (place / "mail").exists() else ""
    assert sent.startswith(subject)
    assert bool(sent) == bool(subject)


def test_the_pages_show_the_same_other_blocks() -> None:
    one, other = (
        re.findall(r"^```(?:bat|sh)\n.*?^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
        for page in PAGES
    )
    assert one == other
    assert len(one) == 2
