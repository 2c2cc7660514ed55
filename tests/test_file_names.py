"""File names made of what people call things."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrack.file_names import safe_name, safe_names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县科学技术和工业信息化局", "县科学技术和工业信息化局"),
        ("县经开区（筹）-2_甲", "县经开区（筹）-2_甲"),
        ("Bureau of A & B", "Bureau_of_A___B"),
        ("../../etc/passwd", "______etc_passwd"),
        ('a/b\\c:d*e?f"g<h>i|j', "a_b_c_d_e_f_g_h_i_j"),
        ("县局\n二科\t\u202e\x00", "县局_二科___"),
        ("=cmd|' /C calc'!A0", "_cmd____C_calc__A0"),
        (".", "_"),
        ("..", "__"),
        ("", "_"),
        ("con", "_con"),
        ("LPT1", "_LPT1"),
        ("NUL.", "NUL_"),
        ("console", "console"),
        ("局" * 61, "局" * 60),
        ("e\u0301cole", "\u00e9cole"),
    ],
)
def test_safe_name(text: str, expected: str) -> None:
    assert safe_name(text) == expected


@given(st.text())
def test_no_text_leads_anywhere(text: str) -> None:
    name = safe_name(text)
    assert 0 < len(name) <= 60
    assert len(name.encode()) <= 181
    assert not set(name) & (set(string.punctuation + string.whitespace) - {"-", "_"})
    assert safe_name(name) in {name, f"_{name}"[:60]}


def test_names_that_clash_have_their_ids_behind_them() -> None:
    units = [("a", "县局/一科"), ("b", "县局:一科"), ("c", "县局二科")]
    assert safe_names(units) == {"a": "县局_一科_a", "b": "县局_一科_b", "c": "县局二科"}


def test_names_that_differ_in_case_clash() -> None:
    assert safe_names([("x", "Office"), ("y", "OFFICE")]) == {"x": "Office_x", "y": "OFFICE_y"}


def test_a_name_that_looks_like_another_with_its_id() -> None:
    units = [("a", "n_b"), ("b", "n."), ("c", "n/"), ("d", "n__b")]
    names = safe_names(units)
    assert names == {"a": "n_b", "b": "n__b", "c": "n__c", "d": "n__b_2"}
    assert safe_names([("A", "局."), ("a", "局/")]) == {"A": "局__A", "a": "局__a_2"}


def test_long_names_that_clash_stay_short() -> None:
    names = safe_names([("first", "局" * 70), ("second", "局" * 80)])
    assert names == {"first": "局" * 54 + "_first", "second": "局" * 53 + "_second"}
