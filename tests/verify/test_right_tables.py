"""A table whose rates are all right is never said to have a wrong one, however it is laid out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from kpitrack.numeric import plain, round_half_up
from kpitrack.verify.tables import Asked, verify_file
from kpitrack.verify.values import Outcome


@dataclass(frozen=True, slots=True)
class Made:
    """The figures of a row: of the year, of its last month, of last year; rates of other things; decimals."""

    target: Decimal
    month_target: Decimal
    actual: Decimal
    month: Decimal
    last_target: Decimal
    last: Decimal
    foreign: Decimal
    places: int


def rate(top: Decimal, base: Decimal, made: Made) -> str:
    """A rate as it should be printed; a dash where there is none."""
    return f"{round_half_up(Fraction(top) / Fraction(base) * 100, made.places)}%" if base else "-"


def growth(top: Decimal, base: Decimal, made: Made) -> str:
    return rate(top - base, base, made)


Maker = Callable[[Made, Sequence[Made]], str]
COLUMNS: dict[str, Maker] = {
    "目标": lambda made, _: plain(made.target),
    "月目标": lambda made, _: plain(made.month_target),
    "完成": lambda made, _: plain(made.actual),
    "月完成": lambda made, _: plain(made.month),
    "上年目标": lambda made, _: plain(made.last_target),
    "上年": lambda made, _: plain(made.last),
    "率": lambda made, _: rate(made.actual, made.target, made),
    "月率": lambda made, _: rate(made.month, made.target, made),
    "月月率": lambda made, _: rate(made.month, made.month_target, made),
    "上年率": lambda made, _: rate(made.last, made.last_target, made),
    "增": lambda made, _: growth(made.actual, made.last, made),
    "别": lambda made, _: f"{made.foreign}%",
    "占": lambda made, rows: rate(made.actual, sum((row.actual for row in rows), Decimal(0)), made),
    "目标占": lambda made, rows: rate(made.target, sum((row.target for row in rows), Decimal(0)), made),
    "差": lambda made, _: plain(made.target - made.actual),
    "增量": lambda made, _: plain(made.actual - made.last),
    "注": lambda _made, _rows: "是",
}
# A heading, and after the colon what stands below it.
LAYOUTS = (
    "目标:目标 完成:完成 完成率:率",
    "目标:目标 完成:完成 完成率:率 占比:占",
    "目标:目标 完成:完成 占比:占 完成率:率",
    "目标:目标 完成:完成 占比:占",
    "目标:目标 完成:完成 占比:率",
    "目标:目标 目标占比:目标占 完成:完成 完成占比:占",
    "完成:完成 占比:占",
    "完成:完成 占全省比重:别",
    "目标任务:目标 当月完成数:月完成 累计完成数:完成 当月完成率:月率 累计完成率:率",
    "目标任务:目标 累计完成数:完成 当月完成数:月完成 累计完成率:率 当月完成率:月率",
    "年度目标:目标 本月目标:月目标 本月完成:月完成 本月完成率:月月率 累计完成:完成 累计完成率:率",
    "本月目标:月目标 年度目标:目标 本月完成:月完成 累计完成:完成 完成率:率",
    "年度目标:目标 本月完成:月完成 累计完成:完成 完成率:率",
    "年度目标:目标 累计完成:完成 本月完成:月完成 本月完成率:月率",
    "年度目标:目标 累计完成:完成 本月完成率:月率",
    "年度目标:目标 1-9月完成:完成 9月完成:月完成 1-9月完成率:率 9月完成率:月率",
    "目标:目标 完成:完成 去年完成率:上年率 今年完成率:率",
    "目标:目标 完成:完成 完成率:率 去年同期完成率:上年率",
    "目标:目标 完成:完成 完成率:率 上月完成率:别",
    "目标:目标 完成:完成 2023年完成率:上年率 2024年完成率:率",
    "上年目标:上年目标 上年完成:上年 上年完成率:上年率 本年目标:目标 本年完成:完成 本年完成率:率",
    "2023年目标:上年目标 2023年完成:上年 2023年完成率:上年率 2024年目标:目标 2024年完成:完成 2024年完成率:率",
    "目标:目标 完成率:率 完成:完成 目标:上年目标 完成率:上年率 完成:上年",
    "完成:完成 完成率:率 目标:目标 完成:上年 完成率:上年率 目标:上年目标",
    "完成率:率 目标:目标 完成:完成 完成率:上年率 目标:上年目标 完成:上年",
    "目标:目标 完成:完成 完成率:率 目标:上年目标 完成:上年 完成率:上年率",
    "目标:目标 完成:完成 完成率:率 完成率:别",
    "目标:目标 完成:完成 完成率:率 合格率:别",
    "目标:目标 完成:完成 合格率:别 满意率:别",
    "目标:目标 完成:完成 全省完成率:别 完成率:率",
    "考核目标:上年目标 力争目标:目标 完成:完成 完成率:率",
    "考核目标:目标 力争目标:上年目标 完成:完成 完成率:率",
    "计划数:上年目标 计划投资:目标 开工数:上年 完成投资:完成 开工率:上年率 投资完成率:率",
    "目标:目标 完成:完成 资金目标:上年目标 资金完成:上年 完成率:率 资金完成率:上年率",
    "目标:目标 完成:完成 资金到位:上年 资金到位率:别 完成率:率",
    "本期:完成 去年同期:上年 同比增长:增",
    "本期:完成 去年同期:上年 同比增减:增量",
    "目标:目标 完成:完成 完成率:率 去年同期:上年 同比:增",
    "本月:月完成 去年同月:月目标 累计:完成 去年累计:上年 累计同比:增",
    "目标:目标 完成:完成 差额:差 完成率:率 是否达标:注",
)
_number = st.integers(-2, 40) | st.integers(41, 99_999)
_decimal = _number.map(Decimal) | st.decimals(1, 9999, places=1)
_made = st.builds(
    Made,
    target=_decimal,
    month_target=_decimal,
    actual=_decimal,
    month=_decimal,
    last_target=_decimal,
    last=_decimal,
    foreign=st.sampled_from([Decimal(100), Decimal(0)]) | st.decimals(1, 150, places=1),
    places=st.integers(0, 3),
)
NAMES = ("华阁", "明山", "南洲", "麻河口", "青树嘴", "茅草街")


def wrong(text: str) -> list[str]:
    """What is called wrong."""
    verified, _ = verify_file(text.encode(), "t.csv", Asked())
    return [
        f"{finding.name} {finding.column} {finding.printed}" for finding in verified.having(Outcome.WRONG)
    ]


@given(
    layout=st.sampled_from(LAYOUTS),
    name=st.sampled_from(["指标", "单位", "乡镇", "项目名称"]),
    rows=st.lists(_made, min_size=1, max_size=6),
    unit=st.sampled_from(["", "家", "万元"]),
)
@settings(max_examples=250, deadline=None, derandomize=True)
def test_a_table_that_is_right_is_never_called_wrong(
    layout: str, name: str, rows: list[Made], unit: str
) -> None:
    columns = [part.split(":") for part in layout.split()]
    lines = [",".join([name, *(heading for heading, _ in columns)])]
    for own, made in zip(NAMES, rows, strict=False):
        cells = [COLUMNS[key](made, rows) for _, key in columns]
        lines.append(",".join([own, *(cell + unit if cell[-1].isdigit() else cell for cell in cells)]))
    assert wrong("\n".join(lines)) == []


_amounts = st.lists(st.lists(st.integers(1, 999), min_size=1, max_size=4), min_size=1, max_size=4)


@given(groups=_amounts, numbered=st.booleans(), heading=st.sampled_from(["完成", "人均完成", "投资均价"]))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_a_total_of_rows_on_two_levels_is_never_called_wrong(
    groups: list[list[int]], numbered: bool, heading: str
) -> None:
    rows = []
    for place, group in enumerate(groups):
        rows.append((f"{'一二三四'[place]}、" if numbered else "", sum(group)))
        rows += [(f"{order}." if numbered else "", amount) for order, amount in enumerate(group, 1)]
    whole = sum(map(sum, groups)) if heading == "完成" else 7
    lines = [f"{mark}某项,100,{amount},{amount}%" for mark, amount in rows]
    totals = f"合计,{100 * len(groups)},{whole},{round_half_up(Fraction(whole, len(groups)), 2)}%"
    told = wrong("\n".join([f"项目,目标,{heading},完成率", totals, *lines]))
    assert [each for each in told if "目标" not in each] == []
