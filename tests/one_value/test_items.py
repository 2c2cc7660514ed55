"""Every figure of an item, read back out of each format, is the one that JSON has.

Markdown, Word, Excel and the page are read as a reader would: by the headings of their tables and the
labels of their cards. JSON holds exact numbers; what is printed must be those, rounded to what is shown, with
their unit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pytest

from kpitrack.model import Indicator
from kpitrack.periods import Period
from kpitrack.render.reports import FORMATS
from kpitrack.render.show import NOTHING
from kpitrack.wording import LANGUAGES
from kpitrack.workspace import Workspace
from tests.one_value.case import (
    GOOD,
    JUDGED,
    Case,
    Entry,
    assert_near,
    assert_number,
    assert_of,
    assert_percent,
    assert_quantity,
    behind,
    cells,
    dated,
    headings,
    names,
    points,
)
from tests.render.elements import Node
from tests.render.reading import Table, rows_under

# What each format prints of every indicator and action: a reader must find each of these, at least so often.
ANNEX = {
    "section": 1, "target": 1, "figure": 1, "period": 1, "change": 1, "attainment": 1, "expected": 1,
    "against": 1, "shortfall": 1, "needed": 1, "due": 1, "status": 1, "previous": 1, "lead": 1,
}  # fmt: skip
TARGETS = {
    "figure-alone": 1,
    "target": 2,
    "figure": 2,
    "attainment": 2,
    "expected": 2,
    "against": 2,
    "status": 2,
}
ACTION_ANNEX = {
    "section": 1,
    "status": 1,
    "previous": 1,
    "progress": 1,
    "reported": 1,
    "period": 1,
    "lead": 1,
}
NUMBERS = (
    "value", "rate", "expected-value", "pace-ratio", "pace-gap", "gap", "short", "remaining",
    "needed-value", "change-value",
)  # fmt: skip
PRINTED: dict[str, dict[str, int]] = {
    "md": {**ANNEX, **TARGETS},
    "docx": {**ANNEX, **TARGETS},
    "xlsx": {**ANNEX, "flags": 1, "reporter": 1, "code": 1, "unit": 1, **dict.fromkeys(NUMBERS, 1)},
    "html": {
        "target": 1, "figure": 1, "figure-alone": 1, "attainment": 1, "expected": 1, "against": 1,
        "needed": 1, "change": 1, "status": 1, "flags": 1, "answerable": 1, "section": 1,
    },
}  # fmt: skip
PRINTED_ACTIONS: dict[str, dict[str, int]] = {
    "md": ACTION_ANNEX,
    "docx": ACTION_ANNEX,
    "xlsx": {
        "section": 1, "status": 1, "previous": 1, "progress": 1, "reported": 1, "reported-for": 1,
        "share-done": 1, "due": 1, "steps": 1, "flags": 1, "lead": 1, "code": 1, "rate": 1,
        "progress-value": 1, "value": 1,
    },
    "html": {"status": 1, "flags": 1, "answerable": 1, "section": 1, "reported-for": 1},
}  # fmt: skip


# Indicators


def check_figure(case: Case, entry: Entry, text: str) -> None:
    figure, month = dated(case, text)
    assert_quantity(figure, entry["value"], behind(case, entry["unit"]))
    if month != case.said_month(str(case.month)):
        assert month == case.said_month(entry["value_period"])


def check_month_of_figure(case: Case, entry: Entry, text: str) -> None:
    """A figure that has no column for its month beside it says the month, where it is an earlier one."""
    if entry["value"] is not None:
        assert dated(case, text)[1] == case.said_month(entry["value_period"])


def check_against(case: Case, entry: Entry, text: str) -> None:
    """On a path the points of attainment, held against the target directly the gap, else nothing."""
    if is_part(entry):
        assert text == NOTHING
    elif entry["pace_gap_points"] is not None:
        assert_quantity(text, entry["pace_gap_points"], points(case, "%"), signed=True)
    elif entry["schedule"] == "direct":
        assert_quantity(text, entry["gap"], points(case, entry["unit"]), signed=True)
    else:
        assert text == NOTHING


def is_part(entry: Entry) -> bool:
    """A sum with a hole that decides nothing: it has no distance from anything."""
    return entry["status"] == "undetermined" and "incomplete" in entry["flags"]


def check_missing(case: Case, entry: Entry, text: str) -> None:
    """What is missing to the target."""
    short = None if is_part(entry) else entry["shortfall"]
    assert_quantity(text, short, points(case, entry["unit"]))


def check_needed(case: Case, entry: Entry, text: str) -> None:
    """What is needed per month."""
    needed = None if is_part(entry) else entry["needed_per_month"]
    assert_quantity(text, needed, behind(case, entry["unit"]), up=True)


def check_target(case: Case, entry: Entry, text: str) -> None:
    effort = {"zh": "（力争）", "en": " (effort)"}[case.language] if entry["effort"] else ""
    assert text == f"{entry['target_text']}{effort}"


def check_status(case: Case, entry: Entry, text: str) -> None:
    """A status, with its flags or without them."""
    kind = "status" if "measure" in entry else "action"
    plain = case.words(f"{kind}.{entry['status']}")
    flags = case.words.joined([case.words(f"flag.{flag}") for flag in entry["flags"]])
    flagged = f"{plain}（{flags}）" if case.language == "zh" else f"{plain} ({flags})"
    assert text in ({plain, flagged} if flags else {plain})


def check_previous(case: Case, entry: Entry, text: str) -> None:
    kind = "status" if "measure" in entry else "action"
    before = entry["previous_status"]
    assert text == (case.words(f"{kind}.{before}") if before else NOTHING)


def check_flags(case: Case, entry: Entry, text: str) -> None:
    of = entry["value_period"] if "measure" in entry else latest(entry)
    stale = [case.words("flag.stale", month=case.said_month(of))] if entry["stale"] and of else []
    assert text == case.words.joined([*stale, *(case.words(f"flag.{flag}") for flag in entry["flags"])])


def check_lead(case: Case, entry: Entry, text: str) -> None:
    kind = {
        "dual": ("（双牵头）", " (dual lead)"),
        "joint": ("（并列）", " (joint, no lead)"),
        "sole": ("（独家负责）", " (sole)"),
    }.get(entry["lead_kind"], ("", ""))
    assert text == f"{case.named(entry['lead'])}{kind[LANGUAGES.index(case.language)]}"


def check_answerable(case: Case, entry: Entry, text: str) -> None:
    kind = entry["lead_kind"] if entry["lead"] else "none"
    assert text == case.words(f"briefing.lead.{kind}", units=case.named(entry["lead"]))


def check_number(key: str) -> Callable[[Case, Entry, str], None]:
    """A grey cell: the number to six decimals, or the printed text where that would falsify it."""

    def check(case: Case, entry: Entry, text: str) -> None:
        del case
        if entry[key] is None:
            assert not text, (key, text)
        elif re.fullmatch(r"-?[0-9.E-]+", text):
            assert abs(Decimal(text) - entry[key]) <= Decimal("0.0000005"), (key, text)
        else:
            assert_number(text.strip("%+"), entry[key] * (100 if text.endswith("%") else 1))

    return check


def check_action_figure(case: Case, entry: Entry, text: str) -> None:
    """What a unit's sheet has of an action: progress and the reported figure, or a dash."""
    progress, value = entry["progress"], entry["value"]
    parts = text.split("；" if case.language == "zh" else "; ")
    if progress is not None:
        assert_quantity(parts.pop(0), progress, "%")
    if value is not None or progress is None:
        assert_quantity(dated(case, parts.pop(0))[0], value, behind(case, unit_of(case, entry)))
    assert not parts


def check_expected_rate(case: Case, entry: Entry, text: str) -> None:
    """The attainment expected by now: JSON has how many points lie between it and the attainment."""
    del case
    assert_percent(text, entry["attainment"] - entry["pace_gap_points"] / 100)


def latest(entry: Entry) -> str | None:
    """The last month that an action was reported for."""
    return max((record["period"] for record in entry["records"]), default=None)


Check = Callable[[Case, Entry, str], None]
INDICATOR: dict[str, Check] = {
    "section": lambda _, entry, text: same(text.removeprefix("方案"), entry["section"] or NOTHING),
    "target": check_target,
    "figure": check_figure,
    "figure-alone": check_month_of_figure,
    "period": lambda case, entry, text: same(text, case.said_month(entry["value_period"])),
    "change": lambda case, entry, text: assert_quantity(
        text, entry["change"], points(case, entry["unit"]), signed=True
    ),
    "attainment": lambda _, entry, text: assert_percent(text, entry["attainment"]),
    "expected": lambda case, entry, text: assert_quantity(
        text, entry["expected"], behind(case, entry["unit"])
    ),
    "against": check_against,
    "shortfall": check_missing,
    "needed": check_needed,
    "due": lambda case, entry, text: same(text, case.said_month(entry["due"])),
    "expected-rate": check_expected_rate,
    "expected-rate-value": lambda _, entry, text: assert_near(
        text, entry["attainment"] - entry["pace_gap_points"] / 100
    ),
    "status": check_status,
    "previous": check_previous,
    "flags": check_flags,
    "lead": check_lead,
    "answerable": check_answerable,
    "reporter": lambda case, entry, text: same(text, case.named(entry["reported_by"])),
    "code": lambda _, entry, text: same(text, entry["status"]),
    "unit": lambda _, entry, text: same(text, entry["unit"] or ""),
    "value": check_number("value"),
    "rate": check_number("attainment"),
    "expected-value": check_number("expected"),
    "pace-ratio": check_number("pace_ratio"),
    "pace-gap": check_number("pace_gap_points"),
    "gap": check_number("gap"),
    "short": check_number("shortfall"),
    "remaining": check_number("remaining"),
    "needed-value": check_number("needed_per_month"),
    "change-value": check_number("change"),
}
ACTION: dict[str, Check] = {
    "section": INDICATOR["section"],
    "status": check_status,
    "previous": check_previous,
    "flags": check_flags,
    "lead": check_lead,
    "answerable": check_answerable,
    "progress": lambda _, entry, text: assert_quantity(text, entry["progress"], "%"),
    "reported": lambda case, entry, text: assert_quantity(
        dated(case, text)[0], entry["value"], behind(case, unit_of(case, entry))
    ),
    "period": lambda case, entry, text: same(text, case.said_month(latest(entry))),
    "reported-for": lambda case, entry, text: same(text, case.said_month(latest(entry))),
    "share-done": lambda _, entry, text: assert_percent(text, entry["attainment"]),
    "figure": check_action_figure,
    "due": lambda case, entry, text: same(text, case.said_month(entry["due"])),
    "steps": lambda case, entry, text: same(text, case.words.joined(steps_of(case, entry))),
    "code": INDICATOR["code"],
    "rate": check_number("attainment"),
    "progress-value": check_number("progress"),
    "value": check_number("value"),
}  # fmt: skip


def same(text: str, expected: object) -> None:
    assert text == expected


def unit_of(case: Case, entry: Entry) -> str:
    unit = next(one.unit for one in case.plan.actions if one.id == entry["id"])
    return str(unit)


def steps_of(case: Case, entry: Entry) -> list[str]:
    shown = []
    for step in entry["steps"]:
        state = case.words(f"state.{step['state']}" if step["state"] else "action.not_reported")
        shown.append(f"{step['name']}（{state}）" if case.language == "zh" else f"{step['name']} ({state})")
    return shown


@dataclass(frozen=True)
class Claim:
    """What a format says of an item, where."""

    where: str
    item: str
    field: str
    text: str


def in_tables(case: Case, tables: Mapping[str, Table]) -> Iterator[Claim]:
    """Every cell of every table that has items in its rows, by the headings of its columns.

    A heading is the workbook's own, else the briefing's.
    """
    unheaded = {"expected-rate-value", "answerable", "figure-alone"}
    fields = {case.head(key): key for key in {**INDICATOR, **ACTION} if key not in unheaded}
    for where, table in tables.items():
        rows = [row for heads in heads_of(case) for row in rows_under(table, *heads)]
        for row in rows:
            item = item_of(case, row)
            for heading, text in row.items() if item else ():
                field = fields.get(heading, "")
                if item in case.actions and field == "attainment":
                    field = "share-done"
                elif field == "expected-value" and case.head("expected-rate") in row:
                    field = "expected-rate-value"
                yield Claim(where, item, field, text)
                if field == "figure" and case.column("period") not in row:
                    yield Claim(where, item, "figure-alone", text)


def heads_of(case: Case) -> list[tuple[str, str]]:
    """By which two headings a table of items is known: the annexes, sheets, units' sheets, issues, paces."""
    status = case.column("status")
    names = dict.fromkeys(
        (case.column("indicator"), case.column("action"), case.column("item"), case.head("subject"))
    )
    return [*((name, status) for name in names), (case.column("indicator"), case.head("expected-rate"))]


def item_of(case: Case, row: Mapping[str, str]) -> str:
    """The id of the item that a row is of; empty for a series, a report and a problem of the data."""
    if row.get(case.head("class")) == case.words("book.class.data"):
        return ""
    names = {one["name"]: key for key, one in (*case.indicators.items(), *case.actions.items())}
    if case.head("id") in row:
        return row[case.head("id")] if row[case.head("id")] in names.values() else ""
    name = row.get(case.column("indicator")) or row[case.column("action")]
    return names.get(name) or names[dated(case, name)[0]]


def in_cards(case: Case) -> Iterator[Claim]:
    """What the cards of the page say, before their details."""
    labels = {
        case.words(f"page.{key}"): key for key in ("target", "attainment", "expected", "against", "needed")
    }
    labels |= {case.words("page.figure"): "figure", case.words("page.change"): "change"}
    labels |= {case.words("page.progress"): "progress", case.words("page.reported"): "reported-for"}
    for card in (one for one in case.page.all("li") if (one.attributes.get("id") or "").startswith("item-")):
        item = (card.attributes["id"] or "").removeprefix("item-")
        is_action = item in case.actions
        chip = card.one("p", class_="status").one("span", class_="chip")
        flags = [one.text for one in chip.all("span", class_="flag")]
        told = chip.text if not flags else chip.text.removesuffix(chip.one("span", class_="flags").text)
        yield Claim("card", item, "status", told)
        yield Claim("card", item, "flags", case.words.joined(flags))
        where = card.one("p", class_="where").all("span")
        place = [span.text for span in where if "takes" not in (span.attributes.get("class") or "")]
        yield Claim("card", item, "answerable", place[-1])
        section = place[0].removeprefix("Plan, section ") if len(place) > 1 else NOTHING
        yield Claim("card", item, "section", section)
        for pair in (pair for listed in card.all("dl", class_="figures") for pair in listed.all("div")):
            field = labels[pair.one("dt").text]
            if is_action:
                field = {"attainment": "share-done", "figure": "reported"}.get(field, field)
            yield Claim("card", item, field, pair.one("dd").text)
            if field == "figure":
                yield Claim("card", item, "figure-alone", pair.one("dd").text)


def test_every_format_is_read() -> None:
    assert PRINTED.keys() == PRINTED_ACTIONS.keys() == FORMATS.keys()


@pytest.mark.parametrize("form", FORMATS)
def test_items_are_printed_as_json_has_them(case: Case, form: str) -> None:
    claims = list(in_cards(case) if form == "html" else in_tables(case, case.tables(form)))
    for claim in claims:
        entry = case.indicators.get(claim.item) or case.actions[claim.item]
        check = (INDICATOR if claim.item in case.indicators else ACTION).get(claim.field)
        if check is None:
            continue
        try:
            check(case, entry, claim.text)
        except AssertionError as failure:
            raise AssertionError(claim, failure) from failure
    told = Counter((claim.item, claim.field) for claim in claims)
    for items, printed in ((case.indicators, PRINTED), (case.actions, PRINTED_ACTIONS)):
        wanted = {(item, field): often for item in items for field, often in printed[form].items()}
        assert not {key: told[key] for key, often in wanted.items() if told[key] < often}


# Month by month


def test_the_page_tells_every_month_as_explain_does(case: Case) -> None:
    """A month's own figure is that of JSON; an older one is marked as carried over, or a dash stands."""
    root = case.page
    heads = [case.words(f"page.{key}") for key in ("month", "figure", "attainment", "expected", "status")]
    months: dict[str, Counter[str]] = {}
    for item in case.indicators:
        [table] = [one for one in root.one("li", id=f"item-{item}").all("table") if headings(one) == heads]
        rows = cells(table)
        trend = case.trend(item)
        assert [row[0] for row in rows] == [case.said_month(point["month"]) for point in trend]
        for point, row in zip(trend, rows, strict=True):
            check_month(case, item, point, row)
            months.setdefault(row[0], Counter())[row[4]] += 1
    check_plan_by_month(case, root, months)


def check_month(case: Case, item: str, point: Entry, row: list[str]) -> None:
    _, figure, attainment, expected, status = row
    known = next(one for one in case.plan.indicators if one.id == item)
    entry = case.indicators[item]
    unit = unit_in(known, point["month"]) or entry["unit"]
    carried = {"zh": "（沿用）", "en": " (carried)"}[case.language]
    if point["value"] is not None:
        # A figure that could not be held against its series says so behind it.
        bare = re.sub(
            r"(?:（(?:未作比较[^（）]*|部分沿用)）| \((?:not compared[^()]*|partly carried)\))$", "", figure
        )
        assert_quantity(bare, point["value"], behind(case, unit))
    else:
        assert figure == NOTHING or figure.endswith(carried), (item, row)
    assert_percent(attainment, point["attainment"])
    assert_quantity(expected, point["expected"], behind(case, unit))
    assert status == case.words(f"status.{point['status']}")


def unit_in(indicator: Indicator, month: str) -> str:
    """The unit of measure in a month: that of the target in force."""
    revised = [one.unit for one in indicator.revisions if one.since and str(one.since) <= month and one.unit]
    return revised[-1] if revised else indicator.unit


def check_plan_by_month(case: Case, root: Node, months: Mapping[str, Counter[str]]) -> None:
    """The plan's own table counts what the indicators' tables say."""
    table = root.one("section", id="trend").one("table")
    heads, rows = headings(table), cells(table)
    assert [row[0] for row in rows] == list(months)
    for row in rows:
        told = {head: int(text) for head, text in zip(heads[1:-1], row[1:-1], strict=True)}
        assert {head: number for head, number in told.items() if number} == dict(months[row[0]])
        good, judged = (sum(told.get(name, 0) for name in names(case, group)) for group in (GOOD, JUDGED))
        assert_of(row[-1], Decimal(good) / judged if judged else None, Decimal(good), Decimal(judged))


# The plan of every kind, worked out by hand

WORKED = """\
item     month value    attained expected status
spend    06    260      -        -        in_progress
energy   06    5        4/5      4        seriously_lagging
cover    06    12.5     1/4      20       seriously_lagging
wages    06    1.25     -        8        seriously_lagging
loans    06    12.4     -        10.6     on_pace
density  06    35/6     5/6      7        seriously_lagging
rnd      06    9        -        -        awaiting_statistics
farms    06    7        7/12     5        on_pace
events   06    12       1/2      12       on_pace
ratio    06    15.5     31/20    10       lagging
posts    06    70       14/13    32.5     met
output   06    0.365    73/160   0.4      lagging
roads    06    1.5      3/20     2        lagging
credit   06    450      -        -        pending_target
firms    06    4        2/5      25/6     undetermined
labs     06    3        3/2      2        met
shops    06    -        -        5        not_reported
stalls   06    16       8/15     15       on_pace
clouds   06    24       2/5      25       lagging
smoke    06    40       -        40       lagging
seats    06    13       13/12    8        not_met
silent   06    -        -        0.5      not_reported
wordy    06    2        1/3      2.5      undetermined
back     06    49       49/50    50       not_met
almost   06    1499.9   14999/30000 1500  lagging
spend    12    510      -        -        not_met
energy   12    3.9      40/39    4        met
wages    12    8        -        8        met
loans    12    9        -        9.1      not_met
farms    12    12       1        6        met
ratio    12    10       1        10       met
output   12    0.8      1        0.8      met
clouds   12    24       2/5      25       undetermined
back     12    49       49/50    50       undetermined
almost   12    2999.9   29999/30000 3000  not_met
"""


def test_the_plan_of_every_kind_is_judged_as_by_hand(workspaces: dict[str, Workspace]) -> None:
    head, *lines = (line.split() for line in WORKED.splitlines())
    assert head == ["item", "month", "value", "attained", "expected", "status"]
    judged = {month: workspaces["odd"].assess(Period(2024, month)) for month in (6, 12)}
    for item, month, *expected in lines:
        found = judged[int(month)].indicator(item)
        numbers = [None if text == "-" else Fraction(text) for text in expected[:3]]
        told = [
            None if one is None else Fraction(one) for one in (found.value, found.attainment, found.expected)
        ]
        assert (item, told, found.status.value) == (item, numbers, expected[3])
