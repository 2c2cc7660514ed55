"""Periods in every spelling that offices use, days, and the share of time elapsed."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kpitrack.numeric import fold
from kpitrack.periods import (
    ParsedPeriod,
    Period,
    PeriodRefusedError,
    Span,
    parse_day,
    parse_month,
    parse_period,
)

YEAR = Span(Period(2024, 1), Period(2024, 12))
LONG = Span(Period(2023, 7), Period(2025, 12))


@pytest.mark.parametrize(
    "text",
    [
        "2024-06",
        "2024-6",
        "2024/6",
        "2024/06",
        "2024.6",
        "202406",
        "2024年6月",
        "2024年06月",
        "2024 年 6 月",
        "2024年6月份",
        "2024年6月底",
        "2024年度6月",
        "2024—6",
        "6月",
        "06月",
        "6月份",
        "6月底",
        "6月末",
        "截至6月",
        "截至6月底",
        "截至6月30日",
        "截止2024年6月30日",
        "截至2024年6月末",
        "至6月30号",
        "到6月",
        "6月30日",
        "2024年6月30日",
        "2024-06-30",
        "2024/6/30",
        "20240630",
        "2024-06-30 00:00:00",
        "2024-06-01T00:00:00",
    ],
)
def test_spellings_of_june(text: str) -> None:
    assert parse_period(text, YEAR) == ParsedPeriod(Period(2024, 6))


@pytest.mark.parametrize(
    "text",
    [
        "1-6月",
        "1—6月",
        "1～6月",
        "1~6月",
        "1至6月",
        "1月-6月",
        "1月至6月",
        "1到6月",
        "2024年1-6月",
        "2024年1—6月份",
        "1-6月底",
        "上半年",
        "2024年上半年",
    ],
)
def test_spellings_of_the_total_to_june(text: str) -> None:
    assert parse_period(text, YEAR) == ParsedPeriod(Period(2024, 6), running=True)


@pytest.mark.parametrize(
    ("text", "month"),
    [("一季度", 3), ("第一季度", 3), ("2024年一季度", 3), ("前三季度", 9), ("全年", 12), ("1-9月", 9)],
)
def test_other_totals(text: str, month: int) -> None:
    assert parse_period(text, YEAR) == ParsedPeriod(Period(2024, month), running=True)


def test_full_width_digits_are_folded_before() -> None:
    assert parse_period(fold("２０２４年６月"), YEAR).period == Period(2024, 6)


def test_another_year_is_read_though_it_lies_outside() -> None:
    assert parse_period("2023年12月", YEAR).period == Period(2023, 12)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "unreadable"),
        ("6", "unreadable"),
        ("46084", "unreadable"),
        ("Feb-26", "unreadable"),
        ("03/04/2026", "unreadable"),
        ("二季度", "unreadable"),
        ("下半年", "unreadable"),
        ("2-6月", "unreadable"),
        ("六月", "unreadable"),
        ("2024-06-30 08:00:00", "unreadable"),
        ("2024-13", "no-such-month"),
        ("2024-00", "no-such-month"),
        ("0000-06", "no-such-month"),
        ("13月", "no-such-month"),
        ("1-13月", "no-such-month"),
        ("2024-02-30", "no-such-month"),
        ("截至6月31日", "no-such-month"),
        ("20241306", "no-such-month"),
    ],
)
def test_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(PeriodRefusedError) as refused:
        parse_period(text, YEAR)
    assert refused.value.reason == reason


@pytest.mark.parametrize("text", ["6月", "截至6月30日", "1-6月", "上半年", "6月30日"])
def test_a_plan_over_several_years_needs_the_year(text: str) -> None:
    with pytest.raises(PeriodRefusedError) as refused:
        parse_period(text, LONG)
    assert refused.value.reason == "no-year"
    assert parse_period("2024年6月", LONG).period == Period(2024, 6)


@pytest.mark.parametrize("text", ["6", "06", "2024-06", "2024年6月", "6月", " 6 "])
def test_a_month_as_an_option(text: str) -> None:
    assert parse_month(text, YEAR) == Period(2024, 6)


@pytest.mark.parametrize(
    ("text", "span", "reason"),
    [
        ("13", YEAR, "no-such-month"),
        ("0", YEAR, "no-such-month"),
        ("上半年", YEAR, "unreadable"),
        ("1-6月", YEAR, "unreadable"),
        ("juny", YEAR, "unreadable"),
        ("6", LONG, "no-year"),
    ],
)
def test_a_month_refused_as_an_option(text: str, span: Span, reason: str) -> None:
    with pytest.raises(PeriodRefusedError) as refused:
        parse_month(text, span)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "text",
    ["2024-07-03", "2024/7/3", "2024.7.3", "20240703", "2024年7月3日", "2024-07-03 00:00:00", " 2024-7-03 "],
)
def test_spellings_of_a_day(text: str) -> None:
    assert parse_day(text) == date(2024, 7, 3)


@pytest.mark.parametrize(
    "text", ["", "7月3日", "2024-07", "2024-02-30", "2024-13-01", "03/07/2024", "45476", "2024-07-03 09:30"]
)
def test_refused_days(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a day|month must be|day is out of range|day \d+ must be"):
        parse_day(text)


@pytest.mark.parametrize(
    ("month", "due", "share"),
    [
        ("2024-01", "2024-12", Fraction(1, 12)),
        ("2024-06", "2024-12", Fraction(1, 2)),
        ("2024-12", "2024-12", Fraction(1)),
        ("2024-06", "2024-09", Fraction(2, 3)),
        ("2024-10", "2024-09", Fraction(1)),
        ("2023-12", "2024-12", Fraction(0)),
        ("2024-01", "2024-01", Fraction(1)),
    ],
)
def test_the_share_of_time_elapsed(month: str, due: str, share: Fraction) -> None:
    assert YEAR.share(Period.iso(month), Period.iso(due)) == share


def test_the_share_over_several_years() -> None:
    # 2023-07 … 2025-12 are 30 months, 2024-06 is the twelfth.
    assert LONG.share(Period(2024, 6), LONG.last) == Fraction(12, 30)


def test_months_of_a_span() -> None:
    months = LONG.months()
    assert (len(months), str(months[0]), str(months[5]), str(months[6]), str(months[-1])) == (
        30,
        "2023-07",
        "2023-12",
        "2024-01",
        "2025-12",
    )
    assert Period(2023, 6) not in LONG
    assert Period(2025, 12) in LONG
    assert (YEAR.single_year, LONG.single_year) == (2024, None)


def test_january_follows_december() -> None:
    assert Period(2024, 1).shift(-1) == Period(2023, 12)
    assert Period(2024, 12).shift(1) == Period(2025, 1)
    assert Period(2024, 1).until(Period(2025, 1)) == 12
    assert Period(2024, 3).until(Period(2024, 1)) == -2


def test_first_and_last_day() -> None:
    leap = Period(2024, 2)
    assert (leap.first_day, leap.last_day) == (date(2024, 2, 1), date(2024, 2, 29))
    assert Period(2023, 2).last_day == date(2023, 2, 28)
    assert Period.of(date(2024, 7, 31)) == Period(2024, 7)


@pytest.mark.parametrize("text", ["2024-6", "2024年6月", "2024-06 ", "24-06", "2024-13"])
def test_iso_is_one_spelling_only(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a period|no such month"):
        Period.iso(text)


@pytest.mark.parametrize(("year", "month"), [(2024, 0), (2024, 13), (0, 1), (10000, 1)])
def test_there_is_no_such_month(year: int, month: int) -> None:
    with pytest.raises(ValueError, match="no such month"):
        Period(year, month)


# Properties

PERIODS = st.builds(Period, st.integers(1990, 2100), st.integers(1, 12))
SPELLERS = (
    "{year}-{month:02d}",
    "{year}/{month}",
    "{year}年{month}月",
    "{year}{month:02d}",
    "截至{year}年{month}月底",
    "{year}.{month}",
)


@given(PERIODS, st.sampled_from(SPELLERS), st.sampled_from([YEAR, LONG]))
def test_every_spelling_of_a_month_is_the_month(period: Period, speller: str, span: Span) -> None:
    text = speller.format(year=period.year, month=period.month)
    assume(not re.fullmatch("[0-9]{4}.1", text))  # October too, where a cell for numbers has held it
    assert parse_period(text, span) == ParsedPeriod(period)


@given(PERIODS, st.integers(-600, 600))
def test_shifting_is_counting(period: Period, months: int) -> None:
    later = period.shift(months)
    assert period.until(later) == months
    assert later.shift(-months) == period
    assert (later > period) is (months > 0)


@given(
    st.text(max_size=30) | st.text(alphabet="0123456789-/.年月日号至到截上半季度一三前全底末 T:", max_size=16)
)
def test_any_text_is_a_period_or_refused(text: str) -> None:
    for span in (YEAR, LONG):
        try:
            reason = ""
            parse_period(text, span)
        except PeriodRefusedError as refused:
            reason = refused.reason
        assert reason in {"", "unreadable", "no-year", "no-such-month"}


def test_what_may_be_january_or_october_is_refused() -> None:
    for text in ("2024.1", "2024. 1"):
        with pytest.raises(PeriodRefusedError) as refused:
            parse_period(text, YEAR)
        assert refused.value.reason == "one-or-ten"
    assert parse_period("2024.10", YEAR).period == Period(2024, 10)


SPRING = Span(Period(2026, 1), Period(2026, 12))
TWO_YEARS = Span(Period(2025, 7), Period(2026, 12))


@pytest.mark.parametrize(
    ("text", "span", "period"),
    [
        ("January", SPRING, "2026-01"),
        ("march", SPRING, "2026-03"),
        ("MAR", SPRING, "2026-03"),
        ("Sept. 2026", SPRING, "2026-09"),
        ("Jan 2026", SPRING, "2026-01"),
        ("January, 2026", TWO_YEARS, "2026-01"),
        ("2026 Jan", TWO_YEARS, "2026-01"),
        ("Mar-26", SPRING, "2026-03"),  # 26 March is in the same month
        ("Mar '26", TWO_YEARS, "2026-03"),
        ("31 March 2026", SPRING, "2026-03"),
        ("Q1 2026", SPRING, "2026-03 running"),
        ("q1", SPRING, "2026-03 running"),
        ("2026 H1", TWO_YEARS, "2026-06 running"),
        ("Mar-26", TWO_YEARS, "unreadable"),  # March 2026, or the 26th of a March
        ("Mar-25", SPRING, "unreadable"),  # 25 March, or March of another year
        ("Jan", TWO_YEARS, "no-year"),
        ("Q2 2026", SPRING, "unreadable"),  # no running total from January
        ("31 April 2026", SPRING, "no-such-month"),
        ("Marchs", SPRING, "unreadable"),
        ("Ma 2026", SPRING, "unreadable"),
        ("04/03/2026", SPRING, "unreadable"),
    ],
)
def test_periods_in_english_words(text: str, span: Span, period: str) -> None:
    try:
        parsed = parse_period(text, span)
    except PeriodRefusedError as refused:
        said = refused.reason
    else:
        said = f"{parsed.period}{' running' if parsed.running else ''}"
    assert said == period


@pytest.mark.parametrize(
    "text",
    ["3 November 2026", "3 Nov 2026", "3rd Nov. 2026", "Nov 3, 2026", "November 3 2026", "3-NOV-2026"],
)
def test_days_in_english_words(text: str) -> None:
    assert parse_day(text) == date(2026, 11, 3)


@pytest.mark.parametrize(
    "text",
    [
        "11/03/2026",
        "3.11.2026",
        "yesterday",
        "3 Nov",
        "3 Nov 26",
        "Nov 2026",
        "31 Nov 2026",
        "3 Brumaire 2026",
    ],
)
def test_days_that_english_words_do_not_tell(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a day|day .*must be|day is out of range"):
        parse_day(text)
