"""Each rule of the pulse at and around its threshold, with holidays in between."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from enquiry.command_lines import format_command, format_hint
from enquiry.dates.calendar import Calendar
from enquiry.dates.period import Period
from enquiry.insight.measures.series import collect_series
from enquiry.insight.pulse.breadth import (
    PERSPECTIVE_WORDS,
    build_evidence_grid,
    evaluate_one_sidedness,
    evaluate_triangulation,
    find_disagreeing_evidence,
)
from enquiry.insight.pulse.evaluate import EvaluationState, Pulse, build_pulse, build_pulse_report, evaluate_open_cycles
from enquiry.insight.pulse.follow_ups import build_follow_ups, find_next_follow_up
from enquiry.insight.pulse.next_look import evaluate_next_look, is_look_due, plan_next_look
from enquiry.insight.pulse.plan import (
    build_baseline_reminder,
    evaluate_baseline,
    evaluate_delivery,
    evaluate_hunch,
    evaluate_success_sign,
)
from enquiry.insight.pulse.sign import NOT_ASKED, Finding, join_entry_names
from enquiry.insight.pulse.snapshot import compute_cycle_span, snapshot_cycle
from enquiry.insight.pulse.spread import (
    build_cycle_weeks,
    compute_mean_position,
    compute_position,
    count_teaching_days_between,
    evaluate_gap,
    evaluate_spread,
    evaluate_timeliness,
    find_latest_silence,
    list_quiet_spells,
    locate_evaluation,
)
from enquiry.insight.pulse.sustain import evaluate_sustain, find_measure_slips
from enquiry.insight.pulse.thresholds import DEFAULT_RULES, PulseRules
from enquiry.model.choices import (
    BetterDirection,
    CycleState,
    Decision,
    Direction,
    EvidenceKind,
    EvidenceStage,
    Perspective,
)
from enquiry.model.cycle import Cycle, Question, StateChange, SuccessSign
from enquiry.model.measure import Measure, MeasuredValue
from enquiry.presets import load_calendar
from tests.conftest import NOW, a_cycle, a_journal, an_entry

NOWHERE = Path("nowhere")
SCOTLAND = load_calendar("scotland", NOWHERE)
WALES = load_calendar("wales", NOWHERE)
PLAIN = load_calendar("custom", NOWHERE)
"""A calendar that knows no terms and no holidays: every weekday is a teaching day."""

MONDAY = date(2025, 9, 1)
ONE = timedelta(days=1)


def made(*entries: tuple[str, date] | tuple[str, date, dict[str, Any]], **fields: Any) -> Cycle:
    """Return a cycle begun on MONDAY with entries numbered as they are given."""
    found = [an_entry(e[0], e[1], number=n, **(e[2] if len(e) > 2 else {})) for n, e in enumerate(entries, 1)]
    return a_cycle(entries=tuple(found), **{"on": MONDAY, **fields})


def after(days: int, day: date = MONDAY) -> date:
    """Return the teaching day so many teaching days after a day, by the Scottish calendar."""
    return SCOTLAND.add_teaching_days(day, days)


def review(on: date, decision: str | None = None, **fields: Any) -> tuple[str, date, dict[str, Any]]:
    return "review", on, {"decision": Decision(decision) if decision else None, **fields}


def turn(state: CycleState, on: date) -> StateChange:
    return StateChange(state=state, on=on, at=datetime(on.year, on.month, on.day, 17, tzinfo=UTC))


def seen(
    on: date, kind: str = "noticing", direction: str | None = None, **fields: Any
) -> tuple[str, date, dict[str, Any]]:
    fields["evidence_kind"] = EvidenceKind(kind)
    return "evidence", on, {**fields, "direction": Direction(direction) if direction else None}


def value(number: float, measure: str = "wait") -> tuple[MeasuredValue, ...]:
    return (MeasuredValue(measure=measure, value=number),)


def command(of: Finding | Pulse) -> str:
    """Return the command line of the next act, or nothing."""
    return format_command(of.next.act) if of.next else ""


def names_its_reason(sign: Finding) -> bool:
    """Say whether a sign's sentence names an entry it rests on, or says that there is none."""
    words = re.findall(r"\w+", sign.sentence.casefold())
    return any(name in sign.sentence for name in sign.entries) or bool({"no", "none", "not", "nothing"} & {*words})


# --- names ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("numbers", "told"),
    [([3], "1.3"), ([3, 4], "1.3 and 1.4"), ([3, 4, 5], "1.3 to 1.5"), ([9, 1, 3, 2], "1.1 to 1.3 and 1.9")],
)
def test_entries_in_a_row_are_named_as_one_stretch(numbers: list[int], told: str) -> None:
    assert join_entry_names(an_entry("note", MONDAY, number=number) for number in numbers) == told


# --- baseline -------------------------------------------------------------------------------------------------

ACTED = ("action", MONDAY + timedelta(days=9))
EARLIER = datetime(2025, 9, 10, 15, 59, tzinfo=UTC)
"""A minute before an entry of that day is recorded by `an_entry`."""
LATER = EARLIER + timedelta(minutes=2)


@pytest.mark.parametrize(
    ("entries", "state", "asks"),
    [
        ([], "to come", False),
        ([seen(MONDAY)], "in place", False),
        ([seen(ACTED[1] - ONE), ACTED], "in place", False),
        ([seen(ACTED[1]), ACTED], "in place", False),
        ([ACTED, seen(ACTED[1])], "missing", True),  # of the same day, recorded after the action
        ([ACTED, seen(ACTED[1], values=value(7))], "late", True),
        ([ACTED, seen(ACTED[1], stage=EvidenceStage.BASELINE)], "in place", False),
        ([ACTED, seen(ACTED[1], recorded_at=EARLIER)], "in place", False),
        ([seen(ACTED[1], recorded_at=LATER), ACTED], "missing", True),
        ([seen(ACTED[1] + ONE), ACTED], "missing", True),
        ([seen(ACTED[1] + ONE, values=value(7)), ACTED], "late", True),
        ([seen(ACTED[1] + ONE, stage=EvidenceStage.BASELINE), ACTED], "late", True),
        ([seen(ACTED[1] - ONE, stage=EvidenceStage.DURING), ACTED], "missing", True),
        ([("reading", MONDAY), ("note", MONDAY), ACTED], "missing", True),
        ([ACTED, ("reflection", ACTED[1], {"tags": ("no-baseline",)})], "missing", False),
    ],
)
def test_baseline(entries: list[Any], state: str, asks: bool) -> None:
    sign = evaluate_baseline(made(*entries))
    assert (sign.state, sign.asks) == (state, asks)


def test_a_baseline_on_the_day_of_the_action_is_said_to_be_so() -> None:
    assert (
        "came on the day of the first action (1.2, 10 Sep)" in evaluate_baseline(made(seen(ACTED[1]), ACTED)).sentence
    )
    later = evaluate_baseline(made(ACTED, seen(ACTED[1], values=value(7)))).sentence
    assert later == "The first look (1.2, 10 Sep) came later on the day of the first action (1.1, 10 Sep)."
    assert "came before the first action" in evaluate_baseline(made(seen(MONDAY), seen(ACTED[1]), ACTED)).sentence


def test_a_missing_baseline_is_asked_for_while_the_cycle_is_open() -> None:
    assert command(evaluate_baseline(made(ACTED))) == "enquiry evidence -c 1 --stage baseline"
    assert command(evaluate_baseline(made(ACTED, state=CycleState.CLOSED))) == ""


def test_the_reason_why_there_is_none_is_named() -> None:
    sign = evaluate_baseline(made(ACTED, ("note", ACTED[1], {"tags": ("no-baseline",)})))
    assert sign.sentence.endswith("1.2 says why.")
    assert sign.entries == ("1.1", "1.2")


def test_the_first_action_without_a_baseline_is_told_two_ways_on_once() -> None:
    reminder = build_baseline_reminder(made(ACTED))
    assert reminder
    said = format_hint(reminder)
    assert "enquiry evidence -c 1 --stage baseline" in said
    assert "enquiry reflect -c 1 -t no-baseline" in said
    assert "\n" not in said
    assert build_baseline_reminder(made(ACTED, ACTED)) is None
    assert build_baseline_reminder(made(seen(MONDAY), ACTED)) is None
    assert build_baseline_reminder(made()) is None


# --- success sign ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "acted", "state", "asks"),
    [
        ([], False, "not said", False),
        ([], True, "not said", True),
        ([0], False, "said", False),
        ([8], True, "said", False),
        ([9], True, "said", False),
        ([10], True, "said late", False),
        ([10, 8], True, "said", False),
    ],
)
def test_success_sign(said: list[int], acted: bool, state: str, asks: bool) -> None:
    signs = tuple(SuccessSign(text="more hands", on=MONDAY + timedelta(days=day)) for day in said)
    sign = evaluate_success_sign(made(*([ACTED] if acted else []), success=signs))
    assert (sign.state, sign.asks) == (state, asks)


def test_no_success_sign_is_asked_of_a_cycle_that_is_over() -> None:
    assert command(evaluate_success_sign(made(ACTED))) == 'enquiry edit 1 --success "…"'
    sign = evaluate_success_sign(made(ACTED, state=CycleState.CLOSED))
    assert (sign.state, command(sign), sign.asks) == ("not said", "", False)


# --- position and spread --------------------------------------------------------------------------------------

teaching_days = st.lists(st.integers(0, 99), min_size=1, max_size=12)
HUNDRED = Period(MONDAY, MONDAY + timedelta(weeks=20))
"""Twenty weeks without a holiday: a hundred teaching days by the plain calendar."""


def nth(place: int) -> date:
    """Return the teaching day at a place in HUNDRED."""
    return MONDAY + timedelta(days=place // 5 * 7 + place % 5)


@given(teaching_days)
def test_what_lies_evenly_from_both_ends_has_a_mean_of_a_half(places: list[int]) -> None:
    both = [*places, *(99 - place for place in places)]
    mean = sum(compute_position(nth(place), HUNDRED, PLAIN) for place in both) / len(both)
    assert mean == pytest.approx(0.5)


@pytest.mark.parametrize("calendar", [SCOTLAND, WALES, PLAIN])
@pytest.mark.parametrize(("first", "last"), [("2025-08-25", "2025-12-12"), ("2025-09-13", "2026-03-01")])
def test_a_piece_on_every_teaching_day_has_a_mean_of_a_half(calendar: Any, first: str, last: str) -> None:
    span = Period.through(date.fromisoformat(first), date.fromisoformat(last))
    days = (span.begin + timedelta(days=n) for n in range(span.days))
    positions = [compute_position(day, span, calendar) for day in days if calendar.is_teaching_day(day)]
    assert sum(positions) / len(positions) == pytest.approx(0.5)


@pytest.mark.parametrize("pieces", [4, 5, 6, 11])
def test_evenly_spaced_pieces_have_a_mean_of_a_half(pieces: int) -> None:
    """At equal distances, from the first day to the last."""
    step = 99 // (pieces - 1)
    span = Period(MONDAY, nth(step * (pieces - 1)) + ONE)
    positions = [compute_position(nth(step * place), span, PLAIN) for place in range(pieces)]
    assert sum(positions) / pieces == pytest.approx(0.5)


@given(st.integers(0, 139), st.integers(0, 139))
def test_positions_run_from_nought_to_one_and_never_back(one: int, other: int) -> None:
    early, late = sorted((MONDAY + timedelta(days=one), MONDAY + timedelta(days=other)))
    assert 0 <= compute_position(early, HUNDRED, SCOTLAND) <= compute_position(late, HUNDRED, SCOTLAND) <= 1


def test_a_holiday_takes_up_no_room() -> None:
    span = Period.through(date(2025, 9, 29), date(2025, 11, 7))  # two weeks, the October holiday, two weeks
    assert {compute_position(date(2025, 10, day), span, SCOTLAND) for day in (11, 15, 24, 26)} == {0.5}
    assert (
        compute_position(date(2025, 10, 10), span, SCOTLAND)
        < 0.5
        < compute_position(date(2025, 10, 27), span, SCOTLAND)
    )


def test_a_span_of_holidays_has_only_its_middle() -> None:
    assert compute_position(date(2025, 12, 25), Period(date(2025, 12, 22), date(2025, 12, 29)), SCOTLAND) == 0.5


FINISHED = turn(CycleState.CLOSED, nth(99))
SATURDAY = nth(74) + ONE
"""The day off after 75 of a hundred teaching days: position 0.75 to the dot."""


@pytest.mark.parametrize(
    ("days", "state"),
    [
        ([], "too few to say"),
        ([nth(97), nth(98), nth(99)], "too few to say"),
        ([nth(0), nth(97), nth(98), nth(99)], "end-loaded"),
        ([nth(20), nth(40), nth(60), nth(80)], "spread out"),
        ([nth(60), nth(61), nth(78), nth(79)], "spread out"),  # a mean of exactly 0.70, half of them after 0.75
        ([nth(60), nth(62), nth(78), nth(79)], "end-loaded"),  # a mean of 0.7025
        ([nth(0), SATURDAY, SATURDAY, SATURDAY], "spread out"),  # three lie at 0.75, and none after it
        ([nth(0), nth(75), nth(75), nth(75)], "end-loaded"),
        ([nth(0), nth(0), nth(75), nth(75)], "spread out"),  # half is not more than half
        ([nth(0), nth(1), nth(2), nth(3)], "spread out"),
    ],
)
def test_spread(days: list[date], state: str) -> None:
    cycle = made(("action", nth(0)), *(seen(day) for day in days), state=CycleState.CLOSED, turns=(FINISHED,))
    assert evaluate_spread(cycle, PLAIN, nth(130)).state == state


def test_an_open_cycle_is_never_told_that_it_is_end_loaded() -> None:
    """Today is always its end, so whatever was written lately would lie there."""
    late = [seen(nth(day)) for day in (0, 97, 98, 99)]
    assert evaluate_spread(made(*late), PLAIN, nth(99)).state == "under way"
    paused = made(*late, state=CycleState.PAUSED, turns=(turn(CycleState.PAUSED, nth(99)),))
    assert evaluate_spread(paused, PLAIN, nth(120)).state == "under way"
    assert evaluate_spread(made(*late[:3]), PLAIN, nth(99)).state == "too few to say"


def test_the_spread_is_counted_from_the_first_evidence_or_action() -> None:
    """Sixty days of asking and reading before anything could be seen make nothing end-loaded."""
    asked = made(
        ("reading", nth(10)),
        ("action", nth(60)),
        *(seen(nth(day)) for day in (64, 74, 84, 94)),
        state=CycleState.CLOSED,
        turns=(FINISHED,),
    )
    assert evaluate_spread(asked, PLAIN, nth(99)).state == "spread out"
    assert [round(one.position, 2) for one in locate_evaluation(asked, PLAIN, nth(99))] == [0.11, 0.36, 0.61, 0.86]
    thought = made(("reflection", nth(3)), *(seen(nth(day)) for day in (60, 80)))
    assert locate_evaluation(thought, PLAIN, nth(99))[0].position == pytest.approx(
        0.0125
    )  # before it: at its beginning


def test_a_piece_is_evidence_a_reflection_or_a_review() -> None:
    kinds = ("evidence", "reflection", "review", "note", "reading", "action")
    cycle = made(*((kind, nth(place)) for place, kind in enumerate(kinds)))
    assert [one.entry.kind for one in locate_evaluation(cycle, PLAIN, nth(99))] == ["evidence", "reflection", "review"]
    assert evaluate_spread(cycle, PLAIN, nth(99)).state == "too few to say"


def test_what_is_end_loaded_names_the_pieces_that_make_it_so() -> None:
    over: Any = {"state": CycleState.CLOSED, "turns": (FINISHED,)}
    begun = ("action", nth(0))
    last_part = evaluate_spread(made(*(seen(nth(day)) for day in (0, 90, 91, 92)), **over), PLAIN, nth(99))
    assert last_part.sentence == "Three of four pieces lie in the last quarter of the cycle (1.2 to 1.4)."
    assert command(last_part) == ""
    second_half = evaluate_spread(made(begun, *(seen(nth(day)) for day in (60, 62, 78, 79)), **over), PLAIN, nth(99))
    assert second_half.sentence == "Four of four pieces lie in the second half of the cycle (1.2 to 1.5)."
    late = made(begun, *(seen(nth(90)) for _ in range(4)), **over)
    assert "last part" in evaluate_spread(late, PLAIN, nth(99), PulseRules(late_from=0.8)).sentence


def test_a_closed_cycle_ends_on_the_day_it_was_closed_or_with_a_later_piece() -> None:
    stop = made(seen(nth(3)), review(nth(20), "stop"), state=CycleState.CLOSED)
    assert compute_cycle_span(stop, nth(99)).last == nth(20)
    closed = made(seen(nth(3)), ("note", nth(40)), state=CycleState.CLOSED, turns=(turn(CycleState.CLOSED, nth(30)),))
    assert compute_cycle_span(closed, nth(99)).last == nth(30)
    looked = made(seen(nth(3)), seen(nth(50)), state=CycleState.CLOSED, turns=(turn(CycleState.CLOSED, nth(30)),))
    assert compute_cycle_span(looked, nth(99)).last == nth(50)
    assert compute_cycle_span(made(seen(nth(3))), nth(99)).last == nth(99)
    assert compute_cycle_span(made(), MONDAY - ONE) == Period.of_day(MONDAY)


def test_the_mean_of_nothing_is_nothing() -> None:
    assert compute_mean_position(()) is None
    assert compute_mean_position(locate_evaluation(made(seen(nth(0)), seen(nth(99))), PLAIN, nth(99))) == pytest.approx(
        0.5
    )


def test_the_weeks_run_from_monday_to_sunday_the_empty_ones_too() -> None:
    cycle = made(seen(date(2025, 10, 9)), ("reflection", date(2025, 10, 12)), ("note", date(2025, 10, 14)))
    told = [
        (week.begins.day, week.pieces, week.teaching_days)
        for week in build_cycle_weeks(cycle, SCOTLAND, date(2025, 10, 28))
    ]
    assert told[4:] == [(29, 0, 5), (6, 2, 5), (13, 0, 0), (20, 0, 0), (27, 0, 5)]


# --- silence --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "until", "days"),
    [
        ("2025-09-01", "2025-09-01", 0),
        ("2025-09-01", "2025-09-02", 0),
        ("2025-09-05", "2025-09-08", 0),
        ("2025-09-05", "2025-09-09", 1),
        ("2025-10-10", "2025-10-27", 0),
        ("2025-10-09", "2025-10-28", 2),
    ],
)
def test_teaching_days_between_count_neither_end(before: str, until: str, days: int) -> None:
    assert count_teaching_days_between(date.fromisoformat(before), date.fromisoformat(until), SCOTLAND) == days


@pytest.mark.parametrize(("days", "state"), [(0, "no long silence"), (20, "no long silence"), (21, "quiet")])
@pytest.mark.parametrize("last", [MONDAY, date(2025, 9, 27), date(2025, 12, 10), date(2025, 12, 27)])
def test_a_silence_up_to_today(last: date, days: int, state: str) -> None:
    cycle = made(seen(last), on=last)
    sign = evaluate_gap(cycle, SCOTLAND, SCOTLAND.add_teaching_days(last, days + 1))
    assert sign.state == state
    assert sign.asks == (state == "quiet")


@pytest.mark.parametrize(("days", "state"), [(20, "no long silence"), (21, "a long silence")])
def test_a_silence_that_is_past(days: int, state: str) -> None:
    second = after(days + 1)
    sign = evaluate_gap(made(seen(MONDAY), seen(second)), SCOTLAND, second)
    assert (sign.state, sign.entries) == (state, ("1.1", "1.2"))


def test_a_cycle_with_no_entry_says_so() -> None:
    assert "There is no entry yet" in evaluate_gap(made(), SCOTLAND, after(3)).sentence
    assert "there is no entry yet" in evaluate_gap(made(), SCOTLAND, after(30)).sentence


def test_where_no_teaching_day_was_silent_that_is_said() -> None:
    sign = evaluate_gap(made(seen(MONDAY)), SCOTLAND, MONDAY + ONE)
    assert (sign.state, sign.sentence) == ("no long silence", "There is none: 1.1 (1 Sep) is the last entry.")


def test_a_new_version_of_the_question_ends_a_silence() -> None:
    again = made(seen(MONDAY)).add_question(Question(text="What happens when they draw first?", on=after(15)))
    assert evaluate_gap(again, SCOTLAND, after(30)).state == "no long silence"
    assert evaluate_gap(made(seen(MONDAY)), SCOTLAND, after(30)).state == "quiet"
    later = evaluate_gap(again, SCOTLAND, after(17))
    assert later.sentence == "The longest is 14 teaching days, from 1.1 (1 Sep) to 22 Sep."


def test_a_silence_between_days_without_entries_names_the_last_entry() -> None:
    refined = made(seen(MONDAY)).add_question(Question(text="second", on=after(1)))
    sign = evaluate_gap(refined.add_question(Question(text="third", on=after(15))), SCOTLAND, after(15))
    assert sign.sentence.endswith("The last entry is 1.1.")
    assert sign.entries == ("1.1",)


def test_nothing_is_expected_of_a_cycle_that_is_paused_or_closed() -> None:
    for state in (CycleState.PAUSED, CycleState.CLOSED):
        assert evaluate_gap(made(seen(MONDAY), state=state), SCOTLAND, after(60)).state == NOT_ASKED
        assert find_latest_silence([made(seen(MONDAY), state=state)], SCOTLAND, after(60)).teaching_days == 0


def test_the_silence_up_to_today_counts_one_stretch_however_much_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    cycle, counted, count = (
        made(*(seen(after(days)) for days in range(0, 30, 2))),
        list[Period](),
        SCOTLAND.count_teaching_days,
    )
    *_, latest = list_quiet_spells([cycle], SCOTLAND, after(50))

    def count_stretch(calendar: Calendar, stretch: Period) -> int:
        counted.append(stretch)
        return count(stretch)

    monkeypatch.setattr(Calendar, "count_teaching_days", count_stretch)
    assert find_latest_silence([cycle], SCOTLAND, after(50)) == latest
    assert counted == [Period(after(28) + ONE, after(50))]


@pytest.mark.parametrize(
    ("last", "today", "told"),
    [
        (date(2025, 3, 3), date(2026, 3, 3), "A hundred"),
        (date(2025, 3, 3), date(2026, 3, 4), "More than a year since 1.1 (3 Mar 2025)."),
        (date(2019, 3, 4), date(2025, 9, 1), "More than six years since 1.1 (4 Mar 2019)."),
    ],
)
def test_a_gap_of_years_is_said_in_years(last: date, today: date, told: str) -> None:
    sign = evaluate_gap(made(seen(last), on=last), SCOTLAND, today)
    whole = SCOTLAND.count_teaching_days(Period(last + ONE, today))
    assert sign.sentence == told.replace("A hundred", f"{whole} teaching days since 1.1 (3 Mar 2025).")
    past = evaluate_gap(made(seen(last), seen(today), on=last), SCOTLAND, today).sentence
    assert ("years" in past or "a year" in past) is ("year" in told)


def test_a_pause_is_no_silence() -> None:
    paused = made(review(MONDAY, "pause"), turns=(turn(CycleState.OPEN, after(40)),))
    assert evaluate_gap(paused, SCOTLAND, after(45)).state == "no long silence"
    assert max(silence.teaching_days for silence in list_quiet_spells([paused], SCOTLAND, after(45))) == 4


def test_a_term_cut_off_by_closure_is_read_as_a_colleague_would() -> None:
    """Schools closed on 20 March 2020: what was paused then is neither quiet nor left to the end."""
    began, closed, back = date(2020, 1, 13), date(2020, 3, 20), date(2020, 8, 17)
    days = [began + timedelta(days=n) for n in (1, 10, 24, 45, 60)]
    turns = (turn(CycleState.PAUSED, closed), turn(CycleState.OPEN, back))
    cycle = made(("action", days[1]), *(seen(day) for day in days), seen(back), on=began, turns=turns)
    paused = snapshot_cycle(cycle, date(2020, 6, 1))
    assert evaluate_gap(paused, SCOTLAND, date(2020, 6, 1)).state == NOT_ASKED
    assert "end-loaded" not in read(cycle, date(2020, 6, 1)).words
    assert evaluate_gap(cycle, SCOTLAND, back).state == "no long silence"


def test_nothing_is_expected_after_embedding_until_it_is_taken_up_again() -> None:
    embedded = made(seen(MONDAY), review(after(5), "embed"))
    assert find_latest_silence([embedded], SCOTLAND, after(60)).teaching_days == 0
    assert evaluate_gap(embedded, SCOTLAND, after(60)).state == "no long silence"
    again = made(seen(MONDAY), review(after(5), "embed"), seen(after(50)), review(after(50), "continue"))
    assert evaluate_gap(again, SCOTLAND, after(60)).state == "no long silence"
    assert evaluate_gap(again, SCOTLAND, after(72)).state == "quiet"


def test_a_cycle_is_embedded_until_something_else_is_decided_or_it_is_opened_again() -> None:
    embed = review(MONDAY, "embed")
    assert made(embed).is_embedded
    assert made(embed, state=CycleState.CLOSED, turns=(turn(CycleState.CLOSED, after(3)),)).is_embedded
    assert not made(embed, review(after(3), "adapt")).is_embedded
    assert not made(embed, turns=(turn(CycleState.CLOSED, after(3)), turn(CycleState.OPEN, after(5)))).is_embedded
    assert not made(turns=(turn(CycleState.CLOSED, after(3)),)).is_embedded
    assert [course.embedded for course in made(embed, review(after(3))).spans] == [True]


# --- written at the time --------------------------------------------------------------------------------------


def typed(on: date, days_later: int) -> tuple[str, date, dict[str, Any]]:
    day = on + timedelta(days=days_later)
    return "evidence", on, {"recorded_at": datetime(day.year, day.month, day.day, 16, tzinfo=UTC)}


def test_nothing_written_is_said_so() -> None:
    assert evaluate_timeliness(made(ACTED)).state == "nothing yet"


@pytest.mark.parametrize(("late", "state"), [(0, "at the time"), (14, "at the time"), (15, "some later")])
def test_within_fourteen_days_is_at_the_time(late: int, state: str) -> None:
    assert evaluate_timeliness(made(typed(MONDAY, 1), typed(MONDAY, late))).state == state


@pytest.mark.parametrize(
    ("about", "others", "state"),
    [
        (4, 0, "written up afterwards"),
        (3, 0, "at the time"),  # about no more than three days
        (4, 3, "written up afterwards"),
        (4, 4, "at the time"),  # half is not more than half
        (5, 4, "written up afterwards"),
    ],
)
def test_written_up_afterwards(about: int, others: int, state: str) -> None:
    friday = MONDAY + timedelta(days=4)
    together = [typed(friday - timedelta(days=n), n) for n in range(about)]
    cycle = made(*together, *(typed(MONDAY - timedelta(days=n), 0) for n in range(10, 10 + others)))
    assert evaluate_timeliness(cycle).state == state


def test_many_pieces_about_one_day_are_no_writing_up() -> None:
    assert evaluate_timeliness(made(*(typed(MONDAY, 0) for _ in range(9)))).state == "at the time"


def test_what_was_written_up_names_the_day_and_the_pieces() -> None:
    friday = MONDAY + timedelta(days=4)
    sign = evaluate_timeliness(made(*(typed(friday - timedelta(days=n), n) for n in range(5))))
    assert sign.sentence == "Five of five pieces were typed on 5 Sep about five different days (1.1 to 1.5)."
    assert command(sign) == "enquiry evidence -c 1"
    closed = made(*(typed(friday - timedelta(days=n), n) for n in range(5)), state=CycleState.CLOSED)
    assert command(evaluate_timeliness(closed)) == ""


@pytest.mark.parametrize(
    ("pieces", "words"), [(1, "The one piece was"), (2, "Both pieces were"), (3, "All three were")]
)
def test_all_at_the_time_is_said_of_as_many_as_there_are(pieces: int, words: str) -> None:
    assert evaluate_timeliness(made(*(typed(MONDAY, 0) for _ in range(pieces)))).sentence.startswith(words)


# --- next look ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tags", "days"), [((), 20), (("sprint",), 5), (("Leadership/walks",), 30), (("sprinter",), 20)]
)
@pytest.mark.parametrize("on", [MONDAY, date(2025, 10, 1), date(2025, 12, 10)])
def test_a_look_that_was_not_set_falls_so_many_teaching_days_after_the_last_review(
    tags: tuple[str, ...], days: int, on: date
) -> None:
    cycle = made(review(on), tags=tags)
    day = SCOTLAND.add_teaching_days(on, days)
    assert evaluate_next_look(cycle, SCOTLAND, day - ONE).state == "not set"
    assert evaluate_next_look(cycle, SCOTLAND, day).state == "due"


def test_without_a_review_it_is_counted_from_the_beginning() -> None:
    assert evaluate_next_look(made(), SCOTLAND, after(19)).sentence == (
        "None is set, and there is no review yet; 20 teaching days after it began is 29 Sep."
    )
    assert evaluate_next_look(made(), SCOTLAND, after(20)).state == "due"


@pytest.mark.parametrize(
    ("look", "first"),
    [
        (date(2025, 9, 12), date(2025, 9, 12)),
        (date(2025, 9, 13), date(2025, 9, 15)),  # a Saturday
        (date(2025, 10, 13), date(2025, 10, 27)),  # the October holiday
        (date(2025, 12, 22), date(2026, 1, 5)),
    ],
)
def test_a_look_is_due_on_the_next_teaching_day(look: date, first: date) -> None:
    cycle = made(next_look=look)
    ahead = plan_next_look(cycle, SCOTLAND, MONDAY)
    assert ahead
    assert ahead.due_on == first
    assert not is_look_due(ahead, first - ONE)
    assert [evaluate_next_look(cycle, SCOTLAND, day).state for day in (first - ONE, first)] == ["set", "due"]


def test_a_review_answers_the_look_that_was_set() -> None:
    waiting = made(review(date(2025, 9, 11)), next_look=date(2025, 9, 12))
    assert evaluate_next_look(waiting, SCOTLAND, date(2025, 9, 15)).state == "due"
    answered = made(review(date(2025, 9, 12)), next_look=date(2025, 9, 12))
    assert evaluate_next_look(answered, SCOTLAND, date(2025, 9, 15)).state == "not set"


def test_who_set_the_look_is_said() -> None:
    look = date(2025, 10, 1)
    assert "there is no review yet" in evaluate_next_look(made(next_look=look), SCOTLAND, MONDAY).sentence
    by_review = made(review(MONDAY, "continue", next_look=look), next_look=look)
    assert evaluate_next_look(by_review, SCOTLAND, MONDAY).sentence == "Set for 1 Oct at the last review (1.1, 1 Sep)."
    otherwise = made(review(MONDAY), next_look=look)
    assert evaluate_next_look(otherwise, SCOTLAND, MONDAY).sentence == "Set for 1 Oct; the last review was 1.1 (1 Sep)."


def test_an_embedded_cycle_is_looked_at_when_its_follow_up_is_due() -> None:
    cycle = made(review(MONDAY, "embed"))
    sign = evaluate_next_look(cycle, SCOTLAND, after(30))
    assert sign.state == "not set"
    assert "the follow-up after embedding (1.1, 1 Sep) is due from 10 Nov" in sign.sentence
    long_after = evaluate_next_look(cycle, SCOTLAND, date(2029, 9, 3))
    assert (long_after.state, long_after.asks) == ("not set", False)
    assert plan_next_look(cycle, SCOTLAND, date(2029, 9, 3)) is None


@pytest.mark.parametrize("state", [CycleState.PAUSED, CycleState.RESTING, CycleState.CLOSED])
def test_only_an_open_cycle_has_a_next_look_that_nobody_promised(state: CycleState) -> None:
    cycle = made(state=state)
    assert plan_next_look(cycle, SCOTLAND, after(60)) is None
    assert evaluate_next_look(cycle, SCOTLAND, after(60)).state == NOT_ASKED
    assert evaluate_next_look(replace(cycle, next_look=MONDAY), SCOTLAND, after(60)).state == NOT_ASKED
    assert not is_look_due(None, MONDAY)


def test_a_paused_cycle_waits_for_the_day_on_which_it_is_taken_up_again() -> None:
    cycle = made(next_look=after(20), state=CycleState.PAUSED)
    assert plan_next_look(cycle, SCOTLAND, after(5)) == (after(20), after(20), True)
    later = made(("review", after(20)), next_look=after(20), state=CycleState.PAUSED)
    assert plan_next_look(later, SCOTLAND, after(60)) is None


def test_a_closed_cycle_keeps_the_follow_ups_that_were_promised_until_each_was_made() -> None:
    """A term later, a year later, and nothing more; one that was let go asks for nothing."""
    term, year = (one.on for one in build_follow_ups(made(review(MONDAY, Decision.EMBED)), SCOTLAND, MONDAY))
    shut = turn(CycleState.CLOSED, MONDAY)

    def ahead(*entries: Any, next_look: date | None = term, today: date = MONDAY) -> date | None:
        found = made(review(MONDAY, Decision.EMBED), *entries, turns=(shut,), state=shut.state, next_look=next_look)
        planned = plan_next_look(found, SCOTLAND, today)
        return planned and planned.on

    long_after = year + timedelta(days=900)
    assert ahead() == ahead(today=long_after) == term
    assert ahead(("reflection", term)) == term
    assert ahead(("evidence", term)) == ahead(("evidence", term + timedelta(days=40)), today=long_after) == year
    assert ahead(("evidence", term), ("evidence", year)) is ahead(("evidence", year)) is None
    assert ahead(next_look=None, today=long_after) is None
    own = term - timedelta(days=21)
    assert (ahead(next_look=own), ahead(("evidence", own), next_look=own)) == (own, term)


# --- triangulation --------------------------------------------------------------------------------------------

THREE = ("noticing", "tally", "survey")


@pytest.mark.parametrize(
    ("before", "since", "reviews", "state"),
    [
        ((), (), 0, "so far"),
        ((), (), 2, "so far"),
        (THREE, (), 0, "broad"),
        (THREE, (), 2, "broad"),
        (("noticing", "tally", "planning"), (), 1, "so far"),
        (("noticing", "tally", "planning"), (), 2, "narrow"),  # three kinds, one pair of eyes
        (("noticing", "survey"), (), 2, "narrow"),  # two kinds
        (("noticing", "survey"), (), 1, "so far"),
        (("noticing", "survey"), ("tally",), 2, "late"),
        (("noticing", "noticing"), ("noticing",), 3, "narrow"),
    ],
)
def test_triangulation(before: Iterable[str], since: Iterable[str], reviews: int, state: str) -> None:
    early = [seen(MONDAY, kind) for kind in before]
    cycle = made(*early, *(review(after(n)) for n in range(1, reviews + 1)), *(seen(after(9), kind) for kind in since))
    sign = evaluate_triangulation(cycle)
    assert (sign.state, sign.asks) == (state, state == "narrow")


@pytest.mark.parametrize(
    ("kinds", "line"),
    [
        ((), "--kind pupil-voice"),
        (("survey",), "--kind peer-observation"),
        (("survey", "peer-dialogue"), "--kind noticing"),
        (("survey", "peer-dialogue", "noticing"), ""),
        (("pupil-voice", "survey"), "--kind peer-observation"),
    ],
)
def test_the_next_act_looks_from_a_side_not_taken_yet(kinds: Iterable[str], line: str) -> None:
    sign = evaluate_triangulation(made(*(seen(MONDAY, kind) for kind in kinds)))
    assert command(sign) == (f"enquiry evidence -c 1 {line}" if line else "")
    assert command(evaluate_triangulation(made(*(seen(MONDAY, kind) for kind in kinds), state=CycleState.CLOSED))) == ""


def test_where_every_side_is_taken_there_is_still_reading() -> None:
    kinds = ("survey", "peer-dialogue", "noticing", "family-voice", "delivery")
    sign = evaluate_triangulation(made(*(seen(MONDAY, kind) for kind in kinds)), PulseRules(kinds=6))
    assert command(sign).endswith("--kind reading")


@pytest.mark.parametrize(("by", "nth_review"), [(1, "first"), (2, "second"), (3, "third"), (4, "4th")])
def test_the_review_by_which_it_should_be_broad_is_named(by: int, nth_review: str) -> None:
    cycle = made(seen(MONDAY), *(review(after(n)) for n in range(1, 5)))
    assert f"the {nth_review} review (1.{by + 1}," in evaluate_triangulation(cycle, PulseRules(by_review=by)).sentence


def test_the_grid_holds_every_kind_once_and_the_readings() -> None:
    cells = build_evidence_grid(
        made(seen(MONDAY, "survey"), seen(MONDAY, "survey"), ("reading", MONDAY), ("note", MONDAY))
    )
    assert sorted(cell.kind for cell in cells) == sorted({*EvidenceKind} - {EvidenceKind.STAFF_VOICE})
    assert all(cell.perspective is cell.kind.perspective for cell in cells)
    assert {cell.kind.value: cell.entries for cell in cells if cell.entries} == {
        "survey": ("1.1", "1.2"),
        "reading": ("1.3",),
    }
    assert [*PERSPECTIVE_WORDS] == [*Perspective]


# --- one-sided ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("directions", "state"),
    [
        ([], "none yet"),
        ([None] * 6, "none yet"),
        (["supports"] * 4, "none yet"),
        (["supports"] * 5, "one-sided"),
        (["supports"] * 5 + [None], "one-sided"),
        (["supports"] * 5 + ["unclear"], "none yet"),
        (["unclear"] * 6, "none yet"),
        (["supports"] * 5 + ["mixed"], "noticed"),
        (["contradicts"], "noticed"),
    ],
)
def test_one_sided(directions: list[str | None], state: str) -> None:
    sign = evaluate_one_sidedness(made(*(seen(MONDAY, direction=direction) for direction in directions)))
    assert (sign.state, sign.asks) == (state, state == "one-sided")


def test_what_disagrees_is_named_outright_disagreement_first() -> None:
    cycle = made(*(seen(MONDAY, direction=d) for d in ("mixed", "contradicts", "supports", "contradicts", "mixed")))
    assert [piece.name for piece in find_disagreeing_evidence(cycle)] == ["1.2", "1.4", "1.1", "1.5"]
    assert (
        evaluate_one_sidedness(cycle).sentence
        == "Two pieces disagree (1.2 and 1.4); two pieces are mixed (1.1 and 1.5)."
    )
    assert evaluate_one_sidedness(made(seen(MONDAY, direction="mixed"))).sentence == "One piece is mixed (1.1)."


def test_what_disagrees_is_asked_for_only_while_the_cycle_is_open() -> None:
    supports = [seen(MONDAY, direction="supports")] * 5
    assert command(evaluate_one_sidedness(made(*supports))) == "enquiry evidence -c 1 --direction contradicts"
    assert command(evaluate_one_sidedness(made(*supports, state=CycleState.CLOSED))) == ""
    assert (
        evaluate_one_sidedness(made(seen(MONDAY, direction="unclear"))).sentence
        == "None disagrees; one piece is unclear (1.1)."
    )


# --- delivery -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, "not said"),
        ({"planned": 10}, "not said"),
        ({"done": 3}, "not said"),
        ({"planned": 0, "done": 0}, "not said"),
        ({"planned": 10, "done": 9}, "as planned"),
        ({"planned": 10, "done": 10}, "as planned"),
        ({"planned": 10, "done": 11}, "counted"),
        ({"planned": 10, "done": 12}, "counted"),
        ({"planned": 100, "done": 89}, "counted"),
        ({"planned": 8, "done": 4}, "counted"),
        ({"planned": 2, "done": 1}, "counted"),
        ({"planned": 44, "done": 23}, "counted"),
        ({"planned": 10, "done": 4}, "thin"),
        ({"planned": 11, "done": 5}, "thin"),
        ({"planned": 10, "done": 0}, "thin"),
        ({"planned": 10, "done": 4, "until": MONDAY}, "thin"),
        ({"planned": 10, "done": 4, "until": MONDAY + ONE}, "under way"),
    ],
)
def test_delivery(fields: dict[str, Any], state: str) -> None:
    sign = evaluate_delivery(made(("action", MONDAY, fields)), MONDAY)
    assert (sign.state, sign.asks) == (state, state == "thin")


def test_an_action_is_over_when_its_cycle_is() -> None:
    fields = {"planned": 10, "done": 4, "until": after(9)}
    sign = evaluate_delivery(made(("action", MONDAY, fields), state=CycleState.CLOSED), MONDAY)
    assert (sign.state, command(sign)) == ("thin", "")


def test_several_actions_are_told_together() -> None:
    actions = [("action", MONDAY, {"planned": 44, "done": done}) for done in (37, 12, 9)]
    cycle = made(*actions)
    sign = evaluate_delivery(cycle, MONDAY)
    assert sign.sentence == "12 of 44 planned times (1.2) and 9 of 44 (1.3): too few to say that they did not work."
    assert evaluate_delivery(made(actions[0]), MONDAY).sentence == "37 of 44 planned times (1.1)."
    more = evaluate_delivery(made(actions[0], ("action", MONDAY, {"planned": 10, "done": 12})), MONDAY)
    assert more.sentence == "37 of 44 planned times (1.1) and 12 times where 10 were planned (1.2)."
    whole = evaluate_delivery(made(*[("action", MONDAY, {"planned": 10, "done": done}) for done in (10, 8)]), MONDAY)
    assert whole.state == "counted"
    assert command(evaluate_delivery(made(actions[1]), MONDAY)) == "enquiry reflect -c 1"


# --- hunch and found ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hunch", "values", "state"),
    [
        ("", False, "no hunch"),
        ("", True, "no hunch"),
        ("because I rush", False, "no values"),
        ("so", True, "side by side"),
    ],
)
def test_hunch_and_found(hunch: str, values: bool, state: str) -> None:
    cycle = made(seen(MONDAY, values=value(7) if values else ()), hunch=hunch)
    sign = evaluate_hunch(cycle, collect_series(cycle, a_journal(cycle)))
    assert sign.state == state
    assert bool(command(sign)) == (not hunch)
    closed = evaluate_hunch(made(hunch=hunch, state=CycleState.CLOSED), ())
    assert command(closed) == ""


def test_the_first_and_the_latest_value_are_named() -> None:
    cycle = made(seen(MONDAY, values=value(4)), seen(after(1), values=value(7), n=24), hunch="so")
    sign = evaluate_hunch(cycle, collect_series(cycle, a_journal(cycle)))
    assert sign.sentence == "Found so far: “wait”: 4 at first (1.1), 7 (n 24) on 2 Sep (1.2)."
    assert sign.entries == ("1.1", "1.2")


# --- sustain --------------------------------------------------------------------------------------------------

EMBEDDED = date(2025, 11, 14)
"""Fifteen teaching days into the second term: a term later is 23 January, a year later the 16th of November."""

TERM, YEAR = date(2026, 1, 23), date(2026, 11, 16)


def embedded(*entries: Any, **fields: Any) -> Cycle:
    return made(review(EMBEDDED, "embed"), *entries, **fields)


@pytest.mark.parametrize(
    ("today", "looks", "states", "state"),
    [
        (EMBEDDED, [], ("to come", "to come"), "to come"),
        (TERM - ONE, [], ("to come", "to come"), "to come"),
        (TERM, [], ("due", "to come"), "due"),
        (date(2026, 3, 27), [], ("due", "to come"), "due"),  # the last day of the term
        (date(2026, 3, 28), [], ("missing", "to come"), "missing"),
        (TERM, [date(2026, 1, 4)], ("due", "to come"), "due"),  # still the holiday before the term
        (TERM, [date(2026, 1, 5)], ("done", "to come"), "done"),
        (YEAR - ONE, [TERM], ("done", "to come"), "done"),
        (YEAR, [TERM], ("done", "due"), "due"),
        (date(2026, 12, 19), [TERM], ("done", "missing"), "missing"),
        (date(2026, 12, 19), [date(2026, 10, 26)], ("missing", "done"), "done"),
        (date(2026, 12, 19), [date(2026, 10, 25), YEAR], ("done", "done"), "done"),
    ],
)
def test_sustain(today: date, looks: list[date], states: tuple[str, str], state: str) -> None:
    cycle = embedded(*(seen(look) for look in looks))
    assert tuple(one.state for one in build_follow_ups(cycle, SCOTLAND, today)) == states
    sign = evaluate_sustain(cycle, (), SCOTLAND, today)
    assert (sign.state, sign.asks) == (state, state in ("due", "missing"))
    assert bool(command(sign)) == sign.asks


def test_a_review_is_a_follow_up_too_and_a_note_is_none() -> None:
    assert build_follow_ups(embedded(review(TERM)), SCOTLAND, TERM)[0].state == "done"
    assert build_follow_ups(embedded(("note", TERM)), SCOTLAND, TERM)[0].state == "due"


def test_nothing_is_sustained_that_was_never_embedded() -> None:
    assert evaluate_sustain(made(review(MONDAY, "continue")), (), SCOTLAND, YEAR).state == NOT_ASKED
    assert build_follow_ups(made(), SCOTLAND, YEAR) == ()
    assert find_next_follow_up(made(), SCOTLAND, YEAR, PulseRules()) is None


def test_a_closed_cycle_is_not_asked_for_a_follow_up() -> None:
    sign = evaluate_sustain(
        embedded(state=CycleState.CLOSED, turns=(turn(CycleState.CLOSED, EMBEDDED),)), (), SCOTLAND, YEAR
    )
    assert (sign.state, sign.asks, command(sign)) == ("missing", False, "")


@pytest.mark.parametrize(
    ("today", "state"),
    [("2026-02-05", "to come"), ("2026-02-06", "due"), ("2026-05-01", "due"), ("2026-05-02", "missing")],
)
def test_without_terms_a_follow_up_comes_sixty_teaching_days_later(today: str, state: str) -> None:
    assert build_follow_ups(embedded(), PLAIN, date.fromisoformat(today))[0].state == state
    a_month_before = embedded(seen(date(2026, 1, 7)))
    assert build_follow_ups(a_month_before, PLAIN, date.fromisoformat(today))[0].state == "done"


def slipping(
    first: float, held: float, latest: float, better: BetterDirection = BetterDirection.UP
) -> tuple[Cycle, Finding]:
    cycle = made(
        seen(MONDAY, values=value(first)),
        seen(after(5), values=value(held)),
        review(EMBEDDED, "embed"),
        seen(TERM, values=value(latest)),
    )
    known = Measure(id="m", recorded_at=NOW, name="wait", unit="s", better=better)
    series = collect_series(cycle, a_journal(cycle, measures=(known,)))
    return cycle, evaluate_sustain(cycle, series, SCOTLAND, TERM)


@pytest.mark.parametrize(
    ("first", "held", "latest", "better", "state"),
    [
        (1, 5, 4, BetterDirection.UP, "done"),  # a quarter of what was gained is no slip yet
        (1, 5, 3.9, BetterDirection.UP, "slipped"),
        (1, 5, 6, BetterDirection.UP, "done"),
        (5, 1, 2.1, BetterDirection.DOWN, "slipped"),
        (5, 1, 2, BetterDirection.DOWN, "done"),
        (5, 1, 5, BetterDirection.UP, "done"),  # it had become worse, and is as it was again
        (1, 5, 1, BetterDirection.DOWN, "done"),
        (1, 5, 1, BetterDirection.NEITHER, "slipped"),
        (3, 3, 1, BetterDirection.UP, "done"),  # nothing had been gained
    ],
)
def test_a_slip_is_more_than_a_quarter_of_the_change_lost(
    first: float, held: float, latest: float, better: BetterDirection, state: str
) -> None:
    assert slipping(first, held, latest, better)[1].state == state


def test_a_slip_names_the_value_held_and_the_value_found() -> None:
    cycle, sign = slipping(0.9, 3.2, 2.1)
    assert sign.sentence.startswith("“wait” went back from 3.2 (1.2) to 2.1 s (1.4, 23 Jan).")
    assert (command(sign), sign.asks) == ("enquiry reflect -c 1", True)
    known = collect_series(cycle, a_journal(cycle))
    looked_at = cycle.upsert_entry(an_entry("review", TERM, number=5))
    assert command(evaluate_sustain(looked_at, known, SCOTLAND, TERM)) == ""


def test_a_measure_first_taken_after_embedding_has_not_slipped() -> None:
    cycle = embedded(seen(TERM, values=value(3)))
    assert list(find_measure_slips(cycle, collect_series(cycle, a_journal(cycle)))) == []
    before = made(seen(MONDAY, values=value(3)), review(EMBEDDED, "embed"))
    assert list(find_measure_slips(before, collect_series(before, a_journal(before)))) == []


# --- too many -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "state"), [(0, "few"), (1, "few"), (2, "few"), (3, "many"), (4, "many")])
def test_too_many(number: int, state: str) -> None:
    sign = evaluate_open_cycles([a_cycle(n) for n in range(number)])
    assert (sign.state, sign.asks) == (state, state == "many")


def test_embedded_and_paused_cycles_do_not_count() -> None:
    two = [made(seen(MONDAY)), made()]
    assert evaluate_open_cycles([*two, embedded()]).state == "few"
    assert evaluate_open_cycles([*two, made(state=CycleState.PAUSED)]).state == "few"
    assert evaluate_open_cycles([*two, embedded(review(TERM, "continue"))]).state == "many"
    assert evaluate_open_cycles(two).sentence == "Two cycles are under way: 1 (last 1.1) and 1 (no entry yet)."


# --- how it reads ---------------------------------------------------------------------------------------------


def read(cycle: Cycle, today: date = MONDAY) -> Pulse:
    return build_pulse(cycle, a_journal(cycle), SCOTLAND, today)


EVEN = [seen(after(n)) for n in (0, 4, 8, 12)]
LATE = [seen(after(n)) for n in (0, 17, 18, 18)]


@pytest.mark.parametrize(
    ("cycle", "days", "words"),
    [
        (made(), 3, ["early days"]),
        (made(*EVEN[:3]), 13, ["early days"]),
        (made(*EVEN), 13, ["steady"]),
        (made(*LATE), 19, ["steady"]),  # the end of an open cycle is always today
        (made(*LATE, review(after(19), "stop"), state=CycleState.CLOSED), 19, ["end-loaded", "stopped"]),
        (made(ACTED, *EVEN[2:]), 13, ["needs a baseline"]),
        (made(ACTED), 19, ["needs a baseline"]),
        (made(ACTED), 20, ["due a look"]),  # a look comes before all else
        (made(ACTED, next_look=after(60)), 28, ["needs a baseline"]),
        (made(seen(MONDAY), next_look=after(60)), 21, ["early days"]),
        (made(seen(MONDAY), next_look=after(60)), 22, ["quiet"]),
        (made(*EVEN, review(after(13), "embed")), 14, ["steady", "embedded"]),
        (made(ACTED, review(after(13), "embed")), 14, ["embedded"]),
        (made(*EVEN, review(after(13), "stop"), state=CycleState.CLOSED), 60, ["steady", "stopped"]),
        (made(review(after(3), "stop"), state=CycleState.CLOSED), 60, ["stopped"]),
        (made(*EVEN, review(after(13), "pause"), state=CycleState.PAUSED), 60, ["steady", "paused"]),
        (made(ACTED, review(after(9), "pause"), state=CycleState.PAUSED), 60, ["paused"]),
        (made(*EVEN, state=CycleState.CLOSED, turns=(turn(CycleState.CLOSED, after(20)),)), 60, ["steady", "closed"]),
        (
            made(
                *EVEN, review(after(13), "embed"), state=CycleState.CLOSED, turns=(turn(CycleState.CLOSED, after(15)),)
            ),
            60,
            ["steady", "embedded", "closed"],
        ),
    ],
)
def test_how_it_reads(cycle: Cycle, days: int, words: list[str]) -> None:
    assert list(read(cycle, after(days)).words) == words


def test_there_is_a_word_for_every_way_to_read() -> None:
    vocabulary = "due a look, needs a baseline, quiet, end-loaded, early days, steady, embedded, stopped"
    assert ", ".join(EvaluationState) == vocabulary


# --- what comes next ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cycle", "days", "line"),
    [
        (made(), 3, "enquiry evidence -c 1 --stage baseline"),
        (made(ACTED), 10, "enquiry evidence -c 1 --stage baseline"),
        (made(ACTED), 30, "enquiry review -c 1"),
        (made(seen(MONDAY), next_look=after(60)), 30, "enquiry evidence -c 1"),
        (made(*LATE), 19, "enquiry evidence -c 1"),
        (made(*EVEN), 13, "enquiry evidence -c 1"),
        (made(*EVEN, review(after(13), "stop"), state=CycleState.CLOSED), 60, 'enquiry start --grew-from 1 "…"'),
        (made(*EVEN, review(after(13), "pause"), state=CycleState.PAUSED), 60, "enquiry reopen 1"),
        (made(state=CycleState.CLOSED), 60, 'enquiry start --grew-from 1 "…"'),
    ],
)
def test_the_next_act(cycle: Cycle, days: int, line: str) -> None:
    assert command(read(cycle, after(days))) == line


def test_a_cycle_that_is_over_leads_to_the_one_that_grew_from_it() -> None:
    cycle, grown = made(state=CycleState.CLOSED), a_cycle(4, grew_from=1, on=after(9))
    journal = a_journal(cycle, grown)
    assert command(build_pulse(cycle, journal, SCOTLAND, after(20))) == "enquiry pulse 4"
    assert command(build_pulse(cycle, journal, SCOTLAND, after(5))).startswith("enquiry start")


def test_a_look_long_after_the_last_follow_up_is_not_promised() -> None:
    assert read(embedded(seen(TERM), seen(YEAR)), date(2029, 9, 3)).next.words == "A line now and then."


# --- as at a day ----------------------------------------------------------------------------------------------


def test_a_cycle_is_read_as_it_stood_at_the_end_of_the_day() -> None:
    cycle = made(
        seen(MONDAY),
        review(after(5), "continue", next_look=after(20)),
        review(after(20), "stop"),
        state=CycleState.CLOSED,
        success=(SuccessSign(text="hands", on=after(9)),),
    ).add_question(Question(text="second", on=after(9)))
    then = snapshot_cycle(cycle, after(8))
    assert (then.state, then.next_look, then.success, then.question) == (
        CycleState.OPEN,
        after(20),
        (),
        cycle.questions[0].text,
    )
    assert [entry.name for entry in then.kept] == ["1.1", "1.2"]
    assert snapshot_cycle(cycle, after(20)) is cycle
    assert snapshot_cycle(cycle, MONDAY - ONE).questions == cycle.questions[:1]


def test_the_look_that_lay_ahead_then_is_told_as_far_as_reviews_tell() -> None:
    look = after(12)
    kept = made(seen(MONDAY), ("note", after(9)), next_look=look)
    assert snapshot_cycle(kept, after(5)).next_look == look
    closed = made(seen(MONDAY), review(after(9), "stop"), state=CycleState.CLOSED)
    assert snapshot_cycle(closed, after(5)).next_look is None
    reopened = made(("note", after(9)), turns=(turn(CycleState.CLOSED, after(3)),), next_look=look)
    assert snapshot_cycle(reopened, after(5)).next_look is None


def test_the_pulses_are_those_of_the_cycles_open_on_the_day() -> None:
    first, second = a_cycle(1, on=MONDAY), a_cycle(2, on=after(9))
    third = a_cycle(3, on=MONDAY, state=CycleState.CLOSED, turns=(turn(CycleState.CLOSED, after(5)),))
    journal = a_journal(first, second, third)
    on = [[p.cycle.number for p in build_pulse_report(None, journal, SCOTLAND, after(day)).pulses] for day in (3, 7, 9)]
    assert on == [[1, 3], [1], [1, 2]]
    assert [p.cycle.number for p in build_pulse_report([third], journal, SCOTLAND, after(9)).pulses] == [3]


def test_thresholds_can_be_set() -> None:
    cycle = made(*EVEN)
    assert read(cycle, after(13)).words == ("steady",)
    stricter = build_pulse(cycle, a_journal(cycle), SCOTLAND, after(15), PulseRules(quiet=1, next_look=100))
    assert stricter.words == ("quiet",)


@given(st.data())
def test_every_cycle_has_a_pulse(data: st.DataObject) -> None:
    days = st.integers(0, 500).map(lambda n: MONDAY + timedelta(days=n))
    kinds = st.sampled_from(["evidence", "reflection", "note", "action", "reading"])
    decided = st.tuples(days, st.sampled_from([None, *Decision])).map(lambda pair: review(pair[0], pair[1]))
    entries = data.draw(st.lists(st.tuples(kinds, days) | decided, max_size=12))
    turns = data.draw(st.lists(st.builds(turn, st.sampled_from(CycleState), days), max_size=3))
    cycle = made(*entries, turns=tuple(turns), on=data.draw(days), next_look=data.draw(st.none() | days))
    today = data.draw(days)
    for calendar in (SCOTLAND, PLAIN):
        pulse = build_pulse(cycle, a_journal(cycle), calendar, today)
        assert all(0 <= one.position <= 1 for one in pulse.placed)
        assert all(names_its_reason(sign) for sign in pulse.signs)
        assert set(pulse.words)
        assert len(pulse.signs) == 11


# --- every threshold of the code, a case on each side; and three readings that a colleague would agree with ---------


def judge_spread(*days: date) -> Callable[[PulseRules], str]:
    cycle = made(("action", nth(0)), *(seen(day) for day in days), state=CycleState.CLOSED, turns=(FINISHED,))
    return lambda rules: evaluate_spread(cycle, PLAIN, nth(130), rules).state


def judge_writing_up(about: int, others: int) -> Callable[[PulseRules], str]:
    friday = MONDAY + timedelta(days=4)
    together = [typed(friday - timedelta(days=n), n) for n in range(about)]
    cycle = made(*together, *(typed(MONDAY - timedelta(days=n), 0) for n in range(10, 10 + others)))
    return lambda rules: evaluate_timeliness(cycle, rules).state


def judge_look(days: int, *tags: str) -> Callable[[PulseRules], str]:
    cycle = made(review(MONDAY), tags=tags)
    return lambda rules: evaluate_next_look(cycle, SCOTLAND, after(days), rules).state


def judge_breadth(kinds: Iterable[str], reviews: int) -> Callable[[PulseRules], str]:
    cycle = made(*(seen(MONDAY, kind) for kind in kinds), *(review(after(n)) for n in range(1, reviews + 1)))
    return lambda rules: evaluate_triangulation(cycle, rules).state


def judge_delivery(done: int) -> Callable[[PulseRules], str]:
    cycle = made(("action", MONDAY, {"planned": 10, "done": done}))
    return lambda rules: evaluate_delivery(cycle, MONDAY, rules).state


def judge_slip(rules: PulseRules) -> str:
    cycle, _ = slipping(1, 5, 3.9)
    known = Measure(id="m", recorded_at=NOW, name="wait", unit="s", better=BetterDirection.UP)
    return evaluate_sustain(
        cycle, collect_series(cycle, a_journal(cycle, measures=(known,))), SCOTLAND, TERM, rules
    ).state


def judge_one_side(rules: PulseRules) -> str:
    return evaluate_one_sidedness(made(*(seen(MONDAY, direction="supports") for _ in range(5))), rules).state


def test_every_threshold_has_a_case_on_each_side() -> None:
    sides: dict[str, tuple[Callable[[PulseRules], str], dict[float, str]]] = {
        "pieces": (judge_spread(nth(20), nth(40), nth(60), nth(80)), {4: "spread out", 5: "too few to say"}),
        "mean_position": (judge_spread(nth(60), nth(62), nth(78), nth(79)), {0.70: "end-loaded", 0.71: "spread out"}),
        "late_from": (judge_spread(nth(0), *[nth(75)] * 3), {0.75: "end-loaded", 0.76: "spread out"}),
        "late_share": (
            judge_spread(nth(0), nth(0), nth(76), nth(77), nth(78)),
            {0.5: "end-loaded", 0.6: "spread out"},
        ),
        "quiet": (
            lambda rules: evaluate_gap(made(seen(MONDAY)), SCOTLAND, after(22), rules).state,
            {20: "quiet", 21: "no long silence"},
        ),
        "at_the_time": (
            lambda rules: evaluate_timeliness(made(typed(MONDAY, 1), typed(MONDAY, 15)), rules).state,
            {14: "some later", 15: "at the time"},
        ),
        "sitting_share": (judge_writing_up(4, 3), {0.5: "written up afterwards", 0.6: "at the time"}),
        "sitting_days": (judge_writing_up(4, 0), {3: "written up afterwards", 4: "at the time"}),
        "next_look": (judge_look(20), {20: "due", 21: "not set"}),
        "sprint": (judge_look(5, "sprint"), {5: "due", 6: "not set"}),
        "leadership": (judge_look(30, "leadership"), {30: "due", 31: "not set"}),
        "kinds": (judge_breadth(THREE, 2), {3: "broad", 4: "narrow"}),
        "perspectives": (judge_breadth(THREE, 2), {2: "broad", 3: "narrow"}),
        "by_review": (judge_breadth(("noticing", "survey"), 1), {1: "narrow", 2: "so far"}),
        "one_sided": (judge_one_side, {5: "one-sided", 6: "none yet"}),
        "delivered": (judge_delivery(4), {0.5: "thin", 0.4: "counted"}),
        "as_planned": (judge_delivery(9), {0.9: "as planned", 0.91: "counted"}),
        "slipped": (judge_slip, {0.25: "slipped", 0.3: "done"}),
        "term": (
            lambda rules: build_follow_ups(embedded(), PLAIN, date(2026, 2, 6), rules)[0].state,
            {60: "due", 61: "to come"},
        ),
        "open_cycles": (
            lambda rules: evaluate_open_cycles([made(), made(), made()], rules).state,
            {2: "many", 3: "few"},
        ),
    }
    assert set(sides) == set(PulseRules.__struct_fields__)
    told = {
        name: {at: judge(replace(DEFAULT_RULES, **{name: at})) for at in at_each}
        for name, (judge, at_each) in sides.items()
    }
    assert told == {name: at_each for name, (_, at_each) in sides.items()}


def test_a_teachers_week_is_read_as_a_colleague_would() -> None:
    """From Monday to Friday: a look before, a change, two looks and a thought. Nothing is missing, nothing is late."""
    week = [MONDAY + timedelta(days=n) for n in range(5)]
    cycle = made(
        seen(week[0], "tally"),
        ("action", week[1], {"planned": 4, "done": 4}),
        seen(week[2]),
        seen(week[3], "pupil-voice", "contradicts"),
        ("reflection", week[4]),
        success=(SuccessSign(text="they answer each other", on=week[0]),),
        hunch="I rescue them",
    )
    for today in (week[4], week[4] + timedelta(days=2)):
        pulse = read(cycle, today)
        assert pulse.words == ("steady",)
        assert [sign.name for sign in pulse.signs if sign.asks] == []
        told = {sign.name: sign.sentence for sign in pulse.signs}
        assert told["baseline"] == "The first look (1.1, 1 Sep) came before the first action (1.2, 2 Sep)."
        assert told["delivery"] == "4 of 4 planned times (1.2)."
        assert told["one-sided"] == "One piece disagrees (1.4)."
        assert told["triangulation"] == "Three kinds of evidence, through the learners and your own eyes (1.1 to 1.4)."


def test_a_heads_term_is_read_as_a_colleague_would() -> None:
    """A survey of teachers, an hour a week, their voices, half a term's quiet before the look that was set."""
    cycle = made(
        seen(MONDAY, "survey", n=12),
        ("action", after(5), {"planned": 14, "done": 7, "until": after(75)}),
        seen(after(20), "staff-voice", "mixed", n=3),
        review(after(30), "continue"),
        seen(after(48), "peer-observation", "supports"),
        group="P4 to P7 teachers",
        tags=("leadership",),
        success=(SuccessSign(text="they plan without me", on=MONDAY),),
        hunch="they want the hour, not me",
    )
    pulse = read(cycle, after(59))
    told = {sign.name: (sign.state, sign.sentence) for sign in pulse.signs}
    assert pulse.words == ("steady",)
    assert told["triangulation"] == ("so far", "Three kinds of evidence, through colleagues (1.1 to 1.5).")
    assert command(next(sign for sign in pulse.signs if sign.name == "triangulation")).endswith("--kind pupil-voice")
    assert told["next look"][0] == "not set"
    assert "30 teaching days after the last review" in told["next look"][1]
    assert told["delivery"][0] == "under way"
    assert read(cycle, after(60)).words == ("due a look",)
    assert not any("learner" in sign.sentence for sign in pulse.signs)
