"""Merging is a function of the steps alone, and loses nothing; undo after it takes back one's own and nothing else."""

import functools
import itertools
import os

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from enquiry.insight.history.undo import list_own_steps
from enquiry.insight.merging.log import JournalCopy, read_log, write_copy
from enquiry.insight.merging.merge import merge_copies, merge_logs
from enquiry.model.checks.breaches import iterate_breaches
from enquiry.model.checks.flaws import find_step_flaw
from enquiry.store.encoding.copies import decode_copy
from tests import strategies
from tests.insight.merging.machines import encoded, histories, list_lost, play, proved
from tests.insight.merging.mutants import MUTANTS


def merged(*copies: JournalCopy) -> JournalCopy:
    return functools.reduce(lambda one, other: merge_copies(one, other).copy, copies)


def check(history: list[tuple[int, int, int, int, int]]) -> None:
    """Play a history on three machines and bring them together in every order."""
    copies = [machine.copy for machine in play(history)]
    found = {encoded(merged(*order)) for order in itertools.permutations(copies)}
    one, other, third = copies
    found.add(encoded(merged(one, merged(other, third))))
    assert len(found) == 1
    [data] = found
    kept, journal = proved(data)
    whole = decode_copy(kept)
    assert encoded(whole) == data
    log = merge_logs(read_log(one), read_log(other))
    again = read_log(write_copy(log).copy)
    assert [replace(step, did="") for step in again.steps] == [replace(step, did="") for step in log.steps]
    assert [encoded(merged(copy, copy)) for copy in copies] == [encoded(copy) for copy in copies]
    assert encoded(merged(whole, whole)) == data
    assert encoded(merged(whole, one)) == data
    assert find_step_flaw(whole.steps) == ""
    assert [breach for breach in iterate_breaches(journal) if "grew" not in breach.words] == []
    assert list_lost(copies, whole) == []


RED = {
    "last writer wins": [(2, 2, 6, 3, -1), (0, 13, 6, 3, 0)],
    "deletion wins": [(2, 2, 6, 3, -1), (0, 13, 6, 3, 0)],
    "knows everything earlier": [(1, 1, 7, 3, 2), (0, 13, 0, 4, -3)],
    "wall clock alone": [(0, 20, 0, 0, -3), (2, 1, 3, 7, 0)],
    "own side first": [(0, 20, 0, 0, -3), (2, 1, 3, 7, 0)],
}
"""For each rule that loses something or depends on who merges, a history that shows it."""


@pytest.mark.parametrize("mutant", MUTANTS)
def test_under_another_rule_the_proof_goes_red(mutant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    check(RED[mutant])
    MUTANTS[mutant](monkeypatch)
    with pytest.raises(AssertionError):
        check(RED[mutant])


@strategies.seldom
@given(histories, st.integers(0, 2), st.integers(1, 3))
@example(  # a state that both turned, worked out anew by the undo, is as it was when that is taken back
    [(0, 1, 0, 4, 0), (1, 16, 0, 0, 0), (2, 27, 3, 0, 0), (2, 31, 0, 0, 0), (2, 16, 0, 0, 0)], 2, 1
)
@example(  # what was moved into a cycle that is undone since lies in it no more
    [
        *((1, 5, 0, 0, 1), (1, 3, 3, 0, 0), (2, 0, 0, 0, 0), (2, 17, 7, 0, 0), (0, 28, 0, 0, 0), (2, 30, 0, 0, 0)),
        (2, 22, 5, 0, 0),
    ],
    1,
    3,
)
def test_undo_after_a_merge_takes_back_own_steps_alone_and_redo_brings_them_back(
    history: list[tuple[int, int, int, int, int]], who: int, count: int
) -> None:
    machines = play(history)
    mine = machines[who]
    for other in machines:
        if other is not mine:
            mine.take_in(other)
    own, before = list_own_steps(mine.copy.steps, mine.device), mine.copy
    mine.reverse(count)
    if mine.copy is before:
        return
    undone = [step for step in mine.copy.steps if step.number in mine.copy.steps[-1].undoes]
    assert own is None or {step.id for step in undone} <= own
    touched = {(table, record) for step in undone for table, record, _ in step.before}
    touched |= {(table, record) for step in undone for table, record, *_ in step.apart}
    cycles = {row["cycle"] for key in touched if (row := before.rows.get(key)) and key[0] == "entries"}
    left = {key: row for key, row in before.rows.items() if key not in touched and key[1] not in cycles}
    assert left == {key: mine.copy.rows[key] for key in left}
    mine.reverse(len(undone), redo=True)
    assert mine.copy.rows == before.rows
    whole = merged(mine.copy, *(other.copy for other in machines))
    assert encoded(whole) == encoded(merged(*(other.copy for other in machines[::-1]), mine.copy))


@strategies.seldom
@given(histories)
def test_every_order_gives_the_same_bytes_and_no_text_is_lost(history: list[tuple[int, int, int, int, int]]) -> None:
    check(history)


@pytest.mark.long
@settings(max_examples=int(os.environ.get("ENQUIRY_MERGES", "10000")), deadline=None, derandomize=False)
@given(histories)
def test_ten_thousand_histories_give_the_same_in_every_order(history: list[tuple[int, int, int, int, int]]) -> None:
    check(history)
