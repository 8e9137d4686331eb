"""What a journal holds, checked over values: its links, its days, and the moments of its history."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from enquiry.command_lines import format_hint
from enquiry.insight.doctor import CheckState, check_dates, check_deletions, check_history, check_links, check_values
from enquiry.model.choices import LinkKind
from enquiry.model.cycle import Link
from enquiry.model.journal import Journal
from enquiry.model.settings import Settings
from tests.conftest import NOW, a_cycle, a_journal, a_note, an_entry, cycle_id


def linked(number: int, **more: Any) -> Journal:
    return a_journal(a_cycle(number, **more))


@pytest.mark.parametrize(
    ("journal", "state", "told"),
    [
        (linked(1), CheckState.FINE, "every link leads to what is there"),
        (linked(2, grew_from=cycle_id(1)), CheckState.WRONG, "one link leads to what is not there"),
        (linked(2, links=(Link(kind=LinkKind.CONTRADICTS, cycle=cycle_id(9)),)), CheckState.WRONG, "one link leads to"),
        (linked(2, links=(Link(kind=LinkKind.CONTRADICTS, cycle=cycle_id(2)),)), CheckState.FINE, "every link"),
        (linked(2, links=(Link(kind=LinkKind.SHARED_WITH, who="Ann"),)), CheckState.FINE, "every link"),
        (
            a_journal(inbox=(a_note(1, filed_as="7.1"), a_note(2, filed_as="7.2"))),
            CheckState.WRONG,
            "two links lead to",
        ),
        (
            a_journal(settings=Settings(current=cycle_id(3))),
            CheckState.NOTE,
            f"the current cycle, {cycle_id(3)}, is not there or was removed",
        ),
        (
            a_journal(*(a_cycle(n, grew_from=cycle_id(90 + n)) for n in range(1, 9))),
            CheckState.WRONG,
            "eight links lead to",
        ),
    ],
)
def test_links_lead_somewhere(journal: Journal, state: CheckState, told: str) -> None:
    check = check_links(journal)
    assert check.state is state
    assert told in check.told
    if "eight" in told:
        assert check.reason.endswith("and 2 more")


@pytest.mark.parametrize(
    ("journal", "state", "told"),
    [
        (a_journal(), CheckState.FINE, "there is nothing dated yet"),
        (a_journal(a_cycle()), CheckState.FINE, "no day lies far ahead"),
        (a_journal(inbox=(a_note(1, happened_on=date(2062, 2, 3)),)), CheckState.NOTE, "dated more than a year ahead"),
        (a_journal(inbox=(a_note(1, recorded_at=NOW + timedelta(days=2)),)), CheckState.NOTE, "a clock was wrong"),
        (a_journal(inbox=(a_note(1, recorded_at=NOW + timedelta(hours=20)),)), CheckState.FINE, "no day lies"),
    ],
)
def test_days_lie_where_they_can_be_kept(journal: Journal, state: CheckState, told: str) -> None:
    check = check_dates(journal, NOW)
    assert check.state is state
    assert told in check.told


def test_values_that_no_command_would_take_are_told_with_the_way_to_mend_them() -> None:
    assert check_values(a_journal(a_cycle(grew_from=2), a_cycle(2))).state is CheckState.FINE
    entry = an_entry("evidence", date(1, 1, 1), n=-3, recorded_at=NOW)
    check = check_values(a_journal(a_cycle(entries=(entry,), grew_from=2), a_cycle(2, grew_from=1)))
    assert (check.state, check.told) == (CheckState.WRONG, "three values are not as a command would take them")
    assert "entry 1.1: the day 0001-01-01 is not from 1950 to 2100" in check.reason
    assert "cycle 1: it grew from itself: 1 from 2 from 1" in check.reason
    assert format_hint(check.remedy).endswith("enquiry show 1.1")
    meeting = check_values(a_journal(settings=Settings(meeting=date(9999, 1, 1))))
    assert (meeting.state, meeting.remedy) == (CheckState.WRONG, "")


def test_a_step_that_stands_twice_is_told() -> None:
    check = check_history((NOW, NOW), NOW, "a step “2” after step 2")
    assert (check.state, check.reason) == (CheckState.WRONG, "it holds a step “2” after step 2")
    assert "“" not in check.told


@pytest.mark.parametrize(
    ("steps", "state", "told"),
    [
        ((), CheckState.FINE, "there is no step yet"),
        ((NOW,), CheckState.FINE, "one step"),
        ((NOW, NOW - timedelta(hours=1)), CheckState.NOTE, "the clock went back"),
        ((NOW + timedelta(days=3),), CheckState.NOTE, "of a day to come"),
    ],
)
def test_history_says_when_a_clock_was_wrong(steps: tuple[datetime, ...], state: CheckState, told: str) -> None:
    check = check_history(steps, NOW)
    assert check.state is state
    assert told in check.told


def test_a_day_of_deletion_that_has_come_is_worth_knowing() -> None:
    cycles = [a_cycle(n, delete_by=date(2026, 2, n)) for n in (2, 3, 4)]
    check = check_deletions(a_journal(*cycles), date(2026, 2, 3))
    assert (check.state, check.told) == (
        CheckState.NOTE,
        "two days by which what was gathered was to be deleted have come",
    )
    assert check.reason.endswith(": cycle 2 and cycle 3")
    assert format_hint(check.remedy) == "Where it is deleted: enquiry edit 2 --clear delete-by"
    assert check_deletions(a_journal(*cycles[2:]), date(2026, 2, 3)).state is CheckState.FINE
