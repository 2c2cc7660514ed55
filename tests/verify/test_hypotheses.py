"""Why a rate does not follow: cases worked by hand, and what may never be said."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitrack.numeric import in_base, parse_quantity, round_half_up
from kpitrack.problems import NOWHERE
from kpitrack.verify.hypotheses import follows, reasons
from kpitrack.verify.slips import may_be, meant
from kpitrack.verify.values import Case, Figure, Kind, Other, Rate, Why


def figure(text: str) -> Figure:
    quantity = parse_quantity(text)
    base, one = in_base(Decimal(1), quantity.unit)
    return Figure(quantity.value, base, NOWHERE, text, Fraction(one))


def rate(text: str) -> Rate:
    quantity = parse_quantity(text)
    return Rate(quantity.value, {"%": 100, "‰": 1000, "": 1}[quantity.unit], NOWHERE, text)


def case(actual: str, target: str, printed: str, **more: object) -> Case:
    kind = more.pop("kind", Kind.RATIO)
    return Case(kind, figure(actual), figure(target), rate(printed), **more)  # type: ignore[arg-type]


def likeliest(one: Case) -> str:
    found = reasons(one)
    if not found:
        return "none"
    return f"{found[0].why}/{found[0].variant}" if found[0].variant else found[0].why.value


@pytest.mark.parametrize(
    ("actual", "target", "printed", "how"),
    [
        ("27", "37", "72.97%", "half_up"),  # 72.972…
        ("27", "37", "73%", "half_up"),
        ("1", "8", "12.5%", "half_up"),
        ("1", "8", "13%", "half_up"),  # 12.5 is a tie
        ("1", "8", "12%", "half_even"),
        ("3", "8", "38%", "half_up"),  # 37.5 is a tie, both ways up
        ("9996", "10000", "99.9%", "held"),  # 99.96 would be printed 100.0
        ("5", "1000", "5‰", "half_up"),
        ("7", "17", "0.41", "half_up"),
        ("6800万元", "12亿元", "5.7%", "half_up"),  # 0.68 / 12 = 5.666…
        ("27", "37", "72.9%", ""),
        ("40", "40", "100%", "half_up"),
        ("0", "40", "0.0%", "half_up"),
        ("-4", "40", "-10%", "half_up"),
    ],
)
def test_how_a_rate_follows(actual: str, target: str, printed: str, how: str) -> None:
    one = case(actual, target, printed)
    assert follows(one.exact, one.rate) == how


@pytest.mark.parametrize(
    ("actual", "target", "printed", "why"),
    [
        ("1", "17", "5%", "truncated"),  # 5.88
        ("3599", "3000", "119%", "truncated"),  # 119.97
        ("27", "37", "72.9%", "truncated"),  # 72.97
        ("231", "400", "57.7%", "truncated"),  # 57.75
        (
            "2.7亿元",
            "3.7亿元",
            "72.9%",
            "truncated",
        ),  # rounded inputs would explain 47 rates, cutting off one
        ("1", "3", "34%", "rounded_up"),  # 33.33
        ("6.8亿元", "12亿元", "56.3%", "rounded_inputs"),  # 6.75/11.99… is possible
        (
            "14.2万吨",
            "20.1万吨",
            "70.5%",
            "rounded_inputs",
        ),  # 70.65; 14.15/20.05 = 70.57, 14.15/20.15 = 70.22
        ("318家", "600家", "52.9%", "last_place"),  # 53.0; of 601 it would be 52.9 too
        ("318家", "600家", "53.1%", "last_place"),
        ("14", "10", "100%", "capped"),
        ("-3", "10", "0%", "floored"),
        ("40", "50", "125%", "inverse"),
        ("4.30", "4.17", "96.98%", "inverse"),
        ("31", "40", "22.5%", "complement"),  # 77.5
        ("46", "40", "15%", "growth"),
        ("9.5%", "8.0%", "1.5%", "points"),
        ("12", "80", "60%", "pace"),  # of 80 × 3/12 = 20
        ("8", "40", "2000%", "unit_factor/more"),
        ("6.8", "12", "0.5667%", "unit_factor/less"),
        ("231家", "400家", "57.57%", "slip_rate/swapped"),
        ("231", "400", "5.775%", "slip_rate/point"),
        ("1934", "2700", "7.63%", "slip_rate/missing"),  # 71.63
        ("1234", "2000", "611.7%", "slip_rate/extra"),
        ("1234", "2000", "64.7%", "slip_rate/digit"),
        ("751", "7004", "107.31%", "slip_actual/missing"),  # 7516 / 7004
    ],
)
def test_likeliest_reason(actual: str, target: str, printed: str, why: str) -> None:
    assert likeliest(case(actual, target, printed)) == why


def test_reasons_from_elsewhere_in_the_table() -> None:
    total = Other("合计", Fraction(400), "400")
    beside = (Other("本年投资", Fraction(97), "97"),)
    elsewhere = (Other("乙县", Fraction(61), "61"),)
    assert likeliest(case("53", "80", "13.25%", total=total)) == "of_total"
    assert likeliest(case("53", "80", "54.64%", beside=beside)) == "beside"
    assert likeliest(case("53", "80", "121.25%", beside=beside)) == "numerator"  # 97 / 80
    found = reasons(case("53", "80", "86.89%", elsewhere=elsewhere))
    assert (found[0].why, dict(found[0].facts)) == (Why.ELSEWHERE, {"label": "乙县", "number": "61"})
    assert likeliest(case("53", "80", "41.67%", neighbours=(Fraction(5, 12),))) == "neighbour"
    assert likeliest(case("1110", "1500", "74.72%", mean=Fraction(7472, 10000))) == "mean_of_rates"
    assert likeliest(case("1110", "1500", "73.33%", parts=Fraction(1100, 1500))) == "ratio_of_parts"
    assert likeliest(case("7", "17", "42%", kind=Kind.SHARE, nudged=True)) == "nudged"
    assert likeliest(case("7", "17", "42%", kind=Kind.SHARE)) == "rounded_up"
    assert likeliest(case("12.5", "10", "125.0%", kind=Kind.GROWTH)) == "growth/ratio"


def test_a_count_was_not_rounded() -> None:
    assert likeliest(case("53家", "80家", "66.0%")) != "rounded_inputs"
    assert figure("53家").half == 0
    assert figure("53").half == 0
    assert figure("530").half == Fraction(1, 2)
    assert figure("5.3亿元").half == 5_000_000
    assert figure("5.30亿元").half == 500_000


def test_nothing_is_found_where_nothing_fits() -> None:
    assert reasons(case("231家", "400家", "11.9%")) == ()


@pytest.mark.parametrize(
    ("kind", "number"),
    [("swapped", "27.79"), ("missing", "27.979"), ("extra", "2.97"), ("digit", "27.91"), ("point", "2.797")],
)
def test_slips_of_a_number(kind: str, number: str) -> None:
    assert Decimal(number) in meant(Decimal("27.97"))[kind]


def test_a_slip_is_never_the_number_itself() -> None:
    assert all(Decimal("11.0") not in values for values in meant(Decimal("11.0")).values())


_places = st.integers(0, 4)
_whole = st.integers(1, 999_999)


@given(top=_whole, base=_whole, places=_places)
@settings(max_examples=100, deadline=None)
def test_a_rate_rounded_as_it_should_be_follows(top: int, base: int, places: int) -> None:
    one = case(str(top), str(base), f"{round_half_up(Fraction(top * 100, base), places)}%")
    assert follows(one.exact, one.rate)


@given(
    top=st.decimals(Decimal(1), Decimal(9999), places=4),
    base=st.decimals(Decimal(1), Decimal(9999), places=4),
    kept=st.integers(1, 2),
    places=st.integers(0, 2),
)
@settings(max_examples=200, deadline=None)
def test_a_rate_of_figures_that_were_rounded_is_never_called_a_slip(
    top: Decimal, base: Decimal, kept: int, places: int
) -> None:
    printed = round_half_up(Fraction(top) / Fraction(base) * 100, places)
    shown = [value.quantize(Decimal(1).scaleb(-kept), ROUND_HALF_UP) for value in (top, base)]
    one = case(str(shown[0]), str(shown[1]), f"{printed}%")
    assert follows(one.exact, one.rate) or not likeliest(one).startswith(("slip", "none"))


@given(
    printed=st.decimals(min_value=-9999, max_value=9999, places=2)
    | st.integers(-99999, 99999).map(Decimal)
    | st.decimals(min_value=0, max_value=1, places=4),
    pick=st.integers(min_value=0),
    slack=st.fractions(min_value=0, max_value=2),
)
@settings(max_examples=300, deadline=None)
def test_no_number_that_may_have_been_meant_is_passed_over(
    printed: Decimal, pick: int, slack: Fraction
) -> None:
    numbers = [number for kind in meant(printed).values() for number in kind]
    number = Fraction(numbers[pick % len(numbers)])
    assert may_be(printed, number, number)
    assert may_be(printed, number - slack, number + slack)


@pytest.mark.parametrize(
    ("printed", "number", "expected"),
    [
        ("72.9", "79.2", True),
        ("72.9", "72.39", True),
        ("72.9", "7.29", True),
        ("72.9", "2.9", True),
        ("72.9", "78.9", True),
        ("72.9", "78.8", False),
        ("31", "45", False),
    ],
)
def test_what_one_slip_may_have_made(printed: str, number: str, expected: bool) -> None:
    assert may_be(Decimal(printed), Fraction(number), Fraction(number)) is expected
