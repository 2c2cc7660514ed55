"""The number grammar, the families of units, and the rounding rule: spec section 5 and section 7."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrack.numeric import (
    Line,
    NumberRefusedError,
    Quantity,
    UnitMismatchError,
    convert,
    decimals,
    exact_difference,
    exact_sum,
    fold,
    is_fraction_like,
    is_share,
    parse_plain,
    parse_quantity,
    plain,
    round_away,
    round_half_up,
    round_towards_zero,
    show_difference,
    show_needed,
    show_percent,
    show_points,
    show_value,
    show_worked,
)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("0", "0", ""),
        ("12", "12", ""),
        ("+12", "12", ""),
        ("-12", "-12", ""),
        ("12.50", "12.50", ""),
        ("0012", "12", ""),
        ("1,234", "1234", ""),
        ("1,234,567.8", "1234567.8", ""),
        ("12亿元", "12", "亿元"),
        ("12 亿元", "12", "亿元"),
        ("  65名 ", "65", "名"),
        ("14.6%", "14.6", "%"),
        ("3‰", "3", "‰"),
        ("-1.5个百分点", "-1.5", "个百分点"),
        ("12万", "12", "万"),
        ("1,234 万元", "1234", "万元"),
        ("3千元", "3", "千元"),
        ("7件/万人", "7", "件/万人"),
        ("120km2", "120", "km2"),
        ("15m²", "15", "m²"),
        ("5m3", "5", "m3"),
        ("１２．５％", "12.5", "%"),
        ("１，２３４", "1234", ""),
        ("－５", "-5", ""),
        ("−5", "-5", ""),
        ("12\u00a0亿元", "12", "亿元"),
        ("\u300012\u3000", "12", ""),
        ("1\u200b2", "12", ""),
        ("\ufeff12", "12", ""),
        ("999999999999999999", "999999999999999999", ""),
        ("0000000000000000000000012", "12", ""),
    ],
)
def test_accepted(text: str, value: str, unit: str) -> None:
    quantity = parse_quantity(text)
    assert (str(quantity.value), quantity.unit, quantity.estimate) == (value, unit, False)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("\u200b", "empty"),
        ("（预计数）", "empty"),
        ("1 2", "digit-space"),
        ("12 3亿元", "digit-space"),
        ("1,234 5", "digit-space"),
        ("1e5", "exponent"),
        ("1E+5", "exponent"),
        ("8.5e1", "exponent"),
        ("1e1000000", "exponent"),
        ("1_000", "odd-notation"),
        ("0x1F", "odd-notation"),
        (".5", "odd-notation"),
        ("-.5", "odd-notation"),
        ("NaN", "not-a-number"),
        ("nan", "not-a-number"),
        ("Infinity", "not-a-number"),
        ("-inf", "not-a-number"),
        ("+Infinity", "not-a-number"),
        ("十二", "chinese-numerals"),
        ("零", "chinese-numerals"),
        ("两个", "chinese-numerals"),
        ("3千", "chinese-numerals"),
        ("5百万元", "chinese-numerals"),
        ("12万三千", "chinese-numerals"),
        ("1二", "chinese-numerals"),
        ("1234567890123456789", "too-many-digits"),
        ("1234567890.123456789", "too-many-digits"),
        ("3l8家", "letter-inside"),
        ("1O0", "letter-inside"),
        ("12 I3家", "two-numbers"),
        ("12m3天2", "two-numbers"),
        ("80-90", "two-numbers"),
        ("80~90", "two-numbers"),
        ("3/4", "two-numbers"),
        ("12（含3家）", "two-numbers"),
        ("3千5百", "two-numbers"),
        ("2024年6月", "two-numbers"),
        ("①12", "circled"),
        ("12②", "circled"),
        ("㈠", "circled"),
        ("—", "placeholder"),
        ("——", "placeholder"),
        ("-", "placeholder"),
        ("－", "placeholder"),
        ("/", "placeholder"),
        ("／", "placeholder"),
        ("无", "placeholder"),
        ("N/A", "placeholder"),
        ("1,23", "bad-grouping"),
        ("1234,567", "bad-grouping"),
        ("1,2345", "bad-grouping"),
        ("1.234,5", "bad-grouping"),
        ("1.2.3", "bad-grouping"),
        ("12。5", "bad-grouping"),
        ("约85", "not-exact"),
        ("超100", "not-exact"),
        ("≥12", "not-exact"),
        (">12", "not-exact"),
        ("12左右", "not-exact"),
        ("12家以上", "not-exact"),
        ("12余家", "not-exact"),
        ("12多", "not-exact"),
        ("=80+5", "formula"),
        ("٣", "other-digits"),
        ("1٣", "other-digits"),
        ("12.", "unreadable"),
        ("--5", "unreadable"),
        ("- 5", "unreadable"),
        ("'85", "unreadable"),
        ("¥12", "unit-first"),
        ("12¥ 3", "two-numbers"),
        ("TRUE", "unreadable"),
        ("已完成", "unreadable"),
        ("12\u202e家", "unreadable"),
        ("12\x1b家", "unreadable"),
    ],
)
def test_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(NumberRefusedError) as refused:
        parse_quantity(text)
    assert refused.value.reason == reason


def test_too_many_digits_tells_the_limit() -> None:
    with pytest.raises(NumberRefusedError) as refused:
        parse_quantity("1" * 19)
    assert refused.value.facts == {"limit": "18"}


@pytest.mark.parametrize(
    "text", ["12（预计数）", "12(预计数)", "12 （预计）", "12（初步数）", "12（快报数）"]
)
def test_a_figure_marked_as_an_estimate(text: str) -> None:
    assert parse_quantity(text) == Quantity(Decimal(12), "", estimate=True)


def test_the_mark_stands_behind_the_unit() -> None:
    assert parse_quantity("7.5 亿元（预计数）") == Quantity(Decimal("7.5"), "亿元", estimate=True)


@pytest.mark.parametrize("text", ["-0", "-0.0", "−0", "－０"])
def test_there_is_no_negative_zero(text: str) -> None:
    value = parse_quantity(text).value
    assert value == 0
    assert not value.is_signed()


def test_a_plain_number_stands_alone() -> None:
    assert parse_plain("1,250.5") == Decimal("1250.5")
    with pytest.raises(NumberRefusedError) as refused:
        parse_plain("5%")
    assert (refused.value.reason, refused.value.facts) == ("unit-here", {"unit": "%"})
    with pytest.raises(NumberRefusedError) as refused:
        parse_plain("5（预计数）")
    assert refused.value.reason == "unit-here"


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "expected"),
    [
        ("9500", "万元", "亿元", "0.9500"),
        ("1.2", "亿元", "万元", "12000"),
        ("12", "千元", "元", "12000"),
        ("7", "元", "万元", "0.0007"),
        ("12", "亿元", "亿元", "12"),
        ("12", "万", "亿元", "0.0012"),
        ("12", "万", "元", "120000"),
        ("12", "万", "万人", "12"),
        ("12", "万", "件", "120000"),
        ("60", "万人", "人", "600000"),
        ("600000", "人", "万人", "60.0000"),
        ("3", "亿件", "万件", "30000"),
        ("65", "人", "名", "65"),
        ("65", "名", "人", "65"),
        ("6", "万人", "名", "60000"),
        ("12", "‰", "%", "1.2"),
        ("1.2", "%", "‰", "12"),
        ("0.8", "个百分点", "%", "0.8"),
        ("5", "％", "%", "5"),
        ("5", "家", " 家 ", "5"),
        ("5", "件/万人", "件/万人", "5"),
    ],
)
def test_conversion_inside_a_family(value: str, unit: str, wanted: str, expected: str) -> None:
    assert convert(Decimal(value), unit, wanted) == Decimal(expected)


@pytest.mark.parametrize(
    ("unit", "wanted"),
    [
        ("项", "次"),
        ("次", "项"),
        ("人次", "人"),
        ("户", "家"),
        ("元", "家"),
        ("%", "家"),
        ("家", "%"),
        ("万", "%"),
        ("万", ""),
        ("件", "件/万人"),
        ("亩", "万"),
        ("%%", "%"),
    ],
)
def test_no_conversion_between_families(unit: str, wanted: str) -> None:
    with pytest.raises(UnitMismatchError):
        convert(Decimal(5), unit, wanted)


def test_what_is_a_share() -> None:
    assert [unit for unit in ("%", "％", "‰", "个百分点", "家", "") if is_share(unit)] == ["%", "％", "‰"]


@pytest.mark.parametrize(
    ("value", "ambiguous"),
    [("0.6", True), ("-0.6", True), ("0.9999", True), ("0", False), ("1", False), ("-1", False)],
)
def test_what_may_be_a_fraction(value: str, ambiguous: bool) -> None:
    assert is_fraction_like(Decimal(value)) is ambiguous


@pytest.mark.parametrize(
    ("value", "half_up", "towards_zero", "away"),
    [
        ("0.05", "0.1", "0.0", "0.1"),
        ("0.04", "0.0", "0.0", "0.1"),
        ("-0.05", "-0.1", "0.0", "-0.1"),
        ("-0.04", "0.0", "0.0", "-0.1"),
        ("2.25", "2.3", "2.2", "2.3"),
        ("-2.25", "-2.3", "-2.2", "-2.3"),
        ("2.3", "2.3", "2.3", "2.3"),
        ("0", "0.0", "0.0", "0.0"),
    ],
)
def test_rounding(value: str, half_up: str, towards_zero: str, away: str) -> None:
    exact = Decimal(value)
    assert plain(round_half_up(exact, 1)) == half_up
    assert plain(round_towards_zero(exact, 1)) == towards_zero
    assert plain(round_away(exact, 1)) == away


def test_a_reported_decimal_prints_as_reported() -> None:
    shown = [show_value(Decimal(text)) for text in ("5.60", "12", "0.9500", "0.000001", "-3.0", "-0.0")]
    assert shown == ["5.60", "12", "0.9500", "0.000001", "-3.0", "0.0"]
    assert show_value(Decimal("1.2E+5")) == "120000"


@pytest.mark.parametrize(
    ("value", "lines", "shown"),
    [
        (Fraction(13, 15), (), "0.9"),
        (Fraction(12), (), "12"),
        (Fraction(9996, 10000), (("1", True),), "0.9"),
        (Fraction(9996, 10000), (("1", False),), "1.0"),
        (Fraction(10004, 10000), (("1", True),), "1.0"),
        (Fraction(10004, 10000), (("1", False),), "1.1"),
        (Fraction(-10004, 10000), (("-1", True),), "-1.1"),
        (Fraction(-9996, 10000), (("-1", False),), "-0.9"),
        (Fraction(435, 100), (("4.35", True),), "4.4"),
        (Fraction(435, 100), (("4.35", False),), "4.3"),
        (Fraction(4351, 1000), (("4.35", False),), "4.4"),
        (Fraction(435, 100), (("4.33", True), ("4.37", False)), "4.35"),
        (Fraction(998, 10), (("95", True),), "99.8"),
    ],
)
def test_a_computed_value_keeps_to_its_side_of_a_line(
    value: Fraction, lines: tuple[tuple[str, bool], ...], shown: str
) -> None:
    assert show_value(value, [Line(Decimal(at), inclusive) for at, inclusive in lines]) == shown


@pytest.mark.parametrize(
    ("ratio", "shown"),
    [
        ("0.9996", "99.9%"),
        ("0.99949", "99.9%"),
        ("1", "100.0%"),
        ("1.0004", "100.0%"),
        ("0.4666667", "46.7%"),
        ("0", "0.0%"),
        ("-0.05", "-5.0%"),
        ("-0.0004", "0.0%"),
        ("1.853", "185.3%"),
    ],
)
def test_a_ratio_in_per_cent(ratio: str, shown: str) -> None:
    assert show_percent(Decimal(ratio)) == shown


@pytest.mark.parametrize(
    ("ratio", "line", "shown"),
    [
        ("0.7996", "0.8", "79.9%"),
        ("0.8", "0.8", "80.0%"),
        ("0.12345", "0.1234", "12.3%"),
        ("0.4996", "0.5", "49.9%"),
    ],
)
def test_a_ratio_beside_another_line(ratio: str, line: str, shown: str) -> None:
    assert show_percent(Decimal(ratio), [Decimal(line)]) == shown


@pytest.mark.parametrize(
    ("points", "shown"),
    [
        ("0", "0.0"),
        ("0.04", "+0.04"),
        ("-0.04", "-0.04"),
        ("0.0004", "+0.0004"),
        ("0.06", "+0.1"),
        ("-3.333", "-3.3"),
        ("2.25", "+2.3"),
        ("-2.25", "-2.3"),
    ],
)
def test_a_gap_in_points_that_is_not_zero_never_prints_zero(points: str, shown: str) -> None:
    assert show_points(Decimal(points)) == shown


@pytest.mark.parametrize(
    ("difference", "shown"),
    [
        ("0", "0"),
        ("-6.4", "-6.4"),
        ("3", "3"),
        ("0.01", "0.01"),
        ("-0.01", "-0.01"),
        ("2.26", "2.26"),
        ("2.26001", "2.3"),
        ("0.00001", "0.00001"),
    ],
)
def test_a_difference_that_is_not_zero_never_prints_zero(difference: str, shown: str) -> None:
    assert show_difference(Decimal(difference)) == shown


@pytest.mark.parametrize(
    ("needed", "shown"),
    [
        ("0", "0"),
        ("2", "2"),
        ("1.01", "1.1"),
        ("1.1", "1.1"),
        ("0.001", "0.01"),
        ("0.12", "0.12"),
        ("0.121", "0.13"),
    ],
)
def test_what_is_needed_rounds_up(needed: str, shown: str) -> None:
    assert show_needed(Decimal(needed)) == shown


@pytest.mark.parametrize(("text", "places"), [("5", 0), ("5.60", 2), ("0.0", 1), ("1.2E+5", 0)])
def test_decimals_as_written(text: str, places: int) -> None:
    assert decimals(Decimal(text)) == places


# Properties

EXACT = st.fractions(min_value=-1000, max_value=1000, max_denominator=10**6)
LINES = st.builds(Line, st.decimals(min_value=-1000, max_value=1000, places=2), st.booleans())
WRITTEN = st.integers(-(10**12), 10**12).flatmap(
    lambda whole: st.integers(0, 6).map(lambda places: Decimal(whole).scaleb(-places))
)


def sign(value: Fraction) -> int:
    return (value > 0) - (value < 0)


@given(EXACT, st.lists(LINES, max_size=2))
def test_a_printed_value_never_crosses_its_lines(value: Fraction, lines: list[Line]) -> None:
    shown = Fraction(show_value(value, lines))
    assert abs(shown - value) < Fraction(1, 10)
    for line in lines:
        assert line.reached(shown) is line.reached(value)


@given(EXACT, st.lists(st.fractions(0, 2, max_denominator=1000), max_size=2))
def test_a_printed_ratio_never_seems_to_have_reached_what_it_has_not(
    ratio: Fraction, lines: list[Fraction]
) -> None:
    shown = Fraction(show_percent(ratio, lines).removesuffix("%"))
    assert abs(shown - ratio * 100) < Fraction(1, 10)
    assert not any(ratio < line <= shown / 100 for line in lines)


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(200, 600, "33.3%"), (500, 600, "83.3%"), (4, 12, "33.3%")]
)
def test_a_ratio_on_its_line_is_rounded_like_any_other(part: int, whole: int, shown: str) -> None:
    assert show_percent(Fraction(part, whole), [Fraction(1), Fraction(part, whole)]) == shown


@given(EXACT)
def test_differences_keep_their_sign(value: Fraction) -> None:
    for shown in (show_difference(value), show_points(value)):
        assert sign(Fraction(shown)) == sign(value)
        assert abs(Fraction(shown) - value) < Fraction(1, 10)
    assert Fraction(show_needed(abs(value))) >= abs(value)


def full_width(text: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)


def grouped(text: str) -> str:
    whole, dot, fraction = text.removeprefix("-").partition(".")
    sign = "-" if text.startswith("-") else ""
    return f"{sign}{int(whole):,}{dot}{fraction}"


MUTATORS: st.SearchStrategy[Callable[[str], str]] = st.sampled_from(
    [
        str,
        full_width,
        grouped,
        lambda text: full_width(grouped(text)),
        lambda text: text.replace("-", "−"),
        lambda text: f"\u3000{text} ",
        "\u200b".join,
        lambda text: text if text.startswith("-") else f"+{text}",
        lambda text: text if text.startswith("-") else f"000{text}",
    ]
)


@given(WRITTEN, MUTATORS, st.sampled_from(["", "家", " 家", "\u00a0亿元", "％"]))
def test_every_spelling_of_a_number_is_the_number(
    value: Decimal, mutator: Callable[[str], str], unit: str
) -> None:
    text = plain(value)
    quantity = parse_quantity(mutator(text) + unit)
    assert plain(quantity.value) == text
    assert quantity.unit == fold(unit)


@given(
    st.text(max_size=40) | st.text(alphabet="0123456789.,-+eE %万亿元千百（）预计数①_xX/\u200b", max_size=15)
)
def test_any_text_is_a_figure_or_refused(text: str) -> None:
    try:
        quantity = parse_quantity(text)
    except NumberRefusedError:
        return
    assert quantity.value.is_finite()
    assert len(quantity.value.as_tuple().digits) <= 18


@given(
    WRITTEN, st.sampled_from(["元", "千元", "万元", "亿元"]), st.sampled_from(["元", "千元", "万元", "亿元"])
)
def test_conversion_and_back_is_exact(value: Decimal, unit: str, wanted: str) -> None:
    assert convert(convert(value, unit, wanted), wanted, unit) == value


@given(st.lists(WRITTEN | st.sampled_from([Decimal(123456789012345678), Decimal("0.000000000000000001")])))
def test_sums_are_exact_however_far_apart_the_figures_lie(values: list[Decimal]) -> None:
    assert Fraction(exact_sum(values)) == sum(map(Fraction, values), Fraction(0))


def test_a_difference_is_exact() -> None:
    first, second = Decimal(123456789012345678), Decimal("0.000000000000000001")
    assert exact_difference(first, second) == Decimal("123456789012345677.999999999999999999")


@pytest.mark.parametrize("text", ["0." + "0" * 18 + "1", "1." + "0" * 18])
def test_digits_behind_the_point_count(text: str) -> None:
    with pytest.raises(NumberRefusedError) as refused:
        parse_quantity(text)
    assert refused.value.reason == "too-many-digits"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("5.60"), "5.60"),
        (Fraction(52, 60), "0.8667"),
        (Fraction(3, 2), "1.5"),
        (Fraction(99999, 100000), "0.9999"),
    ],
)
def test_a_value_within_a_formula_has_what_the_sum_takes(value: Decimal | Fraction, shown: str) -> None:
    assert show_worked(value, [Line(Decimal(1))]) == shown
