"""The summary as a page, a Word document and a PDF: whatever the value tells stands in each, and text stays text."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from msgspec.structs import replace

from enquiry.documents.pdf.typst import find_unsupported_chars, replace_unsupported_chars
from enquiry.documents.render import SummaryFormat
from enquiry.documents.text import sanitize_text
from enquiry.exchange.samples import list_samples
from enquiry.insight.summary.value import Summary
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal
from tests.conftest import a_cycle, a_journal, an_entry
from tests.documents.test_markdown import filled
from tests.documents.test_plain_formats import squashed, words_of
from tests.reading_back import docx_text, html_text, pdf_document, pdf_text
from tests.strategies import HOSTILE
from tests.summaries import READERS, document, journal_of, of_sample, reader_named, summary_of

DAY = date(2025, 9, 3)
TODAY = date(2026, 2, 3)


def without_feet(data: bytes) -> str:
    """Return the text of a PDF without the line at the foot of each page, which parts what runs over it."""
    pages = (page.extract_text() for page in pdf_document(data).pages)
    return squashed("".join(re.sub(r"[^\n]* \d+ of \d+\s*$", "", page) for page in pages))


READ: dict[SummaryFormat, Callable[[Summary], str]] = {
    SummaryFormat.HTML: lambda summary: squashed(html_text(document(summary, SummaryFormat.HTML))),
    SummaryFormat.DOCX: lambda summary: squashed(docx_text(document(summary, SummaryFormat.DOCX))),
    SummaryFormat.PDF: lambda summary: without_feet(document(summary, SummaryFormat.PDF)),
}


CASES = [("primary", reader) for reader in READERS] + [(name, "self") for name in list_samples() if name != "primary"]


@pytest.mark.parametrize("form", READ)
@pytest.mark.parametrize(("name", "reader"), CASES)
def test_every_text_and_number_stands_in_every_document(name: str, reader: str, form: SummaryFormat) -> None:
    summary = of_sample(name, reader).summary
    text = READ[form](summary)
    wanted = [squashed(words) for words in words_of(summary)]
    assert len(wanted) > 4
    assert not [words for words in wanted if words not in text]


@pytest.mark.long
@pytest.mark.parametrize("form", READ)
@pytest.mark.parametrize("name", list_samples())
def test_every_text_and_number_stands_in_every_document_for_every_reader(name: str, form: SummaryFormat) -> None:
    for reader in READERS:
        test_every_text_and_number_stands_in_every_document(name, reader, form)


@pytest.mark.parametrize("form", READ)
def test_what_is_told_by_name_only_has_its_words_in_no_document(form: SummaryFormat) -> None:
    journal, _ = journal_of("primary")
    for reader in ("prd", "school", "peer"):
        assert not reader_named(reader).owner
        summary = of_sample("primary", reader).summary
        text = READ[form](summary)
        by_name = [line.name for cycle in summary.cycles for line in cycle.lines if line.is_name_only]
        for entry in by_name:
            assert squashed(journal.find_entry(entry).text) not in text


@pytest.mark.parametrize("form", READ)
def test_an_empty_time_is_said_in_every_document(form: SummaryFormat) -> None:
    for reader in ("self", "prd"):
        summary = summary_of(Journal(), as_at=TODAY, reader=reader)
        assert squashed("Nothing was written in this time.") in READ[form](summary)


# Texts that would act


def crowd(texts: tuple[str, ...]) -> Journal:
    """Return a journal with an entry for each of many texts, each with the text beside it too."""
    held: list[AnyEntry] = [an_entry("note", DAY, text, number=place) for place, text in enumerate(texts, 1)]
    return a_journal(a_cycle(entries=tuple(held)))


def shown(text: str) -> str:
    return squashed(sanitize_text(text))


@pytest.mark.parametrize("form", [SummaryFormat.HTML, SummaryFormat.DOCX])
def test_a_hundred_hostile_texts_stand_there_as_text(form: SummaryFormat) -> None:
    assert len(HOSTILE) > 60
    text = READ[form](summary_of(crowd(HOSTILE), as_at=TODAY))
    assert not [one for one in HOSTILE if shown(one) not in text]


@pytest.mark.parametrize("place", range(6))
def test_hostile_texts_stand_in_a_pdf_with_the_signs_no_font_has_written_out(place: int) -> None:
    texts = HOSTILE[place::6]
    text = READ[SummaryFormat.PDF](summary_of(crowd(texts), as_at=TODAY)).replace("\u200b", "")
    plain = [one for one in texts if sanitize_text(one).isascii()]
    assert len(plain) > 8
    assert not [one for one in plain if shown(one) not in text]


@pytest.mark.parametrize("text", HOSTILE[::9])
@pytest.mark.parametrize("form", READ)
def test_a_hostile_text_may_stand_wherever_a_person_writes(text: str, form: SummaryFormat) -> None:
    well_formed = text.replace("\udc80", "\ufffd")
    summary = summary_of(filled(well_formed), as_at=TODAY, title="session 2025-26", chosen=well_formed)
    assert READ[form](summary).count(squashed("2025-26"))


def test_typst_s_own_markup_is_text() -> None:
    texts = (
        "#set page(width: 1pt)",
        "$ x^2 $ *b* _i_ `r` @ref <label>",
        '#image("/etc/passwd")',
        "= heading",
        "\\ #h(1fr)",
    )
    text = READ[SummaryFormat.PDF](summary_of(crowd(texts), as_at=TODAY))
    assert not [one for one in texts if squashed(one) not in text]


@pytest.mark.parametrize("form", READ)
def test_a_text_of_many_lines_keeps_them(form: SummaryFormat) -> None:
    words = "First I asked.\nThen I waited.\n\nThey   drew it."
    summary = summary_of(crowd((words,)), as_at=TODAY)
    found = {
        SummaryFormat.HTML: lambda: html_text(document(summary, SummaryFormat.HTML)),
        SummaryFormat.DOCX: lambda: docx_text(document(summary, SummaryFormat.DOCX)),
        SummaryFormat.PDF: lambda: pdf_text(document(summary, SummaryFormat.PDF)),
    }[form]()
    assert "First I asked.\nThen I waited." in found.replace(" \n", "\n")
    assert "They drew it." in found


# Signs that no font has


def test_signs_are_tried_by_their_script_and_the_rest_of_one_given_up_after_a_few() -> None:
    asked: list[str] = []

    def tried(text: str) -> str | None:
        asked.append(text)
        return next((sign for sign in text if sign in "日本語月火水木金土"), None)

    missing = find_unsupported_chars(["Ω é “quoted” 日本語月火水木金土川"], tried)
    assert missing == set("日本語月火水木金土川")
    assert len(asked) == 1 + 6
    assert not any("é" in text or "“" in text for text in asked)


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
def test_a_sign_without_a_shape_is_written_out(text: str, missing: str, written: str) -> None:
    assert replace_unsupported_chars(text, frozenset(missing)) == written


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("a\x1b[31mb\0", "a\ufffd[31mb\ufffd"),
        ("  two   spaces\t and tab ", "two spaces and tab"),
        ("one\n\n\n\ntwo\n", "one\n\ntwo"),
        ("user\u202etxt \ufffe \udc80", "user\ufffdtxt \ufffd \ufffd"),
        ("שלום 👩🏽\u200d🏫", "שלום 👩🏽\u200d🏫"),
    ],
)
def test_what_has_no_place_in_a_document_becomes_a_sign(text: str, printed: str) -> None:
    assert sanitize_text(text) == printed


@pytest.mark.parametrize("form", READ)
def test_the_display_name_is_the_only_name_a_document_knows(form: SummaryFormat) -> None:
    journal = crowd(("a line",)).update_settings(name="M. Reid")
    named = document(summary_of(journal, as_at=TODAY), form)
    nameless = document(replace(summary_of(journal, as_at=TODAY), name=""), form)
    assert named != nameless or form is SummaryFormat.HTML
