"""The school year in weeks: lanes, the map of when things were written, counts, and the look back; as pictures too."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiry.command_lines import format_command
from enquiry.dates.calendar import Calendar
from enquiry.insight.timeline import build_timeline
from enquiry.insight.year.heat_map import EVALUATION_KINDS, HeatGrouping, HeatMap, build_heat_maps
from enquiry.insight.year.lanes import YearLanes, build_year_lanes
from enquiry.insight.year.lookback import LookBack, build_lookback
from enquiry.insight.year.stats import (
    PeriodUnit,
    Stats,
    StatsGrouping,
    build_period_columns,
    build_stats,
    choose_period_unit,
    list_grouped_entries,
)
from enquiry.insight.year.weeks import WeekRange, build_week_ranges
from enquiry.model.choices import CycleState, Decision, EvidenceKind
from enquiry.model.cycle import Question, StateChange
from enquiry.model.journal import Journal
from enquiry.presets import load_calendar
from enquiry.query.select import Query, build_query, select
from enquiry.views.theme import ASCII, UNICODE, Glyphs
from enquiry.views.year.heat_map import draw_heat_maps, format_heat_maps_lines
from enquiry.views.year.lanes import draw_lanes, format_lanes_lines
from enquiry.views.year.lookback import draw_lookback, format_lookback_lines
from enquiry.views.year.stats import draw_stats, format_stats_lines
from tests import strategies
from tests.conftest import NOW, Home, a_cycle, a_journal, an_entry
from tests.views.test_pictures import drawn, plain, visit

Snapshot = Callable[[str, str], None]
WIDTHS = (40, 60, 80, 140)
CALENDARS = (
    *("scotland", "england", "wales", "northern-ireland", "ireland", "new-zealand", "australia", "ontario", "usa"),
    "custom",
)


@lru_cache
def calendar(name: str) -> Calendar:
    return load_calendar(name, Path("nowhere"))


SCOTLAND = calendar("scotland")


# Weeks


@given(st.sampled_from(CALENDARS), st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_every_day_of_a_year_lies_in_one_week_of_that_year(name: str, day: date) -> None:
    held = calendar(name)
    year = held.find_year(day)
    stretches = build_week_ranges(year, held, (year.period.begin, year.period.last))
    weeks = [week for stretch in stretches for week in stretch.weeks]
    assert [week.days.begin for week in weeks[1:]] == [week.days.end for week in weeks[:-1]]
    assert (weeks[0].days.begin, weeks[-1].days.end) == (year.period.begin, year.period.end)
    [own] = [week for week in weeks if day in week.days]
    assert own.number == held.compute_week_number(day)
    assert own.taught == (held.count_teaching_days(own.days) > 0 or held.find_holiday(own.days.begin) is None)
    assert sum(len(stretch.weeks) for stretch in stretches) == len(weeks)


def told(stretches: tuple[WeekRange, ...]) -> list[tuple[str, int, int]]:
    return [(one.name, one.weeks[0].number, len(one.weeks)) for one in stretches]


def test_a_year_is_cut_into_terms_and_holidays_without_its_summer() -> None:
    assert told(build_week_ranges(SCOTLAND.find_year_by_label("2025-26"), SCOTLAND)) == [
        ("Term 1", 1, 8),
        ("October holiday", 9, 2),
        ("Term 2", 11, 8),
        ("Christmas holiday", 19, 2),
        ("Term 3", 21, 12),
        ("Spring holiday", 33, 2),
        ("Term 4", 35, 11),
    ]


def test_what_lies_in_the_summer_is_not_left_out() -> None:
    held = build_week_ranges(SCOTLAND.find_year_by_label("2025-26"), SCOTLAND, [date(2025, 8, 13), date(2026, 7, 31)])
    assert told(held)[0] == ("Summer holiday", 0, 1)
    assert told(held)[-1] == ("Summer holiday", 46, 5)


def test_a_scottish_july_belongs_to_the_old_session_and_a_southern_year_ends_with_december() -> None:
    july = SCOTLAND.find_year(date(2026, 7, 15))
    assert july.label == "2025-26"
    southern = calendar("new-zealand")
    year = southern.find_year_by_label("2025")
    days = [stretch.days for stretch in build_week_ranges(year, southern, (year.period.begin, year.period.last))]
    assert (days[0].begin, days[-1].last) == (date(2025, 1, 1), date(2025, 12, 31))


def test_a_term_that_a_holiday_cuts_in_two_goes_on_after_it() -> None:
    england = calendar("england")
    autumn = [
        one for one in build_week_ranges(england.find_year_by_label("2025-26"), england) if one.name == "Autumn term"
    ]
    assert [one.goes_on for one in autumn] == [False, True]


# Lanes


def lanes(name: str, label: str) -> YearLanes:
    journal, held, today = visit(name)
    year = held.find_year_by_label(label)
    timeline = build_timeline(select(journal, build_query(window=year.period)), journal, held, today)
    return build_year_lanes(timeline, year, held)


ROOMS = [("primary", "2025-26"), ("new-zealand", "2025"), ("career", "2018-19")]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("name", "label"), ROOMS)
def test_a_year_s_cycles_as_lanes(snapshot: Snapshot, name: str, label: str, width: int) -> None:
    told = lanes(name, label)
    snapshot(drawn(lambda look: draw_lanes(told, look), width), f"lanes-{name}-{width}")
    snapshot(drawn(lambda look: draw_lanes(told, look), width, ASCII), f"lanes-{name}-{width}-ascii")
    snapshot(plain(format_lanes_lines(told)), f"lanes-{name}-plain")


@pytest.mark.parametrize("width", [20, 30, 50, 100, 200])
@pytest.mark.parametrize(("name", "label"), ROOMS)
@pytest.mark.parametrize("marks", [UNICODE, ASCII])
def test_lanes_keep_within_any_width(name: str, label: str, width: int, marks: Glyphs) -> None:
    told = lanes(name, label)
    drawn(lambda look: draw_lanes(told, look), width, marks)


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


# The map


def heat(name: str, label: str, by: HeatGrouping = HeatGrouping.KIND) -> tuple[HeatMap, ...]:
    journal, held, today = visit(name)
    year = held.find_year_by_label(label)
    return build_heat_maps(
        select(journal, build_query(window=year.period, kinds=EVALUATION_KINDS)), [year], held, today, by
    )


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("name", "label"), ROOMS)
def test_the_map_of_a_year(snapshot: Snapshot, name: str, label: str, width: int) -> None:
    for by in HeatGrouping:
        told = heat(name, label, by)
        view = partial(draw_heat_maps, told)
        snapshot(drawn(view, width), f"year-{name}-{by}-{width}")
        snapshot(drawn(view, width, ASCII), f"year-{name}-{by}-{width}-ascii")
        snapshot(plain(format_heat_maps_lines(told)), f"year-{name}-{by}-plain")


@pytest.mark.parametrize("width", [20, 30, 50, 100, 200])
def test_the_map_keeps_within_any_width(width: int) -> None:
    for name, label in ROOMS:
        drawn(partial(draw_heat_maps, heat(name, label)), width)


@strategies.seldom
@given(strategies.journals(), st.sampled_from(HeatGrouping))
def test_every_piece_is_counted_once_in_the_map(journal: Journal, by: HeatGrouping) -> None:
    selection = select(journal, build_query(kinds=EVALUATION_KINDS))
    years = [SCOTLAND.find_year_by_label(label) for label in ("2024-25", "2025-26", "2026-27")]
    maps = build_heat_maps(selection, years, SCOTLAND, date(2026, 7, 1), by)
    pieces = [entry for entry in selection.entries if entry.kind in EVALUATION_KINDS]
    assert sum(row.count(week.days) for one in maps for row in one.rows for week in one.weeks) == len(pieces)
    assert sum(one.at_the_time.of for one in maps) == len(pieces)


def test_a_number_too_long_for_its_column_is_a_plus_and_stands_in_the_plain_lines() -> None:
    day = date(2025, 9, 3)
    held = tuple(an_entry("evidence", day, number=n) for n in range(1, 13))
    journal, year = a_journal(a_cycle(entries=held)), SCOTLAND.find_year_by_label("2025-26")
    told = build_heat_maps(
        select(journal, build_query(kinds=EVALUATION_KINDS)), [year], SCOTLAND, day, HeatGrouping.KIND
    )
    assert "+" in drawn(lambda look: draw_heat_maps(told, look), 80)
    assert "12" in drawn(lambda look: draw_heat_maps(told, look), 140)
    assert "week 3, from 2025-09-01: evidence 12, reflection 0, review 0, all 12" in list(format_heat_maps_lines(told))


# Counts


def counts(name: str, by: StatsGrouping, per: PeriodUnit | None = None, query: Query | None = None) -> Stats:
    journal, held, _ = visit(name)
    selection = select(journal, query or Query())
    days = [entry.happened_on for entry in list_grouped_entries(selection, by)]
    per = per or choose_period_unit(days, held)
    return build_stats(selection, by, per, build_period_columns(days, per, held))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    ("by", "per"),
    [
        (StatsGrouping.TAG, PeriodUnit.YEAR),
        (StatsGrouping.CYCLE, PeriodUnit.TERM),
        (StatsGrouping.EVIDENCE, PeriodUnit.MONTH),
    ],
)
def test_counts_in_a_table(snapshot: Snapshot, by: StatsGrouping, per: PeriodUnit, width: int) -> None:
    told = counts("primary", by, per)
    snapshot(drawn(lambda look: draw_stats(told, look), width), f"stats-{by}-{per}-{width}")
    snapshot(plain(format_stats_lines(told)), f"stats-{by}-{per}-plain")


@strategies.seldom
@given(
    strategies.journals(),
    st.sampled_from(StatsGrouping),
    st.sampled_from(PeriodUnit),
    st.sampled_from(["scotland", "custom"]),
)
def test_every_entry_is_counted_in_one_period_and_once_in_all(
    journal: Journal, by: StatsGrouping, per: PeriodUnit, name: str
) -> None:
    selection, held = select(journal, Query()), calendar(name)
    counted = list_grouped_entries(selection, by)
    columns = tuple(build_period_columns([entry.happened_on for entry in counted], per, held))
    told = build_stats(selection, by, per, columns)
    for one, other in pairwise(columns):
        assert one.days.end <= other.days.begin
    assert told.whole.whole == len(counted) == sum(told.whole.counts)
    assert all(sum(line.counts) == line.whole for line in told.lines)
    assert told.overlapping is (sum(line.whole for line in told.lines) > told.whole.whole)
    assert by is StatsGrouping.TAG or not told.overlapping


def test_groups_stand_in_the_order_of_the_alphabet_cycles_by_number_and_none_last() -> None:
    cycles = [
        a_cycle(
            n, group=group, tags=tags, entries=(an_entry("evidence", date(2025, 9, n), cycle=n, evidence_kind=kind),)
        )
        for n, group, tags, kind in (
            (2, "S2", ("b", "A"), EvidenceKind.TALLY),
            (10, "", (), EvidenceKind.SURVEY),
            (11, "P4", ("a",), EvidenceKind.TALLY),
        )
    ]
    selection = select(a_journal(*cycles), Query())

    def names(by: StatsGrouping) -> list[tuple[str, int]]:
        days = [entry.happened_on for entry in list_grouped_entries(selection, by)]
        table = build_stats(selection, by, PeriodUnit.YEAR, build_period_columns(days, PeriodUnit.YEAR, SCOTLAND))
        return [(line.name, line.whole) for line in table.lines]

    assert names(StatsGrouping.CYCLE) == [("2", 1), ("10", 1), ("11", 1)]
    assert names(StatsGrouping.TAG) == [("A", 2), ("b", 1), ("no tag", 1)]
    assert names(StatsGrouping.GROUP) == [("P4", 1), ("S2", 1), ("no group named", 1)]
    assert names(StatsGrouping.EVIDENCE) == [("survey", 1), ("tally", 2)]
    assert names(StatsGrouping.PERSPECTIVE) == [("learners", 1), ("own", 2)]
    assert names(StatsGrouping.DECISION) == []


def test_a_term_holds_its_first_day_and_not_the_one_after_its_last_and_a_holiday_is_there_for_what_lies_in_it() -> None:
    begins, over = date(2025, 8, 18), date(2025, 10, 11)
    columns = list(build_period_columns([begins, over, date(2025, 10, 27)], PeriodUnit.TERM, SCOTLAND))
    assert [column.name for column in columns] == ["Term 1", "October holiday", "Term 2"]
    assert [begins in columns[0].days, over in columns[0].days, over in columns[1].days] == [True, False, True]
    quiet = build_period_columns([begins, date(2025, 10, 27)], PeriodUnit.TERM, SCOTLAND)
    assert [column.name for column in quiet] == ["Term 1", "Term 2"]


def test_a_year_without_terms_is_one_period_and_a_month_is_a_month() -> None:
    days = [date(2025, 3, 1), date(2025, 5, 31)]
    assert [one.name for one in build_period_columns(days, PeriodUnit.TERM, calendar("custom"))] == ["2025"]
    assert [one.name for one in build_period_columns(days, PeriodUnit.MONTH, SCOTLAND)] == [
        "Mar 2025",
        "Apr 2025",
        "May 2025",
    ]
    assert len(list(build_period_columns(days, PeriodUnit.WEEK, SCOTLAND))) == 14
    assert list(build_period_columns([], PeriodUnit.YEAR, SCOTLAND)) == []


# Looking back


def back(journal: Journal, today: date) -> LookBack:
    return build_lookback(select(journal, Query()), SCOTLAND, today)


@pytest.mark.parametrize("width", [40, 80, 140])
@pytest.mark.parametrize(("name", "on"), [("career", date(2026, 2, 10)), ("primary", date(2026, 12, 1))])
def test_the_look_back(snapshot: Snapshot, name: str, on: date, width: int) -> None:
    journal, held, _ = visit(name)
    told = build_lookback(select(journal, Query()), held, on)
    snapshot(drawn(lambda look: draw_lookback(told, look), width), f"lookback-{name}-{width}")
    snapshot(plain(format_lookback_lines(told)), f"lookback-{name}-plain")


def test_this_week_is_the_school_week_and_the_days_about_the_same_date() -> None:
    today = date(2025, 11, 12)  # week 13 of 2025-26
    week = SCOTLAND.compute_week_number(today)
    same = date(2024, 11, 11)
    assert SCOTLAND.compute_week_number(same) == week == 13
    days = {"same": same, "about": date(2024, 11, 9), "neither": date(2024, 11, 19), "older": date(2023, 11, 15)}
    held = tuple(an_entry("note", day, text, number=n) for n, (text, day) in enumerate(days.items(), 1))
    found = back(a_journal(a_cycle(on=date(2023, 9, 1), entries=held)), today).earlier
    assert [(one.year, one.week, [memory.text for memory in one.memories]) for one in found] == [
        ("2024-25", 13, ["same"]),
        ("2024-25", None, ["about"]),
        ("2023-24", 13, ["older"]),
    ]
    assert format_command(found[0].memories[0].act) == "enquiry show 1.1"


def test_before_the_first_term_only_the_date_counts_and_this_year_is_no_memory() -> None:
    held = (an_entry("note", date(2024, 8, 5), number=1), an_entry("note", date(2025, 8, 4), number=2))
    told = back(a_journal(a_cycle(on=date(2024, 8, 1), entries=held)), date(2025, 8, 5))
    assert [(one.week, len(one.memories)) for one in told.earlier] == [(None, 1)]
    assert "week" not in "".join(format_lookback_lines(told)).split("earlier")[0]


def test_what_was_asked_a_year_ago_is_the_question_as_it_stood_with_what_became_of_it() -> None:
    questions = (Question(text="first?", on=date(2024, 9, 1)), Question(text="second?", on=date(2025, 1, 1)))
    closed = StateChange(
        state=CycleState.CLOSED,
        on=date(2025, 6, 1),
        at=datetime.fromisoformat("2025-06-01T12:00+00:00"),
        because="done",
    )
    cycle = a_cycle(1, questions=questions, turns=(closed,), state=CycleState.CLOSED)
    others = (a_cycle(2, "open still?", on=date(2024, 10, 1)), a_cycle(3, "later?", on=date(2025, 5, 1)))
    asked = back(a_journal(cycle, *others), date(2025, 11, 12)).asked
    assert [(one.cycle, one.question, one.now, one.became) for one in asked] == [
        (1, "first?", "second?", "closed, 1 June 2025, because done"),
        (2, "open still?", "", "open"),
    ]


def test_promises_whose_day_has_come_are_told_in_the_order_of_their_days() -> None:
    today = date(2026, 2, 3)
    early = datetime.fromisoformat("2025-10-01T12:00+00:00")
    held = (
        an_entry("action", date(2025, 9, 10), "blocks", number=1, planned=8, until=date(2025, 12, 12)),
        an_entry("action", date(2025, 9, 10), "done", number=2, planned=8, done=8, until=date(2025, 12, 12)),
        an_entry("action", date(2026, 1, 10), "runs on", number=3, until=date(2026, 3, 1)),
        an_entry("note", date(2026, 1, 26), "ask them", number=4, recorded_at=early),
        an_entry("note", date(2025, 10, 26), "long ago", number=5, recorded_at=early),
    )
    embedded = an_entry("review", date(2025, 9, 5), cycle=2, decision=Decision.EMBED)
    journal = a_journal(
        a_cycle(1, "one?", entries=held, next_look=date(2026, 1, 30)),
        a_cycle(2, "two?", entries=(embedded,)),
        a_cycle(3, "shut?", state=CycleState.CLOSED, next_look=date(2026, 1, 1)),
    )
    told = [(one.on, one.text, format_command(one.act)) for one in back(journal, today).promises]
    assert told[0][1:] == ("two?", "enquiry evidence -c 2 --stage follow-up")
    assert told[1:] == [
        (date(2025, 12, 12), "blocks", "enquiry edit 1.1 --done N"),
        (date(2026, 1, 26), "ask them", "enquiry show 1.4"),
        (date(2026, 1, 30), "one?", "enquiry review -c 1"),
    ]


@strategies.seldom
@given(strategies.journals(), strategies.days)
def test_a_look_back_remembers_nothing_of_the_year_to_today_and_each_thing_once(journal: Journal, today: date) -> None:
    told = back(journal, today + timedelta(days=365))
    remembered = [memory for one in told.earlier for memory in one.memories]
    entries = [memory.what for memory in remembered if format_command(memory.act).startswith("enquiry show")]
    assert len(entries) == len(set(entries))
    assert all(memory.on < told.today - timedelta(days=350) for memory in remembered)


# The commands


@pytest.fixture
def kept(home: Home) -> Home:
    home.ok("start", "What happens when I wait?", "-t", "talk", "--on", "2025-09-01", "--quiet")
    home.ok("evidence", "4 of 24", "--on", "2025-09-10", "--quiet")
    home.ok("reflect", "boats", "--on", "2025-11-12", "-t", "sea", "--quiet")
    return home


def test_timeline_draws_lanes_for_a_school_year_and_a_letter_where_it_is_asked_for(kept: Home) -> None:
    lanes, letter = kept.ok("timeline", "--year", "2025-26"), kept.ok("timeline", "--year", "2025-26", "--letter")
    assert lanes.startswith("Session 2025-26 · ")
    assert letter.startswith("1 · What happens when I wait?")
    for narrower in (["1"], ["--term", "1"], ["--since", "2025-08-01"]):
        assert not kept.ok("timeline", *narrower, "--year", "2025-26").startswith("Session")
    assert kept.ok("timeline", "--year", "2025-26", "-t", "sea").count("○")
    assert kept.run("timeline", "--year", "2019-20").err == "Nothing was written that fits.\n"
    whole = json.loads(kept.ok("timeline", "--year", "2025-26", "--json"))
    assert {k: v for k, v in whole.items() if k not in ("year", "weeks")} == json.loads(
        kept.ok("timeline", "--year", "2025-26", "--letter", "--json")
    )


def pieces(home: Home, *argv: str) -> dict[str, Any]:
    years = json.loads(home.ok("year", *argv, "--json"))["years"]
    return {year["year"]: {row["name"]: sum(row["pieces"]) for row in year["rows"]} for year in years}


def test_year_is_this_one_or_each_of_the_time_asked_for(kept: Home) -> None:
    assert pieces(kept) == {"2025-26": {"evidence": 1, "reflection": 1, "review": 0}}
    assert pieces(kept, "--year", "2025-26", "--by", "cycle") == {"2025-26": {"1": 2}}
    assert pieces(kept, "boats") == {"2025-26": {"evidence": 0, "reflection": 1, "review": 0}}
    assert pieces(kept, "-t", "sea", "--since", "2020-01-01") == {
        "2025-26": {"evidence": 0, "reflection": 1, "review": 0}
    }
    assert pieces(kept, "--kind", "action") == {"2025-26": {}}
    ran = kept.run("year", "--year", "2019-20")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "Nothing was written that fits; --year looks at another year, --kind at other kinds of entry.\n"


def test_stats_take_terms_within_a_year_and_years_over_several(kept: Home) -> None:
    assert kept.ok("stats").startswith("Entries by kind and term\n")
    kept.ok("reflect", "long ago", "--on", "2019-11-12", "--quiet")
    assert kept.ok("stats").startswith("Entries by kind and year\n")
    assert kept.ok("stats", "boats", "--per", "week").startswith("Entries by kind and week\n")
    ran = kept.run("stats", "--by", "decision")
    assert (ran.out, ran.err) == ("", "There is nothing to count that fits.\n")


def test_nothing_to_look_back_on_is_said(home: Home) -> None:
    home.ok("start", "new?", "--quiet")
    assert home.run("lookback").err == "Nothing lies in this week of earlier years, and no promise is waiting.\n"


@pytest.mark.parametrize("command", ["year", "stats", "lookback", "timeline"])
@pytest.mark.parametrize(
    ("argv", "code", "words"),
    [
        (["--year", "2025-27"], 2, "I can't tell which session “2025-27” means."),
        (["--year", "1802-03"], 2, "The session “1802-03” is too far away."),
        (["--since", "today", "--until", "yesterday"], 2, "--since “today”"),
        (["--term", "9"], 3, "There is no “9” in 2025-26."),
        (["-t", "tolk"], 3, "Nothing bears the tag “tolk”. Did you mean talk?"),
    ],
)
def test_what_cannot_be_looked_at_is_said(kept: Home, command: str, argv: list[str], code: int, words: str) -> None:
    ran = kept.run(command, *argv)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith(words)
