"""YAML text → nodes that know their places. Scalars stay text; nothing is executed or guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrack.render.problems import sentence_of
from kpitrack.sources.yaml_nodes import Document, Node, read_yaml
from kpitrack.wording import Words


def read(text: str) -> Node:
    document = read_yaml(text, "p.yaml")
    assert document.problems == ()
    assert document.root is not None
    return document.root


def told(document: Document) -> list[tuple[str, str, int, int]]:
    return [
        (problem.rule, problem.variant, problem.location.line, problem.location.column)
        for problem in document.problems
    ]


def wrong(text: str) -> list[tuple[str, str, int, int]]:
    return told(read_yaml(text, "p.yaml"))


SCALARS = "NO yes on true 0012 12:30 12:30:45 1_000 1e3 0x1F 0o17 .5 2024-06-30 12亿元 = 1.0"


@pytest.mark.parametrize("scalar", SCALARS.split())
def test_scalars_stay_text(scalar: str) -> None:
    root = read(f"key: {scalar}\n")
    assert root.plain() == {"key": scalar}


@pytest.mark.parametrize("scalar", ["", "~", "null", "Null", "NULL"])
def test_nothing_is_none(scalar: str) -> None:
    assert read(f"key: {scalar}\n").plain() == {"key": None}


@pytest.mark.parametrize("scalar", ['""', '"~"', "'null'"])
def test_what_is_quoted_is_text(scalar: str) -> None:
    node = read(f"key: {scalar}\n").get("key")
    assert node is not None
    assert (node.value, node.quoted) == (scalar[1:-1], True)


def test_a_block_of_text() -> None:
    assert read("note: |\n  one\n  two\n").plain() == {"note": "one\ntwo\n"}


def test_places_of_keys_and_values() -> None:
    root = read("plan:\n  id: demo\n  years: [2023, 2024]\nlist:\n  - {名称: 企业, unit: 家}\n")
    places = {
        path: (root.place(*path).line, root.place(*path).column)
        for path in (
            ("plan",),
            ("plan", "id"),
            ("plan", "years", 1),
            ("list", 0),
            ("list", 0, "unit"),
            ("list", 0, "nothing"),
        )
    }
    assert places == {
        ("plan",): (2, 3),
        ("plan", "id"): (2, 7),
        ("plan", "years", 1): (3, 17),
        ("list", 0): (5, 5),
        ("list", 0, "unit"): (5, 20),
        ("list", 0, "nothing"): (5, 5),
    }
    key = root.key_place("list", 0, "unit")
    assert (key.line, key.column) == (5, 14)
    assert root.key_place("list", 0) == root.place("list", 0)


def test_look_ups_that_find_nothing() -> None:
    root = read("a: {b: [1]}\n")
    assert root.get("a", "x") is None
    assert root.get("a", "x", "y") is None
    assert root.get("a", "b", 5) is None
    assert root.get("a", "b", "z") is None
    assert (root.children("a"), root.text("a"), root.text("nothing")) == ([], "", "")
    assert (root.children("nothing"), read("[1]").mapping()) == ([], {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", ("duplicate-key", "", 3, 1)),
        ("x: {k: 1, k: 2}\n", ("duplicate-key", "", 1, 11)),
        ("a: &x 1\nb: *x\n", ("bad-yaml", "alias", 1, 4)),
        ("a: *nothing\n", ("bad-yaml", "alias", 1, 4)),
        ("name: &Finance Department\n", ("bad-yaml", "alias", 1, 7)),
        ("name: &财政 局\n", ("bad-yaml", "alias", 1, 7)),
        ("x: [1, &y 3]\n", ("bad-yaml", "alias", 1, 8)),
        ("a:\n  k: **bold** text\n", ("bad-yaml", "alias", 2, 6)),
        ("a: &x {k: 1}\n", ("bad-yaml", "alias", 1, 4)),
        ("name: !Important firm\n", ("bad-yaml", "tag", 1, 7)),
        ("name: ! firm\n", ("bad-yaml", "tag", 1, 7)),
        ("name: !重要 firm\n", ("bad-yaml", "tag", 1, 7)),
        ("a: !!str 3\n", ("bad-yaml", "tag", 1, 4)),
        ("a: {<<: {b: 1}}\n", ("bad-yaml", "alias", 1, 5)),
        ("a: !!python/object:os.system x\n", ("bad-yaml", "tag", 1, 4)),
        ("a: !mine 1\n", ("bad-yaml", "tag", 1, 4)),
        ("a: !!set {x}\n", ("bad-yaml", "tag", 1, 4)),
        ("? [1, 2]\n: x\n", ("bad-yaml", "complex-key", 1, 3)),
        ("{{year}}: 1\n", ("bad-yaml", "complex-key", 1, 1)),
        ("a: " + "[" * 21 + "]" * 21 + "\n", ("bad-yaml", "depth", 1, 24)),
        ("a:\n\tb: 1\n", ("bad-yaml", "tab", 2, 1)),
        ("a: 1\nb： 2\n", ("bad-yaml", "full-colon", 2, 2)),
        ("a:\n  - b： 2\n    c: 3\n", ("bad-yaml", "full-colon", 2, 6)),
        ("unit: %\n", ("bad-yaml", "quote-needed", 1, 7)),
        ("unit: @x\n", ("bad-yaml", "quote-needed", 1, 7)),
        ("unit: `x`\n", ("bad-yaml", "quote-needed", 1, 7)),
        ("a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> x\n", ("merge-conflict", "", 2, 1)),
        ("a: 1\n---\nb: 2\n", ("bad-yaml", "two-documents", 2, 1)),
        ("a: [1, 2\n", ("bad-yaml", "syntax", 1, 4)),
        ("a: {x: 1\nb: 2\n", ("bad-yaml", "syntax", 1, 4)),
        ("a: {x: 1 y: 2}\n", ("bad-yaml", "syntax", 1, 11)),
        ("- id: x\n  name New firms\n  unit: y\n", ("bad-yaml", "syntax", 2, 3)),
        ("- name New firms\n  unit: y\n", ("bad-yaml", "syntax", 1, 3)),
        ("- id: x\n  unit:firms\n  n: 1\n", ("bad-yaml", "syntax", 2, 7)),
        ('a: "open\n', ("bad-yaml", "syntax", 1, 4)),
        ("a: 1\n  b: 2\n", ("bad-yaml", "syntax", 2, 4)),
        ("a: b: c\n", ("bad-yaml", "syntax", 1, 5)),
        ("a: x\x07y\n", ("bad-yaml", "control", 1, 0)),
        ("a: 1\nb: \x00\n", ("bad-yaml", "control", 2, 0)),
        ("", ("empty-file", "", 1, 1)),
        ("# only a remark\n", ("empty-file", "", 1, 1)),
    ],
)
def test_what_is_refused_and_where(text: str, expected: tuple[str, str, int, int]) -> None:
    assert expected in wrong(text)


def test_the_first_of_two_equal_keys_stays_and_the_rest_is_read() -> None:
    document = read_yaml("a: 1\na: 2\nb: 3\n", "p.yaml")
    assert document.root is not None
    assert document.root.plain() == {"a": "1", "b": "3"}
    assert document.problems[0].facts == {"key": "a", "first": "1"}


def test_several_problems_are_told_at_once() -> None:
    assert wrong("a: 1\na: 2\nb: !x 3\nc: {d: 1, d: 2}\n") == [
        ("duplicate-key", "", 2, 1),
        ("bad-yaml", "tag", 3, 4),
        ("duplicate-key", "", 4, 11),
    ]


def test_twenty_deep_is_deep_enough() -> None:
    assert wrong("a: " + "[" * 20 + "]" * 20 + "\n") == []


@pytest.mark.parametrize("count", [1_000, 100_000])
@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_any_depth_is_told_and_not_fallen_into(opening: str, count: int) -> None:
    assert [rule for rule, *_ in wrong(opening * count)] == ["bad-yaml"]


def test_a_bomb_of_aliases_does_not_grow() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    assert {variant for _, variant, *_ in wrong("\n".join(lines))} == {"alias"}


LETTERS = "ab:-[]{}&*!|>'\"%@`#?,~ \n\t<=：中0.1\\\x07\x85\u2028\ufeff"


@given(st.text(max_size=60) | st.text(alphabet=LETTERS, max_size=60))
def test_any_text_is_a_tree_or_problems(text: str) -> None:
    document = read_yaml(text, "p.yaml")
    assert document.root is not None or document.problems
    for problem in document.problems:
        assert problem.location.path == "p.yaml"
        assert problem.rule in {"bad-yaml", "duplicate-key", "empty-file", "merge-conflict"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\n b: 2\n", "多半是本行缩进不对，或者上一行没有写完"),
        ("a:\n  b: 1\n  unit:家\n  c: 2\n", "冒号后面没有空格"),
        ("a:\n  b: 1\n  unit 家\n  c: 2\n", "键后面没有冒号"),
        ("a:\n    b: 1\n  c: 2\n", "缩进与上面各行不一致"),
        ("a:\n  - 1\n  b: 2\n", "列表各行应以“- ”开头，缩进相同"),
        ("a: - 1\n", "“- ”不应写在这里"),
        ("a: {at_least: 10\nb: 1\n", "花括号没有成对，或者缺逗号"),
        ("a: [x, y\nb: 1\n", "方括号没有成对，或者缺逗号"),
        ('a: "x\nb: 1\n', "引号没有成对"),
    ],
)
def test_a_slip_of_syntax_is_told_in_chinese(text: str, said: str) -> None:
    (problem,) = read_yaml(text, "p.yaml").problems
    shown = sentence_of(problem, Words("zh"))
    assert shown.startswith("YAML 语法有误：")
    assert shown.endswith(said)
    assert "@" not in sentence_of(problem, Words("en"))


@pytest.mark.parametrize("text", ["R&D", "A & B", "3 * 4", "Great!", "a*b", "'&x'", '"*x"', "'!x'"])
def test_signs_within_or_quoted_are_text(text: str) -> None:
    assert read(f"name: {text}\n").plain() == {"name": text.strip("'\"")}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\n b: 2\n", "a 'key: value' too many: look at its indentation and at the line above"),
        ("a: b: c\n", "a second ': ' in one line: text that holds one must be quoted"),
        ("a: 1\nname New firms\nb: 2\n", "a colon is missing after the key"),
        ("a: 1\nunit:firms\nb: 2\n", "a blank is missing after the colon"),
        ("a:\n    b: 1\n  c: 2\n", "this line is not indented as the lines above it"),
        (
            "a: 'it's'\n",
            "text goes on after the closing quote; within single quotes write '' for one",
        ),
        ("a: {b: 1\nc: 2\n", "a brace is not closed, or a comma is missing"),
        ('a: "b\n', "a quote is not closed"),
    ],
)
def test_a_slip_of_syntax_is_told_in_english(text: str, said: str) -> None:
    (problem,) = read_yaml(text, "p.yaml").problems
    assert sentence_of(problem, Words("en")) == f"not valid YAML: {said}"
