"""Replay shows beside each decision what its writer had then, in the words of then, and nothing that came after."""

from datetime import timedelta

import pytest
from hypothesis import example, given, settings

from enquiry.insight.merging.merge import merge_copies
from enquiry.insight.replay.build import build_replay
from enquiry.insight.replay.question import build_question_life
from enquiry.insight.replay.value import ToldBy
from enquiry.model.choices import EntryKind
from enquiry.model.entry import AnyEntry, Review
from enquiry.model.journal import Journal
from tests import strategies
from tests.insight.merging.machines import ACTS, Machine, histories, open_copy
from tests.insight.merging.test_forgetting import merged, play_forgetting, short

Move = tuple[int, int, int, int, int]


def list_reviews(journal: Journal) -> set[str]:
    return {entry.id for entry in journal.iterate_entries() if entry.kind is EntryKind.REVIEW}


def play_watched(history: list[Move]) -> tuple[list[Machine], dict[str, Journal]]:
    """Play a history on two machines; return them, and the journal as it stood when each step made a review."""
    first, watched = Machine("a"), dict[str, Journal]()
    for what in (0, 1, 2):
        first.do(what, what, what + 1)
    known = [first, Machine("b", first.copy)]
    for who, what, a, b, jump in history:
        machine = known[who % 2]
        machine.now += timedelta(hours=jump)
        before, count = list_reviews(machine.journal), len(machine.copy.steps)
        if what >= len(ACTS):
            machine.take_in(known[1 - who % 2])
            continue
        machine.do(what, a, b)
        if len(machine.copy.steps) > count and list_reviews(machine.journal) - before:
            watched[machine.copy.steps[-1].id] = machine.journal
    return known, watched


def check(history: list[Move]) -> int:
    """Compare every replay with what was watched, and return how many decisions there were."""
    machines, watched = play_watched(history)
    whole = merge_copies(machines[0].copy, machines[1].copy).copy
    journal, ids, count = open_copy(whole), {step.number: step.id for step in whole.steps}, 0
    now = {entry.id: entry for cycle in journal.cycles for entry in cycle.entries}
    for cycle in journal.kept:
        for one in build_replay(cycle, journal, whole.steps).decisions:
            then = watched.get(ids.get(one.step or 0, ""))
            if not isinstance(one.made, Review) or then is None:
                continue
            count += 1
            home = then.cycles_by_id.get(cycle.id)
            lay = [entry for entry in (home.kept if home else ()) if entry.id != one.made.id]
            shown: list[AnyEntry] = [told.entry for told in one.known]
            assert {e.id: e.text for e in shown} == {e.id: e.text for e in lay if not now[e.id].removed}
            assert {gone.name for gone in one.gone} == {now[e.id].name for e in lay if now[e.id].removed}
            assert home is None or (one.question, one.hunch) == (home.question, home.hunch)
            later = {told.entry.id for told in one.later}
            assert not later & {entry.id for entry in shown}
            about = [entry.id for entry in cycle.kept if entry.happened_on <= one.on and entry.id != one.made.id]
            assert set(about) <= later | {entry.id for entry in shown}
    return count


@strategies.seldom
@given(histories)
@example([(0, 1, 0, 4, 0), (1, 2, 0, 4, 0), (0, 2, 0, 2, 0), (1, 1, 0, 4, 0), (0, 31, 0, 0, 0), (0, 3, 1, 0, 0)])
@example([(0, 2, 0, 2, 0), (0, 1, 0, 4, 0), (0, 3, 2, 0, 0), (0, 22, 2, 0, 0), (0, 12, 2, 0, 0), (0, 1, 0, 4, 0)])
def test_a_decision_is_told_with_what_its_machine_held_then_for_any_history(history: list[Move]) -> None:
    check(history)


def test_what_another_machine_wrote_meanwhile_is_told_as_not_known_and_the_machine_is_named() -> None:
    machines, _ = play_watched([(0, 1, 0, 2, 0), (1, 1, 0, 4, 1), (0, 31, 0, 0, 0), (0, 1, 0, 4, 2)])
    copy = machines[0].copy
    journal = open_copy(copy)
    replay = build_replay(journal.kept[0], journal, copy.steps)
    first, second = replay.decisions
    assert (first.machine, second.machine) == ("b", "a")
    assert [one.how for one in first.later] == ["the machine that decided did not know it", ""]
    assert len(second.known) == len(first.known) + 2
    assert "Several machines wrote this journal apart" in replay.notes[0]
    assert first.told_by is second.told_by is ToldBy.STEPS


@pytest.mark.long
@settings(max_examples=2000, deadline=None, derandomize=False)
@given(histories)
def test_two_thousand_histories_tell_what_was_held_then(history: list[Move]) -> None:
    check(history)


@settings(max_examples=6, deadline=None)
@given(histories, short)
def test_what_one_of_three_machines_forgot_is_in_no_replay(shared: list[Move], apart: list[Move]) -> None:
    machines, forgotten = play_forgetting(shared, apart)
    whole = merged(*(machine.copy for machine in machines))
    journal = open_copy(whole)
    told: list[object] = [build_replay(cycle, journal, whole.steps) for cycle in journal.kept]
    told += [build_question_life(cycle, journal, whole.steps) for cycle in journal.kept]
    assert [word for word in forgotten if word in str(told)] == []
