"""The summary as a PDF: tagged, in its language, with a sentence for each picture; or printed by a browser."""

import re
import stat
import sys
from pathlib import Path
from typing import Any

import pytest

from enquiry.documents.pdf import browser as pdf_browser
from enquiry.documents.pdf import typst
from enquiry.documents.pdf.browser import find_browser, print_with_browser
from enquiry.documents.pdf.typst import render_png, render_typst_pdf
from enquiry.documents.render import render_pdf
from enquiry.errors import CannotWrite, NotInstalled
from enquiry.insight.summary.blocks import Chart, Heading, Table
from tests.documents.test_formats import TODAY, crowd
from tests.documents.test_plain_formats import squashed
from tests.reading_back import pdf_document, pdf_text
from tests.summaries import of_sample, summary_of

CASES = [("primary", "self"), ("career", "update"), ("behaviour", "prd")]
documents = pytest.mark.parametrize(("name", "reader"), CASES)


def root_of(data: bytes) -> Any:
    return pdf_document(data).trailer["/Root"]


def tags(data: bytes) -> list[tuple[str, dict[str, Any]]]:
    """Return the tags of a PDF in the order in which they are read, each with what it says of itself."""

    def walk(part: Any) -> None:
        part = part.get_object()
        if isinstance(part, list):
            for one in part:
                walk(one)
        elif isinstance(part, dict):
            if "/S" in part:
                found.append((str(part["/S"]), part))
            if "/K" in part:
                walk(part["/K"])

    found: list[tuple[str, dict[str, Any]]] = []
    walk(root_of(data)["/StructTreeRoot"])
    return found


@documents
def test_it_is_tagged_in_its_language_and_shows_its_title(name: str, reader: str) -> None:
    summary = of_sample(name, reader).summary
    held = pdf_document(render_pdf(summary).data)
    root: Any = held.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]) == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert held.metadata
    assert held.metadata.title == summary.heading.text
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


@documents
def test_headings_tables_and_pictures_have_their_tags(name: str, reader: str) -> None:
    summary = of_sample(name, reader).summary
    found = tags(render_pdf(summary).data)
    names = [name for name, _ in found]
    for level in (1, 2, 3):
        held = [block for block in summary.blocks if isinstance(block, Heading) and block.level == level]
        assert names.count(f"/H{level}") == len(held)
    assert names.count("/Table") == sum(isinstance(block, Table) for block in summary.blocks)
    assert names.count("/THead") == names.count("/Table")
    pictures = [block.alternative for block in summary.blocks if isinstance(block, Chart)]
    assert [str(part["/Alt"]) for _, part in found if "/Alt" in part] == pictures


def test_it_names_nobody_but_who_was_chosen_and_the_day_is_that_of_the_summary() -> None:
    told = summary_of(crowd(("a line",)).update_settings(name="M. Reid"), as_at=TODAY)
    metadata = pdf_document(render_pdf(told).data).metadata
    assert metadata
    assert metadata.author == "M. Reid"
    assert metadata.creation_date
    assert metadata.creation_date.date() == TODAY
    nameless = pdf_document(render_pdf(summary_of(crowd(("a line",)), as_at=TODAY)).data).metadata
    assert nameless
    assert not nameless.author


def test_signs_that_no_font_here_has_are_written_out_and_that_is_said() -> None:
    told = summary_of(crowd(("hands up 🧮 and 𓀀",)), as_at=TODAY)
    written = render_typst_pdf(told)
    if written.said:  # a machine may have a font for them
        assert "[abacus]" in pdf_text(written.data)
        assert written.said[0].startswith("No font here has a shape for ")
    assert "hands up" in pdf_text(written.data)


def test_a_sign_that_has_no_shape_only_among_others_is_found_as_the_page_is_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = summary_of(crowd(("hands up 🧮 and 𓀀",)), as_at=TODAY)
    tried = render_typst_pdf(told)
    monkeypatch.setattr(typst, "find_unsupported_chars", lambda *_: frozenset())
    assert render_typst_pdf(told) == tried


def test_plain_words_have_nothing_said_of_them() -> None:
    assert not render_pdf(of_sample("primary", "prd").summary).said


def test_a_picture_as_png_is_as_wide_as_its_dots_say() -> None:
    picture = next(block for block in of_sample("primary", "self").summary.blocks if isinstance(block, Chart))
    png = render_png(picture)
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") in (960, 1280)
    assert render_png(picture) == png


# Without Typst


@pytest.fixture
def without_typst(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typst, "has_typst", lambda: False)


def program(folder: Path, *lines: str) -> Path:
    """Return a program that stands for a browser."""
    path = folder / "chromium"
    path.write_text("\n".join((f"#!{sys.executable}", "import sys, pathlib, time", *lines)), encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


TARGET = 'target = pathlib.Path(next(a for a in sys.argv if a.startswith("--print-to-pdf=")).partition("=")[2])'
PRINTS = 'target.write_bytes(b"%PDF /CreationDate (D:20261126013241+00\'00\') " + " ".join(sys.argv[1:]).encode())'


@pytest.mark.usefixtures("without_typst")
def test_a_browser_prints_it_with_a_profile_of_its_own_and_no_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, TARGET, PRINTS)
    monkeypatch.setenv("PATH", str(tmp_path))
    written = render_pdf(of_sample("science", "prd").summary)
    assert written.said == ("Printed by chromium; pip install 'enquiry[pdf]' sets it better.",)
    told = written.data.decode()
    assert "--headless=new" in told
    assert re.search(r"--user-data-dir=\S*enquiry-", told)
    assert "--host-resolver-rules=MAP * ~NOTFOUND" in told
    assert "--export-tagged-pdf" in told
    assert "file:///" in told
    assert "(D:20260122000000+00'00')" in told
    assert not list(tmp_path.glob("*.pdf"))


@pytest.mark.parametrize(
    "lines", [("sys.exit(3)",), ("pass",), (TARGET, "time.sleep(30)")], ids=["fails", "prints nothing", "hangs"]
)
def test_a_browser_that_does_not_print_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: tuple[str, ...]
) -> None:
    monkeypatch.setattr(pdf_browser, "LONGEST", 2)
    with pytest.raises(CannotWrite, match="chromium did not print the summary"):
        print_with_browser(of_sample("science", "prd").summary, program(tmp_path, *lines))


@pytest.mark.usefixtures("without_typst")
def test_without_either_the_way_round_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(pdf_browser, "_PLACES", ())
    with pytest.raises(NotInstalled) as refused:
        render_pdf(of_sample("science", "prd").summary)
    assert "pip install 'enquiry[pdf]'" in refused.value.hint
    assert ".html" in refused.value.hint


def test_a_browser_is_found_where_windows_keeps_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(pdf_browser, "_PLACES", ())
    monkeypatch.setattr(pdf_browser, "_WINDOWS", ("Edge/msedge.exe",))
    monkeypatch.setenv("PROGRAMFILES", str(tmp_path))
    assert find_browser() is None
    (tmp_path / "Edge").mkdir()
    (tmp_path / "Edge" / "msedge.exe").touch()
    assert find_browser() == tmp_path / "Edge" / "msedge.exe"


# A real browser


@pytest.mark.long
@pytest.mark.skipif(find_browser() is None, reason="no Edge, Chrome or Chromium is installed here")
def test_a_real_browser_prints_a_tagged_pdf_and_the_same_bytes_twice() -> None:
    summary = of_sample("primary", "prd").summary
    program = find_browser()
    assert program
    data = print_with_browser(summary, program)
    assert print_with_browser(summary, program) == data
    root = root_of(data)
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]) == "en-GB"
    names = [name for name, _ in tags(data)]
    assert names.count("/H1") == 1
    assert names.count("/Table") >= 1
    for block in summary.blocks:
        if isinstance(block, Heading):
            assert squashed(block.text) in squashed(pdf_text(data))
