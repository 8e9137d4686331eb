"""Rows put back into a journal: in their place, and nothing else is built anew."""

from datetime import date

import msgspec
from msgspec.structs import replace

from enquiry.insight.merging.reversal import put_rows, select_steps
from enquiry.model.cycle import MovedEntry
from enquiry.model.step import Clock, Step
from tests.conftest import NOW, a_cycle, a_journal, an_entry

DAY = date(2025, 9, 1)
JOURNAL = a_journal(
    *(
        a_cycle(n, entries=(an_entry("note", DAY, cycle=n, number=1), an_entry("note", DAY, cycle=n, number=2)))
        for n in (1, 2, 3)
    )
)


def test_an_entry_comes_back_into_its_cycle_and_the_others_stay_the_very_same() -> None:
    back = an_entry("note", DAY, "back again", cycle=2, number=3)
    cycles = put_rows(JOURNAL, {("entries", back.id): msgspec.to_builtins(back)}).cycles
    assert [entry.name for entry in cycles[1].entries] == ["2.1", "2.2", "2.3"]
    assert [now is before for now, before in zip(cycles, JOURNAL.cycles, strict=True)] == [True, False, True]


def test_an_entry_that_moves_leaves_one_cycle_with_its_number_and_comes_into_the_other() -> None:
    moved = replace(JOURNAL.cycles[0].entries[1], cycle=JOURNAL.cycles[2].id, name="3.3")
    cycles = put_rows(JOURNAL, {("entries", moved.id): msgspec.to_builtins(moved)}).cycles
    assert [sorted(entry.name for entry in one.entries) for one in cycles] == [
        ["1.1"],
        ["2.1", "2.2"],
        ["3.1", "3.2", "3.3"],
    ]
    assert cycles[0].moved == (MovedEntry(number=2, entry=moved.id),)
    assert cycles[1] is JOURNAL.cycles[1]


def test_the_steps_of_a_record_are_those_that_touch_it_or_forget_it_and_those_that_undo_these() -> None:
    def step(number: int, record: str = "", **more: object) -> Step:
        before = (("entries", record, None),) if record else ()
        clock = Clock(wall=NOW, count=number)
        return Step(number=number, id=f"s{number}", at=NOW, clock=clock, did="", before=before, **more)  # type: ignore[arg-type]

    steps = [
        *(step(1, "one"), step(2, "other"), step(3, undoes=(1,)), step(4, undoes=(2,)), step(5, redoes=(3,))),
        step(6, forgets=(("entries", "one", None),)),
    ]
    assert [one.number for one in select_steps(steps, {("entries", "one")})] == [1, 3, 5, 6]
