"""The timeline as a value: the order of things, terms and holidays between them, and silence."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from enquiry.dates.calendar import Calendar
from enquiry.dates.period import Period
from enquiry.dates.school_year import SchoolYear
from enquiry.insight.pulse.spread import QuietSpell, list_quiet_spells
from enquiry.insight.timeline import (
    HolidayBand,
    TermHeading,
    Timeline,
    TimelineMark,
    TimelinePost,
    build_timeline,
    build_year_lanes,
)
from enquiry.model.choices import CycleState, Decision, Direction, EntryKind, EvidenceStage
from enquiry.model.cycle import Cycle, Question, StateChange, Target
from enquiry.model.journal import Journal
from enquiry.model.measure import Measure, MeasuredValue
from enquiry.presets import load_calendar
from enquiry.query.select import Query, build_query, select
from tests import strategies
from tests.conftest import NOW, a_cycle, a_journal, an_entry

SCOTLAND = load_calendar("scotland", Path("nowhere"))
CUSTOM = load_calendar("custom", Path("nowhere"))
TODAY = date(2025, 9, 2)
"""Term 1 runs from 18 August to 10 October 2025, term 2 from 27 October to 19 December."""


def drawn(*cycles: Cycle, today: date = TODAY, calendar: Any = SCOTLAND, **query: Any) -> Timeline:
    journal = a_journal(*cycles)
    return build_timeline(select(journal, build_query(**query)), journal, calendar, today)


def told(marks: tuple[TimelineMark, ...]) -> list[str]:
    """Return each mark in a few words."""
    words = []
    for mark in marks:
        match mark:
            case TimelinePost():
                words.append(f"{mark.on:%d %b} {mark.cycle} {mark.what} {mark.name}".strip())
            case TermHeading():
                words.append(f"= {mark.text}")
            case HolidayBand():
                words.append(f"~ {mark.name} {mark.period.days}")
            case QuietSpell():
                words.append(f": {mark.teaching_days}{' to today' if mark.to_today else ''}")
    return words


def closed(on: date) -> StateChange:
    return StateChange(state=CycleState.CLOSED, on=on, at=NOW)


# Order


def test_things_stand_in_the_order_of_the_days_each_under_its_word() -> None:
    cycle = a_cycle(
        entries=(
            an_entry("review", date(2025, 9, 2), "so", number=5, decision=Decision.EMBED, because="it holds"),
            an_entry("review", date(2025, 9, 2), number=4),
            an_entry("evidence", date(2025, 9, 1), number=2),
            an_entry("reading", date(2025, 8, 20), number=3),
            an_entry("action", date(2025, 9, 1), number=1),
        ),
        turns=(closed(date(2025, 9, 2)),),
    ).add_question(Question(text="better", on=date(2025, 9, 2), because="too wide"))
    line = drawn(cycle)
    assert told(line.marks) == [
        "= Term 1, 2025-26",
        "20 Aug 1 reading 1.3",
        "01 Sep 1 question",
        "01 Sep 1 action 1.1",
        "01 Sep 1 evidence 1.2",
        "02 Sep 1 refined",
        "02 Sep 1 review 1.4",
        "02 Sep 1 embed 1.5",
        "02 Sep 1 closed",
    ]
    posts = [mark for mark in line.marks if isinstance(mark, TimelinePost)]
    assert [(post.text, post.because) for post in posts if post.because] == [("better", "too wide"), ("so", "it holds")]
    assert line.cycles == (cycle,)


def test_several_cycles_share_the_line_and_keep_apart_on_one_day() -> None:
    one = a_cycle(1, entries=(an_entry("note", date(2025, 9, 2)),))
    two = a_cycle(2, on=date(2025, 9, 2), entries=(an_entry("note", date(2025, 9, 1), cycle=2),))
    assert told(drawn(one, two).marks)[1:] == [
        "01 Sep 1 question",
        "01 Sep 2 note 2.1",
        "02 Sep 1 note 1.1",
        "02 Sep 2 question",
    ]


@pytest.mark.parametrize(
    ("state", "word"), [(CycleState.OPEN, "opened again"), (CycleState.PAUSED, "paused"), (CycleState.CLOSED, "closed")]
)
def test_a_turn_says_what_it_was_and_why(state: CycleState, word: str) -> None:
    turn = StateChange(state=state, on=TODAY, at=NOW, because="the year turned")
    post = drawn(a_cycle(turns=(turn,))).marks[-1]
    assert isinstance(post, TimelinePost)
    assert (post.what, post.because) == (word, "the year turned")


@pytest.mark.parametrize(
    ("look", "aside"), [(date(2025, 9, 1), "due"), (date(2025, 9, 2), "due"), (date(2025, 9, 3), "planned")]
)
def test_the_next_look_is_due_or_planned(look: date, aside: str) -> None:
    posts = [mark for mark in drawn(a_cycle(next_look=look)).marks if isinstance(mark, TimelinePost)]
    assert [(post.what, post.on, post.aside) for post in posts][-1] == ("next look", look, aside)


@pytest.mark.parametrize(
    ("fields", "aside"),
    [
        ({"direction": Direction.CONTRADICTS, "stage": EvidenceStage.BASELINE}, "disagrees"),
        ({"direction": Direction.MIXED, "stage": EvidenceStage.BASELINE}, "mixed"),
        ({"direction": Direction.SUPPORTS, "stage": EvidenceStage.OUTCOME}, "outcome"),
        ({"stage": EvidenceStage.DURING}, ""),
        ({}, "baseline"),
    ],
)
def test_evidence_says_in_a_word_what_disagrees_or_its_stage(fields: dict[str, Any], aside: str) -> None:
    post = drawn(a_cycle(entries=(an_entry("evidence", TODAY, **fields),))).marks[-1]
    assert isinstance(post, TimelinePost)
    assert post.aside == aside


@pytest.mark.parametrize(
    ("kind", "text", "fields", "details"),
    [
        ("reading", "so", {"authors": "Rowe", "year": 1986}, ("Rowe (1986)",)),
        ("reading", "so", {}, ()),
        ("action", "so", {"planned": 4, "done": 3}, ("done 3 of 4 planned",)),
        ("action", "so", {"planned": 4}, ("planned 4 times",)),
        ("action", "so", {}, ()),
        ("note", "so", {}, ()),
        ("evidence", "5 of 24 explain", {"values": (MeasuredValue(measure="explain", value=5),)}, ()),
        ("evidence", "mean 2.5", {"values": (MeasuredValue(measure="pace", value=2.5),)}, ()),
        (
            "evidence",
            "they do",
            {"n": 24, "values": (MeasuredValue(measure="explain", value=5),)},
            ("explain 5 of 24 (n 24)",),
        ),
        ("evidence", "15 pupils", {"values": (MeasuredValue(measure="explain", value=5),)}, ("explain 5 of 24",)),
        ("evidence", "2.5 or 5.2", {"values": (MeasuredValue(measure="explain", value=5),)}, ("explain 5 of 24",)),
        ("evidence", "up", {"values": (MeasuredValue(measure="pace", value=2.5, sd=1),)}, ("pace 2.5 (SD 1)",)),
    ],
)
def test_details_say_what_the_text_leaves_out(kind: str, text: str, fields: Any, details: tuple[str, ...]) -> None:
    explain = Measure(id="m1", recorded_at=NOW, name="explain", unit="of 24")
    journal = a_journal(a_cycle(entries=(an_entry(kind, TODAY, text, **fields),)), measures=(explain,))
    post = build_timeline(select(journal, Query()), journal, SCOTLAND, TODAY).marks[-1]
    assert isinstance(post, TimelinePost)
    assert post.details == details


# Terms and holidays


def test_a_term_and_a_year_are_named_where_the_first_thing_in_them_stands() -> None:
    days = [date(2026, 6, 26), date(2026, 7, 8), date(2026, 8, 5), date(2026, 8, 20)]
    cycle = a_cycle(on=date(2026, 6, 24), entries=tuple(an_entry("note", on, number=n) for n, on in enumerate(days, 1)))
    headings = [mark for mark in told(drawn(cycle, today=date(2026, 8, 21)).marks) if mark[0] == "="]
    assert headings == [
        "= Term 4, 2025-26",
        "= Summer holiday, 2025-26",
        "= Summer holiday, 2026-27",
        "= Term 1, 2026-27",
    ]


def test_a_calendar_without_terms_names_its_years() -> None:
    cycle = a_cycle(on=date(2025, 12, 30), entries=(an_entry("note", date(2026, 1, 2)),))
    assert told(drawn(cycle, calendar=CUSTOM, today=date(2026, 1, 3)).marks) == [
        "= 2025",
        "30 Dec 1 question",
        "= 2026",
        "02 Jan 1 note 1.1",
    ]


def test_a_holiday_between_two_things_is_a_band() -> None:
    cycle = a_cycle(on=date(2025, 10, 10), entries=(an_entry("note", date(2025, 10, 27)),))
    assert told(drawn(cycle, today=date(2025, 10, 28)).marks) == [
        "= Term 1, 2025-26",
        "10 Oct 1 question",
        "~ October holiday 16",
        "= Term 2, 2025-26",
        "27 Oct 1 note 1.1",
    ]


@pytest.mark.parametrize("on", [date(2025, 10, 11), date(2025, 10, 20), date(2025, 10, 26)])
def test_a_holiday_in_which_something_stands_is_a_band_before_it(on: date) -> None:
    later = an_entry("note", date(2025, 10, 28), number=2)
    cycle = a_cycle(on=date(2025, 10, 10), entries=(an_entry("note", on), later))
    marks = drawn(cycle, today=later.happened_on).marks
    bands = [mark for mark in marks if isinstance(mark, HolidayBand)]
    assert [band.name for band in bands] == ["October holiday"]
    assert [mark.on for mark in marks[marks.index(bands[0]) :] if isinstance(mark, TimelinePost)] == [
        on,
        date(2025, 10, 28),
    ]


def test_a_day_off_is_no_band_and_a_year_has_all_its_holidays_once() -> None:
    cycle = a_cycle(on=date(2025, 8, 18), entries=(an_entry("note", date(2026, 8, 17)),))
    bands = [mark.name for mark in drawn(cycle, today=date(2026, 8, 17)).marks if isinstance(mark, HolidayBand)]
    assert bands == ["October holiday", "Christmas holiday", "Spring holiday", "Summer holiday"]


@pytest.mark.parametrize(
    ("before", "after", "begins"),
    [
        (date(2026, 6, 26), date(2026, 8, 17), True),
        (date(2026, 6, 26), date(2026, 6, 27), True),
        (date(2026, 6, 26), date(2026, 7, 31), True),
        (date(2026, 6, 26), date(2026, 8, 1), True),
        (date(2026, 6, 25), date(2026, 6, 26), False),
        (date(2026, 7, 31), date(2026, 8, 17), False),
        (date(2026, 8, 1), date(2026, 8, 17), False),
    ],
)
def test_a_holiday_over_the_end_of_the_year_is_one_band_where_it_begins(
    before: date, after: date, begins: bool
) -> None:
    cycle = a_cycle(on=before, entries=(an_entry("note", after),))
    bands = [mark for mark in told(drawn(cycle, today=after).marks) if mark.startswith("~")]
    assert bands == (["~ Summer holiday 51"] if begins else [])


# Silence

MONDAY = date(2025, 11, 3)


@pytest.mark.parametrize(("taught", "said"), [(0, False), (9, False), (10, True), (15, True)])
def test_ten_teaching_days_between_two_things_are_a_silence(taught: int, said: bool) -> None:
    after = SCOTLAND.add_teaching_days(MONDAY, taught + 1)
    assert SCOTLAND.count_teaching_days(Period(MONDAY, after)) == taught + 1
    cycle = a_cycle(on=MONDAY, entries=(an_entry("note", after),))
    found = [mark for mark in drawn(cycle, today=after).marks if isinstance(mark, QuietSpell)]
    assert [(mark.teaching_days, mark.to_today) for mark in found] == ([(taught, False)] if said else [])


@pytest.mark.parametrize(("taught", "silent"), [(9, False), (10, True), (11, True)])
def test_days_of_holiday_are_no_silence(taught: int, silent: bool) -> None:
    friday = date(2025, 10, 3)
    after = SCOTLAND.add_teaching_days(friday, taught + 1)
    assert after > date(2025, 10, 26)
    marks = told(drawn(a_cycle(on=friday, entries=(an_entry("note", after),)), today=after).marks)
    assert (f": {taught}" in marks) is silent
    assert "~ October holiday 16" in marks


@pytest.mark.parametrize(("taught", "silent"), [(9, False), (10, True)])
@pytest.mark.parametrize("state", CycleState)
def test_silence_up_to_today_counts_in_open_cycles_alone(taught: int, silent: bool, state: CycleState) -> None:
    today = SCOTLAND.add_teaching_days(MONDAY, taught + 1)
    marks = told(drawn(a_cycle(on=MONDAY, state=state), today=today).marks)
    assert (f": {taught} to today" in marks) is (silent and state is CycleState.OPEN)


@pytest.mark.parametrize("planned", [date(2026, 1, 30), date(2026, 3, 1)])
def test_days_to_come_before_a_planned_look_are_no_silence(planned: date) -> None:
    today = SCOTLAND.add_teaching_days(MONDAY, 12)
    marks = told(drawn(a_cycle(on=MONDAY, next_look=planned), today=today).marks)
    assert ": 11 to today" in marks
    tomorrow = told(drawn(a_cycle(on=MONDAY, next_look=planned), today=MONDAY).marks)
    assert not [mark for mark in tomorrow if mark.startswith(":")]


def test_silence_before_something_of_today_is_not_called_to_today() -> None:
    today = SCOTLAND.add_teaching_days(MONDAY, 12)
    cycle = a_cycle(on=MONDAY, entries=(an_entry("note", today),))
    assert [mark for mark in told(drawn(cycle, today=today).marks) if mark.startswith(":")] == [": 11"]


def test_in_a_window_that_is_over_there_is_no_silence_to_today() -> None:
    autumn = Period(date(2025, 8, 1), date(2025, 12, 1))
    marks = told(drawn(a_cycle(on=MONDAY), today=date(2026, 2, 2), window=autumn).marks)
    assert marks == ["= Term 2, 2025-26", "03 Nov 1 question"]
    whole = told(drawn(a_cycle(on=MONDAY), today=date(2025, 11, 28), window=autumn).marks)
    assert whole[-1] == ": 18 to today"


def test_two_silences_of_two_cycles_are_one_line_s_silence() -> None:
    """What is written in one cycle breaks the silence of the line they share."""
    later = SCOTLAND.add_teaching_days(MONDAY, 8)
    end = SCOTLAND.add_teaching_days(MONDAY, 16)
    one, two = a_cycle(1, on=MONDAY), a_cycle(2, on=later)
    assert not [mark for mark in told(drawn(one, two, today=end).marks) if mark.startswith(":")]
    assert ": 15 to today" in told(drawn(one, today=end).marks)


@pytest.mark.parametrize("state", [CycleState.PAUSED, CycleState.CLOSED])
def test_time_paused_or_closed_is_no_silence(state: CycleState) -> None:
    again = SCOTLAND.add_teaching_days(MONDAY, 40)
    turns = (StateChange(state=state, on=MONDAY, at=NOW), StateChange(state=CycleState.OPEN, on=again, at=NOW))
    cycle = a_cycle(on=MONDAY, turns=turns, entries=(an_entry("note", again),))
    assert not [mark for mark in told(drawn(cycle, today=again).marks) if mark.startswith(":")]


def test_time_after_embedding_is_no_silence() -> None:
    embed = an_entry("review", MONDAY, decision=Decision.EMBED)
    look = an_entry("evidence", SCOTLAND.add_teaching_days(MONDAY, 40), number=2)
    cycle = a_cycle(on=MONDAY, entries=(embed, look))
    assert not [m for m in told(drawn(cycle, today=date(2026, 5, 1)).marks) if m.startswith(":")]


def test_what_a_query_leaves_out_makes_no_silence_and_a_look_that_is_due_parts_none() -> None:
    days = [SCOTLAND.add_teaching_days(MONDAY, n) for n in (0, 6, 12, 30)]
    entries = (an_entry("action", days[0]), an_entry("note", days[1], number=2), an_entry("action", days[2], number=3))
    cycle = a_cycle(on=MONDAY, entries=entries, next_look=days[2].replace(day=25))
    actions = told(drawn(cycle, today=days[2], kinds=(EntryKind.ACTION,)).marks)
    assert not [mark for mark in actions if mark.startswith(":")]
    assert [mark for mark in told(drawn(cycle, today=days[3]).marks) if mark.startswith(":")] == [": 17 to today"]


def test_a_gap_of_years_is_one_line() -> None:
    later = date(2025, 11, 10)
    marks = drawn(a_cycle(on=date(2019, 3, 4), entries=(an_entry("note", later),)), today=later).marks
    assert [type(mark).__name__ for mark in marks] == [
        *("TermHeading", "TimelinePost", "QuietSpell", "TermHeading", "TimelinePost")
    ]
    assert isinstance(gap := marks[2], QuietSpell)
    assert gap.format_length("quiet") == "more than six quiet years"


@given(strategies.journals(), strategies.days)
def test_the_timeline_tells_the_silences_that_the_pulse_counts(journal: Journal, today: date) -> None:
    for cycle in journal.kept:
        line = build_timeline(select(journal, build_query(cycles=(cycle.number,))), journal, SCOTLAND, today)
        counted = [one for one in list_quiet_spells([cycle], SCOTLAND, today) if one.teaching_days >= 10]
        assert [mark for mark in line.marks if isinstance(mark, QuietSpell)] == counted


# What is selected


def test_a_window_takes_its_first_day_and_leaves_its_last() -> None:
    days = [date(2025, 8, 31), date(2025, 9, 1), date(2025, 9, 30), date(2025, 10, 1)]
    cycle = a_cycle(on=date(2025, 8, 31), entries=tuple(an_entry("note", on, number=n) for n, on in enumerate(days, 1)))
    window = Period(date(2025, 9, 1), date(2025, 10, 1))
    posts = [mark for mark in drawn(cycle, window=window, today=days[-1]).marks if isinstance(mark, TimelinePost)]
    assert [post.name for post in posts] == ["1.2", "1.3"]


def test_kinds_leave_the_questions_the_turns_and_the_measures_out() -> None:
    values = (MeasuredValue(measure="pace", value=5),)
    cycle = a_cycle(entries=(an_entry("evidence", TODAY, values=values), an_entry("note", TODAY, number=2)))
    line = drawn(cycle, kinds=(EntryKind.EVIDENCE,))
    assert told(line.marks) == ["= Term 1, 2025-26", "02 Sep 1 evidence 1.1"]
    assert line.series == ()
    assert [(number, [one.name for one in series]) for number, series in drawn(cycle).series] == [(1, ["pace"])]


def test_words_leave_the_question_out_unless_it_holds_them() -> None:
    cycle = a_cycle(question="What of boats?", entries=(an_entry("note", TODAY, "a boat"),))
    assert told(drawn(cycle, words=("a boat",)).marks)[1:] == ["02 Sep 1 note 1.1"]
    assert told(drawn(cycle, words=("boat",)).marks)[1:] == ["01 Sep 1 question", "02 Sep 1 note 1.1"]


def test_a_cycle_of_which_nothing_stands_on_the_line_is_left_out() -> None:
    one, two = a_cycle(1), a_cycle(2, on=date(2024, 9, 1))
    line = drawn(one, two, window=Period(date(2025, 8, 1), date(2026, 8, 1)))
    assert line.cycles == (one,)
    nothing = drawn(one, kinds=(EntryKind.ACTION,))
    assert (nothing.cycles, nothing.marks, nothing.series) == ((), (), ())


@strategies.seldom
@given(strategies.journals(), strategies.days)
def test_every_entry_and_question_stands_on_the_line_once_and_days_never_go_back(journal: Journal, today: date) -> None:
    line = build_timeline(select(journal, Query()), journal, SCOTLAND, today)
    posts = [mark for mark in line.marks if isinstance(mark, TimelinePost)]
    assert sorted(post.name for post in posts if post.name) == sorted(entry.name for entry in journal.iterate_entries())
    questions = [question.text for cycle in journal.kept for question in cycle.questions]
    assert sorted(post.text for post in posts if post.what in ("question", "refined")) == sorted(questions)
    days = [mark.on for mark in line.marks if isinstance(mark, TimelinePost | TermHeading)]
    assert days == sorted(days)
    for before, after in zip(line.marks, line.marks[1:], strict=False):
        assert not (isinstance(before, QuietSpell) and isinstance(after, QuietSpell))
    assert all(mark.teaching_days >= 10 for mark in line.marks if isinstance(mark, QuietSpell))
    assert line.marks == () or not isinstance(line.marks[-1], TermHeading)


def test_the_measures_of_a_window_have_the_values_of_that_window_alone() -> None:
    values = [(date(2025, 9, 2), 5), (date(2025, 11, 4), 9), (date(2026, 1, 20), 14)]
    entries = tuple(
        an_entry("evidence", on, number=place, values=(MeasuredValue(measure="explain", value=value),))
        for place, (on, value) in enumerate(values, 1)
    )
    journal = a_journal(a_cycle(entries=entries))
    autumn = Query(window=Period(date(2025, 10, 1), date(2026, 1, 1)))
    ((_, (series,)),) = build_timeline(select(journal, autumn), journal, SCOTLAND, date(2026, 2, 3)).series
    assert [point.value for point in series.points] == [9]
    spring = Query(window=Period(date(2026, 2, 1), date(2026, 3, 1)))
    assert build_timeline(select(journal, spring), journal, SCOTLAND, date(2026, 2, 3)).series == ()


def test_a_lane_is_under_way_only_while_something_could_be_written() -> None:
    pause = an_entry("review", date(2025, 9, 8), decision=Decision.PAUSE)
    embed = an_entry("review", date(2025, 11, 3), number=2, decision=Decision.EMBED)
    again = StateChange(state=CycleState.OPEN, on=date(2025, 9, 29), at=NOW)
    cycle = a_cycle(on=date(2025, 9, 1), entries=(pause, embed), turns=(again,))
    today = date(2025, 11, 28)
    lanes = build_year_lanes(drawn(cycle, today=today), SCOTLAND.find_year(today), SCOTLAND)
    weeks = [week for stretch in lanes.stretches for week in stretch.weeks]
    under_way = {week.days.begin for week in weeks if lanes.lanes[0].is_under_way_in(week)}
    assert {date(2025, 9, 1), date(2025, 9, 29), date(2025, 10, 27)} <= under_way
    assert not under_way & {date(2025, 9, 15), date(2025, 9, 22), date(2025, 11, 10), date(2025, 11, 24)}


def test_a_target_stands_on_its_day_and_one_without_a_day_nowhere() -> None:
    targets = (Target(measure="pace", value=95, by=date(2025, 9, 20), whom="the eight"), Target(measure="x", value=1))
    posts = [mark for mark in drawn(a_cycle(targets=targets)).marks if isinstance(mark, TimelinePost)]
    assert [(post.on, post.what, post.text) for post in posts[1:]] == [
        (date(2025, 9, 20), "target", "pace 95, for the eight")
    ]


def test_the_holidays_of_a_school_year_are_looked_up_once_however_much_was_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked, list_holidays = list[str](), Calendar.list_holidays

    def count(calendar: Calendar, year: SchoolYear) -> Any:
        asked.append(year.label)
        return list_holidays(calendar, year)

    monkeypatch.setattr(Calendar, "list_holidays", count)
    days = [date(2023, 9, 1) + timedelta(days=5 * place) for place in range(140)]
    entries = tuple(an_entry("note", day, "x", number=place) for place, day in enumerate(days, 1))
    bands = [mark for mark in drawn(a_cycle(entries=entries)).marks if isinstance(mark, HolidayBand)]
    assert asked == sorted(set(asked))
    assert len(bands) == len({(band.name, band.period) for band in bands}) > len(asked)
