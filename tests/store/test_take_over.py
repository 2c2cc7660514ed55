"""Taking over a ledger that an office keeps on: what comes again month after month, and what is new in it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitrack.closing import Request, close
from kpitrack.intake import IngestResult, Options, Submission, ingest
from kpitrack.periods import Period
from kpitrack.workspace import open_workspace
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
) -> IngestResult:
    data = text if isinstance(text, bytes) else text.encode()
    how = Options(
        now=now, reason=reason, reopen=bool(reason), month=month, reported_on=reported_on, partial=partial
    )
    return ingest(open_workspace(root), [Submission(name, data)], how, disk=Quick())


def totals(result: IngestResult) -> list[tuple[int, int, int, int]]:
    return [(file.read, file.stored, file.already, file.rejected) for file in result.files]


def found(result: IngestResult) -> list[str]:
    return [f"{problem.location} {problem.rule}" for problem in result.problems]


def said(root: Path, through: Period = Period(2025, 12)) -> dict[str, str]:
    """What is in force up to a month: figure, rate and note by item and month."""
    return {
        f"{record.item} {record.period}": f"{record.value} {record.rate} {record.note}".replace("None", "-")
        for record in open_workspace(root).ledger().in_force()
        if record.period <= through
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
    ("text", "reported_on"), [("填报日期：2025年11月5日,,,,,\n" + KEPT_ON, None), (KEPT_ON, date(2025, 11, 5))]
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
    assert totals(result) == [(6, 0, 0, 6)]


def test_a_row_that_says_more_is_news(root: Path) -> None:
    take(root, "指标,月份,累计完成\n旅游公路,2025-09,33.8\n")

    result = take(root, "指标,月份,累计完成,备注\n旅游公路,2025-09,33.8,含县道\n", NOVEMBER)

    assert totals(result) == [(1, 1, 0, 0)]
    assert said(root) == {"road 2025-09": "33.8 - 含县道"}


def test_a_dated_row_that_drops_a_text_is_news(root: Path) -> None:
    head = "指标,月份,累计完成,填报日期,存在问题\n旅游公路,2025-09,33.8,"
    take(root, head + "2025-10-03,征地未完成\n")

    assert totals(take(root, head + "2025-10-09,\n")) == [(1, 1, 0, 0)]


_CELL = st.tuples(st.booleans(), st.booleans(), st.booleans())


@settings(max_examples=25, deadline=None)
@given(beside=st.tuples(_CELL, _CELL), kept=st.tuples(_CELL, _CELL), more=st.integers(0, 2), mend=st.booleans())
def test_a_ledger_kept_on_changes_nothing_of_its_old_months(
    beside: tuple[tuple[bool, bool, bool], tuple[bool, bool, bool]],
    kept: tuple[tuple[bool, bool, bool], tuple[bool, bool, bool]],
    more: int,
    mend: bool,  # noqa: FBT001 - given by name
) -> None:
    """However many months it has more, and whatever it leaves out beside the old figures."""
    first = _ledger(1, beside)
    fewer = tuple(
        tuple(a and b for a, b in zip(one, other, strict=True)) for one, other in zip(beside, kept, strict=True)
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
