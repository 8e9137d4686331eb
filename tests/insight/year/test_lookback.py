"""Looking back: this week in earlier years, past questions, and promises whose day has come."""

from datetime import date, datetime, timedelta
from pathlib import Path

from hypothesis import given

from enquiry.command_lines import format_command
from enquiry.insight.year.lookback import LookBack, build_lookback
from enquiry.model.belief import BeliefVersion
from enquiry.model.choices import CycleState, Decision, Held
from enquiry.model.cycle import Question, StateChange
from enquiry.model.journal import Journal
from enquiry.model.record import Removal
from enquiry.presets import load_calendar
from enquiry.query.select import Query, select
from enquiry.views.year.lookback import format_lookback_lines
from tests import strategies
from tests.conftest import NOW, a_belief, a_cycle, a_journal, an_entry

SCOTLAND = load_calendar("scotland", Path("nowhere"))


def back(journal: Journal, today: date) -> LookBack:
    return build_lookback(select(journal, Query()), SCOTLAND, today)


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
        (date(2026, 1, 1), "shut?", "enquiry evidence -c 3 --stage follow-up"),
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


def test_a_day_of_deletion_is_a_promise_once_it_has_come() -> None:
    cycle = a_cycle(3, delete_by=date(2025, 11, 12), state=CycleState.CLOSED)
    assert back(a_journal(cycle), date(2025, 11, 11)).promises == ()
    (promise,) = back(a_journal(cycle), date(2025, 11, 12)).promises
    assert promise.words == "What was gathered for cycle 3 is to be deleted by 12 November 2025."
    assert format_command(promise.act) == "enquiry edit 3 --clear delete-by"


def test_what_was_believed_a_year_ago_is_told_with_how_it_is_put_and_held_now() -> None:
    def version(year: int, text: str, held: Held = Held.ON_TRIAL) -> BeliefVersion:
        return BeliefVersion(text=text, on=date(year, 9, 1), at=NOW, held=held)

    beliefs = (
        a_belief(1, versions=(version(2023, "so"), version(2025, "not so"))),
        a_belief(2, versions=(version(2023, "kept"), version(2025, "kept", Held.FIRMLY))),
        a_belief(3, versions=(version(2022, "gone"), version(2023, "gone", Held.GIVEN_UP))),
        a_belief(4, versions=(version(2025, "new"),)),
        a_belief(5, versions=(version(2023, "removed"),), removed=Removal(at=NOW)),
    )
    found = back(a_journal(beliefs=beliefs), date(2025, 11, 12)).believed
    assert [(one.belief, one.text, one.now, one.held) for one in found] == [
        ("belief-1", "so", "not so", Held.ON_TRIAL),
        ("belief-2", "kept", "", Held.FIRMLY),
    ]
