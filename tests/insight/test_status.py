"""Where a journal stands: at most three matters, each with the command that answers it, and a line a cycle."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from enquiry.acts import Act, ActKind
from enquiry.command_lines import format_command
from enquiry.insight.pulse.next_look import PlannedLook, plan_next_look
from enquiry.insight.status import MAX_NOTICES, CycleRow, StatusNotice, build_cycle_row, build_status, list_cycle_rows
from enquiry.model.choices import CycleState, Decision
from enquiry.model.cycle import Cycle, StateChange
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal
from enquiry.model.record import Removal
from enquiry.presets import load_calendar
from enquiry.query.select import Query, select
from tests import strategies
from tests.conftest import NOW, a_cycle, a_journal, a_note, an_entry

SCOTLAND = load_calendar("scotland", Path("nowhere"))
MONDAY = date(2025, 11, 3)
LATER = date(2027, 1, 11)


def matters(*cycles: Cycle, today: date, notes: int = 0) -> tuple[StatusNotice, ...]:
    journal = a_journal(*cycles, inbox=tuple(a_note(n) for n in range(1, notes + 1)))
    return build_status(journal, SCOTLAND, today).matters


@pytest.mark.parametrize(("days", "due"), [(-1, False), (0, True), (1, True), (300, True)])
def test_a_look_is_due_from_its_day_on(days: int, due: bool) -> None:
    cycle = a_cycle(4, on=MONDAY, next_look=MONDAY)
    found = matters(cycle, today=MONDAY + timedelta(days=days))
    year = " 2025" if found and days == 300 else ""
    said = StatusNotice(f"Cycle 4 is due a look; you set it for 3 November{year}.", Act(ActKind.REVIEW, 4), 4)
    assert found == ((said,) if due else ())


@pytest.mark.parametrize(("taught", "quiet"), [(0, False), (19, False), (20, False), (21, True), (60, True)])
def test_a_cycle_is_quiet_after_more_than_twenty_teaching_days(taught: int, quiet: bool) -> None:
    today = SCOTLAND.add_teaching_days(MONDAY, taught + 1)
    found = matters(a_cycle(4, on=MONDAY, next_look=LATER), today=today)
    year = " 2025" if today.year > 2025 else ""
    said = StatusNotice(
        f"Nothing on cycle 4 since 3 November{year}; a line is enough.", Act(ActKind.LOG_EVIDENCE, 4), 4
    )
    assert found == ((said,) if quiet else ())


@pytest.mark.parametrize("last", [date(2025, 11, 8), date(2025, 11, 9), date(2025, 10, 25)])
@pytest.mark.parametrize(("taught", "quiet"), [(20, False), (21, True)])
def test_days_are_counted_the_same_after_a_weekend_or_a_holiday(last: date, taught: int, quiet: bool) -> None:
    today = SCOTLAND.add_teaching_days(last, taught + 1)
    assert bool(matters(a_cycle(on=last, next_look=LATER), today=today)) is quiet


def test_holidays_are_not_quiet_days() -> None:
    last = date(2025, 12, 5)
    assert not matters(a_cycle(on=last, next_look=LATER), today=date(2026, 1, 18))
    assert matters(a_cycle(on=last, next_look=LATER), today=date(2026, 1, 20))


def test_what_is_to_be_deleted_is_told_two_weeks_ahead_and_first_whatever_the_state() -> None:
    told = {
        (days, state): matters(a_cycle(7, state=state, delete_by=MONDAY + timedelta(days=days)), today=MONDAY)
        for days in (15, 14, 0, -1)
        for state in (CycleState.OPEN, CycleState.CLOSED)
    }
    act = Act(ActKind.SETTLE_DELETION, 7, item="7")
    for state in (CycleState.OPEN, CycleState.CLOSED):
        assert act not in [one.act for one in told[15, state]]
        assert [told[days, state][0].act for days in (14, 0, -1)] == [act] * 3
        words = "What was gathered for cycle 7 was to be deleted by 2 November 2025. Is it?"
        assert told[-1, state][0].words == words
        assert "is to be deleted by 17 November 2025" in told[14, state][0].words
    assert format_command(act) == "enquiry edit 7 --clear delete-by"
    both = matters(a_cycle(1, delete_by=MONDAY), a_cycle(2, delete_by=MONDAY - timedelta(days=3)), today=MONDAY)
    assert both[0].cycle == 2
    assert both[0].words.endswith("Is it? The same for one other cycle.")
    assert ActKind.SETTLE_DELETION not in [one.act.what for one in both[1:]]


@pytest.mark.parametrize("state", [CycleState.PAUSED, CycleState.RESTING, CycleState.CLOSED])
def test_only_open_cycles_matter_and_what_was_promised_for_others(state: CycleState) -> None:
    assert matters(a_cycle(state=state), today=date(2026, 6, 1)) == ()
    told = [
        (one.words, format_command(one.act))
        for one in matters(a_cycle(state=state, next_look=MONDAY), today=date(2026, 6, 1))
    ]
    shut = "Cycle 1 is closed; you meant to look on 3 November 2025 whether it is still happening."
    promised = (f"Cycle 1 is {state}; you meant to take it up again on 3 November 2025.", "enquiry reopen 1")
    assert told == [(shut, "enquiry evidence -c 1 --stage follow-up") if state is CycleState.CLOSED else promised]
    assert matters(a_cycle(state=state, next_look=LATER), today=MONDAY) == ()


def test_the_open_and_the_current_cycle_have_a_line_each_and_those_set_aside_are_named() -> None:
    cycles = [a_cycle(number, state=state) for number, state in enumerate((*CycleState, CycleState.CLOSED), 1)]
    for current, shown in ((None, [1]), (2, [1, 2]), (3, [1, 3]), (5, [1, 5])):
        journal = a_journal(*cycles).update_settings(current=current and cycles[current - 1].id)
        now = build_status(journal, SCOTLAND, MONDAY)
        assert [row.cycle.number for row in now.rows] == shown
        assert [row.cycle.number for row in now.rows if row.current] == ([current] if current else [])
        assert [(one.cycle.number, one.state) for one in now.aside] == [(2, "paused"), (3, "resting")]


def test_a_removed_cycle_does_not_matter() -> None:
    assert matters(a_cycle(next_look=MONDAY, removed=Removal(at=NOW)), today=date(2026, 6, 1)) == ()


def test_what_is_due_is_not_also_called_quiet() -> None:
    assert len(matters(a_cycle(next_look=MONDAY), today=date(2026, 6, 1))) == 1


@pytest.mark.parametrize(("taught", "due"), [(19, False), (20, True)])
def test_a_cycle_never_reviewed_is_due_twenty_teaching_days_after_it_began(taught: int, due: bool) -> None:
    found = matters(a_cycle(4, on=MONDAY), today=SCOTLAND.add_teaching_days(MONDAY, taught))
    words = "Cycle 4 is due a look; it began on 3 November and has had none yet."
    assert found == ((StatusNotice(words, Act(ActKind.REVIEW, 4), 4),) if due else ())


def test_a_cycle_dated_today_or_later_is_not_quiet() -> None:
    assert matters(a_cycle(on=MONDAY), today=MONDAY) == ()
    assert matters(a_cycle(on=MONDAY), today=MONDAY - timedelta(days=9)) == ()


@pytest.mark.parametrize(
    ("notes", "words"),
    [(1, "A note waits in the inbox."), (2, "2 notes wait in the inbox.")],
)
def test_notes_that_wait_matter(notes: int, words: str) -> None:
    assert matters(today=MONDAY, notes=notes) == (StatusNotice(words, Act(ActKind.FILE_NOTES)),)


def test_at_most_three_matter_the_longest_due_first_and_notes_last() -> None:
    cycles = [a_cycle(n, on=MONDAY, next_look=MONDAY + timedelta(days=10 - n)) for n in range(1, 4)]
    quiet = a_cycle(4, on=date(2024, 9, 1))
    today = MONDAY + timedelta(days=9)
    assert [matter.cycle for matter in matters(*cycles, quiet, today=today, notes=2)] == [3, 2, 1]
    assert [matter.cycle for matter in matters(cycles[0], quiet, today=today, notes=2)] == [1, 4, None]
    assert MAX_NOTICES == 3


@strategies.seldom
@given(strategies.journals(), strategies.days)
def test_matters_are_few_and_each_has_a_command(journal: Journal, today: date) -> None:
    now = build_status(journal, SCOTLAND, today)
    assert len(now.matters) <= MAX_NOTICES
    assert all(format_command(matter.act).startswith("enquiry ") for matter in now.matters)
    assert [row.cycle for row in now.rows if row.cycle.state is CycleState.OPEN] == list(journal.open)
    assert [row.cycle for row in now.rows if row.current] == ([journal.current] if journal.current else [])
    assert now.waiting == len(journal.waiting)


def test_the_day_is_told_in_the_calendar_s_words() -> None:
    now = build_status(Journal(), SCOTLAND, date(2025, 11, 24))
    assert (now.year, now.year_word, now.week, now.empty) == ("2025-26", "session", 15, True)
    assert now.guess == "dates"
    england = load_calendar("england", Path("nowhere"))
    assert build_status(Journal(), england, date(2025, 8, 1)).year == "2024-25"
    assert build_status(Journal(), SCOTLAND, date(2025, 8, 1)).week <= 0
    zealand = load_calendar("new-zealand", Path("nowhere"))
    assert [build_status(Journal(), zealand, date(year, 3, 2)).guess for year in (2026, 2027)] == ["", "dates"]


def test_a_journal_is_empty_until_something_is_kept_in_it() -> None:
    assert build_status(a_journal(a_cycle(removed=Removal(at=NOW))), SCOTLAND, MONDAY).empty
    assert not build_status(a_journal(a_cycle(state=CycleState.CLOSED)), SCOTLAND, MONDAY).empty
    assert not build_status(Journal(inbox=(a_note(),)), SCOTLAND, MONDAY).empty
    assert build_status(Journal(inbox=(a_note(filed_as="1.1"),)), SCOTLAND, MONDAY).empty


def test_a_line_counts_evidence_and_reflections() -> None:
    kinds = ("evidence", "evidence", "reflection", "review", "note", "action", "reading")
    cycle = a_cycle(
        7,
        entries=(
            *(an_entry(kind, MONDAY, cycle=7, number=n) for n, kind in enumerate(kinds, 1)),
            an_entry("evidence", MONDAY + timedelta(days=9), cycle=7, number=9, removed=Removal(at=NOW)),
        ),
    )
    row = build_cycle_row(cycle, a_journal(cycle).update_settings(current=cycle.id))
    assert (row.evidence, row.reflections, row.cycle.last_on, row.current) == (2, 1, MONDAY, True)
    assert not build_cycle_row(cycle, a_journal(cycle)).current


@pytest.mark.parametrize(("closed", "numbers"), [(False, [1, 2]), (True, [1, 2, 3])])
def test_closed_cycles_are_listed_only_where_they_are_asked_for(closed: bool, numbers: list[int]) -> None:
    journal = a_journal(a_cycle(1), a_cycle(2, state=CycleState.PAUSED), a_cycle(3, state=CycleState.CLOSED))
    rows = list_cycle_rows(select(journal, Query()), journal, closed=closed)
    assert [row.cycle.number for row in rows] == numbers


def home_row(*entries: AnyEntry, today: date = MONDAY, **fields: Any) -> CycleRow:
    cycle = a_cycle(on=MONDAY, entries=entries, **fields)
    return build_status(a_journal(cycle), SCOTLAND, today).rows[0]


@pytest.mark.parametrize(
    ("days", "due"),
    [(9, ""), (10, "due a look"), (11, "due a look since 13 Nov"), (60, "due a look since 13 Nov 2025")],
)
def test_the_home_page_says_what_is_due_in_words(days: int, due: str) -> None:
    assert home_row(next_look=date(2025, 11, 13), today=MONDAY + timedelta(days=days)).due == due


@pytest.mark.parametrize(("taught", "due"), [(20, ""), (21, "quiet for 21 teaching days")])
def test_a_long_silence_is_said_where_no_look_is_due(taught: int, due: str) -> None:
    today = SCOTLAND.add_teaching_days(MONDAY, taught + 1)
    assert home_row(next_look=date(2026, 6, 1), today=today).due == due


def test_a_follow_up_that_is_due_is_called_one() -> None:
    embed = an_entry("review", MONDAY, decision=Decision.EMBED)
    assert home_row(embed, today=date(2026, 3, 2)).due.startswith("a follow-up is due since ")


def test_what_was_last_thought_is_the_last_reflection_or_review_with_words() -> None:
    thought = an_entry("reflection", MONDAY, "they drew it first")
    later = (an_entry("evidence", MONDAY, "9 of 24", number=2), an_entry("review", MONDAY, "", number=3))
    assert home_row(thought, *later).thought == "they drew it first"
    assert home_row(*later).thought == "9 of 24"
    assert home_row().thought == ""


def test_paused_and_promised_cycles_rest_and_the_current_one_always_stands_there() -> None:
    turns = (StateChange(state=CycleState.PAUSED, on=LATER, at=NOW),)
    paused = a_cycle(1, on=MONDAY, state=CycleState.PAUSED, turns=turns)
    embedded = a_cycle(2, on=MONDAY, entries=(an_entry("review", MONDAY, cycle=2, decision=Decision.EMBED),))
    closed = a_cycle(3, on=MONDAY, state=CycleState.CLOSED)
    journal = a_journal(paused, embedded, closed)
    now = build_status(journal, SCOTLAND, MONDAY + timedelta(days=1))
    assert [(rest.cycle.number, rest.state) for rest in now.aside] == [(1, "paused"), (2, "promised")]
    assert now.aside[0].on == LATER
    assert [row.cycle.number for row in now.rows] == [2]
    current = build_status(journal.update_settings(current=paused.id), SCOTLAND, MONDAY)
    assert [row.cycle.number for row in current.rows] == [2, 1]


def test_notices_are_looked_for_only_until_three_were_found(monkeypatch: pytest.MonkeyPatch) -> None:
    cycles, asked = [a_cycle(number, on=MONDAY, next_look=MONDAY) for number in range(1, 41)], list[int]()

    def count(cycle: Cycle, *given: Any) -> PlannedLook | None:
        asked.append(cycle.number)
        return plan_next_look(cycle, *given)

    monkeypatch.setattr("enquiry.insight.status.plan_next_look", count)
    now = build_status(a_journal(*cycles), SCOTLAND, MONDAY)
    assert (len(now.matters), len(now.rows)) == (3, 40)
    assert len(asked) == 43
