"""Taking over a ledger that an office keeps on: what comes again month after month, and what is new in it."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitrack.closing import Request, close
from kpitrack.intake import IngestResult, Options, Submission, ingest
from kpitrack.periods import Period
from kpitrack.render.intake import intake_text
from kpitrack.render.places import original, short_names
from kpitrack.render.problems import hint_of, sentence_of
from kpitrack.render.returns import returned_copies
from kpitrack.render.show import Show
from kpitrack.reported import Provenance, Record
from kpitrack.wording import Words
from kpitrack.workspace import open_workspace
from tests.sources.books import saved
from tests.store.disks import Quick

PLAN = """\
schema: 1
plan: {id: p, title: 方案, place: 云溪, year: 2025, office: a, language: zh}
lead_units: [{id: a, name: 县交通运输局}]
programmes:
  - id: goals
    title: 目标
    tasks:
      - id: t
        title: 任务
        lead: [a]
        indicators:
          - {id: road, name: 旅游公路, unit: 公里, measure: cumulative, target: {at_least: 45}}
          - {id: inns, name: 星级民宿, unit: 家, measure: cumulative, target: {at_least: 20}}
        actions:
          - {id: base, name: 培育库, kind: milestone}
"""
OCTOBER = datetime(2025, 10, 10, 1, tzinfo=UTC)
NOVEMBER = OCTOBER + timedelta(days=27)
LEDGER = """\
指标名称,8月,9月,完成率,备注
旅游公路,30,33.8,75.1%,县道在建
星级民宿,12,14,70%,
"""
CORRECTION = "指标,月份,累计完成,填报日期,更正原因\n旅游公路,2025-09,34.2,2025-10-15,漏报一段\n"
KEPT_ON = """\
指标名称,8月,9月,10月,完成率,备注
旅游公路,30,33.8,37,,县道完工
星级民宿,12,14,15,,
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return made(tmp_path)


def made(folder: Path) -> Path:
    (folder / "plan").mkdir()
    (folder / "plan" / "targets.yaml").write_text(PLAN, encoding="utf-8")
    return folder


def take(
    root: Path,
    text: str | bytes,
    now: datetime = OCTOBER,
    *,
    name: str = "台账.csv",
    reason: str = "",
    month: Period | None = None,
    reported_on: date | None = None,
    partial: bool = False,
    undated: bool = False,
) -> IngestResult:
    data = text if isinstance(text, bytes) else text.encode()
    how = Options(
        now=now,
        reason=reason,
        reopen=bool(reason),
        month=month,
        reported_on=reported_on,
        partial=partial,
        undated=undated,
        wait=5,
    )
    return ingest(open_workspace(root), [Submission(name, data)], how, disk=Quick())


def books(tables: dict[str, list[list[object]]]) -> bytes:
    """A workbook with a sheet for each table."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in tables.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return saved(made)


def totals(result: IngestResult) -> list[tuple[int, int, int, int]]:
    return [(file.read, file.stored, file.already, file.rejected) for file in result.files]


def found(result: IngestResult) -> list[str]:
    return [f"{problem.location} {problem.rule}" for problem in result.problems]


def said(root: Path, through: Period | None = None) -> dict[str, str]:
    """What is in force up to a month: figure, rate and note by item and month."""
    return {
        f"{record.item} {record.period}": f"{record.value} {record.rate} {record.note}".replace("None", "-")
        for record in open_workspace(root).ledger().in_force()
        if through is None or record.period <= through
    }


def test_a_correction_stands_when_the_ledger_comes_again_with_another_month(root: Path) -> None:
    take(root, LEDGER)
    take(root, CORRECTION, OCTOBER + timedelta(days=5), name="更正.csv")

    result = take(root, KEPT_ON, NOVEMBER, reason="更新台账")

    assert totals(result) == [(6, 2, 4, 0)]
    assert found(result) == ["台账.csv:2:9 older-than-in-force"]
    assert said(root) == {
        "inns 2025-08": "12 - ",
        "inns 2025-09": "14 70 ",
        "inns 2025-10": "15 - ",
        "road 2025-08": "30 - ",
        "road 2025-09": "34.2 - ",
        "road 2025-10": "37 - 县道完工",
    }


@pytest.mark.parametrize(
    ("text", "reported_on"),
    [("填报日期：2025年11月5日,,,,,\n" + KEPT_ON, None), (KEPT_ON, date(2025, 11, 5))],
)
def test_the_day_of_a_ledger_is_not_that_of_its_earlier_months(
    root: Path, text: str, reported_on: date | None
) -> None:
    take(root, LEDGER)
    take(root, CORRECTION, OCTOBER + timedelta(days=5), name="更正.csv")

    assert totals(take(root, text, NOVEMBER, reported_on=reported_on)) == [(6, 2, 4, 0)]
    assert said(root)["road 2025-09"] == "34.2 - "


def test_a_ledger_brings_its_new_month_after_the_one_before_is_closed(root: Path) -> None:
    take(root, LEDGER)
    close(open_workspace(root), Request(Period(2025, 9), OCTOBER + timedelta(days=2)))

    result = take(root, KEPT_ON, NOVEMBER)

    assert (totals(result), found(result)) == ([(6, 2, 4, 0)], [])
    assert said(root)["road 2025-09"] == "33.8 75.1 县道在建"


def test_another_figure_of_a_closed_month_still_wants_a_reason(root: Path) -> None:
    take(root, LEDGER)
    close(open_workspace(root), Request(Period(2025, 9), OCTOBER + timedelta(days=2)))

    result = take(root, KEPT_ON.replace("33.8", "33.9"), NOVEMBER)

    assert found(result) == ["台账.csv:2:9 closed-month", "台账.csv:2:9 correction-without-reason"]
    assert totals(result) == [(6, 0, 3, 3)]


def test_a_row_that_says_more_is_news(root: Path) -> None:
    take(root, "指标,月份,累计完成\n旅游公路,2025-09,33.8\n")

    result = take(root, "指标,月份,累计完成,备注\n旅游公路,2025-09,33.8,含县道\n", NOVEMBER)

    assert totals(result) == [(1, 1, 0, 0)]
    assert said(root) == {"road 2025-09": "33.8 - 含县道"}


def test_a_dated_row_that_drops_a_text_is_news(root: Path) -> None:
    head = "指标,月份,累计完成,填报日期,存在问题\n旅游公路,2025-09,33.8,"
    take(root, head + "2025-10-03,征地未完成\n")

    assert totals(take(root, head + "2025-10-09,\n")) == [(1, 1, 0, 0)]


def test_the_status_of_an_undated_ledger_is_that_of_records_without_a_day(root: Path) -> None:
    result = take(root, LEDGER, undated=True)

    assert totals(result) == [(4, 4, 0, 0)]
    assert {record.reported_on for record in open_workspace(root).records} == {None}
    told = open_workspace(root).assess(Period(2025, 9)).reporting.units[0]
    assert (told.undated, told.late, told.on_time) == (2, (), 0)
    assert totals(take(root, LEDGER, NOVEMBER)) == [(4, 0, 4, 0)]


def test_two_undated_figures_of_a_month_are_a_conflict(root: Path) -> None:
    take(root, LEDGER, undated=True)

    other = take(root, LEDGER.replace("33.8", "33.9"), NOVEMBER, name="另一份.csv", undated=True)

    assert found(other) == ["另一份.csv:2:9 conflict"]
    assert said(root)["road 2025-09"] == "33.8 75.1 县道在建"


def test_what_is_undated_is_corrected_by_any_dated_report_and_corrects_none(root: Path) -> None:
    take(root, LEDGER, undated=True)
    take(root, CORRECTION, OCTOBER + timedelta(days=5), name="更正.csv")
    assert said(root)["road 2025-09"] == "34.2 - "

    other = take(root, LEDGER.replace("33.8", "33.9"), NOVEMBER, name="另一份.csv", undated=True)

    assert found(other) == ["另一份.csv:2:9 older-than-in-force"]
    late = "指标,月份,累计完成,更正原因\n旅游公路,2025-09,33.9,核减\n"
    result = take(root, late, NOVEMBER, name="补.csv", undated=True)
    assert found(result) == ["补.csv:2:1 older-than-in-force"]
    assert said(root)["road 2025-09"] == "34.2 - "


def test_a_month_that_is_not_over_was_reported_by_today(root: Path) -> None:
    take(root, "指标,月份,累计完成\n旅游公路,2025-10,36\n旅游公路,2025-09,33.8\n", undated=True)

    days = {str(record.period): record.reported_on for record in open_workspace(root).records}
    assert days == {"2025-10": date(2025, 10, 10), "2025-09": None}


def test_a_figure_up_to_a_month_is_read_with_its_month(root: Path) -> None:
    table = (
        "工作内容,截至9月底完成情况,完成率（%）,备注\n旅游公路,33.8公里,75.1,在建\n星级民宿,16,80,待评定\n"
    )

    assert totals(take(root, table)) == [(2, 2, 0, 0)]
    assert said(root) == {"inns 2025-09": "16 80 待评定", "road 2025-09": "33.8 75.1 在建"}


def test_what_tells_of_a_month_in_words_is_its_note(root: Path) -> None:
    table = "工作内容,截至9月底完成情况,是否完成,备注\n培育库,入库企业23家,是,持续推进\n"

    assert totals(take(root, table)) == [(1, 1, 0, 0)]
    assert said(root) == {"base 2025-09": "- - 入库企业23家；备注：持续推进"}


@pytest.mark.parametrize("partial", [False, True])
def test_a_number_in_a_column_that_is_not_read_is_never_passed_over(
    root: Path,
    partial: bool,
) -> None:
    table = (
        "指标,月份,完成的数字,完成率,备注,联系电话\n"
        "星级民宿,2025-09,16家,80,待评定,5231\n旅游公路,2025-09,,70,在建,5232\n"
    )

    result = take(root, table, partial=partial)

    assert "台账.csv:2:14 nothing-reported" in found(result)
    assert totals(result) == [(2, 1, 0, 1) if partial else (2, 0, 0, 2)]
    assert "inns 2025-09" not in said(root)


@pytest.mark.parametrize(
    ("heading", "is_lost"),
    [("任务完成数", True), ("2025年数", True), ("目标任务", False), ("上年同期", False), ("联系电话", False)],
)
def test_which_numbers_would_be_lost(root: Path, heading: str, is_lost: bool) -> None:
    table = f"指标,月份,{heading},备注\n星级民宿,2025-09,16,待评定\n"

    places = found(take(root, table))

    assert ("台账.csv:2:14 nothing-reported" in places) == is_lost
    assert any(place.endswith(" unknown-column") for place in places)


def test_an_undated_batch_that_was_lost_comes_back_undated(root: Path) -> None:
    take(root, LEDGER, undated=True)
    take(root, CORRECTION, OCTOBER + timedelta(days=5), name="更正.csv")
    next((root / "data" / "progress" / "2025-10").glob("0001-*.csv")).unlink()

    assert totals(take(root, LEDGER, NOVEMBER, undated=True)) == [(4, 4, 0, 0)]
    assert said(root)["road 2025-09"] == "34.2 - "
    assert [str(record.reported_on) for record in open_workspace(root).records if record.item == "inns"] == [
        "None",
        "None",
    ]


@pytest.mark.parametrize(
    ("cell", "number"), [("预计7", "7"), ("约1280.5公里", "1280.5"), ("20左右", "20"), ("近9200", "9200")]
)
def test_a_figure_that_is_not_exact_says_how_to_write_it(root: Path, cell: str, number: str) -> None:
    problem = take(root, f"指标,月份,累计完成\n旅游公路,2025-09,{cell}\n").problems[0]

    assert (problem.rule, problem.variant) == ("bad-number", "not-exact")
    assert hint_of(problem, Words("zh")) == f"请填确数；预计数写作 {number}（预计数）"


def test_a_note_beside_the_progress_is_kept_with_its_name(root: Path) -> None:
    table = (
        "任务,月份,备注,进展情况,状态\n"
        "培育库,2025-09,持续推进,入库企业23家。,推进中\n培育库,2025-08,超时,,推进中\n"
    )

    take(root, table)

    assert said(root) == {"base 2025-08": "- - 超时", "base 2025-09": "- - 入库企业23家。备注：持续推进"}


@pytest.mark.parametrize("heading", ["任务,月份,备注,备注,状态", "指标,月份,累计完成,实际完成,备注"])
def test_a_column_twice_is_still_an_error(root: Path, heading: str) -> None:
    result = take(root, f"{heading}\n培育库,2025-09,1,1,\n")

    assert found(result)[0].split(" ") == [
        "台账.csv:1:10" if heading[0] == "任" else "台账.csv:1:12",
        "column-twice",
    ]


@pytest.mark.parametrize(
    ("row", "place"), [("合计,,42,47.8", "4:1"), (",合 计,42,47.8", "4:2"), (",小计,约42,—", "4:2")]
)
def test_a_row_of_sums_is_passed_over_and_said(root: Path, row: str, place: str) -> None:
    table = f"序号,指标名称,8月,9月\n1,旅游公路,30,33.8\n2,星级民宿,12,14\n{row}\n"

    result = take(root, table)

    assert (totals(result), found(result)) == ([(4, 4, 0, 0)], [f"台账.csv:{place} total-row"])


@pytest.mark.parametrize("name", ["空行 1", "（空行２）", "空白行", "备用", "Blank row 3"])
def test_a_free_row_with_zeros_of_a_formula_is_passed_over_and_said(root: Path, name: str) -> None:
    table = f"序号,指标名称,8月,9月\n1,旅游公路,30,33.8\n2,{name},0,0.00\n"

    result = take(root, table)

    assert (totals(result), found(result)) == ([(2, 2, 0, 0)], ["台账.csv:3:3 total-row"])
    assert sentence_of(result.problems[0], Words("zh")) == f"这一行只占位置（{name}），未读"


@pytest.mark.parametrize("row", ["3,,,", "3,空行 1,,", ",,,"])
def test_a_free_row_without_anything_is_counted_as_blank(root: Path, row: str) -> None:
    result = take(root, f"序号,指标名称,8月,9月\n1,旅游公路,30,33.8\n{row}\n")

    assert (totals(result), found(result)) == ([(2, 2, 0, 0)], [])


@pytest.mark.parametrize("row", ["空行 1,,3", "空行,5,0", "空行处整治,0,0"])
def test_a_free_row_with_a_figure_is_an_unknown_item(root: Path, row: str) -> None:
    result = take(root, f"序号,指标名称,8月,9月\n1,旅游公路,30,33.8\n2,{row}\n")

    assert found(result)
    assert {line.split(" ")[1] for line in found(result)} == {"unknown-item"}


def test_a_sum_that_is_an_item_of_the_plan_is_read(root: Path) -> None:
    plan = root / "plan" / "targets.yaml"
    plan.write_text(PLAN.replace("name: 星级民宿", "name: 合计"), encoding="utf-8")

    assert totals(take(root, "指标名称,8月,9月\n合计,12,14\n")) == [(2, 2, 0, 0)]


@pytest.mark.parametrize(
    ("word", "said_of_it"),
    [
        ("是", "done"),
        ("√", "done"),
        ("已完成", "done"),
        ("否", "bad-state/yes-no"),
        ("×", "bad-state/yes-no"),
        ("基本完成", "bad-state/"),
    ],
)
def test_whether_it_is_done(root: Path, word: str, said_of_it: str) -> None:
    result = take(root, f"工作任务,是否完成,进展情况\n培育库,{word},已建\n", month=Period(2025, 9))

    states = [str(record.state) for record in open_workspace(root).records]
    assert [*states, *(f"{problem.rule}/{problem.variant}" for problem in result.problems)] == [said_of_it]


def test_a_sheet_that_cannot_be_read_does_not_refuse_the_others(root: Path) -> None:
    tables = books(
        {
            "量化指标": [["指标名称", "9月"], ["旅游公路", 33.8], ["星级民宿", 14]],
            "重点任务": [["任务", "月份", "状态", "进展状态"], ["培育库", "2025-09", "已完成", "已完成"]],
        }
    )

    result = take(root, tables, name="台账.xlsx", partial=True)

    assert found(result) == ["台账.xlsx[重点任务!D1] column-twice"]
    assert totals(result) == [(3, 2, 0, 1)]
    copy = openpyxl.load_workbook(io.BytesIO(next(iter(returned_copies(result, Words("zh")))).data))
    assert copy["量化指标"]["C2"].value is None
    assert copy["重点任务"]["E2"].value == "D1: 列“进展状态”与“状态”是同一列（请只保留一列）"
    assert totals(take(root, tables, name="台账.xlsx")) == [(3, 0, 2, 1)]


def test_rows_and_figures_are_counted_apart(root: Path) -> None:
    result = take(root, LEDGER)

    told = intake_text(result, Show(open_workspace(root).checked_plan(), Words("zh")))
    assert told.startswith("台账.csv：读取 2 行、4 个数 = 新入库 4 + 已有 0 + 退回 0\n")


def test_rates_that_differ_are_told_to_one_decimal(root: Path) -> None:
    result = take(
        root, "指标,月份,累计完成,完成率\n旅游公路,2025-09,33.75,66.6666666667%\n星级民宿,2025-09,14,70.04%\n"
    )

    told = [(problem.facts["found"], problem.facts["ours"]) for problem in result.problems]
    assert told == [("66.7", "75.0"), ("70.04", "70.00")]


_CELL = st.tuples(st.booleans(), st.booleans(), st.booleans())


@settings(max_examples=25, deadline=None)
@given(
    beside=st.tuples(_CELL, _CELL), kept=st.tuples(_CELL, _CELL), more=st.integers(0, 2), mend=st.booleans()
)
def test_a_ledger_kept_on_changes_nothing_of_its_old_months(
    beside: tuple[tuple[bool, bool, bool], tuple[bool, bool, bool]],
    kept: tuple[tuple[bool, bool, bool], tuple[bool, bool, bool]],
    more: int,
    mend: bool,
) -> None:
    """However many months it has more, and whatever it leaves out beside the old figures."""
    first = _ledger(1, beside)
    fewer = tuple(
        tuple(a and b for a, b in zip(one, other, strict=True))
        for one, other in zip(beside, kept, strict=True)
    )
    with TemporaryDirectory() as folder:
        root = made(Path(folder))
        take(root, first)
        if mend:
            take(root, CORRECTION.replace("2025-09", "2025-08"), OCTOBER + timedelta(days=5), name="更正.csv")
        before = said(root, Period(2025, 8))

        result = take(root, _ledger(1 + more, kept if more else fewer), NOVEMBER)

        assert said(root, Period(2025, 8)) == before
        assert totals(result)[0][1] == 2 * more


def _ledger(months: int, beside: tuple[tuple[bool, ...], ...]) -> str:
    """Figures of months from August on; beside those of the last a rate, a note and a problem, or none."""
    rows = ["指标名称," + ",".join(f"{8 + place}月" for place in range(months)) + ",完成率,备注,存在问题"]
    for place, name in enumerate(("旅游公路", "星级民宿")):
        figures = [str(4 + place + number) for number in range(months)]
        texts = [
            text if there else "" for text, there in zip(("20%", "在建", "缺钱"), beside[place], strict=True)
        ]
        rows.append(",".join((name, *figures, *texts)))
    return "\n".join(rows) + "\n"


def test_files_are_printed_by_name_alone_where_that_tells_them_apart() -> None:
    names = ("../收到/更正.csv", "C:\\收到\\补报.csv", "9月/交通局.xlsx", "10月/交通局.xlsx", "-")

    assert short_names([_sent_in(name) for name in names]) == {
        "../收到/更正.csv": "更正.csv",
        "C:\\收到\\补报.csv": "补报.csv",
        "-": "-",
    }
    assert original(_sent_in("../收到/更正.csv"), {"../收到/更正.csv": "更正.csv"}) == "更正.csv[A2]"
    assert original(_sent_in("9月/交通局.xlsx")) == "9月/交通局.xlsx[A2]"


def _sent_in(name: str) -> Record:
    return Record("road", Period(2025, 9), "a", provenance=Provenance(name, "A2", "0" * 64, OCTOBER))
