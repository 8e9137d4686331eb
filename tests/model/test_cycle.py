"""A cycle: its question's versions, its entries in order, and the state its decisions leave it in."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from enquiry.model.choices import CycleState, Decision, EntryKind, EvidenceStage
from enquiry.model.cycle import STATE_AFTER_DECISION, Cycle, Question, StateChange
from enquiry.model.entry import AGAIN, AnswerPart, AnyEntry, Evidence, Review
from enquiry.model.measure import MeasuredValue
from enquiry.model.record import Removal
from tests import strategies
from tests.conftest import NOW, a_cycle, an_entry

GONE = Removal(at=NOW)


def day(month: int, on: int) -> date:
    return date(2025, month, on)


def a_review(on: date, decision: Decision | None = None, number: int = 1, **fields: Any) -> Review:
    found = an_entry("review", on, number=number, decision=decision, **fields)
    assert isinstance(found, Review)
    return found


def a_turn(state: CycleState, on: date, hour: int = 17) -> StateChange:
    return StateChange(state=state, on=on, at=datetime(on.year, on.month, on.day, hour, tzinfo=UTC))


class Ids(frozenset[str]):
    """Ids of which each can be asked for: to walk over all of them for each entry grows with the square."""

    def __iter__(self) -> Iterator[str]:
        raise AssertionError


def test_ties_are_kept_to_what_stays_which_is_asked_and_never_walked_over() -> None:
    seen = an_entry("evidence", day(9, 3))
    about, astray = (
        an_entry("reflection", day(9, 4 + number), number=2 + number, about=of)
        for number, of in enumerate((seen.id, "x"))
    )
    kept = a_cycle(entries=(seen, about, astray)).keep_ties(Ids(), Ids({seen.id, about.id, astray.id}))
    assert [getattr(one, "about", "") for one in kept.entries] == ["", seen.id, ""]


def test_what_looks_back_at_a_closed_cycle_is_no_day_of_it_and_no_evaluation() -> None:
    part = AnswerPart(prompt=AGAIN, asked="Knowing only this, would I decide it again?", text="Yes.")
    seen, back = an_entry("evidence", day(9, 3)), an_entry("reflection", day(12, 1), "Yes.", number=2, parts=(part,))
    thought = an_entry("reflection", day(11, 1), number=3)
    closed: dict[str, Any] = {"state": CycleState.CLOSED, "turns": (a_turn(CycleState.CLOSED, day(9, 9)),)}
    assert a_cycle(on=day(9, 1), entries=(seen, back), **closed).last_on == day(9, 9)
    assert a_cycle(on=day(9, 1), entries=(seen, back, thought), **closed).last_on == day(11, 1)
    going = a_cycle(on=day(9, 1), entries=(seen, back))
    assert (going.last_on, going.evaluation) == (day(12, 1), (seen,))


# Questions


def test_the_question_is_the_latest_version_and_the_earlier_ones_stay() -> None:
    cycle = a_cycle(question="Does it work?", on=day(9, 1))
    better = Question(text="How does it work?", on=day(9, 20), because="it asked for a yes")
    after = cycle.add_question(better)
    assert (cycle.question, after.question) == ("Does it work?", "How does it work?")
    assert after.questions == (*cycle.questions, better)


def test_the_question_of_a_day_is_the_version_that_stood_then() -> None:
    cycle = a_cycle(question="one", on=day(9, 1)).add_question(Question(text="two", on=day(9, 20)))
    cycle = cycle.add_question(Question(text="three", on=day(11, 3)))
    days = [day(8, 1), day(9, 1), day(9, 19), day(9, 20), day(11, 2), day(11, 3), day(12, 1)]
    assert [cycle.get_question_on(on).text for on in days] == ["one", "one", "one", "two", "two", "three", "three"]


@strategies.seldom
@given(strategies.cycles(), strategies.texts, strategies.days)
def test_versions_only_grow(cycle: Cycle, text: str, on: date) -> None:
    after = cycle.add_question(Question(text=text, on=on))
    assert after.questions[:-1] == cycle.questions
    assert after.question == text
    assert replace(after, questions=cycle.questions) == cycle


# Entries and days


def test_entries_stand_in_the_order_in_which_they_happened() -> None:
    held = (
        an_entry("note", day(10, 2), "third", number=1),
        an_entry("note", day(9, 5), "first", number=2),
        an_entry("note", day(10, 1), "gone", number=3, removed=GONE),
        an_entry("note", day(10, 2), "fourth", number=10),
        an_entry("note", day(10, 1), "second", number=9),
    )
    assert [entry.text for entry in a_cycle(entries=held).kept] == ["first", "second", "third", "fourth"]


def test_all_of_a_kind() -> None:
    held = (an_entry("action", day(10, 2), number=1), an_entry("note", day(9, 1), number=2))
    later = an_entry("action", day(9, 3), number=3)
    cycle = a_cycle(entries=(*held, later, an_entry("action", day(9, 2), number=4, removed=GONE)))
    assert cycle.actions == (later, held[0])
    assert cycle.reviews == ()


def test_its_entries_by_class_follow_each_change() -> None:
    action, seen = an_entry("action", day(9, 4), number=1), an_entry("evidence", day(9, 3), number=2)
    thought, gone = an_entry("reflection", day(9, 2), number=3), an_entry("evidence", day(9, 1), number=4, removed=GONE)
    cycle = a_cycle(entries=(action, seen, thought, gone))
    assert (cycle.actions, cycle.evidence, cycle.reviews) == ((action,), (seen,), ())
    assert cycle.evaluation == (thought, seen)
    review = a_review(day(9, 5), Decision.PAUSE, number=5)
    after = cycle.upsert_entry(review)
    assert (after.reviews, after.evaluation, cycle.reviews) == ((review,), (thought, seen, review), ())
    assert [(span.on, span.state) for span in after.spans] == [(day(9, 5), CycleState.PAUSED)]


def test_a_cycle_stays_embedded_when_it_is_closed_until_it_is_taken_up_again() -> None:
    embed = a_review(day(9, 5), Decision.EMBED)
    cycle = a_cycle().upsert_entry(embed)
    closed = cycle.apply_state_change(a_turn(CycleState.CLOSED, day(9, 9)))
    reopened = closed.apply_state_change(a_turn(CycleState.OPEN, day(9, 12)))
    assert [one.is_embedded for one in (a_cycle(), cycle, closed, reopened)] == [False, True, True, False]
    assert reopened.embedding_review == embed
    embedded = [reopened.get_span_on(on).embedded for on in (day(9, 4), day(9, 5), day(9, 10), day(9, 12))]
    assert embedded == [False, True, True, False]


def test_of_a_review_and_a_turn_in_one_moment_the_turn_counts() -> None:
    review = a_review(day(9, 5), Decision.EMBED, recorded_at=datetime(2025, 9, 5, 17, tzinfo=UTC))
    cycle = a_cycle(entries=(review,), turns=(a_turn(CycleState.PAUSED, day(9, 5)),))
    assert cycle.get_state_on(day(9, 5)) is CycleState.PAUSED
    assert not cycle.is_embedded


def test_it_begins_with_its_question_or_an_earlier_entry() -> None:
    cycle = a_cycle(on=day(9, 1))
    assert cycle.began_on == day(9, 1)
    assert cycle.upsert_entry(an_entry("reading", day(8, 20))).began_on == day(8, 20)
    assert cycle.upsert_entry(an_entry("reading", day(9, 20))).began_on == day(9, 1)
    assert cycle.upsert_entry(an_entry("reading", day(8, 20), removed=GONE)).began_on == day(9, 1)


def test_its_last_day_is_that_of_an_entry_a_version_or_a_turn() -> None:
    cycle = a_cycle(on=day(9, 1))
    assert cycle.last_on == day(9, 1)
    assert cycle.upsert_entry(an_entry("note", day(9, 8))).last_on == day(9, 8)
    assert cycle.upsert_entry(an_entry("note", day(9, 8), removed=GONE)).last_on == day(9, 1)
    assert cycle.upsert_entry(an_entry("note", day(8, 8))).last_on == day(9, 1)
    assert cycle.add_question(Question(text="x", on=day(9, 9))).last_on == day(9, 9)
    assert cycle.apply_state_change(a_turn(CycleState.CLOSED, day(9, 10))).last_on == day(9, 10)


def test_names_follow_on_and_are_never_used_again() -> None:
    cycle = a_cycle(7)
    assert cycle.next_name == "7.1"
    cycle = cycle.upsert_entry(an_entry("note", day(9, 1), cycle=7, number=1))
    cycle = cycle.upsert_entry(an_entry("note", day(9, 1), cycle=7, number=2))
    assert cycle.next_name == "7.3"
    assert cycle.upsert_entry(replace(cycle.entries[1], removed=GONE)).next_name == "7.3"
    assert cycle.upsert_entry(an_entry("note", day(8, 1), cycle=7, number=12)).next_name == "7.13"


def test_an_entry_of_the_same_id_is_put_in_its_place() -> None:
    first, second = an_entry("note", day(9, 1), number=1), an_entry("note", day(9, 2), number=2)
    cycle = a_cycle(entries=(first, second))
    changed = replace(first, text="better", happened_on=day(9, 9))
    assert cycle.upsert_entry(changed).entries == (changed, second)
    assert cycle.entries == (first, second)


@strategies.seldom
@given(strategies.cycles(), strategies.entries(number=99))
def test_a_new_entry_loses_none(cycle: Cycle, entry: AnyEntry) -> None:
    after = cycle.upsert_entry(entry)
    assert after.entries == (*cycle.entries, entry)
    unchanged = ("state", "next_look", "entries")
    assert [getattr(after, f) for f in cycle.__struct_fields__ if f not in unchanged] == [
        getattr(cycle, f) for f in cycle.__struct_fields__ if f not in unchanged
    ]


@strategies.seldom
@given(strategies.cycles().filter(lambda cycle: bool(cycle.entries)), strategies.entries(), st.data())
def test_a_changed_entry_takes_the_place_of_one_and_leaves_the_others(
    cycle: Cycle, entry: AnyEntry, data: st.DataObject
) -> None:
    old = data.draw(st.sampled_from(cycle.entries))
    changed = replace(entry, id=old.id, name=old.name)
    after = cycle.upsert_entry(changed)
    assert [e for e in after.entries if e.id != old.id] == [e for e in cycle.entries if e.id != old.id]
    assert [e for e in after.entries if e.id == old.id] == [changed]
    assert [e.id for e in after.entries] == [e.id for e in cycle.entries]


# Stages


def an_evidence(on: date, **fields: Any) -> Evidence:
    found = an_entry("evidence", on, number=50, **fields)
    assert isinstance(found, Evidence)
    return found


@pytest.mark.parametrize(
    ("on", "stage"),
    [
        (day(9, 9), EvidenceStage.BASELINE),
        (day(9, 10), EvidenceStage.DURING),  # recorded after the action of that day
        (day(9, 11), EvidenceStage.DURING),
        (day(12, 7), EvidenceStage.DURING),
        (day(12, 8), EvidenceStage.DURING),
        (day(12, 9), EvidenceStage.FOLLOW_UP),
    ],
)
def test_a_stage_comes_from_the_first_action_and_the_first_embedding(on: date, stage: EvidenceStage) -> None:
    cycle = a_cycle(
        entries=(
            an_entry("action", day(11, 1), number=1),
            an_entry("action", day(9, 10), number=2),
            an_entry("action", day(9, 2), number=3, removed=GONE),
            a_review(day(12, 20), Decision.EMBED, 4),
            a_review(day(12, 8), Decision.EMBED, 5),
            a_review(day(9, 12), Decision.EMBED, 6, removed=GONE),
            a_review(day(9, 12), Decision.ADAPT, 7),
        )
    )
    assert cycle.first_action
    assert cycle.first_action.happened_on == day(9, 10)
    assert cycle.embedded_on == day(12, 8)
    assert cycle.resolve_stage(an_evidence(on)) is stage


def test_before_any_action_everything_is_baseline() -> None:
    assert a_cycle().first_action is None
    assert a_cycle().resolve_stage(an_evidence(day(12, 1))) is EvidenceStage.BASELINE


def test_without_embedding_there_is_no_follow_up() -> None:
    cycle = a_cycle(entries=(an_entry("action", day(9, 2)),))
    assert cycle.embedded_on is None
    assert cycle.resolve_stage(an_evidence(date(2029, 1, 1))) is EvidenceStage.DURING


@pytest.mark.parametrize("stage", EvidenceStage)
def test_a_stage_that_was_said_stands(stage: EvidenceStage) -> None:
    assert a_cycle().resolve_stage(an_evidence(day(12, 1), stage=stage)) is stage


# Decisions and turns


@pytest.mark.parametrize("decision", Decision)
def test_a_decision_gives_the_state(decision: Decision) -> None:
    cycle = a_cycle().upsert_entry(a_review(day(10, 8), decision))
    assert cycle.state is STATE_AFTER_DECISION[decision]
    assert cycle.decided == cycle.entries[0]


def test_every_decision_leads_somewhere() -> None:
    assert set(STATE_AFTER_DECISION) == set(Decision)
    paused, closed = Decision.PAUSE, Decision.STOP
    assert {decision for decision, state in STATE_AFTER_DECISION.items() if state is not CycleState.OPEN} == {
        paused,
        closed,
    }


def test_a_review_without_a_decision_leaves_the_state() -> None:
    paused = a_cycle().upsert_entry(a_review(day(10, 8), Decision.PAUSE))
    looked = paused.upsert_entry(a_review(day(10, 9), None, 2))
    assert looked.state is CycleState.PAUSED
    assert looked.decided == looked.entries[0]
    assert a_cycle().decided is None


def test_a_later_decision_opens_a_paused_cycle_again() -> None:
    paused = a_cycle().upsert_entry(a_review(day(10, 8), Decision.PAUSE))
    assert paused.upsert_entry(a_review(day(11, 8), Decision.CONTINUE, 2)).state is CycleState.OPEN


def test_a_backdated_review_changes_neither_state_nor_look() -> None:
    cycle = a_cycle().upsert_entry(a_review(day(10, 8), Decision.CONTINUE, next_look=day(11, 8)))
    late = a_review(day(10, 1), Decision.STOP, 2, next_look=day(12, 1))
    after = cycle.upsert_entry(late)
    assert (after.state, after.next_look) == (CycleState.OPEN, day(11, 8))
    assert after.decided == cycle.entries[0]


def test_a_review_dated_before_a_turn_changes_neither() -> None:
    cycle = a_cycle().apply_state_change(a_turn(CycleState.CLOSED, day(10, 8)))
    after = cycle.upsert_entry(a_review(day(10, 1), Decision.CONTINUE, next_look=day(12, 1)))
    assert (after.state, after.next_look) == (CycleState.CLOSED, None)


def test_a_review_after_a_turn_changes_both() -> None:
    cycle = a_cycle().apply_state_change(a_turn(CycleState.CLOSED, day(10, 8)))
    after = cycle.upsert_entry(a_review(day(10, 9), Decision.CONTINUE, next_look=day(12, 1)))
    assert (after.state, after.next_look) == (CycleState.OPEN, day(12, 1))


@pytest.mark.parametrize(("hour", "state"), [(15, CycleState.OPEN), (17, CycleState.CLOSED)])
def test_on_one_day_the_moment_of_writing_decides(hour: int, state: CycleState) -> None:
    """The review is written at 16:00; the cycle is closed before that or after."""
    cycle = a_cycle(entries=(a_review(day(10, 8), Decision.CONTINUE),)).apply_state_change(
        a_turn(CycleState.CLOSED, day(10, 8), hour)
    )
    changed = a_review(day(10, 8), Decision.ADAPT)
    assert cycle.upsert_entry(changed).state is state


def test_a_changed_decision_changes_the_state() -> None:
    cycle = a_cycle().upsert_entry(a_review(day(10, 8), Decision.STOP))
    assert cycle.upsert_entry(a_review(day(10, 8), Decision.ADAPT)).state is CycleState.OPEN
    assert cycle.upsert_entry(a_review(day(10, 8), None)).state is CycleState.OPEN


def test_a_changed_earlier_decision_does_not() -> None:
    cycle = a_cycle().upsert_entry(a_review(day(10, 8), Decision.ADAPT))
    cycle = cycle.upsert_entry(a_review(day(11, 8), Decision.PAUSE, 2))
    assert cycle.upsert_entry(a_review(day(10, 8), Decision.STOP)).state is CycleState.PAUSED


def test_a_review_that_is_moved_behind_another_gives_way_to_it() -> None:
    cycle = a_cycle().upsert_entry(a_review(day(10, 8), Decision.CONTINUE))
    cycle = cycle.upsert_entry(a_review(day(11, 8), Decision.STOP, 2))
    moved = replace(cycle.entries[1], happened_on=day(9, 8))
    assert cycle.upsert_entry(moved).state is CycleState.OPEN


def test_a_changed_text_changes_neither_state_nor_look() -> None:
    cycle = a_cycle().upsert_entry(a_review(day(10, 8), Decision.STOP))
    cycle = cycle.apply_state_change(a_turn(CycleState.OPEN, day(10, 7)))
    cycle = replace(cycle, next_look=day(12, 1), state=CycleState.CLOSED)
    assert cycle.upsert_entry(replace(cycle.entries[0], text="better words")).state is CycleState.CLOSED
    looked = a_cycle(next_look=day(12, 1)).upsert_entry(a_review(day(10, 8), Decision.ADAPT, next_look=day(11, 1)))
    moved = replace(looked, next_look=day(12, 12))
    assert moved.upsert_entry(replace(moved.entries[0], text="better words")).next_look == day(12, 12)


def test_a_removed_decision_gives_the_state_back_and_brought_back_takes_it_again() -> None:
    cycle = a_cycle().upsert_entry(a_review(day(10, 8), Decision.PAUSE))
    cycle = cycle.upsert_entry(a_review(day(11, 8), Decision.STOP, 2))
    gone = cycle.upsert_entry(replace(cycle.entries[1], removed=GONE))
    assert gone.state is CycleState.PAUSED
    assert gone.upsert_entry(cycle.entries[1]).state is CycleState.CLOSED


def test_the_look_that_a_removed_review_had_set_goes_with_it_and_comes_back() -> None:
    cycle = a_cycle().upsert_entry(a_review(day(10, 8), Decision.ADAPT, next_look=day(11, 1)))
    gone = cycle.upsert_entry(replace(cycle.entries[0], removed=GONE))
    assert gone.next_look is None
    assert gone.upsert_entry(cycle.entries[0]).next_look == day(11, 1)


@strategies.seldom
@given(strategies.cycles(), st.lists(strategies.entries(kind=EntryKind.REVIEW), max_size=5))
def test_the_state_is_that_of_the_latest_decision_or_turn(cycle: Cycle, reviews: list[Review]) -> None:
    for number, review in enumerate(reviews, 90):
        cycle = cycle.upsert_entry(replace(review, id=f"r{number}", name=f"1.{number}"))
    if any(review.decision for review in reviews):
        assert cycle.state is cycle.get_state_on(date.max)


def test_the_state_of_a_day() -> None:
    cycle = a_cycle(
        entries=(
            a_review(day(10, 8), Decision.PAUSE),
            a_review(day(11, 3), None, 2),
            a_review(day(12, 1), Decision.STOP, 3),
        )
    )
    cycle = cycle.apply_state_change(a_turn(CycleState.OPEN, day(11, 1))).apply_state_change(
        a_turn(CycleState.OPEN, day(12, 20))
    )
    days = [
        day(8, 1),
        day(10, 7),
        day(10, 8),
        day(10, 31),
        day(11, 1),
        day(11, 3),
        day(12, 1),
        day(12, 19),
        day(12, 20),
    ]
    told = "open open paused paused open open closed closed open"
    assert [cycle.get_state_on(on).value for on in days] == told.split()


@pytest.mark.parametrize("state", CycleState)
def test_a_turn_gives_the_state_and_is_kept(state: CycleState) -> None:
    turn = a_turn(state, day(10, 8))
    cycle = a_cycle(next_look=day(12, 1)).apply_state_change(turn)
    assert (cycle.state, cycle.turns) == (state, (turn,))
    assert cycle.next_look == (None if state in (CycleState.CLOSED, CycleState.RESTING) else day(12, 1))


# The next look


def test_a_review_sets_the_next_look() -> None:
    cycle = a_cycle(next_look=day(10, 8)).upsert_entry(a_review(day(10, 8), None, next_look=day(11, 8)))
    assert cycle.next_look == day(11, 8)


@pytest.mark.parametrize(("on", "left"), [(day(10, 7), day(10, 8)), (day(10, 8), None), (day(10, 9), None)])
def test_a_review_answers_a_look_that_was_due_and_leaves_one_still_to_come(on: date, left: date | None) -> None:
    assert a_cycle(next_look=day(10, 8)).upsert_entry(a_review(on, Decision.ADAPT)).next_look == left


@pytest.mark.parametrize(("hour", "look"), [(15, day(12, 1)), (17, day(11, 8))])
def test_a_changed_review_moves_no_look_once_the_cycle_was_turned_after_it(hour: int, look: date) -> None:
    cycle = a_cycle(entries=(a_review(day(10, 8)),), next_look=day(11, 8)).apply_state_change(
        a_turn(CycleState.PAUSED, day(10, 8), hour)
    )
    assert cycle.upsert_entry(a_review(day(10, 8), next_look=day(12, 1))).next_look == look


def test_a_closed_cycle_has_no_next_look() -> None:
    stopped = a_review(day(10, 1), Decision.STOP, next_look=day(12, 1))
    assert a_cycle(next_look=day(11, 8)).upsert_entry(stopped).next_look is None


def test_only_reviews_touch_the_next_look() -> None:
    cycle = a_cycle(next_look=day(10, 8))
    assert cycle.upsert_entry(an_entry("evidence", day(10, 9))).next_look == day(10, 8)


# Measures


def test_values_come_in_the_order_of_the_days_with_their_evidence() -> None:
    one, other = MeasuredValue(measure="pace", value=5), MeasuredValue(measure="worry", value=2)
    late = an_entry("evidence", day(10, 2), number=1, values=(one, other))
    early = an_entry("evidence", day(9, 2), number=2, values=(other,))
    gone = an_entry("evidence", day(9, 1), number=3, values=(one,), removed=GONE)
    cycle = a_cycle(entries=(late, early, gone, an_entry("note", day(9, 3), number=4)))
    assert list(cycle.iterate_values()) == [(early, other), (late, one), (late, other)]


@strategies.seldom
@given(strategies.cycles())
def test_first_and_last_day_hold_all_that_is_kept(cycle: Cycle) -> None:
    days = [entry.happened_on for entry in cycle.kept]
    assert all(cycle.began_on <= on <= cycle.last_on for on in days)
    assert cycle.began_on <= cycle.last_on or cycle.questions[0].on > cycle.questions[-1].on


def test_a_changed_cycle_works_its_order_out_again() -> None:
    cycle = a_cycle(entries=(an_entry("action", day(10, 1)),))
    assert (cycle.actions[0].happened_on, len(cycle.kept)) == (day(10, 1), 1)
    more = cycle.upsert_entry(an_entry("action", day(10, 1) - timedelta(days=3), number=2))
    assert (more.actions[0].happened_on, len(more.kept)) == (day(9, 28), 2)
