"""What a review looks at, and which cycles are due one."""

from datetime import date

from enquiry.insight.agenda import build_agenda, find_due_cycles
from enquiry.model.choices import CycleState, Direction
from tests.conftest import a_cycle, a_journal, an_entry, scotland


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
