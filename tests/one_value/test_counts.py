"""What is counted over the plan and by unit, read back out of each format, is what JSON has."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kpitrack.assessment.results import ActionStatus, Status
from kpitrack.render.reports import FORMATS
from kpitrack.render.show import NOTHING
from kpitrack.workspace import Workspace
from tests.one_value.case import (
    GOOD,
    JUDGED,
    NAMES,
    OTHERS,
    Case,
    Entry,
    assert_of,
    assert_percent,
    cells,
)
from tests.render.reading import Table, rows_under

# The plan in counts


def test_the_first_part_of_the_briefing_counts_as_json_does(case: Case) -> None:
    summary = case.data["summary"]
    for read in case.documents.values():
        texts = [text.replace("\n", "") for text in read.texts]
        first = texts.index(next(one for one in texts if one.endswith(case.words("briefing.overview"))))
        part = texts[first + 1 : first + 8]
        assert_percent(re.findall(r"[0-9.]+%", part[0])[0], case.data["pace"])
        assert numbers(part[0])[-2:] == [summary["indicators"]["total"], summary["actions"]["total"]]
        assert counted(case, part[1]) == occurring(case, "status", summary["indicators"])
        check_share(case, part[1])
        assert counted(case, part[2]) == occurring(case, "action", summary["actions"])
        if summary["previous"] is not None:
            check_changes(case, part[3])


def numbers(text: str) -> list[Decimal]:
    return [Decimal(found) for found in re.findall(r"[0-9]+(?:\.[0-9]+)?", text)]


def occurring(case: Case, kind: str, counts: Entry) -> dict[str, int]:
    """The counts that JSON has, those of nothing left out, by the words for them."""
    return {
        case.words(f"{kind}.{name}"): int(number)
        for name, number in counts.items()
        if name != "total" and number
    }


def counted(case: Case, text: str) -> dict[str, int]:
    """`量化指标26项，其中已完成3项、达到序时2项。…` as {已完成: 3, 达到序时: 2}."""
    if case.language == "zh":
        match = re.match(r"[^0-9]+([0-9]+)项，(?:其中|均为)(.*?)[。]", text)
        assert match, text
        found = re.findall(r"([^、0-9]+)([0-9]+)项", match[2]) or [(match[2], match[1])]
        return {status: int(number) for status, number in found}
    match = re.match(r"The \w+ \(([0-9]+) in all\) stand as follows: (?:all )?(.*?)\.", text)
    assert match, text
    found = [(name, number) for number, name in re.findall(r"([0-9]+) ([^,]+)", match[2])] or [
        (match[2], match[1])
    ]
    return {status: int(number) for status, number in found}


def check_share(case: Case, text: str) -> None:
    """`目前可判定的11项中，达到序时及以上（含已完成）5项，占45.5%（5/11）。`"""
    summary = case.data["summary"]
    good = sum(summary["indicators"][one] for one in GOOD)
    match = re.search(
        r"可判定的([0-9]+)项中，[^0-9]*([0-9]+)项，占(.*?）)" if case.language == "zh"
        else r"judged now \(([0-9]+)\), ([0-9]+) are met or on pace: (.*?\))", text
    )  # fmt: skip
    if not summary["judged"]:
        assert match is None
        return
    assert match, text
    assert [int(match[1]), int(match[2])] == [summary["judged"], good]
    assert_of(match[3], summary["on_pace_share"], good, summary["judged"])


def check_changes(case: Case, text: str) -> None:
    """`已完成由1项增至3项`: every status whose count is not that of the month before, and no other."""
    pattern = (
        r"([^、，。；由]+)由([0-9]+)项([增减])至([0-9]+)项" if case.language == "zh"
        else r"(?:: |, )([a-z ]+?) from ([0-9]+) (up|down) to ([0-9]+)"
    )  # fmt: skip
    found = [
        (re.sub("^(?:量化指标|定性任务)", "", status), int(before), int(now))
        for status, before, _, now in re.findall(pattern, text)
    ]
    summary, before = case.data["summary"], case.data["summary"]["previous"]
    expected = [
        (case.words(f"{kind}.{status}"), before[key][status], summary[key][status])
        for key, kind, order in (("indicators", "status", Status), ("actions", "action", ActionStatus))
        for status in (one.value for one in order)
        if before[key][status] != summary[key][status]
    ]
    assert sorted(found) == sorted(expected), text
    shares = re.findall(r"[0-9.]+%(?:（[0-9]+/[0-9]+）| \([0-9]+ of [0-9]+\))", text)
    for share, counts in zip(reversed(shares), (summary["indicators"], before["indicators"]), strict=False):
        good, judged = (sum(counts[one] for one in group) for group in (GOOD, JUDGED))
        assert_of(share, good / judged, good, judged)


def test_the_overview_of_the_workbook_counts_as_json_does(case: Case) -> None:
    sheet, summary = case.book[case.words("book.sheet.overview")], case.data["summary"]
    before = summary["previous"] or {}
    heads = [case.words(f"book.overview.{key}") for key in ("now", "before", "moved")]
    rows = {(place, row[0]): row for place, row in enumerate(sheet) if row}
    for key, kind in (("indicators", "status"), ("actions", "action")):
        first = next(
            place
            for place, name in rows
            if sheet[place][:4] == [case.words(f"book.overview.{key}"), *heads] and name
        )
        told = {
            row[0]: row[1:4]
            for row in sheet[first + 1 : first + 1 + len(Status if kind == "status" else ActionStatus)]
        }
        assert told == {
            case.words(f"{kind}.{name}"): moved(number, before[key][name] if before else None)
            for name, number in summary[key].items()
            if name != "total"
        }
        total = sheet[first + 1 + len(told)]
        whole = before[key]["total"] if before else None
        assert total[:4] == [case.words("book.overview.total"), *moved(summary[key]["total"], whole)]
    check_boxes(case, sheet)


def moved(now: Decimal, before: Decimal | None) -> list[str]:
    """A count now and a month ago, and by how much it moved."""
    return [str(now), NOTHING, NOTHING] if before is None else [str(now), str(before), str(now - before)]


def check_boxes(case: Case, sheet: Table) -> None:
    """Pace, share on pace, actions done, reports that have come in: the four boxes on top."""
    labels = [case.words(f"book.overview.{key}") for key in ("pace", "share", "done", "reports")]
    place = next(place for place, row in enumerate(sheet) if labels[0] in row and labels[3] in row)
    boxes = dict(zip(sheet[place], sheet[place + 1], strict=False))
    summary, reporting = case.data["summary"], case.data["reporting"]
    assert_percent(boxes[labels[0]], case.data["pace"])
    good = sum(summary["indicators"][one] for one in GOOD)
    assert_of(boxes[labels[1]], summary["on_pace_share"], good, summary["judged"])
    assert numbers(boxes[labels[2]]) == [summary["actions"]["done"], summary["actions"]["total"]]
    early = not_due_yet(reporting)
    sent = reporting["owed"] - reporting["missing"] - early
    expected = [sent, reporting["owed"], reporting["missing"], *([early] if early else [])]
    assert numbers(boxes[labels[3]]) == expected


def not_due_yet(reporting: Entry) -> Decimal:
    """How many duties are not due yet: what JSON counts nowhere else."""
    known: Decimal = sum((reporting[key] for key in OUTCOMES), Decimal(0))
    left: Decimal = reporting["owed"] - known
    return left


OUTCOMES = ("on_time", "late", "missing", "undated")


def test_the_first_screen_of_the_page_counts_as_json_does(case: Case) -> None:
    root, summary = case.page, case.data["summary"]
    tiles = {
        tile.one("dt").text: (tile.one("dd", class_="value").text, tile.one("dd", class_="note").text)
        for tile in root.one("dl", class_="tiles").all("div")
    }
    check_tiles(case, tiles)
    for stack, (key, kind) in zip(
        root.one("div", class_="stacks").all("ul"),
        (("indicators", "status"), ("actions", "action")),
        strict=True,
    ):
        legend = {one.one("span").text: int(one.one("b").text) for one in stack.all("li")}
        assert legend == occurring(case, kind, summary[key])
    totals = [one.text for one in root.one("div", class_="stacks").all("span", class_="total")]
    assert totals == [str(summary["indicators"]["total"]), str(summary["actions"]["total"])]
    drawn = [
        drawing.attributes["aria-label"]
        for drawing in root.one("div", class_="stacks").all("svg", class_="stack")
    ]
    assert drawn == [
        case.words.joined([f"{name} {number}" for name, number in in_order(case, kind, summary[key])])
        for key, kind in (("indicators", "status"), ("actions", "action"))
    ]
    check_page_changes(case, [one.text for one in root.all("p", class_="changes")])


def in_order(case: Case, kind: str, counts: Entry) -> list[tuple[str, int]]:
    """The counts in the order in which they are printed: from good to bad."""
    order = {
        "status": (
            "met", "on_pace", "in_progress", "lagging", "seriously_lagging", "not_met", "undetermined",
            "not_reported", "awaiting_statistics", "pending_target",
        ),
        "action": ("done", "in_progress", "not_started", "overdue", "undetermined", "not_reported"),
    }[kind]  # fmt: skip
    return [(case.words(f"{kind}.{one}"), int(counts[one])) for one in order if counts[one]]


def check_tiles(case: Case, tiles: Mapping[str, tuple[str, str]]) -> None:
    """Share on pace, time gone, mean attainment, reporting: each with what it rests on."""
    summary, reporting = case.data["summary"], case.data["reporting"]
    value, note = tiles[case.words("page.share")]
    good = sum(summary["indicators"][one] for one in GOOD)
    assert_percent(value, summary["on_pace_share"])
    before = summary["previous"]
    rests = [summary["judged"], good] if case.language == "zh" else [good, summary["judged"]]
    if summary["judged"]:
        assert numbers(note)[:2] == rests
        judged = sum(before["indicators"][one] for one in JUDGED) if before else 0
        if judged:
            share = sum(before["indicators"][one] for one in GOOD) / Decimal(judged)
            assert_percent(re.findall(r"[0-9.]+%", note)[-1], share)
    value, note = tiles[case.words("page.pace")]
    assert_percent(value, case.data["pace"])
    assert sorted(numbers(note)) == sorted([Decimal(12), Decimal(case.month.month)])
    value, note = tiles[case.words("page.mean")]
    assert_percent(value, summary["attainment"])
    holes = with_holes(case, summary)
    between = [holes] if holes and case.language == "zh" else []
    assert numbers(note) == [
        summary["counted"],
        *between,
        summary["of"],
        *([holes] if holes and not between else []),
    ]
    value, note = tiles[case.words("page.reports")]
    early = not_due_yet(reporting)
    assert numbers(value) == [reporting["owed"] - reporting["missing"] - early, reporting["owed"]]
    more = [count for count in (reporting["undated"], early) if count]
    assert numbers(note) == [reporting["on_time"], reporting["late"], reporting["missing"], *more]


def check_page_changes(case: Case, told: list[str]) -> None:
    """`已完成增2、滞后减1`, for indicators and for actions."""
    summary, before = case.data["summary"], case.data["summary"]["previous"]
    assert len(told) == (2 if before else 0)
    for text, key, kind in zip(told, ("indicators", "actions"), ("status", "action"), strict=False):
        pattern = (
            r"([^、：]+)([增减])([0-9]+)" if case.language == "zh" else r"[:,] ([a-z ]+) (up|down) ([0-9]+)"
        )
        found = {
            name: int(number) * (1 if way in {"增", "up"} else -1)
            for name, way, number in re.findall(pattern, text)
        }
        steps = {name: summary[key][name] - before[key][name] for name in before[key] if name != "total"}
        assert found == {case.words(f"{kind}.{name}"): int(step) for name, step in steps.items() if step}, (
            text
        )


# Lead units


@pytest.mark.parametrize("form", FORMATS)
def test_lead_units_are_counted_as_json_does(case: Case, form: str) -> None:
    """A row for every unit that leads something, and one for the whole plan."""
    tables = case.tables(form).values()
    lead = case.head("unit-name") if form == "xlsx" else case.column("lead")
    told = first_rows(tables, lead, case.column("led"), case.column("share"))
    whole = case.words("briefing.units.whole")
    summary = case.data["summary"]
    rows = {unit["name"]: unit for unit in case.data["lead_units"] if unit["led"] or form == "xlsx"}
    plan = {**summary, **summary["indicators"], "led": summary["indicators"]["total"]}
    assert list(told) == [*rows, whole]
    for name, row in told.items():
        check_unit(case, rows.get(name, plan), row)
    counts = {"whole": summary["actions"]}
    counts |= {unit["name"]: unit["actions"] for unit in case.data["lead_units"]}
    if form == "xlsx":
        heads = {
            key: case.words("book.column.action-count", status=case.words(f"action.{key}")) for key in ACTIONS
        }
        listed = told
    else:
        heads = {key: case.words(f"action.{key}") for key in ACTIONS}
        listed = first_rows(tables, lead, case.column("led-actions"), heads["overdue"])
        assert list(listed) == [*(name for name, one in counts.items() if one.get("led")), whole]
    for name, row in listed.items():
        known = counts["whole" if name == whole else name]
        assert [row[heads[key]] for key in ACTIONS] == [str(known[key]) for key in ACTIONS], name
        assert row[case.column("led-actions")] == str(known.get("led", known.get("total")))


ACTIONS = ("done", "in_progress", "not_started", "overdue", "undetermined", "not_reported")
OWN = (*JUDGED, "in_progress", "not_reported")


def check_unit(case: Case, unit: Entry, row: Mapping[str, str]) -> None:
    assert row[case.column("led")] == str(unit["led"])
    for status in OWN:
        assert row[case.words(f"status.{status}")] == str(unit[status]), status
    assert row[case.column("other")] == str(sum(unit[status] for status in OTHERS))
    good = sum(unit[one] for one in GOOD)
    assert_of(row[case.column("share")], unit["on_pace_share"], good, unit["judged"])
    holes = with_holes(case, unit)
    assert_of(row[case.column("mean")], unit["attainment"], unit["counted"], unit["of"], holes)


def with_holes(case: Case, unit: Entry) -> int:
    """How many indicators in a mean are sums with a hole: of the plan, a unit, the joint ones, nobody's."""
    held = [
        one
        for one in case.data["indicators"]
        if one["measure"] == "cumulative" and one["attainment"] is not None and "incomplete" in one["flags"]
    ]
    kind = unit.get("kind", "plan")
    if kind == "unit":
        return sum(unit["id"] in one["lead"] and one["lead_kind"] != "joint" for one in held)
    if kind == "joint":
        return sum(one["lead_kind"] == "joint" for one in held)
    return len(held) if kind == "plan" else sum(not one["lead"] for one in held)


def first_rows(tables: Iterable[Table], name: str, *wanted: str) -> dict[str, dict[str, str]]:
    """The rows of the first table with these headings, by the name in them; none without such a table."""
    found = (rows_under(table, name, *wanted) for table in tables)
    return {row[name]: row for row in next((rows for rows in found if rows), [])}


@pytest.mark.parametrize("form", FORMATS)
def test_reporting_is_told_as_json_has_it(case: Case, form: str) -> None:
    """Owed, on time, late, missing, undated, not due yet: by unit, and each duty once over the plan."""
    reporting, whole = case.data["reporting"], case.words("briefing.units.whole")
    name = case.head("unit-name") if form == "xlsx" else case.column("reporter")
    heads = {key: case.words(f"briefing.punctual.{key}") for key in (*OUTCOMES, "not_yet_due")}
    if form == "xlsx":
        heads["not_yet_due"] = case.head("not-yet-due")
    told = first_rows(case.tables(form).values(), name, case.column("owed"), heads["late"])
    units = {unit["name"]: unit for unit in reporting["units"] if unit["owed"] or form == "xlsx"}
    joint = {unit["name"] for unit in case.data["lead_units"] if unit["id"] is None}
    assert [key for key in told if form != "xlsx" or key not in joint] == [*units, whole]
    for key in (*units, whole):
        row = told[key]
        unit = units.get(key) or reporting
        late = unit["late"]
        missing = len(unit["missing"]) if key in units else unit["missing"]
        assert row[case.column("owed")] == str(unit["owed"])
        assert [row[heads[one]] for one in ("on_time", "late", "missing")] == [
            str(unit["on_time"]), str(late), str(missing)
        ]  # fmt: skip
        rest = [Decimal(row[heads[one]]) for one in ("undated", "not_yet_due") if heads[one] in row]
        if key == whole:
            assert rest[0] == reporting["undated"]
        assert sum(rest) == unit["owed"] - unit["on_time"] - late - missing


@pytest.mark.parametrize("form", ["md", "docx", "html"])
def test_the_paragraph_on_reporting_counts_as_json_does(case: Case, form: str) -> None:
    reporting = case.data["reporting"]
    if form == "html":
        texts = [one.text for one in case.page.all("p", class_="told")]
    else:
        texts = case.documents[form].texts
    pattern = (
        r"应报([0-9]+)项，其中(.*?)。" if case.language == "zh" else r"owed \(([0-9]+) in all\), (.*?)\."
    )
    [match] = [found for text in texts if (found := re.search(pattern, text.replace("\n", "")))]
    early = not_due_yet(reporting)
    expected = [reporting[key] for key in OUTCOMES] + ([early] if early else [])
    assert [Decimal(match[1]), *numbers(match[2])] == [reporting["owed"], *expected]
    owing = {unit["name"]: len(unit["missing"]) for unit in reporting["units"] if unit["missing"]}
    for name, number in owing.items():
        said = f"{name}{number}项" if case.language == "zh" else f"{name} {number}"
        assert any(said in text for text in texts), said


# What is missing


@pytest.mark.parametrize("form", FORMATS)
def test_as_much_is_missing_as_json_says(case: Case, form: str) -> None:
    reporting = case.data["reporting"]
    items = {item for unit in reporting["units"] for item in unit["missing"]}
    names = {key: item.name for key, item in case.plan.items.items()}
    if form == "html":
        section = case.page.one("section", id="reporting")
        found = [row[0] for table in section.all("table")[1:] for row in cells(table)]
        assert len(found) == reporting["missing"]
        assert set(found) == {names[item] for item in items}
        return
    if form == "xlsx":
        check_missing_in_sheets(case, items)
        return
    read = case.documents[form]
    rows = [rows_under(table, case.column("reporter"), case.column("items")) for table in read.tables]
    listed = next((found for found in rows if found), [])
    early = not_due_yet(reporting)
    if not reporting["missing"] and not early:
        return
    assert sum(int(row[case.column("count")]) for row in listed) == reporting["missing"] + early
    for row in listed:
        named = row[case.column("items")].split("；" if case.language == "zh" else "; ")
        assert len(named) == int(row[case.column("count")])
        if not early:
            assert set(named) <= {names[item] for item in items}


def check_missing_in_sheets(case: Case, items: set[str]) -> None:
    """Once on the sheet of issues; on each unit's sheet what that unit has not sent."""
    reporting, missing = case.data["reporting"], case.words("briefing.punctual.missing")
    issues = rows_under(case.book[case.words("book.sheet.issues")], case.head("class"), case.head("code"))
    code = case.head("report-code")
    found = [row[case.head("id")] for row in issues if row[code] == "missing"]
    assert len(found) == len(items)  # an item that several owe has one row
    assert set(found) == items
    late = [row for row in issues if row[code] == "late"]
    assert len(late) == reporting["late"]
    for unit in reporting["units"]:
        sheet = case.book[unit["name"]]
        check_sentence(case, unit, [cell for row in sheet for cell in row])
        rows = rows_under(sheet, case.head("relation"), case.head("report"))
        told = Counter(row[case.head("report")] for row in rows)
        assert told[missing] == len(unit["missing"])
        assert told[case.words("briefing.punctual.on_time")] == unit["on_time"]
        assert {row[case.head("id")] for row in rows if row[case.head("report")] == missing} == set(
            unit["missing"]
        )


def check_sentence(case: Case, unit: Entry, texts: Iterable[str]) -> None:
    """`6月应报16项：按时11、迟报0、未报5、日期不明0（截止…）` on a unit's sheet, where it owes something."""
    pattern = r"应报([0-9]+)项：(.*?)（截止"
    if case.language == "en":
        pattern = r"Reports owed for [^:]+: ([0-9]+); (.*?) \(due"
    found = [match for text in texts if (match := re.search(pattern, text))]
    assert len(found) == bool(unit["owed"])
    for match in found:
        on_time, late, missing, *rest = numbers(match[2])
        assert [Decimal(match[1]), on_time, late] == [unit["owed"], unit["on_time"], unit["late"]]
        assert missing == len(unit["missing"])
        assert sum(rest) == unit["owed"] - on_time - late - missing


# JSON and CSV


@pytest.mark.parametrize("name", NAMES)
def test_csv_and_json_have_the_same_numbers(
    name: str, workspaces: dict[str, Workspace], kpitrack: Callable[..., Any], tmp_path: Path
) -> None:
    plan, month = name.split("-")[:2]
    more = ("--as-of", "2024-07-03") if name.endswith("-early") else ()
    command = ("-C", str(workspaces[plan].root), "status", "--month", month, *more)
    texts = [
        kpitrack(*command, "--format", form, "-o", str(tmp_path / f"x.{form}")) for form in ("csv", "json")
    ]
    assert texts[0].code == texts[1].code
    rows = {
        row["id"]: row
        for row in csv.DictReader(io.StringIO((tmp_path / "x.csv").read_text(encoding="utf-8-sig")))
    }
    data = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"), parse_float=str, parse_int=str)
    assert rows.keys() == {entry["id"] for entry in (*data["indicators"], *data["actions"])}
    compared = 0
    for entry in (*data["indicators"], *data["actions"]):
        row = rows[entry["id"]]
        for key in (set(entry) & set(row)) - {"kind"}:  # in CSV: indicator or action
            assert row[key] == in_csv(entry[key]), (entry["id"], key)
            compared += bool(row[key])
    assert compared > 9 * len(rows)


def in_csv(value: object) -> str:
    if isinstance(value, list):
        return ";".join(map(str, value))
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
