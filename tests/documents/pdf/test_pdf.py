"""The summary as a PDF: tagged, in its language, with a sentence for each picture; or printed by a browser."""

import json
import re
import stat
import sys
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from typst import TypstError

from enquiry.documents import RenderedDocument
from enquiry.documents.charts.canvas import EDGE, WIDTH
from enquiry.documents.charts.svg import draw_chart
from enquiry.documents.charts.text import format_alternative
from enquiry.documents.pdf import browser as pdf_browser
from enquiry.documents.pdf import render_pdf, typst
from enquiry.documents.pdf.browser import find_browser, print_with_browser
from enquiry.documents.pdf.typst import render_pngs, render_typst_pdf, replace_unsupported_chars
from enquiry.errors import CannotWrite, NotInstalled
from enquiry.insight.summary.blocks import Chart, Heading, Table
from tests.documents.shared import TODAY, crowd, squashed
from tests.reading_back import pdf_document, pdf_text
from tests.summaries import of_sample, own_folder, summary_of

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
    held = pdf_document(render_pdf(summary, own_folder).data)
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
    found = tags(render_pdf(summary, own_folder).data)
    names = [name for name, _ in found]
    for level in (1, 2, 3):
        held = [block for block in summary.blocks if isinstance(block, Heading) and block.level == level]
        assert names.count(f"/H{level}") == len(held)
    assert names.count("/Table") == sum(isinstance(block, Table) for block in summary.blocks)
    assert names.count("/THead") == names.count("/Table")
    pictures = [format_alternative(block) for block in summary.blocks if isinstance(block, Chart)]
    assert [str(part["/Alt"]) for _, part in found if "/Alt" in part] == pictures


def test_it_names_nobody_but_who_was_chosen_and_the_day_is_that_of_the_summary() -> None:
    told = summary_of(crowd(("a line",)).update_settings(name="M. Reid"), as_at=TODAY)
    metadata = pdf_document(render_pdf(told, own_folder).data).metadata
    assert metadata
    assert metadata.author == "M. Reid"
    assert metadata.creation_date
    assert metadata.creation_date.date() == TODAY
    given = pdf_document(render_pdf(replace(told, gift="g1"), own_folder).data)
    assert given.metadata
    assert (given.metadata.creation_date, given.metadata.modification_date) == (None, None)
    assert "20" not in str(given.xmp_metadata and given.xmp_metadata.xmp_create_date)
    nameless = pdf_document(render_pdf(summary_of(crowd(("a line",)), as_at=TODAY), own_folder).data).metadata
    assert nameless
    assert not nameless.author


# Characters that no font has


def typst_error(message: str) -> TypstError:
    error = TypstError(message, message)
    error.message = message
    return error


class PretendCompiler:
    """A compiler whose fonts lack some characters: it refuses the first of them that is to be set, as Typst does."""

    def __init__(self, lacking: str) -> None:
        self.lacking = lacking
        self.asked: list[str] = []

    def compile(self, *_: object, sys_inputs: dict[str, str], **__: object) -> bytes:
        text = json.dumps(json.loads(sys_inputs["document"])["blocks"], ensure_ascii=False)
        self.asked.append(text)
        if found := next((char for char in text if char in self.lacking), None):
            raise typst_error(f'the text `"{found}"` could not be displayed with any font')
        return b"%PDF"


def set_with(monkeypatch: pytest.MonkeyPatch, lacking: str, *texts: str) -> tuple[RenderedDocument, list[str]]:
    """Return what is written with fonts that lack some characters, and each text that was tried."""
    compiler = PretendCompiler(lacking)
    monkeypatch.setattr(typst, "get_compiler", lambda: compiler)
    return render_typst_pdf(summary_of(crowd(texts), as_at=TODAY)), compiler.asked


def test_characters_that_no_font_has_are_written_out_and_that_is_said() -> None:
    written = render_typst_pdf(summary_of(crowd(("hands up 🧮 and 𓀀",)), as_at=TODAY))
    assert "hands up [abacus] and" in " ".join(pdf_text(written.data).split())
    assert written.said == (
        "No font here has a shape for 𓀀 🧮, so their names or a sign stand there; .html shows them.",
    )


def test_what_a_font_has_stays_beside_what_none_has(monkeypatch: pytest.MonkeyPatch) -> None:
    written, asked = set_with(monkeypatch, "𓀀", "hands up 🧮 and 𓀀")
    assert "hands up 🧮 and \ufffd" in asked[-1]
    assert written.said[0].startswith("No font here has a shape for 𓀀, ")
    assert len(asked) == 2


def test_the_rest_of_a_script_is_given_up_after_a_few(monkeypatch: pytest.MonkeyPatch) -> None:
    written, asked = set_with(monkeypatch, "日本語月火水木金土", "Ω é “quoted” 日本語月火水木金土川", "川")
    assert len(asked) == 1 + 6
    assert "Ω é “quoted” " + "\ufffd" * 10 in asked[-1]
    assert written.said[0].endswith(" …, so their names or a sign stand there; .html shows them.")


def test_of_a_letter_with_marks_the_marks_are_given_up_first(monkeypatch: pytest.MonkeyPatch) -> None:
    words = 'the text `"x\u0316"` could not be displayed'
    assert typst._find_unsupported(words) == {"\u0316"}
    assert typst._find_unsupported('the disallowed codepoint `"\\u{13000}"`') == {"\U00013000"}
    _, asked = set_with(monkeypatch, "\u0316", "x\u0316y")
    assert "x\ufffdy" in asked[-1]


def test_an_error_of_another_kind_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> bytes:
        raise typst_error("file not found")

    compiler = PretendCompiler("")
    monkeypatch.setattr(compiler, "compile", refuse)
    monkeypatch.setattr(typst, "get_compiler", lambda: compiler)
    with pytest.raises(TypstError):
        render_typst_pdf(summary_of(crowd(("a line",)), as_at=TODAY))


@pytest.mark.parametrize(
    ("text", "missing", "written"),
    [
        ("good 👍", "👍", "good [thumbs up sign]"),
        ("👩🏽\u200d🏫!", "👩🏽🏫", "[woman, school]!"),
        ("❤️ it", "❤", "[heavy black heart] it"),
        ("a 日本 b", "日本", "a \ufffd\ufffd b"),
        ("kept 👍", "👎", "kept 👍"),
        ("kept 👍", "", "kept 👍"),
        ("🏽", "🏽", "[emoji modifier fitzpatrick type-4]"),
    ],
)
def test_a_character_without_a_shape_is_written_out(text: str, missing: str, written: str) -> None:
    assert replace_unsupported_chars(text, frozenset(missing)) == written


def test_plain_words_have_nothing_said_of_them() -> None:
    assert not render_pdf(of_sample("primary", "prd").summary, own_folder).said


def test_a_picture_as_png_is_as_wide_as_its_dots_say() -> None:
    picture = next(block for block in of_sample("primary", "self").summary.blocks if isinstance(block, Chart))
    png = render_pngs([picture])[0]
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") == round((WIDTH + 2 * EDGE) * 216 / 96)  # dots an inch, of pixels an inch
    assert render_pngs([picture])[0] == png


def test_every_shape_and_label_of_a_chart_is_drawn_as_png() -> None:
    charts = [block for block in of_sample("primary", "self").summary.blocks if isinstance(block, Chart)]
    canvases = [draw_chart(chart) for chart in charts]
    tags = {part.tag for canvas in canvases for part in canvas.parts}
    assert tags == {"text", "line", "rect", "circle", "polygon", "polyline"}
    given = {"charts": json.dumps([canvas.describe() for canvas in canvases])}
    template = (Path(typst.__file__).parents[2] / "data" / "templates" / "charts.typ").read_bytes()
    pages: Any = typst.get_compiler().compile(template, format="svg", sys_inputs=given)
    for canvas, page in zip(canvases, pages, strict=True):
        drawn, labels = page.partition(b"<defs")[0], sum(part.tag == "text" for part in canvas.parts)
        assert len(re.findall(b'<g transform="(?:matrix|scale)', drawn)) == labels
        assert drawn.count(b"<path ") == 1 + len(canvas.parts) - labels  # of which the first is the paper


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
    written = render_pdf(of_sample("science", "prd").summary, own_folder)
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
        print_with_browser(of_sample("science", "prd").summary, program(tmp_path, *lines), own_folder)


@pytest.mark.usefixtures("without_typst")
def test_without_either_the_way_round_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(pdf_browser, "_PLACES", ())
    with pytest.raises(NotInstalled) as refused:
        render_pdf(of_sample("science", "prd").summary, own_folder)
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
    data = print_with_browser(summary, program, own_folder)
    assert print_with_browser(summary, program, own_folder) == data
    root = root_of(data)
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]) == "en-GB"
    names = [name for name, _ in tags(data)]
    assert names.count("/H1") == 1
    assert names.count("/Table") >= 1
    for block in summary.blocks:
        if isinstance(block, Heading):
            assert squashed(block.text) in squashed(pdf_text(data))
