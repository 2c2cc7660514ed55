"""Text from outside is data in every format: it does nothing, and it can be read as it was written."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from defusedxml.ElementTree import fromstring
from markdown_it.token import Token

from kpitrack.periods import Period
from kpitrack.render.material import Material
from kpitrack.render.reports import FORMATS, rendered
from kpitrack.render.safe import one_line
from kpitrack.wording import LANGUAGES, Words
from kpitrack.workspace import Workspace, open_workspace
from tests.render.elements import Node, parsed
from tests.render.hostile import (
    BAD_FIGURE,
    BRIEFING_PLACES,
    LONG,
    NOTE,
    ODD,
    PLAN_PLACES,
    RECORD_PLACES,
    TAIL,
    WORD,
    file_name,
    hostile_workspace,
    told,
)
from tests.render.reading import MARKDOWN, markdown, sheets, word

ROOT = Path(__file__).resolve().parents[2]
JUNE = Period(2024, 6)

# Where each text is printed. What is not listed is printed by every format.
PAGE_ONLY = {"wording", "source", "component", "note-of-plan", "action-wording", "action-note"}
LATEST = {
    f"{key}-{item}"
    for key in RECORD_PLACES
    for item in ("growth-06-c", "growth-06-d", "road-06-c", "road-06-d", "road-06-e", "step")
}
EARLIER = {
    f"{key}-{item}"
    for key in RECORD_PLACES
    for item in ("growth-04-c", "growth-05-d", "road-04-c", "road-05-e", "series", "against")
}
OTHERS = {"reported-unit", "reason", "corrected", "withdrawn", "ingested-note", "file", "cell"}
PLACES = {*PLAN_PLACES, *BRIEFING_PLACES, *LATEST, *EARLIER, *OTHERS}
UNPRINTED = {
    "md": {*PAGE_ONLY, *EARLIER, "series-source", "action-unit", "file", "cell"}
    | {place for place in LATEST if place.startswith("evidence")},
    "xlsx": {*PAGE_ONLY, "closing", "series-source", "task"},
    "html": {*(EARLIER - {"note-series", "evidence-series"}), "series-source", "action-unit"}
    | {"task", "title", "closing"},
    # `explain` of an item tells of that item only, and of its target in force.
    "terminal": {*BRIEFING_PLACES, "assumption", "task", "target-text", "action-unit"},
}
UNPRINTED["docx"] = UNPRINTED["md"]
MORE = (LONG, WORD, NOTE, ODD, BAD_FIGURE, file_name())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_workspace(tmp_path_factory.mktemp("hostile") / "workspace")


@pytest.fixture(scope="module", params=LANGUAGES)
def files(request: pytest.FixtureRequest, folder: Path) -> dict[str, bytes]:
    return made(open_workspace(folder), request.param)


def made(opened: Workspace, language: str) -> dict[str, bytes]:
    material = Material(opened.assess(JUNE), opened.ledger(), Words(language))
    return {form: rendered(form, material) for form in FORMATS}


@cache
def harmless(form: str, language: str) -> bytes:
    """A report in which nobody means harm."""
    opened = open_workspace(ROOT)
    return rendered(form, Material(opened.assess(JUNE), opened.ledger(), Words(language)))


# It does nothing


def test_markdown_has_nothing_but_text_in_headings_lists_and_tables(files: dict[str, bytes]) -> None:
    allowed = {
        "heading",
        "paragraph",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "bullet_list",
        "list_item",
    }
    tokens = MARKDOWN.parse(files["md"].decode())
    blocks = {token.type.removesuffix("_open").removesuffix("_close") for token in tokens}
    assert blocks == {*allowed, "inline"}
    inside: list[Token] = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inside} <= {"text", "text_special", "softbreak"}
    assert_nothing_unseen(files["md"].decode())


def test_word_has_no_element_but_the_known_ones(files: dict[str, bytes]) -> None:
    found = dict(parts_of(files["docx"]))
    known = [part for language in LANGUAGES for part in parts_of(harmless("docx", language))]
    assert found.keys() <= {name for name, _ in known}
    usual = {(one.tag, key) for _, part in known for one in part.iter() for key in ("", *one.attrib)}
    for name, root in found.items():
        extra = {(one.tag, key) for one in root.iter() for key in ("", *one.attrib)}
        assert extra <= usual, name
        assert_nothing_unseen("".join(root.itertext()))
        assert not [one for one in root.iter() if one.attrib.get("TargetMode") == "External"]
    tags = {one.tag.rpartition("}")[2] for one in found["word/document.xml"].iter()}
    assert not tags & {"hyperlink", "fldSimple", "instrText", "object", "pict", "drawing", "altChunk"}


def parts_of(data: bytes) -> Iterator[tuple[str, Any]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                yield name, fromstring(archive.read(name))


def test_no_cell_is_a_formula_and_no_link_leads_out(files: dict[str, bytes]) -> None:
    with pytest.warns(UserWarning, match="extension"):  # data bars: openpyxl does not read them
        book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    cells: list[Any] = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    texts = [cell for cell in cells if isinstance(cell.value, str)]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert_nothing_unseen("".join(cell.value for cell in texts))
    likely = [cell for cell in texts if cell.value.startswith(tuple("=+-@＝＋－＠"))]
    assert len(likely) > 20
    assert all(cell.quotePrefix for cell in likely)
    links = [cell.hyperlink for cell in cells if cell.hyperlink]
    assert len(links) == 6
    assert {(link.target, link.location.split("!")[1]) for link in links} == {(None, "A1")}
    for name, root in parts_of(files["xlsx"]):
        assert "externalLink" not in name
        assert not [one for one in root.iter() if one.attrib.get("TargetMode") == "External"], name
    assert not list(book.defined_names)
    assert all(not set(sheet.title) & set("[]:*?/\\") and len(sheet.title) <= 31 for sheet in book.worksheets)


def test_a_browser_sees_no_element_and_no_attribute_but_ours(files: dict[str, bytes]) -> None:
    root, known = parsed(files["html"].decode()), parsed(harmless("html", "zh").decode())
    # Where the page's language is not the plan's, it says which language foreign text is in.
    foreign = {(tag, "lang") for tag in ("tbody", "dl", "p", "dd", "h3", "ul", "span")}
    assert shapes(root) <= shapes(known) | foreign
    assert not [name for node in root.walk() for name in node.attributes if name.startswith("on")]
    assert {(node.attributes["href"] or "")[:1] for node in root.all() if "href" in node.attributes} == {"#"}
    assert not [
        node.tag for node in root.walk() if {"src", "srcset", "action", "data"} & node.attributes.keys()
    ]
    policy = root.one("meta", http_equiv="Content-Security-Policy").attributes["content"] or ""
    for tag in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(root.one(tag).text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}';" in policy
    assert root.one("script").text == known.one("script").text
    assert_nothing_unseen(files["html"].decode())


def shapes(root: Node) -> set[tuple[str, str]]:
    return {(node.tag, name) for node in root.walk() for name in ("", *node.attributes)}


def assert_nothing_unseen(text: str) -> None:
    """No control or format character but the end of a line; tabs are ours, in tables for programs."""
    found = {
        sign for sign in set(text) - {"\n", "\t"} if unicodedata.category(sign) in {"Cc", "Cf", "Zl", "Zp"}
    }
    assert not found


# It can be read


def printed(place: str) -> str:
    """The hostile text of a place; a file that was sent in is printed by its name alone."""
    return re.split(r"[/\\]", told(place))[-1] if place == "file" else told(place)


@pytest.mark.parametrize("form", FORMATS)
def test_every_text_is_read_back_as_it_was_written(files: dict[str, bytes], form: str) -> None:
    texts = list(texts_of(form, files[form]))
    whole = "\n".join(texts)
    assert {place for place in PLACES if one_line(printed(place)) in whole} == PLACES - UNPRINTED[form]
    assert all(one_line(told(place)).endswith(TAIL) for place in PLACES)
    for text in MORE:
        assert one_line(text) in whole


def texts_of(form: str, data: bytes) -> Iterator[str]:
    match form:
        case "md":
            yield from (text.replace("\n", "") for text in markdown(data).everything)
        case "docx":
            yield from word(data).everything
        case "xlsx":
            yield from (cell for table in sheets(data).values() for row in table for cell in row)
        case _:
            yield parsed(data.decode()).text


def test_word_says_what_markdown_says(files: dict[str, bytes]) -> None:
    """Word for word; 附件1 and the title of the annex are two paragraphs there."""
    said = ["".join(squeezed(text) for text in texts_of(form, files[form])) for form in ("docx", "md")]
    assert said[0] == said[1]


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_a_cell_that_is_not_shown_whole_says_so_and_holds_it_all(files: dict[str, bytes]) -> None:
    """Here nothing is too long for a cell, only for the paper."""
    mark = re.compile(r"(?:〔全文([0-9]+)字[^〕]*〕|\[([0-9]+) characters[^\]]*\] )(.*)", re.DOTALL)
    found = [match for text in texts_of("xlsx", files["xlsx"]) if (match := mark.fullmatch(text))]
    assert {LONG, WORD} <= {match[3] for match in found}
    assert all(int(match[1] or match[2]) == len(match[3]) for match in found)


# The terminal

COMMANDS = [
    ("status",),
    ("status", "--by", "lead-unit"),
    ("status", "--by", "programme"),
    *(("explain", item) for item in ("growth", "against", "rate", "road", "waits", "base", "shops", "never")),
    ("missing",),
    ("missing", "--text"),
]
SGR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_terminal_is_told_text_and_our_colours_only(
    folder: Path, kpitrack: Callable[..., Any], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")
    coloured = 0
    for command in COMMANDS:
        run = kpitrack("-C", str(folder), *command, "--month", "6", "--lang", language, "--color", "always")
        assert run.code == 3, run.err  # some records contradict each other
        for text in (run.out, run.err):
            coloured += bool(SGR.search(text))
            bare = SGR.sub("", text)
            assert not {
                sign for sign in set(bare) - {"\n"} if unicodedata.category(sign) in {"Cc", "Cf", "Zl"}
            }
    assert coloured


def test_on_the_terminal_every_text_can_be_read(folder: Path, kpitrack: Callable[..., Any]) -> None:
    texts = []
    for command in COMMANDS:
        whole_lines = () if command[0] == "explain" else ("--format", "plain")
        run = kpitrack("-C", str(folder), *command, "--month", "6", *whole_lines)
        texts += [run.out, run.err]
    whole = "\n".join(texts)
    assert {place for place in PLACES if one_line(told(place)) in whole} == PLACES - UNPRINTED["terminal"]
    assert all(one_line(told(place)).endswith(TAIL) for place in PLACES)
    for text in MORE:
        assert one_line(text) in whole
