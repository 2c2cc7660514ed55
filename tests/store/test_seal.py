"""A seal reads back as it was written, in text and to the byte, and shows any change."""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitrack.periods import Period
from kpitrack.problems import AccessError, Problem
from kpitrack.sources.yaml_nodes import read_yaml
from kpitrack.store.seal import (
    Published,
    Seal,
    Told,
    as_read,
    closed_months,
    read_seal,
    read_seals,
    seal_data,
)
from kpitrack.store.seal_text import Block, folded, seal_text, unfolded

JUNE = Period(2024, 6)
MOMENT = datetime(2024, 7, 10, 9, 30, tzinfo=timezone(timedelta(hours=8)))
SEAL = Seal(
    month=JUNE,
    closed_at=MOMENT,
    program="0.1.0",
    rule_version="1",
    language="zh",
    plan_sha256="p" * 64,
    data_sha256="d" * 64,
    files={"data/progress/june.csv": "f" * 64},
    heading={"title": "", "to": "各成员单位", "from": "", "number": "第6期"},
    figures={
        "pace": "0.5",
        "sample": False,
        "indicators": [{"id": "firms", "value": "5.60", "lead": ["a", "b"], "target": {"at_least": "12"}}],
        "actions": [],
    },
    published=(
        Published("md", "zh", "# 通报\n\n| a | b |\n\n  两格 \n".encode()),
        Published("docx", "zh", bytes(range(256))),
    ),
    told=(Told(Period(2024, 5), "firms", {"value": "4"}), Told(Period(2024, 5), "shops", None)),
    corrections=({"item": "firms", "before": "4家", "after": "5家"},),
    closed_before=(Period(2024, 3), Period(2024, 5)),
)
# Written by hand: what a person and git see.
TEXT = f"""\
schema: 1
month: "2024-06"
closed_at: "2024-07-10T09:30:00+08:00"
kpitrack: "0.1.0"
rule_version: "1"
language: zh
plan:
  sha256: {"p" * 64}
data:
  sha256: {"d" * 64}
  files:
    - path: "data/progress/june.csv"
      sha256: {"f" * 64}
closed_before: ["2024-03", "2024-05"]
heading:
  title: ""
  to: "各成员单位"
  from: ""
  number: "第6期"
told:
  - month: "2024-05"
    item: firms
    standing:
      value: "4"
  - month: "2024-05"
    item: shops
    standing: null
corrections:
  - item: firms
    before: "4家"
    after: "5家"
figures:
  pace: "0.5"
  sample: false
  indicators:
    - id: firms
      value: "5.60"
      lead: [a, b]
      target:
        at_least: "12"
  actions: []
published:
  - format: md
    language: zh
    sha256: "{hashlib.sha256(SEAL.published[0].data).hexdigest()}"
    text: |2
      # 通报

      | a | b |

        两格 {""}
  - format: docx
    language: zh
    sha256: "40aff2e9d2d8922e47afd4648e6967497158785fbd1da870e7110266bf944880"
    deflated: |2
"""
SECRET = st.text(alphabet=st.characters(codec="utf-8"), max_size=40)
ODD = st.text(alphabet="\n \t#|-:'\"\\\r\x85\u2028\u200b\ufeff\x1b😀é中a", max_size=12)


def written(rest: str) -> bytes:
    """A seal with this text, and a first line that fits it."""
    return f"digest: {hashlib.sha256(rest.encode()).hexdigest()}\n{rest}".encode()


def test_a_seal_is_text_that_people_can_read() -> None:
    first, _, rest = seal_data(SEAL).decode().partition("\n")

    assert rest.startswith(TEXT)
    packed = base64.b64decode(rest[len(TEXT) :].replace(" ", ""))
    assert zlib.decompress(packed) == bytes(range(256))
    assert first == f"digest: {hashlib.sha256(rest.encode()).hexdigest()}"


def test_it_reads_back_whole() -> None:
    kept = read_seal(seal_data(SEAL), "x", JUNE)

    assert isinstance(kept, Seal)
    assert kept.published == SEAL.published
    assert (kept.closed_at, kept.told, kept.corrections) == (MOMENT, SEAL.told, SEAL.corrections)
    assert kept.figures == as_read(SEAL.figures)
    assert kept.printed("docx", "zh") == SEAL.published[1]
    assert kept.printed("md", "en") is None


@settings(max_examples=150, deadline=None, derandomize=True)
@given(text=st.one_of(ODD, SECRET))
def test_a_block_is_faithful_to_the_byte(text: str) -> None:
    tree = {"list": [{"text": Block(text), "end": "x"}]}
    document = read_yaml(seal_text(tree), "x")

    assert document.problems == ()
    assert document.root is not None
    assert document.root.plain() == {"list": [{"text": text, "end": "x"}]}


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    tree=st.dictionaries(
        st.one_of(ODD, st.sampled_from(["no", "2024-03", "a"])),
        st.recursive(
            st.one_of(st.none(), st.booleans(), st.integers(), ODD, st.sampled_from(["null", "~", "No"])),
            lambda inner: st.one_of(
                st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
            ),
            max_leaves=8,
        ),
        min_size=1,
        max_size=4,
    )
)
def test_any_data_reads_back(tree: dict[str, object]) -> None:
    document = read_yaml(seal_text(tree), "x")

    assert document.problems == ()
    assert document.root is not None
    assert document.root.plain() == as_read(tree)


def test_a_number_that_is_not_exact_text_is_no_part_of_a_seal() -> None:
    with pytest.raises(TypeError, match="float"):
        seal_text({"value": 0.5})


@pytest.mark.parametrize("data", [b"", b"x", bytes(range(256)) * 3])
def test_bytes_stand_in_lines(data: bytes) -> None:
    block = folded(data)

    assert unfolded(block.text) == data
    assert max((len(line) for line in block.text.split("\n")), default=0) <= 76


def test_every_flipped_bit_is_found() -> None:
    data = seal_data(SEAL)
    for place in range(len(data)):
        for bit in range(8):
            changed = bytearray(data)
            changed[place] ^= 1 << bit
            found = read_seal(bytes(changed), "x", JUNE)
            assert isinstance(found, Problem), (place, bit)
            assert (found.rule, found.variant, found.period) == ("damaged-seal", "", "2024-06")


def test_every_truncation_and_anything_added_is_found() -> None:
    data = seal_data(SEAL)
    for size in range(len(data)):
        assert isinstance(read_seal(data[:size], "x", JUNE), Problem), size
    for added in (b"\n", b" ", b"\x00", data):
        assert isinstance(read_seal(data + added, "x", JUNE), Problem)
    assert isinstance(read_seal(data.replace(b"\n", b"\r\n"), "x", JUNE), Problem)


@pytest.mark.parametrize(
    ("change", "variant"),
    [
        (lambda text: text.replace("schema: 1\n", "schema: 2\n"), "schema"),
        (lambda text: text.replace("schema: 1\n", ""), "schema"),
        (lambda text: text.replace('"2024-06"', '"2024-07"', 1), "month"),
        (lambda text: text.replace('"2024-06"', '"June"', 1), "shape"),
        (lambda text: text.replace("closed_at:", "closed:"), "shape"),
        (lambda text: text.replace("+08:00", ""), "shape"),
        (lambda text: text.replace("  actions: []\n", ""), "shape"),
        (lambda text: text.replace("id: firms", "name: firms"), "shape"),
        (lambda text: text.replace("# 通报", "# 公报"), "shape"),
        (lambda text: f"{text[:-9]}*{text[-8:]}", "shape"),
        (lambda text: text.replace("deflated: |2\n", "deflated: |2\n      AAAA\n"), "shape"),
        (lambda text: f"{text[:-90]}\n", "shape"),
        (lambda text: text.replace("told:\n", "told: none\nwas:\n"), "shape"),
        (lambda text: text.replace("heading:\n", "heading: []\nhead:\n"), "shape"),
        (lambda _: "- 1\n", "shape"),
        (lambda _: "a: [\n", "shape"),
        (lambda _: "", "schema"),
    ],
)
def test_what_is_no_seal_is_none_though_its_first_line_fits(
    change: Callable[[str], str], variant: str
) -> None:
    rest = seal_data(SEAL).decode().partition("\n")[2]
    assert change(rest) != rest

    found = read_seal(written(change(rest)), "data/closed/2024-06.yaml", JUNE)

    assert isinstance(found, Problem)
    assert (found.rule, found.variant, found.location.path) == (
        "damaged-seal",
        variant,
        "data/closed/2024-06.yaml",
    )


def test_bytes_that_are_no_text_are_no_seal() -> None:
    rest = b"schema: \xff\n"
    data = b"digest: " + hashlib.sha256(rest).hexdigest().encode() + b"\n" + rest

    found = read_seal(data, "x", JUNE)

    assert isinstance(found, Problem)
    assert (found.rule, found.variant) == ("damaged-seal", "shape")


def test_a_month_is_closed_by_the_name_of_its_seal(tmp_path: Path) -> None:
    assert closed_months(tmp_path) == frozenset()
    folder = tmp_path / "data" / "closed"
    folder.mkdir(parents=True)
    (folder / "2024-06.yaml").write_bytes(seal_data(SEAL))
    (folder / "2024-05.yaml").write_bytes(b"")
    for other in ("2024-13.yaml", "2024-04.yml", ".2024-03.yaml.tmp.1", "notes.txt", "2024-02.yaml.bak"):
        (folder / other).write_bytes(b"x")

    seals = read_seals(tmp_path)

    # March has no file, but June's seal knows that it was closed.
    assert closed_months(tmp_path) == {JUNE, Period(2024, 5), Period(2024, 3)}
    assert seals.months == (Period(2024, 3), Period(2024, 5), JUNE)
    assert list(seals.sound) == [JUNE]
    assert [(str(one.location), one.variant) for one in seals.damage()] == [
        ("data/closed/2024-03.yaml", "gone"),
        ("data/closed/2024-05.yaml", ""),
    ]
    assert [one.variant for one in seals.damage(before=Period(2024, 5))] == ["gone"]


def test_a_seal_that_is_a_link_is_not_read(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "closed"
    folder.mkdir(parents=True)
    (tmp_path / "elsewhere.yaml").write_bytes(seal_data(SEAL))
    (folder / "2024-06.yaml").symlink_to(tmp_path / "elsewhere.yaml")

    with pytest.raises(AccessError, match="not-a-file"):
        read_seals(tmp_path)
