"""`enquiry summary` and its documents: chosen by ending or name, refused in words, harmless where a part is missing."""

import importlib.util
import json
from importlib.machinery import ModuleSpec
from pathlib import Path

import docx
import pytest

from enquiry.cli.summary import formats
from enquiry.documents.pdf import browser, typst
from tests.conftest import Home, made_once

BEGINNINGS = {
    "year.html": b"<!DOCTYPE html>",
    "year.htm": b"<!DOCTYPE html>",
    "year.docx": b"PK",
    "year.PDF": b"%PDF",
}


@pytest.fixture
@made_once
def filled(home: Home) -> Home:
    home.ok("start", "What happens when I wait?", "--on", "2025-09-01")
    home.ok("evidence", "three spoke", "--n", "24", "--measure", "spoke=9 of 24", "--on", "2025-09-02")
    home.ok("evidence", "more spoke", "--n", "24", "--measure", "spoke=14 of 24", "--on", "2025-11-02")
    return home


def without(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Let some modules not be installed."""
    found = importlib.util.find_spec

    def find_spec(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name in names else found(name, package)

    for module in (formats, typst):
        monkeypatch.setattr(module, "find_spec", find_spec)


@pytest.mark.parametrize("name", BEGINNINGS)
def test_the_ending_says_what_is_written(filled: Home, name: str) -> None:
    path = filled.folder / name
    ran = filled.run("summary", "-o", str(path))
    assert ran.code == 0, ran.err
    assert f"The summary was written to {path}: 2 entries of 1 cycle." in ran.err
    assert path.read_bytes().startswith(BEGINNINGS[name])


@pytest.mark.parametrize("form", ["html", "docx", "pdf"])
def test_the_name_of_a_format_goes_before_the_ending(filled: Home, form: str) -> None:
    path = filled.folder / "year.txt"
    ran = filled.run("summary", "-o", str(path), "--format", form, "--json")
    assert json.loads(ran.out) == {"schema_version": 1, "written": str(path), "format": form}
    assert path.read_bytes().startswith(BEGINNINGS[f"year.{form}" if form != "pdf" else "year.PDF"])


def test_html_goes_to_standard_output_and_what_is_no_text_to_no_terminal(filled: Home) -> None:
    assert filled.ok("summary", "--format", "html").startswith("<!DOCTYPE html>")
    for form in ("docx", "pdf"):
        for options in (("--json",),):
            ran = filled.run("summary", "--format", form, *options)
            assert ran.code == 2


def test_a_file_that_is_there_stays_without_force(filled: Home) -> None:
    path = filled.folder / "year.html"
    path.write_text("mine", encoding="utf-8")
    assert filled.run("summary", "-o", str(path)).code == 1
    assert path.read_text(encoding="utf-8") == "mine"
    filled.ok("summary", "-o", str(path), "--force")
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE")


# A template


def test_a_school_s_template_is_used(filled: Home) -> None:
    school, path = filled.folder / "school.docx", filled.folder / "year.docx"
    document = docx.Document()
    document.styles["Heading 1"].font.name = "Georgia"
    document.save(str(school))
    filled.ok("summary", "-o", str(path), "--template", str(school))
    assert docx.Document(str(path)).styles["Heading 1"].font.name == "Georgia"


def test_a_template_that_can_t_be_used_is_named(filled: Home) -> None:
    (filled.folder / "school.docx").write_text("no Word file", encoding="utf-8")
    path = filled.folder / "year.docx"
    ran = filled.run("summary", "-o", str(path), "--template", str(filled.folder / "school.docx"))
    assert ran.code == 2
    assert ran.err.splitlines() == [
        "school.docx is not a Word document that can be used.",
        "Give a .docx or .dotx file that Word can open, or leave --template out.",
    ]
    ran = filled.run("summary", "-o", str(path), "--template", str(filled.folder / "none.docx"))
    assert ran.code == 3
    assert "There is no file" in ran.err
    assert filled.run("summary", "-o", str(path), "--template", str(filled.folder)).code == 2
    assert not path.exists()


@pytest.mark.parametrize(
    "options", [(), ("-o", "year.html"), ("--format", "pdf"), ("-o", "year.docx", "--format", "text")]
)
def test_a_template_for_anything_but_word_is_refused(filled: Home, options: tuple[str, ...]) -> None:
    ran = filled.run("summary", "--template", "school.docx", *options)
    assert ran.code == 2
    assert "--template is for Word documents." in ran.err


# A part that is not installed


def test_without_the_part_for_word_its_name_and_the_way_round_are_said(
    filled: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    without(monkeypatch, "docx")
    ran = filled.run("summary", "-o", str(filled.folder / "year.docx"))
    assert ran.code == 1
    assert "pip install 'enquiry[word]'" in ran.err
    assert ".html" in ran.err
    assert not (filled.folder / "year.docx").exists()


def test_without_the_part_for_pdf_and_a_browser_the_way_round_is_said(
    filled: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    without(monkeypatch, "typst")
    monkeypatch.setattr(browser, "find_browser", lambda: None)
    ran = filled.run("summary", "-o", str(filled.folder / "year.pdf"))
    assert ran.code == 1
    assert ran.err.startswith("A browser is asked to print it, which takes a few seconds.\n")
    assert "pip install 'enquiry[pdf]'" in ran.err
    assert "or write .html, open it, and print it to a PDF." in ran.err


def test_without_the_part_for_pdf_a_word_document_has_bars_and_says_so(
    filled: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    without(monkeypatch, "typst")
    ran = filled.run("summary", "-o", str(filled.folder / "year.docx"))
    assert ran.code == 0
    assert "Its pictures stand as bars of characters" in ran.err


def test_every_format_is_in_the_help(filled: Home) -> None:
    told = filled.ok("summary", "--help")
    for form in ("markdown", "html", "docx", "pdf", "text", "csv-measures", "json"):
        assert form in told
    assert "--template" in told


def test_no_file_is_written_that_holds_nothing(filled: Home, tmp_path: Path) -> None:
    for name in ("prd.html", "prd.docx", "prd.pdf", "prd.json"):
        ran = filled.run("summary", "--for", "prd", "-o", str(tmp_path / name))
        assert ran.code == 1
        assert ran.err.endswith(
            "Nothing of session 2025-26 may go to prd yet, so no file was written.\n"
            "Let a cycle go, or all; at a terminal it asks: enquiry summary --for prd --share 1\n"
        )
        assert not (tmp_path / name).exists()
    assert filled.run("summary", "--for", "prd", "--format", "docx").out == ""
