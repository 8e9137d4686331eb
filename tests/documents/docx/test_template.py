"""A school's document as a template: what acts, leads elsewhere or names people is left out, and said."""

import io
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.oxml.ns import nsdecls

from enquiry.documents import RenderedDocument
from enquiry.documents.docx.blocks import render_docx
from enquiry.documents.docx.template import open_template
from enquiry.errors import UsageMistake
from tests.conftest import a_cycle, a_journal, an_entry
from tests.summaries import summary_of

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DAY = date(2026, 2, 3)
SUMMARY = summary_of(a_journal(a_cycle(entries=(an_entry("reflection", DAY, "seen"),))), as_at=DAY)
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@cache
def plain() -> bytes:
    """Return a document with a header."""
    made, stream = docx.Document(), io.BytesIO()
    made.sections[0].header.paragraphs[0].text = "HEADER"
    made.save(stream)
    return stream.getvalue()


def school(
    header: str = "<w:p/>",
    relations: Mapping[str, tuple[str, str]] = {},
    parts: Mapping[str, str | bytes] = {},
    change: Callable[[str, bytes], bytes] = lambda _name, data: data,
) -> bytes:
    """Return a document whose header holds some XML and refers to targets by id, each with its kind, and more parts.

    A target with a colon in it lies elsewhere.
    """
    links = "".join(
        f'<Relationship Id="{name}" Type="{kind if ":" in kind else f"{RELATIONS}/{kind}"}" Target="{to}"'
        + (' TargetMode="External"/>' if ":" in to else "/>")
        for name, (kind, to) in relations.items()
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    more = {"word/_rels/header1.xml.rels": f'<Relationships xmlns="{space}">{links}</Relationships>', **parts}
    turned = io.BytesIO()
    with ZipFile(io.BytesIO(plain())) as given, ZipFile(turned, "w", ZIP_DEFLATED) as written:
        for name in given.namelist():
            data = given.read(name)
            if name == "word/header1.xml":
                spaces = nsdecls("w", "r", "a", "wp", "pic") + ' xmlns:v="urn:schemas-microsoft-com:vml"'
                data = f'<w:hdr {spaces} xmlns:o="urn:schemas-microsoft-com:office:office">{header}</w:hdr>'.encode()
            if name == "[Content_Types].xml":
                kinds = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
                kinds += b'<Default Extension="png" ContentType="image/png"/>'
                data = data.replace(b"<Override", kinds + b"<Override", 1)
            written.writestr(name, change(name, data))
        for name, held in more.items():
            written.writestr(name, held)
    return turned.getvalue()


def rendered(template: bytes) -> RenderedDocument:
    return render_docx(SUMMARY, ("school.docx", template))


def opened(template: bytes) -> RenderedDocument:
    """Return the document that a summary would be written into, which is quicker than writing one."""
    document, said = open_template("school.docx", template)
    stream = io.BytesIO()
    document.save(stream)
    return RenderedDocument(stream.getvalue(), said)


def whole(document: RenderedDocument) -> str:
    with ZipFile(io.BytesIO(document.data)) as held:
        return " ".join(f"{name} {held.read(name).decode('utf-8', 'replace')}" for name in held.namelist())


def text(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def field(instruction: str, shown: str) -> str:
    signs = {name: f'<w:r><w:fldChar w:fldCharType="{name}"/></w:r>' for name in ("begin", "separate", "end")}
    told = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return signs["begin"] + told + signs["separate"] + text(shown) + signs["end"]


def picture(attribute: str, name: str) -> str:
    blip = f'<a:blip r:{attribute}="{name}"/>'
    return f"<w:r><w:drawing><wp:inline><a:graphic><pic:pic>{blip}</pic:pic></a:graphic></wp:inline></w:drawing></w:r>"


BY = 'w:author="PLANTED" w:date="2020-01-01T00:00:00Z"'
HELD: dict[str, tuple[str, str, dict[str, tuple[str, str]], dict[str, str | bytes]]] = {
    "a field that runs": ("live fields", field(' DDEAUTO PLANTED "x" ', "PLANTED"), {}, {}),
    "a field in small letters": ("live fields", field("includetext PLANTED", "PLANTED"), {}, {}),
    "a field around a page": ("live fields", field(f"IF {field('PAGE', '1')} PLANTED", "PLANTED"), {}, {}),
    "a field that never ends": ("live fields", field("QUOTE PLANTED", "PLANTED").rpartition("<w:r>")[0], {}, {}),
    "a simple field": ("live fields", f'<w:fldSimple w:instr="FILENAME">{text("PLANTED")}</w:fldSimple>', {}, {}),
    "a link": (
        "links to other files",
        f'<w:hyperlink r:id="x">{text("the school")}</w:hyperlink>',
        {"x": ("hyperlink", "https://planted.example")},
        {},
    ),
    "a picture elsewhere": (
        "links to other files",
        picture("link", "x"),
        {"x": ("image", "https://planted.example/x.png")},
        {},
    ),
    "an old picture": ("links to other files", '<w:r><w:pict><v:shape href="PLANTED"/></w:pict></w:r>', {}, {}),
    "an object": (
        "embedded objects",
        '<w:r><w:object><o:OLEObject r:id="x" ProgID="PLANTED"/></w:object></w:r>',
        {"x": ("oleObject", "planted.bin")},
        {"word/planted.bin": b"PLANTED"},
    ),
    "a macro": (
        "macros",
        "",
        {"x": ("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "planted.bin")},
        {"word/planted.bin": b"PLANTED"},
    ),
    "custom XML": ("custom XML", "", {"x": ("customXml", "planted.xml")}, {"word/planted.xml": "<PLANTED/>"}),
    "what was added": ("changes and their authors", f'<w:ins w:id="1" {BY}>{text("kept")}</w:ins>', {}, {}),
    "what was taken out": (
        "changes and their authors",
        f'<w:del w:id="1" {BY}><w:r><w:delText>PLANTED</w:delText></w:r></w:del>',
        {},
        {},
    ),
    "how it looked before": (
        "changes and their authors",
        f'<w:r><w:rPr><w:b/><w:rPrChange w:id="1" {BY}><w:rPr/></w:rPrChange></w:rPr><w:t>kept</w:t></w:r>',
        {},
        {},
    ),
    "what is bound to data": (
        "custom XML",
        f'<w:sdt><w:sdtPr><w:dataBinding w:xpath="PLANTED"/></w:sdtPr><w:sdtContent>{text("x")}</w:sdtContent></w:sdt>',
        {},
        {},
    ),
}


COUNTED = field(" PAGE \\* MERGEFORMAT ", "1")


def test_what_acts_leads_elsewhere_or_names_people_is_left_out_and_said() -> None:
    for what, (said, inside, relations, parts) in HELD.items():
        written = opened(school(f"<w:p>{text('LETTERHEAD')}{inside}</w:p>", relations, parts))
        held = whole(written)
        assert "planted" not in held.casefold(), what
        assert "LETTERHEAD" in held, what
        assert said in written.said[-1], what
    assert "kept" in whole(opened(school(f"<w:p>{HELD['what was added'][1]}</w:p>")))
    assert "the school" in whole(opened(school(f"<w:p>{HELD['a link'][1]}</w:p>", HELD["a link"][2])))


def test_a_letterhead_with_its_picture_and_page_number_stays() -> None:
    inside = f"<w:p>{text('LETTERHEAD')}{picture('embed', 'x')}{COUNTED}</w:p>"
    written = rendered(school(inside, {"x": ("image", "logo.png")}, {"word/logo.png": PNG}))
    assert all(there in whole(written) for there in ("LETTERHEAD", "word/logo.png", "MERGEFORMAT", "a:blip"))


def test_settings_and_properties_tell_nothing() -> None:
    def plant(name: str, data: bytes) -> bytes:
        if name == "word/settings.xml":
            held = b'<w:docVars><w:docVar w:name="a" w:val="PLANTED"/></w:docVars><w:mailMerge/>'
            return data.replace(b"</w:settings>", held + b"</w:settings>")
        if name == "docProps/core.xml":
            told = b"<dc:contributor>PLANTED</dc:contributor></cp:coreProperties>"
            return data.replace(b"</cp:coreProperties>", told)
        return data

    written = whole(rendered(school(change=plant)))
    assert "PLANTED" not in written
    assert "mailMerge" not in written


def test_a_document_with_macros_is_read_as_one_without() -> None:
    kinds = (f"{OFFICE}.document.main", "application/vnd.ms-word.document.macroEnabled.main")
    held = school(change=lambda _, data: data.replace(kinds[0].encode(), kinds[1].encode()))
    assert "macroEnabled" not in whole(rendered(held))


def put(part: str, data: bytes) -> bytes:
    return school(change=lambda name, held: data if name == part else held)


def swap(part: str, old: bytes, new: bytes) -> bytes:
    return school(change=lambda name, held: held.replace(old, new) if name == part else held)


DAMAGED = {
    "no body": put("word/document.xml", f"<w:document {nsdecls('w')}/>".encode()),
    "another document": put("word/document.xml", b"<html/>"),
    "no XML": put("word/styles.xml", b"styles"),
    "styles that are none": put("word/styles.xml", b"<x/>"),
    "a bomb of entities": put("word/styles.xml", b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'),
    "deep XML": put("word/header1.xml", b"<x>" * 100_000 + b"</x>" * 100_000),
    "a page as wide as a word": swap("word/document.xml", b'w:w="12240"', b'w:w="wide"'),
    "a style of another kind": swap("word/styles.xml", b'w:type="paragraph"', b'w:type="numbering"'),
    "a style without an id": swap("word/styles.xml", b"w:styleId", b"w:other"),
    "large XML": put("word/styles.xml", b"<x>" + b"<y/>" * 2_500_000 + b"</x>"),
    "large pictures": school(parts={f"word/{n}.png": bytes(30_000_000) for n in range(3)}),
    "many parts": school(parts={f"word/{n}.xml": "<x/>" for n in range(2100)}),
}


def test_a_damaged_template_is_refused_by_its_name_or_used() -> None:
    refused = []
    for what, data in DAMAGED.items():
        try:
            assert rendered(data).data.startswith(b"PK")
        except UsageMistake as mistake:
            refused.append((what, mistake.words.startswith("school.docx ")))
    assert all(named for _, named in refused)
    never = {"another document", "no XML", "a bomb of entities", "large XML", "large pictures", "many parts"}
    assert never <= {what for what, _ in refused}


def test_a_page_too_narrow_for_words_becomes_a_common_one() -> None:
    written = rendered(swap("word/document.xml", b'w:w="12240"', b'w:w="12"'))
    assert docx.Document(io.BytesIO(written.data)).sections[0].page_width.mm == pytest.approx(210, abs=0.1)  # type: ignore[union-attr]
