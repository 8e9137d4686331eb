"""The journal as a page: all that was written, found by year, thread and tag, in a page that loads and runs nothing."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from enquiry.dates.period import Period
from enquiry.documents.journal_page import JournalPage, render_journal_page
from enquiry.documents.pdf.browser import find_browser
from enquiry.exchange.importing.journal import load_exported_journal
from enquiry.exchange.samples import read_sample
from enquiry.model.journal import Journal
from enquiry.query.select import Query, build_query, select
from enquiry.views.show import list_facts
from tests.browsing import judged
from tests.conftest import a_cycle, a_journal, a_note, an_entry
from tests.documents.shared import squashed
from tests.documents.test_html import ACTIVE
from tests.hostile import DAY, SCOTLAND, TODAY, filled
from tests.reading_back import Page
from tests.strategies import HOSTILE


def rendered(journal: Journal, query: Query | None = None, chosen: str = "") -> str:
    selection = select(journal, query or Query())
    return render_journal_page(JournalPage(selection, journal, SCOTLAND, TODAY, list_facts, {}, chosen))


def test_all_that_was_written_stands_there_once_and_is_found_from_the_contents() -> None:
    journal = load_exported_journal(read_sample("primary"), "primary")
    text = rendered(journal)
    page, bare = Page(text), squashed(re.sub(r"<[^>]+>", "", text.replace("&amp;", "&").replace("&quot;", '"')))
    for cycle in journal.kept:
        for entry in cycle.kept:
            assert bare.count(squashed(entry.text)) >= 1, entry.name
        assert all(squashed(words) in bare for _, words in list_facts(cycle, journal))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {entry.name for cycle in journal.kept for entry in cycle.kept} <= set(ids)
    targets = [link["href"][1:] for link in page.all_of("a") if link["href"].startswith("#")]
    assert set(targets) <= set(ids)
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h\d", tag)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_contents_lead_by_year_thread_and_tag() -> None:
    old = an_entry("evidence", DAY.replace(year=2024), number=1)
    first = a_cycle(1, "How?", on=DAY.replace(year=2024), entries=(old, an_entry("note", DAY, number=2, tags=("a/b",))))
    grown = a_cycle(2, "And then?", on=DAY, tags=("A",), grew_from=1)
    journal = a_journal(first, grown, inbox=(a_note(1, tags=("a/b",)),))
    text = rendered(journal)
    nav = re.sub(r"\s+", " ", text[text.index("<nav") : text.index("</nav>")])
    assert '2024-25<ol><li><a href="#1">1 · How?</a> (1 entry)</li></ol>' in nav
    assert '2025-26<ol><li><a href="#1.2">1 · How?</a> (1 entry)</li><li><a href="#2">2 · And then?</a></li>' in nav
    assert '<a href="#1">1 · How?</a><ol><li><a href="#2">2 · And then?</a></li></ol>' in nav
    assert '<li>A: <a href="#2">2</a></li><li>a/b: <a href="#1.2">1.2</a>, <a href="#n1">n1</a></li>' in nav
    part = rendered(journal, build_query(cycles=(2,)), chosen="cycle:2")
    assert "Only part of the journal is here: cycle:2." in part
    assert "1 (not here)" in part
    assert "Nothing is written here yet." in rendered(a_journal())
    assert "<nav" not in rendered(a_journal(), build_query(window=Period(DAY, TODAY)))


def test_hostile_texts_act_nowhere_on_it() -> None:
    plain = Page(rendered(filled("plain words")))
    known = {(tag, tuple(attributes)) for tag, attributes in plain.elements} | {("a", ("href", "rel"))}
    for text in HOSTILE:
        page = Page(rendered(filled(text.replace("\udc80", "?"))))
        assert {(tag, tuple(attributes)) for tag, attributes in page.elements} <= known, text
        assert not {tag for tag, _ in page.elements} & ACTIVE
        assert all(link["href"].startswith(("http://", "https://", "#")) for link in page.all_of("a"))


@pytest.mark.long
@pytest.mark.skipif(find_browser() is None, reason="no Edge, Chrome or Chromium is installed here")
def test_axe_finds_nothing(tmp_path: Path) -> None:
    text = rendered(load_exported_journal(read_sample("primary"), "primary"))
    for width, dark in ((1200, False), (320, True)):
        found = judged(text, tmp_path, width=width, dark=dark)
        assert (found.violations, found.wide <= found.room) == ([], True)
