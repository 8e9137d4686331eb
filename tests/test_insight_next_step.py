"""The one next step: said after the first action of a cycle that shows nothing of how it was before, and not again."""

from datetime import date

import pytest

from enquiry.insight.next_step import next_step
from enquiry.model.choices import Kind, Stage
from tests.conftest import a_cycle, an_entry

BEFORE, DAY, AFTER = date(2025, 9, 8), date(2025, 9, 15), date(2025, 9, 22)
SAID = "nothing says yet how it was before: enquiry evidence -c 1 --stage baseline …"


def test_the_first_action_without_a_baseline_asks_for_one() -> None:
    action = an_entry("action", DAY)
    late = an_entry("evidence", AFTER, number=2)
    assert next_step(a_cycle(entries=(action,)), action) == SAID
    assert next_step(a_cycle(entries=(action, late)), action) == SAID


def test_a_baseline_by_its_day_or_by_its_stage_is_enough() -> None:
    action = an_entry("action", DAY)
    for evidence in (
        an_entry("evidence", BEFORE, number=2),
        an_entry("evidence", DAY, number=2),
        an_entry("evidence", AFTER, number=2, stage=Stage.BASELINE),
    ):
        assert next_step(a_cycle(entries=(action, evidence)), action) == ""


def test_it_is_said_once() -> None:
    first, second = an_entry("action", DAY), an_entry("action", AFTER, number=2)
    assert next_step(a_cycle(entries=(first, second)), second) == ""


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.ACTION])
def test_other_entries_have_no_next_step(kind: Kind) -> None:
    entry = an_entry(kind, DAY)
    assert next_step(a_cycle(entries=(entry,)), entry) == ""
