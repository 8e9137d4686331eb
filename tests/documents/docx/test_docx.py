"""The summary as a Word document: real styles, tables and pictures that say what they are, and nobody's name in it."""

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from enquiry.cli.summary.formats import SummaryFormat
from enquiry.documents.charts.text import format_alternative
from enquiry.documents.docx import blocks as word
from enquiry.documents.docx.blocks import render_docx
from enquiry.documents.docx.styles import STYLES
from enquiry.documents.docx.tables import compute_column_shares
from enquiry.documents.docx.template import TABLE
from enquiry.errors import UsageMistake
from enquiry.exchange.samples import list_samples
from enquiry.insight.summary.blocks import Chart, ChartKind, Heading, Listing, Quotation, Table
from enquiry.insight.summary.value import Summary
from tests.documents.shared import TODAY, crowd
from tests.reading_back import docx_document, docx_text, pdf_document
from tests.summaries import READERS, document, of_sample, summary_of

CASES = [("primary", "self"), ("primary", "prd"), ("career", "update"), ("behaviour", "accreditation")]
documents = pytest.mark.parametrize(("name", "reader"), CASES)


def summary(name: str, reader: str) -> Summary:
    return of_sample(name, reader).summary


def parts_of(data: bytes) -> dict[str, str]:
    with ZipFile(io.BytesIO(data)) as held:
        return {name: held.read(name).decode("utf-8", "replace") for name in held.namelist()}


def description(table: Any) -> str:
    return str(table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val")))


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "has_typst", lambda: False)


# Styles


@documents
def test_headings_lists_and_quotations_have_their_styles(name: str, reader: str) -> None:
    told = summary(name, reader)
    found = docx_document(render_docx(told).data)
    styles = [paragraph.style.name for paragraph in found.paragraphs]
    for level in (1, 2, 3):
        held = [block for block in told.blocks if isinstance(block, Heading) and block.level == level]
        assert styles.count(f"Heading {level}") == len(held)
    lines = sum(len(block.lines) for block in told.blocks if isinstance(block, Listing))
    assert styles.count("List Bullet") == lines
    assert styles.count("Quote") == sum(isinstance(block, Quotation) for block in told.blocks)


def test_headings_are_in_the_outline_and_stay_with_what_follows() -> None:
    styles = docx_document(render_docx(summary("primary", "self")).data).styles
    for level in (1, 2, 3):
        style = styles[f"Heading {level}"]
        assert style.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == str(level - 1)
        assert style.paragraph_format.keep_with_next


def test_it_is_a4_and_british_english_throughout_its_defaults() -> None:
    found = docx_document(render_docx(summary("primary", "self")).data)
    section = found.sections[0]
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.1)
    languages = [element.get(qn("w:val")) for element in found.styles.element.iter(qn("w:lang"))]
    assert languages
    assert set(languages) == {"en-GB"}
    assert found.core_properties.language == "en-GB"
    assert (
        found.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}")
        is not None
    )


# Tables


@documents
def test_a_table_has_a_header_that_repeats_rows_that_stay_whole_and_widths(name: str, reader: str) -> None:
    found = docx_document(render_docx(summary(name, reader)).data)
    assert found.tables
    section = found.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    for table in found.tables:
        rows = [row._tr.trPr for row in table.rows]
        assert [row.find(qn("w:tblHeader")) is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(row.find(qn("w:cantSplit")) is not None for row in rows)
        grid = [column.width for column in table.columns]
        assert 0.97 * room < sum(grid) <= room
        for row in table.rows:
            assert [cell.width for cell in row.cells] == grid
        properties = table._tbl.tblPr
        assert properties.find(qn("w:tblCaption")).get(qn("w:val"))
        assert properties.find(qn("w:tblDescription")).get(qn("w:val"))
        order = [child.tag for child in properties]
        assert order.index(qn("w:tblBorders")) < order.index(qn("w:tblLayout")) < order.index(qn("w:tblLook"))


def test_a_column_has_room_for_a_date_on_one_line() -> None:
    """Of a page's 172 mm a date in the cells' letters takes 20, with what a cell keeps free at its sides."""
    shares = compute_column_shares(
        Table(
            "Themes", ("Theme", "Enquiries", "From", "To"), (("closing-the-gap", "4, 6", "25 Aug 2025", "22 Jan 2026"),)
        )
    )
    assert min(shares[2:]) * 172 / sum(shares) > 24


def test_a_date_beside_a_line_is_not_broken() -> None:
    text = "\n".join(
        paragraph.text for paragraph in docx_document(render_docx(summary("primary", "prd")).data).paragraphs
    )
    assert "(next look 27\u00a0May\u00a02026)" in text


def test_a_short_table_is_not_divided() -> None:
    found = docx_document(render_docx(summary("primary", "prd")).data)
    kept = [[row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in one.rows] for one in found.tables]
    assert kept == [[True] * (len(rows) - 1) + [None] for rows in kept]


def test_every_row_of_every_table_is_there() -> None:
    told = summary("primary", "accreditation")
    held = [block for block in told.blocks if isinstance(block, Table)]
    tables = docx_document(render_docx(told).data).tables
    found = [[[cell.text.replace("\u00a0", " ") for cell in row.cells] for row in table.rows] for table in tables]
    for table in held:
        assert [list(table.head), *map(list, table.rows)] in found


# Pictures


@documents
def test_a_picture_is_drawn_with_its_alternative_sentence(name: str, reader: str) -> None:
    told = summary(name, reader)
    pictures = [block for block in told.blocks if isinstance(block, Chart)]
    written = render_docx(told)
    found = docx_document(written.data)
    described = [part.get("descr") for part in found.element.body.iter(qn("wp:docPr"))]
    assert described == [format_alternative(picture) for picture in pictures]
    images = [text for part, text in parts_of(written.data).items() if part.startswith("word/media/")]
    assert len(images) == len({picture.alternative for picture in pictures})
    stored = [one for one in ZipFile(io.BytesIO(written.data)).infolist() if one.compress_type == ZIP_STORED]
    assert len(stored) == len(images)  # which nothing makes smaller
    assert not written.said


@pytest.mark.usefixtures("undrawn")
def test_without_typst_its_figures_are_bars_of_characters_and_that_is_said() -> None:
    told = summary("primary", "self")
    written = render_docx(told)
    assert written.said == ("Its pictures stand as bars of characters; pip install 'enquiry[pdf]' draws them.",)
    found = docx_document(written.data)
    assert not list(found.element.body.iter(qn("wp:docPr")))
    for picture in (block for block in told.blocks if isinstance(block, Chart)):
        tables = [table for table in found.tables if description(table) == picture.alternative]
        (table,) = tables
        assert len(table.rows) == 1 + len(picture.marks)
        cells = [cell.text.replace("\u00a0", " ") for row in table.rows for cell in row.cells]
        assert (picture.drawn is ChartKind.TIMELINE) or all(mark.told in cells for mark in picture.marks)


@pytest.mark.usefixtures("undrawn")
def test_a_document_without_pictures_has_nothing_to_say_of_them() -> None:
    assert not render_docx(summary("behaviour", "handover")).said


# What it says of its making


def test_it_names_nobody_but_who_was_chosen() -> None:
    told = summary_of(crowd(("a line",)).update_settings(name="M. Reid"), as_at=TODAY)
    written = render_docx(told).data
    properties = docx_document(written).core_properties
    assert properties.author == "M. Reid"
    assert properties.title == told.heading.text
    assert not properties.last_modified_by + properties.comments + properties.keywords + properties.subject
    assert properties.created.date() == properties.modified.date() == TODAY
    whole = " ".join(parts_of(written).values())
    assert not re.search("python-docx|Macintosh|Normal.dotm|thumbnail", whole)


def test_the_same_summary_gives_the_same_bytes_in_any_year(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    first = render_docx(summary("science", "prd")).data
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(2_000_000_000))
    assert render_docx(summary("science", "prd")).data == first


# A school's template


def template(change: Callable[[Any], None] = lambda _: None) -> bytes:
    found = docx.Document()
    change(found)
    stream = io.BytesIO()
    found.save(stream)
    return stream.getvalue()


def test_a_school_s_styles_page_and_letterhead_are_used_and_its_text_is_not() -> None:
    def school(found: Any) -> None:
        found.styles["Heading 2"].font.name = "Georgia"
        found.sections[0].header.paragraphs[0].text = "Glenmore Primary"
        found.sections[0].left_margin = docx.shared.Mm(40)
        found.add_paragraph("Type here")
        found.add_table(1, 1).cell(0, 0).text = "A table"

    written = render_docx(summary("science", "prd"), ("school.docx", template(school)))
    found = docx_document(written.data)
    assert found.styles["Heading 2"].font.name == "Georgia"
    assert found.sections[0].header.paragraphs[0].text == "Glenmore Primary"
    assert found.sections[0].left_margin.mm == pytest.approx(40, abs=0.1)
    text = docx_text(written.data)
    assert "Type here" not in text
    assert "A table" not in text
    assert written.said == (
        "The text in school.docx was left out; its styles, page, header and footer are used.",
        "Left out of school.docx too: custom XML.",  # the list of sources that Word puts into most files
    )
    assert not [run for p in found.paragraphs for run in p.runs if run.font.color.rgb]


def test_styles_a_school_s_template_lacks_are_added_and_named() -> None:
    def bare(found: Any) -> None:
        for style in list(found.styles):
            if style.name in (*STYLES, TABLE):
                style.delete()

    written = render_docx(summary("primary", "prd"), ("bare.docx", template(bare)))
    said = written.said[0]
    assert said.startswith("bare.docx has no style “Heading 1”, “Heading 2”, ")
    assert said.endswith("“Table Grid”; the program's own took its place.")
    found = docx_document(written.data)
    assert {p.style.name for p in found.paragraphs} >= {"Heading 1", "Heading 2", "List Bullet"}
    assert found.styles["Heading 2"].element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == "1"


def test_a_word_template_works_as_a_document_does() -> None:
    stream = io.BytesIO()
    with ZipFile(io.BytesIO(template())) as given, ZipFile(stream, "w") as turned:
        for name in given.namelist():
            data = given.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(b"document.main+xml", b"template.main+xml")
            turned.writestr(name, data)
    written = render_docx(summary("science", "prd"), ("school.dotx", stream.getvalue()))
    assert docx_text(written.data).startswith("Heading 1: ")


def test_a_document_with_pictures_works_as_a_template_and_leaves_none_of_them() -> None:
    told, earlier = summary("behaviour", "self"), render_docx(summary("primary", "self")).data

    def list_shown(data: bytes) -> list[bytes]:
        found = docx_document(data)
        names = [blip.get(qn("r:embed")) for blip in found.element.body.iter(qn("a:blip"))]
        return [found.part.related_parts[name].blob for name in names]

    plain, styled = render_docx(told).data, render_docx(told, ("earlier.docx", earlier)).data
    assert list_shown(plain) == list_shown(styled)
    with ZipFile(io.BytesIO(styled)) as held:
        kept = {held.read(name) for name in held.namelist() if name.startswith("word/media/")}
    assert kept == set(list_shown(plain))


def test_what_a_template_says_of_its_maker_goes_no_further() -> None:
    def telling(found: Any) -> None:
        found.settings.element.append(found.settings.element.makeelement(qn("w:attachedTemplate"), {}))
        properties = found.core_properties
        properties.author = properties.last_modified_by = properties.keywords = "Jean Brodie"

    given = parts_of(template(telling))
    assert "Jean Brodie" in given["docProps/core.xml"]
    written = render_docx(summary("science", "prd"), ("school.docx", template(telling))).data
    whole = " ".join(parts_of(written).values())
    assert "Jean Brodie" not in whole
    assert "attachedTemplate" not in whole


def zipped(**parts: str) -> bytes:
    stream = io.BytesIO()
    with ZipFile(stream, "w") as held:
        for name, text in parts.items():
            held.writestr(name, text)
    return stream.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"plain text",
        b"PK\x03\x04 cut",
        zipped(a="b"),
        zipped(**{"[Content_Types].xml": "<Types/>"}),
        zipped(**{"[Content_Types].xml": "not XML"}),
        template()[:2000],
        template()[:-200],
    ],
)
def test_what_is_no_word_file_is_refused(data: bytes) -> None:
    with pytest.raises(UsageMistake, match=r"school\.docx is not a Word document") as refused:
        render_docx(summary("science", "prd"), ("school.docx", data))
    assert "--template" in refused.value.hint


# A word processor that opens it


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed here")
def test_libreoffice_opens_what_is_written(tmp_path: Path) -> None:
    names = []
    for name in list_samples():
        for reader in READERS:
            path = tmp_path / f"{name}-{reader}.docx"
            path.write_bytes(document(summary(name, reader), SummaryFormat.DOCX))
            names.append(path)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, *map(str, names)], check=True, capture_output=True, timeout=600)
    for path in names:
        told = pdf_document(path.with_suffix(".pdf").read_bytes())
        assert 1 <= len(told.pages) <= (2 if path.stem.endswith(("-prd", "-update")) else 99), path.stem
        assert told.pages[0].extract_text().strip()
