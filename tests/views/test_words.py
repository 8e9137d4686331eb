"""Small words, bars and marks that stand on several screens."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiry.dates.period import Period
from enquiry.insight.measures.series import Series, SeriesPoint
from enquiry.insight.pulse.spread import QuietSpell
from enquiry.insight.status import build_cycle_row
from enquiry.insight.timeline import HolidayBand, Timeline, TimelinePost
from enquiry.model.choices import BetterDirection, CycleState, Decision, LinkKind
from enquiry.model.cycle import Link, StateChange, SuccessSign
from enquiry.model.entry import ENTRY_CLASSES
from enquiry.model.journal import Journal
from enquiry.model.measure import MeasuredValue
from enquiry.views.layout import draw_one_line, draw_pairs, draw_text, format_pairs_lines
from enquiry.views.measures.sparklines import draw_series_list, format_series_lines, format_sparkline
from enquiry.views.show import ShownItem, draw_item, format_item_lines
from enquiry.views.status import draw_cycle_list, format_cycle_list_lines
from enquiry.views.theme import ASCII, STYLES, UNICODE, RenderOptions
from enquiry.views.timeline import draw_timeline, format_timeline_lines
from enquiry.words import format_count, join_words, spell_number
from tests.conftest import NOW, Home, a_cycle, a_journal, a_note, an_entry, cycle_id, entry_id, render

DAY = date(2025, 9, 3)


@pytest.mark.parametrize(
    ("number", "said"), [(0, "no"), (1, "one"), (2, "two"), (12, "twelve"), (13, "13"), (-1, "-1"), (100, "100")]
)
def test_small_numbers_are_words(number: int, said: str) -> None:
    assert spell_number(number) == said


@pytest.mark.parametrize(
    ("number", "one", "many", "said"),
    [
        (0, "week", "", "no weeks"),
        (1, "week", "", "one week"),
        (2, "week", "", "two weeks"),
        (13, "entry", "entries", "13 entries"),
        (1, "entry", "entries", "one entry"),
    ],
)
def test_a_number_agrees_with_its_noun(number: int, one: str, many: str, said: str) -> None:
    assert format_count(number, one, many) == said


@pytest.mark.parametrize(
    ("words", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_is_spoken(words: list[str], said: str) -> None:
    assert join_words(words) == said


@pytest.mark.parametrize(
    ("values", "bars", "plain"),
    [
        ([1, 2], "▁█", "_@"),
        ([5, 9, 14, 17], "▁▃▆█", "_.O@"),
        ([3, 3, 3], "▅▅▅", "ooo"),
        ([7], "▅", "o"),
        ([2, 1], "█▁", "@_"),
        ([-1.5, 0, 1.5], "▁▅█", "_o@"),
        (list(range(8)), "▁▂▃▄▅▆▇█", "_.-=oO#@"),
    ],
)
def test_values_become_bars(values: list[float], bars: str, plain: str) -> None:
    assert format_sparkline(values, UNICODE) == bars
    assert format_sparkline(values, ASCII).replace(" ", "") == plain or len(format_sparkline(values, ASCII)) == len(
        plain
    )


@given(st.lists(st.integers(-1000, 1000) | st.floats(-1e6, 1e6), min_size=1, max_size=30))
def test_bars_rise_with_the_values(values: list[float]) -> None:
    bars = format_sparkline(values, UNICODE)
    assert len(bars) == len(values)
    heights = [UNICODE.sparks.index(bar) for bar in bars]
    for (one, low), (other, high) in zip(
        zip(values, heights, strict=True), zip(values[1:], heights[1:], strict=True), strict=False
    ):
        assert low <= high if one <= other else low >= high


def a_series(*values: float, unit: str = "") -> Series:
    points = tuple(SeriesPoint(DAY, value, None, None, f"1.{n}") for n, value in enumerate(values, 1))
    return Series("pace", unit, BetterDirection.UP, points)


def test_a_measure_stands_between_its_first_and_its_latest_value() -> None:
    look = RenderOptions(80)
    assert render(draw_series_list([a_series(5, 9.5, unit="of 24")], look)) == "pace  5 ▁█ 9.5 of 24 (not from 0)\n"
    assert render(draw_series_list([a_series(5, unit="%")], RenderOptions(80))) == "pace  5%\n"
    assert format_series_lines(a_series(5, 9.5)) == ["measure: pace", "values: 2025-09-03 5, 1.1; 2025-09-03 9.5, 1.2"]


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, "open"),
        ({"state": CycleState.CLOSED}, "closed"),
        ({"state": CycleState.PAUSED}, "paused"),
        ({"entries": (an_entry("review", DAY, decision=Decision.EMBED),)}, "open, embed"),
        ({"state": CycleState.CLOSED, "entries": (an_entry("review", DAY, decision=Decision.STOP),)}, "closed, stop"),
        ({"entries": (an_entry("review", DAY),)}, "open"),
    ],
)
def test_a_list_tells_the_state_apart_from_the_decision(fields: dict[str, Any], state: str) -> None:
    row = build_cycle_row(a_cycle(**fields), Journal())
    assert re.search(rf" {state.replace(', ', ' +')} ", render(draw_cycle_list([row], RenderOptions(100)), 100))
    assert f"{state}, last" in render(draw_cycle_list([row], RenderOptions(50)), 50)


def test_plain_lines_say_the_state_and_the_decision_apart() -> None:
    cycle = a_cycle(entries=(an_entry("review", DAY, decision=Decision.EMBED),))
    lines = list(format_cycle_list_lines([build_cycle_row(cycle, Journal().update_settings(current=cycle_id(1)))]))
    assert lines[1:5] == [
        "cycle: 1 (current)",
        "question: What happens when I wait?",
        "state: open",
        "decided: embed, 2025-09-03",
    ]


def test_a_value_that_is_not_set_is_said_to_be_so() -> None:
    pairs = {"calendar": "scotland", "name": ""}
    assert render(draw_pairs(pairs, RenderOptions(80))) == "calendar  scotland\nname      not set\n"
    assert render(draw_pairs(pairs, RenderOptions(40)), 40) == "calendar\n  scotland\nname\n  not set\n"
    assert list(format_pairs_lines(pairs)) == ["calendar: scotland", "name: "]


def test_a_person_s_words_are_never_markup_and_tabs_become_spaces() -> None:
    assert draw_text("[bold]x[/bold]\ty").plain == "[bold]x[/bold]  y"
    assert draw_text("[bold]x[/bold]").spans == []
    assert draw_one_line("one\ntwo", RenderOptions(80)).plain == "one two"


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, "open, begun 1 September 2025"),
        (
            {
                "state": CycleState.CLOSED,
                "turns": (StateChange(state=CycleState.CLOSED, on=DAY, at=NOW, because="it runs by itself"),),
            },
            "closed since 3 September 2025, because it runs by itself",
        ),
        ({"turns": (StateChange(state=CycleState.OPEN, on=DAY, at=NOW),)}, "open since 3 September 2025"),
        (
            {"state": CycleState.CLOSED, "entries": (an_entry("review", DAY, decision=Decision.STOP),)},
            "closed since 3 September 2025",
        ),
    ],
)
def test_a_cycle_says_since_when_it_is_as_it_is(fields: dict[str, Any], state: str) -> None:
    cycle = a_cycle(**fields)
    assert f"state: {state}" in list(format_item_lines(ShownItem(cycle, a_journal(cycle))))


def test_a_note_that_was_filed_says_as_what() -> None:
    shown = ShownItem(a_note(filed_as=entry_id("1.1")), a_journal(a_cycle(entries=(an_entry("note", DAY),))))
    assert "filed as: 1.1" in list(format_item_lines(shown))
    assert "filed as  1.1" in render(draw_item(shown, RenderOptions(80)))


def test_a_cycle_says_what_it_grew_into() -> None:
    parent, child = a_cycle(1), a_cycle(2, grew_from=1)
    journal = a_journal(parent, child, a_cycle(3, grew_from=1))
    assert "grew into: 2, 3" in list(format_item_lines(ShownItem(parent, journal)))
    assert "grew from: 1" in list(format_item_lines(ShownItem(child, journal)))


def test_every_style_has_a_meaning_and_every_kind_a_sign() -> None:
    assert all(name == name.lower() for name in STYLES)
    assert all(hasattr(UNICODE, kind.value) for kind in ENTRY_CLASSES)


def test_a_cycle_says_what_it_is_tied_to() -> None:
    links = (
        Link(kind=LinkKind.CONTRADICTS, cycle=cycle_id(2)),
        Link(kind=LinkKind.SHARED_WITH, who="the maths department"),
    )
    shown = ShownItem(a_cycle(1, links=links), a_journal(a_cycle(2)))
    assert {"contradicts: 2", "shared with: the maths department"} <= set(format_item_lines(shown))


def test_a_review_without_words_shows_its_decision_alone() -> None:
    review = an_entry("review", DAY, "", decision=Decision.ADAPT, because="it drifts")
    cycle = a_cycle(entries=(review,))
    picture = render(draw_item(ShownItem(cycle, a_journal(cycle)), RenderOptions(80)))
    assert picture.endswith("1.1  review  3 September 2025\n  decision: adapt, because it drifts\n")


@pytest.mark.parametrize(
    ("begin", "end", "said"),
    [
        (date(2025, 10, 10), date(2025, 10, 14), "two days"),
        (date(2025, 10, 13), date(2025, 10, 17), "four days"),
        (date(2025, 10, 13), date(2025, 10, 18), "one week"),
        (date(2025, 10, 11), date(2025, 10, 27), "two weeks"),
        (date(2026, 6, 27), date(2026, 8, 17), "seven weeks"),
    ],
)
def test_a_holiday_is_as_long_as_teachers_say_it_is(begin: date, end: date, said: str) -> None:
    line = Timeline((), (TimelinePost(DAY, 1, "note", "x"), HolidayBand("Holiday", Period(begin, end))), (), DAY)
    assert f"holiday: Holiday, {said}, from {begin} to {end - timedelta(days=1)}" in list(format_timeline_lines(line))
    assert f"┄ Holiday, {said} ┄" in render(draw_timeline(line, RenderOptions(80)))


def test_plain_lines_of_several_cycles_say_whose_each_thing_is() -> None:
    marks = (
        TimelinePost(DAY, 1, "note", "x", name="1.1"),
        QuietSpell(12, date(2025, 9, 3), date(2025, 9, 22), to_today=True),
        TimelinePost(DAY, 2, "review", "", name="2.1"),
    )
    several = list(format_timeline_lines(Timeline((a_cycle(1), a_cycle(2)), marks, (), DAY)))
    assert several[several.index("day: 2025-09-03") :] == [
        "day: 2025-09-03",
        "cycle: 1",
        "what: note 1.1",
        "text: x",
        "",
        "silence: twelve quiet teaching days, to today",
        "",
        "day: 2025-09-03",
        "cycle: 2",
        "what: review 2.1",
    ]
    alone = list(format_timeline_lines(Timeline((a_cycle(1),), marks[:1], (), DAY)))
    assert alone[-3:] == ["day: 2025-09-03", "what: note 1.1", "text: x"]


def test_several_success_signs_and_measures_are_all_shown() -> None:
    signs = (SuccessSign(text="they draw first", on=DAY), SuccessSign(text="they explain it", on=DAY))
    values = (MeasuredValue(measure="pace", value=5), MeasuredValue(measure="worry", value=2))
    cycle = a_cycle(success=signs, entries=(an_entry("evidence", DAY, values=values),))
    whole = render(draw_item(ShownItem(cycle, a_journal(cycle)), RenderOptions(80)))
    entry = render(draw_item(ShownItem(cycle.entries[0], a_journal(cycle)), RenderOptions(80)))
    assert [said for said in ("they draw first", "they explain it") if said not in whole] == []
    assert [said for said in ("pace 5", "worry 2") if said not in entry] == []


def test_a_value_of_several_lines_stays_on_its_line() -> None:
    assert list(format_pairs_lines({"name": "one\nstate: two"})) == ["name: one state: two"]


def test_a_cycle_shows_each_measure_in_two_lines_and_where_its_caveats_are(home: Home) -> None:
    home.ok("start", "What happens when I wait?")
    home.ok("evidence", "before", "--measure", "hands=14", "--sd", "3", "--n", "24", "--on", "2026-01-12")
    home.ok("act", "counted to three", "--on", "2026-01-19")
    home.ok("evidence", "after", "--measure", "hands=18", "--sd", "3", "--n", "24")
    shown = home.ok("show", COLUMNS="60").splitlines()
    place = next(place for place, line in enumerate(shown) if line.startswith("hands  14 "))
    assert shown[place + 1] == "  up 4 since the baseline of 12 Jan 2026"
    assert shown[place + 3] == '  enquiry measures compare "hands" -c 1'
    assert "Effect size" not in "".join(shown)
    assert "Effect" in home.ok("measures", "compare", "hands", "-c", "1")
