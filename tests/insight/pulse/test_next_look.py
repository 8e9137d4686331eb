"""What a review looks at, when it comes round, and what a thread holds."""

from datetime import date

import pytest

from enquiry.dates.period import Period
from enquiry.insight.pulse.next_look import compute_usual_look, get_look_interval
from enquiry.insight.thread import build_thread
from enquiry.model.choices import LinkKind
from enquiry.model.cycle import Link
from enquiry.model.record import Removal
from enquiry.words import find_closed_stem
from tests.conftest import NOW, a_cycle, a_journal, cycle_id, scotland


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
