"""What a review looks at, when it comes round, and what a thread holds."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from enquiry.dates.calendar import Calendar, build_calendar
from enquiry.dates.period import Period
from enquiry.insight.pulse.next_look import build_agenda, compute_usual_look, find_due_cycles, get_look_interval
from enquiry.insight.pulse.sustain import add_term, add_year
from enquiry.insight.thread import build_thread
from enquiry.model.choices import CycleState, Direction, LinkKind
from enquiry.model.cycle import Link
from enquiry.model.record import Removal
from enquiry.presets import load_calendar
from enquiry.words import find_closed_stem
from tests import TOP
from tests.conftest import NOW, a_cycle, a_journal, an_entry, cycle_id

NOWHERE = Path("/nowhere")


@cache
def scotland() -> Calendar:
    return load_calendar("scotland", NOWHERE)


@pytest.mark.parametrize(
    ("tags", "days"),
    [((), 20), (("numeracy",), 20), (("Sprint",), 5), (("leadership",), 30), (("sprint", "leadership"), 5)],
)
def test_the_pace_of_a_cycle_is_told_by_its_tags(tags: tuple[str, ...], days: int) -> None:
    cycle = a_cycle(tags=tags)
    assert get_look_interval(cycle) == days
    look = compute_usual_look(cycle, scotland(), date(2025, 9, 1))
    assert scotland().count_teaching_days(Period.through(date(2025, 9, 2), look)) == days
    assert scotland().is_teaching_day(look)


def test_the_usual_look_steps_over_the_october_holiday() -> None:
    assert compute_usual_look(a_cycle(tags=("sprint",)), scotland(), date(2025, 10, 8)) == date(2025, 10, 29)


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2025, 8, 18), date(2025, 10, 27)),  # the first day of a term gives the first of the next
        (date(2025, 8, 25), date(2025, 11, 3)),  # a week in, a week in
        (date(2025, 10, 15), date(2025, 12, 19)),  # after a longer term the last day of a shorter one
        (date(2026, 6, 24), date(2026, 10, 9)),  # over the summer, into the next year
    ],
)
def test_a_term_later_is_as_far_into_the_next_term(day: date, later: date) -> None:
    assert add_term(day, scotland()) == later


def test_without_terms_a_term_is_sixty_teaching_days() -> None:
    table = tomllib.loads((TOP / "enquiry/data/calendars/custom.toml").read_text())
    custom = build_calendar(table, "custom")
    later = add_term(date(2026, 1, 5), custom)
    assert custom.count_teaching_days(Period.through(date(2026, 1, 6), later)) == 60


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2025, 9, 1), date(2026, 9, 1)),
        (date(2025, 10, 24), date(2026, 10, 26)),  # a Saturday of the October holiday is stepped over
        (date(2024, 2, 29), date(2025, 2, 28)),
    ],
)
def test_a_year_later_is_a_teaching_day(day: date, later: date) -> None:
    assert add_year(day, scotland()) == later
    assert scotland().is_teaching_day(later)


def test_an_agenda_holds_what_has_come_since_the_last_review_and_what_disagrees_apart() -> None:
    cycle = a_cycle(
        entries=(
            an_entry("evidence", date(2025, 9, 2), number=1, direction=Direction.CONTRADICTS),
            an_entry("review", date(2025, 9, 20), number=2),
            an_entry("evidence", date(2025, 9, 22), number=3, direction=Direction.SUPPORTS),
            an_entry("evidence", date(2025, 9, 23), number=4, direction=Direction.MIXED),
            an_entry("reflection", date(2025, 9, 24), number=5),
        )
    )
    agenda = build_agenda(cycle, a_journal(cycle))
    assert agenda.last is not None
    assert agenda.last.name == "1.2"
    assert [entry.name for entry in agenda.disagrees] == ["1.4"]
    assert [entry.name for entry in agenda.since] == ["1.3", "1.5"]


def test_a_first_review_looks_at_everything() -> None:
    cycle = a_cycle(entries=(an_entry("action", date(2025, 9, 2)),))
    agenda = build_agenda(cycle, a_journal(cycle))
    assert agenda.last is None
    assert [entry.name for entry in agenda.since] == ["1.1"]


def test_due_are_the_open_cycles_whose_day_has_come_the_longest_overdue_first() -> None:
    today = date(2025, 10, 1)
    cycles = (
        a_cycle(1, next_look=today),
        a_cycle(2, next_look=date(2025, 9, 1)),
        a_cycle(3, next_look=date(2025, 10, 2)),
        a_cycle(4, next_look=today, state=CycleState.PAUSED),
        a_cycle(5),
    )
    assert [cycle.number for cycle in find_due_cycles(cycles, scotland(), today)] == [2, 5, 1]


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Does greeting improve behaviour?", "Does"),
        ("“Is it the blocks?”", "Is"),
        ("will it work", "will"),
        ("What happens when I wait?", ""),
        ("In what ways does it change?", ""),
        ("How do they explain it?", ""),
        ("Doing less: what happens?", ""),
    ],
)
def test_a_question_that_asks_for_a_yes_is_known_by_its_first_word(question: str, word: str) -> None:
    assert find_closed_stem(question) == word


def test_a_thread_is_the_whole_tree_whichever_cycle_is_asked_for() -> None:
    cycles = [a_cycle(1), a_cycle(2, grew_from=1), a_cycle(3, grew_from=1), a_cycle(4, grew_from=3), a_cycle(5)]
    journal = a_journal(*cycles)
    for cycle in cycles[:4]:
        thread = build_thread(cycle, journal)
        assert thread.asked == cycle.number
        assert thread.root.cycle.number == 1
        assert [branch.cycle.number for branch in thread.root.grown] == [2, 3]
        assert [branch.cycle.number for branch in thread.root.grown[1].grown] == [4]


def test_a_cycle_whose_parent_was_removed_begins_a_thread() -> None:
    cycles = (a_cycle(1, removed=Removal(at=NOW)), a_cycle(2, grew_from=1))
    assert build_thread(cycles[1], a_journal(*cycles)).root.cycle.number == 2


def test_a_circle_is_followed_once() -> None:
    cycles = (a_cycle(1, grew_from=2), a_cycle(2, grew_from=1))
    thread = build_thread(cycles[0], a_journal(*cycles))
    assert [branch.grown for branch in thread.root.grown] == [()]


def test_ties_are_those_from_and_to_the_thread() -> None:
    cycles = (
        a_cycle(1, links=(Link(kind=LinkKind.SHARED_WITH, who="stage partner"),)),
        a_cycle(2, links=(Link(kind=LinkKind.REPLICATES, cycle=cycle_id(1)),)),
        a_cycle(3, links=(Link(kind=LinkKind.SAME_GROUP, cycle=cycle_id(2)),)),
    )
    ties = build_thread(cycles[0], a_journal(*cycles)).ties
    assert [(tie.cycle, tie.kind.value, tie.other) for tie in ties] == [
        (1, "shared-with", "stage partner"),
        (2, "replicates", "1"),
    ]
