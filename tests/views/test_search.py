"""Snippets and marks: the match stands where it stood, whatever its case, its form and its script."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiry.model.choices import Decision
from enquiry.model.text import fold
from enquiry.query.matching import Finder, normalise_for_search
from enquiry.query.select import build_query, build_result, select
from enquiry.unsafe_chars import flatten_text
from enquiry.views.search import SNIPPET_CONTEXT, draw_highlighted, draw_search_result, draw_snippet, locate_text
from enquiry.views.theme import ASCII, UNICODE, RenderOptions
from tests import strategies
from tests.conftest import a_cycle, a_journal, an_entry, render

MARKED = [
    ("they wait longer", ("wait",), "they «wait» longer"),
    ("Waiting, waited, WAIT", ("wait",), "«Wait»ing, «wait»ed, «WAIT»"),
    ("nothing here", ("wait",), "nothing here"),
    ("wait", (), "wait"),
    ("wait", ("",), "wait"),
    ("the quiet table", ("table", "quiet"), "the «quiet» «table»"),
    ("waiting", ("wait", "waiting"), "«waiting»"),
    ("waiting", ("waiting", "wait"), "«waiting»"),
    ("abcabc", ("ab", "bc"), "«ab»c«ab»c"),
    ("a quiet  \n table", ("quiet table",), "a «quiet table»"),
    ("die Straße dort", ("strasse",), "die «Straße» dort"),
    ("die STRASSE dort", ("straße",), "die «STRASSE» dort"),
    ("Straßen und Straßen", ("ssen",), "Stra«ßen» und Stra«ßen»"),
    ("in İzmir now", ("i̇zmir",), "in «İzmir» now"),
    ("in İzmir now", ("zmir",), "in İ«zmir» now"),
    ("İİİ after", ("after",), "İİİ «after»"),
    ("a ﬁne day", ("fine",), "a «ﬁne» day"),
    ("a ﬁne day", ("in",), "a «ﬁn»e day"),
    ("a fine day", ("ﬁ",), "a «fi»ne day"),
    ("José read", ("jose\u0301",), "«José» read"),
    ("José read", ("jos",), "«Jos»é read"),
    ("Josè read", ("jose",), "«Josè» read"),
    ("isn’t — ‘so’", ("isn't -",), "«isn’t —» ‘so’"),
    ("今日は読書の日", ("読書",), "今日は«読書»の日"),
    ("Ａ４ paper", ("a4",), "«Ａ４» paper"),
    ("well done 🙂 they said", ("🙂",), "well done «🙂» they said"),
    ("👩🏽\u200d🏫 waits", ("waits",), "👩🏽\u200d🏫 «waits»"),
    ("50% of (y9)", ("(y9)",), "50% of «(y9)»"),
    ("a.b axb", ("a.b",), "«a.b» axb"),
    ("[bold]wait[/bold]", ("bold",), "[«bold»]wait[/«bold»]"),
    ("«wait» said", ("wait",), "««wait»» said"),
    ("\x1b[1mwait", ("wait",), "␛[1m«wait»"),
    ("ΣΊΣΥΦΟΣ", ("σίσυφος",), "«ΣΊΣΥΦΟΣ»"),
    ("שלום עולם", ("עולם",), "שלום «עולם»"),
]


def strings(words: tuple[str, ...]) -> tuple[Finder, ...]:
    """Return what finds each of the words anywhere, so that only the marking is looked at."""
    found = (Finder(normalise_for_search(word), frozenset(), whole=False, anywhere=True) for word in words)
    return tuple(one for one in found if one.wanted)


@pytest.mark.parametrize(("text", "words", "drawn"), MARKED)
def test_a_match_is_marked_where_it_stands(text: str, words: tuple[str, ...], drawn: str) -> None:
    assert draw_highlighted(text, strings(words), UNICODE).plain == drawn
    assert draw_snippet(locate_text(text, strings(words)), UNICODE).plain == drawn


def test_in_ascii_the_marks_are_ascii() -> None:
    assert draw_highlighted("they wait", strings(("wait",)), ASCII).plain == "they <wait>"


def test_the_match_stands_out_in_weight_too() -> None:
    spans = draw_highlighted("they wait", strings(("wait",)), UNICODE).spans
    assert [(span.start, span.end, span.style) for span in spans] == [(5, 11, "match")]


def test_a_long_text_is_shown_around_the_first_match() -> None:
    text = "x" * 200 + " wait " + "y" * 200 + " wait"
    drawn = draw_snippet(locate_text(text, strings(("wait",))), UNICODE).plain
    assert drawn == f"…{'x' * (SNIPPET_CONTEXT - 1)} «wait» {'y' * (2 * SNIPPET_CONTEXT - 1)}…"


@pytest.mark.parametrize(
    ("text", "drawn"),
    [("x" * 120, "x" * 120), ("x" * 121, "x" * 120 + "…"), ("", "")],
)
def test_without_a_match_the_beginning_is_shown(text: str, drawn: str) -> None:
    assert draw_snippet(locate_text(text, ()), UNICODE).plain == drawn


def test_a_match_at_either_end_leaves_no_dots_there() -> None:
    assert draw_snippet(locate_text("wait " + "x" * 50, strings(("wait",))), UNICODE).plain == "«wait» " + "x" * 50
    assert draw_snippet(locate_text("x" * 50 + " wait", strings(("wait",))), UNICODE).plain == "x" * 50 + " «wait»"


@given(strategies.texts, st.lists(strategies.words, max_size=3).map(tuple))
def test_marks_change_nothing_but_add_themselves(text: str, words: tuple[str, ...]) -> None:
    drawn = draw_highlighted(text, strings(words), UNICODE).plain
    assert drawn.replace("«", "").replace("»", "") == flatten_text(text)
    assert drawn.count("«") == drawn.count("»")


@given(strategies.texts, st.data())
def test_every_word_of_a_text_is_marked_in_it_however_it_is_typed(text: str, data: st.DataObject) -> None:
    word = data.draw(st.sampled_from([word for word in text.split() if word != "ｶﾞ"] or ["ok"]))
    typed = data.draw(st.sampled_from([word, word.upper(), unicodedata.normalize("NFD", word), fold(word)]))
    pieces = draw_highlighted(f"{text} ok", strings((typed,)), UNICODE).plain.split("«")[1:]
    assert pieces
    assert all(normalise_for_search(piece.split("»")[0]) == normalise_for_search(word) for piece in pieces)


def test_the_text_that_holds_the_word_is_shown_rather_than_the_main_one() -> None:
    day = date(2025, 9, 3)
    held = an_entry("reading", day, "a long claim", doubt="too small a sample", authors="Rowe, M. B.")
    journal = a_journal(a_cycle(entries=(held,)))
    picture = render(
        draw_search_result(build_result(select(journal, build_query(words=("sample",)))), RenderOptions(80))
    )
    assert "too small a «sample»" in picture
    assert "a long claim" not in picture
    by_day = render(draw_search_result(build_result(select(journal, build_query(cycles=(1,)))), RenderOptions(80)))
    assert "a long claim" in by_day


@pytest.mark.parametrize(("count", "summed"), [(3, False), (4, True)])
def test_entries_found_by_their_cycle_s_tag_alone_are_summed_up_from_four_on(count: int, summed: bool) -> None:
    held = tuple(an_entry("note", date(2025, 9, n), number=n) for n in range(1, count + 1))
    journal = a_journal(a_cycle(tags=("reading",), entries=held))
    picture = render(
        draw_search_result(build_result(select(journal, build_query(tags=("reading",)))), RenderOptions(80))
    )
    assert (f"all its {count} entries, 1 Sep 2025 to {count} Sep 2025: enquiry timeline 1" in picture) is summed
    assert ("1.2" in picture) is not summed


@pytest.mark.parametrize(
    ("text", "drawn"), [("ｶﾞ from a form", "«ｶﾞ» from a form"), ("Jose\u0301 read", "«Jose\u0301» read")]
)
def test_a_match_of_signs_that_fold_into_one_is_marked(text: str, drawn: str) -> None:
    assert draw_highlighted(text, strings(("ガ", "josé")), UNICODE).plain == drawn


def test_a_long_word_in_a_question_or_a_reason_is_folded_and_not_cut() -> None:
    review = an_entry("review", date(2025, 9, 3), decision=Decision.ADAPT, because="b" * 90)
    journal = a_journal(a_cycle(question="q" * 90, entries=(review,)))
    picture = "".join(
        render(draw_search_result(build_result(select(journal, build_query(cycles=(1,)))), RenderOptions(80))).split()
    )
    assert "q" * 90 in picture
    assert "b" * 90 in picture
