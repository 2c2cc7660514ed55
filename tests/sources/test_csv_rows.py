"""CSV text → rows with places: the line a row begins on, the column a field begins at."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrack.sources.csv_rows import Table, read_csv


def rows(text: str) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in read_csv(text, "a.csv").rows]


def places(text: str) -> list[list[tuple[int, int]]]:
    table = read_csv(text, "a.csv")
    return [[(cell.location.line, cell.location.column) for cell in row.cells] for row in table.rows]


def told(table: Table) -> list[tuple[str, str, int]]:
    return [(problem.rule, problem.variant, problem.location.line) for problem in table.problems]


def test_fields_begin_behind_their_delimiter() -> None:
    assert places("a,bc,d\n,,x\n") == [[(1, 1), (1, 3), (1, 6)], [(2, 1), (2, 2), (2, 3)]]


def test_columns_count_letters_and_not_bytes_or_cells() -> None:
    assert places("新增企业,𠮷,4\n") == [[(1, 1), (1, 6), (1, 8)]]


def test_quotes_are_part_of_the_place_and_not_of_the_text() -> None:
    text = 'a,"b,c",d\n"x""y",z\n'
    assert rows(text) == [["a", "b,c", "d"], ['x"y', "z"]]
    assert places(text) == [[(1, 1), (1, 3), (1, 9)], [(2, 1), (2, 8)]]


def test_a_quote_inside_a_field_is_a_letter() -> None:
    text = 'a,5" pipe,b,"c,d",e\n'
    assert rows(text) == [["a", '5" pipe', "b", "c,d", "e"]]
    assert places(text) == [[(1, 1), (1, 3), (1, 11), (1, 13), (1, 19)]]


def test_a_field_over_several_lines() -> None:
    text = 'a,"two\nlines",b\nc,d,e\n'
    assert rows(text) == [["a", "two\nlines", "b"], ["c", "d", "e"]]
    assert places(text) == [[(1, 1), (1, 3), (2, 8)], [(3, 1), (3, 3), (3, 5)]]


def test_a_doubled_quote_at_a_line_end_inside_a_field() -> None:
    text = 'a,"say ""x""\ny",b\nc,d,e\n'
    assert rows(text) == [["a", 'say "x"\ny', "b"], ["c", "d", "e"]]
    assert places(text)[0] == [(1, 1), (1, 3), (2, 4)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    text = end.join(["a,b", "1,2", "3,4"])
    assert rows(text) == [["a", "b"], ["1", "2"], ["3", "4"]]
    assert [row[0] for row in places(text)] == [(1, 1), (2, 1), (3, 1)]
    assert rows(text + end) == rows(text)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_blank_lines_are_passed_over_and_counted(end: str) -> None:
    text = end.join(["", "a,b", "", " , ", "1,2", ""])
    assert rows(text) == [["a", "b"], ["1", "2"]]
    assert [row[0] for row in places(text)] == [(2, 1), (5, 1)]


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029", "\x0b", "\x0c", "\x1c"])
def test_other_line_ends_are_letters(sign: str) -> None:
    text = f"a,b\nx{sign}y,2\n3,4\n"
    assert rows(text)[1:] == [[f"x{sign}y", "2"], ["3", "4"]]
    assert places(text)[1:] == [[(2, 1), (2, 5)], [(3, 1), (3, 3)]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters(delimiter: str) -> None:
    text = f"item{delimiter}period{delimiter}note\nfirms{delimiter}2024-06{delimiter}a b\n"
    assert rows(text) == [["item", "period", "note"], ["firms", "2024-06", "a b"]]
    assert places(text)[1] == [(2, 1), (2, 7), (2, 15)]


def test_the_delimiter_is_the_headers() -> None:
    assert rows("\n\na;b;c\n1,5;2;3\n") == [["a", "b", "c"], ["1,5", "2", "3"]]
    assert rows("a\nb,c\n") == [["a"], ["b", "c"]]
    assert rows("a,b;c\n1,2\n") == [["a", "b;c"], ["1", "2"]]


def test_a_quote_that_is_never_closed_loses_no_row_in_silence() -> None:
    table = read_csv('a,b\n1,2\n3,"4\n5,6\n7,8\n', "a.csv")
    assert [row.cells[0].text for row in table.rows] == ["a", "1"]
    assert told(table) == [("broken-csv", "quote", 3)]


def test_letters_behind_a_closing_quote() -> None:
    assert told(read_csv('a,b\n"1"x,2\n', "a.csv")) == [("broken-csv", "quote", 2)]


def test_a_field_that_is_too_long() -> None:
    longest = "x" * 131_072
    assert rows(f"a\n{longest}\n")[1] == [longest]
    assert told(read_csv(f"a\n{longest}x\n", "a.csv")) == [("broken-csv", "too-long", 2)]


@pytest.mark.parametrize("text", ["", "\n", "\r\n\r\n", " \n", ",,\n"])
def test_nothing_but_blanks(text: str) -> None:
    table = read_csv(text, "a.csv")
    assert (table.rows, table.problems) == ((), ())


def test_fields_stay_as_they_are_written() -> None:
    assert rows(" a , 0012 ,=1\n") == [[" a ", " 0012 ", "=1"]]


# A letter first, so that a field is found again in the text; then whatever may confuse.
FIELDS = st.text(alphabet='ab,;"\n\r \u2028中', max_size=5).map(lambda text: f"x{text}")


@given(
    st.lists(st.lists(FIELDS, min_size=2, max_size=4), min_size=1, max_size=4),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_a_csv_writer_wrote_comes_back(written: list[list[str]], end: str) -> None:
    buffer = io.StringIO(newline="")
    # A header of four commas, so that the delimiter is plain.
    csv.writer(buffer, lineterminator=end, quoting=csv.QUOTE_ALL).writerows([["h"] * 5, *written])
    text = buffer.getvalue()
    table = read_csv(text, "a.csv")
    assert [[cell.text for cell in row.cells] for row in table.rows[1:]] == written
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for row in table.rows[1:]:
        for cell in row.cells:
            rest = lines[cell.location.line - 1][cell.location.column - 1 :]
            assert rest.startswith('"x')


@given(st.text(alphabet='a,;"\n\r\t\u2028\x85', max_size=30))
def test_any_text_is_rows_or_a_problem(text: str) -> None:
    table = read_csv(text, "a.csv")
    lines = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    for row in table.rows:
        for cell in row.cells:
            assert 1 <= row.location.line <= cell.location.line <= lines
            assert cell.location.column >= 1
