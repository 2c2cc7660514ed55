"""A batch reads back as what was given, whatever was given."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitrack.columns import TEXTS
from kpitrack.kinds import State
from kpitrack.model import Plan
from kpitrack.nothing_said import says_nothing
from kpitrack.periods import Period
from kpitrack.plan_file import load_plan
from kpitrack.problems import Location
from kpitrack.reported import Provenance, Record
from kpitrack.store.batch import (
    batch_data,
    batch_name,
    next_number,
    not_storable,
    unfaithful,
    unplaced,
)
from kpitrack.workspace import open_workspace

PLAN = """\
schema: 1
plan: {id: p, title: Plan, place: X, year: 2024, office: a, language: en}
lead_units:
  - {id: a, name: Unit A}
  - {id: b, name: Unit B}
series:
  - {id: people, name: People, unit: 万人, reported_by: [a]}
programmes:
  - id: goals
    title: Goals
    section: "1"
    tasks:
      - id: t
        title: Task
        section: "1.1"
        lead: [a]
        indicators:
          - {id: firms, name: Firms, unit: 家, measure: cumulative, target: {at_least: 10}}
          - {id: loans, name: Loans, unit: 亿元, measure: cumulative, target: {at_least: 10}}
          - {id: share, name: Share, unit: "%", measure: level, target: {at_least: 50}}
          - id: visits
            name: Visits
            unit: 次
            measure: cumulative
            increments: true
            target: {at_least: 10}
          - {id: quota, name: Quota, measure: level, target: {pending: 市级}}
        actions:
          - {id: register, name: Register, kind: milestone, steps: [{id: draft, name: Draft}]}
"""
CHINA = timezone(timedelta(hours=8))
AT = datetime(2024, 7, 10, 9, 30, tzinfo=CHINA)
SOURCE = Provenance("july.csv", "2", "ab" * 32, AT)
HEADER = (
    "item,period,value,unit,increment,reported_by,reported_on,state,progress,rate,estimate,note,"
    "problem,next,evidence,reason,withdraw,source,source_place,source_sha256,ingested_at\n"
)


def plan() -> Plan:
    loaded = load_plan(PLAN.encode(), "plan/targets.yaml").plan
    assert loaded is not None
    return loaded


KNOWN = plan()


def record(item: str = "firms", value: str | None = "4", unit: str = "家", note: str = "") -> Record:
    return Record(
        item=item,
        period=Period(2024, 6),
        reported_by="a",
        value=None if value is None else Decimal(value),
        unit=unit,
        reported_on=date(2024, 7, 3),
        note=note,
        provenance=SOURCE,
    )


def faults(*records: Record) -> list[str]:
    return [problem.variant or "changed" for problem in unfaithful(records, batch_data(records), KNOWN)]


def test_the_text_of_a_batch() -> None:
    full = replace(
        record(note='said "so", twice\nindeed'),
        estimate=True,
        progress=Decimal("0.5"),
        rate=Decimal(40),
        reason="=1+1",
    )
    taken_back = replace(record("register.draft", None, ""), state=State.DONE, withdraw=True)

    assert batch_data((full, taken_back)).decode() == (
        HEADER
        + "firms,2024-06,4,家,,a,2024-07-03,,0.5%,40,true,"
        + '"said ""so"", twice\nindeed",,,,=1+1,,'
        + f"july.csv,2,{'ab' * 32},2024-07-10T09:30:00+08:00\n"
        + "register.draft,2024-06,,,,a,2024-07-03,done,,,,,,,,,true,"
        + f"july.csv,2,{'ab' * 32},2024-07-10T09:30:00+08:00\n"
    )
    assert faults(full, taken_back) == []


def test_the_name_of_a_batch_is_its_number_and_the_beginning_of_its_hash() -> None:
    data = batch_data((record(),))

    assert batch_name(7, data) == f"0007-{hashlib.sha256(data).hexdigest()[:12]}.csv"
    assert batch_name(12345, data).startswith("12345-")


@pytest.mark.parametrize(
    ("names", "number"),
    [
        ([], 1),
        (["0001-0123456789ab.csv", "notes.csv", "2024-06.csv"], 2),
        (["0001-0123456789ab.csv", "0003-0123456789ab.csv"], 2),
        (["0002-0123456789ab.csv"], 1),
        (["0002-0123456789ab.csv", "0002-ba9876543210.csv", "0001-0123456789ab.csv"], 3),
    ],
    ids=["first", "second", "one is gone", "the first is gone", "two branches"],
)
def test_batches_are_counted_and_a_hole_is_filled(names: list[str], number: int) -> None:
    assert next_number(names) == number


@pytest.mark.parametrize(
    ("item", "value", "unit"),
    [
        ("firms", "0", "家"),
        ("firms", "4.00", "家"),
        ("loans", "1.2E+5", "亿元"),  # what a converted figure looks like
        ("loans", "0.00000001", "亿元"),
        ("share", "0.5", "%"),
        ("share", "-0.5", "%"),
        ("share", "14.60", "%"),
        ("people", "60", "万人"),
        ("quota", "7", "件"),
        ("quota", "7", ""),
        ("register", "3", "个"),
        ("visits", None, "次"),
    ],
)
def test_figures_read_back(item: str, value: str | None, unit: str) -> None:
    kept = record(item, value, unit, note="n")
    if item == "visits":
        kept = replace(kept, increment=Decimal(-1), by_increment=True)

    assert faults(kept) == []


def test_a_figure_that_would_not_read_back_is_found_out() -> None:
    too_long = record("loans", "123456789012345678E+8", "亿元")

    assert faults(record(), too_long, record("share", "5", "%")) == ["changed"]


@pytest.mark.parametrize(
    "note",
    [
        "two\nlines",
        "carriage\rreturn",
        "both\r\nof them",
        'a "quoted" word',
        '"',
        "a,b;c\td",
        "separators\u2028and\u2029more\u0085end",
        "=SUM(A1)",
        "+86 123",
        "@name",
        "- x",
        "'text",
        "a\x0bb\x0cc\x1fd",
        "\ufeffmark\ufeff",
        "right\u202eleft",
        "字" * 131_072,
    ],
)
def test_texts_read_back(note: str) -> None:
    kept = record(note=note)

    assert list(not_storable(kept)) == []
    assert faults(kept) == []


@pytest.mark.parametrize(
    ("note", "variant"),
    [("a\x00b", "nul"), ("a\ud800b", "surrogate"), ("x" * 131_073, "long")],
)
def test_texts_that_no_batch_can_hold_are_told(note: str, variant: str) -> None:
    problems = list(not_storable(replace(record(note=note), location=Location("j.yaml", 3, 5))))

    assert [(problem.variant, str(problem.location)) for problem in problems] == [(variant, "j.yaml:3:5")]


def test_a_unit_can_hold_no_more_than_a_note() -> None:
    assert [problem.facts["name"] for problem in not_storable(record("quota", "7", "a\x00"))] == ["unit"]


def test_the_store_reads_a_batch_like_any_record_file(workspace: Callable[..., Path]) -> None:
    kept = record(note="two\u2028lines\r\nand a \x1b")
    data = batch_data((kept,)).decode()

    opened = open_workspace(workspace(PLAN, {f"2024-07/{batch_name(1, data.encode())}": data}))

    assert not opened.damaged
    assert [unplaced(found) for found in opened.records] == [kept]
    assert opened.problems() == ()


def trimmed() -> st.SearchStrategy[str]:
    """Any text a reader of records can hand over: no NUL, no blank at its ends, no lone dash."""
    kinds = st.characters(codec="utf-8", exclude_characters="\x00")
    odd = st.sampled_from(list(',"\n\r\t;=+-@\u2028\u2029\x85\ufeff\u200b\u3000 a字'))
    return (
        st.text(kinds | odd, max_size=12)
        .map(str.strip)
        .filter(lambda text: not any(says_nothing(column, text) for column in TEXTS))
    )


def figures(unit: str) -> st.SearchStrategy[Decimal]:
    low = -(10**9) if unit == "%" else 0
    return st.decimals(min_value=low, max_value=10**9, places=4) | st.integers(low, 10**9).map(Decimal)


@st.composite
def records(draw: st.DrawFn) -> Record:
    item, unit = draw(st.sampled_from([("firms", "家"), ("loans", "亿元"), ("share", "%"), ("visits", "次")]))
    figure = draw(figures(unit))
    shares = st.none() | st.decimals(min_value=0, max_value=100, places=2)
    return Record(
        item=item,
        period=Period(2024, draw(st.integers(1, 12))),
        reported_by=draw(st.sampled_from(["a", "b"])),
        value=None if item == "visits" else figure,
        increment=draw(st.none() | st.just(figure)) if item != "visits" else figure,
        by_increment=item == "visits",
        unit=unit,
        reported_on=draw(st.none() | st.dates(date(2024, 1, 1), date(2025, 12, 31))),
        state=draw(st.none() | st.sampled_from(State)),
        progress=draw(shares),
        rate=draw(shares),
        estimate=draw(st.booleans()),
        note=draw(trimmed()),
        problem=draw(trimmed()),
        next=draw(trimmed()),
        evidence=draw(trimmed()),
        reason=draw(trimmed()),
        withdraw=draw(st.booleans()),
        provenance=draw(
            st.none()
            | st.builds(
                Provenance,
                trimmed().filter(bool),
                st.just("3"),
                st.just("cd" * 32),
                st.datetimes(
                    datetime(2024, 1, 1),  # noqa: DTZ001 - the zone is drawn apart
                    datetime(2030, 1, 1),  # noqa: DTZ001
                    timezones=st.sampled_from([CHINA, UTC, timezone(timedelta(hours=-5))]),
                ),
            )
        ),
    )


@settings(max_examples=200, deadline=None)
@given(st.lists(records(), max_size=4))
def test_every_record_reads_back(kept: list[Record]) -> None:
    assert faults(*kept) == []
    assert batch_data(kept) == batch_data(kept)
