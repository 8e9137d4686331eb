"""Other people's text cannot act: it is shown as written in every view, and nothing in it is obeyed."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pytest
from rich.cells import cell_len
from rich.console import RenderableType

from enquiry.dates.period import Period
from enquiry.insight.status import build_status, list_cycle_rows
from enquiry.insight.timeline import HolidayBand, TermHeading, Timeline, TimelinePost, build_timeline
from enquiry.insight.year.heat_map import HeatGrouping, build_heat_maps
from enquiry.insight.year.lanes import build_year_lanes
from enquiry.insight.year.lookback import build_lookback
from enquiry.insight.year.stats import (
    PeriodUnit,
    StatsGrouping,
    build_period_columns,
    build_stats,
    list_grouped_entries,
)
from enquiry.model.choices import CycleState, Decision, Direction
from enquiry.model.cycle import Question, StateChange, SuccessSign
from enquiry.model.journal import Journal
from enquiry.model.measure import Measure, MeasuredValue
from enquiry.presets import load_calendar
from enquiry.query.result import build_result
from enquiry.query.select import Query, build_query, select
from enquiry.query.tags.usage import build_tag_tree, list_tag_uses
from enquiry.unsafe_chars import escape_unsafe, flatten_text
from enquiry.views.cycles import draw_cycle_list, format_cycle_list_lines
from enquiry.views.inbox import draw_inbox, format_inbox_lines
from enquiry.views.layout import draw_pairs, format_pairs_lines
from enquiry.views.search import draw_search_result, format_search_result_lines
from enquiry.views.show import ShownItem, draw_item, format_item_lines
from enquiry.views.status import draw_status, format_status_lines
from enquiry.views.summary.document import draw_summary, format_summary_lines
from enquiry.views.tags import draw_tag_tree, format_tag_tree_lines
from enquiry.views.theme import ASCII, UNICODE, RenderOptions
from enquiry.views.timeline import draw_timeline, format_timeline_lines
from enquiry.views.year.heat_map import draw_heat_maps, format_heat_maps_lines
from enquiry.views.year.lanes import draw_lanes, format_lanes_lines
from enquiry.views.year.lookback import draw_lookback, format_lookback_lines
from enquiry.views.year.stats import draw_stats, format_stats_lines
from tests.conftest import NOW, a_cycle, a_journal, a_note, an_entry, render
from tests.strategies import HOSTILE
from tests.summaries import summary_of

SCOTLAND = load_calendar("scotland", Path("nowhere"))
TODAY = date(2026, 2, 3)
DAY = date(2025, 9, 3)
YEAR = Period(date(2025, 8, 1), date(2026, 8, 1))

ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

texts = pytest.mark.parametrize("text", HOSTILE, ids=[f"{n:03}" for n in range(len(HOSTILE))])


class Screen(NamedTuple):
    """A view, the plain lines that say the same, and whether texts stand in it whole."""

    view: Callable[[RenderOptions], RenderableType]
    lines: Callable[[], Iterator[str]]
    whole: bool = True


def filled(text: str) -> Journal:
    """Return a journal with `text` wherever a person can write."""
    held = (
        an_entry("reading", DAY, text, number=1, authors=text, title=text, where=text, url=text, fit=text, doubt=text),
        an_entry("action", DAY, text, number=2, planned=4, done=3, tags=(text,)),
        an_entry("evidence", DAY, text, number=3, direction=Direction.MIXED, source=text, values=measured(text, 5)),
        an_entry("evidence", TODAY, "later", number=4, values=measured(text, 9)),
        an_entry("reflection", DAY, text, number=5),
        an_entry("review", DAY, text, number=6, decision=Decision.ADAPT, because=text),
        an_entry("note", DAY, text, number=7, standards=(text,)),
    )
    cycle = a_cycle(
        question=text,
        issue=text,
        why=text,
        hunch=text,
        group=text,
        success=(SuccessSign(text=text, on=DAY),),
        tags=(text,),
        standards=(text,),
        entries=held,
        turns=(StateChange(state=CycleState.PAUSED, on=DAY, at=NOW, because=text),),
    ).add_question(Question(text=text, on=DAY, because=text))
    known = Measure(id="m", recorded_at=NOW, name=text, unit=text)
    note = a_note(1, text, tags=(text,))
    return a_journal(cycle, inbox=(note,), measures=(known,)).update_settings(name=text, role=text)


def measured(name: str, value: int) -> tuple[MeasuredValue, ...]:
    return (MeasuredValue(measure=name, value=value),)


@lru_cache(maxsize=2)
def screens(text: str) -> dict[str, Screen]:
    journal = filled(text)
    selection = select(journal, Query())
    line = build_timeline(selection, journal, SCOTLAND, TODAY)
    now = build_status(journal, SCOTLAND, TODAY)
    rows = list_cycle_rows(selection, journal, closed=True)
    tree = build_tag_tree(list_tag_uses(journal))
    pairs = {"name": text, "role": ""}
    found = build_result(select(journal, build_query(words=(text,))))
    told = summary_of(journal, window=YEAR, as_at=TODAY, title="x", chosen=f"tag {text}")
    things = {thing.name: thing for thing in (*journal.kept[0].entries, *journal.inbox)}
    shown = {f"show {name}": ShownItem(thing, journal) for name, thing in things.items() if name != "1.4"}
    shown["show 1"] = ShownItem(journal.kept[0], journal)
    return {
        "timeline": Screen(lambda look: draw_timeline(line, look), lambda: format_timeline_lines(line)),
        "status": Screen(lambda look: draw_status(now, look), lambda: format_status_lines(now), whole=False),
        "list": Screen(lambda look: draw_cycle_list(rows, look), lambda: format_cycle_list_lines(rows), whole=False),
        "tags": Screen(lambda look: draw_tag_tree(tree, look), lambda: format_tag_tree_lines(tree), whole=False),
        "inbox": Screen(lambda look: draw_inbox(journal.waiting, look), lambda: format_inbox_lines(journal.waiting)),
        "pairs": Screen(lambda look: draw_pairs(pairs, look), lambda: format_pairs_lines(pairs)),
        "search": Screen(
            lambda look: draw_search_result(found, look),
            lambda: format_search_result_lines(found),
            unicodedata.is_normalized("NFC", text),
        ),
        "summary": Screen(lambda look: draw_summary(told, look), lambda: format_summary_lines(told)),
        **{name: showing(thing) for name, thing in shown.items()},
        **over_years(journal, line),
    }


def over_years(journal: Journal, line: Timeline) -> dict[str, Screen]:
    """Return the screens that look over years, in which a text stands whole only in plain lines."""
    selection, year = select(journal, Query()), SCOTLAND.find_year(DAY)
    lanes = build_year_lanes(line, year, SCOTLAND)
    heats = build_heat_maps(selection, [year], SCOTLAND, TODAY, HeatGrouping.CYCLE)
    days = [entry.happened_on for entry in list_grouped_entries(selection, StatsGrouping.GROUP)]
    stats = build_stats(
        selection, StatsGrouping.GROUP, PeriodUnit.TERM, build_period_columns(days, PeriodUnit.TERM, SCOTLAND)
    )
    back = build_lookback(selection, SCOTLAND, DAY + timedelta(days=365))
    return {
        "lanes": Screen(lambda look: draw_lanes(lanes, look), lambda: format_lanes_lines(lanes), whole=False),
        "year": Screen(lambda look: draw_heat_maps(heats, look), lambda: format_heat_maps_lines(heats), whole=False),
        "stats": Screen(lambda look: draw_stats(stats, look), lambda: format_stats_lines(stats), whole=False),
        "lookback": Screen(lambda look: draw_lookback(back, look), lambda: format_lookback_lines(back), whole=False),
    }


def showing(shown: ShownItem) -> Screen:
    return Screen(lambda look: draw_item(shown, look), lambda: format_item_lines(shown))


def squashed(text: str) -> str:
    return "".join(text.split())


def stands_in(text: str, drawn: str) -> bool:
    """Say whether a text is there to be read: every sign of it in order, wherever lines end."""
    return squashed(escape_unsafe(text)) in squashed(drawn) or squashed(flatten_text(text)) in squashed(drawn)


def test_the_table_is_long_and_has_each_text_once() -> None:
    assert len(HOSTILE) == len(set(HOSTILE)) > 90


@texts
@pytest.mark.parametrize("width", [45, 100])
def test_nothing_in_a_text_reaches_the_terminal_but_signs_to_read(text: str, width: int) -> None:
    for name, screen in screens(text).items():
        drawn = render(screen.view(RenderOptions(width)), width)
        assert not FORBIDDEN.search(drawn), name
        assert max(map(cell_len, drawn.splitlines())) <= width, name
        if screen.whole:
            assert stands_in(text, drawn), name


@texts
def test_with_colour_the_only_escapes_are_those_of_styles(text: str) -> None:
    for name, screen in screens(text).items():
        drawn = render(screen.view(RenderOptions(80)), 80, color=True)
        bare = ESCAPES.sub("", drawn)
        assert not FORBIDDEN.search(bare), name
        assert bare.split() == render(screen.view(RenderOptions(80)), 80).split(), name


@texts
def test_in_ascii_the_texts_are_the_same_and_only_the_signs_change(text: str) -> None:
    for name, screen in screens(text).items():
        drawn = render(screen.view(RenderOptions(80, ASCII)), 80)
        assert not FORBIDDEN.search(drawn), name
        if screen.whole and name != "search":
            assert stands_in(text, drawn), name


@texts
def test_plain_lines_are_lines_of_their_own_and_hold_the_whole_text(text: str) -> None:
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
