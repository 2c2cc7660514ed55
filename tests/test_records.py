"""Record files → records: columns, names, units, reporters, dates; every refusal with its place."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrack.columns import CANONICAL, PROVENANCE, read_name
from kpitrack.kinds import State
from kpitrack.model import Plan
from kpitrack.numeric import plain
from kpitrack.periods import Period
from kpitrack.plan_file import load_plan
from kpitrack.problems import Problem
from kpitrack.record_table import read_entries
from kpitrack.records import Defaults, ReadRecords, RecordReader
from kpitrack.reported import Record

PLAN = """\
schema: 1
plan: {id: demo, title: Demo, year: 2024, office: a}
lead_units:
  - {id: a, name: 县科工局, aliases: [科工局]}
  - {id: b, name: 县教育局}
  - {id: c, name: 县财政局}
  - {id: d, name: 县工会}
series:
  - {id: people, name: 常住人口, unit: 万人, reported_by: a}
programmes:
  - id: p
    title: P
    tasks:
      - id: t
        title: T
        lead: [a]
        support: [c]
        indicators:
          - id: firms
            name: 新增企业
            aliases: [企业数]
            unit: 家
            measure: cumulative
            target: {at_least: 10}
          - {id: money, name: 合同额, unit: 亿元, measure: cumulative, target: {at_least: 12}, lead: [a, b]}
          - {id: share, name: 占比, unit: "%", measure: level, target: {at_least: 18}}
          - {id: visits, name: 走访, unit: 次, measure: cumulative, increments: true, target: {at_least: 60}}
          - {id: loans, name: 贷款, measure: cumulative, target: {pending: 市级}}
          - id: parts
            name: 特派员
            unit: 名
            measure: cumulative
            target: {at_least: 65}
            reporters: sum
            reported_by: [a, b]
          - id: moved
            name: 换单位
            unit: 亿元
            measure: cumulative
            target: {at_least: 10}
            target_revisions: [{from: 2024-07, at_least: 5, unit: 万元}]
        actions:
          - {id: build, name: 建需求库, kind: milestone}
          - {id: plant, name: 建厂, kind: project, steps: [{id: design, name: 设计}]}
"""
HEAD = "item,period,value,reported_by\n"


def _plan() -> Plan:
    plan = load_plan(PLAN.encode(), "plan/targets.yaml").plan
    assert plan is not None
    return plan


DEMO = _plan()


def read(
    text: str,
    *,
    kind: str = "csv",
    submitted: bool = False,
    defaults: Defaults | None = None,
    today: str = "",
) -> tuple[ReadRecords, tuple[Problem, ...]]:
    """What a file comes to, and every problem of its shape and of its entries."""
    table = read_entries(text, "a.csv", kind=kind, submitted=submitted)
    reader = RecordReader(DEMO, defaults=defaults, today=date.fromisoformat(today) if today else None)
    result = reader.read(table.entries)
    return result, (*table.problems, *result.problems)


def one(text: str, *, kind: str = "csv", defaults: Defaults | None = None, today: str = "") -> Record:
    """The one record of a file without a problem."""
    result, problems = read(text, kind=kind, defaults=defaults, today=today)
    assert problems == ()
    (record,) = result.records
    return record


def told(
    text: str,
    *,
    kind: str = "csv",
    submitted: bool = False,
    defaults: Defaults | None = None,
    today: str = "",
) -> list[tuple[str, str, int, int]]:
    """Severity and rule, variant, line and column of every problem."""
    _, problems = read(text, kind=kind, submitted=submitted, defaults=defaults, today=today)
    return [
        (
            f"{problem.severity} {problem.rule}",
            problem.variant,
            problem.location.line,
            problem.location.column,
        )
        for problem in problems
    ]


# Columns


def test_the_canonical_columns() -> None:
    record = one(
        "item,period,value,unit,increment,reported_by,reported_on,state,progress,rate,estimate,note,problem,"
        "next,evidence,reason,withdraw\n"
        "firms,2024-06,12,家,3,a,2024-07-03,in_progress,70,40.5,true,n,p,x,e,r,false\n"
    )
    assert record == Record(
        item="firms",
        period=Period(2024, 6),
        reported_by="a",
        value=Decimal(12),
        increment=Decimal(3),
        unit="家",
        reported_on=date(2024, 7, 3),
        state=State.IN_PROGRESS,
        progress=Decimal(70),
        rate=Decimal("40.5"),
        estimate=True,
        note="n",
        problem="p",
        next="x",
        evidence="e",
        reason="r",
        withdraw=False,
        location=record.location,
    )
    assert str(record.location) == "a.csv:2:1"


def test_the_columns_in_use() -> None:
    record = one(
        "序号,指标编号,指标名称,月份,累计完成,本月新增,计量单位,填报单位,填报日期,进展状态,形象进度,完成率,"
        "预计,备注,存在问题,下一步措施,佐证材料,更正原因\n"
        "1,firms,新增企业,6月,12家,3,家,科工局,2024年7月3日,推进中,70%,40%,是,说明,问题,措施,文件,原因\n"
    )
    assert (record.item, record.value, record.increment) == ("firms", Decimal(12), Decimal(3))
    assert (record.reported_by, record.reported_on) == ("a", date(2024, 7, 3))
    assert (record.state, record.progress, record.rate) == (State.IN_PROGRESS, Decimal(70), Decimal(40))
    assert (record.estimate, record.note, record.problem) == (True, "说明", "问题")
    assert (record.next, record.evidence, record.reason) == ("措施", "文件", "原因")


@pytest.mark.parametrize(
    ("header", "canonical"),
    [
        ("指标", "item"),
        ("指标编号", "item"),
        ("指标名称", "item"),
        ("月份", "period"),
        ("报告期", "period"),
        ("期间", "period"),
        ("完成值", "value"),
        ("累计完成", "value"),
        ("实际完成", "value"),
        ("本月完成", "increment"),
        ("本月新增", "increment"),
        ("单位", "unit"),
        ("计量单位", "unit"),
        ("填报单位", "reported_by"),
        ("责任单位", "reported_by"),
        ("填报日期", "reported_on"),
        ("上报日期", "reported_on"),
        ("状态", "state"),
        ("进展状态", "state"),
        ("形象进度", "progress"),
        ("完成率", "rate"),
        ("预计", "estimate"),
        ("备注", "note"),
        ("说明", "note"),
        ("进展情况", "note"),
        ("存在问题", "problem"),
        ("下一步措施", "next"),
        ("佐证材料", "evidence"),
        ("更正原因", "reason"),
        ("序号", "number"),
        ("目标", "target"),
        ("牵头单位", "lead"),
        (" 指标 名称\n", "item"),
        ("ｉｔｅｍ", "item"),
        ("Item", ""),
        ("得分", ""),
    ],
)
def test_the_names_a_column_may_have(header: str, canonical: str) -> None:
    assert read_name(header) == (canonical, "")


@pytest.mark.parametrize(
    ("header", "unit"),
    [("累计完成（%）", "%"), ("累计完成(亿元)", "亿元"), ("value (家)", "家"), ("完成值 （万 元）", "万元")],
)
def test_a_header_may_state_the_unit(header: str, unit: str) -> None:
    assert read_name(header) == ("value", unit)


def test_a_figure_takes_the_unit_of_its_header() -> None:
    assert one("item,period,value（万元）,reported_by\nmoney,2024-06,9500,a\n").value == Decimal("0.95")
    assert one("item,period,value（%）\nshare,2024-06,0.6\n").value == Decimal("0.6")
    text = "item,period,value（万元）,reported_by\nmoney,2024-06,2亿元,a\n"
    assert told(text) == [("error units-differ", "converts", 2, 15)]


def test_a_batch_has_the_canonical_columns_and_then_its_own() -> None:
    assert CANONICAL[:3] == ("item", "period", "value")
    assert PROVENANCE == ("source", "source_place", "source_sha256", "ingested_at")


@pytest.mark.parametrize(
    ("header", "submitted", "expected"),
    [
        ("item,period,value,score", False, [("error unknown-column", "", 1, 19)]),
        ("item,period,value,score", True, [("warning unknown-column", "", 1, 19)]),
        ("item,period,value,statte", True, [("error unknown-column", "", 1, 19)]),
        ("item,period,value,进展情況", True, [("error unknown-column", "", 1, 19)]),
        ("item,period,value,完成值", False, [("error column-twice", "", 1, 19)]),
        ("period,value", False, [("error missing-column", "item", 1, 1)]),
        ("item,value", False, [("error missing-column", "period", 1, 1)]),
        ("item,value", True, []),
        ("item,period,unit,evidence", False, [("error missing-column", "figure", 1, 1)]),
        ("item,period,value,", False, []),
    ],
)
def test_headers(header: str, submitted: bool, expected: list[tuple[str, str, int, int]]) -> None:
    assert told(f"{header}\n", submitted=submitted) == expected


def test_under_a_broken_header_no_row_counts() -> None:
    result, problems = read("item,period,value,score\nfirms,2024-06,4,9\n")
    assert result.records == ()
    assert [(bad.item, bad.period) for bad in result.bad] == [("firms", Period(2024, 6))]
    assert [problem.rule for problem in problems] == ["unknown-column"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("firms,2024-06,4", ("error row-length", "", 2, 1)),
        ("firms,2024-06,4,a,more", ("error row-length", "", 2, 19)),
        ("firms,2024-06,4,a,,x", ("error row-length", "", 2, 20)),
    ],
)
def test_a_row_of_another_length(row: str, expected: tuple[str, str, int, int]) -> None:
    assert told(f"{HEAD}{row}\n") == [expected]
    result, _ = read(f"{HEAD}{row}\n")
    assert [bad.item for bad in result.bad] == ["firms"]


def test_empty_fields_at_the_end_of_a_row_are_let_pass() -> None:
    assert one(f"{HEAD}firms,2024-06,4,a,,\n").value == Decimal(4)


def test_text_in_a_column_without_a_name() -> None:
    assert told("item,period,value,\nfirms,2024-06,4,x\n") == [("error column-without-name", "", 2, 17)]
    assert told("item,period,value,\nfirms,2024-06,4,\n") == []


# YAML


def test_yaml_with_defaults_of_the_file() -> None:
    result, problems = read(
        "reported_by: 县科工局\nreported_on: 2024-07-03\nperiod: 2024-06\nrecords:\n"
        "  - {item: firms, value: 4}\n"
        "  - {item: 占比, value: 17.2%, reported_on: 2024-07-05}\n",
        kind="yaml",
    )
    assert problems == ()
    assert [(record.item, record.reported_on, record.location.line) for record in result.records] == [
        ("firms", date(2024, 7, 3), 5),
        ("share", date(2024, 7, 5), 6),
    ]


def test_yaml_keys_may_be_chinese() -> None:
    assert one("月份: 6月\nrecords:\n  - {指标: 新增企业, 累计完成: 4家}\n", kind="yaml").value == Decimal(4)


def test_yaml_scalars_are_read_by_our_own_grammar() -> None:
    assert one("records:\n  - {item: share, period: 2024-06, value: 0012}\n", kind="yaml").value == Decimal(
        12
    )
    assert told("records:\n  - {item: share, period: 2024-06, value: 1_0}\n", kind="yaml") == [
        ("error bad-number", "odd-notation", 2, 43)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("item: firms\n", [("error no-records", "", 1, 1)]),
        ("records: 4\n", [("error no-records", "", 1, 1)]),
        ("- {item: firms}\n", [("error no-records", "", 1, 1)]),
        ("records:\n  - firms\n", [("error wrong-shape", "mapping", 2, 5)]),
        ("perod: 2024-06\nrecords: []\n", [("error unknown-key", "", 1, 1)]),
        (
            "period: 2024-06\nrecords:\n  - {item: firms, value: 4, score: 1}\n",
            [("error unknown-key", "", 3, 29)],
        ),
        (
            "period: 2024-06\nrecords:\n  - {item: firms, value: [4]}\n",
            [("error wrong-shape", "text", 3, 26)],
        ),
    ],
)
def test_what_yaml_may_not_hold(text: str, expected: list[tuple[str, str, int, int]]) -> None:
    assert told(text, kind="yaml") == expected


def test_an_empty_list_of_records_is_well() -> None:
    assert told("records: []\n", kind="yaml") == []


# Items


@pytest.mark.parametrize(
    ("name", "item"),
    [
        ("firms", "firms"),
        ("新增企业", "firms"),
        ("企业数", "firms"),
        (" 新增 企业 ", "firms"),
        ("ＦＩＲＭＳ", "firms"),
        ("Firms", "firms"),
        ("build", "build"),
        ("建需求库", "build"),
        ("plant.design", "plant.design"),
        ("建厂.设计", "plant.design"),
        ("people", "people"),
        ("常住人口", "people"),
    ],
)
def test_an_item_by_id_name_alias_or_step(name: str, item: str) -> None:
    assert one(f"item,period,value,note\n{name},2024-06,4,n\n").item == item


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [("新增企业数", "新增企业"), ("frims", "firms"), ("ＦＩＲＭ", "firms"), ("乐山大佛", "")],
)
def test_an_unknown_item_is_suggested_and_never_guessed(name: str, suggestion: str) -> None:
    result, problems = read(f"item,period,value\n{name},2024-06,4\n")
    assert result.records == ()
    assert [(problem.rule, problem.facts["suggestion"]) for problem in problems] == [
        ("unknown-item", suggestion)
    ]


def test_two_columns_that_name_the_item() -> None:
    head = "指标编号,指标名称,月份,累计完成\n"
    assert one(f"{head}firms,新增企业,6月,4\n").item == "firms"
    assert one(f"{head},新增企业,6月,4\n").item == "firms"
    assert one(f"{head}firms,,6月,4\n").item == "firms"
    assert told(f"{head}firms,占比,6月,4\n") == [("error items-differ", "", 2, 7)]
    assert told(f"{head}firms,没有,6月,4\n") == [("error unknown-item", "", 2, 7)]


def test_without_an_item_the_other_slips_are_told_too() -> None:
    assert told("item,period,value,progress\nnobody,2024-13,many,x\n") == [
        ("error unknown-item", "", 2, 1),
        ("error bad-period", "no-such-month", 2, 8),
        ("error bad-number", "unreadable", 2, 16),
        ("error bad-number", "unreadable", 2, 21),
    ]


def test_rows_without_anything_to_say_are_passed_over_and_counted() -> None:
    result, problems = read(
        "item,period,value,note\nfirms,2024-06,,\nfirms,2024-07, ,\n,,,\nfirms,2024-08,4,\n"
    )
    assert (len(result.records), result.blank, result.bad, problems) == (1, 2, (), ())


@pytest.mark.parametrize("column", ["problem", "next", "evidence", "reason"])
def test_words_alone_report_nothing(column: str) -> None:
    assert told(f"item,period,value,{column}\nfirms,2024-06,,x\n") == [("error nothing-reported", "", 2, 1)]


@pytest.mark.parametrize("column", ["note", "progress", "state", "withdraw"])
def test_a_row_without_a_figure_is_a_report(column: str) -> None:
    said = {"note": "x", "progress": "70", "state": "done", "withdraw": "true"}[column]
    record = one(f"item,period,value,{column}\nbuild,2024-06,,{said}\n")
    assert record.value is None


# Periods


@pytest.mark.parametrize(
    "text", ["2024-06", "2024年6月", "6月", "截至6月30日", "1-6月", "上半年", "２０２４-6"]
)
def test_periods(text: str) -> None:
    assert one(f"item,period,value\nfirms,{text},4\n").period == Period(2024, 6)


@pytest.mark.parametrize(
    ("item", "text", "expected"),
    [
        ("firms", "", ("error missing-period", "", 2, 7)),
        ("firms", "juny", ("error bad-period", "unreadable", 2, 7)),
        ("firms", "13月", ("error bad-period", "no-such-month", 2, 7)),
        ("firms", "2023-12", ("error period-outside", "", 2, 7)),
        ("firms", "2025-01", ("error period-outside", "", 2, 7)),
        ("visits", "1-6月", ("error running-period", "", 2, 8)),
        ("visits", "上半年", ("error running-period", "", 2, 8)),
    ],
)
def test_periods_refused(item: str, text: str, expected: tuple[str, str, int, int]) -> None:
    assert told(f"item,period,increment,value\n{item},{text},4,4\n") == [expected]


def test_a_period_for_all_rows() -> None:
    assert one("item,period,value\nfirms,,4\n", defaults=Defaults(period="2024-06")).period == Period(2024, 6)
    own = one("item,period,value\nfirms,2024-05,4\n", defaults=Defaults(period="2024-06"))
    assert own.period == Period(2024, 5)


def test_at_ingest_nothing_lies_ahead() -> None:
    text = "item,period,value,reported_on\nfirms,2024-07,4,2024-07-03\n"
    assert told(text, today="2024-07-31") == []
    assert told(text, today="2024-07-03") == [("warning month-running", "", 2, 7)]
    assert told(text.replace("-07-03", "-06-30"), today="2024-07-31") == [
        ("warning day-before-month", "", 2, 17)
    ]
    assert told(text, today="2024-07-02") == [
        ("warning month-running", "", 2, 7),
        ("error day-ahead", "", 2, 17),
    ]
    assert told(text, today="2024-06-30") == [
        ("error period-ahead", "", 2, 7),
        ("error day-ahead", "", 2, 17),
    ]
    assert told(text) == []


@pytest.mark.parametrize("text", ["2024-07-03", "2024/7/3", "2024年7月3日", "20240703", "２０２４-07-03"])
def test_days(text: str) -> None:
    assert one(f"item,period,value,reported_on\nfirms,2024-06,4,{text}\n").reported_on == date(2024, 7, 3)


def test_days_refused_and_for_all_rows() -> None:
    text = "item,period,value,reported_on\nfirms,2024-06,4,{}\n"
    assert told(text.format("7月3日")) == [("error bad-day", "", 2, 17)]
    assert one(text.format("")).reported_on is None
    given_day = Defaults(reported_on=date(2024, 7, 9))
    assert one(text.format(""), defaults=given_day).reported_on == date(2024, 7, 9)
    assert one(text.format("2024-07-03"), defaults=given_day).reported_on == date(2024, 7, 3)


# Reporters


def test_the_only_unit_that_owes_it_is_the_reporter() -> None:
    assert one("item,period,value\nfirms,2024-06,4\n").reported_by == "a"
    assert told("item,period,value\nmoney,2024-06,4\n") == [("error missing-reporter", "", 2, 1)]
    assert told(f"{HEAD}money,2024-06,4,\n") == [("error missing-reporter", "", 2, 17)]


@pytest.mark.parametrize("name", ["a", "县科工局", "科工局", " 县 科工局", "Ａ"])
def test_a_reporter_by_id_name_or_alias(name: str) -> None:
    assert one(f"{HEAD}money,2024-06,4,{name}\n").reported_by == "a"


def test_a_reporter_for_all_rows() -> None:
    by = Defaults(reported_by="县教育局")
    assert one(f"{HEAD}money,2024-06,4,\n", defaults=by).reported_by == "b"
    assert one(f"{HEAD}money,2024-06,4,a\n", defaults=by).reported_by == "a"


@pytest.mark.parametrize(
    ("item", "reporter", "expected"),
    [
        ("firms", "银行", [("error unknown-reporter", "", 2, 17)]),
        ("firms", "县教育局", [("warning not-involved", "", 2, 17)]),
        ("firms", "县财政局", []),
        ("people", "县财政局", [("warning not-involved", "", 2, 18)]),
        ("parts", "县工会", [("error not-a-part", "", 2, 17)]),
        ("parts", "县教育局", []),
    ],
)
def test_who_may_report(item: str, reporter: str, expected: list[tuple[str, str, int, int]]) -> None:
    assert told(f"{HEAD}{item},2024-06,4,{reporter}\n") == expected


# Figures and units


@pytest.mark.parametrize(
    ("item", "cell", "value", "unit"),
    [
        ("firms", "12", "12", "家"),
        ("firms", "12家", "12", "家"),
        ("firms", "1.2万家", "12000", "家"),
        ("money", "9500万元", "0.95", "亿元"),
        ("money", "12亿元", "12", "亿元"),
        ("money", "2000万", "0.2", "亿元"),
        ("share", "14.6%", "14.6", "%"),
        ("share", "14.6", "14.6", "%"),
        ("share", "0.6%", "0.6", "%"),
        ("share", "0", "0", "%"),
        ("share", "-2", "-2", "%"),
        ("parts", "65人", "65", "名"),
        ("loans", "6800万元", "6800", "万元"),
    ],
)
def test_a_figure_is_kept_in_the_items_unit(item: str, cell: str, value: str, unit: str) -> None:
    record = one(f"{HEAD}{item},2024-06,{cell},a\n")
    assert record.value is not None
    assert (plain(record.value), record.unit) == (value, unit)


@pytest.mark.parametrize(
    ("cell", "unit", "value"),
    [("9500", "万元", "0.95"), ("9500万元", "万元", "0.95"), ("9500 万 元", "万元", "0.95")],
)
def test_the_unit_column(cell: str, unit: str, value: str) -> None:
    record = one(f"item,period,value,unit,reported_by\nmoney,2024-06,{cell},{unit},a\n")
    assert str(record.value) == value


@pytest.mark.parametrize(
    ("item", "cell", "unit", "expected"),
    [
        ("money", "9500万元", "亿元", ("error units-differ", "converts", 2, 15)),
        ("money", "9500万元", "家", ("error units-differ", "", 2, 15)),
        ("money", "9500", "家", ("error unit-mismatch", "", 2, 15)),
        ("firms", "12项", "", ("error unit-mismatch", "", 2, 15)),
        ("firms", "12户", "户", ("error unit-mismatch", "", 2, 15)),
        ("share", "0.146", "", ("error ambiguous-share", "", 2, 15)),
        ("share", "-0.6", "", ("error ambiguous-share", "", 2, 15)),
        ("firms", "many", "", ("error bad-number", "unreadable", 2, 15)),
        ("firms", "—", "", ("error bad-number", "placeholder", 2, 15)),
        ("firms", "-4", "", ("error below-zero", "", 2, 15)),
        ("loans", "6800", "", ("warning unit-unknown", "", 2, 15)),
    ],
)
def test_figures_refused(item: str, cell: str, unit: str, expected: tuple[str, str, int, int]) -> None:
    assert told(f"item,period,value,unit,reported_by\n{item},2024-06,{cell},{unit},a\n") == [expected]


def test_a_share_is_plain_where_the_unit_column_says_so() -> None:
    assert one("item,period,value,unit\nshare,2024-06,0.6,%\n").value == Decimal("0.6")


def test_the_unit_is_that_of_the_target_in_force() -> None:
    assert one("item,period,value\nmoved,2024-06,4亿元\n").unit == "亿元"
    assert one("item,period,value\nmoved,2024-07,2亿元\n").value == Decimal(20000)
    assert told("item,period,value\nmoved,2024-07,4家\n") == [("error unit-mismatch", "", 2, 15)]


def test_increments_and_totals() -> None:
    head = "item,period,value,increment\n"
    both = one(f"{head}visits,2024-01,5,5\n")
    assert (both.value, both.increment) == (Decimal(5), Decimal(5))
    assert one(f"{head}visits,2024-01,,5次\n").increment == Decimal(5)
    assert one(f"{head}visits,2024-01,,-2\n").increment == Decimal(-2)
    assert told(f"{head}visits,2024-01,5,\n") == [("error wrong-figure", "increment", 2, 16)]
    assert told(f"{head}firms,2024-01,,5\n") == [("error wrong-figure", "value", 2, 16)]
    assert told(f"{head}visits,2024-01,,5项\n") == [("error unit-mismatch", "", 2, 17)]


@pytest.mark.parametrize(
    ("cell", "flag", "estimate"),
    [
        ("4（预计数）", "", True),
        ("4", "是", True),
        ("4", "true", True),
        ("4", "√", True),
        ("4（预计）", "是", True),
        ("4", "否", False),
        ("4", "Y", True),
        ("4", "yes", True),
        ("4", "TRUE", True),
        ("4", "n", False),
        ("4", "No", False),
        ("4", "False", False),
        ("4", "", False),
    ],
)
def test_estimates(cell: str, flag: str, estimate: bool) -> None:
    assert one(f"item,period,value,estimate\nfirms,2024-06,{cell},{flag}\n").estimate is estimate


@pytest.mark.parametrize("cell", ["£200000", "$12", "¥1,000", "￥1,000", "US$5", "-€3", "RMB 12"])
def test_a_unit_before_the_number_is_told(cell: str) -> None:
    assert told(f'item,period,value\nfirms,2024-06,"{cell}"\n') == [("error bad-number", "unit-first", 2, 15)]


ENGLISH = load_plan(
    b"""\
schema: 1
plan: {id: demo, title: Demo, year: 2024, language: en, office: a}
lead_units: [{id: a, name: Office}]
programmes:
  - id: p
    title: P
    indicators:
      - {id: wards, name: Wards covered, unit: wards, measure: cumulative, target: {at_least: 10}}
      - {id: length, name: Length, unit: m, measure: level, target: {at_least: 10}}
""",
    "plan/targets.yaml",
).plan


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("wards,1 ward,", []),
        ("wards,2 wards,", []),
        ("wards,1 ward,wards", []),
        ("wards,1 Ward,", ["unit-mismatch"]),
        ("wards,1 warden,", ["unit-mismatch"]),
        ("wards,1 firm,wards", ["units-differ"]),  # one slip, told once
        ("length,1 ms,", ["unit-mismatch"]),
    ],
)
def test_one_ward_is_of_the_unit_wards(row: str, expected: list[str]) -> None:
    assert ENGLISH is not None
    item, value, unit = row.split(",")
    text = f"item,period,value,unit\n{item},2024-06,{value},{unit}\n"
    entries = read_entries(text, "a.csv", kind="csv", submitted=False).entries
    read = RecordReader(ENGLISH).read(entries)
    assert [problem.rule for problem in read.problems] == expected
    assert [record.unit for record in read.records] == ([] if expected else ["wards"])


@pytest.mark.parametrize("column", ["estimate", "withdraw"])
def test_a_flag_that_is_none_refuses_the_record(column: str) -> None:
    text = f"item,period,value,{column}\nfirms,2024-06,4（预计数）,perhaps\n"
    assert told(text) == [("error bad-flag", "", 2, 22)]
    result, _ = read(text)
    assert (result.records, [bad.item for bad in result.bad]) == ((), ["firms"])


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("not_started", "not_started"),
        ("未启动", "not_started"),
        ("推进中", "in_progress"),
        ("已完成", "done"),
        ("DONE", "done"),
        ("Done", "done"),
        ("in progress", "in_progress"),
        ("In Progress", "in_progress"),
        ("IN_PROGRESS", "in_progress"),
        ("Not started", "not_started"),
        ("ｄｏｎｅ", "done"),
    ],
)
def test_states(text: str, state: str) -> None:
    record = one(f"item,period,state\nbuild,2024-06,{text}\n")
    assert record.state is not None
    assert record.state.value == state


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("state", "基本完成", ("error bad-state", "", 2, 15)),
        ("progress", "0.7", ("error ambiguous-share", "", 2, 15)),
        ("progress", "120", ("error share-outside", "", 2, 15)),
        ("progress", "-5%", ("error share-outside", "", 2, 15)),
        ("progress", "70家", ("error unit-mismatch", "", 2, 15)),
        ("progress", "most", ("error bad-number", "unreadable", 2, 15)),
    ],
)
def test_states_and_progress_refused(column: str, cell: str, expected: tuple[str, str, int, int]) -> None:
    assert told(f"item,period,{column}\nbuild,2024-06,{cell}\n") == [expected]


def test_progress_and_rate_are_per_cent() -> None:
    head = "item,period,value,progress,rate\n"
    record = one(f"{head}firms,2024-06,4,70%,120\n")
    assert (record.progress, record.rate) == (Decimal(70), Decimal(120))
    assert one(f"{head}firms,2024-06,4,100,0\n").progress == Decimal(100)
    header_says = one("item,period,value,progress(%)\nfirms,2024-06,4,0.5\n")
    assert header_says.progress == Decimal("0.5")
    assert one(f"{head}firms,2024-06,4,700‰,\n").progress == Decimal(70)


# Columns that repeat the plan


@pytest.mark.parametrize(
    ("column", "cell", "rules"),
    [
        ("目标", "10家", []),
        ("目标", "10", []),
        ("目标", "10家以上", []),
        ("目标", "不低于10家", []),
        ("目标", "12家", ["target-mismatch"]),
        ("目标", "十家", ["target-mismatch"]),
        ("目标", "", []),
        ("牵头单位", "县科工局", []),
        ("牵头单位", "科工局", []),
        ("牵头单位", "县教育局", ["lead-mismatch"]),
        ("牵头单位", "县科工局、县教育局", ["lead-mismatch"]),
        ("序号", "7", []),
    ],
)
def test_the_plan_repeated_beside_a_figure(column: str, cell: str, rules: list[str]) -> None:
    result, problems = read(f"item,period,value,{column}\nfirms,2024-06,4,{cell}\n")
    assert [problem.rule for problem in problems] == rules
    assert [problem.location.column for problem in problems] == [17] * len(rules)
    assert len(result.records) == 1


# Provenance

BATCH = f"{','.join((*CANONICAL, *PROVENANCE))}\n"


def test_a_batch_tells_whence_a_record_came() -> None:
    source_columns = f"june.xlsx,Sheet1!D3,{'0' * 64},2024-07-03T09:30:00+08:00"
    record = one(f"{BATCH}firms,2024-06,4{',' * 15}{source_columns}\n")
    source = record.provenance
    assert source is not None
    assert (source.source, source.source_place, source.source_sha256) == ("june.xlsx", "Sheet1!D3", "0" * 64)
    assert source.ingested_at == datetime.fromisoformat("2024-07-03T09:30:00+08:00")
    assert record.known_on(date(2024, 7, 3))
    assert not record.known_on(date(2024, 7, 2))


@pytest.mark.parametrize("at", ["2024-07-03", "2024-07-03T09:30:00", "yesterday"])
def test_a_time_without_its_offset_cannot_be_put_in_order(at: str) -> None:
    text = BATCH + "firms,2024-06,4" + "," * 15 + f"a.csv,2,00,{at}\n"
    assert told(text) == [("error bad-day", "", 2, 42)]


def test_a_sample_is_marked() -> None:
    table = read_entries("item,period,value\nfirms,2024-06,4\n", "a.csv", kind="csv", submitted=False)
    assert [record.sample for record in RecordReader(DEMO).read(table.entries, sample=True).records] == [True]


# Properties

CELLS = st.sampled_from(
    [
        *("", "firms", "visits", "money", "nobody", "2024-06", "6月", "1-6月", "4", "4家"),
        *("0.5", "-1", "—", "done", "true", "a", "县工会", "70%"),
    ]
)


@given(st.lists(st.lists(CELLS, min_size=8, max_size=8), max_size=4))
def test_every_row_is_a_record_or_refused_or_blank(rows: list[list[str]]) -> None:
    head = "item,period,value,increment,reported_by,state,progress,withdraw"
    result, problems = read("\n".join([head, *(",".join(row) for row in rows)]) + "\n")
    told_lines = {problem.location.line for problem in problems if problem.is_error}
    empty = sum(1 for row in rows if not "".join(row))
    assert len(result.records) + len(result.bad) + result.blank + empty == len(rows)
    assert {bad.location.line for bad in result.bad} == told_lines


@given(
    st.text(max_size=80) | st.text(alphabet='item,period,value\n2024-06firms4:{}[] "-records', max_size=80)
)
def test_any_text_is_records_or_problems(text: str) -> None:
    for kind in ("csv", "yaml"):
        result, problems = read(text, kind=kind)
        assert all(problem.location.path == "a.csv" for problem in problems)
        assert not result.bad or any(problem.is_error for problem in problems)
