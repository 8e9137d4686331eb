"""Documents in another language: its headings and fixed words, never a person's, and what stays English said so."""

import io
import re
import tomllib
from datetime import date
from functools import cache
from typing import Any
from zipfile import ZipFile

import pytest

from enquiry.cli.summary.formats import SummaryFormat
from enquiry.documents.pdf.typst import build_template_data
from enquiry.errors import UsageMistake
from enquiry.insight.summary.blocks import Chart, Table
from enquiry.insight.summary.language import ENGLISH, Language, parse_language
from enquiry.insight.summary.value import Summary
from enquiry.model.choices import CycleState, Decision, Direction, EvidenceKind, EvidenceStage
from enquiry.model.measure import MeasuredValue
from enquiry.presets import list_presets, load_language
from tests.conftest import Home, a_cycle, a_journal, an_entry
from tests.insight.summary.test_forms import TODAY, planted
from tests.summaries import NOWHERE, READERS, document, everything, journal_of, prepared, reader_named, summary_of

DAY = date(2025, 11, 3)
LANGUAGES = ("cy", "gd", "mi")


class Recording(Language, frozen=True):
    """A language that knows no word and remembers what it was asked for."""

    def translate(self, words: str) -> str:
        ASKED.add(words.casefold())
        return words


ASKED = set[str]()


@cache
def fixed_words() -> frozenset[str]:
    """Return every fixed word that documents ask a language for, folded."""
    language = Recording(tag="xx-XX")
    for reader in READERS:
        for journal, day in ((planted(), TODAY), journal_of("primary")):
            sharing = None if reader_named(reader).owner else everything(journal)
            told = summary_of(journal, as_at=day, reader=reader, sharing=sharing, language=language)
            document(told, SummaryFormat.HTML)
    kinds = {kind.value.replace("-", " ") for kind in EvidenceKind}
    named = {one.value for several in (EvidenceStage, Direction, Decision, CycleState) for one in several}
    of_dates = re.compile(r"[a-z]{3} \d{4}$|marked |on my (?!own)|$")  # months, people's tags, the calendar's own words
    return frozenset(words for words in ASKED | kinds | named if not of_dates.match(words)) | {"on my {learners}"}


def spoken(name: str, reader: str = "prd", **fields: Any) -> Summary:
    """Return a summary of a journal whose owner uses the program's own words, in a language."""
    values = (MeasuredValue(measure="Values", value=5, of=24),)
    entries = (
        an_entry("reading", DAY, "Themes", number=1, **fields),
        an_entry("evidence", DAY, "Decisions", number=2, values=values, direction=Direction.CONTRADICTS, n=24),
        an_entry("review", DAY, "Next", number=3, decision=Decision.ADAPT, because="because"),
    )
    journal = a_journal(a_cycle(question="Contents", entries=entries))
    sharing = None if reader == "self" else everything(journal)
    language = load_language(name, NOWHERE)
    return prepared(journal, as_at=date(2025, 12, 1), reader=reader, sharing=sharing, language=language).summary


def test_each_language_has_every_fixed_word_or_says_that_it_is_uncertain() -> None:
    assert set(list_presets("languages", NOWHERE)) == set(LANGUAGES)
    for name in LANGUAGES:
        language = load_language(name, NOWHERE)
        uncertain = set(map(str.casefold, language.uncertain))
        assert len(uncertain) == len(language.uncertain)
        assert not uncertain & set(language.words), name
        assert fixed_words() - uncertain - set(language.words) == set(), name
        for english, words in language.words.items():
            assert words.strip() == words != english, (name, english)
        assert re.findall(r"{\w+}", str(sorted(language.words))) == []


def test_headings_and_fixed_words_are_the_language_s_in_every_format() -> None:
    told = spoken("gd", reader="accreditation")
    pages: dict[SummaryFormat, bytes] = {form: document(told, form) for form in SummaryFormat}
    with ZipFile(io.BytesIO(pages[SummaryFormat.DOCX])) as word:
        pages[SummaryFormat.DOCX] = word.read("word/document.xml")
        styles, core = word.read("word/styles.xml").decode(), word.read("docProps/core.xml").decode()
    for form in (one for one in SummaryFormat if one.is_text or one is SummaryFormat.DOCX):
        page = pages[form].decode()
        if not form.value.startswith("csv"):  # which has the program's own columns and no heading
            assert "Na leugh mi" in page, form
        assert form is SummaryFormat.JSON or "What I read" not in page, form
    page = pages[SummaryFormat.HTML].decode()
    assert '<html lang="gd-GB">' in page
    assert re.search(r'<h3 [^>]*lang="en-GB"[^>]*>What disagreed', page)
    assert re.search(r"<h3 [^>]*>Na leugh mi", page)
    assert 'lang="en-GB">Na leugh mi' not in page
    assert 'w:val="gd-GB"' in styles
    assert "en-GB" not in styles
    assert "gd-GB" in core
    data = build_template_data(told)
    assert data["language"] == ["gd", "gb"]
    assert "Na leugh mi" in str(data["blocks"])
    assert b"gd-GB" in pages[SummaryFormat.PDF]


def test_people_s_own_words_stay_as_they_are() -> None:
    page = document(spoken("cy", reader="self"), SummaryFormat.MARKDOWN).decode()
    for words in ("1. Contents", "Themes", "Decisions", "Next"):
        assert words in page
    assert "**Addasu, oherwydd because.** Next" in page
    told = spoken("cy", reader="self")
    assert "Values" in [row[0] for block in told.blocks if isinstance(block, Table) for row in block.rows]
    assert {b.caption for b in told.blocks if isinstance(b, Chart)} & {"Values", "Y llinell amser"}


def test_days_are_written_in_the_language() -> None:
    pages = [document(spoken(name), SummaryFormat.MARKDOWN).decode() for name in LANGUAGES]
    assert "3 Tachwedd 2025:" in pages[0]
    assert "As at 1 Rhagfyr 2025 · 1 Awst 2025 – 31 Gorffennaf 2026 · Ymholiadau: 1" in pages[0]
    assert "3 November 2025:" in pages[1]  # no full form is certain
    assert "3 Samh 2025" in document(spoken("gd"), SummaryFormat.HTML).decode()
    assert "3 Whiringa-ā-rangi 2025:" in pages[2]


def test_english_is_as_it_was() -> None:
    assert ENGLISH.translate("What I read") == "What I read"
    page = document(spoken(""), SummaryFormat.HTML).decode()
    assert 'lang="en-GB"' in page
    assert page.count("lang=") == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('tag = "gaelic"', "the tag “gaelic” is no language, such as gd-GB"),
        ('tag = ""', "the tag “” is no language"),
        ("", "Object missing required field tag"),
        ('tag = "gd"\nmonths = ["a"]', "its months are not twelve"),
        ('tag = "gd"\nheadings = {}', "Object contains unknown field headings"),
        ('tag = "gd"\n[words]\nNext = 3', "Expected str, got int (at words[...])"),
    ],
)
def test_a_language_that_cannot_be_is_refused(text: str, said: str) -> None:
    with pytest.raises(UsageMistake) as raised:
        parse_language(tomllib.loads(text), "own.toml")
    assert said in raised.value.words
    assert "own.toml" in raised.value.words


def test_a_reader_of_one_s_own_speaks_a_language_of_one_s_own(home: Home) -> None:
    home.ok("start", "What happens when I wait?", "--on", "2026-01-12")
    home.ok("read", "a page", "--on", "2026-01-13")
    config = home.folder / "config" / "enquiry"
    for folder, text in (
        ("readers", 'extends = "self"\nlanguage = "sco"'),
        ("languages", 'tag = "sco"\n[words]\n"Readings" = "Whit I hae read"'),
    ):
        (config / folder).mkdir(parents=True)
        (config / folder / "sco.toml").write_text(text, encoding="utf-8")
    page = home.ok("summary", "--for", "sco", "--format", "markdown")
    assert "### Whit I hae read" in page
    assert "languages" in home.ok("where")
    (config / "languages" / "sco.toml").unlink()
    ran = home.run("summary", "--for", "sco")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.splitlines() == ["There is no language “sco”.", "The languages are: cy, gd, mi."]
