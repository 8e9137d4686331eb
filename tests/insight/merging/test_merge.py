"""Merging is a function of the steps alone, and loses nothing."""

import functools
import itertools
import os

import pytest
from hypothesis import given, settings

from enquiry.insight.merging.log import JournalCopy
from enquiry.insight.merging.merge import merge_copies
from enquiry.model.breaches import iterate_breaches
from enquiry.model.flaws import find_step_flaw
from enquiry.store.encoding.copies import decode_copy
from tests import strategies
from tests.insight.merging.machines import encoded, histories, list_lost, play, proved


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
    assert encoded(merged(whole, whole)) == data
    assert encoded(merged(whole, one)) == data
    assert find_step_flaw(whole.steps) == ""
    assert [breach for breach in iterate_breaches(journal) if "grew" not in breach.words] == []
    assert list_lost(copies, whole) == []


@strategies.seldom
@given(histories)
def test_every_order_gives_the_same_bytes_and_no_text_is_lost(history: list[tuple[int, int, int, int, int]]) -> None:
    check(history)


@pytest.mark.long
@settings(max_examples=int(os.environ.get("ENQUIRY_MERGES", "10000")), deadline=None, derandomize=False)
@given(histories)
def test_ten_thousand_histories_give_the_same_in_every_order(history: list[tuple[int, int, int, int, int]]) -> None:
    check(history)
