"""The quick way to merge comes to the very bytes that replaying everything comes to, or says that it is not certain."""

import os
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from msgspec.structs import replace

from enquiry.insight.forgetting.erase import Blank
from enquiry.insight.merging import tails
from enquiry.insight.merging.merge import merge_copies, merge_tails, merge_whole
from tests.insight.merging.machines import Machine, encoded, histories, play
from tests.insight.merging.test_forgetting import Forgetful

START, ADD, EDIT, NOTE = 0, 1, 3, 18


def check(history: Any, monkeypatch: pytest.MonkeyPatch) -> int:
    """Compare both ways for each two of three machines, and return how often there was a quick way."""
    monkeypatch.setattr(tails, "LONG", 1)
    copies, quick = [machine.copy for machine in play(history)], 0
    for one in copies:
        for other in copies:
            if one is not other and (found := merge_tails(one, other)):
                whole = merge_whole(one, other)
                assert encoded(found.copy) == encoded(whole.copy)
                assert (found.taken, found.handed) == (whole.taken, whole.handed)
                quick += 1
    return quick


def test_both_ways_come_to_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    found = list[int]()

    @settings(max_examples=15, deadline=None)
    @given(histories)
    def run(history: Any) -> None:
        found.append(check(history, monkeypatch))

    run()
    assert sum(found) > len(found)  # it is the usual way


@pytest.mark.long
def test_a_thousand_histories_come_to_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    @settings(
        max_examples=int(os.environ.get("ENQUIRY_MERGES", "1000")),
        deadline=None,
        derandomize=False,
        phases=[Phase.generate],
    )
    @given(histories)
    def run(history: Any) -> None:
        check(history, monkeypatch)

    run()


def begin(*, long: int = 60) -> list[Machine]:
    """Return two machines that have a long beginning in common."""
    first = Machine("a")
    for what in (START, ADD, 2, *[ADD] * long):
        first.do(what, what % 3, what % 3 + 1)
    machines = [first, Machine("b", first.copy)]
    for place, machine in enumerate(machines):
        machine.now += timedelta(minutes=place + 1)
    return machines


def test_two_who_wrote_in_one_cycle_are_merged_by_what_they_added(monkeypatch: pytest.MonkeyPatch) -> None:
    machines = begin()
    for place, machine in enumerate(machines):
        for what in (ADD, EDIT, NOTE, ADD):
            machine.do(what, place, 1)
    one, other = (machine.copy for machine in machines)
    quick = merge_tails(one, other)
    assert quick is not None
    assert encoded(quick.copy) == encoded(merge_whole(one, other).copy) == encoded(merge_copies(other, one).copy)
    monkeypatch.setattr(tails, "LONG", len(one.steps) + 1)
    assert merge_tails(one, other) is None


def test_a_cycle_that_one_began_comes_to_the_rest_without_replaying_that() -> None:
    one, other = begin()
    for _ in range(2):
        one.do(START, 4, 1)
        one.do(ADD, 1, 0)
    other.do(EDIT, 0, 1)
    quick = merge_tails(one.copy, other.copy)
    assert quick is not None
    assert encoded(quick.copy) == encoded(merge_whole(other.copy, one.copy).copy)
    assert sum(table == "cycles" for table, _ in quick.copy.rows) == 2 + sum(
        key[0] == "cycles" for key in other.copy.rows
    )
    other.do(START, 5, 1)  # under the same number: which of the two keeps it all cycles have a say in
    assert merge_tails(one.copy, other.copy) is None
    assert encoded(merge_copies(one.copy, other.copy).copy) == encoded(merge_whole(other.copy, one.copy).copy)


def test_what_both_know_to_be_forgotten_is_replayed_only_where_somebody_wrote_in_it() -> None:
    first = Forgetful("a")
    for what in (START, START, ADD, *[ADD] * 57):
        first.do(what, what % 3, 1)
    first.forget_item(0, Blank.WORDS)
    [(_, gone, _)] = [one for one in first.copy.steps[-1].forgets if one[0] == "entries"]
    name = str(first.copy.rows["entries", gone]["name"])
    machines = [first, Forgetful("b", first.copy)]
    for place, machine in enumerate(machines):
        machine.now += timedelta(minutes=place + 1)
        machine.do(NOTE, place, 1)
    one, other = (machine.copy for machine in machines)
    quick = merge_tails(one, other)
    assert quick is not None
    assert encoded(quick.copy) == encoded(merge_whole(other, one).copy)
    machines[1].write(lambda journal, _: journal.upsert_entry(replace(journal.find_entry(name), tags=("a",))), "edited")
    assert merge_tails(one, machines[1].copy) is None
