"""What stands where two machines wrote in one place, rule by rule; and histories with holes."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from enquiry.insight.merging.fields import merge_lists
from enquiry.insight.merging.log import JournalCopy
from enquiry.insight.merging.merge import is_same_journal, merge_copies
from enquiry.model.choices import CycleState, Decision, Privacy
from enquiry.model.cycle import Cycle, MovedEntry, StateChange
from enquiry.model.entry import Action, AnyEntry, Evidence, Reflection, Review
from enquiry.model.journal import Journal
from enquiry.model.measure import Measure, MeasuredValue
from enquiry.model.record import Removal
from enquiry.model.settings import SavedQuery
from enquiry.model.step import Step, update_clock
from tests.conftest import a_gift
from tests.insight.merging.machines import Machine, encoded, open_copy, start

Edit = Callable[[Journal], Journal]


def begun() -> tuple[Machine, Machine]:
    """Return two machines that both know cycle 1 with evidence 1.1, and cycle 2."""
    first = Machine("a")
    first.do(0, 0, 0)
    first.write(lambda journal, now: put(journal, Evidence, now, tags=("both",), values=(value(1),)))
    first.do(0, 0, 0)
    second = Machine("b", first.copy)
    second.now = first.now + timedelta(hours=1)
    return first, second


def value(number: int, name: str = "said") -> MeasuredValue:
    return MeasuredValue(measure=name, value=number)


def put(journal: Journal, kind: type[AnyEntry], now: Any, **own: Any) -> Journal:
    cycle = journal.cycles[0]
    given = {"id": f"{kind.__name__}-{now:%j%H%M%S}", "recorded_at": now, "happened_on": now.date(), "text": "words"}
    entry: Any = kind(**{**given, "cycle": cycle.id, "name": cycle.next_name, **own})
    return journal.upsert_entry(entry)


def apart(one: Edit, other: Edit) -> Journal:
    """Return what two machines come to that each changed something; the second is the later one."""
    first, second = begun()
    first.write(lambda journal, _now: one(journal))
    second.write(lambda journal, _now: other(journal))
    merged = merge_copies(first.copy, second.copy).copy
    assert encoded(merged) == encoded(merge_copies(second.copy, first.copy).copy)
    return open_copy(merged)


def entry_with(**fields: Any) -> Edit:
    return lambda journal: journal.upsert_entry(replace(journal.cycles[0].entries[0], **fields))


def cycle_with(**fields: Any) -> Edit:
    return lambda journal: journal.upsert_cycle(replace(journal.cycles[0], **fields))


SAID = [{"measure": "said", "value": 2}]
GONE = Removal(at=Machine("x").now)


@pytest.mark.parametrize(
    ("one", "other", "stands", "kept"),
    [
        ({"text": "first"}, {"text": "second"}, {"text": "second"}, ["first"]),
        ({"text": "same"}, {"text": "same"}, {"text": "same"}, []),
        ({"text": "first"}, {"source": "jotters"}, {"text": "first", "source": "jotters"}, []),
        ({"source": "jotters"}, {"source": "video"}, {"source": "video"}, ["jotters"]),
        ({"n": 3}, {"n": 4}, {"n": 4}, [3]),
        ({"tags": ("both", "x")}, {"tags": ("y",)}, {"tags": ("x", "y")}, []),
        ({"privacy": Privacy.PUBLIC}, {"privacy": Privacy.SCHOOL}, {"privacy": Privacy.SCHOOL}, []),
        ({"values": (value(1), value(2, "x"))}, {"values": (value(3),)}, {"values": (value(2, "x"), value(3))}, []),
        (
            {"values": (value(2),)},
            {"values": (value(3),)},
            {"values": (value(3),)},
            [[{"measure": "said", "value": 2}]],
        ),
        ({"removed": GONE}, {"removed": GONE}, {"removed": GONE}, []),
        ({"removed": GONE}, {"text": "second"}, {"text": "second", "removed": None}, [{"at": "2026-02-03T16:30:00Z"}]),
        ({"text": "first"}, {"removed": GONE}, {"text": "first", "removed": None}, [{"at": "2026-02-03T16:30:00Z"}]),
        ({"key": True}, {"key": True, "n": 2}, {"key": True, "n": 2}, []),
    ],
)
def test_what_stands_and_what_is_kept_beside_it(one: Any, other: Any, stands: Any, kept: Any) -> None:
    entry = apart(entry_with(**one), entry_with(**other)).cycles[0].entries[0]
    assert {name: getattr(entry, name) for name in stands} == stands
    assert [beside.value for beside in entry.otherwise] == kept


def test_something_stands_against_nothing() -> None:
    first, second = begun()
    first.write(lambda journal, _now: cycle_with(hunch="they need time")(journal))
    second.take_in(first)
    second.now += timedelta(hours=1)
    first.write(lambda journal, _now: cycle_with(hunch="they need long")(journal))
    second.write(lambda journal, _now: cycle_with(hunch="")(journal))
    second.take_in(first)
    assert (second.journal.cycles[0].hunch, second.journal.cycles[0].otherwise) == ("they need long", ())


def test_a_later_question_is_the_present_one_and_an_earlier_one_mended_stays_in_its_place() -> None:
    assert merge_lists(["a", "b"], ["a'", "b"], ["a", "b", "c"]) == ["a'", "b", "c"]
    assert merge_lists(["a", "b"], ["a", "b", "d"], ["a", "b", "c"]) == ["a", "b", "c", "d"]
    assert merge_lists(["a", "b"], ["a", "x", "b"], ["b", "c"]) == ["x", "b", "c"]


def test_a_cycle_that_was_removed_while_somebody_wrote_in_it_stays_in_sight() -> None:
    def write(journal: Journal) -> Journal:
        return put(journal, Reflection, Machine("x").now)

    for one, other in ((cycle_with(removed=GONE), write), (write, cycle_with(removed=GONE))):
        cycle = apart(one, other).cycles[0]
        assert (cycle.removed, [beside.field for beside in cycle.otherwise]) == (None, ["removed"])
        assert len(cycle.kept) == 2


def test_a_cycle_that_was_removed_stays_in_sight_for_what_was_written_in_an_entry_that_moved_there() -> None:
    def move(journal: Journal, _now: Any) -> Journal:
        entry, into = journal.cycles[0].entries[0], journal.cycles[1]
        return journal.move_item(entry, replace(entry, cycle=into.id, name=into.next_name))

    for hours in (-2, 0, 2):  # the words stand before the move, between it and the removal, and after both
        first, second = begun()
        second.now += timedelta(hours=hours)
        first.write(move)
        second.write(lambda journal, _now: entry_with(text="written apart")(journal))
        first.now += timedelta(hours=2)
        first.write(lambda journal, _now: journal.upsert_cycle(replace(journal.cycles[1], removed=GONE)))
        merged = merge_copies(first.copy, second.copy).copy
        assert encoded(merged) == encoded(merge_copies(second.copy, first.copy).copy)
        cycle = open_copy(merged).cycles[1]
        assert [entry.text for entry in cycle.kept] == ["written apart"]
        assert (cycle.removed, [beside.field for beside in cycle.otherwise]) == (None, ["removed"])


def test_a_cycle_whose_start_was_undone_while_somebody_wrote_in_it_stays_in_sight() -> None:
    first, second = begun()
    second.write(lambda journal, now: put(journal, Reflection, now, cycle=journal.cycles[1].id, name="2.1"))
    first.reverse(1)
    assert first.journal.cycles[1].is_undone
    for machine, other in ((first, second), (second, first)):
        machine.take_in(other)
        cycle = machine.journal.cycles[1]
        assert (cycle.removed, [beside.field for beside in cycle.otherwise]) == (None, ["removed"])
    assert encoded(first.copy) == encoded(second.copy)


def test_a_state_that_two_machines_decided_is_that_of_the_latest_decision() -> None:
    def decide(decision: Decision, day: int) -> Edit:
        def edit(journal: Journal) -> Journal:
            now = Machine("x").now + timedelta(days=day)
            look = now.date() + timedelta(days=20)
            return put(journal, Review, now, decision=decision, next_look=look)

        return edit

    later, sooner = decide(Decision.CONTINUE, 5), decide(Decision.STOP, 2)
    for one, other in ((later, sooner), (sooner, later)):
        cycle = apart(one, other).cycles[0]
        assert (cycle.state, cycle.next_look) == (CycleState.OPEN, cycle.reviews[-1].next_look)
    assert apart(decide(Decision.PAUSE, 5), sooner).cycles[0].state is CycleState.PAUSED


def test_an_undone_decision_counts_no_more_after_a_merge() -> None:
    first, second = begun()
    second.write(lambda journal, now: put(journal, Review, now, decision=Decision.STOP))
    first.write(lambda journal, now: put(journal, Review, now, decision=Decision.CONTINUE))
    second.take_in(first)
    states = [second.journal.cycles[0].state]
    second.reverse(1)
    first.take_in(second)
    states += [machine.journal.cycles[0].state for machine in (first, second)]
    assert states == [CycleState.CLOSED, CycleState.OPEN, CycleState.OPEN]


def test_a_decision_undone_and_done_again_leaves_the_next_look_it_had() -> None:
    first, second = begun()
    first.write(lambda journal, now: put(journal, Review, now, decision=Decision.EMBED, next_look=date(2026, 5, 14)))

    def close(journal: Journal, now: datetime) -> Journal:
        later = now + timedelta(days=2)
        turn = StateChange(state=CycleState.CLOSED, on=later.date(), at=later)
        return journal.upsert_cycle(replace(journal.cycles[0], state=CycleState.CLOSED, turns=(turn,)))

    second.write(close)
    first.take_in(second)
    before = first.journal
    assert before.cycles[0].next_look == date(2026, 5, 14)
    first.reverse(1)
    assert first.journal.cycles[0].next_look is None
    first.reverse(1, redo=True)
    assert first.journal == before


def test_settings_take_the_later_value_and_queries_stand_once() -> None:
    def save(text: str, role: str) -> Edit:
        return lambda journal: journal.update_settings(role=role, queries=(SavedQuery(name="q", text=text),))

    settings = apart(save("one", "teacher"), save("two", "depute")).settings
    assert (settings.role, [query.text for query in settings.queries]) == ("depute", ["two"])


def test_an_entry_that_both_moved_lies_in_one_place_and_its_old_number_leads_to_it() -> None:
    def move(machine: Machine, number: int) -> None:
        def edit(journal: Journal, _now: Any) -> Journal:
            entry, into = journal.cycles[0].entries[0], journal.cycles[number]
            return journal.move_item(entry, replace(entry, cycle=into.id, name=into.next_name))

        machine.write(edit)

    first, second = begun()
    second.write(lambda journal, now: start(second, journal, now, 0, 0))
    move(first, 1)
    move(second, 2)
    merged = open_copy(merge_copies(first.copy, second.copy).copy)
    assert merged.find_entry("1.1").cycle == merged.cycles[2].id
    assert isinstance(merged.cycles[0].moved[0], MovedEntry)


def test_measures_that_both_defined_otherwise_keep_what_the_other_said() -> None:
    def define(unit: str) -> Edit:
        measure = Measure(id="m", recorded_at=Machine("x").now, name="said", unit=unit)
        return lambda journal: journal.upsert_measure(measure)

    [measure] = apart(define("%"), define("words")).measures
    assert (measure.unit, [beside.value for beside in measure.otherwise]) == ("words", ["%"])


def test_what_belonged_to_the_kind_an_entry_no_longer_is_is_kept() -> None:
    def become(journal: Journal) -> Journal:
        old = journal.cycles[0].entries[0]
        fields = {name: getattr(old, name) for name in Action.__struct_fields__ if hasattr(old, name)}
        return journal.upsert_entry(Action(**fields))

    entry = apart(become, entry_with(source="jotters")).cycles[0].entries[0]
    assert isinstance(entry, Action)
    assert "jotters" in [beside.value for beside in entry.otherwise]


# Holes: what was changed by hand and accepted without the version before


def by_hand(machine: Machine, **fields: Any) -> None:
    """Change evidence 1.1 in the file, and accept that: the step does not know what was there."""
    key = next(key for key in machine.copy.rows if key[0] == "entries")
    rows = {**machine.copy.rows, key: {**machine.copy.rows[key], **fields}}
    machine.now += timedelta(minutes=1)
    clock = update_clock(machine.copy.steps[-1].clock, machine.now, machine.device)
    number = len(machine.copy.steps) + 1
    step = Step(number=number, id=f"hole-{machine.device}", at=machine.now, clock=clock, did="accepted")
    machine.copy = JournalCopy(rows, (*machine.copy.steps, step))


def test_a_hole_is_told_by_the_copy_that_lacks_it() -> None:
    first, second = begun()
    by_hand(second, text="by hand")
    first.write(lambda journal, _now: entry_with(text="by command")(journal))
    for machine, other in ((first, second), (second, first)):
        machine.take_in(other)
    assert encoded(first.copy) == encoded(second.copy)
    entry = first.journal.cycles[0].entries[0]
    assert {entry.text, *(beside.value for beside in entry.otherwise)} == {"by hand", "by command"}
    assert encoded(merge_copies(first.copy, begun()[0].copy).copy) != encoded(first.copy)


def test_two_holes_in_one_place_lose_neither() -> None:
    first, second = begun()
    by_hand(first, text="here by hand")
    by_hand(second, text="there by hand")
    for machine, other in ((first, second), (second, first)):
        machine.take_in(other)
    entry = first.journal.cycles[0].entries[0]
    assert encoded(first.copy) == encoded(second.copy)
    assert {entry.text, *(beside.value for beside in entry.otherwise)} == {"here by hand", "there by hand"}


def test_records_that_no_step_made_are_brought_together_too() -> None:
    """Two copies without their history, changed by other programs: what differs stands twice."""
    first, second = begun()
    plain, other = JournalCopy(first.copy.rows, ()), JournalCopy(dict(first.copy.rows), ())
    key = next(key for key in plain.rows if key[0] == "entries")
    other.rows[key] = {**other.rows[key], "text": "another text"}
    merged = merge_copies(plain, other).copy
    assert encoded(merged) == encoded(merge_copies(other, plain).copy) == encoded(merge_copies(merged, plain).copy)
    entry = open_copy(merged).cycles[0].entries[0]
    assert "another text" in {entry.text, *(beside.value for beside in entry.otherwise)}
    assert is_same_journal(plain, second.copy)
    holed = JournalCopy(other.rows, ())
    machine = Machine("b", holed)
    assert not is_same_journal(plain, JournalCopy({}, ()))
    assert isinstance(machine.journal.cycles[0], Cycle)


def test_two_gifts_of_one_name_are_told_apart_and_withdrawing_one_twice_is_no_clash() -> None:
    one, other = a_gift(1, id="g-a"), a_gift(1, id="g-b", to="head of year")
    merged = apart(lambda journal: journal.upsert_gift(one), lambda journal: journal.upsert_gift(other))
    assert [(gift.name, gift.first, gift.to) for gift in merged.gifts] == [
        ("g1", None, "stage partner"),
        ("g2", 1, "head of year"),
    ]
    first, second = begun()
    first.write(lambda journal, _now: journal.upsert_gift(one))
    second.take_in(first)
    early, late = (replace(one, withdrawn=date(2026, 2, day)) for day in (4, 5))
    first.write(lambda journal, _now: journal.upsert_gift(early))
    second.write(lambda journal, _now: journal.upsert_gift(late))
    [gift] = open_copy(merge_copies(first.copy, second.copy).copy).gifts
    assert (gift.withdrawn, gift.otherwise) == (late.withdrawn, ())
    second.take_in(first)
    second.reverse(1)
    assert second.journal.gifts[0].withdrawn == early.withdrawn
