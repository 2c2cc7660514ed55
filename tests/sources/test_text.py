"""Bytes → text: which encoding, and where it breaks. Never a guess in silence."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrack.sources.text import decode


def read(data: bytes, encoding: str = "") -> tuple[str | None, str]:
    decoded = decode(data, "a.csv", encoding=encoding)
    assert (decoded.text is None) is bool(decoded.problems)
    return decoded.text, decoded.encoding


def told(data: bytes, encoding: str = "") -> tuple[str, str, int, int]:
    (problem,) = decode(data, "a.csv", encoding=encoding).problems
    return (problem.rule, problem.variant, problem.location.line, problem.location.column)


def test_ascii_and_utf8() -> None:
    assert read(b"item,value\n") == ("item,value\n", "utf-8")
    assert read("指标,完成值\n".encode()) == ("指标,完成值\n", "utf-8")


def test_a_byte_order_mark_is_no_text() -> None:
    assert read(codecs.BOM_UTF8 + "指标\n".encode()) == ("指标\n", "utf-8-sig")
    assert read("指标\t月份\n".encode("utf-16")) == ("指标\t月份\n", "utf-16")
    assert read(codecs.BOM_UTF16_BE + "指标\n".encode("utf-16-be")) == ("指标\n", "utf-16")


def test_what_excel_writes_on_a_chinese_windows() -> None:
    text = "指标,月份,完成值\n新增企业,6月,12家\n"
    assert read(text.encode("gb18030")) == (text, "gb18030")
    # GB18030 has every letter of Unicode, GBK has not.
    assert read("𠮷,€\n".encode("gb18030")) == ("𠮷,€\n", "gb18030")


@pytest.mark.parametrize("text", ["1,一\n", "a,中\n", "b,镇\n", "c,县\n", "d,项\n", "e,两\n", "f,家家\n"])
def test_a_gbk_file_with_one_or_two_letters(text: str) -> None:
    assert read(text.encode("gb18030"))[0] == text


def test_the_guard_looks_at_what_would_pass_for_utf8() -> None:
    # 联 in GBK is C1 AA, 通 is CD A8: the second is valid UTF-8 for a Greek-like letter.
    data = "a,通\n".encode("gb18030")
    assert data.decode() == "a,ͨ\n"
    assert read(data) == ("a,通\n", "gb18030")


@pytest.mark.parametrize("text", ["5±1\n", "3×4\n", "1·2\n", "20°\n", "m²\n"])
def test_signs_that_utf8_texts_do_have(text: str) -> None:
    assert read(text.encode()) == (text, "utf-8")


def test_greek_beside_chinese_is_utf8() -> None:
    assert read("α 指标\n".encode()) == ("α 指标\n", "utf-8")


def test_an_encoding_that_is_named_is_the_only_one() -> None:
    assert read("指标\n".encode("gb18030"), "gb18030") == ("指标\n", "gb18030")
    assert read("é\n".encode("latin-1"), "latin-1") == ("é\n", "latin-1")
    assert told("指标\n".encode("gb18030"), "utf-8") == ("not-decodable", "", 1, 0)
    assert told(b"x", "utf-99") == ("unknown-encoding", "", 0, 0)


def test_bytes_of_no_encoding_are_told_with_their_line() -> None:
    data = "指标,月份\nfirms,2024-06\n".encode() + b"caf\xff\xfe,1\n"
    assert told(data) == ("not-decodable", "", 3, 0)
    (problem,) = decode(data, "a.csv").problems
    # Two letters of three bytes, a comma, two more, a line end; 14 bytes of line two; "caf".
    assert problem.facts == {"bytes": "FF FE", "offset": "31", "encoding": "UTF-8"}


def test_a_file_kept_by_hand_is_utf8_only() -> None:
    assert told("指标\n".encode("gb18030"), "utf-8-sig") == ("not-decodable", "", 1, 0)
    assert read(codecs.BOM_UTF8 + b"x\n", "utf-8-sig") == ("x\n", "utf-8-sig")


def test_half_a_utf16_file() -> None:
    assert told(codecs.BOM_UTF16_LE + b"a\x00b")[0] == "not-decodable"


def test_a_nul_is_told_with_its_line() -> None:
    assert told(b"item,value\nfirms,4\nshops,\x00\n") == ("nul-byte", "", 3, 0)


@pytest.mark.parametrize(
    ("magic", "variant"),
    [
        (b"PK\x03\x04rest", "xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "xls"),
        (b"%PDF-1.7\n", "pdf"),
    ],
)
def test_files_that_are_no_text(magic: bytes, variant: str) -> None:
    assert told(magic) == ("not-text", variant, 0, 0)
    assert told(magic, "utf-8") == ("not-text", variant, 0, 0)


def test_an_empty_file_is_an_empty_text() -> None:
    assert read(b"") == ("", "utf-8")


@given(st.binary(max_size=60), st.sampled_from(["", "utf-8-sig", "gb18030", "utf-16", "nonsense"]))
def test_any_bytes_are_a_text_or_a_problem(data: bytes, encoding: str) -> None:
    text, _ = read(data, encoding)
    assert text is None or "\x00" not in text


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufeff"), max_size=40)
)
def test_utf8_with_a_mark_comes_back_as_it_was(text: str) -> None:
    assert read(codecs.BOM_UTF8 + text.encode())[0] == text
