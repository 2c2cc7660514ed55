"""The office's own Word template: what of it is used, what is put in, what cannot be used at all."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENTATION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.parser import parse_xml
from docx.shared import Length, Mm, Pt
from docx.styles.style import ParagraphStyle

from kpitrack.render.document import Block, Column, Heading, document, table
from kpitrack.render.word import Frame, document_docx, template_problems
from kpitrack.render.word.markup import NAMESPACE
from kpitrack.render.word.names import Style
from kpitrack.render.word.template import our_template
from kpitrack.sources import word_file
from tools.briefing_template import template

ROOT = Path(__file__).resolve().parents[2]
_MAIN = "word/document.xml"
DAY = dt.date(2024, 6, 30)
BLOCKS: list[Block | str] = [Heading(1, "题"), "正文一", table([Column("甲")], [["1"]])]
ANNEX: list[Block | str] = [
    Heading(2, "附件1", annex=True),
    table([Column(f"列{n}") for n in range(10)], [["值"] * 10]),
]
Kpitrack = Callable[..., Any]


def w(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def saved(word: WordDocument) -> bytes:
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def office(*paragraphs: str) -> WordDocument:
    """A template as an office may have it: made in another program, without any style of ours."""
    word = docx.Document()
    for text in paragraphs:
        word.add_paragraph(text)
    return word


def made(data: bytes, *blocks: Block | str, sample: str = "") -> WordDocument:
    whole = document("题", "zh", blocks or BLOCKS)
    return docx.Document(io.BytesIO(document_docx(whole, Frame(DAY, sample, data))))


def told(word: WordDocument) -> list[str]:
    return [paragraph.text for paragraph in word.paragraphs if paragraph.text]


def style_of(word: WordDocument, text: str) -> ParagraphStyle:
    style = next(paragraph for paragraph in word.paragraphs if paragraph.text == text).style
    assert style
    return style


# Where the text goes


def test_the_text_goes_where_the_mark_stands_and_what_is_around_it_stays() -> None:
    word = made(saved(office("南县文件", " 【正文】 ", "抄送：县委办")))
    assert told(word) == ["南县文件", "题", "正文一", "抄送：县委办"]


def test_without_a_mark_the_template_s_own_text_is_dropped() -> None:
    assert told(made(saved(office("去年的通报", "旧数【正文】")))) == ["题", "正文一"]


def test_two_marks_are_one_too_many() -> None:
    assert reasons(saved(office("【正文】", "【正文】"))) == ["marks"]


BOX = """<w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml">
  <w:txbxContent>{}</w:txbxContent></v:textbox></w:pict>"""
SPLIT = "<w:p><w:r><w:t>【正</w:t></w:r><w:r><w:t>文】</w:t></w:r></w:p>"
UNSEEN = {
    "table": f"<w:tbl><w:tr><w:tc>{SPLIT}</w:tc></w:tr></w:tbl>",
    "control": f"<w:sdt><w:sdtContent>{SPLIT}</w:sdtContent></w:sdt>",
    "section": SPLIT.replace("<w:p>", "<w:p><w:pPr><w:sectPr/></w:pPr>"),
    "stop": SPLIT.replace("】", "】。"),
    "box": f"<w:p><w:r>{BOX.format(SPLIT)}</w:r></w:p>",
    "boxes": f"<w:p><w:r>{BOX.format(SPLIT)}{BOX.format(SPLIT)}</w:r></w:p>",
    "header": "",
    "footer": "",
}


@pytest.mark.parametrize("where", UNSEEN)
def test_a_mark_that_does_not_count_is_said(where: str) -> None:
    def with_mark(*paragraphs: str) -> bytes:
        word = office(*paragraphs)
        if UNSEEN[where]:
            body = parse_xml(f'<w:body xmlns:w="{NAMESPACE}">{UNSEEN[where]}</w:body>')
            word.element.body.insert(0, body[0])
        else:
            getattr(word.sections[0], where).paragraphs[0].text = "【正文】"
        return saved(word)

    data = with_mark("去年的通报")
    found = template_problems(data)
    assert [(each.rule, each.variant) for each in found] == [("template-text-dropped", "beside")]
    assert told(made(data)) == ["题", "正文一"]
    # Beside one that counts, one alone in its paragraph would be printed; one in a sentence is meant to be.
    assert reasons(with_mark("【正文】")) == ([] if where == "stop" else ["marks"])


def test_a_mark_may_have_spaces_within() -> None:
    assert told(made(saved(office("红头", "【 正文 】", "抄送")))) == ["红头", "题", "正文一", "抄送"]


# Page, headers and footers


def test_page_headers_and_footers_are_the_template_s() -> None:
    word = office("红头", "【正文】", "抄送")
    section = word.sections[0]
    section.page_width, section.page_height, section.left_margin = Mm(200), Mm(280), Mm(30)
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "南县人民政府文件"
    section.footer.paragraphs[0].text = "第 1 页"
    found = made(saved(word), *BLOCKS, *ANNEX)
    first, across, after = found.sections
    assert first.first_page_header.paragraphs[0].text == "南县人民政府文件"
    assert [each.footer.paragraphs[0].text for each in found.sections] == ["第 1 页"] * 3
    assert first.different_first_page_header_footer
    assert not across.different_first_page_header_footer  # no second red head
    assert not after.different_first_page_header_footer
    assert [round(Length(each.page_width or 0).mm) for each in (first, across, after)] == [200, 280, 200]
    assert across.orientation is WD_ORIENTATION.LANDSCAPE
    assert told(found)[-1] == "抄送"


def test_a_template_that_says_nothing_of_its_page_gets_a4() -> None:
    bare = re.sub(rb"<w:sectPr>.*</w:sectPr>", b"", zipfile.ZipFile(io.BytesIO(template("zh"))).read(_MAIN))
    found = made(changed({_MAIN: bare}), *BLOCKS, *ANNEX)
    assert next(int(column.get(w("w"))) for column in found.element.body.iter(w("gridCol"))) == 8849
    first, last = found.sections
    assert [Length(edge or 0).twips for edge in (first.page_width, first.page_height)] == [11906, 16838]
    assert last.orientation is WD_ORIENTATION.LANDSCAPE
    assert [Length(edge or 0).twips for edge in (last.page_width, last.page_height)] == [16838, 11906]
    assert [Length(edge or 0).twips for edge in (last.left_margin, last.right_margin)] == [2098, 1984]


def test_a_template_that_lies_across_stays_so() -> None:
    word = office("【正文】")
    section = word.sections[0]
    section.page_width, section.page_height = Mm(297), Mm(210)
    found = made(saved(word), *BLOCKS, *ANNEX)
    assert [round(Length(each.page_width or 0).mm) for each in found.sections] == [297, 297]


def test_the_section_of_the_mark_is_the_one_that_is_gone_on_with() -> None:
    word = office("红头", "【正文】")
    word.add_section().page_width = Mm(250)
    word.add_paragraph("附页")
    found = made(saved(word), *BLOCKS, *ANNEX)
    widths = [round(Length(each.page_width or 0).mm) for each in found.sections]
    assert widths == [216, 279, 216, 250]  # letter, as in the template; then its own last page
    assert told(found)[-1] == "附页"


def test_tables_are_as_wide_as_the_template_s_page() -> None:
    word = office()
    section = word.sections[0]
    section.page_width, section.left_margin, section.right_margin = Mm(148), Mm(24), Mm(24)
    grid = [int(column.get(w("w"))) for column in made(saved(word)).element.body.iter(w("gridCol"))]
    assert sum(grid) == round(100 * 1440 / 25.4)


def test_a_sample_is_marked_below_the_template_s_own_headers() -> None:
    word = office("【正文】")
    section = word.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "南县人民政府文件"
    found = made(saved(word), *BLOCKS, *ANNEX, sample="样例数据").sections[0]
    assert [each.text for each in found.first_page_header.paragraphs] == ["南县人民政府文件", "样例数据"]
    assert [each.text for each in found.header.paragraphs] == ["样例数据"]


# Styles


def test_a_style_of_the_template_is_used_as_it_is() -> None:
    word = office("【正文】")
    own = word.styles.add_style("通报正文", WD_STYLE_TYPE.PARAGRAPH)
    own.font.size = Pt(15)
    found = made(saved(word))
    style = style_of(found, "正文一")
    assert (style.name, style.font.size, style.style_id) == ("通报正文", Pt(15), own.style_id)
    # What is ours goes on from it.
    assert style_of(found, "题").base_style.style_id == own.style_id


def test_styles_that_lack_are_put_in() -> None:
    found = made(saved(office("【正文】")))
    assert {style.value for style in Style} <= {style.name for style in found.styles}
    assert style_of(found, "题").font.size == Pt(22)
    assert (
        style_of(found, "题").element.find(f"{w('rPr')}/{w('rFonts')}").get(w("eastAsia")) == "方正小标宋简体"
    )


def test_a_style_of_another_kind_is_left_alone_and_ours_put_beside_it() -> None:
    word = office("【正文】")
    word.styles.add_style("通报正文", WD_STYLE_TYPE.CHARACTER)
    found = made(saved(word))
    assert style_of(found, "正文一").name == "通报正文2"
    assert found.styles["通报正文"].type == WD_STYLE_TYPE.CHARACTER


def test_a_style_of_our_name_without_an_id_is_given_one() -> None:
    word = office("【正文】")
    own = word.styles.add_style("通报正文", WD_STYLE_TYPE.PARAGRAPH)
    own.font.size = Pt(15)
    del own.element.attrib[w("styleId")]
    found = made(saved(word))
    style = style_of(found, "正文一")
    assert (style.name, style.font.size, bool(style.style_id)) == ("通报正文", Pt(15), True)
    assert [each.name for each in found.styles if each.style_id == style.style_id] == ["通报正文"]
    assert style_of(found, "题").base_style.style_id == style.style_id


def test_our_template_as_it_is_makes_the_same_document() -> None:
    body = made(b"").element.body
    assert made(our_template("zh")).element.body.xml == body.xml
    assert reasons(our_template("zh")) == []
    assert reasons(our_template("en")) == []


def test_a_template_of_word_s_own_kind_is_a_document_too() -> None:
    assert reasons(changed(types=lambda data: data.replace(b"document.main", b"template.main"))) == []


def test_months_stay_together_where_a_template_does_not_say_otherwise() -> None:
    own = office("【正文】")
    theirs = own.settings.element.makeelement(w("noLineBreaksBefore"), {w("lang"): "zh-CN", w("val"): "，。"})
    own.settings.element.insert_element_before(theirs, "w:compat", "w:rsids", "w:themeFontLang")
    found = list(made(saved(own)).settings.element)
    names = [child.tag.rpartition("}")[2] for child in found]
    place = names.index("noLineBreaksAfter")
    assert names[place + 1] == "noLineBreaksBefore"
    assert "—" in found[place].get(w("val"))
    assert found[place + 1].get(w("val")) == "，。"
    assert all(
        "—" in made(b"").settings.element.find(w(name)).get(w("val"))
        for name in ("noLineBreaksAfter", "noLineBreaksBefore")
    )


def test_no_person_and_no_other_file_comes_along() -> None:
    word = office("【正文】")
    word.core_properties.author = "张三"
    word.core_properties.comments = "内部"
    data = document_docx(document("题", "zh", BLOCKS), Frame(DAY, "", saved(word)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert "张三".encode() not in b"".join(parts.values())
    assert [name for name in parts if name.startswith("docProps/")] == ["docProps/core.xml"]


def test_a_template_tied_to_another_does_not_call_for_it() -> None:
    tie = (
        b'<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        b'attachedTemplate" Target="http://192.0.2.1/t.dotm" TargetMode="External"/>'
    )
    rels = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
    data = changed({"word/_rels/settings.xml.rels": rels % tie})
    made_of_it = document_docx(document("题", "zh", BLOCKS), Frame(DAY, "", data))
    with zipfile.ZipFile(io.BytesIO(made_of_it)) as archive:
        assert not [name for name in archive.namelist() if b"192.0.2.1" in archive.read(name)]


def relation(kind: str, target: str, *, more: str = "") -> bytes:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return f'<Relationship Id="rId90" Type="{base}/{kind}" Target="{target}"{more}/>'.encode()


def with_part(kind: str, name: str, content: bytes, text: str = "", *, source: str = "document.xml") -> bytes:
    """Our template with a part related to one of it, and more in its text."""
    rels = f"word/_rels/{source}.rels"
    with zipfile.ZipFile(io.BytesIO(template("zh"))) as archive:
        there = archive.read(rels) if rels in archive.namelist() else RELATIONS % b""
        main = archive.read(_MAIN)
    end = there.replace(b"</Relationships>", relation(kind, name) + b"</Relationships>")
    body = re.sub(
        rb"<w:body>.*(?=<w:sectPr)", b"<w:body><w:p>%s</w:p>" % text.encode(), main, flags=re.DOTALL
    )
    return changed({rels: end, f"word/{name}": content, _MAIN: body}, with_default)


def with_default(types: bytes) -> bytes:
    return types.replace(b"<Override", b'<Default Extension="bin" ContentType="application/x"/><Override', 1)


RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
)
EXTERNAL = ' TargetMode="External"'


def parts_of(data: bytes) -> dict[str, bytes]:
    made_of_it = document_docx(document("题", "zh", BLOCKS), Frame(DAY, "", data))
    with zipfile.ZipFile(io.BytesIO(made_of_it)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("comments", "comments.xml"),
        ("people", "people.xml"),
        ("customXml", "item1.xml"),
        ("glossaryDocument", "glossary.xml"),
        ("oleObject", "oleObject1.bin"),
        ("package", "table.bin"),
        ("chart", "chart1.xml"),
        ("webSettings", "webSettings.xml"),
        ("image", "image9.bin"),
        ("header", "header9.xml"),
    ],
)
def test_a_part_that_only_dropped_text_needs_does_not_come_along(kind: str, name: str) -> None:
    data = with_part(kind, name, "<x>内部</x>".encode())
    assert reasons(data) == []
    parts = parts_of(data)
    assert "内部".encode() not in b"".join(parts.values())
    assert not [part for part in parts if part.endswith(name)]


def test_of_notes_only_those_that_the_text_cites_come_along() -> None:
    notes = f"""<w:footnotes xmlns:w="{NAMESPACE}">
      <w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>
      <w:footnote w:id="1"><w:p><w:r><w:t>旧注</w:t></w:r></w:p></w:footnote>
      <w:footnote w:id="2"><w:p><w:r><w:t>红头注</w:t></w:r></w:p></w:footnote></w:footnotes>""".encode()
    mark = "<w:r><w:t>【正文】</w:t></w:r>"
    cited = '<w:r><w:t>红头</w:t><w:footnoteReference w:id="2"/></w:r>'
    old = parts_of(with_part("footnotes", "footnotes.xml", notes))["word/footnotes.xml"].decode()
    assert ("separator" in old, "旧注" in old, "红头注" in old) == (True, False, False)
    kept = parts_of(with_part("footnotes", "footnotes.xml", notes, f"{mark}</w:p><w:p>{cited}"))
    found = kept["word/footnotes.xml"].decode()
    assert ("separator" in found, "旧注" in found, "红头注" in found) == (True, False, True)


def test_comments_go_and_the_text_that_they_were_on_stays() -> None:
    text = (
        '<w:r><w:t>【正文】</w:t></w:r></w:p><w:p><w:commentRangeStart w:id="0"/><w:r><w:t>抄送</w:t></w:r>'
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
    )
    data = with_part("comments", "comments.xml", "<x>内部</x>".encode(), text)
    assert reasons(data) == []
    parts = parts_of(data)
    assert b"comment" not in b"".join(parts.values())
    assert "抄送" in parts[_MAIN].decode()


MARKED = "<w:r><w:t>【正文】</w:t></w:r></w:p><w:p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f'{MARKED}<w:ins w:id="1" w:author="张三"><w:r><w:t>新</w:t></w:r></w:ins>', ["revisions"]),
        (
            f'{MARKED}<w:del w:id="1" w:author="张三"><w:r><w:delText>旧</w:delText></w:r></w:del>',
            ["revisions"],
        ),
        (f'{MARKED}<w:pPr><w:rPr><w:del w:id="1" w:author="张三"/></w:rPr></w:pPr>', ["revisions"]),
        (
            '<w:ins w:id="1" w:author="张三"><w:r><w:t>【正文】</w:t></w:r></w:ins>',
            [],
        ),  # the mark goes anyway
        (
            '<w:ins w:id="1" w:author="张三"><w:r><w:t>旧文</w:t></w:r></w:ins>',
            [],
        ),  # so does a text without one
        (f'{MARKED}<w:r><w:rPr><w:rPrChange w:id="1" w:author="张三"/></w:rPr><w:t>字</w:t></w:r>', []),
    ],
)
def test_tracked_changes_in_text_that_is_kept_are_not_sent_out(text: str, expected: list[str]) -> None:
    data = with_part("image", "image9.bin", b"", text)
    assert reasons(data) == expected
    if not expected:
        assert "张三" not in parts_of(data)[_MAIN].decode()


R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


@pytest.mark.parametrize("kind", ["oleObject", "chart", "subDocument", "aFChunk"])
def test_an_object_in_text_that_is_kept_is_named(kind: str) -> None:
    text = f'{MARKED}<w:r><w:object><x {R} r:id="rId90"/></w:object></w:r>'
    assert reasons(with_part(kind, "part9.bin", b"x", text)) == ["objects"]


def test_a_picture_in_text_that_is_kept_stays() -> None:
    text = f'{MARKED}<w:r><w:drawing><x {R} r:embed="rId90"/></w:drawing></w:r>'
    assert parts_of(with_part("image", "image9.bin", b"x", text))["word/image9.bin"] == b"x"


@pytest.mark.parametrize(
    ("source", "text", "kind", "expected"),
    [
        ("settings.xml", '<w:mailMerge><w:dataSource r:id="rId90"/></w:mailMerge>', "mailMergeSource", []),
        ("settings.xml", '<w:attachedTemplate r:id="rId90"/>', "attachedTemplate", []),
        ("footer1.xml", '<w:p><x r:link="rId90"/></w:p>', "image", ["objects"]),
        ("footer1.xml", "", "image", []),
        ("footer1.xml", '<w:p><w:hyperlink r:id="rId90"/></w:p>', "hyperlink", []),
        ("styles.xml", "", "frame", []),
        ("document.xml", "", "oleObject", []),
    ],
)
def test_nothing_outside_is_called_for_but_by_a_link(
    source: str, text: str, kind: str, expected: list[str]
) -> None:
    rels = f"word/_rels/{source}.rels"
    with zipfile.ZipFile(io.BytesIO(template("zh"))) as archive:
        there = archive.read(rels) if rels in archive.namelist() else RELATIONS % b""
        part = archive.read(f"word/{source}")
    tie = relation(kind, "http://192.0.2.1/x", more=EXTERNAL) + b"</Relationships>"
    place = part.rindex(b"</")
    more = {f"word/{source}": part[:place] + text.replace(" r:", f" {R} r:").encode() + part[place:]}
    data = changed({rels: there.replace(b"</Relationships>", tie), **more})
    assert reasons(data) == expected
    if not expected:
        found = [name for name, content in parts_of(data).items() if b"192.0.2.1" in content]
        assert found == ([rels] if kind == "hyperlink" else [])


# What cannot be used


def reasons(data: bytes) -> list[str]:
    found = template_problems(data)
    assert {(problem.location.path, problem.rule) for problem in found} <= {
        ("plan/briefing-template.docx", "unfit-template")
    }
    return [problem.variant for problem in found]


def changed(
    more: dict[str, bytes] | None = None, types: Callable[[bytes], bytes] = lambda data: data
) -> bytes:
    """Our template with other members, or other content types."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template("zh"))) as archive, zipfile.ZipFile(file, "w") as copy:
        for name in archive.namelist():
            data = archive.read(name)
            copy.writestr(
                name, types(data) if name == "[Content_Types].xml" else (more or {}).get(name, data)
            )
        for name in set(more or {}) - set(archive.namelist()):
            copy.writestr(name, (more or {})[name])
    return file.getvalue()


VBA = b'<Override PartName="/word/x.bin" ContentType="application/vnd.ms-office.vbaProject"/>'


def encrypted() -> bytes:
    data = bytearray(template("zh"))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + flags] |= 1
            place = data.find(mark, place + 4)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"hello", "kind"),
        (b"%PDF-1.7", "kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"PK\x03\x04", "broken"),
        (template("zh")[:-40], "broken"),
        (encrypted(), "encrypted"),
        (changed(types=lambda data: data.replace(b"wordprocessingml", b"spreadsheetml")), "kind"),
        (changed({"word/vbaProject.bin": b"x"}), "macros"),
        (with_part("vbaProject", "x.bin", b"x"), "macros"),
        (
            changed({"word/x.bin": b"x"}, lambda data: data.replace(b"<Override", VBA + b"<Override", 1)),
            "macros",
        ),
        (
            changed(types=lambda data: data.replace(b"document.main+xml", b"document.macroEnabled.main+xml")),
            "macros",
        ),
        (changed({"word/document.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}), "entities"),
        (changed({"word/document.xml": b"<w:document"}), "broken"),
        (changed({"word/styles.xml": b"<x/>"}), "broken"),
        *(
            (changed({f"word/{name}.xml": content}), "broken")
            for name in ("fontTable", "theme/theme1", "footer1", "settings")
            for content in (b"<a", b"", b"<a/>")
        ),
        (with_part("numbering", "numbering.xml", b"<a"), "broken"),
        (with_part("footnotes", "footnotes.xml", b""), "broken"),
        (changed({"word/_rels/document.xml.rels": b"http://purl.oclc.org/ooxml/"}), "strict"),
        (changed({f"word/{number}.txt": b"" for number in range(1001)}), "members"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_what_cannot_be_used_is_named(data: bytes, reason: str) -> None:
    assert reasons(data) == [reason]


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    data = changed({"word/media/image1.bmp": b"\0" * 4000})
    monkeypatch.setattr("kpitrack.sources.safe_zip.MOST_BYTES", 4000)
    assert [problem.variant for problem in word_file.read_word_file(data, "t.docx").problems] == ["bomb"]


def test_a_header_that_is_missing_is_a_broken_template() -> None:
    word = zipfile.ZipFile(io.BytesIO(template("zh"))).read("word/document.xml")
    bad = word.replace(b'<w:footerReference w:type="default"', b'<w:headerReference w:type="default"')
    bad = bad.replace(b'r:id="rId4"', b'r:id="rId99"')
    assert reasons(changed({"word/document.xml": bad})) == ["broken"]


# On the command line


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("plan", "data"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_template_is_written_changed_and_used(kpitrack: Kpitrack, desk: Path) -> None:
    run = kpitrack("template", "--briefing", "--lang", "en")
    assert (run.code, run.err) == (0, "wrote plan/briefing-template.docx\n")
    assert (desk / "plan/briefing-template.docx").read_bytes() == our_template("en")
    again = kpitrack("template", "--briefing", "--lang", "en")
    assert again.code == 2
    assert again.err.startswith(
        "error: plan/briefing-template.docx is there already; it is not overwritten\n"
    )
    word = office("红头", "【正文】")
    word.save(str(desk / "plan/briefing-template.docx"))
    assert kpitrack("report", "--month", "6", "-o", "通报.docx").code == 0
    assert docx.Document(str(desk / "通报.docx")).paragraphs[0].text == "红头"


def test_the_template_of_forms_and_that_of_the_briefing_do_not_mix(kpitrack: Kpitrack, desk: Path) -> None:
    for option, value in (("--month", "6"), ("--lead-unit", "a"), ("--format", "csv")):
        run = kpitrack("template", "--briefing", option, value, "--lang", "en")
        assert run.code == 2
        assert (
            run.err
            == f"error: --briefing writes the briefing's Word template; {option} does not go with it\n"
        )
    assert not (desk / "plan/briefing-template.docx").exists()


@pytest.mark.parametrize("command", [("report", "-o", "x.docx"), ("close",)])
def test_a_template_that_cannot_be_used_is_said_and_nothing_written(
    kpitrack: Kpitrack, desk: Path, command: tuple[str, ...]
) -> None:
    (desk / "plan/briefing-template.docx").write_bytes(b"hello")
    run = kpitrack(*command, "--month", "6", "--lang", "en")
    assert run.code == 3
    assert run.err.endswith(
        "plan/briefing-template.docx: error: this is no Word document (.docx) [unfit-template]\n"
        "    open the file it comes from in Word or WPS and save it as .docx; another name is not enough\n"
        "error: the Word file was not written\n"
    )
    assert not (desk / "x.docx").exists()
    assert not list((desk / "data").glob("closed/*.yaml"))
    assert kpitrack("report", "--month", "6", "-o", "x.md").code == 0
