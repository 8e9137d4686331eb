"""Other people's text cannot act: it is shown as written in every view, and nothing in it is obeyed."""

import re
from collections.abc import Callable

import pytest
from rich.cells import cell_len

from enquiry.insight.status import build_status
from enquiry.insight.timeline import HolidayBand, TermHeading, Timeline, TimelinePost, build_timeline
from enquiry.model.journal import Journal
from enquiry.query.select import Query, build_result, select
from enquiry.unsafe_chars import escape_unsafe, flatten_text
from enquiry.views.inbox import format_inbox_lines
from enquiry.views.search import format_search_result_lines
from enquiry.views.show import ShownItem, draw_item, format_item_lines
from enquiry.views.status import draw_status, format_status_lines
from enquiry.views.summary.document import draw_summary, format_summary_lines
from enquiry.views.theme import ASCII, UNICODE, RenderOptions
from enquiry.views.timeline import draw_timeline, format_timeline_lines
from tests.conftest import a_cycle, a_journal, a_note, an_entry, render
from tests.hostile import (
    BUNDLES,
    DANGEROUS,
    DAY,
    FORBIDDEN,
    SCOTLAND,
    TODAY,
    YEAR,
    Screen,
    draw_cut,
    draw_whole,
    stands_in,
)
from tests.strategies import HOSTILE
from tests.summaries import summary_of

Screens = Callable[[str], dict[str, Screen]]

bundles = pytest.mark.parametrize("text", BUNDLES, ids=[f"{n:02}" for n in range(len(BUNDLES))])


def test_the_table_is_long_and_has_each_text_once() -> None:
    assert len(HOSTILE) == len(set(HOSTILE)) > 90


@pytest.mark.parametrize("width", [45, 100])
@pytest.mark.parametrize("screens", [draw_whole, draw_cut])
@bundles
def test_nothing_in_a_text_reaches_the_terminal_but_signs_to_read(text: str, screens: Screens, width: int) -> None:
    for name, screen in screens(text).items():
        drawn = render(screen.view(RenderOptions(width)), width)
        assert not FORBIDDEN.search(drawn), name
        assert max(map(cell_len, drawn.splitlines())) <= width, name
        if screen.whole:
            assert stands_in(text, drawn), name


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_that_would_act_is_harmless_where_it_stands_first_in_a_line_that_is_cut(text: str) -> None:
    for name, screen in draw_cut(text).items():
        for look in (RenderOptions(45), RenderOptions(100, ASCII)):
            assert not FORBIDDEN.search(render(screen.view(look), look.width)), name


@pytest.mark.parametrize("text", HOSTILE)
def test_each_text_alone_can_be_read_in_a_cycle(text: str) -> None:
    journal = a_journal(a_cycle(question=text, entries=(an_entry("note", DAY, text, tags=(text,)),)))
    drawn = render(draw_item(ShownItem(journal.kept[0], journal), RenderOptions(60)), 60)
    assert not FORBIDDEN.search(drawn)
    assert max(map(cell_len, drawn.splitlines())) <= 60
    assert stands_in(text, drawn)


@pytest.mark.parametrize("screens", [draw_whole, draw_cut])
@bundles
def test_plain_lines_are_lines_of_their_own_and_hold_the_whole_text(text: str, screens: Screens) -> None:
    """Line ends within tags, names of measures and standards can't be typed, so they stand here without."""
    for name, screen in screens(text.replace("\n", " ")).items():
        lines = [escape_unsafe(line) for line in screen.lines()]
        assert not FORBIDDEN.search("".join(lines).replace("\t", " ")), name
        assert not [line for line in lines if "\n" in line], name
        assert stands_in(text, "\n".join(lines)), name


@pytest.mark.parametrize("text", [text for text in HOSTILE if "\n" in text])
def test_a_text_of_several_lines_makes_no_lines_of_its_own_in_plain(text: str) -> None:
    held = (an_entry("note", DAY, text), an_entry("reading", DAY, text, number=2, title=text, fit=text))
    cycle = a_cycle(question=text, issue=text, hunch=text, group=text, entries=held)
    journal = a_journal(cycle, inbox=(a_note(1, text),)).update_settings(name=text)
    selection = select(journal, Query())
    labels = re.compile(r"^$|^ {2}|^[a-z][a-z0-9 -]*: ")
    for lines in (
        format_timeline_lines(build_timeline(selection, journal, SCOTLAND, TODAY)),
        format_status_lines(build_status(journal, SCOTLAND, TODAY)),
        format_search_result_lines(build_result(selection)),
        format_summary_lines(summary_of(journal, window=YEAR, as_at=TODAY, title="x")),
        format_inbox_lines(journal.inbox),
        format_item_lines(ShownItem(cycle, journal)),
        format_item_lines(ShownItem(cycle.entries[1], journal)),
    ):
        for line in lines:
            assert "\n" not in line
            assert labels.match(line), line


def test_the_signs_of_ascii_are_ascii_and_every_sign_has_one() -> None:
    assert all(sign.isascii() for sign in ASCII)
    assert len(ASCII.sparks) == len(UNICODE.sparks) == 8
    assert len(ASCII.shades) == len(UNICODE.shades) == 4
    assert all(len(sign) == 1 for sign in UNICODE if sign not in (UNICODE.sparks, UNICODE.shades))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("\x1b[31m", "␛[31m"),
        ("\0\x07\x08", "␀␇␈"),
        ("\x7f", "␡"),
        ("\x85\x9b", "⟨U+0085⟩⟨U+009B⟩"),
        ("\u202eabc", "⟨U+202E⟩abc"),
        ("\u2066\u200e\u061c", "⟨U+2066⟩⟨U+200E⟩⟨U+061C⟩"),
        ("\udc80", "⟨U+DC80⟩"),
        ("a\r\nb", "a␍\nb"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("שלום [b] :smile:", "שלום [b] :smile:"),
    ],
)
def test_what_could_act_is_shown_by_a_sign_for_it(text: str, seen: str) -> None:
    assert escape_unsafe(text) == seen
    assert escape_unsafe(seen) == seen


def test_one_line_has_neither_line_ends_nor_wide_gaps() -> None:
    assert flatten_text("  a \n\n b\t\x1bc\u2028d ") == "a b ␛c d"


@pytest.mark.parametrize("text", ["\x1b[31mTerm 1", "[bold]Term 1\x9b0m", "user\u202etxt"])
def test_the_words_of_a_calendar_of_one_s_own_can_t_act_either(text: str) -> None:
    marks = (TermHeading(text, DAY), TimelinePost(DAY, 1, "question", "why?"), HolidayBand(text, YEAR))
    line = Timeline((a_cycle(),), marks, (), TODAY)
    now = build_status(Journal(), SCOTLAND, TODAY)._replace(year_word=text)
    told = summary_of(Journal(), window=YEAR, as_at=TODAY, title=text)
    for drawing in (
        draw_timeline(line, RenderOptions(80)),
        draw_status(now, RenderOptions(80)),
        draw_summary(told, RenderOptions(80)),
    ):
        drawn = render(drawing)
        assert not FORBIDDEN.search(drawn)
        assert stands_in(text, drawn)
