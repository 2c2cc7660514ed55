"""Number formats: what of them changes the meaning of a number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrack.sources.number_formats import read_format, shows_day, sign_of, spelled


@pytest.mark.parametrize(
    ("code", "held", "read"),
    [
        ("General", "12.5", "12.5"),
        ("0.00", "12.5", "12.5"),  # decimals shown do not count
        ("#,##0.00", "1234567.891", "1234567.891"),
        ("0.0%", "0.146", "14.6%"),
        ("0%", "1", "100%"),
        ("0%", "0", "0%"),
        ('0.0"亿元"', "5.6", "5.6亿元"),
        ("0.0亿元", "5.6", "5.6亿元"),
        (r"0\家", "12", "12家"),
        ('#,##0" 场"', "2", "2场"),
        ('0"%"', "14.6", "14.6%"),  # the sign as text: the number held is the percentage
        ("0!%", "14.6", "14.6%"),
        ("0.00_);[Red]\\(0.00\\)", "-3", "-3"),
        ('_ "¥"* #,##0.00_ ', "3", "3"),
        ("G/通用格式", "7", "7"),
        ('G/通用格式"家"', "7", "7家"),
        ("@", "7", "7"),
        ("0.00E+00", "120000", "120000"),
        ("[DBNum1]General", "7", "7"),
        ("General", "1.1000000000000001", "1.1"),  # 15 digits are all a spreadsheet holds
        ("General", "0.30000000000000004", "0.3"),
        ("General", "1E+3", "1000"),
        ("General", "-0.0", "0"),
    ],
)
def test_what_is_read(code: str, held: str, read: str) -> None:
    number_format = read_format(code)
    assert not number_format.scaled
    assert spelled(Decimal(held), number_format) == read


@pytest.mark.parametrize(
    "code",
    ['0!.0,"万元"', r"0\.0,", '0"."0,', "0,", "#,##0,", "0.0,,", '0.00,,"百万"', '[>=10000]0!.0,"万";0'],
)
def test_formats_that_show_another_number(code: str) -> None:
    assert read_format(code).scaled


@pytest.mark.parametrize("code", ["#,##0", "0.0", '0"，"', "0.00;0,", "0.0%"])
def test_formats_that_show_the_number(code: str) -> None:
    assert not read_format(code).scaled


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("yyyy-mm-dd", True),
        ('m"月"d"日"', True),
        ('yyyy"年"m"月"', False),
        ("yyyy/m", False),
        ('yyyy"d"mm', False),
        ("[$-804]yyyy/m;@", False),
    ],
)
def test_whether_a_date_shows_its_day(code: str, shown: bool) -> None:
    assert shows_day(code) is shown


@given(st.text(alphabet='0#?.,%;"\\![]_* GeneralE+-亿元年月@/', max_size=20), st.integers(-(10**15), 10**15))
def test_no_format_makes_it_fail(code: str, held: int) -> None:
    assert spelled(Decimal(held), read_format(code))


@given(st.integers(-(10**14), 10**14), st.integers(0, 6))
def test_a_number_is_read_as_it_is_held(digits: int, places: int) -> None:
    held = Decimal(digits).scaleb(-places)
    assert Decimal(spelled(held, read_format("0.00"))) == held
    assert Decimal(spelled(held, read_format("0%")).removesuffix("%")) == held * 100


@pytest.mark.parametrize(
    ("code", "held", "read"),
    [
        ('0"家";-0"家";0"家"', "0", "0家"),
        ('0"万元";-0"亿元"', "-3", "-3亿元"),
        ('[Red][>=100]0"家";0"家"', "3", "3家"),
        ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "0", "0"),
    ],
)
def test_the_section_for_the_number_counts(code: str, held: str, read: str) -> None:
    number_format = read_format(code, sign_of(Decimal(held)))
    assert not number_format.scaled
    assert spelled(Decimal(held), number_format) == read


@pytest.mark.parametrize(
    ("code", "held"),
    [('[>=100]0"万元";0"亿元"', "3"), ('0;-0;"未报送"', "0"), (";;;", "3"), ("0" * 256, "3"), ('"无"', "3")],
)
def test_sections_that_show_something_else(code: str, held: str) -> None:
    assert read_format(code, sign_of(Decimal(held))).scaled
