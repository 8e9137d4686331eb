"""A school year's cycles as lanes, in every width and in plain lines."""

from datetime import date
from functools import partial
from pathlib import Path

import pytest

from enquiry.insight.timeline import YearLanes, build_timeline, build_year_lanes
from enquiry.model.choices import CycleState, Decision
from enquiry.model.cycle import StateChange
from enquiry.presets import load_calendar
from enquiry.query.select import Query, build_query, select
from enquiry.views.theme import ASCII, UNICODE, Glyphs
from enquiry.views.year.lanes import draw_lanes, format_lanes_lines
from tests.conftest import NOW, a_cycle, a_journal, an_entry
from tests.pictures import Snapshot, drawn, find_cut_words, plain, visit

SCOTLAND = load_calendar("scotland", Path("nowhere"))


WIDTHS = (40, 60, 80, 140)


def lanes(name: str, label: str) -> YearLanes:
    journal, held, today = visit(name)
    year = held.find_year_by_label(label)
    timeline = build_timeline(select(journal, build_query(window=year.period)), journal, held, today)
    return build_year_lanes(timeline, year, held)


ROOMS = [("primary", "2025-26"), ("new-zealand", "2025"), ("career", "2018-19")]


@pytest.mark.parametrize("width", [40, 80, 140])
def test_a_year_s_cycles_as_lanes(snapshot: Snapshot, width: int) -> None:
    told = lanes("primary", "2025-26")
    snapshot(drawn(lambda look: draw_lanes(told, look), width), f"lanes-primary-{width}")


def test_lanes_in_plain_lines(snapshot: Snapshot) -> None:
    snapshot(plain(format_lanes_lines(lanes("career", "2018-19"))), "lanes-career-plain")


@pytest.mark.parametrize("width", [20, 30, 40, 50, 60, 80, 100, 140, 200])
@pytest.mark.parametrize(("name", "label"), ROOMS)
@pytest.mark.parametrize("marks", [UNICODE, ASCII])
def test_lanes_keep_within_any_width_and_cut_no_question(name: str, label: str, width: int, marks: Glyphs) -> None:
    told = lanes(name, label)
    picture = drawn(lambda look: draw_lanes(told, look), width, marks)
    questions = [f"{lane.cycle.number} {lane.cycle.question}" for lane in told.lanes]
    assert find_cut_words(picture, questions, min(12, width // 2)) == set()


@pytest.mark.parametrize(("name", "label"), ROOMS)
def test_plain_lines_name_every_cycle_and_all_that_stands_in_it(name: str, label: str) -> None:
    told, lines = lanes(name, label), list(format_lanes_lines(lanes(name, label)))
    assert [line for line in lines if line.startswith("question: ")] == [
        f"question: {lane.cycle.question}" for lane in told.lanes
    ]
    posts = [post for lane in told.lanes for post in lane.posts]
    assert len([line for line in lines if line.startswith("day: ")]) == len(posts) > 0


def test_every_decision_is_a_post_in_words_whatever_the_width() -> None:
    told = lanes("primary", "2025-26")
    decided = [post.what.upper() for lane in told.lanes for post in lane.posts if post.what in set(Decision)]
    for width in WIDTHS:
        picture = drawn(lambda look: draw_lanes(told, look), width)
        for decision in decided:
            assert picture.count(decision) >= decided.count(decision)


def test_of_several_things_in_a_week_the_weightiest_is_shown_and_plain_lines_say_all() -> None:
    day = date(2025, 9, 3)
    held = (
        an_entry("note", day, "seen", number=1),
        an_entry("evidence", day, "counted", number=2),
        an_entry("review", day, "looked", number=3, decision=Decision.STOP),
    )
    journal = a_journal(a_cycle(on=day, entries=held, state=CycleState.CLOSED))
    year = SCOTLAND.find_year_by_label("2025-26")
    timeline = build_timeline(select(journal, build_query(window=year.period)), journal, SCOTLAND, date(2025, 12, 1))
    told = build_year_lanes(timeline, year, SCOTLAND)
    [lane] = [line for line in drawn(lambda look: draw_lanes(told, look), 80).splitlines() if "What happens" in line]
    assert lane.endswith("■")
    wide = next(line for line in drawn(lambda look: draw_lanes(told, look), 140).splitlines() if "What happens" in line)
    assert wide.endswith("■⚑")
    lines = list(format_lanes_lines(told))
    assert {"text: seen", "text: counted", "text: looked", "what: stop 1.3"} <= set(lines)


def test_silence_and_the_time_to_come_are_drawn_apart() -> None:
    journal = a_journal(a_cycle(on=date(2025, 8, 18), entries=(an_entry("note", date(2025, 9, 8)),)))
    year = SCOTLAND.find_year_by_label("2025-26")
    timeline = build_timeline(select(journal, build_query(window=year.period)), journal, SCOTLAND, date(2025, 9, 24))
    told = build_year_lanes(timeline, year, SCOTLAND)
    [lane] = [line for line in drawn(lambda look: draw_lanes(told, look), 80).splitlines() if "What happens" in line]
    assert lane.split()[-1] == "⚑··–··"
    assert [line for line in format_lanes_lines(told) if line.startswith("quiet")] == [
        "quiet: weeks 2 to 3",
        "quiet: weeks 5 to 6",
    ]


def test_a_cycle_closed_outside_a_review_says_so_on_its_lane_and_an_empty_year_has_none() -> None:
    shut = StateChange(state=CycleState.CLOSED, on=date(2025, 9, 8), at=NOW)
    journal, year = (
        a_journal(a_cycle(on=date(2025, 9, 1), turns=(shut,), state=CycleState.CLOSED)),
        SCOTLAND.find_year_by_label("2025-26"),
    )
    for held, words in ((journal, ["closed"]), (a_journal(), [])):
        timeline = build_timeline(select(held, Query(window=year.period)), held, SCOTLAND, date(2025, 12, 1))
        told = build_year_lanes(timeline, year, SCOTLAND)
        picture = drawn(partial(draw_lanes, told), 80)
        assert [line.strip() for line in picture.splitlines() if line.strip() == "closed"] == words
        assert [line for line in format_lanes_lines(told) if line == "what: closed"] == [
            f"what: {word}" for word in words
        ]
