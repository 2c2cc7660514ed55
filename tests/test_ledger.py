"""Which record counts: spec section 5. The order in which records come never matters."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrack.kinds import State
from kpitrack.ledger import Ledger, build_ledger, said
from kpitrack.model import Plan
from kpitrack.periods import Period
from kpitrack.plan_file import load_plan
from kpitrack.problems import Location
from kpitrack.reported import BadRecord, Provenance, Record

PLAN = """\
schema: 1
plan: {id: demo, title: Demo, year: 2024, office: a}
lead_units: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}]
series: [{id: people, name: People, unit: 万人, reported_by: a}]
programmes:
  - id: p
    title: P
    tasks:
      - id: t
        title: T
        lead: [a, b, c]
        indicators:
          - {id: firms, name: Firms, unit: 家, measure: cumulative, target: {at_least: 10}}
          - {id: parts, name: Parts, unit: 家, measure: cumulative, target: {at_least: 10}, reporters: sum}
        actions:
          - {id: build, name: Build, kind: milestone, steps: [{id: one, name: One}]}
"""
JUNE = Period(2024, 6)


def plan() -> Plan:
    loaded = load_plan(PLAN.encode(), "plan/targets.yaml")
    assert loaded.plan is not None
    return loaded.plan


DEMO = plan()


def record(value: str = "", on: str = "", *, line: int = 1, item: str = "firms", by: str = "a") -> Record:
    """A record of June: `record("4", "2024-07-03")`; without a day it is undated."""
    return Record(
        item=item,
        period=JUNE,
        reported_by=by,
        value=Decimal(value) if value else None,
        unit="家",
        reported_on=date.fromisoformat(on) if on else None,
        location=Location("a.csv", line, 1),
    )


def ledger(*records: Record, as_of: str = "", bad: Iterable[BadRecord] = ()) -> Ledger:
    return build_ledger(DEMO, records, bad, as_of=date.fromisoformat(as_of) if as_of else None)


def in_force(built: Ledger, item: str = "firms") -> list[str]:
    return [said(entry) for entry in built.reports(item, JUNE)]


def told(built: Ledger) -> list[tuple[str, int]]:
    return [(problem.rule, problem.location.line) for problem in built.problems]


def test_a_record_alone_counts() -> None:
    built = ledger(record("4", "2024-07-03"))
    assert (in_force(built), told(built), built.periods("firms")) == (["4家"], [], (JUNE,))


def test_a_later_day_corrects_and_wants_a_reason() -> None:
    first, second = record("4", "2024-07-03"), record("5", "2024-07-09", line=2)
    built = ledger(first, second)
    assert in_force(built) == ["5家"]
    assert told(built) == [("correction-without-reason", 2)]
    assert built.problems[0].facts == {
        "item": "Firms",
        "period": "2024-06",
        "found": "5家",
        "other": "4家",
        "place": "a.csv:1:1",
    }
    assert built.replaced_by(second) == (first,)
    assert built.replaced_by(first) == ()


def test_a_correction_with_a_reason_is_no_problem() -> None:
    built = ledger(record("4", "2024-07-03"), replace(record("5", "2024-07-09"), reason="counted again"))
    assert (in_force(built), told(built)) == (["5家"], [])


def test_a_correction_of_the_note_alone_wants_no_reason() -> None:
    built = ledger(record("4", "2024-07-03"), replace(record("4", "2024-07-09"), note="two more soon"))
    assert (built.reports("firms", JUNE)[0].note, told(built)) == ("two more soon", [])


def test_the_final_figure_replaces_an_estimate_without_a_reason() -> None:
    estimate = replace(record("4", "2024-07-03"), estimate=True)
    built = ledger(estimate, record("5", "2024-07-20"))
    assert (in_force(built), told(built)) == (["5家"], [])


def test_an_estimate_that_replaces_an_estimate_wants_a_reason() -> None:
    estimates = [
        replace(record(value, on, line=line), estimate=True)
        for value, on, line in (("4", "2024-07-03", 1), ("5", "2024-07-20", 2))
    ]
    assert told(ledger(*estimates)) == [("correction-without-reason", 2)]


def test_a_chain_of_corrections() -> None:
    chain = [
        record("4", "2024-07-03", line=1),
        replace(record("5", "2024-07-09", line=2), reason="one more"),
        replace(record("6", "2024-07-12", line=3), reason="and another"),
    ]
    built = ledger(*chain)
    assert in_force(built) == ["6家"]
    assert [(change.before.location.line, change.after.location.line) for change in built.corrections()] == [
        (1, 2),
        (2, 3),
    ]


def test_the_same_row_again_says_nothing_new() -> None:
    again = [record("4", "2024-07-03", line=1), record("4", "2024-07-03", line=2)]
    built = ledger(*again)
    (chain,) = built.chains_of("firms")
    assert in_force(built) == ["4家"]
    assert told(built) == []
    assert [entry.location.line for entry in chain.repeated] == [2]


def test_the_record_in_force_sent_again_later_says_nothing_new() -> None:
    built = ledger(record("4", "2024-07-03", line=1), record("4", "2024-07-20", line=2))
    (chain,) = built.chains_of("firms")
    assert chain.in_force == record("4", "2024-07-03", line=1)
    assert [entry.location.line for entry in chain.repeated] == [2]
    assert list(built.corrections()) == []


def test_what_was_superseded_sent_again_under_its_own_day_says_nothing_new() -> None:
    rows = [
        record("4", "2024-07-03", line=1),
        replace(record("5", "2024-07-09", line=2), reason="one more"),
        record("4", "2024-07-03", line=3),
    ]
    built = ledger(*rows)
    (chain,) = built.chains_of("firms")
    assert in_force(built) == ["5家"]
    assert [entry.location.line for entry in chain.repeated] == [3]


def test_what_was_superseded_sent_again_under_a_later_day_is_a_correction_back() -> None:
    rows = [
        record("4", "2024-07-03", line=1),
        replace(record("5", "2024-07-09", line=2), reason="one more"),
        record("4", "2024-07-12", line=3),
    ]
    built = ledger(*rows)
    assert (in_force(built), told(built)) == (["4家"], [("correction-without-reason", 3)])


def test_two_values_of_one_day_are_a_conflict_that_names_both_places() -> None:
    built = ledger(record("4", "2024-07-03", line=1), record("6", "2024-07-03", line=2))
    assert in_force(built) == []
    assert told(built) == [("conflict", 2)]
    assert built.problems[0].is_error
    assert built.problems[0].facts["place"] == "a.csv:1:1"
    assert (built.problems[0].facts["found"], built.problems[0].facts["other"]) == ("6家", "4家")
    assert built.is_disputed("firms", JUNE)
    assert built.is_disputed("firms", Period(2024, 7))
    assert not built.is_disputed("firms", Period(2024, 5))


def test_three_values_of_one_day_are_two_problems() -> None:
    rows = [record(value, "2024-07-03", line=line) for line, value in enumerate("456", start=1)]
    assert told(ledger(*rows)) == [("conflict", 2), ("conflict", 3)]


def test_two_undated_values_conflict_on_the_last_day_of_the_month() -> None:
    assert told(ledger(record("4", line=1), record("6", line=2))) == [("conflict", 2)]
    assert in_force(ledger(record("4", line=1), record("6", "2024-06-30", line=2))) == []
    assert in_force(ledger(record("4", line=1), record("6", "2024-07-01", line=2))) == ["6家"]


@pytest.mark.parametrize("mark", ["reason", "withdraw"])
def test_of_two_on_one_day_the_one_marked_corrects_the_other(mark: str) -> None:
    plain = record("4", "2024-07-03", line=1)
    marked = (
        replace(record("5", "2024-07-03", line=2), reason="sent too early")
        if mark == "reason"
        else replace(record("", "2024-07-03", line=2), withdraw=True)
    )
    for rows in ([plain, marked], [marked, plain]):
        built = ledger(*rows)
        assert in_force(built) == (["5家"] if mark == "reason" else [])
        assert told(built) == []
        assert built.replaced_by(marked) == (plain,)


def test_two_marked_on_one_day_are_a_conflict() -> None:
    rows = [
        replace(record(value, "2024-07-03", line=line), reason="sure") for line, value in ((1, "4"), (2, "5"))
    ]
    assert told(ledger(*rows)) == [("conflict", 2)]


def test_other_words_on_one_day_are_no_conflict() -> None:
    rows = [replace(record("4", "2024-07-03", line=1), note="x"), record("4", "2024-07-03", line=2)]
    built = ledger(*rows)
    assert (in_force(built), told(built)) == (["4家"], [])


def test_a_later_record_settles_a_conflict() -> None:
    rows = [
        record("4", "2024-07-03", line=1),
        record("6", "2024-07-03", line=2),
        replace(record("5", "2024-07-09", line=3), reason="counted again"),
    ]
    built = ledger(*rows)
    assert (in_force(built), told(built), built.is_disputed("firms", JUNE)) == (["5家"], [], False)
    assert {old.location.line for old in built.replaced_by(rows[2])} == {1, 2}


def test_a_record_that_settles_a_conflict_without_a_reason_is_told_of_both() -> None:
    rows = [
        record("4", "2024-07-03", line=1),
        record("6", "2024-07-03", line=2),
        record("4", "2024-07-09", line=3),
    ]
    built = ledger(*rows)
    assert in_force(built) == ["4家"]
    assert [(problem.rule, problem.facts["other"]) for problem in built.problems] == [
        ("correction-without-reason", "6家")
    ]


def test_a_withdrawal_takes_the_record_back_and_what_it_had_corrected() -> None:
    rows = [
        record("9", "2024-07-03", line=1),
        replace(record("8", "2024-07-05", line=2), reason="typing error"),
        replace(record("", "2024-07-08", line=3), withdraw=True),
    ]
    built = ledger(*rows)
    assert (in_force(built), built.periods("firms"), told(built)) == ([], (), [])
    assert built.latest_month() is None


def test_a_withdrawal_of_a_conflict() -> None:
    rows = [
        record("4", "2024-07-03"),
        record("6", "2024-07-03"),
        replace(record("", "2024-07-08"), withdraw=True),
    ]
    built = ledger(*rows)
    assert (in_force(built), told(built), built.is_disputed("firms", JUNE)) == ([], [], False)


def test_after_a_withdrawal_a_new_record_counts_and_corrects_nothing() -> None:
    rows = [
        record("9", "2024-07-03"),
        replace(record("", "2024-07-08"), withdraw=True),
        record("9", "2024-07-12"),
    ]
    built = ledger(*rows)
    assert (in_force(built), told(built)) == (["9家"], [])
    assert built.replaced_by(rows[2]) == ()


def test_nothing_to_withdraw() -> None:
    built = ledger(replace(record("", "2024-07-08", line=4), withdraw=True))
    assert (in_force(built), told(built)) == ([], [("withdraw-nothing", 4)])
    assert not built.problems[0].is_error


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2024-07-02", []),
        ("2024-07-03", ["9家"]),
        ("2024-07-04", ["9家"]),
        ("2024-07-05", ["8家"]),
        ("2024-07-08", []),
        ("", []),
    ],
)
def test_as_of_knows_what_was_known(as_of: str, expected: list[str]) -> None:
    rows = [
        record("9", "2024-07-03"),
        replace(record("8", "2024-07-05"), reason="typing error"),
        replace(record("", "2024-07-08"), withdraw=True),
    ]
    assert in_force(ledger(*rows, as_of=as_of)) == expected


def test_an_undated_record_is_known_from_the_last_day_of_its_month() -> None:
    assert in_force(ledger(record("4"), as_of="2024-06-29")) == []
    assert in_force(ledger(record("4"), as_of="2024-06-30")) == ["4家"]


def ingested(entry: Record, at: str) -> Record:
    return replace(entry, provenance=Provenance("a.csv", "2", "0" * 64, datetime.fromisoformat(at)))


def test_an_ingested_record_is_known_from_the_day_of_its_ingest() -> None:
    entry = ingested(record("4", "2024-07-03"), "2024-07-10T09:00:00+08:00")
    assert in_force(ledger(entry, as_of="2024-07-09")) == []
    assert in_force(ledger(entry, as_of="2024-07-10")) == ["4家"]


def test_a_conflict_of_an_ingested_and_a_hand_written_record() -> None:
    rows = [
        ingested(record("4", "2024-07-03", line=1), "2024-07-10T09:00:00+08:00"),
        record("6", "2024-07-03", line=2),
    ]
    # The hand-written one is in order before the ingested one, which is the one told.
    assert told(ledger(*rows)) == [("conflict", 1)]


def test_two_units_with_equal_figures_agree() -> None:
    built = ledger(record("4", "2024-07-03"), record("4", "2024-07-04", by="b"))
    assert (in_force(built), told(built)) == (["4家", "4家"], [])


def test_two_units_with_different_figures_conflict() -> None:
    built = ledger(record("4", "2024-07-03", line=1), record("5", "2024-07-04", line=2, by="b"))
    assert told(built) == [("conflicting-reporters", 2)]
    assert built.is_disputed("firms", JUNE)
    assert built.problems[0].facts["other_unit"] == "A"


def test_the_second_and_the_third_unit_may_conflict_where_the_first_has_no_figure() -> None:
    rows = [
        replace(record("", "2024-07-03", line=1), note="see b"),
        record("4", "2024-07-03", line=2, by="b"),
        record("5", "2024-07-03", line=3, by="c"),
    ]
    built = ledger(*rows)
    assert told(built) == [("conflicting-reporters", 3)]
    assert built.problems[0].facts["place"] == "a.csv:2:1"


def test_a_figure_and_a_note_of_another_unit_do_not_conflict() -> None:
    built = ledger(record("4", "2024-07-03"), replace(record("", "2024-07-03", by="b"), note="agreed"))
    assert told(built) == []


def test_different_states_and_progress_conflict_too() -> None:
    def state(by: str, state: State, progress: str, line: int) -> Record:
        entry = record("", "2024-07-03", item="build", by=by, line=line)
        return replace(entry, state=state, progress=Decimal(progress))

    one = state("a", State.IN_PROGRESS, "60", 1)
    assert told(ledger(one, state("b", State.IN_PROGRESS, "60", 2))) == []
    assert told(ledger(one, state("b", State.DONE, "60", 2))) == [("conflicting-reporters", 2)]
    assert told(ledger(one, state("b", State.IN_PROGRESS, "70", 2))) == [("conflicting-reporters", 2)]


def test_parts_of_a_sum_do_not_conflict() -> None:
    built = ledger(record("4", "2024-07-03", item="parts"), record("5", "2024-07-03", item="parts", by="b"))
    assert (in_force(built, "parts"), told(built)) == (["4家", "5家"], [])


def test_a_conflict_of_a_step_is_one_of_its_action() -> None:
    rows = [
        replace(record("", "2024-07-03", item="build.one", line=line), state=state)
        for line, state in ((1, State.DONE), (2, State.IN_PROGRESS))
    ]
    built = ledger(*rows)
    assert told(built) == [("conflict", 2)]
    assert built.is_disputed("build", JUNE)


def test_an_unreadable_record_disputes_its_item_from_its_month_on() -> None:
    built = ledger(
        bad=[
            BadRecord("firms", JUNE, location=Location("a.csv", 2)),
            BadRecord("parts", None, location=Location("a.csv", 3)),
            BadRecord("", JUNE, location=Location("a.csv", 4)),
        ]
    )
    assert not built.is_disputed("firms", Period(2024, 5))
    assert built.is_disputed("firms", JUNE)
    assert built.is_disputed("parts", Period(2024, 1))
    assert not built.is_disputed("build", Period(2024, 12))


def test_an_unreadable_record_is_known_from_its_day() -> None:
    bad = [BadRecord("firms", JUNE, location=Location("a.csv", 2), known_from=date(2024, 7, 9))]
    assert not ledger(bad=bad, as_of="2024-07-08").is_disputed("firms", JUNE)
    assert ledger(bad=bad, as_of="2024-07-09").is_disputed("firms", JUNE)


def test_punctuality_goes_by_the_first_record() -> None:
    rows = [
        record("4", "2024-07-03"),
        replace(record("5", "2024-07-20"), reason="one more"),
    ]
    (chain,) = ledger(*rows).chains_of("firms")
    assert chain.first.reported_on == date(2024, 7, 3)


def test_series_do_not_make_the_latest_month() -> None:
    later = replace(record("60", "2024-08-03", item="people"), period=Period(2024, 7))
    assert ledger(record("4", "2024-07-03"), later).latest_month() == JUNE


@pytest.mark.parametrize(
    ("entry", "shown"),
    [
        (record("4.50"), "4.50家"),
        (replace(record(), increment=Decimal(2), by_increment=True), "2家"),
        (replace(record(), state=State.DONE), "@state.done"),
        (replace(record(), note="soon"), "soon"),
        (replace(record("4"), withdraw=True), "@explain.withdrawn"),
    ],
)
def test_what_a_record_says_in_short(entry: Record, shown: str) -> None:
    assert said(entry) == shown


# Properties: a bag of records of few keys, days and values, so that all rules meet.

BAGS = st.lists(
    st.builds(
        lambda value, on, by, item, marks: replace(
            record(value, on, by=by, item=item),
            reason="why" if "reason" in marks else "",
            withdraw="withdraw" in marks,
            estimate="estimate" in marks,
            note="note" if "note" in marks else "",
        ),
        st.sampled_from(["4", "5", "6"]),
        st.sampled_from(["", "2024-07-03", "2024-07-04", "2024-07-09"]),
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from(["firms", "parts"]),
        st.sets(st.sampled_from(["reason", "withdraw", "estimate", "note"]), max_size=2),
    ),
    max_size=7,
).map(lambda rows: [replace(row, location=Location("a.csv", line, 1)) for line, row in enumerate(rows, 1)])


def settled(records: Sequence[Record], as_of: date | None = None) -> tuple[object, ...]:
    """What a bag of records comes to, wherever the records stand."""
    built = build_ledger(DEMO, records, as_of=as_of)
    counting = [
        (key, chain.in_force.content if chain.in_force else None, chain.first.dated)
        for key, chain in built.chains.items()
    ]
    told_of = sorted({(problem.rule, problem.severity) for problem in built.problems})
    disputed = [built.is_disputed(item, JUNE) for item in ("firms", "parts")]
    return counting, told_of, disputed


@given(BAGS, st.randoms(use_true_random=False), st.sampled_from([None, date(2024, 7, 3), date(2024, 7, 5)]))
def test_the_order_of_records_does_not_matter(
    rows: list[Record], chance: random.Random, as_of: date | None
) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert build_ledger(DEMO, shuffled, as_of=as_of) == build_ledger(DEMO, rows, as_of=as_of)


@given(BAGS, st.randoms(use_true_random=False))
def test_splitting_a_file_does_not_matter(rows: list[Record], chance: random.Random) -> None:
    lines = dict.fromkeys(("a.csv", "b.csv", "c.csv"), 1)
    split = []
    for row in rows:
        path = chance.choice(list(lines))
        lines[path] += 1
        split.append(replace(row, location=Location(path, lines[path], 1)))
    assert settled(split) == settled(rows)


@given(BAGS, st.integers(0, 6))
def test_sending_a_row_again_changes_nothing(rows: list[Record], index: int) -> None:
    again = [replace(row, location=Location("z.csv", 1, 1)) for row in rows[index : index + 1]]
    assert settled([*rows, *again]) == settled(rows)


@given(BAGS)
def test_what_was_known_on_the_last_day_is_everything(rows: list[Record]) -> None:
    assert settled(rows, date(2024, 7, 9)) == settled(rows)


@given(BAGS)
def test_no_record_gets_lost(rows: list[Record]) -> None:
    built = build_ledger(DEMO, rows)
    assert sum(len(chain.records) for chain in built.chains.values()) == len(rows)
