"""`kpitrack status`: views, filters, the bar, formats, and a layout in which nothing is lost."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kpitrack.wording import Words

ROOT = Path(__file__).resolve().parents[2]
Kpitrack = Callable[..., Any]
Workspace = Callable[..., Path]
Golden = Callable[[str, str], None]

PLAN = """\
schema: 1
plan: {id: demo, title: Demo plan, place: X, year: 2024, language: en, office: a}
lead_units: [{id: a, name: Unit A, aliases: [AA]}, {id: b, name: Unit B}]
programmes:
  - id: p
    title: First programme
    section: "1"
    tasks:
      - id: t
        title: T
        lead: [a]
        support: [b]
        indicators:
          - {id: good, name: Good one, unit: 家, measure: cumulative, target: {at_least: 10}}
          - {id: slow, name: Slow one, unit: 家, measure: cumulative, target: {at_least: 10}}
          - {id: poor, name: Poor one, unit: 家, measure: cumulative, target: {at_least: 10}}
          - {id: lost, name: Lost one, unit: 起, measure: cumulative, target: {at_most: 3}}
          - {id: mute, name: Mute one, unit: 家, measure: cumulative, target: {at_least: 10}}
        actions:
          - {id: build, name: Build it, kind: milestone}
  - id: q
    title: Second programme
    section: "2"
    tasks:
      - id: u
        title: U
        lead: [b]
        indicators:
          - {id: done, name: Done one, unit: 家, measure: cumulative, target: {at_least: 2}}
        actions:
          - {id: late, name: Late one, kind: milestone, due: 2024-05}
"""
RECORDS = """\
item,period,value,state,reported_on
good,2024-06,5,,2024-07-03
slow,2024-06,4,,2024-07-03
poor,2024-06,1,,2024-07-03
lost,2024-06,4,,2024-07-03
done,2024-06,2,,2024-07-03
build,2024-06,,in_progress,2024-07-03
late,2024-06,,in_progress,2024-07-03
"""
STATUSES = {
    "good": "on_pace",
    "slow": "lagging",
    "poor": "seriously_lagging",
    "lost": "not_met",
    "mute": "not_reported",
    "done": "met",
}


@pytest.fixture
def demo(workspace: Workspace) -> str:
    return str(workspace(PLAN, {"2024-06.csv": RECORDS}))


def data(kpitrack: Kpitrack, *words: str) -> Any:  # noqa: ANN401 - JSON
    run = kpitrack("status", "--format", "json", *words)
    assert run.err == ""
    return json.loads(run.out, parse_float=Decimal)


def listed(kpitrack: Kpitrack, root: str, *words: str) -> list[str]:
    found = data(kpitrack, "-C", root, *words)
    return [item["id"] for item in (*found["indicators"], *found["actions"])]


# What is shown


def test_the_statuses_are_as_worked_out(kpitrack: Kpitrack, demo: str) -> None:
    # June: half of 10 is expected. 5 is on pace, 4 is 0.8 of it, 1 is 0.2; 4 of at most 3 is lost.
    found = data(kpitrack, "-C", demo)
    assert {item["id"]: item["status"] for item in found["indicators"]} == STATUSES
    assert {item["id"]: item["status"] for item in found["actions"]} == {
        "build": "in_progress",
        "late": "overdue",
    }
    assert (found["summary"]["on_pace_share"], found["summary"]["judged"]) == (Decimal("0.4"), 5)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), [*STATUSES, "build", "late"]),
        (("--lead-unit", "a"), ["good", "slow", "poor", "lost", "mute", "build"]),
        (("--lead-unit", "Unit B"), ["done", "late"]),
        (("--lead-unit", "aa"), ["good", "slow", "poor", "lost", "mute", "build"]),
        (("--programme", "q"), ["done", "late"]),
        (("--programme", "Second"), ["done", "late"]),
        (("--programme", "2"), ["done", "late"]),
        (("--status", "met"), ["done"]),
        (("--status", "met", "--status", "overdue"), ["done", "late"]),
        (("--status", "in_progress"), ["build"]),
        (("--lead-unit", "a", "--status", "lagging"), ["slow"]),
    ],
)
def test_filters(words: tuple[str, ...], expected: list[str], kpitrack: Kpitrack, demo: str) -> None:
    assert listed(kpitrack, demo, *words) == expected


def test_a_filter_leaves_the_summary_whole(kpitrack: Kpitrack, demo: str) -> None:
    found = data(kpitrack, "-C", demo, "--status", "met")
    assert found["summary"]["indicators"]["total"] == 6


def test_what_a_unit_takes_part_in_stands_apart(kpitrack: Kpitrack, demo: str) -> None:
    run = kpitrack("status", "-C", demo, "--lead-unit", "b")
    captions = [line for line in run.out.split("\n") if re.match(r"(Indicators|Actions)\b", line)]
    assert captions == [
        "Indicators (1)",
        "Actions (1)",
        "Indicators it takes part in (5, not scored)",
        "Actions it takes part in (1, not scored)",
    ]


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("5", "2024-05"),
        ("05", "2024-05"),
        ("2024-05", "2024-05"),
        ("2024年5月", "2024-05"),
        ("5月", "2024-05"),
        ("５月", "2024-05"),
        ("last", "2024-06"),
        ("上月", "2024-06"),
    ],
)
def test_months(text: str, month: str, kpitrack: Kpitrack, demo: str) -> None:
    assert data(kpitrack, "-C", demo, "--month", text)["month"] == month


def test_the_month_before_today(kpitrack: Kpitrack, demo: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KPITRACK_TODAY", "2024-03-31")
    assert data(kpitrack, "-C", demo, "--month", "last")["month"] == "2024-02"
    monkeypatch.setenv("KPITRACK_TODAY", "2024-01-01")
    run = kpitrack("status", "-C", demo, "--month", "last")
    assert run.code == 2
    assert "last month (2023-12) is none of this plan's (2024-01 to 2024-12)" in run.err


def test_the_default_is_the_latest_month_with_records(kpitrack: Kpitrack, workspace: Workspace) -> None:
    root = str(workspace(PLAN, {"2024-06.csv": RECORDS}))
    assert data(kpitrack, "-C", root)["month"] == "2024-06"


@pytest.mark.parametrize(
    ("today", "month"),
    [
        ("2023-11-30", "2024-01"),
        ("2024-01-31", "2024-01"),
        ("2024-07-10", "2024-06"),
        ("2026-01-01", "2024-12"),
    ],
)
def test_before_there_are_records_it_is_last_month_or_the_nearest_of_the_plan(
    kpitrack: Kpitrack, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, today: str, month: str
) -> None:
    monkeypatch.setenv("KPITRACK_TODAY", today)
    assert data(kpitrack, "-C", str(workspace(PLAN)))["month"] == month


def test_a_plan_over_two_years_wants_the_year(kpitrack: Kpitrack, workspace: Workspace) -> None:
    root = str(workspace(PLAN.replace("year: 2024", "from: 2023-07, to: 2025-12")))
    run = kpitrack("status", "-C", root, "--month", "6")
    assert (run.code, run.err) == (2, "error: the plan runs over several years: '6' needs one\n")
    assert data(kpitrack, "-C", root, "--month", "2024-06")["month"] == "2024-06"


@pytest.mark.parametrize(
    ("year", "span", "shown"),
    [
        ("2026", "year: 2026", "6, 2026-06, 2026年6月, 6月"),
        ("2024", "from: 2023-10, to: 2025-03", "3, 2024-03, 2024年3月, 3月"),
    ],
)
def test_how_to_write_a_month_is_shown_by_one_of_the_plan(
    year: str, span: str, shown: str, kpitrack: Kpitrack, workspace: Workspace
) -> None:
    plan = PLAN.replace("2024", year).replace(f"year: {year}", span)
    run = kpitrack("status", "-C", str(workspace(plan)), "--month", "十月")
    assert (run.code, run.err.endswith(f"\n    --month takes {shown}, last\n")) == (2, True)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--month", "13"), "error: '13' is no month of this plan (2024-01 to 2024-12)\n"),
        (("--as-of", "7月3日"), "error: '7月3日' is no day\n    write a day as 2024-07-03 or 3 July 2024\n"),
        (("--lead-unit", "Unit C"), "error: the plan has no unit 'Unit C'\n    did you mean 'Unit A'?\n"),
        (
            ("--programme", "frst"),
            "error: the plan has no programme 'frst'\n    did you mean 'First programme'?\n",
        ),
        (
            ("--by", "leadunit"),
            "error: 'leadunit' is none of indicator | lead-unit | programme\n    did you mean 'lead-unit'?\n",
        ),
        (
            ("--format", "jsn"),
            "error: there is no format 'jsn'; choose from table | plain | json | csv | md\n",
        ),
        (
            ("-o", "x.docx"),
            "error: the name 'x.docx' tells no format; choose from .txt | .json | .csv | .md\n",
        ),
    ],
)
def test_usage_errors_suggest(words: tuple[str, ...], sentence: str, kpitrack: Kpitrack, demo: str) -> None:
    run = kpitrack("status", "-C", demo, "--lang", "en", *words)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith(sentence)


# The bar


@pytest.mark.parametrize(
    ("bar", "code", "named"),
    [
        ("on_pace", 4, ["Good one", "Slow one", "Poor one", "Lost one"]),
        ("lagging", 4, ["Slow one", "Poor one", "Lost one"]),
        ("seriously_lagging", 4, ["Poor one", "Lost one"]),
        ("not_met", 4, ["Lost one"]),
        ("not_reported", 4, ["Mute one"]),
        ("met", 4, ["Done one"]),
        ("overdue", 4, ["Late one"]),
        ("undetermined", 0, []),
        ("not_started", 0, []),
    ],
)
def test_the_bar(bar: str, code: int, named: list[str], kpitrack: Kpitrack, demo: str) -> None:
    run = kpitrack("status", "-C", demo, "--fail-on", bar)
    assert run.code == code
    assert [part.split(" (")[0] for part in run.err.partition(": ")[2].split(", ")] == (named or [""])
    assert "Indicators (6)" in run.out


def test_the_bar_holds_for_what_is_shown(kpitrack: Kpitrack, demo: str) -> None:
    assert kpitrack("status", "-C", demo, "--fail-on", "lagging", "--lead-unit", "b").code == 0


def test_a_problem_outweighs_the_bar(kpitrack: Kpitrack, workspace: Workspace) -> None:
    root = str(workspace(PLAN, {"2024-06.csv": RECORDS + "mute,2024-06,x,,2024-07-03\n"}))
    assert kpitrack("status", "-C", root, "--fail-on", "lagging").code == 3


# Formats


@pytest.mark.parametrize(
    ("extension", "begin"),
    [("json", "{"), ("csv", "kind,id,name"), ("md", "Demo plan"), ("txt", "X Demo plan")],
)
def test_the_format_follows_the_extension(
    extension: str, begin: str, kpitrack: Kpitrack, demo: str, tmp_path: Path
) -> None:
    path = tmp_path / f"status.{extension}"
    run = kpitrack("status", "-C", demo, "-o", str(path))
    assert (run.code, run.out, run.err) == (0, "", f"wrote {path}\n")
    written = path.read_bytes().decode("utf-8-sig")  # a CSV has the mark that spreadsheets look for
    assert path.read_bytes().startswith(b"\xef\xbb\xbf") is (extension == "csv")
    assert begin in written.split("\n")[0]
    named = {"json": "json", "csv": "csv", "md": "md", "txt": "table"}[extension]
    assert kpitrack("status", "-C", demo, "--format", named, "-o", "-").out == written


def test_the_format_named_wins_over_the_extension(kpitrack: Kpitrack, demo: str, tmp_path: Path) -> None:
    path = tmp_path / "status.txt"
    assert kpitrack("status", "-C", demo, "--format", "json", "-o", str(path)).code == 0
    assert json.loads(path.read_text(encoding="utf-8"))["schema"] == 1


def test_a_file_is_written_whole_or_not_at_all(kpitrack: Kpitrack, demo: str, tmp_path: Path) -> None:
    folder = tmp_path / "status.json"
    folder.mkdir()
    assert kpitrack("status", "-C", demo, "-o", str(folder)).code == 5
    assert sorted(path.name for path in tmp_path.iterdir() if "tmp" in path.name) == []


def test_an_older_file_keeps_its_mode(kpitrack: Kpitrack, demo: str, tmp_path: Path) -> None:
    path = tmp_path / "status.csv"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    assert kpitrack("status", "-C", demo, "-o", str(path)).code == 0
    assert path.stat().st_mode & 0o777 == 0o640
    assert path.read_bytes().startswith(b"\xef\xbb\xbfkind,id")


def test_csv_has_a_row_per_item(kpitrack: Kpitrack, demo: str) -> None:
    run = kpitrack("status", "-C", demo, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(run.out, newline="")))
    assert [row["id"] for row in rows] == [*STATUSES, "build", "late"]
    assert (rows[1]["status"], rows[1]["value"], rows[1]["attainment"], rows[1]["pace_ratio"]) == (
        "lagging",
        "4",
        "0.4",
        "0.8",
    )
    assert (rows[4]["value"], rows[4]["attainment"]) == ("", "")


@pytest.mark.parametrize(
    ("view", "column", "ids"), [("lead-unit", "kind", ["a", "b"]), ("programme", "title", ["p", "q"])]
)
def test_csv_of_other_views(view: str, column: str, ids: list[str], kpitrack: Kpitrack, demo: str) -> None:
    run = kpitrack("status", "-C", demo, "--format", "csv", "--by", view)
    rows = list(csv.DictReader(io.StringIO(run.out, newline="")))
    assert [row["id"] for row in rows] == ids
    assert [row["not_met"] for row in rows] == ["1", "0"]
    assert column in rows[0]


@pytest.mark.parametrize(
    ("name", "cell"),
    [("=1+1", "'=1+1"), ("+x", "'+x"), ("-x", "'-x"), ("@x", "'@x"), ("＝1", "'＝1"), ("a=b", "a=b")],
)
def test_csv_has_no_formula(name: str, cell: str, kpitrack: Kpitrack, workspace: Workspace) -> None:
    root = str(workspace(PLAN.replace("name: Good one", f'name: "{name}"'), {"a.csv": RECORDS}))
    run = kpitrack("status", "-C", root, "--format", "csv")
    assert next(csv.DictReader(io.StringIO(run.out, newline="")))["name"] == cell


def test_plain_is_one_line_per_item(kpitrack: Kpitrack, demo: str) -> None:
    lines = kpitrack("status", "-C", demo, "--format", "plain").out.split("\n")
    assert [line.split("\t")[-1] for line in lines if line.startswith("lagging\t")] == ["Slow one"]
    header = next(line for line in lines if line.startswith("status\t"))
    assert header.split("\t") == [
        "status",
        "attained",
        "pace",
        "value",
        "gap",
        "target",
        "lead",
        "section",
        "id",
        "indicator",
    ]


def test_ranking_is_by_request_only(kpitrack: Kpitrack, demo: str) -> None:
    assert [row["rank"] for row in data(kpitrack, "-C", demo)["lead_units"]] == [None, None]
    assert [row["rank"] for row in data(kpitrack, "-C", demo, "--rank")["lead_units"]] == [2, 1]
    assert "rank" in kpitrack("status", "-C", demo, "--by", "lead-unit", "--rank").out
    assert "rank" not in kpitrack("status", "-C", demo, "--by", "lead-unit").out


# The keys of spec section 9, in their order.

STATUS_KEYS = [
    "pending_target",
    "awaiting_statistics",
    "not_reported",
    "undetermined",
    "met",
    "not_met",
    "in_progress",
    "on_pace",
    "lagging",
    "seriously_lagging",
]
STATE_KEYS = ["done", "in_progress", "not_started", "overdue", "not_reported", "undetermined"]
MEAN_KEYS = ["on_pace_share", "judged", "attainment", "counted", "of"]
KEYS = {
    "": """schema rule_version sample plan data month as_of pace summary indicators actions lead_units
        programmes reporting problems""",
    "plan": "id title place year sha256",
    "data": "sha256 records",
    "summary": f"indicators actions {' '.join(MEAN_KEYS)} previous",
    "summary.indicators": f"total {' '.join(STATUS_KEYS)}",
    "summary.actions": f"total {' '.join(STATE_KEYS)}",
    "summary.previous": "month indicators actions",
    "summary.previous.indicators": f"total {' '.join(STATUS_KEYS)}",
    "indicators": """id name programme task section lead lead_kind support reported_by frequency measure
        unit target target_text effort schedule due weight baseline value value_period stale estimate method
        attainment satisfied expected pace pace_ratio pace_gap_points gap shortfall remaining
        needed_per_month change status previous_status incomplete flags records""",
    "indicators.records": """path line period value reported_by reported_on estimate note evidence source
        corrects""",
    "actions": """id name programme task section kind lead lead_kind support due state progress value
        value_period stale attainment steps status previous_status note problem next flags records""",
    "lead_units": f"""id kind name led supported {" ".join(STATUS_KEYS)} {" ".join(MEAN_KEYS)} actions missing
        late rank""",
    "lead_units.actions": f"led supported {' '.join(STATE_KEYS)}",
    "programmes": "id title section tasks",
    "programmes.tasks": "id title section",
    "reporting": "due owed on_time late missing undated units",
    "reporting.units": "id name owed on_time late missing",
    "problems": "path line column rule severity message hint",
}


@pytest.fixture(scope="module")
def sample() -> dict[str, Any]:
    """The JSON of the county's plan for June, with one problem put beside it for its keys."""
    from kpitrack.periods import Period
    from kpitrack.render.data import assessment_data
    from kpitrack.render.json_text import to_json
    from kpitrack.render.show import Show
    from kpitrack.workspace import open_workspace

    opened = open_workspace(ROOT)
    assessment = opened.assess(Period(2024, 6))
    text = to_json(assessment_data(assessment, opened.ledger(), Show(assessment.plan, Words("zh"))))
    loaded: dict[str, Any] = json.loads(text, parse_float=Decimal)
    return loaded


@pytest.mark.parametrize("place", [place for place in KEYS if place != "problems"])
def test_the_keys_of_the_json(place: str, sample: dict[str, Any]) -> None:
    found: Any = sample
    for step in filter(None, place.split(".")):
        found = found[step]
        found = found[2] if isinstance(found, list) and len(found) > 2 else found
        found = found[0] if isinstance(found, list) else found
    assert list(found) == KEYS[place].split()


def test_the_keys_of_a_problem(kpitrack: Kpitrack, workspace: Workspace) -> None:
    root = str(workspace(PLAN, {"2024-06.csv": RECORDS + "mute,2024-06,x,,2024-07-03\n"}))
    run = kpitrack("status", "-C", root, "--format", "json")
    (problem,) = json.loads(run.out)["problems"]
    assert list(problem) == KEYS["problems"].split()
    assert (problem["path"], problem["line"], problem["column"]) == ("data/progress/2024-06.csv", 9, 14)
    assert (problem["rule"], problem["severity"]) == ("bad-number", "error")


def test_the_sample_adds_up(sample: dict[str, Any]) -> None:
    summary = sample["summary"]
    assert (len(sample["indicators"]), len(sample["actions"])) == (26, 43)
    assert summary["indicators"]["total"] == sum(summary["indicators"][key] for key in STATUS_KEYS) == 26
    assert summary["actions"]["total"] == sum(summary["actions"][key] for key in STATE_KEYS) == 43
    assert [len(programme["tasks"]) for programme in sample["programmes"]] == [0, 2, 2, 2, 2, 2, 3]
    reporting = sample["reporting"]
    outcomes = ("on_time", "late", "missing", "undated")
    assert reporting["owed"] == sum(reporting[key] for key in outcomes)
    assert sample["sample"] is True
    assert re.fullmatch("[0-9a-f]{64}", sample["plan"]["sha256"])


def test_figures_worked_out_from_the_sample_files(sample: dict[str, Any]) -> None:
    by_id = {item["id"]: item for item in sample["indicators"]}
    contracts = by_id["tech_contract_value"]
    # 5.60 of 12 (corrected from 6.05), May had 4.45: 46.6667 %, 6.4 to go in 6 months.
    shown = {
        key: contracts[key] for key in ("value", "attainment", "expected", "pace", "pace_ratio", "change")
    }
    assert shown == {
        "value": Decimal("5.60"),
        "attainment": Decimal("0.466667"),
        "expected": 6,
        "pace": Decimal("0.5"),
        "pace_ratio": Decimal("0.933333"),
        "change": Decimal("1.15"),
    }
    assert (contracts["remaining"], contracts["needed_per_month"]) == (Decimal("6.4"), Decimal("1.066667"))
    assert contracts["records"][0]["corrects"] == ["data/progress/sample/2024-06.csv:2:1"]
    # 52 patents and 60 万人, the population carried from January: 0.8666…
    patents = by_id["hv_patents_per_10k"]
    assert (patents["value"], patents["status"]) == (Decimal("0.866667"), "lagging")
    assert [record["path"] for record in patents["records"]] == [
        "data/progress/sample/2024-06-units.csv",
        "data/progress/sample/2024-01.csv",
    ]
    assert by_id["tech_loan_growth"]["gap"] == Decimal("1.8")  # 12.4 − 10.6
    assert (by_id["kv_credit_loans"]["status"], by_id["kv_credit_loans"]["target"]) == (
        "pending_target",
        {"pending": "市级"},
    )


DERIVED = {
    "hv_patents_per_10k": ("高价值发明专利拥有量", "population"),
    "tech_loan_growth": ("all_loans_growth",),
}


def test_every_figure_names_its_records(sample: dict[str, Any]) -> None:
    assert len(sample["indicators"]) == 26
    for item in sample["indicators"]:
        assert bool(item["records"]) is (item["value"] is not None)
        for record in item["records"]:
            lines = (ROOT / record["path"]).read_text(encoding="utf-8").split("\n")
            # CSV: one line; YAML: the lines of the entry.
            entry = " ".join(
                lines[record["line"] - 1 : record["line"] + (3 if ".yaml" in record["path"] else 0)]
            )
            names = {item["id"], item["name"], *(DERIVED.get(item["id"], ()))}
            assert any(name in entry for name in names)
            assert re.search(rf"(?<![0-9.]){record['value']}(?![0-9])", entry)


def test_json_is_exact_and_readable(kpitrack: Kpitrack, workspace: Workspace) -> None:
    name = "a\x1b[31m\u202eb\u2028c\x9bd"
    plan = PLAN.replace("name: Good one", f"name: {json.dumps(name)}")
    root = str(workspace(plan, {"a.csv": RECORDS.replace(",5,", ",5.10,")}))
    text = kpitrack("status", "-C", root, "--format", "json").out
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2028]", text)
    assert json.loads(text)["indicators"][0]["name"] == name
    assert '"value": 5.10,' in text
    assert '"unit": "家"' in text


# Layout


def cell_len(text: str) -> int:
    """How many columns a terminal gives to a text."""
    from rich import cells

    return cells.cell_len(text)


def parts(line: str, starts: list[int]) -> list[str]:
    """A line cut at columns, counted as a terminal counts them."""
    cells, place = [""] * len(starts), 0
    for letter in line:
        cells[sum(1 for start in starts if start <= place) - 1] += letter
        place += cell_len(letter)
    return cells


LEFT = {"status", "target", "lead", "section", "id", "indicator", "action", "reported"} | {
    "状态", "目标", "牵头单位", "章节", "编号", "指标", "任务", "报至"
}  # fmt: skip


def folded_rows(text: str, caption: str, statuses: set[str]) -> list[dict[str, str]]:
    """The rows of a table put together again: the cells under its left-aligned headings."""
    lines = text.split("\n")
    top = next(number for number, line in enumerate(lines) if line.startswith(caption))
    header = lines[top + 1]
    heads = [found for found in re.finditer(r"\S+(?: \S+)*", header) if found[0] in LEFT]
    starts = [cell_len(header[: found.start()]) for found in heads]
    rows: list[dict[str, str]] = []
    for line in lines[top + 2 :]:
        if not line.strip():
            break
        if any(line.startswith(status) for status in statuses):
            rows.append(dict.fromkeys([found[0] for found in heads], ""))
        for name, cell in zip(rows[-1], parts(line, starts), strict=True):
            rows[-1][name] += squeezed(cell)
    return rows


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(
    ("width", "language"),
    [(60, "zh"), *((width, language) for width in (76, 80, 100, 120, 160) for language in ("zh", "en"))],
)
def test_a_table_loses_no_letter(
    width: int, language: str, kpitrack: Kpitrack, sample: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    text = kpitrack("status", "-C", str(ROOT), "--month", "6", "--lang", language).out
    assert max(cell_len(line) for line in text.split("\n")) <= width
    assert "…" not in text
    words = Words(language)
    statuses = {words(f"status.{key}") for key in STATUS_KEYS} | {
        words(f"action.{key}") for key in STATE_KEYS
    }
    rows = folded_rows(text, words("view.indicators", n=26), statuses)
    assert len(rows) == 26
    for row, item in zip(rows, sample["indicators"], strict=True):
        assert row[words("col.status")].startswith(squeezed(words(f"status.{item['status']}")))
        assert row[words("col.target")] == squeezed(item["target_text"])
        assert row[words("col.indicator")].startswith(squeezed(item["name"]))
    rows = folded_rows(text, words("view.actions", n=43), statuses)
    assert len(rows) == 43
    for row, action in zip(rows, sample["actions"], strict=True):
        assert row[words("col.action")].startswith(squeezed(action["name"]))


@pytest.mark.parametrize(
    ("width", "language"),
    [(60, "en"), *((width, language) for width in (20, 40, 59) for language in ("zh", "en"))],
)
def test_blocks_lose_no_letter(
    width: int, language: str, kpitrack: Kpitrack, sample: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    text = kpitrack("status", "-C", str(ROOT), "--month", "6", "--lang", language).out
    assert max(cell_len(line) for line in text.split("\n")) <= width
    whole = squeezed(text)
    for item in sample["indicators"]:
        assert squeezed(item["name"]) in whole
        assert squeezed(item["target_text"]) in whole
    for action in sample["actions"]:
        assert squeezed(action["name"]) in whole
    assert "5.60亿元" in whole


@pytest.mark.parametrize("view", ["lead-unit", "programme"])
@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_the_other_views_fit(
    view: str, width: int, kpitrack: Kpitrack, sample: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    text = kpitrack("status", "-C", str(ROOT), "--month", "6", "--by", view, "--rank").out
    assert max(cell_len(line) for line in text.split("\n")) <= width
    if width == 40:
        key, name = ("lead_units", "name") if view == "lead-unit" else ("programmes", "title")
        assert all(squeezed(row[name]) in squeezed(text) for row in sample[key])


@pytest.mark.parametrize(
    ("width", "others"),
    [(40, "."), (60, "."), (80, "; mean attainment: counted of cumulative; reports: received/owed.")],
)
def test_only_columns_that_are_shown_are_explained(
    width: int, others: str, kpitrack: Kpitrack, demo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    text = " ".join(kpitrack("status", "-C", demo, "--by", "lead-unit").out.split())
    assert text.partition("on pace = (met + on pace) ÷ judged")[2] == others


def test_a_pipe_has_whole_names_in_plain(kpitrack: Kpitrack, sample: dict[str, Any]) -> None:
    text = kpitrack("status", "-C", str(ROOT), "--month", "6", "--format", "plain").out
    names = [line.split("\t")[-1] for line in text.split("\n") if "\t" in line]
    for item in (*sample["indicators"], *sample["actions"]):
        assert any(name.startswith(item["name"]) for name in names)


@pytest.mark.parametrize(
    "name", ["[red]x[/red]", "[/x]", "[link=http://x]y", ":smile:", "a\\b", "100%", "{name}"]
)
@pytest.mark.parametrize("layout", ["table", "plain"])
def test_a_name_is_no_markup(name: str, layout: str, kpitrack: Kpitrack, workspace: Workspace) -> None:
    plan = PLAN.replace("Good one", "NAME").replace("Unit A", "UNIT").replace("Demo plan", "TITLE")
    for place in ("NAME", "UNIT", "TITLE"):
        plan = plan.replace(place, json.dumps(f"{place[0]} {name}"))
    root = str(workspace(plan, {"a.csv": RECORDS}))
    for view in ("indicator", "lead-unit"):
        text = kpitrack("status", "-C", root, "--format", layout, "--by", view).out
        assert f"T {name}" in text
        assert f"{'N' if view == 'indicator' else 'U'} {name}" in text


@pytest.mark.parametrize("width", [40, 80, 160])
def test_no_escape_gets_through(
    width: int, kpitrack: Kpitrack, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    hostile = "x\x1b[31m\x07\u202ey\u200fz\r\nw\tv\x9b"
    plan = PLAN
    for word in ("Good one", "Unit A", "First programme", "Demo plan"):
        plan = plan.replace(word, json.dumps(hostile + word))
    records = RECORDS.replace("slow,2024-06,4,", "slow,2024-06,four\x1b[0m\u202e,")
    root = str(workspace(plan, {"a.csv": records}))
    for layout in ("table", "plain", "csv", "md", "json"):
        for view in ("indicator", "lead-unit", "programme"):
            run = kpitrack("status", "-C", root, "--format", layout, "--by", view, "--fail-on", "on_pace")
            for text in (run.out, run.err):
                assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e\u200f]", text), (
                    layout,
                    view,
                )
    for words in (("explain", "good"), ("missing",), ("missing", "--text"), ("check", "-v")):
        run = kpitrack(*words, "-C", root)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\u200f]", run.out + run.err), words


# Golden files: what a clerk sees


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_table_of_june(language: str, kpitrack: Kpitrack, golden: Golden) -> None:
    run = kpitrack("status", "-C", str(ROOT), "--month", "6", "--lang", language)
    assert (run.code, run.err) == (0, "")
    golden(f"status-2024-06.{language}.txt", run.out)


@pytest.mark.parametrize("view", ["lead-unit", "programme"])
def test_the_other_tables_of_june(view: str, kpitrack: Kpitrack, golden: Golden) -> None:
    run = kpitrack("status", "-C", str(ROOT), "--month", "6", "--by", view, "--rank")
    golden(f"status-2024-06.{view}.txt", run.out)


def test_the_json_of_june(kpitrack: Kpitrack, golden: Golden) -> None:
    golden("status-2024-06.json", kpitrack("status", "-C", str(ROOT), "--month", "6", "--format", "json").out)
